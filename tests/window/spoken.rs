//! The whole tree that a screen reader is given, of every screen: names, roles, states, order, in both languages.

use std::collections::HashSet;

use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;
use socketlab::text::Language;

use crate::driver::{Look, Window, at_rest, runnable, written};
use crate::held;

/// Words of one language that no name has in the other. What a scenario sends and calls its variables is of no language.
const OF_A_LANGUAGE: [(Language, &[&str]); 2] = [
    (
        Language::SPANISH,
        &[
            "aún",
            "hecha",
            "espera",
            "esperó",
            "siguiente",
            "llamada",
            "llamadas",
            "lista",
            "falló",
            "línea",
            "devolvió",
            "tamaño",
            "ancho",
            "desplazar",
            "suceso",
            "sucesos",
            "ahora",
            "conexión",
            "cajón",
            "cerrar",
            "abrir",
            "guardar",
            "cancelar",
            "tabla",
            "nadie",
            "bajo",
            "subir",
            "bajar",
        ],
    ),
    (
        Language::ENGLISH,
        &[
            "the", "of", "waits", "waited", "done", "yet", "ready", "failed", "returned", "size", "width",
            "expected", "events", "calls", "drawer", "save", "cancel", "table", "nobody", "its", "before",
        ],
    ),
];

/// Looks at all that is on the screen.
struct Reader<'a> {
    screen: &'a str,
    words: Language,
    /// The part of the window that is being read.
    region: String,
    seen: HashSet<(String, Role, String, Option<usize>)>,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{} ({:?}): {what}", self.screen, self.words));
    }

    fn read(&mut self, node: &Node<'_>) {
        let here = node.accesskit_node();
        let (role, label) = (here.role(), here.label());
        let name = label.clone().or_else(|| here.value()).unwrap_or_default();
        let is_part = matches!(role, Role::Region | Role::Dialog | Role::Table);
        let outer = self.region.clone();
        if is_part {
            self.region = format!("{outer}/{name}");
            if name.is_empty() {
                self.fault(&format!("{role:?} without a name"));
            }
        }
        if here.data().supports_action(Action::Focus) {
            self.control(node, role, label.as_deref());
        }
        if let (Some(value), Some(least), Some(most)) =
            (here.numeric_value(), here.min_numeric_value(), here.max_numeric_value())
            && !(least..=most).contains(&value)
        {
            self.fault(&format!("`{name}` is {value}, not within {least}..={most}"));
        }
        if matches!(role, Role::Slider | Role::Meter) && here.numeric_value().is_none() {
            self.fault(&format!("`{name}` is a {role:?} without a value"));
        }
        // What an arrow carries may be data.
        let end = if role == Role::GraphicsSymbol { name.rfind(": ") } else { None };
        self.in_its_language(&name[..end.unwrap_or(name.len())]);
        for child in node.children() {
            self.read(&child);
        }
        self.region = outer;
    }

    fn control(&mut self, node: &Node<'_>, role: Role, label: Option<&str>) {
        let here = node.accesskit_node();
        let Some(label) = label.filter(|label| !label.trim().is_empty()) else {
            return self.fault(&format!("a {role:?} in {} has no name", self.region));
        };
        let fits = matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::ComboBox
                | Role::Heading
                | Role::MenuItem
                | Role::MenuItemCheckBox
                | Role::ScrollBar
                | Role::ScrollView
                | Role::Slider
                | Role::SpinButton
                | Role::Splitter
                | Role::Tab
                | Role::TextInput
                | Role::MultilineTextInput
        );
        if !fits {
            self.fault(&format!("`{label}` is a {role:?}"));
        }
        let is_handle = matches!(role, Role::Splitter | Role::ScrollBar);
        let key = (self.region.clone(), role, label.to_owned(), here.data().position_in_set());
        if !self.seen.insert(key) && !is_handle {
            self.fault(&format!("`{label}` is in {} more than once", self.region));
        }
    }

    fn in_its_language(&mut self, name: &str) {
        // What stands between quotation marks is data, and what stands in a program is code.
        let plain: String = name.split(['\'', '"', '«', '»', '“', '”']).step_by(2).collect();
        if plain.contains('(') && plain.contains(')') && !plain.contains('·') {
            return;
        }
        // A path is of no language either.
        let words = plain.split_whitespace().filter(|word| !word.contains('/'));
        let words = words.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
        let spoken: Vec<String> = words.map(str::to_lowercase).collect();
        for (language, words) in OF_A_LANGUAGE {
            if language != self.words
                && let Some(word) = spoken.iter().find(|word| words.contains(&word.as_str()))
            {
                self.fault(&format!("`{name}` has the word `{word}`"));
            }
        }
    }
}

