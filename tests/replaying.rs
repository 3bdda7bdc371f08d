//! The program from outside with recordings: what is killed loses nothing that was seen, a recording is printed as the run
//! was, and what is made again comes out the same or says where it does not.

use std::fs;
use std::io::{BufRead, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use socketlab::trace::recording::{Extent, read};

fn socketlab(arguments: &[&str]) -> Output {
    let output =
        Command::new(env!("CARGO_BIN_EXE_socketlab")).args(["--lang", "en"]).args(arguments).output();
    output.expect("the program can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn saved(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios").join(name)
}

fn as_text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn two_hundred_runs_killed_at_any_event_lose_none_that_was_seen() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("long.ron");
    let script = "Socket(socket: \"s\", family: Inet, kind: Dgram), \
                  Repeat(times: 1000000, script: [GetSockName(socket: \"s\")])";
    fs::write(
        &scenario,
        format!(
            "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [{script}])])"
        ),
    )
    .unwrap();
    for run in 0..200_usize {
        let recording = folder.path().join(format!("{run}.ronl"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_socketlab"))
            .args(["run", as_text(&scenario), "--json", "--record", as_text(&recording)])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut seen = BufReader::new(child.stdout.take().unwrap());
        for _ in 0..=run {
            seen.read_line(&mut String::new()).unwrap();
        }
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let mut rest = String::new();
        seen.read_to_string(&mut rest).unwrap();
        let printed = run + 1 + rest.matches('\n').count();
        let kept = read(&recording, Extent::Whole).unwrap();
        assert!(
            kept.trace.live().0 >= printed,
            "{} of {printed} printed events are kept",
            kept.trace.live().0
        );
        assert!(kept.fault.is_some_and(|fault| fault.is_early_end()));
        fs::remove_file(&recording).unwrap();
    }
}

#[test]
fn a_recording_is_printed_as_the_live_run_was() {
    let folder = tempfile::tempdir().unwrap();
    for json in [true, false] {
        let recording = folder.path().join(format!("{json}.ronl"));
        let scenario = saved("05_two_clients_in_turn.ron");
        let mut live = vec!["run", as_text(&scenario), "--any-port", "--record", as_text(&recording)];
        let mut again = vec!["run", as_text(&recording)];
        if json {
            live.push("--json");
            again.push("--json");
        }
        let (live, again) = (socketlab(&live), socketlab(&again));
        assert!(live.status.success() && again.status.success(), "{}", text(&again.stderr));
        assert_eq!(text(&again.stdout), text(&live.stdout));
        assert!(live.stdout.len() > 1000);
    }
}

#[test]
fn a_recording_that_was_cut_is_printed_and_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("cut.ronl");
    let scenario = saved("02_udp_pair.ron");
    let run = ["run", as_text(&scenario), "--any-port", "--json", "--record", as_text(&recording)];
    assert!(socketlab(&run).status.success());
    let whole = fs::read(&recording).unwrap();
    let end = text(&whole).rfind("End(").unwrap();
    for (cut, said) in [(end, "does not say that the run was over"), (end - 2, "the file is cut off here")] {
        fs::write(&recording, &whole[..cut]).unwrap();
        let printed = socketlab(&["run", as_text(&recording), "--json"]);
        assert!(printed.status.success());
        assert!(text(&printed.stderr).contains(said), "{}", text(&printed.stderr));
        let checked = socketlab(&["check", as_text(&recording)]);
        assert_eq!(checked.status.code(), Some(2));
    }
    // A line that is wrong is another matter.
    let wrong = text(&whole).replacen("(3,", "(4,", 1);
    fs::write(&recording, wrong).unwrap();
    let printed = socketlab(&["run", as_text(&recording), "--json"]);
    assert_eq!(printed.status.code(), Some(2));
    assert!(
        text(&printed.stderr).contains(":5: it is event number 4; expected 3"),
        "{}",
        text(&printed.stderr)
    );
    assert_eq!(text(&printed.stdout).lines().count(), 3);
}

#[test]
fn what_is_made_again_comes_out_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["01_tcp_pair", "06_recvfrom_two_senders", "08_wrong_orders", "11_unix_sockets", "15_reset"] {
        let recording = folder.path().join(format!("{name}.ronl"));
        let scenario = saved(&format!("{name}.ron"));
        let run = ["run", as_text(&scenario), "--any-port", "--record", as_text(&recording)];
        assert!(socketlab(&run).status.success());
        let again = socketlab(&["run", as_text(&recording), "--live", "--any-port"]);
        assert_eq!(again.status.code(), Some(0), "{name}: {}", text(&again.stderr));
        assert!(text(&again.stderr).contains("as it was recorded"), "{name}: {}", text(&again.stderr));
    }
}

