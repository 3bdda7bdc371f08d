//! Scenarios on disk: written whole or not at all, and told from what another program has written there since.

use std::fs::{self, File, OpenOptions, Permissions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use nix::errno::Errno;

use super::{Document, LONGEST_FILE, Problem, Scenario};

/// So many symbolic links are followed one after the other, as many as Linux follows: `path_resolution(7)`.
const MOST_LINKS: usize = 40;

/// What stands in a file, short: two files with the same fingerprint hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    bytes: u64,
    hash: u64,
    has_comments: bool,
}

impl Fingerprint {
    /// The fingerprint of these contents.
    #[must_use]
    pub fn of(contents: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(contents);
        let has_comments = has_comments(contents);
        Self { bytes: contents.len() as u64, hash: hasher.finish(), has_comments }
    }

    /// Whether somebody has written comments there, which a scenario does not keep.
    #[must_use]
    pub fn has_comments(self) -> bool {
        self.has_comments
    }
}

/// Why a scenario was not saved. What stood at the path before stands there still.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {failure}", path.display())]
pub struct SaveError {
    pub path: PathBuf,
    pub failure: SaveFailure,
}

/// What was in the way of saving.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveFailure {
    #[error("the folder {} does not exist", .0.display())]
    NoFolder(PathBuf),
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("it is a folder")]
    IsFolder,
    #[error("it is a device, a pipe or a socket, and no file")]
    NotAFile,
    #[error("the name is too long")]
    NameTooLong,
    #[error("writing there is not allowed: {0}")]
    Forbidden(String),
    #[error("the disk is full: {0}")]
    Full(String),
    #[error("{bytes} bytes; a file of at most {limit} can be opened again")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("it could not be opened again: {0}")]
    Unreadable(Problem),
    #[error("its beginning is neither in memory nor in a file")]
    NotWhole,
    #[error("{0}")]
    Other(String),
}

impl From<io::Error> for SaveFailure {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let why = error.to_string();
        match error.kind() {
            Kind::IsADirectory => Self::IsFolder,
            Kind::InvalidFilename => Self::NameTooLong,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Forbidden(why),
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::Full(why),
            _ => Self::Other(why),
        }
    }
}

/// Writes a scenario to a file, over what may stand there, and answers what was written.
///
/// It goes to a file beside it first, which then takes its place: whatever goes wrong, or goes out, on the way, either
/// the old or the new contents stand there whole. A symbolic link stays and its target is written; the permissions of
/// a file that was there stay.
///
/// # Errors
/// Why nothing was written: nothing there has changed.
pub fn save(scenario: &Scenario, path: &Path) -> Result<Fingerprint, SaveError> {
    let failed = |failure| SaveError { path: path.to_owned(), failure };
    // Where the name of the folder is left out, paths begin in it.
    let folder = path.parent().unwrap_or(Path::new(""));
    let text = scenario.seen_from(folder).to_ron();
    check(&text, path).map_err(failed)?;
    write_whole(path, text.as_bytes()).map_err(failed)?;
    Ok(Fingerprint::of(text.as_bytes()))
}

/// Whether a file holds something else than when it had this fingerprint. One that has gone has nothing to lose.
///
/// # Errors
/// It is there and cannot be read.
pub fn changed(path: &Path, known: Fingerprint) -> io::Result<bool> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        found => found?,
    };
    if !found.is_file() || found.len() != known.bytes {
        return Ok(true);
    }
    let mut contents = Vec::new();
    File::open(path)?.take(known.bytes + 1).read_to_end(&mut contents)?;
    Ok(Fingerprint::of(&contents) != known)
}

/// Whether a text in RON has comments: a slash with another one or a star, outside of texts. The plain texts are what
/// we write; a raw one that a person wrote can at worst give a question too many.
fn has_comments(text: &[u8]) -> bool {
    let (mut quoted, mut at) = (false, 0);
    while let Some(byte) = text.get(at) {
        match (byte, quoted) {
            (b'\\', true) => at += 1,
            (b'"', _) => quoted = !quoted,
            (b'/', false) if matches!(text.get(at + 1), Some(b'/' | b'*')) => return true,
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether what is to be saved can be opened again. To be found out before anything is overwritten.
fn check(text: &str, path: &Path) -> Result<(), SaveFailure> {
    let (bytes, limit) = (text.len() as u64, LONGEST_FILE);
    if bytes > limit {
        return Err(SaveFailure::TooLarge { bytes, limit });
    }
    match Document::parse_draft(text, path) {
        Ok(_) => Ok(()),
        Err(problem) => Err(SaveFailure::Unreadable(problem.problem)),
    }
}

/// Has these contents stand at a path, all or nothing.
///
/// # Errors
/// What was in the way: nothing there has changed.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<(), SaveFailure> {
    write_whole_with(path, |file| file.write_all(contents))
}

/// The same with what is written there bit by bit.
///
/// # Errors
/// What was in the way: nothing there has changed.
pub fn write_whole_with(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), SaveFailure> {
    let target = followed(path);
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let old = match fs::metadata(&target) {
        Ok(old) => Some(old),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound if fs::metadata(folder).is_ok() => None,
            io::ErrorKind::NotFound => return Err(SaveFailure::NoFolder(folder.to_owned())),
            io::ErrorKind::NotADirectory => return Err(SaveFailure::NotAFolder(folder.to_owned())),
            _ => return Err(error.into()),
        },
    };
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(SaveFailure::IsFolder);
        }
        if !old.is_file() {
            return Err(SaveFailure::NotAFile);
        }
        // Taking the place of a file needs no right to write to it. Whoever made it read-only meant it.
        OpenOptions::new().write(true).open(&target)?;
    }
    if target.file_name().is_none() {
        return Err(SaveFailure::IsFolder);
    }
    let mut new = tempfile::Builder::new();
    new.prefix(".socketlab-");
    #[cfg(unix)]
    new.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    let mut new = new.tempfile_in(folder).map_err(|error| match error.kind() {
        // The folder is there. Those of the kernel say so for a file that they do not take.
        io::ErrorKind::NotFound => io::Error::from(Errno::EPERM),
        _ => error,
    })?;
    fill(new.as_file_mut(), write)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.persist(&target).map_err(|failed| failed.error)?;
    // The new name lives in the folder. Some file systems cannot sync one, and the contents are safe by now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Writes all of it, and sees it on the disk.
fn fill(file: &mut File, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    write(file)?;
    file.sync_all()
}

/// The file that a path leads to, links followed. The last of them need not lead anywhere yet; of links that go round,
/// one is answered, and the kernel says so.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(link) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(link);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_texts_that_look_like_them() {
        for (text, expected) in [
            ("Scenario(version: 1) // mine", true),
            ("/* mine */ Scenario()", true),
            (r#"(to: "a\\" /* b */)"#, true),
            (r#"(to: "http://x", data: "\"/*")"#, false),
            ("(a: 1 / 2)", false),
            ("/", false),
        ] {
            assert_eq!(Fingerprint::of(text.as_bytes()).has_comments(), expected, "{text}");
        }
    }

    /// No device is written to; this is what the writing itself makes of a disk without room.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told_as_one() {
        let mut full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let failure = SaveFailure::from(fill(&mut full, |file| file.write_all(b"Scenario()")).unwrap_err());
        assert!(matches!(failure, SaveFailure::Full(_)), "{failure}");
    }
}
