//! Keeping what happens in a file: each event is handed to the system before anybody sees it.

use std::io;
use std::path::{Path, PathBuf};

use super::{Archive, Notice, Session};
use crate::scenario::{SaveError, write_whole};
use crate::trace::Moment;
use crate::trace::recording::{self, Circumstances, Recorder};

/// Where a run is kept.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    archive: Option<Archive>,
    recorder: Option<Recorder>,
    /// When the run began.
    circumstances: Circumstances,
    /// The file that the run was read from, or is kept in.
    path: Option<PathBuf>,
}

impl Keeping {
    pub fn begins(&mut self) {
        self.circumstances = Circumstances::now();
        self.recorder = None;
        self.path = None;
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
        self.keeping.recorder = Some(Recorder::create(path, &self.keeping.circumstances, scenario)?);
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
    pub fn save_recording(&self, path: &Path) -> Result<(), SaveError> {
        let failed = |failure| SaveError { path: path.to_owned(), failure };
        let bookmarks = self.bookmarks();
        // Of a long run memory has a part only; all of it is in the file that it is kept in.
        let kept = self.recording().filter(|_| self.trace.first() > Moment(0));
        let mut text = match kept {
            Some(kept) => std::fs::read(kept).map_err(|error| failed(error.into()))?,
            None => recording::whole(&self.keeping.circumstances, &self.trace).into_bytes(),
        };
        text.extend_from_slice(recording::tail(bookmarks, self.trace.live()).as_bytes());
        write_whole(path, &text).map_err(failed)
    }

    pub(super) fn was_read_from(&mut self, path: Option<&Path>, circumstances: Circumstances) {
        self.keeping.circumstances = circumstances;
        self.keeping.path = path.map(Path::to_owned);
    }

    /// Hands what has happened to the system.
    pub(super) fn keep(&mut self) {
        if let Err(error) = self.try_keep() {
            // It is told once; the run itself goes on.
            self.keeping.recorder = None;
            self.keeping.archive = None;
            let path = self.keeping.path.take();
            self.note(Notice::Recording { path, why: error.to_string() });
        }
    }

    fn try_keep(&mut self) -> io::Result<()> {
        let keeping = &mut self.keeping;
        if keeping.recorder.is_none()
            && let Some(archive) = keeping.archive.as_ref().filter(|_| self.run.is_some())
        {
            if self.trace.live() == Moment(0) {
                return Ok(());
            }
            let recorder = archive.begin(&keeping.circumstances, self.trace.scenario(Moment(0)))?;
            keeping.path = Some(recorder.path().to_owned());
            keeping.recorder = Some(recorder);
        }
        let Some(recorder) = &mut keeping.recorder else { return Ok(()) };
        recorder.follow(&self.trace);
        recorder.flush()
    }

    pub(super) fn keep_bookmark(&mut self, moment: Moment, note: Option<&str>) {
        if let Some(recorder) = &mut self.keeping.recorder {
            recorder.bookmark(moment, note);
        }
        self.keep();
    }

    /// The run is over for us: nothing more comes.
    pub(super) fn close_recording(&mut self) {
        self.keep();
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
