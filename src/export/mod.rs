//! What leaves the program for people: scenarios as Python programs, and what was recorded as a scenario.

mod python;

pub use python::{Line, Program, Words, file_text, programs, start_order};
