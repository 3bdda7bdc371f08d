//! How a person likes the window: larger, still, in another language or light; and that it is so again the next time.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use socketlab::text::Language;
use socketlab::ui::{Appearance, Opened, Opening, Preferences, Tab, View};

use crate::driver::{Look, Window, catalogued};

const CTRL: Modifiers = Modifiers::COMMAND;

fn opened(look: Look, memory: &Path) -> Window {
    look.begin(Opening {
        opened: Opened::Scenario { scenario: catalogued("01_tcp_pair.ron"), file: None, entry: Some(0) },
        notices: Vec::new(),
        memory: Some(memory.to_owned()),
        runs: None,
    })
}

fn view(window: &Window) -> &View {
    window.harness.state().view()
}

/// Lets so much of the window's own time go by that a choice is written.
fn settle(window: &mut Window) {
    for _ in 0..12 {
        frame(window, 0.25);
    }
}

/// A frame that comes so many seconds after the one before.
fn frame(window: &mut Window, after: f64) {
    let time = window.harness.ctx.input(|input| input.time) + after;
    window.harness.input_mut().time = Some(time);
    window.harness.step();
}

#[test]
fn the_whole_window_grows_and_shrinks_by_its_keys_within_bounds() {
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron"));
    let zoom = |window: &Window| window.harness.ctx.zoom_factor();
    for key in [Key::Plus, Key::Equals] {
        let before = zoom(&window);
        window.press_with(CTRL, key);
        assert!(zoom(&window) > before, "{key:?}");
    }
    for _ in 0..12 {
        window.press_with(CTRL, Key::Plus);
    }
    assert!((zoom(&window) - 3.0).abs() < 0.001);
    for _ in 0..12 {
        window.press_with(CTRL, Key::Minus);
    }
    assert!((zoom(&window) - 0.7).abs() < 0.001);
    window.press_with(CTRL, Key::Num0);
    assert!((zoom(&window) - 1.0).abs() < 0.001);
    assert_eq!(view(&window).zoom, None, "the diagram by itself is as it was");
}

#[test]
fn without_motion_the_diagram_is_there_at_once() {
    // A low window, whose diagram goes along with what happens.
    let look = Look { size: Vec2::new(1024.0, 480.0), ..Look::default() };
    let frames = |still: bool| {
        let mut window = look.open(crate::driver::runnable("01_tcp_pair.ron"));
        // The harness has it off from the beginning.
        window.press(Key::A);
        if !still {
            window.press(Key::A);
        }
        let style = window.harness.ctx.global_style();
        let none = egui::style::ScrollAnimation::none();
        assert_eq!((style.animation_time < 0.001, style.scroll_animation == none), (still, still));
        assert!(still || (0.12..=0.18).contains(&style.animation_time));
        window.press(Key::R);
        window.until("every program is over", socketlab::session::Session::is_over);
        window.harness.run();
        window.press(Key::Home);
        window.harness.run();
        let top = view(&window).scroll.y;
        window.harness.key_press(Key::End);
        let mut seen = vec![top];
        for _ in 0..60 {
            frame(&mut window, 1.0 / 60.0);
            let now = view(&window).scroll.y;
            if seen.last().is_some_and(|last| (last - now).abs() > 0.01) {
                seen.push(now);
            }
        }
        seen.len() - 1
    };
    // The longest that a movement may take, in frames.
    let moving = frames(false);
    assert!((4..=16).contains(&moving), "{moving}");
    assert_eq!(frames(true), 1);
}

