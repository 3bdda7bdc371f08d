//! Drives a session in tests: steps participants one call at a time and waits for what happens, never for time to pass.
//! Outcomes are compared as short words (`"ENOTCONN"`, `"got 5"`, `"waits"`), so that a test reads as a table.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use socketlab::run::{Manner, free_ports};
use socketlab::scenario::{Participant, ParticipantId, Role, Scenario, Script, distinct_ports};
use socketlab::session::{Command, Notice, Session};
use socketlab::sockets::{
    Call, Data, Endpoint, Family, Half, Kind, OptionName, OptionSetting, Outcome, SocketId,
};
use socketlab::trace::{Activity, CallId, CallRecord, CallState, Origin, Trace, What};

/// Nothing here takes this long unless it never comes.
pub const GENEROUS: Duration = Duration::from_secs(30);

pub const A: ParticipantId = ParticipantId(0);
pub const B: ParticipantId = ParticipantId(1);
pub const C: ParticipantId = ParticipantId(2);

/// Whether there is a Python to run. In CI there must be one.
pub fn has_python() -> bool {
    let version = std::process::Command::new("python3").arg("--version").output();
    let has = version.is_ok_and(|output| output.status.success());
    assert!(has || std::env::var_os("CI").is_none(), "no python3 here, and CI needs one");
    if !has {
        println!("skipped: there is no python3 here");
    }
    has
}

/// A session with what tests ask of it.
pub struct Driven {
    pub session: Session,
}

impl Driven {
    /// Scripts, one for each participant, with every port in them exchanged for a free one.
    pub fn scripts(scripts: impl IntoIterator<Item = Vec<Call>>) -> Self {
        Self::open(&scenario(scripts))
    }

    /// A scenario on free ports.
    pub fn open(scenario: &Scenario) -> Self {
        let ports = free_ports(&distinct_ports(scenario)).unwrap();
        Self::open_as_written(scenario.with_ports(&ports))
    }

    /// The same as [`Self::scripts`], with what the kernel says of each socket.
    pub fn watched(scripts: impl IntoIterator<Item = Vec<Call>>) -> Self {
        let scenario = scenario(scripts);
        let scenario = scenario.with_ports(&free_ports(&distinct_ports(&scenario)).unwrap());
        let session = Session::open_in(Manner { watches: true }, scenario, Arc::new(|| {}));
        assert_eq!(session.notices(), [], "the run could not begin");
        Self { session }
    }

    /// A scenario on the ports that stand in it.
    pub fn open_as_written(scenario: Scenario) -> Self {
        let session = Session::open(scenario, Arc::new(|| {}));
        assert_eq!(session.notices(), [], "the run could not begin");
        Self { session }
    }

    pub fn trace(&self) -> &Trace {
        self.session.trace()
    }

