//! What a call does, in one sentence, in terms of its arguments.

use std::net::IpAddr;

use super::name_of;
use crate::sockets::{Address, Call, Data, Family, Half, Kind, OptionName, OptionSetting};
use crate::text::{Language, bytes, duration};

pub(super) fn does(language: Language, call: &Call) -> String {
    let socket = name_of(call);
    match call {
        Call::Socket { family, kind, .. } => {
            let what = species(language, *family, *kind);
            say!(
                language,
                "Pide al núcleo {what} y lo guarda en la variable {socket}.",
                "Asks the kernel for {what} and keeps it in the variable {socket}.",
            )
        }
        Call::Bind { to, .. } => bind(language, socket, to),
        Call::Listen { backlog, .. } => say!(
            language,
            "Pone {socket} a la escucha: el núcleo guardará en una cola las conexiones que lleguen (backlog \
             {backlog}).",
            "Makes {socket} a listener: the kernel will keep arriving connections in a queue (backlog \
             {backlog}).",
        ),
        Call::Accept { into, .. } => say!(
            language,
            "Saca la primera conexión de la cola de {socket} y crea para ella un socket nuevo, {into}.",
            "Takes the first connection out of the queue of {socket} and makes a new socket for it, {into}.",
        ),
        Call::Connect { to, .. } => connect(language, socket, to),
        Call::Send { data, .. } => {
            let data = amount(language, data);
            say!(
                language,
                "Entrega {data} al núcleo para su envío por {socket}.",
                "Hands {data} to the kernel, to be sent over {socket}.",
            )
        }
        Call::Recv { max, .. } => {
            let max = bytes(language, *max);
            say!(
                language,
                "Recoge lo que haya llegado a {socket}, {max} como mucho.",
                "Takes what has arrived at {socket}, {max} at most.",
            )
        }
        Call::SendTo { data, to, .. } => {
            let (data, to) = (amount(language, data), destination(language, to));
            say!(
                language,
                "Envía un datagrama de {data} por {socket} hacia {to}.",
                "Sends a datagram of {data} over {socket} to {to}.",
            )
        }
        Call::RecvFrom { max, .. } => {
            let max = bytes(language, *max);
            say!(
                language,
                "Recoge un datagrama llegado a {socket}, {max} como mucho, y dice quién lo envió.",
                "Takes one datagram that arrived at {socket}, {max} at most, and tells who sent it.",
            )
        }
        Call::Shutdown { how, .. } => shutdown(language, socket, *how),
        Call::Close { .. } => say!(
            language,
            "Cierra {socket} y devuelve su descriptor al núcleo.",
            "Closes {socket} and gives its descriptor back to the kernel.",
        ),
        Call::SetSockOpt { option, .. } => set_option(language, socket, *option),
        Call::GetSockOpt { option, .. } => get_option(language, socket, *option),
        Call::GetSockName { .. } => say!(
            language,
            "Pregunta al núcleo la dirección local de {socket}.",
            "Asks the kernel for the local address of {socket}.",
        ),
        Call::GetPeerName { .. } => say!(
            language,
            "Pregunta al núcleo con quién está conectado {socket}.",
            "Asks the kernel who {socket} is connected to.",
        ),
        Call::Function { name, .. } => crate::text::program::does_function(language, name, socket),
        Call::Sleep { ms } => {
            let time = duration(language, u64::from(*ms) * 1_000_000);
            say!(language, "Deja pasar {time} sin hacer nada.", "Lets {time} pass and does nothing.")
        }
    }
}

fn species(language: Language, family: Family, kind: Kind) -> &'static str {
    let (es, en) = match (family, kind) {
        (Family::Inet, Kind::Stream) => ("un socket TCP sobre IPv4", "a TCP socket over IPv4"),
        (Family::Inet, Kind::Dgram) => ("un socket UDP sobre IPv4", "a UDP socket over IPv4"),
        (Family::Inet6, Kind::Stream) => ("un socket TCP sobre IPv6", "a TCP socket over IPv6"),
        (Family::Inet6, Kind::Dgram) => ("un socket UDP sobre IPv6", "a UDP socket over IPv6"),
        (Family::Unix, Kind::Stream) => ("un socket Unix de flujo", "a Unix stream socket"),
        (Family::Unix, Kind::Dgram) => ("un socket Unix de datagramas", "a Unix datagram socket"),
    };
    match language {
        Language::Es => es,
        Language::En => en,
    }
}

