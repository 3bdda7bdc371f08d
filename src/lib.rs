//! Socketlab: TCP and UDP programs, stepped call by call on real sockets, drawn as the flow diagram of the textbook.
//!
//! Data goes one way round: a scenario is run on real sockets, what happens becomes a trace, and everything that is shown
//! is worked out from both. A room may use the rooms on the floors under it, never one above.
//!
//! | floor | room | what lives there |
//! |---|---|---|
//! | 8 | [`ui`], [`cli`] | the two faces: a window and a terminal |
//! | 7 | [`text`] | the words on the screen, in each language |
//! | 6 | [`session`] | one open document; takes commands, answers with state |
//! | 5 | [`export`] | what leaves the program for people |
//! | 4 | [`run`], [`diagram`] | what makes the calls; where things stand on the page |
//! | 3 | [`trace`] | what happened |
//! | 2 | [`scenario`], [`kernel`] | what is to happen; what the operating system says |
//! | 1 | [`sockets`], [`disk`] | the vocabulary: calls, outcomes, addresses, bytes; folders and files of our own |

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr))]

pub mod cli;
pub mod diagram;
pub mod disk;
pub mod export;
pub mod kernel;
pub mod run;
pub mod scenario;
pub mod session;
pub mod sockets;
pub mod text;
pub mod trace;
pub mod ui;
