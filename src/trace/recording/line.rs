//! The lines of a recording, as they stand in the file. Terse, as there may be millions of them, and yet to be read by a
//! person: `(12, 83214, 0, Call(bind, 2, 0))` is event 12, 83,214 ns after the beginning: participant 0 calls bind, which is
//! call 2 of its script, on the first socket that it opened.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ron::Options;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::{Deserialize, Serialize};

use super::address::At;
use super::call::Recorded;
use crate::scenario::Scenario;
use crate::sockets::{
    AcceptQueue, Awaited, Call, CallName, Endpoint, Errno, Outcome, Payload, Reading, SocketId, SocketOpened,
    TcpState,
};
use crate::trace::{Event, Origin, ProgramEvent, Site, What};

/// What stands in front of a line that is no event.
pub const HEADER: &str = "Recording";
pub const BOOKMARK: &str = "Bookmark";
pub const END: &str = "End";
pub const FULL: &str = "Full";

static RON: LazyLock<Options> =
    LazyLock::new(|| Options::default().with_default_extension(Extensions::IMPLICIT_SOME));

/// Reads one line, or a part of one.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ron::error::Error> {
    RON.from_str(text).map_err(|error| error.code)
}

/// Writes a value at the end of a text.
pub fn write(text: &mut String, value: &impl Serialize) {
    RON.to_writer(text, value).expect("what is recorded has only what RON can write, and a text takes all");
}

/// The first line. Its version is looked at before all else.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Recording", deny_unknown_fields)]
pub struct Header<'a> {
    pub version: u32,
    #[serde(borrow)]
    pub program: Cow<'a, str>,
    #[serde(borrow)]
    pub platform: Cow<'a, str>,
    #[serde(borrow)]
    pub began: Cow<'a, str>,
    /// The ids of the participants, in the order written.
    pub participants: Vec<u32>,
    #[serde(borrow)]
    pub scenario: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename = "Recording")]
pub struct VersionOnly {
    pub version: u32,
}

/// A note of a person at a moment; an empty one takes the note away.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Bookmark")]
pub struct Bookmark<'a>(pub usize, #[serde(borrow)] pub Cow<'a, str>);

/// The last line: how many events there are.
#[derive(Serialize, Deserialize)]
#[serde(rename = "End")]
pub struct End(pub usize);

/// The last line where the run went on and the recording did not: how many events there are.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Full")]
pub struct Full(pub usize);

/// Number, nanoseconds since the run began, participant, and what happened.
#[derive(Serialize, Deserialize)]
pub struct Line<'a>(pub usize, pub u64, pub u32, #[serde(borrow)] pub Told<'a>);

