//! What a socket is, as far as a sentence depends on it. Where nothing tells, none of it holds, and what is said is what holds
//! of all.

use crate::sockets::{Family, Kind};
use crate::trace::{CallId, Context};

pub(super) trait Traits {
    fn is_stream(&self) -> bool;
    fn is_datagrams(&self) -> bool;
    fn is_unix(&self) -> bool;
    fn is_tcp(&self) -> bool;
    fn is_udp(&self) -> bool;
    /// Whose call that was: the name of its participant.
    fn who_called(&self, call: CallId) -> String;
}

impl Traits for Context<'_> {
    fn is_stream(&self) -> bool {
        self.kind == Some(Kind::Stream)
    }

    fn is_datagrams(&self) -> bool {
        self.kind == Some(Kind::Dgram)
    }

    fn is_unix(&self) -> bool {
        self.family == Some(Family::Unix)
    }

    fn is_tcp(&self) -> bool {
        self.is_stream() && self.family.is_some_and(|family| family != Family::Unix)
    }

    fn is_udp(&self) -> bool {
        self.is_datagrams() && self.family.is_some_and(|family| family != Family::Unix)
    }

    fn who_called(&self, call: CallId) -> String {
        let at = self.at.and_then(|at| Some(at.name_of(at.trace.find_call(call)?.participant)));
        at.unwrap_or_default().to_owned()
    }
}
