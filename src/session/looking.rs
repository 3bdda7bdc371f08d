//! Which moment of the run is shown: the last one as it comes, or one of the past, which may be playing. Looking changes
//! nothing of what runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::Session;
use crate::scenario::{ParticipantId, Plan, Readiness, Scenario};
use crate::trace::{Goal, Moment, Playback, Scale, Snapshot};

#[derive(Debug, Default)]
pub(super) struct Looking {
    /// The moment of the past that is shown; `None` for the last one, whichever that is.
    pub past: Option<Moment>,
    pub playback: Playback,
    pub is_playing: bool,
    /// The scenario of the past that is shown, with the order in which its calls were planned.
    pub scenario: Option<(Arc<Scenario>, Arc<Plan>)>,
    /// What a person has noted at moments.
    pub bookmarks: BTreeMap<Moment, String>,
}

impl Session {
    /// The moment that is shown.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.looking.past.unwrap_or(self.trace.live())
    }

    /// Whether the last moment is shown, and what comes will be.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.looking.past.is_none()
    }

    /// The state of everything at the moment that is shown.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot<'_> {
        self.trace.at(self.moment())
    }

    /// The same of the last moment.
    pub(super) fn latest(&self) -> Snapshot<'_> {
        self.trace.at(self.trace.live())
    }

    /// What is to happen, as of the moment that is shown.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.scenario_shown()
    }

    /// The same, to be kept and compared.
    #[must_use]
    pub fn scenario_shown(&self) -> &Arc<Scenario> {
        self.looking.scenario.as_ref().map_or(&self.scenario, |(scenario, _)| scenario)
    }

    /// In which order it would happen, if all went as written.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.looking.scenario.as_ref().map_or(&self.plan, |(_, plan)| plan)
    }

    /// Whether a participant can step, or could at the moment that is shown.
    #[must_use]
    pub fn readiness(&self, id: ParticipantId) -> Readiness {
        self.snapshot().readiness(id)
    }

    /// Who steps next, or would at the moment that is shown.
    #[must_use]
    pub fn next(&self) -> Option<ParticipantId> {
        self.snapshot().next()
    }

    /// Whether what has happened is being played.
    #[must_use]
    pub fn is_playing_past(&self) -> bool {
        self.looking.is_playing
    }

    /// How what has happened is played.
    #[must_use]
    pub fn playback(&self) -> &Playback {
        &self.looking.playback
    }

    /// What a person has noted, and where.
    #[must_use]
    pub fn bookmarks(&self) -> &BTreeMap<Moment, String> {
        &self.looking.bookmarks
    }

    /// Nanoseconds since the run began, as of the moment that is shown. The clock of what runs goes on after its last event.
    #[must_use]
    pub fn now(&self) -> u64 {
        match self.looking.past {
            None if self.run.is_some() && !self.is_staged => {
                u64::try_from(self.now.as_nanos()).unwrap_or(u64::MAX)
            }
            _ => self.snapshot().time(),
        }
    }

    pub(super) fn seek(&mut self, goal: Goal) {
        let moment = self.snapshot().seek(goal);
        self.looking.playback.rest();
        self.look_at(moment);
        // What is explained goes along.
        self.selection = None;
    }

    /// Plays what has happened: on from the moment that is shown, from the beginning where that is the last.
    pub(super) fn play_past(&mut self) {
        if self.is_live() {
            self.seek(Goal::Start);
        }
        self.looking.is_playing = !self.is_live();
    }

    pub(super) fn set_playback(&mut self, speed: f64, scale: Scale) {
        let playback = &mut self.looking.playback;
        if playback.scale != scale {
            playback.rest();
        }
        let slowest = scale.speeds().first().copied().unwrap_or(speed);
        (playback.speed, playback.scale) = (speed.max(slowest), scale);
    }

    /// Notes something at a moment; nothing, to take the note away.
    pub(super) fn bookmark(&mut self, moment: Moment, note: Option<String>) {
        let note = note.filter(|note| !note.is_empty());
        self.keep_bookmark(moment, note.as_deref());
        match note {
            Some(note) => self.looking.bookmarks.insert(moment, note),
            None => self.looking.bookmarks.remove(&moment),
        };
    }

    /// Goes on playing. Answers when the next moment is due.
    pub(super) fn go_on_playing(&mut self, elapsed: Duration) -> Option<Duration> {
        let from = self.looking.past.filter(|_| self.looking.is_playing)?;
        let to = self.looking.playback.advance(&self.trace, from, elapsed);
        if to != from {
            self.look_at(to);
            self.selection = None;
        }
        let due = self.looking.playback.due_in(&self.trace, self.looking.past?);
        self.looking.is_playing &= due.is_some();
        due
    }

    fn look_at(&mut self, moment: Moment) {
        let moment = moment.max(self.trace.first());
        self.looking.past = Some(moment).filter(|moment| *moment < self.trace.live());
        self.looking.is_playing &= self.looking.past.is_some();
        self.follow_scenario();
    }

    /// Has the scenario be that of the moment that is shown.
    pub(super) fn follow_scenario(&mut self) {
        let Some(past) = self.looking.past else {
            self.looking.scenario = None;
            return;
        };
        let then = self.trace.scenario(past);
        let is_shown = self.looking.scenario.as_ref().is_some_and(|(shown, _)| Arc::ptr_eq(shown, then));
        if Arc::ptr_eq(then, &self.scenario) {
            self.looking.scenario = None;
        } else if !is_shown {
            self.looking.scenario = Some((Arc::clone(then), Arc::new(Plan::of(then))));
        }
    }

    /// What was dropped from memory cannot be shown.
    pub(super) fn keep_in_sight(&mut self) {
        if self.looking.past.is_some_and(|past| past < self.trace.first()) {
            self.look_at(self.trace.first());
        }
    }
}
