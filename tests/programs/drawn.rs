//! What programs do is drawn as what it is: sockets that are passed on and taken over, connects that nobody waits for, families that
//! have no words of ours, names of variables, and what goes past the methods of sockets.

use super::*;
use crate::driver::A;
use socketlab::trace::{Carries, LinkEnd, Origin, Unseen};

/// A program that has run to its end, alone.
fn ran(program: &str) -> (Folder, Watched) {
    ran_as("programa.py", program)
}

fn ran_as(name: &str, program: &str) -> (Folder, Watched) {
    let folder = Folder::of(&[(name, program)]);
    let mut run = folder.watch(&[name]);
    run.run();
    assert_eq!(run.printed(A, Stream::Err), "", "{program}");
    (folder, run)
}

impl Watched {
    /// What was not seen of a program.
    fn unseen(&self, who: ParticipantId) -> Vec<Unseen> {
        let shown = self.trace().at(self.trace().live()).shown_by(who);
        shown
            .filter_map(|(_, shown)| match shown {
                ProgramEvent::Unseen(unseen) => Some(unseen.clone()),
                _ => None,
            })
            .collect()
    }

    /// The names of all sockets, in the order in which they came to be.
    fn sockets(&self) -> Vec<&str> {
        self.trace().sockets().iter().map(|socket| socket.name.as_str()).collect()
    }

    /// The calls of a program with what they were called with: `socket(AF_INET, SOCK_RAW) gave …`.
    fn written(&self, who: ParticipantId) -> Vec<String> {
        let snapshot = self.trace().at(self.trace().live());
        let calls = snapshot.calls_of(who).iter().map(|id| self.trace().call(*id));
        calls
            .map(|call| {
                let outcome = self.trace().outcome_of(call).map_or("open".into(), driver::word);
                format!("{} {outcome}", call.call.label_as(call.function()))
            })
            .collect()
    }

    /// Each link as `connect → accept`, with who makes the calls.
    fn links(&self) -> Vec<String> {
        let end = |end: LinkEnd| match end {
            LinkEnd::Call(id) => {
                let call = self.trace().call(id);
                format!("{}.{}", self.trace().name_of(call.participant, call.called), call.function())
            }
            LinkEnd::Outside(_) => "outside".into(),
        };
        let carried = |carries| {
            if let Carries::Bytes { count, .. } = carries {
                format!("{count} bytes")
            } else if let Carries::Datagram { count, .. } = carries {
                format!("datagram of {count}")
            } else if carries == Carries::Connection {
                "meets".into()
            } else {
                format!("{carries:?}").to_lowercase()
            }
        };
        let links = self.trace().links().iter();
        links
            .map(|link| format!("{} → {}: {}", end(link.from), end(link.to), carried(link.carries)))
            .collect()
    }

    #[track_caller]
    fn has_link(&self, wanted: &str) {
        assert!(self.links().iter().any(|link| link == wanted), "{wanted} in {:#?}", self.links());
    }
}

#[test]
fn a_socket_that_is_dropped_at_the_end_of_a_thread_is_closed_there() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import _thread, socket, threading
servidor = socket.create_server(('localhost', 0))
def habla(s):
    s.sendall(b'adios')
for empieza in (
    lambda s: _thread.start_new_thread(habla, (s,)),
    lambda s: _thread.start_new_thread(s.sendall, (b'adios',)),
    lambda s: threading.Thread(target=habla, args=(s,)).start(),
    lambda s: threading.Timer(0.01, habla, (s,)).start(),
):
    cliente = socket.create_connection(servidor.getsockname())
    conexion, _ = servidor.accept()
    empieza(conexion)
    del conexion
    print(cliente.recv(10), cliente.recv(10))
    cliente.close()
");
    assert_eq!(run.printed(A, Stream::Out), "b'adios' b''\n".repeat(4));
    let connections = run.trace().sockets().iter().filter(|socket| socket.name == "conexion");
    let open: Vec<_> = connections.filter(|socket| socket.is_open(run.trace().live())).collect();
    assert!(open.is_empty(), "{open:?}");
    assert!(run.trace().outsiders().is_empty());
}

#[test]
fn a_cleared_environment_and_classes_of_its_own_change_nothing() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import os, socket, threading
os.environ.clear()
servidor = socket.create_server(('localhost', 0))
def llama():
    with socket.create_connection(servidor.getsockname()) as s:
        s.sendall(b'hola')
