//! Failures of sending and receiving.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, CallName, Errno, Family, UnixName};
use crate::text::explain::traits::Traits;
use crate::text::{Language, bytes};
use crate::trace::{Context, Cut, Missing};

pub(super) fn send(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EPIPE if context.is_datagrams() => {
            Told::only(say!(language, "traffic_sending_was_shut_down", socket))
        }
        Errno::EPIPE => broken_pipe(language, socket, context),
        Errno::ECONNRESET => {
            Told::with(reset(language, context), say!(language, "traffic_was_sent_may_lost", socket))
        }
        Errno::EDESTADDRREQ => Told::with(
            say!(language, "traffic_udp_not_connected_send", socket),
            say!(language, "traffic_use_sendto_address_or"),
        ),
        Errno::ENOTCONN if context.is_datagrams() => Told::with(
            say!(language, "traffic_udp_not_connected_send", socket),
            say!(language, "traffic_use_sendto_address_or"),
        ),
        Errno::ENOTCONN => Told::with(
            say!(language, "traffic_not_connected_so_there", socket),
            say!(language, "traffic_call_connect_first_server"),
        ),
        Errno::EACCES => broadcast(language, socket),
        Errno::EMSGSIZE => too_long(language, call, context),
        Errno::ECONNREFUSED => refused(language, context),
        _ => return None,
    })
}

