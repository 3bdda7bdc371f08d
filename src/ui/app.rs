//! The application: ticks the session, paints the panels, and does what they hand back.

mod exporting;
mod files;
mod lines;
mod looks;
mod projecting;
mod remembering;
mod runs;
mod searching;
mod time;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use remembering::Remembering;

use super::action::Standing;
use super::announcer::Announcer;
use super::events_list::Found;
use super::filing::{Filing, Next};
use super::first_steps::LEARNT;
use super::focus::Focus;
use super::open_runs::OpenRuns;
use super::output_list::Output;
use super::projection::{self, Projection, Screens, Stage};
use super::recent::Recent;
use super::sources::Sources;
use super::titles::Titles;
use super::view::ZOOMS;
use super::{
    Action, CommandPalette, Opened, Request, Tab, View, action, ask_consent, bookmark, bottom_bar,
    call_panel, code_panel, command_palette, diagram_panel, dock, file_dialog, menu_bar, notices, palette,
    parts, past_bar, reader, renaming, runs_bar, shortcuts, stop, theme, timeline_panel, top_bar,
};
use crate::kernel::ports::{Filter, Watch};
use crate::scenario::{Fingerprint, Scenario, followed};
use crate::session::{Archive, Command, Input, Notify, Session, Setting, is_program, scenario_of};
use crate::sockets::Call;
use crate::text::Language;
use crate::trace::Moment;

/// After something was reported, the window is painted so soon: many reports share a frame.
const REPAINT_AFTER: Duration = Duration::from_millis(10);

/// The window's application.
pub struct App {
    /// The run in front.
    session: Session,
    /// The others that are open.
    runs: OpenRuns,
    /// Where each run is kept as it happens.
    archive: Option<Archive>,
    view: View,
    /// Each participant's script as Python.
    programs: Sources,
    /// The titles of the catalogue.
    titles: Titles,
    /// The file behind the window.
    filing: Filing,
    /// What is kept of how a person likes the window.
    remembering: Remembering,
    /// What the window is called.
    window_title: String,
    /// Whether the window may close whatever is unsaved.
    closing: bool,
    notify: Notify,
    /// Reads the ports of the machine while they are shown.
    ports: Option<Watch>,
    /// What is listed and looked for in the table of events.
    found: Found,
    /// What is listed of what programs print.
    output: Output,
    /// Whether a program waited for something to be typed at the last tick.
    awaited_input: bool,
    /// Where the focus is.
    focus: Focus,
    /// Says aloud what has come.
    announcer: Announcer,
    ticked: Instant,
    /// What a class sees, and how.
    projection: Option<Projection>,
    /// Where it was projected last.
    projects_at: Option<Stage>,
    screens: Screens,
}

/// The file that was opened, also where that was by a link: it is saved where it is, as nothing is written through one.
fn file_itself((path, known): (PathBuf, Fingerprint)) -> (PathBuf, Fingerprint) {
    (followed(&path), known)
}

impl App {
    /// Opens a scenario and runs it, call by call.
    #[must_use]
    pub fn new(ctx: &egui::Context, language: Language, opening: super::Opening) -> Self {
        let notify = repaint_soon(ctx);
        let archive = opening.runs.as_deref().map(Archive::in_folder);
        let recent = Recent::in_folder(opening.memory.as_deref());
        let mut app = match opening.opened {
            Opened::Scenario { scenario, file, entry } => {
                let mut session = Session::open_on_free_ports(scenario, notify);
                prepare(&mut session, archive.as_ref());
                let mut app = Self::of_session(ctx, language, session);
                app.view.entry = entry;
                (app.view.file, app.filing.known) = file.map(file_itself).unzip();
                app
            }
            Opened::Programs(files) => {
                let mut session = Session::open_on_free_ports(scenario_of(&files), notify);
                session.allow(files);
                prepare(&mut session, archive.as_ref());
                Self::of_session(ctx, language, session)
            }
            Opened::Recording(recording, path) => {
                Self::of_session(ctx, language, Session::show_recording(*recording, Some(&path), notify))
            }
        };
        for notice in opening.notices {
            app.session.apply(Command::Notify(notice));
        }
        app.filing.recent = recent;
        if let Some(file) = app.view.file.as_deref().or(app.session.recording()).map(PathBuf::from) {
            app.filing.recent.remember(&file);
        }
        app.archive = archive;
        app.recall(ctx, opening.memory.as_deref());
        app.offer_what_was_cut_off();
        app
    }

