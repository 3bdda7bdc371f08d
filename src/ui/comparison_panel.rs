//! Two runs side by side, call by call: where they part, and what came out differently.

use egui::{Button, Frame, Label, Margin, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use super::open_runs::{OpenRuns, RunNumber};
use super::theme::{self, Theme};
use super::{Request, View, reader, runs_bar};
use crate::session::{Command, Selection, Session};
use crate::text::{self, Language};
use crate::trace::{CallId, Comparison, Goal, Likeness, Moment, Trace, nth};

const ROW: f32 = 24.0;

pub fn show(ui: &mut Ui, session: &Session, runs: &OpenRuns, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    let Some((comparison, both)) = runs.compared(session) else {
        Frame::new().inner_margin(Margin::symmetric(20, 14)).show(ui, |ui| {
            ui.add(
                Label::new(RichText::new(words.nothing_to_compare()).color(Theme::of(ui.ctx()).text_soft))
                    .wrap(),
            );
        });
        return;
    };
    summary(ui, comparison, both, words, requests, runs);
    table(ui, session, runs, (comparison, both), words, requests);
}

/// The first difference in a sentence, and the way to it.
fn summary(
    ui: &mut Ui,
    comparison: &Comparison,
    both: [(RunNumber, &Trace); 2],
    words: Language,
    requests: &mut Vec<Request>,
    runs: &OpenRuns,
) {
    let theme = Theme::of(ui.ctx());
    Frame::new().inner_margin(Margin { left: 20, right: 16, top: 8, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            if comparison.is_left_behind(both[0].1, both[1].1) {
                ui.label(RichText::new(words.comparison_left_behind()).color(theme.text_soft));
                return;
            }
            let Some((at, likeness)) = comparison.first_difference() else {
                let same = text::no_difference(words, comparison.compared(), comparison.regrouped());
                ui.label(RichText::new(same).color(theme.done));
                return;
            };
            let said = match likeness {
                Likeness::Parted => text::runs_part(words, at),
                _ => text::runs_differ(words, at),
            };
            ui.label(RichText::new(said).font(theme::strong_words(13.0)).color(theme.fail));
            if ui.button(words.go_to_difference()).clicked() {
                let front = both.into_iter().find(|(number, _)| *number == runs.front().number);
                go_to(front.map(|(_, trace)| trace), at, requests);
            }
        });
    });
}

/// Shows the moment at which the call in a place has been made, and picks it.
fn go_to(trace: Option<&Trace>, at: usize, requests: &mut Vec<Request>) {
    let Some(trace) = trace else { return };
    if nth(trace, at).is_none() {
        return;
    }
    let id = CallId::nth(at);
    let moment: Moment = trace.at(trace.live()).after(id);
    requests.push(Request::Tell(Command::Seek(Goal::Moment(moment))));
    requests.push(Request::Tell(Command::Select(Some(Selection::Made(id)))));
}

fn table(
    ui: &mut Ui,
    session: &Session,
    runs: &OpenRuns,
    (comparison, both): (&Comparison, [(RunNumber, &Trace); 2]),
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let [(_, first), (_, second)] = both;
    let rows = first.calls_made().max(second.calls_made());
    let side = ((ui.available_width() - 160.0) / 2.0).max(160.0);
    let moments = both.map(|(number, _)| runs.find(number).map_or(session, |run| &run.session).moment());
    let names = both.map(|(number, _)| {
        let behind = runs.find(number);
        let label = behind.map_or(runs.front(), |run| &run.label);
        runs_bar::name(words, label, behind.map_or(session, |run| &run.session))
    });
    let margin = Frame::new().inner_margin(Margin { left: 20, right: 8, top: 0, bottom: 0 });
    margin.show(ui, |ui| {
        reader::table(ui, words.tab_comparison(), rows, 4);
        TableBuilder::new(ui)
            .id_salt("comparison")
            // A press on any cell counts; the keyboard stops at the number alone.
            .sense(Sense::CLICK)
            // A low drawer is not made higher.
            .min_scrolled_height(0.0)
            .auto_shrink(false)
            .column(Column::exact(56.0))
            .column(Column::exact(side).clip(true))
            .column(Column::exact(40.0))
            .column(Column::remainder().clip(true))
            .header(ROW, |mut header| {
                for name in [words.number_column(), &names[0], "", &names[1]] {
                    reader::heading(&mut header, |ui| {
                        ui.add(Label::new(RichText::new(name).size(12.0).color(theme.text_soft)).truncate());
                    });
                }
            })
            .body(|body| {
                body.rows(ROW, rows, |mut row| {
                    let at = row.index();
                    let likeness = comparison.likeness(at);
                    let told = text::compared_row(words, at, first, second, likeness);
                    let mut pressed = false;
                    reader::cell(&mut row, |ui| {
                        let number = text::number(words, at as u64 + 1);
                        let number = RichText::new(number).font(theme::code(11.0)).color(theme.text_faint);
                        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
                        let response = ui.add(Button::new(number).frame(false));
                        response.widget_info(|| {
                            egui::WidgetInfo::labeled(egui::Role::Button, true, told.as_str())
                        });
                        pressed = response.clicked();
                    });
                    reader::cell(&mut row, |ui| side_of(ui, (first, moments[0]), at, likeness, words));
                    reader::cell(&mut row, |ui| sign(ui, likeness, words));
                    reader::cell(&mut row, |ui| side_of(ui, (second, moments[1]), at, likeness, words));
                    if pressed || row.response().clicked() {
                        let front = if runs.front().number == both[0].0 { first } else { second };
                        go_to(Some(front), at, requests);
                    }
                });
            });
    });
}

/// One run's call in a row, with what came of it.
fn side_of(ui: &mut Ui, (trace, moment): (&Trace, Moment), at: usize, likeness: Likeness, words: Language) {
    let theme = Theme::of(ui.ctx());
    let Some(call) = nth(trace, at) else { return };
    let name = trace.name_of(call.participant, call.called);
    if !moment.shows(call.called) {
        // It comes after the moment that is shown of this run.
        let made = RichText::new(format!("{name}  {}", call.call.label()));
        ui.add(Label::new(made.font(theme::code(12.0)).color(theme.text_faint)).truncate());
        return;
    }
    let colour = match likeness {
        Likeness::Same | Likeness::Regrouped => theme.text,
        Likeness::Pending => theme.text_soft,
        Likeness::OutcomeDiffers | Likeness::Parted => theme.fail,
    };
    let made = format!("{name}  {}", call.call.label());
    let came = text::came(words, trace.at(moment), call);
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.add(
        Label::new(RichText::new(format!("{made}  → {came}")).font(theme::code(12.0)).color(colour))
            .truncate(),
    );
}

/// Whether the two are the same, as a sign: no colour alone says it.
fn sign(ui: &mut Ui, likeness: Likeness, words: Language) {
    let theme = Theme::of(ui.ctx());
    let (sign, colour) = match likeness {
        Likeness::Same => ("=", theme.text_faint),
        Likeness::Regrouped => ("≈", theme.text_faint),
        Likeness::Pending => ("…", theme.wait_text),
        Likeness::OutcomeDiffers | Likeness::Parted => ("≠", theme.fail),
    };
    ui.label(RichText::new(sign).font(theme::code(13.0)).color(colour))
        .on_hover_text(text::likeness(words, likeness));
}
