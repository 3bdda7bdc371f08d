//! Everything without a mouse: no event of a pointer is ever sent here.

use std::path::Path;

use egui::{Event, Key, Modifiers, Vec2};
use socketlab::session::{Selection, Session};
use socketlab::text::Language;
use socketlab::ui::{Action, Appearance, Tab, View};

use crate::driver::{Look, Window, runnable};

const WORDS: Language = Language::SPANISH;

/// A window that is told keys and text, and nothing else.
struct Keyboard(Window);

impl Keyboard {
    fn at(file: &str) -> Self {
        Self(Look::default().open(runnable(file)))
    }

    #[track_caller]
    fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    #[track_caller]
    fn press_with(&mut self, held: Modifiers, key: Key) {
        self.0.press_with(held, key);
        self.0.harness.step();
        let pointer = self.0.harness.ctx.input(|input| input.pointer.latest_pos());
        assert_eq!(pointer, None, "a pointer was moved");
    }

    /// The key of an action, as the table has it.
    #[track_caller]
    fn act(&mut self, action: Action) {
        let shortcut = action.shortcuts()[0];
        self.press_with(shortcut.modifiers, shortcut.logical_key);
    }

    fn write(&mut self, text: &str) {
        self.0.harness.input_mut().events.push(Event::Text(text.to_owned()));
        self.0.harness.step();
        self.0.harness.step();
    }

    /// Presses Tab until something with this name has the focus.
    #[track_caller]
    fn tab_to(&mut self, name: &str) {
        for _ in 0..400 {
            if self.0.shows(name) && self.0.node(name).is_focused() {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab never came to `{name}`");
    }

    /// Finds something to do by its name and does it.
    #[track_caller]
    fn find(&mut self, what: &str) {
        self.act(Action::ShowCommands);
        assert!(self.view().commands.is_some());
        self.write(what);
        self.press(Key::Enter);
        assert!(self.view().commands.is_none(), "nothing that can be done is called `{what}`");
    }

    fn view(&self) -> &View {
        self.0.harness.state().view()
    }

    fn session(&self) -> &Session {
        self.0.session()
    }
}

#[test]
fn a_whole_scenario_is_stepped_and_gone_back_in_by_keys() {
    let mut keys = Keyboard::at("02_udp_pair.ron");
    keys.0.step_to_the_end();
    assert!(keys.session().is_over());
    keys.press(Key::Home);
    assert!(!keys.session().is_live());
    assert!(keys.0.shows(WORDS.looking_at_past()));
    keys.press(Key::ArrowRight);
    keys.press(Key::End);
    assert!(keys.session().is_live());
    keys.act(Action::Restart);
    keys.0.until("nothing is called", |session| session.trace().events().is_empty());
    keys.press(Key::Num2);
    keys.0.until("the client has made a call", |session| session.trace().calls().len() == 1);
    assert_eq!(keys.session().trace().calls()[0].participant.index(), 1);
}

#[test]
fn another_scenario_is_found_by_part_of_its_name() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    let before = keys.session().scenario().title.clone();
    keys.find("udp escenario");
    assert_ne!(keys.session().scenario().title, before);
    assert!(keys.view().entry.is_some());
    keys.find("grabacion tres clientes");
    assert!(!keys.session().has_run());
}

#[test]
fn a_participants_step_is_found_by_its_name() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    keys.find("paso cliente");
    keys.0.until("the client has made a call", |session| session.trace().calls().len() == 1);
    assert_eq!(keys.session().trace().calls()[0].participant.index(), 1);
}

#[test]
fn a_line_is_changed_taken_back_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cambiado.ron");
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    let lines = |keys: &Keyboard| keys.session().scenario_now().participants[0].script.lines();
    let before = lines(&keys);
    keys.tab_to("servidor: listen(socketServidor, 1) · aún no");
    keys.press(Key::Enter);
    assert!(matches!(keys.session().selection(), Some(Selection::Written { line: 2, .. })));
    keys.act(Action::DuplicateLine);
    assert_eq!(lines(&keys), before + 1);
    keys.act(Action::Undo);
    assert_eq!(lines(&keys), before);
    keys.act(Action::Redo);
    assert_eq!(lines(&keys), before + 1);
    save_as(&mut keys, &path);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved.matches("Listen(").count(), 2, "{saved}");
}

/// Saves to a file whose path is typed.
#[track_caller]
fn save_as(keys: &mut Keyboard, path: &Path) {
    keys.act(Action::Save);
    keys.press_with(Modifiers::COMMAND, Key::A);
    keys.write(path.to_str().unwrap());
    keys.press(Key::Enter);
    assert!(path.is_file(), "{} is not there", path.display());
}

#[test]
fn language_and_appearance_change_by_a_key_and_by_name() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    keys.act(Action::ChangeLanguage);
    assert_eq!(keys.view().language, Language::ENGLISH);
    keys.find("español");
    assert_eq!(keys.view().language, Language::SPANISH);
    keys.act(Action::ChangeAppearance);
    assert_eq!(keys.view().appearance, Appearance::Light);
    keys.find("aspecto");
    assert_eq!(keys.view().appearance, Appearance::Dark);
}

