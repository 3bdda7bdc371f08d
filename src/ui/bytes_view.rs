//! Bytes as text and in hexadecimal, eight to a row, or four where there is no room.

use egui::{RichText, Ui};

use super::theme::{self, Theme};
use crate::sockets::Payload;
use crate::text::{self, Language};

/// So many bytes are shown; the rest is counted.
const SHOWN: usize = 256;
const ROW: usize = 8;
/// What eight take in width.
const WIDE: f32 = 240.0;

pub fn show(ui: &mut Ui, title: &str, data: &Payload, words: Language) {
    let theme = Theme::of(ui.ctx());
    ui.label(RichText::new(title).font(theme::strong_words(13.0)).color(theme.text));
    if data.is_empty() {
        ui.label(RichText::new("b''").font(theme::code(12.0)).color(theme.text_soft));
        return;
    }
    let shown = &data[..data.len().min(SHOWN)];
    let text = String::from_utf8_lossy(shown);
    let text: String = text.chars().map(|c| if c.is_control() { '␣' } else { c }).collect();
    ui.label(RichText::new(format!("'{text}'")).font(theme::code(12.0)).color(theme.code_string));
    ui.add_space(2.0);
    let in_row = if ui.available_width() < WIDE { ROW / 2 } else { ROW };
    for (row, bytes) in shown.chunks(in_row).enumerate() {
        ui.horizontal(|ui| {
            let place = RichText::new(format!("{:04x}", row * in_row));
            ui.label(place.font(theme::code(11.0)).color(theme.text_faint));
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let hex = format!("{:<width$}", hex.join(" "), width = in_row * 3 - 1);
            ui.label(RichText::new(hex).font(theme::code(11.0)).color(theme.text));
            let plain: String = bytes.iter().map(|byte| printable(*byte)).collect();
            ui.label(RichText::new(plain).font(theme::code(11.0)).color(theme.text_soft));
        });
    }
    if data.len() > SHOWN {
        let rest = text::more_bytes(words, data.len() - SHOWN);
        ui.label(RichText::new(rest).size(12.0).color(theme.text_soft));
    }
}

/// A byte as ASCII, or a dot.
fn printable(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' { char::from(byte) } else { '·' }
}
