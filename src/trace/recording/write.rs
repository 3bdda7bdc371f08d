//! Writing a recording while the run goes on. What was taken is in the file once [`Recorder::flush`] has returned: after
//! that nothing that happens to this program can lose it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::line::{self, Bookmark, End, Full, Header};
use super::{Circumstances, LONGEST_RECORDING, NEWEST_RECORDING};
use crate::scenario::Scenario;
use crate::trace::{Moment, Trace};

/// So many bytes are left for the last line.
const LAST_LINE: u64 = 64;

/// Appends a run to a file, up to a limit.
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    file: File,
    /// Whole lines that are not in the file yet.
    lines: String,
    /// The events that were taken.
    events: usize,
    /// The bytes that are in the file.
    written: u64,
    /// The most bytes that there may be.
    most: u64,
    is_full: bool,
}

impl Recorder {
    /// Begins a recording in a file that is not there yet.
    ///
    /// # Errors
    /// It is there, or cannot be written.
    pub fn create(path: &Path, circumstances: &Circumstances, scenario: &Scenario) -> io::Result<Self> {
        Self::create_within(LONGEST_RECORDING, path, circumstances, scenario)
    }

    /// The same with another limit, in bytes. The header is written whatever its length.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_within(
        most: u64,
        path: &Path,
        circumstances: &Circumstances,
        scenario: &Scenario,
    ) -> io::Result<Self> {
        // What is there already is left alone, be it a link that leads nowhere. Nobody else may read what was sent and received.
        let file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
        let lines = header(circumstances, scenario);
        let path = path.to_owned();
        let mut recorder = Self { path, file, lines, events: 0, written: 0, most, is_full: false };
        if let Err(error) = recorder.flush() {
            // A file without a header is nothing that anybody could open.
            let _ = std::fs::remove_file(&recorder.path);
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

    /// Takes the events of a trace that it has not taken yet, as far as there is room for them.
    pub fn follow(&mut self, trace: &Trace) {
        for number in self.events.max(trace.first().0)..trace.live().0 {
            let Some(event) = trace.event(number) else { continue };
            if !self.take(|lines| line::write_event(lines, number, event)) {
                return;
            }
            self.events = number + 1;
        }
    }

    /// Takes a note of a person at a moment, or that there is none any more. Answers whether there was room for it.
    pub fn bookmark(&mut self, moment: Moment, note: Option<&str>) -> bool {
        self.take(|lines| write_bookmark(lines, moment, note.unwrap_or_default()))
    }

    /// The bytes that are in the file.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.written
    }

    /// How many events it has taken, where the limit is reached: nothing more is taken then.
    #[must_use]
    pub fn full(&self) -> Option<Moment> {
        self.is_full.then_some(Moment(self.events))
    }

    /// Takes one more line. What has no room is left out whole, and the last line says so.
    fn take(&mut self, write: impl FnOnce(&mut String)) -> bool {
        if self.is_full {
            return false;
        }
        let before = self.lines.len();
        write(&mut self.lines);
        if self.written + self.lines.len() as u64 + LAST_LINE > self.most {
            self.lines.truncate(before);
            write_full(&mut self.lines, Moment(self.events));
            self.is_full = true;
        }
        !self.is_full
    }

    /// Hands what was taken to the system. No line is left there in part, where the disk takes no more.
    ///
    /// # Errors
    /// The system did not take it. What it took stands there, up to a last line that says that it ends too early.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let lines = std::mem::take(&mut self.lines);
        let taken = self.file.write_all(lines.as_bytes());
        match &taken {
            Ok(()) => self.written += lines.len() as u64,
            // What more goes wrong now is told with what went wrong first.
            Err(_) => drop(self.give_up(&lines)),
        }
        taken
    }

    /// Takes away the line that was written in part, and says that nothing more comes.
    fn give_up(&mut self, lines: &str) -> io::Result<()> {
        self.is_full = true;
        let taken = self.file.metadata()?.len().saturating_sub(self.written);
        let taken = &lines.as_bytes()[..lines.len().min(usize::try_from(taken).unwrap_or(usize::MAX))];
        let begun = self.written;
        let mut whole = taken.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        loop {
            self.written = begun + whole as u64;
            self.file.set_len(self.written)?;
            // A file without a header is none.
            if self.written == 0 {
                return Ok(());
            }
            let is_event = |line: &&[u8]| line.starts_with(b"(");
            let lost =
                lines.as_bytes()[whole..].split_inclusive(|byte| *byte == b'\n').filter(is_event).count();
            let mut last = String::new();
            write_full(&mut last, Moment(self.events - lost));
            self.file.seek(SeekFrom::Start(self.written))?;
            match self.file.write_all(last.as_bytes()) {
                // There is no room for it behind the last line: perhaps there is in its place.
                Err(_) if whole > 0 => {
                    let before = lines.as_bytes()[..whole - 1].iter().rposition(|byte| *byte == b'\n');
                    whole = before.map_or(0, |end| end + 1);
                }
                Err(error) => {
                    self.file.set_len(self.written)?;
                    return Err(error);
                }
                Ok(()) => return Ok(()),
            }
        }
    }

    /// Says that nothing more comes, and puts all of it on the disk.
    ///
    /// # Errors
    /// The system did not take it.
    pub fn end(mut self) -> io::Result<()> {
        if !self.is_full {
            write_end(&mut self.lines, Moment(self.events));
        }
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

/// What a recording ends with: what a person has noted, and the number of its events. `is_full` says that the run went on.
#[must_use]
pub fn tail(bookmarks: &BTreeMap<Moment, String>, end: Moment, is_full: bool) -> String {
    let mut text = String::new();
    for (moment, note) in bookmarks {
        write_bookmark(&mut text, *moment, note);
    }
    if is_full {
        write_full(&mut text, end);
    } else {
        write_end(&mut text, end);
    }
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

fn write_full(text: &mut String, end: Moment) {
    text.push_str(line::FULL);
    line::write(text, &Full(end.0));
    text.push('\n');
}

fn write_end(text: &mut String, end: Moment) {
    text.push_str(line::END);
    line::write(text, &End(end.0));
    text.push('\n');
}
