//! Answers about bytes: what was sent, what was received, and what either does not mean.

use super::Told;
use crate::sockets::{Call, Endpoint, Payload};
use crate::text::explain::traits::Traits;
use crate::text::{Language, bytes};
use crate::trace::{Context, Fate, NoBytes};

pub(super) fn sent(language: Language, count: usize, asked: usize, context: &Context) -> Told {
    if context.is_datagrams() {
        return sent_datagram(language, count, context);
    }
    if count < asked {
        let (count, asked) = (bytes(language, count), bytes(language, asked));
        let happened = if context.is_program {
            say!(language, "transfer_took_part", count, asked)
        } else {
            say!(language, "transfer_kernel_took_only_connection", count, asked)
        };
        return Told::with(happened, say!(language, "transfer_always_compare_send_returns"));
    }
    if count == 0 {
        return Told::only(say!(language, "transfer_there_was_nothing_send"));
    }
    let taken = bytes(language, count);
    let happened = say!(language, "transfer_kernel_taken_all_sending", taken);
    let advice = match context.gone {
        Some(by) => {
            let who = context.who_called(by);
            say!(language, "transfer_nobody_reads", who)
        }
        None => say!(language, "transfer_send_over_does_not"),
    };
    Told::with(happened, advice)
}

/// A datagram that went where connect had set.
fn sent_datagram(language: Language, count: usize, context: &Context) -> Told {
    let size = bytes(language, count);
    let happened = say!(language, "transfer_datagram_left_connected", size);
    Told::with(happened, became(language, context))
}

pub(super) fn sent_to(
    language: Language,
    count: usize,
    (from, to): (&Endpoint, &Endpoint),
    context: &Context,
) -> Told {
    let size = bytes(language, count);
    let had_address = context.local.is_some();
    let happened = match from {
        Endpoint::Inet(address) if address.ip().is_unspecified() && had_address => {
            let port = address.port();
            say!(language, "transfer_datagram_left_bound_port", size, to, port)
        }
        Endpoint::Inet(address) if address.ip().is_unspecified() => {
            let port = address.port();
            say!(language, "transfer_datagram_left_port_without", size, to, port)
        }
        Endpoint::Unnamed => say!(language, "transfer_datagram_left_without_sender", size, to),
        _ => say!(language, "transfer_datagram_left", size, from, to),
    };
    let became = became(language, context);
    let advice = match from {
        Endpoint::Unnamed => format!("{became} {}", say!(language, "transfer_without_bind_no_name")),
        _ => became,
    };
    Told::with(happened, advice)
}

/// What became of a datagram that was sent, as far as it is known.
fn became(language: Language, context: &Context) -> String {
    let tag =
        |id| context.at.and_then(|at| at.socket(id)).map(|socket| socket.name.clone()).unwrap_or_default();
    match context.fate {
        Some(Fate::Arrived { other, kept, sent }) => {
            let who = context.who_called(other);
            if kept < sent {
                let (kept, sent) = (count(language, kept), count(language, sent));
                return say!(language, "fate_received_cut", who, kept, sent);
            }
            say!(language, "fate_received", who)
        }
        Some(Fate::Unread(receiver)) => {
            let socket = tag(receiver);
            say!(language, "fate_waits_unread", socket)
        }
        Some(Fate::Abandoned(receiver)) => {
            let socket = tag(receiver);
            say!(language, "fate_thrown_away", socket)
        }
        Some(Fate::Dropped(receiver)) => {
            let socket = tag(receiver);
            say!(language, "fate_dropped", socket)
        }
        Some(Fate::Refused(_)) => say!(language, "fate_refused"),
        Some(Fate::Nobody) => say!(language, "fate_nobody"),
        Some(Fate::ToOutside(_)) => say!(language, "fate_to_outside"),
        _ if context.is_unix() => say!(language, "transfer_kernel_put_receiver_s"),
        _ => say!(language, "transfer_sendto_cannot_know_whether"),
    }
}

pub(super) fn received(language: Language, call: &Call, data: &Payload, context: &Context) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    if context.is_datagrams() {
        return received_datagram(language, data, max, context);
    }
    if data.is_empty() && max > 0 {
        return no_bytes(language, context);
    }
    let (count, most) = (bytes(language, data.len()), bytes(language, max));
    if data.len() >= max {
        let happened = say!(language, "transfer_received_all_was_asked", count);
        let advice = cut_character(language, data)
            .or_else(|| context.is_stream().then(|| say!(language, "transfer_may_be_more")));
        return Told { happened, advice };
    }
    let happened = say!(language, "transfer_received_was_there_recv", count, most);
    let advice = cut_character(language, data)
        .or_else(|| context.is_stream().then(|| say!(language, "transfer_no_borders")));
    Told { happened, advice }
}

/// Why a stream gave no bytes.
fn no_bytes(language: Language, context: &Context) -> Told {
    match context.no_bytes {
        Some(NoBytes::OwnShutdown) => Told::only(say!(language, "transfer_receiving_shut_down")),
        Some(NoBytes::AfterReset(_)) => Told::only(say!(language, "transfer_nothing_after_reset")),
        Some(NoBytes::Again(_)) => Told::only(say!(language, "transfer_end_again")),
        Some(NoBytes::End) => Told::with(
            say!(language, "transfer_stream_socket_0_bytes"),
            say!(language, "transfer_not_empty_message_sign"),
        ),
        None => Told::only(say!(language, "transfer_0_bytes")),
    }
}

/// A datagram taken by a recv, which does not tell who sent it.
fn received_datagram(language: Language, data: &Payload, max: usize, context: &Context) -> Told {
    let count = bytes(language, data.len());
    if data.is_empty() && max > 0 {
        return Told::only(say!(language, "transfer_empty_datagram"));
    }
    if data.len() < max {
        return Told::only(say!(language, "transfer_whole_datagram", count));
    }
    Told { happened: say!(language, "transfer_datagram_fills", count), advice: rest(language, context) }
}

pub(super) fn received_from(
    language: Language,
    call: &Call,
    data: &Payload,
    from: &Endpoint,
    context: &Context,
) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    let count = bytes(language, data.len());
    let sender = match from {
        Endpoint::Unnamed => say!(language, "transfer_socket_without_name"),
        _ => from.to_string(),
    };
    if data.is_empty() && max > 0 {
        return Told::only(say!(language, "transfer_empty_datagram_arrived_legal", sender));
    }
    let answer = match from {
        Endpoint::Unnamed => say!(language, "transfer_there_no_address_answer"),
        _ => say!(language, "transfer_answer_sendto_same_address"),
    };
    if data.len() >= max {
        let happened = say!(language, "transfer_datagram_arrived_fills_was", sender, count);
        return Told { happened, advice: rest(language, context).or(Some(answer)) };
    }
    Told::with(say!(language, "transfer_whole_datagram_arrived", sender, count), answer)
}

/// What became of the rest of a datagram that fills what was asked for. `None` where it is known that there was none.
fn rest(language: Language, context: &Context) -> Option<String> {
    match context.fate {
        Some(Fate::Arrived { kept, sent, .. }) if kept < sent => {
            let (lost, sent) = (count(language, sent - kept), count(language, sent));
            Some(say!(language, "transfer_rest_is_lost", lost, sent))
        }
        Some(Fate::Arrived { .. }) => None,
        _ => Some(say!(language, "transfer_if_was_longer_rest")),
    }
}

fn count(language: Language, number: u64) -> String {
    bytes(language, usize::try_from(number).unwrap_or(usize::MAX))
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
