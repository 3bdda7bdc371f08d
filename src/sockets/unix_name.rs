//! Names of Unix sockets: bytes, as the kernel has them (unix(7)). A path need not be UTF-8, and an abstract name, which
//! stands in no file system, begins with a zero byte.

use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde::{Serialize, Serializer};

/// The name of a Unix socket. `Display` is for people: `@name` for an abstract one, `\xff` for a byte that is no text.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnixName(Vec<u8>);

impl UnixName {
    /// The abstract name with these bytes behind the zero.
    #[must_use]
    pub fn abstract_name(name: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(name.len() + 1);
        bytes.push(0);
        bytes.extend_from_slice(name);
        Self(bytes)
    }

    /// The bytes, the zero of an abstract name among them.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name as a text, the zero of an abstract one in it. `None` where it is no UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The name as a path; an abstract one is none, and is never found.
    #[must_use]
    pub fn as_path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.0))
    }

    /// Whether it is in the abstract namespace of Linux.
    #[must_use]
    pub fn is_abstract(&self) -> bool {
        self.0.first() == Some(&0)
    }

    /// Whether it is of no bytes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is a path with a slash in it, and so leads through folders.
    #[must_use]
    pub fn has_folder(&self) -> bool {
        !self.is_abstract() && self.0.contains(&b'/')
    }
}

impl UnixName {
    /// Whether a call that names `written` can mean this name: the same, or its last part, as a path without a slash is in the
    /// folder of the run.
    #[must_use]
    pub fn is_named_by(&self, written: &Self) -> bool {
        let in_folder = !written.is_abstract() && !written.has_folder();
        self == written || (in_folder && self.as_path().file_name() == Some(written.as_path().as_os_str()))
    }
}

impl From<&[u8]> for UnixName {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<&str> for UnixName {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<String> for UnixName {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<&Path> for UnixName {
    fn from(path: &Path) -> Self {
        Self(path.as_os_str().as_bytes().to_vec())
    }
}

/// As people read it: for programs that read along.
impl Serialize for UnixName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialEq<str> for UnixName {
    fn eq(&self, text: &str) -> bool {
        self.0 == text.as_bytes()
    }
}

impl fmt::Display for UnixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = match self.0.strip_prefix(&[0]) {
            Some(name) => {
                f.write_str("@")?;
                name
            }
            None => &self.0,
        };
        for part in rest.utf8_chunks() {
            for (nth, text) in part.valid().split('\0').enumerate() {
                let zero = if nth == 0 { "" } else { "\\x00" };
                write!(f, "{zero}{text}")?;
            }
            for byte in part.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for UnixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_so_that_an_abstract_one_and_a_strange_one_can_be_told() {
        for (bytes, expected) in [
            (&b"/run/x.sock"[..], "/run/x.sock"),
            (b"\0chat", "@chat"),
            (b"\0a\0b", "@a\\x00b"),
            (b"/tmp/caf\xe9", "/tmp/caf\\xe9"),
            ("ñandú".as_bytes(), "ñandú"),
            (b"", ""),
        ] {
            assert_eq!(UnixName::from(bytes).to_string(), expected);
        }
        assert!(UnixName::abstract_name(b"chat").is_abstract());
        assert_ne!(UnixName::abstract_name(b"chat"), UnixName::from("@chat"));
        assert!(!UnixName::abstract_name(b"a/b").has_folder());
    }
}
