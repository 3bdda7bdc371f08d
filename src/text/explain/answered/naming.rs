//! Answers about addresses and connections: bind, listen, accept, connect, and the two that ask for a name.

use std::net::SocketAddr;

use super::{Told, name_of};
use crate::sockets::{Address, Call, Endpoint};
use crate::text::Language;
use crate::text::explain::traits::Traits;
use crate::trace::Context;

pub(super) fn bound(language: Language, call: &Call, local: &Endpoint, context: &Context) -> Told {
    let socket = name_of(call);
    let Some(address) = inet(local) else {
        if matches!(local, Endpoint::Unix(path) if path.is_abstract()) || *local == Endpoint::Unnamed {
            return Told::only(say!(language, "naming_has_abstract_name", socket, local));
        }
        return Told::with(
            say!(language, "naming_address_now_file_type", socket, local),
            say!(language, "naming_file_stays_after_close"),
        );
    };
    let (ip, port) = (address.ip(), address.port());
    let happened = if ip.is_unspecified() {
        say!(language, "naming_holds_means_all_addresses", socket, local, ip)
    } else if ip.is_loopback() {
        say!(language, "naming_holds_only_programs_same", socket, local)
    } else {
        say!(language, "naming_holds_address_machine", socket, local)
    };
    let advice = match call.address() {
        Some(Address::Inet { port: 0, .. }) => Some(say!(language, "naming_port_0_was_asked", port)),
        _ if port < 1024 => Some(say!(language, "naming_ports_below_1024_reserved")),
        _ if context.is_datagrams() => Some(say!(language, "naming_can_receive_datagrams")),
        _ if context.is_stream() => Some(say!(language, "naming_listen_is_missing")),
        _ => None,
    };
    Told { happened, advice }
}

pub(super) fn listening(language: Language, socket: &str, backlog: u32, local: &Endpoint) -> Told {
    let happened = say!(language, "naming_listens_now_kernel_completes", socket, local);
    // Beyond net.core.somaxconn (128 on old kernels) the kernel cuts the backlog, so the sum would not hold.
    let advice = if backlog < 128 {
        let room = backlog + 1;
        say!(language, "naming_linux_backlog_lets_complete", backlog, room)
    } else {
        say!(language, "naming_when_queue_full_next")
    };
    Told::with(happened, advice)
}

pub(super) fn accepted(language: Language, call: &Call, fd: i32, local: &Endpoint, peer: &Endpoint) -> Told {
    let socket = name_of(call);
    let into = call.names_socket().unwrap_or_default();
    let advice = match local.port() {
        Some(port) => say!(language, "naming_uses_same_local_port", into, port),
        None => say!(language, "naming_talk_client_over_only", into, socket),
    };
    let happened = match peer {
        Endpoint::Unnamed => say!(language, "naming_new_socket_descriptor_connected", into, fd, socket),
        _ => say!(language, "naming_new_socket_descriptor_connected_2", into, fd, peer, socket),
    };
    Told::with(happened, advice)
}

pub(super) fn connected(
    language: Language,
    socket: &str,
    local: &Endpoint,
    peer: &Endpoint,
    context: &Context,
) -> Told {
    if context.is_datagrams() {
        return Told::with(
            say!(language, "naming_destination_is_set", socket, peer),
            say!(language, "naming_nothing_was_sent"),
        );
    }
    if inet(local).is_none() {
        return Told::with(
            say!(language, "naming_socket_is_connected_to", socket, peer),
            say!(language, "naming_stream_socket_connection_made"),
        );
    }
    Told {
        happened: say!(language, "naming_connected_local_end", socket, peer, local),
        advice: context.is_stream().then(|| say!(language, "naming_kernel_completes")),
    }
}

pub(super) fn address_told(language: Language, call: &Call, address: &Endpoint, context: &Context) -> Told {
    let socket = name_of(call);
    if matches!(call, Call::GetPeerName { .. }) {
        return Told::only(match address {
            Endpoint::Unnamed => say!(language, "naming_connected_socket_without_name", socket),
            _ => say!(language, "naming_other_end", socket, address),
        });
    }
    let happened = say!(language, "naming_local_address", socket, address);
    match inet(address) {
        Some(inet) if inet.port() == 0 => Told {
            happened: say!(language, "naming_no_address_yet_answer", socket, address),
            advice: match () {
                () if context.is_stream() => Some(say!(language, "naming_stream_gets_one")),
                () if context.is_datagrams() => Some(say!(language, "naming_datagrams_get_one")),
                () => None,
            },
        },
        Some(inet) if inet.ip().is_unspecified() => {
            Told::with(happened, say!(language, "naming_address_stands_any_machine"))
        }
        None if *address == Endpoint::Unnamed => {
            Told::only(say!(language, "naming_no_name_unix_sockets", socket))
        }
        _ => Told::only(happened),
    }
}

fn inet(endpoint: &Endpoint) -> Option<&SocketAddr> {
    match endpoint {
        Endpoint::Inet(address) => Some(address),
        Endpoint::Unix(_) | Endpoint::Unnamed => None,
    }
}
