//! What is said of a call, over real runs: which sentences come, told by their names in the language files, in each language.
//! Nothing is said that the kernel does not do: what is said of `TIME_WAIT` is compared with its table of sockets.

mod driver;
mod sentences;

use std::time::Duration;

#[cfg(target_os = "linux")]
use socketlab::kernel::ports::{self, Filter};
use socketlab::scenario::{CATALOGUE, ParticipantId};
use socketlab::session::Command;
use socketlab::sockets::{Call, Family, Half, Kind, OptionSetting};
#[cfg(target_os = "linux")]
use socketlab::sockets::{Endpoint, TcpState};
use socketlab::text::Language;
use socketlab::trace::CallId;

use sentences::{Sentences, explained, sweep};

use driver::{
    A, B, C, Driven, accept, bind, close, connect, getpeername, listen, recv, recvfrom, send, sendto, set,
    shutdown, tcp, udp, unix, unix_dgram,
};

/// Asserts that the `n`-th call of a participant, counted from 0, is told by these sentences: what happened, and what is
/// advised (`""` for nothing).
#[track_caller]
fn told(run: &Driven, who: ParticipantId, n: usize, happened: &str, advice: &str) {
    let id = run.session.snapshot().calls_of(who)[n];
    let moment = run.trace().live();
    for language in [Language::SPANISH, Language::ENGLISH] {
        let sentences = Sentences::of(language);
        let said = explained(&run.session, id, moment, language);
        assert!(
            sentences.is(happened, &said.happened),
            "expected {happened}, got {:?}: {}\n{}",
            sentences.name(&said.happened),
            said.happened,
            run.story()
        );
        match (&said.advice, advice) {
            (None, "") => {}
            (Some(said), wanted) if !wanted.is_empty() => {
                assert!(
                    sentences.is(wanted, said),
                    "expected {wanted}, got {:?}: {said}\n{}",
                    sentences.name(said),
                    run.story()
                );
            }
            (said, wanted) => panic!("advice {said:?}, expected {wanted:?}\n{}", run.story()),
        }
    }
}

/// Asserts what a call is said to do.
#[track_caller]
fn does(run: &Driven, who: ParticipantId, n: usize, wanted: &str) {
    let id = run.session.snapshot().calls_of(who)[n];
    for language in [Language::SPANISH, Language::ENGLISH] {
        let sentences = Sentences::of(language);
        let said = explained(&run.session, id, run.trace().live(), language).does;
        assert!(sentences.is(wanted, &said), "expected {wanted}, got {:?}: {said}", sentences.name(&said));
    }
}

/// A server with a connection `c`, its calls from the fifth on, and a client with its other end `s`, its calls from the third.
fn connected(server: Vec<Call>, client: Vec<Call>) -> Driven {
    joined(
        [tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), accept("l", "c")].into(),
        [tcp("s"), connect("s", "127.0.0.1:1")].into(),
        server,
        client,
    )
}

/// The same over a Unix socket.
fn connected_unix(server: Vec<Call>, client: Vec<Call>) -> Driven {
    joined(
        [unix("l"), bind("l", "unix:door"), listen("l", 1), accept("l", "c")].into(),
        [unix("s"), connect("s", "unix:door")].into(),
        server,
        client,
    )
}

fn joined(mut first: Vec<Call>, mut second: Vec<Call>, server: Vec<Call>, client: Vec<Call>) -> Driven {
    first.extend(server);
    second.extend(client);
    let mut run = Driven::scripts([first, second]);
    run.steps(A, 3);
    run.steps(B, 2);
    assert_eq!(run.step(A), "accepted");
    run
}

/// The first call of the server after its accept, and of the client after its connect.
const SERVER: usize = 4;
const CLIENT: usize = 2;

