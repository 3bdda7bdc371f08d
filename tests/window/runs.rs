//! Recordings and several runs in the window: a fork from a moment, the runs side by side, what is saved and opened again,
//! and what a crash has cut off.

use std::fs;
use std::path::Path;

use egui::{Key, Modifiers};
use socketlab::scenario::Scenario;
use socketlab::session::{Archive, Session};
use socketlab::text::Language;
use socketlab::trace::recording::{Circumstances, Extent, read};
use socketlab::trace::{Event, Moment, Room, Trace};
use socketlab::ui::{Opened, Opening, RunNumber};

use crate::driver::{Look, Window, at_rest, runnable};

const WORDS: Language = Language::SPANISH;
const CUT_OFF: &str = "se cortó sin cerrarse";

fn opening(scenario: Scenario, runs: &Path) -> Opening {
    Opening {
        opened: Opened::Scenario { scenario, file: None, entry: None },
        notices: Vec::new(),
        memory: None,
        runs: Some(runs.to_owned()),
    }
}

fn events(trace: &Trace) -> Vec<String> {
    trace.events().iter().map(|event: &Event| format!("{:?}", event.what)).collect()
}

/// Five calls of the pair, and back before the last of them.
fn five_calls_and_one_back() -> Window {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..5 {
        window.step();
    }
    window.press(Key::ArrowLeft);
    assert!(!window.session().is_live());
    window
}

fn fork(window: &mut Window) {
    window.press(Key::F);
    window.until("the calls are made again", |session| !session.is_repeating() && at_rest(session));
}

#[test]
fn from_a_moment_of_the_past_another_run_goes_on_and_both_stay_open() {
    let mut window = five_calls_and_one_back();
    let at = window.session().moment().0;
    fork(&mut window);
    assert!(window.shows("Ejecución 1"));
    assert!(window.shows(&format!("Ejecución 2 · desde el suceso {at} de la 1")));
    assert!(window.session().is_live() && window.session().has_run());
    assert_eq!(window.session().trace().calls().len(), 4);
    // It has ports of its own, as the other run goes on with its, and says so calmly.
    assert!(window.says("esta ejecución usa otros") && window.shows(WORDS.to_know()));
    window.step();
    window.step();
    assert_eq!(window.session().trace().calls().len(), 6);
    window.press(Key::G);
    assert_eq!(window.session().trace().calls().len(), 5);
    assert!(!window.session().is_live(), "the first run is where it was left");
    window.click("Cerrar la ejecución 2");
    assert!(!window.shows("Ejecución 1"), "one run alone needs no name");
    assert_eq!(window.session().trace().calls().len(), 5);
}

#[test]
fn two_runs_stand_side_by_side_and_where_they_part_is_said() {
    let mut window = five_calls_and_one_back();
    fork(&mut window);
    window.press(Key::D);
    window
        .until_window("they are compared", |window| window.says("Iguales en todo lo que las dos han hecho"));
    // The other way: the client goes first here.
    window.press(Key::Num2);
    window.until("the client has called", |session| session.trace().calls().len() == 5 && at_rest(session));
    window.press(Key::Num2);
    window
        .until("the client has connected", |session| session.trace().calls().len() == 6 && at_rest(session));
    window.press(Key::G);
    window.press(Key::End);
    window.press(Key::Num1);
    window.press(Key::Num2);
    window
        .until("the first run has gone on", |session| session.trace().calls().len() >= 6 && at_rest(session));
    window.until_window("a row for each call", |window| window.says("6 · cliente connect"));
    assert!(window.says("iguales"));
}

#[test]
fn a_run_that_goes_another_way_is_told_with_the_call() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.step();
    window.press(Key::ArrowLeft);
    fork(&mut window);
    // In the first run the server made the first call; here the client does.
    window.press(Key::Num2);
    window.until("the client has called", |session| session.trace().calls().len() == 1 && at_rest(session));
    window.press(Key::D);
    window.until_window("they part", |window| window.says("Se separan en la llamada 1"));
    window.click("Ir ahí");
    assert!(window.session().selection().is_some());
}

