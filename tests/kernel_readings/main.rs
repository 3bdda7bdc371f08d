//! What the kernel is read to say of a socket, beside two witnesses: iproute2's `ss`, where it is installed, and
//! `/proc/net`. A state is reached by the calls that lead to it, and waited for where the kernel takes its time.
#![cfg(target_os = "linux")]

mod witness;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use socketlab::kernel::{read_closed, read_socket};
use socketlab::sockets::{AcceptQueue, Endpoint, Family, Kind, Reading, TcpState};

use witness::assert_agree;

fn read(socket: &Socket) -> Reading {
    let family = match socket.domain().unwrap() {
        Domain::IPV4 => Family::Inet,
        Domain::IPV6 => Family::Inet6,
        _ => Family::Unix,
    };
    let kind = if socket.r#type().unwrap() == Type::STREAM { Kind::Stream } else { Kind::Dgram };
    read_socket(socket, family, kind)
}

fn listener(backlog: i32) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    socket.listen(backlog).unwrap();
    socket
}

fn local(socket: &Socket) -> SocketAddr {
    socket.local_addr().unwrap().as_socket().unwrap()
}

fn connected_to(listener: &Socket) -> Socket {
    let socket = Socket::new(listener.domain().unwrap(), Type::STREAM, None).unwrap();
    socket.connect(&listener.local_addr().unwrap()).unwrap();
    socket
}

/// A connection: client and server.
fn pair() -> (Socket, Socket) {
    let listener = listener(1);
    let client = connected_to(&listener);
    (client, listener.accept().unwrap().0)
}

/// Looks until it holds. A test that would never end, ends.
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "never came: {what}");
        std::thread::yield_now();
    }
}

fn until_state(socket: &Socket, state: TcpState) -> Reading {
    until(state.name(), || (read(socket).state == Some(state)).then_some(()));
    // Once more: the queues of the first may be of just before.
    read(socket)
}

/// What the kernel keeps of a connection whose socket here is closed, once it is in this state.
fn until_closed_in(family: Family, local: SocketAddr, peer: SocketAddr, state: TcpState) -> Reading {
    // For a moment the kernel keeps it in the old place, without a time.
    until(state.name(), || {
        read_closed(family, local, peer)
            .unwrap()
            .filter(|reading| reading.state == Some(state) && reading.remaining.is_some())
    })
}

#[test]
fn a_new_socket_has_no_address_and_is_closed() {
    let reading = read(&Socket::new(Domain::IPV4, Type::STREAM, None).unwrap());
    assert_eq!((reading.local, reading.peer), (None, None));
    assert_eq!(reading.state, Some(TcpState::Close));
    assert_eq!((reading.receive_queue, reading.accept_queue), (Some(0), None));
    assert!(reading.receive_buffer.unwrap() > 0 && reading.send_buffer.unwrap() > 0);
    assert!(reading.inode.unwrap() > 0);
}

#[test]
fn a_listener_tells_how_many_connections_wait_for_accept() {
    let listener = listener(3);
    assert_eq!(read(&listener).accept_queue, Some(AcceptQueue { waiting: 0, backlog: 3 }));
    let _clients = [connected_to(&listener), connected_to(&listener)];
    let two = AcceptQueue { waiting: 2, backlog: 3 };
    let reading =
        until("two that wait", || Some(read(&listener)).filter(|reading| reading.accept_queue == Some(two)));
    assert_eq!(reading.state, Some(TcpState::Listen));
    assert_eq!((reading.receive_queue, reading.send_queue, reading.peer.clone()), (None, None, None));
    assert_agree(local(&listener), None, &reading);
    let _first = listener.accept().unwrap();
    assert_eq!(read(&listener).accept_queue, Some(AcceptQueue { waiting: 1, backlog: 3 }));
}

#[test]
fn bytes_that_nobody_has_read_stand_in_the_receive_queue() {
    let (mut client, mut server) = pair();
    client.write_all(b"twelve bytes").unwrap();
    let reading =
        until("12 bytes", || Some(read(&server)).filter(|reading| reading.receive_queue == Some(12)));
    assert_eq!(reading.state, Some(TcpState::Established));
    assert_eq!(reading.local, Some(Endpoint::Inet(local(&server))));
    assert_eq!(reading.peer, Some(Endpoint::Inet(local(&client))));
    assert_agree(local(&server), Some(local(&client)), &reading);
    assert_agree(local(&client), Some(local(&server)), &read(&client));
    server.read_exact(&mut [0; 5]).unwrap();
    assert_eq!(read(&server).receive_queue, Some(7));
}

#[test]
fn what_the_peer_does_not_take_stands_in_the_send_queue() {
    let (client, server) = pair();
    client.set_nonblocking(true).unwrap();
    while client.send(&[b'x'; 16384]).is_ok() {}
    let queued = read(&client).send_queue.unwrap();
    assert!(queued > 0);
    let unread = until("bytes", || read(&server).receive_queue.filter(|bytes| *bytes > 0));
    assert!(unread > 0);
}

