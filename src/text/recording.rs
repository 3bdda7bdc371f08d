//! What is wrong with a recording, in words: on which line, what stands there and what was expected.

use std::path::Path;

use super::{Language, number, problem};
use crate::trace::TraceError;
use crate::trace::recording::{Fault, FaultKind, Unreadable, UnreadableRecording};

/// A fault with its place, and what becomes of the rest: `path:line: words`.
#[must_use]
pub fn fault(language: Language, path: Option<&Path>, fault: &Fault) -> String {
    let place = path.map(|path| format!("{}:", path.display())).unwrap_or_default();
    let words = kind(language, &fault.kind);
    let line = fault.line;
    if fault.line == 1 {
        return format!("{place}{line}: {words}");
    }
    say!(
        language,
        "{place}{line}: {words}. Se muestra todo lo que hay antes de esa línea.",
        "{place}{line}: {words}. All that stands before that line is shown.",
    )
}

/// That a recorded run, made again, came out the same: so many calls.
#[must_use]
pub fn repeated_same(language: Language, calls: usize) -> String {
    let calls = super::calls(language, calls);
    say!(language, "Sale igual que en la grabación: {calls}.", "It comes out as it was recorded: {calls}.")
}

/// That a recorded run, made again, came out differently, and where first.
#[must_use]
pub fn repeated_differs(language: Language, first: &str) -> String {
    say!(
        language,
        "Sale distinto. Primera diferencia: {first}",
        "It comes out differently. First difference: {first}"
    )
}

/// That a recording is too long to be made again.
#[must_use]
pub fn too_long_to_repeat(language: Language) -> String {
    say!(
        language,
        "La ejecución es más larga de lo que cabe en la memoria y no se puede repetir desde el principio.",
        "The run is longer than memory has room for, and cannot be made again from its beginning.",
    )
}

/// That a file for a recording cannot be made.
#[must_use]
pub fn not_recorded(language: Language, path: &Path, error: &std::io::Error) -> String {
    let path = path.display();
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        return say!(
            language,
            "{path} ya existe y no se toca; pon otro nombre. No se ha ejecutado nada.",
            "{path} is already there and is left alone; name another file. Nothing was run.",
        );
    }
    say!(
        language,
        "No se puede escribir en {path}: {error}. No se ha ejecutado nada.",
        "{path} cannot be written: {error}. Nothing was run.",
    )
}

/// That a run was cut off by a crash: when, and where it is kept.
#[must_use]
pub fn cut_off(language: Language, path: &Path, written: std::time::SystemTime) -> String {
    let when = jiff::Timestamp::try_from(written)
        .map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string());
    let (when, path) = (when.unwrap_or_default(), path.display());
    say!(
        language,
        "La última ejecución ({when}) se cortó sin cerrarse. Todo lo que se vio está grabado en {path}.",
        "The last run ({when}) was cut off before it was closed. All that was seen is recorded in {path}.",
    )
}

/// Why a file cannot be opened as a recording.
#[must_use]
pub fn unreadable(language: Language, unreadable: &UnreadableRecording) -> String {
    match &unreadable.why {
        Unreadable::System(why) => {
            let why = problem(language, &crate::scenario::Problem::Unreadable(why.clone()));
            format!("{}: {why}", unreadable.path.display())
        }
        Unreadable::NotAFile => {
            format!(
                "{}: {}",
                unreadable.path.display(),
                problem(language, &crate::scenario::Problem::NotAFile)
            )
        }
        Unreadable::Header(found) => fault(language, Some(&unreadable.path), found),
    }
}

