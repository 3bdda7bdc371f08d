//! The textbook order: in which order the calls would come, and which would meet, if all went as written.
//!
//! Worked out from the scenario alone, by following it with sockets that are only thought of. It places the faint calls
//! of the diagram; nothing in it is shown as having happened.

use std::collections::{HashMap, VecDeque};

use super::{ParticipantId, Readiness, Scenario, Turns};
use crate::sockets::{Address, Call, Half, Kind, UnixName};

/// A plan ends here: beyond it, nobody looks ahead.
const LONGEST: usize = 600;
/// What both buffers of a connection are taken to hold, in bytes (Linux takes about 3.9 MB on loopback).
const BUFFERS: usize = 3_900_000;

/// A call that is to come: the `step`-th of a participant's script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Planned {
    pub participant: ParticipantId,
    pub step: u64,
}

/// Two calls that are expected to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedLink {
    pub from: Planned,
    pub to: Planned,
}

/// The first calls of a scenario in the order in which they would be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub calls: Vec<Planned>,
    pub links: Vec<PlannedLink>,
}

impl Plan {
    /// Follows a scenario from its beginning.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut thought = Thought {
            scenario,
            actors: scenario.participants.iter().map(|_| Actor::default()).collect(),
            sockets: Vec::new(),
            plan: Self::default(),
        };
        let mut turns = Turns::of(scenario);
        while thought.plan.calls.len() < LONGEST
            && let Some(who) = turns.next(|id| thought.readiness(id))
        {
            turns.took(who);
            thought.begin(who);
            thought.settle();
        }
        thought.plan
    }
}

#[derive(Default)]
struct Actor<'a> {
    next: u64,
    open: Option<Planned>,
    sockets: HashMap<&'a str, usize>,
    sender: Option<usize>,
}

/// Where a socket can be found: by port or by path. Hosts are left out of it: scenarios stay on one machine.
#[derive(Clone, PartialEq, Eq)]
enum Place<'a> {
    Port(u16),
    Path(&'a UnixName),
}

struct Socket<'a> {
    kind: Kind,
    place: Option<Place<'a>>,
    listening: bool,
    /// Connections that wait to be accepted: the server's end, and the connect that made it.
    queue: VecDeque<(usize, Planned)>,
    peer: Option<usize>,
    inbox: VecDeque<(Planned, usize, usize)>,
    end: Option<Planned>,
    closed: bool,
}

struct Thought<'a> {
    scenario: &'a Scenario,
    actors: Vec<Actor<'a>>,
    sockets: Vec<Socket<'a>>,
    plan: Plan,
}

impl<'a> Thought<'a> {
    fn readiness(&self, id: ParticipantId) -> Readiness {
        let Some(at) = self.scenario.place(id) else { return Readiness::Done };
        let actor = &self.actors[at];
        if actor.open.is_some() {
            Readiness::Busy
        } else if actor.next < self.scenario.participants[at].script.len() {
            Readiness::Ready
        } else {
            Readiness::Done
        }
    }

    fn begin(&mut self, who: ParticipantId) {
        let Some(actor) = self.scenario.place(who).and_then(|at| self.actors.get_mut(at)) else { return };
        let planned = Planned { participant: who, step: actor.next };
        actor.next += 1;
        actor.open = Some(planned);
        self.plan.calls.push(planned);
    }

    /// Lets every open call return that can, until none can.
    fn settle(&mut self) {
        let mut moved = true;
        while moved {
            moved = false;
            for index in 0..self.actors.len() {
                if let Some(open) = self.actors[index].open
                    && self.returns(index, open)
                {
                    self.actors[index].open = None;
                    moved = true;
                }
            }
        }
    }

    fn open_socket(&mut self, kind: Kind) -> usize {
        self.sockets.push(Socket {
            kind,
            place: None,
            listening: false,
            queue: VecDeque::new(),
            peer: None,
            inbox: VecDeque::new(),
            end: None,
            closed: false,
        });
        self.sockets.len() - 1
    }

    fn link(&mut self, from: Planned, to: Planned) {
        self.plan.links.push(PlannedLink { from, to });
    }

    fn find(&self, place: &Place, wanted: impl Fn(&Socket) -> bool) -> Option<usize> {
        self.sockets.iter().position(|s| !s.closed && s.place.as_ref() == Some(place) && wanted(s))
    }

