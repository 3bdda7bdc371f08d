//! How wide and high a person has made the panels, to be kept for the next time. What is not here is as large as the window
//! has it.

/// How wide and high a person has made the panels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sides {
    pub code: Option<f32>,
    pub call: Option<f32>,
    pub drawer: Option<f32>,
    pub time_line: Option<f32>,
}

/// A panel whose edge can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The width of the code.
    Code,
    /// The width of the call.
    Call,
    /// The height of the drawer.
    Drawer,
    /// The height of the time line.
    TimeLine,
}

impl Sides {
    /// What a person has made of a panel.
    #[must_use]
    pub fn get(&self, side: Side) -> Option<f32> {
        match side {
            Side::Code => self.code,
            Side::Call => self.call,
            Side::Drawer => self.drawer,
            Side::TimeLine => self.time_line,
        }
    }

    /// The same as these, with one made so long; with `None`, as the window has it.
    #[must_use]
    pub fn with(mut self, side: Side, length: Option<f32>) -> Self {
        match side {
            Side::Code => self.code = length,
            Side::Call => self.call = length,
            Side::Drawer => self.drawer = length,
            Side::TimeLine => self.time_line = length,
        }
        self
    }
}
