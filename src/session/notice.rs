//! What of ours has gone wrong. An errno of a student's call is never one of these.

use std::path::PathBuf;

use super::{ExposedSocket, NotRepeated, NotStarted, StartError, Trouble};
use crate::scenario::{LocatedProblem, Refused, SaveError};
use crate::trace::TraceError;
use crate::trace::recording::{Fault, UnreadableRecording};

impl Notice {
    /// Whether something failed; else a person should only know.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match self {
            // That a change is refused is an answer to the person.
            Self::Exported { .. }
            | Self::OtherPorts(_)
            | Self::TakenPorts(_)
            | Self::NotAllRepeated { .. }
            | Self::Edit(_)
            | Self::ScreenGone(_)
            | Self::Exposed(_)
            | Self::RecordingFull { .. } => false,
            Self::Fault { fault, .. } => !fault.is_early_end(),
            _ => true,
        }
    }
}

/// Something of ours that failed, or that a person should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The run could not begin: why.
    Start(StartError),
    /// A program could not be started: why.
    NotStarted { participant: String, why: NotStarted },
    /// A participant's thread cannot go on: why.
    Participant { participant: String, what: Trouble },
    /// An event did not fit the log.
    Trace(TraceError),
    /// A change to the scenario was not made: why.
    Edit(Refused),
    /// Programs and other files were to be opened together.
    OneKind,
    /// A scenario could not be opened; the one that was open stays.
    Scenario(LocatedProblem),
    /// What happens is no longer kept in a file, as that cannot be written: which, and why.
    Recording { path: Option<PathBuf>, why: String },
    /// The recording has reached its limit after so many events and bytes: what follows is in no file.
    RecordingFull { path: Option<PathBuf>, events: usize, bytes: u64 },
    /// A recording was read up to what is wrong in it.
    Fault { path: Option<PathBuf>, fault: Fault },
    /// A recording could not be opened; what was open stays.
    Unreadable(UnreadableRecording),
    /// A run could not be made again: why.
    NotRepeated(NotRepeated),
    /// A run was made again, and from this event on not all came as before.
    NotAllRepeated { event: usize },
    /// These ports are in use, and the run has others in their place.
    OtherPorts(Vec<(u16, u16)>),
    /// These ports are in use, and programs take part whose ports cannot be exchanged.
    TakenPorts(Vec<u16>),
    /// The participants were written into a folder as programs, to be started by these commands in this order.
    Exported { folder: PathBuf, commands: Vec<String> },
    /// Others on the network can come to a socket of the run.
    Exposed(ExposedSocket),
    /// The scenario could not be saved; it is still open.
    Save(SaveError),
    /// The renderer that is tried first failed, and another one draws the window: why.
    Renderer(String),
    /// The screen that it was projected on is no longer there.
    ScreenGone(usize),
}
