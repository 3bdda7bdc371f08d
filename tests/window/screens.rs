//! Every screen of the program, looked at: compared with its picture in `tests/pictures/`, and checked for what cannot be
//! read. The pictures are made anew with `UPDATE_SNAPSHOTS=1 cargo test --test window screens`, and looked at by a person
//! before they are kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use egui::Vec2;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use egui_kittest::{SnapshotOptions, try_image_snapshot_options};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _};
use socketlab::text::Language;
use socketlab::ui::Action;

use crate::driver::{Look, Window};
use crate::legible;
use crate::screen;
use crate::stage::{self, When};

/// From the smallest window there is to the largest that has been thought of.
const SIZES: [Vec2; 6] = [
    Vec2::new(720.0, 480.0),
    Vec2::new(1024.0, 700.0),
    Vec2::new(1280.0, 800.0),
    Vec2::new(1920.0, 1080.0),
    Vec2::new(2560.0, 1440.0),
    Vec2::new(3840.0, 2160.0),
];

/// The heads of the columns are at most so high, above the part of the diagram that has a name.
const HEADS: f32 = 120.0;

/// What cannot be read in the window as it is.
fn faults(window: &Window) -> Vec<String> {
    let (view, screen) = (window.harness.state().view(), window.harness.ctx.content_rect());
    // A person moves the diagram from side to side, with its heads.
    let words = view.language;
    let is_whole = window.shows(words.diagram());
    let diagram = window.node(if is_whole { words.diagram() } else { words.diagram_of_class() }).rect();
    let mut sideways = vec![diagram.with_min_y(diagram.top() - HEADS)];
    // And the tables of the drawer, where the window is narrow.
    if view.tab.is_some() && screen.width() < TABLES {
        sideways.push(screen.with_min_y(diagram.bottom()));
    }
    let mut faults = legible::faults(&window.harness.ctx, window.harness.output(), &sideways);
    let root = window.harness.root();
    let controls = root.children_recursive().filter(|node| ACTED_ON.contains(&node.accesskit_node().role()));
    for control in controls {
        let rect = control.rect();
        let scrolls = sideways.iter().any(|part| part.y_range().contains(rect.center().y));
        let is_within = rect.left() > screen.left() - 1.0 && rect.right() < screen.right() + 1.0;
        if !is_within && !scrolls {
            faults.push(format!("{:?} at {rect:?} is out of reach", control.accesskit_node().label()));
        }
    }
    faults
}

/// What a person presses, writes in or moves.
const ACTED_ON: [Role; 6] =
    [Role::Button, Role::Tab, Role::TextInput, Role::Slider, Role::CheckBox, Role::RadioButton];

/// Tables are whole in a window of this width.
const TABLES: f32 = 940.0;

/// Does the same to each on as many threads as there are processors, and answers what was wrong with any.
fn with_each<T: Sync>(all: &[T], check: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = check(one);
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    wrong.into_inner().unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn is_updating() -> bool {
    std::env::var("UPDATE_SNAPSHOTS")
        .is_ok_and(|asked| !matches!(asked.as_str(), "0" | "false" | "no" | "off"))
}

#[test]
fn every_screen_looks_as_in_its_picture_and_can_be_read() {
    let screens = screen::all();
    let names: BTreeSet<String> = screens.iter().map(|screen| screen.name.clone()).collect();
    assert_eq!(names.len(), screens.len(), "two screens share a picture");
    let mut wrong = with_each(&screens, |screen| {
        let mut window = (screen.open)();
        let mut wrong = faults(&window);
        wrong.extend(differs(&mut window, &screen.name).err());
        wrong.iter().map(|fault| format!("{}: {fault}", screen.name)).collect()
    });
    wrong.extend(left_over(&names));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares the window with its picture. One that differs, or is missing, is written beside it as `….new.png`.
fn differs(window: &mut Window, name: &str) -> Result<(), String> {
    let painted = window.harness.render()?;
    let options = SnapshotOptions::new().threshold(0.6).output_path(folder());
    let path = folder().join(name).with_extension("png");
    let before = fs::metadata(&path).and_then(|file| file.modified()).ok();
    try_image_snapshot_options(&painted, name, &options).map_err(|error| error.to_string())?;
    if is_updating() && fs::metadata(&path).and_then(|file| file.modified()).ok() != before {
        pack(&path, painted);
    }
    if is_updating() {
        for aside in ["old", "diff"] {
            let _ = fs::remove_file(path.with_extension(format!("{aside}.png")));
        }
    }
    Ok(())
}

/// Writes a picture as small as it gets.
fn pack(path: &Path, picture: image::RgbaImage) {
    let (width, height) = picture.dimensions();
    let opaque = DynamicImage::ImageRgba8(picture).into_rgb8();
    let packed =
        [FilterType::NoFilter, FilterType::Sub, FilterType::Up, FilterType::Adaptive].map(|filter| {
            let mut packed = Vec::new();
            let encoder = PngEncoder::new_with_quality(&mut packed, CompressionType::Best, filter);
            encoder.write_image(&opaque, width, height, ExtendedColorType::Rgb8).unwrap();
            packed
        });
    fs::write(path, packed.iter().min_by_key(|packed| packed.len()).unwrap()).unwrap();
}

/// Pictures that are of no screen any more. When pictures are made anew, they go.
fn left_over(names: &BTreeSet<String>) -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let mut left = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".png") else { continue };
        // What a comparison leaves for a person to look at.
        let is_aside = [".new", ".old", ".diff"].iter().any(|aside| stem.ends_with(aside));
        if names.contains(stem) || is_aside {
            continue;
        }
        if is_updating() {
            fs::remove_file(&path).unwrap();
        } else {
            left.push(format!("{name} is a picture of no screen"));
        }
    }
    left
}

#[test]
fn every_run_can_be_read_in_a_window_of_any_size() {
    let runs: Vec<_> = screen::runs().flat_map(|file| When::ALL.map(|when| (file, when))).collect();
    let wrong = with_each(&runs, |(file, when)| {
        let mut window = stage::open(Look::default(), file, *when);
        let mut wrong = Vec::new();
        for language in Language::all().iter().copied() {
            for size in SIZES {
                window.harness.set_size(size);
                window.harness.run();
                let at = format!("{file}, {when:?}, {}, {} x {}", language.code(), size.x, size.y);
                wrong.extend(faults(&window).into_iter().map(|fault| format!("{at}: {fault}")));
            }
            window.act(Action::ChangeLanguage);
        }
        wrong
    });
    assert!(wrong.is_empty(), "{}\n{} faults", wrong.join("\n"), wrong.len());
}

#[test]
fn whatever_is_opened_can_be_read_in_a_small_and_in_a_large_window() {
    let small_and_large = [SIZES[0], SIZES[1], SIZES[5]];
    let opened: Vec<_> =
        screen::OPENED.iter().flat_map(|opened| small_and_large.map(|size| (opened, size))).collect();
    let wrong = with_each(&opened, |((name, open), size)| {
        // The longer words.
        let mut window = open(Look { size: *size, language: Language::SPANISH, ..Look::default() });
        window.harness.run();
        faults(&window).into_iter().map(|fault| format!("{name}, {} x {}: {fault}", size.x, size.y)).collect()
    });
    assert!(wrong.is_empty(), "{}\n{} faults", wrong.join("\n"), wrong.len());
}
