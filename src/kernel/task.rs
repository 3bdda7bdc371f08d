//! What a thread of another process does: whether it sleeps, and in which system call (proc(5)). Linux only.

/// How a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// It sleeps until something happens; else it runs, or is about to.
    pub asleep: bool,
    /// The system call that it is in, where the kernel tells it.
    pub sleeps_in: Option<SleepsIn>,
}

/// What a thread sleeps in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SleepsIn {
    /// A call of the socket API, on this descriptor.
    SocketCall(i32),
    /// One that waits for descriptors: `poll`, `select`, `epoll_wait`.
    Readiness,
    /// Reading its standard input.
    Keyboard,
    /// Anything else: a lock, a child process, time.
    Other,
}

/// How a thread is now. `None` where it is gone, or the system does not tell.
#[must_use]
pub fn task(pid: u32, thread: u64) -> Option<Task> {
    #[cfg(target_os = "linux")]
    {
        let folder = format!("/proc/{pid}/task/{thread}");
        let stat = std::fs::read_to_string(format!("{folder}/stat")).ok()?;
        // The name before it stands in parentheses and may hold anything.
        let state = stat.rsplit_once(')')?.1.trim_start().chars().next()?;
        // One that has ended and that nobody has asked for.
        if matches!(state, 'Z' | 'X') {
            return None;
        }
        let call = std::fs::read_to_string(format!("{folder}/syscall")).ok();
        let sleeps_in = call.as_deref().and_then(linux::sleeps_in);
        Some(Task { asleep: matches!(state, 'S' | 'D'), sleeps_in })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (pid, thread);
        None
    }
}

/// Whether a descriptor of another process is the socket with this number. `None` where the system does not tell.
#[must_use]
pub fn has_socket(pid: u32, fd: i32, inode: u64) -> Option<bool> {
    if inode == 0 || !cfg!(target_os = "linux") {
        return None;
    }
    let link = std::fs::read_link(format!("/proc/{pid}/fd/{fd}"));
    match link {
        Ok(link) => Some(link.to_str() == Some(&format!("socket:[{inode}]"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

/// How many processes descend from this one, itself included; counting stops at `most`. Those that have ended, and whose end
/// nobody has asked for, are none.
#[must_use]
pub fn descendants(pid: u32, most: usize) -> usize {
    family(pid, most).len()
}

/// A process and those that descend from it; `most` of them.
pub(super) fn family(pid: u32, most: usize) -> Vec<u32> {
    let mut found = vec![pid];
    let mut at = 0;
    while at < found.len() && found.len() < most {
        for child in children(found[at]) {
            if !found.contains(&child) && !has_ended(child) {
                found.push(child);
            }
        }
        at += 1;
    }
    found
}

/// Whether a process is a zombie, or gone. Only Linux tells.
#[must_use]
pub fn has_ended(pid: u32) -> bool {
    if !cfg!(target_os = "linux") {
        return false;
    }
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name of the program stands before the state, in brackets, and may have any in it.
    let state = stat.rsplit_once(')').and_then(|(_, rest)| rest.trim_start().chars().next());
    matches!(state, None | Some('Z' | 'X'))
}

fn children(pid: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .collect()
}

#[cfg(target_os = "linux")]
mod linux {
    use nix::libc::{
        SYS_accept, SYS_accept4, SYS_connect, SYS_epoll_pwait, SYS_ppoll, SYS_pselect6, SYS_read,
        SYS_recvfrom, SYS_recvmsg, SYS_sendmsg, SYS_sendto, c_long,
    };

    use super::SleepsIn;

    /// Their first argument is a descriptor.
    const OF_SOCKETS: [c_long; 7] =
        [SYS_accept, SYS_accept4, SYS_connect, SYS_recvfrom, SYS_recvmsg, SYS_sendto, SYS_sendmsg];
    const OF_READINESS: [c_long; 3] = [SYS_ppoll, SYS_pselect6, SYS_epoll_pwait];

    /// What a line of `/proc/PID/task/TID/syscall` says: the number of the call and its arguments, or `running`.
    pub(super) fn sleeps_in(line: &str) -> Option<SleepsIn> {
        let mut words = line.split_whitespace();
        let number: c_long = words.next()?.parse().ok()?;
        let first = words.next().and_then(|word| u64::from_str_radix(word.trim_start_matches("0x"), 16).ok());
        let descriptor = first.and_then(|first| i32::try_from(first).ok());
        Some(match descriptor {
            Some(fd) if OF_SOCKETS.contains(&number) => SleepsIn::SocketCall(fd),
            Some(0) if number == SYS_read => SleepsIn::Keyboard,
            _ if OF_READINESS.contains(&number) || is_older(number) => SleepsIn::Readiness,
            _ => SleepsIn::Other,
        })
    }

    /// The calls that newer processors do without.
    #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
    fn is_older(number: c_long) -> bool {
        use nix::libc::{SYS_epoll_wait, SYS_poll, SYS_select};
        [SYS_poll, SYS_select, SYS_epoll_wait].contains(&number)
    }

    #[cfg(not(any(target_arch = "x86_64", target_arch = "x86")))]
    fn is_older(_: c_long) -> bool {
        false
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_number_of_the_call_tells_what_a_thread_sleeps_in() {
            let line =
                |number: c_long, first: u64| format!("{number} {first:#x} 0x1 0x2 0x3 0x4 0x5 0x7f 0x55");
            assert_eq!(sleeps_in(&line(SYS_accept4, 3)), Some(SleepsIn::SocketCall(3)));
            assert_eq!(sleeps_in(&line(SYS_ppoll, 0x7f00_0000_0000)), Some(SleepsIn::Readiness));
            assert_eq!(sleeps_in(&line(SYS_read, 0)), Some(SleepsIn::Keyboard));
            assert_eq!(sleeps_in(&line(SYS_read, 5)), Some(SleepsIn::Other));
            assert_eq!(sleeps_in("running\n"), None);
            assert_eq!(sleeps_in(""), None);
        }
    }
}
