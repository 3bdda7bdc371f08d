//! Two runs of the same scenario side by side: call by call, in the order in which they were made. What the kernel chooses
//! anew each time, descriptors and the ports that nobody named, is no difference as long as it is the same throughout.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{CallId, CallRecord, CallState, Moment, Trace};
use crate::sockets::{Address, Call, Endpoint, Kind, Outcome, Payload, SocketId};

/// How a call of one run compares with that of the other in the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same call, and the same came of it.
    Same,
    /// The same call on a stream, whose bytes have come so far the same, but in other pieces: that is the kernel's choice,
    /// and no difference.
    Regrouped,
    /// The same call, and one of the two has not returned.
    Pending,
    /// The same call, and something else came of it.
    OutcomeDiffers,
    /// Another call, or one that is in one of the runs only. From here on they go different ways.
    Parted,
}

/// Which ports of one run are which of the other.
#[derive(Clone, Debug, Default)]
pub struct Ports {
    there: HashMap<u16, u16>,
    back: HashMap<u16, u16>,
    /// Those of the one run that stand in its scripts. The others are the kernel's choice, and used again after a close.
    named: HashSet<u16>,
}

impl Ports {
    /// Takes note that a port that stands in the scripts of one run is this one of the other.
    pub fn know(&mut self, one: u16, other: u16) {
        self.there.entry(one).or_insert(other);
        self.back.entry(other).or_insert(one);
        self.named.insert(one);
    }

    /// Whether a port can be that of the other run, as far as is known. If so, it is from now on.
    fn are_same(&mut self, one: u16, other: u16) -> bool {
        match (self.there.get(&one), self.back.get(&other)) {
            (Some(known), _) => *known == other,
            (None, Some(_)) => false,
            (None, None) => {
                self.there.insert(one, other);
                self.back.insert(other, one);
                true
            }
        }
    }

    /// The same for a port that the kernel may just have given to another socket than before.
    fn are_same_anew(&mut self, one: u16, other: u16) -> bool {
        let before = self.back.get(&other).copied();
        let is_named = self.named.contains(&one) || before.is_some_and(|before| self.named.contains(&before));
        if !is_named {
            if let Some(before) = self.there.remove(&one) {
                self.back.remove(&before);
            }
            if let Some(before) = self.back.remove(&other) {
                self.there.remove(&before);
            }
        }
        self.are_same(one, other)
    }

    /// Whether two calls are the same.
    pub fn same_call(&mut self, one: &Call, other: &Call) -> bool {
        if one == other {
            return true;
        }
        let (mut one, other) = (one.clone(), other);
        let ends = one.address_mut().zip(other.address());
        if let Some((Address::Inet { port, .. }, Address::Inet { port: theirs, .. })) = ends
            && self.are_same(*port, *theirs)
        {
            self.named.insert(*port);
            *port = *theirs;
        }
        one == *other
    }

    /// Whether two calls gave back the same.
    pub fn same_outcome(&mut self, one: &Outcome, other: &Outcome) -> bool {
        match (one, other) {
            // A descriptor is the kernel's choice, and the words of the resolver are no outcome.
            (Outcome::Opened(_), Outcome::Opened(_)) | (Outcome::Unresolved(_), Outcome::Unresolved(_)) => {
                true
            }
            (Outcome::Bound { local }, Outcome::Bound { local: theirs })
            | (Outcome::Address(local), Outcome::Address(theirs)) => self.same_new_end(local, theirs),
            (
                Outcome::Accepted { local, peer, .. },
                Outcome::Accepted { local: their_local, peer: their_peer, .. },
            ) => self.same_end(local, their_local) && self.same_new_end(peer, their_peer),
            (
                Outcome::Connected { local, peer },
                Outcome::Connected { local: their_local, peer: their_peer },
            ) => self.same_end(peer, their_peer) && self.same_new_end(local, their_local),
            (
                Outcome::SentTo { count, from, to },
                Outcome::SentTo { count: their_count, from: their_from, to: their_to },
            ) => count == their_count && self.same_end(to, their_to) && self.same_new_end(from, their_from),
            (
                Outcome::ReceivedFrom { data, from },
                Outcome::ReceivedFrom { data: their_data, from: their_from },
            ) => {
                let same_from = match (from, their_from) {
                    (Some(from), Some(theirs)) => self.same_end(from, theirs),
                    (from, theirs) => from == theirs,
                };
                data == their_data && same_from
            }
            (one, other) => one == other,
        }
    }

