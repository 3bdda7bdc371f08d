//! The right of the window: the selected call, with its arguments, its result, what it means, and its bytes.

use egui::{Frame, Label, Margin, RichText, ScrollArea, Sense, TextWrapMode, Ui, Vec2};

use super::parts::{self, Part};
use super::pill::{self, Tint};
use super::region::Region;
use super::sides::Side;
use super::theme::{self, Theme};
use super::{PortsView, Request, Tab, View, bytes_view, line_editor, panels, reader, scenario_panel};
use crate::scenario::{Known, ParticipantId, Step};
use crate::session::{Selection, Session};
use crate::sockets::{Address, Call, Errno, Outcome, Payload};
use crate::text::{self, Explanation, Language};
use crate::trace::{CallId, CallRecord, CallState, Context, Held, Origin, SocketRecord};

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    if !view.shows_call {
        return panels::folded(ui, Side::Call, view, requests);
    }
    // As if the code were beside it, folded or not.
    let width = (ui.ctx().content_rect().width() * 0.2).clamp(304.0, 400.0);
    panels::show(
        ui,
        Side::Call,
        width,
        super::view::side(ui.ctx(), 240.0),
        view,
        requests,
        |ui, requests| {
            parts::mark(ui.ctx(), view, Part::Call, ui.max_rect().right_top() + Vec2::new(-18.0, 18.0));
            Region::Call.begin(ui, view.language);
            ui.spacing_mut().item_spacing.y = 0.0;
            let fold = panels::head(ui, Side::Call, view.language);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let margin = Margin { left: 18, right: 20, top: 8, bottom: 18 };
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    ui.spacing_mut().interact_size.y = 20.0;
                    match selected(session) {
                        Some(Selection::Made(id)) => {
                            made(ui, session, id, view.language);
                            who_has_it(ui, session, id, view, requests);
                        }
                        Some(Selection::Written { participant, line }) => {
                            written(ui, session, participant, line, view.language, requests);
                        }
                        Some(Selection::Held(who)) => held(ui, session, who, view.language),
                        None => scenario_panel::show(ui, session, view.language),
                    }
                });
            });
            panels::handle(ui, Side::Call, fold, view.language, requests);
        },
    );
}

/// The call that a person picked; else the newest.
pub fn selected(session: &Session) -> Option<Selection> {
    // One that was made can have been dropped from memory since.
    let is_kept = |selection: &Selection| match selection {
        Selection::Made(id) => session.trace().find_call(*id).is_some(),
        Selection::Written { .. } => true,
        Selection::Held(who) => session.snapshot().held(*who).is_some(),
    };
    let newest = || session.snapshot().newest_call().map(Selection::Made);
    session.selection().filter(is_kept).or_else(newest)
}

fn written(
    ui: &mut Ui,
    session: &Session,
    who: ParticipantId,
    line: u32,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let Some(participant) = session.scenario().participant(who) else { return };
    let open = line >= session.first_open_line(who);
    if open {
        line_editor::tools(ui, session, participant, line, words, requests);
        ui.add_space(4.0);
    }
    let call = match participant.script.step_on(line) {
        Some(Step::Call(call)) => call,
        Some(Step::Repeat { times, .. }) => {
            if open {
                line_editor::times(ui, participant, line, *times, words, requests);
            }
            return;
        }
        None => return,
    };
    let place = text::line_number(words, line + 1, participant.script.lines());
    heading(ui, call.function(), &format!("{} · {place}", participant.name));
    let known = Known::before(&participant.script, line);
    let context = Context::of_thought(call.socket().and_then(|name| known.get(name)));
    let explanation = text::explain(words, call, None, &context);
    paragraph(ui, &explanation.does);
    paragraph(ui, words.not_yet());
    man(ui, &explanation, words);
    rule(ui);
    if open {
        line_editor::call(ui, participant, line, call, words, requests);
    } else {
        arguments(ui, call, words, None);
    }
    if let Some(data) = call.data().filter(|data| data.len() <= 4096) {
        rule(ui);
        bytes_view::show(ui, words.sent_bytes(), &data.to_payload(), words);
    }
}

