//! What flows through a socket: the bytes of each direction by their offsets, and what became of each datagram.

mod driver;

use std::net::UdpSocket;

use socketlab::session::Command;
use socketlab::sockets::{Call, Family, Half, Kind, OptionSetting, SocketId};
use socketlab::trace::{CallId, Connection, Direction, Fate, Moment, Peer, Piece};

use driver::{
    A, B, C, Driven, accept, bind, close, connect, listen, make, recv, recvfrom, send, send_many, sendto,
    sendto_many, set, shutdown, tcp, udp, unix_dgram,
};

/// The first socket of the second participant: the client's.
const CLIENT: SocketId = SocketId { participant: 1, index: 0 };
/// The second socket of the first: the connection that its listener gave it.
const SERVER: SocketId = SocketId { participant: 0, index: 1 };

/// A server with a connection `c`, and a client with its other end `s`.
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

fn client_end(run: &Driven) -> Connection<'_> {
    run.session.snapshot().connection(CLIENT).expect("connected")
}

fn spans(pieces: &[Piece]) -> Vec<(u64, u64)> {
    pieces.iter().map(|piece| (piece.start, piece.end)).collect()
}

#[test]
fn three_sends_and_one_recv_are_pieces_of_the_same_offsets() {
    let mut run = connected(
        vec![recv("c", 6), recv("c", 100)],
        vec![send("s", "one "), send("s", ""), send("s", "two "), send("s", "three")],
    );
    run.rest(B);
    let out = client_end(&run).out;
    assert_eq!(spans(out.sends), [(0, 4), (4, 8), (8, 13)], "an empty send puts nothing in");
    let unread = out.unread().unwrap();
    assert_eq!((unread.start, unread.end, unread.asked, unread.abandoned), (0, 13, 13, false));

    run.step(A);
    let out = client_end(&run).out;
    assert_eq!(spans(out.reads), [(0, 6)]);
    let sources: Vec<Piece> = out.sources(0, 6).collect();
    assert_eq!(spans(&sources), [(0, 4), (4, 6)]);
    assert_eq!((sources[0].call, sources[1].call), (out.sends[0].call, out.sends[1].call));
    assert_eq!(out.unread().map(|unread| unread.start), Some(6));

    run.step(A);
    let connection = client_end(&run);
    assert_eq!(connection.peer, Peer::Socket(SERVER));
    assert_eq!(spans(connection.out.reads), [(0, 6), (6, 13)]);
    assert_eq!(connection.out.unread(), None);
    // The other end tells the same, the other way round.
    let other = run.session.snapshot().connection(SERVER).unwrap();
    assert_eq!((other.back.sends, other.back.reads), (connection.out.sends, connection.out.reads));
    assert!(other.out.sends.is_empty());
}

#[test]
fn of_a_send_that_waits_only_what_it_asked_for_is_known() {
    const ASKED: u32 = 16 << 20;
    let mut run = connected(vec![recv("c", 1000)], vec![send_many("s", ASKED)]);
    assert_eq!(run.step(B), "waits");
    assert_eq!(run.step(A), "got 1000");
    let out = client_end(&run).out;
    assert_eq!(spans(out.sends), []);
    assert_eq!(out.sending.map(|open| (open.start, open.asked)), Some((0, ASKED.into())));
    assert_eq!(spans(&out.sources(0, 1000).collect::<Vec<_>>()), [(0, 1000)]);
    let unread = out.unread().unwrap();
    assert_eq!((unread.start, unread.end, unread.asked), (1000, 1000, ASKED.into()));
}

#[test]
fn what_is_sent_before_accept_is_in_the_system_already() {
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c"), recv("c", 9)];
    let client = vec![tcp("s"), connect("s", "127.0.0.1:1"), send("s", "early")];
    let mut run = Driven::scripts([server, client]);
    run.steps(A, 3);
    run.rest(B);
    assert_eq!(client_end(&run).peer, Peer::NotYetKnown);
    assert_eq!(client_end(&run).out.unread().map(|unread| unread.end), Some(5));
    run.rest(A);
    assert_eq!(client_end(&run).peer, Peer::Socket(SERVER));
    assert_eq!(client_end(&run).out.unread(), None);
}