    fn same_end(&mut self, one: &Endpoint, other: &Endpoint) -> bool {
        same_end(one, other, |one, other| self.are_same(one, other))
    }

    /// The same where the kernel may have chosen the port for this call.
    fn same_new_end(&mut self, one: &Endpoint, other: &Endpoint) -> bool {
        same_end(one, other, |one, other| self.are_same_anew(one, other))
    }
}

fn same_end(one: &Endpoint, other: &Endpoint, same_port: impl FnOnce(u16, u16) -> bool) -> bool {
    match (one, other) {
        (Endpoint::Inet(one), Endpoint::Inet(other)) => {
            one.ip() == other.ip() && same_port(one.port(), other.port())
        }
        // Each run has a directory of its own for its Unix sockets.
        (Endpoint::Unix(one), Endpoint::Unix(other)) => {
            one.is_abstract() == other.is_abstract()
                && one.as_path().file_name() == other.as_path().file_name()
        }
        (one, other) => one == other,
    }
}

/// What both runs have received over a stream, as far as one is ahead of the other.
#[derive(Clone, Debug, Default)]
struct Received {
    ahead: [VecDeque<u8>; 2],
    has_ended: [bool; 2],
    /// Whether the bytes came in other pieces at some time.
    regrouped: bool,
}

impl Received {
    /// Takes in what the same call received in both. Answers how that compares.
    fn take(&mut self, both: [&Payload; 2]) -> Likeness {
        for ((ahead, has_ended), data) in self.ahead.iter_mut().zip(&mut self.has_ended).zip(both) {
            ahead.extend(data.iter());
            *has_ended |= data.is_empty();
        }
        let [mine, theirs] = &mut self.ahead;
        let same = mine.iter().zip(theirs.iter()).take_while(|(one, other)| one == other).count();
        mine.drain(..same);
        theirs.drain(..same);
        let were_alike = !std::mem::replace(&mut self.regrouped, true);
        // Whoever has met the end gets no more of what the other is ahead with.
        let beyond_end = (self.has_ended[0] && !theirs.is_empty()) || (self.has_ended[1] && !mine.is_empty());
        if beyond_end || (!mine.is_empty() && !theirs.is_empty()) {
            return Likeness::OutcomeDiffers;
        }
        if both[0] == both[1] && mine.is_empty() && theirs.is_empty() {
            self.regrouped = !were_alike;
            return Likeness::Same;
        }
        Likeness::Regrouped
    }
}

/// The comparison of two runs, worked out as far as both have come.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    ports: Ports,
    streams: HashMap<SocketId, Received>,
    /// How many calls received the same bytes in other pieces.
    regrouped: usize,
    /// How the calls compare, from the first on, up to where the runs part.
    likenesses: Vec<Likeness>,
    /// The places of those that have not returned in both: of each participant one at most.
    pending: Vec<usize>,
    /// The place of the first call that came out differently, and of the first that is another.
    differs: Option<usize>,
    parted: Option<usize>,
}

