//! The time line, above the foot of the window: the whole run at a glance, a band for each participant, to be clicked on
//! and dragged through. At its left edge, what moves and plays the moment that is shown.

use egui::{
    Color32, EventFilter, Key, Mesh, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, accesskit,
};

use super::paint::icons;
use super::parts::{self, Part};
use super::region::Region;
use super::sides::Side;
use super::theme::{self, Theme};
use super::{Action, Request, View, bands, panels, playback_controls};
use crate::diagram::timeline::{Axis, Band, What};
use crate::scenario::ParticipantId;
use crate::session::{Command, Session};
use crate::text::{self, Language};
use crate::trace::{Goal, Moment, Scale};

/// A window that is lower has room for a strip alone, without names and numbers.
const LOW: f32 = 600.0;
const STRIP: f32 = 34.0;
/// All bands together are at least and at most so high.
const LEAST: f32 = 36.0;
const MOST: f32 = 68.0;
/// In a window of this height, so high that eight are named.
const HIGH: f32 = 760.0;
const MOST_IN_HIGH: f32 = 100.0;
/// The part of the window's height that it can be drawn up to.
const TALLEST: f32 = 0.3;
/// Height of a band where there are few.
const BAND: f32 = 16.0;
/// Bands are named where they are at least so high.
const NAMED: f32 = 12.0;
const NAMES: f32 = 84.0;
/// So many names fit above each other.
const EIGHT: usize = 8;
/// Above the bands: room for the flags of bookmarks.
const ABOVE: f32 = 10.0;
/// Below the bands: the numbers of the ruler.
const RULER: f32 = 17.0;
/// To the right of the bands: the handle that folds it.
const RIGHT: f32 = 42.0;
/// Between two numbers of the ruler.
const APART: f32 = 84.0;
/// Radius of the knob on the line of the moment that is shown.
const KNOB: f32 = 5.0;
/// How much of what is still to come shows through.
const FAINT: f32 = 0.62;

pub fn show(ui: &mut Ui, session: &Session, view: &View, requests: &mut Vec<Request>) {
    if !view.shows_timeline {
        return panels::folded(ui, Side::TimeLine, view, requests);
    }
    let theme = Theme::of(ui.ctx());
    let is_strip = ui.ctx().content_rect().height() < LOW;
    let who = participants(session);
    #[expect(clippy::cast_precision_loss, reason = "there are few participants")]
    let wanted = who.len() as f32 * BAND;
    // Where even the highest would not name all, the diagram keeps the room.
    let is_high = ui.ctx().content_rect().height() >= HIGH && who.len() <= EIGHT;
    let bands = wanted.clamp(LEAST, if is_high { MOST_IN_HIGH } else { MOST });
    let height = if is_strip { STRIP } else { ABOVE + bands + RULER };
    // A person may draw it up, for thicker bands.
    let most = if is_strip { height } else { height.max(ui.ctx().content_rect().height() * TALLEST) };
    let bounds = egui::Rangef::new(height, most);
    panels::show(ui, Side::TimeLine, height, bounds, view, requests, |ui, requests| {
        Region::TimeLine.begin(ui, view.language);
        ui.set_min_height(ui.available_height());
        let whole = ui.max_rect();
        parts::mark(ui.ctx(), view, Part::Timeline, whole.center());
        let left = whole.left() + playback_controls::width(is_strip);
        let controls = whole.with_max_x(left);
        ui.scope_builder(UiBuilder::new().max_rect(controls), |ui| {
            playback_controls::show(ui, session, view.language, is_strip, requests);
        });
        let names = if is_strip { 0.0 } else { NAMES };
        let (above, below) = if is_strip { (5.0, 5.0) } else { (ABOVE, RULER) };
        let track = Rect::from_min_max(
            Pos2::new(left + names + 8.0, whole.top() + above),
            Pos2::new(whole.right() - RIGHT, whole.bottom() - below),
        );
        let scale = session.playback().scale;
        let axis = Axis::of(session.trace(), scale, view.stretch.as_ref(), track.width());
        let line = Line { session, words: view.language, theme, axis, track, who: &who, is_strip };
        line.show(ui, whole, requests);
        let handle = Pos2::new(whole.right() - RIGHT / 2.0, track.center().y);
        panels::handle(ui, Side::TimeLine, handle, view.language, requests);
    });
}

