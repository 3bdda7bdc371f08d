//! Streams: the two ends of a connection, and the bytes of each direction by their offset.

mod meeting;

use std::collections::{HashMap, HashSet, VecDeque};

pub(super) use meeting::Unmet;
use meeting::{Begun, Ends, MOST_UNMET};

use super::{Carries, Found, Known, LinkEnd, broken, is_local_family};
use crate::sockets::{Call, Errno, Half, OptionSetting, SocketId};
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
    /// The call that ended its sending direction: a shutdown or the close.
    pub ended: Option<CallId>,
    /// The call after which it receives nothing more: a shutdown or the close.
    pub deaf: Option<CallId>,
    pub closed: Option<CallId>,
    /// Whether its connect has met no accept.
    is_unmet: bool,
    /// The close of the listener in whose queue it still waited to be accepted.
    stranded: Option<CallId>,
    /// What it met while the other end was not known.
    unlinked: Vec<(CallId, Met)>,
    /// The first read that met the end of the stream.
    pub exhausted: Option<CallId>,
    /// The call that failed because of what the other end did: what fails after it is no news.
    pub broken: Option<CallId>,
    /// The other end cut it off without an end of its stream: a read that gives nothing after that is none either.
    cut_off: bool,
}

/// What a call on one end met of the other.
#[derive(Clone, Copy, Debug)]
enum Met {
    /// So many bytes from this offset on, or with none the end.
    Bytes { at: u64, count: u64 },
    /// The connection was broken.
    Failure(Errno),
}

/// How many bytes these pieces make.
pub(in crate::trace) fn reach(pieces: &[Piece]) -> u64 {
    pieces.last().map_or(0, |piece| piece.end)
}

/// What a close or shutdown ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    Whole,
    Half(Half),
}

