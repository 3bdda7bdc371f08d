//! Where Unix sockets live: a path without a slash belongs to a directory of the run's own, so that two runs do not meet
//! and no stale file outlives its run.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::trouble::Trouble;
use crate::disk::TemporaryFolder;

/// A folder with room for such names is looked for first, in bytes.
const USUAL_NAME: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Places {
    /// Made when a call is about to name a place in it.
    own: OnceLock<TemporaryFolder>,
}

impl Places {
    /// The path that a script's path means. It is asked for before a call is made as well, so that what goes wrong here is not taken
    /// for an answer of the kernel.
    pub fn resolve(&self, path: &str) -> Result<PathBuf, Trouble> {
        if path.contains('/') {
            return Ok(PathBuf::from(path));
        }
        let own = if let Some(own) = self.own.get() {
            own
        } else {
            let made = TemporaryFolder::for_sockets(USUAL_NAME.max(path.len()))
                .or_else(|_| TemporaryFolder::for_sockets(path.len()))
                .or_else(|_| TemporaryFolder::for_sockets(1));
            // Two that make it at once: one is kept, the other is removed again.
            let made = made.map_err(Trouble::Folder)?;
            self.own.get_or_init(|| made)
        };
        let most = own.longest_name();
        if path.len() > most {
            return Err(Trouble::SocketName { name: path.to_owned(), most });
        }
        Ok(own.path().join(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_slash_has_its_place_in_the_folder_of_the_run() {
        let places = Places::default();
        let path = places.resolve("chat").unwrap();
        std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert_eq!(places.resolve("/run/x"), Ok(PathBuf::from("/run/x")));
        let most = places.own.get().unwrap().longest_name();
        places.resolve(&"n".repeat(most)).unwrap();
        let name = "n".repeat(most + 1);
        assert_eq!(places.resolve(&name), Err(Trouble::SocketName { name, most }));
        drop(places);
        assert!(!path.parent().unwrap().exists());
    }
}
