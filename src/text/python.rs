//! Exporting in words: what the Python programs say to whoever runs them, and what is said of what was written.

use std::io;
use std::path::{Path, PathBuf};

use super::difference::result;
use super::file::why_not;
use super::system::error_words;
use super::{Face, Language};
use crate::export::{LeftOut, NotWritten, Words};
use crate::scenario::SaveError;
use crate::sockets::Outcome;

words! {
    program_waits;
}

/// The words within the programs.
impl Words for Language {
    fn waits(&self) -> &str {
        self.program_waits()
    }

    fn press_enter(&self, file: &str, call: &str) -> String {
        say!(self, "python_press_enter_when_called", file, call)
    }

    fn start_after(&self, file: &str, call: &str) -> String {
        say!(self, "python_start_when_called", file, call)
    }
}

/// When to start a program, as a remark.
#[must_use]
pub fn started_after(language: Language, file: &str, call: &str) -> String {
    say!(language, "python_when_called", file, call)
}

/// What would be replaced, and the way out.
#[must_use]
pub fn there_already(language: Language, paths: &[PathBuf]) -> String {
    let list: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    let list = list.join(", ");
    say!(language, "python_nothing_was_written_exists", list)
}

/// Why nothing was written.
#[must_use]
pub fn not_exported(language: Language, error: &SaveError) -> String {
    let path = error.path.display();
    let (why, advice) = why_not(language, Face::Terminal, &error.failure);
    say!(language, "python_not_written", path, why, advice)
}

/// The same in the window, where nothing is written over without a question.
#[must_use]
pub fn not_exported_here(language: Language, why: &NotWritten) -> String {
    match why {
        NotWritten::Nothing => language.export_nothing().into(),
        NotWritten::AlreadyThere(paths) => super::already_there(language, paths),
        NotWritten::Failed(error) => not_exported(language, error),
    }
}

/// That programs were written, where, and how to start them.
#[must_use]
pub fn exported(language: Language, folder: &Path, commands: &[String]) -> String {
    let (folder, commands) = (folder.display(), commands.join(" · "));
    say!(language, "python_written_to_folder", folder, commands)
}

/// That the system has no free port.
#[must_use]
pub fn no_free_ports(language: Language, error: &io::Error) -> String {
    let why = error_words(language, error);
    say!(language, "python_there_no_free_ports", why)
}

/// A call that a script does not make, and why.
#[must_use]
pub fn left_out(language: Language, left: &LeftOut) -> String {
    let LeftOut { participant, call, outcome } = left;
    let why = match outcome {
        // It is the function that no script has.
        Some(Outcome::Gave(_)) => return format!("  {participant}: {call}"),
        Some(outcome) => result(language, outcome),
        None => say!(language, "python_had_not_returned"),
    };
    format!("  {participant}: {call}: {why}")
}