impl Closing {
    /// What a call ends, if it does.
    pub fn of(call: &Call) -> Option<Self> {
        match call {
            Call::Close { .. } => Some(Self::Whole),
            Call::Shutdown { how, .. } => Some(Self::Half(*how)),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    ends: HashMap<SocketId, End>,
    /// Connects that no accept has met, in the order in which they came.
    connects: HashMap<Ends, VecDeque<Unmet>>,
    accepts: Vec<Unmet>,
    begun: VecDeque<Begun>,
    /// Listeners that take nobody in any more, with the call that ended it.
    past_listeners: VecDeque<(SocketId, CallId)>,
    /// Those whose close resets the connection, whatever it has to send (`SO_LINGER` of 0 seconds).
    abortive: HashSet<SocketId>,
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

    /// Bytes leave for a program outside: that the kernel took them is all that is known.
    pub fn leaves(&self, found: &mut Found, known: &mut Known, call: CallId, socket: SocketId) {
        let Some((end, outside)) = self.with_outside(socket) else { return };
        if let Some(sent) = end.sent.last().filter(|piece| piece.call == call) {
            let carries = Carries::Bytes { at: sent.start, count: sent.end - sent.start };
            found.link(known, LinkEnd::Call(call), LinkEnd::Outside(outside), carries, false);
        }
    }

    /// The end leaves for a program outside, or a reset in its place.
    fn end_leaves(&self, found: &mut Found, known: &mut Known, call: CallId, socket: SocketId) {
        let Some((end, outside)) = self.with_outside(socket) else { return };
        if end.broken.is_some() {
            return; // there is nobody to tell
        }
        let resets = end.closed == Some(call) && self.abortive.contains(&socket);
        let carries = match () {
            () if resets => Carries::Reset,
            () if end.ended == Some(call) => Carries::End,
            () => return,
        };
        found.link(known, LinkEnd::Call(call), LinkEnd::Outside(outside), carries, false);
    }

    fn with_outside(&self, socket: SocketId) -> Option<(&End, super::OutsiderId)> {
        let end = self.ends.get(&socket)?;
        match end.peer {
            Peer::Outside(outside) => Some((end, outside)),
            Peer::Socket(_) | Peer::NotYetKnown => None,
        }
    }

    /// A close or shutdown begins: what it ends may be met before it has returned.
    pub fn closing(&mut self, socket: SocketId, call: CallId, how: Closing) {
        let Some(end) = self.ends.get_mut(&socket) else { return };
        if how != Closing::Half(Half::Read) {
            end.ended.get_or_insert(call);
        }
        if how != Closing::Half(Half::Write) {
            end.deaf.get_or_insert(call);
        }
        if how == Closing::Whole {
            end.closed.get_or_insert(call);
            self.gives_up(socket);
        }
    }

    /// A close or shutdown has done what it was called for.
    pub fn has_closed(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        how: Closing,
    ) {
        let Some(record) = known.socket(socket) else { return };
        if record.listening.is_none() {
            self.end_leaves(found, known, call, socket);
        } else if how != Closing::Half(Half::Write) && !self.is_past(socket) {
            // Linux stops listening at a shutdown for reading, too. A Unix socket does not.
            let listens = how != Closing::Whole && is_local_family(record.family);
            if !listens {
                if self.past_listeners.len() >= MOST_UNMET {
                    self.past_listeners.pop_front();
                }
                self.past_listeners.push_back((socket, call));
                self.strand(found, known, socket, call);
            }
        }
    }

    /// A close or shutdown has failed: it has ended nothing.
    pub fn has_not_closed(&mut self, socket: SocketId, call: CallId) {
        let Some(end) = self.ends.get_mut(&socket) else { return };
        for ends in [&mut end.ended, &mut end.deaf, &mut end.closed] {
            *ends = ends.filter(|ends| *ends != call);
        }
    }

    /// An option was set.
    pub fn option(&mut self, socket: SocketId, option: OptionSetting) {
        if let OptionSetting::Linger(seconds) = option {
            if seconds == Some(0) {
                self.abortive.insert(socket);
            } else {
                self.abortive.remove(&socket);
            }
        }
    }

    fn is_past(&self, listener: SocketId) -> bool {
        self.past_listeners.iter().any(|(past, _)| *past == listener)
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
        end.unlinked.push((call, Met::Bytes { at, count }));
        self.catch_up(found, known, socket);
    }

    /// A call failed, or told of an error, as calls do on a connection whose other end is gone.
    pub fn failed(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        errno: Errno,
    ) {
        if matches!(errno, Errno::ECONNRESET | Errno::EPIPE)
            && let Some(end) = self.ends.get_mut(&socket)
        {
            end.unlinked.push((call, Met::Failure(errno)));
            self.catch_up(found, known, socket);
        }
    }

    /// Links what a socket has met to what its other end did, once that is known.
    fn catch_up(&mut self, found: &mut Found, known: &mut Known, socket: SocketId) {
        let end = self.end_mut(socket);
        if end.peer == Peer::NotYetKnown && end.stranded.is_none() {
            return;
        }
        for (call, met) in std::mem::take(&mut end.unlinked) {
            match met {
                Met::Bytes { count: 0, .. } => self.meets_end(found, known, call, socket),
                Met::Bytes { at, count } => self.meets_bytes(found, known, call, socket, at, count),
                Met::Failure(errno) => self.meets_failure(found, known, call, socket, errno),
            }
        }
    }

    fn meets_bytes(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        at: u64,
        count: u64,
    ) {
        let to = LinkEnd::Call(call);
        match self.end_mut(socket).peer {
            Peer::NotYetKnown => {}
            Peer::Outside(outside) => {
                found.link(known, LinkEnd::Outside(outside), to, Carries::Bytes { at, count }, false);
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
        }
    }

    /// A read gave nothing: the other end has ended the stream, unless this end has itself, or was cut off from it.
    fn meets_end(&mut self, found: &mut Found, known: &mut Known, call: CallId, socket: SocketId) {
        let end = self.end_mut(socket);
        let peer = end.peer;
        let own = end.deaf.filter(|deaf| *deaf < call);
        let from = match peer {
            Peer::Socket(other) => {
                self.end_mut(other).ended.filter(|ended| own.is_none_or(|own| *ended < own))
            }
            Peer::Outside(_) | Peer::NotYetKnown => None,
        };
        let end = self.end_mut(socket);
        if end.cut_off || (own.is_some() && from.is_none()) {
            return;
        }
        if *end.exhausted.get_or_insert(call) != call {
            return; // the same end, seen again
        }
        let to = LinkEnd::Call(call);
        match (peer, from) {
            (Peer::Outside(outside), _) => {
                found.link(known, LinkEnd::Outside(outside), to, Carries::End, false);
            }
            (_, Some(from)) => found.link(known, LinkEnd::Call(from), to, Carries::End, true),
            (_, None) => {}
        }
    }

    fn meets_failure(
        &mut self,
        found: &mut Found,
        known: &mut Known,
        call: CallId,
        socket: SocketId,
        errno: Errno,
    ) {
        let end = self.end_mut(socket);
        // A Unix socket says EPIPE to a send before it says that it was cut off to a recv: both come of the close.
        if end.cut_off || (end.broken.is_some() && errno == Errno::EPIPE) {
            return;
        }
        // Whoever has ended its own sending gets EPIPE for that, whatever the other end does.
        if errno == Errno::EPIPE && end.ended.is_some_and(|ended| ended < call) {
            return;
        }
        let (peer, stranded) = (end.peer, end.stranded);
        let is_local = known.socket(socket).is_some_and(|s| is_local_family(s.family));
        let from = match (peer, stranded) {
            (_, Some(listener)) => Some(LinkEnd::Call(listener)),
            (Peer::Socket(other), None) => {
                let cuts = self.abortive.contains(&other);
                let ends = self.ends.get(&socket).zip(self.ends.get(&other));
                let cause = |(here, there)| broken::cause(here, there, call, errno, is_local, cuts);
                ends.and_then(cause).map(LinkEnd::Call)
            }
            (Peer::Outside(outside), None) => Some(LinkEnd::Outside(outside)),
            (Peer::NotYetKnown, None) => None,
        };
        let Some(from) = from else { return };
        let end = self.end_mut(socket);
        end.broken.get_or_insert(call);
        end.cut_off = errno == Errno::ECONNRESET;
        let carries = if is_local && errno == Errno::EPIPE { Carries::NoReader } else { Carries::Reset };
        found.link(known, from, LinkEnd::Call(call), carries, false);
    }

    /// One end of a connection, if this socket has become one.
    pub fn end(&self, socket: SocketId) -> Option<&End> {
        self.ends.get(&socket)
    }

    /// Forgets what calls before this one sent and received, as far as all of it has been received, and the ends that are
    /// gone.
    pub fn drop_before(&mut self, first: CallId, sockets: &Sockets) {
        self.ends.retain(|socket, _| sockets.get(*socket).is_some());
        self.abortive.retain(|socket| sockets.get(*socket).is_some());
        self.past_listeners.retain(|(socket, _)| sockets.get(*socket).is_some());
        self.begun.retain(|begun| begun.call >= first);
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
