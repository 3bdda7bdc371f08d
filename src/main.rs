//! The program: chooses a face for what was asked on the command line.

use std::io;
use std::process::ExitCode;

use anyhow::Context as _;
use socketlab::cli::{self, Asked, Ended, RunOptions, RunRequest};
use socketlab::run::free_ports;
use socketlab::scenario::{Scenario, distinct_ports};
use socketlab::text::{self, Language};

fn main() -> anyhow::Result<ExitCode> {
    let system = Language::from_locale(&sys_locale::get_locale().unwrap_or_default());
    let arguments: Vec<_> = std::env::args_os().collect();
    let (asked, language) = cli::parse(&arguments, system).unwrap_or_else(|error| error.exit());
    socketlab::kernel::raise_open_files();
    match asked {
        Asked::Check(files) => {
            Ok(if cli::check(&files, language) { ExitCode::SUCCESS } else { cli::UNUSABLE.into() })
        }
        Asked::Run(request) => run(&request, language),
        Asked::Window { files, renderer: _ } => {
            let _ = files;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn run(request: &RunRequest, language: Language) -> anyhow::Result<ExitCode> {
    let document = match cli::read_resolved(&request.file) {
        Ok(document) => document,
        Err(problem) => {
            eprintln!("{}", text::located(language, &problem));
            return Ok(cli::UNUSABLE.into());
        }
    };
    let mut scenario = document.scenario;
    if request.any_port {
        let ports = free_ports(&distinct_ports(&scenario)).context("find free ports")?;
        scenario = scenario.with_ports(&ports);
    }
    run_on_terminal(scenario, RunOptions { json: request.json, timeout: request.timeout, language })
}

fn run_on_terminal(scenario: Scenario, options: RunOptions) -> anyhow::Result<ExitCode> {
    let words = options.language;
    let ended = match cli::run(scenario, options, &mut anstream::stdout().lock()) {
        // Whoever read along has gone: nothing is wrong, and nobody is left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
        ended => ended.context("write to standard output")?,
    };
    Ok(match ended {
        Ended::Over => ExitCode::SUCCESS,
        Ended::TimedOut(waiting) => {
            eprintln!("{}", if waiting.is_empty() { words.run_timeout_none() } else { words.run_timeout() });
            for (participant, call) in waiting {
                eprintln!("  {participant}: {call}");
            }
            cli::TIMED_OUT.into()
        }
        Ended::Failed(notices) => {
            for notice in notices {
                eprintln!("{notice}");
            }
            ExitCode::FAILURE
        }
    })
}
