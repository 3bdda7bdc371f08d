//! Programs of people, as they are, watched call by call: held and let go, beside participants of ours, with their threads and
//! children, with what they print, and with whatever can go wrong. Skipped where there is no Python; in CI there must be one.

#[path = "../driver/mod.rs"]
mod driver;

mod bad;
mod downfall;
mod drawn;
mod holding;
mod leaving;
mod mixed;
mod output;
mod recorded;
mod threads;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use socketlab::scenario::{Participant, ParticipantId, Scenario};
use socketlab::session::{Command, Input, Session, Setting, scenario_of};
use socketlab::trace::{Activity, CallState, ProgramEvent, Stream, Trace, What};

use driver::{Driven, has_python};

/// Programs in a folder of their own.
struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with these programs, by name and text.
    fn of(programs: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in programs {
            std::fs::write(folder.path(name), text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A session of these programs, which a person has named.
    fn watch(&self, names: &[&str]) -> Watched {
        let files: Vec<_> = names.iter().map(|name| self.path(name)).collect();
        Watched::of(scenario_of(&files))
    }
}

/// A session with programs that may be run.
struct Watched {
    driven: Driven,
}

impl Watched {
    fn of(scenario: Scenario) -> Self {
        let mut session = Session::open(scenario, Arc::new(|| {}));
        session.allow_all();
        session.set_programs(Setting { input: Input::Typed, ..Setting::default() });
        Self { driven: Driven { session } }
    }

    fn trace(&self) -> &Trace {
        self.driven.session.trace()
    }

    fn apply(&mut self, command: Command) {
        self.driven.session.apply(command);
    }

    /// Lets a thread make its next call, or starts its program. Gives what it is before or in then: `held: bind`, `waits: accept`.
    #[track_caller]
    fn step(&mut self, who: ParticipantId) -> String {
        let before = self.trace().live();
        self.apply(Command::Step(who));
        self.driven.until("a step", |session| {
            let news = &session.trace().events()[before.0..];
            news.iter().any(|event| event.participant == who && is_rest(&event.what)).then_some(())
        });
        self.stand(who)
    }

    /// What a thread is before or in.
    #[track_caller]
    fn stand(&mut self, who: ParticipantId) -> String {
        self.driven.until("rest", |session| stand(session, who))
    }

    /// Waits until a thread stands so.
    #[track_caller]
    fn comes_to(&mut self, who: ParticipantId, wanted: &str) {
        self.driven.until(wanted, |session| (stand(session, who)? == wanted).then_some(()));
    }

    /// Everything as fast as it goes, to the end.
    #[track_caller]
    fn run(&mut self) {
        self.apply(Command::RunFreely);
        self.driven.until("the end", |session| session.is_over().then_some(()));
    }

    /// The next steps of everybody, in turn, to the end.
    #[track_caller]
    fn step_to_the_end(&mut self) {
        self.apply(Command::SetPace(std::time::Duration::ZERO));
        self.apply(Command::Play);
        self.driven.until("the end", |session| session.is_over().then_some(()));
    }

    /// What a program has printed.
    fn printed(&self, who: ParticipantId, stream: Stream) -> String {
        let shown = self.trace().at(self.trace().live()).shown_by(who);
        let parts = shown.filter_map(|(_, shown)| match shown {
            ProgramEvent::Printed { stream: on, data } if *on == stream => Some(data.to_text().into_owned()),
            _ => None,
        });
        parts.collect()
    }

    /// How the process of a program ended.
    fn exit(&self, who: ParticipantId) -> (Option<i32>, Option<i32>) {
        self.trace().at(self.trace().live()).exit_of(who).expect("it has ended")
    }

    /// The calls of a participant, as its program names them, with what came of them.
    fn calls(&self, who: ParticipantId) -> Vec<String> {
        let snapshot = self.trace().at(self.trace().live());
        let calls = snapshot.calls_of(who).iter().map(|id| self.trace().call(*id));
        calls
            .map(|call| {
                let outcome = self.trace().outcome_of(call).map_or("open".into(), driver::word);
                format!("{} {outcome}", call.function())
            })
            .collect()
    }
}

/// Whether a thread goes no further by itself after this.
fn is_rest(what: &What) -> bool {
    match what {
        What::Held { .. } | What::Waiting(_) | What::Ended | What::Killed => true,
        What::Program(shown) => **shown == ProgramEvent::AwaitsInput,
        _ => false,
    }
}

fn stand(session: &Session, who: ParticipantId) -> Option<String> {
    let snapshot = session.snapshot();
    if let Some(held) = snapshot.held(who) {
        return Some(format!("held: {}", held.site.method));
    }
    match snapshot.activity(who) {
        Activity::Ended => Some("over".into()),
        Activity::Killed => Some("killed".into()),
        Activity::Busy(id) => {
            let call = session.trace().call(id);
            let waits = matches!(snapshot.state(call), CallState::Waiting { .. });
            waits.then(|| format!("waits: {}", call.function()))
        }
        Activity::Idle => snapshot.awaits_input(who).then(|| "reads".into()),
    }
}

/// A scenario of ours with a program for one of its participants.
fn with_program(scenario: &Scenario, place: usize, file: &Path) -> Scenario {
    let mut scenario = scenario.clone();
    let program = scenario_of(&[file.to_owned()]).participants.remove(0);
    let ours = &mut scenario.participants[place];
    *ours = Participant { id: ours.id, role: ours.role, ..program };
    scenario
}

const SERVER: &str = "\
import socket
import sys

servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.bind(('localhost', int(sys.argv[1]) if len(sys.argv) > 1 else 0))
servidor.listen(1)
print('escucha', flush=True)
conexion, addr = servidor.accept()
mensaje = conexion.recv(1024)
print('recibido:', mensaje.decode('utf-8'))
conexion.sendall(b'Hola, cliente')
conexion.close()
servidor.close()
";

const CLIENT: &str = "\
import socket
import sys

cliente = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cliente.connect(('localhost', int(sys.argv[1])))
cliente.send('Hola, señor'.encode('utf-8'))
print('recibido:', cliente.recv(1024).decode('utf-8'))
cliente.close()
";
