//! The table of events: what is looked for is found, a press shows its moment, and only the rows in view are there. And
//! the ports of the run at such a moment.

use std::sync::Arc;

use egui::{Key, Modifiers, MouseWheelUnit, Vec2};
use egui_kittest::kittest::Queryable as _;
use socketlab::scenario::ParticipantId;
use socketlab::session::{Command, Selection, Session};
use socketlab::sockets::{Awaited, Call, Data, Endpoint, Errno, Family, Kind, Outcome};
use socketlab::sockets::{Reading, SocketId, SocketOpened, TcpState};
use socketlab::trace::{Event, Goal, Moment, Origin, Trace, What};
use socketlab::ui::{Request, Tab};

use crate::driver::{Look, Window, catalogued, runnable};

/// A client that connects, then asks and waits for an answer again and again until it has made so many events; each time
/// the kernel is asked. At last it is reset.
fn recorded(events: usize) -> Trace {
    let mut trace = Trace::of(Arc::new(catalogued("01_tcp_pair.ron")));
    let client = SocketId { participant: 1, index: 0 };
    let end = |port: u16| Endpoint::Inet(([127, 0, 0, 1], port).into());
    let mut at = 0;
    let mut tell = |what: What| {
        at += 1_000_000;
        trace.append(Event { at, participant: ParticipantId(1), what }).unwrap();
    };
    let called = |call: Call| {
        let socket = call.names_socket().is_none().then_some(client);
        What::Called { origin: Origin::Script { step: 0, line: 0 }, call: Arc::new(call), socket }
    };
    let name = || "s".to_owned();
    tell(called(Call::Socket { socket: name(), family: Family::Inet, kind: Kind::Stream }));
    tell(What::Returned(Outcome::Opened(SocketOpened { id: client, fd: 4 })));
    tell(called(Call::Connect { socket: name(), to: "localhost:1024".parse().unwrap() }));
    tell(What::Returned(Outcome::Connected { local: end(40_000), peer: end(1024) }));
    for round in 0..(events - 6) / 6 {
        let data = Data::Text(format!("pregunta {round}"));
        let asked = data.len();
        tell(called(Call::Send { socket: name(), data }));
        tell(What::Returned(Outcome::Sent { count: asked, asked }));
        let reading = Reading { state: Some(TcpState::Established), ..Reading::default() };
        tell(What::Read { socket: client, reading: Arc::new(reading) });
        tell(called(Call::Recv { socket: name(), max: 64 }));
        tell(What::Waiting(Awaited::Bytes));
        tell(What::Returned(Outcome::Received { data: Data::Text("respuesta".into()).to_payload() }));
    }
    tell(called(Call::Recv { socket: name(), max: 64 }));
    tell(What::Returned(Outcome::Failed(Errno::ECONNRESET)));
    trace
}

fn opened(events: usize) -> Window {
    let mut window = Look::default().open_recording(recorded(events));
    window.press(Key::E);
    window.until_window("all is listed", |window| window.says(" sucesos") && !window.says("buscando…"));
    window
}

fn look_for(window: &mut Window, typed: &str) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.harness.step();
    window.type_keys(typed);
    window.until_window("the search is over", |window| !window.says("buscando…"));
}

fn moment(window: &Window) -> usize {
    window.session().moment().0
}

/// How many rows of the table are there.
fn rows(window: &Window) -> usize {
    window.harness.query_all_by_label_contains("Ir al suceso ").count()
}

#[test]
fn what_is_typed_is_counted_and_listed() {
    let mut window = opened(36);
    assert!(window.says("31 de 36 sucesos"), "the readings are hidden");
    look_for(&mut window, "llamada:recv respuesta");
    assert!(window.says("5 de 31 sucesos") && rows(&window) == 5);
    look_for(&mut window, "PREGUNTA 3");
    assert!(window.says("2 de 31 sucesos"));
    look_for(&mut window, "nadie lo dijo");
    assert!(
        window.shows("Ningún suceso es así. Prueba con menos palabras, o quita los filtros.")
            && rows(&window) == 0
    );
}

