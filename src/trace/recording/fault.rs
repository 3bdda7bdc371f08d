//! What can be wrong in a recording, and on which line. Everything before that line is sound.

use crate::scenario::Problem;
use crate::trace::TraceError;

/// What is wrong on a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct Fault {
    /// Counted from 1.
    pub line: u64,
    pub kind: FaultKind,
}

impl Fault {
    /// Whether nothing is wrong but that the file ends too early, as that of a program that was killed, or still writes, or that
    /// had written as much as it may.
    #[must_use]
    pub fn is_early_end(&self) -> bool {
        matches!(self.kind, FaultKind::Cut | FaultKind::NoEnd | FaultKind::Full)
    }

    /// Whether nothing is wrong at all: the file says itself that the run went on without it.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.kind == FaultKind::Full
    }
}

/// What is wrong. `text` has the words in each language; `Display` is for logs and tests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    #[error("the file is cut off here")]
    Cut,
    #[error("the file ends here, and does not say that the run was over")]
    NoEnd,
    #[error("the recording ends here, and the run went on: it had reached its limit, or the disk was full")]
    Full,
    #[error("no recording; expected `Recording(version: …)`")]
    NotARecording,
    #[error("version {found}; this program reads versions 1 to {newest}")]
    Version { found: u32, newest: u32 },
    #[error("{0}")]
    Scenario(Problem),
    #[error("{0}")]
    Header(ron::error::Error),
    #[error("{0}")]
    Syntax(ron::error::Error),
    #[error("longer than {limit} bytes")]
    TooLong { limit: usize },
    #[error("not a text in UTF-8")]
    NotText,
    #[error("another recording begins here")]
    SecondHeader,
    #[error("event number {found}; expected {expected}")]
    Number { found: usize, expected: usize },
    #[error("the time {found} ns is before the {before} ns of the event before it")]
    TimeRunsBack { found: u64, before: u64 },
    #[error("participant {0} is none of the scenario")]
    NoSuchParticipant(u32),
    #[error("the script of participant {participant} has no call number {step} that is `{call}`")]
    NoSuchCall { participant: u32, step: u64, call: &'static str },
    #[error("{bytes} bytes in one call; at most {limit}")]
    TooMuchData { bytes: usize, limit: usize },
    #[error("an event after the end of the run")]
    AfterEnd,
    #[error("{0}")]
    Misfit(TraceError),
}
