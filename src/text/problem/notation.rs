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
                Some(outer) => say!(
                    language,
                    "{outer} no tiene ningún campo `{found}`{hint}; sus campos son: {fields}",
                    "{outer} has no field `{found}`{hint}; its fields are: {fields}",
                ),
                None => say!(
                    language,
                    "no existe el campo `{found}`{hint}; los que hay son: {fields}",
                    "there is no field `{found}`{hint}; expected one of: {fields}",
                ),
            }
        }
        Error::MissingStructField { field, outer } => {
            let outer = in_what(language, outer.as_deref());
            say!(language, "falta el campo `{field}`{outer}", "there is no field `{field}`{outer}")
        }
        Error::DuplicateStructField { field, outer } => {
            let outer = in_what(language, outer.as_deref());
            say!(
                language,
                "el campo `{field}` está dos veces{outer}",
                "the field `{field}` stands twice{outer}"
            )
        }
        Error::ExpectedDifferentStructName { expected, found } => say!(
            language,
            "se esperaba `{expected}`, y pone `{found}`",
            "expected `{expected}`, and found `{found}`",
        ),
        Error::ExpectedNamedStructLike("Texts") => say!(
            language,
            "se esperaban textos por idioma: {{\"es\": \"…\", \"en\": \"…\"}}",
            "expected texts by language: {{\"es\": \"…\", \"en\": \"…\"}}",
        ),
        Error::ExpectedNamedStructLike(name) if !name.is_empty() => {
            say!(language, "se esperaba `{name}(`", "expected `{name}(`")
        }
        Error::ExpectedStructName(name) => {
            say!(language, "se esperaba el nombre `{name}`", "expected the name `{name}`")
        }
        Error::ExpectedDifferentLength { expected, .. } if expected.contains(BLOCK) => say!(
            language,
            "Repeat lleva un texto y cuántas veces: Repeat(\"x\", 3000)",
            "Repeat takes a text and how many times: Repeat(\"x\", 3000)",
        ),
        Error::ExpectedDifferentLength { expected, found } => say!(
            language,
            "hay {found} valores, y se esperaba otra cantidad ({expected})",
            "there are {found} values, and another number was expected ({expected})",
        ),
        Error::InvalidValueForType { expected, found } => say!(
            language,
            "el valor no es del tipo que se esperaba (expected {expected}, found {found})",
            "expected {expected}, and found {found}",
        ),
        Error::InvalidIntegerDigit { digit, base } => say!(
            language,
            "`{digit}` no es una cifra de un número en base {base}",
            "`{digit}` is not a digit of a number in base {base}",
        ),
        Error::UnexpectedChar(character) => {
            say!(language, "aquí no puede ir `{character}`", "`{character}` cannot stand here")
        }
        Error::Message(message) => data(language, message).unwrap_or_else(|| foreign(language, message)),
        other => match fixed(other) {
            Some((es, _)) if language == Language::Es => es.into(),
            Some((_, en)) => en.into(),
            None => foreign(language, &other.to_string()),
        },
    }
}

/// A name that is none of those that can stand in its place.
fn no_such_name(language: Language, found: &str, expected: &[&str], outer: Option<&str>) -> String {
    let mut names = expected.to_vec();
    if outer == Some("Call") {
        names.push(BLOCK);
        let (hint, names) = (hint(language, found, &names), names.join(", "));
        return say!(
            language,
            "no existe la llamada `{found}`{hint}; las que hay son: {names}",
            "there is no call `{found}`{hint}; expected one of: {names}",
        );
    }
    let (hint, names) = (hint(language, found, &names), names.join(", "));
    say!(
        language,
        "aquí no vale `{found}`{hint}; se esperaba una de estas palabras: {names}",
        "`{found}` cannot stand here{hint}; expected one of: {names}",
    )
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
            say!(language, " (¿quisiste decir `{name}`?)", " (did you mean `{name}`?)")
        }
        None => String::new(),
    }
}

fn in_what(language: Language, outer: Option<&str>) -> String {
    outer.map_or_else(String::new, |outer| say!(language, " en {outer}", " in {outer}"))
}

