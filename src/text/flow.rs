//! What flows, in words: what is to be seen in a direction of a connection, what became of a datagram, which bytes make
//! which character.

use super::Language;
use super::number::{bytes, grouped};
use crate::sockets::{DecodeError, Outcome, Reason};
use crate::trace::{Datagram, Direction, Fate};

/// What there is to be seen in the bytes of a direction from `start` to `end`, in one to three sentences.
#[must_use]
pub fn direction(language: Language, direction: &Direction, start: u64, end: u64) -> String {
    let mut told = Vec::new();
    let met = direction.meeting(start, end);
    if direction.is_outside {
        told.push(one_side(language, direction));
    } else {
        if met.joined > 1 {
            told.push(joined(language, met.joined, met.joined_whole));
        }
        if met.split > 1 {
            let reads = counted(language, met.split);
            told.push(say!(language, "flow_one_send_recv_each", reads));
        }
        // Only if the last recv took all of its send, too.
        let received = direction.received();
        let is_whole = direction.sends.binary_search_by_key(&received, |send| send.end).is_ok();
        if told.is_empty() && met.reads > 0 && is_whole {
            told.push(say!(language, "flow_here_each_recv_took"));
        }
    }
    told.extend(rest(language, direction));
    told.join(" ")
}

fn joined(language: Language, sends: usize, whole: bool) -> String {
    let count = counted(language, sends);
    if whole {
        let count = capitalised(&count);
        return say!(language, "flow_sends_came_single_recv", count);
    }
    say!(language, "flow_single_recv_took_bytes", count)
}

fn one_side(language: Language, direction: &Direction) -> String {
    if direction.from.is_some() {
        return say!(language, "flow_other_end_outside_program");
    }
    say!(language, "flow_other_end_outside_program_2")
}

/// What has become of the bytes that no recv has taken, or else of the end.
fn rest(language: Language, direction: &Direction) -> Option<String> {
    if let Some(unread) = direction.unread() {
        let most = count(language, unread.asked - unread.start);
        return Some(if unread.abandoned {
            say!(language, "flow_never_read_whoever_was", most)
        } else if direction.sending.is_some() {
            say!(language, "flow_send_not_returned_yet", most)
        } else if direction.to.is_none() {
            say!(language, "flow_system_wait_although_nobody", most)
        } else {
            say!(language, "flow_system_wait_no_recv", most)
        });
    }
    match (direction.ended, direction.end_read) {
        (_, Some(_)) => Some(say!(language, "flow_end_was_read_recv")),
        (Some(_), None) => Some(say!(language, "flow_end_been_sent_nobody")),
        (None, None) => None,
    }
}

/// A block of bytes that a call sent: `send('uno ') · 4 bytes, de 0 a 4`.
#[must_use]
pub fn sent_block(language: Language, call: &str, start: u64, end: u64) -> String {
    format!("{call} · {}", span(language, start, end))
}

/// A block of bytes that a call received, from so many sends.
#[must_use]
pub fn received_block(language: Language, call: &str, start: u64, end: u64, sends: usize) -> String {
    let span = span(language, start, end);
    match sends {
        0 => format!("{call} · {span}"),
        1 => say!(language, "flow_one_send", call, span),
        _ => {
            let sends = counted(language, sends);
            say!(language, "flow_call_span_of_sends", call, span, sends)
        }
    }
}

/// A block of bytes that a send asks for which has not returned.
#[must_use]
pub fn waiting_block(language: Language, call: &str, start: u64, end: u64) -> String {
    let span = span(language, start, end);
    say!(language, "flow_not_returned_asks", call, span)
}

/// The block of what was sent and not received. `most` where it may be less.
#[must_use]
pub fn unread_block(language: Language, start: u64, end: u64, most: bool, abandoned: bool) -> String {
    let number = count(language, end - start);
    match (abandoned, most) {
        (true, _) => say!(language, "flow_never_read", number),
        (false, true) => say!(language, "flow_up_read", number),
        (false, false) => say!(language, "flow_number_to_be_read", number),
    }
}

/// The mark where a direction ends.
#[must_use]
pub fn ended(language: Language, call: &str) -> String {
    say!(language, "flow_end_stream_sent", call)
}

