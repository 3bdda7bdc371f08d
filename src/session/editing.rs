//! Changes to the scenario while it runs, and programs that end and begin out of turn. Calls that were made are history;
//! what is changed is what is to come.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Notice, Selection, Session};
use crate::run::{Order, Run, free_ports};
use crate::scenario::{Edit, Participant, ParticipantId, Plan, Role, Scenario, Template};
use crate::trace::{Activity, Event, What};

impl Session {
    /// The first line of a participant's script that can still be changed: the ones before it have been reached.
    #[must_use]
    pub fn first_open_line(&self, id: ParticipantId) -> u32 {
        // The past is not changed.
        if !self.takes_orders() {
            return u32::MAX;
        }
        let Some(participant) = self.scenario.participant(id) else { return 0 };
        participant.script.first_open_line(self.latest().next_step(id))
    }

    /// Whether a change can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether a change that was taken back can be made again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        if self.is_history(edit) {
            return;
        }
        // Threads of programs get ids while the run goes on.
        let fresh = self.run.as_ref().map_or(ParticipantId(0), Run::fresh_id);
        let fresh = self.history.fresh_id(&self.scenario, self.trace.next_id().max(fresh));
        match edit.apply(&self.scenario, fresh) {
            Ok(new) if new.scenario == *self.scenario => {}
            Ok(new) => {
                let before = Arc::clone(&self.scenario);
                self.history.changed(Arc::clone(self.scenario_now()), edit);
                self.adopt(Arc::new(new.scenario));
                self.allow_written(&before);
                // What was just put in or moved is what a person goes on with.
                if let Some((participant, line)) = new.line {
                    self.selection = Some(Selection::Written { participant, line });
                }
            }
            Err(refused) => self.note(Notice::Edit(refused)),
        }
    }

    /// Puts in a participant to begin with, at ports that nobody has.
    pub(super) fn add_template(&mut self, template: Template, name: String) {
        let free_port = |port| {
            let found = free_ports(&BTreeSet::from([port])).ok();
            found.and_then(|found| found.get(&port).copied()).unwrap_or(port)
        };
        let script = template.fitted(&self.scenario, free_port);
        let role = template.scenario().participants.first().map_or(Role::Peer, |one| one.role);
        self.edit(&Edit::AddParticipant { at: usize::MAX, name, role, script });
    }

    pub(super) fn undo(&mut self) {
        let now = Arc::clone(self.scenario_now());
        if let Some(before) = self.history.undo(&now) {
            self.adopt(self.on_ports_of_run(&before));
        }
    }

    pub(super) fn redo(&mut self) {
        let now = Arc::clone(self.scenario_now());
        if let Some(after) = self.history.redo(&now) {
            self.adopt(self.on_ports_of_run(&after));
        }
    }

    /// Ends a program as a crash does.
    pub(super) fn kill(&mut self, id: ParticipantId) {
        self.thaw(id);
        self.tell(id, Order::Kill);
    }

    /// Has a participant do nothing more.
    pub(super) fn freeze(&mut self, id: ParticipantId) {
        if self.run.as_ref().is_some_and(|run| run.has(id)) && !self.latest().is_frozen(id) {
            self.tell(id, Order::Freeze);
            self.happens(id, What::Frozen);
        }
    }

    /// Lets it go on.
    pub(super) fn thaw(&mut self, id: ParticipantId) {
        if self.latest().is_frozen(id) {
            self.tell(id, Order::Thaw);
            self.happens(id, What::Thawed);
        }
    }

    /// Starts a program that is over once more, from the first line of its script.
    pub(super) fn start_anew(&mut self, id: ParticipantId) {
        let over = matches!(self.latest().activity(id), Activity::Ended | Activity::Killed);
        if let Some(participant) = self.scenario.participant(id).filter(|_| over).cloned() {
            self.drive.leaves(id);
            self.launch(&participant);
        }
    }

    /// A program was killed. Whoever has left the scenario now leaves the run.
    pub(super) fn has_died(&mut self, id: ParticipantId) {
        let Some(at) = self.leaving.iter().position(|(leaving, _)| *leaving == id) else { return };
        let (_, name) = self.leaving.remove(at);
        self.farewell(id, name);
        if let Some(participant) = self.scenario.participant(id).cloned() {
            self.launch(&participant);
        }
    }

    /// Lines that have been reached are history. What is asked for may have been true when it was painted, and be no more.
    fn is_history(&self, edit: &Edit) -> bool {
        edit.first_line().is_some_and(|(id, line)| line < self.first_open_line(id))
    }

    /// Takes another scenario for the one that runs: whoever is new begins, whoever is gone dies, and whoever has another
    /// script follows that.
    pub(super) fn adopt(&mut self, new: Arc<Scenario>) {
        let old = std::mem::replace(&mut self.scenario, new);
        self.keep_as_written();
        self.plan = Arc::new(Plan::of(&self.scenario));
        self.consents.follow(&self.scenario);
        let new = Arc::clone(&self.scenario);
        // The texts are no part of a run.
        if let Some(who) = changed_at(&old, &new) {
            self.happens(who, What::Edited { scenario: Arc::clone(&new) });
        }
        for gone in old.participants.iter().filter(|p| new.participant(p.id).is_none()) {
            self.dismiss(gone);
        }
        for participant in &new.participants {
            match old.participant(participant.id) {
                None if self.leaving.iter().any(|(id, _)| *id == participant.id) => {} // when it has died
                None => self.launch(participant),
                Some(before) if before.script != participant.script => {
                    if self.run.as_ref().is_some_and(|run| run.has(participant.id)) {
                        self.drive.rescripted.push(participant.id);
                        self.tell(participant.id, Order::Script(Arc::new(participant.script.clone())));
                    }
                }
                Some(_) => {}
            }
        }
        // What is explained must still be there.
        if let Some(Selection::Written { participant, line }) = self.selection
            && self.scenario.participant(participant).is_none_or(|p| p.script.step_on(line).is_none())
        {
            self.selection = None;
        }
    }

    fn dismiss(&mut self, gone: &Participant) {
        let id = gone.id;
        let name: Arc<str> = gone.name.as_str().into();
        self.drive.leaves(id);
        let lives = self.run.as_ref().is_some_and(|run| run.has(id));
        if !lives || self.latest().activity(id) == Activity::Killed {
            self.farewell(id, name);
        } else {
            // What it was told to do and has not reported yet comes before its end.
            self.leaving.push((id, name));
            self.kill(id);
        }
    }

    fn farewell(&mut self, id: ParticipantId, name: Arc<str>) {
        self.leave(id);
        if self.trace.calls_made_by(id) == 0 {
            return; // it has done nothing that anybody could see
        }
        self.happens(id, What::Left { name });
    }

    fn leave(&mut self, id: ParticipantId) {
        if let Some(run) = &mut self.run {
            run.leave(id);
        }
    }

    fn launch(&mut self, participant: &Participant) {
        let id = participant.id;
        let before = self.trace.sockets_opened_by(id);
        if self.trace.has_history(id) {
            let script = Arc::new(participant.script.clone());
            self.happens(id, What::Script { script, next: 0 });
        }
        if let Some(Err(error)) = self.run.as_mut().map(|run| run.join(participant, before)) {
            self.note(error.into());
        }
    }

    /// Something that no thread of the run is there to report.
    fn happens(&mut self, participant: ParticipantId, what: What) {
        let elapsed = self.run.as_ref().map_or(self.now, crate::run::Run::elapsed);
        let at = u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX);
        self.record(Event { at, participant, what });
    }
}

/// The participant at which two scenarios differ first: one that changed, came, went or moved, or whose turns did.
fn changed_at(old: &Scenario, new: &Scenario) -> Option<ParticipantId> {
    let moved = || {
        let mut places = new.participants.iter().zip(&old.participants);
        places.find(|(new, old)| new != old).map(|(new, _)| new.id)
    };
    let gone = || old.participants.iter().find(|p| new.participant(p.id).is_none()).map(|p| p.id);
    let come = || new.participants.iter().find(|p| old.participant(p.id) != Some(p)).map(|p| p.id);
    let turn = || (old.order != new.order).then(|| new.participants.first().map(|p| p.id)).flatten();
    gone().or_else(come).or_else(moved).or_else(turn)
}
