//! What there is to be seen: the list of screens that pictures are taken of. Each run of the catalogue at its start, middle
//! and end, each in another look, so that all of them together cover every look; what can be opened over a run; and windows
//! of other sizes. A new theme, language, scenario or recording is in it by itself.

use egui::{Key, Vec2};
use socketlab::scenario::{CATALOGUE, ParticipantId};
use socketlab::session::{Command, Notice, Selection, StartError, Trouble};
use socketlab::text::Language;
use socketlab::trace::Goal;
use socketlab::trace::recording::SAVED;
use socketlab::ui::{Action, Appearance, Request};

use crate::driver::{Look, Window, catalogued, written};
use crate::held;
use crate::stage::{self, When};

/// Opens a window in a look.
type Open = fn(Look) -> Window;

/// One picture.
pub struct Screen {
    pub name: String,
    pub open: Box<dyn Fn() -> Window + Send + Sync>,
}

/// The sizes that every run is seen in, in turn.
const SIZES: [Vec2; 3] = [Vec2::new(1280.0, 800.0), Vec2::new(1024.0, 700.0), Vec2::new(1920.0, 1080.0)];

/// The screen that a class sees.
const CLASS: Vec2 = Vec2::new(1280.0, 720.0);

/// The run that is shown where only the look matters: somebody waits in the middle of it.
const FIRST: &str = "01_tcp_pair.ron";
const THREE: &str = "05_two_clients_in_turn.ron";
const BYTES: &str = "07_stream_has_no_messages.ron";

/// The files of everything that can be shown without a file of one's own.
pub fn runs() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|entry| entry.file).chain(SAVED.iter().map(|saved| saved.file))
}

/// Every appearance but that of the desktop, which is one of the others.
fn appearances() -> Vec<Appearance> {
    let mut all = vec![Appearance::System.following()];
    while all[all.len() - 1].following() != all[0] {
        all.push(all[all.len() - 1].following());
    }
    all.retain(|appearance| *appearance != Appearance::System);
    all
}

/// A look, and its name.
#[derive(Clone)]
struct Dress {
    look: Look,
    appearance: Appearance,
}

impl Dress {
    /// Every appearance in every language and every size.
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for size in SIZES {
            for language in Language::all().iter().copied() {
                for appearance in appearances() {
                    all.push(Self { look: Look { size, language, ..Look::default() }, appearance });
                }
            }
        }
        all
    }

    fn name(&self) -> String {
        let Vec2 { x, y } = self.look.size;
        let appearance: &str = self.appearance.into();
        format!("{}_{appearance}_{x}x{y}", self.look.language.code())
    }

    /// Puts the appearance on.
    fn wear(&self, mut window: Window) -> Window {
        while window.harness.state().view().appearance != self.appearance {
            window.act(Action::ChangeAppearance);
        }
        window
    }
}

/// All of them.
pub fn all() -> Vec<Screen> {
    let dresses = Dress::all();
    // From one to the next a step that leads through all, in a mixed order.
    let mut turn = (0..).map(|n: usize| dresses[n * 7 % dresses.len()].clone());
    let mut all = Vec::new();
    let mut take = |name: &str, dress: Dress, open: Box<dyn Fn(Look) -> Window + Send + Sync>| {
        let name = format!("{name}_{}", dress.name());
        all.push(Screen {
            name,
            open: Box::new(move || {
                let mut window = dress.wear(open(dress.look));
                window.harness.run();
                window
            }),
        });
    };
    for file in runs() {
        for when in When::ALL {
            let name = format!("{}_{}", file.split('.').next().unwrap_or(file), when.name());
            let dress = turn.next().expect("without end");
            take(&name, dress, Box::new(move |look| stage::open(look, file, when)));
        }
    }
    // Each language and appearance of the same moment, to be laid beside each other.
    for dress in dresses.iter().filter(|dress| dress.look.size == SIZES[0]) {
        take("look", dress.clone(), Box::new(|look| stage::open(look, FIRST, When::Middle)));
    }
    // What a class sees: the pair from its start to its end, and each run in the midst of it.
    for when in When::ALL {
        for appearance in [Appearance::Light, Appearance::Dark] {
            let mut dress = turn.next().expect("without end");
            (dress.look.size, dress.appearance) = (CLASS, appearance);
            let name = format!("class_pair_{}", when.name());
            take(
                &name,
                dress,
                Box::new(move |look| with(stage::open(look, FIRST, when), &[Action::Project])),
            );
        }
    }
    for file in runs() {
        let mut dress = turn.next().expect("without end");
        dress.look.size = CLASS;
        let name = format!("class_{}", file.split('.').next().unwrap_or(file));
        let open = move |look| with(stage::open(look, file, When::Middle), &[Action::Project]);
        take(&name, dress, Box::new(open));
    }
    for (width, height) in [(720.0, 480.0), (2560.0, 1440.0), (3840.0, 2160.0)] {
        let mut dress = turn.next().expect("without end");
        dress.look.size = Vec2::new(width, height);
        take("size", dress, Box::new(|look| stage::open(look, FIRST, When::Middle)));
    }
    for (name, open) in OPENED {
        for _ in 0..2 {
            take(name, turn.next().expect("without end"), Box::new(*open));
        }
    }
    all
}

