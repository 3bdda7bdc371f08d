//! What was recorded as a scenario: each lifeline a participant whose script has the calls that it made, in the order in
//! which they were made. Run anew, it gives the same exchange. Threads and child processes that share sockets with others
//! become one participant with them, as scripts cannot share any.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::IpAddr;
use std::sync::Arc;

use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script, Step};
use crate::sockets::{Address, Call, Endpoint, Outcome, SocketId};
use crate::trace::{Origin, Trace};

/// Where the numbers begin that stand for ports of the kernel's choice.
const FIRST_PORT: u16 = 20_001;

/// One lifeline.
#[derive(Clone, Copy, Debug)]
pub struct Lifeline<'a> {
    pub id: ParticipantId,
    pub name: &'a str,
    pub role: Role,
}

/// One call that was made.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    pub participant: ParticipantId,
    /// Why a close was made that nobody asked for; what else there is does not matter.
    pub origin: &'a Origin,
    pub call: &'a Call,
    /// Its place among all events.
    pub called: usize,
    /// The place at which it came back, if it waited.
    pub waited_until: Option<usize>,
    /// The socket that it was made on.
    pub socket: Option<SocketId>,
    /// What it gave back, if it has returned.
    pub outcome: Option<&'a Outcome>,
}

/// A scenario of what was done, without texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub scenario: Scenario,
    pub left_out: Vec<LeftOut>,
}

/// A call that no script can make as it was made: it never came back, or only because somebody interrupted it, or Python had
/// it return where a script would wait, or it is none of a script's at all.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    pub participant: String,
    pub call: String,
    pub outcome: Option<Outcome>,
}

/// What the participants of a run did, as a scenario with the title of its own. `None` if the beginning is not in memory.
#[must_use]
pub fn recorded(trace: &Trace) -> Option<Recorded> {
    if trace.first().0 > 0 {
        return None;
    }
    let last = trace.scenario(trace.live());
    let mut roles = BTreeMap::new();
    for (id, participant) in trace.scenarios().flat_map(|scenario| scenario.ids()) {
        roles.insert(id, participant.role);
    }
    // Those that are there in the order written, then those that have left something behind.
    let snapshot = trace.at(trace.live());
    let there: Vec<_> = snapshot.lifelines().collect();
    let gone = roles.keys().filter(|id| !there.contains(id) && trace.calls_made_by(**id) > 0);
    let end = trace.live().0;
    let role = |id| roles.get(&id).copied();
    let lifelines = there.iter().chain(gone).map(|id| Lifeline {
        id: *id,
        name: trace.name_of(*id, end),
        role: role(*id).or_else(|| role(snapshot.thread_of(*id)?)).unwrap_or(Role::Peer),
    });
    let lifelines: Vec<_> = lifelines.collect();
    let calls = trace.calls().iter().map(|record| Made {
        participant: record.participant,
        origin: &record.origin,
        call: &record.call,
        called: record.called,
        waited_until: record.waiting.and(record.returned),
        socket: record.socket,
        outcome: trace.outcome_of(record),
    });
    let mut recorded = scenario_of(&lifelines, &calls.collect::<Vec<_>>());
    recorded.scenario.title.clone_from(&last.title);
    recorded.scenario.about.clone_from(&last.about);
    recorded.scenario.notes.clone_from(&last.notes);
    Some(recorded)
}

/// The scenario in which these lifelines make these calls.
#[must_use]
pub fn scenario_of(lifelines: &[Lifeline<'_>], calls: &[Made<'_>]) -> Recorded {
    let groups = Groups::of(lifelines, calls);
    let mut calls = calls.to_vec();
    // One after the other, who shares sockets can wait only for what has come before.
    calls.sort_by_key(|made| {
        made.waited_until.filter(|_| groups.is_shared(made.participant)).unwrap_or(made.called)
    });
    let (lifelines, calls) = (&groups.first_of(lifelines)[..], &calls[..]);
    let mut writer = Writer::of(lifelines, calls, groups.places);
    for at in 0..calls.len() {
        writer.take(at);
    }
    let makers: HashSet<_> = writer.order.iter().collect();
    let order = if makers.len() > 1 { writer.order } else { Vec::new() };
    let participants = (0..).zip(lifelines).zip(writer.scripts).map(|((id, lifeline), steps)| {
        let name = lifeline.name.to_owned();
        Participant::scripted(ParticipantId(id), name, lifeline.role, Script::new(steps))
    });
    let scenario = Scenario { participants: participants.collect(), order, ..Scenario::default() };
    Recorded { scenario, left_out: writer.left_out }
}

