//! The byte map, in the drawer: what each send put into a connection and each recv took out, and what became of each
//! datagram. Below, the characters of the selected call's bytes.

use egui::{Align2, Color32, Frame, Margin, Pos2, Rect, RichText, ScrollArea, Sense, StrokeKind, Ui, Vec2};

use super::pill::{self, Tint};
use super::theme::{self, Theme};
use super::{Request, View, characters};
use crate::diagram::{Block, Ribbon, Window};
use crate::scenario::ParticipantId;
use crate::session::{Command, Selection, Session};
use crate::sockets::Kind;
use crate::text::{self, Language};
use crate::trace::{CallId, Direction, Fate, SocketRecord};

/// Beside the ribbons: what each row is.
const NAMES: f32 = 104.0;
const ROW: f32 = 30.0;
const GAP: f32 = 6.0;
const LINE: f32 = 24.0;
const NOTCH: f32 = 7.0;
/// So many sockets are offered.
const MOST: usize = 12;

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let snapshot = session.snapshot();
    let words = view.language;
    let carries = |socket: &&SocketRecord| {
        snapshot.connection(socket.id).is_some() || !snapshot.datagram_calls(socket.id).is_empty()
    };
    // The newest; an older one is there as soon as one of its calls is selected.
    let newest = session.trace().sockets().iter().rev().filter(|socket| snapshot.socket(socket.id).is_some());
    let mut sockets: Vec<&SocketRecord> = newest.filter(carries).take(MOST).collect();
    sockets.reverse();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(20, 12)).show(ui, |ui| {
            let Some(socket) = chosen(session, &sockets) else {
                ui.label(RichText::new(words.no_bytes_yet()).color(Theme::of(ui.ctx()).text_soft));
                return;
            };
            choices(ui, session, &sockets, socket, requests);
            if socket.kind == Kind::Dgram {
                datagrams(ui, session, socket, words, requests);
            } else if let Some(connection) = snapshot.connection(socket.id) {
                // What has bytes comes first: an answer may never be sent.
                let mut directions = [&connection.out, &connection.back];
                if socket.listener.is_some() {
                    directions.reverse(); // as seen from whoever connected, whichever end is chosen
                }
                directions.sort_by_key(|direction| direction.extent() == 0);
                for (at, direction) in directions.into_iter().enumerate() {
                    ui.push_id(at, |ui| stream(ui, session, direction, words, requests));
                }
            }
            characters::show(ui, session, words);
        });
    });
}

/// The call that is selected, else the newest.
pub fn selected_call(session: &Session) -> Option<CallId> {
    if let Some(Selection::Made(call)) = session.selection()
        && session.trace().find_call(call).is_some()
    {
        return Some(call);
    }
    session.snapshot().newest_call()
}

/// The socket of the selected call if it carries anything, else the newest that does.
fn chosen<'a>(session: &'a Session, sockets: &[&'a SocketRecord]) -> Option<&'a SocketRecord> {
    let snapshot = session.snapshot();
    let of_call = selected_call(session).and_then(|call| {
        let record = session.trace().call(call);
        let socket = snapshot.made_by(record).or_else(|| snapshot.socket(record.socket?))?;
        let carries =
            snapshot.connection(socket.id).is_some() || !snapshot.datagram_calls(socket.id).is_empty();
        carries.then_some(socket)
    });
    of_call.or(sockets.last().copied())
}

/// A button for each socket that carries something.
fn choices(
    ui: &mut Ui,
    session: &Session,
    sockets: &[&SocketRecord],
    chosen: &SocketRecord,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let snapshot = session.snapshot();
    ui.horizontal_wrapped(|ui| {
        for socket in sockets {
            let response = pill::show(ui, &socket.name, Tint::Socket(socket.number));
            let is_chosen = socket.id == chosen.id;
            let label = format!("{} · {}", name_of(session, socket), socket.name);
            let response = ui.interact(response.rect, ui.scope_id().with(socket.id), Sense::click());
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, label.as_str())
            });
            if is_chosen || response.has_focus() {
                let ring = response.rect.expand(2.0);
                let stroke = theme.stroke(1.5, theme.accent);
                ui.painter().rect_stroke(ring, 11.0, stroke, StrokeKind::Outside);
            }
            // A socket is chosen by the call that made it.
            if response.clicked()
                && let Some(maker) = snapshot.maker(socket.id)
            {
                requests.push(Request::Tell(Command::Select(Some(Selection::Made(maker)))));
            }
            response.on_hover_text(label);
        }
        let ends = [chosen.local(snapshot.moment), chosen.peer(snapshot.moment)];
        let ends: Vec<String> = ends.into_iter().flatten().map(ToString::to_string).collect();
        let ends = RichText::new(ends.join("  —  ")).font(theme::code(12.0)).color(theme.text_soft);
        ui.label(ends);
    });
}

