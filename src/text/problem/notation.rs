//! Faults in the notation of a file (RON), in words: a wrong name, a value of another type, a bracket too few.

use ron::error::Error;

use crate::sockets::DataError;
use crate::text::Language;

/// The block that a script may hold besides calls.
const BLOCK: &str = "Repeat";

pub(super) fn words(language: Language, error: &Error) -> String {
    match error {
        Error::NoSuchEnumVariant { expected, found, outer } => {
            no_such_name(language, found, expected, outer.as_deref())
        }
        Error::NoSuchStructField { expected, found, outer } => {
            let hint = hint(language, found, expected);
            let fields = expected.join(", ");
            match outer {
                Some(outer) => say!(language, "notation_no_field_fields", outer, found, hint, fields),
                None => say!(language, "notation_there_no_field_expected", found, hint, fields),
            }
        }
        Error::MissingStructField { field, outer } => {
            let outer = in_what(language, outer.as_deref());
            say!(language, "notation_there_no_field", field, outer)
        }
        Error::DuplicateStructField { field, outer } => {
            let outer = in_what(language, outer.as_deref());
            say!(language, "notation_field_stands_twice", field, outer)
        }
        Error::ExpectedDifferentStructName { expected, found } => {
            say!(language, "notation_expected_found", expected, found)
        }
        Error::ExpectedNamedStructLike("Texts") => say!(language, "notation_expected_texts_language_es"),
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => {
            say!(language, "notation_expected_name", name)
        }
        Error::ExpectedStructName(name) => {
            say!(language, "notation_expected_name_2", name)
        }
        Error::ExpectedDifferentLength { expected, .. } if expected.contains(BLOCK) => {
            say!(language, "notation_repeat_takes_text_how")
        }
        Error::ExpectedDifferentLength { expected, found } => {
            say!(language, "notation_there_values_another_number", found, expected)
        }
        Error::InvalidValueForType { expected, found } => {
            say!(language, "notation_expected_found_2", expected, found)
        }
        Error::InvalidIntegerDigit { digit, base } => {
            say!(language, "notation_not_digit_number_base", digit, base)
        }
        Error::UnexpectedChar(character) => {
            say!(language, "notation_cannot_stand_here", character)
        }
        Error::Message(message) => data(language, message).unwrap_or_else(|| foreign(language, message)),
        other => fixed(language, other).map_or_else(|| foreign(language, &other.to_string()), str::to_owned),
    }
}

/// A name that is none of those that can stand in its place.
fn no_such_name(language: Language, found: &str, expected: &[&str], outer: Option<&str>) -> String {
    let mut names = expected.to_vec();
    if outer == Some("Call") {
        names.push(BLOCK);
        let (hint, names) = (hint(language, found, &names), names.join(", "));
        return say!(language, "notation_there_no_call_expected", found, hint, names);
    }
    let (hint, names) = (hint(language, found, &names), names.join(", "));
    say!(language, "notation_cannot_stand_here_expected", found, hint, names)
}

/// The name that was perhaps meant, as a question in brackets; else nothing.
fn hint(language: Language, found: &str, names: &[&str]) -> String {
    let small = found.to_lowercase();
    let nearest = names
        .iter()
        .map(|name| (strsim::osa_distance(&small, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= 2 && distance * 2 <= small.len())
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((_, name)) => {
            say!(language, "notation_did_you_mean", name)
        }
        None => String::new(),
    }
}

fn in_what(language: Language, outer: Option<&str>) -> String {
    outer.map_or_else(String::new, |outer| say!(language, "notation_in_outer", outer))
}

/// serde hands an error of the hexadecimal bytes on as words only; which it was can be told from them.
fn data(language: Language, message: &str) -> Option<String> {
    if message == DataError::Odd.to_string() {
        return Some(say!(language, "notation_number_hexadecimal_digits_odd"));
    }
    let digit = message.strip_prefix('`')?.chars().next()?;
    (message == DataError::Digit(digit).to_string())
        .then(|| say!(language, "notation_not_hexadecimal_digit_expected", digit))
}

/// Words of the RON library that we have none of our own for.
fn foreign(language: Language, message: &str) -> String {
    say!(language, "notation_file_makes_no_sense", message)
}

/// The faults that need no names: in Spanish and in English.
fn fixed(language: Language, error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Eof => word!(language, "notation_file_ends_too_soon"),
        Error::ExpectedArray => word!(language, "notation_expected_list"),
        Error::ExpectedArrayEnd => word!(language, "notation_expected_close_list"),
        Error::ExpectedBoolean => word!(language, "notation_expected_true_or_false"),
        Error::ExpectedComma => word!(language, "notation_expected_comma_or_bracket"),
        Error::ExpectedInteger => word!(language, "notation_expected_whole_number"),
        Error::ExpectedFloat => word!(language, "notation_expected_number"),
        Error::ExpectedOption => word!(language, "notation_expected_some_or_none"),
        Error::ExpectedOptionEnd | Error::ExpectedStructLikeEnd => word!(language, "notation_expected"),
        // The only maps of the format are texts.
        Error::ExpectedMap => word!(language, "notation_expected_texts_language"),
        Error::ExpectedMapColon => {
            word!(language, "notation_expected_colon_between_name")
        }
        Error::ExpectedMapEnd => word!(language, "notation_expected_2"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            word!(language, "notation_expected_fields")
        }
        Error::ExpectedString | Error::ExpectedStringEnd => {
            word!(language, "notation_expected_text_quotation_marks")
        }
        Error::ExpectedIdentifier => word!(language, "notation_expected_name_such_socket"),
        Error::InvalidEscape(_) => word!(language, "notation_cannot_follow_backslash_write"),
        Error::IntegerOutOfBounds => {
            word!(language, "notation_number_too_large_or")
        }
        Error::UnclosedBlockComment => {
            word!(language, "notation_comment_not_closed")
        }
        Error::UnclosedLineComment => {
            word!(language, "notation_comment_lacks_line_break")
        }
        Error::UnderscoreAtBeginning | Error::FloatUnderscore => {
            word!(language, "notation_number_too_many")
        }
        Error::Utf8Error(_) => word!(language, "notation_not_text_utf_8"),
        Error::TrailingCharacters => {
            word!(language, "notation_there_text_left_over")
        }
        Error::ExceededRecursionLimit => {
            word!(language, "notation_too_many_brackets_stand")
        }
        _ => return None,
    })
}
