//! The name that a program gives a new socket: the variable that the value of the call goes to. Python tells where in the source the
//! call stands, from 3.11 on to the column; before, of several on one line it is known which came first.

mod tokens;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::message::Caller;
use tokens::{Kind, Source};

/// Functions whose value is, or has in it, a new socket.
const MAKERS: [&str; 8] =
    ["socket", "accept", "create_connection", "create_server", "socketpair", "fromfd", "dup", "fromshare"];

/// Sources that have been taken apart, and which calls have been made on a line.
#[derive(Debug, Default)]
pub(super) struct Names {
    sources: HashMap<Arc<str>, Source>,
    /// How far in their code the calls on a line were, in ascending order.
    calls: HashMap<(Arc<str>, u32), Vec<i64>>,
}

/// What the value of the call is: a socket, or several things of which one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Socket,
    /// The socket in this place of a tuple.
    Part(usize),
}

/// What a statement does with a value.
enum Given {
    To(String),
    /// To whoever called the function.
    Back,
    ToNobody,
}

impl Names {
    /// The name of a new socket, by the frames of the program from the call outwards: each with its file and the text of it.
    pub fn of<'a>(
        &mut self,
        callers: impl Iterator<Item = (&'a Arc<str>, &'a str, Caller)>,
        value: Value,
    ) -> Option<String> {
        for (file, text, caller) in callers {
            let calls = self.calls.entry((Arc::clone(file), caller.line)).or_default();
            if let Err(place) = calls.binary_search(&caller.instruction) {
                calls.insert(place, caller.instruction);
            }
            let nth = calls.binary_search(&caller.instruction).unwrap_or(0);
            let source = self.sources.entry(Arc::clone(file)).or_insert_with(|| Source::of(text));
            match source.given(&caller, nth, value) {
                Given::To(name) => return Some(name),
                Given::Back => {}
                Given::ToNobody => return None,
            }
        }
        None
    }
}

impl Source {
    /// What becomes of the value of a call: the `nth` that was made on its line, where it is not known which.
    fn given(&self, caller: &Caller, nth: usize, value: Value) -> Given {
        let Some((statement, call)) = self.call(caller, nth) else { return Given::ToNobody };
        if let Some(name) = self.walrus(&call) {
            return Given::To(in_one(name, value));
        }
        let name = match self.word(statement.start) {
            "with" => self.with_item(statement.start + 1..statement.end, &call, value),
            "async" if self.word(statement.start + 1) == "with" => {
                self.with_item(statement.start + 2..statement.end, &call, value)
            }
            "return" | "yield" => return Given::Back,
            _ => self.assignment(&statement, &call, value).or_else(|| self.appended(&statement, &call)),
        };
        match name {
            Some(name) => Given::To(name),
            // The body of a lambda is what it gives back; a list that is built in place has a frame of its own before 3.12.
            None if self.is_in_lambda(&statement, &call) => Given::Back,
            None => Given::ToNobody,
        }
    }

    /// The statement with the call in it, and the words of the call.
    fn call(&self, caller: &Caller, nth: usize) -> Option<(Range<usize>, Range<usize>)> {
        if let Some(span) = caller.span {
            let (begin, end) = ((span.line, span.column), (span.last_line, span.last_column));
            let first = self.tokens.iter().position(|token| token.begin == begin)?;
            let length = self.tokens[first..].iter().position(|token| token.end >= end)?;
            let statement = self.statements.iter().find(|range| range.contains(&first))?;
            return Some((statement.clone(), first..first + length + 1));
        }
        let touches = |range: &&Range<usize>| {
            self.tokens[range.start].begin.0 <= caller.line && caller.line <= self.tokens[range.end - 1].end.0
        };
        let here: Vec<_> = self.statements.iter().filter(touches).collect();
        let calls = |is_wanted: &dyn Fn(&str) -> bool| -> Vec<_> {
            let words =
                |range: &Range<usize>| range.clone().map(|at| (range.clone(), at)).collect::<Vec<_>>();
            let all = here.iter().flat_map(|range| words(range));
            let all = all.filter(|(_, at)| {
                self.tokens[*at].kind == Kind::Name && is_wanted(self.word(*at)) && self.word(at + 1) == "("
            });
            all.collect()
        };
        let mut found = calls(&|name| MAKERS.contains(&name));
        if found.is_empty() {
            found = calls(&|name| {
                !["if", "while", "with", "return", "print", "in", "and", "or", "not"].contains(&name)
            });
        }
        let (statement, at) = found.get(nth.min(found.len().checked_sub(1)?))?.clone();
        Some((statement, self.beginning(at)..self.closing(at + 1) + 1))
    }

