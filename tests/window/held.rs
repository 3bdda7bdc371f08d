//! A run of a program as the window shows it, told by hand: no Python takes part, and nothing changes from time to time.

use std::sync::Arc;

use socketlab::scenario::{Participant, ParticipantId, Program, Role, Scenario};
use socketlab::sockets::{Awaited, Call, Endpoint, Family, Kind, Outcome, Payload, SocketId, SocketOpened};
use socketlab::trace::{Event, Origin, ProgramEvent, Site, Stream, Trace, What};

const FILE: &str = "/clase/servidor.py";
const SOURCE: &str = "\
import socket
import threading

servidor = socket.create_server(('localhost', 1024))


def atiende(conexion):
    with conexion:
        datos = conexion.recv(1024)  # lo que haya
        conexion.sendall(datos.upper())


while True:
    conexion, addr = servidor.accept()
    print(f\"De {addr[0]}\")
    threading.Thread(target=atiende, args=(conexion,)).start()
";

const MAIN: ParticipantId = ParticipantId(0);
const THREAD: ParticipantId = ParticipantId(1);

/// A server that waits for its next client, and a thread of it that is held before it answers.
pub fn server() -> Trace {
    let program = Program { file: FILE.into(), arguments: Vec::new() };
    let participants = vec![Participant::program(MAIN, "servidor".into(), Role::Server, program)];
    let mut trace = Trace::of(Arc::new(Scenario { participants, ..Scenario::default() }));
    let site = |line, function: &str, method: &str, via: &str| {
        Origin::Program(Arc::new(Site {
            file: FILE.into(),
            line,
            function: function.into(),
            method: method.into(),
            via: via.into(),
            fd: None,
        }))
    };
    let socket = |participant, index| SocketId { participant, index };
    let opened = |index, fd| SocketOpened { id: socket(0, index), fd };
    let end = |port| Endpoint::Inet(format!("127.0.0.1:{port}").parse().unwrap());
    let shows = |shown| What::Program(Arc::new(shown));
    let calls = |origin, call, socket| What::Called { origin, call: Arc::new(call), socket };
    let main = |line, method, via| site(line, "<module>", method, via);
    let thread = |line, method| site(line, "atiende", method, "");
    let recv = Call::Recv { socket: "conexion".into(), max: 1024 };
    let accept = || Call::Accept { socket: "servidor".into(), into: "conexion".into() };
    let listener = Some(socket(0, 0));
    let name = "servidor · Thread-1 (atiende)".into();
    let events = [
        (MAIN, shows(ProgramEvent::Started { pid: 4711, command: "python3 servidor.py".into() })),
        (MAIN, shows(ProgramEvent::Source { file: FILE.into(), text: SOURCE.into() })),
        (
            MAIN,
            calls(
                main(4, "socket", "create_server"),
                Call::Socket { socket: "servidor".into(), family: Family::Inet, kind: Kind::Stream },
                None,
            ),
        ),
        (MAIN, What::Returned(Outcome::Opened(opened(0, 3)))),
        (
            MAIN,
            calls(
                main(4, "bind", "create_server"),
                Call::Bind { socket: "servidor".into(), to: "localhost:1024".parse().unwrap() },
                listener,
            ),
        ),
        (MAIN, What::Returned(Outcome::Bound { local: end(1024) })),
        (
            MAIN,
            calls(
                main(4, "listen", "create_server"),
                Call::Listen { socket: "servidor".into(), backlog: 128 },
                listener,
            ),
        ),
        (MAIN, What::Returned(Outcome::Bound { local: end(1024) })),
        (MAIN, calls(main(14, "accept", ""), accept(), listener)),
        (
            MAIN,
            What::Returned(Outcome::Accepted { socket: opened(1, 4), local: end(1024), peer: end(40_001) }),
        ),
        (
            MAIN,
            shows(ProgramEvent::Printed { stream: Stream::Out, data: Payload::from(&b"De 127.0.0.1\n"[..]) }),
        ),
        (THREAD, shows(ProgramEvent::Joined { of: MAIN, name, pid: 4711, thread: 4712 })),
        (MAIN, calls(main(14, "accept", ""), accept(), listener)),
        (MAIN, What::Waiting(Awaited::Connection)),
        (THREAD, calls(thread(9, "recv"), recv, Some(socket(0, 1)))),
        (THREAD, What::Returned(Outcome::Received { data: Payload::from(&b"hola"[..]) })),
        (
            THREAD,
            What::Held {
                origin: thread(10, "sendall"),
                call: Arc::new(Call::Send {
                    socket: "conexion".into(),
                    data: socketlab::sockets::Data::Text("HOLA".into()),
                }),
                socket: Some(socket(0, 1)),
            },
        ),
    ];
    for (at, (participant, what)) in (1..).map(|n| n * 1_000_000).zip(events) {
        trace.append(Event { at, participant, what }).unwrap();
    }
    trace
}
