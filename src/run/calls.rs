//! The calls themselves, on non-blocking sockets, with the manners of blocking ones: a call that the kernel answers with
//! "not yet" reports that it waits, and is tried again when the kernel has news.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::os::fd::{AsRawFd, OwnedFd};
use std::rc::Rc;
use std::time::{Duration, Instant};

use nix::sys::socket::{AddressFamily, SockaddrLike, SockaddrStorage};
use socket2::{Domain, SockAddr, Socket, Type};

use super::actor::{Actor, Woken};
use super::open::Open;
use super::resolve;
use super::{Over, Trouble};
use crate::kernel;
use crate::sockets::{
    Address, Awaited, Call, Endpoint, Errno, Family, Half, Host, Kind, OptionName, OptionSetting, Outcome,
    Payload, SocketId, UnixName, is_localhost,
};

/// How often a wait is cut short where the kernel has no news to give: it reports a Unix socket as writable although the
/// queue at the other end is full.
const NO_NEWS: Duration = Duration::from_millis(5);

/// How long the first call of a connect may block. The kernel rounds it up to a tick of its clock, 1 to 10 ms.
const HANDSHAKE: Duration = Duration::from_millis(1);

/// How an attempt ended.
enum Tried<T> {
    Done(T),
    Failed(Errno),
    Interrupted,
}

impl<T> Tried<T> {
    fn outcome(self, of: impl FnOnce(T) -> Outcome) -> Outcome {
        match self {
            Self::Done(value) => of(value),
            Self::Failed(errno) => Outcome::Failed(errno),
            Self::Interrupted => Outcome::Interrupted,
        }
    }
}

impl From<io::Error> for Outcome {
    fn from(error: io::Error) -> Self {
        Self::Failed(Errno::from(&error))
    }
}

/// An address for the kernel, or what came instead of one.
enum Resolved {
    Address(SockAddr),
    Not(Outcome),
}

impl Actor {
    /// Makes a call. `on` is the socket that its name leads to.
    pub(super) fn make(&mut self, call: &Call, on: Option<SocketId>) -> Result<Outcome, Over> {
        match call {
            Call::Socket { socket, family, kind } => return Ok(self.socket(socket, *family, *kind)),
            Call::Sleep { ms } => return self.sleep(Duration::from_millis(u64::from(*ms))),
            _ => {}
        }
        let Some(id) = on else { return Ok(Outcome::NoSocket) };
        let Some(open) = self.sockets.get(id).cloned() else {
            return Ok(kernel::answer_for_closed(call).map_or(Outcome::Done, Outcome::Failed));
        };
        let socket = &*open.socket;
        Ok(match call {
            Call::Bind { to, .. } => match self.resolve(to, open.family)? {
                Resolved::Address(address) => bound(socket.bind(&address), socket),
                Resolved::Not(outcome) => outcome,
            },
            Call::Listen { backlog, .. } => {
                bound(socket.listen(i32::try_from(*backlog).unwrap_or(i32::MAX)), socket)
            }
            Call::Accept { into, .. } => self.accept(&open, into)?,
            Call::Connect { to, .. } => match self.resolve(to, open.family)? {
                Resolved::Address(address) => self.connect(&open, &address)?,
                Resolved::Not(outcome) => outcome,
            },
            Call::Send { data, .. } => self.send_all(&open, &data.bytes())?,
            Call::SendTo { data, to, .. } => match self.resolve(to, open.family)? {
                Resolved::Address(address) => self.send_to(&open, &data.bytes(), &address)?,
                Resolved::Not(outcome) => outcome,
            },
            Call::Recv { max, .. } => self.receive(&open, *max)?,
            Call::RecvFrom { max, .. } => self.receive_from(&open, *max)?,
            Call::Shutdown { how, .. } => done(socket.shutdown(match how {
                Half::Read => Shutdown::Read,
                Half::Write => Shutdown::Write,
                Half::Both => Shutdown::Both,
            })),
            Call::SetSockOpt { option, .. } => self.set_option(id, socket, *option),
            Call::GetSockOpt { option, .. } => {
                get_option(socket, *option).map_or_else(Outcome::from, Outcome::Value)
            }
            Call::GetSockName { .. } => {
                socket.local_addr().map_or_else(Outcome::from, |a| Outcome::Address(endpoint(&a)))
            }
            Call::GetPeerName { .. } => {
                socket.peer_addr().map_or_else(Outcome::from, |a| Outcome::Address(endpoint(&a)))
            }
            Call::Close { .. } => {
                drop(open);
                self.close(id)?
            }
            // The first two were made above; the last only programs call.
            Call::Socket { .. } | Call::Sleep { .. } | Call::Function { .. } => Outcome::Done,
        })
    }

