//! The ring around the pointer, so that a class finds it; it closes when a button is pressed.

use egui::{LayerId, Order, Stroke, Ui};

use super::sizes::Sizes;
use crate::ui::theme::Theme;

pub fn show(ui: &Ui) {
    let (at, is_down) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.any_down()));
    let Some(at) = at.filter(|at| ui.max_rect().contains(*at)) else { return };
    let theme = Theme::of(ui.ctx());
    let sizes = Sizes::of(ui.max_rect().height());
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("pointer_of_projection"));
    let painter = ui.painter().clone().with_layer_id(layer);
    // On any ground: a light edge around the dark one, or the other way round.
    let radius = sizes.units(if is_down { 16.0 } else { 30.0 });
    painter.circle_stroke(at, radius, Stroke::new(sizes.units(9.0), theme.page));
    painter.circle_stroke(at, radius, Stroke::new(sizes.units(5.0), theme.accent));
    if is_down {
        painter.circle_filled(at, sizes.units(7.0), theme.accent);
    }
}
