//! What of ours has failed, what a person should know, and whether a run was cut off: bands above the diagram until they have
//! been read. None takes a key: whoever goes on is not held up.

use std::path::Path;

use egui::{Align, Color32, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Ui};

use super::filing::CutOff;
use super::region::Region;
use super::theme::{self, Theme};
use super::{Action, Answer, Request, View};
use crate::session::{Notice, Session};
use crate::text;

pub fn show(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    cut_off: Option<&CutOff>,
    requests: &mut Vec<Request>,
) {
    let unread = session.notices().get(view.notices_read..).unwrap_or_default();
    let cut_off = cut_off.filter(|cut_off| cut_off.is_offered);
    if unread.is_empty() && cut_off.is_none() {
        return;
    }
    Panel::top("notices").frame(Frame::NONE).show(ui, |ui| {
        Region::Notices.begin(ui, view.language);
        ui.spacing_mut().item_spacing.y = 0.0;
        if !unread.is_empty() {
            all_unread(ui, unread, view, requests);
        }
        if let Some(cut_off) = cut_off {
            run_that_was_cut_off(ui, cut_off, view, requests);
        }
    });
}

fn band(ui: &mut Ui, (ground, colour): (Color32, Color32), content: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui.ctx());
    let spacing = ui.ctx().global_style().spacing.item_spacing;
    Frame::new().fill(ground).inner_margin(Margin::symmetric(20, 10)).stroke(theme.stroke(1.0, colour)).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing = spacing;
            ui.set_min_width(ui.available_width());
            content(ui);
        },
    );
}

fn all_unread(ui: &mut Ui, unread: &[Notice], view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let failed = unread.iter().any(Notice::is_failure);
    let of_files = unread.iter().filter(|notice| notice.is_failure()).all(is_of_a_file);
    let (ground, colour, heading) = if failed {
        let heading = if of_files { words.notice_of_file() } else { words.notice() };
        (theme.fail_ground, theme.fail, heading)
    } else {
        (theme.accent_ground, theme.accent, words.to_know())
    };
    // A file that was mended can be opened at once.
    let wrong = unread.iter().rev().find_map(not_opened);
    band(ui, (ground, colour), |ui| {
        ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
            if ui.button(words.dismiss()).clicked() {
                requests.push(Request::DismissNotices);
            }
            if let Some(path) = wrong {
                let open = Action::Open;
                if ui.button(open.label(words)).on_hover_text(open.tip(words)).clicked() {
                    requests.extend([Request::DismissNotices, Request::Do(open)]);
                }
                if ui.button(words.open_again()).on_hover_text(words.open_again_tip()).clicked() {
                    requests.extend([Request::DismissNotices, Request::OpenFile(path.to_owned())]);
                }
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.label(RichText::new(heading).font(theme::strong_words(13.0)).color(colour));
                ScrollArea::vertical().max_height(120.0).show(ui, |ui| {
                    for notice in unread.iter().rev().take(20) {
                        ui.label(
                            RichText::new(text::notice(words, text::Face::Window, notice)).color(theme.text),
                        );
                    }
                });
            });
        });
    });
}

fn run_that_was_cut_off(ui: &mut Ui, cut_off: &CutOff, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    band(ui, (theme.accent_ground, theme.accent), |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (label, answer) in [
                (words.recover_later(), Answer::Cancel),
                (words.recover_discard(), Answer::Discard),
                (words.recover(), Answer::Yes),
            ] {
                if ui.button(label).clicked() {
                    requests.push(Request::AnswerCutOff(answer));
                }
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                let told = text::cut_off(words, &cut_off.run.path, cut_off.run.written);
                ui.add(Label::new(RichText::new(&told).color(theme.text)).truncate()).on_hover_text(told);
            });
        });
    });
}

/// Whether it is a file that is wrong, and nothing of ours.
fn is_of_a_file(notice: &Notice) -> bool {
    matches!(notice, Notice::Fault { .. } | Notice::Unreadable(_) | Notice::Scenario(_) | Notice::OneKind)
}

/// The file that could not be opened.
fn not_opened(notice: &Notice) -> Option<&Path> {
    match notice {
        Notice::Unreadable(unreadable) => Some(&unreadable.path),
        Notice::Scenario(problem) => Some(&problem.path),
        _ => None,
    }
}
