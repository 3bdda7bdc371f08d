//! Which socket of the run each descriptor of a process is. Threads share the descriptors of their process; a forked child has
//! copies of its own, and a socket is closed when the last of them is.

use std::collections::{BTreeMap, HashMap};

use crate::sockets::{Endpoint, Family, Kind, SocketId};

/// A descriptor of a process.
#[derive(Clone, Debug)]
pub(super) struct Descriptor {
    pub id: SocketId,
    pub name: String,
    pub family: Family,
    pub kind: Kind,
    pub local: Option<Endpoint>,
}

/// The descriptors of all processes of a program.
#[derive(Debug, Default)]
pub(super) struct Descriptors {
    of: HashMap<u32, BTreeMap<i32, Descriptor>>,
    /// What children have that have said nothing yet: by their parents and the times of their forks.
    unborn: BTreeMap<(u32, u64), BTreeMap<i32, Descriptor>>,
}

/// So many children may have said nothing; what the oldest of them have is forgotten.
const MOST_UNBORN: usize = 256;

impl Descriptors {
    pub fn get(&self, pid: u32, fd: i32) -> Option<&Descriptor> {
        self.of.get(&pid)?.get(&fd)
    }

    pub fn get_mut(&mut self, pid: u32, fd: i32) -> Option<&mut Descriptor> {
        self.of.get_mut(&pid)?.get_mut(&fd)
    }

    pub fn open(&mut self, pid: u32, fd: i32, descriptor: Descriptor) {
        self.of.entry(pid).or_default().insert(fd, descriptor);
    }

    /// A process is about to fork: the child will have copies of what it has.
    pub fn forks(&mut self, parent: u32, at: u64) {
        if let Some(of) = self.of.get(&parent).filter(|of| !of.is_empty()).cloned() {
            self.unborn.insert((parent, at), of);
            if self.unborn.len() > MOST_UNBORN {
                self.unborn.pop_first();
            }
        }
    }

    /// A child of a fork has shown itself.
    pub fn is_born(&mut self, parent: u32, at: u64, child: u32) {
        if let Some(of) = self.unborn.remove(&(parent, at)) {
            self.of.insert(child, of);
        }
    }

    pub fn close(&mut self, pid: u32, fd: i32) -> Option<Descriptor> {
        self.of.get_mut(&pid)?.remove(&fd)
    }

    /// Closes all that a process has. Gives those sockets that nobody has open any more, oldest first.
    pub fn close_all(&mut self, pid: u32) -> Vec<Descriptor> {
        // Children that have said nothing while their parent lived will hardly say anything.
        self.unborn.retain(|(parent, _), _| *parent != pid);
        let mut gone: Vec<_> = self.of.remove(&pid).into_iter().flat_map(BTreeMap::into_values).collect();
        gone.sort_by_key(|descriptor| descriptor.id);
        gone.dedup_by_key(|descriptor| descriptor.id);
        gone.retain(|descriptor| self.copies(descriptor.id) == 0);
        gone
    }

    /// How many descriptors of all processes are this socket.
    pub fn copies(&self, id: SocketId) -> usize {
        let all = self.of.values().chain(self.unborn.values());
        all.flat_map(BTreeMap::values).filter(|descriptor| descriptor.id == id).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptor(index: u32) -> Descriptor {
        let id = SocketId { participant: 0, index };
        Descriptor { id, name: "s".into(), family: Family::Inet, kind: Kind::Stream, local: None }
    }

    #[test]
    fn a_socket_is_gone_with_its_last_copy() {
        let mut open = Descriptors::default();
        open.open(1, 3, descriptor(0));
        open.open(1, 4, descriptor(1));
        open.forks(1, 77);
        assert_eq!(open.close(1, 3).map(|gone| open.copies(gone.id)), Some(1), "the child has it still");
        open.is_born(1, 77, 2);
        assert!(open.get(2, 3).is_some(), "it has what was open when it was forked");
        let gone = |closed: Vec<Descriptor>| closed.iter().map(|one| one.id.index).collect::<Vec<_>>();
        assert_eq!(gone(open.close_all(2)), [0], "the parent has the other one still");
        assert_eq!(gone(open.close_all(1)), [1]);
        assert!(open.close_all(1).is_empty());
    }
}
