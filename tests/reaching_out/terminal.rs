//! The program from outside: what it refuses to run by itself, what allows it, and what `check` says of it.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Output};

use super::*;

fn socketlab(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut process = Process::new(env!("CARGO_BIN_EXE_socketlab"));
    // As where there is no display, and nothing that a person has chosen.
    let config = tempfile::tempdir().unwrap();
    process.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("XDG_CONFIG_HOME", config.path());
    let Output { status, stdout, stderr } = process.args(["--lang", "en"]).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

fn written(folder: &Path, script: &str) -> String {
    let path = folder.join("scenario.ron");
    let text = format!(
        "Scenario(version: 1, participants: [Participant(name: \"client\", role: Client, script: [{script}])])"
    );
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn four_ways(outside: &Outside) -> String {
    let path = outside.folder.path().join("four_ways.ron");
    let text = fs::read_to_string("tests/reaching_out/four_ways.ron").unwrap();
    fs::write(&path, text.replace("OUTSIDE", outside.folder.path().to_str().unwrap())).unwrap();
    path.to_str().unwrap().to_owned()
}

#[track_caller]
fn assert_refused(arguments: &[&str], named: &[&str], flags: &str) {
    let (code, stdout, stderr) = socketlab(arguments);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}: {stderr}");
    for name in named {
        assert!(stderr.contains(name), "{arguments:?}: {name} is not named in\n{stderr}");
    }
    assert!(stderr.contains(&format!("socketlab run … {flags}\n")), "{arguments:?}: {stderr}");
}

#[test]
fn a_file_that_reaches_out_is_refused_with_all_of_it_named() {
    let outside = Outside::new();
    let listener = outside.listener("ctl");
    let (ctl, made) = (outside.address("ctl"), outside.address("made"));
    let file = four_ways(&outside);
    let record = outside.folder.path().join("x.ronl");
    let record = record.to_str().unwrap();
    let all = [&*ctl, &*made, "192.0.2.1:9 ", "192.0.2.1:80 ", "client, line 3, connect"];
    let both = "--allow-network --allow-path";
    for arguments in [
        &["run", &file][..],
        &["run", &file, "--json"],
        &["run", &file, "--any-port"],
        &["run", &file, "--record", record],
    ] {
        assert_refused(arguments, &all, both);
    }
    // Where there is no display, it would be run here.
    assert_refused(&[&file], &all[..4], both);
    // What is allowed is not asked for again, and one does not stand for the other.
    assert_refused(&["run", &file, "--allow-path"], &all[2..4], "--allow-network");
    assert_refused(&["run", &file, "--allow-network"], &all[..2], "--allow-path");
    assert!(!knocks(&listener) && !outside.folder.path().join("made").exists());
    assert!(!Path::new(record).exists(), "nothing was recorded either");
}

#[test]
fn with_the_flag_the_calls_are_made() {
    let outside = Outside::new();
    let listener = outside.listener("ctl");
    let address = outside.address("ctl");
    let script = format!(
        "Socket(socket: \"s\", family: Unix, kind: Stream), Connect(socket: \"s\", to: \"{address}\")"
    );
    let file = written(outside.folder.path(), &script);
    let recording = outside.folder.path().join("run.ronl");
    let recording = recording.to_str().unwrap();
    let run = ["run", &file, "--allow-path", "--record", recording, "--timeout", "20"];
    let (code, stdout, stderr) = socketlab(&run);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "{stdout}");
    assert!(knocks(&listener));
    // To print what was recorded makes no call; to make it again does.
    assert_eq!(socketlab(&["run", recording]).0, Some(0));
    assert_refused(&["run", recording, "--live"], &[&address], "--allow-path");
    assert!(!knocks(&listener));
    let (code, _, stderr) = socketlab(&["run", recording, "--live", "--allow-path", "--timeout", "20"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(knocks(&listener));
}

#[test]
fn a_recording_is_refused_for_what_was_done_by_hand_in_it() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u")]]);
    let recording = outside.folder.path().join("run.ronl");
    run.session.record_to(&recording).unwrap();
    run.step(A);
    by_hand(&mut run, A, sendto("u", "by hand", &address));
    run.session.close_recording();
    let mut buffer = [0; 99];
    assert_eq!(there.recv(&mut buffer).unwrap(), 7);
    let recording = recording.to_str().unwrap();
    assert_refused(&["run", recording, "--live"], &[&address, "p0, sendto"], "--allow-path");
    assert!(there.recv(&mut buffer).is_err());
}

#[test]
fn check_asks_no_resolver_and_says_what_would_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let script = "Socket(socket: \"s\", family: Inet, kind: Stream), Connect(socket: \"s\", to: \"no-such-host.invalid:80\")";
    let file = written(folder.path(), script);
    let (code, stdout, stderr) = socketlab(&["check", &file]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "a name is no fault of the file");
    assert!(stdout.starts_with(&format!("{file}: fine\n")), "{stdout}");
    for part in ["not resolved", "no-such-host.invalid:80", "(--allow-network)"] {
        assert!(stdout.contains(part), "{stdout}");
    }
    assert_refused(&["run", &file], &["no-such-host.invalid:80"], "--allow-network");
    let near = script.replace("no-such-host.invalid", "localhost");
    let (code, stdout, _) = socketlab(&["check", &written(folder.path(), &near)]);
    assert_eq!((code, stdout.lines().count()), (Some(0), 1), "{stdout}");
}

#[test]
fn a_listener_on_every_address_runs_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (to, is_told) in [(":0", true), ("0.0.0.0:0", true), ("localhost:0", false)] {
        let script = format!(
            "Socket(socket: \"s\", family: Inet, kind: Stream), Bind(socket: \"s\", to: \"{to}\"), Listen(socket: \"s\", backlog: 1)"
        );
        let file = written(folder.path(), &script);
        for json in [&[][..], &["--json"]] {
            let run = [&["run", &file, "--timeout", "20"], json].concat();
            let (code, _, stderr) = socketlab(&run);
            assert_eq!(code, Some(0), "{stderr}");
            assert_eq!(stderr.contains("others on the network can connect"), is_told, "{to}: {stderr}");
            assert_eq!(stderr.contains("localhost"), is_told, "{to}: {stderr}");
        }
    }
}
