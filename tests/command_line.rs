//! The program from outside: check, run and their options, what is printed where, and the exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A scenario with one participant and this script, which begins on line 3.
fn with_script(script: &str) -> String {
    format!(
        "Scenario(version: 1, participants: [\n  Participant(name: \"a\", role: Peer, script: [\n{script}\n])])\n"
    )
}

const LISTENING: &str = "Socket(socket: \"s\", family: Inet, kind: Stream),\n    ";

fn saved(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios").join(file)
}

fn socketlab(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_socketlab"));
    command.args(arguments).args(["--lang", "en"]);
    command
}

fn output(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = socketlab(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn written(text: &str) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("scenario.ron");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn check_says_what_is_wrong_with_each_bad_file_and_exits_with_2() {
    let (_folder, bad) = written(&with_script(&format!("{LISTENING}Close(socket: \"t\"),")));
    let good = saved("01_tcp_pair.ron");
    let (code, stdout, stderr) = output(&["check", good.to_str().unwrap(), &bad]);
    assert_eq!(code, Some(2));
    assert!(stdout.contains("01_tcp_pair.ron"), "{stdout}");
    assert!(stderr.contains(&format!("{bad}:4:5")), "{stderr}");
    assert!(stderr.contains('t'), "{stderr}");
}

#[test]
fn check_finds_nothing_wrong_in_the_catalogue() {
    let files: Vec<_> =
        socketlab::scenario::CATALOGUE.iter().map(|e| saved(e.file).to_str().unwrap().to_owned()).collect();
    let mut arguments = vec!["check"];
    arguments.extend(files.iter().map(String::as_str));
    let (code, stdout, stderr) = output(&arguments);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert_eq!(stdout.lines().count(), files.len());
}

#[test]
fn running_a_bad_file_exits_with_2_and_runs_nothing() {
    let (_folder, bad) = written("Scenario(version: 99)");
    let missing = format!("{bad}.missing");
    for file in [&bad, &missing] {
        let (code, stdout, stderr) = output(&["run", file]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(stderr.contains(file.as_str()), "{stderr}");
    }
}

#[test]
fn a_host_that_does_not_resolve_is_named_with_its_place_and_exits_with_2() {
    let (_folder, bad) = written(&with_script(&format!(
        "{LISTENING}Connect(socket: \"s\", to: \"no-such-host.invalid:80\"),"
    )));
    let (code, stdout, stderr) = output(&["run", "--allow-network", &bad]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("no-such-host.invalid"), "{stderr}");
    assert!(stderr.contains(":4:5"), "{stderr}");
}

#[test]
fn a_script_without_calls_runs_to_its_end() {
    let (_folder, file) = written(&with_script(""));
    let (code, _, stderr) = output(&["run", &file, "--timeout", "20"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
}

#[test]
fn two_participants_with_one_name_run_to_their_end() {
    let (_folder, file) = written(
        "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [Sleep(ms: 1)]), \
         Participant(name: \"a\", role: Peer, script: [Sleep(ms: 2)])])",
    );
    let (code, stdout, _) = output(&["run", &file, "--json", "--timeout", "20"]);
    assert_eq!(code, Some(0));
    assert_eq!(stdout.matches("\"returned\"").count(), 2);
}

#[test]
fn a_run_that_the_timeout_ends_names_who_waits_in_which_call_and_exits_with_3() {
    let (_folder, file) = written(&with_script(
        "Socket(socket: \"s\", family: Inet, kind: Dgram), Bind(socket: \"s\", to: \"127.0.0.1:2099\"), \
         RecvFrom(socket: \"s\", max: 77),",
    ));
    let (code, stdout, stderr) = output(&["run", &file, "--any-port", "--timeout", "0.3"]);
    assert_eq!(code, Some(3), "{stderr}");
    assert!(stderr.contains("a: recvfrom(s, 77)"), "{stderr}");
    assert!(stdout.contains("recvfrom"), "what happened was printed: {stdout}");
}

#[test]
fn run_prints_a_line_for_each_event_and_the_bytes_that_came() {
    let file = saved("01_tcp_pair.ron");
    let (code, stdout, stderr) = output(&["run", file.to_str().unwrap(), "--any-port", "--timeout", "20"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    for expected in ["servidor", "cliente", "accept(socketServidor", "Hola, servidor", "Hola, cliente"] {
        assert!(stdout.contains(expected), "{expected} is not in:\n{stdout}");
    }
    assert!(!stdout.contains('\u{1b}'), "no colours where nobody looks");
}

#[test]
fn run_json_prints_an_object_for_each_event_with_its_fields() {
    let file = saved("01_tcp_pair.ron");
    let arguments = ["run", file.to_str().unwrap(), "--any-port", "--json", "--timeout", "20"];
    let (code, stdout, _) = output(&arguments);
    assert_eq!(code, Some(0));
    let events: Vec<serde_json::Value> =
        stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert!(events.len() > 26);
    let mut last = 0;
    for (n, event) in events.iter().enumerate() {
        assert_eq!(event["seq"], n, "{event}");
        let time = event["t_ns"].as_u64().unwrap();
        assert!(time >= last, "times never run backwards: {event}");
        last = time;
        assert!(["servidor", "cliente"].contains(&event["participant"].as_str().unwrap()), "{event}");
        let phase = event["phase"].as_str().unwrap();
        assert!(["called", "waiting", "returned", "ended"].contains(&phase), "{event}");
        assert_eq!(event.get("result").is_some(), phase == "returned", "{event}");
        if phase != "ended" {
            assert!(event["step"].as_u64().unwrap() >= 1, "{event}");
            assert!(event["call"].is_string() && event["socket"].is_string(), "{event}");
            assert!(event["args"].is_object(), "{event}");
        }
        if phase == "returned" {
            assert!(event["result"]["ok"] != serde_json::Value::Null, "{event}");
        }
    }
    let returned = |who: &str, call: &str| {
        let of =
            |e: &&serde_json::Value| e["participant"] == who && e["call"] == call && e["phase"] == "returned";
        events.iter().find(of).unwrap_or_else(|| panic!("no {call} of {who}"))
    };
    assert_eq!(returned("cliente", "send")["result"]["ok"]["sent"], 14);
    assert_eq!(returned("cliente", "send")["args"]["data"]["text"], "Hola, servidor");
    assert_eq!(returned("servidor", "recv")["result"]["ok"]["data"]["text"], "Hola, servidor");
    assert_eq!(returned("servidor", "recv")["args"]["max"], 1024);
    assert!(returned("servidor", "bind")["fd"].is_u64());
    let accepted = returned("servidor", "accept");
    let connected = returned("cliente", "connect");
    assert_eq!(accepted["result"]["ok"]["peer"], connected["result"]["ok"]["local"]);
    assert_eq!(accepted["result"]["ok"]["local"], connected["result"]["ok"]["peer"]);
}

#[test]
fn run_json_tells_an_errno_by_name_number_and_words_and_exits_with_0() {
    let (_folder, file) = written(&with_script(
        "Socket(socket: \"s\", family: Inet, kind: Stream), Recv(socket: \"s\", max: 1),",
    ));
    let (code, stdout, _) = output(&["run", &file, "--json", "--timeout", "20"]);
    assert_eq!(code, Some(0), "an errno is part of the run");
    let line = stdout.lines().find(|line| line.contains("errno")).expect(&stdout);
    let event: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(event["result"]["errno"], "ENOTCONN");
    assert!(event["result"]["code"].as_i64().unwrap() > 0);
    assert!(event["result"]["message"].as_str().unwrap().contains("not connected"));
}

#[test]
fn with_any_port_runs_of_one_scenario_go_side_by_side() {
    let file = saved("01_tcp_pair.ron");
    let arguments = ["run", file.to_str().unwrap(), "--any-port", "--json", "--timeout", "20"];
    let silent = std::process::Stdio::piped;
    let running: Vec<_> =
        (0..8).map(|_| socketlab(&arguments).stdout(silent()).stderr(silent()).spawn().unwrap()).collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stdout}");
        assert!(!stdout.contains("\"errno\""), "{stdout}");
        assert!(stdout.contains("Hola, cliente, soy el servidor"), "{stdout}");
    }
}

#[test]
fn whoever_stops_reading_along_is_not_an_error() {
    let file = saved("07_stream_has_no_messages.ron");
    let mut child = socketlab(&["run", file.to_str().unwrap(), "--any-port", "--timeout", "20"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_command_line_without_sense_exits_with_2() {
    for arguments in [&["run"][..], &["check"], &["run", "x", "--timeout", "soon"], &["run", "x", "--colour"]]
    {
        let (code, stdout, stderr) = output(arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!stderr.is_empty());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn ports_shows_a_listener_in_columns_and_as_json() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let local = listener.local_addr().unwrap().to_string();
    let (code, stdout, stderr) = output(&["ports", "--tcp", "--listening"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let line = stdout.lines().find(|line| line.contains(&local)).unwrap();
    assert!(line.starts_with("tcp ") && line.contains("LISTEN"), "{line}");
    assert!(line.contains(&format!("{}/", std::process::id())), "{line}");
    let (_, stdout, _) = output(&["ports", "--json"]);
    let rows = stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let row = rows.into_iter().find(|row| row["local"] == local).unwrap();
    assert_eq!(row["processes"][0]["pid"], std::process::id());
    assert_eq!((&row["state"], &row["remote"]), (&"LISTEN".into(), &serde_json::Value::Null));
}

#[test]
fn a_loop_beyond_the_end_of_a_stream_is_printed_twice_and_counted() {
    const SCRIPT: &str = "Scenario(version: 1, participants: [
        Participant(name: \"server\", role: Server, script: [
            Socket(socket: \"l\", family: Inet, kind: Stream), Bind(socket: \"l\", to: \"localhost:2200\"),
            Listen(socket: \"l\", backlog: 1), Accept(socket: \"l\", into: \"c\"),
            Repeat(times: 300, script: [Recv(socket: \"c\", max: 9)]), GetSockName(socket: \"c\"),
        ]),
        Participant(name: \"client\", role: Client, script: [
            Socket(socket: \"s\", family: Inet, kind: Stream), Connect(socket: \"s\", to: \"localhost:2200\"),
            Close(socket: \"s\"),
        ]),
    ])";
    let (_folder, path) = written(SCRIPT);
    let (code, stdout, stderr) = output(&["run", "--any-port", &path]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let returned: Vec<_> = stdout.lines().filter(|line| line.contains("\u{2714} recv(c, 9)")).collect();
    assert_eq!(returned.len(), 2, "{stdout}");
    assert!(returned[0].ends_with("end of the stream") && returned[1].ends_with("again: leave the loop"));
    let counted = stdout.lines().position(|line| line.contains("and 298 times more the same"));
    let next = stdout.lines().position(|line| line.contains("\u{2714} getsockname(c)"));
    assert!(counted.is_some() && counted < next, "{stdout}");
    // Programs are told each.
    let (_, json, _) = output(&["run", "--any-port", "--json", &path]);
    let calls = json
        .lines()
        .filter(|line| line.contains("\"call\":\"recv\"") && line.contains("\"phase\":\"returned\""));
    assert_eq!(calls.count(), 300);
}

#[test]
fn a_datagram_to_nobody_and_one_thrown_away_are_told_by_sign_word_and_field() {
    const SCRIPT: &str = "Scenario(version: 1, participants: [
        Participant(name: \"server\", role: Server, script: [
            Socket(socket: \"r\", family: Inet, kind: Dgram), Bind(socket: \"r\", to: \"localhost:2300\"),
            RecvFrom(socket: \"r\", max: 9), Sleep(ms: 1), Close(socket: \"r\"),
        ]),
        Participant(name: \"client\", role: Client, script: [
            Socket(socket: \"s\", family: Inet, kind: Dgram),
            SendTo(socket: \"s\", data: Text(\"a\"), to: \"localhost:2300\"),
            SendTo(socket: \"s\", data: Text(\"b\"), to: \"localhost:2301\"),
        ]),
    ])";
    let (_folder, path) = written(SCRIPT);
    let (_, stdout, _) = output(&["run", "--any-port", &path]);
    let lost: Vec<_> = stdout.lines().filter(|line| line.contains('\u{2298}')).collect();
    assert_eq!(lost.len(), 1, "{stdout}");
    assert!(lost[0].contains("'b'") && lost[0].ends_with("nobody of the run there"), "{}", lost[0]);
    let (_, json, _) = output(&["run", "--any-port", "--json", &path]);
    let fates: Vec<_> = json.lines().filter(|line| line.contains("\"fate\"")).collect();
    assert_eq!(fates.len(), 2, "{json}");
    assert!(fates[1].contains("\"fate\":\"nobody\""), "{}", fates[1]);
}
