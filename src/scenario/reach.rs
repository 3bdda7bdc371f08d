//! What the calls of a file reach beyond the loopback of this machine and the Unix sockets of their own run, and what of that a
//! person has allowed. Read off the calls alone: no resolver is asked.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use super::{ParticipantId, Scenario};
use crate::sockets::{Address, Call, CallName, Host, UnixName, is_scoped};

/// What lies beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Another host, by its address.
    Host,
    /// A host by its name. To find its address, a name server may be asked, which is reaching out already.
    Name,
    /// All machines of a network at once: 255.255.255.255, or an address that ends like one of those.
    Broadcast,
    /// Those machines that listen to a multicast address.
    Multicast,
    /// A Unix socket, and for `bind` a file, outside of the run's own folder.
    Path,
}

impl Reach {
    /// Whether it is in the file system of this machine; else it is on the network.
    #[must_use]
    pub fn is_path(self) -> bool {
        self == Self::Path
    }

    /// What a call reaches by the address that it names. `None` for what stays on loopback or in the run's own folder, and for
    /// calls without an address.
    ///
    /// To bind to an address of this machine reaches nobody, whichever it is: others may come then, and that is told when it
    /// happens. The answer to whoever sent a datagram goes where somebody has come from, as does what is sent over an accepted
    /// connection.
    #[must_use]
    pub fn of(call: &Call) -> Option<Self> {
        match call.address()? {
            Address::Sender => None,
            Address::Unix { path } => is_outside(path).then_some(Self::Path),
            Address::Inet { host, .. } => Self::of_host(host, call.name()),
        }
    }

    fn of_host(text: &str, call: CallName) -> Option<Self> {
        match Host::read(text) {
            host if host.is_this_machine() => None,
            Host::Number(_) if call == CallName::Bind => None,
            Host::Number(address) => Some(Self::of_number(address.to_canonical())),
            Host::Any => None,
            Host::Name(name) if is_scoped(name) => Some(Self::Host),
            Host::Name(_) => Some(Self::Name),
        }
    }

    fn of_number(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(Ipv4Addr::BROADCAST) => Self::Broadcast,
            address if address.is_multicast() => Self::Multicast,
            IpAddr::V4(address) if address.octets()[3] == 255 => Self::Broadcast,
            _ => Self::Host,
        }
    }
}

/// Whether a path leads out of the run's own folder. Without a slash it is a name in it; with a zero at its beginning it is no
/// path at all, but a name that all processes of the machine share (unix(7), abstract).
fn is_outside(path: &UnixName) -> bool {
    path.has_folder() || path.is_abstract()
}

/// A call that reaches beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The participant that is to make it, with its name.
    pub participant: (ParticipantId, String),
    /// The line of its script, from 0; `None` for a call that stands in none.
    pub line: Option<u32>,
    pub call: Arc<Call>,
    pub reach: Reach,
}

/// Gathers calls that reach beyond: of each participant each function with each address once, where it comes first.
#[derive(Debug, Default)]
pub struct Beyonds {
    found: Vec<Beyond>,
    known: HashSet<(ParticipantId, CallName, Address)>,
}

impl Beyonds {
    /// Looks at all calls of a scenario.
    pub fn add_scenario(&mut self, scenario: &Scenario) {
        for (id, participant) in scenario.ids() {
            for written in participant.script.written() {
                self.add((id, &participant.name), Some(written.line), written.call);
            }
        }
    }

    /// Looks at one call.
    pub fn add(&mut self, (id, name): (ParticipantId, &str), line: Option<u32>, call: &Arc<Call>) {
        if let (Some(reach), Some(address)) = (Reach::of(call), call.address())
            && self.known.insert((id, call.name(), address.clone()))
        {
            let (participant, call) = ((id, name.to_owned()), Arc::clone(call));
            self.found.push(Beyond { participant, line, call, reach });
        }
    }

    /// What was found, in the order in which it came.
    #[must_use]
    pub fn found(self) -> Vec<Beyond> {
        self.found
    }
}

/// The calls of a scenario that reach beyond.
#[must_use]
pub fn beyond(scenario: &Scenario) -> Vec<Beyond> {
    let mut beyonds = Beyonds::default();
    beyonds.add_scenario(scenario);
    beyonds.found()
}

/// What a person has allowed to be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Every host, and the name servers.
    network: bool,
    /// Every path.
    paths: bool,
    /// These, and no others.
    addresses: HashSet<Address>,
}

impl Consent {
    /// Allows all of the network, or all paths.
    #[must_use]
    pub fn of(network: bool, paths: bool) -> Self {
        Self { network, paths, addresses: HashSet::new() }
    }

    /// Allows what a call reaches.
    pub fn give(&mut self, call: &Call) {
        self.addresses.extend(call.address().cloned());
    }

    /// Allows what either allows.
    pub fn join(&mut self, other: Self) {
        self.network |= other.network;
        self.paths |= other.paths;
        self.addresses.extend(other.addresses);
    }

    /// Whether a call may be made: it reaches nothing beyond, or nothing that is not allowed.
    #[must_use]
    pub fn covers(&self, call: &Call) -> bool {
        let Some(reach) = Reach::of(call) else { return true };
        let in_general = if reach.is_path() { self.paths } else { self.network };
        in_general || call.address().is_some_and(|address| self.addresses.contains(address))
    }
}

