//! What a call gave back, and what it waits for meanwhile.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Call, Endpoint, Errno, Payload};

/// A socket of a run: the `index`-th that participant number `participant` opened. A file descriptor is used again
/// after a close; this is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SocketId {
    pub participant: u32,
    pub index: u32,
}

/// A socket that a call brought into being, with its file descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocketOpened {
    pub id: SocketId,
    pub fd: i32,
}

/// What a call gave back. An errno is an outcome like any other: it is what the student came to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 0, and nothing more to tell.
    Done,
    /// socket(2): the new socket.
    Opened(SocketOpened),
    /// bind(2), listen(2): the local address, as getsockname(2) gives it afterwards.
    Bound { local: Endpoint },
    /// accept(2): the new socket with both its addresses.
    Accepted { socket: SocketOpened, local: Endpoint, peer: Endpoint },
    /// connect(2): both addresses.
    Connected { local: Endpoint, peer: Endpoint },
    /// send(2): how many bytes the kernel took. `asked` is more where the peer was gone midway.
    Sent { count: usize, asked: usize },
    /// sendto(2): the same, with the addresses of both ends.
    SentTo { count: usize, from: Endpoint, to: Endpoint },
    /// recv(2). No bytes on a stream mean its end.
    Received { data: Payload },
    /// recvfrom(2). A stream names no sender.
    ReceivedFrom { data: Payload, from: Option<Endpoint> },
    /// getsockopt(2), in the unit of the option.
    Value(i64),
    /// getsockname(2), getpeername(2).
    Address(Endpoint),
    /// What a function of a Python program gave back, as Python writes it: of a call that is none of ours, or that gave what ours
    /// does not.
    Gave(String),
    /// The system call failed.
    Failed(Errno),
    /// Python raised an exception that carries no errno, as `TypeError` or `timeout`.
    Raised { exception: String, message: String },
    /// The name in the address has no address: what getaddrinfo(3) said. No system call was made on the socket.
    Unresolved(String),
    /// No socket bears that name, because the call that was to make it failed. No system call was made.
    NoSocket,
    /// A person interrupted the waiting call. The socket lives on.
    Interrupted,
    /// The program was killed while it waited: the call never came back.
    Killed,
}

impl Outcome {
    /// Whether the call did what it was called for. A connect on a socket that does not wait has begun, which is all that it is
    /// called for.
    #[must_use]
    pub fn is_success(&self) -> bool {
        if matches!(self, Self::Failed(Errno::EINPROGRESS)) {
            return true;
        }
        !matches!(
            self,
            Self::Failed(_)
                | Self::Raised { .. }
                | Self::Unresolved(_)
                | Self::NoSocket
                | Self::Interrupted
                | Self::Killed
        )
    }

    /// Whether a call can give this back: of its kind, and no more bytes than it had, or had room for.
    #[must_use]
    pub fn is_of(&self, call: &Call) -> bool {
        let asked = call.data().map_or(0, super::Data::len);
        match self {
            Self::Failed(_)
            | Self::Raised { .. }
            | Self::Unresolved(_)
            | Self::NoSocket
            | Self::Interrupted
            | Self::Killed
            | Self::Gave(_) => true,
            Self::Done => {
                use Call::{Close, SetSockOpt, Shutdown, Sleep};
                matches!(call, Shutdown { .. } | Close { .. } | SetSockOpt { .. } | Sleep { .. })
            }
            Self::Opened(_) => matches!(call, Call::Socket { .. }),
            Self::Bound { .. } => matches!(call, Call::Bind { .. } | Call::Listen { .. }),
            Self::Accepted { .. } => matches!(call, Call::Accept { .. }),
            Self::Connected { .. } => matches!(call, Call::Connect { .. }),
            Self::Sent { count, asked: of } => {
                matches!(call, Call::Send { .. }) && *count <= asked && *of == asked
            }
            Self::SentTo { count, .. } => matches!(call, Call::SendTo { .. }) && *count <= asked,
            Self::Received { data } => {
                matches!(call, Call::Recv { .. }) && call.room().is_some_and(|room| data.len() <= room)
            }
            Self::ReceivedFrom { data, .. } => {
                matches!(call, Call::RecvFrom { .. }) && call.room().is_some_and(|room| data.len() <= room)
            }
            Self::Value(_) => matches!(call, Call::GetSockOpt { .. }),
            Self::Address(_) => matches!(call, Call::GetSockName { .. } | Call::GetPeerName { .. }),
        }
    }

    /// The error number, if the kernel gave one.
    #[must_use]
    pub fn errno(&self) -> Option<Errno> {
        match self {
            Self::Failed(errno) => Some(*errno),
            _ => None,
        }
    }

    /// The socket that the call brought into being.
    #[must_use]
    pub fn opened(&self) -> Option<SocketOpened> {
        match self {
            Self::Opened(socket) | Self::Accepted { socket, .. } => Some(*socket),
            _ => None,
        }
    }

    /// The bytes that the call received.
    #[must_use]
    pub fn received(&self) -> Option<&Payload> {
        match self {
            Self::Received { data } | Self::ReceivedFrom { data, .. } => Some(data),
            _ => None,
        }
    }

    /// How many bytes the kernel took from the call.
    #[must_use]
    pub fn sent(&self) -> Option<usize> {
        match self {
            Self::Sent { count, .. } | Self::SentTo { count, .. } => Some(*count),
            _ => None,
        }
    }
}

/// What a waiting call waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Awaited {
    /// accept: a connection in the accept queue.
    Connection,
    /// connect: the peer's answer, or room in its accept queue.
    Answer,
    /// recv: bytes, or the end of the stream.
    Bytes,
    /// recv, recvfrom: a datagram.
    Datagram,
    /// send, sendto: room in the send buffer.
    Room,
    /// The name in the address to be resolved.
    Name,
    /// close with `SO_LINGER`: the peer to confirm what was sent.
    Delivery,
    /// select: one of its sockets to become ready.
    Readiness,
    /// sleep: this much time.
    Time(Duration),
}

impl Awaited {
    /// Whether it is something that another participant's call brings: a call that waits for it changes nothing for anybody
    /// meanwhile.
    #[must_use]
    pub fn is_brought(self) -> bool {
        matches!(self, Self::Connection | Self::Answer | Self::Bytes | Self::Datagram)
    }

    /// One word for it, for programs that read along: `"connection"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Answer => "answer",
            Self::Bytes => "bytes",
            Self::Datagram => "datagram",
            Self::Room => "room",
            Self::Name => "name",
            Self::Delivery => "delivery",
            Self::Readiness => "readiness",
            Self::Time(_) => "time",
        }
    }
}