    /// Makes a call in thought. Answers whether it returns, or would wait.
    fn returns(&mut self, who: usize, planned: Planned) -> bool {
        let script = &self.scenario.participants[who].script;
        let Some(call) = script.call(planned.step).map(|c| &**c.call) else {
            return true;
        };
        let socket = call.socket().and_then(|name| self.actors[who].sockets.get(name).copied());
        match (call, socket) {
            (Call::Socket { socket, kind, .. }, _) => {
                let id = self.open_socket(*kind);
                self.actors[who].sockets.insert(socket, id);
            }
            (Call::Bind { to, .. }, Some(id)) => self.sockets[id].place = place_of(to),
            (Call::Listen { .. }, Some(id)) => self.sockets[id].listening = true,
            (Call::Accept { into, .. }, Some(id)) if self.sockets[id].listening => {
                let Some((end, connect)) = self.sockets[id].queue.pop_front() else {
                    return false;
                };
                self.actors[who].sockets.insert(into, end);
                self.link(connect, planned);
            }
            (Call::Connect { to, .. }, Some(id)) => self.connect(id, to, planned),
            (Call::Send { data, .. }, Some(id)) => {
                if let Some(peer) = self.sockets[id].peer {
                    return self.deliver(peer, planned, data.len());
                }
            }
            (Call::SendTo { data, to, .. }, Some(id)) => {
                let target = match to {
                    Address::Sender => self.actors[who].sender,
                    _ => place_of(to).and_then(|place| self.find(&place, |s| s.kind == Kind::Dgram)),
                };
                if let Some(target) = target {
                    self.sockets[target].inbox.push_back((planned, data.len(), id));
                }
            }
            (Call::Recv { max, .. } | Call::RecvFrom { max, .. }, Some(id)) => {
                return self.receive(who, id, *max, planned);
            }
            (Call::Shutdown { how, .. }, Some(id)) if *how != Half::Read => self.end(id, planned),
            (Call::Close { .. }, Some(id)) => {
                self.end(id, planned);
                self.sockets[id].closed = true;
            }
            _ => {}
        }
        true
    }

    fn connect(&mut self, id: usize, to: &'a Address, planned: Planned) {
        let kind = self.sockets[id].kind;
        if kind == Kind::Stream && self.sockets[id].peer.is_some() {
            return; // EISCONN
        }
        let Some(target) = place_of(to)
            .and_then(|place| self.find(&place, |s| s.kind == kind && (s.listening || kind == Kind::Dgram)))
        else {
            return;
        };
        if kind == Kind::Dgram {
            self.sockets[id].peer = Some(target);
            return;
        }
        let end = self.open_socket(Kind::Stream);
        self.sockets[end].peer = Some(id);
        self.sockets[id].peer = Some(end);
        self.sockets[target].queue.push_back((end, planned));
    }

    fn deliver(&mut self, peer: usize, planned: Planned, bytes: usize) -> bool {
        let target = &mut self.sockets[peer];
        let held: usize = target.inbox.iter().map(|(_, bytes, _)| bytes).sum();
        if target.kind == Kind::Stream && held > 0 && held + bytes > BUFFERS {
            return false;
        }
        target.inbox.push_back((planned, bytes, peer));
        true
    }

    fn receive(&mut self, who: usize, id: usize, max: usize, planned: Planned) -> bool {
        let socket = &mut self.sockets[id];
        if socket.kind == Kind::Dgram {
            let Some((from, _, sender)) = socket.inbox.pop_front() else {
                return false;
            };
            self.actors[who].sender = Some(sender);
            self.link(from, planned);
            return true;
        }
        if socket.peer.is_none() {
            return true; // ENOTCONN
        }
        let mut room = max;
        let mut sources = Vec::new();
        while room > 0
            && let Some((from, bytes, _)) = socket.inbox.front_mut()
        {
            let taken = room.min(*bytes);
            room -= taken;
            *bytes -= taken;
            sources.push(*from);
            if *bytes == 0 {
                socket.inbox.pop_front();
            }
        }
        if sources.is_empty() {
            let Some(end) = socket.end else {
                return false;
            };
            sources.push(end);
        }
        for from in sources {
            self.link(from, planned);
        }
        true
    }

    fn end(&mut self, id: usize, planned: Planned) {
        let waiting: Vec<usize> = self.sockets[id].queue.iter().map(|(end, _)| *end).collect();
        for end in waiting.into_iter().chain([id]) {
            if self.sockets[end].kind == Kind::Stream
                && let Some(peer) = self.sockets[end].peer
            {
                self.sockets[peer].end.get_or_insert(planned);
            }
        }
    }
}

fn place_of(address: &Address) -> Option<Place<'_>> {
    match address {
        Address::Inet { port: 0, .. } | Address::Sender => None,
        Address::Inet { port, .. } => Some(Place::Port(*port)),
        Address::Unix { path } => Some(Place::Path(path)),
    }
}
