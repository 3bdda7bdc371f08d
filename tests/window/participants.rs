//! What is done to a participant from the menus, by its name in the command palette, and by a click with the other button;
//! and the participants as programs in a folder.

use std::fs;
use std::path::Path;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use socketlab::scenario::ParticipantId;
use socketlab::session::{Command, Notice, Selection};
use socketlab::text::Language;
use socketlab::trace::Activity;
use socketlab::ui::{Action, Request};

use crate::driver::{Look, Window, catalogued, runnable};

const WORDS: Language = Language::SPANISH;
const SERVER: ParticipantId = ParticipantId(0);
const CLIENT: ParticipantId = ParticipantId(1);

fn open() -> Window {
    Look::default().open(runnable("01_tcp_pair.ron"))
}

fn write(window: &mut Window, text: &str) {
    window.harness.input_mut().events.push(Event::Text(text.to_owned()));
    window.harness.step();
    window.harness.step();
}

/// Finds something to do by what is typed, and does it.
#[track_caller]
fn find(window: &mut Window, what: &str) {
    window.press_with(Modifiers::COMMAND, Key::K);
    write(window, what);
    window.press(Key::Enter);
    assert!(window.harness.state().view().commands.is_none(), "nothing that can be done is called `{what}`");
}

#[test]
fn each_participant_is_frozen_ended_and_begun_again_by_its_name() {
    let mut window = open();
    window.step();
    for (name, id) in [("servidor", SERVER), ("cliente", CLIENT)] {
        find(&mut window, &format!("congelar {name}"));
        assert!(window.session().is_frozen(id), "{name}");
        find(&mut window, &format!("descongelar {name}"));
        assert!(!window.session().is_frozen(id), "{name}");
        find(&mut window, &format!("hacer que caiga {name}"));
        window.until("it is dead", |session| session.snapshot().activity(id) == Activity::Killed);
        find(&mut window, &format!("empezar de nuevo {name}"));
        window.until("it lives", |session| session.snapshot().activity(id) == Activity::Idle);
    }
    // The words of the other language find it as well.
    find(&mut window, "freeze cliente");
    assert!(window.session().is_frozen(CLIENT));
}

#[test]
fn the_menu_names_whom_it_is_done_to() {
    let mut window = open();
    assert_eq!(window.session().next(), Some(SERVER));
    let open_menu = |window: &mut Window| {
        window.press(Key::F10);
        for _ in 0..2 {
            window.press(Key::ArrowRight);
        }
        window.harness.run_steps(2);
    };
    open_menu(&mut window);
    assert!(window.shows("Congelar · servidor"), "whose turn it is");
    assert!(!window.shows("Congelar · cliente"));
    window.press(Key::Escape);
    let line = Selection::Written { participant: CLIENT, line: 0 };
    window.fulfil(Request::Tell(Command::Select(Some(line))));
    open_menu(&mut window);
    window.click("Congelar · cliente");
    assert!(window.session().is_frozen(CLIENT), "who is selected");
    open_menu(&mut window);
    assert!(window.shows("Descongelar · cliente"));
    assert!(window.shows("Empezar de nuevo · cliente"));
    // What cannot be done says why, and is not done.
    window.press(Key::Escape);
    window.act(Action::StartAnew);
    assert_eq!(window.session().snapshot().activity(CLIENT), Activity::Idle);
}

#[test]
fn a_name_is_changed_by_its_key_and_taken_back() {
    let mut window = open();
    window.press(Key::F2);
    assert!(window.shows("Cambiar de nombre · servidor"));
    // What is typed takes the place of what is there; keys are the field's.
    write(&mut window, "eco");
    window.press(Key::Enter);
    let names = |window: &Window| {
        window.session().scenario().participants.iter().map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&window), ["eco", "cliente"]);
    assert!(window.session().trace().calls().is_empty());
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(names(&window), ["servidor", "cliente"]);
    // Nothing typed, or Escape, changes nothing.
    window.press(Key::F2);
    window.press(Key::Escape);
    assert!(!window.shows("Cambiar de nombre · servidor"));
    window.press(Key::F2);
    write(&mut window, " ");
    window.press(Key::Enter);
    assert_eq!(names(&window), ["servidor", "cliente"]);
    find(&mut window, "cambiar de nombre cliente");
    assert!(window.shows("Cambiar de nombre · cliente"));
}

