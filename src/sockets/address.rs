//! Addresses: as a script writes them (`localhost:1024`, `[::1]:80`, `unix:chat`) and as the kernel answers them.

use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::UnixName;

/// An address as an argument of a call. The name in it is resolved when the call is made, as in `getaddrinfo(3)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// `host:port`. An empty host means every address of this machine, as `''` does in Python.
    Inet { host: String, port: u16 },
    /// `unix:path`. A path without a slash lives in a directory of the run's own, so that runs do not meet. That of a
    /// program can be any bytes, an abstract name included.
    Unix { path: UnixName },
    /// `sender`: whoever sent the last datagram that this participant received, Python's `addr`.
    Sender,
}

/// The word for [`Address::Sender`] in a file.
const SENDER: &str = "sender";

/// Why a text is not an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("`{0}` has no port; expected \"host:port\", \"[::1]:port\" or \"unix:path\"")]
    NoPort(String),
    #[error("the port `{port}` in `{text}` is not a number from 0 to 65535")]
    BadPort { text: String, port: String },
    #[error("`{0}` is an IPv6 address without brackets; expected \"[address]:port\"")]
    Brackets(String),
    #[error("`{0}` names no path; expected \"unix:path\", 107 bytes at most")]
    BadPath(String),
    #[error("`{0}` is not a host name; it must have no spaces and at most 253 characters")]
    BadHost(String),
}

/// Longest path that fits `sun_path` with its closing zero (unix(7)).
const LONGEST_PATH: usize = 107;
/// Longest host name of the DNS (RFC 1035).
const LONGEST_HOST: usize = 253;

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if text == SENDER {
            return Ok(Self::Sender);
        }
        if let Some(path) = text.strip_prefix("unix:") {
            if path.is_empty() || path.len() > LONGEST_PATH || path.contains('\0') {
                return Err(AddressError::BadPath(text.into()));
            }
            return Ok(Self::Unix { path: path.into() });
        }
        let (host, port) = text.rsplit_once(':').ok_or_else(|| AddressError::NoPort(text.into()))?;
        let host = match host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
            Some(inside) => inside,
            None if host.contains(':') => return Err(AddressError::Brackets(text.into())),
            None => host,
        };
        if host.len() > LONGEST_HOST || host.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(AddressError::BadHost(text.into()));
        }
        let port =
            port.parse().map_err(|_| AddressError::BadPort { text: text.into(), port: port.into() })?;
        Ok(Self::Inet { host: host.into(), port })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Without brackets these would read as something else.
            Self::Inet { host, port }
                if host.contains(':') || host == "unix" || (host.starts_with('[') && host.ends_with(']')) =>
            {
                write!(f, "[{host}]:{port}")
            }
            Self::Inet { host, port } => write!(f, "{host}:{port}"),
            Self::Unix { path } => write!(f, "unix:{path}"),
            Self::Sender => f.write_str(SENDER),
        }
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// An address as the kernel told it: one end of a connection, or where a datagram came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Endpoint {
    /// An IPv4 or IPv6 address with its port.
    Inet(SocketAddr),
    /// A Unix socket bound to a path, or to an abstract name.
    Unix(UnixName),
    /// A Unix socket that was never bound: the kernel knows no name for it.
    Unnamed,
}

impl Endpoint {
    /// The port, where the family has ports.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match self {
            Self::Inet(address) => Some(address.port()),
            Self::Unix(_) | Self::Unnamed => None,
        }
    }

    /// Whether traffic for `other` reaches a socket that is bound to this address: the same address, or the
    /// same port on every address of the machine (`0.0.0.0`, `::`).
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inet(mine), Self::Inet(theirs)) => {
                mine.port() == theirs.port()
                    && (mine.ip() == theirs.ip()
                        || mine.ip().is_unspecified()
                        || theirs.ip().is_unspecified())
            }
            (Self::Unix(mine), Self::Unix(theirs)) => mine == theirs,
            _ => false,
        }
    }
}

/// A text that is no address as the kernel tells one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address; expected \"127.0.0.1:80\", \"[::1]:80\" or \"unix:path\"")]
pub struct EndpointError(String);

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        match text.strip_prefix("unix:") {
            Some("") => Ok(Self::Unnamed),
            Some(path) => Ok(Self::Unix(path.into())),
            None => text.parse().map(Self::Inet).map_err(|_| EndpointError(text.into())),
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inet(address) => write!(f, "{address}"),
            Self::Unix(path) => write!(f, "unix:{path}"),
            Self::Unnamed => f.write_str("unix:"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_every_family_read_back_as_written() {
        for text in
            ["localhost:1024", ":80", "[::1]:8080", "127.0.0.1:0", "unix:chat", "unix:/run/x.sock", "sender"]
                .into_iter()
                .chain(["[unix]:80", "[[a]]:80"])
        {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        let why = |text: &str| text.parse::<Address>().unwrap_err();
        assert!(matches!(why("localhost"), AddressError::NoPort(_)));
        assert!(matches!(why("localhost:70000"), AddressError::BadPort { .. }));
        assert!(matches!(why("localhost:-1"), AddressError::BadPort { .. }));
        assert!(matches!(why("::1:80"), AddressError::Brackets(_)));
        assert!(matches!(why("unix:"), AddressError::BadPath(_)));
        assert!(matches!(why("my host:80"), AddressError::BadHost(_)));
    }

    #[test]
    fn addresses_of_the_kernel_read_back_as_written() {
        for text in ["127.0.0.1:1024", "[::1]:80", "unix:/run/x.sock", "unix:"] {
            assert_eq!(text.parse::<Endpoint>().unwrap().to_string(), text);
        }
        assert!("localhost:80".parse::<Endpoint>().is_err());
    }

    #[test]
    fn a_wildcard_covers_each_address_with_its_port() {
        let end = |text: &str| Endpoint::Inet(text.parse().unwrap());
        assert!(end("0.0.0.0:80").covers(&end("127.0.0.1:80")));
        assert!(!end("0.0.0.0:80").covers(&end("127.0.0.1:81")));
        assert!(!end("127.0.0.1:80").covers(&end("127.0.0.2:80")));
    }
}
