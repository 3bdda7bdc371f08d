//! What a person can do to a run while it goes on: change scripts, make calls by hand, freeze, kill and start anew, take
//! participants in and out.

mod driver;

use std::sync::Arc;

use socketlab::scenario::{Edit, ParticipantId, Place, Readiness, Role, Script, Step};
use socketlab::session::Command;
use socketlab::sockets::{Call, Outcome, Reading, TcpState};
use socketlab::trace::{Activity, CallRecord, Moment, Origin};

use driver::{
    A, B, Driven, accept, bind, close, connect, getsockname, listen, recv, recvfrom, send, sendto, sleep,
    tcp, udp, word,
};

fn server(calls: &[Call]) -> Vec<Call> {
    let mut script = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 5)];
    script.extend_from_slice(calls);
    script
}

fn client(calls: &[Call]) -> Vec<Call> {
    let mut script = vec![tcp("s"), connect("s", "127.0.0.1:1")];
    script.extend_from_slice(calls);
    script
}

fn insert(id: ParticipantId, at: Place, call: Call) -> Command {
    Command::Edit(Edit::Insert { id, at, step: Step::Call(Arc::new(call)) })
}

impl Driven {
    /// Makes a call by hand and gives what came of it, or `"waits"`.
    #[track_caller]
    fn by_hand(&mut self, participant: ParticipantId, call: Call) -> String {
        let before = self.trace().calls().len();
        self.session.apply(Command::CallNow { participant, call: Arc::new(call) });
        self.until("a call by hand", |session| {
            let trace = session.trace();
            let record = trace.calls().get(before)?;
            assert_eq!((&record.origin, record.participant), (&Origin::ByHand, participant));
            let waits = session.waiting().any(|id| id.index() == before);
            trace.outcome_of(record).map(word).or_else(|| waits.then(|| "waits".into()))
        })
    }

    #[track_caller]
    fn until_activity(&mut self, who: ParticipantId, wanted: Activity) {
        self.until("this activity", |session| (session.snapshot().activity(who) == wanted).then_some(()));
    }

    fn last(&self, who: ParticipantId) -> &CallRecord {
        let id = self.session.snapshot().calls_of(who).last().copied().expect("a call");
        self.trace().call(id)
    }
}

#[test]
fn a_script_can_be_changed_ahead_of_a_call_that_waits() {
    let mut run = Driven::scripts([server(&[accept("l", "c"), recv("c", 9)]), client(&[send("s", "hola")])]);
    assert_eq!(run.steps(A, 4).pop().unwrap(), "waits");
    run.session.apply(insert(A, Place::After(3), getsockname("c")));
    run.session.apply(insert(B, Place::Before(2), getsockname("s")));
    assert_eq!(run.steps(B, 2), ["opened", "connected"]);
    assert!(run.step(B).starts_with("address"), "{}", run.story());
    assert_eq!(run.step(B), "sent 4");
    assert!(run.step(A).starts_with("address"), "{}", run.story());
    assert_eq!(run.step(A), "got 4");
}

#[test]
fn lines_that_have_been_reached_are_history() {
    let mut run = Driven::scripts([server(&[accept("l", "c"), close("l")])]);
    run.steps(A, 4);
    let before = run.session.scenario().clone();
    for edit in [
        Edit::Delete { id: A, line: 3 },
        Edit::Insert { id: A, at: Place::Before(2), step: Step::Call(Arc::new(sleep(1))) },
        Edit::Move { id: A, line: 4, to: Place::Before(1) },
        Edit::Replace { id: A, line: 0, call: Arc::new(udp("l")) },
    ] {
        run.session.apply(Command::Edit(edit.clone()));
        assert_eq!(*run.session.scenario(), before, "{edit:?}");
    }
    run.session.apply(Command::Edit(Edit::Delete { id: A, line: 4 }));
    assert_ne!(*run.session.scenario(), before);
}

#[test]
fn a_change_that_is_taken_back_after_it_was_made_stays_history() {
    let mut run = Driven::scripts([vec![tcp("s"), close("s")]]);
    run.step(A);
    run.session.apply(insert(A, Place::Before(1), getsockname("s")));
    assert_eq!(run.step(A), "address 0.0.0.0:0");
    run.session.apply(Command::Undo);
    run.until("its answer", |session| (session.first_open_line(A) == 1).then_some(()));
    assert_eq!(run.step(A), "done", "the close comes next: {}", run.story());
    assert_eq!(run.calls(A).len(), 3, "what was made stays in the trace");
}

