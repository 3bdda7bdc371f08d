//! Characters over their bytes: which bytes make which character, and what Python says where a cut falls inside one.

use egui::{Align2, Pos2, Rect, RichText, Sense, StrokeKind, Ui, Vec2};

use super::bytes_panel::{ground, selected_call};
use super::theme::{self, Theme};
use crate::session::Session;
use crate::sockets::{self, Payload};
use crate::text::{self, Language};
use crate::trace::CallState;

/// So many bytes are shown as cells, from the first or from where the text breaks.
const SHOWN: usize = 64;
/// So many bytes are looked at for what is no character.
const LOOKED_AT: usize = 1 << 16;
const CELL: Vec2 = Vec2::new(30.0, 26.0);

/// The bytes of the selected call, character by character.
pub fn show(ui: &mut Ui, session: &Session, words: Language) {
    let Some(call) = selected_call(session) else { return };
    let snapshot = session.snapshot();
    let record = session.trace().call(call);
    let received = match snapshot.state(record) {
        CallState::Returned(outcome) => outcome.received().cloned(),
        _ => None,
    };
    let sent = || record.call.data().filter(|data| data.len() <= 1 << 20).map(sockets::Data::to_payload);
    let is_received = received.is_some();
    let Some(data) = received.or_else(sent).filter(|data| !data.is_empty()) else { return };
    let theme = Theme::of(ui.ctx());
    // In a stream: where these bytes begin, and which sends they are of.
    let socket = record.socket;
    let connection = socket.and_then(|socket| snapshot.connection(socket));
    let direction = connection.map(|both| if is_received { both.back } else { both.out });
    let start = direction.and_then(|direction| direction.piece_of(call)).map_or(0, |piece| piece.start);
    let send_of = |at: usize| direction.map_or(0, |d| d.sends_before(start + at as u64));

    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(record.call.label()).font(theme::code(12.5)).color(theme.text));
        // Longer data is not gone through in each frame, and its characters are not counted.
        let text = Some(&data)
            .filter(|data| data.len() <= LOOKED_AT)
            .and_then(|data| std::str::from_utf8(data).ok());
        let told = text::encoded(words, data.len(), text.map(|text| text.chars().count()));
        ui.label(RichText::new(told).size(12.0).color(theme.text_soft));
    });
    let looked_at = &data[..data.len().min(LOOKED_AT)];
    // Where the look ends is no cut of a call.
    let error = sockets::decode_error(looked_at)
        .filter(|error| looked_at.len() == data.len() || error.end < looked_at.len());
    let first = error.map_or(0, |error| error.start.saturating_sub(SHOWN / 2));
    cells(ui, &data, first, send_of);
    if let Some(error) = error {
        let byte = data.get(error.start).copied().unwrap_or_default();
        let why = text::broken(words, &error, byte, start > 0);
        ui.label(RichText::new(why).size(12.5).color(theme.fail));
        ui.label(RichText::new(error.to_string()).font(theme::code(12.0)).color(theme.fail));
        return;
    }
    let wide = sockets::characters(&data, 0).take(SHOWN).find(|found| found.bytes.len() > 1);
    if let Some((character, bytes)) = wide.and_then(|wide| Some((wide.character?, wide.bytes))) {
        let hex: Vec<String> = data[bytes].iter().map(|byte| format!("{byte:02X}")).collect();
        let told = text::character_bytes(words, character, &hex.join(" "));
        ui.label(RichText::new(told).size(12.0).color(theme.text_soft));
    }
}

fn cells(ui: &mut Ui, data: &Payload, first: usize, send_of: impl Fn(usize) -> usize) {
    let theme = Theme::of(ui.ctx());
    let found: Vec<_> =
        sockets::characters(data, first).take_while(|c| c.bytes.start < first + SHOWN).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 6.0);
        for character in &found {
            #[expect(clippy::cast_precision_loss, reason = "a character has four bytes at most")]
            let width = CELL.x * character.bytes.len() as f32;
            let size = Vec2::new(width, CELL.y * 2.0 + 16.0);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let head = Rect::from_min_size(rect.min, Vec2::new(width, CELL.y)).shrink(1.0);
            let shown = match character.character {
                Some('\n') => "\\n".to_owned(),
                Some('\t') => "\\t".to_owned(),
                Some('\r') => "\\r".to_owned(),
                Some(' ') => "␣".to_owned(),
                Some(c) if c.is_control() => "·".to_owned(),
                Some(c) if ui.fonts_mut(|fonts| fonts.has_glyph(&theme::code(13.0), c)) => c.to_string(),
                // The program brings its fonts along and uses no others: what they lack is named.
                Some(c) => format!("U+{:04X}", u32::from(c)),
                None => "?".to_owned(),
            };
            let broken = character.character.is_none();
            let fill = if broken { theme.fail_ground } else { ground(theme, send_of(character.bytes.start)) };
            ui.painter().rect_filled(head, 4.0, fill);
            let colour = if broken { theme.fail } else { theme.text };
            if broken {
                super::paint::icons::dashed_box(ui.painter(), head, 4.0, theme.stroke(1.5, theme.fail), 3.0);
            }
            ui.painter().text(head.center(), Align2::CENTER_CENTER, &shown, theme::code(13.0), colour);
            let mut left = rect.left();
            for at in character.bytes.clone() {
                let cell = Rect::from_min_size(Pos2::new(left, rect.top() + CELL.y), CELL).shrink(1.0);
                ui.painter().rect_stroke(cell, 3.0, theme.stroke(1.0, theme.edge), StrokeKind::Inside);
                let hex = format!("{:02X}", data[at]);
                ui.painter().text(cell.center(), Align2::CENTER_CENTER, hex, theme::code(11.5), theme.text);
                let below = Pos2::new(cell.center().x, cell.bottom() + 8.0);
                let offset = at.to_string();
                ui.painter().text(below, Align2::CENTER_CENTER, offset, theme::code(11.0), theme.text_faint);
                left += CELL.x;
            }
            let hex: Vec<String> =
                data[character.bytes.clone()].iter().map(|byte| format!("{byte:02X}")).collect();
            let label = format!("{shown} {}", hex.join(" "));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, label.as_str()));
        }
    });
    if data.len() > first + SHOWN || first > 0 {
        ui.label(RichText::new("…").color(theme.text_soft));
    }
}