    /// Ticks until this gives something.
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, given: impl FnMut(&Session) -> Option<T>) -> T {
        let noted = self.session.notices().len();
        let it = self.until_noted(what, given);
        // That others can come to a socket is told, and nothing has failed.
        let is_told = |notice: &&Notice| !matches!(notice, Notice::Exposed(_));
        let failed: Vec<_> = self.session.notices()[noted..].iter().filter(is_told).collect();
        assert!(failed.is_empty(), "something of ours failed: {failed:?}");
        it
    }

    /// The same where something is to be noted on the way.
    #[track_caller]
    pub fn until_noted<T>(&mut self, what: &str, mut given: impl FnMut(&Session) -> Option<T>) -> T {
        let began = Instant::now();
        // What was just commanded is acted upon in a tick; only then is there something to wait for.
        self.session.tick(Duration::ZERO);
        loop {
            if let Some(it) = given(&self.session) {
                return it;
            }
            assert!(began.elapsed() <= GENEROUS, "never came: {what}; until then:\n{}", self.story());
            self.session.wait_tick(Duration::from_millis(100));
        }
    }

    /// Lets a participant make its next call. Gives its outcome, or `"waits"`.
    #[track_caller]
    pub fn step(&mut self, who: ParticipantId) -> String {
        let before = self.calls(who).len();
        let has_left = self.session.scenario().participant(who).unwrap().script.len() > before as u64;
        assert!(has_left, "participant {} has no call left:\n{}", who.0, self.story());
        self.returned(who);
        self.session.apply(Command::Step(who));
        self.until("a step", |session| {
            let calls = session.snapshot().calls_of(who).iter().map(|id| session.trace().call(*id));
            let record = calls.filter(|call| is_of_script(call)).nth(before)?;
            match session.snapshot().state(record) {
                CallState::Called => None,
                CallState::Waiting { .. } => Some("waits".into()),
                CallState::Returned(outcome) => Some(word(outcome)),
            }
        })
    }

    /// Whether a participant has a call left that [`Self::rest`] would make.
    pub fn has_left(&self, who: ParticipantId) -> bool {
        let all = self.session.scenario().participant(who).unwrap().script.len();
        (self.calls(who).len() as u64) + 1 < all
    }

    /// The next calls of a participant, each after the one before.
    #[track_caller]
    pub fn steps(&mut self, who: ParticipantId, count: usize) -> Vec<String> {
        (0..count).map(|_| self.step(who)).collect()
    }

    /// Every call of a participant that is left, each after the one before. The program is not over after them:
    /// its sockets stay open (see [`scenario`]).
    #[track_caller]
    pub fn rest(&mut self, who: ParticipantId) -> Vec<String> {
        let made = self.calls(who).len();
        let all = usize::try_from(self.session.scenario().participant(who).unwrap().script.len()).unwrap();
        self.steps(who, all - 1 - made)
    }

    /// Waits for the call that a participant is in, and gives its outcome.
    #[track_caller]
    pub fn returned(&mut self, who: ParticipantId) -> String {
        self.until("the call in hand to return", |session| match session.snapshot().activity(who) {
            Activity::Busy(_) => None,
            _ => Some(last_word(session, who)),
        })
    }

    /// Whether a participant is in a call that waits.
    pub fn waits(&self, who: ParticipantId) -> bool {
        self.session.waiting().any(|id| self.trace().call(id).participant == who)
    }

    /// Interrupts the call that a participant waits in, and gives its outcome.
    #[track_caller]
    pub fn interrupt(&mut self, who: ParticipantId) -> String {
        assert!(self.waits(who), "nothing to interrupt:\n{}", self.story());
        self.session.apply(Command::Interrupt(who));
        self.returned(who)
    }

    /// Runs everything to its end, in the order of the scenario if it has one.
    #[track_caller]
    pub fn run(&mut self) {
        self.session.apply(Command::RunFreely);
        self.until("the end of the run", |session| session.is_over().then_some(()));
    }

    /// The calls that a participant has made for its script.
    pub fn calls(&self, who: ParticipantId) -> Vec<CallId> {
        let of_script = |id: &CallId| is_of_script(self.trace().call(*id));
        self.session.snapshot().calls_of(who).iter().copied().filter(of_script).collect()
    }

    /// The `n`-th call of a participant's script.
    pub fn call(&self, who: ParticipantId, n: usize) -> &CallRecord {
        self.trace().call(self.calls(who)[n])
    }

    /// What the `n`-th call of a participant gave back.
    #[track_caller]
    pub fn outcome(&self, who: ParticipantId, n: usize) -> &Outcome {
        self.trace().outcome_of(self.call(who, n)).expect("the call has returned")
    }

    /// What the calls of a participant's script gave back.
    pub fn outcomes(&self, who: ParticipantId) -> Vec<String> {
        self.calls(who)
            .iter()
            .map(|id| self.trace().outcome_of(self.trace().call(*id)).map_or("waits".into(), word))
            .collect()
    }

    /// All bytes that the calls of a participant received on one socket.
    pub fn received(&self, who: ParticipantId, socket: SocketId) -> Vec<u8> {
        self.calls(who)
            .iter()
            .map(|id| self.trace().call(*id))
            .filter(|call| call.socket == Some(socket))
            .filter_map(|call| self.trace().outcome_of(call)?.received())
            .flat_map(|data| data.to_vec())
            .collect()
    }

    /// The port that a participant's `n`-th call names.
    pub fn port(&self, who: ParticipantId, n: u64) -> u16 {
        let script = &self.session.scenario().participant(who).unwrap().script;
        match script.call(n).and_then(|call| call.call.address()) {
            Some(socketlab::sockets::Address::Inet { port, .. }) => *port,
            other => panic!("no port in {other:?}"),
        }
    }

    /// Everything that happened, for a test that fails.
    pub fn story(&self) -> String {
        let line = |event: &socketlab::trace::Event| {
            let what = match &event.what {
                What::Held { call, .. } => format!("held before {call}"),
                What::Called { call, .. } => call.to_string(),
                What::Waiting(awaited) => format!("  waits: {awaited:?}"),
                What::Returned(outcome) => format!("  → {}", word(outcome)),
                What::Ended => "over".into(),
                What::Killed => "killed".into(),
                What::Script { next, .. } => format!("script, next {next}"),
                What::Read { socket, reading } => format!("reading of {socket:?}: {reading:?}"),
                What::Frozen => "frozen".into(),
                What::Thawed => "thawed".into(),
                What::Edited { .. } => "scenario changed".into(),
                What::Left { name } => format!("{name} left"),
                What::Program(shown) => format!("{shown:?}"),
            };
            format!("{:>12} ns  {}  {what}\n", event.at, event.participant.0)
        };
        self.trace().events().iter().map(line).collect()
    }
}

/// Whether a call stands in the script. The others close sockets that have lost their name or their program.
fn is_of_script(call: &CallRecord) -> bool {
    matches!(call.origin, Origin::Script { .. })
}

fn last_word(session: &Session, who: ParticipantId) -> String {
    let trace = session.trace();
    let mut calls = session.snapshot().calls_of(who).iter().rev().map(|id| trace.call(*id));
    let last = calls.find(|call| is_of_script(call));
    last.and_then(|call| trace.outcome_of(call)).map_or(String::new(), word)
}

