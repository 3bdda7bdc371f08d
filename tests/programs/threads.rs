//! Each Python thread is a lifeline of its own, and so is each child process.

use super::*;
use crate::driver::A;
use socketlab::trace::Unseen;

const CROWD: &str = "\
import socket, sys, threading

servidor = socket.create_server(('localhost', 0), backlog=128)

def llama(n):
    with socket.create_connection(servidor.getsockname()) as s:
        s.sendall(b'%d' % n)
        s.recv(10)

hilos = [threading.Thread(target=llama, args=(n,)) for n in range(int(sys.argv[1]))]
for hilo in hilos:
    hilo.start()
for _ in hilos:
    c, addr = servidor.accept()
    with c:
        c.sendall(c.recv(10))
for hilo in hilos:
    hilo.join()
servidor.close()
print('fin')
";

fn crowd(threads: usize) -> (Folder, Watched) {
    let folder = Folder::of(&[("hilos.py", CROWD)]);
    let mut scenario = scenario_of(&[folder.path("hilos.py")]);
    scenario.participants[0].program.as_mut().unwrap().arguments = vec![threads.to_string()];
    (folder, Watched::of(scenario))
}

#[test]
fn fifty_threads_have_lifelines_and_steps_of_their_own() {
    if !has_python() {
        return;
    }
    let (_folder, mut crowd) = crowd(50);
    crowd.step_to_the_end();
    let snapshot = crowd.trace().at(crowd.trace().live());
    let threads: Vec<_> = snapshot.threads(A).collect();
    assert_eq!(threads.len(), 50);
    for who in threads {
        let calls = crowd.calls(who);
        assert!(
            calls.contains(&"sendall sent 1".to_owned()) || calls.contains(&"sendall sent 2".to_owned()),
            "{calls:?}"
        );
        assert_eq!(calls.last().map(String::as_str), Some("close done"));
        assert!(snapshot.name_of(who).starts_with("hilos · Thread-"), "{}", snapshot.name_of(who));
    }
    assert_eq!(crowd.printed(A, Stream::Out), "fin\n");
    assert!(crowd.trace().outsiders().is_empty(), "each end of each connection is of the run");
}

#[test]
fn more_threads_than_there_are_lifelines_for_run_on_unseen() {
    if !has_python() {
        return;
    }
    // All of them live at once.
    let program = "\
import socket, threading

juntos = threading.Barrier(140)

def espera():
    s = socket.socket()
    juntos.wait()
    s.close()

hilos = [threading.Thread(target=espera) for _ in range(140)]
for hilo in hilos:
    hilo.start()
for hilo in hilos:
    hilo.join()
print('fin')
";
    let folder = Folder::of(&[("juntos.py", program)]);
    let mut crowd = folder.watch(&["juntos.py"]);
    crowd.run();
    assert_eq!(crowd.printed(A, Stream::Out), "fin\n");
    let snapshot = crowd.trace().at(crowd.trace().live());
    assert!(snapshot.shown_by(A).any(|(_, shown)| *shown == ProgramEvent::Unseen(Unseen::Threads)));
    assert_eq!(snapshot.threads(A).count(), 127, "the main thread has one, too");
}

#[test]
fn a_forked_child_has_a_lifeline_and_its_copy_of_a_socket() {
    if !has_python() {
        return;
    }
    let program = "\
import os, socket
servidor = socket.create_server(('localhost', 0))
cliente = socket.create_connection(servidor.getsockname())
conexion, addr = servidor.accept()
hijo = os.fork()
if hijo == 0:
    conexion.sendall(b'del hijo')
    conexion.close()
    os._exit(0)
os.waitpid(hijo, 0)
conexion.close()
print(cliente.recv(100), cliente.recv(100))
";
    let folder = Folder::of(&[("padre.py", program)]);
    let mut run = folder.watch(&["padre.py"]);
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "b'del hijo' b''\n");
    let snapshot = run.trace().at(run.trace().live());
    let child = snapshot.threads(A).next().expect("the child has a lifeline");
    assert_eq!(run.calls(child)[0], "sendall sent 8");
    // Its close leaves the connection open, for the parent has it too.
    assert_eq!(run.calls(child)[1], "close gave None");
    let conexion = run.trace().sockets().iter().find(|socket| socket.name == "conexion").unwrap();
    assert_eq!(conexion.id.participant, A.0);
    assert!(run.calls(A).contains(&"close done".to_owned()));
}

#[test]
fn a_child_has_what_was_open_when_it_was_forked_and_another_program_has_nothing() {
    if !has_python() {
        return;
    }
    let program = "\
import os, socket, sys
if len(sys.argv) > 1:
    socket.socket().close()
    sys.exit()
uno, otro = socket.socketpair()
hijo = os.fork()
if hijo == 0:
    otro.recv(1)
    otro.sendall(b'del hijo')
    otro.close()
    os._exit(0)
otro.close()
uno.sendall(b'x')
print(uno.recv(100))
os.waitpid(hijo, 0)
os.execv(sys.executable, [sys.executable, __file__, 'otra vez'])
";
    let folder = Folder::of(&[("padre.py", program)]);
    let mut run = folder.watch(&["padre.py"]);
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "b'del hijo'\n");
    let snapshot = run.trace().at(run.trace().live());
    let child = snapshot.threads(A).next().expect("the child has a lifeline");
    assert_eq!(run.calls(child), ["recv got 1", "sendall sent 8", "close done"]);
    let on = |id: &socketlab::trace::CallId| {
        let socket = run.trace().call(*id).socket.and_then(|id| run.trace().socket(id));
        socket.map(|socket| socket.name.clone())
    };
    let sockets: Vec<_> = snapshot.calls_of(child).iter().map(on).collect();
    assert_eq!(sockets, vec![Some("otro".to_owned()); 3], "it knows its parent's socket");
    // What it became begins with nothing open, and the first socket is closed when the old program is gone.
    let open: Vec<_> =
        run.trace().sockets().iter().filter(|socket| socket.is_open(run.trace().live())).collect();
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(run.calls(A).last().map(String::as_str), Some("close done"));
}