#[test]
fn a_close_is_told_as_what_it_was_to_its_connection() {
    // The server first, then the client: nobody is left to notice.
    let mut run = connected(vec![close("c")], vec![close("s")]);
    run.step(A);
    told(&run, A, SERVER, "closing_ends", "closing_time_wait");
    run.step(B);
    told(&run, B, CLIENT, "closing_alone", "");
    told(&run, A, SERVER, "closing_ends", "closing_time_wait");

    // The client first: its port is the kernel's choice.
    let mut run = connected(vec![recv("c", 9), close("c")], vec![close("s")]);
    run.step(B);
    told(&run, B, CLIENT, "closing_ends", "closing_time_wait_of_chosen");
    run.steps(A, 2);
    told(&run, A, SERVER + 1, "closing_alone", "");

    // After shutdowns.
    let mut run = connected(vec![close("c")], vec![shutdown("s", Half::Write), close("s")]);
    run.step(B);
    run.step(A);
    told(&run, A, SERVER, "closing_after_the_other", "");
    run.step(B);
    told(&run, B, CLIENT + 1, "closing_alone", "closing_time_wait_of_chosen");
    let mut run =
        connected(vec![shutdown("c", Half::Write), close("c")], vec![send("s", "late"), close("s")]);
    run.steps(A, 2);
    told(&run, A, SERVER + 1, "closing_after_shutdown", "closing_time_wait");
    // What comes to nobody is answered with a reset: then nothing is kept.
    run.step(B);
    told(&run, B, CLIENT, "transfer_kernel_taken_all_sending", "transfer_nobody_reads");
    told(&run, A, SERVER + 1, "closing_after_shutdown", "");
}

#[test]
fn a_close_that_cuts_is_told_at_both_ends_with_its_cause() {
    let mut run =
        connected(vec![close("c")], vec![send("s", "unread"), recv("s", 9), recv("s", 9), close("s")]);
    run.step(B);
    run.step(A);
    told(&run, A, SERVER, "closing_cuts_unread", "closing_nothing_is_kept");
    assert_eq!(run.step(B), "ECONNRESET");
    told(&run, B, CLIENT + 1, "traffic_cut_unread", "traffic_no_clean_close_would");
    assert_eq!(run.step(B), "got 0");
    told(&run, B, CLIENT + 2, "transfer_nothing_after_reset", "");
    run.step(B);
    told(&run, B, CLIENT + 3, "closing_broken", "closing_nothing_is_kept");

    let linger = || set("c", OptionSetting::Linger(Some(0)));
    let mut run = connected(vec![linger(), close("c")], vec![recv("s", 9)]);
    run.step(A);
    does(&run, A, SERVER, "does_makes_close_cut_connection");
    told(&run, A, SERVER, "option_kernel_accepted", "option_close_other_end_will");
    run.step(A);
    told(&run, A, SERVER + 1, "closing_cuts_by_linger", "closing_nothing_is_kept");
    assert_eq!(run.step(B), "ECONNRESET");
    told(&run, B, CLIENT, "traffic_cut_by_linger", "traffic_no_clean_close_would");

    // It is handed down by the listener, and taken back.
    let first =
        [tcp("l"), set("l", OptionSetting::Linger(Some(0))), bind("l", "127.0.0.1:1"), listen("l", 1)];
    for (own, how) in
        [(Vec::new(), "closing_cuts_by_linger"), (vec![OptionSetting::Linger(None)], "closing_ends")]
    {
        let own: Vec<Call> = own.into_iter().map(|option| set("c", option)).collect();
        let count = own.len();
        let script = first.iter().cloned().chain([accept("l", "c")]).chain(own).chain([close("c")]).collect();
        let mut run = Driven::scripts([script, vec![tcp("s"), connect("s", "127.0.0.1:1"), recv("s", 1)]]);
        run.steps(A, 4);
        run.steps(B, 2);
        run.steps(A, 2 + count);
        let advice = if count == 0 { "closing_nothing_is_kept" } else { "closing_time_wait" };
        told(&run, A, 5 + count, how, advice);
        assert_eq!(run.step(B), if count == 0 { "ECONNRESET" } else { "got 0" });
    }

    // Whoever is killed has read nothing.
    let mut run = connected(vec![recv("c", 1)], vec![send("s", "two"), recv("s", 9)]);
    run.step(B);
    run.session.apply(Command::Kill(A));
    run.until("the death of the first", |session| {
        (session.snapshot().activity(A) == socketlab::trace::Activity::Killed).then_some(())
    });
    assert_eq!(run.step(B), "ECONNRESET");
    told(&run, B, CLIENT + 1, "traffic_cut_unread", "traffic_no_clean_close_would");
}

