//! What Python calls, in the words that our own participants use, so that it meets them in the same diagram. Python's methods
//! are the system calls but for a few: `sendall` sends until all is taken, `recv_into` receives into a buffer that is there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use nix::libc;

use super::constants::Constants;
use super::marshal::Value;
use super::message::Exception;
use crate::scenario::MOST_DATA;
use crate::sockets::{
    Address, Awaited, Call, Data, Endpoint, Errno, Family, Half, Hex, Kind, OptionName, OptionSetting,
    Outcome, SocketOpened, UnixName,
};

/// A call as Python made it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub method: &'a str,
    pub arguments: &'a Value,
    /// The name of the variable that holds the socket.
    pub socket: &'a str,
    /// The name that a new socket gets.
    pub new: &'a str,
    /// The family of the socket, where it is known.
    pub family: Option<Family>,
    /// Whether it can be told as Python writes it only: what it is called on, or called with, is nothing of ours.
    pub is_foreign: bool,
    pub constants: &'a Constants,
}

/// The call as one of ours; what has none is told as Python writes it.
pub(super) fn call(asked: Asked) -> Call {
    let known = if asked.is_foreign { None } else { known(asked) };
    known.unwrap_or_else(|| function(asked))
}

fn function(Asked { method, arguments, socket, new, constants, .. }: Asked) -> Call {
    let arguments = constants.arguments(method, arguments);
    let socket = if MAKERS.contains(&method) { new } else { socket };
    Call::Function {
        name: method.to_owned(),
        socket: Some(socket.to_owned()).filter(|s| !s.is_empty()),
        arguments,
    }
}

/// What makes a socket, or gives one that is there another descriptor and another name.
pub(super) const MAKERS: [&str; 5] = ["socket", "adopt", "socketpair", "fromfd", "dup"];

/// Whether a function closes the descriptor that it is called on.
pub(super) fn closes(method: &str) -> bool {
    matches!(method, "close" | "os.close")
}

fn known(asked: Asked) -> Option<Call> {
    let Asked { method, arguments, socket, new, family, .. } = asked;
    let name = || socket.to_owned();
    let length =
        |value: &Value| value.int().and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= MOST_DATA);
    let address = |value: &Value| address(value, family);
    let no_flags = |value: &Value| value.int().is_some_and(|flags| flags & i64::from(PEEKS) == 0);
    Some(match method {
        "socket" | "adopt" | "socketpair" | "fromfd" | "dup" => {
            let (family, kind) = species(arguments)?;
            Call::Socket { socket: new.to_owned(), family, kind }
        }
        "bind" => Call::Bind { socket: name(), to: address(arguments.at(0))? },
        "connect" | "connect_ex" => Call::Connect { socket: name(), to: address(arguments.at(0))? },
        "listen" => {
            let backlog = match arguments.at(0) {
                Value::None => 128, // Python's own default is 128 at most (socketmodule.c).
                backlog => u32::try_from(backlog.int()?.max(0)).ok()?,
            };
            Call::Listen { socket: name(), backlog }
        }
        "accept" => Call::Accept { socket: name(), into: new.to_owned() },
        "send" | "sendall" | "os.write" | "os.writev" | "os.sendfile" if no_flags(arguments.at(1)) => {
            Call::Send { socket: name(), data: data(arguments.at(0))? }
        }
        "sendto" if no_flags(arguments.at(1)) => {
            Call::SendTo { socket: name(), data: data(arguments.at(0))?, to: address(arguments.at(2))? }
        }
        "sendmsg" if arguments.at(3).int() == Some(0) && no_flags(arguments.at(1)) => {
            let data = data(arguments.at(0))?;
            match arguments.at(2) {
                Value::None => Call::Send { socket: name(), data },
                to => Call::SendTo { socket: name(), data, to: address(to)? },
            }
        }
        "recv" | "recv_into" | "os.read" | "os.readv" if no_flags(arguments.at(1)) => {
            Call::Recv { socket: name(), max: length(arguments.at(0))? }
        }
        "recvfrom" | "recvfrom_into" | "recvmsg" | "recvmsg_into" if no_flags(arguments.at(1)) => {
            Call::RecvFrom { socket: name(), max: length(arguments.at(0))? }
        }
        "shutdown" => {
            let how = match arguments.at(0).int()? {
                0 => Half::Read,
                1 => Half::Write,
                2 => Half::Both,
                _ => return None,
            };
            Call::Shutdown { socket: name(), how }
        }
        "close" | "os.close" => Call::Close { socket: name() },
        "getsockname" => Call::GetSockName { socket: name() },
        "getpeername" => Call::GetPeerName { socket: name() },
        "setsockopt" => Call::SetSockOpt { socket: name(), option: setting(arguments)? },
        "getsockopt" if arguments.at(2).int() == Some(0) => {
            Call::GetSockOpt { socket: name(), option: option(arguments)? }
        }
        _ => return None,
    })
}

