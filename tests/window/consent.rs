//! The question whether a file may reach beyond this machine and its run, in front of the window: it comes before anything is
//! called, no is the first answer, and it can be answered and read without a mouse.

use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::sync::Arc;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use socketlab::scenario::Consent;
use socketlab::session::{Command, Question, Session};
use socketlab::text::Language;
use socketlab::trace::{Goal, Trace};
use socketlab::ui::{Action, Request};

use crate::driver::{Look, Window, at_rest, on_free_ports, written};

/// A client that reaches out in more than one way, after a call that does not. Nobody has that host (RFC 5737).
const FAR: &str = "Socket(socket: \"s\", family: Inet, kind: Dgram), \
                   SendTo(socket: \"s\", data: Text(\"x\"), to: \"192.0.2.1:9\"), \
                   Connect(socket: \"s\", to: \"no-such-host.invalid:80\")";

fn client(script: &str) -> String {
    format!("Participant(name: \"cliente\", role: Client, script: [{script}])")
}

/// A socket in a folder of the test, and a script that connects to it.
struct Outside {
    listener: UnixListener,
    script: String,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Outside {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ctl");
        let listener = UnixListener::bind(&path).unwrap();
        listener.set_nonblocking(true).unwrap();
        let script = format!(
            "Socket(socket: \"s\", family: Unix, kind: Stream), Connect(socket: \"s\", to: \"unix:{}\")",
            path.display()
        );
        Self { listener, script, path, _folder: folder }
    }

    fn is_reached(&self) -> bool {
        self.listener.accept().is_ok()
    }
}

fn is_asked(window: &Window) -> bool {
    matches!(window.session().question(), Some(Question::Reach(_)))
}

#[test]
fn it_names_everything_before_anything_is_called_and_no_is_the_first_answer() {
    for (language, yes, no, title, line) in [
        (
            Language::ENGLISH,
            "Allow",
            "Do not allow",
            "Allow these calls?",
            "cliente, line 4, sendto: another host",
        ),
        (
            Language::SPANISH,
            "Permitir",
            "No permitir",
            "¿Permitir estas llamadas?",
            "cliente, línea 4, sendto: otro equipo",
        ),
    ] {
        for answer in [Key::Enter, Key::Space, Key::Escape] {
            let mut window = Look::in_language(language).open(written(&client(FAR)));
            assert!(!is_asked(&window), "to open a file asks nothing");
            window.press(Key::Space);
            window.until_window("the question", |window| window.shows(title));
            for part in ["192.0.2.1:9", "no-such-host.invalid:80", line] {
                assert!(window.shows(part), "{part}");
            }
            assert!(window.shows(yes) && window.node(no).is_focused());
            let root = window.harness.root();
            let dialog = root.children_recursive().find(|node| node.accesskit_node().role() == Role::Dialog);
            assert_eq!(dialog.unwrap().accesskit_node().label().as_deref(), Some(title));
            window.press(answer);
            assert!(!window.shows(title), "{answer:?} answers it");
            assert!(window.session().trace().events().is_empty(), "nothing was called");
        }
    }
}

#[test]
fn no_key_reaches_the_run_while_it_is_asked() {
    let mut window = Look::in_language(Language::ENGLISH).open(written(&client(FAR)));
    window.press(Key::P);
    window.until_window("the question", is_asked);
    for key in [Key::P, Key::R, Key::F, Key::C, Key::Num1, Key::PageDown, Key::ArrowDown, Key::K] {
        window.press(key);
        assert!(is_asked(&window), "{key:?}");
    }
    assert_eq!(window.harness.state().view().tab, None);
    window.press(Key::Tab);
    assert!(window.node("Allow").is_focused(), "the other answer is one Tab away");
    window.press(Key::Tab);
    window.press(Key::Enter);
    assert!(!is_asked(&window) && !window.session().is_playing());
    assert!(window.session().trace().events().is_empty());
}

#[test]
fn what_is_allowed_goes_on_and_is_not_asked_again() {
    let outside = Outside::new();
    let mut window = Look::in_language(Language::ENGLISH).open(written(&client(&outside.script)));
    window.press(Key::Space);
    window.until_window("the question", is_asked);
    assert!(window.says(&outside.path.to_string_lossy()), "the whole path is told");
    window.click("Allow");
    window.until("the step goes on", |session| session.trace().calls().len() == 1 && at_rest(session));
    window.step();
    assert!(outside.is_reached());
    window.act(Action::Restart);
    window.step();
    window.step();
    assert!(outside.is_reached() && !is_asked(&window));
}

