//! How a person likes the window: language, appearance, sizes, what is shown. Kept in a file from one time to the next.
//! What the file says wrong or in another version's words is as if it did not say it, and another window's part of it
//! stays when this one writes its own.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use egui::Vec2;
use ron::Value;

use super::sides::Sides;
use super::{Appearance, Tab};
use crate::disk::PrivateLock;
use crate::scenario::{read_plain, write_own};
use crate::text::Language;

/// The file's name.
const FILE: &str = "preferences.ron";
/// A file of this size is none of ours, in bytes.
const LONGEST: u64 = 1 << 16;

/// The sizes of the whole window, each time a good step larger.
const WHOLE: [f32; 11] = [0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0];
/// The next size of the whole window, if there is a larger one.
pub fn larger(whole: f32) -> f32 {
    WHOLE.into_iter().find(|size| *size > whole + 0.01).unwrap_or(whole)
}

/// The one before.
pub fn smaller(whole: f32) -> f32 {
    WHOLE.into_iter().rev().find(|size| *size < whole - 0.01).unwrap_or(whole)
}

/// The sides that a panel may have been left with.
const PANEL: RangeInclusive<f32> = 100.0..=4000.0;
/// The heights that the time line may have been left with.
const LINE: RangeInclusive<f32> = 30.0..=1000.0;
/// The sides that a window may have been left with: more than the least, so that it can be found again.
const WIDTH: RangeInclusive<f32> = 720.0..=16384.0;
const HEIGHT: RangeInclusive<f32> = 480.0..=16384.0;

/// How a person likes the window. What has never been chosen is `None`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is chosen by itself")]
pub struct Preferences {
    /// What was chosen in a window; not the system's, nor the one of the command line.
    pub language: Option<Language>,
    pub appearance: Appearance,
    /// How large everything is, against what the system has.
    pub whole: f32,
    /// Whether anything moves by itself.
    pub moves: bool,
    pub shows_code: bool,
    pub shows_call: bool,
    pub shows_timeline: bool,
    /// The tab of the drawer that is open.
    pub tab: Option<Tab>,
    pub sides: Sides,
    /// Whether somebody has made some steps: nobody has to be told how.
    pub knows_stepping: bool,
    /// The window's size in points of the system.
    pub window: Option<Vec2>,
    pub maximized: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            appearance: Appearance::default(),
            whole: 1.0,
            moves: true,
            shows_code: true,
            shows_call: true,
            shows_timeline: true,
            tab: None,
            sides: Sides::default(),
            knows_stepping: false,
            window: None,
            maximized: false,
        }
    }
}

/// What a file says, by name.
type Said = BTreeMap<String, Value>;

impl Preferences {
    /// Those that are kept in a folder. What is not there, or cannot be read, is as nobody has ever chosen it.
    #[must_use]
    pub fn in_folder(folder: Option<&Path>) -> Self {
        folder.and_then(|folder| read(&folder.join(FILE))).map_or_else(Self::default, |said| Self::of(&said))
    }

    fn of(said: &Said) -> Self {
        let others = Self::default();
        let truth = |name| match said.get(name) {
            Some(Value::Bool(truth)) => Some(*truth),
            _ => None,
        };
        let side = |name, within: &RangeInclusive<f32>| number(said.get(name)?, within);
        let window = side("window_width", &WIDTH).zip(side("window_height", &HEIGHT));
        Self {
            language: word(said, "language").and_then(Language::from_code),
            appearance: named(said, "appearance").unwrap_or(others.appearance),
            whole: side("size", &(WHOLE[0]..=WHOLE[WHOLE.len() - 1])).unwrap_or(others.whole),
            moves: truth("motion").unwrap_or(others.moves),
            shows_code: truth("code").unwrap_or(others.shows_code),
            shows_call: truth("call").unwrap_or(others.shows_call),
            shows_timeline: truth("timeline").unwrap_or(others.shows_timeline),
            tab: named(said, "drawer"),
            sides: Sides {
                code: side("code_width", &PANEL),
                call: side("call_width", &PANEL),
                drawer: side("drawer_height", &PANEL),
                time_line: side("time_line_height", &LINE),
            },
            knows_stepping: truth("stepping_known").unwrap_or(others.knows_stepping),
            window: window.map(|(width, height)| Vec2::new(width, height)),
            maximized: truth("maximized").unwrap_or(others.maximized),
        }
    }

