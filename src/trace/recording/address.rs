//! Addresses as a recording has them: as text, where that reads back as the same address, and else by their parts. A program
//! can ask for more than a script may say: a host with a blank behind it, a path of any bytes.

use std::borrow::Cow;
use std::fmt::Display;
use std::net::{Ipv6Addr, SocketAddr, SocketAddrV6};
use std::str::FromStr;

use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};

use super::line::parse;
use crate::sockets::{Address, Endpoint, Hex, UnixName};

/// An address as the kernel told it.
pub struct At(pub Endpoint);

/// The parts of an address.
#[derive(serde::Serialize, serde::Deserialize)]
enum Parts<'a> {
    /// A host and a port, as they were asked for.
    Host(#[serde(borrow)] Cow<'a, str>, u16),
    /// An IPv6 address, its port, its flow and its scope.
    Inet6(Ipv6Addr, u16, u32, u32),
    Unix(#[serde(borrow)] Cow<'a, str>),
    /// A name of a Unix socket that is no UTF-8.
    UnixBytes(Hex),
}

impl<'a> Parts<'a> {
    fn of_name(name: &'a UnixName) -> Self {
        match name.as_str() {
            Some(text) => Self::Unix(text.into()),
            None => Self::UnixBytes(Hex(name.bytes().to_vec())),
        }
    }

    fn name(self) -> Option<UnixName> {
        match self {
            Self::Unix(text) => Some(text.as_ref().into()),
            Self::UnixBytes(Hex(bytes)) => Some(bytes.as_slice().into()),
            _ => None,
        }
    }
}

/// Writes an address as text, if that is the same address.
fn write<S: Serializer, A: Display + FromStr + PartialEq>(
    address: &A,
    parts: Option<Parts>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = address.to_string();
    match parts {
        Some(parts) if text.parse().ok().as_ref() != Some(address) => parts.serialize(serializer),
        _ => serializer.serialize_str(&text),
    }
}

/// A text, or parts, as they stand in a line.
enum Written<'a> {
    Text(Cow<'a, str>),
    Parts(Parts<'a>),
}

impl<'de> Deserialize<'de> for Written<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.trim().get_ron();
        if raw.starts_with(|c: char| c.is_ascii_uppercase()) {
            return parse(raw).map(Self::Parts).map_err(D::Error::custom);
        }
        parse(raw).map(Self::Text).map_err(D::Error::custom)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = match &self.0 {
            Endpoint::Inet(SocketAddr::V6(a)) => {
                Some(Parts::Inet6(*a.ip(), a.port(), a.flowinfo(), a.scope_id()))
            }
            Endpoint::Unix(name) => Some(Parts::of_name(name)),
            Endpoint::Inet(SocketAddr::V4(_)) | Endpoint::Unnamed => None,
        };
        write(&self.0, parts, serializer)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Written::deserialize(deserializer)? {
            Written::Text(text) => text.parse().map_err(D::Error::custom)?,
            Written::Parts(Parts::Inet6(ip, port, flow, scope)) => {
                Endpoint::Inet(SocketAddrV6::new(ip, port, flow, scope).into())
            }
            Written::Parts(parts) => {
                Endpoint::Unix(parts.name().ok_or_else(|| D::Error::custom("no address of the kernel"))?)
            }
        }))
    }
}

/// The same for a field that is an [`Address`].
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(address: &Address, serializer: S) -> Result<S::Ok, S::Error> {
    let parts = match address {
        Address::Inet { host, port } => Some(Parts::Host(host.as_str().into(), *port)),
        Address::Unix { path } => Some(Parts::of_name(path)),
        Address::Sender => None,
    };
    write(address, parts, serializer)
}

/// # Errors
/// Neither a text nor parts of an address.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Address, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::Text(text) => text.parse().map_err(D::Error::custom)?,
        Written::Parts(Parts::Host(host, port)) => Address::Inet { host: host.into_owned(), port },
        Written::Parts(parts) => {
            Address::Unix { path: parts.name().ok_or_else(|| D::Error::custom("no address of a call"))? }
        }
    })
}
