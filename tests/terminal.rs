//! Output that cannot be written: every subcommand ends quietly with its proper code, whatever has become of standard output and
//! standard error, and says so where it can. A recording that cannot go on is told, and the run goes on as it says.
#![cfg(target_os = "linux")]

mod driver;

use std::fs::{self, File};
use std::io::Read as _;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use driver::has_python;
use tempfile::TempDir;

/// What stands behind a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    /// A pipe that is read to its end.
    Reader,
    /// A pipe whose reader has gone.
    Nobody,
    /// A device without room.
    Full,
    /// Nothing: it was closed before the program began.
    Closed,
}

use Behind::{Closed, Full, Nobody, Reader};

/// A folder with what is run, and the home of who runs it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::write(home.path("bad.ron"), "Scenario(version: 99)").unwrap();
        let forever = "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [\
                       Socket(socket: \"s\", family: Inet, kind: Dgram), Sleep(ms: 3600000)])])";
        fs::write(home.path("forever.ron"), forever).unwrap();
        let (code, ..) = home.run(&["run", &saved("01_tcp_pair.ron"), "--any-port", "--record", "run.ronl"]);
        assert_eq!(code, Some(0));
        let whole = fs::read(home.path("run.ronl")).unwrap();
        fs::write(home.path("damaged.ronl"), [&whole[..], b"what is this?\n"].concat()).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str], out: Behind, err: Behind) -> Command {
        let shell = |of: Behind, number: u8| match of {
            Full => format!("{number}>/dev/full"),
            Closed => format!("{number}>&-"),
            Reader | Nobody => String::new(),
        };
        let script = format!("exec \"$0\" \"$@\" {} {}", shell(out, 1), shell(err, 2));
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(script)
            .arg(env!("CARGO_BIN_EXE_socketlab"))
            .args(arguments)
            .args(["--lang", "en"]);
        command.current_dir(self.0.path()).env("HOME", self.0.path()).stdin(Stdio::null());
        for variable in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
            command.env_remove(variable);
        }
        command.stdout(stdio(out)).stderr(stdio(err));
        command
    }

    /// The code, and what came of both streams where they were read.
    fn run_to(&self, arguments: &[&str], out: Behind, err: Behind) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments, out, err).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(stdout), text(stderr));
        assert!(!stderr.contains("panicked"), "{arguments:?} with {out:?} and {err:?}: {stderr}");
        (status.code(), stdout, stderr)
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        self.run_to(arguments, Reader, Reader)
    }
}

fn stdio(of: Behind) -> Stdio {
    match of {
        Reader => Stdio::piped(),
        Nobody => {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            Stdio::from(OwnedFd::from(writer))
        }
        Full | Closed => Stdio::null(),
    }
}

fn saved(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios");
    folder.join(name).into_os_string().into_string().unwrap()
}

/// Goes through all that can stand behind the two streams. `verdict` is a code that is worth more than what was printed.
#[track_caller]
fn ends_quietly(home: &Home, arguments: &[&str], verdict: Option<i32>) {
    let (usual, told, _) = home.run(arguments);
    assert!(usual.is_some_and(|code| code != 101), "{arguments:?}: {usual:?}");
    for out in [Reader, Nobody, Full, Closed] {
        for err in [Reader, Nobody, Full, Closed] {
            // Both may have something wrong with them, but not each in its own way: that tells no more.
            if out != Reader && err != Reader && out != err {
                continue;
            }
            let (code, _, complaint) = home.run_to(arguments, out, err);
            let expected = match out {
                _ if verdict.is_some() => verdict,
                Nobody if !told.is_empty() => Some(0),
                Full if !told.is_empty() => Some(1),
                _ => usual,
            };
            assert_eq!(code, expected, "{arguments:?} with {out:?} and {err:?}: {complaint}");
            if out == Full && err == Reader && expected == Some(1) {
                assert!(complaint.contains("the disk is full"), "{arguments:?}: {complaint}");
            }
        }
    }
}

#[test]
fn help_version_and_what_is_wrong_with_the_command_line() {
    let home = Home::new();
    for arguments in [&["--help"][..], &["--version"], &["run", "--help"], &["export", "--help"]] {
        ends_quietly(&home, arguments, None);
    }
    for arguments in [&["run"][..], &["run", "x", "--colour"], &["run", "x", "--timeout", "soon"]] {
        ends_quietly(&home, arguments, Some(2));
    }
}

#[test]
fn check_gives_its_verdict_whoever_reads() {
    let home = Home::new();
    let good = saved("01_tcp_pair.ron");
    ends_quietly(&home, &["check", &good, &good, "run.ronl"], None);
    ends_quietly(&home, &["check", &good, "bad.ron", &good], Some(2));
    ends_quietly(&home, &["check", "bad.ron", "missing.ron", "damaged.ronl"], Some(2));
}

#[test]
fn ports_and_export() {
    let home = Home::new();
    ends_quietly(&home, &["ports"], None);
    ends_quietly(&home, &["ports", "--json"], None);
    ends_quietly(
        &home,
        &["export", &saved("01_tcp_pair.ron"), "--to", "python", "-o", "out", "--force"],
        None,
    );
    ends_quietly(&home, &["export", "run.ronl", "--to", "scenario", "-o", "again.ron", "--force"], None);
    ends_quietly(&home, &["export", "bad.ron", "--to", "python", "-o", "none"], Some(2));
}

