//! Numbers with their units, as each language writes them: durations and counts of bytes.

use super::Language;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
/// The units below a minute, with their length in nanoseconds and the tenths at which the next unit takes over.
const UNITS: [(&str, u64, u64); 4] =
    [("ns", 1, 10_000), ("µs", 1_000, 10_000), ("ms", 1_000_000, 10_000), ("s", 1_000_000_000, MINUTE * 10)];

/// A duration with two or three digits that count: `3,2 s`, `48 µs`, `1,4 ms`, `2 min 5 s`.
#[must_use]
pub fn duration(language: Language, nanoseconds: u64) -> String {
    for (unit, length, too_many) in UNITS {
        let tenths = tenths(nanoseconds, length);
        if tenths >= too_many {
            continue;
        }
        // One decimal where the unit is coarse for the value; never one that says nothing.
        if (tenths < 100 || unit == "s") && !tenths.is_multiple_of(10) {
            return format!("{}{}{} {unit}", tenths / 10, decimal_mark(language), tenths % 10);
        }
        let rounded = (tenths + 5) / 10;
        if rounded * 10 < too_many {
            return format!("{rounded} {unit}");
        }
    }
    let seconds = (tenths(nanoseconds, 1_000_000_000) + 5) / 10;
    if seconds < HOUR {
        let (minutes, seconds) = (seconds / MINUTE, seconds % MINUTE);
        say!(language, "minutes_and_seconds", minutes, seconds)
    } else {
        let (hours, minutes) = (grouped(language, seconds / HOUR), seconds % HOUR / MINUTE);
        say!(language, "hours_and_minutes", hours, minutes)
    }
}

/// How long something took, as it was measured; 0 where it was not.
#[must_use]
pub fn took(language: Language, nanoseconds: u64) -> String {
    if nanoseconds == 0 { language.not_measured().to_owned() } else { duration(language, nanoseconds) }
}

/// So many bytes: `14 bytes`, `1 byte`, `3 000 bytes`.
#[must_use]
pub fn bytes(language: Language, count: usize) -> String {
    let number = grouped(language, count as u64);
    say!(language, "bytes", number; count)
}

/// How much some data is on the wire: `6 bytes · 5 caracteres · UTF-8`, or without the characters where it is no text.
#[must_use]
pub fn encoded(language: Language, count: usize, characters: Option<usize>) -> String {
    let told = bytes(language, count);
    let Some(characters) = characters else { return told };
    let number = grouped(language, characters as u64);
    let characters = say!(language, "characters", number; characters);
    format!("{told} · {characters} · UTF-8")
}

/// A time in seconds with one decimal: `0,8 s`. Unlike [`duration`], its unit never changes.
#[must_use]
pub fn seconds(language: Language, time: std::time::Duration) -> String {
    let tenths = (time.as_millis() + 50) / 100;
    format!("{}{}{} s", tenths / 10, decimal_mark(language), tenths % 10)
}

/// A time since the run began, to the microsecond: `0,001234 s`.
#[must_use]
pub fn instant(language: Language, nanoseconds: u64) -> String {
    let microseconds = nanoseconds / 1_000;
    let seconds = grouped(language, microseconds / 1_000_000);
    format!("{seconds}{}{:06} s", decimal_mark(language), microseconds % 1_000_000)
}

/// A number alone: `3 000`.
#[must_use]
pub fn number(language: Language, number: u64) -> String {
    grouped(language, number)
}

/// So many calls: `12 llamadas`, `1 call`.
#[must_use]
pub fn calls(language: Language, number: usize) -> String {
    let (count, number) = (number, grouped(language, number as u64));
    say!(language, "calls", number; count)
}

/// So many events: `12 sucesos`, `1 event`.
#[must_use]
pub fn events(language: Language, count: usize) -> String {
    let number = grouped(language, count as u64);
    say!(language, "events", number; count)
}

/// Which line of how many: `línea 4 de 8`.
#[must_use]
pub fn line_number(language: Language, number: u32, of: u32) -> String {
    let (number, of) = (grouped(language, number.into()), grouped(language, of.into()));
    say!(language, "number_line_number_of_of", number, of)
}

