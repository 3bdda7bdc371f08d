//! How large everything is on a screen of some height: the last row of a room reads it, whatever the projector.

use egui::Vec2;

use crate::diagram::{BOX, MARGIN, ROW, Spacing};

/// Between the text of a page that fits and the least that may be read.
const MOST: f32 = 1.3;

/// Sizes on the screen, in points of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// A part of the height of the screen: 720 of them.
    unit: f32,
    pub head: f32,
    pub band: f32,
    /// Between the edge of the screen and what stands in head and band.
    pub pad: f32,
    pub name: f32,
    pub address: f32,
    /// What is present, and what it means.
    pub title: f32,
    pub sentence: f32,
}

impl Sizes {
    #[must_use]
    pub fn of(height: f32) -> Self {
        let unit = height / 720.0;
        Self {
            unit,
            head: 50.0 * unit,
            band: 84.0 * unit,
            pad: 32.0 * unit,
            name: 27.0 * unit,
            address: 20.4 * unit,
            title: 24.0 * unit,
            sentence: 20.8 * unit,
        }
    }

    /// So many parts of the height.
    #[must_use]
    pub fn units(self, count: f32) -> f32 {
        self.unit * count
    }

    /// Points on the screen for a point of the page: what makes all of it fit, as far as it can be read then.
    #[must_use]
    pub fn zoom(self, room: Vec2, calls: usize, columns: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a plan has some hundred calls")]
        let planned = calls as f32 * ROW - (ROW - BOX) + 2.0 * MARGIN;
        let least = LEAST * self.unit;
        let wide = room.x / Spacing::FAR.roomy(columns);
        (room.y / planned).min(wide).clamp(least, least * MOST)
    }
}

/// The least zoom for each unit: the smallest text of a page is then a little over 1/36 of the height.
const LEAST: f32 = 0.935;
const _: () = assert!(crate::ui::paint::Scale::FAR.note * LEAST * 36.0 > 720.0);
