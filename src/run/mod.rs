//! Makes things happen: each participant on a thread of its own, making the calls of its script on real sockets, held
//! back call by call where that is wanted. What happens leaves as reports; nothing here knows who reads them.

mod actor;
mod calls;
mod open;
mod places;
mod ports;
mod programs;
mod resolve;
mod trouble;
mod waiter;
mod watch;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, TrySendError};

use programs::{CatchUp, Programs};

use crate::scenario::{Consent, Participant, ParticipantId, Scenario, Script};
use crate::sockets::Call;
use crate::trace::Event;

pub use ports::{busy_ports, free_ports, taken_ports};
pub use programs::{Breaks, Input, NotStarted, Setting, find_interpreter, interpreters, read_source};
pub use resolve::first_unresolved;
pub use trouble::{StartError, Trouble};

/// Reports that may wait to be read. A thread that finds no room waits with its next call.
const REPORTS: usize = 1 << 14;
/// Bytes. getaddrinfo(3) is the deepest of what a participant calls.
const STACK: usize = 256 << 10;

/// What a participant can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Make the next call; when there is none left, end the program.
    Step,
    /// Make this call, which stands in no script, wherever it reaches: whoever orders it has seen to that. One that comes while
    /// another call waits is not made.
    Call(Arc<Call>),
    /// The same for a run that is made again: it is looked at like a line of the script.
    CallAgain(Arc<Call>),
    /// Follow this script from here on. What has been made of the old one counts as made.
    Script(Arc<Script>),
    /// Make call after call without being told.
    Release,
    /// From the next call on, wait to be told.
    Hold,
    /// Give up the call that waits. The socket lives on.
    Interrupt,
    /// Do nothing more, not even return from a call, as a stopped process does.
    Freeze,
    /// Go on.
    Thaw,
    /// Where what comes by itself is made to wait ([`Run::one_by_one`]), let one such thing come: the call in hand return, or the
    /// next close be made.
    Proceed,
    /// Look once more whether the call that waits can return, then answer [`Report::Settled`] with this number.
    Probe(u32),
    /// Die, as in a crash: the call that waits never returns, and what is open is closed.
    Kill,
    /// Ask a program to end, as `kill` does (SIGTERM).
    Terminate,
    /// Type this for a program; `None` is the end of its input.
    Type(Option<Arc<str>>),
    /// Close everything and end. It is not reported, and connections are reset.
    End,
}

/// What a participant tells.
#[derive(Clone, Debug)]
pub enum Report {
    /// Something happened.
    Event(Event),
    /// The answer to [`Order::Probe`]: all that could happen to this participant has been reported.
    Settled { participant: ParticipantId, probe: u32 },
    /// The next call of its script would reach what nobody has allowed to be reached. It was not made, and the participant waits
    /// to be told.
    NotAllowed { participant: ParticipantId, call: Arc<Call> },
    /// A program could not be started. Nothing has happened to it.
    NotStarted { participant: ParticipantId, why: NotStarted },
    /// Something of ours failed, not of the student's: the participant's thread cannot go on.
    Trouble { participant: ParticipantId, what: Trouble },
}

struct Handle {
    id: ParticipantId,
    orders: Sender<Order>,
    /// Closed when nothing is wanted of the thread any more: one that waits for room to report finds out.
    wanted: Option<Sender<()>>,
    waker: Arc<mio::Waker>,
    thread: Option<JoinHandle<()>>,
}

/// A scenario in the making. Dropping it ends every participant, whatever it waits for, and joins its thread.
pub struct Run {
    participants: Vec<Handle>,
    /// The host of those that are programs, from the first of them on.
    programs: Option<Programs>,
    setting: Setting,
    breaks: Arc<Breaks>,
    reports: Receiver<Report>,
    shared: Shared,
}

/// How a run is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether the kernel is asked what it knows of each socket, after the calls and at a gentle pace between them.
    pub watches: bool,
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
    /// What scripts may reach beyond.
    consent: Arc<RwLock<Consent>>,
    manner: Manner,
    one_by_one: Arc<AtomicBool>,
    /// The least id that no participant has.
    fresh: Arc<AtomicU32>,
    /// Programs that share the run.
    programs: Arc<OnceLock<CatchUp>>,
}

