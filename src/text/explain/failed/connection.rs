//! Failures around a connection: accept, connect, and the calls that need a peer.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, Errno};
use crate::text::Language;

pub(super) fn accept(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EINVAL => Told::with(
            say!(
                language,
                "{socket} no está a la escucha, así que no tiene cola de conexiones.",
                "{socket} is not listening, so it has no queue of connections.",
            ),
            say!(language, "Llama antes a listen.", "Call listen first."),
        ),
        Errno::EOPNOTSUPP => Told::with(
            say!(
                language,
                "{socket} es de datagramas (UDP): ahí no hay conexiones que aceptar.",
                "{socket} is a datagram socket (UDP): there are no connections to accept.",
            ),
            say!(
                language,
                "Con UDP se recibe directamente con recvfrom.",
                "With UDP, receive directly with recvfrom.",
            ),
        ),
        Errno::EAGAIN => Told::with(
            say!(
                language,
                "No ha llegado ninguna conexión en el tiempo que accept podía esperar (SO_RCVTIMEO).",
                "No connection arrived in the time that accept was allowed to wait (SO_RCVTIMEO).",
            ),
            say!(
                language,
                "No es una avería: {socket} sigue a la escucha y se puede repetir accept.",
                "Nothing is broken: {socket} is still listening, and accept can be repeated.",
            ),
        ),
        _ => return None,
    })
}

pub(super) fn connect(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = connect_path(language, path, errno)
    {
        return Some(told);
    }
    let socket = name_of(call);
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::ECONNREFUSED => Told::with(
            say!(
                language,
                "La máquina ha contestado, pero en {to} nadie escucha: su núcleo rechaza la conexión con un \
                 RST.",
                "The machine answered, but nobody listens on {to}: its kernel refuses the connection with a \
                 RST.",
            ),
            say!(
                language,
                "Arranca antes el servidor (hasta listen) y comprueba el puerto; en Linux este socket puede \
                 volver a intentarlo.",
                "Start the server first (up to listen) and check the port; on Linux this socket can try \
                 again.",
            ),
        ),
        Errno::EISCONN => Told::with(
            say!(
                language,
                "{socket} ya está conectado, o está a la escucha: no puede conectarse otra vez.",
                "{socket} is connected already, or is listening: it cannot connect again.",
            ),
            say!(
                language,
                "Para otra conexión crea otro socket.",
                "For another connection make another socket.",
            ),
        ),
        Errno::EINPROGRESS | Errno::EALREADY => Told::with(
            say!(
                language,
                "La conexión de {socket} se está estableciendo y aún no hay respuesta.",
                "The connection of {socket} is being made and there is no answer yet.",
            ),
            say!(
                language,
                "Espera a que acabe antes de volver a llamar a connect.",
                "Wait for it to end before calling connect again.",
            ),
        ),
        Errno::ECONNRESET => Told::with(
            say!(
                language,
                "El otro extremo ha cortado la conexión mientras se establecía.",
                "The other end cut the connection while it was being made.",
            ),
            say!(
                language,
                "Mira si el servidor cerró su socket de escucha.",
                "See whether the server closed its listener.",
            ),
        ),
        _ => return connect_address(language, call, errno),
    })
}

/// Why two addresses cannot be the two ends of a connection.
fn connect_address(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::EINVAL => Told::with(
            say!(
                language,
                "{to} no vale para {socket}: es de otra familia, o no se llega a ella desde su dirección \
                 local.",
                "{to} is not valid for {socket}: it is of another family, or out of reach from its local \
                 address.",
            ),
            say!(
                language,
                "Un socket ligado a 127.0.0.1 solo alcanza esta máquina, y a un AF_INET6 hay que darle \
                 direcciones IPv6.",
                "A socket bound to 127.0.0.1 only reaches this machine, and an AF_INET6 one takes IPv6 \
                 addresses.",
            ),
        ),
        Errno::EADDRNOTAVAIL => Told::with(
            say!(
                language,
                "No queda ningún puerto local libre para una conexión con {to}, o esa dirección no vale \
                 como destino.",
                "There is no free local port left for a connection to {to}, or that address cannot be a \
                 destination.",
            ),
            say!(
                language,
                "Comprueba la dirección; si es la buena, cierra conexiones o espera a que pase TIME_WAIT.",
                "Check the address; if it is right, close connections or wait until TIME_WAIT is over.",
            ),
        ),
        Errno::EADDRINUSE => Told::with(
            say!(
                language,
                "Ya hay una conexión con estas mismas direcciones y puertos en los dos extremos.",
                "There is a connection already with the same addresses and ports at both ends.",
            ),
            say!(
                language,
                "Quita el bind del cliente: el núcleo le dará un puerto libre.",
                "Remove the bind of the client: the kernel will give it a free port.",
            ),
        ),
        Errno::EACCES => Told::with(
            say!(
                language,
                "{to} es una dirección de difusión o está vedada por el cortafuegos, y el programa no tiene \
                 permiso.",
                "{to} is a broadcast address or barred by the firewall, and the program has no permission.",
            ),
            say!(
                language,
                "Para la difusión por UDP activa antes SO_BROADCAST.",
                "For broadcast over UDP turn SO_BROADCAST on first.",
            ),
        ),
        Errno::EAFNOSUPPORT => family(language, socket),
        _ => return None,
    })
}

fn connect_path(language: Language, path: &str, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::ENOENT => Told::with(
            say!(
                language,
                "El fichero {path} no existe: ningún servidor ha hecho bind con ese nombre.",
                "The file {path} does not exist: no server has called bind with that name.",
            ),
            say!(
                language,
                "Arranca antes el servidor y comprueba la ruta.",
                "Start the server first and check the path.",
            ),
        ),
        Errno::ECONNREFUSED => Told::with(
            say!(
                language,
                "El fichero {path} existe, pero nadie escucha en él: falta listen, o quedó de un socket \
                 cerrado.",
                "The file {path} exists, but nobody listens on it: listen is missing, or it was left by a \
                 closed socket.",
            ),
            say!(
                language,
                "Comprueba que el servidor llegue hasta listen.",
                "Check that the server gets as far as listen.",
            ),
        ),
        Errno::EPROTOTYPE => Told::with(
            say!(
                language,
                "El socket de {path} es de otro tipo: uno es de flujo y el otro de datagramas.",
                "The socket of {path} is of another type: one is a stream, the other for datagrams.",
            ),
            say!(
                language,
                "Crea los dos con el mismo tipo, SOCK_STREAM o SOCK_DGRAM.",
                "Make both with the same type, SOCK_STREAM or SOCK_DGRAM.",
            ),
        ),
        Errno::EACCES => super::path_forbidden(language, path),
        _ => return None,
    })
}

/// shutdown and getpeername, which need a connection.
pub(super) fn without_peer(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let name = call.name().as_str();
    (errno == Errno::ENOTCONN).then(|| {
        Told::with(
            say!(
                language,
                "{socket} no está conectado, o ya dejó de estarlo: {name} necesita otro extremo.",
                "{socket} is not connected, or not any more: {name} needs another end.",
            ),
            say!(
                language,
                "En un cliente va después de connect; en un servidor, sobre el socket que devuelve accept.",
                "In a client it comes after connect; in a server, on the socket that accept returns.",
            ),
        )
    })
}
