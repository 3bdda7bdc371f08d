//! Keeping what happens in a file: each event is handed to the system before anybody sees it.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};

use super::unfinished::Unfinished;
use super::{Archive, Notice, Session};
use crate::scenario::{FileOwner, SaveError, SaveFailure, open_plain, write_whole_with};
use crate::trace::Moment;
use crate::trace::recording::{self, Circumstances, Fault, LONGEST_RECORDING, Recorder, Recording};

/// Where a run is kept.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    archive: Option<Archive>,
    recorder: Option<Recorder>,
    /// The same, while nobody has said that nothing more comes.
    unfinished: Option<Unfinished>,
    /// When the run began.
    circumstances: Circumstances,
    /// The file that the run was read from, or is kept in.
    path: Option<PathBuf>,
    /// The same, locked against deletion, where it was read.
    held: Option<File>,
    /// Whether something was noted that is in no file.
    noted: bool,
    /// Whether the file of this run cannot be written.
    failed: bool,
    /// Where the file of this run ends, if it has reached its limit before the run did.
    full: Option<Moment>,
    /// The limit of a recording, in bytes, where it is not the usual one.
    most: Option<u64>,
}

impl Keeping {
    pub fn begins(&mut self) {
        let (archive, most) = (self.archive.take(), self.most);
        *self = Self { archive, most, circumstances: Circumstances::now(), ..Self::default() };
    }
}

impl Keeping {
    /// Nobody who makes room deletes the file as long as the run is open.
    fn hold(&mut self) {
        let held = self.path.as_ref().and_then(|path| open_plain(path).ok());
        self.held = held.filter(|file| file.try_lock_shared().is_ok());
    }
}

impl Session {
    /// Keeps every run from here on in an archive, each in a file of its own. A run that calls nothing leaves no file.
    pub fn keep_in(&mut self, archive: Archive) {
        self.keeping.archive = Some(archive);
    }

    /// Keeps this run in a file that is not there yet, from its beginning.
    ///
    /// # Errors
    /// The file is there, or cannot be written.
    pub fn record_to(&mut self, path: &Path) -> io::Result<()> {
        let scenario = self.trace.scenario(Moment(0));
        let most = self.keeping.most.unwrap_or(LONGEST_RECORDING);
        let recorder = Recorder::create_within(most, path, &self.keeping.circumstances, scenario)?;
        self.keeping.unfinished = Unfinished::begun(recorder.file());
        self.keeping.recorder = Some(recorder);
        self.keeping.path = Some(path.to_owned());
        self.keep();
        Ok(())
    }

    /// Has a recording from here on take at most so many bytes.
    pub fn limit_recordings(&mut self, most: u64) {
        self.keeping.most = Some(most);
    }

    /// Where and when the run was recorded, or is.
    #[must_use]
    pub fn circumstances(&self) -> &Circumstances {
        &self.keeping.circumstances
    }

    /// The file that holds the run: that it was read from, or is kept in.
    #[must_use]
    pub fn recording(&self) -> Option<&Path> {
        self.keeping.path.as_deref()
    }

    /// Writes the whole run to a file, to be opened anywhere, with what was noted in it.
    ///
    /// # Errors
    /// Why nothing was written: nothing there has changed.
    pub fn save_recording(&mut self, path: &Path) -> Result<(), SaveError> {
        let failed = |failure| SaveError { path: path.to_owned(), failure };
        let trace = &self.trace;
        // Of a long run memory has a part only; all of it is in the file that it is kept in, or as much as it may have.
        let end = match self.keeping.full {
            Some(full) if trace.first() > Moment(0) => full,
            _ => trace.live(),
        };
        let notes = self.bookmarks().iter().filter(|(moment, _)| **moment <= end);
        let notes = notes.map(|(moment, note)| (*moment, note.clone())).collect();
        let tail = recording::tail(&notes, end, self.keeping.full == Some(end));
        let written = if trace.first() == Moment(0) {
            let whole = recording::whole(&self.keeping.circumstances, trace);
            write_whole_with(path, FileOwner::PersonAlone, |file| {
                file.write_all(whole.as_bytes())?;
                file.write_all(tail.as_bytes())
            })
        } else {
            let kept = self.recording().ok_or_else(|| failed(SaveFailure::NotWhole))?;
            let mut kept = BufReader::new(open_plain(kept).map_err(|error| failed(error.into()))?);
            write_whole_with(path, FileOwner::PersonAlone, |file| {
                recording::copy_events(&mut kept, file, end)?;
                file.write_all(tail.as_bytes())
            })
        };
        written.map_err(failed)?;
        self.keeping.noted = false;
        Ok(())
    }

