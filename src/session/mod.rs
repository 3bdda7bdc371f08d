//! One open document: a scenario, its run, the trace of it, and the moment that is shown. Takes commands, answers with
//! state. Every face of the program, window or terminal, drives this and nothing under it.

mod command;
mod drive;
mod editing;
mod history;
mod notice;
mod whose;

use std::sync::Arc;
use std::time::Duration;

pub use crate::run::Manner;
use crate::run::{Order, Report, Run, StartError};
use crate::scenario::{ParticipantId, Plan, Readiness, Scenario, Turns};
use crate::trace::{Activity, CallId, CallState, Event, Moment, Snapshot, Trace, What};

pub use command::{Command, Selection};
use drive::{Drive, Next};
pub use drive::{LONGEST_PACE, Pace, SHORTEST_PACE};
use history::History;
pub use notice::Notice;
pub use whose::whose;

/// How long one tick may read reports. A flood is then read over many frames, and never stops one.
const READING: Duration = Duration::from_millis(6);
/// Reports between two looks at the clock.
const BATCH: usize = 256;

/// So many notices are kept.
const MOST_NOTICES: usize = 200;

/// What is called from the run's threads when there is something to read.
pub type Notify = Arc<dyn Fn() + Send + Sync>;

/// One open document.
pub struct Session {
    scenario: Arc<Scenario>,
    plan: Arc<Plan>,
    run: Option<Run>,
    trace: Trace,
    drive: Drive,
    manner: Manner,
    history: History,
    /// Who has been taken out of the scenario and is still dying, with its name.
    leaving: Vec<(ParticipantId, Arc<str>)>,
    selection: Option<Selection>,
    notices: Vec<Notice>,
    notify: Notify,
    /// The clock of the run at the last tick.
    now: Duration,
}

impl Session {
    /// Opens a scenario, ready to step. Nothing is called yet.
    #[must_use]
    pub fn open(scenario: Scenario, notify: Notify) -> Self {
        Self::open_in(Manner::default(), scenario, notify)
    }

    /// The same, for somebody who looks on: the kernel is asked what it knows of each socket.
    #[must_use]
    pub fn open_watched(scenario: Scenario, notify: Notify) -> Self {
        Self::open_in(Manner { watches: true }, scenario, notify)
    }

    /// The same, with the run made in this manner.
    #[must_use]
    pub fn open_in(manner: Manner, scenario: Scenario, notify: Notify) -> Self {
        let trace = Trace::new(0);
        let mut session = Self { manner, ..Self::show(scenario, trace, notify) };
        session.start();
        session
    }

    /// Shows what was recorded elsewhere. Nothing runs, so that nothing can be stepped; a restart begins a run.
    #[must_use]
    pub fn show(scenario: Scenario, trace: Trace, notify: Notify) -> Self {
        Self {
            plan: Arc::new(Plan::of(&scenario)),
            trace,
            drive: Drive::new(Turns::of(&scenario)),
            scenario: Arc::new(scenario),
            run: None,
            manner: Manner::default(),
            history: History::default(),
            leaving: Vec::new(),
            selection: None,
            notices: Vec::new(),
            notify,
            now: Duration::ZERO,
        }
    }

    /// What is to happen.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The same, to be kept and compared.
    #[must_use]
    pub fn scenario_shared(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// In which order it would happen, if all went as written.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What has happened.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// The moment that is shown.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.trace.live()
    }