fn name_of(session: &Session, socket: &SocketRecord) -> String {
    let id = ParticipantId(socket.id.participant);
    session.scenario().participant(id).map_or_else(String::new, |participant| participant.name.clone())
}

fn stream(
    ui: &mut Ui,
    session: &Session,
    direction: &Direction,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let end = |socket: Option<&SocketRecord>| match socket {
        Some(socket) => name_of(session, socket),
        None if direction.is_outside => words.outside().to_owned(),
        None => words.not_accepted_yet().to_owned(),
    };
    ui.add_space(6.0);
    let title = format!("{} → {}", end(direction.from), end(direction.to));
    ui.label(RichText::new(title).font(theme::strong_words(13.0)).color(theme.text));
    let width = (ui.available_width() - NAMES - 8.0).max(120.0);
    let Some(ribbon) = Ribbon::lay_out(direction, width, window(session, direction)) else {
        ui.label(RichText::new(words.no_bytes_yet()).size(12.0).color(theme.text_soft));
        return;
    };
    let rows = 3.0 * ROW + 2.0 * GAP + 18.0;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), rows), Sense::hover());
    let painted = Painted { session, ribbon: &ribbon, words, rect };
    painted.names(ui);
    let top = |row: f32| rect.top() + row * (ROW + GAP);
    for block in ribbon.sends.iter().chain(&ribbon.sending) {
        let open = ribbon.sending.as_ref() == Some(block);
        painted.block(ui, block, top(0.0), if open { Line::Open } else { Line::Send }, requests);
    }
    if let Some(unread) = &ribbon.unread {
        let facts = direction.unread();
        let (most, abandoned) = facts.map_or((false, false), |u| (u.asked > u.end, u.abandoned));
        painted.unread(ui, direction, unread, top(1.0), most, abandoned);
    }
    for block in &ribbon.reads {
        painted.block(ui, block, top(2.0), Line::Read, requests);
    }
    painted.axis(ui, top(3.0) - GAP + 2.0);
    let sentence = text::direction(words, direction, ribbon.window.start, ribbon.window.end);
    #[expect(clippy::cast_possible_truncation, reason = "some points")]
    Frame::new().inner_margin(Margin { left: NAMES as i8, ..Margin::ZERO }).show(ui, |ui| {
        ui.label(RichText::new(sentence).size(12.0).color(theme.text_soft));
    });
}

/// Around the selected call where it is of this direction, else the newest bytes.
fn window(session: &Session, direction: &Direction) -> Window {
    let piece = match session.selection() {
        Some(Selection::Made(call)) => direction.piece_of(call),
        _ => None,
    };
    piece.map_or(Window::Newest, |piece| Window::Around(piece.start))
}

#[derive(Clone, Copy, PartialEq)]
enum Line {
    Send,
    /// A send that has not returned.
    Open,
    Read,
}

struct Painted<'a> {
    session: &'a Session,
    ribbon: &'a Ribbon,
    words: Language,
    rect: Rect,
}

