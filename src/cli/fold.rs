//! What repeats itself without end is printed twice, and then counted: a loop that goes on receiving after the end of a stream
//! would push everything else off the terminal.

use std::collections::BTreeMap;

use crate::scenario::ParticipantId;
use crate::trace::{Event, Trace, What};

/// What was left out of each participant's events, since anything else of it was printed.
#[derive(Default)]
pub(super) struct Folds(BTreeMap<ParticipantId, Fold>);

/// What was left out of one participant's events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fold {
    /// How many calls were made and gave what the one before gave.
    pub times: usize,
    /// Where the last of them returned.
    pub last: usize,
    /// A call that was made and has given nothing yet.
    pub called: Option<usize>,
}

impl Folds {
    /// Whether an event is left out. Else `ready` answers what has to be printed before it.
    pub fn takes(&mut self, trace: &Trace, position: usize, event: &Event) -> bool {
        if !trace.is_repeated(position) {
            return false;
        }
        let fold = self.0.entry(event.participant).or_default();
        if matches!(event.what, What::Called { .. }) {
            fold.called = Some(position);
        } else {
            *fold = Fold { times: fold.times + 1, last: position, called: None };
        }
        true
    }

    /// What was left out of a participant's events until now.
    pub fn ready(&mut self, who: ParticipantId) -> Option<Fold> {
        self.0.remove(&who)
    }

    /// What was left out of everybody's.
    pub fn all(&mut self) -> impl Iterator<Item = Fold> + use<> {
        std::mem::take(&mut self.0).into_values()
    }
}