/// A call before which a program is held.
fn held(ui: &mut Ui, session: &Session, who: ParticipantId, words: Language) {
    let snapshot = session.snapshot();
    let Some(Held { site, call, socket }) = snapshot.held(who) else { return };
    heading(ui, &site.method, &format!("{} · {}", snapshot.name_of(who), text::site(words, site)));
    let on = socket.and_then(|id| snapshot.socket(id));
    let explanation = text::explain(words, call, None, &Context::of_socket(on, true));
    paragraph(ui, &explanation.does);
    paragraph(ui, if snapshot.is_frozen(who) { words.frozen_before() } else { words.held_here() });
    man(ui, &explanation, words);
    rule(ui);
    arguments(ui, call, words, on);
    if let Some(data) = call.data() {
        rule(ui);
        bytes_view::show(ui, words.sent_bytes(), &data.to_payload(), words);
    }
}

fn made(ui: &mut Ui, session: &Session, id: CallId, words: Language) {
    let snapshot = session.snapshot();
    let trace = session.trace();
    let record = trace.call(id);
    let state = snapshot.state(record);
    let participant = session.scenario().participant(record.participant);
    let place = match &record.origin {
        Origin::Script { step, .. } => {
            text::call_number(words, *step + 1, participant.map_or(0, |p| p.script.len()))
        }
        Origin::Renamed => words.origin_renamed().to_owned(),
        Origin::ProgramEnd => words.origin_program_end().to_owned(),
        Origin::Killed => words.origin_killed().to_owned(),
        Origin::ByHand => words.origin_by_hand().to_owned(),
        Origin::Program(site) => text::site(words, site),
    };
    let name = session.trace().name_of(record.participant, record.called);
    heading(ui, record.function(), &format!("{name} · {place}"));
    let on = record.socket.and_then(|socket| snapshot.socket(socket));
    let context = snapshot.context(id);
    verdict(ui, &record.call, &state, &context, words);
    let explanation = text::explain(words, &record.call, Some(&state), &context);
    paragraph(ui, &explanation.happened);
    if let Some(advice) = &explanation.advice {
        ui.label(RichText::new(advice).color(Theme::of(ui.ctx()).text_soft));
    }
    ui.add_space(2.0);
    quiet(ui, &explanation.does);
    man(ui, &explanation, words);
    rule(ui);
    arguments(ui, &record.call, words, on);
    result(ui, session, record, &state, words);
    data(ui, record, &state, words);
}

/// Where an address is in use: a way to the row of who has it, among the ports of the machine.
fn who_has_it(ui: &mut Ui, session: &Session, id: CallId, view: &View, requests: &mut Vec<Request>) {
    let record = session.trace().call(id);
    let CallState::Returned(Outcome::Failed(errno)) = session.snapshot().state(record) else { return };
    let named = match record.call.address() {
        Some(Address::Inet { port, .. }) => Some(*port),
        _ => None,
    };
    let bound = || record.socket.and_then(|id| session.trace().socket(id)?.local(session.moment())?.port());
    let Some(port) = named.or_else(bound).filter(|_| *errno == Errno::EADDRINUSE) else { return };
    ui.add_space(8.0);
    if ui.button(view.language.who_has_it()).on_hover_text(view.language.who_has_it_tip()).clicked() {
        let ports = PortsView { text: format!(":{port}"), ..PortsView::default() };
        requests.push(Request::ShowPorts(ports));
        requests.push(Request::ShowTab(Some(Tab::Ports)));
    }
}

/// What is explained, and which call it is. The keyboard stops here, for whoever hears it read.
fn heading(ui: &mut Ui, function: &str, place: &str) {
    let theme = Theme::of(ui.ctx());
    let name = format!("{function}()");
    let font = egui::FontId::new(18.0, theme::strong_code());
    reader::heading_label(
        ui,
        RichText::new(&name).font(font).color(theme.text),
        &format!("{name} · {place}"),
    );
    quiet(ui, place);
}

fn quiet(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text_soft;
    ui.label(RichText::new(text).size(12.0).color(colour));
}

fn paragraph(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        let colour = Theme::of(ui.ctx()).text;
        ui.label(RichText::new(text).size(13.5).line_height(Some(19.0)).color(colour));
    }
}

