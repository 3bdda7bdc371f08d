//! Says aloud, for whoever hears the screen, what has come since the last frame. What there is to tell is worked out from
//! (trace, moment before, moment now); here it gets its time, as a flood is summed up rather than read.

use std::time::Duration;

use egui::accesskit::{self, Live, Role};
use egui::{Context, Id};

use super::View;
use crate::session::{Notice, Session};
use crate::text;
use crate::trace::{News, Shown};

/// Between two announcements, in seconds: what comes meanwhile is told together.
const QUIET: f64 = 0.6;

/// What has been announced so far.
#[derive(Debug, Default)]
pub struct Announcer {
    shown: Option<Shown>,
    notices: usize,
    is_playing: bool,
    quiet_until: f64,
    /// What is announced now, and whether it is pressing.
    said: String,
    failed: bool,
    /// Each announcement is another one, even where its words are those of the last.
    number: u64,
}

impl Announcer {
    /// Announces what has come. Painted with everything else, and not seen.
    pub fn show(&mut self, ctx: &Context, session: &Session, view: &View) {
        let shown =
            Shown { run: session.trace().identity(), moment: session.moment(), is_live: session.is_live() };
        let playing = session.is_playing() || session.is_playing_past();
        if !is_heard(ctx) {
            // Whoever begins to listen hears what comes from then on.
            (self.shown, self.notices, self.is_playing) = (Some(shown), session.notices().len(), playing);
            return;
        }
        let known = (self.shown, self.notices, self.is_playing);
        if known != (Some(shown), session.notices().len(), playing) {
            let left = self.quiet_until - ctx.input(|input| input.time);
            if left <= 0.0 {
                self.tell(ctx, session, view, shown, playing);
            } else {
                ctx.request_repaint_after(Duration::from_secs_f64(left));
            }
        }
        self.speak(ctx);
    }

    fn tell(&mut self, ctx: &Context, session: &Session, view: &View, shown: Shown, playing: bool) {
        let words = view.language;
        let trace = session.trace();
        let before = self.shown.replace(shown);
        // What was there when the window opened is no news.
        let Some(before) = before else {
            (self.notices, self.is_playing) = (session.notices().len(), playing);
            return;
        };
        let mut parts = Vec::new();
        let news = trace.news(before, shown);
        self.failed = matches!(&news, Some(News::Came(came)) if came.failed);
        if playing != self.is_playing && !session.is_over() {
            parts.push(if playing { words.now_playing() } else { words.now_paused() }.to_owned());
        }
        parts.extend(news.map(|news| text::news(words, trace, &news)));
        let notices = session.notices().get(self.notices..).unwrap_or_default();
        self.failed |= notices.iter().any(Notice::is_failure);
        parts.extend(notices.iter().map(|notice| text::notice(words, text::Face::Window, notice)));
        (self.notices, self.is_playing) = (session.notices().len(), playing);
        if parts.is_empty() {
            return;
        }
        self.said = parts.join(". ");
        self.number += 1;
        self.quiet_until = ctx.input(|input| input.time) + QUIET;
    }

    /// What was announced last stays where a screen reader can read it once more.
    fn speak(&self, ctx: &Context) {
        if self.said.is_empty() {
            return;
        }
        ctx.accesskit_node_builder(Id::unique(("announcement", self.number)), |node| {
            node.set_role(if self.failed { Role::Alert } else { Role::Status });
            node.set_live(if self.failed { Live::Assertive } else { Live::Polite });
            node.set_live_atomic();
            // It is nowhere to be seen, and yet somewhere.
            node.set_bounds(accesskit::Rect::new(0.0, 0.0, 1.0, 1.0));
            node.set_label(self.said.as_str());
        });
    }
}

/// Whether somebody listens: else there is no tree to be read out.
fn is_heard(ctx: &Context) -> bool {
    ctx.has_accesskit_node(egui::accesskit_root_id())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::Scenario;
    use crate::session::Command;
    use crate::text::Language;

    /// What is said of a notice that comes between two frames, while somebody listens or not.
    fn said(is_heard: bool) -> String {
        let ctx = Context::default();
        if is_heard {
            ctx.enable_accesskit();
        }
        let mut session = Session::open(Scenario::default(), Arc::new(|| {}));
        let view = View::new(Language::ENGLISH);
        let mut announcer = Announcer::default();
        let frame = |announcer: &mut Announcer, session: &Session| {
            let mut output =
                ctx.run_ui(egui::RawInput::default(), |ui| announcer.show(ui.ctx(), session, &view));
            output.textures_delta.clear(); // there is no renderer that takes it
        };
        frame(&mut announcer, &session);
        session.apply(Command::Notify(Notice::ScreenGone(1)));
        frame(&mut announcer, &session);
        announcer.said
    }

    #[test]
    fn what_nobody_hears_is_not_worked_out() {
        assert_eq!(said(false), "");
        assert_ne!(said(true), "");
    }
}
