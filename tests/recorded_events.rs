//! Whatever a run can make is written, reads back as the same, and the file opens whole.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use socketlab::scenario::{
    MOST_DATA, Participant, ParticipantId, Program, Role, Scenario, Script, Step, Texts,
};
use socketlab::sockets::{
    AcceptQueue, Address, Awaited, Call, Data, Endpoint, Errno, Family, Half, Hex, Kind, OptionName,
    OptionSetting, Outcome, Payload, Reading, SocketId, SocketOpened, TcpState, UnixName,
};
use socketlab::trace::recording::{Circumstances, Extent, Recorder, Recording, read};
use socketlab::trace::{
    Event, Frame, Moment, Origin, ProgramEvent, Signal, Site, Stream, Trace, Unseen, What,
};

/// A text of any characters, those that mean something in the file among them.
fn text() -> impl Strategy<Value = String> {
    let odd: Vec<char> =
        "\0\u{1}\n\r\t\u{1b}\"\\ '`#()[]{},:;/@\u{7f}\u{85}\u{a0}\u{301}\u{feff}\u{2028}ñ€😀"
            .chars()
            .collect();
    vec(prop_oneof![any::<char>(), select(odd), prop::char::range('a', 'z')], 0..12)
        .prop_map(|chars| chars.into_iter().collect())
}

fn shared() -> impl Strategy<Value = Arc<str>> {
    text().prop_map(Arc::from)
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![vec(any::<u8>(), 0..40), text().prop_map(String::into_bytes), vec(0_u8..32, 0..40)]
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), Just(u32::MAX), any::<u32>(), 0_u32..3000]
}

fn data() -> impl Strategy<Value = Data> {
    prop_oneof![
        text().prop_map(Data::Text),
        bytes().prop_map(|bytes| Data::Hex(Hex(bytes))),
        (text(), 0_u32..1000).prop_map(|(text, times)| Data::Repeat(text, times)),
    ]
}

fn name() -> impl Strategy<Value = UnixName> {
    let any = vec(any::<u8>(), 0..150);
    let abstracted = bytes().prop_map(|name| UnixName::abstract_name(&name));
    prop_oneof![
        any.prop_map(|name| name.as_slice().into()),
        text().prop_map(UnixName::from),
        abstracted,
        Just("@chat".into()),
        Just("x".repeat(300).into()),
    ]
}

/// What a program can ask for.
fn asked() -> impl Strategy<Value = Address> {
    let hosts = select(vec![
        "localhost ",
        " ",
        "",
        "[::1]",
        "::1",
        "unix",
        "sender",
        "a:b",
        "fe80::1%lo",
        "<broadcast>",
        "[[a]]",
    ]);
    prop_oneof![
        (text(), any::<u16>()).prop_map(|(host, port)| Address::Inet { host, port }),
        (hosts, any::<u16>()).prop_map(|(host, port)| Address::Inet { host: host.into(), port }),
        ("[a-z]{254,300}", any::<u16>()).prop_map(|(host, port)| Address::Inet { host, port }),
        name().prop_map(|path| Address::Unix { path }),
        Just(Address::Sender),
    ]
}

/// What a script can say.
fn scripted() -> impl Strategy<Value = Address> {
    asked().prop_filter_map("an address of a script", |address| {
        let read = address.to_string().parse::<Address>().ok()?;
        (read == address).then_some(address)
    })
}

fn end() -> impl Strategy<Value = Endpoint> {
    let v4 = (any::<[u8; 4]>(), any::<u16>())
        .prop_map(|(ip, port)| Endpoint::Inet(SocketAddr::new(IpAddr::V4(Ipv4Addr::from(ip)), port)));
    let ip = prop_oneof![Just([0; 16]), any::<[u8; 16]>(), Just(*b"\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\x01")];
    let v6 = (ip, any::<u16>(), prop_oneof![Just(0), number()], prop_oneof![Just(0), number()]).prop_map(
        |(ip, port, flow, scope)| {
            Endpoint::Inet(SocketAddrV6::new(Ipv6Addr::from(ip), port, flow, scope).into())
        },
    );
    prop_oneof![v4, v6, name().prop_map(Endpoint::Unix), Just(Endpoint::Unnamed)]
}

