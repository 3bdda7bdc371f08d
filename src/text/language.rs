//! The languages, and the words of each: a file of `assets/languages/` named after its code, in Fluent. A language is
//! there because its file is: no other place knows which there are.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use rust_embed::RustEmbed;

/// The files, as they were when the program was built.
#[derive(RustEmbed)]
#[folder = "assets/languages/"]
#[include = "*.ftl"]
struct Files;

/// A language of the interface, by its code of ISO 639-1: `"es"`, or with a region, `"pt-BR"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(&'static str);

/// What is filled in at a name.
pub(super) enum Filling<'a> {
    Text(&'a dyn Display),
    /// What decides between singular and plural.
    Number(FluentValue<'static>),
}

impl Filling<'_> {
    pub(super) fn number(number: impl Into<FluentValue<'static>>) -> Self {
        Self::Number(number.into())
    }
}

/// The words of one language.
struct Table {
    bundle: FluentBundle<FluentResource>,
    /// Those with nothing to fill in, ready to be shown. What the file lacks is there in English, marked.
    words: HashMap<String, &'static str>,
}

static TABLES: LazyLock<HashMap<&'static str, Table>> = LazyLock::new(|| {
    let english = Table::read(Language::ENGLISH.0);
    let mut tables: HashMap<&'static str, Table> =
        Language::all().iter().map(|language| (language.0, Table::read(language.0))).collect();
    for table in tables.values_mut() {
        for (key, words) in &english.words {
            if !table.bundle.has_message(key) {
                table.words.insert(key.clone(), marked(words).leak());
            }
        }
    }
    tables
});

/// What is shown where a language lacks a word: the English one, and that it is.
fn marked(english: &str) -> String {
    format!("[{}] {english}", Language::ENGLISH.0)
}

impl Table {
    /// Reads the file of a language. What is wrong in it is left out, as if it were not there: the tests tell of it.
    fn read(code: &str) -> Self {
        let file = Files::get(&format!("{code}.ftl")).map(|file| file.data.into_owned()).unwrap_or_default();
        Self::of(code, &String::from_utf8_lossy(&file))
    }

    fn of(code: &str, text: &str) -> Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partly, _)| partly);
        let keys: Vec<String> = resource
            .entries()
            .filter_map(|entry| match entry {
                fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            })
            .collect();
        let mut bundle = FluentBundle::new_concurrent(vec![code.parse().unwrap_or_default()]);
        // The marks that isolate what is filled in have no glyph in many a font, nor on a terminal.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let words = keys
            .into_iter()
            .filter_map(|key| {
                let words = say(&bundle, &key, None)?;
                Some((key, &*words.leak()))
            })
            .collect();
        Self { bundle, words }
    }
}

