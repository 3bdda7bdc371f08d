//! Names that Python takes, and that mean one thing each: of sockets within a program, of programs within a folder.

use std::collections::{HashMap, HashSet};

use crate::scenario::{Scenario, Script};
use crate::sockets::Address;

/// What a variable may not be called: keywords, and the names that the programs use themselves.
const TAKEN: &[&str] = &[
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "socket",
    "struct",
    "time",
    "Path",
    "HOST",
    "PORT",
    "PATH",
    "addr",
    "mensaje",
    "error",
    "_",
    "print",
    "input",
    "range",
    "bytes",
    "NameError",
    "OSError",
    "TypeError",
];

/// Modules that a program of this name would hide from the programs beside it (`import socket` imports many).
const MODULES: &[&str] = &[
    "abc",
    "array",
    "ast",
    "bisect",
    "builtins",
    "codecs",
    "collections",
    "contextlib",
    "copyreg",
    "encodings",
    "enum",
    "errno",
    "fnmatch",
    "functools",
    "genericpath",
    "glob",
    "heapq",
    "importlib",
    "io",
    "ipaddress",
    "itertools",
    "keyword",
    "marshal",
    "math",
    "ntpath",
    "operator",
    "os",
    "pathlib",
    "posix",
    "posixpath",
    "re",
    "reprlib",
    "select",
    "selectors",
    "signal",
    "site",
    "socket",
    "stat",
    "string",
    "struct",
    "sys",
    "this",
    "threading",
    "time",
    "token",
    "tokenize",
    "traceback",
    "types",
    "typing",
    "urllib",
    "warnings",
    "weakref",
    "winreg",
    "zipimport",
];

/// Characters of a name of a file, without its ending.
const LONGEST: usize = 60;

/// The variable for each socket of a script, by the name that the script gives it.
pub(super) fn variables(script: &Script) -> HashMap<String, String> {
    let mut taken: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
    let mut variables = HashMap::new();
    for written in script.written() {
        for name in written.call.socket().into_iter().chain(written.call.names_socket()) {
            if !variables.contains_key(name) {
                let variable = distinct(&identifier(name, "s"), &taken);
                taken.insert(variable.clone());
                variables.insert(name.to_owned(), variable);
            }
        }
    }
    variables
}

/// The file for the program of each participant, in the order written. Files whose names differ in case alone are one on
/// some systems.
pub(super) fn files(scenario: &Scenario) -> Vec<String> {
    let mut taken: HashSet<String> = MODULES.iter().map(|name| (*name).to_owned()).collect();
    // Where a Unix socket is to live there can be no program.
    for participant in &scenario.participants {
        let written = participant.script.written();
        taken.extend(written.iter().filter_map(|written| match written.call.address() {
            Some(Address::Unix { path }) => path.as_str()?.strip_suffix(".py").map(str::to_lowercase),
            _ => None,
        }));
    }
    let own = scenario.participants.iter().filter_map(|participant| participant.program.as_ref());
    taken.extend(own.filter_map(|own| Some(own.file.file_stem()?.to_str()?.to_lowercase())));
    let name = |participant: &crate::scenario::Participant| {
        if let Some(own) = &participant.program {
            return own.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
        let short: String = participant.name.chars().take(LONGEST).collect();
        let stem = distinct(&identifier(&short, "programa"), &taken);
        taken.insert(stem.to_lowercase());
        format!("{stem}.py")
    };
    scenario.participants.iter().map(name).collect()
}

/// A name as near to this one as an identifier can be. Letters beyond ASCII stay where no normalisation changes them.
fn identifier(name: &str, nameless: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{ff}').contains(&c) && c.is_alphabetic();
    let mut identifier: String =
        name.trim().chars().map(|c| if fits(c) || c == '_' { c } else { '_' }).collect();
    if identifier.chars().all(|c| c == '_') {
        nameless.clone_into(&mut identifier);
    }
    if identifier.starts_with(|c: char| c.is_ascii_digit()) {
        identifier.insert(0, '_');
    }
    identifier
}

/// This name, or with an underscore or the first number that makes it another than those.
fn distinct(wanted: &str, taken: &HashSet<String>) -> String {
    let is_free = |name: &String| !taken.contains(name) && !taken.contains(&name.to_lowercase());
    let numbered = (2..).map(|n: u32| format!("{wanted}_{n}"));
    let mut names = [wanted.to_owned(), format!("{wanted}_")].into_iter().chain(numbered);
    names.find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role};
    use crate::sockets::Call;

    #[test]
    fn names_that_python_does_not_take_or_that_hide_something_become_others() {
        let names = [
            "s",
            "S",
            "socket",
            "class",
            "mi socket",
            "mi-socket",
            "",
            "1",
            "ñandú",
            "addr",
            "addr_",
            "ﬁ",
            "print",
        ];
        let calls = names.iter().map(|name| Call::Close { socket: (*name).into() });
        let variables = variables(&Script::from(calls.collect::<Vec<_>>()));
        let expected = [
            "s",
            "S_",
            "socket_",
            "class_",
            "mi_socket",
            "mi_socket_",
            "s_",
            "_1",
            "ñandú",
            "addr_",
            "addr__",
            "s_2",
            "print_",
        ];
        assert_eq!(names.map(|name| &*variables[name]), expected);
    }

    #[test]
    fn files_of_programs_are_distinct_in_any_case_and_hide_no_module() {
        let names = ["servidor", "Servidor", "cliente 1", "cliente/1", "../../etc", "socket", "", "año"];
        let participant = |name: &&str| {
            Participant::scripted(ParticipantId(0), (*name).into(), Role::Peer, Script::default())
        };
        let scenario =
            Scenario { participants: names.iter().map(participant).collect(), ..Scenario::default() };
        let expected = [
            "servidor.py",
            "Servidor_.py",
            "cliente_1.py",
            "cliente_1_.py",
            "______etc.py",
            "socket_.py",
            "programa.py",
            "año.py",
        ];
        assert_eq!(files(&scenario), expected);
    }
}
