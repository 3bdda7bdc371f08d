//! What the operating system says, in a person's language: it speaks English, and of its own numbers. And what of ours it did not
//! let us have.

use std::io::{Error, ErrorKind};

use super::{Face, Language, errno_words};
use crate::disk::{NoTemporaryFolder, Unusable};
use crate::session::Trouble;
use crate::sockets::Errno;

/// The words of the operating system, in our words where they carry an errno that we know, or say a kind that has none.
pub(super) fn system_words(language: Language, why: &str) -> String {
    let code = why.rsplit_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok());
    let known = match code {
        Some(code) => code_words(language, code),
        None => KINDS
            .into_iter()
            .find(|kind| Error::from(*kind).to_string() == why)
            .and_then(|kind| kind_words(language, kind)),
    };
    known.map_or_else(|| why.to_owned(), str::to_owned)
}

/// The same of an error that need not come from a system call.
#[must_use]
pub fn error_words(language: Language, error: &Error) -> String {
    let known = if error.raw_os_error().is_none() { kind_words(language, error.kind()) } else { None };
    known.map_or_else(|| system_words(language, &error.to_string()), str::to_owned)
}

/// Kinds of errors that come without an errno as well.
const KINDS: [ErrorKind; 9] = [
    ErrorKind::AlreadyExists,
    ErrorKind::NotFound,
    ErrorKind::PermissionDenied,
    ErrorKind::AddrInUse,
    ErrorKind::IsADirectory,
    ErrorKind::StorageFull,
    ErrorKind::WriteZero,
    ErrorKind::UnexpectedEof,
    ErrorKind::InvalidData,
];

fn kind_words(language: Language, kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::AlreadyExists => language.there_already(),
        ErrorKind::NotFound => return errno_words(language, Errno::ENOENT),
        ErrorKind::PermissionDenied => return errno_words(language, Errno::EACCES),
        ErrorKind::AddrInUse => return errno_words(language, Errno::EADDRINUSE),
        ErrorKind::IsADirectory => language.is_a_folder(),
        ErrorKind::StorageFull | ErrorKind::WriteZero => language.disk_full(),
        ErrorKind::UnexpectedEof => language.ends_too_early(),
        ErrorKind::InvalidData => language.not_as_expected(),
        _ => return None,
    })
}

/// What an errno says of a file, a process or a descriptor of ours, else of a call.
pub(super) fn code_words(language: Language, code: i32) -> Option<&'static str> {
    use nix::errno::Errno as System;
    Some(match System::from_raw(code) {
        System::EISDIR => language.is_a_folder(),
        System::ENOTDIR => language.path_through_file(),
        System::EROFS => language.read_only_disk(),
        System::ENOSPC => language.disk_full(),
        System::EDQUOT => language.quota_used(),
        System::ELOOP => language.links_go_round(),
        System::EIO => language.disk_error(),
        System::EEXIST => language.there_already(),
        System::EFBIG => language.file_at_its_limit(),
        System::ENOTEMPTY => language.folder_not_empty(),
        System::EBUSY | System::ETXTBSY => language.in_use(),
        System::ENOMEM => language.no_memory(),
        System::EAGAIN => language.no_more_threads(),
        System::ENFILE => language.system_open_files(),
        System::EPIPE => language.nobody_reads(),
        System::EBADF => language.not_open(),
        System::ENXIO | System::ENODEV => language.no_device(),
        System::ENOEXEC => language.not_executable(),
        System::ESTALE => language.disk_gone(),
        System::EINVAL => language.not_accepted(),
        _ => return errno_words(language, Errno(code)),
    })
}

/// The errno of a call in words, in those of the system where we have none.
pub(super) fn errno_in_words(language: Language, errno: Errno) -> &'static str {
    // No disk has to do with this one.
    let of_file = || code_words(language, errno.0).filter(|_| errno.0 != nix::errno::Errno::EIO as i32);
    errno_words(language, errno).or_else(of_file).unwrap_or_else(|| errno.message())
}

/// Why a name has no address: getaddrinfo(3) says it in English alone, and a run keeps it as it was said.
#[must_use]
pub fn resolver_words(language: Language, why: &str) -> String {
    let known = [
        ("Name or service not known", language.name_not_known()),
        ("Name does not resolve", language.name_not_known()),
        ("nodename nor servname provided", language.name_not_known()),
        ("No address associated with hostname", language.name_without_address()),
        ("Temporary failure in name resolution", language.no_name_server()),
        ("Non-recoverable failure in name resolution", language.name_server_fails()),
        ("no AF_INET", language.name_of_another_family()),
        ("no datagram with a sender has come", language.no_sender_yet()),
    ];
    let found = known.into_iter().find(|(said, _)| why.contains(said));
    found.map_or_else(|| system_words(language, why), |(_, words)| words.to_owned())
}

