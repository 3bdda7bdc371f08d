//! One participant on its thread: waits for its turn, makes the next call of its script, reports, and ends.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError};
use socket2::Socket;

use super::open::OpenSockets;
use super::waiter::Waiter;
use super::{Order, Report, Shared};
use crate::scenario::{ParticipantId, Script};
use crate::sockets::{Awaited, Call, Endpoint, SocketId};
use crate::trace::{Event, Origin, What};

/// Nobody wants anything of this participant any more: it was told to end, or the reader is gone.
#[derive(Debug)]
pub(super) struct Over;

/// How a wait ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// Something happened, or may have: try again.
    TryAgain,
    Interrupted,
    TimedOut,
}

pub(super) struct Actor {
    id: ParticipantId,
    script: Script,
    next: u64,
    orders: Receiver<Order>,
    pub(super) shared: Shared,
    pub(super) waiter: Waiter,
    pub(super) sockets: OpenSockets,
    released: bool,
    /// Who sent the last datagram.
    pub(super) sender: Option<Endpoint>,
    /// Probes to answer once the call in hand has been tried again.
    probe: Option<u32>,
    interrupted: bool,
    /// Kept from call to call, so that a receive costs no allocation beyond what it received.
    pub(super) buffer: Vec<u8>,
}

impl Actor {
    pub fn new(
        id: ParticipantId,
        script: Script,
        orders: Receiver<Order>,
        shared: Shared,
        waiter: Waiter,
    ) -> Self {
        Self {
            id,
            script,
            next: 0,
            orders,
            shared,
            waiter,
            sockets: OpenSockets::new(id),
            released: false,
            sender: None,
            probe: None,
            interrupted: false,
            buffer: Vec::new(),
        }
    }

    /// The life of the participant. Sockets that are open when it is told to end are closed without a report.
    pub fn run(mut self) {
        let _ = self.live();
    }

    fn live(&mut self) -> Result<(), Over> {
        while let Some(next) = self.script.call(self.next) {
            let (call, line) = (Arc::clone(next.call), next.line);
            self.await_turn()?;
            let origin = Origin::Script { step: self.next, line };
            self.next += 1;
            let socket = call.socket().and_then(|name| self.sockets.id(name));
            self.perform(origin, &call, socket)?;
            while call.names_socket().is_some()
                && let Some((id, name)) = self.sockets.unnamed()
            {
                self.perform(Origin::Renamed, &Arc::new(Call::Close { socket: name }), Some(id))?;
            }
        }
        while let Some((id, name)) = self.sockets.oldest() {
            self.perform(Origin::ProgramEnd, &Arc::new(Call::Close { socket: name }), Some(id))?;
        }
        self.report(What::Ended)?;
        // Whoever still asks gets an answer.
        while let Ok(order) = self.orders.recv() {
            self.take(order)?;
            self.answer_probe()?;
        }
        Ok(())
    }

    fn await_turn(&mut self) -> Result<(), Over> {
        loop {
            let order = if self.released {
                match self.orders.try_recv() {
                    Ok(order) => order,
                    Err(TryRecvError::Empty) => return Ok(()),
                    Err(TryRecvError::Disconnected) => return Err(Over),
                }
            } else {
                self.orders.recv().map_err(|_| Over)?
            };
            if order == Order::Step {
                return Ok(());
            }
            self.take(order)?;
            self.interrupted = false; // there is nothing to interrupt between calls
            self.answer_probe()?;
        }
    }

    fn take(&mut self, order: Order) -> Result<(), Over> {
        match order {
            Order::Step => {} // one step at a time: the call in hand is it
            Order::Release => self.released = true,
            Order::Hold => self.released = false,
            Order::Interrupt => {
                self.interrupted = true;
                self.released = false;
            }
            Order::Probe(probe) => self.probe = Some(probe),
            Order::End => return Err(Over),
        }
        Ok(())
    }

    fn answer_probe(&mut self) -> Result<(), Over> {
        match self.probe.take() {
            Some(probe) => self.send(Report::Settled { participant: self.id, probe }),
            None => Ok(()),
        }
    }

    fn perform(&mut self, origin: Origin, call: &Arc<Call>, socket: Option<SocketId>) -> Result<(), Over> {
        let on = if matches!(**call, Call::Socket { .. }) { None } else { socket };
        self.report(What::Called { origin, call: Arc::clone(call), socket: on })?;
        let outcome = self.make(call, on)?;
        self.interrupted = false;
        self.report(What::Returned(outcome))?;
        self.answer_probe()
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
        self.shared.reports.send(report).map_err(|_| Over)?;
        if !self.shared.unread.load(Ordering::SeqCst) && !self.shared.unread.swap(true, Ordering::SeqCst) {
            (self.shared.notify)();
        }
        Ok(())
    }

    /// Waits for the socket, for an order, or for the deadline, whichever comes first. `longest` bounds the wait
    /// without being a deadline: then it is time to try again.
    pub(super) fn wait(
        &mut self,
        socket: Option<&Socket>,
        deadline: Option<Instant>,
        longest: Option<Duration>,
    ) -> Result<Woken, Over> {
        // The call has just been tried: whoever asked whether it can return has the answer.
        self.answer_probe()?;
        self.take_orders()?;
        if self.interrupted {
            return Ok(Woken::Interrupted);
        }
        if self.probe.is_some() {
            return Ok(Woken::TryAgain);
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Ok(Woken::TimedOut);
        }
        let bound = [left, longest].into_iter().flatten().min();
        if let Err(error) = self.waiter.wait(socket, bound) {
            self.send(Report::Trouble { participant: self.id, what: error.to_string() })?;
            return Err(Over);
        }
        self.take_orders()?;
        Ok(if self.interrupted { Woken::Interrupted } else { Woken::TryAgain })
    }

    fn take_orders(&mut self) -> Result<(), Over> {
        loop {
            match self.orders.try_recv() {
                Ok(order) => self.take(order)?,
                Err(TryRecvError::Empty) => return Ok(()),
                Err(TryRecvError::Disconnected) => return Err(Over),
            }
        }
    }
}