struct Writer<'a> {
    lifelines: &'a [Lifeline<'a>],
    calls: &'a [Made<'a>],
    places: HashMap<ParticipantId, usize>,
    scripts: Vec<Vec<Step>>,
    order: Vec<ParticipantId>,
    left_out: Vec<LeftOut>,
    /// Why each socket was closed.
    ends: HashMap<SocketId, &'a Origin>,
    /// The place of the last call that did something on a socket.
    last_used: HashMap<SocketId, usize>,
    /// For each lifeline, the place of the last call that was asked for.
    last_asked: Vec<Option<usize>>,
    /// The variable of each socket, and for each lifeline the socket that its name leads to now.
    variables: HashMap<SocketId, String>,
    holders: HashMap<(usize, &'a str), Option<SocketId>>,
    /// The variables that a lifeline has used.
    used: HashSet<(usize, String)>,
    closed: HashSet<SocketId>,
    /// The numbers that stand for ports of the kernel's choice.
    ports: HashMap<u16, u16>,
    /// Ports that somebody asked to be bound to.
    bound: BTreeSet<u16>,
    /// For each lifeline, whether its program has ended.
    has_ended: Vec<bool>,
    /// For each lifeline, who sent it the last datagram.
    senders: Vec<Option<&'a Endpoint>>,
}

