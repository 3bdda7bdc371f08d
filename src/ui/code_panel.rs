//! The left of the window: each participant with its program in Python, the current line marked, and its own step.

use egui::{Align, Button, Frame, Label, Layout, Margin, Pos2, Rect, RichText, ScrollArea, Sense, Ui, Vec2};

use super::diagram_panel::{Doing, state_words};
use super::paint::icons::Sign;
use super::parts::{self, Part};
use super::past_bar::why_not;
use super::pill::{self, Tint};
use super::region::Region;
use super::sides::Side;
use super::sources::Source;
use super::theme::{self, Theme};
use super::{Request, View, highlight, line_editor, panels, source_panel};
use crate::export::Line;
use crate::scenario::{Edit, Participant, ParticipantId, Place, Readiness};
use crate::session::{Command, Selection, Session};
use crate::sockets::{Call, Family, Kind};
use crate::text::{self, Language};
use crate::trace::{Activity, CallId, Origin};

const LINE: f32 = 19.0;
const HEAD: f32 = 42.0;
const NUMBERS: f32 = 42.0;
/// Characters of a line that are looked at.
const LONGEST: usize = 400;

pub fn show(ui: &mut Ui, session: &Session, view: &View, programs: &[Source], requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    if !view.shows_code {
        return panels::folded(ui, Side::Code, view, requests);
    }
    let width = (ui.available_width() * 0.23).clamp(296.0, 430.0);
    panels::show(
        ui,
        Side::Code,
        width,
        super::view::side(ui.ctx(), 220.0),
        view,
        requests,
        |ui, requests| {
            parts::mark(ui.ctx(), view, Part::Code, ui.max_rect().right_top() + Vec2::new(-18.0, 116.0));
            Region::Code.begin(ui, view.language);
            ui.spacing_mut().item_spacing.y = 0.0;
            let fold = panels::head(ui, Side::Code, view.language);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                super::participant_menu::toolbar(ui, session, view, requests);
                ui.spacing_mut().item_spacing.y = 0.0;
                for ((id, participant), program) in session.scenario().ids().zip(programs) {
                    ui.push_id(id, |ui| {
                        head(ui, session, view.language, id, participant, requests);
                        if participant.program.is_some() {
                            source_panel::show(ui, session, id, program, view.language, requests);
                        } else {
                            code(ui, session, id, &program.lines, requests);
                        }
                        let is_empty = participant.script.steps().is_empty() && participant.program.is_none();
                        if is_empty && session.takes_orders() {
                            ui.horizontal(|ui| {
                                ui.add_space(NUMBERS);
                                let end = Place::End;
                                line_editor::add_call(ui, session, participant, end, view.language, requests);
                            });
                        }
                        ui.add_space(12.0);
                        let (rect, _) =
                            ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
                        ui.painter().hline(
                            rect.x_range(),
                            rect.center().y,
                            theme.stroke(1.0, theme.hairline),
                        );
                    });
                }
            });
            panels::handle(ui, Side::Code, fold, view.language, requests);
        },
    );
}

fn head(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    id: ParticipantId,
    participant: &Participant,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let (state, doing) = state_words(session, id, words);
    Frame::new().inner_margin(Margin { left: 18, right: 14, top: 12, bottom: 8 }).show(ui, |ui| {
        let row = Vec2::new(ui.available_width(), HEAD);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            super::participant_menu::menu(ui, session, words, participant, requests);
            buttons(ui, session, words, id, participant, requests);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.horizontal(|ui| {
                    let role = role_words(participant, words);
                    let whole = ui.available_width();
                    let beside = whole - pill::width(ui.painter(), &role, &theme::words(11.0), 1.0) - 8.0;
                    // A narrow panel has room for the name alone.
                    let fits = beside >= 70.0;
                    let room = if fits { beside } else { whole };
                    let font = theme::strong_words(14.0);
                    let name = super::paint::elided(ui, &participant.name, font, theme.text, room);
                    ui.label(name).on_hover_text(&participant.name);
                    if fits {
                        pill::show(ui, &role, Tint::Quiet);
                    }
                });
                let (colour, sign) = match doing {
                    Doing::Ready => (theme.accent, None),
                    Doing::Waits => (theme.wait_text, None),
                    Doing::Frozen => (theme.accent, Some(Sign::Frozen)),
                    Doing::Over => (theme.text_soft, None),
                    Doing::Fell => (theme.fail, Some(Sign::Failed)),
                };
                let shown = Label::new(RichText::new(&state).size(12.0).color(colour)).truncate();
                let Some(sign) = sign else {
                    ui.add(shown);
                    return;
                };
                ui.horizontal(|ui| {
                    ui.set_height(15.0);
                    ui.spacing_mut().item_spacing.x = 5.0;
                    let (room, _) = ui.allocate_exact_size(Vec2::splat(12.0), Sense::hover());
                    sign.paint(ui.painter(), room.center(), 4.6, colour);
                    ui.add(shown).on_hover_text(&state);
                });
            });
        });
    });
}

