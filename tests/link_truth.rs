//! Nothing is drawn that did not happen, and nothing that did is left out: over all saved scenarios and many drawn ones,
//! stepped and free, every link is held against what the bytes themselves say, what the calls gave back, and what the kernel
//! said of the sockets. Each send has bytes of its own, so that where a byte comes from can be read off it.

mod drawn;
mod driver;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use socketlab::run::Manner;
use socketlab::scenario::{CATALOGUE, ParticipantId, Readiness, Scenario};
use socketlab::session::Command;
use socketlab::sockets::{
    Call, Endpoint, Errno, Family, Half, Kind, OptionName, Outcome, SocketId, TcpState,
};
use socketlab::trace::{CallId, CallRecord, CallState, Carries, LinkEnd, Moment, Origin, Trace, What};

use drawn::{Draw, datagrams, free, open, streams};
use driver::Driven;

/// How many scenarios are drawn of each kind.
const DRAWN: u64 = 170;

/// Steps whoever the draw says, until nobody can or it is enough; a few waits are interrupted on the way.
fn stepped(scenario: &Scenario, draw: &mut Draw) -> Driven {
    let mut run = open(scenario, Manner { watches: true });
    for _ in 0..120 {
        let ids: Vec<ParticipantId> = run.session.scenario().ids().map(|(id, _)| id).collect();
        let snapshot = run.session.snapshot();
        let ready: Vec<ParticipantId> = ids
            .iter()
            .copied()
            .filter(|id| matches!(snapshot.readiness(*id), Readiness::Ready | Readiness::Ending))
            .collect();
        if ready.is_empty() || draw.below(30) == 0 {
            let waiting: Vec<ParticipantId> =
                run.session.waiting().map(|id| run.trace().call(id).participant).collect();
            if waiting.is_empty() {
                break;
            }
            run.interrupt(draw.one_of(&waiting));
            continue;
        }
        let who = draw.one_of(&ready);
        let before = run.trace().calls_made_by(who);
        run.session.apply(Command::Step(who));
        run.until("a step", |session| {
            let call = session.trace().nth_call_of(who, before)?;
            let called = session.snapshot().state(session.trace().call(call)) == CallState::Called;
            let is_ending = session.snapshot().readiness(who) == Readiness::Ending
                && !matches!(session.trace().call(call).origin, Origin::Script { .. });
            (!called && !is_ending).then_some(())
        });
    }
    // What was read of the sockets last is of now.
    for _ in 0..3 {
        run.session.wait_tick(Duration::ZERO);
    }
    run
}

/// Everything that links have to agree with.
struct Truth<'a> {
    trace: &'a Trace,
    what: &'a str,
}

impl<'a> Truth<'a> {
    fn calls(&self) -> impl Iterator<Item = (CallId, &'a CallRecord)> + use<'a> {
        let trace = self.trace;
        (0..trace.calls_made()).map(CallId::nth).map(move |id| (id, trace.call(id)))
    }

    fn outcome(&self, call: &CallRecord) -> Option<&'a Outcome> {
        self.trace.outcome_of(call)
    }

    #[track_caller]
    fn holds(&self, it: bool, why: &str, about: &dyn std::fmt::Debug) {
        let run = Told(self.trace).to_string();
        let links: Vec<String> = self.trace.links().iter().map(|link| format!("{link:?}\n")).collect();
        assert!(it, "{}: {why}: {about:?}\n{run}\n{}", self.what, links.concat());
    }

    /// The states that the kernel said a socket is in, from a position on up to another.
    fn states(&self, socket: SocketId, from: usize, until: usize) -> Vec<TcpState> {
        let events = self.trace.events().iter().enumerate();
        events
            .filter(|(at, _)| (from..until).contains(at))
            .filter_map(|(_, event)| match &event.what {
                What::Read { socket: of, reading } if *of == socket => reading.state,
                _ => None,
            })
            .collect()
    }

    /// The other end of a connection, by the addresses that the calls told.
    fn peer(&self, socket: SocketId) -> Option<SocketId> {
        let end = Moment(usize::MAX);
        let here = self.trace.socket(socket)?;
        if here.family == Family::Unix {
            return None; // the connecting end has no name
        }
        let (local, peer) = (here.local(end)?, here.peer(end)?);
        let met = |other: &&socketlab::trace::SocketRecord| {
            other.id != socket && other.local(end) == Some(peer) && other.peer(end) == Some(local)
        };
        self.trace.sockets().iter().filter(|s| s.kind == Kind::Stream).find(met).map(|other| other.id)
    }

