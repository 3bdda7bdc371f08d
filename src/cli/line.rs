//! One event as a line for people: when, who, what was called, what waits, what came back.

use anstyle::{AnsiColor, Style};

use crate::scenario::Scenario;
use crate::sockets::{Outcome, Payload};
use crate::text::{self, Language};
use crate::trace::{CallRecord, Event, Origin, Trace, What};

/// Characters of received data that a line shows.
const SHOWN: usize = 60;

/// Writes events as lines. Names are padded to the longest, so that the calls stand in a column.
pub(super) struct Lines {
    language: Language,
    name_width: usize,
}

impl Lines {
    pub fn new(scenario: &Scenario, language: Language) -> Self {
        let name_width =
            scenario.participants.iter().map(|p| p.name.chars().count()).max().unwrap_or(0).min(24);
        Self { language, name_width }
    }

    pub fn line(
        &self,
        scenario: &Scenario,
        trace: &Trace,
        event: &Event,
        call: Option<&CallRecord>,
    ) -> String {
        let words = self.language;
        let dim = Style::new().dimmed();
        let seconds = std::time::Duration::from_nanos(event.at).as_secs_f64();
        let name = scenario.participant(event.participant).map_or("", |p| &p.name);
        let index = event.participant.index();
        let colours = [AnsiColor::Cyan, AnsiColor::Magenta, AnsiColor::Blue, AnsiColor::Green];
        let name_style = colours[index % colours.len()].on_default();
        let made = call.map(|record| record.call.to_string()).unwrap_or_default();
        let (mark, style, text) = match &event.what {
            What::Called { origin, .. } => {
                let why = match origin {
                    Origin::Script { .. } => String::new(),
                    Origin::Renamed | Origin::ProgramEnd => format!("  ({})", words.at_end()),
                    Origin::Killed => format!("  ({})", words.at_kill()),
                    Origin::ByHand => format!("  ({})", words.by_hand()),
                };
                ('·', dim, format!("{made}{why}"))
            }
            What::Waiting(awaited) => {
                let yellow = AnsiColor::Yellow.on_default();
                ('…', yellow, format!("{made}  {}", text::awaited(words, *awaited)))
            }
            What::Returned(outcome) if outcome.is_success() => {
                let green = AnsiColor::Green.on_default();
                ('✔', green, format!("{made}{}", self.success(trace, outcome, call)))
            }
            What::Returned(outcome) => {
                let red = AnsiColor::Red.on_default().bold();
                ('✖', red, format!("{made}  {}", self.failure(outcome)))
            }
            What::Ended => ('■', dim, words.program_over().to_owned()),
            What::Killed => ('✖', AnsiColor::Red.on_default(), words.program_killed().to_owned()),
            What::Script { .. } => ('·', dim, words.script_changed().to_owned()),
            What::Frozen => ('·', dim, words.participant_frozen().to_owned()),
            What::Thawed => ('·', dim, words.participant_thawed().to_owned()),
            What::Edited { .. } => ('·', dim, words.scenario_changed().to_owned()),
            What::Left { .. } => ('■', dim, words.participant_left().to_owned()),
            What::Read { socket, reading } => {
                let name = trace.socket(*socket).map_or("", |socket| socket.name.as_str());
                let state = reading.state.map_or("", crate::sockets::TcpState::name);
                ('·', dim, format!("{name}  {state}"))
            }
        };
        let width = self.name_width;
        format!(
            "{dim}{seconds:>9.4} s{dim:#}  {name_style}{name:<width$}{name_style:#}  {style}{mark} {text}{style:#}"
        )
    }

    fn success(&self, trace: &Trace, outcome: &Outcome, call: Option<&CallRecord>) -> String {
        let words = self.language;
        let socket_name = |id| trace.socket(id).map_or("", |s| s.name.as_str());
        let told = match outcome {
            Outcome::Done => return String::new(),
            Outcome::Opened(socket) => format!("{} (fd {})", socket_name(socket.id), socket.fd),
            Outcome::Bound { local } => local.to_string(),
            Outcome::Accepted { socket, peer, .. } => {
                let name = socket_name(socket.id);
                format!("{} {name} (fd {}) {} {peer}", words.new_socket(), socket.fd, words.from())
            }
            Outcome::Connected { local, peer } => format!("{local} → {peer}"),
            Outcome::Sent { count, asked } if count < asked => format!("{count} / {asked} bytes"),
            Outcome::Sent { count, .. } => text::bytes(words, *count),
            Outcome::SentTo { count, to, .. } => {
                format!("{} {} {to}", text::bytes(words, *count), words.to())
            }
            Outcome::Received { data } if data.is_empty() && is_stream(trace, call) => {
                format!("b''  {}", words.end_of_stream())
            }
            Outcome::Received { data } => self.data(data),
            Outcome::ReceivedFrom { data, from } => match from {
                Some(from) => format!("{}  {} {from}", self.data(data), words.from()),
                None => self.data(data),
            },
            Outcome::Value(value) => value.to_string(),
            Outcome::Address(address) => address.to_string(),
            Outcome::Failed(_)
            | Outcome::Unresolved(_)
            | Outcome::NoSocket
            | Outcome::Interrupted
            | Outcome::Killed => {
                return String::new();
            }
        };
        format!(" → {told}")
    }

    fn failure(&self, outcome: &Outcome) -> String {
        let words = self.language;
        match outcome {
            Outcome::Failed(errno) => match text::errno_words(words, *errno) {
                Some(meaning) => format!("{errno}: {meaning}"),
                None => format!("{errno}: {}", errno.message()),
            },
            Outcome::Unresolved(why) => why.clone(),
            Outcome::NoSocket => words.no_socket().into(),
            Outcome::Killed => words.killed().into(),
            _ => words.interrupted().into(),
        }
    }

    fn data(&self, data: &Payload) -> String {
        let text = data.to_text();
        let mut shown: String =
            text.chars().take(SHOWN).map(|c| if c.is_control() { '␣' } else { c }).collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        format!("{}  '{shown}'", text::bytes(self.language, data.len()))
    }
}

fn is_stream(trace: &Trace, call: Option<&CallRecord>) -> bool {
    call.and_then(|record| record.socket)
        .and_then(|id| trace.socket(id))
        .is_none_or(|socket| socket.kind == crate::sockets::Kind::Stream)
}
