//! Which call of one end broke the connection for the other.

use super::streams::{End, reach};
use crate::sockets::Errno;
use crate::trace::CallId;

/// The call of the end over `there` because of which this `call` on the end `here` failed with `errno`, if it was one of its doing.
/// `cuts`: its close resets whatever it has to send (`SO_LINGER` of 0 seconds).
///
/// TCP: the kernel answers with a reset what comes for an end that neither sends nor receives any more, closed or shut
/// down both ways, and a close that leaves bytes unread (RFC 1122, 4.2.2.13). Unix: an end that receives nothing any more
/// gives EPIPE at once, and a close that leaves bytes unread ECONNRESET (unix(7)).
pub(super) fn cause(
    here: &End,
    there: &End,
    call: CallId,
    errno: Errno,
    is_local: bool,
    cuts: bool,
) -> Option<CallId> {
    if is_local {
        return if errno == Errno::EPIPE { there.deaf } else { there.closed };
    }
    let shut = |end: &End| end.ended.zip(end.deaf).map(|(ended, deaf)| ended.max(deaf));
    // An end that is itself shut down both ways is reset by what comes for it, whoever sends it. Of the other end's calls
    // only a close that cuts can be to blame.
    if shut(here).is_some_and(|shut| shut < call) {
        let leaves_unread = reach(&there.received) < reach(&here.sent);
        return there.closed.filter(|_| cuts || leaves_unread);
    }
    let Some(closed) = there.closed else { return shut(there) };
    // What was sent between the shutdown and the close was answered with a reset before the close came.
    let before =
        shut(there).filter(|shut| here.sent.iter().any(|piece| *shut < piece.call && piece.call < closed));
    Some(before.unwrap_or(closed))
}