#[test]
fn what_the_reader_leaves_behind_is_abandoned_and_the_reset_is_told() {
    let mut run =
        connected(vec![recv("c", 2), close("c")], vec![send("s", "abcdef"), recv("s", 9), recv("s", 9)]);
    run.step(B);
    run.steps(A, 2);
    let unread = client_end(&run).out.unread().unwrap();
    assert_eq!((unread.start, unread.end, unread.abandoned), (2, 6, true));
    assert_eq!(run.session.snapshot().reset(CLIENT), None);
    assert_eq!(run.step(B), "ECONNRESET");
    let reset = run.session.snapshot().reset(CLIENT);
    assert_eq!(reset, Some(*run.calls(B).last().unwrap()));
    run.step(B);
    assert_eq!(run.session.snapshot().reset(CLIENT), reset, "only the first is news");
}

#[test]
fn the_end_of_a_direction_is_told_when_it_is_sent_and_when_it_is_read() {
    let mut run =
        connected(vec![recv("c", 9), recv("c", 9)], vec![send("s", "last"), shutdown("s", Half::Write)]);
    run.rest(B);
    let out = client_end(&run).out;
    assert_eq!((out.ended, out.end_read), (Some(*run.calls(B).last().unwrap()), None));
    run.rest(A);
    let out = client_end(&run).out;
    assert_eq!(out.end_read, Some(*run.calls(A).last().unwrap()));
    assert_eq!(spans(out.reads), [(0, 4)], "the end is no piece");
    assert_eq!(client_end(&run).back.ended, None);
}

#[test]
fn sends_that_come_together_and_sends_that_are_split_are_counted() {
    // Sends of these lengths, recvs of those, and what is told: recvs, joined, whole, split.
    type Case<'a> = (&'a [u64], &'a [u64], (usize, usize, bool, usize));
    let cases: [Case; 7] = [
        (&[4, 4, 4], &[12], (1, 3, true, 1)),
        (&[4, 4, 4], &[10, 2], (2, 3, false, 2)),
        (&[12], &[5, 5, 2], (3, 1, false, 3)),
        (&[4, 8], &[4, 8], (2, 1, true, 1)),
        (&[4, 4, 12], &[8, 6, 6], (3, 2, true, 2)),
        (&[4], &[], (0, 0, false, 0)),
        (&[], &[4, 4], (2, 1, false, 2)),
    ];
    for (sends, reads, expected) in cases {
        let pieces = |lengths: &[u64]| -> Vec<Piece> {
            let ends = lengths.iter().scan(0, |end, length| {
                *end += length;
                Some(*end)
            });
            ends.zip(lengths)
                .map(|(end, length)| Piece { call: CallId(0), start: end - length, end })
                .collect()
        };
        let (sends, reads) = (pieces(sends), pieces(reads));
        let direction = Direction { sends: &sends, reads: &reads, ..Direction::default() };
        let met = direction.meeting(0, 100);
        let told = (met.reads, met.joined, met.joined_whole, met.split);
        assert_eq!(told, expected, "{sends:?} {reads:?}");
    }
}

#[test]
fn a_piece_is_found_by_its_call() {
    let mut run = connected(vec![recv("c", 3), recv("c", 9)], vec![send("s", "abc"), send("s", "de")]);
    run.rest(B);
    run.rest(A);
    let out = client_end(&run).out;
    for piece in out.sends.iter().chain(out.reads) {
        assert_eq!(out.piece_of(piece.call), Some(*piece));
    }
    assert_eq!(out.piece_of(CallId(0)), None);
    assert_eq!([0, 2, 3, 4].map(|offset| out.sends_before(offset)), [0, 0, 1, 1]);
}

