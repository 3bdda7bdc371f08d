//! What it costs to be watched: the round trip of 64 bytes through two participants with the trace on, against two
//! threads of plain blocking std.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use socketlab::run::free_ports;
use socketlab::scenario::{Document, distinct_ports};
use socketlab::session::{Command, Session};
use socketlab::sockets::Call;
use socketlab::trace::CallRecord;

const BYTES: usize = 64;
/// As often as a window reads the trace.
const FRAME: Duration = Duration::from_millis(10);

/// Round trips between two threads that block in their calls.
fn plain(rounds: u64) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("bound");
    let server = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a client");
        let mut buffer = [0; 1024];
        while let Ok(count @ 1..) = connection.read(&mut buffer) {
            connection.write_all(&buffer[..count]).expect("a client that reads");
        }
    });
    let mut client = TcpStream::connect(address).expect("a listener");
    let mut buffer = [0; 1024];
    let began = Instant::now();
    for _ in 0..rounds {
        client.write_all(&[b'x'; BYTES]).expect("a server that reads");
        black_box(client.read(&mut buffer).expect("an echo"));
    }
    let took = began.elapsed();
    drop(client);
    server.join().expect("the server ends with the connection");
    took
}

/// Round trips between two participants of a run, by the times in the trace.
fn watched(rounds: u64) -> Duration {
    let text = format!(
        r#"Scenario(version: 1, participants: [
            Participant(name: "server", role: Server, script: [
                Socket(socket: "l", family: Inet, kind: Stream), Bind(socket: "l", to: "127.0.0.1:4000"),
                Listen(socket: "l", backlog: 1), Accept(socket: "l", into: "c"),
                Repeat(times: {rounds}, script: [
                    Recv(socket: "c", max: 1024), Send(socket: "c", data: Repeat("x", {BYTES})),
                ]),
            ]),
            Participant(name: "client", role: Client, script: [
                Socket(socket: "s", family: Inet, kind: Stream), Connect(socket: "s", to: "127.0.0.1:4000"),
                Repeat(times: {rounds}, script: [
                    Send(socket: "s", data: Repeat("x", {BYTES})), Recv(socket: "s", max: 1024),
                ]),
            ]),
        ])"#
    );
    let scenario = Document::parse(&text, Path::new("echo.ron")).expect("a sound scenario").scenario;
    let ports = free_ports(&distinct_ports(&scenario)).expect("a free port");
    let mut session = Session::open(scenario.with_ports(&ports), Arc::new(|| {}));
    session.apply(Command::RunFreely);
    while !session.is_over() {
        session.tick(FRAME);
        std::thread::sleep(FRAME);
    }
    let trace = session.trace();
    let of_client =
        |wanted: fn(&Call) -> bool| move |call: &&CallRecord| call.participant.0 == 1 && wanted(&call.call);
    let first =
        trace.calls().iter().find(of_client(|call| matches!(call, Call::Send { .. }))).expect("a send");
    let mut newest_first = trace.calls().iter().rev();
    let last = newest_first.find(of_client(|call| matches!(call, Call::Recv { .. }))).expect("a recv");
    let end = last.returned.expect("the run is over");
    Duration::from_nanos(trace.time(end) - trace.time(first.called))
}

fn echo(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("echo of 64 bytes");
    group.measurement_time(Duration::from_secs(6)).sample_size(20);
    group.bench_function("plain blocking std", |bencher| bencher.iter_custom(plain));
    group.bench_function("two participants, trace on", |bencher| bencher.iter_custom(watched));
    group.finish();

    // In turns, so that the machine is the same for both.
    let mut ratios: Vec<f64> = (0..9)
        .map(|_| {
            let reference = plain(20_000).as_secs_f64();
            watched(20_000).as_secs_f64() / reference
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "ratio to plain blocking std: median {:.2}, from {:.2} to {:.2}",
        ratios[4], ratios[0], ratios[8]
    );
}

criterion_group!(benches, echo);
criterion_main!(benches);
