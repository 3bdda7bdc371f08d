//! What the panels around the diagram have in common: how large each is, and the handles by which it is folded away and
//! brought back.

use egui::containers::PanelState;
use egui::epaint::TextShape;
use egui::{
    Align2, Color32, Frame, IdSalt, Margin, Panel, Pos2, Rangef, Rect, Response, Role, Sense, Ui, Vec2,
    WidgetInfo,
};

use super::region::Region;
use super::sides::{Side, Sides};
use super::theme::{self, Theme};
use super::{Action, Request, View};
use crate::text::{self, Language};

/// Width of what is left of a folded panel at the side, and height of what is left of one above the foot.
const STRIP: f32 = 28.0;
const LOW_STRIP: f32 = 22.0;
/// Height of the head of a panel at the side.
const HEAD: f32 = 32.0;
/// A handle.
const HANDLE: Vec2 = Vec2::new(26.0, 22.0);

/// Which way a handle points: where the panel goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    Up,
    Down,
}

impl Side {
    /// The name by which egui knows the panel.
    const fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Call => "call",
            Self::TimeLine => "time_line",
            Self::Drawer => "drawer",
        }
    }

    fn panel(self, id: &'static str) -> Panel {
        match self {
            Self::Code => Panel::left(id),
            Self::Call => Panel::right(id),
            Self::TimeLine | Self::Drawer => Panel::bottom(id),
        }
    }

    /// What folds it away and brings it back; the drawer has tabs for that.
    const fn fold(self) -> Option<Action> {
        match self {
            Self::Code => Some(Action::ShowCode),
            Self::Call => Some(Action::ShowCall),
            Self::TimeLine => Some(Action::ShowTimeline),
            Self::Drawer => None,
        }
    }

    const fn region(self) -> Region {
        match self {
            Self::Code => Region::Code,
            Self::Call => Region::Call,
            Self::TimeLine => Region::TimeLine,
            Self::Drawer => Region::Drawer,
        }
    }
}

/// A panel of the size that a person has given it, else of the usual one, and always within these bounds. A double click on
/// its edge gives it the usual one again.
pub fn show(
    ui: &mut Ui,
    side: Side,
    usual: f32,
    bounds: Rangef,
    view: &View,
    requests: &mut Vec<Request>,
    contents: impl FnOnce(&mut Ui, &mut Vec<Request>),
) {
    let id = ui.scope_id().with_salt(IdSalt::new(side.id()));
    // The edge is a widget of egui's own.
    let edge_id = id.with("__resize");
    let edge = ui.read_response(edge_id);
    let is_moved = edge.as_ref().is_some_and(|edge| edge.dragged() || edge.drag_stopped()) || {
        use egui::accesskit::Action::{Decrement, Increment, SetValue};
        let asked = |what: &_| ui.input(|input| input.has_accesskit_action_request(edge_id, *what));
        [Decrement, Increment, SetValue].iter().any(asked)
    };
    if !is_moved {
        // What egui remembers is of another window, or of another number of participants.
        ui.data_mut(|data| data.remove::<PanelState>(id));
    }
    let size = view.sides.get(side).unwrap_or(usual).clamp(bounds.min, bounds.max);
    let frame = Frame::new().fill(Theme::of(ui.ctx()).panel).inner_margin(Margin::ZERO);
    let panel = side.panel(side.id()).resizable(true).default_size(size).size_range(bounds).frame(frame);
    let shown = panel.show(ui, |ui| contents(ui, requests)).response.rect;
    if edge.is_some_and(|edge| edge.double_clicked()) {
        requests.push(Request::KeepSides(Sides::with(view.sides, side, None)));
    } else if is_moved {
        let length = if matches!(side, Side::Code | Side::Call) { shown.width() } else { shown.height() };
        requests.push(Request::KeepSides(Sides::with(view.sides, side, Some(length))));
    }
}