/// The datagrams of a socket as `(sent, bytes, fate)`.
fn datagrams(run: &Driven, socket: SocketId) -> Vec<(bool, usize, Fate<'_>)> {
    let snapshot = run.session.snapshot();
    let calls = snapshot.datagram_calls(socket);
    (0..calls.len())
        .filter_map(|at| snapshot.datagram(calls, at))
        .map(|datagram| (datagram.is_sent, datagram.bytes, datagram.fate))
        .collect()
}

const RECEIVER: SocketId = SocketId { participant: 0, index: 0 };

#[test]
fn each_datagram_tells_what_became_of_it() {
    let to = "127.0.0.1:1";
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", to), recvfrom("r", 4), recvfrom("r", 99), close("r")],
        vec![
            udp("s"),
            sendto("s", "Hola, servidor", to),
            sendto("s", "", to),
            sendto("s", "unread", to),
            sendto_many("s", 65508, to),
        ],
    ]);
    run.steps(A, 2);
    run.rest(B);
    run.steps(A, 2);
    let (sends, reads) = (run.calls(B).clone(), run.calls(A).clone());
    let told = datagrams(&run, CLIENT);
    assert_eq!(told[0], (true, 14, Fate::Arrived { other: reads[2], kept: 4, sent: 14 }));
    assert_eq!(told[1], (true, 0, Fate::Arrived { other: reads[3], kept: 0, sent: 0 }));
    assert_eq!(told[2], (true, 6, Fate::Unread(RECEIVER)));
    assert!(matches!(told[3].2, Fate::NotSent(outcome) if driver::word(outcome) == "EMSGSIZE"));
    let received = datagrams(&run, RECEIVER);
    assert_eq!(received[0], (false, 4, Fate::Arrived { other: sends[1], kept: 4, sent: 14 }));
    assert_eq!(received.len(), 2);

    run.step(A);
    assert_eq!(datagrams(&run, CLIENT)[2].2, Fate::Abandoned(RECEIVER));
}

#[test]
fn a_refused_datagram_is_told_by_the_next_call_on_its_socket() {
    let mut run = Driven::scripts([
        vec![],
        vec![udp("s"), connect("s", "127.0.0.1:1"), send("s", "nobody"), recv("s", 9), send("s", "again")],
    ]);
    run.steps(B, 3);
    assert_eq!(datagrams(&run, CLIENT), [(true, 6, Fate::Nobody)]);
    assert_eq!(run.step(B), "ECONNREFUSED");
    let refusal = *run.calls(B).last().unwrap();
    assert_eq!(datagrams(&run, CLIENT), [(true, 6, Fate::Refused(refusal))]);
    run.step(B);
    assert_eq!(
        datagrams(&run, CLIENT)[1],
        (true, 5, Fate::Nobody),
        "another one, of which nothing is known yet"
    );
}

#[test]
fn a_datagram_from_a_program_outside_is_told_as_such() {
    let mut run = Driven::scripts([vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 99)]]);
    run.steps(A, 2);
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    stranger.send_to(b"psst", ("127.0.0.1", run.port(A, 1))).unwrap();
    assert_eq!(run.step(A), "got 4");
    let told = datagrams(&run, RECEIVER);
    assert!(matches!(told[..], [(false, 4, Fate::FromOutside(_))]), "{told:?}");
}

/// The fates of what a participant's first socket sent, as words.
fn fates(run: &Driven, who: u32) -> Vec<&'static str> {
    let told = datagrams(run, SocketId { participant: who, index: 0 });
    let sent = told.into_iter().filter(|(is_sent, ..)| *is_sent);
    sent.map(|(_, _, fate)| fate.name().unwrap_or("not sent")).collect()
}

