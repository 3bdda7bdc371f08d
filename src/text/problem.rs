//! What is wrong with a file, in words: what stands there and what was expected. The place comes from `scenario`.

mod notation;

use super::number::grouped;
use super::{Language, bytes, errno_words};
use crate::scenario::{LocatedProblem, Problem};
use crate::sockets::{AddressError, Errno};

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
            say!(language, "no se puede leer: {why}", "cannot be read: {why}")
        }
        Problem::FileTooLarge { bytes: size, limit } => {
            let (size, limit) = (file_size(language, *size), file_size(language, *limit));
            say!(
                language,
                "el fichero tiene {size}; un escenario no pasa de {limit}",
                "the file has {size}; a scenario has {limit} at most",
            )
        }
        Problem::NotAFile => say!(
            language,
            "es un dispositivo, una tubería o un socket, no un fichero",
            "it is a device, a pipe or a socket, and no file",
        ),
        Problem::NotText => say!(
            language,
            "no es un texto en UTF-8; guárdalo con esa codificación",
            "not a text in UTF-8; save it in that encoding",
        ),
        Problem::Version { found, newest } => say!(
            language,
            "es de la versión {found}; este programa lee desde la 1 hasta la {newest}",
            "it is of version {found}; this program reads versions 1 to {newest}",
        ),
        Problem::Syntax(error) => notation::words(language, error),
        Problem::Address(error) => address(language, error),
        Problem::NoParticipants => say!(
            language,
            "no hay participantes; hace falta al menos uno",
            "no participants; at least one is needed",
        ),
        Problem::TooManyParticipants { limit } => {
            say!(language, "hay más de {limit} participantes", "there are more than {limit} participants")
        }
        Problem::TooManyLines { limit } => {
            let limit = grouped(language, u64::from(*limit));
            say!(
                language,
                "el guion tiene más de {limit} líneas; usa Repeat para lo que se repite",
                "the script has more than {limit} lines; use Repeat for what repeats",
            )
        }
        Problem::TooManyCalls { limit } => {
            let limit = grouped(language, *limit);
            say!(
                language,
                "con las repeticiones salen más de {limit} llamadas",
                "the repeats make more than {limit} calls",
            )
        }
        Problem::TooDeep { limit } => say!(
            language,
            "hay más de {limit} bloques Repeat unos dentro de otros",
            "more than {limit} Repeat blocks stand inside each other",
        ),
        Problem::TooMuchData { bytes: size, limit } => {
            let (size, limit) = (bytes(language, *size), bytes(language, *limit));
            say!(
                language,
                "{size} en una sola llamada; el máximo son {limit}",
                "{size} in one call; the most is {limit}",
            )
        }
        Problem::UnknownSocket { participant, socket } => say!(
            language,
            "ninguna llamada anterior de `{participant}` crea un socket llamado `{socket}`; hace falta \
             antes un Socket o un Accept",
            "no earlier call of `{participant}` makes a socket named `{socket}`; a Socket or an Accept must \
             come first",
        ),
        Problem::OrderUnknown(name) => say!(
            language,
            "`order` nombra a `{name}`, que no es ningún participante",
            "`order` names `{name}`, which is no participant",
        ),
        Problem::OrderAmbiguous(name) => say!(
            language,
            "`order` nombra a `{name}`, y varios participantes se llaman así; pon su número, contando desde 1",
            "`order` names `{name}`, and several participants bear that name; write its number, from 1",
        ),
        Problem::ProgramAndScript { .. }
        | Problem::ArgumentsAlone { .. }
        | Problem::BadArgument(_)
        | Problem::NoProgram { .. } => program(language, problem),
        Problem::Unresolved { name, why } => say!(
            language,
            "el nombre `{name}` no tiene dirección: {why}",
            "the name `{name}` has no address: {why}",
        ),
    }
}

