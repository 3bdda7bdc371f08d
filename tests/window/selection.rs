//! Which call is explained: the newest, the one clicked on, the one that the arrows come to.

use egui::Key;
use egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT as _;
use socketlab::session::Selection;
use socketlab::text::{Language, call_number};
use socketlab::trace::CallId;

use crate::driver::{Look, Window, runnable};

fn stepped(calls: usize) -> Window {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..calls {
        window.step();
    }
    window
}

/// Whether the call at the right is this participant's n-th.
#[track_caller]
fn assert_explains(window: &Window, participant: &str, call: &str, number: u64, of: u64) {
    assert_explains_at(window, participant, call, &call_number(Language::SPANISH, number, of));
}

#[track_caller]
fn assert_explains_at(window: &Window, participant: &str, call: &str, place: &str) {
    assert!(window.shows(&format!("{call}()")), "{call} is not explained");
    assert!(window.shows(&format!("{participant} · {place}")), "not {place} of {participant}");
}

#[test]
fn the_newest_call_is_explained_until_another_is_picked() {
    let window = stepped(3);
    assert_eq!(window.session().selection(), None);
    assert_explains(&window, "servidor", "listen", 3, 8);
}

#[test]
fn a_click_on_a_box_explains_its_call() {
    let mut window = stepped(3);
    let name = "servidor: socket(socketServidor, AF_INET, SOCK_STREAM) · hecha";
    window.click(name);
    assert_eq!(window.session().selection(), Some(Selection::Made(CallId(0))));
    assert_explains(&window, "servidor", "socket", 1, 8);
    assert!(window.shows("AF_INET") && window.shows("SOCK_STREAM"));
    assert_eq!(window.node(name).accesskit_node().toggled(), Some(Toggled::True));
}

#[test]
fn a_call_to_come_can_be_asked_about_before_it_is_made() {
    let mut window = stepped(0);
    window.click("cliente: send(s, 'Hola, servidor') · aún no");
    assert_explains_at(&window, "cliente", "send", "línea 3 de 5");
    assert!(window.shows("Todavía no se ha hecho."));
}

#[test]
fn the_arrows_go_from_call_to_call_and_end_follows_again() {
    let mut window = stepped(4);
    window.press(Key::ArrowUp);
    assert_explains(&window, "servidor", "listen", 3, 8);
    window.press(Key::ArrowUp);
    assert_explains(&window, "servidor", "bind", 2, 8);
    window.press(Key::ArrowDown);
    assert_explains(&window, "servidor", "listen", 3, 8);
    window.press(Key::End);
    assert_eq!(window.session().selection(), None);
    assert_explains(&window, "servidor", "accept", 4, 8);
}

#[test]
fn a_step_goes_back_to_explaining_what_happens() {
    let mut window = stepped(2);
    window.press(Key::ArrowUp);
    assert!(window.session().selection().is_some());
    window.step();
    assert_eq!(window.session().selection(), None);
    assert_explains(&window, "servidor", "listen", 3, 8);
}
