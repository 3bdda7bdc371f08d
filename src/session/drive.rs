//! Who makes the next call, and when: by hand, at a pace, or as fast as it goes. A state machine without a clock; time
//! comes in with each tick.
//!
//! Between two steps of a sequence everything must have come to rest: a call that was released by the last one is still
//! on its way back for some microseconds, and whose turn it is depends on it. On loopback the kernel has done its part
//! when a call returns, so each participant that waits is asked to look once more ([`Order::Probe`]); when all have
//! answered, nothing more can happen by itself.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::Session;
use crate::run::Order;
use crate::scenario::{ParticipantId, Readiness};
use crate::sockets::Call;
use crate::trace::{Activity, CallState, Moment};

/// The time between two steps while playing.
pub type Pace = Duration;

/// The quickest pace that a person can choose.
pub const SHORTEST_PACE: Pace = Duration::from_millis(100);
/// The slowest.
pub const LONGEST_PACE: Pace = Duration::from_secs(5);
/// Steps asked for by hand that are kept while one is under way.
const MOST_WANTED: usize = 32;
/// When everybody runs freely, the next participant is let go when the one before it waits, is over, or has run so long
/// and made so many calls: a person starts one program after the other. Time alone does not count, as on a busy machine
/// a server may not even have begun.
const HEAD_START: Duration = Duration::from_millis(50);
const HEAD_CALLS: usize = 64;

/// A program that runs does something now and then: it is not waited for longer.
const MOST_ROUNDS: usize = 8;
/// A program that is busy with what is no call for so long has had its start.
const PROGRAM_START: Duration = Duration::from_secs(3);

/// Whose step was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Anyone,
    Participant(ParticipantId),
    /// A call that stands in no script.
    Call(ParticipantId, Arc<Call>),
}

#[derive(Debug, PartialEq)]
enum Mode {
    /// Only what is asked for.
    ByHand,
    /// A step each `pace`; `rest` is left until the next.
    Playing { rest: Duration },
    /// Step after step without a pause, in the order of the scenario.
    InOrder,
    /// Everybody for itself, one after the other. These are still to be let go; `last` was, for this long.
    Free { held: VecDeque<ParticipantId>, last: Option<ParticipantId>, since: Duration },
    /// Everybody has been let go.
    Released,
}

#[derive(Debug, PartialEq)]
pub(super) enum Settling {
    Settled,
    /// This participant was told to step and has made so many calls before.
    Stepping {
        who: ParticipantId,
        calls: usize,
        /// It is to end its program, which takes as many calls as it has sockets open.
        ends: bool,
    },
    /// Those that still owe an answer.
    Probing {
        left: Vec<ParticipantId>,
        /// So many events had happened when they were asked. Programs go on by themselves after a call, so that what comes of one
        /// is known only when nothing has come since.
        since: Moment,
        /// How often everybody has been asked, since the step.
        round: usize,
    },
}

#[derive(Debug)]
pub(super) struct Drive {
    mode: Mode,
    pub pace: Pace,
    wanted: VecDeque<Next>,
    /// Participants that were given a script and have not said how far they are in it.
    pub rescripted: Vec<ParticipantId>,
    settling: Settling,
    probe: u32,
}

impl Drive {
    pub fn new() -> Self {
        Self {
            mode: Mode::ByHand,
            pace: Duration::from_millis(800),
            wanted: VecDeque::new(),
            rescripted: Vec::new(),
            settling: Settling::Settled,
            probe: 0,
        }
    }

    pub fn want(&mut self, next: Next) {
        if self.wanted.len() < MOST_WANTED {
            self.wanted.push_back(next);
        }
    }

    pub fn play(&mut self) {
        self.mode = Mode::Playing { rest: Duration::ZERO };
    }

    pub fn pause(&mut self) {
        self.mode = Mode::ByHand;
        self.wanted.clear();
    }

    /// Everything as fast as it goes: in the order of the scenario if it has one, else each of these by itself.
    pub fn run(&mut self, freely: Option<VecDeque<ParticipantId>>) {
        self.mode = match freely {
            Some(held) => Mode::Free { held, last: None, since: Duration::ZERO },
            None => Mode::InOrder,
        };
    }

