//! What the log knows of one call and of one socket: positions of events, so that any moment can be read off.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use smallvec::SmallVec;

use super::lane::forget;
use super::{Moment, Origin, last_shown};
use crate::scenario::ParticipantId;
use crate::sockets::{
    Call, Endpoint, Family, Half, Kind, OptionSetting, Outcome, Reading, SocketId, SocketName,
};

/// A call by its place among all calls of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub u32);

impl CallId {
    /// The call in this place among all, counted from 0.
    #[must_use]
    pub fn nth(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

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
    /// The row of the diagram that it begins on; rows ascend with the calls. Calls that only repeat share a row.
    pub row: u32,
    pub called: usize,
    pub waiting: Option<usize>,
    pub returned: Option<usize>,
    /// Bytes that its participant has sent and received, up to and with this call.
    pub moved: u64,
    /// How many calls before it in a row were the same, each after a recv that gave 0 bytes, as where a loop goes on after
    /// the end of a stream.
    pub(super) repeats: u32,
    /// How many calls of a script its participant made before it.
    pub(super) steps: u32,
    /// Numbers of the links that begin or end here.
    pub(super) links: SmallVec<[u32; 4]>,
}

impl CallRecord {
    /// The name of the function as its program calls it: `sendall`, which is a `send`.
    #[must_use]
    pub fn function(&self) -> &str {
        match &self.origin {
            Origin::Program(site) => &site.method,
            _ => self.call.function(),
        }
    }

    /// The call as one reads it, with its socket: `sendall(s, 'Hola')`.
    #[must_use]
    pub fn written(&self) -> String {
        self.call.written_as(self.function())
    }

    /// Whether it is one of many that gave 0 bytes one after the other, and neither the first nor the second of them: what it
    /// tells is told already.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.repeats >= 2
    }

    /// 1 for a call of a script, else 0.
    pub(super) fn is_step(&self) -> u32 {
        u32::from(matches!(self.origin, Origin::Script { .. }))
    }
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
    /// What was set that decides how its connection ends.
    pub(super) set: Vec<(usize, Set)>,
    /// What the kernel said of it, each time that it was something new.
    pub(super) readings: Vec<(usize, Arc<Reading>)>,
}

/// What a call set at a socket that decides how its connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    Shut(Half),
    Linger(Linger),
}

/// What `SO_LINGER` makes of a close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linger {
    /// It is off, or gives time: what was sent goes out, and then the end.
    Off,
    /// It is on with no time at all: the connection is cut.
    Cuts,
    /// An option was set that is not understood: it may have been this one.
    Unknown,
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

    /// Whether its program has shut it down for sending at a moment.
    pub(super) fn has_shut_writing(&self, moment: Moment) -> bool {
        self.shut(moment, |how| how != Half::Read).is_some()
    }

    /// Where its program had shut it down for receiving at a moment.
    pub(super) fn shut_reading(&self, moment: Moment) -> Option<usize> {
        self.shut(moment, |how| how != Half::Write)
    }

    fn shut(&self, moment: Moment, is_meant: impl Fn(Half) -> bool) -> Option<usize> {
        let mut set = self.set.iter().take_while(|(at, _)| moment.shows(*at));
        set.find(|(_, set)| matches!(set, Set::Shut(how) if is_meant(*how))).map(|(at, _)| *at)
    }

    /// What its own `SO_LINGER` would make of a close at a moment, if it was ever set.
    pub(super) fn linger(&self, moment: Moment) -> Option<Linger> {
        let set = self.set.iter().take_while(|(at, _)| moment.shows(*at));
        set.filter_map(|(_, set)| if let Set::Linger(linger) = set { Some(*linger) } else { None }).last()
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

    /// Takes note of what a call on it gave back.
    pub(super) fn learn(&mut self, position: usize, call: &Call, outcome: &Outcome) {
        if outcome.is_success() {
            match call {
                Call::Listen { .. } => {
                    self.listening.get_or_insert(position);
                }
                Call::Close { .. } => {
                    self.closed.get_or_insert(position);
                }
                Call::Shutdown { how, .. } => self.set.push((position, Set::Shut(*how))),
                Call::SetSockOpt { option: OptionSetting::Linger(seconds), .. } => {
                    let linger = if *seconds == Some(0) { Linger::Cuts } else { Linger::Off };
                    self.set.push((position, Set::Linger(linger)));
                }
                Call::Function { name, .. } if name == "setsockopt" => {
                    self.set.push((position, Set::Linger(Linger::Unknown)));
                }
                _ => {}
            }
        }
        match outcome {
            Outcome::Bound { local } => self.learn_ends(position, local, None),
            Outcome::Connected { local, peer } => self.learn_ends(position, local, Some(peer)),
            Outcome::SentTo { from, .. } => self.learn_ends(position, from, None),
            Outcome::Address(address) if matches!(call, Call::GetSockName { .. }) => {
                self.learn_ends(position, address, None);
            }
            _ => {}
        }
    }

    /// Takes note of its addresses.
    pub(super) fn learn_ends(&mut self, position: usize, local: &Endpoint, peer: Option<&Endpoint>) {
        let learn = |history: &mut Vec<(usize, Endpoint)>, endpoint: &Endpoint| {
            if history.last().is_none_or(|(_, known)| known != endpoint) {
                history.push((position, endpoint.clone()));
            }
        };
        learn(&mut self.local, local);
        if let Some(peer) = peer {
            learn(&mut self.peer, peer);
        }
    }
}

