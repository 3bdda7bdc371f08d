//! Waiting that can be interrupted: a poller of the participant's own, and a waker for everyone else.
//!
//! Registration is edge-triggered and kept for the life of a socket, so that a wait costs one system call. The rule that
//! makes this right: wait only after the kernel has said "not yet", and try again after every wake-up, whatever it was.

use std::collections::HashSet;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;
use std::time::Duration;

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token, Waker};
use socket2::Socket;

const WAKER: Token = Token(0);
const SOCKET: Token = Token(1);

pub(super) struct Waiter {
    poll: Poll,
    events: Events,
    waker: Arc<Waker>,
    registered: HashSet<RawFd>,
}

impl Waiter {
    pub fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKER)?);
        Ok(Self { poll, events: Events::with_capacity(16), waker, registered: HashSet::new() })
    }

    /// What wakes a wait from another thread. A wake-up that comes early is kept for the next wait.
    pub fn waker(&self) -> Arc<Waker> {
        Arc::clone(&self.waker)
    }

    /// Waits until something happened to the socket, or the waker was used, or the time is over. Answers whether it was the
    /// former.
    pub fn wait(&mut self, socket: Option<&Socket>, longest: Option<Duration>) -> io::Result<bool> {
        if let Some(socket) = socket {
            let fd = socket.as_raw_fd();
            if self.registered.insert(fd) {
                let both = Interest::READABLE | Interest::WRITABLE;
                self.poll.registry().register(&mut SourceFd(&fd), SOCKET, both)?;
            }
        }
        match self.poll.poll(&mut self.events, longest) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(true),
            other => other.map(|()| !self.events.is_empty()),
        }
    }

    /// Forgets a socket that is about to be closed; the kernel forgets it with its descriptor.
    pub fn forget(&mut self, fd: RawFd) {
        self.registered.remove(&fd);
    }
}
