//! The words for what of ours has gone wrong: what happened, where, and the way out.

use std::path::Path;

use super::number::grouped;
use super::system::{system_words, trouble};
use super::{Face, Language};
use crate::scenario::Refused;
use crate::session::{NotRepeated, Notice};
use crate::trace::Room;

/// A notice in words, with the way out that this face has.
#[must_use]
pub fn notice(language: Language, face: Face, notice: &Notice) -> String {
    match notice {
        Notice::Start(error) => {
            let (why, advice) = trouble(language, face, &error.trouble);
            match &error.participant {
                Some(participant) => say!(language, "notice_cannot_begin", participant, why, advice),
                None => say!(language, "notice_run_could_not_begin", why, advice),
            }
        }
        Notice::NotStarted { participant, why } => {
            super::program::not_started(language, face, participant, why)
        }
        Notice::Participant { participant, what } => {
            let (what, advice) = trouble(language, face, what);
            say!(language, "notice_cannot_go_on", participant, what, advice)
        }
        Notice::Trace(error) => {
            let error = super::recording::misfit(language, error);
            match face {
                Face::Window => say!(language, "notice_event_does_not_fit", error),
                Face::Terminal => say!(language, "notice_event_does_not_fit_terminal", error),
            }
        }
        Notice::Edit(refused) => refusal(language, *refused),
        Notice::Save(error) => super::not_saved(language, error),
        Notice::RecordingFull { path, events, bytes } => {
            recording_full(language, path.as_deref(), *events, *bytes)
        }
        Notice::Recording { path, why } => recording_failed(language, face, path.as_deref(), why),
        Notice::Fault { path, fault } => super::fault(language, path.as_deref(), fault),
        Notice::NotRepeated(NotRepeated::NotWhole) => super::too_long_to_repeat(language),
        Notice::NotRepeated(NotRepeated::HasPrograms) => language.not_repeated_program().into(),
        Notice::NotAllRepeated { event } => {
            let event = super::number(language, *event as u64);
            match face {
                Face::Window => say!(language, "notice_not_all_came_before", event),
                Face::Terminal => say!(language, "notice_not_all_came_before_terminal", event),
            }
        }
        Notice::Exposed(socket) => super::reach::exposed(language, socket),
        Notice::OtherPorts(ports) => super::other_ports(language, ports),
        Notice::TakenPorts(ports) => super::taken_ports(language, ports),
        Notice::Exported { folder, commands } => super::exported(language, folder, commands),
        Notice::OneKind => language.one_kind().to_owned(),
        Notice::Unreadable(unreadable) => super::unreadable(language, unreadable),
        Notice::Scenario(problem) => super::located(language, problem),
        Notice::ScreenGone(at) => super::screen_gone(language, *at),
        Notice::Renderer(why) => say!(language, "notice_first_renderer_failed_other", why),
    }
}

fn recording_failed(language: Language, face: Face, path: Option<&Path>, why: &str) -> String {
    let file = path.map(|path| format!(" ({})", path.display())).unwrap_or_default();
    let why = system_words(language, why);
    match face {
        Face::Window => say!(language, "notice_happens_no_longer_recorded", file, why),
        Face::Terminal => say!(language, "notice_happens_no_longer_recorded_terminal", file, why),
    }
}

fn recording_full(language: Language, path: Option<&Path>, events: usize, bytes: u64) -> String {
    let file = path.map(|path| format!(" ({})", path.display())).unwrap_or_default();
    let limit = super::problem::file_size(language, bytes);
    let (events, kept) = (grouped(language, events as u64), grouped(language, Room::default().events as u64));
    say!(language, "notice_recording_has_reached_limit", file, limit, events, kept)
}

/// Why a change was not made.
fn refusal(language: Language, refused: Refused) -> String {
    match refused {
        Refused::NotThere => say!(language, "notice_change_was_not_made"),
        Refused::TooManyParticipants { limit } => say!(language, "notice_no_more_participants_fit", limit),
        Refused::TooManyLines { limit } => say!(language, "notice_no_more_lines_fit", limit),
        Refused::TooManyCalls { limit } => say!(language, "notice_would_more_than_calls", limit),
        Refused::TooDeep { limit } => say!(language, "notice_blocks_cannot_stand_inside", limit),
        Refused::TooMuchData { bytes, limit } => {
            let (bytes, limit) = (super::bytes(language, bytes), super::bytes(language, limit));
            say!(language, "notice_these_one_call_takes", bytes, limit)
        }
        Refused::NotAnAddress => say!(language, "notice_address_cannot_stand_in"),
        Refused::TooLarge { limit } => {
            let limit = super::problem::file_size(language, limit);
            say!(language, "notice_scenario_would_be_larger", limit)
        }
    }
}
