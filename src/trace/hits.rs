//! Where in a trace that grows the events stand that are looked for, and what there is to look for: read step by step,
//! so that nobody waits for the end of a long one.

use std::collections::BTreeSet;

use super::search::errno;
use super::{Moment, Query, Trace, What};
use crate::sockets::{CallName, Errno};

/// How far a trace has been read.
#[derive(Clone, Debug, Default)]
struct Reader {
    /// The first position that is kept.
    first: usize,
    /// The first position that has not been read.
    next: usize,
    /// The trace that is read, once one is.
    trace: Option<u64>,
}

impl Reader {
    /// Whether this is the trace that was being read, as it has become.
    fn knows(&self, trace: &Trace) -> bool {
        self.trace.is_none_or(|known| known == trace.identity())
    }

    /// Goes on from what was dropped.
    fn begin(&mut self, trace: &Trace) {
        self.trace = Some(trace.identity());
        self.first = trace.first().0;
        self.next = self.next.max(self.first);
    }

    /// Goes on to here. Answers whether more is to be read.
    fn come_to(&mut self, next: usize, trace: &Trace) -> bool {
        self.next = next;
        next < trace.live().0
    }
}

/// The positions of the events that are looked for, ascending.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    query: Query,
    reader: Reader,
    /// Empty where every event is looked for.
    positions: Vec<usize>,
}

impl Hits {
    /// Goes on searching, for about so many events. Begins anew for another query or another trace. Answers whether there
    /// is more to search.
    pub fn follow(&mut self, trace: &Trace, query: &Query, budget: usize) -> bool {
        if *query != self.query || !self.reader.knows(trace) {
            *self = Self { query: query.clone(), ..Self::default() };
        }
        self.reader.begin(trace);
        let gone = self.before(self.reader.first);
        self.positions.drain(..gone.min(self.positions.len()));
        let end = trace.live().0;
        if self.query.is_empty() {
            return self.reader.come_to(end, trace);
        }
        let (mut position, mut left) = (self.reader.next, budget);
        while position < end && left > 0 {
            left = left.saturating_sub(self.query.effort(trace, position));
            if self.query.matches(trace, position) {
                self.positions.push(position);
            }
            position += 1;
        }
        self.reader.come_to(position, trace)
    }

    /// How many have been found.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.query.is_empty() { self.reader.next - self.reader.first } else { self.positions.len() }
    }

    /// Whether none has been found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position of the `at`-th of them.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<usize> {
        if self.query.is_empty() {
            Some(self.reader.first + at).filter(|position| *position < self.reader.next)
        } else {
            self.positions.get(at).copied()
        }
    }

    /// How many of them stand before a position.
    #[must_use]
    pub fn before(&self, position: usize) -> usize {
        if self.query.is_empty() {
            position.clamp(self.reader.first, self.reader.next) - self.reader.first
        } else {
            self.positions.partition_point(|found| *found < position)
        }
    }

    /// Whether the event at a position is one of them.
    #[must_use]
    pub fn contains(&self, position: usize) -> bool {
        self.get(self.before(position)) == Some(position)
    }

    /// The first of them that has not happened at a moment; after the last of them the first of all.
    #[must_use]
    pub fn after(&self, moment: Moment) -> Option<usize> {
        self.get(self.before(moment.0)).or_else(|| self.get(0))
    }

    /// The last of them before the last event of a moment; before the first of them the last of all.
    #[must_use]
    pub fn last_before(&self, moment: Moment) -> Option<usize> {
        let before = self.before(moment.0.saturating_sub(1));
        self.get(before.checked_sub(1).or(self.len().checked_sub(1))?)
    }
}

/// The names that occur in a trace: what there is to look for.
#[derive(Clone, Debug, Default)]
pub struct Occurring {
    reader: Reader,
    /// In the order in which they first called.
    participants: Vec<String>,
    calls: Vec<CallName>,
    sockets: BTreeSet<String>,
    errnos: Vec<Errno>,
}

impl Occurring {
    /// Goes on reading, for so many events. Answers whether there is more to read.
    pub fn follow(&mut self, trace: &Trace, budget: usize) -> bool {
        if !self.reader.knows(trace) {
            *self = Self::default();
        }
        self.reader.begin(trace);
        let end = self.reader.next.saturating_add(budget).min(trace.live().0);
        for position in self.reader.next..end {
            self.see(trace, position);
        }
        self.reader.come_to(end, trace)
    }

    fn see(&mut self, trace: &Trace, position: usize) {
        let Some(event) = trace.event(position) else { return };
        if let Some(errno) = errno(&event.what)
            && !self.errnos.contains(&errno)
        {
            self.errnos.push(errno);
        }
        let What::Called { call, .. } = &event.what else { return };
        if !self.calls.contains(&call.name()) {
            self.calls.push(call.name());
        }
        let participant = trace.name_of(event.participant, position);
        if !self.participants.iter().any(|known| known == participant) {
            self.participants.push(participant.to_owned());
        }
        for socket in [call.socket(), call.names_socket()].into_iter().flatten() {
            if !self.sockets.contains(socket) {
                self.sockets.insert(socket.to_owned());
            }
        }
    }

    /// The names of participants that have called, in the order in which they first did.
    pub fn participants(&self) -> impl Iterator<Item = String> {
        self.participants.iter().cloned()
    }

