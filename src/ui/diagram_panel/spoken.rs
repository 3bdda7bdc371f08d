//! What the diagram says to whoever cannot see it: heads, arrows, the line of now, each where the order of the run has it.

use std::collections::HashMap;

use egui::{Id, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo};

use super::state_words;
use crate::diagram::{Arrow, BoxId, Cargo, Column, Lane, Page};
use crate::scenario::Planned;
use crate::text;
use crate::trace::LinkEnd;
use crate::ui::paint::Sheet;

/// How far from an arrow it is still pointed at.
const BESIDE: f32 = 5.0;

/// The arrows of a page by the box after which they are told: the later one of the two that they join.
pub struct Arrows<'a> {
    by_box: HashMap<BoxId, Vec<&'a Arrow>>,
}

impl<'a> Arrows<'a> {
    pub fn of(page: &'a Page) -> Self {
        let mut by_box: HashMap<BoxId, Vec<&Arrow>> = HashMap::new();
        for arrow in &page.arrows {
            let place = |id: BoxId| page.boxes.iter().position(|shown| shown.id == id);
            let later = ends(arrow).into_iter().flatten().filter_map(place).max();
            if let Some(later) = later {
                by_box.entry(page.boxes[later].id).or_default().push(arrow);
            }
        }
        Self { by_box }
    }

    /// Has the arrows that belong after a box told.
    pub fn tell(&self, ui: &Ui, sheet: &Sheet, id: BoxId, body: Rect) {
        for (at, arrow) in self.by_box.get(&id).into_iter().flatten().enumerate() {
            let (from, to) = (sheet.point(arrow.from), sheet.point(arrow.to));
            let line = Rect::from_two_pos(from, to).expand(BESIDE).intersect(body);
            if !line.is_positive() {
                continue;
            }
            // Two arrows may join the same two boxes: bytes, and the end.
            let place = ui.scope_id().with(("arrow", id, at));
            let response = ui.interact(line, place, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::GraphicsSymbol, true, words_of(sheet, arrow)));
        }
    }
}

/// The boxes that an arrow joins. What is outside has none; of a plan both are known, whether they are to come or not.
fn ends(arrow: &Arrow) -> [Option<BoxId>; 2] {
    let call = |end: LinkEnd| match end {
        LinkEnd::Call(id) => Some(BoxId::Made(id)),
        LinkEnd::Outside(_) => None,
    };
    match &arrow.cargo {
        Cargo::Link(link) => [call(link.from), call(link.to)],
        Cargo::Expected(link) => [Some(BoxId::Planned(link.from)), Some(BoxId::Planned(link.to))],
    }
}

/// An arrow as it is read out.
fn words_of(sheet: &Sheet, arrow: &Arrow) -> String {
    let (words, snapshot) = (sheet.words, sheet.session.snapshot());
    let call = |end: LinkEnd| match end {
        LinkEnd::Call(id) => {
            let call = snapshot.trace.find_call(id)?;
            Some(text::end_of_arrow(words, call.function(), snapshot.name_of(call.participant)))
        }
        LinkEnd::Outside(id) => {
            let outsider = snapshot.trace.outsiders().get(id.0 as usize)?;
            Some(format!("{} {}", words.outside(), outsider.address))
        }
    };
    let planned = |planned: Planned| {
        let script = &sheet.session.scenario().participant(planned.participant)?.script;
        let function = script.call(planned.step)?.call.function();
        Some(text::end_of_arrow(words, function, snapshot.name_of(planned.participant)))
    };
    let (from, to, cargo, observed) = match &arrow.cargo {
        Cargo::Link(link) => (call(link.from), call(link.to), sheet.cargo(link), link.observed),
        Cargo::Expected(link) => (planned(link.from), planned(link.to), words.expected_link().into(), true),
    };
    text::arrow(words, &from.unwrap_or_default(), &to.unwrap_or_default(), &cargo, observed)
}

/// The head of a column, which stands for its lifeline: who, at which address, and what it does.
pub fn head(ui: &Ui, sheet: &Sheet, column: &Column, place: Rect, (name, address): (&str, &str)) -> Response {
    // It takes the focus, and the other button of the mouse: its menu.
    let response = ui.interact(place, head_id(ui, column.lane), Sense::click());
    response.widget_info(|| {
        let told = match column.lane {
            Lane::Participant(who) => {
                let (state, _) = state_words(sheet.session, who, sheet.words);
                format!("{name} · {address} · {state}")
            }
            Lane::Outside(_) => format!("{name} · {address}"),
        };
        WidgetInfo::labeled(Role::Heading, true, told)
    });
    response
}

/// Where the past ends, and how many calls are beyond the end of the page.
pub fn line(ui: &Ui, salt: &str, at: Pos2, told: &str) {
    let rect = Rect::from_center_size(at, egui::Vec2::new(40.0, 12.0));
    let response = ui.interact(rect, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, told));
}

/// Which call of its participant a box is: what tells two alike apart.
pub fn number(sheet: &Sheet, response: &Response, id: BoxId) {
    let place = || {
        let step = match id {
            BoxId::Planned(planned) => planned.step,
            BoxId::Held(_) => return None,
            BoxId::Made(id) => {
                let call = sheet.session.trace().find_call(id)?;
                sheet.session.snapshot().calls_of(call.participant).binary_search(&id).ok()? as u64
            }
        };
        usize::try_from(step + 1).ok()
    };
    response.ctx.accesskit_node_builder(response.id, |node| {
        if let Some(place) = place() {
            node.set_position_in_set(place);
        }
    });
}

pub fn head_id(ui: &Ui, lane: Lane) -> Id {
    ui.scope_id().with(("head", lane))
}

pub fn box_id(ui: &Ui, id: BoxId) -> Id {
    ui.scope_id().with(("box", id))
}