#[test]
fn what_was_seen_is_saved_closed_opened_again_and_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clase.ronl");
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.step_to_the_end();
    let seen = events(window.session().trace());
    window.press_with(Modifiers::COMMAND, Key::E);
    assert!(window.shows(WORDS.ask_save_recording()));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    window.harness.event(egui::Event::Text(path.to_string_lossy().into_owned()));
    window.harness.step();
    window.press(Key::Enter);
    assert!(path.is_file(), "nothing was saved");
    assert_eq!(read(&path, Extent::Whole).unwrap().fault, None);

    let mut again = Look::default().open(runnable("01_tcp_pair.ron"));
    again.drop_file(&path);
    again.until("it is open", |session| !session.has_run());
    assert_eq!(events(again.session().trace()), seen);
    assert_eq!(again.session().moment(), Moment(0), "it is shown from its beginning");
    while !again.session().is_live() {
        again.press(Key::Space);
    }
    assert!(again.shows(WORDS.end_of_recording()));
}

#[test]
fn a_recording_of_the_program_is_opened_by_name_and_goes_on_live() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.click("Escenario: TCP: flujo orientado a conexión");
    window.click("Grabación: tres clientes y un error");
    window.until("it is open", |session| !session.has_run());
    assert!(!window.session().bookmarks().is_empty());
    window.press(Key::Space);
    window.press(Key::Space);
    let made = window.session().snapshot().calls().len();
    assert_eq!(made, 2);
    window.click(WORDS.fork());
    window.until("the calls are made again", |session| session.has_run() && !session.is_repeating());
    assert_eq!(window.session().trace().calls().len(), made);
    window.step();
}

#[test]
fn a_recording_that_is_none_is_refused_and_what_was_open_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.ronl");
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for (contents, said) in
        [("Recording(version: 9)\n", "versión 9"), ("hello\n", "no es una grabación"), ("", "cortado")]
    {
        fs::write(&path, contents).unwrap();
        window.drop_file(&path);
        assert!(window.says(said), "{contents:?}");
        assert!(window.session().has_run());
    }
}

#[test]
fn each_run_is_kept_as_it_happens_and_one_that_calls_nothing_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let runs = folder.path().join("runs");
    let archive = Archive::in_folder(&runs);
    let mut window = Look::default().begin(opening(runnable("02_udp_pair.ron"), &runs));
    window.harness.run_steps(2);
    assert_eq!(archive.kept(), []);
    window.step();
    window.step();
    let kept = archive.kept();
    assert_eq!(kept.len(), 1);
    let trace = read(&kept[0].path, Extent::Whole).unwrap().trace;
    assert_eq!(events(&trace), events(window.session().trace()));
    // Begun again, it is another run.
    window.press_with(Modifiers::COMMAND, Key::R);
    window.until("nothing is called", |session| session.trace().events().is_empty());
    window.step();
    assert_eq!(archive.kept().len(), 2);
}

#[test]
fn what_a_crash_cut_off_is_offered_once_and_opened_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::in_folder(folder.path());
    let seen = {
        let mut window = Look::default().open(runnable("02_udp_pair.ron"));
        window.step();
        window.step();
        let trace = window.session().trace();
        let mut recorder = archive.begin(&Circumstances::now(), trace.scenario(Moment(0))).unwrap();
        recorder.follow(trace);
        recorder.flush().unwrap();
        events(trace) // and no end: as if it had been killed
    };
    let mut window = Look::default().begin(opening(runnable("01_tcp_pair.ron"), folder.path()));
    window.harness.step();
    assert!(window.says(CUT_OFF));
    window.click(WORDS.recover());
    window.until("it is open", |session: &Session| !session.has_run());
    assert_eq!(events(window.session().trace()), seen);
    assert!(window.session().is_live(), "a person goes on where it was cut off");
    assert_eq!(window.session().notices(), []);
    let mut next = Look::default().begin(opening(runnable("01_tcp_pair.ron"), folder.path()));
    next.harness.step();
    assert!(!next.says(CUT_OFF), "it was offered twice");
}

