//! The probe, as files that an interpreter can import: it stands in `assets/probe` and is built into this program.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::disk;

/// The files of the probe with their names.
const FILES: [(&str, &str); 9] = [
    ("sitecustomize.py", include_str!("../../../assets/probe/sitecustomize.py")),
    ("socketlab_calls.py", include_str!("../../../assets/probe/socketlab_calls.py")),
    ("socketlab_channel.py", include_str!("../../../assets/probe/socketlab_channel.py")),
    ("socketlab_files.py", include_str!("../../../assets/probe/socketlab_files.py")),
    ("socketlab_guard.py", include_str!("../../../assets/probe/socketlab_guard.py")),
    ("socketlab_probe.py", include_str!("../../../assets/probe/socketlab_probe.py")),
    ("socketlab_sockets.py", include_str!("../../../assets/probe/socketlab_sockets.py")),
    ("socketlab_values.py", include_str!("../../../assets/probe/socketlab_values.py")),
    ("socketlab_waits.py", include_str!("../../../assets/probe/socketlab_waits.py")),
];

/// The folder of the probe. It stays from run to run, so that each interpreter compiles it once; where that cannot be, it
/// stands in `own`, which goes with the run.
///
/// # Errors
/// It can be written nowhere.
pub(super) fn unpack(own: &Path) -> io::Result<PathBuf> {
    // Another version of this program may be running, with another probe.
    let mut hasher = DefaultHasher::new();
    FILES.hash(&mut hasher);
    let name = format!("probe-{:016x}", hasher.finish());
    let kept = directories::ProjectDirs::from("", "", "socketlab").map(|dirs| dirs.cache_dir().join(name));
    if let Some(folder) = kept
        && write(&folder).is_ok()
    {
        return Ok(folder);
    }
    let folder = own.join("probe");
    write(&folder)?;
    Ok(folder)
}

/// Writes what is not there as it should be, each file whole or not at all: another window may be doing the same.
fn write(folder: &Path) -> io::Result<()> {
    disk::make_private(folder)?;
    disk::sweep_beside(folder);
    for (name, text) in FILES {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        let mut file = disk::new_beside(folder, 0o600)?;
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.persist(&path).map_err(|error| error.error)?;
    }
    Ok(())
}
