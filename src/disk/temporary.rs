//! Temporary folders and files. They are made in the first place that has room for them: the folder that TMPDIR names may be
//! missing, full, read-only, or have a path that leaves no room for the address of a Unix socket.
//!
//! A folder holds a file that is locked as long as its process lives; the kernel lets go of it whatever happens to the process. So
//! whoever comes later knows by the lock which folders are stale.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use nix::fcntl::{OFlag, open, openat};
use nix::sys::stat::Mode;
use nix::unistd::geteuid;
use tempfile::TempDir;

use super::private::PRIVATE;
use super::{RANDOM, is_ours};

/// How the name of a temporary folder begins.
const PREFIX: &str = "socketlab-";
/// The file in it that its process has locked. No socket of a script can want this name: it does not fit its address.
const OWNER: &str = "locked-while-its-process-lives-under-a-name-longer-than-the-address-of-any-unix-socket-\
                     so-that-no-script-can-ask-for-it";
const _: () = assert!(OWNER.len() > LONGEST_SOCKET_PATH && OWNER.len() < 255);
/// The longest path that the address of a Unix socket can hold, in bytes: `sun_path` with its closing zero (unix(7)).
pub const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "linux") { 107 } else { 103 };
/// A folder that was swept before it could be locked is made again at most so often.
const ATTEMPTS: u32 = 8;
/// Entries of a folder that are looked at for what is stale.
const MOST_ENTRIES: usize = 100_000;
/// May be written by others, and without the bit that lets only owners rename and delete.
const OTHERS_WRITE: u32 = 0o022;
const STICKY: u32 = 0o1000;

/// Why a place takes no temporary folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    #[error("its path is too long for the address of a Unix socket")]
    TooLong,
    #[error("{0}")]
    System(String),
}

/// There is no place for a temporary folder: what was tried, and why it was not usable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no place for a temporary folder: {tried:?}")]
pub struct NoTemporaryFolder {
    pub tried: Vec<(PathBuf, Unusable)>,
}

/// A folder that nobody else may enter, and that goes with its process.
#[derive(Debug)]
pub struct TemporaryFolder {
    // In this order: the folder is gone before its lock.
    folder: TempDir,
    _owner: File,
}

impl TemporaryFolder {
    /// Makes one in which a Unix socket can have a name of this length, in bytes.
    ///
    /// # Errors
    /// No place takes it.
    pub fn for_sockets(name: usize) -> Result<Self, NoTemporaryFolder> {
        Self::in_first_of(places(), name)
    }

    fn in_first_of(places: Vec<PathBuf>, name: usize) -> Result<Self, NoTemporaryFolder> {
        let mut tried = Vec::new();
        for place in places {
            match Self::make(&place, name) {
                Ok(made) => return Ok(made),
                Err(why) => tried.push((place, why)),
            }
        }
        Err(NoTemporaryFolder { tried })
    }

    fn make(place: &Path, name: usize) -> Result<Self, Unusable> {
        if length_in(place, name) > LONGEST_SOCKET_PATH {
            return Err(Unusable::TooLong);
        }
        let mut left = ATTEMPTS;
        loop {
            left -= 1;
            match Self::try_make(place) {
                // It was swept before it could be locked.
                Ok(None) if left > 0 => {}
                Ok(Some(made)) => return Ok(made),
                Ok(None) => {
                    return Err(Unusable::System(io::Error::from(io::ErrorKind::NotFound).to_string()));
                }
                Err(error) => return Err(Unusable::System(error.to_string())),
            }
        }
    }

