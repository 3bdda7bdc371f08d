//! One open document: a scenario, its run, the trace of it, and the moment that is shown. Takes commands, answers with
//! state. Every face of the program, window or terminal, drives this and nothing under it.

mod archive;
mod command;
mod consent;
mod drive;
mod editing;
mod exposed;
mod history;
mod keeping;
mod looking;
mod notice;
mod other_ports;
mod ports_of_run;
mod programs;
mod repeat;
mod stage;
mod unfinished;
mod whose;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub use crate::run::Manner;
use crate::run::{Order, Report, Run};
use crate::scenario::{ParticipantId, Plan, Scenario};
use crate::trace::recording::Recording;
use crate::trace::{Activity, CallId, Event, Goal, Trace, What};

pub use crate::run::{StartError, Trouble, interpreters, read_source};
pub use archive::{Archive, ArchivedRun, Standing};
pub use command::{Command, Selection};
use consent::Consents;
pub use consent::{Question, beyond_when_repeated};
use drive::{Drive, Next};
pub use drive::{LONGEST_PACE, Pace, SHORTEST_PACE};
use exposed::Exposed;
pub use exposed::ExposedSocket;
use history::History;
use keeping::Keeping;
use looking::Looking;
pub use notice::Notice;
use other_ports::OtherPorts;
pub use ports_of_run::{RunPort, ports_of_run};
use programs::Programs;
pub use programs::{
    Breaks, Input, NotStarted, Setting, add_program, interpreter_of, is_program, scenario_of,
};
use repeat::Repeat;
pub use repeat::{NotRepeated, ports_instead};
pub use whose::whose;

/// How long one tick may read reports. A flood is then read over many frames, and never stops one.
const READING: Duration = Duration::from_millis(6);
/// Reports between two looks at the clock.
const BATCH: usize = 256;

