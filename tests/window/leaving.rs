//! Beginning and leaving in the window: ports that are taken, a file that is wrong, a run that was cut off, the end that the
//! system asks for, and the way out of the projection.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers, Pos2, Vec2, ViewportCommand, ViewportId};
use socketlab::scenario::{Document, LocatedProblem, Scenario};
use socketlab::session::{Archive, NotStarted, Notice, Session};
use socketlab::text::Language;
use socketlab::trace::Moment;
use socketlab::trace::recording::{Circumstances, Extent, read};
use socketlab::ui::{Action, Opened, Opening};

use crate::driver::{Look, Window, catalogued, runnable};

const WORDS: Language = Language::SPANISH;

fn opening(scenario: Scenario, file: Option<&Path>, runs: &Path) -> Opening {
    let file = file.map(|path| {
        fs::write(path, scenario.to_ron()).unwrap();
        (path.to_owned(), Document::read_draft(path).unwrap().fingerprint())
    });
    Opening {
        opened: Opened::Scenario { scenario, file, entry: None },
        notices: Vec::new(),
        memory: None,
        runs: Some(runs.to_owned()),
    }
}

fn commands(window: &Window) -> Vec<ViewportCommand> {
    window.harness.output().viewport_output[&ViewportId::ROOT].commands.clone()
}

/// A run of two calls that was killed: there is no end in its file.
fn cut_off(folder: &Path) -> Archive {
    let archive = Archive::in_folder(folder);
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.step();
    window.step();
    let trace = window.session().trace();
    let mut recorder = archive.begin(&Circumstances::now(), trace.scenario(Moment(0))).unwrap();
    recorder.follow(trace);
    recorder.flush().unwrap();
    archive
}

#[test]
fn a_port_that_is_taken_is_exchanged_and_said_once_and_what_is_saved_has_its_own() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let scenario = catalogued("01_tcp_pair.ron").with_ports(&[(1024, port)].into());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, scenario.to_ron()).unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.harness.step();
    assert!(window.says(&format!("{port} → ")) && window.shows(WORDS.to_know()));
    assert_eq!(window.session().trace().live(), Moment(0));
    assert_eq!(window.session().notices().len(), 1);
    // The code has the port that is really used.
    let used = window.session().other_ports()[&port];
    assert!(window.says(&used.to_string()));
    window.step_to_the_end();
    assert_eq!(window.session().notices().len(), 1);
    // It is no change of anybody's, and saved it is what it was.
    assert!(!window.shows(WORDS.unsaved()));
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.press(Key::Enter);
    window.click(WORDS.replace());
    assert_eq!(Document::read_draft(&path).unwrap().scenario, scenario);
    // Another file with the same port has another one as well.
    let other = folder.path().join("other.ron");
    fs::write(&other, scenario.to_ron()).unwrap();
    window.drop_file(&other);
    window.until("it is open", |session| session.trace().live() == Moment(0));
    assert_eq!(window.session().notices().len(), 1);
    assert_ne!(window.session().other_ports()[&port], used);
}

#[test]
fn another_file_with_the_same_port_has_it_and_the_run_before_has_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = runnable("01_tcp_pair.ron");
    let mut window = Look::default().open(scenario.clone());
    for number in 0..3 {
        for _ in 0..8 {
            window.step();
        }
        let path = folder.path().join(format!("{number}.ron"));
        fs::write(&path, scenario.to_ron()).unwrap();
        window.drop_file(&path);
        window.until("it is open", |session| session.trace().live() == Moment(0));
        assert_eq!(window.session().notices(), []);
        assert!(window.session().other_ports().is_empty());
    }
    window.step_to_the_end();
    let trace = window.session().trace();
    assert!(trace.calls().iter().all(|call| trace.outcome_of(call).unwrap().is_success()));
}

