//! What the kernel says, in the drawer: the sockets of the run, and the ports of the machine with them among all others.
#![cfg(target_os = "linux")]

use egui::{Key, Theme, Vec2};
use socketlab::session::{Selection, Session};
use socketlab::sockets::{Call, TcpState};
use socketlab::text::Language;

use crate::driver::{Look, Window, runnable, written};

/// Two clients that connect and send, and a server that accepts one of them late.
fn two_clients() -> Window {
    let server = "Participant(name: \"servidor\", role: Server, script: [
        Socket(socket: \"s_servidor\", family: Inet, kind: Stream),
        Bind(socket: \"s_servidor\", to: \"localhost:1024\"),
        Listen(socket: \"s_servidor\", backlog: 3),
        Accept(socket: \"s_servidor\", into: \"s_cliente\"),
        Close(socket: \"s_cliente\"),
    ])";
    let client = |name: &str| {
        format!(
            "Participant(name: \"{name}\", role: Client, script: [
                Socket(socket: \"{name}\", family: Inet, kind: Stream),
                Connect(socket: \"{name}\", to: \"localhost:1024\"),
                Send(socket: \"{name}\", data: Text(\"doce letras.\")),
                Close(socket: \"{name}\"),
            ])"
        )
    };
    let scenario = written(&format!("{server}, {}, {}", client("ana"), client("luis")));
    let order = ["servidor", "servidor", "servidor", "ana", "ana", "ana", "luis", "luis", "servidor"];
    let mut scenario = crate::driver::on_free_ports(&scenario);
    scenario.order =
        order.iter().map(|name| scenario.participants.iter().find(|p| p.name == *name).unwrap().id).collect();
    Look::default().open(scenario)
}

fn steps(window: &mut Window, count: usize) {
    for _ in 0..count {
        window.step();
    }
}

fn state(session: &Session, name: &str) -> Option<TcpState> {
    session.trace().sockets().iter().find(|s| s.name == name)?.reading(session.moment())?.state
}

#[test]
fn the_sockets_tell_their_queues_and_who_waits_for_accept() {
    let mut window = two_clients();
    window.press(Key::K);
    assert!(
        window.shows(
            "Ahora no hay ningún socket abierto. socket() abre uno; accept(), otro por cada conexión."
        )
    );
    steps(&mut window, 8);
    window.until_window("both wait", |window| {
        window.shows("cola de accept de s_servidor: 2 conexiones esperan; backlog 3")
            && window.says("· 2 en cola")
    });
    assert!(window.shows("LISTEN") && window.shows("ESTABLISHED"));
    window.step();
    window.until_window("one has been accepted", |window| {
        window.shows("cola de accept de s_servidor: 1 conexión espera; backlog 3")
    });
    window.until_window("12 bytes", |window| window.says("cola de recepción de s_cliente: 12 de "));
    assert!(window.says("cola de envío de ana: 0 de "));
    assert!(!window.says("no disponible aquí"));
}

#[test]
fn a_press_on_the_tag_of_a_socket_goes_to_the_call_that_made_it() {
    let mut window = two_clients();
    window.press(Key::K);
    steps(&mut window, 9);
    window.click("s_cliente, de servidor: ir a la llamada que lo creó");
    let Some(Selection::Made(call)) = window.session().selection() else { panic!("nothing selected") };
    assert!(matches!(*window.session().trace().call(call).call, Call::Accept { .. }));
}

#[test]
fn a_closed_socket_stays_as_long_as_the_kernel_keeps_it() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.press(Key::K);
    window.step_to_the_end();
    window.until_window("time wait", |window| window.shows("TIME_WAIT") && window.says("aún "));
    assert!(window.shows("cerrado"));
    assert!(!window.shows("LISTEN") && !window.shows("ESTABLISHED"), "what is closed has no such state");
    // At a moment before, it had.
    window.fulfil(socketlab::ui::Request::GoToEvent(12));
    assert!(window.shows("LISTEN"));
}

#[test]
fn the_ports_show_those_of_this_run_and_a_press_goes_to_the_call_that_made_it() {
    let mut window = two_clients();
    steps(&mut window, 3);
    window.press(Key::N);
    let name = "s_servidor, de servidor: ir a la llamada que lo creó";
    window.until_window("the listener is there", |window| window.shows(name));
    window.click(name);
    let Some(Selection::Made(call)) = window.session().selection() else { panic!("nothing selected") };
    assert!(matches!(*window.session().trace().call(call).call, Call::Socket { .. }));
}

#[test]
fn a_connection_that_is_over_is_still_known_for_ours_and_says_how_long_it_lasts() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.step_to_the_end();
    window.press(Key::N);
    window.until_window("time wait", |window| {
        window.says("ir a la llamada que lo creó") && window.says("aún ")
    });
    assert!(window.shows("TIME_WAIT"));
}

#[test]
fn the_ports_are_filtered_and_sorted() {
    let mut window = two_clients();
    steps(&mut window, 3);
    window.press(Key::N);
    let tag = "s_servidor, de servidor: ir a la llamada que lo creó";
    window.until_window("the listener is there", |window| window.shows(tag));
    window.click("TCP");
    assert!(!window.shows(tag));
    window.click("TCP");
    window.click("Esta ejecución");
    assert!(window.shows(tag) && window.says("1 de "));
    window.node("Filtrar").focus();
    window.harness.step();
    window.node("Filtrar").type_text("nadie tiene esto");
    window.until_window("the filter holds", |window| {
        window.shows("Ningún socket es así. Borra el filtro para verlos todos.")
    });
    assert!(!window.shows(tag));
    window.click("Ordenar por: Estado");
    assert_eq!(window.harness.state().view().ports.sort, socketlab::ui::PortsColumn::State);
}

#[test]
fn the_table_is_read_only_while_it_is_shown() {
    let mut window = two_clients();
    window.press(Key::N);
    window.until_window("a table", |window| !window.shows("Leyendo los sockets de la máquina…"));
    window.press(Key::N);
    window.press(Key::N);
    // A new reading begins from nothing.
    window.until_window("a table again", |window| window.says(" sockets"));
}

/// `cargo test --test window drawer_pictures -- --ignored`: pictures of both tabs, for people to look at.
#[test]
#[ignore = "makes pictures to look at, and checks nothing"]
fn drawer_pictures() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    for (size, theme, language) in [
        (Vec2::new(1280.0, 800.0), Theme::Light, Language::SPANISH),
        (Vec2::new(1920.0, 1080.0), Theme::Dark, Language::ENGLISH),
        (Vec2::new(720.0, 480.0), Theme::Light, Language::SPANISH),
    ] {
        for (key, name) in [(Key::K, "sockets"), (Key::N, "ports")] {
            let mut window = two_clients();
            let scenario = window.session().scenario().clone();
            window = Look { size, theme, language, ..Look::default() }.open(scenario);
            steps(&mut window, 10);
            window.press(key);
            let known = |window: &Window| state(window.session(), "s_servidor").is_some();
            window.until_window("it shows", |window| known(window) && window.says("127.0.0.1:"));
            window.harness.run_steps(8);
            let file = format!("drawer_{name}_{}_{}.png", language.code(), size.x);
            window.harness.render().unwrap().save(folder.join(file)).unwrap();
        }
    }
}