    /// Shows a session.
    #[must_use]
    pub fn of_session(ctx: &egui::Context, language: Language, session: Session) -> Self {
        theme::install(ctx);
        Self {
            programs: Sources::default(),
            filing: Filing::new(Arc::clone(session.scenario_now()), None, Recent::default()),
            remembering: Remembering::default(),
            window_title: String::new(),
            closing: false,
            session,
            view: View::new(language),
            titles: Titles::of_the_program(),
            runs: OpenRuns::default(),
            archive: None,
            notify: repaint_soon(ctx),
            ports: None,
            found: Found::default(),
            output: Output::default(),
            awaited_input: false,
            focus: Focus::default(),
            announcer: Announcer::default(),
            ticked: Instant::now(),
            projection: None,
            projects_at: None,
            screens: Screens::default(),
        }
    }

    /// What is shown.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// How it is shown.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Reads what has happened and goes on with what is wanted.
    pub fn tick(&mut self, ctx: &egui::Context) {
        if stop::is_asked() && !self.closing {
            self.end(ctx);
        }
        if self.view.tab != Some(Tab::Ports) || !self.session.is_of_now() {
            self.ports = None;
        } else if self.ports.is_none() {
            self.ports = Some(Watch::start(Filter::ALL, Arc::clone(&self.notify)));
        }
        let now = Instant::now();
        let elapsed = now.saturating_duration_since(self.ticked);
        self.ticked = now;
        if let Some(due) = self.session.tick(elapsed) {
            ctx.request_repaint_after(due);
        }
        if let Some(due) = self.tick_runs(elapsed) {
            ctx.request_repaint_after(due);
        }
        if self.runs.are_several() && self.runs.compare(&self.session) {
            ctx.request_repaint();
        }
        if self.view.tab == Some(Tab::Events) && self.search() {
            ctx.request_repaint();
        }
        self.view.knows_stepping |= self.session.has_run() && self.session.trace().calls().len() >= LEARNT;
        // Whoever is asked something finds where to answer.
        let awaits_input = self.session.is_live() && self.session.awaits_input();
        if awaits_input && !self.awaited_input && self.view.tab.is_none() {
            self.view.tab = Some(Tab::Output);
        }
        self.awaited_input = awaits_input;
        if self.view.tab == Some(Tab::Output) {
            self.output.follow(self.session.trace());
        }
        self.mind_files(ctx);
        self.remember(ctx);
    }

