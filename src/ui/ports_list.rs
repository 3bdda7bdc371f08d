//! Which rows of the table of ports are shown, and in what order. No painting.

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::kernel::ports::{Filter, PortRow};
use crate::sockets::{SocketId, TcpState};
use crate::text::Language;

/// A column of the table, by which it can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortsColumn {
    Socket,
    Protocol,
    ReceiveQueue,
    SendQueue,
    Local,
    Remote,
    State,
    Process,
}

impl PortsColumn {
    /// All, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Socket,
        Self::Protocol,
        Self::ReceiveQueue,
        Self::SendQueue,
        Self::Local,
        Self::Remote,
        Self::State,
        Self::Process,
    ];

    /// Its heading.
    #[must_use]
    pub fn label(self, words: Language) -> &'static str {
        match self {
            Self::Socket => words.column_socket(),
            Self::Protocol => words.column_protocol(),
            Self::ReceiveQueue => words.column_receive_queue(),
            Self::SendQueue => words.column_send_queue(),
            Self::Local => words.column_local(),
            Self::Remote => words.column_remote(),
            Self::State => words.column_state(),
            Self::Process => words.column_process(),
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn tip(self, words: Language) -> &'static str {
        match self {
            Self::Socket => words.column_socket_tip(),
            Self::Protocol => words.column_protocol_tip(),
            Self::ReceiveQueue => words.column_receive_queue_tip(),
            Self::SendQueue => words.column_send_queue_tip(),
            Self::Local => words.column_local_tip(),
            Self::Remote => words.column_remote_tip(),
            Self::State => words.column_state_tip(),
            Self::Process => words.column_process_tip(),
        }
    }
}

/// How the table of ports is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct PortsView {
    pub sort: PortsColumn,
    pub descending: bool,
    /// Each word of it must stand in a row.
    pub text: String,
    pub filter: Filter,
    /// Only sockets of this run.
    pub ours: bool,
}

impl Default for PortsView {
    fn default() -> Self {
        Self {
            sort: PortsColumn::Socket,
            descending: false,
            text: String::new(),
            filter: Filter::ALL,
            ours: false,
        }
    }
}

impl PortsView {
    /// After a press on the heading of a column: by it, or by it the other way round.
    #[must_use]
    pub fn sorted_by(&self, column: PortsColumn) -> Self {
        Self { sort: column, descending: self.sort == column && !self.descending, ..self.clone() }
    }

    /// The places of the rows that are shown, in order. `whose` tells for each row whether it is of this run; `name`
    /// what a socket is called.
    pub fn listed<'a>(
        &self,
        rows: &[PortRow],
        whose: &[Option<SocketId>],
        name: impl Fn(SocketId) -> Option<&'a str>,
    ) -> Vec<usize> {
        let wanted: Vec<String> = self.text.split_whitespace().map(str::to_lowercase).collect();
        let mut said = String::new();
        let mut listed: Vec<usize> = (0..rows.len())
            .filter(|at| {
                let (row, socket) = (&rows[*at], whose[*at]);
                let fits = self.filter.takes(row) && (!self.ours || socket.is_some());
                fits && (wanted.is_empty() || {
                    said.clear();
                    say(&mut said, row, socket.and_then(&name));
                    wanted.iter().all(|word| said.contains(word.as_str()))
                })
            })
            .collect();
        // The table comes ordered by address; what is equal keeps that order.
        listed.sort_by(|a, b| {
            let order = self.compare((&rows[*a], whose[*a]), (&rows[*b], whose[*b]));
            if self.descending { order.reverse() } else { order }
        });
        listed
    }

    fn compare(&self, a: (&PortRow, Option<SocketId>), b: (&PortRow, Option<SocketId>)) -> Ordering {
        let ((one, its), (other, others)) = (a, b);
        match self.sort {
            // Those of this run first.
            PortsColumn::Socket => (its.is_none(), its).cmp(&(others.is_none(), others)),
            PortsColumn::Protocol => one.protocol.cmp(&other.protocol),
            PortsColumn::ReceiveQueue => one.receive_queue.cmp(&other.receive_queue),
            PortsColumn::SendQueue => one.send_queue.cmp(&other.send_queue),
            PortsColumn::Local => {
                (one.local.port(), one.local.ip()).cmp(&(other.local.port(), other.local.ip()))
            }
            PortsColumn::Remote => {
                let key = |row: &PortRow| row.remote.map(|remote| (remote.port(), remote.ip()));
                key(one).cmp(&key(other))
            }
            PortsColumn::State => {
                let key = |row: &PortRow| (row.state.map(TcpState::name), row.remaining);
                key(one).cmp(&key(other))
            }
            PortsColumn::Process => {
                let key = |row: &PortRow| row.processes.first().map(|p| (p.name.clone(), p.pid));
                key(one).cmp(&key(other))
            }
        }
    }
}

