//! A script: calls in order, with repeat blocks. A block of a million rounds costs what is written, not what it makes:
//! the n-th call is worked out when it is asked for.

use std::sync::Arc;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::sockets::Call;

/// One entry of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Call(Arc<Call>),
    /// The script inside, so many times over.
    Repeat {
        times: u32,
        script: Script,
    },
}

impl Step {
    /// How many calls this makes, saturating.
    fn len(&self) -> u64 {
        match self {
            Self::Call(_) => 1,
            Self::Repeat { times, script } => script.len().saturating_mul(u64::from(*times)),
        }
    }

    /// How many lines this takes: one for a call, and one more than its content for a block.
    #[must_use]
    pub fn lines(&self) -> u32 {
        match self {
            Self::Call(_) => 1,
            Self::Repeat { script, .. } => script.lines() + 1,
        }
    }
}

/// The ordered calls that a participant is to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    steps: Vec<Step>,
    /// For each step, how many calls the script has made when it is over.
    ends: Vec<u64>,
    /// For each step, the line it begins on.
    lines: Vec<u32>,
}

/// The n-th call of a script, and the line that it is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptCall<'a> {
    pub call: &'a Arc<Call>,
    /// Counted from 0 over calls and heads of repeat blocks, as they are written.
    pub line: u32,
}

impl Script {
    /// A script of these steps.
    #[must_use]
    pub fn new(steps: Vec<Step>) -> Self {
        let mut script = Self {
            ends: Vec::with_capacity(steps.len()),
            lines: Vec::with_capacity(steps.len()),
            steps: Vec::new(),
        };
        let (mut calls, mut line) = (0_u64, 0_u32);
        for step in &steps {
            script.lines.push(line);
            line = line.saturating_add(step.lines());
            calls = calls.saturating_add(step.len());
            script.ends.push(calls);
        }
        script.steps = steps;
        script
    }

    /// The entries as written.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many calls there are, repeats counted.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Whether no call is to be made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines the script takes as written.
    #[must_use]
    pub fn lines(&self) -> u32 {
        match (self.steps.last(), self.lines.last()) {
            (Some(step), Some(first)) => first.saturating_add(step.lines()),
            _ => 0,
        }
    }

    /// The call number `n`, counted from 0 over all repeats.
    #[must_use]
    pub fn call(&self, n: u64) -> Option<ScriptCall<'_>> {
        let at = self.ends.partition_point(|end| *end <= n);
        let step = self.steps.get(at)?;
        let before = at.checked_sub(1).map_or(0, |previous| self.ends[previous]);
        match step {
            Step::Call(call) => Some(ScriptCall { call, line: self.lines[at] }),
            Step::Repeat { script, .. } => {
                let inside = script.call((n - before) % script.len())?;
                Some(ScriptCall { line: inside.line + self.lines[at] + 1, ..inside })
            }
        }
    }

    /// Every call as written, once, whatever the repeats, with its line.
    #[must_use]
    pub fn written(&self) -> Vec<ScriptCall<'_>> {
        let mut calls = Vec::new();
        self.collect_written(0, &mut calls);
        calls
    }

    fn collect_written<'a>(&'a self, first_line: u32, calls: &mut Vec<ScriptCall<'a>>) {
        for (step, line) in self.steps.iter().zip(&self.lines) {
            let line = first_line + line;
            match step {
                Step::Call(call) => calls.push(ScriptCall { call, line }),
                Step::Repeat { script, .. } => script.collect_written(line + 1, calls),
            }
        }
    }

    /// The same script with each call changed.
    #[must_use]
    pub fn map(&self, change: &mut impl FnMut(&mut Call)) -> Self {
        Self::new(
            self.steps
                .iter()
                .map(|step| match step {
                    Step::Call(call) => {
                        let mut call = Call::clone(call);
                        change(&mut call);
                        Step::Call(Arc::new(call))
                    }
                    Step::Repeat { times, script } => {
                        Step::Repeat { times: *times, script: script.map(change) }
                    }
                })
                .collect(),
        )
    }
}

/// What an editor asks of a script, by the lines that it shows.
impl Script {
    /// The step that begins on a line.
    #[must_use]
    pub fn step_on(&self, line: u32) -> Option<&Step> {
        let at = self.step_around(line)?;
        match (&self.steps[at], line - self.lines[at]) {
            (step, 0) => Some(step),
            (Step::Repeat { script, .. }, inside) => script.step_on(inside - 1),
            (Step::Call(_), _) => None,
        }
    }

    /// The same script with the steps around the one that begins on a line changed: the list that it stands in, and its
    /// place there. `None` if no step begins there.
    #[must_use]
    pub fn changed(&self, line: u32, change: impl FnOnce(&mut Vec<Step>, usize)) -> Option<Self> {
        let at = self.step_around(line)?;
        let mut steps = self.steps.clone();
        match (&self.steps[at], line - self.lines[at]) {
            (_, 0) => change(&mut steps, at),
            (Step::Repeat { times, script }, inside) => {
                steps[at] = Step::Repeat { times: *times, script: script.changed(inside - 1, change)? };
            }
            (Step::Call(_), _) => return None,
        }
        Some(Self::new(steps))
    }

    /// How many blocks stand inside each other.
    #[must_use]
    pub fn depth(&self) -> usize {
        let of = |step: &Step| match step {
            Step::Call(_) => 0,
            Step::Repeat { script, .. } => 1 + script.depth(),
        };
        self.steps.iter().map(of).max().unwrap_or(0)
    }

