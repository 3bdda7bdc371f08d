//! Changes to a scenario, as a person makes them: one participant, one line, one word at a time. Each gives a new scenario;
//! the old one stays as it was.

use std::sync::Arc;

use super::check::{MOST_CALLS, MOST_DATA, MOST_LINES, MOST_PARTICIPANTS};
use super::file::{DEEPEST_REPEAT, LONGEST_FILE};
use super::{Participant, ParticipantId, Program, Role, Scenario, Script, Step};
use crate::sockets::Call;

/// Where a step goes, by the lines of a script as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the step that begins on this line, in the same block.
    Before(u32),
    /// After the step that begins on this line, in the same block.
    After(u32),
    /// At the end of the script.
    End,
}

/// One change. Lines count from 0 over calls and heads of blocks, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new participant at this place among the others, or at the end. It gets an id of its own.
    AddParticipant {
        at: usize,
        name: String,
        role: Role,
        script: Script,
    },
    /// A new participant after the others, that a program is.
    AddProgram {
        name: String,
        role: Role,
        program: Program,
    },
    /// What a program is given when it is started next.
    SetArguments {
        id: ParticipantId,
        arguments: Vec<String>,
    },
    RemoveParticipant(ParticipantId),
    /// The same once more, right after it, with a name of its own.
    DuplicateParticipant(ParticipantId),
    /// To this place among the others.
    MoveParticipant {
        id: ParticipantId,
        to: usize,
    },
    Rename {
        id: ParticipantId,
        name: String,
    },
    SetRole {
        id: ParticipantId,
        role: Role,
    },
    Insert {
        id: ParticipantId,
        at: Place,
        step: Step,
    },
    /// Another call on this line.
    Replace {
        id: ParticipantId,
        line: u32,
        call: Arc<Call>,
    },
    /// The step that begins on this line; a block with all that is in it.
    Delete {
        id: ParticipantId,
        line: u32,
    },
    /// The step that begins on this line, to another place.
    Move {
        id: ParticipantId,
        line: u32,
        to: Place,
    },
    /// The step that begins on this line into a block, to be made so many times.
    Wrap {
        id: ParticipantId,
        line: u32,
        times: u32,
    },
    /// How often the block that begins on this line is made.
    SetTimes {
        id: ParticipantId,
        line: u32,
        times: u32,
    },
    /// The block that begins on this line: what is in it stays, without the block.
    Unwrap {
        id: ParticipantId,
        line: u32,
    },
    /// The title, in the language with this code.
    SetTitle {
        language: String,
        text: String,
    },
}

/// A scenario with a change made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub scenario: Scenario,
    /// Where the step that was put in or moved now begins.
    pub line: Option<(ParticipantId, u32)>,
}

/// Why a change was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no such participant or line")]
    NotThere,
    #[error("more than {limit} participants")]
    TooManyParticipants { limit: usize },
    #[error("more than {limit} lines")]
    TooManyLines { limit: usize },
    #[error("more than {limit} calls, repeats counted")]
    TooManyCalls { limit: u64 },
    #[error("blocks inside each other more than {limit} deep")]
    TooDeep { limit: usize },
    #[error("{bytes} bytes in one call; at most {limit}")]
    TooMuchData { bytes: usize, limit: usize },
    #[error("an address that no scenario can have")]
    NotAnAddress,
    #[error("larger than a file of {limit} bytes")]
    TooLarge { limit: u64 },
}

