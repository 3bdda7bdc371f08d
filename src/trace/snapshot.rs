//! The state of every participant, socket and call at a moment. Derived, never stored.

use std::sync::Arc;

use super::lane::Life;
use super::{
    CallId, CallRecord, Event, Moment, Origin, Outsider, ProgramEvent, Site, SocketRecord, Trace, What,
    last_shown,
};
use crate::scenario::{ParticipantId, Readiness, Scenario, Script, Turns};
use crate::sockets::{Awaited, Call, Outcome, SocketId};

/// How far a call is at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CallState<'a> {
    /// Being made; the kernel has not answered yet.
    Called,
    /// Waiting since this time, in nanoseconds, for this.
    Waiting { since: u64, on: Awaited },
    /// Over, with this outcome.
    Returned(&'a Outcome),
}

/// What a participant does at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activity {
    /// Before its next call.
    Idle,
    /// In this call.
    Busy(CallId),
    /// Its program is over.
    Ended,
    /// Its program was ended from outside.
    Killed,
}

/// A call before which a program is held.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Where it stands in the program.
    pub site: &'a Arc<Site>,
    pub call: &'a Arc<Call>,
    pub socket: Option<SocketId>,
}

/// A reader of a trace at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    pub trace: &'a Trace,
    pub moment: Moment,
}

impl Trace {
    /// The state of everything at a moment.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Snapshot<'_> {
        Snapshot { trace: self, moment }
    }
}

