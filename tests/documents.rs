//! What the documents show must be true: each scenario in them is one that the program takes.

use std::fs;
use std::path::Path;

use socketlab::scenario::{CATALOGUE, Document};

/// The blocks of a Markdown file in this language of code.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| Some(rest.split("```").next()?.to_owned())).collect()
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn every_scenario_in_the_documents_can_be_used() {
    for name in ["README.md", "README.es.md", "ARCHITECTURE.md"] {
        let scenarios = blocks(&read(name), "ron");
        assert!(!scenarios.is_empty(), "{name} shows no scenario");
        for scenario in scenarios {
            if let Err(problem) = Document::parse(&scenario, Path::new(name)) {
                panic!("{problem}\n{scenario}");
            }
        }
    }
}

#[test]
fn both_readmes_show_the_same() {
    let [english, spanish] = ["README.md", "README.es.md"].map(read);
    for mark in ["\n## ", "\n```", "\n| ", "\n- "] {
        assert_eq!(english.matches(mark).count(), spanish.matches(mark).count(), "{mark:?}");
    }
    assert!(english.contains("sixteen scenarios") && spanish.contains("dieciséis escenarios"));
    assert_eq!(CATALOGUE.len(), 16, "both readmes and the changelog say how many there are");
}
