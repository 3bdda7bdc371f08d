//! Failures before any traffic: socket, bind, listen and the options.

use super::{Told, family, name_of};
use crate::sockets::{Address, Call, Errno, OptionName};
use crate::text::Language;

/// No such option at this level: how Linux refuses `TCP_NODELAY` on a UDP socket.
const ENOPROTOOPT: Errno = Errno(nix::errno::Errno::ENOPROTOOPT as i32);

pub(super) fn socket(language: Language, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::EAFNOSUPPORT => Told::with(
            say!(
                language,
                "El núcleo de esta máquina no tiene esa familia de direcciones; suele faltar IPv6.",
                "The kernel of this machine does not have that address family; IPv6 is often missing.",
            ),
            say!(language, "Prueba con AF_INET (IPv4).", "Try AF_INET (IPv4)."),
        ),
        Errno::EACCES | Errno::EPERM => Told::with(
            say!(
                language,
                "Este programa no tiene permiso para crear un socket de ese tipo.",
                "This program is not permitted to make a socket of that type.",
            ),
            say!(
                language,
                "Puede que el sistema lo tenga encerrado en un contenedor.",
                "The system may have locked it into a container.",
            ),
        ),
        _ => return None,
    })
}

pub(super) fn bind(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    if let Some(Address::Unix { path }) = call.address()
        && let Some(told) = bind_path(language, path, errno)
    {
        return Some(told);
    }
    let to = call.address().map(ToString::to_string).unwrap_or_default();
    Some(match errno {
        Errno::EADDRINUSE => Told::with(
            say!(
                language,
                "{to} ya está en uso: otro socket ocupa ese puerto, o quedan en él conexiones en TIME_WAIT.",
                "{to} is in use already: another socket holds that port, or connections on it are still in \
                 TIME_WAIT.",
            ),
            say!(
                language,
                "Mira con netstat quién lo tiene. Contra TIME_WAIT sirve SO_REUSEADDR, en el socket de \
                 antes y en este.",
                "See with netstat who has it. Against TIME_WAIT, SO_REUSEADDR helps, on the earlier socket \
                 and on this one.",
            ),
        ),
        Errno::EADDRNOTAVAIL => Told::with(
            say!(
                language,
                "{to} no es una dirección de esta máquina, y bind solo da direcciones propias.",
                "{to} is not an address of this machine, and bind only gives addresses of one's own.",
            ),
            say!(
                language,
                "Usa localhost o una de las que muestra ip addr; la del servidor remoto va en connect.",
                "Use localhost or one that ip addr shows; the remote server's address goes into connect.",
            ),
        ),
        Errno::EACCES => Told::with(
            say!(
                language,
                "El programa no tiene permiso para {to}: los puertos por debajo de 1024 están reservados.",
                "The program has no permission for {to}: ports below 1024 are reserved.",
            ),
            say!(language, "Elige un puerto a partir del 1024.", "Choose a port from 1024 on.",),
        ),
        Errno::EINVAL => Told::with(
            say!(
                language,
                "{socket} ya tiene dirección (por otro bind o por connect), o {to} no vale para su familia.",
                "{socket} has an address already (by another bind or by connect), or {to} does not fit its \
                 family.",
            ),
            say!(
                language,
                "bind se llama una sola vez, antes de connect y de listen.",
                "bind is called once only, before connect and listen.",
            ),
        ),
        Errno::EAFNOSUPPORT => family(language, socket),
        _ => return None,
    })
}

fn bind_path(language: Language, path: &str, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::EADDRINUSE => Told::with(
            say!(
                language,
                "El fichero {path} ya existe: es de un socket abierto, o quedó de uno que ya se cerró.",
                "The file {path} exists already: it belongs to an open socket, or was left by one that is \
                 closed.",
            ),
            say!(
                language,
                "close no borra el fichero: bórralo (os.unlink en Python) y repite bind.",
                "close does not delete the file: delete it (os.unlink in Python) and bind again.",
            ),
        ),
        Errno::EACCES => Told::with(
            say!(
                language,
                "El programa no tiene permiso para crear {path}.",
                "The program has no permission to create {path}.",
            ),
            say!(
                language,
                "Usa una carpeta en la que puedas escribir, como /tmp.",
                "Use a folder that you can write to, such as /tmp.",
            ),
        ),
        Errno::ENOENT => Told::with(
            say!(language, "La carpeta de {path} no existe.", "The folder of {path} does not exist.",),
            say!(
                language,
                "bind crea el fichero, pero no las carpetas: créalas antes.",
                "bind makes the file, but not the folders: make them first.",
            ),
        ),
        _ => return None,
    })
}

pub(super) fn listen(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    Some(match errno {
        Errno::EADDRINUSE => Told::with(
            say!(
                language,
                "Otro socket ya escucha en ese puerto. SO_REUSEADDR dejó pasar bind, pero no permite dos \
                 sockets a la escucha.",
                "Another socket listens on that port already. SO_REUSEADDR let bind pass, but it does not \
                 allow two listeners.",
            ),
            say!(
                language,
                "Cierra el otro socket de escucha o elige otro puerto.",
                "Close the other listener or choose another port.",
            ),
        ),
        Errno::EINVAL => Told::with(
            say!(
                language,
                "{socket} no puede ponerse a la escucha en su estado: está conectado, o es un socket Unix \
                 sin bind.",
                "{socket} cannot listen in its state: it is connected, or it is a Unix socket without bind.",
            ),
            say!(
                language,
                "Para escuchar hace falta otro socket, con socket, bind y listen.",
                "Listening takes a socket of its own, with socket, bind and listen.",
            ),
        ),
        Errno::EOPNOTSUPP => Told::with(
            say!(
                language,
                "{socket} es de datagramas (UDP): ahí no hay conexiones que esperar.",
                "{socket} is a datagram socket (UDP): there are no connections to wait for.",
            ),
            say!(
                language,
                "Con UDP basta bind y luego recvfrom; listen es de los sockets de flujo.",
                "With UDP, bind and then recvfrom is enough; listen is for stream sockets.",
            ),
        ),
        _ => return None,
    })
}

pub(super) fn option(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let option = match call {
        Call::SetSockOpt { option, .. } => option.name(),
        Call::GetSockOpt { option, .. } => *option,
        _ => return None,
    };
    let constant = option.constant();
    Some(match errno {
        ENOPROTOOPT | Errno::EOPNOTSUPP if option == OptionName::NoDelay => Told::with(
            say!(
                language,
                "{constant} es una opción de TCP, y {socket} no es un socket TCP.",
                "{constant} is an option of TCP, and {socket} is not a TCP socket.",
            ),
            say!(
                language,
                "Quita esta llamada: solo TCP junta envíos pequeños.",
                "Remove this call: only TCP puts small sends together.",
            ),
        ),
        Errno::EINVAL => Told::with(
            say!(
                language,
                "El núcleo no admite ese valor para {constant}.",
                "The kernel does not accept that value for {constant}.",
            ),
            say!(
                language,
                "Mira en la página del manual qué valores valen.",
                "See in the page of the manual which values are valid.",
            ),
        ),
        Errno::EACCES | Errno::EPERM => Told::with(
            say!(
                language,
                "El programa no tiene permiso para poner {constant} a ese valor.",
                "The program has no permission to set {constant} to that value.",
            ),
            say!(
                language,
                "Mira en la página del manual qué valores piden privilegios.",
                "See in the page of the manual which values need privileges.",
            ),
        ),
        _ => return None,
    })
}
