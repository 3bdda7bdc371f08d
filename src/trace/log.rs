//! The log itself: events in the order in which they arrived, indexed as they arrive. How they are taken in stands in
//! `append`, how the oldest go in `room`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::kept::Kept;
use super::lane::Lane;
use super::links::{Link, LinkEnd, Links, Outsider};
use super::record::{CallId, CallRecord, SocketRecord, Sockets};
use super::room::{CarriedOver, Room};
use super::{Event, What};
use crate::scenario::{ParticipantId, Scenario};
use crate::sockets::{Outcome, SocketId};

/// A position in the log: the events before it are what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub usize);

impl Moment {
    /// Whether the event at this position has happened at the moment.
    #[must_use]
    pub fn shows(self, position: usize) -> bool {
        position < self.0
    }
}

/// The append-only log of one run. Positions, calls and links are numbered from the beginning of the run, whether all of
/// it is kept or not.
#[derive(Clone, Debug)]
pub struct Trace {
    identity: u64,
    pub(super) room: Room,
    pub(super) events: Kept<Event>,
    /// Bytes that were received or printed, among the events that are kept.
    pub(super) bytes: u64,
    /// The time of the last event that was dropped.
    pub(super) dropped_at: u64,
    /// The events that were given a later time than their own, and by how many nanoseconds.
    pub(super) moved: Vec<(usize, u64)>,
    pub(super) calls: Kept<CallRecord>,
    pub(super) carried_over: Vec<CarriedOver>,
    /// The row of the diagram below all calls.
    pub(super) next_row: u32,
    /// What each participant did, by its id: ids may lie far apart.
    pub(super) lanes: BTreeMap<ParticipantId, Lane>,
    pub(super) sockets: Sockets,
    pub(super) links: Links,
    /// The scenario to begin with, and after each change, with the number of the first moment that has it.
    pub(super) scenarios: Vec<(usize, Arc<Scenario>)>,
    /// The texts of the files of programs, by the names of the files, with the positions at which they were read.
    pub(super) sources: HashMap<Arc<str>, Vec<(usize, Arc<str>)>>,
}

impl Trace {
    /// An empty log of a run of this scenario.
    #[must_use]
    pub fn of(scenario: Arc<Scenario>) -> Self {
        Self::with_room(scenario, Room::default())
    }

    /// The same, with another rule for what is kept in memory.
    #[must_use]
    pub fn with_room(scenario: Arc<Scenario>, room: Room) -> Self {
        static TRACES: AtomicU64 = AtomicU64::new(0);
        let mut trace = Self {
            identity: TRACES.fetch_add(1, Ordering::Relaxed),
            room,
            events: Kept::default(),
            bytes: 0,
            dropped_at: 0,
            moved: Vec::new(),
            calls: Kept::default(),
            carried_over: Vec::new(),
            next_row: 0,
            lanes: BTreeMap::new(),
            sockets: Sockets::default(),
            links: Links::default(),
            scenarios: Vec::new(),
            sources: HashMap::new(),
        };
        trace.takes_part(&scenario);
        trace.scenarios.push((0, scenario));
        trace
    }

    /// A number that no other trace of this program has: for whoever keeps what was worked out of one.
    #[must_use]
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// The scenario at a moment.
    #[must_use]
    pub fn scenario(&self, moment: Moment) -> &Arc<Scenario> {
        let shown = self.scenarios.partition_point(|(since, _)| *since <= moment.0);
        &self.scenarios[shown.saturating_sub(1)].1
    }

    /// The scenario at the beginning of what is kept, and after each change.
    pub fn scenarios(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.scenarios.iter().map(|(_, scenario)| scenario)
    }

    /// The name that a participant has after the event at a position, or had when it left the scenario.
    #[must_use]
    pub fn name_of(&self, who: ParticipantId, position: usize) -> &str {
        let there =
            self.scenario(Moment(position + 1)).participant(who).map(|participant| &*participant.name);
        let lane = || self.lanes.get(&who);
        let left = || lane()?.left.as_ref().map(|(_, name)| &**name);
        let thread = || lane()?.thread.as_ref().map(|thread| &*thread.name);
        there.or_else(left).or_else(thread).unwrap_or_default()
    }

    /// The number that the system gave the thread of a program last.
    #[must_use]
    pub fn system_thread_of(&self, who: ParticipantId) -> Option<u64> {
        self.lanes.get(&who)?.system_thread
    }

    /// How many sockets a participant has opened so far.
    #[must_use]
    pub fn sockets_opened_by(&self, id: ParticipantId) -> u32 {
        self.sockets.opened_by(id)
    }

    /// Whether anything was told of a participant.
    #[must_use]
    pub fn has_history(&self, id: ParticipantId) -> bool {
        self.lanes.get(&id).is_some_and(Lane::has_history)
    }

