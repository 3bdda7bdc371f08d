//! What each errno means, in few words.

use crate::sockets::Errno;
use crate::text::Language;

/// The meaning of an errno, short enough for a box of the diagram (40 characters at most). `None` for one that no
/// call of a lesson is expected to give.
#[must_use]
pub fn errno_words(language: Language, errno: Errno) -> Option<&'static str> {
    Some(match errno {
        Errno::EACCES => word!(language, "errno_permission_denied"),
        Errno::EADDRINUSE => word!(language, "errno_address_already_use"),
        Errno::EADDRNOTAVAIL => word!(language, "errno_address_not_available_here"),
        Errno::EAFNOSUPPORT => word!(language, "errno_address_family_not_supported"),
        Errno::EAGAIN => word!(language, "errno_nothing_available_now"),
        Errno::EALREADY => word!(language, "errno_connection_already_progress"),
        Errno::EBADF => word!(language, "errno_socket_already_closed"),
        Errno::ECONNREFUSED => word!(language, "errno_connection_refused"),
        Errno::ECONNRESET => word!(language, "errno_connection_reset_peer"),
        Errno::EDESTADDRREQ => word!(language, "errno_destination_address_required"),
        Errno::EINPROGRESS => word!(language, "errno_connection_progress"),
        Errno::EINTR => word!(language, "errno_interrupted_signal"),
        Errno::EINVAL => word!(language, "errno_invalid_argument_or_state"),
        Errno::EISCONN => word!(language, "errno_already_connected"),
        Errno::EMFILE => word!(language, "errno_too_many_open_files"),
        Errno::EMSGSIZE => word!(language, "errno_message_too_long"),
        Errno::ENAMETOOLONG => word!(language, "errno_name_too_long"),
        Errno::ENETUNREACH => word!(language, "errno_network_unreachable"),
        Errno::ENOENT => word!(language, "errno_no_such_file"),
        Errno::ENOTCONN => word!(language, "errno_not_connected"),
        Errno::EOPNOTSUPP => word!(language, "errno_not_supported_socket"),
        Errno::EPERM => word!(language, "errno_operation_not_permitted"),
        Errno::EPIPE => word!(language, "errno_no_connection_send"),
        Errno::EPROTOTYPE => word!(language, "errno_wrong_type_socket"),
        Errno::ETIMEDOUT => word!(language, "errno_nobody_answered_time"),
        Errno::EHOSTUNREACH => word!(language, "errno_no_route_host"),
        Errno::ENOBUFS => word!(language, "errno_no_buffer_space_left"),
        _ => return None,
    })
}
