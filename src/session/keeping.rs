//! Keeping what happens in a file: each event is handed to the system before anybody sees it.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};

use super::unfinished::Unfinished;
use super::{Archive, Notice, Session};
use crate::scenario::{Owner, SaveError, SaveFailure, write_whole_with};
use crate::trace::Moment;
use crate::trace::recording::{self, Circumstances, Recorder};

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
}

impl Keeping {
    pub fn begins(&mut self) {
        let archive = self.archive.take();
        *self = Self { archive, circumstances: Circumstances::now(), ..Self::default() };
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
        let recorder = Recorder::create(path, &self.keeping.circumstances, scenario)?;
        self.keeping.unfinished = Unfinished::begun(recorder.file());
        self.keeping.recorder = Some(recorder);
        self.keeping.path = Some(path.to_owned());
        self.keep();
        Ok(())
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
        let (trace, tail) = (&self.trace, recording::tail(self.bookmarks(), self.trace.live()));
        // Of a long run memory has a part only; all of it is in the file that it is kept in.
        let written = if trace.first() == Moment(0) {
            let whole = recording::whole(&self.keeping.circumstances, trace);
            write_whole_with(path, Owner::PersonAlone, |file| {
                file.write_all(whole.as_bytes())?;
                file.write_all(tail.as_bytes())
            })
        } else {
            let kept = self.recording().ok_or_else(|| failed(SaveFailure::NotWhole))?;
            let mut kept = BufReader::new(File::open(kept).map_err(|error| failed(error.into()))?);
            write_whole_with(path, Owner::PersonAlone, |file| {
                recording::copy_events(&mut kept, file, trace.live())?;
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

    pub(super) fn was_read_from(&mut self, path: Option<&Path>, circumstances: Circumstances) {
        self.keeping.circumstances = circumstances;
        self.keeping.path = path.map(Path::to_owned);
        // Nobody who makes room deletes it as long as it is open.
        let held = path.and_then(|path| File::open(path).ok());
        self.keeping.held = held.filter(|file| file.try_lock_shared().is_ok());
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
    }

    fn try_keep(&mut self) -> io::Result<()> {
        let keeping = &mut self.keeping;
        if keeping.recorder.is_none()
            && let Some(archive) = keeping.archive.as_ref().filter(|_| self.run.is_some() && !keeping.failed)
        {
            if self.trace.live() == Moment(0) {
                return Ok(());
            }
            let mut recorder = archive.begin(&keeping.circumstances, self.trace.scenario(Moment(0)))?;
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
        match &mut self.keeping.recorder {
            Some(recorder) => recorder.bookmark(moment, note),
            None => self.keeping.noted = true,
        }
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
