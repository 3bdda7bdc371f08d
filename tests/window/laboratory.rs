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
    for button in ["+ Servidor TCP", "+ Cliente TCP", "+ Cliente TCP"] {
        window.click(button);
    }
    window.click("Más · uno");
    window.click("Quitar");
    let names: Vec<_> = window.session().scenario().participants.iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, ["servidor", "cliente", "cliente 2"]);
    window.step_to_the_end();
    let trace = window.session().trace();
    assert!(
        trace
            .calls()
            .iter()
            .all(|call| trace.outcome_of(call).is_some_and(socketlab::sockets::Outcome::is_success))
    );
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

/// Types into a field in place of what is in it.
fn write_into(window: &mut Window, field: &str, text: &str) {
    window.node(field).focus();
    window.harness.step();
    window.press_with(Modifiers::COMMAND, Key::A);
    window.node(field).type_text(text);
    window.harness.step();
    window.harness.step();
}

fn client() -> Window {
    Look::default().open(written(
        "Participant(name: \"uno\", role: Client, script: [Socket(socket: \"s\", family: Inet, kind: Stream), \
         Connect(socket: \"s\", to: \"localhost:5000\"), Close(socket: \"s\")])",
    ))
}

#[test]
fn a_send_is_put_in_and_its_message_changed_and_one_undo_takes_the_words_back() {
    let mut window = client();
    window.click("uno · 7 · s.connect((HOST, PORT))");
    window.click("+ Añadir una llamada");
    window.click("send()");
    assert!(script(&window).contains("send(s, 'Hola') close(s)"), "{}", script(&window));
    write_into(&mut window, "mensaje", "ñandú");
    assert!(script(&window).contains("send(s, 'ñandú')"), "{}", script(&window));
    assert!(window.shows("7 bytes, 5 caracteres, UTF-8"));
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(script(&window).contains("send(s, 'Hola')"), "{}", script(&window));
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!script(&window).contains("send"));
}

#[test]
fn what_is_not_valid_is_kept_and_said_and_changes_nothing() {
    let mut window = client();
    let before = script(&window);
    window.click("uno · 7 · s.connect((HOST, PORT))");
    write_into(&mut window, "puerto", "99999");
    assert!(window.says("OverflowError: connect(): port must be 0-65535."));
    assert_eq!(window.node("puerto").value().as_deref(), Some("99999"));
    assert!(!script(&window).contains("99999"));
    write_into(&mut window, "máquina", "mi casa");
    assert!(window.says("no lleva espacios"));
    write_into(&mut window, "máquina", "::1");
    assert!(window.says("otra familia"), "the doubt is said, and the change made");
    assert_ne!(script(&window), before);
}

#[test]
fn ten_megabytes_that_are_pasted_are_told_by_their_size() {
    let mut window = client();
    window.click("uno · 7 · s.connect((HOST, PORT))");
    window.click("+ Añadir una llamada");
    window.click("send()");
    window.node("mensaje").focus();
    window.harness.step();
    window.harness.event(egui::Event::Paste("x".repeat(10 << 20)));
    window.harness.step();
    window.harness.step();
    assert!(window.says("10\u{a0}485\u{a0}760 bytes"));
    window.click("Sustituir");
    assert!(window.shows("0 bytes, 0 caracteres, UTF-8"));
}

#[test]
fn a_line_is_repeated_and_no_longer() {
    let mut window = sleeper();
    window.click("uno · 4 · time.sleep(0.001)");
    window.click("Repetir");
    assert_eq!(window.session().scenario().participants[0].script.len(), 4);
    window.click("Sin repetir");
    assert_eq!(window.session().scenario().participants[0].script.len(), 3);
}

#[test]
fn a_senseless_call_by_hand_shows_what_the_kernel_answers() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..3 {
        window.step();
    }
    window.press(Key::C);
    window.node("Busca una llamada").type_text("recv");
    window.harness.step();
    window.harness.step();
    window.press(Key::Enter);
    window.click("Hacer ahora");
    window.until("recv is made", |session| session.trace().calls().len() == 4 && at_rest(session));
    assert!(window.shows("servidor: recv(socketServidor, 1024) · falló ENOTCONN · a mano"));
    assert!(window.says("hecha a mano, fuera del guion"));
}

#[test]
fn a_participant_is_renamed_in_its_menu() {
    let mut window = sleeper();
    window.click("Más · uno");
    write_into(&mut window, "nombre", "dos");
    assert_eq!(window.session().scenario().participants[0].name, "dos");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.session().scenario().participants[0].name, "uno");
}

