//! Ports that are free, for runs that are to go side by side.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use socket2::{Domain, Socket, Type};

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
