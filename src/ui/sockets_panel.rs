//! What the kernel says of each socket of the run at the moment that is shown: its state, its queues, who waits in them.

use std::time::Duration;

use egui::{Align, Color32, Label, Layout, Margin, Rect, Response, RichText, Sense, StrokeKind};
use egui::{Frame, ScrollArea, TextWrapMode, Ui, Vec2};
use egui_extras::{Column, TableBuilder};

use super::pill::{self, Tint};
use super::ports_panel::{calm, code_with_tip, participant, select_maker};
use super::reader;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::Session;
use crate::sockets::{AcceptQueue, Endpoint, Family, Kind, Reading, TcpState};
use crate::text::{self, Language};
use crate::trace::{Moment, SocketRecord};

const ROW: f32 = 30.0;
/// In a narrower window the table is moved sideways.
const LEAST_WIDTH: f32 = 900.0;
/// Widths of the first column, of the least that is left for the last, and of those in between with what is around them.
const TAGS: f32 = 164.0;
const LAST: f32 = 120.0;
const REST: f32 = 1000.0;
/// A longer accept queue is told by its numbers alone.
const MOST_SLOTS: u32 = 12;
/// So many of the sockets that were closed last are listed.
const CLOSED: usize = 64;
/// How often the time that is left is counted down.
const SECOND: Duration = Duration::from_secs(1);

/// What a socket has of something, as far as the kernel tells.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told<T> {
    /// Such a socket has none.
    None,
    /// It has, but the kernel does not tell here.
    Not,
    Value(T),
}

impl<T> Told<T> {
    fn of(has: bool, value: Option<T>) -> Self {
        match value {
            _ if !has => Self::None,
            Some(value) => Self::Value(value),
            None => Self::Not,
        }
    }
}

/// A socket with what the kernel last said of it.
struct Line<'a> {
    socket: &'a SocketRecord,
    reading: Option<&'a Reading>,
    is_open: bool,
    /// The kernel was seen to keep it after its close.
    is_kept: bool,
    listens: bool,
    local: Option<&'a Endpoint>,
    peer: Option<&'a Endpoint>,
    /// How long the kernel still keeps it now.
    remaining: Option<Duration>,
}

impl<'a> Line<'a> {
    /// `None` for one that has not been opened yet.
    fn of(session: &'a Session, socket: &'a SocketRecord) -> Option<Self> {
        let moment = session.moment();
        let reading = socket.reading(moment);
        let is_open = socket.is_open(moment);
        let lives_on =
            reading.and_then(|reading| reading.state).is_some_and(|state| state != TcpState::Close);
        // What the kernel said before the close is of the open socket.
        let is_of_closed = socket.read_at(moment).is_some_and(|at| !socket.is_open(Moment(at + 1)));
        let is_known = session.snapshot().socket(socket.id).is_some();
        let remaining = reading.and_then(|reading| reading.remaining).zip(socket.read_at(moment)).map(
            |(remaining, at)| {
                let passed = session.now().saturating_sub(session.trace().time(at));
                remaining.saturating_sub(Duration::from_nanos(passed))
            },
        );
        let is_kept = !is_open && is_of_closed && lives_on && remaining != Some(Duration::ZERO);
        is_known.then_some(Self {
            socket,
            reading,
            is_open,
            is_kept,
            listens: socket.is_listening(moment),
            local: socket.local(moment),
            peer: socket.peer(moment),
            remaining: remaining.filter(|_| is_kept || is_open),
        })
    }

    fn is_tcp(&self) -> bool {
        self.socket.kind == Kind::Stream && self.socket.family != Family::Unix
    }

    /// Nothing is left of it but what the trace remembers.
    fn is_gone(&self) -> bool {
        !self.is_open && !self.is_kept
    }

    fn field<T>(&self, has: bool, of: impl Fn(&Reading) -> Option<T>) -> Told<T> {
        Told::of(has && !self.is_gone(), self.reading.and_then(of))
    }
}

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let words = view.language;
    // Those that are open first, then those that the kernel keeps, then the last that were closed.
    let all = || session.trace().sockets().iter().filter_map(|socket| Line::of(session, socket));
    let mut lines: Vec<Line> = all().filter(|line| line.is_open).collect();
    lines.extend(all().filter(|line| line.is_kept));
    let mut gone: Vec<Line> = all().filter(Line::is_gone).collect();
    lines.extend(gone.split_off(gone.len().saturating_sub(CLOSED)));
    if session.is_live() && lines.iter().any(|line| line.remaining.is_some()) {
        ui.ctx().request_repaint_after(SECOND);
    }
    Frame::new().inner_margin(Margin { left: 16, right: 8, top: 6, bottom: 4 }).show(ui, |ui| {
        if lines.is_empty() {
            ui.label(RichText::new(words.no_sockets()).color(Theme::of(ui.ctx()).text_soft));
            return;
        }
        ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
            ui.set_min_width(LEAST_WIDTH);
            calm(ui);
            reader::table(ui, words.table_sockets(), lines.len(), 7);
            table(ui, session, &lines, words, requests);
        });
    });
}

