//! What makes a person who knows sockets stop at a line: it can be written, the kernel will answer it, and the answer is not
//! what the line seems to be for. Nothing of it is prevented.

use std::collections::BTreeSet;

use super::Script;
use super::known::{Known, Thought};
use crate::sockets::{Address, Call, Data, Family, Kind};

/// Ports below this one need a privilege to be bound (ip(7)).
const FIRST_FREE_PORT: u16 = 1024;

/// One reason to stop at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No line above makes a socket with this name.
    UnknownSocket(String),
    /// A line above closes it.
    Closed(String),
    /// `listen` or `accept` on a socket for datagrams.
    ListensForDatagrams,
    /// `accept` without `listen` above.
    NotListening,
    /// Bytes go through a connection, not through the listener.
    Listener,
    /// A stream that no line above connects.
    NotConnected,
    /// `send` of a datagram to nobody.
    NoDestination,
    /// Already bound, or connected, above.
    Again,
    /// `sender` where nothing has been received.
    NoSender,
    /// A family with the address of another.
    OtherFamily(Family),
    /// Room for nothing.
    NoRoom,
    /// Nothing goes out over a stream.
    SendsNothing,
    /// This port needs a privilege.
    Privileged(u16),
}

/// What to doubt about a call on a line of a script.
#[must_use]
pub fn doubts(script: &Script, line: u32, call: &Call) -> Vec<Doubt> {
    of(&Known::before(script, line), call)
}

/// The lines of a script that leave a doubt.
#[must_use]
pub fn doubted_lines(script: &Script) -> BTreeSet<u32> {
    let mut known = Known::default();
    let mut lines = BTreeSet::new();
    for written in script.written() {
        if !of(&known, written.call).is_empty() {
            lines.insert(written.line);
        }
        known.take(written.call);
    }
    lines
}

fn of(known: &Known, call: &Call) -> Vec<Doubt> {
    let mut found = Vec::new();
    if call.room() == Some(0) {
        found.push(Doubt::NoRoom);
    }
    if let (Call::Bind { .. }, Some(Address::Inet { port, .. })) = (call, call.address())
        && (1..FIRST_FREE_PORT).contains(port)
    {
        found.push(Doubt::Privileged(*port));
    }
    if call.address() == Some(&Address::Sender) && !known.has_sender {
        found.push(Doubt::NoSender);
    }
    if let Some(name) = call.socket().filter(|_| !matches!(call, Call::Socket { .. })) {
        match known.get(name) {
            None => found.push(Doubt::UnknownSocket(name.into())),
            Some(socket) if socket.closed => found.push(Doubt::Closed(name.into())),
            Some(socket) => on_socket(socket, call, &mut found),
        }
    }
    found
}

fn on_socket(socket: &Thought, call: &Call, found: &mut Vec<Doubt>) {
    let datagrams = socket.kind == Some(Kind::Dgram);
    if let (Some(address), Some(family)) = (call.address(), socket.family)
        && !fits(address, family)
    {
        found.push(Doubt::OtherFamily(family));
    }
    match call {
        Call::Listen { .. } | Call::Accept { .. } if datagrams => found.push(Doubt::ListensForDatagrams),
        Call::Accept { .. } if !socket.listening => found.push(Doubt::NotListening),
        Call::Bind { .. } if socket.bound => found.push(Doubt::Again),
        Call::Connect { .. } if socket.connected && !datagrams => found.push(Doubt::Again),
        Call::Send { .. } if datagrams && !socket.connected => found.push(Doubt::NoDestination),
        Call::Send { .. } | Call::Recv { .. } | Call::Shutdown { .. } | Call::GetPeerName { .. }
            if socket.listening =>
        {
            found.push(Doubt::Listener);
        }
        Call::Send { .. } | Call::Recv { .. } | Call::Shutdown { .. } if !datagrams && !socket.connected => {
            found.push(Doubt::NotConnected);
        }
        Call::GetPeerName { .. } if !socket.connected => found.push(Doubt::NotConnected),
        Call::Send { .. } if !datagrams && call.data().is_some_and(Data::is_empty) => {
            found.push(Doubt::SendsNothing);
        }
        _ => {}
    }
}

