//! Programs as they are written: where each line of a script stands, and what is around it.

use std::sync::Arc;

use super::*;
use crate::scenario::{CATALOGUE, Participant, ParticipantId, Role};
use crate::sockets::{Data, Family, Kind};

struct Plain;

impl Words for Plain {
    fn waits(&self) -> &'static str {
        "waiting"
    }

    fn press_enter(&self, file: &str, call: &str) -> String {
        format!("{file} {call}?")
    }

    fn start_after(&self, file: &str, call: &str) -> String {
        format!("after {file} {call}")
    }
}

fn call(call: Call) -> Step {
    Step::Call(Arc::new(call))
}

fn of(script: Script) -> Program {
    let participant = Participant::scripted(ParticipantId(0), "a".into(), Role::Peer, script);
    let scenario = Scenario { participants: vec![participant], ..Scenario::default() };
    programs(&scenario, &Plain).remove(0)
}

fn saved(file: &str) -> Vec<Program> {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file).unwrap();
    programs(&entry.document().unwrap().scenario, &Plain)
}

fn text(program: &Program) -> String {
    let lines: Vec<_> = program.lines.iter().map(|line| &*line.text).collect();
    lines.join("\n") + "\n"
}

#[test]
fn blocks_are_indented_and_every_line_knows_its_place_in_the_script() {
    let script = Script::new(vec![
        call(Call::Socket { socket: "s".into(), family: Family::Inet, kind: Kind::Dgram }),
        call(Call::Sleep { ms: 500 }),
        Step::Repeat {
            times: 3,
            script: Script::new(vec![
                call(Call::SendTo {
                    socket: "s".into(),
                    data: Data::Text("x".into()),
                    to: "localhost:9".parse().unwrap(),
                }),
                Step::Repeat { times: 2, script: Script::default() },
            ]),
        },
        call(Call::Close { socket: "s".into() }),
    ]);
    let program: Vec<_> = of(script).lines.into_iter().map(|line| (line.text, line.script_line)).collect();
    let line = |text: &str, at| (text.to_owned(), at);
    assert_eq!(
        program,
        [
            line("import socket", None),
            line("import time", None),
            line("", None),
            line("HOST = 'localhost'", None),
            line("PORT = 9", None),
            line("", None),
            line("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", Some(0)),
            line("time.sleep(0.5)", Some(1)),
            line("for _ in range(3):", Some(2)),
            line("    s.sendto('x'.encode('utf-8'), (HOST, PORT))", Some(3)),
            line("    for _ in range(2):", Some(4)),
            line("        pass", None),
            line("s.close()", Some(5)),
        ]
    );
}

#[test]
fn a_script_without_calls_is_a_program_that_calls_nothing() {
    let program = of(Script::default());
    assert_eq!(text(&program), "import socket\n");
    assert_eq!(
        file_text(&program, &[], "a \"b\" \\ c\nd", &Plain),
        "\"\"\"a \\\"b\\\" \\\\ c d\"\"\"\n\nimport socket\n"
    );
}

#[test]
fn the_pair_of_the_seminar_is_written_as_the_seminar_writes_it() {
    let programs = saved("01_tcp_pair.ron");
    let expected = "\
import socket

HOST = 'localhost'
PORT = 1024

socketServidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
socketServidor.bind((HOST, PORT))
socketServidor.listen(1)
print('waiting')
s_cliente, addr = socketServidor.accept()
mensaje = s_cliente.recv(1024)
print(mensaje.decode('utf-8', 'replace'))
s_cliente.send('Hola, cliente, soy el servidor'.encode('utf-8'))
s_cliente.close()
socketServidor.close()
";
    assert_eq!(text(&programs[0]), expected);
    assert_eq!(programs[1].starts_after, [(0, "listen")]);
    assert_eq!(start_order(&programs), [0, 1]);
}

/// The statements that may fail, without what is around them.
fn tried(program: &Program) -> Vec<&str> {
    let lines = program.lines.windows(2).filter(|pair| pair[0].text.trim() == "try:");
    lines.map(|pair| pair[1].text.trim()).collect()
}

#[test]
fn the_program_goes_on_where_a_call_may_fail_and_only_there() {
    for (file, expected) in [
        ("01_tcp_pair.ron", [&[][..], &[]]),
        ("03_connect_without_server.ron", [&[], &["s.connect((HOST, PORT))"]]),
        (
            "08_wrong_orders.ron",
            [
                &[
                    "s_cliente, addr = socketServidor.accept()",
                    "socketServidor.bind((HOST, PORT))",
                    "mensaje = socketServidor.recv(1024)",
                    "s_otro.bind((HOST, PORT))",
                ],
                &[
                    "mensaje = s.recv(1024)",
                    "s.send('¿Hay alguien?'.encode('utf-8'))",
                    "s.connect((HOST, PORT))",
                    "s.send('Demasiado tarde'.encode('utf-8'))",
                    "s_udp.listen(1)",
                    "s_udp.send('¿A quién?'.encode('utf-8'))",
                ],
            ],
        ),
        ("12_half_close.ron", [&[], &["s.send('Una cosa más'.encode('utf-8'))"]]),
        ("13_time_wait.ron", [&["s_sin.bind((HOST, PORT))"], &[]]),
        ("14_datagrams_are_cut.ron", [&[], &["s_udp.sendto(('x' * 65508).encode('utf-8'), (HOST, PORT))"]]),
    ] {
        for (program, expected) in saved(file).iter().zip(expected) {
            assert_eq!(tried(program), expected, "{file}: {}", program.file);
        }
    }
}

