//! Sockets of the run to which others on the network can come. That is not asked about, as it is what a server is for; it is
//! told, once it is so, with how to keep to this machine.

use std::collections::HashSet;
use std::net::IpAddr;

use super::{Notice, Session};
use crate::scenario::ParticipantId;
use crate::sockets::{Call, Endpoint, Kind, Outcome};
use crate::trace::{Event, Origin, What};

/// A socket that others can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposedSocket {
    /// The name of the participant that has it.
    pub participant: String,
    /// Where it is, as the kernel has told.
    pub address: Endpoint,
    pub kind: Kind,
}

/// What has been told in this document: whose socket, by its variable, and on which address. It is not told again at each
/// restart.
#[derive(Clone, Debug, Default)]
pub(super) struct Exposed(HashSet<(ParticipantId, String, IpAddr)>);

/// Whether an event can make it so that others come.
pub(super) fn may_expose(event: &Event) -> bool {
    matches!(event.what, What::Returned(Outcome::Bound { local: Endpoint::Inet(local) }) if !local.ip().to_canonical().is_loopback())
}

impl Session {
    /// A bind or listen has come back with an address that is not of loopback. To a stream others can come once it listens, to
    /// a socket for datagrams at once. What programs of people do is their own doing.
    pub(super) fn note_exposed(&mut self, who: ParticipantId) {
        let Some(last) = self.trace.calls_made_by(who).checked_sub(1) else { return };
        let Some(record) = self.trace.nth_call_of(who, last).map(|id| self.trace.call(id)) else { return };
        let Some(socket) = record.socket.and_then(|id| self.trace.socket(id)) else { return };
        let is_open = matches!(
            (&*record.call, socket.kind),
            (Call::Listen { .. }, Kind::Stream) | (Call::Bind { .. }, Kind::Dgram)
        );
        if !is_open || matches!(record.origin, Origin::Program(_)) {
            return;
        }
        let Some(Outcome::Bound { local: Endpoint::Inet(local) }) = self.trace.outcome_of(record) else {
            return;
        };
        let (address, kind) = (*local, socket.kind);
        if self.exposed.0.insert((who, socket.name.clone(), address.ip())) {
            let participant = self.trace.name_of(who, record.called).to_owned();
            self.note(Notice::Exposed(ExposedSocket { participant, address: Endpoint::Inet(address), kind }));
        }
    }
}
