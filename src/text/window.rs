//! Why there is no window, and what to install for one.

use super::Language;
use crate::kernel::display::Lacking;

words! {
    opened_before;
}

/// Debian's and Ubuntu's package, and Fedora's, for each library that a window needs.
const PACKAGES: [(&str, &str, &str); 6] = [
    ("libX11.so.6", "libx11-6", "libX11"),
    ("libXcursor.so.1", "libxcursor1", "libXcursor"),
    ("libXi.so.6", "libxi6", "libXi"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("OpenGL", "libgl1 libegl1 libgl1-mesa-dri", "mesa-libGL mesa-libEGL mesa-dri-drivers"),
];

/// Every package that a window can need.
const ALL: (&str, &str) = (
    "libx11-6 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri",
    "libX11 libXcursor libXi libxkbcommon-x11 mesa-libGL mesa-libEGL mesa-dri-drivers",
);

/// What a window lacks, and the way out.
#[must_use]
pub fn lacking(language: Language, lacking: &Lacking) -> String {
    match lacking {
        Lacking::Display => {
            let packages = install(language, ALL.0, ALL.1);
            format!("{}\n{}\n{packages}", language.no_display(), language.no_display_advice())
        }
        Lacking::Libraries(libraries) => {
            let names = libraries.join(", ");
            let missing = say!(language, "window_libraries_window_missing", names);
            let packages = |of: fn(&(&str, &'static str, &'static str)) -> &'static str| {
                let needed = PACKAGES.iter().filter(|(library, ..)| libraries.contains(library));
                needed.map(of).collect::<Vec<_>>().join(" ")
            };
            format!("{missing}\n{}", install(language, &packages(|p| p.1), &packages(|p| p.2)))
        }
    }
}

/// The display that is named does not answer.
#[must_use]
pub fn no_answer(language: Language, why: &str) -> String {
    format!("{} ({why})\n{}", language.display_silent(), language.no_display_advice())
}

/// No renderer could open a window.
#[must_use]
pub fn no_window(language: Language, why: &str) -> String {
    let (_, debian, fedora) = PACKAGES[PACKAGES.len() - 1];
    format!("{} ({why})\n{}", language.no_window(), install(language, debian, fedora))
}

fn install(language: Language, debian: &str, fedora: &str) -> String {
    format!(
        "{}\n  Debian, Ubuntu:  sudo apt install {debian}\n  Fedora:          sudo dnf install {fedora}",
        language.install()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package_in_both_families() {
        let words =
            lacking(Language::ENGLISH, &Lacking::Libraries(vec!["libXi.so.6", "libxkbcommon-x11.so.0"]));
        for part in
            ["libXi.so.6", "apt install libxi6 libxkbcommon-x11-0", "dnf install libXi libxkbcommon-x11"]
        {
            assert!(words.contains(part), "{part} is not in: {words}");
        }
    }
}
