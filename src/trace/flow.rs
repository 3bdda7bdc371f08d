//! What flows through a connection at a moment: the bytes of each direction by their offsets. Slices of what the links
//! keep, so that whoever shows a part bisects for it.

use super::links::{End, reach};
use super::{Activity, CallId, CallRecord, Peer, Piece, Snapshot, SocketRecord};
use crate::scenario::ParticipantId;
use crate::sockets::SocketId;

/// A connection as seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub struct Connection<'a> {
    pub socket: &'a SocketRecord,
    pub peer: Peer,
    /// From the socket to its peer.
    pub out: Direction<'a>,
    /// From the peer to the socket.
    pub back: Direction<'a>,
}

/// One direction of a connection: the bytes that were sent, and those that were received, by their offsets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Direction<'a> {
    /// The socket that sends; `None` where that is outside or not yet known.
    pub from: Option<&'a SocketRecord>,
    /// The socket that receives, likewise.
    pub to: Option<&'a SocketRecord>,
    /// What each send that has returned put in, ascending and without gaps.
    pub sends: &'a [Piece],
    /// The send that has not returned.
    pub sending: Option<Sending>,
    /// What each recv took out, ascending and without gaps.
    pub reads: &'a [Piece],
    /// The close or shutdown after which nothing more is sent.
    pub ended: Option<CallId>,
    /// The first recv that met the end.
    pub end_read: Option<CallId>,
    /// The receiving socket is closed: what it has not received it never will.
    pub reader_closed: bool,
    /// One of its ends is a program outside, so that nobody sees both.
    pub is_outside: bool,
}

/// A send that has not returned. How much of it the kernel has taken so far, nothing tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    pub call: CallId,
    pub start: u64,
    /// Where its bytes would end if all are taken.
    pub asked: u64,
}

/// How sends and recvs meet: what shows that a stream has no messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// How many recvs were looked at.
    pub reads: usize,
    /// From how many sends one recv took bytes, at most.
    pub joined: usize,
    /// Whether that recv took those sends whole.
    pub joined_whole: bool,
    /// By how many recvs one send was taken, at most.
    pub split: usize,
}

/// What was sent and not received, from one offset to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    pub start: u64,
    /// As far as the kernel has said that it took the bytes.
    pub end: u64,
    /// As far as the send that has not returned would go: the kernel has some of it, perhaps.
    pub asked: u64,
    /// The socket that was to receive it is closed: nobody will.
    pub abandoned: bool,
}

impl Direction<'_> {
    /// How many bytes were sent, by the sends that have returned.
    #[must_use]
    pub fn sent(&self) -> u64 {
        reach(self.sends)
    }

    /// How many bytes were received.
    #[must_use]
    pub fn received(&self) -> u64 {
        reach(self.reads)
    }

    /// How far anything is known of it: the offset behind the last byte sent, received or asked to be sent.
    #[must_use]
    pub fn extent(&self) -> u64 {
        let asked = self.sending.map_or(0, |sending| sending.asked);
        self.sent().max(self.received()).max(asked)
    }

    /// What is on its way or in a queue of the kernel. `None` where there is nothing, and where one of the ends is
    /// outside, as nobody sees both then. How much of it is in which queue follows from none of this: the kernel's own
    /// readings of both ends tell.
    #[must_use]
    pub fn unread(&self) -> Option<Unread> {
        if self.is_outside {
            return None;
        }
        let start = self.received();
        let end = self.sent().max(start);
        let asked = self.sending.map_or(end, |sending| sending.asked.max(end));
        (asked > start).then_some(Unread { start, end, asked, abandoned: self.reader_closed })
    }

    /// The sends that the bytes from `start` to `end` came from, the one that has not returned included, each with its
    /// part of them.
    pub fn sources(&self, start: u64, end: u64) -> impl Iterator<Item = Piece> {
        let first = self.sends.partition_point(|piece| piece.end <= start);
        let sending = self.sending.map(|open| Piece { call: open.call, start: open.start, end: open.asked });
        self.sends[first..]
            .iter()
            .copied()
            .chain(sending)
            .take_while(move |piece| piece.start < end)
            .filter_map(move |piece| {
                let part = Piece { start: piece.start.max(start), end: piece.end.min(end), ..piece };
                (part.start < part.end).then_some(part)
            })
    }

    /// How many sends have put their bytes before this offset: the number of the send that the byte there is of.
    #[must_use]
    pub fn sends_before(&self, offset: u64) -> usize {
        self.sends.partition_point(|piece| piece.end <= offset)
    }

    /// How the sends and the recvs meet among the recvs that took some of the bytes from `start` to `end`.
    #[must_use]
    pub fn meeting(&self, start: u64, end: u64) -> Meeting {
        let first = self.reads.partition_point(|read| read.end <= start);
        let beyond = self.reads.partition_point(|read| read.start < end);
        let mut meeting = Meeting::default();
        let mut last_send = None;
        for read in &self.reads[first..beyond.max(first)] {
            meeting.reads += 1;
            let (of_first, of_last) = (self.sends_before(read.start), self.sends_before(read.end - 1));
            let taken = of_last - of_first + 1;
            if taken > meeting.joined {
                let begins = of_first.checked_sub(1).map_or(0, |before| self.sends[before].end);
                let ends = self.sends.get(of_last).map(|send| send.end);
                meeting.joined_whole = begins == read.start && ends == Some(read.end);
            }
            meeting.joined = meeting.joined.max(taken);
            if last_send.replace(of_first) != Some(of_first) {
                let begins = of_first.checked_sub(1).map_or(0, |before| self.sends[before].end);
                let ends = self.sends.get(of_first).map_or(u64::MAX, |send| send.end);
                let touched = self.reads.partition_point(|read| read.start < ends)
                    - self.reads.partition_point(|read| read.end <= begins);
                meeting.split = meeting.split.max(touched);
            }
        }
        meeting
    }

    /// What one call sent or received.
    #[must_use]
    pub fn piece_of(&self, call: CallId) -> Option<Piece> {
        // A socket is used by one call after the other, so that calls ascend with the offsets.
        [self.sends, self.reads].into_iter().find_map(|pieces| {
            pieces.binary_search_by_key(&call, |piece| piece.call).ok().map(|at| pieces[at])
        })
    }
}