    /// Whether something was noted that stands in no file.
    #[must_use]
    pub fn has_loose_notes(&self) -> bool {
        self.keeping.noted
    }

    /// What was noted and stands in no file may be lost.
    pub fn let_notes_go(&mut self) {
        self.keeping.noted = false;
    }

    pub(super) fn was_read_from(&mut self, path: Option<&Path>, recording: &Recording) {
        self.keeping.circumstances = recording.circumstances.clone();
        self.keeping.path = path.map(Path::to_owned);
        let is_full = recording.fault.as_ref().is_some_and(Fault::is_limit);
        self.keeping.full = is_full.then(|| recording.trace.live());
        self.keeping.hold();
    }

    /// Hands what has happened to the system.
    pub(super) fn keep(&mut self) {
        if let Err(error) = self.try_keep() {
            // It is told once; the run itself goes on.
            self.keeping.recorder = None;
            self.keeping.unfinished = None;
            self.keeping.failed = true;
            self.keeping.noted = !self.looking.bookmarks.is_empty();
            let path = self.keeping.path.take();
            self.note(Notice::Recording { path, why: error.to_string() });
        }
        let Some(full) = self.keeping.recorder.as_ref().and_then(Recorder::full) else { return };
        // The run goes on, and so does what memory keeps of it.
        self.close_full(full);
    }

    fn close_full(&mut self, full: Moment) {
        let bytes = self.keeping.recorder.as_ref().map_or(0, Recorder::bytes);
        let ended = self.keeping.recorder.take().map_or(Ok(()), Recorder::end);
        self.keeping.full = Some(full);
        self.keeping.unfinished = None;
        self.keeping.hold();
        let path = self.keeping.path.clone();
        self.note(match ended {
            Ok(()) => Notice::RecordingFull { path, events: full.0, bytes },
            Err(error) => Notice::Recording { path, why: error.to_string() },
        });
    }

    fn try_keep(&mut self) -> io::Result<()> {
        let keeping = &mut self.keeping;
        if keeping.recorder.is_none()
            && let Some(archive) = keeping.archive.as_ref().filter(|_| self.run.is_some())
            && !keeping.failed
            && keeping.full.is_none()
        {
            if self.trace.live() == Moment(0) {
                return Ok(());
            }
            let most = keeping.most.unwrap_or(LONGEST_RECORDING);
            let scenario = self.trace.scenario(Moment(0));
            let mut recorder = archive.begin_within(most, &keeping.circumstances, scenario)?;
            for (moment, note) in &self.looking.bookmarks {
                recorder.bookmark(*moment, Some(note));
            }
            keeping.noted = false;
            keeping.path = Some(recorder.path().to_owned());
            keeping.unfinished = Unfinished::begun(recorder.file());
            keeping.recorder = Some(recorder);
        }
        let Some(recorder) = &mut keeping.recorder else { return Ok(()) };
        recorder.follow(&self.trace);
        recorder.flush()?;
        if let Some(unfinished) = &keeping.unfinished {
            unfinished.reaches(self.trace.live());
        }
        Ok(())
    }

    pub(super) fn keep_bookmark(&mut self, moment: Moment, note: Option<&str>) {
        let is_kept = self.keeping.recorder.as_mut().is_some_and(|recorder| recorder.bookmark(moment, note));
        self.keeping.noted |= !is_kept;
        self.keep();
        self.keeping.noted |= self.keeping.recorder.is_none();
    }

    /// Says in the file that nothing more comes, and has all of it on the disk. What goes wrong is noted.
    pub fn close_recording(&mut self) {
        self.keep();
        self.keeping.unfinished = None;
        if let Some(recorder) = self.keeping.recorder.take()
            && let Err(error) = recorder.end()
        {
            let path = self.keeping.path.clone();
            self.note(Notice::Recording { path, why: error.to_string() });
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What a crash of ours cuts off is to be offered again.
        if !std::thread::panicking() {
            self.close_recording();
        }
    }
}
