//! What joins two lifelines: which connect met which accept, which sent bytes became which received bytes, which close
//! is the end that a recv saw. Found by addresses and offsets, as the two ends have nothing else in common.

mod broken;
mod datagrams;
mod streams;

use std::collections::HashMap;

use super::kept::Kept;
use super::record::{CallId, CallRecord, SocketRecord, Sockets};
use super::room::Calls;
use crate::sockets::{Call, Endpoint, Errno, Family, Kind, OptionName, Outcome, SocketId};

use datagrams::Datagrams;
use streams::{Closing, Streams, Unmet};
pub(super) use streams::{End, reach};
pub use streams::{Peer, Piece};

/// A program outside the run, by its order of appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutsiderId(pub u32);

/// A program that is no participant, seen only by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outsider {
    pub address: Endpoint,
    /// Position of the event that showed it.
    pub since: usize,
    /// Whether it was heard over datagrams. The same address over TCP is another program.
    pub kind: Kind,
}

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    Call(CallId),
    Outside(OutsiderId),
}

/// What went over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// A connection: connect and accept.
    Connection,
    /// Bytes of a stream: `count` of them, from offset `at` of that direction.
    Bytes { at: u64, count: u64 },
    /// One datagram, `count` bytes as received of `sent` bytes as sent.
    Datagram { count: u64, sent: u64 },
    /// The end of the stream: a close or shutdown, and the recv that got nothing.
    End,
    /// A reset: what the kernel answers for an end that is closed, and the error that it caused.
    Reset,
    /// Nothing: the Unix socket at the other end receives no more, and the send that met it failed (EPIPE).
    NoReader,
}

/// Two ends of what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub from: LinkEnd,
    pub to: LinkEnd,
    pub carries: Carries,
    /// Position of the event that made it known.
    pub known: usize,
    /// Both ends were observed and belong together by address. Otherwise it was worked out.
    pub observed: bool,
}

/// What is known when an event is looked at.
struct Known<'a, 'b> {
    position: usize,
    calls: &'a mut Calls<'b>,
    sockets: &'a Sockets,
    open: &'a [CallId],
}

impl Known<'_, '_> {
    fn socket(&self, id: SocketId) -> Option<&SocketRecord> {
        self.sockets.get(id)
    }

    /// Whether some participant is in a call right now that could turn out to be the other end.
    fn any_open(&self, wanted: impl Fn(&CallRecord) -> bool) -> bool {
        self.open.iter().filter_map(|id| self.calls.get(*id)).any(wanted)
    }
}

/// All links so far, and what is needed to find the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    found: Found,
    streams: Streams,
    datagrams: Datagrams,
    /// The calls that have not returned: one for each participant at most.
    open: Vec<CallId>,
}

/// What has been found.
#[derive(Clone, Debug, Default)]
struct Found {
    links: Kept<Link>,
    outsiders: Vec<Outsider>,
    /// Where each address stands among them.
    places: HashMap<(Endpoint, Kind), usize>,
}

impl Found {
    fn link(&mut self, known: &mut Known, from: LinkEnd, to: LinkEnd, carries: Carries, observed: bool) {
        let at = u32::try_from(self.links.end()).unwrap_or(u32::MAX);
        for end in [from, to] {
            if let LinkEnd::Call(id) = end
                && let Some(call) = known.calls.get_mut(id)
            {
                call.links.push(at);
            }
        }
        self.links.push(Link { from, to, carries, known: known.position, observed });
    }

