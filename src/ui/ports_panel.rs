//! The ports of the machine, as `netstat -a` shows them, with the sockets of this run among them. Only the rows in view
//! are painted.

use egui::{
    Align, Button, Frame, Label, Layout, Margin, RichText, ScrollArea, Sense, Stroke, TextEdit, TextWrapMode,
    Ui,
};
use egui_extras::{Column, TableBuilder};

use super::pill::{self, Tint};
use super::ports_list::{PortsColumn, PortsView, processes};
use super::theme::{self, Theme};
use super::{Request, View, reader};
use crate::kernel::ports::{Filter, PortRow, Table};
use crate::scenario::ParticipantId;
use crate::session::{Command, Selection, Session, ports_of_run, whose};
use crate::sockets::{SocketId, TcpState};
use crate::text::{self, Language};

const ROW: f32 = 26.0;
/// In a narrower window the table is moved sideways.
const LEAST_WIDTH: f32 = 900.0;

pub fn show(ui: &mut Ui, session: &Session, view: &View, table: Option<&Table>, requests: &mut Vec<Request>) {
    let words = view.language;
    let margin = Margin { left: 16, right: 8, top: 8, bottom: 4 };
    if !session.is_of_now() {
        Frame::new().inner_margin(margin).show(ui, |ui| of_run(ui, session, view, requests));
        return;
    }
    Frame::new().inner_margin(margin).show(ui, |ui| match table {
        None => quiet(ui, words.ports_reading()),
        Some(Err(error)) => quiet(ui, &text::ports_error(words, error)),
        Some(Ok(rows)) => {
            let whose = whose(session.trace(), rows);
            rows_of(ui, session, view, (rows, &whose, None), requests);
        }
    });
}

/// The ports that the run had at the moment that is shown, where that is not now.
fn of_run(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    let ports = ports_of_run(session.snapshot(), session.now());
    let whose: Vec<_> = ports.iter().map(|port| Some(port.socket)).collect();
    let queues: Vec<_> = ports.iter().map(|port| port.has_queues).collect();
    let rows: Vec<_> = ports.into_iter().map(|port| port.row).collect();
    rows_of(ui, session, view, (&rows, &whose, Some(&queues)), requests);
}

/// The rows that are wanted, with the controls above them. Of a moment of the run it is known which queues were told of.
fn rows_of(
    ui: &mut Ui,
    session: &Session,
    view: &View,
    (rows, whose, queues): (&[PortRow], &[Option<SocketId>], Option<&[bool]>),
    requests: &mut Vec<Request>,
) {
    let words = view.language;
    let name = |id| session.trace().socket(id).map(|socket| socket.name.as_str());
    let listed = view.ports.listed(rows, whose, name);
    let count = text::sockets(words, listed.len(), rows.len());
    controls(ui, view, queues.is_some(), &count, requests);
    ui.add_space(4.0);
    if queues.is_some() {
        let colour = Theme::of(ui.ctx()).wait_text;
        let told = RichText::new(words.ports_then()).size(12.0).color(colour);
        ui.add(Label::new(told).wrap_mode(TextWrapMode::Truncate));
        ui.add_space(4.0);
    }
    let shown = Shown { session, view, rows, whose, queues, listed: &listed };
    ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.set_min_width(LEAST_WIDTH);
        calm(ui);
        shown.table(ui, requests);
    });
}

fn quiet(ui: &mut Ui, text: &str) {
    let colour = Theme::of(ui.ctx()).text_soft;
    ui.label(RichText::new(text).color(colour));
}

/// Leaves out the lines between the columns of a table, which show where they can be drawn wider only under the pointer.
pub fn calm(ui: &mut Ui) {
    ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
    ui.spacing_mut().item_spacing.x = 12.0;
}

