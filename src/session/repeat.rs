//! Making a run again, on real sockets: the same calls in the same interleaving, up to a moment. From there on it belongs
//! to the person. Between two acts everything comes to rest, as between two steps.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::consent::on_ports;
use super::drive::Settling;
use super::{Manner, Notice, Notify, Session};
use crate::run::{Order, busy_ports, free_ports};
use crate::scenario::{ParticipantId, Readiness, Scenario, bound_port, bound_ports};
use crate::sockets::{Awaited, Call, Errno, Outcome};
use crate::trace::{Activity, CallState, Event, Moment, Origin, Trace, What};

/// So long something is awaited that came by itself when the run was recorded, beyond the time that it took then.
const PATIENCE: Duration = Duration::from_secs(2);
/// Once something has not come, the runs differ, and there is little to wait for.
const LITTLE_PATIENCE: Duration = Duration::from_millis(100);

/// Why a run cannot be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRepeated {
    #[error("the beginning of the run is no longer in memory")]
    NotWhole,
    #[error("programs take part in it")]
    HasPrograms,
}

/// A run that is being made again.
#[derive(Debug)]
pub(super) struct Repeat {
    /// What happened, as far as it is to happen again.
    events: Vec<Event>,
    at: usize,
    /// The returns that were let come.
    let_return: HashSet<usize>,
    /// The ports that stand for others.
    ports: HashMap<u16, u16>,
    /// How long what comes next has been awaited.
    waited: Duration,
    /// What each participant has made among the events so far.
    made: HashMap<ParticipantId, Made>,
    over: HashSet<ParticipantId>,
    dying: HashSet<ParticipantId>,
    ending: HashSet<ParticipantId>,
    interrupted: HashSet<ParticipantId>,
    /// Those that are about to follow another script, as the scenario was changed.
    rescripted: HashSet<ParticipantId>,
    scenario: Arc<Scenario>,
    /// The first event that did not come again, and how long was waited since for others.
    gave_up: Option<usize>,
    spent: Duration,
}

/// The calls of a participant among the events so far.
#[derive(Clone, Copy, Debug, Default)]
struct Made {
    calls: usize,
    /// When the last of them was made, and whether it waits for time to pass.
    since: u64,
    waits_for_time: bool,
}

/// What is to be done about an event that is to happen again.
enum Act {
    /// Nothing, or it has been done.
    Done,
    /// It cannot be done yet, or has not come yet.
    Await,
}

impl Session {
    /// A run that makes a recorded one again, up to a moment. Ports that somebody has now are exchanged for free ones, the
    /// same for everyone.
    ///
    /// # Errors
    /// The beginning of the recorded run is not in memory.
    pub fn repeat(
        recorded: &Trace,
        until: Moment,
        manner: Manner,
        ports: &HashMap<u16, u16>,
        notify: Notify,
    ) -> Result<Self, NotRepeated> {
        if recorded.first() != Moment(0) {
            return Err(NotRepeated::NotWhole);
        }
        if recorded.scenarios().any(|scenario| scenario.has_programs()) {
            return Err(NotRepeated::HasPrograms);
        }
        let begin = recorded.scenario(Moment(0));
        let mut session = Self::open_in(manner, begin.with_ports(ports), notify);
        if let Some(run) = &session.run {
            run.one_by_one(true);
        }
        let events = &recorded.events()[..until.0.min(recorded.live().0)];
        session.ask_before_repeating(recorded, events, ports);
        session.repeat = Some(Repeat {
            events: events.to_vec(),
            at: 0,
            let_return: HashSet::new(),
            ports: ports.clone(),
            waited: Duration::ZERO,
            made: HashMap::new(),
            over: HashSet::new(),
            dying: HashSet::new(),
            ending: HashSet::new(),
            interrupted: HashSet::new(),
            rescripted: HashSet::new(),
            scenario: Arc::clone(begin),
            gave_up: None,
            spent: Duration::ZERO,
        });
        Ok(session)
    }

    /// The same for the run of this session.
    ///
    /// # Errors
    /// The beginning of the run is not in memory.
    pub fn fork(&self, until: Moment, manner: Manner) -> Result<(Self, HashMap<u16, u16>), NotRepeated> {
        let ports = ports_instead(&self.trace);
        let mut session = Self::repeat(&self.trace, until, manner, &ports, Arc::clone(&self.notify))?;
        session.goes_on_from(self, &ports);
        self.hand_consent_to(&mut session);
        Ok((session, ports))
    }

    /// Whether a recorded run is still being made again.
    #[must_use]
    pub fn is_repeating(&self) -> bool {
        self.repeat.is_some()
    }