/// Whether an address can be of a family, as far as it is written: a name may resolve to any.
fn fits(address: &Address, family: Family) -> bool {
    match (address, family) {
        (Address::Sender, _) | (Address::Unix { .. }, Family::Unix) => true,
        (Address::Unix { .. }, _) | (Address::Inet { .. }, Family::Unix) => false,
        (Address::Inet { host, .. }, family) => match host.parse::<std::net::IpAddr>() {
            Ok(host) => host.is_ipv6() == (family == Family::Inet6),
            Err(_) => true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sockets::Half;

    fn socket(kind: Kind) -> Call {
        Call::Socket { socket: "s".into(), family: Family::Inet, kind }
    }

    fn to(address: &str) -> Address {
        address.parse().unwrap()
    }

    #[track_caller]
    fn assert_doubts(before: Vec<Call>, call: &Call, expected: &[Doubt]) {
        let script = Script::from(before);
        assert_eq!(doubts(&script, script.lines(), call), expected, "{call}");
    }

    #[test]
    fn a_line_that_the_kernel_would_answer_otherwise_than_it_seems_leaves_its_doubt() {
        let s = || "s".to_owned();
        let (tcp, udp) = (socket(Kind::Stream), socket(Kind::Dgram));
        let bind = |address: &str| Call::Bind { socket: s(), to: to(address) };
        let listen = Call::Listen { socket: s(), backlog: 1 };
        let accept = Call::Accept { socket: s(), into: "c".into() };
        let connect = Call::Connect { socket: s(), to: to("localhost:5000") };
        let send = |text: &str| Call::Send { socket: s(), data: Data::Text(text.into()) };
        let recv = |max| Call::Recv { socket: s(), max };
        let close = Call::Close { socket: s() };
        let answer = Call::SendTo { socket: s(), data: Data::Text("x".into()), to: Address::Sender };
        assert_doubts(vec![], &recv(9), &[Doubt::UnknownSocket(s())]);
        assert_doubts(vec![tcp.clone(), close.clone()], &close, &[Doubt::Closed(s())]);
        assert_doubts(vec![udp.clone()], &listen, &[Doubt::ListensForDatagrams]);
        assert_doubts(vec![tcp.clone()], &accept, &[Doubt::NotListening]);
        assert_doubts(vec![tcp.clone(), listen.clone()], &recv(9), &[Doubt::Listener]);
        assert_doubts(vec![tcp.clone()], &send("x"), &[Doubt::NotConnected]);
        assert_doubts(
            vec![tcp.clone()],
            &Call::Shutdown { socket: s(), how: Half::Both },
            &[Doubt::NotConnected],
        );
        assert_doubts(vec![udp.clone()], &send("x"), &[Doubt::NoDestination]);
        assert_doubts(vec![tcp.clone(), bind(":5000")], &bind(":5000"), &[Doubt::Again]);
        assert_doubts(vec![udp.clone()], &answer, &[Doubt::NoSender]);
        assert_doubts(vec![tcp.clone()], &bind("[::1]:5000"), &[Doubt::OtherFamily(Family::Inet)]);
        assert_doubts(vec![tcp.clone()], &bind("unix:x"), &[Doubt::OtherFamily(Family::Inet)]);
        assert_doubts(vec![tcp.clone(), connect.clone()], &recv(0), &[Doubt::NoRoom]);
        assert_doubts(vec![tcp.clone(), connect.clone()], &send(""), &[Doubt::SendsNothing]);
        assert_doubts(vec![tcp.clone()], &bind("localhost:80"), &[Doubt::Privileged(80)]);
        // And what is as it should be leaves none.
        assert_doubts(vec![tcp.clone(), bind("localhost:1024"), listen], &accept, &[]);
        assert_doubts(vec![tcp, connect], &send("x"), &[]);
        assert_doubts(vec![udp, Call::RecvFrom { socket: s(), max: 9 }], &answer, &[]);
    }

    #[test]
    fn the_doubted_lines_are_those_of_the_script_as_written() {
        let s = || "s".to_owned();
        let script = Script::from(vec![
            socket(Kind::Stream),
            Call::Recv { socket: s(), max: 9 },
            Call::Close { socket: s() },
            Call::Close { socket: s() },
        ]);
        assert_eq!(doubted_lines(&script).into_iter().collect::<Vec<_>>(), [1, 3]);
    }
}
