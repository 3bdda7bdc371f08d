//! Saving and opening: nothing that a person made is lost without a question, and what fails says so and loses nothing.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use socketlab::scenario::{Document, Edit, Scenario};
use socketlab::session::Command;
use socketlab::text::Language;
use socketlab::ui::Request;
use tempfile::TempDir;

use crate::driver::{Look, Window, catalogued};

const WORDS: Language = Language::SPANISH;
const CTRL: Modifiers = Modifiers::COMMAND;
const OPEN: &str = "Escenario: Cambiado";

/// Something that a person does to the window.
type Way<'a> = &'a dyn Fn(&mut Window);

/// A folder with a scenario in a file.
fn file() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, catalogued("01_tcp_pair.ron").to_ron()).unwrap();
    (folder, path)
}

fn read(path: &Path) -> Scenario {
    Document::read_draft(path).unwrap().scenario
}

impl Window {
    /// Changes what is open, as a person does.
    fn change(&mut self) {
        let ctx = self.harness.ctx.clone();
        let edit = Edit::SetTitle { language: WORDS.code().into(), text: "Cambiado".into() };
        self.harness.state_mut().fulfil(&ctx, Request::Tell(Command::Edit(edit)));
        self.harness.run_steps(2);
    }

    /// Writes over what stands in the field for a path.
    fn write_path(&mut self, path: &Path) {
        self.press_with(CTRL, Key::A);
        self.node(WORDS.path()).type_text(path.to_str().unwrap());
        self.harness.run_steps(2);
    }

    /// What the window system is told when a person closes the window.
    fn close(&mut self) -> Vec<ViewportCommand> {
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.get_mut(&ViewportId::ROOT).unwrap().events.push(ViewportEvent::Close);
        self.harness.step();
        let commands = self.commands();
        self.harness.step();
        commands
    }

    fn commands(&self) -> Vec<ViewportCommand> {
        self.harness.output().viewport_output[&ViewportId::ROOT].commands.clone()
    }

    fn is_marked(&self) -> bool {
        self.shows(WORDS.unsaved())
    }
}

