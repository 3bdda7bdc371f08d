//! Whether what is painted can be read: every text of a frame whole, on nothing but its own ground, beside the others and
//! not too small. It looks at the shapes that are painted, not at what a screen reader is told.

use egui::epaint::{ClippedShape, PathShape, RectShape, TextShape};
use egui::{Color32, Context, FullOutput, Order, Pos2, Rect, Shape, Vec2};

/// The smallest text, in points.
const SMALLEST: f32 = 11.0;
/// What is clipped higher than this can be scrolled: there, a line at the edge is cut and nothing is lost.
const SCROLLS: f32 = 80.0;
/// How far two things may touch: the halo of their letters.
const TOUCH: f32 = 1.0;

/// A line of text as it is painted.
struct Line {
    at: usize,
    text: String,
    /// What its letters cover.
    ink: Rect,
    clip: Rect,
}

impl Line {
    fn seen(&self) -> Rect {
        self.ink.intersect(self.clip)
    }
}

/// A straight line that is painted: a stroke, or the edge of what is filled.
struct Edge {
    at: usize,
    from: Pos2,
    to: Pos2,
    clip: Rect,
    /// The ground that ends here, where there is nothing but its end to be seen.
    ends: Option<Rect>,
}

/// A filled rectangle.
struct Ground {
    at: usize,
    rect: Rect,
    is_opaque: bool,
}

/// What is painted in one frame, in the order in which it is.
#[derive(Default)]
struct Painted {
    lines: Vec<Line>,
    edges: Vec<Edge>,
    grounds: Vec<Ground>,
    faults: Vec<String>,
    at: usize,
}

/// What is wrong with the last frame. `sideways` are the parts of it that are scrolled from side to side.
pub fn faults(ctx: &Context, output: &FullOutput, sideways: &[Rect]) -> Vec<String> {
    let screen = ctx.content_rect();
    let floating: Vec<Rect> = ctx.memory(|memory| {
        let areas = memory.areas();
        let over = areas.visible_layer_ids().into_iter().filter(|layer| layer.order != Order::Background);
        over.filter_map(|layer| memory.area_rect(layer.id)).collect()
    });
    check(&output.shapes, screen, &floating, sideways)
}

fn check(shapes: &[ClippedShape], screen: Rect, floating: &[Rect], sideways: &[Rect]) -> Vec<String> {
    let mut painted = Painted::default();
    for ClippedShape { clip_rect, shape, .. } in shapes {
        painted.take(shape, clip_rect.intersect(screen));
    }
    painted.hide_what_lies_under(screen, floating);
    painted.cut(screen, sideways);
    painted.crossed();
    painted.over_each_other();
    painted.faults
}

