//! What is typed to search among the events: names after a word for what they are of, and a text.
//! `llamada:recv errno:ECONNRESET "Hola"`.

use std::convert::Infallible;
use std::str::FromStr;

use super::{Language, number};
use crate::trace::{Field, Query};

/// The word for what a name is of, before its colon.
#[must_use]
pub fn field_word(language: Language, field: Field) -> &'static str {
    match field {
        Field::Participant => word!(language, "search_participant"),
        Field::Call => word!(language, "search_call"),
        Field::Socket => word!(language, "search_socket"),
        Field::Errno => word!(language, "search_errno"),
    }
}

/// What is wanted, as a person types it: it reads back equal.
#[must_use]
pub fn query(language: Language, query: &Query) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let names = Field::ALL.into_iter().filter_map(|field| {
        let name = query.name(field)?;
        let plain = !name.contains(|c: char| c.is_whitespace() || c == '"');
        let name = if plain { name.to_owned() } else { quoted(name) };
        Some(format!("{}:{name}", field_word(language, field)))
    });
    let text = query.text().map(|text| {
        let reads_back = text.parse() == Ok(Query::default().with_text(text));
        if reads_back { text.to_owned() } else { quoted(text) }
    });
    names.chain(text).collect::<Vec<_>>().join(" ")
}

/// Reads what was typed, in the words of any language. Whatever names nothing is part of the text.
impl FromStr for Query {
    type Err = Infallible;

    fn from_str(typed: &str) -> Result<Self, Infallible> {
        let mut query = Self::default();
        let mut text: Vec<String> = Vec::new();
        for word in words(typed) {
            let named = word.split_once(':').and_then(|(key, name)| Some((field(key)?, name)));
            match named {
                Some((field, name)) => query = query.with(field, Some(unquoted(name))),
                None => text.push(unquoted(word)),
            }
        }
        Ok(query.with_text(&text.join(" ")))
    }
}

/// What a word before a colon is for, if it is for anything.
fn field(key: &str) -> Option<Field> {
    let is = |field: &Field| {
        Language::all().iter().copied().any(|language| field_word(language, *field).eq_ignore_ascii_case(key))
    };
    Field::ALL.into_iter().find(is)
}

/// The words of a text. What stands between quotation marks is not parted.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.split(move |c: char| {
        inside ^= c == '"';
        c.is_whitespace() && !inside
    })
    .filter(|word| !word.is_empty())
}

/// A word without the marks that begin and end it; a mark within it is written twice.
fn unquoted(word: &str) -> String {
    let Some(inside) = word.strip_prefix('"') else { return word.to_owned() };
    inside.strip_suffix('"').unwrap_or(inside).replace("\"\"", "\"")
}

/// How many events are found, of how many: `12 de 5 310`.
#[must_use]
pub fn found(language: Language, found: usize, of: usize) -> String {
    let (found, of) = (number::grouped(language, found as u64), number::grouped(language, of as u64));
    say!(language, "search_found_of_of_events", found, of)
}

/// What a list of names is for: `Filtrar por llamada: recv`.
#[must_use]
pub fn filter_by(language: Language, field: Field, name: Option<&str>) -> String {
    let word = field_word(language, field);
    let name = name.unwrap_or(language.any_of_them());
    say!(language, "search_filter_by_word_name", word, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Query {
        typed.parse().unwrap()
    }

    #[test]
    fn names_are_read_in_both_languages_and_the_rest_is_text() {
        let cases: [(&str, [&str; 4], &str); 10] = [
            ("", ["", "", "", ""], ""),
            ("  Hola,  servidor ", ["", "", "", ""], "Hola, servidor"),
            ("call:recv", ["", "recv", "", ""], ""),
            ("llamada:recv ERRNO:ECONNRESET", ["", "recv", "", "ECONNRESET"], ""),
            ("participante:ana socket:s Hola", ["ana", "", "s", ""], "Hola"),
            ("participant:\"la otra\" x", ["la otra", "", "", ""], "x"),
            ("localhost:1024", ["", "", "", ""], "localhost:1024"),
            ("\"call:recv  \"", ["", "", "", ""], "call:recv  "),
            ("call: \"sin cerrar", ["", "", "", ""], "sin cerrar"),
            ("call:send call:recv", ["", "recv", "", ""], ""),
        ];
        for (typed, names, text) in cases {
            let expected = Field::ALL
                .into_iter()
                .zip(names)
                .fold(Query::default(), |query, (field, name)| query.with(field, Some(name.into())))
                .with_text(text);
            assert_eq!(read(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_written_reads_back_in_either_language() {
        let text =
            ["", "Hola, servidor", "dos  blancos", "call:recv", "un \"entre\" comillas", "\"", "48 6f"];
        for language in Language::all().iter().copied() {
            for text in text {
                for name in ["recv", "la otra", "a\"b"] {
                    let wanted = Query::default()
                        .with(Field::Participant, Some(name.into()))
                        .with(Field::Call, Some("recv".into()))
                        .with_text(text);
                    assert_eq!(read(&query(language, &wanted)), wanted, "{}", query(language, &wanted));
                }
            }
        }
    }
}
