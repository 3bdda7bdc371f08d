//! The sheet of keys: everything that can be done, with its key and what it does.

use egui::{Grid, Key, Modal, RichText, Ui};

use super::theme::{self, Theme};
use super::{Action, Request, View};

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let close = Request::Do(Action::ShowShortcuts);
    let modal = Modal::new(egui::Id::unique("shortcuts")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        ui.label(RichText::new(words.shortcuts()).font(theme::strong_words(17.0)).color(theme.text));
        ui.add_space(6.0);
        Grid::new("keys").num_columns(2).spacing([24.0, 7.0]).show(ui, |ui| {
            let others = [(words.participant_keys().to_owned(), words.participant_keys_tip())];
            let own = Action::all().map(|action| (action.key(words), action.explanation(words)));
            for (key, what) in
                own.chain(others).chain([(words.everything_keys().to_owned(), words.everything_tip())])
            {
                ui.label(RichText::new(key).font(theme::code(12.0)).color(theme.accent));
                ui.label(RichText::new(what).color(theme.text));
                ui.end_row();
            }
        });
        ui.add_space(6.0);
        ui.button(words.close()).clicked()
    });
    let escaped = ui.ctx().input(|input| input.key_pressed(Key::Escape));
    if modal.inner || modal.should_close() || escaped {
        requests.push(close);
    }
}
