//! Calls that none of ours stands for, written as Python writes them: with the names that its modules `socket` and `select` have
//! for their numbers. Each interpreter tells its own.

use std::collections::HashMap;

use nix::libc;

use super::marshal::Value;

/// What is a name for a value that is there by another, or stands in no call.
const NO_NAMES: [&str; 7] =
    ["IP_DEFAULT", "IP_MAX", "SOCK_NONBLOCK", "SOCK_CLOEXEC", "SO_ORIGINAL", "MSG_EOF", "AF_UNSPEC_"];

/// The names of constants, by how they begin and by their values.
#[derive(Clone, Debug, Default)]
pub(super) struct Constants {
    names: HashMap<i64, Vec<Box<str>>>,
}

/// What kind of constant an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// None: a value as it is.
    Value,
    /// One of those that begin so.
    One(&'static str),
    /// Several, in one number.
    Flags(&'static str),
    /// A type of socket, with flags.
    Kind,
    /// The level of an option.
    Level,
    /// Pairs of a descriptor and events.
    Events(&'static str),
}

impl Constants {
    pub fn learn(&mut self, names: Vec<(String, i64)>) {
        for (name, value) in names {
            if !NO_NAMES.iter().any(|no_name| name.starts_with(no_name)) {
                let of = self.names.entry(value).or_default();
                if !of.iter().any(|known| **known == *name) {
                    of.push(name.into());
                }
            }
        }
    }

    /// The name of a value. Where there are several, the first in the alphabet, as the enumerations of Python have it; of protocols
    /// and options, which are in none, the shortest.
    fn name(&self, beginning: &str, value: i64) -> Option<&str> {
        let names = self.names.get(&value)?.iter().map(|name| &**name);
        let names = names.filter(|name| name.starts_with(beginning));
        let is_of_enumeration = ["AF_", "SOCK_", "MSG_", "AI_"].contains(&beginning);
        names.min_by_key(|name| if is_of_enumeration { (0, *name) } else { (name.len(), *name) })
    }

    fn one(&self, beginning: &str, value: &Value) -> String {
        let name = value.int().and_then(|value| self.name(beginning, value));
        name.map_or_else(|| value.written(), str::to_owned)
    }

    /// `MSG_PEEK | MSG_DONTWAIT`: each bit by its name, or the number where one has none.
    fn flags(&self, beginning: &str, value: &Value) -> String {
        let Some(flags) = value.int().filter(|flags| *flags != 0) else { return value.written() };
        let bits = (0..62).map(|bit| 1_i64 << bit).filter(|bit| flags & bit != 0);
        let names: Option<Vec<&str>> = bits.map(|bit| self.name(beginning, bit)).collect();
        match names {
            Some(names) if flags > 0 => names.join(" | "),
            _ => value.written(),
        }
    }

    /// A family as Python has it: `AF_PACKET`.
    pub fn family(&self, value: &Value) -> String {
        self.one("AF_", value)
    }

    /// A type as Python has it: `SOCK_RAW`, or `SOCK_STREAM | SOCK_NONBLOCK`.
    pub fn kind(&self, value: &Value) -> String {
        let Some(number) = value.int() else { return value.written() };
        #[cfg(target_os = "linux")]
        let flags = [("SOCK_NONBLOCK", libc::SOCK_NONBLOCK), ("SOCK_CLOEXEC", libc::SOCK_CLOEXEC)];
        #[cfg(not(target_os = "linux"))]
        let flags: [(&str, i32); 0] = [];
        let all: i64 = flags.iter().map(|(_, flag)| i64::from(*flag)).sum();
        let Some(name) = self.name("SOCK_", number & !all) else { return value.written() };
        let set = flags.iter().filter(|(_, flag)| number & i64::from(*flag) != 0).map(|(name, _)| *name);
        std::iter::once(name).chain(set).collect::<Vec<_>>().join(" | ")
    }

    /// A protocol as Python has it, `IPPROTO_ICMP`. Other families have numbers of their own.
    pub fn protocol(&self, family: &Value, value: &Value) -> String {
        let is_ip = [libc::AF_INET, libc::AF_INET6].iter().any(|ip| family.int() == Some((*ip).into()));
        if is_ip { self.one("IPPROTO_", value) } else { value.written() }
    }

    fn level(&self, value: &Value) -> String {
        match value.int() {
            Some(level) if level == i64::from(libc::SOL_SOCKET) => "SOL_SOCKET".into(),
            _ => self.one("IPPROTO_", value),
        }
    }

    /// An option by its level.
    fn option(&self, level: &Value, value: &Value) -> String {
        let beginning = match level.int().and_then(|level| i32::try_from(level).ok()) {
            Some(libc::SOL_SOCKET) => "SO_",
            Some(libc::IPPROTO_IP) => "IP_",
            Some(libc::IPPROTO_IPV6) => "IPV6_",
            Some(libc::IPPROTO_TCP) => "TCP_",
            Some(libc::IPPROTO_UDP) => "UDP",
            _ => return value.written(),
        };
        self.one(beginning, value)
    }

    fn events(&self, beginning: &str, value: &Value) -> String {
        let Some(pairs) = value.items() else { return value.written() };
        let pair =
            |pair: &Value| format!("({}, {})", pair.at(0).written(), self.flags(beginning, pair.at(1)));
        format!("[{}]", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
    }

    fn written(&self, of: Of, value: &Value) -> String {
        match of {
            Of::Value => value.written(),
            Of::One(beginning) => self.one(beginning, value),
            Of::Flags(beginning) => self.flags(beginning, value),
            Of::Kind => self.kind(value),
            Of::Level => self.level(value),
            Of::Events(beginning) => self.events(beginning, value),
        }
    }

    /// The arguments of a call as Python writes them. At its end stands nothing that need not be said.
    pub fn arguments(&self, method: &str, arguments: &Value) -> String {
        let all = arguments.items().unwrap_or_default();
        let mut written: Vec<String> = match method {
            "dup" => return String::new(),
            "socket" | "adopt" | "socketpair" | "fromfd" => {
                let (family, protocol) = (arguments.at(0), arguments.at(2));
                let copied = Some(arguments.at(5).written()).filter(|_| method == "fromfd");
                let adopted = Some(arguments.at(3).written()).filter(|_| method == "adopt");
                // A protocol that is not the only one that there is.
                let protocol = (protocol.int() != Some(0) || adopted.is_some())
                    .then(|| self.protocol(family, protocol))
                    .filter(|_| all.len() > 2);
                let kind = (all.len() > 1).then(|| self.kind(arguments.at(1)));
                let parts = [copied, Some(self.family(family)), kind, protocol, adopted];
                parts.into_iter().flatten().collect()
            }
            "setsockopt" | "getsockopt" => {
                let rest = all.iter().skip(2).map(Value::written);
                let (level, option) = (arguments.at(0), arguments.at(1));
                [self.level(level), self.option(level, option)].into_iter().chain(rest).collect()
            }
            _ => {
                let kinds = kinds(method).iter().copied().chain(std::iter::repeat(Of::Value));
                all.iter().zip(kinds).map(|(value, of)| self.written(of, value)).collect()
            }
        };
        let goes_without = match method {
            "send" | "sendall" | "recv" | "recv_into" | "recvfrom" | "recvfrom_into" | "recvmsg"
            | "recvmsg_into" | "getsockopt" | "os.read" | "os.write" | "os.readv" | "os.writev"
            | "os.sendfile" => |value: &Value| value.int() == Some(0),
            "poll" | "epoll" | "listen" | "select" | "selectors" => |value: &Value| *value == Value::None,
            _ => |_: &Value| false,
        };
        let is_kept = |place: usize| !all.get(place).is_some_and(&goes_without);
        while written.len() > 1 && written.len() == all.len() && !is_kept(written.len() - 1) {
            written.pop();
        }
        if method == "sendto" && written.len() == 3 && all[1].int() == Some(0) {
            written.remove(1);
        }
        if method == "listen" && all == [Value::None] {
            written.clear();
        }
        written.join(", ")
    }

    /// What a call gave back, as Python writes it.
    pub fn result(&self, method: &str, result: &Value) -> String {
        match (method, result) {
            ("poll", pairs) => self.events("POLL", pairs),
            ("epoll", pairs) => self.events("EPOLL", pairs),
            ("getaddrinfo", Value::List(found)) => {
                let one = |one: &Value| {
                    let (family, address) = (one.at(0), one.at(4).written());
                    let protocol = self.protocol(family, one.at(2));
                    let names =
                        [self.family(family), self.kind(one.at(1)), protocol, one.at(3).written(), address];
                    format!("({})", names.join(", "))
                };
                format!("[{}]", found.iter().map(one).collect::<Vec<_>>().join(", "))
            }
            _ => result.written(),
        }
    }
}

/// What the arguments of a function are, in their order; what is not told here is a value.
fn kinds(method: &str) -> &'static [Of] {
    const MSG: Of = Of::Flags("MSG_");
    match method {
        "send" | "sendall" | "recv" | "recv_into" | "recvfrom" | "recvfrom_into" | "recvmsg"
        | "recvmsg_into" | "sendto" | "sendmsg" => &[Of::Value, MSG],
        "shutdown" => &[Of::One("SHUT_")],
        "getaddrinfo" => {
            &[Of::Value, Of::Value, Of::One("AF_"), Of::Kind, Of::One("IPPROTO_"), Of::Flags("AI_")]
        }
        "getnameinfo" => &[Of::Value, Of::Flags("NI_")],
        "poll" => &[Of::Events("POLL")],
        "epoll" => &[Of::Events("EPOLL")],
        _ => &[Of::Level; 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn constants() -> Constants {
        let names = [
            ("AF_INET", libc::AF_INET),
            ("AF_UNIX", libc::AF_UNIX),
            ("SOCK_STREAM", libc::SOCK_STREAM),
            ("SOCK_RAW", libc::SOCK_RAW),
            ("IPPROTO_IP", 0),
            ("IPPROTO_ICMP", 1),
            ("IPPROTO_TCP", 6),
            ("SO_KEEPALIVE", libc::SO_KEEPALIVE),
            ("SO_REUSEADDR", libc::SO_REUSEADDR),
            ("TCP_NODELAY", libc::TCP_NODELAY),
            ("IP_TTL", libc::IP_TTL),
            ("MSG_PEEK", libc::MSG_PEEK),
            ("MSG_WAITALL", libc::MSG_WAITALL),
            ("POLLIN", 1),
            ("POLLHUP", 16),
        ];
        let mut constants = Constants::default();
        constants.learn(names.iter().map(|(name, value)| ((*name).to_owned(), i64::from(*value))).collect());
        constants
    }

    fn ints(values: &[i32]) -> Value {
        Value::Items(values.iter().map(|value| Value::Int((*value).into())).collect())
    }

    #[test]
    fn numbers_are_written_by_the_names_that_python_has_for_them() {
        let constants = constants();
        let written = |method: &str, values: &[i32]| constants.arguments(method, &ints(values));
        assert_eq!(written("socket", &[libc::AF_INET, libc::SOCK_RAW, 1]), "AF_INET, SOCK_RAW, IPPROTO_ICMP");
        assert_eq!(written("socket", &[libc::AF_UNIX, libc::SOCK_RAW, 0]), "AF_UNIX, SOCK_RAW");
        assert_eq!(written("socket", &[77, 99, 0]), "77, 99");
        assert_eq!(
            written("setsockopt", &[libc::SOL_SOCKET, libc::SO_KEEPALIVE, 1]),
            "SOL_SOCKET, SO_KEEPALIVE, 1"
        );
        assert_eq!(written("setsockopt", &[6, libc::TCP_NODELAY, 1]), "IPPROTO_TCP, TCP_NODELAY, 1");
        assert_eq!(written("getsockopt", &[0, libc::IP_TTL, 0]), "IPPROTO_IP, IP_TTL");
        assert_eq!(written("recv", &[10, libc::MSG_PEEK | libc::MSG_WAITALL]), "10, MSG_PEEK | MSG_WAITALL");
        assert_eq!(written("recv", &[10, 0]), "10");
        assert_eq!(written("recv", &[10, 1 << 29]), "10, 536870912");
    }

    #[test]
    fn events_are_written_with_their_descriptors() {
        let pair = Value::Items(vec![Value::Int(4), Value::Int(17)]);
        let all = Value::Items(vec![Value::List(vec![pair.clone()]), Value::None]);
        assert_eq!(constants().arguments("poll", &all), "[(4, POLLIN | POLLHUP)]");
        assert_eq!(constants().result("poll", &Value::List(vec![pair])), "[(4, POLLIN | POLLHUP)]");
    }
}
