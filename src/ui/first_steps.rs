//! What leads a newcomer to the first steps: a note beside the call that the next one makes. It goes for good once somebody
//! has made some.

use egui::{Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::paint::Sheet;
use super::theme;
use super::{Action, View};
use crate::diagram::{Page, Stand};
use crate::session::Session;
use crate::text;

/// Whoever has seen so many calls knows how it goes on.
pub const LEARNT: usize = 3;
/// Its widest, and its narrowest.
const WIDTHS: [f32; 2] = [270.0, 150.0];
const PAD: f32 = 12.0;
/// From the box to the tip of the pointer, and the length of that.
const APART: f32 = 6.0;
const POINTER: f32 = 8.0;
/// Room for a sign beside the box.
const SIGN: f32 = 26.0;

/// Where it stands, and which way it points.
#[derive(Clone, Copy)]
enum Place {
    RightOf(Pos2),
    LeftOf(Pos2),
    /// Over calls that come later, where there is room at neither side.
    Below(Pos2),
}

pub fn show(
    ui: &Ui,
    sheet: &Sheet,
    view: &View,
    page: &Page,
    signs_left: impl Fn(usize) -> bool,
    body: Rect,
) {
    let session = sheet.session;
    if view.knows_stepping || !session.takes_orders() || session.is_playing() {
        return;
    }
    let Some((head, below)) = said(session, view) else { return };
    let boxes: Vec<Rect> = page.boxes.iter().map(|shown| sheet.rect(shown.rect)).collect();
    let next = page.boxes.iter().position(|shown| shown.stand == Stand::Next);
    let Some((shown, sign_left)) = next.map(|at| (boxes[at], signs_left(at))) else { return };
    if !body.intersects(shown) {
        return;
    }
    let lay_out = |width: f32| {
        let width = width - 2.0 * PAD;
        let line = |text: &str, font, colour| ui.painter().layout(text.to_owned(), font, colour, width);
        let head = line(&head, theme::strong_words(13.0), sheet.theme.text);
        (head, below.map(|below| line(below, theme::words(12.0), sheet.theme.text_soft)))
    };
    let size_of = |width: f32| {
        let (head, below) = lay_out(width);
        let below = below.map_or(0.0, |below| below.size().y + 4.0);
        Vec2::new(width, head.size().y + below + 2.0 * PAD)
    };
    let is_free =
        |rect: &Rect| body.contains_rect(*rect) && !boxes.iter().any(|other| other.intersects(*rect));
    let beside = {
        let edge = |has_sign: bool| APART + if has_sign { SIGN } else { 0.0 };
        let right = Pos2::new(shown.right() + edge(!sign_left), shown.center().y);
        let left = Pos2::new(shown.left() - edge(sign_left), shown.center().y);
        let room = [body.right() - right.x - POINTER - 8.0, left.x - body.left() - POINTER - 8.0];
        let fits = |room: f32| (room >= WIDTHS[1]).then(|| size_of(room.min(WIDTHS[0])));
        // Level with its box, and below the heads.
        let top = |size: Vec2| (shown.center().y - size.y / 2.0).max(body.top() + 6.0);
        let at_right = fits(room[0]).map(|size| {
            (Place::RightOf(right), Rect::from_min_size(Pos2::new(right.x + POINTER, top(size)), size))
        });
        let at_left = fits(room[1]).map(|size| {
            (Place::LeftOf(left), Rect::from_min_size(Pos2::new(left.x - POINTER - size.x, top(size)), size))
        });
        [at_right, at_left].into_iter().flatten().find(|(_, rect)| is_free(rect))
    };
    let (place, rect) = beside.unwrap_or_else(|| {
        let size = size_of(shown.width() + 8.0);
        let tip = Pos2::new(shown.left().max(body.left()) + 30.0, shown.bottom() + APART);
        let mut rect = Rect::from_min_size(Pos2::new(shown.left() - 4.0, tip.y + POINTER), size);
        // Those that it lies over it covers whole: half a text tells nothing.
        for other in &boxes {
            if rect.intersects(*other) && (other.center().x - shown.center().x).abs() < 1.0 {
                rect.max.y = rect.max.y.max(other.bottom() + 4.0);
            }
        }
        (Place::Below(tip), rect)
    });
    paint(sheet, place, rect);
    let (galley, smaller) = lay_out(rect.width());
    let at = rect.min + Vec2::splat(PAD);
    let beneath = at + Vec2::new(0.0, galley.size().y + 4.0);
    sheet.painter.galley(at, galley, sheet.theme.text);
    if let Some(smaller) = smaller {
        sheet.painter.galley(beneath, smaller, sheet.theme.text_soft);
    }
    let response = ui.interact(rect, ui.scope_id().with("steps"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Note, true, head.as_str()));
}

/// What is said, and below it what else may be done.
fn said(session: &Session, view: &View) -> Option<(String, Option<&'static str>)> {
    let words = view.language;
    let who = session.next()?;
    let snapshot = session.snapshot();
    let key = Action::Step.key(words);
    let name = snapshot.name_of(who);
    if snapshot.is_program(who) {
        let begins = session.trace().calls().is_empty() && snapshot.held(who).is_none();
        return begins.then(|| (text::first_program(words, &key, name), Some(words.first_or_button())));
    }
    let script = &session.scenario().participant(who)?.script;
    let call = script.call(snapshot.next_step(who))?.call.function();
    Some(if session.trace().live().0 == 0 {
        (text::first_step(words, &key, name, call), Some(words.first_or_button()))
    } else {
        (text::another_step(words, &key, name, call), None)
    })
}

fn paint(sheet: &Sheet, place: Place, rect: Rect) {
    let theme = sheet.theme;
    let stroke = Stroke::new(1.5, theme.accent);
    sheet.painter.rect(rect, 8.0, theme.panel, stroke, StrokeKind::Inside);
    let half = Vec2::splat(POINTER * 0.75);
    let points = match place {
        Place::RightOf(tip) => {
            let x = rect.left() + 1.0;
            vec![tip, Pos2::new(x, tip.y - half.y), Pos2::new(x, tip.y + half.y)]
        }
        Place::LeftOf(tip) => {
            let x = rect.right() - 1.0;
            vec![tip, Pos2::new(x, tip.y - half.y), Pos2::new(x, tip.y + half.y)]
        }
        Place::Below(tip) => {
            let y = rect.top() + 1.0;
            vec![tip, Pos2::new(tip.x - half.x, y), Pos2::new(tip.x + half.x, y)]
        }
    };
    sheet.painter.add(Shape::convex_polygon(points, theme.accent, Stroke::NONE));
}