    /// The first call that ended what a socket sends or receives, among those that were made before a position.
    fn ends(&self, socket: SocketId, sending: bool, before: usize) -> Option<CallId> {
        let ends = |call: &Call| match call {
            Call::Close { .. } => true,
            Call::Shutdown { how, .. } => *how != if sending { Half::Read } else { Half::Write },
            _ => false,
        };
        let failed = |call: &CallRecord| matches!(self.outcome(call), Some(Outcome::Failed(_)));
        self.calls()
            .find(|(_, call)| {
                call.socket == Some(socket) && call.called < before && ends(&call.call) && !failed(call)
            })
            .map(|(id, _)| id)
    }

    fn check(&self) {
        self.moments();
        self.connections();
        self.amounts();
        self.ends_of_streams();
        self.failures();
        let outsiders = self.trace.outsiders();
        self.holds(outsiders.is_empty(), "nobody outside took part", &outsiders);
    }

    /// What is known at an event has happened by then, at both ends.
    fn moments(&self) {
        for moment in (0..=self.trace.live().0).map(Moment) {
            let snapshot = self.trace.at(moment);
            for link in self.trace.links().iter().filter(|link| moment.shows(link.known)) {
                for end in [link.from, link.to] {
                    let LinkEnd::Call(id) = end else { continue };
                    let shown = moment.shows(self.trace.call(id).called);
                    self.holds(shown, "an end of a link is not there yet", &(moment, link));
                }
                let LinkEnd::Call(to) = link.to else { continue };
                let state = snapshot.state(self.trace.call(to));
                let over = matches!(state, CallState::Returned(_));
                self.holds(over || link.carries == Carries::Connection, "it has not come", &(moment, link));
            }
        }
    }

    /// Each accepted connection has the connect that it came of, and no two the same.
    fn connections(&self) {
        let mut met = BTreeMap::new();
        for link in self.trace.links().iter().filter(|link| link.carries == Carries::Connection) {
            let (LinkEnd::Call(from), LinkEnd::Call(to)) = (link.from, link.to) else {
                self.holds(false, "somebody outside", link);
                continue;
            };
            self.holds(met.insert(to, from).is_none(), "accepted twice", link);
            let Some(Outcome::Accepted { peer, .. }) = self.outcome(self.trace.call(to)) else {
                self.holds(false, "no accept", link);
                continue;
            };
            if let Some(Outcome::Connected { local, .. }) = self.outcome(self.trace.call(from))
                && *local != Endpoint::Unnamed
            {
                self.holds(local == peer, "another's connect", link);
            }
        }
        let accepted = |(id, call): (CallId, &CallRecord)| {
            matches!(self.outcome(call), Some(Outcome::Accepted { .. })).then_some(id)
        };
        let missing: Vec<CallId> =
            self.calls().filter_map(accepted).filter(|id| !met.contains_key(id)).collect();
        self.holds(missing.is_empty(), "accepts without a connect", &missing);
    }

    /// Each byte that was received over a stream is linked to a send.
    fn amounts(&self) {
        for (id, call) in self.calls() {
            let Some((data, socket)) = self.outcome(call).and_then(Outcome::received).zip(call.socket) else {
                continue;
            };
            let counts =
                self.trace.links().iter().filter(|link| link.to == LinkEnd::Call(id)).map(|link| match link
                    .carries
                {
                    Carries::Bytes { count, .. } => count,
                    _ => 0,
                });
            if self.trace.socket(socket).is_some_and(|s| s.kind == Kind::Stream) {
                self.holds(counts.sum::<u64>() == data.len() as u64, "bytes that came from nowhere", &id);
            }
        }
    }

    /// Each byte that was received is linked to the send that it says it is of.
    fn bytes(&self) {
        let mut expected: BTreeMap<(CallId, CallId), u64> = BTreeMap::new();
        let sends: HashMap<u8, CallId> = self
            .calls()
            .filter_map(|(id, call)| match (&*call.call, &call.origin) {
                (Call::Send { data, .. } | Call::SendTo { data, .. }, Origin::Script { .. }) => {
                    Some((data.bytes()[0], id))
                }
                _ => None,
            })
            .collect();
        for (id, call) in self.calls() {
            for byte in
                self.outcome(call).and_then(Outcome::received).into_iter().flat_map(|data| data.iter())
            {
                match sends.get(byte) {
                    Some(from) => *expected.entry((*from, id)).or_default() += 1,
                    None => self.holds(false, "a byte that nobody sent", &(id, byte)),
                }
            }
        }
        let mut found: BTreeMap<(CallId, CallId), u64> = BTreeMap::new();
        for link in self.trace.links() {
            let (Carries::Bytes { count, .. } | Carries::Datagram { count, .. }) = link.carries else {
                continue;
            };
            let (LinkEnd::Call(from), LinkEnd::Call(to)) = (link.from, link.to) else { continue };
            if count > 0 {
                *found.entry((from, to)).or_default() += count;
            }
        }
        let cut_short = found.iter().chain(&expected).any(|(pair, _)| found.get(pair) != expected.get(pair));
        self.holds(!cut_short, "bytes from elsewhere", &(&expected, &found));
    }