hilo = threading.Thread(target=llama)
hilo.start()
conexion, _ = servidor.accept()
print(conexion.recv(10))
hilo.join()
real = socket.socket
class Ajena:
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self.fd = fileno
cliente = socket.create_connection(servidor.getsockname())
socket.socket = Ajena
otra, _ = servidor.accept()
socket.socket = real
print(type(otra).__name__)
");
    assert_eq!(run.printed(A, Stream::Out), "b'hola'\nAjena\n");
    let thread = run.trace().at(run.trace().live()).threads(A).next().expect("the thread is seen");
    assert!(run.calls(thread).contains(&"sendall sent 4".to_owned()));
    let accept = run.written(A).into_iter().rfind(|call| call.starts_with("accept"));
    assert_eq!(accept.as_deref(), Some("accept() gave (<Ajena>, …)"), "told as what it is");
}

#[test]
fn children_that_nobody_waits_for_are_no_processes() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import os, time
for _ in range(300):
    if os.fork() == 0:
        os._exit(0)
time.sleep(0.5)
print('fin')
");
    assert_eq!(run.printed(A, Stream::Out), "fin\n");
    assert_eq!(run.exit(A), (Some(0), None));
}

#[test]
fn a_connect_that_nobody_waits_for_meets_its_accept() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import asyncio, selectors, socket
async def atiende(lee, escribe):
    escribe.write((await lee.readline()).upper())
    await escribe.drain()
    escribe.close()
async def main():
    servidor = await asyncio.start_server(atiende, '127.0.0.1', 0)
    lee, escribe = await asyncio.open_connection(*servidor.sockets[0].getsockname())
    escribe.write(b'hola\\n')
    await escribe.drain()
    print(await lee.read())
    escribe.close()
    servidor.close()
asyncio.run(main())
escucha = socket.create_server(('127.0.0.1', 0))
s = socket.socket()
s.setblocking(False)
s.connect_ex(escucha.getsockname())
with selectors.DefaultSelector() as espera:
    espera.register(s, selectors.EVENT_WRITE)
    espera.select()
s.send(b'abc')
conexion, _ = escucha.accept()
print(conexion.recv(10))
");
    assert_eq!(run.printed(A, Stream::Out), "b'HOLA\\n'\nb'abc'\n");
    assert!(run.trace().outsiders().is_empty(), "{:?}", run.trace().outsiders());
    run.has_link("programa.connect → programa.accept: meets");
    run.has_link("programa.connect_ex → programa.accept: meets");
    run.has_link("programa.send → programa.recv: 5 bytes");
    run.has_link("programa.send → programa.recv: 3 bytes");
}

/// A server that hands its connection to another program, as inetd does.
const HANDS_ON: &str = "\
import socket, subprocess, sys
servidor = socket.create_server(('localhost', 0))
cliente = socket.create_connection(servidor.getsockname())
conexion, _ = servidor.accept()
otro = subprocess.Popen([sys.executable, 'otro.py'], stdin=conexion.fileno(), stdout=conexion.fileno())
conexion.close()
print(cliente.recv(8))
cliente.sendall(b'Eva')
leido = b''
while trozo := cliente.recv(100):
    leido += trozo
print(leido)
otro.wait()
";

#[test]
fn a_connection_that_another_program_begins_with_stays_the_connection() {
    if !has_python() {
        return;
    }
    let other = "\
import socket
s = socket.fromfd(0, socket.AF_INET, socket.SOCK_STREAM)
s.sendall(b'nombre? ')
s.sendall(b'hola ' + s.recv(20))
";
    let folder = Folder::of(&[("programa.py", HANDS_ON), ("otro.py", other)]);
    let mut run = folder.watch(&["programa.py"]);
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "b'nombre? '\nb'hola Eva'\n");
    let snapshot = run.trace().at(run.trace().live());
    let child = snapshot.threads(A).next().expect("the other program has a lifeline");
    let name = snapshot.name_of(child);
    run.has_link(&format!("{name}.sendall → programa.recv: 8 bytes"));
    run.has_link(&format!("programa.sendall → {name}.recv: 3 bytes"));
    // The server's close was not the last one.
    assert!(run.calls(A).contains(&"close gave None".to_owned()), "{:?}", run.calls(A));
    assert!(!run.links().iter().any(|link| link.starts_with("programa.close") && link.ends_with("end")));
    assert!(run.written(child)[0].starts_with("fromfd(0, AF_INET, SOCK_STREAM) gave <socket.socket fd="));
    assert_eq!(run.sockets(), ["servidor", "cliente", "conexion"], "it is no new socket");
    assert!(run.unseen(A).is_empty());
}

