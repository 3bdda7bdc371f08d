//! Why a call failed: a sentence for each call and errno that go together, and what to try next.

mod connection;
mod opening;
mod traffic;

use super::{Told, man, meaning, name_of};
use crate::sockets::{Call, CallName, Errno};
use crate::text::Language;

/// The sentences for an errno that a call gave.
pub(super) fn told(language: Language, call: &Call, errno: Errno) -> Told {
    let specific = match call.name() {
        CallName::Socket => opening::socket(language, errno),
        CallName::Bind => opening::bind(language, call, errno),
        CallName::Listen => opening::listen(language, call, errno),
        CallName::Accept => connection::accept(language, call, errno),
        CallName::Connect => connection::connect(language, call, errno),
        CallName::Shutdown | CallName::GetPeerName => connection::without_peer(language, call, errno),
        CallName::Send => traffic::send(language, call, errno),
        CallName::SendTo => traffic::send_to(language, call, errno),
        CallName::Recv | CallName::RecvFrom => traffic::receive(language, call, errno),
        CallName::SetSockOpt | CallName::GetSockOpt => opening::option(language, call, errno),
        CallName::Close | CallName::GetSockName | CallName::Sleep | CallName::Function => None,
    };
    specific.or_else(|| anywhere(language, call, errno)).unwrap_or_else(|| other(language, call, errno))
}

/// What means the same whatever the call.
fn anywhere(language: Language, call: &Call, errno: Errno) -> Option<Told> {
    let socket = name_of(call);
    let name = call.function();
    Some(match errno {
        Errno::EBADF => Told::with(
            say!(
                language,
                "El descriptor de {socket} ya no es válido: el socket se cerró antes.",
                "The descriptor of {socket} is not valid any more: the socket was closed before.",
            ),
            say!(
                language,
                "Después de close no se puede usar: quita esta llamada o ponla antes.",
                "After close it cannot be used: remove this call or move it up.",
            ),
        ),
        Errno::EMFILE => Told::with(
            say!(
                language,
                "El programa ha llegado a su límite de descriptores abiertos, y cada socket gasta uno.",
                "The program has reached its limit of open descriptors, and each socket takes one.",
            ),
            say!(
                language,
                "Cierra con close los sockets que ya no uses; ulimit -n dice el límite.",
                "Close the sockets that are no longer used; ulimit -n tells the limit.",
            ),
        ),
        Errno::ENOBUFS => Told::with(
            say!(
                language,
                "Al núcleo no le queda memoria para los búferes de la red.",
                "The kernel has no memory left for network buffers.",
            ),
            say!(
                language,
                "Suele pasar enseguida: espera un poco y repite la llamada.",
                "It usually passes soon: wait a little and repeat the call.",
            ),
        ),
        Errno::EINTR => Told::with(
            say!(
                language,
                "Una señal ha interrumpido {name} antes de que acabara.",
                "A signal interrupted {name} before it was over.",
            ),
            say!(
                language,
                "Basta con repetir la llamada; Python lo hace por sí mismo.",
                "Just repeat the call; Python does so by itself.",
            ),
        ),
        Errno::EAGAIN => Told::with(
            say!(
                language,
                "{name} no puede completarse ahora, y no le está permitido esperar más.",
                "{name} cannot be completed now, and it is not allowed to wait any longer.",
            ),
            say!(
                language,
                "No es una avería: repite la llamada más tarde, o quita el límite de espera.",
                "Nothing is broken: repeat the call later, or take off the time limit.",
            ),
        ),
        Errno::EPERM => Told::with(
            say!(
                language,
                "El sistema no permite {name} a este programa; puede ser cosa del cortafuegos.",
                "The system does not allow {name} to this program; a firewall may be the cause.",
            ),
            say!(
                language,
                "Prueba con 127.0.0.1, o pregunta a quien administra la máquina.",
                "Try 127.0.0.1, or ask whoever administers the machine.",
            ),
        ),
        _ => return route(language, socket, errno),
    })
}

/// What keeps an address from being reached, whatever the call.
fn route(language: Language, socket: &str, errno: Errno) -> Option<Told> {
    Some(match errno {
        Errno::EAFNOSUPPORT => family(language, socket),
        Errno::ENETUNREACH => Told::with(
            say!(
                language,
                "Esta máquina no sabe por dónde llegar a esa red.",
                "This machine knows no way to that network.",
            ),
            say!(
                language,
                "Comprueba que la dirección sea la buena y que haya red; 127.0.0.1 no la necesita.",
                "Check that the address is right and that there is a network; 127.0.0.1 needs none.",
            ),
        ),
        Errno::EHOSTUNREACH => Told::with(
            say!(
                language,
                "La red existe, pero esa máquina no contesta en ella.",
                "The network is there, but that machine does not answer on it.",
            ),
            say!(
                language,
                "Comprueba la dirección y que la otra máquina esté encendida.",
                "Check the address and that the other machine is on.",
            ),
        ),
        Errno::ETIMEDOUT => Told::with(
            say!(
                language,
                "El núcleo ha repetido sus envíos y el otro extremo no ha contestado a ninguno.",
                "The kernel repeated what it sent and the other end answered none of it.",
            ),
            say!(
                language,
                "La otra máquina está apagada, lejos, o un cortafuegos tira lo que le llega.",
                "The other machine is off, out of reach, or a firewall drops what comes.",
            ),
        ),
        Errno::ENAMETOOLONG => Told::with(
            say!(
                language,
                "La ruta del socket Unix, o parte de ella, es demasiado larga.",
                "The path of the Unix socket, or a part of it, is too long.",
            ),
            say!(language, "Usa un nombre más corto: caben 107 bytes.", "Use a shorter name: 107 bytes fit.",),
        ),
        _ => return None,
    })
}

/// An address of another family than the socket's.
fn family(language: Language, socket: &str) -> Told {
    Told::with(
        say!(
            language,
            "La dirección no es de la familia de {socket}: un socket AF_INET solo entiende direcciones IPv4.",
            "The address is not of the family of {socket}: an AF_INET socket only knows IPv4 addresses.",
        ),
        say!(
            language,
            "Cambia la dirección, o crea el socket con AF_INET6.",
            "Change the address, or make the socket with AF_INET6.",
        ),
    )
}

/// An errno that no lesson foresees: its name, its message, and where to read on.
fn other(language: Language, call: &Call, errno: Errno) -> Told {
    let (name, man) = (call.function(), man(call));
    let words = meaning(language, errno);
    Told::with(
        say!(
            language,
            "{name} ha fallado con {errno} («{words}»).",
            "{name} failed with {errno} (“{words}”).",
        ),
        say!(
            language,
            "El apartado ERRORS de {man} dice cuándo ocurre.",
            "The section ERRORS of {man} says when that happens.",
        ),
    )
}

/// A Unix socket's path that this program may not write to.
fn path_forbidden(language: Language, path: &str) -> Told {
    Told::with(
        say!(
            language,
            "El programa no tiene permiso de escritura sobre {path}.",
            "The program has no permission to write to {path}.",
        ),
        say!(
            language,
            "Mira con ls -l los permisos del fichero y de sus carpetas.",
            "See with ls -l the permissions of the file and its folders.",
        ),
    )
}
