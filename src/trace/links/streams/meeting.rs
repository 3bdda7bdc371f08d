//! Which connect met which accept: by address, and where addresses do not tell, by what can have been.

use std::collections::HashSet;

use super::{End, Peer, Streams};
use crate::sockets::{Address, Call, Endpoint, Kind, SocketId};
use crate::trace::CallId;
use crate::trace::links::{Carries, Found, Known, LinkEnd, is_local_family};
use crate::trace::record::SocketRecord;

/// An accept whose connect has not turned up, or the other way round: both addresses as its own end sees them.
#[derive(Clone, Debug)]
pub(in crate::trace::links) struct Unmet {
    pub call: CallId,
    pub socket: SocketId,
    pub local: Endpoint,
    pub peer: Endpoint,
    /// Position of the event: that the accept returned, or that the connect was called.
    pub at: usize,
}

/// A connect that came back before the kernel had an answer: the connection may come about all the same.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub call: CallId,
    pub socket: SocketId,
    to: Address,
    is_awaited: bool,
}

/// Maximum number of accepts that wait for their connects, of connects without an answer, and of listeners that are past. Beyond
/// it the oldest has nothing to do with what comes, as far as anybody can tell.
pub(super) const MOST_UNMET: usize = 1024;

/// How the two ends of a connection find each other: by the address that is listened at, and that of the connecting end, if
/// it has one.
pub(super) type Ends = (Endpoint, Option<Endpoint>);

impl Streams {
    pub fn accepted(&mut self, found: &mut Found, known: &mut Known, accept: Unmet, listener: SocketId) {
        self.ends.insert(accept.socket, End::default());
        // A connection has the options of its listener (socket(7)).
        if self.abortive.contains(&listener) {
            self.abortive.insert(accept.socket);
        }
        if self.accepts.len() >= MOST_UNMET {
            self.comes_from_outside(0, found, known);
        }
        self.accepts.push(accept);
        // Nothing has changed for the others.
        self.settle_from(self.accepts.len() - 1, found, known);
    }

    pub fn connected(&mut self, found: &mut Found, known: &mut Known, mut connect: Unmet) {
        // Of a connect that was made again for its answer, the first one counts.
        connect.call = self.begun(connect.socket).unwrap_or(connect.call);
        let Unmet { call, socket, ref local, ref peer, at: began } = connect;
        if self.ends.get(&socket).is_some_and(|end| end.is_unmet || end.peer != Peer::NotYetKnown) {
            return; // the answer was known before this call asked for it
        }
        self.begun.retain(|begun| begun.socket != socket);
        let before = self.ends.insert(socket, End::default());
        if let (Some(before), Some(end)) = (before, self.ends.get_mut(&socket)) {
            // What was done to it while the answer was on its way still holds.
            (end.ended, end.deaf, end.closed) = (before.ended, before.deaf, before.closed);
        }
        if local == peer && *local != Endpoint::Unnamed {
            // A socket that has connected to its own port (RFC 9293, 3.5: a simultaneous open) is its own peer.
            self.meet(socket, Peer::Socket(socket), known);
            return;
        }
        // The listener may have been closed before this call was seen to return.
        let listens = |s: &SocketRecord| {
            s.kind == Kind::Stream && s.closed.is_none_or(|closed| closed > began) && listens_at(s, peer)
        };
        let past = || self.past_listeners.iter().filter_map(|(past, _)| known.socket(*past));
        if known.sockets.listeners().any(listens) || past().any(listens) {
            let by_path = is_by_path(known, socket);
            let ends = (peer.clone(), (!by_path).then(|| local.clone()));
            self.end_mut(socket).is_unmet = true;
            self.connects.entry(ends).or_default().push_back(connect);
            self.settle(found, known);
            self.strand_late(found, known, socket);
            return;
        }
        let outside = found.outsider(peer, Kind::Stream, known.position);
        self.meet(socket, Peer::Outside(outside), known);
        found.link(known, LinkEnd::Call(call), LinkEnd::Outside(outside), Carries::Connection, false);
    }