/// The mark where the end of a direction was read.
#[must_use]
pub fn end_read(language: Language, call: &str) -> String {
    say!(language, "flow_end_stream_read_0", call)
}

/// What became of a datagram. `other` is the other end as one reads it: a call, an address, or the tag of a socket.
#[must_use]
pub fn datagram(language: Language, datagram: &Datagram, other: &str) -> String {
    match datagram.fate {
        Fate::Arrived { kept, sent, .. } if kept < sent => {
            let (lost, kept, sent) =
                (grouped(language, sent - kept), grouped(language, kept), bytes_of(language, sent));
            say!(language, "flow_cut_other_were_lost", other, kept, sent, lost)
        }
        Fate::Arrived { .. } if datagram.is_sent => {
            say!(language, "flow_came_whole", other)
        }
        Fate::Arrived { .. } => say!(language, "flow_whole_of_other", other),
        Fate::FromOutside(_) => {
            say!(language, "flow_outside_program", other)
        }
        Fate::FromUnknown => {
            say!(language, "flow_call_sent_not_known")
        }
        Fate::Refused(_) => say!(language, "flow_refused_nobody_there_told", other),
        Fate::NotSent(Outcome::Failed(errno)) => {
            say!(language, "flow_did_not_leave", errno)
        }
        Fate::NotSent(_) => say!(language, "flow_did_not_leave_2"),
        Fate::Unread(_) => say!(language, "flow_not_received_waits_queue", other),
        Fate::Abandoned(_) => say!(language, "flow_never_received_was_closed", other),
        Fate::Dropped(_) => say!(language, "flow_never_came_in", other),
        Fate::ToOutside(_) => say!(language, "flow_went_outside", other),
        Fate::Nobody => say!(language, "flow_nobody_was_bound"),
        Fate::Gone => say!(language, "flow_nothing_tells_whether_came"),
    }
}

/// What became of a datagram, in few words; nothing where it was received, or where nothing is known.
#[must_use]
pub fn fate(language: Language, fate: Fate) -> Option<String> {
    Some(match fate {
        Fate::Unread(_) => word!(language, "fate_short_unread").to_owned(),
        Fate::Abandoned(_) => word!(language, "fate_short_thrown_away").to_owned(),
        Fate::Dropped(_) => word!(language, "fate_short_dropped").to_owned(),
        Fate::Refused(_) => word!(language, "fate_short_refused").to_owned(),
        Fate::Nobody => word!(language, "fate_short_nobody").to_owned(),
        Fate::Arrived { .. }
        | Fate::FromOutside(_)
        | Fate::FromUnknown
        | Fate::NotSent(_)
        | Fate::ToOutside(_)
        | Fate::Gone => return None,
    })
}

/// That a character is several bytes: `ñ son 2 bytes: C3 B1.`
#[must_use]
pub fn character_bytes(language: Language, character: char, hex: &str) -> String {
    let number = counted(language, character.len_utf8());
    say!(language, "flow_character_is_number_bytes", character, number, hex)
}

/// Why these bytes are no text, before the words of Python. `mid_stream`: bytes went before them.
#[must_use]
pub fn broken(language: Language, error: &DecodeError, first: u8, mid_stream: bool) -> String {
    let continues = crate::sockets::is_continuation(first);
    match error.reason {
        Reason::UnexpectedEnd => say!(language, "flow_cut_falls_inside_character"),
        Reason::InvalidStart if continues && mid_stream && error.start == 0 => {
            say!(language, "flow_begins_inside_character_first")
        }
        Reason::InvalidStart => say!(language, "flow_no_character_begins_byte"),
        Reason::InvalidContinuation => say!(language, "flow_these_bytes_make_no"),
    }
}

/// `4 bytes, de 0 a 4`.
fn span(language: Language, start: u64, end: u64) -> String {
    let (number, start, end) =
        (count(language, end - start), grouped(language, start), grouped(language, end));
    say!(language, "flow_number_from_start_to", number, start, end)
}

fn count(language: Language, number: u64) -> String {
    bytes(language, usize::try_from(number).unwrap_or(usize::MAX))
}

fn bytes_of(language: Language, number: u64) -> String {
    count(language, number)
}

