//! A call by hand: whose, which, with which arguments, and then there and then.

use std::sync::Arc;

use egui::{Button, Frame, Id, Key, Margin, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};

use super::pill::{self, Tint};
use super::theme::{self, Theme};
use super::{Request, View, call_editor, reader};
use crate::scenario::{Known, ParticipantId, Readiness, offer};
use crate::session::{Command, Session};
use crate::sockets::{Call, CallName};
use crate::text::Language;
use crate::trace::Activity;

/// How far a person is in making a call by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    pub participant: ParticipantId,
    /// What was typed to find a call.
    pub search: String,
    /// Which of the calls that were found.
    pub at: usize,
    /// The call, once it was picked.
    pub call: Option<Call>,
}

impl Palette {
    /// Opened for a participant, with the call that was made by hand last.
    #[must_use]
    pub fn of(participant: ParticipantId, last: Option<&Call>) -> Self {
        let at = last.and_then(|last| CallName::of_scripts().position(|name| name == last.name()));
        Self { participant, search: String::new(), at: at.unwrap_or(0), call: None }
    }
}

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let Some(palette) = &view.palette else { return };
    let words = view.language;
    let theme = Theme::of(ui.ctx());
    let mut new = palette.clone();
    let mut made = None;
    let escaped = ui.ctx().input(|input| input.key_pressed(Key::Escape));
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    let modal = Modal::new(Id::unique("palette")).frame(frame).show(ui.ctx(), |ui| {
        reader::dialog(ui, words.call_now());
        ui.set_width(380.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.label(RichText::new(words.call_now()).font(theme::strong_words(17.0)).color(theme.text));
        participants(ui, session, &mut new);
        match new.call.clone() {
            None => find(ui, session, view, &mut new, words),
            Some(call) => made = arguments(ui, session, &call, &mut new, words, requests),
        }
    });
    if let Some(call) = made {
        requests.push(Request::Tell(Command::CallNow { participant: new.participant, call: Arc::new(call) }));
        requests.push(Request::ShowPalette(None));
    } else if modal.should_close() || escaped {
        requests.push(Request::ShowPalette(None));
    } else if new != *palette {
        requests.push(Request::ShowPalette(Some(new)));
    }
}

fn participants(ui: &mut Ui, session: &Session, palette: &mut Palette) {
    ScrollArea::horizontal().id_salt("whose").show(ui, |ui| {
        ui.horizontal(|ui| {
            for (number, (id, participant)) in (1..).zip(session.scenario().ids()) {
                let name: String = participant.name.chars().take(24).collect();
                let text = if number <= 9 { format!("{number} {name}") } else { name };
                if ui.selectable_label(palette.participant == id, text).clicked() {
                    palette.participant = id;
                    palette.call = None;
                }
            }
        });
    });
}

fn find(ui: &mut Ui, session: &Session, view: &View, palette: &mut Palette, words: Language) {
    let (up, down, enter) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter))
    });
    let typed = palette.search.clone();
    let edit = TextEdit::singleline(&mut palette.search).hint_text(words.find_call()).char_limit(40);
    let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name(words.find_call());
    if !response.has_focus() {
        response.request_focus();
    }
    // A digit is a participant: no call has one in its name.
    if let Some(digit) = palette.search.chars().find_map(|c| c.to_digit(10)) {
        let place = (digit as usize).checked_sub(1);
        if let Some(participant) = place.and_then(|at| session.scenario().participants.get(at)) {
            palette.participant = participant.id;
        }
        palette.search.retain(|c| !c.is_ascii_digit());
    }
    if typed != palette.search {
        palette.at = 0;
    }
    let wanted = palette.search.trim().to_lowercase();
    let found: Vec<_> = CallName::of_scripts().filter(|name| name.as_str().contains(&wanted)).collect();
    palette.at = (palette.at + usize::from(down)).saturating_sub(usize::from(up)).min(found.len().max(1) - 1);
    let mut picked = found.get(palette.at).copied().filter(|_| enter);
    ScrollArea::vertical().id_salt("which").max_height(260.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, name) in found.iter().enumerate() {
            let text = RichText::new(format!("{}()", name.as_str())).font(theme::code(12.5));
            let response = ui.add(Button::selectable(at == palette.at, (text, egui::Atom::grow())));
            if at == palette.at && (up || down) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                picked = Some(*name);
            }
        }
    });
    if let Some(name) = picked {
        let last = view.last_by_hand.as_ref().filter(|last| last.name() == name);
        palette.call = Some(last.cloned().unwrap_or_else(|| offered(session, palette.participant, name)));
        ui.data_mut(|data| data.insert_temp(just_picked(), ()));
    }
}

