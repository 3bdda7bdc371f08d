//! Colours and type. The colours stand in `assets/theme/`, by what they mean; no other file names one.

use std::sync::{Arc, LazyLock};

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2};
use serde::{Deserialize, Deserializer, de};

/// A colour as the theme files write it: `"#005FA3"`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour(Color32);

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Color32::from_hex(&text).map(Self).map_err(|_| de::Error::custom(format!("`{text}` is no colour")))
    }
}

macro_rules! theme {
    ($($name:ident),* $(,)?) => {
        #[derive(Deserialize)]
        #[serde(rename = "Theme", deny_unknown_fields)]
        struct ThemeFile {
            $($name: Colour,)*
            tints: Vec<(Colour, Colour)>,
        }

        /// The colours of one appearance, by what they mean.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Theme {
            $(pub $name: Color32,)*
            /// Ground and word of each socket's tag, in the order of their birth.
            tints: Vec<(Color32, Color32)>,
        }

        impl From<ThemeFile> for Theme {
            fn from(file: ThemeFile) -> Self {
                Self {
                    $($name: file.$name.0,)*
                    tints: file.tints.into_iter().map(|(ground, word)| (ground.0, word.0)).collect(),
                }
            }
        }
    };
}

theme!(
    panel,
    page,
    hairline,
    border,
    lifeline,
    text,
    text_soft,
    text_faint,
    accent,
    accent_ground,
    on_accent,
    past,
    past_ground,
    wait,
    wait_text,
    wait_ground,
    waited_ground,
    done,
    fail,
    fail_ground,
    code_keyword,
    code_string,
    code_number,
);

const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const INTER_STRONG: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
const MONO: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf");
const MONO_STRONG: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-SemiBold.ttf");

static LIGHT: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/light.ron")));
static DARK: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/dark.ron")));

fn read(text: &str) -> Theme {
    let file: ThemeFile = ron::from_str(text).expect("the theme files are part of the program, and tested");
    file.into()
}

/// The colour of the program's sign.
pub fn brand() -> Color32 {
    LIGHT.accent
}

/// The family for weight: names, headings, what is pressed.
pub fn strong() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The same for code.
pub fn strong_code() -> FontFamily {
    FontFamily::Name("strong_code".into())
}

/// Words.
pub fn words(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Words with weight.
pub fn strong_words(size: f32) -> FontId {
    FontId::new(size, strong())
}

/// Code, calls, addresses.
pub fn code(size: f32) -> FontId {
    FontId::new(size, FontFamily::Monospace)
}

impl Theme {
    /// The theme that is in use.
    #[must_use]
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Light => &LIGHT,
            egui::Theme::Dark => &DARK,
        }
    }

    /// Ground and word of the tag of the n-th socket.
    #[must_use]
    pub fn tint(&self, number: u32) -> (Color32, Color32) {
        self.tints[number as usize % self.tints.len()]
    }
}

/// Sets up type and style for both appearances.
pub fn install(ctx: &egui::Context) {
    let add = |name: &str, bytes: &'static [u8], family: FontFamily, priority: FontPriority| {
        let families = vec![InsertFontFamily { family, priority }];
        ctx.add_font(FontInsert::new(name, egui::FontData::from_static(bytes), families));
    };
    add("Inter", INTER, FontFamily::Proportional, FontPriority::Highest);
    add("Inter SemiBold", INTER_STRONG, strong(), FontPriority::Highest);
    add("JetBrains Mono", MONO, FontFamily::Monospace, FontPriority::Highest);
    add("JetBrains Mono SemiBold", MONO_STRONG, strong_code(), FontPriority::Highest);
    // What one family lacks, the other may have.
    for family in [FontFamily::Monospace, strong_code()] {
        add(&format!("Inter for {family}"), INTER, family, FontPriority::Lowest);
    }
    for family in [FontFamily::Proportional, strong()] {
        add(&format!("JetBrains Mono for {family}"), MONO, family, FontPriority::Lowest);
    }
    // Where the desktop does not say: what a projector shows best.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    for (theme, colours) in [(egui::Theme::Light, &*LIGHT), (egui::Theme::Dark, &*DARK)] {
        ctx.set_style_of(theme, Arc::new(style(theme, colours)));
    }
}

fn style(theme: egui::Theme, colours: &Theme) -> egui::Style {
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
    style.animation_time = 0.14;
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
    visuals.window_stroke = Stroke::new(1.0, colours.border);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.selection.bg_fill = colours.accent_ground;
    visuals.selection.stroke = Stroke::new(1.0, colours.accent);
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
        state.bg_stroke = Stroke::new(1.0, edge);
        state.fg_stroke = Stroke::new(1.0, word);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    // The rail of a slider and the box of a check mark must be seen on the panel.
    widgets.inactive.bg_fill = colours.hairline;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast of two colours (WCAG 2.2).
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |c: Color32| {
            let [r, g, b, _] = egui::Rgba::from(c).to_array();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_word_can_be_read_on_its_ground() {
        for theme in [&*LIGHT, &*DARK] {
            let mut pairs = vec![
                (theme.text, theme.panel),
                (theme.text, theme.page),
                (theme.text_soft, theme.panel),
                (theme.text_soft, theme.page),
                (theme.text_faint, theme.panel),
                (theme.accent, theme.panel),
                (theme.accent, theme.accent_ground),
                (theme.on_accent, theme.accent),
                (theme.past, theme.past_ground),
                (theme.past, theme.panel),
                (theme.past, theme.page),
                (theme.wait_text, theme.wait_ground),
                (theme.wait_text, theme.waited_ground),
                (theme.wait_text, theme.panel),
                (theme.fail, theme.fail_ground),
                (theme.fail, theme.panel),
                (theme.code_keyword, theme.panel),
                (theme.code_string, theme.accent_ground),
                (theme.code_number, theme.accent_ground),
            ];
            pairs.extend(theme.tints.iter().copied());
            for (word, ground) in pairs {
                assert!(contrast(word, ground) >= 4.5, "{word:?} on {ground:?}: {}", contrast(word, ground));
            }
        }
    }
}
