//! Which actions belong together, and in which menu.

use strum::{EnumIter, IntoEnumIterator};

use super::Action;
use crate::text::Language;

/// A menu of the bar, and a heading on the sheet of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Menu {
    File,
    Script,
    Run,
    Time,
    View,
    Help,
}

/// What belongs together within a menu: a line parts it from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Group {
    File,
    Change,
    Line,
    Run,
    Participant,
    Runs,
    Moment,
    Playback,
    Bookmarks,
    Calls,
    Drawer,
    Search,
    Panels,
    Zoom,
    Size,
    Looks,
    Projection,
    Help,
}

impl Group {
    /// The menu in which it stands.
    #[must_use]
    pub const fn menu(self) -> Menu {
        match self {
            Self::File => Menu::File,
            Self::Change | Self::Line => Menu::Script,
            Self::Run | Self::Participant | Self::Runs => Menu::Run,
            Self::Moment | Self::Playback | Self::Bookmarks => Menu::Time,
            Self::Calls
            | Self::Drawer
            | Self::Search
            | Self::Panels
            | Self::Zoom
            | Self::Size
            | Self::Looks
            | Self::Projection => Menu::View,
            Self::Help => Menu::Help,
        }
    }
}

impl Menu {
    #[must_use]
    pub fn label(self, words: Language) -> &'static str {
        match self {
            Self::File => words.file_menu(),
            Self::Script => words.menu_script(),
            Self::Run => words.menu_run(),
            Self::Time => words.menu_time(),
            Self::View => words.menu_view(),
            Self::Help => words.menu_help(),
        }
    }

    /// All of them, from left to right.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// What stands in it, from top to bottom.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        Action::all().filter(move |action| action.group().menu() == self)
    }
}
