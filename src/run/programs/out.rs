//! What a host has to say: events for the trace, in order, and answers for threads.

use std::sync::Arc;

use super::connection::Answer;
use crate::scenario::ParticipantId;
use crate::trace::{Event, ProgramEvent, What};

/// Where events go, with the clock of the run.
pub(super) struct Out {
    pub events: Vec<Event>,
    /// The time of the run's beginning, in nanoseconds of the monotonic clock.
    pub began: u64,
    /// What is said to threads: to which connection, about which of its calls, what.
    pub answers: Vec<(usize, u32, Answer)>,
}

impl Out {
    /// Something happened at this time of the monotonic clock.
    pub fn at(&mut self, time: u64, participant: ParticipantId, what: What) {
        self.events.push(Event { at: time.saturating_sub(self.began), participant, what });
    }

    /// Something happened now.
    pub fn now(&mut self, participant: ParticipantId, what: What) {
        self.at(super::monotonic(), participant, what);
    }

    pub fn shows(&mut self, participant: ParticipantId, shown: ProgramEvent) {
        self.shows_at(super::monotonic(), participant, shown);
    }

    pub fn shows_at(&mut self, time: u64, participant: ParticipantId, shown: ProgramEvent) {
        self.at(time, participant, What::Program(Arc::new(shown)));
    }

    /// Says something to a thread, about the call with this number among its own.
    pub fn answer(&mut self, connection: Option<usize>, call: u32, answer: Answer) {
        self.answers.extend(connection.map(|connection| (connection, call, answer)));
    }
}
