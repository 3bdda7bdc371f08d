//! What the probe inside a Python program says, one message after the other.

use super::marshal::{Malformed, Value, read};

/// Bytes of a message: a call can send as much as a scenario may hold in one, and the rest is small.
const LONGEST: usize = crate::scenario::MOST_DATA + (1 << 20);

/// A message of the probe.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Message {
    Hello(Box<Hello>),
    /// A small number for a piece of code: its file and function.
    Code {
        id: i64,
        file: String,
        function: String,
    },
    /// A call is about to be made, now, or when it is let go.
    Call(Box<Called>),
    /// It has been let go, and is made.
    Made {
        at: u64,
    },
    Returned {
        at: u64,
        fd: i32,
        result: Value,
        extra: Value,
    },
    Failed {
        at: u64,
        exception: Exception,
        /// What the kernel said of the socket right after: of a connect that was not answered at once, its ends.
        extra: Value,
    },
    /// What constants of `socket` and `select` are called in this Python.
    Names(Vec<(String, i64)>),
    /// A whole call inside another one: a collector that closes a socket, a handler of a signal.
    Nested {
        call: Box<Called>,
        ended: u64,
        fd: i32,
        end: Result<(Value, Value), Exception>,
    },
    /// An exception that nobody caught, with the lines that it came through.
    Raised {
        exception: Exception,
        frames: Vec<(String, u32, String)>,
    },
    /// The process is about to fork: the child will have what is open now.
    Fork {
        at: u64,
    },
    /// It has forked: into this process.
    Forked {
        at: u64,
        child: u32,
    },
    /// It has started another program, which begins with these descriptors of its sockets: there, and here.
    Spawned {
        child: u32,
        descriptors: Vec<(i32, i32)>,
    },
    /// Descriptors of sockets that the process has without having made them: it began with them, or they came with a message.
    Holds(Vec<Inherited>),
    /// Descriptors of its sockets that go to another process with a message.
    Passes(Vec<i32>),
    /// A connect that was not answered at once has been: both ends of the connection.
    Met {
        at: u64,
        fd: i32,
        local: Value,
        peer: Value,
    },
    /// TLS goes over a socket.
    Tls,
    /// An event loop that calls the kernel by itself.
    Foreign {
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hello {
    pub token: String,
    pub pid: u32,
    pub parent: u32,
    pub thread: u64,
    pub thread_name: String,
    pub is_main: bool,
    pub version: String,
    /// The folder that it works in: what its files are told from.
    pub folder: String,
    /// Nanoseconds by the monotonic clock of the system.
    pub at: u64,
    /// When the fork began that made its process; 0 where none did.
    pub forked: u64,
}

/// A call as the probe tells it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Called {
    /// Nanoseconds by the monotonic clock of the system.
    pub at: u64,
    pub method: String,
    /// The descriptor, -1 for none.
    pub fd: i32,
    pub arguments: Value,
    pub code: i64,
    pub line: u32,
    pub via: String,
    /// Whether it waits to be let go.
    pub held: bool,
    /// Its number among the calls of its connection: what an answer names.
    pub number: u32,
    /// Who makes a socket, from the call outwards.
    pub callers: Vec<Caller>,
    /// Whether its arguments are none that Python takes: they are told as they are written.
    pub is_odd: bool,
}

/// A frame of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Caller {
    pub code: i64,
    pub line: u32,
    /// How far in its code it is, in bytes.
    pub instruction: i64,
    /// Where in the source the expression stands, from Python 3.11 on.
    pub span: Option<Span>,
}

/// Where an expression stands: lines from 1, columns from 0 in bytes of UTF-8; the last column is behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub line: u32,
    pub last_line: u32,
    pub column: u32,
    pub last_column: u32,
}

/// A descriptor that a process has without having made it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inherited {
    pub fd: i32,
    /// The number of the socket in the kernel, 0 where it has none.
    pub inode: u64,
    pub local: Value,
    pub peer: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exception {
    /// The name of its class.
    pub name: String,
    pub errno: Option<i32>,
    pub message: String,
}

