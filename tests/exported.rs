//! Scenarios exported to Python: the programs are run against each other, started in the order that is said, and everyone's
//! calls give what they give in a run of ours. And from the command line: what is written, and what is refused.

mod driver;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use tempfile::TempDir;

use socketlab::export::{Program, Words, file_text, programs, start_order};
use socketlab::run::free_ports;
use socketlab::scenario::{CATALOGUE, Document, Scenario, distinct_ports};
use socketlab::sockets::{Call, Errno, Outcome};

use driver::{Driven, GENEROUS, has_python};

/// Words that the test can read: the file and the call that a program is to wait for.
struct Plain;

impl Words for Plain {
    fn waits(&self) -> &'static str {
        "waiting"
    }

    fn press_enter(&self, file: &str, call: &str) -> String {
        format!("{file} {call}")
    }

    fn start_after(&self, file: &str, call: &str) -> String {
        format!("{file} {call}")
    }
}

/// What a participant did: what came of each call on a socket, and what each socket received.
#[derive(Debug, Default, PartialEq, Eq)]
struct Did {
    calls: Vec<String>,
    received: BTreeMap<u32, Vec<u8>>,
}

/// What each participant does in a run of ours.
fn done_by_us(scenario: &Scenario) -> Vec<Did> {
    let mut run = Driven::open(scenario);
    run.run();
    let ids = run.session.scenario().ids().map(|(id, _)| id);
    ids.map(|who| {
        let mut did = Did::default();
        for id in run.calls(who) {
            let record = run.trace().call(id);
            let outcome = run.trace().outcome_of(record).unwrap();
            if let (Some(data), Some(socket)) = (outcome.received(), record.socket) {
                did.received.entry(socket.index).or_default().extend_from_slice(data);
            }
            let word = match outcome {
                // Python makes no call here.
                Outcome::NoSocket | Outcome::Unresolved(_) | Outcome::Failed(Errno::EAFNOSUPPORT) => continue,
                Outcome::Failed(_) if matches!(*record.call, Call::Close { .. }) => "ok".into(),
                Outcome::Failed(errno) => errno.name(),
                _ => "ok".into(),
            };
            if !matches!(*record.call, Call::Socket { .. } | Call::Sleep { .. }) {
                did.calls.push(format!("{} {word}", record.call.name().as_str()));
            }
        }
        did
    })
    .collect()
}

/// A program that runs.
struct Running {
    child: Child,
    stdin: ChildStdin,
    did: Did,
    /// The call that it is in, if it is in one.
    within: Option<String>,
    /// What it waits for before it goes on: the file and the call of another.
    asks: Option<(String, String)>,
    over: bool,
    errors: String,
}

