//! The words for a moment of a run: where it is among all, when it was, and what goes on meanwhile.

use super::number::{decimal_mark, duration, grouped};
use super::{Language, bytes};

/// What is behind the past that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// A run that is not over.
    Run,
    /// A run that is over.
    Over,
    /// No run, but what was recorded of one.
    Recording,
}

/// Which event of how many: `suceso 37 de 512`.
#[must_use]
pub fn event_of(language: Language, number: usize, of: usize) -> String {
    let (number, of) = (grouped(language, number as u64), grouped(language, of as u64));
    say!(language, "moment_event_number_of_of", number, of)
}

/// That nobody can go on, as somebody is frozen: who.
#[must_use]
pub fn stand_still_frozen(language: Language, frozen: &[&str]) -> String {
    let who = frozen.join(", ");
    let count = frozen.len();
    say!(language, "moment_stand_still_frozen", who; count)
}

/// That the past is shown: which moment, and what goes on behind it. The longest first, then what says less.
#[must_use]
pub fn past(language: Language, number: usize, of: usize, time: u64, behind: Behind) -> Vec<String> {
    let (event, time) = (event_of(language, number, of), duration(language, time));
    let short = say!(language, "moment_looking_past", event);
    let plain = format!("{short} · {time}.");
    match behind {
        Behind::Run => {
            vec![say!(language, "moment_run_goes", plain), plain, short]
        }
        Behind::Over => vec![plain, short],
        Behind::Recording => vec![say!(language, "moment_looking_past_recording", event, time), plain, short],
    }
}

/// What the pointer is at: the event, its time, and the call that it is of.
#[must_use]
pub fn pointed_at(language: Language, number: usize, time: u64, call: Option<&str>) -> String {
    let (number, time) = (grouped(language, number as u64), duration(language, time));
    let told = say!(language, "moment_event_number_time", number, time);
    call.map_or(told.clone(), |call| format!("{told}\n{call}"))
}

/// What a participant has done in all: `servidor: 8 llamadas, 31 bytes`.
#[must_use]
pub fn band(language: Language, name: &str, calls: usize, moved: u64) -> String {
    let moved = bytes(language, usize::try_from(moved).unwrap_or(usize::MAX));
    let calls = super::calls(language, calls);
    say!(language, "moment_name_calls_moved", name, calls, moved)
}

/// A bookmark as it is read out.
#[must_use]
pub fn bookmark_at(language: Language, number: usize, note: &str) -> String {
    let number = grouped(language, number as u64);
    say!(language, "moment_bookmark_event", number, note)
}

/// How quickly something is played: `×1/4`, `×16`.
#[must_use]
pub fn speed(speed: f64) -> String {
    if speed < 1.0 { format!("×1/{:.0}", 1.0 / speed) } else { format!("×{speed:.0}") }
}

/// A time on a ruler that ends at `end` and has marks each `step`, all in nanoseconds: as many decimals as tell two marks
/// apart, and the same unit all along.
#[must_use]
pub fn ruler_time(language: Language, time: u64, step: u64, end: u64) -> String {
    let (unit, length) = match end {
        1_000_000_000.. => ("s", 1_000_000_000_u64),
        1_000_000.. => ("ms", 1_000_000),
        _ => ("µs", 1_000),
    };
    let mut fine = length;
    let mut decimals = 0;
    while fine > 1 && !step.is_multiple_of(fine) {
        fine /= 10;
        decimals += 1;
    }
    let whole = grouped(language, time / length);
    if decimals == 0 {
        return format!("{whole} {unit}");
    }
    let part = time % length / fine;
    format!("{whole}{}{part:0decimals$} {unit}", decimal_mark(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_on_a_ruler_have_one_unit_and_differ() {
        for (time, step, end, es) in [
            (0, 200_000_000, 1_000_000_000, "0,0 s"),
            (3_200_000_000, 200_000_000, 5_000_000_000, "3,2 s"),
            (20_000_000_000, 10_000_000_000, 60_000_000_000, "20 s"),
            (1_050_000, 50_000, 2_000_000, "1,05 ms"),
            (3_000_100, 100, 3_001_000, "3,0001 ms"),
            (12_000, 2_000, 20_000, "12 µs"),
        ] {
            assert_eq!(ruler_time(Language::SPANISH, time, step, end), es);
        }
    }

    #[test]
    fn a_speed_below_one_is_a_part() {
        assert_eq!([0.0625, 0.25, 1.0, 16.0].map(speed), ["×1/16", "×1/4", "×1", "×16"]);
    }
}
