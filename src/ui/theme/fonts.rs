//! The fonts that the program brings along, so that it looks the same everywhere. Those of the system are not used: a
//! character that these lack is an empty box, and the map of bytes names it, `U+4F60`.

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use egui::FontId;

    use super::*;

    /// The files below a folder of the project that end in one of these.
    fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| endings.iter().any(|wanted| end == *wanted)) {
                    found.push(path);
                }
            }
        }
        found
    }

    /// Whatever is written in the languages, the templates, the scenarios and recordings of the program, and in the code that
    /// paints it, key names and signs included.
    fn characters() -> BTreeMap<char, PathBuf> {
        let mut all = BTreeMap::new();
        let sources = [
            files("assets/languages", &["ftl"]),
            files("assets/templates", &["ron"]),
            files("saved_scenarios", &["ron", "ronl"]),
            files("src/ui", &["rs"]),
            files("src/text", &["rs"]),
            files("src/sockets", &["rs"]),
            files("src/export", &["rs"]),
        ];
        for path in sources.into_iter().flatten() {
            let text = fs::read_to_string(&path).unwrap();
            // What stands in tests is not shown.
            let text = match text.find("#[cfg(test)]\nmod tests {") {
                Some(tests) if path.extension().is_some_and(|end| end == "rs") => &text[..tests],
                _ if path.ends_with("tests.rs") => "",
                _ => &text,
            };
            for character in text.chars().filter(|c| !c.is_control()) {
                all.entry(character).or_insert_with(|| path.clone());
            }
        }
        all
    }

    #[test]
    fn every_character_of_the_program_is_in_the_bundled_fonts() {
        let ctx = egui::Context::default();
        crate::ui::theme::install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let all = characters();
            assert!(all.len() > 120 && all.contains_key(&'ñ'), "only {} characters found", all.len());
            let families = [FontFamily::Proportional, strong(), FontFamily::Monospace, strong_code()];
            let mut lacking = Vec::new();
            for (family, (character, path)) in families.iter().flat_map(|f| all.iter().map(move |c| (f, c))) {
                let font = FontId::new(13.0, family.clone());
                if !ui.fonts_mut(|fonts| fonts.has_glyph(&font, *character)) {
                    lacking.push(format!(
                        "{family}: `{character}` {:?} of {}",
                        *character as u32,
                        path.display()
                    ));
                }
            }
            let known = |character| {
                ui.fonts_mut(|fonts| fonts.has_glyph(&FontId::new(13.0, FontFamily::Monospace), character))
            };
            assert!(known('ñ') && !known('你'), "what is not there is not seen to be lacking");
            assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
        });
        output.textures_delta.clear();
    }

    /// With the fonts of a system, what is lacking above would not be seen on the machine of whoever wrote it.
    #[test]
    fn no_font_of_the_system_is_used() {
        let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
        assert!(lock.contains("name = \"eframe\"") && !lock.contains("egui_system_font_provider"));
    }
}
