//! The host: hears all threads of all programs, puts what they tell in order, and answers.
//!
//! A thread tells of a call before it makes it, so what another thread learns from that call is told later: once a message
//! has been read, those that led to it can be read, too. So each round reads all connections twice, and reports what was told
//! up to the last message of the first reading, in the order of its times.

mod orders;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use mio::net::UnixListener;
use mio::{Events, Interest, Poll, Token, Waker};

use super::breaks::Breaks;
use super::connection::{Connection, Timed};
use super::message::Message;
use super::out::Out;
use super::running::{Running, Welcome};
use super::sockets::SharedDescriptors;
use super::thread::State;
use super::{Setting, ToHost, monotonic, probe};
use crate::disk::TemporaryFolder;
use crate::kernel;
use crate::run::{Report, Shared, Trouble};
use crate::scenario::{ParticipantId, Program};
use crate::trace::ProgramEvent;

const WAKER: Token = Token(0);
const DOOR: Token = Token(1);
const FIRST: usize = 2;

/// What runs freely is heard so often, not at each word: to be woken costs more than to listen.
const PACE: Duration = Duration::from_millis(3);
/// Between two looks at what is printed and who has ended, while something runs.
const LOOK: Duration = Duration::from_millis(15);
/// The same while it is known that something will happen at once.
const SOON: Duration = Duration::from_millis(1);
/// Whoever wants to know whether everything has come to rest waits so long at most: a program may compute for ever.
const PATIENCE: Duration = Duration::from_millis(400);
/// The same where a program has just been started.
const START: Duration = Duration::from_secs(10);
/// A connection without a hello is closed by then.
const SILENT: Duration = Duration::from_secs(5);
/// So many may be open without a hello.
const MOST_SILENT: usize = 256;
/// So many processes may a program have; one that goes on making more is killed.
pub(super) const MOST_PROCESSES: usize = 256;
/// Between two counts of them.
const COUNT: Duration = Duration::from_millis(150);

/// Nobody wants anything of the host any more.
struct Over;

/// A program of the scenario, started or not.
struct Joined {
    id: ParticipantId,
    name: String,
    program: Program,
    sockets_before: u32,
    running: Option<Running>,
}

pub(super) struct Host {
    shared: Shared,
    inbox: Receiver<ToHost>,
    unwanted: Receiver<()>,
    poll: Poll,
    waker: Arc<Waker>,
    listener: UnixListener,
    folder: TemporaryFolder,
    probe: std::path::PathBuf,
    connections: HashMap<usize, Connection>,
    next: usize,
    programs: Vec<Joined>,
    /// What the programs have open.
    descriptors: SharedDescriptors,
    setting: Setting,
    breaks: Arc<Breaks>,
    /// Who wants to know whether a program has come to rest, and since when.
    asked: Vec<(ParticipantId, u32, Instant)>,
    /// Read, and told after everything that has been reported.
    later: Vec<(usize, Timed)>,
    heard: Instant,
    counted: Instant,
    /// Whether it was told that nobody can come in any more.
    is_shut: bool,
    out: Out,
}

/// The name of the socket that programs speak to us through.
const DOOR_NAME: &str = "door";

impl Host {
    pub fn new(shared: Shared, inbox: Receiver<ToHost>, unwanted: Receiver<()>) -> Result<Self, Trouble> {
        let poller = |error: io::Error| Trouble::Poller(error.to_string());
        let failed = |error: io::Error| Trouble::Host(error.to_string());
        let poll = Poll::new().map_err(poller)?;
        let waker = Arc::new(Waker::new(poll.registry(), WAKER).map_err(poller)?);
        // Nobody else may enter the folder, so that nobody else can knock.
        let folder = TemporaryFolder::for_sockets(DOOR_NAME.len()).map_err(Trouble::Folder)?;
        let probe = probe::unpack(folder.path()).map_err(failed)?;
        let mut listener = UnixListener::bind(folder.path().join(DOOR_NAME)).map_err(failed)?;
        poll.registry().register(&mut listener, DOOR, Interest::READABLE).map_err(poller)?;
        let elapsed = u64::try_from(shared.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        let out = Out { events: Vec::new(), began: monotonic().saturating_sub(elapsed), answers: Vec::new() };
        Ok(Self {
            shared,
            inbox,
            unwanted,
            poll,
            waker,
            listener,
            folder,
            probe,
            connections: HashMap::new(),
            next: FIRST,
            programs: Vec::new(),
            descriptors: SharedDescriptors::default(),
            setting: Setting::default(),
            breaks: Arc::default(),
            asked: Vec::new(),
            later: Vec::new(),
            heard: Instant::now(),
            counted: Instant::now(),
            is_shut: false,
            out,
        })
    }

    pub fn waker(&self) -> Arc<Waker> {
        Arc::clone(&self.waker)
    }

    /// The life of the host. Programs that still run when it is told to end are killed.
    pub fn run(mut self) {
        let _ = self.live();
        for running in self.programs.iter().filter_map(|joined| joined.running.as_ref()) {
            running.stop();
        }
        for running in self.programs.iter_mut().filter_map(|joined| joined.running.as_mut()) {
            running.abandon(&mut self.out);
        }
    }

    fn live(&mut self) -> Result<(), Over> {
        let mut events = Events::with_capacity(256);
        loop {
            self.wait(&mut events)?;
            self.take_orders()?;
            self.look()?;
        }
    }

    /// Waits until somebody says something, or it is time to look.
    fn wait(&mut self, events: &mut Events) -> Result<(), Over> {
        let pace = self.pace();
        match self.poll.poll(events, pace) {
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                self.trouble(Trouble::Poller(error.to_string()))?;
                return Err(Over);
            }
            _ => {}
        }
        let mut is_urgent = events.is_empty();
        for event in events.iter() {
            match event.token() {
                WAKER | DOOR => is_urgent = true,
                Token(number) => is_urgent |= !self.is_free(number),
            }
        }
        if !is_urgent {
            std::thread::sleep(PACE.saturating_sub(self.heard.elapsed()));
        }
        self.open_door()?;
        self.listen()?;
        self.send_strangers_away();
        Ok(())
    }