#[test]
fn a_port_in_use_today_is_the_first_difference() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("run.ronl");
    let scenario = saved("01_tcp_pair.ron");
    let run = ["run", as_text(&scenario), "--any-port", "--record", as_text(&recording)];
    assert!(socketlab(&run).status.success());
    let read = read(&recording, Extent::Whole).unwrap();
    let port =
        socketlab::scenario::distinct_ports(read.trace.scenario(read.trace.live())).pop_first().unwrap();
    let Ok(_taken) = TcpListener::bind(("127.0.0.1", port)) else {
        // The run left it in TIME_WAIT: then it is in use all the same.
        return check_difference(&recording);
    };
    check_difference(&recording);
}

#[test]
fn a_difference_beyond_a_call_that_waits_in_both_runs_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (scenario, recording) = (folder.path().join("waits.ron"), folder.path().join("waits.ronl"));
    let port = socketlab::run::free_ports(&[1].into()).unwrap()[&1];
    let text = format!(
        r#"Scenario(version: 1, participants: [
            Participant(name: "a", role: Server, script: [
                Socket(socket: "s", family: Inet, kind: Stream), Listen(socket: "s", backlog: 1),
                Accept(socket: "s", into: "c"),
            ]),
            Participant(name: "b", role: Peer, script: [
                Socket(socket: "u", family: Inet, kind: Dgram), Bind(socket: "u", to: "localhost:{port}"),
            ]),
        ])"#
    );
    fs::write(&scenario, text).unwrap();
    let run = ["run", as_text(&scenario), "--record", as_text(&recording), "--timeout", "0.3", "--json"];
    assert_eq!(socketlab(&run).status.code(), Some(3));
    let again = ["run", as_text(&recording), "--live"];
    assert_eq!(socketlab(&again).status.code(), Some(0), "nothing has changed");
    let _taken = std::net::UdpSocket::bind(("127.0.0.1", port)).unwrap();
    let differs = socketlab(&again);
    assert_eq!(differs.status.code(), Some(4), "{}", text_of(&differs));
    assert!(text_of(&differs).contains("b bind("), "{}", text_of(&differs));
}

fn text_of(output: &Output) -> String {
    text(&output.stderr)
}

#[test]
fn a_run_that_was_cut_off_at_any_call_comes_out_as_far_as_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("cut.ronl");
    let whole = fs::read_to_string(saved("22_a_lesson_by_hand.ronl")).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    for cut in (3..lines.len()).step_by(7) {
        fs::write(&recording, lines[..cut].concat()).unwrap();
        let again = socketlab(&["run", as_text(&recording), "--live", "--any-port"]);
        assert_eq!(again.status.code(), Some(0), "cut at {cut}: {}", text_of(&again));
    }
}

#[test]
fn ports_that_the_kernel_gives_again_are_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let (scenario, recording) = (folder.path().join("many.ron"), folder.path().join("many.ronl"));
    let text = r#"Scenario(version: 1, participants: [Participant(name: "a", role: Peer, script: [
        Repeat(times: 600, script: [
            Socket(socket: "u", family: Inet, kind: Dgram),
            SendTo(socket: "u", data: Text("x"), to: "localhost:9"),
            Close(socket: "u"),
        ]),
    ])])"#;
    fs::write(&scenario, text).unwrap();
    assert!(socketlab(&["run", as_text(&scenario), "--record", as_text(&recording)]).status.success());
    let again = socketlab(&["run", as_text(&recording), "--live"]);
    assert_eq!(again.status.code(), Some(0), "{}", text_of(&again));
}

