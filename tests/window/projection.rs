//! Projection: what a class sees, driven by the keys of a presenter's remote alone.

use std::cell::RefCell;

use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Event, Key, Modifiers, RawInput, Rect, Vec2, ViewportEvent};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use socketlab::ui::{Screen, Screens, Stage};

use crate::driver::{Look, Window, at_rest, runnable, written};
use crate::raster::keep_beside;

const CLASS: &str = "El diagrama, proyectado";
const BLACK: &str = "La pantalla está en negro";
const TOOLS: &str = "Línea de tiempo";

fn at(size: Vec2) -> Look {
    Look { size, ..Look::default() }
}

/// The window at this size, with the projection in it.
fn projected(size: Vec2, file: &str) -> Window {
    let mut window = at(size).open(runnable(file));
    window.press(Key::F5);
    window
}

/// Makes the next call with a key of the remote, and waits for what comes of it.
#[track_caller]
fn next(window: &mut Window, key: Key) {
    let before = window.session().trace().calls().len();
    window.press(key);
    window
        .until("the next call is made", |session| session.trace().calls().len() > before && at_rest(session));
    window.harness.run();
}

/// What stands in the band at the foot.
fn band(window: &Window) -> String {
    let nodes = window.harness.root().children_recursive().map(|node| node.accesskit_node());
    let said = nodes.filter_map(|node| node.value().or_else(|| node.label()));
    said.filter(|said| said.contains(" / ")).last().unwrap_or_default()
}

