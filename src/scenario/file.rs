//! The scenario file as it is read: RON, with versions, limits, and the place of whatever is wrong.
//!
//! RON tells where an error stands, but not where a value stands. So the file is read in layers, each part first as raw
//! text: its place within the whole is then known, also for what is wrong in meaning only.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt;
use std::ops::Range;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ron::error::SpannedError;
use ron::value::RawValue;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::check::{self, MOST_ARGUMENTS, MOST_LINES, MOST_PARTICIPANTS, MOST_TURNS};
use super::limited::{AtMost, Excess, FindVersion, Standing};
use super::{
    Fingerprint, LocatedProblem, Participant, ParticipantId, Problem, Program, Role, Scenario, Script, Step,
    Texts, is_not_a_file, read_plain,
};
use crate::sockets::{Address, Call};

/// The newest version that this program reads: 2 has Python programs, 3 has notes, 4 has programs whose path is no text. A
/// scenario is written as the oldest that has all of it, so that older programs open it.
pub const NEWEST_VERSION: u32 = 4;
/// The largest file that is opened or saved, in bytes: one call of the most data in hexadecimal takes 50 MB, which are read
/// in a third of a second.
pub const LONGEST_FILE: u64 = 64 << 20;
/// The longest path of a program, in bytes: what Linux takes.
const LONGEST_PATH: usize = 4096;
/// How deep repeat blocks may stand inside each other.
pub(super) const DEEPEST_REPEAT: usize = 8;

/// A scenario and where its calls stand in the file.
#[derive(Clone, Debug)]
pub struct Document {
    pub scenario: Scenario,
    source: Source,
    /// For each participant, the place of each line of its script.
    places: Vec<Vec<Range<usize>>>,
}

/// The text that a scenario is read from.
#[derive(Clone, Debug)]
struct Source {
    path: PathBuf,
    text: Arc<str>,
}

impl Document {
    /// Reads and checks a file that is to be run as it stands.
    ///
    /// # Errors
    /// The first problem, with its place: unreadable, too large, not RON, or without sense as a scenario.
    pub fn read(path: &Path) -> Result<Self, LocatedProblem> {
        let document = Self::read_draft(path)?;
        check::sense(&document)?;
        Ok(document)
    }

    /// Reads a file that somebody works on: it may still lack what a run needs, participants and sockets that exist.
    ///
    /// # Errors
    /// The first problem, with its place: unreadable, too large, not RON, or more than a scenario can hold.
    pub fn read_draft(path: &Path) -> Result<Self, LocatedProblem> {
        let whole = |problem| LocatedProblem { path: path.to_owned(), line: 0, column: 0, problem };
        let unreadable = |error: std::io::Error| {
            whole(if is_not_a_file(&error) {
                Problem::NotAFile
            } else {
                Problem::Unreadable(error.to_string())
            })
        };
        let text = read_plain(path, LONGEST_FILE).map_err(unreadable)?.ok_or_else(|| {
            let bytes = std::fs::metadata(path).map_or(0, |found| found.len());
            whole(Problem::FileTooLarge { bytes, limit: LONGEST_FILE })
        })?;
        let text = String::from_utf8(text).map_err(|_| whole(Problem::NotText))?;
        Self::parse_draft(&text, path)
    }

    /// Reads and checks a text. `path` is what problems name as the file.
    ///
    /// # Errors
    /// The first problem, with its place.
    pub fn parse(text: &str, path: &Path) -> Result<Self, LocatedProblem> {
        let document = Self::parse_draft(text, path)?;
        check::sense(&document)?;
        Ok(document)
    }

    /// The same for a text that somebody works on, see [`Document::read_draft`].
    ///
    /// # Errors
    /// The first problem, with its place.
    pub fn parse_draft(text: &str, path: &Path) -> Result<Self, LocatedProblem> {
        Self::parse_again(text, path, &Calls::default())
    }

    /// The same where much of it may have been read before, as in one recording.
    ///
    /// # Errors
    /// The first problem, with its place.
    pub fn parse_again(text: &str, path: &Path, calls: &Calls) -> Result<Self, LocatedProblem> {
        let source = Source { path: path.to_owned(), text: text.into() };
        Reader { source: &source, calls }.document()
    }

