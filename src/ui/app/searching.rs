//! What is looked for among the events, and which call is explained.

use std::time::{Duration, Instant};

use super::App;
use crate::session::{Command, Selection};
use crate::trace::{CallId, Goal, Moment};
use crate::ui::{Action, Tab, events_search};

/// How long one tick may search the events.
const SEARCHING: Duration = Duration::from_millis(6);
/// Events between two looks at the clock.
const BATCH: usize = 1024;

impl App {
    /// Goes on searching the events for a moment. Answers whether there is more to search.
    pub(super) fn search(&mut self) -> bool {
        let began = Instant::now();
        while self.found.follow(self.session.trace(), &self.view.events, BATCH) {
            if began.elapsed() > SEARCHING {
                return true;
            }
        }
        false
    }

    /// Has a person type what to look for.
    pub(super) fn find(&mut self, ctx: &egui::Context) {
        self.view.tab = Some(Tab::Events);
        events_search::take_focus(ctx, &self.view.events.typed);
    }

    /// Shows the moment of an event that is looked for.
    pub(super) fn go_to_hit(&mut self, ctx: &egui::Context, action: Action) {
        if !self.view.events.query().asks() {
            return self.find(ctx);
        }
        self.view.tab = Some(Tab::Events);
        self.search();
        let moment = self.session.moment();
        let hits = &self.found.hits;
        let hit = if action == Action::NextHit { hits.after(moment) } else { hits.last_before(moment) };
        if let Some(position) = hit {
            self.view.events.follows = true;
            self.go_to_event(position);
        }
    }

    /// Shows the moment of an event, and explains its call.
    pub(super) fn go_to_event(&mut self, position: usize) {
        self.view.follows = true;
        self.session.apply(Command::Seek(Goal::Moment(Moment(position + 1))));
        let trace = self.session.trace();
        let call = trace.call_of(position).filter(|id| trace.find_call(*id).is_some());
        self.session.apply(Command::Select(call.map(Selection::Made)));
    }

    /// Picks the call that was made before or after the one that is explained.
    pub(super) fn select_beside(&mut self, by: i32) {
        let Some(last) = self.session.snapshot().newest_call() else { return };
        let current = match self.session.selection() {
            Some(Selection::Made(id)) => id,
            _ => last,
        };
        let id =
            CallId(current.0.saturating_add_signed(by).clamp(self.session.trace().first_call().0, last.0));
        self.session.apply(Command::Select(Some(Selection::Made(id))));
    }
}
