//! The programs of the participants as lines: those of scripts as they are written in Python, those of people as they stand in
//! their files. Worked out anew only when there is something new.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
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
    /// What was found of the files of programs on the disk, which may be far away.
    files: Files,
}

/// What was found of files, as of one run.
#[derive(Default)]
struct Files {
    run: u64,
    /// The whole name of a program.
    whole: HashMap<PathBuf, Arc<str>>,
    /// When a file was written.
    written: HashMap<Arc<str>, Option<SystemTime>>,
}

impl Files {
    /// Forgets what was found when another run has begun, or where somebody may have written meanwhile.
    fn follow(&mut self, run: u64, look: bool) {
        if look || self.run != run {
            *self = Self { run, ..Self::default() };
        }
    }

    fn whole(&mut self, file: &Path) -> Arc<str> {
        if let Some(known) = self.whole.get(file) {
            return Arc::clone(known);
        }
        let whole: Arc<str> = match file.canonicalize() {
            Ok(whole) => whole.to_string_lossy().into(),
            Err(_) => file.to_string_lossy().into(),
        };
        self.whole.insert(file.to_owned(), Arc::clone(&whole));
        whole
    }

    fn written(&mut self, file: &Arc<str>) -> Option<SystemTime> {
        let look = || std::fs::metadata(&**file).and_then(|found| found.modified()).ok();
        *self.written.entry(Arc::clone(file)).or_insert_with(look)
    }
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
    /// Follows the moment that is shown. The disk is looked at when a program or a run is new, and where `look` says that a
    /// person may just have written in another window.
    pub fn follow(&mut self, session: &Session, language: Language, look: bool) {
        self.write(session.scenario_shown(), language);
        self.files.follow(session.trace().identity(), look);
        let mut before = std::mem::take(&mut self.shown);
        let snapshot = session.snapshot();
        for (participant, written) in session.scenario_shown().participants.iter().zip(&self.written) {
            let of = of(snapshot, participant, written, &mut self.files);
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
fn of(snapshot: Snapshot, participant: &Participant, written: &Arc<Vec<Line>>, files: &mut Files) -> Of {
    let Some(program) = &participant.program else { return Of::Script(Arc::clone(written)) };
    let place = Place::of(snapshot, participant.id);
    let file = place.map_or_else(|| files.whole(&program.file), |place| place.file);
    if let Some(text) = snapshot.source(&file) {
        return Of::Text(file, Arc::clone(text));
    }
    let written = files.written(&file);
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::Duration;

    use super::*;
    use crate::session::{Command, scenario_of};

    fn text(sources: &Sources) -> String {
        sources.all()[0].lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_file_that_nobody_runs_is_read_again_when_somebody_may_have_written_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.py");
        let mut at = SystemTime::now();
        let mut write = |text: &str| {
            fs::write(&path, text).unwrap();
            at += Duration::from_mins(1);
            File::options().write(true).open(&path).unwrap().set_modified(at).unwrap();
        };
        write("one");
        let mut session = Session::open(scenario_of(std::slice::from_ref(&path)), Arc::new(|| {}));
        let mut sources = Sources::default();
        sources.follow(&session, Language::ENGLISH, false);
        assert_eq!(text(&sources), "one");
        // The disk, which may be far away, is not asked in each frame.
        write("two");
        sources.follow(&session, Language::ENGLISH, false);
        assert_eq!(text(&sources), "one");
        sources.follow(&session, Language::ENGLISH, true);
        assert_eq!(text(&sources), "two");
        // A run that begins runs what stands there then.
        write("three");
        session.apply(Command::Restart);
        sources.follow(&session, Language::ENGLISH, false);
        assert_eq!(text(&sources), "three");
    }
}
