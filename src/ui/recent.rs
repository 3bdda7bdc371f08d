//! The files that were opened and saved last, kept from one time to the next. A convenience: where it cannot be read or
//! written, nothing else suffers.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::scenario::write_whole;

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

    /// Looks which of the files are there. Not for each frame: a disk may be far away.
    pub fn look(&mut self) {
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

    /// Puts a file first.
    pub fn remember(&mut self, path: &Path) {
        self.paths.retain(|known| known != path);
        self.paths.insert(0, path.to_owned());
        self.paths.truncate(MOST);
        if let Some(file) = &self.file {
            // Whoever cannot keep it forgets it with the window; nothing that a person made is in it.
            let _ = write(file, &self.paths);
        }
    }
}

fn read(file: &Path) -> Option<Vec<PathBuf>> {
    let mut text = String::new();
    File::open(file).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let mut paths: Vec<PathBuf> = ron::from_str(&text).ok()?;
    paths.retain(|path| path.is_absolute());
    paths.truncate(MOST);
    Some(paths)
}

fn write(file: &Path, paths: &[PathBuf]) -> Option<()> {
    // A name that is no text has no form in RON.
    let paths: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let text = ron::ser::to_string_pretty(&paths, ron::ser::PrettyConfig::new().new_line("\n")).ok()?;
    fs::create_dir_all(file.parent()?).ok()?;
    write_whole(file, text.as_bytes()).ok()
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
    use super::*;

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
