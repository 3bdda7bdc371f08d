//! Signs that are painted as shapes, so that no font has to have them.

use egui::{Color32, Painter, Pos2, Shape, Stroke, Vec2};

/// Done.
pub fn check(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.32).max(1.0), colour);
    painter.line(vec![at(-0.9, 0.05), at(-0.25, 0.75), at(0.95, -0.75)], stroke);
}

/// Failed.
pub fn cross(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let stroke = Stroke::new((size * 0.34).max(1.0), colour);
    for (x, y) in [(1.0, 1.0), (1.0, -1.0)] {
        let arm = Vec2::new(x, y) * size * 0.75;
        painter.line_segment([centre - arm, centre + arm], stroke);
    }
}

/// Waiting.
pub fn hourglass(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.24).max(1.0), colour);
    let glass = vec![at(-0.75, -1.15), at(0.75, -1.15), at(-0.75, 1.15), at(0.75, 1.15)];
    painter.add(Shape::closed_line(glass, stroke));
    let sand = vec![at(-0.5, 0.95), at(0.5, 0.95), at(0.0, 0.3)];
    painter.add(Shape::convex_polygon(sand, colour, Stroke::NONE));
}

/// A datagram that nobody will receive: an arrow that comes to nothing.
pub fn lost(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.3).max(1.2), colour);
    painter.line_segment([at(-1.25, 0.0), at(-0.2, 0.0)], stroke);
    for y in [-0.65, 0.65] {
        painter.line_segment([at(0.05, y), at(1.25, -y)], stroke);
    }
}

/// A datagram that waits at its receiver: something in a tray.
pub fn tray(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.26).max(1.1), colour);
    painter.line(vec![at(-1.1, -0.2), at(-1.1, 0.95), at(1.1, 0.95), at(1.1, -0.2)], stroke);
    let inside = egui::Rect::from_min_max(at(-0.55, -0.75), at(0.55, 0.35));
    painter.rect_filled(inside, 0.0, colour);
}

/// Frozen: six arms.
pub fn frozen(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let stroke = Stroke::new((size * 0.24).max(1.1), colour);
    for angle in [90.0_f32, 30.0, 150.0] {
        let arm = Vec2::angled(angle.to_radians()) * size * 1.05;
        painter.line_segment([centre - arm, centre + arm], stroke);
    }
}

/// Next: a pointer at the box, from its right or from its left.
pub fn pointer(painter: &Painter, centre: Pos2, size: f32, points_left: bool, colour: Color32) {
    let way = if points_left { -1.0 } else { 1.0 };
    let at = |x: f32, y: f32| centre + Vec2::new(x * way, y) * size;
    painter.add(Shape::convex_polygon(
        vec![at(-0.7, -0.9), at(-0.7, 0.9), at(0.8, 0.0)],
        colour,
        Stroke::NONE,
    ));
}

/// The head of an arrow that ends here and comes along `way`.
pub fn arrow_head(painter: &Painter, tip: Pos2, way: Vec2, size: f32, colour: Color32) {
    let way = way.normalized();
    let side = way.rot90() * size * 0.5;
    let back = tip - way * size;
    painter.add(Shape::convex_polygon(vec![tip, back + side, back - side], colour, Stroke::NONE));
}

/// The outline of a rounded box in dashes.
pub fn dashed_box(painter: &Painter, rect: egui::Rect, radius: f32, stroke: Stroke, dash: f32) {
    let r = radius.min(rect.height() / 2.0);
    let quarter = |centre: Pos2, from: f32| {
        (0..=6_u8).map(move |i| {
            let angle = from + f32::from(i) / 6.0 * std::f32::consts::FRAC_PI_2;
            centre + r * Vec2::angled(angle)
        })
    };
    let (pi, half) = (std::f32::consts::PI, std::f32::consts::FRAC_PI_2);
    let inner = rect.shrink(r);
    let mut outline: Vec<Pos2> = quarter(inner.left_top(), pi)
        .chain(quarter(inner.right_top(), pi + half))
        .chain(quarter(inner.right_bottom(), 0.0))
        .chain(quarter(inner.left_bottom(), half))
        .collect();
    outline.extend(outline.first().copied());
    painter.extend(Shape::dashed_line(&outline, stroke, dash, dash * 0.75));
}

/// What a small button does in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    ToStart,
    Back,
    Play,
    Pause,
    Forward,
    ToEnd,
    Flag,
}

/// The sign of a small button.
pub fn transport(painter: &Painter, sign: Transport, centre: Pos2, size: f32, colour: Color32) {
    let at = |x: f32, y: f32| centre + Vec2::new(x, y) * size;
    let stroke = Stroke::new((size * 0.34).max(1.4), colour);
    let bar = |x: f32| painter.line_segment([at(x, -0.9), at(x, 0.9)], stroke);
    match sign {
        Transport::ToStart => {
            pointer(painter, at(0.15, 0.0), size, true, colour);
            bar(-0.95);
        }
        Transport::ToEnd => {
            pointer(painter, at(-0.15, 0.0), size, false, colour);
            bar(0.95);
        }
        Transport::Back => {
            painter.line(vec![at(0.4, -0.9), at(-0.5, 0.0), at(0.4, 0.9)], stroke);
        }
        Transport::Forward => {
            painter.line(vec![at(-0.4, -0.9), at(0.5, 0.0), at(-0.4, 0.9)], stroke);
        }
        Transport::Play => pointer(painter, centre, size * 1.2, false, colour),
        Transport::Pause => {
            bar(-0.45);
            bar(0.45);
        }
        Transport::Flag => flag(painter, at(-0.6, 1.0), size * 2.0, colour),
    }
}

/// A flag on a pole that stands here and is so high.
pub fn flag(painter: &Painter, foot: Pos2, height: f32, colour: Color32) {
    let top = foot - Vec2::new(0.0, height);
    painter.line_segment([foot, top], Stroke::new(1.2, colour));
    let cloth = vec![top, top + Vec2::new(height * 0.75, height * 0.28), top + Vec2::new(0.0, height * 0.56)];
    painter.add(Shape::convex_polygon(cloth, colour, Stroke::NONE));
}

/// Two bars: held back.
pub fn pause(painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
    let stroke = Stroke::new(size * 0.45, colour);
    for x in [-0.45, 0.45] {
        painter.vline(centre.x + x * size, centre.y - size * 0.8..=centre.y + size * 0.8, stroke);
    }
}

/// How a call or a line stands, without a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Next,
    Waits,
    Held,
    Frozen,
    Failed,
}

impl Sign {
    /// Paints the sign at the left of what it is about.
    pub fn paint(self, painter: &Painter, centre: Pos2, size: f32, colour: Color32) {
        match self {
            Self::Next => pointer(painter, centre, size, false, colour),
            Self::Waits => hourglass(painter, centre, size, colour),
            Self::Held => pause(painter, centre, size, colour),
            Self::Frozen => frozen(painter, centre, size, colour),
            Self::Failed => cross(painter, centre, size, colour),
        }
    }
}
