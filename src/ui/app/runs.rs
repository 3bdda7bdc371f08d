//! The runs that are open: another one from a moment of the one in front, one after the other to the front, and closed.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::App;
use crate::scenario::Scenario;
use crate::session::{Archive, Command, Manner, NotRepeated, Notice, Session, Setting};
use crate::trace::recording::{Extent, Recording, read};
use crate::trace::{Goal, Moment};
use crate::ui::filing::{Answer, CutOff, Next};
use crate::ui::open_runs::{Branch, Place, RunNumber};

/// How a run in the window is made.
const WATCHED: Manner = Manner { watches: true };

impl App {
    /// What the window keeps of the run in front when another one comes there.
    fn place(&self) -> Place {
        Place {
            saved: Arc::clone(self.filing.saved()),
            known: self.filing.known,
            file: self.view.file.clone(),
            entry: self.view.entry,
            scroll: self.view.scroll,
            zoom: self.view.zoom,
            follows: self.view.follows,
            notices_read: self.view.notices_read,
        }
    }

    /// Makes the run in front again up to a moment, and brings the new one to the front.
    pub(super) fn fork(&mut self, at: Moment) {
        let (mut session, ports) = match self.session.fork(at, WATCHED) {
            Ok(forked) => forked,
            // Programs are not made again. They can be begun again, and which they are is asked before.
            Err(NotRepeated::HasPrograms) if at == Moment(0) => {
                let scenario = Scenario::clone(self.session.trace().scenario(at));
                (Session::open_on_free_ports(scenario, Arc::clone(&self.notify)), HashMap::new())
            }
            Err(why) => return self.session.apply(Command::Notify(Notice::NotRepeated(why))),
        };
        if !ports.is_empty() {
            let mut ports: Vec<_> = ports.iter().map(|(one, other)| (*one, *other)).collect();
            ports.sort_unstable();
            session.apply(Command::Notify(Notice::OtherPorts(ports)));
        }
        session.apply(Command::SetPace(self.session.pace()));
        self.prepare(&mut session);
        let place = Place {
            saved: Arc::clone(session.scenario_now()),
            known: None,
            file: None,
            entry: None,
            notices_read: 0,
            follows: true,
            ..self.place()
        };
        let branch = Branch { of: self.runs.front().number, at };
        let number = self.runs.add(session, place, Some(branch), false);
        self.bring(number);
    }

    /// Brings a run to the front.
    pub(super) fn bring(&mut self, number: RunNumber) {
        let place = self.place();
        let Some(place) = self.runs.bring(number, &mut self.session, place) else { return };
        self.filing.settle(place.saved, place.known);
        self.filing.look(self.session.scenario_now());
        self.view.file = place.file;
        self.view.entry = place.entry;
        self.view.scroll = place.scroll;
        self.view.zoom = place.zoom;
        self.view.follows = place.follows;
        self.view.notices_read = place.notices_read;
        (self.view.stretch, self.view.note, self.view.renaming, self.view.palette) = (None, None, None, None);
    }

    /// Brings the next run to the front, round and round.
    pub(super) fn bring_next(&mut self) {
        let front = self.runs.front().number;
        let numbers: Vec<_> = self.runs.labels().iter().map(|label| label.number).collect();
        let next = numbers.iter().find(|number| **number > front).or(numbers.first());
        if let Some(next) = next.copied() {
            self.bring(next);
        }
    }

    /// Closes a run, once nothing of it can be lost.
    pub(super) fn close_run(&mut self, ctx: &egui::Context, number: RunNumber) {
        self.bring(number);
        self.once_safe(ctx, Next::CloseRun(number));
    }

    pub(super) fn close_front(&mut self, number: RunNumber) {
        if self.runs.front().number == number && self.runs.are_several() {
            self.bring_next();
            self.runs.close(number);
        }
    }

    /// A run behind the front whose scenario was changed and is in no file.
    pub(super) fn unsaved_behind(&self) -> Option<RunNumber> {
        let unsaved = |run: &&crate::ui::open_runs::Behind| {
            let now = run.session.scenario_now();
            let is_changed = !Arc::ptr_eq(now, &run.place.saved) && **now != *run.place.saved;
            is_changed || run.session.has_loose_notes()
        };
        self.runs.behind().find(unsaved).map(|run| run.label.number)
    }

    /// Goes on with the runs behind the front. Answers when to be called again.
    pub(super) fn tick_runs(&mut self, elapsed: Duration) -> Option<Duration> {
        self.runs.tick(elapsed)
    }

    /// Gives a session what every run in the window has.
    pub(super) fn prepare(&self, session: &mut Session) {
        super::prepare(session, self.archive.as_ref());
        // The interpreter that a person has chosen is chosen for all.
        let interpreter = self.session.setting().interpreter.clone();
        session.set_programs(Setting { interpreter, ..session.setting().clone() });
    }

    /// Opens the part of the run in front that memory has no more room for, beside it.
    pub(super) fn open_earlier(&mut self) {
        let first = self.session.trace().first();
        let Some(path) = self.session.recording().map(ToOwned::to_owned) else { return };
        match read(&path, Extent::Until(first.0)) {
            Ok(recording) => {
                let mut session = Session::show_recording(recording, Some(&path), Arc::clone(&self.notify));
                session.apply(Command::Seek(Goal::End));
                let place =
                    Place { saved: Arc::clone(session.scenario_now()), notices_read: 0, ..self.place() };
                let number = self.runs.add(session, place, None, true);
                self.bring(number);
            }
            Err(unreadable) => self.session.apply(Command::Notify(Notice::Unreadable(unreadable))),
        }
    }

    /// Looks for a run that a crash has cut off, and offers it.
    pub(super) fn offer_what_was_cut_off(&mut self) {
        let run = self.archive.as_ref().and_then(Archive::newest_cut_off);
        self.filing.cut_off = run.map(|run| CutOff { run, is_offered: true });
    }

    /// Does what a person wants of the run that was cut off.
    pub(super) fn answer_cut_off(&mut self, ctx: &egui::Context, answer: &Answer) {
        match answer {
            Answer::Yes => self.once_safe(ctx, Next::OpenCutOff),
            Answer::Discard => {
                if let (Some(archive), Some(cut_off)) = (&self.archive, self.filing.cut_off.take()) {
                    archive.discard(&cut_off.run.path);
                }
            }
            _ => {
                if let Some(cut_off) = &mut self.filing.cut_off {
                    cut_off.is_offered = false;
                }
            }
        }
    }

    /// Opens what was cut off, as far as it goes. From then on it counts as complete.
    pub(super) fn open_cut_off(&mut self) {
        let Some(CutOff { run, .. }) = self.filing.cut_off.take() else { return };
        match read(&run.path, Extent::Whole) {
            Ok(recording) => {
                if let Some(archive) = &self.archive {
                    archive.complete(&run.path, recording.trace.live());
                }
                let whole =
                    Recording { fault: recording.fault.filter(|fault| !fault.is_early_end()), ..recording };
                self.show_session(Session::show_recording(whole, Some(&run.path), Arc::clone(&self.notify)));
                self.session.apply(Command::Seek(Goal::End));
            }
            Err(unreadable) => self.session.apply(Command::Notify(Notice::Unreadable(unreadable))),
        }
    }

    /// Ends every run and finishes what is kept of it, as the system wants the program to end.
    pub fn end(&mut self, ctx: &egui::Context) {
        self.session.end();
        self.runs.end();
        self.closing = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}