impl Scenario {
    /// The addresses that its calls name.
    #[must_use]
    pub fn addresses(&self) -> HashSet<&Address> {
        let calls = self.participants.iter().flat_map(|participant| participant.script.written());
        calls.filter_map(|written| written.call.address()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Participant, Role, Script};
    use crate::sockets::Data;

    fn calls(address: &str) -> [Call; 3] {
        let (socket, to) = (|| "s".to_owned(), || address.parse().unwrap());
        [
            Call::Connect { socket: socket(), to: to() },
            Call::SendTo { socket: socket(), data: Data::Text("x".into()), to: to() },
            Call::Bind { socket: socket(), to: to() },
        ]
    }

    #[track_caller]
    fn assert_reach(address: &str, sent: Option<Reach>, bound: Option<Reach>) {
        let [connect, send, bind] = calls(address);
        assert_eq!(Reach::of(&connect), sent, "connect {address}");
        assert_eq!(Reach::of(&send), sent, "sendto {address}");
        assert_eq!(Reach::of(&bind), bound, "bind {address}");
    }

    #[test]
    fn what_stays_on_this_machine_and_in_the_run_reaches_nothing() {
        for address in [
            "localhost:80",
            "LOCALHOST:80",
            "127.0.0.1:80",
            "127.1:80",
            "0x7f.1:80",
            "2130706433:80",
            "127.255.255.255:80",
            "[::1]:80",
            "[::ffff:127.0.0.1]:80",
            ":80",
            "0.0.0.0:80",
            "0:80",
            "[::]:80",
            "sender",
            "unix:charla",
            "unix:..",
        ] {
            assert_reach(address, None, None);
        }
    }

    #[test]
    fn every_form_of_another_host_is_seen() {
        for address in [
            "192.0.2.1:9",
            "3221225985:9",
            "0xc0.0.0x201:9",
            "0300.0.2.1:9",
            "10.1:9",
            "1:9",
            "[2001:db8::1]:9",
            "[::ffff:192.0.2.1]:9",
            "[::ffff:c000:201]:9",
            "[::127.0.0.1]:9",
            "[64:ff9b::7f00:1]:9",
            "[fe80::1]:9",
        ] {
            assert_reach(address, Some(Reach::Host), None);
        }
        for address in ["[fe80::1%eth0]:9", "[::1%lo]:9"] {
            // Which interface that is only the resolver knows.
            assert_reach(address, Some(Reach::Host), Some(Reach::Host));
        }
        for address in ["255.255.255.255:9", "4294967295:9", "192.0.2.255:9", "[::ffff:255.255.255.255]:9"] {
            assert_reach(address, Some(Reach::Broadcast), None);
        }
        for address in ["224.0.0.1:9", "239.255.255.255:9", "[ff02::1]:9", "[ff01::1]:9"] {
            assert_reach(address, Some(Reach::Multicast), None);
        }
    }

    #[test]
    fn a_name_is_reaching_out_before_anybody_is_asked_for_it() {
        for address in [
            "example.org:80",
            "localhost.:80",
            "localhost.example.org:80",
            "a.localhost:80",
            "ip6-localhost:80",
            "127.0.0.256:80",
            "127.0.0.1.:80",
            "0x:80",
            "[localhost%lo]:80",
        ] {
            assert_reach(address, Some(Reach::Name), Some(Reach::Name));
        }
    }

    #[test]
    fn a_path_with_a_slash_and_a_name_of_all_processes_are_outside() {
        for path in ["/run/docker.sock", "./x", "a/b", "../x", "\0abstract"] {
            let to = Address::Unix { path: path.into() };
            for call in [
                Call::Connect { socket: "s".into(), to: to.clone() },
                Call::Bind { socket: "s".into(), to: to.clone() },
            ] {
                assert_eq!(Reach::of(&call), Some(Reach::Path), "{call}");
            }
        }
    }

    #[test]
    fn each_is_named_once_where_it_comes_first_and_inside_of_blocks_too() {
        let [connect, send, bind] = calls("192.0.2.1:9").map(Arc::new);
        let step = |call: &Arc<Call>| crate::scenario::Step::Call(Arc::clone(call));
        let inside = Script::new(vec![step(&connect), step(&send), step(&connect)]);
        let script =
            Script::new(vec![step(&bind), crate::scenario::Step::Repeat { times: 3, script: inside }]);
        let of = |id, name: &str| {
            Participant::scripted(ParticipantId(id), name.into(), Role::Client, script.clone())
        };
        let scenario = Scenario { participants: vec![of(0, "a"), of(1, "a")], ..Scenario::default() };
        let found = beyond(&scenario);
        let named: Vec<_> = found.iter().map(|one| (one.line, one.call.function())).collect();
        let once = [(Some(2), "connect"), (Some(3), "sendto")];
        assert_eq!(named, [once, once].concat());
        assert!(found.iter().all(|one| one.participant.1 == "a" && one.reach == Reach::Host));
    }

    #[test]
    fn consent_covers_what_it_was_given_for_and_no_more() {
        let [one, ..] = calls("192.0.2.1:9");
        let [other_port, ..] = calls("192.0.2.1:10");
        let [path, ..] = calls("unix:/run/x.sock");
        let [near, ..] = calls("localhost:9");
        let mut consent = Consent::default();
        assert!(consent.covers(&near) && ![&one, &other_port, &path].iter().any(|call| consent.covers(call)));
        consent.give(&one);
        assert!(consent.covers(&one) && !consent.covers(&other_port) && !consent.covers(&path));
        consent.join(Consent::of(true, false));
        assert!(consent.covers(&other_port) && !consent.covers(&path));
        consent.join(Consent::of(false, true));
        assert!(consent.covers(&path));
    }
}
