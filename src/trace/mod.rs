//! What happened: the append-only log of one run, what can be read out of it at any moment, and which sent bytes became
//! which received bytes. It neither makes calls nor draws them.

mod event;
mod flow;
mod links;
mod log;
mod record;
mod snapshot;

pub use event::{Event, Origin, What};
pub use flow::{Connection, Datagram, Direction, Fate, Meeting, Sending, Unread};
pub use links::{Carries, Link, LinkEnd, Outsider, OutsiderId, Peer, Piece};
pub use log::{Moment, Trace, TraceError};
pub use record::{CallId, CallRecord, SocketRecord, SocketUse};
pub use snapshot::{Activity, CallState, Snapshot};
