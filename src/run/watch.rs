//! What the kernel is asked about the sockets of one participant, and which of its answers are news.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::open::OpenSockets;
use crate::kernel;
use crate::sockets::{Call, Endpoint, Family, Kind, Reading, SocketId, TcpState};

/// Between two looks while nothing is called.
const PACE: Duration = Duration::from_millis(500);
/// Between two looks while call follows call without anybody asking for each.
const IN_PASSING: Duration = Duration::from_millis(100);

/// A connection whose socket has been closed here, and of which the kernel may still know.
struct Closed {
    id: SocketId,
    family: Family,
    local: SocketAddr,
    peer: SocketAddr,
}

pub(super) struct Watched {
    on: bool,
    last: Vec<(SocketId, Arc<Reading>)>,
    closed: Vec<Closed>,
    looked: Option<Instant>,
}

impl Watched {
    pub fn new(on: bool) -> Self {
        Self { on, last: Vec::new(), closed: Vec::new(), looked: None }
    }

    /// Takes note of a call that is about to be made: who closes a connection must know beforehand what to ask for.
    pub fn before(&mut self, call: &Call, on: Option<SocketId>, sockets: &OpenSockets) {
        if !self.on || !matches!(call, Call::Close { .. }) {
            return;
        }
        let Some((id, open)) = on.and_then(|id| Some((id, sockets.get(id)?))) else { return };
        if open.family == Family::Unix || open.kind != Kind::Stream {
            return;
        }
        let reading = kernel::read_socket(&open.socket, open.family, open.kind);
        if let (Some(Endpoint::Inet(local)), Some(Endpoint::Inet(peer))) = (reading.local, reading.peer) {
            self.closed.push(Closed { id, family: open.family, local, peer });
        }
    }

    /// Whether it is time to look, after a call.
    pub fn is_due(&self, in_passing: bool) -> bool {
        self.on && (!in_passing || self.looked.is_none_or(|looked| looked.elapsed() >= IN_PASSING))
    }

    /// How long to rest until the next look; `None` where there is nothing to look at.
    pub fn pace(&self, sockets: &OpenSockets) -> Option<Duration> {
        (self.on && (sockets.oldest().is_some() || !self.closed.is_empty())).then_some(PACE)
    }

    /// Asks about every socket. Gives the answers that differ from the last.
    pub fn look(&mut self, sockets: &OpenSockets) -> Vec<(SocketId, Arc<Reading>)> {
        if !self.on {
            return Vec::new();
        }
        self.looked = Some(Instant::now());
        let mut news = Vec::new();
        for (id, open) in sockets.all() {
            self.compare(id, kernel::read_socket(&open.socket, open.family, open.kind), &mut news);
        }
        let mut closed = std::mem::take(&mut self.closed);
        closed.retain(|gone| {
            if sockets.get(gone.id).is_some() {
                return true; // the close has failed, or is still to come
            }
            let kept = match kernel::read_closed(gone.family, gone.local, gone.peer) {
                Ok(kept) => kept,
                // That we cannot ask now says nothing of the connection.
                Err(error) => return error.kind() != io::ErrorKind::Unsupported,
            };
            let known = kept.is_some();
            let over = || Reading { state: Some(TcpState::Close), ..Reading::default() };
            self.compare(gone.id, kept.unwrap_or_else(over), &mut news);
            known
        });
        self.closed = closed;
        self.last.retain(|(id, _)| sockets.get(*id).is_some() || self.closed.iter().any(|c| c.id == *id));
        news
    }

    fn compare(&mut self, id: SocketId, reading: Reading, news: &mut Vec<(SocketId, Arc<Reading>)>) {
        let place = self.last.iter().position(|(known, _)| *known == id);
        if place.is_some_and(|at| is_no_news(&self.last[at].1, &reading)) {
            return;
        }
        let reading = Arc::new(reading);
        match place {
            Some(at) => self.last[at].1 = Arc::clone(&reading),
            None => self.last.push((id, Arc::clone(&reading))),
        }
        news.push((id, reading));
    }
}

/// That a timer runs is no news: whoever knows its time and when that was read can tell the rest.
fn is_no_news(last: &Reading, now: &Reading) -> bool {
    let without_timer = |reading: &Reading| Reading { remaining: None, ..reading.clone() };
    last.remaining.is_some() == now.remaining.is_some() && without_timer(last) == without_timer(now)
}
