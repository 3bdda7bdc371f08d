//! Programs that call as fast as they can: the window goes on being painted, and does what it is told.

use std::cell::Cell;
use std::time::{Duration, Instant};

use egui::Key;
use socketlab::scenario::Scenario;
use socketlab::session::Session;
use socketlab::trace::Activity;

use crate::driver::{Look, Window, on_free_ports, written};

/// No frame may take so long. Far more than one takes, and far less than reading a flood to its end would.
const LONGEST_FRAME: Duration = Duration::from_secs(2);

fn all_idle(session: &Session) -> bool {
    session.scenario().ids().all(|(id, _)| session.snapshot().activity(id) == Activity::Idle)
}

/// Runs a scenario that does not end soon, and pauses it while it runs.
fn assert_stays_in_hand(scenario: Scenario) {
    let calls: u64 = scenario.participants.iter().map(|participant| participant.script.len()).sum();
    let mut window: Window = Look::default().open(scenario);
    window.press(Key::R);
    let (mut frames, mut events) = (0, 0);
    while frames < 20 {
        let began = Instant::now();
        window.harness.step();
        assert!(began.elapsed() < LONGEST_FRAME, "a frame took {:?}", began.elapsed());
        let now = window.session().trace().events().len();
        assert!(!window.session().is_over(), "over after {frames} frames");
        frames += u32::from(now > events);
        events = now;
    }

    window.click("Pausa");
    // Between two calls somebody is idle as well: held is who makes none for many frames.
    let seen = Cell::new((0, 0));
    window.until_window("everybody holds", |window| {
        let made = window.session().trace().calls().len();
        let (before, frames) = seen.get();
        seen.set((made, if made == before && all_idle(window.session()) { frames + 1 } else { 0 }));
        frames >= 20
    });
    let (held, _) = seen.get();
    assert!((held as u64) < calls, "{held} calls of {calls} were made before the pause");

    // And it goes on, call by call.
    window.press(Key::Space);
    window.until("one more call", |session| session.trace().calls().len() == held + 1);
}

#[test]
fn a_flood_of_short_sleeps_leaves_the_window_in_hand() {
    // Several at once make events faster than they can be read.
    let program =
        r#"Participant(name: "a", role: Peer, script: [Repeat(times: 400000, script: [Sleep(ms: 0)])])"#;
    assert_stays_in_hand(written(&[program; 4].join(", ")));
}

#[test]
fn a_flood_of_datagrams_leaves_the_window_in_hand() {
    let scenario = written(
        r#"Participant(name: "a", role: Peer, script: [
               Socket(socket: "s", family: Inet, kind: Dgram),
               Bind(socket: "s", to: "localhost:3000"),
               Repeat(times: 1000000, script: [SendTo(socket: "s", data: Text("x"), to: "localhost:3000")]),
           ])"#,
    );
    assert_stays_in_hand(on_free_ports(&scenario));
}
