//! A program that runs: its process, its threads, its sockets. What the probe says of it becomes events of the run.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal as Unix;

use super::breaks::Breaks;
use super::connection::Answer;
use super::marshal::Value;
use super::message::{Called, Exception, Hello, Message};
use super::process::{Exit, Printed, Process};
use super::sockets::{Descriptor, Descriptors};
use super::source::{assigned, read_source};
use super::thread::{Pending, Rest, State, Thread};
use super::translate::{self, Asked, On};
use crate::scenario::ParticipantId;
use crate::sockets::{Call, Outcome, Payload, SocketId, SocketOpened};
use crate::trace::{Event, Frame, Origin, ProgramEvent, Site, Unseen, What};

/// So many threads and child processes of a program have lifelines of their own.
const MOST_THREADS: usize = 128;
/// A thread that sleeps so long in something that is no call has come to rest, as far as anybody can tell.
const QUIET: Duration = Duration::from_millis(12);
/// An interpreter that has not said hello by then will not.
const SILENCE: Duration = Duration::from_secs(5);

/// Where events go, with the clock of the run.
pub(super) struct Out {
    pub events: Vec<Event>,
    /// The time of the run's beginning, in nanoseconds of the monotonic clock.
    pub began: u64,
    /// What is said to threads: to which connection, what.
    pub answers: Vec<(usize, Answer)>,
}

impl Out {
    /// Something happened at this time of the monotonic clock.
    fn at(&mut self, time: u64, participant: ParticipantId, what: What) {
        self.events.push(Event { at: time.saturating_sub(self.began), participant, what });
    }

    /// Something happened now.
    pub fn now(&mut self, participant: ParticipantId, what: What) {
        self.at(super::monotonic(), participant, what);
    }

    pub fn shows(&mut self, participant: ParticipantId, shown: ProgramEvent) {
        self.shows_at(super::monotonic(), participant, shown);
    }

    fn shows_at(&mut self, time: u64, participant: ParticipantId, shown: ProgramEvent) {
        self.at(time, participant, What::Program(Arc::new(shown)));
    }

