//! The first minutes of somebody who has never seen the program: the TCP pair, call by call.

use egui::Key;
use socketlab::scenario::{Participant, ParticipantId};
use socketlab::sockets::{Awaited, Outcome};
use socketlab::text::{self, Language};

use crate::driver::{Look, Window, at_rest, runnable};

fn opened(language: Language) -> Window {
    Look::in_language(language).open(runnable("01_tcp_pair.ron"))
}

/// The name of the box of a participant's n-th call.
fn name(participant: &Participant, step: u64, stand: &str) -> String {
    let call = participant.script.call(step).unwrap().call;
    format!("{}: {call} · {stand}", participant.name)
}

/// Checks how the box of the n-th call of a participant stands.
#[track_caller]
fn assert_stands(window: &Window, who: usize, step: u64, stand: &str) {
    let name = name(&window.session().scenario().participants[who], step, stand);
    window.node(&name);
}

const SERVER: usize = 0;
const CLIENT: usize = 1;

#[test]
fn every_call_is_there_before_the_first_step() {
    for words in Language::all().iter().copied() {
        let window = opened(words);
        for (id, participant) in window.session().scenario().clone().ids() {
            for step in 0..participant.script.len() {
                let stand = match (id.index(), step) {
                    (SERVER, 0) => words.stand_next(),
                    (_, 0) => words.stand_ready(),
                    _ => words.stand_later(),
                };
                assert_stands(&window, id.index(), step, stand);
            }
        }
    }
}

#[test]
fn the_first_words_are_those_of_the_lesson() {
    let window = opened(Language::SPANISH);
    assert!(window.shows("servidor: socket(socketServidor, AF_INET, SOCK_STREAM) · siguiente"));
    assert!(window.shows("cliente: socket(s, AF_INET, SOCK_STREAM) · lista"));
    assert!(window.shows("servidor: accept(socketServidor) · aún no"));
    assert!(window.shows("cliente: send(s, 'Hola, servidor') · aún no"));
    assert!(window.says("El servidor y el cliente TCP del seminario"));
    assert!(window.says("hace la primera llamada"));
}

#[test]
fn space_makes_call_after_call_until_accept_meets_connect() {
    let mut window = opened(Language::SPANISH);
    window.step();
    assert_stands(&window, SERVER, 0, "hecha");
    assert_stands(&window, SERVER, 1, "siguiente");

    for _ in 0..3 {
        window.step();
    }
    assert_stands(&window, SERVER, 2, "hecha");
    assert_stands(&window, SERVER, 3, "espera una conexión");
    assert_stands(&window, CLIENT, 0, "siguiente");

    window.step();
    window.step();
    window.until("accept returns", |session| session.waiting().next().is_none() && at_rest(session));
    assert_stands(&window, CLIENT, 1, "hecha");
    assert_stands(&window, SERVER, 3, "hecha");
    assert_stands(&window, SERVER, 4, "siguiente");

    window.step();
    assert_stands(&window, SERVER, 4, "espera bytes");
    window.step();
    window.until("recv returns", |session| session.waiting().next().is_none() && at_rest(session));
    assert_stands(&window, CLIENT, 2, "hecha");
    assert_stands(&window, SERVER, 4, "hecha");
}

#[test]
fn stepping_to_the_end_leaves_nothing_to_do_but_to_restart() {
    let mut window = opened(Language::SPANISH);
    window.step_to_the_end();
    assert!(window.shows("Todos los programas han terminado"));
    for (id, participant) in window.session().scenario().clone().ids() {
        for step in 0..participant.script.len() {
            assert_stands(&window, id.index(), step, "hecha");
        }
    }
    assert!(!window.is_enabled("Paso"));
    assert!(window.is_enabled("Reiniciar"));
}

#[test]
fn restart_brings_back_the_start() {
    let mut window = opened(Language::ENGLISH);
    for _ in 0..4 {
        window.step();
    }
    window.click("Restart");
    window.until("nothing is called", |session| session.trace().events().is_empty());
    assert_stands(&window, SERVER, 0, "next");
    assert_stands(&window, SERVER, 3, "not yet");
    assert_stands(&window, CLIENT, 0, "ready");
    // The port is free again: the story goes as before.
    window.step_to_the_end();
    assert_stands(&window, SERVER, 7, "done");
}

#[test]
fn a_participant_steps_by_its_own_button() {
    let mut window = opened(Language::SPANISH);
    window.click("Paso · cliente");
    window.until("the client has made a call", |session| {
        session.snapshot().calls_of(ParticipantId(1)).len() == 1 && at_rest(session)
    });
    assert_stands(&window, CLIENT, 0, "hecha");
    assert_stands(&window, SERVER, 0, "siguiente");
    assert!(window.session().snapshot().calls_of(ParticipantId(0)).is_empty());
}

#[test]
fn a_call_that_waits_can_be_interrupted_and_the_socket_lives_on() {
    let mut window = opened(Language::SPANISH);
    for _ in 0..4 {
        window.step();
    }
    assert!(!window.shows("Paso · servidor"));
    window.click("Interrumpir · servidor");
    window.until("accept returns", |session| session.waiting().next().is_none() && at_rest(session));
    assert_stands(&window, SERVER, 3, "falló");
    assert!(window.shows("Paso · servidor"));
    let trace = window.session().trace();
    let accept = trace.calls().last().unwrap();
    assert_eq!(trace.outcome_of(accept), Some(&Outcome::Interrupted));
    assert!(trace.sockets()[0].is_open(trace.live()));
}

#[test]
fn the_call_that_waits_says_for_what_beside_its_code_too() {
    let mut window = opened(Language::ENGLISH);
    for _ in 0..4 {
        window.step();
    }
    assert!(window.shows(&format!("accept: {}", text::awaited(Language::ENGLISH, Awaited::Connection))));
}

#[test]
fn a_click_on_step_and_space_after_it_make_one_call_each() {
    let mut window = opened(Language::SPANISH);
    window.click("Paso");
    window.until("one call", |session| session.trace().calls().len() == 1 && at_rest(session));
    window.step();
    window.harness.run_steps(5);
    assert_eq!(window.session().trace().calls().len(), 2);
}

#[test]
fn the_keyboard_alone_reaches_a_participants_own_step() {
    let mut window = opened(Language::SPANISH);
    for _ in 0..60 {
        window.press(Key::Tab);
        if window.node("Paso · cliente").is_focused() {
            break;
        }
    }
    assert!(window.node("Paso · cliente").is_focused(), "Tab never came to it");
    window.press(Key::Enter);
    window.until("the client has made a call", |session| {
        session.snapshot().calls_of(ParticipantId(1)).len() == 1 && at_rest(session)
    });
}
