//! What a call does to sockets that are only thought of, and whether it may fail.

use super::{Far, LARGEST_DATAGRAM, Place, Socket, Thought, place_of};
use crate::scenario::{Planned, Script};
use crate::sockets::{Address, Call, Family, Half, Kind, OptionName, OptionSetting};

impl<'a> Thought<'a> {
    /// Makes a call in thought. Answers whether it may fail.
    pub(super) fn fails(
        &mut self,
        node: usize,
        planned: Planned,
        (line, on): (u32, usize),
        call: &'a Call,
    ) -> bool {
        let socket = &self.sockets[on];
        if socket.closed {
            return !matches!(call, Call::Close { .. });
        }
        let (kind, family, far) = (socket.kind, socket.family, socket.far);
        if call.address().is_some_and(|address| !is_of(address, family)) {
            return true;
        }
        match call {
            Call::Bind { to, .. } => self.bind(node, on, to),
            Call::Listen { .. } => {
                let is_bound = self.sockets[on].bound.is_some();
                let fails = kind == Kind::Dgram || far != Far::Nothing || family == Family::Unix && !is_bound;
                if !fails {
                    self.sockets[on].listening = Some(node);
                    self.sockets[on].bound.get_or_insert(node);
                    self.meet_at(on, node);
                }
                fails
            }
            Call::Accept { into, .. } => self.accept(planned, on, into),
            Call::Connect { to, .. } => {
                let fails = self.connect(node, planned, on, to);
                let socket = &mut self.sockets[on];
                if family != Family::Unix {
                    socket.bound.get_or_insert(node);
                }
                if socket.far == Far::Outside && self.goes_on_without(planned, line, call) {
                    self.unsure.extend(call.socket().map(|name| (self.sockets[on].owner, name)));
                    return true;
                }
                fails
            }
            Call::Send { data, .. } => self.send(node, on, data.len()),
            Call::SendTo { data, to, .. } => self.send_to(node, on, data.len(), to),
            Call::Recv { max, .. } | Call::RecvFrom { max, .. } => {
                self.receive(node, planned, (line, on), *max)
            }
            Call::Shutdown { how, .. } => {
                let broken = far == Far::Nothing || self.peer(on).is_some_and(|peer| peer.closed);
                let again =
                    *how != Half::Read && std::mem::replace(&mut self.sockets[on].sends_no_more, true);
                broken || again
            }
            Call::Close { .. } => {
                self.close(on);
                false
            }
            Call::SetSockOpt { option, .. } => self.set(on, *option),
            Call::GetSockOpt { option, .. } => {
                *option == OptionName::NoDelay && (kind, family == Family::Unix) != (Kind::Stream, false)
            }
            Call::GetPeerName { .. } => far == Far::Nothing || self.peer(on).is_some_and(|peer| peer.closed),
            Call::GetSockName { .. } | Call::Socket { .. } | Call::Sleep { .. } | Call::Function { .. } => {
                false
            }
        }
    }

