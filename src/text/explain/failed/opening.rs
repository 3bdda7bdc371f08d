//! Failures before any traffic: socket, bind, listen and the options.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, Errno, OptionName, UnixName};
use crate::text::Language;
use crate::text::explain::traits::Traits;
use crate::trace::{Context, Holder};

/// No such option at this level: how Linux refuses `TCP_NODELAY` on a UDP socket.
const ENOPROTOOPT: Errno = Errno(nix::errno::Errno::ENOPROTOOPT as i32);

pub(super) fn socket(language: Language, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::EAFNOSUPPORT => Told::with(
            say!(language, "opening_kernel_machine_does_not"),
            say!(language, "opening_try_af_inet_ipv4"),
        ),
        Errno::EACCES | Errno::EPERM => Told::with(
            say!(language, "opening_program_not_permitted_make"),
            say!(language, "opening_system_may_locked_into"),
        ),
        _ => return None,
    })
}

pub(super) fn bind(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = bind_path(language, path, errno)
    {
        return Some(told);
    }
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::EADDRINUSE => in_use(language, &to, context),
        Errno::EADDRNOTAVAIL => Told::with(
            say!(language, "opening_not_address_machine_bind", to),
            say!(language, "opening_use_localhost_or_one"),
        ),
        Errno::EACCES => Told::with(
            say!(language, "opening_program_no_permission_ports", to),
            say!(language, "opening_choose_port_1024"),
        ),
        Errno::EINVAL => Told::with(
            say!(language, "opening_address_already_another_bind", socket, to),
            say!(language, "opening_bind_called_once_only"),
        ),
        Errno::EAFNOSUPPORT => family(language, socket, context),
        _ => return None,
    })
}

/// An address that somebody has: who, if it is one of the run.
fn in_use(language: Language, to: &str, context: &Context) -> Told {
    let holder = context.holder.and_then(|holder| {
        let (Holder::Open(id) | Holder::TimeWait(id)) = holder;
        Some((holder, context.at?.socket(id)?, context.at?.owner_of(id)))
    });
    match holder {
        Some((Holder::Open(_), socket, who)) => {
            let name = &socket.name;
            Told::with(
                say!(language, "opening_held_by_open", to, name, who),
                say!(language, "opening_close_it_or_another_port"),
            )
        }
        Some((Holder::TimeWait(_), socket, who)) => {
            let name = &socket.name;
            Told::with(
                say!(language, "opening_held_by_time_wait", to, name, who),
                say!(language, "opening_reuse_address_helps"),
            )
        }
        // Over UDP nothing is kept of a socket that is closed.
        None if context.is_datagrams() => Told::with(
            say!(language, "opening_another_socket_has_port", to),
            say!(language, "opening_see_who_has_it"),
        ),
        None => Told::with(
            say!(language, "opening_use_already_another_socket", to),
            say!(language, "opening_see_netstat_who_against"),
        ),
    }
}

fn bind_path(language: Language, path: &UnixName, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::EADDRINUSE if path.is_abstract() => {
            Told::only(say!(language, "opening_abstract_name_in_use", path))
        }
        Errno::EADDRINUSE => Told::with(
            say!(language, "opening_file_exists_already_belongs", path),
            say!(language, "opening_close_does_not_delete"),
        ),
        Errno::EACCES => Told::with(
            say!(language, "opening_program_no_permission_create", path),
            say!(language, "opening_use_folder_you_can"),
        ),
        Errno::ENOENT => Told::with(
            say!(language, "opening_folder_does_not_exist", path),
            say!(language, "opening_bind_makes_file_but"),
        ),
        _ => return None,
    })
}

pub(super) fn listen(language: Language, call: &Call, errno: Errno, context: &Context) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EADDRINUSE => Told::with(
            say!(language, "opening_another_socket_listens_port"),
            say!(language, "opening_close_other_listener_or"),
        ),
        Errno::EINVAL => Told::with(
            say!(language, "opening_cannot_listen_state_connected", socket),
            say!(language, "opening_listening_takes_socket_own"),
        ),
        Errno::EOPNOTSUPP => Told::with(
            say!(language, "opening_datagram_socket_udp_there", socket),
            if context.is_unix() {
                say!(language, "opening_unix_bind_then_recvfrom")
            } else {
                say!(language, "opening_udp_bind_then_recvfrom")
            },
        ),
        _ => return None,
    })
}

pub(super) fn option(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let option = match call {
        Call::SetSockOpt { option, .. } => option.name(),
        Call::GetSockOpt { option, .. } => *option,
        _ => return None,
    };
    let constant = option.constant();
    Some(match errno {
        ENOPROTOOPT | Errno::EOPNOTSUPP if option == OptionName::NoDelay => Told::with(
            say!(language, "opening_option_tcp_not_tcp", constant, socket),
            say!(language, "opening_remove_call_only_tcp"),
        ),
        Errno::EINVAL => Told::with(
            say!(language, "opening_kernel_does_not_accept", constant),
            say!(language, "opening_see_page_manual_values"),
        ),
        Errno::EACCES | Errno::EPERM => Told::with(
            say!(language, "opening_program_no_permission_set", constant),
            say!(language, "opening_see_page_manual_values_2"),
        ),
        _ => return None,
    })
}
