//! What the kernel knows of one socket: its queues, its state, its addresses. Reading changes nothing of it, and takes a
//! few microseconds, so that it can be done after each call. What is Linux's alone is `None` elsewhere.

use std::io;
use std::net::SocketAddr;

use socket2::{SockAddr, Socket};

use crate::sockets::{Endpoint, Family, Kind, Reading, UnixName};

/// What the kernel says of an open socket now.
#[must_use]
pub fn of(socket: &Socket, family: Family, kind: Kind) -> Reading {
    let size = |size: std::io::Result<usize>| size.ok().and_then(|bytes| u32::try_from(bytes).ok());
    let mut reading = Reading {
        local: socket.local_addr().ok().and_then(|address| endpoint(&address)),
        peer: socket.peer_addr().ok().and_then(|address| endpoint(&address)),
        receive_buffer: size(socket.recv_buffer_size()),
        send_buffer: size(socket.send_buffer_size()),
        ..Reading::default()
    };
    #[cfg(target_os = "linux")]
    linux::read_on(&mut reading, socket, family, kind);
    #[cfg(not(target_os = "linux"))]
    let _ = (family, kind);
    reading
}

/// What the kernel still keeps of a TCP connection whose socket here has been closed: `FIN_WAIT`, `TIME_WAIT`, `LAST_ACK`,
/// `CLOSING`. `None` when it knows it no more.
///
/// # Errors
/// It could not be asked: that says nothing of the connection. `Unsupported` where this system never tells.
pub fn of_closed(family: Family, local: SocketAddr, peer: SocketAddr) -> io::Result<Option<Reading>> {
    #[cfg(target_os = "linux")]
    return linux::of_closed(family, local, peer);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (family, local, peer);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// An address, unless it says that there is none yet: port 0 (ip(7)), or no path.
fn endpoint(address: &SockAddr) -> Option<Endpoint> {
    match address.as_socket() {
        Some(inet) => (inet.port() != 0).then_some(Endpoint::Inet(inet)),
        None => unix_name(address).map(Endpoint::Unix),
    }
}

/// The name in the address of a Unix socket: a path, or an abstract one. `None` where it has none, and of other families.
#[must_use]
pub fn unix_name(address: &SockAddr) -> Option<UnixName> {
    let of_nowhere = || address.as_abstract_namespace().map(UnixName::abstract_name);
    address.as_pathname().map(UnixName::from).or_else(of_nowhere)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::mem;
    use std::net::SocketAddr;
    use std::os::fd::{AsRawFd, RawFd};

    use nix::libc;
    use nix::sys::stat::fstat;
    use socket2::Socket;

    use crate::kernel::sock_diag::{Diag, Protocol};
    use crate::sockets::{AcceptQueue, Endpoint, Family, Kind, Reading, TcpState};

    /// The numbers of `SO_MEMINFO` (`enum` in `linux/sock_diag.h`); `SK_MEMINFO_DROPS` is the last.
    type Memory = [u32; 9];
    const DROPS: usize = 8;

    pub(super) fn read_on(reading: &mut Reading, socket: &Socket, family: Family, kind: Kind) {
        let fd = socket.as_raw_fd();
        #[expect(clippy::useless_conversion, reason = "32 bits wide where a word has no more")]
        let inode = fstat(socket).ok().map(|status| u64::from(status.st_ino));
        reading.inode = inode;
        reading.receive_queue = queue(fd, libc::FIONREAD);
        reading.send_queue = queue(fd, libc::TIOCOUTQ);
        match (family, kind) {
            (Family::Inet | Family::Inet6, Kind::Stream) => {
                let Some(info) = tcp_info(fd) else { return };
                reading.state = TcpState::from_linux(info.tcpi_state);
                if reading.state == Some(TcpState::Close) {
                    reading.send_queue = None; // without a connection the kernel counts something else there
                }
                // Of a listener the kernel tells these two in fields that it has no other use for (tcp_get_info).
                let queue = AcceptQueue { waiting: info.tcpi_unacked, backlog: info.tcpi_sacked };
                reading.accept_queue = (reading.state == Some(TcpState::Listen)).then_some(queue);
            }
            (Family::Inet | Family::Inet6, Kind::Dgram) => {
                reading.drops = memory(fd).map(|memory| memory[DROPS]);
            }
            (Family::Unix, Kind::Stream) if socket.is_listener().unwrap_or(false) => {
                let inode = inode.and_then(|inode| u32::try_from(inode).ok());
                reading.accept_queue =
                    inode.and_then(|inode| Diag::open().ok()?.unix_listener(inode).ok()?);
            }
            (Family::Unix, _) => {}
        }
    }

    pub(super) fn of_closed(
        family: Family,
        local: SocketAddr,
        peer: SocketAddr,
    ) -> io::Result<Option<Reading>> {
        if family == Family::Unix {
            return Ok(None);
        }
        let known = Diag::open().and_then(|mut diag| diag.tcp_connection(local, peer));
        let connection = known.or_else(|_| {
            let protocol = if family == Family::Inet6 { Protocol::Tcp6 } else { Protocol::Tcp };
            let table = crate::kernel::proc_net::table(protocol)?;
            Ok::<_, io::Error>(table.into_iter().find(|entry| entry.joins(local, peer)))
        })?;
        Ok(connection.map(|connection| Reading {
            local: Some(Endpoint::Inet(connection.local)),
            peer: Some(Endpoint::Inet(connection.remote)),
            state: connection.state,
            // Nobody can receive what may have come.
            send_queue: Some(connection.send_queue),
            remaining: connection.remaining,
            ..Reading::default()
        }))
    }

    /// Bytes in a queue; `None` where such a socket has none (EINVAL on a listener).
    fn queue(fd: RawFd, request: libc::Ioctl) -> Option<u32> {
        let mut bytes: libc::c_int = 0;
        // SAFETY: both requests write one int, which `bytes` is (tcp(7), udp(7), unix(7)).
        let answer = unsafe { libc::ioctl(fd, request, &raw mut bytes) };
        if answer < 0 { None } else { u32::try_from(bytes).ok() }
    }

    fn tcp_info(fd: RawFd) -> Option<libc::tcp_info> {
        // SAFETY: plain numbers, for which any bytes are a value.
        unsafe { option(fd, libc::IPPROTO_TCP, libc::TCP_INFO) }
    }

    fn memory(fd: RawFd) -> Option<Memory> {
        // SAFETY: plain numbers, for which any bytes are a value.
        unsafe { option(fd, libc::SOL_SOCKET, libc::SO_MEMINFO) }
    }

    /// An option that has no safe wrapper. An older kernel may fill only the beginning; the rest is 0.
    ///
    /// # Safety
    /// Any bytes are a value of `T`.
    unsafe fn option<T: Copy>(fd: RawFd, level: libc::c_int, name: libc::c_int) -> Option<T> {
        // SAFETY: the caller says that any bytes will do; `length` keeps the kernel within the value.
        unsafe {
            let mut value: T = mem::zeroed();
            let mut length = libc::socklen_t::try_from(size_of::<T>()).ok()?;
            let answer = libc::getsockopt(fd, level, name, (&raw mut value).cast(), &raw mut length);
            (answer == 0).then_some(value)
        }
    }
}
