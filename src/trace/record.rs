//! What the log knows of one call and of one socket: positions of events, so that any moment can be read off.

use std::sync::Arc;

use super::{Moment, Origin};
use crate::scenario::ParticipantId;
use crate::sockets::{Call, Endpoint, Family, Kind, SocketId, SocketName};

/// A call by its place among all calls of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub u32);

impl CallId {
    /// The same as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One call that was made. Positions count events of the log.
#[derive(Clone, Debug)]
pub struct CallRecord {
    pub participant: ParticipantId,
    pub origin: Origin,
    pub call: Arc<Call>,
    /// The socket that it was made on.
    pub socket: Option<SocketId>,
    /// The row of the diagram that it begins on; rows ascend with the calls.
    pub row: u32,
    pub called: usize,
    pub waiting: Option<usize>,
    pub returned: Option<usize>,
    /// Positions in [`super::Trace::links`] of the links that begin or end here.
    pub(super) links: Vec<u32>,
}

/// One socket of the run, from its birth to its end.
#[derive(Clone, Debug)]
pub struct SocketRecord {
    pub id: SocketId,
    /// The name of the variable that holds it.
    pub name: SocketName,
    pub family: Family,
    pub kind: Kind,
    pub fd: i32,
    /// The listener that this connection came from.
    pub listener: Option<SocketId>,
    /// The number of the socket in the run, from 0: its tint.
    pub number: u32,
    pub(super) opened: usize,
    pub(super) listening: Option<usize>,
    pub(super) closed: Option<usize>,
    pub(super) local: Vec<(usize, Endpoint)>,
    pub(super) peer: Vec<(usize, Endpoint)>,
}

/// What a socket has come to be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocketUse {
    /// It listens, or did until it was closed.
    Listener,
    /// A stream with somebody at the other end.
    Connection,
    /// A stream that was never connected.
    Unconnected,
    /// Datagrams.
    Datagrams,
}

impl SocketRecord {
    /// What it has been used for until a moment.
    #[must_use]
    pub fn used_for(&self, moment: Moment) -> SocketUse {
        if self.kind == Kind::Dgram {
            SocketUse::Datagrams
        } else if self.listening.is_some_and(|at| moment.shows(at)) {
            SocketUse::Listener
        } else if self.peer(moment).is_some() {
            SocketUse::Connection
        } else {
            SocketUse::Unconnected
        }
    }

    /// Whether it exists at a moment.
    #[must_use]
    pub fn is_open(&self, moment: Moment) -> bool {
        moment.shows(self.opened) && !self.closed.is_some_and(|at| moment.shows(at))
    }

    /// Whether it listens at a moment.
    #[must_use]
    pub fn is_listening(&self, moment: Moment) -> bool {
        self.is_open(moment) && self.listening.is_some_and(|at| moment.shows(at))
    }

    /// Its local address, as far as a call has told it at a moment.
    #[must_use]
    pub fn local(&self, moment: Moment) -> Option<&Endpoint> {
        last_shown(&self.local, moment)
    }

    /// Its peer's address, as far as a call has told it at a moment.
    #[must_use]
    pub fn peer(&self, moment: Moment) -> Option<&Endpoint> {
        last_shown(&self.peer, moment)
    }
}

fn last_shown(history: &[(usize, Endpoint)], moment: Moment) -> Option<&Endpoint> {
    let shown = history.partition_point(|(at, _)| moment.shows(*at));
    history[..shown].last().map(|(_, endpoint)| endpoint)
}
