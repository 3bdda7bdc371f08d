//! What is wrong with a file, in words: what stands there and what was expected. The place comes from `scenario`.

mod notation;

use super::number::grouped;
use super::system::{resolver_words, system_words};
use super::{Language, bytes};
use crate::scenario::{LocatedProblem, Problem};
use crate::sockets::AddressError;

/// A problem with its place: `path:line:column: words`, or `path: words` where the whole file is meant.
#[must_use]
pub fn located(language: Language, located: &LocatedProblem) -> String {
    let LocatedProblem { path, line, column, problem: what } = located;
    let (path, words) = (path.display(), problem(language, what));
    if *line == 0 { format!("{path}: {words}") } else { format!("{path}:{line}:{column}: {words}") }
}

/// A problem in words, beginning in lower case and without a full stop, to stand behind its place.
#[must_use]
pub fn problem(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Unreadable(why) => {
            let why = system_words(language, why);
            say!(language, "problem_cannot_read", why)
        }
        Problem::FileTooLarge { bytes: size, limit } => {
            let (size, limit) = (file_size(language, *size), file_size(language, *limit));
            say!(language, "problem_file_scenario_most", size, limit)
        }
        Problem::NotAFile => say!(language, "problem_device_pipe_or_socket"),
        Problem::NotText => say!(language, "problem_not_text_utf_8"),
        Problem::Version { found, newest } => {
            say!(language, "problem_version_program_reads_versions", found, newest)
        }
        Problem::Syntax(error) => notation::words(language, error),
        Problem::Address(error) => address(language, error),
        Problem::NoParticipants => say!(language, "problem_no_participants_least_one"),
        Problem::TooManyParticipants { limit } => {
            say!(language, "problem_there_more_than_participants", limit)
        }
        Problem::TooManyLines { limit } => {
            let limit = grouped(language, *limit as u64);
            say!(language, "problem_script_more_than_lines", limit)
        }
        Problem::TooManyTurns { limit } => {
            let limit = grouped(language, *limit as u64);
            say!(language, "problem_order_more_than_turns", limit)
        }
        Problem::TooManyArguments { limit } => {
            let limit = grouped(language, *limit as u64);
            say!(language, "problem_more_than_arguments", limit)
        }
        Problem::TooManyCalls { limit } => {
            let limit = grouped(language, *limit);
            say!(language, "problem_repeats_make_more_than", limit)
        }
        Problem::TooDeep { limit } => say!(language, "problem_more_than_repeat_blocks", limit),
        Problem::TooMuchData { bytes: size, limit } => {
            let (size, limit) = (bytes(language, *size), bytes(language, *limit));
            say!(language, "problem_one_call_most", size, limit)
        }
        Problem::UnknownSocket { participant, socket } => {
            say!(language, "problem_no_earlier_call_makes", participant, socket)
        }
        Problem::OrderUnknown(name) => say!(language, "problem_order_names_no_participant", name),
        Problem::OrderAmbiguous(name) => say!(language, "problem_order_names_several_participants", name),
        Problem::ProgramAndScript { .. }
        | Problem::ArgumentsAlone { .. }
        | Problem::BadArgument(_)
        | Problem::NoProgram { .. } => program(language, problem),
        Problem::Unresolved { name, why } => {
            let why = resolver_words(language, why);
            say!(language, "problem_name_no_address", name, why)
        }
    }
}

/// What is wrong with a participant that a program is.
fn program(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::ProgramAndScript { participant } => {
            say!(language, "problem_both_program_script_leave", participant)
        }
        Problem::ArgumentsAlone { participant } => {
            say!(language, "problem_arguments_no_program_python", participant)
        }
        Problem::BadArgument(argument) => {
            let argument = format!("{argument:?}");
            say!(language, "problem_program_cannot_given_zero", argument)
        }
        Problem::NoProgram { file } => {
            let file = file.display();
            say!(language, "problem_there_no_file_path", file)
        }
        other => other.to_string(),
    }
}

fn address(language: Language, error: &AddressError) -> String {
    match error {
        AddressError::NoPort(text) => say!(language, "problem_address_no_port_expected", text),
        AddressError::BadPort { text, port } => say!(language, "problem_port_not_number_0", port, text),
        AddressError::Brackets(text) => say!(language, "problem_ipv6_address_without_brackets", text),
        AddressError::BadPath(text) => say!(language, "problem_no_valid_path_expected", text),
        AddressError::BadHost(text) => say!(language, "problem_no_valid_host_name", text),
    }
}