fn family() -> impl Strategy<Value = Family> {
    select(vec![Family::Inet, Family::Inet6, Family::Unix])
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![Kind::Stream, Kind::Dgram])
}

fn setting() -> impl Strategy<Value = OptionSetting> {
    prop_oneof![
        any::<bool>().prop_map(OptionSetting::ReuseAddr),
        number().prop_map(OptionSetting::SndBuf),
        number().prop_map(OptionSetting::RcvBuf),
        any::<Option<u16>>().prop_map(OptionSetting::Linger),
        any::<bool>().prop_map(OptionSetting::NoDelay),
        any::<bool>().prop_map(OptionSetting::Broadcast),
        number().prop_map(OptionSetting::RcvTimeo),
    ]
}

fn option() -> impl Strategy<Value = OptionName> {
    use OptionName::{Broadcast, Error, Linger, NoDelay, RcvBuf, RcvTimeo, ReuseAddr, SndBuf};
    select(vec![ReuseAddr, SndBuf, RcvBuf, Linger, NoDelay, Broadcast, RcvTimeo, Error])
}

/// A call of ours with an address like these.
fn call(to: BoxedStrategy<Address>) -> BoxedStrategy<Call> {
    let size = || prop_oneof![Just(0), Just(MOST_DATA), 0..5000_usize];
    let (s, d) = (text, data);
    prop_oneof![
        (s(), family(), kind()).prop_map(|(socket, family, kind)| Call::Socket { socket, family, kind }),
        (s(), to.clone()).prop_map(|(socket, to)| Call::Bind { socket, to }),
        (s(), number()).prop_map(|(socket, backlog)| Call::Listen { socket, backlog }),
        (s(), s()).prop_map(|(socket, into)| Call::Accept { socket, into }),
        (s(), to.clone()).prop_map(|(socket, to)| Call::Connect { socket, to }),
        (s(), d()).prop_map(|(socket, data)| Call::Send { socket, data }),
        (s(), size()).prop_map(|(socket, max)| Call::Recv { socket, max }),
        (s(), d(), to).prop_map(|(socket, data, to)| Call::SendTo { socket, data, to }),
        (s(), size()).prop_map(|(socket, max)| Call::RecvFrom { socket, max }),
        (s(), select(vec![Half::Read, Half::Write, Half::Both]))
            .prop_map(|(socket, how)| Call::Shutdown { socket, how }),
        s().prop_map(|socket| Call::Close { socket }),
        (s(), setting()).prop_map(|(socket, option)| Call::SetSockOpt { socket, option }),
        (s(), option()).prop_map(|(socket, option)| Call::GetSockOpt { socket, option }),
        s().prop_map(|socket| Call::GetSockName { socket }),
        s().prop_map(|socket| Call::GetPeerName { socket }),
        number().prop_map(|ms| Call::Sleep { ms }),
    ]
    .boxed()
}

fn function() -> impl Strategy<Value = Call> {
    (text(), proptest::option::of(text()), text()).prop_map(|(name, socket, arguments)| Call::Function {
        name,
        socket,
        arguments,
    })
}

fn script() -> BoxedStrategy<Script> {
    let step = call(scripted().boxed()).prop_map(|call| Step::Call(Arc::new(call)));
    let step = step.prop_recursive(4, 12, 3, |inner| {
        (0_u32..4, vec(inner, 0..3))
            .prop_map(|(times, steps)| Step::Repeat { times, script: Script::new(steps) })
    });
    vec(step, 0..6).prop_map(Script::new).boxed()
}

