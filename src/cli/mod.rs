//! The terminal face: the same session as the window's, read line by line.

mod arguments;
mod export;
mod json;
mod line;
mod mistake;
mod plain;
mod ports;
mod printer;
mod replay;
mod run;
mod terminal;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use crate::run::first_unresolved;
use crate::scenario::{Document, LocatedProblem};
use crate::text::Language;
use crate::trace::recording::{Extent, Recording, is_recording, read};

pub use arguments::{Asked, Renderer, asked_language, parse};
pub use export::{ExportRequest, Format, Unexported, export};
pub use ports::{PortsRequest, ports};
pub use replay::{Repeated, Replayed, repeat, replay};
pub use run::{Ended, ProgramOptions, RunOptions, run};
pub use terminal::{code, complain, explain, out};

/// Exit code for a file that cannot be used.
pub const UNUSABLE: u8 = 2;
/// Exit code for a run that the timeout ended.
pub const TIMED_OUT: u8 = 3;
/// Exit code for a run that Ctrl-C ended, as a shell has it for SIGINT.
pub const STOPPED: u8 = 130;
/// Exit code for a recorded run that was made again and went another way.
pub const DIFFERS: u8 = 4;

/// What `run` was asked for.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct RunRequest {
    pub files: Vec<PathBuf>,
    pub json: bool,
    pub any_port: bool,
    pub timeout: Option<Duration>,
    /// The file that is to keep what happens.
    pub record: Option<PathBuf>,
    /// Whether a recording is to be made again on real sockets, and not only printed.
    pub live: bool,
    /// Whether the programs that a scenario names may be run.
    pub run_programs: bool,
    pub programs: ProgramOptions,
}

/// Reads a scenario and makes sure that every name in it resolves.
///
/// # Errors
/// The first problem, with its place.
pub fn read_resolved(file: &std::path::Path) -> Result<Document, LocatedProblem> {
    let document = Document::read(file)?;
    first_unresolved(&document)?;
    Ok(document)
}

/// Checks files and prints a line for each. Answers whether all can be used.
///
/// # Errors
/// All can be used, and `out` cannot be written to: what is wrong with a file is worth more.
pub fn check(files: &[PathBuf], language: Language, out: &mut impl Write) -> io::Result<bool> {
    let (mut all, mut printed) = (true, Ok(()));
    for file in files {
        match wrong_with(file, language) {
            Some(wrong) => {
                all = false;
                complain(&wrong);
            }
            // Whoever no longer reads gets the exit code.
            None if printed.is_ok() => {
                let file = plain::plain(&file.display().to_string()).into_owned();
                printed = writeln!(out, "{file}: {}", language.check_ok());
            }
            None => {}
        }
    }
    if all { printed.map(|()| true) } else { Ok(false) }
}

/// What is wrong with a file, in words.
fn wrong_with(file: &std::path::Path, language: Language) -> Option<String> {
    if !is_recording(file) {
        return read_resolved(file).err().map(|problem| crate::text::located(language, &problem));
    }
    match read(file, Extent::Whole) {
        Ok(Recording { fault: Some(fault), .. }) if fault.is_limit() => {
            // The file is sound, and says itself that it is not the whole run.
            complain(&crate::text::fault(language, Some(file), &fault));
            None
        }
        Ok(recording) => recording.fault.map(|fault| crate::text::fault_found(language, file, &fault)),
        Err(unreadable) => Some(crate::text::unreadable(language, &unreadable)),
    }
}
