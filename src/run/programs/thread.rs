//! One thread of a program, and the call that it is in: what the probe tells of it becomes events.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::marshal::Value;
use crate::kernel::{self, Peer, SleepsIn, Task};
use crate::scenario::ParticipantId;
use crate::sockets::{Awaited, Call, Kind, SocketId};
use crate::trace::Origin;

/// Nobody waits so long for its turn.
const LONG: Duration = Duration::from_millis(50);

/// A thread with its lifeline.
#[derive(Debug)]
pub(super) struct Thread {
    pub who: ParticipantId,
    pub pid: u32,
    /// Its process, where that is not the one that was started: the number of that one stays its own until its end is asked for.
    pub process: Option<Arc<Peer>>,
    pub id: u64,
    pub is_main: bool,
    /// Where it speaks from; `None` once it has ended.
    pub connection: Option<usize>,
    /// Makes its calls without being told.
    pub released: bool,
    /// The folder that its files are told from.
    pub folder: String,
    /// The file and the function of each piece of code that it has told of.
    pub codes: HashMap<i64, (Arc<str>, Arc<str>)>,
    /// How many sockets it has opened.
    pub sockets: u32,
    /// How many sockets of pairs (`socketpair`) it has made.
    pub of_pairs: usize,
    pub state: State,
    /// Whether it was reported that it waits for something to be typed, since it last said anything.
    pub reads: bool,
    /// When it last said something.
    pub heard: Instant,
}

#[derive(Debug)]
pub(super) enum State {
    /// Busy with what is no call.
    Between,
    /// Before a call, until it is let go.
    Held(Box<Pending>),
    /// In a call.
    In(Box<Pending>),
    Over,
}

/// A call that was told of and has not ended.
#[derive(Debug)]
pub(super) struct Pending {
    pub method: String,
    pub call: Arc<Call>,
    pub origin: Origin,
    pub fd: i32,
    /// Its number among the calls of its connection.
    pub number: u32,
    pub on: Option<SocketId>,
    pub kind: Option<Kind>,
    /// The number in the kernel of the socket that it makes another object for, 0 for none.
    pub twin: u64,
    /// The name that a new socket gets.
    pub new: Arc<str>,
    /// What it was called with, where it makes a socket.
    pub arguments: Value,
    /// Whether it was reported that it is made.
    pub called: bool,
    /// Whether it was reported that it waits.
    pub waits: bool,
    pub since: Instant,
}

/// How a thread is, for whoever asks whether everything has come to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Still,
    /// Asleep in something that we know nothing of: it may be over at any time.
    Asleep,
    Busy,
}

impl Thread {
    /// How it is now. `None` where it is gone, or the system does not tell.
    pub fn task(&self) -> Option<Task> {
        self.process.as_ref().map_or_else(|| kernel::task(self.pid, self.id), |process| process.task(self.id))
    }

    /// What the call that it is in waits for, where the kernel lets it wait and nobody has been told.
    pub fn begins_to_wait(&mut self) -> Option<Awaited> {
        let task = match &self.state {
            State::In(pending) if !pending.waits && pending.called => self.task()?,
            _ => return None,
        };
        let State::In(pending) = &mut self.state else { return None };
        let awaited = super::translate::awaits(&pending.method, pending.kind)?;
        let is_there = match task.sleeps_in {
            // It may sleep before its next call already, and wait for our answer.
            Some(SleepsIn::SocketCall(fd)) => fd == pending.fd,
            Some(SleepsIn::Readiness) => true,
            Some(SleepsIn::Keyboard) => false,
            // What resolves a name, or lingers, sleeps in calls of its own; so does whoever waits for its turn in the
            // interpreter, but not for long. And not every system tells.
            Some(SleepsIn::Other) => {
                matches!(awaited, Awaited::Name | Awaited::Delivery) && pending.since.elapsed() >= LONG
            }
            None => pending.since.elapsed() >= LONG,
        };
        pending.waits = task.asleep && is_there;
        pending.waits.then_some(awaited)
    }

    /// Whether it has begun to wait for something to be typed.
    pub fn begins_to_read(&mut self) -> bool {
        if self.reads || !self.is_main || !matches!(self.state, State::Between) {
            return false;
        }
        let task = self.task();
        self.reads = task.is_some_and(|task| task.asleep && task.sleeps_in == Some(SleepsIn::Keyboard));
        self.reads
    }

    pub fn rest(&self) -> Rest {
        match &self.state {
            State::Held(_) | State::Over => Rest::Still,
            State::In(pending) if !pending.waits => Rest::Busy,
            State::In(pending) => match self.task() {
                Some(task) if !task.asleep => Rest::Busy,
                // It has been woken, and now waits for its turn in the interpreter, or for us.
                Some(Task { sleeps_in: Some(SleepsIn::Other), .. }) => Rest::Asleep,
                Some(Task { sleeps_in: Some(SleepsIn::SocketCall(fd)), .. }) if fd != pending.fd => {
                    Rest::Busy
                }
                _ => Rest::Still,
            },
            State::Between => match self.task() {
                Some(Task { sleeps_in: Some(SleepsIn::Keyboard), .. }) => Rest::Still,
                Some(task) if !task.asleep => Rest::Busy,
                _ => Rest::Asleep,
            },
        }
    }
}
