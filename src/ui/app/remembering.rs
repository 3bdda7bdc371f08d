//! What is kept of how a person likes the window, from one time to the next: read when it opens, written soon after
//! something was chosen, and when it closes.

use std::path::Path;
use std::time::Duration;

use egui::Vec2;

use super::App;
use crate::ui::preferences::{Preferences, Remembered};
use crate::ui::theme;

/// What is chosen is written when so many seconds have gone by without another choice: a window that is drawn larger is not
/// written at each step of the way.
const SETTLED: f64 = 1.0;

/// The preferences of the window, and how far they are written.
#[derive(Debug, Default)]
pub(super) struct Remembering {
    remembered: Remembered,
    /// What they are now, and since when.
    now: Option<(Preferences, f64)>,
    /// The size that the file gives the window.
    kept_size: Option<Vec2>,
    /// The size that it opened with: a smaller one on a smaller screen. As long as it stays so, nobody has chosen another.
    size_at_first: Option<Vec2>,
    /// Its size now, or before it took the whole screen, or all there is.
    size: Option<Vec2>,
    maximized: bool,
}

impl App {
    /// Has the window be as the file in a folder says.
    pub(super) fn recall(&mut self, ctx: &egui::Context, folder: Option<&Path>) {
        let (remembered, preferences) = Remembered::in_folder(folder);
        self.view.recall(&preferences);
        self.view.appearance.put_on(ctx);
        theme::keep_still(ctx, !self.view.moves);
        // Before the first frame, which would take a change for one from a window of no size.
        ctx.options_mut(|options| options.zoom_factor = self.view.whole);
        self.remembering = Remembering {
            remembered,
            kept_size: preferences.window,
            maximized: preferences.maximized,
            ..Remembering::default()
        };
    }

    /// Sees whether a person has chosen anything, and writes it once no more is being chosen.
    pub(super) fn remember(&mut self, ctx: &egui::Context) {
        self.remembering.look_at_window(ctx);
        let preferences = self.preferences();
        let time = ctx.input(|input| input.time);
        let remembering = &mut self.remembering;
        if !remembering.remembered.differs(&preferences) {
            remembering.now = None;
            return;
        }
        let since = match &remembering.now {
            Some((before, since)) if *before == preferences => *since,
            _ => time,
        };
        let left = since + SETTLED - time;
        if left > 0.0 {
            remembering.now = Some((preferences, since));
            ctx.request_repaint_after(Duration::from_secs_f64(left));
        } else {
            self.remember_at_once();
        }
    }

    /// Writes what differs from the file.
    pub(super) fn remember_at_once(&mut self) {
        let preferences = self.preferences();
        self.remembering.remembered.write(&preferences);
        self.remembering.now = None;
    }

    fn preferences(&self) -> Preferences {
        let Remembering { kept_size, size_at_first, size, maximized, .. } = self.remembering;
        let window = if size == size_at_first { kept_size } else { size };
        Preferences { window, maximized, ..self.view.preferences() }
    }
}

impl Remembering {
    fn look_at_window(&mut self, ctx: &egui::Context) {
        // In points of the system, whatever the size of what is in it.
        let size = (ctx.viewport_rect().size() * ctx.zoom_factor()).round();
        ctx.input(|input| {
            let window = input.viewport();
            if window.fullscreen.unwrap_or(false) || window.minimized.unwrap_or(false) {
                return;
            }
            self.maximized = window.maximized.unwrap_or(self.maximized);
            if !self.maximized {
                self.size_at_first.get_or_insert(size);
                self.size = Some(size);
            }
        });
    }
}
