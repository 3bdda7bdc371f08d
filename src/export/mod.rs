//! What leaves the program for people: so far, a script as Python.

mod python;

pub use python::{Line, program};
