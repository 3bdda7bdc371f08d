//! The menus at the top of the window, drawn from the table of actions. Where they have no room they fold into one. All of
//! it works by mouse and by keyboard alone.

use egui::containers::menu::SubMenuButton;
use egui::{
    AtomExt as _, Button, Context, FocusDirection, Id, Key, Modifiers, Popup, Pos2, Rect, Response, RichText,
    Role, ScrollArea, SetOpenCommand, Ui, Vec2, WidgetInfo,
};

use super::action::{Menu, Standing};
use super::theme::{self, Theme};
use super::{Action, Request, paint};
use crate::text::Language;

/// Room for the word of a menu, besides the word.
const AROUND: f32 = 2.0 * 9.0;
/// Room for the mark before a row.
const GUTTER: f32 = 10.0;
/// The least width of a menu.
const WIDTH: f32 = 250.0;

/// How wide the menus are side by side.
pub fn width(ui: &Ui, words: Language) -> f32 {
    Menu::all().map(|menu| width_of(ui, menu.label(words))).sum()
}

/// How wide the one is into which they fold.
pub fn folded_width(ui: &Ui, words: Language) -> f32 {
    width_of(ui, words.menu_of_menus())
}

fn width_of(ui: &Ui, word: &str) -> f32 {
    let colour = Theme::of(ui.ctx()).text;
    paint::elided(ui, word, theme::words(13.0), colour, f32::INFINITY).size().x + AROUND
}

/// Where the one menu into which all fold is known by.
fn folded_id() -> Id {
    Id::unique("menus")
}

fn id_of(menu: Menu) -> Id {
    Id::unique(("menu", menu))
}

/// Whether any menu of the window is open: keys belong to it.
pub fn is_any_open(ctx: &Context) -> bool {
    Popup::is_any_open(ctx)
}

/// What a key asks for while a menu is open: to close it.
pub fn pressed(ctx: &Context) -> Option<Action> {
    let is_pressed = |shortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    Action::OpenMenu.shortcuts().iter().any(is_pressed).then_some(Action::OpenMenu)
}

/// Opens the first menu with its first row in focus; closes what is open.
pub fn open_or_close(ctx: &Context) {
    if is_any_open(ctx) {
        Popup::close_all(ctx);
        return;
    }
    let is_folded = ctx.data(|data| data.get_temp(folded_id())).unwrap_or(false);
    open(ctx, if is_folded { folded_id() } else { Menu::all().map(id_of).next().unwrap_or(folded_id()) });
}

/// Opens a menu with its first row in focus.
fn open(ctx: &Context, menu: Id) {
    Popup::open_id(ctx, menu);
    ctx.data_mut(|data| data.insert_temp(menu.with("first"), true));
    ctx.request_repaint();
}

/// Shows the menus. Answers where they are.
pub fn show(ui: &mut Ui, standing: &Standing, is_folded: bool, requests: &mut Vec<Request>) -> Rect {
    let words = standing.view.language;
    // Who opens the menu by its key has to know which there is.
    ui.data_mut(|data| data.insert_temp(folded_id(), is_folded));
    let bar = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = AROUND / 2.0;
        if is_folded {
            let button = button(ui, folded_id(), words.menu_of_menus());
            let button = button.on_hover_text(Action::OpenMenu.tip(words));
            drop_down(ui.ctx(), &button, folded_id(), words.menu_of_menus(), |ui| {
                let mut first = None;
                for menu in Menu::all() {
                    let row = SubMenuButton::from_button(
                        Button::new(menu.label(words)).right_text(SubMenuButton::arrow_atom(None)),
                    );
                    let (response, _) = row.ui(ui, |ui| rows(ui, standing, menu, None, requests));
                    named(&response, Role::MenuItem, true, menu.label(words));
                    first.get_or_insert(response);
                }
                focus_first(ui, folded_id(), first.as_ref());
            });
            return;
        }
        let buttons: Vec<(Menu, Response)> =
            Menu::all().map(|menu| (menu, button(ui, id_of(menu), menu.label(words)))).collect();
        let is_one_open = buttons.iter().any(|(menu, _)| Popup::is_id_open(ui.ctx(), id_of(*menu)));
        if is_one_open {
            move_aside(ui.ctx(), &buttons);
        }
        for (menu, button) in &buttons {
            // As everywhere, the pointer moves on to the next once one is open.
            if is_one_open && button.hovered() && ui.input(|input| input.pointer.delta() != Vec2::ZERO) {
                Popup::open_id(ui.ctx(), id_of(*menu));
            }
            drop_down(ui.ctx(), button, id_of(*menu), menu.label(words), |ui| {
                rows(ui, standing, *menu, Some(id_of(*menu)), requests);
            });
        }
    });
    bar.response.rect
}

