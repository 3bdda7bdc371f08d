//! The calls to come: in the order of the plan, each on a row of its own below what has happened.

use std::collections::HashMap;
use std::ops::Range;

use super::boxes::rect;
use super::{BoxId, CallBox, Column, Lane, Stand, Subject, columns};
use crate::scenario::{ParticipantId, Planned};
use crate::trace::Activity;

/// So many calls of each participant are looked ahead where the plan has ended.
const AHEAD: u64 = 40;

/// Calls to come with their rows, ascending.
pub(super) struct Upcoming {
    rows: Vec<(u32, Planned)>,
    beyond: u64,
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
            // Below a call that waits, or waited, there is room for what it says.
            own_row.push(snapshot.calls_of(id).last().map_or(0, |last| {
                let call = snapshot.trace.call(*last);
                let waited = call.waiting.is_some_and(|at| snapshot.moment.shows(at));
                call.row + 1 + u32::from(waited)
            }));
        }
        let mut rows = Vec::new();
        let mut place = |rows: &mut Vec<(u32, Planned)>, planned: Planned| {
            if let Some(at) = scenario.place(planned.participant) {
                row = row.max(own_row[at]);
            }
            rows.push((row, planned));
            row += 1;
        };
        for planned in &plan.calls {
            let Some(at) = scenario.place(planned.participant) else { continue };
            if planned.step >= next[at] {
                next[at] = next[at].max(planned.step) + 1;
                place(&mut rows, *planned);
            }
        }
        if rows.is_empty() {
            for ahead in 0..AHEAD {
                for ((id, participant), next) in scenario.ids().zip(&next) {
                    let step = next.saturating_add(ahead);
                    if step < participant.script.len() {
                        place(&mut rows, Planned { participant: id, step });
                    }
                }
            }
        }
        let beyond = left.saturating_sub(rows.len() as u64);
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
        self.rows.iter().find(|(_, planned)| planned.participant == who).map(|(row, _)| *row)
    }

    /// The row of each call to come.
    pub fn by_call(&self) -> HashMap<Planned, u32> {
        self.rows.iter().map(|(row, planned)| (*planned, *row)).collect()
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
            .filter_map(|(row, planned)| {
                let who = planned.participant;
                let at = columns::place(columns, Lane::Participant(who))?;
                let is_next = planned.step == subject.snapshot.next_step(who);
                let idle = subject.snapshot.activity(who) == Activity::Idle;
                let stand = match (is_next && idle, next == Some(who)) {
                    (true, true) => Stand::Next,
                    (true, false) => Stand::Ready,
                    _ => Stand::Later,
                };
                Some(CallBox {
                    id: BoxId::Planned(*planned),
                    column: at,
                    rect: rect(&columns[at], *row, *row),
                    stand,
                    waited: false,
                })
            })
            .collect()
    }
}
