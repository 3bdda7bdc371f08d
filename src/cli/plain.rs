//! What goes to the terminal may come from a file that somebody else wrote: nothing in it is to move the cursor, forge a
//! line or change a colour.

use std::borrow::Cow;

/// A text that may come from a file, without what would move the terminal: control characters as a program writes them.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            plain.extend(c.escape_default());
        } else {
            plain.push(c);
        }
    }
    Cow::Owned(plain)
}
