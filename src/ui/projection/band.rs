//! The band at the foot of what is projected: what is present and what it means, in two lines, and which step it is.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::Projection;
use super::present::{Mark, Present, steps};
use super::sizes::Sizes;
use crate::diagram::Stand;
use crate::session::Session;
use crate::text::{self, Language};
use crate::ui::paint::{self, icons};
use crate::ui::theme::{self, Theme};

pub fn show(
    ui: &Ui,
    band: Rect,
    present: &Present,
    projection: &Projection,
    session: &Session,
    words: Language,
) {
    let theme = Theme::of(ui.ctx());
    let sizes = Sizes::of(ui.max_rect().height());
    let painter = ui.painter().with_clip_rect(band);
    let colour = colour_of(present.stand, theme);
    painter.rect_filled(band, 0.0, theme.panel);
    painter.hline(band.x_range(), band.top(), Stroke::new(sizes.units(2.0), theme.hairline));
    painter.rect_filled(band.with_max_x(band.left() + sizes.units(8.0)), 0.0, colour);

    let count = count(session, words);
    let count_colour = if session.is_live() { theme.text_soft } else { theme.past };
    let count_at = paint::elided(ui, &count, theme::code(sizes.sentence), count_colour, f32::INFINITY);
    let right = band.right() - sizes.pad;
    let (upper, lower) = (band.top() + band.height() * 0.32, band.top() + band.height() * 0.72);
    let place = Pos2::new(right - count_at.size().x, lower - count_at.size().y / 2.0);
    let count_left = place.x;
    painter.galley(place, count_at, count_colour);

    // What cannot be done is said in the place of what is.
    let sentence = projection.told.unwrap_or(&present.sentence);
    let spoken = [spoken_head(present).as_str(), sentence, &count].join(" · ");
    let response = ui.interact(band, ui.scope_id().with("band"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));

    let sign = sizes.units(10.0);
    let mut left = band.left() + sizes.pad;
    if paint_sign(&painter, present, Pos2::new(left + sign, upper), sign, colour) {
        left += sizes.units(32.0);
    }
    let room = Room { upper: right - left, lower: count_left - sizes.units(24.0) - left };
    match Lines::of(&painter, present, sentence, theme, sizes, room) {
        Lines::Two(head, second) => {
            painter.galley(Pos2::new(left, upper - head.size().y / 2.0), head, theme.text);
            painter.galley(Pos2::new(left, lower - second.size().y / 2.0), second, theme.text);
        }
        Lines::Paragraph(both) => {
            painter.galley(Pos2::new(left, band.center().y - both.size().y / 2.0), both, theme.text);
        }
    }
}

/// How wide the two lines can be.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub upper: f32,
    pub lower: f32,
}

/// What is present, set in two lines.
pub enum Lines {
    /// The call on one, and what it means on the other.
    Two(Arc<Galley>, Arc<Galley>),
    /// A sentence that is longer than a line begins on that of the call.
    Paragraph(Arc<Galley>),
}

impl Lines {
    /// As much as there is room for: the call goes before the sentence does, as its box says the same; of the sentence goes
    /// what comes after its last colon.
    pub fn of(
        painter: &Painter,
        present: &Present,
        sentence: &str,
        theme: &Theme,
        sizes: Sizes,
        room: Room,
    ) -> Self {
        let mut sentence = sentence.to_owned();
        loop {
            let second = set(painter, words(&sentence, sizes, theme, 0.0), f32::INFINITY, 1);
            if second.size().x <= room.lower {
                let head = head(present, &present.what, theme, sizes.title, sizes);
                return Self::Two(set(painter, head, room.upper, 1), second);
            }
            let is_call = !present.who.is_empty();
            let whole = head(present, &present.what, theme, sizes.sentence, sizes);
            let brief = Present { came: None, ..present.clone() };
            let function = present.what.split('(').next().unwrap_or_default();
            let brief = head(&brief, function, theme, sizes.sentence, sizes);
            let shorter = is_call.then(|| [brief, LayoutJob::default()]).into_iter().flatten();
            for mut both in std::iter::once(whole).chain(shorter) {
                let lead = if both.is_empty() { 0.0 } else { sizes.units(12.0) };
                for section in words(&sentence, sizes, theme, lead).sections {
                    both.append(&sentence, section.leading_space, section.format);
                }
                let both = set(painter, both, room.lower, 2);
                if !both.elided {
                    return Self::Paragraph(both);
                }
            }
            let Some(at) = sentence.rfind([':', ';']) else { break };
            sentence.replace_range(at.., ".");
        }
        if present.who.is_empty() {
            let head = head(present, &present.what, theme, sizes.title, sizes);
            return Self::Paragraph(set(painter, head, room.lower, 2));
        }
        Self::Paragraph(set(painter, words(&sentence, sizes, theme, 0.0), room.lower, 2))
    }
}

