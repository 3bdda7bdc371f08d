//! Questions to the kernel about sockets, by `sock_diag(7)`: one connection by its addresses, or a whole table.
//! Which descriptor or process has a socket it does not tell.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use netlink_packet_core::{
    NLM_F_DUMP, NLM_F_REQUEST, NetlinkBuffer, NetlinkHeader, NetlinkMessage, Parseable,
};
use netlink_packet_sock_diag::SockDiagMessage;
use netlink_packet_sock_diag::constants::{AF_INET, AF_INET6, IPPROTO_TCP, IPPROTO_UDP};
use netlink_packet_sock_diag::inet::{
    ExtensionFlags, InetRequest, InetResponseHeader, SocketId, StateFlags, Timer,
};
use netlink_packet_sock_diag::unix::{self, ShowFlags, UnixRequest, UnixResponse};
use netlink_sys::protocols::NETLINK_SOCK_DIAG;

use crate::sockets::{AcceptQueue, Errno, TcpState};

pub(super) use super::ports::Protocol;

/// As the kernel writes an answer in parts, each fits in here (netlink(7) advises 8 kB at least).
const ROOM: usize = 64 * 1024;
/// Types of messages that are no answers (netlink(7)).
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
/// "Any socket with these addresses": no cookie is known.
const NO_COOKIE: [u8; 8] = [0xff; 8];
/// Sockets with a port that neither listen nor are connected; asked for since Linux 6.8, ignored before
/// (`TCP_BOUND_INACTIVE` in `net/tcp_states.h`).
const BOUND: u32 = 1 << 13;
/// Where `idiag_expires` stands in `inet_diag_msg`: behind four bytes and the addresses.
const EXPIRES: std::ops::Range<usize> = 52..56;

/// What the kernel said of one socket of the internet families.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub local: SocketAddr,
    /// Address and port 0 while there is none.
    pub remote: SocketAddr,
    pub state: Option<TcpState>,
    /// Of a listener: connections that wait for accept.
    pub receive_queue: u32,
    /// Of a listener: the backlog.
    pub send_queue: u32,
    /// 0 when no process has it any more.
    pub inode: u64,
    /// How long the kernel still keeps a connection that is over.
    pub remaining: Option<Duration>,
}

impl Known {
    /// Whether these are its addresses. A scope (`%eth0`) is not told, and does not count.
    pub fn joins(&self, local: SocketAddr, remote: SocketAddr) -> bool {
        let same = |a: SocketAddr, b: SocketAddr| (a.ip(), a.port()) == (b.ip(), b.port());
        same(self.local, local) && same(self.remote, remote)
    }
}

/// A socket to ask the kernel through.
pub(super) struct Diag {
    socket: netlink_sys::Socket,
    buffer: Vec<u8>,
}

impl Diag {
    pub fn open() -> io::Result<Self> {
        let socket = netlink_sys::Socket::new(NETLINK_SOCK_DIAG)?;
        socket.connect(&netlink_sys::SocketAddr::new(0, 0))?;
        Ok(Self { socket, buffer: Vec::with_capacity(ROOM) })
    }

