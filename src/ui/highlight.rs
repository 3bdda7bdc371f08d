//! Colours for a line of Python: keywords, texts, numbers, comments. Each line by itself: a text over several lines has the
//! colours of code in all but its first.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId};

use super::theme::Theme;

/// The keywords of Python 3 (`keyword.kwlist`).
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// A line in its colours; `plain` is what has none.
pub fn python(line: &str, font: &FontId, plain: Color32, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut rest = line;
    while !rest.is_empty() {
        let (token, colour) = next_token(rest, plain, theme);
        job.append(token, 0.0, TextFormat::simple(font.clone(), colour));
        rest = &rest[token.len()..];
    }
    job
}

fn next_token<'a>(rest: &'a str, plain: Color32, theme: &Theme) -> (&'a str, Color32) {
    let first = rest.chars().next().unwrap_or(' ');
    if first == '\'' || first == '"' {
        return (&rest[..text_end(rest)], theme.code_string);
    }
    if first == '#' {
        return (rest, theme.text_soft);
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if !is_word(first) {
        let end = rest.find(|c| is_word(c) || "'\"#".contains(c)).unwrap_or(rest.len());
        return (&rest[..end], plain);
    }
    let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let word = &rest[..end];
    let colour = if KEYWORDS.contains(&word) {
        theme.code_keyword
    } else if first.is_ascii_digit() {
        theme.code_number
    } else {
        plain
    };
    (word, colour)
}

/// Where the text ends that begins at the start.
fn text_end(rest: &str) -> usize {
    let quote = rest.chars().next().unwrap_or('\'');
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_line_is_kept() {
        let ctx = egui::Context::default();
        let theme = Theme::of(&ctx);
        for line in
            ["s.send('it\\'s ñ'.encode('utf-8'))", "for _ in range(3):", "'open", "", "x = \"it's\"  # ñ 'a"]
        {
            let job = python(line, &FontId::monospace(12.0), theme.text, theme);
            assert_eq!(job.text, line);
        }
    }
}
