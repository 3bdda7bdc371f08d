//! Answers about bytes: what was sent, what was received, and what either does not mean.

use super::Told;
use crate::sockets::{Call, Endpoint, Payload};
use crate::text::{Language, bytes};

pub(super) fn sent(language: Language, count: usize, asked: usize) -> Told {
    if count < asked {
        let (count, asked) = (bytes(language, count), bytes(language, asked));
        return Told::with(
            say!(language, "transfer_kernel_took_only_connection", count, asked),
            say!(language, "transfer_always_compare_send_returns"),
        );
    }
    if count == 0 {
        return Told::only(say!(language, "transfer_there_was_nothing_send"));
    }
    let taken = bytes(language, count);
    Told::with(
        say!(language, "transfer_kernel_taken_all_sending", taken),
        say!(language, "transfer_send_over_does_not"),
    )
}

pub(super) fn sent_to(language: Language, count: usize, from: &Endpoint, to: &Endpoint) -> Told {
    let size = bytes(language, count);
    let happened = match from {
        Endpoint::Inet(address) if address.ip().is_unspecified() => {
            let port = address.port();
            say!(language, "transfer_datagram_left_port_without", size, to, port)
        }
        Endpoint::Unnamed => say!(language, "transfer_datagram_left_without_sender", size, to),
        _ => say!(language, "transfer_datagram_left", size, from, to),
    };
    let advice = match from {
        Endpoint::Inet(_) => say!(language, "transfer_sendto_cannot_know_whether"),
        Endpoint::Unix(_) => say!(language, "transfer_kernel_put_receiver_s"),
        Endpoint::Unnamed => say!(language, "transfer_without_bind_no_name"),
    };
    Told::with(happened, advice)
}

pub(super) fn received(language: Language, call: &Call, data: &Payload) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    if data.is_empty() && max > 0 {
        return Told::with(
            say!(language, "transfer_stream_socket_0_bytes"),
            say!(language, "transfer_not_empty_message_sign"),
        );
    }
    let (count, most) = (bytes(language, data.len()), bytes(language, max));
    if data.len() >= max {
        return Told::with(
            say!(language, "transfer_received_all_was_asked", count),
            cut_character(language, data).unwrap_or_else(|| say!(language, "transfer_tcp_there_may_more")),
        );
    }
    Told::with(
        say!(language, "transfer_received_was_there_recv", count, most),
        cut_character(language, data).unwrap_or_else(|| say!(language, "transfer_tcp_keeps_no_borders")),
    )
}

pub(super) fn received_from(language: Language, call: &Call, data: &Payload, from: &Endpoint) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    let count = bytes(language, data.len());
    let sender = match from {
        Endpoint::Unnamed => say!(language, "transfer_socket_without_name"),
        _ => from.to_string(),
    };
    if data.len() >= max {
        return Told::with(
            say!(language, "transfer_datagram_arrived_fills_was", sender, count),
            say!(language, "transfer_if_was_longer_rest"),
        );
    }
    if data.is_empty() {
        return Told::only(say!(language, "transfer_empty_datagram_arrived_legal", sender));
    }
    let happened = say!(language, "transfer_whole_datagram_arrived", sender, count);
    let advice = match from {
        Endpoint::Unnamed => say!(language, "transfer_there_no_address_answer"),
        _ => say!(language, "transfer_answer_sendto_same_address"),
    };
    Told::with(happened, advice)
}

/// A warning, if the bytes are text that begins or ends within a character.
fn cut_character(language: Language, data: &Payload) -> Option<String> {
    let is_continuation = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    let begins_within = data.iter().take_while(is_continuation).count();
    let rest = data.get(begins_within..)?;
    let ends_within = match std::str::from_utf8(rest) {
        Ok(_) => false,
        Err(error) if error.error_len().is_none() => true,
        Err(_) => return None,
    };
    (ends_within || (1..=3).contains(&begins_within))
        .then(|| say!(language, "transfer_cut_went_through_character"))
}
