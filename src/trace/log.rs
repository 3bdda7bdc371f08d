//! The log itself: events in the order in which they arrived, indexed as they arrive.

use std::sync::Arc;

use super::links::{Link, Links, Outsider};
use super::record::{CallId, CallRecord, SocketRecord, Sockets};
use super::{Event, Origin, What};
use crate::scenario::ParticipantId;
use crate::scenario::Script;
use crate::sockets::{Call, Endpoint, Family, Kind, Outcome, Reading, SocketId, SocketOpened};

/// A position in the log: the events before it are what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub usize);

impl Moment {
    /// Whether the event at this position has happened at the moment.
    #[must_use]
    pub fn shows(self, position: usize) -> bool {
        position < self.0
    }
}

/// Why an event does not fit what came before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    #[error("event {0} calls while the participant's last call is still open")]
    StillOpen(usize),
    #[error("event {0} waits or returns, but the participant is in no call")]
    NoCallOpen(usize),
    #[error("event {0} is of participant {1}, which the scenario does not have")]
    NoSuchParticipant(usize, u32),
    #[error("event {0} comes after the end of its participant's program")]
    AfterEnd(usize),
    #[error("event {0} comes after its participant's program was killed")]
    AfterKill(usize),
    #[error("event {0} reads a socket that nobody has opened")]
    NoSuchSocket(usize),
}

/// What one participant has done.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane {
    /// Its calls, oldest first.
    pub calls: Vec<CallId>,
    /// The positions at which its program was over, or began to be again.
    life: Vec<(usize, Life)>,
    /// The positions at which it was given a script, with the number of the call to come.
    pub scripts: Vec<(usize, Arc<Script>, u64)>,
    /// The position at which it left the scenario, and its name.
    pub left: Option<(usize, Arc<str>)>,
}

/// How a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    Goes,
    Over,
    Killed,
}

impl Lane {
    pub fn life(&self, moment: Moment) -> Life {
        let shown = self.life.partition_point(|(at, _)| moment.shows(*at));
        self.life[..shown].last().map_or(Life::Goes, |(_, life)| *life)
    }

    fn now(&self) -> Life {
        self.life.last().map_or(Life::Goes, |(_, life)| *life)
    }

    fn lives(&mut self, position: usize, life: Life) {
        if self.now() != life {
            self.life.push((position, life));
        }
    }
}

/// The append-only log of one run.
#[derive(Clone, Debug)]
pub struct Trace {
    events: Vec<Event>,
    calls: Vec<CallRecord>,
    pub(super) lanes: Vec<Lane>,
    sockets: Sockets,
    pub(super) links: Links,
}

impl Trace {
    /// An empty log for so many participants.
    #[must_use]
    pub fn new(participants: usize) -> Self {
        Self {
            events: Vec::new(),
            calls: Vec::new(),
            lanes: vec![Lane::default(); participants],
            sockets: Sockets::default(),
            links: Links::default(),
        }
    }

    /// Takes in a participant that has come later.
    pub fn admit(&mut self, id: ParticipantId) {
        if self.lanes.len() <= id.index() {
            self.lanes.resize(id.index() + 1, Lane::default());
        }
    }

    /// Whether anything was told of a participant.
    #[must_use]
    pub fn has_history(&self, id: ParticipantId) -> bool {
        let told = |lane: &Lane| !lane.calls.is_empty() || !lane.life.is_empty() || !lane.scripts.is_empty();
        self.lanes.get(id.index()).is_some_and(told)
    }

    /// How many participants it is of.
    #[must_use]
    pub fn participants(&self) -> usize {
        self.lanes.len()
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The moment after everything that has happened.
    #[must_use]
    pub fn live(&self) -> Moment {
        Moment(self.events.len())
    }

    /// All calls, in the order in which they were made.
    #[must_use]
    pub fn calls(&self) -> &[CallRecord] {
        &self.calls
    }

    /// One call.
    #[must_use]
    pub fn call(&self, id: CallId) -> &CallRecord {
        &self.calls[id.index()]
    }

    /// All sockets, in the order in which they came to be known.
    #[must_use]
    pub fn sockets(&self) -> &[SocketRecord] {
        self.sockets.all()
    }

    /// One socket.
    #[must_use]
    pub fn socket(&self, id: SocketId) -> Option<&SocketRecord> {
        self.sockets.get(id)
    }

    /// What joins the ends of what happened.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        self.links.all()
    }

    /// The links that begin or end at a call.
    pub fn links_at(&self, id: CallId) -> impl Iterator<Item = &Link> {
        let all = self.links.all();
        self.call(id).links.iter().map(move |at| &all[*at as usize])
    }

    /// The programs outside that have shown themselves, in the order in which they did.
    #[must_use]
    pub fn outsiders(&self) -> &[Outsider] {
        self.links.outsiders()
    }

