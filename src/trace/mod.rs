//! What happened: the append-only log of one run, what can be read out of it at any moment, and which sent bytes became
//! which received bytes. It neither makes calls nor draws them.

mod event;
mod links;
mod log;
mod record;
mod snapshot;

pub use event::{Event, Origin, What};
pub use links::{Carries, Link, LinkEnd, Outsider, OutsiderId};
pub use log::{Moment, Trace, TraceError};
pub use record::{CallId, CallRecord, SocketRecord, SocketUse};
pub use snapshot::{Activity, CallState, Snapshot};
