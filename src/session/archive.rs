//! Where runs are kept without anybody asking: each in a file of its own, as it happens. What was cut off by a crash is
//! found again, and the oldest go when there are many.

use std::fs::{self, File};
use std::io::{self, BufRead as _, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use crate::disk;
use crate::scenario::{Scenario, open_plain};
use crate::trace::Moment;
use crate::trace::recording::{
    Circumstances, Extent, LONGEST_LINE, LONGEST_RECORDING, RECORDING_EXTENSION, Recorder, is_recording, read,
};

/// So many runs are kept.
const MOST_RUNS: usize = 30;
/// So many bytes all of them may take.
const MOST_BYTES: u64 = 1 << 30;

/// A folder of recorded runs.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: PathBuf,
}

/// A run that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedRun {
    pub path: PathBuf,
    /// When it was written last.
    pub written: SystemTime,
    pub bytes: u64,
    pub standing: Standing,
}

/// How a run that is kept ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Some program is writing it.
    GoesOn,
    /// Its program said that it was done.
    Complete,
    /// Its program was gone before.
    CutOff,
}

impl Archive {
    /// The archive in a folder, which is made when the first run is kept.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Begins a file for a run of this scenario. It is locked as long as it is written.
    ///
    /// # Errors
    /// The folder or the file cannot be made.
    pub fn begin(&self, circumstances: &Circumstances, scenario: &Scenario) -> io::Result<Recorder> {
        self.begin_within(LONGEST_RECORDING, circumstances, scenario)
    }

    /// The same for a file of at most so many bytes.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub fn begin_within(
        &self,
        most: u64,
        circumstances: &Circumstances,
        scenario: &Scenario,
    ) -> io::Result<Recorder> {
        static BEGUN: AtomicU32 = AtomicU32::new(0);
        disk::make_private(&self.folder)?;
        self.make_room();
        // Unlike a colon, a dash may stand in a name everywhere.
        let time = circumstances.began.replace(':', "-");
        let (process, number) = (std::process::id(), BEGUN.fetch_add(1, Ordering::Relaxed));
        let path = self.folder.join(format!("{time}_{process}_{number}.{RECORDING_EXTENSION}"));
        let recorder = Recorder::create_within(most, &path, circumstances, scenario)?;
        // Somebody who looks at it has it locked for a moment. Where files cannot be locked at all, a run that goes on looks
        // cut off to another program.
        let _ = recorder.file().lock();
        Ok(recorder)
    }

    /// The runs that are kept, the newest first.
    #[must_use]
    pub fn kept(&self) -> Vec<ArchivedRun> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut kept: Vec<_> =
            files.filter(|path| is_recording(path)).filter_map(|path| look(&path)).collect();
        kept.sort_by(|one, other| (other.written, &other.path).cmp(&(one.written, &one.path)));
        kept
    }

    /// The newest run that was cut off and that can be opened.
    #[must_use]
    pub fn newest_cut_off(&self) -> Option<ArchivedRun> {
        let can_open = |run: &ArchivedRun| read(&run.path, Extent::Until(1)).is_ok();
        self.kept().into_iter().find(|kept| kept.standing == Standing::CutOff && can_open(kept))
    }

    /// Takes a run that was cut off for complete, at a moment: what is cut at its end goes.
    pub fn complete(&self, path: &Path, at: Moment) {
        // Where it cannot be written, the run is offered once more.
        let _ = complete(path, at);
    }

    /// Deletes a run that nobody writes, and that nobody has open. One that cannot be deleted stays.
    pub fn discard(&self, path: &Path) {
        if open_plain(path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(path);
        }
    }

    /// Deletes the oldest where there are too many. What goes on or was cut off stays.
    fn make_room(&self) {
        let mut bytes = 0;
        for (number, kept) in self.kept().iter().enumerate() {
            bytes += kept.bytes;
            // The newest stays, however long it is.
            let too_many = number > 0 && (number + 1 >= MOST_RUNS || bytes > MOST_BYTES);
            if too_many && kept.standing == Standing::Complete {
                self.discard(&kept.path);
            }
        }
    }
}

fn look(path: &Path) -> Option<ArchivedRun> {
    let mut file = open_plain(path).ok()?;
    let found = file.metadata().ok()?;
    if !has_header(&file).ok()? {
        return None;
    }
    let standing = if matches!(file.try_lock_shared(), Err(fs::TryLockError::WouldBlock)) {
        Standing::GoesOn
    } else if has_end(&mut file).ok()? {
        Standing::Complete
    } else {
        Standing::CutOff
    };
    Some(ArchivedRun { path: path.to_owned(), written: found.modified().ok()?, bytes: found.len(), standing })
}

