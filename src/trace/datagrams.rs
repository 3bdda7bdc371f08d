//! Datagrams one by one, with what became of each until a moment: received, waiting, thrown away, sent to nobody. What no
//! call told is worked out from which sockets of the run were bound where.

use std::net::{IpAddr, SocketAddr};

use super::{
    Activity, CallId, CallRecord, CallState, Carries, LinkEnd, Moment, OutsiderId, Snapshot, SocketRecord,
    Trace,
};
use crate::scenario::ParticipantId;
use crate::sockets::{Endpoint, Errno, Family, Kind, Outcome, SocketId};

/// So many of the last calls of a receiver are looked at for one that tells of its queue.
const LOOKED_AT: usize = 32;

/// One datagram, by the call that sent it or received it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Datagram<'a> {
    pub call: CallId,
    /// Whether the call sent it, and did not receive it.
    pub is_sent: bool,
    /// Its bytes as the call had them: all of them where it was sent, and what was kept where it was received.
    pub bytes: usize,
    pub fate: Fate<'a>,
}

/// What became of a datagram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate<'a> {
    /// This call received what another one sent: `kept` of its `sent` bytes. Observed at both ends.
    Arrived { other: CallId, kept: u64, sent: u64 },
    /// It came from a program outside.
    FromOutside(OutsiderId),
    /// It came, and who sent it is not known.
    FromUnknown,
    /// The kernel said in this call that nobody is bound to where it went. That the error is of this datagram follows
    /// from the order of the calls.
    Refused(CallId),
    /// The kernel did not take it. Observed.
    NotSent(&'a Outcome),
    /// It went to this socket, which has not received it: it waits in its queue. Worked out.
    Unread(SocketId),
    /// It went to this socket, which was closed without having received it. Worked out.
    Abandoned(SocketId),
    /// It went to this socket and never came into its queue, which was full: later ones have been received, or the
    /// kernel has said that the queue was empty. Worked out.
    Dropped(SocketId),
    /// It went to a program outside that this run has heard. What that made of it, nothing tells.
    ToOutside(OutsiderId),
    /// It went to an address of this machine where no socket of the run was bound. That nobody else was is not known.
    Nobody,
    /// It went where only others can be: nothing tells what became of it.
    Gone,
}

impl Fate<'_> {
    /// Whether nobody will ever receive it, as far as the run can tell.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Abandoned(_) | Self::Dropped(_) | Self::Nobody)
    }

    /// One word for it, for programs that read along: `"unread"`. `None` where the call itself says it.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Arrived { kept, sent, .. } if kept < sent => "cut",
            Self::Arrived { .. } => "received",
            Self::Refused(_) => "refused",
            Self::Unread(_) => "unread",
            Self::Abandoned(_) => "thrown_away",
            Self::Dropped(_) => "dropped",
            Self::Nobody => "nobody",
            Self::ToOutside(_) | Self::Gone => "unknown",
            Self::FromOutside(_) | Self::FromUnknown | Self::NotSent(_) => return None,
        })
    }
}

