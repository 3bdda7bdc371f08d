//! Columns: one for each participant, in the order written, then one for each outside program.

use super::Subject;
use crate::scenario::ParticipantId;
use crate::trace::OutsiderId;

/// The narrowest box; with more columns than fit, the page is wider than the view.
const NARROWEST_BOX: f32 = 140.0;
/// The widest: beyond it, the two ends of an arrow are too far apart to be read as one.
const WIDEST_BOX: f32 = 290.0;
/// Between the boxes of two columns: room for what an arrow says. The narrow one is for many columns.
const GAPS: [f32; 2] = [100.0, 64.0];
/// Beside the outer boxes: room for their signs.
const EDGE: f32 = 40.0;

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
pub(super) fn lay_out(lanes: Vec<Lane>, available: f32) -> (Vec<Column>, f32) {
    let number = lanes.len().max(1) as f32;
    let box_width = |gap: f32| (available - 2.0 * EDGE - gap * (number - 1.0)) / number;
    let gap = GAPS.into_iter().find(|gap| box_width(*gap) >= 180.0).unwrap_or(GAPS[1]);
    let box_width = box_width(gap).clamp(NARROWEST_BOX, WIDEST_BOX);
    let width = box_width + gap;
    let needed = number * width - gap + 2.0 * EDGE;
    let page = needed.max(available);
    let left = (page - needed) / 2.0 + EDGE - gap / 2.0;
    let columns = lanes
        .into_iter()
        .enumerate()
        .map(|(at, lane)| Column { lane, centre: left + (at as f32 + 0.5) * width, width, box_width })
        .collect();
    (columns, page)
}
