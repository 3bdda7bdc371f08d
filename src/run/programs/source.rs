//! The source of a program as a text.

use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::scenario::open_plain;

/// The longest source that is read, in bytes.
const LONGEST: u64 = 16 << 20;

/// Reads a source as Python does: in UTF-8, or in the encoding that one of its first two lines names (PEP 263). What the
/// encoding has no character for is marked, for Python will complain about it in its own words.
///
/// # Errors
/// It cannot be read, or is no file.
pub fn read_source(path: &Path) -> io::Result<String> {
    let file = open_plain(path)?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(decode(&bytes))
}

/// The name of a file as a text, as Python tells of it: a byte that is no text as a lone surrogate (PEP 383), `caf\udce9.py`.
pub fn as_python(path: &Path) -> String {
    let mut text = String::new();
    for part in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(part.valid());
        text.extend(part.invalid().iter().map(|byte| format!("\\udc{byte:02x}")));
    }
    text
}

fn decode(bytes: &[u8]) -> String {
    let encoding = named_encoding(bytes).unwrap_or(UTF_8);
    // A mark at the beginning tells the encoding as well, and is no part of the text.
    encoding.decode(bytes).0.into_owned()
}

/// The encoding that a comment in the first two lines names: `# -*- coding: latin-1 -*-`.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n').take(2);
    lines.find_map(|line| {
        let line = line.trim_ascii_start();
        let comment = line.strip_prefix(b"#").or_else(|| line.strip_prefix(b"\xef\xbb\xbf#"))?;
        let comment = String::from_utf8_lossy(comment);
        let after = comment.split_once("coding")?.1.strip_prefix([':', '='])?.trim_start();
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let name = &after[..after.find(|c| !is_of_name(c)).unwrap_or(after.len())];
        let name = name.to_ascii_lowercase().replace('_', "-");
        match name.as_str() {
            "utf8" => Some(UTF_8),
            // Python's names for it; the web has it under the name of its superset.
            "latin-1" | "l1" | "iso8859-1" | "cp1252" => Some(WINDOWS_1252),
            name => Encoding::for_label(name.as_bytes()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_in_its_own_encoding() {
        assert_eq!(decode(b"\xef\xbb\xbfprint(1)\n"), "print(1)\n");
        assert_eq!(decode("# a\nx = 'ñ'".as_bytes()), "# a\nx = 'ñ'");
        assert_eq!(decode(b"# -*- coding: latin-1 -*-\nx = '\xf1'"), "# -*- coding: latin-1 -*-\nx = 'ñ'");
        assert_eq!(
            decode(b"#!/usr/bin/python\n# vim: set fileencoding=iso8859_1 :\n'\xf1'").chars().nth_back(1),
            Some('ñ')
        );
        assert!(decode(b"x = '\xf1'").contains('\u{fffd}'));
    }
}
