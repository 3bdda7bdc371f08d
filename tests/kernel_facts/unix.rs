//! Unix sockets: paths that exist, do not exist, and are left behind.

use crate::driver::{
    A, B, Driven, accept, bind, close, connect, listen, recv, send, sendto, sleep, unix, unix_dgram,
};

#[test]
fn connect_to_a_missing_path_is_enoent() {
    let mut run = Driven::scripts([vec![unix("s"), connect("s", "unix:nobody")]]);
    assert_eq!(run.rest(A), ["opened", "ENOENT"]);
}

#[test]
fn connect_to_a_socket_that_is_bound_but_does_not_listen_is_econnrefused() {
    let script = vec![unix("l"), bind("l", "unix:deaf"), unix("s"), connect("s", "unix:deaf")];
    assert_eq!(Driven::scripts([script]).rest(A), ["opened", "bound", "opened", "ECONNREFUSED"]);
}

#[test]
fn connect_to_a_stale_file_is_econnrefused() {
    let script = vec![
        unix("l"),
        bind("l", "unix:stale"),
        listen("l", 1),
        close("l"),
        unix("s"),
        connect("s", "unix:stale"),
    ];
    let outcomes = Driven::scripts([script]).rest(A);
    assert_eq!(outcomes, ["opened", "bound", "bound", "done", "opened", "ECONNREFUSED"]);
}

#[test]
fn bind_to_a_stale_file_is_eaddrinuse() {
    let script = vec![unix("l"), bind("l", "unix:stale"), close("l"), unix("s"), bind("s", "unix:stale")];
    assert_eq!(Driven::scripts([script]).rest(A), ["opened", "bound", "done", "opened", "EADDRINUSE"]);
}

#[test]
fn connect_to_a_socket_of_another_type_is_eprototype() {
    let script = vec![unix_dgram("r"), bind("r", "unix:letters"), unix("s"), connect("s", "unix:letters")];
    assert_eq!(Driven::scripts([script]).rest(A), ["opened", "bound", "opened", "EPROTOTYPE"]);
    let script = vec![
        unix("l"),
        bind("l", "unix:calls"),
        listen("l", 1),
        unix_dgram("s"),
        sendto("s", "x", "unix:calls"),
    ];
    assert_eq!(Driven::scripts([script]).rest(A), ["opened", "bound", "bound", "opened", "EPROTOTYPE"]);
}

#[test]
fn a_path_without_a_slash_is_gone_with_its_run() {
    // If the files of one run met those of the next, the second bind would fail.
    for _ in 0..2 {
        let mut run = Driven::scripts([vec![unix("l"), bind("l", "unix:own")]]);
        assert_eq!(run.rest(A), ["opened", "bound"]);
    }
}

#[test]
fn a_full_accept_queue_lets_connect_wait_and_accept_lets_it_go_on() {
    let server = vec![unix("l"), bind("l", "unix:full"), listen("l", 0), accept("l", "c")];
    let client = vec![unix("s1"), connect("s1", "unix:full"), unix("s2"), connect("s2", "unix:full")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    assert_eq!(run.rest(B), ["opened", "connected", "opened", "waits"]);
    assert_eq!(run.rest(A), ["accepted"]);
    assert_eq!(run.returned(B), "connected");
}

#[test]
fn bytes_and_the_end_go_over_a_unix_stream_as_over_tcp() {
    let server = vec![
        unix("l"),
        bind("l", "unix:talk"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 100),
        recv("c", 100),
    ];
    let client = vec![unix("s"), connect("s", "unix:talk"), send("s", "one "), send("s", "two"), close("s")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    assert_eq!(run.rest(B), ["opened", "connected", "sent 4", "sent 3", "done"]);
    assert_eq!(run.rest(A), ["accepted", "got 7", "got 0"]);
}

/// The kernel does not say when there is room in a Unix socket's queue: whoever waits has to look by itself.
#[test]
fn connects_that_wait_get_in_without_anybody_stepping() {
    let mut server = vec![unix("l"), bind("l", "unix:full"), listen("l", 0), sleep(50)];
    server.extend((0..4).map(|n| accept("l", &format!("c{n}"))));
    let client = || vec![unix("s"), connect("s", "unix:full")];
    let mut run = Driven::scripts([server, client(), client(), client(), client()]);
    run.run();
    assert!(run.trace().calls().iter().filter(|call| call.waiting.is_some()).count() > 1, "{}", run.story());
    for who in (1..5).map(socketlab::scenario::ParticipantId) {
        assert_eq!(run.outcomes(who)[1], "connected", "{}", run.story());
    }
}
