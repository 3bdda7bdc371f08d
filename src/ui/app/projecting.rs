//! Projection: beginning and ending it, its keys in both windows, and the window of the class.

use std::time::{Duration, Instant};

use egui::{Context, ViewportBuilder, ViewportCommand, ViewportId};

use super::App;
use crate::session::{Command, Notice};
use crate::ui::action::{self, Group};
use crate::ui::projection::{self, Change, Clock, Picture, Projection, Screens, Stage};
use crate::ui::{Action, Request};

/// The clock of whoever presents moves on so often.
const SECOND: Duration = Duration::from_secs(1);

impl App {
    /// What is projected, and how.
    #[must_use]
    pub fn projection(&self) -> Option<&Projection> {
        self.projection.as_ref()
    }

    /// Takes in which screens there are: a projection on one that has gone is over.
    pub fn set_screens(&mut self, ctx: &Context, screens: Screens) {
        let on = self.projection.as_ref().map(|projection| projection.stage);
        if let Some(Stage::Screen(at)) = on
            && screens.all.get(at) != self.screens.all.get(at)
        {
            self.session.apply(Command::Notify(Notice::ScreenGone(at)));
            self.change_projection(ctx, Change::End);
        }
        self.screens = screens;
    }

    /// The actions whose keys were pressed in this window, as they are meant now.
    pub(super) fn pressed(&self, ctx: &Context) -> Vec<Action> {
        // What lies over the diagram is closed first.
        let is_covered = self.view.shows_shortcuts || egui::Popup::is_any_open(ctx);
        let taken = action::pressed(ctx, |action| match action {
            Action::LeaveProjection => self.projection.is_some() && !is_covered,
            Action::Blank => self.projection.is_some(),
            _ => true,
        });
        let Some(projection) = &self.projection else { return taken };
        taken.into_iter().filter_map(|action| projection.meaning(action)).collect()
    }

    /// One of the actions of projection; or another, for which a black screen is lit again first. Answers whether it is done with.
    pub(super) fn act_projecting(&mut self, ctx: &Context, action: Action) -> bool {
        let Some(projection) = &mut self.projection else {
            if action == Action::Project {
                let stage = self.screens.choose(self.projects_at);
                self.change_projection(ctx, Change::Begin(stage));
            }
            return action.group() == Group::Projection;
        };
        projection.told = None;
        match action {
            Action::Project => {}
            Action::LeaveProjection => self.change_projection(ctx, Change::End),
            Action::Blank => projection.is_blank = !projection.is_blank,
            Action::ShowPointer => projection.marks_pointer = !projection.marks_pointer,
            Action::FreezePicture if projection.is_here() => {
                projection.told = Some(self.view.language.freeze_needs_screen());
            }
            Action::FreezePicture => {
                projection.picture = match projection.picture {
                    Picture::Live => Picture::Keep,
                    Picture::Keep | Picture::Kept(_) => Picture::Live,
                };
            }
            // Nothing happens that nobody sees: a remote without a key for it brings the picture back first.
            _ if projection.is_blank && action.is_a_step() => projection.is_blank = false,
            _ => return false,
        }
        true
    }

    /// Does what was asked of the projection.
    pub(super) fn change_projection(&mut self, ctx: &Context, change: Change) {
        match change {
            Change::Begin(stage) => {
                let was_fullscreen = match &self.projection {
                    Some(projection) if projection.is_here() => projection.was_fullscreen,
                    _ => ctx.input(|input| input.viewport().fullscreen).unwrap_or(false),
                };
                self.projects_at = Some(stage);
                self.projection = Some(Projection::begun(stage, was_fullscreen, Instant::now()));
                if stage == Stage::Here {
                    ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(true));
                }
            }
            Change::End => {
                if let Some(projection) = self.projection.take()
                    && projection.is_here()
                {
                    let back = ViewportCommand::Fullscreen(projection.was_fullscreen);
                    ctx.send_viewport_cmd_to(ViewportId::ROOT, back);
                }
            }
            Change::ScrollTo(place) => {
                if let Some(projection) = &mut self.projection {
                    projection.scroll_to(place);
                }
            }
            Change::PointerMoved(at) => {
                if let Some(projection) = &mut self.projection {
                    projection.pointer_moves(at);
                }
            }
            Change::Keep(still) => {
                if let Some(projection) = &mut self.projection
                    && projection.picture == Picture::Keep
                {
                    projection.picture = Picture::Kept(still);
                }
            }
        }
    }

    /// The strip for whoever presents, while the class looks elsewhere.
    pub(super) fn show_presenter(&self, ui: &mut egui::Ui, requests: &mut Vec<Request>) {
        let Some(projection) = self.projection.as_ref().filter(|projection| !projection.is_here()) else {
            return;
        };
        ui.ctx().request_repaint_after(SECOND);
        let clock = Clock {
            of_day: jiff::Zoned::now().strftime("%H:%M").to_string(),
            seconds: projection.lasts(Instant::now()).as_secs(),
        };
        projection::show_presenter(ui, &self.session, &self.view, projection, &clock, requests);
    }

    /// The window of the class on its screen.
    pub(super) fn show_audience(&self, ctx: &Context, requests: &mut Vec<Request>) {
        let Some(projection) = &self.projection else { return };
        let Stage::Screen(at) = projection.stage else { return };
        let builder = ViewportBuilder::default()
            .with_title(self.view.language.window_of_class())
            .with_app_id("socketlab")
            .with_inner_size([1280.0, 720.0])
            .with_monitor(at);
        ctx.show_viewport_immediate(audience(), builder, |ui, _| {
            if !self.is_asked() {
                requests.extend(self.pressed(ui.ctx()).into_iter().map(Request::Do));
            }
            if ui.input(|input| input.viewport().close_requested()) {
                requests.push(Request::Projection(Change::End));
            }
            projection::show(ui, &self.session, &self.view, projection, requests);
        });
    }
}

/// The window of the class.
fn audience() -> ViewportId {
    ViewportId::from_hash_of("audience")
}
