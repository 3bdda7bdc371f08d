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
            told.push(say!(
                language,
                "Un send, {reads} recv: cada recv se lleva como mucho los bytes que pide.",
                "One send, {reads} recv: each recv takes at most the bytes that it asks for.",
            ));
        }
        // Only if the last recv took all of its send, too.
        let received = direction.received();
        let is_whole = direction.sends.binary_search_by_key(&received, |send| send.end).is_ok();
        if told.is_empty() && met.reads > 0 && is_whole {
            told.push(say!(
                language,
                "Aquí cada recv se llevó justo lo de un send, pero TCP no lo garantiza.",
                "Here each recv took just what one send had sent, but TCP does not promise that.",
            ));
        }
    }
    told.extend(rest(language, direction));
    told.join(" ")
}

fn joined(language: Language, sends: usize, whole: bool) -> String {
    let count = counted(language, sends);
    if whole {
        let count = capitalised(&count);
        return say!(
            language,
            "{count} send llegaron en un solo recv: TCP entrega un flujo de bytes, no mensajes.",
            "{count} sends came in a single recv: TCP delivers a stream of bytes, not messages.",
        );
    }
    say!(
        language,
        "Un solo recv se llevó bytes de {count} send: TCP entrega un flujo de bytes, no mensajes.",
        "A single recv took bytes of {count} sends: TCP delivers a stream of bytes, not messages.",
    )
}

fn one_side(language: Language, direction: &Direction) -> String {
    if direction.from.is_some() {
        return say!(
            language,
            "El otro extremo es un programa externo: se sabe qué se llevó el sistema, no qué recibió él.",
            "The other end is an outside program: what the system took is known, what it received is not.",
        );
    }
    say!(
        language,
        "El otro extremo es un programa externo: se sabe qué llegó, no en cuántos send.",
        "The other end is an outside program: what came is known, in how many sends is not.",
    )
}

/// What has become of the bytes that no recv has taken, or else of the end.
fn rest(language: Language, direction: &Direction) -> Option<String> {
    if let Some(unread) = direction.unread() {
        let most = count(language, unread.asked - unread.start);
        return Some(if unread.abandoned {
            say!(
                language,
                "Sin leer para siempre: {most}; quien debía recibirlos cerró su socket.",
                "Never to be read: {most}; whoever was to receive them has closed its socket.",
            )
        } else if direction.sending.is_some() {
            say!(
                language,
                "El send no ha vuelto todavía: faltan por leer, como mucho, {most}.",
                "The send has not returned yet: left to be read, at most: {most}.",
            )
        } else if direction.to.is_none() {
            say!(
                language,
                "Esperan en el sistema {most}, aunque nadie ha llamado todavía a accept.",
                "In the system wait {most}, although nobody has called accept yet.",
            )
        } else {
            say!(
                language,
                "Esperan en el sistema {most}: ningún recv se los ha llevado.",
                "In the system wait {most}: no recv has taken them.",
            )
        });
    }
    match (direction.ended, direction.end_read) {
        (_, Some(_)) => Some(say!(
            language,
            "Y se leyó el final: un recv devolvió 0 bytes.",
            "And the end was read: a recv returned 0 bytes.",
        )),
        (Some(_), None) => Some(say!(
            language,
            "El final está enviado, y nadie lo ha leído.",
            "The end has been sent, and nobody has read it.",
        )),
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
        1 => say!(language, "{call} · {span}, de un send", "{call} · {span}, of one send"),
        _ => {
            let sends = counted(language, sends);
            say!(language, "{call} · {span}, de {sends} send", "{call} · {span}, of {sends} sends")
        }
    }
}

/// A block of bytes that a send asks for which has not returned.
#[must_use]
pub fn waiting_block(language: Language, call: &str, start: u64, end: u64) -> String {
    let span = span(language, start, end);
    say!(language, "{call} · no ha vuelto; pide {span}", "{call} · has not returned; asks for {span}")
}

/// The block of what was sent and not received. `most` where it may be less.
#[must_use]
pub fn unread_block(language: Language, start: u64, end: u64, most: bool, abandoned: bool) -> String {
    let number = count(language, end - start);
    match (abandoned, most) {
        (true, _) => say!(language, "{number} sin leer para siempre", "{number} never to be read"),
        (false, true) => say!(language, "hasta {number} por leer", "up to {number} to be read"),
        (false, false) => say!(language, "{number} por leer", "{number} to be read"),
    }
}

/// The mark where a direction ends.
#[must_use]
pub fn ended(language: Language, call: &str) -> String {
    say!(language, "{call} · fin del flujo, enviado", "{call} · end of the stream, sent")
}

/// The mark where the end of a direction was read.
#[must_use]
pub fn end_read(language: Language, call: &str) -> String {
    say!(language, "{call} · fin del flujo, leído: 0 bytes", "{call} · end of the stream, read: 0 bytes")
}

