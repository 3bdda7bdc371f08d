//! What the band says at every moment of every scenario of the catalogue: all of it, in two lines.

use std::sync::Arc;

use egui::{LayerId, Painter, Rect, Vec2};

use super::band::{Lines, Room};
use super::present::{Present, steps};
use super::sizes::Sizes;
use crate::run::free_ports;
use crate::scenario::{CATALOGUE, distinct_ports};
use crate::session::{Command, Session};
use crate::text::Language;
use crate::trace::{Goal, Moment, Trace};
use crate::ui::theme::{self, Theme};

/// Runs a scenario of the catalogue to its end.
fn run(file: &str) -> Trace {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file).unwrap();
    let scenario = entry.document().unwrap().scenario;
    let scenario = scenario.with_ports(&free_ports(&distinct_ports(&scenario)).unwrap());
    let mut session = Session::open(scenario, Arc::new(|| {}));
    session.apply(Command::RunFreely);
    let began = std::time::Instant::now();
    while !session.is_over() {
        assert!(began.elapsed().as_secs() < 60, "{file} does not end");
        session.tick(began.elapsed());
        std::thread::yield_now();
    }
    session.trace().clone()
}

fn in_window(test: impl FnOnce(&Painter)) {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    let mut test = Some(test);
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        if let Some(test) = test.take() {
            test(&Painter::new(ui.ctx().clone(), LayerId::background(), Rect::EVERYTHING));
        }
    });
    output.textures_delta.clear();
}

#[test]
fn what_is_present_is_said_whole_in_two_lines() {
    let mut cut_off = std::collections::BTreeSet::new();
    for entry in CATALOGUE {
        let mut session = Session::show(run(entry.file), Arc::new(|| {}));
        in_window(|painter| {
            let theme = Theme::of(painter.ctx());
            for moment in 0..=session.trace().live().0 {
                session.apply(Command::Seek(Goal::Moment(Moment(moment))));
                for words in Language::all().iter().copied() {
                    let present = Present::of(&session, words);
                    assert!(!present.sentence.is_empty(), "{}: nothing is said at {moment}", entry.file);
                    for size in [Vec2::new(1280.0, 720.0), Vec2::new(1024.0, 768.0)] {
                        let sizes = Sizes::of(size.y);
                        let upper = size.x - 2.0 * sizes.pad - sizes.units(32.0);
                        let room = Room { upper, lower: upper - sizes.units(24.0 + 230.0) };
                        let lines = Lines::of(painter, &present, &present.sentence, theme, sizes, room);
                        let cut = match lines {
                            Lines::Two(head, sentence) => head.elided || sentence.rows.len() > 1,
                            Lines::Paragraph(both) => both.elided,
                        };
                        if cut {
                            cut_off.insert(format!("{}: {} {}", size.x, present.what, present.sentence));
                        }
                    }
                }
            }
        });
    }
    assert!(cut_off.is_empty(), "{cut_off:#?}");
}

#[test]
fn steps_are_counted_from_none_to_all() {
    let mut session = Session::show(run("01_tcp_pair.ron"), Arc::new(|| {}));
    session.apply(Command::Seek(Goal::Start));
    assert_eq!(steps(&session), (0, Some(13)));
    session.apply(Command::Seek(Goal::End));
    assert_eq!(steps(&session), (13, Some(13)));
}