    /// Goes on making the run again. Answers whether it still does. Nothing of it is made while a person is asked whether it may.
    pub(super) fn go_on_repeating(&mut self, elapsed: Duration) -> bool {
        if self.is_repeating() && self.question().is_some() {
            return true;
        }
        let Some(mut repeat) = self.repeat.take() else { return false };
        repeat.waited += elapsed;
        while let Some(event) = repeat.events.get(repeat.at).cloned() {
            if !self.comes_to_rest(&mut repeat) {
                self.repeat = Some(repeat);
                return true;
            }
            match self.act(&mut repeat, &event) {
                Act::Done => {}
                Act::Await if repeat.waited < repeat.patience(&event) => {
                    self.repeat = Some(repeat);
                    return true;
                }
                Act::Await => {
                    repeat.gave_up.get_or_insert(repeat.at);
                }
            }
            repeat.passed(&event);
        }
        if !self.comes_to_rest(&mut repeat) {
            self.repeat = Some(repeat);
            return true;
        }
        if let Some(at) = repeat.gave_up {
            self.note(Notice::NotAllRepeated { event: at });
        }
        self.stop_repeating();
        false
    }

    /// From here on the run belongs to the person: what comes by itself does so at once.
    pub(super) fn stop_repeating(&mut self) {
        self.repeat = None;
        if let Some(run) = &self.run {
            run.one_by_one(false);
        }
    }

    /// Whether everything has come to rest. What does not in all that time is no longer waited for: it hangs on something
    /// that is not of this run.
    fn comes_to_rest(&mut self, repeat: &mut Repeat) -> bool {
        if self.settle() {
            return true;
        }
        let longest = if repeat.gave_up.is_some() { LITTLE_PATIENCE } else { PATIENCE };
        if repeat.waited < longest {
            return false;
        }
        repeat.gave_up.get_or_insert(repeat.at);
        self.drive.begins(Settling::Settled);
        true
    }

    /// Has an event happen again, or sees whether it has.
    fn act(&mut self, repeat: &mut Repeat, event: &Event) -> Act {
        let who = event.participant;
        match &event.what {
            What::Called { origin, call, .. } => self.call_again(repeat, who, origin, call),
            What::Returned(outcome) => {
                if *outcome == Outcome::Interrupted && repeat.interrupted.insert(who) {
                    self.tell(who, Order::Interrupt);
                }
                if *outcome == Outcome::Killed {
                    self.kill_again(repeat, who);
                }
                let made = repeat.made.get(&who).map_or(0, |made| made.calls);
                let call = made.checked_sub(1).and_then(|at| self.trace.nth_call_of(who, at));
                if call.is_some_and(|call| self.trace.call(call).returned.is_some()) {
                    return Act::Done;
                }
                if let Some(on) = self.waits_for(who) {
                    let is_let = !on.is_brought() || !self.let_return(repeat, repeat.at);
                    if is_let && matches!(on, Awaited::Answer | Awaited::Room) {
                        self.let_another_return(repeat);
                    }
                }
                Act::Await
            }
            What::Killed => {
                self.kill_again(repeat, who);
                self.is_now(who, &[Activity::Killed])
            }
            What::Ended => self.is_now(who, &[Activity::Ended, Activity::Killed]),
            What::Frozen => {
                self.freeze(who);
                Act::Done
            }
            What::Thawed => {
                self.thaw(who);
                Act::Done
            }
            What::Edited { scenario } => {
                repeat.edited(scenario);
                self.adopt(Arc::new(scenario.with_ports(&repeat.ports)));
                Act::Done
            }
            // Of a script that was changed the participant tells by itself.
            What::Script { .. } if repeat.rescripted.contains(&who) || !repeat.over.contains(&who) => {
                Act::Done
            }
            What::Script { .. } => match self.is_now(who, &[Activity::Ended, Activity::Killed]) {
                Act::Done => {
                    self.start_anew(who);
                    Act::Done
                }
                Act::Await => Act::Await,
            },
            // Programs are not run again: there is nothing of them in what is made again.
            What::Held { .. }
            | What::Program(_)
            | What::Waiting(_)
            | What::Read { .. }
            | What::Left { .. } => Act::Done,
        }
    }

    /// What the call of a participant waits for.
    fn waits_for(&self, who: ParticipantId) -> Option<Awaited> {
        let Activity::Busy(call) = self.latest().activity(who) else { return None };
        match self.latest().state(self.trace.call(call)) {
            CallState::Waiting { on, .. } => Some(on),
            _ => None,
        }
    }

    /// Lets a call return that was held back until its turn. Answers whether it had not been let before.
    fn let_return(&mut self, repeat: &mut Repeat, at: usize) -> bool {
        let is_new = repeat.let_return.insert(at);
        if is_new {
            self.tell(repeat.events[at].participant, Order::Proceed);
            self.ask_everybody(1);
        }
        is_new
    }

    /// What a call takes makes room for others at once, and is told a little later: a call that waits for room, or for an
    /// answer, may wait for one that is held back. The first of those is let return, and after it the next.
    fn let_another_return(&mut self, repeat: &mut Repeat) {
        let mut seen = HashSet::new();
        let next = (repeat.at + 1..repeat.events.len()).find(|at| {
            let event = &repeat.events[*at];
            let is_first = matches!(event.what, What::Returned(_)) && seen.insert(event.participant);
            is_first && self.waits_for(event.participant).is_some_and(Awaited::is_brought)
        });
        if let Some(at) = next {
            self.let_return(repeat, at);
        }
    }

