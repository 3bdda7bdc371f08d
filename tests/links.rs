//! Which sent bytes became which received bytes, what met whom, and what came from outside.

mod driver;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};

use socketlab::sockets::{Call, Endpoint, Half, Kind, OptionSetting};
use socketlab::trace::{Carries, Link, LinkEnd, Trace};

use driver::{
    A, B, C, Driven, accept, bind, close, connect, listen, recv, recvfrom, send, send_many, sendto, set,
    shutdown, tcp, udp, unix,
};

/// A server with a listener `l` and a client `s`, connected and accepted as `c`.
fn connected(server: Vec<Call>, client: Vec<Call>) -> Driven {
    let mut first = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")];
    first.extend(server);
    let mut second = vec![tcp("s"), connect("s", "127.0.0.1:1")];
    second.extend(client);
    let mut run = Driven::scripts([first, second]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.step(A), "accepted");
    run
}

/// The links but those of connections, as `(from, to, what)` with each call as `(participant, step)`.
fn links(run: &Driven) -> Vec<(End, End, Carries)> {
    let all = run.trace().links().iter().filter(|link| link.carries != Carries::Connection);
    all.map(|link| (end(run.trace(), link.from), end(run.trace(), link.to), link.carries)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The `step`-th call of a participant.
    Step(u32, usize),
    /// The address of a program outside.
    Outside(u16),
}

fn end(trace: &Trace, end: LinkEnd) -> End {
    match end {
        LinkEnd::Call(id) => {
            let who = trace.call(id).participant;
            let step = trace.at(trace.live()).calls_of(who).iter().position(|of| *of == id).unwrap();
            End::Step(who.0, step)
        }
        LinkEnd::Outside(id) => {
            End::Outside(trace.outsiders()[id.0 as usize].address.port().unwrap_or_default())
        }
    }
}

fn server(step: usize) -> End {
    End::Step(A.0, step)
}
fn client(step: usize) -> End {
    End::Step(B.0, step)
}
fn bytes(at: u64, count: u64) -> Carries {
    Carries::Bytes { at, count }
}

#[test]
fn one_send_in_three_recvs() {
    let mut run =
        connected(vec![recv("c", 1024), recv("c", 1024), recv("c", 1024)], vec![send_many("s", 3000)]);
    run.rest(B);
    run.rest(A);
    let expected = [
        (client(2), server(4), bytes(0, 1024)),
        (client(2), server(5), bytes(1024, 1024)),
        (client(2), server(6), bytes(2048, 952)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
    assert!(run.trace().links().iter().all(|link| link.observed));
}

#[test]
fn three_sends_in_one_recv() {
    let mut run =
        connected(vec![recv("c", 1024)], vec![send("s", "one "), send("s", "two "), send("s", "three")]);
    run.rest(B);
    run.rest(A);
    let expected = [
        (client(2), server(4), bytes(0, 4)),
        (client(3), server(4), bytes(4, 4)),
        (client(4), server(4), bytes(8, 5)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn a_recv_that_cuts_through_two_sends_has_its_part_of_each() {
    let mut run = connected(vec![recv("c", 6), recv("c", 100)], vec![send("s", "abcd"), send("s", "efgh")]);
    run.rest(B);
    run.rest(A);
    let expected = [
        (client(2), server(4), bytes(0, 4)),
        (client(3), server(4), bytes(4, 2)),
        (client(3), server(5), bytes(6, 2)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn both_directions_are_counted_by_themselves() {
    let mut run = connected(
        vec![recv("c", 9), send("c", "back"), recv("c", 9)],
        vec![send("s", "there"), recv("s", 9), send("s", "again")],
    );
    run.step(B);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    let expected = [
        (client(2), server(4), bytes(0, 5)),
        (server(5), client(3), bytes(0, 4)),
        (client(4), server(6), bytes(5, 5)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn bytes_are_linked_while_their_send_still_waits() {
    let mut run = connected(vec![recv("c", 1000)], vec![send_many("s", 16 << 20)]);
    assert_eq!(run.step(B), "waits");
    assert_eq!(run.step(A), "got 1000");
    assert_eq!(links(&run), [(client(2), server(4), bytes(0, 1000))], "{}", run.story());
}

#[test]
fn what_was_sent_before_accept_is_linked_once_it_is_read() {
    let first = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), recv("c", 9)];
    let second = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "early"), close("s")];
    let mut run = Driven::scripts([first, second]);
    run.steps(A, 3);
    run.rest(B);
    run.rest(A);
    assert_eq!(links(&run), [(client(2), server(4), bytes(0, 5))], "{}", run.story());
}

#[test]
fn connect_meets_its_accept_by_address_with_two_clients() {
    let first = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 2),
        accept("l", "c1"),
        accept("l", "c2"),
        recv("c2", 9),
        recv("c1", 9),
    ];
    let other = |text| vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", text)];
    let mut run = Driven::scripts([first, other("from B"), other("from C")]);
    run.steps(A, 3);
    run.rest(C);
    run.rest(B);
    run.rest(A);
    let met: Vec<_> = run.trace().links().iter().filter(|l| l.carries == Carries::Connection).collect();
    let ends: Vec<_> = met.iter().map(|l| (end(run.trace(), l.from), end(run.trace(), l.to))).collect();
    assert_eq!(ends, [(End::Step(C.0, 1), server(3)), (End::Step(B.0, 1), server(4))]);
    assert!(met.iter().all(|link| link.observed));
    let expected = [(End::Step(B.0, 2), server(5), bytes(0, 6)), (End::Step(C.0, 2), server(6), bytes(0, 6))];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn a_connection_over_a_path_is_linked_but_not_observed() {
    let first = vec![unix("l"), bind("l", "unix:x"), listen("l", 1), accept("l", "c"), recv("c", 9)];
    let second = vec![unix("s"), connect("s", "unix:x"), send("s", "hello")];
    let mut run = Driven::scripts([first, second]);
    run.steps(A, 3);
    run.rest(B);
    run.rest(A);
    let met = run.trace().links()[0];
    assert_eq!((met.carries, met.observed), (Carries::Connection, false));
    assert_eq!(links(&run), [(client(2), server(4), bytes(0, 5))], "{}", run.story());
}

#[test]
fn close_and_the_empty_recv_are_the_end_and_it_is_linked_once() {
    let mut run = connected(vec![recv("c", 9), recv("c", 9)], vec![close("s")]);
    run.rest(B);
    assert_eq!(run.rest(A), ["got 0", "got 0"]);
    assert_eq!(links(&run), [(client(2), server(4), Carries::End)], "{}", run.story());
}

#[test]
fn a_recv_that_waits_is_linked_to_the_close_that_ends_it() {
    let mut run = connected(vec![recv("c", 9)], vec![close("s")]);
    assert_eq!(run.step(A), "waits");
    run.step(B);
    assert_eq!(run.returned(A), "got 0");
    assert_eq!(links(&run), [(client(2), server(4), Carries::End)], "{}", run.story());
}

#[test]
fn shutdown_for_writing_is_the_end_of_its_direction() {
    let mut run = connected(
        vec![recv("c", 9), recv("c", 9), send("c", "still")],
        vec![send("s", "last"), shutdown("s", Half::Write), recv("s", 9), close("s")],
    );
    run.steps(B, 2);
    run.rest(A);
    run.rest(B);
    let expected = [
        (client(2), server(4), bytes(0, 4)),
        (client(3), server(5), Carries::End),
        (server(6), client(4), bytes(0, 5)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn an_interrupted_send_counts_what_it_sent() {
    let mut run = connected(
        vec![recv("c", 16 << 20), recv("c", 16 << 20), recv("c", 16 << 20), recv("c", 16 << 20)],
        vec![send_many("s", 16 << 20), send("s", "tail"), close("s")],
    );
    assert_eq!(run.step(B), "waits");
    run.interrupt(B);
    let sent = run.outcome(B, 2).sent().unwrap() as u64;
    assert_eq!(run.step(B), "waits");
    while run.waits(B) {
        run.step(A);
    }
    run.rest(B);
    run.session.apply(socketlab::session::Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    let of = |step| -> u64 {
        let of_step = |(from, _, carries): (End, End, Carries)| match carries {
            Carries::Bytes { count, .. } if from == client(step) => Some(count),
            _ => None,
        };
        links(&run).into_iter().filter_map(of_step).sum()
    };
    let received: u64 = (4..8).map(|n| run.outcome(A, n).received().unwrap().len() as u64).sum();
    assert_eq!(of(2) + of(3), received, "{}", run.story());
    assert!(of(2) <= sent && of(3) <= 4);
}

#[test]
fn a_reset_is_linked_but_not_observed() {
    let mut run = connected(
        vec![set("c", OptionSetting::Linger(Some(0))), close("c")],
        vec![recv("s", 9), recv("s", 9), send("s", "x")],
    );
    run.rest(A);
    assert_eq!(run.rest(B), ["ECONNRESET", "got 0", "EPIPE"]);
    let resets: Vec<&Link> = run.trace().links().iter().filter(|l| l.carries == Carries::Reset).collect();
    assert!(!resets.is_empty(), "{}", run.story());
    assert!(resets.iter().all(|link| !link.observed));
    assert_eq!(end(run.trace(), resets[0].from), server(5));
    assert_eq!(end(run.trace(), resets[0].to), client(2));
}

#[test]
fn a_failed_send_after_a_reset_is_no_bytes() {
    let mut run =
        connected(vec![close("c")], vec![send("s", "taken"), send("s", "broken"), send("s", "broken again")]);
    run.rest(A);
    assert_eq!(run.rest(B), ["sent 5", "EPIPE", "EPIPE"]);
    assert!(links(&run).iter().all(|(.., carries)| !matches!(carries, Carries::Bytes { .. })));
}

#[test]
fn datagrams_are_linked_each_by_itself() {
    let receiver =
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 99), recvfrom("r", 99), recvfrom("r", 99)];
    let sender = vec![
        udp("s"),
        sendto("s", "one", "127.0.0.1:1"),
        sendto("s", "", "127.0.0.1:1"),
        sendto("s", "three", "127.0.0.1:1"),
    ];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    let datagram = |count| Carries::Datagram { count, sent: count };
    let expected = [
        (client(1), server(2), datagram(3)),
        (client(2), server(3), datagram(0)),
        (client(3), server(4), datagram(5)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
    assert!(run.trace().links().iter().all(|link| link.observed));
}

#[test]
fn a_cut_datagram_tells_what_was_sent_and_what_came() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 4)];
    let sender = vec![udp("s"), sendto("s", "Hola, servidor", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    let cut = Carries::Datagram { count: 4, sent: 14 };
    assert_eq!(links(&run), [(client(1), server(2), cut)], "{}", run.story());
}

#[test]
fn datagrams_of_two_senders_with_the_same_bytes_are_told_apart() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9), recvfrom("r", 9)];
    let sender = || vec![udp("s"), sendto("s", "same", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender(), sender()]);
    run.steps(A, 2);
    run.rest(C);
    run.rest(B);
    run.rest(A);
    let same = Carries::Datagram { count: 4, sent: 4 };
    assert_eq!(links(&run), [(End::Step(C.0, 1), server(2), same), (End::Step(B.0, 1), server(3), same)]);
}

#[test]
fn datagrams_over_connected_sockets_are_linked_both_ways() {
    let one = vec![
        udp("a"),
        bind("a", "127.0.0.1:1"),
        connect("a", "127.0.0.1:2"),
        recv("a", 9),
        send("a", "back"),
    ];
    let other = vec![
        udp("b"),
        bind("b", "127.0.0.1:2"),
        connect("b", "127.0.0.1:1"),
        send("b", "there"),
        recv("b", 9),
    ];
    let mut run = Driven::scripts([one, other]);
    run.steps(A, 3);
    run.steps(B, 4);
    run.rest(A);
    run.rest(B);
    let datagram = |count| Carries::Datagram { count, sent: count };
    assert_eq!(links(&run), [(client(3), server(3), datagram(5)), (server(4), client(4), datagram(4))]);
}

#[test]
fn a_lost_datagram_has_no_link() {
    let mut run = Driven::scripts([vec![udp("s"), sendto("s", "nobody there", "127.0.0.1:1")]]);
    run.run();
    assert_eq!(run.trace().links(), []);
    assert_eq!(run.trace().outsiders(), []);
}

#[test]
fn a_tcp_client_outside_shows_up_with_its_address() {
    let script = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 1),
        accept("l", "c"),
        recv("c", 99),
        send("c", "hello, stranger"),
        recv("c", 99),
    ];
    let mut run = Driven::scripts([script]);
    assert_eq!(run.steps(A, 4).pop().unwrap(), "waits");
    let mut outside = TcpStream::connect(("127.0.0.1", run.port(A, 1))).unwrap();
    assert_eq!(run.returned(A), "accepted");
    outside.write_all(b"from outside").unwrap();
    assert!(["got 12", "waits"].contains(&run.step(A).as_str()));
    assert_eq!(run.returned(A), "got 12");
    assert_eq!(run.step(A), "sent 15");
    let mut answer = [0; 15];
    outside.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"hello, stranger");
    let address = outside.local_addr().unwrap();
    drop(outside);
    run.step(A);
    assert_eq!(run.returned(A), "got 0");

    let [shown] = run.trace().outsiders() else { panic!("{:?}", run.trace().outsiders()) };
    assert_eq!((&shown.address, shown.kind), (&Endpoint::Inet(address), Kind::Stream));
    let there = End::Outside(address.port());
    let expected = [
        (there, server(4), bytes(0, 12)),
        (server(5), there, bytes(0, 15)),
        (there, server(6), Carries::End),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
    let met = run.trace().links()[0];
    assert_eq!((end(run.trace(), met.from), end(run.trace(), met.to)), (there, server(3)));
    assert!(run.trace().links().iter().all(|link| !link.observed), "the other end was not seen");
}

#[test]
fn a_tcp_server_outside_shows_up_with_its_address() {
    let outside = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = outside.local_addr().unwrap();
    let to = address.to_string();
    let script = vec![tcp("s"), connect("s", &to), send("s", "hello"), recv("s", 99), close("s")];
    let mut run = Driven::open_as_written(driver::scenario([script]));
    assert_eq!(run.steps(A, 3), ["opened", "connected", "sent 5"]);
    let (mut end_outside, _) = outside.accept().unwrap();
    let mut heard = [0; 5];
    end_outside.read_exact(&mut heard).unwrap();
    end_outside.write_all(b"heard").unwrap();
    run.step(A);
    assert_eq!(run.returned(A), "got 5");
    assert_eq!(run.step(A), "done");

    let [shown] = run.trace().outsiders() else { panic!("{:?}", run.trace().outsiders()) };
    assert_eq!(shown.address, Endpoint::Inet(address));
    assert!(shown.since > 0 && shown.since < run.trace().events().len());
    let met = run.trace().links()[0];
    assert_eq!((end(run.trace(), met.from), met.carries), (server(1), Carries::Connection));
    let there = End::Outside(address.port());
    let expected =
        [(server(2), there, bytes(0, 5)), (there, server(3), bytes(0, 5)), (server(4), there, Carries::End)];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn udp_programs_outside_show_up_with_their_addresses() {
    let script = vec![
        udp("r"),
        bind("r", "127.0.0.1:1"),
        recvfrom("r", 99),
        sendto("r", "and back", "sender"),
        recvfrom("r", 99),
        recvfrom("r", 99),
    ];
    let mut run = Driven::scripts([script]);
    run.steps(A, 2);
    let to = ("127.0.0.1", run.port(A, 1));
    let one = UdpSocket::bind("127.0.0.1:0").unwrap();
    let two = UdpSocket::bind("127.0.0.1:0").unwrap();
    one.send_to(b"one", to).unwrap();
    assert_eq!(run.steps(A, 2), ["got 3", "sent 8"]);
    let mut answer = [0; 99];
    assert_eq!(one.recv_from(&mut answer).unwrap().0, 8);
    two.send_to(b"two!", to).unwrap();
    one.send_to(b"one again", to).unwrap();
    assert_eq!(run.rest(A), ["got 4", "got 9"]);

    let addresses: Vec<_> = run.trace().outsiders().iter().map(|o| o.address.clone()).collect();
    let [first, second] = [&one, &two].map(|socket| socket.local_addr().unwrap());
    assert_eq!(addresses, [Endpoint::Inet(first), Endpoint::Inet(second)]);
    let datagram = |count| Carries::Datagram { count, sent: count };
    let expected = [
        (End::Outside(first.port()), server(2), datagram(3)),
        (End::Outside(second.port()), server(4), datagram(4)),
        (End::Outside(first.port()), server(5), datagram(9)),
    ];
    assert_eq!(links(&run), expected, "{}", run.story());
}

#[test]
fn a_datagram_from_outside_is_told_from_one_of_the_run_with_the_same_bytes() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9), recvfrom("r", 9)];
    let sender = vec![udp("s"), sendto("s", "same", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    let outside = UdpSocket::bind("127.0.0.1:0").unwrap();
    outside.send_to(b"same", ("127.0.0.1", run.port(A, 1))).unwrap();
    run.rest(B);
    run.rest(A);
    let same = Carries::Datagram { count: 4, sent: 4 };
    let there = End::Outside(outside.local_addr().unwrap().port());
    assert_eq!(links(&run), [(there, server(2), same), (client(1), server(3), same)], "{}", run.story());
}

#[test]
fn a_client_outside_and_one_of_the_run_are_told_apart() {
    let first = vec![
        tcp("l"),
        bind("l", "127.0.0.1:1"),
        listen("l", 2),
        accept("l", "c1"),
        accept("l", "c2"),
        recv("c2", 9),
    ];
    let mut run = Driven::scripts([first, vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "inside")]]);
    run.steps(A, 3);
    let _outside = TcpStream::connect(("127.0.0.1", run.port(A, 1))).unwrap();
    run.rest(B);
    run.rest(A);
    assert_eq!(run.trace().outsiders().len(), 1);
    assert_eq!(links(&run), [(client(2), server(5), bytes(0, 6))], "{}", run.story());
}

/// What broke a connection or ended it for somebody: `(from, to, what)`.
fn breaks(run: &Driven) -> Vec<(End, End, Carries)> {
    let all = links(run).into_iter();
    all.filter(|(_, _, what)| matches!(what, Carries::End | Carries::Reset | Carries::NoReader)).collect()
}

#[test]
fn a_broken_pipe_of_ones_own_shutdown_is_no_reset_and_the_end_is_still_seen() {
    let mut run = connected(
        vec![close("c")],
        vec![shutdown("s", Half::Write), send("s", "more"), recv("s", 9), close("s")],
    );
    assert_eq!(run.steps(B, 2), ["done", "EPIPE"]);
    run.rest(A);
    assert_eq!(run.rest(B), ["got 0", "done"]);
    assert_eq!(breaks(&run), [(server(4), client(4), Carries::End)], "{}", run.story());
}

#[test]
fn the_reset_of_an_end_that_was_shut_down_first_comes_of_its_close() {
    let mut run = connected(
        vec![shutdown("c", Half::Write), close("c")],
        vec![recv("s", 9), send("s", "one"), send("s", "two"), recv("s", 9)],
    );
    run.step(A);
    assert_eq!(run.step(B), "got 0");
    run.step(A);
    assert_eq!(run.rest(B), ["sent 3", "EPIPE", "got 0"]);
    let expected = [(server(4), client(2), Carries::End), (server(5), client(4), Carries::Reset)];
    assert_eq!(breaks(&run), expected, "{}", run.story());
}

#[test]
fn an_end_that_is_read_after_the_reset_of_a_send_is_still_the_end() {
    let mut run = connected(vec![close("c")], vec![send("s", "one"), send("s", "two"), recv("s", 9)]);
    run.rest(A);
    assert_eq!(run.rest(B), ["sent 3", "EPIPE", "got 0"]);
    let expected = [(server(4), client(3), Carries::Reset), (server(4), client(4), Carries::End)];
    assert_eq!(breaks(&run), expected, "{}", run.story());
}

#[test]
fn a_reset_that_so_error_has_told_of_is_no_end_for_the_recv_after_it() {
    let mut run = connected(vec![close("c")], vec![send("s", "unread"), get_error("s"), recv("s", 9)]);
    run.step(B);
    run.rest(A);
    assert_eq!(run.rest(B), ["value 104", "got 0"]);
    assert_eq!(breaks(&run), [(server(4), client(3), Carries::Reset)], "{}", run.story());
}

fn get_error(socket: &str) -> Call {
    driver::get(socket, socketlab::sockets::OptionName::Error)
}

#[test]
fn whoever_is_in_the_queue_of_a_listener_is_reset_by_its_close() {
    for end in [close("l"), shutdown("l", Half::Both)] {
        let first = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), end];
        let second = vec![tcp("s"), connect("s", "127.0.0.1:1"), recv("s", 9), recv("s", 9)];
        let mut run = Driven::scripts([first, second]);
        run.steps(A, 3);
        run.steps(B, 2);
        run.rest(A);
        assert_eq!(run.rest(B), ["ECONNRESET", "got 0"]);
        assert_eq!(breaks(&run), [(server(3), client(2), Carries::Reset)], "{}", run.story());
    }
}

#[test]
fn a_recv_after_ones_own_shutdown_for_reading_has_met_no_end() {
    let mut run = connected(vec![close("c")], vec![shutdown("s", Half::Read), recv("s", 9)]);
    assert_eq!(run.rest(B), ["done", "got 0"]);
    run.rest(A);
    assert_eq!(breaks(&run), [], "{}", run.story());
}

#[test]
fn a_unix_socket_that_reads_no_more_breaks_the_pipe_without_a_reset() {
    let first =
        vec![unix("l"), bind("l", "unix:x"), listen("l", 1), accept("l", "c"), shutdown("c", Half::Read)];
    let second = vec![unix("s"), connect("s", "unix:x"), send("s", "x")];
    let mut run = Driven::scripts([first, second]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.rest(A);
    assert_eq!(run.rest(B), ["EPIPE"]);
    assert_eq!(breaks(&run), [(server(4), client(2), Carries::NoReader)], "{}", run.story());
}

#[test]
fn a_datagram_that_came_too_early_is_not_the_one_that_was_received() {
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9)],
        vec![udp("s"), sendto("s", "same", "127.0.0.1:1"), sendto("s", "same", "127.0.0.1:1")],
    ]);
    run.steps(B, 2);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    let same = Carries::Datagram { count: 4, sent: 4 };
    assert_eq!(links(&run), [(client(2), server(2), same)], "{}", run.story());
}

#[test]
fn recv_on_a_socket_that_is_not_connected_has_its_datagram_too() {
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1"), recv("r", 9)],
        vec![udp("s"), sendto("s", "hello", "127.0.0.1:1")],
    ]);
    run.steps(A, 2);
    run.rest(B);
    run.rest(A);
    assert_eq!(links(&run), [(client(1), server(2), Carries::Datagram { count: 5, sent: 5 })]);
    assert!(!run.trace().links()[0].observed, "recv does not tell who it was");
}
