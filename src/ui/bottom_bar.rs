//! The foot of the window: step, play, run, restart, the pace, and where things stand.

use std::time::Duration;

use egui::{Align, Button, Frame, Label, Layout, Margin, Panel, RichText, Slider, Stroke, Ui, Vec2};

use super::action::Standing;
use super::paint::icons::Sign;
use super::parts::{self, Part};
use super::past_bar::why_not;
use super::region::Region;
use super::theme::{self, Theme};
use super::{Action, Request};
use crate::session::{Command, LONGEST_PACE, SHORTEST_PACE, Session};
use crate::text::{self, Language};

/// A run in which nothing has happened for so long is at rest.
const RESTS: Duration = Duration::from_millis(300);

pub fn show(ui: &mut Ui, standing: &Standing, requests: &mut Vec<Request>) {
    let Standing { session, view, .. } = *standing;
    let theme = Theme::of(ui.ctx());
    Panel::bottom("bottom")
        .exact_size(64.0)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(18, 0)))
        .show(ui, |ui| {
            parts::mark(ui.ctx(), view, Part::Controls, ui.max_rect().left_top() + Vec2::new(132.0, 12.0));
            Region::Controls.begin(ui, view.language);
            ui.horizontal_centered(|ui| {
                controls(ui, standing, requests);
                ui.add_space(10.0);
                pace(ui, session, view.language, requests);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| status(ui, session, view.language));
            });
        });
}

fn controls(ui: &mut Ui, standing: &Standing, requests: &mut Vec<Request>) {
    let session = standing.session;
    let words = standing.view.language;
    let theme = Theme::of(ui.ctx());
    let size = Vec2::new(0.0, 36.0);
    let over = session.is_over();
    let is_past = !session.is_live();
    let why_not = why_not(session, words);
    // In the past the same key and the same button go forward in what has happened.
    let (label, what) = if is_past {
        (words.forward(), words.forward_tip())
    } else {
        (Action::Step.label(words), standing.why_not(Action::Step).unwrap_or(Action::Step.explanation(words)))
    };
    let can_step = standing.why_not(Action::Step).is_none();
    let accent = if is_past { theme.past } else { theme.accent };

    let coloured = |text: &str, font| {
        let text = RichText::new(text).font(font);
        if can_step { text.color(theme.on_accent) } else { text }
    };
    let mut button = Button::new((
        coloured(label, theme::strong_words(13.0)),
        egui::Atom::grow(),
        coloured(&Action::Step.key(words), theme::code(11.0)),
    ))
    .min_size(Vec2::new(132.0, 36.0));
    if can_step {
        button = button.fill(accent).stroke(Stroke::NONE);
    }
    let step_tip = format!("{what} ({})", Action::Step.key(words));
    let response =
        ui.add_enabled(can_step, button).on_hover_text(&step_tip).on_disabled_hover_text(&step_tip);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, can_step, label));
    if response.clicked() {
        requests.push(Request::Do(Action::Step));
    }

    // What is played is what is shown: the run, or what has happened.
    let repeating = session.is_live() && session.is_repeating();
    let playing =
        if why_not.is_some() { session.is_playing_past() || repeating } else { session.is_playing() };
    let play = if playing { words.pause() } else { words.play() };
    let (can_play, play_tip) = match why_not {
        Some(_) if repeating => (true, words.pause_repeating_tip()),
        Some(_) => (true, words.play_past_tip()),
        None => {
            let why_not = standing.why_not(Action::PlayPause);
            (why_not.is_none(), why_not.unwrap_or(Action::PlayPause.explanation(words)))
        }
    };
    let cannot_run = standing.why_not(Action::Run);
    let run_tip = cannot_run.unwrap_or(Action::Run.explanation(words));
    // A recording cannot go on: what it can is to be made again.
    let run = if session.has_run() {
        (Action::Run, words.run(), cannot_run.is_none(), run_tip)
    } else {
        (Action::Fork, words.fork(), true, Action::Fork.explanation(words))
    };
    for (action, label, enabled, what) in [
        (Action::PlayPause, play, can_play, play_tip),
        run,
        (Action::Restart, words.restart(), true, Action::Restart.explanation(words)),
    ] {
        let mut button = Button::new(label).min_size(size);
        if action == Action::Restart && over && session.takes_orders() {
            // The one thing left to do.
            let text = RichText::new(label).font(theme::strong_words(13.0)).color(theme.on_accent);
            button = Button::new(text).min_size(size).fill(theme.accent).stroke(Stroke::NONE);
        }
        let tip = format!("{what} ({})", action.key(words));
        if ui.add_enabled(enabled, button).on_hover_text(&tip).on_disabled_hover_text(&tip).clicked() {
            requests.push(Request::Do(action));
        }
    }
}

