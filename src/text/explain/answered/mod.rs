//! What a successful answer means, and the surprise that may hide in it.

mod closing;
mod naming;
mod option;
mod transfer;

use super::traits::Traits;
use super::{Told, meaning, name_of};
use crate::sockets::{Call, Family, Kind, Outcome};
use crate::text::Language;
use crate::trace::Context;

/// The sentences for an outcome that is no failure.
pub(super) fn told(language: Language, call: &Call, outcome: &Outcome, context: &Context) -> Told {
    let socket = name_of(call);
    match outcome {
        Outcome::Opened(opened) => {
            let fd = opened.fd;
            let happened = say!(language, "answered_kernel_made_socket_given", fd);
            Told { happened, advice: goes_on(language, call) }
        }
        Outcome::Bound { local } => match call {
            Call::Listen { backlog, .. } => naming::listening(language, socket, *backlog, local),
            _ => naming::bound(language, call, local, context),
        },
        Outcome::Accepted { socket: opened, local, peer } => {
            naming::accepted(language, call, opened.fd, local, peer)
        }
        Outcome::Connected { local, peer } => naming::connected(language, socket, local, peer, context),
        Outcome::Sent { count, asked } => transfer::sent(language, *count, *asked, context),
        Outcome::SentTo { count, .. } if context.is_stream() => {
            let asked = call.data().map_or(*count, crate::sockets::Data::len);
            transfer::sent(language, *count, asked, context)
        }
        Outcome::SentTo { count, from, to } => transfer::sent_to(language, *count, (from, to), context),
        Outcome::Received { data } | Outcome::ReceivedFrom { data, from: None } => {
            transfer::received(language, call, data, context)
        }
        Outcome::ReceivedFrom { data, from: Some(from) } => {
            transfer::received_from(language, call, data, from, context)
        }
        Outcome::Value(value) => match call {
            Call::GetSockOpt { option, .. } => option::value(language, socket, *option, *value),
            _ => Told::only(say!(language, "answered_kernel_returned", value)),
        },
        Outcome::Gave(what) => {
            let name = call.function();
            Told::only(say!(language, "answered_gave_back", name, what))
        }
        Outcome::Address(address) => naming::address_told(language, call, address, context),
        _ => done(language, call, context),
    }
}

/// What usually comes after such a socket was made.
fn goes_on(language: Language, call: &Call) -> Option<String> {
    match call {
        Call::Socket { kind: Kind::Stream, .. } => Some(say!(language, "answered_stream_goes_on")),
        Call::Socket { kind: Kind::Dgram, family: Family::Unix, .. } => {
            Some(say!(language, "answered_unix_datagrams_go_on"))
        }
        Call::Socket { kind: Kind::Dgram, .. } => Some(say!(language, "answered_datagrams_go_on")),
        _ => None,
    }
}

fn done(language: Language, call: &Call, context: &Context) -> Told {
    let socket = name_of(call);
    match call {
        Call::Shutdown { how, .. } => closing::shut_down(language, call, *how, context),
        Call::Close { .. } => closing::closed(language, call, context),
        Call::SetSockOpt { option, .. } => option::set(language, socket, *option, context),
        Call::Sleep { .. } => Told::only(say!(language, "answered_time_over_other_participants")),
        _ => {
            let name = call.function();
            Told::only(say!(language, "answered_succeeded_returns_nothing_more", name))
        }
    }
}
