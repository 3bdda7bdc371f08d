//! Each call of a program is held until it is stepped, and is then made; freely, it stops where it was told to.

use std::sync::Arc;

use super::*;
use crate::driver::{A, B};
use socketlab::run::free_ports;
use socketlab::scenario::Edit;
use socketlab::session::{Breaks, Question};
use socketlab::trace::LinkEnd;

/// A server and a client of the seminar, on a free port.
pub fn pair() -> (Folder, Watched) {
    let folder = Folder::of(&[("servidor.py", SERVER), ("cliente.py", CLIENT)]);
    let watched = on_a_free_port(&folder);
    (folder, watched)
}

fn on_a_free_port(folder: &Folder) -> Watched {
    let port = free_ports(&[1024].into()).unwrap()[&1024].to_string();
    let mut watched = folder.watch(&["servidor.py", "cliente.py"]);
    for id in [A, B] {
        let arguments = vec![port.clone()];
        watched.apply(Command::Edit(Edit::SetArguments { id, arguments }));
    }
    // What a program is given, it is given when it is started: the run begins with it.
    let scenario = Scenario::clone(watched.driven.session.scenario_now());
    Watched::of(scenario)
}

#[test]
fn each_call_of_a_program_is_held_until_it_is_stepped() {
    if !has_python() {
        return;
    }
    let (_folder, mut pair) = pair();
    assert_eq!(pair.trace().events().len(), 0, "nothing runs before it is stepped");
    assert_eq!(pair.step(A), "held: socket", "a step starts the program");
    assert!(pair.calls(A).is_empty());
    assert_eq!(pair.step(A), "held: bind");
    assert_eq!(pair.calls(A), ["socket opened"]);
    assert_eq!(pair.step(A), "held: listen");
    assert_eq!(pair.step(A), "held: accept");
    assert_eq!(pair.printed(A, Stream::Out), "escucha\n", "what it prints is there before it is held");
    assert_eq!(pair.step(A), "waits: accept", "the kernel makes it wait, and not we");
    assert_eq!(pair.step(B), "held: socket");
    assert_eq!(pair.step(B), "held: connect");
    assert_eq!(pair.step(B), "held: send");
    pair.comes_to(A, "held: recv"); // the connection has let accept go, and the next call is held
    let snapshot = pair.trace().at(pair.trace().live());
    let site = snapshot.held(B).unwrap().site;
    assert_eq!((site.line, &*site.function), (6, "<module>"));
    assert!(site.file.ends_with("cliente.py"), "{}", site.file);
    pair.step_to_the_end();
    assert_eq!(
        pair.calls(A),
        [
            "socket opened",
            "bind bound",
            "listen bound",
            "accept accepted",
            "recv got 12",
            "sendall sent 13",
            "close done",
            "close done"
        ]
    );
    assert_eq!(
        pair.calls(B),
        ["socket opened", "connect connected", "send sent 12", "recv got 13", "close done"]
    );
    assert_eq!(pair.printed(A, Stream::Out), "escucha\nrecibido: Hola, señor\n");
    assert_eq!((pair.exit(A), pair.exit(B)), ((Some(0), None), (Some(0), None)));
    // The names of the variables stand in the source.
    let names: Vec<_> = pair.trace().sockets().iter().map(|socket| socket.name.as_str()).collect();
    assert_eq!(names, ["servidor", "cliente", "conexion"]);
}

#[test]
fn what_two_programs_say_to_each_other_is_joined() {
    if !has_python() {
        return;
    }
    let (_folder, mut pair) = pair();
    pair.run();
    let trace = pair.trace();
    let name = |end: LinkEnd| match end {
        LinkEnd::Call(id) => trace.call(id).function().to_owned(),
        LinkEnd::Outside(_) => "outside".into(),
    };
    let links: Vec<_> = trace.links().iter().map(|link| (name(link.from), name(link.to))).collect();
    for expected in [("connect", "accept"), ("send", "recv"), ("sendall", "recv")] {
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert!(links.contains(&expected), "{expected:?} is not among {links:?}");
    }
    assert!(trace.outsiders().is_empty(), "both ends are of the run: {links:?}");
}