#[test]
fn a_click_with_the_other_button_opens_the_menu_of_whose_it_is() {
    let mut window = open();
    window.step();
    // On the call that was made, and on the head of a column.
    for (on, role) in [("servidor: socket", Role::Button), ("cliente · ", Role::Heading)] {
        let found: Vec<_> = window
            .harness
            .query_all_by(|node| {
                let is_it = node.label().is_some_and(|label| label.starts_with(on));
                is_it && node.role() == role
            })
            .collect();
        found.first().unwrap_or_else(|| panic!("no `{on}`")).click_secondary();
        drop(found);
        window.harness.run_steps(3);
        assert!(window.shows(WORDS.kill()), "{on}");
        assert!(window.session().selection().is_none(), "to look at the menu selects nothing");
        window.press(Key::Escape);
        window.harness.run_steps(2);
        assert!(!window.shows(WORDS.kill()), "{on}");
    }
}

/// Writes over what stands in the field for a path.
fn write_path(window: &mut Window, path: &Path) {
    window.press_with(Modifiers::COMMAND, Key::A);
    window.node(WORDS.path()).type_text(path.to_str().unwrap());
    window.harness.run_steps(2);
}

#[test]
fn the_participants_are_exported_as_programs_and_nothing_is_written_over_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("programas");
    let scenario = catalogued("01_tcp_pair.ron");
    let mut window = Look::default().open(scenario);
    find(&mut window, "exportar python");
    assert!(window.shows(WORDS.ask_export()));
    write_path(&mut window, &out);
    window.press(Key::Enter);
    let server = out.join("servidor.py");
    let text = fs::read_to_string(&server).unwrap();
    assert!(text.contains("bind(") && text.contains("1024"), "{text}");
    assert!(out.join("cliente.py").exists());
    let Some(Notice::Exported { folder: told, commands }) = window.session().notices().last() else {
        panic!("{:?}", window.session().notices())
    };
    assert_eq!(
        (told, &commands[..]),
        (&out, &["python3 servidor.py".to_owned(), "python3 cliente.py".into()][..])
    );
    assert!(window.says("python3 servidor.py") && window.shows(WORDS.to_know()));

    fs::write(&server, "mine").unwrap();
    window.act(Action::ExportPrograms);
    write_path(&mut window, &out);
    window.press(Key::Enter);
    assert!(window.shows(WORDS.ask_replace()));
    window.click(WORDS.other_name());
    assert_eq!(fs::read_to_string(&server).unwrap(), "mine");
    window.press(Key::Enter);
    window.click(WORDS.replace());
    assert_eq!(fs::read_to_string(&server).unwrap(), text);
    // Where nothing can be written, it is said where it was asked.
    window.act(Action::ExportPrograms);
    write_path(&mut window, &folder.path().join("no/such/folder"));
    window.press(Key::Enter);
    assert!(window.shows(WORDS.ask_export()) && window.says("no/such/folder"));
    assert!(!folder.path().join("no").exists());
}

#[test]
fn what_is_exported_has_the_ports_that_were_written() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron").with_ports(&[(1024, port)].into()));
    assert_eq!(window.session().other_ports().len(), 1);
    window.act(Action::ExportPrograms);
    write_path(&mut window, &folder.path().join("p"));
    window.press(Key::Enter);
    assert!(fs::read_to_string(folder.path().join("p/servidor.py")).unwrap().contains(&port.to_string()));
}
