//! Programs of people in the window: let fall on it, held at their lines, asked about, typed for, and read out.

use std::path::Path;
use std::process::Command as Process;

use egui::Key;
use socketlab::scenario::{ParticipantId, save};
use socketlab::session::scenario_of;
use socketlab::text::Language;
use socketlab::ui::{Opened, Opening, Tab};

use crate::driver::{Look, Window, catalogued};
use crate::held;

const PROGRAM: &str = "\
import socket

nombre = input('¿Quién? ')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('localhost', 0))
print('Hola,', nombre)
s.close()
";

const WHO: ParticipantId = ParticipantId(0);

/// Whether there is a Python to watch. In CI there must be one.
fn has_python() -> bool {
    let has = Process::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(has || std::env::var_os("CI").is_none(), "no python3 here, and CI needs one");
    has
}

fn program() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pregunta.py");
    std::fs::write(&path, PROGRAM).unwrap();
    (folder, path)
}

fn opened(files: &[&Path], language: Language) -> Window {
    let files = files.iter().map(|file| file.to_path_buf()).collect();
    let opened = Opened::Programs(files);
    Look::in_language(language).begin(Opening { opened, notices: Vec::new(), memory: None, runs: None })
}

#[test]
fn a_program_that_falls_on_the_window_shows_its_source_and_runs_when_it_is_stepped() {
    if !has_python() {
        return;
    }
    let (_folder, path) = program();
    let mut window = Look::in_language(Language::ENGLISH).open(catalogued("01_tcp_pair.ron"));
    window.drop_file(&path);
    let names: Vec<_> = window.session().scenario().participants.iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, ["pregunta"]);
    assert!(window.says("pregunta.py"), "the window tells which program it is");
    assert!(window.shows("not started"));
    assert!(window.session().trace().events().is_empty(), "to drop it is not to run it");
    window.press(Key::Space);
    window.until("it reads", |session| session.snapshot().awaits_input(WHO));
    assert_eq!(window.harness.state().view().tab, Some(Tab::Output), "where to answer is in view");
    assert!(window.says("¿Quién?"));
    window.click("Type for the program");
    window.node("Type for the program").type_text("Ana");
    window.harness.step();
    window.press(Key::Enter);
    window.until("it is held", |session| session.snapshot().held(WHO).is_some());
    assert!(window.shows("held before socket()"));
    assert!(window.says("held until it is stepped"));
    while !window.session().is_over() {
        let events = window.session().trace().live();
        window.click("Step · pregunta");
        window.until("it goes on", |session| {
            session.trace().live() > events && (session.is_over() || session.snapshot().held(WHO).is_some())
        });
    }
    assert!(window.says("Hola, Ana"));
    assert!(window.shows("ended, code 0"));
}

#[test]
fn programs_are_put_beside_what_somebody_works_on() {
    let (_folder, path) = program();
    let mut window = Look::in_language(Language::ENGLISH).open(catalogued("01_tcp_pair.ron"));
    window.click("+ TCP client");
    let before = window.session().scenario().participants.len();
    window.drop_file(&path);
    let participants = &window.session().scenario().participants;
    assert_eq!(participants.len(), before + 1);
    assert!(participants.last().unwrap().program.is_some());
}

#[test]
fn what_a_file_names_is_shown_before_it_is_run_and_no_is_the_first_answer() {
    for (language, yes, no) in [
        (Language::ENGLISH, "Run them", "Run nothing"),
        (Language::SPANISH, "Ejecutarlos", "No ejecutar nada"),
    ] {
        let (folder, path) = program();
        let file = folder.path().join("leccion.ron");
        save(&scenario_of(std::slice::from_ref(&path)), &file).unwrap();
        let mut window = Look::in_language(language).open_file(&file, None);
        window.press(Key::Space);
        window.until_window("the question", |window| window.shows(no));
        assert!(window.says(&path.canonicalize().unwrap().to_string_lossy()), "which file is told whole");
        assert!(window.shows(yes));
        window.press(Key::Enter);
        assert!(!window.shows(no), "it is answered");
        window.press(Key::Space);
        window.until_window("the question again", |window| window.shows(no));
        window.press(Key::Escape);
        assert!(window.session().trace().events().is_empty(), "nothing was run");
        if has_python() {
            window.press(Key::Space);
            window.until_window("the question again", |window| window.shows(yes));
            window.click(yes);
            window.until("it was started", |session| session.runs_program(WHO));
        }
    }
}

#[test]
fn a_breakpoint_is_put_at_a_line_and_taken_away() {
    let (_folder, path) = program();
    let mut window = opened(&[&path], Language::ENGLISH);
    window.click("Stop at this line · 5");
    let lines: Vec<u32> = window.session().breaks().lines.iter().map(|(_, line)| *line).collect();
    assert_eq!(lines, [5]);
    window.click("Stop at this line · 5");
    assert!(window.session().breaks().is_empty());
}

#[test]
fn a_program_that_is_not_there_says_so_and_can_be_put_there() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("falta.py");
    let mut window = opened(&[&path], Language::ENGLISH);
    window.press(Key::Space);
    window.until("a notice", |session| !session.notices().is_empty());
    assert!(window.says("is not there. Put it there"));
    std::fs::write(&path, "import socket\nsocket.socket().close()\n").unwrap();
    window.press(Key::Space);
    window.until("it is held", |session| session.snapshot().held(WHO).is_some());
}

#[test]
fn a_recording_with_programs_begins_again_beside_it_and_asks_first() {
    let mut window = Look::in_language(Language::ENGLISH).open_recording(held::server());
    window.click("Restart");
    window.until("another run stands in front", |session| session.trace().events().is_empty());
    window.press(Key::Space);
    window.until_window("the question", |window| window.shows("Run nothing"));
    assert!(window.says("/clase/servidor.py"));
    assert!(window.session().trace().events().is_empty());
}

#[test]
fn a_program_that_died_of_an_exception_is_told_at_the_foot_at_its_head_and_at_the_line() {
    if !has_python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roto.py");
    std::fs::write(&path, "import socket\ns = socket.socket()\nprint(nombre)\n").unwrap();
    let mut window = opened(&[&path], Language::ENGLISH);
    window.press(Key::R);
    window.until("the end", socketlab::session::Session::is_over);
    assert!(!window.shows("Every program has ended"));
    assert!(window.shows("roto came to a bad end: NameError: name 'nombre' is not defined"));
    assert!(window.says("NameError · "), "the head of its column says it");
    assert!(window.shows("NameError: name 'nombre' is not defined"), "and so does its code");
    let source = std::fs::read_to_string(&path).unwrap();
    // With the exception taken care of it is a good end.
    std::fs::write(&path, source.replace("print(nombre)", "s.close()")).unwrap();
    window.click("Restart");
    window.press(Key::R);
    window.until("the end", socketlab::session::Session::is_over);
    assert!(window.shows("Every program has ended"));
}