fn table(ui: &mut Ui, session: &Session, lines: &[Line], words: Language, requests: &mut Vec<Request>) {
    // In a window that is not wide each column gives up its part, but for that of the tags.
    let part = ((ui.available_width() - TAGS - LAST) / REST).min(1.0);
    let width = |width: f32| Column::initial(width * part).clip(true);
    let builder = TableBuilder::new(ui)
        .id_salt("sockets")
        .cell_layout(Layout::left_to_right(Align::Center))
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .resizable(true)
        .column(Column::initial(TAGS).at_least(80.0).clip(true))
        .column(width(104.0).at_least(60.0))
        .column(width(120.0).at_least(80.0))
        .column(width(272.0).at_least(120.0))
        .column(width(168.0).at_least(100.0))
        .column(width(168.0).at_least(100.0))
        .column(Column::remainder().at_least(120.0).clip(true));
    let headings = [
        words.column_socket(),
        words.column_participant(),
        words.column_state(),
        words.column_addresses(),
        words.column_receive(),
        words.column_send(),
        words.column_more(),
    ];
    let table = builder.header(26.0, |mut header| {
        for heading in headings {
            reader::heading(&mut header, |ui| {
                let colour = Theme::of(ui.ctx()).text_soft;
                let heading = RichText::new(heading).font(theme::strong_words(12.0)).color(colour);
                ui.add(Label::new(heading).wrap_mode(TextWrapMode::Truncate));
            });
        }
    });
    table.body(|body| {
        body.rows(ROW, lines.len(), |mut row| {
            let line = &lines[row.index()];
            row.set_hovered(false);
            reader::cell(&mut row, |ui| tag(ui, session, line, words, requests));
            reader::cell(&mut row, |ui| {
                let who = participant(session, line.socket.id);
                if line.is_gone() { soft(ui, who) } else { word(ui, who) }
            });
            reader::cell(&mut row, |ui| state(ui, line, words));
            reader::cell(&mut row, |ui| addresses(ui, line));
            reader::cell(&mut row, |ui| receive_queue(ui, line, words));
            reader::cell(&mut row, |ui| send_queue(ui, line, words));
            reader::cell(&mut row, |ui| besides(ui, line, words));
        });
    });
}

fn tag(ui: &mut Ui, session: &Session, line: &Line, words: Language, requests: &mut Vec<Request>) {
    let socket = line.socket;
    let name = text::go_to_maker(words, &socket.name, participant(session, socket.id));
    // What is no more stands back.
    let tint = if line.is_gone() { Tint::Outline } else { Tint::Socket(socket.number) };
    if pill::button(ui, &socket.name, tint, &name).clicked() {
        requests.extend(select_maker(session, socket.id));
    }
    let fd = if line.is_open { format!("fd {}", socket.fd) } else { words.closed_here().to_owned() };
    soft(ui, &fd);
}

fn state(ui: &mut Ui, line: &Line, words: Language) {
    if line.is_gone() {
        return soft(ui, words.closed_state());
    }
    match line.field(line.is_tcp(), |reading| reading.state) {
        Told::Value(state) => code_with_tip(ui, state, words),
        Told::Not => not_available(ui, words),
        Told::None => soft(ui, line.socket.kind.constant()),
    }
}

fn addresses(ui: &mut Ui, line: &Line) {
    // What no reading has told, a call may have.
    let local = line.reading.and_then(|reading| reading.local.as_ref()).or(line.local);
    let peer = line.reading.and_then(|reading| reading.peer.as_ref()).or(line.peer);
    let text = match (local, peer) {
        (None, None) => return,
        (Some(local), None) => local.to_string(),
        (local, Some(peer)) => format!("{} → {peer}", local.map_or_else(String::new, Endpoint::to_string)),
    };
    let theme = Theme::of(ui.ctx());
    let colour = if line.is_gone() { theme.text_soft } else { theme.text };
    let text = RichText::new(text).font(theme::code(12.0)).color(colour);
    ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
}

fn receive_queue(ui: &mut Ui, line: &Line, words: Language) {
    let has = line.is_open && !line.listens;
    let is_datagrams = line.socket.kind == Kind::Dgram;
    let buffer = line.reading.and_then(|reading| reading.receive_buffer).filter(|_| !is_datagrams);
    let tip = if is_datagrams { words.receive_queue_datagram_tip() } else { words.receive_queue_tip() };
    let bytes = line.field(has, |reading| reading.receive_queue);
    gauge(ui, (words.receive_queue(), &line.socket.name, tip), bytes, buffer, words);
}

