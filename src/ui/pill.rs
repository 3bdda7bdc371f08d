//! The tag of a socket: its name on a ground of its own tint. The same wherever a socket is named.

use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Sense, StrokeKind, Ui, Vec2};

use super::theme::{self, Theme};

/// How a tag looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tint {
    /// Of the n-th socket of the run.
    Socket(u32),
    /// Of a socket that does not exist yet: only an outline.
    Outline,
    /// No socket at all: a quiet word, such as a role.
    Quiet,
}

const PAD: f32 = 8.0;

/// How wide a tag becomes.
pub fn width(painter: &Painter, text: &str, font: &FontId, scale: f32) -> f32 {
    painter.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x + 2.0 * PAD * scale
}

/// Paints a tag with its right edge here, in the middle of this height.
pub fn paint(
    painter: &Painter,
    right: Pos2,
    text: &str,
    font: &FontId,
    scale: f32,
    tint: Tint,
    theme: &Theme,
) -> Rect {
    let width = width(painter, text, font, scale);
    let rect = Rect::from_min_size(right - Vec2::new(width, 9.0 * scale), Vec2::new(width, 18.0 * scale));
    let (ground, edge, word) = match tint {
        Tint::Socket(number) => {
            let (ground, word) = theme.tint(number);
            // Where contrast is wanted, a ground that is all but the panel's is no edge.
            (ground, if theme.is_of_contrast() { word } else { Color32::TRANSPARENT }, word)
        }
        Tint::Outline => (Color32::TRANSPARENT, theme.edge, theme.text_faint),
        Tint::Quiet => (theme.page, Color32::TRANSPARENT, theme.text_soft),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
    let radius = CornerRadius::same((9.0 * scale) as u8);
    painter.rect(rect, radius, ground, theme.stroke(1.0, edge), StrokeKind::Inside);
    painter.text(rect.center(), Align2::CENTER_CENTER, text, font.clone(), word);
    rect
}

/// A tag in the flow of a panel.
pub fn show(ui: &mut Ui, text: &str, tint: Tint) -> egui::Response {
    let font = if tint == Tint::Quiet { theme::words(11.0) } else { theme::code(11.0) };
    let size = Vec2::new(width(ui.painter(), text, &font, 1.0), 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let theme = Theme::of(ui.ctx());
    paint(ui.painter(), rect.right_center(), text, &font, 1.0, tint, theme);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

/// The same to be pressed, with what a press does as its name.
pub fn button(ui: &mut Ui, text: &str, tint: Tint, name: &str) -> egui::Response {
    let font = theme::code(11.0);
    let size = Vec2::new(width(ui.painter(), text, &font, 1.0).min(ui.available_width()), 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let theme = Theme::of(ui.ctx());
    paint(&ui.painter().with_clip_rect(rect), rect.right_center(), text, &font, 1.0, tint, theme);
    if response.has_focus() || response.hovered() {
        let stroke = theme.stroke(1.5, theme.accent);
        ui.painter().rect_stroke(rect.shrink2(Vec2::new(0.0, 1.0)), 9.0, stroke, StrokeKind::Inside);
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(name)
}
