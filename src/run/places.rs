//! Where Unix sockets live: a path without a slash belongs to a directory of the run's own, so that two runs do not meet
//! and no stale file outlives its run.

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use tempfile::TempDir;

#[derive(Debug, Default)]
pub(super) struct Places {
    /// Made when a call first names a place in it.
    own: OnceLock<TempDir>,
}

impl Places {
    /// The path that a script's path means.
    pub fn resolve(&self, path: &str) -> io::Result<PathBuf> {
        if path.contains('/') {
            return Ok(PathBuf::from(path));
        }
        if let Some(own) = self.own.get() {
            return Ok(own.path().join(path));
        }
        // Two that make it at once: one is kept, the other is removed again.
        let made = tempfile::Builder::new().prefix("socketlab-").tempdir()?;
        Ok(self.own.get_or_init(|| made).path().join(path))
    }
}
