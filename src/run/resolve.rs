//! Names to addresses, as getaddrinfo(3) does it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use crate::scenario::{Document, LocatedProblem, Problem};
use crate::sockets::{Address, Family};

/// What a host means before anybody has been asked.
pub(super) enum Host<'a> {
    /// A number, or nothing at all.
    Address(IpAddr),
    /// A name to be asked for.
    Name(&'a str),
}

/// Reads a host as far as it can be read without asking.
pub(super) fn host(host: &str, family: Family) -> Host<'_> {
    if host.is_empty() {
        return Host::Address(match family {
            Family::Inet6 => Ipv6Addr::UNSPECIFIED.into(),
            Family::Inet | Family::Unix => Ipv4Addr::UNSPECIFIED.into(),
        });
    }
    host.parse().map_or(Host::Name(host), Host::Address)
}

/// Asks for a name. The first address of the family that the resolver gives is the answer.
///
/// This can take seconds, for a name that only a far server knows.
pub(super) fn ask(name: &str, port: u16, family: Family) -> Result<SocketAddr, String> {
    let fits = |address: &SocketAddr| match family {
        Family::Inet6 => address.is_ipv6(),
        Family::Inet | Family::Unix => address.is_ipv4(),
    };
    (name, port)
        .to_socket_addrs()
        .map_err(|error| error.to_string())?
        .find(fits)
        .ok_or_else(|| format!("no {} address", family.constant()))
}

/// The first address of a scenario that does not resolve, with its place. Asks the resolver for every name in it,
/// so it can take seconds.
///
/// # Errors
/// That problem.
pub fn first_unresolved(document: &Document) -> Result<(), LocatedProblem> {
    let mut known = std::collections::HashSet::new();
    for (id, participant) in document.scenario.ids() {
        for written in participant.script.written() {
            let Some(Address::Inet { host: name, port }) = written.call.address() else {
                continue;
            };
            if let Host::Name(asked) = host(name, Family::Inet)
                && known.insert(asked)
                && let Err(error) = (asked, *port).to_socket_addrs()
            {
                let why = error.to_string();
                let problem = Problem::Unresolved { name: asked.into(), why };
                return Err(document.locate(id, written.line, problem));
            }
        }
    }
    Ok(())
}
