//! Painting the diagram: from places of the page to shapes on the screen. Text is set at the size that it is seen at, so
//! that it stays sharp at any zoom.

pub mod arrows;
pub mod boxes;
pub mod icons;
mod scale;

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Stroke, Ui, Vec2};

use super::theme::Theme;
use crate::diagram::{BoxId, Point, Rect};
use crate::session::Session;
use crate::text::Language;

pub use scale::{Scale, Spotlight};

/// A page is not made smaller than this to fit.
pub const LEAST_FIT: f32 = 0.82;
/// The smallest text on the screen, in points, unless a person makes the diagram smaller.
const SMALLEST: f32 = 11.0;

/// A part of the screen that shows a part of the page.
pub struct Sheet<'a> {
    pub painter: &'a Painter,
    pub theme: &'static Theme,
    pub words: Language,
    pub session: &'a Session,
    /// Where the top left of the page is on the screen.
    pub origin: Pos2,
    /// Points on the screen for a point of the page.
    pub zoom: f32,
    pub scale: Scale,
    pub spotlight: Spotlight,
}

impl Sheet<'_> {
    pub fn point(&self, point: Point) -> Pos2 {
        self.origin + Vec2::new(point.x, point.y) * self.zoom
    }

    pub fn rect(&self, rect: Rect) -> egui::Rect {
        let corner = self.point(Point { x: rect.x, y: rect.y });
        egui::Rect::from_min_size(corner, Vec2::new(rect.width, rect.height) * self.zoom)
    }

    /// A length on the screen.
    pub fn length(&self, length: f32) -> f32 {
        length * self.zoom
    }

    /// A stroke of this width on the page, and never thinner than can be seen.
    pub fn stroke(&self, width: f32, colour: Color32) -> Stroke {
        let stroke = self.theme.stroke(self.length(width) * self.scale.stroke, colour);
        Stroke::new(stroke.width.max(1.0), colour)
    }

    /// Whether the eye is led to this box.
    pub fn is_lit(&self, id: BoxId) -> bool {
        self.spotlight == Spotlight::On(Some(id))
    }

    /// The size on the screen of text that is so large on the page. It stays readable where a page is made to fit.
    pub fn letters(&self, size: f32) -> f32 {
        self.length(size).max(SMALLEST * (self.zoom / LEAST_FIT).min(1.0))
    }

    /// A line of text, cut with `…` where it is wider than this on the screen.
    pub fn line(&self, text: &str, font: FontId, colour: Color32, widest: f32) -> Arc<Galley> {
        line(self.painter, text, font, colour, widest)
    }
}

/// A line of text, cut with `…` where it is wider than this.
pub fn line(painter: &Painter, text: &str, font: FontId, colour: Color32, widest: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width(widest.max(0.0));
    painter.layout_job(job)
}

/// The same for a panel.
pub fn elided(ui: &Ui, text: &str, font: FontId, colour: Color32, widest: f32) -> Arc<Galley> {
    line(ui.painter(), text, font, colour, widest)
}