    fn said(&self) -> Said {
        let word = |word: &'static str| Some(Value::String(word.to_owned()));
        let truth = |truth| Some(Value::Bool(truth));
        // Whole points, and a hundredth of a size: no digit more than a person can mean.
        let points = |points: f32| Value::Number(f64::from(points.round()).into());
        [
            ("language", self.language.and_then(|language| word(language.code()))),
            ("appearance", word(self.appearance.into())),
            ("size", Some(Value::Number(((f64::from(self.whole) * 100.0).round() / 100.0).into()))),
            ("motion", truth(self.moves)),
            ("code", truth(self.shows_code)),
            ("call", truth(self.shows_call)),
            ("timeline", truth(self.shows_timeline)),
            ("drawer", word(self.tab.map_or("closed", Into::into))),
            ("code_width", self.sides.code.map(points)),
            ("call_width", self.sides.call.map(points)),
            ("drawer_height", self.sides.drawer.map(points)),
            ("time_line_height", self.sides.time_line.map(points)),
            ("stepping_known", truth(self.knows_stepping)),
            ("window_width", self.window.map(|size| points(size.x))),
            ("window_height", self.window.map(|size| points(size.y))),
            ("maximized", truth(self.maximized)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }
}

fn word<'a>(said: &'a Said, name: &str) -> Option<&'a str> {
    match said.get(name) {
        Some(Value::String(word)) => Some(word),
        _ => None,
    }
}

fn named<T: FromStr>(said: &Said, name: &str) -> Option<T> {
    word(said, name)?.parse().ok()
}

/// A number, brought within its bounds. What is no number has none.
fn number(value: &Value, within: &RangeInclusive<f32>) -> Option<f32> {
    let Value::Number(number) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "it is brought within its bounds")]
    let number = number.into_f64() as f32;
    (!number.is_nan()).then(|| number.clamp(*within.start(), *within.end()))
}

fn read(file: &Path) -> Option<Said> {
    let text = String::from_utf8(read_plain(file, LONGEST).ok()??).ok()?;
    ron::from_str(&text).ok()
}

/// The file of the preferences, and what of it is this window's doing.
#[derive(Debug, Default)]
pub struct Remembered {
    /// Nowhere, and they are forgotten with the window.
    file: Option<PathBuf>,
    /// What this window has read and written.
    known: Said,
}

impl Remembered {
    /// The file in a folder, and what it says now.
    pub fn in_folder(folder: Option<&Path>) -> (Self, Preferences) {
        let preferences = Preferences::in_folder(folder);
        (Self { file: folder.map(|folder| folder.join(FILE)), known: preferences.said() }, preferences)
    }

    /// Whether these are other ones than were read or written last.
    pub fn differs(&self, preferences: &Preferences) -> bool {
        self.file.is_some() && self.known != preferences.said()
    }

    /// Writes what differs, and leaves the rest of the file as another window may have written it meanwhile.
    pub fn write(&mut self, preferences: &Preferences) {
        let said = preferences.said();
        let Some(file) = self.file.as_deref().filter(|_| self.known != said) else { return };
        let _alone = file.parent().and_then(PrivateLock::of);
        let mut all = read(file).unwrap_or_default();
        for name in self.known.keys().filter(|name| !said.contains_key(*name)) {
            all.remove(name);
        }
        for (name, value) in said.iter().filter(|(name, value)| self.known.get(*name) != Some(*value)) {
            all.insert(name.clone(), value.clone());
        }
        // Whoever cannot keep them forgets them with the window; nothing that a person made is in them.
        let _ = write(file, &all);
        self.known = said;
    }
}