    /// What a call gave back, if it has returned.
    #[must_use]
    pub fn outcome_of(&self, call: &CallRecord) -> Option<&Outcome> {
        match &self.events[call.returned?].what {
            What::Returned(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// The time at a position of the log, in nanoseconds since the run began.
    #[must_use]
    pub fn time(&self, position: usize) -> u64 {
        self.events.get(position).map_or(0, |event| event.at)
    }

    /// Takes the next event. Threads take their times before they queue for the log, so an event can carry a time a few
    /// microseconds before that of its forerunner; it is then given its forerunner's, and times never run backwards.
    ///
    /// # Errors
    /// An event that does not fit what came before; the log is then as it was.
    pub fn append(&mut self, mut event: Event) -> Result<(), TraceError> {
        let position = self.events.len();
        if let Some(last) = self.events.last() {
            event.at = event.at.max(last.at);
        }
        let who = event.participant;
        let lane = self.lanes.get_mut(who.index()).ok_or(TraceError::NoSuchParticipant(position, who.0))?;
        let of_program = !matches!(event.what, What::Script { .. } | What::Read { .. } | What::Left { .. });
        if of_program && lane.now() == Life::Killed {
            return Err(TraceError::AfterKill(position));
        }
        let last = lane.calls.last().copied();
        let open = last.filter(|id| self.calls[id.index()].returned.is_none());
        match (&event.what, open) {
            (What::Called { .. } | What::Ended | What::Killed, Some(_)) => {
                return Err(TraceError::StillOpen(position));
            }
            (What::Waiting(_) | What::Returned(_), None) => {
                return Err(TraceError::NoCallOpen(position));
            }
            // A program that is over makes no call of its own; a person can make one all the same.
            (What::Called { origin, .. }, None) if lane.now() == Life::Over && *origin != Origin::ByHand => {
                return Err(TraceError::AfterEnd(position));
            }
            (What::Ended, None) if lane.now() == Life::Over => return Err(TraceError::AfterEnd(position)),
            (What::Called { origin, call, socket }, None) => {
                lane.lives(position, Life::Goes);
                self.called(position, who, *origin, Arc::clone(call), *socket);
            }
            (What::Waiting(_), Some(open)) => {
                self.calls[open.index()].waiting.get_or_insert(position);
            }
            (What::Returned(outcome), Some(open)) => self.returned(position, open, outcome),
            (What::Ended, None) => lane.lives(position, Life::Over),
            (What::Killed, None) => lane.lives(position, Life::Killed),
            (What::Script { script, next }, _) => {
                lane.lives(position, Life::Goes);
                lane.scripts.push((position, Arc::clone(script), *next));
            }
            (What::Left { name }, _) => lane.left = Some((position, Arc::clone(name))),
            (What::Read { socket, reading }, _) => self.read(position, *socket, reading)?,
        }
        self.events.push(event);
        Ok(())
    }

    fn read(&mut self, position: usize, id: SocketId, reading: &Arc<Reading>) -> Result<(), TraceError> {
        let socket = self.sockets.get_mut(id).ok_or(TraceError::NoSuchSocket(position))?;
        socket.readings.push((position, Arc::clone(reading)));
        Ok(())
    }

    fn called(
        &mut self,
        position: usize,
        participant: ParticipantId,
        origin: Origin,
        call: Arc<Call>,
        socket: Option<SocketId>,
    ) {
        let id = CallId(u32::try_from(self.calls.len()).unwrap_or(u32::MAX));
        let lane = &mut self.lanes[participant.index()];
        // A call that waited takes two rows of its own column, so that there is room to say what it waited for.
        let own = lane.calls.last().map_or(0, |last| {
            let last = &self.calls[last.index()];
            last.row + 1 + u32::from(last.waiting.is_some())
        });
        let row = self.calls.last().map_or(0, |last| last.row + 1).max(own);
        lane.calls.push(id);
        self.calls.push(CallRecord {
            participant,
            origin,
            call,
            socket,
            row,
            called: position,
            waiting: None,
            returned: None,
            links: Vec::new(),
        });
        self.links.called(id, &self.calls, &self.sockets);
    }

    fn returned(&mut self, position: usize, id: CallId, outcome: &Outcome) {
        let record = &mut self.calls[id.index()];
        record.returned = Some(position);
        let call = Arc::clone(&record.call);
        let on = record.socket;
        if let Some(opened) = outcome.opened() {
            self.opened(position, opened, &call, on);
        }
        if let Some(socket) = on.and_then(|id| self.sockets.get_mut(id)) {
            if outcome.is_success() {
                match &*call {
                    Call::Listen { .. } => {
                        socket.listening.get_or_insert(position);
                    }
                    Call::Close { .. } => {
                        socket.closed.get_or_insert(position);
                    }
                    _ => {}
                }
            }
            match outcome {
                Outcome::Bound { local } => learn(&mut socket.local, position, local),
                Outcome::Connected { local, peer } => {
                    learn(&mut socket.local, position, local);
                    learn(&mut socket.peer, position, peer);
                }
                Outcome::SentTo { from, .. } => learn(&mut socket.local, position, from),
                Outcome::Address(address) if matches!(*call, Call::GetSockName { .. }) => {
                    learn(&mut socket.local, position, address);
                }
                _ => {}
            }
        }
        if let Outcome::Accepted { socket, local, peer } = outcome
            && let Some(record) = self.sockets.get_mut(socket.id)
        {
            learn(&mut record.local, position, local);
            learn(&mut record.peer, position, peer);
        }
        self.links.returned(position, id, outcome, &mut self.calls, &self.sockets);
    }

    fn opened(&mut self, position: usize, opened: SocketOpened, call: &Call, on: Option<SocketId>) {
        let listener = on.and_then(|id| self.socket(id));
        let (family, kind) = match call {
            Call::Socket { family, kind, .. } => (*family, *kind),
            _ => listener.map_or((Family::Inet, Kind::Stream), |l| (l.family, l.kind)),
        };
        let number = u32::try_from(self.sockets.all().len()).unwrap_or(u32::MAX);
        self.sockets.push(SocketRecord {
            id: opened.id,
            name: call.names_socket().unwrap_or_default().to_owned(),
            family,
            kind,
            fd: opened.fd,
            listener: on,
            number,
            opened: position,
            listening: None,
            closed: None,
            local: Vec::new(),
            peer: Vec::new(),
            readings: Vec::new(),
        });
    }
}

fn learn(history: &mut Vec<(usize, Endpoint)>, position: usize, endpoint: &Endpoint) {
    if history.last().is_none_or(|(_, known)| known != endpoint) {
        history.push((position, endpoint.clone()));
    }
}
