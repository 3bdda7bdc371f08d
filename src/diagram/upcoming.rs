//! The calls to come: in the order of the plan, each on a row of its own below what has happened.

use std::collections::HashMap;
use std::ops::Range;

use super::boxes::rect;
use super::{BoxId, CallBox, Column, Lane, Stand, Subject, columns};
use crate::scenario::{ParticipantId, Planned};
use crate::trace::{Activity, Snapshot};

/// So many calls of each participant are looked ahead where the plan has ended.
const AHEAD: u64 = 40;

/// Calls to come with their rows, ascending.
pub(super) struct Upcoming {
    rows: Vec<(u32, Coming)>,
    beyond: u64,
}

/// A call to come.
#[derive(Clone, Copy)]
enum Coming {
    Planned(Planned),
    /// What a program does after the call that it is held before, nobody knows.
    Held(ParticipantId),
}

impl Coming {
    fn participant(self) -> ParticipantId {
        match self {
            Self::Planned(planned) => planned.participant,
            Self::Held(who) => who,
        }
    }

    fn id(self) -> BoxId {
        match self {
            Self::Planned(planned) => BoxId::Planned(planned),
            Self::Held(who) => BoxId::Held(who),
        }
    }
}

impl Upcoming {
    pub fn of(subject: Subject) -> Self {
        let Subject { scenario, plan, snapshot } = subject;
        let mut row = snapshot.last_row().map_or(0, |row| row + 1);
        let mut next = Vec::new();
        let mut own_row = Vec::new();
        let mut left = 0_u64;
        for (id, participant) in scenario.ids() {
            let activity = snapshot.activity(id);
            let step = snapshot.next_step(id);
            let over = matches!(activity, Activity::Ended | Activity::Killed);
            next.push(if over { u64::MAX } else { step });
            left += if over { 0 } else { participant.script.len().saturating_sub(step) };
            own_row.push(row_below(snapshot, id));
        }
        let mut rows = Vec::new();
        for who in snapshot.lifelines().filter(|who| snapshot.held(*who).is_some()) {
            row = row.max(row_below(snapshot, who));
            rows.push((row, Coming::Held(who)));
            row += 1;
        }
        let held = rows.len();
        let mut place = |rows: &mut Vec<(u32, Coming)>, planned: Planned| {
            if let Some(at) = scenario.place(planned.participant) {
                row = row.max(own_row[at]);
            }
            rows.push((row, Coming::Planned(planned)));
            row += 1;
        };
        for planned in &plan.calls {
            let Some(at) = scenario.place(planned.participant) else { continue };
            if planned.step >= next[at] {
                next[at] = next[at].max(planned.step) + 1;
                place(&mut rows, *planned);
            }
        }
        if rows.len() == held {
            for ahead in 0..AHEAD {
                for ((id, participant), next) in scenario.ids().zip(&next) {
                    let step = next.saturating_add(ahead);
                    if step < participant.script.len() {
                        place(&mut rows, Planned { participant: id, step });
                    }
                }
            }
        }
        let beyond = left.saturating_sub((rows.len() - held) as u64);
        Self { rows, beyond }
    }

    /// The row after the last.
    pub fn end(&self) -> u32 {
        self.rows.last().map_or(0, |(row, _)| row + 1)
    }

    /// Calls to come that have no row.
    pub fn beyond(&self) -> u64 {
        self.beyond
    }

    /// The row of a participant's next call.
    pub fn row_of_next(&self, who: ParticipantId) -> Option<u32> {
        self.rows.iter().find(|(_, coming)| coming.participant() == who).map(|(row, _)| *row)
    }

    /// The row of a call to come.
    pub fn row_of(&self, id: BoxId) -> Option<u32> {
        self.rows.iter().find(|(_, coming)| coming.id() == id).map(|(row, _)| *row)
    }

    /// The calls to come of a participant, with their rows.
    pub fn of_participant(&self, who: ParticipantId) -> Vec<(u32, BoxId)> {
        let own = self.rows.iter().filter(|(_, coming)| coming.participant() == who);
        own.map(|(row, coming)| (*row, coming.id())).collect()
    }

    /// The row of each call to come.
    pub fn by_call(&self) -> HashMap<Planned, u32> {
        let planned = self.rows.iter().filter_map(|(row, coming)| match coming {
            Coming::Planned(planned) => Some((*planned, *row)),
            Coming::Held(_) => None,
        });
        planned.collect()
    }

    pub fn boxes(
        &self,
        subject: Subject,
        next: Option<ParticipantId>,
        columns: &[Column],
        rows: &Range<u32>,
    ) -> Vec<CallBox> {
        let first = self.rows.partition_point(|(row, _)| *row < rows.start);
        self.rows[first..]
            .iter()
            .take_while(|(row, _)| *row < rows.end)
            .filter_map(|(row, coming)| {
                let who = coming.participant();
                let at = columns::place(columns, Lane::Participant(who))?;
                let (id, is_own_next) = match coming {
                    Coming::Planned(planned) => {
                        let is_next = planned.step == subject.snapshot.next_step(who);
                        let idle = subject.snapshot.activity(who) == Activity::Idle;
                        (BoxId::Planned(*planned), is_next && idle)
                    }
                    Coming::Held(_) => (BoxId::Held(who), true),
                };
                let stand = match (is_own_next, next == Some(who)) {
                    (true, true) => Stand::Next,
                    (true, false) => Stand::Ready,
                    _ => Stand::Later,
                };
                Some(CallBox { id, column: at, rect: rect(&columns[at], *row, *row), stand, waited: false })
            })
            .collect()
    }
}

/// The row below the last call of a participant. Below one that waits, or waited, there is room for what it says.
fn row_below(snapshot: Snapshot, who: ParticipantId) -> u32 {
    snapshot.calls_of(who).last().map_or(0, |last| {
        let call = snapshot.trace.call(*last);
        let waited = call.waiting.is_some_and(|at| snapshot.moment.shows(at));
        call.row + 1 + u32::from(waited)
    })
}
