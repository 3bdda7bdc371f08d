//! Every word that a person reads stands in the language files: each has the same words with the same things to fill in, each
//! word is used, each that is used is there, and none stands in code.

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement,
};
use fluent_syntax::parser;
use sources::{Source, rust_files};

/// What stands in code and is read by people all the same, as it is no word of any language: the file, and the literal.
const NAMES: &[(&str, &str)] = &[
    // The program, and the languages and libraries that it knows.
    ("ui/app/files.rs", "● {name} ({}) — Socketlab"),
    ("ui/app/files.rs", "{name} — Socketlab"),
    ("ui/native_dialog.rs", "Socketlab"),
    ("ui/top_bar.rs", "Socketlab"),
    ("ui/window.rs", "Socketlab"),
    ("cli/export.rs", "  socketlab run {path}"),
    // Usage lines, whose words are exchanged for those of the language.
    ("cli/arguments.rs", "socketlab run [OPTIONS] <FILE>..."),
    ("cli/arguments.rs", "socketlab check [OPTIONS] <FILE>..."),
    ("cli/arguments.rs", "socketlab [OPTIONS] [FILE]... [COMMAND]"),
    ("cli/arguments.rs", "socketlab ports [OPTIONS]"),
    ("cli/arguments.rs", "socketlab export [OPTIONS] --to <KIND> --out <OUT> <FILE>"),
    ("text/program.rs", "Python {version}"),
    ("text/program.rs", "SIGINT (Ctrl-C)"),
    ("text/explain/mod.rs", "TimeoutError"),
    ("ui/highlight.rs", "False"),
    ("ui/highlight.rs", "None"),
    ("ui/highlight.rs", "True"),
    ("ui/code_panel.rs", "Unix"),
    ("ui/output_panel.rs", "Ctrl-D"),
    // Packages, and the commands that install them.
    ("text/window.rs", "OpenGL"),
    ("text/window.rs", "libgl1 libegl1 libgl1-mesa-dri"),
    ("text/window.rs", "mesa-libGL mesa-libEGL mesa-dri-drivers"),
    ("text/window.rs", "libx11-6 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri"),
    ("text/window.rs", "libX11 libXcursor libXi libxkbcommon-x11 mesa-libGL mesa-libEGL mesa-dri-drivers"),
    (
        "text/window.rs",
        "{}\\n  Debian, Ubuntu:  sudo apt install {debian}\\n  Fedora:          sudo dnf install {fedora}",
    ),
    // What a scenario file calls its parts, and the system its errors.
    ("text/system.rs", "(os error "),
    // What the resolver says, and what a run keeps of it.
    ("text/system.rs", "Name or service not known"),
    ("text/system.rs", "Name does not resolve"),
    ("text/system.rs", "nodename nor servname provided"),
    ("text/system.rs", "No address associated with hostname"),
    ("text/system.rs", "Temporary failure in name resolution"),
    ("text/system.rs", "Non-recoverable failure in name resolution"),
    ("text/system.rs", "no AF_INET"),
    ("text/system.rs", "no datagram with a sender has come"),
    ("text/problem/notation.rs", "Repeat"),
    ("text/problem/notation.rs", "Texts"),
    ("text/problem/notation.rs", "Call"),
    ("text/recording.rs", "%Y-%m-%d %H:%M:%S"),
    // Fonts, and what only whoever changes a theme can get to read.
    ("ui/theme/fonts.rs", "Inter"),
    ("ui/theme/fonts.rs", "Inter SemiBold"),
    ("ui/theme/fonts.rs", "JetBrains Mono"),
    ("ui/theme/fonts.rs", "JetBrains Mono SemiBold"),
    ("ui/theme/fonts.rs", "Inter for {family}"),
    ("ui/theme/fonts.rs", "JetBrains Mono for {family}"),
    ("ui/theme.rs", "`{text}` is no colour"),
];

/// A message with the names of what is filled in.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// The language files by code, as they stand in the folder.
fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/languages");
    let read = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let code = path.file_name().unwrap().to_str().unwrap().strip_suffix(".ftl").unwrap().to_owned();
        (code, fs::read_to_string(path).unwrap())
    });
    read.collect()
}

/// The messages of a file, or what is wrong with it.
fn messages(text: &str) -> Result<Messages, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = Messages::new();
    for entry in resource.body {
        match entry {
            Entry::Message(Message { id, value: Some(value), attributes, .. }) if attributes.is_empty() => {
                let mut filled = BTreeSet::new();
                of_pattern(&value, &mut filled);
                if messages.insert(id.name.to_owned(), filled).is_some() {
                    return Err(format!("`{}` stands there twice", id.name));
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => return Err(format!("neither a message nor a remark: {other:?}")),
        }
    }
    Ok(messages)
}

fn of_pattern(pattern: &Pattern<&str>, filled: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, filled);
        }
    }
}

