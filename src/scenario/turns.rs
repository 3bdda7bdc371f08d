//! Whose turn it is when everyone is stepped together. The same rule orders the faint calls of the diagram.

use std::collections::VecDeque;

use super::{ParticipantId, Scenario};

/// What a participant can do when it is asked to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Its next call can be made.
    Ready,
    /// It is in a call that has not returned.
    Busy,
    /// It has no call left.
    Done,
}

/// The rest of the order that a scenario fixes.
#[derive(Clone, Debug)]
pub struct Turns {
    left: VecDeque<ParticipantId>,
    participants: u32,
}

impl Turns {
    /// All turns of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            left: scenario.order.iter().copied().collect(),
            participants: u32::try_from(scenario.participants.len()).unwrap_or(u32::MAX),
        }
    }

    /// Who steps next. The first in the fixed order that can; a turn of somebody who waits is kept for later, so that a
    /// run that goes another way than planned does not stop. After the fixed order: the first participant, in the order
    /// written, that can.
    pub fn next(&self, readiness: impl Fn(ParticipantId) -> Readiness) -> Option<ParticipantId> {
        self.left
            .iter()
            .copied()
            .chain((0..self.participants).map(ParticipantId))
            .find(|id| readiness(*id) == Readiness::Ready)
    }

    /// Notes that a participant has stepped, whether it was its turn or not.
    pub fn took(&mut self, who: ParticipantId) {
        if let Some(at) = self.left.iter().position(|id| *id == who) {
            self.left.remove(at);
        }
    }
}
