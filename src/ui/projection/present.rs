//! What is present: the call that a class looks at now, what became of it, and what that means, in one sentence.

use crate::diagram::{BoxId, Stand};
use crate::scenario::{Known, Planned};
use crate::session::{Selection, Session};
use crate::sockets::Outcome;
use crate::text::{self, Language};
use crate::trace::{CallId, CallState, Context, Fate, Held};
use crate::ui::call_panel;

/// What a class looks at now.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    /// The box that it stands in.
    pub lit: Option<BoxId>,
    /// In whose column it is; empty before the first call.
    pub who: String,
    /// The call; before the first one, what the scenario is called.
    pub what: String,
    /// What it waits for, or what went wrong.
    pub came: Option<String>,
    pub stand: Stand,
    pub sign: Mark,
    pub sentence: String,
}

/// What the sign tells, where that is more than how the call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Stand,
    /// Its participant is frozen.
    Frozen,
    /// It sent a datagram that nobody will receive.
    Lost,
    /// It sent a datagram that waits at its receiver.
    Unread,
}

impl Present {
    /// What a person picked, else the newest call, else the scenario.
    #[must_use]
    pub fn of(session: &Session, words: Language) -> Self {
        match call_panel::selected(session) {
            Some(Selection::Made(id)) => Self::made(session, id, words),
            Some(Selection::Held(who)) => Self::held(session, who, words),
            Some(Selection::Written { participant, line }) => {
                Self::written(session, participant, line, words)
            }
            None => None,
        }
        .unwrap_or_else(|| Self::scenario(session, words))
    }

    fn made(session: &Session, id: CallId, words: Language) -> Option<Self> {
        let snapshot = session.snapshot();
        let record = session.trace().find_call(id)?;
        let state = snapshot.state(record);
        let context = snapshot.context(id);
        let explanation = text::explain(words, &record.call, Some(&state), &context);
        let fate = context.fate.filter(|_| record.call.data().is_some());
        let (stand, came) = match &state {
            CallState::Called | CallState::Waiting { .. } if context.is_frozen => {
                (Stand::Waiting, Some(words.frozen_here().to_owned()))
            }
            CallState::Called => (Stand::Called, None),
            CallState::Waiting { on, .. } => (Stand::Waiting, Some(text::awaited(words, *on).to_owned())),
            CallState::Returned(outcome) if outcome.is_success() => {
                (Stand::Done, fate.and_then(|fate| text::fate(words, fate)))
            }
            CallState::Returned(outcome) => {
                let came = match outcome {
                    Outcome::Failed(errno) => errno.name(),
                    _ => text::came(words, snapshot, record),
                };
                (Stand::Failed, Some(came))
            }
        };
        Some(Self {
            lit: Some(BoxId::Made(snapshot.stands_for(id))),
            who: session.trace().name_of(record.participant, record.called).to_owned(),
            what: record.call.label_as(record.function()),
            came,
            stand,
            sign: match fate {
                _ if context.is_frozen => Mark::Frozen,
                Some(fate) if fate.is_lost() => Mark::Lost,
                Some(Fate::Unread(_)) => Mark::Unread,
                _ => Mark::Stand,
            },
            sentence: text::first_sentence(&explanation.happened).to_owned(),
        })
    }

    fn held(session: &Session, who: crate::scenario::ParticipantId, words: Language) -> Option<Self> {
        let snapshot = session.snapshot();
        let Held { site, call, socket } = snapshot.held(who)?;
        let context = Context::of_socket(socket.and_then(|id| snapshot.socket(id)), true);
        let is_frozen = snapshot.is_frozen(who);
        Some(Self {
            lit: Some(BoxId::Held(who)),
            who: snapshot.name_of(who).to_owned(),
            what: call.label_as(&site.method),
            came: is_frozen.then(|| words.frozen_here().to_owned()),
            stand: Stand::Next,
            sign: if is_frozen { Mark::Frozen } else { Mark::Stand },
            sentence: text::first_sentence(&text::explain(words, call, None, &context).does).to_owned(),
        })
    }

    fn written(
        session: &Session,
        who: crate::scenario::ParticipantId,
        line: u32,
        words: Language,
    ) -> Option<Self> {
        let snapshot = session.snapshot();
        let script = &session.scenario().participant(who)?.script;
        let from = snapshot.next_step(who);
        let is_it = |step: &u64| script.call(*step).is_some_and(|call| call.line == line);
        let planned = session.plan().calls.iter().filter(|planned| planned.participant == who);
        let step = planned.map(|planned| planned.step).filter(|step| *step >= from).find(is_it)?;
        let call = script.call(step)?.call;
        let known = Known::before(script, line);
        let context = Context::of_thought(call.socket().and_then(|name| known.get(name)));
        Some(Self {
            lit: Some(BoxId::Planned(Planned { participant: who, step })),
            who: snapshot.name_of(who).to_owned(),
            what: call.label_as(call.function()),
            came: None,
            stand: Stand::Later,
            sign: Mark::Stand,
            sentence: text::first_sentence(&text::explain(words, call, None, &context).does).to_owned(),
        })
    }

    fn scenario(session: &Session, words: Language) -> Self {
        let scenario = session.scenario();
        Self {
            lit: None,
            who: String::new(),
            what: scenario.title.get(words.code()).to_owned(),
            came: None,
            stand: Stand::Later,
            sign: Mark::Stand,
            sentence: text::first_sentence(scenario.about.get(words.code())).to_owned(),
        }
    }
}

/// How many steps of the scripts have been made, and how many there are. Where programs make the calls, nobody knows the second.
#[must_use]
pub fn steps(session: &Session) -> (u64, Option<u64>) {
    let snapshot = session.snapshot();
    let scenario = session.scenario();
    if scenario.has_programs() {
        return (snapshot.calls().len() as u64, None);
    }
    let count = |(id, participant): (_, &crate::scenario::Participant)| {
        let length = participant.script.len();
        (snapshot.next_step(id).min(length), length)
    };
    let (made, all) = scenario.ids().map(count).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (made, Some(all))
}
