//! The sockets of the whole machine, as `netstat -a` shows them: who has which port, and in what state. Only Linux tells
//! it; elsewhere that is said.

#[cfg(target_os = "linux")]
mod owners;
mod watch;

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use strum::IntoStaticStr;

use crate::sockets::TcpState;

pub use watch::{Table, Watch};

/// A transport over one of the two internet families, as `netstat` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Protocol {
    Tcp,
    Tcp6,
    Udp,
    Udp6,
}

impl Protocol {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Tcp, Self::Tcp6, Self::Udp, Self::Udp6];

    /// As `netstat` writes it: `"tcp6"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it is TCP; else it is UDP.
    #[must_use]
    pub fn is_tcp(self) -> bool {
        matches!(self, Self::Tcp | Self::Tcp6)
    }

    /// Whether it goes over IPv6.
    #[must_use]
    pub fn is_v6(self) -> bool {
        matches!(self, Self::Tcp6 | Self::Udp6)
    }
}

/// Which sockets are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    pub tcp: bool,
    pub udp: bool,
    /// Only those that wait for others to begin, as `netstat -l`.
    pub listening: bool,
}

impl Filter {
    /// All of them.
    pub const ALL: Self = Self { tcp: true, udp: true, listening: false };

    /// Whether such a socket is wanted.
    #[must_use]
    pub fn takes(self, row: &PortRow) -> bool {
        self.takes_protocol(row.protocol) && (!self.listening || row.listens())
    }

    fn takes_protocol(self, protocol: Protocol) -> bool {
        if protocol.is_tcp() { self.tcp } else { self.udp }
    }
}

/// One socket of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortRow {
    pub protocol: Protocol,
    /// Bytes that have come and not been read, the end of the stream counted as one; over UDP the memory they take. Of a
    /// listener: connections that wait for accept.
    pub receive_queue: u32,
    /// Bytes that were sent and not confirmed. Of a listener: its backlog, where the kernel was asked by netlink.
    pub send_queue: u32,
    pub local: SocketAddr,
    pub remote: Option<SocketAddr>,
    /// Of TCP, and of a UDP socket that is connected. `CLOSE` is a socket that was bound, and nothing more yet.
    pub state: Option<TcpState>,
    /// Who has it open, as far as this user may know.
    pub processes: Vec<Process>,
    /// The number by which the system knows the socket; 0 when no process has it any more.
    pub inode: u64,
    /// For how long the kernel still keeps a connection that is over; in whole seconds.
    pub remaining: Option<Duration>,
}

impl PortRow {
    /// Whether it waits for others to begin.
    #[must_use]
    pub fn listens(&self) -> bool {
        if self.protocol.is_tcp() { self.state == Some(TcpState::Listen) } else { self.remote.is_none() }
    }
}

/// A process that has a socket open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Process {
    pub pid: u32,
    /// The first 15 letters of its name (proc(5), `comm`).
    pub name: String,
}

/// Why there is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortsError {
    /// This system tells no program about the sockets of others in a way that is known here.
    #[error("this system does not tell")]
    Platform,
    /// The kernel refused both netlink and /proc.
    #[error("the kernel does not tell: {0}")]
    Refused(String),
}

/// The sockets of the machine, ordered by protocol and address.
///
/// # Errors
/// There is nobody here to ask, or the answer was refused.
#[cfg(target_os = "linux")]
pub fn table(filter: Filter) -> Result<Vec<PortRow>, PortsError> {
    let mut rows = Vec::new();
    for protocol in Protocol::ALL.into_iter().filter(|protocol| filter.takes_protocol(*protocol)) {
        let known = super::sock_diag::Diag::open()
            .and_then(|mut diag| diag.table(protocol))
            .or_else(|_| super::proc_net::table(protocol))
            .map_err(|error| PortsError::Refused(error.to_string()))?;
        rows.extend(known.into_iter().map(|known| row(protocol, &known)));
    }
    rows.retain(|row| filter.takes(row));
    rows.sort_unstable_by_key(|row| (row.protocol, row.local.port(), row.local, row.remote, row.inode));
    owners::fill_in(&mut rows);
    Ok(rows)
}

/// The sockets of the machine.
///
/// # Errors
/// Always: only Linux tells.
#[cfg(not(target_os = "linux"))]
pub fn table(_: Filter) -> Result<Vec<PortRow>, PortsError> {
    Err(PortsError::Platform)
}

#[cfg(target_os = "linux")]
fn row(protocol: Protocol, known: &super::sock_diag::Known) -> PortRow {
    // Over UDP the kernel says `CLOSE` for "not connected", which is no state of UDP.
    let state = known.state.filter(|state| protocol.is_tcp() || *state == TcpState::Established);
    PortRow {
        protocol,
        receive_queue: known.receive_queue,
        send_queue: known.send_queue,
        local: known.local,
        remote: (known.remote.port() != 0).then_some(known.remote),
        state,
        processes: Vec::new(),
        inode: known.inode,
        remaining: known.remaining.map(|left| Duration::from_secs(left.as_secs())),
    }
}

/// Who keeps `bind` from taking an address (EADDRINUSE): a listener before a socket that is only bound, that before a
/// connection, and last what is in `TIME_WAIT`.
#[must_use]
pub fn holder(rows: &[PortRow], protocol: Protocol, address: SocketAddr) -> Option<&PortRow> {
    rows.iter()
        .filter(|row| row.protocol.is_tcp() == protocol.is_tcp() && collide(row.local, address))
        .min_by_key(|row| {
            let weight = match row.state {
                Some(TcpState::Listen) => 0,
                None | Some(TcpState::Close) => 1,
                Some(TcpState::TimeWait) => 3,
                Some(_) => 2,
            };
            (row.protocol != protocol, weight)
        })
}

/// Whether two sockets cannot have both addresses: the same port, on an address that both have. `::` has those of IPv4
/// too, unless its socket was told otherwise (ipv6(7)), which the table does not say.
fn collide(one: SocketAddr, other: SocketAddr) -> bool {
    let (a, b) = (one.ip().to_canonical(), other.ip().to_canonical());
    let has = |wide: IpAddr, ip: IpAddr| wide.is_unspecified() && (wide.is_ipv6() || ip.is_ipv4());
    one.port() == other.port() && (a == b || has(a, b) || has(b, a))
}

#[cfg(test)]
mod tests;
