//! The words on the screen that explain: what a call does and answered, what is wrong in a file, numbers with units.
//! The words themselves stand in `assets/languages/`, a file for each language; here is what is put into them, and when.
//! Nothing here draws or calls.

/// A sentence of the language files with what is filled in: `say!(language, "key", name, other; count)`. What comes after
/// the semicolon is a number that decides between singular and plural.
macro_rules! say {
    ($language:expr, $key:literal $(, $name:ident)* $(; $($number:ident),+)? $(,)?) => {
        $language.say($key, &[
            $((stringify!($name), $crate::text::Filling::Text(&$name)),)*
            $($((stringify!($number), $crate::text::Filling::number($number)),)+)?
        ])
    };
}

/// Words of the language files with nothing to fill in: `word!(language, "key")`.
macro_rules! word {
    ($language:expr, $key:literal) => {
        $language.word($key)
    };
}

/// Words of the language files as methods of the language, by the same names.
macro_rules! words {
    ($($name:ident;)*) => {
        impl $crate::text::Language {
            $(#[must_use]
            pub fn $name(self) -> &'static str {
                self.word(stringify!($name))
            })*
        }
    };
}

mod command_line;
mod difference;
mod doubt;
mod event;
mod explain;
mod file;
mod first_steps;
mod flow;
mod kernel;
mod keyboard;
mod language;
mod looks;
mod moment;
mod notice;
mod number;
mod panels;
mod problem;
mod program;
mod projection;
mod python;
mod reach;
mod recording;
mod role;
mod runs;
mod search;
mod spoken;
mod system;
mod window;
mod words;

pub use command_line::{
    bad_value, conflicting_arguments, missing_arguments, unknown_argument, wrong_number_of_values,
};
pub use difference::{came, difference};
pub use doubt::{bad_hex, bad_port, doubt, not_a_number, size_of};
pub use event::{EventWords, aside, event, go_to_event, times_the_same};
pub use explain::{Explanation, awaited, errno_words, explain, waited};
pub use file::{already_there, changed_since, comments_lost, not_saved, unsaved_changes};
pub use first_steps::{another_step, first_program, first_step};
pub use flow::{
    broken, character_bytes, datagram, direction, end_read, ended, fate, received_block, sent_block,
    unread_block, waiting_block,
};
pub use kernel::{
    accept_queue, drops, go_to_maker, ports_error, queue, remaining, sockets, sort_by, tcp_state, waiting_of,
    waits_for_accept,
};
pub use language::{Language, cli_language};
pub use moment::{
    Behind, band, bookmark_at, event_of, past, pointed_at, ruler_time, speed, stand_still_frozen,
};
pub use notice::notice;
pub use number::{
    bytes, call_number, calls, duration, encoded, events, instant, line_number, more_bytes, more_calls,
    number, out_of_view, part_of, participants, seconds, took,
};
pub use panels::{fold, unfold};
pub use problem::{located, problem};
pub use program::{downfall, downfall_in_short, exited, fallen, programs_named, site, unseen};
pub use projection::{clock, first_sentence, on_screen, screen_gone, step_of};
pub use python::{
    exported, left_out, no_free_ports, not_exported, not_exported_here, started_after, there_already,
};
pub use reach::{reach_lines, reach_needed, reached, reaches};
pub use recording::{
    cut_off, fault, fault_found, not_recorded, repeated_differs, repeated_same, too_long_to_repeat,
    unreadable,
};
pub use role::role;
pub use runs::{
    close_run, compared_row, likeness, no_difference, other_ports, run_name, runs_differ, runs_part,
    taken_ports,
};
pub use search::{field_word, filter_by, found, query};
pub use spoken::{arrow, end_of_arrow, has_waited, news, result, waits_since};
pub use system::{error_words, not_printed, resolver_words};
pub use window::{lacking, no_answer, no_window};

/// Where words are read: each face has its own ways out of what has gone wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Window,
    Terminal,
}

use language::Filling;
