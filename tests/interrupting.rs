//! Calls that wait can be given up, each kind of them, and the socket works afterwards. A session that is dropped takes
//! all its threads and descriptors with it at once, whatever they waited for.

mod driver;

use std::time::{Duration, Instant};

use socketlab::session::Command;
use socketlab::sockets::{OptionSetting, Outcome};
use socketlab::trace::Origin;

use driver::{
    A, B, C, Driven, accept, bind, close, connect, listen, recv, recvfrom, send, send_many, sendto, set,
    sleep, tcp, udp, unix, unix_dgram,
};

/// Interrupts the call that a participant waits in; it must give this. Prints how long that took.
#[track_caller]
fn interrupted(run: &mut Driven, who: socketlab::scenario::ParticipantId, expected: &str) {
    let began = Instant::now();
    assert_eq!(run.interrupt(who), expected);
    let took = began.elapsed();
    println!("interrupted in {took:?}");
    // 10 ms at most on a machine that has nothing else to do.
    assert!(took < Duration::from_secs(1), "{took:?}");
}

#[test]
fn an_interrupted_accept_leaves_a_listener_that_accepts() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), accept("l", "c")];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1")];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(A, 4).pop().unwrap(), "waits");
    interrupted(&mut run, A, "interrupted");
    assert_eq!(*run.outcome(A, 3), Outcome::Interrupted);
    assert_eq!(run.rest(B), ["opened", "connected"]);
    assert_eq!(run.rest(A), ["accepted"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_connect_can_be_made_again_once_there_is_room() {
    let server =
        vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 0), accept("l", "c1"), accept("l", "c2")];
    let first = vec![tcp("s"), connect("s", "127.0.0.1:1")];
    let second =
        vec![tcp("s"), connect("s", "127.0.0.1:1"), connect("s", "127.0.0.1:1"), send("s", "here at last")];
    let mut run = Driven::scripts([server, first, second]);
    run.steps(A, 3);
    assert_eq!(run.rest(B), ["opened", "connected"]);
    assert_eq!(run.steps(C, 2), ["opened", "waits"]);
    interrupted(&mut run, C, "interrupted");
    assert_eq!(run.step(A), "accepted");
    // The handshake has gone on meanwhile, as after EINTR (connect(2)).
    let again = run.step(C);
    let again = if again == "waits" { run.returned(C) } else { again };
    assert!(["connected", "EISCONN"].contains(&again.as_str()), "{again}: {}", run.story());
    assert_eq!(run.step(C), "sent 12");
    assert_eq!(run.rest(A), ["accepted"]);
}

#[test]
fn an_interrupted_recv_leaves_a_connection_that_receives() {
    let server = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 10),
        recv("c", 10),
        send("c", "back"),
    ];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "hello"), recv("s", 10)];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.steps(A, 2), ["accepted", "waits"]);
    interrupted(&mut run, A, "interrupted");
    assert_eq!(run.step(B), "sent 5");
    assert_eq!(run.rest(A), ["got 5", "sent 4"]);
    assert_eq!(run.rest(B), ["got 4"]);
}

#[test]
fn an_interrupted_recvfrom_leaves_a_socket_that_receives() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 10), recvfrom("r", 10)];
    let sender = vec![udp("s"), sendto("s", "hello", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "waits"]);
    interrupted(&mut run, A, "interrupted");
    assert_eq!(run.rest(B), ["opened", "sent 5"]);
    assert_eq!(run.rest(A), ["got 5"]);
}

#[test]
fn an_interrupted_send_gives_its_partial_count_and_the_rest_can_be_sent() {
    let mut server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    server.extend((0..64).map(|_| recv("c", 4 << 20)));
    let client = vec![
        tcp("s"),
        connect("s", "127.0.0.1:1"),
        send_many("s", 16 << 20),
        send("s", "and one more"),
        close("s"),
    ];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.step(A);
    assert_eq!(run.step(B), "waits");
    interrupted(&mut run, B, "sent a part");
    let Outcome::Sent { count, asked } = *run.outcome(B, 2) else { panic!("{}", run.story()) };
    assert!(count > 0 && count < asked, "{count} of {asked}");
    // The buffers are full: the next one waits until somebody reads.
    assert_eq!(run.step(B), "waits");
    let mut read = 0;
    while run.waits(B) {
        run.step(A);
        read += run.outcome(A, run.calls(A).len() - 1).received().unwrap().len();
    }
    assert_eq!(run.returned(B), "sent 12");
    assert_eq!(run.step(B), "done");
    while run.step(A) != "got 0" {
        read += run.outcome(A, run.calls(A).len() - 1).received().unwrap().len();
    }
    assert_eq!(read, count + 12, "what was counted arrives, and nothing else");
}

