//! The sockets that a script would have at one of its lines, if each call above did what it is for. Thought of, for whoever
//! writes the line; nothing of it is shown as having happened.

use super::Script;
use crate::sockets::{Call, Family, Kind};

/// A socket that a script would have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each can be so or not, by itself")]
pub struct Thought {
    pub name: String,
    pub family: Option<Family>,
    pub kind: Option<Kind>,
    pub bound: bool,
    pub listening: bool,
    pub connected: bool,
    pub closed: bool,
}

/// What is known at a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// In the order in which they come to be.
    pub sockets: Vec<Thought>,
    /// The variable that was used last.
    pub last: Option<String>,
    /// Whether somebody has sent a datagram whose address is known.
    pub has_sender: bool,
}

impl Known {
    /// What is known before a line.
    #[must_use]
    pub fn before(script: &Script, line: u32) -> Self {
        let mut known = Self::default();
        for written in script.written().iter().take_while(|written| written.line < line) {
            known.take(written.call);
        }
        known
    }

    /// The socket in this variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Thought> {
        self.sockets.iter().find(|socket| socket.name == name)
    }

    /// A name that no variable has: this one, or with the first number that is free.
    #[must_use]
    pub fn free_name(&self, wanted: &str) -> String {
        let names = std::iter::once(wanted.to_owned()).chain((2..).map(|n: u32| format!("{wanted}{n}")));
        names.into_iter().find(|name| self.get(name).is_none()).unwrap_or_default()
    }

    /// Takes note of a call that does what it is for.
    pub fn take(&mut self, call: &Call) {
        let on = call.socket().and_then(|name| self.get(name)).cloned();
        match call {
            Call::Socket { socket, family, kind } => self.put(Thought {
                name: socket.clone(),
                family: Some(*family),
                kind: Some(*kind),
                ..Thought::default()
            }),
            Call::Accept { into, .. } => self.put(Thought {
                name: into.clone(),
                family: on.as_ref().and_then(|listener| listener.family),
                kind: on.as_ref().and_then(|listener| listener.kind),
                bound: true,
                connected: true,
                ..Thought::default()
            }),
            _ => {}
        }
        if let Some(name) = call.names_socket().or(call.socket()) {
            self.last = Some(name.to_owned());
        }
        self.has_sender |= matches!(call, Call::RecvFrom { .. });
        let name = call.socket().unwrap_or_default();
        let Some(socket) = self.sockets.iter_mut().find(|socket| socket.name == name) else { return };
        match call {
            Call::Bind { .. } => socket.bound = true,
            Call::Listen { .. } => socket.listening = true,
            Call::Connect { .. } => socket.connected = true,
            Call::Close { .. } => socket.closed = true,
            _ => {}
        }
    }

    fn put(&mut self, socket: Thought) {
        self.sockets.retain(|other| other.name != socket.name);
        self.sockets.push(socket);
    }
}