#[test]
fn runs_and_recordings() {
    let home = Home::new();
    let file = saved("01_tcp_pair.ron");
    ends_quietly(&home, &["run", &file, "--any-port", "--timeout", "60"], None);
    ends_quietly(&home, &["run", &file, "--any-port", "--json", "--timeout", "60"], None);
    ends_quietly(&home, &["run", "run.ronl"], None);
    ends_quietly(&home, &["run", "damaged.ronl", "--json"], None);
    ends_quietly(&home, &["run", "run.ronl", "--live", "--any-port"], None);
    ends_quietly(&home, &["run", "bad.ron"], Some(2));
    ends_quietly(&home, &["run", "run.ronl", &file, "--record", "x.ronl"], Some(2));
    ends_quietly(&home, &["run", "forever.ron", "--timeout", "0.2"], None);
}

#[test]
fn what_is_shown_without_a_display() {
    let home = Home::new();
    ends_quietly(&home, &["run.ronl"], None);
    ends_quietly(&home, &["bad.ron"], Some(2));
    fs::write(
        home.path("short.ron"),
        "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [Sleep(ms: 1)])])",
    )
    .unwrap();
    ends_quietly(&home, &["short.ron"], None);
}

#[test]
fn programs_and_what_they_print() {
    if !has_python() {
        return;
    }
    let home = Home::new();
    fs::write(home.path("habla.py"), "import socket\nsocket.socket().close()\nprint('hola\\n' * 500)\n")
        .unwrap();
    ends_quietly(&home, &["run", "habla.py"], None);
    ends_quietly(&home, &["run", "habla.py", "--json", "--held"], None);
    // Nobody reads what it prints, so it is not left behind.
    fs::write(
        home.path("sigue.py"),
        "import os\nopen('pid', 'w').write(str(os.getpid()))\nwhile True: print('x')\n",
    )
    .unwrap();
    assert_eq!(home.run_to(&["run", "sigue.py"], Nobody, Reader).0, Some(0));
    let pid = fs::read_to_string(home.path("pid"));
    assert!(pid.is_err() || !Path::new(&format!("/proc/{}", pid.unwrap())).exists());
}

#[test]
fn a_reader_that_goes_in_the_middle_ends_a_run() {
    let home = Home::new();
    let endless = "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [Repeat(times: 100000, \
                   script: [Socket(socket: \"s\", family: Inet, kind: Dgram), Close(socket: \"s\")])])])";
    fs::write(home.path("endless.ron"), endless).unwrap();
    for json in [&[][..], &["--json"]] {
        let arguments = [&["run", "endless.ron"], json].concat();
        let mut child = home.command(&arguments, Reader, Reader).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 100]).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

/// No file may grow beyond this, as on a disk that is full.
fn with_small_files(home: &Home, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new("sh");
    let script = "ulimit -f 4; exec \"$0\" \"$@\"";
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_socketlab")).args(arguments).args(["--lang", "en"]);
    command.current_dir(home.0.path()).env("HOME", home.0.path()).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn a_recording_that_finds_no_room_is_told_and_the_run_goes_on() {
    let home = Home::new();
    let calls = 200;
    let script = format!(
        "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [\
         Repeat(times: {calls}, script: [Socket(socket: \"s\", family: Inet, kind: Dgram), Close(socket: \"s\")])])])"
    );
    fs::write(home.path("many.ron"), script).unwrap();
    let (code, stdout, stderr) =
        with_small_files(&home, &["run", "many.ron", "--json", "--record", "small.ronl"]);
    assert_eq!(code, Some(1), "{stderr}");
    let returned = stdout.matches("\"phase\":\"returned\"").count();
    assert_eq!(returned, 2 * calls, "the run goes on, as it is said");
    assert!(stdout.contains("\"ended\""));
    assert_eq!(stderr.matches("no longer recorded").count(), 1, "{stderr}");
    assert!(stderr.contains("small.ronl") && stderr.contains("run it again"), "{stderr}");
    assert!(!stderr.contains("Restart") && !stderr.contains("os error"), "{stderr}");
    // What was recorded before can be read.
    let (_, printed, _) = home.run(&["run", "small.ronl"]);
    assert!(printed.lines().count() > 5, "{printed}");

    // The same when a recorded run is made again.
    let (code, ..) = home.run(&["run", "many.ron", "--record", "whole.ronl"]);
    assert_eq!(code, Some(0));
    let live = ["run", "whole.ronl", "--live", "--record", "small_again.ronl"];
    let (code, stdout, stderr) = with_small_files(&home, &live);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stdout.lines().count() > 2 * calls);
    assert!(
        stderr.contains("no longer recorded") && stderr.contains("comes out as it was recorded"),
        "{stderr}"
    );
}

#[test]
fn a_recording_goes_to_no_place_but_a_new_file() {
    let home = Home::new();
    let precious = home.path("precious");
    fs::write(&precious, "mine").unwrap();
    std::os::unix::fs::symlink(&precious, home.path("link.ronl")).unwrap();
    std::os::unix::fs::symlink(home.path("nowhere"), home.path("dangling.ronl")).unwrap();
    std::os::unix::fs::symlink("/dev/full", home.path("full.ronl")).unwrap();
    nix::unistd::mkfifo(&home.path("pipe.ronl"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    for out in ["precious", "link.ronl", "dangling.ronl", "full.ronl", "pipe.ronl", "/dev/full", "/dev/null"]
    {
        let (code, stdout, stderr) = home.run(&["run", "forever.ron", "--record", out]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{out}: {stderr}");
        assert!(stderr.contains(out) && stderr.contains("Nothing was run"), "{stderr}");
    }
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    assert!(!home.path("nowhere").exists());
    assert!(File::open(home.path("run.ronl")).is_ok());
}
