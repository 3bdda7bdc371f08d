//! The program: chooses a face for what was asked on the command line.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr))]

use std::ffi::OsString;
use std::io;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use socketlab::cli::{
    self, Allowed, Asked, Ended, ExportRequest, NotRun, PortsRequest, ProgramOptions, Renderer, Repeated,
    Replayed, RunOptions, RunRequest,
};
use socketlab::disk;
use socketlab::kernel;
use socketlab::run::free_ports;
use socketlab::scenario::{Beyond, CATALOGUE, Document, LocatedProblem, Problem, Scenario, distinct_ports};
use socketlab::session::{NotStarted, Notice, Setting, interpreter_of, is_program, read_source, scenario_of};
use socketlab::text::{self, Face, Language};
use socketlab::trace::recording::{Extent, is_recording, read};
use socketlab::ui::{self, Opened, Opening, Preferences, WindowError};

fn main() -> ExitCode {
    let system = Language::from_locale(&sys_locale::get_locale().unwrap_or_default());
    let arguments: Vec<_> = std::env::args_os().collect();
    let language = cli::asked_language(&arguments).unwrap_or(system);
    cli::code(start(&arguments, language), language)
}

/// Does what was asked for.
///
/// # Errors
/// The standard output cannot be written to.
fn start(arguments: &[OsString], language: Language) -> io::Result<ExitCode> {
    let asked = match cli::parse(arguments, language) {
        Ok((asked, _)) => asked,
        Err(error) => return cli::explain(&error, language),
    };
    kernel::raise_open_files();
    kernel::survive_full_files();
    sweep(&asked);
    match asked {
        Asked::Check(files) => {
            let all = cli::check(&files, language, &mut cli::out())?;
            Ok(if all { ExitCode::SUCCESS } else { cli::UNUSABLE.into() })
        }
        Asked::Run(request) => run_all(&request, language),
        Asked::Ports(request) => ports(request, language),
        Asked::Export(request) => export(&request, language),
        Asked::Window { files, renderer } => {
            // The one of the command line, else what a person chose in the window before, else the system's. The terminal's
            // faces do not follow the window: what a script prints is not to change by a click.
            let chosen = Preferences::in_folder(ui::config_folder().as_deref()).language;
            let language = cli::asked_language(arguments).or(chosen).unwrap_or(language);
            window(&files, renderer, language)
        }
    }
}

/// Tidies up what earlier processes have left that were killed: temporary folders, and files that were being written where
/// this one may write.
fn sweep(asked: &Asked) {
    let files = match asked {
        Asked::Run(_) => &[][..],
        Asked::Window { files, .. } => files,
        Asked::Check(_) | Asked::Ports(_) | Asked::Export(_) => return,
    };
    disk::sweep_temporary();
    let own = ui::config_folder().into_iter().chain(ui::runs_folder());
    let theirs = files.iter().filter_map(|file| path::absolute(file).ok()?.parent().map(Path::to_owned));
    own.chain(theirs).for_each(|folder| disk::sweep_beside(&folder));
}

fn window(files: &[PathBuf], renderer: Option<Renderer>, language: Language) -> io::Result<ExitCode> {
    let (opened, wrong) = match opened(files) {
        Ok(opened) => (opened, None),
        // The window says what is wrong, and is a way on.
        Err(wrong) => (first_of_catalogue(), Some(wrong)),
    };
    let fallback = match &opened {
        Opened::Scenario { scenario, .. } => Some(scenario.clone()),
        Opened::Programs(files) => Some(scenario_of(files)),
        Opened::Recording(..) => None,
    };
    let notices = wrong.iter().cloned().chain(no_interpreter(&opened)).collect();
    let opening = Opening { opened, notices, memory: ui::config_folder(), runs: ui::runs_folder() };
    let why = match kernel::display::probe() {
        Ok(()) => match ui::open(language, opening, renderer) {
            Ok(()) => return Ok(ExitCode::SUCCESS),
            Err(WindowError::Display(why)) => text::no_answer(language, &why),
            Err(error) => text::no_window(language, &error.to_string()),
        },
        Err(lacking) => text::lacking(language, &lacking),
    };
    if let Some(wrong) = wrong {
        cli::complain(&text::notice(language, Face::Terminal, &wrong));
        return Ok(cli::UNUSABLE.into());
    }
    let then = if fallback.is_some() { language.on_terminal() } else { language.recording_on_terminal() };
    cli::complain(&format!("{why}\n\n{then}"));
    let options = RunOptions { json: false, timeout: None, language, allowed: Allowed::default() };
    match (fallback, files) {
        (Some(scenario), _) => {
            let named = files.iter().all(|file| is_program(file));
            run_on_terminal(scenario, options, ProgramOptions::default(), named, None)
        }
        (None, [file, ..]) => replay(file, options),
        (None, []) => Ok(ExitCode::SUCCESS),
    }
}

