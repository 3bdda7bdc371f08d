//! What a call does, in one sentence, in terms of its arguments.

use std::net::IpAddr;

use super::{name_of, traits::Traits};
use crate::sockets::{Address, Call, Data, Family, Half, Kind, OptionName, OptionSetting};
use crate::text::{Language, bytes, duration};
use crate::trace::Context;

pub(super) fn does(language: Language, call: &Call, context: &Context) -> String {
    let socket = name_of(call);
    match call {
        Call::Socket { family, kind, .. } => {
            let what = species(language, *family, *kind);
            say!(language, "does_asks_kernel_keeps_variable", what, socket)
        }
        Call::Bind { to, .. } => bind(language, socket, to),
        Call::Listen { backlog, .. } => say!(language, "does_makes_listener_kernel_will", socket, backlog),
        Call::Accept { into, .. } => say!(language, "does_takes_first_connection_out", socket, into),
        Call::Connect { to, .. } => connect(language, socket, to, context),
        Call::Send { data, .. } => {
            let data = amount(language, data);
            say!(language, "does_hands_kernel_sent_over", data, socket)
        }
        Call::Recv { max, .. } => {
            let max = bytes(language, *max);
            if context.is_datagrams() {
                say!(language, "does_takes_one_datagram", socket, max)
            } else {
                say!(language, "does_takes_arrived_most", socket, max)
            }
        }
        // Over a stream the address is left out of account.
        Call::SendTo { data, .. } if context.is_stream() => {
            let data = amount(language, data);
            say!(language, "does_hands_kernel_sent_over", data, socket)
        }
        Call::SendTo { data, to, .. } => {
            let (data, to) = (amount(language, data), destination(language, to));
            say!(language, "does_sends_datagram_over", data, socket, to)
        }
        Call::RecvFrom { max, .. } => {
            let max = bytes(language, *max);
            if context.is_stream() {
                say!(language, "does_takes_arrived_most", socket, max)
            } else {
                say!(language, "does_takes_one_datagram_arrived", socket, max)
            }
        }
        Call::Shutdown { how, .. } => shutdown(language, socket, *how),
        Call::Close { .. } => say!(language, "does_closes_gives_descriptor_back", socket),
        Call::SetSockOpt { option, .. } => set_option(language, socket, *option, context),
        Call::GetSockOpt { option, .. } => get_option(language, socket, *option),
        Call::GetSockName { .. } => say!(language, "does_asks_kernel_local_address", socket),
        Call::GetPeerName { .. } => say!(language, "does_asks_kernel_who_connected", socket),
        Call::Function { name, arguments, .. } => {
            crate::text::program::does_function(language, name, socket, arguments)
        }
        Call::Sleep { ms } => {
            let time = duration(language, u64::from(*ms) * 1_000_000);
            say!(language, "does_lets_pass_does_nothing", time)
        }
    }
}

fn species(language: Language, family: Family, kind: Kind) -> &'static str {
    match (family, kind) {
        (Family::Inet, Kind::Stream) => word!(language, "does_tcp_socket_over_ipv4"),
        (Family::Inet, Kind::Dgram) => word!(language, "does_udp_socket_over_ipv4"),
        (Family::Inet6, Kind::Stream) => word!(language, "does_tcp_socket_over_ipv6"),
        (Family::Inet6, Kind::Dgram) => word!(language, "does_udp_socket_over_ipv6"),
        (Family::Unix, Kind::Stream) => word!(language, "does_unix_stream_socket"),
        (Family::Unix, Kind::Dgram) => word!(language, "does_unix_datagram_socket"),
    }
}

/// How many bytes; with the characters where they are fewer.
fn amount(language: Language, data: &Data) -> String {
    let count = bytes(language, data.len());
    match data {
        Data::Text(text) if !text.is_ascii() => {
            let characters = text.chars().count();
            let number = characters;
            say!(language, "does_bytes_and_characters", count, number; characters)
        }
        _ => count,
    }
}

/// An address as the end of "hacia …", "con …".
fn destination(language: Language, address: &Address) -> String {
    match address {
        Address::Inet { host, port } if host.is_empty() => {
            say!(language, "does_port_machine", port)
        }
        Address::Inet { .. } => address.to_string(),
        Address::Unix { path } if path.is_abstract() => path.to_string(),
        Address::Unix { path } => say!(language, "does_the_file_path", path),
        Address::Sender => say!(language, "does_whoever_sent_last_datagram"),
    }
}