    /// The names of the calls that were made, in the order in which they first were.
    pub fn calls(&self) -> impl Iterator<Item = String> {
        self.calls.iter().map(|call| call.as_str().to_owned())
    }

    /// The names of sockets in calls, in the order of the alphabet.
    pub fn sockets(&self) -> impl Iterator<Item = String> {
        self.sockets.iter().cloned()
    }

    /// The names of the errnos, in the order in which they first came.
    pub fn errnos(&self) -> impl Iterator<Item = String> {
        self.errnos.iter().map(|errno| errno.name())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sockets::{Call, Outcome};
    use crate::trace::search::tests::trace;
    use crate::trace::{Event, Field, Origin, Room};

    fn recv() -> Query {
        Query::default().with(Field::Call, Some("recv".into()))
    }

    fn found(hits: &Hits) -> Vec<usize> {
        (0..hits.len()).filter_map(|at| hits.get(at)).collect()
    }

    /// Follows in steps of one event.
    fn follow(hits: &mut Hits, trace: &Trace, query: &Query) {
        while hits.follow(trace, query, 1) {}
    }

    #[test]
    fn a_step_reads_no_more_than_its_budget_and_says_whether_more_is_left() {
        let (mut hits, trace) = (Hits::default(), trace(19, 1));
        let mut steps = 1;
        while hits.follow(&trace, &recv(), 4) {
            steps += 1;
        }
        assert_eq!((steps, found(&hits)), (5, vec![10, 11, 13, 16, 17]));
    }

    #[test]
    fn long_data_takes_more_of_the_budget() {
        let (mut hits, trace) = (Hits::default(), trace(19, 1));
        let query = Query::default().with_text("cabca");
        assert!(hits.follow(&trace, &query, 100), "3 MB are not searched beside so many others");
        assert_eq!(found(&hits), [8]);
    }

    #[test]
    fn what_comes_is_found_and_another_query_or_trace_begins_anew() {
        let mut hits = Hits::default();
        follow(&mut hits, &trace(12, 1), &recv());
        assert_eq!(found(&hits), [10, 11]);
        follow(&mut hits, &trace(19, 1), &recv());
        assert_eq!(found(&hits), [10, 11, 13, 16, 17]);
        follow(&mut hits, &trace(19, 1), &Query::default().with(Field::Errno, Some("EINTR".into())));
        assert_eq!(found(&hits), [17]);
        follow(&mut hits, &trace(11, 1), &recv());
        assert_eq!(found(&hits), [10], "a shorter trace is another one");
        follow(&mut hits, &trace(19, 2), &recv());
        assert_eq!(found(&hits), [10, 11, 13, 16, 17]);
        hits.positions.clear();
        follow(&mut hits, &trace(19, 3), &recv());
        assert_eq!(hits.len(), 5, "a longer one with other times, too");
    }

    #[test]
    fn after_the_last_hit_comes_the_first_and_before_the_first_the_last() {
        let mut hits = Hits::default();
        follow(&mut hits, &trace(19, 1), &recv());
        let after = [(0, 10), (10, 10), (11, 11), (12, 13), (18, 10), (19, 10)];
        for (moment, expected) in after {
            assert_eq!(hits.after(Moment(moment)), Some(expected), "{moment}");
        }
        let before = [(0, 17), (11, 17), (12, 10), (13, 11), (18, 16), (19, 17)];
        for (moment, expected) in before {
            assert_eq!(hits.last_before(Moment(moment)), Some(expected), "{moment}");
        }
        assert!(hits.contains(13) && !hits.contains(12));
        assert_eq!(Hits::default().after(Moment(0)), None);
        assert_eq!(Hits::default().last_before(Moment(3)), None);
    }

    #[test]
    fn what_the_trace_has_dropped_is_no_hit_any_more() {
        let scenario = Arc::clone(trace(0, 1).scenario(Moment(0)));
        let mut trace = Trace::with_room(scenario, Room { events: 40, bytes: 1 << 20 });
        let who = crate::scenario::ParticipantId(0);
        let (mut hits, mut all) = (Hits::default(), Hits::default());
        let sleeps = Query::default().with(Field::Call, Some("sleep".into()));
        for at in 0..100 {
            let call = Arc::new(Call::Sleep { ms: 0 });
            let called = What::Called { origin: Origin::ByHand, call, socket: None };
            for what in [called, What::Returned(Outcome::Done)] {
                trace.append(Event { at, participant: who, what }).unwrap();
            }
            follow(&mut hits, &trace, &sleeps);
            follow(&mut all, &trace, &Query::default());
            let kept: Vec<usize> = (trace.first().0..trace.live().0).collect();
            assert_eq!(found(&hits), kept);
            assert_eq!(found(&all), kept);
        }
        assert!(trace.first().0 > 0 && all.positions.is_empty());
    }

    #[test]
    fn the_names_that_occur_are_gathered_once_each() {
        let (mut names, trace) = (Occurring::default(), trace(19, 1));
        while names.follow(&trace, 1) {}
        assert_eq!(names.participants().collect::<Vec<_>>(), ["servidor", "cliente"]);
        assert_eq!(names.calls().collect::<Vec<_>>(), ["socket", "connect", "send", "recv", "recvfrom"]);
        assert_eq!(names.sockets().collect::<Vec<_>>(), ["s", "socketServidor"]);
        assert_eq!(names.errnos().collect::<Vec<_>>(), ["ECONNRESET", "EINTR"]);
    }
}
