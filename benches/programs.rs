//! What it costs a Python program to be watched: the round trip of 64 bytes between two programs and the time to start one,
//! against the same programs alone, turn by turn in the same run.

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use std::time::{Duration, Instant};

use socketlab::session::{Breaks, Command, Session, scenario_of};
use socketlab::trace::{ProgramEvent, Stream};

/// Both ends in one program of two processes, so that the same command runs alone and watched. It prints the median of its
/// round trips in nanoseconds.
const ECHO: &str = "\
import os, socket, statistics, time

servidor = socket.create_server(('127.0.0.1', 0))
if os.fork() == 0:
    conexion, addr = servidor.accept()
    while True:
        datos = conexion.recv(64)
        if not datos:
            os._exit(0)
        conexion.sendall(datos)
cliente = socket.create_connection(servidor.getsockname())
cliente.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
tiempos = []
for _ in range(4000):
    antes = time.perf_counter_ns()
    cliente.sendall(b'x' * 64)
    cliente.recv(64)
    tiempos.append(time.perf_counter_ns() - antes)
print(int(statistics.median(tiempos)))
";
/// Calls in a round trip: two at each end.
const CALLS: f64 = 4.0;
const NOTHING: &str = "import socket\n";
const ROUNDS: usize = 9;
const STARTS: usize = 25;

fn alone(program: &Path) -> String {
    let output = Process::new("python3").arg(program).output().expect("there is a python3");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a program watched; with `asks`, each call is held and let go at once.
fn watched(program: &Path, asks: bool) -> String {
    let mut session = Session::open(scenario_of(&[program.to_owned()]), Arc::new(|| {}));
    session.allow_all();
    if asks {
        // No function has such a name: every call is asked for, and none is kept.
        session
            .apply(Command::SetBreaks(Breaks { methods: ["none".to_owned()].into(), ..Breaks::default() }));
    }
    session.apply(Command::RunFreely);
    session.tick(Duration::ZERO);
    while !session.is_over() {
        session.wait_tick(Duration::from_millis(20));
    }
    let id = session.scenario().participants[0].id;
    let shown = session.snapshot().shown_by(id);
    let printed = shown.filter_map(|(_, shown)| match shown {
        ProgramEvent::Printed { stream: Stream::Out, data } => Some(data.to_text().into_owned()),
        _ => None,
    });
    printed.collect()
}

fn microseconds(printed: &str) -> f64 {
    printed.trim().parse::<f64>().expect("it prints its median") / 1000.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn milliseconds(act: impl FnOnce()) -> f64 {
    let began = Instant::now();
    act();
    began.elapsed().as_secs_f64() * 1000.0
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a folder to write in");
        path
    };
    let (echo, nothing) = (write("eco.py", ECHO), write("nada.py", NOTHING));
    let mut trips = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        trips[0].push(microseconds(&alone(&echo)));
        trips[1].push(microseconds(&watched(&echo, false)));
        trips[2].push(microseconds(&watched(&echo, true)));
    }
    let [plain, free, asked] = trips.each_mut().map(|times| median(times));
    println!("round trip of 64 bytes: alone {plain:.1} us");
    println!("  watched freely {free:.1} us, {:.2} of that alone", free / plain);
    println!("  held and let go at once {asked:.1} us, {:.1} us a call more", (asked - plain) / CALLS);
    let mut starts = [Vec::new(), Vec::new()];
    for _ in 0..STARTS {
        starts[0].push(milliseconds(|| drop(alone(&nothing))));
        starts[1].push(milliseconds(|| drop(watched(&nothing, false))));
    }
    let [plain, seen] = starts.each_mut().map(|times| median(times));
    println!(
        "start and end of a program: alone {plain:.1} ms, watched {seen:.1} ms, {:.1} ms more",
        seen - plain
    );
}
