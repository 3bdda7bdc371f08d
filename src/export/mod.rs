//! What leaves the program for people: scenarios as Python programs, and what was recorded as a scenario.

mod python;
mod recorded;

pub use python::{
    Line, NotWritten, Program, Words, can_write, file_text, programs, start_order, write_programs,
};
pub use recorded::{LeftOut, Lifeline, Made, Recorded, recorded, scenario_of};
