//! What a scenario must hold beyond its form: sizes that a machine can bear, and sockets that exist.

use std::collections::HashSet;

use super::{Document, LocatedProblem, ParticipantId, Problem};

pub(super) const MOST_PARTICIPANTS: usize = 64;
pub(super) const MOST_LINES: usize = 10_000;
/// As many as all lines of all participants, and more.
pub(super) const MOST_TURNS: usize = 1_000_000;
/// More than a system gives to a program (execve(2)).
pub(super) const MOST_ARGUMENTS: usize = 250_000;
pub(super) const MOST_CALLS: u64 = 100_000_000;
/// Bytes in one call: enough to fill any socket buffer many times over.
pub const MOST_DATA: usize = 16 << 20;

/// Whether the program can hold it at all. How many there are of what a file lists is limited where it is read.
pub(super) fn size(document: &Document) -> Result<(), LocatedProblem> {
    let scenario = &document.scenario;
    for (id, participant) in scenario.ids() {
        let at = |line, problem| Err(document.locate(id, line, problem));
        let script = &participant.script;
        if script.len() > MOST_CALLS {
            return at(0, Problem::TooManyCalls { limit: MOST_CALLS });
        }
        for written in script.written() {
            let sizes = [written.call.data().map(crate::sockets::Data::len), written.call.room()];
            if let Some(bytes) = sizes.into_iter().flatten().find(|bytes| *bytes > MOST_DATA) {
                return at(written.line, Problem::TooMuchData { bytes, limit: MOST_DATA });
            }
        }
    }
    Ok(())
}

/// Whether there is something to run, on sockets that an earlier line makes.
pub(super) fn sense(document: &Document) -> Result<(), LocatedProblem> {
    let scenario = &document.scenario;
    if scenario.participants.is_empty() {
        return Err(document.locate(ParticipantId(0), 0, Problem::NoParticipants));
    }
    for (id, participant) in scenario.ids() {
        if let Some(program) = &participant.program
            && !program.file.is_file()
        {
            return Err(document.locate(id, 0, Problem::NoProgram { file: program.file.clone() }));
        }
        let mut known = HashSet::new();
        for written in participant.script.written() {
            let made = written.call.names_socket();
            if let Some(socket) = written.call.socket()
                && made != Some(socket)
                && !known.contains(socket)
            {
                let participant = participant.name.clone();
                let problem = Problem::UnknownSocket { participant, socket: socket.into() };
                return Err(document.locate(id, written.line, problem));
            }
            known.extend(made);
        }
    }
    Ok(())
}