    /// The participants that it is of, those that have left and threads included, by their ids.
    #[must_use]
    pub fn participants(&self) -> impl ExactSizeIterator<Item = ParticipantId> + use<'_> {
        self.lanes.keys().copied()
    }

    /// The first id beyond those of all participants.
    #[must_use]
    pub fn next_id(&self) -> ParticipantId {
        ParticipantId(self.lanes.last_key_value().map_or(0, |(last, _)| last.0 + 1))
    }

    /// The events that are kept, oldest first. The first of them has the position [`Self::first`].
    #[must_use]
    pub fn events(&self) -> &[Event] {
        self.events.as_slice()
    }

    /// One event, if it is kept.
    #[must_use]
    pub fn event(&self, position: usize) -> Option<&Event> {
        self.events.get(position)
    }

    /// The moment before the first event that is kept: the earliest that can be shown.
    #[must_use]
    pub fn first(&self) -> Moment {
        Moment(self.events.first())
    }

    /// The moment after everything that has happened.
    #[must_use]
    pub fn live(&self) -> Moment {
        Moment(self.events.end())
    }

    /// The calls that are kept, in the order in which they were made. The first of them has the number [`Self::first_call`].
    #[must_use]
    pub fn calls(&self) -> &[CallRecord] {
        self.calls.as_slice()
    }

    /// How many calls have been made, whether they are kept or not.
    #[must_use]
    pub fn calls_made(&self) -> usize {
        self.calls.end()
    }

    /// The number of the first call of [`Self::calls`].
    #[must_use]
    pub fn first_call(&self) -> CallId {
        CallId::nth(self.calls.first())
    }

    /// One call.
    ///
    /// # Panics
    /// It is not of this trace, or has been dropped; see [`Self::find_call`].
    #[must_use]
    pub fn call(&self, id: CallId) -> &CallRecord {
        self.find_call(id).expect("a call of this trace that is kept")
    }

    /// One call, if it is kept.
    #[must_use]
    pub fn find_call(&self, id: CallId) -> Option<&CallRecord> {
        let older = || self.carried_over.iter().find(|older| older.id == id).map(|older| &older.record);
        self.calls.get(id.index()).or_else(older)
    }

    /// The call that an event is of: that was made, waits, or returned with it.
    #[must_use]
    pub fn call_of(&self, position: usize) -> Option<CallId> {
        let event = self.events.get(position)?;
        if !matches!(event.what, What::Called { .. } | What::Waiting(_) | What::Returned(_)) {
            return None;
        }
        let calls = &self.lanes.get(&event.participant)?.calls;
        let made = |id: &CallId| self.find_call(*id).is_none_or(|call| call.called <= position);
        calls[..calls.partition_point(made)].last().copied()
    }

    pub(super) fn call_mut(&mut self, id: CallId) -> Option<&mut CallRecord> {
        if id.index() < self.calls.first() {
            return self.carried_over.iter_mut().find(|older| older.id == id).map(|older| &mut older.record);
        }
        self.calls.get_mut(id.index())
    }

    /// All sockets, in the order in which they came to be known.
    #[must_use]
    pub fn sockets(&self) -> &[SocketRecord] {
        self.sockets.all()
    }

    /// One socket.
    #[must_use]
    pub fn socket(&self, id: SocketId) -> Option<&SocketRecord> {
        self.sockets.get(id)
    }

    /// The socket with this number in the run.
    pub(super) fn socket_numbered(&self, number: u32) -> Option<&SocketRecord> {
        self.sockets.numbered(number)
    }

    /// What joins the ends of what happened.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        self.links.all()
    }

    /// The links that the event at a position made known.
    #[must_use]
    pub fn links_known_at(&self, position: usize) -> &[Link] {
        let links = self.links.all();
        let first = links.partition_point(|link| link.known < position);
        let beyond = links.partition_point(|link| link.known <= position);
        &links[first..beyond]
    }

    /// The links that begin or end at a call, and whose other end is kept.
    pub fn links_at(&self, id: CallId) -> impl Iterator<Item = &Link> {
        let kept = |end: LinkEnd| match end {
            LinkEnd::Call(other) => self.find_call(other).is_some(),
            LinkEnd::Outside(_) => true,
        };
        let at = self.find_call(id).map_or(&[][..], |call| &call.links);
        at.iter().filter_map(|at| self.links.get(*at)).filter(move |link| kept(link.from) && kept(link.to))
    }

    /// The programs outside that have shown themselves, in the order in which they did.
    #[must_use]
    pub fn outsiders(&self) -> &[Outsider] {
        self.links.outsiders()
    }

    /// What a call gave back, if it has returned.
    #[must_use]
    pub fn outcome_of(&self, call: &CallRecord) -> Option<&Outcome> {
        match &self.events.get(call.returned?)?.what {
            What::Returned(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The event with which a call began to wait.
    pub(super) fn waiting_of(&self, call: &CallRecord) -> Option<&Event> {
        let at = call.waiting?;
        let older = || self.carried_over.iter().find(|older| older.record.called == call.called);
        self.events.get(at).or_else(|| older()?.waiting.as_ref())
    }

    /// Where a program was last started at a moment.
    pub(super) fn last_start(&self, program: ParticipantId, moment: Moment) -> Option<usize> {
        let starts = &self.lanes.get(&program)?.starts;
        let shown = starts.partition_point(|(at, ())| moment.shows(*at));
        Some(starts[..shown].last()?.0)
    }

    /// The last call of a participant before what is kept: where it was made, and which call of the script was to follow.
    pub(super) fn next_before(&self, who: ParticipantId) -> Option<(usize, u64)> {
        let last = self.carried_over.iter().find(|last| last.record.participant == who)?;
        Some((last.record.called, last.next))
    }

    /// Whether the event at a position tells nothing that was not told twice before: that a recv beyond the end of a stream
    /// was made once more, and gave 0 bytes.
    #[must_use]
    pub fn is_repeated(&self, position: usize) -> bool {
        let gave_nothing = match self.events.get(position).map(|event| &event.what) {
            Some(What::Called { .. }) => true,
            Some(What::Returned(outcome)) => outcome.received().is_some_and(|data| data.is_empty()),
            _ => false,
        };
        let call = || self.call_of(position).and_then(|id| self.find_call(id));
        gave_nothing && call().is_some_and(CallRecord::is_repeated)
    }

    /// How many times the same came after a call, where that is the last one of its kind that is told: see
    /// [`Self::is_repeated`]. `moment` is what has happened.
    #[must_use]
    pub fn repeated_after(&self, call: &CallRecord, moment: Moment) -> usize {
        if call.repeats != 1 {
            return 0;
        }
        let Some(lane) = self.lanes.get(&call.participant) else { return 0 };
        let after = lane
            .calls
            .partition_point(|id| self.find_call(*id).is_some_and(|other| other.called <= call.called));
        // They are in a row, and each is one more than the one before: so they are found by bisection.
        let (mut least, mut most) = (0, lane.calls.len() - after);
        while least < most {
            let middle = usize::midpoint(least, most);
            let other = self.find_call(lane.calls[after + middle]);
            let is_one = other.is_some_and(|other| {
                other.repeats as usize == middle + 2 && other.returned.is_some_and(|at| moment.shows(at))
            });
            if is_one { least = middle + 1 } else { most = middle }
        }
        least
    }

    /// How many calls a participant has made, whether they are kept or not.
    #[must_use]
    pub fn calls_made_by(&self, who: ParticipantId) -> usize {
        self.lanes.get(&who).map_or(0, |lane| lane.made)
    }

    /// The call number `n` of a participant, counted from 0, if it is kept.
    #[must_use]
    pub fn nth_call_of(&self, who: ParticipantId, n: usize) -> Option<CallId> {
        let lane = self.lanes.get(&who)?;
        lane.calls.get(n.checked_sub(lane.made - lane.calls.len())?).copied()
    }

    /// The time at a position of the log, in nanoseconds since the run began.
    #[must_use]
    pub fn time(&self, position: usize) -> u64 {
        self.events.get(position).map_or(0, |event| event.at)
    }

    /// The time at which whoever told of an event says that it happened. Between events of one participant it tells how long
    /// something took, to the nanosecond; among those of several it may run backwards.
    #[must_use]
    pub fn own_time(&self, position: usize) -> u64 {
        let at = self.moved.binary_search_by_key(&position, |(moved, _)| *moved);
        self.time(position) - at.map_or(0, |at| self.moved[at].1)
    }

    /// How long it was from one event of a participant to another, in nanoseconds. 0: it is not known. A
    /// recording has the times of the log alone, and a clock may be too coarse.
    #[must_use]
    pub fn took(&self, from: usize, to: usize) -> u64 {
        self.own_time(to).saturating_sub(self.own_time(from))
    }

    /// The time of a moment: that of the last event before it.
    #[must_use]
    pub fn time_of(&self, moment: Moment) -> u64 {
        moment
            .0
            .checked_sub(1)
            .and_then(|last| self.events.get(last))
            .map_or(self.dropped_at, |event| event.at)
    }

    /// The moment at a time: everything up to it has happened, and nothing after it.
    #[must_use]
    pub fn moment_at(&self, time: u64) -> Moment {
        Moment(self.events.partition_point(|event| event.at <= time))
    }
}
