//! What to doubt about a line that is being written, and what is wrong with what is typed into its fields.

use super::Language;
use crate::scenario::Doubt;
use crate::sockets::{Data, DataError};

/// A doubt in a sentence, with what the kernel will answer.
#[must_use]
pub fn doubt(language: Language, doubt: &Doubt) -> String {
    match doubt {
        Doubt::UnknownSocket(name) => say!(
            language,
            "Ninguna línea de arriba crea «{name}»: en Python sería NameError.",
            "No line above makes “{name}”: in Python that is a NameError.",
        ),
        Doubt::Closed(name) => say!(
            language,
            "Una línea de arriba cierra «{name}»: responderá EBADF.",
            "A line above closes “{name}”: the answer will be EBADF.",
        ),
        Doubt::ListensForDatagrams => language.doubt_datagrams().to_owned(),
        Doubt::NotListening => language.doubt_not_listening().to_owned(),
        Doubt::Listener => language.doubt_listener().to_owned(),
        Doubt::NotConnected => language.doubt_not_connected().to_owned(),
        Doubt::NoDestination => language.doubt_no_destination().to_owned(),
        Doubt::Again => language.doubt_again().to_owned(),
        Doubt::NoSender => language.doubt_no_sender().to_owned(),
        Doubt::OtherFamily(family) => {
            let family = family.constant();
            say!(
                language,
                "El socket es {family} y la dirección es de otra familia.",
                "The socket is {family} and the address is of another family.",
            )
        }
        Doubt::NoRoom => language.doubt_no_room().to_owned(),
        Doubt::SendsNothing => language.doubt_sends_nothing().to_owned(),
        Doubt::Privileged(port) => say!(
            language,
            "El puerto {port} está por debajo de 1024: sin privilegios responderá EACCES.",
            "Port {port} is below 1024: without privilege the answer will be EACCES.",
        ),
    }
}

/// What is typed is no port.
#[must_use]
pub fn bad_port(language: Language, call: &str) -> String {
    say!(
        language,
        "Un puerto va de 0 a 65535; Python: OverflowError: {call}(): port must be 0-65535.",
        "A port goes from 0 to 65535; Python: OverflowError: {call}(): port must be 0-65535.",
    )
}

/// What is typed is no number, or too large a one.
#[must_use]
pub fn not_a_number(language: Language, most: u64) -> String {
    let most = super::number::grouped(language, most);
    say!(language, "Un número de 0 a {most}.", "A number from 0 to {most}.")
}

/// What is typed is not in hexadecimal.
#[must_use]
pub fn bad_hex(language: Language, wrong: &DataError) -> String {
    match wrong {
        DataError::Digit(digit) => say!(
            language,
            "«{digit}» no es un dígito hexadecimal: son 0-9 y a-f, dos por byte.",
            "“{digit}” is no hexadecimal digit: they are 0-9 and a-f, two a byte.",
        ),
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
            say!(language, "{bytes}, {count} caracteres, UTF-8", "{bytes}, {count} characters, UTF-8")
        }
        _ => bytes,
    }
}