    /// Whether a thread speaks from there that does not wait for answers.
    fn is_free(&mut self, number: usize) -> bool {
        let breaks = Arc::clone(&self.breaks);
        self.running().any(|running| {
            running.thread_of(number).is_some_and(|thread| thread.released && breaks.is_empty())
        })
    }

    fn running(&mut self) -> impl Iterator<Item = &mut Running> {
        self.programs.iter_mut().filter_map(|joined| joined.running.as_mut())
    }

    /// How long nothing has to be done. `None`: until somebody says something.
    fn pace(&mut self) -> Option<Duration> {
        let is_asked = !self.asked.is_empty();
        let has_more = !self.later.is_empty();
        let mut pace = None;
        let mut soonest = |wanted: Duration| {
            pace = Some(pace.map_or(wanted, |pace: Duration| pace.min(wanted)));
        };
        if has_more || is_asked {
            soonest(SOON);
        }
        for running in self.running().filter(|running| !running.is_over()) {
            let is_new = running.threads.iter().any(|t| matches!(&t.state, State::In(p) if !p.waits));
            soonest(if running.is_ending() || is_new { SOON } else { LOOK });
        }
        if self.connections.values().any(|connection| connection.opened.elapsed() < SILENT) {
            soonest(LOOK);
        }
        pace
    }