/// While a run is made again and nothing is reported, a look at whether to go on waiting.
const REPEATING: Duration = Duration::from_millis(50);

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
    looking: Looking,
    keeping: Keeping,
    repeat: Option<Repeat>,
    manner: Manner,
    other_ports: OtherPorts,
    programs: Programs,
    consents: Consents,
    exposed: Exposed,
    history: History,
    /// Who has been taken out of the scenario and is still dying, with its name.
    leaving: Vec<(ParticipantId, Arc<str>)>,
    selection: Option<Selection>,
    notices: Vec<Notice>,
    notify: Notify,
    /// The clock of the run at the last tick.
    now: Duration,
    /// Whether it only looks as if it ran.
    is_staged: bool,
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

    /// The same in a window, where a scenario is opened and begun again at any time: ports of it that are taken when a run begins
    /// are exchanged for free ones, and a notice says so.
    #[must_use]
    pub fn open_on_free_ports(scenario: Scenario, notify: Notify) -> Self {
        let mut session = Self::ready(Manner { watches: true }, scenario, notify);
        session.other_ports.looks = true;
        session.start();
        session
    }

    /// The same, with the run made in this manner.
    #[must_use]
    pub fn open_in(manner: Manner, scenario: Scenario, notify: Notify) -> Self {
        let mut session = Self::ready(manner, scenario, notify);
        session.start();
        session
    }

    fn ready(manner: Manner, scenario: Scenario, notify: Notify) -> Self {
        let scenario = Arc::new(scenario);
        let trace = Trace::of(Arc::clone(&scenario));
        let mut session = Self::of(scenario, trace, notify);
        session.manner = manner;
        session
    }

    /// Shows what was recorded elsewhere. Nothing runs, so that nothing can be stepped; a restart begins a run.
    #[must_use]
    pub fn show(trace: Trace, notify: Notify) -> Self {
        let scenario = Arc::clone(trace.scenario(trace.live()));
        Self::of(scenario, trace, notify)
    }

    /// Shows a recording, from its beginning.
    #[must_use]
    pub fn show_recording(recording: Recording, path: Option<&Path>, notify: Notify) -> Self {
        let mut session = Self::show(recording.trace.clone(), notify);
        session.was_read_from(path, &recording);
        session.looking.bookmarks = recording.bookmarks;
        session.seek(Goal::Start);
        if let Some(fault) = recording.fault {
            session.note(Notice::Fault { path: path.map(Path::to_owned), fault });
        }
        session
    }

    fn of(scenario: Arc<Scenario>, trace: Trace, notify: Notify) -> Self {
        let consents = Consents::of(&scenario);
        Self {
            plan: Arc::new(Plan::of(&scenario)),
            trace,
            drive: Drive::new(),
            looking: Looking::default(),
            keeping: Keeping::default(),
            repeat: None,
            other_ports: OtherPorts::none(Arc::clone(&scenario)),
            scenario,
            run: None,
            manner: Manner::default(),
            programs: Programs::default(),
            consents,
            exposed: Exposed::default(),
            history: History::default(),
            leaving: Vec::new(),
            selection: None,
            notices: Vec::new(),
            notify,
            now: Duration::ZERO,
            is_staged: false,
        }
    }

    /// Whether it runs: what was recorded elsewhere does not.
    #[must_use]
    pub fn has_run(&self) -> bool {
        self.run.is_some()
    }

    /// Whether what runs can be told anything: there is something that runs, it is what is shown, and it is not being made
    /// again.
    #[must_use]
    pub fn takes_orders(&self) -> bool {
        self.is_of_now() && !self.is_repeating()
    }

    /// Whether the last moment of what runs is shown: what the machine is asked for is of the same time.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        self.is_live() && self.has_run()
    }

    /// What has happened.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
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

    /// Whether a participant was told to do nothing.
    #[must_use]
    pub fn is_frozen(&self, id: ParticipantId) -> bool {
        self.snapshot().is_frozen(id)
    }

    /// Whether a participant can make a call there and then: it lives, and is in no call.
    #[must_use]
    pub fn can_call_now(&self, id: ParticipantId) -> bool {
        let latest = self.latest();
        let idle = matches!(latest.activity(id), Activity::Idle | Activity::Ended);
        idle && !latest.is_program(id)
            && self.is_live()
            && !latest.is_frozen(id)
            && self.run.as_ref().is_some_and(|run| run.has(id))
    }

    /// Whether every participant's program is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.latest().is_over()
    }

    /// The calls that wait, in the order of their participants.
    pub fn waiting(&self) -> impl Iterator<Item = CallId> {
        self.latest().waiting()
    }

    /// Does what a person asked for.
    pub fn apply(&mut self, command: Command) {
        if !matches!(command, Command::Edit(_) | Command::Notify(_)) {
            self.history.pause();
        }
        // What runs is not told anything by somebody who looks at the past, and a recording takes no orders.
        if command.is_of_now() && !self.takes_orders() {
            return;
        }
        match command {
            Command::Answer { allowed } => self.answer(allowed),
            Command::Terminate(id) => self.tell(id, Order::Terminate),
            Command::Type { participant, text } => self.tell(participant, Order::Type(text)),
            Command::SetBreaks(breaks) => self.set_breaks(breaks),
            Command::SetPrograms(setting) => self.set_programs(setting),
            Command::StepNext => self.drive.want(Next::Anyone),
            Command::Step(id) => self.drive.want(Next::Participant(id)),
            Command::Play => self.drive.play(),
            Command::Pause => {
                self.stop_repeating();
                self.drive.pause();
                self.tell_all(&Order::Hold);
            }
            Command::SetPace(pace) => self.drive.pace = pace,
            Command::RunFreely if !self.may_run_all() || !self.may_reach_all(Command::RunFreely) => {}
            Command::RunFreely => {
                let freely = self.scenario.order.is_empty();
                self.drive.run(freely.then(|| self.scenario.ids().map(|(id, _)| id).collect()));
            }
            Command::CallNow { participant, call } => self.drive.want(Next::Call(participant, call)),
            Command::Freeze(id) => self.freeze(id),
            Command::Thaw(id) => self.thaw(id),
            Command::Kill(id) => self.kill(id),
            Command::StartAnew(id) => self.start_anew(id),
            Command::Edit(edit) => {
                self.allow_with(&edit);
                self.edit(&edit);
            }
            Command::AddTemplate { template, name } => self.add_template(template, name),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Interrupt(id) => self.tell(id, Order::Interrupt),
            Command::Restart => self.restart(),
            Command::Seek(goal) => self.seek(goal),
            Command::PlayPast => self.play_past(),
            Command::PausePast => self.looking.is_playing = false,
            Command::SetPlayback { speed, scale } => self.set_playback(speed, scale),
            Command::Bookmark { moment, note } => self.bookmark(moment, note),
            Command::Select(selection) => self.selection = selection,
            Command::Notify(notice) => self.note(notice),
        }
        self.keep();
    }

    /// Reads what has been reported and goes on with what is wanted. `elapsed` is the time since the last tick.
    ///
    /// Answers when to be called again if nothing is reported before: `None` for not at all.
    pub fn tick(&mut self, elapsed: Duration) -> Option<Duration> {
        if self.is_staged {
            return None;
        }
        let unread = self.read(READING);
        self.advance(elapsed);
        self.keep();
        let due = self.go_on_playing(elapsed);
        if unread {
            return Some(Duration::ZERO);
        }
        let repeats = self.is_repeating() && self.question().is_none();
        let due = due.or(repeats.then_some(REPEATING));
        self.drive.due_in().into_iter().chain(due).min()
    }

    /// The same, but waits for something to be reported first, at most this long.
    pub fn wait_tick(&mut self, longest: Duration) {
        let before = self.now;
        if let Some(report) = self.run.as_ref().and_then(|run| run.wait_report(longest)) {
            self.take(report);
        }
        self.read(READING);
        self.advance(self.now.saturating_sub(before));
        self.keep();
    }

    fn start(&mut self) {
        self.look_for_ports();
        self.keeping.begins();
        let notify = Arc::clone(&self.notify);
        match Run::start(&self.scenario, self.manner, move || notify()) {
            Ok(run) => {
                self.run = Some(run);
                self.set_up_programs();
                self.tell_consent();
            }
            Err(error) => self.note(error.into()),
        }
    }

    /// Ends what runs, and finishes what is kept of it. What has happened is still shown.
    pub fn end(&mut self) {
        self.drive.pause();
        self.repeat = None;
        self.run = None;
        self.close_recording();
    }

    fn restart(&mut self) {
        // The old run lets go of its sockets before the new one asks for the same ports.
        self.run = None;
        self.close_recording();
        self.trace = Trace::of(Arc::clone(&self.scenario));
        self.leaving.clear();
        self.repeat = None;
        self.consents.asking = None;
        let pace = self.drive.pace;
        self.drive = Drive::new();
        self.drive.pace = pace;
        self.looking = Looking { playback: self.looking.playback, ..Looking::default() };
        self.selection = None;
        self.now = Duration::ZERO;
        self.is_staged = false;
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
            // To keep it takes time as well, and is done before anybody sees it.
            self.keep();
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
            Report::NotAllowed { participant, call } => self.was_not_allowed(participant, call),
            Report::NotStarted { participant, why } => self.was_not_started(participant, why),
            Report::Trouble { participant, what } => {
                // Its thread has ended: the others go on without it.
                self.drive.gives_up(participant);
                if !self.latest().is_program(participant)
                    && let Some(run) = &mut self.run
                {
                    run.leave(participant);
                }
                let participant =
                    self.scenario.participant(participant).map(|p| p.name.clone()).unwrap_or_default();
                self.note(Notice::Participant { participant, what });
            }
        }
    }

    fn record(&mut self, event: Event) {
        let (who, is_bound) = (event.participant, exposed::may_expose(&event));
        if let Err(error) = self.trace.append(event) {
            self.note(Notice::Trace(error));
        } else if is_bound {
            self.note_exposed(who);
        }
        self.keep_in_sight();
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
        Self::Start(error)
    }
}