#[test]
fn every_tab_and_panel_opens_and_closes() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    let tabs: Vec<(Action, Tab)> = Action::all().filter_map(|action| Some((action, action.tab()?))).collect();
    assert!(tabs.len() >= 6);
    for (action, tab) in tabs {
        keys.act(action);
        assert_eq!(keys.view().tab, Some(tab));
        keys.act(action);
        assert_eq!(keys.view().tab, None);
    }
    let panels = [Action::ShowCode, Action::ShowCall, Action::ShowTimeline];
    let shown = |keys: &Keyboard| {
        let view = keys.view();
        [view.shows_code, view.shows_call, view.shows_timeline]
    };
    for (at, action) in panels.into_iter().enumerate() {
        let without: [bool; 3] = std::array::from_fn(|other| other != at);
        keys.act(action);
        assert_eq!(shown(&keys), without, "{action:?}");
        keys.act(action);
        assert_eq!(shown(&keys), [true; 3], "{action:?}");
    }
}

#[test]
fn every_dialog_opens_by_its_key_and_closes_with_escape() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    for (action, shown) in [
        (Action::ShowShortcuts, WORDS.close()),
        (Action::ShowParts, WORDS.parts()),
        (Action::ShowCommands, WORDS.commands_list()),
        (Action::OpenMenu, WORDS.new_scenario()),
        (Action::CallNow, WORDS.find_call()),
        (Action::Bookmark, WORDS.bookmark_note()),
        (Action::Open, WORDS.ask_open()),
        (Action::SaveAs, WORDS.ask_save_as()),
        (Action::SaveRecording, WORDS.ask_save_recording()),
    ] {
        assert!(!keys.0.shows(shown), "{action:?} is open already");
        keys.act(action);
        assert!(keys.0.shows(shown), "{action:?} does not open");
        keys.press(Key::Escape);
        assert!(!keys.0.shows(shown), "{action:?} does not close");
    }
    assert!(keys.session().trace().events().is_empty(), "keys went past what lay over the window");
}

#[test]
fn the_menus_are_gone_through_with_arrows_and_enter() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    keys.act(Action::OpenMenu);
    assert!(keys.0.node(WORDS.new_scenario()).is_focused());
    keys.press(Key::ArrowRight);
    keys.press(Key::ArrowRight);
    keys.press(Key::ArrowDown);
    keys.press(Key::ArrowUp);
    keys.press(Key::Enter);
    keys.0.until("a call is made", |session| session.trace().calls().len() == 1);
    assert!(!keys.0.shows(WORDS.call_now()), "the menu is still open");
}

#[test]
fn the_menus_that_are_folded_into_one_are_gone_through_as_well() {
    let look = Look { size: Vec2::new(1024.0, 700.0), ..Look::default() };
    let mut keys = Keyboard(look.open(runnable("01_tcp_pair.ron")));
    keys.act(Action::OpenMenu);
    assert!(keys.0.node(Action::New.group().menu().label(WORDS)).is_focused());
    keys.press(Key::ArrowDown);
    keys.press(Key::ArrowDown);
    keys.press(Key::ArrowRight);
    keys.press(Key::Enter);
    keys.0.until("a call is made", |session| session.trace().calls().len() == 1);
}

#[test]
fn what_cannot_be_done_now_is_reached_and_says_why() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    keys.act(Action::OpenMenu);
    keys.press(Key::ArrowRight);
    assert!(keys.0.node(WORDS.undo()).is_focused() && !keys.0.is_enabled(WORDS.undo()));
    assert!(keys.0.says(WORDS.why_nothing_to_undo()));
}

#[test]
fn tab_goes_round_the_window_both_ways_and_is_never_caught() {
    for tab in [Some(Tab::Events), Some(Tab::Ports), None] {
        for held in [Modifiers::NONE, Modifiers::SHIFT] {
            let mut keys = Keyboard::at("01_tcp_pair.ron");
            if let Some(action) = Action::all().find(|action| tab.is_some() && action.tab() == tab) {
                keys.act(action);
            }
            let mut seen = Vec::new();
            for _ in 0..400 {
                keys.press_with(held, Key::Tab);
                let Some(focused) = keys.0.harness.ctx.memory(egui::Memory::focused) else { continue };
                assert_ne!(seen.last(), Some(&focused), "{tab:?}: caught after {}", seen.len());
                if seen.first() == Some(&focused) {
                    break;
                }
                assert!(!seen.contains(&focused), "{tab:?}: goes round in a part of the window");
                seen.push(focused);
            }
            assert!(seen.len() > 30, "{tab:?}: only {} stops", seen.len());
        }
    }
}

#[test]
fn the_note_beside_the_next_call_goes_for_good_after_a_few_steps() {
    let mut keys = Keyboard::at("01_tcp_pair.ron");
    assert!(keys.0.says("Pulsa Espacio: servidor hace su primera llamada"));
    keys.0.step();
    assert!(keys.0.says("Otra vez Espacio: servidor llama a bind()."));
    keys.0.step();
    keys.0.step();
    assert!(!keys.0.says("Otra vez Espacio"));
    keys.act(Action::Restart);
    keys.0.until("nothing is called", |session| session.trace().events().is_empty());
    assert!(!keys.0.says("Pulsa Espacio:"));
    assert!(keys.view().knows_stepping);
}

#[test]
fn what_is_what_names_every_part_and_any_key_closes_it() {
    for size in [Vec2::new(1024.0, 700.0), Vec2::new(1920.0, 1080.0)] {
        for language in Language::all().iter().copied() {
            let look = Look { size, language, ..Look::default() };
            let mut keys = Keyboard(look.open(runnable("01_tcp_pair.ron")));
            keys.act(Action::ShowParts);
            for part in [language.part_menus_is(), language.part_hourglass_is(), language.part_controls_is()]
            {
                assert!(keys.0.says(part), "{part}");
            }
            keys.press(Key::Space);
            assert!(!keys.0.says(language.part_menus_is()));
            assert!(keys.session().trace().events().is_empty(), "the key did something besides");
        }
    }
}
