//! What only a program of somebody's shows, one that makes its calls itself: where in its source it is, its threads, what it
//! prints, how it ends.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::scenario::ParticipantId;
use crate::sockets::{Endpoint, Payload, SocketId};

/// Where in the source of a program a call stands, and under which name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Site {
    /// The file as the interpreter names it.
    pub file: Arc<str>,
    /// From 1; 0 where there is none.
    pub line: u32,
    /// The function around it: `<module>`, `atender`.
    pub function: Arc<str>,
    /// The method that is called: `sendall`, which is a `send`.
    pub method: Arc<str>,
    /// The function of a library that makes the call on the way: `create_server`. Empty where the program calls itself.
    pub via: Arc<str>,
    /// The descriptor that it is called on, where that is not the one that its socket was opened with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fd: Option<i32>,
}

/// Something that a program showed, or that was done to it, beside its calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProgramEvent {
    /// It was started, as this process, by this command.
    Started { pid: u32, command: Arc<str> },
    /// Its interpreter has said hello, with its version.
    Greeted { version: Arc<str> },
    /// A thread of it, or a child process, has shown itself: from here on it has a lifeline of its own.
    Joined { of: ParticipantId, name: Arc<str>, pid: u32, thread: u64 },
    /// The text of one of its files, as far as it could be read.
    Source { file: Arc<str>, text: Arc<str> },
    /// It printed this.
    Printed { stream: Stream, data: Payload },
    /// It waits for something to be typed.
    AwaitsInput,
    /// A person typed this for it.
    Typed { text: Arc<str> },
    /// A person pressed its Ctrl-C, or asked it to end.
    Signalled { signal: Signal },
    /// An exception that nobody caught, with where it came through, outermost first.
    Raised { exception: Arc<str>, message: Arc<str>, frames: Vec<Frame> },
    /// It ended: with an exit code, or by a signal.
    Exited { code: Option<i32>, signal: Option<i32> },
    /// A connect of it that was not answered at once has been.
    Connected {
        socket: SocketId,
        #[serde(with = "as_text")]
        local: Endpoint,
        #[serde(with = "as_text")]
        peer: Endpoint,
    },
    /// Something of it is not seen.
    Unseen(Unseen),
}

/// Addresses as people write them.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::sockets::Endpoint;

    pub fn serialize<S: Serializer>(endpoint: &Endpoint, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(endpoint)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Endpoint, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Where a program prints to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stream {
    Out,
    Err,
}

/// What a person sent to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Signal {
    /// Ctrl-C: SIGINT.
    Interrupt,
    /// SIGTERM.
    End,
}

/// A line that an exception came through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub file: Arc<str>,
    pub line: u32,
    pub function: Arc<str>,
}

/// What is not seen of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unseen {
    /// Its interpreter has said nothing: it was told to leave everybody out (`-I`, `-E`, `-S`), or is no Python.
    NoHello,
    /// Its Python is older than 3.8.
    TooOld { version: Arc<str> },
    /// What goes through TLS: only the bytes under it are sent by calls that nobody sees.
    Tls,
    /// An event loop that makes its calls itself, by its name.
    ForeignLoop { name: Arc<str> },
    /// Its probe has fallen silent, and it goes on: it has closed descriptors that are not its own, or has none left.
    Lost,
    /// Its source names a function that reads or writes descriptors past every method of a socket.
    Raw { function: Arc<str> },
    /// More has come out at the other end of this socket's connection than its calls have put in.
    Past { socket: Arc<str> },
    /// It printed more than these bytes, which are all that is kept.
    Output { kept: u64 },
    /// More threads than have lifelines of their own.
    Threads,
    /// More processes than are watched: a program that starts others without end.
    Processes,
}
