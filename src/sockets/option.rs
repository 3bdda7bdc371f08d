//! The socket options that a script can set and read (socket(7), tcp(7)).

use serde::{Deserialize, Serialize};
use strum::EnumIter;

/// An option with the value to set it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OptionSetting {
    /// `SO_REUSEADDR`: bind although old connections of the port are in `TIME_WAIT`.
    ReuseAddr(bool),
    /// `SO_SNDBUF` in bytes; Linux doubles what it is given and has a least value.
    SndBuf(u32),
    /// `SO_RCVBUF` in bytes; Linux doubles what it is given and has a least value.
    RcvBuf(u32),
    /// `SO_LINGER`: seconds that `close` waits for data to leave; 0 resets the connection; `None` is off.
    Linger(Option<u16>),
    /// `TCP_NODELAY`: small segments leave at once (no Nagle algorithm).
    NoDelay(bool),
    /// `SO_BROADCAST`: datagrams to broadcast addresses are allowed.
    Broadcast(bool),
    /// `SO_RCVTIMEO` in milliseconds: a waiting recv or accept gives up with EAGAIN; 0 waits for ever.
    RcvTimeo(u32),
}

/// An option by its name, to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter)]
pub enum OptionName {
    ReuseAddr,
    SndBuf,
    RcvBuf,
    Linger,
    NoDelay,
    Broadcast,
    RcvTimeo,
    /// `SO_ERROR`: the pending error, which reading clears.
    Error,
}

impl OptionName {
    /// The name in the headers: `"SO_REUSEADDR"`.
    #[must_use]
    pub fn constant(self) -> &'static str {
        match self {
            Self::ReuseAddr => "SO_REUSEADDR",
            Self::SndBuf => "SO_SNDBUF",
            Self::RcvBuf => "SO_RCVBUF",
            Self::Linger => "SO_LINGER",
            Self::NoDelay => "TCP_NODELAY",
            Self::Broadcast => "SO_BROADCAST",
            Self::RcvTimeo => "SO_RCVTIMEO",
            Self::Error => "SO_ERROR",
        }
    }

    /// The level that `setsockopt` wants with it: `"SOL_SOCKET"` or `"IPPROTO_TCP"`.
    #[must_use]
    pub fn level(self) -> &'static str {
        match self {
            Self::NoDelay => "IPPROTO_TCP",
            _ => "SOL_SOCKET",
        }
    }
}

impl OptionSetting {
    /// Which option this sets.
    #[must_use]
    pub fn name(self) -> OptionName {
        match self {
            Self::ReuseAddr(_) => OptionName::ReuseAddr,
            Self::SndBuf(_) => OptionName::SndBuf,
            Self::RcvBuf(_) => OptionName::RcvBuf,
            Self::Linger(_) => OptionName::Linger,
            Self::NoDelay(_) => OptionName::NoDelay,
            Self::Broadcast(_) => OptionName::Broadcast,
            Self::RcvTimeo(_) => OptionName::RcvTimeo,
        }
    }

    /// The value as a person reads it: `"1"`, `"4096"`, `"off"`, `"250 ms"`.
    #[must_use]
    pub fn value(self) -> String {
        match self {
            Self::ReuseAddr(on) | Self::NoDelay(on) | Self::Broadcast(on) => u8::from(on).to_string(),
            Self::SndBuf(bytes) | Self::RcvBuf(bytes) => bytes.to_string(),
            Self::Linger(Some(seconds)) => format!("{seconds} s"),
            Self::Linger(None) => "off".into(),
            Self::RcvTimeo(ms) => format!("{ms} ms"),
        }
    }
}
