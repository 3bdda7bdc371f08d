//! The words of projection: for the class, and for whoever shows it.

use super::{Language, number};

words! {
    project;
    project_tip;
    leave_projection;
    leave_projection_tip;
    blank;
    blank_tip;
    freeze_picture;
    freeze_picture_tip;
    show_pointer;
    show_pointer_tip;
    on_this_screen;
    freeze_needs_screen;
    the_past;
    diagram_of_class;
    black_screen;
    frozen_picture;
    window_of_class;
    presenter;
    comes_next;
    notes_of_scenario;
    no_notes;
    class_sees;
    class_sees_live;
    class_sees_black;
    class_sees_frozen;
    next_is_end;
    next_is_start;
    nothing_next;
    nobody_next;
    forward_next;
    why_not_projecting;
    why_projecting;
}

/// Which step of how many: `12 / 20`.
#[must_use]
pub fn step_of(language: Language, step: u64, of: u64) -> String {
    format!("{} / {}", number(language, step), number(language, of))
}

/// A screen to project on, by its place among the others, its name and its size in pixels.
#[must_use]
pub fn on_screen(language: Language, at: usize, name: &str, size: (u32, u32)) -> String {
    let at = number(language, at as u64 + 1);
    let (width, height) = (size.0.to_string(), size.1.to_string());
    let name = if name.is_empty() { String::new() } else { format!(" · {name}") };
    say!(language, "on_screen_at", at, name, width, height)
}

/// That a screen is no longer there, and what came of it.
#[must_use]
pub fn screen_gone(language: Language, at: usize) -> String {
    let at = number(language, at as u64 + 1);
    say!(language, "screen_gone", at)
}

/// The time of day and the time since the projection began: `10:42 · 3:05`.
#[must_use]
pub fn clock(language: Language, of_day: &str, seconds: u64) -> String {
    let since = match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, minutes, seconds) => format!("{minutes}:{seconds:02}"),
        (hours, minutes, seconds) => format!("{hours}:{minutes:02}:{seconds:02}"),
    };
    say!(language, "projection_clock", of_day, since)
}

/// The first sentence of several.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(['.', '?', '!']).map(|(at, _)| at + 1);
    let end = ends.into_iter().find(|end| {
        let (before, after) = text.split_at(*end);
        let is_inside = before.matches('(').count() > before.matches(')').count()
            || before.matches('«').count() > before.matches('»').count();
        !is_inside && (after.is_empty() || after.starts_with(char::is_whitespace))
    });
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_at_that_of_a_number_or_within_brackets() {
        for (text, first) in [
            ("Una. Y otra.", "Una."),
            ("bind a 127.0.0.1:80 falla. Otra.", "bind a 127.0.0.1:80 falla."),
            ("Uno (TCP. O UDP.) sigue. Otra.", "Uno (TCP. O UDP.) sigue."),
            ("Sin punto", "Sin punto"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }

    #[test]
    fn a_clock_has_hours_only_where_there_are_any() {
        assert_eq!(clock(Language::SPANISH, "10:42", 185), "10:42 · llevas 3:05");
        assert_eq!(clock(Language::ENGLISH, "10:42", 3_725), "10:42 · 1:02:05 so far");
    }
}
