//! Receiving beyond the end of a stream, over and over: told twice, and then counted. In the diagram such calls share a row,
//! among the events they are left out; nothing else is, and no row ever moves.

mod driver;

use std::collections::BTreeSet;

use socketlab::diagram::{BoxId, Lane, Page, Spacing, Stop, Subject, Toward, View, Walk};
use socketlab::session::Command;
use socketlab::sockets::Call;
use socketlab::trace::{CallId, Hits, Moment, Query};

use driver::{A, B, Driven, accept, bind, close, connect, getsockname, listen, recv, tcp};

const TIMES: usize = 40;

/// A server that receives 40 times from a client that has closed. The client makes calls of another socket in between, before
/// the server's calls with these numbers.
fn looping(between: &[usize]) -> Driven {
    let reads = (0..TIMES).map(|_| recv("c", 9));
    let server = [tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    let script: Vec<Call> = server.into_iter().chain(reads).chain([getsockname("c")]).collect();
    let others = (0..between.len()).map(|_| getsockname("t"));
    let client = [tcp("s"), connect("s", "127.0.0.1:1"), close("s"), tcp("t")];
    let mut run = Driven::scripts([script, client.into_iter().chain(others).collect()]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.step(A), "accepted");
    run.steps(B, 2);
    for n in 0..TIMES {
        if between.contains(&n) {
            run.step(B);
        }
        assert_eq!(run.step(A), "got 0");
    }
    run.step(A);
    run
}

fn page(run: &Driven, moment: Moment) -> Page {
    let snapshot = run.trace().at(moment);
    let subject = Subject { scenario: run.session.scenario(), plan: run.session.plan(), snapshot };
    let view = View { width: 900.0, rows: 0.0..10_000.0, spacing: Spacing::NEAR };
    Page::lay_out(subject, None, &view)
}

#[test]
fn calls_that_only_repeat_share_a_row_and_one_box_stands_for_all() {
    let run = looping(&[]);
    let reads = run.calls(A)[4..4 + TIMES].to_vec();
    let row = |id: &CallId| run.trace().call(*id).row;
    let rows: BTreeSet<u32> = reads.iter().map(row).collect();
    assert_eq!(rows.len(), 2, "the end, and that it comes again");
    let (first, again) = (reads[0], reads[1]);
    assert_eq!((row(&first) + 1, row(reads.last().unwrap())), (row(&again), row(&again)));
    assert_eq!(row(run.calls(A).last().unwrap()), row(&again) + 1, "what comes after is below");
    // At each moment the last that was made stands for all that were.
    for (n, id) in reads.iter().enumerate().skip(1) {
        let returned = run.trace().call(*id).returned.unwrap();
        let snapshot = run.trace().at(Moment(returned + 1));
        assert_eq!(snapshot.stands_for(again), *id);
        assert_eq!((snapshot.on_its_row(*id), snapshot.on_its_row(again)), (n, 1));
        let page = page(&run, Moment(returned + 1));
        let made =
            page.boxes.iter().filter(|shown| matches!(shown.id, BoxId::Made(id) if reads.contains(&id)));
        let made: Vec<_> = made.map(|shown| shown.id).collect();
        assert_eq!(made, [BoxId::Made(first), BoxId::Made(*id)]);
    }
    assert_eq!(run.session.snapshot().stands_for(first), first);
}

#[test]
fn whoever_calls_in_between_begins_a_row_and_rows_never_descend() {
    let run = looping(&[10, 11, 30]);
    let rows: Vec<u32> = run.trace().calls().iter().map(|call| call.row).collect();
    assert!(rows.is_sorted(), "{rows:?}");
    let reads = run.calls(A)[4..4 + TIMES].to_vec();
    let distinct: BTreeSet<u32> = reads.iter().map(|id| run.trace().call(*id).row).collect();
    assert_eq!(distinct.len(), 2 + 3);
    // No two boxes lie over each other, at any moment.
    for moment in 0..=run.trace().live().0 {
        let page = page(&run, Moment(moment));
        let places: BTreeSet<(usize, u32)> =
            page.boxes.iter().map(|shown| (shown.column, shown.rect.y.to_bits())).collect();
        assert_eq!(places.len(), page.boxes.len());
    }
}

#[test]
fn one_walks_over_what_repeats_in_one_step() {
    let run = looping(&[20]);
    let subject = Subject {
        scenario: run.session.scenario(),
        plan: run.session.plan(),
        snapshot: run.session.snapshot(),
    };
    let walk = Walk::of(subject);
    let head = Stop::Head(Lane::Participant(A));
    let rows: BTreeSet<u32> = run.calls(A).iter().map(|id| run.trace().call(*id).row).collect();
    let mut down = vec![head];
    while let Some(next) = walk.from(*down.last().unwrap(), Toward::Down) {
        down.push(next);
        assert!(down.len() < 100);
    }
    let mut up = vec![*down.last().unwrap()];
    while let Some(next) = walk.from(*up.last().unwrap(), Toward::Up) {
        up.push(next);
        assert!(up.len() < 100);
    }
    up.reverse();
    assert_eq!(down, up);
    let made = down.iter().filter(|stop| matches!(stop, Stop::Call(BoxId::Made(_)))).count();
    assert_eq!(made, rows.len());
}

#[test]
fn the_events_leave_out_what_repeats_and_say_how_often_it_did() {
    let run = looping(&[]);
    let mut hits = Hits::default();
    while hits.follow(run.trace(), &Query::default().folded(), 7) {}
    let left_out = run.trace().live().0 - hits.len();
    assert_eq!(left_out, 2 * (TIMES - 2));
    let reads = run.calls(A)[4..4 + TIMES].to_vec();
    let record = |n: usize| run.trace().call(reads[n]);
    let live = run.trace().live();
    assert_eq!(run.trace().repeated_after(record(1), live), TIMES - 2);
    assert_eq!(run.trace().repeated_after(record(0), live), 0);
    assert_eq!(run.trace().repeated_after(record(2), live), 0);
    let halfway = Moment(record(20).returned.unwrap() + 1);
    assert_eq!(run.trace().repeated_after(record(1), halfway), 19);
}

#[test]
fn what_gives_bytes_or_is_another_call_is_never_left_out() {
    let reads = (0..6).map(|_| recv("c", 1));
    let server = [tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    let client = [tcp("s"), connect("s", "127.0.0.1:1"), driver::send("s", "abcdef")];
    let mut run = Driven::scripts([server.into_iter().chain(reads).collect(), client.into()]);
    run.steps(A, 3);
    run.steps(B, 3);
    run.rest(A);
    assert!((0..run.trace().live().0).all(|at| !run.trace().is_repeated(at)));
    // Empty datagrams are each a datagram.
    let empties = (0..5).map(|_| driver::sendto("s", "", "127.0.0.1:1"));
    let reads = (0..5).map(|_| driver::recvfrom("r", 9));
    let mut run = Driven::scripts([
        [driver::udp("r"), bind("r", "127.0.0.1:1")].into_iter().chain(reads).collect(),
        [driver::udp("s")].into_iter().chain(empties).collect(),
    ]);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    assert!((0..run.trace().live().0).all(|at| !run.trace().is_repeated(at)));
    run.session.apply(Command::Restart);
}