#[test]
fn a_datagram_goes_to_whom_the_kernel_gives_it() {
    let ip6 = driver::has_ipv6();
    // Who receives, how it is bound, where it is sent to, and what becomes of it.
    let mut cases = vec![
        ("the same address", Family::Inet, "127.0.0.1:1", "127.0.0.1:1", "unread"),
        ("any address", Family::Inet, "0.0.0.0:1", "127.0.0.1:1", "unread"),
        ("another loopback address", Family::Inet, "127.0.0.1:1", "127.0.0.2:1", "nobody"),
        ("another port", Family::Inet, "127.0.0.1:1", "127.0.0.1:2", "nobody"),
    ];
    if ip6 {
        cases.push(("over IPv6", Family::Inet6, "[::1]:1", "[::1]:1", "unread"));
        cases.push(("IPv6 is another address", Family::Inet6, "[::1]:1", "127.0.0.1:1", "nobody"));
        cases.push(("IPv4 at any address of IPv6", Family::Inet6, "[::]:1", "127.0.0.1:1", "unread"));
        cases.push(("IPv6 at any address of IPv4", Family::Inet, "0.0.0.0:1", "[::1]:1", "nobody"));
    }
    for (case, family, bound, to, expected) in cases {
        let sender = if to.starts_with('[') { Family::Inet6 } else { Family::Inet };
        let timeout = OptionSetting::RcvTimeo(1);
        let mut run = Driven::scripts([
            vec![make("r", family, Kind::Dgram), bind("r", bound), set("r", timeout), recvfrom("r", 9)],
            vec![make("s", sender, Kind::Dgram), sendto("s", "x", to)],
        ]);
        run.steps(A, 3);
        run.rest(B);
        assert_eq!(fates(&run, 1), [expected], "{case}");
        // The kernel's own word for it.
        run.step(A);
        let came = run.returned(A);
        assert_eq!(came, if expected == "unread" { "got 1" } else { "EAGAIN" }, "{case}");
        assert_eq!(fates(&run, 1), [if expected == "unread" { "received" } else { expected }], "{case}");
    }
}

#[test]
fn a_connected_socket_gets_what_its_peer_sends_and_nothing_else() {
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1"), connect("r", "127.0.0.1:2"), recvfrom("r", 9)],
        vec![udp("s"), bind("s", "127.0.0.1:2"), sendto("s", "peer", "127.0.0.1:1")],
        vec![udp("t"), sendto("t", "third", "127.0.0.1:1")],
    ]);
    run.steps(A, 3);
    run.rest(C);
    assert_eq!(fates(&run, 2), ["nobody"]);
    run.rest(B);
    assert_eq!(fates(&run, 1), ["unread"]);
    assert_eq!(run.step(A), "got 4");
    assert_eq!((fates(&run, 1), fates(&run, 2)), (vec!["received"], vec!["nobody"]));
}

#[test]
fn who_binds_later_does_not_get_what_was_sent_before() {
    let mut run = Driven::scripts([
        vec![udp("s"), sendto("s", "early", "127.0.0.1:1"), sendto("s", "late", "127.0.0.1:1")],
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9), recvfrom("r", 9)],
    ]);
    run.steps(A, 2);
    run.steps(B, 2);
    run.step(A);
    assert_eq!(fates(&run, 0), ["nobody", "unread"]);
    assert_eq!(run.step(B), "got 4");
    assert_eq!(run.step(B), "waits");
    assert_eq!(fates(&run, 0), ["nobody", "received"]);
}

