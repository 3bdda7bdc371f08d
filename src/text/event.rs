//! One event in words: what happened, in which call, and what came of it. The terminal and the table of events say the
//! same.

use super::system::{errno_in_words, resolver_words};
use super::{Language, awaited, bytes, number};
use crate::sockets::{Call, Kind, Outcome, Payload, Reading, TcpState};
use crate::trace::{CallRecord, Event, Moment, NoBytes, Origin, Trace, What};

/// Characters of received data that are shown.
const SHOWN: usize = 60;

/// An event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventWords {
    /// What happened: `calls`, `waits`, `end of the program`.
    pub what: &'static str,
    /// What came of it, or why; empty where there is no more to tell.
    pub told: String,
}

/// Tells an event of a call, or another one.
#[must_use]
pub fn event(words: Language, trace: &Trace, event: &Event, call: Option<&CallRecord>) -> EventWords {
    let (what, told) = match &event.what {
        What::Held { origin, .. } => (words.event_held(), why(words, origin)),
        What::Called { origin, .. } => (words.event_called(), why(words, origin)),
        What::Waiting(on) => (words.event_waits(), awaited(words, *on).to_owned()),
        What::Returned(outcome) if outcome.is_success() => {
            (words.event_returned(), success(words, trace, outcome, call))
        }
        What::Returned(outcome) => (words.event_failed(), failure(words, outcome)),
        What::Ended => (words.program_over(), String::new()),
        What::Killed => (words.program_killed(), String::new()),
        What::Script { .. } => (words.script_changed(), String::new()),
        What::Frozen => (words.participant_frozen(), String::new()),
        What::Thawed => (words.participant_thawed(), String::new()),
        What::Edited { .. } => (words.scenario_changed(), String::new()),
        What::Left { .. } => (words.participant_left(), String::new()),
        What::Read { reading, .. } => (words.event_read(), read(words, reading)),
        What::Program(shown) => super::program::shown(words, shown),
    };
    EventWords { what, told }
}

/// Why a call was made, where it does not stand in a script.
fn why(words: Language, origin: &Origin) -> String {
    match origin {
        Origin::Script { .. } => String::new(),
        Origin::Renamed | Origin::ProgramEnd => words.at_end().into(),
        Origin::Killed => words.at_kill().into(),
        Origin::ByHand => words.by_hand().into(),
        Origin::Program(site) => super::program::site(words, site),
    }
}

fn success(words: Language, trace: &Trace, outcome: &Outcome, call: Option<&CallRecord>) -> String {
    let socket_name = |id| trace.socket(id).map_or("", |s| s.name.as_str());
    match outcome {
        Outcome::Opened(socket) => format!("{} (fd {})", socket_name(socket.id), socket.fd),
        Outcome::Bound { local } => local.to_string(),
        Outcome::Accepted { socket, peer, .. } => {
            let name = socket_name(socket.id);
            format!("{} {name} (fd {}) {} {peer}", words.new_socket(), socket.fd, words.from())
        }
        Outcome::Connected { local, peer } => format!("{local} → {peer}"),
        Outcome::Sent { count, asked } if count < asked => format!("{count} / {asked} bytes"),
        Outcome::Sent { count, .. } => bytes(words, *count),
        Outcome::SentTo { count, to, .. } => format!("{} {} {to}", bytes(words, *count), words.to()),
        Outcome::Received { data } | Outcome::ReceivedFrom { data, from: None }
            if data.is_empty() && is_stream(trace, call) =>
        {
            no_bytes(words, trace, call)
        }
        Outcome::Received { data } => received(words, data),
        Outcome::ReceivedFrom { data, from } => match from {
            Some(from) => format!("{}  {} {from}", received(words, data), words.from()),
            None => received(words, data),
        },
        Outcome::Gave(what) => what.clone(),
        Outcome::Value(value) => value.to_string(),
        Outcome::Address(address) => address.to_string(),
        Outcome::Done
        | Outcome::Failed(_)
        | Outcome::Raised { .. }
        | Outcome::Unresolved(_)
        | Outcome::NoSocket
        | Outcome::Interrupted
        | Outcome::Killed => String::new(),
    }
}

fn failure(words: Language, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failed(errno) => {
            format!("{errno}: {}", errno_in_words(words, *errno))
        }
        Outcome::Raised { exception, message } => format!("{exception}: {message}"),
        Outcome::Unresolved(why) => resolver_words(words, why),
        Outcome::NoSocket => words.no_socket().into(),
        Outcome::Killed => words.killed().into(),
        _ => words.interrupted().into(),
    }
}