impl Running {
    fn start(folder: &Path, file: &str, at: usize, told: Sender<(usize, String)>) -> Self {
        let watched = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/tell.py");
        let mut child = Command::new("python3")
            .arg(watched)
            .arg(file)
            .current_dir(folder)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = told.send((at, line));
            }
        });
        let stdin = child.stdin.take().unwrap();
        let (did, within, asks) = (Did::default(), None, None);
        Self { child, stdin, did, within, asks, over: false, errors: String::new() }
    }

    fn hear(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["call", name] => self.within = Some(name.into()),
            ["back", name, word] => {
                self.within = None;
                self.did.calls.push(format!("{name} {word}"));
            }
            ["got", socket, hex] => {
                let bytes = self.did.received.entry(socket.parse().unwrap()).or_default();
                let digits = if hex == "-" { "" } else { hex };
                bytes.extend(digits.parse::<socketlab::sockets::Hex>().unwrap().0);
            }
            ["asks", file, call, ..] => self.asks = Some((file.into(), call.into())),
            ["over"] => self.over = true,
            _ => self.errors.push_str(line),
        }
    }

    fn has_called(&self, name: &str) -> bool {
        self.did.calls.iter().any(|call| call.starts_with(name))
    }

    /// Whether nothing more comes of it before somebody else does something.
    fn is_at_rest(&self) -> bool {
        let waits = |call: &str| ["accept", "recv", "recvfrom"].contains(&call);
        self.over || self.asks.is_some() || self.within.as_deref().is_some_and(waits)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Programs that are started as they ask for, and go on as they ask for.
struct Together {
    programs: Vec<Program>,
    running: BTreeMap<usize, Running>,
    told: Receiver<(usize, String)>,
}

impl Together {
    /// Hears what the programs tell until this holds.
    fn until(&mut self, what: &str, holds: impl Fn(&BTreeMap<usize, Running>) -> bool) {
        loop {
            let asking = self.running.iter().filter_map(|(at, one)| Some((*at, one.asks.clone()?)));
            for (at, (file, call)) in asking.collect::<Vec<_>>() {
                let other = self.programs.iter().position(|program| program.file == file).unwrap();
                let there = self.running.get(&other);
                if there.is_some_and(|other| other.has_called(&call) && other.is_at_rest()) {
                    let one = self.running.get_mut(&at).unwrap();
                    one.asks = None;
                    one.stdin.write_all(b"\n").unwrap();
                }
            }
            if holds(&self.running) {
                return;
            }
            let Ok((at, line)) = self.told.recv_timeout(GENEROUS) else {
                let did = self.running.values().map(|one| (&one.did, &one.within, &one.asks, &one.errors));
                panic!("never came: {what}: {:#?}", did.collect::<Vec<_>>());
            };
            self.running.get_mut(&at).unwrap().hear(&line);
        }
    }
}

/// What each participant does as a Python program.
fn done_by_python(scenario: &Scenario) -> Vec<Did> {
    let scenario = scenario.with_ports(&free_ports(&distinct_ports(scenario)).unwrap());
    let folder = TempDir::new().unwrap();
    let written = programs(&scenario, &Plain);
    for program in &written {
        fs::write(folder.path().join(&program.file), file_text(program, &written, "T", &Plain)).unwrap();
    }
    let (tell, told) = channel();
    let mut all = Together { programs: written.clone(), running: BTreeMap::new(), told };
    for at in start_order(&written) {
        let after = &written[at].starts_after;
        all.until("the programs before it", |running| {
            after.iter().all(|(other, call)| running[other].has_called(call))
        });
        let running = Running::start(folder.path(), &written[at].file, at, tell.clone());
        all.running.insert(at, running);
    }
    all.until("the end", |running| running.values().all(|one| one.over || !one.errors.is_empty()));
    all.running
        .into_values()
        .map(|mut one| {
            assert!(one.over, "{}: {:?}", one.errors, one.did);
            assert!(one.child.wait().unwrap().success());
            std::mem::take(&mut one.did)
        })
        .collect()
}

#[track_caller]
fn assert_same_exchange(name: &str, scenario: &Scenario) {
    let (ours, python) = std::thread::scope(|scope| {
        let python = scope.spawn(|| done_by_python(scenario));
        (done_by_us(scenario), python.join().unwrap())
    });
    assert_eq!(python, ours, "{name}");
}

#[test]
fn every_saved_scenario_gives_the_same_exchange_as_python_programs() {
    if !has_python() {
        return;
    }
    std::thread::scope(|scope| {
        for entry in CATALOGUE {
            let scenario = entry.document().unwrap().scenario;
            scope.spawn(move || assert_same_exchange(entry.file, &scenario));
        }
    });
}

fn parsed(text: &str) -> Scenario {
    Document::parse(text, Path::new("test.ron")).unwrap_or_else(|problem| panic!("{problem}")).scenario
}

#[test]
fn awkward_names_and_calls_that_make_no_sense_give_the_same_exchange() {
    if !has_python() {
        return;
    }
    // Names that hide modules or are none of Python's, datagrams answered to their sender, blocks, an address of another
    // family, a socket that was never made, an option that the socket does not have, a time-out.
    let scenario = parsed(
        r#"Scenario(version: 1, participants: [
        Participant(name: "socket", role: Server, script: [
            Socket(socket: "socket", family: Inet, kind: Dgram),
            Bind(socket: "socket", to: "localhost:2098"),
            Socket(socket: "time", family: Inet, kind: Stream),
            Accept(socket: "time", into: "class"),
            Recv(socket: "class", max: 9),
            Connect(socket: "time", to: "unix:x"),
            SetSockOpt(socket: "socket", option: NoDelay(true)),
            Repeat(times: 2, script: [
                RecvFrom(socket: "socket", max: 100),
                SendTo(socket: "socket", data: Hex("00 ff c3"), to: "sender"),
                Repeat(times: 3, script: []),
            ]),
            SetSockOpt(socket: "socket", option: RcvTimeo(1)),
            RecvFrom(socket: "socket", max: 100),
            GetSockOpt(socket: "socket", option: RcvTimeo),
            SetSockOpt(socket: "socket", option: Linger(Some(0))),
            GetSockOpt(socket: "socket", option: Linger),
            Sleep(ms: 1),
        ]),
        Participant(name: "SOCKET", role: Client, script: [
            Socket(socket: "my socket", family: Inet, kind: Dgram),
            Socket(socket: "my-socket", family: Inet, kind: Dgram),
            SendTo(socket: "my socket", data: Text("it's\n\"\\ñ\u{1}"), to: "localhost:2098"),
            RecvFrom(socket: "my socket", max: 100),
            SendTo(socket: "my-socket", data: Repeat("añ", 7), to: "localhost:2098"),
            RecvFrom(socket: "my-socket", max: 100),
        ]),
        Participant(name: "", role: Peer, script: []),
        ])"#,
    );
    let files: Vec<_> = programs(&scenario, &Plain).into_iter().map(|program| program.file).collect();
    assert_eq!(files, ["socket_.py", "SOCKET_2.py", "programa.py"]);
    assert_same_exchange("awkward", &scenario);
}

