//! Prints events as they come: a line for people, or an object for programs.

use std::io::{self, Write};

use super::fold::{Fold, Folds};
use super::json;
use super::line::Lines;
use super::run::RunOptions;
use crate::scenario::Scenario;
use crate::trace::Trace;

pub(super) struct Printer<'a, W> {
    lines: Lines,
    folds: Folds,
    json: bool,
    /// The position of the next event to be printed.
    next: usize,
    out: &'a mut W,
}

impl<'a, W: Write> Printer<'a, W> {
    pub fn new(scenario: &Scenario, options: RunOptions, out: &'a mut W) -> Self {
        let lines = Lines::new(scenario, options.language);
        Self { lines, folds: Folds::default(), json: options.json, next: 0, out }
    }

    /// Prints what has happened since the last time.
    pub fn follow(&mut self, trace: &Trace) -> io::Result<()> {
        for position in self.next..trace.live().0 {
            let Some(event) = trace.event(position) else { continue };
            let call = trace.call_of(position).and_then(|id| trace.find_call(id));
            if self.json {
                writeln!(self.out, "{}", json::event(trace, position, event, call))?;
            } else if !self.folds.takes(trace, position, event) {
                if let Some(fold) = self.folds.ready(event.participant) {
                    self.unfold(trace, fold)?;
                }
                writeln!(self.out, "{}", self.lines.line(trace, position, event, call))?;
            }
        }
        self.next = trace.live().0;
        Ok(())
    }

    /// Prints what was left out, where nothing more comes.
    pub fn finish(&mut self, trace: &Trace) -> io::Result<()> {
        for fold in self.folds.all() {
            self.unfold(trace, fold)?;
        }
        self.flush()
    }

    fn unfold(&mut self, trace: &Trace, fold: Fold) -> io::Result<()> {
        if fold.times > 0
            && let Some(event) = trace.event(fold.last)
        {
            writeln!(self.out, "{}", self.lines.times_the_same(trace, fold.last, event, fold.times))?;
        }
        let called = fold.called.and_then(|at| Some((at, trace.event(at)?)));
        if let Some((position, event)) = called {
            let call = trace.call_of(position).and_then(|id| trace.find_call(id));
            writeln!(self.out, "{}", self.lines.line(trace, position, event, call))?;
        }
        Ok(())
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
