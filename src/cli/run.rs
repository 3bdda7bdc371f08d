//! A run on the terminal: a session without a window, each event printed as it happens.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::json;
use super::line::Lines;
use crate::scenario::Scenario;
use crate::session::{Command, Session};
use crate::text::Language;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every program came to its end.
    Over,
    /// The time was up. These calls still waited: participant and call.
    TimedOut(Vec<(String, String)>),
    /// Something of ours failed.
    Failed(Vec<String>),
}

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct RunOptions {
    pub json: bool,
    pub timeout: Option<Duration>,
    pub language: Language,
}

/// How long to wait for news before a look at the clock.
const LOOK: Duration = Duration::from_millis(20);

/// Runs a scenario to its end and writes each event.
///
/// # Errors
/// `out` cannot be written to.
pub fn run(scenario: Scenario, options: RunOptions, out: &mut impl Write) -> io::Result<Ended> {
    let lines = Lines::new(&scenario, options.language);
    let mut session = Session::open(scenario, Arc::new(|| {}));
    session.apply(Command::RunFreely);
    session.tick(Duration::ZERO);
    let began = Instant::now();
    let mut printed = 0;
    loop {
        session.wait_tick(LOOK);
        let trace = session.trace();
        for position in printed..trace.live().0 {
            let Some(event) = trace.event(position) else { continue };
            let call = trace.call_of(position).map(|id| trace.call(id));
            if options.json {
                let object = json::event(session.scenario(), trace, position, event, call);
                writeln!(out, "{object}")?;
            } else {
                writeln!(out, "{}", lines.line(session.scenario(), trace, event, call))?;
            }
        }
        printed = trace.live().0;
        out.flush()?;
        if !session.notices().is_empty() {
            let notices = session.notices().iter().map(|n| crate::text::notice(options.language, n));
            return Ok(Ended::Failed(notices.collect()));
        }
        if session.is_over() {
            return Ok(Ended::Over);
        }
        if options.timeout.is_some_and(|timeout| began.elapsed() >= timeout) {
            return Ok(Ended::TimedOut(waiting(&session)));
        }
    }
}

fn waiting(session: &Session) -> Vec<(String, String)> {
    session
        .waiting()
        .map(|id| {
            let record = session.trace().call(id);
            let name = session.scenario().participant(record.participant).map_or("", |p| &p.name);
            (name.to_owned(), record.call.to_string())
        })
        .collect()
}