/// What can be opened, folded or asked for over a run.
pub const OPENED: &[(&str, Open)] = &[
    ("sockets", |look| with(stage::open(look, THREE, When::Middle), &[Action::ShowSockets])),
    ("bytes", |look| with(stage::open(look, BYTES, When::End), &[Action::ShowBytes])),
    ("events", |look| with(stage::open(look, THREE, When::End), &[Action::ShowEvents])),
    // Of the past, as those of now are the machine's.
    ("ports", |look| {
        with(stage::open(look, THREE, When::End), &[Action::BackCall, Action::BackCall, Action::ShowPorts])
    }),
    ("output", |look| with(look.open_recording(held::server()), &[Action::ShowOutput])),
    ("comparison", |look| with(stage::open(look, FIRST, When::End), &[Action::ShowComparison])),
    ("past", |look| {
        let mut window = stage::open(look, THREE, When::End);
        let middle = When::Middle.of(window.session().trace());
        window.fulfil(Request::Tell(Command::Seek(Goal::Moment(middle))));
        window
    }),
    ("folded", |look| {
        let window = stage::open(look, FIRST, When::Middle);
        let code = if window.harness.state().view().shows_code { &[Action::ShowCode][..] } else { &[] };
        with(with(window, code), &[Action::ShowCall, Action::ShowTimeline])
    }),
    ("unfolded", |look| {
        let window = stage::open(look, THREE, When::Middle);
        let code = if window.harness.state().view().shows_code { &[][..] } else { &[Action::ShowCode] };
        with(window, code)
    }),
    ("keys", |look| with(stage::open(look, FIRST, When::Start), &[Action::ShowShortcuts])),
    ("call_now", |look| with(stage::open(look, FIRST, When::Middle), &[Action::CallNow])),
    ("line", |look| {
        let mut window = stage::open(look, FIRST, When::Start);
        let line = Selection::Written { participant: ParticipantId(1), line: 2 };
        window.fulfil(Request::Tell(Command::Select(Some(line))));
        window
    }),
    ("note", |look| with(stage::open(look, FIRST, When::Middle), &[Action::Bookmark])),
    ("scenarios", |look| {
        let mut window = stage::open(look, FIRST, When::Start);
        let title = catalogued(FIRST);
        let title = title.title.get(look.language.code());
        window.click(&format!("{}: {title}", look.language.scenarios()));
        window
    }),
    ("menu", |look| with(stage::open(look, FIRST, When::Start), &[Action::OpenMenu])),
    ("command_palette", |look| with(stage::open(look, FIRST, When::Middle), &[Action::ShowCommands])),
    ("what_is_what", |look| with(stage::open(look, FIRST, When::Middle), &[Action::ShowParts])),
    ("nobody", |look| with(stage::open(look, FIRST, When::Start), &[Action::New])),
    ("notice", |look| {
        let mut window = stage::open(look, FIRST, When::Middle);
        let trouble = Trouble::Poller("Too many open files (os error 24)".into());
        let notice = Notice::Start(StartError { participant: None, trouble });
        window.fulfil(Request::Tell(Command::Notify(notice)));
        window
    }),
    ("failed", |look| {
        // The first call that failed is explained.
        let mut window = stage::open(look, "08_wrong_orders.ron", When::End);
        let trace = window.session().trace();
        let failed = trace
            .calls()
            .iter()
            .position(|call| trace.outcome_of(call).is_some_and(|outcome| !outcome.is_success()));
        for _ in failed.unwrap_or_default() + 1..trace.calls().len() {
            window.press(Key::ArrowUp);
        }
        window
    }),
    ("reaching_out", |look| {
        let far = "Participant(name: \"cliente\", role: Client, script: [\
            Socket(socket: \"s\", family: Inet, kind: Dgram), \
            SendTo(socket: \"s\", data: Text(\"x\"), to: \"192.0.2.1:9\"), \
            SendTo(socket: \"s\", data: Text(\"x\"), to: \"example.org:9\"), \
            SendTo(socket: \"s\", data: Text(\"x\"), to: \"255.255.255.255:9\"), \
            Socket(socket: \"u\", family: Unix, kind: Stream), Connect(socket: \"u\", to: \"unix:/run/x.sock\")])";
        with(look.open(written(far)), &[Action::Step])
    }),
];

/// The window after these.
fn with(mut window: Window, actions: &[Action]) -> Window {
    for action in actions {
        window.act(*action);
    }
    window
}
