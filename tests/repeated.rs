//! Runs that went as fast as they could, made again: in the interleaving in which they were recorded, the closes that come by
//! themselves among it.

mod drawn;
mod driver;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use socketlab::run::{Manner, free_ports};
use socketlab::scenario::distinct_ports;
use socketlab::session::Session;
use socketlab::sockets::Family;
use socketlab::trace::recording::{Extent, read};
use socketlab::trace::{CallRecord, Comparison, Event, Origin, Trace, What, nth};

use drawn::{Draw, datagrams, free, streams};
use driver::Driven;

/// Makes a run again and compares the two.
fn again(recorded: &Trace) -> (Driven, Comparison, Option<usize>) {
    let wanted = recorded.scenarios().flat_map(|scenario| distinct_ports(scenario)).collect();
    let ports: HashMap<u16, u16> = free_ports(&wanted).unwrap();
    let session =
        Session::repeat(recorded, recorded.live(), Manner::default(), &ports, Arc::new(|| {})).unwrap();
    let mut run = Driven { session };
    run.until_noted("the end of what is made again", |session| (!session.is_repeating()).then_some(()));
    let mut comparison = Comparison::with_ports(&ports);
    comparison.follow(recorded, run.trace(), usize::MAX);
    let difference = comparison.difference_at_end(recorded, run.trace(), false);
    (run, comparison, difference)
}

/// The calls in the order in which they were made, those that came by themselves included.
fn order(trace: &Trace) -> Vec<String> {
    let called = |event: &Event| match &event.what {
        What::Called { call, .. } => Some(format!("{} {}", event.participant.0, call.function())),
        _ => None,
    };
    trace.events().iter().filter_map(called).collect()
}

/// Whether a call, or the one before it, was in the kernel at the same time as one of another participant: then nothing tells
/// which of the two came first.
fn overlapped(trace: &Trace, at: usize) -> bool {
    let span = |call: &CallRecord| (call.called, call.returned.unwrap_or(usize::MAX));
    let call = nth(trace, at).unwrap();
    let own = trace.calls()[..=at].iter().rev().filter(|other| other.participant == call.participant);
    let others = || trace.calls().iter().filter(|other| other.participant != call.participant);
    own.take(2).any(|own| {
        let (from, until) = span(own);
        others().map(span).any(|(other, over)| other < until && from < over)
    })
}

#[test]
fn drawn_runs_made_again_come_out_the_same_in_the_same_order() {
    let mut alike = 0;
    for seed in 0..60 {
        let mut draw = Draw::of(5_000 + seed);
        let scenario = match seed % 3 {
            0 => datagrams(&mut draw, Family::Inet),
            1 => streams(&mut draw, Family::Unix, 2),
            _ => streams(&mut draw, Family::Inet, 2),
        };
        let recorded = free(&scenario);
        let (run, _, difference) = again(recorded.trace());
        let both = || format!("{}\nmade again:\n{}", recorded.story(), run.story());
        let Some(at) = difference else {
            assert_eq!(order(run.trace()), order(recorded.trace()), "{seed}: {}", both());
            alike += 1;
            continue;
        };
        assert!(overlapped(recorded.trace(), at), "{seed}: it differs at call {at}: {}", both());
    }
    assert!(alike > 40, "only {alike} of 60 came out the same");
}

/// A run in which what one participant's end closes came between the calls of others, and in which sockets are closed as their
/// variables get new ones.
#[test]
fn closes_that_come_by_themselves_come_in_their_turn() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/interleaved_closes.ronl");
    let recorded = read(&path, Extent::Whole).unwrap();
    assert!(recorded.fault.is_none());
    let by_itself = |trace: &Trace| {
        let closes = trace.calls().iter().filter(|call| !matches!(call.origin, Origin::Script { .. }));
        closes.count()
    };
    assert!(by_itself(&recorded.trace) >= 3);
    for _ in 0..3 {
        let (run, _, difference) = again(&recorded.trace);
        assert_eq!(difference, None, "{}", run.story());
        assert_eq!(order(run.trace()), order(&recorded.trace), "{}", run.story());
    }
}