fn texts() -> impl Strategy<Value = Texts> {
    proptest::collection::btree_map(text(), text(), 0..3).prop_map(Texts)
}

fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Server, Role::Client, Role::Peer])
}

/// A file of a program: any name that a file can have.
fn file() -> impl Strategy<Value = PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    bytes().prop_map(|mut name| {
        name.retain(|byte| *byte != 0 && *byte != b'/');
        name.splice(0..0, *b"/programs/x");
        std::ffi::OsString::from_vec(name).into()
    })
}

fn participant() -> BoxedStrategy<Participant> {
    let arguments = vec(text().prop_map(|text| text.replace('\0', "")), 0..3);
    let program = (file(), arguments).prop_map(|(file, arguments)| Program { file, arguments });
    prop_oneof![
        4 => (text(), role(), script())
            .prop_map(|(name, role, script)| Participant::scripted(ParticipantId(0), name, role, script)),
        1 => (text(), role(), program)
            .prop_map(|(name, role, program)| Participant::program(ParticipantId(0), name, role, program)),
    ]
    .boxed()
}

/// A scenario with these ids among its participants, and turns of some of them.
fn scenario() -> BoxedStrategy<Scenario> {
    let turns = vec(any::<Index>(), 0..8);
    (texts(), texts(), texts(), vec(participant(), 1..5), turns, vec(0_u32..5, 0..3))
        .prop_map(|(title, about, notes, mut participants, turns, swaps)| {
            let ids = participants.len();
            for (id, participant) in (0_u32..).zip(&mut participants) {
                participant.id = ParticipantId(id);
            }
            for swap in swaps {
                participants.swap(0, swap as usize % ids);
            }
            let order = turns.iter().map(|turn| participants[turn.index(ids)].id).collect();
            Scenario { title, about, notes, participants, order }
        })
        .boxed()
}

fn errno() -> impl Strategy<Value = Errno> {
    prop_oneof![1..140_i32, any::<i32>(), Just(0)].prop_map(Errno)
}

fn reading() -> BoxedStrategy<Reading> {
    let some = || proptest::option::of(number());
    let states =
        [TcpState::Established, TcpState::TimeWait, TcpState::FinWait2, TcpState::SynRecv, TcpState::Listen];
    let end = || proptest::option::of(end());
    (
        (end(), end(), proptest::option::of(select(states.to_vec()))),
        (some(), some(), some(), some(), some()),
        proptest::option::of((number(), number())),
        (proptest::option::of(any::<u32>()), any::<Option<u64>>()),
    )
        .prop_map(|((local, peer, state), numbers, queue, (remaining, inode))| Reading {
            local,
            peer,
            state,
            receive_queue: numbers.0,
            send_queue: numbers.1,
            receive_buffer: numbers.2,
            send_buffer: numbers.3,
            accept_queue: queue.map(|(waiting, backlog)| AcceptQueue { waiting, backlog }),
            drops: numbers.4,
            // The kernel counts it in milliseconds.
            remaining: remaining.map(|ms| Duration::from_millis(ms.into())),
            inode,
        })
        .boxed()
}

fn awaited() -> impl Strategy<Value = Awaited> {
    use Awaited::{Answer, Bytes, Connection, Datagram, Delivery, Name, Readiness, Room};
    prop_oneof![
        select(vec![Answer, Bytes, Connection, Datagram, Delivery, Name, Readiness, Room]),
        (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, ns)| Awaited::Time(Duration::new(s, ns))),
    ]
}

fn site() -> impl Strategy<Value = Arc<Site>> {
    (shared(), number(), shared(), shared(), shared(), proptest::option::of(any::<i32>())).prop_map(
        |(file, line, function, method, via, fd)| Arc::new(Site { file, line, function, method, via, fd }),
    )
}

