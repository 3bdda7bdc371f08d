//! The questions that a file gives rise to: whether the programs that it names may be run, and whether its calls may reach beyond
//! this machine and their run. Each is asked with what exactly would be done.

use egui::{Align, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, ScrollArea, Ui};

use super::reader;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::scenario::{Beyond, Program};
use crate::session::{Command, Question, Session, interpreter_of};
use crate::text::{self, Language};

/// The height of what is listed, in points. More than that is scrolled.
const LISTED: f32 = 220.0;
/// The heights of the two lines of a call.
const LINES: [f32; 2] = [20.0, 18.0];

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    match session.question() {
        None => {}
        Some(Question::Programs(programs)) => {
            let asked = Asked {
                id: "ask_programs",
                title: words.ask_title(),
                body: words.ask_body(),
                yes: words.ask_run(),
                no: words.ask_not(),
            };
            ask(ui, &asked, requests, |ui| list_programs(ui, session, &programs, words));
        }
        Some(Question::Reach(beyond)) => {
            let asked = Asked {
                id: "ask_reach",
                title: words.reach_title(),
                body: words.reach_body(),
                yes: words.reach_allow(),
                no: words.reach_not(),
            };
            ask(ui, &asked, requests, |ui| list_calls(ui, beyond, words));
        }
    }
}

/// The words of a question.
struct Asked {
    id: &'static str,
    title: &'static str,
    body: &'static str,
    yes: &'static str,
    no: &'static str,
}

fn ask(ui: &mut Ui, asked: &Asked, requests: &mut Vec<Request>, list: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui.ctx());
    let answer = |allowed| Request::Tell(Command::Answer { allowed });
    let area = Modal::default_area(Id::unique(asked.id));
    let is_new = !ui.ctx().memory(|memory| memory.areas().visible_last_frame(&area.layer()));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    Modal::new(Id::unique(asked.id)).frame(frame).show(ui.ctx(), |ui| {
        reader::dialog(ui, asked.title);
        ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        ui.label(RichText::new(asked.title).font(theme::strong_words(17.0)).color(theme.text));
        ui.add_space(8.0);
        ui.add(Label::new(asked.body).wrap());
        ui.add_space(8.0);
        list(ui);
        ui.add_space(16.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // The safe answer is the one that Enter gives.
            let not = ui.button(asked.no);
            if is_new {
                not.request_focus();
            }
            if not.clicked() {
                requests.push(answer(false));
            }
            if ui.button(asked.yes).clicked() {
                requests.push(answer(true));
            }
        });
    });
    if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        requests.push(answer(false));
    }
}

fn list_programs(ui: &mut Ui, session: &Session, programs: &[&Program], words: Language) {
    let theme = Theme::of(ui.ctx());
    ScrollArea::vertical().max_height(LISTED).auto_shrink([false, true]).show(ui, |ui| {
        for program in programs {
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
}

/// Each call with its address. A file can have thousands of them, and an address can be long: only what is in view is painted, and
/// nothing is cut off.
fn list_calls(ui: &mut Ui, beyond: &[Beyond], words: Language) {
    let theme = Theme::of(ui.ctx());
    let list = ScrollArea::both().max_height(LISTED).auto_shrink([false, true]);
    list.show_rows(ui, LINES.iter().sum(), beyond.len(), |ui, rows| {
        for one in &beyond[rows] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let lines = [
                    RichText::new(text::reached(one)).font(theme::code(13.0)).color(theme.text),
                    RichText::new(text::reaches(words, one)).size(12.0).color(theme.text_soft),
                ];
                for (line, height) in lines.into_iter().zip(LINES) {
                    ui.horizontal(|ui| {
                        ui.set_height(height);
                        ui.add(Label::new(line).extend());
                    });
                }
            });
        }
    });
}