fn of_expression(expression: &Expression<&str>, filled: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, filled),
        Expression::Select { selector, variants } => {
            of_inline(selector, filled);
            for variant in variants {
                of_pattern(&variant.value, filled);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, filled: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(filled.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => of_expression(expression, filled),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            for argument in positional {
                of_inline(argument, filled);
            }
        }
        _ => {}
    }
}

/// A use of a message in the code.
#[derive(Debug)]
struct Use {
    place: String,
    key: String,
    /// What is filled in; `None` where words are taken as they are.
    filled: BTreeSet<String>,
}

/// Each use of a message in a file: `say!`, `word!`, and the names in `words!`.
fn uses(source: &Source) -> Vec<Use> {
    let mut found = Vec::new();
    let place = |at: usize| format!("src/{}:{}", source.path, source.line(at));
    for name in ["say", "word"] {
        for at in source.places(name).filter(|at| source.code[*at..].starts_with(&format!("{name}!("))) {
            let after = source.literals.partition_point(|(literal, _)| *literal < at);
            let Some((literal, key)) = source.literals.get(after) else { continue };
            let rest = &source.code[literal + key.len() + 2..];
            let end = rest.find(')').unwrap_or(rest.len());
            let names = rest[..end].split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
            found.push(Use {
                place: place(at),
                key: key.clone(),
                filled: names.map(str::to_owned).collect(),
            });
        }
    }
    for (at, key) in names(source) {
        found.push(Use { place: place(at), key, filled: BTreeSet::new() });
    }
    found
}

/// The names in `words!`, with their offsets.
fn names(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in source.places("words").filter(|at| source.code[*at..].starts_with("words! {")) {
        let begin = at + "words! {".len();
        let end = begin + source.code[begin..].find('}').unwrap_or(0);
        let mut offset = begin;
        for part in source.code[begin..end].split_inclusive(';') {
            let name = part.trim().trim_end_matches(';');
            if !name.is_empty() {
                found.push((offset + part.len() - part.trim_start().len(), name.to_owned()));
            }
            offset += part.len();
        }
    }
    found
}

fn all_sources() -> Vec<Source> {
    rust_files("src").iter().map(|(path, text)| Source::new(path, text)).collect()
}

