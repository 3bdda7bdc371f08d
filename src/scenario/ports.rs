//! The ports of a scenario, and the same scenario on other ports.

use std::collections::{BTreeSet, HashMap};

use super::{Participant, Scenario};
use crate::sockets::Address;

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

impl Scenario {
    /// The same scenario with each port replaced, for everyone alike. Ports that the map lacks stay.
    #[must_use]
    pub fn with_ports(&self, ports: &HashMap<u16, u16>) -> Self {
        let mut change = |call: &mut crate::sockets::Call| {
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
