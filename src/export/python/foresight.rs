//! What can be foreseen of a scenario, for programs that run each by itself: which lines may fail where a participant would
//! go on, and which call has to come before which. Worked out from the plan; nothing of it is shown as having happened.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::order::{Ahead, Order};
use crate::scenario::{Plan, Planned, Scenario, doubted_lines};
use crate::sockets::{Address, Call, Data, Family, Half, Kind, OptionName, OptionSetting};

/// The largest datagram that IPv4 carries: 65,535 bytes without both headers (udp(7)).
const LARGEST_DATAGRAM: usize = 65_507;

/// What Python may raise on a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Raises {
    /// The variable was never given a value.
    pub name: bool,
    /// The address is not of the family.
    pub address: bool,
}

/// What is foreseen of one participant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Foreseen {
    /// The lines that may fail.
    pub fails: BTreeMap<u32, Raises>,
    /// Unix sockets that it is the first to bind: what an earlier run has left there is to go.
    pub paths: Vec<String>,
    /// What has to have happened before a line.
    pub pauses: BTreeMap<u32, Vec<Ahead>>,
    /// What has to have happened before it is started.
    pub starts_after: Vec<Ahead>,
}

/// Follows a scenario as far as its plan goes.
pub(super) fn foresee(scenario: &Scenario) -> Vec<Foreseen> {
    let plan = Plan::of(scenario);
    let mut thought = Thought::of(scenario, &plan);
    for (node, planned) in plan.calls.iter().enumerate() {
        thought.take(node, *planned);
    }
    let mut foreseen = thought.foreseen;
    thought.order.settle(scenario, &mut foreseen);
    foreseen
}

/// Where a socket can be found. Hosts are left out of it, as in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place<'a> {
    Port(u16),
    Path(&'a str),
}

/// What a socket leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Far {
    Nothing,
    /// A program that is none of the participants.
    Outside,
    /// A connection that nobody has accepted yet.
    Awaited,
    Socket(usize),
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each can be so or not, by itself")]
struct Socket<'a> {
    owner: usize,
    family: Family,
    kind: Kind,
    place: Option<Place<'a>>,
    far: Far,
    /// The calls that bound it and had it listen.
    bound: Option<usize>,
    listening: Option<usize>,
    has_accepted: bool,
    reuses: bool,
    lingers_not: bool,
    times_out: bool,
    sends_no_more: bool,
    closed: bool,
    /// It was closed, or its peer was, so that the other end is told by a reset.
    reset: bool,
    /// Bytes that have come and nobody has received.
    unread: usize,
    /// A connecting one: whose queue it is in, and how much it has sent meanwhile.
    queue: Option<usize>,
    ahead: usize,
    /// A recv that waits: its line, its room, and which call it is.
    waits: Option<(u32, usize, usize)>,
    /// The last recv, if it had room for more than what it got.
    last_recv: Option<usize>,
    /// The last call of another that came in: connect, or a datagram.
    last_came: Option<(usize, usize)>,
}

