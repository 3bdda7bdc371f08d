//! What stands at the right before the first call: what the scenario shows, and what to do.

use egui::{Label, RichText, Ui};

use super::theme::{self, Theme};
use super::{Action, paint};
use crate::session::Session;
use crate::text::Language;

pub fn show(ui: &mut Ui, session: &Session, words: Language) {
    let theme = Theme::of(ui.ctx());
    let scenario = session.scenario();
    ui.label(
        RichText::new(scenario.title.get(words.code())).font(theme::strong_words(17.0)).color(theme.text),
    );
    ui.add_space(4.0);
    let about = RichText::new(scenario.about.get(words.code())).size(13.5).line_height(Some(20.0));
    ui.label(about.color(theme.text));
    ui.add_space(14.0);
    let (step, play) = if session.has_run() {
        (words.begin_step(), words.begin_play())
    } else {
        (words.begin_recording(), words.begin_recording_play())
    };
    if !session.has_run() {
        ui.label(RichText::new(words.not_in_a_recording()).color(theme.text_soft));
        ui.add_space(8.0);
    }
    let step_keys = if session.has_run() {
        Action::Step.key(words)
    } else {
        format!("{} {}", Action::BackCall.key(words), Action::ForwardCall.key(words))
    };
    for (key, what) in [
        (step_keys, step),
        (Action::PlayPause.key(words), play),
        (Action::ShowShortcuts.key(words), words.begin_keys()),
    ] {
        ui.horizontal_top(|ui| {
            key_cap(ui, &key, theme);
            ui.vertical(|ui| {
                ui.add_space(2.0);
                ui.add(Label::new(RichText::new(what).color(theme.text)).wrap());
            });
        });
        ui.add_space(2.0);
    }
}

/// A key as it looks on a keyboard.
fn key_cap(ui: &mut Ui, key: &str, theme: &Theme) {
    let galley = paint::elided(ui, key, theme::code(12.0), theme.accent, f32::INFINITY);
    let size = egui::Vec2::new((galley.size().x + 14.0).max(26.0), 22.0);
    let (rect, _) = ui.allocate_exact_size(egui::Vec2::new(size.x.max(70.0), 22.0), egui::Sense::hover());
    let cap = egui::Rect::from_min_size(rect.min, size);
    let stroke = egui::Stroke::new(1.0, theme.border);
    ui.painter().rect(cap, 5.0, theme.page, stroke, egui::StrokeKind::Inside);
    ui.painter().galley(cap.center() - galley.size() / 2.0, galley, theme.accent);
}
