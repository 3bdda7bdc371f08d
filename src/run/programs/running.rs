//! A program that runs: its process, its threads, its sockets. What the probe says of it becomes events of the run.

mod calls;
mod ending;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::breaks::Breaks;
use super::constants::Constants;
use super::message::Hello;
use super::naming::Names;
use super::out::Out;
use super::process::{Exit, Printed, Process};
use super::sockets::SharedDescriptors;
use super::source::{as_python, read_source};
use super::thread::{Rest, State, Thread};
use crate::kernel::Peer;
use crate::scenario::ParticipantId;
use crate::sockets::Payload;
use crate::trace::{ProgramEvent, Site, Unseen, What};

/// So many threads and child processes of a program have lifelines of their own at a time, and so many in all.
const MOST_THREADS: usize = 128;
const MOST_LIFELINES: usize = 1000;
/// A thread that sleeps so long in something that is no call has come to rest, as far as anybody can tell.
const QUIET: Duration = Duration::from_millis(12);
/// A program that says nothing any more and has not ended by then goes on without its probe.
const LONG_END: Duration = Duration::from_millis(500);
/// An interpreter that has not said hello by then will not.
const SILENCE: Duration = Duration::from_secs(5);

/// What has been heard of an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interpreter {
    Starting,
    Greeted,
    /// It will not say hello.
    Silent,
}

/// What a thread that says hello is told.
pub(super) enum Welcome {
    /// It is listened to, and is to ask before each call or not.
    Seen { holds: bool },
    /// There is no lifeline for it: it goes on by itself.
    Unseen,
    /// It is not what it says.
    Refused,
}

/// A program that was started.
pub(super) struct Running {
    pub id: ParticipantId,
    name: String,
    pub process: Process,
    pub token: String,
    /// Whether its threads make their calls without being told.
    pub released: bool,
    pub killed: bool,
    exit: Option<Exit>,
    started: Instant,
    interpreter: Interpreter,
    pub threads: Vec<Thread>,
    /// Whether there are more than have lifelines.
    has_more: bool,
    /// Of all programs of the run.
    descriptors: SharedDescriptors,
    constants: Constants,
    names: Names,
    /// Processes that have become other programs, and have not told with which sockets.
    begins_anew: HashSet<u32>,
    /// The files that it has told of, by the names that it has for them.
    files: HashMap<String, Arc<str>>,
    texts: HashMap<Arc<str>, String>,
    sites: HashSet<Arc<Site>>,
}

impl Running {
    pub fn new(
        id: ParticipantId,
        name: String,
        process: Process,
        token: String,
        sockets_before: u32,
        descriptors: SharedDescriptors,
    ) -> Self {
        let pid = process.pid();
        let main = Thread {
            who: id,
            pid,
            process: None,
            id: pid.into(),
            is_main: true,
            connection: None,
            released: false,
            folder: String::new(),
            codes: HashMap::new(),
            sockets: sockets_before,
            of_pairs: 0,
            state: State::Between,
            reads: false,
            heard: Instant::now(),
        };
        Self {
            id,
            name,
            process,
            token,
            released: false,
            killed: false,
            exit: None,
            started: Instant::now(),
            interpreter: Interpreter::Starting,
            threads: vec![main],
            has_more: false,
            descriptors,
            constants: Constants::default(),
            names: Names::default(),
            begins_anew: HashSet::new(),
            files: HashMap::new(),
            texts: HashMap::new(),
            sites: HashSet::new(),
        }
    }

    /// Whether nothing more comes of it.
    pub fn is_over(&self) -> bool {
        self.exit.is_some() && self.threads.iter().all(|thread| matches!(thread.state, State::Over))
    }

    /// Whether a probe waits for nothing of this program: it has said hello, or will not.
    fn has_shown_itself(&self) -> bool {
        self.interpreter != Interpreter::Starting || self.exit.is_some()
    }