impl Edit {
    /// The scenario with this change. A participant that is added gets the id `fresh`.
    ///
    /// # Errors
    /// The change does not fit the scenario, or the result would be larger than a file may hold.
    pub fn apply(&self, scenario: &Scenario, fresh: ParticipantId) -> Result<Edited, Refused> {
        let mut new = scenario.clone();
        let mut line = None;
        match self {
            Self::AddParticipant { at, name, role, script } => {
                let at = (*at).min(new.participants.len());
                let name = free_name(scenario, name);
                new.participants.insert(at, Participant::scripted(fresh, name, *role, script.clone()));
            }
            Self::AddProgram { name, role, program } => {
                let name = free_name(scenario, name);
                new.participants.push(Participant::program(fresh, name, *role, program.clone()));
            }
            Self::SetArguments { id, arguments } => {
                let at = place(scenario, *id)?;
                if let Some(program) = &mut new.participants[at].program {
                    program.arguments.clone_from(arguments);
                }
            }
            Self::RemoveParticipant(id) => {
                new.participants.remove(place(scenario, *id)?);
                new.order.retain(|turn| turn != id);
            }
            Self::DuplicateParticipant(id) => {
                let at = place(scenario, *id)?;
                let original = &scenario.participants[at];
                let name = free_name(scenario, &original.name);
                new.participants.insert(at + 1, Participant { id: fresh, name, ..original.clone() });
            }
            Self::MoveParticipant { id, to } => {
                let moved = new.participants.remove(place(scenario, *id)?);
                let to = (*to).min(new.participants.len());
                new.participants.insert(to, moved);
            }
            Self::Rename { id, name } => new.participants[place(scenario, *id)?].name.clone_from(name),
            Self::SetRole { id, role } => new.participants[place(scenario, *id)?].role = *role,
            Self::SetTitle { language, text } => {
                new.title.0.insert(language.clone(), text.clone());
            }
            Self::Insert { id, .. }
            | Self::Replace { id, .. }
            | Self::Delete { id, .. }
            | Self::Move { id, .. }
            | Self::Wrap { id, .. }
            | Self::SetTimes { id, .. }
            | Self::Unwrap { id, .. } => {
                let participant = &mut new.participants[place(scenario, *id)?];
                let (script, at) = self.script(&participant.script).ok_or(Refused::NotThere)?;
                participant.script = script;
                line = at.map(|at| (*id, at));
            }
        }
        self.check(&new)?;
        // One that is too large already, as its file had shorter notation, may still become smaller.
        if new.written_within(LONGEST_FILE).is_none() {
            let before = scenario.written_within(u64::MAX);
            if before.is_none_or(|before| new.written_within(before).is_none()) {
                return Err(Refused::TooLarge { limit: LONGEST_FILE });
            }
        }
        Ok(Edited { scenario: new, line })
    }

    /// The first line that the change is about, where it is about one: a change at the end of a script is about none.
    #[must_use]
    pub fn first_line(&self) -> Option<(ParticipantId, u32)> {
        let of = |place: &Place| match place {
            Place::Before(line) => Some(*line),
            Place::After(line) => Some(line + 1),
            Place::End => None,
        };
        match self {
            Self::Insert { id, at, .. } => Some((*id, of(at)?)),
            Self::Move { id, line, to } => Some((*id, of(to).map_or(*line, |to| to.min(*line)))),
            Self::Replace { id, line, .. }
            | Self::Delete { id, line }
            | Self::Wrap { id, line, .. }
            | Self::SetTimes { id, line, .. }
            | Self::Unwrap { id, line } => Some((*id, *line)),
            _ => None,
        }
    }

