//! Changes to a scenario in any order, while it runs and while it does not, can all be taken back and made again.

mod driver;

use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use socketlab::scenario::{Edit, ParticipantId, Place, Role, Scenario, Script, Step};
use socketlab::session::{Command, Session};
use socketlab::sockets::Call;

use driver::{close, scenario, sleep, tcp};

/// A change, drawn blindly: which participant and which line it is about is settled when it is made.
#[derive(Clone, Debug)]
enum Drawn {
    Add(String),
    Remove(usize),
    Duplicate(usize),
    MoveParticipant(usize, usize),
    Rename(usize, String),
    Role(usize),
    Insert(usize, u32, bool),
    Replace(usize, u32, u32),
    Delete(usize, u32),
    Move(usize, u32, u32, bool),
    Wrap(usize, u32, u32),
    Times(usize, u32, u32),
    Unwrap(usize, u32),
    Title(String),
    /// Not a change: the run goes on meanwhile.
    Step,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let (who, line) = (0_usize..4, 0_u32..8);
    prop_oneof![
        ".{0,12}".prop_map(Drawn::Add),
        who.clone().prop_map(Drawn::Remove),
        who.clone().prop_map(Drawn::Duplicate),
        (who.clone(), who.clone()).prop_map(|(who, to)| Drawn::MoveParticipant(who, to)),
        (who.clone(), ".{0,12}").prop_map(|(who, name)| Drawn::Rename(who, name)),
        who.clone().prop_map(Drawn::Role),
        (who.clone(), line.clone(), any::<bool>()).prop_map(|(who, at, after)| Drawn::Insert(who, at, after)),
        (who.clone(), line.clone(), 0_u32..3).prop_map(|(who, at, ms)| Drawn::Replace(who, at, ms)),
        (who.clone(), line.clone()).prop_map(|(who, at)| Drawn::Delete(who, at)),
        (who.clone(), line.clone(), line.clone(), any::<bool>())
            .prop_map(|(who, at, to, after)| Drawn::Move(who, at, to, after)),
        (who.clone(), line.clone(), 0_u32..4).prop_map(|(who, at, times)| Drawn::Wrap(who, at, times)),
        (who.clone(), line.clone(), 0_u32..4).prop_map(|(who, at, times)| Drawn::Times(who, at, times)),
        (who, line).prop_map(|(who, at)| Drawn::Unwrap(who, at)),
        ".{0,12}".prop_map(Drawn::Title),
        Just(Drawn::Step),
    ]
}

fn command(drawn: &Drawn, scenario: &Scenario) -> Command {
    let of = |who: usize| {
        let there = &scenario.participants;
        there.get(who % there.len().max(1)).map_or(ParticipantId(99), |participant| participant.id)
    };
    let call = |ms| Arc::new(Call::Sleep { ms });
    let place = |line: u32, after: bool| if after { Place::After(line) } else { Place::Before(line) };
    Command::Edit(match drawn.clone() {
        Drawn::Step => return Command::StepNext,
        Drawn::Add(name) => {
            let script = Script::from(vec![tcp("s"), sleep(0), close("s")]);
            Edit::AddParticipant { at: 1, name, role: Role::Peer, script }
        }
        Drawn::Remove(who) => Edit::RemoveParticipant(of(who)),
        Drawn::Duplicate(who) => Edit::DuplicateParticipant(of(who)),
        Drawn::MoveParticipant(who, to) => Edit::MoveParticipant { id: of(who), to },
        Drawn::Rename(who, name) => Edit::Rename { id: of(who), name },
        Drawn::Role(who) => Edit::SetRole { id: of(who), role: Role::Server },
        Drawn::Insert(who, at, after) => {
            Edit::Insert { id: of(who), at: place(at, after), step: Step::Call(call(0)) }
        }
        Drawn::Replace(who, line, ms) => Edit::Replace { id: of(who), line, call: call(ms) },
        Drawn::Delete(who, line) => Edit::Delete { id: of(who), line },
        Drawn::Move(who, line, to, after) => Edit::Move { id: of(who), line, to: place(to, after) },
        Drawn::Wrap(who, line, times) => Edit::Wrap { id: of(who), line, times },
        Drawn::Times(who, line, times) => Edit::SetTimes { id: of(who), line, times },
        Drawn::Unwrap(who, line) => Edit::Unwrap { id: of(who), line },
        Drawn::Title(text) => Edit::SetTitle { language: "en".into(), text },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_changed_can_be_taken_back_and_made_again(changes in vec(drawn(), 1..30)) {
        let script = || vec![tcp("s"), sleep(0), sleep(1), close("s")];
        let mut session = Session::open(scenario([script(), script()]), Arc::new(|| {}));
        let first = session.scenario().clone();
        for change in &changes {
            let command = command(change, session.scenario());
            session.apply(command);
            session.tick(Duration::ZERO);
        }
        let last = session.scenario().clone();
        let mut taken_back = 0;
        while session.can_undo() {
            session.apply(Command::Undo);
            session.tick(Duration::ZERO);
            taken_back += 1;
            prop_assert!(taken_back <= changes.len());
        }
        prop_assert_eq!(session.scenario(), &first);
        while session.can_redo() {
            session.apply(Command::Redo);
            session.tick(Duration::ZERO);
        }
        prop_assert_eq!(session.scenario(), &last);
        for notice in session.notices() {
            prop_assert!(matches!(notice, socketlab::session::Notice::Edit(_)), "{:?}", notice);
        }
    }
}
