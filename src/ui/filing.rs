//! What is known of the file behind the window: whether anything is unsaved, what is being asked about it, and what was
//! opened before. Plain state; `app::files` moves it, `file_dialog` paints it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::native_dialog::Browsing;
use super::open_runs::RunNumber;
use super::recent::Recent;
use crate::export::NotWritten;
use crate::scenario::{Fingerprint, LocatedProblem, SaveError, Scenario};
use crate::session::ArchivedRun;
use crate::trace::recording::{RECORDING_EXTENSION, UnreadableRecording};

/// The file behind the window.
pub struct Filing {
    /// The scenario as it was last opened or saved.
    saved: Arc<Scenario>,
    /// The scenario that was compared with it last, and whether it differed.
    compared: (Arc<Scenario>, bool),
    /// What we know to stand in the file.
    pub known: Option<Fingerprint>,
    /// What stands before the window until it is answered.
    pub asking: Option<Asking>,
    /// The dialog of the system, while it is asked.
    pub browsing: Option<Browsing>,
    pub recent: Recent,
    /// A run that a crash has cut off.
    pub cut_off: Option<CutOff>,
}

/// A run that a crash has cut off, and that can be opened as far as it went.
#[derive(Clone, Debug, PartialEq)]
pub struct CutOff {
    pub run: ArchivedRun,
    /// Whether it is offered above the diagram. It stays in the menu.
    pub is_offered: bool,
}

/// A question about files.
#[derive(Clone, Debug, PartialEq)]
pub enum Asking {
    /// There are changes that the next thing would lose.
    Unsaved(Next),
    /// The file to be saved to has been changed by another program.
    Changed { path: PathBuf, next: Option<Next> },
    /// The file to be saved to has comments, which would be lost.
    Comments { path: PathBuf, next: Option<Next> },
    /// Which file?
    Path(PathAsked),
    /// The file that was named is there already, or these of the folder.
    Replace { paths: Vec<PathBuf>, asked: PathAsked },
}

/// What goes on when nothing is left to lose.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    Close,
    New,
    /// Ask which file to open.
    AskOpen,
    Open(PathBuf),
    OpenCatalogue(usize),
    /// Open this recording of the program's own.
    OpenSaved(usize),
    /// Close this run.
    CloseRun(RunNumber),
    /// Open the run that was cut off.
    OpenCutOff,
}

/// The question for a file.
#[derive(Clone, Debug, PartialEq)]
pub struct PathAsked {
    pub purpose: Purpose,
    /// What has been written so far.
    pub text: String,
    /// What was wrong with it.
    pub fault: Option<Fault>,
}

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    Open,
    /// A program to be put among the participants.
    AddProgram,
    /// To save to, and then to go on.
    Save(Option<Next>),
    /// To save the recording to, and then to go on.
    SaveRecording(Option<Next>),
    /// A folder for the participants as programs.
    Export,
}

/// Why a file that was named will not do.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    NoPath,
    /// The dialog of the system answered nothing: it was cancelled, or is not there.
    NothingBrowsed,
    Open(LocatedProblem),
    Unreadable(UnreadableRecording),
    Save(SaveError),
    Export(NotWritten),
}

/// An answer to what is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The path reads so now.
    Write(String),
    /// Save, open or replace: what the question is about.
    Yes,
    /// Go on without saving.
    Discard,
    /// Save, but in another file.
    Elsewhere,
    /// Open this file of the list.
    Pick(PathBuf),
    /// Ask the dialog of the system.
    Browse,
    Cancel,
}

impl Filing {
    /// Of a scenario as it was opened.
    pub fn new(opened: Arc<Scenario>, known: Option<Fingerprint>, recent: Recent) -> Self {
        let compared = (Arc::clone(&opened), false);
        Self { saved: opened, compared, known, asking: None, browsing: None, recent, cut_off: None }
    }

    /// The scenario is now what stands in a file, or where a person begins.
    pub fn settle(&mut self, scenario: Arc<Scenario>, known: Option<Fingerprint>) {
        self.compared = (Arc::clone(&scenario), false);
        self.saved = scenario;
        self.known = known;
    }

    /// Compares the scenario with the saved one, if it has been changed since the last look.
    pub fn look(&mut self, now: &Arc<Scenario>) {
        if !Arc::ptr_eq(now, &self.compared.0) {
            self.compared = (Arc::clone(now), *now != self.saved);
        }
    }

    /// The scenario as it was last opened or saved.
    pub fn saved(&self) -> &Arc<Scenario> {
        &self.saved
    }

