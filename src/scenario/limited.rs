//! Parts of a scenario file that are limited while they are read: lists of at most so many items, and a version that is found
//! without reading further.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use ron::value::RawValue;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A list of at most so many items. It is given up at the first that is too many: [`Excess`] tells which.
#[derive(Debug)]
pub(super) struct AtMost<T, const MOST: usize>(pub Vec<T>);

impl<T, const MOST: usize> Default for AtMost<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Something that stands in a text.
pub(super) trait Standing {
    /// The text of it, or of a part of it. `None` where it is a copy.
    fn text(&self) -> Option<&str>;
}

impl Standing for &RawValue {
    fn text(&self) -> Option<&str> {
        Some(self.trim().get_ron())
    }
}

impl Standing for String {
    fn text(&self) -> Option<&str> {
        None
    }
}

/// That a list has more items than it may have. serde hands errors on as words only: it can be read off them again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Excess {
    pub most: usize,
    /// Where the first that is too many stands in memory; 0 where that is not known.
    pub address: usize,
}

impl Excess {
    const WORDS: &str = "more than so many items: ";

    /// What an error says, if it says this.
    pub fn read(words: &str) -> Option<Self> {
        let (most, address) = words.strip_prefix(Self::WORDS)?.split_once(' ')?;
        Some(Self { most: most.parse().ok()?, address: address.parse().ok()? })
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {}", Self::WORDS, self.most, self.address)
    }
}

impl<'de, T: Deserialize<'de> + Standing, const MOST: usize> Deserialize<'de> for AtMost<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T, const MOST: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Standing, const MOST: usize> Visitor<'de> for Items<T, MOST> {
            type Value = AtMost<T, MOST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut read = Vec::new();
                while let Some(item) = items.next_element::<T>()? {
                    if read.len() == MOST {
                        let address = item.text().map_or(0, |text| text.as_ptr() as usize);
                        return Err(A::Error::custom(Excess { most: MOST, address }));
                    }
                    read.push(item);
                }
                Ok(AtMost(read))
            }
        }
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

/// Finds the version of a scenario, and reads no further than there.
pub(super) struct FindVersion<'f, 'de>(pub &'f Cell<Option<&'de RawValue>>);

impl<'de> DeserializeSeed<'de> for FindVersion<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("Scenario", &["version"], self)
    }
}

impl<'de> Visitor<'de> for FindVersion<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scenario")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        #[derive(Deserialize)]
        #[serde(field_identifier, rename_all = "lowercase")]
        enum Field {
            Version,
            #[serde(other)]
            Other,
        }
        while let Some(field) = fields.next_key()? {
            match field {
                Field::Version => {
                    self.0.set(Some(fields.next_value()?));
                    return Err(A::Error::custom("found"));
                }
                Field::Other => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Err(A::Error::missing_field("version"))
    }
}
