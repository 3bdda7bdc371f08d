//! The runs that are open, one beside the other below the top of the window, while there are several.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Response, RichText, ScrollArea, Ui, Vec2};

use super::open_runs::{Label, OpenRuns};
use super::region::Region;
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::Session;
use crate::text::{self, Language};

pub fn show(ui: &mut Ui, session: &Session, runs: &OpenRuns, view: &View, requests: &mut Vec<Request>) {
    if !runs.are_several() {
        return;
    }
    let (theme, words) = (Theme::of(ui.ctx()), view.language);
    Panel::top("runs")
        .exact_size(38.0)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(14, 4)))
        .show(ui, |ui| {
            Region::Runs.begin(ui, words);
            // With more runs than fit the wheel moves them, and the one in front comes into view.
            ui.style_mut().always_scroll_the_only_direction = true;
            ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    let front = runs.front().number;
                    let key = ui.scope_id().with("front");
                    let before = ui.data_mut(|data| data.get_temp::<u32>(key));
                    ui.data_mut(|data| data.insert_temp(key, front.0));
                    for label in runs.labels() {
                        let is_front = label.number == front;
                        let of = runs.find(label.number).map_or(session, |run| &run.session);
                        let response = tab(ui, label, of, is_front, words, requests);
                        if is_front && before != Some(front.0) {
                            response.scroll_to_me(Some(Align::Center));
                        }
                    }
                });
            });
        });
}

fn tab(
    ui: &mut Ui,
    label: &Label,
    session: &Session,
    is_front: bool,
    words: Language,
    requests: &mut Vec<Request>,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let name = name(words, label, session);
    let font = if is_front { theme::strong_words(13.0) } else { theme::words(13.0) };
    let colour = if is_front { theme.accent } else { theme.text };
    let text = RichText::new(&name).font(font).color(colour);
    let response = ui.add(Button::selectable(is_front, text).min_size(Vec2::new(0.0, 28.0)));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, is_front, name.as_str()));
    super::reader::selected(&response, is_front);
    if response.clicked() && !is_front {
        requests.push(Request::BringRun(label.number));
    }
    let close = text::close_run(words, label.number.0);
    if super::dock::close_button(ui, &close).clicked() {
        requests.push(Request::CloseRun(label.number));
    }
    ui.add_space(6.0);
    response
}

/// What a run is called: its number, where it comes from, and whether it goes on.
pub fn name(words: Language, label: &Label, session: &Session) -> String {
    let branch = label.branch.as_ref().map(|branch| (branch.of.0, branch.at.0));
    text::run_name(words, label.number.0, branch, session.has_run(), label.is_part)
}
