//! What came out differently in a run that was made again, in words.

use super::{Language, awaited, errno_words, number};
use crate::sockets::{Outcome, Payload};
use crate::trace::{CallRecord, CallState, Snapshot, Trace, nth};

/// The difference at the call in this place: which call, what came of it when it was recorded, and what now.
#[must_use]
pub fn difference(language: Language, recorded: &Trace, again: &Trace, at: usize) -> String {
    let place = number(language, at as u64 + 1);
    let told = |trace: &Trace| {
        nth(trace, at).map(|call| {
            let name = trace.name_of(call.participant, call.called);
            (format!("{name} {}", call.call), came(language, trace.at(trace.live()), call))
        })
    };
    match (told(recorded), told(again)) {
        (Some((call, before)), Some((other, now))) if call == other => {
            say!(language, "difference_call_recorded_now", place, call, before, now)
        }
        (Some((call, before)), Some((other, now))) => {
            say!(language, "difference_call_recorded_now_2", place, call, before, other, now)
        }
        (Some((call, before)), None) => {
            say!(language, "difference_call_recorded_now_was", place, call, before)
        }
        (None, Some((call, now))) => say!(language, "difference_call_not_recording_now", place, call, now),
        (None, None) => String::new(),
    }
}

/// What came of a call by a moment, in a few words.
#[must_use]
pub fn came(language: Language, snapshot: Snapshot, call: &CallRecord) -> String {
    match snapshot.state(call) {
        CallState::Called => say!(language, "difference_not_returned"),
        CallState::Waiting { on, .. } => awaited(language, on).to_owned(),
        CallState::Returned(outcome) => result(language, outcome),
    }
}

fn received(language: Language, data: &Payload) -> String {
    let count = super::bytes(language, data.len());
    if data.is_empty() { count } else { format!("{count} '{}'", beginning(data)) }
}

/// The first characters of what was received, on one line.
fn beginning(data: &Payload) -> String {
    const MOST: usize = 24;
    let text = data.to_text();
    let mut shown: String = text.chars().take(MOST).map(|c| if c.is_control() { '␣' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// An outcome in a few words.
#[must_use]
pub fn result(language: Language, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => "0".into(),
        Outcome::Opened(socket) | Outcome::Accepted { socket, .. } => format!("fd {}", socket.fd),
        Outcome::Bound { local } => local.to_string(),
        Outcome::Connected { local, peer } => format!("{local} → {peer}"),
        Outcome::Sent { count, .. } => super::bytes(language, *count),
        Outcome::SentTo { count, from, to } => format!("{} {from} → {to}", super::bytes(language, *count)),
        Outcome::Received { data } => received(language, data),
        Outcome::ReceivedFrom { data, from } => match from {
            Some(from) => format!("{} {} {from}", received(language, data), language.from()),
            None => received(language, data),
        },
        Outcome::Value(value) => value.to_string(),
        Outcome::Address(address) => address.to_string(),
        Outcome::Failed(errno) => match errno_words(language, *errno) {
            Some(words) => format!("{errno}: {words}"),
            None => errno.to_string(),
        },
        Outcome::Gave(what) => what.clone(),
        Outcome::Raised { exception, message } => format!("{exception}: {message}"),
        Outcome::Unresolved(why) => super::resolver_words(language, why),
        Outcome::NoSocket => language.no_socket().into(),
        Outcome::Interrupted => language.interrupted().into(),
        Outcome::Killed => language.killed().into(),
    }
}
