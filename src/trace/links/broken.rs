//! Which call of one end broke the connection for the other.

use super::streams::{End, Piece};
use crate::sockets::Errno;
use crate::trace::CallId;

/// The call of the `other` end because of which a call on this end failed with `errno`, if it was one of its doing. `sent` is what
/// this end has sent.
///
/// TCP: the kernel answers with a reset what comes for an end that neither sends nor receives any more, closed or shut
/// down both ways, and a close that leaves bytes unread (RFC 1122, 4.2.2.13). Unix: an end that receives nothing any more
/// gives EPIPE at once, and a close that leaves bytes unread ECONNRESET (unix(7)).
pub(super) fn cause(other: &End, sent: &[Piece], errno: Errno, is_local: bool) -> Option<CallId> {
    if is_local {
        return if errno == Errno::EPIPE { other.deaf } else { other.closed };
    }
    let shut = other.ended.zip(other.deaf).map(|(ended, deaf)| ended.max(deaf));
    let Some(closed) = other.closed else { return shut };
    // What was sent between the shutdown and the close was answered with a reset before the close came.
    let before = shut.filter(|shut| sent.iter().any(|piece| *shut < piece.call && piece.call < closed));
    Some(before.unwrap_or(closed))
}