    fn open_door(&mut self) -> Result<(), Over> {
        loop {
            let mut stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) => match error.kind() {
                    io::ErrorKind::WouldBlock => return Ok(()),
                    io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted => continue,
                    // Whoever knocks goes on without us in the end; that is told once.
                    _ if std::mem::replace(&mut self.is_shut, true) => return Ok(()),
                    _ => return self.trouble(Trouble::Host(error.to_string())),
                },
            };
            let number = self.next;
            self.next += 1;
            let both = Interest::READABLE;
            if self.poll.registry().register(&mut stream, Token(number), both).is_ok() {
                self.connections.insert(number, Connection::new(stream));
            }
        }
    }

    /// Closes the connections of those that do not say who they are.
    fn send_strangers_away(&mut self) {
        let known: Vec<usize> =
            self.running().flat_map(|r| &r.threads).filter_map(|t| t.connection).collect();
        let strangers =
            self.connections.iter().filter(|(number, of)| !of.is_ignored && !known.contains(number));
        let mut strangers: Vec<_> = strangers.map(|(number, of)| (*number, of.opened)).collect();
        strangers.sort_by_key(|(_, opened)| *opened);
        let too_many = strangers.len().saturating_sub(MOST_SILENT);
        for (place, (number, opened)) in strangers.into_iter().enumerate() {
            if place < too_many || opened.elapsed() >= SILENT {
                self.connections.remove(&number);
            }
        }
    }

    /// Reads everybody twice and reports in order.
    fn listen(&mut self) -> Result<(), Over> {
        self.heard = Instant::now();
        let mut first = std::mem::take(&mut self.later);
        self.read_all(&mut first);
        let until = first.iter().map(|(_, timed)| timed.at).max().unwrap_or(0);
        let mut second = Vec::new();
        if !first.is_empty() {
            self.read_all(&mut second);
        }
        for (number, timed) in second {
            if timed.at <= until { first.push((number, timed)) } else { self.later.push((number, timed)) }
        }
        // What one thread says stays in its order: the sort is stable, and its times ascend.
        first.sort_by_key(|(_, timed)| timed.at);
        for (number, timed) in first {
            self.hear(number, timed)?;
        }
        let over: Vec<usize> = self
            .connections
            .iter()
            .filter(|(_, connection)| connection.over)
            .map(|(number, _)| *number)
            .collect();
        for number in over {
            if self.later.iter().any(|(of, _)| *of == number) {
                continue; // its last words come first
            }
            self.connections.remove(&number);
            let (programs, out) = (&mut self.programs, &mut self.out);
            for running in programs.iter_mut().filter_map(|joined| joined.running.as_mut()) {
                running.falls_silent(number, out);
            }
        }
        self.flush()
    }

    /// Hears all that was said before a time of the monotonic clock. What is said meanwhile is heard in its turn: somebody may
    /// never stop talking.
    fn hear_all_before(&mut self, time: u64) -> Result<(), Over> {
        self.listen()?;
        while self.later.iter().any(|(_, timed)| timed.at <= time) {
            self.listen()?;
        }
        Ok(())
    }

    fn read_all(&mut self, into: &mut Vec<(usize, Timed)>) {
        for (number, connection) in &mut self.connections {
            connection.read(|timed| into.push((*number, timed)));
        }
    }

    fn hear(&mut self, number: usize, timed: Timed) -> Result<(), Over> {
        let Timed { at, message } = timed;
        if let Message::Hello(hello) = &message {
            let shared = &self.shared;
            // It is asked for once: a thread that lives keeps what it needs of it.
            let peer = self.connections.get_mut(&number).and_then(|connection| connection.peer.take());
            let mut known = self.programs.iter_mut().filter_map(|joined| joined.running.as_mut());
            // Whoever has no token of ours is not listened to.
            let welcome = match known.find(|running| running.token == hello.token) {
                Some(running) => {
                    let from = (number, peer.as_ref());
                    running.joins(from, hello, &self.breaks, || shared.fresh_id(), &mut self.out)
                }
                None => Welcome::Refused,
            };
            match (welcome, self.connections.get_mut(&number)) {
                (Welcome::Seen { holds }, Some(connection)) => connection.welcome(holds),
                (Welcome::Unseen, Some(connection)) => {
                    connection.welcome(false);
                    connection.is_ignored = true;
                }
                _ => drop(self.connections.remove(&number)),
            }
            return self.flush();
        }
        let (programs, breaks, out) = (&mut self.programs, &self.breaks, &mut self.out);
        for running in programs.iter_mut().filter_map(|joined| joined.running.as_mut()) {
            if running.thread_of(number).is_some() {
                // What it has printed before it is held is told before.
                if matches!(&message, Message::Call(called) if called.held) {
                    running.print(out);
                }
                running.hears(number, at, message, breaks, out);
                break;
            }
        }
        self.flush()
    }

    /// Reports what has happened, then answers: what is let go has been told of before.
    fn flush(&mut self) -> Result<(), Over> {
        for event in std::mem::take(&mut self.out.events) {
            self.report(Report::Event(event))?;
        }
        for (number, call, answer) in std::mem::take(&mut self.out.answers) {
            if let Some(connection) = self.connections.get_mut(&number) {
                connection.answer(call, answer);
            }
        }
        Ok(())
    }

    /// Hands a report over. Where there is no room, programs may go on printing: what of it will not be kept is given back meanwhile.
    fn report(&mut self, mut report: Report) -> Result<(), Over> {
        while let Some(again) = self.shared.send_within(report, &self.unwanted, LOOK).map_err(|_| Over)? {
            report = again;
            self.running().for_each(|running| running.process.bound_output());
        }
        Ok(())
    }

    /// Looks at what nobody tells: what is printed, which calls wait, who has ended.
    fn look(&mut self) -> Result<(), Over> {
        let counts = self.counted.elapsed() >= COUNT;
        if counts {
            self.counted = Instant::now();
        }
        for place in 0..self.programs.len() {
            let Some(running) = &mut self.programs[place].running else { continue };
            if running.is_over() {
                continue;
            }
            let out = &mut self.out;
            running.process.pass_on_input();
            running.print(out);
            running.notice_silence(out);
            running.look(out);
            if counts && kernel::descendants(running.process.pid(), MOST_PROCESSES + 1) > MOST_PROCESSES {
                out.shows(running.id, ProgramEvent::Unseen(crate::trace::Unseen::Processes));
                running.kill();
            }
            // A process that has ended says nothing more, so that all it said can be heard before its end is told.
            if running.process.exit().is_some() {
                self.hear_all_before(monotonic())?;
                if let Some(running) = &mut self.programs[place].running {
                    while running.print(&mut self.out) {}
                    running.reap(&mut self.out);
                }
            }
        }
        self.flush()?;
        self.answer_probes()
    }

    /// Tells those who have asked whether a program has come to rest.
    fn answer_probes(&mut self) -> Result<(), Over> {
        for (who, probe, since) in std::mem::take(&mut self.asked) {
            let of = self.running().find(|r| r.id == who || r.threads.iter().any(|thread| thread.who == who));
            let is_settled = of.is_none_or(|running| {
                let patience = if running.is_starting() { START } else { PATIENCE };
                running.is_at_rest() || since.elapsed() >= patience
            });
            if is_settled {
                self.settled(who, probe)?;
            } else {
                self.asked.push((who, probe, since));
            }
        }
        Ok(())
    }

    fn settled(&mut self, participant: ParticipantId, probe: u32) -> Result<(), Over> {
        self.report(Report::Settled { participant, probe })
    }

    fn trouble(&mut self, what: Trouble) -> Result<(), Over> {
        let Some(first) = self.programs.first().map(|joined| joined.id) else { return Ok(()) };
        self.report(Report::Trouble { participant: first, what })
    }
}
