//! A run with programs is recorded and shown again as any other, its sources included, without anything being run.

use std::collections::HashMap;

use super::*;
use crate::driver::A;
use socketlab::scenario::{Document, save};
use socketlab::session::{Manner, NotRepeated};
use socketlab::trace::Moment;
use socketlab::trace::recording::{Extent, read};

#[test]
fn a_recording_has_the_programs_with_their_sources() {
    if !has_python() {
        return;
    }
    let (folder, mut pair) = holding::pair();
    let path = folder.path("todo.ronl");
    pair.driven.session.record_to(&path).unwrap();
    for _ in 0..4 {
        pair.step(A);
    }
    pair.step_to_the_end();
    pair.driven.session.close_recording();
    // The recording is enough: it needs neither the programs nor a Python.
    std::fs::remove_file(folder.path("servidor.py")).unwrap();
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    let (live, again) = (pair.trace(), &recording.trace);
    assert_eq!(live.events().len(), again.events().len());
    for position in 0..=live.events().len() {
        let (one, other) = (live.at(Moment(position)), again.at(Moment(position)));
        for who in one.lifelines() {
            assert_eq!(one.activity(who), other.activity(who), "{position}");
            let held = |snapshot: socketlab::trace::Snapshot| {
                snapshot.held(who).map(|held| (held.site.clone(), held.call.clone()))
            };
            assert_eq!(held(one), held(other), "{position}");
            assert_eq!(one.readiness(who), other.readiness(who), "{position}");
        }
        assert_eq!(one.next(), other.next(), "{position}");
    }
    let end = again.at(again.live());
    let site = again.call(end.calls_of(A)[0]).origin.clone();
    let socketlab::trace::Origin::Program(site) = site else { panic!("{site:?}") };
    assert_eq!(end.source(&site.file).map(|text| &**text), Some(SERVER));
    let again = Session::repeat(again, again.live(), Manner::default(), &HashMap::default(), Arc::new(|| {}));
    assert_eq!(again.err(), Some(NotRepeated::HasPrograms), "programs are not run by a replay");
}

/// A program that asks for addresses that no script may have.
const ODD: &str = "import os, socket
def attempt(call, *arguments):
    try:
        call(*arguments)
    except Exception as error:
        print(type(error).__name__)
t = socket.socket()
attempt(t.connect, ('localhost ', 9))
attempt(t.connect, ('no\\thost', 9))
attempt(t.connect, ('a' * 300, 9))
for name in [b'\\0socketlab' + os.urandom(8), '', b'caf\\xe9', 'caf\\udce9 two', 'x' * 200, b'a\\0b', '@chat']:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    attempt(s.bind, name)
    u = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    attempt(u.sendto, b'later', name)
    attempt(s.getsockname)
try:
    raise ValueError('lone \\ud800')
except ValueError as error:
    attempt(t.setsockopt, 1, 9999, b'\\xff')
last = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
last.sendto(b'\\x00\\xff', ('127.0.0.1', 9))
print('done')
";

#[test]
fn whatever_addresses_a_program_asks_for_all_of_its_run_is_recorded() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("odd.py", ODD)]);
    let mut watched = folder.watch(&["odd.py"]);
    let path = folder.path("odd.ronl");
    watched.driven.session.record_to(&path).unwrap();
    watched.driven.session.apply(Command::RunFreely);
    watched.driven.until("the end", |session| session.is_over().then_some(()));
    watched.driven.session.close_recording();
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    assert_eq!(recording.trace.events(), watched.trace().events());
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Host(\"localhost \",9)") && text.contains("UnixBytes("), "{text}");
    // An abstract name and a file called as it is shown are two.
    let bound: Vec<_> = recording
        .trace
        .sockets()
        .iter()
        .filter_map(|socket| match socket.local(recording.trace.live()) {
            Some(socketlab::sockets::Endpoint::Unix(name)) => Some(name.clone()),
            _ => None,
        })
        .collect();
    assert!(bound.iter().any(socketlab::sockets::UnixName::is_abstract), "{bound:?}");
    assert!(bound.iter().any(|name| name == "@chat"), "{bound:?}");
    assert!(bound.iter().any(|name| name.bytes() == b"caf\xe9"), "{bound:?}");
    assert!(bound.iter().any(|name| name.bytes() == b"caf\xe9 two"), "{bound:?}");
    let printed = recording.trace.events().iter().any(|event| {
        matches!(&event.what, What::Program(shown) if matches!(&**shown, ProgramEvent::Printed { data, .. } if &**data == b"done\n"))
    });
    assert!(printed, "{text}");
}

#[test]
fn a_program_whose_name_is_no_text_is_watched_and_saved() {
    use std::os::unix::ffi::OsStringExt as _;
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[]);
    let program = folder.0.path().join(std::ffi::OsString::from_vec(b"caf\xe9.py".to_vec()));
    if std::fs::write(&program, "import socket\ns_mine = socket.socket()\n").is_err() {
        println!("skipped: this file system has no such names");
        return;
    }
    let scenario = scenario_of(std::slice::from_ref(&program));
    let file = folder.path("one.ron");
    save(&scenario, &file).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("version: 4,") && text.contains(r#"python: b"caf\xe9.py""#), "{text}");
    assert_eq!(Document::read(&file).unwrap().scenario, scenario);
    let mut watched = Watched::of(scenario);
    let path = folder.path("one.ronl");
    watched.driven.session.record_to(&path).unwrap();
    watched.run();
    watched.driven.session.close_recording();
    let recording = read(&path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    assert_eq!(recording.trace.scenario(Moment(0)), watched.trace().scenario(Moment(0)));
    // Its source was found: the name of the variable is read off it.
    assert!(recording.trace.sockets().iter().any(|socket| socket.name == "s_mine"));
}

#[test]
fn a_pipe_to_read_that_nobody_writes_to_is_empty_and_holds_nobody_up() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("reads.py", "import sys\nprint(repr(sys.stdin.read()))\n")]);
    let pipe = folder.path("pipe");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let mut watched = folder.watch(&["reads.py"]);
    let setting = Setting { input: Input::File(pipe), ..Setting::default() };
    watched.driven.session.set_programs(setting);
    watched.run();
    assert_eq!(watched.printed(A, Stream::Out), "''\n");
}

#[test]
fn a_scenario_names_programs_beside_it() {
    let folder = Folder::of(&[("servidor.py", SERVER), ("cliente.py", CLIENT)]);
    let mut scenario = scenario_of(&[folder.path("servidor.py"), folder.path("cliente.py")]);
    scenario.participants[1].program.as_mut().unwrap().arguments =
        vec!["1024".into(), "con \"comillas\"".into()];
    let path = folder.path("los dos.ron");
    save(&scenario, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("version: 2,") && text.contains("python: \"servidor.py\""), "{text}");
    let read = Document::read(&path).unwrap().scenario;
    assert_eq!(read, scenario);
    // Wherever the folder goes, the programs go along.
    let other = Folder::of(&[("servidor.py", SERVER), ("cliente.py", CLIENT)]);
    std::fs::copy(&path, other.path("x.ron")).unwrap();
    let moved = Document::read(&other.path("x.ron")).unwrap().scenario;
    assert_eq!(moved.participants[0].program.as_ref().unwrap().file, other.path("servidor.py"));
}
