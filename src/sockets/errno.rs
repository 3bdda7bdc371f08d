//! Error numbers of the kernel, with their names and their words.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// No system has an error number beyond this (errno(3)).
const MOST: i32 = 4095;

/// The number that a failed system call left in `errno`, as errno(3) names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Errno(pub i32);

macro_rules! named {
    ($($name:ident),* $(,)?) => {
        impl Errno {
            $(#[doc = concat!("`", stringify!($name), "` of this platform.")]
            pub const $name: Self = Self(nix::errno::Errno::$name as i32);)*
        }
    };
}

named!(
    EACCES,
    EADDRINUSE,
    EADDRNOTAVAIL,
    EAFNOSUPPORT,
    EAGAIN,
    EALREADY,
    EBADF,
    ECONNREFUSED,
    ECONNRESET,
    EDESTADDRREQ,
    EINPROGRESS,
    EINTR,
    EINVAL,
    EISCONN,
    EMFILE,
    EMSGSIZE,
    ENAMETOOLONG,
    ENETUNREACH,
    ENOENT,
    ENOTCONN,
    EOPNOTSUPP,
    EPERM,
    EPIPE,
    EPROTOTYPE,
    ETIMEDOUT,
    EHOSTUNREACH,
    ENOBUFS,
);

impl Errno {
    /// The name in the headers: `"EADDRINUSE"`.
    #[must_use]
    pub fn name(self) -> String {
        match nix::errno::Errno::from_raw(self.0) {
            nix::errno::Errno::UnknownErrno => format!("errno {}", self.0),
            known => format!("{known:?}"),
        }
    }

    /// The number that bears a name here: numbers differ from system to system, names do not.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        static NAMES: LazyLock<HashMap<String, Errno>> = LazyLock::new(|| {
            let known = (1..=MOST)
                .map(Errno)
                .filter(|errno| nix::errno::Errno::from_raw(errno.0) != nix::errno::Errno::UnknownErrno);
            known.map(|errno| (errno.name(), errno)).collect()
        });
        NAMES.get(name).copied()
    }

    /// What it means, in English: `"Address already in use"`.
    #[must_use]
    pub fn message(self) -> &'static str {
        nix::errno::Errno::from_raw(self.0).desc()
    }

    /// Whether the kernel said "not yet": the blocking call would wait here.
    #[must_use]
    pub fn is_not_yet(self) -> bool {
        [Self::EAGAIN, Self::EINPROGRESS, Self::EALREADY].contains(&self)
    }
}

impl From<&io::Error> for Errno {
    /// The error number of a failed system call. An error that no system call gave counts as `EINVAL`, which is what
    /// socket2 means where it refuses an argument itself.
    fn from(error: &io::Error) -> Self {
        error.raw_os_error().map_or(Self::EINVAL, Self)
    }
}

impl From<nix::errno::Errno> for Errno {
    fn from(errno: nix::errno::Errno) -> Self {
        Self(errno as i32)
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errno_has_the_name_of_the_headers() {
        assert_eq!(Errno::EADDRINUSE.name(), "EADDRINUSE");
        assert_eq!(Errno::ECONNREFUSED.message(), "Connection refused");
        assert_eq!(Errno(99_999).name(), "errno 99999");
        assert_eq!(Errno::named("ECONNREFUSED"), Some(Errno::ECONNREFUSED));
        assert_eq!(Errno::named("errno 99999"), None);
    }
}
