//! Boxes of the calls that were made.

use std::ops::Range;

use super::{BOX, BoxId, CallBox, Column, Lane, ROW, Rect, Stand, columns, row_top};
use crate::trace::{Activity, CallId, CallRecord, CallState, Snapshot};

/// The boxes of calls that were made and touch these rows.
pub(super) fn made(snapshot: Snapshot, columns: &[Column], rows: &Range<u32>) -> Vec<CallBox> {
    let calls = snapshot.calls();
    let first = calls.partition_point(|call| call.row < rows.start);
    let beyond = first + calls[first..].partition_point(|call| call.row < rows.end);
    // A call that began above the view can reach into it; of each participant, only the last one above can.
    let number = |at: usize| CallId::nth(snapshot.trace.first_call().index() + at);
    let above = columns.iter().filter_map(|column| {
        let Lane::Participant(who) = column.lane else { return None };
        let own = snapshot.calls_of(who);
        let shown = own.partition_point(|id| *id < number(first));
        let last = *own[..shown].last()?;
        (end_row(snapshot, snapshot.trace.call(last)) >= rows.start).then_some(last)
    });
    let mut in_view = Vec::new();
    let mut at = first;
    while at < beyond {
        let row = calls[at].row;
        // Of those that share a row the last one stands for all, however many there are.
        let is_shared = calls[..beyond].get(at + 1).is_some_and(|next| next.row == row);
        let past =
            if is_shared { at + calls[at..beyond].partition_point(|call| call.row == row) } else { at + 1 };
        in_view.push(number(past - 1));
        at = past;
    }
    above.chain(in_view).filter_map(|id| place(snapshot, columns, id)).collect()
}

/// The box of one call that was made.
pub(super) fn place(snapshot: Snapshot, columns: &[Column], id: CallId) -> Option<CallBox> {
    let call = snapshot.trace.find_call(id)?;
    // What came of a call that was dropped is not there to be shown.
    if id < snapshot.trace.first_call() && call.returned.is_some_and(|at| snapshot.moment.shows(at)) {
        return None;
    }
    let at = columns::place(columns, Lane::Participant(call.participant))?;
    let column = &columns[at];
    let stand = match snapshot.state(call) {
        CallState::Called => Stand::Called,
        CallState::Waiting { .. } => Stand::Waiting,
        CallState::Returned(outcome) if outcome.is_success() => Stand::Done,
        CallState::Returned(_) => Stand::Failed,
    };
    Some(CallBox {
        id: BoxId::Made(id),
        column: at,
        rect: rect(column, call.row, end_row(snapshot, call)),
        stand,
        waited: call.waiting.is_some_and(|at| snapshot.moment.shows(at)),
    })
}

/// The rectangle of a box from its first row to its last.
pub(super) fn rect(column: &Column, first: u32, last: u32) -> Rect {
    let y = row_top(first);
    Rect { x: column.box_left(), y, width: column.box_width, height: row_top(last) + BOX - y }
}

/// The last row that a call takes: that of the last call made before it returned.
fn end_row(snapshot: Snapshot, call: &CallRecord) -> u32 {
    let Some(waiting) = call.waiting.filter(|at| snapshot.moment.shows(*at)) else {
        return call.row;
    };
    debug_assert!(call.called < waiting, "a call waits after it was made");
    let calls = snapshot.calls();
    let returned = call.returned.filter(|at| snapshot.moment.shows(*at));
    let before = match returned {
        Some(at) => calls.partition_point(|other| other.called < at),
        None => calls.len(),
    };
    let beside = before.checked_sub(1).map_or(call.row, |last| calls[last].row);
    beside.max(call.row + 1)
}

/// The row after the last that an open call takes.
pub(super) fn open_end(snapshot: Snapshot) -> u32 {
    snapshot
        .trace
        .participants()
        .filter_map(|who| match snapshot.activity(who) {
            Activity::Busy(id) => Some(end_row(snapshot, snapshot.trace.call(id)) + 1),
            _ => snapshot.calls_of(who).last().map(|id| end_row(snapshot, snapshot.trace.call(*id)) + 1),
        })
        .max()
        .unwrap_or(0)
}

/// The distance from the top of a box to the line that arrows keep in it.
pub(super) const MIDDLE: f32 = BOX / 2.0;

const _: () = assert!(ROW > BOX, "boxes on neighbouring rows must not touch");
