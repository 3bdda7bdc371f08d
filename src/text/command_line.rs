//! What is wrong with a command line.

use super::Language;

words! {
    see_help;
    cli_usage_options;
    cli_usage_command;
}

/// An option, or an argument, that there is not, and one that may be meant.
#[must_use]
pub fn unknown_argument(language: Language, argument: &str, similar: &str) -> String {
    if similar.is_empty() {
        return say!(language, "command_line_no_such_argument", argument);
    }
    say!(language, "command_line_no_such_argument_similar", argument, similar)
}

/// What has to be given.
#[must_use]
pub fn missing_arguments(language: Language, arguments: &[String]) -> String {
    let arguments = arguments.join(" ");
    say!(language, "command_line_missing", arguments)
}

/// A value that an argument does not take, and those that it does, where they are few. Without a value, it lacks one.
#[must_use]
pub fn bad_value(language: Language, argument: &str, value: &str, valid: &[String]) -> String {
    let valid = valid.join(", ");
    match (value, valid.as_str()) {
        ("", "") => say!(language, "command_line_lacks_value", argument),
        ("", _) => say!(language, "command_line_lacks_value_of", argument, valid),
        (_, "") => say!(language, "command_line_bad_value", argument, value),
        _ => say!(language, "command_line_bad_value_of", argument, value, valid),
    }
}

/// Two arguments that do not go together, or one that was given twice.
#[must_use]
pub fn conflicting_arguments(language: Language, argument: &str, other: &str) -> String {
    if other.is_empty() || other == argument {
        return say!(language, "command_line_given_twice", argument);
    }
    say!(language, "command_line_not_together", argument, other)
}

/// An argument with more or fewer values than it takes.
#[must_use]
pub fn wrong_number_of_values(language: Language, argument: &str) -> String {
    say!(language, "command_line_wrong_number", argument)
}
