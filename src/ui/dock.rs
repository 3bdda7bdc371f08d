//! The drawer at the foot of the window: one tab at a time below the diagram, which it never crowds out.

use egui::{Align, Button, Layout, Pos2, Rect, RichText, Sense, Ui, Vec2};
use strum::{EnumIter, EnumString, IntoStaticStr};

use super::events_list::Found;
use super::open_runs::OpenRuns;
use super::output_list::Output;
use super::parts::{self, Part};
use super::region::Region;
use super::sides::Side;
use super::theme::{self, Theme};
use super::{
    Action, Request, View, bytes_panel, comparison_panel, events_panel, output_panel, paint, panels,
    ports_panel, sockets_panel,
};
use crate::kernel::ports::Table;
use crate::session::Session;
use crate::text::Language;

/// What the drawer can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Tab {
    Sockets,
    Bytes,
    Ports,
    Events,
    Output,
    Comparison,
}

/// The tabs from left to right, with what opens them.
const TABS: [(Tab, Action); 6] = [
    (Tab::Sockets, Action::ShowSockets),
    (Tab::Bytes, Action::ShowBytes),
    (Tab::Ports, Action::ShowPorts),
    (Tab::Events, Action::ShowEvents),
    (Tab::Output, Action::ShowOutput),
    (Tab::Comparison, Action::ShowComparison),
];

/// The part of the window's height that the drawer may take.
const MOST: f32 = 0.45;
/// Beside the word on a button that opens a tab.
const AROUND: f32 = 2.0 * 8.0;
/// Height of the row of tabs.
const HEAD: f32 = 36.0;

/// What the tabs show beside the session.
#[derive(Clone, Copy)]
pub struct Filled<'a> {
    pub ports: Option<&'a Table>,
    pub found: &'a Found,
    pub output: &'a Output,
    pub runs: &'a OpenRuns,
}

pub fn show(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    Filled { ports, found, output, runs }: Filled,
    requests: &mut Vec<Request>,
) {
    let Some(open) = view.tab else { return };
    let most = ui.ctx().content_rect().height() * MOST;
    let bounds = egui::Rangef::new(140.0_f32.min(most), most);
    panels::show(ui, Side::Drawer, (most * 0.7).min(320.0), bounds, view, requests, |ui, requests| {
        Region::Drawer.begin(ui, view.language);
        ui.spacing_mut().item_spacing.y = 0.0;
        // A tab with little in it leaves the drawer as high as it was.
        ui.set_min_height(ui.available_height());
        let head_end = ui.max_rect().right_top() + Vec2::new(-60.0, HEAD / 2.0);
        parts::mark(ui.ctx(), view, Part::Drawer, head_end);
        head(ui, open, view.language, requests);
        match open {
            Tab::Bytes => bytes_panel::show(ui, session, view, requests),
            Tab::Sockets => sockets_panel::show(ui, session, view, requests),
            Tab::Events => events_panel::show(ui, session, view, found, requests),
            Tab::Output => output_panel::show(ui, session, view, output, requests),
            Tab::Comparison => comparison_panel::show(ui, session, runs, view, requests),
            Tab::Ports => ports_panel::show(ui, session, view, ports, requests),
        }
    });
}

/// The tabs, and the button that closes the drawer.
fn head(ui: &mut Ui, open: Tab, words: Language, requests: &mut Vec<Request>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEAD), Sense::hover());
    let inner = rect.shrink2(Vec2::new(12.0, 4.0));
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)),
        |ui| {
            super::reader::tab_list(ui, words.region_drawer());
            ui.spacing_mut().item_spacing.x = 4.0;
            tabs(ui, Some(open), words, requests);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if close_button(ui, words.drawer_close()).clicked() {
                    requests.push(Request::ShowTab(None));
                }
            });
        },
    );
    let theme = Theme::of(ui.ctx());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, theme.stroke(1.0, theme.hairline));
}

/// A button for each tab. A press on the open one closes the drawer.
fn tabs(ui: &mut Ui, open: Option<Tab>, words: Language, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    for (tab, action) in TABS {
        let chosen = open == Some(tab);
        let colour = if chosen { theme.accent } else { theme.text };
        let font = if chosen { theme::strong_words(13.0) } else { theme::words(13.0) };
        let label = RichText::new(action.label(words)).font(font).color(colour);
        let button = Button::selectable(chosen, label).min_size(Vec2::new(0.0, 28.0));
        let response = ui.add(button).on_hover_text(action.tip(words));
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, chosen, action.label(words)));
        super::reader::selected(&response, chosen);
        if response.clicked() {
            requests.push(Request::Do(action));
        }
    }
}

/// What opens the drawer while it is closed: a button for each tab, or a menu of them where there is no room.
pub fn openers(ui: &mut Ui, view: &View, is_folded: bool, requests: &mut Vec<Request>) {
    if view.tab.is_some() {
        return;
    }
    let words = view.language;
    let opener = |ui: &mut Ui, (_, action): (Tab, Action), requests: &mut Vec<Request>| {
        let button = Button::new(action.label(words)).frame_when_inactive(false);
        if ui.add(button).on_hover_text(action.tip(words)).clicked() {
            requests.push(Request::Do(action));
            ui.close();
        }
    };
    if is_folded {
        let menu = ui.add(Button::new(words.drawer()).frame_when_inactive(false));
        parts::mark(ui.ctx(), view, Part::Drawer, menu.rect.center_bottom() + Vec2::new(0.0, 4.0));
        egui::Popup::menu(&menu.on_hover_text(words.drawer_tip())).gap(6.0).show(|ui| {
            for tab in TABS {
                opener(ui, tab, requests);
            }
        });
        return;
    }
    let tabs = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = AROUND / 2.0;
        // From right to left.
        for tab in TABS.into_iter().rev() {
            opener(ui, tab, requests);
        }
    });
    parts::mark(ui.ctx(), view, Part::Drawer, tabs.response.rect.center_bottom() + Vec2::new(0.0, 6.0));
}

/// How wide the buttons for all tabs are, side by side.
pub fn openers_width(ui: &Ui, words: Language) -> f32 {
    let colour = Theme::of(ui.ctx()).text;
    let width = |label| paint::elided(ui, label, theme::words(13.0), colour, f32::INFINITY).size().x;
    TABS.iter().map(|(_, action)| width(action.label(words)) + AROUND).sum()
}

/// A cross, as the fonts have none.
pub fn close_button(ui: &mut Ui, name: &str) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let response = ui.add(Button::new("").frame_when_inactive(false).min_size(Vec2::splat(28.0)));
    let arm = Rect::from_center_size(response.rect.center(), Vec2::splat(9.0));
    let stroke = theme.stroke(1.5, theme.text_soft);
    ui.painter().line_segment([arm.min, arm.max], stroke);
    let (right, left) = (Pos2::new(arm.max.x, arm.min.y), Pos2::new(arm.min.x, arm.max.y));
    ui.painter().line_segment([right, left], stroke);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(name)
}
