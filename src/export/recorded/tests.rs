//! Scenarios of calls that were made, given by hand: names, ports, closes that nobody asked for.

use super::*;
use crate::sockets::{Data, Errno, Family, Kind, Payload, SocketOpened};

const A: ParticipantId = ParticipantId(3);
const B: ParticipantId = ParticipantId(9);

/// A call that was made: by whom, why, on which socket, and what came of it.
type Was = (ParticipantId, Origin, Call, Option<SocketId>, Option<Outcome>);

/// Calls that were made, in order.
#[derive(Default)]
struct Story {
    made: Vec<Was>,
    /// Which of them waited, and until when.
    waited: HashMap<usize, usize>,
}

const ASKED: Origin = Origin::ByHand;

fn id(who: ParticipantId, index: u32) -> SocketId {
    SocketId { participant: who.0, index }
}

fn end(port: u16) -> Endpoint {
    Endpoint::Inet(([127, 0, 0, 1], port).into())
}

fn socket(name: &str, kind: Kind) -> Call {
    Call::Socket { socket: name.into(), family: Family::Inet, kind }
}

fn close(name: &str) -> Call {
    Call::Close { socket: name.into() }
}

impl Story {
    fn opened(&mut self, who: ParticipantId, call: Call, index: u32) -> &mut Self {
        let opened = Outcome::Opened(SocketOpened { id: id(who, index), fd: 7 });
        self.made.push((who, ASKED, call, None, Some(opened)));
        self
    }

    fn on(&mut self, who: ParticipantId, index: u32, call: Call, outcome: Outcome) -> &mut Self {
        self.made.push((who, ASKED, call, Some(id(who, index)), Some(outcome)));
        self
    }

    fn closed(&mut self, who: ParticipantId, index: u32, name: &str, why: Origin) -> &mut Self {
        self.made.push((who, why, close(name), Some(id(who, index)), Some(Outcome::Done)));
        self
    }

    fn told(&self) -> Recorded {
        let lifelines = [
            Lifeline { id: A, name: "a", role: Role::Server },
            Lifeline { id: B, name: "b", role: Role::Client },
        ];
        let calls =
            (0..).zip(&self.made).map(|(called, (participant, origin, call, socket, outcome))| Made {
                participant: *participant,
                origin,
                call,
                called,
                waited_until: self.waited.get(&called).copied(),
                socket: *socket,
                outcome: outcome.as_ref(),
            });
        scenario_of(&lifelines, &calls.collect::<Vec<_>>())
    }
}

fn script(recorded: &Recorded, at: usize) -> Vec<String> {
    let script = &recorded.scenario.participants[at].script;
    script.written().iter().map(|written| written.call.to_string()).collect()
}

#[test]
fn sockets_of_one_name_that_are_open_at_once_become_two_variables() {
    let mut story = Story::default();
    story
        .opened(A, socket("s", Kind::Stream), 0)
        .opened(A, socket("s", Kind::Stream), 1)
        .on(A, 0, close("s"), Outcome::Done)
        .on(A, 1, close("s"), Outcome::Done);
    let told = script(&story.told(), 0);
    assert_eq!(told[2..], ["close(s)", "close(s2)"]);
    assert!(told[1].starts_with("socket(s2"), "{told:?}");
    // Where the variable was given another one, the close comes by itself.
    let mut story = Story::default();
    story
        .opened(A, socket("s", Kind::Stream), 0)
        .opened(A, socket("s", Kind::Stream), 1)
        .closed(A, 0, "s", Origin::Renamed)
        .on(A, 1, close("s"), Outcome::Done);
    let told = script(&story.told(), 0);
    assert_eq!(told.len(), 3);
    assert_eq!(told[2], "close(s)");
}

#[test]
fn a_close_at_the_end_is_left_to_the_end_and_one_in_the_middle_is_made() {
    for why in [Origin::ProgramEnd, Origin::Killed] {
        let mut story = Story::default();
        story.opened(A, socket("s", Kind::Stream), 0).closed(A, 0, "s", why);
        assert_eq!(script(&story.told(), 0).len(), 1);
        story.opened(A, socket("s", Kind::Stream), 1);
        assert_eq!(script(&story.told(), 0)[1..], ["close(s)", "socket(s, AF_INET, SOCK_STREAM)"]);
    }
}

#[test]
fn a_port_that_the_kernel_chose_is_one_number_for_everyone() {
    let bind = Call::Bind { socket: "l".into(), to: "localhost:0".parse().unwrap() };
    let connect = Call::Connect { socket: "s".into(), to: "127.0.0.1:45678".parse().unwrap() };
    let mut story = Story::default();
    story.opened(A, socket("l", Kind::Stream), 0).on(
        A,
        0,
        bind.clone(),
        Outcome::Bound { local: end(45_678) },
    );
    // Nobody asks for it: it may be any.
    assert_eq!(script(&story.told(), 0)[1], "bind(l, localhost:0)");
    story.opened(B, socket("s", Kind::Stream), 0).on(
        B,
        0,
        connect,
        Outcome::Connected { local: end(50_000), peer: end(45_678) },
    );
    let told = story.told();
    assert_eq!(script(&told, 0)[1], "bind(l, localhost:20001)");
    assert_eq!(script(&told, 1)[1], "connect(s, 127.0.0.1:20001)");
    assert_eq!(told.scenario.order, [0, 0, 1, 1].map(ParticipantId));
}

