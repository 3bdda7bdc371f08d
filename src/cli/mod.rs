//! The terminal face: the same session as the window's, read line by line.

mod arguments;
mod export;
mod fold;
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
use crate::scenario::{Beyond, Document, LocatedProblem, beyond};
use crate::session::beyond_when_repeated;
use crate::text::Language;
use crate::trace::recording::{Extent, is_recording, read};

pub use arguments::{Asked, Renderer, asked_language, parse};
pub use export::{ExportRequest, Format, Unexported, export};
pub use ports::{PortsRequest, ports};
pub use replay::{Repeated, Replayed, repeat, replay};
pub use run::{Allowed, Ended, ProgramOptions, RunOptions, run};
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
    pub allowed: Allowed,
}

/// Why a scenario is not run.
#[derive(Debug)]
pub enum NotRun {
    /// It cannot be used: the first problem, with its place.
    Unusable(LocatedProblem),
    /// These calls reach beyond this machine and their run, and were not allowed.
    NotAllowed(Vec<Beyond>, Box<Document>),
}

/// Reads a scenario to be run, and makes sure that it may be and that every name in it resolves. No resolver is asked for a name
/// before that is allowed.
///
/// # Errors
/// Why it is not run.
pub fn read_to_run(file: &std::path::Path, allowed: Allowed) -> Result<Document, NotRun> {
    let document = Document::read(file).map_err(NotRun::Unusable)?;
    let consent = allowed.consent();
    let mut beyond = beyond(&document.scenario);
    beyond.retain(|one| !consent.covers(&one.call));
    if !beyond.is_empty() {
        return Err(NotRun::NotAllowed(beyond, Box::new(document)));
    }
    first_unresolved(&document).map_err(NotRun::Unusable)?;
    Ok(document)
}

/// Checks files and prints a line for each, and what it would ask for if it ran. Asks no resolver for anything. Answers whether
/// all can be used.
///
/// # Errors
/// All can be used, and `out` cannot be written to: what is wrong with a file is worth more.
pub fn check(files: &[PathBuf], language: Language, out: &mut impl Write) -> io::Result<bool> {
    let (mut all, mut printed) = (true, Ok(()));
    for file in files {
        match checked(file, language) {
            Err(wrong) => {
                all = false;
                complain(&wrong);
            }
            // Whoever no longer reads gets the exit code.
            Ok(beyond) if printed.is_ok() => printed = say_fine(file, &beyond, language, out),
            Ok(_) => {}
        }
    }
    if all { printed.map(|()| true) } else { Ok(false) }
}

/// What a file asks for before it runs, in lines, empty where that is nothing; the error is what is wrong with it. Both in words.
fn checked(file: &std::path::Path, language: Language) -> Result<String, String> {
    if !is_recording(file) {
        let document = Document::read(file).map_err(|problem| crate::text::located(language, &problem))?;
        let lines = |one: &Beyond| line_in_file(&document, one);
        return Ok(crate::text::reach_lines(language, &beyond(&document.scenario), lines));
    }
    let recording =
        read(file, Extent::Whole).map_err(|unreadable| crate::text::unreadable(language, &unreadable))?;
    match &recording.fault {
        // The file is sound, and says itself that it is not the whole run.
        Some(fault) if fault.is_limit() => complain(&crate::text::fault(language, Some(file), fault)),
        Some(fault) => return Err(crate::text::fault_found(language, file, fault)),
        None => {}
    }
    Ok(crate::text::reach_lines(language, &beyond_when_repeated(&recording.trace), |_| None))
}

/// Says that a file can be used, and what is asked before it runs.
fn say_fine(
    file: &std::path::Path,
    beyond: &str,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let name = plain::plain(&file.display().to_string()).into_owned();
    writeln!(out, "{name}: {}", language.check_ok())?;
    if !beyond.is_empty() {
        writeln!(out, "{name}: {}", language.reach_when_run())?;
        writeln!(out, "{beyond}")?;
    }
    Ok(())
}

/// The line of the file in which a call stands, from 1.
#[must_use]
pub fn line_in_file(document: &Document, beyond: &Beyond) -> Option<usize> {
    Some(document.line_of(beyond.participant.0, beyond.line?))
}
