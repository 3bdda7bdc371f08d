//! One participant on its thread: waits to be told, makes the next call of its script or one that was asked for, reports,
//! and ends.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, TryRecvError};
use socket2::Socket;

use super::open::OpenSockets;
use super::waiter::Waiter;
use super::watch::Watched;
use super::{Order, Over, Report, Shared, Trouble};
use crate::scenario::{ParticipantId, Script};
use crate::sockets::{Address, Awaited, Call, Endpoint, Family, Kind, Outcome, SocketId};
use crate::trace::{Event, Origin, What};

/// How a wait ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// Something happened, or may have: try again.
    TryAgain,
    Interrupted,
    TimedOut,
}

/// What a participant is to do between two calls.
enum Turn {
    Step,
    Call(Arc<Call>),
    CallAgain(Arc<Call>),
    Die,
}

/// What a participant hears.
pub(super) struct Inbox {
    pub orders: Receiver<Order>,
    /// Disconnected when nothing is wanted of it any more.
    pub unwanted: Receiver<()>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an order that holds until another one comes")]
pub(super) struct Actor {
    id: ParticipantId,
    script: Arc<Script>,
    next: u64,
    inbox: Inbox,
    pub(super) shared: Shared,
    pub(super) waiter: Waiter,
    pub(super) sockets: OpenSockets,
    released: bool,
    frozen: bool,
    killed: bool,
    /// Whether the end of the program was reported, and nothing has come after it.
    over: bool,
    /// Who sent the last datagram.
    pub(super) sender: Option<Endpoint>,
    /// Probes to answer once the call in hand has been tried again.
    probe: Option<u32>,
    interrupted: bool,
    /// Whether one thing that comes by itself has been let come.
    proceeds: bool,
    /// Kept from call to call, so that a receive costs no allocation beyond what it received.
    pub(super) buffer: Vec<u8>,
    watched: Watched,
}

impl Actor {
    pub fn new(
        id: ParticipantId,
        script: Arc<Script>,
        sockets_before: u32,
        inbox: Inbox,
        shared: Shared,
        waiter: Waiter,
    ) -> Self {
        Self {
            id,
            script,
            next: 0,
            inbox,
            waiter,
            sockets: OpenSockets::new(id, sockets_before),
            released: false,
            frozen: false,
            killed: false,
            over: false,
            sender: None,
            probe: None,
            interrupted: false,
            proceeds: false,
            buffer: Vec::new(),
            watched: Watched::new(shared.manner.watches),
            shared,
        }
    }

    /// The life of the participant. Sockets that are open when it is told to end are closed without
    /// a report, and their connections reset.
    pub fn run(mut self) {
        let _ = self.live();
    }

    fn live(&mut self) -> Result<(), Over> {
        loop {
            if self.next >= self.script.len() && self.sockets.oldest().is_none() && !self.over {
                self.over = true;
                self.report(What::Ended)?;
            }
            match self.await_turn()? {
                Turn::Step => self.step()?,
                Turn::Call(call) => self.perform_named(Origin::ByHand, &call)?,
                Turn::CallAgain(call) => match self.not_allowed(&call) {
                    Some(call) => self.tell_not_allowed(call)?,
                    None => self.perform_named(Origin::ByHand, &call)?,
                },
                Turn::Die => {
                    self.close_all(&Origin::Killed)?;
                    self.report(What::Killed)?;
                    return self.after_death();
                }
            }
        }
    }

    /// Makes the next call of the script; when there is none left, ends the program.
    fn step(&mut self) -> Result<(), Over> {
        let Some(next) = self.script.call(self.next) else {
            return self.close_all(&Origin::ProgramEnd);
        };
        let origin = Origin::Script { step: self.next, line: next.line };
        let call = Arc::clone(next.call);
        if let Some(call) = self.not_allowed(&call) {
            return self.tell_not_allowed(call);
        }
        self.next += 1;
        self.perform_named(origin, &call)
    }

    /// Says that a call is not made. Nothing goes on by itself until a person has answered.
    fn tell_not_allowed(&mut self, call: Arc<Call>) -> Result<(), Over> {
        self.released = false;
        self.send(Report::NotAllowed { participant: self.id, call })
    }

    /// The call, as far as it is known now, if it reaches beyond this machine's loopback and the run's own sockets and nobody has
    /// allowed that. What a person makes by hand is not looked at: that is their own act.
    fn not_allowed(&self, call: &Arc<Call>) -> Option<Arc<Call>> {
        call.address()?;
        let mut call = Arc::clone(call);
        if call.address() == Some(&Address::Sender) && !self.answers(&call) {
            let to = match self.sender.clone()? {
                Endpoint::Inet(from) => Address::Inet { host: from.ip().to_string(), port: from.port() },
                Endpoint::Unix(path) => Address::Unix { path },
                Endpoint::Unnamed => return None,
            };
            *Arc::make_mut(&mut call).address_mut()? = to;
        }
        (!self.shared.consent().covers(&call)).then_some(call)
    }

