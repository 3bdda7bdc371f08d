//! The byte map, in the drawer: what it says of streams, of datagrams and of cut characters, read by name.

use egui::Key;
use socketlab::sockets::Call;

use crate::driver::{Look, Window, on_free_ports, runnable, written};

fn open(window: &mut Window) {
    window.press(Key::M);
    assert!(window.is_enabled("Bytes"));
}

#[test]
fn three_sends_that_one_recv_takes_and_one_send_that_three_take_are_said_and_shown() {
    let mut window = Look::default().open(runnable("07_stream_has_no_messages.ron"));
    window.step_to_the_end();
    open(&mut window);
    assert!(window.says("llegaron en un solo recv: TCP entrega un flujo de bytes"), "the sentence");
    assert!(window.says("de tres send"), "the recv says of how many sends it took");
    // A block leads to its call.
    let send = window
        .session()
        .trace()
        .calls()
        .iter()
        .position(|call| matches!(*call.call, Call::Send { .. }))
        .unwrap();
    let label = window.session().trace().calls()[send].call.label();
    let length = window.session().trace().calls()[send].call.data().unwrap().len();
    window.click(&format!("{label} · {length} bytes, de 0 a {length}"));
    assert!(matches!(window.session().selection(),
        Some(socketlab::session::Selection::Made(id)) if id.index() == send));
}

#[test]
fn a_datagram_that_was_cut_says_how_much_was_lost() {
    let mut window = Look::default().open(runnable("14_datagrams_are_cut.ron"));
    window.step_to_the_end();
    open(&mut window);
    assert!(window.says("cortado: "), "the fate");
    assert!(window.says("se perdieron"), "what was lost");
}

#[test]
fn a_cut_inside_a_character_is_marked_with_what_python_says() {
    let scenario = written(
        "Participant(name: \"a\", role: Server, script: [
            Socket(socket: \"l\", family: Inet, kind: Stream), Bind(socket: \"l\", to: \"localhost:1024\"),
            Listen(socket: \"l\", backlog: 1), Accept(socket: \"l\", into: \"c\"), Recv(socket: \"c\", max: 1),
            Recv(socket: \"c\", max: 99), Close(socket: \"c\"), Close(socket: \"l\")]),
        Participant(name: \"b\", role: Client, script: [
            Socket(socket: \"s\", family: Inet, kind: Stream), Connect(socket: \"s\", to: \"localhost:1024\"),
            Send(socket: \"s\", data: Text(\"ñandú\")), Close(socket: \"s\")])",
    );
    let mut window = Look::default().open(on_free_ports(&scenario));
    window.press(Key::R);
    window.until("the end", socketlab::session::Session::is_over);
    open(&mut window);
    let recv = window.session().trace().calls().iter().find(|call| call.call.room() == Some(1)).unwrap();
    let label = recv.call.label();
    window.click(&format!("{label} · 1 byte, de 0 a 1, de un send"));
    assert!(window.says("El corte cae dentro de un carácter"));
    assert!(window.shows(
        "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data"
    ));
    let send = window.session().trace().calls().iter().find(|call| call.call.data().is_some()).unwrap();
    let label = send.call.label();
    window.click(&format!("{label} · 7 bytes, de 0 a 7"));
    assert!(window.shows("ñ C3 B1"), "the character over its bytes");
    assert!(window.shows("ñ son dos bytes: C3 B1."));
}
