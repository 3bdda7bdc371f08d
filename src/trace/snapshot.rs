//! The state of every participant, socket and call at a moment. Derived, never stored.

use std::sync::Arc;

use super::log::Life;
use super::{CallId, CallRecord, Moment, Origin, Outsider, SocketRecord, Trace, What};
use crate::scenario::ParticipantId;
use crate::scenario::Script;
use crate::sockets::{Awaited, Outcome, SocketId};

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
        let shown = if self.moment == self.trace.live() {
            calls.len()
        } else {
            calls.partition_point(|call| self.moment.shows(call.called))
        };
        &calls[..shown]
    }

    /// The calls that a participant has made, oldest first.
    #[must_use]
    pub fn calls_of(&self, who: ParticipantId) -> &'a [CallId] {
        let Some(lane) = self.trace.lanes.get(who.index()) else {
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
            Some(at) => match self.trace.events()[at].what {
                What::Waiting(on) => CallState::Waiting { since: self.trace.time(at), on },
                _ => CallState::Called,
            },
            None => CallState::Called,
        }
    }

    /// What a participant does.
    #[must_use]
    pub fn activity(&self, who: ParticipantId) -> Activity {
        if let Some(id) = self.calls_of(who).last()
            && !self.trace.call(*id).returned.is_some_and(|at| self.moment.shows(at))
        {
            return Activity::Busy(*id);
        }
        match self.trace.lanes.get(who.index()).map(|lane| lane.life(self.moment)) {
            Some(Life::Over) => Activity::Ended,
            Some(Life::Killed) => Activity::Killed,
            Some(Life::Goes) | None => Activity::Idle,
        }
    }

    /// The number of the call of its script that a participant makes next.
    #[must_use]
    pub fn next_step(&self, who: ParticipantId) -> u64 {
        let given = self.script_given(who);
        let since = given.map_or(0, |(at, ..)| *at);
        self.calls_of(who)
            .iter()
            .rev()
            .map(|id| self.trace.call(*id))
            .take_while(|call| call.called >= since)
            .find_map(|call| match call.origin {
                Origin::Script { step, .. } => Some(step + 1),
                _ => None,
            })
            .or_else(|| given.map(|(.., next)| *next))
            .unwrap_or(0)
    }

    /// The script that a participant was last given while the run went on. `None`: the one that it began with.
    #[must_use]
    pub fn script(&self, who: ParticipantId) -> Option<&'a Arc<Script>> {
        self.script_given(who).map(|(_, script, _)| script)
    }

    fn script_given(&self, who: ParticipantId) -> Option<&'a (usize, Arc<Script>, u64)> {
        let scripts = &self.trace.lanes.get(who.index())?.scripts;
        let shown = scripts.partition_point(|(at, ..)| self.moment.shows(*at));
        scripts[..shown].last()
    }

    /// The participants that have left the scenario, with their names.
    pub fn departed(&self) -> impl Iterator<Item = (ParticipantId, &'a str)> {
        let moment = self.moment;
        (0..).map(ParticipantId).zip(&self.trace.lanes).filter_map(move |(id, lane)| {
            let (at, name) = lane.left.as_ref()?;
            moment.shows(*at).then_some((id, &**name))
        })
    }

    /// The sockets of a participant that are open, oldest first.
    pub fn open_sockets(&self, who: ParticipantId) -> impl Iterator<Item = &'a SocketRecord> {
        let moment = self.moment;
        self.trace.sockets().iter().filter(move |s| s.id.participant == who.0 && s.is_open(moment))
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
        calls.iter().copied().find(|call| self.trace.call(*call).returned == Some(opened))
    }

    /// The programs outside that have shown themselves.
    pub fn outsiders(&self) -> impl Iterator<Item = &'a Outsider> {
        let moment = self.moment;
        self.trace.outsiders().iter().filter(move |outsider| moment.shows(outsider.since))
    }

    /// The last row that a call of the diagram begins on.
    #[must_use]
    pub fn last_row(&self) -> Option<u32> {
        self.calls().last().map(|call| call.row)
    }
}
