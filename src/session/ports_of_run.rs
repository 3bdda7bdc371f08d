//! The table of ports as it was at a moment of a run, with the sockets of that run alone: worked out from the trace. What
//! nobody observed is left out.

use std::net::SocketAddr;
use std::time::Duration;

use crate::kernel::ports::{PortRow, Protocol};
use crate::sockets::{Endpoint, Family, Kind, Reading, SocketId, TcpState};
use crate::trace::{Moment, Snapshot, SocketRecord};

/// So many of the sockets that a participant opened last are looked at when they are closed.
const CLOSED: usize = 256;

/// A socket of a run as a row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunPort {
    pub socket: SocketId,
    /// Whose processes are left out: the participant has it.
    pub row: PortRow,
    /// Whether the kernel had told of its queues; else the row says 0.
    pub has_queues: bool,
}

/// The sockets of a run that had a port at a moment, ordered as the table of the machine. `now` is the time, in nanoseconds
/// since the run began.
#[must_use]
pub fn ports_of_run(snapshot: Snapshot, now: u64) -> Vec<RunPort> {
    let sockets = snapshot.trace.participants().flat_map(|who| {
        // Of those that are closed the kernel keeps the last for a time: no more are looked at, however many there were.
        let closed = snapshot.sockets_of(who).rev().take(CLOSED).filter(|s| !s.is_open(snapshot.moment));
        snapshot.open_sockets(who).chain(closed)
    });
    let mut rows: Vec<_> = sockets.filter_map(|socket| row(snapshot, socket, now)).collect();
    rows.sort_by_key(|port| {
        let PortRow { protocol, local, remote, .. } = port.row;
        (protocol, local.port(), local, remote, port.socket)
    });
    rows
}

fn row(snapshot: Snapshot, socket: &SocketRecord, now: u64) -> Option<RunPort> {
    let moment = snapshot.moment;
    let protocol = protocol(socket)?;
    let told = Told::of(snapshot, socket, now);
    let is_open = socket.is_open(moment);
    if !is_open && !told.as_ref().is_some_and(Told::is_kept) {
        return None;
    }
    let said = told.as_ref().map(|told| told.reading);
    let local = inet(socket.local(moment)).or_else(|| inet(said?.local.as_ref()))?;
    let remote = inet(socket.peer(moment)).or_else(|| inet(said?.peer.as_ref()));
    let listens = socket.is_listening(moment);
    let (receive_queue, send_queue) = match said {
        Some(Reading { accept_queue: Some(queue), .. }) => (Some(queue.waiting), Some(queue.backlog)),
        Some(reading) => (reading.receive_queue, reading.send_queue),
        None => (None, None),
    };
    Some(RunPort {
        socket: socket.id,
        has_queues: receive_queue.is_some() || send_queue.is_some(),
        row: PortRow {
            protocol,
            receive_queue: receive_queue.unwrap_or(0),
            send_queue: send_queue.unwrap_or(0),
            local,
            remote: remote.filter(|_| !listens),
            state: state(snapshot, socket, told.as_ref()),
            processes: Vec::new(),
            inode: said.and_then(|reading| reading.inode).filter(|_| is_open).unwrap_or(0),
            remaining: told.and_then(|told| told.remaining),
        },
    })
}

fn protocol(socket: &SocketRecord) -> Option<Protocol> {
    match (socket.kind, socket.family) {
        (Kind::Stream, Family::Inet) => Some(Protocol::Tcp),
        (Kind::Stream, Family::Inet6) => Some(Protocol::Tcp6),
        (Kind::Dgram, Family::Inet) => Some(Protocol::Udp),
        (Kind::Dgram, Family::Inet6) => Some(Protocol::Udp6),
        (_, Family::Unix) => None,
    }
}

/// An address that says something: a socket that is not bound has port 0.
fn inet(endpoint: Option<&Endpoint>) -> Option<SocketAddr> {
    match endpoint {
        Some(Endpoint::Inet(address)) if address.port() != 0 => Some(*address),
        _ => None,
    }
}

/// What the kernel last said of a socket.
struct Told<'a> {
    reading: &'a Reading,
    /// The moment at which it did.
    at: Moment,
    /// Whether the socket was closed by then.
    is_of_closed: bool,
    /// How long the kernel still keeps it now, in whole seconds.
    remaining: Option<Duration>,
}

impl<'a> Told<'a> {
    fn of(snapshot: Snapshot<'a>, socket: &'a SocketRecord, now: u64) -> Option<Self> {
        let position = socket.read_at(snapshot.moment)?;
        let reading = socket.reading(snapshot.moment)?;
        let at = Moment(position + 1);
        let passed = Duration::from_nanos(now.saturating_sub(snapshot.trace.time(position)));
        let remaining =
            reading.remaining.map(|left| Duration::from_secs(left.saturating_sub(passed).as_secs()));
        Some(Self { reading, at, is_of_closed: !socket.is_open(at), remaining })
    }

