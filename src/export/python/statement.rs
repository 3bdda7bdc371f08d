//! One call as Python writes it.

use std::collections::HashMap;

use crate::sockets::{Address, Call, Data, OptionName, OptionSetting, UnixName};

/// The name that the seminar gives what was received.
const RECEIVED: &str = "mensaje";

/// What a program has names for: its sockets, and an address where there is only one.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    pub sockets: HashMap<String, String>,
    /// The address that stands in the constants.
    pub constant: Option<Address>,
    /// Whether the address of `recvfrom` is used, and `accept` must leave it alone.
    pub keeps_sender: bool,
}

impl Variables {
    /// The constants, one a line.
    pub fn constants(&self) -> Vec<String> {
        match &self.constant {
            Some(Address::Inet { host, port }) => {
                vec![format!("HOST = {}", quoted(host)), format!("PORT = {port}")]
            }
            Some(Address::Unix { path }) => vec![format!("PATH = {}", quoted_name(path))],
            Some(Address::Sender) | None => Vec::new(),
        }
    }

    /// A path, by its name if it has one.
    pub fn path(&self, path: &UnixName) -> String {
        self.address(&Address::Unix { path: path.clone() })
    }

    fn socket(&self, name: &str) -> &str {
        self.sockets.get(name).map_or("s", String::as_str)
    }

    fn address(&self, address: &Address) -> String {
        let is_constant = self.constant.as_ref() == Some(address);
        match address {
            Address::Inet { .. } if is_constant => "(HOST, PORT)".into(),
            Address::Inet { host, port } => format!("({}, {port})", quoted(host)),
            Address::Unix { .. } if is_constant => "PATH".into(),
            Address::Unix { path } => quoted_name(path),
            Address::Sender => "addr".into(),
        }
    }

    /// The statement of a call, and what prints its answer.
    pub fn statements(&self, call: &Call) -> Vec<String> {
        let received = format!("{RECEIVED}.decode('utf-8', 'replace')");
        match call {
            Call::Recv { .. } => vec![self.statement(call), format!("print({received})")],
            Call::RecvFrom { .. } => vec![self.statement(call), format!("print({received}, addr)")],
            Call::GetSockName { .. } | Call::GetPeerName { .. } | Call::GetSockOpt { .. } => {
                vec![format!("print({})", self.statement(call))]
            }
            _ => vec![self.statement(call)],
        }
    }

    fn statement(&self, call: &Call) -> String {
        let s = self.socket(call.socket().unwrap_or_default());
        match call {
            Call::Socket { family, kind, .. } => {
                format!("{s} = socket.socket(socket.{}, socket.{})", family.constant(), kind.constant())
            }
            Call::Bind { to, .. } => format!("{s}.bind({})", self.address(to)),
            // The kernel takes an int; so does Python, and says so of what is none.
            Call::Listen { backlog, .. } => {
                format!("{s}.listen({})", (*backlog).min(i32::MAX.unsigned_abs()))
            }
            Call::Accept { into, .. } => {
                let address = if self.keeps_sender { "_" } else { "addr" };
                format!("{}, {address} = {s}.accept()", self.socket(into))
            }
            Call::Connect { to, .. } => format!("{s}.connect({})", self.address(to)),
            // On a blocking socket this is send(2), which returns when the kernel has taken all.
            Call::Send { data, .. } => format!("{s}.send({})", bytes(data)),
            Call::Recv { max, .. } => format!("{RECEIVED} = {s}.recv({max})"),
            Call::SendTo { data, to, .. } => format!("{s}.sendto({}, {})", bytes(data), self.address(to)),
            Call::RecvFrom { max, .. } => format!("{RECEIVED}, addr = {s}.recvfrom({max})"),
            Call::Shutdown { how, .. } => format!("{s}.shutdown(socket.{})", how.constant()),
            Call::Close { .. } => format!("{s}.close()"),
            Call::SetSockOpt { option, .. } => {
                format!("{s}.setsockopt({}, {})", option_name(option.name()), option_value(*option))
            }
            Call::GetSockOpt { option, .. } => {
                let name = option_name(*option);
                match option {
                    OptionName::Linger => format!("struct.unpack('ii', {s}.getsockopt({name}, 8))"),
                    OptionName::RcvTimeo => format!("struct.unpack('ll', {s}.getsockopt({name}, 16))"),
                    _ => format!("{s}.getsockopt({name})"),
                }
            }
            Call::GetSockName { .. } => format!("{s}.getsockname()"),
            Call::GetPeerName { .. } => format!("{s}.getpeername()"),
            Call::Function { name, socket: Some(_), arguments } => format!("{s}.{name}({arguments})"),
            Call::Function { name, socket: None, arguments } => format!("{name}({arguments})"),
            Call::Sleep { ms } => format!("time.sleep({})", f64::from(*ms) / 1000.0),
        }
    }
}

fn option_name(option: OptionName) -> String {
    format!("socket.{}, socket.{}", option.level(), option.constant())
}

fn option_value(option: OptionSetting) -> String {
    match option {
        OptionSetting::ReuseAddr(on) | OptionSetting::NoDelay(on) | OptionSetting::Broadcast(on) => {
            u8::from(on).to_string()
        }
        OptionSetting::SndBuf(size) | OptionSetting::RcvBuf(size) => {
            size.min(i32::MAX.unsigned_abs()).to_string()
        }
        OptionSetting::Linger(seconds) => {
            format!("struct.pack('ii', {}, {})", u8::from(seconds.is_some()), seconds.unwrap_or(0))
        }
        OptionSetting::RcvTimeo(ms) => format!("struct.pack('ll', {}, {})", ms / 1000, ms % 1000 * 1000),
    }
}

fn bytes(data: &Data) -> String {
    match data {
        Data::Text(text) => format!("{}.encode('utf-8')", quoted(text)),
        Data::Hex(hex) => format!("bytes.fromhex('{hex}')"),
        Data::Repeat(text, times) => format!("({} * {times}).encode('utf-8')", quoted(text)),
    }
}

/// A text as Python writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// The name of a Unix socket: a text, or bytes where it is none.
fn quoted_name(name: &UnixName) -> String {
    name.as_str().map_or_else(|| format!("b'{}'", name.bytes().escape_ascii()), quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_as_python_reads_them() {
        assert_eq!(quoted("it's \\ \n\u{1}"), "'it\\'s \\\\ \\n\\u0001'");
    }
}
