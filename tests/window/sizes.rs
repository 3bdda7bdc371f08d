//! Windows of every size: nothing breaks, nothing that can be pressed is out of reach, and the diagram keeps its room.

use std::cell::RefCell;

use egui::{Pos2, Rect, Vec2};
use socketlab::session::Session;
use socketlab::text::Language;

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
    window.click("2 columnas más a la derecha");
    window.until_window("the first column has gone", |window| window.says("más a la izquierda"));
}
