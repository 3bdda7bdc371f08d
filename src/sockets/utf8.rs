//! Bytes as UTF-8: which of them make which character, and what Python says where they make none.

use std::fmt;
use std::ops::Range;

/// What `bytes.decode('utf-8')` raises in Python 3, to the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("UnicodeDecodeError: 'utf-8' codec can't decode {}: {reason}", Place(*self))]
pub struct DecodeError {
    /// The first byte that makes no character.
    pub start: usize,
    /// Behind the last of them.
    pub end: usize,
    byte: u8,
    pub reason: Reason,
}

/// Why bytes make no character, in Python's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("unexpected end of data")]
    UnexpectedEnd,
    #[error("invalid start byte")]
    InvalidStart,
    #[error("invalid continuation byte")]
    InvalidContinuation,
}

/// Where an error is, as Python writes it: one byte with its value, several by their positions.
struct Place(DecodeError);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeError { start, end, byte, .. } = self.0;
        if end - start == 1 {
            write!(f, "byte {byte:#04x} in position {start}")
        } else {
            write!(f, "bytes in position {start}-{}", end - 1)
        }
    }
}

/// What decoding these bytes raises; `None` where they are UTF-8.
#[must_use]
pub fn decode_error(bytes: &[u8]) -> Option<DecodeError> {
    let error = std::str::from_utf8(bytes).err()?;
    let start = error.valid_up_to();
    let byte = *bytes.get(start)?;
    let (end, reason) = match error.error_len() {
        None => (bytes.len(), Reason::UnexpectedEnd),
        Some(_) if !is_start(byte) => (start + 1, Reason::InvalidStart),
        Some(length) => (start + length, Reason::InvalidContinuation),
    };
    Some(DecodeError { start, end, byte, reason })
}

/// Whether a byte can go on with a character that another one began.
#[must_use]
pub fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xbf)
}

/// Whether a character of several bytes can begin with a byte.
fn is_start(byte: u8) -> bool {
    matches!(byte, 0xc2..=0xf4)
}

/// Some bytes that make one character, or that make none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Character {
    pub bytes: Range<usize>,
    /// `None` for bytes that are no UTF-8: a broken piece of a character.
    pub character: Option<char>,
}

/// The characters of some bytes, from the one that this byte is part of. Whatever stands before it is not looked at.
pub fn characters(bytes: &[u8], from: usize) -> impl Iterator<Item = Character> {
    let mut at = beginning(bytes, from);
    std::iter::from_fn(move || {
        let next = character_at(bytes, at)?;
        at = next.bytes.end;
        Some(next)
    })
}

/// The longest character has so many bytes.
const LONGEST: usize = 4;

fn character_at(bytes: &[u8], at: usize) -> Option<Character> {
    let piece = bytes.get(at..bytes.len().min(at + LONGEST)).filter(|piece| !piece.is_empty())?;
    let first = piece.utf8_chunks().next()?;
    let (length, character) = match first.valid().chars().next() {
        Some(character) => (character.len_utf8(), Some(character)),
        None => (first.invalid().len(), None),
    };
    Some(Character { bytes: at..at + length, character })
}

