//! Where things stand on the page: columns, boxes and arrows out of (scenario, trace, moment, what is in view). Pure
//! geometry: no words, no colours, no painting. One unit is one point at zoom 1.
//!
//! Time runs down in rows: each call that is made begins a row of its own, in the order of the calls. A call that waits
//! grows down its column beside what the others do meanwhile. Rows never move once they are there, so that only what is
//! in view has to be worked out, whatever the length of the run.

mod arrows;
mod boxes;
mod columns;
mod ribbon;
mod shape;
pub mod timeline;
mod upcoming;
mod walk;

use std::ops::Range;

use crate::scenario::{Plan, Scenario};
use crate::trace::Snapshot;

pub use columns::{Column, Lane, Spacing};
pub use ribbon::{Block, Cut, Part, Ribbon, Window};
pub use shape::{Point, Rect};
pub use walk::{Stop, Toward, Walk};

use upcoming::Upcoming;

/// From one row to the next.
pub const ROW: f32 = 44.0;
/// Height of a box on one row.
pub const BOX: f32 = 34.0;
/// Above the first row and below the last.
pub const MARGIN: f32 = 14.0;

/// What the page is worked out from.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub scenario: &'a Scenario,
    pub plan: &'a Plan,
    pub snapshot: Snapshot<'a>,
}

/// What is to be seen of it.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The width that the columns can share.
    pub width: f32,
    /// The part of the page that is in view, from top to bottom.
    pub rows: Range<f32>,
    /// How the columns share the width.
    pub spacing: Spacing,
}

/// Which call a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoxId {
    Made(crate::trace::CallId),
    Planned(crate::scenario::Planned),
    /// The call before which a program is held.
    Held(crate::scenario::ParticipantId),
}

/// How a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// To come later.
    Later,
    /// The next call of its participant, whose turn it is not.
    Ready,
    /// The call that the next step makes.
    Next,
    /// Being made: the kernel has not answered.
    Called,
    /// Waiting.
    Waiting,
    /// Returned with what it was called for.
    Done,
    /// Returned with an error, or not made for want of a socket.
    Failed,
}

/// One call on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallBox {
    pub id: BoxId,
    /// Which column it stands in.
    pub column: usize,
    /// The first row of it is the head; what is below shows the time that it waited.
    pub rect: Rect,
    pub stand: Stand,
    /// Whether it waited, or waits.
    pub waited: bool,
}

/// What an arrow carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cargo {
    /// What was seen to go over.
    Link(crate::trace::Link),
    /// Nothing yet: two calls that are expected to meet.
    Expected(crate::scenario::PlannedLink),
}

/// What joins two boxes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    pub from: Point,
    pub to: Point,
    pub cargo: Cargo,
}

/// A page, as far as it is in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub columns: Vec<Column>,
    pub boxes: Vec<CallBox>,
    pub arrows: Vec<Arrow>,
    pub width: f32,
    /// The height of the whole page, in view or not.
    pub height: f32,
    /// Where the past ends and the future begins; `None` before the first call and after the last.
    pub now: Option<f32>,
    /// Calls to come that have no place on the page yet.
    pub beyond: u64,
}

impl Page {
    /// The place of somebody's column.
    #[must_use]
    pub fn column_of(&self, lane: Lane) -> Option<&Column> {
        columns::of(&self.columns, lane)
    }

    /// Works out what is in view. `next` is whose turn it is.
    #[must_use]
    pub fn lay_out(subject: Subject, next: Option<crate::scenario::ParticipantId>, view: &View) -> Self {
        let snapshot = subject.snapshot;
        let (columns, width) = columns::lay_out(columns::lanes(subject), view.width, view.spacing);
        let upcoming = Upcoming::of(subject);
        let rows = rows_in(&view.rows);

        let mut placed = boxes::made(snapshot, &columns, &rows);
        placed.extend(upcoming.boxes(subject, next, &columns, &rows));
        let arrows = arrows::lay_out(subject, &columns, &placed, &upcoming);

        let made_end = snapshot.last_row().map_or(0, |row| row + 1);
        let end = boxes::open_end(snapshot).max(made_end).max(upcoming.end());
        Self {
            now: (made_end > 0 && upcoming.end() > made_end).then(|| row_top(made_end) - (ROW - BOX) / 2.0),
            boxes: placed,
            columns,
            arrows,
            width,
            #[expect(clippy::cast_precision_loss, reason = "a page of 2^23 rows is a pixel off, at worst")]
            height: end as f32 * ROW - (ROW - BOX) + 2.0 * MARGIN,
            beyond: upcoming.beyond(),
        }
    }

    /// The box of a call, if it is in view.
    #[must_use]
    pub fn find(&self, id: BoxId) -> Option<&CallBox> {
        self.boxes.iter().find(|shown| shown.id == id)
    }
}

/// Where the part of the page is that a person should see now: the newest call and the next.
#[must_use]
pub fn focus(subject: Subject, next: Option<crate::scenario::ParticipantId>) -> Range<f32> {
    let newest = subject.snapshot.last_row().unwrap_or(0);
    let next = next.and_then(|who| Upcoming::of(subject).row_of_next(who)).unwrap_or(newest);
    row_top(newest.min(next))..row_top(newest.max(next)) + BOX
}

/// The top of a row.
#[expect(clippy::cast_precision_loss, reason = "a page of 2^23 rows is a pixel off, at worst")]
fn row_top(row: u32) -> f32 {
    MARGIN + row as f32 * ROW
}

/// The rows that a part of the page shows, a little more rather than less.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a row can be")]
fn rows_in(view: &Range<f32>) -> Range<u32> {
    let row = |y: f32| ((y - MARGIN) / ROW).floor().clamp(0.0, 4_000_000_000.0) as u32;
    row(view.start)..row(view.end).saturating_add(1)
}