#[test]
fn a_socket_that_was_never_made_and_an_address_of_another_family_stop_nothing() {
    let script = Script::from(vec![
        Call::Socket { socket: "class".into(), family: Family::Inet, kind: Kind::Stream },
        Call::Accept { socket: "class".into(), into: "time".into() },
        Call::Recv { socket: "time".into(), max: 9 },
        Call::Connect { socket: "class".into(), to: "unix:x".parse().unwrap() },
        Call::SendTo { socket: "class".into(), data: Data::Text("x".into()), to: Address::Sender },
    ]);
    let errors: Vec<_> = of(script)
        .lines
        .iter()
        .filter_map(|line| line.text.strip_prefix("except ").map(str::to_owned))
        .collect();
    assert_eq!(
        errors,
        [
            "OSError as error:",
            "(NameError, OSError) as error:",
            "(OSError, TypeError) as error:",
            "(NameError, OSError, TypeError) as error:",
        ]
    );
}

/// The same of one script, whose sockets are `s` over TCP, `u` over Unix and `d` for datagrams.
fn tried_of(calls: Vec<Call>) -> Vec<String> {
    let make = |socket: &str, family, kind| Call::Socket { socket: socket.into(), family, kind };
    let mut script = vec![
        make("s", Family::Inet, Kind::Stream),
        make("u", Family::Unix, Kind::Stream),
        make("d", Family::Inet, Kind::Dgram),
    ];
    script.extend(calls);
    let program = of(Script::from(script));
    tried(&program).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_client_of_a_program_outside_stops_where_it_is_not_let_in_unless_it_has_other_things_to_do() {
    let connect = Call::Connect { socket: "s".into(), to: "localhost:9".parse().unwrap() };
    let recv = Call::Recv { socket: "s".into(), max: 9 };
    let client = vec![connect, recv];
    assert_eq!(tried_of(client.clone()), [] as [&str; 0]);
    let more = [client, vec![Call::Close { socket: "d".into() }]].concat();
    assert_eq!(tried_of(more), ["s.connect((HOST, PORT))", "mensaje = s.recv(9)"]);
}

#[test]
fn what_a_call_has_done_beside_its_own_is_thought_of() {
    let to = |address: &str| -> Address { address.parse().unwrap() };
    let bind = |socket: &str| Call::Bind { socket: socket.into(), to: to("localhost:2009") };
    let listen = |socket: &str| Call::Listen { socket: socket.into(), backlog: 1 };
    let sendto = Call::SendTo { socket: "d".into(), data: Data::Text("x".into()), to: to("localhost:2009") };
    // Who listens without an address, or sends, is given one.
    assert_eq!(tried_of(vec![listen("s"), bind("s")]), ["s.bind((HOST, PORT))"]);
    assert_eq!(tried_of(vec![sendto, bind("d")]), ["d.bind((HOST, PORT))"]);
    assert_eq!(tried_of(vec![listen("u")]), ["u.listen(1)"]);
    // A wait without end is the end of the plan: what follows is followed all the same.
    let recv = |socket: &str| Call::Recv { socket: socket.into(), max: 9 };
    let set = Call::SetSockOpt { socket: "d".into(), option: OptionSetting::NoDelay(true) };
    let tried = tried_of(vec![bind("d"), recv("d"), set]);
    assert_eq!(tried, ["d.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)"]);
}

#[test]
fn where_the_order_matters_programs_wait_for_each_other() {
    let waits = |program: &Program| -> Vec<String> {
        let at = |at: usize| program.lines[at].text.clone();
        let inputs = (0..program.lines.len()).filter(|line| at(*line).starts_with("input("));
        inputs.map(|line| format!("{} {}", at(line), at(line + 1))).collect()
    };
    let [server, client] = &saved("03_connect_without_server.ron")[..] else { panic!() };
    assert_eq!(start_order(&[server.clone(), client.clone()]), [1, 0]);
    assert_eq!(waits(server), [] as [&str; 0]);
    assert_eq!(
        waits(client),
        ["input('servidor.py listen? ') s2 = socket.socket(socket.AF_INET, socket.SOCK_STREAM)"]
    );
    let [server, client] = &saved("07_stream_has_no_messages.ron")[..] else { panic!() };
    assert_eq!(waits(server), ["input('cliente.py send? ') print('waiting')"]);
    assert_eq!(waits(client), ["input('servidor.py recv? ') s.send(('x' * 3000).encode('utf-8'))"]);
    let clients = saved("05_two_clients_in_turn.ron");
    assert_eq!(clients[2].starts_after, [(0, "listen"), (1, "connect")]);
}
