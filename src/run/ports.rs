//! Ports that are free, for runs that are to go side by side, and the ports of a scenario that somebody has.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use socket2::{Domain, Socket, Type};

use super::resolve;
use crate::scenario::{Participant, Scenario};
use crate::sockets::{Address, Call, Family, Host, Kind, OptionSetting, is_localhost};

/// Where the search begins. Up to here lie the ports that people give their own servers.
const FIRST: u32 = 10_000;
/// How many ports are looked at. They end below those that the kernel gives to clients, from 32768 on Linux (ip(7)).
/// A prime, so that processes begin in as many places as there are.
const COUNT: u32 = 21_997;
/// Ports between the beginnings of two processes with neighbouring numbers: more than one is likely to ask for.
const APART: u32 = 257;

/// A free port for each of these, free for TCP and UDP alike. They are let go again for the run to take; each process
/// looks in a place of its own, and never at the same port twice, so that two that search at once do not find the same.
///
/// # Errors
/// The system has no free port left, or refuses a socket.
pub fn free_ports(wanted: &BTreeSet<u16>) -> io::Result<HashMap<u16, u16>> {
    wanted.iter().map(|port| Ok((*port, free_port()?))).collect()
}

/// Those of these ports that somebody has, for TCP or UDP. A port that may not be asked for is not one of them.
#[must_use]
pub fn busy_ports(wanted: &BTreeSet<u16>) -> BTreeSet<u16> {
    let is_busy = |port: &u16| {
        [Type::STREAM, Type::DGRAM]
            .into_iter()
            .any(|kind| is_free(*port, kind).is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse))
    };
    wanted.iter().copied().filter(is_busy).collect()
}

/// The ports that a participant of the scenario binds and that it could not have now: another program has them, or a
/// connection that ended a moment ago (`TIME_WAIT`).
///
/// Each bind is tried as the script makes it: on its address, with `SO_REUSEADDR` where the script sets it before. Of one
/// participant the first bind of a port counts, as what later ones meet is of the run itself. No name server is asked.
#[must_use]
pub fn taken_ports(scenario: &Scenario) -> BTreeSet<u16> {
    scenario.participants.iter().flat_map(taken_by_others).collect()
}

/// What a script has done to a socket before it binds it.
#[derive(Clone, Copy)]
struct Unbound {
    family: Family,
    kind: Kind,
    reuses: bool,
}

fn taken_by_others(participant: &Participant) -> Vec<u16> {
    let mut sockets: HashMap<&str, Unbound> = HashMap::new();
    let mut bound = HashSet::new();
    let mut taken = Vec::new();
    for written in participant.script.written() {
        match &**written.call {
            Call::Socket { socket, family, kind } => {
                sockets.insert(socket, Unbound { family: *family, kind: *kind, reuses: false });
            }
            Call::SetSockOpt { socket, option: OptionSetting::ReuseAddr(on) } => {
                if let Some(known) = sockets.get_mut(socket.as_str()) {
                    known.reuses = *on;
                }
            }
            Call::Bind { socket, to: Address::Inet { host, port } } if *port != 0 => {
                if let Some(known) = sockets.get(socket.as_str())
                    && bound.insert((*port, known.kind))
                    && is_taken(*known, host, *port)
                {
                    taken.push(*port);
                }
            }
            _ => {}
        }
    }
    taken
}

/// Whether this bind would fail because somebody has the port. Any other reason is for the student to see.
fn is_taken(socket: Unbound, host: &str, port: u16) -> bool {
    let ip = match (Host::read(host), socket.family) {
        (Host::Any, family) => resolve::any(family),
        (Host::Number(ip), _) => ip,
        (Host::Name(name), _) if !is_localhost(name) => return false,
        (Host::Name(_), Family::Inet6) => IpAddr::from(Ipv6Addr::LOCALHOST),
        (Host::Name(_), _) => IpAddr::from(Ipv4Addr::LOCALHOST),
    };
    let (domain, r#type) = match (socket.family, socket.kind) {
        (Family::Unix, _) => return false,
        (Family::Inet, Kind::Stream) => (Domain::IPV4, Type::STREAM),
        (Family::Inet, Kind::Dgram) => (Domain::IPV4, Type::DGRAM),
        (Family::Inet6, Kind::Stream) => (Domain::IPV6, Type::STREAM),
        (Family::Inet6, Kind::Dgram) => (Domain::IPV6, Type::DGRAM),
    };
    let bind = || -> io::Result<()> {
        let probe = Socket::new(domain, r#type, None)?;
        probe.set_reuse_address(socket.reuses)?;
        probe.bind(&SocketAddr::new(ip, port).into())
    };
    bind().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

fn free_port() -> io::Result<u16> {
    static LOOKED_AT: AtomicU32 = AtomicU32::new(0);
    let start = (std::process::id() % COUNT) * APART;
    for _ in 0..COUNT {
        let offset = start.wrapping_add(LOOKED_AT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let Ok(port) = u16::try_from(FIRST + offset) else { continue };
        match is_free(port, Type::STREAM).and_then(|()| is_free(port, Type::DGRAM)) {
            Ok(()) => return Ok(port),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}

/// Binds as a script does: without `SO_REUSEADDR`, for which a port in `TIME_WAIT` would pass as free.
fn is_free(port: u16, r#type: Type) -> io::Result<()> {
    let socket = Socket::new(Domain::IPV4, r#type, None)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_found_for_all_and_no_two_are_the_same() {
        let wanted: BTreeSet<u16> = (1..=200).collect();
        let first = free_ports(&wanted).unwrap();
        let second = free_ports(&wanted).unwrap();
        let all: BTreeSet<u16> = first.values().chain(second.values()).copied().collect();
        assert_eq!(all.len(), 400);
    }

    #[test]
    fn a_port_that_is_taken_is_not_free() {
        let taken = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(is_free(port, Type::DGRAM).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        assert_eq!(busy_ports(&BTreeSet::from([port])), BTreeSet::from([port]));
        drop(taken);
        is_free(port, Type::DGRAM).unwrap();
    }
}
