//! The question whether the programs that a file names may be run, with what exactly would run.

use egui::{Align, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, ScrollArea, Ui};

use super::reader;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::{Command, Session, interpreter_of};

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let asked = session.asks_for();
    if asked.is_empty() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let answer = |allowed| Request::Tell(Command::AnswerPrograms { allowed });
    let area = Modal::default_area(Id::unique("ask_programs"));
    let is_new = !ui.ctx().memory(|memory| memory.areas().visible_last_frame(&area.layer()));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    Modal::new(Id::unique("ask_programs")).frame(frame).show(ui.ctx(), |ui| {
        reader::dialog(ui, words.ask_title());
        ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        ui.label(RichText::new(words.ask_title()).font(theme::strong_words(17.0)).color(theme.text));
        ui.add_space(8.0);
        ui.add(Label::new(words.ask_body()).wrap());
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
            for program in asked {
                let file = program.file.canonicalize();
                let is_there = file.is_ok();
                let file = file.unwrap_or_else(|_| program.file.clone());
                let interpreter = interpreter_of(program, session.setting());
                let interpreter = interpreter.map_or_else(String::new, |found| found.display().to_string());
                let command = format!("{interpreter} {} {}", file.display(), program.arguments.join(" "));
                ui.add(Label::new(RichText::new(command.trim()).font(theme::code(12.0))).wrap());
                if !is_there {
                    ui.label(RichText::new(words.file_missing()).color(theme.fail));
                }
            }
        });
        ui.add_space(16.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // The safe answer is the one that Enter gives.
            let not = ui.button(words.ask_not());
            if is_new {
                not.request_focus();
            }
            if not.clicked() {
                requests.push(answer(false));
            }
            if ui.button(words.ask_run()).clicked() {
                requests.push(answer(true));
            }
        });
    });
    if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        requests.push(answer(false));
    }
}
