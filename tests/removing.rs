//! A participant that is taken out of the scenario is gone with its thread and descriptors, whatever it was doing. Alone in
//! its program, as it counts the threads and descriptors of the whole process.

#![cfg(target_os = "linux")]

mod driver;

use std::time::{Duration, Instant};

use socketlab::run::Manner;
use socketlab::scenario::{Edit, ParticipantId, distinct_ports};
use socketlab::session::{Command, Session};
use socketlab::sockets::OptionSetting;

use driver::{
    Driven, GENEROUS, accept, bind, close, connect, listen, recv, recvfrom, scenario, send_many, set, sleep,
    tcp, udp, unix,
};

fn count(of: &str) -> usize {
    std::fs::read_dir(format!("/proc/self/{of}")).unwrap().count()
}

#[test]
fn waiting_failing_and_finished_participants_leave_nothing_behind() {
    let before = (count("task"), count("fd"));
    let scripts = vec![
        // Deaf: holds the connections of the others.
        vec![tcp("l"), bind("l", "127.0.0.1:1"), listen("l", 9), sleep(3_600_000)],
        vec![tcp("s"), connect("s", "127.0.0.1:1"), recv("s", 10)],
        vec![tcp("s"), connect("s", "127.0.0.1:1"), send_many("s", 16 << 20)],
        vec![tcp("l"), bind("l", "127.0.0.1:2"), listen("l", 1), accept("l", "c")],
        vec![udp("r"), bind("r", "127.0.0.1:3"), recvfrom("r", 10)],
        vec![unix("l"), bind("l", "unix:l"), listen("l", 0), accept("l", "c")],
        // Failing: no socket after the first call works.
        vec![tcp("s"), recv("s", 1), bind("s", "127.0.0.1:1"), recv("s", 1), sleep(3_600_000)],
        // Finished.
        vec![tcp("s"), close("s")],
        // It would linger for long.
        vec![
            tcp("s"),
            connect("s", "127.0.0.1:1"),
            set("s", OptionSetting::Linger(Some(600))),
            send_many("s", 16 << 20),
        ],
    ];
    let scenario = scenario(scripts);
    let scenario = scenario.with_ports(&socketlab::run::free_ports(&distinct_ports(&scenario)).unwrap());
    let ids: Vec<ParticipantId> = scenario.ids().map(|(id, _)| id).collect();
    let session = Session::open_in(Manner { watches: true }, scenario, std::sync::Arc::new(|| {}));
    let mut run = Driven { session };
    run.session.apply(Command::RunFreely);
    run.until("all but one wait", |session| (session.waiting().count() == ids.len() - 1).then_some(()));
    // Frozen, it waits for nothing but to be thawed.
    run.session.apply(Command::Freeze(ids[3]));
    assert_eq!(count("task"), before.0 + ids.len());

    for (removed, id) in (1..).zip(ids.iter().rev()) {
        run.session.apply(Command::Edit(Edit::RemoveParticipant(*id)));
        let deadline = Instant::now() + GENEROUS;
        // A thread that was joined can be listed for an instant longer.
        while count("task") > before.0 + ids.len() - removed {
            assert!(Instant::now() < deadline, "{} stays:\n{}", id.0, run.story());
            run.session.wait_tick(Duration::from_millis(1));
        }
        assert_eq!(run.session.notices(), []);
    }
    // The folder of the run, for its Unix sockets, is locked as long as the run goes on.
    assert_eq!(count("fd"), before.1 + 1);
    assert!(run.session.scenario().participants.is_empty());
    run.session.apply(Command::StepNext);
    run.session.tick(Duration::ZERO);
    drop(run);
    assert_eq!(count("fd"), before.1);
}
