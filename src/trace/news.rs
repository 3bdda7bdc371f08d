//! What there is to tell of a run between what was shown before and what is shown now, for whoever hears the screen. It
//! decides; the words are elsewhere.

use super::{CallRecord, Event, Moment, Origin, ProgramEvent, Trace, What};

/// So many events are told one by one; of more, only how many and the last.
const MOST: usize = 3;

/// Which moment of which run is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The identity of the trace.
    pub run: u64,
    pub moment: Moment,
    /// Whether it is the last one, as it comes.
    pub is_live: bool,
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Another run is shown, or the same begun again.
    Anew,
    /// This has come since.
    Came(Came),
    /// Another moment is shown, because a person looks elsewhere. With the last event of it that says something.
    Moved { to: Moment, last: Option<usize> },
}

/// What has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// Positions of the events that are told, oldest first.
    pub told: Vec<usize>,
    /// How many calls came back in all, where that is more than is told.
    pub calls: Option<usize>,
    /// Whether something failed.
    pub failed: bool,
}

impl Trace {
    /// What there is to tell of the way from one moment to another.
    #[must_use]
    pub fn news(&self, before: Shown, now: Shown) -> Option<News> {
        if before.run != now.run || (before.is_live && now.is_live && now.moment < before.moment) {
            return Some(News::Anew);
        }
        if before.moment == now.moment {
            return None;
        }
        if before.is_live && now.is_live {
            return self.came(before.moment, now.moment).map(News::Came);
        }
        let last = (self.first().0..now.moment.0).rev().take(1_000).find(|at| self.tells(*at, now.moment));
        Some(News::Moved { to: now.moment, last })
    }

    fn came(&self, before: Moment, now: Moment) -> Option<Came> {
        let new = before.0.max(self.first().0)..now.0;
        let mut came = Came::default();
        let (mut number, mut calls, mut failure) = (0, 0, None);
        for at in new.clone().filter(|at| self.tells(*at, now)) {
            number += 1;
            if number <= MOST {
                came.told.push(at);
            }
            calls += usize::from(matches!(self.event(at).map(|event| &event.what), Some(What::Returned(_))));
            if self.event(at).is_some_and(has_failed) {
                failure = Some(at);
            }
        }
        came.failed = failure.is_some();
        if number > MOST {
            let last = new.rev().find(|at| self.tells(*at, now));
            came.told = failure.into_iter().filter(|at| Some(*at) != last).chain(last).collect();
            came.calls = Some(calls);
        }
        (number > 0).then_some(came)
    }

    /// Whether an event says something by itself.
    fn tells(&self, at: usize, now: Moment) -> bool {
        let Some(event) = self.event(at) else { return false };
        let call = || self.find_call(self.call_of(at)?);
        match &event.what {
            // That it waited is in what came of it.
            What::Waiting(_) => !call().and_then(|call| call.returned).is_some_and(|at| now.shows(at)),
            What::Returned(_) => call().is_none_or(|call| !is_implicit(call)),
            What::Held { .. }
            | What::Ended
            | What::Killed
            | What::Frozen
            | What::Thawed
            | What::Left { .. } => true,
            What::Program(shown) => matches!(
                **shown,
                ProgramEvent::AwaitsInput
                    | ProgramEvent::Raised { .. }
                    | ProgramEvent::Exited { .. }
                    | ProgramEvent::Joined { .. }
                    | ProgramEvent::Unseen { .. }
            ),
            What::Called { .. } | What::Script { .. } | What::Read { .. } | What::Edited { .. } => false,
        }
    }
}

/// Whether a call is made without anybody writing it: it comes with the end that is told.
fn is_implicit(call: &CallRecord) -> bool {
    matches!(call.origin, Origin::Renamed | Origin::ProgramEnd | Origin::Killed)
}

