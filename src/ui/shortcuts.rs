//! The sheet of keys: everything that can be done, with its key and what it does, by what it is for.

use egui::{Frame, Grid, Key, Label, Margin, Modal, RichText, ScrollArea, Ui};

use super::action::Menu;
use super::theme::{self, Theme};
use super::{Action, Request, View};
use crate::text::Language;

/// The widest and the narrower sheet: in two columns, where the window has room for them, and in one.
const WIDTHS: [f32; 2] = [1160.0, 560.0];
/// Between the two columns.
const APART: f32 = 40.0;
/// The room for the keys themselves.
const KEYS: f32 = 114.0;

/// The left column, and the right one.
const SHEET: [&[Menu]; 2] = [&[Menu::Run, Menu::Time, Menu::File, Menu::Help], &[Menu::View, Menu::Script]];

/// Keys that are of no action, at the end of what they belong to.
type Besides = (Menu, fn(Language) -> &'static str, fn(Language) -> &'static str);
const BESIDES: [Besides; 1] = [(Menu::Run, Language::participant_keys, Language::participant_keys_tip)];

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let close = Request::Do(Action::ShowShortcuts);
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(28, 18));
    let screen = ui.ctx().content_rect().size();
    let is_wide = screen.x >= WIDTHS[0] + 100.0;
    let modal = Modal::new(egui::Id::unique("shortcuts")).frame(frame).show(ui.ctx(), |ui| {
        super::reader::dialog(ui, words.shortcuts());
        ui.set_width(if is_wide { WIDTHS[0] } else { WIDTHS[1] });
        ui.spacing_mut().interact_size.y = 16.0;
        ui.label(RichText::new(words.shortcuts()).font(theme::strong_words(17.0)).color(theme.text));
        // Under the keys the button stays in view, however small the window.
        let room = (screen.y - 136.0).max(80.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                if is_wide {
                    ui.spacing_mut().item_spacing.x = APART;
                    ui.columns(2, |sides| {
                        for (side, menus) in sides.iter_mut().zip(SHEET) {
                            column(side, menus, words);
                        }
                    });
                } else {
                    for menus in SHEET {
                        column(ui, menus, words);
                    }
                }
            },
        );
        ui.add_space(8.0);
        ui.button(words.close()).clicked()
    });
    let escaped = ui.ctx().input(|input| input.key_pressed(Key::Escape));
    if modal.inner || modal.should_close() || escaped {
        requests.push(close);
    }
}

/// What stands under a heading: keys, and what they do. What has no key stands in the menu alone.
fn lines(menu: Menu, words: Language) -> impl Iterator<Item = (String, &'static str)> {
    let with_keys = menu.actions().filter(|action| !action.shortcuts().is_empty());
    let actions = with_keys.map(move |action| (action.key(words), action.explanation(words)));
    let besides = BESIDES.into_iter().filter(move |(of, ..)| *of == menu);
    actions.chain(besides.map(move |(_, keys, what)| (keys(words).to_owned(), what(words))))
}

/// Some menus of keys, one below the other.
fn column(ui: &mut Ui, menus: &[Menu], words: Language) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 4.0;
    for menu in menus {
        ui.add_space(4.0);
        let heading = menu.label(words);
        ui.label(RichText::new(heading).font(theme::strong_words(12.0)).color(theme.text_soft));
        let widest = ui.available_width() - KEYS - 20.0;
        Grid::new(heading).num_columns(2).min_col_width(KEYS).spacing([20.0, 4.0]).show(ui, |ui| {
            for (key, what) in lines(*menu, words) {
                ui.label(RichText::new(key).font(theme::code(12.0)).color(theme.accent));
                // A grid does not wrap by itself.
                ui.scope(|ui| {
                    ui.set_max_width(widest);
                    ui.add(Label::new(RichText::new(what).size(12.5).color(theme.text)).wrap());
                });
                ui.end_row();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_on_the_sheet_once() {
        let listed: Vec<Action> = SHEET.into_iter().flatten().flat_map(|menu| menu.actions()).collect();
        for action in Action::all() {
            assert_eq!(listed.iter().filter(|other| **other == action).count(), 1, "{action:?}");
        }
    }
}
