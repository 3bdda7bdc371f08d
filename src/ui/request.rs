//! What the painting of one frame hands back.

use std::path::PathBuf;

use egui::Vec2;

use super::bookmark::Note;
use super::projection;
use super::renaming::Renaming;
use super::{Action, Answer, CommandPalette, EventsView, Palette, PortsView, RunNumber, Sides, Tab};
use crate::diagram::timeline::Reach;
use crate::session::Command;
use crate::text::Language;

/// What a person asked for, to be done after painting.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Do(Action),
    /// Show everything in this language.
    Speak(Language),
    Tell(Command),
    /// Begin the projection, end it, or have it show something else.
    Projection(projection::Change),
    /// Open this scenario of the catalogue.
    OpenCatalogue(usize),
    /// Open this recording of the program's own.
    OpenSaved(usize),
    /// Bring this run to the front.
    BringRun(RunNumber),
    /// Close this run.
    CloseRun(RunNumber),
    /// Open what the run in front has dropped from memory.
    OpenEarlier,
    /// Open this file.
    OpenFile(PathBuf),
    /// Ask which program to put among the participants.
    AskProgram,
    /// Programs that a person has named.
    OpenPrograms(Vec<PathBuf>),
    /// Show another part of the diagram: by so much further, in points of the page.
    Scroll(Vec2),
    /// Let go of what happens, because the person looks elsewhere.
    Unfollow,
    /// Show the diagram so large: points on the screen for a point of the page.
    Zoom(f32),
    /// Show this part of the run on the time line; `None` for the whole.
    ShowStretch(Option<Reach>),
    /// Show how far the note of a bookmark is, or be done with it.
    ShowNote(Option<Note>),
    /// Show how far another name for a participant is, or be done with it.
    ShowRenaming(Option<Renaming>),
    /// Keep how wide and high a person has made the panels.
    KeepSides(Sides),
    /// Open the drawer at this tab, or close it.
    ShowTab(Option<Tab>),
    /// Show how far a call by hand is, or be done with it.
    ShowPalette(Option<Palette>),
    /// Show how far a person is in finding something to do, or be done with it.
    ShowCommands(Option<CommandPalette>),
    /// Answer what is asked about files.
    Answer(Answer),
    /// What is to become of the run that was cut off: opened, deleted, or left for later.
    AnswerCutOff(Answer),
    /// Show the table of ports like this.
    ShowPorts(PortsView),
    /// Show the table of events like this.
    ShowEvents(EventsView),
    /// Show the moment of the event at this position, and explain its call.
    GoToEvent(usize),
    /// Have the table of events go along with the moment that is shown, or stay where it is.
    FollowEvents(bool),
    /// Take the notices that have been shown as read.
    DismissNotices,
}
