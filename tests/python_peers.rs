//! The Python programs of the seminar, as they are, at the other end: a server of ours and their client, a client of ours
//! and their server, over TCP and over UDP. Only the port is another, given as an argument.

mod driver;

use std::io::{BufRead, BufReader, Lines, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;

use socketlab::scenario::{CATALOGUE, Participant, ParticipantId, Scenario};
use socketlab::sockets::{Endpoint, Kind, Outcome};
use socketlab::trace::{Carries, LinkEnd};

use driver::{A, Driven, GENEROUS, has_python};

/// A program of the seminar that runs. It is ended when it is dropped.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(file: &str, port: u16) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python").join(file);
        let mut child = Command::new("python3")
            .arg(path)
            .arg(port.to_string())
            .env("PYTHONUNBUFFERED", "1")
            .env("PYTHONIOENCODING", "utf-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        match self.lines.next() {
            Some(line) => line.unwrap(),
            None => panic!("it ended early: {}", self.errors()),
        }
    }

    fn errors(&mut self) -> String {
        let mut errors = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut errors).unwrap();
        }
        errors
    }

    /// Waits for its end, which must be a good one, and gives the lines that it printed until then.
    fn end(mut self) -> Vec<String> {
        let lines = self.lines.by_ref().map(Result::unwrap).collect();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{}", self.errors());
        lines
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One participant of a scenario of the catalogue, alone, on a free port.
fn alone(file: &str, name: &str) -> Driven {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file).unwrap();
    let scenario = entry.document().unwrap().scenario;
    let alone = scenario.participants.iter().filter(|participant| participant.name == name);
    let participants: Vec<Participant> =
        alone.map(|participant| Participant { id: A, ..participant.clone() }).collect();
    assert_eq!(participants.len(), 1);
    Driven::open(&Scenario { participants, order: Vec::new(), ..scenario })
}

fn port_of(run: &Driven) -> u16 {
    *socketlab::scenario::distinct_ports(run.session.scenario()).first().unwrap()
}

/// Bytes of the links from one end to the other.
fn bytes_from_outside(run: &Driven) -> u64 {
    let outside = |end| matches!(end, LinkEnd::Outside(_));
    let links = run.trace().links().iter();
    links
        .filter(|link| outside(link.from))
        .map(|link| match link.carries {
            Carries::Bytes { count, .. } | Carries::Datagram { count, .. } => count,
            _ => 0,
        })
        .sum()
}

#[test]
fn our_tcp_server_serves_the_python_client() {
    if !has_python() {
        return;
    }
    let mut run = alone("01_tcp_pair.ron", "servidor");
    run.session.apply(socketlab::session::Command::RunFreely);
    run.until("accept waits", |session| session.waiting().next());
    let python = Program::start("cliente_tcp.py", port_of(&run));
    run.until("the end of the run", |session| session.is_over().then_some(()));
    assert_eq!(python.end(), ["Recibido: [Hola, cliente, soy el servidor] del servidor "]);
    assert_eq!(
        run.outcomes(A),
        ["opened", "bound", "bound", "accepted", "got 14", "sent 30", "done", "done"],
        "{}",
        run.story()
    );
    assert_eq!(run.outcome(A, 4).received().unwrap().to_text(), "Hola, servidor");

    let Outcome::Accepted { peer, .. } = run.outcome(A, 3) else { panic!("{}", run.story()) };
    let [python] = run.trace().outsiders() else { panic!("{:?}", run.trace().outsiders()) };
    assert_eq!((&python.address, python.kind), (peer, Kind::Stream));
    assert_eq!(bytes_from_outside(&run), 14);
    let connections = run.trace().links().iter().filter(|link| link.carries == Carries::Connection);
    assert_eq!(connections.count(), 1);
}

#[test]
fn our_tcp_client_is_served_by_the_python_server() {
    if !has_python() {
        return;
    }
    let mut run = alone("01_tcp_pair.ron", "cliente");
    let port = port_of(&run);
    let mut python = Program::start("servidor_tcp.py", port);
    // It prints this after its listen: a connect from here on finds it.
    assert_eq!(python.line(), "Nos quedamos a la espera...");
    run.run();
    assert_eq!(run.outcomes(A), ["opened", "connected", "sent 14", "got 30", "done"], "{}", run.story());
    let Outcome::Connected { local, peer } = run.outcome(A, 1) else { panic!("{}", run.story()) };
    let expected = format!(
        "Recibo:[Hola, servidor] del cliente con la direccion ('127.0.0.1', {})",
        local.port().unwrap()
    );
    assert_eq!(python.end(), [expected]);

    let [python] = run.trace().outsiders() else { panic!("{:?}", run.trace().outsiders()) };
    assert_eq!((&python.address, peer.port()), (peer, Some(port)));
    assert_eq!(bytes_from_outside(&run), 30);
}