pub(super) fn send_to(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = send_to_path(language, path, errno)
    {
        return Some(told);
    }
    Some(match errno {
        Errno::EMSGSIZE => too_long(language, call, context),
        Errno::EACCES => broadcast(language, socket),
        Errno::EINVAL => Told::with(
            say!(language, "traffic_address_cannot_destination_there", socket),
            say!(language, "traffic_use_port_other_bound"),
        ),
        Errno::ECONNREFUSED => refused(language, context),
        Errno::ECONNRESET => {
            Told::with(reset(language, context), say!(language, "traffic_was_sent_may_lost", socket))
        }
        Errno::EAFNOSUPPORT => family(language, socket, context),
        Errno::EPIPE if context.is_datagrams() => {
            Told::only(say!(language, "traffic_sending_was_shut_down", socket))
        }
        Errno::EPIPE => broken_pipe(language, socket, context),
        Errno::EISCONN | Errno::EOPNOTSUPP | Errno::ENOTCONN if !context.is_datagrams() => Told::with(
            say!(language, "traffic_stream_sends_over_connection", socket),
            say!(language, "traffic_use_connect_send_or"),
        ),
        Errno::EISCONN => Told::only(say!(language, "traffic_has_a_destination", socket)),
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
        Errno::ECONNREFUSED if path.is_abstract() => {
            Told::only(say!(language, "traffic_nobody_has_abstract_name", path))
        }
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

pub(super) fn receive(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    let name = call.name().as_str();
    Some(match errno {
        Errno::ENOTCONN => Told::with(
            match context.missing {
                Some(Missing::Listener) => say!(language, "traffic_a_listener_receives_nothing", socket),
                Some(Missing::NeverConnected) => say!(language, "traffic_not_connected_yet", socket),
                _ => say!(language, "traffic_not_connected_there_was", socket),
            },
            say!(language, "traffic_client_call_connect_first"),
        ),
        Errno::EINVAL if context.is_unix() => Told::with(
            say!(language, "traffic_no_state_receive_unix", socket),
            say!(language, "traffic_call_connect_first_or"),
        ),
        Errno::ECONNRESET => {
            Told::with(reset(language, context), say!(language, "traffic_no_clean_close_would", name))
        }
        Errno::ECONNREFUSED => refused(language, context),
        Errno::EAGAIN => Told::with(
            if context.is_program {
                say!(language, "traffic_nothing_there_now", name)
            } else {
                say!(language, "traffic_nothing_arrived_time_was", name)
            },
            if call.name() == CallName::RecvFrom && context.is_udp() {
                say!(language, "traffic_udp_datagram_may_lost")
            } else {
                say!(language, "traffic_nothing_broken_socket_still")
            },
        ),
        _ => return None,
    })
}

/// What cut the connection.
fn reset(language: Language, context: &Context) -> String {
    match context.missing {
        Some(Missing::Cut(by, Cut::Linger)) => {
            let who = context.who_called(by);
            say!(language, "traffic_cut_by_linger", who)
        }
        Some(Missing::Cut(by, Cut::Unread(_))) => {
            let who = context.who_called(by);
            if context.is_unix() {
                say!(language, "traffic_cut_unread_unix", who)
            } else {
                say!(language, "traffic_cut_unread", who)
            }
        }
        Some(Missing::SentAfter(by)) => {
            let who = context.who_called(by);
            say!(language, "traffic_sent_after_close", who)
        }
        Some(Missing::NeverAccepted) => say!(language, "traffic_never_accepted"),
        _ if context.is_unix() => say!(language, "traffic_other_end_cut_unix"),
        _ => say!(language, "traffic_other_end_cut_connection_2"),
    }
}

fn broken_pipe(language: Language, socket: &str, context: &Context) -> Told {
    match context.missing {
        Some(Missing::NeverConnected) => Told::with(
            say!(language, "traffic_pipe_never_connected", socket),
            say!(language, "traffic_call_connect_first_server"),
        ),
        Some(Missing::Listener) => Told::with(
            say!(language, "traffic_pipe_of_listener", socket),
            say!(language, "traffic_call_connect_first_server"),
        ),
        Some(Missing::OwnShutdown) => Told::only(say!(language, "traffic_sending_was_shut_down", socket)),
        Some(Missing::Told(_)) => Told::only(say!(language, "traffic_pipe_after_reset", socket)),
        Some(Missing::NeverAccepted) => Told::only(say!(language, "traffic_never_accepted")),
        Some(Missing::Closed(by) | Missing::SentAfter(by)) => {
            let who = context.who_called(by);
            Told {
                happened: say!(language, "traffic_pipe_other_closed", socket, who),
                advice: context.is_tcp().then(|| say!(language, "traffic_if_other_end_just")),
            }
        }
        Some(Missing::ShutReading(by)) => {
            let who = context.who_called(by);
            Told::only(say!(language, "traffic_pipe_other_shut", socket, who))
        }
        Some(Missing::Cut(..)) => Told::only(reset(language, context)),
        Some(Missing::Unknown) | None => Told {
            happened: say!(language, "traffic_no_connection_send_never", socket),
            advice: context.is_tcp().then(|| say!(language, "traffic_if_other_end_just")),
        },
    }
}

fn broadcast(language: Language, socket: &str) -> Told {
    Told::with(
        say!(language, "traffic_destination_broadcast_address_does", socket),
        say!(language, "traffic_turn_so_broadcast_setsockopt"),
    )
}

fn too_long(language: Language, call: &Call, context: &Context) -> Told {
    let size = bytes(language, call.data().map_or(0, crate::sockets::Data::len));
    let most = match context.family {
        Some(Family::Inet) => LONGEST_OVER_IPV4,
        Some(Family::Inet6) => LONGEST_OVER_IPV6,
        Some(Family::Unix) | None => {
            return Told::with(
                say!(language, "traffic_datagram_does_not_fit", size),
                say!(language, "traffic_send_less_or_ask"),
            );
        }
    };
    let most = bytes(language, most);
    Told::with(
        say!(language, "traffic_do_not_fit_into", size, most),
        say!(language, "traffic_spread_data_over_several"),
    )
}

/// The most bytes of a UDP datagram over IPv4: 65535 less the headers of IP and UDP.
const LONGEST_OVER_IPV4: usize = 65_507;
/// The same over IPv6, whose header does not count: 65535 less that of UDP.
const LONGEST_OVER_IPV6: usize = 65_527;

/// Nobody at the destination: over UDP that is told by the call after, and only where it was set by connect.
fn refused(language: Language, context: &Context) -> Told {
    match () {
        () if context.is_stream() => Told::only(say!(language, "traffic_connection_was_refused")),
        () if context.is_unix() => Told::only(say!(language, "traffic_receiver_was_closed")),
        () => Told::with(
            say!(language, "traffic_nobody_there_destination_answer"),
            say!(language, "traffic_udp_only_tells_so"),
        ),
    }
}
