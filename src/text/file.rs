//! Saving and opening in words: what is asked before something would be lost, and why something was not saved.

use std::path::Path;

use super::problem::{file_size, system_words};
use super::{Language, problem};
use crate::scenario::{SaveError, SaveFailure};

/// What would be lost, and that it can be kept.
#[must_use]
pub fn unsaved_changes(language: Language, name: &str) -> String {
    say!(
        language,
        "«{name}» tiene cambios sin guardar. Si no los guardas, se pierden.",
        "“{name}” has unsaved changes. If you do not save them, they are lost."
    )
}

/// A file that is there already would be replaced.
#[must_use]
pub fn already_there(language: Language, path: &Path) -> String {
    let path = path.display();
    say!(
        language,
        "{path} ya existe. Si lo reemplazas, lo que contiene se pierde.",
        "{path} exists already. If you replace it, what it holds is lost."
    )
}

/// A file has been written by somebody else since it was opened.
#[must_use]
pub fn changed_since(language: Language, path: &Path) -> String {
    let path = path.display();
    say!(
        language,
        "{path} ya no contiene lo que se abrió o se guardó aquí. Si guardas encima, esos otros cambios se pierden.",
        "{path} no longer holds what was opened or saved here. If you save over it, those other changes are lost."
    )
}

/// A file has comments, which a scenario does not keep.
#[must_use]
pub fn comments_lost(language: Language, path: &Path) -> String {
    let path = path.display();
    say!(
        language,
        "Socketlab no conserva los comentarios de {path}. Si guardas encima, se pierden.",
        "Socketlab does not keep the comments of {path}. If you save over it, they are lost."
    )
}

/// Why a scenario was not saved, and the way out. The work is still open.
#[must_use]
pub fn not_saved(language: Language, error: &SaveError) -> String {
    let path = error.path.display();
    let (why, advice) = why_not(language, &error.failure);
    say!(
        language,
        "No se ha guardado en {path}: {why}. {advice} Tu trabajo sigue abierto.",
        "Not saved in {path}: {why}. {advice} Your work is still open."
    )
}

/// What was in the way of writing a file, and the way out.
pub(super) fn why_not(language: Language, failure: &SaveFailure) -> (String, &'static str) {
    let elsewhere = language.save_elsewhere();
    match failure {
        SaveFailure::NoFolder(folder) => {
            let folder = folder.display();
            let why = say!(language, "la carpeta {folder} no existe", "the folder {folder} does not exist");
            (why, language.make_folder())
        }
        SaveFailure::NotAFolder(folder) => {
            let folder = folder.display();
            (say!(language, "{folder} no es una carpeta", "{folder} is not a folder"), elsewhere)
        }
        SaveFailure::IsFolder => (language.is_a_folder().into(), language.add_a_name()),
        SaveFailure::NotAFile => (
            say!(
                language,
                "es un dispositivo, una tubería o un socket, no un fichero",
                "it is a device, a pipe or a socket, and no file"
            ),
            elsewhere,
        ),
        SaveFailure::NameTooLong => {
            (say!(language, "el nombre es demasiado largo", "the name is too long"), language.shorter_name())
        }
        SaveFailure::Forbidden(why) => {
            let why = system_words(language, why);
            (
                say!(language, "ahí no se puede escribir ({why})", "writing there is not possible ({why})"),
                elsewhere,
            )
        }
        SaveFailure::Full(why) => (system_words(language, why), language.make_room()),
        SaveFailure::TooLarge { bytes, limit } => {
            let (size, limit) = (file_size(language, *bytes), file_size(language, *limit));
            (
                say!(
                    language,
                    "ocuparía {size}, y solo se abren ficheros de hasta {limit}",
                    "it would take {size}, and only files of up to {limit} can be opened"
                ),
                language.less_data(),
            )
        }
        SaveFailure::Unreadable(what) => {
            let what = problem(language, what);
            (
                say!(language, "no se podría volver a abrir: {what}", "it could not be opened again: {what}"),
                language.correct_first(),
            )
        }
        SaveFailure::NotWhole => (
            say!(
                language,
                "el principio de la ejecución ya no está en la memoria, y su grabación se cortó",
                "the beginning of the run is no longer in memory, and its recording was cut off"
            ),
            language.record_anew(),
        ),
        SaveFailure::Other(why) => (system_words(language, why), elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Problem;

    #[test]
    fn each_failure_says_where_why_and_what_to_do_in_both_languages() {
        let denied = std::io::Error::from_raw_os_error(13).to_string();
        let full = std::io::Error::from_raw_os_error(28).to_string();
        for (failure, es, en) in [
            (SaveFailure::NoFolder("/no".into()), "/no no existe", "/no does not exist"),
            (SaveFailure::NotAFolder("/f".into()), "/f no es una carpeta", "/f is not a folder"),
            (SaveFailure::IsFolder, "es una carpeta", "is a folder"),
            (SaveFailure::NotAFile, "dispositivo", "device"),
            (SaveFailure::NameTooLong, "más corto", "shorter"),
            (SaveFailure::Forbidden(denied), "permiso denegado", "permission denied"),
            (SaveFailure::Full(full), "lleno", "full"),
            (SaveFailure::TooLarge { bytes: 1 << 27, limit: 1 << 26 }, "hasta", "up to"),
            (SaveFailure::Unreadable(Problem::TooDeep { limit: 8 }), "Repeat", "Repeat"),
            (SaveFailure::Other("odd".into()), "odd", "odd"),
        ] {
            let error = SaveError { path: "/here/mine.ron".into(), failure };
            let told = [not_saved(Language::Es, &error), not_saved(Language::En, &error)];
            assert!(told[0].contains(es) && told[1].contains(en), "{told:?}");
            assert!(told.iter().all(|words| words.contains("/here/mine.ron") && words.ends_with('.')));
            assert!(told.iter().all(|words| !words.contains("os error")), "{told:?}");
        }
    }
}
