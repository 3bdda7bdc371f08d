//! The system asks the program to end: at log-out, by `kill`, by Ctrl-C where it was started. The window then closes as if a
//! person had closed it, only that nobody is asked anything.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use egui::Context;

static ASKED: AtomicBool = AtomicBool::new(false);
/// The window that is to be told.
static WINDOW: Mutex<Option<Context>> = Mutex::new(None);

/// A window that has not closed by then hangs, and is ended.
const PATIENCE: Duration = Duration::from_secs(5);
/// How a shell tells of a program that SIGTERM ended.
const TERMINATED: i32 = 128 + 15;

/// Tells this window from now on.
pub fn tell(ctx: &Context) {
    *WINDOW.lock().unwrap_or_else(PoisonError::into_inner) = Some(ctx.clone());
    // Only the first window of the process sets it up. Where it cannot be, the program ends as ever.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(TERMINATED); // asked twice: at once
        }
        if let Some(ctx) = &*WINDOW.lock().unwrap_or_else(PoisonError::into_inner) {
            ctx.request_repaint();
        }
        let _ = std::thread::Builder::new().name("stop".into()).spawn(|| {
            std::thread::sleep(PATIENCE);
            std::process::exit(TERMINATED);
        });
    });
}

/// Whether the system has asked the program to end.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