    /// Tries until the kernel gives something other than "not yet".
    fn attempt<T>(
        &mut self,
        open: &Open,
        awaited: Awaited,
        deadline: Option<Instant>,
        mut attempt: impl FnMut(&mut Self, &Socket) -> io::Result<T>,
    ) -> Result<Tried<T>, Over> {
        let no_news = matches!(awaited, Awaited::Answer | Awaited::Room) && open.family == Family::Unix;
        let mut waits = false;
        loop {
            let error = match attempt(self, &open.socket) {
                Ok(value) => return Ok(Tried::Done(value)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => Errno::from(&error),
            };
            if !error.is_not_yet() {
                return Ok(Tried::Failed(error));
            }
            if !waits {
                waits = true;
                self.report_waiting(awaited)?;
            }
            match self.wait(awaited, Some(&open.socket), deadline, no_news.then_some(NO_NEWS))? {
                Woken::TryAgain => {}
                Woken::Interrupted => return Ok(Tried::Interrupted),
                Woken::TimedOut => return Ok(Tried::Failed(Errno::EAGAIN)),
            }
        }
    }

    fn socket(&mut self, name: &str, family: Family, kind: Kind) -> Outcome {
        let domain = match family {
            Family::Inet => Domain::IPV4,
            Family::Inet6 => Domain::IPV6,
            Family::Unix => Domain::UNIX,
        };
        let r#type = match kind {
            Kind::Stream => Type::STREAM,
            Kind::Dgram => Type::DGRAM,
        };
        match Socket::new(domain, r#type, None).and_then(|s| s.set_nonblocking(true).map(|()| s)) {
            Ok(socket) => Outcome::Opened(self.sockets.insert(name, opened(socket, family, kind))),
            Err(error) => error.into(),
        }
    }

    fn accept(&mut self, open: &Open, into: &str) -> Result<Outcome, Over> {
        let deadline = open.receive_timeout.map(|timeout| Instant::now() + timeout);
        let tried = self.attempt(open, Awaited::Connection, deadline, |_, socket| {
            let (socket, peer) = socket.accept()?;
            // macOS lets it inherit the flag, Linux does not: say it either way.
            socket.set_nonblocking(true)?;
            Ok((socket, peer))
        })?;
        Ok(tried.outcome(|(socket, peer)| {
            let local = local(&socket);
            let opened = opened(socket, open.family, open.kind);
            let socket = self.sockets.insert(into, opened);
            Outcome::Accepted { socket, local, peer: endpoint(&peer) }
        }))
    }

    fn connect(&mut self, open: &Open, to: &SockAddr) -> Result<Outcome, Over> {
        let mut begun = false;
        let tried = self.attempt(open, Awaited::Answer, None, |_, socket| {
            // On loopback the handshake is over when the first call comes back with EINPROGRESS: ask at once.
            for _ in 0..2 {
                let answer = if begun { socket.connect(to) } else { begin_connect(open, to) };
                match answer {
                    Err(error) if Errno::from(&error) == Errno::EINPROGRESS => begun = true,
                    // Linux says 0 to the call that finds the connection made, other systems this.
                    Err(error) if begun && Errno::from(&error) == Errno::EISCONN => return Ok(()),
                    other => return other,
                }
            }
            Err(io::Error::from_raw_os_error(Errno::EINPROGRESS.0))
        })?;
        Ok(tried.outcome(|()| Outcome::Connected {
            local: local(&open.socket),
            peer: open.socket.peer_addr().map_or_else(|_| endpoint(to), |peer| endpoint(&peer)),
        }))
    }

