//! What is what: a number at each part of the window, and below the diagram a list that says what each is. Panels mark
//! their parts as they paint them, while it is shown.

use std::sync::Arc;

use egui::{
    Area, Context, Event, Galley, Id, Key, Order, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiKind,
    Vec2, WidgetInfo,
};
use strum::{EnumIter, IntoEnumIterator};

use super::paint::icons;
use super::theme::{self, Theme};
use super::{Action, Request, View};
use crate::text::Language;

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum Part {
    Menus,
    Code,
    Lifeline,
    Box,
    Tag,
    Arrow,
    Signs,
    Hourglass,
    Call,
    Drawer,
    Timeline,
    Controls,
}

impl Part {
    /// What it is called, and what it is.
    fn said(self, words: Language) -> (&'static str, &'static str) {
        match self {
            Self::Menus => (words.part_menus(), words.part_menus_is()),
            Self::Code => (words.part_code(), words.part_code_is()),
            Self::Lifeline => (words.part_lifeline(), words.part_lifeline_is()),
            Self::Box => (words.part_box(), words.part_box_is()),
            Self::Tag => (words.part_tag(), words.part_tag_is()),
            Self::Arrow => (words.part_arrow(), words.part_arrow_is()),
            Self::Signs => (words.part_signs(), words.part_signs_is()),
            Self::Hourglass => (words.part_hourglass(), words.part_hourglass_is()),
            Self::Call => (words.part_call(), words.part_call_is()),
            Self::Drawer => (words.part_drawer(), words.part_drawer_is()),
            Self::Timeline => (words.part_timeline(), words.part_timeline_is()),
            Self::Controls => (words.part_controls(), words.part_controls_is()),
        }
    }
}

/// Where the parts of this frame are.
type Marks = Vec<(Part, Pos2)>;

fn marks_id() -> Id {
    Id::unique("marks")
}

/// Says where the number of a part is to stand; the first of a kind counts.
pub fn mark(ctx: &Context, view: &View, part: Part, at: Pos2) {
    if view.shows_parts {
        ctx.data_mut(|data| {
            let marks: &mut Marks = data.get_temp_mut_or_default(marks_id());
            if !marks.iter().any(|(other, _)| *other == part) {
                marks.push((part, at));
            }
        });
    }
}

/// Radius of a number.
const ROUND: f32 = 11.0;
/// Between a number and what it is called, and around the list.
const PAD: f32 = 18.0;
/// From one line of the list to the next, and from one column to the next.
const APART: Vec2 = Vec2::new(26.0, 12.0);
/// The least width of a column.
const COLUMN: f32 = 268.0;

/// A line of the list, laid out.
struct Line {
    part: Part,
    number: usize,
    name: Arc<Galley>,
    is: Arc<Galley>,
}

impl Line {
    fn height(&self) -> f32 {
        self.name.size().y + 2.0 + self.is.size().y
    }
}

pub fn show(ui: &mut Ui, view: &View, requests: &mut Vec<Request>) {
    if !view.shows_parts {
        return;
    }
    let ctx = ui.ctx().clone();
    let marks: Marks = ctx.data_mut(|data| data.remove_temp(marks_id())).unwrap_or_default();
    if closes(&ctx) {
        requests.push(Request::Do(Action::ShowParts));
    }
    let screen = ctx.content_rect();
    let theme = Theme::of(&ctx);
    let words = view.language;
    // Nobody can press what lies below.
    let area = Area::new(Id::unique("parts")).kind(UiKind::Modal).order(Order::Foreground);
    area.fixed_pos(screen.min).constrain(false).show(&ctx, |ui| {
        let whole = ui.allocate_rect(screen, Sense::CLICK);
        super::reader::dialog(ui, words.parts());
        if whole.clicked() {
            requests.push(Request::Do(Action::ShowParts));
        }
        ui.painter().rect_filled(screen, 0.0, theme.page.gamma_multiply(0.55));
        let (card, columns) = lay_out(ui, view, screen);
        ui.painter().rect(card, 10.0, theme.panel, Stroke::new(1.0, theme.border), StrokeKind::Inside);
        heading(ui, card, words);
        let mut corner = card.min + Vec2::new(PAD, PAD + HEADING);
        let width = column_width(card.width(), columns.len());
        let mut numbers = Vec::new();
        for column in columns {
            let mut top = corner.y;
            for line in column {
                let height = line.height();
                let rect = Rect::from_min_size(Pos2::new(corner.x, top), Vec2::new(width, height));
                numbers.push((line.part, line.number));
                paint_line(ui, line, rect, words);
                top += height + APART.y;
            }
            corner.x += width + APART.x;
        }
        let places = apart(&marks, card, screen);
        for (part, at) in places {
            if let Some((_, number)) = numbers.iter().find(|(other, _)| *other == part) {
                badge(ui, at, *number, theme);
            }
        }
    });
}

/// Any key that is pressed closes it. The one that opened it does not while it is held.
fn closes(ctx: &Context) -> bool {
    let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, repeat: false, key, .. } if *key != Key::Copy && *key != Key::Cut);
    ctx.input(|input| input.events.iter().any(pressed))
}

const HEADING: f32 = 30.0;

fn heading(ui: &Ui, card: Rect, words: Language) {
    let theme = Theme::of(ui.ctx());
    let line = |text: &str, font, colour| ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let title = line(words.parts(), theme::strong_words(16.0), theme.text);
    let close = line(words.parts_close(), theme::words(12.0), theme.text_soft);
    let at = card.min + Vec2::new(PAD, PAD - 4.0);
    let right = Pos2::new(card.right() - PAD - close.size().x, at.y + 4.0);
    ui.painter().galley(at, title, theme.text);
    ui.painter().galley(right, close, theme.text_soft);
}

