//! Why a call failed: a sentence for each call and errno that go together, and what to try next.

mod connection;
mod opening;
mod traffic;

use super::traits::Traits;
use super::{Told, man, meaning, name_of};
use crate::sockets::{Call, CallName, Errno, Family, UnixName};
use crate::text::Language;
use crate::trace::Context;

/// The sentences for an errno that a call gave.
pub(super) fn told(language: Language, call: &Call, errno: Errno, context: &Context) -> Told {
    let specific = match call.name() {
        CallName::Socket => opening::socket(language, errno),
        CallName::Bind => opening::bind(language, call, errno, context),
        CallName::Listen => opening::listen(language, call, errno, context),
        CallName::Accept => connection::accept(language, call, errno, context),
        CallName::Connect => connection::connect(language, call, errno, context),
        CallName::Shutdown | CallName::GetPeerName => {
            connection::without_peer(language, call, errno, context)
        }
        CallName::Send => traffic::send(language, call, errno, context),
        CallName::SendTo => traffic::send_to(language, call, errno, context),
        CallName::Recv | CallName::RecvFrom => traffic::receive(language, call, errno, context),
        CallName::SetSockOpt | CallName::GetSockOpt => opening::option(language, call, errno),
        CallName::Close | CallName::GetSockName | CallName::Sleep | CallName::Function => None,
    };
    specific
        .or_else(|| anywhere(language, call, errno, context))
        .unwrap_or_else(|| other(language, call, errno))
}

/// What means the same whatever the call.
fn anywhere(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    let name = call.function();
    Some(match errno {
        Errno::EBADF => Told::with(
            say!(language, "failed_descriptor_not_valid_any", socket),
            say!(language, "failed_after_close_cannot_used"),
        ),
        Errno::EMFILE => Told::with(
            say!(language, "failed_program_reached_limit_open"),
            say!(language, "failed_close_sockets_no_longer"),
        ),
        Errno::ENOBUFS => Told::with(
            say!(language, "failed_kernel_no_memory_left"),
            say!(language, "failed_usually_passes_soon_wait"),
        ),
        Errno::EINTR => Told::with(
            say!(language, "failed_signal_interrupted_before_was", name),
            say!(language, "failed_just_repeat_call_python"),
        ),
        Errno::EAGAIN => Told::with(
            say!(language, "failed_cannot_completed_now_not", name),
            say!(language, "failed_nothing_broken_repeat_call"),
        ),
        // A Unix socket that is connected to somebody takes datagrams of nobody else (unix(7)).
        Errno::EPERM if context.is_unix() => Told::only(say!(language, "failed_receiver_is_connected", name)),
        Errno::EPERM => Told::with(
            say!(language, "failed_system_does_not_allow", name),
            say!(language, "failed_try_127_0_0"),
        ),
        _ => return route(language, socket, errno, context),
    })
}

/// What keeps an address from being reached, whatever the call.
fn route(language: Language, socket: &str, errno: Errno, context: &Context) -> Option<Told> {
    Some(match errno {
        Errno::EAFNOSUPPORT => family(language, socket, context),
        Errno::ENETUNREACH => Told::with(
            say!(language, "failed_machine_knows_no_way"),
            say!(language, "failed_check_address_right_there"),
        ),
        Errno::EHOSTUNREACH => Told::with(
            say!(language, "failed_network_there_but_machine"),
            say!(language, "failed_check_address_other_machine"),
        ),
        Errno::ETIMEDOUT => Told::with(
            say!(language, "failed_kernel_repeated_sent_other"),
            say!(language, "failed_other_machine_off_out"),
        ),
        Errno::ENAMETOOLONG => Told::with(
            say!(language, "failed_path_unix_socket_or"),
            say!(language, "failed_use_shorter_name_107"),
        ),
        _ => return None,
    })
}

/// An address of another family than the socket's.
fn family(language: Language, socket: &str, context: &Context) -> Told {
    match context.family {
        Some(Family::Inet) => Told::with(
            say!(language, "failed_address_not_family_af", socket),
            say!(language, "failed_change_address_or_make"),
        ),
        _ => Told::only(say!(language, "failed_address_of_another_family", socket)),
    }
}

/// An errno that no lesson foresees: its name, its message, and where to read on.
fn other(language: Language, call: &Call, errno: Errno) -> Told {
    let (name, man) = (call.function(), man(call));
    let words = meaning(language, errno);
    Told::with(
        say!(language, "failed_name_failed_with_errno", name, errno, words),
        say!(language, "failed_section_errors_says_when", man),
    )
}

/// A Unix socket's path that this program may not write to.
fn path_forbidden(language: Language, path: &UnixName) -> Told {
    Told::with(
        say!(language, "failed_program_no_permission_write", path),
        say!(language, "failed_see_ls_l_permissions"),
    )
}