fn has_failed(event: &Event) -> bool {
    match &event.what {
        What::Returned(outcome) => !outcome.is_success(),
        What::Killed => true,
        What::Program(shown) => matches!(**shown, ProgramEvent::Raised { .. }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
    use crate::sockets::{Awaited, Call, Errno, Outcome};

    const WHO: ParticipantId = ParticipantId(0);

    fn run(events: impl IntoIterator<Item = What>) -> Trace {
        let one = Participant {
            id: WHO,
            name: "one".into(),
            role: Role::Peer,
            script: Script::default(),
            program: None,
        };
        let mut trace = Trace::of(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }));
        for (at, what) in (0..).zip(events) {
            trace.append(Event { at, participant: WHO, what }).unwrap();
        }
        trace
    }

    fn called() -> What {
        let origin = Origin::Script { step: 0, line: 0 };
        What::Called { origin, call: Arc::new(Call::Sleep { ms: 0 }), socket: None }
    }

    fn done() -> What {
        What::Returned(Outcome::Done)
    }

    fn live(trace: &Trace, moment: usize) -> Shown {
        Shown { run: trace.identity(), moment: Moment(moment), is_live: true }
    }

    fn past(trace: &Trace, moment: usize) -> Shown {
        Shown { is_live: false, ..live(trace, moment) }
    }

    fn came(trace: &Trace, from: usize, to: usize) -> Option<Came> {
        match trace.news(live(trace, from), live(trace, to))? {
            News::Came(came) => Some(came),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_call_is_told_when_it_waits_and_when_it_returns_and_not_when_it_is_made() {
        let trace = run([called(), What::Waiting(Awaited::Bytes), done()]);
        assert_eq!(came(&trace, 0, 1), None);
        assert_eq!(came(&trace, 1, 2).unwrap().told, [1]);
        assert_eq!(came(&trace, 2, 3).unwrap().told, [2]);
        // Who hears of it after it is over hears what came of it.
        assert_eq!(came(&trace, 0, 3).unwrap().told, [2]);
        assert_eq!(came(&trace, 3, 3), None);
    }

    #[test]
    fn a_flood_is_counted_and_its_last_failure_is_told() {
        let many = (0..412).flat_map(|n| {
            let outcome = if n == 200 { Outcome::Failed(Errno::EBADF) } else { Outcome::Done };
            [called(), What::Returned(outcome)]
        });
        let trace = run(many);
        let all = came(&trace, 0, 824).unwrap();
        assert_eq!(all, Came { told: vec![401, 823], calls: Some(412), failed: true });
        let few = came(&trace, 0, 6).unwrap();
        assert_eq!(few, Came { told: vec![1, 3, 5], calls: None, failed: false });
        let none_failed = came(&trace, 500, 520).unwrap();
        assert_eq!(none_failed, Came { told: vec![519], calls: Some(10), failed: false });
    }

    #[test]
    fn looking_elsewhere_is_told_as_such_with_the_last_that_happened() {
        let trace = run([called(), done(), called(), done()]);
        let moved = |to, last| Some(News::Moved { to: Moment(to), last });
        assert_eq!(trace.news(live(&trace, 4), past(&trace, 3)), moved(3, Some(1)));
        assert_eq!(trace.news(past(&trace, 3), past(&trace, 1)), moved(1, None));
        assert_eq!(trace.news(past(&trace, 1), live(&trace, 4)), moved(4, Some(3)));
        assert_eq!(trace.news(past(&trace, 1), past(&trace, 1)), None);
    }

    #[test]
    fn another_run_is_told_once() {
        let (one, other) = (run([called(), done()]), run([]));
        assert_eq!(other.news(live(&one, 2), live(&other, 0)), Some(News::Anew));
        assert_eq!(other.news(live(&other, 0), live(&other, 0)), None);
    }

    #[test]
    fn the_end_of_a_program_is_told_and_the_closes_that_come_with_it_are_not() {
        let close = Call::Close { socket: "s".into() };
        let implicit = What::Called { origin: Origin::ProgramEnd, call: Arc::new(close), socket: None };
        let failed = What::Returned(Outcome::NoSocket);
        let trace = run([implicit, failed, What::Ended]);
        assert_eq!(came(&trace, 0, 3).unwrap().told, [2]);
    }
}
