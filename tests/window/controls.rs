//! What can be pressed around the diagram: play, run, language, appearance, zoom, panels, the sheet of keys.

use std::time::Duration;

use egui::{Key, Modifiers, Theme};
use socketlab::session::Session;
use socketlab::text::Language;

use crate::driver::{Look, Window, catalogued, runnable};

fn opened() -> Window {
    Look::default().open(catalogued("01_tcp_pair.ron"))
}

/// Several frames, on the slowest of machines.
const PACE: Duration = Duration::from_millis(500);

#[test]
fn play_goes_call_by_call_at_the_pace_that_was_chosen() {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.node("Ritmo").set_value_accesskit(PACE.as_secs_f64());
    window.harness.step();
    assert_eq!(window.session().pace(), PACE);

    window.press(Key::P);
    assert!(window.session().is_playing());
    assert!(window.shows("Pausa"));
    window.until("every program is over", Session::is_over);
    assert!(!window.session().is_playing());

    let trace = window.session().trace();
    let called: Vec<_> = trace.calls().iter().map(|call| trace.time(call.called)).collect();
    let took = Duration::from_nanos(called[called.len() - 1] - called[0]);
    let rests = u32::try_from(called.len() - 1).unwrap();
    assert!(took > PACE * rests * 3 / 4, "{rests} rests in {took:?}");
}

#[test]
fn pause_stops_before_the_next_call() {
    let mut window = opened();
    window.press(Key::P);
    window.until("a call is made", |session| session.trace().calls().len() == 1);
    window.click("Pausa");
    assert!(!window.session().is_playing());
    assert!(window.shows("Reproducir"));
    window.harness.run_steps(10);
    assert_eq!(window.session().trace().calls().len(), 1);
}

#[test]
fn run_goes_to_the_end_by_its_button() {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.click("Ejecutar");
    window.until("every program is over", Session::is_over);
    assert!(window.shows("Todos los programas han terminado"));
}

#[test]
fn a_digit_steps_the_participant_of_that_column() {
    let mut window = opened();
    window.press(Key::Num2);
    window.until("a call is made", |session| !session.trace().calls().is_empty());
    assert_eq!(window.session().trace().calls()[0].participant.index(), 1);
}

#[test]
fn a_click_changes_the_language_of_everything_and_back() {
    let mut window = opened();
    assert!(window.shows("Reiniciar") && !window.shows("Restart"));
    window.click("English");
    assert_eq!(window.harness.state().view().language, Language::ENGLISH);
    assert!(window.shows("Restart") && !window.shows("Reiniciar"));
    assert!(window.shows("servidor: accept(socketServidor) · not yet"));
    window.press(Key::L);
    assert_eq!(window.harness.state().view().language, Language::SPANISH);
    assert!(window.shows("Reiniciar"));
}

#[test]
fn the_appearance_goes_round_from_system_to_light_dark_and_high_contrast() {
    let mut window = opened();
    window.click("Aspecto: sistema");
    let light = window.harness.ctx.global_style().visuals.panel_fill;
    assert_eq!(window.harness.ctx.theme(), Theme::Light);
    window.click("Aspecto: claro");
    assert_eq!(window.harness.ctx.theme(), Theme::Dark);
    let dark = window.harness.ctx.global_style().visuals.panel_fill;
    window.press(Key::T);
    assert!(window.shows("Contraste: claro"));
    assert_eq!(window.harness.ctx.theme(), Theme::Light);
    window.click("Contraste: claro");
    assert_eq!(window.harness.ctx.theme(), Theme::Dark);
    assert_ne!(window.harness.ctx.global_style().visuals.panel_fill, dark);
    window.click("Contraste: oscuro");
    assert!(window.shows("Aspecto: sistema"));
    assert_eq!(window.harness.ctx.global_style().visuals.panel_fill, light);
}

#[test]
fn the_diagram_grows_shrinks_and_fits_again_by_its_keys() {
    let mut window = opened();
    let name = "servidor: listen(socketServidor, 1) · aún no";
    let height = |window: &Window| window.node(name).rect().height();
    let fitted = height(&window);
    window.press(Key::Minus);
    window.press(Key::Minus);
    let small = height(&window);
    assert!(small < fitted, "{small} < {fitted}");
    window.press(Key::Plus);
    let larger = height(&window);
    assert!(small < larger, "{small} < {larger}");
    window.press(Key::Num0);
    assert!((height(&window) - fitted).abs() < 0.01);
    assert_eq!(window.harness.state().view().zoom, None);
}

#[test]
fn the_panels_go_and_come_by_their_keys() {
    let mut window = opened();
    assert!(window.shows("Paso · servidor"));
    window.press_with(Modifiers::COMMAND, Key::B);
    assert!(!window.shows("Paso · servidor"));
    window.press_with(Modifiers::COMMAND, Key::B);
    assert!(window.shows("Paso · servidor"));

    assert!(window.says("llamada a llamada. Fíjate"));
    window.press_with(Modifiers::COMMAND, Key::I);
    assert!(!window.says("llamada a llamada. Fíjate"));
}

#[test]
fn the_sheet_of_keys_opens_with_f1_and_closes_with_escape_and_by_its_button() {
    let mut window = opened();
    assert!(!window.shows("Cerrar"));
    window.press(Key::F1);
    assert!(window.shows("Cerrar"));
    assert!(window.shows("Hace la siguiente llamada, la de quien le toca"));
    window.press(Key::Escape);
    assert!(!window.shows("Cerrar"));
    assert!(!window.harness.state().view().shows_shortcuts);

    window.click("Ayuda");
    window.click("Teclas");
    window.click("Cerrar");
    assert!(!window.harness.state().view().shows_shortcuts);
}

#[test]
fn escape_and_the_keys_of_a_presenters_remote_are_safe_at_any_time() {
    let mut window = opened();
    for key in [Key::Escape, Key::F5, Key::Period, Key::PageUp] {
        window.press(key);
    }
    assert!(window.session().trace().events().is_empty());
    window.press(Key::PageDown);
    window.until("a call is made", |session| session.trace().calls().len() == 1);
}
