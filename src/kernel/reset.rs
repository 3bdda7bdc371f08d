//! How the connections of a program end when it is killed for good.

/// Has the TCP connections of a child of ours, and of all processes that descend from it, end by a reset when they are closed,
/// so that none is left in `TIME_WAIT`. It is stopped meanwhile, or may open others. Answers how many sockets that concerns.
///
/// Linux alone can do this (`pidfd_getfd(2)`, since 5.6), and only where a child may be traced; else connections end as ever.
pub fn reset_connections_of(pid: u32, most_processes: usize) -> usize {
    #[cfg(target_os = "linux")]
    {
        super::task::family(pid, most_processes).into_iter().map(linux::reset_connections_of).sum()
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (pid, most_processes);
        0
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
    use std::time::Duration;

    use nix::libc;
    use socket2::{Protocol, Socket};

    pub(super) fn reset_connections_of(pid: u32) -> usize {
        let Some(process) = open(pid) else { return 0 };
        let mut reset = 0;
        for entry in std::fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten() {
            let is_socket = std::fs::read_link(entry.path())
                .is_ok_and(|leads_to| leads_to.to_string_lossy().starts_with("socket:"));
            let number = entry.file_name().to_str().and_then(|name| name.parse().ok());
            let Some(fd) = number.filter(|_| is_socket).and_then(|number| ours(&process, number)) else {
                continue;
            };
            let socket = Socket::from(fd);
            if matches!(socket.protocol(), Ok(Some(Protocol::TCP))) {
                reset += usize::from(socket.set_linger(Some(Duration::ZERO)).is_ok());
            }
        }
        reset
    }

    /// A descriptor for a process.
    fn open(pid: u32) -> Option<OwnedFd> {
        let pid = libc::pid_t::try_from(pid).ok()?;
        // SAFETY: pidfd_open(2) takes two numbers and gives a descriptor or -1.
        owned(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })
    }

    /// Another descriptor, of this process, for what that one has open under this number.
    fn ours(process: &OwnedFd, number: i32) -> Option<OwnedFd> {
        // SAFETY: pidfd_getfd(2) takes three numbers and gives a descriptor or -1.
        owned(unsafe { libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), number, 0) })
    }

    fn owned(answer: libc::c_long) -> Option<OwnedFd> {
        let fd = i32::try_from(answer).ok().filter(|fd| *fd >= 0)?;
        // SAFETY: the kernel has just given it to us, and nobody else knows it.
        Some(unsafe { OwnedFd::from_raw_fd(fd) })
    }
}
