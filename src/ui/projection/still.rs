//! A picture that stays: all that was painted in one frame, painted again as it was. Its text is laid out anew, as fonts
//! are kept only as long as they are in use.

use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::{ClippedShape, TextShape};
use egui::{Painter, Rect, Shape, Ui};

/// What was painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    shapes: Arc<[ClippedShape]>,
    screen: Rect,
}

impl Still {
    /// What has been painted in this layer so far.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        let shapes = ui.ctx().graphics(|layers| {
            layers.get(ui.layer_id()).map(|list| list.all_entries().cloned().collect::<Vec<_>>())
        });
        Self { shapes: shapes.unwrap_or_default().into(), screen: ui.max_rect() }
    }

    /// How wide it is for its height.
    #[must_use]
    pub fn aspect(&self) -> f32 {
        self.screen.width() / self.screen.height().max(1.0)
    }

    /// Paints it into this room.
    pub fn paint(&self, painter: &Painter, room: Rect) {
        let scale = (room.width() / self.screen.width()).min(room.height() / self.screen.height());
        let to_room = TSTransform::from_translation(room.min.to_vec2())
            * TSTransform::from_scaling(scale)
            * TSTransform::from_translation(-self.screen.min.to_vec2());
        let is_same = (scale - 1.0).abs() < 0.001 && room.min == self.screen.min;
        for ClippedShape { clip_rect, shape, .. } in self.shapes.iter() {
            let mut shape = anew(painter, shape);
            let mut clip = *clip_rect;
            if !is_same {
                shape.transform(to_room);
                clip = to_room.mul_rect(clip);
            }
            painter.with_clip_rect(clip.intersect(painter.clip_rect())).add(shape);
        }
    }
}

fn anew(painter: &Painter, shape: &Shape) -> Shape {
    match shape {
        Shape::Vec(shapes) => Shape::Vec(shapes.iter().map(|shape| anew(painter, shape)).collect()),
        Shape::Text(text) => {
            let galley = painter.layout_job((*text.galley.job).clone());
            Shape::Text(TextShape { galley, ..text.clone() })
        }
        other => other.clone(),
    }
}