impl Shared {
    fn consent(&self) -> RwLockReadGuard<'_, Consent> {
        self.consent.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// An id that no participant of the run has had.
    fn fresh_id(&self) -> ParticipantId {
        ParticipantId(self.fresh.fetch_add(1, Ordering::SeqCst))
    }

    /// Hands a report over; where there is no room, waits until there is, or until nothing is wanted any more.
    fn send(&self, report: Report, unwanted: &Receiver<()>) -> Result<(), Over> {
        match self.reports.try_send(report) {
            Ok(()) => {}
            Err(TrySendError::Full(report)) => crossbeam_channel::select! {
                send(self.reports, report) -> sent => sent.map_err(|_| Over)?,
                recv(unwanted) -> _ => return Err(Over),
            },
            Err(TrySendError::Disconnected(_)) => return Err(Over),
        }
        self.tell_unread();
        Ok(())
    }

    /// The same, but waits at most so long, and then gives the report back.
    fn send_within(
        &self,
        report: Report,
        unwanted: &Receiver<()>,
        longest: Duration,
    ) -> Result<Option<Report>, Over> {
        match self.reports.try_send(report) {
            Ok(()) => {}
            Err(TrySendError::Full(report)) => crossbeam_channel::select! {
                send(self.reports, report) -> sent => sent.map_err(|_| Over)?,
                recv(unwanted) -> _ => return Err(Over),
                default(longest) => return Ok(Some(report)),
            },
            Err(TrySendError::Disconnected(_)) => return Err(Over),
        }
        self.tell_unread();
        Ok(None)
    }

    fn tell_unread(&self) {
        if !self.unread.load(Ordering::SeqCst) && !self.unread.swap(true, Ordering::SeqCst) {
            (self.notify)();
        }
    }
}

/// Nobody wants anything of a thread any more: it was told to end, or the reader is gone.
#[derive(Debug)]
struct Over;

impl Run {
    /// Starts a thread for each participant. None makes a call before it is told to.
    ///
    /// `notify` is called from those threads when there is something to read, once for all that is unread.
    ///
    /// # Errors
    /// The system gave no thread, no poller or no directory.
    pub fn start(
        scenario: &Scenario,
        manner: Manner,
        notify: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let (sender, reports) = crossbeam_channel::bounded(REPORTS);
        let fresh = scenario.ids().map(|(id, _)| id.0 + 1).max().unwrap_or(0);
        let shared = Shared {
            reports: sender,
            unread: Arc::new(AtomicBool::new(false)),
            notify: Arc::new(notify),
            began: Instant::now(),
            places: Arc::default(),
            consent: Arc::default(),
            manner,
            one_by_one: Arc::default(),
            fresh: Arc::new(AtomicU32::new(fresh)),
            programs: Arc::default(),
        };
        let mut run = Self {
            participants: Vec::new(),
            programs: None,
            setting: Setting::default(),
            breaks: Arc::default(),
            reports,
            shared,
        };
        for participant in &scenario.participants {
            run.join(participant, 0)?;
        }
        Ok(run)
    }

    /// Starts a thread for a participant: one that has come later, or one that is started anew after it had so many sockets.
    ///
    /// # Errors
    /// The system gave no thread or no poller.
    pub fn join(&mut self, participant: &Participant, sockets_before: u32) -> Result<(), StartError> {
        self.leave(participant.id);
        self.shared.fresh.fetch_max(participant.id.0 + 1, Ordering::SeqCst);
        if participant.program.is_some() {
            self.programs()?.join(participant, sockets_before);
            return Ok(());
        }
        let name = participant.name.clone();
        let failed = |trouble| StartError { participant: Some(participant.name.clone()), trouble };
        let waiter = waiter::Waiter::new().map_err(|error| failed(Trouble::Poller(error.to_string())))?;
        let waker = waiter.waker();
        let (orders, inbox) = crossbeam_channel::unbounded();
        let (wanted, unwanted) = crossbeam_channel::bounded(0);
        let (id, script) = (participant.id, Arc::new(participant.script.clone()));
        let shared = self.shared.clone();
        let thread = std::thread::Builder::new()
            .name(thread_name(&name))
            .stack_size(STACK)
            .spawn(move || {
                let inbox = actor::Inbox { orders: inbox, unwanted };
                actor::Actor::new(id, script, sockets_before, inbox, shared, waiter).run();
            })
            .map_err(|error| failed(Trouble::Thread(error.to_string())))?;
        self.participants.push(Handle { id, orders, wanted: Some(wanted), waker, thread: Some(thread) });
        Ok(())
    }