fn saved(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios").join(file);
    path.to_str().unwrap().to_owned()
}

fn export(file: &str, to: &str, out: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_socketlab"));
    command.args(["export", file, "--to", to, "-o"]).arg(out).args(more);
    if !more.contains(&"--lang") {
        command.args(["--lang", "en"]);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn export_says_what_it_wrote_and_how_to_run_it_in_both_languages() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("my programs");
    let file = saved("03_connect_without_server.ron");
    let (code, stdout, stderr) = export(&file, "python", &out, &[]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert_eq!(names(&out), ["cliente.py", "servidor.py"]);
    let lines: Vec<_> = stdout.lines().collect();
    assert_eq!(lines[3], "To run them, each on a terminal of its own, in this order:");
    assert_eq!(lines[4], format!("  cd '{}'", out.display()));
    assert_eq!(
        lines[5..],
        ["  python3 cliente.py", "  python3 servidor.py    # when cliente.py has called connect"]
    );
    let client = fs::read_to_string(out.join("cliente.py")).unwrap();
    assert!(
        client.starts_with("\"\"\"Connecting without a server: cliente\"\"\"\n\nimport socket\n"),
        "{client}"
    );

    let (code, stdout, _) = export(&file, "python", &out, &["--lang", "es", "--force", "--any-port"]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("cuando cliente.py haya llamado a connect"), "{stdout}");
    let server = fs::read_to_string(out.join("servidor.py")).unwrap();
    let beginning = "\"\"\"Conectar sin servidor: servidor\n\nSe arranca cuando cliente.py ha llamado a connect.\n\"\"\"\n";
    assert!(server.starts_with(beginning), "{server}");
    assert!(server.contains("print('Nos quedamos a la espera...')"), "{server}");
    assert!(!server.contains("2003"), "another port: {server}");
}

#[test]
fn what_is_there_already_stays_unless_it_is_to_be_replaced() {
    let folder = TempDir::new().unwrap();
    let mine = folder.path().join("cliente.py");
    fs::write(&mine, "mine").unwrap();
    let file = saved("01_tcp_pair.ron");
    let (code, stdout, stderr) = export(&file, "python", folder.path(), &[]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("cliente.py") && stderr.contains("--force"), "{stderr}");
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["cliente.py"], "the server was not written alone");
    let (code, ..) = export(&file, "python", folder.path(), &["--force"]);
    assert_eq!(code, Some(0));
    assert!(fs::read_to_string(&mine).unwrap().contains("connect"));

    let (code, _, stderr) =
        export(&saved("20_three_clients_and_an_error.ronl"), "scenario", &mine, &["--lang", "es"]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("ya existe"), "{stderr}");
}

#[test]
fn what_cannot_be_exported_is_refused_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("bad.ron"), "Scenario(version: 9)").unwrap();
    let bad = path("bad.ron").to_str().unwrap().to_owned();
    let nowhere: PathBuf = path("no/such");
    for (file, to, out, expected) in [
        (bad.as_str(), "python", path("out"), "bad.ron"),
        (&saved("01_tcp_pair.ron"), "scenario", path("out.ron"), "recording"),
        (&saved("01_tcp_pair.ron"), "python", nowhere, "no/such"),
        (&saved("01_tcp_pair.ron"), "python", path("bad.ron"), "bad.ron"),
    ] {
        let (code, stdout, stderr) = export(file, to, &out, &[]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains(expected), "{stderr}");
    }
    assert_eq!(names(folder.path()), ["bad.ron"]);
}
