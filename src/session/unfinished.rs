//! The recordings that are being written, to be finished also where the program is made to exit without being asked: the
//! library of the window system does so when its display has gone, as at log-out. What a crash cuts off stays so.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use crate::kernel;
use crate::trace::{Moment, recording};

static OPEN: Mutex<Vec<Open>> = Mutex::new(Vec::new());

#[derive(Debug)]
struct Open {
    number: u64,
    file: File,
    /// How far it is written.
    until: Moment,
}

/// A recording that is finished at the exit of the program, as long as this is there.
#[derive(Debug)]
pub(super) struct Unfinished(u64);

impl Unfinished {
    /// Takes in a recording that has just been begun.
    pub fn begun(file: &File) -> Option<Self> {
        static AT_EXIT: Once = Once::new();
        AT_EXIT.call_once(|| kernel::at_exit(finish_all));
        let file = file.try_clone().ok()?;
        let mut open = all();
        let number = open.last().map_or(0, |last| last.number + 1);
        open.push(Open { number, file, until: Moment(0) });
        Some(Self(number))
    }

    /// It is written as far as this.
    pub fn reaches(&self, until: Moment) {
        if let Some(open) = all().iter_mut().find(|open| open.number == self.0) {
            open.until = until;
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        all().retain(|open| open.number != self.0);
    }
}

fn all() -> MutexGuard<'static, Vec<Open>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn finish_all() {
    // Another thread may be about to write: then it is cut off.
    let Ok(mut open) = OPEN.try_lock() else { return };
    for Open { file, until, .. } in &mut *open {
        let _ = file.write_all(recording::tail(&BTreeMap::new(), *until, false).as_bytes());
    }
}
