//! The runs that are shown in pictures: each scenario of the catalogue, recorded once, so that a picture of it is the same
//! on any machine and nothing in it has to be covered. They stand in `tests/recordings/catalogue/`. Those that are lacking,
//! or are of a scenario that has changed, are made with `cargo test --test window record_the_catalogue -- --ignored`, by
//! somebody who is not root: reserved ports are open to root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use socketlab::scenario::{CATALOGUE, Scenario};
use socketlab::session::{Command, Session};
use socketlab::trace::recording::{Circumstances, Extent, SAVED, read, tail, whole};
use socketlab::trace::{Event, Moment, Trace, What};

use crate::driver::{Look, Window, at_rest, catalogued};

/// Where in a run the window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    Start,
    Middle,
    End,
}

impl When {
    pub const ALL: [Self; 3] = [Self::Start, Self::Middle, Self::End];

    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }

    /// The moment of this run.
    pub fn of(self, trace: &Trace) -> Moment {
        match self {
            Self::Start => Moment(0),
            Self::Middle => middle(trace),
            Self::End => trace.live(),
        }
    }
}

/// Where half of the run is over and nobody is in the midst of a call, while somebody waits if anybody ever does.
fn middle(trace: &Trace) -> Moment {
    let half = trace.live().0 / 2;
    let rests = |moment: &usize| {
        let then = trace.at(Moment(*moment));
        let called = trace.events()[..*moment].last().is_some_and(|e| matches!(e.what, What::Called { .. }));
        (!called, then.waiting().next().is_some())
    };
    // The nearest to the half that fits.
    let near = || (0..trace.live().0 - half).flat_map(|by| [half + by, half.saturating_sub(by)]);
    let found = near().find(|at| rests(at) == (true, true)).or_else(|| near().find(|at| rests(at).0));
    Moment(found.unwrap_or(half))
}

fn path_of(file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/catalogue");
    folder.join(file).with_extension("ronl")
}

/// What of a scenario makes its run what it is: its texts may change.
fn run_of(scenario: &Scenario) -> Scenario {
    Scenario {
        participants: scenario.participants.clone(),
        order: scenario.order.clone(),
        ..Scenario::default()
    }
}

/// The recorded run of a scenario of the catalogue, with its texts as they are now.
pub fn recorded(file: &str) -> Trace {
    let recording = read(&path_of(file), Extent::Whole).unwrap();
    assert!(recording.fault.is_none(), "{file}: {:?}", recording.fault);
    let mut trace = Trace::of(Arc::new(catalogued(file)));
    for event in recording.trace.events() {
        trace.append(Event::clone(event)).unwrap();
    }
    trace
}

/// The window in this look with this run, at this point of it: a scenario as if it were being run, a recording as one.
pub fn open(look: Look, file: &str, when: When) -> Window {
    if let Some(saved) = SAVED.iter().find(|saved| saved.file == file) {
        let recording = saved.recording().unwrap();
        let moment = when.of(&recording.trace);
        return look.open_recorded(recording, moment);
    }
    let trace = recorded(file);
    look.open_at(&trace, when.of(&trace))
}

#[test]
fn each_recorded_run_is_of_the_scenario_as_it_is_now() {
    for entry in CATALOGUE {
        let recording = read(&path_of(entry.file), Extent::Whole).unwrap();
        let (then, now) = (run_of(recording.trace.scenario(Moment(0))), run_of(&catalogued(entry.file)));
        assert_eq!(then, now, "{}: record it again, see `stage.rs`", entry.file);
        let trace = recorded(entry.file);
        assert!(trace.at(trace.live()).is_over(), "{} is not recorded to its end", entry.file);
    }
}

#[test]
#[ignore = "makes what the pictures show: needs the ports of the catalogue"]
fn record_the_catalogue() {
    for entry in CATALOGUE {
        let path = path_of(entry.file);
        let known = read(&path, Extent::Whole).ok();
        let now = run_of(&catalogued(entry.file));
        if known.is_some_and(|known| run_of(known.trace.scenario(Moment(0))) == now) {
            continue;
        }
        let trace = step_through(catalogued(entry.file));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let circumstances = Circumstances { program: "socketlab".into(), ..Circumstances::default() };
        let run = whole(&circumstances, &trace) + &tail(&BTreeMap::new(), trace.live(), false);
        std::fs::write(path, run).unwrap();
    }
}

/// Runs a scenario step by step, as a person does who looks at each.
fn step_through(scenario: Scenario) -> Trace {
    let mut session = Session::open_watched(scenario, Arc::new(|| {}));
    let deadline = Instant::now() + Duration::from_mins(1);
    while !session.is_over() {
        assert!(Instant::now() < deadline, "it never ends");
        if at_rest(&session) && session.next().is_some() {
            let before = session.trace().live();
            session.apply(Command::StepNext);
            while session.trace().live() == before {
                session.wait_tick(Duration::from_millis(20));
            }
        }
        session.wait_tick(Duration::from_millis(20));
    }
    session.trace().clone()
}

#[test]
fn the_middle_of_a_run_is_at_rest() {
    for entry in CATALOGUE {
        let trace = recorded(entry.file);
        let moment = When::Middle.of(&trace);
        assert!(moment > Moment(0) && moment < trace.live(), "{}", entry.file);
        let last: &Event = &trace.events()[moment.0 - 1];
        assert!(!matches!(last.what, What::Called { .. }), "{}", entry.file);
    }
}
