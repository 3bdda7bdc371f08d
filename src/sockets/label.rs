//! A call as one reads it: `send('Hola, servidor')` in a box beside the tag of its socket, `bind(s, localhost:1025)`
//! by itself.

use std::fmt;

use super::{Call, Data};

/// Characters of data that a label shows.
const SHOWN: usize = 48;

impl Call {
    /// The call with its arguments, but without its socket.
    #[must_use]
    pub fn label(&self) -> String {
        self.label_as(self.function())
    }

    /// The same under another name: Python's `sendall` is a `send`.
    #[must_use]
    pub fn label_as(&self, function: &str) -> String {
        format!("{function}({})", self.arguments())
    }

    /// The call with all its arguments, under this name.
    #[must_use]
    pub fn written_as(&self, function: &str) -> String {
        let arguments = self.arguments();
        let gap = if self.socket().is_some() && !arguments.is_empty() { ", " } else { "" };
        format!("{function}({}{gap}{arguments})", self.socket().unwrap_or_default())
    }

    fn arguments(&self) -> String {
        match self {
            Self::Socket { family, kind, .. } => format!("{}, {}", family.constant(), kind.constant()),
            Self::Bind { to, .. } | Self::Connect { to, .. } => to.to_string(),
            Self::Listen { backlog, .. } => backlog.to_string(),
            Self::Send { data, .. } => data.label(),
            Self::SendTo { data, to, .. } => format!("{}, {to}", data.label()),
            Self::Recv { max, .. } | Self::RecvFrom { max, .. } => max.to_string(),
            Self::Shutdown { how, .. } => how.constant().into(),
            Self::SetSockOpt { option, .. } => format!("{}, {}", option.name().constant(), option.value()),
            Self::GetSockOpt { option, .. } => option.constant().into(),
            Self::Sleep { ms } => format!("{ms} ms"),
            Self::Function { arguments, .. } => shortened(arguments),
            Self::Accept { .. }
            | Self::Close { .. }
            | Self::GetSockName { .. }
            | Self::GetPeerName { .. } => String::new(),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written_as(self.function()))
    }
}

impl Data {
    /// The data as it is written, shortened: `'Hola…'`, `48 6f`, `'x' × 3000`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Text(text) => format!("'{}'", shortened(text)),
            Self::Hex(hex) => shortened(&hex.to_string()),
            Self::Repeat(text, times) => format!("'{}' × {times}", shortened(text)),
        }
    }
}

fn shortened(text: &str) -> String {
    let one_line = |c: char| if c.is_control() { '␣' } else { c };
    let mut characters = text.chars().map(one_line);
    let mut short: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_the_arguments_and_a_line_the_socket_too() {
        let call = Call::Bind { socket: "s".into(), to: "localhost:1025".parse().unwrap() };
        assert_eq!(call.label(), "bind(localhost:1025)");
        assert_eq!(call.to_string(), "bind(s, localhost:1025)");
        assert_eq!(Call::Close { socket: "s".into() }.to_string(), "close(s)");
        assert_eq!(Call::Sleep { ms: 5 }.to_string(), "sleep(5 ms)");
    }

    #[test]
    fn long_data_is_cut_between_characters() {
        let data = Data::Text("ñ".repeat(100));
        assert_eq!(data.label(), format!("'{}…'", "ñ".repeat(SHOWN)));
    }
}
