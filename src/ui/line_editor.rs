//! The line of a script that is selected and still to come: what can be done to it, and its call to be changed.

use std::sync::Arc;

use egui::{Button, Popup, RichText, Ui};

use super::theme::Theme;
use super::{Action, Request, call_editor};
use crate::scenario::{Edit, Known, Participant, Place, Step, doubts, offer};
use crate::session::{Command, Session};
use crate::sockets::{Call, CallName};
use crate::text::{self, Language};

/// What can be done to a line.
pub fn tools(
    ui: &mut Ui,
    session: &Session,
    who: &Participant,
    line: u32,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let id = who.id;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(4.0);
        ui.spacing_mut().button_padding = egui::Vec2::new(7.0, 3.0);
        add_call(ui, session, who, Place::After(line), words, requests);
        for action in [Action::MoveLineUp, Action::MoveLineDown, Action::DuplicateLine, Action::DeleteLine] {
            if ui.button(action.label(words)).on_hover_text(action.tip(words)).clicked() {
                requests.push(Request::Do(action));
            }
        }
        let is_block = matches!(who.script.step_on(line), Some(Step::Repeat { .. }));
        let (label, edit) = if is_block {
            (words.unwrap_block(), Edit::Unwrap { id, line })
        } else {
            (words.wrap_line(), Edit::Wrap { id, line, times: 2 })
        };
        if ui.button(label).clicked() {
            requests.push(Request::Tell(Command::Edit(edit)));
        }
    });
}

/// The button with the menu of all calls.
pub fn add_call(
    ui: &mut Ui,
    session: &Session,
    who: &Participant,
    at: Place,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let button = ui.button(words.add_call()).on_hover_text(words.add_call_tip());
    super::reader::opens_menu(&button);
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let before = match at {
            Place::Before(line) => line,
            Place::After(line) => line + 1,
            Place::End => who.script.lines(),
        };
        for name in CallName::of_scripts() {
            let text = RichText::new(format!("{}()", name.as_str())).font(super::theme::code(12.5));
            if ui.add(Button::new(text).frame_when_inactive(false)).clicked() {
                let known = Known::before(&who.script, before);
                let step = Step::Call(Arc::new(offer(name, &known, session.scenario())));
                requests.push(Request::Tell(Command::Edit(Edit::Insert { id: who.id, at, step })));
                ui.close();
            }
        }
    });
}

/// The call of a line, to be changed, and what to doubt about it.
pub fn call(
    ui: &mut Ui,
    who: &Participant,
    line: u32,
    call: &Call,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let id = egui::Id::unique(("line", who.id, line));
    if let Some(new) = call_editor::show(ui, id, call, words) {
        let edit = Edit::Replace { id: who.id, line, call: Arc::new(new) };
        requests.push(Request::Tell(Command::Edit(edit)));
    }
    let colour = Theme::of(ui.ctx()).wait_text;
    for doubt in doubts(&who.script, line, call) {
        ui.label(RichText::new(text::doubt(words, &doubt)).size(12.5).color(colour));
    }
}

/// How often a block is made.
pub fn times(
    ui: &mut Ui,
    who: &Participant,
    line: u32,
    times: u32,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let mut new = times;
    ui.horizontal(|ui| {
        ui.label(words.times());
        let response = ui.add(egui::DragValue::new(&mut new).range(0..=1_000_000));
        response.accessible_name(words.times());
    });
    if new != times {
        requests.push(Request::Tell(Command::Edit(Edit::SetTimes { id: who.id, line, times: new })));
    }
}
