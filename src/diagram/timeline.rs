//! Where things stand on the time line: an axis of events or of time, and on it a band for each participant. A call that
//! is wide enough is a segment; where calls are narrower than that, columns tell of many at once. The number of both
//! depends on the width alone, whatever the length of the run.

use std::ops::Range;

use crate::scenario::ParticipantId;
use crate::trace::{CallId, CallRecord, Moment, Scale, Stretch, Trace};

/// Width of a column that tells of several calls.
pub const COLUMN: f32 = 2.0;
/// A call of this width is painted by itself.
const WIDE: f32 = 2.0 * COLUMN;
/// What can be shown at the largest zoom, in events and in nanoseconds.
const LEAST: [f64; 2] = [8.0, 1_000.0];
/// A moment that comes back into view keeps so much of the width from the edge.
const MARGIN: f64 = 0.1;

/// A length of the run, on the axis that it is shown on: numbers of events, or nanoseconds since the run began.
pub type Reach = Range<f64>;

/// What a place on the time line means.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub scale: Scale,
    /// All that there is to show.
    pub whole: Reach,
    /// What is shown of it.
    pub shown: Reach,
    /// The room for it, in points.
    pub width: f32,
}

/// One call that is wide enough to be seen by itself, or several that are not.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub left: f32,
    pub right: f32,
    /// What is to be told of it.
    pub done: Stretch,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// One call, and where in it the waiting stands.
    Call { id: CallId, waiting: Option<Range<f32>> },
    /// Calls that share a column.
    Calls,
}

/// What one participant did.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub who: ParticipantId,
    /// From left to right, and beside each other.
    pub pieces: Vec<Piece>,
}

impl Axis {
    /// The axis of a run. `asked` is the part of it that a person wants to see; `None` for the whole.
    #[must_use]
    pub fn of(trace: &Trace, scale: Scale, asked: Option<&Reach>, width: f32) -> Self {
        let whole = whole(trace, scale);
        let within = |asked: &Reach| asked.start.max(whole.start)..asked.end.min(whole.end);
        let shown = asked.map(within).filter(|shown| shown.start < shown.end);
        Self { scale, shown: shown.unwrap_or(whole.clone()), whole, width: width.max(1.0) }
    }

