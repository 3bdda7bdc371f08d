//! Which events a query is about, on a small run: two lookups of a server, a client that is reset, and a reading.

use std::sync::Arc;

use super::*;
use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
use crate::sockets::{Awaited, Call, Family, Kind, Payload, Reading, SocketId, SocketOpened};
use crate::trace::{Event, Origin};

/// What is asked for by name.
type Names<'a> = &'a [(Field, &'a str)];

const LISTENER: SocketId = SocketId { participant: 0, index: 0 };
const CLIENT: SocketId = SocketId { participant: 1, index: 0 };

fn end(port: u16) -> Endpoint {
    Endpoint::Inet(([127, 0, 0, 1], port).into())
}

/// The events of the run, by their positions.
fn events() -> Vec<(u32, What)> {
    let called = |call: Call, socket| What::Called {
        origin: Origin::Script { step: 0, line: 0 },
        call: Arc::new(call),
        socket,
    };
    let socket = |name: &str| {
        called(Call::Socket { socket: name.into(), family: Family::Inet, kind: Kind::Stream }, None)
    };
    let opened = |id| What::Returned(Outcome::Opened(SocketOpened { id, fd: 3 }));
    let send = |data| called(Call::Send { socket: "s".into(), data }, Some(CLIENT));
    let sent = |count| What::Returned(Outcome::Sent { count, asked: count });
    let reading = Reading { state: Some(TcpState::CloseWait), ..Reading::default() };
    vec![
        (0, socket("socketServidor")),
        (0, opened(LISTENER)),
        (1, socket("s")),
        (1, opened(CLIENT)),
        (
            1,
            called(Call::Connect { socket: "s".into(), to: "localhost:1024".parse().unwrap() }, Some(CLIENT)),
        ),
        (1, What::Returned(Outcome::Connected { local: end(40_000), peer: end(1024) })),
        (1, send(Data::Text("Hola, servidor".into()))),
        (1, sent(14)),
        (1, send(Data::Repeat("abc".into(), 1_000_000))),
        (1, sent(3_000_000)),
        (1, called(Call::Recv { socket: "s".into(), max: 64 }, Some(CLIENT))),
        (1, What::Waiting(Awaited::Bytes)),
        (1, What::Read { socket: CLIENT, reading: Arc::new(reading) }),
        (1, What::Returned(Outcome::Received { data: Payload::from(&b"\x01\x02ADIOS"[..]) })),
        (1, called(Call::RecvFrom { socket: "s".into(), max: 64 }, Some(CLIENT))),
        (1, What::Returned(Outcome::Failed(Errno::ECONNRESET))),
        (1, called(Call::Recv { socket: "s".into(), max: 64 }, Some(CLIENT))),
        (1, What::Returned(Outcome::Interrupted)),
        (0, What::Ended),
    ]
}

/// The run as far as its first `count` events, each `pace` nanoseconds after the one before.
pub(in crate::trace) fn trace(count: usize, pace: u64) -> Trace {
    let participant = |id: u32, name: &str| Participant {
        id: ParticipantId(id),
        name: name.into(),
        role: Role::Peer,
        script: Script::default(),
        program: None,
    };
    let participants = vec![participant(0, "servidor"), participant(1, "cliente")];
    let mut trace = Trace::of(Arc::new(Scenario { participants, ..Scenario::default() }));
    let mut at = 0;
    for (participant, what) in events().into_iter().take(count) {
        at += pace;
        trace.append(Event { at, participant: ParticipantId(participant), what }).unwrap();
    }
    trace
}

#[test]
fn all_that_is_asked_for_must_hold() {
    use Field::{Call, Errno, Participant, Socket};
    let trace = trace(usize::MAX, 1);
    let cases: [(Names, &str, &[usize]); 20] = [
        (&[(Participant, "servidor")], "", &[0, 1, 18]),
        (&[(Participant, "serv")], "", &[]),
        (&[(Participant, "SERVIDOR"), (Call, "socket")], "", &[0, 1]),
        (&[(Call, "recv")], "", &[10, 11, 13, 16, 17]),
        (&[(Call, "recvfrom")], "", &[14, 15]),
        (&[(Socket, "socketServidor")], "", &[0, 1]),
        (&[(Socket, "s"), (Call, "socket")], "", &[2, 3]),
        (&[(Errno, "econnreset")], "", &[15]),
        (&[(Errno, "EINTR")], "", &[17]),
        (&[(Errno, "EINTR"), (Call, "recvfrom")], "", &[]),
        (&[], "hola, SERVIDOR", &[6, 7]),
        (&[], "cabca", &[8, 9]),
        (&[], "cabca!", &[]),
        (&[], "adios", &[13]),
        (&[], "01 02 41", &[13]),
        (&[], "01 02 42", &[]),
        (&[], ":1024", &[4, 5]),
        (&[], ":40000", &[5]),
        (&[], "reset", &[15]),
        (&[(Participant, "cliente")], "close_wait", &[12]),
    ];
    for (names, text, expected) in cases {
        let query = names
            .iter()
            .fold(Query::default(), |query, (field, name)| query.with(*field, Some((*name).into())))
            .with_text(text);
        let found: Vec<usize> = (0..trace.live().0).filter(|at| query.matches(&trace, *at)).collect();
        assert_eq!(found, expected, "{names:?} {text:?}");
    }
}

#[test]
fn readings_can_be_left_out_and_nothing_asked_for_is_everything() {
    let trace = trace(usize::MAX, 1);
    let count = |query: &Query| (0..trace.live().0).filter(|at| query.matches(&trace, *at)).count();
    let everything = Query::default();
    assert!(everything.is_empty());
    assert_eq!(count(&everything), trace.live().0);
    let without = Query::default().without_readings();
    assert!(!without.is_empty() && !without.asks());
    assert_eq!(count(&without), trace.live().0 - 1);
    assert_eq!(count(&Query::default().with(Field::Socket, Some("s".into())).without_readings()), 15);
}
