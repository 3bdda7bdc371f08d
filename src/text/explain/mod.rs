//! One call in plain words: what it does, what it answered and why, what to look at next.
//! The facts behind the sentences were seen on Linux; each call's man page is named with them.

mod answered;
mod does;
mod errno;
mod failed;
#[cfg(test)]
mod tests;
mod waiting;

pub use errno::errno_words;
pub use waiting::{awaited, waited};

use super::Language;
use crate::sockets::{Address, Call, Errno, OptionName, Outcome};
use crate::trace::{CallState, SocketUse};

/// A call in plain words, two or three sentences in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What the call does, in terms of its arguments.
    pub does: String,
    /// What it answered, or waits for, and why. Empty while the call has not been made.
    pub happened: String,
    /// What to try or to look at next.
    pub advice: Option<String>,
    /// The page of the manual: `"accept(2)"`.
    pub man: &'static str,
}

/// What happened, and what to look at next.
struct Told {
    happened: String,
    advice: Option<String>,
}

impl Told {
    fn only(happened: String) -> Self {
        Self { happened, advice: None }
    }

    fn with(happened: String, advice: String) -> Self {
        Self { happened, advice: Some(advice) }
    }
}

/// Explains a call. Without a state the call has not been made yet; `used` is what its socket has been used for, where
/// that is known.
#[must_use]
pub fn explain(
    language: Language,
    call: &Call,
    state: Option<&CallState<'_>>,
    used: Option<SocketUse>,
) -> Explanation {
    let told = match state {
        None => Told::only(String::new()),
        Some(CallState::Called) => Told::only(say!(
            language,
            "La llamada está hecha; el núcleo aún no ha contestado.",
            "The call has been made; the kernel has not answered yet.",
        )),
        Some(CallState::Waiting { on, .. }) => waiting::told(language, call, *on),
        Some(CallState::Returned(outcome)) => returned(language, call, outcome, used),
    };
    Explanation {
        does: does::does(language, call),
        happened: told.happened,
        advice: told.advice,
        man: man(call),
    }
}

fn returned(language: Language, call: &Call, outcome: &Outcome, used: Option<SocketUse>) -> Told {
    match outcome {
        Outcome::Failed(errno) => failed::told(language, call, *errno),
        Outcome::Unresolved(why) => unresolved(language, call, why),
        Outcome::NoSocket => {
            let socket = name_of(call);
            Told::with(
                say!(
                    language,
                    "La variable {socket} no existe, porque la llamada que debía darle un socket falló. En \
                     Python es un NameError, y no se llega a llamar al núcleo.",
                    "The variable {socket} does not exist, because the call that was to give it a socket \
                     failed. In Python this is a NameError, and the kernel is never called.",
                ),
                say!(
                    language,
                    "Busca más arriba la llamada que falló: ahí está la causa.",
                    "Look further up for the call that failed: the cause is there.",
                ),
            )
        }
        Outcome::Interrupted => Told::with(
            say!(
                language,
                "Alguien ha interrumpido la espera, como hace Ctrl-C con un programa (KeyboardInterrupt en \
                 Python).",
                "Someone interrupted the wait, as Ctrl-C does to a program (KeyboardInterrupt in Python).",
            ),
            say!(
                language,
                "El socket sigue abierto: se puede repetir la llamada o seguir con la siguiente.",
                "The socket is still open: repeat the call, or go on with the next one.",
            ),
        ),
        Outcome::Killed => Told::with(
            say!(
                language,
                "El programa fue terminado mientras esperaba aquí, como en una caída o con kill -9: la llamada \
                 no volvió nunca. El sistema cierra por él todo lo que tenía abierto.",
                "The program was ended while it waited here, as in a crash or by kill -9: the call never came \
                 back. The system closes for it whatever it had open.",
            ),
            say!(
                language,
                "Mira qué ve el otro extremo: el fin del flujo, o un reset si quedaban datos sin leer.",
                "Look at what the other end sees: the end of the stream, or a reset if data was left unread.",
            ),
        ),
        Outcome::Raised { exception, message } => raised(language, exception, message),
        success => answered::told(language, call, success, used),
    }
}

