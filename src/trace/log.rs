//! The log itself: events in the order in which they arrived, indexed as they arrive.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use smallvec::SmallVec;

use super::kept::Kept;
use super::lane::{Lane, Life, forget};
use super::links::{Link, LinkEnd, Links, Outsider};
use super::record::{CallId, CallRecord, SocketRecord, Sockets};
use super::{Event, Origin, What};
use crate::scenario::{ParticipantId, Scenario};
use crate::sockets::{Call, Family, Kind, Outcome, Reading, SocketId, SocketOpened};

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

/// Why an event does not fit what came before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    #[error("event {0} calls while the participant's last call is still open")]
    StillOpen(usize),
    #[error("event {0} waits or returns, but the participant is in no call")]
    NoCallOpen(usize),
    #[error("event {0} is of participant {1}, which the scenario does not have")]
    NoSuchParticipant(usize, u32),
    #[error("event {0} comes after the end of its participant's program")]
    AfterEnd(usize),
    #[error("event {0} comes after its participant's program was killed")]
    AfterKill(usize),
    #[error("event {0} is about a socket that nobody has opened")]
    NoSuchSocket(usize),
    #[error("event {0} gives back what its call cannot")]
    NotOfItsCall(usize),
    #[error("event {0} opens a socket that is not its participant's next one")]
    NotTheNextSocket(usize),
}

/// How much of a run is kept in memory. Where it becomes more, the oldest quarter goes: a run that never ends takes no more
/// than so much. What has gone stands in the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The most events.
    pub events: usize,
    /// The most bytes that were received.
    pub bytes: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { events: 2_000_000, bytes: 256 << 20 }
    }
}

/// The last call of a participant before what is kept: it may be open, and what follows is counted from it.
#[derive(Clone, Debug)]
struct CarriedOver {
    id: CallId,
    record: CallRecord,
    /// That it waits, if it does.
    waiting: Option<Event>,
    /// The call of the script that its participant was to make next.
    next: u64,
}

