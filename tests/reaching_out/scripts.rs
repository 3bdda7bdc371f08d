//! What the scripts of a file reach: asked for before it is called, whatever a person presses.

use super::*;

#[test]
fn nothing_that_comes_with_the_program_asks_for_anything() {
    for entry in CATALOGUE {
        let session = Session::open(entry.document().unwrap().scenario, Arc::new(|| {}));
        assert_eq!(session.not_allowed(), Vec::<&Beyond>::new(), "{}", entry.file);
    }
    for saved in SAVED {
        assert_eq!(beyond_when_repeated(&saved.recording().unwrap().trace), [], "{}", saved.file);
    }
    for template in Template::all() {
        let session = Session::open(template.scenario().clone(), Arc::new(|| {}));
        assert_eq!(session.not_allowed(), Vec::<&Beyond>::new(), "{template:?}");
    }
}

#[test]
fn all_that_a_file_reaches_is_asked_for_once_before_anything_is_called() {
    let outside = Outside::new();
    let (socket, made) = (outside.address("ctl"), outside.address("made"));
    let listener = outside.listener("ctl");
    let text = std::fs::read_to_string("tests/reaching_out/four_ways.ron").unwrap();
    let text = text.replace("OUTSIDE", outside.folder.path().to_str().unwrap());
    let document = Document::parse(&text, std::path::Path::new("four_ways.ron")).unwrap();
    for command in [Command::StepNext, Command::Step(A), Command::Play, Command::RunFreely] {
        let mut run = Driven::open_as_written(document.scenario.clone());
        assert_eq!(run.session.question(), None, "to open a file asks nothing");
        run.session.apply(command.clone());
        tick(&mut run);
        assert_eq!(asked(&run), [&socket, &made, FAR, "192.0.2.1:80"], "{command:?}");
        // It stands still while it is asked.
        run.session.wait_tick(Duration::from_millis(10));
        answer(&mut run, false);
        assert_eq!(run.session.question(), None);
        run.session.wait_tick(Duration::from_millis(10));
        assert!(!run.session.is_playing());
        assert_eq!(run.story(), "", "{command:?}");
    }
    assert!(!knocks(&listener) && !outside.folder.path().join("made").exists());
}

#[test]
fn after_a_no_all_else_can_be_stepped_and_each_call_that_reaches_out_asks_again() {
    let outside = Outside::new();
    let listener = outside.listener("ctl");
    let ctl = outside.address("ctl");
    let mut run = file([vec![udp("u"), unix("s"), connect("s", &ctl), sleep(0), sendto("u", "x", FAR)]]);
    run.session.apply(Command::StepNext);
    tick(&mut run);
    answer(&mut run, false);
    assert_eq!(run.steps(A, 2), ["opened", "opened"]);
    for command in [Command::StepNext, Command::Step(A), Command::Play, Command::RunFreely] {
        run.session.apply(command);
        tick(&mut run);
        assert_eq!(asked(&run), [&ctl, FAR]);
        answer(&mut run, false);
    }
    // A restart does not forget the answer, and does not take it for a yes.
    run.session.apply(Command::Restart);
    assert_eq!(step_until_asked(&mut run, A), [&ctl, FAR]);
    answer(&mut run, false);
    assert!(!called(&run.session, &ctl) && !knocks(&listener));
    // Whoever thinks better of it can say so.
    run.session.apply(Command::Step(A));
    tick(&mut run);
    answer(&mut run, true);
    run.until("what was asked for goes on", |session| called(session, &ctl).then_some(()));
    assert_eq!(run.returned(A), "connected");
    assert!(knocks(&listener));
}