#[test]
fn a_scenario_of_nobody_says_what_to_do() {
    let mut window = sleeper();
    window.click("Más · uno");
    window.click("Quitar");
    assert!(window.says("Añade un participante para empezar"));
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!window.says("Añade un participante para empezar"));
}

#[test]
fn a_line_is_carried_to_another_place_with_the_pointer() {
    let mut window = sleeper();
    let first = script(&window);
    let centre = |window: &Window, name: &str| window.node(name).rect().center();
    let from = centre(&window, "uno · 4 · time.sleep(0.001)");
    let to = centre(&window, "uno · 6 · time.sleep(0.003)") + egui::Vec2::new(0.0, 4.0);
    window.harness.drag_at(from);
    window.harness.step();
    for part in [0.3, 0.7, 1.0] {
        window.harness.hover_at(from + (to - from) * part);
        window.harness.step();
    }
    window.harness.drop_at(to);
    window.harness.step();
    window.harness.step();
    assert_eq!(script(&window), "sleep(2 ms) sleep(3 ms) sleep(1 ms)");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(script(&window), first);
}

#[test]
fn waiting_failing_and_finished_participants_are_removed() {
    let text = "Participant(name: \"espera\", role: Server, script: [
            Socket(socket: \"l\", family: Inet, kind: Stream), Bind(socket: \"l\", to: \"localhost:1024\"),
            Listen(socket: \"l\", backlog: 1), Accept(socket: \"l\", into: \"c\")]),
        Participant(name: \"falla\", role: Client, script: [
            Socket(socket: \"s\", family: Inet, kind: Stream), Recv(socket: \"s\", max: 1), Sleep(ms: 1)]),
        Participant(name: \"acaba\", role: Peer, script: [Sleep(ms: 0)])";
    let mut window = Look::default().open(crate::driver::on_free_ports(&written(text)));
    for _ in 0..4 {
        window.step();
    }
    window.press(Key::Num2);
    window.press(Key::Num2);
    window.press(Key::Num3);
    window.until("each is where it is wanted", |session| {
        session.trace().calls().len() == 7 && at_rest(session)
    });
    for name in ["espera", "falla", "acaba"] {
        window.click(&format!("Más · {name}"));
        window.click("Quitar");
        window.until("it is gone", |session| session.scenario().participants.iter().all(|p| p.name != name));
    }
    assert!(window.session().scenario().participants.is_empty());
    window.until("farewells", |session| session.snapshot().departed().count() == 3);
}

#[test]
fn an_address_in_use_leads_to_who_has_it() {
    let text = "Participant(name: \"uno\", role: Server, script: [
            Socket(socket: \"l\", family: Inet, kind: Stream), Bind(socket: \"l\", to: \"localhost:1024\"),
            Listen(socket: \"l\", backlog: 1)]),
        Participant(name: \"dos\", role: Server, script: [
            Socket(socket: \"m\", family: Inet, kind: Stream), Bind(socket: \"m\", to: \"localhost:1024\")])";
    let mut window = Look::default().open(crate::driver::on_free_ports(&written(text)));
    for _ in 0..5 {
        window.step();
    }
    window.click("Ver quién tiene el puerto");
    assert_eq!(window.harness.state().view().tab, Some(socketlab::ui::Tab::Ports));
    let address = window.session().trace().sockets()[0].local(window.session().moment()).unwrap().to_string();
    window.until_window("the row of who has it", |window| window.says(&address));
}

#[test]
fn who_is_frozen_is_told_where_it_waits_and_thawed_there() {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    for _ in 0..3 {
        window.step();
    }
    window.click("Más · servidor");
    window.click("Congelar");
    // The client sends, and what it sent is there: the server does not even take it.
    while window.session().next().is_some() {
        window.step();
    }
    assert!(window.shows("Nadie puede seguir: servidor está congelado"));
    assert!(window.says("Descongélalo") && !window.says("Interrumpe"), "the remedy is to thaw");
    assert!(window.says("congelado · UDP"), "the head says it");
    assert!(window.says("recvfrom(s_udp, 1024) · congelado: descongélalo"), "its box says it");
    assert!(window.says("espera sin leer"), "and that of what waits for it");
    window.press(Key::F5);
    assert!(window.says("congelado"));
    window.press(Key::Escape);
    window.click("Descongelar · servidor");
    window.until("it has come back", |session| !session.is_frozen(ParticipantId(0)));
    window.step_to_the_end();
    assert!(window.shows("Todos los programas han terminado"));
    assert!(!window.says("congelado"));
}
