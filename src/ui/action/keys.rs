//! The keys of the actions: what they are called, and which were pressed.

use std::cmp::Reverse;
use std::sync::LazyLock;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::Action;
use crate::text::Language;

/// Each key with its action, those with the most modifiers first: a shortcut takes whatever else is held.
static KEYS: LazyLock<Vec<(KeyboardShortcut, Action)>> = LazyLock::new(|| {
    let keys_of = |action: Action| action.shortcuts().iter().map(move |shortcut| (*shortcut, action));
    let mut keys: Vec<_> = Action::all().flat_map(keys_of).collect();
    keys.sort_by_key(|(shortcut, _)| {
        let Modifiers { alt, ctrl, shift, command, mac_cmd: _ } = shortcut.modifiers;
        Reverse([alt, ctrl || command, shift].into_iter().filter(|held| *held).count())
    });
    keys
});

/// The actions whose keys were pressed.
///
/// A key without a modifier belongs to whatever widget has the focus first: Space presses a button, arrows move in a
/// slider, letters go into a text. Where somebody writes, arrows move in the text whatever is held with them. The keys of
/// the top row are nobody's. An action that is of no use now leaves its keys to others.
pub fn pressed(ctx: &egui::Context, is_of_use: impl Fn(Action) -> bool) -> Vec<Action> {
    let taken = ctx.egui_wants_keyboard_input();
    let writing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        let is_pressed = |(shortcut, action): &&(KeyboardShortcut, Action)| {
            let is_letter = shortcut.logical_key.name().len() == 1;
            let moves = matches!(shortcut.logical_key, Key::ArrowLeft | Key::ArrowRight);
            let is_held = !(shortcut.modifiers.is_none() || moves && writing);
            let is_function = shortcut.logical_key >= Key::F1 && shortcut.logical_key <= Key::F35;
            // A presenter's remote works whatever has the focus.
            let is_page = matches!(shortcut.logical_key, Key::PageUp | Key::PageDown);
            let free = is_held || is_function || !taken || ((is_letter || is_page) && !writing);
            is_of_use(*action) && free && input.consume_shortcut(shortcut)
        };
        KEYS.iter().filter(is_pressed).map(|(_, action)| *action).collect()
    })
}

/// The participant whose own key was pressed: 1 for the first column, up to 9.
pub fn pressed_column(ctx: &egui::Context) -> Option<usize> {
    const DIGITS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    if ctx.text_edit_focused() {
        return None;
    }
    ctx.input_mut(|input| {
        (0..).zip(DIGITS).find(|(_, key)| input.consume_key(Modifiers::NONE, *key)).map(|(at, _)| at)
    })
}

/// How keys are called where the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    /// By their names, with a plus sign between them.
    Named,
    /// By the signs on them, side by side, as on a Mac.
    Signs,
}

const HABIT: Habit = if cfg!(target_os = "macos") { Habit::Signs } else { Habit::Named };

/// What a key is called in the words of the language, with all that is held.
pub fn name(shortcut: KeyboardShortcut, words: Language) -> String {
    name_by(HABIT, shortcut, words)
}

fn name_by(habit: Habit, shortcut: KeyboardShortcut, words: Language) -> String {
    let key = match (shortcut.logical_key, habit) {
        (Key::ArrowUp, Habit::Signs) => "↑",
        (Key::ArrowDown, Habit::Signs) => "↓",
        (Key::ArrowLeft, Habit::Signs) => "←",
        (Key::ArrowRight, Habit::Signs) => "→",
        (Key::Space, _) => words.key_space(),
        (Key::ArrowUp, _) => words.key_up(),
        (Key::ArrowDown, _) => words.key_down(),
        (Key::ArrowLeft, _) => words.key_left(),
        (Key::ArrowRight, _) => words.key_right(),
        (Key::Home, _) => words.key_home(),
        (Key::End, _) => words.key_end(),
        (Key::PageUp, _) => words.key_page_up(),
        (Key::PageDown, _) => words.key_page_down(),
        (Key::Delete | Key::Backspace, _) => words.key_delete(),
        (Key::OpenBracket, _) => "[",
        (Key::CloseBracket, _) => "]",
        (Key::Plus, _) => "+",
        (Key::Minus, _) => "-",
        (Key::Period, _) => ".",
        (Key::Escape, _) => words.key_escape(),
        (other, _) => other.name(),
    };
    let Modifiers { alt, shift, command, .. } = shortcut.modifiers;
    // Each in the order of its habit.
    let held = match habit {
        Habit::Named => [(command, words.key_control()), (shift, words.key_shift()), (alt, words.key_alt())],
        Habit::Signs => [(alt, "⌥"), (shift, "⇧"), (command, "⌘")],
    };
    let between = if habit == Habit::Named { "+" } else { "" };
    let held = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name);
    held.chain([key]).collect::<Vec<_>>().join(between)
}

/// A sentence with the key of an action behind it.
pub fn with_key(sentence: &str, action: Action, words: Language) -> String {
    format!("{sentence} ({})", action.key(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(habit: Habit, action: Action, words: Language) -> String {
        name_by(habit, action.shortcuts()[0], words)
    }

    #[test]
    fn keys_are_called_as_the_platform_and_the_language_call_them() {
        let of = |habit, words| {
            [Action::SaveAs, Action::MoveLineUp, Action::Step].map(|action| named(habit, action, words))
        };
        assert_eq!(of(Habit::Named, Language::SPANISH), ["Ctrl+Mayús+S", "Alt+Arriba", "Espacio"]);
        assert_eq!(of(Habit::Named, Language::ENGLISH), ["Ctrl+Shift+S", "Alt+Up", "Space"]);
        assert_eq!(of(Habit::Signs, Language::SPANISH), ["⇧⌘S", "⌥↑", "Espacio"]);
    }
}