#[test]
fn a_yes_holds_for_the_document_and_its_restarts_and_forks() {
    let outside = Outside::new();
    let listener = outside.listener("ctl");
    let mut run = file([vec![unix("s"), connect("s", &outside.address("ctl"))]]);
    run.session.apply(Command::RunFreely);
    tick(&mut run);
    answer(&mut run, true);
    run.until("the end of the run", |session| session.is_over().then_some(()));
    assert_eq!(run.outcomes(A), ["opened", "connected", "done"]);
    assert!(knocks(&listener));
    run.session.apply(Command::Restart);
    assert_eq!(run.rest(A), ["opened", "connected"]);
    assert!(knocks(&listener));
    let (session, _) = run.session.fork(run.trace().live(), Manner::default()).unwrap();
    let mut fork = Driven { session };
    assert_eq!(fork.session.question(), None);
    fork.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
    assert!(knocks(&listener));
    // Another document is asked about by itself.
    let mut other = Driven::open_as_written(Scenario::clone(run.session.scenario_now()));
    other.session.apply(Command::StepNext);
    tick(&mut other);
    asked(&other);
}

#[test]
fn no_resolver_is_asked_for_a_name_before_a_person_has_allowed_it() {
    let mut run = file([vec![tcp("s"), connect("s", "no-such-host.invalid:80")]]);
    assert_eq!(step_until_asked(&mut run, A), ["no-such-host.invalid:80"]);
    answer(&mut run, false);
    assert_eq!(run.calls(A).len(), 0);
    assert_eq!(run.step(A), "opened");
    run.session.apply(Command::Step(A));
    tick(&mut run);
    answer(&mut run, true);
    run.until("the call", |session| called(session, "no-such-host.invalid:80").then_some(()));
    assert_eq!(run.returned(A), "unresolved");
}

#[test]
fn every_way_to_write_loopback_is_called_without_a_question() {
    let port = free_port();
    for host in
        ["localhost", "LOCALHOST", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.1", "", "0.0.0.0", "0"]
    {
        let to = format!("{host}:{port}");
        let mut run = file([vec![udp("u"), sendto("u", "x", &to), tcp("s"), connect("s", &to)]]);
        assert_eq!(run.rest(A)[..2], ["opened", "sent 1"], "{to}");
        let sent = run.trace().outcome_of(run.call(A, 1)).unwrap();
        let socketlab::sockets::Outcome::SentTo { to: reached, .. } = sent else { panic!("{sent:?}") };
        let local = [endpoint(&format!("127.0.0.1:{port}")), endpoint(&format!("0.0.0.0:{port}"))];
        assert!(local.contains(reached), "{to} → {reached}");
        assert_eq!(run.outcomes(A)[3], "ECONNREFUSED", "{to}");
    }
    if driver::has_ipv6() {
        for host in ["[::1]", "[::]", "[::ffff:127.0.0.1]", "localhost"] {
            let to = format!("{host}:{port}");
            let socket = make("u", Family::Inet6, Kind::Dgram);
            let mut run = file([vec![socket, sendto("u", "x", &to)]]);
            let outcome = run.rest(A).pop().unwrap();
            assert!(["sent 1", "unresolved"].contains(&&*outcome), "{to}: {outcome}");
        }
    }
}

#[test]
fn an_answer_to_whoever_sent_a_datagram_needs_no_question() {
    let port = free_port();
    let there = format!("localhost:{port}");
    let mut run = file([
        vec![
            udp("s"),
            bind("s", &there),
            recvfrom("s", 9),
            sendto("s", "back", "sender"),
            connect("s", "sender"),
            send("s", "again"),
            tcp("t"),
            connect("t", "sender"),
        ],
        vec![udp("c"), sendto("c", "x", &there)],
    ]);
    run.steps(A, 3);
    run.steps(B, 2);
    run.returned(A);
    assert_eq!(run.rest(A)[..3], ["sent 4", "connected", "sent 5"]);
    assert_eq!(run.session.question(), None);
}

#[test]
fn a_released_participant_is_not_kept_from_what_reaches_nothing() {
    let mut script = vec![udp("u")];
    script.extend((0..2000).map(|_| sendto("u", "x", "127.0.0.1:1")));
    let mut run = Driven::scripts([script]);
    run.run();
    assert_eq!(run.calls(A).len(), 2002);
}