    /// Whether two changes are one to whoever undoes them: letters of the same word.
    #[must_use]
    pub fn continues(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::Rename { id, .. }, Self::Rename { id: other, .. }) => id == other,
            (Self::Replace { id, line, .. }, Self::Replace { id: other, line: at, .. })
            | (Self::SetTimes { id, line, .. }, Self::SetTimes { id: other, line: at, .. }) => {
                (id, line) == (other, at)
            }
            (Self::SetTitle { language, .. }, Self::SetTitle { language: other, .. }) => language == other,
            _ => false,
        }
    }

    /// A script with the change that is about its lines, and where the step that was put in or moved now begins.
    fn script(&self, script: &Script) -> Option<(Script, Option<u32>)> {
        let changed = match self {
            Self::Insert { at, step, .. } => return insert(script, *at, step.clone()),
            Self::Move { line, to, .. } => return moved(script, *line, *to),
            Self::Replace { line, call, .. } => match script.step_on(*line)? {
                Step::Call(_) => script.changed(*line, |steps, at| steps[at] = Step::Call(Arc::clone(call))),
                Step::Repeat { .. } => None,
            },
            Self::Delete { line, .. } => without(script, *line),
            Self::Wrap { line, times, .. } => script.changed(*line, |steps, at| {
                let script = Script::new(vec![steps[at].clone()]);
                steps[at] = Step::Repeat { times: *times, script };
            }),
            Self::SetTimes { line, times, .. } => match script.step_on(*line)? {
                Step::Repeat { script: inside, .. } => {
                    let block = Step::Repeat { times: *times, script: inside.clone() };
                    script.changed(*line, |steps, at| steps[at] = block)
                }
                Step::Call(_) => None,
            },
            Self::Unwrap { line, .. } => match script.step_on(*line)? {
                Step::Repeat { script: inside, .. } => {
                    let inside = inside.steps().to_vec();
                    script.changed(*line, |steps, at| drop(steps.splice(at..=at, inside)))
                }
                Step::Call(_) => None,
            },
            _ => None,
        };
        Some((changed?, None))
    }

    /// What a file could not hold is refused at once: nothing that was made may be impossible to save.
    fn check(&self, new: &Scenario) -> Result<(), Refused> {
        if new.participants.len() > MOST_PARTICIPANTS {
            return Err(Refused::TooManyParticipants { limit: MOST_PARTICIPANTS });
        }
        let too_long = |participant: &Participant| participant.script.lines() as usize > MOST_LINES;
        if new.participants.iter().any(too_long) {
            return Err(Refused::TooManyLines { limit: MOST_LINES });
        }
        let scripts = || new.participants.iter().map(|participant| &participant.script);
        if scripts().any(|script| script.len() > MOST_CALLS) {
            return Err(Refused::TooManyCalls { limit: MOST_CALLS });
        }
        if scripts().any(|script| script.depth() > DEEPEST_REPEAT) {
            return Err(Refused::TooDeep { limit: DEEPEST_REPEAT });
        }
        let call = match self {
            Self::Insert { step: Step::Call(call), .. } | Self::Replace { call, .. } => Some(call),
            _ => None,
        };
        // What a program asks for can be more than a file of ours can say.
        let address = call.and_then(|call| call.address());
        if address.is_some_and(|address| address.to_string().parse().as_ref() != Ok(address)) {
            return Err(Refused::NotAnAddress);
        }
        let sizes = call.map(|call| [call.data().map(crate::sockets::Data::len), call.room()]);
        match sizes.into_iter().flatten().flatten().find(|bytes| *bytes > MOST_DATA) {
            Some(bytes) => Err(Refused::TooMuchData { bytes, limit: MOST_DATA }),
            None => Ok(()),
        }
    }
}

fn place(scenario: &Scenario, id: ParticipantId) -> Result<usize, Refused> {
    scenario.place(id).ok_or(Refused::NotThere)
}

fn insert(script: &Script, at: Place, step: Step) -> Option<(Script, Option<u32>)> {
    let line = match at {
        Place::Before(line) => line,
        Place::After(line) => line + script.step_on(line)?.lines(),
        Place::End => script.lines(),
    };
    let new = match at {
        Place::Before(line) => script.changed(line, |steps, at| steps.insert(at, step)),
        Place::After(line) => script.changed(line, |steps, at| steps.insert(at + 1, step)),
        Place::End => {
            let mut steps = script.steps().to_vec();
            steps.push(step);
            Some(Script::new(steps))
        }
    };
    Some((new?, Some(line)))
}

fn without(script: &Script, line: u32) -> Option<Script> {
    script.changed(line, |steps, at| drop(steps.remove(at)))
}

