//! Socketlab: TCP and UDP programs, stepped call by call on real sockets, drawn as the flow diagram of the textbook.

pub mod scenario;
pub mod sockets;
pub mod trace;