fn send_queue(ui: &mut Ui, line: &Line, words: Language) {
    let connected = line.socket.kind == crate::sockets::Kind::Dgram
        || line.socket.family == Family::Unix
        || line.reading.is_none_or(|reading| reading.state != Some(crate::sockets::TcpState::Close));
    let bytes = line.field(!line.listens && connected, |reading| reading.send_queue);
    let buffer = line.reading.and_then(|reading| reading.send_buffer);
    let tip =
        if line.socket.family == Family::Unix { words.send_queue_unix_tip() } else { words.send_queue_tip() };
    gauge(ui, (words.send_queue(), &line.socket.name, tip), bytes, buffer, words);
}

/// A queue as a bar and a number. Its name: which queue, of whom, and what it says.
fn gauge(
    ui: &mut Ui,
    (queue, socket, tip): (&str, &str, &str),
    bytes: Told<u32>,
    buffer: Option<u32>,
    words: Language,
) {
    let bytes = match bytes {
        Told::Value(bytes) => bytes,
        Told::Not => return not_available(ui, words),
        Told::None => return,
    };
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let bar = Rect::from_min_size(rect.left_center() - Vec2::new(0.0, 4.0), Vec2::new(56.0, 8.0));
    if buffer.is_some() {
        ui.painter().rect_filled(bar, 4.0, theme.hairline);
    }
    if let Some(buffer) = buffer.filter(|_| bytes > 0) {
        let part = (f64::from(bytes) / f64::from(buffer.max(1))).min(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1")]
        // A single byte is seen as well.
        let width = (bar.width() * part as f32).max(4.0);
        let filled = Rect::from_min_size(bar.min, Vec2::new(width, bar.height()));
        ui.painter().rect_filled(filled, 4.0, theme.accent);
    }
    let number = text::bytes(words, bytes as usize);
    let left = if buffer.is_some() { bar.right() + 8.0 } else { rect.left() };
    let colour = if bytes > 0 { theme.text } else { theme.text_soft };
    let widest = rect.right() - left;
    let galley = super::paint::elided(ui, &number, theme::code(12.0), colour, widest);
    let at = egui::pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
    reader::gauge(&response, bytes, buffer);
    named(response, &text::queue(words, queue, socket, bytes, buffer), tip);
}

/// What only some sockets have: who waits for accept, what was dropped, for how long it is kept.
fn besides(ui: &mut Ui, line: &Line, words: Language) {
    match line.field(line.listens, |reading| reading.accept_queue) {
        Told::Value(queue) => slots(ui, &line.socket.name, queue, words),
        Told::Not => not_available(ui, words),
        Told::None => {}
    }
    let counts_drops = line.socket.kind == Kind::Dgram && line.socket.family != Family::Unix;
    match line.field(counts_drops, |reading| reading.drops) {
        Told::Value(0) | Told::None => {}
        Told::Value(drops) => word(ui, &text::drops(words, drops)),
        Told::Not => not_available(ui, words),
    }
    let is_kept = line.reading.and_then(|reading| reading.state) == Some(TcpState::TimeWait);
    match Told::of(is_kept, line.remaining) {
        Told::Value(left) => word(ui, &text::remaining(words, left)),
        Told::Not => not_available(ui, words),
        Told::None => {}
    }
}

/// An accept queue: a slot for each connection that can wait, filled when one does.
fn slots(ui: &mut Ui, socket: &str, queue: AcceptQueue, words: Language) {
    const SLOT: f32 = 10.0;
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let room = queue.backlog.saturating_add(1).max(queue.waiting);
    let mut left = rect.left();
    if room <= MOST_SLOTS {
        for number in 0..room {
            let top = rect.center().y - SLOT / 2.0;
            let slot = Rect::from_min_size(egui::pos2(left, top), Vec2::splat(SLOT));
            let is_filled = number < queue.waiting;
            let ground = if is_filled { theme.wait } else { Color32::TRANSPARENT };
            let edge = if is_filled { theme.wait } else { theme.edge };
            ui.painter().rect(slot, 2.0, ground, theme.stroke(1.0, edge), StrokeKind::Inside);
            left += SLOT + 3.0;
        }
        left += 5.0;
    }
    let numbers = text::waiting_of(words, queue);
    let galley = super::paint::elided(ui, &numbers, theme::words(12.0), theme.text_soft, rect.right() - left);
    let at = egui::pos2(left, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
    reader::gauge(&response, queue.waiting, Some(room));
    named(response, &text::accept_queue(words, socket, queue), words.accept_queue_tip());
}

/// Gives what was painted by hand its name, and says more on hover.
fn named(response: Response, name: &str, tip: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Meter, true, name));
    response.on_hover_text(format!("{name}\n{tip}."));
}

fn word(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text;
    ui.add(Label::new(RichText::new(text).size(12.5).color(colour)).wrap_mode(TextWrapMode::Truncate));
}

fn soft(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text_soft;
    ui.add(Label::new(RichText::new(text).size(12.0).color(colour)).wrap_mode(TextWrapMode::Truncate));
}

fn not_available(ui: &mut Ui, words: Language) {
    let colour = Theme::of(ui.ctx()).text_faint;
    let text = RichText::new(words.not_available()).size(12.0).italics().color(colour);
    ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
}
