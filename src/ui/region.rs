//! The parts of the window that a person goes through with F6, and that a screen reader lists: each has a name, and says
//! where it is.

use egui::accesskit::{self, Role};
use egui::{Context, FocusDirection, Id, LayerId, Rect, Ui};

use crate::text::Language;

/// A part of the window, in the order in which one goes through them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    Top,
    Runs,
    Past,
    Notices,
    Code,
    Diagram,
    Call,
    Drawer,
    TimeLine,
    Controls,
}

/// Where the parts of the window are in this frame.
#[derive(Clone, Debug, Default)]
struct Map {
    pass: u64,
    shown: Vec<Place>,
    /// The part that the focus is to go to.
    wanted: Option<Region>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    region: Region,
    is_shown: bool,
    /// What holds all of it.
    id: Id,
    /// The part itself, below everything: what stands directly in the window.
    top: Id,
    /// What had the focus there last.
    last: Option<Id>,
}

impl Region {
    /// Its name.
    #[must_use]
    pub fn name(self, words: Language) -> &'static str {
        match self {
            Self::Top => words.region_top(),
            Self::Runs => words.region_runs(),
            Self::Past => words.region_past(),
            Self::Notices => words.region_notices(),
            Self::Code => words.show_code(),
            Self::Diagram => words.diagram(),
            Self::Call => words.region_call(),
            Self::Drawer => words.region_drawer(),
            Self::TimeLine => words.timeline(),
            Self::Controls => words.region_controls(),
        }
    }

    /// Says that this part of the window is here. Where the focus is to come here, it comes to what had it before, else to
    /// the first that takes it.
    pub fn begin(self, ui: &Ui, words: Language) {
        let ctx = ui.ctx();
        ctx.accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Region);
            node.set_label(self.name(words));
            let Rect { min, max } = ui.max_rect();
            node.set_bounds(accesskit::Rect::new(min.x.into(), min.y.into(), max.x.into(), max.y.into()));
        });
        let (pass, place) = (ctx.cumulative_pass_nr(), self.place(ui));
        let last = change(ctx, |map| {
            let last = map.shown.iter().find(|other| other.region == self).and_then(|other| other.last);
            if map.pass != pass {
                map.pass = pass;
                // Those that are not shown any more are told by their pass alone.
                map.shown.iter_mut().for_each(|other| other.is_shown = false);
            }
            map.shown.retain(|other| other.region != self);
            map.shown.push(Place { last, ..place });
            last
        });
        if self != Self::Diagram && self.take(ctx) {
            match last.filter(|id| is_there(ctx, *id)) {
                Some(id) => ctx.memory_mut(|memory| memory.request_focus(id)),
                None => first_from_here(ctx),
            }
        }
    }

    fn place(self, ui: &Ui) -> Place {
        let mut top = ui.unique_id();
        let mut stack = Some(ui.stack());
        // The window itself has no parent; what stands directly in it is the last before.
        while let Some(here) = stack {
            if here.parent.is_some() {
                top = here.unique_id;
            }
            stack = here.parent.as_ref();
        }
        Place { region: self, is_shown: true, id: ui.unique_id(), top, last: None }
    }

    /// Has the focus come to this part as it is shown next.
    pub fn want(self, ctx: &Context) {
        change(ctx, |map| map.wanted = Some(self));
        ctx.request_repaint();
    }

    /// Whether the focus is to come here; it is asked once.
    pub fn take(self, ctx: &Context) -> bool {
        change(ctx, |map| map.wanted.take_if(|wanted| *wanted == self).is_some())
    }

    /// Whether it is in the window.
    pub fn is_shown(self, ctx: &Context) -> bool {
        shown(ctx).into_iter().any(|region| region == self)
    }

    /// The part that something is in.
    pub fn of(ctx: &Context, id: Id) -> Option<Self> {
        let parts: Vec<(Id, Self)> =
            change(ctx, |map| map.shown.iter().map(|place| (place.id, place.region)).collect());
        ctx.viewport(|viewport| {
            let mut here = id;
            loop {
                let parent = viewport.this_pass.widgets.get(here)?.parent_id;
                if let Some((_, region)) = parts.iter().find(|(id, _)| *id == parent) {
                    return Some(*region);
                }
                if parent == here {
                    return None;
                }
                here = parent;
            }
        })
    }

    /// Keeps in mind what has the focus here.
    pub fn remember(self, ctx: &Context, id: Id) {
        change(ctx, |map| {
            map.shown.iter_mut().filter(|place| place.region == self).for_each(|place| place.last = Some(id));
        });
    }

    /// The part before or after this one; without one, the first or the last.
    pub fn beside(ctx: &Context, from: Option<Self>, back: bool) -> Option<Self> {
        let all = shown(ctx);
        let at = from.and_then(|from| all.iter().position(|region| *region == from));
        let number = all.len();
        let next = match (at, back) {
            (None, false) => 0,
            (None, true) => number.checked_sub(1)?,
            (Some(at), false) => (at + 1) % number,
            (Some(at), true) => (at + number - 1) % number,
        };
        all.get(next).copied()
    }
}

/// The parts that were shown last, in order.
fn shown(ctx: &Context) -> Vec<Region> {
    let mut all: Vec<Region> = change(ctx, |map| {
        map.shown.iter().filter(|place| place.is_shown).map(|place| place.region).collect()
    });
    all.sort_unstable();
    all
}

/// Gives the focus to the first from here on that takes it.
pub fn first_from_here(ctx: &Context) {
    ctx.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
        memory.move_focus(FocusDirection::Next);
    });
}

/// Whether something is in the window now, and takes the focus.
pub fn is_there(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(id).or_else(|| viewport.prev_pass.widgets.get(id));
        widget.is_some_and(|widget| widget.enabled && widget.sense.is_focusable())
    })
}

/// Puts the parts of the window into the order in which one goes through them, for a screen reader: panels are painted in
/// another, as those at the edges take their room first.
pub fn order(ui: &Ui) {
    let mut places: Vec<(Region, u64)> =
        change(ui.ctx(), |map| map.shown.iter().map(|place| (place.region, place.top.value())).collect());
    places.sort_unstable();
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        let mut children = node.children().to_vec();
        // What belongs to no part stays behind the part before it.
        let mut rank = 0;
        let mut ranks = Vec::with_capacity(children.len());
        for child in &children {
            rank = places.iter().position(|(_, top)| child.0 == *top).map_or(rank, |at| at + 1);
            ranks.push((*child, rank));
        }
        ranks.sort_by_key(|(_, rank)| *rank);
        children.clear();
        children.extend(ranks.into_iter().map(|(child, _)| child));
        node.set_children(children);
    });
}

/// Whether something is in the window itself, and not in front of it.
pub fn is_in_window(layer: LayerId) -> bool {
    layer == LayerId::background()
}

fn change<R>(ctx: &Context, with: impl FnOnce(&mut Map) -> R) -> R {
    let id = Id::unique(("window_parts", ctx.viewport_id()));
    ctx.data_mut(|data| with(data.get_temp_mut_or_default::<Map>(id)))
}
