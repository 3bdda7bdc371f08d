//! The box of a call: how it stands shows by shape first, by word second, by colour third.

use std::sync::Arc;

use egui::{Color32, CornerRadius, FontId, Galley, Painter, Pos2, StrokeKind, Vec2};

use super::{Sheet, icons};
use crate::diagram::{BOX, BoxId, CallBox, Stand};
use crate::sockets::{Awaited, Call, Outcome};
use crate::text;
use crate::trace::{CallState, Fate, Held, Origin, SocketRecord};
use crate::ui::pill::{self, Tint};
use crate::ui::theme;

/// The least room for the name of a call that failed, beside its errno and the tag of its socket.
const NAMED: f32 = 70.0;
const RADIUS: f32 = 8.0;
const PAD: f32 = 12.0;
/// How much thicker the border of a box in the spotlight is.
const LIT: f32 = 1.6;
/// From the edge of a box to the middle of the sign beside it.
const BESIDE: f32 = 16.0;

/// What is to be known of the call behind a box.
pub struct Shown<'a> {
    pub call: &'a Arc<Call>,
    /// The name of the function, as whoever calls it has it.
    pub function: &'a str,
    pub state: Option<CallState<'a>>,
    /// The socket that it is on.
    pub on: Option<&'a SocketRecord>,
    /// The socket that it made.
    pub made: Option<&'a SocketRecord>,
    /// For what it waited, and how long, in nanoseconds.
    pub waited: Option<(Awaited, u64)>,
    /// What became of the datagram that it sent.
    pub fate: Option<Fate<'a>>,
    /// It has not returned, and its participant is frozen.
    pub is_frozen: bool,
    /// How many calls that gave the same it stands for.
    pub times: usize,
}

impl Shown<'_> {
    /// The call as one reads it, with how many times it was made.
    fn label(&self) -> String {
        self.timed(self.call.label_as(self.function))
    }

    fn timed(&self, call: String) -> String {
        if self.times > 1 { format!("{call} ×{}", self.times) } else { call }
    }
}

