//! Which Python runs a program: the one that was chosen, else that of a virtual environment beside the program, else the one
//! on the path.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Folders that hold a virtual environment, as people name them.
const ENVIRONMENTS: [&str; 3] = [".venv", "venv", "env"];
/// What the interpreter is called, best first.
const NAMES: [&str; 2] = ["python3", "python"];

/// The interpreter for a program. `None` where there is none.
#[must_use]
pub fn find_interpreter(program: &Path, chosen: Option<&Path>) -> Option<PathBuf> {
    match chosen {
        Some(chosen) => which::which(chosen).ok(),
        None => of_environment(program).or_else(|| NAMES.iter().find_map(|name| which::which(name).ok())),
    }
}

/// The interpreters that a person can choose from, without those that are the same.
#[must_use]
pub fn interpreters(program: &Path) -> Vec<PathBuf> {
    let minors = (8..=20).rev().map(|minor| format!("python3.{minor}"));
    let named = NAMES.iter().map(|name| (*name).to_owned()).chain(minors);
    let mut found: Vec<PathBuf> =
        of_environment(program).into_iter().chain(named.filter_map(|name| which::which(name).ok())).collect();
    let mut seen = Vec::new();
    found.retain(|path| {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let is_new = !seen.contains(&real);
        seen.push(real);
        is_new
    });
    found
}

fn of_environment(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    ENVIRONMENTS
        .iter()
        .map(|name| folder.join(name))
        .filter(|found| found.join("pyvenv.cfg").is_file())
        .find_map(|environment| {
            let bin = environment.join("bin");
            NAMES.iter().map(|name| bin.join(name)).find(|path| which::which(path).is_ok())
        })
}

/// The version that an interpreter tells of itself: `3.11.7`. `None` where it is no Python.
pub(super) fn version_of(interpreter: &Path) -> Option<String> {
    let told = Command::new(interpreter).arg("--version").stdin(Stdio::null()).output().ok()?;
    // Before 3.4 it was told on the other stream.
    let told = if told.stdout.is_empty() { told.stderr } else { told.stdout };
    Some(String::from_utf8_lossy(&told).trim().strip_prefix("Python ")?.to_owned())
}

/// Whether a Python of this version can be watched.
pub(super) fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(3), Some(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_apart_by_number() {
        for (version, is_enough) in [
            ("3.8.0", true),
            ("3.13.1", true),
            ("3.7.17", false),
            ("2.7.18", false),
            ("4.0", true),
            ("", false),
        ] {
            assert_eq!(is_new_enough(version), is_enough, "{version}");
        }
    }

    #[test]
    fn an_environment_beside_the_program_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let bin = folder.path().join(".venv/bin");
        std::fs::create_dir_all(&bin).unwrap();
        std::fs::write(folder.path().join(".venv/pyvenv.cfg"), "").unwrap();
        let python = bin.join("python3");
        std::os::unix::fs::symlink("/bin/true", &python).unwrap();
        let program = folder.path().join("servidor.py");
        assert_eq!(find_interpreter(&program, None), Some(python.clone()));
        assert_eq!(find_interpreter(&program, Some(Path::new("/bin/false"))), Some("/bin/false".into()));
        assert_eq!(find_interpreter(&program, Some(Path::new("/no/such/python"))), None);
        assert_eq!(interpreters(&program).first(), Some(&python));
    }
}
