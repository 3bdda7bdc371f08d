//! A run on the terminal: a session without a window, each event printed as it happens.

use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::printer::Printer;
use super::terminal::complain;
use crate::scenario::{Beyond, Consent, Scenario};
use crate::session::{Command, Notice, Question, Session, Setting};
use crate::text::{self, Face, Language};

/// How a run ended.
#[derive(Debug)]
pub enum Ended {
    /// Every program came to its end.
    Over,
    /// The same, but not all of it was recorded: that was told when it began.
    OverUnrecorded,
    /// The time was up. These calls still waited: participant and call.
    TimedOut(Vec<(String, String)>),
    /// A person, or the system, has asked us to stop. With us go the programs.
    Stopped,
    /// Something of ours failed.
    Failed(Vec<String>),
    /// The file that was to keep it cannot be made. Nothing was run.
    NotRecorded(io::Error),
    /// These calls reach beyond this machine and their run, and were not allowed. They were not made.
    NotAllowed(Vec<Beyond>),
}

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions {
    pub json: bool,
    pub timeout: Option<Duration>,
    pub language: Language,
    pub allowed: Allowed,
}

/// What a file may reach by itself, beyond the loopback of this machine and the Unix sockets of its own run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Other hosts, and name servers.
    pub network: bool,
    /// Unix sockets and paths outside of the run.
    pub paths: bool,
}

impl Allowed {
    pub(super) fn consent(self) -> Consent {
        Consent::of(self.network, self.paths)
    }
}

/// What is said about the programs among the participants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgramOptions {
    pub setting: Setting,
    /// Whether each call is held and let go one after the other, in the order of the scenario.
    pub held: bool,
}

/// How long to wait for news before a look at the clock.
const LOOK: Duration = Duration::from_millis(20);

/// Runs a scenario to its end and writes each event: to the file first, if there is one.
///
/// # Errors
/// `out` cannot be written to.
pub fn run(
    scenario: Scenario,
    options: RunOptions,
    programs: ProgramOptions,
    record: Option<&Path>,
    out: &mut impl Write,
) -> io::Result<Ended> {
    let is_stopped = stopped();
    let mut printer = Printer::new(&scenario, options, out);
    let mut session = Session::open(scenario, Arc::new(|| {}));
    session.allow_reaching(options.allowed.consent());
    let beyond: Vec<_> = session.not_allowed().into_iter().cloned().collect();
    if !beyond.is_empty() {
        return Ok(Ended::NotAllowed(beyond));
    }
    if let Some(path) = record
        && let Err(error) = session.record_to(path)
    {
        return Ok(Ended::NotRecorded(error));
    }
    // Whoever asks for a run has been told which programs it has.
    session.allow_all();
    session.set_programs(programs.setting);
    if programs.held {
        session.apply(Command::SetPace(Duration::ZERO));
        session.apply(Command::Play);
    } else {
        session.apply(Command::RunFreely);
    }
    session.tick(Duration::ZERO);
    let began = Instant::now();
    let mut notices = Notices::default();
    loop {
        session.wait_tick(LOOK);
        printer.follow(session.trace())?;
        printer.flush()?;
        if let Some(failed) = notices.follow(&session, options.language) {
            return Ok(Ended::Failed(failed));
        }
        // What only shows while it runs.
        if let Some(Question::Reach(beyond)) = session.question() {
            let beyond = beyond.to_vec();
            session.close_recording();
            return Ok(Ended::NotAllowed(beyond));
        }
        if is_stopped.load(Ordering::SeqCst) {
            session.close_recording();
            printer.finish(session.trace())?;
            return Ok(Ended::Stopped);
        }
        let is_over = session.is_over();
        if is_over || options.timeout.is_some_and(|timeout| began.elapsed() >= timeout) {
            let waiting = waiting(&session);
            session.close_recording();
            printer.finish(session.trace())?;
            if let Some(failed) = notices.follow(&session, options.language) {
                return Ok(Ended::Failed(failed));
            }
            return Ok(match is_over {
                true if notices.unrecorded => Ended::OverUnrecorded,
                true => Ended::Over,
                false => Ended::TimedOut(waiting),
            });
        }
    }
}

/// What of ours has gone wrong, as it is told on the terminal.
#[derive(Default)]
pub(super) struct Notices {
    told: usize,
    /// Whether what happens is no longer recorded. The run goes on, and that was told.
    pub unrecorded: bool,
}

impl Notices {
    /// What has come since the last time, in words, if the run cannot go on with it.
    pub fn follow(&mut self, session: &Session, language: Language) -> Option<Vec<String>> {
        let new = &session.notices()[self.told..];
        self.told = session.notices().len();
        let words = |notice: &Notice| text::notice(language, Face::Terminal, notice);
        let is_in_the_way =
            |notice: &&Notice| notice.is_failure() && !matches!(notice, Notice::Recording { .. });
        let (failures, others): (Vec<_>, Vec<_>) = new.iter().partition(is_in_the_way);
        for notice in others {
            self.unrecorded |= matches!(notice, Notice::Recording { .. });
            complain(&words(notice));
        }
        (!failures.is_empty()).then(|| failures.into_iter().map(words).collect())
    }
}

/// Says on standard error that others can come to a socket, if that is new since so many notices. Answers how many there are now.
pub(super) fn say_exposed(session: &Session, said: usize, language: Language) -> usize {
    let notices = session.notices();
    for notice in notices[said..].iter().filter(|notice| matches!(notice, Notice::Exposed(_))) {
        complain(&text::notice(language, Face::Terminal, notice));
    }
    notices.len()
}

/// Becomes true at Ctrl-C, and when the terminal is closed. Programs have process groups of their own: nobody else tells them.
fn stopped() -> Arc<AtomicBool> {
    static STOPPED: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let stopped = STOPPED.get_or_init(|| {
        let stopped = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&stopped);
        // Where that cannot be, we end as ever, and programs go on.
        let _ = ctrlc::set_handler(move || tell.store(true, Ordering::SeqCst));
        stopped
    });
    Arc::clone(stopped)
}

pub(super) fn waiting(session: &Session) -> Vec<(String, String)> {
    session
        .waiting()
        .map(|id| {
            let record = session.trace().call(id);
            let name = session.trace().name_of(record.participant, record.called);
            (name.to_owned(), record.written())
        })
        .collect()
}
