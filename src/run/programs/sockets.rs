//! Which socket of the run each descriptor of a process is. Threads share the descriptors of their process; a forked child has
//! copies of its own, a descriptor can be copied, inherited by another program, or go to another process with a message: a socket
//! is closed when the last of them is. What is one socket is known by its number in the kernel.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::thread::Pending;
use super::traffic::Traffic;
use crate::kernel;
use crate::sockets::{Call, Endpoint, Family, Kind, Outcome, SocketId};

/// A descriptor of a process.
#[derive(Clone, Debug)]
pub(super) struct Descriptor {
    /// `None` for a socket of a family or a type that none of ours is.
    pub id: Option<SocketId>,
    pub name: Arc<str>,
    pub family: Option<Family>,
    pub kind: Option<Kind>,
    pub local: Option<Endpoint>,
    /// The number of the socket in the kernel, 0 where it is not known.
    pub inode: u64,
    /// The descriptor that the socket was opened with.
    pub first: i32,
}

/// The descriptors of all processes of the programs of a run.
#[derive(Debug, Default)]
pub(super) struct Descriptors {
    of: HashMap<u32, BTreeMap<i32, Descriptor>>,
    /// What children have that have said nothing yet: by their parents and the times of their forks.
    unborn: BTreeMap<(u32, u64), BTreeMap<i32, Descriptor>>,
    /// Descriptors in whose place there is another one already, though their close has not been told: by their processes.
    replaced: Vec<(u32, Descriptor)>,
    /// Those that are on their way to another process, with a message that has not been received.
    passed: Vec<Descriptor>,
    /// The processes that tell nothing of what they do: programs that somebody has started, and children that only calculate.
    silent: Vec<u32>,
    pub traffic: Traffic,
}

/// The descriptors, for all programs of a run: one can pass on its sockets to another.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedDescriptors(Arc<Mutex<Descriptors>>);

impl SharedDescriptors {
    pub fn open(&self) -> MutexGuard<'_, Descriptors> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So many children may have said nothing, and so many descriptors may be on their way; the oldest of them are forgotten.
const MOST_UNBORN: usize = 256;

impl Descriptors {
    pub fn get(&self, pid: u32, fd: i32) -> Option<&Descriptor> {
        self.of.get(&pid)?.get(&fd)
    }

    pub fn get_mut(&mut self, pid: u32, fd: i32) -> Option<&mut Descriptor> {
        self.of.get_mut(&pid)?.get_mut(&fd)
    }

    /// Some descriptor of the socket that has this number in the kernel.
    pub fn numbered(&self, inode: u64) -> Option<&Descriptor> {
        self.all().find(|descriptor| inode != 0 && descriptor.inode == inode)
    }

    fn all(&self) -> impl Iterator<Item = &Descriptor> {
        let replaced = self.replaced.iter().map(|(_, descriptor)| descriptor);
        self.of
            .values()
            .chain(self.unborn.values())
            .flat_map(BTreeMap::values)
            .chain(&self.passed)
            .chain(replaced)
    }

    pub fn insert(&mut self, pid: u32, fd: i32, descriptor: Descriptor) {
        let id = descriptor.id;
        let before = self.of.entry(pid).or_default().insert(fd, descriptor);
        // The kernel gives a number again before the close that made it free is told.
        self.replaced.extend(before.filter(|before| before.id != id).map(|before| (pid, before)));
    }

    /// The descriptor of a process that was this socket, though there is another one in its place already.
    pub fn replaced(&self, pid: u32, inode: u64) -> Option<&Descriptor> {
        let found = self.replaced.iter().find(|(of, descriptor)| *of == pid && descriptor.inode == inode);
        found.map(|(_, descriptor)| descriptor)
    }

    /// A process has a descriptor of a socket that was another's. Answers whether it is one of the run's.
    pub fn holds(&mut self, pid: u32, fd: i32, inode: u64) -> bool {
        let Some(known) = self.numbered(inode).cloned() else { return false };
        if let Some(place) = self.passed.iter().position(|passed| passed.inode == inode) {
            self.passed.remove(place);
        }
        self.insert(pid, fd, known);
        true
    }