/// How the call stands, in two words and a colour.
fn verdict(ui: &mut Ui, call: &Call, state: &CallState, context: &Context, words: Language) {
    let theme = Theme::of(ui.ctx());
    let (text, word, ground) = match state {
        CallState::Called | CallState::Waiting { .. } if context.is_frozen => {
            (words.frozen_here().to_owned(), theme.accent, theme.accent_ground)
        }
        CallState::Called => (words.stand_called().to_owned(), theme.text_soft, theme.page),
        CallState::Waiting { on, .. } => {
            (text::awaited(words, *on).to_owned(), theme.wait_text, theme.wait_ground)
        }
        CallState::Returned(outcome) if outcome.is_success() => {
            // It succeeded; that the datagram came is another thing.
            let fate = context.fate.filter(|_| call.data().is_some());
            let Some((fate, told)) = fate.and_then(|fate| Some((fate, text::fate(words, fate)?))) else {
                return;
            };
            let (word, ground) = if fate.is_lost() {
                (theme.fail, theme.fail_ground)
            } else {
                (theme.wait_text, theme.wait_ground)
            };
            (told, word, ground)
        }
        CallState::Returned(Outcome::Failed(errno)) => {
            let meaning = text::errno_words(words, *errno).unwrap_or_else(|| errno.message());
            (format!("{errno} ({}) · {meaning}", errno.0), theme.fail, theme.fail_ground)
        }
        CallState::Returned(Outcome::Raised { exception, .. }) => {
            (exception.clone(), theme.fail, theme.fail_ground)
        }
        CallState::Returned(Outcome::Killed) => (words.killed().to_owned(), theme.fail, theme.fail_ground),
        CallState::Returned(Outcome::Interrupted) => {
            (words.interrupted().to_owned(), theme.fail, theme.fail_ground)
        }
        CallState::Returned(_) => (words.stand_failed().to_owned(), theme.fail, theme.fail_ground),
    };
    Frame::new().fill(ground).corner_radius(6.0).inner_margin(Margin::symmetric(10, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(text).font(theme::strong_words(12.5)).color(word));
    });
}

fn man(ui: &mut Ui, explanation: &Explanation, words: Language) {
    let theme = Theme::of(ui.ctx());
    ui.label(
        RichText::new(format!("{} {}", words.manual(), explanation.man))
            .font(theme::words(11.5))
            .color(theme.text_faint),
    );
}

fn rule(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 15.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, theme.stroke(1.0, theme.hairline));
}

/// A name and its value, in two columns; a long value is cut and whole on hover.
fn row(ui: &mut Ui, name: &str, value: &str) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        row_name(ui, name);
        let text = RichText::new(value).font(theme::code(12.0)).color(theme.text);
        ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
    });
}

fn row_name(ui: &mut Ui, name: &str) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(92.0, 18.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, name));
    let galley = super::paint::elided(ui, name, theme::words(12.0), theme.text_soft, rect.width());
    ui.painter().galley(rect.left_center() - Vec2::new(0.0, galley.size().y / 2.0), galley, theme.text_soft);
}

fn socket_row(ui: &mut Ui, name: &str, socket: &SocketRecord) {
    let theme = Theme::of(ui.ctx());
    // In a narrow panel it goes on below: what is wider would push the panel out of the window.
    ui.horizontal_wrapped(|ui| {
        row_name(ui, name);
        pill::show(ui, &socket.name, Tint::Socket(socket.number));
        ui.label(RichText::new(format!("fd {}", socket.fd)).font(theme::code(12.0)).color(theme.text_soft));
    });
}