    /// A connect failed as it does where the listener is closed while the connection waits in its queue.
    pub fn connect_is_reset(&self, found: &mut Found, known: &mut Known, call: CallId, to: &Address) {
        let began = known.calls.get(call).map_or(usize::MAX, |record| record.called);
        let closed = self.past_listeners.iter().rev().find(|(past, _)| {
            known.socket(*past).is_some_and(|listener| {
                let local = listener.local.last().map(|(_, local)| local);
                let by_path = is_local_family(listener.family);
                listener.closed.is_none_or(|closed| closed > began)
                    && local.is_some_and(|local| leads_to(to, local, by_path))
            })
        });
        if let Some((_, by)) = closed {
            found.link(known, LinkEnd::Call(*by), LinkEnd::Call(call), Carries::Reset, false);
        }
    }

    /// A connect came back without an answer. `is_awaited`: whose it is asks for it later.
    pub fn has_begun(&mut self, call: CallId, socket: SocketId, to: &Address, is_awaited: bool) {
        // Asking again for the answer is no other connect.
        if !self.begun.iter().any(|begun| begun.socket == socket) {
            self.ends.entry(socket).or_default();
            if self.begun.len() >= MOST_UNMET {
                self.begun.pop_front();
            }
            self.begun.push_back(Begun { call, socket, to: to.clone(), is_awaited });
        }
    }

    /// The connect of this socket that has no answer yet.
    pub fn begun(&self, socket: SocketId) -> Option<CallId> {
        self.begun.iter().find(|begun| begun.socket == socket).map(|begun| begun.call)
    }

    /// Nobody asks for the answer of this socket's connect any more.
    pub fn gives_up(&mut self, socket: SocketId) {
        for begun in self.begun.iter_mut().filter(|begun| begun.socket == socket) {
            begun.is_awaited = false;
        }
    }

    /// Joins accepts with their connects. An accept that no connect can belong to came from outside.
    pub fn settle(&mut self, found: &mut Found, known: &mut Known) {
        self.settle_from(0, found, known);
    }

    fn settle_from(&mut self, first: usize, found: &mut Found, known: &mut Known) {
        if first >= self.accepts.len() {
            return;
        }
        let under_way = under_way(known);
        let mut at = first;
        while at < self.accepts.len() {
            let accept = &self.accepts[at];
            let by_path = is_by_path(known, accept.socket);
            let ends = (accept.local.clone(), (!by_path).then(|| accept.peer.clone()));
            let accepted = accept.at;
            let awaited = self.begun.iter().filter(|begun| begun.is_awaited).map(|begun| &begun.to);
            let may_come = under_way.iter().chain(awaited).any(|to| leads_to(to, &accept.local, by_path));
            if let Some(connect) = self.connect_between(&ends, accepted) {
                let accept = self.accepts.remove(at);
                self.join(found, known, (connect.call, connect.socket), &accept, !by_path);
            } else if let Some(begun) = self.find_begun(known, at, by_path) {
                let accept = self.accepts.remove(at);
                self.join(found, known, (begun.call, begun.socket), &accept, false);
            } else if may_come {
                at += 1;
            } else {
                self.comes_from_outside(at, found, known);
            }
        }
    }

    /// The other end of the accept in this place is no participant.
    fn comes_from_outside(&mut self, at: usize, found: &mut Found, known: &mut Known) {
        let accept = self.accepts.remove(at);
        let outside = found.outsider(&accept.peer, Kind::Stream, known.position);
        self.meet(accept.socket, Peer::Outside(outside), known);
        let (from, to) = (LinkEnd::Outside(outside), LinkEnd::Call(accept.call));
        found.link(known, from, to, Carries::Connection, false);
        self.catch_up(found, known, accept.socket);
    }

    /// Takes the first connect with these ends. Unix sockets give the connecting end no name: it is the first of those that had
    /// been called when the accept returned.
    fn connect_between(&mut self, ends: &Ends, accepted: usize) -> Option<Unmet> {
        let waiting = self.connects.get_mut(ends)?;
        let first = waiting.iter().position(|connect| ends.1.is_some() || connect.at < accepted)?;
        let connect = waiting.remove(first);
        if waiting.is_empty() {
            self.connects.remove(ends);
        }
        connect
    }

