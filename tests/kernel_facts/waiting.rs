//! Calls that wait, and for what: full queues, full buffers, nothing to read yet.

use socketlab::sockets::{OptionName, OptionSetting, Outcome};
use socketlab::trace::What;

use crate::driver::{
    A, B, C, Driven, accept, bind, close, connect, get, listen, recv, recvfrom, send, send_many, set, sleep,
    tcp, udp,
};

#[test]
fn connect_and_send_succeed_before_accept() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), recv("c", 10)];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "early"), close("s")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    assert_eq!(run.rest(B), ["opened", "connected", "sent 5", "done"]);
    assert_eq!(run.rest(A), ["accepted", "got 5"]);
}

#[cfg(target_os = "linux")]
#[test]
fn listen_n_without_accept_completes_n_and_one_connects_and_the_next_waits() {
    for backlog in 0..3 {
        let room = backlog as usize + 1;
        let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", backlog), accept("l", "c")];
        let mut client = Vec::new();
        for n in 0..=room {
            client.extend([tcp(&format!("s{n}")), connect(&format!("s{n}"), "127.0.0.1:1")]);
        }
        let mut run = Driven::scripts([server, client]);
        run.steps(A, 3);
        for _ in 0..room {
            assert_eq!(run.steps(B, 2), ["opened", "connected"], "backlog {backlog}");
        }
        assert_eq!(run.steps(B, 2), ["opened", "waits"], "backlog {backlog}");
        // Once there is room, the kernel tries again by itself.
        assert_eq!(run.step(A), "accepted");
        assert_eq!(run.returned(B), "connected", "backlog {backlog}");
    }
}

#[test]
fn three_sends_come_as_one_chunk_and_3000_bytes_in_three() {
    let server = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 1024),
        recv("c", 1024),
        recv("c", 1024),
        recv("c", 1024),
    ];
    let client = vec![
        tcp("s"),
        connect("s", "127.0.0.1:1"),
        send("s", "one "),
        send("s", "two "),
        send("s", "three"),
        send_many("s", 3000),
    ];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    assert_eq!(run.steps(B, 5), ["opened", "connected", "sent 4", "sent 4", "sent 5"]);
    assert_eq!(run.steps(A, 2), ["accepted", "got 13"]);
    assert_eq!(run.step(B), "sent 3000");
    assert_eq!(run.rest(A), ["got 1024", "got 1024", "got 952"]);
}

#[test]
fn recv_with_an_empty_buffer_waits_until_there_is_data() {
    let server = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 0),
        recv("c", 9),
    ];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "hello")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.steps(A, 2), ["accepted", "waits"]);
    assert_eq!(run.step(B), "sent 5");
    assert_eq!(run.returned(A), "got 0");
    assert_eq!(run.step(A), "got 5");
}

#[test]
fn send_to_a_reader_that_never_reads_fills_both_buffers_then_waits() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send_many("s", 16 << 20)];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.rest(A);
    assert_eq!(run.step(B), "waits");
    assert_eq!(run.interrupt(B), "sent a part");
    let taken = run.outcome(B, 2).sent().unwrap();
    println!("the kernel took {taken} bytes");
    // About 3.9 MB by default: what tcp_wmem and tcp_rmem allow here.
    assert!((100_000..16 << 20).contains(&taken), "{taken}");
}

#[cfg(target_os = "linux")]
#[test]
fn send_with_small_buffers_waits_after_about_9_kb() {
    let server = vec![
        tcp("l"),
        set("l", OptionSetting::RcvBuf(4096)),
        get("l", OptionName::RcvBuf),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
    ];
    let client = vec![
        tcp("s"),
        set("s", OptionSetting::SndBuf(4096)),
        get("s", OptionName::SndBuf),
        connect("s", "127.0.0.1:1"),
        send_many("s", 1 << 20),
    ];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(A, 5), ["opened", "done", "value 8192", "bound", "bound"]);
    assert_eq!(run.steps(B, 4), ["opened", "done", "value 8192", "connected"]);
    run.rest(A);
    assert_eq!(run.step(B), "waits");
    assert_eq!(run.interrupt(B), "sent a part");
    let taken = run.outcome(B, 4).sent().unwrap();
    println!("the kernel took {taken} bytes");
    assert!((2_000..40_000).contains(&taken), "{taken}");
}

#[test]
fn a_send_that_waits_returns_when_all_its_bytes_are_taken() {
    let bytes: u32 = 16 << 20;
    let mut server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    server.extend((0..4096).map(|_| recv("c", 1 << 20)));
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send_many("s", bytes), close("s")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.step(A);
    assert_eq!(run.step(B), "waits");
    let mut read = 0;
    while run.waits(B) {
        run.step(A);
        read += run.outcome(A, run.calls(A).len() - 1).received().unwrap().len();
        assert!(read <= bytes as usize);
    }
    assert_eq!(run.returned(B), format!("sent {bytes}"));
    // The kernel took the last of them; some still lie in its buffers.
    assert!(read < bytes as usize, "{read}");
}

#[test]
fn a_call_that_can_return_at_once_does_not_wait() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), recv("c", 9)];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "hello")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.rest(B);
    run.rest(A);
    assert!(!run.trace().events().iter().any(|e| matches!(e.what, What::Waiting(_))), "{}", run.story());
}

#[test]
fn so_rcvtimeo_ends_accept_and_recv_with_eagain() {
    let server = vec![
        tcp("l"),
        set("l", OptionSetting::RcvTimeo(30)),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
        udp("u"),
        set("u", OptionSetting::RcvTimeo(30)),
        bind("u", "127.0.0.1:2"),
        recvfrom("u", 10),
    ];
    let mut run = Driven::scripts([server]);
    for (steps, on) in [(5, "accept"), (4, "recvfrom")] {
        assert_eq!(run.steps(A, steps).last().unwrap(), "waits", "{on}");
        assert_eq!(run.returned(A), "EAGAIN", "{on}");
        let call = run.call(A, run.calls(A).len() - 1);
        let waited = run.trace().time(call.returned.unwrap()) - run.trace().time(call.waiting.unwrap());
        assert!(waited >= 29_000_000, "{on} waited {waited} ns only");
    }
}

#[test]
fn sleep_rests_as_long_as_it_says() {
    let mut run = Driven::scripts([vec![sleep(30)]]);
    assert_eq!(run.step(A), "waits");
    assert_eq!(run.returned(A), "done");
    let call = run.call(A, 0);
    assert!(run.trace().time(call.returned.unwrap()) - run.trace().time(call.called) >= 30_000_000);
}

#[test]
fn one_accept_for_each_of_two_clients_in_the_order_of_their_connects() {
    let server =
        vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 2), accept("l", "c1"), accept("l", "c2")];
    let client = || vec![tcp("s"), connect("s", "127.0.0.1:1")];
    let mut run = Driven::scripts([server, client(), client()]);
    run.steps(A, 3);
    run.rest(C);
    run.rest(B);
    assert_eq!(run.rest(A), ["accepted", "accepted"]);
    for (accept, client) in [(3, C), (4, B)] {
        let Outcome::Accepted { peer, .. } = run.outcome(A, accept) else { panic!("{}", run.story()) };
        let Outcome::Connected { local, .. } = run.outcome(client, 1) else { panic!("{}", run.story()) };
        assert_eq!(peer, local);
    }
}
