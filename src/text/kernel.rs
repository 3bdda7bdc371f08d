//! The words for what the kernel says: the states of TCP, queues, and why there is no table of ports.

use std::time::Duration;

use super::{Language, number};
use crate::kernel::ports::PortsError;
use crate::sockets::{AcceptQueue, TcpState};

/// Why the ports cannot be shown.
#[must_use]
pub fn ports_error(language: Language, error: &PortsError) -> String {
    match error {
        PortsError::Platform => say!(language, "kernel_not_available_here_only"),
        PortsError::Refused(why) => {
            let why = super::system::system_words(language, why);
            say!(language, "kernel_not_available_here_kernel", why)
        }
    }
}

/// How long the kernel still keeps a connection that is over: `aún 42 s`.
#[must_use]
pub fn remaining(language: Language, time: Duration) -> String {
    let seconds = time.as_secs();
    say!(language, "kernel_s_left", seconds)
}

/// A queue as it is read out: `cola de recepción de s_cliente: 12 de 131 072 bytes`.
#[must_use]
pub fn queue(language: Language, name: &str, socket: &str, bytes: u32, buffer: Option<u32>) -> String {
    let held = match buffer {
        Some(buffer) => number::part_of(language, bytes.into(), &number::bytes(language, buffer as usize)),
        None => number::bytes(language, bytes as usize),
    };
    say!(language, "kernel_name_of_socket_held", name, socket, held)
}

/// The accept queue of a listener as it is read out.
#[must_use]
pub fn accept_queue(language: Language, socket: &str, queue: AcceptQueue) -> String {
    let AcceptQueue { waiting, backlog } = queue;
    say!(language, "accept_queue", socket, backlog; waiting)
}

/// The accept queue in few words: `2 esperan, backlog 1`.
#[must_use]
pub fn waiting_of(language: Language, queue: AcceptQueue) -> String {
    let AcceptQueue { waiting, backlog } = queue;
    say!(language, "accept_queue_in_short", backlog; waiting)
}

/// What a press on the tag of a socket does.
#[must_use]
pub fn go_to_maker(language: Language, socket: &str, participant: &str) -> String {
    say!(language, "kernel_go_call_made", socket, participant)
}

/// How many sockets are shown, of how many there are.
#[must_use]
pub fn sockets(language: Language, shown: usize, of: usize) -> String {
    let (shown, of) = (number::grouped(language, shown as u64), number::grouped(language, of as u64));
    say!(language, "kernel_shown_of_of_sockets", shown, of)
}

/// Datagrams that were thrown away: `2 datagramas descartados`.
#[must_use]
pub fn drops(language: Language, count: u32) -> String {
    let number = number::grouped(language, count.into());
    say!(language, "datagrams_dropped", number; count)
}

/// What a press on the heading of a column does.
#[must_use]
pub fn sort_by(language: Language, column: &str) -> String {
    say!(language, "kernel_sort_by_column", column)
}

/// What it means that a TCP socket is in this state.
#[must_use]
pub fn tcp_state(language: Language, state: TcpState) -> &'static str {
    match state {
        TcpState::Listen => word!(language, "kernel_waits_connections_others_can"),
        TcpState::SynSent => word!(language, "kernel_asked_connection_waits_other"),
        TcpState::SynRecv => word!(language, "kernel_request_connect_come_last"),
        TcpState::Established => word!(language, "kernel_connection_open_data_can"),
        TcpState::FinWait1 => word!(language, "kernel_end_closed_waits_other"),
        TcpState::FinWait2 => word!(language, "kernel_end_closed_other_knows"),
        TcpState::Closing => word!(language, "kernel_both_ends_closed_once"),
        TcpState::TimeWait => word!(language, "kernel_connection_over_who_closed"),
        TcpState::CloseWait => word!(language, "kernel_other_end_closed_one"),
        TcpState::LastAck => word!(language, "kernel_both_ends_closed_last"),
        TcpState::Close => word!(language, "kernel_no_connection_there_none"),
    }
}

/// How many connections wait for accept, where there is little room: `2 en cola`.
#[must_use]
pub fn waits_for_accept(language: Language, waiting: u32) -> String {
    say!(language, "kernel_waiting_queued", waiting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_shown_says_so_and_why() {
        let refused = PortsError::Refused("Operation not permitted".into());
        for error in [PortsError::Platform, refused] {
            assert!(ports_error(Language::SPANISH, &error).starts_with("No disponible aquí: "));
            assert!(ports_error(Language::ENGLISH, &error).starts_with("Not available here: "));
        }
    }

    #[test]
    fn queues_are_read_out_with_what_they_are_of() {
        assert_eq!(
            queue(Language::SPANISH, "cola de recepción", "s_cliente", 12, Some(131_072)),
            "cola de recepción de s_cliente: 12 de 131\u{a0}072 bytes"
        );
        assert_eq!(queue(Language::ENGLISH, "send queue", "s", 1, None), "send queue of s: 1 byte");
        let queue = AcceptQueue { waiting: 2, backlog: 1 };
        assert_eq!(
            accept_queue(Language::ENGLISH, "l", queue),
            "accept queue of l: 2 connections wait; backlog 1"
        );
    }
}