    fn call_again(
        &mut self,
        repeat: &mut Repeat,
        who: ParticipantId,
        origin: &Origin,
        call: &Arc<Call>,
    ) -> Act {
        if self.trace.calls_made_by(who) > repeat.made.get(&who).map_or(0, |made| made.calls) {
            return Act::Done; // it came by itself
        }
        let is_idle = self.latest().activity(who) == Activity::Idle;
        let ends_now = *origin == Origin::ProgramEnd && !repeat.ending.contains(&who);
        let order = match origin {
            Origin::Program(_) => return Act::Done,
            // These come by themselves, one by one.
            Origin::Renamed => is_idle.then_some(Order::Proceed),
            Origin::Killed => {
                self.kill_again(repeat, who);
                is_idle.then_some(Order::Proceed)
            }
            Origin::ProgramEnd if !repeat.ending.insert(who) => is_idle.then_some(Order::Proceed),
            Origin::ProgramEnd | Origin::Script { .. } => {
                let ready = match self.latest().readiness(who) {
                    Readiness::Ready => matches!(origin, Origin::Script { .. }),
                    Readiness::Ending => *origin == Origin::ProgramEnd,
                    _ => false,
                };
                ready.then_some(Order::Step)
            }
            Origin::ByHand => {
                let call = on_ports(call, &repeat.ports);
                let latest = self.latest();
                let idle = matches!(latest.activity(who), Activity::Idle | Activity::Ended);
                (idle && !latest.is_frozen(who)).then(|| Order::CallAgain(Arc::new(call)))
            }
        };
        let Some(order) = order else {
            if ends_now {
                repeat.ending.remove(&who);
            }
            return Act::Await;
        };
        let calls = self.trace.calls_made_by(who);
        self.drive.begins(Settling::Stepping { who, calls, ends: false });
        self.tell(who, order);
        Act::Done
    }

    fn kill_again(&mut self, repeat: &mut Repeat, who: ParticipantId) {
        if repeat.dying.insert(who) {
            self.kill(who);
        }
    }

    fn is_now(&self, who: ParticipantId, wanted: &[Activity]) -> Act {
        if wanted.contains(&self.latest().activity(who)) { Act::Done } else { Act::Await }
    }
}

impl Repeat {
    /// How long an event that comes by itself is awaited.
    fn patience(&self, event: &Event) -> Duration {
        if self.gave_up.is_some() {
            // All that is still awaited has so much time together.
            return if self.spent < PATIENCE { LITTLE_PATIENCE } else { Duration::ZERO };
        }
        // What waits for time takes its time. Anything else comes of what was done before, at once.
        let made = self.made.get(&event.participant);
        let takes_time = matches!(event.what, What::Returned(Outcome::Failed(Errno::EAGAIN)))
            || made.is_some_and(|made| made.waits_for_time);
        let since = made.filter(|_| takes_time).map_or(event.at, |made| made.since);
        PATIENCE + 2 * Duration::from_nanos(event.at.saturating_sub(since))
    }

    /// Takes note that an event has happened again, or did not come.
    fn passed(&mut self, event: &Event) {
        let who = event.participant;
        match &event.what {
            What::Called { .. } => {
                let made = self.made.entry(who).or_default();
                *made = Made { calls: made.calls + 1, since: event.at, waits_for_time: false };
                self.over.remove(&who);
            }
            What::Waiting(on) => {
                let of_time = matches!(on, Awaited::Time(_) | Awaited::Delivery | Awaited::Name);
                self.made.entry(who).or_default().waits_for_time = of_time;
            }
            What::Returned(_) => {
                self.interrupted.remove(&who);
            }
            What::Ended | What::Killed => {
                self.over.insert(who);
                self.ending.remove(&who);
                self.dying.remove(&who);
            }
            What::Script { .. } => {
                self.rescripted.remove(&who);
                self.over.remove(&who);
            }
            _ => {}
        }
        self.at += 1;
        if self.gave_up.is_some() {
            self.spent += self.waited;
        }
        self.waited = Duration::ZERO;
    }

    fn edited(&mut self, scenario: &Arc<Scenario>) {
        let before = std::mem::replace(&mut self.scenario, Arc::clone(scenario));
        for (id, participant) in scenario.ids() {
            if before.participant(id).is_some_and(|before| before.script != participant.script) {
                self.rescripted.insert(id);
            }
        }
    }
}

/// For each port that a run binds and that somebody has now, a free one. What it only connects to is another program's.
#[must_use]
pub fn ports_instead(recorded: &Trace) -> HashMap<u16, u16> {
    let by_hand = recorded.calls().iter().filter(|call| call.origin == Origin::ByHand);
    let mut wanted: BTreeSet<u16> = by_hand.filter_map(|call| bound_port(&call.call)).collect();
    for scenario in recorded.scenarios() {
        wanted.extend(bound_ports(scenario));
    }
    free_ports(&busy_ports(&wanted)).unwrap_or_default()
}
