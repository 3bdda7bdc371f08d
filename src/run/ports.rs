//! Ports that are free, for runs that are to go side by side.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};

/// A free port for each of these, free for TCP and UDP alike. They are held until all are found, so that no two are the
/// same, and let go then: somebody else could take one before the run does.
///
/// # Errors
/// The system has no free port left, or refuses a socket.
pub fn free_ports(wanted: &BTreeSet<u16>) -> io::Result<HashMap<u16, u16>> {
    let mut held = Vec::new();
    let mut found = HashMap::new();
    for port in wanted {
        let mut tries = 0;
        let free = loop {
            let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            let free = tcp.local_addr()?.port();
            match UdpSocket::bind((Ipv4Addr::LOCALHOST, free)) {
                Ok(udp) => {
                    held.push((tcp, udp));
                    break free;
                }
                Err(error) if tries == 100 => return Err(error),
                Err(_) => tries += 1,
            }
        };
        found.insert(*port, free);
    }
    Ok(found)
}
