//! The name of a participant, while it is written.

use egui::text::{CCursor, CCursorRange};
use egui::{Align, Frame, Id, Key, Layout, Margin, Modal, RichText, TextEdit, Ui};

use super::reader;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::scenario::{Edit, Participant, ParticipantId};
use crate::session::Command;

/// The longest name that is taken.
const LONGEST: usize = 10_000;

/// A name that is being written, and whose it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    pub id: ParticipantId,
    /// What it was called before.
    pub before: String,
    pub name: String,
}

impl Renaming {
    /// Of a participant, whose name is there to begin with.
    #[must_use]
    pub fn of(participant: &Participant) -> Self {
        let name = participant.name.clone();
        Self { id: participant.id, before: name.clone(), name }
    }
}

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let Some(renaming) = &view.renaming else { return };
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let mut new = renaming.clone();
    let (enter, escaped) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    let modal = Modal::new(Id::unique("renaming")).frame(frame).show(ui.ctx(), |ui| {
        let title = format!("{} · {}", words.rename_participant(), renaming.before);
        reader::dialog(ui, &title);
        ui.set_width(360.0);
        ui.label(RichText::new(&title).font(theme::strong_words(17.0)).color(theme.text));
        ui.add_space(8.0);
        let id = ui.scope_id().with("name");
        let edit = TextEdit::singleline(&mut new.name).id(id).char_limit(LONGEST);
        let mut output = edit.desired_width(f32::INFINITY).show(ui);
        if !output.response.has_focus() && !enter {
            // What is there is replaced by what is typed.
            let all = CCursorRange::two(CCursor::new(0), CCursor::new(new.name.chars().count()));
            output.state.cursor.set_char_range(Some(all));
            output.state.store(ui.ctx(), id);
            output.response.request_focus();
        }
        output.response.response.accessible_name(words.rename());
        ui.add_space(8.0);
        let answers = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            (ui.button(words.rename_participant()).clicked(), ui.button(words.cancel()).clicked())
        });
        answers.inner
    });
    let (kept, cancelled) = modal.inner;
    if escaped || cancelled || modal.should_close() {
        requests.push(Request::ShowRenaming(None));
    } else if enter || kept {
        let name = new.name.trim().to_owned();
        if !name.is_empty() && name != renaming.before {
            requests.push(Request::Tell(Command::Edit(Edit::Rename { id: renaming.id, name })));
        }
        requests.push(Request::ShowRenaming(None));
    } else if new != *renaming {
        requests.push(Request::ShowRenaming(Some(new)));
    }
}
