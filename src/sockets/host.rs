//! The host of an address, as far as it can be read without asking a resolver.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The name that is this machine wherever one asks (RFC 6761, section 6.3).
const LOCALHOST: &str = "localhost";

/// What a host means before a resolver has been asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// Nothing is written: every address of this machine, `''` in Python.
    Any,
    /// A number, in any form that getaddrinfo(3) takes for one without asking: `127.0.0.1`, `127.1`, `0x7f.1`, `::1`.
    Number(IpAddr),
    /// Anything else. Only a resolver knows its address, and it may ask a name server.
    Name(&'a str),
}

impl<'a> Host<'a> {
    /// Reads a host as it is written in an address, without brackets.
    #[must_use]
    pub fn read(text: &'a str) -> Self {
        if text.is_empty() {
            return Self::Any;
        }
        let number = text.parse().ok().or_else(|| shorthand(text).map(IpAddr::V4));
        number.map_or(Self::Name(text), Self::Number)
    }

    /// Whether this is this machine and no other, whoever is asked: nothing, a loopback address, or `localhost`.
    #[must_use]
    pub fn is_this_machine(self) -> bool {
        match self {
            Self::Any => true,
            Self::Number(address) => is_this_machine(address),
            Self::Name(name) => is_localhost(name),
        }
    }
}

/// Whether what is sent to this address stays on this machine: a loopback address, or the one for "every address", which
/// connect(2) and sendto(2) take for loopback. Within IPv6 an IPv4 address is the same.
#[must_use]
pub fn is_this_machine(address: IpAddr) -> bool {
    let address = address.to_canonical();
    address.is_loopback() || address.is_unspecified()
}

/// Whether a name is `localhost`. Other names for loopback are those of somebody's files, or of a name server.
#[must_use]
pub fn is_localhost(name: &str) -> bool {
    name.eq_ignore_ascii_case(LOCALHOST)
}

/// Whether this is an IPv6 address with the interface that it belongs to: `fe80::1%eth0`.
#[must_use]
pub fn is_scoped(text: &str) -> bool {
    text.split_once('%').is_some_and(|(address, _)| address.parse::<Ipv6Addr>().is_ok())
}

/// An IPv4 address in one of the short forms of `inet_aton(3)`: one to four numbers, decimal, octal after `0`, hexadecimal after
/// `0x`, of which the last fills all bytes that are left.
fn shorthand(text: &str) -> Option<Ipv4Addr> {
    let numbers: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = numbers.split_last()?;
    let free = 4_u32.checked_sub(u32::try_from(first.len()).ok()?).filter(|bytes| *bytes > 0)?;
    if u64::from(*last) >= 1_u64 << (8 * free) {
        return None;
    }
    let mut address = 0_u32;
    for number in first {
        address = address << 8 | u32::from(u8::try_from(*number).ok()?);
    }
    let above = u64::from(address) << (8 * free);
    u32::try_from(above | u64::from(*last)).ok().map(Ipv4Addr::from)
}

fn number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if text.len() > 1 && text.starts_with('0') => (&text[1..], 8),
        None => (text, 10),
    };
    // A sign would be read as well.
    let is_number = digits.chars().all(|digit| digit.is_digit(radix));
    if is_number { u32::from_str_radix(digits, radix).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_getaddrinfo_reads_it() {
        for (text, address) in [
            ("127.0.0.1", "127.0.0.1"),
            ("127.1", "127.0.0.1"),
            ("127.0.1", "127.0.0.1"),
            ("0x7f.1", "127.0.0.1"),
            ("0X7F000001", "127.0.0.1"),
            ("0177.0.0.01", "127.0.0.1"),
            ("2130706433", "127.0.0.1"),
            ("127.16777215", "127.255.255.255"),
            ("0", "0.0.0.0"),
            ("10.1", "10.0.0.1"),
            ("192.0.513", "192.0.2.1"),
            ("3221225985", "192.0.2.1"),
            ("4294967295", "255.255.255.255"),
            ("::1", "::1"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ] {
            assert_eq!(Host::read(text), Host::Number(address.parse().unwrap()), "{text}");
        }
        assert_eq!(Host::read(""), Host::Any);
    }

    #[test]
    fn what_a_resolver_would_be_asked_for_is_a_name() {
        for text in [
            "localhost",
            "example.org",
            "256.0.0.1",
            "127.0.0.256",
            "127.256.1",
            "4294967296",
            "127.16777216",
            "1.2.3.4.5",
            "127..1",
            "127.0.0.1.",
            ".1",
            "08",
            "0x",
            "0xg",
            "+127.1",
            "-1",
            "127.0.0.1%lo",
            "fe80::1%eth0",
            "１２７.0.0.1",
            "127.0.0.1 x",
        ] {
            assert_eq!(Host::read(text), Host::Name(text));
        }
    }

    #[test]
    fn the_resolver_of_this_machine_reads_each_short_form_as_we_do() {
        use std::net::ToSocketAddrs as _;
        for text in ["127.1", "0x7f.1", "0177.0.0.01", "2130706433", "127.0.513"] {
            let Host::Number(ours) = Host::read(text) else { panic!("{text} is a number") };
            let theirs = (text, 1).to_socket_addrs().unwrap().next().unwrap();
            assert_eq!(theirs.ip(), ours, "{text}");
        }
    }

    #[test]
    fn this_machine_is_told_from_others_in_every_form() {
        for text in ["", "localhost", "LocalHost", "127.9.8.7", "127.1", "0", "0.0.0.0", "::", "::1"]
            .into_iter()
            .chain(["::ffff:127.0.0.1", "::ffff:0.0.0.0", "127.255.255.255"])
        {
            assert!(Host::read(text).is_this_machine(), "{text}");
        }
        for text in
            ["192.0.2.1", "10.1", "0x0a000001", "::ffff:192.0.2.1", "fe80::1", "fe80::1%eth0", "ff02::1"]
                .into_iter()
                .chain([
                    "255.255.255.255",
                    "224.0.0.1",
                    "localhost.",
                    "localhost.example",
                    "a.localhost",
                    "::127.0.0.1",
                ])
                .chain(["localhost ", "ｌocalhost"])
        {
            assert!(!Host::read(text).is_this_machine(), "{text}");
        }
        assert!(is_scoped("fe80::1%eth0") && !is_scoped("a%b") && !is_scoped("fe80::1"));
    }
}
