//! The calls of a program's threads: what the probe tells of each becomes events.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::Running;
use crate::run::programs::breaks::Breaks;
use crate::run::programs::connection::Answer;
use crate::run::programs::marshal::Value;
use crate::run::programs::message::{Called, Exception, Message};
use crate::run::programs::out::Out;
use crate::run::programs::sockets::Descriptor;
use crate::run::programs::source::assigned;
use crate::run::programs::thread::{Pending, State};
use crate::run::programs::translate::{self, Asked, On};
use crate::sockets::{Call, Family, Kind, Outcome, SocketId, SocketOpened};
use crate::trace::{Frame, Origin, ProgramEvent, Site, Unseen, What};

/// What is called on no socket.
const HAVE_NO_SOCKET: [&str; 6] = ["socket", "adopt", "getaddrinfo", "gethostbyname", "select", "selectors"];

impl Running {
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
            Message::Fork { at } => self.descriptors.forks(self.threads[place].pid, at),
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
                    if pending.method == "close"
                        && let Some(socket) = pending.call.socket().map(str::to_owned)
                    {
                        let call = self.as_seen(Call::Close { socket }, pid, pending.fd);
                        pending.call = Arc::new(call);
                    }
                    let thread = &self.threads[place];
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
        let is_of_pair = said.via == "socketpair";
        self.threads[place].of_pairs += usize::from(is_of_pair);
        let thread = &self.threads[place];
        let known = self.descriptors.get(thread.pid, said.fd);
        let socket = match known {
            Some(known) => known.name.clone(),
            None if HAVE_NO_SOCKET.contains(&said.method.as_str()) => String::new(),
            None => format!("fd {}", said.fd),
        };
        let makes = matches!(said.method.as_str(), "socket" | "adopt" | "accept");
        let nth = if is_of_pair { (thread.of_pairs - 1) % 2 } else { 0 };
        let new = if makes { self.new_name(&file, said.line, nth, thread.sockets) } else { String::new() };
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
            number: said.number,
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

    /// The name of the variable that a line gives a new socket: of several, the one in this place.
    fn new_name(&self, file: &Arc<str>, line: u32, nth: usize, index: u32) -> String {
        let text = self.texts.get(file).map_or("", String::as_str);
        let line = (line as usize).checked_sub(1).and_then(|at| text.lines().nth(at));
        line.and_then(|line| assigned(line, nth)).unwrap_or_else(|| format!("s{}", index + 1))
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
            _ => listener.map_or((Family::Inet, Kind::Stream), |l| (l.family, l.kind)),
        };
        let name = pending.call.names_socket().unwrap_or_default().to_owned();
        self.descriptors.open(pid, fd, Descriptor { id, name, family, kind, local: None });
        SocketOpened { id, fd }
    }

    /// Takes note of what a call tells of its socket.
    fn learns(&mut self, pid: u32, pending: &Pending, fd: i32, outcome: &Outcome) {
        // The number may be another socket's by now: it is free before the close is told.
        let is_still = self.descriptors.get(pid, pending.fd).map(|known| known.id) == pending.on;
        if pending.method == "close" && outcome.is_success() && is_still {
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
}

fn called(pending: &Pending) -> What {
    What::Called { origin: pending.origin.clone(), call: Arc::clone(&pending.call), socket: pending.on }
}