impl<'a> Snapshot<'a> {
    /// The calls that have returned from sending or receiving datagrams on a socket, oldest first, those that failed
    /// included.
    #[must_use]
    pub fn datagram_calls(&self, socket: SocketId) -> &'a [CallId] {
        let calls = self.trace.links.datagram_calls(socket);
        &calls[..calls.partition_point(|call| self.has_returned(*call))]
    }

    /// The datagram that a call sent or received. `None` for a call that did neither, or has not returned.
    #[must_use]
    pub fn datagram_of(&self, call: CallId) -> Option<Datagram<'a>> {
        let socket = self.trace.find_call(call)?.socket?;
        if self.socket(socket)?.kind != Kind::Dgram {
            return None;
        }
        let calls = self.datagram_calls(socket);
        // Threads that share a socket can return in another order than they called.
        let at =
            calls.binary_search(&call).ok().or_else(|| calls.iter().rposition(|other| *other == call))?;
        self.datagram(calls, at)
    }

    /// The datagram of the `at`-th of these calls. `None` for a call that neither sent nor received one.
    #[must_use]
    pub fn datagram(&self, calls: &[CallId], at: usize) -> Option<Datagram<'a>> {
        let id = *calls.get(at)?;
        let record = self.trace.find_call(id)?;
        let outcome = self.trace.outcome_of(record)?;
        let link = self
            .trace
            .links_at(id)
            .find(|link| self.moment.shows(link.known) && matches!(link.carries, Carries::Datagram { .. }));
        if let Some(data) = outcome.received() {
            let fate = match link.map(|link| (link.from, link.carries)) {
                Some((LinkEnd::Call(other), Carries::Datagram { count, sent })) => {
                    Fate::Arrived { other, kept: count, sent }
                }
                Some((LinkEnd::Outside(outside), _)) => Fate::FromOutside(outside),
                _ => Fate::FromUnknown,
            };
            return Some(Datagram { call: id, is_sent: false, bytes: data.len(), fate });
        }
        let bytes = record.call.data()?.len();
        let fate = match link.map(|link| (link.to, link.carries)) {
            Some((LinkEnd::Call(other), Carries::Datagram { count, sent })) => {
                Fate::Arrived { other, kept: count, sent }
            }
            _ if outcome.sent().is_none() => Fate::NotSent(outcome),
            _ => match self.refusal(calls, at) {
                Some(call) => Fate::Refused(call),
                None => self.unreceived(record, outcome),
            },
        };
        Some(Datagram { call: id, is_sent: true, bytes, fate })
    }

    /// The call that told that a datagram was refused: the first to fail so before another one is sent.
    fn refusal(&self, calls: &[CallId], at: usize) -> Option<CallId> {
        let later = calls[at + 1..].iter().map(|id| {
            let record = self.trace.find_call(*id);
            (*id, record.and_then(|record| self.trace.outcome_of(record)))
        });
        later
            .take_while(|(_, outcome)| outcome.is_some_and(|outcome| outcome.sent().is_none()))
            .find(|(_, outcome)| outcome.and_then(Outcome::errno) == Some(Errno::ECONNREFUSED))
            .map(|(id, _)| id)
    }

    /// What can be said of a datagram that nobody has been seen to receive.
    fn unreceived(&self, record: &CallRecord, outcome: &Outcome) -> Fate<'a> {
        let Some(returned) = record.returned else { return Fate::Gone };
        let then = Moment(returned + 1);
        let (from, to) = if let Outcome::SentTo { from, to, .. } = outcome {
            (Some(from), Some(to))
        } else {
            let socket = record.socket.and_then(|id| self.trace.socket(id));
            (socket.and_then(|s| s.local(then)), socket.and_then(|s| s.peer(then)))
        };
        let Some(to) = to else { return Fate::Gone };
        match bound_to(self.trace, from, to, then) {
            Some(socket) if self.has_missed(socket, returned) => Fate::Dropped(socket.id),
            Some(socket) if socket.is_open(self.moment) => Fate::Unread(socket.id),
            Some(socket) => Fate::Abandoned(socket.id),
            None => match self.outside_at(to) {
                Some(outside) => Fate::ToOutside(outside),
                None if may_be_getting(self.trace, then) => Fate::Gone,
                None if is_of_this_machine(to) => Fate::Nobody,
                None => Fate::Gone,
            },
        }
    }

    /// The outside program that datagrams have come from, if it has this address.
    fn outside_at(&self, address: &Endpoint) -> Option<OutsiderId> {
        let at = self
            .outsiders()
            .position(|outsider| outsider.kind == Kind::Dgram && outsider.address == *address)?;
        Some(OutsiderId(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// Whether what came to a socket before this position, and was not received, never came into its queue. A queue gives
    /// back in the order in which it took: what was received later than that had been sent later tells, and so does a call
    /// made later that found the queue empty. What was only begun before may have looked before.
    fn has_missed(&self, receiver: &SocketRecord, sent: usize) -> bool {
        // The kernel loses nothing of a Unix socket's.
        if receiver.family == Family::Unix {
            return false;
        }
        let is_later = |id: CallId| self.trace.find_call(id).is_some_and(|call| call.called > sent);
        let takes_from = |call: &CallRecord| call.socket == Some(receiver.id) && call.call.room().is_some();
        let open = self.lifelines().filter_map(|who| match self.activity(who) {
            Activity::Busy(id) => Some((id, self.trace.find_call(id)?)).filter(|(_, call)| takes_from(call)),
            _ => None,
        });
        for (id, call) in open {
            // Another thread may have taken it, and not yet said so.
            if !is_later(id) {
                return false;
            }
            if matches!(self.state(call), CallState::Waiting { .. }) {
                return true;
            }
        }
        let calls = self.datagram_calls(receiver.id).iter().rev().take(LOOKED_AT);
        for (id, call) in calls.filter_map(|id| Some((*id, self.trace.find_call(*id)?))) {
            if call.call.room().is_none() {
                continue;
            }
            let found_nothing = call.waiting.is_some()
                || self.trace.outcome_of(call).and_then(Outcome::errno) == Some(Errno::EAGAIN);
            if is_later(id) && found_nothing {
                return true;
            }
            let source = self.trace.links_at(id).find_map(|link| match (link.from, link.carries) {
                (LinkEnd::Call(other), Carries::Datagram { .. }) => Some(other),
                _ => None,
            });
            if let Some(source) = source {
                return is_later(source);
            }
        }
        false
    }

    /// How many datagrams that nobody has received are in the queue of a socket, or were thrown away with it.
    #[must_use]
    pub fn datagrams_left(&self, socket: SocketId) -> usize {
        let unclaimed = self.trace.links.unclaimed_datagrams();
        let fates = unclaimed.filter_map(|call| Some(self.datagram_of(call)?.fate));
        fates.filter(|fate| matches!(fate, Fate::Unread(to) | Fate::Abandoned(to) if *to == socket)).count()
    }
}

/// The datagram socket that gets what is sent from one address to another at a moment, as Linux chooses it: one that is
/// connected gets what its peer sends and nothing else, an address of its own goes before any address, and the last that
/// was bound before the others.
fn bound_to<'a>(
    trace: &'a Trace,
    from: Option<&Endpoint>,
    to: &Endpoint,
    moment: Moment,
) -> Option<&'a SocketRecord> {
    let fits = |socket: &&SocketRecord| {
        socket.kind == Kind::Dgram
            && socket.is_open(moment)
            && local_at(trace, socket, moment).is_some_and(|local| takes(local, to))
            && socket.peer(moment).is_none_or(|peer| from.is_none_or(|from| from.covers(peer)))
    };
    let place = |socket: &&SocketRecord| {
        let is_exact =
            local_at(trace, socket, moment).and_then(ip).zip(ip(to)).is_some_and(|(mine, to)| mine == to);
        (socket.peer(moment).is_some(), is_exact, socket.number)
    };
    trace.sockets().iter().filter(fits).max_by_key(place)
}

