//! Streams: the two ends of a connection, and the bytes of each direction by their offset.

use std::collections::HashMap;

use super::{Carries, Found, Known, LinkEnd, is_local_family};
use crate::sockets::{Call, Endpoint, Errno, Kind, Outcome, SocketId};
use crate::trace::CallId;
use crate::trace::record::Sockets;

/// The bytes of one direction that one call sent or received: from `start` to `end`, never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub call: CallId,
    pub start: u64,
    pub end: u64,
}

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peer {
    #[default]
    NotYetKnown,
    Socket(SocketId),
    Outside(super::OutsiderId),
}

/// One end of a connection: what it has sent and received, in the order of the offsets.
#[derive(Clone, Debug, Default)]
pub(in crate::trace) struct End {
    pub peer: Peer,
    /// Position of the event that made the peer known.
    pub met: usize,
    pub sent: Vec<Piece>,
    /// The send that has not returned: how much of it the kernel has taken is not known yet.
    sending: Option<CallId>,
    pub received: Vec<Piece>,
    /// The call that ended its sending direction.
    pub ended: Option<CallId>,
    /// Reads from before the other end was known: call, offset, bytes.
    unlinked: Vec<(CallId, u64, u64)>,
    /// The first read that met the end of the stream.
    pub exhausted: Option<CallId>,
    /// The call that failed because the other end reset the connection: what fails after it, or ends, is no news.
    pub broken: Option<CallId>,
}

/// How many bytes these pieces make.
pub(in crate::trace) fn reach(pieces: &[Piece]) -> u64 {
    pieces.last().map_or(0, |piece| piece.end)
}

/// An accept whose connect has not turned up.
#[derive(Clone, Debug)]
struct Unmet {
    call: CallId,
    socket: SocketId,
    local: Endpoint,
    peer: Endpoint,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    ends: HashMap<SocketId, End>,
    /// Connects that no accept has met, by (local, peer) as the connecting end sees them.
    connects: Vec<Unmet>,
    accepts: Vec<Unmet>,
}

impl Streams {
    pub fn send_begins(&mut self, socket: SocketId, call: CallId) {
        if let Some(end) = self.ends.get_mut(&socket) {
            end.sending = Some(call);
        }
    }

    pub fn send_ends(&mut self, socket: SocketId, call: CallId, count: u64) {
        let Some(end) = self.ends.get_mut(&socket).filter(|end| end.sending == Some(call)) else { return };
        end.sending = None;
        if count > 0 {
            let start = reach(&end.sent);
            end.sent.push(Piece { call, start, end: start + count });
        }
    }

    /// What leaves for a program outside: that the kernel took it is all that is known.
    pub fn leaves(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        carries: impl FnOnce(u64, u64) -> Carries,
    ) {
        let Some(end) = self.ends.get(&socket) else { return };
        let Peer::Outside(outside) = end.peer else { return };
        let sent = end.sent.last().filter(|piece| piece.call == call);
        let (at, until) = sent.map_or((0, 0), |piece| (piece.start, piece.end));
        let carries = carries(at, until - at);
        if carries != (Carries::Bytes { at, count: 0 }) {
            found.link(known, LinkEnd::Call(call), LinkEnd::Outside(outside), carries, false);
        }
    }

    pub fn ends(&mut self, socket: SocketId, call: CallId) {
        if let Some(end) = self.ends.get_mut(&socket) {
            end.ended.get_or_insert(call);
        }
    }

    /// Whether this is the call that ended the sending direction of a socket.
    pub fn is_end(&self, socket: SocketId, call: CallId) -> bool {
        self.ends.get(&socket).is_some_and(|end| end.ended == Some(call))
    }

    pub fn accepted(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        local: &Endpoint,
        peer: &Endpoint,
    ) {
        self.ends.insert(socket, End::default());
        self.accepts.push(Unmet { call, socket, local: local.clone(), peer: peer.clone() });
        self.settle(found, known);
    }

    pub fn connected(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        local: &Endpoint,
        peer: &Endpoint,
    ) {
        self.ends.insert(socket, End::default());
        let ours = known.sockets.listeners().any(|s| s.kind == Kind::Stream && listens_at(s, peer));
        if ours {
            self.connects.push(Unmet { call, socket, local: local.clone(), peer: peer.clone() });
            return;
        }
        let outside = found.outsider(peer, Kind::Stream, known.position);
        self.meet(socket, Peer::Outside(outside), known);
        found.link(known, LinkEnd::Call(call), LinkEnd::Outside(outside), Carries::Connection, false);
    }

    /// Joins accepts with their connects. An accept that no connect can belong to came from outside.
    pub fn settle(&mut self, found: &mut Found, known: &mut Known) {
        let mut at = 0;
        while at < self.accepts.len() {
            let accept = &self.accepts[at];
            let family = known.socket(accept.socket).map(|s| s.family);
            let by_path = family.is_some_and(is_local_family);
            let met = self.connects.iter().position(|connect| {
                connect.peer == accept.local && (by_path || connect.local == accept.peer)
            });
            if let Some(met) = met {
                let connect = self.connects.remove(met);
                let accept = self.accepts.remove(at);
                self.meet(accept.socket, Peer::Socket(connect.socket), known);
                self.meet(connect.socket, Peer::Socket(accept.socket), known);
                // Unix sockets give the connecting end no name: that these two met follows from their order only.
                found.link(
                    known,
                    LinkEnd::Call(connect.call),
                    LinkEnd::Call(accept.call),
                    Carries::Connection,
                    !by_path,
                );
                self.catch_up(found, known, accept.socket);
                self.catch_up(found, known, connect.socket);
                continue;
            }
            let port = accept.local.port();
            let may_come = known.any_open(|call| {
                matches!(&*call.call, Call::Connect { to, .. } if match to {
                    crate::sockets::Address::Inet { port: to, .. } => Some(*to) == port,
                    crate::sockets::Address::Unix { .. } => by_path,
                    crate::sockets::Address::Sender => false,
                })
            });
            if may_come {
                at += 1;
                continue;
            }
            let accept = self.accepts.remove(at);
            let outside = found.outsider(&accept.peer, Kind::Stream, known.position);
            self.meet(accept.socket, Peer::Outside(outside), known);
            found.link(
                known,
                LinkEnd::Outside(outside),
                LinkEnd::Call(accept.call),
                Carries::Connection,
                false,
            );
            self.catch_up(found, known, accept.socket);
        }
    }

