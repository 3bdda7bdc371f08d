//! What a person can do, with its words and its keys, in one table. Buttons, tooltips and the sheet of shortcuts are
//! drawn from it.

use egui::{Key, KeyboardShortcut, Modifiers};
use strum::{EnumIter, IntoEnumIterator};

use super::Tab;
use crate::text::Language;

/// Something that a person can do from a button or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Action {
    New,
    Open,
    // With Shift, and so before the one without: a shortcut takes whatever else is held.
    SaveAs,
    Save,
    SaveRecording,
    Fork,
    NextRun,
    // As SaveAs before Save.
    Redo,
    Undo,
    CallNow,
    DuplicateLine,
    DeleteLine,
    MoveLineUp,
    MoveLineDown,
    Step,
    PlayPause,
    Run,
    Restart,
    PreviousCall,
    NextCall,
    ToStart,
    // Those with Shift, Ctrl or Alt before the ones without, as SaveAs before Save.
    BackEvent,
    ForwardEvent,
    BackOwn,
    ForwardOwn,
    BackCall,
    ForwardCall,
    Follow,
    Slower,
    Faster,
    ChangeScale,
    Bookmark,
    PreviousBookmark,
    NextBookmark,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ChangeLanguage,
    ChangeAppearance,
    ShowCode,
    ShowCall,
    ShowTimeline,
    ShowSockets,
    ShowBytes,
    ShowPorts,
    ShowEvents,
    ShowOutput,
    ShowComparison,
    Find,
    // As SaveAs before Save.
    PreviousHit,
    NextHit,
    ShowShortcuts,
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

impl Action {
    /// All of them, in the order in which they are listed. A tab that is not filled cannot be asked for.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter().filter(|action| action.tab().is_none_or(Tab::is_filled))
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

    /// Its words on a button.
    #[must_use]
    pub fn label(self, words: Language) -> &'static str {
        match self {
            Self::New => words.new_scenario(),
            Self::Open => words.open_file(),
            Self::SaveAs => words.save_file_as(),
            Self::Save => words.save_file(),
            Self::SaveRecording => words.save_recording(),
            Self::Fork => words.fork(),
            Self::NextRun => words.next_run(),
            Self::Redo => words.redo(),
            Self::Undo => words.undo(),
            Self::CallNow => words.call_now(),
            Self::DuplicateLine => words.duplicate_line(),
            Self::DeleteLine => words.delete_line(),
            Self::MoveLineUp => words.move_line_up(),
            Self::MoveLineDown => words.move_line_down(),
            Self::Step => words.step(),
            Self::PlayPause => words.play(),
            Self::Run => words.run(),
            Self::Restart => words.restart(),
            Self::PreviousCall => words.previous_call(),
            Self::NextCall => words.next_call(),
            Self::ToStart => words.to_start(),
            Self::BackEvent => words.back_event(),
            Self::ForwardEvent => words.forward_event(),
            Self::BackOwn => words.back_own(),
            Self::ForwardOwn => words.forward_own(),
            Self::BackCall => words.back_call(),
            Self::ForwardCall => words.forward_call(),
            Self::Follow => words.follow(),
            Self::Slower => words.slower(),
            Self::Faster => words.faster(),
            Self::ChangeScale => words.change_scale(),
            Self::Bookmark => words.bookmark(),
            Self::PreviousBookmark => words.previous_bookmark(),
            Self::NextBookmark => words.next_bookmark(),
            Self::ZoomIn => words.zoom_in(),
            Self::ZoomOut => words.zoom_out(),
            Self::ZoomReset => words.zoom_reset(),
            Self::ChangeLanguage => words.change_language(),
            Self::ChangeAppearance => words.change_appearance(),
            Self::ShowCode => words.show_code(),
            Self::ShowCall => words.show_call(),
            Self::ShowTimeline => words.show_timeline(),
            Self::ShowSockets => words.tab_sockets(),
            Self::ShowBytes => words.tab_bytes(),
            Self::ShowPorts => words.tab_ports(),
            Self::ShowEvents => words.tab_events(),
            Self::ShowOutput => words.tab_output(),
            Self::ShowComparison => words.tab_comparison(),
            Self::Find => words.find(),
            Self::PreviousHit => words.previous_hit(),
            Self::NextHit => words.next_hit(),
            Self::ShowShortcuts => words.shortcuts(),
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn explanation(self, words: Language) -> &'static str {
        match self {
            Self::New => words.new_scenario_tip(),
            Self::Open => words.open_file_tip(),
            Self::SaveAs => words.save_file_as_tip(),
            Self::Save => words.save_file_tip(),
            Self::SaveRecording => words.save_recording_tip(),
            Self::Fork => words.fork_tip(),
            Self::NextRun => words.next_run_tip(),
            Self::Redo => words.redo_tip(),
            Self::Undo => words.undo_tip(),
            Self::CallNow => words.call_now_tip(),
            Self::DuplicateLine => words.duplicate_line_tip(),
            Self::DeleteLine => words.delete_line_tip(),
            Self::MoveLineUp => words.move_line_up_tip(),
            Self::MoveLineDown => words.move_line_down_tip(),
            Self::Step => words.step_tip(),
            Self::PlayPause => words.play_tip(),
            Self::Run => words.run_tip(),
            Self::Restart => words.restart_tip(),
            Self::PreviousCall => words.previous_call_tip(),
            Self::NextCall => words.next_call_tip(),
            Self::ToStart => words.to_start_tip(),
            Self::BackEvent => words.back_event_tip(),
            Self::ForwardEvent => words.forward_event_tip(),
            Self::BackOwn => words.back_own_tip(),
            Self::ForwardOwn => words.forward_own_tip(),
            Self::BackCall => words.back_call_tip(),
            Self::ForwardCall => words.forward_call_tip(),
            Self::Follow => words.follow_tip(),
            Self::Slower => words.slower_tip(),
            Self::Faster => words.faster_tip(),
            Self::ChangeScale => words.change_scale_tip(),
            Self::Bookmark => words.bookmark_tip(),
            Self::PreviousBookmark => words.previous_bookmark_tip(),
            Self::NextBookmark => words.next_bookmark_tip(),
            Self::ZoomIn => words.zoom_in_tip(),
            Self::ZoomOut => words.zoom_out_tip(),
            Self::ZoomReset => words.zoom_reset_tip(),
            Self::ChangeLanguage => words.change_language_tip(),
            Self::ChangeAppearance => words.change_appearance_tip(),
            Self::ShowCode => words.show_code_tip(),
            Self::ShowCall => words.show_call_tip(),
            Self::ShowTimeline => words.show_timeline_tip(),
            Self::ShowSockets => words.tab_sockets_tip(),
            Self::ShowBytes => words.tab_bytes_tip(),
            Self::ShowPorts => words.tab_ports_tip(),
            Self::ShowEvents => words.tab_events_tip(),
            Self::ShowOutput => words.tab_output_tip(),
            Self::ShowComparison => words.tab_comparison_tip(),
            Self::Find => words.find_tip(),
            Self::PreviousHit => words.previous_hit_tip(),
            Self::NextHit => words.next_hit_tip(),
            Self::ShowShortcuts => words.shortcuts_tip(),
        }
    }