impl Sheet<'_> {
    /// The call behind a box. `None` for a plan that is not of this scenario.
    pub fn shown(&self, id: BoxId) -> Option<Shown<'_>> {
        match id {
            BoxId::Planned(planned) => {
                let script = &self.session.scenario().participant(planned.participant)?.script;
                let call = script.call(planned.step)?.call;
                Some(Shown {
                    call,
                    function: call.function(),
                    state: None,
                    on: None,
                    made: None,
                    waited: None,
                    fate: None,
                    is_frozen: false,
                    times: 1,
                })
            }
            BoxId::Held(who) => {
                let snapshot = self.session.snapshot();
                let Held { site, call, socket } = snapshot.held(who)?;
                let on = socket.and_then(|id| snapshot.socket(id));
                Some(Shown {
                    call,
                    function: &site.method,
                    state: None,
                    on,
                    made: None,
                    waited: None,
                    fate: None,
                    is_frozen: snapshot.is_frozen(who),
                    times: 1,
                })
            }
            BoxId::Made(id) => {
                let snapshot = self.session.snapshot();
                let trace = snapshot.trace;
                let record = trace.call(id);
                let state = snapshot.state(record);
                let is_over = matches!(state, CallState::Returned(_));
                let sent = record.call.data().and_then(|_| snapshot.datagram_of(id));
                let waited =
                    snapshot.waited(record).map(|(on, since, until)| (on, until.unwrap_or(since) - since));
                Some(Shown {
                    call: &record.call,
                    function: record.function(),
                    state: Some(state),
                    on: record.socket.and_then(|id| snapshot.socket(id)),
                    made: snapshot.made_by(record),
                    waited,
                    fate: sent.map(|datagram| datagram.fate),
                    is_frozen: !is_over && snapshot.is_frozen(record.participant),
                    times: snapshot.on_its_row(id),
                })
            }
        }
    }

    /// Paints a box, with its sign on the left or on the right.
    pub fn paint_box(&self, shown: &CallBox, mark_left: bool, selected: bool) {
        let Some(what) = self.shown(shown.id) else { return };
        let reach = self.length(self.scale.reach);
        let rect = self.rect(shown.rect).expand2(Vec2::new(0.0, reach));
        self.paint_frame(shown, rect, selected);
        if let BoxId::Made(id) = shown.id
            && self.session.trace().call(id).origin == Origin::ByHand
        {
            // A bar at the left edge: it stands in no script.
            let bar =
                rect.with_max_x(rect.left() + self.length(4.0)).shrink2(Vec2::new(0.0, self.length(6.0)));
            self.painter.rect_filled(bar, 0.0, self.theme.accent);
        }
        let head =
            egui::Rect::from_min_size(rect.min, Vec2::new(rect.width(), self.length(BOX) + 2.0 * reach));
        let failure = self.failure(&what);
        // The call and its errno come first, and the tag takes what is left, if that is enough for it.
        let whole = self.line(&what.label(), self.label_font(false), self.theme.text, f32::INFINITY).size().x;
        let errno_width = failure.as_ref().map_or(0.0, |errno| errno.size().x + self.length(8.0));
        let left_over = head.width() - whole - errno_width - self.length(PAD + 16.0);
        let widest = if left_over >= head.width() * 0.22 {
            left_over
        } else if failure.is_none() && what.call.data().is_none() {
            // Without its arguments, there is room for all of the tag.
            left_over + whole
                - self
                    .line(
                        &without_arguments(what.function),
                        self.label_font(false),
                        self.theme.text,
                        f32::INFINITY,
                    )
                    .size()
                    .x
        } else {
            head.width() * if failure.is_some() { 0.3 } else { 0.45 }
        };
        let mut right = Pos2::new(head.right() - self.length(8.0), head.center().y);
        if let Some(made) = what.made.filter(|_| what.on.is_some() && !shown.waited) {
            right.x = self.paint_birth(right, made, widest * 0.6);
        }
        // Where both tags do not fit, the new socket's is the one that tells something.
        let left_over = right.x - head.left() - whole - self.length(PAD + 8.0);
        let has_birth = what.made.is_some() && what.on.is_some() && !shown.waited;
        let tag_left = match has_birth {
            true if left_over < self.length(60.0) => right.x,
            true => self.paint_tag(&what, right, left_over),
            // In a narrow box, which call failed says more than on which socket.
            false if failure.is_some() && head.width() - errno_width - widest < self.length(NAMED) => right.x,
            false => self.paint_tag(&what, right, widest),
        };
        let colour = match shown.stand {
            Stand::Later | Stand::Ready => self.theme.text_faint,
            _ => self.theme.text,
        };
        let left = head.left() + self.length(PAD);
        let mut room = tag_left - left - self.length(6.0) * self.scale.sign;
        if let Some(errno) = failure {
            let right = left + room;
            room -= errno_width;
            let at = Pos2::new(right - errno.size().x, head.center().y - errno.size().y / 2.0);
            self.painter.galley(at, errno, self.theme.fail);
        }
        let label = self.label(&what, colour, room, self.is_lit(shown.id));
        let top = head.center().y - label.size().y / 2.0;
        self.painter.galley(Pos2::new(left, top), label, colour);
        self.paint_foot(shown, &what, rect);
        self.paint_mark(shown, &what, head, mark_left);
    }

    /// The call as far as it fits: data is cut; other arguments are left out rather than cut.
    fn label(&self, what: &Shown, colour: Color32, room: f32, is_lit: bool) -> Arc<Galley> {
        let font = self.label_font(is_lit);
        let Shown { call, function, .. } = what;
        let whole = self.line(&what.label(), font.clone(), colour, room);
        if whole.elided && (call.data().is_none() || whole.text().chars().count() < function.len() + 5) {
            return self.line(&what.timed(without_arguments(function)), font, colour, room);
        }
        whole
    }

    /// What went wrong, as short as it can be said.
    fn failure(&self, what: &Shown) -> Option<Arc<Galley>> {
        let words = match what.state? {
            CallState::Returned(Outcome::Failed(errno)) => errno.name(),
            CallState::Returned(Outcome::Interrupted) => self.words.interrupted().into(),
            CallState::Returned(Outcome::Killed) => self.words.killed().into(),
            CallState::Returned(Outcome::NoSocket) => self.words.no_socket().into(),
            CallState::Returned(Outcome::Unresolved(_)) => self.words.unresolved().into(),
            CallState::Returned(Outcome::Raised { exception, .. }) => exception.clone(),
            _ => return None,
        };
        let font = FontId::new(self.letters(self.scale.errno), theme::strong_code());
        Some(self.line(&words, font, self.theme.fail, f32::INFINITY))
    }

    /// Letters of code are all as wide, with weight or without.
    fn label_font(&self, is_lit: bool) -> FontId {
        let size = self.letters(self.scale.label);
        if is_lit { FontId::new(size, theme::strong_code()) } else { theme::code(size) }
    }

    fn paint_frame(&self, shown: &CallBox, rect: egui::Rect, selected: bool) {
        let theme = self.theme;
        let radius = corner(self.length(RADIUS));
        let is_lit = self.is_lit(shown.id);
        let (ground, thick, colour) = match shown.stand {
            Stand::Later | Stand::Ready => {
                let colour = if shown.stand == Stand::Ready { theme.text_faint } else { theme.edge };
                self.painter.rect_filled(rect, radius, theme.page);
                let stroke = self.stroke(1.0, colour);
                icons::dashed_box(self.painter, rect, self.length(RADIUS), stroke, self.length(4.0));
                self.paint_selection(rect, selected);
                return;
            }
            Stand::Next => (theme.accent_ground, 2.0, theme.accent),
            Stand::Called => (theme.panel, 2.0, theme.edge),
            Stand::Waiting => (theme.wait_ground, 2.0, theme.wait),
            Stand::Done if is_lit => (theme.panel, 2.0, theme.done),
            Stand::Done => (theme.panel, 1.0, theme.edge),
            Stand::Failed => (theme.fail_ground, 2.0, theme.fail),
        };
        let thick = if is_lit { thick * LIT } else { thick };
        self.painter.rect_filled(rect, radius, ground);
        // What a call has waited stays in its box, below the head, in the colour of waiting.
        if shown.waited && matches!(shown.stand, Stand::Done | Stand::Failed) {
            let mut past = rect.shrink(1.0);
            past.min.y += self.length(BOX);
            let mut low = radius;
            (low.nw, low.ne) = (0, 0);
            self.painter.rect_filled(past, low, theme.waited_ground);
        }
        // A thicker border takes little from what stands in the box, and from the heads of arrows that end there.
        let kind = if is_lit { StrokeKind::Middle } else { StrokeKind::Inside };
        self.painter.rect_stroke(rect, radius, self.stroke(thick, colour), kind);
        self.paint_selection(rect, selected && !is_lit);
    }

    fn paint_selection(&self, rect: egui::Rect, selected: bool) {
        if selected {
            let ring = rect.expand(self.length(3.0) * self.scale.stroke);
            let stroke = self.stroke(1.5, self.theme.accent);
            self.painter.rect_stroke(ring, corner(self.length(RADIUS + 3.0)), stroke, StrokeKind::Inside);
        }
    }

    /// Paints the tag of the socket; answers where the room to the left of it ends.
    fn paint_tag(&self, what: &Shown, right: Pos2, widest: f32) -> f32 {
        let (name, tint) = match what.on.or(what.made) {
            Some(socket) => (socket.name.as_str(), Tint::Socket(socket.number)),
            None => match what.call.socket() {
                Some(name) => (name, Tint::Outline),
                None => return right.x,
            },
        };
        self.paint_pill(right, name, tint, widest).left()
    }

    /// The tag of a socket that came of a call, with an arrow that leads to it; answers where the room to the left of
    /// both ends.
    fn paint_birth(&self, right: Pos2, made: &SocketRecord, widest: f32) -> f32 {
        let colour = self.theme.text_soft;
        let tag = self.paint_pill(right, &made.name, Tint::Socket(made.number), widest);
        let tip = Pos2::new(tag.left() - self.length(4.0), right.y);
        let tail = tip - Vec2::new(self.length(14.0) * self.scale.sign, 0.0);
        self.painter.line_segment([tail, tip], self.stroke(1.2, colour));
        icons::arrow_head(self.painter, tip, tip - tail, self.length(5.0) * self.scale.sign, colour);
        tail.x - self.length(4.0)
    }

    fn paint_pill(&self, right: Pos2, name: &str, tint: Tint, widest: f32) -> egui::Rect {
        let font = theme::code(self.letters(self.scale.tag));
        let scale = self.zoom * self.scale.pill;
        let name = shortened(self.painter, name, &font, widest, scale);
        pill::paint(self.painter, right, &name, &font, scale, tint, self.theme)
    }

    /// Below the head of a box that waits or waited: for what, how long, and the socket that came of it.
    fn paint_foot(&self, shown: &CallBox, what: &Shown, rect: egui::Rect) {
        let theme = self.theme;
        let Some((on, time)) = what.waited.filter(|_| rect.height() > self.length(BOX) * 1.5) else { return };
        let left = rect.left() + self.length(PAD);
        let middle = rect.bottom() - self.length(BOX / 2.0);
        let mut right = rect.right() - self.length(PAD);
        if let (Call::Accept { .. }, Some(made)) = (&**what.call, what.made) {
            let edge = Pos2::new(rect.right() - self.length(8.0), middle);
            right = self.paint_birth(edge, made, rect.width() * 0.45);
        }
        let words = match shown.stand {
            Stand::Waiting if what.is_frozen => self.words.frozen_here().to_owned(),
            Stand::Waiting => text::awaited(self.words, on).to_owned(),
            _ if time == 0 => text::waited(self.words, on).to_owned(),
            _ => format!("{} · {}", text::waited(self.words, on), text::duration(self.words, time)),
        };
        let colour = if shown.stand == Stand::Failed { theme.fail } else { theme.wait_text };
        let font = theme::words(self.letters(self.scale.note));
        let mut line = self.line(&words, font.clone(), colour, right - left);
        if line.elided && shown.stand == Stand::Done && time > 0 {
            let time = text::duration(self.words, time);
            let short = format!("{} {time}", self.words.waited());
            line = self.line(&short, font.clone(), colour, right - left);
            if line.elided {
                line = self.line(&time, font, colour, right - left);
            }
        }
        let top = middle - line.size().y / 2.0;
        self.painter.galley(Pos2::new(left, top), line, colour);
    }

    /// The sign beside the head: check, cross, hourglass, pointer; and what became of a datagram.
    fn paint_mark(&self, shown: &CallBox, what: &Shown, head: egui::Rect, left: bool) {
        let theme = self.theme;
        let beside = self.length(BESIDE) * self.scale.sign;
        let x = if left { head.left() - beside } else { head.right() + beside };
        let centre = Pos2::new(x, head.center().y);
        let size = self.length(6.0) * self.scale.sign;
        if what.is_frozen {
            return icons::frozen(self.painter, centre, size, theme.accent);
        }
        if matches!(shown.id, BoxId::Held(_)) {
            // Not an hourglass: it is we who hold it, and not the kernel.
            return icons::pause(self.painter, centre, size, theme.accent);
        }
        match shown.stand {
            Stand::Done if what.fate.is_some_and(|fate| fate.is_lost()) => {
                icons::lost(self.painter, centre, size, theme.fail);
            }
            Stand::Done if matches!(what.fate, Some(Fate::Unread(_))) => {
                icons::tray(self.painter, centre, size, theme.wait);
            }
            Stand::Done => icons::check(self.painter, centre, size, theme.done),
            Stand::Failed => icons::cross(self.painter, centre, size, theme.fail),
            Stand::Waiting => icons::hourglass(self.painter, centre, size, theme.wait),
            Stand::Next => icons::pointer(self.painter, centre, size, !left, theme.accent),
            Stand::Later | Stand::Ready | Stand::Called => {}
        }
    }
}

