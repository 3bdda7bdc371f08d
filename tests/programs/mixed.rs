//! A server of ours and their client, their server and clients of ours: they meet in the same trace.

use super::*;
use crate::driver::{A, B, C, *};
use socketlab::run::free_ports;
use socketlab::trace::LinkEnd;

#[test]
fn a_server_of_ours_answers_their_client() {
    if !has_python() {
        return;
    }
    let folder = Folder::of(&[("cliente.py", CLIENT)]);
    let port = free_ports(&[1024].into()).unwrap()[&1024];
    let ours = scenario([
        vec![
            tcp("l"),
            bind("l", &format!("localhost:{port}")),
            listen("l", 1),
            accept("l", "c"),
            recv("c", 100),
            send("c", "Hola, cliente"),
        ],
        vec![],
    ]);
    let mut mixed = with_program(&ours, 1, &folder.path("cliente.py"));
    mixed.participants[1].program.as_mut().unwrap().arguments = vec![port.to_string()];
    let mut run = Watched::of(mixed);
    run.run();
    assert_eq!(run.printed(B, Stream::Out), "recibido: Hola, cliente\n");
    let joined = |from: &str, to: &str| {
        run.trace().links().iter().any(|link| match (link.from, link.to) {
            (LinkEnd::Call(one), LinkEnd::Call(other)) => {
                run.trace().call(one).function() == from && run.trace().call(other).function() == to
            }
            _ => false,
        })
    };
    assert!(joined("connect", "accept") && joined("send", "recv"), "{}", run.driven.story());
    assert!(run.trace().outsiders().is_empty());
}

#[test]
fn two_clients_of_ours_find_their_server() {
    if !has_python() {
        return;
    }
    let server = "\
import socket, sys
s = socket.create_server(('localhost', int(sys.argv[1])), backlog=4)
for _ in range(2):
    c, addr = s.accept()
    with c:
        c.sendall(c.recv(100).upper())
s.close()
";
    let folder = Folder::of(&[("servidor.py", server)]);
    let port = free_ports(&[1024].into()).unwrap()[&1024];
    let client = |text: &str| {
        vec![tcp("s"), connect("s", &format!("localhost:{port}")), send("s", text), recv("s", 100)]
    };
    let mut mixed =
        with_program(&scenario([vec![], client("uno"), client("dos")]), 0, &folder.path("servidor.py"));
    mixed.participants[0].program.as_mut().unwrap().arguments = vec![port.to_string()];
    let mut run = Watched::of(mixed);
    run.run();
    let received = |who| run.calls(who)[3].clone();
    assert_eq!((received(B), received(C)), ("recv got 3".to_owned(), "recv got 3".to_owned()));
    let accepted = run.calls(A).iter().filter(|call| *call == "accept accepted").count();
    assert_eq!(accepted, 2);
    assert!(run.trace().outsiders().is_empty(), "{}", run.driven.story());
}