    /// Forgets a participant that is there no more.
    pub fn leaves(&mut self, who: ParticipantId) {
        self.rescripted.retain(|id| *id != who);
        match &mut self.settling {
            Settling::Stepping { who: stepping, .. } if *stepping == who => self.settling = Settling::Settled,
            Settling::Probing { left, .. } => left.retain(|id| *id != who),
            _ => {}
        }
        if let Mode::Free { held, last, .. } = &mut self.mode {
            held.retain(|id| *id != who);
            if *last == Some(who) {
                *last = None;
            }
        }
    }

    pub fn is_playing(&self) -> bool {
        self.mode != Mode::ByHand
    }

    /// Whether everybody goes on by itself, or will.
    pub fn is_free(&self) -> bool {
        matches!(self.mode, Mode::Free { .. } | Mode::Released)
    }

    /// A participant could not do what it was told.
    pub fn gives_up(&mut self, who: ParticipantId) {
        self.leaves(who);
        self.pause();
    }

    /// Somebody was told to make a call.
    pub fn begins(&mut self, settling: Settling) {
        self.settling = settling;
    }

    pub fn settled(&mut self, who: ParticipantId, probe: u32) {
        if let Settling::Probing { left, .. } = &mut self.settling
            && probe == self.probe
        {
            left.retain(|id| *id != who);
        }
    }

    /// A participant has said how far it is in its script.
    pub fn answered(&mut self, who: ParticipantId) {
        if let Some(at) = self.rescripted.iter().position(|id| *id == who) {
            self.rescripted.remove(at);
        }
    }

    /// When something is to be done without a report before it.
    pub fn due_in(&self) -> Option<Duration> {
        match &self.mode {
            // With no rest left the step waits for somebody to be able to take it, and that is reported.
            Mode::Playing { rest } => Some(*rest).filter(|rest| !rest.is_zero()),
            Mode::Free { since, .. } => [HEAD_START, PROGRAM_START]
                .into_iter()
                .map(|start| start.saturating_sub(*since))
                .find(|left| !left.is_zero()),
            _ => None,
        }
    }
}

impl Session {
    /// Goes on with what is wanted, as far as that is possible now.
    pub(super) fn advance(&mut self, elapsed: Duration) {
        if self.go_on_repeating(elapsed) {
            return;
        }
        if self.is_over() {
            self.drive.mode = Mode::ByHand;
            self.drive.wanted.retain(|next| matches!(next, Next::Call(..)));
        }
        if let Mode::Free { since, .. } = &mut self.drive.mode {
            *since += elapsed;
            self.let_go();
            self.step_held();
            return;
        }
        if self.drive.mode == Mode::Released {
            self.step_held();
            return;
        }
        if let Mode::Playing { rest } = &mut self.drive.mode {
            *rest = rest.saturating_sub(elapsed);
        }
        while self.settle() && self.step() {}
    }

    /// Whether everything has come to rest; asks for what is needed to know.
    pub(super) fn settle(&mut self) -> bool {
        if !self.drive.rescripted.is_empty() {
            return false;
        }
        if let Settling::Stepping { who, calls, ends } = self.drive.settling {
            let snapshot = self.latest();
            let activity = snapshot.activity(who);
            let over = matches!(activity, Activity::Ended | Activity::Killed);
            if snapshot.is_program(who) {
                // It tells by itself when it has come to rest; then everybody else is asked.
                self.ask(vec![snapshot.thread_of(who).unwrap_or(who)], 0);
                return false;
            }
            let under_way = self.trace.calls_made_by(who) == calls
                || matches!(activity, Activity::Busy(call)
                    if snapshot.state(self.trace.call(call)) == CallState::Called)
                || ends && matches!(activity, Activity::Idle);
            if under_way && !over {
                return false;
            }
            self.ask_everybody(1);
        }
        match &self.drive.settling {
            Settling::Probing { left, since, round } if left.is_empty() => {
                let (since, round) = (*since, *round);
                if round == 0 || round < MOST_ROUNDS && self.has_moved(since) {
                    self.ask_everybody(round + 1);
                    return false;
                }
                self.drive.settling = Settling::Settled;
                true
            }
            Settling::Settled => true,
            _ => false,
        }
    }

    /// Whether programs run and something has happened since.
    fn has_moved(&self, since: Moment) -> bool {
        let programs = self.scenario.ids().filter(|(_, participant)| participant.program.is_some());
        programs.into_iter().any(|(id, _)| self.runs_program(id)) && self.trace.live() != since
    }

