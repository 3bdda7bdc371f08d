//! What can be done to the participants: put one in, and what stands in the menu of each.

use egui::{Button, Frame, Margin, Popup, PopupCloseBehavior, Role as Sort, Ui, WidgetInfo};

use super::past_bar::why_not;
use super::{Action, Request, View};
use crate::scenario::{Edit, Participant, ParticipantId, Role, Template};
use crate::session::{Command, Session};
use crate::text::{self, Language};
use crate::trace::Activity;

/// What is offered without a menu.
const FIRST: [Template; 2] = [Template::TcpServer, Template::TcpClient];

/// The buttons that put a participant in, and those that take a change back and make it again.
pub fn toolbar(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    let why_not = why_not(session, words);
    Frame::new().inner_margin(Margin { left: 14, right: 14, top: 4, bottom: 4 }).show(ui, |ui| {
        ui.add_enabled_ui(why_not.is_none(), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::Vec2::splat(6.0);
                ui.spacing_mut().button_padding.x = 8.0;
                for template in FIRST {
                    add_button(ui, template, words, requests);
                }
                let more = ui.button("+ …").on_hover_text(words.add_participant());
                let more = more.on_disabled_hover_text(why_not.unwrap_or_default());
                let enabled = more.enabled();
                more.widget_info(|| WidgetInfo::labeled(Sort::Button, enabled, words.add_participant()));
                super::reader::opens_menu(&more);
                Popup::menu(&more).gap(4.0).show(|ui| {
                    for template in Template::all() {
                        if add_button(ui, template, words, requests) {
                            ui.close();
                        }
                    }
                    ui.separator();
                    if ui.button(words.add_program()).on_hover_text(words.add_program_tip()).clicked() {
                        requests.push(Request::AskProgram);
                        ui.close();
                    }
                });
                for (action, can) in [(Action::Undo, session.can_undo()), (Action::Redo, session.can_redo())]
                {
                    if can && ui.button(action.label(words)).on_hover_text(action.tip(words)).clicked() {
                        requests.push(Request::Do(action));
                    }
                }
            })
        });
    });
}

/// A button that puts a participant in. Answers whether it was pressed.
fn add_button(ui: &mut Ui, template: Template, words: Language, requests: &mut Vec<Request>) -> bool {
    let scenario = template.scenario();
    let title = format!("+ {}", scenario.title.get(words.code()));
    let pressed = ui.button(title).on_hover_text(scenario.about.get(words.code())).clicked();
    if pressed {
        requests.push(Request::Tell(add(template, words)));
    }
    pressed
}

/// Puts a participant in, named in the language of the window.
pub fn add(template: Template, words: Language) -> Command {
    let role = template.scenario().participants.first().map_or(Role::Peer, |one| one.role);
    Command::AddTemplate { template, name: text::role(words, role, None) }
}

/// The menu of one participant, behind its button.
pub fn menu(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    participant: &Participant,
    requests: &mut Vec<Request>,
) {
    let why_not = why_not(session, words);
    let enabled = why_not.is_none();
    let button = ui.add_enabled(enabled, Button::new("⋯").min_size(egui::Vec2::new(26.0, 26.0)));
    let name = format!("{} · {}", words.more_of_it(), participant.name);
    button.widget_info(|| WidgetInfo::labeled(Sort::Button, enabled, name.as_str()));
    let button = button.on_disabled_hover_text(why_not.unwrap_or_default());
    super::reader::opens_menu(&button);
    let menu = Popup::menu(&button).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| rows(ui, session, words, participant, requests));
}

/// The same menu at the pointer, on a click with the other button on what is the participant's.
pub fn at_pointer(
    response: &egui::Response,
    session: &Session,
    words: Language,
    id: ParticipantId,
    requests: &mut Vec<Request>,
) {
    // A thread is of its program.
    let id = session.snapshot().thread_of(id).unwrap_or(id);
    let participant = session.scenario().participant(id).filter(|_| why_not(session, words).is_none());
    if let Some(participant) = participant {
        let menu = Popup::context_menu(response).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        menu.show(|ui| rows(ui, session, words, participant, requests));
    }
}

fn rows(
    ui: &mut Ui,
    session: &Session,
    words: Language,
    participant: &Participant,
    requests: &mut Vec<Request>,
) {
    let id = participant.id;
    ui.set_min_width(200.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    let row = Button::new((words.call_now(), egui::Atom::grow())).frame_when_inactive(false);
    // A program makes its own calls.
    if participant.program.is_none() && ui.add(row).on_hover_text(words.call_now_tip()).clicked() {
        requests.push(Request::ShowPalette(Some(super::Palette::of(id, None))));
        ui.close();
    }
    for (label, tip, command) in entries(session, words, participant) {
        let row = Button::new((label, egui::Atom::grow())).frame_when_inactive(false);
        if ui.add(row).on_hover_text(tip).clicked() {
            requests.push(Request::Tell(command));
            ui.close();
        }
    }
    if let Some(program) = &participant.program {
        super::program_menu::show(ui, session, words, participant, program, requests);
        ui.separator();
    }
    let mut name = participant.name.clone();
    let edit = egui::TextEdit::singleline(&mut name).desired_width(190.0).char_limit(10_000);
    if ui.add(edit).accessible_name(words.rename()).changed() {
        requests.push(Request::Tell(Command::Edit(Edit::Rename { id, name })));
    }
    ui.separator();
    for role in [Role::Server, Role::Client, Role::Peer] {
        let chosen = participant.role == role;
        if ui.add(Button::selectable(chosen, text::role(words, role, None))).clicked() {
            requests.push(Request::Tell(Command::Edit(Edit::SetRole { id, role })));
            ui.close();
        }
    }
    ui.separator();
    let row = Button::new((words.remove(), egui::Atom::grow())).frame_when_inactive(false);
    if ui.add(row).on_hover_text(words.remove_tip()).clicked() {
        requests.push(Request::Tell(Command::Edit(Edit::RemoveParticipant(id))));
        ui.close();
    }
}

type Entry = (&'static str, &'static str, Command);

/// What can be done now.
fn entries(session: &Session, words: Language, participant: &Participant) -> Vec<Entry> {
    let id: ParticipantId = participant.id;
    let over = matches!(session.snapshot().activity(id), Activity::Ended | Activity::Killed);
    let mut entries = Vec::new();
    if session.is_frozen(id) {
        entries.push((words.thaw(), words.thaw_tip(), Command::Thaw(id)));
    } else if !over {
        entries.push((words.freeze(), words.freeze_tip(), Command::Freeze(id)));
    }
    if over {
        entries.push((words.start_anew(), words.start_anew_tip(), Command::StartAnew(id)));
    } else {
        entries.push((words.kill(), words.kill_tip(), Command::Kill(id)));
    }
    entries.push((words.duplicate(), words.duplicate_tip(), Command::Edit(Edit::DuplicateParticipant(id))));
    let place = session.scenario().place(id).unwrap_or(0);
    let moved = |to| Command::Edit(Edit::MoveParticipant { id, to });
    if place > 0 {
        entries.push((words.move_left(), words.move_tip(), moved(place - 1)));
    }
    if place + 1 < session.scenario().participants.len() {
        entries.push((words.move_right(), words.move_tip(), moved(place + 1)));
    }
    entries
}