/// How many bytes; with the characters where they are fewer.
fn amount(language: Language, data: &Data) -> String {
    let count = bytes(language, data.len());
    match data {
        Data::Text(text) if !text.is_ascii() => {
            let characters = text.chars().count();
            let plural = if characters == 1 { "" } else { "s" };
            let plural_es = if characters == 1 { "carácter" } else { "caracteres" };
            say!(
                language,
                "{count} ({characters} {plural_es} en UTF-8)",
                "{count} ({characters} character{plural} in UTF-8)",
            )
        }
        _ => count,
    }
}

/// An address as the end of "hacia …", "con …".
fn destination(language: Language, address: &Address) -> String {
    match address {
        Address::Inet { host, port } if host.is_empty() => {
            say!(language, "el puerto {port} de esta máquina", "port {port} of this machine")
        }
        Address::Inet { .. } => address.to_string(),
        Address::Unix { path } => say!(language, "el fichero {path}", "the file {path}"),
        Address::Sender => say!(
            language,
            "quien envió el último datagrama recibido",
            "whoever sent the last datagram received",
        ),
    }
}

fn bind(language: Language, socket: &str, to: &Address) -> String {
    match to {
        Address::Inet { host, port } => {
            let wildcard =
                host.is_empty() || host.parse().is_ok_and(|address: IpAddr| address.is_unspecified());
            match (wildcard, port) {
                (true, 0) => say!(
                    language,
                    "Da a {socket} un puerto libre, a elección del núcleo, en todas las direcciones de esta \
                     máquina.",
                    "Gives {socket} a free port of the kernel's choice, on all addresses of this machine.",
                ),
                (true, port) => say!(
                    language,
                    "Da a {socket} el puerto {port} en todas las direcciones de esta máquina.",
                    "Gives {socket} port {port} on all addresses of this machine.",
                ),
                (false, 0) => say!(
                    language,
                    "Da a {socket} la dirección local {host} y un puerto libre, a elección del núcleo.",
                    "Gives {socket} the local address {host} and a free port of the kernel's choice.",
                ),
                (false, port) => say!(
                    language,
                    "Da a {socket} la dirección local {host} y el puerto {port}, donde los demás podrán \
                     encontrarlo.",
                    "Gives {socket} the local address {host} and port {port}, where others can find it.",
                ),
            }
        }
        Address::Unix { path } => say!(
            language,
            "Da a {socket} un nombre en el sistema de ficheros: {path}.",
            "Gives {socket} a name in the file system: {path}.",
        ),
        Address::Sender => say!(
            language,
            "Da a {socket} como dirección local la de quien envió el último datagrama.",
            "Gives {socket} the address of the last datagram's sender as its local address.",
        ),
    }
}

fn connect(language: Language, socket: &str, to: &Address) -> String {
    let end = destination(language, to);
    match to {
        Address::Unix { .. } => say!(language, "Conecta {socket} con {end}.", "Connects {socket} to {end}."),
        Address::Inet { .. } | Address::Sender => say!(
            language,
            "Conecta {socket} con {end}: en TCP establece una conexión; en UDP solo fija el destino.",
            "Connects {socket} to {end}: in TCP it makes a connection; in UDP it only sets the destination.",
        ),
    }
}

fn shutdown(language: Language, socket: &str, how: Half) -> String {
    match how {
        Half::Read => say!(
            language,
            "Cierra solo el sentido de recepción de {socket}; por él aún se puede enviar.",
            "Ends only the receiving direction of {socket}; it can still send.",
        ),
        Half::Write => say!(
            language,
            "Cierra solo el sentido de envío de {socket}; por él aún se puede recibir.",
            "Ends only the sending direction of {socket}; it can still receive.",
        ),
        Half::Both => say!(
            language,
            "Cierra los dos sentidos de {socket}, sin soltar el descriptor.",
            "Ends both directions of {socket}, and keeps the descriptor.",
        ),
    }
}

