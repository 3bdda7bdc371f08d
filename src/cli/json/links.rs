//! What joins two calls, as fields of the object of the event that made it known.

use serde_json::{Map, Value, json};

use crate::trace::{Carries, Link, LinkEnd, Trace};

/// The links that the event at a position made known; `None` where there are none.
pub(super) fn known_at(trace: &Trace, position: usize) -> Option<Value> {
    let links: Vec<Value> = trace.links_known_at(position).iter().map(|link| of(trace, link)).collect();
    (!links.is_empty()).then_some(Value::Array(links))
}

fn of(trace: &Trace, link: &Link) -> Value {
    let mut object = Map::new();
    let (carries, more) = match link.carries {
        Carries::Connection => ("connection", json!({})),
        Carries::Bytes { at, count } => ("bytes", json!({ "at": at, "bytes": count })),
        Carries::Datagram { count, sent } => ("datagram", json!({ "bytes": count, "sent": sent })),
        Carries::End => ("end", json!({})),
        Carries::Reset => ("reset", json!({})),
        Carries::NoReader => ("no_reader", json!({})),
    };
    object.insert("carries".into(), json!(carries));
    if let Value::Object(more) = more {
        object.extend(more);
    }
    object.insert("from".into(), end(trace, link.from));
    object.insert("to".into(), end(trace, link.to));
    object.insert("observed".into(), json!(link.observed));
    Value::Object(object)
}

/// A call is told by its participant and the position at which it was called, a program outside by its address.
fn end(trace: &Trace, end: LinkEnd) -> Value {
    match end {
        LinkEnd::Call(id) => match trace.find_call(id) {
            Some(call) => {
                json!({ "participant": trace.name_of(call.participant, call.called), "seq": call.called })
            }
            // It is no longer in memory.
            None => Value::Null,
        },
        LinkEnd::Outside(id) => {
            let outsider = trace.outsiders().get(id.0 as usize);
            json!({ "outside": outsider.map(|outsider| outsider.address.to_string()) })
        }
    }
}
