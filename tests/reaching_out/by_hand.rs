//! What a person does is their own act; what a file says stays the doing of the file, wherever a person moves it.

use super::*;

#[test]
fn what_a_person_writes_and_calls_by_hand_is_not_asked_about() {
    let outside = Outside::new();
    let (one, other) = (outside.datagrams("one"), outside.datagrams("other"));
    let (first, second) = (outside.address("one"), outside.address("other"));
    let mut run = file([vec![unix_dgram("u")]]);
    run.session.apply(insert(A, Place::After(0), sendto("u", "written", &first)));
    assert_eq!(run.steps(A, 2), ["opened", "sent 7"]);
    assert_eq!(by_hand(&mut run, A, sendto("u", "by hand", &second)), "sent 7");
    let mut buffer = [0; 9];
    assert_eq!(one.recv(&mut buffer).unwrap(), 7);
    assert_eq!(other.recv(&mut buffer).unwrap(), 7);
    assert_eq!(run.session.question(), None);
    // Their own line goes on being theirs, also when it is taken back and made again.
    run.session.apply(Command::Restart);
    run.session.apply(Command::Undo);
    run.session.apply(Command::Redo);
    assert_eq!(run.steps(A, 2), ["opened", "sent 7"]);
}

#[test]
fn a_call_by_hand_does_not_let_the_file_make_the_same() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u"), sendto("u", "of the file", &address)]]);
    assert_eq!(by_hand(&mut run, A, unix_dgram("mine")), "opened");
    assert_eq!(by_hand(&mut run, A, sendto("mine", "by hand", &address)), "sent 7");
    assert_eq!(step_until_asked(&mut run, A), [&*address]);
    answer(&mut run, false);
    let mut buffer = [0; 99];
    assert_eq!(there.recv(&mut buffer).unwrap(), 7);
    assert!(there.recv(&mut buffer).is_err());
}

#[test]
fn a_line_of_the_file_stays_one_of_the_file_however_it_is_moved_about() {
    let near = || connect("s", "localhost:1");
    let mut run = file([vec![tcp("s"), connect("s", FAR)]]);
    // Copied, moved, its participant doubled: a person has written none of these addresses.
    for (edit, expected) in [
        (Edit::Insert { id: A, at: Place::End, step: Step::Call(Arc::new(connect("s", FAR))) }, vec![FAR]),
        (Edit::Move { id: A, line: 1, to: Place::End }, vec![FAR]),
        (Edit::Wrap { id: A, line: 1, times: 2 }, vec![FAR]),
        (Edit::DuplicateParticipant(A), vec![FAR, FAR]),
    ] {
        run.session.apply(Command::Edit(edit.clone()));
        run.session.apply(Command::RunFreely);
        tick(&mut run);
        assert_eq!(asked(&run), expected, "{edit:?}");
        answer(&mut run, false);
        run.session.apply(Command::Undo);
    }
    // Taken out and brought back.
    run.session.apply(replace(A, 1, near()));
    assert_eq!(run.session.not_allowed(), Vec::<&Beyond>::new());
    run.session.apply(Command::Undo);
    assert_eq!(step_until_asked(&mut run, A), [FAR]);
}

#[test]
fn a_participant_to_begin_with_that_calls_where_the_file_says_is_asked_about() {
    let outside = Outside::new();
    let address = outside.address("made");
    let mut run = file([vec![unix("l"), bind("l", &address)]]);
    run.session.apply(Command::AddTemplate { template: Template::UnixClient, name: "client".into() });
    run.session.apply(Command::RunFreely);
    tick(&mut run);
    assert_eq!(asked(&run), [&*address, &address], "the bind of the file, and the connect that follows it");
    // To bind there needs no question; to connect there does, although a person has put the client in.
    let mut run = file([vec![tcp("l"), bind("l", FAR)]]);
    run.session.apply(Command::AddTemplate { template: Template::TcpClient, name: "client".into() });
    run.session.apply(Command::RunFreely);
    tick(&mut run);
    assert_eq!(asked(&run), [FAR]);
}

#[test]
fn what_a_change_that_is_taken_back_brings_to_a_running_participant_is_not_made() {
    let port = free_port();
    let waiting = format!("localhost:{port}");
    let mut run = file([
        vec![udp("s"), bind("s", &waiting), recvfrom("s", 9), sendto("s", "x", FAR)],
        vec![udp("s"), sendto("s", "go", &waiting)],
    ]);
    run.session.apply(replace(A, 3, sendto("s", "x", &waiting)));
    run.session.apply(Command::Step(A));
    run.returned(A);
    // Both run by themselves; the second one is held meanwhile.
    run.session.apply(Command::Freeze(B));
    run.session.apply(Command::RunFreely);
    run.until("the first one waits", |session| session.waiting().next().map(|_| ()));
    assert_eq!(run.session.question(), None);
    run.session.apply(Command::Undo);
    run.session.apply(Command::Thaw(B));
    assert_eq!(until_asked(&mut run), [FAR]);
    assert!(!called(&run.session, FAR));
    answer(&mut run, false);
    assert_eq!(run.outcomes(A), ["opened", "bound", "got 2"]);
    run.session.apply(Command::Step(A));
    tick(&mut run);
    assert_eq!(asked(&run), [FAR]);
}
