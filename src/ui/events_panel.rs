//! The table of all that has happened, with its search. The row of the moment that is shown is marked, and a press on
//! another shows its moment. Only the rows in view are painted.

use egui::{Align, Button, Color32, Frame, Label, Layout, Margin, Pos2, Rect, RichText, ScrollArea, Sense};
use egui::{TextWrapMode, Ui, Vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use super::events_list::Found;
use super::events_search;
use super::paint::icons;
use super::pill::{self, Tint};
use super::ports_panel::calm;
use super::theme::{self, Theme};
use super::{Request, View, reader};
use crate::session::Session;
use crate::text::{self, EventWords, Language};
use crate::trace::{CallRecord, Event, Hits, SocketRecord, What};

const ROW: f32 = 24.0;
/// In a narrower window the table is moved sideways.
const LEAST_WIDTH: f32 = 912.0;

pub fn show(ui: &mut Ui, session: &Session, view: &View, found: &Found, requests: &mut Vec<Request>) {
    Frame::new().inner_margin(Margin { left: 16, right: 8, top: 8, bottom: 4 }).show(ui, |ui| {
        events_search::show(ui, session, view, found, requests);
        ui.add_space(4.0);
        let marks_hits = view.events.query().asks() && !view.events.only_hits;
        let listed = found.listed(&view.events);
        if listed.is_empty() {
            let words = view.language;
            let told = match (found.is_searching, found.all.is_empty()) {
                (true, _) => words.searching(),
                (false, true) => words.no_events(),
                (false, false) => words.no_hits(),
            };
            ui.label(RichText::new(told).color(Theme::of(ui.ctx()).text_soft));
            return;
        }
        let shown = Shown { session, view, found, listed, marks_hits };
        ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
            ui.set_min_width(LEAST_WIDTH);
            calm(ui);
            reader::table(ui, view.language.table_events(), listed.len(), 7);
            shown.table(ui, requests);
        });
    });
}

/// A table with what is needed to paint its rows.
struct Shown<'a> {
    session: &'a Session,
    view: &'a View,
    found: &'a Found,
    listed: &'a Hits,
    /// Whether what is looked for is marked among the rest.
    marks_hits: bool,
}

/// An event with what its row says.
struct Row<'a> {
    event: &'a Event,
    position: usize,
    call: Option<&'a CallRecord>,
    /// The socket that it is about.
    socket: Option<&'a SocketRecord>,
    words: EventWords,
    /// Whether it has happened at the moment that is shown.
    has_happened: bool,
    is_hit: bool,
}

