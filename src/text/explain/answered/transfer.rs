//! Answers about bytes: what was sent, what was received, and what either does not mean.

use super::Told;
use crate::sockets::{Call, Endpoint, Payload};
use crate::text::{Language, bytes};

pub(super) fn sent(language: Language, count: usize, asked: usize) -> Told {
    if count < asked {
        let (count, asked) = (bytes(language, count), bytes(language, asked));
        return Told::with(
            say!(
                language,
                "El núcleo solo ha aceptado {count} de {asked}: la conexión se cortó mientras send esperaba \
                 sitio.",
                "The kernel took only {count} of {asked}: the connection broke while send waited for room.",
            ),
            say!(
                language,
                "Compara siempre lo que devuelve send con lo que querías enviar; en Python, sendall lo hace \
                 por ti.",
                "Always compare what send returns with what you wanted to send; in Python, sendall does it \
                 for you.",
            ),
        );
    }
    if count == 0 {
        return Told::only(say!(
            language,
            "No había nada que enviar: en TCP no sale nada; en UDP sale un datagrama vacío, que es legal.",
            "There was nothing to send: in TCP nothing leaves; in UDP an empty datagram leaves, which is \
             legal.",
        ));
    }
    let taken = bytes(language, count);
    Told::with(
        say!(
            language,
            "El núcleo se ha hecho cargo de todo ({taken}); de enviarlo se ocupa él.",
            "The kernel has taken all of it ({taken}); sending it is now its task.",
        ),
        say!(
            language,
            "Que send acabe no prueba que el otro programa lo haya leído, ni que lo vaya a leer.",
            "That send is over does not prove that the other program has read it, nor that it ever will.",
        ),
    )
}

pub(super) fn sent_to(language: Language, count: usize, from: &Endpoint, to: &Endpoint) -> Told {
    let size = bytes(language, count);
    let happened = match from {
        Endpoint::Inet(address) if address.ip().is_unspecified() => {
            let port = address.port();
            say!(
                language,
                "El datagrama ({size}) ha salido hacia {to} desde el puerto {port}; si no hubo bind, lo ha \
                 elegido el núcleo.",
                "The datagram ({size}) has left for {to} from port {port}; without a bind, the kernel chose \
                 it.",
            )
        }
        Endpoint::Unnamed => say!(
            language,
            "El datagrama ({size}) ha salido hacia {to}, sin dirección de remitente.",
            "The datagram ({size}) has left for {to}, without a sender's address.",
        ),
        _ => say!(
            language,
            "El datagrama ({size}) ha salido de {from} hacia {to}.",
            "The datagram ({size}) has left {from} for {to}.",
        ),
    };
    let advice = match from {
        Endpoint::Inet(_) => say!(
            language,
            "sendto no sabe si llega: el datagrama puede perderse, o no haber nadie en ese puerto, sin que \
             dé error.",
            "sendto cannot know whether it arrives: it may get lost, or nobody may be there, without any \
             error.",
        ),
        Endpoint::Unix(_) => say!(
            language,
            "El núcleo lo ha dejado en la cola del destinatario; falta que este llame a recvfrom.",
            "The kernel has put it in the receiver's queue; the receiver still has to call recvfrom.",
        ),
        Endpoint::Unnamed => say!(
            language,
            "Sin bind previo no tiene nombre: quien lo reciba no podrá contestarle.",
            "Without a bind it has no name: whoever receives it cannot answer.",
        ),
    };
    Told::with(happened, advice)
}