impl<'a> Writer<'a> {
    fn of(
        lifelines: &'a [Lifeline<'a>],
        calls: &'a [Made<'a>],
        places: HashMap<ParticipantId, usize>,
    ) -> Self {
        let mut last_used = HashMap::new();
        let mut last_asked = vec![None; lifelines.len()];
        let mut ends = HashMap::new();
        for (at, made) in calls.iter().enumerate() {
            if let (Call::Close { .. }, Some(socket)) = (made.call, made.socket) {
                ends.entry(socket).or_insert(made.origin);
            } else if let (Some(socket), Some(outcome)) = (made.socket, made.outcome)
                && outcome.is_success()
            {
                last_used.insert(socket, at);
            }
            if !is_implicit(made.origin)
                && let Some(place) = places.get(&made.participant)
            {
                last_asked[*place] = Some(at);
            }
        }
        let bound = calls.iter().filter_map(|made| match made.call {
            Call::Bind { to: Address::Inet { port, .. }, .. } if *port != 0 => Some(*port),
            _ => None,
        });
        Self {
            scripts: vec![Vec::new(); lifelines.len()],
            senders: vec![None; lifelines.len()],
            has_ended: vec![false; lifelines.len()],
            ports: chosen_ports(calls),
            bound: bound.collect(),
            lifelines,
            calls,
            places,
            order: Vec::new(),
            left_out: Vec::new(),
            ends,
            last_used,
            last_asked,
            variables: HashMap::new(),
            holders: HashMap::new(),
            used: HashSet::new(),
            closed: HashSet::new(),
        }
    }

    fn take(&mut self, at: usize) {
        let made = self.calls[at];
        let Some(who) = self.places.get(&made.participant).copied() else { return };
        let goes_on = self.last_asked[who].is_some_and(|last| last > at);
        if let (Call::Close { .. }, Some(socket)) = (made.call, made.socket)
            && made.outcome.is_some_and(Outcome::is_success)
        {
            // Another process has it still.
            if self.last_used.get(&socket).is_some_and(|last| *last > at) || !self.closed.insert(socket) {
                return;
            }
        }
        match made.origin {
            Origin::Renamed if self.is_renamed(who, made.socket) => return,
            Origin::ProgramEnd | Origin::Killed if !goes_on => {
                // The program ends in its turn.
                if !std::mem::replace(&mut self.has_ended[who], true) {
                    self.turn(who);
                }
                return;
            }
            _ => {}
        }
        match self.call(who, &made).filter(|_| comes_again(&made)) {
            Some(call) => {
                self.scripts[who].push(Step::Call(Arc::new(call)));
                self.turn(who);
            }
            None => self.left_out.push(LeftOut {
                participant: self.lifelines[who].name.to_owned(),
                call: made.call.to_string(),
                outcome: made.outcome.cloned(),
            }),
        }
        if let Some(Outcome::ReceivedFrom { from: Some(from), .. }) = made.outcome {
            self.senders[who] = Some(from);
        }
    }

    /// Whether the variable of a socket has been given another one, so that the script closes this one by itself.
    fn is_renamed(&self, who: usize, socket: Option<SocketId>) -> bool {
        let Some(variable) = socket.and_then(|socket| self.variables.get(&socket)) else { return true };
        self.holders.iter().any(|((other, _), holder)| {
            let held = holder.and_then(|holder| self.variables.get(&holder));
            *other == who && *holder != socket && held == Some(variable)
        })
    }

    fn turn(&mut self, who: usize) {
        self.order.push(ParticipantId(u32::try_from(who).unwrap_or(u32::MAX)));
    }

    /// The call as the script has it. `None` if it is on a socket that the script never has.
    fn call(&mut self, who: usize, made: &Made<'a>) -> Option<Call> {
        let mut call = made.call.clone();
        if let Some(name) = call.socket_mut()
            && !matches!(made.call, Call::Socket { .. })
        {
            *name = self.variable_of(who, made)?;
        }
        if let Some(name) = made.call.names_socket() {
            let variable = self.new_variable(who, name, made.outcome);
            match &mut call {
                Call::Socket { socket, .. } => *socket = variable,
                Call::Accept { into, .. } => *into = variable,
                _ => {}
            }
        }
        self.change_address(who, &mut call, made.outcome);
        Some(call)
    }

    fn variable_of(&self, who: usize, made: &Made<'_>) -> Option<String> {
        if let Some(socket) = made.socket {
            return self.variables.get(&socket).cloned();
        }
        // The call that was to make it has failed.
        let name = made.call.socket()?;
        self.used.contains(&(who, name.to_owned())).then(|| name.to_owned())
    }

    /// The variable for a new socket: the one that it had, unless another socket has it that goes on.
    fn new_variable(&mut self, who: usize, name: &'a str, outcome: Option<&Outcome>) -> String {
        let holder = self.holders.get(&(who, name)).copied().flatten();
        let held = holder.and_then(|holder| self.variables.get(&holder)).cloned();
        let Some(opened) = outcome.and_then(Outcome::opened) else {
            let variable = held.unwrap_or_else(|| name.to_owned());
            self.used.insert((who, variable.clone()));
            return variable;
        };
        let is_free = |holder: SocketId| {
            self.closed.contains(&holder) || self.ends.get(&holder) == Some(&&Origin::Renamed)
        };
        let variable = match (holder, held) {
            (Some(holder), Some(held)) if is_free(holder) => held,
            (Some(_), _) => {
                let mut names = (2..).map(|n: u32| format!("{name}{n}"));
                names.find(|name| !self.used.contains(&(who, name.clone()))).unwrap_or_default()
            }
            (None, _) => name.to_owned(),
        };
        self.used.insert((who, variable.clone()));
        self.variables.insert(opened.id, variable.clone());
        self.holders.insert((who, name), Some(opened.id));
        variable
    }

    fn change_address(&self, who: usize, call: &mut Call, outcome: Option<&Outcome>) {
        let answers = matches!(call, Call::SendTo { .. });
        let Some(address) = call.address_mut() else { return };
        if answers && self.is_sender(who, address) {
            *address = Address::Sender;
            return;
        }
        let Address::Inet { port, .. } = address else { return };
        let asked = match (*port, outcome) {
            (0, Some(Outcome::Bound { local })) => local.port().unwrap_or(0),
            (port, _) => port,
        };
        if let Some(number) = self.ports.get(&asked) {
            *port = *number;
        }
    }

    /// Whether this is whoever sent the last datagram, from a port that the kernel chose and chooses anew.
    fn is_sender(&self, who: usize, address: &Address) -> bool {
        let (Some(Endpoint::Inet(sender)), Address::Inet { host, port }) = (self.senders[who], address)
        else {
            return false;
        };
        let same_host = host.parse::<IpAddr>().is_ok_and(|ip| ip == sender.ip());
        let is_asked_for = self.bound.contains(port) || self.ports.contains_key(port);
        same_host && *port == sender.port() && !is_asked_for
    }
}

