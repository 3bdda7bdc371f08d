//! What is still done when the program exits without anybody unwinding to `main`, as a library of ours can make it.

use std::sync::{Mutex, PoisonError};

/// What is done then.
static ACTS: Mutex<Vec<fn()>> = Mutex::new(Vec::new());

/// Has this done when the program exits by itself: at the end of `main`, by `std::process::exit`, or by exit(3) in a library. Not
/// when it is killed. Where the system takes no such order, it is left.
pub fn at_exit(act: fn()) {
    let mut acts = ACTS.lock().unwrap_or_else(PoisonError::into_inner);
    if acts.is_empty() {
        // SAFETY: atexit(3) keeps the address of a function that is there as long as the program.
        unsafe { nix::libc::atexit(exits) };
    }
    acts.push(act);
}

extern "C" fn exits() {
    // Whoever holds it is in the middle of saying what is to be done: nothing of that has been said.
    if let Ok(acts) = ACTS.try_lock() {
        acts.iter().for_each(|act| act());
    }
}
