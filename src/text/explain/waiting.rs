//! What a waiting call waits for, and that waiting is no fault.

use super::{Told, name_of};
use crate::sockets::{Awaited, Call};
use crate::text::{Language, duration};

/// What a call waits for, for the box of the diagram: at most 26 characters.
#[must_use]
pub fn awaited(language: Language, on: Awaited) -> &'static str {
    match (language, on) {
        (Language::Es, Awaited::Connection) => "espera una conexión",
        (Language::En, Awaited::Connection) => "waits for a connection",
        (Language::Es, Awaited::Answer) => "espera respuesta",
        (Language::En, Awaited::Answer) => "waits for an answer",
        (Language::Es, Awaited::Bytes) => "espera bytes",
        (Language::En, Awaited::Bytes) => "waits for bytes",
        (Language::Es, Awaited::Datagram) => "espera un datagrama",
        (Language::En, Awaited::Datagram) => "waits for a datagram",
        (Language::Es, Awaited::Room) => "espera sitio en el búfer",
        (Language::En, Awaited::Room) => "waits for buffer space",
        (Language::Es, Awaited::Name) => "espera la dirección",
        (Language::En, Awaited::Name) => "waits for the address",
        (Language::Es, Awaited::Delivery) => "espera confirmación",
        (Language::En, Awaited::Delivery) => "waits for delivery",
        (Language::Es, Awaited::Readiness) => "espera a que haya algo",
        (Language::En, Awaited::Readiness) => "waits for readiness",
        (Language::Es, Awaited::Time(_)) => "duerme",
        (Language::En, Awaited::Time(_)) => "sleeps",
    }
}

/// What a call waited for, once the wait is over.
#[must_use]
pub fn waited(language: Language, on: Awaited) -> &'static str {
    match (language, on) {
        (Language::Es, Awaited::Connection) => "esperó una conexión",
        (Language::En, Awaited::Connection) => "waited for a connection",
        (Language::Es, Awaited::Answer) => "esperó respuesta",
        (Language::En, Awaited::Answer) => "waited for an answer",
        (Language::Es, Awaited::Bytes) => "esperó bytes",
        (Language::En, Awaited::Bytes) => "waited for bytes",
        (Language::Es, Awaited::Datagram) => "esperó un datagrama",
        (Language::En, Awaited::Datagram) => "waited for a datagram",
        (Language::Es, Awaited::Room) => "esperó sitio en el búfer",
        (Language::En, Awaited::Room) => "waited for buffer space",
        (Language::Es, Awaited::Name) => "esperó la dirección",
        (Language::En, Awaited::Name) => "waited for the address",
        (Language::Es, Awaited::Delivery) => "esperó confirmación",
        (Language::En, Awaited::Delivery) => "waited for delivery",
        (Language::Es, Awaited::Readiness) => "esperó a que hubiera algo",
        (Language::En, Awaited::Readiness) => "waited for readiness",
        (Language::Es, Awaited::Time(_)) => "durmió",
        (Language::En, Awaited::Time(_)) => "slept",
    }
}

/// The wait in sentences.
pub(super) fn told(language: Language, call: &Call, on: Awaited) -> Told {
    let socket = name_of(call);
    let name = call.function();
    match on {
        Awaited::Connection => Told::with(
            say!(
                language,
                "La cola de {socket} está vacía y {name} es de bloqueo: se queda parado hasta que llegue \
                 una conexión. Es lo normal, no un fallo.",
                "The queue of {socket} is empty and {name} blocks: it stops here until a connection \
                 arrives. That is normal, not a fault.",
            ),
            say!(
                language,
                "Haz que un cliente llame a connect con esta dirección.",
                "Let a client call connect with this address.",
            ),
        ),
        Awaited::Answer => Told::with(
            say!(
                language,
                "{socket} ha pedido la conexión y espera: o la respuesta no ha llegado aún, o la cola del \
                 socket de escucha está llena. Es lo normal, no un fallo.",
                "{socket} has asked for the connection and waits: the answer has not come yet, or the \
                 listener's queue is full. That is normal, not a fault.",
            ),
            say!(
                language,
                "Si la cola está llena, un accept del servidor le hará sitio.",
                "If the queue is full, an accept of the server makes room in it.",
            ),
        ),
        Awaited::Bytes => Told::with(
            say!(
                language,
                "Aún no ha llegado nada a {socket} y {name} es de bloqueo: se queda parado hasta que \
                 lleguen bytes o el fin de flujo. Es lo normal, no un fallo.",
                "Nothing has arrived at {socket} yet and {name} blocks: it stops here until bytes come, or \
                 the end of the stream. That is normal, not a fault.",
            ),
            say!(
                language,
                "Le basta un send del otro extremo; con su close recibiría 0 bytes.",
                "A send of the other end is enough; at its close this call would get 0 bytes.",
            ),
        ),
        Awaited::Datagram => Told::with(
            say!(
                language,
                "Aún no ha llegado ningún datagrama a {socket} y {name} es de bloqueo: se queda parado \
                 hasta que llegue uno. Es lo normal, no un fallo.",
                "No datagram has arrived at {socket} yet and {name} blocks: it stops here until one comes. \
                 That is normal, not a fault.",
            ),
            say!(
                language,
                "Si el datagrama se pierde por el camino, la espera no acaba nunca: UDP no lo repite.",
                "If the datagram gets lost on its way, the wait never ends: UDP does not repeat it.",
            ),
        ),
        Awaited::Room => Told::with(
            say!(
                language,
                "El búfer de envío de {socket} está lleno, porque el otro extremo no lee tan deprisa: \
                 {name} espera a que haya sitio. Es lo normal, no un fallo.",
                "The send buffer of {socket} is full, because the other end does not read as fast: {name} \
                 waits for room. That is normal, not a fault.",
            ),
            say!(
                language,
                "Cada recv del otro extremo libera sitio.",
                "Each recv of the other end makes room.",
            ),
        ),
        Awaited::Name => Told::only(say!(
            language,
            "Antes de {name} hay que traducir el nombre a una dirección (getaddrinfo), y la respuesta puede \
             tardar si viene de la red.",
            "Before {name} the name has to be turned into an address (getaddrinfo), and an answer from the \
             network can take a while.",
        )),
        Awaited::Delivery => Told::only(say!(
            language,
            "Por SO_LINGER, {name} espera a que el otro extremo confirme lo que queda por enviar, o a que \
             se acabe el plazo.",
            "Because of SO_LINGER, {name} waits for the other end to confirm what is still to be sent, or \
             for the time to run out.",
        )),
        Awaited::Readiness => readiness(language, name),
        Awaited::Time(time) => {
            let time = duration(language, u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
            Told::only(say!(
                language,
                "Este participante duerme {time}; los demás siguen.",
                "This participant sleeps for {time}; the others go on.",
            ))
        }
    }
}

fn readiness(language: Language, name: &str) -> Told {
    Told::only(say!(
        language,
        "{name} espera hasta que alguno de sus sockets tenga algo que leer, o sitio para escribir, o se \
             acabe el plazo. Así un solo hilo atiende a muchos.",
        "{name} waits until one of its sockets has something to read, or room to write, or the time is up. \
             So one thread serves many.",
    ))
}