    /// send(2) on a blocking socket comes back when the kernel has taken all bytes; with the number it took, if the
    /// connection broke or the wait was interrupted midway.
    fn send_all(&mut self, open: &Open, data: &[u8]) -> Result<Outcome, Over> {
        let mut taken = 0;
        let tried = self.attempt(open, Awaited::Room, None, |_, socket| {
            loop {
                taken += (&*socket).write(&data[taken..])?;
                if taken == data.len() || open.kind == Kind::Dgram {
                    return Ok(());
                }
            }
        })?;
        let sent = Outcome::Sent { count: taken, asked: data.len() };
        Ok(if taken > 0 { sent } else { tried.outcome(|()| sent) })
    }

    fn send_to(&mut self, open: &Open, data: &[u8], to: &SockAddr) -> Result<Outcome, Over> {
        let tried = self.attempt(open, Awaited::Room, None, |_, socket| socket.send_to(data, to))?;
        Ok(tried.outcome(|count| Outcome::SentTo { count, from: local(&open.socket), to: endpoint(to) }))
    }

    fn receive(&mut self, open: &Open, max: usize) -> Result<Outcome, Over> {
        let tried = self.attempt_receive(open, max, |socket, buffer| (&*socket).read(buffer))?;
        Ok(tried.outcome(|count| Outcome::Received { data: Payload::from(&self.buffer[..count]) }))
    }

    fn receive_from(&mut self, open: &Open, max: usize) -> Result<Outcome, Over> {
        // socket2 receives an address only together with memory that is not initialised; nix does without.
        let tried = self.attempt_receive(open, max, |socket, buffer| {
            nix::sys::socket::recvfrom::<SockaddrStorage>(socket.as_raw_fd(), buffer).map_err(io::Error::from)
        })?;
        Ok(tried.outcome(|(count, from)| {
            let from = from
                .and_then(|from| storage_endpoint(&from))
                .or_else(|| (open.kind == Kind::Dgram).then_some(Endpoint::Unnamed));
            self.sender.clone_from(&from);
            Outcome::ReceivedFrom { data: Payload::from(&self.buffer[..count]), from }
        }))
    }

    fn attempt_receive<T>(
        &mut self,
        open: &Open,
        max: usize,
        receive: impl Fn(&Socket, &mut [u8]) -> io::Result<T>,
    ) -> Result<Tried<T>, Over> {
        let deadline = open.receive_timeout.map(|timeout| Instant::now() + timeout);
        let awaited = match open.kind {
            Kind::Stream => Awaited::Bytes,
            Kind::Dgram => Awaited::Datagram,
        };
        if self.buffer.len() < max {
            self.buffer.resize(max, 0);
        }
        self.attempt(open, awaited, deadline, |actor, socket| receive(socket, &mut actor.buffer[..max]))
    }

    fn sleep(&mut self, time: Duration) -> Result<Outcome, Over> {
        let deadline = Instant::now() + time;
        let awaited = Awaited::Time(time);
        self.report_waiting(awaited)?;
        loop {
            match self.wait(awaited, None, Some(deadline), None)? {
                Woken::TryAgain => {}
                Woken::Interrupted => return Ok(Outcome::Interrupted),
                Woken::TimedOut => return Ok(Outcome::Done),
            }
        }
    }

    fn set_option(&mut self, id: SocketId, socket: &Socket, option: OptionSetting) -> Outcome {
        let size = |bytes: u32| usize::try_from(bytes).unwrap_or(usize::MAX);
        let set = match option {
            OptionSetting::ReuseAddr(on) => socket.set_reuse_address(on),
            OptionSetting::SndBuf(bytes) => socket.set_send_buffer_size(size(bytes)),
            OptionSetting::RcvBuf(bytes) => socket.set_recv_buffer_size(size(bytes)),
            OptionSetting::Linger(seconds) => {
                socket.set_linger(seconds.map(|seconds| Duration::from_secs(u64::from(seconds))))
            }
            OptionSetting::NoDelay(on) => socket.set_tcp_nodelay(on),
            OptionSetting::Broadcast(on) => socket.set_broadcast(on),
            OptionSetting::RcvTimeo(ms) => socket.set_read_timeout(receive_timeout(ms)),
        };
        if set.is_ok()
            && let Some(open) = self.sockets.get_mut(id)
        {
            match option {
                OptionSetting::RcvTimeo(ms) => open.receive_timeout = receive_timeout(ms),
                OptionSetting::Linger(seconds) => open.lingers = seconds.is_some_and(|s| s > 0),
                _ => {}
            }
        }
        done(set)
    }

