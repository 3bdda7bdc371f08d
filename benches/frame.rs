//! What a frame costs, layout and tessellation together, for runs of 100, 10,000 and 1,000,000 events. The aim is that
//! the length of a run does not show: the frame of 100 events is the reference.

mod runs;

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use socketlab::ui::{Action, Request};

use runs::window::Window;

const SIZES: [usize; 3] = [100, 10_000, 1_000_000];

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
            let mut times: Vec<Duration> = (0..201)
                .map(|_| {
                    let began = Instant::now();
                    window.frame();
                    began.elapsed()
                })
                .collect();
            times.sort();
            medians.push(times[100].as_secs_f64() * 1e3);
        }
        group.finish();
        let reference = medians[0];
        for (events, median) in SIZES.into_iter().zip(&medians) {
            println!("{name}, {events} events: {median:.3} ms, {:.2} of that of 100", median / reference);
        }
    }
}

criterion_group!(benches, frame);
criterion_main!(benches);
