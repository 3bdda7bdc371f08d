//! Failures around a connection: accept, connect, and the calls that need a peer.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, Errno, UnixName};
use crate::text::Language;
use crate::text::explain::traits::Traits;
use crate::trace::{Context, Missing, SocketUse};

pub(super) fn accept(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EINVAL => Told::with(
            say!(language, "connection_not_listening_so_no", socket),
            say!(language, "connection_call_listen_first"),
        ),
        Errno::EOPNOTSUPP => Told::with(
            say!(language, "connection_datagram_socket_udp_there", socket),
            say!(language, "connection_udp_receive_directly_recvfrom"),
        ),
        Errno::EAGAIN if context.is_program => Told::with(
            say!(language, "connection_no_connection_now"),
            say!(language, "connection_nothing_broken_still_listening", socket),
        ),
        Errno::EAGAIN => Told::with(
            say!(language, "connection_no_connection_arrived_time"),
            say!(language, "connection_nothing_broken_still_listening", socket),
        ),
        _ => return None,
    })
}

pub(super) fn connect(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = connect_path(language, path, errno)
    {
        return Some(told);
    }
    let socket = name_of(call);
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::ECONNREFUSED => Told::with(
            say!(language, "connection_machine_answered_but_nobody", to),
            say!(language, "connection_start_server_first_up"),
        ),
        Errno::EISCONN => Told::with(
            match context.used {
                Some(SocketUse::Listener) => say!(language, "connection_listens_already", socket),
                Some(SocketUse::Connection) => say!(language, "connection_connected_already", socket),
                _ => say!(language, "connection_connected_already_or_listening", socket),
            },
            say!(language, "connection_another_connection_make_another"),
        ),
        Errno::EINPROGRESS | Errno::EALREADY => Told::with(
            say!(language, "connection_connection_being_made_there", socket),
            say!(language, "connection_wait_end_before_calling"),
        ),
        Errno::ECONNRESET => Told::with(
            say!(language, "connection_other_end_cut_connection"),
            say!(language, "connection_see_whether_server_closed"),
        ),
        _ => return connect_address(language, call, errno, context),
    })
}

/// Why two addresses cannot be the two ends of a connection.
fn connect_address(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::EINVAL => Told::with(
            say!(language, "connection_not_valid_another_family", to, socket),
            say!(language, "connection_socket_bound_127_0"),
        ),
        Errno::EADDRNOTAVAIL => Told::with(
            say!(language, "connection_there_no_free_local", to),
            if context.is_tcp() {
                say!(language, "connection_check_address_if_right")
            } else {
                say!(language, "connection_check_address")
            },
        ),
        Errno::EADDRINUSE => Told::with(
            say!(language, "connection_there_connection_already_same"),
            say!(language, "connection_remove_bind_client_kernel"),
        ),
        Errno::EACCES => Told {
            happened: say!(language, "connection_broadcast_address_or_barred", to),
            advice: context.is_datagrams().then(|| say!(language, "connection_broadcast_over_udp_turn")),
        },
        Errno::EAFNOSUPPORT => family(language, socket, context),
        _ => return None,
    })
}

fn connect_path(language: Language, path: &UnixName, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::ENOENT => Told::with(
            say!(language, "connection_file_does_not_exist", path),
            say!(language, "connection_start_server_first_check"),
        ),
        Errno::ECONNREFUSED if path.is_abstract() => Told::with(
            say!(language, "connection_nobody_has_abstract_name", path),
            say!(language, "connection_check_server_gets_far"),
        ),
        Errno::ECONNREFUSED => Told::with(
            say!(language, "connection_file_exists_but_nobody", path),
            say!(language, "connection_check_server_gets_far"),
        ),
        Errno::EPROTOTYPE => Told::with(
            say!(language, "connection_socket_another_type_one", path),
            say!(language, "connection_make_both_same_type"),
        ),
        Errno::EACCES => super::path_forbidden(language, path),
        _ => return None,
    })
}

/// shutdown and getpeername, which need a connection.
pub(super) fn without_peer(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    let name = call.name().as_str();
    if errno != Errno::ENOTCONN {
        return None;
    }
    if context.is_datagrams() {
        return Some(Told::only(say!(language, "connection_datagrams_not_connected", socket, name)));
    }
    Some(match context.missing {
        Some(Missing::Listener) => Told::with(
            say!(language, "connection_is_a_listener", socket, name),
            say!(language, "connection_client_comes_after_connect"),
        ),
        Some(Missing::NeverConnected) => Told::with(
            say!(language, "connection_not_connected_yet", socket, name),
            say!(language, "connection_client_comes_after_connect"),
        ),
        Some(_) => Told::only(say!(language, "connection_not_connected_any_more", socket, name)),
        None => Told::with(
            say!(language, "connection_not_connected_or_not", socket, name),
            say!(language, "connection_client_comes_after_connect"),
        ),
    })
}