#[test]
fn what_was_chosen_is_so_again_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let look = Look::in_language(Language::ENGLISH);
    let mut window = opened(look, folder.path());
    // The one of the command line or the system: nobody has chosen it.
    settle(&mut window);
    assert!(!folder.path().join("preferences.ron").exists(), "nobody has chosen anything");
    window.press(Key::L);
    for _ in 0..4 {
        window.press(Key::T);
    }
    window.press(Key::A);
    window.press(Key::M);
    window.press(Key::V);
    window.press_with(CTRL, Key::I);
    settle(&mut window);
    let Preferences { language, appearance, moves, shows_code, shows_call, shows_timeline, tab, .. } =
        Preferences::in_folder(Some(folder.path()));
    assert_eq!((language, appearance, moves), (Some(Language::SPANISH), Appearance::DarkContrast, false));
    assert_eq!((shows_code, shows_call, shows_timeline, tab), (true, false, false, Some(Tab::Bytes)));

    let ground = |window: &Window| window.harness.ctx.global_style().visuals.panel_fill;
    let look = Look { theme: egui::Theme::Dark, ..Look::default() };
    let again = opened(look, folder.path());
    let shown = view(&again);
    assert_eq!(
        (shown.appearance, shown.moves, shown.tab),
        (Appearance::DarkContrast, false, Some(Tab::Bytes))
    );
    assert_eq!((shown.shows_code, shown.shows_call, shown.shows_timeline), (true, false, false));
    assert_eq!(ground(&again), ground(&window));
    assert!(again.shows("Cerrar el cajón"));
}

#[test]
fn nothing_is_written_while_nothing_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = opened(Look::default(), folder.path());
    window.press(Key::T);
    settle(&mut window);
    let file = folder.path().join("preferences.ron");
    let inode = || fs::metadata(&file).unwrap().ino();
    let before = inode();
    settle(&mut window);
    assert_eq!(inode(), before, "it was written again");
    window.press(Key::T);
    window.harness.step();
    assert_eq!(inode(), before, "it is written when no more is chosen");
    settle(&mut window);
    assert_ne!(inode(), before);
}

#[test]
fn what_was_chosen_last_is_written_when_the_window_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = opened(Look::default(), folder.path());
    window.press(Key::T);
    eframe::App::on_exit(window.harness.state_mut(), None);
    assert_eq!(Preferences::in_folder(Some(folder.path())).appearance, Appearance::Light);
}

#[test]
fn a_panel_is_as_wide_again_as_a_person_has_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let look = Look::default();
    let diagram = |window: &Window| window.node(look.language.diagram()).rect();
    let mut window = opened(look, folder.path());
    window.harness.run();
    let before = diagram(&window);
    // A click, and a window of another size, are no wish for another width.
    window.click("Paso · servidor");
    let edge = Pos2::new(before.left() - 2.0, 500.0);
    let to = edge + Vec2::new(60.0, 0.0);
    for event in [
        Event::PointerMoved(edge),
        Event::PointerButton {
            pos: edge,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        },
        Event::PointerMoved(edge + Vec2::new(20.0, 0.0)),
        Event::PointerMoved(to),
        Event::PointerButton {
            pos: to,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        },
        Event::PointerGone,
    ] {
        window.harness.event(event);
        window.harness.step();
    }
    window.harness.run();
    let dragged = diagram(&window);
    assert!((dragged.left() - before.left() - 60.0).abs() < 4.0, "{before:?} {dragged:?}");
    settle(&mut window);
    let sides = Preferences::in_folder(Some(folder.path())).sides;
    assert!(sides.code.is_some() && sides.call.is_none() && sides.drawer.is_none(), "{sides:?}");

    let mut again = opened(look, folder.path());
    again.harness.run();
    assert!((diagram(&again).left() - dragged.left()).abs() < 1.0, "{:?} {dragged:?}", diagram(&again));
}

#[test]
fn a_damaged_file_of_preferences_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("preferences.ron"), "{\"appearance\": \"da").unwrap();
    let mut window = opened(Look::default(), folder.path());
    assert_eq!(view(&window).appearance, Appearance::System);
    window.press(Key::T);
    settle(&mut window);
    assert_eq!(Preferences::in_folder(Some(folder.path())).appearance, Appearance::Light);
}
