//! stub, replaced
mod notice;
mod words;
pub use notice::notice;
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    Es,
    #[default]
    En,
}
impl Language {
    pub fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }
    pub fn from_code(c: &str) -> Option<Self> {
        match c {
            "es" => Some(Self::Es),
            "en" => Some(Self::En),
            _ => None,
        }
    }
    pub fn from_locale(c: &str) -> Self {
        if c.starts_with("es") { Self::Es } else { Self::En }
    }
}
pub fn awaited(_: Language, a: crate::sockets::Awaited) -> &'static str {
    let _ = a;
    "waits"
}
pub fn waited(_: Language, a: crate::sockets::Awaited) -> &'static str {
    let _ = a;
    "waited"
}
pub fn errno_words(_: Language, _: crate::sockets::Errno) -> Option<&'static str> {
    None
}
pub fn bytes(_: Language, n: usize) -> String {
    format!("{n} bytes")
}
pub fn duration(_: Language, n: u64) -> String {
    format!("{n} ns")
}
pub fn located(_: Language, p: &crate::scenario::LocatedProblem) -> String {
    p.to_string()
}
