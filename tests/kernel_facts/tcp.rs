//! TCP: calls in and out of order, addresses, and connections.

use std::io::ErrorKind;
use std::net::TcpListener;

use socketlab::sockets::{Call, Family, Half, Kind, OptionName, OptionSetting, Outcome};

use crate::driver::{
    A, B, Driven, accept, bind, close, connect, endpoint, get, getpeername, getsockname, has_ipv6, listen,
    make, recv, send, set, shutdown, tcp, udp,
};

/// The outcomes of one participant's calls, made one after the other.
#[track_caller]
fn alone(script: Vec<Call>) -> Vec<String> {
    Driven::scripts([script]).rest(A)
}

/// The last outcome of one participant's calls, all of which but that one must succeed.
#[track_caller]
fn last(script: Vec<Call>) -> String {
    let mut outcomes = alone(script);
    let last = outcomes.pop().unwrap();
    for outcome in outcomes {
        assert!(!outcome.starts_with('E'), "{outcome} before the last call");
    }
    last
}

#[test]
fn recv_before_connect_is_enotconn() {
    assert_eq!(last(vec![tcp("s"), recv("s", 10)]), "ENOTCONN");
}

#[test]
fn recv_on_a_listener_is_enotconn() {
    assert_eq!(last(vec![tcp("s"), bind("s", "127.0.0.1:1"), listen("s", 1), recv("s", 10)]), "ENOTCONN");
}

#[test]
fn shutdown_before_connect_is_enotconn() {
    assert_eq!(last(vec![tcp("s"), shutdown("s", Half::Write)]), "ENOTCONN");
}

#[test]
fn getpeername_before_connect_is_enotconn() {
    assert_eq!(last(vec![tcp("s"), getpeername("s")]), "ENOTCONN");
}

#[test]
fn send_before_connect_is_epipe() {
    assert_eq!(last(vec![tcp("s"), send("s", "hello")]), "EPIPE");
}

#[test]
fn send_on_a_listener_is_epipe() {
    assert_eq!(last(vec![tcp("s"), bind("s", "127.0.0.1:1"), listen("s", 1), send("s", "hello")]), "EPIPE");
}

#[test]
fn getsockname_before_bind_is_all_zeros() {
    assert_eq!(last(vec![tcp("s"), getsockname("s")]), "address 0.0.0.0:0");
}

#[test]
fn accept_without_listen_is_einval() {
    assert_eq!(last(vec![tcp("s"), bind("s", "127.0.0.1:1"), accept("s", "c")]), "EINVAL");
}

#[test]
fn listen_without_bind_takes_an_ephemeral_port_of_every_address() {
    let mut run = Driven::scripts([vec![tcp("s"), listen("s", 1), getsockname("s")]]);
    run.rest(A);
    let Outcome::Bound { local } = run.outcome(A, 1) else { panic!("{}", run.story()) };
    let port = local.port().unwrap();
    assert!(port > 0);
    assert_eq!(*local, endpoint(&format!("0.0.0.0:{port}")));
    assert_eq!(*run.outcome(A, 2), Outcome::Address(local.clone()));
}

#[test]
fn bind_twice_is_einval() {
    assert_eq!(last(vec![tcp("s"), bind("s", "127.0.0.1:1"), bind("s", "127.0.0.1:2")]), "EINVAL");
}

#[test]
fn bind_to_port_0_is_told_the_port() {
    let mut run = Driven::scripts([vec![tcp("s"), bind("s", "127.0.0.1:0")]]);
    run.rest(A);
    let Outcome::Bound { local } = run.outcome(A, 1) else { panic!("{}", run.story()) };
    assert!(local.port() > Some(0));
}

fn connected_then(call: Call) -> String {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1)];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), call];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.rest(A), ["opened", "bound", "bound"]);
    assert_eq!(run.steps(B, 2), ["opened", "connected"]);
    run.step(B)
}

#[test]
fn bind_after_connect_is_einval() {
    assert_eq!(connected_then(bind("s", "127.0.0.1:0")), "EINVAL");
}

#[test]
fn listen_on_a_connected_socket_is_einval() {
    assert_eq!(connected_then(listen("s", 1)), "EINVAL");
}

#[test]
fn connect_twice_is_eisconn() {
    assert_eq!(connected_then(connect("s", "127.0.0.1:1")), "EISCONN");
}

#[test]
fn listen_twice_changes_the_backlog() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 0), listen("l", 1)];
    let client = || vec![tcp("s"), connect("s", "127.0.0.1:1")];
    let mut run = Driven::scripts([server, client(), client()]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "bound"]);
    assert_eq!(run.rest(B), ["opened", "connected"]);
    // With a backlog of 0 the queue is full now.
    assert_eq!(run.step(A), "bound");
    assert_eq!(run.rest(crate::driver::C), ["opened", "connected"]);
}