    /// The end of a TCP connection that is here, open or closed. The other end, if it is on this machine too, has the
    /// addresses the other way round and is not meant.
    pub fn tcp_connection(&mut self, local: SocketAddr, remote: SocketAddr) -> io::Result<Option<Known>> {
        let protocol = if local.is_ipv6() { Protocol::Tcp6 } else { Protocol::Tcp };
        let request = request(protocol, socket_id(local, remote));
        let mut found = None;
        let answer = self.ask(SockDiagMessage::InetRequest(request), 0, |payload| found = known(payload));
        match answer {
            // Where no connection has these addresses, the kernel answers with the listener that one would come to.
            Ok(()) => Ok(found.filter(|known| known.joins(local, remote))),
            Err(error) if Errno::from(&error) == Errno::ENOENT => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All sockets of a protocol.
    pub fn table(&mut self, protocol: Protocol) -> io::Result<Vec<Known>> {
        let id = if protocol.is_v6() { SocketId::new_v6() } else { SocketId::new_v4() };
        let mut found = Vec::new();
        self.ask(SockDiagMessage::InetRequest(request(protocol, id)), NLM_F_DUMP, |payload| {
            found.extend(known(payload));
        })?;
        Ok(found)
    }

    /// The accept queue of a Unix socket that listens.
    pub fn unix_listener(&mut self, inode: u32) -> io::Result<Option<AcceptQueue>> {
        let request = UnixRequest {
            state_flags: unix::StateFlags::all(),
            inode,
            show_flags: ShowFlags::RQLEN,
            cookie: NO_COOKIE,
        };
        let mut found = None;
        self.ask(SockDiagMessage::UnixRequest(request), 0, |payload| {
            let nlas = UnixResponse::parse(payload).map(|response| response.nlas).unwrap_or_default();
            found = nlas.into_iter().find_map(|nla| match nla {
                unix::nlas::Nla::ReceiveQueueLength(waiting, backlog) => {
                    Some(AcceptQueue { waiting, backlog })
                }
                _ => None,
            });
        })?;
        Ok(found)
    }

    /// Sends one question and hands over each answer, without its header.
    fn ask(
        &mut self,
        question: SockDiagMessage,
        flags: u16,
        mut answer: impl FnMut(&[u8]),
    ) -> io::Result<()> {
        let mut header = NetlinkHeader::default();
        header.flags = NLM_F_REQUEST | flags;
        let mut message = NetlinkMessage::new(header, question.into());
        message.finalize();
        let mut bytes = vec![0; message.buffer_len()];
        message.serialize(&mut bytes);
        self.socket.send(&bytes, 0)?;
        loop {
            self.buffer.clear();
            self.socket.recv(&mut self.buffer, 0)?;
            let mut rest = self.buffer.as_slice();
            while !rest.is_empty() {
                let packet = NetlinkBuffer::new_checked(rest).map_err(io::Error::other)?;
                match packet.message_type() {
                    NLMSG_DONE => return Ok(()),
                    NLMSG_ERROR => return Err(error(packet.payload())),
                    _ => answer(packet.payload()),
                }
                if flags & NLM_F_DUMP == 0 {
                    return Ok(());
                }
                let length = (packet.length() as usize).next_multiple_of(4);
                rest = rest.get(length..).unwrap_or_default();
            }
        }
    }
}

fn request(protocol: Protocol, socket_id: SocketId) -> InetRequest {
    InetRequest {
        family: if protocol.is_v6() { AF_INET6 } else { AF_INET },
        protocol: if protocol.is_tcp() { IPPROTO_TCP } else { IPPROTO_UDP },
        extensions: ExtensionFlags::empty(),
        states: StateFlags::all() | StateFlags::from_bits_retain(BOUND),
        socket_id,
    }
}

fn socket_id(local: SocketAddr, remote: SocketAddr) -> SocketId {
    SocketId {
        source_port: local.port(),
        destination_port: remote.port(),
        source_address: local.ip(),
        destination_address: remote.ip(),
        interface_id: 0,
        cookie: NO_COOKIE,
    }
}

/// Reads an `inet_diag_msg`. The library has no place for the time of `TIME_WAIT`, so that is read beside it.
fn known(payload: &[u8]) -> Option<Known> {
    let header = InetResponseHeader::parse(payload).ok()?;
    let milliseconds = u32::from_ne_bytes(payload.get(EXPIRES)?.try_into().ok()?);
    let is_over = header.timer == Some(Timer::TimeWait);
    let id = header.socket_id;
    Some(Known {
        local: SocketAddr::new(id.source_address, id.source_port),
        remote: SocketAddr::new(id.destination_address, id.destination_port),
        state: TcpState::from_linux(header.state),
        receive_queue: header.recv_queue,
        send_queue: header.send_queue,
        inode: header.inode.into(),
        remaining: is_over.then(|| Duration::from_millis(milliseconds.into())),
    })
}

/// Reads an `nlmsgerr`: first the errno, negative.
fn error(payload: &[u8]) -> io::Error {
    let number = payload.first_chunk().map_or(0, |bytes| i32::from_ne_bytes(*bytes));
    io::Error::from_raw_os_error(-number)
}
