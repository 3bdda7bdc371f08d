//! The programs of a scenario in files of a folder: all of them, or none.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Words, file_text, programs};
use crate::scenario::{SaveError, Scenario, replaced, write_whole};

/// Why no program was written. Nothing has changed on the disk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWritten {
    #[error("there is no program to write")]
    Nothing,
    #[error("{} files are there already", .0.len())]
    AlreadyThere(Vec<PathBuf>),
    #[error("{0}")]
    Failed(SaveError),
}

/// Whether all of these files can be written. What is there is replaced if that is wanted, but nothing is written through a link.
///
/// # Errors
/// Why nothing is to be written.
pub fn can_write(paths: &[PathBuf], replaces: bool) -> Result<(), NotWritten> {
    let there: Vec<PathBuf> = paths.iter().filter(|path| path.symlink_metadata().is_ok()).cloned().collect();
    if !there.is_empty() && !replaces {
        return Err(NotWritten::AlreadyThere(there));
    }
    let failed = |path: PathBuf| |failure| NotWritten::Failed(SaveError { path, failure });
    there.into_iter().try_for_each(|path| replaced(&path).map(drop).map_err(failed(path)))
}

/// Writes a file for each participant into a folder, which is made if it is not there; people's own programs stay where they
/// are. `title` is what the scenario is called, and `replaces` whether files that are there are written over.
///
/// # Errors
/// Why nothing was written.
pub fn write_programs(
    scenario: &Scenario,
    folder: &Path,
    title: &str,
    replaces: bool,
    words: &dyn Words,
) -> Result<Vec<PathBuf>, NotWritten> {
    let all = programs(scenario, words);
    let written: Vec<_> =
        all.iter().zip(&scenario.participants).filter(|(program, _)| !program.is_own).collect();
    if written.is_empty() {
        return Err(NotWritten::Nothing);
    }
    let paths: Vec<PathBuf> = written.iter().map(|(program, _)| folder.join(&program.file)).collect();
    can_write(&paths, replaces)?;
    let failed = |path: &Path, failure| NotWritten::Failed(SaveError { path: path.to_owned(), failure });
    let makes_folder = !folder.is_dir();
    if makes_folder {
        fs::create_dir(folder).map_err(|error| failed(folder, error.into()))?;
    }
    let mut new = Vec::new();
    for ((program, participant), path) in written.into_iter().zip(&paths) {
        let title = if title.is_empty() {
            participant.name.clone()
        } else {
            format!("{title}: {}", participant.name)
        };
        let is_new = path.symlink_metadata().is_err();
        if let Err(failure) = write_whole(path, file_text(program, &all, &title, words).as_bytes()) {
            // Half of the programs are of no use.
            for path in new {
                let _ = fs::remove_file(path);
            }
            if makes_folder {
                let _ = fs::remove_dir(folder);
            }
            return Err(failed(path, failure));
        }
        new.extend(is_new.then_some(path));
    }
    Ok(paths)
}