fn moved(script: &Script, line: u32, to: Place) -> Option<(Script, Option<u32>)> {
    let step = script.step_on(line)?.clone();
    let lines = step.lines();
    // Lines after the one that is taken out move up; a block cannot go into itself.
    let after = |target: u32| match target.checked_sub(line) {
        None => Some(target),
        Some(inside) if inside < lines => None,
        Some(_) => Some(target - lines),
    };
    let to = match to {
        Place::Before(target) => Place::Before(after(target)?),
        Place::After(target) => Place::After(after(target)?),
        Place::End => Place::End,
    };
    insert(&without(script, line)?, to, step)
}

/// A name that no participant has: the one that is wanted, or the first of `cliente 2`, `cliente 3`, … that is free.
fn free_name(scenario: &Scenario, wanted: &str) -> String {
    let taken = |name: &str| scenario.participants.iter().any(|participant| participant.name == name);
    if !taken(wanted) {
        return wanted.to_owned();
    }
    let stem = wanted.rsplit_once(' ').filter(|(_, end)| end.parse::<u32>().is_ok());
    let stem = stem.map_or(wanted, |(stem, _)| stem);
    // Of so many names, one more than there are participants, one is free.
    let most = scenario.participants.len() + 2;
    (2..=most).map(|n| format!("{stem} {n}")).find(|name| !taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Texts;

    const A: ParticipantId = ParticipantId(0);

    fn sleep(ms: u32) -> Step {
        Step::Call(Arc::new(Call::Sleep { ms }))
    }

    fn scenario(steps: Vec<Step>) -> Scenario {
        let participant = Participant {
            id: A,
            name: "cliente".into(),
            role: Role::Client,
            script: Script::new(steps),
            program: None,
        };
        Scenario {
            title: Texts::default(),
            about: Texts::default(),
            notes: Texts::default(),
            participants: vec![participant],
            order: vec![A, A],
        }
    }

    /// A script as its lines: a sleep by its milliseconds, a block as `x2(…)`.
    fn lines(script: &Script) -> String {
        let step = |step: &Step| match step {
            Step::Call(call) => match **call {
                Call::Sleep { ms } => ms.to_string(),
                _ => "?".into(),
            },
            Step::Repeat { times, script } => format!("x{times}({})", lines(script)),
        };
        script.steps().iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn edited(edit: &Edit) -> String {
        let block = Step::Repeat { times: 2, script: Script::new(vec![sleep(2), sleep(3)]) };
        let new = edit.apply(&scenario(vec![sleep(1), block, sleep(4)]), ParticipantId(9)).unwrap();
        let script = &new.scenario.participants[0].script;
        if let Edit::Insert { step, .. } = edit {
            assert_eq!(script.step_on(new.line.unwrap().1), Some(step));
        }
        lines(script)
    }

    #[test]
    fn steps_go_where_they_are_put_in_blocks_too() {
        let id = A;
        let step = sleep(9);
        for (at, expected) in [
            (Place::Before(0), "9 1 x2(2 3) 4"),
            (Place::Before(2), "1 x2(9 2 3) 4"),
            (Place::After(3), "1 x2(2 3 9) 4"),
            (Place::After(1), "1 x2(2 3) 9 4"),
            (Place::End, "1 x2(2 3) 4 9"),
        ] {
            assert_eq!(edited(&Edit::Insert { id, at, step: step.clone() }), expected, "{at:?}");
        }
        for (line, to, expected) in [
            (0, Place::End, "x2(2 3) 4 1"),
            (0, Place::After(2), "x2(2 1 3) 4"),
            (4, Place::Before(0), "4 1 x2(2 3)"),
            (1, Place::Before(0), "x2(2 3) 1 4"),
            (3, Place::After(4), "1 x2(2) 4 3"),
        ] {
            assert_eq!(edited(&Edit::Move { id, line, to }), expected, "{line} to {to:?}");
        }
        assert_eq!(edited(&Edit::Delete { id, line: 1 }), "1 4");
        assert_eq!(edited(&Edit::Unwrap { id, line: 1 }), "1 2 3 4");
        assert_eq!(edited(&Edit::Wrap { id, line: 4, times: 5 }), "1 x2(2 3) x5(4)");
        assert_eq!(edited(&Edit::SetTimes { id, line: 1, times: 7 }), "1 x7(2 3) 4");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let scenario = scenario(vec![Step::Repeat { times: 2, script: Script::new(vec![sleep(2)]) }]);
        let call = Arc::new(Call::Sleep { ms: 1 });
        for edit in [
            Edit::Delete { id: A, line: 2 },
            Edit::Delete { id: ParticipantId(3), line: 0 },
            Edit::Replace { id: A, line: 0, call: Arc::clone(&call) },
            Edit::Move { id: A, line: 0, to: Place::After(1) },
            Edit::SetTimes { id: A, line: 1, times: 2 },
            Edit::RemoveParticipant(ParticipantId(3)),
        ] {
            assert_eq!(edit.apply(&scenario, ParticipantId(9)), Err(Refused::NotThere), "{edit:?}");
        }
        let data = crate::sockets::Data::Repeat("x".into(), u32::MAX);
        let huge = Arc::new(Call::Send { socket: "s".into(), data });
        let edit = Edit::Insert { id: A, at: Place::End, step: Step::Call(huge) };
        assert!(matches!(edit.apply(&scenario, ParticipantId(9)), Err(Refused::TooMuchData { .. })));
        let to = crate::sockets::Address::Inet { host: "localhost ".into(), port: 9 };
        let odd = Step::Call(Arc::new(Call::Connect { socket: "s".into(), to }));
        let edit = Edit::Insert { id: A, at: Place::End, step: odd };
        assert_eq!(edit.apply(&scenario, ParticipantId(9)), Err(Refused::NotAnAddress));
        let often = Edit::SetTimes { id: A, line: 0, times: u32::MAX };
        assert!(matches!(often.apply(&scenario, ParticipantId(9)), Err(Refused::TooManyCalls { .. })));
        let mut deep = scenario;
        for _ in 1..DEEPEST_REPEAT {
            deep = Edit::Wrap { id: A, line: 0, times: 1 }.apply(&deep, ParticipantId(9)).unwrap().scenario;
        }
        let deeper = Edit::Wrap { id: A, line: 0, times: 1 };
        assert!(matches!(deeper.apply(&deep, ParticipantId(9)), Err(Refused::TooDeep { .. })));
    }

    #[test]
    fn what_no_file_can_hold_is_refused_and_what_makes_it_smaller_is_not() {
        // Written out, each byte takes six.
        let data = crate::sockets::Data::Text("\u{7f}".repeat(11 << 20));
        let large = scenario(vec![Step::Call(Arc::new(Call::Send { socket: "s".into(), data })), sleep(1)]);
        let fresh = ParticipantId(9);
        let longer = Edit::Rename { id: A, name: "cliente y más".into() };
        assert_eq!(longer.apply(&large, fresh), Err(Refused::TooLarge { limit: LONGEST_FILE }));
        assert!(Edit::Delete { id: A, line: 1 }.apply(&large, fresh).is_ok());
        assert!(Edit::Delete { id: A, line: 0 }.apply(&large, fresh).is_ok());
    }

    #[test]
    fn participants_get_names_of_their_own_and_leave_the_order_with_their_turns() {
        let one = scenario(vec![sleep(1)]);
        let two = Edit::DuplicateParticipant(A).apply(&one, ParticipantId(1)).unwrap().scenario;
        let three =
            Edit::DuplicateParticipant(ParticipantId(1)).apply(&two, ParticipantId(2)).unwrap().scenario;
        let names: Vec<_> = three.participants.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["cliente", "cliente 2", "cliente 3"]);
        let moved = Edit::MoveParticipant { id: A, to: 2 }.apply(&three, ParticipantId(3)).unwrap().scenario;
        assert_eq!(moved.place(A), Some(2));
        let left = Edit::RemoveParticipant(A).apply(&moved, ParticipantId(3)).unwrap().scenario;
        assert_eq!((left.participants.len(), left.order.len()), (2, 0));
    }
}
