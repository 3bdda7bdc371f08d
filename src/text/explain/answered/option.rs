//! Answers about socket options.

use super::{Told, meaning};
use crate::sockets::{Errno, OptionName, OptionSetting};
use crate::text::{Language, bytes, duration};

pub(super) fn set(language: Language, socket: &str, option: OptionSetting) -> Told {
    let (constant, value) = (option.name().constant(), option.value());
    let advice = match option {
        OptionSetting::SndBuf(_) | OptionSetting::RcvBuf(_) => Some(say!(
            language,
            "Linux duplica lo que se le pide, y tiene un mínimo: compruébalo con getsockopt.",
            "Linux doubles what it is asked for, and has a least value: check with getsockopt.",
        )),
        OptionSetting::ReuseAddr(true) => Some(say!(
            language,
            "Ponla antes de bind. No permite dos sockets a la escucha en el mismo puerto: eso sigue dando \
             EADDRINUSE.",
            "Set it before bind. It does not allow two listeners on one port: that still gives EADDRINUSE.",
        )),
        OptionSetting::Linger(Some(0)) => Some(say!(
            language,
            "Al cerrar, el otro extremo verá ECONNRESET, y lo que quede por enviar se tira.",
            "At close the other end will see ECONNRESET, and what is left to send is thrown away.",
        )),
        _ => None,
    };
    let happened = match option {
        OptionSetting::Linger(None) => say!(
            language,
            "La opción {constant} de {socket} queda desactivada.",
            "The option {constant} of {socket} is off now.",
        ),
        _ => say!(
            language,
            "El núcleo ha aceptado {constant} = {value} para {socket}.",
            "The kernel has accepted {constant} = {value} for {socket}.",
        ),
    };
    Told { happened, advice }
}

pub(super) fn value(language: Language, socket: &str, option: OptionName, value: i64) -> Told {
    let constant = option.constant();
    let magnitude = u64::try_from(value).unwrap_or(0);
    let reading = match option {
        OptionName::SndBuf | OptionName::RcvBuf => {
            bytes(language, usize::try_from(magnitude).unwrap_or(usize::MAX))
        }
        OptionName::RcvTimeo if value == 0 => say!(language, "0, sin límite", "0, no limit"),
        OptionName::RcvTimeo => duration(language, magnitude.saturating_mul(1_000_000)),
        OptionName::Linger if value < 0 => say!(language, "desactivada", "off"),
        OptionName::Linger => format!("{value} s"),
        OptionName::Error if value == 0 => say!(language, "0, ningún error", "0, no error"),
        OptionName::Error => {
            let errno = Errno(i32::try_from(value).unwrap_or(0));
            format!("{value}, {errno} ({})", meaning(language, errno))
        }
        _ if value == 0 => say!(language, "0, desactivada", "0, off"),
        _ => say!(language, "{value}, activada", "{value}, on"),
    };
    let happened = say!(
        language,
        "Valor de {constant} en {socket}: {reading}.",
        "Value of {constant} of {socket}: {reading}.",
    );
    let advice = match option {
        OptionName::SndBuf | OptionName::RcvBuf => Some(say!(
            language,
            "Linux duplica lo que se pide con setsockopt: con 4096 se leen 8192.",
            "Linux doubles what setsockopt asks for: after 4096, 8192 is read.",
        )),
        OptionName::Error if value != 0 => Some(say!(
            language,
            "Leerlo lo ha borrado: la próxima llamada ya no dará este error.",
            "Reading has cleared it: the next call will not give this error.",
        )),
        _ => None,
    };
    Told { happened, advice }
}