/// What the window opens with: the file that was named, or the first scenario of the catalogue. Else what is wrong with it.
fn opened(files: &[PathBuf]) -> Result<Opened, Notice> {
    let whole = |file: &PathBuf| path::absolute(file).unwrap_or_else(|_| file.clone());
    Ok(match files {
        [] => first_of_catalogue(),
        [file, ..] if is_recording(file) => {
            let recording = read(file, Extent::Whole).map_err(Notice::Unreadable)?;
            Opened::Recording(Box::new(recording), whole(file))
        }
        files if files.iter().any(|file| is_program(file)) => {
            let files: Vec<PathBuf> = files.iter().map(whole).collect();
            if !files.iter().all(|file| is_program(file)) {
                return Err(Notice::OneKind);
            }
            for file in &files {
                readable(file).map_err(Notice::Scenario)?;
            }
            Opened::Programs(files)
        }
        [file, ..] => {
            let document = Document::read_draft(file).map_err(Notice::Scenario)?;
            let known = document.fingerprint();
            Opened::Scenario { scenario: document.scenario, file: Some((whole(file), known)), entry: None }
        }
    })
}

/// Where a person begins who names nothing.
fn first_of_catalogue() -> Opened {
    // That each of the catalogue is sound is a test's business.
    let scenario = CATALOGUE[0].document().map(|document| document.scenario).unwrap_or_default();
    Opened::Scenario { scenario, file: None, entry: Some(0) }
}

/// Whether a program can be read.
fn readable(file: &Path) -> Result<(), LocatedProblem> {
    read_source(file).map(|_| ()).map_err(|error| LocatedProblem {
        path: file.to_owned(),
        line: 0,
        column: 0,
        problem: Problem::Unreadable(error.to_string()),
    })
}

/// That there is no interpreter for one of the programs, before anybody steps it.
fn no_interpreter(opened: &Opened) -> Option<Notice> {
    let Opened::Programs(files) = opened else { return None };
    let setting = Setting::default();
    let scenario = scenario_of(files);
    let lacks = scenario.participants.iter().find(|participant| {
        participant.program.as_ref().is_some_and(|program| interpreter_of(program, &setting).is_none())
    });
    lacks.map(|participant| Notice::NotStarted {
        participant: participant.name.clone(),
        why: NotStarted::NoPython,
    })
}

