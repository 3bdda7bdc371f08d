//! What is wrong with a command line, in the person's language: clap finds it, and speaks English.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::text::{self, Language};

/// What is wrong, where the help says more.
pub(super) fn words(error: &clap::Error, language: Language) -> String {
    let values = |kind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(several)) => several.clone(),
            Some(ContextValue::StyledStr(one)) => vec![one.to_string()],
            _ => Vec::new(),
        }
    };
    let first = |kind| values(kind).into_iter().next().unwrap_or_default();
    let argument = first(ContextKind::InvalidArg);
    let wrong = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            let unknown = if argument.is_empty() { first(ContextKind::InvalidSubcommand) } else { argument };
            text::unknown_argument(language, &unknown, &first(ContextKind::SuggestedArg))
        }
        ErrorKind::MissingRequiredArgument => {
            text::missing_arguments(language, &values(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => {
            let (value, valid) = (first(ContextKind::InvalidValue), values(ContextKind::ValidValue));
            text::bad_value(language, &argument, &value, &valid)
        }
        ErrorKind::ArgumentConflict => {
            text::conflicting_arguments(language, &argument, &first(ContextKind::PriorArg))
        }
        ErrorKind::TooFewValues | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            text::wrong_number_of_values(language, &argument)
        }
        // Not among what this command line can have.
        _ => error.to_string().trim().to_owned(),
    };
    format!("{wrong}\n{}", language.see_help())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(language: Language, line: &str) -> String {
        let arguments: Vec<_> = line.split(' ').map(Into::into).collect();
        words(&super::super::parse(&arguments, language).unwrap_err(), language)
    }

    #[test]
    fn each_mistake_is_told_in_each_language_and_names_what_is_wrong() {
        for (line, named) in [
            ("socketlab run x --colour", "--colour"),
            ("socketlab run x --jsn", "--json"),
            ("socketlab run", "<FILE>..."),
            ("socketlab export x", "--to <KIND>"),
            ("socketlab export x --to svg -o y", "python, scenario"),
            ("socketlab run x --timeout soon", "soon"),
            ("socketlab run x --timeout", "--timeout <SECONDS>"),
            ("socketlab --renderer vulkan", "glow, wgpu"),
            ("socketlab run x --json --json", "--json"),
            ("socketlab export x y --to python -o z", "y"),
        ] {
            let told = [Language::SPANISH, Language::ENGLISH].map(|language| told(language, line));
            assert!(told.iter().all(|words| words.contains(named) && words.contains("--help")), "{told:?}");
            assert_ne!(told[0], told[1]);
            for english in ["error", "value", "argument", "required"] {
                assert!(!told[0].replace("<SECONDS>", "").contains(english), "{}", told[0]);
            }
        }
    }
}
