//! What a frame costs, layout and tessellation together, for runs of 100, 10,000 and 1,000,000 events. The aim is that
//! the length of a run does not show: the frame of 100 events is the reference.

mod runs;

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use socketlab::session::Session;
use socketlab::text::Language;
use socketlab::ui::{Action, App, Request};

use runs::trace;

/// A window of 1280 × 800 on a run of so many events, after its diagram has come to rest.
struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
}

impl Window {
    fn new(events: usize, pressed: &[Action]) -> Self {
        let ctx = egui::Context::default();
        let session = Session::show(trace(events), Arc::new(|| {}));
        let mut app = App::of_session(&ctx, Language::Es, session);
        for action in pressed {
            app.fulfil(&ctx, Request::Do(*action));
        }
        let mut window = Self { ctx, app, time: 0.0 };
        for _ in 0..120 {
            window.app.tick(&window.ctx);
            window.frame();
        }
        window
    }

    /// One frame: layout and tessellation. Answers the number of corners of its triangles.
    fn frame(&mut self) -> usize {
        self.time += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::Vec2::new(1280.0, 800.0))),
            time: Some(self.time),
            ..Default::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| self.app.show(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas(); // nothing is painted
        primitives
            .iter()
            .map(|primitive| match &primitive.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len(),
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }
}

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
            let mut window = Window::new(events, pressed);
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