impl Painted<'_> {
    fn x(&self, place: f32) -> f32 {
        self.rect.left() + NAMES + place
    }

    fn names(&self, ui: &Ui) {
        let theme = Theme::of(ui.ctx());
        let names = [("send", true), (self.words.in_the_system(), false), ("recv", true)];
        for ((name, is_code), row) in names.into_iter().zip([0.0, 1.0, 2.0]) {
            let font = if is_code { theme::code(12.0) } else { theme::words(12.0) };
            let y = self.rect.top() + row * (ROW + GAP) + ROW / 2.0;
            let at = Pos2::new(self.rect.left(), y);
            ui.painter().text(at, Align2::LEFT_CENTER, name, font, theme.text_soft);
        }
    }

    /// The bytes of one call: in the colours of the sends that they came from.
    fn block(&self, ui: &Ui, block: &Block, top: f32, line: Line, requests: &mut Vec<Request>) {
        let Some(call) = block.call else { return };
        let theme = Theme::of(ui.ctx());
        let range = self.x(block.left)..=self.x(block.right) - 2.0;
        let rect = Rect::from_x_y_ranges(range, top..=top + ROW);
        let clip = ui.painter().with_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
        clip.rect_filled(rect, 5.0, theme.panel);
        for part in &block.parts {
            let part_rect = Rect::from_x_y_ranges(self.x(part.left)..=self.x(part.right), top..=top + ROW);
            clip.rect_filled(part_rect.intersect(rect), 0.0, ground(theme, part.send));
        }
        // Where the bytes of one send end and those of the next begin, whatever their colours: a notch above and below, as the
        // words in between belong to both.
        for part in block.parts.iter().skip(1) {
            for end in [rect.top()..=rect.top() + NOTCH, rect.bottom() - NOTCH..=rect.bottom()] {
                clip.vline(self.x(part.left), end, theme.stroke(1.5, theme.edge));
            }
        }
        let chosen = self.session.selection() == Some(Selection::Made(call));
        let (thick, colour) = match (chosen, line) {
            (true, _) => (2.5, theme.accent),
            (_, Line::Read) => (1.5, theme.text),
            _ => (1.0, theme.edge),
        };
        clip.rect_stroke(rect, 5.0, theme.stroke(thick, colour), StrokeKind::Inside);
        // A call that memory has no more room for may have left bytes that are still under way.
        let record = self.session.trace().find_call(call);
        let label = record.map_or_else(|| "…".to_owned(), |record| record.call.label());
        let sends = block.parts.len();
        let (from, to) = (block.bytes.start, block.bytes.end);
        let spoken = match line {
            Line::Send => text::sent_block(self.words, &label, from, to),
            Line::Open => text::waiting_block(self.words, &label, from, to),
            Line::Read => text::received_block(self.words, &label, from, to, sends),
        };
        let shown = match line {
            Line::Read => {
                let count = usize::try_from(to - from).unwrap_or(usize::MAX);
                format!("{label} → {}", text::bytes(self.words, count))
            }
            _ => label,
        };
        let galley = super::paint::line(&clip, &shown, theme::code(12.0), theme.text, rect.width() - 12.0);
        clip.galley(
            Pos2::new(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0),
            galley,
            theme.text,
        );
        let response =
            ui.interact(rect, ui.scope_id().with(("bytes", call, line == Line::Read)), Sense::click());
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, spoken.as_str()));
        if response.has_focus() {
            let stroke = theme.stroke(1.5, theme.accent);
            ui.painter().rect_stroke(rect.expand(2.0), 6.0, stroke, StrokeKind::Outside);
        }
        if response.clicked() {
            requests.push(Request::Tell(Command::Select(Some(Selection::Made(call)))));
        }
        response.on_hover_text(spoken);
    }

    /// What was sent and not received. Where the kernel has been asked, its answer for the receiver's queue stands with it.
    fn unread(&self, ui: &Ui, direction: &Direction, block: &Block, top: f32, most: bool, abandoned: bool) {
        let theme = Theme::of(ui.ctx());
        let range = self.x(block.left)..=self.x(block.right) - 2.0;
        let rect = Rect::from_x_y_ranges(range, top + 4.0..=top + ROW - 4.0);
        ui.painter().rect_filled(rect, 5.0, theme.wait_ground);
        let stroke = theme.stroke(1.0, theme.wait);
        super::paint::icons::dashed_box(ui.painter(), rect, 5.0, stroke, 4.0);
        let mut told = text::unread_block(self.words, block.bytes.start, block.bytes.end, most, abandoned);
        let moment = self.session.moment();
        let queued = direction.to.and_then(|socket| socket.reading(moment)?.receive_queue);
        if let Some(queued) = queued.filter(|_| !abandoned) {
            let bytes = text::bytes(self.words, usize::try_from(queued).unwrap_or(usize::MAX));
            told = format!("{told} · {} {bytes}", self.words.in_receive_queue());
        } else if !abandoned {
            told = format!("{told} ({})", self.words.worked_out());
        }
        let galley =
            super::paint::line(ui.painter(), &told, theme::words(12.0), theme.wait_text, rect.width() - 10.0);
        let at = Pos2::new(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, theme.wait_text);
        let response = ui.interact(rect, ui.scope_id().with("unread"), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, told.as_str()));
        response.on_hover_text(told);
    }

    fn axis(&self, ui: &Ui, top: f32) {
        let theme = Theme::of(ui.ctx());
        let mut free = f32::NEG_INFINITY;
        for cut in &self.ribbon.cuts {
            let at = Pos2::new(self.x(cut.x), top);
            let number = cut.offset.to_string();
            let galley = ui.painter().layout_no_wrap(number, theme::code(11.0), theme.text_faint);
            let left = (at.x - galley.size().x / 2.0).max(self.rect.left());
            let left = left.min(self.rect.right() - galley.size().x);
            if left > free {
                free = left + galley.size().x + 6.0;
                ui.painter().galley(Pos2::new(left, top), galley, theme.text_faint);
            }
        }
    }
}

