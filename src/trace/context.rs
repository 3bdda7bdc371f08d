//! What the trace knows around one call, for whoever explains it: what its socket is, what it was used for until then, and
//! how far what the call gave back follows from calls before it. Worked out, never stored.

use super::{
    CallId, CallRecord, CallState, Carries, Closing, Fate, LinkEnd, Missing, Moment, Origin, Snapshot,
    SocketRecord, SocketUse,
};
use crate::scenario::{ParticipantId, Thought};
use crate::sockets::{Address, Call, Endpoint, Errno, Family, Kind, Outcome, SocketId};

/// What is known around a call. `None` where nothing tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Where the names of those that it speaks of are found.
    pub at: Option<Snapshot<'a>>,
    pub family: Option<Family>,
    pub kind: Option<Kind>,
    /// What its socket had been used for when it was made.
    pub used: Option<SocketUse>,
    /// The local address of its socket when it was made.
    pub local: Option<&'a Endpoint>,
    /// Its local port is one that others know: it was asked for by bind, or is that of a listener.
    pub has_known_port: bool,
    /// Its program makes its calls itself: its sockets may be told not to wait.
    pub is_program: bool,
    /// Its participant is frozen at the moment that is shown.
    pub is_frozen: bool,
    /// Of a close: what it was to its connection.
    pub closing: Option<Closing>,
    /// Of a call that failed for want of a connection: why there was none.
    pub missing: Option<Missing>,
    /// Of a datagram that was sent, or received: what became of it, or where it came from.
    pub fate: Option<Fate<'a>>,
    /// Of a recv on a stream that gave 0 bytes: why.
    pub no_bytes: Option<NoBytes>,
    /// Of an address that was in use: who has it.
    pub holder: Option<Holder>,
    /// Of a connect that waits: the listener of the run whose queue is full.
    pub full: Option<SocketId>,
    /// Of a close: how many datagrams were in its queue that nobody had received.
    pub datagrams_left: usize,
    /// Of a send, or a shutdown: the close of the other end that went before it.
    pub gone: Option<CallId>,
}

/// Why a recv on a stream gave 0 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBytes {
    /// It met the end of the stream, for the first time.
    End,
    /// This call had met it before: it is met again each time.
    Again(CallId),
    /// Its own shutdown ended the receiving direction.
    OwnShutdown,
    /// This call was told of a reset before.
    AfterReset(CallId),
}

/// Who has an address that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A socket of the run that is open.
    Open(SocketId),
    /// A connection of the run that was closed, and that the kernel keeps in `TIME_WAIT`.
    TimeWait(SocketId),
}

impl Context<'_> {
    /// What is known before a call is made: its socket as it would be.
    #[must_use]
    pub fn of_thought(socket: Option<&Thought>) -> Self {
        let Some(socket) = socket else { return Self::default() };
        Self { family: socket.family, kind: socket.kind, ..Self::default() }
    }

    /// What is known before a call is made on a socket that is there.
    #[must_use]
    pub fn of_socket(socket: Option<&SocketRecord>, is_program: bool) -> Self {
        let Some(socket) = socket else { return Self::default() };
        Self { family: Some(socket.family), kind: Some(socket.kind), is_program, ..Self::default() }
    }
}