fn arguments(ui: &mut Ui, call: &Call, words: Language, on: Option<&SocketRecord>) {
    match (on, call.socket()) {
        (Some(socket), _) => socket_row(ui, words.on_socket(), socket),
        (None, Some(name)) if call.names_socket() != Some(name) => row(ui, words.on_socket(), name),
        _ => {}
    }
    match call {
        Call::Socket { family, kind, .. } => {
            row(ui, words.family(), family.constant());
            row(ui, words.kind(), kind.constant());
        }
        Call::Bind { to, .. } | Call::Connect { to, .. } => row(ui, words.address(), &to.to_string()),
        Call::SendTo { to, data, .. } => {
            row(ui, words.address(), &to.to_string());
            row(ui, words.data(), &text::bytes(words, data.len()));
        }
        Call::Send { data, .. } => row(ui, words.data(), &text::bytes(words, data.len())),
        Call::Listen { backlog, .. } => row(ui, words.backlog(), &backlog.to_string()),
        Call::Recv { max, .. } | Call::RecvFrom { max, .. } => {
            row(ui, words.at_most(), &text::bytes(words, *max));
        }
        Call::Shutdown { how, .. } => row(ui, words.how(), how.constant()),
        Call::SetSockOpt { option, .. } => row(ui, option.name().constant(), &option.value()),
        Call::GetSockOpt { option, .. } => row(ui, words.option(), option.constant()),
        Call::Sleep { ms } => row(ui, words.time(), &format!("{ms} ms")),
        Call::Function { arguments, .. } if !arguments.is_empty() => {
            row(ui, words.arguments(), arguments);
        }
        Call::Function { .. }
        | Call::Accept { .. }
        | Call::Close { .. }
        | Call::GetSockName { .. }
        | Call::GetPeerName { .. } => {}
    }
}

fn result(ui: &mut Ui, session: &Session, record: &CallRecord, state: &CallState, words: Language) {
    let trace = session.trace();
    let snapshot = session.snapshot();
    let CallState::Returned(outcome) = state else { return };
    if let Some(made) = snapshot.made_by(record) {
        socket_row(ui, words.new_socket(), made);
    }
    match outcome {
        Outcome::Bound { local } => row(ui, words.local(), &local.to_string()),
        Outcome::Accepted { local, peer, .. } | Outcome::Connected { local, peer } => {
            row(ui, words.local(), &local.to_string());
            row(ui, words.peer(), &peer.to_string());
        }
        Outcome::Sent { count, .. } => row(ui, words.returned(), &text::bytes(words, *count)),
        Outcome::SentTo { count, from, to } => {
            row(ui, words.local(), &from.to_string());
            row(ui, words.to_address(), &to.to_string());
            row(ui, words.returned(), &text::bytes(words, *count));
        }
        Outcome::Received { data } => row(ui, words.returned(), &text::bytes(words, data.len())),
        Outcome::ReceivedFrom { data, from } => {
            row(ui, words.returned(), &text::bytes(words, data.len()));
            if let Some(from) = from {
                row(ui, words.sender(), &from.to_string());
            }
        }
        Outcome::Value(value) => row(ui, words.returned(), &value.to_string()),
        Outcome::Address(address) => row(ui, words.returned(), &address.to_string()),
        Outcome::Gave(what) => row(ui, words.returned(), what),
        Outcome::Raised { exception, message } => {
            row(ui, words.raised(), exception);
            row(ui, words.message(), message);
        }
        Outcome::Unresolved(why) => row(ui, words.returned(), &text::resolver_words(words, why)),
        Outcome::Failed(errno) => row(ui, words.returned(), &format!("-1, errno {}", errno.0)),
        Outcome::Done => row(ui, words.returned(), "0"),
        Outcome::Opened(_) | Outcome::NoSocket | Outcome::Interrupted | Outcome::Killed => {}
    }
    if let Some(end) = record.returned {
        row(ui, words.took(), &text::took(words, trace.took(record.called, end)));
        if let Some(since) = record.waiting {
            row(ui, words.of_it_waiting(), &text::took(words, trace.took(since, end)));
        }
    }
}

/// The bytes that the call sent or received.
fn data(ui: &mut Ui, record: &CallRecord, state: &CallState, words: Language) {
    let sent = record.call.data().map(|data| (words.sent_bytes(), data.to_payload()));
    let received = match state {
        CallState::Returned(outcome) => outcome.received().map(|data| (words.received_bytes(), data.clone())),
        _ => None,
    };
    let shown: Option<(&str, Payload)> = sent.or(received);
    if let Some((title, payload)) = shown {
        rule(ui);
        bytes_view::show(ui, title, &payload, words);
    }
}
