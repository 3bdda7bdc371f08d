//! New, open, save: what is done with files, and that nothing unsaved is lost on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ViewportCommand;

use super::App;
use crate::scenario::{
    CATALOGUE, Document, Entry, Fingerprint, LocatedProblem, Problem, SaveError, Scenario, changed, save,
};
use crate::session::{Command, Notice, Session, add_program, is_program, read_source, scenario_of};
use crate::trace::Goal;
use crate::trace::recording::{Extent, RECORDING_EXTENSION, SAVED, Saved, is_recording, read};
use crate::ui::Action;
use crate::ui::filing::{
    Answer, Asking, Fault, Next, PathAsked, Purpose, file_name, meant, meant_to_record, meant_to_save, short,
};
use crate::ui::native_dialog::{Browsed, Browsing, Wanted};

impl App {
    /// Sees whether anything is unsaved, what the dialog of the system has answered, and whether the window may close.
    pub(super) fn mind_files(&mut self, ctx: &egui::Context) {
        self.filing.look(self.session.scenario_now());
        self.take_browsed(ctx);
        let title = self.window_title();
        if title != self.window_title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.window_title = title;
        }
        let closes = ctx.input(|input| input.viewport().close_requested()) && !self.closing;
        if closes && self.is_anything_unsaved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            if matches!(self.filing.asking, None | Some(Asking::Unsaved(_))) {
                self.filing.asking = Some(Asking::Unsaved(Next::Close));
            }
            ctx.request_repaint();
        }
    }

    /// What is open, as a person calls it.
    pub(super) fn name(&self) -> String {
        let words = self.view.language;
        let title = self.session.scenario().title.get(words.code());
        match (&self.view.file, title) {
            (Some(file), _) => short(file),
            (None, "") => self
                .session
                .recording()
                .filter(|_| !self.session.has_run())
                .map_or_else(|| words.untitled().to_owned(), short),
            (None, title) => title.to_owned(),
        }
    }

    fn window_title(&self) -> String {
        let name = self.name();
        if self.filing.is_changed() {
            format!("● {name} ({}) — Socketlab", self.view.language.unsaved())
        } else {
            format!("{name} — Socketlab")
        }
    }

    /// One of the actions of the file menu.
    pub(super) fn act_on_files(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::New => self.once_safe(ctx, Next::New),
            Action::Open => self.once_safe(ctx, Next::AskOpen),
            Action::SaveAs => self.ask_where(None),
            Action::SaveRecording => self.ask_where_to_record(None),
            Action::ExportPrograms => self.ask_where_to_export(),
            Action::OpenCutOff => self.once_safe(ctx, Next::OpenCutOff),
            _ => self.save(ctx, None),
        }
    }

    /// Goes on with this when no change can be lost by it.
    pub(super) fn once_safe(&mut self, ctx: &egui::Context, next: Next) {
        self.filing.look(self.session.scenario_now());
        // What is opened takes the place of every run that is open.
        let is_unsaved = match next {
            Next::CloseRun(_) => self.is_unsaved(),
            _ => self.is_anything_unsaved(),
        };
        if is_unsaved {
            self.filing.asking = Some(Asking::Unsaved(next));
        } else {
            self.go_on(ctx, next);
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, next: Next) {
        match next {
            Next::Close => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::New => self.show_scenario(Scenario::default(), None, None),
            Next::AskOpen => {
                self.filing.recent.look();
                let start = self.folder().join("");
                let asked = PathAsked::new(Purpose::Open, start.to_string_lossy().into_owned());
                self.filing.asking = Some(Asking::Path(asked));
            }
            Next::Open(path) => {
                if let Err(fault) = self.open_file(&path) {
                    self.tell(fault);
                }
            }
            Next::OpenSaved(at) => {
                if let Some(Ok(recording)) = SAVED.get(at).map(Saved::recording) {
                    self.show_session(Session::show_recording(recording, None, Arc::clone(&self.notify)));
                }
            }
            Next::CloseRun(number) => self.close_front(number),
            Next::OpenCutOff => self.open_cut_off(),
            Next::OpenCatalogue(at) => match CATALOGUE.get(at).map(Entry::document) {
                Some(Ok(document)) => self.show_scenario(document.scenario, Some(at), None),
                Some(Err(problem)) => self.session.apply(Command::Notify(Notice::Scenario(problem))),
                None => {}
            },
        }
    }

    /// Whether the run in front has changes, or notes, that stand in no file.
    pub(super) fn is_unsaved(&self) -> bool {
        self.filing.is_changed() || self.session.has_loose_notes()
    }

    /// Whether the run in front, or else one that is brought there now, has changes that stand in no file.
    fn is_anything_unsaved(&mut self) -> bool {
        if self.is_unsaved() {
            return true;
        }
        let unsaved = self.unsaved_behind();
        if let Some(number) = unsaved {
            self.bring(number);
        }
        unsaved.is_some()
    }

    /// Tells why a file was not opened.
    fn tell(&mut self, fault: Fault) {
        let notice = match fault {
            Fault::Open(problem) => Notice::Scenario(problem),
            Fault::Unreadable(unreadable) => Notice::Unreadable(unreadable),
            Fault::Save(error) => Notice::Save(error),
            Fault::NoPath | Fault::NothingBrowsed | Fault::Export(_) => return,
        };
        self.session.apply(Command::Notify(notice));
    }

    /// Takes in programs that a person has named: beside what is open, if somebody works on that, else in its place.
    pub(super) fn open_programs(&mut self, files: Vec<PathBuf>) {
        self.filing.look(self.session.scenario_now());
        let is_worked_on = self.filing.is_changed() || self.session.scenario_now().has_programs();
        if !is_worked_on || !self.session.has_run() {
            self.show_scenario(scenario_of(&files), None, None);
            self.session.allow(files);
        } else {
            self.put_in_programs(files);
        }
        self.view.shows_code = true;
    }

    /// Puts programs that a person has named beside what is open.
    fn put_in_programs(&mut self, files: Vec<PathBuf>) {
        self.session.apply(Command::Seek(Goal::End));
        for file in &files {
            self.session.apply(Command::Edit(add_program(file)));
        }
        self.session.allow(files);
    }

    /// Asks which program to put in.
    pub(super) fn ask_program(&mut self) {
        let start = self.folder().join("");
        let asked = PathAsked::new(Purpose::AddProgram, start.to_string_lossy().into_owned());
        self.filing.asking = Some(Asking::Path(asked));
    }

    fn open_file(&mut self, path: &Path) -> Result<(), Fault> {
        if is_program(path) {
            self.open_programs(vec![path.to_owned()]);
            return Ok(());
        }
        if is_recording(path) {
            let recording = read(path, Extent::Whole).map_err(Fault::Unreadable)?;
            self.show_session(Session::show_recording(recording, Some(path), Arc::clone(&self.notify)));
            self.filing.recent.remember(path);
            return Ok(());
        }
        // To open a pipe may take until somebody writes to it.
        if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            return Err(Fault::Open(LocatedProblem {
                path: path.to_owned(),
                line: 0,
                column: 0,
                problem: Problem::NotAFile,
            }));
        }
        let document = Document::read_draft(path).map_err(Fault::Open)?;
        let known = document.fingerprint();
        self.show_scenario(document.scenario, None, Some((path.to_owned(), known)));
        self.filing.recent.remember(path);
        Ok(())
    }

    /// Saves to the file that is open, and then goes on.
    fn save(&mut self, ctx: &egui::Context, next: Option<Next>) {
        if !self.filing.is_changed() && self.session.has_loose_notes() {
            return self.ask_where_to_record(next);
        }
        let Some(path) = self.view.file.clone() else { return self.ask_where(next) };
        // What cannot be compared may have been changed.
        let foreign = self.filing.known.is_some_and(|known| changed(&path, known).unwrap_or(true));
        if foreign {
            self.filing.asking = Some(Asking::Changed { path, next });
        } else if self.filing.is_changed() && self.filing.known.is_some_and(Fingerprint::has_comments) {
            self.filing.asking = Some(Asking::Comments { path, next });
        } else if self.filing.is_changed() || !path.exists() {
            self.save_or_tell(ctx, &path, next);
        }
    }

    fn save_or_tell(&mut self, ctx: &egui::Context, path: &Path, next: Option<Next>) {
        if let Err(error) = self.save_to(ctx, path, next) {
            self.session.apply(Command::Notify(Notice::Save(error)));
        }
    }

    fn save_to(&mut self, ctx: &egui::Context, path: &Path, next: Option<Next>) -> Result<(), SaveError> {
        let scenario = Arc::clone(self.session.scenario_now());
        let written = save(&scenario, path)?;
        self.filing.settle(scenario, Some(written));
        self.filing.recent.remember(path);
        self.view.file = Some(path.to_owned());
        self.view.entry = None;
        if let Some(next) = next {
            self.once_safe(ctx, next);
        }
        Ok(())
    }

    fn record_to(&mut self, ctx: &egui::Context, path: &Path, next: Option<Next>) -> Result<(), SaveError> {
        self.session.save_recording(path)?;
        self.filing.recent.remember(path);
        if let Some(next) = next {
            self.once_safe(ctx, next);
        }
        Ok(())
    }

    fn ask_where_to_record(&mut self, next: Option<Next>) {
        let words = self.view.language;
        let title = self.session.scenario().title.get(words.code());
        let name = Path::new(&file_name(title, words.untitled_file())).with_extension(RECORDING_EXTENSION);
        let path = self.folder().join(name);
        let asked = PathAsked::new(Purpose::SaveRecording(next), path.to_string_lossy().into_owned());
        self.filing.asking = Some(Asking::Path(asked));
    }

    fn ask_where(&mut self, next: Option<Next>) {
        let words = self.view.language;
        let path = self.view.file.clone().unwrap_or_else(|| {
            let title = self.session.scenario().title.get(words.code());
            self.folder().join(file_name(title, words.untitled_file()))
        });
        let asked = PathAsked::new(Purpose::Save(next), path.to_string_lossy().into_owned());
        self.filing.asking = Some(Asking::Path(asked));
    }

    /// Where a person keeps such files, as far as we know.
    pub(super) fn folder(&self) -> PathBuf {
        let known = self.view.file.as_deref().or(self.filing.recent.newest()).and_then(Path::parent);
        known.map(Path::to_owned).or_else(std::env::home_dir).unwrap_or_else(|| "/".into())
    }

    /// Does what was answered to what is asked.
    pub(super) fn answer(&mut self, ctx: &egui::Context, answer: Answer) {
        match (self.filing.asking.take(), answer) {
            (Some(Asking::Unsaved(next)), Answer::Yes) => self.save(ctx, Some(next)),
            (Some(Asking::Unsaved(next)), Answer::Discard) => {
                // It counts as saved; then each other run is asked about.
                self.filing.settle(Arc::clone(self.session.scenario_now()), self.filing.known);
                self.session.let_notes_go();
                self.once_safe(ctx, next);
            }
            (Some(Asking::Changed { path, next } | Asking::Comments { path, next }), Answer::Yes) => {
                self.save_or_tell(ctx, &path, next);
            }
            (Some(Asking::Changed { next, .. } | Asking::Comments { next, .. }), Answer::Elsewhere) => {
                self.ask_where(next);
            }
            (Some(Asking::Path(asked)), Answer::Write(text)) => {
                self.filing.asking = Some(Asking::Path(PathAsked { text, fault: None, ..asked }));
            }
            (Some(Asking::Path(asked)), Answer::Yes) => self.take_path(ctx, asked),
            (Some(Asking::Path(asked)), Answer::Pick(path)) => {
                self.take_path(ctx, PathAsked { text: path.to_string_lossy().into_owned(), ..asked });
            }
            (Some(Asking::Path(asked)), Answer::Browse) => self.browse(ctx, asked),
            (Some(Asking::Replace { asked, .. }), Answer::Yes) if asked.purpose == Purpose::Export => {
                self.export_asked(asked, true);
            }
            (Some(Asking::Replace { paths, asked }), Answer::Yes) => {
                if let Some(path) = paths.first() {
                    self.save_asked(ctx, path, asked);
                }
            }
            (Some(Asking::Replace { asked, .. }), Answer::Cancel) => {
                self.filing.asking = Some(Asking::Path(asked));
            }
            (_, Answer::Cancel) => self.filing.browsing = None,
            // An answer to something else, from the frame before.
            (asking, _) => self.filing.asking = asking,
        }
    }

    /// Opens or saves the file that was named.
    fn take_path(&mut self, ctx: &egui::Context, asked: PathAsked) {
        let path = match asked.purpose {
            Purpose::Open | Purpose::AddProgram | Purpose::Export => meant(&asked.text),
            Purpose::Save(_) => meant_to_save(&asked.text),
            Purpose::SaveRecording(_) => meant_to_record(&asked.text),
        };
        let Some(path) = path else { return self.ask_again(asked, Fault::NoPath) };
        match asked.purpose {
            Purpose::Open => {
                if let Err(fault) = self.open_file(&path) {
                    self.ask_again(asked, fault);
                }
            }
            Purpose::AddProgram => match read_source(&path) {
                Ok(_) => self.put_in_programs(vec![path]),
                Err(error) => {
                    let problem = Problem::Unreadable(error.to_string());
                    let fault = LocatedProblem { path, line: 0, column: 0, problem };
                    self.ask_again(asked, Fault::Open(fault));
                }
            },
            Purpose::Save(_) | Purpose::SaveRecording(_) if path.is_file() => {
                self.filing.asking = Some(Asking::Replace { paths: vec![path], asked });
            }
            Purpose::Export => self.export_asked(asked, false),
            Purpose::Save(_) | Purpose::SaveRecording(_) => self.save_asked(ctx, &path, asked),
        }
    }

    fn save_asked(&mut self, ctx: &egui::Context, path: &Path, asked: PathAsked) {
        let saved = match asked.purpose.clone() {
            Purpose::Open | Purpose::AddProgram | Purpose::Export => return,
            Purpose::Save(next) => self.save_to(ctx, path, next),
            Purpose::SaveRecording(next) => self.record_to(ctx, path, next),
        };
        if let Err(error) = saved {
            self.ask_again(asked, Fault::Save(error));
        }
    }

    pub(super) fn ask_again(&mut self, asked: PathAsked, fault: Fault) {
        self.filing.asking = Some(Asking::Path(PathAsked { fault: Some(fault), ..asked }));
    }

    fn browse(&mut self, ctx: &egui::Context, asked: PathAsked) {
        let words = self.view.language;
        let path = meant(&asked.text).unwrap_or_else(|| self.folder());
        let folder = path.ancestors().find(|part| part.is_dir());
        let (title, wanted) = match asked.purpose {
            Purpose::Open => (words.ask_open(), Wanted::File),
            Purpose::AddProgram => (words.ask_program(), Wanted::File),
            Purpose::Save(_) => (words.ask_save_as(), Wanted::Save(short(&path))),
            Purpose::SaveRecording(_) => (words.ask_save_recording(), Wanted::Save(short(&path))),
            Purpose::Export => (words.ask_export(), Wanted::Folder),
        };
        self.filing.browsing = Some(Browsing::begin(ctx, title, folder, wanted));
        self.filing.asking = Some(Asking::Path(PathAsked { fault: None, ..asked }));
    }

    fn take_browsed(&mut self, ctx: &egui::Context) {
        let Some(browsed) = self.filing.browsing.as_ref().map(Browsing::browsed) else { return };
        match browsed {
            Browsed::NotYet => return,
            Browsed::Nothing => {
                if let Some(asked) = self.filing.asked_path() {
                    asked.fault = Some(Fault::NothingBrowsed);
                }
            }
            Browsed::File(path) => self.answer(ctx, Answer::Pick(path)),
        }
        self.filing.browsing = None;
        ctx.request_repaint();
    }
}
