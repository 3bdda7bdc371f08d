//! What is asked before it is done: whether programs of people may be run, and whether calls of a file may reach beyond this
//! machine's loopback and the run's own Unix sockets. What was asked for waits; nothing of it is done before the answer.
//!
//! An answer holds for the document: its run, those that begin again and those that leave it. What a person does by hand is
//! their own act and is not asked about: a call that they make, an address that they write.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Command, Session};
use crate::scenario::{Beyond, Beyonds, Consent, ParticipantId, Program, Reach, Scenario, beyond};
use crate::sockets::{Address, Call};
use crate::trace::{Event, Origin, Trace, What};

/// What a person is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question<'a> {
    /// May these programs be run?
    Programs(Vec<&'a Program>),
    /// May these calls be made?
    Reach(&'a [Beyond]),
}

/// A question, and what waits for its answer.
#[derive(Debug)]
pub(super) enum Asking {
    Programs {
        then: Command,
    },
    Reach {
        beyond: Vec<Beyond>,
        /// `None` where a run is made again: that goes on by itself.
        then: Option<Command>,
    },
}

/// What has been asked and answered about a document.
#[derive(Debug, Default)]
pub(super) struct Consents {
    pub asking: Option<Asking>,
    consent: Consent,
    /// Whether a person has answered what may be reached. Until then all of it is asked for before the first call; from then on
    /// before a call that was not allowed.
    answered: bool,
    /// The calls of the scenario that reach beyond.
    beyond: Vec<Beyond>,
}

impl Consents {
    /// Of a document that has just been opened.
    pub fn of(scenario: &Scenario) -> Self {
        Self { beyond: beyond(scenario), ..Self::default() }
    }

    /// The scenario is another one.
    pub fn follow(&mut self, scenario: &Scenario) {
        self.beyond = beyond(scenario);
    }

    /// Whether a call may be made that no person makes by hand.
    fn cover(&self, call: &Call) -> bool {
        self.consent.covers(call)
    }

    fn not_allowed(&self) -> impl Iterator<Item = &Beyond> {
        self.beyond.iter().filter(|beyond| !self.consent.covers(&beyond.call))
    }
}

impl Session {
    /// What a person is asked, while an answer is waited for.
    #[must_use]
    pub fn question(&self) -> Option<Question<'_>> {
        match self.consents.asking.as_ref()? {
            Asking::Programs { .. } => {
                let programs: Vec<_> = self.programs_not_allowed().collect();
                (!programs.is_empty()).then_some(Question::Programs(programs))
            }
            Asking::Reach { beyond, .. } => Some(Question::Reach(beyond)),
        }
    }

    /// The calls of the scenario that reach beyond this machine's loopback and the run's own Unix sockets, and that nobody has
    /// allowed.
    #[must_use]
    pub fn not_allowed(&self) -> Vec<&Beyond> {
        self.consents.not_allowed().collect()
    }

    /// Allows more to be reached: a person has said so. What waited for just that goes on.
    pub fn allow_reaching(&mut self, consent: Consent) {
        self.consents.consent.join(consent);
        self.tell_consent();
        if let Some(Asking::Reach { beyond, .. }) = &self.consents.asking
            && beyond.iter().all(|beyond| self.consents.cover(&beyond.call))
        {
            self.answer(true);
        }
    }

    /// Tells a run what it may reach.
    pub(super) fn tell_consent(&self) {
        if let Some(run) = &self.run {
            run.allow(&self.consents.consent);
        }
    }

    /// Another session of the same document takes over what was answered in this one.
    pub(super) fn hand_consent_to(&self, other: &mut Self) {
        other.consents.answered = self.consents.answered;
        other.allow_reaching(self.consents.consent.clone());
    }

    /// A person has changed the scenario by hand: addresses that were not in it before are theirs.
    pub(super) fn allow_written(&mut self, before: &Scenario) {
        let known = before.addresses();
        for one in &self.consents.beyond {
            if one.call.address().is_some_and(|address| !known.contains(address)) {
                self.consents.consent.give(&one.call);
            }
        }
        self.tell_consent();
    }

    /// Whether a participant may make its next step, as far as it is known what that reaches. If not, a person is asked.
    pub(super) fn may_reach(&mut self, who: ParticipantId) -> bool {
        let next = self.latest().next_step(who);
        let script = self.scenario.participant(who).map(|participant| &participant.script);
        let call = script.and_then(|script| script.call(next)).map(|next| next.call);
        let is_answered = self.consents.answered && call.is_none_or(|call| self.consents.cover(call));
        is_answered || self.may_reach_all(Command::Step(who))
    }

    /// Whether all calls of the scenario may be made. If not, a person is asked, and this waits.
    pub(super) fn may_reach_all(&mut self, then: Command) -> bool {
        let beyond: Vec<Beyond> = self.consents.not_allowed().cloned().collect();
        if beyond.is_empty() {
            return true;
        }
        self.consents.asking = Some(Asking::Reach { beyond, then: Some(then) });
        false
    }

    /// A participant that runs by itself has come to a call that nobody has allowed, and waits.
    pub(super) fn was_not_allowed(&mut self, participant: ParticipantId, call: Arc<Call>) {
        let then = if self.drive.is_free() { Command::RunFreely } else { Command::Step(participant) };
        self.drive.leaves(participant);
        let Some(reach) = Reach::of(&call).filter(|_| self.consents.asking.is_none()) else { return };
        let mut beyond: Vec<Beyond> = self.consents.not_allowed().cloned().collect();
        if !beyond.iter().any(|known| known.call == call) {
            let name = self.scenario.participant(participant).map(|found| found.name.clone());
            let participant = (participant, name.unwrap_or_default());
            beyond.push(Beyond { participant, line: None, call, reach });
        }
        self.consents.asking = Some(Asking::Reach { beyond, then: Some(then) });
    }

    /// Has a person asked before a recorded run is made again, if it reaches beyond: what its scripts name, those it got on the
    /// way too, and the calls that were made by hand. Here it is the file that makes them.
    pub(super) fn ask_before_repeating(
        &mut self,
        recorded: &Trace,
        events: &[Event],
        ports: &HashMap<u16, u16>,
    ) {
        if events.is_empty() {
            return;
        }
        let mut beyonds = Beyonds::default();
        beyonds.add_scenario(&self.scenario);
        for (at, event) in events.iter().enumerate() {
            match &event.what {
                What::Edited { scenario } => beyonds.add_scenario(&scenario.with_ports(ports)),
                What::Called { origin: Origin::ByHand, call, .. } => {
                    let name = recorded.name_of(event.participant, at);
                    beyonds.add((event.participant, name), None, &Arc::new(on_ports(call, ports)));
                }
                _ => {}
            }
        }
        let beyond = beyonds.found();
        if !beyond.is_empty() {
            self.consents.asking = Some(Asking::Reach { beyond, then: None });
        }
    }

    /// A person has answered: what was asked for goes on, or is dropped.
    pub(super) fn answer(&mut self, allowed: bool) {
        match self.consents.asking.take() {
            None => {}
            Some(Asking::Programs { then }) if allowed => {
                self.allow_all();
                self.apply(then);
            }
            Some(Asking::Programs { .. }) => self.drive.pause(),
            Some(Asking::Reach { beyond, then }) => {
                self.consents.answered = true;
                if !allowed {
                    self.apply(Command::Pause);
                    return;
                }
                for one in &beyond {
                    self.consents.consent.give(&one.call);
                }
                self.tell_consent();
                if let Some(then) = then {
                    self.apply(then);
                }
            }
        }
    }
}

/// The same call with its port replaced, if another one stands for it.
pub(super) fn on_ports(call: &Call, ports: &HashMap<u16, u16>) -> Call {
    let mut call = call.clone();
    if let Some(Address::Inet { port, .. }) = call.address_mut() {
        *port = ports.get(port).copied().unwrap_or(*port);
    }
    call
}

/// The calls that a recorded run would make beyond this machine's loopback and its own Unix sockets if it were made again.
#[must_use]
pub fn beyond_when_repeated(recorded: &Trace) -> Vec<Beyond> {
    let mut beyonds = Beyonds::default();
    recorded.scenarios().for_each(|scenario| beyonds.add_scenario(scenario));
    for (at, event) in recorded.events().iter().enumerate() {
        if let What::Called { origin: Origin::ByHand, call, .. } = &event.what {
            beyonds.add((event.participant, recorded.name_of(event.participant, at)), None, call);
        }
    }
    beyonds.found()
}
