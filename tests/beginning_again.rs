//! A run that is left in the middle leaves nothing behind that keeps the next one from its ports; and where somebody else has
//! a port of a scenario, the run has another one, which is said once and is not saved.

mod driver;

use std::collections::BTreeSet;
use std::net::{TcpListener, UdpSocket};
use std::sync::Arc;

use driver::{
    A, B, Driven, GENEROUS, accept, bind, close, connect, listen, recv, recvfrom, scenario, send, sendto,
    set, tcp, udp,
};
use socketlab::run::free_ports;
use socketlab::scenario::{CATALOGUE, Edit, Place, Scenario, Step, distinct_ports};
use socketlab::session::{Command, Notice, Session};
use socketlab::sockets::{Call, OptionSetting};
use socketlab::trace::{Activity, CallState, Goal, Moment};

/// A free port, which a scenario has for its own from now on.
fn port() -> u16 {
    free_ports(&[1].into()).unwrap()[&1]
}

fn at(port: u16) -> String {
    format!("127.0.0.1:{port}")
}

/// A session as a window has it.
fn window(scenario: &Scenario) -> Driven {
    Driven { session: Session::open_on_free_ports(scenario.clone(), Arc::new(|| {})) }
}

/// Whether every call that was made has returned or waits, and every program that can make no more is over.
fn is_at_rest(session: &Session) -> bool {
    let snapshot = session.snapshot();
    session.scenario().ids().all(|(id, participant)| match snapshot.activity(id) {
        Activity::Busy(call) => {
            matches!(snapshot.state(session.trace().call(call)), CallState::Waiting { .. })
        }
        Activity::Idle => {
            let has_calls = snapshot.next_step(id) < participant.script.len();
            has_calls || snapshot.open_sockets(id).next().is_some()
        }
        Activity::Ended | Activity::Killed => true,
    })
}

/// Makes so many steps, of whoever is next, or all there are.
fn step(run: &mut Driven, count: usize) {
    for _ in 0..count {
        // Where nobody can step, what waits for time may still return and let somebody.
        let is_over = run.until("rest", |session| {
            let can_go_on = session.next().is_some() || session.is_over();
            (is_at_rest(session) && can_go_on).then(|| session.is_over())
        });
        if is_over {
            return;
        }
        let before = run.trace().live();
        run.session.apply(Command::StepNext);
        run.until("a step", |session| (session.trace().live() > before).then_some(()));
    }
    run.until("rest", |session| is_at_rest(session).then_some(()));
}

/// What the calls of everybody gave back so far, those of their scripts.
fn story(run: &Driven) -> Vec<Vec<String>> {
    let ids: Vec<_> = run.session.scenario().ids().map(|(id, _)| id).collect();
    ids.into_iter().map(|id| run.outcomes(id)).collect()
}

/// The TCP server and client of the seminar, on one port.
fn pair(port: u16) -> Scenario {
    scenario([
        vec![
            tcp("l"),
            bind("l", &at(port)),
            listen("l", 1),
            accept("l", "c"),
            recv("c", 1024),
            send("c", "hola"),
            close("c"),
            close("l"),
        ],
        vec![tcp("s"), connect("s", &at(port)), send("s", "hola"), recv("s", 1024), close("s")],
    ])
}

/// Steps a pair to where it talks: the connection is there, and bytes have come.
fn talk(run: &mut Driven) {
    assert_eq!(run.steps(A, 4), ["opened", "bound", "bound", "waits"]);
    assert_eq!(run.steps(B, 3), ["opened", "connected", "sent 4"]);
    assert_eq!(run.returned(A), "accepted");
    assert_eq!(run.step(A), "got 4");
}

/// Connections of this port that are over and that the kernel still keeps.
#[cfg(target_os = "linux")]
fn lingering(port: u16) -> usize {
    use socketlab::sockets::TcpState;
    let all = socketlab::kernel::ports::table(socketlab::kernel::ports::Filter::ALL).unwrap();
    let is_of = |address: &std::net::SocketAddr| address.port() == port;
    all.iter()
        .filter(|row| is_of(&row.local) || row.remote.as_ref().is_some_and(is_of))
        .filter(|row| row.state != Some(TcpState::Listen))
        .count()
}

#[cfg(not(target_os = "linux"))]
fn lingering(_: u16) -> usize {
    0
}

#[test]
fn a_run_that_is_left_in_the_middle_begins_again_on_its_own_port_as_often_as_one_likes() {
    let port = port();
    // Nothing is exchanged here: the port must be free by itself.
    let mut run = Driven::open_as_written(pair(port));
    for _ in 0..4 {
        talk(&mut run);
        run.session.apply(Command::Restart);
        assert_eq!(lingering(port), 0);
    }
    // Closed and opened again, as the same file or as another one with the same port.
    for _ in 0..4 {
        talk(&mut run);
        drop(run);
        assert_eq!(lingering(port), 0);
        run = Driven::open_as_written(pair(port));
    }
    talk(&mut run);
    run.session.apply(Command::Restart);
    talk(&mut run);
}

