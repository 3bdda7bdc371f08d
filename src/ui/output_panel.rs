//! What the programs print, line by line, with who printed it; what is typed for them, and how they end.

use egui::{Align, Button, Frame, Id, Key, Layout, Margin, RichText, ScrollArea, TextEdit, Ui, Vec2};

use super::output_list::Output;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::scenario::ParticipantId;
use crate::session::{Command, Session};
use crate::text::{self, Language};
use crate::trace::{ProgramEvent, Signal, Stream, What};

const ROW: f32 = 18.0;
/// Room for the name of who printed.
const NAME: f32 = 130.0;
/// Characters of a line that are looked at.
const LONGEST: usize = 2000;

pub fn show(ui: &mut Ui, session: &Session, view: &View, output: &Output, requests: &mut Vec<Request>) {
    let words = view.language;
    let theme = Theme::of(ui.ctx());
    let rows = output.until(session.moment());
    let programs: Vec<ParticipantId> = session
        .scenario()
        .ids()
        .map(|(id, _)| id)
        .filter(|id| session.runs_program(*id) && session.takes_orders())
        .collect();
    Frame::new().inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        if rows.is_empty() {
            ui.label(RichText::new(words.nothing_printed()).color(theme.text_soft));
        }
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            if let Some(first) = programs.first() {
                keyboard(ui, session, &programs, *first, words, requests);
                ui.add_space(4.0);
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let area = ScrollArea::vertical().id_salt("output").auto_shrink(false).stick_to_bottom(true);
                area.show_rows(ui, ROW, rows.len(), |ui, shown| {
                    for at in &rows[shown] {
                        row(ui, session, *at, words);
                    }
                });
            });
        });
    });
}

fn row(ui: &mut Ui, session: &Session, position: usize, words: Language) {
    let theme = Theme::of(ui.ctx());
    let trace = session.trace();
    let Some(event) = trace.event(position) else { return };
    let What::Program(shown) = &event.what else { return };
    let (sign, text, colour) = match &**shown {
        ProgramEvent::Printed { stream, data } => {
            let text = data.to_text().trim_end_matches(['\n', '\r']).replace('\t', "    ");
            match stream {
                Stream::Out => (" ", text, theme.text),
                Stream::Err => ("!", text, theme.fail),
            }
        }
        ProgramEvent::Typed { text } if text.is_empty() => {
            ("<", words.end_of_input().to_owned(), theme.accent)
        }
        ProgramEvent::Typed { text } => ("<", text.trim_end_matches('\n').to_owned(), theme.accent),
        ProgramEvent::Started { command, .. } => ("$", command.to_string(), theme.text_soft),
        ProgramEvent::Signalled { signal } => {
            let name = if *signal == Signal::Interrupt { words.press_ctrl_c() } else { "SIGTERM" };
            ("^", name.to_owned(), theme.accent)
        }
        ProgramEvent::Exited { code, signal } => {
            let colour = if *code == Some(0) { theme.done } else { theme.fail };
            ("■", text::exited(words, *code, *signal), colour)
        }
        // The traceback that it printed says the same, and more.
        ProgramEvent::Raised { exception, .. } => ("×", exception.to_string(), theme.fail),
        ProgramEvent::Unseen(what) => ("?", text::unseen(words, what), theme.wait_text),
        ProgramEvent::AwaitsInput => ("…", words.state_reads_keyboard().to_owned(), theme.wait_text),
        ProgramEvent::Greeted { .. }
        | ProgramEvent::Joined { .. }
        | ProgramEvent::Source { .. }
        | ProgramEvent::Connected { .. } => return,
    };
    let beginning = text.char_indices().nth(LONGEST).map_or(&*text, |(end, _)| &text[..end]);
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.x = 8.0;
        let name = trace.name_of(event.participant, position);
        let shown = super::paint::elided(ui, name, theme::words(12.0), theme.text_soft, NAME);
        let (rect, _) = ui.allocate_exact_size(Vec2::new(NAME, ROW), egui::Sense::hover());
        let at = egui::Pos2::new(rect.left(), rect.center().y - shown.size().y / 2.0);
        ui.painter().galley(at, shown, theme.text_soft);
        ui.label(RichText::new(sign).font(theme::code(12.0)).color(colour));
        ui.add(egui::Label::new(RichText::new(beginning).font(theme::code(12.0)).color(colour)).truncate());
    });
}

/// Where a person types for a program, as in its terminal.
fn keyboard(
    ui: &mut Ui,
    session: &Session,
    programs: &[ParticipantId],
    first: ParticipantId,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let key = Id::unique("typed_for_programs");
    let (mut to, mut typed) =
        ui.data(|data| data.get_temp::<(ParticipantId, String)>(key)).unwrap_or((first, String::new()));
    let snapshot = session.snapshot();
    // Whoever waits for it is who it is for, until a person chooses.
    let waits = programs.iter().find(|id| snapshot.awaits_input(**id));
    if !programs.contains(&to) || typed.is_empty() && !snapshot.awaits_input(to) {
        to = waits.copied().unwrap_or(if programs.contains(&to) { to } else { first });
    }
    ui.horizontal(|ui| {
        if programs.len() > 1 {
            egui::ComboBox::from_id_salt("who_reads").selected_text(snapshot.name_of(to)).show_ui(ui, |ui| {
                for id in programs {
                    ui.selectable_value(&mut to, *id, snapshot.name_of(*id));
                }
            });
        } else {
            ui.label(RichText::new(snapshot.name_of(to)).size(12.0));
        }
        let room = (ui.available_width() - 210.0).max(80.0);
        let edit = TextEdit::singleline(&mut typed).hint_text(words.type_hint()).desired_width(room);
        let response = ui.add(edit).accessible_name(words.type_for_program());
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            let text = format!("{typed}\n").into();
            requests.push(Request::Tell(Command::Type { participant: to, text: Some(text) }));
            typed.clear();
            response.request_focus();
        }
        for (label, tip, command) in [
            (words.press_ctrl_c(), words.press_ctrl_c_tip(), Command::Interrupt(to)),
            ("Ctrl-D", words.end_of_input(), Command::Type { participant: to, text: None }),
        ] {
            if ui.add(Button::new(label)).on_hover_text(tip).clicked() {
                requests.push(Request::Tell(command));
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(key, (to, typed)));
}
