//! Windows of every size: nothing breaks, nothing that can be pressed is out of reach, and the diagram keeps its room.

use std::cell::RefCell;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use socketlab::session::Session;
use socketlab::text::{self, Language};

use crate::driver::{Look, Window, runnable};

const SIZES: [Vec2; 4] =
    [Vec2::new(720.0, 480.0), Vec2::new(1024.0, 700.0), Vec2::new(1280.0, 800.0), Vec2::new(1920.0, 1080.0)];

/// Each window before the first call and after the last.
fn at_each_size(check: impl Fn(&Window, Look, &str)) {
    for size in SIZES {
        for language in Language::all().iter().copied() {
            for file in ["01_tcp_pair.ron", "05_two_clients_in_turn.ron"] {
                let look = Look { size, language, ..Look::default() };
                let mut window = look.open(runnable(file));
                check(&window, look, &format!("{file} at {size:?} in {language:?}, before"));
                window.press(egui::Key::R);
                window.until("every program is over", Session::is_over);
                window.harness.run();
                check(&window, look, &format!("{file} at {size:?} in {language:?}, after"));
            }
        }
    }
}

/// What is always there, whatever is open: the controls at the top and at the foot of the window, and the diagram.
fn controls(window: &Window, look: Look) -> Vec<(String, Rect)> {
    let words = look.language;
    let title = window.session().scenario().title.get(words.code());
    let scenario = format!("{}: {title}", words.scenarios());
    let names = [
        scenario.as_str(),
        words.appearance_system(),
        "English",
        "español",
        words.step(),
        words.play(),
        words.run(),
        words.restart(),
        words.pace(),
        words.diagram(),
    ];
    // The menus are side by side, or folded into one.
    let menus = [words.file_menu(), words.menu_help(), words.menu_of_menus()];
    let menus = menus.into_iter().filter(|name| window.shows(name));
    names.into_iter().chain(menus).map(|name| (name.to_owned(), window.node(name).rect())).collect()
}

#[test]
fn the_controls_are_within_the_window_and_beside_each_other() {
    let faults = RefCell::new(Vec::new());
    at_each_size(|window, look, at| {
        let screen = Rect::from_min_size(Pos2::ZERO, look.size);
        let controls = controls(window, look);
        for (i, (name, rect)) in controls.iter().enumerate() {
            if !screen.contains_rect(*rect) {
                faults.borrow_mut().push(format!("{at}: `{name}` is cut: {rect:?}"));
            }
            for (other, its) in &controls[i + 1..] {
                if its.shrink(0.5).intersects(rect.shrink(0.5)) {
                    faults.borrow_mut().push(format!("{at}: `{name}` {rect:?} lies over `{other}` {its:?}"));
                }
            }
        }
    });
    let faults = faults.into_inner();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_sheet_of_keys_can_be_closed_in_a_window_of_any_size() {
    for size in SIZES {
        let look = Look { size, ..Look::default() };
        let mut window = look.open(runnable("01_tcp_pair.ron"));
        window.press(egui::Key::F1);
        window.harness.run();
        let close = window.node(look.language.close()).rect();
        assert!(Rect::from_min_size(Pos2::ZERO, size).contains_rect(close), "{close:?} at {size:?}");
    }
}

#[test]
fn the_diagram_keeps_its_room() {
    for size in SIZES {
        let look = Look { size, ..Look::default() };
        let window = look.open(runnable("01_tcp_pair.ron"));
        let diagram = window.node(look.language.diagram()).rect();
        assert!(diagram.width() >= size.x * 0.4, "{} of {} points", diagram.width(), size.x);
    }
}

#[test]
fn a_window_can_be_made_small_and_large_while_it_is_open() {
    let mut window = Look::default().open(runnable("05_two_clients_in_turn.ron"));
    for size in SIZES.into_iter().chain([Vec2::new(300.0, 200.0), Vec2::new(3840.0, 2160.0)]) {
        window.harness.set_size(size);
        window.harness.run_steps(2);
        window.step();
    }
}

#[test]
fn a_page_that_fits_keeps_its_margins_to_the_end() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.step_to_the_end();
    let diagram = window.node(Language::SPANISH.diagram()).rect();
    let first = window.node("servidor: socket(socketServidor, AF_INET, SOCK_STREAM) · hecha").rect();
    let last = window.node("servidor: close(socketServidor) · hecha").rect();
    let (above, below) = (first.top() - diagram.top(), diagram.bottom() - last.bottom());
    assert!(above >= 8.0 && below >= 8.0, "{above} above, {below} below");
}

#[test]
fn the_title_keeps_off_what_opens_the_drawer_at_any_width() {
    for width in [720.0, 900.0, 1024.0, 1199.0, 1200.0, 1280.0] {
        for language in Language::all().iter().copied() {
            let look = Look { size: Vec2::new(width, 700.0), language, ..Look::default() };
            let window = look.open(runnable("01_tcp_pair.ron"));
            let title = window.session().scenario().title.get(language.code());
            let title = window.node(&format!("{}: {title}", language.scenarios())).rect();
            let openers = [language.drawer(), language.tab_sockets()];
            let first = openers.iter().find(|name| window.shows(name)).expect("something opens the drawer");
            let first = window.node(first).rect();
            assert!(title.right() <= first.left(), "{title:?} and {first:?} at {width} in {language:?}");
        }
    }
}

