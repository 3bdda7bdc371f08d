//! What the handles of the panels do.

use super::Language;

/// That a panel is folded away.
#[must_use]
pub fn fold(language: Language, panel: &str) -> String {
    say!(language, "panel_fold", panel)
}

/// That it is brought back.
#[must_use]
pub fn unfold(language: Language, panel: &str) -> String {
    say!(language, "panel_unfold", panel)
}