/// All sockets of a run, in the order in which they came to be known, and found again by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Sockets {
    records: Vec<SocketRecord>,
    places: HashMap<SocketId, u32>,
    /// How many sockets each participant has opened, and all together.
    opened: HashMap<u32, u32>,
    born: u32,
    /// Those that listen, and have not been closed.
    listening: HashSet<SocketId>,
}

impl Sockets {
    pub fn all(&self) -> &[SocketRecord] {
        &self.records
    }

    pub fn get(&self, id: SocketId) -> Option<&SocketRecord> {
        self.records.get(*self.places.get(&id)? as usize)
    }

    pub fn get_mut(&mut self, id: SocketId) -> Option<&mut SocketRecord> {
        self.records.get_mut(*self.places.get(&id)? as usize)
    }

    /// The socket with this number.
    pub fn numbered(&self, number: u32) -> Option<&SocketRecord> {
        let at = self.records.binary_search_by_key(&number, |socket| socket.number).ok()?;
        self.records.get(at)
    }

    /// The number that the next one gets.
    pub fn next_number(&self) -> u32 {
        self.born
    }

    /// How many sockets a participant has opened.
    pub fn opened_by(&self, who: ParticipantId) -> u32 {
        self.opened.get(&who.0).copied().unwrap_or(0)
    }

    /// Whether a socket was ever opened, kept or not.
    pub fn was_opened(&self, id: SocketId) -> bool {
        id.index < self.opened_by(ParticipantId(id.participant))
    }

    /// Whether this is the id of the next socket that a participant opens.
    pub fn is_next(&self, who: ParticipantId, id: SocketId) -> bool {
        id.participant == who.0 && id.index == self.opened_by(who)
    }

    pub fn push(&mut self, record: SocketRecord) {
        *self.opened.entry(record.id.participant).or_default() += 1;
        self.born += 1;
        self.places.insert(record.id, u32::try_from(self.records.len()).unwrap_or(u32::MAX));
        self.records.push(record);
    }

    /// Takes note of what a call on a socket gave back.
    pub fn learn(&mut self, id: SocketId, position: usize, call: &Call, outcome: &Outcome) {
        let Some(socket) = self.get_mut(id) else { return };
        socket.learn(position, call, outcome);
        let listens = socket.listening == Some(position);
        if listens {
            self.listening.insert(id);
        } else if socket.closed == Some(position) {
            self.listening.remove(&id);
        }
    }

    /// The sockets that listen.
    pub fn listeners(&self) -> impl Iterator<Item = &SocketRecord> {
        self.listening.iter().filter_map(|id| self.get(*id))
    }

    /// Forgets those that were closed before a position, and what is no news of the others.
    pub fn drop_before(&mut self, position: usize) {
        self.records.retain(|socket| socket.closed.is_none_or(|closed| closed >= position));
        for socket in &mut self.records {
            forget(&mut socket.readings, position);
            forget(&mut socket.local, position);
            forget(&mut socket.peer, position);
        }
        self.places = (0..).zip(&self.records).map(|(place, socket)| (socket.id, place)).collect();
    }
}
