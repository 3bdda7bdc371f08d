//! Programs that are left in the middle, because their run is: they are gone at once, and so are their connections.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command as Process, Stdio};

use socket2::{Domain, Socket, Type};

use super::holding::pair;
use super::*;
use crate::driver::{A, B};

/// Whether this system lets us say how the connections of a child end: seen on one that has nothing to do with a run.
fn can_reset_connections() -> bool {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let text = format!("import socket\ns = socket.create_connection(('127.0.0.1', {port}))\ns.recv(1)\n");
    let mut child = Process::new("python3").arg("-c").arg(text).stderr(Stdio::null()).spawn().unwrap();
    let (mut connection, _) = listener.accept().unwrap();
    let can = socketlab::kernel::reset_connections_of(child.id(), 10) > 0;
    connection.write_all(b".").unwrap();
    child.wait().unwrap();
    // A container may forbid it.
    if !can {
        println!("skipped: the connections of a child cannot be reached here");
    }
    can
}

/// Binds as a script does that sets no option: a connection in `TIME_WAIT` is in its way.
fn can_bind(port: u16) -> bool {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into()).is_ok()
}

#[test]
fn programs_that_are_left_while_they_talk_leave_their_port_free() {
    if !has_python() || !can_reset_connections() {
        return;
    }
    for way in ["restarted", "closed"] {
        let (_folder, mut pair) = pair();
        let arguments = &pair.driven.session.scenario().participants[0].program.as_ref().unwrap().arguments;
        let port: u16 = arguments[0].parse().unwrap();
        for _ in 0..3 {
            for _ in 0..5 {
                pair.step(A);
            }
            for _ in 0..3 {
                pair.step(B);
            }
            pair.comes_to(A, "held: recv");
            assert!(!can_bind(port), "the server has it");
            if way == "closed" {
                break;
            }
            pair.apply(Command::Restart);
            assert!(can_bind(port), "{way}");
        }
        drop(pair);
        assert!(can_bind(port), "{way}");
    }
}
