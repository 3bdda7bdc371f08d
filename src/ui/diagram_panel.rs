//! The middle of the window: the flow diagram, with its heads on top, scrolled and zoomed.

mod moving;
mod spoken;
mod walking;

pub use moving::{glide, shortest_way};

use egui::{Align2, CentralPanel, Frame, Pos2, Rect, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::paint::icons::Sign;
use super::paint::{LEAST_FIT, Scale, Sheet, Spotlight, boxes};
use super::parts::{self, Part};
use super::region::Region;
use super::theme::{self, Theme};
use super::{Request, View, first_steps, participant_menu, past_bar};
use crate::diagram::{self, BoxId, CallBox, Column, Lane, MARGIN, Page, ROW, Spacing, Stand, Stop, Subject};
use crate::scenario::ParticipantId;
use crate::session::{Command, Selection, Session};
use crate::sockets::Kind;
use crate::text::{self, Language};
use crate::trace::{Activity, CallState};

/// Height of the heads of the columns.
const HEAD: f32 = 62.0;
/// So many times that at most, where the diagram is large.
const MOST_HEAD: f32 = 1.75;
/// What leads to the columns out of view.
const BESIDE: Vec2 = Vec2::new(44.0, 24.0);
/// Room below the page, in points of it.
const BELOW: f32 = 24.0;
/// The most, in a room of ordinary height; in a higher one it is as much larger, so that a large screen is used, up to this.
const MOST_FIT: f32 = 1.25;
const ORDINARY: f32 = 700.0;
const LARGEST_FIT: f32 = 2.75;

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    CentralPanel::default().frame(Frame::new().fill(theme.page)).show(ui, |ui| {
        Region::Diagram.begin(ui, view.language);
        let whole = ui.max_rect();
        // The mark of the past does not change how large the diagram is.
        let mark = if session.is_live() { 0.0 } else { past_bar::HEIGHT };
        let room = |head: f32| {
            view.zoom.unwrap_or_else(|| fitting(session, whole.size() + Vec2::new(0.0, mark - HEAD * head)))
        };
        // The heads grow with a large diagram, as far as there is room for both.
        let head = room(MOST_HEAD).clamp(1.0, MOST_HEAD);
        let zoom = room(head);
        let body = Rect::from_min_max(whole.min + Vec2::new(0.0, HEAD * head), whole.max);
        // The background takes drags and the wheel; boxes lie over it.
        let ground = ui.interact(body, ui.scope_id().with("ground"), Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, view.language.ground()));

        let subject =
            Subject { scenario: session.scenario(), plan: session.plan(), snapshot: session.snapshot() };
        let top = view.scroll.y;
        let seen = diagram::View {
            width: body.width() / zoom,
            rows: top..top + body.height() / zoom,
            spacing: Spacing::NEAR,
        };
        let page = Page::lay_out(subject, session.next(), &seen);
        let sheet = Sheet {
            painter: &ui.painter().with_clip_rect(body.intersect(ui.clip_rect())),
            theme,
            words: view.language,
            session,
            origin: body.min - view.scroll * zoom,
            zoom,
            scale: Scale::NEAR,
            spotlight: Spotlight::Off,
        };
        let next = session.next();
        let walked = walking::Ground { subject, next, view, page: &page, seen: &seen, id: ground.id };
        let stop = walking::go(ui, session, &walked, requests);
        let band = whole.with_max_y(body.top());
        heads(ui, &sheet, &page, band, requests);
        paint_page(ui, &sheet, &page, body, requests);
        walking::keep(ui, &sheet, &walked, stop, body);
        if session.scenario().participants.is_empty() {
            let middle = Rect::from_center_size(body.center(), Vec2::new(360.0, 120.0));
            ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
                ui.label(view.language.nobody());
                participant_menu::toolbar(ui, session, view, requests);
            });
        }
        beside(ui, &sheet, &page, band, requests);
        mark_parts(ui, &sheet, view, &page, whole, body);
        let signs_left = |at: usize| has_sign_on_left(&page, &page.boxes[at]);
        first_steps::show(ui, &sheet, view, &page, signs_left, body);
        moving::by_hand(ui, &ground, view, &page, zoom, body, requests);
        if view.follows {
            moving::along(ui, session, subject, view, &page, &seen, requests);
        }
    });
}

