//! Colours and type. The colours stand in `assets/theme/`, by what they mean; no other file names one. Which of the
//! palettes is worn, the context knows; a part of a frame can be painted in high contrast whatever it is.

mod fonts;
mod style;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use egui::{Color32, FontFamily, FontId, Id, Stroke, Ui};
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
            weight: f32,
            tints: Vec<(Colour, Colour)>,
        }

        /// The colours of one appearance, by what they mean.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Theme {
            $(pub $name: Color32,)*
            /// How much thicker strokes are than where contrast is not wanted.
            weight: f32,
            /// Ground and word of each socket's tag, in the order of their birth.
            tints: Vec<(Color32, Color32)>,
        }

        impl From<ThemeFile> for Theme {
            fn from(file: ThemeFile) -> Self {
                Self {
                    $($name: file.$name.0,)*
                    weight: file.weight,
                    tints: file.tints.into_iter().map(|(ground, word)| (ground.0, word.0)).collect(),
                }
            }
        }
    };
}

theme!(
    panel,
    page,
    blank,
    hairline,
    border,
    edge,
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

static LIGHT: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/light.ron")));
static DARK: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/dark.ron")));
static LIGHT_CONTRAST: LazyLock<Theme> =
    LazyLock::new(|| read(include_str!("../../assets/theme/light_contrast.ron")));
static DARK_CONTRAST: LazyLock<Theme> =
    LazyLock::new(|| read(include_str!("../../assets/theme/dark_contrast.ron")));

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

/// What a context wears, beside light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Worn {
    contrast: bool,
    still: bool,
}

impl Worn {
    fn of(ctx: &egui::Context) -> Self {
        ctx.data(|data| data.get_temp(Self::id())).unwrap_or_default()
    }

    /// From here on, whatever is painted.
    fn put_on(self, ctx: &egui::Context) {
        self.keep(ctx);
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            ctx.set_style_of(theme, style::of(theme, self));
        }
    }

    fn keep(self, ctx: &egui::Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    fn id() -> Id {
        Id::unique("worn")
    }
}

impl Theme {
    /// The theme that is in use: here, in this part of the frame.
    #[must_use]
    pub fn of(ctx: &egui::Context) -> &'static Self {
        Self::palette(ctx.theme(), Worn::of(ctx).contrast)
    }

    /// The high contrast that goes with the present light or dark.
    #[must_use]
    pub fn contrast_of(ctx: &egui::Context) -> &'static Self {
        Self::palette(ctx.theme(), true)
    }

    fn palette(theme: egui::Theme, contrast: bool) -> &'static Self {
        match (theme, contrast) {
            (egui::Theme::Light, false) => &LIGHT,
            (egui::Theme::Dark, false) => &DARK,
            (egui::Theme::Light, true) => &LIGHT_CONTRAST,
            (egui::Theme::Dark, true) => &DARK_CONTRAST,
        }
    }

    /// Ground and word of the tag of the n-th socket.
    #[must_use]
    pub fn tint(&self, number: u32) -> (Color32, Color32) {
        self.tints[number as usize % self.tints.len()]
    }

    /// Whether it is one of high contrast.
    #[must_use]
    pub fn is_of_contrast(&self) -> bool {
        self.weight > 1.0
    }

    /// A stroke, thicker where contrast is wanted.
    #[must_use]
    pub fn stroke(&self, width: f32, colour: Color32) -> Stroke {
        Stroke::new(width * self.weight, colour)
    }
}

/// Sets up type and style.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    // Where the desktop does not say: what a projector shows best.
    ctx.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        // The size of the whole window is an action like any other, with its bounds, and is remembered.
        options.zoom_with_keyboard = false;
    });
    Worn::default().put_on(ctx);
}

/// Whether everything is in high contrast.
pub fn wear_contrast(ctx: &egui::Context, contrast: bool) {
    Worn { contrast, ..Worn::of(ctx) }.put_on(ctx);
}

/// Whether nothing moves by itself: what is folded away is gone at once, and what is scrolled to is there at once.
pub fn keep_still(ctx: &egui::Context, still: bool) {
    Worn { still, ..Worn::of(ctx) }.put_on(ctx);
}

/// Paints a part of the window in the high contrast of the present light or dark, while the rest keeps what it wears. All
/// that is opened in it, menus and tips too, has it as well. `Theme::of` answers it in there.
pub fn in_contrast<R>(ui: &mut Ui, paint: impl FnOnce(&mut Ui) -> R) -> R {
    const BOTH: [egui::Theme; 2] = [egui::Theme::Light, egui::Theme::Dark];
    let ctx = ui.ctx().clone();
    let (worn, own, styles) = (Worn::of(&ctx), Arc::clone(ui.style()), BOTH.map(|theme| ctx.style_of(theme)));
    Worn { contrast: true, ..worn }.put_on(&ctx);
    ui.set_style(ctx.global_style());
    let painted = paint(ui);
    ui.set_style(own);
    worn.keep(&ctx);
    for (theme, style) in BOTH.into_iter().zip(styles) {
        ctx.set_style_of(theme, style);
    }
    painted
}
