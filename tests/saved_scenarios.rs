//! Every scenario of the catalogue, run freely to its end: each participant's calls give what the scenario's text says.

mod driver;

use std::collections::BTreeMap;

use socketlab::scenario::{CATALOGUE, Plan};
use socketlab::trace::Carries;

use driver::{A, B, C, Driven};

/// A scenario's file, and what the calls of each participant give, one word a call.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "01_tcp_pair.ron",
        &["opened bound bound accepted got:14 sent:30 done done", "opened connected sent:14 got:30 done"],
    ),
    ("02_udp_pair.ron", &["opened bound got:14 done", "opened sent:14 done"]),
    (
        "03_connect_without_server.ron",
        &[
            "opened bound bound accepted sent:9 got:0 done done",
            "opened ECONNREFUSED done opened connected got:9 done",
        ],
    ),
    // On port 80 it depends on who runs it.
    ("04_reserved_port.ron", &["opened * done opened bound bound address done"]),
    (
        "05_two_clients_in_turn.ron",
        &[
            "opened bound bound accepted got:16 sent:15 got:0 done accepted got:16 sent:15 got:0 done done",
            "opened connected sent:16 got:15 done",
            "opened connected sent:16 got:15 done",
        ],
    ),
    (
        "06_recvfrom_two_senders.ron",
        &[
            "opened bound got:16 sent:15 got:16 sent:15 done",
            "opened sent:16 got:15 done",
            "opened sent:16 got:15 done",
        ],
    ),
    (
        "07_stream_has_no_messages.ron",
        &[
            "opened bound bound accepted got:12 got:1024 got:1024 got:952 got:0 done done",
            "opened connected sent:4 sent:4 sent:4 sent:3000 done",
        ],
    ),
    (
        "08_wrong_orders.ron",
        &[
            "opened EINVAL bound EINVAL bound ENOTCONN opened EADDRINUSE done accepted got:0 done done",
            "opened ENOTCONN EPIPE connected EISCONN done EBADF opened EOPNOTSUPP EDESTADDRREQ done",
        ],
    ),
    (
        "09_end_of_stream.ron",
        &[
            "opened bound bound accepted sent:13 done done",
            "opened connected got:13 got:0 got:0 sent:14 EPIPE done",
        ],
    ),
    // How many bytes each recv gets depends on the moment; their sum does not.
    (
        "10_full_send_buffer.ron",
        &[
            "opened done value:8192 bound bound accepted done * done * done * done * done * done * done * done * \
             done * done done",
            "opened done connected sent:20000 done",
        ],
    ),
    (
        "11_unix_sockets.ron",
        &["opened bound bound accepted got:28 sent:12 done done", "opened connected sent:28 got:12 done"],
    ),
    (
        "12_half_close.ron",
        &[
            "opened bound bound accepted got:12 got:0 sent:13 done done",
            "opened connected sent:12 done EPIPE got:13 got:0 done",
        ],
    ),
    (
        "13_time_wait.ron",
        &[
            "opened done bound bound accepted done done opened EADDRINUSE done opened done bound bound done",
            "opened connected got:0 done",
        ],
    ),
    (
        "14_datagrams_are_cut.ron",
        &[
            "opened bound got:4 got:13 got:0 got:65507 done",
            "opened sent:14 sent:13 sent:0 sent:65507 EMSGSIZE done",
        ],
    ),
    (
        "15_reset.ron",
        &[
            "opened bound bound accepted done done accepted got:4 done done",
            "opened connected ECONNRESET got:0 EPIPE done \
             opened connected sent:14 ECONNRESET got:0 EPIPE done",
        ],
    ),
    (
        "16_connect_before_accept.ron",
        &[
            "opened bound bound accepted got:24 accepted got:19 got:0 got:0 done done done",
            "opened connected sent:24 done",
            "opened connected sent:19 done",
        ],
    ),
];

fn run(file: &str) -> Driven {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file).unwrap();
    let mut run = Driven::open(&entry.document().unwrap().scenario);
    run.run();
    run
}