#[test]
fn a_pipe_is_no_recording_and_nobody_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.ronl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for asked in ["run", "check"] {
        let output = socketlab(&[asked, as_text(&pipe)]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text_of(&output).contains("no file"), "{}", text_of(&output));
    }
}

#[test]
fn what_is_damaged_is_said_before_it_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("run.ronl");
    let scenario = saved("02_udp_pair.ron");
    let run = ["run", as_text(&scenario), "--any-port", "--record", as_text(&recording)];
    assert!(socketlab(&run).status.success());
    let whole = fs::read_to_string(&recording).unwrap();
    fs::write(&recording, whole.replacen("(5,", "(6,", 1)).unwrap();
    let again = socketlab(&["run", as_text(&recording), "--live", "--any-port"]);
    assert!(text_of(&again).contains(":7: it is event number 6; expected 5"), "{}", text_of(&again));
    assert_ne!(again.status.code(), Some(0));
}

#[test]
fn what_a_file_says_does_not_move_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("esc.ronl");
    let text = "Recording(version:1,program:\"\",platform:\"\",began:\"\",participants:[0],scenario:Scenario(version: 1, \
                participants: [Participant(name: \"a\\u{1b}[2J\\nb\", role: Peer, script: [Sleep(ms: 0)])]))\n\
                (0,1,0,Call(sleep,0,None))\n(1,1,0,Done)\n(2,2,0,Ended)\nEnd(3)\n";
    fs::write(&recording, text).unwrap();
    let printed = socketlab(&["run", as_text(&recording)]);
    assert_eq!(self::text(&printed.stderr), "");
    assert_eq!(self::text(&printed.stdout).lines().count(), 3);
    assert!(!printed.stdout.contains(&0x1b));
}

fn check_difference(recording: &Path) {
    let again = socketlab(&["run", as_text(recording), "--live"]);
    let said = text(&again.stderr);
    assert_eq!(again.status.code(), Some(4), "{said}");
    assert!(said.contains("First difference: call 2, servidor bind("), "{said}");
    assert!(said.contains("now EADDRINUSE"), "{said}");
}

#[test]
fn what_cannot_be_is_refused_before_anything_runs() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.ronl");
    fs::write(&there, "mine").unwrap();
    let scenario = saved("02_udp_pair.ron");
    let scenario = as_text(&scenario);
    for (arguments, said) in [
        (vec!["run", scenario, "--record", as_text(&there)], "already there"),
        (vec!["run", scenario, scenario, "--record", "x.ronl"], "one file"),
        (vec!["run", scenario, "--live"], "a recording"),
        (vec!["run", "x.ronl", "--record", "y.ronl"], "something must run"),
        (vec!["run", as_text(&there)], "not a recording"),
        (vec!["run", as_text(folder.path()), "--live"], "a recording"),
    ] {
        let output = socketlab(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
}

#[test]
fn a_recording_that_is_being_written_can_be_read_by_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("live.ronl");
    let scenario = folder.path().join("waits.ron");
    let script = "Socket(socket: \"s\", family: Inet, kind: Stream), Listen(socket: \"s\", backlog: 1), \
                  Accept(socket: \"s\", into: \"c\")";
    fs::write(
        &scenario,
        format!(
            "Scenario(version: 1, participants: [Participant(name: \"a\", role: Server, script: [{script}])])"
        ),
    )
    .unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_socketlab"))
        .args(["run", as_text(&scenario), "--json", "--record", as_text(&recording)])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut seen = BufReader::new(child.stdout.take().unwrap());
    // socket, listen, accept: two events each.
    for _ in 0..6 {
        seen.read_line(&mut String::new()).unwrap();
    }
    let printed = socketlab(&["run", as_text(&recording), "--json"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(printed.status.success());
    assert_eq!(text(&printed.stdout).lines().count(), 6);
}
