//! How a connection comes to its end, as far as the trace tells: which end was the first, whether a close ends it or cuts it,
//! and why a call found no connection any more. Worked out from what the calls of both ends gave back.

use super::links::reach;
use super::record::Linger;
use super::{Activity, CallId, CallRecord, Moment, Peer, Snapshot, SocketRecord, SocketUse};
use crate::scenario::ParticipantId;
use crate::sockets::{Awaited, Call, Errno, Family, Kind, Outcome, SocketId};

/// What a close is to its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    pub how: How,
    /// Whether this end came to its end before the other one. `None` where nothing tells.
    pub is_first: Option<bool>,
    /// Whether the kernel can keep the address of this end in `TIME_WAIT` (RFC 9293): over TCP the end that ended first
    /// is kept, if neither was cut.
    pub may_time_wait: bool,
}

/// How a close finds its connection, and leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Both directions were open: the other end will read what was sent, and then the end.
    Ends,
    /// Its own shutdown had ended the sending direction before.
    AfterShutdown,
    /// The other end had ended its sending direction before, and may still read.
    AfterTheOther,
    /// This call of the other end had closed it before: nobody is there.
    Alone(CallId),
    /// The connection had broken before, and this call was told so.
    Broken(CallId),
    /// It cuts the connection instead of ending it: the other end is told of a reset.
    Cuts(Cut),
    /// No accept had taken the connection when the listener was closed.
    NeverAccepted,
    /// The other end is a program outside, or something was set that is not understood.
    Unknown,
}

/// Why a close cuts its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// `SO_LINGER` with no time.
    Linger,
    /// So many bytes had come at least, and were not read.
    Unread(u64),
}

/// Why a call found no connection to send over, or to receive from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It never had one.
    NeverConnected,
    /// It listens: its connections are other sockets.
    Listener,
    /// Its own shutdown.
    OwnShutdown,
    /// This close of the other end cut the connection.
    Cut(CallId, Cut),
    /// This close of the other end ended it; what was sent afterwards was answered with a reset.
    SentAfter(CallId),
    /// This close of the other end.
    Closed(CallId),
    /// This shutdown of the other end, which takes nothing since: a Unix socket tells.
    ShutReading(CallId),
    /// The reset was told by this call before.
    Told(CallId),
    /// The listener was closed before any accept took the connection.
    NeverAccepted,
    /// Nothing tells which.
    Unknown,
}

/// Both ends of a connection when a call was made on one of them.
struct Ends<'a> {
    /// The moment before the call.
    then: Snapshot<'a>,
    here: &'a SocketRecord,
    peer: Peer,
    there: Option<&'a SocketRecord>,
}

impl<'a> Ends<'a> {
    fn of(snapshot: Snapshot<'a>, call: &CallRecord) -> Option<Self> {
        let here = snapshot.socket(call.socket?)?;
        let end = snapshot.trace.links.end(here.id)?;
        let then = snapshot.trace.at(Moment(call.called));
        // Who it was can have come out later; it was there all the same.
        let peer = if snapshot.moment.shows(end.met) { end.peer } else { Peer::NotYetKnown };
        let there = match peer {
            Peer::Socket(id) => snapshot.trace.socket(id),
            _ => None,
        };
        Some(Self { then, here, peer, there })
    }

    /// The close of the other end, if that was over before the call.
    fn closed_there(&self) -> Option<CallId> {
        let closed = self.there?.closed.filter(|at| self.then.moment.shows(*at))?;
        self.then.trace.call_of(closed)
    }

    /// The call that ended the sending direction of a socket, if that was over before the call.
    fn ended(&self, socket: SocketId) -> Option<CallId> {
        let ended = self.then.trace.links.end(socket)?.ended?;
        self.then.has_returned(ended).then_some(ended)
    }

    /// Whether no accept can take the connection any more, and none has.
    fn is_orphaned(&self) -> bool {
        if self.peer != Peer::NotYetKnown {
            return false;
        }
        let Some(to) = self.here.peer(self.then.moment) else { return false };
        let at_address = |socket: &&SocketRecord| {
            socket.kind == Kind::Stream
                && socket.listening.is_some_and(|at| self.then.moment.shows(at))
                && socket.local(self.then.moment).is_some_and(|local| local.covers(to))
        };
        let mut listeners = self.then.trace.sockets().iter().filter(at_address).peekable();
        listeners.peek().is_some() && listeners.all(|listener| !listener.is_open(self.then.moment))
    }

