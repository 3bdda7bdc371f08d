//! One thing that happened, with its time.

use std::sync::Arc;

use super::program::{ProgramEvent, Site};
use crate::scenario::{ParticipantId, Scenario, Script};
use crate::sockets::{Awaited, Call, Outcome, Reading, SocketId};

/// One thing that happened: seen by a participant's thread, or done to a participant by the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Nanoseconds since the run began, by the monotonic clock.
    pub at: u64,
    pub participant: ParticipantId,
    pub what: What,
}

/// What happened. A participant is in at most one call at a time, so `Waiting` and `Returned` speak of its open call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A program is about to make this call, and is held back until it is stepped.
    Held { origin: Origin, call: Arc<Call>, socket: Option<SocketId> },
    /// The call is about to be made, on this socket if it is on one.
    Called { origin: Origin, call: Arc<Call>, socket: Option<SocketId> },
    /// The kernel said "not yet".
    Waiting(Awaited),
    /// The call is over.
    Returned(Outcome),
    /// The participant's program is over. More may come of it all the same: a call by hand, or a script that was made longer.
    Ended,
    /// The participant's program was ended from outside, as a crash ends one. Nothing comes of it before it is started anew.
    Killed,
    /// The participant follows this script from here on, with the call number `next` of it to come: after a change, or
    /// because it was started anew.
    Script { script: Arc<Script>, next: u64 },
    /// What the kernel knows of one of its sockets, where that is not what it was.
    Read { socket: SocketId, reading: Arc<Reading> },
    /// The participant does nothing more before it is thawed, as a stopped process.
    Frozen,
    /// The participant goes on.
    Thawed,
    /// The person changed the scenario at this participant, and this is what it is from here on. What a participant makes
    /// of another script, and when, it says itself.
    Edited { scenario: Arc<Scenario> },
    /// The participant was taken out of the scenario; this was its name.
    Left { name: Arc<str> },
    /// What only a program that makes its calls itself shows.
    Program(Arc<ProgramEvent>),
}

/// Why a call was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the `step`-th call of the script, written on this line.
    Script { step: u64, line: u32 },
    /// The variable of the socket was given another one, as when Python collects what has no name any more.
    Renamed,
    /// The program was over with the socket still open: the kernel closes it.
    ProgramEnd,
    /// The program was killed: the kernel closes what it had open.
    Killed,
    /// A person asked for it there and then; it stands in no script.
    ByHand,
    /// A program of somebody's makes it, there in its source.
    Program(Arc<Site>),
}