    /// The file that this was read from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.source.path
    }

    /// What was read, to tell later whether somebody has changed the file.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.source.text.as_bytes())
    }

    /// Where a line of a participant's script begins in the file: the number of that line of the file, from 1.
    #[must_use]
    pub fn line_of(&self, participant: ParticipantId, line: u32) -> usize {
        self.locate(participant, line, Problem::NotText).line
    }

    /// A problem of one line of a participant's script, with its place in the file.
    #[must_use]
    pub fn locate(&self, participant: ParticipantId, line: u32, problem: Problem) -> LocatedProblem {
        let start = self
            .places
            .get(participant.index())
            .and_then(|places| places.get(line as usize))
            .map_or(0, |place| place.start);
        self.source.problem_at(start, problem)
    }
}

impl Source {
    fn problem_at(&self, offset: usize, problem: Problem) -> LocatedProblem {
        let before = &self.text[..offset.min(self.text.len())];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LocatedProblem {
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            problem,
        }
    }

    /// Where a part of the text stands in it, without the blanks and comments around it.
    fn place(&self, part: &RawValue) -> Range<usize> {
        let part = part.trim().get_ron();
        let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
        start..start + part.len()
    }

    /// Reads a part of the text as a `T`.
    fn read<'a, T: Deserialize<'a>>(&'a self, place: Range<usize>) -> Result<T, LocatedProblem> {
        ron::from_str(&self.text[place.clone()]).map_err(|error| self.located(&place, error))
    }

    /// Where the version stands.
    fn version(&self) -> Result<Range<usize>, LocatedProblem> {
        let found = Cell::new(None);
        let read = ron::Options::default().from_str_seed(&self.text, FindVersion(&found));
        match (found.get(), read) {
            (Some(version), _) => Ok(self.place(version)),
            (None, Err(error)) => Err(self.located(&(0..self.text.len()), error)),
            (None, Ok(())) => Ok(0..0),
        }
    }

    /// An error in a part of the text, with its place in the whole.
    fn located(&self, part: &Range<usize>, error: SpannedError) -> LocatedProblem {
        if let ron::error::Error::Message(words) = &error.code
            && let Some(Excess { most, address }) = Excess::read(words)
        {
            let problem = too_many(most);
            let start = address.checked_sub(self.text.as_ptr() as usize).unwrap_or(part.start);
            return self.problem_at(start, problem);
        }
        let begin = error.span.start;
        let offset = part.start + offset_of(&self.text[part.clone()], begin.line, begin.col);
        self.problem_at(offset, sharpen(error.code))
    }
}

/// Byte offset of a line and column, both counted from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(offset, _)| start + offset)
}

/// That a list has more than it may have. Lists are told apart by how many that is.
fn too_many(limit: usize) -> Problem {
    match limit {
        MOST_PARTICIPANTS => Problem::TooManyParticipants { limit },
        MOST_LINES => Problem::TooManyLines { limit },
        MOST_TURNS => Problem::TooManyTurns { limit },
        _ => Problem::TooManyArguments { limit },
    }
}

/// serde hands an address error on as words only. The text quoted in the words tells which error it was.
fn sharpen(error: ron::error::Error) -> Problem {
    let ron::error::Error::Message(words) = &error else {
        return Problem::Syntax(error);
    };
    words
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.parse::<Address>().err())
        .find(|address| address.to_string() == *words)
        .map_or(Problem::Syntax(error.clone()), Problem::Address)
}

#[derive(Deserialize)]
#[serde(rename = "Scenario", deny_unknown_fields)]
struct ScenarioText<'a> {
    #[expect(dead_code, reason = "read beforehand, by itself")]
    version: u32,
    #[serde(default)]
    title: Texts,
    #[serde(default)]
    about: Texts,
    #[serde(default)]
    notes: Texts,
    #[serde(borrow)]
    participants: AtMost<ParticipantText<'a>, MOST_PARTICIPANTS>,
    #[serde(borrow, default)]
    order: AtMost<&'a RawValue, MOST_TURNS>,
}

