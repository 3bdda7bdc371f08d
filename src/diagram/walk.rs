//! Where one comes to from a place of the diagram: up and down a column, across an arrow to its other end. Worked out from
//! (scenario, trace, moment) and not from what is in view, so that a step may lead anywhere.

use super::columns::{self, Column, Lane};
use super::upcoming::Upcoming;
use super::{BoxId, CallBox, Subject, boxes};
use crate::scenario::{ParticipantId, Planned};
use crate::trace::{Activity, CallId, LinkEnd, Origin, Snapshot};

/// A place where one can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The head of a column.
    Head(Lane),
    Call(BoxId),
}

/// Which way one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    Up,
    Down,
    Left,
    Right,
    /// The first call of the column.
    First,
    /// The last one, to come or not.
    Last,
}

/// The diagram as one walks through it.
pub struct Walk<'a> {
    subject: Subject<'a>,
    lanes: Vec<Lane>,
    upcoming: Upcoming,
}

/// The calls of one column from top to bottom: those that were made, then those to come.
struct Calls<'a> {
    snapshot: Snapshot<'a>,
    made: &'a [CallId],
    coming: Vec<(u32, BoxId)>,
}

impl Calls<'_> {
    fn len(&self) -> usize {
        self.made.len() + self.coming.len()
    }

    fn nth(&self, n: usize) -> Option<BoxId> {
        let made = self.made.get(n).map(|id| BoxId::Made(*id));
        made.or_else(|| Some(self.coming.get(n.checked_sub(self.made.len())?)?.1))
    }

    /// Where the calls that stand on the row of the `n`-th begin and end: more than one only where they repeat.
    fn on_row(&self, n: usize) -> std::ops::Range<usize> {
        let row = |id: &CallId| self.snapshot.trace.find_call(*id).map_or(0, |call| call.row);
        let Some(here) = self.made.get(n).map(row) else { return n..n + 1 };
        self.made.partition_point(|id| row(id) < here)..self.made.partition_point(|id| row(id) <= here)
    }

    /// The call that stands for the `n`-th.
    fn shown(&self, n: usize) -> Option<BoxId> {
        self.nth(self.on_row(n).end - 1)
    }

    fn place(&self, id: BoxId) -> Option<usize> {
        if let BoxId::Made(id) = id {
            return self.made.binary_search(&id).ok();
        }
        let at = self.coming.iter().position(|(_, coming)| *coming == id)?;
        Some(self.made.len() + at)
    }
}

impl<'a> Walk<'a> {
    #[must_use]
    pub fn of(subject: Subject<'a>) -> Self {
        Self { subject, lanes: columns::lanes(subject), upcoming: Upcoming::of(subject) }
    }

    /// Where one goes on from a place. `None` where there is nothing further.
    #[must_use]
    pub fn from(&self, stop: Stop, toward: Toward) -> Option<Stop> {
        let lane = self.lane_of(stop)?;
        let calls = self.calls(lane);
        let here = match stop {
            Stop::Head(_) => None,
            Stop::Call(id) => Some(calls.place(id)?),
        };
        let call = |n: usize| calls.shown(n).map(Stop::Call);
        match (toward, here) {
            (Toward::Up, None) => None,
            (Toward::Up, Some(n)) => match calls.on_row(n).start {
                0 => Some(Stop::Head(lane)),
                first => call(first - 1),
            },
            (Toward::Down, None) | (Toward::First, _) => call(0),
            (Toward::Down, Some(n)) => call(calls.on_row(n).end),
            (Toward::Last, _) => call(calls.len().checked_sub(1)?),
            (Toward::Left | Toward::Right, _) => self.beside(stop, lane, toward == Toward::Right),
        }
        .filter(|to| *to != stop)
    }

    /// Where a place has gone to: a call to come that has been made, one that was made and is to come again at the moment
    /// that is shown. `None` where nothing is left of its column.
    #[must_use]
    pub fn now(&self, stop: Stop) -> Option<Stop> {
        let lane = self.lane_of(stop)?;
        let Stop::Call(id) = stop else { return Some(stop) };
        let calls = self.calls(lane);
        if let Some(place) = calls.place(id) {
            return calls.shown(place).map(Stop::Call);
        }
        let step = |id: &CallId| match self.subject.snapshot.trace.find_call(*id)?.origin {
            Origin::Script { step, .. } => Some(step),
            _ => None,
        };
        let found = match id {
            BoxId::Planned(planned) => {
                let made = calls.made.iter().rev().find(|made| step(made) == Some(planned.step));
                made.map(|made| BoxId::Made(*made))
            }
            BoxId::Held(_) => calls.made.last().map(|made| BoxId::Made(*made)),
            BoxId::Made(made) => step(&made).and_then(|step| {
                let Lane::Participant(participant) = lane else { return None };
                let planned = BoxId::Planned(Planned { participant, step });
                calls.place(planned).map(|_| planned)
            }),
        };
        let last_made = || calls.made.last().map(|made| BoxId::Made(*made));
        let found = found.or_else(last_made).or_else(|| calls.nth(0));
        Some(found.map_or(Stop::Head(lane), Stop::Call))
    }