    /// The outside program with this address, made known now if it was not.
    fn outsider(&mut self, address: &Endpoint, kind: Kind, position: usize) -> OutsiderId {
        let named = (*address != Endpoint::Unnamed).then(|| (address.clone(), kind));
        let known = named.as_ref().and_then(|named| self.places.get(named).copied());
        let at = known.unwrap_or_else(|| {
            self.outsiders.push(Outsider { address: address.clone(), since: position, kind });
            let at = self.outsiders.len() - 1;
            self.places.extend(named.map(|named| (named, at)));
            at
        });
        OutsiderId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

impl Links {
    pub fn all(&self) -> &[Link] {
        self.found.links.as_slice()
    }

    /// The link with this number, if it is kept.
    pub fn get(&self, number: u32) -> Option<&Link> {
        self.found.links.get(number as usize)
    }

    /// Forgets what became known before a position, or is of calls before this one.
    pub fn drop_before(&mut self, position: usize, first: CallId, sockets: &Sockets) {
        let links = &mut self.found.links;
        links.drop_before(links.partition_point(|link| link.known < position));
        self.streams.drop_before(first, sockets);
        self.datagrams.drop_before(first, sockets);
    }

    pub fn shrink_to_fit(&mut self) {
        self.found.links.shrink_to_fit();
    }

    pub fn outsiders(&self) -> &[Outsider] {
        &self.found.outsiders
    }

    /// One end of a connection, if this socket has become one.
    pub fn end(&self, socket: SocketId) -> Option<&End> {
        self.streams.end(socket)
    }

    /// The calls that returned from sending or receiving datagrams on a socket, oldest first.
    pub fn datagram_calls(&self, socket: SocketId) -> &[CallId] {
        self.datagrams.calls_on(socket)
    }

    /// The calls that sent datagrams which nobody has been seen to receive, oldest first.
    pub fn unclaimed_datagrams(&self) -> impl Iterator<Item = CallId> {
        self.datagrams.unclaimed()
    }

    /// Takes note of a call that begins.
    pub fn called(&mut self, id: CallId, record: &CallRecord, sockets: &Sockets) {
        self.open.push(id);
        let Some(socket) = record.socket.and_then(|s| sockets.get(s)) else {
            return;
        };
        match (&*record.call, socket.kind) {
            (Call::Send { .. } | Call::SendTo { .. }, Kind::Stream) => {
                self.streams.send_begins(socket.id, id);
            }
            (call, Kind::Stream) => {
                if let Some(how) = Closing::of(call) {
                    self.streams.closing(socket.id, id, how);
                }
            }
            _ => {}
        }
    }

    /// A connect that was not answered at once has been: these are the ends of the connection.
    pub fn answered(
        &mut self,
        position: usize,
        socket: SocketId,
        (local, peer): (&Endpoint, &Endpoint),
        calls: &mut Calls,
        sockets: &Sockets,
    ) {
        let Self { found, streams, open, .. } = self;
        let mut known = Known { position, calls, sockets, open };
        if let Some(call) = streams.begun(socket) {
            let at = known.calls.get(call).map_or(position, |record| record.called);
            let (local, peer) = (local.clone(), peer.clone());
            streams.connected(found, &mut known, Unmet { call, socket, local, peer, at });
        }
    }

    /// Takes note of a call that has returned.
    pub fn returned(
        &mut self,
        position: usize,
        id: CallId,
        outcome: &Outcome,
        calls: &mut Calls,
        sockets: &Sockets,
    ) {
        self.open.retain(|open| *open != id);
        let Self { found, streams, datagrams, open } = self;
        let mut known = Known { position, calls, sockets, open };
        let Some(record) = known.calls.get(id) else { return };
        let call = std::sync::Arc::clone(&record.call);
        let (on, called) = (record.socket, record.called);
        let Some(kind) = on.and_then(|s| known.socket(s)).map(|s| s.kind) else {
            return;
        };
        let Some(on) = on else { return };
        if kind == Kind::Dgram && (call.data().is_some() || call.room().is_some()) {
            datagrams.returned(on, id);
        }
        if kind == Kind::Dgram
            && matches!(outcome, Outcome::Bound { .. } | Outcome::Connected { .. } | Outcome::SentTo { .. })
        {
            datagrams.bound(on, called);
        }
        match (outcome, kind) {
            (Outcome::Accepted { socket, local, peer }, _) => {
                let (local, peer) = (local.clone(), peer.clone());
                let accept = Unmet { call: id, socket: socket.id, local, peer, at: position };
                streams.accepted(found, &mut known, accept, on);
            }
            (Outcome::Connected { local, peer }, Kind::Stream) => {
                let (local, peer) = (local.clone(), peer.clone());
                let connect = Unmet { call: id, socket: on, local, peer, at: called };
                streams.connected(found, &mut known, connect);
            }
            (Outcome::Sent { count, .. } | Outcome::SentTo { count, .. }, Kind::Stream) => {
                streams.send_ends(on, id, *count as u64);
                streams.leaves(found, &mut known, id, on);
            }
            (Outcome::Received { data } | Outcome::ReceivedFrom { data, .. }, Kind::Stream)
                if call.room() != Some(0) =>
            {
                streams.received(found, &mut known, id, on, data.len() as u64);
            }
            (_, Kind::Stream) => on_stream(found, streams, &mut known, id, on, &call, outcome),
            (Outcome::Sent { .. } | Outcome::SentTo { .. }, Kind::Dgram) => {
                datagrams.sent(found, &mut known, id, on, &call, outcome);
            }
            (Outcome::Received { data }, Kind::Dgram) => {
                let peer = known.socket(on).and_then(|s| s.peer.last()).map(|(_, peer)| peer.clone());
                datagrams.received(found, &mut known, id, on, data, peer);
            }
            (Outcome::ReceivedFrom { data, from }, Kind::Dgram) => {
                datagrams.received(found, &mut known, id, on, data, from.clone());
            }
            _ => {}
        }
        // Whoever was waited for has now had its say: what is still without an end belongs to somebody outside.
        if matches!(*call, Call::Connect { .. }) {
            streams.settle(found, &mut known);
        }
        if kind == Kind::Dgram && call.data().is_some() {
            datagrams.settle(found, &mut known);
        }
    }
}

/// Takes note of a call on a stream that brought no bytes over.
fn on_stream(
    found: &mut Found,
    streams: &mut Streams,
    known: &mut Known,
    id: CallId,
    on: SocketId,
    call: &Call,
    outcome: &Outcome,
) {
    if call.data().is_some() {
        streams.send_ends(on, id, 0);
    }
    match (call, outcome) {
        // Asking for the pending error takes it away: no later call will tell of it.
        (Call::GetSockOpt { option: OptionName::Error, .. }, Outcome::Value(error)) => {
            let errno = i32::try_from(*error).map_or(Errno(0), Errno);
            streams.failed(found, known, id, on, errno);
        }
        (Call::SetSockOpt { option, .. }, Outcome::Done) => streams.option(on, *option),
        (Call::Connect { to, .. }, outcome) if has_no_answer(outcome) => {
            // Whoever did not want to wait is told later; who was interrupted is not.
            let is_awaited = matches!(outcome, Outcome::Failed(errno) if errno.is_not_yet());
            streams.has_begun(id, on, to, is_awaited);
        }
        (Call::Connect { to, .. }, Outcome::Failed(Errno::ECONNRESET)) => {
            streams.connect_is_reset(found, known, id, to);
        }
        (call, Outcome::Failed(errno)) if call.data().is_some() || call.room().is_some() => {
            streams.failed(found, known, id, on, *errno);
        }
        (call, outcome) => match (Closing::of(call), outcome) {
            (Some(_), Outcome::Failed(_)) => streams.has_not_closed(on, id),
            (Some(how), _) => streams.has_closed(found, known, id, on, how),
            _ => {}
        },
    }
}

/// Whether a connect came back while the kernel goes on with it.
fn has_no_answer(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Interrupted | Outcome::Killed => true,
        Outcome::Failed(errno) => errno.is_not_yet() || *errno == Errno::EINTR,
        _ => false,
    }
}

/// Whether sockets of this family meet by path, and a connecting one has no address of its own.
fn is_local_family(family: Family) -> bool {
    family == Family::Unix
}