#[test]
fn begun_again_in_the_middle_the_lesson_is_as_it_was() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..3 {
        for _ in 0..10 {
            window.step();
        }
        window.press_with(Modifiers::COMMAND, Key::R);
        window.until("nothing is called", |session| session.trace().live() == Moment(0));
        assert_eq!(window.session().notices(), []);
    }
    window.step_to_the_end();
    let trace = window.session().trace();
    assert!(trace.calls().iter().all(|call| trace.outcome_of(call).unwrap().is_success()));
}

#[test]
fn a_run_that_was_cut_off_waits_beside_a_file_that_was_asked_for_and_takes_no_key() {
    for named in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let archive = cut_off(folder.path());
        let file = folder.path().join("asked.ron");
        let begun = opening(runnable("01_tcp_pair.ron"), named.then_some(&file), folder.path());
        let mut window = Look::default().begin(begun);
        window.harness.step();
        assert!(window.says("se cortó sin cerrarse"));
        // Space and Enter are of the run that was asked for.
        window.press(Key::Enter);
        window.step();
        window.press(Key::Enter);
        assert_eq!(window.session().trace().calls().len(), 1);
        assert!(window.session().has_run());
        assert!(archive.newest_cut_off().is_some(), "and nothing was done with the other one");
        // It can wait, and is then in the menu alone.
        window.click(WORDS.recover_later());
        assert!(!window.says("se cortó sin cerrarse"));
        window.act(Action::OpenCutOff);
        assert!(!window.session().has_run());
        assert_eq!(window.session().trace().calls().len(), 2);
        assert_eq!(archive.newest_cut_off(), None);
    }
}

#[test]
fn what_the_system_ends_is_finished_and_is_no_crash() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::in_folder(folder.path());
    let mut window = Look::default().begin(opening(runnable("01_tcp_pair.ron"), None, folder.path()));
    for _ in 0..6 {
        window.step();
    }
    // Another run beside it, and changes that are in no file: nobody is asked anything.
    window.press(Key::ArrowLeft);
    window.press(Key::F);
    window.until("it is made again", |session| !session.is_repeating());
    window.until_window("both are kept", |_| archive.kept().len() == 2);
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().end(&ctx);
    window.harness.step();
    assert!(commands(&window).contains(&ViewportCommand::Close));
    assert!(!commands(&window).contains(&ViewportCommand::CancelClose));
    // Whatever becomes of the window, both are whole by now.
    let kept = archive.kept();
    assert_eq!(kept.len(), 2);
    for run in &kept {
        let recording = read(&run.path, Extent::Whole).unwrap();
        assert_eq!(recording.fault, None);
        assert!(recording.trace.calls().len() > 4);
    }
    window.harness.run_steps(3);
    assert_eq!(archive.kept().len(), 2, "nothing more is begun");
    drop(window);
    let mut next = Look::default().begin(opening(runnable("01_tcp_pair.ron"), None, folder.path()));
    next.harness.step();
    assert!(!next.says("se cortó sin cerrarse"));
}

/// The window as it opens for a file that it cannot open.
fn for_wrong(notice: Notice) -> Window {
    let opened = Opened::Scenario { scenario: catalogued("02_udp_pair.ron"), file: None, entry: Some(0) };
    let opening = Opening { opened, notices: vec![notice], memory: None, runs: None };
    let mut window = Look::default().begin(opening);
    window.harness.step();
    window
}

#[test]
fn a_window_for_a_file_that_is_wrong_says_where_and_opens_it_once_it_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mal.ron");
    fs::write(&path, "Scenario(\n  version: 3,\n  participants: 7,\n)").unwrap();
    let problem: LocatedProblem = Document::read_draft(&path).unwrap_err();
    let mut window = for_wrong(Notice::Scenario(problem));
    assert!(window.says("mal.ron:3:"), "where it is wrong");
    assert!(window.shows(WORDS.notice_of_file()) && window.shows(WORDS.dismiss()));
    // Still wrong: it is said once more. Right: it is open, and nothing is said.
    window.click(WORDS.open_again());
    assert!(window.says("mal.ron:3:"));
    fs::write(&path, catalogued("01_tcp_pair.ron").to_ron()).unwrap();
    window.click(WORDS.open_again());
    window.harness.run_steps(2);
    assert_eq!(window.session().scenario_now().participants, catalogued("01_tcp_pair.ron").participants);
    assert!(!window.says("mal.ron:3:"));
    // Another file is a way on as well.
    let missing = Document::read_draft(&folder.path().join("nada.ron")).unwrap_err();
    let mut window = for_wrong(Notice::Scenario(missing));
    assert!(window.says("nada.ron"));
    let open: Vec<PathBuf> = vec![path];
    window.click(Action::Open.label(WORDS));
    assert!(window.shows(WORDS.ask_open()), "{open:?}");
}