#[test]
fn a_program_that_runs_freely_stops_where_it_was_told_to() {
    if !has_python() {
        return;
    }
    let (folder, mut pair) = pair();
    let file: Arc<str> = folder.path("cliente.py").canonicalize().unwrap().to_string_lossy().into();
    let breaks = Breaks { lines: [(file, 8)].into(), methods: ["listen".to_owned()].into() };
    pair.apply(Command::SetBreaks(breaks));
    pair.apply(Command::RunFreely);
    pair.comes_to(A, "held: listen");
    assert_eq!(pair.calls(A), ["socket opened", "bind bound"]);
    pair.apply(Command::SetBreaks(Breaks { methods: [].into(), ..pair.driven.session.breaks().clone() }));
    pair.apply(Command::RunFreely);
    pair.comes_to(B, "held: close");
    assert_eq!(pair.calls(B).len(), 4);
    pair.apply(Command::SetBreaks(Breaks::default()));
    pair.run();
    assert_eq!(pair.calls(B).last().map(String::as_str), Some("close done"));
}

#[test]
fn ctrl_c_reaches_a_call_that_waits_and_one_that_is_held() {
    if !has_python() {
        return;
    }
    for steps in [5, 4] {
        let (_folder, mut pair) = pair();
        let mut stand = String::new();
        for _ in 0..steps {
            stand = pair.step(A);
        }
        let expected = if steps == 5 { "waits: accept" } else { "held: accept" };
        assert_eq!(stand, expected);
        pair.apply(Command::Interrupt(A));
        pair.comes_to(A, "over");
        assert!(pair.calls(A).contains(&"accept interrupted".to_owned()), "{:?}", pair.calls(A));
        let told = pair.printed(A, Stream::Err);
        assert!(told.ends_with("KeyboardInterrupt\n"), "{told}");
        // Python ends itself by the signal, as a shell expects.
        assert_eq!(pair.exit(A), (None, Some(2)));
    }
}

#[test]
fn what_is_typed_reaches_input() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[(
        "pregunta.py",
        "import socket\nnombre = input('¿Quién? ')\ns = socket.socket()\nprint('Hola,', nombre)\ns.close()\n",
    )]);
    let mut program = folder.watch(&["pregunta.py"]);
    assert_eq!(program.step(A), "reads");
    assert_eq!(program.printed(A, Stream::Out), "¿Quién? ");
    assert!(program.driven.session.awaits_input());
    program.apply(Command::Type { participant: A, text: Some("Ana\n".into()) });
    program.comes_to(A, "held: socket");
    program.step_to_the_end();
    assert_eq!(program.printed(A, Stream::Out), "¿Quién? Hola, Ana\n");
}

#[test]
fn a_program_can_be_frozen_killed_asked_to_end_and_started_anew() {
    if !has_python() {
        return;
    }
    let (_folder, mut pair) = pair();
    for _ in 0..5 {
        pair.step(A);
    }
    pair.apply(Command::Kill(A));
    pair.comes_to(A, "killed");
    assert_eq!(
        pair.calls(A).last().map(String::as_str),
        Some("close done"),
        "the kernel closes what it had open"
    );
    assert!(pair.calls(A).contains(&"accept killed".to_owned()));
    assert_eq!(pair.exit(A), (None, Some(9)));
    pair.apply(Command::StartAnew(A));
    assert_eq!(pair.step(A), "held: socket");
    pair.apply(Command::Freeze(A));
    pair.driven.until("frozen", |session| session.is_frozen(A).then_some(()));
    pair.apply(Command::Thaw(A));
    assert_eq!(pair.step(A), "held: bind");
    pair.apply(Command::Terminate(A));
    pair.comes_to(A, "over");
    assert_eq!(pair.exit(A), (None, Some(15)));
    let events = pair.trace().events();
    assert!(events.iter().any(|event| matches!(event.what, What::Killed)));
}

#[test]
fn nothing_is_run_that_a_file_names_before_a_person_says_so() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("servidor.py", SERVER)]);
    let scenario = scenario_of(&[folder.path("servidor.py")]);
    let mut session = Session::open(scenario, Arc::new(|| {}));
    for command in [Command::StepNext, Command::Step(A), Command::Play, Command::RunFreely] {
        session.apply(command.clone());
        session.tick(std::time::Duration::from_secs(1));
        let Some(Question::Programs(asked)) = session.question() else { panic!("nothing is asked") };
        let asked: Vec<_> = asked.iter().map(|program| program.file.clone()).collect();
        assert_eq!(asked, [folder.path("servidor.py")], "{command:?}");
        session.apply(Command::Answer { allowed: false });
        assert_eq!(session.question(), None);
        assert!(session.trace().events().is_empty(), "{command:?}");
    }
    session.apply(Command::Step(A));
    session.tick(std::time::Duration::ZERO);
    session.apply(Command::Answer { allowed: true });
    let mut allowed = Watched { driven: Driven { session } };
    assert_eq!(allowed.stand(A), "held: socket", "what was asked for goes on");
}
