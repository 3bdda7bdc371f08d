//! Failures of sending and receiving.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, CallName, Errno, UnixName};
use crate::text::{Language, bytes};

pub(super) fn send(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EPIPE => broken_pipe(language, socket),
        Errno::ECONNRESET => Told::with(
            say!(language, "traffic_other_end_cut_connection"),
            say!(language, "traffic_was_sent_may_lost", socket),
        ),
        Errno::EDESTADDRREQ => Told::with(
            say!(language, "traffic_udp_not_connected_send", socket),
            say!(language, "traffic_use_sendto_address_or"),
        ),
        Errno::ENOTCONN => Told::with(
            say!(language, "traffic_not_connected_so_there", socket),
            say!(language, "traffic_call_connect_first_server"),
        ),
        Errno::EACCES => broadcast(language, socket),
        Errno::EMSGSIZE => too_long(language, call),
        Errno::ECONNREFUSED => refused_later(language),
        _ => return None,
    })
}

pub(super) fn send_to(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = send_to_path(language, path, errno)
    {
        return Some(told);
    }
    Some(match errno {
        Errno::EMSGSIZE => too_long(language, call),
        Errno::EACCES => broadcast(language, socket),
        Errno::EINVAL => Told::with(
            say!(language, "traffic_address_cannot_destination_there", socket),
            say!(language, "traffic_use_port_other_bound"),
        ),
        Errno::ECONNREFUSED => refused_later(language),
        Errno::EAFNOSUPPORT => family(language, socket),
        Errno::EPIPE => broken_pipe(language, socket),
        Errno::EISCONN | Errno::EOPNOTSUPP | Errno::ENOTCONN => Told::with(
            say!(language, "traffic_stream_sends_over_connection", socket),
            say!(language, "traffic_use_connect_send_or"),
        ),
        Errno::EDESTADDRREQ => Told::with(
            say!(language, "traffic_address_send_datagram_missing"),
            say!(language, "traffic_give_sendto_address_port"),
        ),
        _ => return None,
    })
}

fn send_to_path(language: Language, path: &UnixName, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::ENOENT => Told::with(
            say!(language, "traffic_file_does_not_exist", path),
            say!(language, "traffic_unlike_udp_here_kernel"),
        ),
        Errno::ECONNREFUSED => Told::with(
            say!(language, "traffic_file_exists_but_socket", path),
            say!(language, "traffic_delete_file_start_receiver"),
        ),
        Errno::EPROTOTYPE => Told::with(
            say!(language, "traffic_socket_stream_one_datagrams", path),
            say!(language, "traffic_make_both_sock_dgram"),
        ),
        Errno::EACCES => super::path_forbidden(language, path),
        _ => return None,
    })
}

pub(super) fn receive(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let name = call.name().as_str();
    Some(match errno {
        Errno::ENOTCONN => Told::with(
            say!(language, "traffic_not_connected_there_was", socket),
            say!(language, "traffic_client_call_connect_first"),
        ),
        Errno::EINVAL => Told::with(
            say!(language, "traffic_no_state_receive_unix", socket),
            say!(language, "traffic_call_connect_first_or"),
        ),
        Errno::ECONNRESET => Told::with(
            say!(language, "traffic_other_end_cut_connection_2"),
            say!(language, "traffic_no_clean_close_would", name),
        ),
        Errno::ECONNREFUSED => refused_later(language),
        Errno::EAGAIN => Told::with(
            say!(language, "traffic_nothing_arrived_time_was", name),
            if call.name() == CallName::RecvFrom {
                say!(language, "traffic_udp_datagram_may_lost")
            } else {
                say!(language, "traffic_nothing_broken_socket_still")
            },
        ),
        _ => return None,
    })
}

fn broken_pipe(language: Language, socket: &str) -> Told {
    Told::with(
        say!(language, "traffic_no_connection_send_never", socket),
        say!(language, "traffic_if_other_end_just"),
    )
}

fn broadcast(language: Language, socket: &str) -> Told {
    Told::with(
        say!(language, "traffic_destination_broadcast_address_does", socket),
        say!(language, "traffic_turn_so_broadcast_setsockopt"),
    )
}

fn too_long(language: Language, call: &Call) -> Told {
    let size = bytes(language, call.data().map_or(0, crate::sockets::Data::len));
    let most = bytes(language, LONGEST_DATAGRAM);
    if matches!(call.address(), Some(Address::Unix { .. })) {
        return Told::with(
            say!(language, "traffic_datagram_does_not_fit", size),
            say!(language, "traffic_send_less_or_ask"),
        );
    }
    Told::with(
        say!(language, "traffic_do_not_fit_into", size, most),
        say!(language, "traffic_spread_data_over_several"),
    )
}

/// The most bytes of a UDP datagram over IPv4: 65535 less the headers of IP and UDP.
const LONGEST_DATAGRAM: usize = 65_507;

fn refused_later(language: Language) -> Told {
    Told::with(
        say!(language, "traffic_nobody_there_destination_answer"),
        say!(language, "traffic_udp_only_tells_so"),
    )
}
