//! Which sockets of the machine are those of a run. The kernel's number decides where it is known; else both addresses do,
//! so that a connection is still known for its own when nobody has it open any more.

use std::collections::HashMap;
use std::net::SocketAddr;

use crate::kernel::ports::PortRow;
use crate::sockets::{Endpoint, Family, Kind, SocketId};
use crate::trace::{SocketRecord, Trace};

/// What tells sockets apart that have no number: TCP or not, and both addresses.
type Ends = (bool, SocketAddr, Option<SocketAddr>);

/// For each row of the table, the socket of the run that it is.
#[must_use]
pub fn whose(trace: &Trace, rows: &[PortRow]) -> Vec<Option<SocketId>> {
    let numbers: HashMap<u64, usize> =
        rows.iter().enumerate().filter(|(_, row)| row.inode != 0).map(|(at, row)| (row.inode, at)).collect();
    let ends: HashMap<Ends, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| ((row.protocol.is_tcp(), row.local, row.remote), at))
        .collect();
    let mut found = vec![None; rows.len()];
    // The newest first: the addresses of an old connection may be used again.
    for socket in trace.sockets().iter().rev().filter(|socket| socket.family != Family::Unix) {
        let by_number = || {
            let reading = socket.reading(trace.live()).filter(|_| socket.is_open(trace.live()))?;
            numbers.get(&reading.inode?)
        };
        let by_ends = || ends.get(&ends_of(trace, socket)?);
        if let Some(at) = by_number().or_else(by_ends) {
            found[*at].get_or_insert(socket.id);
        }
    }
    found
}

/// The addresses by which a socket can be found in the table. A closed one only as the end of a connection: another may
/// listen by now where it did.
fn ends_of(trace: &Trace, socket: &SocketRecord) -> Option<Ends> {
    let now = trace.live();
    let inet = |endpoint: Option<&Endpoint>| match endpoint {
        Some(Endpoint::Inet(address)) => Some(*address),
        _ => None,
    };
    let peer = inet(socket.peer(now));
    let is_there = peer.is_some() || socket.is_open(now);
    Some((socket.kind == Kind::Stream, inet(socket.local(now)).filter(|_| is_there)?, peer))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kernel::ports::Protocol;
    use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
    use crate::sockets::{Call, Outcome, Reading, SocketOpened};
    use crate::trace::{Event, Origin, What};

    const LISTENER: SocketId = SocketId { participant: 0, index: 0 };
    const CONNECTION: SocketId = SocketId { participant: 0, index: 1 };

    /// A listener on port 1024 and a connection from port 40000, and what more happened.
    fn trace(more: Vec<What>) -> Trace {
        let one = Participant {
            id: ParticipantId(0),
            name: String::new(),
            role: Role::Server,
            script: Script::default(),
            program: None,
        };
        let scenario = Scenario { participants: vec![one], ..Scenario::default() };
        let mut trace = Trace::of(Arc::new(scenario));
        let end = |port: u16| Endpoint::Inet(([127, 0, 0, 1], port).into());
        let called = |call: Call, socket| What::Called {
            origin: Origin::Script { step: 0, line: 0 },
            call: Arc::new(call),
            socket,
        };
        let stream = Call::Socket { socket: "l".into(), family: Family::Inet, kind: Kind::Stream };
        let opened = |id| SocketOpened { id, fd: 3 };
        let accepted = Outcome::Accepted { socket: opened(CONNECTION), local: end(1024), peer: end(40_000) };
        let mut events = vec![
            called(stream, None),
            What::Returned(Outcome::Opened(opened(LISTENER))),
            called(Call::Listen { socket: "l".into(), backlog: 1 }, Some(LISTENER)),
            What::Returned(Outcome::Bound { local: end(1024) }),
            called(Call::Accept { socket: "l".into(), into: "c".into() }, Some(LISTENER)),
            What::Returned(accepted),
        ];
        events.extend(more);
        for what in events {
            trace.append(Event { at: 0, participant: ParticipantId(0), what }).unwrap();
        }
        trace
    }

    fn close(socket: SocketId, name: &str) -> [What; 2] {
        let call = Arc::new(Call::Close { socket: name.into() });
        let called = What::Called { origin: Origin::Script { step: 9, line: 9 }, call, socket: Some(socket) };
        [called, What::Returned(Outcome::Done)]
    }

    fn row(local: u16, remote: Option<u16>, inode: u64) -> PortRow {
        let address = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        PortRow {
            protocol: Protocol::Tcp,
            receive_queue: 0,
            send_queue: 0,
            local: address(local),
            remote: remote.map(address),
            state: None,
            processes: Vec::new(),
            inode,
            remaining: None,
        }
    }

    #[test]
    fn both_ends_tell_a_connection_from_its_listener_and_from_its_other_end() {
        let rows =
            [row(1024, Some(40_000), 1), row(1024, None, 2), row(40_000, Some(1024), 3), row(80, None, 4)];
        assert_eq!(whose(&trace(vec![]), &rows), [Some(CONNECTION), Some(LISTENER), None, None]);
    }

    #[test]
    fn what_is_closed_is_known_as_long_as_the_kernel_keeps_it_but_not_its_port() {
        let closed = close(CONNECTION, "c").into_iter().chain(close(LISTENER, "l")).collect();
        let rows = [row(1024, Some(40_000), 0), row(1024, None, 7)];
        assert_eq!(whose(&trace(closed), &rows), [Some(CONNECTION), None]);
    }

    #[test]
    fn the_number_of_the_kernel_decides() {
        let reading = Arc::new(Reading { inode: Some(77), ..Reading::default() });
        let read = trace(vec![What::Read { socket: LISTENER, reading }]);
        let rows = [row(1024, None, 5), row(1025, None, 77)];
        assert_eq!(whose(&read, &rows), [None, Some(LISTENER)]);
    }
}
