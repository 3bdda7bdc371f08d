//! The process at the other end of a Unix connection, told from any that gets its number later. Whatever it says of itself, the
//! kernel says who it is.

use std::io;
use std::os::fd::AsFd;

use nix::errno::Errno;
use nix::sys::signal::Signal;
use nix::sys::socket::{getsockopt, sockopt};
use nix::unistd::Pid;

use super::task::{Task, task};

/// A process goes back to another over at most so many parents.
const MOST_PARENTS: usize = 64;
/// The longest list of environment variables that is looked through, in bytes.
const LONGEST_ENVIRONMENT: u64 = 1 << 20;

/// A process that has made a connection to us.
#[derive(Debug)]
pub struct Peer {
    pid: u32,
    /// Leads to this process alone, also when its number has been given to another one (`pidfd_open(2)`). Linux only.
    #[cfg(target_os = "linux")]
    handle: Option<std::os::fd::OwnedFd>,
    /// When it began, in ticks since the machine did: no other process of this number has begun then.
    began: Option<u64>,
}

impl Peer {
    /// Who has made a connection, as the kernel noted it then.
    ///
    /// # Errors
    /// The kernel does not tell, it is gone, or it is in a place from which we cannot see it.
    pub fn of(connection: &impl AsFd) -> io::Result<Self> {
        let pid = u32::try_from(who(connection)?).ok().filter(|pid| *pid > 0).ok_or(Errno::ESRCH)?;
        Ok(Self {
            pid,
            #[cfg(target_os = "linux")]
            handle: linux::handle(connection, pid)?,
            began: began(pid),
        })
    }

    /// Its number.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether the number is still that of this process, dead or alive.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.send(None).is_ok()
    }

    /// Sends it a signal, and never to another process.
    pub fn signal(&self, signal: Signal) {
        let _ = self.send(Some(signal));
    }

    /// How one of its threads is now. `None` where it or the process is gone, or the system does not tell.
    #[must_use]
    pub fn task(&self, thread: u64) -> Option<Task> {
        // What was read is of this process if it is there afterwards: a number is given away only once.
        task(self.pid, thread).filter(|_| self.is_there())
    }

    /// Whether this process was started by another, directly or over others, is of its group, or has been given this word in its
    /// environment, as children have it that have left their parents.
    #[must_use]
    pub fn belongs_to(&self, pid: u32, word: &str) -> bool {
        let is_of_group = || {
            let group =
                i32::try_from(self.pid).ok().map(|pid| nix::unistd::getpgid(Some(Pid::from_raw(pid))));
            group.is_some_and(|group| group.is_ok_and(|group| u32::try_from(group.as_raw()) == Ok(pid)))
        };
        let belongs = descends(self.pid, pid) || is_of_group() || has_in_environment(self.pid, word);
        // Where nothing can be read of other processes, its word has to do.
        (belongs || cfg!(not(target_os = "linux"))) && self.is_there()
    }

    fn send(&self, signal: Option<Signal>) -> nix::Result<()> {
        #[cfg(target_os = "linux")]
        if let Some(handle) = &self.handle {
            return linux::send(handle, signal);
        }
        if self.began != began(self.pid) {
            return Err(Errno::ESRCH);
        }
        let pid = i32::try_from(self.pid).map_err(|_| Errno::ESRCH)?;
        nix::sys::signal::kill(Pid::from_raw(pid), signal)
    }
}

#[cfg(target_os = "linux")]
fn who(connection: &impl AsFd) -> nix::Result<i32> {
    getsockopt(connection, sockopt::PeerCredentials).map(|found| found.pid())
}

#[cfg(not(target_os = "linux"))]
fn who(connection: &impl AsFd) -> nix::Result<i32> {
    getsockopt(connection, sockopt::LocalPeerPid)
}

/// When a process began: the 22nd field of `/proc/PID/stat` (proc(5)).
fn began(pid: u32) -> Option<u64> {
    field_of_stat(pid, 22)?.parse().ok()
}

fn parent(pid: u32) -> Option<u32> {
    field_of_stat(pid, 4)?.parse().ok()
}

fn field_of_stat(pid: u32, number: usize) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field stands in parentheses and may hold anything.
    let rest = stat.rsplit_once(')')?.1;
    rest.split_whitespace().nth(number.checked_sub(3)?).map(str::to_owned)
}

fn descends(pid: u32, from: u32) -> bool {
    let mut at = Some(pid);
    for _ in 0..MOST_PARENTS {
        match at {
            Some(pid) if pid == from => return true,
            Some(pid) if pid > 1 => at = parent(pid),
            _ => return false,
        }
    }
    false
}

