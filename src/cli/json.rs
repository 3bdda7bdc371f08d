//! One event as one JSON object, for programs that read along.

mod links;
mod program;

use serde_json::{Map, Value, json};

use crate::sockets::{Call, Endpoint, Errno, Outcome, Payload, SocketId};
use crate::trace::{CallRecord, Event, Moment, Origin, Trace, What};

/// The event at a position of the log.
pub(super) fn event(trace: &Trace, position: usize, event: &Event, call: Option<&CallRecord>) -> Value {
    let mut object = Map::new();
    object.insert("seq".into(), json!(position));
    object.insert("t_ns".into(), json!(event.at));
    let name = trace.name_of(event.participant, position);
    object.insert("participant".into(), json!(name));
    let phase = match &event.what {
        What::Held { .. } => "held",
        What::Called { .. } => "called",
        What::Waiting(_) => "waiting",
        What::Returned(_) => "returned",
        What::Ended => "ended",
        What::Killed => "killed",
        What::Script { .. } => "script",
        What::Read { .. } => "read",
        What::Frozen => "frozen",
        What::Thawed => "thawed",
        What::Edited { .. } => "edited",
        What::Left { .. } => "left",
        What::Program(shown) => program::phase(shown),
    };
    object.insert("phase".into(), json!(phase));
    if let Some(thread) = trace.system_thread_of(event.participant) {
        object.insert("tid".into(), json!(thread));
    }
    if let What::Held { origin, call, socket } = &event.what {
        of_call(&mut object, trace, position, origin, call, *socket);
    }
    if let Some(record) = call.filter(|_| event.what_is_of_a_call()) {
        of_call(&mut object, trace, record.called, &record.origin, &record.call, record.socket);
    }
    match &event.what {
        What::Waiting(awaited) => {
            object.insert("waits_for".into(), json!(awaited.name()));
        }
        What::Returned(outcome) => {
            object.insert("result".into(), result(outcome));
            became(&mut object, trace, position);
            if let Some(links) = links::known_at(trace, position) {
                object.insert("links".into(), links);
            }
        }
        What::Script { next, .. } => {
            object.insert("next".into(), json!(next + 1));
        }
        What::Read { socket, reading } => {
            object.insert("socket".into(), json!(trace.socket(*socket).map_or("", |s| &s.name)));
            object.insert("reading".into(), json!(reading));
        }
        What::Program(shown) => program::fields(&mut object, trace, position, shown),
        What::Held { .. }
        | What::Called { .. }
        | What::Ended
        | What::Killed
        | What::Frozen
        | What::Thawed
        | What::Edited { .. }
        | What::Left { .. } => {}
    }
    Value::Object(object)
}

/// What is worked out beside the result, as of then: where a datagram is that was sent, and how many are thrown away with a
/// socket.
fn became(object: &mut Map<String, Value>, trace: &Trace, position: usize) {
    let then = trace.at(Moment(position + 1));
    let Some(id) = trace.call_of(position) else { return };
    let Some(record) = trace.find_call(id) else { return };
    match &*record.call {
        Call::Send { .. } | Call::SendTo { .. } => {
            if let Some(fate) = then.datagram_of(id).and_then(|datagram| datagram.fate.name()) {
                object.insert("fate".into(), json!(fate));
            }
        }
        Call::Close { .. } => {
            let left = then.context(id).datagrams_left;
            if left > 0 {
                object.insert("thrown_away".into(), json!(left));
            }
        }
        _ => {}
    }
}

