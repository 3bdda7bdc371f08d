//! The rules that hold the house up, read off the sources: which room may use which, where egui, sockets, `unsafe`,
//! colours and words may stand, and how a file begins and ends. ARCHITECTURE.md gives the reasons.

mod sources;

use sources::{Source, rust_files};

/// A room of `src/`: its floor, and the rooms under it that it may use.
struct Room {
    name: &'static str,
    floor: u8,
    uses: &'static [&'static str],
}

const ROOMS: [Room; 12] = [
    Room { name: "sockets", floor: 1, uses: &[] },
    Room { name: "disk", floor: 1, uses: &[] },
    Room { name: "scenario", floor: 2, uses: &["sockets", "disk"] },
    Room { name: "kernel", floor: 2, uses: &["sockets"] },
    Room { name: "trace", floor: 3, uses: &["sockets", "scenario"] },
    Room { name: "run", floor: 4, uses: &["sockets", "disk", "scenario", "trace", "kernel"] },
    Room { name: "diagram", floor: 4, uses: &["sockets", "scenario", "trace"] },
    Room { name: "export", floor: 5, uses: &["sockets", "scenario", "trace", "diagram"] },
    Room {
        name: "session",
        floor: 6,
        uses: &["sockets", "disk", "scenario", "trace", "kernel", "run", "export"],
    },
    Room {
        name: "text",
        floor: 7,
        uses: &["sockets", "disk", "scenario", "trace", "kernel", "export", "session"],
    },
    Room {
        name: "ui",
        floor: 8,
        uses: &["sockets", "disk", "scenario", "trace", "kernel", "diagram", "export", "session", "text"],
    },
    Room {
        name: "cli",
        floor: 8,
        uses: &["sockets", "scenario", "trace", "kernel", "run", "export", "session", "text"],
    },
];

/// Who may reach beside or above its floor, and for what.
const EXCEPTIONS: [(&str, &str, &str); 1] =
    [("ui/window.rs", "cli::Renderer", "the command line chooses what draws the window")];

const LONGEST_FILE: usize = 800;

/// Everything in a file that breaks a rule.
fn complaints(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut complain = |at: usize, what: String| {
        found.push(format!("src/{}:{}: {what}", source.path, source.line(at)));
    };
    for (at, path) in source.paths() {
        if let Some(what) = misplaced_use(source, path) {
            complain(at, what);
        }
    }
    for (at, levels) in super_chains(&source.code) {
        let depth = source.path.trim_end_matches("mod.rs").split('/').filter(|part| !part.is_empty()).count();
        if levels >= depth && source.path.contains('/') {
            complain(at, "leaves its room by `super`; write `crate::` and the room".into());
        }
    }
    let room = source.room();
    let confined: [(&[&str], &[&str]); 3] = [
        (&["egui", "eframe", "epaint", "winit"], &["ui"]),
        (&["socket2", "mio"], &["run", "kernel"]),
        (&["unsafe"], &["kernel"]),
    ];
    for (words, rooms) in confined {
        for word in words.iter().filter(|_| !rooms.contains(&room)) {
            for at in source.places(word) {
                complain(at, format!("`{word}` belongs in {}", rooms.join(", ")));
            }
        }
    }
    for at in source.places("unwrap").filter(|at| source.code[*at..].starts_with("unwrap()")) {
        complain(at, "`unwrap()`: answer the case, or `expect` with the reason why it cannot be".into());
    }
    if source.path != "ui/theme.rs" {
        for at in colours(source) {
            complain(at, "a colour; it belongs in assets/theme, by what it means".into());
        }
    }
    for (at, literal) in &source.literals {
        if literal.contains(|c| "áéíóúüñÁÉÍÓÚÜÑ¿¡".contains(c)) {
            complain(*at, format!("Spanish words outside of assets/languages: \"{literal}\""));
        }
    }
    found.extend(form("src", &source.path, &source.text));
    found
}