/// A small number as a word, a larger one in digits.
fn counted(language: Language, number: usize) -> String {
    let word = match number {
        2 => word!(language, "flow_two"),
        3 => word!(language, "flow_three"),
        4 => word!(language, "flow_four"),
        5 => word!(language, "flow_five"),
        6 => word!(language, "flow_six"),
        7 => word!(language, "flow_seven"),
        8 => word!(language, "flow_eight"),
        9 => word!(language, "flow_nine"),
        _ => return grouped(language, number as u64),
    };
    word.to_owned()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{CallId, Piece, Sending};

    fn pieces(lengths: &[u64]) -> Vec<Piece> {
        let mut end = 0;
        let piece = |length: &u64| {
            let start = end;
            end += length;
            Piece { call: CallId(0), start, end }
        };
        lengths.iter().map(piece).collect()
    }

    /// What is told of sends and recvs of these lengths, in Spanish and in English.
    fn told(sends: &[u64], reads: &[u64], change: impl Fn(&mut Direction)) -> [String; 2] {
        let (sends, reads) = (pieces(sends), pieces(reads));
        let mut all = Direction { sends: &sends, reads: &reads, ..Direction::default() };
        change(&mut all);
        [Language::SPANISH, Language::ENGLISH].map(|language| direction(language, &all, 0, 1 << 40))
    }

    #[test]
    fn what_is_to_be_seen_follows_from_how_sends_and_recvs_meet() {
        let as_is = |_: &mut Direction| {};
        let [es, en] = told(&[4, 4, 4], &[12], as_is);
        assert_eq!(es, "Tres send llegaron en un solo recv: TCP entrega un flujo de bytes, no mensajes.");
        assert_eq!(en, "Three sends came in a single recv: TCP delivers a stream of bytes, not messages.");
        let [es, _] = told(&[4, 8], &[6, 6], as_is);
        assert!(es.starts_with("Un solo recv se llevó bytes de dos send: "), "{es}");
        let [es, _] = told(&[3000], &[1024, 1024, 952], as_is);
        assert_eq!(es, "Un send, tres recv: cada recv se lleva como mucho los bytes que pide.");
        let [es, _] = told(&[4, 4], &[4, 4], as_is);
        assert_eq!(es, "Aquí cada recv se llevó justo lo de un send, pero TCP no lo garantiza.");
        let [es, _] = told(&[7], &[1], as_is);
        assert!(!es.contains("justo"), "{es}");
        let [es, _] = told(&[12], &[], |d| d.reader_closed = true);
        assert_eq!(es, "Sin leer para siempre: 12 bytes; quien debía recibirlos cerró su socket.");
        let [_, en] = told(&[12], &[], as_is);
        assert_eq!(en, "In the system wait 12 bytes, although nobody has called accept yet.");
        let [_, en] =
            told(&[], &[], |d| d.sending = Some(Sending { call: CallId(0), start: 0, asked: 20_000 }));
        assert_eq!(en, "The send has not returned yet: left to be read, at most: 20,000 bytes.");
        let [es, _] = told(&[4], &[4], |d| d.end_read = Some(CallId(1)));
        assert!(es.ends_with("Y se leyó el final: un recv devolvió 0 bytes."), "{es}");
        let [es, en] = told(&[], &[], as_is);
        assert_eq!((es.as_str(), en.as_str()), ("", ""));
    }

    #[test]
    fn of_what_is_outside_only_one_side_is_told() {
        let [es, _] = told(&[], &[12, 4], |d| d.is_outside = true);
        assert_eq!(es, "El otro extremo es un programa externo: se sabe qué llegó, no en cuántos send.");
    }

    #[test]
    fn a_datagram_that_was_cut_tells_how_much_of_it_is_lost() {
        let cut = Datagram {
            call: CallId(1),
            is_sent: true,
            bytes: 14,
            fate: Fate::Arrived { other: CallId(2), kept: 4, sent: 14 },
        };
        let es = datagram(Language::SPANISH, &cut, "recvfrom(4)");
        assert_eq!(es, "cortado: recvfrom(4) · 4 de 14 bytes; los otros 10 se perdieron");
    }
}