#[test]
fn what_does_not_fit_into_the_queue_is_told_as_soon_as_the_receiver_shows_it() {
    const SENT: usize = 40;
    let sends = (0..SENT).map(|_| sendto_many("s", 400, "127.0.0.1:1"));
    let reads = (0..=SENT).map(|_| recvfrom("r", 999));
    let receiver = [udp("r"), set("r", OptionSetting::RcvBuf(1)), bind("r", "127.0.0.1:1")];
    let mut run = Driven::scripts([
        receiver.into_iter().chain(reads).collect(),
        [udp("s")].into_iter().chain(sends).collect(),
    ]);
    run.steps(A, 3);
    run.rest(B);
    assert_eq!(fates(&run, 1), ["unread"; SENT], "nothing has shown yet that there was no room");
    let mut received = 0;
    while run.step(A) != "waits" {
        received += 1;
    }
    assert!((1..SENT).contains(&received), "{received}");
    let mut expected = vec!["received"; received];
    expected.resize(SENT, "dropped");
    assert_eq!(fates(&run, 1), expected);
    // Back in time it was not known yet.
    let earlier = run.trace().at(Moment(run.trace().call(run.calls(A)[3]).called));
    let call = *run.calls(B).last().unwrap();
    assert!(matches!(earlier.datagram_of(call).unwrap().fate, Fate::Unread(RECEIVER)));
}

#[test]
fn a_queue_is_thrown_away_with_its_socket_however_that_comes_to_be_closed() {
    let script = || vec![udp("r"), bind("r", "127.0.0.1:1")];
    let sender = || vec![udp("s"), sendto("s", "1", "127.0.0.1:1"), sendto("s", "2", "127.0.0.1:1")];
    for way in ["close", "rename", "end", "kill"] {
        let mut receiver = script();
        receiver.push(recvfrom("r", 9));
        match way {
            "close" => receiver.push(close("r")),
            "rename" => receiver.push(udp("r")),
            _ => {}
        }
        let mut run = Driven::scripts([receiver, sender()]);
        run.steps(A, 2);
        run.rest(B);
        assert_eq!(run.step(A), "got 1");
        match way {
            "end" => {
                run.session.apply(Command::RunFreely);
                run.until("the end", |session| session.is_over().then_some(()));
            }
            "kill" => run.session.apply(Command::Kill(A)),
            _ => drop(run.step(A)),
        }
        run.until("the close", |session| {
            let socket = session.trace().socket(RECEIVER)?;
            (!socket.is_open(session.trace().live())).then_some(())
        });
        assert_eq!(fates(&run, 1), ["received", "thrown_away"], "{way}");
        let closes = run
            .session
            .snapshot()
            .calls_of(A)
            .iter()
            .rev()
            .find(|id| matches!(*run.trace().call(**id).call, Call::Close { .. }));
        assert_eq!(run.session.snapshot().context(*closes.unwrap()).datagrams_left, 1, "{way}");
    }
}

#[test]
fn a_unix_datagram_waits_or_is_thrown_away_and_never_lost() {
    let mut run = Driven::scripts([
        vec![unix_dgram("r"), bind("r", "unix:box"), recvfrom("r", 9), close("r")],
        vec![
            unix_dgram("s"),
            sendto("s", "x", "unix:box"),
            sendto("s", "y", "unix:box"),
            sendto("s", "z", "unix:no"),
        ],
    ]);
    run.steps(A, 2);
    assert_eq!(run.rest(B), ["opened", "sent 1", "sent 1", "ENOENT"]);
    assert_eq!(fates(&run, 1), ["unread", "unread", "not sent"]);
    run.step(A);
    assert_eq!(fates(&run, 1), ["received", "unread", "not sent"]);
    run.step(A);
    assert_eq!(fates(&run, 1), ["received", "thrown_away", "not sent"]);
}

#[test]
fn where_only_others_can_be_nothing_is_claimed() {
    let mut run =
        Driven::scripts([vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 99)], vec![udp("s")]]);
    run.steps(A, 2);
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    let there = stranger.local_addr().unwrap().to_string();
    stranger.send_to(b"psst", ("127.0.0.1", run.port(A, 1))).unwrap();
    assert_eq!(run.step(A), "got 4");
    run.rest(B);
    run.session.apply(Command::CallNow { participant: B, call: sendto("s", "hello", &there).into() });
    run.until("the send", |session| (!session.snapshot().datagram_calls(CLIENT).is_empty()).then_some(()));
    assert!(matches!(datagrams(&run, CLIENT)[..], [(true, 5, Fate::ToOutside(_))]));
}