#[test]
fn a_send_without_a_connection_is_told_with_the_reason_that_holds() {
    let mut run = Driven::scripts([vec![
        tcp("s"),
        send("s", "x"),
        bind("s", "127.0.0.1:1"),
        listen("s", 1),
        send("s", "x"),
    ]]);
    run.rest(A);
    told(&run, A, 1, "traffic_pipe_never_connected", "traffic_call_connect_first_server");
    told(&run, A, 4, "traffic_pipe_of_listener", "traffic_call_connect_first_server");

    let mut run = connected(vec![close("c")], vec![shutdown("s", Half::Write), send("s", "x"), recv("s", 1)]);
    run.steps(B, 2);
    told(&run, B, CLIENT + 1, "traffic_sending_was_shut_down", "");
    run.step(A);
    assert_eq!(run.step(B), "got 0");
    told(&run, B, CLIENT + 2, "transfer_stream_socket_0_bytes", "transfer_not_empty_message_sign");

    let mut run =
        connected(vec![close("c")], vec![send("s", "x"), send("s", "y"), send("s", "z"), recv("s", 1)]);
    run.step(A);
    assert_eq!(run.rest(B), ["sent 1", "EPIPE", "EPIPE", "got 0"]);
    told(&run, B, CLIENT, "transfer_kernel_taken_all_sending", "transfer_nobody_reads");
    told(&run, B, CLIENT + 1, "traffic_pipe_other_closed", "traffic_if_other_end_just");
    told(&run, B, CLIENT + 2, "traffic_pipe_after_reset", "");
    told(&run, B, CLIENT + 3, "transfer_nothing_after_reset", "");

    // Nobody accepted it.
    let mut run = Driven::scripts([
        vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1), close("l")],
        vec![tcp("s"), connect("s", "127.0.0.1:1"), recv("s", 1), getpeername("s")],
        vec![tcp("s"), connect("s", "127.0.0.1:1"), close("s")],
    ]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.steps(C, 2);
    run.step(A);
    told(&run, A, 3, "closing_listener", "answered_connections_were_accepted_other");
    run.step(B);
    told(&run, B, 2, "traffic_never_accepted", "traffic_no_clean_close_would");
    assert_eq!(run.step(B), "ENOTCONN");
    told(&run, B, 3, "connection_not_connected_any_more", "");
    run.step(C);
    told(&run, C, 2, "closing_never_accepted", "closing_nothing_is_kept");
}

#[test]
fn no_bytes_are_told_with_the_reason_that_holds() {
    let mut run =
        connected(vec![close("c")], vec![shutdown("s", Half::Read), recv("s", 9), recv("s", 9), close("s")]);
    run.steps(B, 2);
    told(&run, B, CLIENT, "answered_expects_no_more_data", "answered_shutdown_does_not_give");
    told(&run, B, CLIENT + 1, "transfer_receiving_shut_down", "");

    let mut run = connected(vec![close("c")], vec![recv("s", 9), recv("s", 9), recv("s", 9)]);
    run.step(A);
    run.rest(B);
    told(&run, B, CLIENT, "transfer_stream_socket_0_bytes", "transfer_not_empty_message_sign");
    told(&run, B, CLIENT + 1, "transfer_end_again", "");
    told(&run, B, CLIENT + 2, "transfer_end_again", "");
}