#[expect(clippy::cast_precision_loss, reason = "a few columns")]
fn column_width(card: f32, columns: usize) -> f32 {
    let columns = columns.max(1) as f32;
    (card - 2.0 * PAD - (columns - 1.0) * APART.x) / columns
}

/// The card, at the foot of the diagram, and its columns of lines: as many as it has room for.
fn lay_out(ui: &Ui, view: &View, screen: Rect) -> (Rect, Vec<Vec<Line>>) {
    let theme = Theme::of(ui.ctx());
    let words = view.language;
    let room = (screen.width() - 32.0).min(1360.0);
    let count = [4_usize, 3, 2, 1].into_iter().find(|n| column_width(room, *n) >= COLUMN).unwrap_or(1);
    let width = column_width(room, count) - 2.0 * ROUND - 10.0;
    let lines = Part::iter().enumerate().map(|(at, part)| {
        let (name, is) = part.said(words);
        let laid = |text: &str, font, colour| ui.painter().layout(text.to_owned(), font, colour, width);
        let name = laid(name, theme::strong_words(13.0), theme.text);
        Line { part, number: at + 1, name, is: laid(is, theme::words(12.5), theme.text_soft) }
    });
    let mut lines = lines;
    let in_column = Part::iter().count().div_ceil(count);
    let columns: Vec<Vec<Line>> = (0..count).map(|_| lines.by_ref().take(in_column).collect()).collect();
    let height_of = |column: &Vec<Line>| column.iter().map(|line| line.height() + APART.y).sum::<f32>();
    let height = columns.iter().map(height_of).fold(0.0, f32::max) - APART.y + HEADING + 2.0 * PAD;
    let foot = screen.bottom() - FOOT;
    let top = (foot - height).max(screen.top() + 8.0);
    let left = screen.center().x - room / 2.0;
    (Rect::from_min_size(Pos2::new(left, top), Vec2::new(room, height)), columns)
}

/// The controls and the time line stay in view below the card.
const FOOT: f32 = 142.0;

fn paint_line(ui: &Ui, line: Line, rect: Rect, words: Language) {
    let theme = Theme::of(ui.ctx());
    let (name, is) = line.part.said(words);
    let response = ui.interact(rect, ui.scope_id().with(("line", line.part)), Sense::hover());
    let spoken = format!("{}. {name}: {is}", line.number);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, spoken.as_str()));
    badge(ui, rect.min + Vec2::splat(ROUND), line.number, theme);
    let left = rect.left() + 2.0 * ROUND + 10.0;
    let signs = Pos2::new(left + line.name.size().x + 16.0, rect.top() + line.name.size().y / 2.0);
    samples(ui, line.part, signs, theme);
    let below = rect.top() + line.name.size().y + 2.0;
    ui.painter().galley(Pos2::new(left, rect.top()), line.name, theme.text);
    ui.painter().galley(Pos2::new(left, below), line.is, theme.text_soft);
}

/// What a sign looks like, beside its name: it may be nowhere on the screen yet.
fn samples(ui: &Ui, part: Part, at: Pos2, theme: &Theme) {
    let painter = ui.painter();
    match part {
        Part::Signs => {
            icons::pointer(painter, at, 5.0, false, theme.accent);
            icons::check(painter, at + Vec2::new(20.0, 0.0), 5.0, theme.done);
            icons::cross(painter, at + Vec2::new(40.0, 0.0), 5.0, theme.fail);
        }
        Part::Hourglass => icons::hourglass(painter, at, 5.0, theme.wait),
        _ => {}
    }
}

fn badge(ui: &Ui, at: Pos2, number: usize, theme: &Theme) {
    ui.painter().circle(at, ROUND, theme.accent, Stroke::new(1.5, theme.panel));
    let text = number.to_string();
    let galley = ui.painter().layout_no_wrap(text, theme::strong_words(12.0), theme.on_accent);
    ui.painter().galley(at - galley.size() / 2.0, galley, theme.on_accent);
}

/// The places of the numbers: within the window, off the card, and off each other.
fn apart(marks: &[(Part, Pos2)], card: Rect, screen: Rect) -> Vec<(Part, Pos2)> {
    let within = screen.shrink(ROUND + 1.0);
    let off = card.expand(ROUND + 2.0);
    let mut placed: Vec<(Part, Pos2)> = Vec::new();
    for (part, at) in marks {
        let mut at = within.clamp(*at);
        if off.contains(at) {
            at.y = if at.y > off.center().y { off.bottom() } else { off.top() };
        }
        let meets = |at: Pos2| placed.iter().any(|(_, other)| other.distance(at) < 2.0 * ROUND + 2.0);
        let mut tries = 0_u8;
        while meets(at) && tries < 24 {
            at.x += 2.0 * ROUND + 2.0;
            if at.x > within.right() {
                at.x = within.left();
            }
            tries += 1;
        }
        placed.push((*part, at));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_off_the_card_and_off_each_other() {
        let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(1024.0, 700.0));
        let card = Rect::from_min_max(Pos2::new(16.0, 300.0), Pos2::new(1008.0, 558.0));
        let marks: Marks = Part::iter().map(|part| (part, Pos2::new(500.0, 400.0))).collect();
        let placed = apart(&marks, card, screen);
        for (at, (part, place)) in placed.iter().enumerate() {
            assert!(screen.contains(*place) && !card.expand(ROUND).contains(*place), "{part:?} {place:?}");
            for (other, its) in &placed[at + 1..] {
                assert!(its.distance(*place) >= 2.0 * ROUND, "{part:?} and {other:?}");
            }
        }
    }
}