#[derive(Deserialize)]
#[serde(rename = "Participant", deny_unknown_fields)]
struct ParticipantText<'a> {
    #[serde(borrow)]
    name: &'a RawValue,
    role: Role,
    #[serde(borrow, default)]
    script: AtMost<&'a RawValue, MOST_LINES>,
    /// The file of a Python program, beside this one unless its path is absolute.
    #[serde(borrow, default, deserialize_with = "bare")]
    python: Option<&'a RawValue>,
    #[serde(default)]
    arguments: AtMost<String, MOST_ARGUMENTS>,
}

impl Standing for ParticipantText<'_> {
    fn text(&self) -> Option<&str> {
        self.name.text()
    }
}

/// Calls that were read before, by their notation: the same one again is the same call, and costs nothing.
#[derive(Debug, Default)]
pub struct Calls(RefCell<HashMap<Box<str>, Arc<Call>>>);

impl Calls {
    /// So many are kept in mind, and none of a longer notation than so many bytes.
    const MOST: usize = 20_000;
    const LONGEST: usize = 256;

    fn read(&self, source: &Source, place: Range<usize>) -> Result<Arc<Call>, LocatedProblem> {
        let text = &source.text[place.clone()];
        if let Some(known) = self.0.borrow().get(text) {
            return Ok(Arc::clone(known));
        }
        let call = Arc::new(source.read::<Call>(place)?);
        let mut known = self.0.borrow_mut();
        if text.len() <= Self::LONGEST && known.len() < Self::MOST {
            known.insert(text.into(), Arc::clone(&call));
        }
        Ok(call)
    }
}

/// Bytes as RON has them: `b"caf\xe9.py"`.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Whole)
    }
}

/// A field that may be left out, and stands there as it is where it is not.
fn bare<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(rename = "Repeat", deny_unknown_fields)]
struct RepeatText<'a> {
    times: u32,
    #[serde(borrow)]
    script: AtMost<&'a RawValue, MOST_LINES>,
}

struct Reader<'a> {
    source: &'a Source,
    calls: &'a Calls,
}

impl<'a> Reader<'a> {
    fn document(&self) -> Result<Document, LocatedProblem> {
        let whole = 0..self.source.text.len();
        let place = self.source.version()?;
        let version = self.source.read(place.clone())?;
        if version == 0 || version > NEWEST_VERSION {
            let newest = NEWEST_VERSION;
            return Err(self.source.problem_at(place.start, Problem::Version { found: version, newest }));
        }
        let text: ScenarioText<'a> = self.source.read(whole)?;

        let mut participants = Vec::new();
        let mut places = Vec::new();
        for (id, text) in (0..).map(ParticipantId).zip(text.participants.0) {
            let (participant, lines) = self.participant(id, text)?;
            participants.push(participant);
            places.push(lines);
        }
        let order =
            text.order.0.iter().map(|raw| self.order_entry(raw, &participants)).collect::<Result<_, _>>()?;
        let document = Document {
            scenario: Scenario {
                title: text.title,
                about: text.about,
                notes: text.notes,
                participants,
                order,
            },
            source: self.source.clone(),
            places,
        };
        check::size(&document)?;
        Ok(document)
    }

