//! The state of every participant, socket and call at a moment. Derived, never stored.

use super::{CallId, CallRecord, Moment, Outsider, SocketRecord, Trace, What};
use crate::scenario::ParticipantId;
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
        let ended = self.trace.lanes.get(who.index()).and_then(|lane| lane.ended);
        if ended.is_some_and(|at| self.moment.shows(at)) { Activity::Ended } else { Activity::Idle }
    }

    /// The number of the call of its script that a participant makes next.
    #[must_use]
    pub fn next_step(&self, who: ParticipantId) -> u64 {
        self.calls_of(who)
            .iter()
            .rev()
            .find_map(|id| match self.trace.call(*id).origin {
                super::Origin::Script { step, .. } => Some(step + 1),
                _ => None,
            })
            .unwrap_or(0)
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
