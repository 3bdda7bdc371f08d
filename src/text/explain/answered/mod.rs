//! What a successful answer means, and the surprise that may hide in it.

mod naming;
mod option;
mod transfer;

use super::{Told, meaning, name_of};
use crate::sockets::{Call, Half, Outcome};
use crate::text::Language;
use crate::trace::SocketUse;

/// The sentences for an outcome that is no failure.
pub(super) fn told(language: Language, call: &Call, outcome: &Outcome, used: Option<SocketUse>) -> Told {
    let socket = name_of(call);
    match outcome {
        Outcome::Opened(opened) => {
            let fd = opened.fd;
            Told::with(
                say!(
                    language,
                    "El núcleo ha creado el socket y le ha dado el descriptor {fd}; aún no tiene dirección \
                     ni está conectado.",
                    "The kernel has made the socket and given it descriptor {fd}; it has no address yet and \
                     is not connected.",
                ),
                say!(
                    language,
                    "Un servidor suele seguir con bind; un cliente TCP, con connect.",
                    "A server usually goes on with bind; a TCP client, with connect.",
                ),
            )
        }
        Outcome::Bound { local } => match call {
            Call::Listen { backlog, .. } => naming::listening(language, socket, *backlog, local),
            _ => naming::bound(language, socket, call.address(), local),
        },
        Outcome::Accepted { socket: opened, local, peer } => {
            naming::accepted(language, call, opened.fd, local, peer)
        }
        Outcome::Connected { local, peer } => naming::connected(language, socket, local, peer),
        Outcome::Sent { count, asked } => transfer::sent(language, *count, *asked),
        Outcome::SentTo { count, from, to } => transfer::sent_to(language, *count, from, to),
        Outcome::Received { data } | Outcome::ReceivedFrom { data, from: None } => {
            transfer::received(language, call, data)
        }
        Outcome::ReceivedFrom { data, from: Some(from) } => {
            transfer::received_from(language, call, data, from)
        }
        Outcome::Value(value) => match call {
            Call::GetSockOpt { option, .. } => option::value(language, socket, *option, *value),
            _ => Told::only(say!(language, "El núcleo ha devuelto {value}.", "The kernel returned {value}.")),
        },
        Outcome::Gave(what) => {
            let name = call.function();
            Told::only(say!(language, "{name} ha devuelto {what}.", "{name} gave back {what}."))
        }
        Outcome::Address(address) => naming::address_told(language, call, address),
        _ => done(language, call, used),
    }
}

fn done(language: Language, call: &Call, used: Option<SocketUse>) -> Told {
    let socket = name_of(call);
    match call {
        Call::Shutdown { how, .. } => shut_down(language, socket, *how),
        Call::Close { .. } => closed(language, socket, used),
        Call::SetSockOpt { option, .. } => option::set(language, socket, *option),
        Call::Sleep { .. } => Told::only(say!(
            language,
            "El tiempo ha pasado; entretanto los demás participantes han podido seguir.",
            "The time is over; the other participants could go on meanwhile.",
        )),
        _ => {
            let name = call.function();
            Told::only(say!(
                language,
                "{name} ha terminado bien y no devuelve nada más.",
                "{name} succeeded and returns nothing more.",
            ))
        }
    }
}

fn closed(language: Language, socket: &str, used: Option<SocketUse>) -> Told {
    match used {
        Some(SocketUse::Datagrams) => Told::only(say!(
            language,
            "El programa suelta {socket}. No hay conexión que cerrar: a los demás no se les avisa.",
            "The program lets go of {socket}. There is no connection to close: nobody else is told.",
        )),
        Some(SocketUse::Listener) => Told::with(
            say!(
                language,
                "{socket} deja de escuchar: a partir de ahora, connect a su puerto dará ECONNREFUSED.",
                "{socket} no longer listens: from now on, connect to its port gives ECONNREFUSED.",
            ),
            say!(
                language,
                "Las conexiones ya aceptadas son otros sockets y siguen vivas; las que esperaban en la cola, no.",
                "Connections that were accepted are other sockets and live on; those that waited in the queue do \
                 not.",
            ),
        ),
        Some(SocketUse::Unconnected) => Told::only(say!(
            language,
            "El programa suelta {socket}, que no estaba conectado: no hay otro extremo que se entere.",
            "The program lets go of {socket}, which was not connected: there is no other end to notice.",
        )),
        Some(SocketUse::Connection) | None => Told::with(
            say!(
                language,
                "El programa suelta {socket}. El otro extremo verá el fin de flujo, o ECONNRESET si aquí \
                 quedaban bytes sin leer.",
                "The program lets go of {socket}. The other end will see the end of the stream, or ECONNRESET \
                 if bytes were left unread here.",
            ),
            say!(
                language,
                "En TCP, quien cierra primero deja su puerto en TIME_WAIT; para repetir bind enseguida hace \
                 falta SO_REUSEADDR, antes y ahora.",
                "In TCP, who closes first leaves its port in TIME_WAIT; to bind again soon takes \
                 SO_REUSEADDR, on the old socket and the new.",
            ),
        ),
    }
}

fn shut_down(language: Language, socket: &str, how: Half) -> Told {
    let happened = match how {
        Half::Read => say!(
            language,
            "{socket} ya no espera datos: recv dará 0 bytes. En Linux aún entrega lo que el otro extremo \
             envíe.",
            "{socket} expects no more data: recv will give 0 bytes. On Linux it still hands over what the \
             other end sends.",
        ),
        Half::Write => say!(
            language,
            "Por {socket} ya no se envía: el otro extremo leerá lo pendiente y después el fin de flujo. \
             Recibir sigue siendo posible.",
            "Nothing more is sent over {socket}: the other end will read what is pending and then the end \
             of the stream. Receiving still works.",
        ),
        Half::Both => say!(
            language,
            "Por {socket} ya no se envía ni se espera recibir; el otro extremo leerá el fin de flujo.",
            "{socket} neither sends nor expects to receive any more; the other end will read the end of the \
             stream.",
        ),
    };
    Told::with(
        happened,
        say!(
            language,
            "shutdown no suelta el descriptor: close sigue haciendo falta.",
            "shutdown does not give the descriptor back: close is still needed.",
        ),
    )
}