fn shown() -> BoxedStrategy<ProgramEvent> {
    let frame =
        (shared(), number(), shared()).prop_map(|(file, line, function)| Frame { file, line, function });
    let unseen = prop_oneof![
        select(vec![Unseen::NoHello, Unseen::Tls, Unseen::Lost, Unseen::Threads, Unseen::Processes]),
        shared().prop_map(|version| Unseen::TooOld { version }),
        shared().prop_map(|name| Unseen::ForeignLoop { name }),
        shared().prop_map(|function| Unseen::Raw { function }),
        any::<u64>().prop_map(|kept| Unseen::Output { kept }),
    ];
    prop_oneof![
        (number(), shared()).prop_map(|(pid, command)| ProgramEvent::Started { pid, command }),
        shared().prop_map(|version| ProgramEvent::Greeted { version }),
        (shared(), number(), any::<u64>()).prop_map(|(name, pid, thread)| {
            ProgramEvent::Joined { of: ParticipantId(0), name, pid, thread }
        }),
        (shared(), shared()).prop_map(|(file, text)| ProgramEvent::Source { file, text }),
        (select(vec![Stream::Out, Stream::Err]), bytes())
            .prop_map(|(stream, data)| ProgramEvent::Printed { stream, data: Payload::from(&*data) }),
        Just(ProgramEvent::AwaitsInput),
        shared().prop_map(|text| ProgramEvent::Typed { text }),
        select(vec![Signal::Interrupt, Signal::End]).prop_map(|signal| ProgramEvent::Signalled { signal }),
        (shared(), shared(), vec(frame, 0..3))
            .prop_map(|(exception, message, frames)| ProgramEvent::Raised { exception, message, frames }),
        (any::<Option<i32>>(), any::<Option<i32>>())
            .prop_map(|(code, signal)| ProgramEvent::Exited { code, signal }),
        unseen.prop_map(ProgramEvent::Unseen),
    ]
    .boxed()
}

/// Why a call is made, before it is known what its participant can make.
#[derive(Clone, Debug)]
enum Why {
    /// The next call of its script.
    Script,
    Other(Origin, Call),
    Held(Arc<Site>, Call),
}

/// What happens next, drawn blindly: of whom, and on which socket, is settled when it happens.
#[derive(Clone, Debug)]
enum Drawn {
    Call { why: Why, on: Option<Index>, waits: Option<Awaited>, came: Box<Came> },
    Plain(What),
    Script(Script, Index),
    Edited(Scenario),
    Read(Reading, Index),
    Program(ProgramEvent),
}

/// What outcomes are made of.
#[derive(Clone, Debug)]
struct Came {
    which: Index,
    fd: i32,
    ends: (Endpoint, Endpoint),
    from: Option<Endpoint>,
    bytes: Vec<u8>,
    part: Index,
    value: i64,
    errno: Errno,
    texts: (String, String),
}

fn came() -> BoxedStrategy<Box<Came>> {
    (
        (any::<Index>(), any::<i32>(), (end(), end()), proptest::option::of(end())),
        (bytes(), any::<Index>(), any::<i64>(), errno(), (text(), text())),
    )
        .prop_map(|((which, fd, ends, from), (bytes, part, value, errno, texts))| {
            Box::new(Came { which, fd, ends, from, bytes, part, value, errno, texts })
        })
        .boxed()
}

