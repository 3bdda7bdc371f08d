//! What each errno means, in few words.

use crate::sockets::Errno;
use crate::text::Language;

/// The meaning of an errno, short enough for a box of the diagram (40 characters at most). `None` for one that no
/// call of a lesson is expected to give.
#[must_use]
pub fn errno_words(language: Language, errno: Errno) -> Option<&'static str> {
    let (es, en) = match errno {
        Errno::EACCES => ("permiso denegado", "permission denied"),
        Errno::EADDRINUSE => ("dirección ya en uso", "address already in use"),
        Errno::EADDRNOTAVAIL => ("dirección no disponible aquí", "address not available here"),
        Errno::EAFNOSUPPORT => ("familia de direcciones no válida", "address family not supported"),
        Errno::EAGAIN => ("nada disponible de momento", "nothing available for now"),
        Errno::EALREADY => ("ya hay una conexión en curso", "connection already in progress"),
        Errno::EBADF => ("el socket ya está cerrado", "the socket is already closed"),
        Errno::ECONNREFUSED => ("conexión rechazada", "connection refused"),
        Errno::ECONNRESET => ("el otro extremo cortó la conexión", "connection reset by peer"),
        Errno::EDESTADDRREQ => ("falta la dirección de destino", "destination address required"),
        Errno::EINPROGRESS => ("conexión en curso", "connection in progress"),
        Errno::EINTR => ("interrumpida por una señal", "interrupted by a signal"),
        Errno::EINVAL => ("argumento o estado no válido", "invalid argument or state"),
        Errno::EISCONN => ("ya está conectado", "already connected"),
        Errno::EMFILE => ("demasiados ficheros abiertos", "too many open files"),
        Errno::EMSGSIZE => ("mensaje demasiado largo", "message too long"),
        Errno::ENAMETOOLONG => ("nombre demasiado largo", "name too long"),
        Errno::ENETUNREACH => ("no hay ruta a esa red", "network unreachable"),
        Errno::ENOENT => ("no existe ese fichero", "no such file"),
        Errno::ENOTCONN => ("no está conectado", "not connected"),
        Errno::EOPNOTSUPP => ("este tipo de socket no lo admite", "not supported on this socket"),
        Errno::EPERM => ("operación no permitida", "operation not permitted"),
        Errno::EPIPE => ("no hay conexión por la que enviar", "no connection to send on"),
        Errno::EPROTOTYPE => ("el otro socket es de otro tipo", "wrong type of socket"),
        Errno::ETIMEDOUT => ("nadie contestó a tiempo", "nobody answered in time"),
        Errno::EHOSTUNREACH => ("no hay ruta a esa máquina", "no route to host"),
        Errno::ENOBUFS => ("al núcleo no le queda memoria", "no buffer space left"),
        _ => return None,
    };
    Some(match language {
        Language::Es => es,
        Language::En => en,
    })
}
