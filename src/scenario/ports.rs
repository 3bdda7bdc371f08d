//! The ports of a scenario, and the same scenario on other ports.

use std::collections::{BTreeSet, HashMap};

use super::{Participant, Scenario, Script};
use crate::sockets::{Address, Call};

/// Every port that the scenario names, each once, ascending. Port 0 ("any") is not one.
#[must_use]
pub fn distinct_ports(scenario: &Scenario) -> BTreeSet<u16> {
    scenario
        .participants
        .iter()
        .flat_map(|participant| participant.script.written())
        .filter_map(|written| match written.call.address()? {
            Address::Inet { port, .. } if *port != 0 => Some(*port),
            _ => None,
        })
        .collect()
}

/// Every port that a participant of the scenario binds. The others that it names are of other programs, and cannot be exchanged.
#[must_use]
pub fn bound_ports(scenario: &Scenario) -> BTreeSet<u16> {
    let scripts = scenario.participants.iter().map(|participant| &participant.script);
    scripts.flat_map(Script::written).filter_map(|written| bound_port(written.call)).collect()
}

/// The port that a call binds. Port 0 ("any") is not one.
#[must_use]
pub fn bound_port(call: &Call) -> Option<u16> {
    match call {
        Call::Bind { to: Address::Inet { port, .. }, .. } if *port != 0 => Some(*port),
        _ => None,
    }
}

impl Scenario {
    /// The same scenario with each port replaced, for everyone alike. Ports that the map lacks stay.
    #[must_use]
    pub fn with_ports(&self, ports: &HashMap<u16, u16>) -> Self {
        let mut change = |call: &mut Call| {
            if let Some(Address::Inet { port, .. }) = call.address_mut()
                && let Some(other) = ports.get(port)
            {
                *port = *other;
            }
        };
        Self {
            participants: self
                .participants
                .iter()
                .map(|participant| Participant {
                    script: participant.script.map(&mut change),
                    ..participant.clone()
                })
                .collect(),
            ..self.clone()
        }
    }
}
