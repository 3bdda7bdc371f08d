//! Programs of people among the participants: which may be run, by which interpreter, and where they stop.
//!
//! To run a program is always a person's own act. Whoever opens a file of one, or types its name, has named it; a scenario or a
//! recording that names one asks first, with the whole path, and nothing is run before the answer.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::consent::Asking;
use super::{Command, Notice, Session};
pub use crate::run::{Breaks, Input, NotStarted, Setting};
use crate::run::{find_interpreter, read_source};
use crate::scenario::{Edit, ParticipantId, Program, Role, Scenario};
use crate::trace::Activity;

/// What is set about programs, and stays when the run begins again.
#[derive(Debug, Default)]
pub(super) struct Programs {
    /// The programs that a person has allowed to be run, with what they are given.
    allowed: HashSet<Program>,
    pub setting: Setting,
    pub breaks: Arc<Breaks>,
}

/// How the name of a Python program ends.
const EXTENSION: &str = "py";

/// Whether a file is meant to be a Python program, by its name.
#[must_use]
pub fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
}

/// The change that puts a program among the participants.
#[must_use]
pub fn add_program(file: &Path) -> Edit {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let program = Program { file: file.to_owned(), arguments: Vec::new() };
    Edit::AddProgram { name, role: role_of(file), program }
}

/// The interpreter that would run a program.
#[must_use]
pub fn interpreter_of(program: &Program, setting: &Setting) -> Option<PathBuf> {
    find_interpreter(&program.file, setting.interpreter.as_deref())
}

/// A scenario of these programs, in this order.
#[must_use]
pub fn scenario_of(files: &[PathBuf]) -> Scenario {
    let mut scenario = Scenario::default();
    for (id, file) in (0..).map(ParticipantId).zip(files) {
        // Only too many participants are refused: those that there is room for are shown.
        if let Ok(edited) = add_program(file).apply(&scenario, id) {
            scenario = edited.scenario;
        }
    }
    for (place, file) in files.iter().enumerate().take(scenario.participants.len()) {
        let is_of_same_name = |other: &PathBuf| other != file && other.file_stem() == file.file_stem();
        if files.iter().any(is_of_same_name)
            && let Some(name) = folder_of(file)
            && scenario.participants.iter().all(|participant| participant.name != name)
        {
            scenario.participants[place].name = name;
        }
    }
    let name = |file: &PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned());
    let title = files.iter().filter_map(name).collect::<Vec<_>>().join(" + ");
    for language in ["es", "en"] {
        scenario.title.0.insert(language.into(), title.clone());
    }
    scenario
}

/// The name of the folder that a program is in: of several that are called the same it says which is which.
fn folder_of(file: &Path) -> Option<String> {
    let whole = std::path::absolute(file).ok()?;
    Some(whole.parent()?.file_name()?.to_string_lossy().into_owned())
}

/// What a program is for, as far as its text shows: whoever takes connections serves.
fn role_of(file: &Path) -> Role {
    let text = read_source(file).unwrap_or_default();
    let serves = [".listen(", ".accept(", "create_server(", "serve_forever(", ".bind("];
    if serves.iter().any(|word| text.contains(word)) { Role::Server } else { Role::Client }
}

impl Session {
    /// Lets these programs be run: a person has named them.
    pub fn allow(&mut self, programs: impl IntoIterator<Item = PathBuf>) {
        let named = |file| Program { file, arguments: Vec::new() };
        self.programs.allowed.extend(programs.into_iter().map(named));
    }

    /// Lets all programs of the scenario be run: a person has seen which they are.
    pub fn allow_all(&mut self) {
        let programs =
            self.scenario.participants.iter().filter_map(|participant| participant.program.clone());
        self.programs.allowed.extend(programs);
    }

    /// A person has given a program that was allowed other arguments: that is an answer as well.
    pub(super) fn allow_with(&mut self, edit: &Edit) {
        let Edit::SetArguments { id, arguments } = edit else { return };
        let program = self.scenario.participant(*id).and_then(|found| found.program.clone());
        if let Some(program) = program.filter(|program| self.programs.allowed.contains(program)) {
            self.programs.allowed.insert(Program { arguments: arguments.clone(), ..program });
        }
    }

    /// The programs of the scenario that nobody has allowed to be run.
    pub(super) fn programs_not_allowed(&self) -> impl Iterator<Item = &Program> {
        let programs =
            self.scenario.participants.iter().filter_map(|participant| participant.program.as_ref());
        programs.filter(|program| !self.programs.allowed.contains(*program))
    }

    /// How programs are run.
    #[must_use]
    pub fn setting(&self) -> &Setting {
        &self.programs.setting
    }

    /// Where programs that run freely stop.
    #[must_use]
    pub fn breaks(&self) -> &Breaks {
        &self.programs.breaks
    }

    /// Sets how programs are run that are started from here on.
    pub fn set_programs(&mut self, setting: Setting) {
        if let Some(run) = &mut self.run {
            run.set(setting.clone());
        }
        self.programs.setting = setting;
    }

    pub(super) fn set_breaks(&mut self, breaks: Breaks) {
        self.programs.breaks = Arc::new(breaks);
        if let Some(run) = &mut self.run {
            run.stop_at(Arc::clone(&self.programs.breaks));
        }
    }

    /// Tells a run that has just begun what is set about programs.
    pub(super) fn set_up_programs(&mut self) {
        if let Some(run) = &mut self.run {
            run.set(self.programs.setting.clone());
            run.stop_at(Arc::clone(&self.programs.breaks));
        }
    }

    /// Whether everything may be let go: nobody is asked program by program then.
    pub(super) fn may_run_all(&mut self) -> bool {
        let may = self.programs_not_allowed().next().is_none();
        if !may {
            self.consents.asking = Some(Asking::Programs { then: Command::RunFreely });
        }
        may
    }

    /// Whether a participant may be stepped, as far as it is a program. A step that would start one which nobody has allowed
    /// waits until a person has answered.
    pub(super) fn may_start(&mut self, who: ParticipantId) -> bool {
        let Some(program) = self.scenario.participant(who).and_then(|found| found.program.as_ref()) else {
            return true;
        };
        let may = self.latest().has_started(who) || self.programs.allowed.contains(program);
        if !may {
            self.consents.asking = Some(Asking::Programs { then: Command::Step(who) });
        }
        may
    }

    pub(super) fn was_not_started(&mut self, participant: ParticipantId, why: NotStarted) {
        let name = self.scenario.participant(participant).map(|found| found.name.clone()).unwrap_or_default();
        self.note(Notice::NotStarted { participant: name, why });
        self.drive.gives_up(participant);
    }

    /// Whether a program waits for something to be typed.
    #[must_use]
    pub fn awaits_input(&self) -> bool {
        let latest = self.latest();
        self.scenario.ids().any(|(id, participant)| participant.program.is_some() && latest.awaits_input(id))
    }

    /// Whether a participant is a program that was started and has not ended.
    #[must_use]
    pub fn runs_program(&self, id: ParticipantId) -> bool {
        let latest = self.latest();
        latest.is_program(id)
            && latest.has_started(latest.thread_of(id).unwrap_or(id))
            && !matches!(latest.activity(id), Activity::Ended | Activity::Killed)
    }
}
