//! The same tables as text files, `/proc/net/tcp` and its like (proc(5)), for where netlink is refused. They do not say
//! how long a connection in `TIME_WAIT` still lasts.

use std::io;

use procfs::{ProcError, ProcResult};

use super::ports::Protocol;
use super::sock_diag::Known;
use crate::sockets::TcpState;

/// All sockets of a protocol.
pub(super) fn table(protocol: Protocol) -> io::Result<Vec<Known>> {
    let table = match protocol {
        Protocol::Tcp => tcp(procfs::net::tcp()),
        Protocol::Tcp6 => tcp(procfs::net::tcp6()),
        Protocol::Udp => udp(procfs::net::udp()),
        Protocol::Udp6 => udp(procfs::net::udp6()),
    };
    match table {
        // A kernel without IPv6 has no such file, and no such socket.
        Err(ProcError::NotFound(_)) if protocol.is_v6() => Ok(Vec::new()),
        Err(ProcError::PermissionDenied(_)) => Err(io::ErrorKind::PermissionDenied.into()),
        Err(ProcError::Io(error, _)) => Err(error),
        Err(error) => Err(io::Error::other(error)),
        Ok(table) => Ok(table),
    }
}

fn tcp(entries: ProcResult<Vec<procfs::net::TcpNetEntry>>) -> ProcResult<Vec<Known>> {
    let known = |entry: procfs::net::TcpNetEntry| Known {
        local: entry.local_address,
        remote: entry.remote_address,
        state: TcpState::from_linux(entry.state.to_u8()),
        receive_queue: entry.rx_queue,
        send_queue: entry.tx_queue,
        inode: entry.inode,
        remaining: None,
    };
    Ok(entries?.into_iter().map(known).collect())
}

fn udp(entries: ProcResult<Vec<procfs::net::UdpNetEntry>>) -> ProcResult<Vec<Known>> {
    let known = |entry: procfs::net::UdpNetEntry| Known {
        local: entry.local_address,
        remote: entry.remote_address,
        state: TcpState::from_linux(entry.state.to_u8()),
        receive_queue: entry.rx_queue,
        send_queue: entry.tx_queue,
        inode: entry.inode,
        remaining: None,
    };
    Ok(entries?.into_iter().map(known).collect())
}
