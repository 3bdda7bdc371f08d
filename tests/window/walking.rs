//! The focus: through the diagram by the arrow keys, from part to part by F6, and never lost.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use socketlab::session::Selection;
use socketlab::text::Language;

use crate::driver::{Look, Window, runnable, written};

impl Window {
    /// The name of what has the focus.
    fn focused(&self) -> String {
        let root = self.harness.root();
        let mut found = root.children_recursive().filter(egui_kittest::Node::is_focused);
        let name = found.next().and_then(|node| node.accesskit_node().label()).unwrap_or_default();
        assert!(found.next().is_none(), "two have the focus");
        name
    }

    #[track_caller]
    fn assert_focus(&self, begins: &str) {
        let focused = self.focused();
        assert!(focused.starts_with(begins), "the focus is on `{focused}`, not on `{begins}…`");
    }

    #[track_caller]
    fn go(&mut self, key: Key, begins: &str) {
        self.press(key);
        self.assert_focus(begins);
    }

    /// Goes from part to part until the focus is in the diagram.
    fn go_to_the_diagram(&mut self) {
        for _ in 0..3 {
            self.press(Key::F6);
        }
    }
}

fn stepped(steps: usize) -> Window {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..steps {
        window.step();
    }
    window
}

#[test]
fn the_diagram_is_walked_call_by_call_and_across_an_arrow() {
    // The next is the server's second recv, which is to meet the client's send.
    let mut window = stepped(6);
    window.go_to_the_diagram();
    window.assert_focus("servidor: recv(s_cliente, 1024) · siguiente");
    window.go(Key::ArrowUp, "servidor: accept(");
    assert!(matches!(window.session().selection(), Some(Selection::Made(_))));
    assert!(window.shows("accept()"), "what is walked to is explained");
    window.go(Key::ArrowRight, "cliente: connect(");
    window.go(Key::ArrowDown, "cliente: send(");
    assert!(matches!(window.session().selection(), Some(Selection::Written { .. })));
    window.go(Key::ArrowLeft, "servidor: recv(");
    window.go(Key::ArrowUp, "servidor: accept(");
    window.go(Key::ArrowUp, "servidor: listen(");
    // No arrow leads from here: to the nearest of the other column, and no further.
    window.go(Key::ArrowRight, "cliente: socket(");
    window.go(Key::ArrowRight, "cliente: socket(");
    window.go(Key::ArrowUp, "cliente · ");
    window.go(Key::ArrowLeft, "servidor · ");
    window.go(Key::ArrowUp, "servidor · ");
    window.go(Key::ArrowDown, "servidor: socket(");
    window.go(Key::End, "servidor: close(socketServidor)");
    window.go(Key::ArrowDown, "servidor: close(socketServidor)");
    window.go(Key::Home, "servidor: socket(");
    assert!(window.session().is_live(), "with the focus in the diagram the arrows are no way back in time");
}

#[test]
fn without_the_focus_in_the_diagram_the_arrows_go_through_time() {
    let mut window = stepped(6);
    window.press(Key::ArrowLeft);
    assert!(!window.session().is_live());
    let before = window.session().moment();
    window.press(Key::ArrowRight);
    assert!(window.session().moment() > before);
}

#[test]
fn the_focus_goes_along_when_its_call_is_made_and_when_time_goes_back() {
    let mut window = stepped(6);
    window.go_to_the_diagram();
    window.assert_focus("servidor: recv(s_cliente, 1024) · siguiente");
    // A presenter's remote steps whatever has the focus.
    window.press(Key::PageDown);
    window.until_window("the call waits", |window| window.focused().contains("espera bytes"));
    window.assert_focus("servidor: recv(s_cliente, 1024) · espera bytes");
    window.press(Key::PageUp);
    window.assert_focus("servidor: recv(s_cliente, 1024) · siguiente");
    window.press(Key::Escape);
    assert_eq!(window.focused(), "", "Escape lets go");
}

