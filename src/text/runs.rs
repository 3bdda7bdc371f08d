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
        (true, _) => say!(language, " · parte", " · part"),
        (_, false) => say!(language, " · grabación", " · recording"),
        (_, true) => String::new(),
    };
    let from = branch.map(|(of, at)| {
        if at == 0 {
            return say!(language, " · desde el principio de la {of}", " · from the beginning of run {of}");
        }
        let at = number(language, at as u64);
        say!(language, " · desde el suceso {at} de la {of}", " · from event {at} of run {of}")
    });
    let from = from.unwrap_or_default();
    say!(language, "Ejecución {run}{from}{kind}", "Run {run}{from}{kind}")
}

/// The button that closes a run.
#[must_use]
pub fn close_run(language: Language, run: u32) -> String {
    say!(language, "Cerrar la ejecución {run}", "Close run {run}")
}

/// That the runs are the same so far.
#[must_use]
pub fn no_difference(language: Language, calls: usize) -> String {
    let calls = super::calls(language, calls);
    say!(
        language,
        "Iguales en todo lo que las dos han hecho: {calls}.",
        "The same in all that both have done: {calls}.",
    )
}

/// That the runs go different ways from a call on, counted from 0.
#[must_use]
pub fn runs_part(language: Language, at: usize) -> String {
    let at = number(language, at as u64 + 1);
    say!(
        language,
        "Se separan en la llamada {at}: desde ahí no son las mismas.",
        "They part at call {at}: from there on the calls are not the same.",
    )
}

/// That the same call came out differently, counted from 0.
#[must_use]
pub fn runs_differ(language: Language, at: usize) -> String {
    let at = number(language, at as u64 + 1);
    say!(language, "La llamada {at} sale distinta.", "Call {at} comes out differently.")
}

/// How two calls compare.
#[must_use]
pub fn likeness(language: Language, likeness: Likeness) -> String {
    match likeness {
        Likeness::Same => say!(language, "iguales", "the same"),
        Likeness::Pending => say!(language, "todavía no se sabe", "not yet known"),
        Likeness::OutcomeDiffers => {
            say!(language, "la misma llamada, con otro resultado", "the same call, with another result")
        }
        Likeness::Parted => say!(language, "no es la misma llamada", "not the same call"),
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
        None => say!(language, "nada", "nothing"),
    };
    let (place, how) = (number(language, at as u64 + 1), likeness(language, how));
    format!("{place} · {} · {} · {how}", side(one), side(other))
}

/// That a run has other ports than the one that it repeats, as those are in use.
#[must_use]
pub fn other_ports(language: Language, ports: &[(u16, u16)]) -> String {
    let list: Vec<_> = ports.iter().map(|(one, other)| format!("{one} → {other}")).collect();
    let list = list.join(", ");
    say!(
        language,
        "Hay puertos ocupados ahora; esta ejecución usa otros en su lugar: {list}.",
        "Some ports are in use now; this run has others in their place: {list}.",
    )
}
