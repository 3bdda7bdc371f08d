//! One event as a line for people: when, who, what was called, what waits, what came back.

use anstyle::{AnsiColor, Style};

use super::plain::plain;
use crate::scenario::Scenario;
use crate::text::{self, EventWords, Language};
use crate::trace::{CallRecord, Event, Origin, Trace, What};

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

    pub fn line(&self, trace: &Trace, position: usize, event: &Event, call: Option<&CallRecord>) -> String {
        let dim = Style::new().dimmed();
        let made = call.map(CallRecord::written).unwrap_or_default();
        let EventWords { what, told } = text::event(self.language, trace, event, call);
        let gap = |mark: &str| if told.is_empty() { String::new() } else { format!("{mark}{told}") };
        let (mark, style, text) = match &event.what {
            What::Held { origin: Origin::Program(site), call, .. } => {
                ('◦', dim, format!("{}  {what}", call.written_as(&site.method)))
            }
            What::Held { call, .. } => ('◦', dim, format!("{call}  {what}")),
            What::Called { origin: Origin::Script { .. }, .. } => ('·', dim, made),
            What::Called { .. } => ('·', dim, format!("{made}  ({told})")),
            What::Waiting(_) => ('…', AnsiColor::Yellow.on_default(), format!("{made}  {told}")),
            What::Returned(outcome) if outcome.is_success() => {
                let aside = text::aside(self.language, trace, position);
                // That it succeeded does not say that it came to anything.
                let (mark, style) = if aside.is_some() {
                    ('⊘', AnsiColor::Yellow.on_default())
                } else {
                    ('✔', AnsiColor::Green.on_default())
                };
                let aside = aside.map_or_else(String::new, |aside| format!("  · {aside}"));
                (mark, style, format!("{made}{}{aside}", gap(" → ")))
            }
            What::Returned(_) => ('✖', AnsiColor::Red.on_default().bold(), format!("{made}  {told}")),
            What::Killed => ('✖', AnsiColor::Red.on_default(), what.to_owned()),
            What::Ended | What::Left { .. } => ('■', dim, what.to_owned()),
            What::Program(_) => ('·', dim, format!("{what}{}", gap("  "))),
            What::Script { .. } | What::Frozen | What::Thawed | What::Edited { .. } => {
                ('·', dim, what.to_owned())
            }
            What::Read { socket, .. } => {
                let name = trace.socket(*socket).map_or("", |socket| socket.name.as_str());
                ('·', dim, format!("{name}{}", gap("  ")))
            }
        };
        self.laid_out(trace, position, event, (mark, style), &text)
    }

    /// That what an event told came so many times more.
    pub fn times_the_same(&self, trace: &Trace, position: usize, event: &Event, times: usize) -> String {
        let text = text::times_the_same(self.language, times);
        self.laid_out(trace, position, event, ('⋮', Style::new().dimmed()), &text)
    }

    /// When, who, and what.
    fn laid_out(
        &self,
        trace: &Trace,
        position: usize,
        event: &Event,
        (mark, style): (char, Style),
        text: &str,
    ) -> String {
        let dim = Style::new().dimmed();
        let seconds = std::time::Duration::from_nanos(event.at).as_secs_f64();
        let colours = [AnsiColor::Cyan, AnsiColor::Magenta, AnsiColor::Blue, AnsiColor::Green];
        let name_style = colours[event.participant.index() % colours.len()].on_default();
        let width = self.name_width;
        let (name, text) = (plain(trace.name_of(event.participant, position)), plain(text));
        format!(
            "{dim}{seconds:>9.4} s{dim:#}  {name_style}{name:<width$}{name_style:#}  {style}{mark} {text}{style:#}"
        )
    }
}
