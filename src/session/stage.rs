//! A run as it stood after what was recorded of it, as if it had just been stepped so far: for pictures and measurements,
//! which must be the same each time. Nothing runs behind it, so that whatever it is told comes to nothing.

use std::sync::Arc;

use super::{Manner, Notify, Session};
use crate::run::Run;
use crate::scenario::Scenario;
use crate::trace::{Event, Moment, Trace};

impl Session {
    /// The run as it stood when so many events of this trace had happened. Its clock stands at the last of them.
    #[must_use]
    pub fn staged(recorded: &Trace, until: Moment, notify: Notify) -> Self {
        let mut trace = Trace::of(Arc::clone(recorded.scenario(Moment(0))));
        for event in recorded.events().iter().take(until.0) {
            // What fitted there fits here.
            let _ = trace.append(Event::clone(event));
        }
        let scenario = Arc::clone(trace.scenario(trace.live()));
        let mut session = Self::of(scenario, trace, notify);
        // Somebody who looks sees a run; nobody takes part in it.
        session.run = Run::start(&Scenario::default(), Manner::default(), || {}).ok();
        session.is_staged = true;
        session
    }
}
