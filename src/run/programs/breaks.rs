//! Where a program that runs freely is to stop.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::trace::Site;

/// Breakpoints: lines of sources, and kinds of calls by the names that Python has for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaks {
    pub lines: BTreeSet<(Arc<str>, u32)>,
    pub methods: BTreeSet<String>,
}

impl Breaks {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.methods.is_empty()
    }

    /// Whether a call there is one to stop at.
    #[must_use]
    pub fn stops_at(&self, site: &Site) -> bool {
        self.methods.contains(&*site.method) || self.lines.contains(&(Arc::clone(&site.file), site.line))
    }
}