impl Painted {
    fn take(&mut self, shape: &Shape, clip: Rect) {
        if !clip.is_positive() {
            return;
        }
        self.at += 1;
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.take(shape, clip)),
            Shape::Text(text) => self.text(text, clip),
            Shape::Rect(rect) => self.rect(rect, clip),
            Shape::LineSegment { points, stroke } if seen(stroke.width, stroke.color) => {
                self.edge(points[0], points[1], clip, None);
            }
            Shape::Path(PathShape { points, closed, stroke, .. }) if stroke.width > 0.0 => {
                for pair in points.windows(2) {
                    self.edge(pair[0], pair[1], clip, None);
                }
                if let (true, Some(first), Some(last)) = (closed, points.first(), points.last()) {
                    self.edge(*last, *first, clip, None);
                }
            }
            _ => {}
        }
    }

    fn edge(&mut self, from: Pos2, to: Pos2, clip: Rect, ends: Option<Rect>) {
        self.edges.push(Edge { at: self.at, from, to, clip, ends });
    }

    fn rect(&mut self, shape: &RectShape, clip: Rect) {
        let rect = shape.rect.intersect(clip);
        let fills = shape.fill.a() > 0;
        let is_framed = seen(shape.stroke.width, shape.stroke.color);
        if !shape.rect.is_positive() || !(fills || is_framed) {
            return;
        }
        let [a, b, c, d] = [
            shape.rect.left_top(),
            shape.rect.right_top(),
            shape.rect.right_bottom(),
            shape.rect.left_bottom(),
        ];
        if fills && rect.is_positive() {
            self.grounds.push(Ground { at: self.at, rect, is_opaque: shape.fill.a() == 255 });
        }
        for (from, to) in [(a, b), (b, c), (c, d), (d, a)] {
            self.edge(from, to, clip, (!is_framed).then_some(rect));
        }
    }

    fn text(&mut self, shape: &TextShape, clip: Rect) {
        let galley = &shape.galley;
        let turned = shape.angle != 0.0;
        for section in &galley.job.sections {
            let size = section.format.font_id.size;
            let letters = &galley.job.text[section.byte_range.start.0..section.byte_range.end.0];
            let is_seen = shape.visual_bounding_rect().intersects(clip);
            if is_seen && size < SMALLEST - 0.01 && !letters.trim().is_empty() {
                self.faults.push(format!("`{}` is set in {size} points", short(letters)));
            }
        }
        for row in &galley.rows {
            let bounds = row.visuals.mesh_bounds;
            let text: String = row.glyphs.iter().map(|glyph| glyph.chr).collect();
            if !bounds.is_positive() || text.trim().is_empty() {
                continue;
            }
            let ink = if turned {
                shape.visual_bounding_rect()
            } else {
                bounds.translate(shape.pos.to_vec2() + row.pos.to_vec2())
            };
            if text.trim() == "…" && galley.rows.len() == 1 && ink.intersects(clip) {
                self.faults.push(format!("nothing is left of `{}`", short(&galley.job.text)));
            }
            self.lines.push(Line { at: self.at, text, ink, clip });
        }
    }

    /// Forgets what cannot be seen, or is meant to be covered: by a menu, a tooltip, a question.
    fn hide_what_lies_under(&mut self, screen: Rect, floating: &[Rect]) {
        self.lines.retain(|line| line.seen().is_positive());
        let Self { lines, grounds, faults, edges, .. } = self;
        // Behind a question everything is dimmed.
        let whole = screen.shrink(1.0);
        let dimmed = grounds.iter().filter(|ground| !ground.is_opaque && ground.rect.contains_rect(whole));
        let dimmed = dimmed.map(|ground| ground.at).max().unwrap_or(0);
        lines.retain(|line| line.at > dimmed);
        edges.retain(|edge| edge.at > dimmed);
        lines.retain(|line| {
            let seen = line.seen();
            let over = grounds.iter().filter(|ground| ground.at > line.at && ground.is_opaque);
            let over = over.filter(|ground| ground.rect.shrink(TOUCH).intersects(seen));
            let over: Vec<_> = over.collect();
            let is_gone = over.iter().any(|ground| ground.rect.expand(TOUCH).contains_rect(seen));
            let floats =
                |ground: &Ground| floating.iter().any(|area| area.expand(2.0).contains_rect(ground.rect));
            if !is_gone && over.iter().any(|ground| !floats(ground)) {
                faults.push(format!("`{}` at {seen:?} is covered in part", short(&line.text)));
            }
            over.is_empty()
        });
    }

    /// A text that goes on beyond what is seen of it without saying so.
    fn cut(&mut self, screen: Rect, sideways: &[Rect]) {
        for line in &self.lines {
            let (ink, clip) = (line.ink, line.clip.intersect(screen));
            let scrolls = sideways.iter().any(|part| part.expand(1.0).contains_rect(line.seen()));
            let wide = ink.left() < clip.left() - TOUCH || ink.right() > clip.right() + TOUCH;
            let high = ink.top() < clip.top() - TOUCH || ink.bottom() > clip.bottom() + TOUCH;
            if (wide && !scrolls) || (high && clip.height() < SCROLLS) {
                self.faults.push(format!("`{}` at {ink:?} is cut at {clip:?}", short(&line.text)));
            }
        }
    }

    /// A text that the border of something runs through.
    fn crossed(&mut self) {
        for line in &self.lines {
            let ink = line.seen().shrink(TOUCH);
            let crosses = |edge: &&Edge| {
                let part = ink.intersect(edge.clip);
                if !part.is_positive() || !meets(part, edge.from, edge.to) {
                    return false;
                }
                if edge.ends.is_some_and(|ground| self.goes_on(ground, ink, line.at)) {
                    return false;
                }
                // A ground of its own keeps the text off what was painted before.
                !self.grounds.iter().any(|ground| {
                    ground.is_opaque
                        && (edge.at < ground.at && ground.at < line.at)
                        && ground.rect.expand(TOUCH).contains_rect(ink)
                })
            };
            if let Some(edge) = self.edges.iter().find(crosses) {
                let (from, to) = (edge.from, edge.to);
                self.faults.push(format!(
                    "a line from {from:?} to {to:?} runs through `{}` at {ink:?}",
                    short(&line.text)
                ));
            }
        }
    }

    /// Whether beyond the end of a ground there is another like it, as where two parts of one bar meet.
    fn goes_on(&self, ground: Rect, ink: Rect, before: usize) -> bool {
        let like_it = self.grounds.iter().filter(|other| {
            other.at < before && other.rect.y_range() == ground.y_range() && other.rect.intersects(ink)
        });
        let all = like_it.fold(Rect::NOTHING, |all, other| all.union(other.rect));
        all.contains_rect(ink)
    }

    fn over_each_other(&mut self) {
        for (at, one) in self.lines.iter().enumerate() {
            for other in &self.lines[at + 1..] {
                let both = one.seen().intersect(other.seen());
                if both.width() > TOUCH && both.height() > TOUCH {
                    self.faults.push(format!(
                        "`{}` lies over `{}` at {both:?}",
                        short(&other.text),
                        short(&one.text)
                    ));
                }
            }
        }
    }
}

