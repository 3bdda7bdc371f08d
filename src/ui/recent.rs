//! The files that were opened and saved last, kept from one time to the next. All windows have one list: each puts its files into
//! what the others have written. A convenience: where it cannot be read or written, nothing else suffers.

use std::path::{Path, PathBuf};

use crate::disk::PrivateLock;
use crate::scenario::{read_plain, write_own};

/// So many are kept.
const MOST: usize = 10;
/// A list of ten paths is never longer, in bytes.
const LONGEST: u64 = 1 << 16;

/// The files that were opened and saved last, the newest first.
#[derive(Debug, Default)]
pub struct Recent {
    /// Where they are kept; nowhere, and they are forgotten with the window.
    file: Option<PathBuf>,
    paths: Vec<PathBuf>,
    /// The same, each with whether it was there at the last look.
    found: Vec<(PathBuf, bool)>,
}

impl Recent {
    /// Those that are kept in a folder. A list that does not read is none, and is replaced with the next file.
    pub fn in_folder(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| folder.join("recent.ron"));
        let paths = file.as_deref().and_then(read).unwrap_or_default();
        Self { file, paths, found: Vec::new() }
    }

    /// Looks which files there are, another window's as well, and which of them are there. Not for each frame: a disk may be far away.
    pub fn look(&mut self) {
        self.read_again();
        self.found = self.paths.iter().map(|path| (path.clone(), path.exists())).collect();
    }

    /// The files, each with whether it was there at the last look.
    pub fn found(&self) -> &[(PathBuf, bool)] {
        &self.found
    }

    /// The one that was used last.
    pub fn newest(&self) -> Option<&Path> {
        self.paths.first().map(PathBuf::as_path)
    }

    /// Puts a file first, before those that another window has used meanwhile.
    pub fn remember(&mut self, path: &Path) {
        let _alone = self.file.as_deref().and_then(Path::parent).and_then(PrivateLock::of);
        self.read_again();
        self.paths.retain(|known| known != path);
        self.paths.insert(0, path.to_owned());
        self.paths.truncate(MOST);
        if let Some(file) = &self.file {
            // Whoever cannot keep it forgets it with the window; nothing that a person made is in it.
            let _ = write(file, &self.paths);
        }
    }

    /// Takes the list as it stands in the file now. What this window has used and the file does not have stands behind it: the file
    /// could not be written, or has been lost.
    fn read_again(&mut self) {
        let Some(mut paths) = self.file.as_deref().and_then(read) else { return };
        let own = std::mem::take(&mut self.paths);
        paths.extend(own.into_iter().filter(|path| !paths.contains(path)).collect::<Vec<_>>());
        paths.truncate(MOST);
        self.paths = paths;
    }
}

fn read(file: &Path) -> Option<Vec<PathBuf>> {
    let text = String::from_utf8(read_plain(file, LONGEST).ok()??).ok()?;
    let mut paths: Vec<PathBuf> = ron::from_str(&text).ok()?;
    paths.retain(|path| path.is_absolute());
    paths.truncate(MOST);
    Some(paths)
}

fn write(file: &Path, paths: &[PathBuf]) -> Option<()> {
    // A name that is no text has no form in RON.
    let paths: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let text = ron::ser::to_string_pretty(&paths, ron::ser::PrettyConfig::new().new_line("\n")).ok()?;
    write_own(file, text.as_bytes()).ok()
}

/// The folder in which this system keeps what a program remembers. `None` where a person has no home.
#[must_use]
pub fn config_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "socketlab").map(|of| of.config_dir().to_owned())
}

/// The folder in which this system keeps what a program writes for its user: there the runs are kept.
#[must_use]
pub fn runs_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "socketlab").map(|of| of.data_local_dir().join("runs"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn two_windows_do_not_forget_each_others_files() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("socketlab");
        let [mut one, mut other] = [(); 2].map(|()| Recent::in_folder(Some(&memory)));
        one.remember(Path::new("/a.ron"));
        other.remember(Path::new("/b.ron"));
        one.remember(Path::new("/c.ron"));
        other.remember(Path::new("/a.ron"));
        assert_eq!(other.paths, paths(&["/a.ron", "/c.ron", "/b.ron"]));
        one.look();
        assert_eq!(one.paths, other.paths);
        assert_eq!(Recent::in_folder(Some(&memory)).paths, other.paths);
        // A list that is lost is written again, with what this window knows.
        fs::remove_file(memory.join("recent.ron")).unwrap();
        one.remember(Path::new("/d.ron"));
        assert_eq!(one.paths, paths(&["/d.ron", "/a.ron", "/c.ron", "/b.ron"]));
    }

    /// Windows that open files at the same time: none of the files is lost.
    #[test]
    fn windows_that_write_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for window in 0..MOST {
                let folder = folder.path();
                scope.spawn(move || {
                    let mut recent = Recent::in_folder(Some(folder));
                    recent.remember(Path::new(&format!("/{window}.ron")));
                });
            }
        });
        let mut found = Recent::in_folder(Some(folder.path())).paths;
        found.sort();
        let mut all: Vec<PathBuf> = (0..MOST).map(|window| format!("/{window}.ron").into()).collect();
        all.sort();
        assert_eq!(found, all);
    }

    #[test]
    fn the_list_is_for_nobody_else_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("config/socketlab");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let mut recent = Recent::in_folder(Some(&memory));
        recent.remember(Path::new("/a.ron"));
        let file = memory.join("recent.ron");
        assert_eq!((mode(&memory), mode(&file)), (0o700, 0o600));
        // As an older version has left them.
        fs::set_permissions(&memory, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        recent.remember(Path::new("/b.ron"));
        assert_eq!((mode(&memory), mode(&file)), (0o700, 0o600));
    }

    #[test]
    fn ten_files_are_kept_the_newest_first_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("config/socketlab");
        let mut recent = Recent::in_folder(Some(&memory));
        for n in (0..12).chain([5]) {
            recent.remember(Path::new(&format!("/lessons/\"{n}\".ron")));
        }
        let mut again = Recent::in_folder(Some(&memory));
        assert_eq!(again.paths, recent.paths);
        let expected: Vec<PathBuf> = [5, 11, 10, 9, 8, 7, 6, 4, 3, 2]
            .into_iter()
            .map(|n| format!("/lessons/\"{n}\".ron").into())
            .collect();
        assert_eq!(again.paths, expected);
        again.look();
        assert_eq!(again.found().len(), 10);
        assert!(again.found().iter().all(|(_, is_there)| !is_there));
    }

    #[test]
    fn a_broken_list_is_none_and_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recent.ron");
        for broken in [&b"[\"/a\", "[..], b"\xff\xff", b"Scenario()", "[".repeat(1 << 17).as_bytes()] {
            fs::write(&file, broken).unwrap();
            let mut recent = Recent::in_folder(Some(folder.path()));
            assert_eq!(recent.paths, Vec::<PathBuf>::new());
            recent.remember(Path::new("/b.ron"));
            assert_eq!(Recent::in_folder(Some(folder.path())).newest(), Some(Path::new("/b.ron")));
        }
    }

    #[test]
    fn without_a_folder_nothing_is_kept_and_nothing_fails() {
        for folder in [None, Some(Path::new("/dev/null/socketlab"))] {
            let mut recent = Recent::in_folder(folder);
            recent.remember(Path::new("/a.ron"));
            assert_eq!(recent.newest(), Some(Path::new("/a.ron")));
            assert_eq!(Recent::in_folder(folder).newest(), None);
        }
    }
}