    fn close(&mut self, id: SocketId) -> Result<Outcome, Over> {
        let Some(open) = self.sockets.remove(id) else { return Ok(Outcome::Done) };
        let lingers = open.lingers && open.kind == Kind::Stream;
        self.waiter.forget(open.socket.as_raw_fd());
        let Ok(socket) = Rc::try_unwrap(open.socket) else { return Ok(Outcome::Done) };
        if lingers && self.is_killed() {
            // Who dies does not linger: the kernel sees to what is left.
            let _ = socket.set_linger(None);
        }
        let fd = OwnedFd::from(socket);
        let outcome = |closed: nix::Result<()>| match closed {
            Ok(()) => Outcome::Done,
            Err(errno) => Outcome::Failed(errno.into()),
        };
        if !lingers || self.is_killed() {
            return Ok(outcome(nix::unistd::close(fd)));
        }
        // With SO_LINGER, close(2) waits even on a non-blocking socket, and nothing wakes it. So another thread waits in
        // it; when it is interrupted here, it ends by itself after the time that was set.
        let tried = self.elsewhere(Awaited::Delivery, move || nix::unistd::close(fd))?;
        Ok(tried.map_or(Outcome::Interrupted, outcome))
    }

    /// Does what cannot be woken on a thread of its own, and waits for it here. `None` if that was interrupted.
    fn elsewhere<T: Send + 'static>(
        &mut self,
        awaited: Awaited,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, Over> {
        let (sender, answer) = crossbeam_channel::bounded(1);
        let waker = self.waiter.waker();
        let spawned = std::thread::Builder::new().name("socketlab-wait".into()).spawn(move || {
            let _ = sender.send(work());
            let _ = waker.wake();
        });
        if let Err(error) = spawned {
            return Err(self.in_trouble(Trouble::Thread(error.to_string())));
        }
        self.report_waiting(awaited)?;
        loop {
            if let Ok(answer) = answer.try_recv() {
                return Ok(Some(answer));
            }
            if self.wait(awaited, None, None, None)? == Woken::Interrupted {
                return Ok(None);
            }
        }
    }

    fn resolve(&mut self, address: &Address, family: Family) -> Result<Resolved, Over> {
        let address = match address {
            Address::Sender => match &self.sender {
                Some(Endpoint::Inet(sender)) => Ok(SockAddr::from(*sender)),
                Some(Endpoint::Unix(name)) => SockAddr::unix(name.as_path()),
                Some(Endpoint::Unnamed) | None => {
                    let nobody = Outcome::Unresolved("no datagram with a sender has come".into());
                    return Ok(Resolved::Not(nobody));
                }
            },
            Address::Unix { path } => match path.as_str().filter(|_| !path.is_abstract()) {
                Some(path) => match self.shared.places.resolve(path) {
                    Ok(path) => SockAddr::unix(path),
                    Err(trouble) => return Err(self.in_trouble(trouble)),
                },
                None => SockAddr::unix(path.as_path()),
            },
            Address::Inet { host, port } => match Host::read(host) {
                Host::Any => Ok(SockAddr::from(SocketAddr::new(resolve::any(family), *port))),
                Host::Number(ip) => Ok(SockAddr::from(SocketAddr::new(ip, *port))),
                Host::Name(name) => return self.look_up(name, *port, family),
            },
        };
        Ok(address.map_or_else(|error| Resolved::Not(error.into()), Resolved::Address))
    }

