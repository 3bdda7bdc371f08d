//! What only a program of somebody's shows, as fields of its object.

use serde_json::{Map, Value, json};

use super::bytes;
use crate::trace::{ProgramEvent, Signal, Site, Stream, Trace, Unseen};

/// The name for what happened.
pub(super) fn phase(shown: &ProgramEvent) -> &'static str {
    match shown {
        ProgramEvent::Started { .. } => "started",
        ProgramEvent::Greeted { .. } => "greeted",
        ProgramEvent::Joined { .. } => "joined",
        ProgramEvent::Source { .. } => "source",
        ProgramEvent::Printed { .. } => "printed",
        ProgramEvent::AwaitsInput => "awaits_input",
        ProgramEvent::Typed { .. } => "typed",
        ProgramEvent::Signalled { .. } => "signalled",
        ProgramEvent::Raised { .. } => "raised",
        ProgramEvent::Exited { .. } => "exited",
        ProgramEvent::Connected { .. } => "connected",
        ProgramEvent::Unseen(_) => "unseen",
    }
}

pub(super) fn fields(object: &mut Map<String, Value>, trace: &Trace, position: usize, shown: &ProgramEvent) {
    let mut put = |name: &str, value| object.insert(name.into(), value);
    match shown {
        ProgramEvent::Started { pid, command } => {
            put("pid", json!(pid));
            put("command", json!(command));
        }
        ProgramEvent::Greeted { version } => {
            put("version", json!(version));
        }
        ProgramEvent::Joined { of, name, pid, thread } => {
            put("thread_of", json!(trace.name_of(*of, position)));
            put("name", json!(name));
            put("pid", json!(pid));
            put("tid", json!(thread));
        }
        // The text is no news: it stands in the file.
        ProgramEvent::Source { file, .. } => {
            put("file", json!(file));
        }
        ProgramEvent::Printed { stream, data } => {
            put("stream", json!(if *stream == Stream::Out { "stdout" } else { "stderr" }));
            put("data", bytes(data));
        }
        ProgramEvent::AwaitsInput => {}
        ProgramEvent::Typed { text } => {
            put("text", json!(text));
        }
        ProgramEvent::Signalled { signal } => {
            put("signal", json!(if *signal == Signal::Interrupt { "SIGINT" } else { "SIGTERM" }));
        }
        ProgramEvent::Raised { exception, message, frames } => {
            put("raised", json!(exception));
            put("message", json!(message));
            put("frames", json!(frames));
        }
        ProgramEvent::Exited { code, signal } => {
            put("code", json!(code));
            put("signal", json!(signal));
        }
        ProgramEvent::Connected { socket, local, peer } => {
            put("socket", json!(trace.socket(*socket).map_or("", |socket| &socket.name)));
            put("local", json!(local.to_string()));
            put("peer", json!(peer.to_string()));
        }
        ProgramEvent::Unseen(what) => {
            put("what", unseen(what));
        }
    }
}

fn unseen(what: &Unseen) -> Value {
    match what {
        Unseen::NoHello => json!("no_hello"),
        Unseen::TooOld { .. } => json!("too_old"),
        Unseen::Tls => json!("tls"),
        Unseen::ForeignLoop { .. } => json!("foreign_loop"),
        Unseen::Lost => json!("lost"),
        Unseen::Raw { .. } => json!("raw"),
        Unseen::Past { .. } => json!("past"),
        Unseen::Output { .. } => json!("output"),
        Unseen::Threads => json!("threads"),
        Unseen::Processes => json!("processes"),
    }
}

/// Where in the source of its program a call stands.
pub(super) fn of_site(object: &mut Map<String, Value>, site: &Site) -> Option<Value> {
    object.insert("file".into(), json!(site.file));
    object.insert("line".into(), json!(site.line));
    object.insert("function".into(), json!(site.function));
    (!site.via.is_empty()).then(|| object.insert("via".into(), json!(site.via)))?
}
