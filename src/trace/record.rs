//! What the log knows of one call and of one socket: positions of events, so that any moment can be read off.

use std::sync::Arc;

use super::{Moment, Origin};
use crate::scenario::ParticipantId;
use crate::sockets::{Call, Endpoint, Family, Kind, Reading, SocketId, SocketName};

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
    /// What the kernel said of it, each time that it was something new.
    pub(super) readings: Vec<(usize, Arc<Reading>)>,
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

    /// Where in the log that stands which the kernel last said of it.
    #[must_use]
    pub fn read_at(&self, moment: Moment) -> Option<usize> {
        let shown = self.readings.partition_point(|(at, _)| moment.shows(*at));
        Some(self.readings[..shown].last()?.0)
    }

    /// What the kernel last said of it.
    #[must_use]
    pub fn reading(&self, moment: Moment) -> Option<&Reading> {
        last_shown(&self.readings, moment).map(|reading| &**reading)
    }
}

/// All sockets of a run, in the order in which they came to be known, and found again by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Sockets {
    records: Vec<SocketRecord>,
    /// For each participant, the places of its sockets.
    places: Vec<Vec<Option<u32>>>,
}

impl Sockets {
    pub fn all(&self) -> &[SocketRecord] {
        &self.records
    }

    pub fn get(&self, id: SocketId) -> Option<&SocketRecord> {
        self.records.get(self.place(id)?)
    }

    pub fn get_mut(&mut self, id: SocketId) -> Option<&mut SocketRecord> {
        let place = self.place(id)?;
        self.records.get_mut(place)
    }

    pub fn push(&mut self, record: SocketRecord) {
        let (participant, index) = (record.id.participant as usize, record.id.index as usize);
        if self.places.len() <= participant {
            self.places.resize(participant + 1, Vec::new());
        }
        let places = &mut self.places[participant];
        if places.len() <= index {
            places.resize(index + 1, None);
        }
        places[index] = u32::try_from(self.records.len()).ok();
        self.records.push(record);
    }

    fn place(&self, id: SocketId) -> Option<usize> {
        let place = *self.places.get(id.participant as usize)?.get(id.index as usize)?;
        place.map(|place| place as usize)
    }
}

fn last_shown<T>(history: &[(usize, T)], moment: Moment) -> Option<&T> {
    let shown = history.partition_point(|(at, _)| moment.shows(*at));
    history[..shown].last().map(|(_, known)| known)
}
