//! The table against sockets of our own, and who holds an address.

use std::net::{TcpListener, TcpStream, UdpSocket};
use std::time::Instant;

use super::*;

fn ours(filter: Filter, local: SocketAddr) -> Vec<PortRow> {
    table(filter).unwrap().into_iter().filter(|row| row.local == local).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn a_listener_and_its_connection_are_found_with_this_process() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let local = listener.local_addr().unwrap();
    let client = TcpStream::connect(local).unwrap();
    let (server, _) = listener.accept().unwrap();
    let rows = ours(Filter::ALL, local);
    assert_eq!(rows.len(), 2, "{rows:?}");
    for row in &rows {
        assert_eq!(row.protocol, Protocol::Tcp);
        assert!(row.inode > 0 && row.remaining.is_none());
        assert!(row.processes.iter().any(|process| process.pid == std::process::id()), "{row:?}");
    }
    let by_state = |state| rows.iter().find(|row| row.state == Some(state)).unwrap();
    assert_eq!(by_state(TcpState::Listen).remote, None);
    assert_eq!(by_state(TcpState::Established).remote, Some(client.local_addr().unwrap()));
    let listening = ours(Filter { listening: true, ..Filter::ALL }, local);
    assert_eq!(listening.len(), 1);
    assert_eq!(ours(Filter { tcp: false, ..Filter::ALL }, local), []);
    drop((client, server));
}

#[test]
#[cfg(target_os = "linux")]
fn a_udp_socket_has_a_state_only_when_it_is_connected() {
    let one = UdpSocket::bind("127.0.0.1:0").unwrap();
    let other = UdpSocket::bind("127.0.0.1:0").unwrap();
    other.connect(one.local_addr().unwrap()).unwrap();
    let udp = Filter { tcp: false, ..Filter::ALL };
    let [row] = &ours(udp, one.local_addr().unwrap())[..] else { panic!("one row") };
    assert_eq!((row.state, row.remote, row.listens()), (None, None, true));
    let [row] = &ours(udp, other.local_addr().unwrap())[..] else { panic!("one row") };
    assert_eq!((row.state, row.remote), (Some(TcpState::Established), one.local_addr().ok()));
    assert!(!row.listens());
}

#[test]
#[cfg(target_os = "linux")]
fn what_netlink_tells_stands_in_proc_too() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let local = listener.local_addr().unwrap();
    let by_proc = crate::kernel::proc_net::table(Protocol::Tcp).unwrap();
    let known = by_proc.iter().find(|known| known.local == local).unwrap();
    let [netlink] = &ours(Filter::ALL, local)[..] else { panic!("one row") };
    let proc = row(Protocol::Tcp, known);
    assert_eq!((proc.state, proc.inode, proc.remote), (netlink.state, netlink.inode, netlink.remote));
}

fn row_of(protocol: Protocol, local: &str, state: Option<TcpState>) -> PortRow {
    PortRow {
        protocol,
        receive_queue: 0,
        send_queue: 0,
        local: local.parse().unwrap(),
        remote: None,
        state,
        processes: Vec::new(),
        inode: 0,
        remaining: None,
    }
}

#[test]
fn the_holder_of_an_address_is_who_has_its_port_on_it() {
    let rows = [
        row_of(Protocol::Tcp, "127.0.0.1:80", Some(TcpState::TimeWait)),
        row_of(Protocol::Tcp, "127.0.0.1:80", Some(TcpState::Established)),
        row_of(Protocol::Tcp, "0.0.0.0:80", Some(TcpState::Listen)),
        row_of(Protocol::Tcp, "127.0.0.2:81", Some(TcpState::Listen)),
        row_of(Protocol::Tcp6, "[::]:82", Some(TcpState::Listen)),
        row_of(Protocol::Tcp, "127.0.0.1:83", Some(TcpState::TimeWait)),
        row_of(Protocol::Udp, "127.0.0.1:84", None),
        row_of(Protocol::Tcp, "127.0.0.1:85", Some(TcpState::Close)),
    ];
    let held = |protocol, address: &str| {
        let found = holder(&rows, protocol, address.parse().unwrap())?;
        rows.iter().position(|row| std::ptr::eq(row, found))
    };
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:80"), Some(2), "the listener before its connections");
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:81"), None, "another address");
    assert_eq!(held(Protocol::Tcp, "0.0.0.0:81"), Some(3), "every address is that one too");
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:82"), Some(4), "`::` has IPv4 too");
    assert_eq!(held(Protocol::Tcp6, "[::1]:80"), None, "0.0.0.0 has no IPv6");
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:83"), Some(5), "time wait");
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:84"), None, "UDP has ports of its own");
    assert_eq!(held(Protocol::Udp, "127.0.0.1:84"), Some(6));
    assert_eq!(held(Protocol::Tcp, "127.0.0.1:85"), Some(7), "bound is taken");
}

/// What a table costs. `cargo test --release --lib ports -- --ignored --nocapture`
#[test]
#[ignore = "prints figures; nothing to fail"]
#[cfg(target_os = "linux")]
fn cost_of_two_thousand_sockets() {
    crate::kernel::raise_open_files();
    let _open: Vec<UdpSocket> = (0..2_000).map(|_| UdpSocket::bind("127.0.0.1:0").unwrap()).collect();
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let began = Instant::now();
            assert!(table(Filter::ALL).unwrap().len() >= 2_000);
            began.elapsed()
        })
        .collect();
    times.sort();
    println!("table of 2,000 sockets: median {:?}, longest {:?}", times[10], times[20]);
}
