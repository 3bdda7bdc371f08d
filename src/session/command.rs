//! What a session can be told. Painting hands these back; they are applied in one place.

use std::sync::Arc;

use super::{Breaks, Notice, Pace, Setting};
use crate::scenario::{Edit, ParticipantId, Template};
use crate::sockets::Call;
use crate::trace::{CallId, Goal, Moment, Scale};

/// What a person asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Let whoever's turn it is make its next call.
    StepNext,
    /// Let this participant make its next call.
    Step(ParticipantId),
    /// Step by step, with the pace between.
    Play,
    /// No more calls but those asked for.
    Pause,
    /// How long to rest between two steps.
    SetPace(Pace),
    /// Everything as fast as it goes.
    RunFreely,
    /// Give up the call in which this participant waits.
    Interrupt(ParticipantId),
    /// Let this participant make a call that stands in no script, there and then.
    CallNow { participant: ParticipantId, call: Arc<Call> },
    /// Let this participant do nothing more, as a stopped process does.
    Freeze(ParticipantId),
    /// Let it go on.
    Thaw(ParticipantId),
    /// End this participant's program as a crash does.
    Kill(ParticipantId),
    /// Start this participant's program anew, once it is over.
    StartAnew(ParticipantId),
    /// Ask this participant's program to end.
    Terminate(ParticipantId),
    /// Type this for a program; `None` is the end of its input.
    Type { participant: ParticipantId, text: Option<Arc<str>> },
    /// What a person says to the question that is asked: whether programs may be run, or calls may be made.
    Answer { allowed: bool },
    /// Where programs that run freely are to stop.
    SetBreaks(Breaks),
    /// How programs are run that are started from here on.
    SetPrograms(Setting),
    /// Change the scenario, while the run goes on.
    Edit(Edit),
    /// Put this participant into the scenario, with this name, fitted to who is there.
    AddTemplate { template: Template, name: String },
    /// Take the last change back.
    Undo,
    /// Make the change again that was taken back last.
    Redo,
    /// Begin again with nothing called.
    Restart,
    /// Show another moment. What runs goes on.
    Seek(Goal),
    /// Play what has happened, from the moment that is shown.
    PlayPast,
    /// Stop playing it.
    PausePast,
    /// How what has happened is played: how quickly, and against what.
    SetPlayback { speed: f64, scale: Scale },
    /// Note something at a moment; nothing takes the note away.
    Bookmark { moment: Moment, note: Option<String> },
    /// Explain this call, or the next one.
    Select(Option<Selection>),
    /// Tell the person that something of ours failed.
    Notify(Notice),
}

impl Command {
    /// Whether it is for what runs. Nothing of that is told by somebody who looks at the past.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        match self {
            Self::StepNext
            | Self::Step(_)
            | Self::Play
            | Self::RunFreely
            | Self::Interrupt(_)
            | Self::CallNow { .. }
            | Self::Freeze(_)
            | Self::Thaw(_)
            | Self::Kill(_)
            | Self::StartAnew(_)
            | Self::Terminate(_)
            | Self::Type { .. }
            | Self::Edit(_)
            | Self::AddTemplate { .. }
            | Self::Undo
            | Self::Redo => true,
            Self::Pause
            | Self::SetPace(_)
            | Self::Restart
            | Self::Seek(_)
            | Self::PlayPast
            | Self::PausePast
            | Self::SetPlayback { .. }
            | Self::Bookmark { .. }
            | Self::Answer { .. }
            | Self::SetBreaks(_)
            | Self::SetPrograms(_)
            | Self::Select(_)
            | Self::Notify(_) => false,
        }
    }
}

/// The call that is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// One that was made.
    Made(CallId),
    /// One that stands in a participant's script on this line.
    Written { participant: ParticipantId, line: u32 },
    /// The one before which a program is held.
    Held(ParticipantId),
}
