//! What a participant is, in two words: `servidor TCP`, `TCP server`.

use super::Language;
use crate::scenario::Role;

/// The role with its protocol, in the order of the language.
#[must_use]
pub fn role(language: Language, role: Role, protocol: Option<&str>) -> String {
    let role = match role {
        Role::Server => word!(language, "role_server"),
        Role::Client => word!(language, "role_client"),
        Role::Peer => word!(language, "role_peer"),
    };
    match protocol {
        None => role.to_owned(),
        Some(protocol) => say!(language, "role_protocol_role", protocol, role),
    }
}
