//! Which call has to come before which, where programs run each by itself: what their own waiting sees to, what the order in
//! which they are started sees to, and where somebody has to wait for the other.

use std::collections::{BTreeSet, HashMap};

use super::foresight::Foreseen;
use crate::scenario::{ParticipantId, Plan, Planned, Scenario, Step};
use crate::sockets::{Call, CallName};

/// What has to have happened: a call of another participant, by its place in the order written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ahead {
    pub who: usize,
    pub call: CallName,
}

/// The calls of a plan, by their place in it, and what is known of their order.
pub(super) struct Order<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    /// For each call, those that cannot be made before it.
    then: Vec<Vec<usize>>,
    /// The place of each call.
    nodes: HashMap<Planned, usize>,
    /// For each call, those of others that must come later.
    later: Vec<Vec<usize>>,
}

impl<'a> Order<'a> {
    pub fn of(scenario: &'a Scenario, plan: &'a Plan) -> Self {
        let nodes: HashMap<_, _> =
            plan.calls.iter().enumerate().map(|(node, planned)| (*planned, node)).collect();
        let mut then = vec![Vec::new(); plan.calls.len()];
        let next = |planned: &Planned| nodes.get(&Planned { step: planned.step + 1, ..*planned }).copied();
        for (node, planned) in plan.calls.iter().enumerate() {
            then[node].extend(next(planned));
        }
        // Who waits goes on when the other call has been made.
        for link in &plan.links {
            if let (Some(from), Some(next)) = (nodes.get(&link.from), next(&link.to)) {
                then[*from].push(next);
            }
        }
        Self { scenario, plan, later: vec![Vec::new(); then.len()], then, nodes }
    }

    /// The connect that an accept is expected to meet.
    pub fn source_of(&self, accept: Planned) -> Option<Planned> {
        self.plan.links.iter().find(|link| link.to == accept).map(|link| link.from)
    }

    /// The sends whose bytes a recv is expected to get.
    pub fn received_by(&self, recv: Planned) -> Vec<usize> {
        let links = self.plan.links.iter().filter(|link| link.to == recv);
        let nodes = links.filter_map(|link| self.nodes.get(&link.from).copied());
        nodes.filter(|node| matches!(self.call(*node), Some(Call::Send { .. }))).collect()
    }

    /// Whether the scenario fixes when this call is made.
    pub fn is_fixed(&self, node: usize) -> bool {
        node < self.scenario.order.len()
    }

    /// Takes note that a call has to come before a later one.
    pub fn must(&mut self, before: usize, after: usize) {
        // What stands in no plan has no place.
        if before < after && after < self.then.len() && self.who(before) != self.who(after) {
            self.later[before].push(after);
        }
    }

    /// Finds who is to be started after what, and where a program has to wait.
    pub fn settle(mut self, scenario: &Scenario, foreseen: &mut [Foreseen]) {
        let pairs = (0..)
            .zip(&self.later)
            .flat_map(|(before, later)| later.iter().map(move |after| (*after, before)));
        let pairs: BTreeSet<(usize, usize)> = pairs.collect();
        for (after, before) in pairs {
            let who = self.who(after);
            let (Some(place), Some(first)) = (scenario.place(who), self.first_of(who)) else { continue };
            let Some(ahead) = self.ahead(before) else { continue };
            if self.leads(before, after, false) {
                continue;
            }
            if !self.leads(first, before, true) {
                self.then[before].push(first);
                let known = &mut foreseen[place].starts_after;
                known.retain(|other| other.who != ahead.who);
                known.push(ahead);
                continue;
            }
            let own = (before + 1..=after).find(|node| self.who(*node) == who).unwrap_or(after);
            if let Some(line) = self.top_line(own) {
                self.then[before].push(own);
                let known = foreseen[place].pauses.entry(line).or_default();
                known.retain(|other| other.who != ahead.who);
                known.push(ahead);
            }
        }
    }

    fn who(&self, node: usize) -> ParticipantId {
        self.plan.calls[node].participant
    }

    fn call(&self, node: usize) -> Option<&'a Call> {
        let planned = self.plan.calls[node];
        let script = &self.scenario.participant(planned.participant)?.script;
        script.call(planned.step).map(|made| &**made.call)
    }

    fn ahead(&self, node: usize) -> Option<Ahead> {
        Some(Ahead { who: self.scenario.place(self.who(node))?, call: self.call(node)?.name() })
    }

    fn first_of(&self, who: ParticipantId) -> Option<usize> {
        self.nodes.get(&Planned { participant: who, step: 0 }).copied()
    }

    /// Whether one call cannot be made before another: as programs do it by themselves, or with all pairs kept.
    fn leads(&self, from: usize, to: usize, with_pairs: bool) -> bool {
        let mut seen = vec![false; self.then.len()];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if node == to {
                return true;
            }
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            open.extend(&self.then[node]);
            if with_pairs {
                open.extend(&self.later[node]);
            }
        }
        false
    }

    /// The line that a call stands on, where nothing is made again from there: not within a block, but at its head.
    fn top_line(&self, node: usize) -> Option<u32> {
        let planned = self.plan.calls[node];
        let mut before = 0;
        let mut line = 0;
        for step in self.scenario.participant(planned.participant)?.script.steps() {
            if before == planned.step {
                return Some(line);
            }
            before += match step {
                Step::Call(_) => 1,
                Step::Repeat { times, script } => script.len().saturating_mul(u64::from(*times)),
            };
            line += step.lines();
        }
        None
    }
}
