//! Who makes the next call, and when: by hand, at a pace, or as fast as it goes. A state machine without a clock; time
//! comes in with each tick.
//!
//! Between two steps of a sequence everything must have come to rest: a call that was released by the last one is still
//! on its way back for some microseconds, and whose turn it is depends on it. On loopback the kernel has done its part
//! when a call returns, so each participant that waits is asked to look once more ([`Order::Probe`]); when all have
//! answered, nothing more can happen by itself.

use std::collections::VecDeque;
use std::time::Duration;

use super::Session;
use crate::run::Order;
use crate::scenario::{ParticipantId, Readiness, Turns};
use crate::trace::{Activity, CallState};

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

/// Whose step was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Anyone,
    Participant(ParticipantId),
}

#[derive(Debug, PartialEq)]
enum Mode {
    /// Only what is asked for.
    ByHand,
    /// A step each `pace`; `rest` is left until the next.
    Playing { rest: Duration },
    /// Step after step without a pause, in the order of the scenario.
    InOrder,
    /// Everybody for itself. `released` have been let go, the last of them for this long.
    Free { released: u32, since: Duration },
    /// Everybody has been let go.
    Released,
}

#[derive(Debug, PartialEq)]
enum Settling {
    Settled,
    /// This participant was told to step and has made so many calls before.
    Stepping {
        who: ParticipantId,
        calls: usize,
    },
    /// Those that still owe an answer.
    Probing {
        left: Vec<ParticipantId>,
    },
}

#[derive(Debug)]
pub(super) struct Drive {
    mode: Mode,
    pub pace: Pace,
    pub turns: Turns,
    wanted: VecDeque<Next>,
    settling: Settling,
    probe: u32,
}

impl Drive {
    pub fn new(turns: Turns) -> Self {
        Self {
            mode: Mode::ByHand,
            pace: Duration::from_millis(800),
            turns,
            wanted: VecDeque::new(),
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

    pub fn run(&mut self, freely: bool) {
        self.mode = if freely { Mode::Free { released: 0, since: Duration::ZERO } } else { Mode::InOrder };
    }

    pub fn is_playing(&self) -> bool {
        self.mode != Mode::ByHand
    }

    pub fn settled(&mut self, who: ParticipantId, probe: u32) {
        if let Settling::Probing { left } = &mut self.settling
            && probe == self.probe
        {
            left.retain(|id| *id != who);
        }
    }

    /// When something is to be done without a report before it.
    pub fn due_in(&self) -> Option<Duration> {
        match self.mode {
            // With no rest left the step waits for somebody to be able to take it, and that is reported.
            Mode::Playing { rest } => Some(rest).filter(|rest| !rest.is_zero()),
            Mode::Free { since, .. } => Some(HEAD_START.saturating_sub(since)).filter(|left| !left.is_zero()),
            _ => None,
        }
    }
}

impl Session {
    /// Goes on with what is wanted, as far as that is possible now.
    pub(super) fn advance(&mut self, elapsed: Duration) {
        if self.is_over() {
            self.drive.mode = Mode::ByHand;
            self.drive.wanted.clear();
        }
        if let Mode::Free { released, since } = &mut self.drive.mode {
            *since += elapsed;
            let (released, since) = (*released, *since);
            self.let_go(released, since);
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
    fn settle(&mut self) -> bool {
        if let Settling::Stepping { who, calls } = self.drive.settling {
            let snapshot = self.trace.at(self.trace.live());
            let under_way = snapshot.calls_of(who).len() == calls
                || matches!(snapshot.activity(who), Activity::Busy(call)
                    if snapshot.state(self.trace.call(call)) == CallState::Called);
            if under_way {
                return false;
            }
            let left: Vec<_> = self
                .scenario
                .ids()
                .map(|(id, _)| id)
                .filter(|id| matches!(snapshot.activity(*id), Activity::Busy(_)))
                .collect();
            self.drive.probe = self.drive.probe.wrapping_add(1);
            for id in &left {
                self.tell(*id, Order::Probe(self.drive.probe));
            }
            self.drive.settling = Settling::Probing { left };
        }
        match &self.drive.settling {
            Settling::Probing { left } if left.is_empty() => {
                self.drive.settling = Settling::Settled;
                true
            }
            Settling::Settled => true,
            _ => false,
        }
    }

    /// Lets one participant step, if that is wanted and one can. Answers whether one did.
    fn step(&mut self) -> bool {
        let asked = self.drive.wanted.pop_front();
        let next = match (asked, &self.drive.mode) {
            (Some(next), _) => next,
            (None, Mode::Playing { rest }) if rest.is_zero() => Next::Anyone,
            (None, Mode::InOrder) => Next::Anyone,
            _ => return false,
        };
        let who = match next {
            Next::Anyone => self.next(),
            Next::Participant(id) => Some(id).filter(|id| self.readiness(*id) == Readiness::Ready),
        };
        let Some(who) = who else { return false };
        self.drive.turns.took(who);
        let calls = self.trace.at(self.trace.live()).calls_of(who).len();
        self.drive.settling = Settling::Stepping { who, calls };
        self.tell(who, Order::Step);
        if let Mode::Playing { rest } = &mut self.drive.mode {
            *rest = self.drive.pace;
        }
        // What is explained follows what is done, until somebody picks a call again.
        self.selection = None;
        true
    }

    /// While everybody runs freely, whoever was interrupted is held: lets it make its next call when that is asked for.
    /// To those that are not held, a step says nothing new.
    fn step_held(&mut self) {
        while let Some(next) = self.drive.wanted.pop_front() {
            let who = match next {
                Next::Anyone => self.next(),
                Next::Participant(id) => Some(id).filter(|id| self.readiness(*id) == Readiness::Ready),
            };
            if let Some(who) = who {
                self.drive.turns.took(who);
                self.tell(who, Order::Step);
            }
        }
    }

    fn let_go(&mut self, released: u32, since: Duration) {
        let ready = released == 0 || {
            let last = ParticipantId(released - 1);
            let snapshot = self.trace.at(self.trace.live());
            let had_its_start = since >= HEAD_START && snapshot.calls_of(last).len() >= HEAD_CALLS;
            had_its_start
                || match snapshot.activity(last) {
                    Activity::Ended => true,
                    Activity::Busy(call) => snapshot.state(self.trace.call(call)) != CallState::Called,
                    Activity::Idle => false,
                }
        };
        if ready {
            self.tell(ParticipantId(released), Order::Release);
            let released = released + 1;
            let all = self.scenario.participants.len() == released as usize;
            self.drive.mode =
                if all { Mode::Released } else { Mode::Free { released, since: Duration::ZERO } };
        }
    }
}
