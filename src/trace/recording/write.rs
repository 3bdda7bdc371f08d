//! Writing a recording while the run goes on. What was taken is in the file once [`Recorder::flush`] has returned: after
//! that nothing that happens to this program can lose it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
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
        // What is there already is left alone, be it a link that leads nowhere. Nobody else may read what was sent and received.
        let file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
        let lines = header(circumstances, scenario);
        let mut recorder = Self { path: path.to_owned(), file, lines, events: 0 };
        if let Err(error) = recorder.flush() {
            // A file without a header is nothing that anybody could open.
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
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
        write_bookmark(&mut self.lines, moment, note.unwrap_or_default());
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
        write_end(&mut self.lines, Moment(self.events));
        self.flush()?;
        self.file.sync_all()
    }
}

/// The header and all events of a trace that is whole in memory, as they stand in a recording.
#[must_use]
pub fn whole(circumstances: &Circumstances, trace: &Trace) -> String {
    let mut text = header(circumstances, trace.scenario(Moment(0)));
    for (number, event) in trace.events().iter().enumerate() {
        line::write_event(&mut text, number, event);
    }
    text
}

/// Copies the header and the events of a recording as far as a moment, whole lines only. What was noted there is left out.
///
/// # Errors
/// One of the two files; [`io::ErrorKind::UnexpectedEof`] where there are fewer events.
pub fn copy_events(from: &mut impl BufRead, to: &mut impl io::Write, until: Moment) -> io::Result<()> {
    let (mut line, mut copied, mut is_header) = (Vec::new(), 0, true);
    while is_header || copied < until.0 {
        line.clear();
        from.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let is_event = line.starts_with(b"(");
        if is_header || is_event {
            to.write_all(&line)?;
        }
        copied += usize::from(is_event);
        is_header = false;
    }
    Ok(())
}

/// What a recording ends with: what a person has noted, and the number of its events.
#[must_use]
pub fn tail(bookmarks: &BTreeMap<Moment, String>, end: Moment) -> String {
    let mut text = String::new();
    for (moment, note) in bookmarks {
        write_bookmark(&mut text, *moment, note);
    }
    write_end(&mut text, end);
    text
}

fn header(circumstances: &Circumstances, scenario: &Scenario) -> String {
    let text = scenario.to_ron_line();
    let header = Header {
        version: NEWEST_RECORDING,
        program: circumstances.program.as_str().into(),
        platform: circumstances.platform.as_str().into(),
        began: circumstances.began.as_str().into(),
        participants: line::ids(scenario),
        scenario: line::raw(&text),
    };
    let mut line = line::HEADER.to_owned();
    line::write(&mut line, &header);
    line.push('\n');
    line
}

fn write_bookmark(text: &mut String, moment: Moment, note: &str) {
    text.push_str(line::BOOKMARK);
    line::write(text, &Bookmark(moment.0, note.into()));
    text.push('\n');
}

fn write_end(text: &mut String, end: Moment) {
    text.push_str(line::END);
    line::write(text, &End(end.0));
    text.push('\n');
}
