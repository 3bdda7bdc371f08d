//! Names to addresses, as getaddrinfo(3) does it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use crate::scenario::{Document, LocatedProblem, Problem};
use crate::sockets::{Address, Family, Host, is_localhost};

/// The address of this family for "every address of this machine".
pub(super) fn any(family: Family) -> IpAddr {
    match family {
        Family::Inet6 => Ipv6Addr::UNSPECIFIED.into(),
        Family::Inet | Family::Unix => Ipv4Addr::UNSPECIFIED.into(),
    }
}

/// Asks for a name. The first address of the family that the resolver gives is the answer. `localhost` is this machine, whatever
/// the resolver says (RFC 6761): another address that it gives is no answer.
///
/// This can take seconds, for a name that only a far server knows.
pub(super) fn ask(name: &str, port: u16, family: Family) -> Result<SocketAddr, String> {
    let found = (name, port).to_socket_addrs().map_err(|error| error.to_string())?;
    fitting(found, name, family)
}

fn fitting(
    mut found: impl Iterator<Item = SocketAddr>,
    name: &str,
    family: Family,
) -> Result<SocketAddr, String> {
    let is_near = is_localhost(name);
    let fits = |address: &SocketAddr| {
        let is_of_family = match family {
            Family::Inet6 => address.is_ipv6(),
            Family::Inet | Family::Unix => address.is_ipv4(),
        };
        is_of_family && (!is_near || address.ip().is_loopback())
    };
    let kind = if is_near { "loopback " } else { "" };
    found.find(fits).ok_or_else(|| format!("no {kind}{} address", family.constant()))
}

/// The first address of a scenario that does not resolve, with its place. Asks the resolver for every name in it, so it can take
/// seconds, and is for whoever may ask.
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
            if let Host::Name(asked) = Host::read(name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_is_never_another_host_whatever_the_resolver_says() {
        let told = |answers: &[&str], name, family| {
            fitting(answers.iter().map(|answer| answer.parse().unwrap()), name, family)
        };
        let near = "127.0.0.1:80".parse().unwrap();
        assert_eq!(told(&["192.0.2.7:80", "127.0.0.1:80"], "localhost", Family::Inet), Ok(near));
        for name in ["localhost", "LocalHost"] {
            assert!(told(&["192.0.2.7:80", "[::1]:80"], name, Family::Inet).is_err());
            assert!(told(&["[2001:db8::1]:80", "127.0.0.1:80"], name, Family::Inet6).is_err());
        }
        let far = "192.0.2.7:80".parse().unwrap();
        assert_eq!(told(&["[::1]:80", "192.0.2.7:80"], "far.example", Family::Inet), Ok(far));
    }
}