    fn try_make(place: &Path) -> io::Result<Option<Self>> {
        let private = Permissions::from_mode(PRIVATE);
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            .rand_bytes(RANDOM)
            .permissions(private.clone())
            .tempdir_in(place)?;
        // The umask may have taken more than it should.
        fs::set_permissions(folder.path(), private)?;
        let path = folder.path().join(OWNER);
        let mut owner = File::options().write(true).create_new(true).mode(0o600).open(path)?;
        // Where files cannot be locked, nobody sweeps either.
        let is_locked = owner.lock().is_ok();
        if is_locked && owner.metadata()?.nlink() == 0 {
            return Ok(None);
        }
        // For people; and a disk that is full shows itself.
        writeln!(owner, "{}", std::process::id())?;
        Ok(Some(Self { folder, _owner: owner }))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The longest name that a Unix socket in it can have, in bytes.
    #[must_use]
    pub fn longest_name(&self) -> usize {
        LONGEST_SOCKET_PATH.saturating_sub(self.path().as_os_str().len() + 1)
    }
}

/// How long the path of a socket is in a temporary folder of a place, in bytes.
fn length_in(place: &Path, name: usize) -> usize {
    place.as_os_str().len() + 1 + PREFIX.len() + RANDOM + 1 + name
}

/// A file without a name, to which whoever has it open appends.
///
/// # Errors
/// No place takes it; the error is that of the first.
pub fn nameless() -> io::Result<File> {
    let mut first = None;
    for place in places() {
        let named = tempfile::Builder::new().prefix(PREFIX).append(true).tempfile_in(place);
        match named.and_then(|named| File::options().read(true).append(true).open(named.path())) {
            Ok(file) => return Ok(file),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
}

/// Where temporary folders may be, best first: where the system or the person has them, else where the session has its own,
/// else where every system has them.
fn places() -> Vec<PathBuf> {
    let session = std::env::var_os("XDG_RUNTIME_DIR").filter(|path| !path.is_empty()).map(PathBuf::from);
    let of_user = format!("/run/user/{}", geteuid());
    let usual = [of_user.as_str(), "/tmp", "/dev/shm", "/var/tmp"].map(PathBuf::from);
    let mut places: Vec<PathBuf> = Vec::new();
    for place in std::iter::once(std::env::temp_dir()).chain(session).chain(usual) {
        // Programs have working folders of their own.
        let place = std::path::absolute(&place).unwrap_or(place);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// Deletes the temporary folders of processes of this user that are gone. What is somebody else's, or was made by another program,
/// or belongs to a process that lives, is left alone.
pub fn sweep_temporary() {
    for place in places() {
        sweep_in(&place);
    }
}

fn sweep_in(place: &Path) {
    // Where others may rename what is ours, a path is no promise.
    let is_safe = |mode: u32| mode & OTHERS_WRITE == 0 || mode & STICKY != 0;
    if !fs::metadata(place).is_ok_and(|found| is_safe(found.mode())) {
        return;
    }
    for entry in fs::read_dir(place).into_iter().flatten().take(MOST_ENTRIES).flatten() {
        if is_ours(&entry.file_name(), PREFIX) {
            let _ = sweep(&entry.path());
        }
    }
}

fn sweep(path: &Path) -> io::Result<()> {
    let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    let folder = File::from(open(path, flags | OFlag::O_DIRECTORY, Mode::empty())?);
    let owner = File::from(openat(folder.as_fd(), OsStr::new(OWNER), flags, Mode::empty())?);
    let own = geteuid().as_raw();
    let (found, lock) = (folder.metadata()?, owner.metadata()?);
    if found.uid() != own || lock.uid() != own || !lock.is_file() || owner.try_lock().is_err() {
        return Ok(());
    }
    // Whoever makes one waits for the lock now, and finds that it is gone.
    fs::remove_dir_all(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_place_that_cannot_be_used_is_passed_over_with_its_reason() {
        let good = tempfile::tempdir_in("/tmp").unwrap();
        let file = good.path().join("file");
        fs::write(&file, "").unwrap();
        let long = good.path().join("l".repeat(90));
        fs::create_dir(&long).unwrap();
        let bad = vec![PathBuf::from("/no/such/folder"), file, long];
        let tried = TemporaryFolder::in_first_of(bad.clone(), 4).unwrap_err().tried;
        assert_eq!(tried.iter().map(|(place, _)| place).collect::<Vec<_>>(), bad.iter().collect::<Vec<_>>());
        assert_eq!(tried[2].1, Unusable::TooLong);
        assert!(matches!(&tried[0].1, Unusable::System(why) if why.contains("os error 2")), "{tried:?}");
        let all = bad.into_iter().chain([good.path().to_owned()]).collect();
        let made = TemporaryFolder::in_first_of(all, 4).unwrap();
        assert!(made.path().starts_with(good.path()));
        assert_eq!(fs::metadata(made.path()).unwrap().mode() & 0o777, 0o700);
        let longest = "n".repeat(made.longest_name());
        std::os::unix::net::UnixListener::bind(made.path().join(longest)).unwrap();
        let gone = made.path().to_owned();
        drop(made);
        assert!(!gone.exists());
    }

    #[test]
    fn folders_of_processes_that_are_gone_are_swept_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        let alive = TemporaryFolder::make(place.path(), 4).unwrap();
        // What a killed process leaves: a folder with the file that it had locked, and its sockets.
        let stale = path("socketlab-aaaaaa");
        fs::create_dir(&stale).unwrap();
        fs::write(stale.join(OWNER), "1\n").unwrap();
        drop(std::os::unix::net::UnixListener::bind(stale.join("door")).unwrap());
        fs::create_dir(stale.join("probe")).unwrap();
        let precious = path("precious");
        fs::create_dir(&precious).unwrap();
        fs::write(precious.join(OWNER), "").unwrap();
        fs::write(precious.join("mine"), "mine").unwrap();
        symlink(&precious, path("socketlab-linked")).unwrap();
        symlink(&precious, stale.join("link")).unwrap();
        for other in ["socketlab-bbbbbb", "socketlab-longer-name", "other-aaaaaa"] {
            fs::create_dir(path(other)).unwrap();
            fs::write(path(other).join("mine"), "mine").unwrap();
        }
        fs::write(path("socketlab-longer-name").join(OWNER), "mine").unwrap();
        fs::write(path("socketlab-isFile"), "mine").unwrap();
        sweep_in(place.path());
        assert!(!stale.exists());
        assert!(alive.path().join(OWNER).exists(), "its process lives");
        for kept in [
            "precious/mine",
            "socketlab-linked",
            "socketlab-bbbbbb/mine",
            "socketlab-longer-name/mine",
            "other-aaaaaa/mine",
            "socketlab-isFile",
        ] {
            assert!(path(kept).symlink_metadata().is_ok(), "{kept}");
        }
    }

    #[test]
    fn where_others_may_rename_nothing_is_swept() {
        let place = tempfile::tempdir().unwrap();
        let stale = place.path().join("socketlab-aaaaaa");
        fs::create_dir(&stale).unwrap();
        fs::write(stale.join(OWNER), "").unwrap();
        fs::set_permissions(place.path(), Permissions::from_mode(0o777)).unwrap();
        sweep_in(place.path());
        assert!(stale.exists());
        fs::set_permissions(place.path(), Permissions::from_mode(0o1777)).unwrap();
        sweep_in(place.path());
        assert!(!stale.exists());
    }

    /// Makers and sweepers at once, as windows that are opened and killed: what is made is never swept.
    #[test]
    fn a_folder_is_never_swept_while_it_is_being_made() {
        let place = tempfile::tempdir().unwrap();
        let over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(std::sync::atomic::Ordering::SeqCst) {
                    sweep_in(place.path());
                }
            });
            for _ in 0..300 {
                let made = TemporaryFolder::make(place.path(), 4).unwrap();
                assert!(made.path().join(OWNER).exists());
            }
            over.store(true, std::sync::atomic::Ordering::SeqCst);
        });
    }
}