impl Came {
    /// An outcome that the call can have. `next` is the id of the socket that its participant opens next.
    fn of(&self, call: &Call, next: SocketId) -> Outcome {
        let Self { ends: (local, peer), .. } = self.clone();
        let socket = SocketOpened { id: next, fd: self.fd };
        let data = |max: usize| Payload::from(&self.bytes[..self.bytes.len().min(max)]);
        let asked = call.data().map_or(0, Data::len);
        let count = self.part.index(asked + 1);
        let done = match call {
            Call::Socket { .. } => Outcome::Opened(socket),
            Call::Bind { .. } | Call::Listen { .. } => Outcome::Bound { local },
            Call::Accept { .. } => Outcome::Accepted { socket, local, peer },
            Call::Connect { .. } => Outcome::Connected { local, peer },
            Call::Send { .. } => Outcome::Sent { count, asked },
            Call::SendTo { .. } => Outcome::SentTo { count, from: local, to: peer },
            Call::Recv { max, .. } => Outcome::Received { data: data(*max) },
            Call::RecvFrom { max, .. } => Outcome::ReceivedFrom { data: data(*max), from: self.from.clone() },
            Call::GetSockOpt { .. } => Outcome::Value(self.value),
            Call::GetSockName { .. } | Call::GetPeerName { .. } => Outcome::Address(local),
            Call::Function { .. } => Outcome::Gave(self.texts.0.clone()),
            Call::Shutdown { .. } | Call::Close { .. } | Call::SetSockOpt { .. } | Call::Sleep { .. } => {
                Outcome::Done
            }
        };
        let (exception, message) = self.texts.clone();
        let all = [
            done.clone(),
            done.clone(),
            done.clone(),
            done,
            Outcome::Failed(self.errno),
            Outcome::Raised { exception, message },
            Outcome::Unresolved(self.texts.0.clone()),
            Outcome::NoSocket,
            Outcome::Interrupted,
            Outcome::Killed,
        ];
        all[self.which.index(all.len())].clone()
    }
}

fn drawn() -> BoxedStrategy<Drawn> {
    let any_call = || prop_oneof![4 => call(asked().boxed()), 1 => function()];
    let ours = call(scripted().boxed());
    let origins = select(vec![Origin::Renamed, Origin::ProgramEnd, Origin::Killed, Origin::ByHand]);
    let why = prop_oneof![
        Just(Why::Script),
        (origins, ours).prop_map(|(origin, call)| Why::Other(origin, call)),
        (site(), any_call()).prop_map(|(site, call)| Why::Other(Origin::Program(site), call)),
        (site(), any_call()).prop_map(|(site, call)| Why::Held(site, call)),
    ];
    let on = proptest::option::of(any::<Index>());
    prop_oneof![
        12 => (why, on, proptest::option::of(awaited()), came())
            .prop_map(|(why, on, waits, came)| Drawn::Call { why, on, waits, came }),
        1 => select(vec![What::Ended, What::Killed, What::Frozen, What::Thawed]).prop_map(Drawn::Plain),
        1 => shared().prop_map(|name| Drawn::Plain(What::Left { name })),
        1 => (script(), any::<Index>()).prop_map(|(script, next)| Drawn::Script(script, next)),
        1 => scenario().prop_map(Drawn::Edited),
        2 => (reading(), any::<Index>()).prop_map(|(reading, on)| Drawn::Read(reading, on)),
        4 => shown().prop_map(Drawn::Program),
    ]
    .boxed()
}

/// A trace as a run makes one. What does not fit what came before is left out, as the log does.
struct Making {
    trace: Trace,
    at: u64,
    scripts: BTreeMap<u32, (Arc<Script>, u64)>,
    sockets: Vec<SocketId>,
    next_id: u32,
}

impl Making {
    fn of(scenario: Scenario) -> Self {
        let scenario = Arc::new(scenario);
        let scripts = scenario.ids().map(|(id, p)| (id.0, (Arc::new(p.script.clone()), 0))).collect();
        let trace = Trace::of(Arc::clone(&scenario));
        Self { trace, at: 0, scripts, sockets: Vec::new(), next_id: 70 }
    }

    fn happens(&mut self, who: u32, what: What) -> bool {
        self.trace.append(Event { at: self.at, participant: ParticipantId(who), what }).is_ok()
    }