#[test]
fn every_call_gives_what_the_scenario_says() {
    let files: Vec<_> = EXPECTED.iter().map(|(file, _)| *file).collect();
    assert_eq!(files, CATALOGUE.iter().map(|entry| entry.file).collect::<Vec<_>>(), "one line for each file");
    std::thread::scope(|scope| {
        for (file, expected) in EXPECTED {
            scope.spawn(move || compare(file, expected));
        }
    });
}

fn compare(file: &str, expected: &[&str]) {
    let run = run(file);
    let participants: Vec<_> = run.session.scenario().ids().map(|(id, _)| id).collect();
    assert_eq!(participants.len(), expected.len(), "{file}");
    for (who, expected) in participants.into_iter().zip(expected) {
        let got: Vec<String> = run
            .outcomes(who)
            .iter()
            .map(|outcome| match outcome.strip_prefix("address") {
                Some(_) => "address".into(),
                None => outcome.replace(' ', ":"),
            })
            .collect();
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let same = got.len() == expected.len()
            && got.iter().zip(&expected).all(|(got, expected)| *expected == "*" || got == expected);
        assert!(
            same,
            "{file}, participant {}:\n got      {got:?}\n expected {expected:?}\n{}",
            who.0,
            run.story()
        );
        for at in (0..got.len()).filter(|at| expected[*at] == "*") {
            let allowed = match file {
                "04_reserved_port.ron" => ["bound", "EACCES"].contains(&got[at].as_str()),
                _ => got[at].starts_with("got:"),
            };
            assert!(allowed, "{file}, call {at}: {}", got[at]);
        }
    }
}

#[test]
fn all_bytes_of_the_full_send_buffer_arrive_in_order_and_its_send_waits() {
    let run = run("10_full_send_buffer.ron");
    let connection = run.outcome(A, 5).opened().unwrap().id;
    assert_eq!(run.received(A, connection), vec![b'x'; 20_000]);
    assert!(run.call(B, 3).waiting.is_some(), "{}", run.story());
}

#[test]
fn the_second_connect_waits_for_room_in_the_queue() {
    let run = run("16_connect_before_accept.ron");
    assert!(run.call(B, 1).waiting.is_none(), "{}", run.story());
    assert!(run.call(C, 1).waiting.is_some(), "{}", run.story());
}

#[test]
fn two_clients_get_their_own_answers() {
    for (file, received) in [("05_two_clients_in_turn.ron", 3), ("06_recvfrom_two_senders.ron", 2)] {
        let run = run(file);
        for (who, answer) in [(B, "Hola, cliente 1"), (C, "Hola, cliente 2")] {
            let got = run.outcome(who, received).received().unwrap();
            assert_eq!(got.to_text(), answer, "{file}: {}", run.story());
        }
    }
}

#[test]
fn the_plan_has_every_call_of_each_participant_once_and_in_order() {
    for entry in CATALOGUE {
        let scenario = entry.document().unwrap().scenario;
        let plan = Plan::of(&scenario);
        let mut steps: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for planned in &plan.calls {
            steps.entry(planned.participant.0).or_default().push(planned.step);
        }
        for (id, participant) in scenario.ids() {
            let all: Vec<u64> = (0..participant.script.len()).collect();
            assert_eq!(steps[&id.0], all, "{}: {}", entry.file, participant.name);
        }
        for link in &plan.links {
            let at = |planned| plan.calls.iter().position(|call| *call == planned).unwrap();
            assert_ne!(at(link.from), at(link.to), "{}", entry.file);
        }
    }
}

#[test]
fn a_scenario_runs_again_after_a_restart_with_the_same_outcomes() {
    let mut run = run("08_wrong_orders.ron");
    let first = [A, B].map(|who| run.outcomes(who));
    run.session.apply(socketlab::session::Command::Restart);
    run.run();
    assert_eq!([A, B].map(|who| run.outcomes(who)), first, "{}", run.story());
}

#[test]
fn a_reset_is_drawn_once_and_is_no_end_of_the_stream() {
    let run = run("15_reset.ron");
    let carried = |wanted: Carries| run.trace().links().iter().filter(|link| link.carries == wanted).count();
    assert_eq!((carried(Carries::Reset), carried(Carries::End)), (2, 0), "{}", run.story());
}
