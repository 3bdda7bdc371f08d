//! The command line: what can be asked for, in the person's language.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::EnumValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueEnum, value_parser};

use super::{Allowed, ExportRequest, Format, PortsRequest, ProgramOptions, RunRequest};
use crate::kernel::ports::Filter;
use crate::session::{Input, Setting};
use crate::text::{self, Language};

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Metal, or whatever the system has.
    Wgpu,
}

/// What a person asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Window { files: Vec<PathBuf>, renderer: Option<Renderer> },
    Run(RunRequest),
    Check(Vec<PathBuf>),
    Ports(PortsRequest),
    Export(ExportRequest),
}

/// Reads the command line. The language is the one asked for with `--lang`, else `system`.
///
/// # Errors
/// What clap has to say about it, help and version included.
pub fn parse(arguments: &[std::ffi::OsString], system: Language) -> Result<(Asked, Language), clap::Error> {
    // The words of the help depend on an argument, so this one is looked for by hand first.
    let language = asked_language(arguments).unwrap_or(system);
    let matches = command(language).try_get_matches_from(arguments)?;
    Ok((asked(&matches), language))
}

/// The codes of all languages.
fn codes() -> Vec<&'static str> {
    Language::all().iter().map(|language| language.code()).collect()
}

/// The language that is asked for with `--lang`, before anything else is read.
#[must_use]
pub fn asked_language(arguments: &[std::ffi::OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return arguments.next().and_then(Language::from_code);
        }
        if let Some(code) = argument.strip_prefix("--lang=") {
            return Language::from_code(code);
        }
    }
    None
}

fn asked(matches: &ArgMatches) -> Asked {
    let files = |matches: &ArgMatches| -> Vec<PathBuf> {
        matches.get_many("files").unwrap_or_default().cloned().collect()
    };
    match matches.subcommand() {
        Some(("run", run)) => Asked::Run(RunRequest {
            files: files(run),
            json: run.get_flag("json"),
            any_port: run.get_flag("any-port"),
            timeout: run.get_one::<Duration>("timeout").copied(),
            record: run.get_one("record").cloned(),
            live: run.get_flag("live"),
            run_programs: run.get_flag("run-programs"),
            programs: ProgramOptions {
                setting: Setting {
                    interpreter: run.get_one("python").cloned(),
                    input: run.get_one("stdin").cloned().map_or(Input::Ours, Input::File),
                },
                held: run.get_flag("held"),
            },
            allowed: Allowed { network: run.get_flag("allow-network"), paths: run.get_flag("allow-path") },
        }),
        Some(("check", check)) => Asked::Check(files(check)),
        Some(("ports", ports)) => {
            let (tcp, udp) = (ports.get_flag("tcp"), ports.get_flag("udp"));
            let all = !tcp && !udp;
            let filter = Filter { tcp: tcp || all, udp: udp || all, listening: ports.get_flag("listening") };
            Asked::Ports(PortsRequest { filter, json: ports.get_flag("json") })
        }
        Some(("export", export)) => Asked::Export(ExportRequest {
            file: export.get_one::<PathBuf>("file").cloned().unwrap_or_default(),
            to: export.get_one("to").copied().unwrap_or(Format::Python),
            out: export.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
            any_port: export.get_flag("any-port"),
            force: export.get_flag("force"),
        }),
        _ => Asked::Window { files: files(matches), renderer: matches.get_one("renderer").copied() },
    }
}

