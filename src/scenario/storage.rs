//! Scenarios on disk: written whole or not at all, and told from what another program has written there since.

use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::OFlag;

use super::{Document, LONGEST_FILE, Problem, Scenario, is_not_a_file, read_plain};
use crate::disk;

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
    #[error("it is a symbolic link to {}", .0.display())]
    IsLink(PathBuf),
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
/// the old or the new contents stand there whole. A symbolic link is neither followed nor replaced; the permissions of
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
    match read_plain(path, known.bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        // What stands there is no file any more.
        Err(error) if error.kind() == io::ErrorKind::IsADirectory || is_not_a_file(&error) => Ok(true),
        contents => Ok(contents?.is_none_or(|contents| Fingerprint::of(&contents) != known)),
    }
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

/// Whose a file is that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOwner {
    /// A person's. A new one gets the usual permissions, one that is there keeps its own. A symbolic link may lead anywhere, and is
    /// not written through.
    Person,
    /// A person's, and for nobody else to read unless the person says so: what a run has sent and received.
    PersonAlone,
    /// The program's own, in a folder that nobody else may enter. Nobody else may read it either. A person who keeps their settings
    /// elsewhere has put a symbolic link there, which stays.
    Program,
}

impl FileOwner {
    /// The permissions of a new file, of which the umask takes away.
    fn mode(self) -> u32 {
        match self {
            Self::Person => 0o666,
            Self::PersonAlone | Self::Program => 0o600,
        }
    }
}

/// Has these contents stand at a path of a person's, all or nothing.
///
/// # Errors
/// What was in the way: nothing there has changed.
pub fn write_whole(path: &Path, contents: &[u8]) -> Result<(), SaveFailure> {
    write_whole_with(path, FileOwner::Person, |file| file.write_all(contents))
}

/// The same for a file of the program's own, whose folder is made where it is missing.
///
/// # Errors
/// What was in the way: nothing there has changed.
pub fn write_own(path: &Path, contents: &[u8]) -> Result<(), SaveFailure> {
    disk::make_private(folder_of(path))?;
    write_whole_with(path, FileOwner::Program, |file| file.write_all(contents))
}

/// The same with what is written there bit by bit.
///
/// # Errors
/// What was in the way: nothing there has changed.
pub fn write_whole_with(
    path: &Path,
    owner: FileOwner,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), SaveFailure> {
    let target = if owner == FileOwner::Program { followed(path) } else { path.to_owned() };
    let old = replaced(&target)?;
    let folder = folder_of(&target);
    disk::sweep_beside(folder);
    let mut new = disk::new_beside(folder, owner.mode()).map_err(|error| match error.kind() {
        // The folder is there. Those of the kernel say so for a file that they do not take.
        io::ErrorKind::NotFound => io::Error::from(Errno::EPERM),
        _ => error,
    })?;
    match owner {
        // Settings are made again more easily than anybody waits for a disk.
        FileOwner::Program => write(new.as_file_mut())?,
        FileOwner::Person | FileOwner::PersonAlone => fill(new.as_file_mut(), write)?,
    }
    if let Some(old) = old.filter(|_| owner != FileOwner::Program) {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.persist(&target).map_err(|failed| failed.error)?;
    if owner != FileOwner::Program {
        // The new name lives in the folder. Some file systems cannot sync one, and the contents are safe by now.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// The file that is there and may be replaced; `None` where there is none and one may be made.
///
/// # Errors
/// What is in the way.
pub fn replaced(path: &Path) -> Result<Option<Metadata>, SaveFailure> {
    let folder = folder_of(path);
    let old = match fs::symlink_metadata(path) {
        Ok(old) => old,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound if path.file_name().is_none() => Err(SaveFailure::IsFolder),
                io::ErrorKind::NotFound if fs::metadata(folder).is_ok() => Ok(None),
                io::ErrorKind::NotFound => Err(SaveFailure::NoFolder(folder.to_owned())),
                io::ErrorKind::NotADirectory => Err(SaveFailure::NotAFolder(folder.to_owned())),
                _ => Err(error.into()),
            };
        }
    };
    if old.is_dir() {
        return Err(SaveFailure::IsFolder);
    }
    if old.is_symlink() {
        return Err(SaveFailure::IsLink(fs::read_link(path)?));
    }
    if !old.is_file() {
        return Err(SaveFailure::NotAFile);
    }
    // Taking the place of a file needs no right to write to it. Whoever made it read-only meant it. What has come there
    // meanwhile is neither followed nor waited for.
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK;
    OpenOptions::new().write(true).custom_flags(flags.bits()).open(path)?;
    Ok(Some(old))
}

/// The folder that a path stands in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes all of it, and sees it on the disk.
fn fill(file: &mut File, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    write(file)?;
    file.sync_all()
}

/// The file that a path leads to, links followed. The last of them need not lead anywhere yet; of links that go round,
/// one is answered.
#[must_use]
pub fn followed(path: &Path) -> PathBuf {
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
