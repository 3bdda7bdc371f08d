//! A scenario: the participants, what each is to call, and the texts around it. What a teacher prepares, as a file.
//! Nothing here makes a call; `run` does.

mod catalogue;
mod check;
mod doubts;
mod edit;
mod file;
mod known;
mod limited;
mod model;
mod offer;
mod plain;
mod plan;
mod ports;
mod problem;
mod reach;
mod script;
mod storage;
mod templates;
mod turns;
mod written;

pub use catalogue::{CATALOGUE, Entry};
pub use check::MOST_DATA;
pub use doubts::{Doubt, doubted_lines, doubts};
pub use edit::{Edit, Edited, Place, Refused};
pub use file::{Calls, Document, LONGEST_FILE, NEWEST_VERSION};
pub use known::{Known, Thought};
pub use model::{Participant, ParticipantId, Program, Role, Scenario, Texts};
pub use offer::offer;
pub use plain::{NotAFile, is_not_a_file, open_plain, read_plain};
pub use plan::{Plan, Planned, PlannedLink};
pub use ports::{bound_port, bound_ports, distinct_ports};
pub use problem::{LocatedProblem, Problem};
pub use reach::{Beyond, Beyonds, Consent, Reach, beyond};
pub use script::{Script, ScriptCall, Step};
pub use storage::{
    FileOwner, Fingerprint, SaveError, SaveFailure, changed, followed, replaced, save, write_own,
    write_whole, write_whole_with,
};
pub use templates::Template;
pub use turns::{Readiness, Turns};
