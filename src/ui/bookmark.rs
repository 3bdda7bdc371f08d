//! The note of a bookmark, while it is written.

use egui::text::{CCursor, CCursorRange};
use egui::{Align, Frame, Id, Key, Layout, Margin, Modal, RichText, TextEdit, Ui};

use super::reader;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::{Command, Session};
use crate::text;
use crate::trace::Moment;

/// A note that is being written, and for which moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub moment: Moment,
    pub text: String,
}

impl Note {
    /// For the moment that is shown: the note that it has, else what was called last.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let moment = session.moment();
        let newest = || {
            let call = session.trace().find_call(session.snapshot().newest_call()?)?;
            let name = session.scenario().participant(call.participant).map_or("", |p| p.name.as_str());
            Some(format!("{name}: {}()", call.function()))
        };
        let text = session.bookmarks().get(&moment).cloned().or_else(newest).unwrap_or_default();
        Self { moment, text }
    }
}

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let Some(note) = &view.note else { return };
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let mut new = note.clone();
    let (enter, escaped) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    let modal = Modal::new(Id::unique("bookmark")).frame(frame).show(ui.ctx(), |ui| {
        reader::dialog(ui, words.bookmark());
        ui.set_width(360.0);
        let heading = RichText::new(words.bookmark()).font(theme::strong_words(17.0));
        ui.label(heading.color(theme.text));
        let place = text::event_of(words, note.moment.0, session.trace().live().0);
        ui.label(RichText::new(place).size(12.0).color(theme.text_soft));
        let id = ui.scope_id().with("note");
        let edit = TextEdit::singleline(&mut new.text).id(id).char_limit(200).desired_width(f32::INFINITY);
        let mut output = edit.show(ui);
        if !output.response.has_focus() && !enter {
            // What is offered is replaced by what is typed.
            let all = CCursorRange::two(CCursor::new(0), CCursor::new(new.text.chars().count()));
            output.state.cursor.set_char_range(Some(all));
            output.state.store(ui.ctx(), id);
            output.response.request_focus();
        }
        output.response.response.accessible_name(words.bookmark_note());
        ui.label(RichText::new(words.bookmark_keys()).size(12.0).color(theme.text_soft));
        ui.add_space(8.0);
        let answers = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            (ui.button(words.save_file()).clicked(), ui.button(words.cancel()).clicked())
        });
        answers.inner
    });
    let (kept, cancelled) = modal.inner;
    if escaped || cancelled || modal.should_close() {
        requests.push(Request::ShowNote(None));
    } else if enter || kept {
        let kept = Some(new.text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        requests.push(Request::Tell(Command::Bookmark { moment: note.moment, note: kept }));
        requests.push(Request::ShowNote(None));
    } else if new != *note {
        requests.push(Request::ShowNote(Some(new)));
    }
}
