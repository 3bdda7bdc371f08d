//! A program that came to a bad end: by an exception that nobody caught, with an exit code that says so, by a signal.

use super::{Activity, Frame, ProgramEvent, Snapshot};
use crate::scenario::ParticipantId;

/// How a program, or a thread of one, came to a bad end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downfall<'a> {
    /// An exception that nobody caught, with where it came through, outermost first.
    Raised { exception: &'a str, message: &'a str, frames: &'a [Frame] },
    /// It exited with a code other than 0.
    Code(i32),
    /// A signal ended it that no person sent it from here.
    Signal(i32),
}

impl<'a> Snapshot<'a> {
    /// How a program or a thread of one came to a bad end, since it was last started. `None` for one that goes on, that came
    /// to a good end, or that a person killed.
    #[must_use]
    pub fn downfall(&self, who: ParticipantId) -> Option<Downfall<'a>> {
        let program = self.thread_of(who);
        let since = self.trace.last_start(program.unwrap_or(who), self.moment)?;
        let told = || self.told_by(who).rev().take_while(move |(at, _)| *at > since).map(|(_, told)| told);
        let raised = || {
            told().find_map(|told| match told {
                ProgramEvent::Raised { exception, message, frames } => {
                    Some(Downfall::Raised { exception, message, frames })
                }
                _ => None,
            })
        };
        let exit = told().find_map(|told| match told {
            ProgramEvent::Exited { code, signal } => Some((*code, *signal)),
            _ => None,
        });
        match exit {
            Some((Some(0), _)) => None,
            Some((Some(code), _)) => raised().or(Some(Downfall::Code(code))),
            Some((None, Some(_))) if self.activity(who) == Activity::Killed => None,
            Some((None, Some(signal))) => Some(Downfall::Signal(signal)),
            Some((None, None)) | None => raised(),
        }
    }

    /// Those that came to a bad end, in the order of their lifelines.
    pub fn downfalls(&self) -> impl Iterator<Item = (ParticipantId, Downfall<'a>)> + use<'a> {
        let snapshot = *self;
        snapshot.lifelines().filter_map(move |who| Some((who, snapshot.downfall(who)?)))
    }

    /// The participants that are frozen and would otherwise go on.
    pub fn frozen(&self) -> impl Iterator<Item = ParticipantId> + use<'a> {
        let snapshot = *self;
        let lives = move |who: &ParticipantId| {
            snapshot.is_frozen(*who) && !matches!(snapshot.activity(*who), Activity::Ended | Activity::Killed)
        };
        self.scenario().ids().map(|(id, _)| id).filter(lives)
    }
}
