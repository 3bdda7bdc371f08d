//! The connection of one Python thread: what it says, message by message, and the answers that let its calls go.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Instant;

use mio::net::UnixStream;

use super::message::{Message, take};
use crate::kernel::Peer;

/// So many bytes are read at once.
const CHUNK: usize = 1 << 14;

/// One thread of a program, from its hello to its end.
#[derive(Debug)]
pub(super) struct Connection {
    stream: UnixStream,
    /// The process that made it, as the kernel says, until it has said hello; `None` where it cannot be told.
    pub peer: Option<Arc<Peer>>,
    unread: Vec<u8>,
    /// The time of the last message that carried one: messages without one came right after it.
    last: u64,
    /// How many calls it has told of; an answer names the call that it is for.
    calls: u32,
    pub opened: Instant,
    /// Nothing more comes.
    pub over: bool,
    /// What it says is not for anybody.
    pub is_ignored: bool,
}

/// What is said to a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Make the call that is held.
    Go,
    /// Make it, and do not ask again.
    GoFree,
    /// Ask before each call from here on.
    Hold,
    /// Do not ask.
    Free,
}

/// A message with its time, in nanoseconds of the monotonic clock.
pub(super) struct Timed {
    pub at: u64,
    pub message: Message,
}

impl Connection {
    pub fn new(stream: UnixStream) -> Self {
        Self {
            peer: Peer::of(&stream).ok().map(Arc::new),
            stream,
            unread: Vec::new(),
            last: 0,
            calls: 0,
            opened: Instant::now(),
            over: false,
            is_ignored: false,
        }
    }

    /// Reads all that has been said. What is no message ends the connection: the program goes on without us.
    pub fn read(&mut self, mut each: impl FnMut(Timed)) {
        let mut chunk = [0; CHUNK];
        while !self.over {
            match self.stream.read(&mut chunk) {
                Ok(0) => self.over = true,
                Ok(read) => self.unread.extend_from_slice(&chunk[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(_) => self.over = true,
            }
        }
        if self.is_ignored {
            self.unread.clear();
        }
        let mut left = self.unread.as_slice();
        loop {
            match take(&mut left) {
                Ok(Some(mut message)) => {
                    if let Some(at) = message.time() {
                        self.last = self.last.max(at);
                    }
                    if let Message::Call(called) = &mut message {
                        called.number = self.calls;
                        self.calls = self.calls.wrapping_add(1);
                    }
                    each(Timed { at: self.last, message });
                }
                Ok(None) => break,
                Err(_) => {
                    self.over = true;
                    left = &[];
                    break;
                }
            }
        }
        let used = self.unread.len() - left.len();
        self.unread.drain(..used);
    }

    /// Answers the hello: whether the thread is to ask before each call.
    pub fn welcome(&mut self, holds: bool) {
        self.write(if holds { b"h" } else { b"f" });
    }

    /// Says something about the call with this number.
    pub fn answer(&mut self, call: u32, answer: Answer) {
        let order = match answer {
            Answer::Go => b'g',
            Answer::GoFree => b'f',
            Answer::Hold => b'H',
            Answer::Free => b'F',
        };
        let [a, b, c, d] = call.to_le_bytes();
        self.write(&[order, a, b, c, d]);
    }

    /// Some bytes always fit: whoever does not read them waits for none of them.
    fn write(&mut self, bytes: &[u8]) {
        if self.stream.write_all(bytes).is_err() {
            self.over = true;
        }
    }
}

impl Message {
    /// When it was said, if it says so.
    fn time(&self) -> Option<u64> {
        match self {
            Self::Hello(hello) => Some(hello.at),
            Self::Call(called) => Some(called.at),
            Self::Made { at }
            | Self::Fork { at }
            | Self::Forked { at, .. }
            | Self::Returned { at, .. }
            | Self::Failed { at, .. }
            | Self::Met { at, .. } => Some(*at),
            // It is told after the call that it happened in: its own times are past.
            Self::Nested { .. }
            | Self::Code { .. }
            | Self::Names(_)
            | Self::Spawned { .. }
            | Self::Holds(_)
            | Self::Passes(_)
            | Self::Raised { .. }
            | Self::Tls
            | Self::Foreign { .. } => None,
        }
    }
}
