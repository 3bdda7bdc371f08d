//! Prints events as they come: a line for people, or an object for programs.

use std::io::{self, Write};

use super::json;
use super::line::Lines;
use super::run::RunOptions;
use crate::scenario::Scenario;
use crate::trace::Trace;

pub(super) struct Printer<'a, W> {
    lines: Lines,
    json: bool,
    /// The position of the next event to be printed.
    next: usize,
    out: &'a mut W,
}

impl<'a, W: Write> Printer<'a, W> {
    pub fn new(scenario: &Scenario, options: RunOptions, out: &'a mut W) -> Self {
        Self { lines: Lines::new(scenario, options.language), json: options.json, next: 0, out }
    }

    /// Prints what has happened since the last time.
    pub fn follow(&mut self, trace: &Trace) -> io::Result<()> {
        for position in self.next..trace.live().0 {
            let Some(event) = trace.event(position) else { continue };
            let call = trace.call_of(position).and_then(|id| trace.find_call(id));
            if self.json {
                writeln!(self.out, "{}", json::event(trace, position, event, call))?;
            } else {
                writeln!(self.out, "{}", self.lines.line(trace, position, event, call))?;
            }
        }
        self.next = trace.live().0;
        Ok(())
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