    pub fn thread_of(&mut self, connection: usize) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.connection == Some(connection))
    }

    pub fn thread(&mut self, who: ParticipantId) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.who == who)
    }

    /// The text of the file that it was started with.
    pub fn read_main(&mut self, path: &Path, out: &mut Out) {
        let Some(name) = path.file_name().map(|name| as_python(name.as_ref())) else { return };
        let full: Arc<str> = as_python(path).into();
        self.files.insert(name, Arc::clone(&full));
        self.read_file(&full, path, super::monotonic(), out);
    }

    /// Reads a file from which a call is made, once.
    fn read_file(&mut self, full: &Arc<str>, path: &Path, at: u64, out: &mut Out) {
        if full.is_empty() || full.starts_with('<') || self.texts.contains_key(full) {
            return;
        }
        let text = read_source(path).ok();
        if let Some(text) = &text {
            let source = ProgramEvent::Source { file: Arc::clone(full), text: text.as_str().into() };
            out.shows_at(at, self.id, source);
        }
        self.texts.insert(Arc::clone(full), text.unwrap_or_default());
    }

    /// A thread has said hello. What it says of its process has to be what the kernel says: by that number it is looked at, and
    /// killed.
    pub fn joins(
        &mut self,
        (connection, peer): (usize, Option<&Arc<Peer>>),
        hello: &Hello,
        breaks: &Breaks,
        fresh_id: impl FnOnce() -> ParticipantId,
        out: &mut Out,
    ) -> Welcome {
        let own = self.process.pid();
        let Some(peer) = peer.filter(|peer| peer.pid() == hello.pid && peer.belongs_to(own, &self.token))
        else {
            return Welcome::Refused;
        };
        if self.interpreter != Interpreter::Greeted {
            self.interpreter = Interpreter::Greeted;
            let greeted = ProgramEvent::Greeted { version: hello.version.as_str().into() };
            out.shows_at(hello.at, self.id, greeted);
        }
        let at = match self.threads.iter().position(|t| t.pid == hello.pid && t.id == hello.thread) {
            // It speaks from somewhere already; or it has become another program, whose calls begin anew.
            Some(at) if self.threads[at].connection.is_some() => return Welcome::Refused,
            Some(at) => at,
            None => match self.gives_lifeline(hello, peer, fresh_id, out) {
                Some(at) => at,
                None => return Welcome::Unseen,
            },
        };
        self.descriptors.open().speaks(hello.parent, hello.forked, hello.pid);
        // A process that has become another program has closed what it had, but for what it tells next.
        if hello.is_main && hello.forked == 0 {
            self.begins_anew.insert(hello.pid);
        }
        let thread = &mut self.threads[at];
        thread.process = (hello.pid != own).then(|| Arc::clone(peer));
        thread.connection = Some(connection);
        thread.folder.clone_from(&hello.folder);
        thread.codes.clear();
        thread.heard = Instant::now();
        Welcome::Seen { holds: !thread.released || !breaks.is_empty() }
    }

    /// A lifeline for a thread that is new. `None` where there are too many.
    fn gives_lifeline(
        &mut self,
        hello: &Hello,
        peer: &Arc<Peer>,
        fresh_id: impl FnOnce() -> ParticipantId,
        out: &mut Out,
    ) -> Option<usize> {
        let alive = self.threads.iter().filter(|thread| !matches!(thread.state, State::Over)).count();
        if alive >= MOST_THREADS || self.threads.len() >= MOST_LIFELINES {
            if !std::mem::replace(&mut self.has_more, true) {
                out.shows(self.id, ProgramEvent::Unseen(Unseen::Threads));
            }
            return None;
        }
        let name = if hello.is_main {
            format!("{} · pid {}", self.name, hello.pid)
        } else {
            format!("{} · {}", self.name, hello.thread_name)
        };
        let who = fresh_id();
        let (pid, thread) = (hello.pid, hello.thread);
        out.shows_at(hello.at, who, ProgramEvent::Joined { of: self.id, name: name.into(), pid, thread });
        self.threads.push(Thread {
            who,
            pid,
            process: (pid != self.process.pid()).then(|| Arc::clone(peer)),
            id: thread,
            is_main: hello.is_main,
            connection: None,
            released: self.released,
            folder: String::new(),
            codes: HashMap::new(),
            sockets: 0,
            of_pairs: 0,
            state: State::Between,
            reads: false,
            heard: Instant::now(),
        });
        Some(self.threads.len() - 1)
    }

    /// Looks at its processes: which have ended, and which calls have begun to wait.
    pub fn look(&mut self, out: &mut Out) {
        let pid = self.process.pid();
        let silent = |t: &&Thread| t.pid != pid && t.connection.is_none() && !matches!(t.state, State::Over);
        let is_gone =
            |t: &&Thread| t.process.as_ref().is_none_or(|process| process.task(t.pid.into()).is_none());
        let gone: HashSet<u32> = self.threads.iter().filter(silent).filter(is_gone).map(|t| t.pid).collect();
        for child in gone {
            self.process_ends(child, out);
        }
        for thread in &mut self.threads {
            if let Some(awaited) = thread.begins_to_wait() {
                out.now(thread.who, What::Waiting(awaited));
            }
            if thread.begins_to_read() {
                out.shows(thread.who, ProgramEvent::AwaitsInput);
            }
        }
    }

    /// Whether it has begun to exit: it is worth while to look again soon.
    pub fn is_ending(&self) -> bool {
        self.exit.is_none()
            && self.interpreter == Interpreter::Greeted
            && self.threads.first().is_some_and(|main| main.connection.is_none())
    }

    /// Takes in what it has printed. Answers whether there is more.
    pub fn print(&mut self, out: &mut Out) -> bool {
        let id = self.id;
        self.process.printed(|printed| {
            out.shows(
                id,
                match printed {
                    Printed::Line(stream, line) => {
                        ProgramEvent::Printed { stream, data: Payload::from(line) }
                    }
                    Printed::TooMuch => {
                        ProgramEvent::Unseen(Unseen::Output { kept: super::process::MOST_PRINTED })
                    }
                },
            );
        })
    }

    /// Says so where its interpreter has not said hello in all this time.
    pub fn notice_silence(&mut self, out: &mut Out) {
        if self.is_ending() && self.threads.first().is_some_and(|main| main.heard.elapsed() >= LONG_END) {
            self.interpreter = Interpreter::Silent;
            out.shows(self.id, ProgramEvent::Unseen(Unseen::Lost));
        }
        if !self.has_shown_itself() && self.started.elapsed() >= SILENCE {
            self.is_silent_now(out);
        }
    }

    fn is_silent_now(&mut self, out: &mut Out) {
        self.interpreter = Interpreter::Silent;
        let version = super::interpreter::version_of(&self.process.interpreter);
        let unseen = match version {
            Some(version) if !super::interpreter::is_new_enough(&version) => {
                Unseen::TooOld { version: version.as_str().into() }
            }
            _ => Unseen::NoHello,
        };
        out.shows(self.id, ProgramEvent::Unseen(unseen));
    }

    /// Whether its interpreter has yet to say hello.
    pub fn is_starting(&self) -> bool {
        !self.has_shown_itself()
    }

    /// Whether it goes on only when it is told to, or when somebody else does something.
    pub fn is_at_rest(&self) -> bool {
        if self.is_over() {
            return true;
        }
        if self.killed || self.is_ending() || !self.has_shown_itself() {
            return false;
        }
        self.threads.iter().all(|thread| match thread.rest() {
            Rest::Still => true,
            Rest::Asleep => thread.heard.elapsed() >= QUIET,
            Rest::Busy => false,
        })
    }
}