    /// Whether a close of this end cuts the connection, where it was whole until then.
    fn cut(&self) -> Option<Cut> {
        // Once both directions have ended there is nothing left to cut.
        let is_over = self.there.is_some_and(|there| self.ended(there.id).is_some());
        if is_over && self.ended(self.here.id).is_some() {
            return None;
        }
        if lingers(self.then, self.here) == Linger::Cuts && self.here.family != Family::Unix {
            return Some(Cut::Linger);
        }
        let back = self.then.connection(self.here.id)?.back;
        let unread = back.unread()?;
        let taken = unread.end - unread.start;
        // Of a send that waits for room, the kernel has taken something: else there would be room.
        let waits = back.sending.is_some_and(|sending| {
            let waited = self.then.trace.find_call(sending.call).and_then(|call| self.then.waited(call));
            waited.is_some_and(|(on, ..)| on == Awaited::Room)
        });
        (taken > 0 || waits).then_some(Cut::Unread(taken))
    }
}

impl Snapshot<'_> {
    /// What a close was to the connection of its socket. `None` for another call, and for a socket without a connection.
    #[must_use]
    pub fn closing(&self, call: &CallRecord) -> Option<Closing> {
        if !matches!(*call.call, Call::Close { .. }) {
            return None;
        }
        let ends = Ends::of(*self, call)?;
        let own = ends.ended(ends.here.id);
        // What a recv has met was done, though the call that did it may not have returned.
        let met =
            || self.has_read_the_end(&ends).then(|| self.trace.links.end(ends.there?.id)?.ended).flatten();
        let other = ends.there.and_then(|there| ends.ended(there.id)).or_else(met);
        let how = match (self.how(&ends, own, other), self.crossing(&ends, call)) {
            (How::Ends | How::AfterShutdown | How::AfterTheOther, Some(unread)) => {
                How::Cuts(Cut::Unread(unread))
            }
            (how, _) => how,
        };
        let is_first = match (own, other, how) {
            // Calls are numbered as they are made: what is later was begun later.
            (Some(own), Some(other), _) => Some(own < other),
            (None, Some(_), _) => Some(false),
            (_, None, How::Unknown) => None,
            (_, None, _) => Some(!self.has_read_the_end(&ends)),
        };
        let is_tcp = ends.here.kind == Kind::Stream && ends.here.family != Family::Unix;
        let whole =
            matches!(how, How::Ends | How::AfterShutdown | How::AfterTheOther | How::Alone(_) | How::Unknown);
        let may_time_wait = is_tcp && whole && is_first != Some(false) && !self.is_cut_later(&ends, call);
        Some(Closing { how, is_first, may_time_wait })
    }

    /// How many bytes nobody has read of a send of the other end that crossed a close: that came back after the close was made.
    /// Whether they were there before it or came after it, the kernel answers them with a reset.
    fn crossing(&self, ends: &Ends, call: &CallRecord) -> Option<u64> {
        let there = self.trace.links.end(ends.there?.id)?;
        let read = reach(&self.trace.links.end(ends.here.id)?.received);
        let piece = there.sent.last()?;
        let sent = self.trace.find_call(piece.call)?;
        let returned = sent.returned.filter(|at| self.moment.shows(*at))?;
        let crosses = sent.called < call.called && call.called < returned;
        (crosses && piece.end > read && ends.here.family != Family::Unix).then(|| piece.end - read)
    }

    fn how(&self, ends: &Ends, own: Option<CallId>, other: Option<CallId>) -> How {
        if let Some(told) = ends.then.reset(ends.here.id) {
            return How::Broken(told);
        }
        if ends.is_orphaned() {
            return How::NeverAccepted;
        }
        if let Some(closed) = ends.closed_there() {
            return How::Alone(closed);
        }
        if let Some(cut) = ends.cut() {
            return How::Cuts(cut);
        }
        if matches!(ends.peer, Peer::Outside(_)) || lingers(ends.then, ends.here) == Linger::Unknown {
            return if self.has_read_the_end(ends) { How::AfterTheOther } else { How::Unknown };
        }
        match (own, other) {
            (Some(_), _) => How::AfterShutdown,
            (None, Some(_)) => How::AfterTheOther,
            (None, None) => How::Ends,
        }
    }

    /// Whether a recv of this end had met the end of the stream.
    fn has_read_the_end(&self, ends: &Ends) -> bool {
        let exhausted = self.trace.links.end(ends.here.id).and_then(|end| end.exhausted);
        exhausted.is_some_and(|call| ends.then.has_returned(call))
    }

    /// Whether the connection was cut after a close of this end that did not cut it: the other end closed with bytes that it
    /// had not read or with `SO_LINGER`, or sent what nobody is there to take.
    fn is_cut_later(&self, ends: &Ends, call: &CallRecord) -> bool {
        let Some(there) = ends.there else { return false };
        let Some(end) = self.trace.links.end(there.id) else { return false };
        let sent_later = end.sent.iter().rev().find_map(|piece| {
            let sent = self.trace.find_call(piece.call).filter(|_| self.has_returned(piece.call))?;
            Some(sent.called > call.called)
        });
        if sent_later == Some(true) {
            return true;
        }
        let closed = there.closed.filter(|at| self.moment.shows(*at)).and_then(|at| self.trace.call_of(at));
        let Some(closed) = closed.and_then(|id| self.trace.find_call(id)) else { return false };
        Ends::of(*self, closed).and_then(|ends| ends.cut()).is_some()
    }

    /// Why a call that failed with `EPIPE`, `ECONNRESET` or `ENOTCONN` found no connection.
    #[must_use]
    pub fn missing(&self, call: &CallRecord) -> Option<Missing> {
        let errno = self.trace.outcome_of(call).and_then(Outcome::errno)?;
        if !matches!(errno, Errno::EPIPE | Errno::ECONNRESET | Errno::ENOTCONN) {
            return None;
        }
        let here = self.socket(call.socket?).filter(|socket| socket.kind == Kind::Stream)?;
        let then = Moment(call.called);
        match here.used_for(then) {
            SocketUse::Listener => return Some(Missing::Listener),
            SocketUse::Unconnected => return Some(Missing::NeverConnected),
            SocketUse::Connection | SocketUse::Datagrams => {}
        }
        if errno == Errno::EPIPE && here.has_shut_writing(then) {
            return Some(Missing::OwnShutdown);
        }
        let ends = Ends::of(*self, call)?;
        if let Some(told) = ends.then.reset(ends.here.id) {
            return Some(Missing::Told(told));
        }
        // A call that waited can have been told of what came after it was made.
        let returned = call.returned.map_or(self.moment, Moment);
        let ends = Ends { then: self.trace.at(returned), ..ends };
        if ends.is_orphaned() {
            return Some(Missing::NeverAccepted);
        }
        let Some(closed) = ends.closed_there().or_else(|| self.closing_there(&ends)) else {
            let shut = ends.there.and_then(|there| there.shut_reading(ends.then.moment));
            let by = shut.and_then(|at| self.trace.call_of(at));
            return Some(by.map_or(Missing::Unknown, Missing::ShutReading));
        };
        let cut = self.trace.find_call(closed).and_then(|closed| Ends::of(*self, closed)?.cut());
        Some(match (cut, errno) {
            (Some(cut), _) => Missing::Cut(closed, cut),
            (None, Errno::ECONNRESET) => Missing::SentAfter(closed),
            (None, _) => Missing::Closed(closed),
        })
    }

    /// A close of the other end that has not returned, though its kernel has done it.
    fn closing_there(&self, ends: &Ends) -> Option<CallId> {
        let there = ends.there?;
        match ends.then.activity(ParticipantId(there.id.participant)) {
            Activity::Busy(id) => {
                let record = self.trace.find_call(id)?;
                let closes = matches!(*record.call, Call::Close { .. }) && record.socket == Some(there.id);
                closes.then_some(id)
            }
            _ => None,
        }
    }
}

/// What `SO_LINGER` makes of a close: a connection has it from its listener, until it is given its own.
fn lingers(then: Snapshot, socket: &SocketRecord) -> Linger {
    let inherited = || then.trace.socket(socket.listener?)?.linger(Moment(socket.opened));
    socket.linger(then.moment).or_else(inherited).unwrap_or(Linger::Off)
}
