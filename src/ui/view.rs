//! How the window shows a session: language, light, size, what is open. Nothing of it is about what happened.

use std::path::PathBuf;

use egui::Vec2;

use super::bookmark::Note;
use super::{CommandPalette, EventsView, Palette, PortsView, Tab};
use crate::diagram::timeline::Reach;
use crate::sockets::Call;
use crate::text::Language;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Appearance {
    /// As the desktop has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Appearance {
    /// The next one, round and round.
    #[must_use]
    pub fn following(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// How the window shows a session.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is shown or not, by itself")]
pub struct View {
    pub language: Language,
    pub appearance: Appearance,
    /// Points on the screen for a point of the page; `None` for what fits.
    pub zoom: Option<f32>,
    /// The place of the page at the top left.
    pub scroll: Vec2,
    /// Whether the diagram goes along with what happens.
    pub follows: bool,
    pub shows_code: bool,
    pub shows_call: bool,
    pub shows_timeline: bool,
    pub shows_shortcuts: bool,
    /// Whether each part of the window is named.
    pub shows_parts: bool,
    /// Whether somebody has made some steps before, in this session or in an earlier one: nobody has to be told how.
    pub knows_stepping: bool,
    /// The part of the run that the time line shows; `None` for the whole.
    pub stretch: Option<Reach>,
    /// The note of a bookmark that is being written.
    pub note: Option<Note>,
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

impl View {
    /// The first look at anything.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            appearance: Appearance::default(),
            zoom: None,
            scroll: Vec2::ZERO,
            follows: true,
            shows_code: true,
            shows_call: true,
            shows_timeline: true,
            shows_shortcuts: false,
            shows_parts: false,
            knows_stepping: false,
            stretch: None,
            note: None,
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
        self.palette.is_some() || self.commands.is_some() || self.note.is_some() || self.shows_parts
    }
}
