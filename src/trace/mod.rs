//! What happened: the append-only log of one run, what can be read out of it at any moment, and which sent bytes became
//! which received bytes. It neither makes calls nor draws them.

mod append;
mod closing;
mod compare;
mod context;
mod datagrams;
mod downfall;
mod event;
mod flow;
mod hits;
mod kept;
mod lane;
mod links;
mod log;
mod news;
mod playback;
mod program;
mod record;
pub mod recording;
mod room;
mod search;
mod seek;
mod snapshot;
mod stretch;

pub use append::TraceError;
pub use closing::{Closing, Cut, How, Missing};
pub use compare::{Comparison, Likeness, Ports, nth};
pub use context::{Context, Holder, NoBytes};
pub use datagrams::{Datagram, Fate};
pub use downfall::Downfall;
pub use event::{Event, Origin, What};
pub use flow::{Connection, Direction, Meeting, Sending, Unread};
pub use hits::{Hits, Occurring};
pub use links::{Carries, Link, LinkEnd, Outsider, OutsiderId, Peer, Piece};
pub use log::{Moment, Trace};
pub use news::{Came, News, Shown};
pub use playback::{EVENTS_A_SECOND, Playback, Scale};
pub use program::{Frame, ProgramEvent, Signal, Site, Stream, Unseen};
pub use record::{CallId, CallRecord, SocketRecord, SocketUse};
pub use room::Room;
pub use search::{Field, Query};
pub use seek::{Goal, Way};
pub use snapshot::{Activity, CallState, Held, Snapshot};
pub use stretch::Stretch;

/// What a history holds at a moment: the last of it that has happened.
fn last_shown<T>(history: &[(usize, T)], moment: Moment) -> Option<&T> {
    let shown = history.partition_point(|(at, _)| moment.shows(*at));
    history[..shown].last().map(|(_, known)| known)
}
