//! What programs show is recorded like all else: read again it is the same, wherever the file is cut, and what was recorded
//! once stays readable. No Python takes part.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use socketlab::scenario::{Participant, ParticipantId, Program, Role, Scenario, Script};
use socketlab::sockets::{
    Awaited, Call, Data, Endpoint, Errno, Family, Kind, Outcome, Payload, SocketId, SocketOpened,
};
use socketlab::trace::recording::{Circumstances, Extent, FaultKind, Recorder, read, read_from};
use socketlab::trace::{
    Event, Frame, Moment, Origin, ProgramEvent, Room, Signal, Site, Stream, Trace, TraceError, Unseen, What,
};

const PROGRAM: ParticipantId = ParticipantId(0);
const THREAD: ParticipantId = ParticipantId(7);

fn scenario() -> Scenario {
    let program =
        Program { file: "/casa/ñ/servidor.py".into(), arguments: vec!["1024".into(), "\"x\"".into()] };
    Scenario {
        participants: vec![
            Participant::program(PROGRAM, "servidor".into(), Role::Server, program),
            Participant::scripted(ParticipantId(1), "cliente".into(), Role::Client, Script::default()),
        ],
        ..Scenario::default()
    }
}

fn site(line: u32, method: &str, via: &str) -> Origin {
    Origin::Program(Arc::new(Site {
        file: "/casa/ñ/servidor.py".into(),
        line,
        function: "<module>".into(),
        method: method.into(),
        via: via.into(),
        fd: None,
    }))
}

/// One of each kind of event that a program can bring, in an order that fits.
fn everything() -> Vec<(ParticipantId, What)> {
    let shows = |who, shown| (who, What::Program(Arc::new(shown)));
    let local = Endpoint::Inet("127.0.0.1:1024".parse().unwrap());
    let listener = SocketId { participant: 0, index: 0 };
    let of_thread = SocketId { participant: 7, index: 0 };
    let opened = |id, fd| SocketOpened { id, fd };
    let socket = Arc::new(Call::Socket { socket: "s".into(), family: Family::Inet, kind: Kind::Stream });
    let bind = Arc::new(Call::Bind { socket: "s".into(), to: "localhost:1024".parse().unwrap() });
    let send = Arc::new(Call::Send { socket: "t".into(), data: Data::Text("¿ñ?\n".into()) });
    let select = Arc::new(Call::Function {
        name: "select".into(),
        socket: None,
        arguments: "[3], [], [], None".into(),
    });
    let unseen = [
        Unseen::NoHello,
        Unseen::TooOld { version: "3.6.15".into() },
        Unseen::Tls,
        Unseen::ForeignLoop { name: "uvloop".into() },
        Unseen::Lost,
        Unseen::Raw { function: "os.write".into() },
        Unseen::Output { kept: 16 << 20 },
        Unseen::Threads,
        Unseen::Processes,
    ];
    let mut events = vec![
        shows(PROGRAM, ProgramEvent::Started { pid: 4711, command: "python3 servidor.py".into() }),
        shows(PROGRAM, ProgramEvent::Greeted { version: "3.11.7".into() }),
        shows(
            PROGRAM,
            ProgramEvent::Source { file: "/casa/ñ/servidor.py".into(), text: "s = 'ñ'\n\\".into() },
        ),
        (
            PROGRAM,
            What::Held {
                origin: site(3, "socket", "create_server"),
                call: Arc::clone(&socket),
                socket: None,
            },
        ),
        (PROGRAM, What::Called { origin: site(3, "socket", "create_server"), call: socket, socket: None }),
        (PROGRAM, What::Returned(Outcome::Opened(opened(listener, 3)))),
        (PROGRAM, What::Called { origin: site(4, "bind", ""), call: bind, socket: Some(listener) }),
        (PROGRAM, What::Returned(Outcome::Bound { local })),
        shows(
            THREAD,
            ProgramEvent::Joined { of: PROGRAM, name: "servidor · Hilo 1".into(), pid: 4711, thread: 4712 },
        ),
        (
            THREAD,
            What::Called {
                origin: site(9, "socket", ""),
                call: Arc::new(Call::Socket { socket: "t".into(), family: Family::Inet6, kind: Kind::Dgram }),
                socket: None,
            },
        ),
        (THREAD, What::Returned(Outcome::Opened(opened(of_thread, 4)))),
        // A thread uses a socket of another.
        (
            THREAD,
            What::Called { origin: site(10, "sendall", ""), call: Arc::clone(&send), socket: Some(listener) },
        ),
        (THREAD, What::Waiting(Awaited::Room)),
        (THREAD, What::Returned(Outcome::Failed(Errno::EPIPE))),
        (THREAD, What::Called { origin: site(11, "sendall", ""), call: send, socket: Some(of_thread) }),
        (
            THREAD,
            What::Returned(Outcome::Raised { exception: "timeout".into(), message: "timed out".into() }),
        ),
        (PROGRAM, What::Called { origin: site(5, "select", ""), call: Arc::clone(&select), socket: None }),
        (PROGRAM, What::Waiting(Awaited::Readiness)),
        (PROGRAM, What::Returned(Outcome::Gave("([3], [], [])".into()))),
        shows(
            PROGRAM,
            ProgramEvent::Printed { stream: Stream::Out, data: Payload::from("¡hola!\n".as_bytes()) },
        ),
        shows(
            PROGRAM,
            ProgramEvent::Printed { stream: Stream::Err, data: Payload::from(&[0xff, 0, b'x'][..]) },
        ),
        shows(PROGRAM, ProgramEvent::AwaitsInput),
        shows(PROGRAM, ProgramEvent::Typed { text: "Ana\n".into() }),
        shows(PROGRAM, ProgramEvent::Signalled { signal: Signal::Interrupt }),
        shows(PROGRAM, ProgramEvent::Signalled { signal: Signal::End }),
        (THREAD, What::Ended),
        (PROGRAM, What::Held { origin: site(6, "select", ""), call: select, socket: None }),
    ];
    events.extend(unseen.map(|unseen| shows(PROGRAM, ProgramEvent::Unseen(unseen))));
    let frame = Frame { file: "/casa/ñ/servidor.py".into(), line: 6, function: "<module>".into() };
    events.extend([
        shows(
            PROGRAM,
            ProgramEvent::Raised {
                exception: "ValueError".into(), message: "ñ".into(), frames: vec![frame]
            },
        ),
        shows(PROGRAM, ProgramEvent::Exited { code: Some(1), signal: None }),
        (PROGRAM, What::Ended),
    ]);
    events
}

