//! The bands of the time line, kept from frame to frame while the run, the part of it that is shown, and the room for it
//! are the same: to work them out costs more than to paint them.

use std::sync::Arc;

use egui::Ui;

use crate::diagram::timeline::{Axis, Band};
use crate::scenario::ParticipantId;
use crate::trace::Trace;

/// What the bands were worked out from.
#[derive(Clone, PartialEq)]
struct Of {
    trace: u64,
    first: usize,
    end: usize,
    axis: Axis,
    who: Vec<ParticipantId>,
}

/// The bands of these participants on an axis.
pub fn of(ui: &Ui, trace: &Trace, axis: &Axis, who: &[ParticipantId]) -> Arc<Vec<Band>> {
    let id = egui::Id::unique("bands");
    let of = Of {
        trace: trace.identity(),
        first: trace.first().0,
        end: trace.live().0,
        axis: axis.clone(),
        who: who.to_owned(),
    };
    let kept = ui.data(|data| data.get_temp::<(Of, Arc<Vec<Band>>)>(id));
    if let Some((known, bands)) = kept
        && known == of
    {
        return bands;
    }
    let bands = Arc::new(axis.bands(trace, who.iter().copied()));
    ui.data_mut(|data| data.insert_temp(id, (of, Arc::clone(&bands))));
    bands
}
