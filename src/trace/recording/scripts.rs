//! Which script each participant follows, as a recording is read: the calls of a script are written there by their number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::scenario::{Calls, ParticipantId, Scenario, Script};
use crate::sockets::{Call, CallName};
use crate::trace::Origin;

#[derive(Debug, Default)]
pub(super) struct Scripts {
    scenario: Arc<Scenario>,
    followed: HashMap<ParticipantId, Arc<Script>>,
    /// The calls that scripts and scenarios have had so far.
    pub calls: Calls,
}

impl Scripts {
    pub fn of(scenario: &Arc<Scenario>) -> Self {
        let mut scripts = Self::default();
        scripts.edited(scenario);
        scripts
    }

    /// A participant follows this script from here on.
    pub fn follow(&mut self, who: ParticipantId, script: Arc<Script>) {
        self.followed.insert(who, script);
    }

    /// Whoever comes begins with its script of the scenario; the others say themselves when they follow another.
    pub fn edited(&mut self, scenario: &Arc<Scenario>) {
        let before = std::mem::replace(&mut self.scenario, Arc::clone(scenario));
        for (id, participant) in scenario.ids().filter(|(id, _)| before.participant(*id).is_none()) {
            self.followed.insert(id, Arc::new(participant.script.clone()));
        }
    }

    /// The call with this number, and why it is made, if it is of this name.
    pub fn call(&self, who: ParticipantId, step: u64, name: CallName) -> Option<(Arc<Call>, Origin)> {
        let written = self.followed.get(&who)?.call(step)?;
        let origin = Origin::Script { step, line: written.line };
        (written.call.name() == name).then(|| (Arc::clone(written.call), origin))
    }
}