#[test]
fn a_shutdown_is_told_by_the_kind_of_its_socket_and_by_who_is_there() {
    let mut run = connected(vec![close("c")], vec![shutdown("s", Half::Write)]);
    run.step(A);
    run.step(B);
    told(&run, B, CLIENT, "closing_shut_for_nobody", "answered_shutdown_does_not_give");

    let mut run = connected_unix(vec![shutdown("c", Half::Read)], vec![send("s", "x")]);
    run.step(A);
    told(&run, A, SERVER, "closing_unix_shut_reading", "answered_shutdown_does_not_give");
    assert_eq!(run.step(B), "EPIPE");
    told(&run, B, CLIENT, "traffic_pipe_other_shut", "");

    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1")],
        vec![udp("s"), connect("s", "127.0.0.1:1"), shutdown("s", Half::Write), send("s", "x")],
    ]);
    run.rest(A);
    run.steps(B, 4);
    does(&run, B, 1, "does_sets_destination");
    told(&run, B, 1, "naming_destination_is_set", "naming_nothing_was_sent");
    told(&run, B, 2, "closing_shut_datagrams", "answered_shutdown_does_not_give");
    told(&run, B, 3, "traffic_sending_was_shut_down", "");
}

#[test]
fn a_unix_socket_is_told_without_ports() {
    let mut run =
        connected_unix(vec![close("c"), close("l")], vec![send("s", "unread"), recv("s", 9), close("s")]);
    run.step(B);
    run.steps(A, 2);
    told(&run, A, SERVER, "closing_cuts_unread", "");
    told(&run, A, SERVER + 1, "closing_unix_listener", "answered_connections_were_accepted_other");
    assert_eq!(run.step(B), "ECONNRESET");
    told(&run, B, CLIENT + 1, "traffic_cut_unread_unix", "traffic_no_clean_close_would");

    let mut run = connected_unix(vec![close("c")], vec![close("s")]);
    run.step(A);
    run.step(B);
    told(&run, A, SERVER, "closing_ends", "");
    told(&run, B, CLIENT, "closing_alone", "");

    let mut run = Driven::scripts([
        vec![unix_dgram("r"), bind("r", "unix:box"), listen("r", 1), close("r")],
        vec![
            unix_dgram("s"),
            sendto("s", "x", "unix:box"),
            connect("s", "unix:box"),
            send("s", "y"),
            send("s", "z"),
        ],
    ]);
    run.steps(A, 3);
    told(&run, A, 2, "opening_datagram_socket_udp_there", "opening_unix_bind_then_recvfrom");
    run.steps(B, 4);
    told(&run, B, 3, "transfer_datagram_left_connected", "fate_waits_unread");
    run.step(A);
    told(&run, A, 3, "answered_program_lets_go_there", "closing_datagrams_thrown_away");
    told(&run, B, 3, "transfer_datagram_left_connected", "fate_thrown_away");
    assert_eq!(run.step(B), "ECONNREFUSED");
    told(&run, B, 4, "traffic_receiver_was_closed", "");
}

#[test]
fn an_address_in_use_is_told_with_who_has_it() {
    let server = || vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 1)];
    let mut run = Driven::scripts([server(), vec![tcp("m"), bind("m", "127.0.0.1:1")]]);
    run.rest(A);
    assert_eq!(run.rest(B).last().unwrap(), "EADDRINUSE");
    told(&run, B, 1, "opening_held_by_open", "opening_close_it_or_another_port");

    let mut first = server();
    first.extend([accept("l", "c"), close("c"), close("l")]);
    let again = vec![tcp("m"), bind("m", "127.0.0.1:1")];
    let mut run = Driven::scripts([first, vec![tcp("s"), connect("s", "127.0.0.1:1"), close("s")], again]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.rest(A);
    run.rest(B);
    assert_eq!(run.rest(C).last().unwrap(), "EADDRINUSE");
    told(&run, C, 1, "opening_held_by_time_wait", "opening_reuse_address_helps");

    // Over UDP nothing is kept of what is closed.
    let held = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let to = held.local_addr().unwrap().to_string();
    let mut run = Driven::open_as_written(driver::scenario([vec![udp("m"), bind("m", &to)]]));
    assert_eq!(run.rest(A).last().unwrap(), "EADDRINUSE");
    told(&run, A, 1, "opening_another_socket_has_port", "opening_see_who_has_it");
}

