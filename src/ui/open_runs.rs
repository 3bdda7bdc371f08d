//! The runs that are open in one window. One is in front; the others go on behind it, each with the file that it belongs to
//! and the place at which it was looked at.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::Vec2;

use crate::scenario::{Fingerprint, Scenario};
use crate::session::Session;
use crate::trace::{Comparison, Moment, Trace};

/// Calls that are compared in one frame at most.
const COMPARED_AT_ONCE: usize = 20_000;

/// The number of a run in the window, from 1. It is never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunNumber(pub u32);

/// What a run is, beside what happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub number: RunNumber,
    /// The run that it repeated, and up to which moment.
    pub branch: Option<Branch>,
    /// Whether it is a part of a longer recording.
    pub is_part: bool,
}

/// Where a run left another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub of: RunNumber,
    pub at: Moment,
}

/// What the window keeps of a run while it is not in front.
#[derive(Clone, Debug)]
pub struct Place {
    /// The scenario as it was last opened or saved, and what is known to stand in its file.
    pub saved: Arc<Scenario>,
    pub known: Option<Fingerprint>,
    pub file: Option<PathBuf>,
    pub entry: Option<usize>,
    pub scroll: Vec2,
    pub zoom: Option<f32>,
    pub follows: bool,
    pub notices_read: usize,
}

/// A run that is not in front.
pub struct Behind {
    pub label: Label,
    pub session: Session,
    pub place: Place,
}

/// The runs of a window but for the one in front, and what that one is.
pub struct OpenRuns {
    front: Label,
    behind: Vec<Behind>,
    last: u32,
    compared: Option<Compared>,
}

/// Two runs that are compared, the older one first, each with the trace that was.
struct Compared {
    runs: [RunNumber; 2],
    traces: [u64; 2],
    comparison: Comparison,
}

impl Default for OpenRuns {
    fn default() -> Self {
        Self { front: Label::of(1, None), behind: Vec::new(), last: 1, compared: None }
    }
}

impl Label {
    fn of(number: u32, branch: Option<Branch>) -> Self {
        Self { number: RunNumber(number), branch, is_part: false }
    }
}

impl OpenRuns {
    /// What the run in front is.
    #[must_use]
    pub fn front(&self) -> &Label {
        &self.front
    }

    /// What each run is, in the order in which they came.
    #[must_use]
    pub fn labels(&self) -> Vec<&Label> {
        let mut labels: Vec<_> = self.behind.iter().map(|run| &run.label).chain([&self.front]).collect();
        labels.sort_by_key(|label| label.number);
        labels
    }

    /// Whether there are several.
    #[must_use]
    pub fn are_several(&self) -> bool {
        !self.behind.is_empty()
    }

    /// The runs that are not in front.
    pub fn behind(&self) -> impl Iterator<Item = &Behind> {
        self.behind.iter()
    }

    /// One that is not in front.
    #[must_use]
    pub fn find(&self, number: RunNumber) -> Option<&Behind> {
        self.behind.iter().find(|run| run.label.number == number)
    }

    /// Puts a new run behind the one in front. Answers its number.
    pub fn add(
        &mut self,
        session: Session,
        place: Place,
        branch: Option<Branch>,
        is_part: bool,
    ) -> RunNumber {
        self.last += 1;
        let label = Label { is_part, ..Label::of(self.last, branch) };
        let number = label.number;
        self.behind.push(Behind { label, session, place });
        number
    }

    /// Brings a run to the front; the one that was there goes behind with the place that it had. Answers the place of the
    /// one that came. `None` where there is no such run behind.
    pub fn bring(&mut self, number: RunNumber, front: &mut Session, place: Place) -> Option<Place> {
        let run = self.behind.iter_mut().find(|run| run.label.number == number)?;
        std::mem::swap(&mut run.session, front);
        std::mem::swap(&mut run.label, &mut self.front);
        Some(std::mem::replace(&mut run.place, place))
    }

