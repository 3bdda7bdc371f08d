//! What the log knows of one participant: its calls, and what became of its program.

use std::sync::Arc;

use super::record::CallId;
use super::{Moment, last_shown};
use crate::scenario::{ParticipantId, Script};

/// At least so many sockets are opened between two lists of those that are open.
const STRIDE: usize = 32;

/// What one participant has done. Positions count events of the log.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    /// How many calls it has made, whether they are kept or not.
    pub made: usize,
    /// Those that are kept, and the last one before them, oldest first.
    pub calls: Vec<CallId>,
    /// Those that waited, oldest first.
    pub waited: Vec<CallId>,
    /// Those that failed, oldest first.
    pub failed: Vec<CallId>,
    /// The positions at which its program was over, or began to be again.
    life: Vec<(usize, Life)>,
    /// The positions at which it was given a script, with the number of the call to come.
    pub scripts: Vec<(usize, (Arc<Script>, u64))>,
    /// The positions at which it was frozen or thawed.
    frozen: Vec<(usize, bool)>,
    /// The position at which it left the scenario, and its name.
    pub left: Option<(usize, Arc<str>)>,
    pub sockets: OwnSockets,
    /// The program that it is a thread or a child process of.
    pub thread: Option<Thread>,
    /// The positions at which it was held before a call, oldest first.
    pub holds: Vec<usize>,
    /// The number that the system gave the thread last.
    pub system_thread: Option<u64>,
    /// The positions at which its program was started.
    pub starts: Vec<(usize, ())>,
    /// The positions of what its program showed beside its calls, oldest first.
    pub shown: Vec<usize>,
    /// Those of them that are neither output nor sources.
    pub told: Vec<usize>,
}

/// A thread of a program that makes its calls itself, or a child process of it.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub of: ParticipantId,
    pub name: Arc<str>,
    pub joined: usize,
}

/// How a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    Goes,
    Over,
    Killed,
}

impl Lane {
    pub fn life(&self, moment: Moment) -> Life {
        last_shown(&self.life, moment).copied().unwrap_or(Life::Goes)
    }

    pub fn now(&self) -> Life {
        self.life.last().map_or(Life::Goes, |(_, life)| *life)
    }

    pub fn lives(&mut self, position: usize, life: Life) {
        if self.now() != life {
            self.life.push((position, life));
        }
    }

    /// Whether its program was over, or began anew, after a position.
    pub fn changed_since(&self, position: usize, moment: Moment) -> bool {
        self.life.iter().rev().any(|(at, life)| *at > position && moment.shows(*at) && *life != Life::Goes)
    }

    pub fn is_frozen(&self, moment: Moment) -> bool {
        last_shown(&self.frozen, moment).copied().unwrap_or(false)
    }

    pub fn freezes(&mut self, position: usize, frozen: bool) {
        self.frozen.push((position, frozen));
    }

    /// Whether anything was told of it.
    pub fn has_history(&self) -> bool {
        !self.calls.is_empty() || !self.life.is_empty() || !self.scripts.is_empty() || !self.shown.is_empty()
    }

    /// Forgets what was before a position, but for what still holds there. `is_dropped` tells of a call whether it goes.
    pub fn drop_before(&mut self, position: usize, is_dropped: impl Fn(CallId) -> bool) {
        for calls in [&mut self.calls, &mut self.waited, &mut self.failed] {
            calls.retain(|call| !is_dropped(*call));
        }
        forget(&mut self.life, position);
        forget(&mut self.scripts, position);
        forget(&mut self.frozen, position);
        forget(&mut self.starts, position);
        for positions in [&mut self.holds, &mut self.shown, &mut self.told] {
            positions.retain(|at| *at >= position);
        }
    }
}

/// Forgets what a history has before a position, but for the last of it, which still holds there.
pub(super) fn forget<T>(history: &mut Vec<(usize, T)>, position: usize) {
    let before = history.partition_point(|(at, _)| *at < position);
    history.drain(..before.saturating_sub(1));
}

/// The sockets of one participant by the order of their birth. Which of them are open at a moment costs the same however
/// many have been closed.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnSockets {
    /// Their numbers in the run.
    pub born: Vec<u32>,
    /// Those that were open after so many births, now and then: where many are open, at longer intervals, so that all lists
    /// together are no longer than twice what was born.
    open_after: Vec<(usize, Vec<u32>)>,
}

impl OwnSockets {
    /// Takes in a new one. `is_open` tells of another whether it is.
    pub fn push(&mut self, number: u32, is_open: impl Fn(u32) -> bool) {
        let born = self.born.len();
        let (since, listed) = self.open_after.last().map_or((0, 0), |(born, open)| (*born, open.len()));
        if born - since >= STRIDE.max(listed) {
            let open = self.candidates(born).filter(|number| is_open(*number)).collect();
            self.open_after.push((born, open));
        }
        self.born.push(number);
    }

    /// Those that may be open when the first `born` have been opened, oldest first: all that are, and some that are not.
    pub fn candidates(&self, born: usize) -> impl DoubleEndedIterator<Item = u32> {
        // A list tells what was open when the next one was born; until then more may have been.
        let lists = self.open_after.partition_point(|(since, _)| *since < born);
        let last = self.open_after[..lists].last();
        let (since, listed) = last.map_or((0, &[][..]), |(since, open)| (*since, open.as_slice()));
        listed.iter().chain(&self.born[since..born]).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_none_is_closed_the_lists_are_no_longer_than_what_was_born() {
        let mut own = OwnSockets::default();
        for number in 0..10_000 {
            own.push(number, |_| true);
        }
        let listed: usize = own.open_after.iter().map(|(_, open)| open.len()).sum();
        assert!(listed <= 2 * own.born.len(), "{listed}");
        for born in [0, 1, 31, 32, 33, 64, 65, 9_999] {
            assert!(own.candidates(born).eq(0..u32::try_from(born).unwrap()), "{born}");
        }
    }

    #[test]
    fn the_open_ones_are_among_few_candidates_however_many_were_closed() {
        // The first stays open, and each other one is closed when the next is opened.
        let mut own = OwnSockets::default();
        for number in 0..10_000 {
            own.push(number, |other| other == 0 || other + 1 >= number);
        }
        for born in [1, 2, 31, 32, 33, 5_000, 10_000] {
            let candidates: Vec<u32> = own.candidates(born).collect();
            assert!(candidates.len() <= STRIDE + 2, "{born}: {}", candidates.len());
            assert!(candidates.is_sorted(), "{candidates:?}");
            assert_eq!(candidates.first(), Some(&0));
            assert_eq!(candidates.last(), Some(&(u32::try_from(born).unwrap() - 1)));
        }
        assert_eq!(own.candidates(0).count(), 0);
    }
}
