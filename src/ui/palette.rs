//! A call by hand: who makes it, which, with what arguments, and there and then. Works by keyboard alone.

use egui::{Button, Frame, Id, Key, Margin, Modal, RichText, ScrollArea, TextEdit, Ui, Vec2};
use strum::IntoEnumIterator as _;

use super::theme::{self, Theme};
use super::{Request, View, call_editor};
use crate::scenario::{Known, ParticipantId, offer};
use crate::session::{Command, Session};
use crate::sockets::{Call, CallName, SocketName};
use crate::text::Language;
use crate::trace::{Activity, CallState};

/// What the person has chosen so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    pub participant: Option<ParticipantId>,
    pub search: String,
    /// The call with its arguments, once one is chosen.
    pub call: Option<Call>,
}

/// Shows the palette while it is open.
pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let Some(open) = &view.palette else { return };
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let mut palette = open.clone();
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 18));
    let modal = Modal::new(Id::unique("call now")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.label(RichText::new(words.call_now()).font(theme::strong_words(17.0)).color(theme.text));
        who(ui, session, words, &mut palette);
        let Some(participant) = palette.participant else { return false };
        if hindrance(ui, session, participant, words, requests) {
            return false;
        }
        match palette.call.clone() {
            None => {
                choose(ui, session, participant, words, &mut palette);
                false
            }
            Some(call) => arguments(ui, session, participant, &call, words, &mut palette, requests),
        }
    });
    let escaped = ui.ctx().input(|input| input.key_pressed(Key::Escape));
    let back = escaped && palette.call.is_some();
    if back {
        palette.call = None;
    }
    let done = modal.inner || (!back && (escaped || modal.should_close()));
    if done {
        requests.push(Request::ShowPalette(None));
    } else if palette != *open {
        requests.push(Request::ShowPalette(Some(palette)));
    }
}

fn who(ui: &mut Ui, session: &Session, words: Language, palette: &mut Palette) {
    let there = |id: &ParticipantId| session.scenario().participant(*id).is_some();
    let first = || session.scenario().ids().map(|(id, _)| id).find(|id| session.can_call_now(*id));
    let anyone = || session.scenario().ids().map(|(id, _)| id).next();
    palette.participant = palette.participant.filter(there).or_else(first).or_else(anyone);
    ui.horizontal_wrapped(|ui| {
        for (id, participant) in session.scenario().ids() {
            let chosen = palette.participant == Some(id);
            let name = super::paint::elided(
                ui,
                &participant.name,
                theme::words(13.0),
                Theme::of(ui.ctx()).text,
                160.0,
            );
            let response = ui.add(Button::selectable(chosen, name));
            let label = format!("{}: {}", words.who_calls(), participant.name);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &label));
            if response.clicked() {
                palette.participant = Some(id);
                palette.call = None;
            }
        }
    });
}

/// What keeps a participant from calling, with the way out. Answers whether something does.
fn hindrance(
    ui: &mut Ui,
    session: &Session,
    id: ParticipantId,
    words: Language,
    requests: &mut Vec<Request>,
) -> bool {
    if session.can_call_now(id) {
        return false;
    }
    let snapshot = session.snapshot();
    let (what, way_out, command) = if session.is_frozen(id) {
        (words.it_is_frozen(), words.thaw(), Command::Thaw(id))
    } else if snapshot.activity(id) == Activity::Killed {
        (words.it_was_killed(), words.start_anew(), Command::StartAnew(id))
    } else {
        (words.in_a_call(), words.interrupt(), Command::Interrupt(id))
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(what).color(Theme::of(ui.ctx()).wait_text));
        let response = ui.button(way_out);
        let name = format!("{way_out} · {}", words.call_now());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
        if response.clicked() {
            requests.push(Request::Tell(command));
        }
    });
    true
}

/// All calls, or those that begin as the person types.
fn choose(ui: &mut Ui, session: &Session, id: ParticipantId, words: Language, palette: &mut Palette) {
    let label = ui.label(RichText::new(words.which_call()).size(12.0)).id;
    let field = TextEdit::singleline(&mut palette.search).desired_width(f32::INFINITY);
    let response = ui.add(field.hint_text("recv, close, …")).labelled_by(label);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    response.request_focus();
    let wanted = palette.search.trim().to_lowercase();
    let mut found: Vec<CallName> =
        CallName::iter().filter(|name| name.as_str().contains(wanted.as_str())).collect();
    found.sort_by_key(|name| !name.as_str().starts_with(wanted.as_str()));
    let mut chosen = found.first().copied().filter(|_| entered);
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for name in &found {
                let text = RichText::new(format!("{}()", name.as_str())).font(theme::code(12.5));
                if ui.add(Button::new(text)).clicked() {
                    chosen = Some(*name);
                }
            }
        });
    });
    if let Some(name) = chosen {
        palette.call = Some(offer(name, &known(session, id), session.scenario()));
    }
}

/// The arguments, and the button. Answers whether the call was asked for.
fn arguments(
    ui: &mut Ui,
    session: &Session,
    participant: ParticipantId,
    call: &Call,
    words: Language,
    palette: &mut Palette,
    requests: &mut Vec<Request>,
) -> bool {
    let theme = Theme::of(ui.ctx());
    let name = RichText::new(format!("{}()", call.name().as_str()));
    ui.label(name.font(egui::FontId::new(16.0, theme::strong_code())).color(theme.text));
    let known = known(session, participant);
    let names: Vec<SocketName> = known.sockets.iter().map(|socket| socket.name.clone()).collect();
    ui.set_max_width(520.0);
    if let Some(changed) = call_editor::show(ui, Id::unique(("call now", call.name())), call, &names, words) {
        palette.call = Some(changed);
    }
    let closed: Vec<&str> =
        known.sockets.iter().filter(|socket| socket.closed).map(|socket| socket.name.as_str()).collect();
    if !closed.is_empty() {
        let told = format!("{}: {}", words.closed_socket(), closed.join(", "));
        ui.label(RichText::new(told).size(12.0).color(theme.text_soft));
    }
    ui.add_space(6.0);
    let text = RichText::new(words.make_it_now()).font(theme::strong_words(13.0)).color(theme.on_accent);
    let button = Button::new(text).min_size(Vec2::new(140.0, 34.0)).fill(theme.accent);
    let response = ui.add(button);
    // Enter makes it, unless a field with several lines takes it.
    let nobody = ui.memory(|memory| memory.focused().is_none());
    if nobody {
        response.request_focus();
    }
    let control_enter = ui.input(|input| input.modifiers.command && input.key_pressed(Key::Enter));
    if response.clicked() || control_enter {
        let call = std::sync::Arc::new(palette.call.clone().unwrap_or_else(|| call.clone()));
        requests.push(Request::Tell(Command::CallNow { participant, call }));
        return true;
    }
    false
}

/// What a participant has, from the calls that it has made and that did what they are for.
fn known(session: &Session, id: ParticipantId) -> Known {
    let snapshot = session.snapshot();
    let mut known = Known::default();
    for call in snapshot.calls_of(id).iter().map(|call| session.trace().call(*call)) {
        if matches!(snapshot.state(call), CallState::Returned(outcome) if outcome.is_success()) {
            known.take(&call.call);
        }
    }
    known
}
