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
    /// It is frozen, whatever else it is.
    Frozen,
    /// It has no call left but sockets open: the next step ends its program.
    Ending,
    /// It has nothing left to do.
    Done,
}

/// The rest of the order that a scenario fixes.
#[derive(Clone, Debug)]
pub struct Turns {
    left: VecDeque<ParticipantId>,
    /// In the order written.
    participants: Vec<ParticipantId>,
}

impl Turns {
    /// All turns of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self::among(scenario, scenario.ids().map(|(id, _)| id))
    }

    /// The same where these take turns: programs can have threads beside the participants that are written.
    fn among(scenario: &Scenario, everybody: impl Iterator<Item = ParticipantId>) -> Self {
        Self { left: scenario.order.iter().copied().collect(), participants: everybody.collect() }
    }

    /// The turns that are left when each participant has made so many steps. Each uses up its first turn, whether it was
    /// its turn or not.
    #[must_use]
    pub fn left(
        scenario: &Scenario,
        everybody: impl Iterator<Item = ParticipantId>,
        steps: impl Fn(ParticipantId) -> usize,
    ) -> Self {
        let mut turns = Self::among(scenario, everybody);
        let mut made: Vec<_> = turns.participants.iter().map(|id| (*id, steps(*id))).collect();
        turns.left.retain(|id| match made.iter_mut().find(|(who, _)| who == id) {
            Some((_, 0)) => true,
            Some((_, made)) => {
                *made -= 1;
                false
            }
            None => false,
        });
        turns
    }

    /// Who steps next. The first in the fixed order that can; a turn of somebody who waits is kept for later, so that a
    /// run that goes another way than planned does not stop. After the fixed order: the first participant, in the order
    /// written, that has a call to make. When nobody has: the first whose program is to end.
    pub fn next(&self, readiness: impl Fn(ParticipantId) -> Readiness) -> Option<ParticipantId> {
        let can = |id: &ParticipantId| matches!(readiness(*id), Readiness::Ready | Readiness::Ending);
        let first = |wanted| self.participants.iter().copied().find(|id| readiness(*id) == wanted);
        let fixed = self.left.iter().copied().find(can);
        fixed.or_else(|| first(Readiness::Ready)).or_else(|| first(Readiness::Ending))
    }

    /// Notes that a participant has stepped, whether it was its turn or not.
    pub fn took(&mut self, who: ParticipantId) {
        if let Some(at) = self.left.iter().position(|id| *id == who) {
            self.left.remove(at);
        }
    }
}