#[test]
fn a_change_is_marked_until_it_is_saved_or_taken_back() {
    let (_folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    assert!(!window.is_marked());
    window.change();
    assert!(window.is_marked());
    window.press_with(CTRL, Key::S);
    assert!(!window.is_marked());
    assert_eq!(read(&path), *window.session().scenario());
    assert!(window.session().notices().is_empty());

    let ctx = window.harness.ctx.clone();
    for (command, marked) in [(Command::Undo, true), (Command::Redo, false)] {
        window.harness.state_mut().fulfil(&ctx, Request::Tell(command));
        window.harness.run_steps(2);
        assert_eq!(window.is_marked(), marked);
    }
}

/// Nothing is written through a link, so what it leads to is what is open.
#[test]
fn what_was_opened_by_a_link_is_saved_where_it_is() {
    let (folder, path) = file();
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink("mine.ron", &link).unwrap();
    let mut window = Look::default().open_file(&link, None);
    window.change();
    window.press_with(CTRL, Key::S);
    assert!(!window.is_marked() && window.session().notices().is_empty());
    assert_eq!(read(&path), *window.session().scenario());
    assert_eq!(fs::read_link(&link).unwrap(), Path::new("mine.ron"));
}

#[test]
fn nothing_changed_leaves_the_file_as_its_author_wrote_it() {
    let (_folder, path) = file();
    let text = format!("// my lesson\n{}", fs::read_to_string(&path).unwrap());
    fs::write(&path, &text).unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.press_with(CTRL, Key::S);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_scenario_of_the_catalogue_asks_where_and_opens_again() {
    let folder = TempDir::new().unwrap();
    let mut window = Look::default().open(catalogued("02_udp_pair.ron"));
    window.change();
    window.press_with(CTRL, Key::S);
    assert!(window.shows(WORDS.ask_save_as()));
    window.write_path(&folder.path().join("lesson"));
    window.press(Key::Enter);
    let path = folder.path().join("lesson.ron");
    assert_eq!(read(&path), *window.session().scenario(), "saved with its ending");
    assert!(!window.is_marked() && !window.shows(WORDS.ask_save_as()));

    let again = Look::default().open_file(&path, None);
    assert!(again.shows(OPEN));
}

#[test]
fn another_file_is_replaced_only_if_a_person_says_so() {
    let (folder, path) = file();
    let other = folder.path().join("other.ron");
    fs::write(&other, "precious").unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::S);
    window.write_path(&other);
    window.click(WORDS.save_file());
    assert!(window.shows(WORDS.ask_replace()));
    // Enter gives the safe answer.
    window.press(Key::Enter);
    assert!(window.shows(WORDS.ask_save_as()), "back to the name");
    assert_eq!(fs::read(&other).unwrap(), b"precious");
    window.click(WORDS.save_file());
    window.click(WORDS.replace());
    assert_eq!(read(&other), *window.session().scenario());
    assert_eq!(read(&path), catalogued("01_tcp_pair.ron"), "the file of before is as it was");
    assert_eq!(window.harness.state().view().file.as_deref(), Some(other.as_path()));
}

#[test]
fn a_file_that_another_program_changed_is_written_over_only_if_a_person_says_so() {
    let (_folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    fs::write(&path, "theirs").unwrap();
    for key in [Key::Enter, Key::Escape] {
        window.press_with(CTRL, Key::S);
        assert!(window.shows(WORDS.ask_changed()));
        window.press(key);
        assert!(!window.shows(WORDS.ask_changed()) && window.is_marked());
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
    }
    window.press_with(CTRL, Key::S);
    window.click(WORDS.overwrite());
    assert_eq!(read(&path), *window.session().scenario());
    assert!(!window.is_marked());
}

#[test]
fn comments_of_the_author_are_lost_only_if_a_person_says_so() {
    let (_folder, path) = file();
    let text = fs::read_to_string(&path).unwrap();
    let commented = text.replacen("participants:", "/* two */ participants:", 1);
    fs::write(&path, &commented).unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    window.press_with(CTRL, Key::S);
    assert!(window.shows(WORDS.ask_comments()));
    window.press(Key::Enter);
    assert_eq!(fs::read_to_string(&path).unwrap(), commented);
    window.press_with(CTRL, Key::S);
    window.click(WORDS.overwrite());
    assert_eq!(read(&path), *window.session().scenario());
}

#[test]
fn a_window_without_changes_closes_and_one_with_changes_asks() {
    let (_folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    assert!(!window.close().contains(&ViewportCommand::CancelClose));
    window.change();
    assert!(window.close().contains(&ViewportCommand::CancelClose));
    assert!(window.shows(WORDS.ask_save()));
    window.click(WORDS.cancel());
    assert!(!window.shows(WORDS.ask_save()) && window.is_marked());

    assert!(window.close().contains(&ViewportCommand::CancelClose), "it asks each time");
    window.node(WORDS.save_file()).click();
    // The answer is one frame's, and the window system's part comes with it.
    window.harness.step();
    let mut told = window.commands();
    window.harness.step();
    told.extend(window.commands());
    assert!(told.contains(&ViewportCommand::Close));
    assert_eq!(read(&path), *window.session().scenario());
    assert!(!window.close().contains(&ViewportCommand::CancelClose));
}

#[test]
fn changes_that_are_given_up_let_the_window_close() {
    let (_folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    window.close();
    window.click(WORDS.discard());
    assert!(!window.close().contains(&ViewportCommand::CancelClose));
    assert_eq!(read(&path), catalogued("01_tcp_pair.ron"));
}

#[test]
fn whatever_would_replace_changes_asks_first() {
    let (folder, path) = file();
    let dropped = folder.path().join("dropped.ron");
    fs::write(&dropped, catalogued("02_udp_pair.ron").to_ron()).unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    let ways: [(&str, Way); 4] = [
        ("new", &|window| window.press_with(CTRL, Key::N)),
        ("open", &|window| window.press_with(CTRL, Key::O)),
        ("drop", &|window| window.drop_file(&dropped)),
        ("catalogue", &|window| {
            let ctx = window.harness.ctx.clone();
            window.harness.state_mut().fulfil(&ctx, Request::OpenCatalogue(3));
            window.harness.run_steps(2);
        }),
    ];
    for (way, go) in ways {
        go(&mut window);
        assert!(window.shows(WORDS.ask_save()), "{way}");
        // What lies behind takes no key meanwhile.
        window.press(Key::R);
        window.press(Key::Escape);
        assert!(window.shows(OPEN) && window.is_marked(), "{way}: lost");
        assert!(window.session().trace().calls().is_empty(), "{way}");
    }
    window.drop_file(&dropped);
    window.click(WORDS.discard());
    assert_eq!(*window.session().scenario(), catalogued("02_udp_pair.ron"));
    assert!(!window.is_marked());
}

#[test]
fn saving_before_another_is_opened_keeps_the_changes_and_opens_it() {
    let (folder, path) = file();
    let dropped = folder.path().join("dropped.ron");
    fs::write(&dropped, catalogued("02_udp_pair.ron").to_ron()).unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    window.drop_file(&dropped);
    window.press(Key::Enter);
    assert_eq!(read(&path).title.get("es"), "Cambiado");
    assert_eq!(*window.session().scenario(), catalogued("02_udp_pair.ron"));
}

#[test]
fn a_new_scenario_is_empty_and_can_be_saved_and_opened() {
    let folder = TempDir::new().unwrap();
    let mut window = Look::default().open(catalogued("01_tcp_pair.ron"));
    window.press_with(CTRL, Key::N);
    assert!(window.shows(&format!("{}: {}", WORDS.scenarios(), WORDS.untitled())));
    assert!(window.session().scenario().participants.is_empty() && !window.is_marked());
    assert!(window.shows(WORDS.nobody_yet()) && !window.shows(WORDS.all_over()));
    // Nobody is there to step.
    for key in [Key::Space, Key::P, Key::R, Key::Num1, Key::ArrowDown] {
        window.press(key);
    }
    window.press_with(CTRL, Key::S);
    window.write_path(&folder.path().join("empty.ron"));
    window.press(Key::Enter);
    assert_eq!(read(&folder.path().join("empty.ron")), Scenario::default());
}

#[test]
fn what_cannot_be_saved_says_why_where_it_was_asked_and_stays_unsaved() {
    let (folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::S);
    let long = folder.path().join(format!("{}.ron", "n".repeat(300)));
    for (bad, why) in [
        (folder.path().join("no/such/mine.ron").as_path(), "no existe"),
        (&path.join("mine.ron"), "no es una carpeta"),
        (folder.path(), "es una carpeta"),
        (&long, "demasiado largo"),
        (Path::new("/dev/full"), "dispositivo"),
        (Path::new("/proc/mine.ron"), "no se puede escribir (operación no permitida)"),
        (Path::new("/proc/mine.ron"), "no se puede escribir ("),
    ] {
        window.write_path(bad);
        window.press(Key::Enter);
        assert!(window.says(why), "{}: no word of `{why}`", bad.display());
        assert!(!window.says("os error"), "{}: not in words", bad.display());
        assert!(window.shows(WORDS.ask_save_as()) && window.is_marked());
    }
    window.harness.check_accessibility();
    window.press(Key::Escape);
    assert!(window.is_marked() && window.shows(OPEN));
    assert_eq!(read(&path), catalogued("01_tcp_pair.ron"));
}

#[test]
fn a_save_that_fails_is_told_and_the_work_stays_unsaved() {
    let (folder, path) = file();
    let mut window = Look::default().open_file(&path, None);
    window.change();
    // The folder has gone from under the file.
    drop(folder);
    window.press_with(CTRL, Key::S);
    assert!(window.says("No se ha guardado en") && window.says("no existe"));
    assert!(window.is_marked() && window.shows(OPEN));
    // It does not go on to what would lose the work, either.
    window.close();
    window.click(WORDS.save_file());
    assert!(window.is_marked());
    assert!(window.close().contains(&ViewportCommand::CancelClose));
}

#[test]
fn what_was_opened_and_saved_is_remembered_and_what_has_gone_is_shown_as_gone() {
    let (folder, path) = file();
    let memory = folder.path().join("memory");
    let gone = folder.path().join("gone.ron");
    fs::copy(&path, &gone).unwrap();
    Look::default().open_file(&gone, Some(&memory));
    fs::remove_file(&gone).unwrap();
    let mut window = Look::default().open_file(&path, Some(&memory));
    window.press_with(CTRL, Key::N);
    window.press_with(CTRL, Key::O);
    let missing = format!("{}: {}", gone.display(), WORDS.missing_file());
    assert!(!window.is_enabled(&missing));
    window.harness.check_accessibility();
    // The dialog takes its place first.
    window.harness.run();
    window.click(path.to_str().unwrap());
    assert_eq!(*window.session().scenario(), catalogued("01_tcp_pair.ron"));
    assert!(!window.shows(WORDS.ask_open()));
}

#[test]
fn a_file_that_does_not_open_says_why_in_the_dialog() {
    let (folder, path) = file();
    let broken = folder.path().join("broken.ron");
    fs::write(&broken, "Scenario(\n  version: 9)").unwrap();
    let mut window = Look::default().open_file(&path, None);
    window.press_with(CTRL, Key::O);
    for (bad, why) in [
        (broken.as_path(), "broken.ron:2:"),
        (folder.path(), "es una carpeta"),
        (&folder.path().join("missing.ron"), "no existe"),
        (Path::new("/dev/zero"), "dispositivo"),
    ] {
        window.write_path(bad);
        window.press(Key::Enter);
        assert!(window.says(why), "{}: no word of `{why}`", bad.display());
    }
    window.click(WORDS.cancel());
    assert_eq!(*window.session().scenario(), catalogued("01_tcp_pair.ron"));
}

#[test]
fn the_dialogs_fit_the_smallest_window() {
    for language in Language::all().iter().copied() {
        let look = Look { size: egui::Vec2::new(720.0, 480.0), language, ..Look::default() };
        let mut window = look.open(catalogued("01_tcp_pair.ron"));
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, look.size);
        window.press_with(CTRL, Key::O);
        for name in [language.open_it(), language.cancel(), language.browse(), language.path()] {
            assert!(screen.contains_rect(window.node(name).rect()), "{language:?}: {name}");
        }
        window.press(Key::Escape);
        window.change();
        window.press_with(CTRL, Key::N);
        for name in [language.save_file(), language.discard(), language.cancel()] {
            assert!(screen.contains_rect(window.node(name).rect()), "{language:?}: {name}");
        }
    }
}