impl Shown<'_> {
    fn table(&self, ui: &mut Ui, requests: &mut Vec<Request>) {
        let follows = self.view.events.follows;
        let is_moved = is_moved(ui, ui.available_rect_before_wrap());
        // The last of them that has happened.
        let now = self.listed.before(self.session.moment().0).checked_sub(1);
        // What was in view in the last frame: the first points of it and its height.
        let seen = ui.scope_id().with("seen");
        let (top, height): (f32, f32) = ui.data(|data| data.get_temp(seen)).unwrap_or_default();
        let place = distance(now.unwrap_or(0));
        let is_clear = place >= top && place + ROW <= top + height;
        let mut builder = TableBuilder::new(ui)
            .id_salt("events")
            // A press on any cell counts; the keyboard stops at the number alone.
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .animate_scrolling(false)
            .resizable(true)
            .column(Column::initial(72.0).at_least(48.0).clip(true))
            .column(Column::initial(92.0).at_least(60.0).clip(true))
            .column(Column::initial(104.0).at_least(60.0).clip(true))
            .column(Column::initial(152.0).at_least(60.0).clip(true))
            .column(Column::initial(128.0).at_least(60.0).clip(true))
            .column(Column::initial(244.0).at_least(80.0).clip(true))
            .column(Column::remainder().at_least(120.0).clip(true));
        if follows && !is_moved && !is_clear {
            builder = builder.scroll_to_row(now.unwrap_or(0), Some(Align::Center));
        }
        let table = builder.header(ROW, |header| headings(header, self.view.language));
        let painted = table.body(|body| {
            body.rows(ROW, self.listed.len(), |line| {
                let is_now = now == Some(line.index());
                if let Some(row) = self.listed.get(line.index()).and_then(|at| self.row(at)) {
                    self.line(line, &row, is_now, requests);
                }
            });
        });
        let (top, height) = (painted.state.clamped_offset().y, painted.inner_rect.height());
        ui.data_mut(|data| data.insert_temp(seen, (top, height)));
        let is_in_view = place + ROW > top && place < top + height;
        let goes_along = if is_moved || !follows { is_in_view } else { follows };
        if goes_along != follows {
            requests.push(Request::FollowEvents(goes_along));
        }
    }

    fn row(&self, position: usize) -> Option<Row<'_>> {
        let trace = self.session.trace();
        let event = trace.event(position)?;
        let call = trace.call_of(position).and_then(|id| trace.find_call(id));
        let socket = match &event.what {
            What::Read { socket, .. } => Some(*socket),
            What::Returned(outcome) => {
                outcome.opened().map(|opened| opened.id).or(call.and_then(|c| c.socket))
            }
            _ => call.and_then(|call| call.socket),
        };
        Some(Row {
            event,
            position,
            call,
            socket: socket.and_then(|id| trace.socket(id)),
            words: self.words(position, event, call),
            has_happened: self.session.moment().shows(position),
            is_hit: self.marks_hits && self.found.hits.contains(position),
        })
    }

    /// What a row says, with what of its kind is folded into it.
    fn words(&self, position: usize, event: &Event, call: Option<&CallRecord>) -> EventWords {
        let (language, trace) = (self.view.language, self.session.trace());
        let mut words = text::event(language, trace, event, call);
        if let (What::Returned(_), Some(call)) = (&event.what, call) {
            let repeated = trace.repeated_after(call, trace.live());
            let more = (repeated > 0).then(|| text::times_the_same(language, repeated));
            for aside in text::aside(language, trace, position).into_iter().chain(more) {
                if !words.told.is_empty() {
                    words.told.push_str("  ·  ");
                }
                words.told.push_str(&aside);
            }
        }
        words
    }

    fn line(&self, mut line: TableRow<'_, '_>, row: &Row, is_now: bool, requests: &mut Vec<Request>) {
        let words = self.view.language;
        line.set_selected(is_now);
        let mut pressed = false;
        reader::cell(&mut line, |ui| pressed = self.number(ui, row, is_now));
        reader::cell(&mut line, |ui| code(ui, &text::instant(words, row.event.at), row.soft(ui)));
        reader::cell(&mut line, |ui| word(ui, self.who(row), row.ink(ui)));
        reader::cell(&mut line, |ui| what(ui, row));
        reader::cell(&mut line, |ui| {
            if let Some(socket) = row.socket {
                let tint = if row.has_happened { Tint::Socket(socket.number) } else { Tint::Outline };
                pill::show(ui, &socket.name, tint);
            }
        });
        reader::cell(&mut line, |ui| {
            let label = row.call.map(|record| record.call.label()).unwrap_or_default();
            code(ui, &label, row.ink(ui));
        });
        reader::cell(&mut line, |ui| {
            let colour =
                if row.has_failed() && row.has_happened { Theme::of(ui.ctx()).fail } else { row.ink(ui) };
            code(ui, &row.words.told, colour);
        });
        if pressed || line.response().clicked() {
            requests.push(Request::GoToEvent(row.position));
        }
    }

    /// The number of the event: what the keyboard stops at. Answers whether it was pressed.
    fn number(&self, ui: &mut Ui, row: &Row, is_now: bool) -> bool {
        let words = self.view.language;
        let theme = Theme::of(ui.ctx());
        let cell = ui.max_rect();
        if row.is_hit {
            let bar = Rect::from_min_size(cell.left_top() + Vec2::new(0.0, 4.0), Vec2::new(3.0, ROW - 8.0));
            ui.painter().rect_filled(bar, 1.5, theme.accent);
        }
        if is_now {
            icons::pointer(ui.painter(), cell.left_center() + Vec2::new(11.0, 0.0), 4.5, false, theme.accent);
        }
        let number = text::number(words, row.position as u64 + 1);
        let number = RichText::new(number).font(theme::code(12.0)).color(row.soft(ui));
        let button = Button::new(number).frame(false).wrap_mode(TextWrapMode::Truncate);
        // No higher than the row.
        ui.spacing_mut().interact_size.y = ROW;
        ui.spacing_mut().button_padding.y = 0.0;
        let response = ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(button)).inner;
        let call = row.call.map(|record| record.call.to_string()).unwrap_or_default();
        let mut name = text::go_to_event(words, row.position + 1, self.who(row), &call, &row.words);
        if row.is_hit {
            name = format!("{name} ({})", words.is_hit());
        }
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_now, name.as_str()));
        response.clicked()
    }

    fn who(&self, row: &Row) -> &str {
        self.session.trace().name_of(row.event.participant, row.position)
    }
}

