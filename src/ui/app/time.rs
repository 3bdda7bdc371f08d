//! What a person does in time: back, forward, playing what has happened, bookmarks.

use std::ops::Bound;

use super::App;
use crate::scenario::ParticipantId;
use crate::session::{Command, Selection};
use crate::trace::{Goal, Moment, Scale, Way};
use crate::ui::bookmark::Note;
use crate::ui::{Action, Request};

impl App {
    /// One of the actions of the time line.
    pub(super) fn act_in_time(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::ToStart => self.seek(ctx, Goal::Start),
            Action::BackEvent => self.seek(ctx, Goal::Event(Way::Back)),
            Action::ForwardEvent => self.seek(ctx, Goal::Event(Way::Forward)),
            Action::BackCall => self.seek(ctx, Goal::Call(Way::Back)),
            Action::ForwardCall => self.seek(ctx, Goal::Call(Way::Forward)),
            Action::BackOwn => self.seek_own(ctx, Way::Back),
            Action::ForwardOwn => self.seek_own(ctx, Way::Forward),
            Action::Follow => self.seek(ctx, Goal::End),
            Action::Slower => self.change_speed(ctx, -1),
            Action::Faster => self.change_speed(ctx, 1),
            Action::ChangeScale => {
                let scale = match self.session.playback().scale {
                    Scale::Events => Scale::Time,
                    Scale::Time => Scale::Events,
                };
                let speed = self.session.playback().speed;
                self.fulfil(ctx, Request::Tell(Command::SetPlayback { speed, scale }));
            }
            Action::Bookmark => self.view.note = Some(Note::of(&self.session)),
            Action::PreviousBookmark => {
                let before = self.session.bookmarks().range(..self.session.moment());
                self.seek_bookmark(ctx, before.map(|(moment, _)| *moment).next_back());
            }
            Action::NextBookmark => {
                let beyond = (Bound::Excluded(self.session.moment()), Bound::Unbounded);
                let after = self.session.bookmarks().range(beyond);
                self.seek_bookmark(ctx, after.map(|(moment, _)| *moment).next());
            }
            _ => {}
        }
    }

    /// Plays what has happened, or stops.
    pub(super) fn play_or_pause_past(&mut self, ctx: &egui::Context) {
        let playing = self.session.is_playing_past();
        self.fulfil(ctx, Request::Tell(if playing { Command::PausePast } else { Command::PlayPast }));
    }

    fn seek(&mut self, ctx: &egui::Context, goal: Goal) {
        self.fulfil(ctx, Request::Tell(Command::Seek(goal)));
    }

    fn seek_bookmark(&mut self, ctx: &egui::Context, moment: Option<Moment>) {
        if let Some(moment) = moment {
            self.seek(ctx, Goal::Moment(moment));
        }
    }

    /// To another call of whoever is selected, who stays so.
    fn seek_own(&mut self, ctx: &egui::Context, way: Way) {
        let Some(who) = self.chosen_participant() else { return };
        self.seek(ctx, Goal::CallOf(who, way));
        let snapshot = self.session.snapshot();
        let made = snapshot.calls_of(who).last().map(|id| Selection::Made(*id));
        let first = || {
            let script = &self.session.scenario().participant(who)?.script;
            let line = script.call(snapshot.next_step(who))?.line;
            Some(Selection::Written { participant: who, line })
        };
        self.session.apply(Command::Select(made.or_else(first)));
    }

    /// Whose call is explained: the selected one, else the newest, else the next.
    fn chosen_participant(&self) -> Option<ParticipantId> {
        let of_call = |id| self.session.trace().find_call(id).map(|call| call.participant);
        match self.session.selection() {
            Some(Selection::Made(id)) => of_call(id),
            Some(Selection::Written { participant, .. } | Selection::Held(participant)) => Some(participant),
            None => self.session.snapshot().newest_call().and_then(of_call).or(self.session.next()),
        }
    }

    fn change_speed(&mut self, ctx: &egui::Context, by: isize) {
        let playback = *self.session.playback();
        let speeds = playback.scale.speeds();
        let at = speeds.partition_point(|speed| *speed < playback.speed);
        let speed = speeds[at.saturating_add_signed(by).min(speeds.len() - 1)];
        self.fulfil(ctx, Request::Tell(Command::SetPlayback { speed, scale: playback.scale }));
    }
}
