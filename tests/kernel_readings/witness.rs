//! What others say of the same sockets: `ss` of iproute2, where it is installed, and `/proc/net/tcp`.

use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::process::Command;

use socket2::Socket;
use socketlab::sockets::{Reading, TcpState};

/// What a witness says of one socket.
#[derive(Debug)]
struct Seen {
    state: TcpState,
    receive_queue: u32,
    send_queue: u32,
    inode: u64,
    /// Seconds, rounded down.
    remaining: Option<u64>,
}

/// Asserts that a reading of a TCP socket is what the witnesses see at its addresses.
pub fn assert_agree(local: SocketAddr, remote: Option<SocketAddr>, reading: &Reading) {
    for (witness, seen) in [("/proc/net/tcp", by_proc(local, remote)), ("ss", by_ss(local, remote))] {
        let Some(seen) = seen else {
            assert!(witness == "ss" && !has_ss(), "{witness} does not see {local} {remote:?}");
            continue;
        };
        assert_eq!(Some(seen.state), reading.state, "{witness}: {seen:?}");
        assert_eq!(seen.inode, reading.inode.unwrap_or_default(), "{witness}: {seen:?}");
        if let Some(queue) = reading.accept_queue {
            assert_eq!(seen.receive_queue, queue.waiting, "{witness}: {seen:?}");
            assert!(witness != "ss" || seen.send_queue == queue.backlog, "{witness}: {seen:?}");
        } else {
            // In these tables the end of the stream counts as one more byte that was not read.
            let end = u32::from(seen.state == TcpState::CloseWait);
            let unread = reading.receive_queue.map_or(seen.receive_queue, |bytes| bytes + end);
            let queues = (unread, reading.send_queue);
            assert_eq!(queues, (seen.receive_queue, Some(seen.send_queue)), "{witness}: {seen:?}");
        }
        if let Some(later) = seen.remaining {
            let before = reading.remaining.expect("a time as well").as_secs();
            assert!(later <= before && before <= 60, "{witness} says {later} s, after {before} s");
        }
    }
}

/// How many datagrams wait in a socket. It reads them.
pub fn received(socket: &Socket) -> usize {
    socket.set_nonblocking(true).unwrap();
    std::iter::from_fn(|| socket.recv(&mut [MaybeUninit::uninit(); 1024]).ok()).count()
}

fn by_proc(local: SocketAddr, remote: Option<SocketAddr>) -> Option<Seen> {
    let entries = procfs::net::tcp().unwrap();
    let entry = entries.into_iter().find(|entry| {
        let other = Some(entry.remote_address).filter(|remote| remote.port() != 0);
        entry.local_address == local && other == remote
    })?;
    Some(Seen {
        state: TcpState::from_linux(entry.state.to_u8()).unwrap(),
        receive_queue: entry.rx_queue,
        send_queue: entry.tx_queue,
        inode: entry.inode,
        remaining: None,
    })
}

fn has_ss() -> bool {
    Command::new("ss").arg("-V").output().is_ok()
}

/// A line of `ss`: state, queues, both addresses, then `users:(…)`, `timer:(timewait,59sec,0)`, `ino:1234`.
fn by_ss(local: SocketAddr, remote: Option<SocketAddr>) -> Option<Seen> {
    let output = Command::new("ss").args(["-H", "-tanep"]).output().ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let addresses = (fields.get(3)?.parse() == Ok(local), fields.get(4)?.parse().ok() == remote);
        if addresses != (true, true) {
            return None;
        }
        let named = |name: &str| fields.iter().find_map(|field| field.strip_prefix(name));
        Some(Seen {
            state: state(fields[0]),
            receive_queue: fields[1].parse().unwrap(),
            send_queue: fields[2].parse().unwrap(),
            inode: named("ino:").map_or(0, |inode| inode.parse().unwrap()),
            remaining: named("timer:(timewait,").and_then(seconds),
        })
    })
}

fn state(word: &str) -> TcpState {
    match word {
        "ESTAB" => TcpState::Established,
        "FIN-WAIT-1" => TcpState::FinWait1,
        "FIN-WAIT-2" => TcpState::FinWait2,
        "TIME-WAIT" => TcpState::TimeWait,
        "CLOSE-WAIT" => TcpState::CloseWait,
        "LISTEN" => TcpState::Listen,
        other => panic!("ss says {other}"),
    }
}

/// `59sec,0)`, `1min,0)`, `850ms,0)` and `1min2sec,0)` in seconds.
fn seconds(text: &str) -> Option<u64> {
    let (mut total, mut number) = (0, 0);
    let mut rest = text.split(',').next()?;
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        if digits > 0 {
            number = rest[..digits].split('.').next()?.parse().ok()?;
            rest = &rest[digits..];
        } else if let Some(after) = rest.strip_prefix("min") {
            (total, rest) = (total + 60 * number, after);
        } else if let Some(after) = rest.strip_prefix("sec") {
            (total, rest) = (total + number, after);
        } else if let Some(after) = rest.strip_prefix("ms") {
            rest = after;
        } else {
            panic!("{first} in {text}");
        }
    }
    Some(total)
}
