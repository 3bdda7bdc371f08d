//! The diagram that is drawn live at each moment and the one that is drawn from the recording at that moment are the same:
//! for each scenario of the catalogue, geometry and all.

mod driver;

use std::sync::Arc;
use std::time::Duration;

use socketlab::diagram::{Page, Spacing, Subject, View};
use socketlab::scenario::{CATALOGUE, distinct_ports};
use socketlab::session::{Command, Session};
use socketlab::trace::recording::{Circumstances, Extent, Recorder, read};
use socketlab::trace::{Event, Goal, Moment, Trace};

/// The whole page, as it is painted.
fn page(session: &Session) -> Page {
    let subject =
        Subject { scenario: session.scenario(), plan: session.plan(), snapshot: session.snapshot() };
    Page::lay_out(subject, session.next(), &View { width: 900.0, rows: 0.0..1e6, spacing: Spacing::NEAR })
}

/// What is drawn while the events come one by one.
fn drawn_live(trace: &Trace) -> Vec<Page> {
    let mut growing = Trace::of(Arc::clone(trace.scenario(Moment(0))));
    let mut pages = vec![page(&Session::show(growing.clone(), Arc::new(|| {})))];
    for event in trace.events() {
        growing.append(Event::clone(event)).unwrap();
        pages.push(page(&Session::show(growing.clone(), Arc::new(|| {}))));
    }
    pages
}

#[test]
fn at_each_moment_the_recording_shows_what_was_to_be_seen_live() {
    let folder = tempfile::tempdir().unwrap();
    for entry in CATALOGUE {
        let scenario = entry.document().unwrap().scenario;
        let scenario = scenario.with_ports(&socketlab::run::free_ports(&distinct_ports(&scenario)).unwrap());
        let mut session = Session::open_watched(scenario, Arc::new(|| {}));
        session.apply(Command::RunFreely);
        // What is really painted, as far as the ticks let it be seen.
        let mut seen = Vec::new();
        while !session.is_over() {
            session.wait_tick(Duration::from_millis(100));
            seen.push((session.moment(), page(&session)));
        }
        let path = folder.path().join(entry.file).with_extension("ronl");
        let mut recorder =
            Recorder::create(&path, &Circumstances::now(), session.trace().scenario(Moment(0))).unwrap();
        recorder.follow(session.trace());
        recorder.end().unwrap();
        let mut recording =
            Session::show_recording(read(&path, Extent::Whole).unwrap(), None, Arc::new(|| {}));
        for (at, live) in drawn_live(session.trace()).into_iter().enumerate() {
            recording.apply(Command::Seek(Goal::Moment(Moment(at))));
            assert_eq!(page(&recording), live, "{} at {at}", entry.file);
        }
        for (moment, live) in seen {
            recording.apply(Command::Seek(Goal::Moment(moment)));
            assert_eq!(page(&recording), live, "{} as painted at {moment:?}", entry.file);
        }
    }
}
