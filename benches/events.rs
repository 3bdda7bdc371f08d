//! How many events a second get from a participant's thread into the trace, against the bare way: the same number of
//! events through the same kind of channel into a list.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use socketlab::scenario::{Document, ParticipantId};
use socketlab::session::{Command, Session};
use socketlab::sockets::Outcome;
use socketlab::trace::{Event, What};

/// The quickest call that there is: two events each.
fn into_the_trace(calls: u64) -> (Duration, usize) {
    let text = format!(
        r#"Scenario(version: 1, participants: [
            Participant(name: "one", role: Peer, script: [
                Socket(socket: "s", family: Inet, kind: Dgram),
                Repeat(times: {calls}, script: [GetSockOpt(socket: "s", option: ReuseAddr)]),
            ]),
        ])"#
    );
    let scenario = Document::parse(&text, Path::new("events.ron")).expect("a sound scenario").scenario;
    let mut session = Session::open(scenario, Arc::new(|| {}));
    session.apply(Command::RunFreely);
    let began = Instant::now();
    while !session.is_over() {
        session.tick(Duration::ZERO);
    }
    (began.elapsed(), session.trace().events().len())
}

fn through_a_channel(events: u64) -> Duration {
    let (sender, receiver) = crossbeam_channel::bounded(1 << 14);
    let began = Instant::now();
    let thread = std::thread::spawn(move || {
        for at in 0..events {
            let what = What::Returned(Outcome::Value(0));
            if sender.send(Event { at, participant: ParticipantId(0), what }).is_err() {
                break;
            }
        }
    });
    let list: Vec<Event> = receiver.iter().collect();
    thread.join().expect("the sender ends");
    assert_eq!(list.len() as u64, events);
    began.elapsed()
}

fn events(criterion: &mut Criterion) {
    const EVENTS: u64 = 400_000;
    let mut group = criterion.benchmark_group("events from a thread");
    group.throughput(Throughput::Elements(EVENTS)).sample_size(10);
    group.bench_function("through a channel into a list", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| through_a_channel(EVENTS)).sum());
    });
    group.bench_function("real calls into the trace", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| into_the_trace(EVENTS / 2).0).sum());
    });
    group.finish();
    let mut rates: Vec<f64> = (0..5)
        .map(|_| {
            let (took, number) = into_the_trace(EVENTS / 2);
            #[expect(clippy::cast_precision_loss, reason = "some million events")]
            let number = number as f64;
            number / took.as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    println!("real calls into the trace: median {:.0} events a second", rates[2]);
}

criterion_group!(benches, events);
criterion_main!(benches);
