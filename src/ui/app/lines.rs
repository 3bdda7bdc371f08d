//! What a person does to lines of scripts, and to calls that stand in none.

use super::App;
use crate::scenario::{Edit, Place, Step};
use crate::session::{Command, Selection};
use crate::ui::{Action, Palette};

impl App {
    /// Has a person choose a call to be made by hand.
    pub(super) fn ask_for_call(&mut self) {
        let selected = match self.session.selection() {
            Some(Selection::Written { participant, .. }) => Some(participant),
            _ => None,
        };
        let first = self.session.scenario().participants.first().map(|first| first.id);
        let last = self.view.last_by_hand.as_ref();
        self.view.palette = selected.or(self.session.next()).or(first).map(|who| Palette::of(who, last));
    }

    /// Does something to the line that is selected.
    pub(super) fn edit_line(&mut self, action: Action) {
        let Some(Selection::Written { participant: id, line }) = self.session.selection() else { return };
        let Some(script) = self.session.scenario().participant(id).map(|found| &found.script) else { return };
        let lines = script.lines();
        let edit = match action {
            Action::DuplicateLine => {
                script.step_on(line).cloned().map(|step| Edit::Insert { id, at: Place::After(line), step })
            }
            Action::DeleteLine => Some(Edit::Delete { id, line }),
            Action::MoveLineUp => {
                line.checked_sub(1).map(|above| Edit::Move { id, line, to: Place::Before(above) })
            }
            _ => {
                let below = line + script.step_on(line).map_or(1, Step::lines);
                (below < lines).then_some(Edit::Move { id, line, to: Place::After(below) })
            }
        };
        let Some(edit) = edit else { return };
        self.session.apply(Command::Edit(edit));
        // Where the last line is gone, the one above it is what a person goes on with.
        if self.session.selection().is_none() && line > self.session.first_open_line(id) {
            let above = Selection::Written { participant: id, line: line - 1 };
            self.session.apply(Command::Select(Some(above)));
        }
    }
}
