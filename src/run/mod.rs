//! Makes things happen: each participant on a thread of its own, making the calls of its script on real sockets, held
//! back call by call where that is wanted. What happens leaves as reports; nothing here knows who reads them.

mod actor;
mod calls;
mod open;
mod places;
mod ports;
mod resolve;
mod waiter;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use crate::scenario::{ParticipantId, Scenario};
use crate::trace::Event;

pub use ports::free_ports;
pub use resolve::first_unresolved;

/// Reports that may wait to be read. A thread that finds no room waits with its next call.
const REPORTS: usize = 1 << 14;
/// Bytes. getaddrinfo(3) is the deepest of what a participant calls.
const STACK: usize = 256 << 10;

/// What a participant can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Make the next call.
    Step,
    /// Make call after call without being told.
    Release,
    /// From the next call on, wait to be told.
    Hold,
    /// Give up the call that waits. The socket lives on.
    Interrupt,
    /// Look once more whether the call that waits can return, then answer [`Report::Settled`] with this number.
    Probe(u32),
    /// Close everything and end.
    End,
}

/// What a participant tells.
#[derive(Clone, Debug)]
pub enum Report {
    /// Something happened.
    Event(Event),
    /// The answer to [`Order::Probe`]: all that could happen to this participant has been reported.
    Settled { participant: ParticipantId, probe: u32 },
    /// Something of ours failed, not of the student's: the participant's thread cannot go on.
    Trouble { participant: ParticipantId, what: String },
}

/// Why a run could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("start a thread for `{name}`: {error}")]
    Thread { name: String, error: std::io::Error },
    #[error("open a poller for `{name}`: {error}")]
    Poller { name: String, error: std::io::Error },
    #[error("make a directory for the run's Unix sockets: {0}")]
    Directory(std::io::Error),
}

struct Handle {
    orders: Sender<Order>,
    waker: Arc<mio::Waker>,
    thread: Option<JoinHandle<()>>,
}

/// A scenario in the making. Dropping it ends every participant, whatever it waits for, and joins its thread.
pub struct Run {
    participants: Vec<Handle>,
    reports: Receiver<Report>,
    unread: Arc<AtomicBool>,
    began: Instant,
    /// Where the run's own Unix sockets live; removed with it.
    _places: Arc<places::Places>,
}

/// What the threads of a run share.
#[derive(Clone)]
struct Shared {
    reports: Sender<Report>,
    /// Set while reports wait that nobody has been told of.
    unread: Arc<AtomicBool>,
    notify: Arc<dyn Fn() + Send + Sync>,
    began: Instant,
    places: Arc<places::Places>,
}

impl Run {
    /// Starts a thread for each participant. None makes a call before it is told to.
    ///
    /// `notify` is called from those threads when there is something to read, once for all that is unread.
    ///
    /// # Errors
    /// The system gave no thread, no poller or no directory.
    pub fn start(scenario: &Scenario, notify: impl Fn() + Send + Sync + 'static) -> Result<Self, StartError> {
        let (sender, reports) = crossbeam_channel::bounded(REPORTS);
        let shared = Shared {
            reports: sender,
            unread: Arc::new(AtomicBool::new(false)),
            notify: Arc::new(notify),
            began: Instant::now(),
            places: Arc::new(places::Places::for_scenario(scenario).map_err(StartError::Directory)?),
        };
        let mut run = Self {
            participants: Vec::new(),
            reports,
            unread: Arc::clone(&shared.unread),
            began: shared.began,
            _places: Arc::clone(&shared.places),
        };
        for (id, participant) in scenario.ids() {
            let name = participant.name.clone();
            let waiter =
                waiter::Waiter::new().map_err(|error| StartError::Poller { name: name.clone(), error })?;
            let waker = waiter.waker();
            let (orders, inbox) = crossbeam_channel::unbounded();
            let script = participant.script.clone();
            let shared = shared.clone();
            let thread = std::thread::Builder::new()
                .name(thread_name(&name))
                .stack_size(STACK)
                .spawn(move || actor::Actor::new(id, script, inbox, shared, waiter).run())
                .map_err(|error| StartError::Thread { name, error })?;
            run.participants.push(Handle { orders, waker, thread: Some(thread) });
        }
        Ok(run)
    }

    /// Tells a participant something. One that has ended is past hearing.
    pub fn order(&self, id: ParticipantId, order: Order) {
        if let Some(handle) = self.participants.get(id.index())
            && handle.orders.send(order).is_ok()
        {
            // A waker that fails leaves the order to be read when the call returns by itself.
            let _ = handle.waker.wake();
        }
    }

    /// The next report, if there is one.
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        self.reports.try_recv().ok()
    }

    /// The next report, waiting for it at most this long.
    #[must_use]
    pub fn wait_report(&self, longest: Duration) -> Option<Report> {
        self.reports.recv_timeout(longest).ok()
    }

    /// Notes that what was reported is about to be read: the next report notifies again.
    pub fn begin_reading(&self) {
        self.unread.store(false, Ordering::SeqCst);
    }

    /// Time since the run began: the clock of its events.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // A thread that waits for room to report must find out that nobody reads any more.
        self.reports = crossbeam_channel::never();
        for handle in &self.participants {
            let _ = handle.orders.send(Order::End);
            let _ = handle.waker.wake();
        }
        for handle in &mut self.participants {
            if let Some(thread) = handle.thread.take() {
                let _ = thread.join();
            }
        }
    }
}

/// The system shows the first 15 bytes of a thread's name, and refuses zeros.
fn thread_name(name: &str) -> String {
    name.chars().filter(|c| *c != '\0').collect()
}