/// The zoom at which the planned page fits, if it does without getting small.
fn fitting(session: &Session, room: Vec2) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a plan has some hundred calls")]
    let planned = session.plan().calls.len() as f32 * ROW + 2.0 * MARGIN + BELOW;
    #[expect(clippy::cast_precision_loss, reason = "there are few participants")]
    let columns = session.snapshot().lifelines().count().max(1) as f32;
    let narrow = room.x / (columns * 250.0);
    let fit = (room.y / planned).min(narrow.max(1.0));
    let most = (MOST_FIT * room.y / ORDINARY).clamp(MOST_FIT, LARGEST_FIT);
    // One that is too long to fit is scrolled, and as large as a short one that has some room left.
    if fit < LEAST_FIT { (most / MOST_FIT).min(narrow.max(1.0)) } else { fit.min(most) }
}

/// Paints what is in view of the page, and takes what a person does with it.
pub fn paint_page(ui: &mut Ui, sheet: &Sheet, page: &Page, body: Rect, requests: &mut Vec<Request>) {
    for column in &page.columns {
        let x = sheet.origin.x + column.centre * sheet.zoom;
        let outside = matches!(column.lane, Lane::Outside(_));
        let stroke = sheet.stroke(1.5, sheet.theme.lifeline);
        let bottom = (sheet.origin.y + page.height * sheet.zoom).min(body.bottom());
        if outside {
            let line = [Pos2::new(x, body.top()), Pos2::new(x, bottom)];
            sheet.painter.extend(egui::Shape::dashed_line(&line, stroke, 2.0, 5.0));
        } else {
            sheet.painter.vline(x, body.top()..=bottom, stroke);
        }
    }
    for arrow in &page.arrows {
        sheet.paint_arrow(arrow);
    }
    let mut now = None;
    // Where the eye is led to a box, that says which moment it is.
    if let Some(below) = page.now.filter(|_| sheet.spotlight == Spotlight::Off) {
        let y = sheet.origin.y + below * sheet.zoom;
        let (colour, told) = match sheet.session.is_live() {
            true if sheet.session.has_run() => (sheet.theme.accent, sheet.words.now()),
            true => (sheet.theme.accent, sheet.words.this_moment()),
            false => (sheet.theme.past, sheet.words.this_moment()),
        };
        // The word ends the line: above or below it, it would meet the sign of a call.
        let at = Pos2::new(body.right() - 5.0, y);
        let font = theme::strong_words(sheet.letters(11.0));
        let galley = super::paint::line(sheet.painter, told, font, colour, f32::INFINITY);
        let word = Align2::RIGHT_CENTER.anchor_size(at, galley.size());
        // On a ground of its own: lifelines and arrows may pass there.
        sheet.painter.rect_filled(word.expand(2.0), 2.0, sheet.theme.page);
        sheet.painter.galley(word.min, galley, colour);
        now = Some((word.center(), told));
        let line = [Pos2::new(body.left() + 16.0, y), Pos2::new(word.left() - 5.0, y)];
        sheet.painter.extend(egui::Shape::dashed_line(&line, sheet.theme.stroke(1.2, colour), 2.0, 4.0));
    }
    let arrows = spoken::Arrows::of(page);
    for shown in &page.boxes {
        // What was made comes first, then the line, then what is to come.
        let is_to_come = matches!(shown.stand, Stand::Later | Stand::Ready | Stand::Next);
        if let Some((at, told)) = now.take_if(|_| is_to_come) {
            spoken::line(ui, "now", at, told);
        }
        let selected = match sheet.spotlight {
            Spotlight::On(lit) => lit == Some(shown.id),
            Spotlight::Off => {
                let selection = sheet.session.selection().map(|picked| match picked {
                    Selection::Made(id) => Selection::Made(sheet.session.snapshot().stands_for(id)),
                    other => other,
                });
                selection.is_some_and(|picked| selection_of(sheet.session, shown.id) == Some(picked))
            }
        };
        sheet.paint_box(shown, has_sign_on_left(page, shown), selected);
        let rect = sheet.rect(shown.rect).intersect(body);
        if !rect.is_positive() {
            continue;
        }
        let response = ui.interact(rect, spoken::box_id(ui, shown.id), Sense::click());
        let label = || boxes::spoken(sheet, shown, &name_of(sheet, page, shown));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label()));
        spoken::number(sheet, &response, shown.id);
        if response.clicked() {
            requests.push(Request::Tell(Command::Select(selection_of(sheet.session, shown.id))));
        }
        if sheet.spotlight == Spotlight::Off
            && let Some(Lane::Participant(id)) = page.columns.get(shown.column).map(|column| column.lane)
        {
            participant_menu::at_pointer(&response, sheet.session, sheet.words, id, requests);
        }
        // One that is open stays open, even under a question that has come up in front of it.
        if response.contains_pointer() && sheet.spotlight == Spotlight::Off {
            response.on_hover_text(label());
        }
        arrows.tell(ui, sheet, shown.id, body);
    }
    let gap = page.columns.first().map_or(0.0, |column| column.width - column.box_width);
    let mut taken = Vec::new();
    for arrow in &page.arrows {
        sheet.paint_cargo(arrow, gap, &mut taken);
    }
    // Where the page ends, and not over the calls before.
    if page.beyond > 0 {
        let more = text::more_calls(sheet.words, page.beyond);
        let at = Pos2::new(body.center().x, sheet.origin.y + page.height * sheet.zoom + 4.0);
        let size = if sheet.spotlight == Spotlight::Off { 12.0 } else { sheet.scale.note };
        let font = theme::words(sheet.letters(size));
        sheet.painter.text(at, Align2::CENTER_CENTER, &more, font, sheet.theme.text_soft);
        spoken::line(ui, "beyond", at, &more);
    }
}

