//! The participants as Python programs in a folder.

use std::path::Path;

use super::App;
use crate::export::{NotWritten, programs, recorded, start_order, write_programs};
use crate::scenario::Scenario;
use crate::session::{Command, Notice};
use crate::text::Language;
use crate::ui::filing::{Asking, Fault, PathAsked, Purpose, file_name, meant};

impl App {
    /// Asks for the folder.
    pub(super) fn ask_where_to_export(&mut self) {
        let words = self.view.language;
        let title = self.session.scenario().title.get(words.code());
        let name = file_name(title, words.untitled_file());
        let folder = self.folder().join(Path::new(&name).with_extension(""));
        let asked = PathAsked::new(Purpose::Export, folder.to_string_lossy().into_owned());
        self.filing.asking = Some(Asking::Path(asked));
    }

    /// Writes into the folder that was named, and says how to start what was written.
    pub(super) fn export_asked(&mut self, asked: PathAsked, replaces: bool) {
        let Some(folder) = meant(&asked.text) else { return self.ask_again(asked, Fault::NoPath) };
        let words = self.view.language;
        let scenario = self.exported();
        let title = scenario.title.get(words.code());
        match write_programs(&scenario, &folder, title, replaces, &words) {
            Ok(_) => {
                let commands = commands(&scenario, words);
                self.session.apply(Command::Notify(Notice::Exported { folder, commands }));
            }
            Err(NotWritten::AlreadyThere(paths)) => {
                self.filing.asking = Some(Asking::Replace { paths, asked });
            }
            Err(why) => self.ask_again(asked, Fault::Export(why)),
        }
    }

    /// What is written: what is to happen; of a recording, what its participants did.
    fn exported(&self) -> Scenario {
        let done = || recorded(self.session.trace()).map(|recorded| recorded.scenario);
        let of_recording = if self.session.has_run() { None } else { done() };
        of_recording.unwrap_or_else(|| Scenario::clone(self.session.scenario_now()))
    }
}

/// What starts the programs, in the order in which they are to be started.
fn commands(scenario: &Scenario, words: Language) -> Vec<String> {
    let programs = programs(scenario, &words);
    let command = |at: usize| {
        let own = scenario.participants.get(at).and_then(|participant| participant.program.as_ref());
        let file = own.map_or_else(|| programs[at].file.clone(), |own| own.file.display().to_string());
        format!("python3 {file}")
    };
    start_order(&programs).into_iter().map(command).collect()
}
