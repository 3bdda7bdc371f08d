//! The screens there are, and the menu that chooses the one to project on.

use egui::{Button, Ui};

use super::{Change, Stage};
use crate::text::{self, Language};
use crate::ui::{Action, Request};

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// What the system calls it; empty where it does not say.
    pub name: String,
    /// In pixels.
    pub size: (u32, u32),
}

/// The screens there are, in the order that the system gives them, and which of them the window is on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screens {
    pub all: Vec<Screen>,
    pub here: Option<usize>,
}

impl Screens {
    /// Asks the system. `None` where there is no window to ask for.
    #[must_use]
    pub fn of(frame: &eframe::Frame) -> Option<Self> {
        let window = frame.winit_window()?;
        let here = window.current_monitor();
        let all: Vec<_> = window.available_monitors().collect();
        Some(Self {
            here: all.iter().position(|screen| here.as_ref() == Some(screen)),
            all: all
                .iter()
                .map(|screen| Screen {
                    name: screen.name().unwrap_or_default(),
                    size: (screen.size().width, screen.size().height),
                })
                .collect(),
        })
    }

    /// The screens beside the window's own. Where the system does not say which that is, it is taken to be the first.
    pub fn others(&self) -> impl Iterator<Item = (usize, &Screen)> {
        let here = self.here.unwrap_or(0);
        self.all.iter().enumerate().filter(move |(at, _)| *at != here)
    }

    /// Where to project: as wished, as long as it can be; else on the second screen; else here.
    #[must_use]
    pub fn choose(&self, wish: Option<Stage>) -> Stage {
        let can_be = |stage: &Stage| match stage {
            Stage::Here => true,
            Stage::Screen(at) => self.others().any(|(other, _)| other == *at),
        };
        let second = || self.others().next().map(|(at, _)| Stage::Screen(at));
        wish.filter(can_be).or_else(second).unwrap_or(Stage::Here)
    }
}

/// The places to project at, each with what it is.
pub fn menu(ui: &mut Ui, screens: &Screens, words: Language, requests: &mut Vec<Request>) {
    ui.set_min_width(260.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.spacing_mut().button_padding.x = 10.0;
    let others = screens
        .others()
        .map(|(at, screen)| (Stage::Screen(at), text::on_screen(words, at, &screen.name, screen.size)));
    let here = (Stage::Here, words.on_this_screen().to_owned());
    let first = screens.choose(None);
    for (stage, label) in others.chain([here]) {
        let mut row = Button::new(label.as_str()).frame_when_inactive(false);
        if stage == first {
            row = row.shortcut_text(Action::Project.key(words));
        }
        let response = ui.add(row);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label.as_str()));
        if response.clicked() {
            requests.push(Request::Projection(Change::Begin(stage)));
            ui.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screens(number: usize, here: Option<usize>) -> Screens {
        let screen = Screen { name: String::new(), size: (1920, 1080) };
        Screens { all: vec![screen; number], here }
    }

    #[test]
    fn it_is_projected_where_wished_else_on_another_screen_else_here() {
        for (number, here, wish, expected) in [
            (0, None, None, Stage::Here),
            (1, Some(0), None, Stage::Here),
            (1, Some(0), Some(Stage::Screen(1)), Stage::Here),
            (2, Some(0), None, Stage::Screen(1)),
            (2, Some(1), None, Stage::Screen(0)),
            (2, None, None, Stage::Screen(1)),
            (2, Some(0), Some(Stage::Here), Stage::Here),
            (2, Some(1), Some(Stage::Screen(1)), Stage::Screen(0)),
            (3, Some(0), Some(Stage::Screen(2)), Stage::Screen(2)),
        ] {
            assert_eq!(screens(number, here).choose(wish), expected, "{number} {here:?} {wish:?}");
        }
    }
}
