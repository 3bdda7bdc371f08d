//! A window in which nothing happens is not painted: it costs nothing.

use std::time::{Duration, Instant};

use socketlab::session::Session;

use crate::driver::{Look, Window, runnable};

/// Steps until so many frames in a row have asked for no other frame.
#[track_caller]
fn assert_comes_to_rest(window: &mut Window) {
    const FRAMES: u32 = 10;
    let began = Instant::now();
    let mut quiet = 0;
    while quiet < FRAMES {
        window.harness.step();
        quiet = if window.repaint_delay() == Duration::MAX { quiet + 1 } else { 0 };
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "painted again and again, because of {:?}",
            window.harness.ctx.repaint_causes()
        );
    }
}

#[test]
fn nothing_is_painted_before_the_first_call() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.harness.run();
    assert_comes_to_rest(&mut window);
}

#[test]
fn nothing_is_painted_while_a_call_waits() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    for _ in 0..4 {
        window.step();
    }
    assert_eq!(window.session().waiting().count(), 1);
    window.harness.run();
    assert_comes_to_rest(&mut window);
}

#[test]
fn nothing_is_painted_after_the_end() {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.press(egui::Key::R);
    window.until("every program is over", Session::is_over);
    assert_comes_to_rest(&mut window);
}

#[test]
fn nothing_is_painted_while_the_table_of_events_is_open() {
    let mut window = Look::default().open(runnable("02_udp_pair.ron"));
    window.press(egui::Key::R);
    window.until("every program is over", Session::is_over);
    window.press(egui::Key::E);
    assert_comes_to_rest(&mut window);
}

#[test]
fn playing_asks_to_be_painted_for_the_next_step_and_not_all_the_time() {
    let mut window = Look::default().open(runnable("01_tcp_pair.ron"));
    window.press(egui::Key::P);
    window.until("a call is made", |session| session.trace().calls().len() == 1);
    let pace = window.session().pace();
    window.until_window("the window waits for the next step", |window| {
        window.repaint_delay() > Duration::from_millis(20) && window.repaint_delay() <= pace
    });
}
