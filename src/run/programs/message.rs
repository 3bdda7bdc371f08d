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
    },
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
            Message::Call(Box::new(Called { at: time(value.at(1))?, held, ..called(value, 2)? }))
        }
        "made" => Message::Made { at: time(value.at(1))? },
        "ret" => Message::Returned {
            at: time(value.at(1))?,
            fd: descriptor(value.at(2))?,
            result: value.at(3).clone(),
            extra: value.at(4).clone(),
        },
        "exc" => Message::Failed { at: time(value.at(1))?, exception: exception(value, 2)? },
        "nested" => nested(value)?,
        "raised" => {
            let frames = value.at(3).items().unwrap_or_default().iter();
            Message::Raised {
                exception: Exception { name: text(1)?, errno: None, message: text(2)? },
                frames: frames.map(frame).collect::<Result<_, _>>()?,
            }
        }
        "fork" => Message::Fork { at: time(value.at(1))? },
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
    })
}

fn nested(value: &Value) -> Result<Message, Malformed> {
    let call = Called { at: time(value.at(7))?, ..called(value, 1)? };
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

fn time(value: &Value) -> Result<u64, Malformed> {
    value.int().and_then(|time| u64::try_from(time).ok()).ok_or(Malformed)
}

fn descriptor(value: &Value) -> Result<i32, Malformed> {
    value.int().and_then(|fd| i32::try_from(fd).ok()).ok_or(Malformed)
}
