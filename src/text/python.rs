//! Exporting in words: what the Python programs say to whoever runs them, and what is said of what was written.

use std::io;
use std::path::PathBuf;

use super::Language;
use super::difference::result;
use super::file::why_not;
use super::problem::system_words;
use crate::export::{LeftOut, Words};
use crate::scenario::SaveError;
use crate::sockets::Outcome;

impl Language {
    /// The words within the programs.
    #[must_use]
    pub fn in_programs(self) -> &'static Words {
        match self {
            Self::Es => &Words {
                waits: "Nos quedamos a la espera...",
                press_enter: |file, call| format!("Pulsa Intro cuando {file} haya llamado a {call}:"),
                start_after: |file, call| format!("Se arranca cuando {file} ha llamado a {call}."),
            },
            Self::En => &Words {
                waits: "Waiting...",
                press_enter: |file, call| format!("Press Enter when {file} has called {call}:"),
                start_after: |file, call| format!("Start it when {file} has called {call}."),
            },
        }
    }
}

/// When to start a program, as a remark.
#[must_use]
pub fn started_after(language: Language, file: &str, call: &str) -> String {
    say!(language, "cuando {file} haya llamado a {call}", "when {file} has called {call}")
}

/// What would be replaced, and the way out.
#[must_use]
pub fn there_already(language: Language, paths: &[PathBuf]) -> String {
    let list: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    let list = list.join(", ");
    say!(
        language,
        "No se ha escrito nada, porque ya existe: {list}. Elige otro sitio, o reemplázalo con --force.",
        "Nothing was written, as this exists already: {list}. Choose another place, or replace it with --force."
    )
}

/// Why nothing was written.
#[must_use]
pub fn not_exported(language: Language, error: &SaveError) -> String {
    let path = error.path.display();
    let (why, advice) = why_not(language, &error.failure);
    say!(language, "No se ha escrito en {path}: {why}. {advice}", "Not written to {path}: {why}. {advice}")
}

/// That the system has no free port.
#[must_use]
pub fn no_free_ports(language: Language, error: &io::Error) -> String {
    let why = system_words(language, &error.to_string());
    say!(language, "No hay puertos libres: {why}.", "There are no free ports: {why}.")
}

/// A call that a script does not make, and why.
#[must_use]
pub fn left_out(language: Language, left: &LeftOut) -> String {
    let LeftOut { participant, call, outcome } = left;
    let why = match outcome {
        // It is the function that no script has.
        Some(Outcome::Gave(_)) => return format!("  {participant}: {call}"),
        Some(outcome) => result(language, outcome),
        None => say!(language, "no había vuelto", "it had not returned"),
    };
    format!("  {participant}: {call}: {why}")
}