fn bind(language: Language, socket: &str, to: &Address) -> String {
    match to {
        Address::Inet { host, port } => {
            let wildcard =
                host.is_empty() || host.parse().is_ok_and(|address: IpAddr| address.is_unspecified());
            match (wildcard, port) {
                (true, 0) => say!(language, "does_gives_free_port_kernel", socket),
                (true, port) => say!(language, "does_gives_port_all_addresses", socket, port),
                (false, 0) => say!(language, "does_gives_local_address_free", socket, host),
                (false, port) => say!(language, "does_gives_local_address_port", socket, host, port),
            }
        }
        Address::Unix { path } if path.is_abstract() => {
            say!(language, "does_gives_abstract_name", socket, path)
        }
        Address::Unix { path } => say!(language, "does_gives_name_file_system", socket, path),
        Address::Sender => say!(language, "does_gives_address_last_datagram", socket),
    }
}

fn connect(language: Language, socket: &str, to: &Address, context: &Context) -> String {
    let end = destination(language, to);
    if context.is_datagrams() {
        say!(language, "does_sets_destination", socket, end)
    } else if context.is_tcp() {
        say!(language, "does_makes_connection", socket, end)
    } else {
        say!(language, "does_connects_socket_to_end", socket, end)
    }
}

fn shutdown(language: Language, socket: &str, how: Half) -> String {
    match how {
        Half::Read => say!(language, "does_ends_only_receiving_direction", socket),
        Half::Write => say!(language, "does_ends_only_sending_direction", socket),
        Half::Both => say!(language, "does_ends_both_directions_keeps", socket),
    }
}

fn set_option(language: Language, socket: &str, option: OptionSetting, context: &Context) -> String {
    let constant = option.name().constant();
    match option {
        OptionSetting::ReuseAddr(on) => reuse_address(language, socket, on, context),
        OptionSetting::SndBuf(size) => {
            let size = bytes(language, size as usize);
            say!(language, "does_asks_send_buffer_so", size, socket)
        }
        OptionSetting::RcvBuf(size) => {
            let size = bytes(language, size as usize);
            say!(language, "does_asks_receive_buffer_so", size, socket)
        }
        OptionSetting::Linger(Some(0)) if context.is_tcp() => {
            say!(language, "does_makes_close_cut_connection", socket)
        }
        OptionSetting::Linger(Some(seconds)) if context.is_tcp() => {
            say!(language, "does_makes_close_wait_up", seconds, socket)
        }
        OptionSetting::Linger(None) if context.is_tcp() => {
            say!(language, "does_turns_so_linger_off", socket)
        }
        OptionSetting::NoDelay(true) if context.is_tcp() => {
            say!(language, "does_turns_tcp_nodelay_small", socket)
        }
        OptionSetting::NoDelay(false) if context.is_tcp() => {
            say!(language, "does_turns_tcp_nodelay_off", socket)
        }
        OptionSetting::Linger(Some(_)) | OptionSetting::NoDelay(true) => {
            say!(language, "does_turns_option_on", constant, socket)
        }
        OptionSetting::Linger(None) | OptionSetting::NoDelay(false) => {
            say!(language, "does_turns_option_off", constant, socket)
        }
        OptionSetting::Broadcast(true) => say!(language, "does_allows_send_broadcast_addresses", socket),
        OptionSetting::Broadcast(false) => say!(language, "does_forbids_send_broadcast_addresses", socket),
        OptionSetting::RcvTimeo(0) => say!(language, "does_takes_time_limit_off", socket),
        OptionSetting::RcvTimeo(ms) => {
            let time = duration(language, u64::from(ms) * 1_000_000);
            say!(language, "does_gives_time_limit_after", socket, time)
        }
    }
}

/// `SO_REUSEADDR` is one thing over TCP, another over UDP, and nothing to a Unix socket (socket(7)).
fn reuse_address(language: Language, socket: &str, on: bool, context: &Context) -> String {
    let constant = OptionName::ReuseAddr.constant();
    match on {
        true if context.is_tcp() => say!(language, "does_turns_so_reuseaddr_bind", socket),
        false if context.is_tcp() => say!(language, "does_turns_so_reuseaddr_off", socket),
        true if context.is_udp() => say!(language, "does_lets_share_port", constant, socket),
        true => say!(language, "does_turns_option_on", constant, socket),
        false => say!(language, "does_turns_option_off", constant, socket),
    }
}

fn get_option(language: Language, socket: &str, option: OptionName) -> String {
    let constant = option.constant();
    match option {
        OptionName::Error => say!(language, "does_asks_kernel_whether_pending", socket, constant),
        _ => say!(language, "does_asks_kernel_value_option", constant, socket),
    }
}