pub(super) fn received(words: Language, data: &Payload) -> String {
    // Enough bytes for so many characters, whatever they are.
    let beginning = Payload::from(&data[..data.len().min(4 * (SHOWN + 1))]);
    let text = beginning.to_text();
    let mut shown: String = text.chars().take(SHOWN).map(|c| if c.is_control() { '␣' } else { c }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("{}  '{shown}'", bytes(words, data.len()))
}

/// What the kernel said, in short.
fn read(words: Language, reading: &Reading) -> String {
    let queue = |name: &str, bytes: Option<u32>| {
        bytes.filter(|bytes| *bytes > 0).map(|bytes| format!("{name}: {}", number(words, bytes.into())))
    };
    let is_listener = reading.accept_queue.is_some();
    let told = [
        reading.state.map(|state| TcpState::name(state).to_owned()),
        reading.accept_queue.map(|queue| super::waiting_of(words, queue)),
        queue(words.receive_queue(), reading.receive_queue.filter(|_| !is_listener)),
        queue(words.send_queue(), reading.send_queue.filter(|_| !is_listener)),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn is_stream(trace: &Trace, call: Option<&CallRecord>) -> bool {
    call.and_then(|record| record.socket)
        .and_then(|id| trace.socket(id))
        .is_none_or(|socket| socket.kind == Kind::Stream)
}

/// Why a stream gave 0 bytes.
fn no_bytes(words: Language, trace: &Trace, call: Option<&CallRecord>) -> String {
    let why = call.and_then(|call| {
        let id = trace.call_of(call.called)?;
        trace.at(Moment(call.returned? + 1)).no_bytes(id)
    });
    let why = match why {
        Some(NoBytes::End) => words.end_of_stream(),
        Some(NoBytes::Again(_)) => words.end_of_stream_again(),
        Some(NoBytes::OwnShutdown) => words.receiving_shut(),
        Some(NoBytes::AfterReset(_)) => words.nothing_after_reset(),
        None => return "b''".to_owned(),
    };
    format!("b''  {why}")
}

/// What is known with the return of a call beside what it gave back: that nobody will have a datagram that was sent, and how
/// many are thrown away with a socket. Worked out, as of then.
#[must_use]
pub fn aside(words: Language, trace: &Trace, returned: usize) -> Option<String> {
    let then = trace.at(Moment(returned + 1));
    let id = trace.call_of(returned)?;
    let record = trace.find_call(id)?;
    match &*record.call {
        Call::Send { .. } | Call::SendTo { .. } => {
            let fate = then.datagram_of(id)?.fate;
            fate.is_lost().then(|| super::fate(words, fate)).flatten()
        }
        Call::Close { .. } => {
            let left = then.context(id).datagrams_left;
            let number = super::number(words, left as u64);
            (left > 0).then(|| say!(words, "event_thrown_away", number; left))
        }
        _ => None,
    }
}

/// That what was told came so many times more: `y 3 214 veces más lo mismo`.
#[must_use]
pub fn times_the_same(words: Language, times: usize) -> String {
    let number = super::number(words, times as u64);
    say!(words, "event_times_the_same", number; times)
}

/// A place among the events as it is read out, with what a press on it does.
#[must_use]
pub fn go_to_event(language: Language, number: usize, who: &str, call: &str, told: &EventWords) -> String {
    let number = super::number(language, number as u64);
    let gap = if call.is_empty() { "" } else { ", " };
    let EventWords { what, told } = told;
    let colon = if told.is_empty() { "" } else { ": " };
    say!(language, "event_go_event", number, who, call, gap, what, colon, told)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{ParticipantId, Scenario};
    use crate::sockets::{AcceptQueue, Awaited, Errno};

    #[test]
    fn an_event_tells_what_happened_and_what_came_of_it() {
        let trace = Trace::of(Arc::new(Scenario::default()));
        let data = Payload::from(&[b'x'; 1000][..]);
        let queue = Some(AcceptQueue { waiting: 2, backlog: 3 });
        let listens = Reading { state: Some(TcpState::Listen), accept_queue: queue, ..Reading::default() };
        let reads =
            Reading { state: Some(TcpState::Established), receive_queue: Some(9), ..Reading::default() };
        let long = format!("1,000 bytes  '{}…'", "x".repeat(SHOWN));
        for (what, expected, told) in [
            (What::Waiting(Awaited::Bytes), "waits", awaited(Language::ENGLISH, Awaited::Bytes)),
            (What::Returned(Outcome::Done), "returns", ""),
            (What::Returned(Outcome::Received { data }), "returns", long.as_str()),
            (What::Returned(Outcome::Failed(Errno(99_999))), "fails", "errno 99999: Unknown errno"),
            (What::Returned(Outcome::Interrupted), "fails", "interrupted"),
            (What::Ended, "end of the program", ""),
            (
                What::Read { socket: NOBODY, reading: Arc::new(listens) },
                "reading",
                "LISTEN · 2 wait, backlog 3",
            ),
            (
                What::Read { socket: NOBODY, reading: Arc::new(reads) },
                "reading",
                "ESTABLISHED · receive queue: 9",
            ),
        ] {
            let happened = Event { at: 0, participant: ParticipantId(0), what };
            let words = event(Language::ENGLISH, &trace, &happened, None);
            assert_eq!((words.what, words.told.as_str()), (expected, told));
        }
    }

    const NOBODY: crate::sockets::SocketId = crate::sockets::SocketId { participant: 0, index: 0 };
}
