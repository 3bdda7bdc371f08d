//! The values that the probe sends, as Python's `marshal` writes them in version 2: the one serialiser that is built into every
//! interpreter, costs a fraction of a microsecond, and imports nothing. Only what the probe uses is read.
//! Source: `Python/marshal.c`.

/// A value of Python.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    None,
    Bool(bool),
    Int(i64),
    /// An integer beyond 64 bits.
    Big,
    Float(f64),
    Bytes(Vec<u8>),
    Text(String),
    /// A text with lone surrogates, which no text of Rust has: as it is shown, `caf\udce9`, and the bytes of a file's name
    /// that Python makes of it, if it can (PEP 383).
    Escaped {
        shown: String,
        bytes: Option<Vec<u8>>,
    },
    /// A tuple.
    Items(Vec<Value>),
    List(Vec<Value>),
    /// What `marshal` has no form for, as it is written: `<Cliente>`, a set of this one text.
    Written(String),
    /// Data that is too long to be told, in bytes: a set of this one number.
    Bulk(u64),
}

/// The bytes are no value as the probe writes one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Values may stand inside each other so deep.
const DEEPEST: usize = 32;

/// Reads one value that takes all of these bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Value, Malformed> {
    let mut reader = Reader { left: bytes };
    let value = reader.value(0)?;
    if reader.left.is_empty() { Ok(value) } else { Err(Malformed) }
}

struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, left) = self.left.split_at_checked(length).ok_or(Malformed)?;
        self.left = left;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed)
    }

    fn length(&mut self) -> Result<usize, Malformed> {
        usize::try_from(i32::from_le_bytes(self.array()?)).map_err(|_| Malformed)
    }

    fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        if depth > DEEPEST {
            return Err(Malformed);
        }
        let [kind] = self.array()?;
        Ok(match kind {
            b'N' => Value::None,
            b'T' => Value::Bool(true),
            b'F' => Value::Bool(false),
            b'i' => Value::Int(i32::from_le_bytes(self.array()?).into()),
            b'l' => self.long()?,
            b'g' => Value::Float(f64::from_le_bytes(self.array()?)),
            b's' => {
                let length = self.length()?;
                Value::Bytes(self.take(length)?.to_vec())
            }
            b'u' | b't' => {
                let length = self.length()?;
                text(self.take(length)?)
            }
            b'(' | b'[' => {
                let length = self.length()?;
                let mut items = Vec::with_capacity(length.min(self.left.len()));
                for _ in 0..length {
                    items.push(self.value(depth + 1)?);
                }
                if kind == b'[' { Value::List(items) } else { Value::Items(items) }
            }
            b'<' | b'>' if self.length()? == 1 => match self.value(depth + 1)? {
                Value::Text(text) => Value::Written(text),
                Value::Int(length) => Value::Bulk(u64::try_from(length).map_err(|_| Malformed)?),
                _ => return Err(Malformed),
            },
            _ => return Err(Malformed),
        })
    }

    /// An integer of more than 32 bits: the number of its digits, negative for a negative one, then digits of 15 bits.
    fn long(&mut self) -> Result<Value, Malformed> {
        let digits = i32::from_le_bytes(self.array()?);
        let mut magnitude: i128 = 0;
        for place in 0..digits.unsigned_abs() {
            let digit = u16::from_le_bytes(self.array()?);
            if place < 8 {
                magnitude |= i128::from(digit) << (15 * place);
            }
        }
        if digits.unsigned_abs() > 8 {
            return Ok(Value::Big);
        }
        let value = if digits < 0 { -magnitude } else { magnitude };
        Ok(i64::try_from(value).map_or(Value::Big, Value::Int))
    }
}

/// A text, whose lone surrogates are written as UTF-8 would write them.
fn text(written: &[u8]) -> Value {
    if let Ok(text) = std::str::from_utf8(written) {
        return Value::Text(text.to_owned());
    }
    let (mut shown, mut bytes, mut left) = (String::new(), Some(Vec::new()), written);
    while !left.is_empty() {
        let sound = match std::str::from_utf8(left) {
            Ok(sound) => sound,
            Err(error) => std::str::from_utf8(&left[..error.valid_up_to()]).unwrap_or_default(),
        };
        shown.push_str(sound);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(sound.as_bytes());
        }
        left = &left[sound.len()..];
        let (lone, after) = match *left {
            [0xed, high @ 0xa0..=0xbf, low @ 0x80..=0xbf, ref after @ ..] => {
                (0xd000 | u16::from(high & 0x3f) << 6 | u16::from(low & 0x3f), after)
            }
            // Nothing that Python writes.
            [byte, ref after @ ..] => (0xdc00 | u16::from(byte), after),
            [] => break,
        };
        shown.extend(format!("\\u{lone:04x}").chars());
        // U+DC80 to U+DCFF stand for the bytes that were no UTF-8; the others for none.
        match (&mut bytes, u8::try_from(lone.wrapping_sub(0xdc00))) {
            (Some(bytes), Ok(byte @ 0x80..)) => bytes.push(byte),
            _ => bytes = None,
        }
        left = after;
    }
    Value::Escaped { shown, bytes }
}

