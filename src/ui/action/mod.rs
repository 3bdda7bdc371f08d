//! What a person can do from a button, a menu or a key. Its words and keys stand in `table`, how keys are called and
//! pressed in `keys`.

mod group;
mod keys;
mod standing;
mod table;

use egui::KeyboardShortcut;
use strum::{EnumIter, IntoEnumIterator};

pub use group::{Group, Menu};
pub use keys::{pressed, pressed_column};
pub use standing::Standing;

use super::Tab;
use crate::text::Language;

/// Something that a person can do, in the order in which it is listed: in a menu, on the sheet of keys, in the command
/// palette. One of a group stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Action {
    New,
    Open,
    Save,
    SaveAs,
    SaveRecording,
    ExportPrograms,
    OpenCutOff,

    Undo,
    Redo,
    DuplicateLine,
    DeleteLine,
    MoveLineUp,
    MoveLineDown,

    Step,
    PlayPause,
    Run,
    Restart,
    CallNow,
    Freeze,
    Kill,
    StartAnew,
    Rename,
    Fork,
    NextRun,

    BackCall,
    ForwardCall,
    BackOwn,
    ForwardOwn,
    BackEvent,
    ForwardEvent,
    ToStart,
    Follow,
    Slower,
    Faster,
    ChangeScale,
    Bookmark,
    PreviousBookmark,
    NextBookmark,

    PreviousCall,
    NextCall,
    ShowSockets,
    ShowBytes,
    ShowPorts,
    ShowEvents,
    ShowOutput,
    ShowComparison,
    Find,
    NextHit,
    PreviousHit,
    ShowCode,
    ShowCall,
    ShowTimeline,
    NextRegion,
    PreviousRegion,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Larger,
    Smaller,
    UsualSize,
    ChangeLanguage,
    ChangeAppearance,
    ChangeMotion,
    Project,
    LeaveProjection,
    Blank,
    FreezePicture,
    ShowPointer,

    ShowCommands,
    OpenMenu,
    ShowShortcuts,
    ShowParts,
}

impl Action {
    /// All of them, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The tab of the drawer that it opens and closes.
    #[must_use]
    pub fn tab(self) -> Option<Tab> {
        match self {
            Self::ShowSockets => Some(Tab::Sockets),
            Self::ShowBytes => Some(Tab::Bytes),
            Self::ShowPorts => Some(Tab::Ports),
            Self::ShowEvents => Some(Tab::Events),
            Self::ShowOutput => Some(Tab::Output),
            Self::ShowComparison => Some(Tab::Comparison),
            _ => None,
        }
    }

    /// Whether it is done to a participant: to the one that is selected, or else whose turn it is.
    #[must_use]
    pub fn is_of_participant(self) -> bool {
        self.group() == Group::Participant
    }

    /// What it belongs to.
    #[must_use]
    pub fn group(self) -> Group {
        self.row().group
    }

    /// Whether it goes on or back by a step, as the keys of a presenter's remote do.
    #[must_use]
    pub fn is_a_step(self) -> bool {
        matches!(self, Self::Step | Self::ForwardCall | Self::BackCall)
    }

    /// Its words on a button.
    #[must_use]
    pub fn label(self, words: Language) -> &'static str {
        (self.row().label)(words)
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn explanation(self, words: Language) -> &'static str {
        (self.row().tip)(words)
    }

    /// Its keys; the first is the one that is shown.
    #[must_use]
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        self.row().keys
    }

    /// The key to show beside it, in the words of the language.
    #[must_use]
    pub fn key(self, words: Language) -> String {
        self.shortcuts().first().map_or_else(String::new, |shortcut| keys::name(*shortcut, words))
    }

    /// What it does, and its key.
    #[must_use]
    pub fn tip(self, words: Language) -> String {
        keys::with_key(self.explanation(words), self, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        let mut seen = std::collections::HashSet::new();
        for action in Action::iter() {
            for shortcut in action.shortcuts() {
                assert!(seen.insert((shortcut.modifiers, shortcut.logical_key)), "{action:?} {shortcut:?}");
            }
        }
    }

    #[test]
    fn actions_of_a_group_stand_together_in_the_order_of_the_groups() {
        let mut listed: Vec<Group> = Action::iter().map(Action::group).collect();
        listed.dedup();
        let groups: Vec<Group> = Group::iter().collect();
        assert_eq!(listed, groups);
        let mut menus: Vec<Menu> = groups.into_iter().map(Group::menu).collect();
        menus.dedup();
        assert_eq!(menus, Menu::iter().collect::<Vec<_>>());
    }
}
