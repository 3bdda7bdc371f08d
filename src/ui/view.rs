//! How the window shows a session: language, light, size, what is open. Nothing of it is about what happened.

use std::path::PathBuf;

use egui::Vec2;
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::bookmark::Note;
use super::preferences::Preferences;
use super::renaming::Renaming;
use super::sides::Sides;
use super::{CommandPalette, EventsView, Palette, PortsView, Tab, theme};
use crate::diagram::timeline::Reach;
use crate::sockets::Call;
use crate::text::Language;

/// Light or dark, and with how much contrast.
///
/// High contrast is light or dark as a person says, and not as the system does: most desktops on Linux do not tell a window
/// which of the two they are, and whoever needs contrast needs one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Appearance {
    /// As the desktop has it.
    #[default]
    System,
    Light,
    Dark,
    LightContrast,
    DarkContrast,
}

impl Appearance {
    /// The next one, round and round.
    #[must_use]
    pub fn following(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::LightContrast,
            Self::LightContrast => Self::DarkContrast,
            Self::DarkContrast => Self::System,
        }
    }

    /// Has everything look like it.
    pub fn put_on(self, ctx: &egui::Context) {
        ctx.set_theme(match self {
            Self::System => egui::ThemePreference::System,
            Self::Light | Self::LightContrast => egui::ThemePreference::Light,
            Self::Dark | Self::DarkContrast => egui::ThemePreference::Dark,
        });
        theme::wear_contrast(ctx, self.is_of_contrast());
    }

    #[must_use]
    pub fn is_of_contrast(self) -> bool {
        matches!(self, Self::LightContrast | Self::DarkContrast)
    }
}

/// How the window shows a session.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is shown or not, by itself")]
pub struct View {
    pub language: Language,
    /// The one that a person has chosen in a window, now or in an earlier one.
    pub chosen_language: Option<Language>,
    pub appearance: Appearance,
    /// How large everything is, against what the system has.
    pub whole: f32,
    /// Whether anything moves by itself.
    pub moves: bool,
    /// Points on the screen for a point of the page; `None` for what fits.
    pub zoom: Option<f32>,
    /// The place of the page at the top left.
    pub scroll: Vec2,
    /// Whether the diagram goes along with what happens.
    pub follows: bool,
    pub shows_code: bool,
    /// In a narrow window: whether the code is there again once it is wide. `None` in a wide one.
    pub gave_way: Option<bool>,
    pub shows_call: bool,
    pub shows_timeline: bool,
    pub shows_shortcuts: bool,
    /// Whether each part of the window is named.
    pub shows_parts: bool,
    /// Whether somebody has made some steps before, in this session or in an earlier one: nobody has to be told how.
    pub knows_stepping: bool,
    /// How wide and high a person has made the panels.
    pub sides: Sides,
    /// The part of the run that the time line shows; `None` for the whole.
    pub stretch: Option<Reach>,
    /// The note of a bookmark that is being written.
    pub note: Option<Note>,
    /// The name of a participant that is being written.
    pub renaming: Option<Renaming>,
    /// The tab of the drawer that is open.
    pub tab: Option<Tab>,
    /// How the table of ports is shown.
    pub ports: PortsView,
    /// How the table of events is shown.
    pub events: EventsView,
    /// The call that is being made by hand.
    pub palette: Option<Palette>,
    /// What is being looked for among all that can be done.
    pub commands: Option<CommandPalette>,
    /// The call that was made by hand last.
    pub last_by_hand: Option<Call>,
    /// How many notices have been read.
    pub notices_read: usize,
    /// Where the scenario that is open came from, if not from the catalogue.
    pub file: Option<PathBuf>,
    /// Its place in the catalogue, if it is from there.
    pub entry: Option<usize>,
}

/// The smallest and the largest diagram.
pub const ZOOMS: std::ops::RangeInclusive<f32> = 0.4..=3.0;

/// The widths that a panel at the side can have: the diagram keeps two fifths of the window between two of them.
pub fn side(ctx: &egui::Context, least: f32) -> egui::Rangef {
    let most = (ctx.content_rect().width() * 0.3).min(640.0);
    egui::Rangef::new(least.min(most), most)
}

/// In a narrower window the code gives way to the diagram: of the two panels at the sides, the other one explains.
const NARROW: f32 = 1100.0;

impl View {
    /// Folds what a window of this width has no room for, once, and brings it back when it has: what a person opens
    /// in between stays open.
    pub fn make_room(&mut self, width: f32) {
        match self.gave_way {
            None if width < NARROW => {
                self.gave_way = Some(self.shows_code);
                self.shows_code = false;
            }
            Some(code) if width >= NARROW => {
                self.gave_way = None;
                self.shows_code |= code;
            }
            _ => {}
        }
    }

    /// The first look at anything.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            chosen_language: None,
            appearance: Appearance::default(),
            whole: 1.0,
            moves: true,
            zoom: None,
            scroll: Vec2::ZERO,
            follows: true,
            shows_code: true,
            gave_way: None,
            shows_call: true,
            shows_timeline: true,
            shows_shortcuts: false,
            shows_parts: false,
            knows_stepping: false,
            sides: Sides::default(),
            stretch: None,
            note: None,
            renaming: None,
            tab: None,
            ports: PortsView::default(),
            events: EventsView::default(),
            palette: None,
            commands: None,
            last_by_hand: None,
            notices_read: 0,
            file: None,
            entry: None,
        }
    }

    /// Whether something lies over the window that takes all keys for itself.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        self.palette.is_some()
            || self.commands.is_some()
            || self.note.is_some()
            || self.renaming.is_some()
            || self.shows_parts
    }

    /// Says everything in this language, which a person has chosen.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
        self.chosen_language = Some(language);
    }

    /// Shows it as a person likes it.
    pub fn recall(&mut self, preferences: &Preferences) {
        self.chosen_language = preferences.language;
        self.appearance = preferences.appearance;
        self.whole = preferences.whole;
        self.moves = preferences.moves;
        self.shows_code = preferences.shows_code;
        self.shows_call = preferences.shows_call;
        self.shows_timeline = preferences.shows_timeline;
        self.tab = preferences.tab;
        self.sides = preferences.sides;
        self.knows_stepping = preferences.knows_stepping;
    }

    /// What of it is kept from one time to the next, beside the window itself.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        Preferences {
            language: self.chosen_language,
            appearance: self.appearance,
            whole: self.whole,
            moves: self.moves,
            // That it gave way to the diagram was not a person's doing.
            shows_code: self.shows_code || self.gave_way.unwrap_or(false),
            shows_call: self.shows_call,
            shows_timeline: self.shows_timeline,
            tab: self.tab,
            sides: self.sides,
            knows_stepping: self.knows_stepping,
            window: None,
            maximized: false,
        }
    }
}
