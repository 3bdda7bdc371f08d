//! One thing that happened, with its time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::scenario::ParticipantId;
use crate::sockets::{Awaited, Call, Outcome, SocketId};

/// One thing that a participant's thread saw happen.
#[derive(Clone, Debug)]
pub struct Event {
    /// Nanoseconds since the run began, by the monotonic clock.
    pub at: u64,
    pub participant: ParticipantId,
    pub what: What,
}

/// What happened. A participant is in at most one call at a time, so `Waiting` and `Returned` speak of its open call.
#[derive(Clone, Debug)]
pub enum What {
    /// The call is about to be made, on this socket if it is on one.
    Called { origin: Origin, call: Arc<Call>, socket: Option<SocketId> },
    /// The kernel said "not yet".
    Waiting(Awaited),
    /// The call is over.
    Returned(Outcome),
    /// The participant's program is over.
    Ended,
}

/// Why a call was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It is the `step`-th call of the script, written on this line.
    Script { step: u64, line: u32 },
    /// The variable of the socket was given another one, as when Python collects what has no name any more.
    Renamed,
    /// The program was over with the socket still open: the kernel closes it.
    ProgramEnd,
}
