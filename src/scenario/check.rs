//! What a scenario must hold beyond its form: sockets that exist, and sizes that a machine can bear.

use super::{Document, LocatedProblem, ParticipantId, Problem};

pub(super) const MOST_PARTICIPANTS: usize = 64;
pub(super) const MOST_LINES: u32 = 10_000;
const MOST_CALLS: u64 = 100_000_000;
/// Bytes in one call: enough to fill any socket buffer many times over.
pub(super) const MOST_DATA: usize = 16 << 20;

pub(super) fn check(document: &Document) -> Result<(), LocatedProblem> {
    let scenario = &document.scenario;
    let first = ParticipantId(0);
    if scenario.participants.is_empty() {
        return Err(document.locate(first, 0, Problem::NoParticipants));
    }
    if scenario.participants.len() > MOST_PARTICIPANTS {
        let limit = MOST_PARTICIPANTS;
        return Err(document.locate(first, 0, Problem::TooManyParticipants { limit }));
    }
    for (id, participant) in scenario.ids() {
        let at = |line, problem| Err(document.locate(id, line, problem));
        let script = &participant.script;
        if script.lines() > MOST_LINES {
            return at(MOST_LINES, Problem::TooManyLines { limit: MOST_LINES });
        }
        if script.len() > MOST_CALLS {
            return at(0, Problem::TooManyCalls { limit: MOST_CALLS });
        }
        let mut known = std::collections::HashSet::new();
        for written in script.written() {
            let call = &**written.call;
            for bytes in [call.data().map(crate::sockets::Data::len), call.room()].into_iter().flatten() {
                if bytes > MOST_DATA {
                    let limit = MOST_DATA;
                    return at(written.line, Problem::TooMuchData { bytes, limit });
                }
            }
            let made = call.names_socket();
            if let Some(socket) = call.socket()
                && made != Some(socket)
                && !known.contains(socket)
            {
                return at(
                    written.line,
                    Problem::UnknownSocket { participant: participant.name.clone(), socket: socket.into() },
                );
            }
            known.extend(made);
        }
    }
    Ok(())
}