fn set_option(language: Language, socket: &str, option: OptionSetting) -> String {
    match option {
        OptionSetting::ReuseAddr(true) => say!(
            language,
            "Activa SO_REUSEADDR en {socket}: bind no tropezará con conexiones viejas del puerto, en \
             TIME_WAIT.",
            "Turns SO_REUSEADDR on for {socket}: bind will not stumble over old connections of the port, in \
             TIME_WAIT.",
        ),
        OptionSetting::ReuseAddr(false) => say!(
            language,
            "Desactiva SO_REUSEADDR en {socket}: bind falla mientras el puerto tenga conexiones en \
             TIME_WAIT.",
            "Turns SO_REUSEADDR off for {socket}: bind fails while the port has connections in TIME_WAIT.",
        ),
        OptionSetting::SndBuf(size) => {
            let size = bytes(language, size as usize);
            say!(
                language,
                "Pide para {socket} un búfer de envío de {size} (SO_SNDBUF).",
                "Asks for a send buffer of {size} for {socket} (SO_SNDBUF).",
            )
        }
        OptionSetting::RcvBuf(size) => {
            let size = bytes(language, size as usize);
            say!(
                language,
                "Pide para {socket} un búfer de recepción de {size} (SO_RCVBUF).",
                "Asks for a receive buffer of {size} for {socket} (SO_RCVBUF).",
            )
        }
        OptionSetting::Linger(Some(0)) => say!(
            language,
            "Hace que close corte de golpe la conexión de {socket}, con un RST (SO_LINGER a 0).",
            "Makes close cut the connection of {socket} at once, with a RST (SO_LINGER 0).",
        ),
        OptionSetting::Linger(Some(seconds)) => say!(
            language,
            "Hace que close espere hasta {seconds} s a que llegue lo que {socket} tenga por enviar \
             (SO_LINGER).",
            "Makes close wait up to {seconds} s for what {socket} still has to send to arrive (SO_LINGER).",
        ),
        OptionSetting::Linger(None) => say!(
            language,
            "Desactiva SO_LINGER en {socket}: close vuelve enseguida y el núcleo envía lo que quede.",
            "Turns SO_LINGER off for {socket}: close returns at once and the kernel sends what is left.",
        ),
        OptionSetting::NoDelay(true) => say!(
            language,
            "Activa TCP_NODELAY en {socket}: los segmentos pequeños salen enseguida, sin el algoritmo de \
             Nagle.",
            "Turns TCP_NODELAY on for {socket}: small segments leave at once, without Nagle's algorithm.",
        ),
        OptionSetting::NoDelay(false) => say!(
            language,
            "Desactiva TCP_NODELAY en {socket}: el algoritmo de Nagle junta los envíos pequeños.",
            "Turns TCP_NODELAY off for {socket}: Nagle's algorithm puts small sends together.",
        ),
        OptionSetting::Broadcast(true) => say!(
            language,
            "Permite que {socket} envíe a direcciones de difusión (SO_BROADCAST).",
            "Allows {socket} to send to broadcast addresses (SO_BROADCAST).",
        ),
        OptionSetting::Broadcast(false) => say!(
            language,
            "Prohíbe que {socket} envíe a direcciones de difusión (SO_BROADCAST).",
            "Forbids {socket} to send to broadcast addresses (SO_BROADCAST).",
        ),
        OptionSetting::RcvTimeo(0) => say!(
            language,
            "Quita a {socket} el límite de espera: recv y accept esperan cuanto haga falta (SO_RCVTIMEO a \
             0).",
            "Takes the time limit off {socket}: recv and accept wait as long as it takes (SO_RCVTIMEO 0).",
        ),
        OptionSetting::RcvTimeo(ms) => {
            let time = duration(language, u64::from(ms) * 1_000_000);
            say!(
                language,
                "Pone a {socket} un límite de espera de {time}: pasado ese tiempo, recv o accept dan EAGAIN \
                 (SO_RCVTIMEO).",
                "Gives {socket} a time limit of {time}: after it, recv or accept gives EAGAIN (SO_RCVTIMEO).",
            )
        }
    }
}

fn get_option(language: Language, socket: &str, option: OptionName) -> String {
    let constant = option.constant();
    match option {
        OptionName::Error => say!(
            language,
            "Pregunta al núcleo si {socket} tiene un error pendiente ({constant}); leerlo lo borra.",
            "Asks the kernel whether {socket} has a pending error ({constant}); reading clears it.",
        ),
        _ => say!(
            language,
            "Pregunta al núcleo cuánto vale la opción {constant} en {socket}.",
            "Asks the kernel for the value of the option {constant} of {socket}.",
        ),
    }
}
