//! The command palette: a field, and below it everything that can be done whose words fit what was typed.

mod offer;

use egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modal, Modifiers, Order, Rect, Response, RichText, Role,
    ScrollArea, Sense, TextEdit, Ui, UiKind, Vec2, WidgetInfo,
};

use offer::{Offer, fitting, offers};

use super::action::Standing;
use super::theme::{self, Theme};
use super::titles::Titles;
use super::{Request, paint, reader};
use crate::text::Language;

/// The widest it gets.
const WIDTH: f32 = 640.0;
/// Height of a row.
const ROW: f32 = 30.0;
/// Rows on the way of Page Up and Page Down.
const PAGE: isize = 8;
/// Below the upper edge of the window.
const ABOVE: f32 = 64.0;
/// What stands around the list: the field, and what the row in view does.
const AROUND: f32 = 140.0;

/// How far a person is in finding something to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandPalette {
    pub typed: String,
    /// Which of the rows that fit.
    pub at: usize,
}

pub fn show(ui: &mut Ui, standing: &Standing, titles: &Titles, requests: &mut Vec<Request>) {
    let Some(palette) = &standing.view.commands else { return };
    let ctx = ui.ctx().clone();
    let words = standing.view.language;
    let mut new = palette.clone();
    let keys = Keys::pressed(&ctx);
    let id = Id::unique("commands");
    let area = Area::new(id)
        .kind(UiKind::Modal)
        .sense(Sense::hover())
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, Vec2::new(0.0, ABOVE));
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(12));
    let screen = ctx.content_rect().size();
    let modal = Modal::new(id).area(area).frame(frame).show(&ctx, |ui| {
        reader::dialog(ui, words.commands_list());
        ui.set_width(WIDTH.min(screen.x - 60.0));
        ui.spacing_mut().item_spacing.y = 8.0;
        let field = field(ui, &mut new, words);
        if new.typed != palette.typed {
            new.at = 0;
        }
        let all = offers(standing, titles);
        let found = fitting(&all, &new.typed);
        new.at = keys.moved(new.at, found.len());
        let room = (screen.y - ABOVE - AROUND).clamp(ROW, 12.0 * ROW);
        let clicked = list(ui, &field, &found, new.at, keys.moves.is_some() || new != *palette, room, words);
        about(ui, found.get(new.at).copied(), words);
        let chosen = clicked.or((keys.enter && !found.is_empty()).then_some(new.at));
        chosen.and_then(|at| found.get(at)).filter(|offer| offer.why_not.is_none()).map(|o| o.request.clone())
    });
    if let Some(request) = modal.inner {
        // What is asked for may ask something itself, and so comes after.
        requests.extend([Request::ShowCommands(None), request]);
    } else if keys.escape || modal.should_close() {
        requests.push(Request::ShowCommands(None));
    } else if new != *palette {
        requests.push(Request::ShowCommands(Some(new)));
    }
}

/// Where a key leads in the list.
#[derive(Clone, Copy)]
enum Move {
    By(isize),
    First,
    Last,
}

/// The keys that lead through the list. They are not the field's.
#[derive(Clone, Copy)]
struct Keys {
    moves: Option<Move>,
    enter: bool,
    escape: bool,
}

impl Keys {
    fn pressed(ctx: &Context) -> Self {
        let moves = [
            (Key::ArrowDown, Move::By(1)),
            (Key::ArrowUp, Move::By(-1)),
            (Key::PageDown, Move::By(PAGE)),
            (Key::PageUp, Move::By(-PAGE)),
            (Key::Home, Move::First),
            (Key::End, Move::Last),
        ];
        ctx.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            Self {
                moves: moves.into_iter().find(|(key, _)| pressed(*key)).map(|(_, way)| way),
                enter: pressed(Key::Enter),
                escape: pressed(Key::Escape),
            }
        })
    }

    /// Where one comes to among so many rows. A step past the last row leads to the first, and back.
    fn moved(self, at: usize, rows: usize) -> usize {
        let Some(last) = rows.checked_sub(1) else { return 0 };
        match self.moves {
            None => at.min(last),
            Some(Move::First) => 0,
            Some(Move::By(1)) if at >= last => 0,
            Some(Move::Last) => last,
            Some(Move::By(-1)) if at == 0 => last,
            Some(Move::By(by)) => at.saturating_add_signed(by).min(last),
        }
    }
}