impl Comparison {
    /// Begins with what is known of the ports: which of the one run is which of the other.
    #[must_use]
    pub fn with_ports<'a>(ports: impl IntoIterator<Item = (&'a u16, &'a u16)>) -> Self {
        let mut known = Ports::default();
        for (one, other) in ports {
            known.know(*one, *other);
        }
        Self { ports: known, ..Self::default() }
    }

    /// The place of the first difference, if there is one so far.
    #[must_use]
    pub fn first_difference(&self) -> Option<(usize, Likeness)> {
        let differs = self.differs.map(|at| (at, Likeness::OutcomeDiffers));
        let parted = self.parted.map(|at| (at, Likeness::Parted));
        differs.into_iter().chain(parted).min_by_key(|(at, _)| *at)
    }

    /// The place of the first difference when nothing more comes: what one of the runs lacks then is one as well. Where the
    /// first run was cut off, what it lacks may have come all the same.
    #[must_use]
    pub fn difference_at_end(&self, one: &Trace, other: &Trace, is_cut_off: bool) -> Option<usize> {
        let has_returned =
            |trace, at| nth(trace, at).is_some_and(|call: &CallRecord| call.returned.is_some());
        let lacks = |in_one: bool, in_other: bool| in_one != in_other && (in_one || !is_cut_off);
        // Where a stream came in other pieces, one run can have all of it with fewer calls than the other.
        let is_regrouped = |at: usize| {
            let socket = nth(one, at).filter(|call| call.call.room().is_some()).and_then(|call| call.socket);
            socket.and_then(|socket| self.streams.get(&socket)).is_some_and(|stream| stream.regrouped)
        };
        let unlike =
            |at: &&usize| lacks(has_returned(one, **at), has_returned(other, **at)) && !is_regrouped(**at);
        let pending = self.pending.iter().filter(unlike).min().copied();
        let end = self.likenesses.len();
        let lacking = lacks(nth(one, end).is_some(), nth(other, end).is_some()).then_some(end);
        let found = self.first_difference().map(|(at, _)| at);
        found.into_iter().chain(pending).chain(lacking).min()
    }

    /// Whether what is to be compared next is no longer in memory.
    #[must_use]
    pub fn is_left_behind(&self, one: &Trace, other: &Trace) -> bool {
        self.parted.is_none()
            && self.likenesses.len() < one.first_call().index().max(other.first_call().index())
    }

    /// How many calls have returned in both and were compared.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.likenesses.len() - self.pending.len()
    }

    /// How many calls received the bytes of a stream in other pieces.
    #[must_use]
    pub fn regrouped(&self) -> usize {
        self.regrouped
    }

    /// Goes on comparing, at most so many calls. Answers whether there are more to compare.
    pub fn follow(&mut self, one: &Trace, other: &Trace, most: usize) -> bool {
        for at in std::mem::take(&mut self.pending) {
            let (Some(mine), Some(theirs)) = (nth(one, at), nth(other, at)) else { continue };
            self.likenesses[at] = self.compare(one, mine, other, theirs);
            self.note(at);
        }
        for _ in 0..most {
            let at = self.likenesses.len();
            let (Some(mine), Some(theirs), None) = (nth(one, at), nth(other, at), self.parted) else {
                return false;
            };
            let likeness = self.compare(one, mine, other, theirs);
            self.likenesses.push(likeness);
            self.note(at);
        }
        true
    }

    fn note(&mut self, at: usize) {
        match self.likenesses[at] {
            Likeness::Same => {}
            Likeness::Regrouped => self.regrouped += 1,
            Likeness::Pending => self.pending.push(at),
            Likeness::OutcomeDiffers => self.differs = Some(self.differs.map_or(at, |known| known.min(at))),
            Likeness::Parted => self.parted = Some(at),
        }
    }

    /// How the calls in a place compare.
    #[must_use]
    pub fn likeness(&self, at: usize) -> Likeness {
        // What one of them has not made yet may still come.
        let beyond = if self.parted.is_some() { Likeness::Parted } else { Likeness::Pending };
        self.likenesses.get(at).copied().unwrap_or(beyond)
    }

    fn compare(&mut self, one: &Trace, mine: &CallRecord, other: &Trace, theirs: &CallRecord) -> Likeness {
        let same_kind = std::mem::discriminant(&mine.origin) == std::mem::discriminant(&theirs.origin);
        if mine.participant != theirs.participant
            || !same_kind
            || !self.ports.same_call(&mine.call, &theirs.call)
        {
            return Likeness::Parted;
        }
        match (state(one, mine), state(other, theirs)) {
            (CallState::Returned(came), CallState::Returned(theirs))
                if is_stream(one, mine)
                    && let Some(both) = came.received().zip(theirs.received()) =>
            {
                let on = mine.socket.unwrap_or(SocketId { participant: u32::MAX, index: u32::MAX });
                self.streams.entry(on).or_default().take([both.0, both.1])
            }
            (CallState::Returned(mine), CallState::Returned(theirs)) => {
                if self.ports.same_outcome(mine, theirs) { Likeness::Same } else { Likeness::OutcomeDiffers }
            }
            _ => Likeness::Pending,
        }
    }
}

/// The call in this place of a run, counted from its first.
#[must_use]
pub fn nth(trace: &Trace, at: usize) -> Option<&CallRecord> {
    trace.find_call(CallId::nth(at))
}

/// Whether a call is on a stream and has room for bytes of it.
fn is_stream(trace: &Trace, call: &CallRecord) -> bool {
    let socket = call.socket.and_then(|id| trace.socket(id));
    call.call.room() != Some(0) && socket.is_some_and(|socket| socket.kind == Kind::Stream)
}