#[test]
fn bind_to_a_port_with_a_live_listener_is_eaddrinuse_even_with_so_reuseaddr_on_both() {
    for reuse in [false, true] {
        let script = vec![
            tcp("a"),
            set("a", OptionSetting::ReuseAddr(reuse)),
            bind("a", "127.0.0.1:1"),
            listen("a", 1),
            tcp("b"),
            set("b", OptionSetting::ReuseAddr(reuse)),
            bind("b", "127.0.0.1:1"),
        ];
        assert_eq!(last(script), "EADDRINUSE", "SO_REUSEADDR {reuse}");
    }
}

#[test]
fn with_so_reuseaddr_on_both_the_second_bind_works_and_the_second_listen_is_eaddrinuse() {
    let script = vec![
        tcp("a"),
        set("a", OptionSetting::ReuseAddr(true)),
        bind("a", "127.0.0.1:1"),
        tcp("b"),
        set("b", OptionSetting::ReuseAddr(true)),
        bind("b", "127.0.0.1:1"),
        listen("a", 1),
        listen("b", 1),
    ];
    assert_eq!(last(script), "EADDRINUSE");
}

#[test]
fn without_so_reuseaddr_the_second_bind_is_eaddrinuse() {
    let script = vec![tcp("a"), bind("a", "127.0.0.1:1"), tcp("b"), bind("b", "127.0.0.1:1")];
    assert_eq!(last(script), "EADDRINUSE");
}

fn second_bind(first: &str, second: &str) -> String {
    last(vec![tcp("a"), bind("a", first), listen("a", 1), tcp("b"), bind("b", second)])
}

#[test]
fn every_address_listening_then_one_address_is_eaddrinuse() {
    assert_eq!(second_bind("0.0.0.0:1", "127.0.0.1:1"), "EADDRINUSE");
}

#[cfg(target_os = "linux")]
#[test]
fn one_address_listening_then_another_address_works() {
    assert_eq!(second_bind("127.0.0.1:1", "127.0.0.2:1"), "bound");
}

#[test]
fn a_tcp_listener_does_not_keep_udp_from_its_port() {
    let script = vec![tcp("a"), bind("a", "127.0.0.1:1"), listen("a", 1), udp("b"), bind("b", "127.0.0.1:1")];
    assert_eq!(last(script), "bound");
}

#[test]
fn bind_to_an_address_of_another_machine_is_eaddrnotavail() {
    // 192.0.2.0/24 is for documents: nobody has it (RFC 5737).
    assert_eq!(last(vec![tcp("s"), bind("s", "192.0.2.1:0")]), "EADDRNOTAVAIL");
}

#[test]
fn bind_to_a_reserved_port_is_eacces_without_privilege_and_works_with_it() {
    // What the kernel allows here, on a reserved port that nobody uses.
    let probe = |port| (port, TcpListener::bind(("127.0.0.1", port)).map(drop).map_err(|e| e.kind()));
    let (port, allowed) =
        (700..1024).map(probe).find(|(_, may)| *may != Err(ErrorKind::AddrInUse)).expect("a port not in use");
    let script = vec![tcp("s"), bind("s", &format!("127.0.0.1:{port}"))];
    let mut run = Driven::open_as_written(crate::driver::scenario([script]));
    let expected = match allowed {
        Ok(()) => "bound",
        Err(ErrorKind::PermissionDenied) => "EACCES",
        Err(other) => panic!("port {port}: {other}"),
    };
    assert_eq!(run.rest(A), ["opened", expected]);
}

#[test]
fn an_ipv4_socket_to_an_ipv6_address_is_eafnosupport() {
    for call in [bind("s", "[::1]:1"), connect("s", "[::1]:1")] {
        assert_eq!(last(vec![tcp("s"), call]), "EAFNOSUPPORT");
    }
}

#[test]
fn an_ipv6_socket_to_an_ipv4_address_is_einval() {
    if !has_ipv6() {
        return;
    }
    for call in [bind("s", "127.0.0.1:1"), connect("s", "127.0.0.1:1")] {
        assert_eq!(last(vec![make("s", Family::Inet6, Kind::Stream), call]), "EINVAL");
    }
}

