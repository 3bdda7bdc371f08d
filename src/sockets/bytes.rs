//! Bytes: as a script writes them (text, hex, a repeated text) and as they went over a socket.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The bytes that a `send` is to send, as a person writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Data {
    /// A text, sent as UTF-8.
    Text(String),
    /// Bytes in hexadecimal, blanks allowed: `"48 6f 6c 61"`.
    Hex(Hex),
    /// A text so many times over: `Repeat("x", 3000)`.
    Repeat(String, u32),
}

impl Data {
    /// How many bytes this is on the wire.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Hex(hex) => hex.0.len(),
            Self::Repeat(text, times) => text.len().saturating_mul(*times as usize),
        }
    }

    /// Whether nothing at all would be sent. An empty datagram is legal; an empty `send` on a stream sends nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes themselves.
    #[must_use]
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.as_bytes()),
            Self::Hex(hex) => Cow::Borrowed(&hex.0),
            Self::Repeat(text, times) => Cow::Owned(text.as_bytes().repeat(*times as usize)),
        }
    }

    /// Some of the bytes, as far as there are so many. Costs what is asked for, whatever the length of the whole.
    #[must_use]
    pub fn part(&self, wanted: Range<usize>) -> Cow<'_, [u8]> {
        let end = wanted.end.min(self.len());
        let wanted = wanted.start.min(end)..end;
        match self {
            Self::Text(text) => Cow::Borrowed(&text.as_bytes()[wanted]),
            Self::Hex(hex) => Cow::Borrowed(&hex.0[wanted]),
            Self::Repeat(text, _) => Cow::Owned(wanted.map(|at| text.as_bytes()[at % text.len()]).collect()),
        }
    }

    /// Whether these are the first of the bytes. Costs what they are, and makes no copy.
    #[must_use]
    pub fn begins_with(&self, first: &[u8]) -> bool {
        match self {
            Self::Text(text) => text.as_bytes().starts_with(first),
            Self::Hex(hex) => hex.0.starts_with(first),
            Self::Repeat(text, _) if first.len() <= text.len() => text.as_bytes().starts_with(first),
            // What repeats is the same as itself, a round later.
            Self::Repeat(text, _) => {
                let round = text.len();
                first.len() <= self.len()
                    && first.starts_with(text.as_bytes())
                    && first[round..] == first[..first.len() - round]
            }
        }
    }

    /// The bytes, to be kept.
    #[must_use]
    pub fn to_payload(&self) -> Payload {
        Payload::from(&*self.bytes())
    }
}

/// Bytes written in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hex(pub Vec<u8>);

/// Why a text is not bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    #[error("`{0}` is not a hexadecimal digit; expected 0-9 and a-f, two for each byte")]
    Digit(char),
    #[error("an odd number of hexadecimal digits; expected two for each byte")]
    Odd,
}

impl std::str::FromStr for Hex {
    type Err = DataError;

    fn from_str(text: &str) -> Result<Self, DataError> {
        let digits = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(DataError::Digit(c)))
            .collect::<Result<Vec<u8>, _>>()?;
        let (pairs, rest) = digits.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(DataError::Odd);
        }
        Ok(Self(pairs.iter().map(|[high, low]| high << 4 | low).collect()))
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { " " };
            write!(f, "{gap}{byte:02x}")?;
        }
        Ok(())
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Bytes that were sent or received. Shared, so that a copy costs a count, whatever their number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Payload(Arc<[u8]>);

impl Payload {
    /// The bytes as UTF-8 text, with U+FFFD where they are none, as `decode("utf-8", "replace")` shows them.
    #[must_use]
    pub fn to_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

impl From<&[u8]> for Payload {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

/// As a file has them: a text where they are one. Not as scripts may write them: three letters could stand for any number of
/// bytes.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Payload")]
enum Written<'a> {
    Text(#[serde(borrow)] Cow<'a, str>),
    Hex(Hex),
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(self) {
            Ok(text) => Written::Text(text.into()).serialize(serializer),
            Err(_) => Written::Hex(Hex(self.to_vec())).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::Text(text) => Self::from(text.as_bytes()),
            Written::Hex(Hex(bytes)) => Self::from(&*bytes),
        })
    }
}

impl std::ops::Deref for Payload {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_counts_bytes_not_characters() {
        assert_eq!(Data::Text("ñandú €".into()).len(), 11);
        assert_eq!(Data::Repeat("ñ".into(), 3).to_payload().len(), 6);
    }

    #[test]
    fn a_part_is_that_of_the_whole() {
        for data in [Data::Text("ñandú".into()), Data::Hex(Hex(vec![1, 2, 3])), Data::Repeat("añ".into(), 4)]
        {
            let whole = data.bytes();
            for (start, end) in [(0, whole.len()), (1, 2), (2, 99), (99, 100)] {
                let expected: Vec<u8> = whole.iter().copied().take(end).skip(start).collect();
                assert_eq!(*data.part(start..end), *expected, "{data:?} {start}..{end}");
            }
        }
        assert!(Data::Repeat(String::new(), 3).part(0..9).is_empty());
    }

    #[test]
    fn what_bytes_begin_with_is_a_part_of_them() {
        let repeats =
            [Data::Repeat("añ".into(), 4), Data::Repeat("x".into(), 12), Data::Repeat(String::new(), 9)];
        for data in repeats.into_iter().chain([Data::Text("ñandú".into()), Data::Hex(Hex(vec![1, 2, 3]))]) {
            for length in 0..20 {
                let mut first = data.part(0..length).into_owned();
                assert!(data.begins_with(&first), "{data:?} {length}");
                if let Some(last) = first.last_mut() {
                    *last ^= 1;
                    assert!(!data.begins_with(&first), "{data:?} {length}");
                }
            }
            assert!(!data.begins_with(&[b'x'; 99]));
        }
    }

    #[test]
    fn hex_reads_with_and_without_blanks_and_names_what_is_wrong() {
        assert_eq!("48 6f6C".parse::<Hex>().unwrap().0, b"Hol");
        assert_eq!("4".parse::<Hex>(), Err(DataError::Odd));
        assert_eq!("4g".parse::<Hex>(), Err(DataError::Digit('g')));
        assert_eq!("48 6f".parse::<Hex>().unwrap().to_string(), "48 6f");
    }
}
