//! The scenario as RON: what is written.

use std::collections::HashMap;
use std::fmt;

use ron::ser::PrettyConfig;
use serde::{Serialize, Serializer};

use super::{NEWEST_VERSION, Participant, Role, Scenario, Script, Texts};

impl Scenario {
    /// The scenario as a file, to be read by people.
    ///
    /// # Panics
    /// Never: every value of the model has a form in RON.
    #[must_use]
    pub fn to_ron(&self) -> String {
        // A call goes on one line: a script reads as a column of calls.
        let mut text = self.written(PrettyConfig::new().depth_limit(4));
        text.push('\n');
        text
    }

    /// The same on one line, as it stands in a recording.
    ///
    /// # Panics
    /// Never, as above.
    #[must_use]
    pub fn to_ron_line(&self) -> String {
        self.written(PrettyConfig::new().depth_limit(0))
    }

    /// The oldest version of the file that has all that is in here.
    fn oldest_version(&self) -> u32 {
        let programs = || self.participants.iter().filter_map(|participant| participant.program.as_ref());
        if programs().any(|program| program.file.to_str().is_none()) {
            return NEWEST_VERSION;
        }
        match (self.notes.is_empty(), self.has_programs()) {
            (false, _) => 3,
            (true, true) => 2,
            (true, false) => 1,
        }
    }

    /// How many bytes it takes as a file, if not more than this. What is longer is not written to its end.
    pub(super) fn written_within(&self, most: u64) -> Option<u64> {
        struct Count {
            left: u64,
        }
        impl fmt::Write for Count {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.left = self.left.checked_sub(text.len() as u64).ok_or(fmt::Error)?;
                Ok(())
            }
        }
        let mut count = Count { left: most };
        self.write(&mut count, PrettyConfig::new().depth_limit(4)).ok()?;
        Some(most - count.left)
    }

    fn written(&self, style: PrettyConfig) -> String {
        let mut text = String::new();
        self.write(&mut text, style).expect("the model has only what RON can write, and a text takes all");
        text
    }

    fn write(&self, to: &mut impl fmt::Write, style: PrettyConfig) -> ron::Result<()> {
        #[derive(Serialize)]
        #[serde(rename = "Scenario")]
        struct ScenarioOut<'a> {
            version: u32,
            title: &'a Texts,
            #[serde(skip_serializing_if = "Texts::is_empty")]
            about: &'a Texts,
            #[serde(skip_serializing_if = "Texts::is_empty")]
            notes: &'a Texts,
            participants: Vec<ParticipantOut<'a>>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            order: Vec<OrderOut<'a>>,
        }
        /// A participant by its name, or by its number from 1 where others bear that name.
        #[derive(Clone, Copy, Serialize)]
        #[serde(untagged)]
        enum OrderOut<'a> {
            Name(&'a str),
            Number(usize),
        }
        /// A path as a text, or as bytes where it is none.
        struct Path<'a>(&'a std::path::Path);
        impl Serialize for Path<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0.to_str() {
                    Some(text) => serializer.serialize_str(text),
                    None => serializer.serialize_bytes(self.0.as_os_str().as_encoded_bytes()),
                }
            }
        }
        #[derive(Serialize)]
        #[serde(untagged)]
        enum ParticipantOut<'a> {
            Scripted(ScriptedOut<'a>),
            Program(ProgramOut<'a>),
        }
        #[derive(Serialize)]
        #[serde(rename = "Participant")]
        struct ScriptedOut<'a> {
            name: &'a str,
            role: Role,
            script: &'a Script,
        }
        #[derive(Serialize)]
        #[serde(rename = "Participant")]
        struct ProgramOut<'a> {
            name: &'a str,
            role: Role,
            python: Path<'a>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            arguments: &'a [String],
        }
        let mut bearers = HashMap::new();
        for participant in &self.participants {
            *bearers.entry(participant.name.as_str()).or_insert(0) += 1;
        }
        let turns: HashMap<_, _> = (1..)
            .zip(self.ids())
            .map(|(number, (id, participant))| {
                let name = participant.name.as_str();
                (id, if bearers[name] == 1 { OrderOut::Name(name) } else { OrderOut::Number(number) })
            })
            .collect();
        let out = ScenarioOut {
            version: self.oldest_version(),
            title: &self.title,
            about: &self.about,
            notes: &self.notes,
            participants: self
                .participants
                .iter()
                .map(|Participant { name, role, script, program, .. }| match program {
                    None => ParticipantOut::Scripted(ScriptedOut { name, role: *role, script }),
                    Some(program) => ParticipantOut::Program(ProgramOut {
                        name,
                        role: *role,
                        python: Path(&program.file),
                        arguments: &program.arguments,
                    }),
                })
                .collect(),
            order: self.order.iter().filter_map(|id| turns.get(id)).copied().collect(),
        };
        let style = style.struct_names(true).new_line("\n");
        ron::Options::default().to_writer_pretty(to, &out, style)
    }
}

impl Script {
    /// The script as a list of its steps, on one line.
    ///
    /// # Panics
    /// Never: every call has a form in RON.
    #[must_use]
    pub fn to_ron_line(&self) -> String {
        let style = PrettyConfig::new().depth_limit(0).struct_names(true);
        ron::ser::to_string_pretty(self, style).expect("a script has only what RON can write")
    }
}
