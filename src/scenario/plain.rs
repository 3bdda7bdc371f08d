//! Opening plain files: what is no file, or may never end, is refused at once, and nobody waits for another program.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use nix::libc;

/// What stands at a path is a device, a pipe or a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device, a pipe or a socket, and no file")]
pub struct NotAFile;

/// Opens a file to read it.
///
/// # Errors
/// Those of the system, [`io::ErrorKind::IsADirectory`] among them; with [`NotAFile`] inside where it is neither a file nor a
/// folder.
pub fn open_plain(path: &Path) -> io::Result<File> {
    // To open a device can do something, so it is looked at beforehand; to open a pipe takes until somebody writes to it, so
    // nothing waits even where it has taken the place of the file meanwhile.
    is_plain(&fs::metadata(path)?)?;
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)?;
    is_plain(&file.metadata()?)?;
    Ok(file)
}

/// Reads a whole file of at most so many bytes. `None` where it has more.
///
/// # Errors
/// As [`open_plain`]. What has more bytes than it says it has, as the endless files of `/proc`, is none either.
pub fn read_plain(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_plain(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(length + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > length {
        return Err(io::Error::other(NotAFile));
    }
    Ok(Some(bytes))
}

/// Whether an error says that there is no plain file.
#[must_use]
pub fn is_not_a_file(error: &io::Error) -> bool {
    error.get_ref().and_then(|inside| inside.downcast_ref::<NotAFile>()).is_some()
}

fn is_plain(found: &fs::Metadata) -> io::Result<()> {
    if found.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    if found.is_file() { Ok(()) } else { Err(io::Error::other(NotAFile)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_a_file_is_opened_and_nobody_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "text").unwrap();
        nix::unistd::mkfifo(&at("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        std::os::unix::fs::symlink(at("pipe"), at("link")).unwrap();
        assert_eq!(read_plain(&at("file"), 4).unwrap().unwrap(), b"text");
        assert_eq!(read_plain(&at("file"), 3).unwrap(), None);
        for name in ["pipe", "socket", "link", "/dev/zero", "/dev/null"] {
            assert!(is_not_a_file(&open_plain(&at(name)).unwrap_err()), "{name}");
        }
        assert_eq!(open_plain(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(open_plain(&at("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_has_more_than_it_says_is_no_file() {
        let error = read_plain(Path::new("/proc/self/maps"), 1 << 20).unwrap_err();
        assert!(is_not_a_file(&error), "{error}");
    }
}
