//! UDP: datagrams that arrive, are cut, are lost, or come back as an error.

use socketlab::scenario::Consent;
use socketlab::sockets::{OptionSetting, Outcome};

use crate::driver::{
    A, B, C, Driven, accept, bind, connect, listen, recv, recvfrom, send, sendto, sendto_many, set, udp,
};

#[test]
fn listen_and_accept_are_eopnotsupp() {
    let mut run =
        Driven::scripts([vec![udp("s"), bind("s", "127.0.0.1:1"), listen("s", 1), accept("s", "c")]]);
    assert_eq!(run.rest(A), ["opened", "bound", "EOPNOTSUPP", "EOPNOTSUPP"]);
}

#[test]
fn send_on_an_unconnected_socket_is_edestaddrreq() {
    let mut run = Driven::scripts([vec![udp("s"), send("s", "to whom?")]]);
    assert_eq!(run.rest(A), ["opened", "EDESTADDRREQ"]);
}

#[test]
fn sendto_where_nobody_listens_works_and_the_error_is_never_seen() {
    let script = vec![
        udp("s"),
        sendto("s", "one", "127.0.0.1:1"),
        sendto("s", "two", "127.0.0.1:1"),
        recvfrom("s", 10),
    ];
    let mut run = Driven::scripts([script]);
    assert_eq!(run.rest(A), ["opened", "sent 3", "sent 3", "waits"]);
}

#[cfg(target_os = "linux")]
#[test]
fn connected_where_nobody_listens_send_works_and_the_next_recv_or_send_is_econnrefused() {
    for next in [recv("s", 10), send("s", "two")] {
        let script = vec![udp("s"), connect("s", "127.0.0.1:1"), send("s", "one"), next];
        let mut run = Driven::scripts([script]);
        assert_eq!(run.rest(A), ["opened", "connected", "sent 3", "ECONNREFUSED"]);
    }
}

#[test]
fn a_recv_that_waits_is_econnrefused_when_the_answer_comes() {
    // The receiver is gone by the time of the send: its port then refuses.
    let script = vec![udp("s"), connect("s", "127.0.0.1:1"), send("s", "one"), recv("s", 10), recv("s", 10)];
    let mut run = Driven::scripts([script]);
    assert_eq!(run.rest(A), ["opened", "connected", "sent 3", "ECONNREFUSED", "waits"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_datagram_of_65507_bytes_works_and_one_of_65508_is_emsgsize() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 70_000)];
    let sender =
        vec![udp("s"), sendto_many("s", 65_507, "127.0.0.1:1"), sendto_many("s", 65_508, "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    assert_eq!(run.rest(B), ["opened", "sent 65507", "EMSGSIZE"]);
    assert_eq!(run.rest(A), ["got 65507"]);
}

#[test]
fn recvfrom_with_a_buffer_that_is_too_small_cuts_silently_and_the_rest_is_lost() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 4), recvfrom("r", 100)];
    let sender =
        vec![udp("s"), sendto("s", "Hola, servidor", "127.0.0.1:1"), sendto("s", "bis", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    run.rest(B);
    assert_eq!(run.rest(A), ["got 4", "got 3"]);
    assert_eq!(&**run.outcome(A, 2).received().unwrap(), b"Hola");
    assert_eq!(&**run.outcome(A, 3).received().unwrap(), b"bis");
}

#[test]
fn an_empty_datagram_arrives_as_0_bytes_with_its_sender() {
    let receiver = vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 10), recvfrom("r", 10)];
    let sender = vec![udp("s"), sendto("s", "", "127.0.0.1:1"), sendto("s", "x", "127.0.0.1:1")];
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 2);
    assert_eq!(run.rest(B), ["opened", "sent 0", "sent 1"]);
    assert_eq!(run.rest(A), ["got 0", "got 1"]);
    let Outcome::SentTo { from, .. } = run.outcome(B, 1) else { panic!("{}", run.story()) };
    let Outcome::ReceivedFrom { from: Some(seen), .. } = run.outcome(A, 2) else { panic!("{}", run.story()) };
    assert_eq!(from.port(), seen.port());
}

#[test]
fn an_answer_goes_to_the_sender_of_the_last_datagram() {
    let server = vec![
        udp("r"),
        bind("r", "127.0.0.1:1"),
        sendto("r", "too early", "sender"),
        recvfrom("r", 10),
        sendto("r", "back", "sender"),
    ];
    let client = vec![udp("s"), sendto("s", "there", "127.0.0.1:1"), recvfrom("s", 10)];
    let mut run = Driven::scripts([server, client]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "unresolved"]);
    assert_eq!(run.steps(B, 2), ["opened", "sent 5"]);
    assert_eq!(run.rest(A), ["got 5", "sent 4"]);
    assert_eq!(run.rest(B), ["got 4"]);
}

#[test]
fn a_third_party_does_not_reach_a_connected_socket() {
    let connected =
        vec![udp("r"), bind("r", "127.0.0.1:1"), connect("r", "127.0.0.1:2"), recv("r", 10), recv("r", 10)];
    let peer = vec![udp("p"), bind("p", "127.0.0.1:2"), sendto("p", "peer", "127.0.0.1:1")];
    let third = vec![udp("t"), bind("t", "127.0.0.1:3"), sendto("t", "stranger", "127.0.0.1:1")];
    let mut run = Driven::scripts([connected, peer, third]);
    assert_eq!(run.steps(A, 3), ["opened", "bound", "connected"]);
    assert_eq!(run.rest(C), ["opened", "bound", "sent 8"]);
    assert_eq!(run.rest(B), ["opened", "bound", "sent 4"]);
    assert_eq!(run.rest(A), ["got 4", "waits"]);
}

#[test]
fn of_1000_datagrams_to_a_small_buffer_that_is_not_read_most_are_lost() {
    let mut receiver = vec![udp("r"), set("r", OptionSetting::RcvBuf(4096)), bind("r", "127.0.0.1:1")];
    receiver.extend((0..1000).map(|_| recvfrom("r", 100)));
    let mut sender = vec![udp("s")];
    sender.extend((0..1000).map(|_| sendto("s", "one of a thousand", "127.0.0.1:1")));
    let mut run = Driven::scripts([receiver, sender]);
    run.steps(A, 3);
    assert!(run.rest(B)[1..].iter().all(|sent| sent == "sent 17"), "every sendto works");
    let mut arrived = 0;
    while run.step(A) != "waits" {
        arrived += 1;
    }
    println!("{arrived} of 1000 arrived");
    assert!((1..100).contains(&arrived), "{arrived} arrived");
}

#[test]
fn broadcast_without_so_broadcast_is_eacces() {
    let mut run = Driven::scripts([vec![udp("s"), sendto("s", "everyone", "255.255.255.255:1")]]);
    run.session.allow_reaching(Consent::of(true, false));
    assert_eq!(run.rest(A), ["opened", "EACCES"]);
}

#[cfg(target_os = "linux")]
#[test]
fn sendto_port_0_is_einval() {
    let mut run = Driven::scripts([vec![udp("s"), sendto("s", "x", "127.0.0.1:0")]]);
    assert_eq!(run.rest(A), ["opened", "EINVAL"]);
}
