//! What is looked for among the events, and whether an event is it. What is typed becomes such a query elsewhere.

use super::{Trace, What};
use crate::sockets::{Data, Endpoint, Errno, Hex, Outcome, TcpState};

/// By what an event can be told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name of the participant.
    Participant,
    /// The name of the function: `recv`.
    Call,
    /// The name of the socket that the call is made on or makes, or that was read.
    Socket,
    /// The name of the errno: `ECONNRESET`.
    Errno,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Participant, Self::Call, Self::Socket, Self::Errno];
}

/// What is looked for. All that is given must hold of an event; where nothing is, every event is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The names that are wanted, in the order of [`Field::ALL`].
    names: [Option<String>; 4],
    text: Option<Sought>,
    /// Whether readings of the kernel are left out.
    leaves_out_readings: bool,
    /// Whether what only repeats is left out.
    folds: bool,
}

/// A text, with the bytes that it is if it was meant in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sought {
    text: String,
    hex: Option<Vec<u8>>,
}

impl Query {
    /// The same with this name wanted, or any.
    #[must_use]
    pub fn with(mut self, field: Field, name: Option<String>) -> Self {
        self.names[field as usize] = name.filter(|name| !name.is_empty());
        self
    }

    /// The same with this text wanted: in what is sent or received, in addresses, in the call as one reads it. Pairs of
    /// digits, as in `48 6f`, are looked for as bytes, too.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.text = (!text.is_empty()).then(|| Sought::new(text));
        self
    }

    /// The same without the readings of the kernel.
    #[must_use]
    pub fn without_readings(mut self) -> Self {
        self.leaves_out_readings = true;
        self
    }

    /// The same without what only repeats: see [`Trace::is_repeated`].
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.folds = true;
        self
    }

    /// The name that is wanted.
    #[must_use]
    pub fn name(&self, field: Field) -> Option<&str> {
        self.names[field as usize].as_deref()
    }

    /// The text that is wanted.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(|sought| sought.text.as_str())
    }

    /// Whether anything is looked for by name or text.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.text.is_some() || self.names.iter().any(Option::is_some)
    }

    /// Whether every event is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.asks() && !self.leaves_out_readings && !self.folds
    }

    /// Whether the event at this position is looked for.
    #[must_use]
    pub fn matches(&self, trace: &Trace, position: usize) -> bool {
        let Some(event) = trace.event(position) else { return false };
        if self.leaves_out_readings && matches!(event.what, What::Read { .. }) {
            return false;
        }
        if self.folds && trace.is_repeated(position) {
            return false;
        }
        if !self.asks() {
            return true;
        }
        let call = match &event.what {
            What::Called { call, .. } => Some(call),
            _ => trace.call_of(position).and_then(|id| trace.find_call(id)).map(|record| &record.call),
        };
        let fits = |field: Field, holds: &dyn Fn(&str) -> bool| self.name(field).is_none_or(holds);
        let is = |one: Option<&str>, other: &str| one.is_some_and(|one| one.eq_ignore_ascii_case(other));
        fits(Field::Participant, &|name| is(Some(trace.name_of(event.participant, position)), name))
            && fits(Field::Call, &|name| is(call.map(|call| call.name().as_str()), name))
            && fits(Field::Socket, &|name| {
                let read = match &event.what {
                    What::Read { socket, .. } => trace.socket(*socket).map(|socket| socket.name.as_str()),
                    _ => None,
                };
                let called = call.and_then(|call| call.socket());
                let made = call.and_then(|call| call.names_socket());
                [read, called, made].into_iter().any(|socket| is(socket, name))
            })
            && fits(Field::Errno, &|name| is(errno(&event.what).map(Errno::name).as_deref(), name))
            && self.text.as_ref().is_none_or(|sought| {
                call.is_some_and(|call| {
                    sought.is_in(&call.to_string()) || call.data().is_some_and(|data| sought.is_in_data(data))
                }) || sought.is_in_news(&event.what)
            })
    }

    /// About how much work it is to look at an event, where 1 is the least.
    pub(super) fn effort(&self, trace: &Trace, position: usize) -> usize {
        const BYTES: usize = 1024;
        if self.text.is_none() {
            return 1;
        }
        let bytes = match trace.event(position).map(|event| &event.what) {
            Some(What::Called { call, .. }) => call.data().map_or(0, Data::len),
            Some(What::Returned(outcome)) => outcome.received().map_or(0, |data| data.len()),
            _ => 0,
        };
        1 + bytes / BYTES
    }
}

/// The errno with which a call ended. An interrupted one is what a program sees as EINTR.
pub(super) fn errno(what: &What) -> Option<Errno> {
    match what {
        What::Returned(Outcome::Failed(errno)) => Some(*errno),
        What::Returned(Outcome::Interrupted) => Some(Errno::EINTR),
        _ => None,
    }
}

impl Sought {
    fn new(text: &str) -> Self {
        let in_pairs = text.split_ascii_whitespace().all(|word| word.len() == 2);
        let hex = text.parse::<Hex>().ok().filter(|hex| in_pairs && !hex.0.is_empty());
        Self { text: text.to_owned(), hex: hex.map(|hex| hex.0) }
    }

    fn is_in(&self, text: &str) -> bool {
        holds(text.as_bytes(), self.text.as_bytes())
    }

    fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        let is_there = |hex: &Vec<u8>| bytes.windows(hex.len()).any(|part| part == hex);
        holds(bytes, self.text.as_bytes()) || self.hex.as_ref().is_some_and(is_there)
    }

    fn is_in_data(&self, data: &Data) -> bool {
        let enough = match data {
            // Whatever is in it begins in the first of the repeats.
            Data::Repeat(text, _) => text.len() + self.text.len(),
            Data::Text(_) | Data::Hex(_) => data.len(),
        };
        self.is_in_bytes(&data.part(0..enough))
    }

    /// Whether it is in what an event tells beyond the call.
    fn is_in_news(&self, what: &What) -> bool {
        let is_at = |end: &Endpoint| self.is_in(&end.to_string());
        match what {
            What::Returned(outcome) => {
                let ends = match outcome {
                    Outcome::Bound { local } => [Some(local), None],
                    Outcome::Accepted { local, peer, .. } | Outcome::Connected { local, peer } => {
                        [Some(local), Some(peer)]
                    }
                    Outcome::SentTo { from, to, .. } => [Some(from), Some(to)],
                    Outcome::ReceivedFrom { from, .. } => [from.as_ref(), None],
                    Outcome::Address(address) => [Some(address), None],
                    _ => [None, None],
                };
                ends.into_iter().flatten().any(is_at)
                    || outcome.received().is_some_and(|data| self.is_in_bytes(data))
                    || outcome.errno().is_some_and(|errno| self.is_in(&errno.name()))
                    || matches!(outcome, Outcome::Unresolved(why) if self.is_in(why))
            }
            What::Read { reading, .. } => {
                reading.state.map(TcpState::name).is_some_and(|state| self.is_in(state))
                    || [&reading.local, &reading.peer].into_iter().flatten().any(is_at)
            }
            What::Left { name } => self.is_in(name),
            _ => false,
        }
    }
}

/// Whether some bytes stand in others, capital letters or not.
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len().max(1)).any(|part| part.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
pub(super) mod tests;