/// Checks what a screen reader is given of this screen.
#[track_caller]
fn check(window: &Window, words: Language, screen: &str) {
    let mut reader =
        Reader { screen, words, region: String::new(), seen: HashSet::new(), faults: Vec::new() };
    reader.read(&window.harness.root());
    assert!(reader.faults.is_empty(), "{}", reader.faults.join("\n"));
    check_order(window, words);
}

/// What stands in a part of the window, with its role and name, in order.
fn part(window: &Window, name: &str) -> Vec<(Role, String)> {
    fn all(node: &Node<'_>, found: &mut Vec<(Role, String)>) {
        let here = node.accesskit_node();
        found.push((here.role(), here.label().or_else(|| here.value()).unwrap_or_default()));
        node.children().for_each(|child| all(&child, found));
    }
    fn find(node: &Node<'_>, name: &str, found: &mut Vec<(Role, String)>) {
        let here = node.accesskit_node();
        if here.role() == Role::Region && here.label().as_deref() == Some(name) {
            node.children().for_each(|child| all(&child, found));
        } else {
            node.children().for_each(|child| find(&child, name, found));
        }
    }
    let mut found = Vec::new();
    find(&window.harness.root(), name, &mut found);
    found
}

/// Heads first, then the calls in the order of the run, each arrow behind both calls that it joins.
#[track_caller]
fn check_order(window: &Window, words: Language) {
    let diagram = part(window, words.diagram());
    let place = |wanted: Role| diagram.iter().rposition(|(role, _)| *role == wanted);
    let first_box = diagram.iter().position(|(role, name)| *role == Role::Button && name.contains(": "));
    if let (Some(head), Some(first)) = (place(Role::Heading), first_box) {
        assert!(head < first, "a head behind a call: {diagram:#?}");
    }
    let snapshot = window.session().snapshot();
    let made: Vec<String> = snapshot
        .calls()
        .iter()
        .map(|call| format!("{}: {} · ", snapshot.name_of(call.participant), call.written()))
        .collect();
    let mut at = 0;
    for (_, name) in diagram.iter().filter(|(role, _)| *role == Role::Button) {
        // Calls above the view are left out, save those that reach into it.
        if let Some(found) = made[at..].iter().position(|call| name.starts_with(call.as_str())) {
            at += found + 1;
        }
    }
    for (arrow, (_, name)) in
        diagram.iter().enumerate().filter(|(_, (role, _))| *role == Role::GraphicsSymbol)
    {
        let (ends, _) = name.rsplit_once(": ").unwrap();
        for end in ends.split(" → ") {
            // Of a program outside there is no call to be seen.
            let of = if words == Language::SPANISH { " de " } else { " of " };
            let Some((function, who)) = end.split_once(of) else { continue };
            let call = format!("{who}: {function}(");
            let seen = diagram.iter().any(|(_, name)| name.starts_with(&call));
            let before = diagram[..arrow].iter().any(|(_, name)| name.starts_with(&call));
            assert!(before || !seen, "`{name}` stands before `{call}`");
        }
    }
}

/// The parts of the window, in order.
fn parts(window: &Window) -> Vec<String> {
    fn find(node: &Node<'_>, found: &mut Vec<String>) {
        let here = node.accesskit_node();
        if here.role() == Role::Region {
            found.extend(here.label());
        }
        node.children().for_each(|child| find(&child, found));
    }
    let mut found = Vec::new();
    find(&window.harness.root(), &mut found);
    found
}

/// Steps so often, as far as anybody can.
fn step(window: &mut Window, times: usize) {
    for _ in 0..times {
        if window.session().next().is_none() {
            return;
        }
        let before = window.session().trace().live();
        window.press(Key::Space);
        window.until("the step is made", |session| session.trace().live() > before && at_rest(session));
    }
}