#[test]
fn a_connect_that_waits_is_told_which_queue_is_full() {
    let client = || vec![tcp("s"), connect("s", "127.0.0.1:1")];
    let server = vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 0)];
    let mut run = Driven::scripts([server, client(), client()]);
    run.rest(A);
    run.rest(B);
    run.steps(C, 1);
    assert_eq!(run.step(C), "waits");
    told(&run, C, 1, "waiting_queue_is_full", "waiting_accept_makes_room");
    does(&run, C, 1, "does_makes_connection");
    run.session.apply(Command::Interrupt(C));
    run.returned(C);
}

#[test]
fn what_is_frozen_is_told_as_frozen_with_the_right_remedy() {
    let mut run = Driven::scripts([
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 9)],
        vec![udp("s"), sendto("s", "here", "127.0.0.1:1")],
    ]);
    assert_eq!(run.rest(A).last().unwrap(), "waits");
    told(&run, A, 2, "waiting_no_datagram_arrived_yet", "waiting_if_datagram_gets_lost");
    run.session.apply(Command::Freeze(A));
    run.rest(B);
    told(&run, A, 2, "explain_frozen_here", "explain_thaw_it");
    told(&run, B, 1, "transfer_datagram_left_port_without", "fate_waits_unread");
    run.session.apply(Command::Thaw(A));
    assert_eq!(run.returned(A), "got 4");
    told(&run, A, 2, "transfer_whole_datagram_arrived", "transfer_answer_sendto_same_address");
    told(&run, B, 1, "transfer_datagram_left_port_without", "fate_received");
}

#[test]
fn what_became_of_a_datagram_is_told_as_far_as_the_run_knows_it() {
    // Nobody is there; then somebody, too late for what was sent before.
    let mut run = Driven::scripts([
        vec![udp("s"), sendto("s", "early", "127.0.0.1:1"), sendto("s", "late", "127.0.0.1:1")],
        vec![udp("r"), bind("r", "127.0.0.1:1"), recvfrom("r", 2), close("r")],
    ]);
    run.steps(A, 2);
    told(&run, A, 1, "transfer_datagram_left_port_without", "fate_nobody");
    run.steps(B, 2);
    told(&run, A, 1, "transfer_datagram_left_port_without", "fate_nobody");
    run.step(A);
    told(&run, A, 2, "transfer_datagram_left_bound_port", "fate_waits_unread");
    run.step(B);
    told(&run, A, 2, "transfer_datagram_left_bound_port", "fate_received_cut");
    told(&run, B, 2, "transfer_datagram_arrived_fills_was", "transfer_rest_is_lost");

    // What connect had set tells.
    let mut run =
        Driven::scripts([vec![udp("s"), connect("s", "127.0.0.1:1"), send("s", "x"), recv("s", 1)]]);
    run.rest(A);
    told(&run, A, 2, "transfer_datagram_left_connected", "fate_refused");
    told(&run, A, 3, "traffic_nobody_there_destination_answer", "traffic_udp_only_tells_so");
}

/// Every saved scenario, made to its end: one call after the other, or as fast as it goes.
fn runs(begin: &Command) -> impl Iterator<Item = (&'static str, Driven)> {
    CATALOGUE.iter().map(move |entry| {
        let mut run = Driven::open(&entry.document().unwrap().scenario);
        run.session.apply(Command::SetPace(Duration::ZERO));
        run.session.apply(begin.clone());
        run.until("the end", |session| session.is_over().then_some(()));
        (entry.file, run)
    })
}

