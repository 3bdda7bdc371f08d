//! The ports of the machine on the terminal, as `netstat -a` shows them: columns for people, JSON lines for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::kernel::ports::{Filter, PortRow, PortsError, table};
use crate::sockets::TcpState;
use crate::text::{Language, remaining};

/// What `ports` was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortsRequest {
    pub filter: Filter,
    pub json: bool,
}

/// Writes the table. The inner error: there is none.
///
/// # Errors
/// `out` cannot be written to.
pub fn ports(
    request: PortsRequest,
    language: Language,
    out: &mut impl Write,
) -> io::Result<Result<(), PortsError>> {
    match table(request.filter) {
        Err(error) => Ok(Err(error)),
        Ok(rows) if request.json => rows.iter().try_for_each(|row| writeln!(out, "{}", object(row))).map(Ok),
        Ok(rows) => columns(&rows, language).iter().try_for_each(|line| writeln!(out, "{line}")).map(Ok),
    }
}

fn object(row: &PortRow) -> Value {
    let processes: Vec<Value> =
        row.processes.iter().map(|process| json!({ "pid": process.pid, "name": process.name })).collect();
    json!({
        "protocol": row.protocol.name(),
        "receive_queue": row.receive_queue,
        "send_queue": row.send_queue,
        "local": row.local.to_string(),
        "remote": row.remote.map(|remote| remote.to_string()),
        "state": row.state.map(TcpState::name),
        "processes": processes,
        "inode": row.inode,
        "remaining_s": row.remaining.map(|left| left.as_secs()),
    })
}

/// The lines, each column as wide as its widest word. Numbers stand to the right.
fn columns(rows: &[PortRow], words: Language) -> Vec<String> {
    let heading = [
        words.column_protocol(),
        words.column_receive_queue(),
        words.column_send_queue(),
        words.column_local(),
        words.column_remote(),
        words.column_state(),
        words.column_process(),
    ];
    let mut lines = vec![heading.map(str::to_owned)];
    lines.extend(rows.iter().map(|row| cells(row, words)));
    let mut widths = [0; 7];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: &[String; 7]| {
        let padded = cells.iter().zip(widths).enumerate().map(|(column, (cell, width))| {
            if column == 1 || column == 2 { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect()
}

fn cells(row: &PortRow, words: Language) -> [String; 7] {
    let state = row.state.map_or("", TcpState::name);
    let processes = row.processes.iter().map(|process| format!("{}/{}", process.pid, process.name));
    let processes: Vec<String> = processes.collect();
    [
        row.protocol.name().to_owned(),
        row.receive_queue.to_string(),
        row.send_queue.to_string(),
        row.local.to_string(),
        row.remote.map_or_else(|| "*".to_owned(), |remote| remote.to_string()),
        row.remaining
            .map_or_else(|| state.to_owned(), |left| format!("{state} ({})", remaining(words, left))),
        if processes.is_empty() { "-".to_owned() } else { processes.join(", ") },
    ]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::kernel::ports::{Process, Protocol};

    fn rows() -> [PortRow; 2] {
        let listener = PortRow {
            protocol: Protocol::Tcp6,
            receive_queue: 2,
            send_queue: 128,
            local: "[::1]:8080".parse().unwrap(),
            remote: None,
            state: Some(TcpState::Listen),
            processes: vec![Process { pid: 7, name: "servidor".into() }],
            inode: 99,
            remaining: None,
        };
        let over = PortRow {
            state: Some(TcpState::TimeWait),
            remote: "[::1]:40000".parse().ok(),
            processes: Vec::new(),
            inode: 0,
            remaining: Some(Duration::from_secs(42)),
            ..listener.clone()
        };
        [listener, over]
    }

    #[test]
    fn the_columns_are_aligned_in_each_language() {
        assert_eq!(
            columns(&rows(), Language::ENGLISH),
            [
                "Proto  Recv-Q  Send-Q  Local address  Foreign address  State                  Program",
                "tcp6        2     128  [::1]:8080     *                LISTEN                 7/servidor",
                "tcp6        2     128  [::1]:8080     [::1]:40000      TIME_WAIT (42 s left)  -",
            ]
        );
        assert!(columns(&rows(), Language::SPANISH)[2].contains("TIME_WAIT (aún 42 s)"));
    }

    #[test]
    fn an_object_has_every_field() {
        assert_eq!(
            object(&rows()[1]).to_string(),
            r#"{"inode":0,"local":"[::1]:8080","processes":[],"protocol":"tcp6","receive_queue":2,"#
                .to_owned()
                + r#""remaining_s":42,"remote":"[::1]:40000","send_queue":128,"state":"TIME_WAIT"}"#
        );
    }
}