#[test]
fn whatever_a_connection_is_in_when_its_run_is_left_it_is_gone() {
    let cases: [(&str, &[Call], &[Call]); 5] = [
        ("nobody has accepted it", &[], &[]),
        ("bytes are unread at both ends", &[], &[send("s", "hola")]),
        ("the client has closed", &[accept("l", "c")], &[close("s")]),
        ("the server has closed", &[accept("l", "c"), close("c")], &[]),
        (
            "one end is half closed",
            &[accept("l", "c"), driver::shutdown("c", socketlab::sockets::Half::Write)],
            &[],
        ),
    ];
    for (what, server, client) in cases {
        let port = port();
        let mut first = vec![tcp("l"), bind("l", &at(port)), listen("l", 4)];
        first.extend_from_slice(server);
        let mut second = vec![tcp("s"), connect("s", &at(port))];
        second.extend_from_slice(client);
        let mut run = Driven::open_as_written(scenario([first.clone(), second.clone()]));
        for _ in 0..3 {
            assert_eq!(run.steps(A, 3)[1], "bound", "{what}");
            run.rest(B);
            run.rest(A);
            run.session.apply(Command::Restart);
            assert_eq!(lingering(port), 0, "{what}");
        }
    }
}

#[test]
fn what_a_run_has_closed_by_itself_is_kept_by_the_kernel_as_ever() {
    // Both have closed, the server first: the minute of TIME_WAIT is of the run, and nobody takes it back.
    let port = port();
    let mut run = Driven::open_as_written(scenario([
        vec![tcp("l"), bind("l", &at(port)), listen("l", 1), accept("l", "c"), close("c"), close("l")],
        vec![tcp("s"), connect("s", &at(port)), close("s")],
    ]));
    run.steps(A, 4);
    run.steps(B, 2);
    run.returned(A);
    run.steps(A, 2);
    run.step(B);
    run.session.apply(Command::Restart);
    assert_eq!(run.steps(A, 2), ["opened", "EADDRINUSE"]);
}

/// What a scenario gives the first time, and what it gives after it was left at each of its steps.
fn first_and_last(scenario: &Scenario) -> [Vec<Vec<String>>; 2] {
    let scenario = scenario.with_ports(&free_ports(&distinct_ports(scenario)).unwrap());
    let mut run = window(&scenario);
    step(&mut run, usize::MAX);
    let first = story(&run);
    // The whole run has been made: what it has closed may keep its ports.
    for count in (0..=first.iter().map(Vec::len).sum::<usize>()).rev() {
        run.session.apply(Command::Restart);
        step(&mut run, count);
    }
    run.session.apply(Command::Restart);
    step(&mut run, usize::MAX);
    [first, story(&run)]
}

#[test]
fn every_scenario_begins_again_after_each_of_its_steps_and_goes_the_same_way() {
    for entry in CATALOGUE {
        let scenario = entry.document().unwrap().scenario;
        // On a machine under load an acknowledgement that comes twice makes the kernel forget a TIME_WAIT (RFC 1337), now and
        // then: what is expected of the scenario about it is another thing then, and it is tried once more.
        let mut tried = (0..3).map(|_| first_and_last(&scenario));
        let [first, last] =
            tried.by_ref().find(|[first, last]| first == last).unwrap_or_else(|| first_and_last(&scenario));
        assert_eq!(last, first, "{}", entry.file);
    }
}

#[test]
fn a_lesson_of_time_wait_holds_when_it_is_repeated_at_once_with_and_without_reuse() {
    for reuses in [true, false] {
        let port = port();
        let reuse = |socket: &str| set(socket, OptionSetting::ReuseAddr(reuses));
        let server = vec![
            tcp("l"),
            reuse("l"),
            bind("l", &at(port)),
            listen("l", 1),
            accept("l", "c"),
            close("c"),
            close("l"),
            tcp("again"),
            bind("again", &at(port)),
        ];
        let mut run = window(&scenario([server, vec![tcp("s"), connect("s", &at(port)), close("s")]]));
        for time in 0..3 {
            let found = run.port(A, 2);
            // With the option the first bind works in spite of it, so the port stays; without it another one must be had.
            assert_eq!(found == port, reuses || time == 0, "time {time}, reuses: {reuses}");
            let told = if reuses { 0 } else { time };
            assert_eq!(run.session.notices().len(), told, "{:?}", run.session.notices());
            assert_eq!(run.steps(A, 5), ["opened", "done", "bound", "bound", "waits"]);
            assert_eq!(run.steps(B, 2), ["opened", "connected"]);
            assert_eq!(run.returned(A), "accepted");
            assert_eq!(run.steps(A, 2), ["done", "done"]);
            assert_eq!(run.step(B), "done");
            assert_eq!(run.steps(A, 2), ["opened", "EADDRINUSE"], "the lesson");
            run.session.apply(Command::Restart);
        }
    }
}