    /// Whether a call to whoever sent the last datagram answers that one by another. To open a connection there is no answer.
    fn answers(&self, call: &Call) -> bool {
        let on = call.socket().and_then(|name| self.sockets.get(self.sockets.id(name)?));
        match call {
            Call::SendTo { .. } => true,
            Call::Connect { .. } => on.is_some_and(|on| on.kind == Kind::Dgram || on.family == Family::Unix),
            _ => false,
        }
    }

    /// Whether a step would do something.
    fn has_step(&self) -> bool {
        self.next < self.script.len() || self.sockets.oldest().is_some()
    }

    fn await_turn(&mut self) -> Result<Turn, Over> {
        loop {
            if self.killed {
                return Ok(Turn::Die);
            }
            let order = if self.released && !self.frozen && self.has_step() {
                match self.inbox.orders.try_recv() {
                    Ok(order) => order,
                    Err(TryRecvError::Empty) => return Ok(Turn::Step),
                    Err(TryRecvError::Disconnected) => return Err(Over),
                }
            } else {
                self.await_order()?
            };
            match order {
                Order::Step if self.has_step() && !self.frozen => return Ok(Turn::Step),
                Order::Call(call) if !self.frozen => return Ok(Turn::Call(call)),
                Order::CallAgain(call) if !self.frozen => return Ok(Turn::CallAgain(call)),
                order => self.take(order)?,
            }
            self.interrupted = false; // there is nothing to interrupt between calls
            self.answer_probe()?;
        }
    }

    /// The next order. Meanwhile the sockets are looked at, at a gentle pace.
    fn await_order(&mut self) -> Result<Order, Over> {
        loop {
            let Some(pace) = self.watched.pace(&self.sockets) else {
                return self.inbox.orders.recv().map_err(|_| Over);
            };
            match self.inbox.orders.recv_timeout(pace) {
                Ok(order) => return Ok(order),
                Err(RecvTimeoutError::Timeout) => self.look()?,
                Err(RecvTimeoutError::Disconnected) => return Err(Over),
            }
        }
    }

    fn take(&mut self, order: Order) -> Result<(), Over> {
        match order {
            // One at a time: the call in hand is it. The others are for programs.
            Order::Step | Order::Call(_) | Order::CallAgain(_) | Order::Terminate | Order::Type(_) => {}
            Order::Script(script) => {
                self.next = script.carry_over(&self.script, self.next);
                self.script = Arc::clone(&script);
                self.over &= self.next >= self.script.len();
                self.report(What::Script { script, next: self.next })?;
                if self.over {
                    self.report(What::Ended)?;
                }
            }
            Order::Release => self.released = true,
            Order::Hold => self.released = false,
            Order::Interrupt => {
                self.interrupted = true;
                self.released = false;
            }
            Order::Freeze => self.frozen = true,
            Order::Thaw => self.frozen = false,
            Order::Proceed => self.proceeds = true,
            Order::Probe(probe) => self.probe = Some(probe),
            Order::Kill => {
                self.killed = true;
                self.interrupted = true;
            }
            Order::End => return Err(Over),
        }
        Ok(())
    }

    fn answer_probe(&mut self) -> Result<(), Over> {
        match self.probe.take() {
            Some(probe) => {
                self.look()?;
                self.send(Report::Settled { participant: self.id, probe })
            }
            None => Ok(()),
        }
    }

    fn close_all(&mut self, origin: &Origin) -> Result<(), Over> {
        // The step that ends a program is its first close.
        self.proceeds |= *origin == Origin::ProgramEnd;
        while let Some((id, name)) = self.sockets.oldest() {
            self.await_leave()?;
            self.perform(origin.clone(), &Arc::new(Call::Close { socket: name }), Some(id))?;
        }
        Ok(())
    }

    /// A connection can outlive its program: the kernel ends it in its own time.
    fn after_death(&mut self) -> Result<(), Over> {
        self.answer_probe()?;
        loop {
            let order = self.await_order()?;
            if matches!(order, Order::Probe(_) | Order::End) {
                self.take(order)?;
            }
            self.answer_probe()?;
        }
    }

    /// Makes a call on the socket that bears its name, and what Python does of itself: a socket that has lost its name is
    /// closed.
    fn perform_named(&mut self, origin: Origin, call: &Arc<Call>) -> Result<(), Over> {
        self.over = false;
        let socket = call.socket().and_then(|name| self.sockets.id(name));
        self.perform(origin, call, socket)?;
        while call.names_socket().is_some()
            && let Some((id, name)) = self.sockets.unnamed()
        {
            self.await_leave()?;
            self.perform(Origin::Renamed, &Arc::new(Call::Close { socket: name }), Some(id))?;
        }
        Ok(())
    }