    /// Each end of a stream that was met is linked once, to the call that sent it, and the kernel knows of it.
    fn ends_of_streams(&self) {
        let mut linked: HashMap<SocketId, CallId> = HashMap::new();
        for link in self.trace.links().iter().filter(|link| link.carries == Carries::End) {
            let (LinkEnd::Call(from), LinkEnd::Call(to)) = (link.from, link.to) else { continue };
            let (sender, reader) = (self.trace.call(from), self.trace.call(to));
            let (Some(out), Some(back)) = (sender.socket, reader.socket) else { continue };
            self.holds(linked.insert(back, to).is_none(), "the same end twice", link);
            let nothing =
                self.outcome(reader).and_then(Outcome::received).is_some_and(|data| data.is_empty());
            self.holds(nothing, "an end where there were bytes", link);
            self.holds(self.ends(out, true, usize::MAX) == Some(from), "not what ended it", link);
            if let Some(peer) = self.peer(back) {
                self.holds(peer == out, "another's end", link);
            }
            let known = self.states(back, 0, link.known + 2);
            if let Some(last) =
                known.last().filter(|_| self.trace.socket(back).unwrap().family != Family::Unix)
            {
                let (still, begun) = (TcpState::Established, TcpState::FinWait2);
                let next = self.states(back, link.known, usize::MAX);
                let has_ended =
                    next.first().is_none_or(|state| ![still, begun, TcpState::FinWait1].contains(state));
                self.holds(has_ended, "the kernel has not seen that end", &(link, last, next));
            }
        }
        for (id, call) in self.calls() {
            let Some((data, socket)) = self.outcome(call).and_then(Outcome::received).zip(call.socket) else {
                continue;
            };
            let record = self.trace.socket(socket).unwrap();
            if !data.is_empty() || call.call.room() == Some(0) || record.kind == Kind::Dgram {
                continue;
            }
            let own = self.ends(socket, false, call.called).is_some();
            let cut_off = self.was_reset(socket, call.called);
            let Some(peer) = self.peer(socket).filter(|_| !own && !cut_off) else { continue };
            let Some(ended) = self.ends(peer, true, call.returned.unwrap()) else { continue };
            let first = linked.get(&socket).is_some_and(|to| *to <= id);
            self.holds(first, "an end that is not linked", &(id, ended));
        }
        // The kernel has told an end from a reset: where it waits to be closed, the end has come.
        for record in
            self.trace.sockets().iter().filter(|s| s.family == Family::Inet && s.kind == Kind::Stream)
        {
            let met = self.calls().find(|(_, call)| {
                call.socket == Some(record.id)
                    && self.outcome(call).and_then(Outcome::received).is_some_and(|data| data.is_empty())
                    && call.call.room() != Some(0)
            });
            let Some((id, call)) = met else { continue };
            let waits_to_close = self.states(record.id, 0, call.called).contains(&TcpState::CloseWait);
            if waits_to_close && self.ends(record.id, false, call.called).is_none() {
                self.holds(linked.contains_key(&record.id), "an end that the kernel saw is not linked", &id);
            }
        }
    }

    /// Whether a call on a socket had told of a reset before a position.
    fn was_reset(&self, socket: SocketId, before: usize) -> bool {
        self.calls().any(|(_, call)| {
            call.socket == Some(socket)
                && call.returned.is_some_and(|at| at < before)
                && self.told(call) == Some(Errno::ECONNRESET)
        })
    }

    /// The error of the connection that a call told of.
    fn told(&self, call: &CallRecord) -> Option<Errno> {
        match (&*call.call, self.outcome(call)?) {
            (Call::GetSockOpt { option: OptionName::Error, .. }, Outcome::Value(error)) => {
                Some(Errno(i32::try_from(*error).unwrap())).filter(|errno| errno.0 != 0)
            }
            (_, outcome) => outcome.errno(),
        }
    }

