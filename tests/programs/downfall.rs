//! How a program came to its end: what is a bad one is told of whom it befell, and of nobody else.

use super::*;
use crate::driver::A;
use socketlab::text::{self, Language};
use socketlab::trace::Downfall;

/// What is told of the end of a program, and the downfalls of its lifelines as words.
fn fell(text: &str) -> Vec<(String, String)> {
    let folder = Folder::of(&[("p.py", text)]);
    let mut watched = folder.watch(&["p.py"]);
    watched.run();
    let snapshot = watched.trace().at(watched.trace().live());
    let told = snapshot
        .downfalls()
        .map(|(who, how)| (snapshot.name_of(who).to_owned(), text::downfall(Language::ENGLISH, how)));
    told.collect()
}

#[test]
fn an_exception_a_code_and_a_signal_are_bad_ends_and_a_code_of_0_is_none() {
    if !has_python() {
        return;
    }
    let cases = [
        ("x = 1", None),
        ("import sys; sys.exit(0)", None),
        ("import sys; sys.exit()", None),
        ("import sys; sys.exit(3)", Some("code 3")),
        ("import sys; sys.exit('no way')", Some("code 1")),
        ("print(nombre)", Some("NameError: name 'nombre' is not defined")),
        ("import socket; socket.create_connection(('localhost', 1), 1)", Some("ConnectionRefusedError: ")),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Some("signal 9 SIGKILL")),
        ("import os; os.abort()", Some("signal 6 SIGABRT")),
        ("try:\n    nombre\nexcept NameError:\n    pass", None),
    ];
    for (program, expected) in cases {
        let fell = fell(program);
        match expected {
            None => assert_eq!(fell, [], "{program}"),
            Some(expected) => {
                assert_eq!(fell.len(), 1, "{program}: {fell:?}");
                assert!(fell[0].1.starts_with(expected), "{program}: {fell:?}");
            }
        }
    }
}

#[test]
fn a_thread_that_dies_is_told_at_its_own_lifeline() {
    if !has_python() {
        return;
    }
    let program = "\
import socket, threading

def muere():
    s = socket.socket()
    s.connect(('localhost', 1))

hilo = threading.Thread(target=muere, name='uno')
hilo.start()
hilo.join()
socket.socket().close()
";
    let fell = fell(program);
    assert_eq!(fell.len(), 1, "{fell:?}");
    assert!(fell[0].0.contains("uno") && fell[0].1.starts_with("ConnectionRefusedError"), "{fell:?}");
}

#[test]
fn who_was_killed_by_a_person_did_not_fall_and_who_is_started_anew_has_not_yet() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("p.py", "import socket\ns = socket.socket()\nprint(nombre)\n")]);
    let mut watched = folder.watch(&["p.py"]);
    let fell = |watched: &Watched| {
        let snapshot = watched.trace().at(watched.trace().live());
        snapshot.downfall(A).map(|how| matches!(how, Downfall::Raised { exception: "NameError", .. }))
    };
    watched.step(A);
    watched.apply(Command::Kill(A));
    watched.driven.until("the end", |session| session.is_over().then_some(()));
    assert_eq!(fell(&watched), None);
    watched.apply(Command::StartAnew(A));
    watched.run();
    assert_eq!(fell(&watched), Some(true));
    // Back in time it had not come to that.
    let before = watched.trace().at(socketlab::trace::Moment(watched.trace().live().0 / 2));
    assert_eq!(before.downfall(A), None);
}
