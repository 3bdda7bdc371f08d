//! The sentences of a language by their names in its file, so that a test can say which one it expects and not how it reads.

use std::collections::BTreeMap;
use std::path::Path;

use socketlab::session::Session;
use socketlab::text::{self, Explanation, Language};
use socketlab::trace::{CallId, Moment};

/// The sentences of a language by name, each as the pieces of text around what is filled in.
pub struct Sentences(BTreeMap<String, Vec<Vec<String>>>);

impl Sentences {
    pub fn of(language: Language) -> Self {
        let file = format!("assets/languages/{}.ftl", language.code());
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let mut sentences: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        let mut last = String::new();
        for line in text.lines() {
            let form = match line.split_once(" = ") {
                Some((name, form)) if !line.starts_with([' ', '#']) => {
                    name.clone_into(&mut last);
                    form
                }
                // A form for one number: `   [one] …`, `  *[other] …`.
                _ => match line.trim_start().trim_start_matches('*').split_once("] ") {
                    Some((_, form)) if line.starts_with(' ') => form,
                    _ => continue,
                },
            };
            sentences.entry(last.clone()).or_default().push(pieces(form));
        }
        Self(sentences)
    }

    /// Whether this is that sentence, whatever is filled in.
    pub fn is(&self, name: &str, text: &str) -> bool {
        let forms = self.0.get(name).unwrap_or_else(|| panic!("no sentence is called {name}"));
        forms.iter().any(|pieces| fits(pieces, text))
    }

    /// What a text is called, for a test that fails.
    pub fn name(&self, text: &str) -> Vec<&str> {
        let fit = self.0.iter().filter(|(_, forms)| forms.iter().any(|pieces| fits(pieces, text)));
        fit.map(|(name, _)| name.as_str()).collect()
    }
}

/// A form without what is filled in: the pieces before, between and after.
fn pieces(form: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        pieces.last_mut().unwrap().push_str(before);
        pieces.push(String::new());
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    pieces.last_mut().unwrap().push_str(rest);
    pieces
}

fn fits(pieces: &[String], text: &str) -> bool {
    let [first, between @ .., last] = pieces else { return pieces.first().is_some_and(|only| only == text) };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for piece in between {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

/// A call as it is explained at a moment.
pub fn explained(session: &Session, id: CallId, moment: Moment, language: Language) -> Explanation {
    let snapshot = session.trace().at(moment);
    let record = session.trace().call(id);
    text::explain(language, &record.call, Some(&snapshot.state(record)), &snapshot.context(id))
}

/// Every call of a run, at each moment in which it stands otherwise.
pub fn sweep(session: &Session, look: &mut dyn FnMut(CallId, Language, &Explanation)) {
    let trace = session.trace();
    for n in 0..trace.calls().len() {
        let id = CallId::nth(trace.first_call().index() + n);
        let record = trace.call(id);
        let moments = [Some(record.called), record.waiting, record.returned];
        let moments = moments.into_iter().flatten().map(|at| Moment(at + 1)).chain([trace.live()]);
        for moment in moments {
            for language in Language::all() {
                look(id, *language, &explained(session, id, moment, *language));
            }
        }
    }
}
