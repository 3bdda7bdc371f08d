//! How a program comes to its end: its threads, its processes, what the kernel closes for them.

use std::sync::Arc;
use std::time::Instant;

use nix::sys::signal::Signal;

use super::{Interpreter, Running};
use crate::kernel;
use crate::run::programs::host::MOST_PROCESSES;
use crate::run::programs::out::Out;
use crate::run::programs::thread::{State, Thread};
use crate::sockets::{Call, Outcome};
use crate::trace::{Origin, ProgramEvent, What};

impl Running {
    /// A thread says nothing more. A main thread is over with its process.
    pub fn falls_silent(&mut self, connection: usize, out: &mut Out) {
        let Some(place) = self.threads.iter().position(|t| t.connection == Some(connection)) else { return };
        self.threads[place].connection = None;
        self.threads[place].heard = Instant::now();
        if !self.threads[place].is_main {
            self.ends(place, out);
        }
    }

    /// A thread is over: a call that it is in never comes back.
    pub(super) fn ends(&mut self, place: usize, out: &mut Out) {
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

    /// Takes note of its end, once it has come and all that it said has been heard.
    pub fn reap(&mut self, out: &mut Out) {
        if self.exit.is_some() {
            return;
        }
        let Some(exit) = self.process.exit() else { return };
        self.exit = Some(exit);
        if self.interpreter == Interpreter::Starting {
            self.is_silent_now(out);
        }
        let pid = self.process.pid();
        self.print(out);
        // How it ended is told before its lifeline is over.
        self.close_all(pid, &[], out);
        out.shows(self.id, ProgramEvent::Exited { code: exit.code, signal: exit.signal });
        self.process_ends(pid, out);
    }

    pub(super) fn process_ends(&mut self, pid: u32, out: &mut Out) {
        self.close_all(pid, &[], out);
        for place in 0..self.threads.len() {
            if self.threads[place].pid == pid {
                self.ends(place, out);
            }
        }
    }

    /// The kernel closes what a process has open when it ends; and when it becomes another program, all but these descriptors.
    pub(super) fn close_all(&mut self, pid: u32, kept: &[i32], out: &mut Out) {
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
        let gone = self.descriptors.open().close_all(pid, kept);
        for gone in gone {
            let call = Arc::new(Call::Close { socket: gone.name.to_string() });
            out.now(who, What::Called { origin: origin.clone(), call, socket: gone.id });
            out.now(who, What::Returned(Outcome::Done));
        }
    }

    /// Stops what still runs of it, before it is abandoned: nobody is to see how the others end.
    pub fn stop(&self) {
        if !self.is_over() {
            self.process.signal(Signal::SIGSTOP);
        }
    }

    /// Kills what still runs of it and says that all its threads are over. Its connections end by a reset, which is no part of
    /// the run: its ports are free at once.
    pub fn abandon(&mut self, out: &mut Out) {
        self.stop();
        // Once its end was asked for, its number may be another's.
        if self.exit.is_none() {
            kernel::reset_connections_of(self.process.pid(), MOST_PROCESSES);
        }
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
        if self.is_over() {
            return; // what it has left behind goes on, as without us
        }
        self.process.signal(Signal::SIGKILL);
        // A child can have left the group of its program.
        let children = self.threads.iter().filter(|thread| thread.connection.is_some());
        for process in children.filter_map(|thread| thread.process.as_ref()) {
            process.signal(Signal::SIGKILL);
        }
    }
}