/// Whose call a box is.
fn name_of(sheet: &Sheet, page: &Page, shown: &CallBox) -> String {
    let column = page.columns.get(shown.column);
    column.map(|column| head_of(sheet.session, column, sheet.words).0).unwrap_or_default()
}

/// A place that has the focus while it is out of view.
fn told(sheet: &Sheet, walked: &walking::Ground, stop: Stop) -> WidgetInfo {
    let Stop::Call(id) = stop else { return WidgetInfo::new(Role::Heading) };
    let label = walking::placed(walked, id).map(|shown| {
        let name = name_of(sheet, walked.page, &shown);
        boxes::spoken(sheet, &shown, &name)
    });
    let selected = sheet.session.selection().is_some_and(|s| selection_of(sheet.session, id) == Some(s));
    WidgetInfo::selected(Role::Button, true, selected, label.unwrap_or_default())
}

/// What is selected with a box: a call that was made, or the line of the script that is to make it.
fn selection_of(session: &Session, id: BoxId) -> Option<Selection> {
    match id {
        BoxId::Made(id) => Some(Selection::Made(id)),
        BoxId::Held(who) => Some(Selection::Held(who)),
        BoxId::Planned(planned) => {
            let script = &session.scenario().participant(planned.participant)?.script;
            let line = script.call(planned.step)?.line;
            Some(Selection::Written { participant: planned.participant, line })
        }
    }
}

