//! Which events the table lists, and which of them are looked for. No painting.

use crate::trace::{Hits, Occurring, Query, Trace};

/// How the table of events is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct EventsView {
    /// What is looked for, as it was typed.
    pub typed: String,
    /// Whether only what is looked for is listed; else it is marked among the rest.
    pub only_hits: bool,
    /// Whether readings of the kernel are listed.
    pub readings: bool,
    /// Whether the table goes along with the moment that is shown.
    pub follows: bool,
}

impl Default for EventsView {
    fn default() -> Self {
        Self { typed: String::new(), only_hits: true, readings: false, follows: true }
    }
}

impl EventsView {
    /// What is looked for.
    #[must_use]
    pub fn query(&self) -> Query {
        let Ok(query) = self.typed.parse::<Query>();
        if self.readings { query.folded() } else { query.folded().without_readings() }
    }

    /// What there is to be found at all.
    fn everything(&self) -> Query {
        let all = Query::default().folded();
        if self.readings { all } else { all.without_readings() }
    }
}

/// What has been found in a trace so far.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What there is to be found at all.
    pub all: Hits,
    /// What is looked for, where anything is.
    pub hits: Hits,
    pub names: Occurring,
    /// Whether the end of the trace has not been reached.
    pub is_searching: bool,
}

impl Found {
    /// Goes on searching, for about so many events. Answers whether there is more to search.
    pub fn follow(&mut self, trace: &Trace, view: &EventsView, budget: usize) -> bool {
        let all = self.all.follow(trace, &view.everything(), budget);
        let query = view.query();
        let hits = query.asks() && self.hits.follow(trace, &query, budget);
        let names = self.names.follow(trace, budget);
        self.is_searching = all || hits || names;
        self.is_searching
    }

    /// The rows of the table.
    #[must_use]
    pub fn listed(&self, view: &EventsView) -> &Hits {
        if view.only_hits && view.query().asks() { &self.hits } else { &self.all }
    }
}
