//! What a frame costs, layout and tessellation together, for runs of 100, 10,000 and 1,000,000 events. The aim is that
//! the length of a run does not show: the frame of 100 events is the reference.

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use socketlab::scenario::{CATALOGUE, ParticipantId};
use socketlab::session::Session;
use socketlab::sockets::{Awaited, Call, Data, Endpoint, Family, Kind, Outcome, SocketId, SocketOpened};
use socketlab::text::Language;
use socketlab::trace::{Event, Origin, Trace, What};
use socketlab::ui::{Action, App, Request};

/// A trace of about so many events: two participants that send and receive in turn, over one connection.
fn trace(events: usize) -> Trace {
    let scenario = CATALOGUE[0].document().expect("a sound catalogue").scenario;
    let mut trace = Trace::of(Arc::new(scenario));
    let mut at = 0;
    let mut tell = |participant, what| {
        at += 1_000;
        trace.append(Event { at, participant: ParticipantId(participant), what }).expect("a sound trace");
    };
    let end = |port: u16| Endpoint::Inet(([127, 0, 0, 1], port).into());
    let socket = |participant, index| SocketId { participant, index };
    let opened = |id, fd| SocketOpened { id, fd };
    let mut step = 0;
    let mut called = |call: Call, socket: Option<SocketId>| {
        step += 1;
        What::Called { origin: Origin::Script { step, line: 0 }, call: Arc::new(call), socket }
    };
    let (listener, server, client) = (socket(0, 0), socket(0, 1), socket(1, 0));
    let stream = |name: &str| Call::Socket { socket: name.into(), family: Family::Inet, kind: Kind::Stream };
    tell(0, called(stream("l"), None));
    tell(0, What::Returned(Outcome::Opened(opened(listener, 3))));
    tell(0, called(Call::Listen { socket: "l".into(), backlog: 1 }, Some(listener)));
    tell(0, What::Returned(Outcome::Bound { local: end(1024) }));
    tell(0, called(Call::Accept { socket: "l".into(), into: "c".into() }, Some(listener)));
    tell(0, What::Waiting(Awaited::Connection));
    tell(1, called(stream("s"), None));
    tell(1, What::Returned(Outcome::Opened(opened(client, 4))));
    let to = "localhost:1024".parse().expect("an address");
    tell(1, called(Call::Connect { socket: "s".into(), to }, Some(client)));
    tell(1, What::Returned(Outcome::Connected { local: end(40_000), peer: end(1024) }));
    let accepted = Outcome::Accepted { socket: opened(server, 5), local: end(1024), peer: end(40_000) };
    tell(0, What::Returned(accepted));
    let data = Data::Text("Hola, servidor".into());
    let payload = data.to_payload();
    for round in 0..events.saturating_sub(11) / 5 {
        let ((sender, from, name), (receiver, to, other)) = if round % 2 == 0 {
            ((1, client, "s"), (0, server, "c"))
        } else {
            ((0, server, "c"), (1, client, "s"))
        };
        tell(receiver, called(Call::Recv { socket: other.into(), max: 1024 }, Some(to)));
        tell(receiver, What::Waiting(Awaited::Bytes));
        tell(sender, called(Call::Send { socket: name.into(), data: data.clone() }, Some(from)));
        tell(sender, What::Returned(Outcome::Sent { count: payload.len(), asked: payload.len() }));
        tell(receiver, What::Returned(Outcome::Received { data: payload.clone() }));
    }
    trace
}

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
