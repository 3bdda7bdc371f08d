//! What a file would do beyond this machine's loopback and the Unix sockets of its own run is asked for before it is done, however
//! the file comes to do it: by a script, by a change that is taken back, by a run that is made again. Nothing here leaves the
//! machine: what is refused is not called, and what is allowed are Unix sockets in a folder of the test.

#[path = "../driver/mod.rs"]
mod driver;

mod again;
mod by_hand;
mod exposed;
mod scripts;
mod terminal;

use std::os::unix::net::{UnixDatagram, UnixListener};
use std::sync::Arc;
use std::time::Duration;

use socketlab::scenario::{
    Beyond, CATALOGUE, Consent, Document, Edit, ParticipantId, Place, Scenario, Step, Template,
};
use socketlab::session::{Command, Manner, Notice, Question, Session, beyond_when_repeated};
use socketlab::sockets::Call;
use socketlab::trace::recording::SAVED;
use socketlab::trace::{Activity, Moment};
use tempfile::TempDir;

use driver::{
    A, B, Driven, bind, connect, endpoint, listen, make, recvfrom, scenario, send, sendto, sleep, tcp, udp,
    unix, unix_dgram, word,
};

use socketlab::sockets::{Family, Kind};

/// Nobody has these addresses (RFC 5737).
const FAR: &str = "192.0.2.1:9";

/// A scenario as it would stand in a file, on the ports that it names.
fn file(scripts: impl IntoIterator<Item = Vec<Call>>) -> Driven {
    Driven::open_as_written(scenario(scripts))
}

fn tick(run: &mut Driven) {
    run.session.tick(Duration::ZERO);
}

/// The addresses that are asked for.
#[track_caller]
fn asked(run: &Driven) -> Vec<String> {
    match run.session.question() {
        Some(Question::Reach(beyond)) => addresses(beyond),
        other => panic!("{other:?} is asked; until then:\n{}", run.story()),
    }
}

fn addresses(beyond: &[Beyond]) -> Vec<String> {
    beyond.iter().map(|one| one.call.address().unwrap().to_string()).collect()
}

/// Waits for the question.
#[track_caller]
fn until_asked(run: &mut Driven) -> Vec<String> {
    run.until_noted("a question", |session| session.question().map(|_| ()));
    asked(run)
}

fn answer(run: &mut Driven, allowed: bool) {
    run.session.apply(Command::Answer { allowed });
}

/// Steps a participant through calls that reach nothing, until a question is asked.
#[track_caller]
fn step_until_asked(run: &mut Driven, who: ParticipantId) -> Vec<String> {
    for _ in 0..100 {
        run.session.apply(Command::Step(who));
        let before = run.calls(who).len();
        let is_asked = run.until_noted("a step, or a question", |session| {
            let made = session.snapshot().calls_of(who).len() > before;
            let idle = session.snapshot().activity(who) == Activity::Idle;
            session.question().map(|_| true).or((made && idle).then_some(false))
        });
        if is_asked {
            return asked(run);
        }
    }
    panic!("nothing is asked:\n{}", run.story());
}

/// Whether a call with this address was made.
fn called(session: &Session, address: &str) -> bool {
    let address = Some(address.parse().unwrap());
    session.trace().calls().iter().any(|record| record.call.address().cloned() == address)
}

/// A socket of somebody else's, as far as a run is concerned.
struct Outside {
    folder: TempDir,
}

impl Outside {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn address(&self, name: &str) -> String {
        format!("unix:{}", self.folder.path().join(name).display())
    }

    fn listener(&self, name: &str) -> UnixListener {
        let listener = UnixListener::bind(self.folder.path().join(name)).unwrap();
        listener.set_nonblocking(true).unwrap();
        listener
    }

    fn datagrams(&self, name: &str) -> UnixDatagram {
        let socket = UnixDatagram::bind(self.folder.path().join(name)).unwrap();
        socket.set_nonblocking(true).unwrap();
        socket
    }
}

fn knocks(at: &UnixListener) -> bool {
    at.accept().is_ok()
}

fn insert(id: ParticipantId, at: Place, call: Call) -> Command {
    Command::Edit(Edit::Insert { id, at, step: Step::Call(Arc::new(call)) })
}

fn replace(id: ParticipantId, line: u32, call: Call) -> Command {
    Command::Edit(Edit::Replace { id, line, call: Arc::new(call) })
}

fn by_hand(run: &mut Driven, who: ParticipantId, call: Call) -> String {
    let before = run.trace().calls().len();
    run.session.apply(Command::CallNow { participant: who, call: Arc::new(call) });
    run.until("a call by hand", |session| {
        session.trace().outcome_of(session.trace().calls().get(before)?).map(word)
    })
}

fn free_port() -> u16 {
    let wanted = std::collections::BTreeSet::from([1]);
    socketlab::run::free_ports(&wanted).unwrap()[&1]
}