/// Whether a script that makes this call is given the same back.
fn comes_again(made: &Made<'_>) -> bool {
    let Some(outcome) = made.outcome else { return false };
    match (made.call, outcome) {
        (Call::Function { .. }, _) | (_, Outcome::Killed | Outcome::Interrupted | Outcome::Raised { .. }) => {
            false
        }
        // A socket that does not block, or gives up by itself, is Python's; a script's connect is over when it is over.
        (call, Outcome::Failed(errno)) if matches!(made.origin, Origin::Program(_)) => {
            !errno.is_not_yet() || matches!(call, Call::Connect { .. })
        }
        _ => true,
    }
}

/// Which lifelines become one participant.
struct Groups {
    places: HashMap<ParticipantId, usize>,
    /// For each participant, its first lifeline and how many there are.
    lifelines: Vec<(usize, usize)>,
}

impl Groups {
    /// A lifeline goes with the one that opened a socket which it uses.
    fn of(lifelines: &[Lifeline<'_>], calls: &[Made<'_>]) -> Self {
        let at: HashMap<_, _> = lifelines.iter().enumerate().map(|(at, line)| (line.id, at)).collect();
        let mut leaders: Vec<usize> = (0..lifelines.len()).collect();
        let mut opened = HashMap::new();
        for made in calls {
            let Some(who) = at.get(&made.participant).copied() else { continue };
            if let Some(maker) = made.socket.and_then(|socket| opened.get(&socket)).copied() {
                let (one, other) = (leaders[who], leaders[maker]);
                let first = one.min(other);
                leaders
                    .iter_mut()
                    .filter(|leader| **leader == one || **leader == other)
                    .for_each(|leader| *leader = first);
            }
            if let Some(socket) = made.outcome.and_then(Outcome::opened) {
                opened.entry(socket.id).or_insert(who);
            }
        }
        let mut groups = Self { places: HashMap::new(), lifelines: Vec::new() };
        for (line, leader) in lifelines.iter().zip(&leaders) {
            let known = groups.lifelines.iter().position(|(first, _)| first == leader);
            let place = known.unwrap_or_else(|| {
                groups.lifelines.push((*leader, 0));
                groups.lifelines.len() - 1
            });
            groups.lifelines[place].1 += 1;
            groups.places.insert(line.id, place);
        }
        groups
    }

    fn is_shared(&self, who: ParticipantId) -> bool {
        self.places.get(&who).is_some_and(|place| self.lifelines[*place].1 > 1)
    }

    fn first_of<'a>(&self, lifelines: &[Lifeline<'a>]) -> Vec<Lifeline<'a>> {
        self.lifelines.iter().map(|(first, _)| lifelines[*first]).collect()
    }
}

fn is_implicit(origin: &Origin) -> bool {
    matches!(origin, Origin::Renamed | Origin::ProgramEnd | Origin::Killed)
}

/// A number for each port that the kernel chose in a bind and that somebody then asked for.
fn chosen_ports(calls: &[Made<'_>]) -> HashMap<u16, u16> {
    let asked = calls.iter().filter_map(|made| match made.call.address() {
        Some(Address::Inet { port, .. }) => Some(*port),
        _ => None,
    });
    let asked: BTreeSet<u16> = asked.collect();
    let chosen = calls.iter().filter_map(|made| match (made.call, made.outcome) {
        (Call::Bind { to: Address::Inet { port: 0, .. }, .. }, Some(Outcome::Bound { local })) => {
            local.port()
        }
        _ => None,
    });
    let chosen: BTreeSet<u16> = chosen.filter(|port| asked.contains(port)).collect();
    let free = (FIRST_PORT..).filter(|port| !asked.contains(port));
    chosen.into_iter().zip(free).collect()
}

#[cfg(test)]
mod tests;