    /// Ends a participant's thread, whatever it waits for, and joins it. What it had open is closed without a report.
    pub fn leave(&mut self, id: ParticipantId) {
        self.participants.retain(|handle| handle.id != id);
        if let Some(programs) = &mut self.programs {
            programs.leave(id);
        }
    }

    /// The host of the programs, which begins with the first of them.
    fn programs(&mut self) -> Result<&mut Programs, StartError> {
        let programs = if let Some(programs) = self.programs.take() {
            programs
        } else {
            let programs = Programs::start(self.shared.clone())?;
            // Participants of ours tell after what programs have told before.
            let _ = self.shared.programs.set(programs.catch_up());
            programs.set(self.setting.clone());
            programs.stop_at(Arc::clone(&self.breaks));
            programs
        };
        Ok(self.programs.insert(programs))
    }

    /// Has what comes by itself wait until each time [`Order::Proceed`] comes, or goes on as ever: that a call returns which
    /// waits for something of another participant, and the closes that follow from a new name, an end or a death. So a run
    /// can be made again in any interleaving.
    pub fn one_by_one(&self, on: bool) {
        self.shared.one_by_one.store(on, Ordering::SeqCst);
        if !on {
            for handle in &self.participants {
                self.order(handle.id, Order::Proceed);
            }
        }
    }

    /// What scripts may reach beyond the loopback of this machine and the run's own Unix sockets: nothing, until this is said.
    pub fn allow(&self, consent: &Consent) {
        self.shared.consent.write().unwrap_or_else(PoisonError::into_inner).clone_from(consent);
    }

    /// How programs are run that are started from here on.
    pub fn set(&mut self, setting: Setting) {
        if let Some(programs) = &self.programs {
            programs.set(setting.clone());
        }
        self.setting = setting;
    }

    /// Where programs that run freely stop.
    pub fn stop_at(&mut self, breaks: Arc<Breaks>) {
        if let Some(programs) = &self.programs {
            programs.stop_at(Arc::clone(&breaks));
        }
        self.breaks = breaks;
    }

    /// An id that no participant of the run has had.
    #[must_use]
    pub fn fresh_id(&self) -> ParticipantId {
        self.shared.fresh_id()
    }

    /// Whether a participant has a thread.
    #[must_use]
    pub fn has(&self, id: ParticipantId) -> bool {
        let is_program = self.programs.as_ref().is_some_and(|programs| programs.has(id));
        is_program || self.participants.iter().any(|handle| handle.id == id)
    }

    /// Tells a participant something. One that has ended is past hearing.
    pub fn order(&self, id: ParticipantId, order: Order) {
        match self.participants.iter().find(|handle| handle.id == id) {
            Some(handle) => {
                if handle.orders.send(order).is_ok() {
                    // A waker that fails leaves the order to be read when the call returns by itself.
                    let _ = handle.waker.wake();
                }
            }
            // A program, or a thread of one.
            None => {
                if let Some(programs) = &self.programs {
                    programs.order(id, order);
                }
            }
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
        self.shared.unread.store(false, Ordering::SeqCst);
    }

    /// Time since the run began: the clock of its events.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.shared.began.elapsed()
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // All are told before any is waited for.
        if let Some(programs) = &mut self.programs {
            programs.end();
        }
        for handle in &mut self.participants {
            handle.end();
        }
    }
}

impl Handle {
    fn end(&mut self) {
        self.wanted = None;
        let _ = self.orders.send(Order::End);
        let _ = self.waker.wake();
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.end();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The system shows the first 15 bytes of a thread's name, and refuses zeros.
fn thread_name(name: &str) -> String {
    name.chars().filter(|c| *c != '\0').collect()
}