#[test]
fn scenarios_are_told_at_their_start_in_the_middle_and_at_their_end() {
    for words in Language::all().iter().copied() {
        for file in [
            "01_tcp_pair.ron",
            "02_udp_pair.ron",
            "03_connect_without_server.ron",
            "08_wrong_orders.ron",
            "11_unix_sockets.ron",
            "14_datagrams_are_cut.ron",
            "15_reset.ron",
        ] {
            let mut window = Look::in_language(words).open(runnable(file));
            check(&window, words, &format!("{file} at its start"));
            step(&mut window, 8);
            check(&window, words, &format!("{file} in the middle"));
            // In the order of the steps: which calls are in view at the end is then always the same.
            step(&mut window, 100);
            check(&window, words, &format!("{file} at its end"));
        }
    }
}

#[test]
fn each_tab_of_the_drawer_is_told() {
    for words in Language::all().iter().copied() {
        for file in ["01_tcp_pair.ron", "02_udp_pair.ron"] {
            let mut window = Look::in_language(words).open(runnable(file));
            step(&mut window, 9);
            for (key, tab) in [
                (Key::K, words.tab_sockets()),
                (Key::M, words.tab_bytes()),
                (Key::N, words.tab_ports()),
                (Key::E, words.tab_events()),
                (Key::O, words.tab_output()),
                (Key::D, words.tab_comparison()),
            ] {
                window.press(key);
                window.harness.run_steps(3);
                check(&window, words, &format!("{file}, {tab}"));
                let front = window.node(tab).accesskit_node().is_selected();
                assert_eq!(front, Some(true), "{tab} is not in front");
            }
        }
    }
}

#[test]
fn what_stands_in_front_of_the_window_is_told_by_its_name() {
    for words in Language::all().iter().copied() {
        let mut window = Look::in_language(words).open(runnable("01_tcp_pair.ron"));
        step(&mut window, 6);
        let dialog = |window: &mut Window, title: &str| {
            window.harness.run_steps(2);
            check(window, words, title);
            let root = window.harness.root();
            let found = root.children_recursive().find(|node| node.accesskit_node().role() == Role::Dialog);
            let found = found.unwrap_or_else(|| panic!("no dialog: {title}")).accesskit_node();
            assert_eq!(found.label().as_deref(), Some(title));
            assert!(found.is_modal(), "{title}");
        };
        window.press(Key::B);
        dialog(&mut window, words.bookmark());
        window.press(Key::Escape);
        window.press(Key::C);
        dialog(&mut window, words.call_now());
        window.press(Key::Enter);
        dialog(&mut window, words.call_now());
        window.press(Key::Escape);
        window.press(Key::F1);
        dialog(&mut window, words.shortcuts());
        window.press(Key::Escape);
        window.press_with(Modifiers::COMMAND, Key::K);
        dialog(&mut window, words.commands_list());
        window.press(Key::Escape);
        window.press_with(Modifiers::SHIFT, Key::F1);
        dialog(&mut window, words.parts());
        window.press(Key::Escape);
        window.press_with(Modifiers::COMMAND, Key::O);
        dialog(&mut window, words.ask_open());
        window.press(Key::Escape);
        let far = "Participant(name: \"a\", role: Peer, script: [Socket(socket: \"s\", family: Unix, kind: Stream), \
                   Connect(socket: \"s\", to: \"unix:/nowhere/x\")])";
        let mut window = Look::in_language(words).open(written(far));
        window.press(Key::Space);
        dialog(&mut window, words.reach_title());
        window.press(Key::Escape);
    }
}

#[test]
fn what_opens_a_menu_says_so_and_whether_it_is_open() {
    for words in Language::all().iter().copied() {
        let mut window = Look::in_language(words).open(runnable("01_tcp_pair.ron"));
        step(&mut window, 6);
        for name in [words.file_menu().to_owned(), format!("{} · servidor", words.more_of_it())] {
            // What drops down bears the name of what it drops from.
            let is_open = |window: &Window| {
                let root = window.harness.root();
                let opener = root.children_recursive().find(|node| {
                    let node = node.accesskit_node();
                    node.has_popup().is_some() && node.label().as_deref() == Some(name.as_str())
                });
                opener.and_then(|node| node.accesskit_node().data().is_expanded())
            };
            assert_eq!(is_open(&window), Some(false), "{name}");
            window.node(&name).click();
            window.harness.run_steps(3);
            check(&window, words, &name);
            assert_eq!(is_open(&window), Some(true), "{name}");
            window.press(Key::Escape);
            window.harness.run_steps(2);
        }
    }
}

