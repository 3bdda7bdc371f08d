//! What stands at the right before the first call: what the scenario shows, and what to do.

use egui::{Label, RichText, Ui};

use super::theme::{self, Theme};
use super::{Action, paint, past_bar};
use crate::session::Session;
use crate::text::Language;

pub fn show(ui: &mut Ui, session: &Session, words: Language) {
    let theme = Theme::of(ui.ctx());
    let scenario = session.scenario();
    let title = scenario.title.get(words.code());
    let shown = RichText::new(title).font(theme::strong_words(17.0)).color(theme.text);
    super::reader::heading_label(ui, shown, title);
    let about = scenario.about.get(words.code());
    if !about.is_empty() {
        ui.add_space(4.0);
        ui.label(RichText::new(about).size(13.5).line_height(Some(20.0)).color(theme.text));
    }
    ui.add_space(14.0);
    if let Some(why_not) = past_bar::why_not(session, words) {
        ui.label(RichText::new(why_not).color(theme.text_soft));
        ui.add_space(8.0);
    }
    // Back and forward, as they look on a keyboard.
    let both_ways = || "← →".to_owned();
    let (step_keys, step, play) = match session.has_run() {
        false => (both_ways(), words.begin_recording(), words.begin_recording_play()),
        true if session.is_live() && session.scenario().has_programs() => {
            (Action::Step.key(words), words.begin_program(), words.begin_play())
        }
        true if session.is_live() => (Action::Step.key(words), words.begin_step(), words.begin_play()),
        true => (both_ways(), words.begin_past(), words.begin_past_play()),
    };
    for (key, what) in [
        (step_keys, step),
        (Action::PlayPause.key(words), play),
        (Action::ShowShortcuts.key(words), words.begin_keys()),
        (Action::ShowParts.key(words), words.begin_parts()),
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
    let room = egui::Vec2::new(size.x.max(78.0), 22.0);
    let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, key));
    let cap = egui::Rect::from_min_size(rect.min, size);
    let stroke = theme.stroke(1.0, theme.border);
    ui.painter().rect(cap, 5.0, theme.page, stroke, egui::StrokeKind::Inside);
    ui.painter().galley(cap.center() - galley.size() / 2.0, galley, theme.accent);
}