    /// Its keys; the first is the one that is shown. `PageDown` and `PageUp` are what a presenter's remote sends.
    #[must_use]
    pub fn shortcuts(self) -> &'static [KeyboardShortcut] {
        const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
            KeyboardShortcut::new(modifiers, key)
        }
        match self {
            Self::New => const { &[key(CTRL, Key::N)] },
            Self::Open => const { &[key(CTRL, Key::O)] },
            Self::SaveAs => const { &[key(CTRL.plus(Modifiers::SHIFT), Key::S)] },
            Self::Save => const { &[key(CTRL, Key::S)] },
            Self::SaveRecording => const { &[key(CTRL, Key::E)] },
            Self::Fork => const { &[key(NONE, Key::F)] },
            Self::NextRun => const { &[key(NONE, Key::G)] },
            Self::Redo => const { &[key(CTRL.plus(Modifiers::SHIFT), Key::Z), key(CTRL, Key::Y)] },
            Self::Undo => const { &[key(CTRL, Key::Z)] },
            Self::CallNow => const { &[key(NONE, Key::C)] },
            Self::DuplicateLine => const { &[key(CTRL, Key::D)] },
            Self::DeleteLine => const { &[key(NONE, Key::Delete)] },
            Self::MoveLineUp => const { &[key(Modifiers::ALT, Key::ArrowUp)] },
            Self::MoveLineDown => const { &[key(Modifiers::ALT, Key::ArrowDown)] },
            Self::Step => const { &[key(NONE, Key::Space), key(NONE, Key::PageDown)] },
            Self::PlayPause => const { &[key(NONE, Key::P)] },
            Self::Run => const { &[key(NONE, Key::R)] },
            Self::Restart => const { &[key(CTRL, Key::R)] },
            Self::PreviousCall => const { &[key(NONE, Key::ArrowUp)] },
            Self::NextCall => const { &[key(NONE, Key::ArrowDown)] },
            Self::ToStart => const { &[key(NONE, Key::Home)] },
            Self::BackEvent => const { &[key(Modifiers::SHIFT, Key::ArrowLeft)] },
            Self::ForwardEvent => const { &[key(Modifiers::SHIFT, Key::ArrowRight)] },
            Self::BackOwn => const { &[key(CTRL, Key::ArrowLeft), key(Modifiers::ALT, Key::ArrowLeft)] },
            Self::ForwardOwn => const { &[key(CTRL, Key::ArrowRight), key(Modifiers::ALT, Key::ArrowRight)] },
            Self::BackCall => const { &[key(NONE, Key::ArrowLeft), key(NONE, Key::PageUp)] },
            Self::ForwardCall => const { &[key(NONE, Key::ArrowRight)] },
            Self::Follow => const { &[key(NONE, Key::End)] },
            Self::Slower => const { &[key(NONE, Key::OpenBracket)] },
            Self::Faster => const { &[key(NONE, Key::CloseBracket)] },
            Self::ChangeScale => const { &[key(NONE, Key::S)] },
            Self::Bookmark => const { &[key(NONE, Key::B)] },
            Self::PreviousBookmark => const { &[key(CTRL, Key::PageUp)] },
            Self::NextBookmark => const { &[key(CTRL, Key::PageDown)] },
            Self::ZoomIn => const { &[key(NONE, Key::Plus), key(NONE, Key::Equals)] },
            Self::ZoomOut => const { &[key(NONE, Key::Minus)] },
            Self::ZoomReset => const { &[key(NONE, Key::Num0)] },
            Self::ChangeLanguage => const { &[key(NONE, Key::L)] },
            Self::ChangeAppearance => const { &[key(NONE, Key::T)] },
            Self::ShowCode => const { &[key(CTRL, Key::B)] },
            Self::ShowCall => const { &[key(CTRL, Key::I)] },
            Self::ShowTimeline => const { &[key(NONE, Key::V)] },
            Self::ShowSockets => const { &[key(NONE, Key::K)] },
            Self::ShowBytes => const { &[key(NONE, Key::M)] },
            Self::ShowPorts => const { &[key(NONE, Key::N)] },
            Self::ShowEvents => const { &[key(NONE, Key::E)] },
            Self::ShowOutput => const { &[key(NONE, Key::O)] },
            Self::ShowComparison => const { &[key(NONE, Key::D)] },
            Self::Find => const { &[key(CTRL, Key::F)] },
            Self::PreviousHit => const { &[key(Modifiers::SHIFT, Key::F3)] },
            Self::NextHit => const { &[key(NONE, Key::F3)] },
            Self::ShowShortcuts => const { &[key(NONE, Key::F1), key(NONE, Key::Questionmark)] },
        }
    }

    /// The key to show beside it, in the words of the language.
    #[must_use]
    pub fn key(self, words: Language) -> String {
        let Some(shortcut) = self.shortcuts().first() else { return String::new() };
        let key = match shortcut.logical_key {
            Key::Space => words.key_space(),
            Key::ArrowUp => words.key_up(),
            Key::ArrowDown => words.key_down(),
            Key::ArrowLeft => words.key_left(),
            Key::ArrowRight => words.key_right(),
            Key::Home => words.key_home(),
            Key::End => words.key_end(),
            Key::PageUp => words.key_page_up(),
            Key::PageDown => words.key_page_down(),
            Key::OpenBracket => "[",
            Key::CloseBracket => "]",
            Key::Delete => words.key_delete(),
            Key::Plus => "+",
            Key::Minus => "-",
            other => other.name(),
        };
        let held = [
            (shortcut.modifiers.command, words.key_control()),
            (shortcut.modifiers.shift, words.key_shift()),
            (shortcut.modifiers.alt, words.key_alt()),
        ];
        let held = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name);
        held.chain([key]).collect::<Vec<_>>().join("+")
    }
}

