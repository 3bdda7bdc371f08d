//! The calls of a program's threads: what the probe tells of each becomes events.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::Running;
use crate::run::programs::breaks::Breaks;
use crate::run::programs::connection::Answer;
use crate::run::programs::marshal::Value;
use crate::run::programs::message::{Called, Exception, Inherited, Message, inode};
use crate::run::programs::naming;
use crate::run::programs::out::Out;
use crate::run::programs::sockets::Descriptor;
use crate::run::programs::thread::{Pending, State};
use crate::run::programs::translate::{self, Asked, MAKERS, On};
use crate::scenario::ParticipantId;
use crate::sockets::{Call, Endpoint, Errno, Outcome, SocketId, SocketOpened};
use crate::trace::{Frame, Origin, ProgramEvent, Site, Unseen, What};

/// What is called on no socket.
const HAVE_NO_SOCKET: [&str; 10] = [
    "getaddrinfo",
    "gethostbyname",
    "gethostbyname_ex",
    "gethostbyaddr",
    "getnameinfo",
    "select",
    "selectors",
    "poll",
    "epoll",
    "kqueue",
];

impl Running {
    /// Takes what a thread has said.
    pub fn hears(&mut self, connection: usize, at: u64, message: Message, breaks: &Breaks, out: &mut Out) {
        let Some(place) = self.threads.iter().position(|thread| thread.connection == Some(connection)) else {
            return;
        };
        self.threads[place].heard = Instant::now();
        self.threads[place].reads = false;
        let (who, pid) = (self.threads[place].who, self.threads[place].pid);
        let kept = match &message {
            Message::Holds(held) => held.iter().map(|held| held.fd).collect(),
            _ => Vec::new(),
        };
        if self.begins_anew.remove(&pid) {
            self.close_all(pid, &kept, out);
        }
        match message {
            Message::Hello(_) => {} // a second one says nothing new
            Message::Names(names) => self.constants.learn(names),
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
            Message::Failed { at, exception, extra } => {
                self.is_made(place, at, out);
                if let State::In(pending) = std::mem::replace(&mut self.threads[place].state, State::Between)
                {
                    self.returns(place, at, &pending, (-1, Err(&exception)), out);
                    self.meets(place, at, pending.fd, &extra, out);
                }
            }
            Message::Nested { call, ended, fd, end } => {
                let pending = self.pending(place, &call, out);
                self.descriptors.open().begins(&pending);
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
            Message::Fork { at } => self.descriptors.open().forks(pid, at),
            Message::Forked { at, child } => self.descriptors.open().forked(pid, at, child),
            Message::Spawned { child, descriptors } => {
                self.descriptors.open().spawns(pid, child, &descriptors);
            }
            Message::Holds(held) => self.holds(pid, &held),
            Message::Passes(passed) => {
                for fd in passed {
                    self.descriptors.open().passes(pid, fd);
                }
            }
            Message::Met { at, fd, local, peer } => {
                self.meets(place, at, fd, &Value::Items(vec![local, peer]), out);
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
            self.descriptors.open().begins(&pending);
            out.at(said.at, thread.who, called(&pending));
            pending.called = true;
            thread.state = State::In(pending);
            return;
        }
        let Origin::Program(site) = &pending.origin else { return };
        let stops = breaks.stops_at(site);
        if thread.released && !stops {
            let answer = if breaks.is_empty() { Answer::GoFree } else { Answer::Go };
            out.answer(thread.connection, said.number, answer);
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
        let (state, pid) = {
            let thread = &mut self.threads[place];
            (std::mem::replace(&mut thread.state, State::Between), thread.pid)
        };
        // What was held and ends without having been let go was ended by Ctrl-C.
        let state = match state {
            State::Held(mut pending) | State::In(mut pending) => {
                if !pending.called {
                    // Another process may have closed its copy while this one was held.
                    if translate::closes(&pending.method)
                        && let Some(socket) = pending.call.socket().map(str::to_owned)
                    {
                        let call = self.as_seen(Call::Close { socket }, pid, pending.on);
                        pending.call = Arc::new(call);
                    }
                    let thread = &self.threads[place];
                    self.descriptors.open().begins(&pending);
                    out.at(at, thread.who, called(&pending));
                    pending.called = true;
                    pending.since = Instant::now();
                }
                State::In(pending)
            }
            other => other,
        };
        self.threads[place].state = state;
    }

    fn pending(&mut self, place: usize, said: &Called, out: &mut Out) -> Pending {
        let (file, function) = self.threads[place].codes.get(&said.code).cloned().unwrap_or_default();
        self.read_file(&file, Path::new(&*file), said.at, out);
        for caller in &said.callers {
            if let Some((file, _)) = self.threads[place].codes.get(&caller.code).cloned() {
                self.read_file(&file, Path::new(&*file), said.at, out);
            }
        }
        let method = said.method.as_str();
        let is_maker = MAKERS.contains(&method);
        let is_of_pair = method == "socketpair";
        self.threads[place].of_pairs += usize::from(is_of_pair);
        let thread = &self.threads[place];
        let pid = thread.pid;
        // What makes a socket object for a descriptor tells which socket of the kernel that is: it may be one of the run's.
        let twin = if is_maker {
            self.descriptors.open().numbered(inode(said.arguments.at(4))).cloned()
        } else {
            None
        };
        let collected = inode(said.arguments.at(0));
        let known = twin.clone().or_else(|| {
            let descriptors = self.descriptors.open();
            let there = descriptors.get(pid, said.fd);
            // The descriptor of a socket that was collected may be another one's already.
            if said.via == "gc" && there.is_none_or(|there| there.inode != collected) {
                return descriptors.replaced(pid, collected).cloned();
            }
            there.cloned()
        });
        let socket: Arc<str> = match &known {
            Some(known) => Arc::clone(&known.name),
            None if HAVE_NO_SOCKET.contains(&method) || is_maker => "".into(),
            None => format!("fd {}", said.fd).into(),
        };
        let nth = if is_of_pair { (thread.of_pairs - 1) % 2 } else { 0 };
        let new =
            if is_maker || method == "accept" { self.new_name(place, said, nth) } else { String::new() };
        let asked = Asked {
            method,
            arguments: &said.arguments,
            socket: &socket,
            new: &new,
            family: known.as_ref().and_then(|known| known.family),
            is_foreign: said.is_odd
                || twin.is_some()
                || !is_maker && known.as_ref().is_some_and(|known| known.id.is_none()),
            constants: &self.constants,
        };
        let id = known.as_ref().and_then(|known| known.id);
        let call = self.as_seen(translate::call(asked), pid, id);
        let on = id.filter(|_| !matches!(call, Call::Socket { .. }));
        // A descriptor that is not the one that its socket was opened with, or of nothing that is known here.
        let is_other = known.as_ref().is_none_or(|known| known.id.is_none() || known.first != said.fd);
        let site = Site {
            file,
            line: said.line,
            function,
            method: method.into(),
            via: said.via.as_str().into(),
            fd: Some(said.fd).filter(|fd| *fd >= 0 && is_other),
        };
        Pending {
            method: method.to_owned(),
            call: Arc::new(call),
            origin: Origin::Program(self.site(site)),
            fd: said.fd,
            number: said.number,
            on,
            kind: known.and_then(|known| known.kind),
            twin: if is_maker { inode(said.arguments.at(4)) } else { 0 },
            new: new.into(),
            arguments: if is_maker { said.arguments.clone() } else { Value::None },
            called: false,
            waits: false,
            since: Instant::now(),
        }
    }

    /// A close that leaves the socket open, as another process has it too, closes nothing that anybody could see.
    fn as_seen(&self, call: Call, pid: u32, on: Option<SocketId>) -> Call {
        let Call::Close { socket } = call else { return call };
        let mut descriptors = self.descriptors.open();
        let copies = on.map(|id| {
            if descriptors.copies(id) > 1 {
                descriptors.look_at_others(pid, id);
            }
            descriptors.copies(id)
        });
        match copies {
            Some(2..) => {
                Call::Function { name: "close".into(), socket: Some(socket), arguments: String::new() }
            }
            _ => Call::Close { socket },
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

    /// The name that the program gives a new socket: of a pair, the one in this place.
    fn new_name(&mut self, place: usize, said: &Called, nth: usize) -> String {
        let Self { threads, texts, names, .. } = self;
        let thread = &threads[place];
        let callers = said.callers.iter().filter_map(|caller| {
            let (file, _) = thread.codes.get(&caller.code)?;
            Some((file, texts.get(file)?.as_str(), *caller))
        });
        let value = match said.method.as_str() {
            "accept" | "socketpair" => naming::Value::Part(nth),
            _ => naming::Value::Socket,
        };
        names.of(callers, value).unwrap_or_else(|| format!("s{}", thread.sockets + 1))
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
        let (result, extra) = match end {
            Ok(end) => end,
            Err(exception) => {
                out.at(at, who, What::Returned(translate::raised(exception)));
                return;
            }
        };
        let makes = matches!(*pending.call, Call::Socket { .. } | Call::Accept { .. });
        let opened = (makes && fd >= 0).then(|| self.opens(place, pending, fd, extra));
        let known = self.descriptors.open().get(pid, pending.fd).cloned();
        let species = match *pending.call {
            Call::Socket { family, .. } => Some(family),
            _ => known.as_ref().and_then(|known| known.family),
        };
        let on = On { family: species, local: known.as_ref().and_then(|known| known.local.as_ref()) };
        let outcome = translate::returned(&pending.call, result, extra, on, opened).unwrap_or_else(|| {
            if fd >= 0 && (MAKERS.contains(&pending.method.as_str()) || pending.method == "accept") {
                self.takes(pid, pending, fd, result, extra)
            } else {
                translate::given(&pending.method, result, extra, &self.constants)
            }
        });
        self.learns(pid, pending, fd, &outcome);
        let past = self.descriptors.open().ends(pending.on, &outcome);
        if let Some((past, socket)) = past {
            let unseen = ProgramEvent::Unseen(Unseen::Past { socket });
            out.shows_at(at, ParticipantId(past.participant), unseen);
        }
        let is_begun = outcome.errno().is_some_and(Errno::is_not_yet);
        out.at(at, who, What::Returned(outcome));
        if pending.method.starts_with("os.dup") && fd >= 0 {
            let mut descriptors = self.descriptors.open();
            if let Some(known) = descriptors.get(pid, pending.fd).cloned()
                && let Some(new) = result.int().and_then(|new| i32::try_from(new).ok())
            {
                descriptors.insert(pid, new, known);
            }
        }
        if is_begun {
            self.meets(place, at, pending.fd, extra, out);
        }
    }

    /// A new socket has come into being on this descriptor.
    fn opens(&mut self, place: usize, pending: &Pending, fd: i32, extra: &Value) -> SocketOpened {
        let thread = &mut self.threads[place];
        let id = SocketId { participant: thread.who.0, index: thread.sockets };
        thread.sockets += 1;
        let pid = thread.pid;
        let mut descriptors = self.descriptors.open();
        let listener = descriptors.get(pid, pending.fd);
        let (family, kind) = match *pending.call {
            Call::Socket { family, kind, .. } => (Some(family), Some(kind)),
            _ => (listener.and_then(|l| l.family), listener.and_then(|l| l.kind)),
        };
        let inode = match *pending.call {
            Call::Socket { .. } => inode(extra.at(0)),
            _ => inode(extra.at(1)),
        };
        let name = pending.call.names_socket().unwrap_or_default().into();
        let descriptor = Descriptor { id: Some(id), name, family, kind, local: None, inode, first: fd };
        descriptors.insert(pid, fd, descriptor);
        SocketOpened { id, fd }
    }

    /// A descriptor has come to a process of a socket that is none of ours, or that is there already. What Python shows of it.
    fn takes(&mut self, pid: u32, pending: &Pending, fd: i32, result: &Value, extra: &Value) -> Outcome {
        let mut descriptors = self.descriptors.open();
        let is_accepted = pending.method == "accept";
        let number = inode(extra.at(usize::from(is_accepted))).max(pending.twin);
        let known = descriptors.numbered(number).cloned();
        let known = Descriptor {
            name: Arc::clone(&pending.new),
            ..known.unwrap_or_else(|| Descriptor {
                id: None,
                name: "".into(),
                family: None,
                kind: None,
                local: None,
                inode: number,
                first: fd,
            })
        };
        descriptors.insert(pid, fd, known);
        if is_accepted {
            return Outcome::Gave(format!("(<socket.socket fd={fd}>, {})", result.written()));
        }
        let (family, kind) = (pending.arguments.at(0), pending.arguments.at(1));
        Outcome::Gave(format!(
            "<socket.socket fd={fd}, family={}, type={}, proto={}>",
            self.constants.family(family),
            self.constants.kind(kind),
            extra.at(1).int().unwrap_or_default()
        ))
    }

    /// Descriptors of sockets have come to a process without a call that makes them.
    fn holds(&self, pid: u32, held: &[Inherited]) {
        let mut descriptors = self.descriptors.open();
        for held in held {
            descriptors.holds(pid, held.fd, held.inode);
        }
    }

    /// A connect that was not answered at once has been: these are the ends of the connection.
    fn meets(&self, place: usize, at: u64, fd: i32, ends: &Value, out: &mut Out) {
        let thread = &self.threads[place];
        let mut descriptors = self.descriptors.open();
        let Some(known) = descriptors.get_mut(thread.pid, fd) else { return };
        let end = |value: &Value| translate::endpoint(value, known.family);
        let (Some(socket), Some(local), Some(peer)) = (known.id, end(ends.at(0)), end(ends.at(1))) else {
            return;
        };
        known.local = Some(local.clone());
        descriptors.traffic.connected(socket, &local, &peer);
        out.shows_at(at, thread.who, ProgramEvent::Connected { socket, local, peer });
    }

    /// Takes note of what a call tells of its socket.
    fn learns(&mut self, pid: u32, pending: &Pending, fd: i32, outcome: &Outcome) {
        let mut descriptors = self.descriptors.open();
        if translate::closes(&pending.method) && outcome.is_success() {
            descriptors.close(pid, pending.fd, pending.on);
        }
        let local: Option<(i32, &Endpoint)> = match outcome {
            Outcome::Bound { local }
            | Outcome::Connected { local, .. }
            | Outcome::SentTo { from: local, .. } => Some((pending.fd, local)),
            Outcome::Accepted { local, .. } => Some((fd, local)),
            _ => None,
        };
        if let Some((fd, local)) = local
            && let Some(known) = descriptors.get_mut(pid, fd)
        {
            known.local = Some(local.clone());
        }
    }
}

fn called(pending: &Pending) -> What {
    What::Called { origin: pending.origin.clone(), call: Arc::clone(&pending.call), socket: pending.on }
}