#[test]
fn by_keys_alone_one_goes_from_match_to_match_and_round() {
    let mut window = opened(36);
    look_for(&mut window, "errno:econnreset");
    assert_eq!(window.harness.state().view().tab, Some(Tab::Events));
    look_for(&mut window, "\"pregunta 1\"");
    window.press(Key::F3);
    assert_eq!(moment(&window), 11, "typing does not keep F3 from its work");
    let Some(Selection::Made(call)) = window.session().selection() else { panic!("no call is explained") };
    assert_eq!(window.session().trace().call(call).called, 10);
    window.press(Key::Enter);
    assert_eq!(moment(&window), 12);
    window.press(Key::Enter);
    assert_eq!(moment(&window), 11, "after the last comes the first");
    window.press_with(Modifiers::SHIFT, Key::F3);
    assert_eq!(moment(&window), 12, "before the first comes the last");
    assert!(!window.session().is_live());
}

#[test]
fn without_anything_to_look_for_the_key_for_the_next_match_asks_for_it() {
    let mut window = Look::default().open_recording(recorded(36));
    window.press(Key::F3);
    window.type_keys("respuesta");
    assert!(window.says("5 de 31 sucesos"));
}

#[test]
fn a_press_on_a_row_shows_its_moment_and_its_call() {
    let mut window = opened(36);
    look_for(&mut window, "llamada:recv errno:ECONNRESET");
    window.click(
        "Ir al suceso 36, de cliente: recv(s, 64), falla: ECONNRESET: el otro extremo cortó la conexión",
    );
    assert!(window.session().is_live(), "it is the last one");
    look_for(&mut window, "connect");
    window.click("Ir al suceso 3, de cliente: connect(s, localhost:1024), llama");
    assert_eq!(moment(&window), 3);
    let Some(Selection::Made(call)) = window.session().selection() else { panic!("no call is explained") };
    assert_eq!(window.session().trace().call(call).called, 2);
}

#[test]
fn a_name_is_chosen_from_those_that_occur() {
    let mut window = opened(36);
    window.click("Filtrar por errno: cualquiera");
    window.click("ECONNRESET");
    assert!(window.says("1 de 31 sucesos"));
    window.click("Filtrar por llamada: cualquiera");
    window.click("connect");
    assert_eq!(window.harness.state().view().events.typed, "llamada:connect errno:ECONNRESET");
    window.click("Filtrar por errno: ECONNRESET");
    window.click("cualquiera");
    assert!(window.says("2 de 31 sucesos"));
}

#[test]
fn the_rest_can_be_listed_too_with_the_matches_marked() {
    let mut window = opened(24);
    look_for(&mut window, "llamada:connect");
    assert_eq!(rows(&window), 2);
    window.click("Solo coincidencias");
    window.session_seeks(Goal::Start);
    assert!(rows(&window) > 2);
    assert_eq!(window.harness.query_all_by_label_contains("(coincide)").count(), 2);
}

#[test]
fn readings_of_the_kernel_are_listed_when_asked_for() {
    let mut window = opened(24);
    assert!(window.says("21 de 24 sucesos") && !window.says("lectura"));
    window.click("Lecturas");
    window.until_window("they are listed", |window| window.says("24 sucesos") && window.says("lectura"));
}

#[test]
fn of_a_long_run_only_the_rows_in_view_are_there_and_they_go_along_with_the_moment() {
    let mut window = opened(99_996);
    window.until_window("the last row", |window| window.says("Ir al suceso 99\u{a0}996, "));
    assert!(rows(&window) < 40, "{} rows", rows(&window));
    window.session_seeks(Goal::Moment(Moment(50_000)));
    window.until_window("its row", |window| window.says("Ir al suceso 50\u{a0}000, "));
    assert!(rows(&window) < 40, "{} rows", rows(&window));
    look_for(&mut window, "\"pregunta 12345\"");
    assert!(window.says("2 de 83"));
    window.press(Key::Enter);
    assert_eq!(moment(&window), 4 + 12_345 * 6 + 1);
}