/// Where it is noted that a call has been picked: the next Enter makes it.
fn just_picked() -> Id {
    Id::unique("call_just_picked")
}

/// The call on the newest socket that is open.
fn offered(session: &Session, who: ParticipantId, name: CallName) -> Call {
    let snapshot = session.snapshot();
    let mut known = Known::default();
    for socket in session.trace().sockets().iter().filter(|socket| socket.id.participant == who.0) {
        let (family, kind) = (socket.family, socket.kind);
        known.take(&Call::Socket { socket: socket.name.clone(), family, kind });
        if socket.is_listening(snapshot.moment) {
            known.take(&Call::Listen { socket: socket.name.clone(), backlog: 1 });
        }
    }
    if let Some(open) = snapshot.open_sockets(who).last() {
        known.last = Some(open.name.clone());
    }
    offer(name, &known, session.scenario())
}

/// The arguments and the button that makes the call. Answers the call to be made.
fn arguments(
    ui: &mut Ui,
    session: &Session,
    call: &Call,
    palette: &mut Palette,
    words: Language,
    requests: &mut Vec<Request>,
) -> Option<Call> {
    let theme = Theme::of(ui.ctx());
    let who = palette.participant;
    let heading = RichText::new(format!("{}()", call.name().as_str())).font(theme::code(14.0));
    ui.label(heading.color(theme.text));
    sockets(ui, session, palette, words);
    ScrollArea::vertical().id_salt("with_what").max_height(320.0).show(ui, |ui| {
        if let Some(new) = call_editor::show(ui, Id::unique(("palette_call", who)), call, words) {
            palette.call = Some(new);
        }
    });
    ui.add_space(6.0);
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    let mut asked = false;
    ui.horizontal(|ui| {
        let can = session.can_call_now(who);
        let button = Button::new(RichText::new(words.do_it_now()).font(theme::strong_words(13.0)));
        let response = ui.add_enabled(can, button);
        if ui.data_mut(|data| data.remove_temp::<()>(just_picked())).is_some() {
            response.request_focus();
        }
        asked = can && (response.clicked() || enter);
        if ui.button(words.another_call()).clicked() {
            palette.call = None;
        }
        if can {
            return;
        }
        let killed = session.snapshot().activity(who) == Activity::Killed;
        let (label, command) = match session.readiness(who) {
            _ if killed => (words.start_anew(), Command::StartAnew(who)),
            Readiness::Frozen => (words.thaw(), Command::Thaw(who)),
            _ => (words.interrupt(), Command::Interrupt(who)),
        };
        if ui.button(label).clicked() {
            requests.push(Request::Tell(command));
        }
    });
    if !session.can_call_now(who) {
        let why = super::diagram_panel::state_words(session, who, words).0;
        ui.label(RichText::new(why).size(12.0).color(theme.wait_text));
    }
    asked.then(|| palette.call.clone()).flatten()
}

/// The sockets of the participant: the open ones first, and the closed ones, for whoever wants to see EBADF.
fn sockets(ui: &mut Ui, session: &Session, palette: &mut Palette, words: Language) {
    let snapshot = session.snapshot();
    let own =
        session.trace().sockets().iter().filter(|socket| socket.id.participant == palette.participant.0);
    let mut own: Vec<_> = own.collect();
    own.sort_by_key(|socket| (!socket.is_open(snapshot.moment), socket.number));
    let Some(call) = palette.call.as_mut().filter(|call| !matches!(call, Call::Socket { .. })) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        for socket in own.into_iter().take(12) {
            let open = socket.is_open(snapshot.moment);
            let response = ui.horizontal(|ui| {
                pill::show(ui, &socket.name, if open { Tint::Socket(socket.number) } else { Tint::Outline });
                let text = format!("fd {}{}", socket.fd, if open { "" } else { words.is_closed() });
                let chosen = call.socket() == Some(&socket.name);
                ui.selectable_label(chosen, text)
                    .accessible_name(format!("{} · fd {}", socket.name, socket.fd))
            });
            if response.inner.clicked()
                && let Some(name) = call.socket_mut()
            {
                name.clone_from(&socket.name);
            }
        }
    });
}