/// Each text that is seen, with what cuts it.
fn texts(shapes: &[ClippedShape]) -> Vec<(&TextShape, Rect)> {
    fn within<'a>(shape: &'a Shape, clip: Rect, found: &mut Vec<(&'a TextShape, Rect)>) {
        match shape {
            Shape::Vec(shapes) => {
                for shape in shapes {
                    within(shape, clip, found);
                }
            }
            Shape::Text(text) if text.visual_bounding_rect().intersects(clip) => found.push((text, clip)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in shapes {
        within(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

/// The smallest letters that are seen, in points, and what they say.
fn smallest(shapes: &[ClippedShape]) -> (f32, String) {
    let sizes = texts(shapes).into_iter().flat_map(|(text, _)| {
        let sections = text.galley.job.sections.iter();
        sections.map(|section| (section.format.font_id.size, text.galley.job.text.clone()))
    });
    sizes.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
}

#[test]
fn plays_a_whole_scenario_by_remote_keys() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    // What has no meaning yet does no harm.
    for key in [Key::Escape, Key::Period, Key::PageUp] {
        window.press(key);
    }
    assert!(window.shows(TOOLS) && !window.shows(CLASS));
    window.press(Key::F5);
    assert!(window.shows(CLASS) && !window.shows(TOOLS), "only the diagram is there");
    assert!(band(&window).starts_with("TCP: flujo orientado a conexión"), "{}", band(&window));

    // On to the end, by each of the keys that a remote may send.
    let keys = [Key::PageDown, Key::ArrowRight, Key::Space];
    let mut made = 0;
    while !window.session().is_over() {
        next(&mut window, keys[made % 3]);
        made += 1;
        let said = band(&window);
        assert!(said.ends_with(&format!("{made} / 13")), "{said}");
        let last = window.session().trace().calls().last().unwrap();
        assert!(said.contains(last.function()), "{said}");
        match made {
            4 => assert!(said.contains("espera una conexión"), "{said}"),
            6 => assert!(said.contains("s está conectado con"), "{said}"),
            _ => {}
        }
        window.until("all is at rest", at_rest);
    }
    assert_eq!(made, 13);
    let live = window.session().moment();

    // Back to the beginning, and on again.
    let mut backs = 0;
    while window.session().moment().0 > 0 {
        window.press([Key::PageUp, Key::ArrowLeft][backs % 2]);
        backs += 1;
        assert!(backs <= 14, "it does not come to the beginning");
    }
    assert!(band(&window).ends_with("pasado · 0 / 13"), "{}", band(&window));
    let calls = window.session().trace().calls().len();
    while !window.session().is_live() {
        window.press([Key::PageDown, Key::ArrowRight][backs % 2]);
        backs += 1;
        assert!(backs <= 30, "it does not come to the end");
    }
    assert_eq!((window.session().moment(), window.session().trace().calls().len()), (live, calls));

    // The rest of the keys, each more than once.
    window.press(Key::Period);
    assert!(window.shows(BLACK) && !window.shows(CLASS));
    window.press(Key::Period);
    assert!(window.shows(CLASS));
    window.press(Key::Period);
    window.press(Key::F5);
    window.press(Key::PageUp);
    assert!(window.shows(CLASS), "a key that steps brings the picture back");
    assert!(window.session().is_live(), "and does nothing else");
    for _ in 0..3 {
        window.press(Key::F5);
        assert!(window.shows(CLASS), "F5 leaves it as it is");
    }
    window.press(Key::Escape);
    assert!(window.shows(TOOLS) && !window.shows(CLASS));
    window.press(Key::Escape);
    assert!(window.shows(TOOLS));
    window.press(Key::F5);
    assert!(window.shows(CLASS), "the two keys in turn");
}

#[test]
fn the_whole_pair_is_in_view_from_the_first_step_to_the_last() {
    let mut window = projected(Vec2::new(1280.0, 720.0), "01_tcp_pair.ron");
    let body = Rect::from_min_max(egui::pos2(0.0, 50.0), egui::pos2(1280.0, 720.0 - 84.0));
    for step in 0..=13 {
        window.harness.run();
        let nodes = window.harness.query_all_by(|node| {
            let is_of = |name: &str| node.label().is_some_and(|label| label.starts_with(name));
            node.role() == egui::accesskit::Role::Button && (is_of("servidor: ") || is_of("cliente: "))
        });
        let boxes: Vec<Rect> = nodes.map(|node| node.rect()).collect();
        assert_eq!(boxes.len(), 13, "after {step} steps");
        for rect in boxes {
            assert!(body.contains_rect(rect) && rect.height() >= 31.5, "after {step} steps: {rect}");
        }
        if step < 13 {
            next(&mut window, Key::PageDown);
        }
    }
}

#[test]
fn no_text_is_smaller_than_a_thirty_sixth_of_the_height() {
    for size in [[1280.0, 720.0], [1024.0, 768.0], [1920.0, 1080.0], [3840.0, 2160.0]] {
        for file in ["05_two_clients_in_turn.ron", "08_wrong_orders.ron"] {
            let mut window = projected(size.into(), file);
            for step in 0..12 {
                let (least, text) = smallest(&window.harness.output().shapes);
                assert!(least * 36.0 >= size[1], "{size:?} {file} {step}: {least} of `{text}`");
                next(&mut window, Key::PageDown);
            }
            window.press(Key::PageUp);
            let (least, text) = smallest(&window.harness.output().shapes);
            assert!(least * 36.0 >= size[1], "{size:?} {file} in the past: {least} of `{text}`");
        }
    }
}

#[test]
fn a_long_page_goes_along_and_keeps_the_calls_before_in_view() {
    let script = format!(
        r#"Socket(socket: "s", family: Unix, kind: Stream), {}"#,
        r#"GetSockName(socket: "s"),"#.repeat(39)
    );
    let mut window = at(Vec2::new(1280.0, 720.0))
        .open(written(&format!("Participant(name: \"a\", role: Peer, script: [{script}])")));
    window.press(Key::F5);
    for step in 1..=40_usize {
        next(&mut window, Key::PageDown);
        window.until("it is done", at_rest);
        window.harness.run();
        let made = window.harness.query_all_by_label_contains("a: getsockname").count();
        assert!(made >= 8, "after {step} steps {made} boxes are in view");
        assert_calls_before(&window, step);
    }
    for step in (1..40_usize).rev() {
        window.press(Key::PageUp);
        window.harness.run();
        assert_calls_before(&window, step);
    }
}

/// The box of the present call is in view, with those just before it.
#[track_caller]
fn assert_calls_before(window: &Window, step: usize) {
    let shown = window.harness.query_all_by(|node| {
        node.role() == egui::accesskit::Role::Button && node.toggled() == Some(egui::accesskit::Toggled::True)
    });
    let lit: Vec<_> = shown.map(|node| node.rect()).collect();
    assert_eq!(lit.len(), 1, "after {step} steps");
    #[expect(clippy::cast_precision_loss, reason = "at most three")]
    let needed = 50.0 + (step - 1).min(3) as f32 * 40.0;
    assert!(lit[0].top() >= needed && lit[0].bottom() <= 636.0, "after {step} steps: {}", lit[0]);
}

#[test]
fn on_one_screen_freezing_says_what_it_needs() {
    let mut window = projected(Vec2::new(1280.0, 720.0), "02_udp_pair.ron");
    window.press(Key::H);
    assert!(window.says("hace falta una segunda pantalla"));
    next(&mut window, Key::PageDown);
    assert!(!window.says("hace falta una segunda pantalla"), "it is said until the next act");
}

#[test]
fn the_pointer_has_a_ring_where_it_is_wanted() {
    let mut window = projected(Vec2::new(1280.0, 720.0), "02_udp_pair.ron");
    let place = egui::pos2(640.0, 400.0);
    let rings = |window: &Window| {
        let is_ring = |clipped: &&ClippedShape| matches!(&clipped.shape, Shape::Circle(circle) if circle.center == place);
        window.harness.output().shapes.iter().filter(is_ring).count()
    };
    window.harness.hover_at(place);
    window.harness.step();
    assert_eq!(rings(&window), 0);
    window.press(Key::W);
    assert_eq!(rings(&window), 2, "a ring and its edge");
    window.harness.drag_at(place);
    window.harness.step();
    assert_eq!(rings(&window), 3, "a press is seen");
    window.harness.drop_at(place);
    window.press(Key::W);
    assert_eq!(rings(&window), 0);
}

/// The window of the class, as the system would keep it.
#[derive(Default)]
struct Second {
    events: Vec<Event>,
    closes: bool,
    shapes: Vec<ClippedShape>,
    frames: usize,
    monitor: Option<usize>,
}

thread_local! {
    static SECOND: RefCell<Second> = RefCell::default();
}

/// The window beside a second screen, on which it projects.
fn beside_a_class(file: &str) -> Window {
    egui::Context::set_immediate_viewport_renderer(|ctx, mut viewport| {
        let (events, closes) = SECOND.with_borrow_mut(|second| {
            second.frames += 1;
            second.monitor = viewport.builder.monitor;
            (std::mem::take(&mut second.events), std::mem::take(&mut second.closes))
        });
        let id = viewport.ids.this;
        let mut input = RawInput {
            viewport_id: id,
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, Vec2::new(1280.0, 720.0))),
            events,
            ..RawInput::default()
        };
        let info = input.viewports.entry(id).or_default();
        if closes {
            info.events.push(ViewportEvent::Close);
        }
        let mut output = ctx.run_ui(input, |ui| (viewport.viewport_ui_cb)(ui));
        keep_beside(std::mem::take(&mut output.textures_delta));
        SECOND.with_borrow_mut(|second| second.shapes = std::mem::take(&mut output.shapes));
    });
    let mut window = Look::default().open(runnable(file));
    window.harness.ctx.set_embed_viewports(false);
    let screen = |name: &str| Screen { name: name.into(), size: (1280, 720) };
    let screens = Screens { all: vec![screen("eDP-1"), screen("HDMI-1")], here: Some(0) };
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().set_screens(&ctx, screens);
    window.press(Key::F5);
    window
}

/// Presses a key in the window of the class.
fn press_there(window: &mut Window, key: Key) {
    SECOND.with_borrow_mut(|second| {
        for pressed in [true, false] {
            let modifiers = Modifiers::NONE;
            second.events.push(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
    });
    window.harness.run_steps(2);
}

/// What is written in the window of the class.
fn seen_there() -> Vec<String> {
    SECOND.with_borrow(|second| {
        texts(&second.shapes).into_iter().map(|(text, _)| text.galley.job.text.clone()).collect()
    })
}

#[test]
fn a_second_screen_has_the_diagram_and_the_window_what_the_presenter_needs() {
    let mut window = beside_a_class("01_tcp_pair.ron");
    assert_eq!(SECOND.with_borrow(|second| second.monitor), Some(1));
    assert!(window.shows(TOOLS), "the whole window stays");
    for part in [
        "Para quien presenta",
        "servidor · socket(AF_INET, SOCK_STREAM)",
        "La clase ve: el diagrama, como va",
    ] {
        assert!(window.shows(part), "{part}");
    }
    assert!(window.says("Antes del primer accept, pregunta"), "the notes");
    assert!(window.says("llevas 0:0"), "the clock");
    assert!(seen_there().contains(&"0 / 13".to_owned()), "{:?}", seen_there());

    // The keys reach whichever window has the focus.
    let before = window.session().trace().calls().len();
    press_there(&mut window, Key::PageDown);
    window.until("it is made", |session| session.trace().calls().len() > before && at_rest(session));
    next(&mut window, Key::PageDown);
    assert!(seen_there().contains(&"2 / 13".to_owned()), "{:?}", seen_there());
    press_there(&mut window, Key::Period);
    assert_eq!(seen_there(), Vec::<String>::new(), "black is black");
    assert!(window.shows("La clase ve: una pantalla en negro"));
    press_there(&mut window, Key::PageDown);
    assert!(seen_there().contains(&"2 / 13".to_owned()), "{:?}", seen_there());
    assert!(SECOND.with_borrow(|second| smallest(&second.shapes).0) * 36.0 >= 720.0);

    press_there(&mut window, Key::Escape);
    let frames = SECOND.with_borrow(|second| second.frames);
    window.harness.run_steps(2);
    assert_eq!(SECOND.with_borrow(|second| second.frames), frames, "its window is gone");
    assert!(!window.shows("Para quien presenta"));
    assert!(window.harness.state().projection().is_none());
}

#[test]
fn a_frozen_picture_stays_whatever_the_presenter_does() {
    let mut window = beside_a_class("01_tcp_pair.ron");
    next(&mut window, Key::PageDown);
    window.press(Key::H);
    window.harness.run_steps(2);
    let kept = seen_there();
    assert!(kept.contains(&"1 / 13".to_owned()), "{kept:?}");
    assert!(window.shows("La clase ve: una imagen congelada"));
    next(&mut window, Key::PageDown);
    window.press_with(Modifiers::COMMAND, Key::N);
    window.press(Key::L);
    assert_eq!(seen_there(), kept, "another step, another scenario, another language");
    press_there(&mut window, Key::H);
    assert_ne!(seen_there(), kept);
}

#[test]
fn closing_the_window_of_the_class_ends_the_projection() {
    let mut window = beside_a_class("02_udp_pair.ron");
    assert_eq!(window.harness.state().projection().map(|shown| shown.stage), Some(Stage::Screen(1)));
    SECOND.with_borrow_mut(|second| second.closes = true);
    window.harness.run_steps(3);
    assert!(window.harness.state().projection().is_none());
    assert!(window.shows(TOOLS));
}

#[test]
fn a_screen_that_goes_away_takes_the_projection_with_it_and_it_is_said() {
    let mut window = beside_a_class("02_udp_pair.ron");
    let one = Screens { all: vec![Screen { name: "eDP-1".into(), size: (1280, 720) }], here: Some(0) };
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().set_screens(&ctx, one);
    window.harness.run_steps(2);
    assert!(window.harness.state().projection().is_none());
    assert!(window.says("La pantalla 2 ya no está"));
    // The next time it is here.
    window.press(Key::F5);
    assert!(window.shows(CLASS));
}
