//! What the command palette offers: every action, a step of each participant, each scenario and recording of the program,
//! each language; and which of it fits what was typed.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::action::Standing;
use super::super::titles::Titles;
use super::super::{Action, Request, diagram_panel, past_bar};
use crate::scenario::{Participant, ParticipantId, Readiness};
use crate::session::Command;
use crate::text::Language;

/// Something that can be done, as a row of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub name: String,
    /// What it belongs to.
    pub group: String,
    /// What it does, in a sentence.
    pub about: String,
    pub key: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
    pub request: Request,
    /// What it is called in the other languages.
    elsewhere: Vec<String>,
}

impl Offer {
    /// The row as a screen reader says it.
    pub fn spoken(&self) -> String {
        let parts = [&self.name, &self.group, &self.key];
        let why_not = self.why_not.iter();
        parts
            .into_iter()
            .chain(why_not)
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Everything there is, in the order in which it is listed before anything is typed.
pub fn offers(standing: &Standing, titles: &Titles) -> Vec<Offer> {
    let words = standing.view.language;
    let scenario = standing.session.scenario();
    let mut all: Vec<Offer> = Action::all()
        .filter(|action| *action != Action::ShowCommands)
        .map(|action| of_action(standing, action))
        .collect();
    all.extend(
        (1..).zip(scenario.ids()).map(|(number, (id, who))| of_participant(standing, number, id, who)),
    );
    for participant in &scenario.participants {
        let is_chosen = standing.chosen().is_some_and(|chosen| chosen.id == participant.id);
        // What is done to whoever is chosen stands among the actions.
        if !is_chosen {
            let of_it = Action::all().filter(|action| action.is_of_participant());
            all.extend(of_it.filter_map(|action| of_action_for(standing, action, participant)));
        }
    }
    for (at, texts) in titles.scenarios.iter().enumerate() {
        let about = words.commands_opens_scenario();
        all.push(of_title(words, texts, words.scenarios(), about, Request::OpenCatalogue(at)));
    }
    for (at, texts) in titles.recordings.iter().enumerate() {
        let about = words.commands_opens_recording();
        all.push(of_title(words, texts, words.commands_recording(), about, Request::OpenSaved(at)));
    }
    all.extend(Language::all().iter().copied().map(|language| of_language(words, language)));
    all
}

/// Every other language than this one.
fn others(words: Language) -> impl Iterator<Item = Language> {
    Language::all().iter().copied().filter(move |other| *other != words)
}

fn of_action(standing: &Standing, action: Action) -> Offer {
    let words = standing.view.language;
    Offer {
        name: standing.label(action, words),
        group: action.group().menu().label(words).into(),
        about: action.explanation(words).into(),
        key: action.key(words),
        why_not: standing.why_not(action).map(str::to_owned),
        request: Request::Do(action),
        elsewhere: others(words).map(|other| standing.label(action, other)).collect(),
    }
}

/// What can be done to a participant.
fn of_action_for(standing: &Standing, action: Action, participant: &Participant) -> Option<Offer> {
    let words = standing.view.language;
    let named = |words| standing.label_for(action, participant, words);
    Some(Offer {
        name: named(words),
        group: words.column_participant().into(),
        about: action.explanation(words).into(),
        key: String::new(),
        why_not: standing.why_not_for(action, participant).map(str::to_owned),
        request: standing.request_for(action, participant)?,
        elsewhere: others(words).map(named).collect(),
    })
}

/// Its next step, or the end of its waiting.
fn of_participant(standing: &Standing, number: u8, id: ParticipantId, who: &Participant) -> Offer {
    let session = standing.session;
    let words = standing.view.language;
    let readiness = session.readiness(id);
    let is_busy = readiness == Readiness::Busy;
    let named = |words: Language| {
        format!("{} · {}", if is_busy { words.interrupt() } else { words.step() }, who.name)
    };
    let cannot = matches!(readiness, Readiness::Done | Readiness::Frozen);
    let why_not = past_bar::why_not(session, words)
        .map(str::to_owned)
        .or_else(|| cannot.then(|| diagram_panel::state_words(session, id, words).0));
    Offer {
        name: named(words),
        group: words.column_participant().into(),
        about: if is_busy { words.interrupt_tip() } else { words.step_this_tip() }.into(),
        key: if number <= 9 && !is_busy { number.to_string() } else { String::new() },
        why_not,
        request: Request::Tell(if is_busy { Command::Interrupt(id) } else { Command::Step(id) }),
        elsewhere: others(words).map(named).collect(),
    }
}

fn of_title(
    words: Language,
    texts: &crate::scenario::Texts,
    group: &str,
    about: &str,
    request: Request,
) -> Offer {
    Offer {
        name: texts.get(words.code()).to_owned(),
        group: group.into(),
        about: about.into(),
        key: String::new(),
        why_not: None,
        request,
        elsewhere: others(words).map(|other| texts.get(other.code()).to_owned()).collect(),
    }
}

fn of_language(words: Language, language: Language) -> Offer {
    Offer {
        name: language.name().into(),
        group: words.change_language().into(),
        about: words.change_language_tip().into(),
        key: String::new(),
        why_not: (words == language).then(|| words.commands_is_spoken().to_owned()),
        request: Request::Speak(language),
        elsewhere: Vec::new(),
    }
}

/// Those that fit what was typed, the best first; all of them when nothing was.
///
/// Each word must be in the name or the group, with or without its accents, and with letters left out; after those come the
/// ones that are called so in another language, and those of which what they do says it.
pub fn fitting<'a>(offers: &'a [Offer], typed: &str) -> Vec<&'a Offer> {
    if typed.trim().is_empty() {
        return offers.iter().collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = |kind| Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, kind);
    let (fuzzy, exact) = (pattern(AtomKind::Fuzzy), pattern(AtomKind::Substring));
    let least = least_score(typed);
    let mut buffer = Vec::new();
    let mut score =
        |pattern: &Pattern, text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut found: Vec<_> = offers
        .iter()
        .filter_map(|offer| {
            let named = score(&fuzzy, &format!("{} {}", offer.name, offer.group));
            let named = named.filter(|score| *score >= least).map(|score| (0_u8, score));
            // The matcher overlooks what stands at the very end of a text that is not ASCII.
            let ended = |text: &str| format!("{text} ");
            let elsewhere = offer.elsewhere.iter().filter_map(|name| score(&exact, &ended(name))).max();
            let found = named.or(elsewhere.map(|score| (1, score)));
            found
                .or_else(|| score(&exact, &ended(&offer.about)).map(|score| (2, score)))
                .map(|rank| (rank, offer))
        })
        .collect();
    found.sort_by_key(|((place, score), _)| (*place, Reverse(*score)));
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// Letters that lie scattered in a text score less for each: that is no find.
fn least_score(typed: &str) -> u32 {
    let letters = typed.chars().filter(|c| !c.is_whitespace()).count();
    17 * u32::try_from(letters).unwrap_or(u32::MAX / 17)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::CATALOGUE;
    use crate::session::Session;
    use crate::ui::View;

    fn all_in(words: Language) -> Vec<Offer> {
        let scenario = CATALOGUE[0].document().unwrap().scenario;
        let session = Session::open(scenario, Arc::new(|| {}));
        let view = View::new(words);
        let screens = crate::ui::Screens::default();
        let standing = Standing {
            session: &session,
            view: &view,
            are_several_runs: false,
            has_cut_off: false,
            projection: None,
            screens: &screens,
        };
        offers(&standing, &Titles::of_the_program())
    }

    #[track_caller]
    fn assert_first(words: Language, typed: &str, name: &str) {
        let all = all_in(words);
        let found = fitting(&all, typed);
        let names: Vec<_> = found.iter().map(|offer| offer.name.as_str()).collect();
        assert_eq!(names.first(), Some(&name), "`{typed}` finds {names:?}");
    }

    #[test]
    fn it_lists_every_action_of_the_table_once_and_nothing_else_that_is_done() {
        for words in Language::all() {
            let all = all_in(*words);
            let listed: Vec<Action> = all
                .iter()
                .filter_map(|offer| if let Request::Do(action) = offer.request { Some(action) } else { None })
                .collect();
            let table: Vec<Action> = Action::all().filter(|action| *action != Action::ShowCommands).collect();
            assert_eq!(listed, table);
        }
    }

    #[test]
    fn part_of_a_name_finds_it_with_or_without_accents_and_whatever_the_case() {
        assert_first(Language::SPANISH, "reini", "Reiniciar");
        assert_first(Language::SPANISH, "mas despacio", "Más despacio");
        assert_first(Language::SPANISH, "MÁS DESPACIO", "Más despacio");
        assert_first(Language::SPANISH, "linea tiempo", "Línea de tiempo");
        assert_first(Language::ENGLISH, "save rec", "Save the recording…");
        assert_first(Language::ENGLISH, "dupline", "Duplicate the line");
    }

    #[test]
    fn participants_scenarios_and_languages_are_found() {
        assert_first(Language::SPANISH, "paso cliente", "Paso · cliente");
        assert_first(Language::ENGLISH, "step cliente", "Step · cliente");
        assert_first(Language::SPANISH, "english", "English");
        let all = all_in(Language::SPANISH);
        assert!(
            fitting(&all, "udp escenario")
                .iter()
                .any(|offer| matches!(offer.request, Request::OpenCatalogue(_)))
        );
        assert!(
            fitting(&all, "grabacion").iter().any(|offer| matches!(offer.request, Request::OpenSaved(_)))
        );
    }

    #[test]
    fn what_is_done_to_a_participant_is_found_by_its_name() {
        assert_first(Language::SPANISH, "congelar servidor", "Congelar · servidor");
        assert_first(Language::SPANISH, "congela cliente", "Congelar · cliente");
        assert_first(Language::ENGLISH, "freeze servidor", "Freeze · servidor");
        assert_first(Language::ENGLISH, "kill cliente", "Kill, as in a crash · cliente");
        assert_first(Language::SPANISH, "freeze cliente", "Congelar · cliente");
        assert_first(Language::ENGLISH, "rename cliente", "Rename · cliente");
        assert_first(Language::SPANISH, "python", "Exportar a Python…");
    }

    #[test]
    fn what_is_called_so_in_the_other_language_comes_after() {
        let all = all_in(Language::SPANISH);
        let found = fitting(&all, "restart");
        assert!(found.iter().any(|offer| offer.request == Request::Do(Action::Restart)), "{found:?}");
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        let all = all_in(Language::SPANISH);
        assert!(fitting(&all, "xyzzy").is_empty());
        // Its letters lie scattered in this one.
        assert!(!fitting(&all, "linea").iter().any(|offer| offer.name == "Paso · cliente"));
        assert_eq!(fitting(&all, "  ").len(), all.len());
    }

    #[test]
    fn what_cannot_be_done_now_says_why() {
        let all = all_in(Language::SPANISH);
        let undo = all.iter().find(|offer| offer.request == Request::Do(Action::Undo)).unwrap();
        assert!(undo.why_not.is_some());
        let step = all.iter().find(|offer| offer.request == Request::Do(Action::Step)).unwrap();
        assert_eq!(step.why_not, None);
    }
}
