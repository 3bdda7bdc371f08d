//! The words for the ports of the machine: why there is no table, and how long a connection that is over still lasts.

use std::time::Duration;

use super::Language;
use crate::kernel::ports::PortsError;

/// Why the ports cannot be shown.
#[must_use]
pub fn ports_error(language: Language, error: &PortsError) -> String {
    match error {
        PortsError::Platform => say!(
            language,
            "No disponible aquí: de los sockets de otros programas solo informa Linux.",
            "Not available here: only Linux tells about the sockets of other programs.",
        ),
        PortsError::Refused(why) => say!(
            language,
            "No disponible aquí: el núcleo se niega a dar la lista ({why}).",
            "Not available here: the kernel refuses to give the list ({why}).",
        ),
    }
}

/// How long the kernel still keeps a connection that is over: `aún 42 s`.
#[must_use]
pub fn remaining(language: Language, time: Duration) -> String {
    let seconds = time.as_secs();
    say!(language, "aún {seconds} s", "{seconds} s left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_shown_says_so_and_why() {
        let refused = PortsError::Refused("Operation not permitted".into());
        for error in [PortsError::Platform, refused] {
            assert!(ports_error(Language::Es, &error).starts_with("No disponible aquí: "));
            assert!(ports_error(Language::En, &error).starts_with("Not available here: "));
        }
    }
}