/// What happened, as it is written. A socket is told by its number among those of the participant.
#[derive(Serialize, Deserialize)]
pub enum Told<'a> {
    /// A call of the script: which function, its number in the script from 0, and its socket.
    Call(CallName, u64, Option<u32>),
    /// A call of no script.
    Made(Why, Box<Recorded>, Option<u32>),
    /// The same on a socket of another participant: a process closes what its threads have opened.
    MadeOn(Why, Box<Recorded>, (u32, u32)),
    Waits(Awaited),
    Done,
    Opened(u32, i32),
    Bound(At),
    Accepted(u32, i32, At, At),
    Connected(At, At),
    Sent(usize),
    SentPart(usize, usize),
    SentTo(usize, At, At),
    Received(Payload),
    ReceivedFrom(Payload, Option<At>),
    Value(i64),
    Address(At),
    /// The number differs from system to system; the name does not.
    Failed(i32, #[serde(borrow)] Cow<'a, str>),
    Unresolved(#[serde(borrow)] Cow<'a, str>),
    NoSocket,
    Interrupted,
    Died,
    Ended,
    Killed,
    Frozen,
    Thawed,
    Left(#[serde(borrow)] Cow<'a, str>),
    /// The call to come, and the script.
    Script(u64, #[serde(borrow)] &'a RawValue),
    /// The ids of the participants, and the scenario.
    Edited(Vec<u32>, #[serde(borrow)] &'a RawValue),
    Read(u32, Box<Read>),
    /// A program is held before a call, and makes one.
    Held(Box<Asked>),
    Calls(Box<Asked>),
    /// What a program shows beside its calls.
    Program(Box<ProgramEvent>),
    /// What a function of a program gave back.
    Gave(#[serde(borrow)] Cow<'a, str>),
    /// The class of an exception, and what it says.
    Raised(#[serde(borrow)] Cow<'a, str>, #[serde(borrow)] Cow<'a, str>),
}

/// A call that a program makes itself. Threads share their sockets, so that each is told with its participant.
#[derive(Serialize, Deserialize)]
pub struct Asked(pub Site, pub Said, pub Option<(u32, u32)>);

/// The call of a program, as a call of ours or as Python has it.
#[derive(Serialize, Deserialize)]
pub enum Said {
    Call(Box<Recorded>),
    /// The function, the name of its socket, and its arguments.
    Function(String, Option<String>, String),
}

/// Why a call of no script was made.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum Why {
    Renamed,
    ProgramEnd,
    Killed,
    ByHand,
}

/// A reading of the kernel, without what it does not tell.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Read {
    #[serde(skip_serializing_if = "Option::is_none")]
    local: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<TcpState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receive_queue: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    send_queue: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receive_buffer: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    send_buffer: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accept_queue: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drops: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inode: Option<u64>,
}

/// Writes an event as a line.
pub fn write_event(text: &mut String, number: usize, event: &Event) {
    let told = match &event.what {
        What::Script { script, next } => {
            let script = script.to_ron_line();
            return write_line(text, number, event, Told::Script(*next, raw(&script)));
        }
        What::Edited { scenario } => {
            let (ids, scenario) = (ids(scenario), scenario.to_ron_line());
            return write_line(text, number, event, Told::Edited(ids, raw(&scenario)));
        }
        What::Called { origin, call, socket } => called(event.participant.0, origin, call, *socket),
        What::Held { origin, call, socket } => match called(event.participant.0, origin, call, *socket) {
            Told::Calls(asked) => Told::Held(asked),
            // Only programs are held in this way.
            other => other,
        },
        What::Program(shown) => Told::Program(Box::new(ProgramEvent::clone(shown))),
        What::Waiting(awaited) => Told::Waits(*awaited),
        What::Returned(outcome) => returned(outcome),
        What::Ended => Told::Ended,
        What::Killed => Told::Killed,
        What::Frozen => Told::Frozen,
        What::Thawed => Told::Thawed,
        What::Left { name } => Told::Left(Cow::Borrowed(name)),
        What::Read { socket, reading } => Told::Read(socket.index, Box::new(read(reading))),
    };
    write_line(text, number, event, told);
}

fn write_line(text: &mut String, number: usize, event: &Event, told: Told) {
    write(text, &Line(number, event.at, event.participant.0, told));
    text.push('\n');
}

/// A text that was just written as RON.
pub fn raw(text: &str) -> &RawValue {
    RawValue::from_ron(text).expect("it was written by RON itself")
}

/// The ids of the participants, in the order written.
pub fn ids(scenario: &Scenario) -> Vec<u32> {
    scenario.ids().map(|(id, _)| id.0).collect()
}

fn called(participant: u32, origin: &Origin, call: &Call, socket: Option<SocketId>) -> Told<'static> {
    let index = socket.map(|socket| socket.index);
    let why = match origin {
        Origin::Script { step, .. } => return Told::Call(call.name(), *step, index),
        Origin::Program(site) => {
            let said = match call {
                Call::Function { name, socket, arguments } => {
                    Said::Function(name.clone(), socket.clone(), arguments.clone())
                }
                call => Said::Call(Box::new(Recorded(call.clone()))),
            };
            let socket = socket.map(|socket| (socket.participant, socket.index));
            return Told::Calls(Box::new(Asked(Site::clone(site), said, socket)));
        }
        Origin::Renamed => Why::Renamed,
        Origin::ProgramEnd => Why::ProgramEnd,
        Origin::Killed => Why::Killed,
        Origin::ByHand => Why::ByHand,
    };
    let call = Box::new(Recorded(call.clone()));
    match socket {
        Some(socket) if socket.participant != participant => {
            Told::MadeOn(why, call, (socket.participant, socket.index))
        }
        _ => Told::Made(why, call, index),
    }
}

fn returned(outcome: &Outcome) -> Told<'_> {
    let at = |endpoint: &Endpoint| At(endpoint.clone());
    match outcome {
        Outcome::Done => Told::Done,
        Outcome::Opened(socket) => Told::Opened(socket.id.index, socket.fd),
        Outcome::Bound { local } => Told::Bound(at(local)),
        Outcome::Accepted { socket, local, peer } => {
            Told::Accepted(socket.id.index, socket.fd, at(local), at(peer))
        }
        Outcome::Connected { local, peer } => Told::Connected(at(local), at(peer)),
        Outcome::Sent { count, asked } if count == asked => Told::Sent(*count),
        Outcome::Sent { count, asked } => Told::SentPart(*count, *asked),
        Outcome::SentTo { count, from, to } => Told::SentTo(*count, at(from), at(to)),
        Outcome::Received { data } => Told::Received(data.clone()),
        Outcome::ReceivedFrom { data, from } => Told::ReceivedFrom(data.clone(), from.as_ref().map(at)),
        Outcome::Gave(what) => Told::Gave(Cow::Borrowed(what)),
        Outcome::Raised { exception, message } => {
            Told::Raised(Cow::Borrowed(exception), Cow::Borrowed(message))
        }
        Outcome::Value(value) => Told::Value(*value),
        Outcome::Address(address) => Told::Address(at(address)),
        Outcome::Failed(errno) => Told::Failed(errno.0, Cow::Owned(errno.name())),
        Outcome::Unresolved(why) => Told::Unresolved(Cow::Borrowed(why)),
        Outcome::NoSocket => Told::NoSocket,
        Outcome::Interrupted => Told::Interrupted,
        Outcome::Killed => Told::Died,
    }
}

fn read(reading: &Reading) -> Read {
    let at = |endpoint: &Option<Endpoint>| endpoint.clone().map(At);
    Read {
        local: at(&reading.local),
        peer: at(&reading.peer),
        state: reading.state,
        receive_queue: reading.receive_queue,
        send_queue: reading.send_queue,
        receive_buffer: reading.receive_buffer,
        send_buffer: reading.send_buffer,
        accept_queue: reading.accept_queue.map(|queue| (queue.waiting, queue.backlog)),
        drops: reading.drops,
        remaining_ms: reading.remaining.map(|left| u64::try_from(left.as_millis()).unwrap_or(u64::MAX)),
        inode: reading.inode,
    }
}

/// What a line tells, as far as the line alone can say.
pub enum Meant {
    /// A call of the script, to be looked up there.
    Step {
        name: CallName,
        step: u64,
        socket: Option<u32>,
    },
    /// A script, and a scenario, to be read by those who can.
    Script {
        next: u64,
        text: String,
    },
    Edited {
        ids: Vec<u32>,
        text: String,
    },
    What(What),
}

impl Asked {
    fn meant(self) -> (Origin, Arc<Call>, Option<SocketId>) {
        let Self(site, said, socket) = self;
        let call = match said {
            Said::Call(call) => call.0,
            Said::Function(name, socket, arguments) => Call::Function { name, socket, arguments },
        };
        let socket = socket.map(|(participant, index)| SocketId { participant, index });
        (Origin::Program(Arc::new(site)), Arc::new(call), socket)
    }

    /// The call, where it is one of ours.
    pub fn call(&self) -> Option<&Call> {
        match &self.1 {
            Said::Call(call) => Some(&call.0),
            Said::Function(..) => None,
        }
    }
}

impl Told<'_> {
    /// The call that a line has in full.
    pub fn whole_call(&self) -> Option<&Call> {
        match self {
            Self::Made(_, call, _) | Self::MadeOn(_, call, _) => Some(&call.0),
            Self::Held(asked) | Self::Calls(asked) => asked.call(),
            _ => None,
        }
    }

    /// What a line tells of this participant.
    pub fn meant(self, participant: u32) -> Meant {
        let socket = |index: u32| SocketId { participant, index };
        let opened = |index: u32, fd| SocketOpened { id: socket(index), fd };
        let outcome = match self {
            Self::Call(name, step, index) => return Meant::Step { name, step, socket: index },
            Self::Script(next, text) => return Meant::Script { next, text: text.get_ron().to_owned() },
            Self::Edited(ids, text) => return Meant::Edited { ids, text: text.get_ron().to_owned() },
            Self::Made(why, call, index) => return made(why, call.0, index.map(socket)),
            Self::MadeOn(why, call, (participant, index)) => {
                return made(why, call.0, Some(SocketId { participant, index }));
            }
            Self::Held(asked) => {
                let (origin, call, socket) = asked.meant();
                return Meant::What(What::Held { origin, call, socket });
            }
            Self::Calls(asked) => {
                let (origin, call, socket) = asked.meant();
                return Meant::What(What::Called { origin, call, socket });
            }
            Self::Program(shown) => return Meant::What(What::Program(Arc::new(*shown))),
            Self::Waits(awaited) => return Meant::What(What::Waiting(awaited)),
            Self::Ended => return Meant::What(What::Ended),
            Self::Killed => return Meant::What(What::Killed),
            Self::Frozen => return Meant::What(What::Frozen),
            Self::Thawed => return Meant::What(What::Thawed),
            Self::Left(name) => return Meant::What(What::Left { name: (&*name).into() }),
            Self::Read(index, read) => {
                return Meant::What(What::Read { socket: socket(index), reading: Arc::new((*read).into()) });
            }
            Self::Done => Outcome::Done,
            Self::Opened(index, fd) => Outcome::Opened(opened(index, fd)),
            Self::Bound(At(local)) => Outcome::Bound { local },
            Self::Accepted(index, fd, At(local), At(peer)) => {
                Outcome::Accepted { socket: opened(index, fd), local, peer }
            }
            Self::Connected(At(local), At(peer)) => Outcome::Connected { local, peer },
            Self::Sent(count) => Outcome::Sent { count, asked: count },
            Self::SentPart(count, asked) => Outcome::Sent { count, asked },
            Self::SentTo(count, At(from), At(to)) => Outcome::SentTo { count, from, to },
            Self::Received(data) => Outcome::Received { data },
            Self::ReceivedFrom(data, from) => Outcome::ReceivedFrom { data, from: from.map(|At(from)| from) },
            Self::Value(value) => Outcome::Value(value),
            Self::Address(At(address)) => Outcome::Address(address),
            Self::Failed(number, name) => Outcome::Failed(Errno::named(&name).unwrap_or(Errno(number))),
            Self::Unresolved(why) => Outcome::Unresolved(why.into_owned()),
            Self::NoSocket => Outcome::NoSocket,
            Self::Interrupted => Outcome::Interrupted,
            Self::Died => Outcome::Killed,
            Self::Gave(what) => Outcome::Gave(what.into_owned()),
            Self::Raised(exception, message) => {
                Outcome::Raised { exception: exception.into_owned(), message: message.into_owned() }
            }
        };
        Meant::What(What::Returned(outcome))
    }
}

fn made(why: Why, call: Call, socket: Option<SocketId>) -> Meant {
    let origin = match why {
        Why::Renamed => Origin::Renamed,
        Why::ProgramEnd => Origin::ProgramEnd,
        Why::Killed => Origin::Killed,
        Why::ByHand => Origin::ByHand,
    };
    Meant::What(What::Called { origin, call: Arc::new(call), socket })
}

impl From<Read> for Reading {
    fn from(read: Read) -> Self {
        let at = |at: Option<At>| at.map(|At(endpoint)| endpoint);
        Self {
            local: at(read.local),
            peer: at(read.peer),
            state: read.state,
            receive_queue: read.receive_queue,
            send_queue: read.send_queue,
            receive_buffer: read.receive_buffer,
            send_buffer: read.send_buffer,
            accept_queue: read.accept_queue.map(|(waiting, backlog)| AcceptQueue { waiting, backlog }),
            drops: read.drops,
            remaining: read.remaining_ms.map(Duration::from_millis),
            inode: read.inode,
        }
    }
}
