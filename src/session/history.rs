//! What a scenario was before each change, and after those that were taken back.

use std::sync::Arc;

use crate::scenario::{Edit, ParticipantId, Scenario};

/// So many changes can be taken back.
const MOST: usize = 1000;

#[derive(Debug, Default)]
pub(super) struct History {
    past: Vec<Arc<Scenario>>,
    future: Vec<Arc<Scenario>>,
    /// The last change, while nothing has come between: a change that continues it is undone with it.
    last: Option<Edit>,
    /// The least number that no participant has had.
    fresh: u32,
}

impl History {
    /// An id that no participant has had since the document was opened, and none of those in the trace.
    pub fn fresh_id(&mut self, scenario: &Scenario, known: ParticipantId) -> ParticipantId {
        let beyond = scenario.ids().map(|(id, _)| id.0 + 1).max().unwrap_or(0);
        self.fresh = self.fresh.max(beyond).max(known.0) + 1;
        ParticipantId(self.fresh - 1)
    }

    /// Takes note of a change and of the scenario before it.
    pub fn changed(&mut self, before: Arc<Scenario>, edit: &Edit) {
        let continues = self.last.as_ref().is_some_and(|last| edit.continues(last));
        if !continues {
            if self.past.len() == MOST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
        self.future.clear();
        self.last = Some(edit.clone());
    }

    /// The next change is one of its own, whatever it continues.
    pub fn pause(&mut self) {
        self.last = None;
    }

    /// The scenario before the last change.
    pub fn undo(&mut self, now: &Arc<Scenario>) -> Option<Arc<Scenario>> {
        self.last = None;
        let before = self.past.pop()?;
        self.future.push(Arc::clone(now));
        Some(before)
    }

    /// The scenario after the change that was taken back last.
    pub fn redo(&mut self, now: &Arc<Scenario>) -> Option<Arc<Scenario>> {
        self.last = None;
        let after = self.future.pop()?;
        self.past.push(Arc::clone(now));
        Some(after)
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}
