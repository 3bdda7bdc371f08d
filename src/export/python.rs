//! A script as the Python program that makes the same calls, in the manner of the seminar.

use crate::scenario::{Script, Step};
use crate::sockets::{Address, Call, Data, OptionName, OptionSetting};

/// Bytes in one use of the name that Python's documentation gives a message.
const RECEIVED: &str = "mensaje";

/// One line of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// The line of the script that it stands for; several lines can stand for one.
    pub script_line: Option<u32>,
}

/// The program of a script.
#[must_use]
pub fn program(script: &Script) -> Vec<Line> {
    let mut body = Vec::new();
    write_script(script, 0, 0, &mut body);
    let mut lines: Vec<Line> = modules(script)
        .into_iter()
        .map(|module| Line { text: format!("import {module}"), script_line: None })
        .collect();
    if !body.is_empty() {
        lines.push(Line { text: String::new(), script_line: None });
    }
    lines.append(&mut body);
    lines
}

/// The modules that the calls need, `socket` first.
fn modules(script: &Script) -> Vec<&'static str> {
    let mut modules = vec!["socket"];
    let needs = |wanted: fn(&Call) -> bool| script.written().iter().any(|written| wanted(written.call));
    if needs(|call| {
        matches!(call, Call::SetSockOpt { option: OptionSetting::Linger(_) | OptionSetting::RcvTimeo(_), .. })
            || matches!(call, Call::GetSockOpt { option: OptionName::Linger | OptionName::RcvTimeo, .. })
    }) {
        modules.push("struct");
    }
    if needs(|call| matches!(call, Call::Sleep { .. })) {
        modules.push("time");
    }
    modules
}

fn write_script(script: &Script, first_line: u32, depth: usize, lines: &mut Vec<Line>) {
    let indent = "    ".repeat(depth);
    let mut line = first_line;
    for step in script.steps() {
        let text = match step {
            Step::Call(call) => statement(call),
            Step::Repeat { times, .. } => format!("for _ in range({times}):"),
        };
        lines.push(Line { text: format!("{indent}{text}"), script_line: Some(line) });
        line += 1;
        if let Step::Repeat { script, .. } = step {
            if script.steps().is_empty() {
                lines.push(Line { text: format!("{indent}    pass"), script_line: None });
            }
            write_script(script, line, depth + 1, lines);
            line += script.lines();
        }
    }
}

/// One call as a statement.
#[must_use]
pub fn statement(call: &Call) -> String {
    match call {
        Call::Socket { socket, family, kind } => {
            format!("{socket} = socket.socket(socket.{}, socket.{})", family.constant(), kind.constant())
        }
        Call::Bind { socket, to } => format!("{socket}.bind({})", address(to)),
        Call::Listen { socket, backlog } => format!("{socket}.listen({backlog})"),
        Call::Accept { socket, into } => format!("{into}, addr = {socket}.accept()"),
        Call::Connect { socket, to } => format!("{socket}.connect({})", address(to)),
        Call::Send { socket, data } => format!("{socket}.send({})", bytes(data)),
        Call::Recv { socket, max } => format!("{RECEIVED} = {socket}.recv({max})"),
        Call::SendTo { socket, data, to } => format!("{socket}.sendto({}, {})", bytes(data), address(to)),
        Call::RecvFrom { socket, max } => format!("{RECEIVED}, addr = {socket}.recvfrom({max})"),
        Call::Shutdown { socket, how } => format!("{socket}.shutdown(socket.{})", how.constant()),
        Call::Close { socket } => format!("{socket}.close()"),
        Call::SetSockOpt { socket, option } => {
            let name = option.name();
            format!("{socket}.setsockopt({}, {})", option_name(name), option_value(*option))
        }
        Call::GetSockOpt { socket, option } => {
            let size = match option {
                OptionName::Linger => ", 8",
                OptionName::RcvTimeo => ", 16",
                _ => "",
            };
            format!("{socket}.getsockopt({}{size})", option_name(*option))
        }
        Call::GetSockName { socket } => format!("{socket}.getsockname()"),
        Call::GetPeerName { socket } => format!("{socket}.getpeername()"),
        Call::Function { name, socket, arguments } => match socket {
            Some(socket) => format!("{socket}.{name}({arguments})"),
            None => format!("{name}({arguments})"),
        },
        Call::Sleep { ms } => format!("time.sleep({})", f64::from(*ms) / 1000.0),
    }
}

fn option_name(option: OptionName) -> String {
    format!("socket.{}, socket.{}", option.level(), option.constant())
}

fn option_value(option: OptionSetting) -> String {
    match option {
        OptionSetting::ReuseAddr(on) | OptionSetting::NoDelay(on) | OptionSetting::Broadcast(on) => {
            u8::from(on).to_string()
        }
        OptionSetting::SndBuf(size) | OptionSetting::RcvBuf(size) => size.to_string(),
        OptionSetting::Linger(seconds) => {
            format!("struct.pack('ii', {}, {})", u8::from(seconds.is_some()), seconds.unwrap_or(0))
        }
        OptionSetting::RcvTimeo(ms) => format!("struct.pack('ll', {}, {})", ms / 1000, ms % 1000 * 1000),
    }
}

fn address(address: &Address) -> String {
    match address {
        Address::Inet { host, port } => format!("({}, {port})", quoted(host)),
        Address::Unix { path } => quoted(path),
        Address::Sender => "addr".into(),
    }
}

fn bytes(data: &Data) -> String {
    match data {
        Data::Text(text) => format!("{}.encode('utf-8')", quoted(text)),
        Data::Hex(hex) => format!("bytes.fromhex('{hex}')"),
        Data::Repeat(text, times) => format!("({} * {times}).encode('utf-8')", quoted(text)),
    }
}

/// A text as Python writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn call(call: Call) -> Step {
        Step::Call(Arc::new(call))
    }

    #[test]
    fn blocks_are_indented_and_every_line_knows_its_place_in_the_script() {
        let script = Script::new(vec![
            call(Call::Sleep { ms: 500 }),
            Step::Repeat {
                times: 3,
                script: Script::new(vec![call(Call::Recv { socket: "s".into(), max: 10 })]),
            },
            call(Call::Close { socket: "s".into() }),
        ]);
        let program: Vec<_> =
            program(&script).into_iter().map(|line| (line.text, line.script_line)).collect();
        let line = |text: &str, at| (text.to_owned(), at);
        assert_eq!(
            program,
            [
                line("import socket", None),
                line("import time", None),
                line("", None),
                line("time.sleep(0.5)", Some(0)),
                line("for _ in range(3):", Some(1)),
                line("    mensaje = s.recv(10)", Some(2)),
                line("s.close()", Some(3)),
            ]
        );
    }

    #[test]
    fn texts_are_quoted_as_python_reads_them() {
        assert_eq!(quoted("it's \\ \n\u{1}"), "'it\\'s \\\\ \\n\\u0001'");
    }
}