    fn draw(&mut self, who: u32, after: u32, drawn: Drawn) {
        self.at += u64::from(after);
        match drawn {
            Drawn::Call { why, on, waits, came } => self.call(who, why, on, waits, &came),
            Drawn::Plain(what) => drop(self.happens(who, what)),
            Drawn::Script(script, next) => {
                let script = Arc::new(script);
                let next = next.index(usize::try_from(script.len()).unwrap() + 1) as u64;
                if self.happens(who, What::Script { script: Arc::clone(&script), next }) {
                    self.scripts.insert(who, (script, next));
                }
            }
            Drawn::Edited(scenario) => {
                let scenario = Arc::new(scenario);
                let before = Arc::clone(self.trace.scenario(self.trace.live()));
                if self.happens(who, What::Edited { scenario: Arc::clone(&scenario) }) {
                    for (id, new) in scenario.ids().filter(|(id, _)| before.participant(*id).is_none()) {
                        self.scripts.insert(id.0, (Arc::new(new.script.clone()), 0));
                    }
                }
            }
            Drawn::Read(reading, on) => {
                let own: Vec<_> = self.sockets.iter().filter(|id| id.participant == who).copied().collect();
                if !own.is_empty() {
                    let socket = own[on.index(own.len())];
                    self.happens(who, What::Read { socket, reading: Arc::new(reading) });
                }
            }
            Drawn::Program(ProgramEvent::Joined { name, pid, thread, .. }) => {
                let of = ParticipantId(who);
                self.next_id += 1;
                self.happens(
                    self.next_id,
                    What::Program(Arc::new(ProgramEvent::Joined { of, name, pid, thread })),
                );
            }
            Drawn::Program(shown) => drop(self.happens(who, What::Program(Arc::new(shown)))),
        }
    }

    fn call(&mut self, who: u32, why: Why, on: Option<Index>, waits: Option<Awaited>, came: &Came) {
        let mut own = self.sockets.clone();
        // Only programs have sockets of each other, and whoever closes what they leave.
        if !matches!(
            why,
            Why::Held(..) | Why::Other(Origin::Program(_) | Origin::ProgramEnd | Origin::Killed, _)
        ) {
            own.retain(|id| id.participant == who);
        }
        let socket = on.filter(|_| !own.is_empty()).map(|on| own[on.index(own.len())]);
        let (origin, call) = match why {
            Why::Other(origin, call) => (origin, Arc::new(call)),
            Why::Script => {
                let Some((script, next)) = self.scripts.get_mut(&who) else { return };
                let Some(written) = script.call(*next) else { return };
                let origin = Origin::Script { step: *next, line: written.line };
                *next += 1;
                (origin, Arc::clone(written.call))
            }
            Why::Held(site, call) => {
                let (origin, call) = (Origin::Program(site), Arc::new(call));
                if !self.happens(who, What::Held { origin: origin.clone(), call: Arc::clone(&call), socket })
                {
                    return;
                }
                (origin, call)
            }
        };
        if !self.happens(who, What::Called { origin, call: Arc::clone(&call), socket }) {
            return;
        }
        if let Some(awaited) = waits {
            self.happens(who, What::Waiting(awaited));
        }
        let index = self.trace.sockets_opened_by(ParticipantId(who));
        let outcome = came.of(&call, SocketId { participant: who, index });
        let opened = outcome.opened();
        assert!(self.happens(who, What::Returned(outcome.clone())), "{call:?} gives back {outcome:?}");
        self.sockets.extend(opened.map(|socket| socket.id));
    }
}

/// Writes a trace, with notes, and reads it again.
fn there_and_back(trace: &Trace, circumstances: &Circumstances, notes: &[(usize, String)]) -> Recording {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run.ronl");
    let mut recorder = Recorder::create(&path, circumstances, trace.scenario(Moment(0))).unwrap();
    recorder.follow(trace);
    for (moment, note) in notes {
        recorder.bookmark(Moment(*moment), Some(note));
    }
    recorder.end().unwrap();
    read(&path, Extent::Whole).unwrap()
}