/// The address of a socket at a moment. One that a call gave it was there before that call was seen to return.
fn local_at<'a>(trace: &Trace, socket: &'a SocketRecord, moment: Moment) -> Option<&'a Endpoint> {
    socket.local(moment).or_else(|| {
        let (told, local) = socket.local.first()?;
        let call = trace.find_call(trace.call_of(*told)?)?;
        moment.shows(call.called).then_some(local)
    })
}

/// Whether a call is under way that may be giving a socket an address: it tells only when it returns.
fn may_be_getting(trace: &Trace, moment: Moment) -> bool {
    let then = trace.at(moment);
    trace.sockets().iter().any(|socket| {
        let is_nameless = socket.kind == Kind::Dgram && socket.is_open(moment) && socket.local.is_empty();
        is_nameless
            && match then.activity(ParticipantId(socket.id.participant)) {
                Activity::Busy(call) => trace.call(call).socket == Some(socket.id),
                _ => false,
            }
    })
}

/// Whether a socket with this address takes what is sent to that one.
fn takes(local: &Endpoint, to: &Endpoint) -> bool {
    match (local, to) {
        (Endpoint::Inet(mine), Endpoint::Inet(to)) => {
            let (mine, to) = (canonical(*mine), canonical(*to));
            // `::` takes what comes over IPv4 as well, as long as nothing else is asked for.
            let families = mine.is_ipv4() == to.is_ipv4() || mine.ip().is_unspecified() && mine.is_ipv6();
            families && Endpoint::Inet(mine).covers(&Endpoint::Inet(to))
        }
        _ => local.covers(to),
    }
}

fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

fn ip(endpoint: &Endpoint) -> Option<IpAddr> {
    match endpoint {
        Endpoint::Inet(address) => Some(address.ip().to_canonical()),
        _ => None,
    }
}

/// Whether what is sent there cannot leave this machine.
fn is_of_this_machine(to: &Endpoint) -> bool {
    match to {
        Endpoint::Inet(_) => ip(to).is_some_and(|ip| ip.is_loopback() || ip.is_unspecified()),
        Endpoint::Unix(_) | Endpoint::Unnamed => true,
    }
}
