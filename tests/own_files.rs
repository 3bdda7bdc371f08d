//! What of ours stands on the disk: for nobody else to read, whatever the umask; in the first place that has room for it; and swept
//! when its process was killed. What is lacking is told as ours, and never as the errno of a call.
#![cfg(target_os = "linux")]

mod driver;

use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use driver::{A, B, Driven, bind, close, has_python, unix};
use socketlab::session::{self, Notice, Trouble};
use tempfile::TempDir;

/// A folder for what is run, with a home and a place for temporary files in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir_in("/tmp").unwrap());
        for folder in ["home", "tmp"] {
            fs::create_dir(home.path(folder)).unwrap();
        }
        let waiting = "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [\
                       Socket(socket: \"s\", family: Unix, kind: Stream), Bind(socket: \"s\", to: \"unix:here\"), \
                       Sleep(ms: 3600000)])])";
        fs::write(home.path("waiting.ron"), waiting).unwrap();
        let program = "import socket\ns = socket.create_server(('localhost', 0))\nprint('hola')\ns.close()\n";
        fs::write(home.path("programa.py"), program).unwrap();
        fs::write(home.path("espera.py"), "import socket\nsocket.create_server(('localhost', 0)).accept()\n")
            .unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs after what a shell is told first: `umask 000`.
    fn after(&self, first: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{first}\nexec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_socketlab"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).env("LC_ALL", "en_US.UTF-8");
        command.env("HOME", self.path("home")).env("TMPDIR", self.path("tmp"));
        for variable in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env_remove(variable);
        }
        command
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.after(":", arguments)
    }

    /// A run that has come to this event, and goes on.
    fn started(&self, file: &str, until: &str) -> Child {
        let mut child = self.command(&["run", "--json", file]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map(Result::unwrap).any(|line| line.contains(until)), "{file} never comes to {until}");
        child
    }

    /// The folders in the place for temporary files.
    fn temporary(&self) -> Vec<PathBuf> {
        fs::read_dir(self.path("tmp")).unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

fn told(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn saved(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios");
    folder.join(name).into_os_string().into_string().unwrap()
}

const UNIX: &str = "11_unix_sockets.ron";

#[test]
fn nobody_else_may_enter_or_read_what_is_ours_whatever_the_umask() {
    for umask in ["000", "022", "077", "027"] {
        let home = Home::new();
        let umask = format!("umask {umask}");
        let mut running = home.after(&umask, &["run", "--json", "waiting.ron", "--record", "mine.ronl"]);
        let mut running = running.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(running.stdout.take().unwrap()).lines();
        assert!(lines.map(Result::unwrap).any(|line| line.contains("waits_for")));
        let folders = home.temporary();
        assert_eq!(folders.len(), 1, "{folders:?}");
        assert_eq!((mode(&folders[0]), mode(&home.path("mine.ronl"))), (0o700, 0o600), "{umask}");
        running.kill().unwrap();
        running.wait().unwrap();
        if has_python() {
            // As an older version has left it.
            let cache = home.path("home/.cache/socketlab");
            fs::create_dir_all(&cache).unwrap();
            fs::set_permissions(&cache, Permissions::from_mode(0o755)).unwrap();
            let (code, ..) = told(&mut home.after(&umask, &["run", "programa.py"]));
            assert_eq!((code, mode(&cache)), (Some(0), 0o700), "{umask}");
            for probe in fs::read_dir(&cache).unwrap() {
                let probe = probe.unwrap().path();
                assert_eq!(mode(&probe), 0o700, "{umask}");
                let files = fs::read_dir(&probe).unwrap().map(|file| file.unwrap().path());
                let own = files.filter(|file| file.is_file()).filter(|file| mode(file) & 0o077 != 0);
                assert_eq!(own.collect::<Vec<_>>(), Vec::<PathBuf>::new(), "{umask}");
            }
        }
    }
}

#[test]
fn what_a_killed_process_has_left_is_swept_and_nothing_else() {
    let home = Home::new();
    let mut kinds = vec![("waiting.ron", "waits_for")];
    if has_python() {
        kinds.push(("espera.py", "waits_for"));
    }
    let lives = home.started("waiting.ron", "waits_for");
    let own = home.temporary();
    assert_eq!(own.len(), 1);
    // What others have made, of the same name.
    let other = home.path("tmp/socketlab-abcdef");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("mine"), "mine").unwrap();
    symlink(home.path("home"), home.path("tmp/socketlab-ABCDEF")).unwrap();
    fs::write(home.path("tmp/socketlab-123456"), "mine").unwrap();
    let kept = home.temporary().len();
    for (file, until) in kinds {
        let mut killed = home.started(file, until);
        assert_eq!(home.temporary().len(), kept + 1, "{file}");
        killed.kill().unwrap();
        killed.wait().unwrap();
        assert_eq!(home.temporary().len(), kept + 1, "it was killed before it could tidy up");
        let (code, _, stderr) = told(&mut home.command(&["run", &saved(UNIX)]));
        assert_eq!((code, stderr.as_str()), (Some(0), ""));
        assert_eq!(home.temporary().len(), kept, "{file}: {:?}", home.temporary());
    }
    assert!(own[0].join("here").exists() && other.join("mine").exists());
    let mut lives = lives;
    // An orderly end leaves nothing.
    let pid = nix::unistd::Pid::from_raw(lives.id().try_into().unwrap());
    nix::sys::signal::kill(pid, nix::sys::signal::SIGTERM).unwrap();
    lives.wait().unwrap();
    assert_eq!(home.temporary().len(), kept - 1);
}

/// Folders for temporary files that cannot be used, by what is wrong with them. The shell makes and limits them.
fn unusable(home: &Home) -> Vec<(&'static str, PathBuf)> {
    let long = home.path(&"l".repeat(100));
    fs::create_dir(&long).unwrap();
    let file = home.path("file");
    fs::write(&file, "").unwrap();
    let mut all = vec![
        ("missing", PathBuf::from("/nonexistent/folder")),
        ("too long", long),
        ("a file", file),
        ("empty", PathBuf::new()),
        ("takes none", PathBuf::from("/proc")),
    ];
    let closed = home.path("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    all.push(("read-only", closed));
    all
}

#[test]
fn a_temporary_folder_that_cannot_be_used_changes_nothing() {
    let home = Home::new();
    let expected = told(&mut home.command(&["run", &saved(UNIX), "--json"]));
    let calls = |stdout: &str| {
        let lines = stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut calls: Vec<String> = lines
            .filter(|event| event["phase"] == "returned")
            .map(|event| format!("{} {} {}", event["participant"], event["call"], event["result"]["errno"]))
            .collect();
        calls.sort();
        calls
    };
    for (what, folder) in unusable(&home) {
        let (code, stdout, stderr) =
            told(home.command(&["run", &saved(UNIX), "--json"]).env("TMPDIR", &folder));
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{what}");
        assert_eq!(calls(&stdout), calls(&expected.1), "{what}");
        assert!(!stdout.contains("\"errno\""), "{what}: {stdout}");
        if has_python() {
            let (code, stdout, stderr) =
                told(home.command(&["run", "programa.py", "--json"]).env("TMPDIR", &folder));
            assert_eq!((code, stderr.as_str()), (Some(0), ""), "{what}");
            assert!(stdout.contains("hola") && stdout.contains("\"listen\""), "{what}: {stdout}");
        }
    }
}

/// Nothing that is printed goes to a disk: not a byte of it would fit there.
#[test]
fn what_programs_print_needs_no_room_for_temporary_files() {
    if !has_python() {
        return;
    }
    let home = Home::new();
    let program = "import sys\nfor n in range(3000): print('línea', n)\nprint('ay', file=sys.stderr)\n";
    fs::write(home.path("mucho.py"), program).unwrap();
    let (code, stdout, stderr) =
        told(home.command(&["run", "mucho.py", "--json"]).env("TMPDIR", "/nonexistent/folder"));
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(stdout.contains("línea 0") && stdout.contains("línea 2999") && stdout.contains("ay"), "lost");
}

#[test]
fn a_name_that_does_not_fit_is_told_as_ours_before_anything_is_called() {
    let home = Home::new();
    let long = "n".repeat(100);
    let script = format!(
        "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [\
         Socket(socket: \"s\", family: Unix, kind: Stream), Bind(socket: \"s\", to: \"unix:{long}\")])])"
    );
    fs::write(home.path("long.ron"), script).unwrap();
    for (locale, word) in [("en_US.UTF-8", "slash"), ("es_ES.UTF-8", "barra")] {
        let mut command = home.command(&["run", "long.ron", "--json", "--timeout", "30"]);
        let (code, stdout, stderr) = told(command.env("LC_ALL", locale));
        assert_eq!(code, Some(1), "{stdout}{stderr}");
        assert!(!stdout.contains("\"bind\"") && !stdout.contains("errno"), "{stdout}");
        assert!(stderr.contains(&long) && stderr.contains(word) && !stderr.contains("os error"), "{stderr}");
    }
}

/// Who cannot go on holds nobody up.
#[test]
fn the_others_go_on_where_one_cannot() {
    let long = format!("unix:{}", "n".repeat(100));
    let scripts =
        vec![vec![unix("s"), bind("s", &long)], vec![unix("t"), bind("t", "unix:short"), close("t")]];
    let mut run = Driven::watched(scripts);
    run.session.apply(session::Command::Step(A));
    run.until("the socket", |session| (session.trace().calls().len() == 1).then_some(()));
    run.session.apply(session::Command::Step(A));
    run.until_noted("a notice", |session| (!session.notices().is_empty()).then_some(()));
    assert!(matches!(
        run.session.notices(),
        [Notice::Participant { what: Trouble::SocketName { most, .. }, .. }] if *most < 100
    ));
    for calls in 2..=4 {
        run.session.apply(session::Command::Step(A)); // nothing comes of it
        run.session.apply(session::Command::Step(B));
        run.until("a call of the other", |session| (session.trace().calls().len() == calls).then_some(()));
    }
    assert!(
        run.session.trace().calls().iter().all(|call| call.participant == B || call.function() == "socket")
    );
}

#[test]
fn where_no_place_takes_a_folder_that_is_told_with_its_way_out() {
    // Limited to no file at all, no place takes one: as on a machine whose disks are all full.
    let home = Home::new();
    let full = "ulimit -f 0";
    let (code, stdout, stderr) =
        told(&mut home.after(full, &["run", &saved(UNIX), "--json", "--timeout", "30"]));
    assert_eq!(code, Some(1), "{stdout}{stderr}");
    assert!(!stdout.contains("errno") && !stdout.contains("\"bind\""), "{stdout}");
    assert!(stderr.contains("TMPDIR") && stderr.contains("/dev/shm"), "{stderr}");
    assert!(!stderr.contains("Restart") && !stderr.contains("os error"), "{stderr}");
    assert_eq!(home.temporary(), Vec::<PathBuf>::new(), "what could not be used is not left behind");
}

#[test]
fn force_replaces_files_and_goes_through_no_link() {
    let home = Home::new();
    let out = home.path("out");
    let export = |force: bool| {
        let file = saved("01_tcp_pair.ron");
        let mut arguments = vec!["export", &file, "--to", "python", "-o", "out"];
        arguments.extend(force.then_some("--force"));
        told(&mut home.command(&arguments))
    };
    assert_eq!(export(false).0, Some(0));
    let files = [out.join("cliente.py"), out.join("servidor.py")];
    let text = fs::read(&files[1]).unwrap();
    assert_eq!(export(false).0, Some(2), "they are there");
    fs::write(&files[1], "old").unwrap();
    assert_eq!(export(true).0, Some(0));
    assert_eq!(fs::read(&files[1]).unwrap(), text);

    let precious = home.path("precious");
    fs::write(&precious, "mine").unwrap();
    fs::write(&files[0], "old").unwrap();
    for (what, target) in [
        ("a link", precious.clone()),
        ("a link that leads nowhere", home.path("nowhere")),
        ("a link to a device", "/dev/null".into()),
        ("a link to itself", files[1].clone()),
    ] {
        fs::remove_file(&files[1]).unwrap();
        symlink(&target, &files[1]).unwrap();
        let (code, stdout, stderr) = export(true);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{what}: {stderr}");
        assert!(
            stderr.contains("symbolic link") && stderr.contains(target.to_str().unwrap()),
            "{what}: {stderr}"
        );
        assert_eq!(fs::read_link(&files[1]).unwrap(), target, "{what}");
        assert_eq!(fs::read_to_string(&files[0]).unwrap(), "old", "all or nothing");
    }
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    assert!(!home.path("nowhere").exists());
    for what in ["a pipe", "a folder"] {
        fs::remove_file(&files[1]).or_else(|_| fs::remove_dir(&files[1])).unwrap();
        match what {
            "a pipe" => nix::unistd::mkfifo(&files[1], nix::sys::stat::Mode::S_IRWXU).unwrap(),
            _ => fs::create_dir(&files[1]).unwrap(),
        }
        let (code, stdout, _) = export(true);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{what}");
        assert_eq!(fs::read_to_string(&files[0]).unwrap(), "old", "{what}");
    }
}