    /// Each failure that the other end is to blame for is linked to what it did, and none that it is not.
    fn failures(&self) {
        let mut linked: HashMap<SocketId, Vec<CallId>> = HashMap::new();
        for link in self.trace.links() {
            if !matches!(link.carries, Carries::Reset | Carries::NoReader) {
                continue;
            }
            let (LinkEnd::Call(from), LinkEnd::Call(to)) = (link.from, link.to) else { continue };
            let (cause, call) = (self.trace.call(from), self.trace.call(to));
            let (socket, errno) = (call.socket.unwrap(), self.told(call));
            linked.entry(socket).or_default().push(to);
            self.holds(
                matches!(errno, Some(Errno::ECONNRESET | Errno::EPIPE)),
                "nothing of the kind failed",
                link,
            );
            self.holds(!link.observed, "that it is the cause is worked out", link);
            let closes = matches!(*cause.call, Call::Close { .. } | Call::Shutdown { .. });
            let by_other = cause.participant != call.participant || cause.socket != Some(socket);
            self.holds(closes && by_other && cause.called < call.returned.unwrap(), "no cause", link);
            if let Some(peer) = self.peer(socket) {
                self.holds(cause.socket == Some(peer), "it was not the other end", link);
            }
            let own = self.ends(socket, true, call.called).is_some();
            self.holds(!(own && errno == Some(Errno::EPIPE)), "its own shutdown is to blame", link);
            let record = self.trace.socket(socket).unwrap();
            if record.family != Family::Unix {
                self.holds(link.carries == Carries::Reset, "over TCP it is a reset", link);
                let then = self.states(socket, call.called, usize::MAX);
                let is_gone = then.first().is_none_or(|state| *state == TcpState::Close)
                    || self.states(socket, 0, call.called).last() == Some(&TcpState::Close);
                self.holds(is_gone, "the kernel still has that connection", &(link, then));
            }
        }
        for (id, call) in self.calls() {
            let (Some(socket), Some(errno)) = (call.socket, self.told(call)) else { continue };
            // What never became a connection has nobody to reset it; a shutdown gives up a connect with the same errno.
            let has_met = self.trace.socket(socket).is_some_and(|s| s.peer(Moment(usize::MAX)).is_some());
            let shut = [true, false].map(|sending| self.ends(socket, sending, call.called));
            if errno == Errno::ECONNRESET && has_met && shut.iter().any(Option::is_none) {
                let told = linked.get(&socket).is_some_and(|calls| calls.iter().any(|to| *to <= id));
                self.holds(told, "a reset that is not linked", &(id, call));
            }
        }
    }
}

/// What happened, line by line.
struct Told<'a>(&'a Trace);

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, event) in self.0.events().iter().enumerate() {
            let who = event.participant.0;
            match &event.what {
                What::Called { origin, call, .. } => {
                    let id = self.0.call_of(at);
                    let by_itself =
                        if matches!(origin, Origin::Script { .. }) { "" } else { "  (by itself)" };
                    writeln!(to, "{at:>4}  {who}  {id:?} {call}{by_itself}")?;
                }
                What::Returned(outcome) => writeln!(to, "{at:>4}  {who}    → {}", driver::word(outcome))?,
                What::Read { socket, reading } => {
                    writeln!(to, "{at:>4}  {who}    {socket:?} is {:?}", reading.state)?;
                }
                other => writeln!(to, "{at:>4}  {who}    {other:?}")?,
            }
        }
        Ok(())
    }
}

fn check(run: &Driven, what: &str) {
    Truth { trace: run.trace(), what }.check();
}

/// The same where each send has bytes of its own.
fn check_drawn(run: &Driven, what: &str) {
    check(run, what);
    Truth { trace: run.trace(), what }.bytes();
}

#[test]
fn links_of_drawn_tcp_runs_are_true() {
    for seed in 0..DRAWN {
        let mut draw = Draw::of(seed);
        let scenario = streams(&mut draw, Family::Inet, 2);
        check_drawn(&stepped(&scenario, &mut draw), &format!("tcp {seed}, stepped"));
        check_drawn(&free(&scenario), &format!("tcp {seed}, free"));
    }
}

#[test]
fn links_of_drawn_unix_runs_are_true() {
    for seed in 0..DRAWN {
        let mut draw = Draw::of(1_000 + seed);
        let scenario = streams(&mut draw, Family::Unix, 2);
        check_drawn(&stepped(&scenario, &mut draw), &format!("unix {seed}, stepped"));
        // Which of two that connect at once was accepted, nothing tells.
        let scenario = streams(&mut draw, Family::Unix, 1);
        check_drawn(&free(&scenario), &format!("unix {seed}, free"));
    }
}

#[test]
fn links_of_drawn_datagrams_are_true() {
    for seed in 0..DRAWN {
        let mut draw = Draw::of(2_000 + seed);
        let family = if seed % 4 == 0 { Family::Unix } else { Family::Inet };
        let scenario = datagrams(&mut draw, family);
        check_drawn(&stepped(&scenario, &mut draw), &format!("udp {seed}, stepped"));
        check_drawn(&free(&scenario), &format!("udp {seed}, free"));
    }
}

#[test]
fn links_of_saved_scenarios_are_true() {
    for (at, entry) in CATALOGUE.iter().enumerate() {
        let Ok(document) = entry.document() else { continue };
        let mut draw = Draw::of(at as u64);
        for _ in 0..4 {
            let what = format!("saved scenario {at}, stepped");
            check(&stepped(&document.scenario, &mut draw), &what);
        }
        check(&free(&document.scenario), &format!("saved scenario {at}, free"));
    }
}