pub(super) fn received(language: Language, call: &Call, data: &Payload) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    if data.is_empty() && max > 0 {
        return Told::with(
            say!(
                language,
                "En un socket de flujo, 0 bytes son el fin de flujo: todo lo anterior ya se ha leído y no \
                 va a llegar nada más.",
                "On a stream socket, 0 bytes are the end of the stream: all before it has been read and \
                 nothing more will come.",
            ),
            say!(
                language,
                "No es un mensaje vacío: es la señal para salir del bucle y llamar a close. (En UDP sí \
                 sería un datagrama vacío.)",
                "It is not an empty message: it is the sign to leave the loop and call close. (In UDP it \
                 would be an empty datagram.)",
            ),
        );
    }
    let (count, most) = (bytes(language, data.len()), bytes(language, max));
    if data.len() >= max {
        return Told::with(
            say!(
                language,
                "Ha recibido {count}, todo lo que se había pedido.",
                "It received {count}, all that was asked for.",
            ),
            cut_character(language, data).unwrap_or_else(|| {
                say!(
                    language,
                    "En TCP puede quedar más para el siguiente recv; en UDP, si el datagrama era más largo, \
                     el resto se ha perdido.",
                    "In TCP there may be more for the next recv; in UDP, if the datagram was longer, the \
                     rest is lost.",
                )
            }),
        );
    }
    Told::with(
        say!(
            language,
            "Ha recibido {count}, lo que había: recv no espera a llenar los {most}.",
            "It received {count}, what was there: recv does not wait to fill the {most}.",
        ),
        cut_character(language, data).unwrap_or_else(|| {
            say!(
                language,
                "TCP no guarda fronteras entre mensajes: pueden ser varios send juntos, o solo parte de \
                 uno. (UDP sí las guarda.)",
                "TCP keeps no borders between messages: these may be several sends together, or only a part \
                 of one. (UDP does keep them.)",
            )
        }),
    )
}

pub(super) fn received_from(language: Language, call: &Call, data: &Payload, from: &Endpoint) -> Told {
    let max = call.room().unwrap_or(usize::MAX);
    let count = bytes(language, data.len());
    let sender = match from {
        Endpoint::Unnamed => say!(language, "un socket sin nombre", "a socket without a name"),
        _ => from.to_string(),
    };
    if data.len() >= max {
        return Told::with(
            say!(
                language,
                "Ha llegado un datagrama de {sender} que llena lo que se pedía, {count}.",
                "A datagram from {sender} arrived that fills what was asked for, {count}.",
            ),
            say!(
                language,
                "Si era más largo, el resto se ha perdido: otro recvfrom daría el datagrama siguiente, no \
                 lo que falta.",
                "If it was longer, the rest is lost: another recvfrom would give the next datagram, not \
                 what is missing.",
            ),
        );
    }
    if data.is_empty() {
        return Told::only(say!(
            language,
            "Ha llegado un datagrama vacío de {sender}: es legal, y en UDP 0 bytes no anuncian ningún final.",
            "An empty datagram arrived from {sender}: it is legal, and in UDP 0 bytes announce no end.",
        ));
    }
    let happened = say!(
        language,
        "Ha llegado un datagrama entero de {sender}, {count}.",
        "A whole datagram arrived from {sender}, {count}.",
    );
    let advice = match from {
        Endpoint::Unnamed => say!(
            language,
            "No hay dirección a la que contestar: el remitente no hizo bind.",
            "There is no address to answer to: the sender made no bind.",
        ),
        _ => say!(
            language,
            "Para contestar, sendto a esa misma dirección (el addr de Python).",
            "To answer, sendto that same address (Python's addr).",
        ),
    };
    Told::with(happened, advice)
}

/// A warning, if the bytes are text that begins or ends within a character.
fn cut_character(language: Language, data: &Payload) -> Option<String> {
    let is_continuation = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    let begins_within = data.iter().take_while(is_continuation).count();
    let rest = data.get(begins_within..)?;
    let ends_within = match std::str::from_utf8(rest) {
        Ok(_) => false,
        Err(error) if error.error_len().is_none() => true,
        Err(_) => return None,
    };
    (ends_within || (1..=3).contains(&begins_within)).then(|| {
        say!(
            language,
            "El corte ha partido un carácter de varios bytes (ñ ocupa 2; €, 3): junta los trozos antes de \
             decode.",
            "The cut went through a character of several bytes (ñ takes 2; €, 3): join the pieces before \
             decode.",
        )
    })
}
