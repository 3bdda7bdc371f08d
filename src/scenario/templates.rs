//! Participants to begin with: the files of `assets/templates/`, one participant each, and how one is fitted into a scenario.

use std::path::Path;
use std::sync::LazyLock;

use strum::{EnumIter, IntoEnumIterator};

use super::known::Known;
use super::{Document, Scenario, Script};
use crate::sockets::{Address, Call, Family, Kind, UnixName};

/// A participant to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Template {
    TcpServer,
    TcpClient,
    UdpServer,
    UdpClient,
    UdpPeer,
    Tcp6Server,
    Tcp6Client,
    UnixServer,
    UnixClient,
    Empty,
}

static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| Template::all().map(Template::read).collect());

impl Template {
    /// All of them, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    fn text(self) -> &'static str {
        match self {
            Self::TcpServer => include_str!("../../assets/templates/tcp_server.ron"),
            Self::TcpClient => include_str!("../../assets/templates/tcp_client.ron"),
            Self::UdpServer => include_str!("../../assets/templates/udp_server.ron"),
            Self::UdpClient => include_str!("../../assets/templates/udp_client.ron"),
            Self::UdpPeer => include_str!("../../assets/templates/udp_peer.ron"),
            Self::Tcp6Server => include_str!("../../assets/templates/tcp6_server.ron"),
            Self::Tcp6Client => include_str!("../../assets/templates/tcp6_client.ron"),
            Self::UnixServer => include_str!("../../assets/templates/unix_server.ron"),
            Self::UnixClient => include_str!("../../assets/templates/unix_client.ron"),
            Self::Empty => include_str!("../../assets/templates/empty.ron"),
        }
    }

    fn read(self) -> Scenario {
        let document = Document::parse(self.text(), Path::new("template"));
        document.expect("the templates are part of the program, and tested").scenario
    }

    /// The file as a scenario: its title, what it shows, and its one participant.
    #[must_use]
    pub fn scenario(self) -> &'static Scenario {
        &SCENARIOS[self as usize]
    }

    /// Its script for this scenario: whom it calls is the newest that fits, and where it binds is a place of its own.
    /// `free_port` answers a port that nobody has, for the one that the template names.
    pub fn fitted(self, scenario: &Scenario, mut free_port: impl FnMut(u16) -> u16) -> Script {
        let Some(template) = self.scenario().participants.first() else { return Script::default() };
        let mut known = Known::default();
        template.script.map(&mut |call| {
            let on = call.socket().and_then(|name| known.get(name));
            let made = on.and_then(|socket| socket.family.zip(socket.kind));
            known.take(call);
            match call {
                Call::Bind { to: Address::Inet { port, .. }, .. } => *port = free_port(*port),
                Call::Bind { to: Address::Unix { path }, .. } => *path = free_path(scenario, path),
                Call::Connect { to, .. } | Call::SendTo { to, .. } if *to != Address::Sender => {
                    if let Some(found) = made.and_then(|(family, kind)| newest_bound(scenario, family, kind))
                    {
                        *to = found;
                    }
                }
                _ => {}
            }
        })
    }
}

/// Where the newest socket of this kind is bound, as one calls it.
#[must_use]
pub fn newest_bound(scenario: &Scenario, family: Family, kind: Kind) -> Option<Address> {
    let newest_first = || {
        let mut all: Vec<_> = scenario.participants.iter().collect();
        all.sort_by_key(|participant| std::cmp::Reverse(participant.id));
        all
    };
    newest_first().into_iter().find_map(|participant| {
        let mut known = Known::default();
        let mut found = None;
        for written in participant.script.written() {
            if let Call::Bind { socket, to } = &**written.call
                && let Some(on) = known.get(socket)
                && (on.family, on.kind) == (Some(family), Some(kind))
                && *to != Address::Sender
            {
                found = Some(to.clone());
            }
            known.take(written.call);
        }
        // Every address of the machine is no address to call.
        match found? {
            Address::Inet { host, port } if host.is_empty() => {
                let host = if family == Family::Inet6 { "::1" } else { "localhost" };
                Some(Address::Inet { host: host.into(), port })
            }
            address => Some(address),
        }
    })
}

fn free_path(scenario: &Scenario, wanted: &UnixName) -> UnixName {
    let taken = |wanted: &UnixName| {
        let calls = scenario.participants.iter().flat_map(|participant| participant.script.written());
        calls.into_iter().any(|written| {
            matches!(&**written.call, Call::Bind { to: Address::Unix { path }, .. } if path == wanted)
        })
    };
    if !taken(wanted) {
        return wanted.clone();
    }
    let numbered = (2..=u32::MAX).map(|n| UnixName::from(format!("{wanted}{n}")));
    numbered.into_iter().find(|path| !taken(path)).unwrap_or_else(|| wanted.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::doubts::doubted_lines;
    use crate::scenario::{Edit, ParticipantId, Texts};

    fn empty() -> Scenario {
        Scenario {
            title: Texts::default(),
            about: Texts::default(),
            notes: Texts::default(),
            participants: vec![],
            order: vec![],
        }
    }

    fn with(scenario: &Scenario, template: Template, free_port: u16) -> Scenario {
        let one = &template.scenario().participants[0];
        let script = template.fitted(scenario, |_| free_port);
        let edit = Edit::AddParticipant { at: 99, name: one.name.clone(), role: one.role, script };
        let id = u32::try_from(scenario.participants.len()).unwrap();
        edit.apply(scenario, ParticipantId(id)).unwrap().scenario
    }

    #[test]
    fn every_template_is_sound_has_its_texts_and_leaves_no_doubt() {
        for template in Template::all() {
            let scenario = template.scenario();
            assert_eq!(scenario.participants.len(), 1, "{template:?}");
            for texts in [&scenario.title, &scenario.about] {
                assert!(["es", "en"].iter().all(|code| texts.0.contains_key(*code)), "{template:?}");
            }
            let doubted = doubted_lines(&scenario.participants[0].script);
            assert!(doubted.is_empty(), "{template:?}: {doubted:?}");
        }
    }

    #[test]
    fn every_file_of_the_folder_is_a_template() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/templates");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), Template::all().count());
    }

    #[test]
    fn a_client_calls_the_newest_server_of_its_kind() {
        let mut scenario = with(&empty(), Template::TcpServer, 5001);
        scenario = with(&scenario, Template::TcpServer, 5002);
        scenario = with(&scenario, Template::UdpServer, 5003);
        scenario = with(&scenario, Template::TcpClient, 0);
        scenario = with(&scenario, Template::UdpClient, 0);
        let called = |at: usize| {
            let script = &scenario.participants[at].script;
            script.written().iter().find_map(|written| written.call.address().map(ToString::to_string))
        };
        assert_eq!(called(3).as_deref(), Some("localhost:5002"));
        assert_eq!(called(4).as_deref(), Some("localhost:5003"));
    }

    #[test]
    fn a_second_unix_server_binds_a_path_of_its_own() {
        let one = with(&empty(), Template::UnixServer, 0);
        let two = with(&one, Template::UnixServer, 0);
        assert_eq!(newest_bound(&one, Family::Unix, Kind::Stream).unwrap().to_string(), "unix:charla");
        assert_eq!(newest_bound(&two, Family::Unix, Kind::Stream).unwrap().to_string(), "unix:charla2");
    }
}
