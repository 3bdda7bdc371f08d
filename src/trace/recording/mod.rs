//! A run in a file, as RON lines: a header with the scenario, then one event a line, appended as it happens. Written while
//! the run goes on, read again with all that came before whatever is wrong in it.

mod address;
mod call;
mod fault;
mod line;
mod read;
mod saved;
mod scripts;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Moment, Trace};

pub use fault::{Fault, FaultKind};
pub use read::{Extent, read, read_each, read_from};
pub use saved::{SAVED, Saved};
pub use write::{Recorder, copy_events, tail, whole};

/// The version that this program writes, and the newest that it reads. Version 2 came with programs that make their calls
/// themselves, 3 with addresses told by their parts where a text would not read back as the same.
pub const NEWEST_RECORDING: u32 = 3;
/// The longest recording that is written, in bytes: some minutes of a run as fast as it goes.
pub const LONGEST_RECORDING: u64 = 1 << 30;
/// How the name of a recording ends.
pub const RECORDING_EXTENSION: &str = "ronl";
/// The longest line that is read, in bytes: one that holds the largest scenario, with each byte of it written as an escape of
/// six characters (`\u{7f}`).
pub const LONGEST_LINE: usize = 6 * (64 << 20) + (1 << 20);
const _: () = assert!(LONGEST_LINE as u64 > 6 * crate::scenario::LONGEST_FILE);

/// Where and when a run was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The program that recorded it, with its version.
    pub program: String,
    /// The system and the processor: `"linux x86_64"`.
    pub platform: String,
    /// The time at which the run began, in UTC as RFC 3339 has it.
    pub began: String,
}

impl Circumstances {
    /// Those of this program here and now.
    #[must_use]
    pub fn now() -> Self {
        Self {
            program: concat!("socketlab ", env!("CARGO_PKG_VERSION")).into(),
            platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            began: jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string(),
        }
    }
}

/// A run that was recorded.
#[derive(Clone, Debug)]
pub struct Recording {
    pub circumstances: Circumstances,
    pub trace: Trace,
    pub bookmarks: BTreeMap<Moment, String>,
    /// Why what follows in the file was not read.
    pub fault: Option<Fault>,
}

/// Why a file cannot be opened as a recording at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct UnreadableRecording {
    pub path: PathBuf,
    pub why: Unreadable,
}

/// What is in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("{0}")]
    System(String),
    #[error("a folder, a device, a pipe or a socket, and no file")]
    NotAFile,
    #[error("{0}")]
    Header(Fault),
}

/// Whether a file is meant to be a recording, by its name.
#[must_use]
pub fn is_recording(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(RECORDING_EXTENSION))
}