fn has_in_environment(pid: u32, word: &str) -> bool {
    use io::Read as _;
    let mut text = Vec::new();
    let file = std::fs::File::open(format!("/proc/{pid}/environ"));
    let read = file.and_then(|file| file.take(LONGEST_ENVIRONMENT).read_to_end(&mut text));
    let word = word.as_bytes();
    read.is_ok() && !word.is_empty() && text.windows(word.len()).any(|part| part == word)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};
    use std::ptr;

    use nix::errno::Errno;
    use nix::libc;
    use nix::sys::signal::Signal;
    use nix::sys::socket::{getsockopt, sockopt};

    /// A handle of the process that made a connection. Before Linux 6.5 the kernel gives one by its number only, before 5.3 none.
    pub(super) fn handle(connection: &impl AsFd, pid: u32) -> nix::Result<Option<OwnedFd>> {
        match getsockopt(connection, sockopt::PeerPidfd) {
            Ok(handle) => Ok(Some(handle)),
            Err(Errno::ENOPROTOOPT) => Ok(open(pid).filter(|handle| send(handle, None).is_ok())),
            // It is gone, and its number may be another's.
            Err(errno) => Err(errno),
        }
    }

    fn open(pid: u32) -> Option<OwnedFd> {
        let pid = libc::pid_t::try_from(pid).ok()?;
        // SAFETY: pidfd_open takes a number and flags, and gives a new descriptor or -1.
        let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
        let fd = libc::c_int::try_from(fd).ok().filter(|fd| *fd >= 0)?;
        // SAFETY: it has just been opened, and nobody else knows of it.
        Some(unsafe { OwnedFd::from_raw_fd(fd) })
    }

    /// `pidfd_send_signal(2)`. Without a signal it only asks whether the process is there.
    pub(super) fn send(handle: &OwnedFd, signal: Option<Signal>) -> nix::Result<()> {
        let number = signal.map_or(0, |signal| signal as libc::c_int);
        let information = ptr::null::<libc::siginfo_t>();
        // SAFETY: the descriptor is open, and a null pointer for the information is allowed.
        let answer =
            unsafe { libc::syscall(libc::SYS_pidfd_send_signal, handle.as_raw_fd(), number, information, 0) };
        if answer == 0 { Ok(()) } else { Err(Errno::last()) }
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::os::unix::net::UnixStream;
    use std::process::{Child, Command, Stdio};

    use super::*;

    fn sleeper() -> Child {
        let mut sleeper = Command::new("cat");
        sleeper.env("SOCKETLAB_TEST", "a-word-of-ours").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut sleeper = sleeper.spawn().unwrap();
        // Its environment is there once it does what it is for.
        sleeper.stdin.as_mut().unwrap().write_all(b"x").unwrap();
        sleeper.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        sleeper
    }

    /// As if that process had made a connection.
    fn peer_of(child: &Child) -> Peer {
        let (one, _other) = UnixStream::pair().unwrap();
        let peer = Peer::of(&one).unwrap();
        assert_eq!(peer.pid(), std::process::id());
        Peer { pid: child.id(), handle: None, began: began(child.id()) }
    }

    #[test]
    fn the_kernel_says_who_made_a_connection() {
        let (one, _other) = UnixStream::pair().unwrap();
        let peer = Peer::of(&one).unwrap();
        assert!(peer.is_there());
        assert!(peer.task(u64::from(std::process::id())).is_some());
        assert!(peer.task(1 << 40).is_none());
    }

    #[test]
    fn a_number_that_is_anothers_by_now_gets_no_signal() {
        let mut child = sleeper();
        let peer = peer_of(&child);
        let later = Peer { pid: child.id(), handle: None, began: peer.began.map(|began| began - 1) };
        later.signal(Signal::SIGKILL);
        assert!(!later.is_there() && later.task(child.id().into()).is_none());
        assert!(peer.is_there() && peer.task(child.id().into()).is_some());
        // The input ends, so it comes to its own end; a signal would show.
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
        assert!(!peer.is_there());
    }

    #[test]
    fn who_belongs_to_a_program_is_told_by_parents_group_or_environment() {
        let mut child = sleeper();
        let peer = peer_of(&child);
        let us = std::process::id();
        assert!(peer.belongs_to(us, ""));
        assert!(peer.belongs_to(child.id(), ""));
        // A stranger's number: no process above it has that one.
        let stranger = u32::MAX;
        assert!(!peer.belongs_to(stranger, "no-such-word"));
        assert!(peer.belongs_to(stranger, "a-word-of-ours"));
        peer.signal(Signal::SIGKILL);
        assert!(!child.wait().unwrap().success());
    }
}