/// A number of seconds, which may have a fraction.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.replace(',', ".").parse().map_err(|_| format!("`{text}` ≠ 0…"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn command(words: Language) -> Command {
    let path = || value_parser!(PathBuf);
    let styled = |command: Command, usage: &str| {
        let usage = usage.replace("[OPTIONS]", words.cli_usage_options());
        command
            .override_usage(usage.replace("[COMMAND]", words.cli_usage_command()))
            .disable_help_flag(true)
            .arg(
                Arg::new("help")
                    .short('h')
                    .long("help")
                    .help(words.cli_help())
                    .action(ArgAction::Help)
                    .help_heading(words.cli_options()),
            )
            .help_template(format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}", words.cli_usage()))
            .next_help_heading(words.cli_options())
    };
    let language = Arg::new("lang")
        .long("lang")
        .global(true)
        .value_parser(codes())
        .hide_possible_values(true)
        .help(text::cli_language(words));
    let run = styled(run(words), "socketlab run [OPTIONS] <FILE>...");
    let check =
        styled(Command::new("check"), "socketlab check [OPTIONS] <FILE>...").about(words.cli_check()).arg(
            Arg::new("files")
                .required(true)
                .num_args(1..)
                .value_parser(path())
                .value_name("FILE")
                .help(words.cli_check_file())
                .help_heading(words.cli_arguments()),
        );
    styled(Command::new("socketlab"), "socketlab [OPTIONS] [FILE]... [COMMAND]")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(words.cli_version())
                .action(ArgAction::Version),
        )
        .about(words.cli_about())
        .disable_help_subcommand(true)
        .subcommand_help_heading(words.cli_commands())
        .arg(language)
        .arg(
            Arg::new("files")
                .num_args(0..)
                .value_parser(path())
                .value_name("FILE")
                .help(words.cli_files())
                .help_heading(words.cli_arguments()),
        )
        .arg(
            Arg::new("renderer")
                .long("renderer")
                .value_parser(EnumValueParser::<Renderer>::new())
                .hide_possible_values(true)
                .help(words.cli_renderer()),
        )
        .subcommand(run)
        .subcommand(check)
        .subcommand(styled(ports(words), "socketlab ports [OPTIONS]"))
        .subcommand(styled(export(words), "socketlab export [OPTIONS] --to <KIND> --out <OUT> <FILE>"))
}

/// What `run` takes.
fn run(words: Language) -> Command {
    let path = || value_parser!(PathBuf);
    Command::new("run")
        .next_help_heading(words.cli_options())
        .about(words.cli_run())
        .arg(
            Arg::new("files")
                .required(true)
                .num_args(1..)
                .value_parser(path())
                .value_name("FILE")
                .help(words.cli_run_file())
                .help_heading(words.cli_arguments()),
        )
        .arg(flag("json", words.cli_json()))
        .arg(flag("any-port", words.cli_any_port()))
        .arg(flag("live", words.cli_live()))
        .arg(flag("allow-network", words.cli_allow_network()))
        .arg(flag("allow-path", words.cli_allow_path()))
        .arg(flag("run-programs", words.cli_run_programs()))
        .arg(flag("held", words.cli_held()))
        .arg(
            Arg::new("python")
                .long("python")
                .value_name("PYTHON")
                .value_parser(path())
                .help(words.cli_python()),
        )
        .arg(Arg::new("stdin").long("stdin").value_name("FILE").value_parser(path()).help(words.cli_stdin()))
        .arg(
            Arg::new("record").long("record").value_name("OUT").value_parser(path()).help(words.cli_record()),
        )
        .arg(
            Arg::new("timeout")
                .long("timeout")
                .value_name("SECONDS")
                .value_parser(seconds)
                .help(words.cli_timeout()),
        )
}

/// A thing that is so when it is said.
fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).help(help).action(ArgAction::SetTrue)
}

/// What `ports` takes.
fn ports(words: Language) -> Command {
    Command::new("ports")
        .next_help_heading(words.cli_options())
        .about(words.cli_ports())
        .arg(flag("tcp", words.cli_ports_tcp()))
        .arg(flag("udp", words.cli_ports_udp()))
        .arg(flag("listening", words.cli_ports_listening()))
        .arg(flag("json", words.cli_ports_json()))
}

