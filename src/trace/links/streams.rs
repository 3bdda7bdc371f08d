//! Streams: the two ends of a connection, and the bytes of each direction by their offset.

use std::collections::HashMap;

use super::{Carries, Found, Known, LinkEnd, is_local_family};
use crate::sockets::{Call, Endpoint, Errno, Kind, Outcome, SocketId};
use crate::trace::CallId;

/// What one `send` put into a direction: the bytes from `start` to `end`; no end while the call is open.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: u64,
    end: Option<u64>,
    call: CallId,
}

/// Who is at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Peer {
    #[default]
    NotYetKnown,
    Socket(SocketId),
    Outside(super::OutsiderId),
}

/// One end of a connection: what it has sent, and how far it has read.
#[derive(Clone, Debug, Default)]
struct End {
    peer: Peer,
    sent: Vec<Piece>,
    received: u64,
    /// The call that ended its sending direction.
    ended: Option<CallId>,
    /// Reads from before the other end was known: call, offset, bytes.
    unlinked: Vec<(CallId, u64, u64)>,
    /// Whether a read has met the end of the stream.
    exhausted: bool,
    /// A call has failed because the other end reset the connection: what fails after it, or ends, is no news.
    broken: bool,
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
            let start = end.sent.last().map_or(0, |piece| piece.end.unwrap_or(piece.start));
            end.sent.push(Piece { start, end: None, call });
        }
    }

    pub fn send_ends(&mut self, socket: SocketId, call: CallId, count: u64) {
        if let Some(piece) =
            self.ends.get_mut(&socket).and_then(|end| end.sent.last_mut()).filter(|piece| piece.call == call)
        {
            piece.end = Some(piece.start + count);
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
        let (at, until) = sent.map_or((0, 0), |piece| (piece.start, piece.end.unwrap_or(piece.start)));
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
        let ours = known.sockets.all().iter().any(|s| {
            s.kind == Kind::Stream && s.closed.is_none() && s.listening.is_some() && listens_at(s, peer)
        });
        if ours {
            self.connects.push(Unmet { call, socket, local: local.clone(), peer: peer.clone() });
            return;
        }
        let outside = found.outsider(peer, Kind::Stream, known.position);
        self.end_mut(socket).peer = Peer::Outside(outside);
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
                self.end_mut(accept.socket).peer = Peer::Socket(connect.socket);
                self.end_mut(connect.socket).peer = Peer::Socket(accept.socket);
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
            self.end_mut(accept.socket).peer = Peer::Outside(outside);
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
        let at = end.received;
        end.received += count;
        end.unlinked.push((call, at, count));
        self.catch_up(found, known, socket);
    }

    /// Links the reads of a socket to the sends at its other end, once that is known.
    fn catch_up(&mut self, found: &mut Found, known: &mut Known, socket: SocketId) {
        let end = self.end_mut(socket);
        let (peer, broken) = (end.peer, end.broken);
        if peer == Peer::NotYetKnown {
            return;
        }
        let reads = std::mem::take(&mut end.unlinked);
        for (call, at, count) in reads {
            let to = LinkEnd::Call(call);
            if count == 0 && (broken || std::mem::replace(&mut self.end_mut(socket).exhausted, true)) {
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
                    let sent = &self.end_mut(other).sent;
                    let first = sent.partition_point(|piece| piece.end.is_some_and(|end| end <= at));
                    let pieces: Vec<Piece> =
                        sent[first..].iter().take_while(|piece| piece.start < until).copied().collect();
                    for piece in pieces {
                        let from = piece.start.max(at);
                        let count = piece.end.map_or(until, |end| end.min(until)).saturating_sub(from);
                        if count > 0 {
                            let carries = Carries::Bytes { at: from, count };
                            found.link(known, LinkEnd::Call(piece.call), to, carries, true);
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
        if std::mem::replace(&mut end.broken, true) {
            return;
        }
        if let Peer::Socket(other) = end.peer
            && let Some(from) = self.end_mut(other).ended
        {
            found.link(known, LinkEnd::Call(from), LinkEnd::Call(call), Carries::Reset, false);
        }
    }

    fn end_mut(&mut self, socket: SocketId) -> &mut End {
        self.ends.entry(socket).or_default()
    }
}

fn listens_at(socket: &crate::trace::SocketRecord, address: &Endpoint) -> bool {
    socket.local.last().is_some_and(|(_, local)| local.covers(address))
}
