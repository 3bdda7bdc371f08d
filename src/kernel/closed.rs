//! What the kernel answers to a call on a socket that has been closed. Python then passes the descriptor -1, and so does
//! this: the number that the closed socket had may belong to somebody else by now.

use std::ptr;

use nix::libc;

use crate::sockets::{Call, Errno};

const NO_DESCRIPTOR: i32 = -1;

/// Makes the system call of `call` on descriptor -1 and gives the errno (EBADF). `None` for a call without a socket.
#[must_use]
pub fn answer_for_closed(call: &Call) -> Option<Errno> {
    let fd = NO_DESCRIPTOR;
    // SAFETY: no descriptor -1 exists, so that the kernel answers EBADF before it looks at any pointer; all pointers are
    // null with length 0 and could not be written through either.
    let answer = unsafe {
        match call {
            Call::Bind { .. } => libc::bind(fd, ptr::null(), 0),
            Call::Listen { .. } => libc::listen(fd, 0),
            Call::Accept { .. } => libc::accept(fd, ptr::null_mut(), ptr::null_mut()),
            Call::Connect { .. } => libc::connect(fd, ptr::null(), 0),
            Call::Send { .. } | Call::SendTo { .. } => {
                sign(libc::sendto(fd, ptr::null(), 0, 0, ptr::null(), 0))
            }
            Call::Recv { .. } | Call::RecvFrom { .. } => {
                sign(libc::recvfrom(fd, ptr::null_mut(), 0, 0, ptr::null_mut(), ptr::null_mut()))
            }
            Call::Shutdown { .. } => libc::shutdown(fd, libc::SHUT_RDWR),
            Call::Close { .. } => libc::close(fd),
            Call::SetSockOpt { .. } => libc::setsockopt(fd, libc::SOL_SOCKET, 0, ptr::null(), 0),
            Call::GetSockOpt { .. } => {
                libc::getsockopt(fd, libc::SOL_SOCKET, 0, ptr::null_mut(), ptr::null_mut())
            }
            Call::GetSockName { .. } => libc::getsockname(fd, ptr::null_mut(), ptr::null_mut()),
            Call::GetPeerName { .. } => libc::getpeername(fd, ptr::null_mut(), ptr::null_mut()),
            Call::Socket { .. } | Call::Sleep { .. } | Call::Function { .. } => return None,
        }
    };
    (answer < 0).then(|| Errno::from(nix::errno::Errno::last()))
}

fn sign(count: isize) -> i32 {
    if count < 0 { -1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_on_a_closed_socket_is_a_bad_descriptor() {
        let on = || String::from("s");
        for call in [
            Call::Listen { socket: on(), backlog: 1 },
            Call::Recv { socket: on(), max: 10 },
            Call::Close { socket: on() },
            Call::GetPeerName { socket: on() },
        ] {
            assert_eq!(answer_for_closed(&call), Some(Errno::EBADF), "{call:?}");
        }
    }
}
