//! The fonts that the program brings along, so that it looks the same everywhere.

use egui::FontFamily;
use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};

use super::{strong, strong_code};

const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
const INTER_STRONG: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");
const MONO: &[u8] = include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf");
const MONO_STRONG: &[u8] = include_bytes!("../../../assets/fonts/JetBrainsMono-SemiBold.ttf");

/// Gives a context the fonts.
pub fn install(ctx: &egui::Context) {
    let add = |name: &str, bytes: &'static [u8], family: FontFamily, priority: FontPriority| {
        let families = vec![InsertFontFamily { family, priority }];
        ctx.add_font(FontInsert::new(name, egui::FontData::from_static(bytes), families));
    };
    add("Inter", INTER, FontFamily::Proportional, FontPriority::Highest);
    add("Inter SemiBold", INTER_STRONG, strong(), FontPriority::Highest);
    add("JetBrains Mono", MONO, FontFamily::Monospace, FontPriority::Highest);
    add("JetBrains Mono SemiBold", MONO_STRONG, strong_code(), FontPriority::Highest);
    // What one family lacks, the other may have.
    for family in [FontFamily::Monospace, strong_code()] {
        add(&format!("Inter for {family}"), INTER, family, FontPriority::Lowest);
    }
    for family in [FontFamily::Proportional, strong()] {
        add(&format!("JetBrains Mono for {family}"), MONO, family, FontPriority::Lowest);
    }
}
