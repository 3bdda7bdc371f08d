//! Every scenario after its end, in every look, as pictures for people to look at: `target/pictures/`. Not compared with
//! anything, so not run with the others: `cargo test --test window gallery -- --ignored`.

use std::fs;
use std::path::Path;

use egui::{Key, Theme, Vec2};
use socketlab::scenario::CATALOGUE;
use socketlab::session::Session;
use socketlab::text::Language;

use crate::driver::{Look, runnable};

#[test]
#[ignore = "makes pictures to look at, and checks nothing"]
fn gallery() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    fs::create_dir_all(&folder).unwrap();
    for entry in CATALOGUE {
        for size in [Vec2::new(1280.0, 800.0), Vec2::new(1920.0, 1080.0)] {
            for (theme, light) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
                for language in Language::all().iter().copied() {
                    let mut window =
                        Look { size, theme, language, ..Look::default() }.open(runnable(entry.file));
                    window.press(Key::R);
                    window.until(&format!("{} is over", entry.file), Session::is_over);
                    window.harness.run();
                    let name = entry.file.trim_end_matches(".ron");
                    let name = format!("{name}_{}_{light}_{}.png", language.code(), size.x);
                    window.harness.render().unwrap().save(folder.join(name)).unwrap();
                }
            }
        }
    }
}