/// The append-only log of one run. Positions, calls and links are numbered from the beginning of the run, whether all of
/// it is kept or not.
#[derive(Clone, Debug)]
pub struct Trace {
    identity: u64,
    room: Room,
    events: Kept<Event>,
    /// Bytes that were received, among the events that are kept.
    bytes: u64,
    calls: Kept<CallRecord>,
    carried_over: Vec<CarriedOver>,
    /// The row of the diagram below all calls.
    next_row: u32,
    pub(super) lanes: Vec<Lane>,
    sockets: Sockets,
    pub(super) links: Links,
    /// The scenario to begin with, and after each change, with the number of the first moment that has it.
    scenarios: Vec<(usize, Arc<Scenario>)>,
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
            calls: Kept::default(),
            carried_over: Vec::new(),
            next_row: 0,
            lanes: Vec::new(),
            sockets: Sockets::default(),
            links: Links::default(),
            scenarios: Vec::new(),
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
        let left = || self.lanes.get(who.index())?.left.as_ref().map(|(_, name)| &**name);
        there.or_else(left).unwrap_or_default()
    }

    /// How many sockets a participant has opened so far.
    #[must_use]
    pub fn sockets_opened_by(&self, id: ParticipantId) -> u32 {
        self.sockets.opened_by(id)
    }

    /// Whether anything was told of a participant.
    #[must_use]
    pub fn has_history(&self, id: ParticipantId) -> bool {
        self.lanes.get(id.index()).is_some_and(Lane::has_history)
    }

    /// How many participants it is of, those that have left included.
    #[must_use]
    pub fn participants(&self) -> usize {
        self.lanes.len()
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
        call_id(self.calls.first())
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
        let calls = &self.lanes.get(event.participant.index())?.calls;
        let made = |id: &CallId| self.find_call(*id).is_none_or(|call| call.called <= position);
        calls[..calls.partition_point(made)].last().copied()
    }

    fn call_mut(&mut self, id: CallId) -> Option<&mut CallRecord> {
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

    /// The last call of a participant before what is kept: where it was made, and which call of the script was to follow.
    pub(super) fn next_before(&self, who: ParticipantId) -> Option<(usize, u64)> {
        let last = self.carried_over.iter().find(|last| last.record.participant == who)?;
        Some((last.record.called, last.next))
    }

    /// How many calls a participant has made, whether they are kept or not.
    #[must_use]
    pub fn calls_made_by(&self, who: ParticipantId) -> usize {
        self.lanes.get(who.index()).map_or(0, |lane| lane.made)
    }

    /// The call number `n` of a participant, counted from 0, if it is kept.
    #[must_use]
    pub fn nth_call_of(&self, who: ParticipantId, n: usize) -> Option<CallId> {
        let lane = self.lanes.get(who.index())?;
        lane.calls.get(n.checked_sub(lane.made - lane.calls.len())?).copied()
    }

    /// The time at a position of the log, in nanoseconds since the run began.
    #[must_use]
    pub fn time(&self, position: usize) -> u64 {
        self.events.get(position).map_or(0, |event| event.at)
    }

    /// The time of a moment: that of the last event before it.
    #[must_use]
    pub fn time_of(&self, moment: Moment) -> u64 {
        moment.0.checked_sub(1).map_or(0, |last| self.time(last))
    }

    /// The moment at a time: everything up to it has happened, and nothing after it.
    #[must_use]
    pub fn moment_at(&self, time: u64) -> Moment {
        Moment(self.events.partition_point(|event| event.at <= time))
    }

    /// Takes the next event. Threads take their times before they queue for the log, so an event can carry a time a few
    /// microseconds before that of its forerunner; it is then given its forerunner's, and times never run backwards.
    ///
    /// # Errors
    /// An event that does not fit what came before; the log is then as it was.
    pub fn append(&mut self, mut event: Event) -> Result<(), TraceError> {
        let position = self.events.end();
        if let Some(last) = self.events.as_slice().last() {
            event.at = event.at.max(last.at);
        }
        self.check(position, &event)?;
        let who = event.participant;
        if let What::Edited { scenario } = &event.what {
            // It may be the one that brings the participant in.
            self.takes_part(scenario);
            self.scenarios.push((position + 1, Arc::clone(scenario)));
        }
        let lane = &mut self.lanes[who.index()];
        match &event.what {
            What::Called { origin, call, socket } => {
                lane.lives(position, Life::Goes);
                self.called(position, who, *origin, Arc::clone(call), *socket);
            }
            What::Waiting(_) => self.waits(position, who),
            What::Returned(outcome) => self.returned(position, who, outcome),
            What::Ended => lane.lives(position, Life::Over),
            What::Killed => lane.lives(position, Life::Killed),
            What::Script { script, next } => {
                lane.lives(position, Life::Goes);
                lane.scripts.push((position, (Arc::clone(script), *next)));
            }
            What::Frozen => lane.freezes(position, true),
            What::Thawed => lane.freezes(position, false),
            What::Left { name } => lane.left = Some((position, Arc::clone(name))),
            What::Edited { .. } => {}
            What::Read { socket, reading } => self.read(position, *socket, reading),
        }
        self.events.push(event);
        if self.events.as_slice().len() > self.room.events || self.bytes > self.room.bytes {
            self.make_room();
        }
        Ok(())
    }

    /// Whether an event fits what came before it.
    fn check(&self, position: usize, event: &Event) -> Result<(), TraceError> {
        let who = event.participant;
        if let What::Edited { scenario } = &event.what {
            let lane = self.lanes.get(who.index());
            let is_known = scenario.participant(who).is_some() || lane.is_some_and(|lane| lane.is_known);
            return if is_known { Ok(()) } else { Err(TraceError::NoSuchParticipant(position, who.0)) };
        }
        let lane = self.lanes.get(who.index()).filter(|lane| lane.is_known);
        let lane = lane.ok_or(TraceError::NoSuchParticipant(position, who.0))?;
        let of_program = matches!(
            event.what,
            What::Called { .. } | What::Waiting(_) | What::Returned(_) | What::Ended | What::Killed
        );
        if of_program && lane.now() == Life::Killed {
            return Err(TraceError::AfterKill(position));
        }
        let is_open = self.open_call(who).is_some();
        let over = lane.now() == Life::Over;
        match &event.what {
            What::Called { .. } | What::Ended | What::Killed if is_open => {
                Err(TraceError::StillOpen(position))
            }
            What::Waiting(_) | What::Returned(_) if !is_open => Err(TraceError::NoCallOpen(position)),
            // A program that is over makes no call of its own; a person can make one all the same.
            What::Called { origin, .. } if over && *origin != Origin::ByHand => {
                Err(TraceError::AfterEnd(position))
            }
            What::Ended if over => Err(TraceError::AfterEnd(position)),
            What::Called { socket: Some(socket), .. } if !self.sockets.was_opened(*socket) => {
                Err(TraceError::NoSuchSocket(position))
            }
            What::Read { socket, .. } if !self.sockets.was_opened(*socket) => {
                Err(TraceError::NoSuchSocket(position))
            }
            What::Returned(outcome) if !self.is_of_open_call(who, outcome) => {
                Err(TraceError::NotOfItsCall(position))
            }
            What::Returned(outcome)
                if outcome.opened().is_some_and(|new| !self.sockets.is_next(who, new.id)) =>
            {
                Err(TraceError::NotTheNextSocket(position))
            }
            _ => Ok(()),
        }
    }

    /// Whether the call that a participant is in can give this back.
    fn is_of_open_call(&self, who: ParticipantId, outcome: &Outcome) -> bool {
        let open = self.open_call(who).and_then(|id| self.find_call(id));
        open.is_some_and(|call| outcome.is_of(&call.call))
    }

    /// The call that a participant is in.
    fn open_call(&self, who: ParticipantId) -> Option<CallId> {
        let last = *self.lanes.get(who.index())?.calls.last()?;
        self.find_call(last)?.returned.is_none().then_some(last)
    }

    /// Takes in the participants of a scenario.
    fn takes_part(&mut self, scenario: &Scenario) {
        for (id, _) in scenario.ids() {
            if self.lanes.len() <= id.index() {
                self.lanes.resize(id.index() + 1, Lane::default());
            }
            self.lanes[id.index()].is_known = true;
        }
    }

    /// Forgets the oldest quarter of what is kept.
    fn make_room(&mut self) {
        let kept = self.events.as_slice();
        let (mut events, mut bytes) = (kept.len(), self.bytes);
        let aim = Room { events: self.room.events / 4 * 3, bytes: self.room.bytes / 4 * 3 };
        let goes = kept.iter().take_while(|event| {
            let too_much = events > aim.events || bytes > aim.bytes;
            events -= 1;
            bytes -= received(event);
            too_much
        });
        self.drop_before(self.events.first() + goes.count());
    }

    fn drop_before(&mut self, position: usize) {
        let first = self.calls.partition_point(|call| call.called < position);
        let mut carried_over = Vec::new();
        for lane in 0..self.lanes.len() {
            let who = ParticipantId(u32::try_from(lane).unwrap_or(u32::MAX));
            let next = self.at(Moment(position)).next_step(who);
            let calls = &self.lanes[lane].calls;
            let before = calls[..calls.partition_point(|id| id.index() < first)].last().copied();
            if let Some((id, record)) = before.and_then(|id| Some((id, self.find_call(id)?.clone()))) {
                carried_over.push(CarriedOver {
                    id,
                    waiting: self.waiting_of(&record).cloned(),
                    record,
                    next,
                });
            }
        }
        self.carried_over = carried_over;
        let gone = &self.events.as_slice()[..position - self.events.first()];
        self.bytes -= gone.iter().map(received).sum::<u64>();
        self.events.drop_before(position);
        self.calls.drop_before(first);
        forget(&mut self.scenarios, position + 1);
        self.sockets.drop_before(position);
        self.links.drop_before(position, call_id(first), &self.sockets);
        for (lane, id) in self.lanes.iter_mut().zip(0..) {
            let carried = |call: CallId| self.carried_over.iter().any(|older| older.id == call);
            lane.drop_before(position, |call| call.index() < first && !carried(call));
            lane.sockets = self.sockets.own(id);
        }
    }

    /// Gives back memory that more events would have taken.
    pub fn shrink_to_fit(&mut self) {
        self.events.shrink_to_fit();
        self.calls.shrink_to_fit();
        self.links.shrink_to_fit();
    }

    fn read(&mut self, position: usize, id: SocketId, reading: &Arc<Reading>) {
        // What is still told of a socket that was dropped is not kept.
        if let Some(socket) = self.sockets.get_mut(id) {
            socket.readings.push((position, Arc::clone(reading)));
        }
    }

    fn called(
        &mut self,
        position: usize,
        participant: ParticipantId,
        origin: Origin,
        call: Arc<Call>,
        socket: Option<SocketId>,
    ) {
        let id = call_id(self.calls.end());
        let last = self.lanes[participant.index()].calls.last().and_then(|last| self.find_call(*last));
        // A call that waited takes two rows of its own column, so that there is room to say what it waited for.
        let own = last.map_or(0, |last| last.row + 1 + u32::from(last.waiting.is_some()));
        let row = self.next_row.max(own);
        let (moved, steps) = last.map_or((0, 0), |last| (last.moved, last.steps + last.is_step()));
        self.next_row = row + 1;
        let lane = &mut self.lanes[participant.index()];
        lane.calls.push(id);
        lane.made += 1;
        self.calls.push(CallRecord {
            participant,
            origin,
            call,
            socket,
            row,
            called: position,
            waiting: None,
            returned: None,
            moved,
            steps,
            links: SmallVec::new(),
        });
        self.links.called(id, &self.calls[id.index()], &self.sockets);
    }

    fn waits(&mut self, position: usize, who: ParticipantId) {
        let Some(id) = self.open_call(who) else { return };
        if let Some(call) = self.call_mut(id)
            && call.waiting.is_none()
        {
            call.waiting = Some(position);
            self.lanes[who.index()].waited.push(id);
        }
    }

    fn returned(&mut self, position: usize, who: ParticipantId, outcome: &Outcome) {
        let Some(id) = self.open_call(who) else { return };
        let Some(record) = self.call_mut(id) else { return };
        record.returned = Some(position);
        let received = outcome.received().map_or(0, |data| data.len() as u64);
        record.moved += received + outcome.sent().map_or(0, |count| count as u64);
        let (call, on) = (Arc::clone(&record.call), record.socket);
        self.bytes += received;
        if !outcome.is_success() {
            self.lanes[who.index()].failed.push(id);
        }
        if let Some(opened) = outcome.opened() {
            self.opened(position, opened, &call, on);
        }
        if let Some(socket) = on {
            self.sockets.learn(socket, position, &call, outcome);
        }
        if let Outcome::Accepted { socket, local, peer } = outcome
            && let Some(record) = self.sockets.get_mut(socket.id)
        {
            record.learn_ends(position, local, Some(peer));
        }
        let mut calls = Calls { kept: &mut self.calls, carried_over: &mut self.carried_over };
        self.links.returned(position, id, outcome, &mut calls, &self.sockets);
    }

    fn opened(&mut self, position: usize, opened: SocketOpened, call: &Call, on: Option<SocketId>) {
        let listener = on.and_then(|id| self.socket(id));
        let (family, kind) = match call {
            Call::Socket { family, kind, .. } => (*family, *kind),
            _ => listener.map_or((Family::Inet, Kind::Stream), |l| (l.family, l.kind)),
        };
        let number = self.sockets.next_number();
        self.sockets.push(SocketRecord {
            id: opened.id,
            name: call.names_socket().unwrap_or_default().to_owned(),
            family,
            kind,
            fd: opened.fd,
            listener: on,
            number,
            opened: position,
            listening: None,
            closed: None,
            local: Vec::new(),
            peer: Vec::new(),
            readings: Vec::new(),
        });
        let own = &mut self.lanes[opened.id.participant as usize].sockets;
        own.push(number, |number| self.sockets.numbered(number).is_some_and(|s| s.closed.is_none()));
    }
}

/// The calls of a log, to be looked up and marked by their numbers.
pub(super) struct Calls<'a> {
    kept: &'a mut Kept<CallRecord>,
    carried_over: &'a mut Vec<CarriedOver>,
}

impl Calls<'_> {
    pub fn get(&self, id: CallId) -> Option<&CallRecord> {
        let older = || self.carried_over.iter().find(|older| older.id == id).map(|older| &older.record);
        self.kept.get(id.index()).or_else(older)
    }

    pub fn get_mut(&mut self, id: CallId) -> Option<&mut CallRecord> {
        let older = self.carried_over.iter_mut().find(|older| older.id == id).map(|older| &mut older.record);
        self.kept.get_mut(id.index()).or(older)
    }
}

fn call_id(number: usize) -> CallId {
    CallId(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The bytes that an event brings along.
fn received(event: &Event) -> u64 {
    match &event.what {
        What::Returned(outcome) => outcome.received().map_or(0, |data| data.len() as u64),
        _ => 0,
    }
}
