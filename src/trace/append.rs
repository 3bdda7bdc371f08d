//! Taking events into the log: whether one fits what came before it, and what becomes known with it.

use std::sync::Arc;

use smallvec::SmallVec;

use super::lane::{Life, Thread};
use super::record::{CallId, CallRecord, SocketRecord};
use super::room::Calls;
use super::{Event, Origin, ProgramEvent, Trace, What};
use crate::scenario::{ParticipantId, Scenario};
use crate::sockets::{Call, Family, Kind, Outcome, Reading, SocketId, SocketOpened};

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
    #[error("event {0} tells of a thread that has a lifeline already, or of no program")]
    NotAThread(usize),
}

impl Trace {
    /// Takes the next event. Threads take their times before they queue for the log, so an event can carry a time a few
    /// microseconds before that of its forerunner; it is then given its forerunner's, and times never run backwards. How long
    /// something took is told by its own ([`Self::took`]).
    ///
    /// # Errors
    /// An event that does not fit what came before; the log is then as it was.
    pub fn append(&mut self, mut event: Event) -> Result<(), TraceError> {
        let position = self.events.end();
        let last = self.events.as_slice().last().map_or(0, |last| last.at);
        let own = event.at;
        event.at = own.max(last);
        self.check(position, &event)?;
        if own < event.at {
            self.moved.push((position, event.at - own));
        }
        let who = event.participant;
        if let What::Edited { scenario } = &event.what {
            // It may be the one that brings the participant in.
            self.takes_part(scenario);
            self.scenarios.push((position + 1, Arc::clone(scenario)));
        }
        if let What::Program(shown) = &event.what {
            self.shows(position, who, shown);
        }
        let lane = self.lanes.get_mut(&who).ok_or(TraceError::NoSuchParticipant(position, who.0))?;
        match &event.what {
            What::Held { .. } => {
                lane.lives(position, Life::Goes);
                lane.holds.push(position);
            }
            What::Called { origin, call, socket } => {
                lane.lives(position, Life::Goes);
                self.called(position, who, origin.clone(), Arc::clone(call), *socket);
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
            What::Edited { .. } | What::Program(_) => {}
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
            let is_known = scenario.participant(who).is_some() || self.lanes.contains_key(&who);
            return if is_known { Ok(()) } else { Err(TraceError::NoSuchParticipant(position, who.0)) };
        }
        if let What::Program(shown) = &event.what
            && let ProgramEvent::Joined { of, .. } = **shown
        {
            let is_known = |id| self.lanes.contains_key(&id);
            let sound = is_known(of) && !is_known(who) && who <= ParticipantId::GREATEST;
            return if sound { Ok(()) } else { Err(TraceError::NotAThread(position)) };
        }
        let lane = self.lanes.get(&who).ok_or(TraceError::NoSuchParticipant(position, who.0))?;
        let of_program = matches!(
            event.what,
            What::Held { .. }
                | What::Called { .. }
                | What::Waiting(_)
                | What::Returned(_)
                | What::Ended
                | What::Killed
        );
        if of_program && lane.now() == Life::Killed {
            return Err(TraceError::AfterKill(position));
        }
        let is_open = self.open_call(who).is_some();
        let over = lane.now() == Life::Over;
        match &event.what {
            What::Held { .. } | What::Called { .. } | What::Ended | What::Killed if is_open => {
                Err(TraceError::StillOpen(position))
            }
            What::Waiting(_) | What::Returned(_) if !is_open => Err(TraceError::NoCallOpen(position)),
            // A program that is over makes no call of its own; a person can make one all the same.
            What::Called { origin, .. } if over && *origin != Origin::ByHand => {
                Err(TraceError::AfterEnd(position))
            }
            What::Ended | What::Held { .. } if over => Err(TraceError::AfterEnd(position)),
            What::Called { socket: Some(socket), .. } | What::Held { socket: Some(socket), .. }
                if !self.sockets.was_opened(*socket) =>
            {
                Err(TraceError::NoSuchSocket(position))
            }
            What::Read { socket, .. } if !self.sockets.was_opened(*socket) => {
                Err(TraceError::NoSuchSocket(position))
            }
            What::Program(shown) if matches!(**shown, ProgramEvent::Connected { socket, .. } if !self.sockets.was_opened(socket)) => {
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
    pub(super) fn open_call(&self, who: ParticipantId) -> Option<CallId> {
        let last = *self.lanes.get(&who)?.calls.last()?;
        self.find_call(last)?.returned.is_none().then_some(last)
    }

    /// Takes in the participants of a scenario.
    pub(super) fn takes_part(&mut self, scenario: &Scenario) {
        for (id, _) in scenario.ids() {
            self.lanes.entry(id).or_default();
        }
    }

    /// Takes in what a program shows beside its calls.
    fn shows(&mut self, position: usize, who: ParticipantId, shown: &Arc<ProgramEvent>) {
        if let ProgramEvent::Joined { of, name, thread, .. } = &**shown {
            let lane = self.lanes.entry(who).or_default();
            lane.system_thread = Some(*thread);
            lane.thread = Some(Thread { of: *of, name: Arc::clone(name), joined: position });
        }
        let Some(lane) = self.lanes.get_mut(&who) else { return };
        lane.shown.push(position);
        if !matches!(**shown, ProgramEvent::Printed { .. } | ProgramEvent::Source { .. }) {
            lane.told.push(position);
        }
        match &**shown {
            ProgramEvent::Started { pid, .. } => {
                lane.system_thread = Some(u64::from(*pid));
                lane.lives(position, Life::Goes);
                lane.starts.push((position, ()));
            }
            ProgramEvent::Source { file, text } => {
                let texts = self.sources.entry(Arc::clone(file)).or_default();
                texts.push((position, Arc::clone(text)));
            }
            ProgramEvent::Printed { data, .. } => self.bytes += data.len() as u64,
            ProgramEvent::Connected { socket, local, peer } => {
                if let Some(record) = self.sockets.get_mut(*socket) {
                    record.learn_ends(position, local, Some(peer));
                }
                let mut calls = Calls { kept: &mut self.calls, carried_over: &mut self.carried_over };
                self.links.answered(position, *socket, (local, peer), &mut calls, &self.sockets);
            }
            _ => {}
        }
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
        let id = CallId::nth(self.calls.end());
        let last = self.lanes.get(&participant).and_then(|lane| self.find_call(*lane.calls.last()?));
        // A call that waited takes two rows of its own column, so that there is room to say what it waited for.
        let own = last.map_or(0, |last| last.row + 1 + u32::from(last.waiting.is_some()));
        let row = self.next_row.max(own);
        let repeats = last.map_or(0, |last| self.repeats(last, &call, socket));
        // What only repeats stands on the row of the call before it, as long as nobody else has called since: rows ascend.
        let shared = last.filter(|last| repeats >= 2 && last.waiting.is_none() && last.row + 1 == row);
        let row = shared.map_or(row, |last| last.row);
        let (moved, steps) = last.map_or((0, 0), |last| (last.moved, last.steps + last.is_step()));
        self.next_row = row + 1;
        if let Some(lane) = self.lanes.get_mut(&participant) {
            lane.calls.push(id);
            lane.made += 1;
        }
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
            repeats,
            steps,
            links: SmallVec::new(),
        });
        self.links.called(id, &self.calls[id.index()], &self.sockets);
    }

    /// How many calls in a row were the same as this one, each after a recv on a stream that gave 0 bytes: the last of them is
    /// the one before.
    fn repeats(&self, last: &CallRecord, call: &Call, socket: Option<SocketId>) -> u32 {
        let receives = |call: &Call| matches!(call, Call::Recv { .. } | Call::RecvFrom { .. });
        let is_same =
            receives(call) && receives(&last.call) && last.socket == socket && call.room() != Some(0);
        let is_stream = || socket.and_then(|id| self.socket(id)).is_some_and(|s| s.kind == Kind::Stream);
        let gave_nothing =
            || self.outcome_of(last).and_then(Outcome::received).is_some_and(|data| data.is_empty());
        if is_same && is_stream() && gave_nothing() { last.repeats.saturating_add(1) } else { 0 }
    }

    fn waits(&mut self, position: usize, who: ParticipantId) {
        let Some(id) = self.open_call(who) else { return };
        if let Some(call) = self.call_mut(id)
            && call.waiting.is_none()
        {
            call.waiting = Some(position);
            self.lanes.entry(who).or_default().waited.push(id);
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
            self.lanes.entry(who).or_default().failed.push(id);
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
            set: Vec::new(),
            readings: Vec::new(),
        });
        let own = &mut self.lanes.entry(ParticipantId(opened.id.participant)).or_default().sockets;
        own.push(number, |number| self.sockets.numbered(number).is_some_and(|s| s.closed.is_none()));
    }
}