fn raised(language: Language, exception: &str, message: &str) -> Told {
    let happened =
        say!(language, "Python lanzó {exception}: {message}", "Python raised {exception}: {message}",);
    let advice = match exception {
        "timeout" | "TimeoutError" => say!(
            language,
            "Pasó el tiempo de settimeout sin que llegara nada. El socket sigue abierto: se puede repetir.",
            "The time of settimeout passed and nothing came. The socket is still open: it can be tried again.",
        ),
        _ => say!(
            language,
            "No es una respuesta del núcleo: Python se quejó antes de preguntarle, o de otra cosa.",
            "This is no answer of the kernel: Python complained before it asked, or about something else.",
        ),
    };
    Told::with(happened, advice)
}

fn unresolved(language: Language, call: &Call, why: &str) -> Told {
    let host = match call.address() {
        Some(Address::Sender) => {
            return Told::with(
                say!(
                    language,
                    "No hay a quién contestar: este participante aún no ha recibido ningún datagrama.",
                    "There is nobody to answer: this participant has not received a datagram yet.",
                ),
                say!(
                    language,
                    "Haz que recvfrom reciba uno antes; de ahí sale la dirección del remitente.",
                    "Let recvfrom receive one first; the sender's address comes from there.",
                ),
            );
        }
        Some(Address::Inet { host, .. }) => host.clone(),
        Some(Address::Unix { path }) => path.clone(),
        None => String::new(),
    };
    Told::with(
        say!(
            language,
            "No se ha podido traducir «{host}» a una dirección (getaddrinfo dice: {why}). No se ha llegado \
             a hacer la llamada.",
            "“{host}” could not be turned into an address (getaddrinfo says: {why}). The call itself was \
             not made.",
        ),
        say!(
            language,
            "Comprueba que el nombre esté bien escrito; localhost y 127.0.0.1 valen sin red.",
            "Check the spelling of the name; localhost and 127.0.0.1 work without a network.",
        ),
    )
}

/// The name of the call's socket, for a sentence.
fn name_of(call: &Call) -> &str {
    call.socket().unwrap_or_default()
}

/// An errno in words: ours where we have them, else the system's.
fn meaning(language: Language, errno: Errno) -> &'static str {
    errno_words(language, errno).unwrap_or_else(|| errno.message())
}

fn man(call: &Call) -> &'static str {
    match call {
        Call::Socket { .. } => "socket(2)",
        Call::Bind { .. } => "bind(2)",
        Call::Listen { .. } => "listen(2)",
        Call::Accept { .. } => "accept(2)",
        Call::Connect { .. } => "connect(2)",
        Call::Send { .. } => "send(2)",
        Call::Recv { .. } => "recv(2)",
        Call::SendTo { .. } => "sendto(2)",
        Call::RecvFrom { .. } => "recvfrom(2)",
        Call::Shutdown { .. } => "shutdown(2)",
        Call::Close { .. } => "close(2)",
        Call::SetSockOpt { option, .. } => man_of_option(option.name()),
        Call::GetSockOpt { option, .. } => man_of_option(*option),
        Call::GetSockName { .. } => "getsockname(2)",
        Call::GetPeerName { .. } => "getpeername(2)",
        Call::Sleep { .. } => "sleep(3)",
        Call::Function { name, .. } => man_of_function(name),
    }
}

/// The page for what only programs call, under the names that Python has for it.
fn man_of_function(name: &str) -> &'static str {
    match name {
        "select" => "select(2)",
        "selectors" => "epoll(7)",
        "getaddrinfo" | "gethostbyname" => "getaddrinfo(3)",
        "sendmsg" => "sendmsg(2)",
        "recvmsg" | "recvmsg_into" => "recvmsg(2)",
        "settimeout" | "setblocking" => "fcntl(2)",
        "dup" => "dup(2)",
        "socketpair" => "socketpair(2)",
        _ => "socket(7)",
    }
}

fn man_of_option(option: OptionName) -> &'static str {
    match option {
        OptionName::NoDelay => "tcp(7)",
        _ => "socket(7)",
    }
}