    /// Where somebody begins who has not been here: at the call of whose turn it is, else at the newest.
    #[must_use]
    pub fn entry(&self, next: Option<ParticipantId>) -> Option<Stop> {
        let coming = next.and_then(|who| Some(self.calls(Lane::Participant(who)).coming.first()?.1));
        let newest = || self.subject.snapshot.newest_call().map(BoxId::Made);
        let call = coming.or_else(newest).map(Stop::Call).filter(|stop| self.lane_of(*stop).is_some());
        call.or_else(|| self.lanes.first().map(|lane| Stop::Head(*lane)))
    }

    /// The column that a place is in.
    #[must_use]
    pub fn lane_of(&self, stop: Stop) -> Option<Lane> {
        let lane = match stop {
            Stop::Head(lane) => lane,
            Stop::Call(BoxId::Planned(planned)) => Lane::Participant(planned.participant),
            Stop::Call(BoxId::Held(who)) => Lane::Participant(who),
            Stop::Call(BoxId::Made(id)) => {
                Lane::Participant(self.subject.snapshot.trace.find_call(id)?.participant)
            }
        };
        self.lanes.contains(&lane).then_some(lane)
    }

    /// The box of a call on the page, in view or not. `next` is whose turn it is.
    #[must_use]
    pub fn place(&self, id: BoxId, next: Option<ParticipantId>, columns: &[Column]) -> Option<CallBox> {
        let row = match id {
            BoxId::Made(id) => return boxes::place(self.subject.snapshot, columns, id),
            BoxId::Planned(_) | BoxId::Held(_) => self.upcoming.row_of(id)?,
        };
        let on_row = self.upcoming.boxes(self.subject, next, columns, &(row..row + 1));
        on_row.into_iter().find(|shown| shown.id == id)
    }