fn field(ui: &mut Ui, palette: &mut CommandPalette, words: Language) -> Response {
    let edit = TextEdit::singleline(&mut palette.typed)
        .hint_text(words.commands_hint())
        .font(theme::words(15.0))
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY)
        .char_limit(80);
    let field = ui.add(edit).accessible_name(words.show_commands());
    if !field.has_focus() {
        field.request_focus();
    }
    field
}

/// The rows. Answers which was clicked.
fn list(
    ui: &mut Ui,
    field: &Response,
    found: &[&Offer],
    at: usize,
    moved: bool,
    room: f32,
    words: Language,
) -> Option<usize> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let name = words.commands_list();
    let rows = ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
        for (place, offer) in found.iter().enumerate() {
            let response = row(ui, offer, place == at);
            if place == at {
                // To whoever hears the screen, the field says which row Enter takes.
                let row = response.id.accesskit_id();
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_active_descendant(row));
                if moved {
                    response.scroll_to_me(None);
                }
            }
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    let whole = ui.interact(rows.inner_rect, ui.scope_id().with("commands"), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, name));
    clicked
}

/// One row: what it is called, to what it belongs or why it cannot be done now, and its key.
fn row(ui: &mut Ui, offer: &Offer, chosen: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::empty());
    let response = ui.interact(rect, ui.scope_id().with(("row", &offer.name, &offer.group)), Sense::CLICK);
    let can = offer.why_not.is_none();
    let spoken = offer.spoken();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, can, chosen, spoken.as_str()));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen {
        ui.painter().rect_filled(rect, 7.0, theme.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 7.0, theme.page);
    }
    let inner = rect.shrink2(Vec2::new(10.0, 0.0));
    let (strong, soft) =
        if can { (theme.text, theme.text_soft) } else { (theme.text_faint, theme.text_faint) };
    let key = paint::elided(ui, &offer.key, theme::code(11.5), soft, f32::INFINITY);
    let middle = |galley: &egui::Galley| inner.center().y - galley.size().y / 2.0;
    let key_left = inner.right() - key.size().x;
    ui.painter().galley(egui::pos2(key_left, middle(&key)), key, soft);
    let room = Rect::from_min_max(inner.min, egui::pos2(key_left - 16.0, inner.bottom()));
    let name = paint::elided(ui, &offer.name, theme::words(13.5), strong, room.width() * 0.75);
    let group_left = room.left() + name.size().x + 14.0;
    ui.painter().galley(egui::pos2(room.left(), middle(&name)), name, strong);
    let beside = offer.why_not.as_deref().unwrap_or(&offer.group);
    let group = paint::elided(ui, beside, theme::words(12.0), soft, room.right() - group_left);
    ui.painter().galley(egui::pos2(group_left, middle(&group)), group, soft);
    response
}

/// What the chosen row does, or why it cannot be done now; what to do when nothing fits.
fn about(ui: &mut Ui, offer: Option<&Offer>, words: Language) {
    let theme = Theme::of(ui.ctx());
    let (text, colour) = match offer {
        None => (words.commands_none(), theme.text_soft),
        Some(Offer { why_not: Some(why), .. }) => (why.as_str(), theme.wait_text),
        Some(offer) => (offer.about.as_str(), theme.text_soft),
    };
    ui.add_space(4.0);
    ui.add(egui::Label::new(RichText::new(text).size(12.5).color(colour)).truncate());
}
