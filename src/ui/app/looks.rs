//! How the whole window looks: its language, light or dark, its size, whether anything moves.

use super::App;
use crate::ui::preferences::{larger, smaller};
use crate::ui::{Action, theme};

impl App {
    /// One of the actions for how the whole window looks.
    pub(super) fn act_on_looks(&mut self, ctx: &egui::Context, action: Action) {
        let view = &mut self.view;
        match action {
            Action::ChangeLanguage => view.speak(view.language.following()),
            Action::ChangeAppearance => {
                view.appearance = view.appearance.following();
                view.appearance.put_on(ctx);
            }
            Action::ChangeMotion => {
                view.moves = !view.moves;
                theme::keep_still(ctx, !view.moves);
            }
            _ => {
                view.whole = match action {
                    Action::Larger => larger(view.whole),
                    Action::Smaller => smaller(view.whole),
                    _ => 1.0,
                };
                ctx.set_zoom_factor(view.whole);
            }
        }
    }
}