/// Everything that stands in a row, in small letters.
fn say(text: &mut String, row: &PortRow, socket: Option<&str>) {
    let remote = row.remote.map(|remote| remote.to_string()).unwrap_or_default();
    let state = row.state.map_or("", TcpState::name);
    let socket = socket.unwrap_or_default();
    // A text takes whatever is written to it.
    let _ = write!(text, "{} {} {remote} {state} {socket}", row.protocol.name(), row.local);
    for process in &row.processes {
        let _ = write!(text, " {}/{}", process.pid, process.name);
    }
    *text = text.to_lowercase();
}

/// Who has a socket open, as `netstat` writes it: `"7/python3"`.
pub fn processes(row: &PortRow) -> String {
    let processes: Vec<String> =
        row.processes.iter().map(|process| format!("{}/{}", process.pid, process.name)).collect();
    processes.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ports::{Process, Protocol};

    fn row(protocol: Protocol, port: u16, state: Option<TcpState>, program: &str) -> PortRow {
        PortRow {
            protocol,
            receive_queue: 0,
            send_queue: 0,
            local: ([127, 0, 0, 1], port).into(),
            remote: None,
            state,
            processes: vec![Process { pid: 7, name: program.into() }],
            inode: 0,
            remaining: None,
        }
    }

    fn rows() -> Vec<PortRow> {
        vec![
            row(Protocol::Tcp, 80, Some(TcpState::Listen), "nginx"),
            row(Protocol::Tcp, 9000, Some(TcpState::Established), "Python3"),
            row(Protocol::Tcp, 1024, Some(TcpState::Listen), "socketlab"),
            row(Protocol::Udp, 53, None, "dns"),
        ]
    }

    const OURS: SocketId = SocketId { participant: 0, index: 0 };
    const WHOSE: [Option<SocketId>; 4] = [None, None, Some(OURS), None];

    fn listed(view: &PortsView) -> Vec<usize> {
        view.listed(&rows(), &WHOSE, |_| Some("s_servidor"))
    }

    #[test]
    fn what_is_of_this_run_stands_first() {
        assert_eq!(listed(&PortsView::default()), [2, 0, 1, 3]);
    }

    #[test]
    fn a_second_press_on_a_heading_turns_the_order_round() {
        let once = PortsView::default().sorted_by(PortsColumn::Local);
        assert_eq!(listed(&once), [3, 0, 2, 1]);
        let twice = once.sorted_by(PortsColumn::Local);
        assert_eq!(listed(&twice), [1, 2, 0, 3]);
        assert!(!twice.sorted_by(PortsColumn::State).descending);
    }

    #[test]
    fn every_word_of_the_filter_must_stand_in_the_row() {
        let typed = |text: &str| listed(&PortsView { text: text.into(), ..PortsView::default() });
        assert_eq!(typed("listen 80"), [0]);
        assert_eq!(typed("PYTHON"), [1]);
        assert_eq!(typed("s_serv"), [2]);
        assert_eq!(typed(":53"), [3]);
        assert!(typed("nobody").is_empty());
    }

    #[test]
    fn the_switches_leave_out_what_they_say() {
        let switched = |filter, ours| listed(&PortsView { filter, ours, ..PortsView::default() });
        assert_eq!(switched(Filter { tcp: false, ..Filter::ALL }, false), [3]);
        assert_eq!(switched(Filter { udp: false, ..Filter::ALL }, false), [2, 0, 1]);
        assert_eq!(switched(Filter { listening: true, ..Filter::ALL }, false), [2, 0, 3]);
        assert_eq!(switched(Filter::ALL, true), [2]);
    }
}
