//! Programs of people that make their calls themselves: each runs in its own interpreter, with a probe in it that tells of every
//! call and holds it until it is let go. One thread, the host, hears them all, so that what they tell can be put in order.

mod breaks;
mod connection;
mod constants;
mod host;
mod interpreter;
mod marshal;
mod message;
mod naming;
mod out;
mod probe;
mod process;
mod running;
mod sockets;
mod source;
mod thread;
mod traffic;
mod translate;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::{Order, Shared, StartError, Trouble};
use crate::scenario::{Participant, ParticipantId};

pub use breaks::Breaks;
pub use interpreter::{find_interpreter, interpreters};
pub use process::{Input, NotStarted};
pub use source::read_source;

/// How programs are run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The interpreter that was chosen; else each program's own is looked for.
    pub interpreter: Option<PathBuf>,
    pub input: Input,
}

/// What the host is told.
enum ToHost {
    /// A participant that is a program, and how many sockets it had in an earlier life. Nothing is started yet.
    Join {
        id: ParticipantId,
        name: String,
        program: crate::scenario::Program,
        sockets_before: u32,
    },
    Leave(ParticipantId),
    /// For a program, or for one of its threads.
    Order(ParticipantId, Order),
    Setting(Setting),
    Breaks(Arc<Breaks>),
    /// Report all that has been said before this, then answer.
    CatchUp(Sender<()>),
    End,
}

/// The host of the programs of a run. Dropping it kills what still runs.
pub(super) struct Programs {
    orders: Sender<ToHost>,
    /// Closed when nothing is wanted of the host any more.
    wanted: Option<Sender<()>>,
    waker: Arc<mio::Waker>,
    thread: Option<JoinHandle<()>>,
    joined: Vec<ParticipantId>,
}

/// For a participant of ours that shares its run with programs: what they have told before is reported before what it tells.
#[derive(Clone)]
pub(super) struct CatchUp {
    orders: Sender<ToHost>,
    waker: Arc<mio::Waker>,
}

impl CatchUp {
    /// Returns when everything that programs have told so far has been reported, or nothing is wanted any more.
    pub fn wait(&self, unwanted: &Receiver<()>) {
        let (answer, answered) = bounded(1);
        if self.orders.send(ToHost::CatchUp(answer)).is_ok() && self.waker.wake().is_ok() {
            crossbeam_channel::select! {
                recv(answered) -> _ => {}
                recv(unwanted) -> _ => {}
            }
        }
    }
}

impl Programs {
    /// Starts the host. No program is started before it is stepped.
    pub fn start(shared: Shared) -> Result<Self, StartError> {
        let failed = |trouble| StartError { participant: None, trouble };
        let (orders, inbox) = unbounded();
        let (wanted, unwanted) = bounded(0);
        let host = host::Host::new(shared, inbox, unwanted).map_err(failed)?;
        let waker = host.waker();
        let thread = std::thread::Builder::new().name("programs".into()).spawn(move || host.run());
        let thread = thread.map_err(|error| failed(Trouble::Thread(error.to_string())))?;
        Ok(Self { orders, wanted: Some(wanted), waker, thread: Some(thread), joined: Vec::new() })
    }

    pub fn catch_up(&self) -> CatchUp {
        CatchUp { orders: self.orders.clone(), waker: Arc::clone(&self.waker) }
    }

    pub fn join(&mut self, participant: &Participant, sockets_before: u32) {
        if let Some(program) = participant.program.clone() {
            let (id, name) = (participant.id, participant.name.clone());
            self.joined.push(id);
            self.tell(ToHost::Join { id, name, program, sockets_before });
        }
    }

    pub fn leave(&mut self, id: ParticipantId) {
        if self.has(id) {
            self.joined.retain(|joined| *joined != id);
            self.tell(ToHost::Leave(id));
        }
    }

    /// Whether a participant is a program of the host.
    pub fn has(&self, id: ParticipantId) -> bool {
        self.joined.contains(&id)
    }

    pub fn order(&self, id: ParticipantId, order: Order) {
        self.tell(ToHost::Order(id, order));
    }

    pub fn set(&self, setting: Setting) {
        self.tell(ToHost::Setting(setting));
    }

    pub fn stop_at(&self, breaks: Arc<Breaks>) {
        self.tell(ToHost::Breaks(breaks));
    }

    fn tell(&self, what: ToHost) {
        if self.orders.send(what).is_ok() {
            let _ = self.waker.wake();
        }
    }
}

impl Programs {
    /// Wants nothing of the host any more.
    pub fn end(&mut self) {
        self.wanted = None;
        self.tell(ToHost::End);
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        self.end();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Nanoseconds of the system's monotonic clock: the one that the probe reads, too.
fn monotonic() -> u64 {
    let now = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC);
    now.map_or(0, |now| u64::try_from(std::time::Duration::from(now).as_nanos()).unwrap_or(u64::MAX))
}
