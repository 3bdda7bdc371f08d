//! The words on the screen that explain: what a call does and answered, what is wrong in a file, numbers with units.
//! Every sentence stands here in both languages, side by side. Nothing here draws or calls.

/// A sentence in the language asked for. What stands in braces is filled in from the variables around it.
macro_rules! say {
    ($language:expr, $es:literal, $en:literal $(,)?) => {
        match $language {
            $crate::text::Language::Es => format!($es),
            $crate::text::Language::En => format!($en),
        }
    };
}

/// Words of the interface that need nothing filled in: `name: "Spanish" / "English";` makes a method of the language.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $es:literal / $en:literal;)*) => {
        impl $crate::text::Language {
            $($(#[$doc])*
            #[doc = concat!("\"", $en, "\"")]
            #[must_use]
            pub const fn $name(self) -> &'static str {
                match self {
                    Self::Es => $es,
                    Self::En => $en,
                }
            })*
        }
    };
}

mod difference;
mod doubt;
mod event;
mod explain;
mod file;
mod flow;
mod kernel;
mod moment;
mod notice;
mod number;
mod problem;
mod program;
mod python;
mod recording;
mod role;
mod runs;
mod search;
mod window;
mod words;

pub use difference::{came, difference};
pub use doubt::{bad_hex, bad_port, doubt, not_a_number, size_of};
pub use event::{EventWords, event, go_to_event};
pub use explain::{Explanation, awaited, errno_words, explain, waited};
pub use file::{already_there, changed_since, comments_lost, not_saved, unsaved_changes};
pub use flow::{
    broken, character_bytes, datagram, direction, end_read, ended, received_block, sent_block, unread_block,
    waiting_block,
};
pub use kernel::{
    accept_queue, drops, go_to_maker, ports_error, queue, remaining, sockets, sort_by, tcp_state, waiting_of,
    waits_for_accept,
};
pub use moment::{Behind, band, bookmark_at, event_of, past, pointed_at, ruler_time, speed};
pub use notice::notice;
pub use number::{
    bytes, call_number, calls, duration, encoded, events, instant, line_number, more_bytes, more_calls,
    number, out_of_view, part_of, participants, seconds,
};
pub use problem::{located, problem};
pub use program::{exited, programs_named, site, unseen};
pub use python::{left_out, no_free_ports, not_exported, started_after, there_already};
pub use recording::{
    cut_off, fault, not_recorded, repeated_differs, repeated_same, too_long_to_repeat, unreadable,
};
pub use role::role;
pub use runs::{
    close_run, compared_row, likeness, no_difference, other_ports, run_name, runs_differ, runs_part,
};
pub use search::{field_word, filter_by, found, query};
pub use window::{lacking, no_answer, no_window};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Spanish.
    Es,
    /// English.
    #[default]
    En,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// The code of ISO 639-1: `"es"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language for a locale as systems write it: `es-ES`, `es_ES.UTF-8`. English where there is no other.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let code = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::from_code(code).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_any_form_gives_its_language() {
        for locale in ["es", "es-ES", "es_ES.UTF-8", "ES_mx", "es@euro"] {
            assert_eq!(Language::from_locale(locale), Language::Es, "{locale}");
        }
        for locale in ["en-GB", "C", "POSIX", "", "est-EE", "ca_ES.UTF-8"] {
            assert_eq!(Language::from_locale(locale), Language::En, "{locale}");
        }
    }

    #[test]
    fn a_code_reads_back_and_an_unknown_one_is_none() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("fr"), None);
    }
}