    /// Whether the kernel keeps the socket though it is closed.
    fn is_kept(&self) -> bool {
        let lives_on = self.reading.state.is_some_and(|state| state != TcpState::Close);
        self.is_of_closed && lives_on && self.remaining != Some(Duration::ZERO)
    }
}

/// The state, as the kernel said or a call showed, whichever was later.
fn state(snapshot: Snapshot, socket: &SocketRecord, told: Option<&Told>) -> Option<TcpState> {
    let moment = snapshot.moment;
    // What a call shows is news until the kernel was asked after it.
    let is_news = |was: &dyn Fn(Moment) -> bool| was(moment) && !told.is_some_and(|told| was(told.at));
    if socket.kind == Kind::Dgram {
        return socket.peer(moment).map(|_| TcpState::Established);
    }
    if is_news(&|at| socket.is_listening(at)) {
        return Some(TcpState::Listen);
    }
    if is_news(&|at| socket.peer(at).is_some()) {
        return (!has_begun_to_end(snapshot, socket.id)).then_some(TcpState::Established);
    }
    told.and_then(|told| told.reading.state)
}

/// Whether an end of a connection has closed or broken it: how far that has come, only the kernel can tell.
fn has_begun_to_end(snapshot: Snapshot, socket: SocketId) -> bool {
    let ended = |connection: crate::trace::Connection| {
        [connection.out, connection.back].iter().any(|way| way.ended.is_some() || way.end_read.is_some())
    };
    snapshot.reset(socket).is_some() || snapshot.connection(socket).is_some_and(ended)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
    use crate::sockets::{AcceptQueue, Call, Half, Outcome, SocketOpened};
    use crate::trace::{Event, Origin, Trace, What};

    const SECOND: u64 = 1_000_000_000;

    fn id(index: u32) -> SocketId {
        SocketId { participant: 0, index }
    }

    fn end(port: u16) -> Endpoint {
        Endpoint::Inet(([127, 0, 0, 1], port).into())
    }

    fn done(call: Call, socket: Option<SocketId>, outcome: Outcome) -> [What; 2] {
        let origin = Origin::Script { step: 0, line: 0 };
        [What::Called { origin, call: Arc::new(call), socket }, What::Returned(outcome)]
    }

    fn open(index: u32, kind: Kind, family: Family) -> [What; 2] {
        let opened = Outcome::Opened(SocketOpened { id: id(index), fd: 3 });
        done(Call::Socket { socket: "s".into(), family, kind }, None, opened)
    }

    fn bound(index: u32, port: u16) -> [What; 2] {
        let to = "localhost:1024".parse().unwrap();
        done(Call::Bind { socket: "s".into(), to }, Some(id(index)), Outcome::Bound { local: end(port) })
    }

    fn listens(index: u32, port: u16) -> [What; 2] {
        let call = Call::Listen { socket: "s".into(), backlog: 1 };
        done(call, Some(id(index)), Outcome::Bound { local: end(port) })
    }

    fn connects(index: u32) -> [What; 2] {
        let to = "localhost:1024".parse().unwrap();
        let outcome = Outcome::Connected { local: end(40_000), peer: end(1024) };
        done(Call::Connect { socket: "s".into(), to }, Some(id(index)), outcome)
    }

    fn shuts(index: u32) -> [What; 2] {
        done(Call::Shutdown { socket: "s".into(), how: Half::Write }, Some(id(index)), Outcome::Done)
    }

    fn closes(index: u32) -> [What; 2] {
        done(Call::Close { socket: "s".into() }, Some(id(index)), Outcome::Done)
    }

    fn said(index: u32, reading: Reading) -> [What; 1] {
        [What::Read { socket: id(index), reading: Arc::new(reading) }]
    }

    fn in_state(state: TcpState) -> Reading {
        let (local, peer) = (Some(end(40_000)), Some(end(1024)));
        Reading { local, peer, state: Some(state), receive_queue: Some(7), ..Reading::default() }
    }

    /// A trace of these events, a second apart.
    fn trace(events: impl IntoIterator<Item = What>) -> Trace {
        let one = Participant {
            id: ParticipantId(0),
            name: String::new(),
            role: Role::Server,
            script: Script::default(),
            program: None,
        };
        let mut trace = Trace::of(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }));
        for (at, what) in (1..).zip(events) {
            trace.append(Event { at: at * SECOND, participant: ParticipantId(0), what }).unwrap();
        }
        trace
    }

    type Row = (u16, Option<u16>, Option<TcpState>, Option<u32>);

    /// What is told at the end: local and remote port, state, receive queue where it is known.
    fn told(events: &[&[What]]) -> Vec<Row> {
        let trace = trace(events.iter().flat_map(|some| some.iter().cloned()));
        let snapshot = trace.at(trace.live());
        let ports = ports_of_run(snapshot, snapshot.time());
        ports
            .into_iter()
            .map(|RunPort { row, has_queues, .. }| {
                let queue = has_queues.then_some(row.receive_queue);
                (row.local.port(), row.remote.map(|remote| remote.port()), row.state, queue)
            })
            .collect()
    }

    #[test]
    fn a_state_is_told_as_far_as_a_call_or_the_kernel_showed_it() {
        use TcpState::{Close, CloseWait, Established, FinWait2, Listen, TimeWait};
        let stream = open(0, Kind::Stream, Family::Inet);
        let unbound = Reading { state: Some(Close), ..Reading::default() };
        let of_listener = Reading {
            state: Some(Listen),
            accept_queue: Some(AcceptQueue { waiting: 2, backlog: 3 }),
            receive_queue: Some(0),
            ..Reading::default()
        };
        let to = Some(1024);
        let cases: [(&str, &[&[What]], &[_]); 12] = [
            ("no port yet", &[&stream], &[]),
            ("read, but no port yet", &[&stream, &said(0, unbound.clone())], &[]),
            ("bound", &[&stream, &bound(0, 1024)], &[(1024, None, None, None)]),
            (
                "listens since the kernel was asked",
                &[&stream, &bound(0, 1024), &said(0, unbound), &listens(0, 1024)],
                &[(1024, None, Some(Listen), None)],
            ),
            (
                "the queue of a listener is that of accept",
                &[&stream, &listens(0, 1024), &said(0, of_listener)],
                &[(1024, None, Some(Listen), Some(2))],
            ),
            ("connected", &[&stream, &connects(0)], &[(40_000, to, Some(Established), None)]),
            (
                "the kernel was asked later",
                &[&stream, &connects(0), &said(0, in_state(CloseWait))],
                &[(40_000, to, Some(CloseWait), Some(7))],
            ),
            (
                "how far the end has come nobody saw",
                &[&stream, &connects(0), &shuts(0)],
                &[(40_000, to, None, None)],
            ),
            (
                "how far the end has come the kernel said",
                &[&stream, &connects(0), &shuts(0), &said(0, in_state(FinWait2))],
                &[(40_000, to, Some(FinWait2), Some(7))],
            ),
            ("closed", &[&stream, &connects(0), &said(0, in_state(Established)), &closes(0)], &[]),
            (
                "kept by the kernel after the close",
                &[&stream, &connects(0), &closes(0), &said(0, in_state(TimeWait))],
                &[(40_000, to, Some(TimeWait), Some(7))],
            ),
            ("a Unix socket has no port", &[&open(0, Kind::Stream, Family::Unix)], &[]),
        ];
        for (case, events, expected) in cases {
            assert_eq!(told(events), expected, "{case}");
        }
    }

    #[test]
    fn a_datagram_socket_has_a_state_only_when_it_is_connected() {
        let socket = open(0, Kind::Dgram, Family::Inet);
        assert_eq!(told(&[&socket, &bound(0, 2000)]), [(2000, None, None, None)]);
        let connected = told(&[&socket, &connects(0)]);
        assert_eq!(connected, [(40_000, Some(1024), Some(TcpState::Established), None)]);
    }

    #[test]
    fn the_time_that_is_left_runs_down_with_the_moment_until_nothing_is_left() {
        let reading = Reading { remaining: Some(Duration::from_mins(1)), ..in_state(TcpState::TimeWait) };
        let stream = open(0, Kind::Stream, Family::Inet);
        let events = [&stream[..], &connects(0), &closes(0), &said(0, reading)];
        let trace = trace(events.iter().flat_map(|some| some.iter().cloned()));
        let read = trace.time_of(trace.live());
        let left = |passed: u64| {
            let ports = ports_of_run(trace.at(trace.live()), read + passed * SECOND);
            ports.first().map(|port| port.row.remaining.map(|left| left.as_secs()))
        };
        assert_eq!([left(0), left(18), left(59)], [Some(Some(60)), Some(Some(42)), Some(Some(1))]);
        assert_eq!(left(60), None);
    }

    #[test]
    fn each_moment_has_the_sockets_of_that_moment() {
        let [stream, other] = [0, 1].map(|index| open(index, Kind::Stream, Family::Inet));
        let events = [&stream[..], &listens(0, 1024), &other, &connects(1), &closes(0)];
        let trace = trace(events.iter().flat_map(|some| some.iter().cloned()));
        let at = |moment: usize| -> Vec<u16> {
            let ports = ports_of_run(trace.at(Moment(moment)), 0);
            ports.iter().map(|port| port.row.local.port()).collect()
        };
        assert_eq!([at(3), at(4), at(8), at(10)], [vec![], vec![1024], vec![1024, 40_000], vec![40_000]]);
    }
}
