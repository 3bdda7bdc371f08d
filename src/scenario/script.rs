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
    fn lines(&self) -> u32 {
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
    fn a_million_million_rounds_cost_nothing() {
        let script = Script::new(vec![repeat(1_000_000, vec![repeat(1_000_000, vec![sleep(7)])])]);
        assert_eq!(script.len(), 1_000_000_000_000);
        assert!(script.call(999_999_999_999).is_some());
    }
}