/// The fields of a call: why it was made, which it is, on which socket, with which arguments.
fn of_call(
    object: &mut Map<String, Value>,
    trace: &Trace,
    called: usize,
    origin: &Origin,
    call: &Call,
    socket: Option<SocketId>,
) {
    match origin {
        Origin::Script { step, .. } => object.insert("step".into(), json!(step + 1)),
        Origin::Renamed => object.insert("origin".into(), json!("renamed")),
        Origin::ProgramEnd => object.insert("origin".into(), json!("program_end")),
        Origin::Killed => object.insert("origin".into(), json!("killed")),
        Origin::ByHand => object.insert("origin".into(), json!("by_hand")),
        Origin::Program(site) => program::of_site(object, site),
    };
    let function = match origin {
        Origin::Program(site) => &site.method,
        _ => call.function(),
    };
    object.insert("call".into(), json!(function));
    if let Some(socket) = call.socket() {
        object.insert("socket".into(), json!(socket));
    }
    if let Some(socket) = socket.and_then(|id| trace.socket(id)) {
        // A call on a closed socket is made on descriptor -1, as in Python.
        let fd = if socket.is_open(Moment(called)) { socket.fd } else { -1 };
        object.insert("fd".into(), json!(fd));
    } else if matches!(origin, Origin::Program(_)) && call.socket().is_some() && call.names_socket().is_none()
    {
        // A program can call on what was closed, or never told.
        object.insert("fd".into(), json!(-1));
    }
    if let Origin::Program(site) = origin
        && let Some(fd) = site.fd
    {
        object.insert("fd".into(), json!(fd));
    }
    object.insert("args".into(), arguments(call));
}

impl Event {
    fn what_is_of_a_call(&self) -> bool {
        matches!(self.what, What::Called { .. } | What::Waiting(_) | What::Returned(_))
    }
}

fn arguments(call: &Call) -> Value {
    if let Call::Function { arguments, .. } = call {
        return json!({ "text": arguments });
    }
    let mut arguments = match serde_json::to_value(call) {
        // An enum comes as {"Bind": {…}}: the inside is what is wanted.
        Ok(Value::Object(variant)) => variant.into_iter().next().map_or(Value::Null, |(_, inside)| inside),
        _ => Value::Null,
    };
    if let Value::Object(arguments) = &mut arguments {
        arguments.remove("socket");
        if let Some(data) = call.data() {
            arguments.insert("data".into(), bytes(&data.to_payload()));
        }
    }
    arguments
}

fn result(outcome: &Outcome) -> Value {
    let ok = |value| json!({ "ok": value });
    let failed = |errno: Errno| json!({ "errno": errno.name(), "code": errno.0, "message": errno.message() });
    match outcome {
        Outcome::Done => ok(json!(0)),
        Outcome::Opened(socket) => ok(json!({ "fd": socket.fd })),
        Outcome::Bound { local } => ok(json!({ "local": address(local) })),
        Outcome::Accepted { socket, local, peer } => {
            ok(json!({ "fd": socket.fd, "local": address(local), "peer": address(peer) }))
        }
        Outcome::Connected { local, peer } => ok(json!({ "local": address(local), "peer": address(peer) })),
        Outcome::Sent { count, .. } => ok(json!({ "sent": count })),
        Outcome::SentTo { count, from, to } => {
            ok(json!({ "sent": count, "local": address(from), "to": address(to) }))
        }
        Outcome::Received { data } => ok(json!({ "data": bytes(data) })),
        Outcome::ReceivedFrom { data, from } => {
            ok(json!({ "data": bytes(data), "from": from.as_ref().map(address) }))
        }
        Outcome::Value(value) => ok(json!(value)),
        Outcome::Address(endpoint) => ok(address(endpoint)),
        Outcome::Failed(errno) => failed(*errno),
        Outcome::Interrupted => failed(Errno::EINTR),
        Outcome::Gave(what) => ok(json!(what)),
        Outcome::Raised { exception, message } => json!({ "raised": exception, "message": message }),
        Outcome::Unresolved(why) => json!({ "unresolved": why }),
        Outcome::NoSocket => json!({ "no_socket": true }),
        Outcome::Killed => json!({ "killed": true }),
    }
}

fn address(endpoint: &Endpoint) -> Value {
    json!(endpoint.to_string())
}

/// Bytes: their number, and the bytes as text, or in hexadecimal where they are no text.
pub(super) fn bytes(data: &Payload) -> Value {
    if let Ok(text) = std::str::from_utf8(data) {
        json!({ "bytes": data.len(), "text": text })
    } else {
        let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
        let hex: String = data.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        json!({ "bytes": data.len(), "hex": hex })
    }
}
