//! What a participant did in calls that follow each other, in few numbers: found by bisection, however many they are.

use super::{CallId, Trace};
use crate::scenario::ParticipantId;
use crate::sockets::Outcome;

/// Some calls of one participant, taken together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    pub calls: usize,
    /// Whether one of them waited, or waits.
    pub waited: bool,
    /// Whether one of them failed.
    pub failed: bool,
    /// Bytes that they sent and received.
    pub bytes: u64,
}

impl Trace {
    /// What a participant did in these calls, which are its own and follow each other.
    #[must_use]
    pub fn stretch(&self, who: ParticipantId, calls: &[CallId]) -> Stretch {
        let (Some(first), Some(last)) = (calls.first(), calls.last()) else { return Stretch::default() };
        let Some(lane) = self.lanes.get(&who) else { return Stretch::default() };
        let has = |marked: &[CallId]| {
            let from = marked.partition_point(|id| id < first);
            marked.get(from).is_some_and(|id| id <= last)
        };
        // What the call before the first had come to may have been dropped; what the first itself moved has not.
        let first = self.call(*first);
        let outcome = self.outcome_of(first);
        let received = outcome.and_then(Outcome::received).map_or(0, |data| data.len() as u64);
        let sent = outcome.and_then(Outcome::sent).map_or(0, |count| count as u64);
        let before = first.moved.saturating_sub(received + sent);
        Stretch {
            calls: calls.len(),
            waited: has(&lane.waited),
            failed: has(&lane.failed),
            bytes: self.call(*last).moved.saturating_sub(before),
        }
    }
}
