//! What the window looks like, compared with the pictures in `tests/pictures/`. They are made anew with
//! `UPDATE_SNAPSHOTS=1 cargo test --test window pictures`.
//!
//! A picture may show nothing that changes from run to run: the scenarios call nothing, or live on Unix sockets, and
//! what says how long something took is covered.

use egui::accesskit::{Live, Role};
use egui::{Key, Pos2, Rect, Theme, Vec2};
use egui_kittest::kittest::Queryable as _;
use socketlab::text::Language;

use crate::driver::{Look, Window, catalogued, written};
use crate::held;

#[track_caller]
fn compare(window: &mut Window, name: &str) {
    window.harness.run();
    for rect in changing(window) {
        window.harness.mask(rect);
    }
    window.harness.snapshot(name);
}

#[test]
fn start_in_spanish_light() {
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron"));
    compare(&mut window, "start_es_light");
}

#[test]
fn start_in_english_dark() {
    let look = Look { theme: Theme::Dark, ..Look::in_language(Language::ENGLISH) };
    compare(&mut look.open(catalogued("01_tcp_pair.ron")), "start_en_dark");
}

#[test]
fn three_participants() {
    let mut window = Look::default().open(catalogued("05_two_clients_in_turn.ron"));
    compare(&mut window, "three_participants");
}

#[test]
fn the_smallest_window() {
    let look = Look { size: Vec2::new(720.0, 480.0), ..Look::default() };
    compare(&mut look.open(catalogued("02_udp_pair.ron")), "smallest_window");
}

#[test]
fn a_program_with_one_thread_that_waits_and_one_that_is_held() {
    let mut window = Look::default().open_recording(held::server());
    window.press(Key::O);
    compare(&mut window, "program_held");
}

#[test]
fn the_same_program_in_the_dark() {
    let look = Look { theme: Theme::Dark, ..Look::default() };
    let mut dark = look.open_recording(held::server());
    compare(&mut dark, "program_held_dark");
}

/// A server that answers once, a client that is heard, and a client that finds nobody: every way in which a call can end.
const MEETINGS: &str = r#"
    Participant(name: "servidor", role: Server, script: [
        Socket(socket: "socketServidor", family: Unix, kind: Stream),
        Bind(socket: "socketServidor", to: "unix:charla"),
        Listen(socket: "socketServidor", backlog: 1),
        Accept(socket: "socketServidor", into: "s_cliente"),
        Recv(socket: "s_cliente", max: 1024),
        Send(socket: "s_cliente", data: Text("Hola, cliente")),
        Recv(socket: "s_cliente", max: 1024),
        Close(socket: "s_cliente"),
        Close(socket: "socketServidor"),
    ]),
    Participant(name: "cliente", role: Client, script: [
        Socket(socket: "s", family: Unix, kind: Stream),
        Connect(socket: "s", to: "unix:nadie"),
        Connect(socket: "s", to: "unix:charla"),
        Send(socket: "s", data: Text("Hola, servidor")),
        Recv(socket: "s", max: 1024),
        Close(socket: "s"),
    ])"#;

#[test]
fn one_call_waits_one_failed_and_one_is_next() {
    let mut window = Look::default().open(written(MEETINGS));
    for _ in 0..6 {
        window.step();
    }
    compare(&mut window, "waiting_and_failed");
}

#[test]
fn everything_is_over() {
    let mut window = Look::default().open(written(MEETINGS));
    window.step_to_the_end();
    compare(&mut window, "over_light");
}

#[test]
fn everything_is_over_in_the_dark() {
    let mut window = Look { theme: Theme::Dark, ..Look::default() }.open(written(MEETINGS));
    window.step_to_the_end();
    compare(&mut window, "over_dark");
}

#[test]
fn the_past() {
    let mut window = Look::default().open(written(MEETINGS));
    window.step_to_the_end();
    for _ in 0..6 {
        window.press(Key::ArrowLeft);
    }
    compare(&mut window, "past");
}

#[test]
fn twice_the_pixels() {
    let look = Look { size: Vec2::new(720.0, 480.0), pixels_per_point: 2.0, ..Look::default() };
    compare(&mut look.open(catalogued("02_udp_pair.ron")), "twice_the_pixels");
}

#[test]
fn the_sheet_of_keys() {
    let mut window = Look::default().open(catalogued("02_udp_pair.ron"));
    window.press(Key::F1);
    compare(&mut window, "sheet_of_keys");
}

/// What differs from run to run: how long something took, descriptors, and where a run keeps its sockets.
fn changing(window: &Window) -> Vec<Rect> {
    if window.session().trace().events().is_empty() {
        return Vec::new();
    }
    let said = |is: fn(&str) -> bool| {
        // What is announced is not seen.
        let nodes = window.harness.query_all_by(move |node| {
            let text = node.label().or_else(|| node.value()).filter(|_| node.live() == Live::Off);
            text.is_some_and(|text| is(&text))
        });
        nodes.map(|node| node.rect().expand(1.0))
    };
    let screen = window.harness.ctx.content_rect();
    // Covered from where it begins, or to where it ends, as far as it could ever reach.
    let values = said(|label| label.starts_with("fd ") || is_duration(label));
    let mut rects: Vec<_> = values.map(|rect| rect.with_max_x(screen.right())).collect();
    let status = said(|label| label.contains(" sucesos · ") || label.starts_with("suceso "));
    rects.extend(status.map(|rect| rect.with_min_x(screen.right() - 220.0).with_max_x(screen.right())));
    // How many events there are: what the kernel says is among them when it is something new.
    rects.push(window.node(Language::SPANISH.timeline()).rect());
    let past = said(|label| label.starts_with("Miras el pasado: "));
    rects.extend(past.map(|rect| rect.with_max_x(rect.left() + 330.0)));
    // The addresses in the heads of the columns.
    let diagram = window.node(Language::SPANISH.diagram()).rect();
    rects.push(Rect::from_x_y_ranges(diagram.x_range(), diagram.top() - 28.0..=diagram.top() - 10.0));
    // How long a call waited stands at the foot of its box, which is then higher than one row.
    let boxes = window.harness.query_all_by_role(Role::Button);
    let waited =
        boxes.map(|node| node.rect()).filter(|rect| diagram.contains_rect(*rect) && rect.height() > ROW);
    rects.extend(
        waited
            .map(|rect| Rect { min: Pos2::new(rect.left(), rect.bottom() - ROW / 2.0), ..rect }.shrink(4.0)),
    );
    rects
}

/// No box of one row is as high as this in these pictures.
const ROW: f32 = 50.0;

fn is_duration(label: &str) -> bool {
    label.starts_with(|first: char| first.is_ascii_digit())
        && [" ns", " µs", " ms", " s"].iter().any(|unit| label.ends_with(unit))
}
