//! The sources of the project as tests read them: code apart from comments, literals and tests.

#![allow(dead_code, reason = "each test needs another part of it")]

use std::fs;
use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The Rust files below a folder of the project; none where there is no such folder.
pub fn rust_files(folder: &str) -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = top.is_dir().then(|| top.clone()).into_iter().collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// A file of `src/` with what the rules look at: comments, literals and tests taken out.
pub struct Source {
    /// Below `src/`: `run/actor.rs`.
    pub path: String,
    pub text: String,
    /// The text with every comment, literal and test blanked, so that offsets stay.
    pub code: String,
    /// String literals outside of tests, with their offsets.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (mut code, mut literals) = without_comments_and_literals(text);
        let whole = iter::once(0..code.len());
        let tests = if path.ends_with("tests.rs") { whole.collect() } else { test_ranges(&code) };
        literals.retain(|(at, _)| !tests.iter().any(|test| test.contains(at)));
        for test in tests {
            let blank = blanked(&code[test.clone()]);
            code.replace_range(test, &blank);
        }
        Self { path: path.into(), text: text.into(), code, literals }
    }

    pub fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    pub fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// Each place where a word stands in the code, as a whole word.
    pub fn places<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            !self.code[..*at].ends_with(is_part) && !self.code[at + word.len()..].starts_with(is_part)
        })
    }

    /// The paths after `crate::`, with their offsets: `scenario::ParticipantId`.
    pub fn paths(&self) -> impl Iterator<Item = (usize, &str)> {
        self.places("crate").filter_map(|at| {
            let path = self.code[at..].strip_prefix("crate")?.trim_start().strip_prefix("::")?;
            let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            Some((at, path[..end.unwrap_or(path.len())].trim_end_matches(':')))
        })
    }
}

fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Blanks comments and literals. Quotes of literals stay, so that a literal is still seen to stand there.
fn without_comments_and_literals(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    while code.len() < text.len() {
        let at = code.len();
        let rest = &text[at..];
        let is_name = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let hashes = rest.strip_prefix('r').map(|raw| raw.len() - raw.trim_start_matches('#').len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = hashes.filter(|n| !is_name && rest[1 + n..].starts_with('"')) {
            let (open, close) = (hashes + 2, format!("\"{}", "#".repeat(hashes)));
            let end = rest[open..].find(&close).map_or(rest.len(), |end| open + end);
            literals.push((at, rest[open..end].to_owned()));
            (end + close.len()).min(rest.len())
        } else if rest.starts_with('"') {
            let end = end_of_string(rest);
            literals.push((at, rest[1..end].to_owned()));
            (end + 1).min(rest.len())
        } else if let Some(length) = character_literal(rest) {
            length
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            code.push_str(&rest[..next]);
            continue;
        };
        code.push_str(&blanked(&rest[..length]));
    }
    (code, literals)
}

fn end_of_string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of a character literal; a lifetime is none.
fn character_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        let first = escape.chars().next()?.len_utf8();
        return escape[first..].find('\'').map(|end| end + first + 3);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

/// What `#[cfg(test)]` stands before, as far as its closing brace.
fn test_ranges(code: &str) -> Vec<Range<usize>> {
    let ends_at = |start: usize| {
        let mut depth = 0_u32;
        for (at, c) in code[start..].char_indices() {
            match c {
                ';' if depth == 0 => return start + at + 1,
                '{' => depth += 1,
                '}' if depth == 1 => return start + at + 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        code.len()
    };
    code.match_indices("#[cfg(test)]").map(|(at, _)| at..ends_at(at)).collect()
}
