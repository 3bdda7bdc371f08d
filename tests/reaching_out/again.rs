//! Runs that are made again: there it is the file that makes the calls, also those that a person once made by hand.

use super::*;

#[test]
fn a_run_that_is_made_again_asks_for_calls_that_were_made_by_hand() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u")]]);
    run.step(A);
    by_hand(&mut run, A, sendto("u", "by hand", &address));
    run.session.apply(Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    assert_asks_when_repeated(&run, &[&address], &there);
}

#[test]
fn a_run_that_is_made_again_asks_for_what_was_written_into_its_scripts() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u")]]);
    run.step(A);
    run.session.apply(insert(A, Place::After(0), sendto("u", "written", &address)));
    run.step(A);
    run.session.apply(Command::RunFreely);
    run.until("the end", |session| session.is_over().then_some(()));
    assert_asks_when_repeated(&run, &[&address], &there);
    // Whoever has written it forks their own run without being asked.
    let (session, _) = run.session.fork(run.trace().live(), Manner::default()).unwrap();
    assert_eq!(session.question(), None);
}

#[test]
fn a_run_that_is_made_again_asks_for_what_was_allowed_when_it_was_recorded() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u"), sendto("u", "script", &address)]]);
    run.session.apply(Command::RunFreely);
    tick(&mut run);
    answer(&mut run, true);
    run.until("the end", |session| session.is_over().then_some(()));
    assert_asks_when_repeated(&run, &[&address], &there);
}

/// The recorded run was made once, and one datagram came of it. Made again as a recording of somebody's, it asks; a no makes
/// nothing, a yes all of it.
#[track_caller]
fn assert_asks_when_repeated(run: &Driven, expected: &[&str], there: &UnixDatagram) {
    let received = || {
        let mut buffer = [0; 99];
        std::iter::from_fn(|| there.recv(&mut buffer).ok()).count()
    };
    assert_eq!(received(), 1);
    let recorded = run.trace();
    assert_eq!(addresses(&beyond_when_repeated(recorded)), expected);
    let again = |until| {
        let manner = Manner::default();
        let notify = Arc::new(|| {});
        let session = Session::repeat(recorded, until, manner, &std::collections::HashMap::new(), notify);
        Driven { session: session.unwrap() }
    };
    // From its beginning nothing is made by itself.
    let beginning = again(Moment(0));
    assert_eq!(beginning.session.question(), None);
    let mut refused = again(recorded.live());
    assert_eq!(asked(&refused), expected);
    for _ in 0..3 {
        refused.session.wait_tick(Duration::from_millis(5));
    }
    answer(&mut refused, false);
    refused.session.wait_tick(Duration::from_millis(5));
    assert!(!refused.session.is_repeating());
    assert_eq!(refused.story(), "", "nothing was called");
    assert_eq!(received(), 0);
    let mut allowed = again(recorded.live());
    answer(&mut allowed, true);
    allowed.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(received(), 1);
    // What the command line allows is not asked for.
    let mut in_general = again(recorded.live());
    in_general.session.allow_reaching(Consent::of(true, false));
    assert_eq!(asked(&in_general), expected);
    in_general.session.allow_reaching(Consent::of(false, true));
    assert_eq!(in_general.session.question(), None);
    in_general.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
    assert_eq!(received(), 1);
}

#[test]
fn a_fork_of_ones_own_run_asks_for_the_calls_that_it_would_make_in_ones_stead() {
    let outside = Outside::new();
    let there = outside.datagrams("there");
    let address = outside.address("there");
    let mut run = file([vec![unix_dgram("u"), sleep(0)]]);
    run.step(A);
    by_hand(&mut run, A, sendto("u", "by hand", &address));
    run.step(A);
    let before = run.trace().call(run.calls(A)[0]).called + 2;
    let fork = |until| Driven { session: run.session.fork(until, Manner::default()).unwrap().0 };
    assert_eq!(fork(Moment(before)).session.question(), None, "up to there nothing was done by hand");
    let mut whole = fork(run.trace().live());
    assert_eq!(asked(&whole), [&*address]);
    answer(&mut whole, false);
    assert_eq!(whole.story(), "");
    let mut buffer = [0; 99];
    assert_eq!(there.recv(&mut buffer).unwrap(), 7);
    assert!(there.recv(&mut buffer).is_err());
}
