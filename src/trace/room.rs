//! How much of a run memory has room for, and what becomes of the rest: the oldest events go, and of them only what still
//! holds is carried over.

use std::collections::HashSet;

use super::kept::Kept;
use super::lane::{OwnSockets, forget};
use super::record::{CallId, CallRecord};
use super::{Event, Moment, ProgramEvent, Trace, What};
use crate::scenario::ParticipantId;

/// How much of a run is kept in memory. Where it becomes more, the oldest quarter goes: a run that never ends takes no more
/// than so much. What has gone stands in the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The most events.
    pub events: usize,
    /// The most bytes that were received or printed.
    pub bytes: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { events: 2_000_000, bytes: 256 << 20 }
    }
}

/// The last call of a participant before what is kept: it may be open, and what follows is counted from it.
#[derive(Clone, Debug)]
pub(super) struct CarriedOver {
    pub id: CallId,
    pub record: CallRecord,
    /// That it waits, if it does.
    pub waiting: Option<Event>,
    /// The call of the script that its participant was to make next.
    pub next: u64,
}

impl Trace {
    /// Forgets the oldest quarter of what is kept.
    pub(super) fn make_room(&mut self) {
        let kept = self.events.as_slice();
        let (mut events, mut bytes) = (kept.len(), self.bytes);
        let aim = Room { events: self.room.events / 4 * 3, bytes: self.room.bytes / 4 * 3 };
        let goes = kept.iter().take_while(|event| {
            let too_much = events > aim.events || bytes > aim.bytes;
            events -= 1;
            bytes -= brought(event);
            too_much
        });
        self.drop_before(self.events.first() + goes.count());
    }

    fn drop_before(&mut self, position: usize) {
        let first = self.calls.partition_point(|call| call.called < position);
        let mut carried_over = Vec::new();
        for (who, lane) in &self.lanes {
            let next = self.at(Moment(position)).next_step(*who);
            let calls = &lane.calls;
            let before = calls[..calls.partition_point(|id| id.index() < first)].last().copied();
            if let Some((id, record)) = before.and_then(|id| Some((id, self.find_call(id)?.clone()))) {
                carried_over.push(CarriedOver {
                    id,
                    waiting: self.waiting_of(&record).cloned(),
                    record,
                    next,
                });
            }
        }
        self.carried_over = carried_over;
        let carried: HashSet<CallId> = self.carried_over.iter().map(|older| older.id).collect();
        let gone = &self.events.as_slice()[..position - self.events.first()];
        self.dropped_at = gone.last().map_or(self.dropped_at, |event| event.at);
        self.bytes -= gone.iter().map(brought).sum::<u64>();
        self.events.drop_before(position);
        self.moved.drain(..self.moved.partition_point(|(moved, _)| *moved < position));
        self.calls.drop_before(first);
        forget(&mut self.scenarios, position + 1);
        self.sockets.drop_before(position);
        self.links.drop_before(position, CallId::nth(first), &self.sockets);
        for lane in self.lanes.values_mut() {
            lane.drop_before(position, |call| call.index() < first && !carried.contains(&call));
            lane.sockets = OwnSockets::default();
        }
        // In the order of their birth, each to whoever opened it.
        for socket in self.sockets.all() {
            let is_open = |number| {
                let other = self.sockets.numbered(number);
                other.is_some_and(|other| other.closed.is_none_or(|closed| closed > socket.opened))
            };
            if let Some(lane) = self.lanes.get_mut(&ParticipantId(socket.id.participant)) {
                lane.sockets.push(socket.number, is_open);
            }
        }
    }

    /// Gives back memory that more events would have taken.
    pub fn shrink_to_fit(&mut self) {
        self.events.shrink_to_fit();
        self.calls.shrink_to_fit();
        self.links.shrink_to_fit();
    }
}

/// The calls of a log, to be looked up and marked by their numbers.
pub(super) struct Calls<'a> {
    pub kept: &'a mut Kept<CallRecord>,
    pub carried_over: &'a mut Vec<CarriedOver>,
}

impl Calls<'_> {
    pub fn get(&self, id: CallId) -> Option<&CallRecord> {
        let older = || self.carried_over.iter().find(|older| older.id == id).map(|older| &older.record);
        self.kept.get(id.index()).or_else(older)
    }

    pub fn get_mut(&mut self, id: CallId) -> Option<&mut CallRecord> {
        let older = self.carried_over.iter_mut().find(|older| older.id == id).map(|older| &mut older.record);
        self.kept.get_mut(id.index()).or(older)
    }
}

/// The bytes that an event brings along.
pub(super) fn brought(event: &Event) -> u64 {
    match &event.what {
        What::Returned(outcome) => outcome.received().map_or(0, |data| data.len() as u64),
        What::Program(shown) => match &**shown {
            ProgramEvent::Printed { data, .. } => data.len() as u64,
            _ => 0,
        },
        _ => 0,
    }
}