/// The actions whose keys were pressed, in the order of the table.
///
/// A key without a modifier belongs to whatever widget has the focus first: Space presses a button, arrows move in a
/// slider, letters go into a text. Where somebody writes, arrows move in the text whatever is held with them. The keys of
/// the top row are nobody's.
pub fn pressed(ctx: &egui::Context) -> Vec<Action> {
    let taken = ctx.egui_wants_keyboard_input();
    let writing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        Action::all()
            .filter(|action| {
                action.shortcuts().iter().any(|shortcut| {
                    let is_letter = shortcut.logical_key.name().len() == 1;
                    let moves = matches!(shortcut.logical_key, Key::ArrowLeft | Key::ArrowRight);
                    let is_held = !(shortcut.modifiers.is_none() || moves && writing);
                    let is_function = shortcut.logical_key >= Key::F1 && shortcut.logical_key <= Key::F35;
                    let free = is_held || is_function || !taken || (is_letter && !writing);
                    free && input.consume_shortcut(shortcut)
                })
            })
            .collect()
    })
}

/// The participant whose own key was pressed: 1 for the first column, up to 9.
pub fn pressed_column(ctx: &egui::Context) -> Option<usize> {
    const KEYS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    if ctx.text_edit_focused() {
        return None;
    }
    ctx.input_mut(|input| (0..).zip(KEYS).find(|(_, key)| input.consume_key(NONE, *key)).map(|(at, _)| at))
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
}