fn kind(language: Language, kind: &FaultKind) -> String {
    match kind {
        FaultKind::Cut => say!(language, "el fichero está cortado aquí", "the file is cut off here"),
        FaultKind::NoEnd => say!(
            language,
            "aquí acaba el fichero, y no dice que la ejecución terminara: su programa cayó, o todavía escribe",
            "the file ends here, and does not say that the run was over: its program crashed, or still writes",
        ),
        FaultKind::NotARecording => say!(
            language,
            "no es una grabación; se esperaba `Recording(version: …)`",
            "not a recording; expected `Recording(version: …)`",
        ),
        FaultKind::Version { found, newest } => say!(
            language,
            "la grabación es de la versión {found}; este programa lee desde la 1 hasta la {newest}: hace falta uno más nuevo",
            "the recording is of version {found}; this program reads versions 1 to {newest}: a newer one is needed",
        ),
        FaultKind::Scenario(found) => {
            let why = problem(language, found);
            say!(language, "el escenario grabado no vale: {why}", "the scenario in it is not usable: {why}")
        }
        // What a line is called in the sources says nothing to who reads the file.
        FaultKind::Syntax(ron::error::Error::ExpectedDifferentStructName { found, .. }) => say!(
            language,
            "la línea no se entiende: pone `{found}`; se esperaba `(número, nanosegundos, participante, suceso)`",
            "the line does not read: found `{found}`; expected `(number, nanoseconds, participant, event)`",
        ),
        FaultKind::Syntax(error) => {
            let why = problem(language, &crate::scenario::Problem::Syntax(error.clone()));
            say!(
                language,
                "la línea no se entiende: {why}; se esperaba `(número, nanosegundos, participante, suceso)`",
                "the line does not read: {why}; expected `(number, nanoseconds, participant, event)`",
            )
        }
        FaultKind::TooLong { limit } => {
            let limit = super::bytes(language, *limit);
            say!(language, "la línea pasa de {limit}", "the line is longer than {limit}")
        }
        FaultKind::NotText => say!(language, "no es un texto en UTF-8", "not a text in UTF-8"),
        FaultKind::SecondHeader => say!(
            language,
            "aquí empieza otra grabación; hay dos ficheros unidos en uno",
            "another recording begins here; two files were joined",
        ),
        FaultKind::Number { found, expected } => say!(
            language,
            "es el suceso número {found}; se esperaba el {expected}",
            "it is event number {found}; expected {expected}",
        ),
        FaultKind::TimeRunsBack { found, before } => {
            let (found, before) = (number(language, *found), number(language, *before));
            say!(
                language,
                "el tiempo retrocede: {found} ns; se esperaban al menos los {before} ns del suceso anterior",
                "time runs backwards: {found} ns; expected at least the {before} ns of the event before it",
            )
        }
        FaultKind::NoSuchParticipant(id) => say!(
            language,
            "el participante {id} no está en el escenario",
            "participant {id} is none of the scenario",
        ),
        FaultKind::NoSuchCall { participant, step, call } => {
            let step = step.saturating_add(1);
            say!(
                language,
                "el guion del participante {participant} no tiene en el paso {step} un {call}",
                "the script of participant {participant} has no {call} as its step {step}",
            )
        }
        FaultKind::TooMuchData { bytes, limit } => {
            let (bytes, limit) = (super::bytes(language, *bytes), super::bytes(language, *limit));
            say!(
                language,
                "{bytes} en una sola llamada; el máximo son {limit}",
                "{bytes} in one call; the most is {limit}"
            )
        }
        FaultKind::AfterEnd => say!(
            language,
            "hay un suceso después del final de la grabación (End)",
            "an event comes after the end of the recording (End)",
        ),
        FaultKind::Header(error) => {
            let why = problem(language, &crate::scenario::Problem::Syntax(error.clone()));
            say!(
                language,
                "la cabecera no se entiende: {why}; se esperaba `Recording(version: …, …, scenario: Scenario(…))`",
                "the header does not read: {why}; expected `Recording(version: …, …, scenario: Scenario(…))`",
            )
        }
        FaultKind::Misfit(error) => misfit(language, error),
    }
}

fn misfit(language: Language, error: &TraceError) -> String {
    match error {
        TraceError::StillOpen(_) => say!(
            language,
            "empieza una llamada y la anterior de ese participante no ha vuelto",
            "a call begins while the one before it of that participant has not returned",
        ),
        TraceError::NoCallOpen(_) => say!(
            language,
            "espera o vuelve una llamada que nadie había empezado",
            "a call waits or returns that nobody had begun",
        ),
        TraceError::NoSuchParticipant(_, id) => {
            say!(language, "el participante {id} no existe", "there is no participant {id}")
        }
        TraceError::AfterEnd(_) | TraceError::AfterKill(_) => say!(
            language,
            "el programa de ese participante ya había terminado",
            "the program of that participant was already over",
        ),
        TraceError::NoSuchSocket(_) => {
            say!(language, "habla de un socket que nadie abrió", "it is about a socket that nobody opened")
        }
        TraceError::NotOfItsCall(_) => {
            say!(language, "esa llamada no puede devolver eso", "its call cannot give that back",)
        }
        TraceError::NotAThread(_) => say!(
            language,
            "habla de un hilo que ya estaba, o que no es de ningún programa",
            "it is about a thread that was there already, or that is of no program",
        ),
        TraceError::NotTheNextSocket(_) => say!(
            language,
            "el socket nuevo no lleva el número que sigue",
            "the new socket does not have the number that follows",
        ),
    }
}