/// Takes the first message from what was read, if all of it is there.
///
/// # Errors
/// What comes next is no message.
pub(super) fn take(bytes: &mut &[u8]) -> Result<Option<Message>, Malformed> {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return Ok(None) };
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| Malformed)?;
    if length > LONGEST {
        return Err(Malformed);
    }
    let Some((body, rest)) = rest.split_at_checked(length) else { return Ok(None) };
    *bytes = rest;
    message(&read(body)?).map(Some)
}

fn message(value: &Value) -> Result<Message, Malformed> {
    let text = |place: usize| value.at(place).text().map(str::to_owned).ok_or(Malformed);
    Ok(match value.at(0).text().ok_or(Malformed)? {
        "hello" => Message::Hello(Box::new(hello(value)?)),
        "code" => {
            Message::Code { id: value.at(1).int().ok_or(Malformed)?, file: text(2)?, function: text(3)? }
        }
        "call" => {
            let held = value.at(8).int() == Some(1);
            let (callers, is_odd) = (callers(value.at(9))?, value.at(10).int() == Some(1));
            let at = time(value.at(1))?;
            Message::Call(Box::new(Called { at, held, callers, is_odd, ..called(value, 2)? }))
        }
        "made" => Message::Made { at: time(value.at(1))? },
        "ret" => Message::Returned {
            at: time(value.at(1))?,
            fd: descriptor(value.at(2))?,
            result: value.at(3).clone(),
            extra: value.at(4).clone(),
        },
        "exc" => Message::Failed {
            at: time(value.at(1))?,
            exception: exception(value, 2)?,
            extra: value.at(5).clone(),
        },
        "names" => {
            let names = value.at(1).items().unwrap_or_default().iter();
            let name = |pair: &Value| Some((pair.at(0).text()?.to_owned(), pair.at(1).int()?));
            Message::Names(names.filter_map(name).collect())
        }
        "nested" => nested(value)?,
        "raised" => {
            let frames = value.at(3).items().unwrap_or_default().iter();
            Message::Raised {
                exception: Exception { name: text(1)?, errno: None, message: text(2)? },
                frames: frames.map(frame).collect::<Result<_, _>>()?,
            }
        }
        "fork" => Message::Fork { at: time(value.at(1))? },
        "forked" => Message::Forked { at: time(value.at(1))?, child: process(value.at(2))? },
        "spawned" => {
            let pairs = value.at(3).items().unwrap_or_default().iter();
            let pair = |pair: &Value| Ok((descriptor(pair.at(0))?, descriptor(pair.at(1))?));
            Message::Spawned {
                child: process(value.at(2))?,
                descriptors: pairs.map(pair).collect::<Result<_, _>>()?,
            }
        }
        "holds" => {
            let held = value.at(1).items().unwrap_or_default().iter();
            Message::Holds(held.map(inherited).collect::<Result<_, _>>()?)
        }
        "passes" => {
            let passed = value.at(1).items().unwrap_or_default().iter();
            Message::Passes(passed.map(descriptor).collect::<Result<_, _>>()?)
        }
        "met" => {
            let ends = value.at(3);
            let (local, peer) = (ends.at(0).clone(), ends.at(1).clone());
            Message::Met { at: time(value.at(1))?, fd: descriptor(value.at(2))?, local, peer }
        }
        "tls" => Message::Tls,
        "foreign" => Message::Foreign { name: text(1)? },
        _ => return Err(Malformed),
    })
}

fn hello(value: &Value) -> Result<Hello, Malformed> {
    let text = |place: usize| value.at(place).text().map(str::to_owned).ok_or(Malformed);
    let number = |place: usize| value.at(place).int().ok_or(Malformed);
    if number(1)? != 1 {
        return Err(Malformed);
    }
    Ok(Hello {
        token: text(2)?,
        pid: u32::try_from(number(3)?).map_err(|_| Malformed)?,
        parent: u32::try_from(number(4)?).map_err(|_| Malformed)?,
        thread: u64::try_from(number(5)?).map_err(|_| Malformed)?,
        thread_name: text(6)?,
        is_main: number(7)? != 0,
        version: text(8)?,
        folder: text(11)?,
        at: time(value.at(12))?,
        forked: time(value.at(13)).unwrap_or(0),
    })
}

