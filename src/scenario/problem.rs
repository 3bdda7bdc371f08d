//! What can be wrong with a scenario file, and where in the file it stands.

use std::path::PathBuf;

use crate::sockets::AddressError;

/// What is wrong. `text` has the words in each language; `Display` is for logs and tests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("{bytes} bytes; a scenario has at most {limit}")]
    FileTooLarge { bytes: u64, limit: u64 },
    #[error("a device, a pipe or a socket, and no file")]
    NotAFile,
    #[error("not a text in UTF-8")]
    NotText,
    #[error("version {found}; this program reads versions 1 to {newest}")]
    Version { found: u32, newest: u32 },
    #[error("{0}")]
    Syntax(ron::error::Error),
    #[error("{0}")]
    Address(AddressError),
    #[error("no participants; expected at least one")]
    NoParticipants,
    #[error("more than {limit} participants")]
    TooManyParticipants { limit: usize },
    #[error("more than {limit} lines of calls")]
    TooManyLines { limit: usize },
    #[error("more than {limit} turns in `order`")]
    TooManyTurns { limit: usize },
    #[error("more than {limit} arguments")]
    TooManyArguments { limit: usize },
    #[error("the repeats make more than {limit} calls")]
    TooManyCalls { limit: u64 },
    #[error("repeat blocks inside each other more than {limit} deep")]
    TooDeep { limit: usize },
    #[error("{bytes} bytes in one call; at most {limit}")]
    TooMuchData { bytes: usize, limit: usize },
    #[error("no earlier call of `{participant}` makes a socket named `{socket}`")]
    UnknownSocket { participant: String, socket: String },
    #[error("`order` names `{0}`, which is no participant")]
    OrderUnknown(String),
    #[error("`order` names `{0}`, which is the name of several participants")]
    OrderAmbiguous(String),
    #[error("`{participant}` has both a program and a script")]
    ProgramAndScript { participant: String },
    #[error("`{participant}` has arguments and no program")]
    ArgumentsAlone { participant: String },
    #[error("{0:?} cannot be given to a program")]
    BadArgument(String),
    #[error("{} is no file of a program", file.display())]
    NoProgram { file: PathBuf },
    #[error("`{name}` does not resolve to an address: {why}")]
    Unresolved { name: String, why: String },
}

/// A problem with its place. Line and column count from 1; 0 where the file as a whole is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {problem}", path.display())]
pub struct LocatedProblem {
    pub path: PathBuf,
    pub line: usize,
    pub column: usize,
    pub problem: Problem,
}