    fn look_up(&mut self, name: &str, port: u16, family: Family) -> Result<Resolved, Over> {
        // `localhost` is answered from a file of this machine; any other name may need a server far away.
        let answer = if is_localhost(name) {
            Some(resolve::ask(name, port, family))
        } else {
            let name = name.to_owned();
            self.elsewhere(Awaited::Name, move || resolve::ask(&name, port, family))?
        };
        Ok(match answer {
            Some(Ok(address)) => Resolved::Address(address.into()),
            Some(Err(why)) => Resolved::Not(Outcome::Unresolved(why)),
            None => Resolved::Not(Outcome::Interrupted),
        })
    }
}

/// The first call of a connect. A blocking one holds the socket until the handshake is over, so that a reset which follows
/// at once is left for the next call. Of two non-blocking ones the second would take that reset for its own answer. So the
/// first call blocks, as long as a handshake on loopback takes and no longer.
fn begin_connect(open: &Open, to: &SockAddr) -> io::Result<()> {
    let socket = &open.socket;
    // Only Linux bounds a connect by SO_SNDTIMEO (socket(7)). A Unix socket answers at once or not yet.
    if !cfg!(target_os = "linux") || open.family == Family::Unix || open.kind == Kind::Dgram {
        return socket.connect(to);
    }
    socket.set_write_timeout(Some(HANDSHAKE))?;
    socket.set_nonblocking(false)?;
    let answer = socket.connect(to);
    socket.set_nonblocking(true)?;
    socket.set_write_timeout(None)?;
    answer
}

fn opened(socket: Socket, family: Family, kind: Kind) -> Open {
    Open { socket: Rc::new(socket), family, kind, receive_timeout: None, lingers: false }
}

fn done(result: io::Result<()>) -> Outcome {
    result.map_or_else(Outcome::from, |()| Outcome::Done)
}

fn bound(result: io::Result<()>, socket: &Socket) -> Outcome {
    result.map_or_else(Outcome::from, |()| Outcome::Bound { local: local(socket) })
}

fn receive_timeout(ms: u32) -> Option<Duration> {
    (ms > 0).then(|| Duration::from_millis(u64::from(ms)))
}

fn get_option(socket: &Socket, option: OptionName) -> io::Result<i64> {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(match option {
        OptionName::ReuseAddr => socket.reuse_address()?.into(),
        OptionName::SndBuf => number(socket.send_buffer_size()?),
        OptionName::RcvBuf => number(socket.recv_buffer_size()?),
        OptionName::Linger => {
            socket.linger()?.map_or(-1, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
        }
        OptionName::NoDelay => socket.tcp_nodelay()?.into(),
        OptionName::Broadcast => socket.broadcast()?.into(),
        OptionName::RcvTimeo => {
            socket.read_timeout()?.map_or(0, |time| i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
        }
        OptionName::Error => socket.take_error()?.map_or(0, |error| Errno::from(&error).0.into()),
    })
}

/// getsockname(2). A socket that is open always has an answer.
fn local(socket: &Socket) -> Endpoint {
    socket.local_addr().map_or(Endpoint::Unnamed, |address| endpoint(&address))
}

fn endpoint(address: &SockAddr) -> Endpoint {
    match (address.as_socket(), kernel::unix_name(address)) {
        (Some(inet), _) => Endpoint::Inet(inet),
        (None, Some(name)) => Endpoint::Unix(name),
        (None, None) => Endpoint::Unnamed,
    }
}

fn storage_endpoint(storage: &SockaddrStorage) -> Option<Endpoint> {
    match storage.family()? {
        AddressFamily::Inet => Some(Endpoint::Inet(SocketAddr::V4((*storage.as_sockaddr_in()?).into()))),
        AddressFamily::Inet6 => Some(Endpoint::Inet(SocketAddr::V6((*storage.as_sockaddr_in6()?).into()))),
        AddressFamily::Unix => {
            let unix = storage.as_unix_addr();
            #[cfg(target_os = "linux")]
            if let Some(name) = unix.and_then(|unix| unix.as_abstract()) {
                return Some(Endpoint::Unix(UnixName::abstract_name(name)));
            }
            let path = unix.and_then(|unix| unix.path());
            Some(path.map_or(Endpoint::Unnamed, |path| Endpoint::Unix(path.into())))
        }
        _ => None,
    }
}
