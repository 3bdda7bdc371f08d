//! What calls of a file reach beyond this machine and their run, in words: what is asked, what the terminal wants for it, and
//! that others can come to a socket.

use super::Language;
use crate::scenario::{Beyond, Reach};
use crate::session::ExposedSocket;
use crate::sockets::{Call, Kind};

words! {
    reach_title;
    reach_body;
    reach_allow;
    reach_not;
    reach_host;
    reach_name;
    reach_broadcast;
    reach_multicast;
    reach_path;
    reach_file;
    reach_needed;
    reach_when_run;
    cli_allow_network;
    cli_allow_path;
}

/// The flags of the command line that allow it.
const ALLOW_NETWORK: &str = "--allow-network";
const ALLOW_PATH: &str = "--allow-path";

/// The address that a call reaches, as it is written.
#[must_use]
pub fn reached(beyond: &Beyond) -> String {
    beyond.call.address().map_or_else(String::new, |address| visible(&address.to_string()))
}

/// Who reaches it, on which line as a person sees it, and what that is.
#[must_use]
pub fn reaches(words: Language, beyond: &Beyond, line: Option<usize>) -> String {
    let what = match (beyond.reach, &*beyond.call) {
        (Reach::Host, _) => words.reach_host(),
        (Reach::Name, _) => words.reach_name(),
        (Reach::Broadcast, _) => words.reach_broadcast(),
        (Reach::Multicast, _) => words.reach_multicast(),
        (Reach::Path, Call::Bind { .. }) => words.reach_file(),
        (Reach::Path, _) => words.reach_path(),
    };
    let (participant, function) = (visible(&beyond.participant.1), beyond.call.function());
    match line {
        Some(line) => say!(words, "reach_line", participant, line, function, what),
        None => say!(words, "reach_by", participant, function, what),
    }
}

/// That a file reaches beyond and was not run, with each call and what would allow it.
#[must_use]
pub fn reach_needed(
    words: Language,
    beyond: &[Beyond],
    line_of: impl Fn(&Beyond) -> Option<usize>,
) -> String {
    let wanted = |flag: &&str| beyond.iter().any(|one| flag_of(one.reach) == *flag);
    let flags: Vec<_> = [ALLOW_NETWORK, ALLOW_PATH].into_iter().filter(wanted).collect();
    let flags = flags.join(" ");
    let lines = reach_lines(words, beyond, line_of);
    format!("{}\n{lines}\n{}", words.reach_needed(), say!(words, "reach_run_as", flags))
}

/// A line for each call, with the flag that allows it. `line_of` is where the call stands in the file, if that is known.
#[must_use]
pub fn reach_lines(words: Language, beyond: &[Beyond], line_of: impl Fn(&Beyond) -> Option<usize>) -> String {
    let line = |one: &Beyond| {
        format!("  {}  {}  ({})", reached(one), reaches(words, one, line_of(one)), flag_of(one.reach))
    };
    beyond.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn flag_of(reach: Reach) -> &'static str {
    if reach.is_path() { ALLOW_PATH } else { ALLOW_NETWORK }
}

/// That others on the network can come to a socket, and how to keep to this machine.
#[must_use]
pub(super) fn exposed(words: Language, socket: &ExposedSocket) -> String {
    let ExposedSocket { participant, address, kind } = socket;
    match kind {
        Kind::Stream => say!(words, "reach_can_connect", participant, address),
        Kind::Dgram => say!(words, "reach_can_send", participant, address),
    }
}

/// A text of a file with all in it to be seen: what would break the line, turn it round or take no room is written out.
fn visible(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            visible.extend(c.escape_unicode());
        } else {
            visible.push(c);
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::scenario::ParticipantId;

    fn beyond(address: &str, reach: Reach, line: Option<u32>) -> Beyond {
        let call = Arc::new(Call::Connect { socket: "s".into(), to: address.parse().unwrap() });
        Beyond { participant: (ParticipantId(0), "a\nb".into()), line, call, reach }
    }

    #[test]
    fn the_flags_that_are_wanted_are_those_of_what_is_reached() {
        let (host, path) =
            (beyond("192.0.2.1:9", Reach::Host, Some(1)), beyond("unix:/run/x", Reach::Path, None));
        for words in Language::all() {
            let told = reach_needed(*words, std::slice::from_ref(&host), |_| Some(7));
            assert!(
                told.contains("192.0.2.1:9") && told.contains(ALLOW_NETWORK) && !told.contains(ALLOW_PATH)
            );
            let told = reach_needed(*words, &[host.clone(), path.clone()], |_| None);
            let last = told.lines().last().unwrap();
            assert!(last.contains(ALLOW_NETWORK) && last.contains(ALLOW_PATH), "{told}");
            assert_eq!(told.lines().count(), 4, "{told}");
        }
    }

    #[test]
    fn nothing_in_an_address_or_a_name_hides_where_a_call_goes() {
        let turned = beyond("\u{202e}1.2.0.291\u{200b}:9", Reach::Name, Some(0));
        assert_eq!(reached(&turned), "\\u{202e}1.2.0.291\\u{200b}:9");
        assert!(reaches(Language::ENGLISH, &turned, Some(3)).starts_with("a\\u{a}b, line 3, "));
    }
}