    /// Whether not everything is shown.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        self.shown != self.whole
    }

    /// Where a moment stands.
    #[must_use]
    pub fn x(&self, trace: &Trace, moment: Moment) -> f32 {
        self.x_of(self.place(trace, moment))
    }

    /// The moment at an x, the nearest there is.
    #[must_use]
    pub fn moment_at(&self, trace: &Trace, x: f32) -> Moment {
        let place = self.place_at(x);
        // Nothing has happened yet only at the very edge: events can stand there too.
        if x <= 0.0 && self.shown.start <= self.whole.start {
            return trace.first();
        }
        let found = match self.scale {
            Scale::Events => Moment(number(place.round())),
            // What a person cannot point beside counts as pointed at.
            Scale::Time => trace.moment_at(number(place + self.span() / f64::from(self.width) / 2.0) as u64),
        };
        found.clamp(trace.first(), trace.live())
    }

    /// The x of a place.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
    pub fn x_of(&self, place: f64) -> f32 {
        ((place - self.shown.start) / self.span() * f64::from(self.width)) as f32
    }

    /// The place of a moment.
    #[must_use]
    pub fn place(&self, trace: &Trace, moment: Moment) -> f64 {
        match self.scale {
            Scale::Events => float(moment.0 as u64),
            Scale::Time => float(trace.time_of(moment)).max(self.whole.start),
        }
    }

    fn place_at(&self, x: f32) -> f64 {
        self.shown.start + f64::from(x) / f64::from(self.width) * self.span()
    }

    fn span(&self) -> f64 {
        self.shown.end - self.shown.start
    }

    /// So many times as large about an x. `None` for the whole.
    #[must_use]
    pub fn zoomed(&self, x: f32, times: f64) -> Option<Reach> {
        let whole = self.whole.end - self.whole.start;
        let least = LEAST[usize::from(self.scale == Scale::Time)].min(whole);
        let span = (self.span() / times).clamp(least, whole);
        let start = self.place_at(x) - span * f64::from(x / self.width);
        (span < whole).then(|| self.within(start, span))
    }

    /// The same size, so many points further on.
    #[must_use]
    pub fn moved(&self, by: f32) -> Option<Reach> {
        self.is_zoomed().then(|| self.within(self.place_at(by), self.span()))
    }

    /// What to show so that a moment is in view. `None` where it is.
    #[must_use]
    pub fn brought(&self, trace: &Trace, moment: Moment) -> Option<Reach> {
        let place = self.place(trace, moment);
        if (self.shown.start..=self.shown.end).contains(&place) {
            return None;
        }
        let part = if place < self.shown.start { MARGIN } else { 1.0 - MARGIN };
        Some(self.within(place - self.span() * part, self.span()))
    }

    fn within(&self, start: f64, span: f64) -> Reach {
        let start = start.clamp(self.whole.start, (self.whole.end - span).max(self.whole.start));
        start..start + span
    }

    /// Round places to write numbers at, no nearer to each other than this, and the distance between two.
    #[must_use]
    pub fn ticks(&self, apart: f32) -> (Vec<f64>, f64) {
        let wanted = (self.span() / f64::from(self.width) * f64::from(apart)).max(1.0);
        let decade = 10_f64.powf(wanted.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * decade).into_iter().find(|step| *step >= wanted);
        let step = step.unwrap_or(10.0 * decade);
        let first = (self.shown.start / step).ceil();
        let most = number(f64::from(self.width / apart)) + 1;
        let ticks = (0..=most).map(|n| (first + float(n as u64)) * step);
        (ticks.take_while(|place| *place <= self.shown.end).collect(), step)
    }

    /// The bands of these participants.
    #[must_use]
    pub fn bands(&self, trace: &Trace, who: impl IntoIterator<Item = ParticipantId>) -> Vec<Band> {
        who.into_iter().map(|who| Band { who, pieces: self.pieces(trace, who) }).collect()
    }

    fn pieces(&self, trace: &Trace, who: ParticipantId) -> Vec<Piece> {
        let calls = trace.at(trace.live()).calls_of(who);
        let record = |id: &CallId| trace.call(*id);
        // A participant is in one call at a time: they end in the order in which they begin.
        let mut at = calls.partition_point(|id| self.end(trace, record(id)) < self.shown.start);
        let mut free = 0.0_f32;
        let mut pieces = Vec::new();
        while let Some(id) = calls.get(at) {
            let call = record(id);
            let (left, right) = self.reach(trace, call);
            if left > self.width {
                break;
            }
            if right - left >= WIDE {
                let left = left.max(free);
                let right = right.min(self.width).max(left);
                let waiting = call.waiting.map(|waits| self.waiting(trace, call, waits));
                let waiting = waiting.map(|waiting| waiting.start.max(left)..waiting.end.clamp(left, right));
                let what = What::Call { id: *id, waiting };
                pieces.push(Piece { left, right, done: trace.stretch(who, &calls[at..=at]), what });
                (free, at) = (right, at + 1);
                continue;
            }
            let grid = (left.max(free) / COLUMN).floor() * COLUMN;
            let end = self.place_at(grid + COLUMN);
            let number = calls[at..].partition_point(|id| self.begin(trace, record(id)) < end);
            let mut beyond = at + number.max(1);
            // Of calls that begin in a column, only the last can reach far beyond it.
            let (last_left, last_right) = self.reach(trace, record(&calls[beyond - 1]));
            if beyond - at > 1 && last_right - last_left >= WIDE {
                beyond -= 1;
            }
            let done = trace.stretch(who, &calls[at..beyond]);
            pieces.push(Piece { left: grid.max(free), right: grid + COLUMN, done, what: What::Calls });
            (free, at) = (grid + COLUMN, beyond);
        }
        pieces
    }

    /// From where to where a call reaches.
    fn reach(&self, trace: &Trace, call: &CallRecord) -> (f32, f32) {
        (self.x_of(self.begin(trace, call)), self.x_of(self.end(trace, call)))
    }

    fn waiting(&self, trace: &Trace, call: &CallRecord, since: usize) -> Range<f32> {
        let (from, until) = match self.scale {
            Scale::Events => (float(since as u64), call.returned.map(|at| float(at as u64))),
            Scale::Time => (float(trace.time(since)), call.returned.map(|at| float(trace.time(at)))),
        };
        self.x_of(from)..self.x_of(until.unwrap_or(self.whole.end))
    }

    fn begin(&self, trace: &Trace, call: &CallRecord) -> f64 {
        match self.scale {
            Scale::Events => float(call.called as u64),
            Scale::Time => float(trace.time(call.called)),
        }
    }

    /// Where a call is over; one that is not reaches to the end.
    fn end(&self, trace: &Trace, call: &CallRecord) -> f64 {
        let returned = call.returned.map(|at| match self.scale {
            Scale::Events => float(at as u64 + 1),
            Scale::Time => float(trace.time(at)),
        });
        returned.unwrap_or(self.whole.end)
    }
}