#[test]
fn any_call_can_be_made_by_hand_and_the_script_goes_on_after_it() {
    let mut run = Driven::scripts([server(&[accept("l", "c")]), client(&[])]);
    run.steps(A, 3);
    assert_eq!(run.by_hand(A, recv("l", 10)), "ENOTCONN");
    assert_eq!(run.by_hand(A, tcp("other")), "opened");
    assert_eq!(
        run.by_hand(A, connect("other", "127.0.0.1:1")),
        "ECONNREFUSED",
        "as written, on no free port"
    );
    run.steps(B, 2);
    assert_eq!(run.step(A), "accepted");
    assert_eq!(run.by_hand(A, recv("c", 10)), "waits");
    assert!(!run.session.can_call_now(A));
    // What is asked for meanwhile is not made, and not kept.
    run.session.apply(Command::CallNow { participant: A, call: Arc::new(close("l")) });
    assert_eq!(run.by_hand(B, send("s", "by hand")), "sent 7");
    run.returned(A);
    assert_eq!(run.trace().outcome_of(run.last(A)).map(word), Some("got 7".into()));
}

#[test]
fn a_program_with_open_sockets_ends_when_it_is_told_to() {
    let mut run = Driven::scripts([vec![tcp("a"), tcp("b")]]);
    run.rest(A);
    run.session.apply(Command::Step(A)); // the call that the driver adds
    run.until("the last call", |session| (session.readiness(A) == Readiness::Ending).then_some(()));
    // Meanwhile everything else is possible.
    assert_eq!(run.by_hand(A, getsockname("b")), "address 0.0.0.0:0");
    run.session.apply(Command::StepNext);
    run.until_activity(A, Activity::Ended);
    assert_eq!(run.last(A).origin, Origin::ProgramEnd);
    // It is over, and can be taken up again.
    assert_eq!(run.by_hand(A, tcp("c")), "opened");
    assert_eq!(run.session.readiness(A), Readiness::Ending);
    run.session.apply(insert(A, Place::End, close("c")));
    assert_eq!(run.step(A), "done");
    run.until_activity(A, Activity::Ended);
}

#[test]
fn a_program_that_is_killed_never_comes_back_from_its_call_and_the_system_closes_for_it() {
    let server = server(&[accept("l", "c"), recv("c", 10)]);
    let mut run = Driven::scripts([server, client(&[recv("s", 10)])]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.steps(A, 2).pop().unwrap(), "waits");
    assert_eq!(run.step(B), "waits");
    run.session.apply(Command::Kill(A));
    run.until_activity(A, Activity::Killed);
    assert_eq!(run.outcome(A, 4), &Outcome::Killed);
    assert_eq!(run.last(A).origin, Origin::Killed);
    assert_eq!(run.session.snapshot().open_sockets(A).count(), 0);
    assert_eq!(run.returned(B), "got 0", "the kernel has closed the connection");
    assert_eq!(run.session.readiness(A), Readiness::Done);
    // Nothing more comes of it, until it is started anew.
    run.session.apply(Command::Step(A));
    run.session.apply(Command::CallNow { participant: A, call: Arc::new(tcp("x")) });
    run.session.apply(Command::StartAnew(A));
    run.until("a beginning", |session| (session.readiness(A) == Readiness::Ready).then_some(()));
    assert_eq!(run.session.first_open_line(A), 0);
    let sockets_before = run.trace().sockets().iter().filter(|s| s.id.participant == A.0).count();
    run.session.apply(Command::Step(A));
    run.until("its first call", |session| {
        let own = session.trace().sockets().iter().filter(|s| s.id.participant == A.0);
        (own.count() == sockets_before + 1).then_some(())
    });
}

#[test]
fn a_frozen_participant_does_not_even_return() {
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9)],
        vec![udp("s"), sendto("s", "hola", "127.0.0.1:1")],
    ]);
    assert_eq!(run.steps(A, 3).pop().unwrap(), "waits");
    run.session.apply(Command::Freeze(A));
    assert_eq!(run.session.readiness(A), Readiness::Frozen);
    assert_eq!(run.rest(B), ["opened", "sent 4"]);
    // Everybody has been asked after the step; the datagram is there, and is not taken.
    run.until("rest", |session| (session.readiness(B) == Readiness::Ready).then_some(()));
    assert!(run.waits(A), "{}", run.story());
    run.session.apply(Command::Thaw(A));
    assert_eq!(run.returned(A), "got 4");
}

