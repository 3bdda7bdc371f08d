//! Every scenario that the program carries with it, in the window.

use egui::Key;
use socketlab::scenario::CATALOGUE;
use socketlab::session::{Command, Selection, Session};
use socketlab::text::Language;
use socketlab::trace::CallId;
use socketlab::ui::Request;

use crate::driver::{Look, catalogued, runnable};

#[test]
fn every_scenario_opens_from_the_menu_in_both_languages() {
    for words in Language::all().iter().copied() {
        let mut window = Look::in_language(words).open(catalogued(CATALOGUE[0].file));
        let mut open = catalogued(CATALOGUE[0].file).title.get(words.code()).to_owned();
        for entry in CATALOGUE {
            let scenario = entry.document().unwrap().scenario;
            let title = scenario.title.get(words.code());
            window.click(&format!("{}: {open}", words.scenarios()));
            assert!(window.shows(words.drop_file()), "the menu is closed");
            // Those further down are not in view.
            window.node(title).scroll_to_me();
            window.harness.run();
            window.click(title);
            window.harness.run();

            assert!(!window.shows(words.drop_file()), "{}: the menu stays open", entry.file);
            open = title.to_owned();
            assert!(window.shows(&format!("{}: {open}", words.scenarios())), "{} is not open", entry.file);
            assert_eq!(*window.session().scenario(), scenario);
            let first = scenario.participants[0].script.call(0).unwrap().call;
            let first = format!("{}: {first} · ", scenario.participants[0].name);
            assert!(window.says(&first), "{}: no box for the first call", entry.file);
        }
    }
}

#[test]
fn every_scenario_runs_to_its_end_in_the_window() {
    for words in Language::all().iter().copied() {
        for entry in CATALOGUE {
            let mut window = Look::in_language(words).open(runnable(entry.file));
            window.press(Key::R);
            window.until(&format!("{} is over", entry.file), Session::is_over);
            // The window comes to rest, every widget has a name and every letter a glyph.
            window.harness.run();
            assert!(window.shows(words.all_over()), "{}", entry.file);
            assert!(
                window.session().notices().is_empty(),
                "{}: {:?}",
                entry.file,
                window.session().notices()
            );
            // Each call that was made can be explained.
            let ctx = window.harness.ctx.clone();
            for id in 0..u32::try_from(window.session().trace().calls().len()).unwrap() {
                let explain = Command::Select(Some(Selection::Made(CallId(id))));
                window.harness.state_mut().fulfil(&ctx, Request::Tell(explain));
                window.harness.step();
                let call = window.session().trace().call(CallId(id)).call.name().as_str();
                assert!(window.shows(&format!("{call}()")), "{}: {call} is not explained", entry.file);
            }
            window.harness.check_accessibility();
        }
    }
}