#[test]
fn an_answer_to_a_port_of_the_kernels_choice_goes_to_the_sender() {
    let received = Outcome::ReceivedFrom { data: Payload::from(&b"x"[..]), from: Some(end(50_000)) };
    let sendto =
        |to: &str| Call::SendTo { socket: "s".into(), data: Data::Text("y".into()), to: to.parse().unwrap() };
    let sent = || Outcome::SentTo { count: 1, from: end(1024), to: end(50_000) };
    let mut story = Story::default();
    story
        .opened(A, socket("s", Kind::Dgram), 0)
        .on(A, 0, Call::RecvFrom { socket: "s".into(), max: 9 }, received)
        .on(A, 0, sendto("127.0.0.1:50000"), sent())
        .on(A, 0, sendto("127.0.0.1:50001"), sent());
    assert_eq!(script(&story.told(), 0)[2..], ["sendto(s, 'y', sender)", "sendto(s, 'y', 127.0.0.1:50001)"]);
}

#[test]
fn what_never_came_back_is_left_out_and_told() {
    let recv = Call::Recv { socket: "s".into(), max: 9 };
    let mut story = Story::default();
    story.opened(A, socket("s", Kind::Stream), 0).on(A, 0, recv.clone(), Outcome::Interrupted).on(
        A,
        0,
        recv.clone(),
        Outcome::Failed(Errno::ENOTCONN),
    );
    story.made.push((A, ASKED, recv, Some(id(A, 0)), None));
    let told = story.told();
    assert_eq!(script(&told, 0)[1..], ["recv(s, 9)"]);
    let left: Vec<_> = told.left_out.iter().map(|left| left.outcome.clone()).collect();
    assert_eq!(left, [Some(Outcome::Interrupted), None]);
    assert_eq!(told.scenario.order, [], "there is nobody to take turns with");
}

#[test]
fn threads_that_share_a_socket_become_one_participant_that_waits_only_for_what_has_come() {
    let accept = Call::Accept { socket: "l".into(), into: "c".into() };
    let accepted = |index| Outcome::Accepted {
        socket: SocketOpened { id: id(A, index), fd: 7 },
        local: end(1024),
        peer: end(50_000),
    };
    let recv = Call::Recv { socket: "c".into(), max: 9 };
    let received = Outcome::Received { data: Payload::from(&b"x"[..]) };
    let mut story = Story::default();
    story.opened(A, socket("l", Kind::Stream), 0).on(A, 0, accept.clone(), accepted(1));
    // While the first thread waits for somebody else, the second serves who is there.
    story.on(A, 0, accept, accepted(2));
    story.made.push((B, ASKED, recv, Some(id(A, 1)), Some(received)));
    story.waited.insert(2, 4);
    let told = story.told();
    assert_eq!(told.scenario.participants.len(), 1);
    assert_eq!(script(&told, 0)[1..], ["accept(l)", "recv(c, 9)", "accept(l)"]);
    let into: Vec<_> = told.scenario.participants[0].script.written();
    assert_eq!(into[3].call.names_socket(), Some("c2"), "the first connection is open still");
}

#[test]
fn what_only_a_python_program_can_do_is_left_out() {
    let site = crate::trace::Site {
        fd: None,
        file: "a.py".into(),
        line: 1,
        function: "<module>".into(),
        method: "recv".into(),
        via: "".into(),
    };
    let program = || Origin::Program(Arc::new(site.clone()));
    let select = Call::Function { name: "select".into(), socket: None, arguments: "[c], [], []".into() };
    let recv = Call::Recv { socket: "s".into(), max: 9 };
    let connect = Call::Connect { socket: "s".into(), to: "localhost:1".parse().unwrap() };
    let raised = Outcome::Raised { exception: "timeout".into(), message: "timed out".into() };
    let mut story = Story::default();
    story.opened(A, socket("s", Kind::Stream), 0);
    for (call, outcome) in [
        (connect, Outcome::Failed(Errno::EINPROGRESS)),
        (select, Outcome::Gave("([], [], [])".into())),
        (recv.clone(), Outcome::Failed(Errno::EAGAIN)),
        (recv.clone(), raised),
        (recv, Outcome::Failed(Errno::ECONNRESET)),
    ] {
        let socket = call.socket().is_some().then_some(id(A, 0));
        story.made.push((A, program(), call, socket, Some(outcome)));
    }
    let told = story.told();
    assert_eq!(script(&told, 0)[1..], ["connect(s, localhost:1)", "recv(s, 9)"]);
    assert_eq!(told.left_out.len(), 3);
}
