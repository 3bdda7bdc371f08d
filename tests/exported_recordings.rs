//! What was recorded, as a scenario: it can be used, and run anew it gives what was recorded.

mod driver;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use socketlab::export::recorded;
use socketlab::run::free_ports;
use socketlab::scenario::{CATALOGUE, Document, Scenario, distinct_ports};
use socketlab::sockets::Outcome;
use socketlab::trace::Comparison;
use socketlab::trace::recording::{Extent, read};

use driver::{A, B, Driven, bind, connect, has_python, listen, recv, send, tcp, word};

/// The scenario as it is read from a file that was written.
fn reread(scenario: &Scenario) -> Scenario {
    let text = scenario.to_ron();
    let read = Document::parse(&text, Path::new("recorded.ron"))
        .unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    assert_eq!(read.scenario, *scenario);
    read.scenario
}

/// A run of a scenario, and one of the scenario that is made of it, with which port of the one is which of the other.
fn made_again(name: &str, scenario: &Scenario) -> (Driven, Driven, HashMap<u16, u16>) {
    let mut one = Driven::open(scenario);
    one.run();
    let told = recorded(one.trace()).unwrap();
    assert_eq!(told.left_out, [], "{name}");
    let again = reread(&told.scenario);
    let ports = free_ports(&distinct_ports(&again)).unwrap();
    let mut other = Driven::open_as_written(again.with_ports(&ports));
    other.run();
    (one, other, ports)
}

/// Where the order of all calls is fixed, they come again in that order, each with the same outcome.
fn assert_comes_out_the_same(name: &str, scenario: &Scenario) {
    let (one, other, ports) = made_again(name, scenario);
    let mut comparison = Comparison::with_ports(&ports);
    comparison.follow(one.trace(), other.trace(), usize::MAX);
    let difference = comparison.difference_at_end(one.trace(), other.trace(), false);
    assert_eq!(difference, None, "{name}:\n{}\n{}", one.story(), other.story());
}

/// What everyone called, what came of it, and what each socket received. Of two that are let go by the kernel at once, who is
/// first is not fixed.
fn done(run: &Driven, ports: &HashMap<u16, u16>) -> Vec<(String, String)> {
    let mut done = Vec::new();
    for (who, participant) in run.session.scenario().ids() {
        for (at, id) in run.calls(who).into_iter().enumerate() {
            let record = run.trace().call(id);
            let mut call = record.call.to_string();
            for (one, other) in ports {
                call = call.replace(&other.to_string(), &one.to_string());
            }
            // How many bytes come at a time depends on the moment; all of them come.
            let outcome = match run.outcome(who, at) {
                Outcome::Received { data } if !data.is_empty() => "got bytes".into(),
                Outcome::Address(_) => "an address".into(),
                outcome => word(outcome),
            };
            done.push((participant.name.clone(), format!("{call} {outcome}")));
        }
        for socket in run.trace().sockets().iter().filter(|socket| socket.id.participant == who.0) {
            let received = run.received(who, socket.id);
            done.push((participant.name.clone(), format!("{}: {received:?}", socket.id.index)));
        }
    }
    done
}

#[test]
fn a_run_of_each_saved_scenario_becomes_a_scenario_that_gives_the_same_exchange() {
    std::thread::scope(|scope| {
        for entry in CATALOGUE {
            scope.spawn(move || {
                let (one, other, ports) = made_again(entry.file, &entry.document().unwrap().scenario);
                let same: HashMap<_, _> = ports.keys().map(|port| (*port, *port)).collect();
                let told = (one.story(), other.story());
                assert_eq!(done(&other, &ports), done(&one, &same), "{}:\n{told:?}", entry.file);
            });
        }
    });
}

#[test]
fn a_run_whose_order_is_fixed_comes_again_call_by_call() {
    let entry = CATALOGUE.iter().find(|entry| entry.file == "01_tcp_pair.ron").unwrap();
    assert_comes_out_the_same(entry.file, &entry.document().unwrap().scenario);
}

#[test]
fn a_variable_that_is_used_again_and_a_program_that_ends_with_open_sockets_come_out_the_same() {
    // The first socket is closed by its variable, the rest by the end of the program, which the other sees.
    let server = vec![
        tcp("s"),
        tcp("s"),
        bind("s", "localhost:2500"),
        listen("s", 1),
        driver::accept("s", "s"),
        send("s", "adiós"),
    ];
    let client = vec![tcp("s"), connect("s", "localhost:2500"), recv("s", 100), recv("s", 100)];
    let mut scenario = driver::scenario([server, client]);
    scenario.order = vec![A, A, A, A, A, B, B, B, A, B, A, A];
    assert_comes_out_the_same("renamed", &scenario);
}