/// What such a call looks at without taking it, or takes out of order, is not what came over the stream.
const PEEKS: i32 = libc::MSG_PEEK | libc::MSG_OOB;

/// The family and the kind of a socket, where we know both.
pub(super) fn species(arguments: &Value) -> Option<(Family, Kind)> {
    let family = match i32::try_from(arguments.at(0).int()?).ok()? {
        libc::AF_INET => Family::Inet,
        libc::AF_INET6 => Family::Inet6,
        libc::AF_UNIX => Family::Unix,
        _ => return None,
    };
    // Linux takes SOCK_NONBLOCK and SOCK_CLOEXEC in the same number.
    let kind = match i32::try_from(arguments.at(1).int()?).ok()? & 0xf {
        libc::SOCK_STREAM => Kind::Stream,
        libc::SOCK_DGRAM => Kind::Dgram,
        _ => return None,
    };
    Some((family, kind))
}

/// An address, in the form that sockets of the family take.
fn address(value: &Value, family: Option<Family>) -> Option<Address> {
    match (value, family) {
        (Value::Items(items), None | Some(Family::Inet | Family::Inet6)) => {
            let (host, port) = (items.first()?, items.get(1)?.int()?);
            let port = u16::try_from(port).ok()?;
            let host = match host {
                Value::Text(host) => host.clone(),
                Value::Bytes(host) => String::from_utf8(host.clone()).ok()?,
                _ => return None,
            };
            Some(Address::Inet { host, port })
        }
        (name, Some(Family::Unix)) => Some(Address::Unix { path: unix_name(name)? }),
        _ => None,
    }
}

/// The name of a Unix socket, byte by byte. Python makes bytes of a text as it does of any name of a file (PEP 383).
fn unix_name(value: &Value) -> Option<UnixName> {
    match value {
        Value::Text(name) => Some(name.as_str().into()),
        Value::Escaped { bytes: Some(name), .. } | Value::Bytes(name) => Some(name.as_slice().into()),
        _ => None,
    }
}

fn data(value: &Value) -> Option<Data> {
    let bytes = value.bytes().filter(|bytes| bytes.len() <= MOST_DATA)?;
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => Data::Text(text.to_owned()),
        Err(_) => Data::Hex(Hex(bytes.to_vec())),
    })
}

fn option(arguments: &Value) -> Option<OptionName> {
    let number = |place: usize| arguments.at(place).int().and_then(|number| i32::try_from(number).ok());
    Some(match (number(0)?, number(1)?) {
        (libc::SOL_SOCKET, libc::SO_REUSEADDR) => OptionName::ReuseAddr,
        (libc::SOL_SOCKET, libc::SO_SNDBUF) => OptionName::SndBuf,
        (libc::SOL_SOCKET, libc::SO_RCVBUF) => OptionName::RcvBuf,
        (libc::SOL_SOCKET, libc::SO_BROADCAST) => OptionName::Broadcast,
        (libc::SOL_SOCKET, libc::SO_ERROR) => OptionName::Error,
        (libc::IPPROTO_TCP, libc::TCP_NODELAY) => OptionName::NoDelay,
        _ => return None,
    })
}

