//! Several runs in one window, in words: what each is called, and where two of them part.

use super::{Language, came, number};
use crate::trace::{Likeness, Trace, nth};

/// What a run is called: its number, the run that it left with the number of the event, whether it goes on, and whether it
/// is a part of a longer recording.
#[must_use]
pub fn run_name(
    language: Language,
    run: u32,
    branch: Option<(u32, usize)>,
    goes_on: bool,
    is_part: bool,
) -> String {
    let kind = match (is_part, goes_on) {
        (true, _) => say!(language, "runs_part"),
        (_, false) => say!(language, "runs_recording"),
        (_, true) => String::new(),
    };
    let from = branch.map(|(of, at)| {
        if at == 0 {
            return say!(language, "runs_beginning_run", of);
        }
        let at = number(language, at as u64);
        say!(language, "runs_event_run", at, of)
    });
    let from = from.unwrap_or_default();
    say!(language, "runs_run_run_from_kind", run, from, kind)
}

/// The button that closes a run.
#[must_use]
pub fn close_run(language: Language, run: u32) -> String {
    say!(language, "runs_close_run", run)
}

/// That the runs are the same so far, and how many of their calls received a stream in other pieces.
#[must_use]
pub fn no_difference(language: Language, calls: usize, regrouped: usize) -> String {
    let calls = super::calls(language, calls);
    with_regrouped(language, say!(language, "runs_same_all_both_done", calls), regrouped)
}

/// A sentence, and that so many calls received the bytes of a stream in other pieces, if any did.
pub(super) fn with_regrouped(language: Language, sentence: String, regrouped: usize) -> String {
    if regrouped == 0 {
        return sentence;
    }
    let calls = super::calls(language, regrouped);
    format!("{sentence} {}", say!(language, "runs_regrouped", calls))
}

/// That the runs go different ways from a call on, counted from 0.
#[must_use]
pub fn runs_part(language: Language, at: usize) -> String {
    let at = number(language, at as u64 + 1);
    say!(language, "runs_they_part_call_there", at)
}

/// That the same call came out differently, counted from 0.
#[must_use]
pub fn runs_differ(language: Language, at: usize) -> String {
    let at = number(language, at as u64 + 1);
    say!(language, "runs_call_comes_out_differently", at)
}

/// How two calls compare.
#[must_use]
pub fn likeness(language: Language, likeness: Likeness) -> String {
    match likeness {
        Likeness::Same => say!(language, "runs_the_same"),
        Likeness::Regrouped => say!(language, "runs_same_bytes_regrouped"),
        Likeness::Pending => say!(language, "runs_not_yet_known"),
        Likeness::OutcomeDiffers => {
            say!(language, "runs_same_call_another_result")
        }
        Likeness::Parted => say!(language, "runs_not_same_call"),
    }
}

/// A row of the comparison for who hears it.
#[must_use]
pub fn compared_row(language: Language, at: usize, one: &Trace, other: &Trace, how: Likeness) -> String {
    let side = |trace: &Trace| match nth(trace, at) {
        Some(call) => {
            let name = trace.name_of(call.participant, call.called);
            format!("{name} {}: {}", call.call.label(), came(language, trace.at(trace.live()), call))
        }
        None => say!(language, "runs_nothing"),
    };
    let (place, how) = (number(language, at as u64 + 1), likeness(language, how));
    format!("{place} · {} · {} · {how}", side(one), side(other))
}

/// That a run has other ports than the one that it repeats, as those are in use.
#[must_use]
pub fn other_ports(language: Language, ports: &[(u16, u16)]) -> String {
    let list: Vec<_> = ports.iter().map(|(one, other)| format!("{one} → {other}")).collect();
    let list = list.join(", ");
    say!(language, "runs_some_ports_use_now", list)
}

/// That these ports are in use, and cannot be exchanged for a program's.
#[must_use]
pub fn taken_ports(language: Language, ports: &[u16]) -> String {
    let list: Vec<_> = ports.iter().map(u16::to_string).collect();
    let list = list.join(", ");
    say!(language, "runs_taken_ports_of_programs", list)
}
