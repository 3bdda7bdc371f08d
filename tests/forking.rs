//! From a moment of a run another one goes its own way: the calls up to there are made again on real sockets, whatever was
//! done to the run by hand, and from there on it belongs to the person.

mod driver;

use std::sync::Arc;

use socketlab::scenario::{CATALOGUE, Edit, Place, Step};
use socketlab::session::{Command, Manner, Notice, Session};
use socketlab::trace::{Activity, Comparison, Event, Likeness, Moment, Trace, What};

use driver::*;

/// A run of its own that repeats this one up to a moment.
#[track_caller]
fn fork(run: &Driven, until: Moment) -> Driven {
    let (session, ports) = run.session.fork(until, Manner::default()).unwrap();
    let mut fork = Driven { session };
    fork.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
    let mut compared = Comparison::with_ports(&ports);
    compared.follow(&beginning(run.trace(), until), fork.trace(), usize::MAX);
    assert_eq!(compared.first_difference(), None, "{}\nagain:\n{}", run.story(), fork.story());
    fork
}

/// A trace as it was at a moment.
fn beginning(trace: &Trace, until: Moment) -> Trace {
    let mut beginning = Trace::of(Arc::clone(trace.scenario(Moment(0))));
    for event in &trace.events()[..until.0] {
        beginning.append(Event::clone(event)).unwrap();
    }
    beginning
}

fn pair() -> Driven {
    Driven::scripts([
        vec![
            tcp("l"),
            bind("l", "localhost:1024"),
            listen("l", 1),
            accept("l", "c"),
            recv("c", 9),
            send("c", "b"),
        ],
        vec![tcp("s"), connect("s", "localhost:1024"), send("s", "a"), recv("s", 9)],
    ])
}

#[test]
fn a_fork_repeats_the_run_and_then_goes_another_way() {
    let mut run = pair();
    run.steps(A, 4);
    run.steps(B, 3);
    run.returned(A);
    run.step(A);
    let until = run.trace().live();
    run.steps(A, 1);
    run.steps(B, 1);
    let mut fork = fork(&run, until);
    // Both hold their sockets: the fork has ports of its own.
    assert_ne!(fork.port(A, 1), run.port(A, 1));
    assert_eq!(fork.calls(B).len(), 3);
    // Another way: the client is killed, and the server meets the end.
    fork.session.apply(Command::Kill(B));
    fork.until("the client is dead", |session| {
        (session.snapshot().activity(B) == Activity::Killed).then_some(())
    });
    assert_eq!(fork.step(A), "sent 1");
    assert_eq!(run.outcomes(B).last().unwrap(), "got 1");
}

#[test]
fn every_scenario_can_be_forked_at_every_call() {
    for entry in CATALOGUE {
        let mut run = Driven::open(&entry.document().unwrap().scenario);
        run.run();
        let trace = run.trace();
        // Those that rest for long would take long to be made again, each time.
        let rests = |event: &Event| matches!(event.what, What::Waiting(socketlab::sockets::Awaited::Time(_)));
        let stride = if trace.events().iter().any(rests) { trace.calls().len() } else { 3 };
        for call in trace.calls().iter().step_by(stride) {
            fork(&run, Moment(call.called + 1));
        }
        fork(&run, trace.live());
    }
}

#[test]
fn what_was_done_by_hand_is_done_again() {
    let mut run = pair();
    run.steps(A, 3);
    run.session.apply(Command::Freeze(B));
    run.session.apply(Command::Thaw(B));
    let by_hand = Command::CallNow { participant: A, call: Arc::new(getsockname("l")) };
    run.session.apply(by_hand);
    run.until("the call by hand", |session| (session.snapshot().calls_of(A).len() == 4).then_some(()));
    run.returned(A);
    let step = Step::Call(Arc::new(getsockname("l")));
    run.session.apply(Command::Edit(Edit::Insert { id: A, at: Place::Before(3), step }));
    run.until("the script is followed", |session| session.snapshot().script(A).map(|_| ()));
    run.session.apply(Command::Edit(Edit::DuplicateParticipant(B)));
    run.session.apply(Command::Step(A));
    run.until("getsockname", |session| (session.snapshot().calls_of(A).len() == 5).then_some(()));
    run.returned(A);
    run.session.apply(Command::Step(A));
    run.until("accept waits", |session| session.waiting().next());
    assert_eq!(run.interrupt(A), "interrupted");
    run.session.apply(Command::Kill(A));
    run.until("dead", |session| (session.snapshot().activity(A) == Activity::Killed).then_some(()));
    run.session.apply(Command::StartAnew(A));
    run.until("anew", |session| (session.snapshot().activity(A) == Activity::Idle).then_some(()));
    run.session.apply(Command::Step(A));
    run.until("socket", |session| {
        session.trace().calls().last().filter(|call| call.called > 20).and_then(|call| call.returned)
    });
    run.session.apply(Command::Edit(Edit::RemoveParticipant(B)));
    run.until("gone", |session| (session.scenario().participants.len() == 2).then_some(()));
    let until = run.trace().live();
    let fork = fork(&run, until);
    let names = |session: &Session| -> Vec<_> {
        session.scenario().ids().map(|(id, participant)| (id, participant.name.clone())).collect()
    };
    assert_eq!(names(&fork.session), names(&run.session));
    for (id, _) in run.session.scenario().ids() {
        let (one, other) = (fork.session.snapshot(), run.session.snapshot());
        assert_eq!(one.activity(id), other.activity(id));
        assert_eq!(one.next_step(id), other.next_step(id));
    }
}

#[test]
fn what_differs_is_found_and_the_rest_is_still_made() {
    let mut run = Driven::scripts([vec![udp("s"), bind("s", "localhost:1024"), getsockname("s")]]);
    run.rest(A);
    // Somebody has the port, and no other is offered.
    let none = std::collections::HashMap::new();
    let notify: socketlab::session::Notify = Arc::new(|| {});
    let session = Session::repeat(run.trace(), run.trace().live(), Manner::default(), &none, notify);
    let mut again = Driven { session: session.unwrap() };
    again.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(again.outcomes(A)[1], "EADDRINUSE");
    assert_eq!(again.outcomes(A).len(), 3);
    let mut compared = Comparison::with_ports(&none);
    compared.follow(run.trace(), again.trace(), usize::MAX);
    assert_eq!(compared.first_difference(), Some((1, Likeness::OutcomeDiffers)));
}

#[test]
fn a_call_that_never_comes_back_is_given_up_and_the_person_goes_on() {
    // What freed the recv was an outside program, which is not there today.
    let mut run =
        Driven::scripts([vec![udp("s"), bind("s", "localhost:1024"), recvfrom("s", 9), getsockname("s")]]);
    run.steps(A, 2);
    assert_eq!(run.step(A), "waits");
    let outside = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    outside.send_to(b"hi", ("127.0.0.1", run.port(A, 1))).unwrap();
    assert_eq!(run.returned(A), "got 2");
    run.step(A);
    let (session, _) = run.session.fork(run.trace().live(), Manner::default()).unwrap();
    let mut fork = Driven { session };
    fork.until_noted("it is given up", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(fork.session.notices(), [Notice::NotAllRepeated { event: 6 }]);
    assert!(fork.waits(A));
    assert_eq!(fork.interrupt(A), "interrupted");
    fork.step(A);
}
