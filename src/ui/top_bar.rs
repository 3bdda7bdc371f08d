//! The top of the window: the program's sign, the scenario and the menu of all, and how the window looks.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Pos2, RichText, Sense, Stroke, Ui, Vec2};

use super::filing::Filing;
use super::theme::{self, Theme};
use super::titles::Titles;
use super::{Action, Appearance, Request, View};
use crate::session::Session;
use crate::text::Language;

/// A window whose bar is no wider than this has no room for the name of the program.
const NARROW: f32 = 900.0;
/// Beside the title of the scenario: its triangle, and some air.
const BESIDE_TITLE: f32 = 56.0;
/// The word for what is unsaved.
const UNSAVED: f32 = 90.0;

pub fn show(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    filing: &Filing,
    titles: &Titles,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    Panel::top("top")
        .exact_size(48.0)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 0)))
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                sign(ui, theme);
                // The name of the program gives way to what a person works with.
                if ui.available_width() > NARROW {
                    ui.label(RichText::new("Socketlab").font(theme::strong_words(15.0)).color(theme.text));
                }
                hairline(ui, theme);
                file_menu(ui, view, requests);
                let aside = if filing.is_changed() { UNSAVED } else { 0.0 };
                scenario_menu(ui, session, view, titles, aside, requests);
                if filing.is_changed() {
                    unsaved(ui, view.language);
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    appearance(ui, view, requests);
                    super::dock::openers(ui, view, requests);
                });
            });
        });
}

fn sign(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
    ui.painter().circle_stroke(rect.center(), 8.6, Stroke::new(2.4, theme.accent));
    ui.painter().circle_filled(rect.center(), 3.0, theme.accent);
}

fn hairline(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(9.0, 20.0), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, theme.hairline));
}

/// A small triangle that points down: there is more below.
fn triangle(ui: &Ui, centre: Pos2, theme: &Theme) {
    let points =
        vec![centre + Vec2::new(-4.0, -2.0), centre + Vec2::new(4.0, -2.0), centre + Vec2::new(0.0, 3.0)];
    ui.painter().add(egui::Shape::convex_polygon(points, theme.text_soft, Stroke::NONE));
}

/// A button in the bar that opens a menu below it.
fn menu_button<'a>(ui: &mut Ui, text: impl egui::IntoAtoms<'a>) -> egui::Response {
    let response = ui
        .scope(|ui| {
            ui.style_mut().visuals.widgets.inactive.bg_stroke = Stroke::NONE;
            let mut atoms = text.into_atoms();
            atoms.push_right(egui::Atom::grow());
            atoms.push_right("   ");
            ui.add(Button::new(atoms))
        })
        .inner;
    let theme = Theme::of(ui.ctx());
    triangle(ui, Pos2::new(response.rect.right() - 14.0, response.rect.center().y), theme);
    response
}

fn file_menu(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    let response = menu_button(ui, words.file_menu()).on_hover_text(words.file_menu_tip());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words.file_menu()));
    egui::Popup::menu(&response).gap(6.0).show(|ui| {
        ui.set_min_width(220.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.spacing_mut().button_padding.x = 10.0;
        for action in [Action::New, Action::Open, Action::Save, Action::SaveAs, Action::SaveRecording] {
            let row = Button::new(action.label(words)).shortcut_text(action.key(words));
            let response = ui.add(row.frame_when_inactive(false)).on_hover_text(action.explanation(words));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, action.label(words)));
            if response.clicked() {
                requests.push(Request::Do(action));
                ui.close();
            }
        }
    });
}

/// A dot and the word for it: something is in no file.
fn unsaved(ui: &mut Ui, words: Language) {
    let theme = Theme::of(ui.ctx());
    let (dot, _) = ui.allocate_exact_size(Vec2::new(8.0, 8.0), Sense::hover());
    ui.painter().circle_filled(dot.center(), 3.5, theme.accent);
    let text = RichText::new(words.unsaved()).color(theme.text_soft).size(12.0);
    ui.label(text).on_hover_text(words.unsaved_tip());
}

fn scenario_menu(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    titles: &Titles,
    aside: f32,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let title = match session.scenario().title.get(words.code()) {
        "" => view.file.as_deref().map_or_else(|| words.untitled().to_owned(), super::filing::short),
        title => title.to_owned(),
    };
    let longest = (ui.available_width() - right_width(ui, view) - BESIDE_TITLE - aside).max(80.0);
    let text = super::paint::elided(ui, &title, theme::strong_words(14.0), theme.text, longest);
    let response = menu_button(ui, text).on_hover_text(words.scenarios_tip());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{}: {title}", words.scenarios()))
    });
    egui::Popup::menu(&response).gap(6.0).show(|ui| {
        ui.set_min_width(380.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.spacing_mut().button_padding.x = 10.0;
        egui::ScrollArea::vertical().max_height(620.0).min_scrolled_height(620.0).show(ui, |ui| {
            for (at, texts) in titles.scenarios.iter().enumerate() {
                let chosen = view.entry == Some(at);
                let row = Button::selectable(chosen, (texts.get(words.code()), egui::Atom::grow()));
                if ui.add(row).clicked() {
                    requests.push(Request::OpenCatalogue(at));
                    ui.close();
                }
            }
            ui.separator();
            for (at, texts) in titles.recordings.iter().enumerate() {
                let row = Button::selectable(false, (texts.get(words.code()), egui::Atom::grow()));
                if ui.add(row).clicked() {
                    requests.push(Request::OpenSaved(at));
                    ui.close();
                }
            }
            ui.separator();
            ui.horizontal(|ui| {
                ui.add_space(ui.spacing().button_padding.x);
                ui.label(RichText::new(words.drop_file()).color(theme.text_soft).size(12.0));
            });
        });
    });
}

/// How much of the bar its right side takes.
fn right_width(ui: &Ui, view: &View) -> f32 {
    let others = [Action::ShowShortcuts.label(view.language), appearance_words(view)];
    let labels = super::dock::opener_labels(ui, view).into_iter().chain(others);
    let colour = Theme::of(ui.ctx()).text;
    let around = 2.0 * ui.spacing().button_padding.x;
    let width =
        |text: &str| super::paint::elided(ui, text, theme::words(13.0), colour, f32::INFINITY).size().x;
    // The first three stand apart; the rest touch.
    let languages = Language::all().iter().map(|language| width(&language.code().to_uppercase()) + around);
    3.0 * ui.spacing().item_spacing.x + labels.map(|text| width(text) + around).chain(languages).sum::<f32>()
}

fn appearance_words(view: &View) -> &'static str {
    let words = view.language;
    match view.appearance {
        Appearance::System => words.appearance_system(),
        Appearance::Light => words.appearance_light(),
        Appearance::Dark => words.appearance_dark(),
    }
}

fn appearance(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    let mut quiet = |ui: &mut Ui, action: Action, text: &str| {
        let response = ui.add(Button::new(text).frame_when_inactive(false));
        if response.on_hover_text(action.tip(words)).clicked() {
            requests.push(Request::Do(action));
        }
    };
    quiet(ui, Action::ShowShortcuts, Action::ShowShortcuts.label(words));
    quiet(ui, Action::ChangeAppearance, appearance_words(view));
    language(ui, view, requests);
}

fn language(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    ui.spacing_mut().item_spacing.x = 0.0;
    // From right to left.
    for language in Language::all().iter().rev() {
        let (chosen, name) = (view.language == *language, language.name());
        let response = ui.selectable_label(chosen, language.code().to_uppercase()).on_hover_text(name);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, name));
        if response.clicked() && !chosen {
            requests.push(Request::Speak(*language));
        }
    }
}
