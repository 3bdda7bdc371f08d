//! How wide and high a person has made the panels. egui knows it while the window is open; here is what of it was a person's
//! doing, to be kept for the next time, and what a panel has at first.

use egui::Ui;

use super::{Request, View};

/// How wide and high a person has made the panels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides {
    pub code: Option<f32>,
    pub call: Option<f32>,
    pub drawer: Option<f32>,
}

/// A panel whose edge can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The width of the code.
    Code,
    /// The width of the call.
    Call,
    /// The height of the drawer.
    Drawer,
}

impl Sides {
    fn get(&mut self, side: Side) -> &mut Option<f32> {
        match side {
            Side::Code => &mut self.code,
            Side::Call => &mut self.call,
            Side::Drawer => &mut self.drawer,
        }
    }

    /// Keeps what a panel has become, where a person has just dragged its edge. What else makes it wider or narrower, such as
    /// another size of the window, was not meant for the next time.
    pub fn heed(side: Side, length: f32, ui: &Ui, view: &View, requests: &mut Vec<Request>) {
        let key = egui::Id::unique(("side", side));
        let before = ui.data(|data| data.get_temp::<f32>(key));
        ui.data_mut(|data| data.insert_temp(key, length));
        let is_held = ui.input(|input| input.pointer.primary_down() || input.pointer.primary_released());
        if is_held && before.is_some_and(|before| (before - length).abs() > f32::EPSILON) {
            let mut sides = view.sides;
            *sides.get(side) = Some(length);
            requests.push(Request::KeepSides(sides));
        }
    }
}
