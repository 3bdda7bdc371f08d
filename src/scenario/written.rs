//! The scenario as RON: what is written.

use std::collections::HashMap;

use ron::ser::PrettyConfig;
use serde::{Serialize, Serializer};

use super::{NEWEST_VERSION, Role, Scenario, Script, Texts};

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

    fn written(&self, style: PrettyConfig) -> String {
        #[derive(Serialize)]
        #[serde(rename = "Scenario")]
        struct ScenarioOut<'a> {
            version: u32,
            title: &'a Texts,
            #[serde(skip_serializing_if = "Texts::is_empty")]
            about: &'a Texts,
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
        #[derive(Serialize)]
        #[serde(rename = "Participant")]
        struct ParticipantOut<'a> {
            name: &'a str,
            role: Role,
            #[serde(skip_serializing_if = "Option::is_none", serialize_with = "bare")]
            script: Option<&'a Script>,
            #[serde(skip_serializing_if = "Option::is_none", serialize_with = "bare")]
            python: Option<std::borrow::Cow<'a, str>>,
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
            version: if self.has_programs() { NEWEST_VERSION } else { 1 },
            title: &self.title,
            about: &self.about,
            participants: self
                .participants
                .iter()
                .map(|p| ParticipantOut {
                    name: &p.name,
                    role: p.role,
                    script: p.program.is_none().then_some(&p.script),
                    python: p.program.as_ref().map(|program| program.file.to_string_lossy()),
                    arguments: p.program.as_ref().map_or(&[], |program| &program.arguments),
                })
                .collect(),
            order: self.order.iter().filter_map(|id| turns.get(id)).copied().collect(),
        };
        let style = style.struct_names(true).new_line("\n");
        ron::ser::to_string_pretty(&out, style).expect("the model has only what RON can write")
    }
}

/// A field that may be left out, and stands there as it is where it is not.
fn bare<T: Serialize, S: Serializer>(field: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    match field {
        Some(value) => value.serialize(serializer),
        None => serializer.serialize_none(),
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