fn state<'a>(trace: &'a Trace, call: &CallRecord) -> CallState<'a> {
    trace.at(Moment(trace.live().0)).state(call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sockets::{Data, Errno};

    fn end(port: u16) -> Endpoint {
        Endpoint::Inet(([127, 0, 0, 1], port).into())
    }

    fn sent(from: u16, to: u16) -> Outcome {
        Outcome::SentTo { count: 1, from: end(from), to: end(to) }
    }

    fn received(from: u16) -> Outcome {
        Outcome::ReceivedFrom { data: crate::sockets::Payload::from(&b"x"[..]), from: Some(end(from)) }
    }

    #[test]
    fn a_port_that_a_script_names_is_the_same_throughout() {
        let mut ports = Ports::default();
        ports.know(1024, 9000);
        let bound = |port| Outcome::Bound { local: end(port) };
        assert!(ports.same_outcome(&bound(1024), &bound(9000)));
        assert!(!ports.same_outcome(&bound(1024), &bound(9001)));
        assert!(!ports.same_outcome(&bound(1025), &bound(9000)));
    }

    #[test]
    fn a_port_of_the_kernels_choice_is_the_same_until_it_is_given_again() {
        let mut ports = Ports::default();
        ports.know(1024, 9000);
        assert!(ports.same_outcome(&sent(40_000, 1024), &sent(50_000, 9000)));
        assert!(ports.same_outcome(&received(40_000), &received(50_000)));
        assert!(!ports.same_outcome(&received(40_000), &received(50_001)), "somebody else sent it");
        assert!(ports.same_outcome(&sent(40_000, 1024), &sent(50_007, 9000)), "another socket has the port");
        assert!(ports.same_outcome(&received(40_000), &received(50_007)));
        assert!(!ports.same_outcome(&sent(40_000, 1024), &sent(50_007, 9001)), "it went elsewhere");
    }

    #[test]
    fn calls_are_the_same_but_for_the_port_that_stands_for_another() {
        let mut ports = Ports::default();
        ports.know(1024, 9000);
        let bind = |to: &str| Call::Bind { socket: "s".into(), to: to.parse().unwrap() };
        assert!(ports.same_call(&bind("localhost:1024"), &bind("localhost:9000")));
        assert!(!ports.same_call(&bind("localhost:1025"), &bind("localhost:9000")));
        assert!(!ports.same_call(&bind("localhost:1024"), &bind("elsewhere:9000")));
        let send = |text: &str| Call::Send { socket: "s".into(), data: Data::Text(text.into()) };
        assert!(!ports.same_call(&send("a"), &send("b")));
    }

    #[test]
    fn bytes_of_a_stream_in_other_pieces_are_the_same_bytes() {
        let mut stream = Received::default();
        let data = |text: &str| Payload::from(text.as_bytes());
        let mut take = |one: &str, other: &str| stream.take([&data(one), &data(other)]);
        assert_eq!(take("ab", "ab"), Likeness::Same);
        assert_eq!(take("cdef", "cd"), Likeness::Regrouped);
        assert_eq!(take("g", "efg"), Likeness::Regrouped);
        assert_eq!(take("h", "h"), Likeness::Same);
        assert_eq!(take("x", "y"), Likeness::OutcomeDiffers);
    }

    #[test]
    fn an_end_is_no_matter_of_pieces_while_the_other_run_goes_on() {
        let data = |text: &str| Payload::from(text.as_bytes());
        let mut stream = Received::default();
        assert_eq!(stream.take([&data("ab"), &data("a")]), Likeness::Regrouped);
        assert_eq!(stream.take([&data(""), &data("b")]), Likeness::Regrouped);
        assert_eq!(stream.take([&data(""), &data("c")]), Likeness::OutcomeDiffers);
    }

    #[test]
    fn an_errno_is_not_another_and_no_success() {
        let mut ports = Ports::default();
        let (refused, reset) = (Outcome::Failed(Errno::ECONNREFUSED), Outcome::Failed(Errno::ECONNRESET));
        assert!(ports.same_outcome(&refused, &refused.clone()));
        assert!(!ports.same_outcome(&refused, &reset));
        assert!(!ports.same_outcome(&refused, &Outcome::Done));
    }
}