fn assert_same(read: &Recording, trace: &Trace) {
    for (number, (read, made)) in read.trace.events().iter().zip(trace.events()).enumerate() {
        assert_eq!(read, made, "event {number}");
    }
    assert_eq!(read.fault, None);
    assert_eq!(read.trace.live(), trace.live());
    assert!(read.trace.scenarios().eq(trace.scenarios()));
    assert_eq!(read.trace.sockets().len(), trace.sockets().len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_happens_reads_back_as_it_was(
        scenario in scenario(),
        events in vec((0_u32..6, 0_u32..2000, drawn()), 0..60),
        circumstances in (text(), text(), text()),
        notes in vec((0_usize..99, text()), 0..3),
    ) {
        let mut making = Making::of(scenario);
        for (who, after, drawn) in events {
            // Threads come with ids of their own.
            let who = if who == 5 { making.next_id } else { who };
            making.draw(who, after, drawn);
        }
        let (program, platform, began) = circumstances;
        let circumstances = Circumstances { program, platform, began };
        let read = there_and_back(&making.trace, &circumstances, &notes);
        assert_same(&read, &making.trace);
        prop_assert_eq!(&read.circumstances, &circumstances);
        let mut expected = BTreeMap::new();
        for (moment, note) in notes {
            // A note without words is none.
            if note.is_empty() { expected.remove(&Moment(moment)) } else { expected.insert(Moment(moment), note) };
        }
        prop_assert_eq!(&read.bookmarks, &expected);
    }
}

/// One participant that a program is, and makes these calls.
fn of_program(calls: impl IntoIterator<Item = (Call, Outcome)>) -> Trace {
    let program = Program { file: "/x.py".into(), arguments: Vec::new() };
    let participant = Participant::program(ParticipantId(0), "p".into(), Role::Peer, program);
    let mut making = Making::of(Scenario { participants: vec![participant], ..Scenario::default() });
    let site = Site {
        file: "/x.py".into(),
        line: 1,
        function: "f".into(),
        method: "m".into(),
        via: "".into(),
        fd: None,
    };
    let origin = Origin::Program(Arc::new(site));
    let socket = Call::Socket { socket: "s".into(), family: Family::Unix, kind: Kind::Dgram };
    let id = SocketId { participant: 0, index: 0 };
    let called = |call: Call, socket| What::Called { origin: origin.clone(), call: Arc::new(call), socket };
    assert!(making.happens(0, called(socket, None)));
    assert!(making.happens(0, What::Returned(Outcome::Opened(SocketOpened { id, fd: 3 }))));
    for (call, outcome) in calls {
        assert!(making.happens(0, called(call, Some(id))));
        assert!(making.happens(0, What::Returned(outcome)));
    }
    making.trace
}

/// A run with addresses that no script could have, and that the kernel tells nevertheless.
fn odd() -> Trace {
    let inet = |host: &str, port| Address::Inet { host: host.into(), port };
    let unix = |name: &[u8]| Address::Unix { path: name.into() };
    let asked = [
        inet("localhost ", 9),
        inet(" ", 9),
        inet("a\tb", 0),
        inet("a\nb", 65535),
        inet("", 0),
        inet(&"a".repeat(254), 9),
        inet("[::1] ", 9),
        inet("unix:", 9),
        unix(b""),
        unix(b"\0chat"),
        unix(b"@chat"),
        unix(b"/tmp/caf\xe9"),
        unix(b"\0\xff\xfe"),
        unix(b"a\0b"),
        unix("x".repeat(200).as_bytes()),
        unix(b"unix:"),
    ];
    let inet6 = |flow, scope| Endpoint::Inet(SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, flow, scope).into());
    let told = [
        inet6(0, 0),
        inet6(0, 3),
        inet6(7, 0),
        inet6(u32::MAX, u32::MAX),
        Endpoint::Unnamed,
        Endpoint::Unix("".into()),
        Endpoint::Unix("@chat".into()),
        Endpoint::Unix(UnixName::abstract_name(b"chat")),
        Endpoint::Unix(UnixName::abstract_name(b"\0\0\x01\xff")),
        Endpoint::Unix(b"/tmp/caf\xe9"[..].into()),
    ];
    let data = || Data::Text("x".into());
    let refused = asked.into_iter().map(|to| {
        let call = Call::SendTo { socket: "s".into(), data: data(), to };
        (call, Outcome::Failed(Errno::EINVAL))
    });
    let named =
        told.into_iter().map(|local| (Call::GetSockName { socket: "s".into() }, Outcome::Address(local)));
    of_program(refused.chain(named))
}

