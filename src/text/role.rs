//! What a participant is, in two words: `servidor TCP`, `TCP server`.

use super::Language;
use crate::scenario::Role;

/// The role with its protocol, in the order of the language.
#[must_use]
pub fn role(language: Language, role: Role, protocol: Option<&str>) -> String {
    let noun = match (language, role) {
        (Language::Es, Role::Server) => "servidor",
        (Language::En, Role::Server) => "server",
        (Language::Es, Role::Client) => "cliente",
        (Language::En, Role::Client) => "client",
        (Language::Es, Role::Peer) => "par",
        (Language::En, Role::Peer) => "peer",
    };
    match (language, protocol) {
        (_, None) => noun.to_owned(),
        (Language::Es, Some(protocol)) => format!("{noun} {protocol}"),
        (Language::En, Some(protocol)) => format!("{protocol} {noun}"),
    }
}