#[test]
fn no_explanation_of_a_saved_scenario_speaks_of_another_kind_of_socket() {
    for (name, run) in runs(&Command::Play).chain(runs(&Command::RunFreely)) {
        sweep(&run.session, &mut |id, _, said| {
            let record = run.trace().call(id);
            let Some(socket) = record.socket.and_then(|socket| run.trace().socket(socket)) else { return };
            let advice = said.advice.as_deref().unwrap_or_default();
            let whole = format!("{} {} {advice}", said.does, said.happened);
            let foreign: &[&str] = match (socket.family, socket.kind) {
                (Family::Unix, Kind::Stream) => {
                    &["TCP", "UDP", "TIME_WAIT", "RST", " port ", "puerto", "datagram", "SO_REUSEADDR"]
                }
                (Family::Unix, Kind::Dgram) => &["TCP", "UDP", "TIME_WAIT", "RST", " port ", "puerto"],
                (_, Kind::Stream) => &["UDP", "datagram", "unix:"],
                (_, Kind::Dgram) => &["TCP", "TIME_WAIT", "RST", "unix:"],
            };
            for word in foreign {
                assert!(!whole.contains(word), "{name}: {word} in what is said of {}: {whole}", record.call);
            }
        });
    }
}

/// Asserts that of all connections of a run that are closed, those ends are said to stay in `TIME_WAIT` which the kernel has
/// there, and no others. Answers how many there are.
#[cfg(target_os = "linux")]
fn time_wait_is_as_told(name: &str, run: &Driven) -> usize {
    let rows = ports::table(Filter::ALL).expect("the table of sockets");
    let sentences = Sentences::of(Language::ENGLISH);
    let live = run.trace().live();
    let mut kept = 0;
    for n in 0..run.trace().calls().len() {
        let id = CallId::nth(n);
        let record = run.trace().call(id);
        let Some(socket) = record.socket.and_then(|socket| run.trace().socket(socket)) else { continue };
        let ends = socket.local(live).zip(socket.peer(live));
        let Some((Endpoint::Inet(local), Endpoint::Inet(peer))) = ends else { continue };
        if !matches!(*record.call, Call::Close { .. }) || socket.kind != Kind::Stream {
            continue;
        }
        let said = explained(&run.session, id, live, Language::ENGLISH);
        let names = ["closing_time_wait", "closing_time_wait_of_chosen"];
        let is_told =
            said.advice.as_ref().is_some_and(|said| names.iter().any(|name| sentences.is(name, said)));
        let is_kept = rows.iter().any(|row| {
            (row.local, row.remote) == (*local, Some(*peer)) && row.state == Some(TcpState::TimeWait)
        });
        assert_eq!(is_told, is_kept, "{name}, {} of {}: {said:?}\n{}", record.call, socket.name, run.story());
        kept += usize::from(is_kept);
    }
    kept
}

#[cfg(target_os = "linux")]
#[test]
fn time_wait_is_told_of_those_ends_that_the_kernel_keeps() {
    let mut kept = 0;
    for (name, run) in runs(&Command::Play).chain(runs(&Command::RunFreely)) {
        kept += time_wait_is_as_told(name, &run);
    }
    assert!(kept > 10, "hardly any was kept: {kept}");
    // Each way in which two ends can close, in either order.
    let ways = |socket: &str| {
        [
            vec![close(socket)],
            vec![shutdown(socket, Half::Write), close(socket)],
            vec![shutdown(socket, Half::Both), close(socket)],
            vec![set(socket, OptionSetting::Linger(Some(0))), close(socket)],
            vec![send(socket, "x"), close(socket)],
            vec![recv(socket, 1), close(socket)],
        ]
    };
    for server in ways("c") {
        for client in ways("s") {
            for is_server_first in [true, false] {
                let mut run = connected(server.clone(), client.clone());
                let (first, second) = if is_server_first { (A, B) } else { (B, A) };
                // Who would wait for ever is not asked.
                for who in [first, second, first, second] {
                    while run.has_left(who) && run.step(who) != "waits" {}
                    if run.session.snapshot().waiting().next().is_some() {
                        break;
                    }
                }
                if run.session.snapshot().waiting().next().is_none() {
                    time_wait_is_as_told(&format!("{server:?} {client:?} {is_server_first}"), &run);
                }
            }
        }
    }
}
