//! Bad input and bad company: nothing to run, nobody to run it, and strangers at the door.

use super::*;
use crate::driver::{A, B};
use socketlab::session::{NotStarted, Notice};
use socketlab::trace::Unseen;

/// What is noted when a program is stepped that cannot be started.
#[track_caller]
fn not_started(file: &Path, setting: Setting) -> NotStarted {
    let mut session = Session::open(scenario_of(&[file.to_owned()]), Arc::new(|| {}));
    session.allow_all();
    session.set_programs(setting);
    let mut driven = Driven { session };
    driven.session.apply(Command::StepNext);
    let why = driven.until_noted("a notice", |session| match session.notices().first() {
        Some(Notice::NotStarted { why, .. }) => Some(why.clone()),
        _ => None,
    });
    assert!(driven.trace().events().is_empty());
    why
}

#[test]
fn what_cannot_be_started_says_why() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("programa.py", "print(1)")]);
    let missing = folder.path("no_esta.py");
    assert_eq!(not_started(&missing, Setting::default()), NotStarted::Missing(missing.clone()));
    let inside = folder.path("carpeta.py");
    std::fs::create_dir(&inside).unwrap();
    assert_eq!(not_started(&inside, Setting::default()), NotStarted::Folder(inside.canonicalize().unwrap()));
    let no_python = PathBuf::from("/no/such/python");
    let setting = Setting { interpreter: Some(no_python.clone()), input: Input::Empty };
    assert_eq!(not_started(&folder.path("programa.py"), setting), NotStarted::NoInterpreter(no_python));
}

#[test]
fn an_interpreter_that_lets_no_probe_in_is_noticed() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("programa.py", "import socket\nsocket.socket().close()\nprint('hecho')\n")]);
    let alone = folder.path("solo");
    std::fs::write(&alone, "#!/bin/sh\nexec python3 -I \"$@\"\n").unwrap();
    let runs = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&alone, runs).unwrap();
    let mut run = folder.watch(&["programa.py"]);
    run.apply(Command::SetPrograms(Setting { interpreter: Some(alone), input: Input::Empty }));
    run.run();
    let snapshot = run.trace().at(run.trace().live());
    assert!(snapshot.shown_by(A).any(|(_, shown)| *shown == ProgramEvent::Unseen(Unseen::NoHello)));
    assert!(run.calls(A).is_empty(), "what is not seen is not made up");
    assert_eq!(run.printed(A, Stream::Out), "hecho\n");
    assert_eq!(run.exit(A), (Some(0), None));
}

#[test]
fn whoever_has_no_token_is_not_listened_to() {
    if !has_python() {
        return;
    }
    // A program that knows where the door is, and lies; then one that says what it may, once too often.
    let program = "\
import marshal, os, socket, time
def llama(token):
    s = socket.socket(socket.AF_UNIX)
    s.connect(os.environ['SOCKETLAB_CONTROL'])
    hello = ('hello', 1, token, os.getpid(), 1, os.getpid(), 'x', True, '3.11', '', [], '/', time.monotonic_ns())
    datos = marshal.dumps(hello, 2)
    s.sendall(len(datos).to_bytes(4, 'little') + datos)
    return s.recv(1)
print(llama('mentira'), llama(os.environ['SOCKETLAB_TOKEN']))
s = socket.socket(socket.AF_UNIX)
s.connect(os.environ['SOCKETLAB_CONTROL'])
s.sendall(b'\\xff' * 1000)
print(s.recv(1))
";
    let folder = Folder::of(&[("intruso.py", program)]);
    let mut run = folder.watch(&["intruso.py"]);
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "b'' b''\nb''\n", "{}", run.printed(A, Stream::Err));
}

/// A hello can name any process. What is of another is neither listened to nor looked at, and never killed.
#[test]
fn a_hello_in_the_name_of_another_process_is_refused() {
    if !has_python() {
        return;
    }
    let program = "\
import marshal, os, signal, socket, time
def llama(pid):
    s = socket.socket(socket.AF_UNIX)
    s.connect(os.environ['SOCKETLAB_CONTROL'])
    token = os.environ['SOCKETLAB_TOKEN']
    hello = ('hello', 1, token, pid, os.getpid(), pid, 'x', True, '3.11', '', [], '/', time.monotonic_ns(), 0)
    datos = marshal.dumps(hello, 2)
    s.sendall(len(datos).to_bytes(4, 'little') + datos)
    return s, s.recv(1)
hijo = os.fork()
if hijo == 0:
    signal.pause()
victima = int(open('victima').read())
abiertos = [llama(pid) for pid in (victima, 1, os.getppid(), hijo, 0x7fffffff)]
print([respuesta for _, respuesta in abiertos], flush=True)
signal.pause()
";
    let folder = Folder::of(&[("miente.py", program)]);
    let mut victim = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
    std::fs::write(folder.path("victima"), victim.id().to_string()).unwrap();
    let mut run = folder.watch(&["miente.py"]);
    run.apply(Command::RunFreely);
    run.driven.until("what it prints", |session| {
        let shown = session.snapshot();
        let printed = |shown: &ProgramEvent| matches!(shown, ProgramEvent::Printed { .. });
        shown.shown_by(A).any(|(_, shown)| printed(shown)).then_some(())
    });
    assert_eq!(run.printed(A, Stream::Out), "[b'', b'', b'', b'', b'']\n");
    let lifelines = run.trace().at(run.trace().live()).lifelines().count();
    assert_eq!(lifelines, 1, "none of them has a lifeline");
    run.apply(Command::Freeze(A));
    run.apply(Command::Thaw(A));
    run.apply(Command::Kill(A));
    run.comes_to(A, "killed");
    assert_eq!(victim.try_wait().unwrap(), None, "it was killed");
    drop(victim.stdin.take());
    assert!(victim.wait().unwrap().success());
}