/// What is wrong with a path after `crate::`, if anything is.
fn misplaced_use(source: &Source, path: &str) -> Option<String> {
    let used = path.split("::").next().unwrap_or_default();
    let Some(room) = ROOMS.iter().find(|room| room.name == source.room()) else {
        let is_root = ["lib.rs", "main.rs"].contains(&source.path.as_str());
        return (!is_root).then(|| format!("`{}` is no room of the table in this test", source.room()));
    };
    let excepted = EXCEPTIONS.iter().any(|(who, what, _)| source.path.starts_with(who) && *what == path);
    if used == room.name || room.uses.contains(&used) || excepted {
        return None;
    }
    Some(if used.is_empty() {
        "`crate::{…}`: one `use` for each room".into()
    } else {
        format!("{} may not use {path}", room.name)
    })
}

/// Where `super::super::…` stands, and over how many levels it goes.
fn super_chains(code: &str) -> Vec<(usize, usize)> {
    let mut chains: Vec<(usize, usize)> = Vec::new();
    let mut end_of_last = 0;
    for (at, word) in code.match_indices("super::") {
        match chains.last_mut() {
            Some((_, levels)) if at == end_of_last => *levels += 1,
            _ => chains.push((at, 1)),
        }
        end_of_last = at + word.len();
    }
    chains
}

/// Where a colour is made or named. A colour that is none, or that something else fills in, is none of them.
fn colours(source: &Source) -> Vec<usize> {
    const MAKERS: [&str; 9] = [
        "from_hex",
        "from_rgb",
        "from_rgba",
        "from_gray",
        "from_black_alpha",
        "from_white_alpha",
        "hex_color",
        "Hsva",
        "HsvaGamma",
    ];
    let named = source.places("Color32").filter(|at| {
        let after = &source.code[at + "Color32".len()..];
        after.strip_prefix("::").is_some_and(|what| {
            !["TRANSPARENT", "PLACEHOLDER"].iter().any(|allowed| what.starts_with(allowed))
        })
    });
    let made = MAKERS.into_iter().flat_map(|maker| source.places(maker));
    let written = source.literals.iter().filter(|(_, literal)| {
        literal
            .strip_prefix('#')
            .is_some_and(|hex| matches!(hex.len(), 3 | 6 | 8) && hex.chars().all(|c| c.is_ascii_hexdigit()))
    });
    named.chain(made).chain(written.map(|(at, _)| *at)).collect()
}

/// How a file begins and ends, in any folder.
fn form(folder: &str, path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !text.starts_with("//! ") {
        found.push(format!("{folder}/{path}: does not open with `//!`, saying what lives here"));
    }
    let lines = text.lines().count();
    if lines > LONGEST_FILE {
        found.push(format!("{folder}/{path}: {lines} lines; over {LONGEST_FILE} it holds two ideas"));
    }
    found
}

