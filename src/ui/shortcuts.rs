//! The sheet of keys: everything that can be done, with its key and what it does, by what it is for.

use egui::{Frame, Grid, Key, Label, Margin, Modal, RichText, ScrollArea, Ui};

use Entry::{Columns, Of, Size};

use super::Action as A;
use super::theme::{self, Theme};
use super::{Action, Request, View};
use crate::text::Language;

/// The widest and the narrower sheet: in two columns, where the window has room for them, and in one.
const WIDTHS: [f32; 2] = [1160.0, 560.0];
/// Between the two columns.
const APART: f32 = 40.0;
/// The room for the keys themselves.
const KEYS: f32 = 114.0;

/// What belongs together, under a heading.
type Group = (fn(Language) -> &'static str, &'static [Entry]);

/// A line of the sheet.
#[derive(Clone, Copy)]
enum Entry {
    Of(Action),
    /// The keys of the participants.
    Columns,
    /// The keys for the size of the whole window.
    Size,
}

/// The left column, and the right one.
const SHEET: [&[Group]; 2] = [
    &[
        (
            Language::keys_of_run,
            &[Of(A::Step), Columns, Of(A::PlayPause), Of(A::Run), Of(A::Restart), Of(A::CallNow)],
        ),
        (
            Language::keys_of_time,
            &[
                Of(A::BackCall),
                Of(A::ForwardCall),
                Of(A::BackOwn),
                Of(A::ForwardOwn),
                Of(A::BackEvent),
                Of(A::ForwardEvent),
                Of(A::ToStart),
                Of(A::Follow),
                Of(A::Slower),
                Of(A::Faster),
                Of(A::ChangeScale),
                Of(A::Bookmark),
                Of(A::PreviousBookmark),
                Of(A::NextBookmark),
            ],
        ),
        (
            Language::keys_of_script,
            &[
                Of(A::Undo),
                Of(A::Redo),
                Of(A::DuplicateLine),
                Of(A::DeleteLine),
                Of(A::MoveLineUp),
                Of(A::MoveLineDown),
            ],
        ),
    ],
    &[
        (
            Language::keys_of_view,
            &[
                Of(A::PreviousCall),
                Of(A::NextCall),
                Of(A::ShowSockets),
                Of(A::ShowBytes),
                Of(A::ShowPorts),
                Of(A::ShowEvents),
                Of(A::ShowOutput),
                Of(A::Find),
                Of(A::NextHit),
                Of(A::PreviousHit),
                Of(A::ShowCode),
                Of(A::ShowCall),
                Of(A::ShowTimeline),
                Of(A::ZoomIn),
                Of(A::ZoomOut),
                Of(A::ZoomReset),
                Size,
                Of(A::ChangeLanguage),
                Of(A::ChangeAppearance),
                Of(A::ShowShortcuts),
            ],
        ),
        (Language::keys_of_runs, &[Of(A::Fork), Of(A::NextRun), Of(A::ShowComparison)]),
        (Language::file_menu, &[Of(A::New), Of(A::Open), Of(A::Save), Of(A::SaveAs), Of(A::SaveRecording)]),
    ],
];

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let close = Request::Do(Action::ShowShortcuts);
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(28, 18));
    let screen = ui.ctx().content_rect().size();
    let is_wide = screen.x >= WIDTHS[0] + 100.0;
    let modal = Modal::new(egui::Id::unique("shortcuts")).frame(frame).show(ui.ctx(), |ui| {
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
                        for (side, groups) in sides.iter_mut().zip(SHEET) {
                            column(side, groups, words);
                        }
                    });
                } else {
                    for groups in SHEET {
                        column(ui, groups, words);
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

/// Some groups of keys, one below the other.
fn column(ui: &mut Ui, groups: &[Group], words: Language) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 4.0;
    for (heading, entries) in groups {
        ui.add_space(4.0);
        let heading = heading(words);
        ui.label(RichText::new(heading).font(theme::strong_words(12.0)).color(theme.text_soft));
        let widest = ui.available_width() - KEYS - 20.0;
        Grid::new(heading).num_columns(2).min_col_width(KEYS).spacing([20.0, 4.0]).show(ui, |ui| {
            for entry in *entries {
                let (key, what) = match entry {
                    Of(action) => (action.key(words), action.explanation(words)),
                    Columns => (words.participant_keys().to_owned(), words.participant_keys_tip()),
                    Size => (words.everything_keys().to_owned(), words.everything_tip()),
                };
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
        let entries = SHEET.into_iter().flatten().flat_map(|(_, entries)| *entries);
        let listed: Vec<Action> =
            entries.filter_map(|entry| if let Of(action) = entry { Some(*action) } else { None }).collect();
        for action in Action::all() {
            assert_eq!(listed.iter().filter(|other| **other == action).count(), 1, "{action:?}");
        }
    }
}
