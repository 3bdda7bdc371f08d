//! The top of the window: the program's sign, the menus, the scenario and the list of all, what opens the drawer, and how
//! the window looks. What a narrower bar has no room for folds away, a step at a time.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Pos2, RichText, Sense, Stroke, Ui, Vec2};

use super::action::Standing;
use super::filing::Filing;
use super::parts::{self, Part};
use super::region::Region;
use super::theme::{self, Theme};
use super::titles::Titles;
use super::{Action, Appearance, Request, View, dock, menu_bar, paint, projection};
use crate::session::Session;
use crate::text::Language;

/// The sign of the program, and the line after it.
const SIGN: f32 = 22.0 + 9.0;
const NAME: &str = "Socketlab";
/// The size of a button that is a sign, or two letters.
const SMALL: f32 = 34.0;
/// A bar with so much room for the title shows most of them whole.
const TITLE: f32 = 220.0;
/// Beside the title of the scenario: its triangle, and some air.
const BESIDE_TITLE: f32 = 52.0;
/// The word for what is unsaved.
const UNSAVED: f32 = 90.0;
/// Between one thing in the bar and the next.
const APART: f32 = 6.0;

/// What of the bar is folded away. It follows from the width of the window and the language alone, so that nothing jumps
/// while somebody works.
struct Folding {
    name: bool,
    menus: bool,
    openers: bool,
}

impl Folding {
    fn of(ui: &Ui, words: Language) -> Self {
        let room = ui.available_width();
        let smalls: f32 = Language::all().iter().map(|_| SMALL).sum::<f32>() + 2.0 * SMALL;
        let least = SIGN + TITLE + BESIDE_TITLE + smalls + 9.0 * APART;
        let (menus, openers) = (menu_bar::width(ui, words), dock::openers_width(ui, words));
        let one = menu_bar::folded_width(ui, words);
        let name = width(ui, NAME, theme::strong_words(15.0)) + APART;
        Self {
            name: room < least + menus + openers + name,
            menus: room < least + menus + openers,
            openers: room < least + one + openers,
        }
    }
}

/// How wide a text is.
fn width(ui: &Ui, text: &str, font: egui::FontId) -> f32 {
    paint::elided(ui, text, font, Theme::of(ui.ctx()).text, f32::INFINITY).size().x
}

pub fn show(ui: &mut Ui, standing: &Standing, filing: &Filing, titles: &Titles, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let Standing { session, view, .. } = *standing;
    Panel::top("top")
        .exact_size(48.0)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 0)))
        .show(ui, |ui| {
            Region::Top.begin(ui, view.language);
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = APART;
                let folding = Folding::of(ui, view.language);
                sign(ui, theme);
                if !folding.name {
                    ui.label(RichText::new(NAME).font(theme::strong_words(15.0)).color(theme.text));
                }
                hairline(ui, theme);
                let menus = menu_bar::show(ui, standing, folding.menus, requests);
                parts::mark(ui.ctx(), view, Part::Menus, menus.center_bottom() + Vec2::new(0.0, 6.0));
                hairline(ui, theme);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    project(ui, standing, requests);
                    appearance(ui, view, requests);
                    language(ui, view, requests);
                    dock::openers(ui, view, folding.openers, requests);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let aside = if filing.is_changed() { UNSAVED } else { 0.0 };
                        scenario_menu(ui, session, view, titles, aside, requests);
                        if filing.is_changed() {
                            unsaved(ui, view.language);
                        }
                    });
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
    ui.painter().vline(rect.center().x, rect.y_range(), theme.stroke(1.0, theme.hairline));
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
    super::reader::opens_menu(&response);
    let theme = Theme::of(ui.ctx());
    triangle(ui, Pos2::new(response.rect.right() - 14.0, response.rect.center().y), theme);
    response
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
    let longest = (ui.available_width() - BESIDE_TITLE - aside).max(60.0);
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

fn appearance_words(view: &View) -> &'static str {
    let words = view.language;
    match view.appearance {
        Appearance::System => words.appearance_system(),
        Appearance::Light => words.appearance_light(),
        Appearance::Dark => words.appearance_dark(),
        Appearance::LightContrast => words.appearance_light_contrast(),
        Appearance::DarkContrast => words.appearance_dark_contrast(),
    }
}

/// A disc that is dark, light, or half of each, as the window is; with a second ring where that is of high contrast.
fn appearance(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let button = Button::new("").frame_when_inactive(false).min_size(Vec2::new(SMALL, 28.0));
    let response = ui.add(button);
    let (centre, radius) = (response.rect.center(), 6.5);
    let half: Vec<Pos2> = (0..=16_u8)
        .map(|i| centre + radius * Vec2::angled(std::f32::consts::PI * (0.5 + f32::from(i) / 16.0)))
        .collect();
    match view.appearance {
        Appearance::System => {
            ui.painter().add(egui::Shape::convex_polygon(half, theme.text_soft, Stroke::NONE));
        }
        Appearance::Dark | Appearance::DarkContrast => {
            ui.painter().circle_filled(centre, radius, theme.text_soft);
        }
        Appearance::Light | Appearance::LightContrast => {}
    }
    ui.painter().circle_stroke(centre, radius, Stroke::new(1.4, theme.text_soft));
    if view.appearance.is_of_contrast() {
        ui.painter().circle_stroke(centre, radius + 3.5, Stroke::new(1.4, theme.text_soft));
    }
    let name = appearance_words(view);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.on_hover_text(format!("{name}\n{}", Action::ChangeAppearance.tip(words))).clicked() {
        requests.push(Request::Do(Action::ChangeAppearance));
    }
}

/// A screen on its stand. Where there is a choice of screens, it asks for one.
fn project(ui: &mut Ui, standing: &Standing, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let words = standing.view.language;
    let button = Button::new("").frame_when_inactive(false).min_size(Vec2::new(SMALL, 28.0));
    let response = ui.add(button);
    let centre = response.rect.center();
    let screen = egui::Rect::from_center_size(centre - Vec2::new(0.0, 2.0), Vec2::new(17.0, 11.0));
    let stroke = Stroke::new(1.4, theme.text_soft);
    ui.painter().rect_stroke(screen, 2.0, stroke, egui::StrokeKind::Middle);
    ui.painter().vline(centre.x, screen.bottom()..=screen.bottom() + 4.0, stroke);
    ui.painter().hline(centre.x - 4.0..=centre.x + 4.0, screen.bottom() + 4.0, stroke);
    let name = Action::Project.label(words);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let response = response.on_hover_text(format!("{name}\n{}", Action::Project.tip(words)));
    if standing.screens.others().next().is_some() {
        egui::Popup::menu(&response)
            .gap(6.0)
            .show(|ui| projection::menu(ui, standing.screens, words, requests));
    } else if response.clicked() {
        requests.push(Request::Do(Action::Project));
    }
}

fn language(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = 8.0;
        // From right to left.
        for language in Language::all().iter().rev() {
            let (code, name) = (language.code().to_uppercase(), language.name());
            let chosen = view.language == *language;
            let response = ui.selectable_label(chosen, code).on_hover_text(name);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, name));
            if response.clicked() && !chosen {
                requests.push(Request::Speak(*language));
            }
        }
    });
}