/// The word of a menu in the bar.
fn button(ui: &mut Ui, id: Id, label: &str) -> Response {
    let is_open = Popup::is_id_open(ui.ctx(), id);
    let button = Button::new(label).frame_when_inactive(is_open).selected(is_open);
    let response = ui.add(button);
    named(&response, Role::MenuItem, true, label);
    super::reader::opens(&response, id);
    // Down opens it, as Enter and Space do.
    if response.has_focus() && !is_open {
        let down = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        if down {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            open(ui.ctx(), id);
        }
    }
    response
}

/// Right and left lead from one open menu to the one beside it.
fn move_aside(ctx: &Context, buttons: &[(Menu, Response)]) {
    let Some(at) = buttons.iter().position(|(menu, _)| Popup::is_id_open(ctx, id_of(*menu))) else { return };
    let (left, right) = ctx.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        (pressed(Key::ArrowLeft), pressed(Key::ArrowRight))
    });
    let count = buttons.len();
    let to = match (left, right) {
        (true, _) => (at + count - 1) % count,
        (_, true) => (at + 1) % count,
        _ => return,
    };
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    open(ctx, id_of(buttons[to].0));
}

/// What drops down from the word of a menu.
fn drop_down(ctx: &Context, button: &Response, id: Id, name: &str, rows: impl FnOnce(&mut Ui)) {
    let by_key = button.clicked() && ctx.input(|input| !input.pointer.any_click());
    if by_key && !Popup::is_id_open(ctx, id) {
        ctx.data_mut(|data| data.insert_temp(id.with("first"), true));
    }
    let toggled = button.clicked().then_some(SetOpenCommand::Toggle);
    Popup::menu(button).id(id).open_memory(toggled).accessible_name(name).gap(6.0).show(rows);
}

/// The rows of a menu, with a line between what does not belong together.
fn rows(ui: &mut Ui, standing: &Standing, menu: Menu, id: Option<Id>, requests: &mut Vec<Request>) {
    ui.set_min_width(WIDTH);
    ui.spacing_mut().item_spacing.y = 0.0;
    let highest = ui.ctx().content_rect().height() - 80.0;
    ScrollArea::vertical().max_height(highest).min_scrolled_height(highest).show(ui, |ui| {
        let mut last = None;
        let mut first = None;
        for action in menu.actions() {
            if last.is_some_and(|group| group != action.group()) {
                ui.add_space(4.0);
                ui.separator();
                ui.add_space(4.0);
            }
            last = Some(action.group());
            let response = row(ui, standing, action);
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if response.clicked() && standing.why_not(action).is_none() {
                requests.push(Request::Do(action));
                ui.close();
            }
            first.get_or_insert(response);
        }
        if let Some(id) = id {
            focus_first(ui, id, first.as_ref());
        }
    });
}

/// One row. What cannot be done now is greyed, but can be reached, so that it says why.
fn row(ui: &mut Ui, standing: &Standing, action: Action) -> Response {
    let theme = Theme::of(ui.ctx());
    let words = standing.view.language;
    let why_not = standing.why_not(action);
    let colour = if why_not.is_some() { theme.text_faint } else { theme.text };
    let label = standing.label(action, words);
    let label = label.as_str();
    let key = RichText::new(action.key(words)).size(12.0).color(theme.text_faint);
    ui.spacing_mut().button_padding = Vec2::new(10.0, 4.0);
    let text = RichText::new(label).color(colour);
    let gutter = egui::Atom::default().atom_size(Vec2::new(GUTTER, 0.0));
    let response = ui.add(Button::new((gutter, text)).shortcut_text(key).min_size(Vec2::new(0.0, 26.0)));
    if standing.is_on(action) == Some(true) {
        let centre = Pos2::new(response.rect.left() + 11.0, response.rect.center().y);
        paint::icons::check(ui.painter(), centre, 4.0, colour);
    }
    let is_on = standing.is_on(action);
    response.widget_info(|| match is_on {
        Some(is_on) => WidgetInfo::selected(Role::MenuItemCheckBox, why_not.is_none(), is_on, label),
        None => WidgetInfo::labeled(Role::MenuItem, why_not.is_none(), label),
    });
    let told = why_not.unwrap_or(action.explanation(words));
    if response.has_focus() && why_not.is_some() {
        response.show_tooltip_text(told);
        return response;
    }
    response.on_hover_text(told)
}

/// Gives the focus to the first row of a menu that was opened by a key.
fn focus_first(ui: &Ui, id: Id, first: Option<&Response>) {
    let Some(first) = first.filter(|_| !ui.is_sizing_pass()) else { return };
    if ui.data_mut(|data| data.remove_temp::<bool>(id.with("first"))).unwrap_or(false) {
        first.request_focus();
    }
}

fn named(response: &Response, role: Role, is_enabled: bool, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, is_enabled, name));
}
