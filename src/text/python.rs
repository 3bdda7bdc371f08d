//! What the Python programs say that a scenario is exported to, and what is said of exporting.

use super::Language;
use crate::export::Words;

impl Language {
    /// The words within the programs.
    #[must_use]
    pub fn in_programs(self) -> &'static Words {
        match self {
            Self::Es => &Words {
                waits: "Nos quedamos a la espera...",
                press_enter: |file, call| format!("Pulsa Intro cuando {file} haya llamado a {call}:"),
                start_after: |file, call| {
                    format!("Arráncalo cuando {file} haya llamado a {call}.")
                },
            },
            Self::En => &Words {
                waits: "Waiting...",
                press_enter: |file, call| format!("Press Enter when {file} has called {call}:"),
                start_after: |file, call| format!("Start it when {file} has called {call}."),
            },
        }
    }
}
