//! The questions about files, in front of the window: save first, write over, and which file.

use std::path::{Path, PathBuf};

use egui::{Align, Button, Frame, Id, Key, Label, Layout, Margin, Modal, Modifiers, RichText, TextEdit, Ui};

use super::filing::{Answer, Asking, Fault, Filing, PathAsked, Purpose, short};
use super::reader;
use super::theme::{self, Theme};
use super::titles::Titles;
use super::{Request, View};
use crate::text::{self, Language};

/// What the questions are about.
pub struct About<'a> {
    pub filing: &'a Filing,
    pub view: &'a View,
    /// What is open, as a person calls it.
    pub name: &'a str,
    /// The titles of the catalogue, and of the recordings that the program carries with it.
    pub titles: &'a Titles,
}

/// A button under a question.
struct Choice {
    words: &'static str,
    answer: Answer,
}

pub fn show(ui: &mut Ui, about: &About<'_>, requests: &mut Vec<Request>) {
    let words = about.view.language;
    let choice = |words, answer| Choice { words, answer };
    let cancel = || choice(words.cancel(), Answer::Cancel);
    match &about.filing.asking {
        None => {}
        Some(Asking::Unsaved(_)) => question(
            ui,
            (words.ask_save(), text::unsaved_changes(words, about.name)),
            vec![choice(words.save_file(), Answer::Yes), choice(words.discard(), Answer::Discard), cancel()],
            requests,
        ),
        Some(asking @ (Asking::Changed { path, .. } | Asking::Comments { path, .. })) => question(
            ui,
            match asking {
                Asking::Comments { .. } => (words.ask_comments(), text::comments_lost(words, path)),
                _ => (words.ask_changed(), text::changed_since(words, path)),
            },
            vec![
                cancel(),
                choice(words.save_file_as(), Answer::Elsewhere),
                choice(words.overwrite(), Answer::Yes),
            ],
            requests,
        ),
        Some(Asking::Replace { paths, .. }) => question(
            ui,
            (words.ask_replace(), text::already_there(words, paths)),
            vec![choice(words.other_name(), Answer::Cancel), choice(words.replace(), Answer::Yes)],
            requests,
        ),
        Some(Asking::Path(asked)) => path(ui, about, asked, requests),
    }
}

/// Shows what stands in front of everything. Answers whether it came up just now; Escape cancels it.
fn modal(
    ui: &Ui,
    id: &str,
    width: f32,
    requests: &mut Vec<Request>,
    content: impl FnOnce(&mut Ui, bool, &mut Vec<Request>),
) {
    let area = Modal::default_area(Id::unique(id));
    let is_new = !ui.ctx().memory(|memory| memory.areas().visible_last_frame(&area.layer()));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    let width = width.min(ui.ctx().content_rect().width() - 80.0);
    Modal::new(Id::unique(id)).frame(frame).show(ui.ctx(), |ui| {
        reader::dialog(ui, id);
        ui.set_width(width);
        content(ui, is_new, requests);
    });
    if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        requests.push(Request::Answer(Answer::Cancel));
    }
}

fn heading(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    ui.label(RichText::new(words).font(theme::strong_words(17.0)).color(theme.text));
    ui.add_space(8.0);
}

/// A question with its answers; the first is the safe one, and the one that Enter gives.
fn question(ui: &Ui, (title, explained): (&str, String), choices: Vec<Choice>, requests: &mut Vec<Request>) {
    modal(ui, title, 440.0, requests, |ui, is_new, requests| {
        heading(ui, title);
        ui.add(Label::new(explained).wrap());
        ui.add_space(16.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (at, choice) in choices.into_iter().enumerate() {
                let response = ui.button(choice.words);
                if at == 0 && is_new {
                    response.request_focus();
                }
                if response.clicked() {
                    requests.push(Request::Answer(choice.answer));
                }
            }
        });
    });
}