#[test]
fn a_port_that_another_program_has_is_exchanged_for_everybody_before_anything_is_called() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let scenario = pair(port);
    let mut run = window(&scenario);
    assert_eq!(run.trace().live(), Moment(0), "nothing was called");
    let instead = run.port(A, 1);
    assert_ne!(instead, port);
    assert_eq!(run.session.notices(), [Notice::OtherPorts(vec![(port, instead)])]);
    assert_eq!(run.port(B, 1), instead, "whoever connects to it connects to the other one");
    talk(&mut run);
    // Said once, and nobody who had the port was spoken to.
    assert_eq!(run.session.notices().len(), 1);
    other.set_nonblocking(true).unwrap();
    assert!(other.accept().is_err());

    // The recording has what was called; what is saved has what was written.
    assert_eq!(distinct_ports(run.trace().scenario(Moment(0))), BTreeSet::from([instead]));
    assert_eq!(**run.session.scenario_now(), scenario);

    // It is taken once more, and said once more; when it is free, it is had again.
    run.session.apply(Command::Restart);
    let third = run.port(A, 1);
    assert_ne!(third, port);
    assert_eq!(run.session.notices()[1..], [Notice::OtherPorts(vec![(port, third)])]);
    talk(&mut run);
    drop(other);
    run.session.apply(Command::Restart);
    assert_eq!(run.port(A, 1), port);
    assert_eq!(run.session.notices().len(), 2);
    talk(&mut run);
}

#[test]
fn changes_are_made_to_what_runs_and_saved_as_it_was_written() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let mut run = window(&pair(port));
    let instead = run.port(A, 1);
    let line = |call: Call| Step::Call(Arc::new(call));
    let put_in = Edit::Insert { id: B, at: Place::Before(2), step: line(connect("s", &at(instead))) };
    run.session.apply(Command::Edit(put_in));
    assert_eq!(run.port(B, 2), instead);
    let saved = |run: &Driven| distinct_ports(run.session.scenario_now());
    assert_eq!(saved(&run), BTreeSet::from([port]));
    run.session.apply(Command::Undo);
    assert_eq!(**run.session.scenario_now(), pair(port));
    assert_eq!(run.port(B, 1), instead);
    run.session.apply(Command::Redo);
    assert_eq!((run.port(B, 2), saved(&run)), (instead, BTreeSet::from([port])));
    // Taken back after the ports have changed, it is still the same.
    drop(other);
    run.session.apply(Command::Restart);
    run.session.apply(Command::Undo);
    assert_eq!(run.port(A, 1), port);
    assert_eq!(**run.session.scenario_now(), pair(port));
}

#[test]
fn of_a_fork_is_saved_what_was_written_and_it_begins_again_on_free_ports() {
    let port = port();
    let mut run = window(&pair(port));
    talk(&mut run);
    let (session, ports) =
        run.session.fork(run.trace().live(), socketlab::session::Manner::default()).unwrap();
    let mut fork = Driven { session };
    fork.until("it is made again", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(fork.port(A, 1), ports[&port]);
    assert_eq!(**fork.session.scenario_now(), pair(port));
    fork.session.apply(Command::Restart);
    talk(&mut fork);
    assert_ne!(fork.port(A, 1), port, "the first run holds it");
    drop(run);
    fork.session.apply(Command::Restart);
    talk(&mut fork);
    assert_eq!(fork.port(A, 1), port);
}

#[test]
fn a_fork_talks_to_the_same_other_program() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut run = window(&scenario([vec![tcp("s"), connect("s", &at(port)), send("s", "hola")]]));
    assert_eq!(run.rest(A), ["opened", "connected", "sent 4"]);
    let (session, ports) =
        run.session.fork(run.trace().live(), socketlab::session::Manner::default()).unwrap();
    assert_eq!(ports.len(), 0);
    let mut fork = Driven { session };
    fork.until("it is made again", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(fork.outcomes(A)[1], "connected");
}

#[test]
fn a_port_that_is_only_connected_or_sent_to_is_another_programs_and_stays() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let receiver = UdpSocket::bind("127.0.0.1:0").unwrap();
    let (tcp_port, udp_port) = (listener.local_addr().unwrap().port(), receiver.local_addr().unwrap().port());
    let client = vec![tcp("s"), connect("s", &at(tcp_port)), udp("u"), sendto("u", "hola", &at(udp_port))];
    let mut run = window(&scenario([client]));
    assert_eq!(run.session.notices(), []);
    assert_eq!(run.rest(A), ["opened", "connected", "opened", "sent 4"]);
    let mut bytes = [0; 16];
    receiver.set_read_timeout(Some(GENEROUS)).unwrap();
    assert_eq!(receiver.recv(&mut bytes).unwrap(), 4);
    // Left in the middle, it ends for the other program, too.
    let (mut accepted, _) = listener.accept().unwrap();
    drop(run);
    accepted.set_read_timeout(Some(GENEROUS)).unwrap();
    let ended = std::io::Read::read(&mut accepted, &mut bytes);
    assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
}

