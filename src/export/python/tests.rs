//! Programs as they are written: where each line of a script stands, and what is around it.

use std::sync::Arc;

use super::*;
use crate::scenario::{CATALOGUE, Participant, ParticipantId, Role};

const WORDS: Words = Words {
    waits: "waiting",
    press_enter: |file, call| format!("{file} {call}?"),
    start_after: |file, call| format!("after {file} {call}"),
};

fn call(call: Call) -> Step {
    Step::Call(Arc::new(call))
}

fn of(script: Script) -> Program {
    let participant = Participant { id: ParticipantId(0), name: "a".into(), role: Role::Peer, script };
    let scenario = Scenario { participants: vec![participant], ..Scenario::default() };
    programs(&scenario, &WORDS).remove(0)
}

fn saved(file: &str) -> Vec<Program> {
    let entry = CATALOGUE.iter().find(|entry| entry.file == file).unwrap();
    programs(&entry.document().unwrap().scenario, &WORDS)
}

fn text(program: &Program) -> String {
    program.lines.iter().map(|line| format!("{}\n", line.text)).collect()
}

#[test]
fn show_all() {
    for entry in CATALOGUE {
        let programs = saved(entry.file);
        println!("== {} {:?}", entry.file, start_order(&programs));
        for program in &programs {
            println!("-- {}\n{}", program.file, file_text(program, &programs, "Title", &WORDS));
        }
    }
}