/// From the first event that is kept to the last, and never nothing.
fn whole(trace: &Trace, scale: Scale) -> Reach {
    let (start, end) = match scale {
        Scale::Events => (trace.first().0 as u64, trace.live().0 as u64),
        Scale::Time => (trace.events().first().map_or(0, |first| first.at), trace.time_of(trace.live())),
    };
    float(start)..float(end.max(start + 1))
}

#[expect(clippy::cast_precision_loss, reason = "some nanoseconds in some years")]
fn float(number: u64) -> f64 {
    number as f64
}

/// A whole number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as large as there are numbers, at most"
)]
fn number(place: f64) -> usize {
    place.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{Participant, Role, Scenario, Script};
    use crate::sockets::{Awaited, Call, Errno, Outcome};
    use crate::trace::{Event, Origin, Room, What as Happened};

    const WHO: ParticipantId = ParticipantId(0);

    /// A run of one participant: for each call when it was made, whether it waited, when it returned, and whether it failed.
    fn run(calls: impl IntoIterator<Item = (u64, bool, Option<u64>, bool)>) -> Trace {
        run_in(Room::default(), calls)
    }

    /// The same with so much of it kept.
    fn run_in(room: Room, calls: impl IntoIterator<Item = (u64, bool, Option<u64>, bool)>) -> Trace {
        let one = Participant {
            id: WHO,
            name: "one".into(),
            role: Role::Peer,
            script: Script::default(),
            program: None,
        };
        let mut trace =
            Trace::with_room(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }), room);
        let call = Arc::new(Call::Sleep { ms: 0 });
        let mut append = |at, what| trace.append(Event { at, participant: WHO, what }).unwrap();
        for (called, waited, returned, failed) in calls {
            let origin = Origin::Script { step: 0, line: 0 };
            append(called, Happened::Called { origin, call: Arc::clone(&call), socket: None });
            if waited {
                append(called, Happened::Waiting(Awaited::Bytes));
            }
            if let Some(returned) = returned {
                let outcome = if failed { Outcome::Failed(Errno::EBADF) } else { Outcome::Done };
                append(returned, Happened::Returned(outcome));
            }
        }
        trace
    }

    /// Calls of a microsecond each, one after the other, of which each 1,000th fails.
    fn many(calls: u64) -> Trace {
        run((0..calls).map(|n| (n * 1_000, false, Some(n * 1_000 + 600), n % 1_000 == 500)))
    }

    fn pieces(trace: &Trace, axis: &Axis) -> Vec<Piece> {
        axis.bands(trace, [WHO]).remove(0).pieces
    }

    #[test]
    fn calls_with_room_are_segments_that_show_where_they_waited() {
        let trace = run([(0, false, Some(10), false), (20, true, Some(80), true), (90, true, None, false)]);
        let axis = Axis::of(&trace, Scale::Events, None, 700.0);
        let shown: Vec<_> = pieces(&trace, &axis)
            .into_iter()
            .map(|piece| {
                let What::Call { waiting, .. } = piece.what else { panic!("{piece:?}") };
                (piece.left, piece.right, waiting, piece.done.failed)
            })
            .collect();
        assert_eq!(
            shown,
            [
                (0.0, 200.0, None, false),
                (200.0, 500.0, Some(300.0..400.0), true),
                (500.0, 700.0, Some(600.0..700.0), false),
            ]
        );
        let time = Axis::of(&trace, Scale::Time, None, 900.0);
        let second = &pieces(&trace, &time)[1];
        assert_eq!((second.left, second.right), (200.0, 800.0));
    }

    #[test]
    fn a_column_says_failed_if_and_only_if_a_failed_call_is_in_it() {
        let trace = many(20_000);
        for scale in [Scale::Events, Scale::Time] {
            let axis = Axis::of(&trace, scale, None, 640.0);
            let mut at = 0;
            for piece in pieces(&trace, &axis) {
                let calls = at..at + piece.done.calls;
                assert_eq!(piece.done.failed, calls.clone().any(|n| n % 1_000 == 500), "{scale:?} {calls:?}");
                assert!(!piece.done.waited);
                at = calls.end;
            }
            assert_eq!(at, 20_000, "each call is told of once");
        }
    }

    #[test]
    fn pieces_stand_beside_each_other_where_long_calls_follow_short_ones() {
        // A thousand short calls, then a long one, again and again.
        let calls = (0..20_u64).flat_map(|n| {
            let begin = n * 100_000;
            let short = (0..1_000).map(move |k| (begin + k * 10, false, Some(begin + k * 10 + 5), false));
            short.chain([(begin + 10_000, true, Some(begin + 90_000), false)])
        });
        let trace = run(calls);
        for scale in [Scale::Events, Scale::Time] {
            for width in [37.0, 640.0, 1_500.0] {
                let axis = Axis::of(&trace, scale, None, width);
                let pieces = pieces(&trace, &axis);
                let told: usize = pieces.iter().map(|piece| piece.done.calls).sum();
                assert_eq!(told, 20 * 1_001, "{scale:?} {width}");
                for pair in pieces.windows(2) {
                    assert!(pair[0].right <= pair[1].left + 0.001, "{scale:?} {width}: {pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_run_of_a_million_events_is_as_many_pieces_as_one_of_a_thousand() {
        let (short, long) = (many(500), many(500_000));
        assert_eq!(long.events().len(), 1_000_000);
        for scale in [Scale::Events, Scale::Time] {
            let number = |trace: &Trace| pieces(trace, &Axis::of(trace, scale, None, 800.0)).len();
            assert_eq!(number(&long), 400, "{scale:?}");
            assert_eq!(number(&short), 400, "{scale:?}");
        }
        // What is zoomed into begins in the middle of the run, and is told from there on.
        let axis = Axis::of(&long, Scale::Events, Some(&(600_000.0..600_020.0)), 800.0);
        assert_eq!(pieces(&long, &axis).len(), 12);
    }

    #[test]
    fn what_was_dropped_from_memory_is_not_on_the_line() {
        let calls = (0..5_000_u64).map(|n| (n * 1_000, false, Some(n * 1_000 + 600), n == 10));
        let trace = run_in(Room { events: 1_000, ..Room::default() }, calls);
        assert!(trace.first().0 > 8_000);
        for scale in [Scale::Events, Scale::Time] {
            let axis = Axis::of(&trace, scale, None, 300.0);
            assert!(axis.x(&trace, trace.first()).abs() < 0.001, "{scale:?}");
            assert_eq!(axis.moment_at(&trace, 0.0), trace.first());
            let pieces = pieces(&trace, &axis);
            assert_eq!(pieces.iter().map(|piece| piece.done.calls).sum::<usize>(), trace.calls().len());
            assert!(
                pieces.iter().all(|piece| !piece.done.failed && piece.left >= 0.0 && piece.right <= 302.0)
            );
        }
    }

    #[test]
    fn a_moment_is_found_again_where_it_stands_on_both_scales() {
        let trace = many(100);
        for scale in [Scale::Events, Scale::Time] {
            for asked in [None, Some(0.0..60.0), Some(10_000.0..30_000.0)] {
                let axis = Axis::of(&trace, scale, asked.as_ref(), 900.0);
                for moment in (0..=200).map(Moment) {
                    let x = axis.x(&trace, moment);
                    // Outside there is nothing to point at, and the moment before the first event is that of the edge.
                    if (0.0..=900.0).contains(&x) && (moment.0 != 1 || scale == Scale::Events) {
                        assert_eq!(axis.moment_at(&trace, x), moment, "{scale:?} {asked:?} at {x}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_that_is_pointed_at_is_beyond_the_run() {
        for trace in [run([]), many(3)] {
            for scale in [Scale::Events, Scale::Time] {
                let axis = Axis::of(&trace, scale, None, 500.0);
                assert_eq!(axis.moment_at(&trace, -50.0), trace.first());
                assert_eq!(axis.moment_at(&trace, 550.0), trace.live());
            }
        }
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer_and_comes_back_to_the_whole() {
        let trace = many(1_000);
        let whole = Axis::of(&trace, Scale::Events, None, 800.0);
        let near = Axis::of(&trace, Scale::Events, whole.zoomed(200.0, 4.0).as_ref(), 800.0);
        assert_eq!(whole.moment_at(&trace, 200.0), near.moment_at(&trace, 200.0));
        assert!((near.shown.end - near.shown.start - 500.0).abs() < 1e-6);
        assert_eq!(near.zoomed(10.0, 0.1), None);
        let nearest = near.zoomed(0.0, 1e9).unwrap();
        assert!((nearest.end - nearest.start - 8.0).abs() < 1e-6);
        assert!((near.moved(1e9).unwrap().end - 2_000.0).abs() < 1e-6);
        assert_eq!(near.brought(&trace, Moment(500)), None);
        assert!(near.brought(&trace, Moment(1_900)).unwrap().contains(&1_900.0));
    }

    #[test]
    fn ticks_are_round_and_keep_their_distance() {
        let trace = many(1_000);
        let axis = Axis::of(&trace, Scale::Events, None, 800.0);
        let (ticks, step) = axis.ticks(70.0);
        assert!((step - 200.0).abs() < 1e-6);
        assert_eq!(ticks.len(), 11);
        let few = many(2);
        let (ticks, step) = Axis::of(&few, Scale::Events, None, 800.0).ticks(70.0);
        assert_eq!((ticks, step), (vec![0.0, 1.0, 2.0, 3.0, 4.0], 1.0));
    }
}