#[test]
fn our_tcp_client_can_try_until_the_python_server_is_there() {
    if !has_python() {
        return;
    }
    // Each round a new socket, as a person would start the client again.
    let round = || vec![driver::tcp("s"), driver::connect("s", "localhost:1")];
    let script = (0..50_000).flat_map(|_| round()).collect();
    let mut run = Driven::scripts([script]);
    let python = Program::start("servidor_tcp.py", port_of(&run));
    let began = Instant::now();
    let answer = loop {
        assert_eq!(run.step(A), "opened");
        let answer = run.step(A);
        if answer != "ECONNREFUSED" || began.elapsed() > GENEROUS {
            break answer;
        }
        std::thread::yield_now();
    };
    assert_eq!(answer, "connected");
    // The client dies without a word: recv gives the server nothing, and its answer goes nowhere.
    let at = run.trace().calls().last().unwrap().socket.unwrap();
    assert!(run.trace().socket(at).unwrap().peer(run.trace().live()).is_some());
    run.session.apply(socketlab::session::Command::Kill(A));
    run.until("it is dead", |session| {
        (session.snapshot().activity(A) == socketlab::trace::Activity::Killed).then_some(())
    });
    let lines = python.end();
    assert!(lines[1].starts_with("Recibo:[] del cliente"), "{lines:?}");
}

#[test]
fn our_udp_server_hears_the_python_client() {
    if !has_python() {
        return;
    }
    let mut run = alone("02_udp_pair.ron", "servidor");
    run.session.apply(socketlab::session::Command::RunFreely);
    run.until("recvfrom waits", |session| session.waiting().next());
    let python = Program::start("cliente_udp.py", port_of(&run));
    run.until("the end of the run", |session| session.is_over().then_some(()));
    assert_eq!(python.end(), [] as [&str; 0]);
    assert_eq!(run.outcomes(A), ["opened", "bound", "got 14", "done"], "{}", run.story());
    assert_eq!(run.outcome(A, 2).received().unwrap().to_text(), "Soy el cliente");
    let Outcome::ReceivedFrom { from: Some(from), .. } = run.outcome(A, 2) else { panic!() };
    let [python] = run.trace().outsiders() else { panic!("{:?}", run.trace().outsiders()) };
    assert_eq!((&python.address, python.kind), (from, Kind::Dgram));
    assert_eq!(bytes_from_outside(&run), 14);
}

#[test]
fn our_udp_client_is_heard_by_the_python_server() {
    if !has_python() {
        return;
    }
    let mut run = alone("02_udp_pair.ron", "cliente");
    let mut python = Program::start("servidor_udp.py", port_of(&run));
    // It prints this after its bind.
    assert_eq!(python.line(), "Me quedo a la espera");
    run.run();
    assert_eq!(run.outcomes(A), ["opened", "sent 14", "done"], "{}", run.story());
    let Outcome::SentTo { from: Endpoint::Inet(from), .. } = run.outcome(A, 1) else {
        panic!("{}", run.story())
    };
    let expected = [
        "Recibido el mensaje --->Soy el cliente".to_owned(),
        "IP cliente: 127.0.0.1".to_owned(),
        format!("Puerto cliente: {}", from.port()),
    ];
    assert_eq!(python.end(), expected);
    assert_eq!(run.trace().outsiders(), [], "a datagram that was sent shows nobody");
}

#[test]
fn a_python_client_takes_its_turn_among_clients_of_the_run() {
    if !has_python() {
        return;
    }
    // The client of the run connects first and is served second: each gets its own answer.
    let entry = CATALOGUE.iter().find(|entry| entry.file == "05_two_clients_in_turn.ron").unwrap();
    let mut scenario = entry.document().unwrap().scenario;
    scenario.participants.truncate(2);
    scenario.order.clear();
    let mut run = Driven::open(&scenario);
    run.session.apply(socketlab::session::Command::RunFreely);
    let client = ParticipantId(1);
    run.until("the client of the run is served", |session| {
        let ended = session.snapshot().activity(client) == socketlab::trace::Activity::Ended;
        (ended && session.waiting().count() == 1).then_some(())
    });
    let python = Program::start("cliente_tcp.py", port_of(&run));
    run.until("the end of the run", |session| session.is_over().then_some(()));
    assert_eq!(python.end(), ["Recibido: [Hola, cliente 2] del servidor "]);
    assert_eq!(run.outcome(client, 3).received().unwrap().to_text(), "Hola, cliente 1");
    assert_eq!(run.trace().outsiders().len(), 1, "{}", run.story());
    assert_eq!(bytes_from_outside(&run), 14);
}
