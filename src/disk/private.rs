//! Folders that are ours alone: configuration, recorded runs, the probe.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;

use nix::unistd::geteuid;

/// The folder of this program among those of the system: `~/.config/socketlab`, `~/.local/share/socketlab`.
const OWN: &str = "socketlab";
/// Permissions of a folder that only its owner may enter.
pub(super) const PRIVATE: u32 = 0o700;
/// Attempts to lock a folder, and the time between two: another window holds it for some milliseconds, or has stopped with it.
const ATTEMPTS: u32 = 500;
const PAUSE: Duration = Duration::from_millis(2);

/// Makes a folder of ours, with those above it that are missing. Nobody else may enter it, whatever the umask says; one that is
/// there already and lets others in is closed to them, and so is the folder `socketlab` right above it.
///
/// # Errors
/// It cannot be made. A file system without permissions is no reason.
pub fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(PRIVATE).create(folder)?;
    if let Some(above) = folder.parent().filter(|above| above.file_name().is_some_and(|name| name == OWN)) {
        close_to_others(above);
    }
    close_to_others(folder);
    Ok(())
}

/// Takes the permissions of everybody else away. A folder that belongs to another user is not ours to change.
fn close_to_others(folder: &Path) {
    let Ok(found) = fs::metadata(folder) else { return };
    if found.uid() == geteuid().as_raw() && found.mode() & 0o777 != PRIVATE {
        let _ = fs::set_permissions(folder, Permissions::from_mode(PRIVATE));
    }
}

/// A folder of ours that only one process at a time changes. Dropping it lets the next one in.
#[derive(Debug)]
pub struct PrivateLock {
    // Locked as long as it is open.
    _folder: File,
}

impl PrivateLock {
    /// Locks a folder. `None` where it is not there, cannot be locked, or somebody has stopped while holding it: who only keeps
    /// what is convenient goes on without.
    #[must_use]
    pub fn of(folder: &Path) -> Option<Self> {
        let file = File::open(folder).ok()?;
        for _ in 0..ATTEMPTS {
            match file.try_lock() {
                Ok(()) => return Some(Self { _folder: file }),
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(fs::TryLockError::Error(_)) => return None,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn a_folder_that_lets_others_in_is_closed_to_them() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        let (own, runs) = (home.path().join("share/socketlab"), home.path().join("share/socketlab/runs"));
        make_private(&runs).unwrap();
        assert_eq!((mode(&own), mode(&runs)), (0o700, 0o700));
        for wider in [0o755, 0o777, 0o770, 0o500] {
            for folder in [&own, &runs] {
                fs::set_permissions(folder, Permissions::from_mode(wider)).unwrap();
            }
            make_private(&runs).unwrap();
            assert_eq!((mode(&own), mode(&runs)), (0o700, 0o700), "{wider:o}");
        }
        assert_eq!(mode(home.path()), 0o755, "what is not ours stays as it is");
    }

    #[test]
    fn a_folder_is_locked_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = PrivateLock::of(folder.path()).unwrap();
        let second = std::thread::scope(|scope| {
            let second = scope.spawn(|| PrivateLock::of(folder.path()));
            assert!(fs::File::open(folder.path()).unwrap().try_lock().is_err());
            drop(first);
            second.join().unwrap()
        });
        drop(second.expect("it comes in when the first has gone"));
        assert!(PrivateLock::of(folder.path()).is_some());
        assert!(PrivateLock::of(Path::new("/no/such/folder")).is_none());
    }
}
