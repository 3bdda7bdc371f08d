//! What of ours can stand in the way of a run. It is told as that, never as the errno of a call.

use crate::disk::NoTemporaryFolder;

/// Something of ours that failed, with what the system said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no place for the folder that the run needs: for its Unix sockets, or for what programs speak to us through.
    #[error("{0}")]
    Folder(NoTemporaryFolder),
    /// A Unix socket without a folder of its own has too long a name for the folder of the run.
    #[error("the name `{name}` has more than {most} bytes")]
    SocketName { name: String, most: usize },
    /// The system gave no thread.
    #[error("start a thread: {0}")]
    Thread(String),
    /// The system gave nothing to wait with, or does not let us wait.
    #[error("wait for several things at once: {0}")]
    Poller(String),
    /// What programs speak to us through could not be made, or fails.
    #[error("listen to programs: {0}")]
    Host(String),
}

/// A run, or a participant of it, that could not begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{trouble}")]
pub struct StartError {
    /// Whose thread it was to be.
    pub participant: Option<String>,
    pub trouble: Trouble,
}