#[test]
fn what_is_written_past_the_calls_is_noticed_where_it_comes_out() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("programa.py", HANDS_ON), ("otro.py", "print('nombre? y por print')\n")]);
    let mut run = folder.watch(&["programa.py"]);
    run.run();
    assert_eq!(run.unseen(A), [Unseen::Past { socket: "conexion".into() }]);
}

#[test]
fn a_connection_that_goes_to_another_program_with_a_message_stays_the_connection() {
    if !has_python() {
        return;
    }
    let passes = "\
import array, os, socket
try:
    os.unlink('puerta')
except FileNotFoundError:
    pass
puerta = socket.socket(socket.AF_UNIX)
puerta.bind('puerta')
puerta.listen()
servidor = socket.create_server(('localhost', 0))
cliente = socket.create_connection(servidor.getsockname())
conexion, _ = servidor.accept()
canal, _ = puerta.accept()
canal.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [conexion.fileno()]))])
conexion.close()
canal.send(b'y')
print(cliente.recv(10), cliente.recv(10))
";
    let takes = "\
import array, socket
canal = socket.socket(socket.AF_UNIX)
canal.connect('puerta')
_, extra, _, _ = canal.recvmsg(1, socket.CMSG_SPACE(4))
fds = array.array('i')
fds.frombytes(extra[0][2][:4])
s = socket.socket(fileno=fds[0])
s.sendall(b'de otro')
canal.recv(1)
s.close()
";
    let folder = Folder::of(&[("pasa.py", passes), ("toma.py", takes)]);
    let mut run = folder.watch(&["pasa.py", "toma.py"]);
    // The first one waits to be called before the other begins.
    while run.step(A) != "waits: accept" {}
    run.run();
    assert_eq!(run.printed(A, Stream::Out), "b'de otro' b''\n");
    run.has_link("toma.sendall → pasa.recv: 7 bytes");
    run.has_link("toma.close → pasa.recv: end");
    assert!(run.trace().outsiders().is_empty());
}

#[test]
fn what_is_none_of_ours_is_told_as_python_gave_it() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import socket
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
a.send(b'hola')
b.recv(10)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
s.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 3)
for mal in (
    lambda: s.bind('127.0.0.1', 80), lambda: s.bind('127.0.0.1'), lambda: s.send('texto'), lambda: s.accept(1)
):
    try:
        mal()
    except TypeError:
        pass
socket.getnameinfo(('127.0.0.1', 80), socket.NI_NUMERICHOST)
");
    let written = run.written(A);
    let all = written.join("\n");
    for wanted in [
        "socketpair(AF_UNIX, SOCK_SEQPACKET) gave <socket.socket fd=3, family=AF_UNIX, type=SOCK_SEQPACKET, proto=0>",
        "send(b'hola') gave 4",
        "recv(10) gave b'hola'",
        "setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1) gave None",
        "setsockopt(IPPROTO_IP, IP_TTL, 3) gave None",
        "bind('127.0.0.1', 80) TypeError",
        "bind('127.0.0.1') TypeError",
        "send('texto') TypeError",
        "accept(1) TypeError",
        "getnameinfo(('127.0.0.1', 80), NI_NUMERICHOST) gave ('127.0.0.1', 'http')",
    ] {
        assert!(all.contains(wanted), "{wanted} in\n{all}");
    }
    // Its variable and its descriptor are known all the same.
    let snapshot = run.trace().at(run.trace().live());
    let send = run.trace().call(snapshot.calls_of(A)[2]);
    let Origin::Program(site) = &send.origin else { panic!("{send:?}") };
    assert_eq!((send.call.socket(), site.fd), (Some("a"), Some(3)));
}

#[test]
fn datagrams_to_a_name_go_where_the_name_stands_for() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import socket
recibe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
recibe.bind(('127.0.0.1', 0))
envia = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
envia.sendto(b'hola', ('localhost', recibe.getsockname()[1]))
recibe.recvfrom(10)
");
    run.has_link("programa.sendto → programa.recvfrom: datagram of 4");
    assert!(run.written(A).iter().any(|call| call.starts_with("sendto('hola', localhost:")));
}

#[test]
fn sockets_go_by_the_variables_that_their_values_are_given_to() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import socket
escucha = socket.create_server(('127.0.0.1', 0))
addr = escucha.getsockname()
a = 1; b = socket.socket()
two, three = socket.socket(), socket.socket()
with socket.create_connection(addr) as s, open('programa.py') as f:
    c, (host, port) = escucha.accept()