fn setting(arguments: &Value) -> Option<OptionSetting> {
    let value = arguments.at(2).int()?;
    let size = || u32::try_from(value).ok();
    Some(match option(arguments)? {
        OptionName::ReuseAddr => OptionSetting::ReuseAddr(value != 0),
        OptionName::SndBuf => OptionSetting::SndBuf(size()?),
        OptionName::RcvBuf => OptionSetting::RcvBuf(size()?),
        OptionName::Broadcast => OptionSetting::Broadcast(value != 0),
        OptionName::NoDelay => OptionSetting::NoDelay(value != 0),
        _ => return None,
    })
}

/// What a call waits for when the kernel lets it wait.
pub(super) fn awaits(method: &str, kind: Option<Kind>) -> Option<Awaited> {
    Some(match method {
        "accept" => Awaited::Connection,
        "connect" | "connect_ex" => Awaited::Answer,
        "recv" | "recv_into" | "os.read" | "os.readv" | "recvfrom" | "recvfrom_into" | "recvmsg"
        | "recvmsg_into" => match kind {
            Some(Kind::Dgram) => Awaited::Datagram,
            _ => Awaited::Bytes,
        },
        "send" | "sendall" | "sendto" | "sendmsg" | "os.write" | "os.writev" | "os.sendfile" => Awaited::Room,
        "select" | "selectors" | "poll" | "epoll" | "kqueue" => Awaited::Readiness,
        "getaddrinfo" | "gethostbyname" | "gethostbyname_ex" | "gethostbyaddr" | "getnameinfo" => {
            Awaited::Name
        }
        "close" | "os.close" => Awaited::Delivery,
        _ => return None,
    })
}

/// What is known of the socket that a call was made on.
#[derive(Clone, Copy, Default)]
pub(super) struct On<'a> {
    pub family: Option<Family>,
    pub local: Option<&'a Endpoint>,
}

/// What a call gave back. `opened` is the socket that it made.
pub(super) fn returned(
    call: &Call,
    result: &Value,
    extra: &Value,
    on: On,
    opened: Option<SocketOpened>,
) -> Option<Outcome> {
    let family = on.family;
    let end = |value: &Value| endpoint(value, family);
    let outcome = match call {
        Call::Socket { .. } => Outcome::Opened(opened?),
        Call::Bind { .. } | Call::Listen { .. } => Outcome::Bound { local: end(extra)? },
        Call::Accept { .. } => {
            Outcome::Accepted { socket: opened?, local: end(extra.at(0))?, peer: end(result)? }
        }
        Call::Connect { .. } => match result.int() {
            // connect_ex gives the errno back, where connect raises it.
            Some(errno) if errno != 0 => Outcome::Failed(Errno(i32::try_from(errno).ok()?)),
            _ => Outcome::Connected { local: end(extra.at(0))?, peer: end(extra.at(1))? },
        },
        Call::Send { data, .. } => Outcome::Sent { count: count(result, data), asked: data.len() },
        Call::SendTo { data, to, .. } => Outcome::SentTo {
            count: count(result, data),
            from: endpoint(extra.at(0), family).or_else(|| on.local.cloned())?,
            to: endpoint(extra.at(1), family).or_else(|| destination(to, family))?,
        },
        Call::Recv { .. } => Outcome::Received { data: result.bytes()?.into() },
        Call::RecvFrom { .. } => {
            Outcome::ReceivedFrom { data: result.bytes()?.into(), from: sender(extra, family) }
        }
        Call::GetSockOpt { .. } => Outcome::Value(result.int()?),
        Call::GetSockName { .. } | Call::GetPeerName { .. } => Outcome::Address(end(result)?),
        Call::Shutdown { .. } | Call::Close { .. } | Call::SetSockOpt { .. } | Call::Sleep { .. } => {
            Outcome::Done
        }
        Call::Function { .. } => return None,
    };
    outcome.is_of(call).then_some(outcome)
}