#[test]
fn participants_come_and_go_while_the_others_run() {
    let mut run = Driven::scripts([server(&[accept("l", "c"), recv("c", 10)])]);
    let port = run.port(A, 1);
    assert_eq!(run.steps(A, 4).pop().unwrap(), "waits");
    let to = format!("127.0.0.1:{port}");
    let script = Script::from(vec![tcp("s"), connect("s", &to), recv("s", 9)]);
    let added = Edit::AddParticipant { at: 0, name: "late".into(), role: Role::Client, script };
    run.session.apply(Command::Edit(added));
    let late = run.session.scenario().participants[0].id;
    assert_ne!(late, A);
    assert_eq!(run.steps(late, 2), ["opened", "connected"]);
    run.session.apply(Command::Step(late));
    assert_eq!(run.returned(A), "accepted");
    assert_eq!(run.step(A), "waits");
    run.until("it waits", |session| session.waiting().nth(1));

    run.session.apply(Command::Edit(Edit::RemoveParticipant(late)));
    assert_eq!(run.returned(A), "got 0", "{}", run.story());
    run.until("the farewell", |session| {
        session.snapshot().departed().any(|(id, name)| (id, name) == (late, "late")).then_some(())
    });
    assert!(run.session.snapshot().calls_of(late).len() > 2, "what it did stays");
    // Taken back, it begins once more.
    run.session.apply(Command::Undo);
    assert_eq!(run.session.readiness(late), Readiness::Ready);
    assert_eq!(run.session.first_open_line(late), 0);
    run.session.apply(Command::Undo);
    assert!(run.session.scenario().participant(late).is_none());
    assert!(!run.session.can_undo());
}

#[test]
fn a_removal_that_is_taken_back_at_once_still_lets_the_old_one_die_first() {
    let mut run = Driven::scripts([vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9)]]);
    assert_eq!(run.steps(A, 3).pop().unwrap(), "waits");
    run.session.apply(Command::Edit(Edit::RemoveParticipant(A)));
    run.session.apply(Command::Undo);
    run.until("a new beginning", |session| (session.readiness(A) == Readiness::Ready).then_some(()));
    run.session.apply(Command::Step(A));
    run.until("its first call", |session| {
        let calls = session.snapshot().calls_of(A).len();
        (calls == 5 && session.readiness(A) == Readiness::Ready).then_some(())
    });
    assert_eq!(run.session.notices(), []);
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_kernel_says_comes_back_at_every_moment() {
    let server = server(&[accept("l", "c"), recv("c", 4), recv("c", 99), recv("c", 1)]);
    let mut run = Driven::watched([server, client(&[send("s", "0123456789"), close("s")])]);
    let reading = |run: &Driven, name: &str, moment: Moment| -> Option<Reading> {
        let socket = run.trace().sockets().iter().find(|socket| socket.name == name)?;
        socket.reading(moment).cloned()
    };
    let seen = |run: &mut Driven, what: &str, name: &str, wanted: &dyn Fn(&Reading) -> bool| -> Moment {
        run.until(what, |session| {
            let socket = session.trace().sockets().iter().find(|socket| socket.name == name)?;
            socket.reading(session.moment()).filter(|reading| wanted(reading))?;
            Some(session.moment())
        })
    };
    run.steps(A, 3);
    let state = |state: TcpState| move |reading: &Reading| reading.state == Some(state);
    let listening = seen(&mut run, "a listener", "l", &state(TcpState::Listen));
    assert_eq!(reading(&run, "l", listening).unwrap().accept_queue.unwrap().waiting, 0);

    run.steps(B, 2);
    let queued = seen(&mut run, "a connection before accept", "l", &|reading| {
        reading.accept_queue.is_some_and(|queue| queue.waiting == 1 && queue.backlog == 5)
    });
    run.step(A);
    seen(&mut run, "an empty queue", "l", &|reading| reading.accept_queue.unwrap().waiting == 0);
    run.step(B);
    let unread = seen(&mut run, "bytes that wait", "c", &|reading| reading.receive_queue == Some(10));
    run.step(A);
    seen(&mut run, "what is left of them", "c", &|reading| reading.receive_queue == Some(6));
    run.step(B);
    seen(&mut run, "half a close", "c", &state(TcpState::CloseWait));
    // The end that closed first is not gone for the kernel.
    seen(&mut run, "the other half", "s", &state(TcpState::FinWait2));
    run.steps(A, 2);
    run.session.apply(Command::Kill(A));
    let waits = seen(&mut run, "the end", "s", &state(TcpState::TimeWait));
    assert!(reading(&run, "s", waits).unwrap().remaining.is_some());

    // All of it is in the trace.
    assert_eq!(reading(&run, "l", queued).unwrap().accept_queue.unwrap().waiting, 1);
    assert_eq!(reading(&run, "c", unread).unwrap().receive_queue, Some(10));
    assert_eq!(reading(&run, "c", queued), None);
}
