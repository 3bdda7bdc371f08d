//! Failures of sending and receiving.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, CallName, Errno};
use crate::text::{Language, bytes};

pub(super) fn send(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EPIPE => broken_pipe(language, socket),
        Errno::ECONNRESET => Told::with(
            say!(
                language,
                "El otro extremo ha cortado la conexión con un RST: se fue sin leer todo lo que le había \
                 llegado.",
                "The other end cut the connection with a RST: it left without reading all that had arrived.",
            ),
            say!(
                language,
                "Lo enviado puede haberse perdido. Cierra {socket}; los siguientes send darán EPIPE.",
                "What was sent may be lost. Close {socket}; further sends will give EPIPE.",
            ),
        ),
        Errno::EDESTADDRREQ => Told::with(
            say!(
                language,
                "{socket} es UDP y no está conectado: send no sabe a quién enviar.",
                "{socket} is UDP and not connected: send does not know where to send.",
            ),
            say!(
                language,
                "Usa sendto con la dirección, o llama antes a connect para fijarla.",
                "Use sendto with the address, or call connect first to set it.",
            ),
        ),
        Errno::ENOTCONN => Told::with(
            say!(
                language,
                "{socket} no está conectado, así que no hay a quién enviar.",
                "{socket} is not connected, so there is nobody to send to.",
            ),
            say!(
                language,
                "Llama antes a connect; en un servidor, envía por el socket que devuelve accept.",
                "Call connect first; in a server, send over the socket that accept returns.",
            ),
        ),
        Errno::EACCES => broadcast(language, socket),
        Errno::EMSGSIZE => too_long(language, call),
        Errno::ECONNREFUSED => refused_later(language),
        _ => return None,
    })
}

pub(super) fn send_to(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = send_to_path(language, path, errno)
    {
        return Some(told);
    }
    Some(match errno {
        Errno::EMSGSIZE => too_long(language, call),
        Errno::EACCES => broadcast(language, socket),
        Errno::EINVAL => Told::with(
            say!(
                language,
                "La dirección no vale como destino: el puerto 0 no existe, o es de otra familia que \
                 {socket}.",
                "The address cannot be a destination: there is no port 0, or it is of another family than \
                 {socket}.",
            ),
            say!(
                language,
                "Usa el puerto en el que el otro hizo bind; el 0 solo sirve para que bind elija uno.",
                "Use the port that the other bound; 0 only serves to let bind choose one.",
            ),
        ),
        Errno::ECONNREFUSED => refused_later(language),
        Errno::EAFNOSUPPORT => family(language, socket),
        Errno::EPIPE => broken_pipe(language, socket),
        Errno::EISCONN | Errno::EOPNOTSUPP | Errno::ENOTCONN => Told::with(
            say!(
                language,
                "{socket} es de flujo: envía por su conexión, no a una dirección distinta cada vez.",
                "{socket} is a stream: it sends over its connection, not to a different address each time.",
            ),
            say!(
                language,
                "Usa connect y send, o crea el socket con SOCK_DGRAM.",
                "Use connect and send, or make the socket with SOCK_DGRAM.",
            ),
        ),
        Errno::EDESTADDRREQ => Told::with(
            say!(
                language,
                "Falta la dirección a la que enviar el datagrama.",
                "The address to send the datagram to is missing.",
            ),
            say!(
                language,
                "Da a sendto la dirección y el puerto del destinatario.",
                "Give sendto the address and port of the receiver.",
            ),
        ),
        _ => return None,
    })
}

fn send_to_path(language: Language, path: &str, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::ENOENT => Told::with(
            say!(
                language,
                "El fichero {path} no existe: nadie ha hecho bind con ese nombre.",
                "The file {path} does not exist: nobody has called bind with that name.",
            ),
            say!(
                language,
                "A diferencia de UDP, aquí el núcleo sí avisa: arranca antes al receptor.",
                "Unlike with UDP, here the kernel does tell: start the receiver first.",
            ),
        ),
        Errno::ECONNREFUSED => Told::with(
            say!(
                language,
                "El fichero {path} existe, pero el socket al que pertenecía ya está cerrado.",
                "The file {path} exists, but the socket that it belonged to is closed.",
            ),
            say!(
                language,
                "Borra el fichero y arranca antes al receptor.",
                "Delete the file and start the receiver first.",
            ),
        ),
        Errno::EPROTOTYPE => Told::with(
            say!(
                language,
                "El socket de {path} es de flujo, y este es de datagramas.",
                "The socket of {path} is a stream, and this one is for datagrams.",
            ),
            say!(language, "Crea los dos con SOCK_DGRAM.", "Make both with SOCK_DGRAM.",),
        ),
        Errno::EACCES => super::path_forbidden(language, path),
        _ => return None,
    })
}

