//! The way out of the projection for the mouse: a button that comes when the pointer is moved, and goes when it rests.

use std::time::Duration;

use egui::{Align2, Area, Button, Id, Key, Order, RichText, Ui, Vec2};

use super::sizes::Sizes;
use super::{Change, Projection};
use crate::ui::theme::{self, Theme};
use crate::ui::{Action, Request, View};

/// How long it stays after the last movement, in seconds.
const STAYS: f64 = 3.0;

pub fn show(ui: &Ui, view: &View, projection: &Projection, requests: &mut Vec<Request>) {
    let id = Id::unique("way_out");
    // The focus is led there by Tab: who looks for a button finds one.
    let (now, moves) = ui.input(|input| {
        let moves = input.pointer.delta() != Vec2::ZERO || input.pointer.any_down();
        (input.time, moves || input.key_pressed(Key::Tab))
    });
    if moves {
        requests.push(Request::Projection(Change::PointerMoved(now)));
    }
    let moved = if moves { Some(now) } else { projection.pointer_moved };
    let left = moved.map_or(0.0, |moved| STAYS - (now - moved));
    // Under the pointer, and with the focus, it stays.
    let is_held = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    if left <= 0.0 && !is_held {
        return;
    }
    if left > 0.0 {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    }
    let sizes = Sizes::of(ui.max_rect().height());
    let theme = Theme::of(ui.ctx());
    let margin = sizes.units(14.0);
    let area = Area::new(id.with("area")).order(Order::Foreground).constrain(false);
    let area = area.anchor(Align2::RIGHT_TOP, Vec2::new(-margin, margin));
    let button = area.show(ui.ctx(), |ui| {
        theme::in_contrast(ui, |ui| {
            let action = Action::LeaveProjection;
            let words = view.language;
            let size = sizes.units(20.0);
            let label = RichText::new(action.label(words)).font(theme::strong_words(size)).color(theme.text);
            let key = RichText::new(action.key(words)).font(theme::code(size * 0.8)).color(theme.text_soft);
            let button = Button::new((label, key)).fill(theme.panel).stroke(theme.stroke(1.0, theme.edge));
            let response = ui.add(button);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, action.label(words)));
            if response.clicked() {
                requests.push(Request::Do(action));
            }
            response.has_focus() || response.hovered()
        })
    });
    ui.data_mut(|data| data.insert_temp(id, button.inner));
}
