//! Arrows and what they say. Solid: observed at both ends. Dashed: expected, or worked out.

use egui::{Color32, Shape, Vec2};

use super::{Sheet, icons};
use crate::diagram::{Arrow, Cargo};
use crate::text;
use crate::trace::{Carries, Link, LinkEnd};
use crate::ui::theme;

const HEAD: f32 = 8.0;
/// Characters of data that an arrow shows.
const SHOWN: usize = 16;

/// The parts of the way through the gap at which an arrow can have what it carries, the best first.
const ALONG: [f32; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

impl Sheet<'_> {
    pub fn paint_arrow(&self, arrow: &Arrow) {
        let theme = self.theme;
        let (colour, solid) = match arrow.cargo {
            Cargo::Expected(_) => (theme.edge, false),
            Cargo::Link(link) => match link.carries {
                Carries::Reset | Carries::NoReader => (theme.fail, link.observed),
                Carries::End => (theme.text_soft, link.observed),
                _ => (theme.text, link.observed),
            },
        };
        let (from, to) = (self.point(arrow.from), self.point(arrow.to));
        let way = (to - from).normalized();
        let head = self.length(HEAD) * self.scale.sign;
        let (from, to) = (from + way * self.length(1.0), to - way * self.length(1.0));
        let stroke = self.stroke(1.4, colour);
        let line = [from, to - way * head * 0.9];
        if solid {
            self.painter.line_segment(line, stroke);
        } else {
            self.painter.extend(Shape::dashed_line(&line, stroke, self.length(4.0), self.length(4.0)));
        }
        icons::arrow_head(self.painter, to, way, head, colour);
    }

    /// What the arrow carries, above it, near where it begins. `gap` is the room between two columns, `taken` where other
    /// arrows have what they carry.
    pub fn paint_cargo(&self, arrow: &Arrow, gap: f32, taken: &mut Vec<egui::Rect>) {
        let Cargo::Link(link) = arrow.cargo else { return };
        let (from, to) = (self.point(arrow.from), self.point(arrow.to));
        let colour = self.cargo_colour(&link);
        let room = self.length(gap - 14.0);
        let font = theme::words(self.letters(self.scale.cargo));
        let mut line = self.line(&self.cargo(&link), font.clone(), colour, f32::INFINITY);
        if line.size().x > room {
            line = self.line(&self.cargo_count(&link), font, colour, room.max(self.length(60.0)));
        }
        // In the gap beside the box that it comes from; several columns may lie in between.
        let way = (to - from).normalized();
        let lift = if way.y.abs() > 0.3 { 0.0 } else { line.size().y / 2.0 + self.length(4.0) };
        let corner_at = |along: f32| {
            let part = (self.length(gap) * along / (to.x - from.x).abs().max(1.0)).min(along);
            from + (to - from) * part - line.size() / 2.0 - Vec2::new(0.0, lift)
        };
        let ground_at = |along: f32| {
            egui::Rect::from_min_size(corner_at(along), line.size()).expand2(Vec2::new(3.0, 1.5))
        };
        // In the middle of the gap; where arrows meet, as far from there as they are apart.
        let is_free = |along: &f32| taken.iter().all(|other| !other.intersects(ground_at(*along)));
        let along = ALONG.into_iter().find(is_free).unwrap_or(ALONG[0]);
        let (corner, ground) = (corner_at(along), ground_at(along));
        taken.push(ground);
        self.painter.rect_filled(ground, 3.0, self.theme.page);
        self.painter.galley(corner, line, colour);
    }

    fn cargo_colour(&self, link: &Link) -> Color32 {
        match link.carries {
            Carries::Connection | Carries::End => self.theme.text_soft,
            Carries::Bytes { .. } | Carries::Datagram { .. } => self.theme.text,
            Carries::Reset | Carries::NoReader => self.theme.fail,
        }
    }

    /// What it carries: the bytes themselves if they are a short text that went over whole.
    pub fn cargo(&self, link: &Link) -> String {
        if let LinkEnd::Call(to) = link.to {
            let trace = self.session.trace();
            let received = trace.outcome_of(trace.call(to)).and_then(|outcome| outcome.received());
            let whole = match link.carries {
                Carries::Bytes { count, .. } => received.is_some_and(|data| data.len() as u64 == count),
                Carries::Datagram { count, sent } => count == sent,
                Carries::Connection | Carries::End | Carries::Reset | Carries::NoReader => false,
            };
            if let Some(data) = received.filter(|data| whole && !data.is_empty())
                && let Ok(text) = std::str::from_utf8(data)
                && text.chars().count() <= SHOWN
                && !text.chars().any(char::is_control)
            {
                return text.to_owned();
            }
        }
        self.cargo_count(link)
    }

    fn cargo_count(&self, link: &Link) -> String {
        let count = |bytes: u64| text::bytes(self.words, usize::try_from(bytes).unwrap_or(usize::MAX));
        match link.carries {
            Carries::Connection => self.words.connection().into(),
            Carries::Datagram { count: bytes, sent } if bytes < sent => {
                text::part_of(self.words, bytes, &count(sent))
            }
            Carries::Bytes { count: bytes, .. } | Carries::Datagram { count: bytes, .. } => count(bytes),
            Carries::End => self.words.end().into(),
            Carries::Reset => self.words.reset().into(),
            Carries::NoReader => self.words.no_reader().into(),
        }
    }
}
