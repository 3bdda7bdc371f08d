//! What each call really gives, case by case, on real sockets: the facts that the lessons rest on. Each test is named
//! after the case and its outcome.

#[path = "../driver/mod.rs"]
mod driver;

mod closing;
mod tcp;
mod udp;
mod unix;
mod waiting;
