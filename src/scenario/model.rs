//! The model of a scenario: what stands in the file, without where it stands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Script;

/// A text in several languages, by language code: `{"es": "…", "en": "…"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// The text in the language with this code; else in English, else in any language there is, else nothing.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A participant, whatever its name and place. In a file that is read they are numbered in the order written; one that is
/// added gets a number that nobody has had. Names may repeat; this does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ParticipantId(pub u32);

impl ParticipantId {
    /// No session gives out so many ids; one beyond it is none, and the next one after all can always be told.
    pub const GREATEST: Self = Self(1 << 30);

    /// The same as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a participant is in the lesson. It changes nothing in what the participant may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    Server,
    Client,
    Peer,
}

/// One actor with a lifeline and a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub id: ParticipantId,
    pub name: String,
    pub role: Role,
    /// Empty where a program makes the calls.
    pub script: Script,
    /// The program that makes the calls, where no script does.
    pub program: Option<Program>,
}

/// A program of somebody's that makes its calls itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Program {
    /// The file of its source. One that is relative stands beside the scenario.
    pub file: PathBuf,
    pub arguments: Vec<String>,
}

impl Participant {
    /// A participant with a script.
    #[must_use]
    pub fn scripted(id: ParticipantId, name: String, role: Role, script: Script) -> Self {
        Self { id, name, role, script, program: None }
    }

    /// A participant that a program is.
    #[must_use]
    pub fn program(id: ParticipantId, name: String, role: Role, program: Program) -> Self {
        Self { id, name, role, script: Script::default(), program: Some(program) }
    }
}

/// Participants, their scripts, and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    pub title: Texts,
    /// What the scenario shows, in two or three sentences.
    pub about: Texts,
    /// What whoever shows it to others may want to say and ask. Those others do not see it.
    pub notes: Texts,
    pub participants: Vec<Participant>,
    /// Who steps when, as far as the scenario fixes it. After it, and without it, the first participant that is
    /// neither waiting nor done steps.
    pub order: Vec<ParticipantId>,
}

impl Scenario {
    /// The participants with their ids, in the order written.
    pub fn ids(&self) -> impl Iterator<Item = (ParticipantId, &Participant)> {
        self.participants.iter().map(|participant| (participant.id, participant))
    }

    /// One participant. `None` for an id that is not of this scenario.
    #[must_use]
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|participant| participant.id == id)
    }

    /// The same with these ids for its participants, in the order written. `None` where they are not as many, or one is
    /// there twice or out of all proportion.
    #[must_use]
    pub fn with_ids(mut self, ids: &[ParticipantId]) -> Option<Self> {
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        let sound = distinct.len() == self.participants.len() && ids.len() == distinct.len();
        if !sound || ids.iter().any(|id| *id > ParticipantId::GREATEST) {
            return None;
        }
        let known: std::collections::HashMap<_, _> =
            self.participants.iter().map(|participant| participant.id).zip(ids).collect();
        for id in self.participants.iter_mut().map(|participant| &mut participant.id).chain(&mut self.order) {
            *id = **known.get(id)?;
        }
        Some(self)
    }

    /// Whether programs are among the participants.
    #[must_use]
    pub fn has_programs(&self) -> bool {
        self.participants.iter().any(|participant| participant.program.is_some())
    }

    /// The same as it is to be written to a file in this folder: programs that stand in it are told from there.
    #[must_use]
    pub fn seen_from(&self, folder: &Path) -> Self {
        let mut seen = self.clone();
        for program in seen.participants.iter_mut().filter_map(|participant| participant.program.as_mut()) {
            if let Ok(inside) = program.file.strip_prefix(folder) {
                program.file = inside.to_owned();
            }
        }
        seen
    }

    /// The place of a participant in the order written, from 0.
    #[must_use]
    pub fn place(&self, id: ParticipantId) -> Option<usize> {
        self.participants.iter().position(|participant| participant.id == id)
    }
}