fn path(ui: &Ui, about: &About<'_>, asked: &PathAsked, requests: &mut Vec<Request>) {
    let words = about.view.language;
    let (title, yes) = match asked.purpose {
        Purpose::Open => (words.ask_open(), words.open_it()),
        Purpose::AddProgram => (words.ask_program(), words.open_it()),
        Purpose::Save(_) => (words.ask_save_as(), words.save_file()),
        Purpose::SaveRecording(_) => (words.ask_save_recording(), words.save_file()),
        Purpose::Export => (words.ask_export(), words.export_it()),
    };
    modal(ui, title, 560.0, requests, |ui, is_new, requests| {
        heading(ui, title);
        field(ui, words, asked, is_new, requests);
        if asked.purpose == Purpose::Export {
            ui.add_space(4.0);
            ui.add(Label::new(words.ask_export_about()).wrap());
        }
        fault(ui, words, asked);
        if asked.purpose == Purpose::Open {
            let room = (ui.ctx().content_rect().height() - 280.0).clamp(80.0, 360.0);
            egui::ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                recent(ui, about, requests);
                catalogue(ui, about, requests);
            });
        }
        ui.add_space(16.0);
        ui.horizontal(|ui| {
            let browsing = about.filing.browsing.is_some();
            let browse = Button::new(if browsing { words.browsing() } else { words.browse() });
            if ui.add_enabled(!browsing, browse).on_hover_text(words.browse_tip()).clicked() {
                requests.push(Request::Answer(Answer::Browse));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(yes).clicked() {
                    requests.push(Request::Answer(Answer::Yes));
                }
                if ui.button(words.cancel()).clicked() {
                    requests.push(Request::Answer(Answer::Cancel));
                }
            });
        });
    });
}

fn field(ui: &mut Ui, words: Language, asked: &PathAsked, is_new: bool, requests: &mut Vec<Request>) {
    let mut text = asked.text.clone();
    let label = ui.label(words.path());
    let field = TextEdit::singleline(&mut text).font(theme::code(13.0)).desired_width(f32::INFINITY);
    let output = field.margin(Margin::symmetric(8, 6)).show(ui);
    let response = output.response.response.labelled_by(label.id);
    if is_new {
        response.request_focus();
        // A person goes on where the text ends.
        let end = egui::text::CCursor::new(text.chars().count());
        let mut state = output.state;
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), response.id);
    }
    if response.changed() {
        requests.push(Request::Answer(Answer::Write(text)));
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        requests.push(Request::Answer(Answer::Yes));
        response.request_focus();
    }
}

fn fault(ui: &mut Ui, words: Language, asked: &PathAsked) {
    let theme = Theme::of(ui.ctx());
    let told = match &asked.fault {
        None => return,
        Some(Fault::NoPath) => words.no_path().to_owned(),
        Some(Fault::NothingBrowsed) => words.browsed_none().to_owned(),
        Some(Fault::Open(problem)) => text::located(words, problem),
        Some(Fault::Unreadable(unreadable)) => text::unreadable(words, unreadable),
        Some(Fault::Save(error)) => text::not_saved(words, error),
        Some(Fault::Export(why)) => text::not_exported_here(words, why),
    };
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(told).color(theme.fail)).wrap());
}

fn section(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(10.0);
    ui.label(RichText::new(words).font(theme::strong_words(12.0)).color(theme.text_soft));
    ui.add_space(2.0);
}

fn recent(ui: &mut Ui, about: &About<'_>, requests: &mut Vec<Request>) {
    let found: &[(PathBuf, bool)] = about.filing.recent.found();
    if found.is_empty() {
        return;
    }
    let words = about.view.language;
    let theme = Theme::of(ui.ctx());
    section(ui, words.recent_files());
    for (path, is_there) in found {
        let aside = match path.parent() {
            Some(folder) if *is_there => folder.display().to_string(),
            _ => words.missing_file().to_owned(),
        };
        let aside = RichText::new(aside).color(theme.text_soft).size(12.0);
        let row = Button::selectable(false, (short(path), aside, egui::Atom::grow())).truncate();
        let response = ui.add_enabled(*is_there, row).on_hover_text(path.display().to_string());
        describe(&response, path, *is_there, words);
        if response.clicked() {
            requests.push(Request::Answer(Answer::Pick(path.clone())));
        }
    }
}

fn describe(response: &egui::Response, path: &Path, is_there: bool, words: Language) {
    response.widget_info(|| {
        let path = path.display();
        let name = if is_there { path.to_string() } else { format!("{path}: {}", words.missing_file()) };
        egui::WidgetInfo::labeled(egui::Role::Button, is_there, name)
    });
}

fn catalogue(ui: &mut Ui, about: &About<'_>, requests: &mut Vec<Request>) {
    let words = about.view.language;
    section(ui, words.of_the_program());
    for (at, texts) in about.titles.scenarios.iter().enumerate() {
        let chosen = about.view.entry == Some(at);
        let row = Button::selectable(chosen, (texts.get(words.code()), egui::Atom::grow()));
        if ui.add(row).clicked() {
            requests.push(Request::OpenCatalogue(at));
        }
    }
    for (at, texts) in about.titles.recordings.iter().enumerate() {
        let row = Button::selectable(false, (texts.get(words.code()), egui::Atom::grow()));
        if ui.add(row).clicked() {
            requests.push(Request::OpenSaved(at));
        }
    }
}