/// What is wrong with a participant that a program is.
fn program(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::ProgramAndScript { participant } => say!(
            language,
            "`{participant}` tiene a la vez un programa y un guion; deja solo uno de los dos",
            "`{participant}` has both a program and a script; leave only one of them",
        ),
        Problem::ArgumentsAlone { participant } => say!(
            language,
            "`{participant}` tiene arguments y ningún programa; falta python: \"….py\"",
            "`{participant}` has arguments and no program; python: \"….py\" is missing",
        ),
        Problem::BadArgument(argument) => say!(
            language,
            "a un programa no se le puede dar {argument:?}: tiene un carácter nulo",
            "a program cannot be given {argument:?}: it has a zero character",
        ),
        Problem::NoProgram { file } => {
            let file = file.display();
            say!(
                language,
                "no hay ningún fichero `{file}`; el camino cuenta desde la carpeta de este fichero",
                "there is no file `{file}`; the path counts from the folder of this file",
            )
        }
        other => other.to_string(),
    }
}

fn address(language: Language, error: &AddressError) -> String {
    match error {
        AddressError::NoPort(text) => say!(
            language,
            "a la dirección `{text}` le falta el puerto; se esperaba \"máquina:puerto\", \"[::1]:puerto\" o \
             \"unix:ruta\"",
            "the address `{text}` has no port; expected \"host:port\", \"[::1]:port\" or \"unix:path\"",
        ),
        AddressError::BadPort { text, port } => say!(
            language,
            "el puerto `{port}` de `{text}` no es un número de 0 a 65535",
            "the port `{port}` in `{text}` is not a number from 0 to 65535",
        ),
        AddressError::Brackets(text) => say!(
            language,
            "`{text}` es una dirección IPv6 sin corchetes; se esperaba \"[dirección]:puerto\"",
            "`{text}` is an IPv6 address without brackets; expected \"[address]:port\"",
        ),
        AddressError::BadPath(text) => say!(
            language,
            "`{text}` no lleva una ruta que valga; se esperaba \"unix:ruta\", de 107 bytes como mucho",
            "`{text}` has no valid path; expected \"unix:path\", 107 bytes at most",
        ),
        AddressError::BadHost(text) => say!(
            language,
            "`{text}` no lleva un nombre de máquina que valga: sin espacios y de 253 caracteres como mucho",
            "`{text}` has no valid host name: no spaces and 253 characters at most",
        ),
    }
}

/// The words of the operating system, in our words where they carry an errno that we know.
pub(super) fn system_words(language: Language, why: &str) -> String {
    why.rsplit_once("(os error ")
        .and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok())
        .and_then(|code| file_words(language, code).or_else(|| errno_words(language, Errno(code))))
        .map_or_else(|| why.to_owned(), str::to_owned)
}

/// What the file system answers and no socket call of a lesson does.
fn file_words(language: Language, code: i32) -> Option<&'static str> {
    use nix::errno::Errno as System;
    Some(match System::from_raw(code) {
        System::EISDIR => language.is_a_folder(),
        System::ENOTDIR => language.path_through_file(),
        System::EROFS => language.read_only_disk(),
        System::ENOSPC => language.disk_full(),
        System::EDQUOT => language.quota_used(),
        System::ELOOP => language.links_go_round(),
        System::EIO => language.disk_error(),
        _ => return None,
    })
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
            let told = [located(Language::Es, &problem), located(Language::En, &problem)];
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
            located(Language::Es, &missing),
            "/nowhere/lesson.ron: no se puede leer: no existe ese fichero"
        );
        assert_eq!(located(Language::En, &missing), "/nowhere/lesson.ron: cannot be read: no such file");
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
            Problem::TooManyCalls { limit: 100_000_000 },
            Problem::TooDeep { limit: 8 },
            Problem::TooMuchData { bytes: 20_000_000, limit: 16 << 20 },
            Problem::OrderAmbiguous("a".into()),
            Problem::Unresolved { name: "nowhere.invalid".into(), why: "Name not known".into() },
        ] {
            let told = [problem(Language::Es, &what), problem(Language::En, &what)];
            assert_ne!(told[0], told[1]);
            assert!(told.iter().all(|words| !words.is_empty() && !words.ends_with('.')), "{told:?}");
        }
        let large = Problem::FileTooLarge { bytes: 2_000_000, limit: 1 << 20 };
        assert!(problem(Language::Es, &large).contains("2\u{a0}000\u{a0}000 bytes"));
    }
}
