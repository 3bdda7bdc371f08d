//! The small buttons at the edge of the time line: to the start, back, play, forward, to the end, a bookmark, how quickly
//! it is played and on which scale it is shown.

use egui::{Align, Button, Layout, Popup, Rect, RichText, Role, Ui, UiBuilder, Vec2, WidgetInfo};

use super::paint::icons::{self, Transport};
use super::theme::{self, Theme};
use super::{Action, Request};
use crate::session::{Command, Session};
use crate::text::{self, Language};
use crate::trace::Scale;

const BUTTON: Vec2 = Vec2::new(27.0, 25.0);
const EDGE: f32 = 12.0;
/// Width of the rows of buttons.
const ROWS: f32 = 6.0 * BUTTON.x + 5.0 * GAP;
const GAP: f32 = 3.0;

/// The room that the buttons take from the left edge of the window. A strip is without the second row.
pub fn width(is_strip: bool) -> f32 {
    let rows = if is_strip { ROWS - BUTTON.x - GAP } else { ROWS };
    2.0 * EDGE + rows
}

pub fn show(ui: &mut Ui, session: &Session, words: Language, is_strip: bool, requests: &mut Vec<Request>) {
    let whole = ui.max_rect();
    let rows = if is_strip { 1.0 } else { 2.0 };
    let height = rows * BUTTON.y + (rows - 1.0) * GAP;
    let top = whole.center().y - height / 2.0;
    for row in 0..if is_strip { 1 } else { 2_u8 } {
        let y = top + f32::from(row) * (BUTTON.y + GAP);
        let size = Vec2::new(width(is_strip) - EDGE, BUTTON.y);
        let rect = Rect::from_min_size(egui::pos2(whole.left() + EDGE, y), size);
        let layout = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.spacing_mut().interact_size.y = BUTTON.y;
            if row == 0 {
                transport(ui, session, words, is_strip, requests);
            } else {
                speed(ui, session, words, requests);
                scale(ui, session, words, requests);
            }
        });
    }
}

fn transport(ui: &mut Ui, session: &Session, words: Language, is_strip: bool, requests: &mut Vec<Request>) {
    let trace = session.trace();
    let has_past = session.moment() > trace.first();
    let has_more = !session.is_live();
    let playing = session.is_playing_past();
    let button = |ui: &mut Ui, sign, name, action: Action, enabled: bool| {
        small(ui, sign, name, &action.tip(words), enabled)
    };
    for (sign, action, name, enabled) in [
        (Transport::ToStart, Action::ToStart, words.to_start(), has_past),
        (Transport::Back, Action::BackCall, words.back_call(), has_past),
    ] {
        if button(ui, sign, name, action, enabled) {
            requests.push(Request::Do(action));
        }
    }
    let (sign, name, command) = if playing {
        (Transport::Pause, words.pause_past(), Command::PausePast)
    } else {
        (Transport::Play, words.play_past(), Command::PlayPast)
    };
    if small(ui, sign, name, words.play_past_tip(), playing || has_past || has_more) {
        requests.push(Request::Tell(command));
    }
    for (sign, action, name, enabled) in [
        (Transport::Forward, Action::ForwardCall, words.forward_call(), has_more),
        (Transport::ToEnd, Action::Follow, words.to_end(), has_more),
        (Transport::Flag, Action::Bookmark, words.bookmark(), has_past || has_more),
    ] {
        // A strip leaves the bookmark to its key.
        if is_strip && sign == Transport::Flag {
            continue;
        }
        if button(ui, sign, name, action, enabled) {
            requests.push(Request::Do(action));
        }
    }
}

/// A small button with a painted sign. Answers whether it was pressed.
fn small(ui: &mut Ui, sign: Transport, name: &str, tip: &str, enabled: bool) -> bool {
    let theme = Theme::of(ui.ctx());
    let button = Button::new("").min_size(BUTTON).frame_when_inactive(false);
    let response = ui.add_enabled(enabled, button);
    let colour = if enabled { theme.text } else { theme.border };
    icons::transport(ui.painter(), sign, response.rect.center(), 5.5, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(tip).on_disabled_hover_text(tip).clicked()
}

fn speed(ui: &mut Ui, session: &Session, words: Language, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let playback = session.playback();
    let shown = text::speed(playback.speed);
    let label = RichText::new(shown.as_str()).font(theme::code(12.0)).color(theme.text);
    ui.spacing_mut().button_padding.x = 4.0;
    let button = Button::new(label).min_size(Vec2::new(50.0, BUTTON.y)).frame_when_inactive(false);
    let response = ui.add(button).on_hover_text(words.speed_tip());
    let name = format!("{}: {shown}", words.speed());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    super::reader::opens_menu(&response);
    Popup::menu(&response).gap(4.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for speed in playback.scale.speeds().iter().copied() {
            let chosen = speed.total_cmp(&playback.speed).is_eq();
            if ui.add(Button::selectable(chosen, text::speed(speed))).clicked() {
                let scale = playback.scale;
                requests.push(Request::Tell(Command::SetPlayback { speed, scale }));
                ui.close();
            }
        }
    });
}

fn scale(ui: &mut Ui, session: &Session, words: Language, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let playback = session.playback();
    for (scale, label) in [(Scale::Events, words.scale_events()), (Scale::Time, words.scale_time())] {
        let chosen = playback.scale == scale;
        let colour = if chosen { theme.accent } else { theme.text_soft };
        let button = Button::selectable(chosen, RichText::new(label).size(12.0).color(colour));
        let tip = Action::ChangeScale.tip(words);
        let response = ui.add(button.min_size(Vec2::new(0.0, BUTTON.y))).on_hover_text(tip);
        let name = format!("{}: {label}", words.change_scale());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name.as_str()));
        if response.clicked() && !chosen {
            requests.push(Request::Tell(Command::SetPlayback { speed: playback.speed, scale }));
        }
    }
}