#[test]
fn each_bind_is_looked_at_as_it_is_made() {
    let udp_only = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = udp_only.local_addr().unwrap().port();
    // Over UDP somebody has it, over TCP nobody: that one stays.
    let run = window(&scenario([vec![tcp("l"), bind("l", &at(port))]]));
    assert_eq!((run.port(A, 1), run.session.notices()), (port, &[][..]));
    let mut run = window(&scenario([
        vec![udp("r"), bind("r", &at(port)), recvfrom("r", 10)],
        vec![udp("s"), sendto("s", "hola", &at(port))],
    ]));
    assert_eq!(run.session.notices().len(), 1);
    assert_eq!(run.rest(A)[1..], ["bound", "waits"]);
    run.rest(B);
    assert_eq!(run.returned(A), "got 4");

    // SO_REUSEADDR does not take a port from somebody who listens.
    let listens = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listens.local_addr().unwrap().port();
    let reuses = set("l", OptionSetting::ReuseAddr(true));
    for host in ["127.0.0.1", "localhost", "0.0.0.0", ""] {
        let to = format!("{host}:{port}");
        let mut run = window(&scenario([vec![tcp("l"), reuses.clone(), bind("l", &to), listen("l", 1)]]));
        assert_ne!(run.port(A, 2), port, "{to}");
        assert_eq!(run.rest(A)[2..], ["bound", "bound"], "{to}");
    }
    // Another address of this machine is nobody's; what no address of it is, is for the student to see.
    for (host, outcome) in [("127.0.0.2", "bound"), ("192.0.2.1", "EADDRNOTAVAIL")] {
        let to = format!("{host}:{port}");
        if cfg!(target_os = "linux") {
            let mut run = window(&scenario([vec![tcp("l"), bind("l", &to)]]));
            assert_eq!((run.port(A, 1), run.rest(A)[1].as_str()), (port, outcome), "{to}");
        }
    }
}

#[test]
fn what_a_run_does_to_itself_stays_a_part_of_it() {
    let port = port();
    // Two who bind one port: the second one is to meet the first.
    let mut run = window(&scenario([
        vec![tcp("l"), bind("l", &at(port)), listen("l", 1)],
        vec![tcp("m"), bind("m", &at(port))],
    ]));
    for _ in 0..2 {
        assert_eq!(run.session.notices(), []);
        assert_eq!(run.rest(A)[1..], ["bound", "bound"]);
        assert_eq!(run.rest(B)[1..], ["EADDRINUSE"]);
        run.session.apply(Command::Restart);
    }
}

#[test]
fn where_programs_take_part_it_is_said_and_nothing_is_exchanged() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let mut scenario = pair(port);
    let with = Edit::AddProgram {
        name: "programa".into(),
        role: socketlab::scenario::Role::Client,
        program: socketlab::scenario::Program { file: "cliente.py".into(), arguments: Vec::new() },
    };
    scenario = with.apply(&scenario, driver::C).unwrap().scenario;
    let run = window(&scenario);
    assert_eq!(run.session.notices(), [Notice::TakenPorts(vec![port])]);
    assert_eq!((run.port(A, 1), run.port(B, 1)), (port, port));
    assert!(!run.session.notices()[0].is_failure());
}

#[test]
fn the_terminal_and_a_past_that_is_looked_at_are_left_alone() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let mut run = Driven::open_as_written(pair(port));
    assert_eq!(run.steps(A, 2), ["opened", "EADDRINUSE"]);
    assert_eq!(run.session.notices(), []);
    // Whoever looks at the past of a run on other ports sees those.
    let mut run = window(&pair(port));
    let instead = run.port(A, 1);
    talk(&mut run);
    run.session.apply(Command::Seek(Goal::Start));
    assert_eq!(run.port(A, 1), instead);
}
