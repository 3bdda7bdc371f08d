//! The words for what the kernel says: the states of TCP, queues, and why there is no table of ports.

use std::time::Duration;

use super::{Language, number};
use crate::kernel::ports::PortsError;
use crate::sockets::{AcceptQueue, TcpState};

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

/// A queue as it is read out: `cola de recepción de s_cliente: 12 de 131 072 bytes`.
#[must_use]
pub fn queue(language: Language, name: &str, socket: &str, bytes: u32, buffer: Option<u32>) -> String {
    let held = match buffer {
        Some(buffer) => number::part_of(language, bytes.into(), &number::bytes(language, buffer as usize)),
        None => number::bytes(language, bytes as usize),
    };
    say!(language, "{name} de {socket}: {held}", "{name} of {socket}: {held}")
}

/// The accept queue of a listener as it is read out.
#[must_use]
pub fn accept_queue(language: Language, socket: &str, queue: AcceptQueue) -> String {
    let AcceptQueue { waiting, backlog } = queue;
    let waiting = match (language, waiting) {
        (Language::Es, 0) => "ninguna conexión espera".to_owned(),
        (Language::Es, 1) => "1 conexión espera".to_owned(),
        (Language::Es, _) => format!("{waiting} conexiones esperan"),
        (Language::En, 0) => "no connection waits".to_owned(),
        (Language::En, 1) => "1 connection waits".to_owned(),
        (Language::En, _) => format!("{waiting} connections wait"),
    };
    say!(
        language,
        "cola de accept de {socket}: {waiting}; backlog {backlog}",
        "accept queue of {socket}: {waiting}; backlog {backlog}",
    )
}

/// The accept queue in few words: `2 esperan, backlog 1`.
#[must_use]
pub fn waiting_of(language: Language, queue: AcceptQueue) -> String {
    let AcceptQueue { waiting, backlog } = queue;
    match (language, waiting) {
        (Language::Es, 1) => format!("1 espera, backlog {backlog}"),
        (Language::Es, _) => format!("{waiting} esperan, backlog {backlog}"),
        (Language::En, 1) => format!("1 waits, backlog {backlog}"),
        (Language::En, _) => format!("{waiting} wait, backlog {backlog}"),
    }
}

/// What a press on the tag of a socket does.
#[must_use]
pub fn go_to_maker(language: Language, socket: &str, participant: &str) -> String {
    say!(
        language,
        "{socket}, de {participant}: ir a la llamada que lo creó",
        "{socket}, of {participant}: go to the call that made it",
    )
}

/// How many sockets are shown, of how many there are.
#[must_use]
pub fn sockets(language: Language, shown: usize, of: usize) -> String {
    let (shown, of) = (number::grouped(language, shown as u64), number::grouped(language, of as u64));
    say!(language, "{shown} de {of} sockets", "{shown} of {of} sockets")
}

/// Datagrams that were thrown away: `2 datagramas descartados`.
#[must_use]
pub fn drops(language: Language, count: u32) -> String {
    let number = number::grouped(language, count.into());
    match (language, count) {
        (Language::Es, 1) => format!("{number} datagrama descartado"),
        (Language::Es, _) => format!("{number} datagramas descartados"),
        (Language::En, 1) => format!("{number} datagram dropped"),
        (Language::En, _) => format!("{number} datagrams dropped"),
    }
}

/// What a press on the heading of a column does.
#[must_use]
pub fn sort_by(language: Language, column: &str) -> String {
    say!(language, "Ordenar por: {column}", "Sort by: {column}")
}

/// What it means that a TCP socket is in this state.
#[must_use]
pub fn tcp_state(language: Language, state: TcpState) -> &'static str {
    let (es, en) = match state {
        TcpState::Listen => (
            "Espera conexiones: otros pueden conectarse a su dirección.",
            "It waits for connections: others can connect to its address.",
        ),
        TcpState::SynSent => (
            "Ha pedido la conexión y espera la respuesta del otro extremo.",
            "It has asked for the connection and waits for the other end to answer.",
        ),
        TcpState::SynRecv => (
            "Ha llegado una petición de conexión; falta la última confirmación.",
            "A request to connect has come; the last confirmation is missing.",
        ),
        TcpState::Established => (
            "Conexión abierta: pueden ir datos en los dos sentidos.",
            "The connection is open: data can go both ways.",
        ),
        TcpState::FinWait1 => (
            "Este extremo ha cerrado y espera que el otro confirme que lo sabe.",
            "This end has closed and waits for the other to confirm that it knows.",
        ),
        TcpState::FinWait2 => (
            "Este extremo ha cerrado; el otro lo sabe, pero aún no ha cerrado el suyo.",
            "This end has closed; the other knows, but has not closed its own yet.",
        ),
        TcpState::Closing => (
            "Los dos extremos han cerrado a la vez; falta una confirmación.",
            "Both ends have closed at once; a confirmation is missing.",
        ),
        TcpState::TimeWait => (
            "La conexión ha terminado. Quien cerró primero guarda sus direcciones un minuto, por si llega algo con retraso.",
            "The connection is over. Who closed first keeps its addresses for a minute, in case something comes late.",
        ),
        TcpState::CloseWait => (
            "El otro extremo ha cerrado; este todavía no.",
            "The other end has closed; this one has not yet.",
        ),
        TcpState::LastAck => (
            "Los dos extremos han cerrado; falta la última confirmación.",
            "Both ends have closed; the last confirmation is missing.",
        ),
        TcpState::Close => (
            "Sin conexión: todavía no la hay, o ya no la hay.",
            "No connection: there is none yet, or no longer.",
        ),
    };
    match language {
        Language::Es => es,
        Language::En => en,
    }
}

/// How many connections wait for accept, where there is little room: `2 en cola`.
#[must_use]
pub fn waits_for_accept(language: Language, waiting: u32) -> String {
    say!(language, "{waiting} en cola", "{waiting} queued")
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

    #[test]
    fn queues_are_read_out_with_what_they_are_of() {
        assert_eq!(
            queue(Language::Es, "cola de recepción", "s_cliente", 12, Some(131_072)),
            "cola de recepción de s_cliente: 12 de 131\u{a0}072 bytes"
        );
        assert_eq!(queue(Language::En, "send queue", "s", 1, None), "send queue of s: 1 byte");
        let queue = AcceptQueue { waiting: 2, backlog: 1 };
        assert_eq!(
            accept_queue(Language::En, "l", queue),
            "accept queue of l: 2 connections wait; backlog 1"
        );
    }
}