    /// Whether there is something that stands in no file.
    pub fn is_changed(&self) -> bool {
        self.compared.1
    }

    /// The file whose name is being asked for.
    pub fn asked_path(&mut self) -> Option<&mut PathAsked> {
        match &mut self.asking {
            Some(Asking::Path(asked)) => Some(asked),
            _ => None,
        }
    }
}

impl PathAsked {
    pub fn new(purpose: Purpose, text: String) -> Self {
        Self { purpose, text, fault: None }
    }
}

/// The path that a person means: without blanks around it, `~` for the home folder, and from the root on.
pub fn meant(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let path = match (text.strip_prefix('~'), std::env::home_dir()) {
        (Some(""), Some(home)) => home,
        (Some(rest), Some(home)) if rest.starts_with('/') => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(text),
    };
    Some(std::path::absolute(&path).unwrap_or(path))
}

/// The same for a file to be saved: with the ending of a scenario, if it has none and is not there yet.
pub fn meant_to_save(text: &str) -> Option<PathBuf> {
    with_ending(text, "ron")
}

/// The same for a recording, which always has its own ending: by that it is known for one.
pub fn meant_to_record(text: &str) -> Option<PathBuf> {
    let path = with_ending(text, RECORDING_EXTENSION)?;
    let has_it = path.extension().is_some_and(|ending| ending == RECORDING_EXTENSION);
    Some(if has_it || path.file_name().is_none() { path } else { path.with_extension(RECORDING_EXTENSION) })
}

fn with_ending(text: &str, ending: &str) -> Option<PathBuf> {
    let path = meant(text)?;
    let bare = path.extension().is_none() && !text.trim().ends_with('/') && !path.exists();
    Some(if bare { path.with_extension(ending) } else { path })
}

/// A name for the file of a scenario with this title: its words in lower case, joined.
pub fn file_name(title: &str, untitled: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(6).collect::<Vec<_>>().join("_").to_lowercase();
    let name: String = name.chars().take(48).collect();
    format!("{}.ron", if name.is_empty() { untitled } else { &name })
}

/// How a file is called where there is little room: its last part.
pub fn short(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Participant, ParticipantId, Role, Texts};

    fn scenario(name: &str) -> Arc<Scenario> {
        let participants = match name {
            "" => Vec::new(),
            name => {
                let (id, name, script) = (ParticipantId(0), name.into(), Vec::new().into());
                vec![Participant { id, name, role: Role::Peer, script, program: None }]
            }
        };
        let texts = Texts::default;
        Arc::new(Scenario { title: texts(), about: texts(), notes: texts(), participants, order: Vec::new() })
    }

    #[test]
    fn changes_are_told_by_value_and_taken_back_they_are_none() {
        let mut filing = Filing::new(scenario("a"), None, Recent::default());
        for (now, changed) in [("a", false), ("b", true), ("a", false), ("", true)] {
            filing.look(&scenario(now));
            assert_eq!(filing.is_changed(), changed, "{now}");
        }
        filing.settle(scenario(""), None);
        assert!(!filing.is_changed());
        filing.look(&scenario("a"));
        assert!(filing.is_changed());
    }

    #[test]
    fn a_path_is_meant_as_a_shell_would() {
        let home = std::env::home_dir().unwrap();
        assert_eq!(meant(" ~/a b.ron "), Some(home.join("a b.ron")));
        assert_eq!(meant("~"), Some(home));
        assert_eq!(meant("~b"), Some(std::env::current_dir().unwrap().join("~b")));
        assert_eq!(meant("/x/y.ron"), Some("/x/y.ron".into()));
        assert_eq!(meant("  "), None);
        assert_eq!(meant_to_save("/x/mine"), Some("/x/mine.ron".into()));
        assert_eq!(meant_to_save("/x/mine.txt"), Some("/x/mine.txt".into()));
        assert_eq!(meant_to_save("/"), Some("/".into()));
        assert_eq!(meant_to_record("/x/mine"), Some("/x/mine.ronl".into()));
        assert_eq!(meant_to_record("/x/mine.ron"), Some("/x/mine.ronl".into()));
    }

    #[test]
    fn a_title_gives_a_file_name_that_any_disk_takes() {
        assert_eq!(file_name("TCP: flujo orientado a conexión", "x"), "tcp_flujo_orientado_a_conexión.ron");
        assert_eq!(file_name("../..", "escenario"), "escenario.ron");
        assert!(file_name(&"ñ".repeat(10_000), "x").len() < 128);
    }
}
