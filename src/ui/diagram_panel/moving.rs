//! How the diagram comes to show another part of the page: moved by a person, and along with what happens.

use egui::{Rect, Ui, Vec2};

use super::BELOW;
use crate::diagram::{self, Lane, Page, ROW, Subject};
use crate::session::Session;
use crate::ui::{Request, View};

/// How quickly the diagram goes along with what happens: two thirds of the way in so many seconds, and after four times as
/// many, 160 ms, all but two hundredths.
const GLIDE: f32 = 0.04;

/// Wheel, drag and pinch.
pub fn by_hand(
    ui: &Ui,
    ground: &egui::Response,
    view: &View,
    page: &Page,
    zoom: f32,
    body: Rect,
    requests: &mut Vec<Request>,
) {
    let mut by = -ground.drag_delta() / zoom;
    let over = ui.rect_contains_pointer(body);
    let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    if over {
        by -= wheel / zoom;
        if (pinch - 1.0).abs() > f32::EPSILON {
            requests.push(Request::Zoom(zoom * pinch));
            requests.push(Request::Unfollow);
        }
    }
    let moved = by != Vec2::ZERO;
    // Never further than the page goes.
    let most = Vec2::new(page.width - body.width() / zoom, page.height + BELOW - body.height() / zoom)
        .max(Vec2::ZERO);
    let by = (view.scroll + by).clamp(Vec2::ZERO, most) - view.scroll;
    if by.length() > 0.01 {
        requests.push(Request::Scroll(by));
    }
    if moved && over {
        requests.push(Request::Unfollow);
    }
}

/// Goes along with what happens: the newest call and the next stay in view.
pub fn along(
    ui: &Ui,
    session: &Session,
    subject: Subject,
    view: &View,
    page: &Page,
    seen: &diagram::View,
    requests: &mut Vec<Request>,
) {
    let focus = diagram::focus(subject, session.next());
    let height = seen.rows.end - seen.rows.start;
    let down = shortest_way(view.scroll.y, height, page.height + BELOW, &focus, ROW);
    let newest = || subject.snapshot.calls().last().map(|call| call.participant);
    let column = session.next().or_else(newest).and_then(|who| page.column_of(Lane::Participant(who)));
    let across = column.map_or(0.0, |column| {
        let span = column.box_left()..column.box_left() + column.box_width;
        shortest_way(view.scroll.x, seen.width, page.width, &span, ROW)
    });
    let left = Vec2::new(across, down);
    if left.length() < 0.5 {
        return;
    }
    requests.push(Request::Scroll(left * glide(ui, left)));
}

/// Which part of a way is gone in this frame: all of it where nothing is to move by itself.
pub fn glide(ui: &Ui, way: Vec2) -> f32 {
    let is_still = ui.style().animation_time == 0.0;
    if is_still || way.length() < 1.0 { 1.0 } else { 1.0 - (-ui.input(|i| i.stable_dt) / GLIDE).exp() }
}

/// How far to scroll from here so that a span comes into view, with some margin, and the page is not left.
pub fn shortest_way(from: f32, room: f32, page: f32, span: &std::ops::Range<f32>, margin: f32) -> f32 {
    let margin = margin.min(room / 4.0);
    let most = (page - room).max(0.0);
    let lowest = (span.end + margin - room).clamp(0.0, most);
    let highest = (span.start - margin).clamp(0.0, most);
    let wanted = if from < lowest { lowest } else { from.min(highest.max(lowest)) };
    wanted - from
}
