//! The calls: one function of the socket API each, with its arguments.

use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumIter, IntoEnumIterator, IntoStaticStr};

use super::{Address, Data, OptionName, OptionSetting};

/// The name of the variable that holds a socket in a script: `"s_cliente"`.
pub type SocketName = String;

/// One call of a script. Each names the system call that it makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(deny_unknown_fields)]
#[strum_discriminants(
    name(CallName),
    doc = "Which function a call is.",
    derive(Hash, EnumIter, IntoStaticStr, Serialize, Deserialize),
    strum(serialize_all = "lowercase"),
    serde(rename_all = "lowercase")
)]
pub enum Call {
    /// socket(2)
    Socket { socket: SocketName, family: Family, kind: Kind },
    /// bind(2)
    Bind { socket: SocketName, to: Address },
    /// listen(2)
    Listen { socket: SocketName, backlog: u32 },
    /// accept(2); the new socket gets the name `into`.
    Accept { socket: SocketName, into: SocketName },
    /// connect(2)
    Connect { socket: SocketName, to: Address },
    /// send(2)
    Send { socket: SocketName, data: Data },
    /// recv(2) of at most `max` bytes.
    Recv { socket: SocketName, max: usize },
    /// sendto(2)
    SendTo { socket: SocketName, data: Data, to: Address },
    /// recvfrom(2) of at most `max` bytes.
    RecvFrom { socket: SocketName, max: usize },
    /// shutdown(2)
    Shutdown { socket: SocketName, how: Half },
    /// close(2)
    Close { socket: SocketName },
    /// setsockopt(2)
    SetSockOpt { socket: SocketName, option: OptionSetting },
    /// getsockopt(2)
    GetSockOpt { socket: SocketName, option: OptionName },
    /// getsockname(2)
    GetSockName { socket: SocketName },
    /// getpeername(2)
    GetPeerName { socket: SocketName },
    /// No call on a socket: the participant rests for so many milliseconds.
    Sleep { ms: u32 },
    /// A function of a Python program that none of the others stands for, as `select`, with its arguments as Python writes
    /// them. No script has it.
    #[serde(skip)]
    Function { name: String, socket: Option<SocketName>, arguments: String },
}

/// Address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Family {
    /// `AF_INET`: IPv4.
    Inet,
    /// `AF_INET6`: IPv6.
    Inet6,
    /// `AF_UNIX`: between processes of one machine.
    Unix,
}

/// Socket type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// `SOCK_STREAM`: TCP, or a Unix stream.
    Stream,
    /// `SOCK_DGRAM`: UDP, or Unix datagrams.
    Dgram,
}

/// Which half of a connection `shutdown` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Half {
    /// `SHUT_RD`
    Read,
    /// `SHUT_WR`: the peer reads the end of the stream; this end can still receive.
    Write,
    /// `SHUT_RDWR`
    Both,
}

impl Family {
    /// The constant of the socket API: `"AF_INET"`.
    #[must_use]
    pub fn constant(self) -> &'static str {
        match self {
            Self::Inet => "AF_INET",
            Self::Inet6 => "AF_INET6",
            Self::Unix => "AF_UNIX",
        }
    }
}

impl Kind {
    /// The constant of the socket API: `"SOCK_STREAM"`.
    #[must_use]
    pub fn constant(self) -> &'static str {
        match self {
            Self::Stream => "SOCK_STREAM",
            Self::Dgram => "SOCK_DGRAM",
        }
    }
}

impl Half {
    /// The constant of the socket API: `"SHUT_WR"`.
    #[must_use]
    pub fn constant(self) -> &'static str {
        match self {
            Self::Read => "SHUT_RD",
            Self::Write => "SHUT_WR",
            Self::Both => "SHUT_RDWR",
        }
    }
}

impl CallName {
    /// Those that a script can have.
    pub fn of_scripts() -> impl Iterator<Item = Self> {
        Self::iter().filter(|name| *name != Self::Function)
    }

    /// The function's name: `"recvfrom"`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Call {
    /// Which function this is.
    #[must_use]
    pub fn name(&self) -> CallName {
        self.into()
    }

    /// The name of the function that is called: `"recvfrom"`.
    #[must_use]
    pub fn function(&self) -> &str {
        match self {
            Self::Function { name, .. } => name,
            call => call.name().as_str(),
        }
    }

    /// The socket that the call is made on, or makes; `None` for a call without one.
    #[must_use]
    pub fn socket(&self) -> Option<&str> {
        match self {
            Self::Socket { socket, .. }
            | Self::Bind { socket, .. }
            | Self::Listen { socket, .. }
            | Self::Accept { socket, .. }
            | Self::Connect { socket, .. }
            | Self::Send { socket, .. }
            | Self::Recv { socket, .. }
            | Self::SendTo { socket, .. }
            | Self::RecvFrom { socket, .. }
            | Self::Shutdown { socket, .. }
            | Self::Close { socket }
            | Self::SetSockOpt { socket, .. }
            | Self::GetSockOpt { socket, .. }
            | Self::GetSockName { socket }
            | Self::GetPeerName { socket } => Some(socket),
            Self::Function { socket, .. } => socket.as_deref(),
            Self::Sleep { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn socket_mut(&mut self) -> Option<&mut SocketName> {
        match self {
            Self::Socket { socket, .. }
            | Self::Bind { socket, .. }
            | Self::Listen { socket, .. }
            | Self::Accept { socket, .. }
            | Self::Connect { socket, .. }
            | Self::Send { socket, .. }
            | Self::Recv { socket, .. }
            | Self::SendTo { socket, .. }
            | Self::RecvFrom { socket, .. }
            | Self::Shutdown { socket, .. }
            | Self::Close { socket }
            | Self::SetSockOpt { socket, .. }
            | Self::GetSockOpt { socket, .. }
            | Self::GetSockName { socket }
            | Self::GetPeerName { socket } => Some(socket),
            Self::Function { socket, .. } => socket.as_mut(),
            Self::Sleep { .. } => None,
        }
    }

    /// The name that the call gives to a new socket.
    #[must_use]
    pub fn names_socket(&self) -> Option<&str> {
        match self {
            Self::Socket { socket, .. } => Some(socket),
            Self::Accept { into, .. } => Some(into),
            _ => None,
        }
    }

    /// The address among the arguments.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        match self {
            Self::Bind { to, .. } | Self::Connect { to, .. } | Self::SendTo { to, .. } => Some(to),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn address_mut(&mut self) -> Option<&mut Address> {
        match self {
            Self::Bind { to, .. } | Self::Connect { to, .. } | Self::SendTo { to, .. } => Some(to),
            _ => None,
        }
    }

    /// The bytes among the arguments.
    #[must_use]
    pub fn data(&self) -> Option<&Data> {
        match self {
            Self::Send { data, .. } | Self::SendTo { data, .. } => Some(data),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn data_mut(&mut self) -> Option<&mut Data> {
        match self {
            Self::Send { data, .. } | Self::SendTo { data, .. } => Some(data),
            _ => None,
        }
    }

    /// The most bytes that the call can receive.
    #[must_use]
    pub fn room(&self) -> Option<usize> {
        match self {
            Self::Recv { max, .. } | Self::RecvFrom { max, .. } => Some(*max),
            _ => None,
        }
    }
}