    fn answer(&mut self, connection: Option<usize>, answer: Answer) {
        self.answers.extend(connection.map(|connection| (connection, answer)));
    }
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
    greeted: bool,
    is_silent: bool,
    pub threads: Vec<Thread>,
    /// Whether there are more than have lifelines.
    has_more: bool,
    descriptors: Descriptors,
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
    ) -> Self {
        let pid = process.pid();
        let main = Thread {
            who: id,
            pid,
            id: pid.into(),
            is_main: true,
            connection: None,
            released: false,
            folder: String::new(),
            codes: HashMap::new(),
            sockets: sockets_before,
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
            greeted: false,
            is_silent: false,
            threads: vec![main],
            has_more: false,
            descriptors: Descriptors::default(),
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
        self.greeted || self.is_silent || self.exit.is_some()
    }

    pub fn thread_of(&mut self, connection: usize) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.connection == Some(connection))
    }

    pub fn thread(&mut self, who: ParticipantId) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|thread| thread.who == who)
    }

    /// The text of the file that it was started with.
    pub fn read_main(&mut self, path: &Path, out: &mut Out) {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
        let full: Arc<str> = path.to_string_lossy().into();
        self.files.insert(name, Arc::clone(&full));
        self.read_file(&full, super::monotonic(), out);
    }

    /// Reads a file from which a call is made, once.
    fn read_file(&mut self, full: &Arc<str>, at: u64, out: &mut Out) {
        if full.starts_with('<') || self.texts.contains_key(full) {
            return;
        }
        let text = read_source(Path::new(&**full)).ok();
        if let Some(text) = &text {
            let source = ProgramEvent::Source { file: Arc::clone(full), text: text.as_str().into() };
            out.shows_at(at, self.id, source);
        }
        self.texts.insert(Arc::clone(full), text.unwrap_or_default());
    }

    /// A thread has said hello.
    pub fn joins(
        &mut self,
        connection: usize,
        hello: &Hello,
        breaks: &Breaks,
        fresh_id: impl FnOnce() -> ParticipantId,
        out: &mut Out,
    ) -> Welcome {
        if !self.greeted {
            self.greeted = true;
            let greeted = ProgramEvent::Greeted { version: hello.version.as_str().into() };
            out.shows_at(hello.at, self.id, greeted);
        }
        let at = match self.threads.iter().position(|t| t.pid == hello.pid && t.id == hello.thread) {
            // It speaks from somewhere already; or it has become another program, whose calls begin anew.
            Some(at) if self.threads[at].connection.is_some() => return Welcome::Refused,
            Some(at) => at,
            None => match self.gives_lifeline(hello, fresh_id, out) {
                Some(at) => at,
                None => return Welcome::Unseen,
            },
        };
        let thread = &mut self.threads[at];
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
        fresh_id: impl FnOnce() -> ParticipantId,
        out: &mut Out,
    ) -> Option<usize> {
        if self.threads.len() >= MOST_THREADS {
            if !std::mem::replace(&mut self.has_more, true) {
                out.shows(self.id, ProgramEvent::Unseen(Unseen::Threads));
            }
            return None;
        }
        let is_new_process = !self.threads.iter().any(|thread| thread.pid == hello.pid);
        if is_new_process {
            self.descriptors.fork(hello.parent, hello.pid);
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
            id: thread,
            is_main: hello.is_main,
            connection: None,
            released: self.released,
            folder: String::new(),
            codes: HashMap::new(),
            sockets: 0,
            state: State::Between,
            reads: false,
            heard: Instant::now(),
        });
        Some(self.threads.len() - 1)
    }

    /// Takes what a thread has said.
    pub fn hears(&mut self, connection: usize, at: u64, message: Message, breaks: &Breaks, out: &mut Out) {
        let Some(place) = self.threads.iter().position(|thread| thread.connection == Some(connection)) else {
            return;
        };
        self.threads[place].heard = Instant::now();
        self.threads[place].reads = false;
        let who = self.threads[place].who;
        match message {
            Message::Hello(_) => {} // a second one says nothing new
            Message::Code { id, file, function } => {
                let file = self.full_name(&file, place);
                self.threads[place].codes.insert(id, (file, function.into()));
            }
            Message::Call(called) => self.calls(place, &called, breaks, out),
            Message::Made { at } => self.is_made(place, at, out),
            Message::Returned { at, fd, result, extra } => {
                self.is_made(place, at, out);
                if let State::In(pending) = std::mem::replace(&mut self.threads[place].state, State::Between)
                {
                    self.returns(place, at, &pending, (fd, Ok((&result, &extra))), out);
                }
            }
            Message::Failed { at, exception } => {
                self.is_made(place, at, out);
                if let State::In(pending) = std::mem::replace(&mut self.threads[place].state, State::Between)
                {
                    self.returns(place, at, &pending, (-1, Err(&exception)), out);
                }
            }
            Message::Nested { call, ended, fd, end } => {
                let pending = self.pending(place, &call, out);
                out.at(call.at, who, called(&pending));
                let end = end.as_ref().map(|(result, extra)| (result, extra));
                self.returns(place, ended, &pending, (fd, end), out);
            }
            Message::Raised { exception, frames } => {
                let frames = frames
                    .iter()
                    .map(|(file, line, function)| Frame {
                        file: self.full_name(file, place),
                        line: *line,
                        function: function.as_str().into(),
                    })
                    .collect();
                let (exception, message) = (exception.name.into(), exception.message.into());
                let raised = ProgramEvent::Raised { exception, message, frames };
                out.at(at, who, What::Program(Arc::new(raised)));
            }
            Message::Tls => out.shows(who, ProgramEvent::Unseen(Unseen::Tls)),
            Message::Foreign { name } => {
                out.shows(who, ProgramEvent::Unseen(Unseen::ForeignLoop { name: name.into() }));
            }
        }
    }

    /// The whole name of a file that a thread told of.
    fn full_name(&mut self, file: &str, place: usize) -> Arc<str> {
        if let Some(known) = self.files.get(file) {
            return Arc::clone(known);
        }
        let full: Arc<str> = if file.starts_with('<') {
            file.into()
        } else {
            Path::new(&self.threads[place].folder).join(file).to_string_lossy().into()
        };
        self.files.insert(file.to_owned(), Arc::clone(&full));
        full
    }

    /// A call is about to be made, or waits to be let go.
    fn calls(&mut self, place: usize, said: &Called, breaks: &Breaks, out: &mut Out) {
        let mut pending = Box::new(self.pending(place, said, out));
        let thread = &mut self.threads[place];
        // A signal has cut off the one before where it could not be told.
        if let State::In(before) = &thread.state
            && before.called
        {
            out.at(said.at, thread.who, What::Returned(Outcome::Interrupted));
        }
        if !said.held {
            out.at(said.at, thread.who, called(&pending));
            pending.called = true;
            thread.state = State::In(pending);
            return;
        }
        let Origin::Program(site) = &pending.origin else { return };
        let stops = breaks.stops_at(site);
        if thread.released && !stops {
            let answer = if breaks.is_empty() { Answer::GoFree } else { Answer::Go };
            out.answer(thread.connection, answer);
            thread.state = State::In(pending);
            return;
        }
        thread.released = false;
        let (origin, call, socket) = (pending.origin.clone(), Arc::clone(&pending.call), pending.on);
        out.at(said.at, thread.who, What::Held { origin, call, socket });
        thread.state = State::Held(pending);
    }

    /// The call that was held is made.
    fn is_made(&mut self, place: usize, at: u64, out: &mut Out) {
        let thread = &mut self.threads[place];
        let state = std::mem::replace(&mut thread.state, State::Between);
        // What was held and ends without having been let go was ended by Ctrl-C.
        thread.state = match state {
            State::Held(mut pending) | State::In(mut pending) => {
                if !pending.called {
                    out.at(at, thread.who, called(&pending));
                    pending.called = true;
                    pending.since = Instant::now();
                }
                State::In(pending)
            }
            other => other,
        };
    }

    fn pending(&mut self, place: usize, said: &Called, out: &mut Out) -> Pending {
        let (file, function) = self.threads[place].codes.get(&said.code).cloned().unwrap_or_default();
        self.read_file(&file, said.at, out);
        let thread = &self.threads[place];
        let known = self.descriptors.get(thread.pid, said.fd);
        let socket = match known {
            Some(known) => known.name.clone(),
            None if said.fd >= 0 => format!("fd {}", said.fd),
            None => String::new(),
        };
        let makes = matches!(said.method.as_str(), "socket" | "adopt" | "accept");
        let new = if makes { self.new_name(&file, said.line, thread.sockets) } else { String::new() };
        let asked = Asked { method: &said.method, arguments: &said.arguments, socket: &socket, new: &new };
        let call = self.as_seen(translate::call(asked), thread.pid, said.fd);
        let kind = known.map(|known| known.kind);
        let on = known.map(|known| known.id).filter(|_| !matches!(call, Call::Socket { .. }));
        let site = Site {
            file,
            line: said.line,
            function,
            method: said.method.as_str().into(),
            via: said.via.as_str().into(),
        };
        Pending {
            method: said.method.clone(),
            call: Arc::new(call),
            origin: Origin::Program(self.site(site)),
            fd: said.fd,
            on,
            kind,
            called: false,
            waits: false,
            since: Instant::now(),
        }
    }

    /// A close that leaves the socket open, as another process has it too, closes nothing that anybody could see.
    fn as_seen(&self, call: Call, pid: u32, fd: i32) -> Call {
        match call {
            Call::Close { socket }
                if self
                    .descriptors
                    .get(pid, fd)
                    .is_some_and(|known| self.descriptors.copies(known.id) > 1) =>
            {
                Call::Function { name: "close".into(), socket: Some(socket), arguments: String::new() }
            }
            call => call,
        }
    }

    fn site(&mut self, site: Site) -> Arc<Site> {
        if let Some(known) = self.sites.get(&site) {
            return Arc::clone(known);
        }
        let site = Arc::new(site);
        self.sites.insert(Arc::clone(&site));
        site
    }

    /// The name of the variable that a line gives a new socket.
    fn new_name(&self, file: &Arc<str>, line: u32, index: u32) -> String {
        let text = self.texts.get(file).map_or("", String::as_str);
        let line = (line as usize).checked_sub(1).and_then(|at| text.lines().nth(at));
        line.and_then(assigned).unwrap_or_else(|| format!("s{}", index + 1))
    }

    /// A call has ended.
    fn returns(
        &mut self,
        place: usize,
        at: u64,
        pending: &Pending,
        (fd, end): (i32, Result<(&Value, &Value), &Exception>),
        out: &mut Out,
    ) {
        let (who, pid) = (self.threads[place].who, self.threads[place].pid);
        let Ok((result, extra)) = end else {
            if let Err(exception) = end {
                out.at(at, who, What::Returned(translate::raised(exception)));
            }
            return;
        };
        let makes = matches!(*pending.call, Call::Socket { .. } | Call::Accept { .. });
        let opened = (makes && fd >= 0).then(|| self.opens(place, pending, fd));
        let known = self.descriptors.get(pid, pending.fd);
        let species = match *pending.call {
            Call::Socket { family, .. } => Some(family),
            _ => known.map(|known| known.family),
        };
        let on = On { family: species, local: known.and_then(|known| known.local.as_ref()) };
        let outcome = translate::returned(&pending.call, result, extra, on, opened);
        self.learns(pid, pending, fd, &outcome);
        out.at(at, who, What::Returned(outcome));
    }

    /// A new socket has come into being on this descriptor.
    fn opens(&mut self, place: usize, pending: &Pending, fd: i32) -> SocketOpened {
        let thread = &mut self.threads[place];
        let id = SocketId { participant: thread.who.0, index: thread.sockets };
        thread.sockets += 1;
        let pid = thread.pid;
        let listener = self.descriptors.get(pid, pending.fd);
        let (family, kind) = match *pending.call {
            Call::Socket { family, kind, .. } => (family, kind),
            _ => listener
                .map_or((crate::sockets::Family::Inet, crate::sockets::Kind::Stream), |l| (l.family, l.kind)),
        };
        let name = pending.call.names_socket().unwrap_or_default().to_owned();
        self.descriptors.open(pid, fd, Descriptor { id, name, family, kind, local: None });
        SocketOpened { id, fd }
    }

    /// Takes note of what a call tells of its socket.
    fn learns(&mut self, pid: u32, pending: &Pending, fd: i32, outcome: &Outcome) {
        if pending.method == "close" && outcome.is_success() {
            self.descriptors.close(pid, pending.fd);
        }
        let local = match outcome {
            Outcome::Bound { local }
            | Outcome::Connected { local, .. }
            | Outcome::SentTo { from: local, .. } => Some((pending.fd, local)),
            Outcome::Accepted { local, .. } => Some((fd, local)),
            _ => None,
        };
        if let Some((fd, local)) = local
            && let Some(known) = self.descriptors.get_mut(pid, fd)
        {
            known.local = Some(local.clone());
        }
    }

    /// A thread says nothing more. A main thread is over with its process.
    pub fn falls_silent(&mut self, connection: usize, out: &mut Out) {
        let Some(place) = self.threads.iter().position(|t| t.connection == Some(connection)) else { return };
        self.threads[place].connection = None;
        if !self.threads[place].is_main {
            self.ends(place, out);
        }
    }

    /// A thread is over: a call that it is in never comes back.
    fn ends(&mut self, place: usize, out: &mut Out) {
        let thread = &mut self.threads[place];
        let state = std::mem::replace(&mut thread.state, State::Over);
        if matches!(state, State::Over) {
            return;
        }
        if let State::In(pending) = state
            && pending.called
        {
            out.now(thread.who, What::Returned(Outcome::Killed));
        }
        let is_killed = self.killed && thread.who == self.id;
        out.now(thread.who, if is_killed { What::Killed } else { What::Ended });
    }

    /// Looks at its processes: which have ended, and which calls have begun to wait.
    pub fn look(&mut self, out: &mut Out) {
        let pid = self.process.pid();
        let children: HashSet<u32> = self
            .threads
            .iter()
            .filter(|t| t.pid != pid && t.connection.is_none() && !matches!(t.state, State::Over))
            .map(|thread| thread.pid)
            .collect();
        for child in children {
            if crate::kernel::task(child, child.into()).is_none() {
                self.process_ends(child, out);
            }
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
            && self.greeted
            && self.threads.first().is_some_and(|main| main.connection.is_none())
    }

    /// Takes note of its end, once it has come and all that it said has been heard.
    pub fn reap(&mut self, out: &mut Out) {
        if self.exit.is_some() {
            return;
        }
        let Some(exit) = self.process.exit() else { return };
        self.exit = Some(exit);
        if !self.greeted {
            self.is_silent_now(out);
        }
        let pid = self.process.pid();
        self.print(out);
        // How it ended is told before its lifeline is over.
        self.close_all(pid, out);
        out.shows(self.id, ProgramEvent::Exited { code: exit.code, signal: exit.signal });
        self.process_ends(pid, out);
    }

    fn process_ends(&mut self, pid: u32, out: &mut Out) {
        self.close_all(pid, out);
        for place in 0..self.threads.len() {
            if self.threads[place].pid == pid {
                self.ends(place, out);
            }
        }
    }

    /// The kernel closes what a process has open when it ends.
    fn close_all(&mut self, pid: u32, out: &mut Out) {
        let lives = |t: &Thread| t.pid == pid && !matches!(t.state, State::Over);
        let Some(thread) = self.threads.iter_mut().find(|thread| lives(thread)) else { return };
        let who = thread.who;
        if let State::In(pending) = &thread.state
            && pending.called
        {
            thread.state = State::Between;
            out.now(who, What::Returned(Outcome::Killed));
        }
        let origin = if self.killed { Origin::Killed } else { Origin::ProgramEnd };
        for gone in self.descriptors.close_all(pid) {
            let call = Arc::new(Call::Close { socket: gone.name });
            out.now(who, What::Called { origin: origin.clone(), call, socket: Some(gone.id) });
            out.now(who, What::Returned(Outcome::Done));
        }
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
        if !self.has_shown_itself() && self.started.elapsed() >= SILENCE {
            self.is_silent_now(out);
        }
    }

    fn is_silent_now(&mut self, out: &mut Out) {
        if std::mem::replace(&mut self.is_silent, true) {
            return;
        }
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
            Rest::AtRest => true,
            Rest::Asleep => thread.heard.elapsed() >= QUIET,
            Rest::Busy => false,
        })
    }

    /// Kills what still runs of it and says that all its threads are over.
    pub fn abandon(&mut self, out: &mut Out) {
        self.kill();
        // Whoever was killed is gone at once; to ask for its end frees its number.
        self.process.wait();
        let pids: Vec<u32> = self.threads.iter().map(|thread| thread.pid).collect();
        for pid in pids {
            self.process_ends(pid, out);
        }
    }

    /// Ends it and whatever it has started, as a crash does.
    pub fn kill(&mut self) {
        self.killed = self.exit.is_none();
        self.process.signal(Unix::SIGKILL);
    }
}

fn called(pending: &Pending) -> What {
    What::Called { origin: pending.origin.clone(), call: Arc::clone(&pending.call), socket: pending.on }
}