#[test]
fn what_was_cut_off_can_wait_or_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::in_folder(folder.path());
    drop(archive.begin(&Circumstances::now(), &runnable("02_udp_pair.ron")).unwrap());
    let mut window = Look::default().begin(opening(runnable("01_tcp_pair.ron"), folder.path()));
    window.harness.step();
    window.click(WORDS.recover_later());
    assert!(window.session().has_run() && archive.newest_cut_off().is_some());
    let mut window = Look::default().begin(opening(runnable("01_tcp_pair.ron"), folder.path()));
    window.harness.step();
    window.click(WORDS.recover_discard());
    assert_eq!(archive.kept(), []);
}

#[test]
fn a_run_that_was_changed_is_not_closed_without_a_question() {
    let mut window = five_calls_and_one_back();
    fork(&mut window);
    rename(&mut window);
    window.click("Cerrar la ejecución 2");
    assert!(window.shows(WORDS.ask_save()));
    window.click(WORDS.cancel());
    assert!(window.shows("Ejecución 1"));
    let (close, ctx) = (socketlab::ui::Request::CloseRun(RunNumber(1)), window.harness.ctx.clone());
    window.harness.state_mut().fulfil(&ctx, close);
    window.harness.run_steps(2);
    assert!(!window.shows("Ejecución 1"));
}

#[test]
fn nothing_takes_the_place_of_every_run_that_is_open_without_a_question() {
    let mut window = five_calls_and_one_back();
    fork(&mut window);
    rename(&mut window);
    window.press(Key::G);
    window.press_with(Modifiers::COMMAND, Key::N);
    assert!(window.shows(WORDS.ask_save()), "the run behind was changed");
    assert_eq!(window.session().scenario().participants[0].name, "otro", "it is the one that is asked about");
    window.click(WORDS.discard());
    assert!(window.session().scenario().participants.is_empty());
}

fn rename(window: &mut Window) {
    let ctx = window.harness.ctx.clone();
    let edit =
        socketlab::scenario::Edit::Rename { id: socketlab::scenario::ParticipantId(0), name: "otro".into() };
    let command = socketlab::session::Command::Edit(edit);
    window.harness.state_mut().fulfil(&ctx, socketlab::ui::Request::Tell(command));
    window.harness.run_steps(2);
}

#[test]
fn what_was_noted_in_a_recording_is_not_lost_without_a_question() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.click("Escenario: TCP: flujo orientado a conexión");
    window.click("Grabación: un texto cortado en trozos");
    window.until("it is open", |session| !session.has_run());
    window.press(Key::B);
    window.harness.event(egui::Event::Text("mira aquí".into()));
    window.harness.step();
    window.press(Key::Enter);
    assert!(window.session().has_loose_notes());
    window.press_with(Modifiers::COMMAND, Key::N);
    assert!(window.shows(WORDS.ask_save()));
    window.click(WORDS.save_file());
    assert!(window.shows(WORDS.ask_save_recording()), "notes are saved with the recording");
}

#[test]
fn a_run_whose_beginning_memory_has_dropped_is_shown_in_every_tab() {
    let mut seen = Look::default().open(runnable("07_stream_has_no_messages.ron"));
    seen.press(Key::R);
    seen.until("every program is over", Session::is_over);
    let whole = seen.session().trace();
    for most in [8, 16, 24] {
        let room = Room { events: most, ..Room::default() };
        let mut trace = Trace::with_room(std::sync::Arc::clone(whole.scenario(Moment(0))), room);
        for event in whole.events() {
            trace.append(event.clone()).unwrap();
        }
        assert!(trace.first() > Moment(0));
        let mut window = Look::default().open_recording(trace);
        for key in [Key::K, Key::M, Key::N, Key::E, Key::D] {
            window.press(key);
            for _ in 0..most {
                window.press_with(Modifiers::SHIFT, Key::ArrowLeft);
            }
            window.press(Key::End);
        }
        window.press(Key::Home);
        window.press(Key::F);
        assert!(window.says("más larga de lo que cabe"), "it cannot be made again, and says so");
    }
}
