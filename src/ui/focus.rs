//! Where the focus is: it is always seen, goes back where it was when what stood in front of the window is gone, and is
//! never lost when what had it disappears.

use egui::accesskit::{self, ActionRequest, TreeId};
use egui::{Context, Event, FocusDirection, Id, LayerId, Painter, Stroke, StrokeKind, Vec2};

use super::region::{self, Region};
use super::theme::Theme;

/// How thick the ring is.
const RING: f32 = 2.5;
/// Between the ring and what has the focus.
const APART: f32 = 1.5;

/// What had the focus at the end of the last frame.
#[derive(Debug, Default)]
pub struct Focus {
    /// The last of the window itself, with its part.
    outside: Option<(Id, Region)>,
    last: Option<Last>,
    /// What has come to have the focus out of view, and is to be scrolled to.
    hidden: Option<Id>,
    /// The part that a person has gone to last, which may have nothing that takes the focus.
    asked: Option<Region>,
    /// Whether something stands in front of the window that should have the focus and has not.
    wants_first: bool,
    /// Whether it was given it already, as far as anything in it takes it.
    was_given: bool,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    id: Id,
    is_outside: bool,
}

impl Focus {
    /// Goes to the next part of the window, or to the one before.
    pub fn go_on(&mut self, ctx: &Context, back: bool) {
        let from = self.asked.or(self.outside.map(|(_, region)| region));
        self.asked = Region::beside(ctx, from, back);
        if let Some(region) = self.asked {
            region.want(ctx);
        }
    }

    /// Before anything is painted.
    pub fn begin(&mut self, ctx: &Context) {
        let is_covered = ctx.memory(egui::Memory::top_modal_layer).is_some();
        if std::mem::take(&mut self.wants_first) && is_covered {
            ctx.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        if let Some(id) = self.hidden.take() {
            // As a screen reader asks for it: whatever scrolls it brings it into view.
            let request = ActionRequest {
                action: accesskit::Action::ScrollIntoView,
                target_tree: TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: None,
            };
            ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
        }
    }

    /// After everything is painted.
    pub fn end(&mut self, ctx: &Context) {
        let focused = ctx.memory(egui::Memory::focused);
        if let Some((id, layer)) = focused.and_then(|id| Some((id, layer_now(ctx, id)?))) {
            paint_ring(ctx, id, layer);
            let is_outside = region::is_in_window(layer);
            if self.last.is_none_or(|last| last.id != id) {
                self.hidden = is_hidden(ctx, id).then_some(id);
                if self.hidden.is_some() {
                    ctx.request_repaint();
                }
            }
            self.last = Some(Last { id, is_outside });
            if is_outside && let Some(region) = Region::of(ctx, id) {
                self.asked = self.asked.filter(|asked| *asked == region);
                self.outside = Some((id, region));
                region.remember(ctx, id);
            }
            return;
        }
        if ctx.memory(egui::Memory::top_modal_layer).is_some() {
            self.wants_first = focused.is_none() && !std::mem::replace(&mut self.was_given, true);
            if self.wants_first {
                ctx.request_repaint();
            }
            return;
        }
        self.was_given = false;
        if focused.is_some() && focused != self.last.map(|last| last.id) {
            // It comes up in the next frame.
            return;
        }
        let Some(last) = self.last.take() else { return };
        let is_gone = layer_now(ctx, last.id).is_none();
        if last.is_outside && !is_gone {
            // A person let go of it, by Escape or by a click elsewhere.
            self.outside = None;
            return;
        }
        let Some((id, region)) = self.outside else { return };
        if id != last.id && layer_now(ctx, id).is_some() {
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        } else {
            let region = if region.is_shown(ctx) { region } else { Region::Diagram };
            region.want(ctx);
        }
    }
}

/// The layer of something that is painted in this frame and takes the focus.
fn layer_now(ctx: &Context, id: Id) -> Option<LayerId> {
    ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(id)?;
        (widget.enabled && widget.sense.is_focusable()).then_some(widget.layer_id)
    })
}

/// Whether something is scrolled out of view, in part at least.
fn is_hidden(ctx: &Context, id: Id) -> bool {
    ctx.read_response(id).is_some_and(|response| {
        let (whole, seen) = (response.rect, response.interact_rect);
        seen.height() + 1.0 < whole.height() || seen.width() + 1.0 < whole.width()
    })
}

/// A ring around what has the focus, over all else of its layer.
fn paint_ring(ctx: &Context, id: Id, layer: LayerId) {
    let Some(response) = ctx.read_response(id) else { return };
    let seen = response.interact_rect;
    if !seen.is_positive() {
        return;
    }
    let theme = Theme::of(ctx);
    let room = ctx.content_rect();
    let ring = seen.expand2(Vec2::splat(APART + RING)).intersect(room);
    let painter = Painter::new(ctx.clone(), layer, room);
    // Between two hairs of the ground it is seen on any colour.
    painter.rect_stroke(ring, 7.0, Stroke::new(RING + 2.0, theme.panel), StrokeKind::Inside);
    painter.rect_stroke(ring.shrink(1.0), 6.0, Stroke::new(RING, theme.accent), StrokeKind::Inside);
}