/// What a call gave back, as Python writes it: for what none of our outcomes stands for.
pub(super) fn given(method: &str, result: &Value, extra: &Value, constants: &Constants) -> Outcome {
    let written = match (method, extra) {
        // Python answers the sender with the data; and with a message, what came with it, and its flags.
        ("recvfrom", Value::None) => format!("({}, None)", result.written()),
        ("recvfrom", sender) => format!("({}, {})", result.written(), sender.written()),
        ("recvmsg", Value::Items(_)) => {
            let (sender, flags) = (extra.at(0).written(), extra.at(2).written());
            format!("({}, …, {flags}, {sender})", result.written())
        }
        _ => constants.result(method, result),
    };
    Outcome::Gave(shortened(&written))
}

fn count(result: &Value, data: &Data) -> usize {
    // sendall gives nothing back: all was taken.
    result.int().map_or(data.len(), |count| usize::try_from(count).unwrap_or(0))
}

/// What a call raised, as an outcome.
pub(super) fn raised(exception: &Exception) -> Outcome {
    let Exception { name, errno, message } = exception;
    match (name.as_str(), errno) {
        ("KeyboardInterrupt", _) => Outcome::Interrupted,
        ("gaierror" | "herror", _) => Outcome::Unresolved(message.clone()),
        (_, Some(errno)) if *errno > 0 => Outcome::Failed(Errno(*errno)),
        _ => Outcome::Raised { exception: name.clone(), message: message.clone() },
    }
}

/// `recvmsg` tells more than the address: then it comes first.
fn sender(extra: &Value, family: Option<Family>) -> Option<Endpoint> {
    endpoint(extra, family).or_else(|| endpoint(extra.at(0), family))
}

/// An address that the kernel gave, as Python has it.
pub(super) fn endpoint(value: &Value, family: Option<Family>) -> Option<Endpoint> {
    match value {
        Value::Items(items) => {
            let host = items.first()?.text()?;
            let port = u16::try_from(items.get(1)?.int()?).ok()?;
            // A link-local address of IPv6 comes with its interface: fe80::1%eth0.
            let ip: IpAddr = host.split('%').next()?.parse().ok()?;
            Some(Endpoint::Inet(match ip {
                IpAddr::V4(_) => SocketAddr::new(ip, port),
                IpAddr::V6(ip) => {
                    let number = |place: usize| items.get(place).and_then(Value::int).unwrap_or(0);
                    let scope = u32::try_from(number(3)).unwrap_or(0);
                    SocketAddr::V6(SocketAddrV6::new(ip, port, 0, scope))
                }
            }))
        }
        Value::Text(_) | Value::Escaped { .. } | Value::Bytes(_) if family == Some(Family::Unix) => {
            let name = unix_name(value)?;
            Some(if name.is_empty() { Endpoint::Unnamed } else { Endpoint::Unix(name) })
        }
        Value::None if family == Some(Family::Unix) => Some(Endpoint::Unnamed),
        _ => None,
    }
}

/// Where a datagram goes, as far as it can be told without asking anybody for a name.
fn destination(to: &Address, family: Option<Family>) -> Option<Endpoint> {
    match to {
        Address::Inet { host, port } => {
            let ip = match (host.as_str(), family?) {
                ("<broadcast>", Family::Inet) => Ipv4Addr::BROADCAST.into(),
                ("", Family::Inet) => Ipv4Addr::UNSPECIFIED.into(),
                ("", Family::Inet6) => Ipv6Addr::UNSPECIFIED.into(),
                (host, _) => host.parse().ok()?,
            };
            Some(Endpoint::Inet(SocketAddr::new(ip, *port)))
        }
        Address::Unix { path } => Some(Endpoint::Unix(path.clone())),
        Address::Sender => None,
    }
}

/// Characters of what Python gave back that are kept.
const SHOWN: usize = 400;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