pub(super) fn receive(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let name = call.name().as_str();
    Some(match errno {
        Errno::ENOTCONN => Told::with(
            say!(
                language,
                "{socket} no está conectado: aún no hubo connect, o es un socket de escucha, que solo sirve \
                 para accept.",
                "{socket} is not connected: there was no connect yet, or it is a listener, which only \
                 serves accept.",
            ),
            say!(
                language,
                "En un cliente llama antes a connect; en un servidor recibe por el socket que devuelve \
                 accept.",
                "In a client call connect first; in a server receive over the socket that accept returns.",
            ),
        ),
        Errno::EINVAL => Told::with(
            say!(
                language,
                "{socket} no está en estado de recibir: un socket Unix de flujo necesita antes una conexión.",
                "{socket} is in no state to receive: a Unix stream socket needs a connection first.",
            ),
            say!(
                language,
                "Llama antes a connect, o recibe por el socket que devuelve accept.",
                "Call connect first, or receive over the socket that accept returns.",
            ),
        ),
        Errno::ECONNRESET => Told::with(
            say!(
                language,
                "El otro extremo ha cortado la conexión con un RST: cerró con datos sin leer, con SO_LINGER \
                 a 0, o antes de su accept.",
                "The other end cut the connection with a RST: it closed with data unread, with SO_LINGER 0, \
                 or before its accept.",
            ),
            say!(
                language,
                "No es un cierre limpio, que daría 0 bytes. El error sale una vez; después {name} da 0 \
                 bytes.",
                "It is no clean close, which would give 0 bytes. The error comes once; after it {name} \
                 gives 0 bytes.",
            ),
        ),
        Errno::ECONNREFUSED => refused_later(language),
        Errno::EAGAIN => Told::with(
            say!(
                language,
                "No ha llegado nada en el tiempo que {name} podía esperar (SO_RCVTIMEO).",
                "Nothing arrived in the time that {name} was allowed to wait (SO_RCVTIMEO).",
            ),
            if call.name() == CallName::RecvFrom {
                say!(
                    language,
                    "Con UDP el datagrama puede haberse perdido: lo normal es reenviar la petición.",
                    "With UDP the datagram may be lost: the usual thing is to send the request again.",
                )
            } else {
                say!(
                    language,
                    "No es una avería: el socket sigue abierto y se puede repetir la llamada.",
                    "Nothing is broken: the socket is still open, and the call can be repeated.",
                )
            },
        ),
        _ => return None,
    })
}

fn broken_pipe(language: Language, socket: &str) -> Told {
    Told::with(
        say!(
            language,
            "{socket} no tiene conexión por la que enviar: nunca la tuvo (falta connect, o es el socket de \
             escucha), el otro extremo se fue, o aquí se cerró el envío.",
            "{socket} has no connection to send on: it never had one (no connect, or it is the listener), \
             the other end has gone, or sending was shut down here.",
        ),
        say!(
            language,
            "Si el otro acaba de cerrar, el primer send por TCP aún funciona: el error llega en el \
             siguiente.",
            "If the other end has just closed, the first send over TCP still works: the error comes with \
             the next.",
        ),
    )
}

fn broadcast(language: Language, socket: &str) -> Told {
    Told::with(
        say!(
            language,
            "El destino es una dirección de difusión y {socket} no tiene SO_BROADCAST.",
            "The destination is a broadcast address and {socket} does not have SO_BROADCAST.",
        ),
        say!(
            language,
            "Activa SO_BROADCAST con setsockopt, o envía a una sola máquina.",
            "Turn SO_BROADCAST on with setsockopt, or send to one machine.",
        ),
    )
}

fn too_long(language: Language, call: &Call) -> Told {
    let size = bytes(language, call.data().map_or(0, crate::sockets::Data::len));
    let most = bytes(language, LONGEST_DATAGRAM);
    if matches!(call.address(), Some(Address::Unix { .. })) {
        return Told::with(
            say!(
                language,
                "Un datagrama de {size} no cabe en el búfer de envío, y un datagrama no se puede partir.",
                "A datagram of {size} does not fit the send buffer, and a datagram cannot be split.",
            ),
            say!(
                language,
                "Envía menos, o pide un búfer mayor con SO_SNDBUF.",
                "Send less, or ask for a larger buffer with SO_SNDBUF.",
            ),
        );
    }
    Told::with(
        say!(
            language,
            "{size} no caben en un datagrama, y no ha salido nada: sobre IPv4 el máximo son {most}.",
            "{size} do not fit into a datagram, and nothing has left: over IPv4 the most is {most}.",
        ),
        say!(
            language,
            "Reparte los datos en varios datagramas, o usa TCP.",
            "Spread the data over several datagrams, or use TCP.",
        ),
    )
}

/// The most bytes of a UDP datagram over IPv4: 65535 less the headers of IP and UDP.
const LONGEST_DATAGRAM: usize = 65_507;

fn refused_later(language: Language) -> Told {
    Told::with(
        say!(
            language,
            "En la dirección de destino no hay nadie: es la respuesta a un envío anterior, que entonces \
             pareció ir bien.",
            "Nobody is there at the destination: it is the answer to an earlier send, which seemed to go \
             well.",
        ),
        say!(
            language,
            "UDP solo avisa así en un socket conectado; comprueba que el receptor haya hecho bind en ese \
             puerto.",
            "UDP only tells so on a connected socket; check that the receiver has bound that port.",
        ),
    )
}