fn trace() -> Trace {
    let mut trace = Trace::of(Arc::new(scenario()));
    for (at, (participant, what)) in (0..).map(|n| n * 1_000).zip(everything()) {
        trace.append(Event { at, participant, what }).unwrap();
    }
    trace
}

fn recorded(path: &Path, trace: &Trace) {
    let mut recorder = Recorder::create(path, &Circumstances::now(), trace.scenario(Moment(0))).unwrap();
    recorder.follow(trace);
    recorder.end().unwrap();
}

/// Events as one can compare them.
fn told(trace: &Trace) -> Vec<String> {
    trace.events().iter().map(|event| format!("{event:?}")).collect()
}

#[test]
fn what_programs_show_is_read_as_it_was_recorded_wherever_it_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.ronl");
    let trace = trace();
    recorded(&path, &trace);
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    assert_eq!(told(&recording.trace), told(&trace));
    assert_eq!(recording.trace.scenario(Moment(0)), trace.scenario(Moment(0)));
    let whole = fs::read(&path).unwrap();
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for cut in header + 1..whole.len() {
        let recording = read_from(&whole[..cut], Extent::Whole, Room::default()).unwrap();
        let kept = told(&recording.trace);
        assert_eq!(kept, told(&trace)[..kept.len()], "{cut}");
        let fault = recording.fault.map(|fault| fault.kind);
        assert!(matches!(fault, None | Some(FaultKind::Cut | FaultKind::NoEnd)), "{cut}: {fault:?}");
    }
}