/// A scenario of these scripts, without texts. Each script ends with a call that [`Driven::rest`] does not make, as the end
/// of a program closes its sockets.
pub fn scenario(scripts: impl IntoIterator<Item = Vec<Call>>) -> Scenario {
    let participant = |(n, mut script): (usize, Vec<Call>)| {
        script.push(sleep(0));
        let id = ParticipantId(u32::try_from(n).unwrap());
        Participant {
            id,
            name: format!("p{n}"),
            role: Role::Peer,
            script: Script::from(script),
            program: None,
        }
    };
    let participants = scripts.into_iter().enumerate().map(participant).collect();
    Scenario { participants, ..Scenario::default() }
}

/// An outcome in a word or two. Addresses and descriptors, which differ from run to run, are left out.
pub fn word(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => "done".into(),
        Outcome::Opened(_) => "opened".into(),
        Outcome::Bound { .. } => "bound".into(),
        Outcome::Accepted { .. } => "accepted".into(),
        Outcome::Connected { .. } => "connected".into(),
        Outcome::Sent { count, asked } if count < asked => "sent a part".into(),
        Outcome::Sent { count, .. } | Outcome::SentTo { count, .. } => format!("sent {count}"),
        Outcome::Received { data } | Outcome::ReceivedFrom { data, .. } => format!("got {}", data.len()),
        Outcome::Value(value) => format!("value {value}"),
        Outcome::Address(address) => format!("address {address}"),
        Outcome::Gave(what) => format!("gave {what}"),
        Outcome::Raised { exception, .. } => exception.clone(),
        Outcome::Failed(errno) => errno.name(),
        Outcome::Unresolved(_) => "unresolved".into(),
        Outcome::NoSocket => "no socket".into(),
        Outcome::Interrupted => "interrupted".into(),
        Outcome::Killed => "killed".into(),
    }
}

/// An address of the kernel's.
pub fn endpoint(text: &str) -> Endpoint {
    Endpoint::Inet(text.parse().unwrap())
}

/// Whether this machine has IPv6 on its loopback interface. Says so where it has not.
pub fn has_ipv6() -> bool {
    let has = std::net::UdpSocket::bind("[::1]:0").is_ok();
    if !has {
        println!("skipped: this machine has no ::1");
    }
    has
}

// Calls, shorter to write.

pub fn tcp(socket: &str) -> Call {
    make(socket, Family::Inet, Kind::Stream)
}
pub fn udp(socket: &str) -> Call {
    make(socket, Family::Inet, Kind::Dgram)
}
pub fn unix(socket: &str) -> Call {
    make(socket, Family::Unix, Kind::Stream)
}
pub fn unix_dgram(socket: &str) -> Call {
    make(socket, Family::Unix, Kind::Dgram)
}
pub fn make(socket: &str, family: Family, kind: Kind) -> Call {
    Call::Socket { socket: socket.into(), family, kind }
}
pub fn bind(socket: &str, to: &str) -> Call {
    Call::Bind { socket: socket.into(), to: to.parse().unwrap() }
}
pub fn listen(socket: &str, backlog: u32) -> Call {
    Call::Listen { socket: socket.into(), backlog }
}
pub fn accept(socket: &str, into: &str) -> Call {
    Call::Accept { socket: socket.into(), into: into.into() }
}
pub fn connect(socket: &str, to: &str) -> Call {
    Call::Connect { socket: socket.into(), to: to.parse().unwrap() }
}
pub fn send(socket: &str, text: &str) -> Call {
    Call::Send { socket: socket.into(), data: Data::Text(text.into()) }
}
pub fn send_many(socket: &str, bytes: u32) -> Call {
    Call::Send { socket: socket.into(), data: Data::Repeat("x".into(), bytes) }
}
pub fn recv(socket: &str, max: usize) -> Call {
    Call::Recv { socket: socket.into(), max }
}
pub fn sendto(socket: &str, text: &str, to: &str) -> Call {
    Call::SendTo { socket: socket.into(), data: Data::Text(text.into()), to: to.parse().unwrap() }
}
pub fn sendto_many(socket: &str, bytes: u32, to: &str) -> Call {
    Call::SendTo { socket: socket.into(), data: Data::Repeat("x".into(), bytes), to: to.parse().unwrap() }
}
pub fn recvfrom(socket: &str, max: usize) -> Call {
    Call::RecvFrom { socket: socket.into(), max }
}
pub fn shutdown(socket: &str, how: Half) -> Call {
    Call::Shutdown { socket: socket.into(), how }
}
pub fn close(socket: &str) -> Call {
    Call::Close { socket: socket.into() }
}
pub fn set(socket: &str, option: OptionSetting) -> Call {
    Call::SetSockOpt { socket: socket.into(), option }
}
pub fn get(socket: &str, option: OptionName) -> Call {
    Call::GetSockOpt { socket: socket.into(), option }
}
pub fn getsockname(socket: &str) -> Call {
    Call::GetSockName { socket: socket.into() }
}
pub fn getpeername(socket: &str) -> Call {
    Call::GetPeerName { socket: socket.into() }
}
pub fn sleep(ms: u32) -> Call {
    Call::Sleep { ms }
}