fn without_arguments(function: &str) -> String {
    format!("{function}(…)")
}

/// A name that fits, tag and all. Its end stays, as that is where `s_cliente1` and `s_cliente2` differ.
fn shortened(painter: &Painter, name: &str, font: &FontId, widest: f32, zoom: f32) -> String {
    if pill::width(painter, name, font, zoom) <= widest {
        return name.to_owned();
    }
    let all: Vec<char> = name.chars().collect();
    let end = &all[all.len() - all.len().min(2)..];
    let mut short: Vec<char> = all.iter().copied().take(64).collect();
    loop {
        short.pop();
        let text: String = short.iter().chain(['…'].iter()).chain(end).collect();
        if short.len() <= 1 || pill::width(painter, &text, font, zoom) <= widest {
            return text;
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points")]
fn corner(radius: f32) -> CornerRadius {
    CornerRadius::same(radius.round() as u8)
}

/// The words for a box: for hovering, and for whoever cannot see it.
pub fn spoken(sheet: &Sheet, shown: &CallBox, participant: &str) -> String {
    let words = sheet.words;
    let Some(what) = sheet.shown(shown.id) else { return String::new() };
    let stand = match shown.stand {
        _ if what.is_frozen => words.frozen_here(),
        _ if matches!(shown.id, BoxId::Held(_)) => words.stand_held(),
        Stand::Later => words.stand_later(),
        Stand::Ready => words.stand_ready(),
        Stand::Next => words.stand_next(),
        Stand::Called => words.stand_called(),
        Stand::Waiting => what.waited.map_or("", |(on, _)| text::awaited(words, on)),
        Stand::Done => words.stand_done(),
        Stand::Failed => words.stand_failed(),
    };
    let failure = match what.state {
        Some(CallState::Returned(Outcome::Failed(errno))) => format!(" {errno}"),
        _ => String::new(),
    };
    let told =
        format!("{participant}: {} · {stand}{failure}", what.timed(what.call.written_as(what.function)));
    let mut parts = vec![told];
    if let BoxId::Made(id) = shown.id {
        let (session, trace) = (sheet.session, sheet.session.trace());
        let record = trace.call(id);
        if record.origin == Origin::ByHand {
            parts.push(words.by_hand().to_owned());
        }
        if let Some(CallState::Waiting { since, .. }) = what.state
            && let Some(since) = text::waits_since(words, session.now().saturating_sub(since))
        {
            parts.push(since);
        }
        if let Some(CallState::Returned(_)) = what.state {
            parts.extend(text::result(words, trace, record));
            parts.extend(what.fate.and_then(|fate| text::fate(words, fate)));
            if let Some((on, time)) = what.waited {
                parts.push(text::has_waited(words, on, time));
            }
        }
    }
    parts.join(" · ")
}
