//! The questions that a file gives rise to: whether the programs that it names may be run, and whether its calls may reach beyond
//! this machine and their run. Each is asked with what exactly would be done.

use egui::{Align, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, ScrollArea, Ui};

use super::reader;
use super::sources::Source;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::scenario::{Beyond, Program};
use crate::session::{Command, Question, Session, interpreter_of};
use crate::text::{self, Language};

/// The height of what is listed, in points. More than that is scrolled.
const LISTED: f32 = 220.0;
/// The heights of the two lines of a call.
const LINES: [f32; 2] = [20.0, 18.0];

/// The code that is beside it is `sources`, one for each participant in the order written: lines are told as they are seen there.
pub fn show(ui: &mut Ui, session: &Session, view: &View, sources: &[Source], requests: &mut Vec<Request>) {
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
            ask(ui, &asked, requests, |ui| {
                list_calls(ui, beyond, words, |one| line_seen(session, sources, one));
            });
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
fn list_calls(ui: &mut Ui, beyond: &[Beyond], words: Language, line_of: impl Fn(&Beyond) -> Option<usize>) {
    let theme = Theme::of(ui.ctx());
    let list = ScrollArea::both().max_height(LISTED).auto_shrink([false, true]);
    let height: f32 = LINES.iter().sum();
    list.show_rows(ui, height, beyond.len(), |ui, rows| {
        scroll_by_keys(ui, height);
        for one in &beyond[rows] {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.spacing_mut().interact_size.y = 0.0;
                let lines = [
                    RichText::new(text::reached(one)).font(theme::code(13.0)).color(theme.text),
                    RichText::new(text::reaches(words, one, line_of(one))).size(12.0).color(theme.text_soft),
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

/// There is nothing to stop at in the list: the keys that move by a row or a page scroll it wherever the focus is.
fn scroll_by_keys(ui: &mut Ui, row: f32) {
    let keys = [(Key::ArrowDown, -row), (Key::ArrowUp, row), (Key::PageDown, -LISTED), (Key::PageUp, LISTED)];
    let pressed = |(key, by)| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)).then_some(by);
    let by: f32 = keys.into_iter().filter_map(pressed).sum();
    if by != 0.0 {
        ui.scroll_with_delta(egui::vec2(0.0, by));
    }
}

/// The line of the code beside it on which a call stands, from 1.
fn line_seen(session: &Session, sources: &[Source], one: &Beyond) -> Option<usize> {
    let (participant, line) = (one.participant.0, one.line?);
    // What is asked of a run that is made again may stand in a script that it gets later.
    let script = &session.scenario_shown().participant(participant)?.script;
    script.written().into_iter().find(|written| written.line == line && *written.call == one.call)?;
    let source = sources.get(session.scenario_shown().place(participant)?)?;
    source.lines.iter().position(|code| code.script_line == Some(line)).map(|at| at + 1)
}