#[test]
fn each_saved_recording_becomes_a_scenario_that_can_be_run() {
    for file in ["20_three_clients_and_an_error", "21_a_text_cut_in_pieces", "22_a_lesson_by_hand"] {
        let recording = read(&saved(file), Extent::Whole).unwrap();
        let told = recorded(&recording.trace).unwrap();
        let mut run = Driven::open(&reread(&told.scenario));
        run.run();
        let made = run.trace().calls_made() + told.left_out.len();
        assert_eq!(made, recording.trace.calls_made(), "{file}:\n{}", run.story());
    }
}

fn saved(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios").join(format!("{name}.ronl"))
}

/// Runs the program, which must come to a good end, and gives what it printed.
fn socketlab(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_socketlab"))
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + std::str::from_utf8(&output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    text
}

/// Runs these Python programs, records it, and gives the scenario that is made of the recording.
fn recorded_programs(folder: &Path, files: &[&str]) -> Scenario {
    let participant =
        |file: &&str| format!("Participant(name: \"{file}\", role: Peer, python: \"{file}\"), ");
    let participants: String = files.iter().map(participant).collect();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (scenario, recording, out) = (path("programs.ron"), path("run.ronl"), path("out.ron"));
    fs::write(&scenario, format!("Scenario(version: 2, participants: [{participants}])")).unwrap();
    socketlab(&["run", &scenario, "--run-programs", "--record", &recording, "--timeout", "30"]);
    socketlab(&["export", &recording, "--to", "scenario", "-o", &out]);
    Document::read(Path::new(&out)).unwrap().scenario
}

#[test]
fn a_scenario_that_goes_to_python_and_back_has_the_scripts_that_it_had() {
    if !has_python() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let before = CATALOGUE.iter().find(|entry| entry.file == "01_tcp_pair.ron").unwrap();
    let before = before.document().unwrap().scenario;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios/01_tcp_pair.ron");
    let (file, out) = (file.to_str().unwrap(), folder.path().to_str().unwrap());
    socketlab(&["export", file, "--to", "python", "-o", out, "--any-port"]);
    let after = recorded_programs(folder.path(), &["servidor.py", "cliente.py"]);
    let back = distinct_ports(&after).into_iter().zip(distinct_ports(&before)).collect();
    let scripts = |scenario: &Scenario| -> Vec<_> {
        scenario.participants.iter().map(|participant| participant.script.clone()).collect()
    };
    assert_eq!(scripts(&after.with_ports(&back)), scripts(&before));
}

#[test]
fn threads_of_a_program_become_participants_as_far_as_they_have_sockets_of_their_own() {
    if !has_python() {
        return;
    }
    let folder = TempDir::new().unwrap();
    let program = "\
import socket
import threading


def ask(port):
    with socket.socket() as s:
        s.connect(('127.0.0.1', port))
        s.sendall(b'one')
        s.recv(9)


def serve(conn):
    with conn:
        conn.sendall(conn.recv(9).upper())


listener = socket.socket()
listener.bind(('127.0.0.1', 0))
listener.listen()
asking = threading.Thread(target=ask, args=listener.getsockname()[1:])
asking.start()
conn, _ = listener.accept()
serving = threading.Thread(target=serve, args=(conn,))
serving.start()
asking.join()
serving.join()
listener.close()
";
    fs::write(folder.path().join("threads.py"), program).unwrap();
    let scenario = recorded_programs(folder.path(), &["threads.py"]);
    assert_eq!(scenario.participants.len(), 2, "{}", scenario.to_ron());
    let mut run = Driven::open(&scenario);
    run.run();
    let data: Vec<_> = run.session.scenario().ids().map(|(who, _)| run.outcomes(who)).collect();
    let [server, client] = &data[..] else { panic!() };
    let received = |outcomes: &[String]| outcomes.iter().filter(|word| *word == "got 3").count();
    assert_eq!((received(server), received(client)), (1, 1), "{}", run.story());
}

#[test]
fn a_recording_is_exported_as_a_scenario_and_as_programs_on_the_command_line() {
    let folder = TempDir::new().unwrap();
    let recording = saved("20_three_clients_and_an_error");
    let recording = recording.to_str().unwrap();
    let scenario = folder.path().join("out.ron");
    let scenario = scenario.to_str().unwrap();
    assert!(socketlab(&["export", recording, "--to", "scenario", "-o", scenario]).contains("socketlab run"));
    socketlab(&["check", scenario]);
    socketlab(&["run", scenario, "--any-port", "--timeout", "20"]);
    let programs = folder.path().join("programs");
    socketlab(&["export", recording, "--to", "python", "-o", programs.to_str().unwrap()]);
    assert_eq!(fs::read_dir(programs).unwrap().count(), 4);
}
