//! Sockets to which others on the network can come: told, and not asked about.

use super::*;

/// What is told of sockets that others can come to.
fn exposed(session: &Session) -> Vec<String> {
    let told = |notice: &Notice| match notice {
        Notice::Exposed(socket) => Some(format!("{:?} {}", socket.kind, socket.participant)),
        _ => None,
    };
    session.notices().iter().filter_map(told).collect()
}

#[test]
fn a_socket_that_others_can_come_to_is_told_once_and_not_asked_about() {
    for (script, expected) in [
        (vec![tcp("s"), bind("s", ":0"), listen("s", 1)], Some("Stream p0")),
        (vec![tcp("s"), bind("s", "0.0.0.0:0"), listen("s", 1)], Some("Stream p0")),
        // Nobody has bound it: the kernel takes every address.
        (vec![tcp("s"), listen("s", 1)], Some("Stream p0")),
        (vec![udp("s"), bind("s", ":0")], Some("Dgram p0")),
        // Bound, but nobody can connect.
        (vec![tcp("s"), bind("s", ":0")], None),
        (vec![tcp("s"), bind("s", "localhost:0"), listen("s", 1)], None),
        (vec![udp("s"), bind("s", "127.0.0.1:0")], None),
        (vec![unix("s"), bind("s", "unix:mine"), listen("s", 1)], None),
    ] {
        let mut run = file([script.clone()]);
        run.rest(A);
        assert_eq!(exposed(&run.session), Vec::from_iter(expected), "{script:?}");
        assert!(run.session.notices().iter().all(|notice| !notice.is_failure()));
        run.session.apply(Command::Restart);
        run.rest(A);
        assert_eq!(exposed(&run.session).len(), usize::from(expected.is_some()), "{script:?}");
        let (session, _) = run.session.fork(run.trace().live(), Manner::default()).unwrap();
        let mut again = Driven { session };
        again.until("the run is made again", |session| (!session.is_repeating()).then_some(()));
        assert_eq!(exposed(&again.session), Vec::from_iter(expected), "{script:?}");
    }
}
