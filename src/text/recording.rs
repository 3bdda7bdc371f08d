//! What is wrong with a recording, in words: on which line, what stands there and what was expected.

use std::path::Path;

use super::{Language, number, problem};
use crate::trace::TraceError;
use crate::trace::recording::{Fault, FaultKind, Unreadable, UnreadableRecording};

/// A fault with its place, and what becomes of the rest: `path:line: words`.
#[must_use]
pub fn fault(language: Language, path: Option<&Path>, fault: &Fault) -> String {
    let place = path.map(|path| format!("{}:", path.display())).unwrap_or_default();
    let words = kind(language, &fault.kind);
    let line = fault.line;
    if fault.line == 1 {
        return format!("{place}{line}: {words}");
    }
    say!(language, "recording_all_stands_before_line", place, line, words)
}

/// A fault with its place, where nothing of the recording is shown: `path:line: words`.
#[must_use]
pub fn fault_found(language: Language, path: &Path, fault: &Fault) -> String {
    format!("{}:{}: {}", path.display(), fault.line, kind(language, &fault.kind))
}

/// That a recorded run, made again, came out the same: so many calls.
#[must_use]
pub fn repeated_same(language: Language, calls: usize, regrouped: usize) -> String {
    let calls = super::calls(language, calls);
    let same = say!(language, "recording_comes_out_was_recorded", calls);
    super::runs::with_regrouped(language, same, regrouped)
}

/// That a recorded run, made again, came out differently, and where first.
#[must_use]
pub fn repeated_differs(language: Language, first: &str) -> String {
    say!(language, "recording_comes_out_differently_first", first)
}

/// That a recording is too long to be made again.
#[must_use]
pub fn too_long_to_repeat(language: Language) -> String {
    say!(language, "recording_run_longer_than_memory")
}

/// That a file for a recording cannot be made.
#[must_use]
pub fn not_recorded(language: Language, path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        return say!(language, "recording_already_there_left_alone", path);
    }
    let error = super::error_words(language, error);
    say!(language, "recording_cannot_written_nothing_was", path, error)
}

/// That a run was cut off by a crash: when, and where it is kept.
#[must_use]
pub fn cut_off(language: Language, path: &Path, written: std::time::SystemTime) -> String {
    let when = jiff::Timestamp::try_from(written)
        .map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string());
    let (when, path) = (when.unwrap_or_default(), path.display());
    say!(language, "recording_last_run_was_cut", when, path)
}

/// Why a file cannot be opened as a recording.
#[must_use]
pub fn unreadable(language: Language, unreadable: &UnreadableRecording) -> String {
    match &unreadable.why {
        Unreadable::System(why) => {
            let why = problem(language, &crate::scenario::Problem::Unreadable(why.clone()));
            format!("{}: {why}", unreadable.path.display())
        }
        Unreadable::NotAFile => {
            format!(
                "{}: {}",
                unreadable.path.display(),
                problem(language, &crate::scenario::Problem::NotAFile)
            )
        }
        Unreadable::Header(found) => fault(language, Some(&unreadable.path), found),
    }
}

fn kind(language: Language, kind: &FaultKind) -> String {
    match kind {
        FaultKind::Cut => say!(language, "recording_file_cut_off_here"),
        FaultKind::NoEnd => say!(language, "recording_file_ends_here_does"),
        FaultKind::Full => say!(language, "recording_ends_here_and_run"),
        FaultKind::NotARecording => say!(language, "recording_not_recording_expected_recording"),
        FaultKind::Version { found, newest } => {
            say!(language, "recording_recording_version_program_reads", found, newest)
        }
        FaultKind::Scenario(found) => {
            let why = problem(language, found);
            say!(language, "recording_scenario_not_usable", why)
        }
        // What a line is called in the sources says nothing to who reads the file.
        FaultKind::Syntax(ron::error::Error::ExpectedDifferentStructName { found, .. }) => {
            say!(language, "recording_line_does_not_read", found)
        }
        FaultKind::Syntax(error) => {
            let why = problem(language, &crate::scenario::Problem::Syntax(error.clone()));
            say!(language, "recording_line_does_not_read_2", why)
        }
        FaultKind::TooLong { limit } => {
            let limit = super::bytes(language, *limit);
            say!(language, "recording_line_longer_than", limit)
        }
        FaultKind::NotText => say!(language, "recording_not_text_utf_8"),
        FaultKind::SecondHeader => say!(language, "recording_another_recording_begins_here"),
        FaultKind::Number { found, expected } => {
            say!(language, "recording_event_number_expected", found, expected)
        }
        FaultKind::TimeRunsBack { found, before } => {
            let (found, before) = (number(language, *found), number(language, *before));
            say!(language, "recording_time_runs_backwards_ns", found, before)
        }
        FaultKind::NoSuchParticipant(id) => say!(language, "recording_participant_none_scenario", id),
        FaultKind::NoSuchCall { participant, step, call } => {
            let step = step.saturating_add(1);
            say!(language, "recording_script_participant_no_step", participant, call, step)
        }
        FaultKind::TooMuchData { bytes, limit } => {
            let (bytes, limit) = (super::bytes(language, *bytes), super::bytes(language, *limit));
            say!(language, "recording_one_call_most", bytes, limit)
        }
        FaultKind::AfterEnd => say!(language, "recording_event_comes_after_end"),
        FaultKind::Header(error) => {
            let why = problem(language, &crate::scenario::Problem::Syntax(error.clone()));
            say!(language, "recording_header_does_not_read", why)
        }
        FaultKind::Misfit(error) => misfit(language, error),
    }
}

pub(super) fn misfit(language: Language, error: &TraceError) -> String {
    match error {
        TraceError::StillOpen(_) => say!(language, "recording_call_begins_while_one"),
        TraceError::NoCallOpen(_) => say!(language, "recording_call_waits_or_returns"),
        TraceError::NoSuchParticipant(_, id) => {
            say!(language, "recording_there_no_participant", id)
        }
        TraceError::AfterEnd(_) | TraceError::AfterKill(_) => {
            say!(language, "recording_program_participant_was_already")
        }
        TraceError::NoSuchSocket(_) => {
            say!(language, "recording_about_socket_nobody_opened")
        }
        TraceError::NotOfItsCall(_) => {
            say!(language, "recording_call_cannot_give_back")
        }
        TraceError::NotAThread(_) => say!(language, "recording_about_thread_was_there"),
        TraceError::NotTheNextSocket(_) => say!(language, "recording_new_socket_does_not"),
    }
}
