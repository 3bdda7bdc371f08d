//! How large what is painted of a page is, for somebody who sits before it and for the last row of a room.

use crate::diagram::BoxId;

/// Sizes in points of the page. The page has the same rows for everybody; what stands in them is larger for who sits far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// A call in its box.
    pub label: f32,
    /// The tag of a socket: its name, and how much larger the tag around it is than the common one.
    pub tag: f32,
    pub pill: f32,
    /// What went wrong.
    pub errno: f32,
    /// What a call waits for.
    pub note: f32,
    /// What an arrow carries.
    pub cargo: f32,
    /// The signs beside the boxes, and the heads of arrows: so many times as large.
    pub sign: f32,
    /// Every stroke: so many times as thick.
    pub stroke: f32,
    /// How much a box reaches into the room between the rows, above and below.
    pub reach: f32,
}

impl Scale {
    pub const NEAR: Self = Self {
        label: 13.0,
        tag: 11.0,
        pill: 1.0,
        errno: 11.0,
        note: 12.0,
        cargo: 11.5,
        sign: 1.0,
        stroke: 1.0,
        reach: 0.0,
    };
    pub const FAR: Self = Self {
        label: 23.0,
        tag: 21.6,
        pill: 1.55,
        errno: 21.6,
        note: 21.6,
        cargo: 21.6,
        sign: 1.7,
        stroke: 1.25,
        reach: 1.5,
    };
}

/// Where the eye is led: to one box among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spotlight {
    /// To no box more than to another; what a person picked has a ring.
    Off,
    /// To this one, if there is one: the others are quieter.
    On(Option<BoxId>),
}