    fn participant(
        &self,
        id: ParticipantId,
        text: ParticipantText<'a>,
    ) -> Result<(Participant, Vec<Range<usize>>), LocatedProblem> {
        let mut places = Vec::new();
        let script = self.script(&text.script.0, 0, &mut places)?;
        let place = self.source.place(text.name);
        let name: String = self.source.read(place.clone())?;
        let arguments = text.arguments.0;
        if let Some(argument) = arguments.iter().find(|argument| argument.contains('\0')) {
            return Err(self.source.problem_at(place.start, Problem::BadArgument(argument.clone())));
        }
        if text.python.is_none() && !arguments.is_empty() {
            let problem = Problem::ArgumentsAlone { participant: name };
            return Err(self.source.problem_at(place.start, problem));
        }
        let mut participant = Participant::scripted(id, name, text.role, script);
        if let Some(raw) = text.python {
            let place = self.source.place(raw);
            let start = place.start;
            let at = |problem| Err(self.source.problem_at(start, problem));
            let file = self.path(place)?;
            let text_of = file.as_os_str().as_encoded_bytes();
            if text_of.is_empty() || text_of.len() > LONGEST_PATH || text_of.contains(&0) {
                return at(Problem::NoProgram { file });
            }
            if !participant.script.steps().is_empty() {
                return at(Problem::ProgramAndScript { participant: participant.name });
            }
            places.push(start..start);
            let file = self.source.path.parent().map_or_else(|| file.clone(), |folder| folder.join(&file));
            participant.program = Some(Program { file, arguments });
        }
        Ok((participant, places))
    }

    /// A path: a text, or bytes where it is none.
    fn path(&self, place: Range<usize>) -> Result<PathBuf, LocatedProblem> {
        if !self.source.text[place.clone()].starts_with('b') {
            return self.source.read::<String>(place).map(PathBuf::from);
        }
        let Bytes(name) = self.source.read(place)?;
        Ok(OsString::from_vec(name).into())
    }

    fn script(
        &self,
        steps: &[&RawValue],
        depth: usize,
        places: &mut Vec<Range<usize>>,
    ) -> Result<Script, LocatedProblem> {
        let mut read = Vec::with_capacity(steps.len());
        for raw in steps {
            let place = self.source.place(raw);
            places.push(place.clone());
            if places.len() > MOST_LINES {
                let limit = MOST_LINES;
                return Err(self.source.problem_at(place.start, Problem::TooManyLines { limit }));
            }
            let is_block = self.source.text[place.clone()]
                .strip_prefix("Repeat")
                .is_some_and(|rest| rest.trim_start().starts_with('('));
            read.push(if is_block {
                if depth == DEEPEST_REPEAT {
                    let limit = DEEPEST_REPEAT;
                    return Err(self.source.problem_at(place.start, Problem::TooDeep { limit }));
                }
                let block: RepeatText<'a> = self.source.read(place)?;
                Step::Repeat { times: block.times, script: self.script(&block.script.0, depth + 1, places)? }
            } else {
                Step::Call(self.calls.read(self.source, place)?)
            });
        }
        Ok(Script::new(read))
    }

    fn order_entry(
        &self,
        raw: &RawValue,
        participants: &[Participant],
    ) -> Result<ParticipantId, LocatedProblem> {
        let place = self.source.place(raw);
        let start = place.start;
        if self.source.text[place.clone()].starts_with(|c: char| c.is_ascii_digit()) {
            let number: usize = self.source.read(place)?;
            let at = number.checked_sub(1).filter(|at| *at < participants.len());
            let id = at.and_then(|at| u32::try_from(at).ok()).map(ParticipantId);
            return id
                .ok_or_else(|| self.source.problem_at(start, Problem::OrderUnknown(number.to_string())));
        }
        let name: String = self.source.read(place)?;
        let mut bearers = (0..).zip(participants).filter(|(_, p)| p.name == name);
        match (bearers.next(), bearers.next()) {
            (Some((id, _)), None) => Ok(ParticipantId(id)),
            (None, _) => Err(self.source.problem_at(start, Problem::OrderUnknown(name))),
            (Some(_), Some(_)) => Err(self.source.problem_at(start, Problem::OrderAmbiguous(name))),
        }
    }
}

impl Script {
    /// Reads a script as [`Script::to_ron_line`] writes one.
    ///
    /// # Errors
    /// The first problem.
    pub fn parse_ron(text: &str, calls: &Calls) -> Result<Self, Problem> {
        let whole =
            format!("(version: {NEWEST_VERSION}, participants: [(name: \"\", role: Peer, script: {text})])");
        let mut scenario =
            Document::parse_again(&whole, Path::new(""), calls).map_err(|located| located.problem)?.scenario;
        Ok(scenario.participants.pop().map(|participant| participant.script).unwrap_or_default())
    }
}