    /// Waits until a call that comes by itself may be made.
    fn await_leave(&mut self) -> Result<(), Over> {
        while self.shared.one_by_one.load(Ordering::SeqCst) && !self.proceeds {
            self.answer_probe()?;
            let order = self.await_order()?;
            self.take(order)?;
        }
        Ok(())
    }

    fn perform(&mut self, origin: Origin, call: &Arc<Call>, socket: Option<SocketId>) -> Result<(), Over> {
        // What of ours is lacking for the call is found out before it is made.
        if let Some(Address::Unix { path }) = call.address()
            && let Some(path) = path.as_str().filter(|_| !path.is_abstract())
            && let Err(trouble) = self.shared.places.resolve(path)
        {
            return Err(self.in_trouble(trouble));
        }
        let on = if matches!(**call, Call::Socket { .. }) { None } else { socket };
        self.proceeds = false;
        self.report(What::Called { origin, call: Arc::clone(call), socket: on })?;
        self.watched.before(call, on, &self.sockets);
        let mut outcome = self.make(call, on)?;
        self.proceeds = false;
        if self.killed && outcome == Outcome::Interrupted {
            outcome = Outcome::Killed;
        }
        self.interrupted = false;
        // What this call learned of a program, the program has told before.
        if let Some(programs) = self.shared.programs.get() {
            programs.wait(&self.inbox.unwanted);
        }
        self.report(What::Returned(outcome))?;
        if self.watched.is_due(self.released) {
            self.look()?;
        }
        self.answer_probe()
    }

    /// Says what the kernel knows of each socket, where that is news.
    fn look(&mut self) -> Result<(), Over> {
        for (socket, reading) in self.watched.look(&self.sockets) {
            self.report(What::Read { socket, reading })?;
        }
        Ok(())
    }

    /// Whether the program is being killed.
    pub(super) fn is_killed(&self) -> bool {
        self.killed
    }

    /// Says that the call in hand waits.
    pub(super) fn report_waiting(&mut self, awaited: Awaited) -> Result<(), Over> {
        self.report(What::Waiting(awaited))
    }

    fn report(&mut self, what: What) -> Result<(), Over> {
        let at = u64::try_from(self.shared.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.send(Report::Event(Event { at, participant: self.id, what }))
    }

    fn send(&mut self, report: Report) -> Result<(), Over> {
        self.shared.send(report, &self.inbox.unwanted)
    }

    /// Says that something of ours has failed: the participant cannot go on.
    pub(super) fn in_trouble(&mut self, what: Trouble) -> Over {
        let _ = self.send(Report::Trouble { participant: self.id, what });
        Over
    }

    /// Waits for the socket, for an order, or for the deadline, whichever comes first. `longest` bounds the wait
    /// without being a deadline: then it is time to try again.
    pub(super) fn wait(
        &mut self,
        awaited: Awaited,
        socket: Option<&Socket>,
        deadline: Option<Instant>,
        longest: Option<Duration>,
    ) -> Result<Woken, Over> {
        // The call has just been tried: whoever asked whether it can return has the answer.
        self.answer_probe()?;
        loop {
            self.take_orders()?;
            if self.interrupted {
                return Ok(Woken::Interrupted);
            }
            let rests = self.frozen || self.is_held_back(awaited);
            if self.probe.is_some() && !rests {
                return Ok(Woken::TryAgain);
            }
            if rests {
                self.answer_probe()?;
                let order = self.await_order()?;
                self.take(order)?;
                if !self.frozen && !self.is_held_back(awaited) && !self.interrupted {
                    return Ok(Woken::TryAgain);
                }
                continue;
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Ok(Woken::TimedOut);
            }
            let pace = self.watched.pace(&self.sockets);
            let bound = [left, longest, pace].into_iter().flatten().min();
            let woken = match self.waiter.wait(socket, bound) {
                Ok(woken) => woken,
                Err(error) => {
                    return Err(self.in_trouble(Trouble::Poller(error.to_string())));
                }
            };
            self.take_orders()?;
            if self.interrupted || self.frozen || self.is_held_back(awaited) {
                continue;
            }
            if woken || bound.is_none() || bound != pace {
                return Ok(Woken::TryAgain);
            }
            self.look()?;
        }
    }

    /// Whether the call in hand may not return yet, whatever has come. What it does to the other end meanwhile, as a send
    /// that waits for room, is not held back.
    fn is_held_back(&self, awaited: Awaited) -> bool {
        awaited.is_brought() && !self.proceeds && self.shared.one_by_one.load(Ordering::SeqCst)
    }

    fn take_orders(&mut self) -> Result<(), Over> {
        loop {
            match self.inbox.orders.try_recv() {
                Ok(order) => self.take(order)?,
                Err(TryRecvError::Empty) => return Ok(()),
                Err(TryRecvError::Disconnected) => return Err(Over),
            }
        }
    }
}
