//! What of ours has failed, or what a person should know: a band above the diagram until it has been read.

use egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui};

use super::region::Region;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::{Notice, Session};
use crate::text;

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let unread = session.notices().get(view.notices_read..).unwrap_or_default();
    if unread.is_empty() {
        return;
    }
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
    Panel::top("notices")
        .frame(
            Frame::new()
                .fill(ground)
                .inner_margin(Margin::symmetric(20, 10))
                .stroke(theme.stroke(1.0, colour)),
        )
        .show(ui, |ui| {
            Region::Notices.begin(ui, words);
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                if ui.button(words.dismiss()).clicked() {
                    requests.push(Request::DismissNotices);
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.label(RichText::new(heading).font(theme::strong_words(13.0)).color(colour));
                    ScrollArea::vertical().max_height(120.0).show(ui, |ui| {
                        for notice in unread.iter().rev().take(20) {
                            ui.label(RichText::new(text::notice(words, notice)).color(theme.text));
                        }
                    });
                });
            });
        });
}

/// Whether it is a file that is wrong, and nothing of ours.
fn is_of_a_file(notice: &Notice) -> bool {
    matches!(notice, Notice::Fault { .. } | Notice::Unreadable(_) | Notice::Scenario(_))
}
