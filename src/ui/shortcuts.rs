//! The sheet of keys: everything that can be done, with its key and what it does.

use egui::{Frame, Grid, Key, Margin, Modal, RichText, ScrollArea, Ui};

use super::theme::{self, Theme};
use super::{Action, Request, View};

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let close = Request::Do(Action::ShowShortcuts);
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(28, 22));
    let modal = Modal::new(egui::Id::unique("shortcuts")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        ui.spacing_mut().interact_size.y = 16.0;
        ui.label(RichText::new(words.shortcuts()).font(theme::strong_words(17.0)).color(theme.text));
        ui.add_space(8.0);
        // Under the keys the button stays in view, however small the window.
        let room = (ui.ctx().content_rect().height() - 180.0).max(80.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            Grid::new("keys").num_columns(2).spacing([28.0, 8.0]).show(ui, |ui| {
                let own = Action::all().map(|action| (action.key(words), action.explanation(words)));
                let others = [
                    (words.participant_keys().to_owned(), words.participant_keys_tip()),
                    (words.everything_keys().to_owned(), words.everything_tip()),
                ];
                for (key, what) in own.chain(others) {
                    ui.label(RichText::new(key).font(theme::code(12.0)).color(theme.accent));
                    ui.label(RichText::new(what).color(theme.text));
                    ui.end_row();
                }
            });
        });
        ui.add_space(8.0);
        ui.button(words.close()).clicked()
    });
    let escaped = ui.ctx().input(|input| input.key_pressed(Key::Escape));
    if modal.inner || modal.should_close() || escaped {
        requests.push(close);
    }
}
