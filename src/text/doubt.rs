//! What to doubt about a line that is being written, and what is wrong with what is typed into its fields.

use super::Language;
use crate::scenario::Doubt;
use crate::sockets::{Data, DataError};

/// A doubt in a sentence, with what the kernel will answer.
#[must_use]
pub fn doubt(language: Language, doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnknownSocket(name) => say!(language, "doubt_no_line_above_makes", name),
        Doubt::Closed(name) => say!(language, "doubt_line_above_closes_answer", name),
        Doubt::ListensForDatagrams => language.doubt_datagrams().to_owned(),
        Doubt::NotListening => language.doubt_not_listening().to_owned(),
        Doubt::Listener => language.doubt_listener().to_owned(),
        Doubt::NotConnected => language.doubt_not_connected().to_owned(),
        Doubt::NoDestination => language.doubt_no_destination().to_owned(),
        Doubt::Again => language.doubt_again().to_owned(),
        Doubt::NoSender => language.doubt_no_sender().to_owned(),
        Doubt::OtherFamily(family) => {
            let family = family.constant();
            say!(language, "doubt_socket_address_another_family", family)
        }
        Doubt::NoRoom => language.doubt_no_room().to_owned(),
        Doubt::SendsNothing => language.doubt_sends_nothing().to_owned(),
        Doubt::Privileged(port) => say!(language, "doubt_port_below_1024_without", port),
    }
}

/// What is typed is no port.
#[must_use]
pub fn bad_port(language: Language, call: &str) -> String {
    say!(language, "doubt_port_goes_0_65535", call)
}

/// What is typed is no number, or too large a one.
#[must_use]
pub fn not_a_number(language: Language, most: u64) -> String {
    let most = super::number::grouped(language, most);
    say!(language, "doubt_number_0", most)
}

/// What is typed is not in hexadecimal.
#[must_use]
pub fn bad_hex(language: Language, wrong: &DataError) -> String {
    match wrong {
        DataError::Digit(digit) => say!(language, "doubt_no_hexadecimal_digit_they", digit),
        DataError::Odd => language.odd_digits().to_owned(),
    }
}

/// How much data is: its bytes, and its characters where it is a text.
#[must_use]
pub fn size_of(language: Language, data: &Data) -> String {
    let bytes = super::bytes(language, data.len());
    match data {
        Data::Text(text) => {
            let count = super::number::grouped(language, text.chars().count() as u64);
            say!(language, "doubt_characters_utf_8", bytes, count)
        }
        _ => bytes,
    }
}