/// Step, or, while the participant waits, interrupt.
fn buttons(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    id: ParticipantId,
    participant: &Participant,
    requests: &mut Vec<Request>,
) {
    let readiness = session.readiness(id);
    let waits = readiness == Readiness::Busy;
    let is_program = participant.program.is_some();
    let (label, tip, command) = if readiness == Readiness::Frozen {
        (words.thaw(), words.thaw_tip(), Command::Thaw(id))
    } else if waits && is_program {
        (words.press_ctrl_c(), words.press_ctrl_c_tip(), Command::Interrupt(id))
    } else if waits {
        (words.interrupt(), words.interrupt_tip(), Command::Interrupt(id))
    } else if is_program && readiness == Readiness::Ready && session.snapshot().held(id).is_none() {
        (words.start_program(), words.start_program_tip(), Command::Step(id))
    } else {
        (words.step(), words.step_this_tip(), Command::Step(id))
    };
    let why_not = why_not(session, words);
    let enabled = readiness != Readiness::Done && why_not.is_none();
    let button = Button::new(label).min_size(Vec2::new(70.0, 26.0));
    let response = ui.add_enabled(enabled, button).on_hover_text(tip);
    let response = response.on_disabled_hover_text(why_not.unwrap_or(tip));
    let name = format!("{label} · {}", participant.name);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name.as_str()));
    if response.clicked() {
        requests.push(Request::Tell(command));
    }
}

fn role_words(participant: &Participant, words: Language) -> String {
    if participant.program.is_some() {
        return words.program_pill().to_owned();
    }
    let written = participant.script.written();
    let protocol = written.iter().find_map(|written| match **written.call {
        Call::Socket { family: Family::Unix, .. } => Some("Unix"),
        Call::Socket { kind: Kind::Stream, .. } => Some("TCP"),
        Call::Socket { kind: Kind::Dgram, .. } => Some("UDP"),
        _ => None,
    });
    text::role(words, participant.role, protocol)
}

/// How far the program is: the line that is marked, and up to where the lines have been made.
struct Progress {
    marked: Option<u32>,
    waits: bool,
}

fn progress(session: &Session, id: ParticipantId) -> Progress {
    let snapshot = session.snapshot();
    if let Activity::Busy(call) = snapshot.activity(id)
        && let Origin::Script { line, .. } = session.trace().call(call).origin
    {
        return Progress { marked: Some(line), waits: true };
    }
    let script = session.scenario().participant(id).map(|p| &p.script);
    let next = script.and_then(|script| script.call(snapshot.next_step(id)));
    Progress { marked: next.map(|next| next.line), waits: false }
}

fn code(ui: &mut Ui, session: &Session, id: ParticipantId, program: &[Line], requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let progress = progress(session, id);
    #[expect(clippy::cast_precision_loss, reason = "a program has some thousand lines")]
    let size = Vec2::new(ui.available_width(), program.len() as f32 * LINE);
    let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
    let marked =
        program.iter().position(|line| line.script_line.is_some() && line.script_line == progress.marked);
    scroll_to_marked(ui, id, whole, marked);
    // Only the lines in view are worked on.
    let clip = ui.clip_rect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped at zero")]
    let first = ((clip.top() - whole.top()) / LINE).floor().max(0.0) as usize;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped at zero")]
    let number = (clip.height() / LINE).ceil().max(0.0) as usize + 1;
    for (at, line) in program.iter().enumerate().skip(first).take(number) {
        #[expect(clippy::cast_precision_loss, reason = "a program has some thousand lines")]
        let top = whole.top() + at as f32 * LINE;
        let rect = Rect::from_min_size(Pos2::new(whole.left(), top), Vec2::new(whole.width(), LINE));
        if marked == Some(at) {
            let (ground, edge, sign) = if progress.waits {
                (theme.wait_ground, theme.wait, Sign::Waits)
            } else {
                (theme.accent_ground, theme.accent, Sign::Next)
            };
            ui.painter().rect_filled(rect, 0.0, ground);
            ui.painter().rect_filled(Rect::from_min_size(rect.min, Vec2::new(3.0, LINE)), 0.0, edge);
            sign.paint(ui.painter(), before_line(rect, NUMBERS), 3.8, edge);
        }
        let number_at = Pos2::new(rect.left() + NUMBERS - 18.0, rect.center().y);
        select_line(ui, session, id, rect, (at, line), requests);
        let number = (at + 1).to_string();
        ui.painter().text(number_at, egui::Align2::RIGHT_CENTER, number, theme::code(11.0), theme.text_faint);
        paint_line(ui, rect, NUMBERS, at, &line.text);
    }
}

