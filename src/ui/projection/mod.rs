//! Projection: what the class sees, over a whole screen, and what whoever shows it has before the eyes meanwhile. Here
//! lives what is projected and how; the sessions and the keys are those of the window.

mod band;
mod heads;
mod page;
mod pointer;
mod present;
mod presenter;
mod screens;
mod sizes;
mod still;
#[cfg(test)]
mod tests;
mod way_out;

use std::time::{Duration, Instant};

use egui::Vec2;

pub use page::show;
pub use presenter::{Clock, show as show_presenter};
pub use screens::{Screen, Screens, menu};
pub use still::Still;

use super::Action;

/// Where it is projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// On the screen of the window, in its place.
    Here,
    /// On the screen with this number, while the window stays where it is.
    Screen(usize),
}

/// What the class has before its eyes.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// What is so now.
    Live,
    /// The same, to be kept from the next frame on.
    Keep,
    /// What was so when it was kept.
    Kept(Still),
}

/// What is projected, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    pub stage: Stage,
    pub is_blank: bool,
    pub picture: Picture,
    /// Whether the pointer has a ring.
    pub marks_pointer: bool,
    /// What could not be done, said until the next act.
    pub told: Option<&'static str>,
    /// Whether the window was over the whole screen before.
    pub was_fullscreen: bool,
    /// The place of the page at the top left; `None` as long as nothing was painted.
    scroll: Option<Vec2>,
    /// When the pointer was moved last, in seconds of the window's clock.
    pointer_moved: Option<f64>,
    began: Instant,
}

impl Projection {
    #[must_use]
    pub fn begun(stage: Stage, was_fullscreen: bool, now: Instant) -> Self {
        Self {
            stage,
            is_blank: false,
            picture: Picture::Live,
            marks_pointer: false,
            told: None,
            was_fullscreen,
            scroll: None,
            pointer_moved: None,
            began: now,
        }
    }

    /// Whether it has taken the place of the window.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.stage == Stage::Here
    }

    /// How long it has gone on.
    #[must_use]
    pub fn lasts(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.began)
    }

    /// The pointer was moved at this time of the window's clock.
    pub fn pointer_moves(&mut self, at: f64) {
        self.pointer_moved = Some(at);
    }

    pub fn scroll_to(&mut self, place: Vec2) {
        self.scroll = Some(place);
    }

    /// What a person wants who does this in front of a class. `None` where there is nothing to be seen of it, as all but
    /// the diagram is folded away.
    #[must_use]
    pub fn meaning(&self, action: Action) -> Option<Action> {
        use Action as A;
        match action {
            // The remote of a presenter has two keys, and what it means by them is forward and back.
            A::ForwardCall => Some(A::Step),
            A::ShowCode
            | A::ShowCall
            | A::ShowTimeline
            | A::ShowSockets
            | A::ShowBytes
            | A::ShowPorts
            | A::ShowEvents
            | A::ShowOutput
            | A::ShowComparison
            | A::ZoomIn
            | A::ZoomOut
            | A::ZoomReset
            | A::Bookmark
            | A::Rename
            | A::CallNow
            | A::DuplicateLine
            | A::DeleteLine
            | A::MoveLineUp
            | A::MoveLineDown
            | A::Find
            | A::PreviousHit
            | A::NextHit
            | A::OpenMenu
            | A::ShowParts
                if self.is_here() =>
            {
                None
            }
            other => Some(other),
        }
    }
}

/// What is to become of the projection.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Begin(Stage),
    End,
    /// Show the page from here.
    ScrollTo(Vec2),
    /// Keep what is shown.
    Keep(Still),
    /// The pointer was moved, at this time of the window's clock in seconds.
    PointerMoved(f64),
}