#[test]
fn a_column_out_of_view_is_told_and_led_to() {
    let look = Look { size: Vec2::new(720.0, 480.0), ..Look::default() };
    let mut window = look.open(runnable("05_two_clients_in_turn.ron"));
    window.click("1 columna más a la derecha");
    window.until_window("the first column has gone", |window| window.says("más a la izquierda"));
}

#[test]
fn each_panel_is_folded_away_and_brought_back_by_what_is_seen_of_it() {
    for size in [Vec2::new(1280.0, 800.0), Vec2::new(1920.0, 1080.0)] {
        for words in Language::all().iter().copied() {
            let mut window =
                Look { size, language: words, ..Look::default() }.open(runnable("01_tcp_pair.ron"));
            let diagram = |window: &Window| window.node(words.diagram()).rect();
            for panel in [words.show_code(), words.show_call(), words.show_timeline()] {
                let before = diagram(&window);
                window.click(&text::fold(words, panel));
                let folded = diagram(&window);
                assert!(folded.area() > before.area(), "{panel}: {before:?} and {folded:?}");
                window.click(&text::unfold(words, panel));
                assert_eq!(diagram(&window), before, "{panel}");
            }
        }
    }
}

#[test]
fn a_narrow_window_folds_the_code_once_and_a_wide_one_brings_it_back() {
    let words = Language::SPANISH;
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    let has_code = |window: &Window| window.shows(&text::fold(words, words.show_code()));
    let resize = |window: &mut Window, width| {
        window.harness.set_size(Vec2::new(width, 700.0));
        window.harness.run();
    };
    assert!(has_code(&window));
    resize(&mut window, 1024.0);
    assert!(!has_code(&window), "the code takes the room of the diagram");
    resize(&mut window, 1280.0);
    assert!(has_code(&window), "the code does not come back");

    // What a person opens stays open, and what a person folds away stays away.
    resize(&mut window, 1024.0);
    window.press_with(Modifiers::COMMAND, Key::B);
    assert!(has_code(&window));
    resize(&mut window, 1000.0);
    assert!(has_code(&window), "it is folded against a person's will");
    window.press_with(Modifiers::COMMAND, Key::B);
    resize(&mut window, 1280.0);
    assert!(!has_code(&window), "it is unfolded against a person's will");
}

/// The edge of a panel is on its own side.
const OFF: f32 = 1.5;

#[test]
fn a_panel_is_as_large_as_it_is_drawn_until_a_double_click_on_its_edge() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    let diagram = |window: &Window| window.node(Language::SPANISH.diagram()).rect();
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let drag = |window: &mut Window, from: Pos2, by: Vec2| {
        let moved = Event::PointerMoved;
        for event in [moved(from), button(from, true), moved(from + by), button(from + by, false)] {
            window.harness.event(event);
            window.harness.step();
        }
        window.harness.remove_cursor();
        window.harness.run();
    };
    let first = diagram(&window);
    for (from, by) in [
        (first.left_center() - OFF * Vec2::X, Vec2::new(40.0, 0.0)),
        (first.right_center() + OFF * Vec2::X, Vec2::new(-30.0, 0.0)),
        (first.center_bottom() + OFF * Vec2::Y, Vec2::new(0.0, -50.0)),
    ] {
        let before = diagram(&window);
        drag(&mut window, from, by);
        let after = diagram(&window);
        assert!((after.area() - before.area()).abs() > 1000.0, "{from:?} {by:?}: {before:?} is {after:?}");
    }
    let drawn = diagram(&window);
    assert!((drawn.left() - first.left() - 40.0).abs() < 3.0, "{first:?} became {drawn:?}");
    assert!((first.right() - drawn.right() - 30.0).abs() < 3.0, "{first:?} became {drawn:?}");
    assert!((first.bottom() - drawn.bottom() - 50.0).abs() < 3.0, "{first:?} became {drawn:?}");

    // Other windows have other room, which a panel that was drawn keeps out of.
    window.harness.set_size(Vec2::new(1400.0, 900.0));
    window.harness.run();
    assert!((diagram(&window).left() - drawn.left()).abs() < 3.0);

    let edge = diagram(&window).left_center() - OFF * Vec2::X;
    window.harness.hover_at(edge);
    window.harness.step();
    // A frame here is a quarter of a second.
    window.harness.ctx.options_mut(|options| options.input_options.max_double_click_delay = 1.0);
    for _ in 0..2 {
        window.harness.event(button(edge, true));
        window.harness.event(button(edge, false));
        window.harness.step();
    }
    window.harness.remove_cursor();
    window.harness.run();
    assert!(diagram(&window).left() < drawn.left() - 10.0, "it does not go back");
}