/// What `export` takes.
fn export(words: Language) -> Command {
    Command::new("export")
        .next_help_heading(words.cli_options())
        .about(words.cli_export())
        .arg(
            Arg::new("file")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .value_name("FILE")
                .help(words.cli_export_file())
                .help_heading(words.cli_arguments()),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .required(true)
                .value_name("KIND")
                .value_parser(EnumValueParser::<Format>::new())
                .hide_possible_values(true)
                .help(words.cli_export_to()),
        )
        .arg(
            Arg::new("out")
                .short('o')
                .long("out")
                .required(true)
                .value_name("OUT")
                .value_parser(value_parser!(PathBuf))
                .help(words.cli_export_out()),
        )
        .arg(flag("any-port", words.cli_any_port()))
        .arg(flag("force", words.cli_export_force()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<(Asked, Language), clap::Error> {
        let arguments: Vec<_> = line.split(' ').map(Into::into).collect();
        parse(&arguments, Language::ENGLISH)
    }

    #[test]
    fn the_command_line_is_consistent_in_each_language() {
        for language in [Language::SPANISH, Language::ENGLISH] {
            command(language).debug_assert();
        }
    }

    #[test]
    fn the_help_is_in_the_language_all_through() {
        let help = |line: &str| parsed(line).unwrap_err().to_string();
        for line in ["", " run", " check", " ports", " export"] {
            let told = help(&format!("socketlab{line} --help --lang es"));
            for english in
                ["Option", "OPTION", "Possible", "COMMAND", "whatever", "A Python", "Usage", "Print"]
            {
                assert!(!told.contains(english), "{english} in: {told}");
            }
            assert!(help(&format!("socketlab{line} --help --lang en")).contains("[OPTIONS]"));
        }
    }

    #[test]
    fn run_takes_its_options() {
        let (asked, language) =
            parsed("socketlab run x.ron --json --any-port --timeout 1.5 --record y.ronl --lang es").unwrap();
        let expected = RunRequest {
            files: vec!["x.ron".into()],
            json: true,
            any_port: true,
            timeout: Some(Duration::from_millis(1500)),
            record: Some("y.ronl".into()),
            live: false,
            run_programs: false,
            programs: ProgramOptions {
                setting: Setting { input: Input::Ours, ..Setting::default() },
                held: false,
            },
            allowed: Allowed::default(),
        };
        assert_eq!((asked, language), (Asked::Run(expected), Language::SPANISH));
    }

    #[test]
    fn the_language_can_stand_before_and_after_what_is_asked_for() {
        let expected = (Asked::Check(vec!["x.ron".into()]), Language::SPANISH);
        for line in ["socketlab --lang es check x.ron", "socketlab check x.ron --lang=es"] {
            assert_eq!(parsed(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn ports_of_no_named_protocol_are_those_of_both() {
        for (line, tcp, udp, listening) in [
            ("socketlab ports", true, true, false),
            ("socketlab ports --tcp", true, false, false),
            ("socketlab ports --udp --listening", false, true, true),
            ("socketlab ports --tcp --udp", true, true, false),
        ] {
            let request = PortsRequest { filter: Filter { tcp, udp, listening }, json: false };
            assert_eq!(parsed(line).unwrap().0, Asked::Ports(request), "{line}");
        }
    }

    #[test]
    fn export_takes_what_it_writes_and_where() {
        let (asked, _) = parsed("socketlab export x.ron --to python -o folder --any-port --force").unwrap();
        let expected = ExportRequest {
            file: "x.ron".into(),
            to: Format::Python,
            out: "folder".into(),
            any_port: true,
            force: true,
        };
        assert_eq!(asked, Asked::Export(expected));
        for line in [
            "socketlab export x.ron --to svg -o x",
            "socketlab export x.ron --to python",
            "socketlab export x.ron -o x",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn without_arguments_the_window_opens() {
        let (asked, _) = parsed("socketlab").unwrap();
        assert_eq!(asked, Asked::Window { files: vec![], renderer: None });
    }

    #[test]
    fn a_timeout_that_is_no_time_is_refused() {
        for line in ["socketlab run x --timeout soon", "socketlab run x --timeout -1"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
