//! Exporting: programs into a folder, a scenario into a file, and on the terminal what was written and what to do with it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::plain::plain;
use crate::export::{self, LeftOut, NotWritten, Program, Recorded, programs, recorded, start_order};
use crate::run::free_ports;
use crate::scenario::{Document, LocatedProblem, SaveError, Scenario, distinct_ports, save};
use crate::text::{self, Language};
use crate::trace::recording::{Extent, UnreadableRecording, is_recording, read};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A Python program for each participant.
    Python,
    /// What the participants of a recording did, as their scripts.
    Scenario,
}

/// What `export` was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRequest {
    pub file: PathBuf,
    pub to: Format,
    pub out: PathBuf,
    pub any_port: bool,
    /// Whether what is there already may be replaced.
    pub force: bool,
}

/// Why nothing was exported.
#[derive(Debug)]
pub enum Unexported {
    File(LocatedProblem),
    Recording(UnreadableRecording),
    /// Only of a recording a scenario can be made.
    NoRecording,
    /// Of the recording, the beginning is not in memory.
    NoBeginning,
    /// Nobody has made a call.
    Nothing,
    /// These are there already.
    AlreadyThere(Vec<PathBuf>),
    NotWritten(SaveError),
    Ports(io::Error),
}

impl From<NotWritten> for Unexported {
    fn from(why: NotWritten) -> Self {
        match why {
            NotWritten::Nothing => Self::Nothing,
            NotWritten::AlreadyThere(paths) => Self::AlreadyThere(paths),
            NotWritten::Failed(error) => Self::NotWritten(error),
        }
    }
}

impl Unexported {
    /// The same in words.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::File(problem) => text::located(language, problem),
            Self::Recording(unreadable) => text::unreadable(language, unreadable),
            Self::NoRecording => language.export_recording().into(),
            Self::NoBeginning => language.export_beginning().into(),
            Self::Nothing => language.export_nothing().into(),
            Self::AlreadyThere(paths) => text::there_already(language, paths),
            Self::NotWritten(error) => text::not_exported(language, error),
            Self::Ports(error) => text::no_free_ports(language, error),
        }
    }
}

/// Exports a file, and says what was written. The inner error: nothing was.
///
/// # Errors
/// `out` cannot be written to.
pub fn export(
    request: &ExportRequest,
    language: Language,
    out: &mut impl Write,
) -> io::Result<Result<(), Unexported>> {
    match exported(request, language) {
        Ok(lines) => lines.iter().try_for_each(|line| writeln!(out, "{}", plain(line))).map(Ok),
        Err(why) => Ok(Err(why)),
    }
}

fn exported(request: &ExportRequest, language: Language) -> Result<Vec<String>, Unexported> {
    let (mut scenario, left_out) = source(request)?;
    if request.any_port {
        let ports = free_ports(&distinct_ports(&scenario)).map_err(Unexported::Ports)?;
        scenario = scenario.with_ports(&ports);
    }
    let mut lines = match request.to {
        Format::Python => write_programs(&scenario, request, language)?,
        Format::Scenario => write_scenario(&scenario, request, language)?,
    };
    if !left_out.is_empty() {
        lines.push(String::new());
        lines.push(language.left_out().into());
        lines.extend(left_out.iter().map(|left| text::left_out(language, left)));
    }
    Ok(lines)
}

fn source(request: &ExportRequest) -> Result<(Scenario, Vec<LeftOut>), Unexported> {
    if is_recording(&request.file) {
        let recording = read(&request.file, Extent::Whole).map_err(Unexported::Recording)?;
        let Some(Recorded { scenario, left_out }) = recorded(&recording.trace) else {
            return Err(Unexported::NoBeginning);
        };
        let makes_calls = scenario.participants.iter().any(|participant| !participant.script.is_empty());
        return if makes_calls { Ok((scenario, left_out)) } else { Err(Unexported::Nothing) };
    }
    if request.to == Format::Scenario {
        return Err(Unexported::NoRecording);
    }
    let document = Document::read(&request.file).map_err(Unexported::File)?;
    Ok((document.scenario, Vec::new()))
}

fn write_programs(
    scenario: &Scenario,
    request: &ExportRequest,
    language: Language,
) -> Result<Vec<String>, Unexported> {
    let title = scenario.title.get(language.code());
    let paths = export::write_programs(scenario, &request.out, title, request.force, &language)?;
    let programs = programs(scenario, &language);
    let mut lines: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    lines.push(String::new());
    lines.extend(how_to_run(scenario, &programs, &request.out, language));
    Ok(lines)
}

/// The commands that run the programs, in the order in which to give them.
fn how_to_run(scenario: &Scenario, programs: &[Program], folder: &Path, language: Language) -> Vec<String> {
    let mut lines =
        vec![if programs.len() == 1 { language.to_run_one() } else { language.to_run_all() }.to_owned()];
    lines.push(format!("  cd {}", for_a_shell(&folder.display().to_string())));
    for at in start_order(programs) {
        let after = programs[at].starts_after.iter();
        let after = after.map(|(other, call)| text::started_after(language, &programs[*other].file, call));
        let after: Vec<String> = after.collect();
        let note = if after.is_empty() { String::new() } else { format!("    # {}", after.join(", ")) };
        // Somebody's own program stays where it is.
        let own = scenario.participants[at].program.as_ref();
        let command = own.map_or_else(
            || programs[at].file.clone(),
            |own| {
                let file = std::path::absolute(&own.file).unwrap_or_else(|_| own.file.clone());
                let words = std::iter::once(file.display().to_string()).chain(own.arguments.iter().cloned());
                words.map(|word| for_a_shell(&word)).collect::<Vec<_>>().join(" ")
            },
        );
        lines.push(format!("  python3 {command}{note}"));
    }
    lines
}

/// A word as a shell takes it for one.
fn for_a_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let plain = !word.is_empty() && word.chars().all(is_plain);
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

fn write_scenario(
    scenario: &Scenario,
    request: &ExportRequest,
    language: Language,
) -> Result<Vec<String>, Unexported> {
    export::can_write(std::slice::from_ref(&request.out), request.force)?;
    save(scenario, &request.out).map_err(Unexported::NotWritten)?;
    let path = request.out.display();
    Ok(vec![
        path.to_string(),
        String::new(),
        language.to_run_scenario().into(),
        format!("  socketlab run {path}"),
    ])
}