    /// Where the expression begins that ends with this name: `self.servidor.accept` from `self` on.
    fn beginning(&self, mut at: usize) -> usize {
        while at >= 2 && self.word(at - 1) == "." {
            at = match self.word(at - 2) {
                ")" | "]" => self.opening(at - 2),
                _ => at - 2,
            };
            // A call or an index has a name before it.
            while at >= 1 && matches!(self.word(at), "(" | "[") && self.tokens[at - 1].kind == Kind::Name {
                at -= 1;
            }
        }
        at
    }

    /// The bracket that closes this one.
    fn closing(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for place in at..self.tokens.len() {
            match self.word(place) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" if depth == 1 => return place,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        self.tokens.len() - 1
    }

    /// The bracket that this one closes.
    fn opening(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for place in (0..=at).rev() {
            match self.word(place) {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth == 1 => return place,
                "(" | "[" | "{" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        0
    }

    /// `(w := socket.create_connection(addr))`
    fn walrus(&self, call: &Range<usize>) -> Option<&str> {
        let is_named = call.start >= 2 && self.word(call.start - 1) == ":=";
        is_named.then(|| self.word(call.start - 2))
    }

    /// Where these words stand at the top, outside of all brackets.
    fn at_top(&self, range: Range<usize>, words: &[&str]) -> Vec<usize> {
        let mut depth = 0_usize;
        let mut found = Vec::new();
        for at in range {
            match self.word(at) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                word if depth == 0 && words.contains(&word) => found.push(at),
                _ => {}
            }
        }
        found
    }

    /// The parts of a range between words at its top.
    fn parts(&self, range: Range<usize>, words: &[&str]) -> Vec<Range<usize>> {
        let mut begin = range.start;
        let mut parts = Vec::new();
        for at in self.at_top(range.clone(), words) {
            parts.push(begin..at);
            begin = at + 1;
        }
        parts.push(begin..range.end);
        parts
    }

    /// A range without the brackets that are around all of it.
    fn bare(&self, mut range: Range<usize>) -> Range<usize> {
        while range.len() > 1
            && matches!(self.word(range.start), "(" | "[")
            && self.closing(range.start) == range.end - 1
        {
            range = range.start + 1..range.end - 1;
        }
        range
    }

    /// `with socket.socket() as s, open(name) as f`
    fn with_item(&self, head: Range<usize>, call: &Range<usize>, value: Value) -> Option<String> {
        let head = self.bare(head);
        let item = self.parts(head, &[","]).into_iter().find(|item| item.contains(&call.start))?;
        let at = *self.at_top(item.clone(), &["as"]).first()?;
        self.target(item.start..at, at + 1..item.end, call, value).or_else(|| {
            // `with closing(socket.socket()) as s`: what is wrapped goes by the name of what wraps it.
            let is_wrapped = self.closing(call.start - 1) == at - 1 && self.word(call.start - 1) == "(";
            is_wrapped.then(|| self.slice(at + 1..item.end).to_owned())
        })
    }

    /// `a = b = …`, `c, addr = …`, `self.s: socket.socket = …`
    fn assignment(&self, statement: &Range<usize>, call: &Range<usize>, value: Value) -> Option<String> {
        let mut parts = self.parts(statement.clone(), &["="]);
        let given = parts.pop().filter(|given| given.contains(&call.start))?;
        parts.into_iter().find_map(|target| {
            let target = self.parts(target, &[":"]).swap_remove(0);
            self.target(given.clone(), target, call, value)
        })
    }

    /// The name in a target that the call gets, if it is all of what is given to it, or one of its parts.
    fn target(
        &self,
        given: Range<usize>,
        target: Range<usize>,
        call: &Range<usize>,
        value: Value,
    ) -> Option<String> {
        let is_await = self.word(given.start) == "await";
        let given = self.bare(given.start + usize::from(is_await)..given.end);
        let targets = self.parts(self.bare(target.clone()), &[","]);
        if given == *call {
            return match (value, targets.as_slice()) {
                (_, [one]) => Some(in_one(self.named(one.clone())?, value)),
                (Value::Socket, [first, ..]) => Some(self.named(first.clone())?.to_owned()),
                (Value::Part(place), all) => Some(self.named(all.get(place)?.clone())?.to_owned()),
                (Value::Socket, []) => None,
            };
        }
        // The first of the two that accept gives: `s.accept()[0]`.
        if given.start == call.start && given.len() == call.len() + 3 && self.word(call.end) == "[" {
            let place: usize = self.word(call.end + 1).parse().ok()?;
            return (value == Value::Part(place)).then(|| self.named(target).map(str::to_owned))?;
        }
        let values = self.parts(given.clone(), &[","]);
        if values.len() > 1 && values.len() == targets.len() {
            let place = values.iter().position(|value| value.contains(&call.start))?;
            return self.target(values[place].clone(), targets[place].clone(), call, value);
        }
        // One of two, by a condition; or one of many, built in a list.
        let is_either = !self.at_top(given.clone(), &["if", "or", "and"]).is_empty();
        let is_built = !self.at_top(given.clone(), &["for"]).is_empty() || values.len() > 1;
        match self.named(target) {
            Some(name) if is_built => Some(format!("{name}[…]")),
            Some(name) if is_either => Some(in_one(name, value)),
            _ => None,
        }
    }

    /// The text of a target, if it is a name, with or without an object and an index.
    fn named(&self, target: Range<usize>) -> Option<&str> {
        let is_star = self.word(target.start) == "*";
        let target = self.bare(target.start + usize::from(is_star)..target.end);
        let first = self.tokens.get(target.start)?;
        let text = self.slice(target.clone());
        (first.kind == Kind::Name && !text.contains(['\n', '=']) && text.len() <= LONGEST_NAME)
            .then_some(text)
    }

    /// `conns.append(listener.accept()[0])`: one of those in `conns`.
    fn appended(&self, statement: &Range<usize>, call: &Range<usize>) -> Option<String> {
        let open = call.start.checked_sub(1).filter(|open| statement.contains(open))?;
        let (method, dot) = (self.word(open.checked_sub(1)?), self.word(open.checked_sub(2)?));
        let is_taken = self.word(open) == "(" && dot == "." && ["append", "add", "insert"].contains(&method);
        let list = self.beginning(open - 1)..open - 2;
        let name = self.named(list.clone()).filter(|_| is_taken && list.start == statement.start)?;
        Some(format!("{name}[…]"))
    }

    fn is_in_lambda(&self, statement: &Range<usize>, call: &Range<usize>) -> bool {
        (statement.start..call.start).any(|at| self.word(at) == "lambda")
    }
}

/// The longest name, in bytes, that one would read as a name.
const LONGEST_NAME: usize = 40;

/// The socket in what this name has.
fn in_one(name: &str, value: Value) -> String {
    match value {
        Value::Socket => name.to_owned(),
        Value::Part(place) => format!("{name}[{place}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::programs::message::Span;

    /// The name that the `nth` call of this text in a source gives, by its place or without it.
    fn name(text: &str, call: &str, nth: usize, value: Value, has_span: bool) -> Option<String> {
        let (at, _) = text.match_indices(call).nth(nth).unwrap();
        let before = &text[..at];
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap();
        let begin = before.rfind('\n').map_or(0, |end| end + 1);
        let lines = u32::try_from(call.matches('\n').count()).unwrap();
        let end = text[..at + call.len()].rfind('\n').map_or(0, |end| end + 1);
        let span = Span {
            line,
            last_line: line + lines,
            column: u32::try_from(at - begin).unwrap(),
            last_column: u32::try_from(at + call.len() - end).unwrap(),
        };
        let caller =
            |nth: usize, span| Caller { code: 0, line, instruction: i64::try_from(nth).unwrap(), span };
        let file: Arc<str> = "p.py".into();
        let mut names = Names::default();
        // Those before it on its line have been made.
        for earlier in 0..nth {
            names.of(std::iter::once((&file, text, caller(earlier, None))), value);
        }
        names.of(std::iter::once((&file, text, caller(nth, has_span.then_some(span)))), value)
    }

    const SOCKET: &str = "socket.socket()";

    #[test]
    fn a_call_gets_the_name_of_the_variable_that_its_value_goes_to() {
        let one = Value::Socket;
        let first = Value::Part(0);
        for (text, call, nth, value, expected) in [
            ("s = socket.socket()", SOCKET, 0, one, Some("s")),
            ("a = 1; b = socket.socket()", SOCKET, 0, one, Some("b")),
            ("two, three = socket.socket(), socket.socket()", SOCKET, 0, one, Some("two")),
            ("two, three = socket.socket(), socket.socket()", SOCKET, 1, one, Some("three")),
            ("s = socket.socket(); t = socket.socket()", SOCKET, 1, one, Some("t")),
            ("with socket.socket() as s, open(n) as f:\n  pass", SOCKET, 0, one, Some("s")),
            ("with (socket.socket() as s, open(n) as f):\n  pass", SOCKET, 0, one, Some("s")),
            ("with open(n) as f, socket.socket() as s: pass", SOCKET, 0, one, Some("s")),
            ("with closing(socket.socket()) as s: pass", SOCKET, 0, one, Some("s")),
            ("async with socket.socket() as s: pass", SOCKET, 0, one, Some("s")),
            ("try: s = socket.socket()\nexcept E: pass", SOCKET, 0, one, Some("s")),
            ("if x: s = socket.socket()", SOCKET, 0, one, Some("s")),
            ("self.s: socket.socket = socket.socket()", SOCKET, 0, one, Some("self.s")),
            ("a = b = socket.socket()", SOCKET, 0, one, Some("a")),
            ("clients['x'] = socket.socket()", SOCKET, 0, one, Some("clients['x']")),
            ("print('x', (w := socket.socket()).send(b'x'))", SOCKET, 0, one, Some("w")),
            ("socks = [socket.socket() for _ in range(2)]", SOCKET, 0, one, Some("socks[…]")),
            ("socks = [socket.socket(), socket.socket()]", SOCKET, 1, one, Some("socks[…]")),
            ("s = x or socket.socket()", SOCKET, 0, one, Some("s")),
            (
                "s = socket.socket(\n  socket.AF_INET,\n)",
                "socket.socket(\n  socket.AF_INET,\n)",
                0,
                one,
                Some("s"),
            ),
            ("c, addr = s.accept()", "s.accept()", 0, first, Some("c")),
            ("(c, addr) = s.accept() # a = b", "s.accept()", 0, first, Some("c")),
            ("c, (host, port) = s.accept()", "s.accept()", 0, first, Some("c")),
            ("c = s.accept()[0]", "s.accept()", 0, first, Some("c")),
            ("t = s.accept()", "s.accept()", 0, first, Some("t[0]")),
            ("conns.append(s.accept()[0])", "s.accept()", 0, first, Some("conns[…]")),
            ("self.c, _ = self.s.accept()", "self.s.accept()", 0, first, Some("self.c")),
            ("a, b = socket.socketpair()", "socket.socketpair()", 0, Value::Part(1), Some("b")),
            ("p = socket.socketpair()", "socket.socketpair()", 0, Value::Part(1), Some("p[1]")),
            ("f(socket.socket())", SOCKET, 0, one, None),
            ("if socket.socket() == None: pass", SOCKET, 0, one, None),
            ("return socket.socket()", SOCKET, 0, one, None),
        ] {
            for has_span in [true, false] {
                assert_eq!(
                    name(text, call, nth, value, has_span).as_deref(),
                    expected,
                    "{text} ({has_span})"
                );
            }
        }
    }

    #[test]
    fn what_is_given_back_gets_the_name_that_the_caller_has_for_it() {
        let text = "def make(): return socket.socket()\nsix = make(); seven = make()";
        let caller = |line, column, last_column, instruction| Caller {
            code: 0,
            line,
            instruction,
            span: Some(Span { line, last_line: line, column, last_column }),
        };
        let file: Arc<str> = "p.py".into();
        let name = |inner, outer| {
            let callers = [(&file, text, inner), (&file, text, outer)];
            Names::default().of(callers.into_iter(), Value::Socket)
        };
        assert_eq!(name(caller(1, 19, 34, 4), caller(2, 6, 12, 10)).as_deref(), Some("six"));
        assert_eq!(name(caller(1, 19, 34, 4), caller(2, 22, 28, 20)).as_deref(), Some("seven"));
    }
}
