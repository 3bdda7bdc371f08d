//! What a frame costs, layout and tessellation together. For runs of 100, 10,000 and 1,000,000 events, of which the length
//! should not show: the frame of 100 events is the reference. And for the longest run of the catalogue in the largest window,
//! with everything open: that is to stay within 8 ms.

mod runs;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use socketlab::scenario::CATALOGUE;
use socketlab::session::Session;
use socketlab::trace::Trace;
use socketlab::trace::recording::{Extent, read};
use socketlab::ui::{Action, Request};

use runs::window::Window;

const SIZES: [usize; 3] = [100, 10_000, 1_000_000];
const FRAMES: usize = 201;

fn frame(criterion: &mut Criterion) {
    let shown: [(&str, &[Action]); 3] = [
        ("frame of the diagram", &[Action::ShowCode, Action::ShowCall]),
        ("frame of the whole window", &[]),
        ("frame with the table of events", &[Action::ShowEvents]),
    ];
    for (name, pressed) in shown {
        let mut group = criterion.benchmark_group(name);
        let mut medians = Vec::new();
        for events in SIZES {
            let pressed = pressed.iter().map(|action| Request::Do(*action));
            // Until its diagram has come to rest.
            let mut window = Window::new(runs::trace(events), pressed, 120);
            assert!(window.frame() > 3_000, "a frame with nothing on it would be quick to paint");
            group.bench_function(BenchmarkId::from_parameter(events), |bencher| {
                bencher.iter(|| window.frame());
            });
            medians.push(times(&mut window)[FRAMES / 2]);
        }
        group.finish();
        let reference = medians[0];
        for (events, median) in SIZES.into_iter().zip(&medians) {
            println!("{name}, {events} events: {median:.3} ms, {:.2} of that of 100", median / reference);
        }
    }
}

/// How long each of some frames took, in ms, from the quickest to the slowest.
fn times(window: &mut Window) -> Vec<f64> {
    let mut times: Vec<Duration> = (0..FRAMES)
        .map(|_| {
            let began = Instant::now();
            window.frame();
            began.elapsed()
        })
        .collect();
    times.sort();
    times.iter().map(|time| time.as_secs_f64() * 1e3).collect()
}

/// The longest run of the catalogue, as it was recorded.
fn longest() -> Trace {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/catalogue");
    let runs = CATALOGUE.iter().map(|entry| {
        let path = folder.join(entry.file).with_extension("ronl");
        read(&path, Extent::Whole).expect("a recording of the catalogue").trace
    });
    runs.max_by_key(Trace::live).expect("a catalogue")
}

fn largest(criterion: &mut Criterion) {
    let trace = longest();
    let mut group = criterion.benchmark_group("frame at 3840 × 2160, at the end of the longest scenario");
    for (name, pressed) in [
        ("side panels and time line", None),
        ("and the sockets", Some(Action::ShowSockets)),
        ("and the bytes", Some(Action::ShowBytes)),
        ("and the events", Some(Action::ShowEvents)),
        ("projected", Some(Action::Project)),
    ] {
        let session = Session::staged(&trace, trace.live(), Arc::new(|| {}));
        let size = egui::Vec2::new(3840.0, 2160.0);
        let mut window = Window::of_size(size, session, pressed.map(Request::Do), 120);
        assert!(window.frame() > 3_000, "a frame with nothing on it would be quick to paint");
        group.bench_function(name, |bencher| bencher.iter(|| window.frame()));
        let times = times(&mut window);
        println!("{name}: median {:.3} ms, slowest {:.3} ms", times[FRAMES / 2], times[FRAMES - 1]);
    }
    group.finish();
}

criterion_group!(benches, frame, largest);
criterion_main!(benches);