/// The sign of a call stands on the outer side, or where no arrow ends.
fn has_sign_on_left(page: &Page, shown: &CallBox) -> bool {
    let touches = |x: f32| {
        let ends = page.arrows.iter().flat_map(|arrow| [arrow.from, arrow.to]);
        ends.into_iter().any(|end| {
            (end.x - x).abs() < 1.0 && (shown.rect.y..shown.rect.y + diagram::BOX).contains(&end.y)
        })
    };
    let outer_is_left = shown.column * 2 < page.columns.len();
    let (left, right) = (shown.rect.x, shown.rect.right());
    if outer_is_left { !touches(left) || touches(right) } else { touches(right) && !touches(left) }
}

/// The heads: name, address, and what each participant does. They stay while the page scrolls.
fn heads(ui: &Ui, sheet: &Sheet, page: &Page, band: Rect, requests: &mut Vec<Request>) {
    let theme = sheet.theme;
    ui.painter().rect_filled(band, 0.0, theme.page);
    let scale = band.height() / HEAD;
    // What leads to the columns out of view has the ends of the band for itself.
    let [left, right] = hidden(sheet, page, band).map(|count| if count > 0 { BESIDE.x + 8.0 } else { 0.0 });
    let (left, right) = (band.left() + left, band.right() - right);
    let painter = ui.painter().with_clip_rect(Rect::from_x_y_ranges(left..=right, band.y_range()));
    for column in &page.columns {
        let x = sheet.origin.x + column.centre * sheet.zoom;
        let widest = column.width * sheet.zoom - 12.0;
        let (name, address) = head_of(sheet.session, column, sheet.words);
        let head = Rect::from_center_size(Pos2::new(x, band.center().y), Vec2::new(widest, band.height()));
        let response = spoken::head(ui, sheet, column, head.intersect(band), (&name, &address));
        if let Lane::Participant(id) = column.lane {
            participant_menu::at_pointer(&response, sheet.session, sheet.words, id, requests);
        }
        response.on_hover_text(format!("{name} · {address}"));
        let plight = match column.lane {
            Lane::Participant(who) => plight(sheet.session, who, sheet.words),
            Lane::Outside(_) => None,
        };
        let sign = plight.map(|(_, sign)| match sign {
            Sign::Failed => (sign, theme.fail),
            _ => (sign, theme.accent),
        });
        let widest = if sign.is_some() { widest - 24.0 * scale } else { widest };
        let lines = [
            (name.as_str(), theme::strong_words(16.0 * scale), theme.text, 22.0),
            (address.as_str(), theme::code(12.0 * scale), theme.text_soft, 43.0),
        ];
        for (line, font, colour, y) in lines {
            let galley = super::paint::line(&painter, line, font, colour, widest);
            let at = Pos2::new(x - galley.size().x / 2.0, band.top() + y * scale - galley.size().y / 2.0);
            if let Some((sign, colour)) = sign.filter(|_| y > 30.0) {
                let before = Pos2::new(at.x - 10.0 * scale, at.y + galley.size().y / 2.0);
                sign.paint(&painter, before, 4.6 * scale, colour);
            }
            painter.galley(at, galley, colour);
        }
    }
    let edge = if sheet.session.is_live() { theme.hairline } else { theme.past };
    ui.painter().hline(band.x_range(), band.bottom() - 0.5, theme.stroke(1.0, edge));
}