fn seen(width: f32, colour: Color32) -> bool {
    width > 0.0 && colour.a() > 0
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Whether a straight line passes through a rectangle (Liang and Barsky).
fn meets(rect: Rect, from: Pos2, to: Pos2) -> bool {
    let way: Vec2 = to - from;
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    for (start, by, least, most) in
        [(from.x, way.x, rect.left(), rect.right()), (from.y, way.y, rect.top(), rect.bottom())]
    {
        if by.abs() < 1e-6 {
            if start < least || start > most {
                return false;
            }
            continue;
        }
        let (enters, leaves) = ((least - start) / by, (most - start) / by);
        first = first.max(enters.min(leaves));
        last = last.min(enters.max(leaves));
    }
    first <= last
}

/// Paints in a window of 400 × 300 and says what is wrong with it.
#[cfg(test)]
fn wrong(paint: impl Fn(&egui::Painter)) -> Vec<String> {
    let ctx = Context::default();
    let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(400.0, 300.0));
    let frame = || {
        let input = egui::RawInput { screen_rect: Some(screen), ..Default::default() };
        ctx.run_ui(input, |ui| paint(ui.painter()))
    };
    frame().drop_without_applying_deltas();
    let mut output = frame();
    let found = faults(&ctx, &output, &[]);
    output.shapes.clear();
    output.drop_without_applying_deltas();
    found
}

#[cfg(test)]
fn write(painter: &egui::Painter, at: [f32; 2], text: &str, size: f32) -> Rect {
    painter.text(at.into(), egui::Align2::LEFT_TOP, text, egui::FontId::proportional(size), Color32::WHITE)
}

#[test]
fn texts_beside_each_other_and_in_a_box_are_nothing_wrong() {
    let found = wrong(|painter| {
        let box_of_it = Rect::from_min_size(Pos2::new(10.0, 10.0), Vec2::new(120.0, 30.0));
        painter.rect(box_of_it, 4.0, Color32::BLACK, (1.0, Color32::WHITE), egui::StrokeKind::Inside);
        write(painter, [20.0, 16.0], "bind", 13.0);
        write(painter, [20.0, 60.0], "listen", 13.0);
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_text_over_another_is_found() {
    let found = wrong(|painter| {
        write(painter, [20.0, 20.0], "servidor", 13.0);
        write(painter, [40.0, 24.0], "cliente", 13.0);
    });
    assert!(matches!(&found[..], [fault] if fault.contains("lies over")), "{found:?}");
}

#[test]
fn a_text_that_runs_out_of_the_window_or_of_its_part_of_it_is_found() {
    let found = wrong(|painter| {
        write(painter, [360.0, 20.0], "socketServidor", 13.0);
        let part = Rect::from_min_size(Pos2::new(10.0, 50.0), Vec2::new(30.0, 200.0));
        write(&painter.with_clip_rect(part), [12.0, 60.0], "socketServidor", 13.0);
    });
    assert_eq!(found.iter().filter(|fault| fault.contains("is cut")).count(), 2, "{found:?}");
}

#[test]
fn a_border_through_a_text_is_found() {
    let found = wrong(|painter| {
        let text = write(painter, [20.0, 20.0], "recv(s_cliente, 1024)", 13.0);
        let narrow = Rect::from_min_max(Pos2::new(10.0, 10.0), Pos2::new(text.center().x, 40.0));
        painter.rect_stroke(narrow, 4.0, (1.0, Color32::WHITE), egui::StrokeKind::Inside);
    });
    assert!(matches!(&found[..], [fault] if fault.contains("runs through")), "{found:?}");
}

#[test]
fn the_seam_of_two_grounds_is_no_border_but_the_end_of_one_is() {
    let seam = |both: bool| {
        wrong(move |painter| {
            let half = Rect::from_min_size(Pos2::new(10.0, 10.0), Vec2::new(60.0, 30.0));
            painter.rect_filled(half, 0.0, Color32::DARK_BLUE);
            if both {
                painter.rect_filled(half.translate(Vec2::new(60.0, 0.0)), 0.0, Color32::DARK_RED);
            }
            write(painter, [30.0, 16.0], "recv(12)", 11.0);
        })
    };
    assert!(seam(true).is_empty(), "{:?}", seam(true));
    assert_eq!(seam(false).len(), 1, "{:?}", seam(false));
}

#[test]
fn a_text_that_is_too_small_or_half_covered_is_found() {
    let found = wrong(|painter| {
        write(painter, [20.0, 20.0], "127.0.0.1:1024", 10.5);
        let text = write(painter, [20.0, 60.0], "127.0.0.1:1024", 13.0);
        painter.rect_filled(text.with_min_x(text.center().x), 0.0, Color32::BLACK);
    });
    assert!(found.iter().any(|fault| fault.contains("10.5 points")), "{found:?}");
    assert!(found.iter().any(|fault| fault.contains("covered in part")), "{found:?}");
}
