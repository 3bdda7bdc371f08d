//! Limits of this process.

use std::sync::OnceLock;

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// The soft limit of open files that this process was given.
static GIVEN: OnceLock<u64> = OnceLock::new();

/// Raises the soft limit of open files to the hard one: each participant takes three descriptors before it opens any.
/// Where that is refused, the old limit holds, and a `socket` that meets it shows EMFILE.
pub fn raise_open_files() {
    if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE)
        && soft < hard
    {
        let _ = GIVEN.set(soft);
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}

/// Has a file that may not grow any further answer with EFBIG, as a full disk does with ENOSPC, and not kill this process
/// (setrlimit(2), `RLIMIT_FSIZE`). Python does the same.
pub fn survive_full_files() {
    use nix::sys::signal::{SigHandler, Signal, signal};
    // SAFETY: no handler runs; the signal is ignored.
    let _ = unsafe { signal(Signal::SIGXFSZ, SigHandler::SigIgn) };
}

/// Does something under the limit of open files that this process was given: a program that is started meanwhile gets that one.
pub fn with_given_limit<T>(act: impl FnOnce() -> T) -> T {
    let Some(given) = GIVEN.get() else { return act() };
    let hard = getrlimit(Resource::RLIMIT_NOFILE).map_or(*given, |(_, hard)| hard);
    let _ = setrlimit(Resource::RLIMIT_NOFILE, *given, hard);
    let done = act();
    let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    done
}

/// Has what this process has open stay its own: a program that it starts begins with its three standard descriptors alone, so
/// that its first socket is number 3. Libraries that draw do not see to it.
pub fn keep_descriptors() {
    for entry in std::fs::read_dir("/dev/fd").into_iter().flatten().flatten() {
        let Some(fd) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        if fd > 2 {
            // SAFETY: F_SETFD changes a flag of the descriptor and nothing else; one that has been closed meanwhile gives EBADF.
            unsafe { nix::libc::fcntl(fd, nix::libc::F_SETFD, nix::libc::FD_CLOEXEC) };
        }
    }
}
