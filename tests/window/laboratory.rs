//! The laboratory: participants that are put in, changed, frozen and ended by hand, and their scripts.

use egui::{Key, Modifiers};
use socketlab::scenario::{ParticipantId, Scenario};
use socketlab::session::Selection;
use socketlab::trace::Activity;

use crate::driver::{Look, Window, at_rest, runnable, written};

const WORKER: ParticipantId = ParticipantId(0);

/// One participant that would rest three times.
fn sleeper() -> Window {
    Look::default().open(written(
        "Participant(name: \"uno\", role: Peer, script: [Sleep(ms: 1), Sleep(ms: 2), Sleep(ms: 3)])",
    ))
}

fn script(window: &Window) -> String {
    let participant = window.session().scenario().participant(WORKER).unwrap();
    let calls = participant.script.written();
    calls.iter().map(|written| written.call.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_server_and_two_clients_are_put_in_and_meet() {
    let mut window = sleeper();
    window.click("Más · uno");
    window.click("Quitar");
    for button in ["+ Servidor TCP", "+ Cliente TCP", "+ Cliente TCP"] {
        window.click(button);
    }
    let names: Vec<_> = window.session().scenario().participants.iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, ["servidor", "cliente", "cliente 2"]);
    window.step_to_the_end();
    let trace = window.session().trace();
    assert!(trace.calls().iter().all(|call| trace.outcome_of(call).is_some_and(|o| o.is_success())));
}

#[test]
fn lines_are_selected_moved_duplicated_and_deleted_and_all_of_it_is_taken_back() {
    let mut window = sleeper();
    let first: Scenario = window.session().scenario().clone();
    window.click("uno · 4 · time.sleep(0.001)");
    let selected = |line| Some(Selection::Written { participant: WORKER, line });
    assert_eq!(window.session().selection(), selected(0));
    window.press_with(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(script(&window), "sleep(2 ms) sleep(1 ms) sleep(3 ms)");
    assert_eq!(window.session().selection(), selected(1));
    window.press_with(Modifiers::COMMAND, Key::D);
    assert_eq!(script(&window), "sleep(2 ms) sleep(1 ms) sleep(1 ms) sleep(3 ms)");
    window.press(Key::Delete);
    window.press(Key::Delete);
    assert_eq!(script(&window), "sleep(2 ms) sleep(1 ms)");
    assert_eq!(window.session().selection(), selected(1), "the line above the last that was deleted");
    for _ in 0..4 {
        window.press_with(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(*window.session().scenario(), first);
    window.click("Rehacer");
    assert_eq!(script(&window), "sleep(2 ms) sleep(1 ms) sleep(3 ms)");
}

#[test]
fn a_line_that_was_reached_shows_the_call_that_was_made() {
    let mut window = sleeper();
    window.step();
    window.click("uno · 4 · time.sleep(0.001)");
    assert!(matches!(window.session().selection(), Some(Selection::Made(_))));
    window.press(Key::Delete);
    assert_eq!(script(&window), "sleep(1 ms) sleep(2 ms) sleep(3 ms)");
}

#[test]
fn a_participant_is_frozen_ended_and_started_anew_from_its_menu() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.click("Más · cliente");
    window.click("Congelar");
    assert!(window.session().is_frozen(ParticipantId(1)));
    window.click("Más · cliente");
    window.click("Descongelar");
    assert!(!window.session().is_frozen(ParticipantId(1)));
    window.click("Más · cliente");
    window.click("Hacer que caiga");
    window.until("the client is dead", |session| {
        session.snapshot().activity(ParticipantId(1)) == Activity::Killed
    });
    window.click("Más · cliente");
    window.click("Empezar de nuevo");
    window.until("it lives again", |session| {
        session.snapshot().activity(ParticipantId(1)) == Activity::Idle && at_rest(session)
    });
}