/// serde hands an error of the hexadecimal bytes on as words only; which it was can be told from them.
fn data(language: Language, message: &str) -> Option<String> {
    if message == DataError::Odd.to_string() {
        return Some(say!(
            language,
            "el número de cifras hexadecimales es impar; se esperaban dos por byte",
            "the number of hexadecimal digits is odd; expected two for each byte",
        ));
    }
    let digit = message.strip_prefix('`')?.chars().next()?;
    (message == DataError::Digit(digit).to_string()).then(|| {
        say!(
            language,
            "`{digit}` no es una cifra hexadecimal; se esperaban 0-9 y a-f, dos por byte",
            "`{digit}` is not a hexadecimal digit; expected 0-9 and a-f, two for each byte",
        )
    })
}

/// Words of the RON library that we have none of our own for.
fn foreign(language: Language, message: &str) -> String {
    say!(language, "el fichero no se entiende ({message})", "the file makes no sense here ({message})")
}

/// The faults that need no names: in Spanish and in English.
fn fixed(error: &Error) -> Option<(&'static str, &'static str)> {
    Some(match error {
        Error::Eof => (
            "el fichero se acaba antes de tiempo; falta cerrar un paréntesis, un corchete o unas comillas",
            "the file ends too soon; a bracket or a quotation mark is not closed",
        ),
        Error::ExpectedArray => ("se esperaba una lista: `[`", "expected a list: `[`"),
        Error::ExpectedArrayEnd => ("falta `]` para cerrar la lista", "expected `]` to close the list"),
        Error::ExpectedBoolean => ("se esperaba true o false", "expected true or false"),
        Error::ExpectedComma => (
            "falta una coma, o cerrar un paréntesis, un corchete o unas comillas",
            "expected a comma; or a bracket or a quotation mark is not closed",
        ),
        Error::ExpectedInteger => ("se esperaba un número entero", "expected a whole number"),
        Error::ExpectedFloat => ("se esperaba un número", "expected a number"),
        Error::ExpectedOption => ("se esperaba Some(…) o None", "expected Some(…) or None"),
        Error::ExpectedOptionEnd | Error::ExpectedStructLikeEnd => ("falta `)`", "expected `)`"),
        // The only maps of the format are texts.
        Error::ExpectedMap => (
            "se esperaban textos por idioma: {\"es\": \"…\", \"en\": \"…\"}",
            "expected texts by language: {\"es\": \"…\", \"en\": \"…\"}",
        ),
        Error::ExpectedMapColon => {
            ("faltan los dos puntos entre el nombre y el valor", "expected a colon between name and value")
        }
        Error::ExpectedMapEnd => ("falta `}`", "expected `}`"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            ("se esperaba `(` con los campos", "expected `(` with the fields")
        }
        Error::ExpectedString | Error::ExpectedStringEnd => {
            ("se esperaba un texto entre comillas: \"…\"", "expected a text in quotation marks: \"…\"")
        }
        Error::ExpectedIdentifier => (
            "se esperaba un nombre, como `socket: …` en una llamada o Text(\"…\") en los datos",
            "expected a name, such as `socket: …` in a call or Text(\"…\") for data",
        ),
        Error::InvalidEscape(_) => (
            "después de `\\` no puede ir eso; para una barra invertida escribe dos",
            "that cannot follow a `\\`; for a backslash write two",
        ),
        Error::IntegerOutOfBounds => {
            ("el número es demasiado grande o es negativo", "the number is too large, or it is negative")
        }
        Error::UnclosedBlockComment => {
            ("un comentario `/*` no se cierra con `*/`", "a comment `/*` is not closed by `*/`")
        }
        Error::UnclosedLineComment => {
            ("tras un comentario `//` falta un salto de línea", "a comment `//` lacks a line break after it")
        }
        Error::UnderscoreAtBeginning | Error::FloatUnderscore => {
            ("en este número sobra un `_`", "this number has a `_` too many")
        }
        Error::Utf8Error(_) => ("no es un texto en UTF-8", "not a text in UTF-8"),
        Error::TrailingCharacters => {
            ("sobra texto después del final", "there is text left over behind the end")
        }
        Error::ExceededRecursionLimit => {
            ("hay demasiados paréntesis unos dentro de otros", "too many brackets stand inside each other")
        }
        _ => return None,
    })
}