/// Where the character begins that this byte is part of. A byte that cannot go on with another one's character begins
/// one; any other belongs to the nearest such byte before it, or to none.
fn beginning(bytes: &[u8], at: usize) -> usize {
    let nearest = (at.saturating_sub(LONGEST - 1)..=at).rev();
    nearest
        .into_iter()
        .find(|begin| bytes.get(*begin).is_some_and(|byte| !is_continuation(*byte)))
        .filter(|begin| character_at(bytes, *begin).is_some_and(|found| found.bytes.contains(&at)))
        .unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    /// Bytes and what Python 3 says to decoding them.
    const CASES: [(&[u8], &str); 14] = [
        (b"", ""),
        ("Hola, ñandú €😀".as_bytes(), ""),
        (b"Hola, \xc3", "byte 0xc3 in position 6: unexpected end of data"),
        (b"\xb1a", "byte 0xb1 in position 0: invalid start byte"),
        (b"ab\xe2\x82", "bytes in position 2-3: unexpected end of data"),
        (b"\xf0\x9f\x98", "bytes in position 0-2: unexpected end of data"),
        (b"\xc3(", "byte 0xc3 in position 0: invalid continuation byte"),
        (b"\xe2\x82(", "bytes in position 0-1: invalid continuation byte"),
        (b"\xf0\x9f\x98(", "bytes in position 0-2: invalid continuation byte"),
        (b"\xc0\xaf", "byte 0xc0 in position 0: invalid start byte"),
        (b"\xff\xfe", "byte 0xff in position 0: invalid start byte"),
        (b"\xed\xa0\x80", "byte 0xed in position 0: invalid continuation byte"),
        (b"\xe0\x80", "byte 0xe0 in position 0: invalid continuation byte"),
        (b"\xf4\x90\x80\x80", "byte 0xf4 in position 0: invalid continuation byte"),
    ];

    fn said(bytes: &[u8]) -> String {
        decode_error(bytes).map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn errors_are_said_in_the_words_of_python() {
        for (bytes, expected) in CASES {
            let expected = match expected {
                "" => String::new(),
                words => format!("UnicodeDecodeError: 'utf-8' codec can't decode {words}"),
            };
            assert_eq!(said(bytes), expected, "{bytes:x?}");
        }
    }

    /// Every text of up to four bytes out of those at the borders of what UTF-8 allows.
    fn borders() -> Vec<Vec<u8>> {
        let bytes = [
            0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4,
            0xf5,
        ];
        let mut all = vec![Vec::new()];
        let mut longest = all.clone();
        for _ in 0..4 {
            longest = longest
                .iter()
                .flat_map(|text: &Vec<u8>| bytes.map(|byte| text.iter().copied().chain([byte]).collect()))
                .collect();
            all.extend(longest.iter().cloned());
        }
        all
    }

    #[test]
    fn python_itself_says_the_same() {
        const PROGRAM: &str = "import sys\nfor line in sys.stdin:\n try: bytes.fromhex(line).decode('utf-8'); print()\n \
                               except UnicodeDecodeError as error: print(f'UnicodeDecodeError: {error}')";
        let python = Command::new("python3")
            .args(["-c", PROGRAM])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut python) = python else {
            println!("skipped: there is no python3 here");
            return;
        };
        let texts = borders();
        let hex: Vec<String> =
            texts.iter().map(|text| crate::sockets::bytes::Hex(text.clone()).to_string()).collect();
        let hex = hex.join("\n");
        let mut input = python.stdin.take().unwrap();
        let writer = std::thread::spawn(move || input.write_all(hex.as_bytes()).unwrap());
        let output = python.wait_with_output().unwrap();
        writer.join().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.lines().count(), texts.len());
        for (text, expected) in texts.iter().zip(output.lines()) {
            assert_eq!(said(text), expected, "{text:x?}");
        }
    }

    #[test]
    fn characters_are_told_with_their_bytes_and_broken_pieces_as_such() {
        let shown: Vec<_> =
            characters(b"a\xc3\xb1\xe2\x82", 0).map(|found| (found.bytes, found.character)).collect();
        assert_eq!(shown, [(0..1, Some('a')), (1..3, Some('ñ')), (3..5, None)]);
    }

    #[test]
    fn from_any_byte_on_the_characters_are_those_of_the_whole() {
        for text in borders().iter().step_by(7).chain([&"añ€😀z".as_bytes().to_vec()]) {
            let whole: Vec<Character> = characters(text, 0).collect();
            assert_eq!(whole.iter().map(|found| found.bytes.len()).sum::<usize>(), text.len(), "{text:x?}");
            for from in 0..text.len() {
                let rest: Vec<Character> = characters(text, from).collect();
                let expected: Vec<Character> =
                    whole.iter().filter(|found| found.bytes.end > from).cloned().collect();
                assert_eq!(rest, expected, "{text:x?} from {from}");
            }
            let replaced = String::from_utf8_lossy(text);
            let told: String = whole.iter().map(|found| found.character.unwrap_or('\u{fffd}')).collect();
            assert_eq!(told, replaced, "{text:x?}");
        }
    }
}
