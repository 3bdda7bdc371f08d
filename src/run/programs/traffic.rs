//! How many bytes each connection of the run has taken and given: where more comes out at one end than calls have put in at the other,
//! something writes to it that nobody sees, as another program that has the descriptor, or a library in C.

use std::collections::HashMap;

use crate::sockets::{Endpoint, SocketId};

/// What has gone over the connections of the run's programs.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    /// The socket with these addresses: its own and its peer's.
    ends: HashMap<(Endpoint, Endpoint), SocketId>,
    of: HashMap<SocketId, End>,
}

/// One end of a connection.
#[derive(Debug, Default)]
struct End {
    /// The socket with the other end, where it is of the run.
    peer: Option<SocketId>,
    /// Bytes that calls have put in, or are about to.
    given: u64,
    /// Bytes that calls have got out.
    taken: u64,
    /// Whether more may have been put in than is known, or it was told that something did.
    is_open: bool,
}

impl Traffic {
    /// A socket has come to be connected.
    pub fn connected(&mut self, id: SocketId, local: &Endpoint, peer: &Endpoint) {
        // Sockets without a name cannot be told apart.
        if !matches!((local, peer), (Endpoint::Inet(_), Endpoint::Inet(_))) {
            return;
        }
        self.ends.insert((local.clone(), peer.clone()), id);
        self.of.insert(id, End::default());
        let Some(other) = self.ends.get(&(peer.clone(), local.clone())).copied() else { return };
        for (one, other) in [(id, other), (other, id)] {
            if let Some(end) = self.of.get_mut(&one) {
                end.peer = Some(other);
            }
        }
    }

    /// A call is about to put in so many bytes; `None` where nobody knows how many.
    pub fn gives(&mut self, id: SocketId, bytes: Option<usize>) {
        if let Some(end) = self.of.get_mut(&id) {
            match bytes {
                Some(bytes) => end.given += bytes as u64,
                None => end.is_open = true,
            }
        }
    }

    /// A call has got out so many bytes. Gives the other end, the first time that more has come than was put in there.
    pub fn takes(&mut self, id: SocketId, bytes: usize) -> Option<SocketId> {
        let end = self.of.get_mut(&id)?;
        end.taken += bytes as u64;
        let (taken, other) = (end.taken, end.peer?);
        let peer = self.of.get_mut(&other)?;
        let is_news = taken > peer.given && !peer.is_open;
        peer.is_open |= is_news;
        is_news.then_some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: SocketId = SocketId { participant: 0, index: 1 };
    const OTHER: SocketId = SocketId { participant: 1, index: 0 };

    fn joined() -> Traffic {
        let (a, b): (Endpoint, Endpoint) = ("127.0.0.1:80".parse().unwrap(), "127.0.0.1:81".parse().unwrap());
        let mut traffic = Traffic::default();
        traffic.connected(ONE, &a, &b);
        traffic.connected(OTHER, &b, &a);
        traffic
    }

    #[test]
    fn more_out_than_in_is_told_once() {
        let mut traffic = joined();
        traffic.gives(ONE, Some(5));
        assert_eq!(traffic.takes(OTHER, 5), None);
        assert_eq!(traffic.takes(OTHER, 1), Some(ONE));
        assert_eq!(traffic.takes(OTHER, 1), None);
        assert_eq!(traffic.takes(ONE, 1), Some(OTHER));
    }

    #[test]
    fn of_a_stranger_and_of_what_nobody_can_count_nothing_is_told() {
        let mut traffic = joined();
        traffic.gives(ONE, None);
        assert_eq!(traffic.takes(OTHER, 100), None);
        let stranger = SocketId { participant: 9, index: 9 };
        assert_eq!(traffic.takes(stranger, 100), None);
    }
}