/// Who has a band: the participants as they are now, and those that have left.
fn participants(session: &Session) -> Vec<ParticipantId> {
    let now = session.scenario_now();
    let trace = session.trace();
    let live = trace.at(trace.live());
    let departed = live.departed().map(|(id, _)| id).filter(|id| now.participant(*id).is_none());
    live.lifelines().chain(departed).collect()
}

/// The time line as it is painted once.
struct Line<'a> {
    session: &'a Session,
    words: Language,
    theme: &'static Theme,
    axis: Axis,
    /// Where the bands are.
    track: Rect,
    who: &'a [ParticipantId],
    is_strip: bool,
}

impl Line<'_> {
    fn show(&self, ui: &mut Ui, whole: Rect, requests: &mut Vec<Request>) {
        let trace = self.session.trace();
        // A person grabs the line above the bands and on the ruler as well.
        let ground = Rect::from_x_y_ranges(self.track.x_range().expand(KNOB), whole.y_range());
        let response = ui.interact(ground, ui.scope_id().with("track"), Sense::click_and_drag());
        #[expect(clippy::cast_precision_loss, reason = "some events in some years")]
        let value = self.session.moment().0 as f64;
        response.widget_info(|| WidgetInfo::slider(true, value, self.words.timeline()));
        self.heed_reader(ui, &response, requests);

        self.names(ui);
        if trace.events().is_empty() {
            let font = theme::words(12.0);
            let (colour, room) = (self.theme.text_soft, self.track.width() - 16.0);
            let told = super::paint::elided(ui, self.words.timeline_empty(), font, colour, room);
            let at = self.track.left_center() + Vec2::new(8.0, -told.size().y / 2.0);
            ui.painter().galley(at, told, colour);
            return;
        }
        self.paint_bands(ui, &bands::of(ui, trace, &self.axis, self.who));
        if !self.is_strip {
            self.ruler(ui);
        }
        self.paint_moment(ui, whole, response.has_focus());
        self.seek(ui, &response, requests);
        self.zoom(ui, &response, ground, requests);
        self.keep_in_view(ui, requests);
        let pointer = response.hover_pos();
        if let Some(pointer) = pointer {
            response.on_hover_text_at_pointer(self.pointed_at(pointer));
        }
        self.bookmarks(ui, requests);
    }

    /// From one band to the next.
    fn pitch(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "there are few participants")]
        let number = self.who.len().max(1) as f32;
        self.track.height() / number
    }

    /// The middle of a band, and how thick it is.
    fn band(&self, at: usize) -> (f32, f32) {
        let pitch = self.pitch();
        #[expect(clippy::cast_precision_loss, reason = "there are few participants")]
        let middle = self.track.top() + pitch * (at as f32 + 0.5);
        (middle, (pitch * 0.6).clamp(1.0, 10.0))
    }

    fn paint_bands(&self, ui: &Ui, bands: &[Band]) {
        let theme = self.theme;
        let painter = ui.painter();
        let most = bands.iter().flat_map(|band| &band.pieces).map(|piece| piece.done.bytes).max();
        let most = most.unwrap_or(0);
        for (at, band) in bands.iter().enumerate() {
            let (middle, thick) = self.band(at);
            let rail =
                Rect::from_x_y_ranges(self.track.x_range(), middle - thick / 2.0..=middle + thick / 2.0);
            painter.rect_filled(rail, (thick / 3.0).min(3.0), theme.page);
            let mut mesh = Mesh::default();
            // In shape as well as in colour: what waits is thinner than what is done, what failed stands out.
            let mut bar = |left: f32, right: f32, top: f32, bottom: f32, colour: Color32| {
                let (left, right) = (self.track.left() + left, self.track.left() + right);
                let rect = Rect::from_x_y_ranges(left..=right, middle + top..=middle + bottom);
                mesh.add_colored_rect(rect.intersect(self.track.expand2(Vec2::new(0.0, 3.0))), colour);
            };
            let half = thick / 2.0;
            let beyond = half + (half * 0.5).min(2.0);
            for piece in &band.pieces {
                let (colour, reach) = match piece.what {
                    _ if piece.done.failed => (theme.fail, beyond),
                    What::Call { .. } => (theme.edge, half),
                    // So thin a line has to be darker to be seen.
                    What::Calls => (theme.text_faint, half),
                };
                let mut bytes_from = piece.left;
                match &piece.what {
                    What::Call { waiting, .. } => {
                        // A hair of the ground between two calls.
                        let right = (piece.right - 1.0).max(piece.left + 1.0);
                        let (from, until) =
                            waiting.as_ref().map_or((right, right), |w| (w.start, w.end.min(right)));
                        bar(piece.left, from, -reach, reach, colour);
                        bar(from, until, half * -0.64, half * 0.64, theme.wait);
                        bar(until, right.max(until + 1.5).min(piece.right), -reach, reach, colour);
                        if waiting.is_some() {
                            bytes_from = until.min(piece.right - 2.0);
                        }
                    }
                    What::Calls if piece.done.waited && !piece.done.failed => {
                        bar(piece.left, piece.right, half * -0.64, half * 0.64, theme.wait);
                    }
                    What::Calls => bar(piece.left, piece.right, -reach, reach, colour),
                }
                if piece.done.bytes > 0 && thick >= 5.0 {
                    let right = (piece.right - 1.0).max(bytes_from + 1.5);
                    let height = (thick * share(piece.done.bytes, most)).max(1.5);
                    // Set off from the call by a hair of the ground, whatever their colours.
                    bar(bytes_from, right, half - height - 1.0, half - height, theme.page);
                    bar(bytes_from, right, half - height, half, theme.accent);
                }
            }
            painter.add(mesh);
        }
        // What is still to come from the moment that is shown.
        let x = self.axis.x(self.session.trace(), self.session.moment()).max(0.0);
        if !self.session.is_live() && x < self.track.width() {
            let rest = self.track.with_min_x(self.track.left() + x).expand2(Vec2::new(0.0, 3.0));
            painter.rect_filled(rest, 0.0, theme.panel.gamma_multiply(FAINT));
        }
    }

    fn names(&self, ui: &mut Ui) {
        let trace = self.session.trace();
        let live = trace.at(trace.live());
        let is_named = !self.is_strip && self.pitch() >= NAMED;
        if !is_named && !self.is_strip {
            // How many there are, in place of the names.
            let told = text::participants(self.words, self.who.len());
            let (font, colour) = (theme::words(11.5), self.theme.text_soft);
            let galley = super::paint::elided(ui, &told, font, colour, NAMES + 8.0);
            let right = Pos2::new(self.track.left() - 8.0, self.track.center().y);
            ui.painter().galley(right - galley.size() * Vec2::new(1.0, 0.5), galley, colour);
        }
        for (at, who) in self.who.iter().enumerate() {
            let (middle, _) = self.band(at);
            let name = name_of(self.session, *who);
            let width = if self.is_strip { 6.0 } else { NAMES };
            let size = Vec2::new(width, self.pitch());
            let rect = Rect::from_center_size(Pos2::new(self.track.left() - 8.0 - width / 2.0, middle), size);
            let response = ui.interact(rect, ui.scope_id().with(("name", who)), Sense::hover());
            let calls = live.calls_of(*who);
            let told = text::band(self.words, &name, calls.len(), trace.stretch(*who, calls).bytes);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, told.as_str()));
            response.on_hover_text(told);
            if is_named {
                let colour = self.theme.text_soft;
                let galley = super::paint::elided(ui, &name, theme::words(11.5), colour, NAMES - 4.0);
                let corner = Pos2::new(rect.right() - galley.size().x, middle - galley.size().y / 2.0);
                ui.painter().galley(corner, galley, colour);
            }
        }
    }

    fn ruler(&self, ui: &Ui) {
        let (ticks, step) = self.axis.ticks(APART);
        let colour = self.theme.text_faint;
        let mut free = f32::NEG_INFINITY;
        for place in ticks {
            let x = self.track.left() + self.axis.x_of(place);
            let label = match self.axis.scale {
                Scale::Events => text::number(self.words, whole(place)),
                Scale::Time => {
                    text::ruler_time(self.words, whole(place), whole(step), whole(self.axis.shown.end))
                }
            };
            let galley = ui.painter().layout_no_wrap(label, theme::code(11.0), colour);
            let most = ui.max_rect().right() - 8.0 - galley.size().x;
            let left = (x - galley.size().x / 2.0).min(most);
            let mark = self.track.bottom()..=self.track.bottom() + 3.0;
            ui.painter().vline(x, mark, self.theme.stroke(1.0, self.theme.border));
            if left > free {
                free = left + galley.size().x + 8.0;
                ui.painter().galley(Pos2::new(left, self.track.bottom() + 2.0), galley, colour);
            }
        }
    }

    /// The line of the moment that is shown, with a knob to drag it by.
    fn paint_moment(&self, ui: &Ui, whole: Rect, has_focus: bool) {
        let x = self.axis.x(self.session.trace(), self.session.moment());
        if !(0.0..=self.track.width()).contains(&x) {
            return;
        }
        let colour = if self.session.is_live() { self.theme.accent } else { self.theme.past };
        let x = self.track.left() + x;
        let top = whole.top() + KNOB + 1.0;
        ui.painter().vline(x, top..=self.track.bottom() + 2.0, self.theme.stroke(1.6, colour));
        ui.painter().circle_filled(Pos2::new(x, top), KNOB, colour);
        if has_focus {
            ui.painter().circle_stroke(Pos2::new(x, top), KNOB + 2.0, self.theme.stroke(1.5, colour));
        }
    }

    /// A click and a drag show the moment under the pointer; with the focus on the line, the keys for back and forward go on.
    fn seek(&self, ui: &Ui, response: &Response, requests: &mut Vec<Request>) {
        let held = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_down());
        if (held || response.clicked() || response.drag_stopped())
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let moment = self.moment_at(pointer);
            if moment != self.session.moment() {
                requests.push(Request::Tell(Command::Seek(Goal::Moment(moment))));
            }
        }
        if response.double_clicked() {
            requests.push(Request::ShowStretch(None));
        }
        if response.has_focus() {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            for (key, action) in [
                (Key::ArrowLeft, Action::BackCall),
                (Key::ArrowRight, Action::ForwardCall),
                (Key::Home, Action::ToStart),
                (Key::End, Action::Follow),
            ] {
                if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                    requests.push(Request::Do(action));
                }
            }
        }
    }

    /// The moment that is shown, in words.
    fn place(&self) -> String {
        let trace = self.session.trace();
        let (moment, live) = (self.session.moment(), trace.live());
        let place = text::event_of(self.words, moment.0, live.0);
        format!("{place} · {}", text::duration(self.words, trace.time_of(moment)))
    }

    /// A screen reader says how far the line reaches, and moves it.
    fn heed_reader(&self, ui: &Ui, response: &Response, requests: &mut Vec<Request>) {
        let trace = self.session.trace();
        #[expect(clippy::cast_precision_loss, reason = "some events in some years")]
        let (first, last) = (trace.first().0 as f64, trace.live().0 as f64);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(first);
            node.set_max_numeric_value(last);
            node.set_value(self.place());
            node.add_action(accesskit::Action::SetValue);
        });
        ui.input(|input| {
            for request in input.accesskit_action_requests(response.id, accesskit::Action::SetValue) {
                if let Some(accesskit::ActionData::NumericValue(value)) = request.data {
                    let moment = Moment(usize::try_from(whole(value)).unwrap_or(usize::MAX));
                    requests.push(Request::Tell(Command::Seek(Goal::Moment(moment))));
                }
            }
        });
    }

    /// The wheel with Ctrl, and a pinch, zoom about the pointer; the wheel alone moves what is zoomed.
    fn zoom(&self, ui: &Ui, response: &Response, ground: Rect, requests: &mut Vec<Request>) {
        if !ui.rect_contains_pointer(ground) {
            return;
        }
        let Some(pointer) = response.hover_pos() else { return };
        let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        if (pinch - 1.0).abs() > f32::EPSILON {
            let x = pointer.x - self.track.left();
            requests.push(Request::ShowStretch(self.axis.zoomed(x, f64::from(pinch))));
        } else if wheel != Vec2::ZERO && self.axis.is_zoomed() {
            requests.push(Request::ShowStretch(self.axis.moved(-wheel.x - wheel.y)));
        }
    }

    /// Where only a part is shown, it goes along with the moment, until a person moves it elsewhere.
    fn keep_in_view(&self, ui: &Ui, requests: &mut Vec<Request>) {
        let key = ui.scope_id().with("moment");
        let moment = self.session.moment();
        let before = ui.data_mut(|data| data.get_temp::<Moment>(key));
        ui.data_mut(|data| data.insert_temp(key, moment));
        if before.is_some_and(|before| before != moment)
            && let Some(reach) = self.axis.brought(self.session.trace(), moment)
        {
            requests.push(Request::ShowStretch(Some(reach)));
        }
    }

    fn moment_at(&self, pointer: Pos2) -> Moment {
        self.axis.moment_at(self.session.trace(), pointer.x - self.track.left())
    }

    /// The event under the pointer in words, with the call of the band that the pointer is on.
    fn pointed_at(&self, pointer: Pos2) -> String {
        let trace = self.session.trace();
        let moment = self.moment_at(pointer);
        let then = trace.at(moment);
        let band = ((pointer.y - self.track.top()) / self.pitch()).floor();
        let who = (0..self.who.len()).zip(self.who).find(|(at, _)| {
            #[expect(clippy::cast_precision_loss, reason = "there are few participants")]
            let at = *at as f32;
            (band - at).abs() < 0.5
        });
        let call = who.and_then(|(_, who)| {
            let call = trace.find_call(*then.calls_of(*who).last()?)?;
            Some(format!("{}: {}", name_of(self.session, *who), call.call.label()))
        });
        text::pointed_at(self.words, moment.0, trace.time_of(moment), call.as_deref())
    }

    fn bookmarks(&self, ui: &mut Ui, requests: &mut Vec<Request>) {
        for (moment, note) in self.session.bookmarks() {
            let x = self.axis.x(self.session.trace(), *moment);
            if !(0.0..=self.track.width()).contains(&x) {
                continue;
            }
            // Beside the knob, where both are at the same moment.
            let aside = if *moment == self.session.moment() { KNOB + 1.0 } else { 0.0 };
            let foot = Pos2::new(self.track.left() + x + aside, self.track.top() + 1.0);
            let height = (self.track.top() - ui.max_rect().top()).max(9.0);
            let rect = Rect::from_min_max(foot - Vec2::new(3.0, height), foot + Vec2::new(10.0, 1.0));
            let response = ui.interact(rect, ui.scope_id().with(("bookmark", moment)), Sense::click());
            let told = text::bookmark_at(self.words, moment.0, note);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told.as_str()));
            icons::flag(ui.painter(), foot, height, self.theme.past);
            if response.has_focus() {
                let stroke = self.theme.stroke(1.5, self.theme.accent);
                ui.painter().rect_stroke(rect, 3.0, stroke, egui::StrokeKind::Outside);
            }
            if response.clicked() {
                requests.push(Request::Tell(Command::Seek(Goal::Moment(*moment))));
            }
            response.on_hover_text(note.as_str());
        }
    }
}

/// How much of the height so many bytes take: each time as many are as much higher again.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "from 0 to 1")]
fn share(bytes: u64, most: u64) -> f32 {
    let size = |bytes: u64| (bytes as f64 + 1.0).ln();
    0.2 + 0.5 * (size(bytes) / size(most.max(1))) as f32
}

/// The name of a participant, of one that has left too.
fn name_of(session: &Session, who: ParticipantId) -> String {
    if let Some(participant) = session.scenario_now().participant(who) {
        return participant.name.clone();
    }
    let trace = session.trace();
    // One that has left, or a thread of a program.
    trace.at(trace.live()).name_of(who).to_owned()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place of the run")]
fn whole(place: f64) -> u64 {
    place.max(0.0).round() as u64
}
