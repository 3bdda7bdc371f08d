//! Answers about addresses and connections: bind, listen, accept, connect, and the two that ask for a name.

use std::net::SocketAddr;

use super::{Told, name_of};
use crate::sockets::{Address, Call, Endpoint};
use crate::text::Language;

pub(super) fn bound(language: Language, socket: &str, asked: Option<&Address>, local: &Endpoint) -> Told {
    let Some(address) = inet(local) else {
        return Told::with(
            say!(
                language,
                "{socket} tiene ya su dirección, {local}; en el disco ha aparecido un fichero de tipo \
                 socket.",
                "{socket} has its address now, {local}; a file of type socket has appeared on the disk.",
            ),
            say!(
                language,
                "El fichero sigue ahí después de close: hay que borrarlo antes de otro bind con el mismo \
                 nombre.",
                "The file stays after close: it has to be deleted before another bind to the same name.",
            ),
        );
    };
    let (ip, port) = (address.ip(), address.port());
    let happened = if ip.is_unspecified() {
        say!(
            language,
            "{socket} ocupa {local}: {ip} quiere decir todas las direcciones de esta máquina.",
            "{socket} holds {local}: {ip} means all addresses of this machine.",
        )
    } else if ip.is_loopback() {
        say!(
            language,
            "{socket} ocupa {local}: ahí solo llegan programas de esta misma máquina.",
            "{socket} holds {local}: only programs on this same machine can reach it there.",
        )
    } else {
        say!(
            language,
            "{socket} ocupa {local}, una dirección de esta máquina.",
            "{socket} holds {local}, an address of this machine.",
        )
    };
    let advice = match asked {
        Some(Address::Inet { port: 0, .. }) => say!(
            language,
            "Se pidió el puerto 0, así que el núcleo ha elegido uno libre: el {port}.",
            "Port 0 was asked for, so the kernel has chosen a free one: {port}.",
        ),
        _ if port < 1024 => say!(
            language,
            "Los puertos por debajo de 1024 están reservados; aquí el programa tenía permiso.",
            "Ports below 1024 are reserved; here the program had permission.",
        ),
        _ => say!(
            language,
            "Con UDP ya puede recibir datagramas; con TCP aún falta listen.",
            "With UDP it can receive datagrams now; with TCP, listen is still missing.",
        ),
    };
    Told::with(happened, advice)
}

pub(super) fn listening(language: Language, socket: &str, backlog: u32, local: &Endpoint) -> Told {
    let happened = say!(
        language,
        "{socket} escucha en {local}: desde ahora el núcleo completa las conexiones que lleguen, aunque \
         nadie llame a accept.",
        "{socket} listens on {local}: from now on the kernel completes arriving connections, even if nobody \
         calls accept.",
    );
    // Beyond net.core.somaxconn (128 on old kernels) the kernel cuts the backlog, so the sum would not hold.
    let advice = if backlog < 128 {
        let room = backlog + 1;
        say!(
            language,
            "En Linux, un backlog de {backlog} deja completarse {room} sin accept; el siguiente connect \
             espera a que haya sitio.",
            "On Linux, a backlog of {backlog} lets {room} complete without accept; the next connect waits \
             for room.",
        )
    } else {
        say!(
            language,
            "Cuando la cola se llena, el siguiente connect espera a que accept haga sitio.",
            "When the queue is full, the next connect waits for an accept to make room.",
        )
    };
    Told::with(happened, advice)
}

pub(super) fn accepted(language: Language, call: &Call, fd: i32, local: &Endpoint, peer: &Endpoint) -> Told {
    let socket = name_of(call);
    let into = call.names_socket().unwrap_or_default();
    let advice = match local.port() {
        Some(port) => say!(
            language,
            "{into} usa el mismo puerto local, el {port}: lo que distingue una conexión de otra es la \
             dirección del otro extremo.",
            "{into} uses the same local port, {port}: what tells connections apart is the address of the \
             other end.",
        ),
        None => say!(
            language,
            "Con este cliente se habla por {into}; {socket} solo sirve para aceptar más.",
            "Talk to this client over {into}; {socket} only serves to accept more.",
        ),
    };
    let happened = match peer {
        Endpoint::Unnamed => say!(
            language,
            "{into} es un socket nuevo (descriptor {fd}), conectado con un cliente sin nombre; {socket} \
             sigue a la escucha.",
            "{into} is a new socket (descriptor {fd}), connected to a client without a name; {socket} goes \
             on listening.",
        ),
        _ => say!(
            language,
            "{into} es un socket nuevo (descriptor {fd}), conectado con {peer}; {socket} sigue a la escucha.",
            "{into} is a new socket (descriptor {fd}), connected to {peer}; {socket} goes on listening.",
        ),
    };
    Told::with(happened, advice)
}

pub(super) fn connected(language: Language, socket: &str, local: &Endpoint, peer: &Endpoint) -> Told {
    if inet(local).is_none() {
        return Told::with(
            say!(language, "{socket} está conectado con {peer}.", "{socket} is connected to {peer}.",),
            say!(
                language,
                "En un socket de flujo la conexión ya está hecha, aunque el servidor no haya llamado \
                 todavía a accept.",
                "On a stream socket the connection is made, even if the server has not called accept yet.",
            ),
        );
    }
    Told::with(
        say!(
            language,
            "{socket} está conectado con {peer}; su extremo local es {local}.",
            "{socket} is connected to {peer}; its local end is {local}.",
        ),
        say!(
            language,
            "En TCP lo completa el núcleo del servidor, sin esperar a accept; en UDP connect no envía nada, \
             y puede que allí no haya nadie.",
            "In TCP the server's kernel completes it, without waiting for accept; in UDP connect sends \
             nothing, and nobody need be there.",
        ),
    )
}

pub(super) fn address_told(language: Language, call: &Call, address: &Endpoint) -> Told {
    let socket = name_of(call);
    if matches!(call, Call::GetPeerName { .. }) {
        return Told::only(match address {
            Endpoint::Unnamed => say!(
                language,
                "{socket} está conectado con un socket sin nombre: su dueño no hizo bind.",
                "{socket} is connected to a socket without a name: its owner made no bind.",
            ),
            _ => say!(
                language,
                "El otro extremo de {socket} es {address}.",
                "The other end of {socket} is {address}.",
            ),
        });
    }
    let happened = say!(
        language,
        "La dirección local de {socket} es {address}.",
        "The local address of {socket} is {address}.",
    );
    match inet(address) {
        Some(inet) if inet.port() == 0 => Told::with(
            say!(
                language,
                "{socket} aún no tiene dirección: {address} es la respuesta antes de bind.",
                "{socket} has no address yet: {address} is the answer before bind.",
            ),
            say!(
                language,
                "La tendrá después de bind, connect, listen o el primer sendto.",
                "It will have one after bind, connect, listen or the first sendto.",
            ),
        ),
        Some(inet) if inet.ip().is_unspecified() => Told::with(
            happened,
            say!(
                language,
                "Con esa dirección vale cualquiera de las de esta máquina; el puerto sí es uno.",
                "That address stands for any of this machine's; the port is a single one.",
            ),
        ),
        None if *address == Endpoint::Unnamed => Told::only(say!(
            language,
            "{socket} no tiene nombre: en los sockets Unix solo lo da bind.",
            "{socket} has no name: with Unix sockets only bind gives one.",
        )),
        _ => Told::only(happened),
    }
}

fn inet(endpoint: &Endpoint) -> Option<&SocketAddr> {
    match endpoint {
        Endpoint::Inet(address) => Some(address),
        Endpoint::Unix(_) | Endpoint::Unnamed => None,
    }
}