    /// Asks all for whom something can have changed.
    pub(super) fn ask_everybody(&mut self, round: usize) {
        let snapshot = self.latest();
        // What the kernel says can have changed for everybody; that a call returns, only for those in one.
        let everybody = self.manner.watches;
        let can_move =
            |id| everybody || matches!(snapshot.activity(id), Activity::Busy(_)) || self.runs_program(id);
        let left = self
            .scenario
            .ids()
            .map(|(id, _)| id)
            .filter(|id| can_move(*id))
            .filter(|id| self.run.as_ref().is_some_and(|run| run.has(*id)))
            .collect();
        self.ask(left, round);
    }

    fn ask(&mut self, left: Vec<ParticipantId>, round: usize) {
        self.drive.probe = self.drive.probe.wrapping_add(1);
        for id in &left {
            self.tell(*id, Order::Probe(self.drive.probe));
        }
        self.drive.settling = Settling::Probing { left, since: self.trace.live(), round };
    }

    /// Lets one participant step, if that is wanted and one can. Answers whether one did.
    fn step(&mut self) -> bool {
        let asked = self.drive.wanted.pop_front();
        let next = match (asked, &self.drive.mode) {
            (Some(next), _) => next,
            (None, Mode::Playing { rest }) if rest.is_zero() => Next::Anyone,
            // In a run without a pause a program that is over ends at once.
            (None, Mode::InOrder) => self.ending().map_or(Next::Anyone, Next::Participant),
            _ => return false,
        };
        let Some((who, order)) = self.order_for(next) else { return false };
        let calls = self.trace.calls_made_by(who);
        let ends = order == Order::Step && self.latest().readiness(who) == Readiness::Ending;
        self.drive.settling = Settling::Stepping { who, calls, ends };
        self.tell(who, order);
        if let Mode::Playing { rest } = &mut self.drive.mode {
            *rest = self.drive.pace;
        }
        // What is explained follows what is done, until somebody picks a call again.
        self.selection = None;
        true
    }

    /// Who is to be told what, for what was asked for. `None` where that cannot be done now.
    fn order_for(&mut self, next: Next) -> Option<(ParticipantId, Order)> {
        let who = match next {
            Next::Anyone => self.latest().next()?,
            Next::Participant(id) => Some(id)
                .filter(|id| matches!(self.latest().readiness(*id), Readiness::Ready | Readiness::Ending))?,
            Next::Call(id, call) => {
                return self.can_call_now(id).then_some((id, Order::Call(call)));
            }
        };
        // One that something of ours has stopped takes no orders: nobody would wait for it in vain.
        let is_there = self.latest().is_program(who) || self.run.as_ref().is_some_and(|run| run.has(who));
        let may = is_there && self.may_start(who) && self.may_reach(who);
        may.then_some((who, Order::Step))
    }

    /// The first participant whose program is to end.
    fn ending(&self) -> Option<ParticipantId> {
        self.scenario.ids().map(|(id, _)| id).find(|id| self.latest().readiness(*id) == Readiness::Ending)
    }

    /// While everybody runs freely, whoever was interrupted or has come later is held: lets it make its next call when that
    /// is asked for. To those that are not held, a step says nothing new.
    fn step_held(&mut self) {
        while let Some(next) = self.drive.wanted.pop_front() {
            if let Some((who, order)) = self.order_for(next) {
                self.tell(who, order);
            }
        }
    }

    fn let_go(&mut self) {
        let Mode::Free { held, last, since } = &self.drive.mode else { return };
        let ready = last.is_none_or(|last| {
            let snapshot = self.latest();
            let had_its_start = *since >= HEAD_START && self.trace.calls_made_by(last) >= HEAD_CALLS;
            had_its_start
                || snapshot.is_frozen(last)
                || match snapshot.activity(last) {
                    Activity::Ended | Activity::Killed => true,
                    Activity::Busy(call) => snapshot.state(self.trace.call(call)) != CallState::Called,
                    Activity::Idle => *since >= PROGRAM_START && snapshot.is_program(last),
                }
        });
        if !ready {
            return;
        }
        let mut held = held.clone();
        let next = held.pop_front();
        if let Some(next) = next {
            self.tell(next, Order::Release);
        }
        self.drive.mode = if held.is_empty() {
            Mode::Released
        } else {
            Mode::Free { held, last: next, since: Duration::ZERO }
        };
    }
}
