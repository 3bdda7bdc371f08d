//! Playing what has happened: a state machine without a clock, which is told how much time has passed and answers which
//! moment is shown.

use std::time::Duration;

use super::{Moment, Trace};

/// What a length on the time line means, and a second of playing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Each event takes the same room, whenever it happened.
    #[default]
    Events,
    /// Each nanosecond takes the same room, whatever happened in it.
    Time,
}

impl Scale {
    /// How quickly something can be played on it, from slow to quick. What programs do in real time is over in milliseconds.
    #[must_use]
    pub fn speeds(self) -> &'static [f64] {
        const SPEEDS: [f64; 10] = [1e-4, 1e-3, 1e-2, 1.0 / 16.0, 0.25, 0.5, 1.0, 2.0, 4.0, 16.0];
        match self {
            Self::Events => SPEEDS.split_at(3).1,
            Self::Time => &SPEEDS,
        }
    }
}

/// So many events are shown in a second at speed 1, on the scale of events.
pub const EVENTS_A_SECOND: f64 = 2.0;

/// How what has happened is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playback {
    pub scale: Scale,
    /// Against real time, or against [`EVENTS_A_SECOND`].
    pub speed: f64,
    /// How far it is between the moment that is shown and the next: nanoseconds of the run, or a part of an event.
    beyond: f64,
}

impl Default for Playback {
    fn default() -> Self {
        Self { scale: Scale::default(), speed: 1.0, beyond: 0.0 }
    }
}

impl Playback {
    /// Begins anew from a moment that was sought.
    pub fn rest(&mut self) {
        self.beyond = 0.0;
    }

    /// The moment that is shown when so much time has passed since `from` was. Never one beyond the end.
    #[must_use]
    pub fn advance(&mut self, trace: &Trace, from: Moment, elapsed: Duration) -> Moment {
        let end = trace.live();
        if from >= end {
            self.rest();
            return end;
        }
        match self.scale {
            Scale::Events => {
                let passed = self.beyond + elapsed.as_secs_f64() * EVENTS_A_SECOND * self.speed;
                let whole = passed.floor();
                self.beyond = passed - whole;
                Moment(from.0.saturating_add(count(whole)).min(end.0))
            }
            Scale::Time => {
                let ahead = self.beyond + elapsed.as_secs_f64() * 1e9 * self.speed;
                let since = time_at(trace, from);
                let shown = trace.moment_at(since.saturating_add(count(ahead) as u64)).max(from);
                #[expect(clippy::cast_precision_loss, reason = "some nanoseconds in some years")]
                let gone = time_at(trace, shown).saturating_sub(since) as f64;
                self.beyond = ahead - gone;
                shown
            }
        }
    }

    /// In how much time the next moment is shown. `None` at the end.
    #[must_use]
    pub fn due_in(&self, trace: &Trace, from: Moment) -> Option<Duration> {
        let seconds = match self.scale {
            Scale::Events if from >= trace.live() => return None,
            Scale::Events => (1.0 - self.beyond) / EVENTS_A_SECOND,
            Scale::Time => {
                let next = trace.event(from.0)?.at.saturating_sub(time_at(trace, from));
                #[expect(clippy::cast_precision_loss, reason = "some nanoseconds in some years")]
                let left = next as f64 - self.beyond;
                left / 1e9
            }
        };
        Some(Duration::try_from_secs_f64(seconds.max(0.0) / self.speed).unwrap_or(Duration::MAX))
    }
}

/// The time of a moment. What had not begun yet takes no time to be played.
fn time_at(trace: &Trace, moment: Moment) -> u64 {
    let first = trace.events().first().filter(|_| moment <= trace.first());
    first.map_or_else(|| trace.time_of(moment), |event| event.at)
}

/// A whole number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as large as there are numbers, at most"
)]
fn count(number: f64) -> usize {
    number.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
    use crate::trace::{Event, What};

    /// Events at these times, in nanoseconds.
    fn trace(times: &[u64]) -> Trace {
        let one = Participant {
            id: ParticipantId(0),
            name: "one".into(),
            role: Role::Peer,
            script: Script::default(),
            program: None,
        };
        let mut trace = Trace::of(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }));
        for (at, what) in times.iter().zip([What::Frozen, What::Thawed].into_iter().cycle()) {
            trace.append(Event { at: *at, participant: ParticipantId(0), what }).unwrap();
        }
        trace
    }

    #[test]
    fn events_come_at_an_even_pace_whenever_they_happened() {
        let trace = trace(&[0, 1, 2, 9_000_000_000, 9_000_000_001]);
        let mut playback = Playback::default();
        let shown = |playback: &mut Playback, from, ms| {
            playback.advance(&trace, Moment(from), Duration::from_millis(ms)).0
        };
        assert_eq!(playback.due_in(&trace, Moment(0)), Some(Duration::from_millis(500)));
        assert_eq!(shown(&mut playback, 0, 400), 0);
        assert_eq!(playback.due_in(&trace, Moment(0)), Some(Duration::from_millis(100)));
        assert_eq!(shown(&mut playback, 0, 100), 1);
        playback.speed = 0.25;
        assert_eq!(shown(&mut playback, 1, 1_999), 1);
        assert_eq!(shown(&mut playback, 1, 1), 2);
        playback.speed = 4.0;
        assert_eq!(shown(&mut playback, 2, 60_000), 5);
        assert_eq!(playback.due_in(&trace, Moment(5)), None);
    }

    #[test]
    fn on_the_scale_of_time_a_second_is_a_second() {
        let second = 1_000_000_000;
        let trace = trace(&[0, second, 3 * second, 3 * second, 10 * second]);
        let mut playback = Playback { scale: Scale::Time, ..Playback::default() };
        let mut moment = Moment(0);
        let mut seen = Vec::new();
        for _ in 0..22 {
            moment = playback.advance(&trace, moment, Duration::from_millis(500));
            seen.push(moment.0);
        }
        let expected = [vec![1], vec![2; 4], vec![4; 14], vec![5; 3]].concat();
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_had_not_begun_takes_no_time() {
        let trace = trace(&[5_000_000_000, 6_000_000_000]);
        let mut playback = Playback { scale: Scale::Time, ..Playback::default() };
        assert_eq!(playback.due_in(&trace, Moment(0)), Some(Duration::ZERO));
        assert_eq!(playback.advance(&trace, Moment(0), Duration::from_millis(1)), Moment(1));
        assert_eq!(playback.advance(&trace, Moment(1), Duration::from_millis(998)), Moment(1));
        assert_eq!(playback.advance(&trace, Moment(1), Duration::from_millis(1)), Moment(2));
    }

    #[test]
    fn at_a_quarter_of_the_speed_a_second_takes_four() {
        let trace = trace(&[0, 1_000_000_000]);
        let mut playback = Playback { scale: Scale::Time, speed: 0.25, ..Playback::default() };
        assert_eq!(playback.due_in(&trace, Moment(1)), Some(Duration::from_secs(4)));
        assert_eq!(playback.advance(&trace, Moment(1), Duration::from_secs(3)), Moment(1));
        assert_eq!(playback.due_in(&trace, Moment(1)), Some(Duration::from_secs(1)));
        assert_eq!(playback.advance(&trace, Moment(1), Duration::from_secs(1)), Moment(2));
    }
}
