//! What is read out: the parts of the window by name, boxes and arrows of the diagram, and what is announced when it happens.

use super::{Language, awaited, duration, errno_words, event, event_of, waited};
use crate::sockets::{Awaited, Outcome};
use crate::trace::{CallRecord, Came, Event, News, Trace, What};

words! {
    region_top;
    region_runs;
    region_past;
    region_notices;
    region_call;
    region_drawer;
    region_controls;
    next_region;
    next_region_tip;
    previous_region;
    previous_region_tip;
    ground;
    expected_link;
    resize_column;
    scroll_bar;
    resize_panel;
    now_playing;
    now_paused;
    table_sockets;
    table_ports;
    table_events;
}

/// One end of an arrow: `connect de cliente`.
#[must_use]
pub fn end_of_arrow(language: Language, function: &str, who: &str) -> String {
    say!(language, "spoken_end_of_arrow", function, who)
}

/// An arrow as it is read out: `connect de cliente → accept de servidor: conexión`.
#[must_use]
pub fn arrow(language: Language, from: &str, to: &str, cargo: &str, observed: bool) -> String {
    let aside = if observed { String::new() } else { format!(" ({})", language.worked_out()) };
    format!("{from} → {to}: {cargo}{aside}")
}

/// How long a call has waited so far, in whole seconds; nothing of what is shorter than one.
#[must_use]
pub fn waits_since(language: Language, nanoseconds: u64) -> Option<String> {
    const SECOND: u64 = 1_000_000_000;
    let seconds = nanoseconds / SECOND;
    let time = duration(language, seconds * SECOND);
    (seconds > 0).then(|| say!(language, "spoken_since", time))
}

/// For what a call waited, and how long: `esperó bytes 2,1 s`.
#[must_use]
pub fn has_waited(language: Language, on: Awaited, nanoseconds: u64) -> String {
    // A time that was not measured is not told.
    if nanoseconds == 0 {
        return waited(language, on).to_owned();
    }
    format!("{} {}", waited(language, on), duration(language, nanoseconds))
}

/// What came of a call, in short; nothing where there is no more to tell than that it is over.
#[must_use]
pub fn result(language: Language, trace: &Trace, call: &CallRecord) -> Option<String> {
    let returned = trace.event(call.returned?)?;
    if let What::Returned(Outcome::Failed(errno)) = &returned.what {
        // Its name is told already.
        return errno_words(language, *errno).map(str::to_owned);
    }
    let told = event(language, trace, returned, Some(call)).told;
    (!told.is_empty()).then_some(told)
}

/// What is announced.
#[must_use]
pub fn news(language: Language, trace: &Trace, news: &News) -> String {
    let line = |at: &usize| trace.event(*at).map(|told| happened(language, trace, *at, told));
    match news {
        News::Anew => language.nothing_called().to_owned(),
        News::Came(Came { told, calls, .. }) => {
            let lines = told.iter().filter_map(line);
            let count = calls.map(|calls| {
                let number = super::calls(language, calls);
                say!(language, "spoken_calls_since", number)
            });
            count.into_iter().chain(lines).collect::<Vec<_>>().join(". ")
        }
        News::Moved { to, last } => {
            let place = event_of(language, to.0, trace.live().0);
            match last.as_ref().and_then(line) {
                Some(last) => format!("{place}: {last}"),
                None => place,
            }
        }
    }
}

/// An event as it is announced: `servidor: accept devolvió socket nuevo s (fd 5) de 127.0.0.1:44374`.
fn happened(language: Language, trace: &Trace, at: usize, told: &Event) -> String {
    let who = trace.name_of(told.participant, at);
    let call = trace.call_of(at).and_then(|id| trace.find_call(id));
    let words = event(language, trace, told, call);
    let function = call.map_or("", CallRecord::function);
    let result = words.told;
    match &told.what {
        What::Waiting(on) => format!("{who}: {function} {}", awaited(language, *on)),
        What::Returned(outcome) if !outcome.is_success() => {
            say!(language, "spoken_failed", who, function, result)
        }
        What::Returned(_) if result.is_empty() => {
            say!(language, "spoken_returned", who, function)
        }
        What::Returned(_) => {
            say!(language, "spoken_returned_result", who, function, result)
        }
        What::Held { call, .. } => {
            let call = call.label();
            say!(language, "spoken_is_about_to_call", who, call)
        }
        _ if result.is_empty() => format!("{who}: {}", words.what),
        _ => format!("{who}: {}, {result}", words.what),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
    use crate::sockets::{Call, Errno};
    use crate::trace::{Moment, Origin};

    fn run(outcomes: impl IntoIterator<Item = Outcome>) -> Trace {
        let id = ParticipantId(0);
        let name = "cliente".to_owned();
        let one = Participant { id, name, role: Role::Peer, script: Script::default(), program: None };
        let mut trace = Trace::of(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }));
        let call = Arc::new(Call::Sleep { ms: 5 });
        for outcome in outcomes {
            let origin = Origin::ByHand;
            let call = Arc::clone(&call);
            for what in [What::Called { origin, call, socket: None }, What::Returned(outcome)] {
                trace.append(Event { at: 0, participant: id, what }).unwrap();
            }
        }
        trace
    }

    fn told(trace: &Trace, what: &News) -> [String; 2] {
        [Language::SPANISH, Language::ENGLISH].map(|language| news(language, trace, what))
    }

    #[test]
    fn an_outcome_is_announced_with_who_and_what() {
        let trace = run([Outcome::Done, Outcome::Failed(Errno::ECONNREFUSED)]);
        let came = |told| News::Came(Came { told, calls: None, failed: false });
        assert_eq!(told(&trace, &came(vec![1])), ["cliente: sleep volvió", "cliente: sleep returned"]);
        let [es, en] = told(&trace, &came(vec![3]));
        assert!(es.starts_with("cliente: sleep falló, ECONNREFUSED: "), "{es}");
        assert!(en.starts_with("cliente: sleep failed, ECONNREFUSED: "), "{en}");
    }

    #[test]
    fn a_flood_is_announced_as_a_number_with_the_last() {
        let trace = run([Outcome::Done]);
        let flood = News::Came(Came { told: vec![1], calls: Some(412), failed: false });
        assert_eq!(
            told(&trace, &flood),
            [
                "412 llamadas desde entonces. cliente: sleep volvió",
                "412 calls since. cliente: sleep returned"
            ]
        );
    }

    #[test]
    fn looking_back_is_announced_with_the_place() {
        let trace = run([Outcome::Done, Outcome::Done]);
        let moved = News::Moved { to: Moment(2), last: Some(1) };
        assert_eq!(
            told(&trace, &moved),
            ["suceso 2 de 4: cliente: sleep volvió", "event 2 of 4: cliente: sleep returned"]
        );
    }

    #[test]
    fn less_than_a_second_of_waiting_is_not_told() {
        assert_eq!(waits_since(Language::ENGLISH, 900_000_000), None);
        assert_eq!(waits_since(Language::ENGLISH, 3_700_000_000).as_deref(), Some("since 3 s"));
        assert_eq!(waits_since(Language::SPANISH, 65_000_000_000).as_deref(), Some("desde hace 1 min 5 s"));
    }
}