/// A child that has left its parents and their group is still of the program, and goes with it.
#[test]
fn a_child_that_has_left_its_parents_is_seen_and_goes_with_the_program() {
    if !has_python() || !cfg!(target_os = "linux") {
        return;
    }
    let program = "\
import os, signal, socket
if os.fork() == 0:
    os.setsid()
    padre = os.getpid()
    if os.fork() == 0:
        while os.getppid() == padre:
            pass
        s = socket.create_server(('localhost', 0))
        with open('demonio.tmp', 'w') as f:
            f.write(str(os.getpid()))
        os.rename('demonio.tmp', 'demonio')
        s.accept()
    os._exit(0)
os.wait()
signal.pause()
";
    let folder = Folder::of(&[("demonio.py", program)]);
    let mut run = folder.watch(&["demonio.py"]);
    run.apply(Command::RunFreely);
    let calls = |session: &Session| session.trace().calls().iter().any(|call| call.function() == "accept");
    run.driven.until("its call", |session| calls(session).then_some(()));
    let pid: u32 = std::fs::read_to_string(folder.path("demonio")).unwrap().parse().unwrap();
    let lives = || socketlab::kernel::task(pid, pid.into()).is_some();
    assert!(lives());
    run.apply(Command::Kill(A));
    run.comes_to(A, "killed");
    run.driven.until("its end", |_| (!lives()).then_some(()));
}

#[test]
fn a_program_that_makes_processes_without_end_is_stopped() {
    if !has_python() || !cfg!(target_os = "linux") {
        return;
    }
    let program = "\
import os, signal
for _ in range(2000):
    if os.fork() == 0:
        signal.pause()
        os._exit(0)
signal.pause()
";
    let folder = Folder::of(&[("sin_fin.py", program)]);
    let mut run = folder.watch(&["sin_fin.py"]);
    run.run();
    let snapshot = run.trace().at(run.trace().live());
    assert!(snapshot.shown_by(A).any(|(_, shown)| *shown == ProgramEvent::Unseen(Unseen::Processes)));
    assert_eq!(run.exit(A), (None, Some(9)));
}

#[test]
fn odd_sources_are_watched_like_any_other() {
    if !has_python() {
        return;
    }
    let long = format!("import socket\nsocket.socket().close()\n{}", "# línea\n".repeat(700_000));
    assert!(long.len() > 5 << 20);
    let folder = Folder::of(&[
        ("largo.py", &long),
        ("se_borra.py", "import os, socket\nos.remove(__file__)\nos.chdir('/')\nsocket.socket().close()\n"),
        ("mal.py", "import socket\nsocket.socket(\n"),
    ]);
    std::fs::write(folder.path("latin.py"), b"x = '\xf1'\n").unwrap();
    for (name, code, calls) in
        [("largo.py", 0, 2), ("se_borra.py", 0, 2), ("mal.py", 1, 0), ("latin.py", 1, 0)]
    {
        let mut run = folder.watch(&[name]);
        run.run();
        assert_eq!((run.exit(A), run.calls(A).len()), ((Some(code), None), calls), "{name}");
    }
}

#[test]
fn a_program_that_never_stops_talking_holds_nobody_up() {
    if !has_python() {
        return;
    }
    let flood = "\
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect(('127.0.0.1', 9))
while True:
    try:
        s.send(b'x')
    except OSError:
        pass
";
    let folder = Folder::of(&[
        ("sin_parar.py", flood),
        ("corto.py", "import socket\nsocket.socket().close()\nprint('fin')\n"),
    ]);
    let mut run = folder.watch(&["sin_parar.py", "corto.py"]);
    run.apply(Command::RunFreely);
    run.comes_to(B, "over");
    assert_eq!(run.printed(B, Stream::Out), "fin\n");
    run.apply(Command::Kill(A));
    run.comes_to(A, "killed");
}

#[test]
fn a_name_that_looks_like_an_option_is_the_name_of_a_file() {
    if !has_python() {
        return;
    }
    let folder =
        Folder::of(&[("-cprint(1).py", "import socket\nsocket.socket().close()\nprint('fichero')\n")]);
    let mut run = folder.watch(&["-cprint(1).py"]);
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "fichero\n");
    assert_eq!(run.calls(A), ["socket opened", "close done"]);
}