pub(super) fn file_size(language: Language, size: u64) -> String {
    bytes(language, usize::try_from(size).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Document;
    use std::path::Path;

    const SOUND: &str = r#"Scenario(
    version: 1,
    participants: [
        Participant(name: "a", role: Server, script: [
            Socket(socket: "s", family: Inet, kind: Stream),
            Bind(socket: "s", to: "localhost:1024"),
            Send(socket: "s", data: Text("x")),
        ]),
    ],
)"#;

    /// The problem that a sound scenario has after a change.
    fn broken(from: &str, to: &str) -> LocatedProblem {
        assert!(SOUND.contains(from), "{from}");
        Document::parse(&SOUND.replacen(from, to, 1), Path::new("lesson.ron")).expect_err(to)
    }

    #[test]
    fn each_fault_of_a_file_is_told_in_both_languages_with_its_place() {
        for (from, to, es, en) in [
            ("Socket(", "Sokcet(", "¿quisiste decir `Socket`?", "did you mean `Socket`?"),
            ("Socket(", "socket(", "¿quisiste decir `Socket`?", "did you mean `Socket`?"),
            ("Socket(", "Zzz(", "Socket, Bind, Listen", "Sleep, Repeat"),
            ("Server", "Servr", "`Server`", "`Server`"),
            ("Stream", "Tcp", "Stream, Dgram", "Stream, Dgram"),
            ("to: \"l", "too: \"l", "`to`", "`to`"),
            (", to: \"localhost:1024\"", "", "falta el campo `to`", "no field `to`"),
            ("to: \"localhost:1024\"", "to: 5", "se esperaba un texto", "expected a text"),
            ("\"localhost:1024\"", "\"localhost\"", "le falta el puerto", "has no port"),
            ("\"localhost:1024\"", "\"l:70000\"", "no es un número", "is not a number"),
            ("\"localhost:1024\"", "\"::1:80\"", "sin corchetes", "without brackets"),
            ("\"localhost:1024\"", "\"unix:\"", "una ruta que valga", "no valid path"),
            ("\"localhost:1024\"", "\"my host:80\"", "sin espacios", "no spaces"),
            ("to: \"l", "to: \"x:1\", to: \"l", "dos veces", "twice"),
            ("Text(\"x\")", "Hex(\"4g\")", "`g` no es", "`g` is not"),
            ("Text(\"x\")", "Hex(\"4\")", "impar", "odd"),
            ("Text(\"x\")", "Repeat(\"x\", -1)", "número", "number"),
            ("Text(\"x\")", "Repeat(\"x\")", "Repeat(\"x\", 3000)", "Repeat(\"x\", 3000)"),
            ("Text(\"x\")", "\"x\"", "Text(\"…\")", "Text(\"…\")"),
            ("version: 1", "version: 9", "versión 9", "version 9"),
            ("version: 1", "version: \"1\"", "número entero", "whole number"),
            ("version: 1,", "", "falta el campo `version`", "no field `version`"),
            ("version: 1,", "version: 1, titel: {},", "`title`", "`title`"),
            ("version: 1,", "version: 1, title: \"x\",", "{\"es\": \"…\"", "{\"es\": \"…\""),
            ("version: 1,", "version: 1, /*", "comentario", "comment"),
            ("Scenario(", "Escenario(", "se esperaba `Scenario`", "expected `Scenario`"),
            ("Scenario(", "[Scenario(", "`Scenario(`", "`Scenario(`"),
            ("]),\n    ],\n)", "", "se acaba", "ends"),
            ("],\n)", "],\n) x", "sobra", "left over"),
            ("Stream),", "Stream)", "coma", "comma"),
            ("kind: ", "kind ", "dos puntos", "colon"),
            ("role", "Role", "¿quisiste decir `role`?", "did you mean `role`?"),
            ("Send(socket: \"s\"", "Send(socket: \"t\"", "llamado `t`", "named `t`"),
            ("    ],\n)", "    ],\n order: [\"b\"])", "ningún participante", "no participant"),
            ("Send(", "Listen(socket: \"s\", backlog: true), Send(", "entero", "whole"),
            (
                "Send(",
                "SetSockOpt(socket: \"s\", option: ReuseAddr(1)), Send(",
                "true o false",
                "true or false",
            ),
            ("Send(", "SetSockOpt(socket: \"s\", option: Linger(1)), Send(", "Some(", "None"),
        ] {
            let problem = broken(from, to);
            let told = [located(Language::SPANISH, &problem), located(Language::ENGLISH, &problem)];
            assert!(told[0].contains(es), "{to}: {}", told[0]);
            assert!(told[1].contains(en), "{to}: {}", told[1]);
            assert_ne!(told[0], told[1]);
            let place = format!("lesson.ron:{}:{}: ", problem.line, problem.column);
            assert!(told.iter().all(|words| words.starts_with(&place) && problem.line > 0));
        }
    }

    #[test]
    fn a_problem_of_the_whole_file_has_no_line() {
        let missing = Document::read(Path::new("/nowhere/lesson.ron")).unwrap_err();
        assert_eq!(
            located(Language::SPANISH, &missing),
            "/nowhere/lesson.ron: no se puede leer: no existe ese fichero"
        );
        assert_eq!(located(Language::ENGLISH, &missing), "/nowhere/lesson.ron: cannot be read: no such file");
    }

    #[test]
    fn each_problem_beyond_the_notation_differs_between_the_languages() {
        for what in [
            Problem::Unreadable("stream did not contain data".into()),
            Problem::FileTooLarge { bytes: 2_000_000, limit: 1 << 20 },
            Problem::NotAFile,
            Problem::NotText,
            Problem::Version { found: 7, newest: 1 },
            Problem::NoParticipants,
            Problem::TooManyParticipants { limit: 64 },
            Problem::TooManyLines { limit: 10_000 },
            Problem::TooManyTurns { limit: 1_000_000 },
            Problem::TooManyArguments { limit: 250_000 },
            Problem::TooManyCalls { limit: 100_000_000 },
            Problem::TooDeep { limit: 8 },
            Problem::TooMuchData { bytes: 20_000_000, limit: 16 << 20 },
            Problem::OrderAmbiguous("a".into()),
            Problem::Unresolved { name: "nowhere.invalid".into(), why: "Name not known".into() },
        ] {
            let told = [problem(Language::SPANISH, &what), problem(Language::ENGLISH, &what)];
            assert_ne!(told[0], told[1]);
            assert!(told.iter().all(|words| !words.is_empty() && !words.ends_with('.')), "{told:?}");
        }
        let large = Problem::FileTooLarge { bytes: 2_000_000, limit: 1 << 20 };
        assert!(problem(Language::SPANISH, &large).contains("2\u{a0}000\u{a0}000 bytes"));
    }
}