/// Where what is what in the diagram.
fn mark_parts(ui: &Ui, sheet: &Sheet, view: &View, page: &Page, whole: Rect, body: Rect) {
    if !view.shows_parts {
        return;
    }
    let mark = |part, at: Pos2| {
        if whole.contains(at) {
            parts::mark(ui.ctx(), view, part, at);
        }
    };
    if let Some(column) = page.columns.first() {
        let x = sheet.origin.x + (column.centre - column.box_width / 2.0) * sheet.zoom;
        mark(Part::Lifeline, Pos2::new(x, f32::midpoint(whole.top(), body.top())));
    }
    let boxes = page.boxes.iter().map(|shown| (shown, sheet.rect(shown.rect)));
    let seen: Vec<_> = boxes.filter(|(_, rect)| body.contains_rect(*rect)).collect();
    // Over the sign itself it would hide it.
    let sign_of = |(shown, rect): &(&CallBox, Rect)| {
        let x = if has_sign_on_left(page, shown) { rect.left() - 16.0 } else { rect.right() + 16.0 };
        Pos2::new(x, rect.top() - 5.0)
    };
    if let Some((_, rect)) = seen.first() {
        mark(Part::Box, rect.left_top() + Vec2::new(rect.width() * 0.5, 0.0));
    }
    if let Some((_, rect)) = seen.get(1).or(seen.first()) {
        mark(Part::Tag, rect.right_top());
    }
    if let Some(arrow) = page.arrows.first() {
        let (from, to) = (sheet.point(arrow.from), sheet.point(arrow.to));
        mark(Part::Arrow, from + (to - from) / 2.0);
    }
    let is = |stand: Stand| seen.iter().find(move |(shown, _)| shown.stand == stand);
    if let Some(sign) = is(Stand::Done).or_else(|| is(Stand::Next)).map(sign_of) {
        mark(Part::Signs, sign);
    }
    if let Some(sign) = is(Stand::Waiting).map(sign_of) {
        mark(Part::Hourglass, sign);
    }
}

/// How many columns are out of view at the left and at the right.
fn hidden(sheet: &Sheet, page: &Page, band: Rect) -> [usize; 2] {
    let middles = || page.columns.iter().map(|column| sheet.origin.x + column.centre * sheet.zoom);
    [middles().filter(|x| *x < band.left()).count(), middles().filter(|x| *x > band.right()).count()]
}

/// How many columns are out of view at either side, and the way there.
fn beside(ui: &mut Ui, sheet: &Sheet, page: &Page, band: Rect, requests: &mut Vec<Request>) {
    let [left, right] = hidden(sheet, page, band);
    for (count, is_left) in [(left, true), (right, false)] {
        if count == 0 {
            continue;
        }
        let sign = if is_left { format!("← {count}") } else { format!("{count} →") };
        let x = if is_left { band.left() + 4.0 } else { band.right() - 4.0 - BESIDE.x };
        let place = Rect::from_min_size(Pos2::new(x, band.center().y - BESIDE.y / 2.0), BESIDE);
        ui.spacing_mut().button_padding.x = 4.0;
        let response = ui.put(place, egui::Button::new(RichText::new(sign).size(12.0)));
        let told = text::out_of_view(sheet.words, count, is_left);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told.as_str()));
        if response.on_hover_text(told).clicked() {
            let seen = band.width() / sheet.zoom;
            let most = (page.width - seen).max(0.0);
            let from = (band.left() - sheet.origin.x) / sheet.zoom;
            let step = if is_left { -0.75 } else { 0.75 } * seen;
            requests.push(Request::Unfollow);
            requests.push(Request::Scroll(Vec2::new((from + step).clamp(0.0, most) - from, 0.0)));
        }
    }
}

/// The name of a column and the address below it.
pub fn head_of(session: &Session, column: &Column, words: Language) -> (String, String) {
    let snapshot = session.snapshot();
    match column.lane {
        Lane::Outside(id) => {
            let outsider = &session.trace().outsiders()[id.0 as usize];
            (words.outside().into(), outsider.address.to_string())
        }
        Lane::Participant(who) => {
            let name = snapshot.name_of(who).to_owned();
            // The address that others know it by: where it listens, else that of its newest socket, open or not.
            let own = || snapshot.sockets_of(who);
            let address = snapshot
                .open_sockets(who)
                .find(|socket| socket.is_listening(snapshot.moment))
                .or_else(|| snapshot.open_sockets(who).rfind(|s| s.local(snapshot.moment).is_some()))
                .or_else(|| own().rfind(|s| s.local(snapshot.moment).is_some()))
                .and_then(|socket| Some((socket.local(snapshot.moment)?, socket.kind)));
            let shown = match address {
                Some((local, kind)) => match (local.port(), kind) {
                    (Some(_), Kind::Stream) => format!("TCP {local}"),
                    (Some(_), Kind::Dgram) => format!("UDP {local}"),
                    (None, _) => local.to_string(),
                },
                None => words.no_address().to_owned(),
            };
            // Who waits in front of the door is seen before anybody opens it.
            let waiting: u32 = snapshot
                .open_sockets(who)
                .filter(|socket| socket.is_listening(snapshot.moment))
                .filter_map(|socket| socket.reading(snapshot.moment)?.accept_queue)
                .map(|queue| queue.waiting)
                .sum();
            let shown = match waiting {
                0 => shown,
                waiting => format!("{shown} · {}", text::waits_for_accept(words, waiting)),
            };
            let plight = plight(session, who, words);
            (name, plight.map_or(shown.clone(), |(plight, _)| format!("{plight} · {shown}")))
        }
    }
}

