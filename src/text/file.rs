//! Saving and opening in words: what is asked before something would be lost, and why something was not saved.

use std::path::{Path, PathBuf};

use super::problem::file_size;
use super::system::system_words;
use super::{Face, Language, problem};
use crate::scenario::{SaveError, SaveFailure};

words! {
    write_elsewhere;
    make_room_or_write_elsewhere;
    name_the_file_itself;
}

/// What would be lost, and that it can be kept.
#[must_use]
pub fn unsaved_changes(language: Language, name: &str) -> String {
    say!(language, "file_unsaved_changes_if_you", name)
}

/// A file that is there already would be replaced.
#[must_use]
pub fn already_there(language: Language, paths: &[PathBuf]) -> String {
    let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    let path = paths.join(", ");
    say!(language, "file_exists_already_if_you", path)
}

/// A file has been written by somebody else since it was opened.
#[must_use]
pub fn changed_since(language: Language, path: &Path) -> String {
    let path = path.display();
    say!(language, "file_no_longer_holds_was", path)
}

/// A file has comments, which a scenario does not keep.
#[must_use]
pub fn comments_lost(language: Language, path: &Path) -> String {
    let path = path.display();
    say!(language, "file_socketlab_does_not_keep", path)
}

/// Why a scenario was not saved, and the way out. The work is still open.
#[must_use]
pub fn not_saved(language: Language, error: &SaveError) -> String {
    let path = error.path.display();
    let (why, advice) = why_not(language, Face::Window, &error.failure);
    say!(language, "file_not_saved_your_work", path, why, advice)
}

/// What was in the way of writing a file, and the way out.
pub(super) fn why_not(language: Language, face: Face, failure: &SaveFailure) -> (String, &'static str) {
    let (elsewhere, make_room) = match face {
        Face::Window => (language.save_elsewhere(), language.make_room()),
        Face::Terminal => (language.write_elsewhere(), language.make_room_or_write_elsewhere()),
    };
    match failure {
        SaveFailure::NoFolder(folder) => {
            let folder = folder.display();
            let why = say!(language, "file_folder_does_not_exist", folder);
            (why, language.make_folder())
        }
        SaveFailure::NotAFolder(folder) => {
            let folder = folder.display();
            (say!(language, "file_not_folder", folder), elsewhere)
        }
        SaveFailure::IsFolder => (language.is_a_folder().into(), language.add_a_name()),
        SaveFailure::NotAFile => (say!(language, "file_device_pipe_or_socket"), elsewhere),
        SaveFailure::IsLink(target) => {
            let target = target.display();
            (say!(language, "file_symbolic_link", target), language.name_the_file_itself())
        }
        SaveFailure::NameTooLong => (say!(language, "file_name_too_long"), language.shorter_name()),
        SaveFailure::Forbidden(why) => {
            let why = system_words(language, why);
            (say!(language, "file_writing_there_not_possible", why), elsewhere)
        }
        SaveFailure::Full(why) => (system_words(language, why), make_room),
        SaveFailure::TooLarge { bytes, limit } => {
            let (size, limit) = (file_size(language, *bytes), file_size(language, *limit));
            (say!(language, "file_would_take_only_files", size, limit), language.less_data())
        }
        SaveFailure::Unreadable(what) => {
            let what = problem(language, what);
            (say!(language, "file_could_not_opened_again", what), language.correct_first())
        }
        SaveFailure::NotWhole => (say!(language, "file_beginning_run_no_longer"), language.record_anew()),
        SaveFailure::Other(why) => (system_words(language, why), elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Problem;

    #[test]
    fn the_way_out_is_one_of_the_face_that_it_is_read_on() {
        let full = SaveFailure::Full(std::io::Error::from_raw_os_error(28).to_string());
        for failure in [full, SaveFailure::NotAFile, SaveFailure::Other("odd".into())] {
            assert!(why_not(Language::ENGLISH, Face::Window, &failure).1.contains("Save as"));
            assert!(why_not(Language::ENGLISH, Face::Terminal, &failure).1.contains("--out"));
            assert!(why_not(Language::SPANISH, Face::Terminal, &failure).1.contains("--out"));
        }
    }

    #[test]
    fn each_failure_says_where_why_and_what_to_do_in_both_languages() {
        let denied = std::io::Error::from_raw_os_error(13).to_string();
        let full = std::io::Error::from_raw_os_error(28).to_string();
        for (failure, es, en) in [
            (SaveFailure::NoFolder("/no".into()), "/no no existe", "/no does not exist"),
            (SaveFailure::NotAFolder("/f".into()), "/f no es una carpeta", "/f is not a folder"),
            (SaveFailure::IsFolder, "es una carpeta", "is a folder"),
            (SaveFailure::NotAFile, "dispositivo", "device"),
            (SaveFailure::IsLink("/there/it.ron".into()), "/there/it.ron", "/there/it.ron"),
            (SaveFailure::NameTooLong, "más corto", "shorter"),
            (SaveFailure::Forbidden(denied), "permiso denegado", "permission denied"),
            (SaveFailure::Full(full), "lleno", "full"),
            (SaveFailure::TooLarge { bytes: 1 << 27, limit: 1 << 26 }, "hasta", "up to"),
            (SaveFailure::Unreadable(Problem::TooDeep { limit: 8 }), "Repeat", "Repeat"),
            (SaveFailure::Other("odd".into()), "odd", "odd"),
        ] {
            let error = SaveError { path: "/here/mine.ron".into(), failure };
            let told = [not_saved(Language::SPANISH, &error), not_saved(Language::ENGLISH, &error)];
            assert!(told[0].contains(es) && told[1].contains(en), "{told:?}");
            assert!(told.iter().all(|words| words.contains("/here/mine.ron") && words.ends_with('.')));
            assert!(told.iter().all(|words| !words.contains("os error")), "{told:?}");
        }
    }
}
