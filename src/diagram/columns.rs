//! Columns: one for each participant, in the order written, then one for each outside program.

use super::Subject;
use crate::scenario::ParticipantId;
use crate::trace::OutsiderId;

/// How columns share the width of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// The narrowest box; with more columns than fit, the page is wider than the view.
    narrowest: f32,
    /// A box that is narrower than this has less beside it.
    comfortable: f32,
    /// The widest box: beyond it, the two ends of an arrow are too far apart to be read as one.
    widest: f32,
    /// Between the boxes of two columns: room for what an arrow says. The narrow one is for many columns.
    gaps: [f32; 2],
    /// Beside the outer boxes: room for their signs.
    edge: f32,
}

impl Spacing {
    /// For somebody who sits before it.
    pub const NEAR: Self =
        Self { narrowest: 140.0, comfortable: 180.0, widest: 290.0, gaps: [100.0, 64.0], edge: 40.0 };
    /// For the last row of a room: text is larger for the same page, and so is all that holds it.
    pub const FAR: Self =
        Self { narrowest: 230.0, comfortable: 340.0, widest: 500.0, gaps: [190.0, 130.0], edge: 50.0 };

    /// The width of a page on which so many columns have room.
    #[must_use]
    pub fn roomy(&self, columns: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "there are few columns")]
        let number = columns.max(1) as f32;
        number * self.comfortable + (number - 1.0) * self.gaps[1] + 2.0 * self.edge
    }
}

/// Whose column it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    Participant(ParticipantId),
    Outside(OutsiderId),
}

/// A column of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub lane: Lane,
    /// Where its lifeline runs.
    pub centre: f32,
    pub width: f32,
    pub box_width: f32,
}

impl Column {
    /// The left edge of its boxes.
    #[must_use]
    pub fn box_left(&self) -> f32 {
        self.centre - self.box_width / 2.0
    }
}

/// Who has a column, in this order: the participants as they are written, each program
/// followed by its threads, those that have left and are remembered by their
/// calls, the programs outside.
pub(super) fn lanes(subject: Subject) -> Vec<Lane> {
    let Subject { scenario, snapshot, .. } = subject;
    let present = snapshot.lifelines();
    let departed = snapshot.departed().map(|(id, _)| id).filter(|id| scenario.participant(*id).is_none());
    let outside = (0..).map(OutsiderId).zip(snapshot.outsiders()).map(|(id, _)| Lane::Outside(id));
    present.chain(departed).map(Lane::Participant).chain(outside).collect()
}

/// The place of somebody's column.
pub(super) fn place(columns: &[Column], lane: Lane) -> Option<usize> {
    columns.iter().position(|column| column.lane == lane)
}

/// Somebody's column.
pub(super) fn of(columns: &[Column], lane: Lane) -> Option<&Column> {
    columns.iter().find(|column| column.lane == lane)
}

/// The columns, and the width of the page.
#[expect(clippy::cast_precision_loss, reason = "there are few columns")]
pub(super) fn lay_out(lanes: Vec<Lane>, available: f32, spacing: Spacing) -> (Vec<Column>, f32) {
    let Spacing { narrowest, comfortable, widest, gaps, edge } = spacing;
    let number = lanes.len().max(1) as f32;
    let box_width = |gap: f32| (available - 2.0 * edge - gap * (number - 1.0)) / number;
    let gap = gaps.into_iter().find(|gap| box_width(*gap) >= comfortable).unwrap_or(gaps[1]);
    let box_width = box_width(gap).clamp(narrowest, widest);
    let width = box_width + gap;
    let needed = number * width - gap + 2.0 * edge;
    let page = needed.max(available);
    let left = (page - needed) / 2.0 + edge - gap / 2.0;
    let columns = lanes
        .into_iter()
        .enumerate()
        .map(|(at, lane)| Column { lane, centre: left + (at as f32 + 0.5) * width, width, box_width })
        .collect();
    (columns, page)
}