    /// The state of everything at the moment that is shown.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot<'_> {
        self.trace.at(self.moment())
    }

    /// Nanoseconds since the run began, as of the last tick.
    #[must_use]
    pub fn now(&self) -> u64 {
        u64::try_from(self.now.as_nanos()).unwrap_or(u64::MAX)
    }

    /// The call that is explained.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// What of ours has failed since the session was opened, oldest first.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether call after call is being made without anybody asking for each.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.drive.is_playing()
    }

    /// The time between two steps while playing.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.drive.pace
    }

    /// Whether a participant can step.
    #[must_use]
    pub fn readiness(&self, id: ParticipantId) -> Readiness {
        let script_len = self.scenario.participant(id).map_or(0, |p| p.script.len());
        let snapshot = self.trace.at(self.trace.live());
        let frozen = self.is_frozen(id);
        match snapshot.activity(id) {
            Activity::Ended | Activity::Killed => Readiness::Done,
            _ if frozen => Readiness::Frozen,
            Activity::Busy(_) => Readiness::Busy,
            Activity::Idle if snapshot.next_step(id) < script_len => Readiness::Ready,
            Activity::Idle if snapshot.open_sockets(id).next().is_some() => Readiness::Ending,
            Activity::Idle => Readiness::Done,
        }
    }

    /// Whether a participant was told to do nothing.
    #[must_use]
    pub fn is_frozen(&self, id: ParticipantId) -> bool {
        self.drive.frozen.contains(&id)
    }

    /// Whether a participant can make a call there and then: it lives, and is in no call.
    #[must_use]
    pub fn can_call_now(&self, id: ParticipantId) -> bool {
        let idle = matches!(self.trace.at(self.trace.live()).activity(id), Activity::Idle | Activity::Ended);
        idle && !self.is_frozen(id) && self.run.as_ref().is_some_and(|run| run.has(id))
    }

    /// Who steps next.
    #[must_use]
    pub fn next(&self) -> Option<ParticipantId> {
        self.drive.turns.next(|id| self.readiness(id))
    }

    /// Whether every participant's program is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let snapshot = self.trace.at(self.trace.live());
        let is_over = |id| matches!(snapshot.activity(id), Activity::Ended | Activity::Killed);
        self.scenario.ids().all(|(id, _)| is_over(id))
    }

    /// The calls that wait, in the order of their participants.
    pub fn waiting(&self) -> impl Iterator<Item = CallId> {
        let snapshot = self.trace.at(self.trace.live());
        self.scenario.ids().filter_map(move |(id, _)| match snapshot.activity(id) {
            Activity::Busy(call) => {
                let waits = matches!(snapshot.state(self.trace.call(call)), CallState::Waiting { .. });
                waits.then_some(call)
            }
            _ => None,
        })
    }

    /// Does what a person asked for.
    pub fn apply(&mut self, command: Command) {
        if !matches!(command, Command::Edit(_) | Command::Notify(_)) {
            self.history.pause();
        }
        match command {
            Command::StepNext => self.drive.want(Next::Anyone),
            Command::Step(id) => self.drive.want(Next::Participant(id)),
            Command::Play => self.drive.play(),
            Command::Pause => {
                self.drive.pause();
                self.tell_all(&Order::Hold);
            }
            Command::SetPace(pace) => self.drive.pace = pace,
            Command::RunFreely => {
                let freely = self.scenario.order.is_empty();
                self.drive.run(freely.then(|| self.scenario.ids().map(|(id, _)| id).collect()));
            }
            Command::CallNow { participant, call } => self.drive.want(Next::Call(participant, call)),
            Command::Freeze(id) => {
                self.drive.frozen.insert(id);
                self.tell(id, Order::Freeze);
            }
            Command::Thaw(id) => {
                self.drive.frozen.remove(&id);
                self.tell(id, Order::Thaw);
            }
            Command::Kill(id) => self.kill(id),
            Command::StartAnew(id) => self.start_anew(id),
            Command::Edit(edit) => self.edit(&edit),
            Command::AddTemplate { template, name } => self.add_template(template, name),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Interrupt(id) => self.tell(id, Order::Interrupt),
            Command::Restart => self.restart(),
            Command::Select(selection) => self.selection = selection,
            Command::Notify(notice) => self.note(notice),
        }
    }

    /// Reads what has been reported and goes on with what is wanted. `elapsed` is the time since the last tick.
    ///
    /// Answers when to be called again if nothing is reported before: `None` for not at all.
    pub fn tick(&mut self, elapsed: Duration) -> Option<Duration> {
        let unread = self.read(READING);
        self.advance(elapsed);
        if unread {
            return Some(Duration::ZERO);
        }
        self.drive.due_in()
    }

    /// The same, but waits for something to be reported first, at most this long.
    pub fn wait_tick(&mut self, longest: Duration) {
        let before = self.now;
        if let Some(report) = self.run.as_ref().and_then(|run| run.wait_report(longest)) {
            self.take(report);
        }
        self.read(READING);
        self.advance(self.now.saturating_sub(before));
    }

    fn start(&mut self) {
        let notify = Arc::clone(&self.notify);
        for (id, _) in self.scenario.ids() {
            self.trace.admit(id);
        }
        match Run::start(&self.scenario, self.manner, move || notify()) {
            Ok(run) => self.run = Some(run),
            Err(error) => self.note(error.into()),
        }
    }

    fn restart(&mut self) {
        // The old run lets go of its sockets before the new one asks for the same ports.
        self.run = None;
        self.trace = Trace::new(0);
        self.leaving.clear();
        let pace = self.drive.pace;
        self.drive = Drive::new(Turns::of(&self.scenario));
        self.drive.pace = pace;
        self.selection = None;
        self.now = Duration::ZERO;
        self.start();
    }

    /// Keeps a notice. A fault that repeats itself without end is told often enough.
    fn note(&mut self, notice: Notice) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(notice);
        }
    }

    /// Reads reports for at most this long. Answers whether some are left.
    fn read(&mut self, longest: Duration) -> bool {
        let Some(run) = &self.run else { return false };
        run.begin_reading();
        let start = run.elapsed();
        loop {
            for _ in 0..BATCH {
                let Some(report) = self.run.as_ref().and_then(Run::report) else {
                    self.now = self.run.as_ref().map_or(self.now, Run::elapsed);
                    return false;
                };
                self.take(report);
            }
            self.now = self.run.as_ref().map_or(self.now, Run::elapsed);
            if self.now.saturating_sub(start) > longest {
                return true;
            }
        }
    }

    fn take(&mut self, report: Report) {
        match report {
            Report::Event(event) => {
                let who = event.participant;
                let (given, killed) =
                    (matches!(event.what, What::Script { .. }), matches!(event.what, What::Killed));
                self.record(event);
                if given {
                    self.drive.answered(who);
                }
                if killed {
                    self.has_died(who);
                }
            }
            Report::Settled { participant, probe } => self.drive.settled(participant, probe),
            Report::Trouble { participant, what } => {
                let participant =
                    self.scenario.participant(participant).map(|p| p.name.clone()).unwrap_or_default();
                self.note(Notice::Participant { participant, what });
            }
        }
    }

    fn record(&mut self, event: Event) {
        if let Err(error) = self.trace.append(event) {
            self.note(Notice::Trace(error));
        }
    }

    fn tell(&self, id: ParticipantId, order: Order) {
        if let Some(run) = &self.run {
            run.order(id, order);
        }
    }

    fn tell_all(&self, order: &Order) {
        for (id, _) in self.scenario.ids() {
            self.tell(id, order.clone());
        }
    }
}

impl From<StartError> for Notice {
    fn from(error: StartError) -> Self {
        Self::Start(error.to_string())
    }
}