#[test]
fn after_a_no_the_call_is_not_made_until_it_is_allowed() {
    let outside = Outside::new();
    let mut window = Look::in_language(Language::ENGLISH).open(written(&client(&outside.script)));
    window.press(Key::Space);
    window.until_window("the question", is_asked);
    window.press(Key::Escape);
    window.step();
    for _ in 0..3 {
        window.press(Key::Space);
        window.until_window("the question again", is_asked);
        window.press(Key::Space);
        assert!(!is_asked(&window), "a second Space says no");
    }
    assert_eq!(window.session().trace().calls().len(), 1);
    assert!(!outside.is_reached());
    window.press(Key::Space);
    window.until_window("the question again", is_asked);
    window.click("Allow");
    window.until("the call is made", |session| session.trace().calls().len() == 2 && at_rest(session));
    assert!(outside.is_reached());
}

#[test]
fn another_file_is_asked_about_by_itself() {
    let outside = Outside::new();
    let scenario = written(&client(&outside.script));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("otro.ron");
    socketlab::scenario::save(&scenario, &file).unwrap();
    let mut window = Look::in_language(Language::ENGLISH).open(scenario);
    window.press(Key::Space);
    window.until_window("the question", is_asked);
    window.click("Allow");
    window.until("the step goes on", |session| session.trace().calls().len() == 1 && at_rest(session));
    window.drop_file(&file);
    window.press(Key::Space);
    window.until_window("the question", is_asked);
}

#[test]
fn a_recording_is_asked_about_when_it_is_made_again_and_not_when_it_is_looked_at() {
    let outside = Outside::new();
    let mut run = Session::open(written(&client(&outside.script)), Arc::new(|| {}));
    run.allow_reaching(Consent::of(false, true));
    run.apply(Command::RunFreely);
    while !run.is_over() {
        run.wait_tick(std::time::Duration::from_millis(100));
    }
    assert!(outside.is_reached());
    let mut trace = Trace::of(Arc::clone(run.scenario_now()));
    run.trace().events().iter().for_each(|event| trace.append(event.clone()).unwrap());
    let mut window = Look::in_language(Language::ENGLISH).open_recording(trace);
    window.press(Key::ArrowLeft);
    assert!(!is_asked(&window));
    window.fulfil(Request::Tell(Command::Seek(Goal::End)));
    window.press(Key::F);
    window.until_window("the question", is_asked);
    assert!(window.says(&outside.path.to_string_lossy()));
    window.press(Key::Enter);
    assert!(!is_asked(&window) && !window.session().is_repeating());
    assert!(window.session().has_run() && window.session().trace().events().is_empty());
    assert!(!outside.is_reached());
    // The run that stands there begins like any other, and asks when it comes to that.
    window.step();
    window.press(Key::Space);
    window.until_window("the question", is_asked);
    window.click("Allow");
    window.until("the call is made", |session| session.trace().calls().len() == 2 && at_rest(session));
    assert!(outside.is_reached());
}

#[test]
fn a_long_list_is_read_to_its_end_by_keys() {
    let sends: Vec<_> = (1..=250)
        .map(|n| format!("SendTo(socket: \"s\", data: Text(\"x\"), to: \"192.0.2.{n}:9\")"))
        .collect();
    let script = format!("Socket(socket: \"s\", family: Inet, kind: Dgram), {}", sends.join(", "));
    let mut window = Look::in_language(Language::ENGLISH).open(written(&client(&script)));
    window.press(Key::Space);
    window.until_window("the question", is_asked);
    assert!(window.shows("192.0.2.1:9") && !window.shows("192.0.2.250:9"));
    for _ in 0..100 {
        window.press(Key::PageDown);
    }
    window.until_window("the end of the list", |window| window.shows("192.0.2.250:9"));
    assert!(is_asked(&window) && !window.shows("192.0.2.1:9"));
    assert!(window.node("Do not allow").is_focused());
}

#[test]
fn that_others_can_come_is_told_calmly_above_the_diagram() {
    let listens = "Socket(socket: \"l\", family: Inet, kind: Stream), Bind(socket: \"l\", to: \":0\"), \
                   Listen(socket: \"l\", backlog: 1)";
    for (language, told) in [
        (Language::ENGLISH, "others on the network can connect to it"),
        (Language::SPANISH, "otros equipos de la red pueden conectarse"),
    ] {
        let scenario =
            written(&format!("Participant(name: \"servidor\", role: Server, script: [{listens}])"));
        let mut window = Look::in_language(language).open(on_free_ports(&scenario));
        window.step();
        window.step();
        assert!(!window.says(told));
        window.step();
        assert!(window.says(told) && !is_asked(&window));
        assert!(window.says(language.to_know()), "it is no failure");
    }
}
