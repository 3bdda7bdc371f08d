//! What can be foreseen of a scenario, for programs that run each by itself: which lines may fail where a participant would
//! go on, and which call has to come before which. Worked out from the plan; nothing of it is shown as having happened.

mod effect;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::order::{Ahead, Order};
use crate::scenario::{Plan, Planned, Scenario, doubted_lines};
use crate::sockets::{Address, Call, Data, Family, Kind, UnixName};

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
    pub paths: Vec<UnixName>,
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
    thought.take_rest();
    let mut foreseen = thought.foreseen;
    thought.order.settle(scenario, &mut foreseen);
    foreseen
}

/// Where a socket can be found. Hosts are left out of it, as in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place<'a> {
    Port(u16),
    Path(&'a UnixName),
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
    /// Names of which it is not sure which of two sockets they lead to.
    unsure: HashSet<(usize, &'a str)>,
    /// The lines that were followed.
    followed: HashSet<(usize, u32)>,
    /// Who has received a datagram, and whether its sender has an address.
    senders: HashMap<usize, bool>,
    doubted: Vec<std::collections::BTreeSet<u32>>,
    /// Every place that some line binds.
    places: HashSet<Place<'a>>,
    paths: HashSet<&'a UnixName>,
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
            unsure: HashSet::new(),
            followed: HashSet::new(),
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
        self.followed.insert((who, made.line));
        self.take_call(node, planned, (who, made.line), made.call);
    }

    fn take_call(&mut self, node: usize, planned: Planned, (who, line): (usize, u32), call: &'a Call) {
        if let Call::Socket { socket, family, kind } = call {
            let made = self.open(who, *family, *kind);
            self.names.insert((who, socket), made);
            self.lacking.remove(&(who, socket.as_str()));
            self.unsure.remove(&(who, socket.as_str()));
            return;
        }
        let Some(name) = call.socket() else { return };
        let on = self.names.get(&(who, name)).copied();
        let lacking = on.is_none() || self.lacking.contains(&(who, name));
        let unsure = self.unsure.contains(&(who, name)) && !matches!(call, Call::Close { .. });
        let doubted = self.doubted[who].contains(&line);
        let had = call.names_socket().is_some_and(|into| self.names.contains_key(&(who, into)));
        let fails = match on {
            Some(on) => self.fails(node, planned, (line, on), call),
            None => true,
        };
        let fails = fails || lacking || unsure;
        if fails {
            let raises = self.foreseen[who].fails.entry(line).or_default();
            raises.name |= lacking;
            raises.address |= unsure && call.address().is_some();
        }
        if let Call::Accept { into, .. } = call {
            let into = (who, into.as_str());
            if !(fails || doubted) {
                self.lacking.remove(&into);
                self.unsure.remove(&into);
            } else if had {
                self.unsure.insert(into);
            } else {
                self.lacking.insert(into);
            }
        }
        if let (Call::RecvFrom { .. }, false, Some(on)) = (call, fails || doubted, on) {
            let Socket { kind, family, .. } = self.sockets[on];
            self.senders.insert(who, kind == Kind::Dgram && family != Family::Unix);
        }
        if call.address() == Some(&Address::Sender) && self.senders.get(&who) != Some(&true) {
            let raises = self.foreseen[who].fails.entry(line).or_default();
            raises.name |= !self.senders.contains_key(&who);
            raises.address = true;
        }
    }

    /// What the plan does not come to, as it is written: it stops where everyone would wait, and after some hundred calls.
    fn take_rest(&mut self) {
        for participant in &self.scenario.participants {
            let Some(who) = self.scenario.place(participant.id) else { continue };
            for written in participant.script.written() {
                if self.followed.insert((who, written.line)) {
                    let unplanned = Planned { participant: participant.id, step: u64::MAX };
                    self.take_call(usize::MAX, unplanned, (who, written.line), written.call);
                }
            }
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
}

fn place_of(address: &Address) -> Option<Place<'_>> {
    match address {
        Address::Inet { port: 0, .. } | Address::Sender => None,
        Address::Inet { port, .. } => Some(Place::Port(*port)),
        Address::Unix { path } => Some(Place::Path(path)),
    }
}
