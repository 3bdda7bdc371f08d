//! The words of a Python source, and its simple statements: as much of the grammar as it takes to see what a value is given to.

use std::ops::Range;

/// Where something stands: the line, from 1, and the byte in it, from 0.
pub(super) type Place = (u32, u32);

/// A word of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where in the text it is.
    pub text: Range<usize>,
    pub begin: Place,
    pub end: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    /// A number or a string.
    Literal,
    Operator,
}

/// A source in words, and the statements that they make.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub text: String,
    pub tokens: Vec<Token>,
    /// Each simple statement, and each head of a compound one without what stands behind its colon.
    pub statements: Vec<Range<usize>>,
}

const OPERATORS: [&str; 22] = [
    "**=", "//=", ">>=", "<<=", "...", ":=", "->", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=",
    "&=", "|=", "^=", "@=", "**", "//",
];
const HEADS: [&str; 13] = [
    "if", "elif", "else", "while", "for", "with", "try", "except", "finally", "def", "class", "async",
    "match",
];

impl Source {
    pub fn of(text: &str) -> Self {
        let mut source = Self { text: text.to_owned(), ..Self::default() };
        let mut reader = Reader { text, at: 0, line: 1, line_began: 0 };
        let (mut depth, mut began) = (0_usize, 0);
        loop {
            match reader.next(depth > 0) {
                Some(Found::Token(token)) => {
                    match &text[token.text.clone()] {
                        "(" | "[" | "{" => depth += 1,
                        ")" | "]" | "}" => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    source.tokens.push(token);
                }
                Some(Found::End) => {
                    source.cut(began);
                    began = source.tokens.len();
                }
                None => break,
            }
        }
        source.cut(began);
        source
    }

    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.text.clone()])
    }

    /// Some words as they stand in the text.
    pub fn slice(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), self.tokens[..range.end.max(range.start)].last()) {
            (Some(first), Some(last)) if !range.is_empty() => &self.text[first.text.start..last.text.end],
            _ => "",
        }
    }

    /// Takes a logical line, from this word on, apart into statements.
    fn cut(&mut self, from: usize) {
        let end = self.tokens.len();
        let (mut begin, mut depth, mut lambdas) = (from, 0_usize, 0_usize);
        let mut found = Vec::new();
        for at in from..end {
            let is_head = HEADS.contains(&self.word(begin));
            match self.word(at) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "lambda" if depth == 0 => lambdas += 1,
                ":" if depth == 0 && lambdas > 0 => lambdas -= 1,
                ":" if depth == 0 && is_head => {
                    found.push(begin..at);
                    begin = at + 1;
                }
                ";" if depth == 0 => {
                    found.push(begin..at);
                    begin = at + 1;
                }
                _ => {}
            }
        }
        found.push(begin..end);
        self.statements.extend(found.into_iter().filter(|range| !range.is_empty()));
    }
}

enum Found {
    Token(Token),
    /// The end of a logical line.
    End,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    line_began: usize,
}

impl Reader<'_> {
    fn place(&self) -> Place {
        (self.line, u32::try_from(self.at - self.line_began).unwrap_or(u32::MAX))
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Goes on by so many bytes.
    fn pass(&mut self, length: usize) {
        for (offset, _) in self.text[self.at..self.at + length].match_indices('\n') {
            self.line += 1;
            self.line_began = self.at + offset + 1;
        }
        self.at += length;
    }

    /// The next word. In brackets a line has no end.
    fn next(&mut self, in_brackets: bool) -> Option<Found> {
        loop {
            let first = self.rest().chars().next()?;
            match first {
                '\n' => {
                    self.pass(1);
                    if !in_brackets {
                        return Some(Found::End);
                    }
                }
                '\\' if self.rest().starts_with("\\\n") => self.pass(2),
                '\\' if self.rest().starts_with("\\\r\n") => self.pass(3),
                '#' => {
                    let length = self.rest().find('\n').unwrap_or(self.rest().len());
                    self.pass(length);
                }
                c if c.is_whitespace() => self.pass(c.len_utf8()),
                _ => break,
            }
        }
        let begin = (self.at, self.place());
        let (kind, length) = self.measure();
        self.pass(length);
        Some(Found::Token(Token { kind, text: begin.0..self.at, begin: begin.1, end: self.place() }))
    }

    fn measure(&self) -> (Kind, usize) {
        let rest = self.rest();
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        let word = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        let is_prefix = word <= 2 && rest[..word].chars().all(|c| "rRbBuUfFtT".contains(c));
        if is_prefix && rest[word..].starts_with(['"', '\'']) {
            return (Kind::Literal, word + string(&rest[word..]));
        }
        if word > 0 {
            let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
            return (if is_number { Kind::Literal } else { Kind::Name }, word);
        }
        let operator = OPERATORS.into_iter().find(|operator| rest.starts_with(operator));
        let one = rest.chars().next().map_or(1, char::len_utf8);
        (Kind::Operator, operator.map_or(one, str::len))
    }
}

/// How long a string is, with its quotes. One that nobody closes goes to the end of its line.
fn string(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    let end = if text.starts_with(&long) { long.as_str() } else { quote };
    let mut at = end.len();
    while let Some(first) = text[at..].chars().next() {
        if text[at..].starts_with(end) {
            return at + end.len();
        }
        if first == '\n' && end.len() == 1 {
            return at;
        }
        at += first.len_utf8();
        // A raw string keeps its backslashes, and yet no quote behind one ends it.
        if first == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Vec<String> {
        let source = Source::of(text);
        source.statements.iter().map(|range| source.slice(range.clone()).to_owned()).collect()
    }

    #[test]
    fn a_source_falls_apart_into_its_simple_statements() {
        let text = "x = (1,\n  2) # a; b\nif a: b = 1; c = '''\n;''' \\\n + d\nf = lambda x: x; g = {1: 2}\n";
        assert_eq!(
            statements(text),
            ["x = (1,\n  2)", "if a", "b = 1", "c = '''\n;''' \\\n + d", "f = lambda x: x", "g = {1: 2}"]
        );
    }

    #[test]
    fn strings_are_one_word_whatever_is_in_them() {
        for text in [r#"a = "x\"; y""#, "a = rb'\\'", "a = f'{b};'", "a = '#'"] {
            assert_eq!(statements(text), [text], "{text}");
        }
        // An unclosed one takes nothing of the next line.
        assert_eq!(statements("a = 'x\nb = 1"), ["a = 'x", "b = 1"]);
    }

    #[test]
    fn places_are_lines_and_bytes() {
        let source = Source::of("ñ = 1\n  b = '''\n'''; c");
        let places: Vec<_> = source.tokens.iter().map(|token| (token.begin, token.end)).collect();
        assert_eq!(places[1], ((1, 3), (1, 4)));
        assert_eq!(places[5], ((2, 6), (3, 3)));
        assert_eq!(places[7], ((3, 5), (3, 6)));
    }
}