/// The ground of the bytes of the n-th send.
pub fn ground(theme: &Theme, send: usize) -> Color32 {
    theme.tint(u32::try_from(send).unwrap_or(u32::MAX)).0
}

/// Each datagram on a line: what it was, and what became of it. Only those in view are worked out.
fn datagrams(
    ui: &mut Ui,
    session: &Session,
    socket: &SocketRecord,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let snapshot = session.snapshot();
    let calls = snapshot.datagram_calls(socket.id);
    ui.add_space(6.0);
    ScrollArea::vertical().id_salt("datagrams").max_height(180.0).show_rows(
        ui,
        LINE,
        calls.len(),
        |ui, rows| {
            for at in rows {
                let Some(datagram) = snapshot.datagram(calls, at) else { continue };
                let (rect, response) =
                    ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), Sense::click());
                let record = session.trace().call(datagram.call);
                let label = record.call.label();
                let fate = text::datagram(words, &datagram, &other_end(session, datagram.fate));
                let chosen = session.selection() == Some(Selection::Made(datagram.call));
                if chosen {
                    ui.painter().rect_filled(rect, 4.0, theme.accent_ground);
                }
                let centre = Pos2::new(rect.left() + 12.0, rect.center().y);
                sign(ui, theme, centre, datagram.fate);
                let count = text::bytes(words, datagram.bytes);
                let line = format!("{label}  {count}  {fate}");
                let galley = super::paint::line(
                    ui.painter(),
                    &line,
                    theme::words(12.5),
                    theme.text,
                    rect.width() - 40.0,
                );
                let top = rect.center().y - galley.size().y / 2.0;
                ui.painter().galley(Pos2::new(rect.left() + 30.0, top), galley, theme.text);
                let spoken = format!("{label} · {count} · {fate}");
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::Role::Button, true, chosen, spoken.as_str())
                });
                if response.clicked() {
                    requests.push(Request::Tell(Command::Select(Some(Selection::Made(datagram.call)))));
                }
                response.on_hover_text(spoken);
            }
        },
    );
}

/// What became of a datagram, by shape: whole, cut, not sent, waiting, lost, and not known.
fn sign(ui: &Ui, theme: &Theme, centre: Pos2, fate: Fate) {
    use super::paint::icons;
    match fate {
        Fate::Arrived { kept, sent, .. } if kept < sent => {
            icons::cross(ui.painter(), centre, 5.0, theme.wait_text);
        }
        Fate::Arrived { .. } | Fate::FromOutside(_) | Fate::FromUnknown => {
            icons::check(ui.painter(), centre, 5.0, theme.done);
        }
        Fate::NotSent(_) => icons::cross(ui.painter(), centre, 5.0, theme.fail),
        Fate::Refused(_) | Fate::Abandoned(_) | Fate::Dropped(_) | Fate::Nobody => {
            icons::lost(ui.painter(), centre, 5.0, theme.fail);
        }
        Fate::Unread(_) => icons::tray(ui.painter(), centre, 5.0, theme.wait_text),
        Fate::ToOutside(_) | Fate::Gone => {
            ui.painter().circle_stroke(centre, 4.0, theme.stroke(1.5, theme.text_soft));
        }
    }
}

fn other_end(session: &Session, fate: Fate) -> String {
    let trace = session.trace();
    match fate {
        Fate::Arrived { other: call, .. } | Fate::Refused(call) => {
            let record = trace.call(call);
            let name = session.scenario().participant(record.participant).map_or("", |p| p.name.as_str());
            format!("{name}: {}", record.call.label())
        }
        Fate::FromOutside(outside) | Fate::ToOutside(outside) => {
            trace.outsiders().get(outside.0 as usize).map_or_else(String::new, |o| o.address.to_string())
        }
        Fate::Unread(socket) | Fate::Abandoned(socket) | Fate::Dropped(socket) => {
            trace.socket(socket).map_or_else(String::new, |socket| socket.name.clone())
        }
        Fate::FromUnknown | Fate::NotSent(_) | Fate::Nobody | Fate::Gone => String::new(),
    }
}
