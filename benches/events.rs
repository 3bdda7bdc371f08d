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

/// The quickest call that there is: two events each. They go to a file as well, if there is one.
fn into_the_trace(calls: u64, file: Option<&Path>) -> (Duration, usize) {
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
    if let Some(file) = file {
        let _ = std::fs::remove_file(file);
        session.record_to(file).expect("a file");
    }
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
        bencher.iter_custom(|times| (0..times).map(|_| into_the_trace(EVENTS / 2, None).0).sum());
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("run.ronl");
    group.bench_function("real calls into the trace and a recording", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| into_the_trace(EVENTS / 2, Some(&file)).0).sum());
    });
    group.finish();
    let median = |file: Option<&Path>| {
        let mut rates: Vec<f64> = (0..5)
            .map(|_| {
                let (took, number) = into_the_trace(EVENTS / 2, file);
                #[expect(clippy::cast_precision_loss, reason = "some million events")]
                let number = number as f64;
                number / took.as_secs_f64()
            })
            .collect();
        rates.sort_by(f64::total_cmp);
        rates[2]
    };
    let (bare, kept) = (median(None), median(Some(&file)));
    println!("real calls into the trace: median {bare:.0} events a second");
    println!("and into a recording: median {kept:.0}, {:.2} of that", kept / bare);
}

criterion_group!(benches, events);
criterion_main!(benches);
