//! A new file beside the one whose place it is to take. It is locked as long as it is written, so that one that a crash has left
//! is told from one that somebody is writing, and swept.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use nix::fcntl::OFlag;
use nix::unistd::geteuid;
use tempfile::NamedTempFile;

use super::{RANDOM, is_ours};

/// How the name begins: a file that people do not see.
const PREFIX: &str = ".socketlab-";
/// A file that was swept before it could be locked is made again at most so often.
const ATTEMPTS: u32 = 8;

/// Makes a file in a folder, with these permissions at most.
///
/// # Errors
/// The folder does not take it.
pub fn new_beside(folder: &Path, mode: u32) -> io::Result<NamedTempFile> {
    let mut left = ATTEMPTS;
    loop {
        let new = tempfile::Builder::new()
            .prefix(PREFIX)
            .rand_bytes(RANDOM)
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(folder)?;
        // Where files cannot be locked, nobody sweeps either.
        let is_locked = new.as_file().lock().is_ok();
        left -= 1;
        // Whoever sweeps may have had it between the two.
        if !is_locked || left == 0 || new.as_file().metadata()?.nlink() > 0 {
            return Ok(new);
        }
    }
}

/// Deletes what writers that are gone have left in a folder: files of this user, with a name of ours, that nobody holds.
pub fn sweep_beside(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_ours(&entry.file_name(), PREFIX) {
            let _ = sweep(&entry.path());
        }
    }
}

fn sweep(path: &Path) -> io::Result<()> {
    let file = open_ours(path)?;
    let (found, own) = (file.metadata()?, geteuid().as_raw());
    if !found.is_file() || found.uid() != own || file.try_lock().is_err() {
        return Ok(());
    }
    // The name may lead to another file by now: one that has come since.
    let now = fs::symlink_metadata(path)?;
    if (now.dev(), now.ino()) == (found.dev(), found.ino()) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Opens what a name of ours leads to, without following a link and without waiting for anybody.
pub(super) fn open_ours(path: &Path) -> io::Result<File> {
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK;
    File::options().read(true).custom_flags(flags.bits()).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn what_nobody_writes_any_more_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let written = new_beside(folder.path(), 0o600).unwrap();
        let stale = path(".socketlab-aB3dE6");
        fs::write(&stale, "half").unwrap();
        let precious = path("precious");
        fs::write(&precious, "mine").unwrap();
        symlink(&precious, path(".socketlab-linked")).unwrap();
        fs::create_dir(path(".socketlab-folder")).unwrap();
        nix::unistd::mkfifo(&path(".socketlab-aPipe1"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        fs::write(path(".socketlab-notes-of-mine"), "mine").unwrap();
        sweep_beside(folder.path());
        assert!(!stale.exists());
        let kept = [
            "precious",
            ".socketlab-linked",
            ".socketlab-folder",
            ".socketlab-aPipe1",
            ".socketlab-notes-of-mine",
        ];
        for kept in kept {
            assert!(path(kept).symlink_metadata().is_ok(), "{kept}");
        }
        assert!(written.path().exists(), "it is being written");
        written.persist(path("whole")).unwrap();
    }
}
