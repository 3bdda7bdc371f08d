//! Opens the window of the program without a display, presses what a person presses, and reads it as a screen reader does:
//! by role and name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node, SnapshotOptions};
use socketlab::run::free_ports;
use socketlab::scenario::{CATALOGUE, Document, Scenario, distinct_ports};
use socketlab::session::{Command, Session};
use socketlab::text::Language;
use socketlab::trace::recording::Recording;
use socketlab::trace::{Goal, Moment, Trace};
use socketlab::ui::{Action, App, Opened, Opening, Request};

use crate::raster::CpuRenderer;

/// Nothing that a test waits for takes so long, on the slowest of machines.
const DEADLINE: Duration = Duration::from_mins(1);

/// How the window looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub size: Vec2,
    pub pixels_per_point: f32,
    pub theme: egui::Theme,
    pub language: Language,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            size: Vec2::new(1280.0, 800.0),
            pixels_per_point: 1.0,
            theme: egui::Theme::Light,
            language: Language::SPANISH,
        }
    }
}

impl Look {
    pub fn in_language(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// Opens the window with this scenario.
    pub fn open(self, scenario: Scenario) -> Window {
        self.begin(Opening {
            opened: Opened::Scenario { scenario, file: None, entry: None },
            notices: Vec::new(),
            memory: None,
            runs: None,
        })
    }

    /// The same with a scenario that is read from a file. What is remembered is kept in a folder.
    pub fn open_file(self, path: &Path, memory: Option<&Path>) -> Window {
        let document = Document::read_draft(path).unwrap();
        let file = Some((path.to_owned(), document.fingerprint()));
        let memory = memory.map(Path::to_owned);
        let opened = Opened::Scenario { scenario: document.scenario, file, entry: None };
        self.begin(Opening { opened, notices: Vec::new(), memory, runs: None })
    }

    /// Opens the window with what was recorded of another run.
    pub fn open_recording(self, trace: Trace) -> Window {
        self.open_session(Session::show(trace, Arc::new(|| {})))
    }

    /// Opens the window as it looked when a run that was recorded had come so far.
    pub fn open_at(self, recorded: &Trace, moment: Moment) -> Window {
        let session = Session::staged(recorded, moment, Arc::new(|| {}));
        self.open_session(session)
    }

    /// Opens the window with a recording, which shows this moment.
    pub fn open_recorded(self, recording: Recording, moment: Moment) -> Window {
        let mut session = Session::show_recording(recording, None, Arc::new(|| {}));
        session.apply(Command::Seek(Goal::Moment(moment)));
        self.open_session(session)
    }

    fn open_session(self, session: Session) -> Window {
        self.build(move |context| App::of_session(&context.egui_ctx, self.language, session))
    }

    pub fn begin(self, opening: Opening) -> Window {
        self.build(move |context| App::new(&context.egui_ctx, self.language, opening))
    }

    fn build(self, app: impl FnOnce(&mut eframe::CreationContext) -> App) -> Window {
        let pictures = SnapshotOptions::new().threshold(0.6).output_path("tests/pictures");
        let harness = Harness::builder()
            .with_size(self.size)
            .with_pixels_per_point(self.pixels_per_point)
            .with_theme(self.theme)
            .with_render_cursor(false)
            .with_options(pictures)
            .renderer(CpuRenderer::default())
            .build_eframe(app);
        Window { harness }
    }
}

/// A scenario of the catalogue, on its own ports: to look at, not to run.
pub fn catalogued(file: &str) -> Scenario {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file);
    entry.unwrap_or_else(|| panic!("no {file} in the catalogue")).document().unwrap().scenario
}

/// The same on ports that nobody else uses, so that tests can run side by side.
pub fn runnable(file: &str) -> Scenario {
    on_free_ports(&catalogued(file))
}

pub fn on_free_ports(scenario: &Scenario) -> Scenario {
    scenario.with_ports(&free_ports(&distinct_ports(scenario)).unwrap())
}

/// A scenario of these participants: `Participant(…), Participant(…)`.
pub fn written(participants: &str) -> Scenario {
    let text = format!(
        "Scenario(version: 1, title: {{\"es\": \"Una prueba\", \"en\": \"A test\"}}, \
         about: {{\"es\": \"Para probar.\", \"en\": \"To test.\"}}, participants: [{participants}])"
    );
    Document::parse(&text, Path::new("written.ron")).unwrap().scenario
}

/// A file that is let fall on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// The window of the program.
pub struct Window {
    pub harness: Harness<'static, App>,
}