#[test]
fn addresses_that_no_script_could_have_read_back_byte_by_byte() {
    let trace = odd();
    assert_same(&there_and_back(&trace, &Circumstances::now(), &[]), &trace);
}

/// Where what was recorded in version 3 stands, for good.
fn version_3() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/version_3.ronl")
}

#[test]
fn what_was_recorded_in_version_3_opens_as_it_did() {
    assert!(std::fs::read_to_string(version_3()).unwrap().starts_with("Recording(version:3,"));
    assert_same(&read(&version_3(), Extent::Whole).unwrap(), &odd());
}

#[test]
#[ignore = "writes the fixture of version 3, once"]
fn make_the_fixture_of_version_3() {
    let trace = odd();
    let recorder = Recorder::create(&version_3(), &Circumstances::now(), trace.scenario(Moment(0)));
    let mut recorder = recorder.expect("what was recorded once is not recorded anew");
    recorder.follow(&trace);
    recorder.end().unwrap();
}

#[test]
fn the_most_bytes_of_a_call_read_back_however_long_they_are_written() {
    let data = Data::Text("\u{7f}".repeat(MOST_DATA));
    let call = Call::Send { socket: "s".into(), data };
    let trace = of_program([(call, Outcome::Sent { count: MOST_DATA, asked: MOST_DATA })]);
    assert_same(&there_and_back(&trace, &Circumstances::now(), &[]), &trace);
}

#[test]
fn a_scenario_of_control_characters_reads_back_from_the_header() {
    let send = Call::Send { socket: "s".into(), data: Data::Text("\u{7f}".repeat(12 << 20)) };
    let participant =
        Participant::scripted(ParticipantId(0), "\0".into(), Role::Peer, Script::from(vec![send]));
    let trace = Trace::of(Arc::new(Scenario { participants: vec![participant], ..Scenario::default() }));
    assert_same(&there_and_back(&trace, &Circumstances::now(), &[]), &trace);
}

#[test]
fn what_a_process_closes_for_its_threads_is_the_socket_of_the_thread() {
    let mut making = Making::of(Scenario {
        participants: vec![Participant::scripted(
            ParticipantId(0),
            "p".into(),
            Role::Peer,
            Script::default(),
        )],
        ..Scenario::default()
    });
    let joined = |of| ProgramEvent::Joined { of: ParticipantId(of), name: "t".into(), pid: 1, thread: 2 };
    assert!(making.happens(7, What::Program(Arc::new(joined(0)))));
    let id = SocketId { participant: 7, index: 0 };
    let call = Arc::new(Call::Socket { socket: "s".into(), family: Family::Inet, kind: Kind::Dgram });
    assert!(making.happens(7, What::Called { origin: Origin::ByHand, call, socket: None }));
    assert!(making.happens(7, What::Returned(Outcome::Opened(SocketOpened { id, fd: 3 }))));
    assert!(making.happens(7, What::Ended));
    let call = Arc::new(Call::Close { socket: "s".into() });
    assert!(making.happens(0, What::Called { origin: Origin::ProgramEnd, call, socket: Some(id) }));
    assert!(making.happens(0, What::Returned(Outcome::Done)));
    let read = there_and_back(&making.trace, &Circumstances::now(), &[]);
    assert_same(&read, &making.trace);
    assert!(!read.trace.socket(id).unwrap().is_open(read.trace.live()));
}
