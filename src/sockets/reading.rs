//! What the kernel knows of a socket, beside what its calls told.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::Endpoint;

/// What the kernel said of one socket at one time. `None` in a field: it does not tell that here, or not of such a
/// socket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The local address, once there is one.
    pub local: Option<Endpoint>,
    /// The peer's address, while there is one.
    pub peer: Option<Endpoint>,
    /// Of a TCP socket.
    pub state: Option<TcpState>,
    /// Bytes that have come and not been read; over UDP those of the first datagram.
    pub receive_queue: Option<u32>,
    /// Bytes that were sent and that the other end has not confirmed; over a Unix socket the memory that takes what has
    /// not been read.
    pub send_queue: Option<u32>,
    /// What `SO_RCVBUF` reads: the most memory that what has come may take, in bytes.
    pub receive_buffer: Option<u32>,
    /// What `SO_SNDBUF` reads.
    pub send_buffer: Option<u32>,
    /// Of a listener.
    pub accept_queue: Option<AcceptQueue>,
    /// Datagrams that came and were thrown away, as the buffer was full.
    pub drops: Option<u32>,
    /// Of a connection that is over and that the kernel still keeps, as in `TIME_WAIT`: for how long.
    pub remaining: Option<Duration>,
    /// The number by which the whole system knows the socket.
    pub inode: Option<u64>,
}

/// Connections that are complete and wait for `accept`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptQueue {
    pub waiting: u32,
    /// The backlog that holds: one connection more than it can wait (listen(2)).
    pub backlog: u32,
}

/// The state of a TCP socket (RFC 9293, tcp(7)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum TcpState {
    Established,
    SynSent,
    SynRecv,
    #[strum(serialize = "FIN_WAIT1")]
    FinWait1,
    #[strum(serialize = "FIN_WAIT2")]
    FinWait2,
    TimeWait,
    Close,
    CloseWait,
    LastAck,
    Listen,
    Closing,
}

impl TcpState {
    /// Its name as `netstat` writes it: `"CLOSE_WAIT"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The state with this number in the kernel (`enum` in `linux/tcp_states.h`).
    #[must_use]
    pub fn from_linux(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Established,
            2 => Self::SynSent,
            3 | 12 => Self::SynRecv,
            4 => Self::FinWait1,
            5 => Self::FinWait2,
            6 => Self::TimeWait,
            // 13: bound, and nothing more yet (`TCP_BOUND_INACTIVE`).
            7 | 13 => Self::Close,
            8 => Self::CloseWait,
            9 => Self::LastAck,
            10 => Self::Listen,
            11 => Self::Closing,
            _ => return None,
        })
    }
}