impl Row<'_> {
    fn ink(&self, ui: &Ui) -> Color32 {
        let theme = Theme::of(ui.ctx());
        if self.has_happened { theme.text } else { theme.text_faint }
    }

    fn soft(&self, ui: &Ui) -> Color32 {
        let theme = Theme::of(ui.ctx());
        if self.has_happened { theme.text_soft } else { theme.text_faint }
    }

    fn has_failed(&self) -> bool {
        match &self.event.what {
            What::Returned(outcome) => !outcome.is_success(),
            What::Killed => true,
            _ => false,
        }
    }
}

/// How far a row is below the first.
#[expect(clippy::cast_precision_loss, reason = "less than a row for as many events as are kept")]
fn distance(row: usize) -> f32 {
    row as f32 * ROW
}

/// Whether a person moves what is shown here, by the wheel or by a bar.
fn is_moved(ui: &Ui, area: Rect) -> bool {
    ui.input(|input| {
        let is_here = |place: Option<Pos2>| place.is_some_and(|place| area.contains(place));
        let by_wheel = input.is_scrolling() && is_here(input.pointer.hover_pos());
        by_wheel || (input.pointer.any_down() && is_here(input.pointer.press_origin()))
    })
}

fn headings(mut header: TableRow<'_, '_>, words: Language) {
    let headings = [
        (words.column_number(), words.column_number_tip()),
        (words.column_time(), words.column_time_tip()),
        (words.column_participant(), ""),
        (words.column_what(), ""),
        (words.column_socket(), ""),
        (words.column_call(), ""),
        (words.column_told(), ""),
    ];
    for (at, (heading, tip)) in headings.into_iter().enumerate() {
        reader::heading(&mut header, |ui| {
            let colour = Theme::of(ui.ctx()).text_soft;
            let heading = RichText::new(heading).font(theme::strong_words(12.0)).color(colour);
            let label = Label::new(heading).wrap_mode(TextWrapMode::Truncate);
            let layout = if at == 0 {
                Layout::right_to_left(Align::Center)
            } else {
                Layout::left_to_right(Align::Center)
            };
            let response = ui.with_layout(layout, |ui| ui.add(label)).inner;
            if !tip.is_empty() {
                response.on_hover_text(tip);
            }
        });
    }
}

/// What happened, by a sign and a word.
fn what(ui: &mut Ui, row: &Row) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(10.0, ROW), Sense::hover());
    let (centre, painter) = (rect.center(), ui.painter());
    let ink = |colour: Color32| if row.has_happened { colour } else { theme.text_faint };
    let colour = match &row.event.what {
        What::Called { .. } => {
            icons::pointer(painter, centre, 3.5, false, ink(theme.text_soft));
            ink(theme.text)
        }
        What::Waiting(_) => {
            icons::hourglass(painter, centre, 4.5, ink(theme.wait));
            ink(theme.wait_text)
        }
        What::Returned(outcome) if outcome.is_success() => {
            icons::check(painter, centre, 4.0, ink(theme.done));
            ink(theme.text)
        }
        What::Returned(_) | What::Killed => {
            icons::cross(painter, centre, 4.0, ink(theme.fail));
            ink(theme.fail)
        }
        _ => ink(theme.text_soft),
    };
    word(ui, row.words.what, colour);
}

/// A text in a cell, cut where the column ends and whole on hover.
fn code(ui: &mut Ui, text: &str, colour: Color32) {
    if text.is_empty() {
        return;
    }
    let text = RichText::new(text).font(theme::code(12.0)).color(colour);
    ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
}

fn word(ui: &mut Ui, text: &str, colour: Color32) {
    ui.add(Label::new(RichText::new(text).size(12.5).color(colour)).wrap_mode(TextWrapMode::Truncate));
}
