//! Socketlab: TCP and UDP programs, stepped call by call on real sockets, drawn as the flow diagram of the textbook.

pub mod cli;
pub mod diagram;
pub mod export;
pub mod kernel;
pub mod run;
pub mod scenario;
pub mod session;
pub mod sockets;
pub mod text;
pub mod trace;
pub mod ui;
