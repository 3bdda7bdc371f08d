//! What a waiting call waits for, and that waiting is no fault.

use super::traits::Traits;
use super::{Told, name_of};
use crate::sockets::{Awaited, Call};
use crate::text::{Language, duration};
use crate::trace::Context;

/// What a call waits for, for the box of the diagram: at most 26 characters.
#[must_use]
pub fn awaited(language: Language, on: Awaited) -> &'static str {
    match on {
        Awaited::Connection => word!(language, "waiting_waits_connection"),
        Awaited::Answer => word!(language, "waiting_waits_answer"),
        Awaited::Bytes => word!(language, "waiting_waits_bytes"),
        Awaited::Datagram => word!(language, "waiting_waits_datagram"),
        Awaited::Room => word!(language, "waiting_waits_buffer_space"),
        Awaited::Name => word!(language, "waiting_waits_address"),
        Awaited::Delivery => word!(language, "waiting_waits_delivery"),
        Awaited::Readiness => word!(language, "waiting_waits_readiness"),
        Awaited::Time(_) => word!(language, "waiting_sleeps"),
    }
}

/// What a call waited for, once the wait is over.
#[must_use]
pub fn waited(language: Language, on: Awaited) -> &'static str {
    match on {
        Awaited::Connection => word!(language, "waiting_waited_connection"),
        Awaited::Answer => word!(language, "waiting_waited_answer"),
        Awaited::Bytes => word!(language, "waiting_waited_bytes"),
        Awaited::Datagram => word!(language, "waiting_waited_datagram"),
        Awaited::Room => word!(language, "waiting_waited_buffer_space"),
        Awaited::Name => word!(language, "waiting_waited_address"),
        Awaited::Delivery => word!(language, "waiting_waited_delivery"),
        Awaited::Readiness => word!(language, "waiting_waited_readiness"),
        Awaited::Time(_) => word!(language, "waiting_slept"),
    }
}

/// The wait in sentences.
pub(super) fn told(language: Language, call: &Call, on: Awaited, context: &Context) -> Told {
    let socket = name_of(call);
    let name = call.function();
    match on {
        Awaited::Connection => Told::with(
            say!(language, "waiting_queue_empty_blocks_stops", socket, name),
            say!(language, "waiting_let_client_call_connect"),
        ),
        Awaited::Answer => answer(language, socket, context),
        Awaited::Bytes => Told::with(
            say!(language, "waiting_nothing_arrived_yet_blocks", socket, name),
            say!(language, "waiting_send_other_end_enough"),
        ),
        Awaited::Datagram => Told {
            happened: say!(language, "waiting_no_datagram_arrived_yet", socket, name),
            advice: context.is_udp().then(|| say!(language, "waiting_if_datagram_gets_lost")),
        },
        Awaited::Room => room(language, socket, name, context),
        Awaited::Name => Told::only(say!(language, "waiting_before_name_turned_into", name)),
        Awaited::Delivery => Told::only(say!(language, "waiting_because_so_linger_waits", name)),
        Awaited::Readiness => readiness(language, name),
        Awaited::Time(time) => {
            let time = duration(language, u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
            Told::only(say!(language, "waiting_participant_sleeps_others_go", time))
        }
    }
}

fn answer(language: Language, socket: &str, context: &Context) -> Told {
    let listener = context.full.and_then(|id| context.at?.socket(id).zip(context.at));
    match listener {
        Some((listener, at)) => {
            let (queue, who) = (&listener.name, at.owner_of(listener.id));
            Told::with(
                say!(language, "waiting_queue_is_full", socket, queue, who),
                say!(language, "waiting_accept_makes_room"),
            )
        }
        None => Told::with(
            say!(language, "waiting_asked_connection_waits_answer", socket),
            say!(language, "waiting_if_queue_full_accept"),
        ),
    }
}

fn room(language: Language, socket: &str, name: &str, context: &Context) -> Told {
    match () {
        () if context.is_unix() && context.is_datagrams() => Told::with(
            say!(language, "waiting_receiver_is_full", socket, name),
            say!(language, "waiting_each_datagram_makes_room"),
        ),
        () if context.is_datagrams() => {
            Told::only(say!(language, "waiting_send_buffer_is_full", socket, name))
        }
        () => Told::with(
            say!(language, "waiting_send_buffer_full_because", socket, name),
            say!(language, "waiting_each_recv_other_end"),
        ),
    }
}

fn readiness(language: Language, name: &str) -> Told {
    Told::only(say!(language, "waiting_waits_until_one_sockets", name))
}