impl Window {
    pub fn session(&self) -> &Session {
        self.harness.state().session()
    }

    /// Paints frame after frame until the session has come to what is waited for.
    #[track_caller]
    pub fn until(&mut self, what: &str, reached: impl Fn(&Session) -> bool) {
        self.until_window(what, |window| reached(window.session()));
    }

    /// The same for what is on the screen.
    #[track_caller]
    pub fn until_window(&mut self, what: &str, reached: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        // What a session has come to is on the screen one frame later.
        self.harness.step();
        while !reached(self) {
            assert!(Instant::now() < deadline, "never: {what}. On the screen:\n{}", self.names().join("\n"));
            std::thread::yield_now();
            self.harness.step();
        }
        self.harness.step();
    }

    /// Presses a key and paints what comes of it.
    pub fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.step();
        self.harness.step();
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Makes the next call and waits for it to return or wait, and for everything that comes of it.
    #[track_caller]
    pub fn step(&mut self) {
        let before = self.session().trace().calls().len();
        self.press(Key::Space);
        self.until("the next call is made", |session| {
            session.trace().calls().len() > before && at_rest(session)
        });
    }

    /// Steps until every program is over.
    #[track_caller]
    pub fn step_to_the_end(&mut self) {
        while !self.session().is_over() {
            assert!(self.session().next().is_some(), "everybody waits");
            self.step();
            // The end of a program is reported after its last call.
            self.until("everybody can step, waits or is over", at_rest);
        }
    }

    /// Clicks on what has this name, and takes the pointer away again.
    #[track_caller]
    pub fn click(&mut self, name: &str) {
        self.node(name).click();
        self.harness.step();
        self.harness.remove_cursor();
        self.harness.step();
        self.harness.step();
    }

    /// Does what a button or a key does, and waits for what is painted to come to rest.
    pub fn act(&mut self, action: Action) {
        self.fulfil(Request::Do(action));
    }

    /// The same for anything that can be asked for.
    pub fn fulfil(&mut self, request: Request) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().fulfil(&ctx, request);
        self.harness.run();
    }

    /// Lets a file fall on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.harness.step();
        self.harness.step();
    }

    /// The one thing to act on with this name, or with a name that begins with these parts of it.
    #[track_caller]
    pub fn node<'a>(&'a self, name: &'a str) -> Node<'a> {
        let acts = |node: &Node<'a>| {
            !matches!(node.accesskit_node().role(), Role::Label | Role::Heading | Role::Region)
        };
        let mut found: Vec<_> = self.harness.query_all_by_label(name).filter(acts).collect();
        if found.is_empty() {
            let begins = self.harness.query_all_by(move |node| begins_with(node.label().as_deref(), name));
            found = begins.filter(acts).collect();
        }
        assert!(found.len() < 2, "`{name}` is there more than once");
        found.pop().unwrap_or_else(|| panic!("no `{name}` among:\n{}", self.names().join("\n")))
    }

    /// Whether what has this name can be pressed now.
    #[track_caller]
    pub fn is_enabled(&self, name: &str) -> bool {
        !self.node(name).accesskit_node().is_disabled()
    }

    /// Whether something has just this name or text, or a name that begins with these parts of it.
    pub fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
            || self.harness.query_all_by(|node| begins_with(node.label().as_deref(), name)).next().is_some()
    }

    /// Whether something has this in its name or text.
    pub fn says(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// How soon the window asks to be painted again. The longest there is for not at all.
    pub fn repaint_delay(&self) -> Duration {
        self.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
    }

    /// Every name and text on the screen.
    fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive().map(|node| node.accesskit_node());
        nodes.filter_map(|node| node.label().or_else(|| node.value())).collect()
    }
}

/// Whether a name of several parts begins with these.
fn begins_with(label: Option<&str>, parts: &str) -> bool {
    label.and_then(|label| label.strip_prefix(parts)).is_some_and(|rest| rest.starts_with(" · "))
}

/// Whether every call that was made has returned or waits, and every program that can make no more is over.
pub fn at_rest(session: &Session) -> bool {
    use socketlab::trace::{Activity, CallState};
    let snapshot = session.snapshot();
    session.scenario().ids().all(|(id, participant)| match snapshot.activity(id) {
        Activity::Busy(call) => {
            matches!(snapshot.state(session.trace().call(call)), CallState::Waiting { .. })
        }
        Activity::Idle => {
            let has_calls = snapshot.next_step(id) < participant.script.len();
            has_calls || snapshot.open_sockets(id).next().is_some()
        }
        Activity::Ended | Activity::Killed => true,
    })
}
