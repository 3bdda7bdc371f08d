//! What is looked for among the events: the field, the lists of names, the way to the next that matches.

use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Button, Context, Id, Key, Layout, Margin, Response, RichText, ScrollArea, TextEdit, Ui, Vec2,
};

use super::events_list::{EventsView, Found};
use super::theme::Theme;
use super::{Action, Request, View};
use crate::session::Session;
use crate::text::{self, Language};
use crate::trace::{Field, Occurring};

/// With so much room the filters stand beside the field; with less in a menu.
const WIDE: f32 = 1080.0;
/// Between the words of a list and its edge.
const IN_MENU: Vec2 = Vec2::new(10.0, 5.0);
/// The most names that a list offers; more can be typed.
const MOST_NAMES: usize = 200;

pub fn show(ui: &mut Ui, session: &Session, view: &View, found: &Found, requests: &mut Vec<Request>) {
    let words = view.language;
    let is_wide = ui.available_width() >= WIDE;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        field(ui, view, if is_wide { 260.0 } else { 200.0 }, requests);
        let asks = view.events.query().asks();
        for (action, sign) in [(Action::PreviousHit, "↑"), (Action::NextHit, "↓")] {
            let button = Button::new(sign).frame_when_inactive(false).min_size(Vec2::splat(28.0));
            let response = ui.add_enabled(asks && !found.hits.is_empty(), button);
            let name = action.label(words);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, response.enabled(), name));
            if response.on_hover_text(action.tip(words)).clicked() {
                requests.push(Request::Do(action));
            }
        }
        ui.add_space(6.0);
        if is_wide {
            filters(ui, view, &found.names, requests);
            ui.add_space(6.0);
            switches(ui, view, requests);
        } else {
            ui.menu_button(words.filters(), |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.spacing_mut().button_padding = IN_MENU;
                filters(ui, view, &found.names, requests);
                ui.separator();
                switches(ui, view, requests);
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let count = if asks {
                text::found(words, found.hits.len(), found.all.len())
            } else {
                // Without the readings there are fewer than the foot of the window tells.
                match session.trace().events().len() {
                    all if all > found.all.len() => text::found(words, found.all.len(), all),
                    all => text::events(words, all),
                }
            };
            let count = if found.is_searching { format!("{} {count}", words.searching()) } else { count };
            ui.label(RichText::new(count).color(Theme::of(ui.ctx()).text_soft));
        });
    });
}

fn field(ui: &mut Ui, view: &View, width: f32, requests: &mut Vec<Request>) {
    let (words, events) = (view.language, &view.events);
    let label = ui.label(RichText::new(words.find_label()).color(Theme::of(ui.ctx()).text_soft));
    let mut typed = events.typed.clone();
    let field = TextEdit::singleline(&mut typed)
        .id(field_id())
        .hint_text(words.find_hint())
        .margin(Margin::symmetric(8, 5))
        .desired_width(width);
    let response = ui.add(field).labelled_by(label.id).on_hover_text(words.find_syntax());
    if response.changed() {
        requests.push(Request::ShowEvents(EventsView { typed, ..events.clone() }));
    }
    if let Some(action) = entered(ui, &response) {
        requests.push(Request::Do(action));
        response.request_focus();
    }
}

/// Gives the field the keyboard at once, be it there already or only in the next frame, with all of its text selected:
/// whoever types begins anew.
pub fn take_focus(ctx: &Context, typed: &str) {
    let id = field_id();
    let mut state = TextEdit::load_state(ctx, id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::default(), CCursor::new(typed.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ctx, id);
    ctx.memory_mut(|memory| memory.request_focus(id));
}

fn field_id() -> Id {
    Id::unique("find")
}

/// Enter goes to the next that matches, with Shift to the one before.
fn entered(ui: &Ui, field: &Response) -> Option<Action> {
    let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
    let action = if shift { Action::PreviousHit } else { Action::NextHit };
    (field.lost_focus() && enter).then_some(action)
}

/// For each field the names that occur.
fn filters(ui: &mut Ui, view: &View, names: &Occurring, requests: &mut Vec<Request>) {
    let (words, query) = (view.language, view.events.query());
    for field in Field::ALL {
        let wanted = query.name(field);
        let word = text::field_word(words, field);
        let label = wanted.map_or_else(|| word.to_owned(), |name| format!("{word}: {name}"));
        let button = ui.menu_button(label, |ui| {
            ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.spacing_mut().button_padding = IN_MENU;
                for name in std::iter::once(None).chain(occurring(names, field).map(Some)) {
                    let label = name.as_deref().unwrap_or(words.any_of_them());
                    if ui.add(Button::selectable(name.as_deref() == wanted, label)).clicked() {
                        let typed = text::query(words, &query.clone().with(field, name));
                        requests.push(Request::ShowEvents(EventsView { typed, ..view.events.clone() }));
                        ui.close();
                    }
                }
            });
        });
        let name = text::filter_by(words, field, wanted);
        button.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    }
}

fn occurring(names: &Occurring, field: Field) -> Box<dyn Iterator<Item = String> + '_> {
    let all: Box<dyn Iterator<Item = String>> = match field {
        Field::Participant => Box::new(names.participants()),
        Field::Call => Box::new(names.calls()),
        Field::Socket => Box::new(names.sockets()),
        Field::Errno => Box::new(names.errnos()),
    };
    Box::new(all.take(MOST_NAMES))
}

fn switches(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let (words, events): (Language, &EventsView) = (view.language, &view.events);
    let only_hits = EventsView { only_hits: !events.only_hits, ..events.clone() };
    let readings = EventsView { readings: !events.readings, ..events.clone() };
    for (on, label, tip, after) in [
        (events.only_hits, words.only_hits(), words.only_hits_tip(), only_hits),
        (events.readings, words.show_readings(), words.show_readings_tip(), readings),
    ] {
        if ui.add(Button::selectable(on, label)).on_hover_text(tip).clicked() {
            requests.push(Request::ShowEvents(after));
        }
    }
}