/// Which call of how many: `llamada 4 de 8`.
#[must_use]
pub fn call_number(language: Language, number: u64, of: u64) -> String {
    let (number, of) = (grouped(language, number), grouped(language, of));
    say!(language, "number_call_number_of_of", number, of)
}

/// So much of so many bytes: `4 de 14 bytes`.
#[must_use]
pub fn part_of(language: Language, part: u64, whole: &str) -> String {
    let part = grouped(language, part);
    say!(language, "number_part_of_whole", part, whole)
}

/// What does not fit on the page: `y 2 000 llamadas más`.
#[must_use]
pub fn more_calls(language: Language, count: u64) -> String {
    let number = grouped(language, count);
    say!(language, "more_calls", number; count)
}

/// How many take part.
#[must_use]
pub fn participants(language: Language, count: usize) -> String {
    let number = grouped(language, count as u64);
    say!(language, "participants", number; count)
}

/// How many columns of the diagram are out of view on one side.
#[must_use]
pub fn out_of_view(language: Language, count: usize, is_left: bool) -> String {
    let number = grouped(language, count as u64);
    if is_left {
        say!(language, "columns_to_the_left", number; count)
    } else {
        say!(language, "columns_to_the_right", number; count)
    }
}

/// What is not shown of some bytes.
#[must_use]
pub fn more_bytes(language: Language, count: usize) -> String {
    let number = bytes(language, count);
    say!(language, "number_and_number_more", number)
}

/// How many tenths of a unit, rounded to the nearest.
fn tenths(nanoseconds: u64, length: u64) -> u64 {
    let tenths = (u128::from(nanoseconds) * 10 + u128::from(length) / 2) / u128::from(length);
    u64::try_from(tenths).unwrap_or(u64::MAX)
}

/// What stands between the whole part of a number and the rest.
pub(super) fn decimal_mark(language: Language) -> &'static str {
    word!(language, "decimal_mark")
}

/// A whole number in groups of three digits.
pub(super) fn grouped(language: Language, number: u64) -> String {
    let mark = word!(language, "group_mark");
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_keep_the_digits_that_count() {
        for (nanoseconds, es, en) in [
            (0, "0 ns", "0 ns"),
            (999, "999 ns", "999 ns"),
            (1_000, "1 µs", "1 µs"),
            (9_960, "10 µs", "10 µs"),
            (48_300, "48 µs", "48 µs"),
            (999_600, "1 ms", "1 ms"),
            (1_420_000, "1,4 ms", "1.4 ms"),
            (250_000_000, "250 ms", "250 ms"),
            (3_200_000_000, "3,2 s", "3.2 s"),
            (32_440_000_000, "32,4 s", "32.4 s"),
            (59_990_000_000, "1 min 0 s", "1 min 0 s"),
            (125_000_000_000, "2 min 5 s", "2 min 5 s"),
            (5_400_000_000_000, "1 h 30 min", "1 h 30 min"),
        ] {
            assert_eq!(duration(Language::SPANISH, nanoseconds), es);
            assert_eq!(duration(Language::ENGLISH, nanoseconds), en);
        }
        assert!(duration(Language::SPANISH, u64::MAX).ends_with(" min"));
    }

    #[test]
    fn what_was_not_measured_took_no_time_that_is_told() {
        assert_eq!(took(Language::ENGLISH, 0), "not measured");
        assert_eq!(took(Language::SPANISH, 0), "sin medir");
        assert_eq!(took(Language::SPANISH, 1_420_000), "1,4 ms");
    }

    #[test]
    fn bytes_are_grouped_by_thousands_and_one_is_singular() {
        assert_eq!(bytes(Language::SPANISH, 1), "1 byte");
        assert_eq!(bytes(Language::ENGLISH, 0), "0 bytes");
        assert_eq!(bytes(Language::ENGLISH, 999), "999 bytes");
        assert_eq!(bytes(Language::SPANISH, 3_000), "3\u{a0}000 bytes");
        assert_eq!(bytes(Language::ENGLISH, 3_900_000), "3,900,000 bytes");
    }
}
