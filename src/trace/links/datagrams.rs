//! Datagrams: each by itself, found again at the receiver by its addresses and its bytes. What is never found again may
//! be lost or unread; nothing tells.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Carries, Found, Known, LinkEnd};
use crate::sockets::{Call, Endpoint, Kind, Outcome, Payload, SocketId};
use crate::trace::CallId;
use crate::trace::record::Sockets;

/// A datagram that so many later ones have overtaken is taken for lost, and no longer looked for.
const OVERTAKEN: usize = 2048;

#[derive(Clone, Debug)]
struct Sent {
    call: CallId,
    from: Endpoint,
    to: Endpoint,
    /// The call itself, which has the bytes.
    made: Arc<Call>,
    /// Position of the event with which it was sent.
    at: usize,
}

#[derive(Clone, Debug)]
struct Received {
    call: CallId,
    /// `None` where the call does not tell: recv(2) on a socket that is not connected, or a sender without a name.
    from: Option<Endpoint>,
    local: Option<Endpoint>,
    data: Payload,
    max: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Datagrams {
    sent: Vec<Sent>,
    received: Vec<Received>,
    /// For each socket, the position from which on it may have had its address: that of the call that gave it.
    since: HashMap<SocketId, usize>,
    /// For each socket, the calls that returned from sending or receiving, oldest first.
    calls: HashMap<SocketId, Vec<CallId>>,
}

impl Datagrams {
    pub fn returned(&mut self, on: SocketId, call: CallId) {
        self.calls.entry(on).or_default().push(call);
    }

    /// A call that was made at this position has given a socket its address, if it had none.
    pub fn bound(&mut self, on: SocketId, called: usize) {
        self.since.entry(on).or_insert(called);
    }

    pub fn calls_on(&self, socket: SocketId) -> &[CallId] {
        self.calls.get(&socket).map_or(&[], Vec::as_slice)
    }

    pub fn unclaimed(&self) -> impl Iterator<Item = CallId> {
        self.sent.iter().map(|sent| sent.call)
    }

    /// Forgets the datagrams of calls before this one, and of sockets that are gone.
    pub fn drop_before(&mut self, first: CallId, sockets: &Sockets) {
        self.sent.retain(|sent| sent.call >= first);
        self.received.retain(|received| received.call >= first);
        self.since.retain(|socket, _| sockets.get(*socket).is_some());
        self.calls.retain(|socket, calls| {
            calls.retain(|call| *call >= first);
            sockets.get(*socket).is_some()
        });
    }

    pub fn sent(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        on: SocketId,
        made: &Arc<Call>,
        outcome: &Outcome,
    ) {
        let ends = match outcome {
            Outcome::SentTo { from, to, .. } => Some((from.clone(), to.clone())),
            _ => known.socket(on).and_then(|s| Some((s.local.last()?.1.clone(), s.peer.last()?.1.clone()))),
        };
        let Some((from, to)) = ends else { return };
        if self.sent.len() >= 2 * OVERTAKEN {
            self.sent.drain(..OVERTAKEN);
        }
        let sent = Sent { call, from, to, made: Arc::clone(made), at: known.position };
        let waiting = self.received.iter().position(|received| is_same(&sent, received));
        self.sent.push(sent);
        if let Some(at) = waiting {
            let received = self.received.remove(at);
            self.meet(found, known, self.sent.len() - 1, received);
        }
    }

    pub fn received(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        on: SocketId,
        data: &Payload,
        from: Option<Endpoint>,
    ) {
        let local = known.socket(on).and_then(|s| s.local.last()).map(|(_, local)| local.clone());
        let bound = self.since.get(&on).copied().unwrap_or(0);
        let max = known.calls.get(call).and_then(|call| call.call.room()).unwrap_or(usize::MAX);
        let received = Received { call, from, local, data: data.clone(), max };
        // A datagram from before the socket had its address is lost, whatever bytes it had; but who has the address first,
        // events that cross can tell the other way round.
        let fits = |sent: &Sent| is_same(sent, &received);
        let in_time = self.sent.iter().position(|sent| sent.at > bound && fits(sent));
        if let Some(at) = in_time.or_else(|| self.sent.iter().position(fits)) {
            self.meet(found, known, at, received);
        } else {
            self.received.push(received);
            self.settle(found, known);
        }
    }

    /// Joins what was received with the datagram in this place among those that were sent.
    fn meet(&mut self, found: &mut Found, known: &mut Known, at: usize, received: Received) {
        let sent = self.sent.remove(at);
        self.sent.drain(..at.saturating_sub(OVERTAKEN));
        let carries = Carries::Datagram { count: received.data.len() as u64, sent: sent.len() as u64 };
        let is_named = received.from.is_some_and(|from| from != Endpoint::Unnamed);
        found.link(known, LinkEnd::Call(sent.call), LinkEnd::Call(received.call), carries, is_named);
    }

    /// What was received, and that nobody of the run can have sent any more, came from outside.
    pub fn settle(&mut self, found: &mut Found, known: &mut Known) {
        let may_come = !self.received.is_empty()
            && known.any_open(|call| {
                call.call.data().is_some()
                    && call.socket.and_then(|s| known.socket(s)).is_some_and(|s| s.kind == Kind::Dgram)
            });
        if may_come {
            return;
        }
        for received in std::mem::take(&mut self.received) {
            let Some(from) = received.from else { continue };
            let ours = known.sockets.all().iter().any(|s| {
                s.kind == Kind::Dgram && s.local.last().is_some_and(|(_, local)| local.covers(&from))
            });
            if !ours {
                let outside = found.outsider(&from, Kind::Dgram, known.position);
                let count = received.data.len() as u64;
                found.link(
                    known,
                    LinkEnd::Outside(outside),
                    LinkEnd::Call(received.call),
                    Carries::Datagram { count, sent: count },
                    false,
                );
            }
        }
    }
}

impl Sent {
    fn len(&self) -> usize {
        self.made.data().map_or(0, crate::sockets::Data::len)
    }
}

fn is_same(sent: &Sent, received: &Received) -> bool {
    let kept = sent.len().min(received.max);
    let is_sender =
        |from: &Endpoint| sent.from.covers(from) || (sent.from == *from && *from == Endpoint::Unnamed);
    received.from.as_ref().is_none_or(is_sender)
        && received.local.as_ref().is_none_or(|local| local.covers(&sent.to))
        && received.data.len() == kept
        && sent.made.data().is_some_and(|data| data.begins_with(&received.data))
}