impl<'a> Snapshot<'a> {
    /// What is known around a call that was made.
    #[must_use]
    pub fn context(&self, id: CallId) -> Context<'a> {
        let Some(record) = self.trace.find_call(id) else { return Context::default() };
        let then = Moment(record.called);
        let socket = record.socket.and_then(|id| self.socket(id));
        let outcome = match self.state(record) {
            CallState::Returned(outcome) => Some(outcome),
            _ => None,
        };
        let is_over = outcome.is_some_and(Outcome::is_success);
        let errno = outcome.and_then(Outcome::errno);
        let closes = matches!(*record.call, Call::Close { .. });
        let ends = matches!(*record.call, Call::Send { .. } | Call::SendTo { .. } | Call::Shutdown { .. });
        Context {
            at: Some(*self),
            family: socket.map(|socket| socket.family),
            kind: socket.map(|socket| socket.kind),
            used: socket.map(|socket| socket.used_for(then)),
            local: socket.and_then(|socket| socket.local(then)),
            has_known_port: socket.is_some_and(has_known_port),
            is_program: matches!(record.origin, Origin::Program(_)) || self.is_program(record.participant),
            is_frozen: outcome.is_none() && self.is_frozen(record.participant),
            closing: self.closing(record).filter(|_| is_over),
            missing: outcome.and_then(|_| self.missing(record)),
            fate: outcome.and_then(|_| self.datagram_of(id)).map(|datagram| datagram.fate),
            no_bytes: self.no_bytes(id),
            holder: errno.filter(|errno| *errno == Errno::EADDRINUSE).and_then(|_| self.holder(record)),
            full: outcome.is_none().then(|| self.full_queue(record)).flatten(),
            datagrams_left: match record.socket {
                Some(socket) if closes && is_over => self.datagrams_left(socket),
                _ => 0,
            },
            gone: if ends && is_over { self.gone(record) } else { None },
        }
    }

    /// Why a recv on a stream gave 0 bytes. `None` for a call that did not.
    #[must_use]
    pub fn no_bytes(&self, id: CallId) -> Option<NoBytes> {
        let record = self.trace.find_call(id)?;
        let CallState::Returned(outcome) = self.state(record) else { return None };
        let socket = self.socket(record.socket?).filter(|socket| socket.kind == Kind::Stream)?;
        if !outcome.received()?.is_empty() || record.call.room() == Some(0) {
            return None;
        }
        let then = self.trace.at(Moment(record.called));
        let broken = then.reset(socket.id).and_then(|told| Some((told, self.trace.find_call(told)?)));
        let is_reset = |call: &CallRecord| {
            let errno = self.trace.outcome_of(call).and_then(Outcome::errno);
            errno == Some(Errno::ECONNRESET) || !socket.has_shut_writing(Moment(call.called))
        };
        if let Some((told, _)) = broken.filter(|(_, call)| is_reset(call)) {
            return Some(NoBytes::AfterReset(told));
        }
        let end = self.trace.links.end(socket.id);
        if let Some(first) = end.and_then(|end| end.exhausted).filter(|first| *first < id)
            && then.has_returned(first)
        {
            return Some(NoBytes::Again(first));
        }
        let linked = self.trace.links_at(id).any(|link| link.carries == Carries::End);
        if socket.shut_reading(Moment(record.returned?)).is_some() && !linked {
            return Some(NoBytes::OwnShutdown);
        }
        Some(NoBytes::End)
    }

    /// Who has the address that a bind or a listen asked for.
    fn holder(&self, record: &CallRecord) -> Option<Holder> {
        let own = self.socket(record.socket?)?;
        if own.family == Family::Unix {
            return None;
        }
        let then = self.trace.at(Moment(record.called));
        let port = match record.call.address() {
            Some(Address::Inet { port, .. }) => *port,
            _ => own.local(then.moment)?.port()?,
        };
        let at_port = |socket: &&SocketRecord| {
            socket.id != own.id
                && socket.kind == own.kind
                && socket.family != Family::Unix
                && socket.local(then.moment).and_then(Endpoint::port) == Some(port)
        };
        let all = || self.trace.sockets().iter().filter(at_port);
        if let Some(open) =
            all().filter(|s| s.is_open(then.moment)).max_by_key(|s| s.is_listening(then.moment))
        {
            return Some(Holder::Open(open.id));
        }
        let kept = all().filter(|socket| !socket.is_open(then.moment)).find(|socket| {
            let close = socket.closed.and_then(|at| self.trace.call_of(at));
            let close = close.and_then(|id| self.trace.find_call(id));
            close
                .and_then(|close| then.closing(close))
                .is_some_and(|closing| closing.may_time_wait && closing.is_first == Some(true))
        });
        kept.map(|socket| Holder::TimeWait(socket.id))
    }

    /// The listener of the run that a connect waits for. On one machine a handshake does not wait for anything but room in
    /// the queue of the listener.
    fn full_queue(&self, record: &CallRecord) -> Option<SocketId> {
        let Call::Connect { to, .. } = &*record.call else { return None };
        let own = self.socket(record.socket?)?;
        let listens = |socket: &&SocketRecord| {
            socket.kind == Kind::Stream
                && socket.family == own.family
                && socket.is_listening(self.moment)
                && match (to, socket.local(self.moment)) {
                    (Address::Inet { host, port }, Some(local)) => {
                        local.port() == Some(*port) && is_this_machine(host)
                    }
                    (Address::Unix { path }, Some(Endpoint::Unix(local))) => local.is_named_by(path),
                    _ => false,
                }
        };
        self.trace.sockets().iter().find(listens).map(|socket| socket.id)
    }

    /// The close of the other end that was over before this call was made.
    fn gone(&self, record: &CallRecord) -> Option<CallId> {
        let own = self.socket(record.socket?).filter(|socket| socket.kind == Kind::Stream)?;
        let end = self.trace.links.end(own.id)?;
        let super::Peer::Socket(other) = end.peer else { return None };
        let closed = self.trace.socket(other)?.closed.filter(|at| *at < record.called)?;
        self.trace.call_of(closed)
    }

    /// The call at the other end that the end of the stream came from, as a recv met it.
    #[must_use]
    pub fn end_sent_by(&self, recv: CallId) -> Option<CallId> {
        self.trace.links_at(recv).find_map(|link| match (link.from, link.carries) {
            (LinkEnd::Call(from), Carries::End) => Some(from),
            _ => None,
        })
    }

    /// Whose a socket is.
    #[must_use]
    pub fn owner_of(&self, socket: SocketId) -> &'a str {
        self.name_of(ParticipantId(socket.participant))
    }
}

/// Whether the kernel did not choose the port of a socket when it was connected.
fn has_known_port(socket: &SocketRecord) -> bool {
    let bound = socket.local.first().map(|(at, _)| *at);
    let connected = socket.peer.first().map(|(at, _)| *at);
    socket.listener.is_some() || bound.is_some_and(|bound| connected.is_none_or(|at| bound < at))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host.is_empty()
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}