impl<'a> Snapshot<'a> {
    /// The connection that a socket is an end of, if it is one by now.
    #[must_use]
    pub fn connection(&self, socket: SocketId) -> Option<Connection<'a>> {
        let socket = self.socket(socket)?;
        socket.peer(self.moment)?;
        let here = self.trace.links.end(socket.id)?;
        let peer = if self.moment.shows(here.met) { here.peer } else { Peer::NotYetKnown };
        let there = match peer {
            Peer::Socket(id) => self.socket(id).zip(self.trace.links.end(id)),
            _ => None,
        };
        let here = Some((socket, here));
        Some(Connection {
            socket,
            peer,
            out: self.direction(here, there, peer),
            back: self.direction(there, here, peer),
        })
    }

    fn direction(
        &self,
        from: Option<(&'a SocketRecord, &'a End)>,
        to: Option<(&'a SocketRecord, &'a End)>,
        peer: Peer,
    ) -> Direction<'a> {
        let moment = self.moment;
        let has_returned = |call: &CallId| self.has_returned(*call);
        let sent = from.map_or(&[][..], |(_, end)| &end.sent);
        let sends = &sent[..sent.partition_point(|piece| has_returned(&piece.call))];
        let received = to.map_or(&[][..], |(_, end)| &end.received);
        let reads = &received[..received.partition_point(|piece| has_returned(&piece.call))];
        let sending = from.and_then(|(socket, _)| self.sending(socket)).map(|(call, asked)| {
            let start = reach(sends);
            Sending { call, start, asked: start + asked }
        });
        Direction {
            from: from.map(|(socket, _)| socket),
            to: to.map(|(socket, _)| socket),
            sends,
            sending,
            reads,
            ended: from.and_then(|(_, end)| end.ended).filter(has_returned),
            end_read: to.and_then(|(_, end)| end.exhausted).filter(has_returned),
            reader_closed: to.is_some_and(|(socket, _)| !socket.is_open(moment)),
            is_outside: matches!(peer, Peer::Outside(_)),
        }
    }

    /// Whether a call is over. One that was dropped is.
    pub(super) fn has_returned(&self, call: CallId) -> bool {
        let returned = |call: &CallRecord| call.returned.is_some_and(|at| self.moment.shows(at));
        self.trace.find_call(call).is_none_or(returned)
    }

    /// The send on a socket that has not returned, with the number of its bytes.
    fn sending(&self, socket: &SocketRecord) -> Option<(CallId, u64)> {
        let Activity::Busy(call) = self.activity(ParticipantId(socket.id.participant)) else { return None };
        let record = self.trace.call(call);
        let data = record.call.data().filter(|_| record.socket == Some(socket.id))?;
        Some((call, data.len() as u64))
    }

    /// The call on this socket that failed because the other end reset the connection.
    #[must_use]
    pub fn reset(&self, socket: SocketId) -> Option<CallId> {
        let call = self.trace.links.end(socket)?.broken?;
        self.has_returned(call).then_some(call)
    }
}
