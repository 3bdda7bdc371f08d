//! The programs of the participants as lines: those of scripts as they are written in Python, those of people as they stand in
//! their files. Worked out anew only when there is something new.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::export::{Line, programs};
use crate::scenario::{Participant, ParticipantId, Scenario};
use crate::session::{Session, read_source};
use crate::text::Language;
use crate::trace::Snapshot;

/// The programs of the participants at the moment that is shown.
#[derive(Default)]
pub struct Sources {
    shown: Vec<Source>,
    /// The scripts as they are written, and what they are of.
    written: Vec<Arc<Vec<Line>>>,
    of: Option<(Arc<Scenario>, Language)>,
}

/// The program of one participant.
pub struct Source {
    of: Of,
    /// The name of the file, where it is a program of somebody's.
    pub file: Option<Arc<str>>,
    pub lines: Arc<Vec<Line>>,
}

/// What the lines were worked out from.
#[derive(PartialEq)]
enum Of {
    Script(Arc<Vec<Line>>),
    /// A text that the run has read.
    Text(Arc<str>, Arc<str>),
    /// A file that nobody has run yet, as it was written then.
    File(Arc<str>, Option<SystemTime>),
}

impl Sources {
    /// Follows the moment that is shown.
    pub fn follow(&mut self, session: &Session, language: Language) {
        self.write(session.scenario_shown(), language);
        let mut before = std::mem::take(&mut self.shown);
        let snapshot = session.snapshot();
        for (participant, written) in session.scenario_shown().participants.iter().zip(&self.written) {
            let of = of(snapshot, participant, written);
            let known = before.iter().position(|source| source.of == of);
            self.shown.push(known.map_or_else(|| Source::read(of), |at| before.swap_remove(at)));
        }
    }

    /// Writes the scripts anew when there is another scenario or another language: what one of them is to say depends on the
    /// others.
    fn write(&mut self, scenario: &Arc<Scenario>, language: Language) {
        if self.of.as_ref().is_some_and(|(of, spoken)| Arc::ptr_eq(of, scenario) && *spoken == language) {
            return;
        }
        self.of = Some((Arc::clone(scenario), language));
        let programs = programs(scenario, &language);
        self.written = programs.into_iter().map(|program| Arc::new(program.lines)).collect();
    }

    /// One for each participant, in the order in which they are written.
    pub fn all(&self) -> &[Source] {
        &self.shown
    }
}

impl Source {
    fn read(of: Of) -> Self {
        let text_lines = |text: &str| {
            let lines = text.lines().map(|line| Line { text: line.to_owned(), script_line: None });
            Arc::new(lines.collect::<Vec<_>>())
        };
        match &of {
            Of::Script(lines) => Self { lines: Arc::clone(lines), file: None, of },
            Of::Text(file, text) => Self { lines: text_lines(text), file: Some(Arc::clone(file)), of },
            Of::File(file, _) => {
                let text = read_source(Path::new(&**file)).unwrap_or_default();
                Self { lines: text_lines(&text), file: Some(Arc::clone(file)), of }
            }
        }
    }
}

/// What is shown of a participant: of a program, the file that it is in.
fn of(snapshot: Snapshot, participant: &Participant, written: &Arc<Vec<Line>>) -> Of {
    let Some(program) = &participant.program else { return Of::Script(Arc::clone(written)) };
    let place = Place::of(snapshot, participant.id);
    let main: Arc<str> = match program.file.canonicalize() {
        Ok(file) => file.to_string_lossy().into(),
        Err(_) => program.file.to_string_lossy().into(),
    };
    let file = place.map_or(main, |place| place.file);
    if let Some(text) = snapshot.source(&file) {
        return Of::Text(file, Arc::clone(text));
    }
    let written = std::fs::metadata(&*file).and_then(|found| found.modified()).ok();
    Of::File(file, written)
}

/// Where in its source a thread is: before or in a call there, or past the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<str>,
    pub line: u32,
}

impl Place {
    /// That of a participant or a thread; `None` before its first call.
    pub fn of(snapshot: Snapshot, who: ParticipantId) -> Option<Self> {
        let site = snapshot.held(who).map(|held| held.site);
        let last = || {
            let calls = snapshot.calls_of(who).iter().rev().map(|id| &snapshot.trace.call(*id).origin);
            calls.into_iter().find_map(|origin| match origin {
                crate::trace::Origin::Program(site) => Some(site),
                _ => None,
            })
        };
        let site = site.or_else(last)?;
        Some(Self { file: Arc::clone(&site.file), line: site.line })
    }
}
