//! Columns: one for each participant, in the order written, then one for each outside program.

use crate::scenario::ParticipantId;
use crate::trace::OutsiderId;

/// The narrowest column; with more of them than fit, the page is wider than the view.
const NARROWEST: f32 = 210.0;
/// The widest: beyond it, the two ends of an arrow are too far apart to be read as one.
const WIDEST: f32 = 420.0;
/// Between the boxes of two columns: room for a check mark and for what an arrow says.
const GAP: f32 = 104.0;
/// The narrowest gap, for many columns.
const LEAST_GAP: f32 = 64.0;
/// The widest box.
const WIDEST_BOX: f32 = 280.0;

/// Whose column it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The columns, and the width of the page.
#[expect(clippy::cast_precision_loss, reason = "there are few columns")]
pub(super) fn lay_out(participants: usize, outsiders: usize, available: f32) -> (Vec<Column>, f32) {
    let number = (participants + outsiders).max(1);
    let width = (available / number as f32).clamp(NARROWEST, WIDEST);
    let gap = if width >= NARROWEST + GAP - LEAST_GAP { GAP } else { LEAST_GAP };
    let box_width = (width - gap).min(WIDEST_BOX);
    let page = (width * number as f32).max(available);
    let left = (page - width * number as f32) / 2.0;
    let lanes = (0..)
        .take(participants)
        .map(|id| Lane::Participant(ParticipantId(id)))
        .chain((0..).take(outsiders).map(|id| Lane::Outside(OutsiderId(id))));
    let columns = lanes
        .enumerate()
        .map(|(at, lane)| Column { lane, centre: left + (at as f32 + 0.5) * width, width, box_width })
        .collect();
    (columns, page)
}