    fn peer(&self, on: usize) -> Option<&Socket<'a>> {
        match self.sockets[on].far {
            Far::Socket(peer) => Some(&self.sockets[peer]),
            _ => None,
        }
    }

    fn set(&mut self, on: usize, option: OptionSetting) -> bool {
        let socket = &mut self.sockets[on];
        match option {
            OptionSetting::ReuseAddr(on) => socket.reuses = on,
            OptionSetting::Linger(seconds) => socket.lingers_not = seconds == Some(0),
            OptionSetting::RcvTimeo(ms) => socket.times_out = ms > 0,
            OptionSetting::NoDelay(_) => return socket.kind == Kind::Dgram || socket.family == Family::Unix,
            OptionSetting::SndBuf(_) | OptionSetting::RcvBuf(_) | OptionSetting::Broadcast(_) => {}
        }
        false
    }

    fn bind(&mut self, node: usize, on: usize, to: &'a Address) -> bool {
        let Some(place) = place_of(to) else { return *to == Address::Sender };
        if let Place::Path(path) = place
            && !path.has_folder()
            && !path.is_abstract()
            && self.paths.insert(path)
        {
            self.foreseen[self.sockets[on].owner].paths.push(path.clone());
        }
        let mine = &self.sockets[on];
        let at = |other: &&Socket<'_>| other.place.as_ref() == Some(&place) && other.kind == mine.kind;
        let taken = self.sockets.iter().filter(at).any(|other| {
            let stays = matches!(place, Place::Path(_));
            !other.closed || stays || (other.has_accepted && !(other.reuses && mine.reuses))
        });
        if taken || mine.bound.is_some() || mine.far != Far::Nothing {
            return true;
        }
        let socket = &mut self.sockets[on];
        (socket.place, socket.bound) = (Some(place), Some(node));
        self.meet_at(on, node);
        to_far_name(to, self.sockets[on].family)
    }

    /// What found nobody at a place must have done so before somebody is there.
    fn meet_at(&mut self, on: usize, node: usize) {
        let Some(place) = self.sockets[on].place.clone() else { return };
        for (_, earlier) in self.unmet.iter().filter(|(other, _)| *other == place) {
            self.order.must(*earlier, node);
        }
    }

    fn accept(&mut self, planned: Planned, on: usize, into: &'a str) -> bool {
        let Socket { owner, family, kind, listening, times_out, .. } = self.sockets[on];
        if listening.is_none() {
            return true;
        }
        let end = self.open(owner, family, kind);
        self.sockets[on].has_accepted = true;
        (self.sockets[end].far, self.sockets[end].times_out) = (Far::Awaited, times_out);
        self.names.insert((owner, into), end);
        if let Some(connect) = self.order.source_of(planned) {
            match self.connects.get(&connect).copied() {
                Some(other) => self.join(end, other),
                None => {
                    self.ends.insert(connect, end);
                }
            }
        }
        times_out
    }

    fn join(&mut self, end: usize, other: usize) {
        self.sockets[end].far = Far::Socket(other);
        self.sockets[other].far = Far::Socket(end);
        self.sockets[end].unread += std::mem::take(&mut self.sockets[other].ahead);
    }

    fn connect(&mut self, node: usize, planned: Planned, on: usize, to: &'a Address) -> bool {
        let (kind, family) = (self.sockets[on].kind, self.sockets[on].family);
        if kind == Kind::Stream
            && (self.sockets[on].far != Far::Nothing || self.sockets[on].listening.is_some())
        {
            return true;
        }
        // What comes of a datagram to nobody is told to the next call.
        self.sockets[on].reset |= kind == Kind::Dgram;
        let Some(place) = place_of(to) else { return true };
        let is_there = |other: &Socket<'_>| {
            let takes = kind == Kind::Dgram || other.listening.is_some();
            !other.closed && other.kind == kind && other.place.as_ref() == Some(&place) && takes
        };
        if let Some(there) = self.sockets.iter().position(is_there) {
            let since =
                if kind == Kind::Stream { self.sockets[there].listening } else { self.sockets[there].bound };
            self.come_in(node, on, there, since);
            self.sockets[on].reset = false;
            self.sockets[on].far = if kind == Kind::Dgram { Far::Socket(there) } else { Far::Awaited };
            self.sockets[on].queue = Some(there);
            self.connects.insert(planned, on);
            if let Some(end) = self.ends.get(&planned).copied() {
                self.join(end, on);
            }
            return to_far_name(to, family);
        }
        if self.places.contains(&place) || matches!(place, Place::Path(path) if !path.has_folder()) {
            self.unmet.push((place, node));
            return kind == Kind::Stream || family == Family::Unix || to_far_name(to, family);
        }
        (self.sockets[on].far, self.sockets[on].reset) = (Far::Outside, false);
        to_far_name(to, family)
    }

    /// A call that another participant's socket is to be there for, in its turn among those of others.
    fn come_in(&mut self, node: usize, on: usize, there: usize, since: Option<usize>) {
        let (who, owner) = (self.sockets[on].owner, self.sockets[there].owner);
        if let Some(since) = since {
            self.order.must(since, node);
        }
        let first = self.came.insert((who, there));
        if let Some((before, other)) = self.sockets[there].last_came.replace((node, who))
            && other != who
            && owner != who
            && (first || self.order.is_fixed(node))
        {
            self.order.must(before, node);
        }
    }

    fn send(&mut self, node: usize, on: usize, bytes: usize) -> bool {
        let Socket { kind, far, sends_no_more, reset, .. } = self.sockets[on];
        if kind == Kind::Dgram {
            self.sockets[on].bound.get_or_insert(node);
            if bytes > LARGEST_DATAGRAM {
                return true;
            }
        }
        if sends_no_more {
            return true;
        }
        if let Far::Socket(peer) = far {
            if kind == Kind::Dgram {
                self.come_in(node, on, peer, None);
                return self.sockets[peer].closed;
            }
            if self.sockets[peer].closed {
                self.sockets[on].reset = true;
                return true;
            }
            self.deliver(node, peer, bytes);
        } else if far == Far::Awaited {
            self.sockets[on].ahead += bytes;
        }
        far == Far::Nothing || reset
    }

    fn deliver(&mut self, node: usize, peer: usize, bytes: usize) {
        let socket = &mut self.sockets[peer];
        if let Some((_, room, recv)) = socket.waits.take() {
            socket.unread += bytes.saturating_sub(room);
            socket.last_recv = (bytes < room).then_some(recv);
            return;
        }
        socket.unread += bytes;
        // What was received by then is not to have this in it as well.
        if let Some(recv) = socket.last_recv
            && self.order.is_fixed(node)
        {
            self.order.must(recv, node);
        }
    }

    fn send_to(&mut self, node: usize, on: usize, bytes: usize, to: &'a Address) -> bool {
        let (kind, family) = (self.sockets[on].kind, self.sockets[on].family);
        if kind == Kind::Stream {
            return true;
        }
        let is_anywhere = matches!(to, Address::Inet { port: 0, .. });
        let mut fails = bytes > LARGEST_DATAGRAM || is_anywhere || to_far_name(to, family);
        if let Some(place) = place_of(to) {
            let is_there = |other: &Socket<'_>| {
                !other.closed && other.kind == kind && other.place.as_ref() == Some(&place)
            };
            if let Some(there) = self.sockets.iter().position(is_there) {
                self.come_in(node, on, there, self.sockets[there].bound);
            } else if self.places.contains(&place) || family == Family::Unix {
                self.unmet.push((place, node));
                fails |= family == Family::Unix;
            }
        }
        // The kernel has chosen a port for it by now.
        self.sockets[on].bound.get_or_insert(node);
        fails
    }

    fn receive(&mut self, node: usize, planned: Planned, (line, on): (u32, usize), max: usize) -> bool {
        let Socket { kind, far, times_out, reset, .. } = self.sockets[on];
        if kind == Kind::Dgram {
            let refused = matches!(far, Far::Socket(peer) if self.sockets[peer].closed);
            return times_out || refused || reset;
        }
        let received = self.order.received_by(planned);
        if received.len() > 1 && self.order.is_fixed(node) {
            for send in &received {
                self.order.must(*send, node);
            }
        }
        let socket = &mut self.sockets[on];
        if socket.unread == 0 {
            socket.waits = Some((line, max, node));
        }
        socket.last_recv = (0 < socket.unread && socket.unread < max).then_some(node);
        socket.unread = socket.unread.saturating_sub(max);
        far == Far::Nothing || times_out || reset
    }

    fn close(&mut self, on: usize) {
        let resets = self.sockets[on].lingers_not || self.sockets[on].unread > 0;
        self.sockets[on].closed = true;
        for waiting in &mut self.sockets {
            waiting.reset |= waiting.far == Far::Awaited && waiting.queue == Some(on);
        }
        let Far::Socket(peer) = self.sockets[on].far else { return };
        if self.sockets[on].kind == Kind::Stream && resets {
            self.sockets[peer].reset = true;
            let owner = self.sockets[peer].owner;
            if let Some((line, ..)) = self.sockets[peer].waits.take() {
                self.foreseen[owner].fails.entry(line).or_default();
            }
        }
    }

    /// Whether a participant has something else to do when a program outside does not let it in. If it has not, the program may
    /// as well stop there.
    fn goes_on_without(&self, planned: Planned, line: u32, call: &Call) -> bool {
        let script = self.scenario.participant(planned.participant).map(|participant| &participant.script);
        let written = script.map(Script::written).unwrap_or_default();
        written
            .iter()
            .any(|later| later.line > line && later.call.socket().is_some_and(|on| Some(on) != call.socket()))
    }
}

/// Whether the address is a name that may have no address of this family.
fn to_far_name(address: &Address, family: Family) -> bool {
    matches!(address, Address::Inet { host, .. }
        if family == Family::Inet6 && !host.is_empty() && host.parse::<std::net::IpAddr>().is_err())
}

/// Whether an address can be of a family, as far as it is written.
fn is_of(address: &Address, family: Family) -> bool {
    match (address, family) {
        (Address::Sender, _) | (Address::Unix { .. }, Family::Unix) => true,
        (Address::Unix { .. }, _) | (Address::Inet { .. }, Family::Unix) => false,
        (Address::Inet { host, .. }, family) => {
            host.parse::<std::net::IpAddr>().map_or(true, |host| host.is_ipv6() == (family == Family::Inet6))
        }
    }
}