#[test]
fn every_file_keeps_the_rules_of_the_house() {
    let sources = rust_files("src");
    assert!(sources.len() > 50, "only {} files found: is this looking in the right place?", sources.len());
    let mut found: Vec<String> =
        sources.iter().flat_map(|(path, text)| complaints(&Source::new(path, text))).collect();
    for folder in ["tests", "benches", "examples"] {
        found.extend(rust_files(folder).iter().flat_map(|(path, text)| form(folder, path, text)));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_on_lower_floors() {
    for room in ROOMS {
        for used in room.uses {
            let under = ROOMS.iter().find(|other| other.name == *used).map(|other| other.floor);
            assert!(under.is_some_and(|floor| floor < room.floor), "{} uses {used}", room.name);
        }
    }
}

#[test]
fn every_room_of_the_library_is_in_the_table() {
    let (_, library) = rust_files("src").into_iter().find(|(path, _)| path == "lib.rs").unwrap();
    let mut declared: Vec<_> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut table = ROOMS.map(|room| room.name);
    declared.sort_unstable();
    table.sort_unstable();
    assert_eq!(declared, table);
}

#[test]
fn each_exception_is_still_needed() {
    let sources = rust_files("src");
    for (who, what, why) in EXCEPTIONS {
        let used = sources.iter().filter(|(path, _)| path.starts_with(who)).any(|(path, text)| {
            let source = Source::new(path, text);
            source.paths().any(|(_, path)| path == what)
        });
        assert!(used, "{who} no longer uses {what} ({why}): take the exception out");
    }
}

#[test]
fn a_broken_rule_is_complained_of() {
    let broken = [
        ("run/x.rs", "use crate::session::Session;", "run may not use session"),
        ("sockets/x.rs", "fn f() { crate::run::free_ports(); }", "sockets may not use run"),
        ("scenario/x.rs", "use crate::trace::Event;", "scenario may not use trace"),
        ("session/x.rs", "use crate::text::Language;", "session may not use text"),
        ("run/x.rs", "use crate::{sockets, ui};", "one `use` for each room"),
        ("run/x.rs", "use super::super::ui::App;", "leaves its room"),
        ("run/mod.rs", "use super::cli;", "leaves its room"),
        ("session/x.rs", "fn f(ctx: &egui::Context) {}", "`egui` belongs in ui"),
        ("cli/x.rs", "use eframe::App;", "`eframe` belongs in ui"),
        ("ui/x.rs", "use socket2::Socket;", "`socket2` belongs in run, kernel"),
        ("run/x.rs", "fn f() { unsafe { g() } }", "`unsafe` belongs in kernel"),
        ("ui/x.rs", "const RED: Color32 = Color32::RED;", "a colour"),
        ("ui/x.rs", "let c = Color32::from_rgb(1, 2, 3);", "a colour"),
        ("ui/x.rs", "let c = \"#D99A1C\";", "a colour"),
        ("ui/x.rs", "let c = Rgba::from_gray(0.5);", "a colour"),
        ("ui/x.rs", "let c = Hsva::new(0.5, 1.0, 1.0, 1.0);", "a colour"),
        ("ui/x.rs", "let word = \"Conexión\";", "Spanish words"),
        ("cli/x.rs", "let word = r#\"¿\"Qué\"?\"#;", "Spanish words"),
        ("run/x.rs", "let n = 'a: loop { x.unwrap() };", "`unwrap()`"),
        ("attic/x.rs", "use crate::sockets::Call;", "`attic` is no room"),
    ];
    for (path, line, expected) in broken {
        let found = complaints(&Source::new(path, &format!("//! A file.\n{line}\n")));
        assert!(found.len() == 1 || expected == "a colour", "{line}: {found:?}");
        assert!(found.iter().all(|what| what.contains(&format!("src/{path}:2: "))), "{line}: {found:?}");
        assert!(found.iter().any(|what| what.contains(expected)), "{line}: {found:?}");
    }
    let long = format!("//! A file.\n{}", "\n".repeat(LONGEST_FILE));
    assert_eq!(complaints(&Source::new("run/x.rs", &long)).len(), 1);
    assert_eq!(complaints(&Source::new("run/x.rs", "use std::io;\n")).len(), 1);
}

#[test]
fn what_only_looks_like_a_breach_is_let_be() {
    let sound = [
        ("run/x.rs", "// socket2 and egui: x.unwrap() in a comment, «¿qué?»"),
        ("run/x.rs", "#[cfg(test)]\nmod tests {\n    fn f() { x.unwrap(); let s = \"ñ}\"; }\n}"),
        ("session/x.rs", "let seguir = \"use egui; unsafe\";"),
        ("trace/x.rs", "use crate::scenario::ParticipantId;"),
        ("trace/links/x.rs", "use super::super::Event;"),
        ("ui/x.rs", "let c = Color32::TRANSPARENT;"),
        ("run/x.rs", "let quote = '\\''; let mark = '\"'; let name: &'static str = \"//\"; // unsafe"),
        ("run/tests.rs", "fn f() { x.unwrap(); }"),
    ];
    for (path, line) in sound {
        let found = complaints(&Source::new(path, &format!("//! A file.\n{line}\n")));
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}
