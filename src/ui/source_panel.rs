//! A program of somebody's in the panel at the left: its own source, with the line that is about to call, and its threads, each
//! with its state and its step.

use std::sync::Arc;

use egui::{Button, Frame, Margin, Pos2, Rect, RichText, Sense, Ui, Vec2};

use super::Request;
use super::code_panel::{before_line, paint_line};
use super::diagram_panel::state_words;
use super::paint::icons::Sign;
use super::past_bar::why_not;
use super::sources::{Place, Source};
use super::theme::{self, Theme};
use crate::scenario::{ParticipantId, Readiness};
use crate::session::{Breaks, Command, Session};
use crate::text::{self, Language};
use crate::trace::{Activity, Downfall, ProgramEvent, Snapshot};

pub const LINE: f32 = 19.0;
pub const NUMBERS: f32 = 48.0;
/// Lines of the source that are shown at once; the panel goes along with the line that is about to call.
const SHOWN: usize = 24;
/// Threads that are listed before the list is cut.
const THREADS: usize = 100;

/// What one of its threads does at a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Held,
    Waits,
    Past,
    Raised,
}

pub fn show(
    ui: &mut Ui,
    session: &Session,
    id: ParticipantId,
    source: &Source,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let snapshot = session.snapshot();
    if source.lines.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(18.0);
            ui.label(RichText::new(words.no_source()).color(Theme::of(ui.ctx()).text_soft));
        });
    }
    unseen(ui, snapshot, id, words);
    lines(ui, session, id, source, words, requests);
    threads(ui, session, id, words, requests);
    for (who, exception, message) in raised(snapshot, id) {
        let theme = Theme::of(ui.ctx());
        Frame::new().inner_margin(Margin { left: 18, right: 14, top: 4, bottom: 0 }).show(ui, |ui| {
            let told = if who == id {
                format!("{exception}: {message}")
            } else {
                format!("{} · {exception}: {message}", snapshot.name_of(who))
            };
            let text = RichText::new(told).font(theme::code(11.5)).color(theme.fail);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}

/// The line that an exception has come through, as far inside as the file is shown, brings its program into view once.
fn scroll_to_downfall(ui: &Ui, id: ParticipantId, at: Option<u32>, shown: Rect) {
    let key = egui::Id::unique(("downfall_of", id));
    let before = ui.data(|data| data.get_temp::<Option<u32>>(key));
    ui.data_mut(|data| data.insert_temp(key, at));
    // What was so when the window opened has not just happened.
    if at.is_some() && before.is_some_and(|before| before != at) {
        ui.scroll_to_rect(shown, None);
    }
}

/// What of it is not seen: said where its source stands.
fn unseen(ui: &mut Ui, snapshot: Snapshot, id: ParticipantId, words: Language) {
    let theme = Theme::of(ui.ctx());
    let mut said: Vec<_> = Vec::new();
    for who in std::iter::once(id).chain(snapshot.threads(id)) {
        for (_, shown) in snapshot.told_by(who) {
            if let ProgramEvent::Unseen(what) = shown
                && !said.contains(&what)
            {
                said.push(what);
            }
        }
    }
    for what in said {
        let frame = Frame::new().fill(theme.wait_ground).inner_margin(Margin::symmetric(18, 5));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = RichText::new(text::unseen(words, what)).size(12.0).color(theme.wait_text);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}

/// The exceptions that have ended it, or threads of it.
fn raised(snapshot: Snapshot<'_>, id: ParticipantId) -> impl Iterator<Item = (ParticipantId, &str, &str)> {
    let all = std::iter::once(id).chain(snapshot.threads(id)).take(THREADS);
    all.filter_map(move |who| match snapshot.downfall(who)? {
        Downfall::Raised { exception, message, .. } => Some((who, exception, message)),
        Downfall::Code(_) | Downfall::Signal(_) => None,
    })
}

/// What stands at each line: what the threads do there, and where an exception came through.
fn marks(snapshot: Snapshot, id: ParticipantId, file: &str) -> Vec<(u32, Mark)> {
    let mut marks = Vec::new();
    for who in std::iter::once(id).chain(snapshot.threads(id)) {
        let activity = snapshot.activity(who);
        if matches!(activity, Activity::Ended | Activity::Killed) {
            continue;
        }
        if let Some(place) = Place::of(snapshot, who).filter(|place| *place.file == *file) {
            let mark = match activity {
                Activity::Busy(_) => Mark::Waits,
                _ if snapshot.held(who).is_some() => Mark::Held,
                _ => Mark::Past,
            };
            marks.push((place.line, mark));
        }
    }
    // Where it broke comes first: the eye is led there.
    let mut broken = Vec::new();
    for who in std::iter::once(id).chain(snapshot.threads(id)).take(THREADS) {
        if let Some(Downfall::Raised { frames, .. }) = snapshot.downfall(who) {
            let inside = frames.iter().rev().find(|frame| *frame.file == *file);
            broken.extend(inside.map(|frame| (frame.line, Mark::Raised)));
        }
    }
    broken.extend(marks);
    broken
}

fn lines(
    ui: &mut Ui,
    session: &Session,
    id: ParticipantId,
    source: &Source,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let file = source.file.clone().unwrap_or_default();
    let marks = marks(session.snapshot(), id, &file);
    let current = marks.first().map(|(line, _)| *line as usize);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = source.lines.len().min(SHOWN) as f32 * LINE;
    let area =
        egui::ScrollArea::vertical().id_salt(("source", id)).max_height(height).auto_shrink([false, true]);
    let key = egui::Id::unique(("marked_line_of_source", id));
    let broken = marks.iter().find(|(_, mark)| *mark == Mark::Raised).map(|(line, _)| *line);
    let before = ui.data(|data| data.get_temp::<Option<usize>>(key));
    let moved = before != Some(current);
    ui.data_mut(|data| data.insert_temp(key, current));
    let shown = area.show_viewport(ui, |ui, viewport| {
        #[expect(clippy::cast_precision_loss, reason = "a source has some hundred thousand lines")]
        let whole = source.lines.len() as f32 * LINE;
        ui.set_height(whole);
        let top = ui.max_rect().top();
        if let Some(line) = current.filter(|_| moved) {
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            let y = top + line.saturating_sub(1) as f32 * LINE;
            let rect = Rect::from_min_size(
                Pos2::new(ui.max_rect().left(), y - 2.0 * LINE),
                Vec2::new(1.0, 5.0 * LINE),
            );
            ui.scroll_to_rect(rect, None);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped at zero")]
        let first = (viewport.top() / LINE).floor().max(0.0) as usize;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped at zero")]
        let number = (viewport.height() / LINE).ceil().max(0.0) as usize + 1;
        for (at, line) in source.lines.iter().enumerate().skip(first).take(number) {
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            let y = top + at as f32 * LINE;
            let rect = Rect::from_min_size(
                Pos2::new(ui.max_rect().left(), y),
                Vec2::new(ui.max_rect().width(), LINE),
            );
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let mark = marks.iter().find(|(line, _)| *line == number).map(|(_, mark)| *mark);
            paint_mark(ui, rect, mark, theme);
            gutter(ui, session, (&file, number), rect, words, requests);
            paint_line(ui, rect, NUMBERS, at, &line.text);
        }
    });
    scroll_to_downfall(ui, id, broken, shown.inner_rect);
}

fn paint_mark(ui: &Ui, rect: Rect, mark: Option<Mark>, theme: &Theme) {
    let (ground, edge, sign) = match mark {
        None => return,
        Some(Mark::Held) => (theme.accent_ground, theme.accent, Sign::Held),
        Some(Mark::Waits) => (theme.wait_ground, theme.wait, Sign::Waits),
        Some(Mark::Raised) => (theme.fail_ground, theme.fail, Sign::Failed),
        Some(Mark::Past) => {
            // It is somewhere behind this line.
            let bar = Rect::from_min_size(rect.min, Vec2::new(3.0, LINE));
            ui.painter().rect_filled(bar, 0.0, theme.text_faint);
            return;
        }
    };
    ui.painter().rect_filled(rect, 0.0, ground);
    ui.painter().rect_filled(Rect::from_min_size(rect.min, Vec2::new(3.0, LINE)), 0.0, edge);
    sign.paint(ui.painter(), before_line(rect, NUMBERS), 3.8, edge);
}

/// The number of a line; a press on it puts a breakpoint there, or takes it away.
fn gutter(
    ui: &Ui,
    session: &Session,
    (file, number): (&Arc<str>, u32),
    rect: Rect,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let breaks = session.breaks();
    let here = (Arc::clone(file), number);
    let is_set = breaks.lines.contains(&here);
    let place = rect.with_max_x(rect.left() + NUMBERS);
    let response = ui.interact(place, ui.scope_id().with(("number", number)), Sense::click());
    let name = format!("{} · {number}", words.break_here());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_set, name.as_str()));
    let dot = Pos2::new(rect.left() + 10.0, rect.center().y);
    if is_set {
        ui.painter().circle_filled(dot, 4.0, theme.fail);
    } else if response.hovered() || response.has_focus() {
        ui.painter().circle_stroke(dot, 4.0, theme.stroke(1.0, theme.fail));
    }
    let at = Pos2::new(rect.left() + NUMBERS - 18.0, rect.center().y);
    ui.painter().text(
        at,
        egui::Align2::RIGHT_CENTER,
        number.to_string(),
        theme::code(11.0),
        theme.text_faint,
    );
    if response.on_hover_text(words.break_here()).clicked() {
        let mut breaks: Breaks = breaks.clone();
        if !breaks.lines.remove(&here) {
            breaks.lines.insert(here);
        }
        requests.push(Request::Tell(Command::SetBreaks(breaks)));
    }
}

/// The threads and child processes of a program, each with its state and its own step.
fn threads(ui: &mut Ui, session: &Session, id: ParticipantId, words: Language, requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let snapshot = session.snapshot();
    let all = snapshot.threads(id);
    let alive = |who: &ParticipantId| !matches!(snapshot.activity(*who), Activity::Ended | Activity::Killed);
    let program = snapshot.name_of(id);
    for who in all.filter(alive).take(THREADS) {
        ui.horizontal(|ui| {
            ui.add_space(18.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            let room = ui.available_width() - 92.0;
            let name = snapshot.name_of(who);
            // The program's own name stands above.
            let short = name.strip_prefix(program).map_or(name, |rest| rest.trim_start_matches([' ', '·']));
            let (state, _) = state_words(session, who, words);
            let text = format!("{short}: {state}");
            let shown = super::paint::elided(ui, &text, theme::words(12.0), theme.text_soft, room);
            let (rect, response) = ui.allocate_exact_size(Vec2::new(room, LINE), Sense::hover());
            let at = Pos2::new(rect.left(), rect.center().y - shown.size().y / 2.0);
            ui.painter().galley(at, shown, theme.text_soft);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text.as_str()));
            response.on_hover_text(&text);
            let enabled = session.readiness(who) == Readiness::Ready && why_not(session, words).is_none();
            let button = Button::new(RichText::new(words.step()).size(12.0)).min_size(Vec2::new(58.0, 20.0));
            let response = ui.add_enabled(enabled, button);
            let spoken = format!("{} · {name}", words.step());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, spoken.as_str()));
            if response.clicked() {
                requests.push(Request::Tell(Command::Step(who)));
            }
        });
    }
}
