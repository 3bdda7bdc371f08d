//! What the operating system says beyond the calls of a script: what it knows of a socket and of a closed connection, who
//! has which port, limits, answers for closed descriptors, who is at the other end of a Unix connection, what a thread of
//! another process does, and which libraries it can load. The only room with `unsafe`.

mod closed;
pub mod display;
mod exit;
mod limits;
mod peer;
pub mod ports;
#[cfg(target_os = "linux")]
mod proc_net;
mod reading;
mod reset;
#[cfg(target_os = "linux")]
mod sock_diag;
mod task;

pub use closed::answer_for_closed;
pub use exit::at_exit;
pub use limits::{keep_descriptors, raise_open_files, survive_full_files, with_given_limit};
pub use peer::Peer;
pub use reading::{of as read_socket, of_closed as read_closed, unix_name};
pub use reset::reset_connections_of;
pub use task::{SleepsIn, Task, descendants, has_ended, has_socket, task};
