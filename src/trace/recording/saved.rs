//! The recordings that the program carries with it: files of `saved_scenarios/`, as examples.

use super::{Extent, Recording, Unreadable, read_from};
use crate::scenario::Texts;
use crate::trace::Room;

/// A recording of the program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The name of its file.
    pub file: &'static str,
    text: &'static str,
}

macro_rules! saved {
    ($($file:literal),* $(,)?) => {
        /// All of them.
        pub const SAVED: &[Saved] = &[
            $(Saved { file: $file, text: include_str!(concat!("../../../saved_scenarios/", $file)) },)*
        ];
    };
}

saved!("20_three_clients_and_an_error.ronl", "21_a_text_cut_in_pieces.ronl", "22_a_lesson_by_hand.ronl");

impl Saved {
    /// The recording itself.
    ///
    /// # Errors
    /// None that a test would not have found.
    pub fn recording(&self) -> Result<Recording, Unreadable> {
        read_from(self.text.as_bytes(), Extent::Whole, Room::default())
    }

    /// Its title.
    ///
    /// # Errors
    /// As [`Self::recording`].
    pub fn title(&self) -> Result<Texts, Unreadable> {
        // The first line is enough for it.
        let header = self.text.split_inclusive('\n').next().unwrap_or_default();
        let recording = read_from(header.as_bytes(), Extent::Whole, Room::default())?;
        Ok(recording.trace.scenario(recording.trace.first()).title.clone())
    }
}