/// What became of a datagram. `other` is the other end as one reads it: a call, an address, or the tag of a socket.
#[must_use]
pub fn datagram(language: Language, datagram: &Datagram, other: &str) -> String {
    match datagram.fate {
        Fate::Arrived { kept, sent, .. } if kept < sent => {
            let (lost, kept, sent) =
                (grouped(language, sent - kept), grouped(language, kept), bytes_of(language, sent));
            say!(
                language,
                "cortado: {other} · {kept} de {sent}; los otros {lost} se perdieron",
                "cut: {other} · {kept} of {sent}; the other {lost} were lost",
            )
        }
        Fate::Arrived { .. } if datagram.is_sent => {
            say!(language, "llegó entero: {other}", "came whole: {other}")
        }
        Fate::Arrived { .. } => say!(language, "entero, de {other}", "whole, of {other}"),
        Fate::FromOutside(_) => {
            say!(language, "de un programa externo, {other}", "from an outside program, {other}")
        }
        Fate::FromUnknown => {
            say!(language, "no se sabe qué llamada lo envió", "which call sent it is not known")
        }
        Fate::Refused(_) => say!(
            language,
            "rechazado: ahí no hay nadie, como dijo {other} (deducido por el orden)",
            "refused: nobody is there, as {other} told (worked out by the order)",
        ),
        Fate::NotSent(Outcome::Failed(errno)) => {
            say!(language, "no salió: {errno}", "did not leave: {errno}")
        }
        Fate::NotSent(_) => say!(language, "no salió", "did not leave"),
        Fate::Unread(_) => say!(
            language,
            "sin recibir: espera en la cola de {other}, o se perdió",
            "not received: waits in the queue of {other}, or was lost",
        ),
        Fate::Abandoned(_) => say!(
            language,
            "no se recibió nunca: {other} se cerró antes",
            "never received: {other} was closed before",
        ),
        Fate::Gone => say!(
            language,
            "nada dice si llegó: ahí no hay ningún socket de esta ejecución",
            "nothing tells whether it came: no socket of this run is there",
        ),
    }
}

/// That a character is several bytes: `ñ son 2 bytes: C3 B1.`
#[must_use]
pub fn character_bytes(language: Language, character: char, hex: &str) -> String {
    let number = counted(language, character.len_utf8());
    say!(language, "{character} son {number} bytes: {hex}.", "{character} is {number} bytes: {hex}.")
}

/// Why these bytes are no text, before the words of Python. `mid_stream`: bytes went before them.
#[must_use]
pub fn broken(language: Language, error: &DecodeError, first: u8, mid_stream: bool) -> String {
    let continues = crate::sockets::is_continuation(first);
    match error.reason {
        Reason::UnexpectedEnd => say!(
            language,
            "El corte cae dentro de un carácter: faltan sus últimos bytes, y decode('utf-8') falla.",
            "The cut falls inside a character: its last bytes are missing, and decode('utf-8') fails.",
        ),
        Reason::InvalidStart if continues && mid_stream && error.start == 0 => say!(
            language,
            "Empieza a mitad de un carácter: sus primeros bytes fueron en la llamada anterior, y decode('utf-8') falla.",
            "It begins inside a character: its first bytes went with the call before, and decode('utf-8') fails.",
        ),
        Reason::InvalidStart => say!(
            language,
            "Ningún carácter empieza por este byte en UTF-8, y decode('utf-8') falla.",
            "No character begins with this byte in UTF-8, and decode('utf-8') fails.",
        ),
        Reason::InvalidContinuation => say!(
            language,
            "Estos bytes no forman un carácter en UTF-8, y decode('utf-8') falla.",
            "These bytes make no character in UTF-8, and decode('utf-8') fails.",
        ),
    }
}

/// `4 bytes, de 0 a 4`.
fn span(language: Language, start: u64, end: u64) -> String {
    let (number, start, end) =
        (count(language, end - start), grouped(language, start), grouped(language, end));
    say!(language, "{number}, de {start} a {end}", "{number}, from {start} to {end}")
}

fn count(language: Language, number: u64) -> String {
    bytes(language, usize::try_from(number).unwrap_or(usize::MAX))
}

fn bytes_of(language: Language, number: u64) -> String {
    count(language, number)
}

/// A small number as a word, a larger one in digits.
fn counted(language: Language, number: usize) -> String {
    const SMALL: [(&str, &str); 8] = [
        ("dos", "two"),
        ("tres", "three"),
        ("cuatro", "four"),
        ("cinco", "five"),
        ("seis", "six"),
        ("siete", "seven"),
        ("ocho", "eight"),
        ("nueve", "nine"),
    ];
    match number.checked_sub(2).and_then(|at| SMALL.get(at)) {
        Some((es, en)) => match language {
            Language::Es => (*es).to_owned(),
            Language::En => (*en).to_owned(),
        },
        None => grouped(language, number as u64),
    }
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
        Language::ALL.map(|language| direction(language, &all, 0, 1 << 40))
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
        let es = datagram(Language::Es, &cut, "recvfrom(4)");
        assert_eq!(es, "cortado: recvfrom(4) · 4 de 14 bytes; los otros 10 se perdieron");
    }
}
