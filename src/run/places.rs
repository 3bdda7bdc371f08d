//! Where Unix sockets live: a path without a slash belongs to a directory of the run's own, so that two runs do not meet
//! and no stale file outlives its run.

use std::io;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::scenario::Scenario;
use crate::sockets::Address;

#[derive(Debug, Default)]
pub(super) struct Places {
    own: Option<TempDir>,
}

impl Places {
    /// Makes the directory if the scenario needs one.
    pub fn for_scenario(scenario: &Scenario) -> io::Result<Self> {
        let needed = scenario.participants.iter().any(|participant| {
            participant
                .script
                .written()
                .iter()
                .any(|call| matches!(call.call.address(), Some(Address::Unix { path }) if is_own(path)))
        });
        let own = needed.then(|| tempfile::Builder::new().prefix("socketlab-").tempdir()).transpose()?;
        Ok(Self { own })
    }

    /// The path that a script's path means.
    pub fn resolve(&self, path: &str) -> PathBuf {
        match &self.own {
            Some(own) if is_own(path) => own.path().join(path),
            _ => PathBuf::from(path),
        }
    }
}

fn is_own(path: &str) -> bool {
    !path.contains('/')
}
