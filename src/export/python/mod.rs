//! The participants of a scenario as Python programs that make the same calls, in the manner of the seminar. Each runs as it
//! stands, and against the others it gives the exchange that the scenario gives.

mod foresight;
mod names;
mod order;
mod statement;
mod written;

use std::collections::BTreeSet;

pub use written::{NotWritten, can_write, write_programs};

use foresight::{Foreseen, Raises, foresee};
use statement::{Variables, quoted};

use crate::scenario::{Scenario, Script, Step};
use crate::sockets::{Address, Call, OptionName, OptionSetting};

/// What the programs say to whoever runs them.
pub trait Words {
    /// That a server is ready.
    fn waits(&self) -> &str;
    /// To press Enter when the program in this file has made this call.
    fn press_enter(&self, file: &str, call: &str) -> String;
    /// To start it when the program in this file has made this call.
    fn start_after(&self, file: &str, call: &str) -> String;
}

/// One line of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// The line of the script that it stands for.
    pub script_line: Option<u32>,
}

impl Line {
    fn of_no_call(text: impl Into<String>) -> Self {
        Self { text: text.into(), script_line: None }
    }
}

/// The program of one participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name of its file, which no other program of the scenario has.
    pub file: String,
    pub lines: Vec<Line>,
    /// Whether it is somebody's own, which is there already: its lines stand in its file.
    pub is_own: bool,
    /// The programs that are to be started before, by their place in the order written, and the call that each must have
    /// made by then.
    pub starts_after: Vec<(usize, &'static str)>,
}

/// The programs of a scenario, in the order written.
#[must_use]
pub fn programs(scenario: &Scenario, words: &dyn Words) -> Vec<Program> {
    let files = names::files(scenario);
    let foreseen = foresee(scenario);
    let of = |(at, participant): (usize, &crate::scenario::Participant)| {
        let writer = Writer {
            variables: variables(&participant.script),
            foreseen: &foreseen[at],
            files: &files,
            words,
            announces: announced(&participant.script),
            lines: Vec::new(),
        };
        let after = foreseen[at].starts_after.iter().map(|ahead| (ahead.who, ahead.call.as_str()));
        Program {
            file: files[at].clone(),
            lines: if participant.program.is_some() {
                Vec::new()
            } else {
                writer.program(&participant.script)
            },
            is_own: participant.program.is_some(),
            starts_after: after.collect(),
        }
    };
    scenario.participants.iter().enumerate().map(of).collect()
}

/// The places of the programs in the order in which to start them.
#[must_use]
pub fn start_order(programs: &[Program]) -> Vec<usize> {
    let mut order = Vec::with_capacity(programs.len());
    let mut left: BTreeSet<usize> = (0..programs.len()).collect();
    while let Some(first) = left.first().copied() {
        let is_free =
            |at: &&usize| programs[**at].starts_after.iter().all(|(other, _)| !left.contains(other));
        let next = left.iter().find(is_free).copied().unwrap_or(first);
        left.remove(&next);
        order.push(next);
    }
    order
}

/// The text of a file with a program: what it is, when to start it, and its lines.
#[must_use]
pub fn file_text(program: &Program, programs: &[Program], title: &str, words: &dyn Words) -> String {
    let escaped = |text: &str| {
        let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        one_line.replace('\\', "\\\\").replace('"', "\\\"")
    };
    let mut text = format!("\"\"\"{}", escaped(title));
    if !program.starts_after.is_empty() {
        text.push('\n');
        for (other, call) in &program.starts_after {
            text.push('\n');
            text.push_str(&escaped(&words.start_after(&programs[*other].file, call)));
        }
        text.push('\n');
    }
    text.push_str("\"\"\"\n");
    if !program.lines.is_empty() {
        text.push('\n');
    }
    for line in &program.lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

fn variables(script: &Script) -> Variables {
    let written = script.written();
    let addresses = || written.iter().filter_map(|written| written.call.address());
    let keeps_sender = addresses().any(|address| *address == Address::Sender);
    let mut distinct = addresses().filter(|address| **address != Address::Sender);
    let constant = distinct.next().filter(|first| distinct.all(|other| other == *first)).cloned();
    Variables { sockets: names::variables(script), constant, keeps_sender }
}

/// The line that a server waits on first.
fn announced(script: &Script) -> Option<u32> {
    let written = script.written();
    let bound = written.iter().position(|written| matches!(**written.call, Call::Bind { .. }))?;
    let waits = |call: &Call| matches!(call, Call::Accept { .. } | Call::RecvFrom { .. });
    written[bound..].iter().find(|written| waits(written.call)).map(|written| written.line)
}

/// What goes before the calls.
fn imports(script: &Script, foreseen: &Foreseen) -> Vec<&'static str> {
    let written = script.written();
    let needs = |wanted: fn(&Call) -> bool| written.iter().any(|written| wanted(written.call));
    let mut imports = vec!["import socket"];
    if needs(|call| {
        matches!(call, Call::SetSockOpt { option: OptionSetting::Linger(_) | OptionSetting::RcvTimeo(_), .. })
            || matches!(call, Call::GetSockOpt { option: OptionName::Linger | OptionName::RcvTimeo, .. })
    }) {
        imports.push("import struct");
    }
    if needs(|call| matches!(call, Call::Sleep { .. })) {
        imports.push("import time");
    }
    if !foreseen.paths.is_empty() {
        imports.push("from pathlib import Path");
    }
    imports
}

