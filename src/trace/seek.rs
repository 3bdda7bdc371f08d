//! Where one goes in time from a moment: an event further, a call further, to what a participant does next.

use super::{CallId, Moment, Snapshot};
use crate::scenario::ParticipantId;

/// Forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    Back,
    Forward,
}

/// Where to go from the moment that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The earliest moment that is kept.
    Start,
    /// The last moment.
    End,
    /// This one.
    Moment(Moment),
    /// One event further.
    Event(Way),
    /// One call further: forward to where it has returned or waits, back to where it had not been made.
    Call(Way),
    /// The same for the calls of one participant.
    CallOf(ParticipantId, Way),
}

impl Snapshot<'_> {
    /// The moment of a goal. The same moment where there is nothing further.
    #[must_use]
    pub fn seek(&self, goal: Goal) -> Moment {
        let (first, last) = (self.trace.first(), self.trace.live());
        let found = match goal {
            Goal::Start => first,
            Goal::End => last,
            Goal::Moment(moment) => moment,
            Goal::Event(Way::Back) => Moment(self.moment.0.saturating_sub(1)),
            Goal::Event(Way::Forward) => Moment(self.moment.0.saturating_add(1)),
            Goal::Call(Way::Back) => self.newest_call().map_or(first, |id| self.before(id)),
            Goal::Call(Way::Forward) => {
                let next = CallId::nth(self.trace.first_call().index() + self.calls().len());
                self.trace.find_call(next).map_or(last, |_| self.after(next))
            }
            Goal::CallOf(who, Way::Back) => self.calls_of(who).last().map_or(first, |id| self.before(*id)),
            Goal::CallOf(who, Way::Forward) => {
                let shown = self.calls_of(who).len();
                let all = self.trace.at(last).calls_of(who);
                all.get(shown).map_or(last, |id| self.after(*id))
            }
        };
        found.clamp(first, last)
    }

    /// The moment before a call was made.
    #[must_use]
    pub fn before(&self, call: CallId) -> Moment {
        self.trace.find_call(call).map_or(self.trace.first(), |call| Moment(call.called))
    }

    /// The moment at which a call has returned or begun to wait, whichever comes first.
    #[must_use]
    pub fn after(&self, call: CallId) -> Moment {
        let Some(call) = self.trace.find_call(call) else { return self.trace.first() };
        Moment(call.waiting.or(call.returned).unwrap_or(call.called) + 1)
    }
}
