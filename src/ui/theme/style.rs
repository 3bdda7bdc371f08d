//! How the widgets of egui look: sizes, and which colour of the palette means what in them.

use egui::style::ScrollAnimation;
use egui::{CornerRadius, Margin, Shadow, TextStyle, Vec2};

use super::{Theme, Worn, code, strong_words, words};

/// How long a movement takes, in seconds: long enough to be followed, short enough not to be waited for.
const MOVING: f32 = 0.14;

/// The style of what is worn.
pub fn of(theme: egui::Theme, worn: Worn) -> egui::Style {
    let colours = Theme::palette(theme, worn.contrast);
    let mut style = egui::Style { visuals: visuals(theme, colours), ..Default::default() };
    style.text_styles = [
        (TextStyle::Small, words(11.0)),
        (TextStyle::Body, words(13.0)),
        (TextStyle::Button, words(13.0)),
        (TextStyle::Heading, strong_words(17.0)),
        (TextStyle::Monospace, code(12.0)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(8.0, 8.0);
    style.spacing.button_padding = Vec2::new(12.0, 6.0);
    style.spacing.menu_margin = Margin::same(8);
    style.spacing.interact_size.y = 28.0;
    style.interaction.selectable_labels = false;
    style.animation_time = if worn.still { 0.0 } else { MOVING };
    style.visuals.text_cursor.blink = !worn.still;
    style.scroll_animation =
        if worn.still { ScrollAnimation::none() } else { ScrollAnimation::duration(MOVING) };
    style
}

fn visuals(theme: egui::Theme, colours: &Theme) -> egui::Visuals {
    let mut visuals = theme.default_visuals();
    let radius = CornerRadius::same(7);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(colours.text_soft);
    visuals.panel_fill = colours.panel;
    visuals.window_fill = colours.panel;
    visuals.extreme_bg_color = colours.page;
    visuals.faint_bg_color = colours.page;
    visuals.code_bg_color = colours.page;
    visuals.hyperlink_color = colours.accent;
    visuals.warn_fg_color = colours.wait_text;
    visuals.error_fg_color = colours.fail;
    visuals.window_stroke = colours.stroke(1.0, colours.border);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.selection.bg_fill = colours.accent_ground;
    visuals.selection.stroke = colours.stroke(1.0, colours.accent);
    visuals.slider_trailing_fill = true;
    let widgets = &mut visuals.widgets;
    for (state, ground, edge, word) in [
        (&mut widgets.noninteractive, colours.panel, colours.hairline, colours.text),
        (&mut widgets.inactive, colours.panel, colours.border, colours.text),
        (&mut widgets.hovered, colours.accent_ground, colours.accent, colours.text),
        (&mut widgets.active, colours.accent_ground, colours.accent, colours.accent),
        (&mut widgets.open, colours.accent_ground, colours.border, colours.text),
    ] {
        state.bg_fill = ground;
        state.weak_bg_fill = ground;
        state.bg_stroke = colours.stroke(1.0, edge);
        state.fg_stroke = colours.stroke(1.0, word);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    // The rail of a slider and the box of a check mark must be seen on the panel.
    widgets.inactive.bg_fill = colours.hairline;
    visuals
}