/// That standard output could not be written.
#[must_use]
pub fn not_printed(language: Language, error: &Error) -> String {
    let why = error_words(language, error);
    say!(language, "system_cannot_write_output", why)
}

/// What of ours stands in the way, and the way out.
pub(super) fn trouble(language: Language, face: Face, trouble: &Trouble) -> (String, String) {
    let again = match face {
        Face::Window => language.close_programs_and_restart(),
        Face::Terminal => language.close_programs_and_run_again(),
    };
    let of_system = |why: &String| system_words(language, why);
    match trouble {
        Trouble::Folder(NoTemporaryFolder { tried }) => {
            let told = tried.iter().map(|(place, why)| {
                let why = match why {
                    Unusable::TooLong => language.path_too_long().to_owned(),
                    Unusable::System(why) => system_words(language, why),
                };
                format!("{} ({why})", place.display())
            });
            let places = told.collect::<Vec<_>>().join(", ");
            (say!(language, "system_no_temporary_folder", places), language.set_tmpdir().to_owned())
        }
        Trouble::SocketName { name, most } => (
            say!(language, "system_socket_name_too_long", name),
            say!(language, "system_use_name_of_most", most),
        ),
        Trouble::Thread(why) => {
            let why = of_system(why);
            (say!(language, "system_no_thread", why), again.to_owned())
        }
        Trouble::Poller(why) => {
            let why = of_system(why);
            (say!(language, "system_cannot_wait", why), again.to_owned())
        }
        Trouble::Host(why) => {
            let why = of_system(why);
            (say!(language, "system_cannot_hear_programs", why), again.to_owned())
        }
    }
}

words! {
    there_already;
    ends_too_early;
    not_as_expected;
    file_at_its_limit;
    folder_not_empty;
    in_use;
    no_memory;
    no_more_threads;
    system_open_files;
    nobody_reads;
    not_open;
    no_device;
    not_executable;
    disk_gone;
    not_accepted;
    name_not_known;
    name_without_address;
    no_name_server;
    name_server_fails;
    name_of_another_family;
    no_sender_yet;
    path_too_long;
    set_tmpdir;
    close_programs_and_restart;
    close_programs_and_run_again;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_each_language() {
        for code in [1, 2, 5, 9, 11, 12, 13, 16, 17, 20, 21, 22, 23, 24, 27, 28, 30, 32, 36, 39, 40] {
            let why = Error::from_raw_os_error(code);
            let told = [Language::SPANISH, Language::ENGLISH].map(|language| error_words(language, &why));
            assert_ne!(told[0], told[1], "{why}");
            assert!(told.iter().all(|words| !words.contains("os error")), "{told:?}");
        }
        for kind in
            [ErrorKind::AlreadyExists, ErrorKind::AddrInUse, ErrorKind::WriteZero, ErrorKind::NotFound]
        {
            let why = Error::from(kind);
            assert_ne!(error_words(Language::SPANISH, &why), why.to_string());
        }
    }

    #[test]
    fn why_a_name_has_no_address_is_told_in_each_language() {
        for why in [
            "failed to lookup address information: Name or service not known",
            "[Errno -3] Temporary failure in name resolution",
            "no AF_INET6 address",
        ] {
            let told = [Language::SPANISH, Language::ENGLISH].map(|language| resolver_words(language, why));
            assert_ne!(told[0], told[1], "{why}");
            assert!(!told[0].contains("name"), "{told:?}");
        }
        assert_eq!(resolver_words(Language::SPANISH, "odd"), "odd");
    }

    #[test]
    fn what_of_ours_is_in_the_way_is_told_with_its_way_out_for_each_face() {
        let tried = vec![
            ("/no".into(), Unusable::TooLong),
            ("/tmp".into(), Unusable::System("(os error 28)".into())),
        ];
        let folder = Trouble::Folder(NoTemporaryFolder { tried });
        let name = Trouble::SocketName { name: "n".repeat(100), most: 85 };
        let thread = Trouble::Thread("(os error 11)".into());
        for language in [Language::SPANISH, Language::ENGLISH] {
            let of = |face, what| trouble(language, face, what);
            assert!(
                of(Face::Terminal, &folder).0.contains("/no")
                    && of(Face::Window, &folder).1.contains("TMPDIR")
            );
            assert!(of(Face::Window, &name).1.contains("85"));
            let restart = language.restart();
            assert!(of(Face::Window, &thread).1.contains(restart));
            assert!(!of(Face::Terminal, &thread).1.contains(restart));
        }
    }
}
