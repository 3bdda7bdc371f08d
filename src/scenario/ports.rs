//! The ports of a scenario, and the same scenario on other ports.

use std::collections::{BTreeSet, HashMap};

use super::{Participant, Reach, Scenario, Script};
use crate::sockets::{Address, Call};

/// Every port that the scenario names on this machine, each once, ascending. Port 0 ("any") is not one, nor is one that it names on
/// other hosts alone: which port is free here says nothing of those.
#[must_use]
pub fn distinct_ports(scenario: &Scenario) -> BTreeSet<u16> {
    scenario
        .participants
        .iter()
        .flat_map(|participant| participant.script.written())
        .filter(|written| Reach::of(written.call).is_none())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{ParticipantId, Role, Script};
    use crate::sockets::Call;

    #[test]
    fn ports_of_other_hosts_alone_are_not_exchanged() {
        let connect = |to: &str| Call::Connect { socket: "s".into(), to: to.parse().unwrap() };
        let bind = |to: &str| Call::Bind { socket: "s".into(), to: to.parse().unwrap() };
        let calls = vec![bind(":1"), connect("192.0.2.1:1"), connect("192.0.2.1:2"), connect("localhost:3")];
        let one = Participant::scripted(ParticipantId(0), "a".into(), Role::Client, Script::from(calls));
        let scenario = Scenario { participants: vec![one], ..Scenario::default() };
        assert_eq!(distinct_ports(&scenario), BTreeSet::from([1, 3]));
    }
}