#[test]
fn a_line_to_be_changed_and_notices_and_several_runs_are_told() {
    for words in Language::all().iter().copied() {
        let mut window = Look::in_language(words).open(runnable("01_tcp_pair.ron"));
        step(&mut window, 5);
        window.node("servidor · 14 · s_cliente.close()").click();
        window.harness.run_steps(2);
        check(&window, words, "a line to be changed");
        window.press(Key::ArrowLeft);
        check(&window, words, "the past");
        assert!(parts(&window).contains(&words.region_past().to_owned()));
        window.press(Key::F);
        window.until("the calls are made again", |session| !session.is_repeating() && at_rest(session));
        window.press(Key::D);
        window.harness.run_steps(3);
        check(&window, words, "two runs, compared");
        for part in [words.region_runs(), words.region_notices()] {
            assert!(parts(&window).contains(&part.to_owned()), "no {part}: {:?}", parts(&window));
        }
    }
}

#[test]
fn a_program_of_somebody_and_its_threads_are_told() {
    for words in Language::all().iter().copied() {
        let window = Look::in_language(words).open_recording(held::server());
        check(&window, words, "a program that is held");
    }
}

#[test]
fn the_parts_of_the_window_come_in_the_order_in_which_one_looks_at_them() {
    let mut window = Look::in_language(Language::ENGLISH).open(runnable("01_tcp_pair.ron"));
    window.press(Key::K);
    window.harness.run_steps(2);
    let expected = ["Top bar", "Code", "Diagram", "Selected call", "Drawer", "Time line", "Controls"];
    assert_eq!(parts(&window), expected);
}

#[test]
fn a_box_says_what_came_of_its_call_and_an_arrow_what_went_over() {
    let mut window = Look::in_language(Language::ENGLISH).open(runnable("01_tcp_pair.ron"));
    for _ in 0..8 {
        window.step();
    }
    let diagram = part(&window, "Diagram");
    let said = |role: Role, parts: &[&str]| {
        let fits = |name: &str| parts.iter().all(|part| name.contains(part));
        assert!(diagram.iter().any(|(is, name)| *is == role && fits(name)), "no {parts:?} in {diagram:#?}");
    };
    said(Role::Heading, &["servidor · TCP 127.0.0.1:", " · ready: next is send"]);
    said(Role::Button, &["servidor: accept(", "done · new socket s_cliente (fd ", "waited for a connection"]);
    said(Role::Button, &["cliente: send(", "done · 14 bytes"]);
    said(Role::Button, &["servidor: send(", " · next"]);
    said(Role::GraphicsSymbol, &["connect of cliente → accept of servidor: connection"]);
    said(Role::GraphicsSymbol, &["send of cliente → recv of servidor: Hola, servidor"]);
    said(Role::GraphicsSymbol, &["send of servidor → recv of cliente: expected"]);
}

#[test]
fn a_queue_is_a_meter_with_what_it_holds_and_what_fits() {
    let mut window = Look::in_language(Language::ENGLISH).open(runnable("01_tcp_pair.ron"));
    for _ in 0..6 {
        window.step();
    }
    window.press(Key::K);
    window.harness.run_steps(3);
    let queue = window.node("accept queue of socketServidor: no connection waits; backlog 1");
    let queue = queue.accesskit_node();
    assert_eq!(queue.role(), Role::Meter);
    assert_eq!((queue.numeric_value(), queue.max_numeric_value()), (Some(0.0), Some(2.0)));
    let line = window.node("Time line").accesskit_node();
    assert_eq!(line.role(), Role::Slider);
    let live = window.session().trace().live().0;
    assert!(line.value().unwrap().starts_with(&format!("event {live} of {live} · ")), "{:?}", line.value());
}