/// Runs the files one after the other, up to the first that does not come to its end.
fn run_all(request: &RunRequest, language: Language) -> io::Result<ExitCode> {
    let refusal = if request.record.is_some() && request.files.len() > 1 {
        Some(language.record_one())
    } else if request.record.is_some() && !request.live && request.files.iter().any(|file| is_recording(file))
    {
        Some(language.record_what_runs())
    } else if request.live && !request.files.iter().all(|file| is_recording(file)) {
        Some(language.live_recording())
    } else {
        None
    };
    if let Some(refusal) = refusal {
        cli::complain(refusal);
        return Ok(cli::UNUSABLE.into());
    }
    if request.files.iter().any(|file| is_program(file)) {
        return run_programs(request, language);
    }
    for file in &request.files {
        let code = run(file, request, language)?;
        if code != ExitCode::SUCCESS {
            return Ok(code);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs programs together: a person has named each of them.
fn run_programs(request: &RunRequest, language: Language) -> io::Result<ExitCode> {
    if !request.files.iter().all(|file| is_program(file)) {
        cli::complain(language.one_kind());
        return Ok(cli::UNUSABLE.into());
    }
    let options = options_of(request, language);
    let scenario = scenario_of(&request.files);
    run_on_terminal(scenario, options, request.programs.clone(), true, request.record.as_deref())
}

fn run(file: &Path, request: &RunRequest, language: Language) -> io::Result<ExitCode> {
    let options = options_of(request, language);
    if is_recording(file) {
        return if request.live { repeat(file, request, options) } else { replay(file, options) };
    }
    let document = match cli::read_to_run(file, options.allowed) {
        Ok(document) => document,
        Err(NotRun::Unusable(problem)) => {
            cli::complain(&text::located(language, &problem));
            return Ok(cli::UNUSABLE.into());
        }
        Err(NotRun::NotAllowed(beyond, document)) => {
            let line_of = |one: &Beyond| cli::line_in_file(&document, one);
            cli::complain(&text::reach_needed(language, &beyond, line_of));
            return Ok(cli::UNUSABLE.into());
        }
    };
    let mut scenario = document.scenario;
    if request.any_port {
        match free_ports(&distinct_ports(&scenario)) {
            Ok(ports) => scenario = scenario.with_ports(&ports),
            Err(error) => {
                cli::complain(&text::no_free_ports(language, &error));
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    let programs = request.programs.clone();
    run_on_terminal(scenario, options, programs, request.run_programs, request.record.as_deref())
}

fn options_of(request: &RunRequest, language: Language) -> RunOptions {
    RunOptions { json: request.json, timeout: request.timeout, language, allowed: request.allowed }
}

fn replay(file: &Path, options: RunOptions) -> io::Result<ExitCode> {
    let words = options.language;
    Ok(match cli::replay(file, options, &mut cli::out())? {
        Replayed::Whole => ExitCode::SUCCESS,
        Replayed::UpTo(fault) => {
            cli::complain(&text::fault(words, Some(file), &fault));
            // A recording that was cut off is what a crash leaves: all of it was printed.
            if fault.is_early_end() { ExitCode::SUCCESS } else { cli::UNUSABLE.into() }
        }
        Replayed::Unreadable(unreadable) => {
            cli::complain(&text::unreadable(words, &unreadable));
            cli::UNUSABLE.into()
        }
    })
}

fn repeat(file: &Path, request: &RunRequest, options: RunOptions) -> io::Result<ExitCode> {
    let words = options.language;
    let (any_port, record) = (request.any_port, request.record.as_deref());
    let (repeated, fault) = cli::repeat(file, any_port, record, options, &mut cli::out())?;
    if let Some(fault) = &fault {
        cli::complain(&text::fault(words, Some(file), fault));
    }
    let is_damaged = fault.is_some_and(|fault| !fault.is_early_end());
    Ok(match repeated {
        // What came before the damage was made again; the file as it stands cannot be.
        Repeated::Same { .. } if is_damaged => cli::UNUSABLE.into(),
        Repeated::Same { calls, regrouped, is_recorded } => {
            cli::complain(&text::repeated_same(words, calls, regrouped));
            if is_recorded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Repeated::Differs(first) => {
            cli::complain(&text::repeated_differs(words, &first));
            cli::DIFFERS.into()
        }
        Repeated::TimedOut(waiting) => timed_out(words, waiting),
        Repeated::Unreadable(unreadable) => {
            cli::complain(&text::unreadable(words, &unreadable));
            cli::UNUSABLE.into()
        }
        Repeated::NotRecorded(error) => {
            cli::complain(&text::not_recorded(words, record.unwrap_or(Path::new("")), &error));
            cli::UNUSABLE.into()
        }
        Repeated::NotRepeated(why) => {
            cli::complain(&text::notice(words, Face::Terminal, &Notice::NotRepeated(why)));
            cli::UNUSABLE.into()
        }
        Repeated::Ports(error) => {
            cli::complain(&text::no_free_ports(words, &error));
            ExitCode::FAILURE
        }
        Repeated::NotAllowed(beyond) => not_allowed(words, &beyond),
        Repeated::Failed(notices) => failed(notices),
    })
}

fn ports(request: PortsRequest, language: Language) -> io::Result<ExitCode> {
    Ok(match cli::ports(request, language, &mut cli::out())? {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&text::ports_error(language, &error));
            ExitCode::FAILURE
        }
    })
}

fn export(request: &ExportRequest, language: Language) -> io::Result<ExitCode> {
    Ok(match cli::export(request, language, &mut cli::out())? {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            cli::complain(&why.words(language));
            cli::UNUSABLE.into()
        }
    })
}

fn run_on_terminal(
    scenario: Scenario,
    options: RunOptions,
    programs: ProgramOptions,
    may_run_programs: bool,
    record: Option<&Path>,
) -> io::Result<ExitCode> {
    let words = options.language;
    if scenario.has_programs() && !may_run_programs {
        cli::complain(&text::programs_named(words, &scenario));
        return Ok(cli::UNUSABLE.into());
    }
    Ok(match cli::run(scenario, options, programs, record, &mut cli::out())? {
        Ended::Over => ExitCode::SUCCESS,
        Ended::OverUnrecorded => ExitCode::FAILURE,
        Ended::TimedOut(waiting) => timed_out(words, waiting),
        Ended::Stopped => cli::STOPPED.into(),
        Ended::Failed(notices) => failed(notices),
        Ended::NotAllowed(beyond) => not_allowed(words, &beyond),
        Ended::NotRecorded(error) => {
            cli::complain(&text::not_recorded(words, record.unwrap_or(Path::new("")), &error));
            cli::UNUSABLE.into()
        }
    })
}

fn not_allowed(words: Language, beyond: &[Beyond]) -> ExitCode {
    cli::complain(&text::reach_needed(words, beyond, |_| None));
    cli::UNUSABLE.into()
}

fn timed_out(words: Language, waiting: Vec<(String, String)>) -> ExitCode {
    cli::complain(if waiting.is_empty() { words.run_timeout_none() } else { words.run_timeout() });
    for (participant, call) in waiting {
        cli::complain(&format!("  {participant}: {call}"));
    }
    cli::TIMED_OUT.into()
}

fn failed(notices: Vec<String>) -> ExitCode {
    for notice in notices {
        cli::complain(&notice);
    }
    ExitCode::FAILURE
}
