//! Which events are output of programs, found once and kept while the run goes on. No painting.

use crate::trace::{Moment, ProgramEvent, Trace, What};

/// The positions of what programs printed, were typed, and how they ended.
#[derive(Clone, Debug, Default)]
pub struct Output {
    of: u64,
    /// Up to here the events have been looked at.
    looked: usize,
    positions: Vec<usize>,
}

impl Output {
    /// Takes in what has happened since.
    pub fn follow(&mut self, trace: &Trace) {
        if self.of != trace.identity() {
            *self = Self { of: trace.identity(), ..Self::default() };
        }
        let first = trace.first().0;
        let gone = self.positions.partition_point(|at| *at < first);
        self.positions.drain(..gone);
        for at in self.looked.max(first)..trace.live().0 {
            if trace.event(at).is_some_and(|event| is_output(&event.what)) {
                self.positions.push(at);
            }
        }
        self.looked = trace.live().0;
    }

    /// Those that have happened, oldest first.
    #[must_use]
    pub fn until(&self, moment: Moment) -> &[usize] {
        &self.positions[..self.positions.partition_point(|at| moment.shows(*at))]
    }
}

fn is_output(what: &What) -> bool {
    match what {
        What::Program(shown) => !matches!(
            **shown,
            ProgramEvent::Source { .. } | ProgramEvent::Joined { .. } | ProgramEvent::Greeted { .. }
        ),
        _ => false,
    }
}