#[test]
fn whatever_cannot_be_opened_is_said_in_the_window_with_a_way_on() {
    let folder = tempfile::tempdir().unwrap();
    let recording = folder.path().join("x.ronl");
    fs::write(&recording, "hello\n").unwrap();
    let unreadable = read(&recording, Extent::Whole).unwrap_err();
    let no_scenario = Document::read_draft(folder.path()).unwrap_err();
    let why = NotStarted::NoPython;
    for (notice, said, again) in [
        (Notice::Unreadable(unreadable), "no es una grabación", true),
        (Notice::Scenario(no_scenario), folder.path().to_str().unwrap(), true),
        (Notice::OneKind, "no se mezclan", false),
        (Notice::NotStarted { participant: "servidor".into(), why }, "Python", false),
    ] {
        let window = for_wrong(notice);
        assert!(window.says(said), "{said}");
        assert_eq!(window.shows(WORDS.open_again()), again, "{said}");
        assert!(window.shows(WORDS.dismiss()));
    }
}

fn move_pointer(window: &mut Window, to: Pos2) {
    window.harness.input_mut().events.push(Event::PointerMoved(to));
    window.harness.step();
    window.harness.step();
}

#[test]
fn in_the_projection_a_moved_pointer_finds_the_way_out_and_a_resting_one_does_not_see_it() {
    let out = Action::LeaveProjection.label(WORDS);
    let mut window =
        Look { size: Vec2::new(1280.0, 720.0), ..Look::default() }.open(runnable("01_tcp_pair.ron"));
    window.press(Key::F5);
    window.harness.run();
    assert!(!window.shows(out), "nothing lies over the diagram by itself");
    move_pointer(&mut window, Pos2::new(300.0, 300.0));
    move_pointer(&mut window, Pos2::new(310.0, 300.0));
    assert!(window.shows(out));
    assert!(window.repaint_delay() <= std::time::Duration::from_secs(3), "it goes by itself");
    // Time is passed in.
    let later = window.harness.ctx.input(|input| input.time) + 3.5;
    window.harness.input_mut().time = Some(later);
    window.harness.step();
    window.harness.step();
    assert!(!window.shows(out));
    // A key of the remote is no movement.
    window.step();
    assert!(!window.shows(out));
    // With a black screen it is there as well, and it is what it says.
    window.press(Key::Period);
    move_pointer(&mut window, Pos2::new(320.0, 300.0));
    window.click(out);
    assert!(window.harness.state().projection().is_none());
    // By the keyboard it is reached with Tab.
    window.press(Key::F5);
    window.harness.remove_cursor();
    window.press(Key::Tab);
    assert!(window.shows(out));
    window.node(out).focus();
    window.harness.step();
    window.press(Key::Enter);
    assert!(window.harness.state().projection().is_none());
}

#[test]
fn a_session_that_has_ended_shows_what_happened_and_can_begin_again() {
    let mut session = Session::open_on_free_ports(runnable("02_udp_pair.ron"), std::sync::Arc::new(|| {}));
    session.apply(socketlab::session::Command::RunFreely);
    while !session.is_over() {
        session.wait_tick(std::time::Duration::from_millis(100));
    }
    let calls = session.trace().calls().len();
    session.end();
    assert!(!session.has_run() && session.trace().calls().len() == calls);
    session.apply(socketlab::session::Command::Restart);
    assert!(session.has_run() && session.trace().live() == Moment(0));
}
