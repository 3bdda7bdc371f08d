//! What a successful answer means, and the surprise that may hide in it.

mod naming;
mod option;
mod transfer;

use super::{Told, meaning, name_of};
use crate::sockets::{Call, Half, Outcome};
use crate::text::Language;
use crate::trace::SocketUse;

/// The sentences for an outcome that is no failure.
pub(super) fn told(language: Language, call: &Call, outcome: &Outcome, used: Option<SocketUse>) -> Told {
    let socket = name_of(call);
    match outcome {
        Outcome::Opened(opened) => {
            let fd = opened.fd;
            Told::with(
                say!(language, "answered_kernel_made_socket_given", fd),
                say!(language, "answered_server_usually_goes_bind"),
            )
        }
        Outcome::Bound { local } => match call {
            Call::Listen { backlog, .. } => naming::listening(language, socket, *backlog, local),
            _ => naming::bound(language, socket, call.address(), local),
        },
        Outcome::Accepted { socket: opened, local, peer } => {
            naming::accepted(language, call, opened.fd, local, peer)
        }
        Outcome::Connected { local, peer } => naming::connected(language, socket, local, peer),
        Outcome::Sent { count, asked } => transfer::sent(language, *count, *asked),
        Outcome::SentTo { count, from, to } => transfer::sent_to(language, *count, from, to),
        Outcome::Received { data } | Outcome::ReceivedFrom { data, from: None } => {
            transfer::received(language, call, data)
        }
        Outcome::ReceivedFrom { data, from: Some(from) } => {
            transfer::received_from(language, call, data, from)
        }
        Outcome::Value(value) => match call {
            Call::GetSockOpt { option, .. } => option::value(language, socket, *option, *value),
            _ => Told::only(say!(language, "answered_kernel_returned", value)),
        },
        Outcome::Gave(what) => {
            let name = call.function();
            Told::only(say!(language, "answered_gave_back", name, what))
        }
        Outcome::Address(address) => naming::address_told(language, call, address),
        _ => done(language, call, used),
    }
}

fn done(language: Language, call: &Call, used: Option<SocketUse>) -> Told {
    let socket = name_of(call);
    match call {
        Call::Shutdown { how, .. } => shut_down(language, socket, *how),
        Call::Close { .. } => closed(language, socket, used),
        Call::SetSockOpt { option, .. } => option::set(language, socket, *option),
        Call::Sleep { .. } => Told::only(say!(language, "answered_time_over_other_participants")),
        _ => {
            let name = call.function();
            Told::only(say!(language, "answered_succeeded_returns_nothing_more", name))
        }
    }
}

fn closed(language: Language, socket: &str, used: Option<SocketUse>) -> Told {
    match used {
        Some(SocketUse::Datagrams) => Told::only(say!(language, "answered_program_lets_go_there", socket)),
        Some(SocketUse::Listener) => Told::with(
            say!(language, "answered_no_longer_listens_now", socket),
            say!(language, "answered_connections_were_accepted_other"),
        ),
        Some(SocketUse::Unconnected) => Told::only(say!(language, "answered_program_lets_go_was", socket)),
        Some(SocketUse::Connection) | None => Told::with(
            say!(language, "answered_program_lets_go_other", socket),
            say!(language, "answered_tcp_who_closes_first"),
        ),
    }
}

fn shut_down(language: Language, socket: &str, how: Half) -> Told {
    let happened = match how {
        Half::Read => say!(language, "answered_expects_no_more_data", socket),
        Half::Write => say!(language, "answered_nothing_more_sent_over", socket),
        Half::Both => say!(language, "answered_neither_sends_nor_expects", socket),
    };
    Told::with(happened, say!(language, "answered_shutdown_does_not_give"))
}
