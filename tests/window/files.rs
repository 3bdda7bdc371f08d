//! Files that are let fall on the window, good and bad.

use std::fs;

use egui::Key;
use socketlab::text::Language;
use socketlab::ui::Request;

use crate::driver::{Look, catalogued};

const TITLE: &str = "Escenario: TCP: flujo orientado a conexión";

#[test]
fn a_scenario_that_falls_on_the_window_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, catalogued("02_udp_pair.ron").to_ron()).unwrap();
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron"));
    window.drop_file(&path);
    assert!(window.shows("Escenario: UDP: un datagrama, sin conexión"));
    assert!(window.session().notices().is_empty());
    assert_eq!(window.harness.state().view().file.as_deref(), Some(path.as_path()));
    window.press(Key::Space);
    window.until("its first call is made", |session| session.trace().calls().len() == 1);
}

#[test]
fn a_broken_file_says_where_and_leaves_open_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.ron");
    fs::write(&path, "Scenario(\n    version: 1,\n    titel: \"?\",\n)\n").unwrap();
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron"));
    window.step();
    window.drop_file(&path);

    assert!(window.shows(TITLE));
    assert_eq!(window.session().trace().calls().len(), 1, "what had been called is gone");
    assert!(window.shows(Language::SPANISH.notice_of_file()));
    assert!(window.says(&format!("{}:3:", path.display())), "the notice names no place");
    assert!(window.says("titel"));

    window.click("Entendido");
    assert!(!window.shows(Language::SPANISH.notice_of_file()));
}

#[test]
fn a_file_that_is_not_there_says_so() {
    let mut window = Look::in_language(Language::ENGLISH).open(catalogued("01_tcp_pair.ron"));
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().fulfil(&ctx, Request::OpenFile("/no/such/file.ron".into()));
    window.harness.run();
    assert!(window.says("/no/such/file.ron"));
    assert!(window.shows(Language::ENGLISH.notice_of_file()));
}
