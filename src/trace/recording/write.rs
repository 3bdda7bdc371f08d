//! Writing a recording while the run goes on. What was taken is in the file once [`Recorder::flush`] has returned: after
//! that nothing that happens to this program can lose it.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::line::{self, Bookmark, End, Header};
use super::{Circumstances, NEWEST_RECORDING};
use crate::scenario::Scenario;
use crate::trace::{Moment, Trace};

/// Appends a run to a file.
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    file: File,
    /// Whole lines that are not in the file yet.
    lines: String,
    events: usize,
}

impl Recorder {
    /// Begins a recording in a file that is not there yet.
    ///
    /// # Errors
    /// It is there, or cannot be written.
    pub fn create(path: &Path, circumstances: &Circumstances, scenario: &Scenario) -> io::Result<Self> {
        let file = File::options().write(true).create_new(true).open(path)?;
        let mut recorder = Self { path: path.to_owned(), file, lines: String::new(), events: 0 };
        let text = scenario.to_ron_line();
        let header = Header {
            version: NEWEST_RECORDING,
            program: circumstances.program.as_str().into(),
            platform: circumstances.platform.as_str().into(),
            began: circumstances.began.as_str().into(),
            participants: line::ids(scenario),
            scenario: line::raw(&text),
        };
        recorder.lines.push_str(line::HEADER);
        line::write(&mut recorder.lines, &header);
        recorder.lines.push('\n');
        recorder.flush()?;
        Ok(recorder)
    }

    /// The file that is written.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, to be locked.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Takes the events of a trace that it has not taken yet.
    pub fn follow(&mut self, trace: &Trace) {
        for number in self.events.max(trace.first().0)..trace.live().0 {
            if let Some(event) = trace.event(number) {
                line::write_event(&mut self.lines, number, event);
            }
        }
        self.events = trace.live().0;
    }

    /// Takes a note of a person at a moment, or that there is none any more.
    pub fn bookmark(&mut self, moment: Moment, note: Option<&str>) {
        self.lines.push_str(line::BOOKMARK);
        line::write(&mut self.lines, &Bookmark(moment.0, note.unwrap_or_default().into()));
        self.lines.push('\n');
    }

    /// Hands what was taken to the system. A line is never handed over in part, unless the disk takes no more.
    ///
    /// # Errors
    /// The system did not take it.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let written = self.file.write_all(self.lines.as_bytes());
        self.lines.clear();
        written
    }

    /// Says that nothing more comes, and puts all of it on the disk.
    ///
    /// # Errors
    /// The system did not take it.
    pub fn end(mut self) -> io::Result<()> {
        self.lines.push_str(line::END);
        line::write(&mut self.lines, &End(self.events));
        self.lines.push('\n');
        self.flush()?;
        self.file.sync_all()
    }
}