struct Thought<'a> {
    scenario: &'a Scenario,
    order: Order<'a>,
    foreseen: Vec<Foreseen>,
    sockets: Vec<Socket<'a>>,
    /// The socket of each name, of each participant. One that may not be there is in `lacking` as well.
    names: HashMap<(usize, &'a str), usize>,
    lacking: HashSet<(usize, &'a str)>,
    /// Who has received a datagram, and whether its sender has an address.
    senders: HashMap<usize, bool>,
    doubted: Vec<std::collections::BTreeSet<u32>>,
    /// Every place that some line binds.
    places: HashSet<Place<'a>>,
    paths: HashSet<&'a str>,
    /// Calls that found nobody at a place.
    unmet: Vec<(Place<'a>, usize)>,
    /// For each connect, its socket; for each that was accepted first, the other end.
    connects: HashMap<Planned, usize>,
    ends: HashMap<Planned, usize>,
    /// Who has sent or connected to whom.
    came: HashSet<(usize, usize)>,
}

impl<'a> Thought<'a> {
    fn of(scenario: &'a Scenario, plan: &'a Plan) -> Self {
        let scripts = || scenario.participants.iter().map(|participant| &participant.script);
        let binds = scripts().flat_map(crate::scenario::Script::written).filter_map(|written| {
            let Call::Bind { to, .. } = &**written.call else { return None };
            place_of(to)
        });
        // What is doubted for its size does not fail.
        let fails = |script: &crate::scenario::Script| {
            let mut lines = doubted_lines(script);
            for written in script.written() {
                let is_small =
                    written.call.room() == Some(0) || written.call.data().is_some_and(Data::is_empty);
                // Python closes what is closed without a word.
                if is_small || matches!(**written.call, Call::Close { .. }) {
                    lines.remove(&written.line);
                }
            }
            lines
        };
        let mut thought = Self {
            scenario,
            order: Order::of(scenario, plan),
            foreseen: scripts().map(|_| Foreseen::default()).collect(),
            sockets: Vec::new(),
            names: HashMap::new(),
            lacking: HashSet::new(),
            senders: HashMap::new(),
            doubted: scripts().map(fails).collect(),
            places: binds.collect(),
            paths: HashSet::new(),
            unmet: Vec::new(),
            connects: HashMap::new(),
            ends: HashMap::new(),
            came: HashSet::new(),
        };
        for (foreseen, doubted) in thought.foreseen.iter_mut().zip(&thought.doubted) {
            foreseen.fails.extend(doubted.iter().map(|line| (*line, Raises::default())));
        }
        for (who, script) in scripts().enumerate() {
            thought.note_unmade(who, script);
        }
        thought
    }

    /// A name that no line above gives a socket, and an address that no family has, raise whether they are in the plan or not.
    fn note_unmade(&mut self, who: usize, script: &'a crate::scenario::Script) {
        let mut made = HashMap::new();
        let mut has_sender = false;
        for written in script.written() {
            let call = &**written.call;
            if let Call::Socket { socket, family, .. } = call {
                made.insert(socket.as_str(), Some(*family));
            } else if let Some(socket) = call.socket() {
                let family = made.get(socket).copied();
                let is_path = call.address().map(|address| matches!(address, Address::Unix { .. }));
                let lacks_sender = call.address() == Some(&Address::Sender) && !has_sender;
                let other_kind = family.flatten().zip(is_path).is_some_and(|(family, is_path)| {
                    call.address() != Some(&Address::Sender) && is_path != (family == Family::Unix)
                });
                if family.is_none() || lacks_sender || other_kind {
                    let raises = self.foreseen[who].fails.entry(written.line).or_default();
                    raises.name |= family.is_none() || lacks_sender;
                    raises.address |= other_kind;
                }
                if let Some(into) = call.names_socket() {
                    made.insert(into, family.flatten());
                }
            }
            has_sender |= matches!(call, Call::RecvFrom { .. });
        }
    }

    fn take(&mut self, node: usize, planned: Planned) {
        let Some(who) = self.scenario.place(planned.participant) else { return };
        let Some(made) = self.scenario.participants[who].script.call(planned.step) else { return };
        let (call, line) = (&**made.call, made.line);
        if let Call::Socket { socket, family, kind } = call {
            let made = self.open(who, *family, *kind);
            self.names.insert((who, socket), made);
            self.lacking.remove(&(who, socket.as_str()));
            return;
        }
        let Some(name) = call.socket() else { return };
        let on = self.names.get(&(who, name)).copied();
        let lacking = on.is_none() || self.lacking.contains(&(who, name));
        let doubted = self.doubted[who].contains(&line);
        let had = call.names_socket().is_some_and(|into| self.names.contains_key(&(who, into)));
        let fails = match on {
            Some(on) => self.fails(node, planned, (line, on), call),
            None => true,
        };
        if fails || lacking {
            self.foreseen[who].fails.entry(line).or_default().name |= lacking;
        }
        if let Call::Accept { into, .. } = call {
            if !(fails || lacking || doubted) {
                self.lacking.remove(&(who, into.as_str()));
            } else if !had {
                self.lacking.insert((who, into));
            }
        }
        if call.address() == Some(&Address::Sender) && self.senders.get(&who) != Some(&true) {
            let raises = self.foreseen[who].fails.entry(line).or_default();
            raises.name |= !self.senders.contains_key(&who);
            raises.address = true;
        }
    }

    fn open(&mut self, owner: usize, family: Family, kind: Kind) -> usize {
        self.sockets.push(Socket {
            owner,
            family,
            kind,
            place: None,
            far: Far::Nothing,
            bound: None,
            listening: None,
            has_accepted: false,
            reuses: false,
            lingers_not: false,
            times_out: false,
            sends_no_more: false,
            closed: false,
            reset: false,
            unread: 0,
            queue: None,
            ahead: 0,
            waits: None,
            last_recv: None,
            last_came: None,
        });
        self.sockets.len() - 1
    }

    /// Makes a call in thought. Answers whether it may fail.
    fn fails(&mut self, node: usize, planned: Planned, (line, on): (u32, usize), call: &'a Call) -> bool {
        let socket = &self.sockets[on];
        if socket.closed {
            return !matches!(call, Call::Close { .. });
        }
        let (kind, family, far) = (socket.kind, socket.family, socket.far);
        match call {
            Call::Bind { to, .. } => self.bind(node, on, to),
            Call::Listen { .. } => {
                let fails = kind == Kind::Dgram || far != Far::Nothing;
                if !fails {
                    self.sockets[on].listening = Some(node);
                    self.meet_at(on, node);
                }
                fails
            }
            Call::Accept { into, .. } => self.accept(planned, on, into),
            Call::Connect { to, .. } => self.connect(node, planned, on, to),
            Call::Send { data, .. } => self.send(node, on, data.len()),
            Call::SendTo { data, to, .. } => self.send_to(node, on, data.len(), to),
            Call::Recv { max, .. } | Call::RecvFrom { max, .. } => {
                if matches!(call, Call::RecvFrom { .. }) {
                    let named = kind == Kind::Dgram && family != Family::Unix;
                    self.senders.insert(self.sockets[on].owner, named);
                }
                self.receive(node, planned, (line, on), *max)
            }
            Call::Shutdown { how, .. } => {
                let broken = far == Far::Nothing || self.peer(on).is_some_and(|peer| peer.closed);
                let again =
                    *how != Half::Read && std::mem::replace(&mut self.sockets[on].sends_no_more, true);
                broken || again
            }
            Call::Close { .. } => {
                self.close(on);
                false
            }
            Call::SetSockOpt { option, .. } => self.set(on, *option),
            Call::GetSockOpt { option, .. } => {
                *option == OptionName::NoDelay && (kind, family == Family::Unix) != (Kind::Stream, false)
            }
            Call::GetPeerName { .. } => far == Far::Nothing || self.peer(on).is_some_and(|peer| peer.closed),
            Call::GetSockName { .. } | Call::Socket { .. } | Call::Sleep { .. } | Call::Function { .. } => {
                false
            }
        }
    }

    fn peer(&self, on: usize) -> Option<&Socket<'a>> {
        match self.sockets[on].far {
            Far::Socket(peer) => Some(&self.sockets[peer]),
            _ => None,
        }
    }

    fn set(&mut self, on: usize, option: OptionSetting) -> bool {
        let socket = &mut self.sockets[on];
        match option {
            OptionSetting::ReuseAddr(on) => socket.reuses = on,
            OptionSetting::Linger(seconds) => socket.lingers_not = seconds == Some(0),
            OptionSetting::RcvTimeo(ms) => socket.times_out = ms > 0,
            OptionSetting::NoDelay(_) => return socket.kind == Kind::Dgram || socket.family == Family::Unix,
            OptionSetting::SndBuf(_) | OptionSetting::RcvBuf(_) | OptionSetting::Broadcast(_) => {}
        }
        false
    }

    fn bind(&mut self, node: usize, on: usize, to: &'a Address) -> bool {
        let Some(place) = place_of(to) else { return *to == Address::Sender };
        if let Place::Path(path) = place
            && !path.contains('/')
            && self.paths.insert(path)
        {
            self.foreseen[self.sockets[on].owner].paths.push(path.to_owned());
        }
        let mine = &self.sockets[on];
        let at = |other: &&Socket<'_>| other.place.as_ref() == Some(&place) && other.kind == mine.kind;
        let taken = self.sockets.iter().filter(at).any(|other| {
            let stays = matches!(place, Place::Path(_));
            !other.closed || stays || (other.has_accepted && !(other.reuses && mine.reuses))
        });
        if taken || mine.bound.is_some() || mine.far != Far::Nothing {
            return true;
        }
        let socket = &mut self.sockets[on];
        (socket.place, socket.bound) = (Some(place), Some(node));
        self.meet_at(on, node);
        to_far_name(to, self.sockets[on].family)
    }

    /// What found nobody at a place must have done so before somebody is there.
    fn meet_at(&mut self, on: usize, node: usize) {
        let Some(place) = self.sockets[on].place.clone() else { return };
        for (_, earlier) in self.unmet.iter().filter(|(other, _)| *other == place) {
            self.order.must(*earlier, node);
        }
    }

    fn accept(&mut self, planned: Planned, on: usize, into: &'a str) -> bool {
        let Socket { owner, family, kind, listening, times_out, .. } = self.sockets[on];
        if listening.is_none() {
            return true;
        }
        let end = self.open(owner, family, kind);
        self.sockets[on].has_accepted = true;
        (self.sockets[end].far, self.sockets[end].times_out) = (Far::Awaited, times_out);
        self.names.insert((owner, into), end);
        if let Some(connect) = self.order.source_of(planned) {
            match self.connects.get(&connect).copied() {
                Some(other) => self.join(end, other),
                None => {
                    self.ends.insert(connect, end);
                }
            }
        }
        times_out
    }

    fn join(&mut self, end: usize, other: usize) {
        self.sockets[end].far = Far::Socket(other);
        self.sockets[other].far = Far::Socket(end);
        self.sockets[end].unread += std::mem::take(&mut self.sockets[other].ahead);
    }

    fn connect(&mut self, node: usize, planned: Planned, on: usize, to: &'a Address) -> bool {
        let (kind, family) = (self.sockets[on].kind, self.sockets[on].family);
        if kind == Kind::Stream
            && (self.sockets[on].far != Far::Nothing || self.sockets[on].listening.is_some())
        {
            return true;
        }
        let Some(place) = place_of(to) else { return true };
        let is_there = |other: &Socket<'_>| {
            let takes = kind == Kind::Dgram || other.listening.is_some();
            !other.closed && other.kind == kind && other.place.as_ref() == Some(&place) && takes
        };
        if let Some(there) = self.sockets.iter().position(is_there) {
            let since =
                if kind == Kind::Stream { self.sockets[there].listening } else { self.sockets[there].bound };
            self.come_in(node, on, there, since);
            self.sockets[on].far = if kind == Kind::Dgram { Far::Socket(there) } else { Far::Awaited };
            self.sockets[on].queue = Some(there);
            self.connects.insert(planned, on);
            if let Some(end) = self.ends.get(&planned).copied() {
                self.join(end, on);
            }
            return to_far_name(to, family);
        }
        if self.places.contains(&place) || matches!(place, Place::Path(path) if !path.contains('/')) {
            self.unmet.push((place, node));
            return kind == Kind::Stream || family == Family::Unix;
        }
        self.sockets[on].far = Far::Outside;
        to_far_name(to, family)
    }

    /// A call that another participant's socket is to be there for, in its turn among those of others.
    fn come_in(&mut self, node: usize, on: usize, there: usize, since: Option<usize>) {
        let (who, owner) = (self.sockets[on].owner, self.sockets[there].owner);
        if let Some(since) = since {
            self.order.must(since, node);
        }
        let first = self.came.insert((who, there));
        if let Some((before, other)) = self.sockets[there].last_came.replace((node, who))
            && other != who
            && owner != who
            && (first || self.order.is_fixed(node))
        {
            self.order.must(before, node);
        }
    }

    fn send(&mut self, node: usize, on: usize, bytes: usize) -> bool {
        let Socket { kind, far, sends_no_more, reset, .. } = self.sockets[on];
        if kind == Kind::Dgram && bytes > LARGEST_DATAGRAM {
            return true;
        }
        if sends_no_more {
            return true;
        }
        if let Far::Socket(peer) = far {
            if kind == Kind::Dgram {
                self.come_in(node, on, peer, None);
                return self.sockets[peer].closed;
            }
            if self.sockets[peer].closed {
                self.sockets[on].reset = true;
                return true;
            }
            self.deliver(node, peer, bytes);
        } else if far == Far::Awaited {
            self.sockets[on].ahead += bytes;
        }
        far == Far::Nothing || reset
    }

    fn deliver(&mut self, node: usize, peer: usize, bytes: usize) {
        let socket = &mut self.sockets[peer];
        if let Some((_, room, recv)) = socket.waits.take() {
            socket.unread += bytes.saturating_sub(room);
            socket.last_recv = (bytes < room).then_some(recv);
            return;
        }
        socket.unread += bytes;
        // What was received by then is not to have this in it as well.
        if let Some(recv) = socket.last_recv
            && self.order.is_fixed(node)
        {
            self.order.must(recv, node);
        }
    }

    fn send_to(&mut self, node: usize, on: usize, bytes: usize, to: &'a Address) -> bool {
        let (kind, family) = (self.sockets[on].kind, self.sockets[on].family);
        if kind == Kind::Stream {
            return true;
        }
        let mut fails = bytes > LARGEST_DATAGRAM || to_far_name(to, family);
        if let Some(place) = place_of(to) {
            let is_there = |other: &Socket<'_>| {
                !other.closed && other.kind == kind && other.place.as_ref() == Some(&place)
            };
            if let Some(there) = self.sockets.iter().position(is_there) {
                self.come_in(node, on, there, self.sockets[there].bound);
            } else if self.places.contains(&place) || family == Family::Unix {
                self.unmet.push((place, node));
                fails |= family == Family::Unix;
            }
        }
        fails
    }

    fn receive(&mut self, node: usize, planned: Planned, (line, on): (u32, usize), max: usize) -> bool {
        let Socket { kind, far, times_out, reset, .. } = self.sockets[on];
        if kind == Kind::Dgram {
            let refused = matches!(far, Far::Socket(peer) if self.sockets[peer].closed);
            return times_out || refused;
        }
        let received = self.order.received_by(planned);
        if received.len() > 1 && self.order.is_fixed(node) {
            for send in &received {
                self.order.must(*send, node);
            }
        }
        let socket = &mut self.sockets[on];
        if socket.unread == 0 {
            socket.waits = Some((line, max, node));
        }
        socket.last_recv = (0 < socket.unread && socket.unread < max).then_some(node);
        socket.unread = socket.unread.saturating_sub(max);
        far == Far::Nothing || times_out || reset
    }

    fn close(&mut self, on: usize) {
        let resets = self.sockets[on].lingers_not || self.sockets[on].unread > 0;
        self.sockets[on].closed = true;
        for waiting in &mut self.sockets {
            waiting.reset |= waiting.far == Far::Awaited && waiting.queue == Some(on);
        }
        let Far::Socket(peer) = self.sockets[on].far else { return };
        if self.sockets[on].kind == Kind::Stream && resets {
            self.sockets[peer].reset = true;
            let owner = self.sockets[peer].owner;
            if let Some((line, ..)) = self.sockets[peer].waits.take() {
                self.foreseen[owner].fails.entry(line).or_default();
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

/// Whether the address is a name that may have no address of this family.
fn to_far_name(address: &Address, family: Family) -> bool {
    matches!(address, Address::Inet { host, .. }
        if family == Family::Inet6 && !host.is_empty() && host.parse::<std::net::IpAddr>().is_err())
}
