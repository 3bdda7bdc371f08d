//! What the host is told to do.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::Sender;
use nix::sys::signal::Signal as Unix;

use super::{DOOR_NAME, Host, Joined, Over};
use crate::run::programs::breaks::Breaks;
use crate::run::programs::connection::Answer;
use crate::run::programs::process::{Door, NotStarted, Process};
use crate::run::programs::running::Running;
use crate::run::programs::thread::State;
use crate::run::programs::{ToHost, interpreter, monotonic};
use crate::run::{Order, Report, Trouble};
use crate::scenario::ParticipantId;
use crate::trace::{ProgramEvent, Signal};

impl Host {
    pub(super) fn take_orders(&mut self) -> Result<(), Over> {
        while let Ok(order) = self.inbox.try_recv() {
            match order {
                ToHost::Join { id, name, program, sockets_before } => {
                    self.programs.retain(|joined| joined.id != id);
                    self.programs.push(Joined { id, name, program, sockets_before, running: None });
                }
                ToHost::Leave(id) => {
                    for joined in self.programs.extract_if(.., |joined| joined.id == id) {
                        if let Some(mut running) = joined.running {
                            running.abandon(&mut self.out);
                        }
                    }
                }
                ToHost::Order(who, order) => self.obey(who, order)?,
                ToHost::Setting(setting) => self.setting = setting,
                ToHost::Breaks(breaks) => self.stop_at(breaks),
                ToHost::CatchUp(answer) => self.catch_up(&answer)?,
                ToHost::End => return Err(Over),
            }
        }
        self.flush()
    }

    fn catch_up(&mut self, answer: &Sender<()>) -> Result<(), Over> {
        self.hear_all_before(monotonic())?;
        let _ = answer.send(());
        Ok(())
    }

    fn obey(&mut self, who: ParticipantId, order: Order) -> Result<(), Over> {
        let place = self.programs.iter().position(|joined| {
            joined.id == who
                || joined.running.as_ref().is_some_and(|r| r.threads.iter().any(|thread| thread.who == who))
        });
        let Some(place) = place else {
            // Whoever asks after somebody who is gone must not wait for ever.
            if let Order::Probe(probe) = order {
                self.settled(who, probe)?;
            }
            return Ok(());
        };
        let joined = &mut self.programs[place];
        let Some(running) = &mut joined.running else {
            match order {
                Order::Step => self.launch(place, false)?,
                Order::Release => self.launch(place, true)?,
                Order::Probe(probe) => self.settled(who, probe)?,
                _ => {}
            }
            return Ok(());
        };
        let out = &mut self.out;
        match order {
            Order::Step => {
                if let Some(thread) = running.thread(who) {
                    let state = std::mem::replace(&mut thread.state, State::Between);
                    thread.state = match state {
                        State::Held(pending) => {
                            out.answer(thread.connection, pending.number, Answer::Go);
                            State::In(pending)
                        }
                        other => other,
                    };
                }
            }
            Order::Release => {
                // A program is let go with all its threads.
                let all = running.id == who;
                running.released |= all;
                for thread in running.threads.iter_mut().filter(|thread| all || thread.who == who) {
                    thread.released = true;
                    let asks = !self.breaks.is_empty();
                    let state = std::mem::replace(&mut thread.state, State::Between);
                    thread.state = match state {
                        State::Held(pending) => {
                            let answer = if asks { Answer::Go } else { Answer::GoFree };
                            out.answer(thread.connection, pending.number, answer);
                            State::In(pending)
                        }
                        other => {
                            let answer = if asks { Answer::Hold } else { Answer::Free };
                            out.answer(thread.connection, 0, answer);
                            other
                        }
                    };
                }
            }
            Order::Hold => {
                let all = running.id == who;
                running.released &= !all;
                for thread in running.threads.iter_mut().filter(|thread| all || thread.who == who) {
                    thread.released = false;
                    out.answer(thread.connection, 0, Answer::Hold);
                }
            }
            Order::Interrupt => {
                out.shows(who, ProgramEvent::Signalled { signal: Signal::Interrupt });
                running.process.signal(Unix::SIGINT);
            }
            Order::Terminate => {
                out.shows(who, ProgramEvent::Signalled { signal: Signal::End });
                running.process.signal(Unix::SIGTERM);
            }
            Order::Type(text) => {
                let typed = text.as_deref().unwrap_or_default().into();
                out.shows(running.id, ProgramEvent::Typed { text: typed });
                running.process.type_in(text.as_deref());
                running.threads.iter_mut().for_each(|thread| thread.reads = false);
            }
            Order::Freeze => running.process.signal(Unix::SIGSTOP),
            Order::Thaw => running.process.signal(Unix::SIGCONT),
            Order::Kill => running.kill(),
            Order::Probe(probe) => self.asked.push((who, probe, Instant::now())),
            // A program makes its own calls, and is not made again.
            Order::Call(_) | Order::CallAgain(_) | Order::Script(_) | Order::Proceed | Order::End => {}
        }
        Ok(())
    }

    fn launch(&mut self, place: usize, released: bool) -> Result<(), Over> {
        let token = token().or_else(|error| {
            self.trouble(Trouble::Host(error.to_string()))?;
            Err(Over)
        })?;
        let joined = &mut self.programs[place];
        let interpreter =
            interpreter::find_interpreter(&joined.program.file, self.setting.interpreter.as_deref());
        let socket = self.folder.path().join(DOOR_NAME);
        let door = Door { probe: &self.probe, socket: &socket, token: &token };
        let interpreter = match (&self.setting.interpreter, interpreter) {
            (Some(chosen), None) => Err(NotStarted::NoInterpreter(chosen.clone())),
            (_, found) => Ok(found),
        };
        let process =
            interpreter.and_then(|found| Process::start(&joined.program, found, &self.setting.input, &door));
        let process = match process {
            Ok(process) => process,
            Err(why) => {
                let report = Report::NotStarted { participant: joined.id, why };
                return self.report(report);
            }
        };
        let pid = process.pid();
        let name = joined.program.file.file_name().unwrap_or_default().to_string_lossy();
        let command = std::iter::once(process.interpreter.to_string_lossy())
            .chain(std::iter::once(name))
            .chain(joined.program.arguments.iter().map(|argument| argument.as_str().into()));
        let command = command.collect::<Vec<_>>().join(" ");
        let (name, descriptors) = (joined.name.clone(), self.descriptors.clone());
        let mut running = Running::new(joined.id, name, process, token, joined.sockets_before, descriptors);
        running.released = released;
        running.threads[0].released = released;
        self.out.shows(joined.id, ProgramEvent::Started { pid, command: command.into() });
        if let Ok(path) = joined.program.file.canonicalize() {
            running.read_main(&path, &mut self.out);
        }
        joined.running = Some(running);
        self.flush()
    }

    fn stop_at(&mut self, breaks: Arc<Breaks>) {
        self.breaks = breaks;
        let answer = if self.breaks.is_empty() { Answer::Free } else { Answer::Hold };
        let released: Vec<usize> = self
            .running()
            .flat_map(|running| &running.threads)
            .filter(|thread| thread.released)
            .filter_map(|thread| thread.connection)
            .collect();
        for number in released {
            self.out.answer(Some(number), 0, answer);
        }
    }
}

/// A word that nobody can guess.
fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut bytes)?;
    Ok(format!("{:032x}", u128::from_le_bytes(bytes)))
}
