//! Whether an action can be done now, and if not, why; and whether what it shows is shown. Menus and the command palette
//! ask here.

use super::super::Request;
use super::super::View;
use super::super::past_bar;
use super::super::preferences::{larger, smaller};
use super::super::projection::{Picture, Projection, Screens};
use super::super::renaming::Renaming;
use super::super::view::ZOOMS;
use super::Action;
use crate::scenario::Participant;
use crate::session::{Command, Selection, Session};
use crate::text::Language;
use crate::trace::Activity;

/// How things stand when somebody asks.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    pub session: &'a Session,
    pub view: &'a View,
    /// Whether more runs than the one in front are open.
    pub are_several_runs: bool,
    /// Whether there is a run that was cut off and can be opened.
    pub has_cut_off: bool,
    pub projection: Option<&'a Projection>,
    pub screens: &'a Screens,
}

impl Standing<'_> {
    /// Why an action cannot be done now, in a sentence; `None` when it can.
    #[must_use]
    pub fn why_not(&self, action: Action) -> Option<&'static str> {
        let Self { session, view, .. } = *self;
        let words = view.language;
        let unless = |can: bool, why: &'static str| (!can).then_some(why);
        let playback = session.playback();
        let speeds = playback.scale.speeds();
        let zoom = view.zoom.unwrap_or(1.0);
        match action {
            Action::Undo => self.no_orders().or(unless(session.can_undo(), words.why_nothing_to_undo())),
            Action::Redo => self.no_orders().or(unless(session.can_redo(), words.why_nothing_to_redo())),
            Action::DuplicateLine | Action::DeleteLine | Action::MoveLineUp | Action::MoveLineDown => {
                self.no_line()
            }
            Action::Step if !session.is_live() => None,
            Action::Step => self.no_orders().or_else(|| self.no_step()),
            Action::PlayPause if !session.takes_orders() => {
                unless(session.trace().live().0 > 0, words.why_nothing_happened())
            }
            Action::PlayPause if session.is_playing() => None,
            Action::PlayPause | Action::Run => self.no_orders().or_else(|| self.no_program()),
            Action::CallNow => self.no_orders().or_else(|| self.nobody()),
            Action::Freeze | Action::Kill => self.no_orders().or_else(|| self.no_life(false)),
            Action::StartAnew => self.no_orders().or_else(|| self.no_life(true)),
            Action::Rename => self.no_orders().or_else(|| self.nobody()),
            Action::ExportPrograms => self.nobody(),
            Action::OpenCutOff => unless(self.has_cut_off, words.why_nothing_cut_off()),
            Action::NextRun => unless(self.are_several_runs, words.why_one_run()),
            Action::BackCall | Action::BackEvent | Action::BackOwn | Action::ToStart => {
                let has_past = session.moment() > session.trace().first();
                let why = if session.trace().live().0 == 0 {
                    words.why_nothing_happened()
                } else {
                    words.why_at_the_start()
                };
                unless(has_past, why)
            }
            Action::ForwardCall | Action::ForwardEvent | Action::ForwardOwn => {
                unless(!session.is_live(), words.why_at_the_end())
            }
            Action::Slower => unless(playback.speed > speeds[0], words.why_slowest()),
            Action::Faster => unless(playback.speed < speeds[speeds.len() - 1], words.why_fastest()),
            Action::PreviousBookmark => {
                let before = session.bookmarks().range(..session.moment()).next();
                unless(before.is_some(), words.why_no_bookmark_before())
            }
            Action::NextBookmark => {
                let after = session.bookmarks().keys().any(|moment| *moment > session.moment());
                unless(after, words.why_no_bookmark_after())
            }
            Action::PreviousCall | Action::NextCall => {
                unless(session.snapshot().newest_call().is_some(), words.why_nothing_happened())
            }
            Action::FreezePicture if self.projection.is_some_and(Projection::is_here) => {
                Some(words.freeze_needs_screen())
            }
            Action::LeaveProjection | Action::Blank | Action::FreezePicture | Action::ShowPointer => {
                unless(self.projection.is_some(), words.why_not_projecting())
            }
            Action::Project => unless(self.projection.is_none(), words.why_projecting()),
            Action::ZoomIn => unless(zoom < *ZOOMS.end(), words.why_largest()),
            Action::ZoomOut => unless(zoom > *ZOOMS.start(), words.why_smallest()),
            Action::Larger => unless(larger(view.whole) > view.whole, words.why_all_largest()),
            Action::Smaller => unless(smaller(view.whole) < view.whole, words.why_all_smallest()),
            _ => None,
        }
    }

    /// The participant to whom something is done that names nobody: whose call is selected, else whose turn it is, else who made
    /// the newest call, else the first.
    #[must_use]
    pub fn chosen(&self) -> Option<&Participant> {
        let session = self.session;
        let snapshot = session.snapshot();
        let of_call = |id| session.trace().find_call(id).map(|call| call.participant);
        let selected = match session.selection() {
            Some(Selection::Made(id)) => of_call(id),
            Some(Selection::Written { participant, .. } | Selection::Held(participant)) => Some(participant),
            None => None,
        };
        let scenario = session.scenario();
        // A thread is of its program.
        let find = |id| scenario.participant(snapshot.thread_of(id).unwrap_or(id));
        let newest = || snapshot.newest_call().and_then(of_call);
        selected
            .and_then(find)
            .or_else(|| session.next().and_then(find))
            .or_else(|| newest().and_then(find))
            .or_else(|| scenario.participants.first())
    }

    /// What an action is called now: with the participant to whom it is done.
    #[must_use]
    pub fn label(&self, action: Action, words: Language) -> String {
        let Some(participant) = self.chosen().filter(|_| action.is_of_participant()) else {
            return action.label(words).to_owned();
        };
        self.label_for(action, participant, words)
    }

    /// What it is called where it is done to this participant.
    #[must_use]
    pub fn label_for(&self, action: Action, participant: &Participant, words: Language) -> String {
        let label = match action {
            Action::Freeze if self.session.is_frozen(participant.id) => words.thaw(),
            Action::Freeze => words.freeze(),
            _ => action.label(words),
        };
        format!("{label} · {}", participant.name)
    }

    /// What it asks for where it is done to this participant; `None` for what is done to none.
    #[must_use]
    pub fn request_for(&self, action: Action, participant: &Participant) -> Option<Request> {
        let id = participant.id;
        Some(match action {
            Action::Freeze if self.session.is_frozen(id) => Request::Tell(Command::Thaw(id)),
            Action::Freeze => Request::Tell(Command::Freeze(id)),
            Action::Kill => Request::Tell(Command::Kill(id)),
            Action::StartAnew => Request::Tell(Command::StartAnew(id)),
            Action::Rename => Request::ShowRenaming(Some(Renaming::of(participant))),
            _ => return None,
        })
    }

    /// Why it cannot be done to this participant now.
    #[must_use]
    pub fn why_not_for(&self, action: Action, participant: &Participant) -> Option<&'static str> {
        let wants_life = match action {
            Action::Freeze | Action::Kill => true,
            Action::StartAnew => false,
            _ => return self.no_orders(),
        };
        self.no_orders().or_else(|| self.no_life_of(participant, !wants_life))
    }

    /// Whether what an action shows and hides is shown; `None` for one that shows nothing.
    #[must_use]
    pub fn is_on(&self, action: Action) -> Option<bool> {
        let view = self.view;
        match action {
            Action::ShowCode => Some(view.shows_code),
            Action::ShowCall => Some(view.shows_call),
            Action::ShowTimeline => Some(view.shows_timeline),
            Action::ChangeMotion => Some(view.moves),
            Action::Blank => self.projection.map(|shown| shown.is_blank),
            Action::FreezePicture => self.projection.map(|shown| shown.picture != Picture::Live),
            Action::ShowPointer => self.projection.map(|shown| shown.marks_pointer),
            _ => action.tab().map(|tab| view.tab == Some(tab)),
        }
    }

    fn words(&self) -> Language {
        self.view.language
    }

    /// What runs cannot be told anything.
    fn no_orders(&self) -> Option<&'static str> {
        past_bar::why_not(self.session, self.words())
    }

    fn nobody(&self) -> Option<&'static str> {
        self.session.scenario().participants.is_empty().then(|| self.words().why_nobody())
    }

    /// The program of whoever is chosen is over, or where it is to be over, is not.
    fn no_life(&self, wants_end: bool) -> Option<&'static str> {
        let Some(participant) = self.chosen() else { return self.nobody() };
        self.no_life_of(participant, wants_end)
    }

    fn no_life_of(&self, participant: &Participant, wants_end: bool) -> Option<&'static str> {
        let activity = self.session.snapshot().activity(participant.id);
        let is_over = matches!(activity, Activity::Ended | Activity::Killed);
        match (is_over, wants_end) {
            (true, false) => Some(self.words().why_program_over()),
            (false, true) => Some(self.words().why_program_goes_on()),
            _ => None,
        }
    }

    /// Nobody has a call left to make.
    fn no_program(&self) -> Option<&'static str> {
        self.nobody().or_else(|| self.session.is_over().then(|| self.words().why_all_over()))
    }

    /// Nobody can make a call now.
    fn no_step(&self) -> Option<&'static str> {
        let session = self.session;
        let words = self.words();
        self.no_program().or_else(|| match session.next() {
            Some(_) => None,
            None if session.snapshot().frozen().next().is_some() => Some(words.why_all_frozen()),
            None if session.awaits_input() => Some(words.all_wait_for_keyboard()),
            None if session.waiting().next().is_some() => Some(words.why_all_wait()),
            None => Some(words.running()),
        })
    }

    /// No line of a script that is still to come is selected.
    fn no_line(&self) -> Option<&'static str> {
        let words = self.words();
        self.no_orders().or_else(|| match self.session.selection() {
            Some(Selection::Written { participant, line }) => {
                let is_open = line >= self.session.first_open_line(participant);
                (!is_open).then(|| words.why_line_made())
            }
            _ => Some(words.why_no_line()),
        })
    }
}