    /// The first line that has not been reached when `next` calls have been made. A block that has begun counts as reached
    /// as a whole.
    #[must_use]
    pub fn first_open_line(&self, next: u64) -> u32 {
        let begun = self.begun(next);
        self.lines.get(begun).copied().unwrap_or_else(|| self.lines())
    }

    /// Which call comes next when this script takes the place of `old`, of which `next` calls have been made. What was made
    /// stays made and what was to come is still to come, as far as the two scripts have it in common.
    #[must_use]
    pub fn carry_over(&self, old: &Self, next: u64) -> u64 {
        let begun = old.begun(next);
        let alike = self.steps.iter().zip(&old.steps).take_while(|(new, old)| new == old).count();
        if alike >= begun {
            return next;
        }
        let to_come = &old.steps[begun..];
        let kept = self.steps.len().checked_sub(to_come.len()).filter(|at| self.steps[*at..] == *to_come);
        self.calls_before(kept.unwrap_or(alike))
    }

    /// How many steps have begun when `next` calls have been made.
    fn begun(&self, next: u64) -> usize {
        let over = self.ends.partition_point(|end| *end <= next);
        over + usize::from(next > self.calls_before(over))
    }

    fn calls_before(&self, step: usize) -> u64 {
        step.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The place of the step that this line belongs to.
    fn step_around(&self, line: u32) -> Option<usize> {
        let at = self.lines.partition_point(|first| *first <= line).checked_sub(1)?;
        (line < self.lines[at].saturating_add(self.steps[at].lines())).then_some(at)
    }
}

impl From<Vec<Call>> for Script {
    fn from(calls: Vec<Call>) -> Self {
        Self::new(calls.into_iter().map(|call| Step::Call(Arc::new(call))).collect())
    }
}

impl Serialize for Script {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.steps)
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Call(call) => call.serialize(serializer),
            Self::Repeat { times, script } => {
                let mut block = serializer.serialize_struct("Repeat", 2)?;
                block.serialize_field("times", times)?;
                block.serialize_field("script", script)?;
                block.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleep(ms: u32) -> Step {
        Step::Call(Arc::new(Call::Sleep { ms }))
    }

    fn repeat(times: u32, steps: Vec<Step>) -> Step {
        Step::Repeat { times, script: Script::new(steps) }
    }

    #[test]
    fn calls_in_nested_repeats_come_in_order_with_their_lines() {
        let script =
            Script::new(vec![sleep(1), repeat(2, vec![sleep(2), repeat(3, vec![sleep(3)])]), sleep(4)]);
        assert_eq!(script.len(), 1 + 2 * (1 + 3) + 1);
        let made: Vec<_> = (0..=script.len())
            .map_while(|n| script.call(n))
            .map(|made| match **made.call {
                Call::Sleep { ms } => (ms, made.line),
                _ => unreachable!("the script only sleeps"),
            })
            .collect();
        let round = [(2, 2), (3, 4), (3, 4), (3, 4)];
        let mut expected = vec![(1, 0)];
        expected.extend(round);
        expected.extend(round);
        expected.push((4, 5));
        assert_eq!(made, expected);
    }

    #[test]
    fn a_block_that_makes_no_call_is_passed_over() {
        let script = Script::new(vec![repeat(0, vec![sleep(1)]), repeat(5, vec![]), sleep(2)]);
        assert_eq!(script.len(), 1);
        assert_eq!(**script.call(0).unwrap().call, Call::Sleep { ms: 2 });
    }

    #[test]
    fn a_block_that_has_begun_is_closed_to_changes_as_a_whole() {
        let script = Script::new(vec![sleep(1), repeat(2, vec![sleep(2), sleep(3)]), sleep(4)]);
        let open: Vec<u32> = (0..=script.len()).map(|next| script.first_open_line(next)).collect();
        assert_eq!(open, [0, 1, 4, 4, 4, 4, 5]);
    }

    #[test]
    fn what_was_made_and_what_is_to_come_survive_a_change() {
        let script = |steps: &[u32]| Script::new(steps.iter().map(|ms| sleep(*ms)).collect());
        // (before, calls made, after, calls made of that)
        for (old, next, new, expected) in [
            (&[1, 2, 3, 4][..], 2, &[1, 2, 9, 3, 4][..], 2), // inserted ahead
            (&[1, 2, 9, 3, 4], 3, &[1, 2, 3, 4], 2),         // an insertion undone after it was made
            (&[1, 7, 3, 4], 3, &[1, 2, 3, 4], 3), // an argument changed back after the call was made
            (&[1, 2], 2, &[1, 2, 3], 2),          // lengthened when all was made
            (&[1, 2, 3], 3, &[1, 2], 2),          // and that undone after it was made
            (&[1, 8, 2, 3], 2, &[1, 2, 3, 8], 1), // a move undone after it was made: it is to come again
            (&[1, 2, 3], 1, &[1], 1),
            (&[1, 2, 3], 0, &[], 0),
        ] {
            assert_eq!(script(new).carry_over(&script(old), next), expected, "{old:?} → {new:?}");
        }
        let around = |ms| Script::new(vec![repeat(3, vec![sleep(1), sleep(ms)]), sleep(5)]);
        assert_eq!(around(2).carry_over(&around(2), 3), 3);
        // A block that is changed under way is not gone through again.
        assert_eq!(around(9).carry_over(&around(2), 3), 6);
    }

    #[test]
    fn a_million_million_rounds_cost_nothing() {
        let script = Script::new(vec![repeat(1_000_000, vec![repeat(1_000_000, vec![sleep(7)])])]);
        assert_eq!(script.len(), 1_000_000_000_000);
        assert!(script.call(999_999_999_999).is_some());
    }
}