/// What is to be listed, and how many that are.
fn controls(ui: &mut Ui, view: &View, is_of_run: bool, count: &str, requests: &mut Vec<Request>) {
    let (words, ports) = (view.language, &view.ports);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let label = ui.label(RichText::new(words.ports_filter()).color(Theme::of(ui.ctx()).text_soft));
        let mut typed = ports.text.clone();
        let field = TextEdit::singleline(&mut typed)
            .hint_text(words.ports_filter_hint())
            .margin(Margin::symmetric(8, 5))
            .desired_width(190.0);
        if ui.add(field).labelled_by(label.id).changed() {
            requests.push(Request::ShowPorts(PortsView { text: typed, ..ports.clone() }));
        }
        ui.add_space(6.0);
        let Filter { tcp, udp, listening } = ports.filter;
        let filtered = |filter| PortsView { filter, ..ports.clone() };
        let switches = [
            (tcp, "TCP", "", filtered(Filter { tcp: !tcp, ..ports.filter })),
            (udp, "UDP", "", filtered(Filter { udp: !udp, ..ports.filter })),
            (
                listening,
                words.ports_listening(),
                words.ports_listening_tip(),
                filtered(Filter { listening: !listening, ..ports.filter }),
            ),
            (
                ports.ours,
                words.ports_ours(),
                words.ports_ours_tip(),
                PortsView { ours: !ports.ours, ..ports.clone() },
            ),
        ];
        // Of a moment of the run there are its own alone.
        let offered = switches.len() - usize::from(is_of_run);
        for (on, label, tip, after) in switches.into_iter().take(offered) {
            let mut response = ui.add(Button::selectable(on, label));
            if !tip.is_empty() {
                response = response.on_hover_text(tip);
            }
            if response.clicked() {
                requests.push(Request::ShowPorts(after));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| quiet(ui, count));
    });
}

/// A table with what is needed to paint its rows.
struct Shown<'a> {
    session: &'a Session,
    view: &'a View,
    rows: &'a [PortRow],
    whose: &'a [Option<SocketId>],
    /// For each row of a moment of the run whether its queues are known; `None` for the machine as it is now.
    queues: Option<&'a [bool]>,
    listed: &'a [usize],
}

impl Shown<'_> {
    fn table(&self, ui: &mut Ui, requests: &mut Vec<Request>) {
        let columns = PortsColumn::ALL.len();
        reader::table(ui, self.view.language.table_ports(), self.listed.len(), columns);
        let numbers = Layout::right_to_left(Align::Center);
        let words = self.view.language;
        let builder = TableBuilder::new(ui)
            .id_salt("ports")
            // A press on any cell counts; the keyboard stops at the tag alone.
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .resizable(true)
            .column(Column::initial(128.0).at_least(60.0).clip(true))
            .column(Column::initial(56.0).at_least(44.0).clip(true))
            .column(Column::initial(72.0).at_least(56.0).clip(true))
            .column(Column::initial(72.0).at_least(56.0).clip(true))
            .column(Column::initial(168.0).at_least(80.0).clip(true))
            .column(Column::initial(168.0).at_least(80.0).clip(true))
            .column(Column::initial(172.0).at_least(80.0).clip(true))
            .column(Column::remainder().at_least(80.0).clip(true));
        let table = builder.header(ROW, |mut header| {
            for column in PortsColumn::ALL {
                reader::heading(&mut header, |ui| heading(ui, &self.view.ports, column, words, requests));
            }
        });
        if self.listed.is_empty() {
            drop(table);
            let of_run = self.queues.is_some() && self.rows.is_empty();
            quiet(ui, if of_run { words.ports_then_none() } else { words.ports_none() });
            return;
        }
        table.body(|body| {
            body.rows(ROW, self.listed.len(), |mut line| {
                let at = self.listed[line.index()];
                let (row, socket) = (&self.rows[at], self.whose[at]);
                line.set_selected(false);
                if socket.is_none() {
                    line.set_hovered(false);
                }
                let mut pressed = false;
                reader::cell(&mut line, |ui| pressed = socket.is_some_and(|id| self.tag(ui, id)));
                reader::cell(&mut line, |ui| code(ui, row.protocol.name()));
                let is_told = self.queues.is_none_or(|queues| queues[at]);
                for bytes in [row.receive_queue, row.send_queue] {
                    let bytes = if is_told { text::number(words, bytes.into()) } else { String::new() };
                    reader::cell(&mut line, |ui| {
                        ui.with_layout(numbers, |ui| code(ui, &bytes));
                    });
                }
                reader::cell(&mut line, |ui| code(ui, &row.local.to_string()));
                reader::cell(&mut line, |ui| {
                    code(ui, &row.remote.map_or_else(|| "*".into(), |remote| remote.to_string()));
                });
                reader::cell(&mut line, |ui| state(ui, row, words));
                reader::cell(&mut line, |ui| match socket.filter(|_| self.queues.is_some()) {
                    Some(id) => code(ui, self.participant(id)),
                    None => code(ui, &processes(row)),
                });
                if let Some(id) = socket.filter(|_| pressed || line.response().clicked()) {
                    requests.extend(select_maker(self.session, id));
                }
            });
        });
    }

    /// The name of the participant that had a socket open at the moment that is shown, if any had it.
    fn participant(&self, id: SocketId) -> &str {
        let (trace, moment) = (self.session.trace(), self.session.moment());
        if !trace.socket(id).is_some_and(|socket| socket.is_open(moment)) {
            return "";
        }
        trace.name_of(ParticipantId(id.participant), moment.0.saturating_sub(1))
    }

    /// The tag of a socket of this run. Answers whether it was pressed.
    fn tag(&self, ui: &mut Ui, id: SocketId) -> bool {
        let Some(socket) = self.session.trace().socket(id) else { return false };
        let name = text::go_to_maker(self.view.language, &socket.name, participant(self.session, id));
        pill::button(ui, &socket.name, Tint::Socket(socket.number), &name).clicked()
    }
}