    /// Closes a run that is not in front.
    pub fn close(&mut self, number: RunNumber) {
        self.behind.retain(|run| run.label.number != number);
    }

    /// Ends those that are not in front.
    pub fn end(&mut self) {
        self.behind.iter_mut().for_each(|run| run.session.end());
    }

    /// Closes all but the one in front, which is the first again.
    pub fn begin_anew(&mut self) {
        *self = Self::default();
    }

    /// Reads what has happened in the runs that are not in front. Answers when to be called again.
    pub fn tick(&mut self, elapsed: Duration) -> Option<Duration> {
        self.behind.iter_mut().filter_map(|run| run.session.tick(elapsed)).min()
    }

    /// The run that the one in front is compared with: the one that it left, or the newest that left it, or any.
    #[must_use]
    pub fn counterpart(&self) -> Option<&Behind> {
        let left = self.front.branch.as_ref().and_then(|branch| self.find(branch.of));
        let of_front = |run: &&Behind| run.label.branch.as_ref().is_some_and(|b| b.of == self.front.number);
        left.or_else(|| self.behind.iter().rev().find(of_front)).or(self.behind.last())
    }

    /// Goes on comparing the run in front with its counterpart, the older one first. Answers whether there is more to
    /// compare.
    pub fn compare(&mut self, front: &Session) -> bool {
        let Some(counterpart) = self.counterpart().map(|run| run.label.number) else {
            self.compared = None;
            return false;
        };
        let (one, other) = (counterpart.min(self.front.number), counterpart.max(self.front.number));
        let known = self.compared.take();
        let Some((first, second)) = self.traces(one, other, front) else { return false };
        let traces = [first.identity(), second.identity()];
        // Where a run was started again, nothing of what was compared is true any more.
        let known = known.filter(|known| known.runs == [one, other] && known.traces == traces);
        let mut comparison = known.map_or_else(
            || Comparison::with_ports(&self.ports_between(one, other, front)),
            |known| known.comparison,
        );
        let more = comparison.follow(first, second, COMPARED_AT_ONCE);
        self.compared = Some(Compared { runs: [one, other], traces, comparison });
        more
    }

    /// The runs that are compared, the older one first, with their traces.
    #[must_use]
    pub fn compared<'a>(
        &'a self,
        front: &'a Session,
    ) -> Option<(&'a Comparison, [(RunNumber, &'a Trace); 2])> {
        let Compared { runs: [one, other], comparison, .. } = self.compared.as_ref()?;
        let (first, second) = self.traces(*one, *other, front)?;
        Some((comparison, [(*one, first), (*other, second)]))
    }

    fn traces<'a>(
        &'a self,
        one: RunNumber,
        other: RunNumber,
        front: &'a Session,
    ) -> Option<(&'a Trace, &'a Trace)> {
        Some((self.session(one, front)?.trace(), self.session(other, front)?.trace()))
    }

    fn session<'a>(&'a self, number: RunNumber, front: &'a Session) -> Option<&'a Session> {
        if number == self.front.number {
            return Some(front);
        }
        self.find(number).map(|run| &run.session)
    }

    /// Which ports of the older run are which of the newer one, where that one has left it.
    fn ports_between(&self, one: RunNumber, other: RunNumber, front: &Session) -> HashMap<u16, u16> {
        let newer = self.labels().into_iter().find(|label| label.number == other);
        let has_left = newer.and_then(|label| label.branch.as_ref()).is_some_and(|branch| branch.of == one);
        let both = self.session(one, front).zip(self.session(other, front)).filter(|_| has_left);
        let Some((one, other)) = both.map(|(one, other)| (one.other_ports(), other.other_ports())) else {
            return HashMap::new();
        };
        let of = |ports: &HashMap<u16, u16>, written: &u16| ports.get(written).copied().unwrap_or(*written);
        one.keys().chain(other.keys()).map(|written| (of(one, written), of(other, written))).collect()
    }
}
