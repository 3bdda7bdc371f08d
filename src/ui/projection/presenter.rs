//! The strip in the window of whoever shows it, while the class looks at another screen: what comes next, the notes of the
//! scenario, the clock, and what the class sees.

use egui::{
    Align, Button, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Stroke, StrokeKind, Ui, Vec2,
};

use super::{Picture, Projection};
use crate::scenario::Known;
use crate::session::Session;
use crate::text::{self, Language};
use crate::trace::Context;
use crate::ui::theme::{self, Theme};
use crate::ui::{Action, Request, View};

/// Height of the strip.
const HEIGHT: f32 = 150.0;
/// Between its parts.
const APART: f32 = 20.0;

/// The time as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Of day: `10:42`.
    pub of_day: String,
    /// Since the projection began.
    pub seconds: u64,
}

pub fn show(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    projection: &Projection,
    clock: &Clock,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    Panel::top("presenter")
        .exact_size(HEIGHT)
        .frame(Frame::new().fill(theme.accent_ground).inner_margin(Margin::symmetric(20, 12)))
        .show(ui, |ui| {
            let response = ui.interact(ui.max_rect(), ui.scope_id().with("strip"), egui::Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Pane, true, words.presenter()));
            let whole = ui.available_width() - 2.0 * APART;
            ui.spacing_mut().item_spacing = Vec2::new(APART, 4.0);
            ui.horizontal_top(|ui| {
                part(ui, whole * 0.27, |ui| next(ui, session, words));
                part(ui, whole * 0.43, |ui| notes(ui, session, words));
                part(ui, ui.available_width(), |ui| class(ui, projection, clock, words, requests));
            });
        });
}

fn part(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(Vec2::new(width, ui.available_height()), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = Vec2::new(8.0, 4.0);
        ui.spacing_mut().interact_size.y = 18.0;
        add(ui);
    });
}

fn heading(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text_soft;
    ui.label(RichText::new(text).font(theme::strong_words(12.0)).color(colour));
}

/// Who calls what next, and what it will do.
fn next(ui: &mut Ui, session: &Session, words: Language) {
    let theme = Theme::of(ui.ctx());
    heading(ui, words.comes_next());
    let plain = |ui: &mut Ui, text: &str| {
        ui.add(Label::new(RichText::new(text).size(13.0).color(theme.text)).wrap());
    };
    if !session.is_live() {
        return plain(ui, words.forward_next());
    }
    let Some(who) = session.next() else {
        let snapshot = session.snapshot();
        let frozen: Vec<_> = snapshot.frozen().map(|who| snapshot.name_of(who)).collect();
        let told = match () {
            () if session.is_over() => words.nothing_next().to_owned(),
            () if !frozen.is_empty() => {
                format!("{}. {}", text::stand_still_frozen(words, &frozen), words.all_frozen_advice())
            }
            () => words.nobody_next().to_owned(),
        };
        return plain(ui, &told);
    };
    let snapshot = session.snapshot();
    let script = session.scenario().participant(who).map(|participant| &participant.script);
    let planned = script.and_then(|script| Some((script, script.call(snapshot.next_step(who))?)));
    let held = snapshot.held(who);
    let call = held.map(|held| held.call).or(planned.map(|(_, found)| found.call));
    let function = held.map(|held| &*held.site.method).or(call.map(|call| call.function()));
    let head = match (call, function) {
        (Some(call), Some(function)) => format!("{} · {}", snapshot.name_of(who), call.label_as(function)),
        _ => snapshot.name_of(who).to_owned(),
    };
    ui.add(Label::new(RichText::new(head).font(theme::strong_words(15.0)).color(theme.accent)).truncate());
    match call {
        Some(call) => {
            let known = planned.map(|(script, found)| Known::before(script, found.line));
            let thought = known.as_ref().zip(call.socket()).and_then(|(known, name)| known.get(name));
            let context = match held {
                Some(held) => Context::of_socket(held.socket.and_then(|id| snapshot.socket(id)), true),
                None => Context::of_thought(thought),
            };
            plain(ui, text::first_sentence(&text::explain(words, call, None, &context).does));
        }
        None if snapshot.is_program(who) => plain(ui, words.next_is_start()),
        None => plain(ui, words.next_is_end()),
    }
}

fn notes(ui: &mut Ui, session: &Session, words: Language) {
    let theme = Theme::of(ui.ctx());
    heading(ui, words.notes_of_scenario());
    let notes = session.scenario().notes.get(words.code());
    let (notes, colour) = match notes {
        "" => (words.no_notes(), theme.text_soft),
        notes => (notes, theme.text),
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add(Label::new(RichText::new(notes).size(13.0).line_height(Some(17.0)).color(colour)).wrap());
    });
}

/// The clock, what the class sees, and what changes that.
fn class(ui: &mut Ui, projection: &Projection, clock: &Clock, words: Language, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let time = text::clock(words, &clock.of_day, clock.seconds);
    ui.label(RichText::new(time).font(theme::strong_words(15.0)).color(theme.text));
    let (sees, colour) = match (&projection.picture, projection.is_blank) {
        (_, true) => (words.class_sees_black(), theme.fail),
        (Picture::Kept(_) | Picture::Keep, _) => (words.class_sees_frozen(), theme.past),
        (Picture::Live, _) => (words.class_sees_live(), theme.done),
    };
    ui.horizontal(|ui| {
        if let Picture::Kept(still) = &projection.picture
            && !projection.is_blank
        {
            let size = Vec2::new(22.0 * still.aspect(), 22.0);
            let (room, _) = ui.allocate_exact_size(size, egui::Sense::hover());
            still.paint(ui.painter(), room);
            ui.painter().rect_stroke(room, 0.0, Stroke::new(1.0, theme.border), StrokeKind::Outside);
        }
        let told = format!("{}: {sees}", words.class_sees());
        ui.add(Label::new(RichText::new(told).size(13.0).color(colour)).wrap());
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = Vec2::new(8.0, 3.0);
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
        let is_kept = projection.picture != Picture::Live;
        for (action, is_on) in [
            (Action::Blank, projection.is_blank),
            (Action::FreezePicture, is_kept),
            (Action::ShowPointer, projection.marks_pointer),
            (Action::LeaveProjection, false),
        ] {
            let button = Button::new(RichText::new(action.label(words)).size(12.0)).selected(is_on);
            if ui.add(button).on_hover_text(action.tip(words)).clicked() {
                requests.push(Request::Do(action));
            }
        }
    });
}