/// Whether the last line says that nothing more comes.
fn has_end(file: &mut File) -> io::Result<bool> {
    const LONGEST: u64 = 64;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut last = Vec::new();
    file.take(LONGEST).read_to_end(&mut last)?;
    let Some(lines) = last.strip_suffix(b"\n") else { return Ok(false) };
    let begin = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    Ok([b"End(".as_slice(), b"Full("].iter().any(|word| lines[begin..].starts_with(word)))
}

/// Whether the first line is whole: without it nobody can open the file.
fn has_header(file: &File) -> io::Result<bool> {
    let mut line = Vec::new();
    io::BufReader::new(file).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line)?;
    Ok(line.ends_with(b"\n"))
}

fn complete(path: &Path, at: Moment) -> io::Result<()> {
    let mut file = File::options().read(true).write(true).open(path)?;
    file.try_lock()?;
    let last = last_line(&mut file)?;
    // A last line that is whole but for its end counts.
    let number = last.strip_prefix(b"(").and_then(|line| line.split(|byte| *byte == b',').next());
    let is_event = number == Some(at.0.wrapping_sub(1).to_string().as_bytes());
    let is_last = (is_event || last.starts_with(b"Bookmark(")) && last.ends_with(b")");
    let end = file.seek(SeekFrom::End(0))?;
    if is_last {
        writeln!(file)?;
    } else {
        file.set_len(end - last.len() as u64)?;
        file.seek(SeekFrom::End(0))?;
    }
    writeln!(file, "End({})", at.0)?;
    file.sync_all()
}

/// What stands behind the end of the last whole line.
fn last_line(file: &mut File) -> io::Result<Vec<u8>> {
    const STEP: u64 = 1 << 16;
    let mut begin = file.seek(SeekFrom::End(0))?;
    let mut last = Vec::new();
    while begin > 0 {
        let step = STEP.min(begin);
        begin -= step;
        file.seek(SeekFrom::Start(begin))?;
        let mut part = Vec::new();
        Read::by_ref(file).take(step).read_to_end(&mut part)?;
        part.extend_from_slice(&last);
        last = part;
        if let Some(end) = last.iter().rposition(|byte| *byte == b'\n') {
            return Ok(last.split_off(end + 1));
        }
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(archive: &Archive) -> Vec<Standing> {
        archive.kept().iter().map(|kept| kept.standing).collect()
    }

    #[test]
    fn a_run_goes_on_until_it_ends_or_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::in_folder(&folder.path().join("runs"));
        assert_eq!(archive.kept(), []);
        let begin = || archive.begin(&Circumstances::now(), &Scenario::default()).unwrap();
        let one = begin();
        assert_eq!(standing(&archive), [Standing::GoesOn]);
        one.end().unwrap();
        assert_eq!(standing(&archive), [Standing::Complete]);
        drop(begin());
        let mut both = standing(&archive);
        both.sort_by_key(|standing| *standing == Standing::CutOff);
        assert_eq!(both, [Standing::Complete, Standing::CutOff]);
    }

    #[test]
    fn nobody_else_may_enter_the_folder_or_read_a_run() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let runs = folder.path().join("share/socketlab/runs");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let archive = Archive::in_folder(&runs);
        let begin = || archive.begin(&Circumstances::now(), &Scenario::default()).unwrap();
        let run = begin();
        assert_eq!((mode(&runs), mode(run.path())), (0o700, 0o600));
        // As an older version has left it.
        fs::set_permissions(&runs, fs::Permissions::from_mode(0o755)).unwrap();
        begin();
        assert_eq!((mode(&runs), mode(runs.parent().unwrap())), (0o700, 0o700));
    }

    #[test]
    fn the_oldest_go_and_what_was_cut_off_stays() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::in_folder(folder.path());
        let begin = || archive.begin(&Circumstances::now(), &Scenario::default()).unwrap();
        let cut = begin();
        let lost = cut.path().to_owned();
        drop(cut);
        for _ in 0..MOST_RUNS + 5 {
            begin().end().unwrap();
        }
        let kept = archive.kept();
        assert!(kept.len() <= MOST_RUNS + 1, "{}", kept.len());
        assert!(kept.iter().any(|kept| kept.path == lost));
    }

    #[test]
    fn what_was_cut_off_is_complete_once_it_was_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::in_folder(folder.path());
        for (rest, expected) in
            [("", "\nEnd(3)\n"), ("(2,5,0,En", "\nEnd(3)\n"), ("(2,5,0,Ended)", "\n(2,5,0,Ended)\nEnd(3)\n")]
        {
            let recorder = archive.begin(&Circumstances::now(), &Scenario::default()).unwrap();
            let path = recorder.path().to_owned();
            drop(recorder);
            let mut file = File::options().append(true).open(&path).unwrap();
            file.write_all(rest.as_bytes()).unwrap();
            assert_eq!(archive.newest_cut_off().unwrap().path, path);
            archive.complete(&path, Moment(3));
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.ends_with(expected), "{rest}: {text}");
            assert_eq!(archive.newest_cut_off(), None);
        }
    }
}