impl Value {
    pub fn int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Bool(value) => Some(i64::from(*value)),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Escaped { shown: text, .. } => Some(text),
            _ => None,
        }
    }

    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Items(items) | Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The item at a place, `None` for what has no items.
    pub fn at(&self, place: usize) -> &Self {
        self.items().and_then(|items| items.get(place)).unwrap_or(&Self::None)
    }

    /// As Python writes it, more or less: for people.
    pub fn written(&self) -> String {
        match self {
            Self::None => "None".into(),
            Self::Bool(true) => "True".into(),
            Self::Bool(false) => "False".into(),
            Self::Int(value) => value.to_string(),
            Self::Big => "…".into(),
            Self::Float(value) => format!("{value:?}"),
            Self::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii()),
            Self::Text(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
            Self::Escaped { shown, .. } => format!("'{}'", shown.replace('\'', "\\'")),
            Self::Items(items) => match items.as_slice() {
                [item] => format!("({},)", item.written()),
                items => format!("({})", Self::listed(items)),
            },
            Self::List(items) => format!("[{}]", Self::listed(items)),
            Self::Written(text) => text.clone(),
            Self::Bulk(length) => format!("<{length} bytes>"),
        }
    }

    fn listed(items: &[Self]) -> String {
        items.iter().map(Self::written).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `marshal.dumps(("ñ", -5, 2**40, -2**62, 2**200, b"\0x", None, True, 1.5, [1]), 2)` gives.
    const WRITTEN: &[u8] =
        b"(\n\0\0\0u\x02\0\0\0\xc3\xb1i\xfb\xff\xff\xffl\x03\0\0\0\0\0\0\0\0\x04l\xfb\xff\xff\xff\0\0\0\0\
        \0\0\0\0\x04\0l\x0e\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x20\0s\x02\0\0\0\
        \0xNTg\0\0\0\0\0\0\xf8?[\x01\0\0\0i\x01\0\0\0";

    #[test]
    fn what_python_writes_reads_as_what_it_was() {
        let read = read(WRITTEN).unwrap();
        let expected = Value::Items(vec![
            Value::Text("ñ".into()),
            Value::Int(-5),
            Value::Int(1 << 40),
            Value::Int(-(1 << 62)),
            Value::Big,
            Value::Bytes(b"\0x".to_vec()),
            Value::None,
            Value::Bool(true),
            Value::Float(1.5),
            Value::List(vec![Value::Int(1)]),
        ]);
        assert_eq!(read, expected);
        assert_eq!(read.at(3).written(), (-(1_i64 << 62)).to_string());
    }

    #[test]
    fn lone_surrogates_are_told_as_python_writes_them() {
        // What `marshal.dumps("caf\udce9 ñ", 2)` gives: the name of a file in Latin-1, as Python has it.
        let read = read(b"u\x09\0\0\0caf\xed\xb3\xa9 \xc3\xb1").unwrap();
        assert_eq!(read.text(), Some("caf\\udce9 ñ"));
        assert_eq!(read.written(), "'caf\\udce9 ñ'");
        let Value::Escaped { bytes, .. } = read else { panic!("{read:?}") };
        assert_eq!(bytes.unwrap(), b"caf\xe9 \xc3\xb1");
        let Value::Escaped { shown, bytes } = text(b"\xed\xa0\x80") else { panic!() };
        assert_eq!((shown.as_str(), bytes), ("\\ud800", None));
    }

    #[test]
    fn what_marshal_has_no_form_for_is_told_as_a_set_of_one() {
        // marshal.dumps((frozenset(["<Cliente>"]), frozenset([17000000]), (1,), []), 2)
        let written = b"(\x04\0\0\0>\x01\0\0\0u\x09\0\0\0<Cliente>>\x01\0\0\0i@f\x03\x01(\x01\0\0\0i\x01\0\0\0[\0\0\0\0";
        assert_eq!(read(written).unwrap().written(), "(<Cliente>, <17000000 bytes>, (1,), [])");
        assert_eq!(read(b">\x02\0\0\0i\x01\0\0\0i\x02\0\0\0"), Err(Malformed));
    }

    #[test]
    fn what_is_cut_or_lies_about_its_length_is_malformed() {
        for end in 0..WRITTEN.len() {
            assert_eq!(read(&WRITTEN[..end]), Err(Malformed), "{end}");
        }
        assert_eq!(read(b"(\xff\xff\xff\x7f"), Err(Malformed));
        assert_eq!(read(b"s\xff\xff\xff\xff"), Err(Malformed));
        assert_eq!(read(&b"(\x01\0\0\0".repeat(100)), Err(Malformed));
    }
}