/// The place for a sign between the number of a line and the line.
pub fn before_line(rect: Rect, numbers: f32) -> Pos2 {
    Pos2::new(rect.left() + numbers - 9.0, rect.center().y)
}

/// Paints a line of a program behind the room for its number. One that is cut is whole on hover.
pub fn paint_line(ui: &Ui, rect: Rect, numbers: f32, at: usize, line: &str) {
    let theme = Theme::of(ui.ctx());
    // No panel is so wide, and a message may be of megabytes.
    let beginning = line.char_indices().nth(LONGEST).map_or(line, |(end, _)| &line[..end]);
    let mut job = highlight::python(beginning, &theme::code(11.5), theme.text, theme);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - numbers - 8.0);
    let galley = ui.painter().layout_job(job);
    let cut = galley.elided;
    let text_at = Pos2::new(rect.left() + numbers, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(text_at, galley, theme.text);
    if cut {
        let over = rect.with_min_x(rect.left() + numbers);
        ui.interact(over, ui.scope_id().with(("line", at)), Sense::hover()).on_hover_text(beginning);
    }
}

/// A line of the program that stands for a call can be selected: what is to come as it is written, what has been reached as it
/// was made.
fn select_line(
    ui: &Ui,
    session: &Session,
    id: ParticipantId,
    rect: Rect,
    (at, line): (usize, &Line),
    requests: &mut Vec<Request>,
) {
    let (Some(written), Some(participant)) = (line.script_line, session.scenario().participant(id)) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    let selection = Selection::Written { participant: id, line: written };
    let selected = session.selection() == Some(selection);
    let is_open = written >= session.first_open_line(id);
    let sense = if is_open { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, ui.scope_id().with(("code", at)), sense);
    if is_open {
        drag_line(ui, &response, id, written, requests);
    }
    let beginning: String = line.text.chars().take(80).collect();
    let name = format!("{} · {} · {}", participant.name, at + 1, beginning.trim_start());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name.as_str()));
    if selected || response.has_focus() || response.hovered() {
        let colour = if selected { theme.accent } else { theme.border };
        let stroke = theme.stroke(1.0, colour);
        ui.painter().rect_stroke(rect.shrink(0.5), 4.0, stroke, egui::StrokeKind::Inside);
    }
    if response.clicked() {
        let reached =
            (written < session.first_open_line(id)).then(|| made_on(session, id, written)).flatten();
        requests.push(Request::Tell(Command::Select(Some(reached.map_or(selection, Selection::Made)))));
    }
}

/// The line of a script that the pointer carries.
struct Carried {
    id: ParticipantId,
    line: u32,
}

/// A line that is still to come can be carried to another place of its script: above or below the line under the pointer.
fn drag_line(ui: &Ui, response: &egui::Response, id: ParticipantId, line: u32, requests: &mut Vec<Request>) {
    response.dnd_set_drag_payload(Carried { id, line });
    let Some(carried) = response.dnd_hover_payload::<Carried>() else { return };
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    if carried.id != id || carried.line == line {
        return;
    }
    let above = pointer.y < response.rect.center().y;
    let y = if above { response.rect.top() } else { response.rect.bottom() };
    let theme = Theme::of(ui.ctx());
    let stroke = theme.stroke(2.0, theme.accent);
    ui.painter().hline(response.rect.x_range(), y, stroke);
    if response.dnd_release_payload::<Carried>().is_some() {
        let to = if above { Place::Before(line) } else { Place::After(line) };
        requests.push(Request::Tell(Command::Edit(Edit::Move { id, line: carried.line, to })));
    }
}

/// The last call that was made by this line.
fn made_on(session: &Session, id: ParticipantId, written: u32) -> Option<CallId> {
    let calls = session.snapshot().calls_of(id);
    let by_line = |call: &&CallId| matches!(session.trace().call(**call).origin, Origin::Script { line, .. } if line == written);
    calls.iter().rev().find(by_line).copied()
}

/// Brings the marked line into view when it has changed.
fn scroll_to_marked(ui: &Ui, id: ParticipantId, whole: Rect, marked: Option<usize>) {
    let key = egui::Id::unique(("marked_line", id));
    let before = ui.data(|data| data.get_temp::<Option<usize>>(key));
    if before == Some(marked) {
        return;
    }
    ui.data_mut(|data| data.insert_temp(key, marked));
    if let (Some(at), Some(_)) = (marked, before) {
        #[expect(clippy::cast_precision_loss, reason = "a program has some thousand lines")]
        let top = whole.top() + at as f32 * LINE;
        let line = Rect::from_min_size(Pos2::new(whole.left(), top - LINE), Vec2::new(1.0, 3.0 * LINE));
        ui.scroll_to_rect(line, None);
    }
}
