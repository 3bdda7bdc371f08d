//! What a close or a shutdown is to the other end, and what the kernel keeps of it: said as the trace has it, so that nobody
//! waits for an end where there is nobody, or for a `TIME_WAIT` where there is none.

use super::{Told, name_of};
use crate::sockets::{Call, Endpoint, Half};
use crate::text::explain::traits::Traits;
use crate::text::{Language, bytes};
use crate::trace::{Closing, Context, Cut, How, SocketUse};

pub(super) fn closed(language: Language, call: &Call, context: &Context) -> Told {
    let socket = name_of(call);
    match context.used {
        Some(SocketUse::Datagrams) => datagrams(language, socket, context),
        Some(SocketUse::Listener) => Told::with(
            listener(language, socket, context),
            say!(language, "answered_connections_were_accepted_other"),
        ),
        Some(SocketUse::Unconnected) => Told::only(say!(language, "answered_program_lets_go_was", socket)),
        Some(SocketUse::Connection) => match context.closing {
            Some(closing) => connection(language, socket, closing, context),
            None => Told::only(say!(language, "closing_other_end_unknown", socket)),
        },
        None => Told::only(say!(language, "closing_gives_back", socket)),
    }
}

fn datagrams(language: Language, socket: &str, context: &Context) -> Told {
    let happened = say!(language, "answered_program_lets_go_there", socket);
    let left = context.datagrams_left;
    if left == 0 {
        return Told::only(happened);
    }
    let number = left;
    Told::with(happened, say!(language, "closing_datagrams_thrown_away", number; left))
}

fn listener(language: Language, socket: &str, context: &Context) -> String {
    match context.local {
        Some(Endpoint::Unix(path)) if path.is_abstract() => {
            say!(language, "closing_abstract_listener", socket, path)
        }
        Some(Endpoint::Unix(path)) => say!(language, "closing_unix_listener", socket, path),
        Some(Endpoint::Inet(address)) => {
            let port = address.port();
            say!(language, "closing_listener", socket, port)
        }
        Some(Endpoint::Unnamed) | None => say!(language, "closing_listener_without_name", socket),
    }
}

fn connection(language: Language, socket: &str, closing: Closing, context: &Context) -> Told {
    let happened = match closing.how {
        How::Ends => say!(language, "closing_ends", socket),
        How::AfterShutdown => say!(language, "closing_after_shutdown", socket),
        How::AfterTheOther => say!(language, "closing_after_the_other", socket),
        How::Alone(by) => {
            let who = context.who_called(by);
            say!(language, "closing_alone", socket, who)
        }
        How::Broken(_) => say!(language, "closing_broken", socket),
        How::Cuts(Cut::Linger) => say!(language, "closing_cuts_by_linger", socket),
        How::Cuts(Cut::Unread(0)) => say!(language, "closing_cuts_unread_some", socket),
        How::Cuts(Cut::Unread(count)) => {
            let count = bytes(language, usize::try_from(count).unwrap_or(usize::MAX));
            say!(language, "closing_cuts_unread", socket, count)
        }
        How::NeverAccepted => say!(language, "closing_never_accepted", socket),
        How::Unknown => say!(language, "closing_other_end_unknown", socket),
    };
    Told { happened, advice: kept(language, closing, context) }
}

/// What the kernel keeps of the connection. A port that the kernel chose hinders nobody.
fn kept(language: Language, closing: Closing, context: &Context) -> Option<String> {
    if context.is_unix() {
        return None;
    }
    let port = context.local.and_then(Endpoint::port)?;
    match closing.how {
        How::Cuts(_) | How::Broken(_) | How::NeverAccepted => Some(say!(language, "closing_nothing_is_kept")),
        _ if !closing.may_time_wait => None,
        _ if closing.is_first.is_none() && !context.has_known_port => None,
        _ if closing.is_first.is_none() => Some(say!(language, "closing_may_time_wait", port)),
        _ if !context.has_known_port => Some(say!(language, "closing_time_wait_of_chosen", port)),
        _ => Some(say!(language, "closing_time_wait", port)),
    }
}

pub(super) fn shut_down(language: Language, call: &Call, how: Half, context: &Context) -> Told {
    let socket = name_of(call);
    let advice = say!(language, "answered_shutdown_does_not_give");
    if context.used == Some(SocketUse::Listener) && how != Half::Write {
        return Told::with(say!(language, "closing_listener_shut", socket), advice);
    }
    if let Some(by) = context.gone.filter(|_| how != Half::Read) {
        let who = context.who_called(by);
        return Told::with(say!(language, "closing_shut_for_nobody", socket, who), advice);
    }
    let happened = match how {
        _ if context.is_datagrams() => say!(language, "closing_shut_datagrams", socket),
        Half::Read if context.is_unix() => say!(language, "closing_unix_shut_reading", socket),
        Half::Read => say!(language, "answered_expects_no_more_data", socket),
        Half::Write => say!(language, "answered_nothing_more_sent_over", socket),
        Half::Both => say!(language, "answered_neither_sends_nor_expects", socket),
    };
    Told::with(happened, advice)
}
