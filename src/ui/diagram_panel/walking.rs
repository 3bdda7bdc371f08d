//! Going through the diagram by the arrow keys: the focus goes from call to call, the call is explained, and the view
//! comes along. Where one comes to is `diagram::Walk`.

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Sense, Ui, Vec2};

use super::spoken::{box_id, head_id};
use super::{BELOW, selection_of, shortest_way};
use crate::diagram::{self, BoxId, CallBox, Page, ROW, Stop, Subject, Toward, Walk};
use crate::scenario::ParticipantId;
use crate::session::{Command, Session};
use crate::ui::paint::Sheet;
use crate::ui::region::Region;
use crate::ui::{Request, View};

/// What the arrows do here.
const WAYS: [(Key, Toward); 6] = [
    (Key::ArrowUp, Toward::Up),
    (Key::ArrowDown, Toward::Down),
    (Key::ArrowLeft, Toward::Left),
    (Key::ArrowRight, Toward::Right),
    (Key::Home, Toward::First),
    (Key::End, Toward::Last),
];

/// What is needed to go about.
pub struct Ground<'a> {
    pub subject: Subject<'a>,
    /// Whose turn it is.
    pub next: Option<ParticipantId>,
    pub view: &'a View,
    pub page: &'a Page,
    pub seen: &'a diagram::View,
    /// The ground that all stands on.
    pub id: Id,
}

/// Before boxes and heads are painted: where the focus is, and where it goes. Answers the place that has it.
pub fn go(ui: &Ui, session: &Session, ground: &Ground, requests: &mut Vec<Request>) -> Option<Stop> {
    let ctx = ui.ctx();
    let key = Id::unique("walked_to");
    let last = ui.data(|data| data.get_temp::<Stop>(key));
    let focused = ctx.memory(egui::Memory::focused);
    let has = |stop: Stop| focused == Some(id_of(ui, stop));
    let comes = Region::Diagram.take(ctx);
    let painted = || {
        let boxes = ground.page.boxes.iter().map(|shown| Stop::Call(shown.id));
        let heads = ground.page.columns.iter().map(|column| Stop::Head(column.lane));
        boxes.chain(heads).find(|stop| has(*stop))
    };
    let here = last.filter(|stop| has(*stop)).or_else(painted);
    if here.is_none() && !comes && focused != Some(ground.id) {
        return None;
    }
    let walk = Walk::of(ground.subject);
    let entry = || {
        let known = last.and_then(|stop| walk.now(stop)).filter(|_| comes);
        known.or_else(|| walk.entry(ground.next))
    };
    // What had the focus may be another box by now: a call to come that has been made.
    let mut stop = match here {
        Some(here) => walk.now(here).or_else(&entry),
        None if comes => entry(),
        None => None,
    };
    let mut is_walked = false;
    for (pressed, toward) in WAYS {
        let is_here = stop.is_some() || focused == Some(ground.id);
        if is_here && ui.input_mut(|input| input.consume_key(Modifiers::NONE, pressed)) {
            // The focus itself moves no further.
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            let to = match stop {
                Some(stop) => walk.from(stop, toward),
                None => entry(),
            };
            is_walked |= to.is_some();
            stop = to.or(stop);
        }
    }
    let Some(stop) = stop else {
        if comes {
            ctx.memory_mut(|memory| memory.request_focus(ground.id));
        }
        hold_arrows(ui, ground.id);
        return None;
    };
    ui.data_mut(|data| data.insert_temp(key, stop));
    let id = id_of(ui, stop);
    if focused != Some(id) {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
    hold_arrows(ui, id);
    if is_walked {
        let call = match stop {
            Stop::Call(call) => selection_of(session, call),
            Stop::Head(_) => None,
        };
        if call.is_some() {
            requests.push(Request::Tell(Command::Select(call)));
        }
    }
    if is_walked || comes {
        bring(ground, &walk, stop, requests);
    }
    Some(stop)
}

/// After all is painted: what has the focus is there, even where it is out of view.
pub fn keep(ui: &Ui, sheet: &Sheet, ground: &Ground, stop: Option<Stop>, body: Rect) {
    let Some(stop) = stop else { return };
    let id = id_of(ui, stop);
    if !ui.ctx().viewport(|viewport| viewport.this_pass.widgets.contains(id)) {
        let place = match stop {
            Stop::Call(call) => placed(ground, call),
            Stop::Head(_) => None,
        };
        let place = place.map_or(body, |place| sheet.rect(place.rect));
        let response = ui.interact(place, id, Sense::click());
        response.widget_info(|| super::told(sheet, ground, stop));
    }
}

/// The box of a call, in view or not.
pub fn placed(ground: &Ground, id: BoxId) -> Option<CallBox> {
    Walk::of(ground.subject).place(id, ground.next, &ground.page.columns)
}

/// The arrows are ours while something here has the focus.
fn hold_arrows(ui: &Ui, id: Id) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
}

/// Brings a place into view, with some of what is around it.
fn bring(ground: &Ground, walk: &Walk, stop: Stop, requests: &mut Vec<Request>) {
    let Ground { view, page, seen, .. } = ground;
    let Some(column) = walk.lane_of(stop).and_then(|lane| page.column_of(lane)) else { return };
    let span = column.box_left()..column.box_left() + column.box_width;
    let across = shortest_way(view.scroll.x, seen.width, page.width, &span, ROW);
    let down = match stop {
        Stop::Call(call) => walk.place(call, ground.next, &page.columns).map_or(0.0, |shown| {
            let rect = shown.rect;
            let height = seen.rows.end - seen.rows.start;
            // Of a call that waited long, its head.
            let span = rect.y..rect.bottom().min(rect.y + height - ROW);
            shortest_way(view.scroll.y, height, page.height + BELOW, &span, ROW)
        }),
        Stop::Head(_) => 0.0,
    };
    requests.push(Request::Unfollow);
    let by = Vec2::new(across, down);
    if by.length() > 0.5 {
        requests.push(Request::Scroll(by));
    }
}

fn id_of(ui: &Ui, stop: Stop) -> Id {
    match stop {
        Stop::Head(lane) => head_id(ui, lane),
        Stop::Call(call) => box_id(ui, call),
    }
}
