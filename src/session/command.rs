//! What a session can be told. Painting hands these back; they are applied in one place.

use super::{Notice, Pace};
use crate::scenario::ParticipantId;
use crate::trace::CallId;

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
    /// Begin again with nothing called.
    Restart,
    /// Explain this call, or the next one.
    Select(Option<Selection>),
    /// Tell the person that something of ours failed.
    Notify(Notice),
}

/// The call that is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// One that was made.
    Made(CallId),
    /// One that is still to come: the `step`-th of a participant's script.
    Planned { participant: ParticipantId, step: u64 },
}