struct Writer<'a> {
    variables: Variables,
    foreseen: &'a Foreseen,
    files: &'a [String],
    words: &'a dyn Words,
    announces: Option<u32>,
    lines: Vec<Line>,
}

impl Writer<'_> {
    fn program(mut self, script: &Script) -> Vec<Line> {
        let leftovers = self.foreseen.paths.iter().flat_map(|path| {
            let path = format!("Path({})", self.variables.path(path));
            [format!("if {path}.is_socket():"), format!("    {path}.unlink()")]
        });
        let imports = imports(script, self.foreseen).into_iter().map(str::to_owned);
        let parts = [imports.collect(), self.variables.constants(), leftovers.collect::<Vec<_>>()];
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            self.lines.extend(part.into_iter().map(Line::of_no_call));
            self.lines.push(Line::of_no_call(""));
        }
        if script.steps().is_empty() {
            self.lines.pop();
        }
        self.write(script, 0, 0);
        self.lines
    }

    fn write(&mut self, script: &Script, first_line: u32, depth: usize) {
        let indent = "    ".repeat(depth);
        let mut line = first_line;
        for step in script.steps() {
            for ahead in self.foreseen.pauses.get(&line).into_iter().flatten() {
                let prompt = self.words.press_enter(&self.files[ahead.who], ahead.call.as_str());
                self.lines
                    .push(Line::of_no_call(format!("{indent}input({})", quoted(&format!("{prompt} ")))));
            }
            match step {
                Step::Call(call) => self.write_call(call, line, &indent),
                Step::Repeat { times, script } => {
                    let text = format!("{indent}for _ in range({times}):");
                    self.lines.push(Line { text, script_line: Some(line) });
                    if script.steps().is_empty() {
                        self.lines.push(Line::of_no_call(format!("{indent}    pass")));
                    }
                    self.write(script, line + 1, depth + 1);
                }
            }
            line += step.lines();
        }
    }

    /// A call, what prints its answer, and where it may fail, that the program goes on all the same.
    fn write_call(&mut self, call: &Call, line: u32, indent: &str) {
        if self.announces == Some(line) {
            self.lines.push(Line::of_no_call(format!("{indent}print({})", quoted(self.words.waits()))));
        }
        let raises = self.foreseen.fails.get(&line);
        let deeper = if raises.is_some() { "    " } else { "" };
        if raises.is_some() {
            self.lines.push(Line::of_no_call(format!("{indent}try:")));
        }
        let statements = self.variables.statements(call).into_iter().enumerate();
        self.lines.extend(statements.map(|(at, statement)| Line {
            text: format!("{indent}{deeper}{statement}"),
            script_line: (at == 0).then_some(line),
        }));
        if let Some(raises) = raises {
            self.lines.push(Line::of_no_call(format!("{indent}except {} as error:", errors(*raises))));
            self.lines.push(Line::of_no_call(format!("{indent}    print(error)")));
        }
    }
}

fn errors(raises: Raises) -> &'static str {
    match (raises.name, raises.address) {
        (false, false) => "OSError",
        (true, false) => "(NameError, OSError)",
        (false, true) => "(OSError, TypeError)",
        (true, true) => "(NameError, OSError, TypeError)",
    }
}

#[cfg(test)]
mod tests;