/// What a participant does, in words.
pub fn state_words(session: &Session, who: ParticipantId, words: Language) -> (String, Doing) {
    let snapshot = session.snapshot();
    if let Some(fell) = snapshot.downfall(who)
        && snapshot.activity(who) == Activity::Ended
    {
        return (text::downfall(words, fell), Doing::Fell);
    }
    match snapshot.activity(who) {
        Activity::Ended if snapshot.exit_of(who).is_some() => {
            let (code, signal) = snapshot.exit_of(who).unwrap_or_default();
            (format!("{}, {}", words.state_over(), text::exited(words, code, signal)), Doing::Over)
        }
        Activity::Killed => (words.state_killed().into(), Doing::Over),
        Activity::Ended if snapshot.calls_of(who).is_empty() => (words.state_no_calls().into(), Doing::Over),
        Activity::Ended => (words.state_over().into(), Doing::Over),
        _ if session.is_frozen(who) => (words.state_frozen().into(), Doing::Frozen),
        Activity::Busy(id) => {
            let record = session.trace().call(id);
            let name = record.function();
            match snapshot.state(record) {
                CallState::Waiting { on, .. } => {
                    (format!("{name}: {}", text::awaited(words, on)), Doing::Waits)
                }
                _ => (format!("{name}…"), Doing::Ready),
            }
        }
        Activity::Idle if snapshot.is_program(who) => program_words(session, who, words),
        Activity::Idle => {
            let script = session.scenario().participant(who).map(|p| &p.script);
            match script.and_then(|script| script.call(snapshot.next_step(who))) {
                Some(next) => (format!("{} {}", words.state_next(), next.call.name().as_str()), Doing::Ready),
                None => (words.state_ending().into(), Doing::Ready),
            }
        }
    }
}

/// What a program does between two calls.
fn program_words(session: &Session, who: ParticipantId, words: Language) -> (String, Doing) {
    let snapshot = session.snapshot();
    match snapshot.held(who) {
        Some(held) => (format!("{} {}()", words.state_held(), held.site.method), Doing::Ready),
        _ if snapshot.thread_of(who).is_none() && !snapshot.has_started(who) => {
            (words.state_not_started().into(), Doing::Ready)
        }
        _ if snapshot.awaits_input(who) => (words.state_reads_keyboard().into(), Doing::Waits),
        _ => (words.state_running().into(), Doing::Over),
    }
}

/// The same, as far as it has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Ready,
    Waits,
    Frozen,
    Over,
    /// It came to a bad end.
    Fell,
}

/// What stands in the head of a column before the address: that its participant is frozen, or how it came to a bad end.
pub fn plight(session: &Session, who: ParticipantId, words: Language) -> Option<(String, Sign)> {
    let snapshot = session.snapshot();
    if let Some(fell) = snapshot.downfall(who) {
        return Some((text::downfall_in_short(words, fell), Sign::Failed));
    }
    let lives = !matches!(snapshot.activity(who), Activity::Ended | Activity::Killed);
    (lives && snapshot.is_frozen(who)).then(|| (words.state_frozen().to_owned(), Sign::Frozen))
}