#[test]
fn every_language_has_the_same_words_with_the_same_things_filled_in() {
    let files = files();
    assert!(files.contains_key("en") && files.contains_key("es"), "{:?}", files.keys());
    let read = |code: &str| messages(&files[code]).unwrap_or_else(|why| panic!("{code}.ftl: {why}"));
    let english = read("en");
    assert!(english.len() > 900, "only {} words", english.len());
    let mut faults = Vec::new();
    for code in files.keys() {
        let its = read(code);
        for key in english.keys().filter(|key| !its.contains_key(*key)) {
            faults.push(format!("{code}.ftl lacks `{key}`"));
        }
        for (key, filled) in its {
            match english.get(&key) {
                None => faults.push(format!("{code}.ftl has `{key}`, which en.ftl does not have")),
                Some(expected) if *expected != filled => {
                    faults.push(format!("{code}.ftl fills {filled:?} into `{key}`, and en.ftl {expected:?}"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_word_that_is_used_is_there_and_every_one_that_is_there_is_used() {
    let english = messages(&files()["en"]).unwrap();
    let sources = all_sources();
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for Use { place, key, filled } in sources.iter().flat_map(uses) {
        match english.get(&key) {
            None => faults.push(format!("{place}: there is no word `{key}` in en.ftl")),
            Some(expected) if *expected != filled => {
                faults.push(format!("{place}: `{key}` takes {expected:?}, and gets {filled:?}"));
            }
            Some(_) => {}
        }
        used.insert(key);
    }
    faults
        .extend(english.keys().filter(|key| !used.contains(*key)).map(|key| format!("nobody uses `{key}`")));
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_name_is_asked_for_somewhere() {
    let sources = all_sources();
    let mut asked = BTreeSet::new();
    for source in &sources {
        let code = &source.code;
        for (at, _) in code.match_indices(['.', ':']) {
            let name = &code[at + 1..];
            let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
            asked.insert(&name[..end]);
        }
    }
    let idle: Vec<_> = sources
        .iter()
        .flat_map(names)
        .map(|(_, name)| name)
        .filter(|name| !asked.contains(name.as_str()))
        .collect();
    assert!(idle.is_empty(), "nobody asks for {idle:?}");
}

/// Whether a literal is words that a person reads: a phrase, a word that begins a sentence, or anything with letters where
/// what is written is painted or printed.
fn is_words(source: &Source, at: usize, literal: &str) -> bool {
    const SHOWN: [&str; 16] = [
        "label(",
        "button(",
        "Button::new(",
        "RichText::new(",
        "heading(",
        "small(",
        "strong(",
        "weak(",
        "monospace(",
        "hover_text(",
        "hint_text(",
        "println!(",
        "print!(",
        "with_title(",
        "labeled(",
        "selectable_label(",
    ];
    let line_begins = source.code[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = source.code[..at].trim_end();
    let is_attribute =
        source.code[line_begins..].trim_start().starts_with("#[") || in_attribute(&source.code, at);
    let is_reason = before.ends_with("expect(") || before.ends_with("context(");
    let is_asserted = ["assert!(", "assert_eq!(", "unreachable!("]
        .iter()
        .any(|name| before.rfind(name).is_some_and(|from| !before[from..].contains(';')));
    if is_attribute || is_reason || is_asserted {
        return false;
    }
    let plain = without_fillings(literal);
    let is_shown = SHOWN.iter().any(|opener| before.ends_with(opener));
    let letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let words: Vec<&str> = plain.split_whitespace().filter(letters).collect();
    let begins_large = |word: &str| {
        let mut characters = word.chars();
        characters.next().is_some_and(char::is_uppercase) && characters.next().is_some_and(char::is_lowercase)
    };
    words.len() >= 2 || words.iter().any(|word| begins_large(word)) || is_shown && !words.is_empty()
}

/// Whether a place is within `#[…]`.
fn in_attribute(code: &str, at: usize) -> bool {
    let Some(begin) = code[..at].rfind("#[") else { return false };
    let mut depth = 0_i32;
    for c in code[begin + 1..at].chars() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    true
}

/// A literal without what is filled in and without escapes.
fn without_fillings(literal: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    let mut characters = literal.chars();
    while let Some(c) = characters.next() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '\\' => {
                characters.next();
                plain.push(' ');
            }
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// The rooms in which whatever is written is for people.
const FACES: [&str; 3] = ["ui", "cli", "text"];

/// The words that stand in the code of a file.
fn words_in_code(source: &Source) -> Vec<String> {
    if !FACES.contains(&source.room()) {
        return Vec::new();
    }
    let is_name = |literal: &str| NAMES.contains(&(source.path.as_str(), literal));
    let found =
        source.literals.iter().filter(|(at, literal)| is_words(source, *at, literal) && !is_name(literal));
    found.map(|(at, literal)| format!("src/{}:{}: \"{literal}\"", source.path, source.line(*at))).collect()
}

#[test]
fn no_word_stands_in_code() {
    let found: Vec<_> = all_sources().iter().flat_map(words_in_code).collect();
    assert!(found.is_empty(), "these belong in assets/languages:\n{}", found.join("\n"));
}

#[test]
fn each_name_in_code_is_still_there() {
    let sources = all_sources();
    for &(path, name) in NAMES {
        let source = sources.iter().find(|source| source.path == path).unwrap_or_else(|| panic!("no {path}"));
        assert!(source.literals.iter().any(|(_, literal)| literal == name), "{path} has no \"{name}\"");
    }
}

#[test]
fn words_that_are_written_in_code_are_found() {
    for line in [
        "ui.label(\"step\");",
        "ui.button(\"Step\");",
        "let text = format!(\"{count} calls more\");",
        "response.on_hover_text(\"cierra\");",
        "println!(\"done\");",
        "let title = \"Paso\";",
    ] {
        let source = Source::new("ui/x.rs", &format!("//! A file.\nfn f() {{ {line} }}\n"));
        assert_eq!(words_in_code(&source).len(), 1, "{line}");
    }
    for line in [
        "ui.label(words.step());",
        "let id = Id::unique(\"time_line\");",
        "let text = format!(\"{call} · {time}\");",
        "let port = port.expect(\"A port was checked before\");",
        "#[expect(clippy::x, reason = \"some points of a screen\")] let a = 1;",
        "assert!(a < b, \"One is before the other\");",
    ] {
        let source = Source::new("ui/x.rs", &format!("//! A file.\nfn f() {{ {line} }}\n"));
        assert_eq!(words_in_code(&source), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn a_fault_in_a_language_file_is_found() {
    assert!(messages("a = x\na = y\n").unwrap_err().contains("twice"));
    assert!(messages("a = { $b\n").is_err());
    assert!(messages("-a = x\n").is_err());
    let read = messages("a = { $n ->\n [one] { $x }\n *[other] y\n}\n").unwrap();
    assert_eq!(read["a"].iter().map(String::as_str).collect::<Vec<_>>(), ["n", "x"]);
    let source = Source::new(
        "text/x.rs",
        "//! A file.\nfn f() { say!(l, \"key\", a, b; c) }\nwords! {\n    one;\n    two;\n}\n",
    );
    let found: Vec<_> = uses(&source).into_iter().map(|u| (u.key, u.filled.len())).collect();
    assert_eq!(found, [("key".into(), 3), ("one".into(), 0), ("two".into(), 0)]);
}