#[test]
fn whoever_scrolls_away_stays_there_until_the_next_match() {
    let mut window = opened(6_000);
    let seen = |window: &Window| window.says("Ir al suceso 6\u{a0}000, ");
    window.until_window("the last row", seen);
    let over = window
        .harness
        .query_all_by_label_contains("Ir al suceso 5\u{a0}999, ")
        .next()
        .unwrap()
        .rect()
        .center();
    window.harness.hover_at(over);
    let wheel = egui::Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, 2_000.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    };
    window.harness.event(wheel);
    window.until_window("it is scrolled away", |window| !seen(window));
    window.harness.run_steps(20);
    window.session_seeks(Goal::Moment(Moment(100)));
    window.harness.run_steps(4);
    assert!(!window.says("Ir al suceso 100, "), "the table was left where the person had scrolled");
    look_for(&mut window, "errno:ECONNRESET");
    window.press(Key::F3);
    window.until_window("the match", seen);
}

#[test]
fn what_happens_comes_into_the_table_and_a_new_run_begins_it_anew() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.press(Key::E);
    assert!(window.shows("Todavía no ha pasado nada. Con cada paso sale aquí lo que ocurre."));
    window.press(Key::R);
    window.until("every program is over", Session::is_over);
    look_for(&mut window, "call:accept");
    assert!(window.says("3 de "));
    window.press_with(Modifiers::COMMAND, Key::R);
    window.until_window("nothing has happened", |window| {
        window.shows("Todavía no ha pasado nada. Con cada paso sale aquí lo que ocurre.")
    });
}

#[test]
fn the_ports_at_a_moment_of_the_past_are_those_of_the_run() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.step_to_the_end();
    window.press(Key::N);
    let told = "Los puertos de la ejecución en este momento, no los de la máquina ahora";
    window.until_window("the ports of the machine", |window| window.says(" sockets"));
    assert!(!window.shows(told));
    let trace = window.session().trace();
    let listens = trace.calls().iter().find(|record| matches!(*record.call, Call::Listen { .. })).unwrap();
    let moment = Moment(listens.returned.unwrap() + 1);
    window.session_seeks(Goal::Moment(moment));
    assert!(window.shows(told) && window.shows("LISTEN") && window.says("1 de 1 sockets"));
    assert!(!window.shows("Esta ejecución"));
    window.session_seeks(Goal::Start);
    assert!(window.shows("En este momento la ejecución no tiene ningún puerto. bind o connect le dan uno."));
    window.session_seeks(Goal::End);
    window.until_window("the ports of the machine again", |window| !window.shows(told));
}

impl Window {
    /// Types as a person does, whatever has the keyboard.
    fn type_keys(&mut self, text: &str) {
        for character in text.chars() {
            if let Some(key) = Key::from_name(&character.to_uppercase().to_string()) {
                self.harness.key_press(key);
            }
            self.harness.event(egui::Event::Text(character.into()));
        }
        self.harness.run_steps(3);
    }

    /// Shows another moment, as the time line does.
    fn session_seeks(&mut self, goal: Goal) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().fulfil(&ctx, Request::Tell(Command::Seek(goal)));
        self.harness.run_steps(3);
    }
}

/// `cargo test --test window events_pictures -- --ignored`: pictures of the table, for people to look at.
#[test]
#[ignore = "makes pictures to look at, and checks nothing"]
fn events_pictures() {
    use egui::Theme;
    use socketlab::text::Language;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    for (size, theme, language) in [
        (Vec2::new(1280.0, 800.0), Theme::Light, Language::SPANISH),
        (Vec2::new(1920.0, 1080.0), Theme::Dark, Language::ENGLISH),
        (Vec2::new(720.0, 480.0), Theme::Light, Language::SPANISH),
    ] {
        let mut window = Look { size, theme, language, ..Look::default() }.open_recording(recorded(600));
        window.press_with(Modifiers::COMMAND, Key::F);
        window.node(language.find_label()).type_text("call:recv respuesta");
        window.harness.run_steps(4);
        window.press(Key::Enter);
        window.press(Key::Enter);
        window.harness.run_steps(8);
        let file = format!("events_{}_{}.png", language.code(), size.x);
        window.harness.render().unwrap().save(folder.join(file)).unwrap();
        window.harness.state_mut().fulfil(&egui::Context::default(), {
            let view =
                socketlab::ui::EventsView { only_hits: false, typed: "recv".into(), ..Default::default() };
            Request::ShowEvents(view)
        });
        window.harness.run_steps(8);
        let file = format!("events_all_{}_{}.png", language.code(), size.x);
        window.harness.render().unwrap().save(folder.join(file)).unwrap();
    }
}
