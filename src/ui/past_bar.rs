//! The mark of the past, over the diagram: which moment is shown, what goes on meanwhile, and the way back.

use egui::{Align, Button, Frame, Label, Layout, Margin, Panel, RichText, Ui, WidgetInfo};

use super::region::Region;
use super::theme::{self, Theme};
use super::{Action, Request, View};
use crate::session::Session;
use crate::text::{self, Behind, Language};
use crate::trace::Moment;

/// Height of the bar.
pub const HEIGHT: f32 = 34.0;
/// In a window that is narrower, the bar needs the whole width.
const NARROW: f32 = 1150.0;

/// Whether it stands over the whole window rather than over the diagram alone.
pub fn is_across(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() < NARROW
}

/// Why nothing can be told to what runs, where that is so.
pub fn why_not(session: &Session, words: Language) -> Option<&'static str> {
    if session.takes_orders() {
        None
    } else if session.is_live() && session.is_repeating() {
        Some(words.not_while_repeating())
    } else if session.has_run() {
        Some(words.not_in_the_past())
    } else {
        Some(words.not_in_a_recording())
    }
}

/// What goes on behind the moment that is shown.
fn behind(session: &Session) -> Behind {
    match session.has_run() {
        false => Behind::Recording,
        true if session.is_over() => Behind::Over,
        true => Behind::Run,
    }
}

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    if session.is_live() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    Panel::top("past")
        .exact_size(HEIGHT)
        .frame(Frame::new().fill(theme.past_ground).inner_margin(Margin::symmetric(14, 0)))
        .show(ui, |ui| {
            Region::Past.begin(ui, words);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = if session.has_run() { words.back_to_live() } else { words.back_to_end() };
                let key = Action::Follow.key(words);
                let button = Button::new(RichText::new(format!("{label} ({key})")).color(theme.past));
                let response = ui.add(button.min_size(egui::Vec2::new(0.0, 24.0)));
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, label));
                if response.on_hover_text(Action::Follow.tip(words)).clicked() {
                    requests.push(Request::Do(Action::Follow));
                }
                // What came before the earliest moment in memory is in the file.
                if session.trace().first() > Moment(0) && session.moment() == session.trace().first() {
                    earlier(ui, words, theme, requests);
                }
                // Of a recording the foot of the window offers it at any moment.
                if session.has_run() {
                    fork(ui, words, theme, requests);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (moment, live) = (session.moment(), session.trace().live());
                    let time = session.snapshot().time();
                    let told = text::past(words, moment.0, live.0, time, behind(session));
                    let whole = told.first().cloned().unwrap_or_default();
                    let told = RichText::new(fitting(ui, &told)).font(theme::strong_words(13.0));
                    let response = ui.add(Label::new(told.color(theme.past)).truncate());
                    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, whole.as_str()));
                    response.on_hover_text(whole);
                });
            });
        });
}

/// The first that there is room for, else the last.
fn fitting(ui: &Ui, texts: &[String]) -> String {
    let room = ui.available_width();
    let fits = |text: &String| {
        let font = theme::strong_words(13.0);
        let colour = Theme::of(ui.ctx()).past;
        super::paint::elided(ui, text, font, colour, f32::INFINITY).size().x <= room
    };
    let chosen = texts.iter().find(|text| fits(text)).or(texts.last());
    chosen.cloned().unwrap_or_default()
}

/// The way to what memory has no more room for.
fn earlier(ui: &mut Ui, words: Language, theme: &Theme, requests: &mut Vec<Request>) {
    let button = Button::new(RichText::new(words.earlier_part()).color(theme.past));
    let response = ui.add(button.min_size(egui::Vec2::new(0.0, 24.0)));
    if response.on_hover_text(words.earlier_part_tip()).clicked() {
        requests.push(Request::OpenEarlier);
    }
}

/// The way from here on, on real sockets.
fn fork(ui: &mut Ui, words: Language, theme: &Theme, requests: &mut Vec<Request>) {
    let button = Button::new(RichText::new(Action::Fork.label(words)).color(theme.past));
    let response = ui.add(button.min_size(egui::Vec2::new(0.0, 24.0)));
    if response.on_hover_text(Action::Fork.tip(words)).clicked() {
        requests.push(Request::Do(Action::Fork));
    }
}
