//! The titles of the scenarios and recordings that the program carries with it.

use crate::scenario::{CATALOGUE, Texts};
use crate::trace::recording::SAVED;

#[derive(Debug, Default)]
pub struct Titles {
    pub scenarios: Vec<Texts>,
    pub recordings: Vec<Texts>,
}

impl Titles {
    pub fn of_the_program() -> Self {
        let scenarios = CATALOGUE
            .iter()
            .map(|entry| entry.document().map(|document| document.scenario.title).unwrap_or_default());
        let recordings = SAVED.iter().map(|saved| saved.title().unwrap_or_default());
        Self { scenarios: scenarios.collect(), recordings: recordings.collect() }
    }
}