impl<'a> Snapshot<'a> {
    /// The calls that have been made, oldest first.
    #[must_use]
    pub fn calls(&self) -> &'a [CallRecord] {
        let calls = self.trace.calls();
        let shown = if self.moment >= self.trace.live() {
            calls.len()
        } else {
            calls.partition_point(|call| self.moment.shows(call.called))
        };
        &calls[..shown]
    }

    /// The call that was made last.
    #[must_use]
    pub fn newest_call(&self) -> Option<CallId> {
        let last = self.calls().len().checked_sub(1)?;
        Some(CallId::nth(self.trace.first_call().index() + last))
    }

    /// The scenario as it is.
    #[must_use]
    pub fn scenario(&self) -> &'a Arc<Scenario> {
        self.trace.scenario(self.moment)
    }

    /// The time of the last event.
    #[must_use]
    pub fn time(&self) -> u64 {
        self.trace.time_of(self.moment)
    }

    /// The calls that a participant has made and that are kept, oldest first.
    #[must_use]
    pub fn calls_of(&self, who: ParticipantId) -> &'a [CallId] {
        let known = self.calls_known(who);
        // The last call before what is kept is known, for what follows to be counted from.
        let is_over = |id: &CallId| {
            let returned = self.trace.find_call(*id).and_then(|call| call.returned);
            returned.is_some_and(|at| at < self.trace.first().0)
        };
        &known[usize::from(known.first().is_some_and(is_over))..]
    }

    /// The same with the last call before what is kept.
    fn calls_known(&self, who: ParticipantId) -> &'a [CallId] {
        let Some(lane) = self.trace.lanes.get(&who) else {
            return &[];
        };
        let shown = lane.calls.partition_point(|id| self.moment.shows(self.trace.call(*id).called));
        &lane.calls[..shown]
    }

    /// How far a call is.
    #[must_use]
    pub fn state(&self, call: &CallRecord) -> CallState<'a> {
        if call.returned.is_some_and(|at| self.moment.shows(at))
            && let Some(outcome) = self.trace.outcome_of(call)
        {
            return CallState::Returned(outcome);
        }
        match call.waiting.filter(|at| self.moment.shows(*at)) {
            Some(_) => match self.trace.waiting_of(call) {
                Some(&Event { at, what: What::Waiting(on), .. }) => CallState::Waiting { since: at, on },
                _ => CallState::Called,
            },
            None => CallState::Called,
        }
    }

    /// What a call waited for, or waits: for what, since when, and until when if it is over; times in nanoseconds.
    #[must_use]
    pub fn waited(&self, call: &CallRecord) -> Option<(Awaited, u64, Option<u64>)> {
        let event =
            call.waiting.filter(|at| self.moment.shows(*at)).and_then(|_| self.trace.waiting_of(call))?;
        let What::Waiting(on) = event.what else { return None };
        let since = call.waiting.unwrap_or_default();
        let until = call.returned.filter(|at| self.moment.shows(*at));
        let until = until.map(|at| event.at + self.trace.took(since, at));
        Some((on, event.at, until))
    }

    /// Who has a lifeline: the participants as they are written, each followed by the threads and child processes of its
    /// program.
    pub fn lifelines(&self) -> impl Iterator<Item = ParticipantId> + use<'a> {
        let snapshot = *self;
        snapshot.scenario().ids().flat_map(move |(id, _)| std::iter::once(id).chain(snapshot.threads(id)))
    }

    /// The threads and child processes of a program that have lifelines of their own, in the order in which they came.
    pub fn threads(&self, program: ParticipantId) -> impl Iterator<Item = ParticipantId> + use<'a> {
        let moment = self.moment;
        self.trace.lanes.iter().filter_map(move |(id, lane)| {
            let thread = lane.thread.as_ref()?;
            (thread.of == program && moment.shows(thread.joined)).then_some(*id)
        })
    }

    /// The program that a participant is a thread or a child process of.
    #[must_use]
    pub fn thread_of(&self, who: ParticipantId) -> Option<ParticipantId> {
        let thread = self.trace.lanes.get(&who)?.thread.as_ref()?;
        self.moment.shows(thread.joined).then_some(thread.of)
    }

    /// Whether a participant is a program that makes its calls itself, or a part of one.
    #[must_use]
    pub fn is_program(&self, who: ParticipantId) -> bool {
        let is_program = |id| self.scenario().participant(id).is_some_and(|found| found.program.is_some());
        is_program(who) || self.thread_of(who).is_some()
    }

    /// Whether a program has been started, and not begun anew since.
    #[must_use]
    pub fn has_started(&self, program: ParticipantId) -> bool {
        let Some(lane) = self.trace.lanes.get(&program) else { return false };
        let shown = lane.starts.partition_point(|(at, ())| self.moment.shows(*at));
        let anew = self.script_given(program).map(|(at, _)| *at);
        lane.starts[..shown].last().is_some_and(|(at, ())| anew.is_none_or(|anew| *at > anew))
    }

    /// The call before which a program is held.
    #[must_use]
    pub fn held(&self, who: ParticipantId) -> Option<Held<'a>> {
        let lane = self.trace.lanes.get(&who)?;
        let shown = lane.holds.partition_point(|at| self.moment.shows(*at));
        let at = *lane.holds[..shown].last()?;
        let last = self.calls_of(who).last().map(|id| self.trace.call(*id).called);
        if last.is_some_and(|called| called > at) || lane.changed_since(at, self.moment) {
            return None;
        }
        match &self.trace.event(at)?.what {
            What::Held { origin: Origin::Program(site), call, socket } => {
                Some(Held { site, call, socket: *socket })
            }
            _ => None,
        }
    }

    /// What a program, a thread or a child process has shown beside its calls, oldest first, with the positions.
    #[must_use]
    pub fn shown_by(
        &self,
        who: ParticipantId,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a ProgramEvent)> + use<'a> {
        self.shown_at(self.trace.lanes.get(&who).map_or(&[][..], |lane| &lane.shown))
    }

    /// The same without its output and its sources: few, however much it prints.
    #[must_use]
    pub fn told_by(
        &self,
        who: ParticipantId,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a ProgramEvent)> + use<'a> {
        self.shown_at(self.trace.lanes.get(&who).map_or(&[][..], |lane| &lane.told))
    }

    fn shown_at(
        &self,
        all: &'a [usize],
    ) -> impl DoubleEndedIterator<Item = (usize, &'a ProgramEvent)> + use<'a> {
        let trace = self.trace;
        let shown = all.partition_point(|at| self.moment.shows(*at));
        all[..shown].iter().filter_map(move |at| match &trace.event(*at)?.what {
            What::Program(shown) => Some((*at, &**shown)),
            _ => None,
        })
    }

    /// How the process of a program ended last: its exit code, or the signal.
    #[must_use]
    pub fn exit_of(&self, program: ParticipantId) -> Option<(Option<i32>, Option<i32>)> {
        self.told_by(program).rev().find_map(|(_, shown)| match shown {
            ProgramEvent::Exited { code, signal } => Some((*code, *signal)),
            _ => None,
        })
    }

    /// Whether a program waits for something to be typed.
    #[must_use]
    pub fn awaits_input(&self, program: ParticipantId) -> bool {
        let is_idle = self.activity(program) == Activity::Idle && self.held(program).is_none();
        let last = self.calls_of(program).last().and_then(|id| self.trace.call(*id).returned);
        let mut shown = self.told_by(program).rev();
        let asked =
            shown.find(|(_, shown)| matches!(shown, ProgramEvent::AwaitsInput | ProgramEvent::Typed { .. }));
        is_idle
            && asked.is_some_and(|(at, shown)| {
                *shown == ProgramEvent::AwaitsInput && last.is_none_or(|returned| at > returned)
            })
    }

    /// The text of a file of a program.
    #[must_use]
    pub fn source(&self, file: &str) -> Option<&'a Arc<str>> {
        let texts = self.trace.sources.get(file)?;
        // What was read later is better than nothing.
        last_shown(texts, self.moment).or_else(|| texts.first().map(|(_, text)| text))
    }

    /// What a participant does.
    #[must_use]
    pub fn activity(&self, who: ParticipantId) -> Activity {
        if let Some(id) = self.calls_of(who).last()
            && !self.trace.call(*id).returned.is_some_and(|at| self.moment.shows(at))
        {
            return Activity::Busy(*id);
        }
        match self.trace.lanes.get(&who).map(|lane| lane.life(self.moment)) {
            Some(Life::Over) => Activity::Ended,
            Some(Life::Killed) => Activity::Killed,
            Some(Life::Goes) | None => Activity::Idle,
        }
    }

    /// Whether a participant was told to do nothing.
    #[must_use]
    pub fn is_frozen(&self, who: ParticipantId) -> bool {
        let is_frozen =
            |id: ParticipantId| self.trace.lanes.get(&id).is_some_and(|lane| lane.is_frozen(self.moment));
        // A program is stopped with all its threads.
        is_frozen(who) || self.thread_of(who).is_some_and(is_frozen)
    }

    /// Whether a participant can step.
    #[must_use]
    pub fn readiness(&self, who: ParticipantId) -> Readiness {
        if self.is_program(who) {
            return self.readiness_of_program(who);
        }
        let script_len = self.scenario().participant(who).map_or(0, |found| found.script.len());
        match self.activity(who) {
            Activity::Ended | Activity::Killed => Readiness::Done,
            _ if self.is_frozen(who) => Readiness::Frozen,
            Activity::Busy(_) => Readiness::Busy,
            Activity::Idle if self.next_step(who) < script_len => Readiness::Ready,
            Activity::Idle if self.open_sockets(who).next().is_some() => Readiness::Ending,
            Activity::Idle => Readiness::Done,
        }
    }

    fn readiness_of_program(&self, who: ParticipantId) -> Readiness {
        match self.activity(who) {
            Activity::Ended | Activity::Killed => Readiness::Done,
            _ if self.is_frozen(who) => Readiness::Frozen,
            Activity::Idle if self.held(who).is_some() => Readiness::Ready,
            Activity::Idle if self.thread_of(who).is_none() && !self.has_started(who) => Readiness::Ready,
            // In a call, or busy with what is no call.
            Activity::Idle | Activity::Busy(_) => Readiness::Busy,
        }
    }

    /// Who steps next.
    #[must_use]
    pub fn next(&self) -> Option<ParticipantId> {
        let turns = Turns::left(self.scenario(), self.lifelines(), |who| self.steps_made(who));
        turns.next(|who| self.readiness(who))
    }

    /// How many calls of a script a participant has made.
    fn steps_made(&self, who: ParticipantId) -> usize {
        let last = self.calls_known(who).last().map(|id| self.trace.call(*id));
        last.map_or(0, |last| (last.steps + last.is_step()) as usize)
    }

    /// Whether every participant's program is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let is_over = |id| matches!(self.activity(id), Activity::Ended | Activity::Killed);
        self.lifelines().all(is_over)
    }

    /// The calls that wait, in the order of their participants.
    pub fn waiting(self) -> impl Iterator<Item = CallId> {
        self.lifelines().filter_map(move |id| match self.activity(id) {
            Activity::Busy(call) => {
                let waits = matches!(self.state(self.trace.call(call)), CallState::Waiting { .. });
                waits.then_some(call)
            }
            _ => None,
        })
    }

    /// The number of the call of its script that a participant makes next.
    #[must_use]
    pub fn next_step(&self, who: ParticipantId) -> u64 {
        let given = self.script_given(who);
        let since = given.map_or(0, |(at, ..)| *at);
        // Found by bisection: of a program, and of many calls by hand, none may be of a script.
        let calls = self.calls_known(who);
        let steps = |id: &CallId| {
            let call = self.trace.call(*id);
            call.steps + call.is_step()
        };
        let made = calls.last().map_or(0, steps);
        let last = calls.get(calls.partition_point(|id| steps(id) < made)).map(|id| self.trace.call(*id));
        let of_script = last.filter(|call| call.called >= since).and_then(|call| match &call.origin {
            Origin::Script { step, .. } => Some(step + 1),
            _ => None,
        });
        let before = || self.trace.next_before(who).filter(|(at, _)| *at >= since).map(|(_, next)| next);
        of_script.or_else(before).or_else(|| given.map(|(_, (_, next))| *next)).unwrap_or(0)
    }

    /// The script that a participant was last given while the run went on. `None`: the one that it began with.
    #[must_use]
    pub fn script(&self, who: ParticipantId) -> Option<&'a Arc<Script>> {
        self.script_given(who).map(|(_, (script, _))| script)
    }

    fn script_given(&self, who: ParticipantId) -> Option<&'a (usize, (Arc<Script>, u64))> {
        let scripts = &self.trace.lanes.get(&who)?.scripts;
        let shown = scripts.partition_point(|(at, ..)| self.moment.shows(*at));
        scripts[..shown].last()
    }

    /// The participants that have left the scenario, with their names.
    pub fn departed(&self) -> impl Iterator<Item = (ParticipantId, &'a str)> {
        let moment = self.moment;
        self.trace.lanes.iter().filter_map(move |(id, lane)| {
            let (at, name) = lane.left.as_ref()?;
            moment.shows(*at).then_some((*id, &**name))
        })
    }

    /// The name of a participant, of one that has left or of a thread too.
    #[must_use]
    pub fn name_of(&self, who: ParticipantId) -> &'a str {
        self.trace.name_of(who, self.moment.0.saturating_sub(1))
    }

    /// The sockets of a participant that are open, oldest first.
    #[must_use]
    pub fn open_sockets(&self, who: ParticipantId) -> impl DoubleEndedIterator<Item = &'a SocketRecord> {
        let (trace, moment) = (self.trace, self.moment);
        let born = self.born(who).len();
        let own = trace.lanes.get(&who).map(|lane| &lane.sockets);
        let candidates = own.into_iter().flat_map(move |own| own.candidates(born));
        candidates.filter_map(|number| trace.socket_numbered(number)).filter(move |s| s.is_open(moment))
    }

    /// The sockets that a participant has opened, open or not, oldest first.
    #[must_use]
    pub fn sockets_of(&self, who: ParticipantId) -> impl DoubleEndedIterator<Item = &'a SocketRecord> {
        let trace = self.trace;
        self.born(who).iter().filter_map(|number| trace.socket_numbered(*number))
    }

    /// The numbers of the sockets that a participant has opened.
    fn born(&self, who: ParticipantId) -> &'a [u32] {
        let all = self.trace.lanes.get(&who).map_or(&[][..], |lane| &lane.sockets.born);
        let is_born = |number: &u32| {
            let socket = self.trace.socket_numbered(*number);
            socket.is_some_and(|socket| self.moment.shows(socket.opened))
        };
        &all[..all.partition_point(is_born)]
    }

    /// A socket, if it has been opened.
    #[must_use]
    pub fn socket(&self, id: SocketId) -> Option<&'a SocketRecord> {
        self.trace.socket(id).filter(|s| self.moment.shows(s.opened))
    }

    /// The socket that a call made.
    #[must_use]
    pub fn made_by(&self, call: &CallRecord) -> Option<&'a SocketRecord> {
        match self.state(call) {
            CallState::Returned(outcome) => self.socket(outcome.opened()?.id),
            _ => None,
        }
    }

    /// The call that made a socket.
    #[must_use]
    pub fn maker(&self, id: SocketId) -> Option<CallId> {
        let opened = self.socket(id)?.opened;
        let calls = self.calls_of(ParticipantId(id.participant));
        // A participant is in one call at a time: they return in the order in which they were made.
        let at = calls.partition_point(|call| self.trace.call(*call).returned.is_some_and(|at| at < opened));
        calls.get(at).copied().filter(|call| self.trace.call(*call).returned == Some(opened))
    }

    /// The programs outside that have shown themselves.
    pub fn outsiders(&self) -> impl Iterator<Item = &'a Outsider> {
        let moment = self.moment;
        self.trace.outsiders().iter().filter(move |outsider| moment.shows(outsider.since))
    }

    /// The call that stands in the diagram for this one and others on its row: the last of them.
    #[must_use]
    pub fn stands_for(&self, id: CallId) -> CallId {
        let Some(place) = id.index().checked_sub(self.trace.first_call().index()) else { return id };
        let calls = self.calls();
        let Some(row) = calls.get(place).map(|call| call.row) else { return id };
        // Few calls share a row: so the next one is looked at first.
        match calls.get(place + 1) {
            Some(next) if next.row == row => {
                let past = calls.partition_point(|call| call.row <= row);
                CallId::nth(self.trace.first_call().index() + past - 1)
            }
            _ => id,
        }
    }

    /// How many calls stand on the row of this one, up to it.
    #[must_use]
    pub fn on_its_row(&self, id: CallId) -> usize {
        let place = id.index().checked_sub(self.trace.first_call().index());
        let calls = self.calls();
        let Some((place, row)) = place.and_then(|place| Some((place, calls.get(place)?.row))) else {
            return 1;
        };
        match place.checked_sub(1).map(|before| calls[before].row) {
            Some(before) if before == row => place + 1 - calls.partition_point(|call| call.row < row),
            _ => 1,
        }
    }

    /// The last row that a call of the diagram begins on.
    #[must_use]
    pub fn last_row(&self) -> Option<u32> {
        self.calls().last().map(|call| call.row)
    }
}
