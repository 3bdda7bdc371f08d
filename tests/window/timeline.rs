//! The time line: back to any moment by mouse and by key, playing what has happened while the run goes on, bookmarks; and
//! the whole window shows the moment, with nothing in it from after.

use std::sync::Arc;

use egui::{Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::NodeT as _;
use socketlab::session::{Selection, Session};
use socketlab::text::Language;
use socketlab::trace::{Moment, Scale, Trace};

use crate::driver::{Look, Window, runnable, written};

const TIMELINE: &str = "Línea de tiempo";

/// The TCP pair after so many steps.
fn stepped(steps: usize) -> Window {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..steps {
        window.step();
    }
    window
}

/// A program that goes on by itself for as long as a test may take.
fn running() -> Window {
    let program =
        r#"Participant(name: "a", role: Peer, script: [Repeat(times: 1000000, script: [Sleep(ms: 1)])])"#;
    let mut window = Look::default().open(written(program));
    window.press(Key::R);
    window.until("some calls are made", |session| session.trace().calls().len() > 20);
    window
}

/// A place on the time line, from 0 at its left edge to 1 at its right.
fn place(window: &Window, part: f32) -> Pos2 {
    let track = window.node(TIMELINE).rect();
    Pos2::new(track.left() + track.width() * part, track.center().y)
}

fn click_at(window: &mut Window, at: Pos2) {
    window.harness.drag_at(at);
    window.harness.step();
    window.harness.drop_at(at);
    window.harness.step();
    window.harness.remove_cursor();
    window.harness.run_steps(2);
}

fn moment(window: &Window) -> usize {
    window.session().moment().0
}

fn live(window: &Window) -> usize {
    window.session().trace().live().0
}

#[test]
fn before_the_first_call_it_says_what_will_be_there() {
    let mut window = stepped(0);
    window.click(TIMELINE);
    assert!(window.session().is_live());
    for name in
        ["Al principio", "Una llamada atrás", "Una llamada adelante", "Al final", "Reproducir lo ocurrido"]
    {
        assert!(!window.is_enabled(name), "{name}");
    }
}

#[test]
fn a_click_shows_the_moment_under_the_pointer_and_a_drag_goes_through_them() {
    let mut window = stepped(8);
    assert!(!window.says("Miras el pasado"));
    let middle = place(&window, 0.5);
    click_at(&mut window, middle);
    assert!(!window.session().is_live());
    assert!(moment(&window).abs_diff(live(&window) / 2) <= 1, "{} of {}", moment(&window), live(&window));
    assert!(window.says("Miras el pasado: suceso "));

    let mut seen = Vec::new();
    for part in [0.3, 0.2, 0.1] {
        let at = place(&window, part);
        window.harness.drag_at(at);
        window.harness.run_steps(2);
        seen.push(moment(&window));
    }
    assert!(seen[0] > seen[1] && seen[1] > seen[2], "{seen:?}");
    // Beyond the right edge is now.
    let right = place(&window, 1.0);
    window.harness.hover_at(right + Vec2::new(300.0, 0.0));
    window.harness.run_steps(2);
    window.harness.drop_at(right);
    window.harness.run_steps(2);
    assert!(window.session().is_live());
}

#[test]
fn the_keys_go_back_and_forward_and_space_steps_only_what_is_live() {
    let mut window = stepped(6);
    let made = window.session().trace().calls().len();
    window.press(Key::ArrowLeft);
    assert_eq!(window.session().snapshot().calls().len(), made - 1);
    window.press(Key::PageUp);
    assert_eq!(window.session().snapshot().calls().len(), made - 2);
    window.press(Key::Space);
    assert_eq!(window.session().snapshot().calls().len(), made - 1);
    window.press(Key::ArrowRight);
    window.press(Key::PageDown);
    assert_eq!(window.session().snapshot().calls().len(), made);
    window.press(Key::End);
    assert!(window.session().is_live());
    assert_eq!(window.session().trace().calls().len(), made, "nothing was called");

    window.press(Key::Home);
    assert_eq!(moment(&window), 0);
    assert!(window.shows("servidor: accept(socketServidor) · aún no"));
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(moment(&window), 1);
    window.press_with(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(moment(&window), 0);
    window.press(Key::End);
    window.step();
    assert_eq!(window.session().trace().calls().len(), made + 1);
}

#[test]
fn with_ctrl_the_arrows_stay_with_one_participant() {
    let mut window = stepped(8);
    window.click("cliente: connect(s, localhost:1024) · hecha".replace("1024", &port(&window)).as_str());
    window.press_with(Modifiers::COMMAND, Key::ArrowLeft);
    let newest = |window: &Window| match window.session().selection() {
        Some(Selection::Made(call)) => window.session().trace().call(call).participant.index(),
        Some(Selection::Written { participant, .. } | Selection::Held(participant)) => participant.index(),
        None => usize::MAX,
    };
    let mut left = Vec::new();
    for _ in 0..3 {
        left.push((moment(&window), newest(&window)));
        window.press_with(Modifiers::COMMAND, Key::ArrowLeft);
    }
    assert!(left.iter().all(|(_, who)| *who == 1), "{left:?}");
    assert!(left[0].0 > left[1].0, "{left:?}");
}

/// The port of the server, which is another in each test.
fn port(window: &Window) -> String {
    let call = &window.session().trace().calls()[1].call;
    let label = call.to_string();
    label.rsplit(':').next().unwrap().trim_end_matches(')').to_owned()
}

#[test]
fn the_past_shows_nothing_from_after_it() {
    let mut window = stepped(4);
    let waits = "servidor: accept(socketServidor) · espera una conexión";
    assert!(window.shows(waits));
    while !window.session().is_over() {
        window.step();
    }
    assert!(!window.shows(waits));
    let accept = &window.session().trace().calls()[3];
    let while_it_waits = Moment(accept.waiting.unwrap() + 1);
    let before_it_returned = Moment(accept.returned.unwrap());
    window.press(Key::Home);
    while window.session().moment() < while_it_waits {
        window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    }
    assert!(window.shows(waits));
    assert!(window.shows("accept()"), "the call that waits is the one explained");
    assert!(!window.says("devolvió"));
    assert!(window.says("accept: espera una conexión"));
    while window.session().moment() < before_it_returned {
        window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    }
    assert!(window.shows(waits));
    assert!(!window.shows("Todos los programas han terminado"));
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    assert!(window.shows("servidor: accept(socketServidor) · hecha"));
}

#[test]
fn commands_of_now_do_nothing_in_the_past_and_say_why() {
    let mut window = stepped(5);
    window.press(Key::ArrowLeft);
    let (calls, scenario) =
        (window.session().trace().calls().len(), Arc::clone(window.session().scenario_now()));
    assert!(window.is_enabled("Adelante"));
    for name in
        ["Ejecutar", "Interrumpir · servidor", "Paso · cliente", "Más · servidor", "+ Servidor TCP", "Ritmo"]
    {
        assert!(!window.is_enabled(name), "{name}");
    }
    for key in [Key::R, Key::Num1, Key::Num2, Key::C, Key::Delete] {
        window.press(key);
    }
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press_with(Modifiers::ALT, Key::ArrowDown);
    window.harness.run_steps(5);
    assert_eq!(window.session().trace().calls().len(), calls);
    assert_eq!(window.session().scenario_now(), &scenario);
    assert!(window.harness.state().view().palette.is_none());
    assert!(!window.session().is_live());
    window.click("Volver al presente");
    assert!(window.session().is_live());
    assert!(window.is_enabled("Ejecutar"));
}

#[test]
fn what_happened_is_played_while_the_run_goes_on_behind() {
    let mut window = running();
    window.press(Key::Home);
    assert_eq!(moment(&window), 0);
    let before = live(&window);
    for _ in 0..3 {
        window.press(Key::CloseBracket);
    }
    assert!((window.session().playback().speed - 16.0).abs() < f64::EPSILON);
    window.press(Key::P);
    assert!(window.session().is_playing_past());
    assert!(window.session().is_playing(), "the run was not stopped");
    window.until("the past has gone on", |session| session.moment().0 > 8);
    assert!(!window.session().is_live());
    window.until("the run has gone on", |session| session.trace().live().0 > before + 8);
    assert!(window.says("La ejecución sigue."));

    window.press(Key::P);
    assert!(!window.session().is_playing_past());
    let stopped = moment(&window);
    window.harness.run_steps(5);
    assert_eq!(moment(&window), stopped);
    window.press(Key::End);
    assert!(window.session().is_live());
    assert_eq!(moment(&window), live(&window));
}

#[test]
fn a_bookmark_is_made_changed_found_and_removed_by_keys_alone() {
    let mut window = stepped(6);
    window.press(Key::ArrowLeft);
    window.press(Key::ArrowLeft);
    let marked = window.session().moment();
    window.press(Key::B);
    window.node("Nota").type_text("aquí empieza");
    window.harness.run_steps(2);
    // What is typed is written, and does nothing else.
    assert_eq!(window.session().moment(), marked);
    window.press(Key::Enter);
    assert_eq!(window.session().bookmarks()[&marked], "aquí empieza");
    let flag = format!("Marca en el suceso {}: aquí empieza", marked.0);
    assert!(window.shows(&flag));

    window.press(Key::End);
    window.press_with(Modifiers::COMMAND, Key::PageUp);
    assert_eq!(window.session().moment(), marked);
    window.press(Key::Home);
    window.press_with(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(window.session().moment(), marked);
    window.press(Key::End);
    window.click(&flag);
    assert_eq!(window.session().moment(), marked);

    window.press(Key::B);
    assert_eq!(window.node("Nota").value().as_deref(), Some("aquí empieza"));
    window.press(Key::Escape);
    assert!(window.shows(&flag));
    window.press(Key::B);
    window.press(Key::Delete);
    window.press(Key::Enter);
    assert!(window.session().bookmarks().is_empty());
}

#[test]
fn the_wheel_with_ctrl_zooms_and_a_double_click_shows_all() {
    let mut window = running();
    window.press(Key::P);
    window.press(Key::ArrowLeft);
    let middle = place(&window, 0.5);
    window.harness.hover_at(middle);
    window.harness.step();
    window.harness.event(egui::Event::Zoom(3.0));
    window.harness.run_steps(2);
    let stretch = window.harness.state().view().stretch.clone().expect("a part is shown");
    assert!(stretch.start > 0.0);
    // Both clicks in one frame, as two frames of a test are too far apart for a double click.
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        let event = egui::Event::PointerButton { pos: middle, button, pressed, modifiers };
        window.harness.input_mut().events.push(event);
    }
    window.harness.run_steps(3);
    assert_eq!(window.harness.state().view().stretch, None);
}

#[test]
fn the_scale_and_the_speed_have_buttons_and_the_line_can_be_hidden() {
    let mut window = stepped(4);
    window.click("Escala: tiempo");
    assert_eq!(window.session().playback().scale, Scale::Time);
    window.press(Key::S);
    assert_eq!(window.session().playback().scale, Scale::Events);
    window.click("Velocidad: ×1");
    window.click("×1/4");
    assert!(window.shows("Velocidad: ×1/4"));
    window.press(Key::V);
    assert!(!window.shows("Plegar: Línea de tiempo") && window.shows("Mostrar: Línea de tiempo"));
    window.press(Key::V);
    assert!(window.shows("Plegar: Línea de tiempo"));
    assert!(window.shows("servidor: 4 llamadas, 0 bytes"));
}

#[test]
fn with_the_focus_the_line_is_moved_by_keys_and_by_a_screen_reader() {
    let mut window = stepped(6);
    window.node(TIMELINE).focus();
    window.harness.run_steps(2);
    let made = window.session().trace().calls().len();
    window.press(Key::ArrowLeft);
    assert_eq!(window.session().snapshot().calls().len(), made - 1);
    assert!(window.node(TIMELINE).is_focused());
    window.node(TIMELINE).set_value_accesskit(3.0);
    window.harness.run_steps(2);
    assert_eq!(moment(&window), 3);
    assert_eq!(window.node(TIMELINE).accesskit_node().numeric_value(), Some(3.0));
}

fn recorded() -> Trace {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.press(Key::R);
    window.until("every program is over", Session::is_over);
    window.session().trace().clone()
}

#[test]
fn a_recording_says_that_it_is_one_and_takes_no_orders() {
    let mut window = Look::default().open_recording(recorded());
    window.harness.run_steps(2);
    assert!(window.shows("Final de la grabación"));
    assert!(!window.says("Miras el pasado"));
    assert!(!window.is_enabled("Paso") && window.is_enabled("Desde aquí, en vivo"));
    let before = live(&window);
    window.press(Key::Space);
    window.press(Key::R);
    assert_eq!(live(&window), before);
    assert!(!window.session().is_playing());

    window.press(Key::ArrowLeft);
    assert!(window.says("Miras el pasado de una grabación: suceso "));
    assert!(window.is_enabled("Adelante"));
    window.press(Key::Home);
    assert!(window.says("Es una grabación: se mira, no se ejecuta."));
    window.press(Key::P);
    assert!(window.session().is_playing_past());
    window.click("Ir al final");
    assert!(window.session().is_live());
}

#[test]
fn in_the_smallest_window_it_is_a_strip_and_in_any_with_many_it_is_low() {
    let size = Vec2::new(720.0, 480.0);
    let window = Look { size, ..Look::default() }.open(runnable("01_tcp_pair.ron"));
    assert!(window.node(TIMELINE).rect().height() <= 40.0);
    let one = r#"Participant(name: "a", role: Peer, script: [Sleep(ms: 1)])"#;
    let mut window = Look::default().open(written(&[one; 64].join(", ")));
    window.press(Key::R);
    window.until("every program is over", Session::is_over);
    assert!(window.node(TIMELINE).rect().height() <= 100.0);
    window.press(Key::ArrowLeft);
    assert!(!window.session().is_live());
}

#[test]
fn a_run_of_many_events_is_gone_through_in_both_languages() {
    for language in Language::all().iter().copied() {
        let mut window = Look::in_language(language).open(runnable("06_recvfrom_two_senders.ron"));
        window.press(Key::R);
        window.until("nothing more happens", |session| session.is_over() || session.next().is_none());
        window.press(Key::Home);
        while !window.session().is_live() {
            window.press_with(Modifiers::SHIFT, Key::ArrowRight);
        }
        while window.session().moment() > window.session().trace().first() {
            window.press(Key::ArrowLeft);
        }
    }
}

/// `cargo test --test window timeline_pictures -- --ignored`: pictures of both scales, for people to look at.
#[test]
#[ignore = "makes pictures to look at, and checks nothing"]
fn timeline_pictures() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    for (size, theme, language) in [
        (Vec2::new(1280.0, 800.0), egui::Theme::Light, Language::SPANISH),
        (Vec2::new(1920.0, 1080.0), egui::Theme::Dark, Language::ENGLISH),
        (Vec2::new(720.0, 480.0), egui::Theme::Light, Language::SPANISH),
    ] {
        let mut window =
            Look { size, theme, language, ..Look::default() }.open(runnable("05_two_clients_in_turn.ron"));
        window.press(Key::R);
        window.until("nothing more happens", |session| session.is_over() || session.next().is_none());
        for (key, name) in [(Key::V, "hidden"), (Key::V, "events"), (Key::E, "time")] {
            window.press(key);
            window.press(Key::ArrowLeft);
            window.press(Key::ArrowLeft);
            if name == "time" {
                let track = window.node(language.timeline()).rect();
                window.harness.hover_at(track.left_center() + Vec2::new(track.width() * 0.2, 0.0));
                window.harness.step();
                window.harness.event(egui::Event::Zoom(6.0));
            }
            window.harness.run_steps(8);
            let file = format!("timeline_{name}_{}_{}.png", language.code(), size.x);
            window.harness.render().unwrap().save(folder.join(file)).unwrap();
        }
    }
}
