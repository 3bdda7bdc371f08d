//! What stands in the menu of a participant that is a program: its arguments, its interpreter, and where it stops.

use egui::{Button, Id, RichText, TextEdit, Ui};

use super::Request;
use super::theme::Theme;
use crate::scenario::{Edit, Participant, Program};
use crate::session::{Breaks, Command, Session, Setting, interpreters};
use crate::text::Language;

/// The kinds of calls that a program can be stopped at.
const METHODS: [&str; 10] =
    ["socket", "bind", "listen", "accept", "connect", "send", "sendall", "recv", "recvfrom", "close"];

pub fn show(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    participant: &Participant,
    program: &Program,
    requests: &mut Vec<Request>,
) {
    let id = participant.id;
    if session.runs_program(id) {
        let row = Button::new((words.end_program(), egui::Atom::grow())).frame_when_inactive(false);
        if ui.add(row).clicked() {
            requests.push(Request::Tell(Command::Terminate(id)));
            ui.close();
        }
    }
    ui.separator();
    arguments(ui, words, participant, program, requests);
    ui.menu_button(words.interpreter(), |ui| interpreter(ui, session, words, program, requests));
    ui.menu_button(words.break_at(), |ui| methods(ui, session, requests))
        .response
        .on_hover_text(words.break_at_tip());
}

/// Arguments as one writes them in a terminal, without quoting.
fn arguments(
    ui: &mut Ui,
    words: Language,
    participant: &Participant,
    program: &Program,
    requests: &mut Vec<Request>,
) {
    let key = Id::unique(("arguments", participant.id));
    let known = program.arguments.join(" ");
    let mut text = ui.data(|data| data.get_temp::<String>(key)).unwrap_or_else(|| known.clone());
    ui.label(RichText::new(words.program_arguments()).size(12.0).color(Theme::of(ui.ctx()).text_soft));
    let edit = TextEdit::singleline(&mut text).desired_width(190.0).char_limit(10_000);
    if ui.add(edit).accessible_name(words.program_arguments()).changed() {
        let arguments = text.split_whitespace().map(str::to_owned).collect();
        requests.push(Request::Tell(Command::Edit(Edit::SetArguments { id: participant.id, arguments })));
    }
    ui.data_mut(|data| data.insert_temp(key, text));
}

fn interpreter(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    program: &Program,
    requests: &mut Vec<Request>,
) {
    let setting = session.setting();
    let mut choose = |ui: &mut Ui, chosen: Option<std::path::PathBuf>, label: String| {
        if ui.add(Button::selectable(setting.interpreter == chosen, label)).clicked() {
            let setting = Setting { interpreter: chosen, ..setting.clone() };
            requests.push(Request::Tell(Command::SetPrograms(setting)));
            ui.close();
        }
    };
    choose(ui, None, words.interpreter_found().to_owned());
    for found in interpreters(&program.file) {
        let label = found.display().to_string();
        choose(ui, Some(found), label);
    }
}

fn methods(ui: &mut Ui, session: &Session, requests: &mut Vec<Request>) {
    let breaks = session.breaks();
    for method in METHODS {
        let mut on = breaks.methods.contains(method);
        if ui.checkbox(&mut on, method).changed() {
            let mut breaks: Breaks = breaks.clone();
            if on {
                breaks.methods.insert(method.to_owned());
            } else {
                breaks.methods.remove(method);
            }
            requests.push(Request::Tell(Command::SetBreaks(breaks)));
        }
    }
}