/// What is left of a folded panel: a strip with its name, which a press brings it back with.
pub fn folded(ui: &mut Ui, side: Side, view: &View, requests: &mut Vec<Request>) {
    let Some(action) = side.fold() else { return };
    let words = view.language;
    let (id, way, thick) = match side {
        Side::Code => ("folded_code", Way::Right, STRIP),
        Side::Call => ("folded_call", Way::Left, STRIP),
        Side::TimeLine | Side::Drawer => ("folded_time_line", Way::Up, LOW_STRIP),
    };
    let frame = Frame::new().fill(Theme::of(ui.ctx()).panel).inner_margin(Margin::ZERO);
    side.panel(id).exact_size(thick).resizable(false).frame(frame).show(ui, |ui| {
        side.region().begin(ui, words);
        let rect = ui.max_rect();
        let response = ui.interact(rect, ui.scope_id().with("unfold"), Sense::click());
        let colour = ground_of(ui, &response, rect);
        let name = action.label(words);
        let galley = super::paint::elided(ui, name, theme::words(12.0), colour, f32::INFINITY);
        if way == Way::Up {
            let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
            ui.painter().galley(at, galley, colour);
            sign(ui, Pos2::new(at.x - 14.0, rect.center().y), way, colour);
        } else {
            sign(ui, Pos2::new(rect.center().x, rect.top() + 16.0), way, colour);
            // Read from below on the left, from above on the right: its back to the edge of the window.
            let half = galley.size().y / 2.0;
            let (turn, at) = if side == Side::Code {
                (-1.0, Pos2::new(rect.center().x - half, rect.top() + 32.0 + galley.size().x))
            } else {
                (1.0, Pos2::new(rect.center().x + half, rect.top() + 32.0))
            };
            let turned = TextShape::new(at, galley, colour).with_angle(turn * std::f32::consts::FRAC_PI_2);
            ui.painter().add(turned);
        }
        tell(response, action, &text::unfold(words, name), words, requests);
    });
}

/// The head of a panel at the side: its name. Answers where its handle goes, which comes after everything else in it, so that
/// the focus comes to something to work with first.
pub fn head(ui: &mut Ui, side: Side, words: Language) -> Pos2 {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEAD), Sense::hover());
    let left = Pos2::new(rect.left() + 18.0, rect.center().y + 2.0);
    let colour = Theme::of(ui.ctx()).text_soft;
    let name = side.fold().map_or("", |action| action.label(words));
    ui.painter().text(left, Align2::LEFT_CENTER, name, theme::strong_words(12.0), colour);
    Pos2::new(rect.right() - 10.0 - HANDLE.x / 2.0, left.y)
}

/// The button that folds a panel away.
pub fn handle(ui: &Ui, side: Side, centre: Pos2, words: Language, requests: &mut Vec<Request>) {
    let Some(action) = side.fold() else { return };
    let way = match side {
        Side::Code => Way::Left,
        Side::Call => Way::Right,
        Side::TimeLine | Side::Drawer => Way::Down,
    };
    let rect = Rect::from_center_size(centre, HANDLE);
    let response = ui.interact(rect, ui.scope_id().with("fold"), Sense::click());
    let colour = ground_of(ui, &response, rect);
    sign(ui, centre, way, colour);
    tell(response, action, &text::fold(words, action.label(words)), words, requests);
}

/// What a handle stands on; answers the colour of what stands on it.
fn ground_of(ui: &Ui, response: &Response, rect: Rect) -> Color32 {
    let theme = Theme::of(ui.ctx());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink(1.0), 6.0, theme.accent_ground);
    }
    if response.has_focus() {
        let stroke = theme.stroke(1.5, theme.accent);
        ui.painter().rect_stroke(rect.shrink(1.0), 6.0, stroke, egui::StrokeKind::Inside);
    }
    if response.hovered() { theme.accent } else { theme.text_soft }
}

/// An angle that points this way.
fn sign(ui: &Ui, centre: Pos2, way: Way, colour: Color32) {
    let turn = |x: f32, y: f32| match way {
        Way::Left => Vec2::new(-x, y),
        Way::Right => Vec2::new(x, y),
        Way::Up => Vec2::new(y, -x),
        Way::Down => Vec2::new(y, x),
    };
    let points = [(-2.0, -4.5), (2.5, 0.0), (-2.0, 4.5)].map(|(x, y)| centre + turn(x, y));
    ui.painter().line(points.to_vec(), Theme::of(ui.ctx()).stroke(1.6, colour));
}

fn tell(response: Response, action: Action, told: &str, words: Language, requests: &mut Vec<Request>) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told));
    if response.clicked() {
        requests.push(Request::Do(action));
    }
    response.on_hover_text(format!("{told} ({})", action.key(words)));
}