#[test]
fn other_descriptors_answered_connects_and_bytes_past_the_calls_are_read_as_they_were_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.ronl");
    let mut trace = Trace::of(Arc::new(scenario()));
    let of_thread = SocketId { participant: 7, index: 0 };
    let Origin::Program(site) = site(12, "os.write", "") else { unreachable!() };
    let other = Origin::Program(Arc::new(Site { fd: Some(9), ..Site::clone(&site) }));
    let write = Arc::new(Call::Send { socket: "t".into(), data: Data::Text("x".into()) });
    let connected = ProgramEvent::Connected {
        socket: of_thread,
        local: "127.0.0.1:1025".parse().unwrap(),
        peer: "[::1]:1024".parse().unwrap(),
    };
    let past = ProgramEvent::Unseen(Unseen::Past { socket: "t".into() });
    let later = [
        (THREAD, What::Program(Arc::new(connected))),
        (THREAD, What::Program(Arc::new(past))),
        (THREAD, What::Called { origin: other, call: write, socket: Some(of_thread) }),
        (THREAD, What::Returned(Outcome::Gave("<Ajena>".into()))),
    ];
    let before = everything().into_iter().take_while(|(_, what)| !matches!(what, What::Ended));
    for (at, (participant, what)) in (0..).zip(before.chain(later)) {
        trace.append(Event { at, participant, what }).unwrap();
    }
    recorded(&path, &trace);
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    assert_eq!(told(&recording.trace), told(&trace));
    let thread = recording.trace.socket(of_thread).unwrap();
    assert_eq!(thread.peer(recording.trace.live()).map(ToString::to_string).as_deref(), Some("[::1]:1024"));
}

#[test]
fn a_moment_shows_what_was_held_printed_and_read_by_then() {
    let trace = trace();
    let held_at = |moment: usize| trace.at(Moment(moment)).held(PROGRAM).map(|held| held.site.line);
    assert_eq!((held_at(3), held_at(4), held_at(5)), (None, Some(3), None));
    let end = trace.live();
    let last_hold = everything().iter().rposition(|(_, what)| matches!(what, What::Held { .. })).unwrap();
    assert_eq!(held_at(last_hold + 1), Some(6));
    assert_eq!(held_at(end.0), None, "a program that is over is held nowhere");
    let lifelines = |moment| trace.at(moment).lifelines().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(lifelines(Moment(8)), [0, 1]);
    assert_eq!(lifelines(end), [0, 7, 1], "a thread stands beside its program");
    assert_eq!(trace.at(end).name_of(THREAD), "servidor · Hilo 1");
    assert_eq!(trace.at(end).exit_of(PROGRAM), Some((Some(1), None)));
    let waits = everything()
        .iter()
        .position(|(_, what)| matches!(what, What::Program(shown) if **shown == ProgramEvent::AwaitsInput));
    let waits = waits.unwrap();
    let awaits = |moment| trace.at(Moment(moment)).awaits_input(PROGRAM);
    assert_eq!((awaits(waits), awaits(waits + 1), awaits(waits + 2)), (false, true, false));
}

#[test]
fn a_thread_joins_once_and_only_a_program() {
    let mut trace = trace();
    let joins = |who: u32, of: u32| {
        let shown = ProgramEvent::Joined { of: ParticipantId(of), name: "x".into(), pid: 1, thread: 1 };
        Event { at: 1 << 40, participant: ParticipantId(who), what: What::Program(Arc::new(shown)) }
    };
    for (who, of) in [(7, 0), (1, 0), (8, 5), (4_000_000_000, 0)] {
        let refused = trace.append(joins(who, of)).unwrap_err();
        assert!(matches!(refused, TraceError::NotAThread(_)), "{who} of {of}: {refused}");
    }
    trace.append(joins(8, 0)).unwrap();
}

#[test]
fn what_was_recorded_in_version_2_opens_as_it_did() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/version_2.ronl");
    assert!(fs::read_to_string(&path).unwrap().starts_with("Recording(version:2,"));
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!((recording.fault, told(&recording.trace)), (None, told(&trace())));
}

#[test]
#[ignore = "writes the fixture of a new version, once"]
fn make_the_fixture_of_version_2() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/version_2.ronl");
    assert!(!path.exists(), "what was recorded once is not recorded anew");
    recorded(&path, &trace());
}
