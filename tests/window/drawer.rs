//! The drawer at the foot of the window: it opens and closes by key and by click, and leaves the diagram its room.

use egui::{Key, Vec2};
use socketlab::text::Language;
use socketlab::ui::Tab;

use crate::driver::{Look, Window, runnable};

fn opened(size: Vec2) -> Window {
    Look { size, ..Look::default() }.open(runnable("01_tcp_pair.ron"))
}

fn tab(window: &Window) -> Option<Tab> {
    window.harness.state().view().tab
}

#[test]
fn the_drawer_opens_and_closes_by_its_key() {
    let mut window = opened(Vec2::new(1280.0, 800.0));
    assert!(!window.shows("Cerrar el cajón"));
    window.press(Key::M);
    assert_eq!(tab(&window), Some(Tab::Bytes));
    assert!(window.shows("Cerrar el cajón"));
    window.press(Key::M);
    assert_eq!(tab(&window), None);
    assert!(!window.shows("Cerrar el cajón"));
}

#[test]
fn the_drawer_opens_at_the_top_of_the_window_and_closes_by_its_cross_and_by_its_tab() {
    let mut window = opened(Vec2::new(1280.0, 800.0));
    for close in ["Cerrar el cajón", "Bytes"] {
        window.click("Bytes");
        assert_eq!(tab(&window), Some(Tab::Bytes));
        window.click(close);
        assert_eq!(tab(&window), None, "closed by `{close}`");
    }
}

#[test]
fn a_narrow_window_opens_the_drawer_from_a_menu() {
    let mut window = opened(Vec2::new(720.0, 480.0));
    window.click("Paneles");
    window.click("Bytes");
    assert_eq!(tab(&window), Some(Tab::Bytes));
}

#[test]
fn the_diagram_keeps_its_room_above_the_drawer() {
    for size in [Vec2::new(720.0, 480.0), Vec2::new(1280.0, 800.0), Vec2::new(1920.0, 1080.0)] {
        let mut window = opened(size);
        let before = window.node(Language::SPANISH.diagram()).rect();
        window.press(Key::M);
        window.harness.run();
        let after = window.node(Language::SPANISH.diagram()).rect();
        assert!(before.height() - after.height() <= size.y * 0.45 + 0.5, "{before:?} {after:?}");
        assert!(after.height() >= 80.0, "{after:?} at {size:?}");
    }
}