/// The name of the participant that has a socket.
pub fn participant(session: &Session, id: SocketId) -> &str {
    session.scenario().participant(ParticipantId(id.participant)).map_or("", |participant| &participant.name)
}

/// Selects the call that made a socket.
pub fn select_maker(session: &Session, id: SocketId) -> Option<Request> {
    let call = session.snapshot().maker(id)?;
    Some(Request::Tell(Command::Select(Some(Selection::Made(call)))))
}

/// The heading of a column; a press sorts by it.
fn heading(
    ui: &mut Ui,
    ports: &PortsView,
    column: PortsColumn,
    words: Language,
    requests: &mut Vec<Request>,
) {
    let theme = Theme::of(ui.ctx());
    let sorts = ports.sort == column;
    let mark = match (sorts, ports.descending) {
        (false, _) => "",
        (true, false) => " ↑",
        (true, true) => " ↓",
    };
    let label = format!("{}{mark}", column.label(words));
    let label = RichText::new(label).font(theme::strong_words(12.0)).color(theme.text_soft);
    let button = Button::new(label).frame(false).wrap_mode(TextWrapMode::Truncate);
    let is_number = matches!(column, PortsColumn::ReceiveQueue | PortsColumn::SendQueue);
    let layout =
        if is_number { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    let response = ui.with_layout(layout, |ui| ui.add(button)).inner;
    let name = text::sort_by(words, column.label(words));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, sorts, name.as_str()));
    if response.on_hover_text(column.tip(words)).clicked() {
        requests.push(Request::ShowPorts(ports.sorted_by(column)));
    }
}

/// A text in a cell, cut where the column ends and whole on hover.
fn code(ui: &mut Ui, text: &str) {
    if text.is_empty() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(text).font(theme::code(12.0)).color(theme.text);
    ui.add(Label::new(text).wrap_mode(TextWrapMode::Truncate));
}

fn state(ui: &mut Ui, row: &PortRow, words: Language) {
    let theme = Theme::of(ui.ctx());
    let Some(state) = row.state else { return };
    code_with_tip(ui, state, words);
    if let Some(left) = row.remaining {
        let left = RichText::new(text::remaining(words, left)).size(12.0).color(theme.text_soft);
        ui.add(Label::new(left).wrap_mode(TextWrapMode::Truncate));
    }
}

/// A state of TCP by its name, with what it means on hover.
pub fn code_with_tip(ui: &mut Ui, state: TcpState, words: Language) {
    let theme = Theme::of(ui.ctx());
    let name = RichText::new(state.name()).font(theme::code(12.0)).color(theme.text);
    ui.add(Label::new(name).wrap_mode(TextWrapMode::Truncate).sense(Sense::hover()))
        .on_hover_text(text::tcp_state(words, state));
}
