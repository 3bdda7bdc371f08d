//! What of ours stands on the disk beside the files of people: folders that nobody else may enter, temporary folders that are
//! swept when their process is gone, new files that take the place of old ones. Nothing here follows a symbolic link.

mod beside;
mod private;
mod temporary;

pub use beside::{new_beside, sweep_beside};
pub use private::{PrivateLock, make_private};
pub use temporary::{
    LONGEST_SOCKET_PATH, NoTemporaryFolder, TemporaryFolder, Unusable, nameless, sweep_temporary,
};

/// How many random letters and digits stand at the end of a temporary name of ours.
const RANDOM: usize = 6;

/// Whether a name is one of ours: this prefix and the random letters and digits behind it.
fn is_ours(name: &std::ffi::OsStr, prefix: &str) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(prefix));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