    pub fn received(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        count: u64,
    ) {
        let Some(end) = self.ends.get_mut(&socket) else {
            return;
        };
        let at = reach(&end.received);
        if count > 0 {
            end.received.push(Piece { call, start: at, end: at + count });
        }
        end.unlinked.push((call, at, count));
        self.catch_up(found, known, socket);
    }

    /// Links the reads of a socket to the sends at its other end, once that is known.
    fn catch_up(&mut self, found: &mut Found, known: &mut Known, socket: SocketId) {
        let end = self.end_mut(socket);
        let (peer, broken) = (end.peer, end.broken.is_some());
        if peer == Peer::NotYetKnown {
            return;
        }
        let reads = std::mem::take(&mut end.unlinked);
        for (call, at, count) in reads {
            let to = LinkEnd::Call(call);
            if count == 0 && (broken || *self.end_mut(socket).exhausted.get_or_insert(call) != call) {
                continue; // the same end, seen again
            }
            match peer {
                Peer::Outside(outside) => {
                    let carries = if count == 0 { Carries::End } else { Carries::Bytes { at, count } };
                    found.link(known, LinkEnd::Outside(outside), to, carries, false);
                }
                Peer::Socket(other) if count == 0 => {
                    if let Some(from) = self.end_mut(other).ended {
                        found.link(known, LinkEnd::Call(from), to, Carries::End, true);
                    }
                }
                Peer::Socket(other) => {
                    let until = at + count;
                    let sender = self.end_mut(other);
                    let first = sender.sent.partition_point(|piece| piece.end <= at);
                    // What no send has returned with yet came from the one that is still being made.
                    let sending = sender.sending.map(|call| Piece {
                        call,
                        start: reach(&sender.sent),
                        end: until.max(reach(&sender.sent)),
                    });
                    for piece in sender.sent[first..].iter().chain(&sending) {
                        let (from, end) = (piece.start.max(at), piece.end.min(until));
                        if from < end {
                            let carries = Carries::Bytes { at: from, count: end - from };
                            found.link(known, LinkEnd::Call(piece.call), to, carries, true);
                        }
                        if piece.end >= until {
                            break;
                        }
                    }
                }
                Peer::NotYetKnown => {}
            }
        }
    }

    /// A call failed as calls do on a connection whose other end is gone.
    pub fn reset(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        outcome: &Outcome,
    ) {
        if !matches!(outcome.errno(), Some(Errno::ECONNRESET | Errno::EPIPE)) {
            return;
        }
        let end = self.end_mut(socket);
        if *end.broken.get_or_insert(call) != call {
            return;
        }
        if let Peer::Socket(other) = end.peer
            && let Some(from) = self.end_mut(other).ended
        {
            found.link(known, LinkEnd::Call(from), LinkEnd::Call(call), Carries::Reset, false);
        }
    }

    /// One end of a connection, if this socket has become one.
    pub fn end(&self, socket: SocketId) -> Option<&End> {
        self.ends.get(&socket)
    }

    /// A listener was closed: whoever waited to be accepted there is not, and another one at the same address is another.
    pub fn nobody_accepts(&mut self, listener: &crate::trace::SocketRecord) {
        if listener.closed.is_some() {
            self.connects.retain(|connect| !listens_at(listener, &connect.peer));
        }
    }

    /// Forgets what calls before this one sent and received, as far as all of it has been received, and the ends that are
    /// gone.
    pub fn drop_before(&mut self, first: CallId, sockets: &Sockets) {
        self.ends.retain(|socket, _| sockets.get(*socket).is_some());
        let received: HashMap<SocketId, u64> =
            self.ends.iter().map(|(socket, end)| (*socket, reach(&end.received))).collect();
        for end in self.ends.values_mut() {
            let taken = match end.peer {
                Peer::Socket(other) => received.get(&other).copied().unwrap_or(u64::MAX),
                Peer::Outside(_) | Peer::NotYetKnown => u64::MAX,
            };
            forget(&mut end.sent, |piece| piece.call < first && piece.end <= taken);
            forget(&mut end.received, |piece| piece.call < first);
        }
    }

    fn meet(&mut self, socket: SocketId, peer: Peer, known: &Known) {
        let end = self.end_mut(socket);
        (end.peer, end.met) = (peer, known.position);
    }

    fn end_mut(&mut self, socket: SocketId) -> &mut End {
        self.ends.entry(socket).or_default()
    }
}

/// Forgets the first pieces, as far as this holds for them, but for the last there is: it says how far the bytes reach.
fn forget(pieces: &mut Vec<Piece>, goes: impl FnMut(&Piece) -> bool) {
    let count = pieces.partition_point(goes);
    pieces.drain(..count.min(pieces.len().saturating_sub(1)));
}

fn listens_at(socket: &crate::trace::SocketRecord, address: &Endpoint) -> bool {
    socket.local.last().is_some_and(|(_, local)| local.covers(address))
}
