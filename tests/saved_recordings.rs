//! The recordings of `saved_scenarios/`: sound, complete, with titles, and made again they come out as they were. They are
//! made with `cargo test --test saved_recordings make -- --ignored`.

mod driver;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use socketlab::run::free_ports;
use socketlab::scenario::{Document, Edit, Place, Scenario, Step, distinct_ports};
use socketlab::session::{Command, Manner, Session};
use socketlab::sockets::Outcome;
use socketlab::trace::recording::{SAVED, is_recording, tail, whole};
use socketlab::trace::{Comparison, Moment, Trace};

use driver::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios")
}

#[test]
fn every_recording_of_the_folder_is_the_programs_own_and_sound() {
    let mut files: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| is_recording(path))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    assert_eq!(files, SAVED.iter().map(|saved| saved.file).collect::<Vec<_>>());
    for saved in SAVED {
        let recording = saved.recording().unwrap();
        assert_eq!(recording.fault, None, "{}", saved.file);
        let title = saved.title().unwrap();
        for language in ["es", "en"] {
            assert!(title.0.contains_key(language), "{}: no title in {language}", saved.file);
        }
        assert!(recording.trace.live().0 > 40, "{}: hardly anything happens", saved.file);
        assert!(!recording.bookmarks.is_empty(), "{}: nothing is noted", saved.file);
        for moment in recording.bookmarks.keys() {
            assert!(*moment <= recording.trace.live(), "{}", saved.file);
        }
    }
}

#[test]
fn one_has_several_clients_and_an_error_and_one_what_the_kernel_says() {
    let all: Vec<Trace> = SAVED.iter().map(|saved| saved.recording().unwrap().trace).collect();
    let failed = |trace: &Trace| {
        let failed = |call| matches!(trace.outcome_of(call), Some(Outcome::Failed(_)));
        trace.calls().iter().any(failed) && trace.participants().len() >= 4
    };
    assert!(all.iter().any(failed));
    assert!(all.iter().any(|trace| trace.sockets().iter().any(|s| s.reading(trace.live()).is_some())));
}

#[test]
fn every_recording_made_again_comes_out_as_it_was() {
    for saved in SAVED {
        let recorded = saved.recording().unwrap().trace;
        let ports = recorded.scenarios().flat_map(|scenario| distinct_ports(scenario)).collect();
        let ports = free_ports(&ports).unwrap();
        let session =
            Session::repeat(&recorded, recorded.live(), Manner::default(), &ports, Arc::new(|| {})).unwrap();
        let mut again = Driven { session };
        again.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
        let mut compared = Comparison::with_ports(&ports);
        compared.follow(&recorded, again.trace(), usize::MAX);
        assert_eq!(compared.first_difference(), None, "{}:\n{}", saved.file, again.story());
        assert_eq!(compared.compared(), recorded.calls().len(), "{}", saved.file);
    }
}

// How they were made.

fn scenario(text: &str) -> Scenario {
    Document::parse(text, Path::new("made")).unwrap().scenario
}

fn open(text: &str) -> Driven {
    Driven { session: Session::open_watched(scenario(text), Arc::new(|| {})) }
}

fn save(run: &Driven, file: &str, notes: &[(&str, usize, &str)]) {
    let trace = run.trace();
    // A note stands at the moment before the n-th call of a participant.
    let bookmarks: BTreeMap<Moment, String> = notes
        .iter()
        .map(|(name, call, note)| {
            let scenario = trace.scenario(trace.live());
            let who = scenario.ids().find(|(_, participant)| participant.name == *name).unwrap().0;
            let id = trace.at(trace.live()).calls_of(who)[*call];
            (Moment(trace.call(id).called), (*note).to_owned())
        })
        .collect();
    let text = whole(run.session.circumstances(), trace) + &tail(&bookmarks, trace.live(), false);
    fs::write(folder().join(file), text).unwrap();
}

#[test]
#[ignore = "writes the recordings of saved_scenarios/ anew"]
fn make() {
    let mut run = open(include_str!("recordings/three_clients.ron"));
    run.session.apply(Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    let notes = [
        ("ana", 1, "Nadie escucha todavía · nobody listens yet"),
        ("servidor", 4, "Espera a quien venga · waits for whoever comes"),
        ("marta", 1, "La cola del listen · the queue of listen"),
    ];
    save(&run, "20_three_clients_and_an_error.ronl", &notes);

    let mut run = open(include_str!("recordings/cut_text.ron"));
    run.session.apply(Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    let notes = [("servidor", 5, "La ñ llega en dos mitades · the ñ comes in two halves")];
    save(&run, "21_a_text_cut_in_pieces.ronl", &notes);

    let mut run = open(include_str!("recordings/by_hand.ron"));
    run.steps(A, 4);
    run.steps(B, 2);
    run.returned(A);
    let step = Step::Call(Arc::new(send("s", "¿Me oyes?")));
    run.session.apply(Command::Edit(Edit::Insert { id: B, at: Place::Before(2), step }));
    run.until("the script is followed", |session| session.snapshot().script(B).map(|_| ()));
    run.session.apply(Command::Step(B));
    run.until("it is sent", |session| (session.snapshot().calls_of(B).len() == 3).then_some(()));
    run.returned(B);
    run.session.apply(Command::Step(A));
    run.until("it is received", |session| (session.snapshot().calls_of(A).len() == 5).then_some(()));
    run.returned(A);
    run.session.apply(Command::CallNow { participant: A, call: Arc::new(getpeername("c")) });
    run.until("by hand", |session| (session.snapshot().calls_of(A).len() == 6).then_some(()));
    run.returned(A);
    run.session.apply(Command::Step(A));
    run.until("it waits", |session| session.waiting().next());
    run.session.apply(Command::Kill(B));
    run.until("the client is dead", |session| {
        (session.snapshot().activity(B) == socketlab::trace::Activity::Killed).then_some(())
    });
    run.returned(A);
    run.session.apply(Command::StartAnew(B));
    run.until("it lives", |session| {
        (session.snapshot().activity(B) == socketlab::trace::Activity::Idle).then_some(())
    });
    run.session.apply(Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    let notes = [
        ("cliente", 2, "Un send añadido a mano · a send put in by hand"),
        ("servidor", 6, "El cliente cae aquí · the client is killed here"),
    ];
    save(&run, "22_a_lesson_by_hand.ronl", &notes);
}