/// The fields of a call from this place on: method, descriptor, arguments, code, line, through what.
fn called(value: &Value, from: usize) -> Result<Called, Malformed> {
    let text = |place: usize| value.at(place).text().map(str::to_owned).ok_or(Malformed);
    Ok(Called {
        at: 0,
        method: text(from)?,
        fd: descriptor(value.at(from + 1))?,
        arguments: value.at(from + 2).clone(),
        code: value.at(from + 3).int().ok_or(Malformed)?,
        line: value.at(from + 4).int().and_then(|line| u32::try_from(line).ok()).unwrap_or(0),
        via: text(from + 5)?,
        held: false,
        number: 0,
        callers: Vec::new(),
        is_odd: false,
    })
}

fn nested(value: &Value) -> Result<Message, Malformed> {
    let (callers, is_odd) = (callers(value.at(13))?, value.at(14).int() == Some(1));
    let call = Called { at: time(value.at(7))?, callers, is_odd, ..called(value, 1)? };
    let end = match value.at(12) {
        Value::None => Ok((value.at(10).clone(), value.at(11).clone())),
        raised => Err(exception(raised, 0)?),
    };
    Ok(Message::Nested { call: Box::new(call), ended: time(value.at(8))?, fd: descriptor(value.at(9))?, end })
}

fn exception(value: &Value, from: usize) -> Result<Exception, Malformed> {
    let errno = value.at(from + 1).int().and_then(|errno| i32::try_from(errno).ok());
    Ok(Exception {
        name: value.at(from).text().ok_or(Malformed)?.to_owned(),
        errno,
        message: value.at(from + 2).text().unwrap_or_default().to_owned(),
    })
}

fn frame(value: &Value) -> Result<(String, u32, String), Malformed> {
    let text = |place: usize| value.at(place).text().map(str::to_owned).ok_or(Malformed);
    let line = value.at(1).int().and_then(|line| u32::try_from(line).ok()).unwrap_or(0);
    Ok((text(0)?, line, text(2)?))
}

fn callers(value: &Value) -> Result<Vec<Caller>, Malformed> {
    let number = |value: &Value| value.int().and_then(|number| u32::try_from(number).ok());
    let span = |value: &Value| {
        Some(Span {
            line: number(value.at(0))?,
            last_line: number(value.at(1))?,
            column: number(value.at(2))?,
            last_column: number(value.at(3))?,
        })
    };
    let caller = |frame: &Value| {
        Ok(Caller {
            code: frame.at(0).int().ok_or(Malformed)?,
            line: number(frame.at(1)).unwrap_or(0),
            instruction: frame.at(2).int().ok_or(Malformed)?,
            span: span(frame.at(3)),
        })
    };
    value.items().unwrap_or_default().iter().map(caller).collect()
}

fn inherited(value: &Value) -> Result<Inherited, Malformed> {
    Ok(Inherited {
        fd: descriptor(value.at(0))?,
        inode: inode(value.at(1)),
        local: value.at(5).clone(),
        peer: value.at(6).clone(),
    })
}

/// The number of a socket in the kernel, 0 for none.
pub(super) fn inode(value: &Value) -> u64 {
    value.int().and_then(|number| u64::try_from(number).ok()).unwrap_or(0)
}

fn process(value: &Value) -> Result<u32, Malformed> {
    value.int().and_then(|pid| u32::try_from(pid).ok()).ok_or(Malformed)
}

fn time(value: &Value) -> Result<u64, Malformed> {
    value.int().and_then(|time| u64::try_from(time).ok()).ok_or(Malformed)
}

fn descriptor(value: &Value) -> Result<i32, Malformed> {
    value.int().and_then(|fd| i32::try_from(fd).ok()).ok_or(Malformed)
}