fn write(file: &Path, said: &Said) -> Option<()> {
    let text = ron::ser::to_string_pretty(said, ron::ser::PrettyConfig::new().new_line("\n")).ok()?;
    write_own(file, format!("{text}\n").as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn chosen() -> Preferences {
        Preferences {
            language: Some(Language::SPANISH),
            appearance: Appearance::DarkContrast,
            whole: 1.25,
            moves: false,
            shows_code: false,
            shows_call: true,
            shows_timeline: false,
            tab: Some(Tab::Bytes),
            sides: Sides {
                code: Some(333.0),
                drawer: Some(240.0),
                time_line: Some(90.0),
                ..Sides::default()
            },
            knows_stepping: true,
            window: Some(Vec2::new(1100.0, 720.0)),
            maximized: true,
        }
    }

    fn kept(folder: &Path, preferences: &Preferences) {
        Remembered::in_folder(Some(folder)).0.write(preferences);
    }

    #[test]
    fn what_was_chosen_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join("config/socketlab");
        assert_eq!(Preferences::in_folder(Some(&memory)), Preferences::default());
        kept(&memory, &chosen());
        assert_eq!(Preferences::in_folder(Some(&memory)), chosen());
        // What has gone back to what nobody chose is forgotten.
        kept(&memory, &Preferences::default());
        assert_eq!(Preferences::in_folder(Some(&memory)), Preferences::default());
    }

    #[test]
    fn every_appearance_and_every_tab_is_read_again() {
        use strum::IntoEnumIterator as _;
        for appearance in Appearance::iter() {
            for tab in Tab::iter() {
                let preferences = Preferences { appearance, tab: Some(tab), ..Preferences::default() };
                assert_eq!(Preferences::of(&preferences.said()), preferences);
            }
        }
    }

    #[test]
    fn a_damaged_file_is_as_none_and_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        kept(folder.path(), &chosen());
        let whole = fs::read(&file).unwrap();
        let cuts = (0..whole.len() - 2).map(|end| whole[..end].to_vec());
        let others: [&[u8]; 6] =
            [b"", b"\xff\xfe", b"[1, 2]", b"Scenario()", b"{1: true}", &b"[".repeat(1 << 17)];
        for damaged in cuts.chain(others.map(<[u8]>::to_vec)) {
            fs::write(&file, &damaged).unwrap();
            let (mut remembered, read) = Remembered::in_folder(Some(folder.path()));
            assert_eq!(read, Preferences::default(), "{}", String::from_utf8_lossy(&damaged));
            remembered.write(&chosen());
            assert_eq!(Preferences::in_folder(Some(folder.path())), chosen());
        }
    }

    #[test]
    fn a_wrong_value_is_replaced_and_the_rest_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let say = |text: &str| {
            fs::write(folder.path().join(FILE), text).unwrap();
            Preferences::in_folder(Some(folder.path()))
        };
        let others = Preferences::default();
        let dark = Preferences { appearance: Appearance::Dark, ..others.clone() };
        for wrong in [
            r#""language": "tlh""#,
            r#""language": 7"#,
            r#""size": "large""#,
            r#""motion": 1"#,
            r#""drawer": "attic""#,
            r#""code_width": true"#,
            r#""window_width": 900"#,
            r#""window": (1, 2)"#,
            r#""of_a_later_version": {"a": [Some(1), 'x']}"#,
        ] {
            assert_eq!(say(&format!("{{{wrong}, \"appearance\": \"dark\"}}")), dark, "{wrong}");
        }
        assert_eq!(say(r#"{"appearance": "sepia"}"#), others);
        for (size, whole) in [("0.01", 0.7), ("99", 3.0), ("-1", 0.7), ("1", 1.0), ("inf", 3.0), ("NaN", 1.0)]
        {
            assert_eq!(
                say(&format!("{{\"size\": {size}}}")),
                Preferences { whole, ..others.clone() },
                "{size}"
            );
        }
        let window = say(r#"{"window_width": 1, "window_height": 1e9, "code_width": -5}"#);
        assert_eq!(window.window, Some(Vec2::new(720.0, 16384.0)));
        assert_eq!(window.sides.code, Some(100.0));
    }

    /// One window chooses a language while another, older one chooses an appearance.
    #[test]
    fn two_windows_do_not_undo_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut first, before) = Remembered::in_folder(Some(folder.path()));
        let (mut second, _) = Remembered::in_folder(Some(folder.path()));
        first.write(&Preferences { language: Some(Language::SPANISH), ..before.clone() });
        second.write(&Preferences { appearance: Appearance::Dark, ..before.clone() });
        let both =
            Preferences { language: Some(Language::SPANISH), appearance: Appearance::Dark, ..before.clone() };
        assert_eq!(Preferences::in_folder(Some(folder.path())), both);
        // And what a later version has written stays.
        let file = folder.path().join(FILE);
        let text = fs::read_to_string(&file).unwrap().replace('{', "{\n    \"later\": [1, 2],");
        fs::write(&file, text).unwrap();
        second.write(&Preferences { whole: 2.0, appearance: Appearance::Dark, ..before });
        assert!(fs::read_to_string(&file).unwrap().contains("later"));
        assert_eq!(Preferences::in_folder(Some(folder.path())), Preferences { whole: 2.0, ..both });
    }

    /// Whoever reads while another writes, or after it was killed in the middle, finds the old or the new, whole.
    #[test]
    fn a_file_that_is_being_written_is_never_seen_in_part() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        kept(folder, &chosen());
        let over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let (mut remembered, _) = Remembered::in_folder(Some(folder));
                for n in 0..200_u8 {
                    let sides = Sides { call: Some(300.0 + f32::from(n)), ..chosen().sides };
                    remembered.write(&Preferences { sides, ..chosen() });
                }
                over.store(true, std::sync::atomic::Ordering::SeqCst);
            });
            while !over.load(std::sync::atomic::Ordering::SeqCst) {
                let read = Preferences::in_folder(Some(folder));
                assert_eq!(Preferences { sides: chosen().sides, ..read }, chosen());
            }
        });
        // What a kill leaves is another file beside it, which nobody reads.
        fs::write(folder.join(".socketlab-killed"), "{\"appearance\": \"li").unwrap();
        assert_eq!(Preferences::in_folder(Some(folder)).appearance, Appearance::DarkContrast);
    }

    #[test]
    fn without_a_folder_nothing_is_kept_and_nothing_fails() {
        for folder in [None, Some(Path::new("/dev/null/socketlab"))] {
            let (mut remembered, read) = Remembered::in_folder(folder);
            assert_eq!(read, Preferences::default());
            remembered.write(&chosen());
            assert!(!remembered.differs(&chosen()), "it is tried once");
            assert_eq!(Preferences::in_folder(folder), Preferences::default());
        }
    }
}