#[test]
fn an_interrupted_send_that_sent_nothing_is_interrupted() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1)];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send_many("s", 16 << 20), send("s", "more")];
    let mut run = Driven::scripts([server, client]);
    run.rest(A);
    assert_eq!(run.steps(B, 3).pop().unwrap(), "waits");
    interrupted(&mut run, B, "sent a part");
    assert_eq!(run.step(B), "waits");
    interrupted(&mut run, B, "interrupted");
}

#[test]
fn an_interrupted_sleep_is_over() {
    let mut run = Driven::scripts([vec![sleep(3_600_000), sleep(50)]]);
    assert_eq!(run.step(A), "waits");
    interrupted(&mut run, A, "interrupted");
    assert_eq!(run.step(A), "waits");
    assert_eq!(run.returned(A), "done");
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_unix_connect_can_be_made_again_once_there_is_room() {
    let server = vec![unix("l"), bind("l", "unix:full"), listen("l", 0), accept("l", "c")];
    let first = vec![unix("s"), connect("s", "unix:full")];
    let second = vec![unix("s"), connect("s", "unix:full"), connect("s", "unix:full")];
    let mut run = Driven::scripts([server, first, second]);
    run.steps(A, 3);
    assert_eq!(run.rest(B), ["opened", "connected"]);
    assert_eq!(run.steps(C, 2), ["opened", "waits"]);
    interrupted(&mut run, C, "interrupted");
    assert_eq!(run.rest(A), ["accepted"]);
    assert_eq!(run.rest(C), ["connected"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_sendto_to_a_full_unix_queue_can_be_made_again() {
    let mut receiver = vec![unix_dgram("r"), bind("r", "unix:letters")];
    receiver.push(recvfrom("r", 10));
    let mut sender = vec![unix_dgram("s")];
    sender.extend((0..10_000).map(|_| sendto("s", "x", "unix:letters")));
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    run.step(B);
    while run.step(B) != "waits" {}
    interrupted(&mut run, B, "interrupted");
    assert_eq!(run.rest(A), ["got 1"]);
    assert_eq!(run.step(B), "sent 1");
}

#[test]
fn a_second_interrupt_finds_nothing_to_interrupt_and_spares_the_next_call() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 10), recvfrom("r", 10)];
    let sender = vec![udp("s"), sendto("s", "hello", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 3);
    run.session.apply(Command::Interrupt(A));
    run.session.apply(Command::Interrupt(A));
    assert_eq!(run.returned(A), "interrupted");
    run.session.apply(Command::Interrupt(A));
    assert_eq!(run.step(A), "waits");
    assert_eq!(run.rest(B), ["opened", "sent 5"]);
    assert_eq!(run.returned(A), "got 5");
}

#[test]
fn interrupting_holds_a_participant_that_was_let_go() {
    let mut run = Driven::scripts([vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 1), close("r")]]);
    run.session.apply(Command::RunFreely);
    run.until("recvfrom waits", |session| session.waiting().next());
    interrupted(&mut run, A, "interrupted");
    assert_eq!(run.step(A), "done");
    assert!(!run.session.is_over(), "{}", run.story());
    assert!(run.trace().calls().iter().all(|call| matches!(call.origin, Origin::Script { .. })));
}

#[test]
fn restart_ends_what_waits_and_begins_with_nothing_called_on_the_same_ports() {
    let server = vec![
        tcp("l"),
        set("l", OptionSetting::ReuseAddr(true)),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
    ];
    let mut run = Driven::scripts([server]);
    for _ in 0..3 {
        assert_eq!(run.rest(A), ["opened", "done", "bound", "bound", "waits"]);
        run.session.apply(Command::Restart);
        assert_eq!(run.trace().events().len(), 0);
    }
}
