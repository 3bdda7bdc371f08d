//! What the operating system says beyond the calls of a script: limits, answers for closed descriptors, and which
//! libraries it can load. The only room with `unsafe`.

mod closed;
pub mod display;
mod limits;

pub use closed::answer_for_closed;
pub use limits::raise_open_files;