#[test]
fn what_is_out_of_view_is_walked_to_and_comes_into_view() {
    let calls = "Sleep(ms: 0), ".repeat(200);
    let scenario = written(&format!("Participant(name: \"a\", role: Peer, script: [{calls}])"));
    let mut window = Look::in_language(Language::ENGLISH).open(scenario);
    window.press(Key::R);
    window.until("all is over", socketlab::session::Session::is_over);
    let is_in_view = |window: &Window| {
        let root = window.harness.root();
        let focused = root.children_recursive().find(egui_kittest::Node::is_focused).unwrap();
        window.node("Diagram").rect().contains(focused.rect().center())
    };
    window.go_to_the_diagram();
    window.go(Key::Home, "a: sleep(");
    window.harness.run_steps(2);
    assert!(is_in_view(&window), "the first is not in view");
    assert_eq!(window.session().selection(), Some(Selection::Made(socketlab::trace::CallId(0))));
    window.go(Key::End, "a: sleep(");
    window.harness.run_steps(2);
    assert!(is_in_view(&window), "the last is not in view");
    // Moved out of view by hand it keeps the focus.
    for at in (100..199).rev() {
        window.press(Key::ArrowUp);
        let selected = window.session().selection();
        assert_eq!(selected, Some(Selection::Made(socketlab::trace::CallId(at))));
    }
    window.harness.run_steps(2);
    assert!(is_in_view(&window));
}

#[test]
fn f6_goes_through_the_parts_of_the_window_and_back() {
    let mut window = stepped(2);
    window.press(Key::K);
    window.harness.run_steps(2);
    let mut seen = Vec::new();
    for _ in 0..8 {
        window.press(Key::F6);
        seen.push(window.focused());
    }
    let begins =
        ["Fichero", "+ Servidor", "servidor: listen(", "", "Sockets", "Al principio", "Paso", "Fichero"];
    for (at, begin) in begins.into_iter().enumerate().filter(|(_, begin)| !begin.is_empty()) {
        assert!(seen[at].starts_with(begin), "{seen:#?}");
    }
    window.press_with(Modifiers::SHIFT, Key::F6);
    window.assert_focus("Paso");
    window.press_with(Modifiers::SHIFT, Key::F6);
    window.assert_focus("Al principio");
}

#[test]
fn what_gets_the_focus_out_of_view_is_scrolled_to() {
    // The code has gone along with the run, and the buttons above it are out of view.
    let mut window = stepped(6);
    window.press(Key::F6);
    window.press(Key::F6);
    window.assert_focus("+ Servidor");
    window.harness.run_steps(40);
    let top = window.harness.get_by_role_and_label(Role::Region, "Código").rect().top();
    assert!(window.node("+ Servidor TCP").rect().top() >= top, "out of view");
}

#[test]
fn after_a_dialog_the_focus_is_back_where_it_was() {
    let mut window = stepped(2);
    window.node("Paso · cliente").focus();
    window.harness.run_steps(2);
    for key in [Key::B, Key::C, Key::F1] {
        window.press(key);
        window.harness.run_steps(3);
        let focused = window.focused();
        assert!(!focused.is_empty() && focused != "Paso · cliente", "{key:?}: `{focused}`");
        window.press(Key::Escape);
        window.harness.run_steps(4);
        window.assert_focus("Paso · cliente");
    }
}

#[test]
fn what_had_the_focus_and_is_gone_leaves_it_to_its_part_of_the_window() {
    let mut window = stepped(2);
    window.press(Key::K);
    window.harness.run_steps(2);
    window.node("Sockets").focus();
    window.harness.run_steps(2);
    // The drawer is gone, and with it its tabs: the diagram is what everything is about.
    window.press(Key::K);
    window.harness.run_steps(4);
    assert!(!window.focused().is_empty());
    window.node("Paso").focus();
    window.harness.run_steps(2);
    window.press(Key::R);
    window.until("all is over", socketlab::session::Session::is_over);
    window.harness.run_steps(4);
    // Nobody can step any more: the button beside it has the focus.
    assert!(!window.is_enabled("Paso"));
    window.assert_focus("Re");
}

#[test]
fn everything_that_takes_the_focus_has_a_role_of_its_own() {
    let mut window = stepped(4);
    for _ in 0..80 {
        window.press(Key::Tab);
        let root = window.harness.root();
        if let Some(node) = root.children_recursive().find(egui_kittest::Node::is_focused) {
            let role = node.accesskit_node().role();
            assert!(!matches!(role, Role::Unknown | Role::GenericContainer), "{:?}", window.focused());
        }
    }
}
