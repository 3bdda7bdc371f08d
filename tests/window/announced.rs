//! What is announced as it happens.

use egui::Key;
use egui::accesskit::Live;
use egui_kittest::kittest::NodeT as _;
use socketlab::session::Notice;
use socketlab::text::Language;

use crate::driver::{Look, Window, runnable, written};

impl Window {
    /// What was announced last, and how pressingly.
    fn announced(&self) -> (String, Live) {
        let root = self.harness.root();
        let mut live = root.children_recursive().filter(|node| node.accesskit_node().live() != Live::Off);
        let Some(node) = live.next() else { return (String::new(), Live::Off) };
        assert!(live.next().is_none(), "two things are announced at a time");
        (node.accesskit_node().label().unwrap_or_default(), node.accesskit_node().live())
    }

    #[track_caller]
    fn hears(&mut self, parts: &[&str], how: Live) {
        self.until_window(&format!("{parts:?} is announced"), |window| {
            let (said, is) = window.announced();
            is == how && parts.iter().all(|part| said.contains(part))
        });
    }
}

#[test]
fn each_outcome_is_announced_as_it_comes() {
    let mut window = Look::in_language(Language::ENGLISH).open(runnable("01_tcp_pair.ron"));
    assert_eq!(window.announced().0, "", "what is there at first is no news");
    window.step();
    window.hears(&["servidor: socket returned socketServidor (fd "], Live::Polite);
    for _ in 0..3 {
        window.step();
    }
    window.hears(&["servidor: accept waits for a connection"], Live::Polite);
    window.step();
    window.step();
    window.hears(&["servidor: accept returned new socket s_cliente (fd "], Live::Polite);
}

#[test]
fn a_failure_is_pressing() {
    let mut window = Look::default().open(runnable("03_connect_without_server.ron"));
    window.step();
    window.step();
    window.hears(&["connect falló, ECONNREFUSED: "], Live::Assertive);
}

#[test]
fn looking_back_says_where_one_is_and_playing_says_so() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..4 {
        window.step();
    }
    let live = window.session().trace().live().0;
    window.press(Key::ArrowLeft);
    let moment = window.session().moment().0;
    window.hears(&[&format!("suceso {moment} de {live}: servidor: listen devolvió ")], Live::Polite);
    window.press(Key::P);
    window.hears(&["reproduciendo"], Live::Polite);
}

#[test]
fn a_flood_is_summed_up() {
    let calls = "Sleep(ms: 0), ".repeat(300);
    let mut window =
        Look::default().open(written(&format!("Participant(name: \"a\", role: Peer, script: [{calls}])")));
    window.harness.run_steps(2);
    window.press(Key::R);
    window.hears(&["llamadas desde entonces. ", "a: fin del programa"], Live::Polite);
}

#[test]
fn a_run_that_begins_again_is_told() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.step();
    window.step();
    window.press_with(egui::Modifiers::COMMAND, Key::R);
    window.hears(&["ninguna llamada hecha todavía"], Live::Polite);
}

#[test]
fn what_the_program_says_of_itself_is_announced() {
    let mut window = Look::in_language(Language::ENGLISH).open(runnable("01_tcp_pair.ron"));
    window.harness.run_steps(2);
    let ctx = window.harness.ctx.clone();
    let notice = Notice::Renderer("no room".into());
    let command = socketlab::session::Command::Notify(notice);
    window.harness.state_mut().fulfil(&ctx, socketlab::ui::Request::Tell(command));
    window.until_window("the notice is announced", |window| window.announced().0.contains("no room"));
}