#[test]
fn ipv6_connects_and_carries_bytes_like_ipv4() {
    if !has_ipv6() {
        return;
    }
    let server = vec![
        make("l", Family::Inet6, Kind::Stream),
        bind("l", "[::1]:1"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 100),
    ];
    let client = vec![make("s", Family::Inet6, Kind::Stream), connect("s", "[::1]:1"), send("s", "hello")];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "bound"]);
    assert_eq!(run.rest(B), ["opened", "connected", "sent 5"]);
    assert_eq!(run.rest(A), ["accepted", "got 5"]);
    let Outcome::Accepted { local, .. } = run.outcome(A, 3) else { panic!("{}", run.story()) };
    assert_eq!(*local, endpoint(&format!("[::1]:{}", run.port(A, 1))));
}

#[test]
fn connect_where_nobody_listens_is_econnrefused_and_the_socket_can_be_used_again() {
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), connect("s", "127.0.0.1:1"), send("s", "hello")];
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), recv("c", 9)];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(B, 2), ["opened", "ECONNREFUSED"]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "bound"]);
    if cfg!(target_os = "linux") {
        assert_eq!(run.rest(B), ["connected", "sent 5"]);
        assert_eq!(run.rest(A), ["accepted", "got 5"]);
    }
}

#[test]
fn connect_to_every_address_goes_to_this_machine() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1)];
    let client = vec![tcp("s"), connect("s", "0.0.0.0:1"), getpeername("s")];
    let mut run = Driven::scripts([server, client]);
    run.rest(A);
    assert_eq!(run.steps(B, 2), ["opened", "connected"]);
    assert_eq!(run.step(B), format!("address 127.0.0.1:{}", run.port(A, 1)));
}

#[test]
fn accept_makes_a_new_socket_with_the_port_of_the_listener() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), getsockname("s"), getpeername("s")];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(A, 4), ["opened", "bound", "bound", "waits"]);
    run.rest(B);
    assert_eq!(run.returned(A), "accepted");
    let Outcome::Accepted { socket, local, peer } = run.outcome(A, 3) else { panic!("{}", run.story()) };
    let Outcome::Opened(listener) = run.outcome(A, 0) else { panic!("{}", run.story()) };
    assert_ne!(socket.id, listener.id);
    assert_ne!(socket.fd, listener.fd);
    assert_eq!(*run.outcome(B, 2), Outcome::Address(peer.clone()));
    assert_eq!(*run.outcome(B, 3), Outcome::Address(local.clone()));
}

#[test]
fn a_new_socket_has_so_reuseaddr_off_and_no_error() {
    let script = vec![
        tcp("s"),
        get("s", OptionName::ReuseAddr),
        get("s", OptionName::Error),
        get("s", OptionName::Linger),
        get("s", OptionName::RcvTimeo),
    ];
    assert_eq!(alone(script), ["opened", "value 0", "value 0", "value -1", "value 0"]);
}

#[cfg(target_os = "linux")]
#[test]
fn buffer_sizes_read_back_doubled() {
    let script = vec![
        tcp("s"),
        set("s", OptionSetting::SndBuf(4096)),
        get("s", OptionName::SndBuf),
        set("s", OptionSetting::RcvBuf(4096)),
        get("s", OptionName::RcvBuf),
    ];
    assert_eq!(alone(script), ["opened", "done", "value 8192", "done", "value 8192"]);
}

#[test]
fn every_option_reads_back_as_it_was_set() {
    let script = vec![
        tcp("s"),
        set("s", OptionSetting::ReuseAddr(true)),
        get("s", OptionName::ReuseAddr),
        set("s", OptionSetting::Linger(Some(7))),
        get("s", OptionName::Linger),
        set("s", OptionSetting::Linger(None)),
        get("s", OptionName::Linger),
        set("s", OptionSetting::NoDelay(true)),
        get("s", OptionName::NoDelay),
        set("s", OptionSetting::RcvTimeo(2000)),
        get("s", OptionName::RcvTimeo),
        udp("u"),
        set("u", OptionSetting::Broadcast(true)),
        get("u", OptionName::Broadcast),
    ];
    let got = alone(script);
    let read: Vec<_> = got.iter().filter(|outcome| outcome.starts_with("value")).collect();
    assert_eq!(read, ["value 1", "value 7", "value -1", "value 1", "value 2000", "value 1"]);
}

#[test]
fn a_call_on_a_closed_socket_is_ebadf() {
    let script = vec![tcp("s"), close("s"), send("s", "x"), bind("s", "127.0.0.1:1"), close("s")];
    assert_eq!(alone(script), ["opened", "done", "EBADF", "EBADF", "EBADF"]);
}

#[test]
fn a_name_whose_socket_was_never_made_has_no_socket() {
    let script = vec![tcp("l"), accept("l", "c"), recv("c", 10), close("c")];
    assert_eq!(alone(script), ["opened", "EINVAL", "no socket", "no socket"]);
}