/// A message, if it is there and lacks nothing that is to be filled in.
fn say(bundle: &FluentBundle<FluentResource>, key: &str, filled: Option<&FluentArgs>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors: Vec<FluentError> = Vec::new();
    let text = bundle.format_pattern(pattern, filled, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

impl Language {
    /// The language that has every word.
    pub const ENGLISH: Self = Self("en");
    /// The language of the seminar.
    pub const SPANISH: Self = Self("es");

    /// Every language there is, by code.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Language>> = LazyLock::new(|| {
            let mut all: Vec<Language> = Files::iter()
                .filter_map(|file| Some(Language(file.strip_suffix(".ftl")?.to_owned().leak())))
                .collect();
            all.sort_unstable();
            all
        });
        &ALL
    }

    /// Its code: `"es"`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// What it calls itself: `"español"`.
    #[must_use]
    pub fn name(self) -> &'static str {
        word!(self, "language_name")
    }

    /// The next one, round and round.
    #[must_use]
    pub fn following(self) -> Self {
        let all = Self::all();
        let at = all.iter().position(|language| *language == self).map_or(0, |at| at + 1);
        all.get(at % all.len().max(1)).copied().unwrap_or_default()
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().iter().copied().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The language for a locale as systems write it: `es-ES`, `es_ES.UTF-8`. English where there is no other.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let whole = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let language = whole.split('-').next().unwrap_or_default();
        Self::from_code(&whole).or_else(|| Self::from_code(language)).unwrap_or_default()
    }

    fn table(self) -> Option<&'static Table> {
        TABLES.get(self.0)
    }

    /// Words with nothing to fill in; in English and marked where the language lacks them.
    pub(super) fn word(self, key: &'static str) -> &'static str {
        self.table().and_then(|table| table.words.get(key)).copied().unwrap_or(key)
    }

    /// A sentence with this filled in; in English and marked where the language lacks it.
    pub(super) fn say(self, key: &'static str, filled: &[(&'static str, Filling)]) -> String {
        let mut arguments = FluentArgs::with_capacity(filled.len());
        for (name, filling) in filled {
            match filling {
                Filling::Text(text) => arguments.set(*name, text.to_string()),
                Filling::Number(number) => arguments.set(*name, number.clone()),
            }
        }
        let said = |language: Self| say(&language.table()?.bundle, key, Some(&arguments));
        said(self).or_else(|| Some(marked(&said(Self::ENGLISH)?))).unwrap_or_else(|| key.to_owned())
    }
}

/// What `--lang` is for, with the codes that it takes.
#[must_use]
pub fn cli_language(language: Language) -> String {
    let codes: Vec<_> = Language::all().iter().map(|language| language.code()).collect();
    let codes = codes.join(", ");
    say!(language, "cli_language", codes)
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_any_form_gives_its_language() {
        for locale in ["es", "es-ES", "es_ES.UTF-8", "ES_mx", "es@euro"] {
            assert_eq!(Language::from_locale(locale), Language::SPANISH, "{locale}");
        }
        for locale in ["en-GB", "C", "POSIX", "", "est-EE", "xx_ES.UTF-8"] {
            assert_eq!(Language::from_locale(locale), Language::ENGLISH, "{locale}");
        }
    }

    #[test]
    fn a_code_reads_back_and_an_unknown_one_is_none() {
        for language in Language::all() {
            assert_eq!(Language::from_code(language.code()), Some(*language));
        }
        assert_eq!(Language::from_code("xx"), None);
    }

    #[test]
    fn each_language_follows_another_until_all_have_been() {
        let mut language = Language::ENGLISH;
        let mut seen = Vec::new();
        for _ in Language::all() {
            seen.push(language);
            language = language.following();
        }
        assert_eq!(language, Language::ENGLISH);
        seen.sort_unstable();
        assert_eq!(seen, Language::all());
    }

    #[test]
    fn what_a_language_lacks_is_there_in_english_and_marked() {
        // No file has this code.
        let unknown = Language("xx");
        let (number, count) = ("3", 3_usize);
        assert_eq!(say!(unknown, "calls", number; count), "[en] 3 calls");
        assert_eq!(marked(Language::ENGLISH.step()), "[en] Step");
        assert_eq!(word!(Language::ENGLISH, "no such word"), "no such word");
    }

    #[test]
    fn a_file_with_a_fault_keeps_the_words_around_it() {
        let table = Table::of("es", "step = Paso\n= nothing\nrun = Ejecutar\n");
        assert_eq!(table.words.get("step"), Some(&"Paso"));
        assert_eq!(table.words.get("run"), Some(&"Ejecutar"));
    }

    #[test]
    fn a_number_takes_the_form_that_its_language_has_for_it() {
        let table = Table::of("pl", "files = { $count ->\n [one] plik\n [few] pliki\n *[many] plików\n}\n");
        for (count, expected) in [(1, "plik"), (3, "pliki"), (5, "plików"), (22, "pliki")] {
            let mut filled = FluentArgs::new();
            filled.set("count", count);
            assert_eq!(say(&table.bundle, "files", Some(&filled)).as_deref(), Some(expected));
        }
    }
}
