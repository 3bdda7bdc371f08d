//! Ports that somebody has when a run begins: the run has free ones in their place. What is saved, and what a change is taken
//! back to, keeps the ports that were written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Notice, Session};
use crate::run::{free_ports, taken_ports};
use crate::scenario::{Plan, Scenario, distinct_ports};
use crate::trace::Trace;

/// The ports of a run that stand for others.
#[derive(Debug)]
pub(super) struct OtherPorts {
    /// Whether the ports are looked at when a run begins.
    pub looks: bool,
    /// For a port as it was written the one of the run.
    ports: HashMap<u16, u16>,
    /// The scenario as it was written.
    written: Arc<Scenario>,
}

impl OtherPorts {
    /// Of a run that has the ports that were written.
    pub fn none(written: Arc<Scenario>) -> Self {
        Self { looks: false, ports: HashMap::new(), written }
    }

    fn of_run(&self, written: &Arc<Scenario>) -> Arc<Scenario> {
        exchanged(written, &self.ports)
    }

    fn as_written(&self, of_run: &Arc<Scenario>) -> Arc<Scenario> {
        exchanged(of_run, &self.ports.iter().map(|(written, other)| (*other, *written)).collect())
    }
}

/// The same where nothing is exchanged, so that nobody takes it for changed.
fn exchanged(scenario: &Arc<Scenario>, ports: &HashMap<u16, u16>) -> Arc<Scenario> {
    if ports.is_empty() { Arc::clone(scenario) } else { Arc::new(scenario.with_ports(ports)) }
}

/// A free port for each of these, none that the scenario names. Where the system has no other, `bind` says so.
fn others_for(taken: &BTreeSet<u16>, written: &Scenario) -> HashMap<u16, u16> {
    let named = distinct_ports(written);
    let mut others = HashMap::new();
    for port in taken {
        // No port is found twice.
        for _ in 0..=named.len() {
            let found = free_ports(&BTreeSet::from([*port])).unwrap_or_default();
            let Some(other) = found.get(port) else { break };
            if !named.contains(other) {
                others.insert(*port, *other);
                break;
            }
        }
    }
    others
}

impl Session {
    /// What is to happen, with all that was changed so far, on the ports that were written. It is what is saved.
    #[must_use]
    pub fn scenario_now(&self) -> &Arc<Scenario> {
        &self.other_ports.written
    }

    /// For each port that was written and that was taken when the run began, the one that the run has in its place.
    #[must_use]
    pub fn other_ports(&self) -> &HashMap<u16, u16> {
        &self.other_ports.ports
    }

    /// A scenario as it was written, as this run makes it.
    pub(super) fn on_ports_of_run(&self, written: &Arc<Scenario>) -> Arc<Scenario> {
        self.other_ports.of_run(written)
    }

    /// The scenario of the run is another one now.
    pub(super) fn keep_as_written(&mut self) {
        self.other_ports.written = self.other_ports.as_written(&self.scenario);
    }

    /// Looks which ports are taken before a run begins, gives it others, and says so once.
    pub(super) fn look_for_ports(&mut self) {
        if !self.other_ports.looks {
            return;
        }
        let written = Arc::clone(&self.other_ports.written);
        let taken = taken_ports(&written);
        let mut notice = None;
        self.other_ports.ports = if written.has_programs() {
            // A program has its ports in its own text.
            notice = (!taken.is_empty()).then(|| Notice::TakenPorts(taken.into_iter().collect()));
            HashMap::new()
        } else {
            others_for(&taken, &written)
        };
        if !self.other_ports.ports.is_empty() {
            let mut ports: Vec<_> = self.other_ports().iter().map(|(one, other)| (*one, *other)).collect();
            ports.sort_unstable();
            notice = Some(Notice::OtherPorts(ports));
        }
        let scenario = self.other_ports.of_run(&written);
        if !Arc::ptr_eq(&scenario, &self.scenario) {
            self.plan = Arc::new(Plan::of(&scenario));
            self.scenario = Arc::clone(&scenario);
            self.trace = Trace::of(scenario);
        }
        if let Some(notice) = notice {
            self.note(notice);
        }
    }

    /// This run makes again that of another session, with these ports in place of that one's.
    pub(super) fn goes_on_from(&mut self, from: &Self, ports: &HashMap<u16, u16>) {
        let theirs = from.other_ports();
        let mut all: HashMap<u16, u16> = theirs
            .iter()
            .map(|(written, other)| (*written, ports.get(other).copied().unwrap_or(*other)))
            .collect();
        let is_written = |port: &u16| !theirs.values().any(|other| other == port);
        all.extend(ports.iter().filter(|(port, _)| is_written(port)).map(|(port, other)| (*port, *other)));
        self.other_ports.looks = true;
        self.other_ports.ports = all;
        self.keep_as_written();
    }
}