    /// Paints the window and does what the person asked for.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        // Who comes back from another window may have written there.
        let comes_back = ui.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        self.programs.follow(&self.session, self.view.language, comes_back);
        self.focus.begin(ui.ctx());
        self.view.make_room(ui.ctx().content_rect().width());
        let mut requests: Vec<Request> = Vec::new();
        // What is asked is answered first.
        if menu_bar::is_any_open(ui.ctx()) {
            // A menu takes every key but the one that closes it.
            requests.extend(menu_bar::pressed(ui.ctx()).map(Request::Do));
        } else if !self.is_asked() {
            requests.extend(self.pressed(ui.ctx()).into_iter().map(Request::Do));
            let column = action::pressed_column(ui.ctx());
            let stepped = column.and_then(|at| self.session.scenario().participants.get(at));
            requests.extend(stepped.map(|participant| Request::Tell(Command::Step(participant.id))));
        }
        requests.extend(dropped_files(ui.ctx()));
        match &self.projection {
            Some(projection) if projection.is_here() => {
                projection::show(ui, &self.session, &self.view, projection, &mut requests);
            }
            _ => self.show_panels(ui, &mut requests),
        }
        self.show_audience(ui.ctx(), &mut requests);
        let (session, view) = (&self.session, &self.view);
        let standing = self.standing();
        palette::show(ui, session, view, &mut requests);
        command_palette::show(ui, &standing, &self.titles, &mut requests);
        bookmark::show(ui, session, view, &mut requests);
        renaming::show(ui, view, &mut requests);
        ask_consent::show(ui, session, view, self.programs.all(), &mut requests);
        parts::show(ui, view, &mut requests);
        if view.shows_shortcuts {
            shortcuts::show(ui, view, &mut requests);
        }
        let about =
            file_dialog::About { filing: &self.filing, view, name: &self.name(), titles: &self.titles };
        file_dialog::show(ui, &about, &mut requests);
        self.announcer.show(ui.ctx(), &self.session, &self.view);
        self.focus.end(ui.ctx());
        reader::end(ui, &self.window_title, self.view.language);
        for request in requests {
            self.fulfil(ui.ctx(), request);
        }
    }

    /// Whether something is asked, or being written, that keys belong to.
    fn is_asked(&self) -> bool {
        self.filing.asking.is_some() || self.session.question().is_some() || self.view.is_asking()
    }

    /// How things stand.
    fn standing(&self) -> Standing<'_> {
        Standing {
            session: &self.session,
            view: &self.view,
            are_several_runs: self.runs.are_several(),
            has_cut_off: self.filing.cut_off.is_some(),
            projection: self.projection.as_ref(),
            screens: &self.screens,
        }
    }

    /// The panels of the whole window.
    fn show_panels(&self, ui: &mut egui::Ui, requests: &mut Vec<Request>) {
        let standing = self.standing();
        let (session, view) = (&self.session, &self.view);
        top_bar::show(ui, &standing, &self.filing, &self.titles, requests);
        self.show_presenter(ui, requests);
        runs_bar::show(ui, session, &self.runs, view, requests);
        bottom_bar::show(ui, &standing, requests);
        timeline_panel::show(ui, session, view, requests);
        let ports = self.ports.as_ref().and_then(Watch::latest);
        let filled = dock::Filled {
            ports: ports.as_ref(),
            found: &self.found,
            output: &self.output,
            runs: &self.runs,
        };
        dock::show(ui, session, view, filled, requests);
        let is_across = past_bar::is_across(ui.ctx());
        if is_across {
            past_bar::show(ui, session, view, requests);
        }
        code_panel::show(ui, session, view, self.programs.all(), requests);
        call_panel::show(ui, session, view, requests);
        notices::show(ui, session, view, self.filing.cut_off.as_ref(), requests);
        if !is_across {
            past_bar::show(ui, session, view, requests);
        }
        diagram_panel::show(ui, session, view, requests);
    }

    /// Does what was asked for. The one place where the window changes anything.
    pub fn fulfil(&mut self, ctx: &egui::Context, request: Request) {
        // What was asked for shows in the next frame, and a session may go on with it at once.
        ctx.request_repaint();
        match request {
            Request::Do(action) => {
                if !self.act_projecting(ctx, action) {
                    self.act(ctx, action);
                }
            }
            Request::Projection(change) => self.change_projection(ctx, change),
            Request::Tell(command) => {
                if let Command::CallNow { call, .. } = &command {
                    self.view.last_by_hand = Some(Call::clone(call));
                    self.view.follows = true;
                }
                self.view.follows |= matches!(
                    command,
                    Command::Step(_) | Command::StepNext | Command::Seek(_) | Command::PlayPast
                );
                if let Command::SetPlayback { scale, .. } = command
                    && scale != self.session.playback().scale
                {
                    self.view.stretch = None;
                }
                self.session.apply(command);
            }
            Request::OpenCatalogue(entry) => self.once_safe(ctx, Next::OpenCatalogue(entry)),
            Request::OpenSaved(at) => self.once_safe(ctx, Next::OpenSaved(at)),
            Request::BringRun(number) => self.bring(number),
            Request::CloseRun(number) => self.close_run(ctx, number),
            Request::OpenEarlier => self.open_earlier(),
            Request::AskProgram => self.ask_program(),
            Request::OpenPrograms(files) => self.open_programs(files),
            Request::OpenFile(path) => self.once_safe(ctx, Next::Open(path)),
            Request::Answer(answer) => self.answer(ctx, answer),
            Request::AnswerCutOff(answer) => self.answer_cut_off(ctx, &answer),
            Request::Scroll(by) => self.view.scroll = (self.view.scroll + by).max(egui::Vec2::ZERO),
            Request::Unfollow => self.view.follows = false,
            Request::Zoom(zoom) => self.view.zoom = Some(zoom.clamp(*ZOOMS.start(), *ZOOMS.end())),
            Request::ShowStretch(stretch) => self.view.stretch = stretch,
            Request::ShowNote(note) => self.view.note = note,
            Request::ShowRenaming(renaming) => self.view.renaming = renaming,
            Request::KeepSides(sides) => self.view.sides = sides,
            Request::ShowTab(tab) => self.view.tab = tab,
            Request::ShowPalette(palette) => self.view.palette = palette,
            Request::ShowCommands(commands) => self.view.commands = commands,
            Request::Speak(language) => self.view.speak(language),
            Request::ShowPorts(ports) => self.view.ports = ports,
            Request::ShowEvents(events) => self.view.events = events,
            Request::GoToEvent(position) => self.go_to_event(position),
            Request::FollowEvents(follows) => self.view.events.follows = follows,
            Request::DismissNotices => self.view.notices_read = self.session.notices().len(),
        }
    }

    /// Opens another scenario in place of the one that is open, and of whatever is being asked.
    fn show_scenario(
        &mut self,
        scenario: Scenario,
        entry: Option<usize>,
        file: Option<(PathBuf, Fingerprint)>,
    ) {
        // What is open lets go of its ports before the other asks for them.
        self.session.end();
        self.runs.end();
        let mut session = Session::open_on_free_ports(scenario, Arc::clone(&self.notify));
        self.prepare(&mut session);
        self.show_session(session);
        (self.view.file, self.filing.known) = file.map(file_itself).unzip();
        self.view.entry = entry;
    }

    /// Shows another session in place of all that are open, and of whatever is being asked.
    fn show_session(&mut self, mut session: Session) {
        session.apply(Command::SetPace(self.session.pace()));
        self.session = session;
        self.runs.begin_anew();
        self.filing.settle(Arc::clone(self.session.scenario_now()), None);
        self.filing.asking = None;
        self.view = View {
            entry: None,
            file: None,
            scroll: egui::Vec2::ZERO,
            zoom: None,
            stretch: None,
            note: None,
            renaming: None,
            follows: true,
            notices_read: 0,
            ..self.view.clone()
        };
    }

    fn restart(&mut self) {
        self.view.follows = true;
        self.view.scroll = egui::Vec2::ZERO;
        self.view.stretch = None;
        self.view.notices_read = self.view.notices_read.min(self.session.notices().len());
        self.session.apply(Command::Restart);
    }

    /// Does something to the participant that is chosen.
    fn act_on_participant(&mut self, ctx: &egui::Context, action: Action) {
        let standing = self.standing();
        let chosen = standing.chosen().filter(|_| standing.why_not(action).is_none());
        if let Some(request) = chosen.and_then(|who| standing.request_for(action, who)) {
            self.fulfil(ctx, request);
        }
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        let view = &mut self.view;
        match action {
            Action::New
            | Action::Open
            | Action::Save
            | Action::SaveAs
            | Action::SaveRecording
            | Action::ExportPrograms
            | Action::OpenCutOff => {
                self.act_on_files(ctx, action);
            }
            Action::Fork => self.fork(self.session.moment()),
            Action::NextRun => self.bring_next(),
            Action::CallNow if !self.session.takes_orders() => {}
            Action::CallNow => self.ask_for_call(),
            Action::Freeze | Action::Kill | Action::StartAnew | Action::Rename => {
                self.act_on_participant(ctx, action);
            }
            Action::Undo => self.session.apply(Command::Undo),
            Action::Redo => self.session.apply(Command::Redo),
            Action::DuplicateLine | Action::DeleteLine | Action::MoveLineUp | Action::MoveLineDown => {
                self.edit_line(action);
            }
            Action::Step if !self.session.is_live() => self.act_in_time(ctx, Action::ForwardCall),
            // Whoever does not want to wait for the rest goes on from here.
            Action::PlayPause if self.session.is_repeating() && self.session.is_live() => {
                self.session.apply(Command::Pause);
            }
            Action::PlayPause if !self.session.takes_orders() => self.play_or_pause_past(ctx),
            Action::Step => {
                view.follows = true;
                self.session.apply(Command::StepNext);
            }
            Action::PlayPause => {
                view.follows = true;
                let playing = self.session.is_playing();
                self.session.apply(if playing { Command::Pause } else { Command::Play });
            }
            Action::Run => {
                view.follows = true;
                self.session.apply(Command::RunFreely);
            }
            // What was recorded stays: it is begun again beside it.
            Action::Restart if !self.session.has_run() => self.fork(Moment(0)),
            Action::Restart => self.restart(),
            Action::PreviousCall => self.select_beside(-1),
            Action::NextCall => self.select_beside(1),
            Action::ToStart
            | Action::BackEvent
            | Action::ForwardEvent
            | Action::BackOwn
            | Action::ForwardOwn
            | Action::BackCall
            | Action::ForwardCall
            | Action::Follow
            | Action::Slower
            | Action::Faster
            | Action::ChangeScale
            | Action::Bookmark
            | Action::PreviousBookmark
            | Action::NextBookmark => self.act_in_time(ctx, action),
            Action::ZoomIn => view.zoom = Some((view.zoom.unwrap_or(1.0) * 1.15).min(*ZOOMS.end())),
            Action::ZoomOut => view.zoom = Some((view.zoom.unwrap_or(1.0) / 1.15).max(*ZOOMS.start())),
            Action::ZoomReset => view.zoom = None,
            Action::ChangeLanguage
            | Action::ChangeAppearance
            | Action::ChangeMotion
            | Action::Larger
            | Action::Smaller
            | Action::UsualSize => self.act_on_looks(ctx, action),
            Action::ShowCode => {
                view.shows_code = !view.shows_code;
                view.gave_way = view.gave_way.map(|_| view.shows_code);
            }
            Action::ShowCall => view.shows_call = !view.shows_call,
            Action::ShowTimeline => view.shows_timeline = !view.shows_timeline,
            Action::ShowSockets
            | Action::ShowBytes
            | Action::ShowPorts
            | Action::ShowEvents
            | Action::ShowOutput
            | Action::ShowComparison => {
                view.tab = action.tab().filter(|tab| view.tab != Some(*tab));
            }
            Action::PreviousRegion | Action::NextRegion => {
                self.focus.go_on(ctx, action == Action::PreviousRegion);
            }
            Action::Find => self.find(ctx),
            Action::PreviousHit | Action::NextHit => self.go_to_hit(ctx, action),
            Action::ShowCommands => view.commands = Some(CommandPalette::default()),
            Action::OpenMenu => menu_bar::open_or_close(ctx),
            Action::ShowParts => view.shows_parts = !view.shows_parts,
            Action::ShowShortcuts => view.shows_shortcuts = !view.shows_shortcuts,
            // Those are done before.
            Action::Project
            | Action::LeaveProjection
            | Action::Blank
            | Action::FreezePicture
            | Action::ShowPointer => {}
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.tick(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if let Some(screens) = Screens::of(frame) {
            self.set_screens(ui.ctx(), screens);
        }
        self.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.remember_at_once();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// What every run in the window has: it is kept as it happens, and programs read what a person types.
fn prepare(session: &mut Session, archive: Option<&Archive>) {
    if let Some(archive) = archive {
        session.keep_in(archive.clone());
    }
    session.set_programs(Setting { input: Input::Typed, ..Setting::default() });
}

/// Has the window painted when something was reported.
fn repaint_soon(ctx: &egui::Context) -> Notify {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint_after(REPAINT_AFTER))
}

/// What was let fall on the window: programs, all of them, or one other file.
fn dropped_files(ctx: &egui::Context) -> Option<Request> {
    let dropped: Vec<PathBuf> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
    let programs: Vec<PathBuf> = dropped.iter().filter(|file| is_program(file)).cloned().collect();
    if programs.is_empty() {
        return dropped.into_iter().next().map(Request::OpenFile);
    }
    Some(Request::OpenPrograms(programs))
}