fn pace(ui: &mut Ui, session: &Session, words: Language, requests: &mut Vec<Request>) {
    let mut seconds = session.pace().as_secs_f64();
    let range = SHORTEST_PACE.as_secs_f64()..=LONGEST_PACE.as_secs_f64();
    ui.spacing_mut().slider_width = 110.0;
    let slider = Slider::new(&mut seconds, range).logarithmic(true).show_value(false);
    let why_not = why_not(session, words);
    let response = ui.add_enabled(why_not.is_none(), slider).on_hover_text(words.pace_tip());
    response.widget_info(|| egui::WidgetInfo::slider(why_not.is_none(), seconds, words.pace()));
    let response = response.on_disabled_hover_text(why_not.unwrap_or_default());
    if response.changed() {
        requests.push(Request::Tell(Command::SetPace(Duration::from_secs_f64(seconds))));
    }
    // A narrow window has no room for it beside what happens next; the slider's tooltip says what it is.
    if ui.available_width() < 320.0 {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let shown = text::seconds(words, session.pace());
    ui.label(RichText::new(format!("{shown} {}", words.between_steps())).size(12.0).color(theme.text_soft));
}

/// Whether something happened so lately that, in a run as fast as it goes, to wait is but a part of it.
fn has_just_moved(ui: &Ui, session: &Session) -> bool {
    let trace = session.trace();
    let since = Duration::from_nanos(session.now().saturating_sub(trace.time_of(trace.live())));
    let left = RESTS.saturating_sub(since);
    let moves = session.is_playing() && !left.is_zero();
    if moves {
        ui.ctx().request_repaint_after(left);
    }
    moves
}

/// Where things stand.
#[derive(PartialEq)]
enum Status {
    Past,
    Repeating,
    EndOfRecording,
    /// Nobody takes part.
    Nobody,
    Over,
    /// All are over, and these came to a bad end.
    Fell(String),
    /// Who steps next, and what that would be.
    Next(String),
    /// Nothing moves while these are frozen: what helps is to thaw them.
    Frozen(String),
    AwaitsInput,
    /// Everybody waits, and nothing comes by itself.
    AllWait,
    Runs,
}

impl Status {
    fn of(ui: &Ui, session: &Session, next: Option<String>, words: Language) -> Self {
        let snapshot = session.snapshot();
        if !session.is_live() {
            return Self::Past;
        }
        if session.is_repeating() {
            return Self::Repeating;
        }
        if session.is_over() {
            let fallen: Vec<_> = snapshot.downfalls().collect();
            if let Some((who, how)) = fallen.first() {
                return Self::Fell(text::fallen(words, snapshot.name_of(*who), *how, fallen.len() - 1));
            }
        }
        if !session.has_run() {
            return Self::EndOfRecording;
        }
        if session.scenario().participants.is_empty() {
            return Self::Nobody;
        }
        if session.is_over() {
            return Self::Over;
        }
        if let Some(next) = next {
            return Self::Next(next);
        }
        let frozen: Vec<_> = snapshot.frozen().map(|who| snapshot.name_of(who)).collect();
        if !frozen.is_empty() {
            Self::Frozen(text::stand_still_frozen(words, &frozen))
        } else if session.awaits_input() {
            Self::AwaitsInput
        } else if session.waiting().next().is_some() && !has_just_moved(ui, session) {
            Self::AllWait
        } else {
            Self::Runs
        }
    }
}

/// What happens next, and how much has happened.
fn status(ui: &mut Ui, session: &Session, words: Language) {
    let theme = Theme::of(ui.ctx());
    let next = session.next().map(|id| {
        let snapshot = session.snapshot();
        let script = session.scenario().participant(id).map(|participant| &participant.script);
        let call = script.and_then(|script| script.call(snapshot.next_step(id)));
        let what = match snapshot.held(id) {
            Some(held) => format!("{}()", held.site.method),
            _ if snapshot.is_program(id) => words.start_program().to_owned(),
            // With no call left, the next step ends the program.
            _ => call.map_or_else(
                || words.program_over().to_owned(),
                |call| format!("{}()", call.call.function()),
            ),
        };
        format!("{}: {} · {what}", words.next(), snapshot.name_of(id))
    });
    let status = Status::of(ui, session, next, words);
    let (state, colour) = match &status {
        Status::Past => (words.looking_at_past(), theme.past),
        Status::Repeating => (words.repeating(), theme.text_soft),
        Status::Fell(how) => (how.as_str(), theme.fail),
        Status::EndOfRecording => (words.end_of_recording(), theme.text_soft),
        Status::Nobody => (words.nobody_yet(), theme.text_soft),
        Status::Over => (words.all_over(), theme.done),
        Status::Next(next) => (next.as_str(), theme.accent),
        Status::Frozen(who) => (who.as_str(), theme.accent),
        Status::AwaitsInput => (words.all_wait_for_keyboard(), theme.wait_text),
        Status::AllWait => (words.all_wait(), theme.wait_text),
        Status::Runs => (words.running(), theme.text_soft),
    };
    let (moment, live) = (session.moment().0, session.trace().live().0);
    let events = match moment {
        _ if live == 0 => words.nothing_called().to_owned(),
        _ if session.is_live() => text::events(words, live),
        _ => text::event_of(words, moment, live),
    };
    let time = text::duration(words, session.snapshot().time());
    let count = match live {
        0 => events,
        // Where nothing moves, what to do says more than how much has happened.
        _ if matches!(status, Status::Frozen(_)) => words.all_frozen_advice().to_owned(),
        _ if status == Status::AllWait => words.all_wait_advice().to_owned(),
        _ => format!("{events} · {time}"),
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.add_space(14.0);
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            // In a narrow window it is cut: wrapped, it would push the bar out of the window.
            let text = RichText::new(state).font(theme::strong_words(13.0)).color(colour);
            let shown = ui.add(Label::new(text).truncate());
            let before = shown.rect.left_center() - Vec2::new(13.0, 0.0);
            if matches!(status, Status::Fell(_)) {
                Sign::Failed.paint(ui.painter(), before, 5.0, colour);
            } else if matches!(status, Status::Frozen(_)) {
                Sign::Frozen.paint(ui.painter(), before, 5.0, colour);
            }
            ui.add(Label::new(RichText::new(count).size(12.0).color(theme.text_soft)).truncate());
        });
    });
}
