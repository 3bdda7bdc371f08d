//! The window without a display, for benches: what a frame costs, layout and tessellation together.

use std::sync::Arc;

use socketlab::session::Session;
use socketlab::text::Language;
use socketlab::trace::Trace;
use socketlab::ui::{App, Request};

/// The size of an ordinary window.
const ORDINARY: egui::Vec2 = egui::Vec2::new(1280.0, 800.0);

/// A window.
pub struct Window {
    ctx: egui::Context,
    app: App,
    size: egui::Vec2,
    time: f64,
}

impl Window {
    /// A window of 1280 × 800 on this run, after these requests and so many frames.
    pub fn new(trace: Trace, requests: impl IntoIterator<Item = Request>, frames: usize) -> Self {
        Self::of_size(ORDINARY, Session::show(trace, Arc::new(|| {})), requests, frames)
    }

    /// The same of any size, in points, on any session.
    pub fn of_size(
        size: egui::Vec2,
        session: Session,
        requests: impl IntoIterator<Item = Request>,
        frames: usize,
    ) -> Self {
        let ctx = egui::Context::default();
        let app = App::of_session(&ctx, Language::SPANISH, session);
        let mut window = Self { ctx, app, size, time: 0.0 };
        for request in requests {
            window.fulfil(request);
        }
        for _ in 0..frames {
            window.app.tick(&window.ctx);
            window.frame();
        }
        window
    }

    /// Does what a person asks for.
    pub fn fulfil(&mut self, request: Request) {
        self.app.fulfil(&self.ctx.clone(), request);
    }

    /// One frame: layout and tessellation. Answers the number of corners of its triangles.
    pub fn frame(&mut self) -> usize {
        self.time += 1.0 / 60.0;
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, self.size)),
            time: Some(self.time),
            ..Default::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| self.app.show(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas(); // nothing is painted
        primitives
            .iter()
            .map(|primitive| match &primitive.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len(),
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }
}