fn set(painter: &Painter, mut job: LayoutJob, widest: f32, most_rows: usize) -> Arc<Galley> {
    let break_anywhere = most_rows == 1;
    job.wrap =
        TextWrapping { max_width: widest, max_rows: most_rows, break_anywhere, ..TextWrapping::default() };
    painter.layout_job(job)
}

fn words(text: &str, sizes: Sizes, theme: &Theme, lead: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.append(text, lead, TextFormat::simple(theme::words(sizes.sentence), theme.text));
    job
}

/// Who calls what, and what became of it.
fn head(present: &Present, what: &str, theme: &Theme, size: f32, sizes: Sizes) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut part = |text: &str, font: FontId, colour: Color32| {
        if !text.is_empty() {
            let lead = if job.is_empty() { 0.0 } else { sizes.units(12.0) };
            job.append(text, lead, TextFormat { valign: Align::Center, ..TextFormat::simple(font, colour) });
        }
    };
    part(&present.who, theme::strong_words(size), theme.text);
    let is_call = !present.who.is_empty();
    // Code looks larger than words of its size.
    let code =
        if is_call { FontId::new(size * 0.97, theme::strong_code()) } else { theme::strong_words(size) };
    part(what, code, theme.text);
    if let Some(came) = &present.came {
        part(came, theme::strong_words(size), colour_of(present.stand, theme));
    }
    job
}

/// The head as it is read out.
pub fn spoken_head(present: &Present) -> String {
    let parts = [present.who.as_str(), &present.what, present.came.as_deref().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Which step of how many; that the past is shown, where it is.
pub fn count(session: &Session, words: Language) -> String {
    let (made, all) = steps(session);
    let count = match all {
        Some(all) => text::step_of(words, made, all),
        None => text::number(words, made),
    };
    if session.is_live() { count } else { format!("{} · {count}", words.the_past()) }
}

fn colour_of(stand: Stand, theme: &Theme) -> Color32 {
    match stand {
        Stand::Waiting => theme.wait_text,
        Stand::Done => theme.done,
        Stand::Failed => theme.fail,
        Stand::Next => theme.accent,
        Stand::Later | Stand::Ready | Stand::Called => theme.text_soft,
    }
}

/// The sign that stands beside the box as well. Answers whether there is one.
fn paint_sign(painter: &Painter, present: &Present, at: Pos2, size: f32, colour: Color32) -> bool {
    match present.sign {
        Mark::Frozen => icons::frozen(painter, at, size, colour),
        Mark::Lost => icons::lost(painter, at, size * 0.9, colour),
        Mark::Unread => icons::tray(painter, at, size * 0.9, colour),
        Mark::Stand => return paint_stand(painter, present.stand, at, size, colour),
    }
    true
}

fn paint_stand(painter: &Painter, stand: Stand, at: Pos2, size: f32, colour: Color32) -> bool {
    match stand {
        Stand::Done => icons::check(painter, at, size, colour),
        Stand::Failed => icons::cross(painter, at, size, colour),
        Stand::Waiting => icons::hourglass(painter, at, size * 0.9, colour),
        Stand::Next => icons::pointer(painter, at + Vec2::new(size * 0.2, 0.0), size, false, colour),
        Stand::Later | Stand::Ready | Stand::Called => return false,
    }
    true
}
