//! The terminal: the one place that writes to it. Whatever stands behind standard output or standard error may be full, or gone, at
//! any time; then what was to be written is lost, and never more than that.
//!
//! | standard output | exit code |
//! |---|---|
//! | can be written | what the command gives |
//! | its reader has gone (`… \| head -1`) | 0 for what only prints or runs; `check` still gives its verdict |
//! | cannot be written (a full disk) | 1, and why on standard error; 2 where `check` finds something wrong |
//!
//! A descriptor that is closed from the beginning (`>&-`) takes everything, as `/dev/null` does. Standard error has no say in the
//! exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use super::mistake;
use super::plain::plain;
use crate::text::{self, Language};

/// Standard output, with colours where it is a terminal.
#[must_use]
pub fn out() -> anstream::AutoStream<io::StdoutLock<'static>> {
    anstream::stdout().lock()
}

/// Prints a message on standard error, if it can be printed. Its lines are its own; other control characters are written out.
pub fn complain(message: &str) {
    let mut err = io::stderr().lock();
    for line in message.split('\n') {
        if writeln!(err, "{}", plain(line)).is_err() {
            return; // nobody is left to tell
        }
    }
}

/// The exit code of a command, or of what kept it from being printed.
#[must_use]
pub fn code(ended: io::Result<ExitCode>, language: Language) -> ExitCode {
    let flushed = |code| match code {
        ExitCode::SUCCESS => io::stdout().flush().map(|()| code),
        // What it says is worth more than what was printed.
        code => Ok(code),
    };
    match ended.and_then(flushed) {
        Ok(code) => code,
        // Whoever read along has gone: nothing is wrong, and nobody is left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&text::not_printed(language, &error));
            ExitCode::FAILURE
        }
    }
}

/// Prints what clap has to say: the help, the version, or what is wrong with the command line.
///
/// # Errors
/// It was asked for, and cannot be printed.
pub fn explain(error: &clap::Error, language: Language) -> io::Result<ExitCode> {
    if error.use_stderr() {
        complain(&mistake::words(error, language));
        return Ok(super::UNUSABLE.into());
    }
    error.print().map(|()| ExitCode::SUCCESS)
}
