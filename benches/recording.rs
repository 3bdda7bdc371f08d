//! What a recording costs: to write, to open, in memory, and to go anywhere in it. The reference for opening is the same
//! trace built from events that are in memory already, and for going anywhere the same in a run of 1,000 events.

mod runs;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use socketlab::session::Command;
use socketlab::trace::recording::{Circumstances, Extent, Recorder, read};
use socketlab::trace::{Goal, Moment, Trace};
use socketlab::ui::Request;

use runs::window::Window;

const MILLION: usize = 1_000_000;

fn recorded(folder: &Path, trace: &Trace) -> PathBuf {
    let path = folder.join(format!("{}.ronl", trace.live().0));
    let _ = std::fs::remove_file(&path);
    let scenario = trace.scenario(Moment(0));
    let mut recorder = Recorder::create(&path, &Circumstances::now(), scenario).expect("a file");
    recorder.follow(trace);
    recorder.flush().expect("a disk with room");
    recorder.end().expect("a disk with room");
    path
}

/// Bytes of memory that this process holds.
fn resident() -> u64 {
    let me = procfs::process::Process::myself().expect("/proc");
    me.statm().expect("/proc").resident * procfs::page_size()
}

/// A window on a run, at its end.
fn window_of(trace: Trace) -> Window {
    Window::new(trace, [], 20)
}

/// Goes to a moment and shows it.
fn seek(window: &mut Window, moment: usize) {
    window.fulfil(Request::Tell(Command::Seek(Goal::Moment(Moment(moment)))));
    window.frame();
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn timed(times: usize, mut what: impl FnMut()) -> f64 {
    let once = |_| {
        let began = Instant::now();
        what();
        began.elapsed()
    };
    median((0..times).map(once).collect())
}

fn recording(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let million = runs::trace(MILLION);
    let path = recorded(folder.path(), &million);
    let size = File::open(&path).and_then(|file| file.metadata()).expect("the recording").len();
    println!("a recording of {} events: {:.1} bytes each in the file", million.live().0, per(size, &million));

    let mut group = criterion.benchmark_group("recording of 1,000,000 events");
    group.throughput(Throughput::Elements(million.live().0 as u64)).sample_size(10);
    group.bench_function("written", |bencher| bencher.iter(|| recorded(folder.path(), &million)));
    group.bench_function("opened", |bencher| bencher.iter(|| read(&path, Extent::Whole).expect("sound")));
    group.bench_function("built from events in memory", |bencher| {
        bencher.iter_batched(
            || million.events().to_vec(),
            |events| {
                let mut trace = Trace::of(Arc::clone(million.scenario(Moment(0))));
                for event in events {
                    trace.append(event).expect("sound");
                }
                trace
            },
            criterion::BatchSize::PerIteration,
        );
    });
    group.finish();
    drop(million);

    // In a process of its own: what this one has let go would hide what is taken.
    let me = std::env::current_exe().expect("this program");
    let measured = std::process::Command::new(me).env(MEASURED, &path).status().expect("this program runs");
    assert!(measured.success());
    let opened = read(&path, Extent::Whole).expect("sound");

    let small = recorded(folder.path(), &runs::trace(10_000));
    let first = timed(21, || {
        let trace = read(&small, Extent::Whole).expect("sound").trace;
        window_of(trace).frame();
    });
    println!("a recording of 10,000 events, opened and painted for the first time: {:.1} ms", first * 1e3);

    let anywhere = |window: &mut Window, events: usize| {
        let mut moment = 1;
        timed(501, || {
            moment = (moment * 7_919 + 104_729) % events;
            seek(window, moment);
        })
    };
    let reference = anywhere(&mut window_of(runs::trace(1_000)), 1_000);
    let sought = anywhere(&mut window_of(opened.trace), MILLION);
    println!(
        "a moment anywhere, sought and painted: {:.2} ms, {:.2} of that of 1,000 events",
        sought * 1e3,
        sought / reference
    );
}

#[expect(clippy::cast_precision_loss, reason = "some million events")]
fn per(bytes: u64, trace: &Trace) -> f64 {
    bytes as f64 / trace.live().0 as f64
}

/// Names the recording whose memory is to be measured, and nothing else done.
const MEASURED: &str = "SOCKETLAB_BENCH_MEASURED";

fn measure(path: &Path) {
    let before = resident();
    let opened = read(path, Extent::Whole).expect("sound");
    let taken = resident().saturating_sub(before);
    println!("in memory: {:.0} bytes an event", per(taken, &opened.trace));
}

criterion_group!(benches, recording);

fn main() {
    if let Some(path) = std::env::var_os(MEASURED) {
        measure(Path::new(&path));
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
