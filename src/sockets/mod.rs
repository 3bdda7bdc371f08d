//! The vocabulary of the socket API: calls, their arguments, and what they give back.
//! Plain data with serde; nothing here opens a socket.

mod address;
mod bytes;
mod call;
mod errno;
mod host;
mod label;
mod option;
mod outcome;
mod reading;
mod unix_name;
mod utf8;

pub use address::{Address, AddressError, Endpoint};
pub use bytes::{Data, DataError, Hex, Payload};
pub use call::{Call, CallName, Family, Half, Kind, SocketName};
pub use errno::Errno;
pub use host::{Host, is_localhost, is_scoped, is_this_machine};
pub use option::{OptionName, OptionSetting};
pub use outcome::{Awaited, Outcome, SocketId, SocketOpened};
pub use reading::{AcceptQueue, Reading, TcpState};
pub use unix_name::UnixName;
pub use utf8::{Character, DecodeError, Reason, characters, decode_error, is_continuation};