    fn calls(&self, lane: Lane) -> Calls<'a> {
        match lane {
            Lane::Participant(who) => {
                let made = self.subject.snapshot.calls_of(who);
                Calls { snapshot: self.subject.snapshot, made, coming: self.upcoming.of_participant(who) }
            }
            Lane::Outside(_) => Calls { snapshot: self.subject.snapshot, made: &[], coming: Vec::new() },
        }
    }

    fn row(&self, stop: Stop) -> u32 {
        match stop {
            Stop::Head(_) => 0,
            Stop::Call(BoxId::Made(id)) => {
                self.subject.snapshot.trace.find_call(id).map_or(0, |call| call.row)
            }
            Stop::Call(id) => self.upcoming.row_of(id).unwrap_or(0),
        }
    }

    /// The other end of an arrow on that side, else the nearest place of the next column.
    fn beside(&self, stop: Stop, lane: Lane, rightwards: bool) -> Option<Stop> {
        let at = self.lanes.iter().position(|other| *other == lane)?;
        let row = self.row(stop);
        let far = |other: &Stop| self.row(*other).abs_diff(row);
        let Stop::Call(id) = stop else {
            let beside = if rightwards { at + 1 } else { at.checked_sub(1)? };
            return self.lanes.get(beside).map(|lane| Stop::Head(*lane));
        };
        let is_there = |other: &Stop| {
            let place = self.lane_of(*other).and_then(|l| self.lanes.iter().position(|lane| *lane == l));
            place.is_some_and(|place| if rightwards { place > at } else { place < at })
        };
        let across = self.other_ends(id).into_iter().map(Stop::Call).filter(is_there).min_by_key(far);
        across.or_else(|| {
            let side: Vec<Lane> = if rightwards {
                self.lanes[at + 1..].to_vec()
            } else {
                self.lanes[..at].iter().rev().copied().collect()
            };
            side.into_iter().find_map(|lane| self.nearest(lane, row))
        })
    }

    /// The call of a column that begins nearest to a row.
    fn nearest(&self, lane: Lane, row: u32) -> Option<Stop> {
        let calls = self.calls(lane);
        let trace = self.subject.snapshot.trace;
        let below = calls.made.partition_point(|id| trace.call(*id).row < row);
        let made = calls.made[below.saturating_sub(1)..].iter().take(2);
        let made = made.map(|id| BoxId::Made(self.subject.snapshot.stands_for(*id)));
        let all = made.chain(calls.coming.iter().map(|(_, id)| *id)).map(Stop::Call);
        all.min_by_key(|stop| self.row(*stop).abs_diff(row))
    }

    /// The calls that arrows lead to or come from.
    fn other_ends(&self, id: BoxId) -> Vec<BoxId> {
        let snapshot = self.subject.snapshot;
        let mut ends = Vec::new();
        if let BoxId::Made(id) = id {
            let here = LinkEnd::Call(id);
            for link in snapshot.trace.links_at(id).filter(|link| snapshot.moment.shows(link.known)) {
                let other = if link.from == here { link.to } else { link.from };
                if let LinkEnd::Call(other) = other
                    && other != id
                {
                    ends.push(BoxId::Made(other));
                }
            }
        }
        if let Some(planned) = self.planned(id) {
            for link in &self.subject.plan.links {
                let other = match planned {
                    _ if link.from == planned => link.to,
                    _ if link.to == planned => link.from,
                    _ => continue,
                };
                ends.extend(self.shown_as(other));
            }
        }
        ends
    }

    /// The call of the plan that a box stands for, where it has not been answered.
    fn planned(&self, id: BoxId) -> Option<Planned> {
        match id {
            BoxId::Planned(planned) => Some(planned),
            BoxId::Held(_) => None,
            BoxId::Made(id) => {
                let call = self.subject.snapshot.trace.find_call(id)?;
                let is_open = self.subject.snapshot.activity(call.participant) == Activity::Busy(id);
                match call.origin {
                    Origin::Script { step, .. } if is_open => {
                        Some(Planned { participant: call.participant, step })
                    }
                    _ => None,
                }
            }
        }
    }

    /// The box of a planned call that is to come, or is being made.
    fn shown_as(&self, planned: Planned) -> Option<BoxId> {
        if self.upcoming.row_of(BoxId::Planned(planned)).is_some() {
            return Some(BoxId::Planned(planned));
        }
        let Activity::Busy(id) = self.subject.snapshot.activity(planned.participant) else { return None };
        (self.planned(BoxId::Made(id)) == Some(planned)).then_some(BoxId::Made(id))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{CATALOGUE, Plan, Scenario};
    use crate::sockets::{Awaited, Endpoint, Outcome, SocketId, SocketOpened};
    use crate::trace::{Event, Moment, Trace, What};

    const SERVER: ParticipantId = ParticipantId(0);
    const CLIENT: ParticipantId = ParticipantId(1);

    /// The TCP pair, and as much of its run as is told: who calls, waits, returns.
    struct Pair {
        scenario: Arc<Scenario>,
        plan: Plan,
        trace: Trace,
        steps: [u64; 2],
    }

    impl Pair {
        fn new() -> Self {
            let entry = CATALOGUE.iter().find(|entry| entry.file == "01_tcp_pair.ron").unwrap();
            let scenario = Arc::new(entry.document().unwrap().scenario);
            let (plan, trace) = (Plan::of(&scenario), Trace::of(Arc::clone(&scenario)));
            Self { scenario, plan, trace, steps: [0; 2] }
        }

        fn append(&mut self, participant: ParticipantId, what: What) {
            let at = self.trace.live().0 as u64;
            self.trace.append(Event { at, participant, what }).unwrap();
        }

        fn call(&mut self, who: ParticipantId, on: Option<SocketId>) {
            let step = self.steps[who.index()];
            self.steps[who.index()] += 1;
            let found = self.scenario.participant(who).unwrap().script.call(step).unwrap();
            let (line, call) = (found.line, Arc::clone(found.call));
            let origin = Origin::Script { step, line };
            self.append(who, What::Called { origin, call, socket: on });
        }

        /// Up to the moment at which accept has met connect.
        fn met() -> Self {
            let mut pair = Self::new();
            let opened = |participant, index, fd| SocketOpened { id: SocketId { participant, index }, fd };
            let (listener, connection, own) = (opened(0, 0, 5), opened(0, 1, 7), opened(1, 0, 6));
            let [here, there]: [Endpoint; 2] =
                ["127.0.0.1:1024", "127.0.0.1:4000"].map(|text| Endpoint::Inet(text.parse().unwrap()));
            pair.call(SERVER, None);
            pair.append(SERVER, What::Returned(Outcome::Opened(listener)));
            for _ in 0..2 {
                pair.call(SERVER, Some(listener.id));
                pair.append(SERVER, What::Returned(Outcome::Bound { local: here.clone() }));
            }
            pair.call(SERVER, Some(listener.id));
            pair.append(SERVER, What::Waiting(Awaited::Connection));
            pair.call(CLIENT, None);
            pair.append(CLIENT, What::Returned(Outcome::Opened(own)));
            pair.call(CLIENT, Some(own.id));
            let (local, peer) = (there.clone(), here.clone());
            pair.append(CLIENT, What::Returned(Outcome::Connected { local, peer }));
            let (local, peer) = (here, there);
            let accepted = Outcome::Accepted { socket: connection, local, peer };
            pair.append(SERVER, What::Returned(accepted));
            pair
        }

        fn walk(&self) -> Walk<'_> {
            self.walk_at(self.trace.live())
        }

        fn walk_at(&self, moment: Moment) -> Walk<'_> {
            let snapshot = self.trace.at(moment);
            Walk::of(Subject { scenario: &self.scenario, plan: &self.plan, snapshot })
        }
    }

    fn planned(participant: ParticipantId, step: u64) -> Stop {
        Stop::Call(BoxId::Planned(Planned { participant, step }))
    }

    fn made(id: u32) -> Stop {
        Stop::Call(BoxId::Made(CallId(id)))
    }

    fn head(who: ParticipantId) -> Stop {
        Stop::Head(Lane::Participant(who))
    }

    // Of the pair: the server's socket, bind, listen, accept (0 to 3), recv, send, close, close;
    // the client's socket, connect, send, recv, close.

    #[test]
    fn a_column_is_walked_from_its_head_through_what_was_made_to_what_is_to_come() {
        let pair = Pair::met();
        let walk = pair.walk();
        let mut way = vec![head(SERVER)];
        while let Some(next) = walk.from(way[way.len() - 1], Toward::Down) {
            way.push(next);
        }
        let expected: Vec<Stop> = std::iter::once(head(SERVER))
            .chain((0..4).map(made))
            .chain((4..8).map(|step| planned(SERVER, step)))
            .collect();
        assert_eq!(way, expected);
        for pair in way.windows(2) {
            assert_eq!(walk.from(pair[1], Toward::Up), Some(pair[0]));
        }
        assert_eq!(walk.from(head(SERVER), Toward::Up), None);
        assert_eq!(walk.from(made(2), Toward::First), Some(made(0)));
        assert_eq!(walk.from(made(2), Toward::Last), Some(planned(SERVER, 7)));
        assert_eq!(walk.from(planned(SERVER, 7), Toward::Last), None);
    }

    #[test]
    fn across_an_arrow_one_comes_to_its_other_end_and_back() {
        let pair = Pair::met();
        let walk = pair.walk();
        let (accept, connect) = (made(3), made(5));
        assert_eq!(walk.from(accept, Toward::Right), Some(connect));
        assert_eq!(walk.from(connect, Toward::Left), Some(accept));
        // Calls to come, by the arrow that is expected.
        assert_eq!(walk.from(planned(CLIENT, 2), Toward::Left), Some(planned(SERVER, 4)));
        assert_eq!(walk.from(planned(SERVER, 4), Toward::Right), Some(planned(CLIENT, 2)));
        // Nobody is further out.
        assert_eq!(walk.from(accept, Toward::Left), None);
        assert_eq!(walk.from(connect, Toward::Right), None);
    }

    #[test]
    fn an_open_call_leads_to_the_one_that_it_waits_for() {
        let pair = Pair::met();
        // Accept waits; the client has not been called yet.
        let walk = pair.walk_at(Moment(8));
        assert_eq!(walk.from(made(3), Toward::Right), Some(planned(CLIENT, 1)));
        assert_eq!(walk.from(planned(CLIENT, 1), Toward::Left), Some(made(3)));
    }

    #[test]
    fn without_an_arrow_one_comes_to_the_nearest_of_the_next_column() {
        let pair = Pair::met();
        let walk = pair.walk();
        assert_eq!(walk.from(made(0), Toward::Right), Some(made(4)));
        assert_eq!(walk.from(made(4), Toward::Left), Some(made(3)));
        assert_eq!(walk.from(head(SERVER), Toward::Right), Some(head(CLIENT)));
        assert_eq!(walk.from(head(CLIENT), Toward::Right), None);
    }

    #[test]
    fn a_place_is_found_again_after_a_step_and_after_going_back() {
        let mut pair = Pair::met();
        let recv = planned(SERVER, 4);
        assert_eq!(pair.walk().now(recv), Some(recv));
        pair.call(SERVER, Some(SocketId { participant: 0, index: 1 }));
        assert_eq!(pair.walk().now(recv), Some(made(6)));
        assert_eq!(pair.walk_at(Moment(0)).now(made(6)), Some(recv));
        // Of another run nothing is known.
        let other = Pair::new();
        assert_eq!(other.walk().now(made(6)), None);
    }

    #[test]
    fn one_begins_at_whose_turn_it_is() {
        let pair = Pair::met();
        assert_eq!(pair.walk().entry(Some(CLIENT)), Some(planned(CLIENT, 2)));
        assert_eq!(pair.walk().entry(None), Some(made(5)));
        assert_eq!(Pair::new().walk().entry(None), Some(head(SERVER)));
    }
}