def crea(): return socket.socket()
seis = crea()
uno, otro = socket.socketpair()
clientes = {}
clientes['x'] = socket.create_connection(addr)
lista = [socket.socket() for _ in range(2)]
seven = socket.socket(); seven.settimeout(1); eight = socket.socket()
copia = uno.dup()
");
    let names = run.sockets();
    let wanted = [
        "escucha",
        "b",
        "two",
        "three",
        "s",
        "c",
        "seis",
        "uno",
        "otro",
        "clientes['x']",
        "lista[…]",
        "lista[…]",
        "seven",
        "eight",
    ];
    assert_eq!(names, wanted);
}

#[test]
fn what_waits_for_several_is_held_and_waits() {
    if !has_python() {
        return;
    }
    let program = "\
import select, socket
a, b = socket.socketpair()
p = select.poll()
p.register(b, select.POLLIN)
p.poll(60000)
";
    let folder = Folder::of(&[("programa.py", program)]);
    let mut run = folder.watch(&["programa.py"]);
    assert_eq!(run.step(A), "held: poll");
    assert_eq!(run.step(A), "waits: poll");
    let poll = run.written(A).pop().unwrap();
    assert!(poll.starts_with("poll([(") && poll.ends_with(", POLLIN)], 60000) open"), "{poll}");
    run.apply(Command::Kill(A));
}

#[test]
fn a_frame_of_the_library_is_nobodys_code() {
    if !has_python() {
        return;
    }
    let (folder, run) = ran("\
import socket, socketserver, threading
class Atiende(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline())
with socketserver.ThreadingTCPServer(('localhost', 0), Atiende) as servidor:
    hilo = threading.Thread(target=servidor.serve_forever, args=(0.01,))
    hilo.start()
    with socket.create_connection(servidor.server_address) as s:
        s.sendall(b'hola\\n')
        print(s.recv(10))
        s.recv(10)
    servidor.shutdown()
    hilo.join()
");
    assert!(run.unseen(A).is_empty(), "nothing was done past the calls: {:?}", run.unseen(A));
    let snapshot = run.trace().at(run.trace().live());
    let own = folder.path("programa.py").canonicalize().unwrap();
    let lifelines: Vec<_> = std::iter::once(A).chain(snapshot.threads(A)).collect();
    let mut by_library = 0;
    for who in lifelines {
        for id in snapshot.calls_of(who) {
            let Origin::Program(site) = &run.trace().call(*id).origin else { continue };
            assert!(site.file.is_empty() || Path::new(&*site.file) == own, "{site:?}");
            by_library += usize::from(site.file.is_empty());
        }
    }
    assert!(by_library > 0, "the server's threads close by themselves");
}

#[test]
fn what_goes_over_descriptors_is_drawn_as_what_goes_over_sockets() {
    if !has_python() {
        return;
    }
    let (_folder, run) = ran("\
import os, socket
servidor = socket.create_server(('localhost', 0))
cliente = socket.create_connection(servidor.getsockname())
conexion, _ = servidor.accept()
os.write(cliente.fileno(), b'uno')
print(os.read(conexion.fileno(), 10))
with open('programa.py', 'rb') as f:
    conexion.sendfile(f, 0, 9)
print(cliente.recv(20))
os.close(conexion.detach())
print(cliente.recv(20))
");
    run.has_link("programa.os.write → programa.os.read: 3 bytes");
    run.has_link("programa.os.sendfile → programa.recv: 9 bytes");
    run.has_link("programa.os.close → programa.recv: end");
    assert!(run.unseen(A).is_empty());
}

#[test]
fn programs_of_one_name_go_by_their_folders() {
    let files =
        [PathBuf::from("/x/servidor/main.py"), PathBuf::from("/x/cliente/main.py"), "/x/otro.py".into()];
    let scenario = scenario_of(&files);
    let names: Vec<_> = scenario.participants.iter().map(|participant| &*participant.name).collect();
    assert_eq!(names, ["servidor", "cliente", "otro"]);
}

#[test]
fn nothing_of_the_probe_comes_out_of_it() {
    if !has_python() {
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/probe.py");
    let tried = std::process::Command::new("python3").arg(script).arg("--whole").output().unwrap();
    let said = String::from_utf8_lossy(&tried.stdout);
    assert!(tried.status.success(), "{said}{}", String::from_utf8_lossy(&tried.stderr));
}