    /// A descriptor goes to another process with a message.
    pub fn passes(&mut self, pid: u32, fd: i32) {
        if let Some(known) = self.get(pid, fd).filter(|known| known.inode != 0).cloned() {
            self.passed.push(known);
            if self.passed.len() > MOST_UNBORN {
                self.passed.remove(0);
            }
        }
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

    /// It has forked into this process, which may never say anything.
    pub fn forked(&mut self, parent: u32, at: u64, child: u32) {
        if let Some(of) = self.unborn.remove(&(parent, at)) {
            self.of.insert(child, of);
            self.silent.push(child);
        }
    }

    /// It has started another program, with these descriptors: there, and here.
    pub fn spawns(&mut self, parent: u32, child: u32, descriptors: &[(i32, i32)]) {
        let passed =
            descriptors.iter().filter_map(|(there, here)| Some((*there, self.get(parent, *here)?.clone())));
        let passed: BTreeMap<_, _> = passed.collect();
        // It may have said hello already.
        if !passed.is_empty() && !self.of.contains_key(&child) {
            self.of.insert(child, passed);
            self.silent.push(child);
        }
    }

    /// A process has said hello: from now on it tells what becomes of its descriptors.
    pub fn speaks(&mut self, parent: u32, at: u64, child: u32) {
        self.silent.retain(|silent| *silent != child);
        if let Some(of) = self.unborn.remove(&(parent, at)) {
            self.of.insert(child, of);
        }
    }

    /// A process has closed this descriptor, which was this socket.
    pub fn close(&mut self, pid: u32, fd: i32, id: Option<SocketId>) {
        if self.get(pid, fd).is_some_and(|known| known.id == id) {
            self.of.get_mut(&pid).map(|of| of.remove(&fd));
        } else if let Some(at) = self.replaced.iter().position(|(of, old)| *of == pid && old.id == id) {
            self.replaced.remove(at);
        }
    }

    /// Closes what a process has, but for these descriptors. Gives those sockets that nobody has open any more, oldest first.
    pub fn close_all(&mut self, pid: u32, kept: &[i32]) -> Vec<Descriptor> {
        // Children that have said nothing while their parent lived will hardly say anything.
        self.unborn.retain(|(parent, _), _| *parent != pid);
        self.silent.retain(|silent| *silent != pid);
        let mut gone: Vec<_> = self.of.remove(&pid).into_iter().flatten().collect();
        let stays = gone.extract_if(.., |(fd, _)| kept.contains(fd)).collect::<BTreeMap<_, _>>();
        if !stays.is_empty() {
            self.of.insert(pid, stays);
        }
        let replaced = self.replaced.extract_if(.., |(of, _)| *of == pid).collect::<Vec<_>>();
        let gone = gone.into_iter().map(|(_, descriptor)| descriptor);
        let mut gone: Vec<_> = gone.chain(replaced.into_iter().map(|(_, descriptor)| descriptor)).collect();
        gone.sort_by_key(|descriptor| descriptor.id);
        gone.dedup_by_key(|descriptor| descriptor.id);
        gone.retain(|descriptor| descriptor.id.is_some_and(|id| self.copies(id) == 0));
        gone
    }

    /// A call is about to be made.
    pub fn begins(&mut self, pending: &Pending) {
        let Some(id) = pending.on else { return };
        match &*pending.call {
            Call::Function { name, .. } if name.contains("send") || name.contains("write") => {
                self.traffic.gives(id, None);
            }
            call => {
                if let Some(data) = call.data() {
                    self.traffic.gives(id, Some(data.len()));
                }
            }
        }
    }

    /// A call on a socket has ended. Gives the socket at whose other end more has come out than was put in, with its name.
    pub fn ends(&mut self, on: Option<SocketId>, outcome: &Outcome) -> Option<(SocketId, Arc<str>)> {
        match outcome {
            Outcome::Accepted { socket, local, peer } => self.traffic.connected(socket.id, local, peer),
            Outcome::Connected { local, peer } => self.traffic.connected(on?, local, peer),
            _ => {}
        }
        let past = self.traffic.takes(on?, outcome.received()?.len())?;
        let named = self.all().find(|descriptor| descriptor.id == Some(past));
        Some((past, named.map_or_else(|| "".into(), |known| Arc::clone(&known.name))))
    }

    /// How many descriptors of all processes are this socket.
    pub fn copies(&self, id: SocketId) -> usize {
        self.all().filter(|descriptor| descriptor.id == Some(id)).count()
    }

    /// Looks whether other processes still have this socket that do not tell, or have come to their end.
    pub fn look_at_others(&mut self, pid: u32, id: SocketId) {
        let silent = &self.silent;
        for (other, of) in self.of.iter_mut().filter(|(other, _)| **other != pid) {
            let is_silent = silent.contains(other);
            of.retain(|fd, descriptor| {
                let is_gone = || {
                    kernel::has_ended(*other)
                        || is_silent && kernel::has_socket(*other, *fd, descriptor.inode) == Some(false)
                };
                descriptor.id != Some(id) || !is_gone()
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(index: u32) -> SocketId {
        SocketId { participant: 0, index }
    }

    fn descriptor(index: u32) -> Descriptor {
        Descriptor {
            id: Some(id(index)),
            name: "s".into(),
            family: Some(Family::Inet),
            kind: Some(Kind::Stream),
            local: None,
            inode: 700 + u64::from(index),
            first: 3,
        }
    }

    fn gone(closed: &[Descriptor]) -> Vec<u32> {
        closed.iter().map(|one| one.id.unwrap().index).collect()
    }

    #[test]
    fn a_socket_is_gone_with_its_last_copy() {
        let mut open = Descriptors::default();
        open.insert(1, 3, descriptor(0));
        open.insert(1, 4, descriptor(1));
        open.forks(1, 77);
        open.close(1, 3, Some(id(0)));
        assert_eq!(open.copies(id(0)), 1, "the child has it still");
        open.speaks(1, 77, 2);
        assert!(open.get(2, 3).is_some(), "it has what was open when it was forked");
        assert_eq!(gone(&open.close_all(2, &[])), [0], "the parent has the other one still");
        assert_eq!(gone(&open.close_all(1, &[])), [1]);
        assert!(open.close_all(1, &[]).is_empty());
    }

    #[test]
    fn a_number_that_is_given_again_before_its_close_is_told_is_two_sockets() {
        let mut open = Descriptors::default();
        open.insert(1, 3, descriptor(0));
        open.insert(1, 3, descriptor(1));
        assert_eq!(open.replaced(1, 700).and_then(|old| old.id), Some(id(0)));
        open.close(1, 3, Some(id(0)));
        assert_eq!((open.copies(id(0)), open.copies(id(1))), (0, 1));
    }

    #[test]
    fn a_socket_that_goes_to_another_process_is_there_and_on_its_way() {
        let mut open = Descriptors::default();
        open.insert(1, 3, descriptor(0));
        open.passes(1, 3);
        open.close(1, 3, Some(id(0)));
        assert_eq!(open.copies(id(0)), 1, "it is on its way");
        assert!(open.holds(2, 5, 700));
        assert_eq!(open.get(2, 5).and_then(|there| there.id), Some(id(0)));
        assert_eq!(open.copies(id(0)), 1, "it has arrived");
        assert!(!open.holds(2, 6, 999), "a stranger's");
    }

    #[test]
    fn a_program_that_was_started_has_what_it_was_given_and_keeps_it_when_it_becomes_another() {
        let mut open = Descriptors::default();
        open.insert(1, 5, descriptor(0));
        open.insert(1, 6, descriptor(1));
        open.spawns(1, 2, &[(0, 5), (1, 5)]);
        assert_eq!(open.copies(id(0)), 3);
        open.speaks(1, 0, 2);
        assert!(gone(&open.close_all(2, &[0])).is_empty());
        assert_eq!(open.copies(id(0)), 2);
        open.close(1, 5, Some(id(0)));
        assert_eq!(gone(&open.close_all(2, &[])), [0]);
        assert_eq!(open.copies(id(1)), 1);
    }
}
