//! The sockets that a participant has open, and the names that its script gives them.

use std::collections::HashMap;
use std::os::fd::AsRawFd;
use std::rc::Rc;
use std::time::Duration;

use socket2::Socket;

use crate::scenario::ParticipantId;
use crate::sockets::{Family, Kind, SocketId, SocketName, SocketOpened};

/// A socket that is open, and what of it the kernel leaves to whoever does not block.
#[derive(Clone)]
pub(super) struct Open {
    pub socket: Rc<Socket>,
    pub family: Family,
    pub kind: Kind,
    /// `SO_RCVTIMEO`: a non-blocking socket does not keep it.
    pub receive_timeout: Option<Duration>,
    /// `SO_LINGER` with a time: close may wait.
    pub lingers: bool,
}

pub(super) struct OpenSockets {
    participant: u32,
    next: u32,
    names: HashMap<SocketName, SocketId>,
    /// In the order of their birth.
    open: Vec<(SocketId, SocketName, Open)>,
}

impl OpenSockets {
    /// `before` sockets have been opened by the same participant in an earlier life.
    pub fn new(participant: ParticipantId, before: u32) -> Self {
        Self { participant: participant.0, next: before, names: HashMap::new(), open: Vec::new() }
    }

    /// The socket that bears a name, open or closed.
    pub fn id(&self, name: &str) -> Option<SocketId> {
        self.names.get(name).copied()
    }

    pub fn get(&self, id: SocketId) -> Option<&Open> {
        self.open.iter().find(|(open, ..)| *open == id).map(|(.., socket)| socket)
    }

    pub fn get_mut(&mut self, id: SocketId) -> Option<&mut Open> {
        self.open.iter_mut().find(|(open, ..)| *open == id).map(|(.., socket)| socket)
    }

    /// Takes in a new socket. The one that had its name before loses it; [`Self::unnamed`] finds it.
    pub fn insert(&mut self, name: &str, open: Open) -> SocketOpened {
        let id = SocketId { participant: self.participant, index: self.next };
        self.next += 1;
        self.names.insert(name.to_owned(), id);
        let fd = open.socket.as_raw_fd();
        self.open.push((id, name.to_owned(), open));
        SocketOpened { id, fd }
    }

    pub fn remove(&mut self, id: SocketId) -> Option<Open> {
        let at = self.open.iter().position(|(open, ..)| *open == id)?;
        Some(self.open.remove(at).2)
    }

    /// An open socket that no name leads to any more.
    pub fn unnamed(&self) -> Option<(SocketId, SocketName)> {
        self.open
            .iter()
            .find(|(id, name, _)| self.names.get(name) != Some(id))
            .map(|(id, name, _)| (*id, name.clone()))
    }

    /// Those that are open, oldest first.
    pub fn all(&self) -> impl Iterator<Item = (SocketId, &Open)> {
        self.open.iter().map(|(id, _, open)| (*id, open))
    }

    /// The oldest open socket.
    pub fn oldest(&self) -> Option<(SocketId, SocketName)> {
        self.open.first().map(|(id, name, _)| (*id, name.clone()))
    }
}

impl Drop for OpenSockets {
    /// What is open now is of a run that was left in the middle. Its connections end by a reset, which is no part of the run:
    /// by an end of the usual kind they would keep its ports for a minute (`TIME_WAIT`), and the run could not begin again.
    fn drop(&mut self) {
        for (.., open) in &self.open {
            if open.kind == Kind::Stream && open.family != Family::Unix {
                // Where it is refused, the ports are found to be taken when a run begins.
                let _ = open.socket.set_linger(Some(Duration::ZERO));
            }
        }
    }
}