#[test]
fn the_half_that_was_shut_down_goes_to_fin_wait2_and_the_other_end_to_close_wait() {
    let (client, server) = pair();
    client.shutdown(Shutdown::Write).unwrap();
    let closing = until_state(&client, TcpState::FinWait2);
    let left = until_state(&server, TcpState::CloseWait);
    assert_agree(local(&client), Some(local(&server)), &closing);
    assert_agree(local(&server), Some(local(&client)), &left);
}

#[test]
fn a_closed_socket_lives_on_in_fin_wait2_and_then_in_time_wait() {
    let (client, server) = pair();
    let (here, there) = (local(&client), local(&server));
    drop(client);
    let waiting = until_closed_in(Family::Inet, here, there, TcpState::FinWait2);
    assert_eq!(waiting.local, Some(Endpoint::Inet(here)));
    assert_agree(here, Some(there), &waiting);
    drop(server);
    let over = until_closed_in(Family::Inet, here, there, TcpState::TimeWait);
    let remaining = over.remaining.unwrap();
    assert!(remaining > Duration::ZERO && remaining <= Duration::from_mins(1), "{remaining:?}");
    assert_agree(here, Some(there), &over);
    // The end that closed last is at once forgotten, and the other one is not mistaken for it.
    until("the end", || read_closed(Family::Inet, there, here).unwrap().is_none().then_some(()));
}

#[test]
fn the_same_holds_over_ipv6() {
    let listener = Socket::new(Domain::IPV6, Type::STREAM, None).unwrap();
    if listener.bind(&SocketAddr::from((Ipv6Addr::LOCALHOST, 0)).into()).is_err() {
        return; // a machine without IPv6
    }
    listener.listen(1).unwrap();
    let client = connected_to(&listener);
    let server = listener.accept().unwrap().0;
    let (here, there) = (local(&client), local(&server));
    assert_eq!(read(&client).peer, Some(Endpoint::Inet(there)));
    drop((client, server));
    let over = until_closed_in(Family::Inet6, here, there, TcpState::TimeWait);
    assert!(over.remaining.unwrap() <= Duration::from_mins(1));
}

#[test]
fn a_connection_that_was_reset_is_forgotten_and_a_listener_not_mistaken_for_it() {
    let listener = listener(1);
    let client = connected_to(&listener);
    let server = listener.accept().unwrap().0;
    let (here, there) = (local(&server), local(&client));
    server.set_linger(Some(Duration::ZERO)).unwrap();
    drop(server);
    assert_eq!(read_closed(Family::Inet, here, there).unwrap(), None);
    assert_eq!(read(&client).state, Some(TcpState::Close));
    assert_eq!(read(&listener).state, Some(TcpState::Listen));
}

#[test]
fn datagrams_that_do_not_fit_are_counted_as_dropped() {
    let reader = Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
    reader.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    reader.set_recv_buffer_size(4096).unwrap();
    let writer = Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
    let to = reader.local_addr().unwrap();
    writer.send_to(b"seven b", &to).unwrap();
    let first = until("7 bytes", || Some(read(&reader)).filter(|reading| reading.receive_queue == Some(7)));
    assert_eq!((first.drops, first.state, first.accept_queue), (Some(0), None, None));
    for _ in 0..100 {
        writer.send_to(&[0; 512], &to).unwrap();
    }
    let drops = read(&reader).drops.unwrap();
    let received = u32::try_from(witness::received(&reader)).unwrap();
    assert_eq!(drops + received, 101);
}

#[test]
fn a_unix_socket_tells_its_queues_and_a_listener_who_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    let listener = Socket::new(Domain::UNIX, Type::STREAM, None).unwrap();
    listener.bind(&socket2::SockAddr::unix(&path).unwrap()).unwrap();
    listener.listen(4).unwrap();
    let mut client = connected_to(&listener);
    let reading = read(&listener);
    // A kernel without its module for Unix sockets tells nothing, and then nothing is shown.
    if let Some(queue) = reading.accept_queue {
        assert_eq!(queue, AcceptQueue { waiting: 1, backlog: 4 });
    }
    assert_eq!(reading.local, Some(Endpoint::Unix(path.as_path().into())));
    let server = listener.accept().unwrap().0;
    client.write_all(b"hello").unwrap();
    assert_eq!(read(&server).receive_queue, Some(5));
    assert!(read(&client).send_queue.unwrap() >= 5);
    assert_eq!((read(&client).local, read(&server).state), (None, None));
}

/// What a reading costs. `cargo test --release --test kernel_readings -- --ignored --nocapture cost`
#[test]
#[ignore = "prints figures; nothing to fail"]
fn cost() {
    let (client, server) = pair();
    let (here, there) = (local(&client), local(&server));
    let each = |what: &str, times: u32, mut once: Box<dyn FnMut() + '_>| {
        let began = Instant::now();
        (0..times).for_each(|_| once());
        println!("{what}: {:?}", began.elapsed() / times);
    };
    each(
        "reading of a connection",
        20_000,
        Box::new(|| drop(read_socket(&client, Family::Inet, Kind::Stream))),
    );
    each("reading of a closed one", 20_000, Box::new(|| drop(read_closed(Family::Inet, here, there))));
}