    /// Takes the connect without an answer that an accepted connection came of, as far as its addresses tell.
    fn find_begun(&mut self, known: &Known, accept: usize, by_path: bool) -> Option<Begun> {
        let accept = &self.accepts[accept];
        let found = self.begun.iter().position(|begun| {
            let local = known.socket(begun.socket).and_then(|socket| {
                let read = socket.readings.last().and_then(|(_, reading)| reading.local.as_ref());
                read.or(socket.local.last().map(|(_, local)| local))
            });
            // Before the kernel has chosen an address of its own, the one of the socket may be without host and port.
            let fits = |local: &Endpoint| *local == accept.peer || local.port() == Some(0);
            !begun.is_awaited
                && leads_to(&begun.to, &accept.local, by_path)
                && (by_path || local.is_none_or(fits))
        })?;
        self.begun.remove(found)
    }

    fn join(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        (connect, client): (CallId, SocketId),
        accept: &Unmet,
        observed: bool,
    ) {
        self.meet(accept.socket, Peer::Socket(client), known);
        self.meet(client, Peer::Socket(accept.socket), known);
        self.end_mut(client).is_unmet = false;
        let (from, to) = (LinkEnd::Call(connect), LinkEnd::Call(accept.call));
        found.link(known, from, to, Carries::Connection, observed);
        self.catch_up(found, known, accept.socket);
        self.catch_up(found, known, client);
    }

    /// Whoever waits to be accepted by a listener that takes nobody in any more never will be, and another listener at
    /// the same address is another.
    pub(super) fn strand(&mut self, found: &mut Found, known: &mut Known, listener: SocketId, by: CallId) {
        let Some(listener) = known.socket(listener) else { return };
        let gone = self.connects.extract_if(|(peer, _), _| listens_at(listener, peer));
        let gone: Vec<Unmet> = gone.flat_map(|(_, connects)| connects).collect();
        for Unmet { socket, .. } in gone {
            self.end_mut(socket).stranded = Some(by);
            self.catch_up(found, known, socket);
        }
    }

    /// The same where the connect was seen to return after the listener was closed.
    fn strand_late(&mut self, found: &mut Found, known: &mut Known, socket: SocketId) {
        let Some(peer) = known.socket(socket).and_then(|s| s.peer.last()).map(|(_, peer)| peer) else {
            return;
        };
        if known.sockets.listeners().any(|s| s.kind == Kind::Stream && listens_at(s, peer)) {
            return;
        }
        let covers = |past: &SocketId| known.socket(*past).is_some_and(|s| listens_at(s, peer));
        let past = self.past_listeners.iter().rev().find(|(past, _)| covers(past)).copied();
        if let Some((listener, by)) = past {
            self.strand(found, known, listener, by);
        }
    }
}

fn listens_at(socket: &SocketRecord, address: &Endpoint) -> bool {
    socket.local.last().is_some_and(|(_, local)| local.covers(address))
}

/// Where the connects lead to that have not returned.
fn under_way(known: &Known) -> HashSet<Address> {
    let open = known.open.iter().filter_map(|id| known.calls.get(*id));
    open.filter_map(|call| match &*call.call {
        Call::Connect { to, .. } => Some(to.clone()),
        _ => None,
    })
    .collect()
}

/// Whether a socket meets others by path.
fn is_by_path(known: &Known, socket: SocketId) -> bool {
    known.socket(socket).is_some_and(|s| is_local_family(s.family))
}

/// Whether a connect to this address may have come to a listener at that one: names are the resolver's to read.
fn leads_to(to: &Address, listener: &Endpoint, by_path: bool) -> bool {
    match to {
        Address::Inet { port, .. } => Some(*port) == listener.port(),
        // A path without a slash is in the folder of the run.
        Address::Unix { path } => by_path && matches!(listener, Endpoint::Unix(at) if at.is_named_by(path)),
        Address::Sender => false,
    }
}
