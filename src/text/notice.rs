//! The words for what of ours has gone wrong: what happened, where, and the way out.

use std::path::Path;

use super::Language;
use crate::scenario::Refused;
use crate::session::{NotRepeated, Notice};

/// A notice in words.
#[must_use]
pub fn notice(language: Language, notice: &Notice) -> String {
    match (language, notice) {
        (Language::Es, Notice::Start(why)) => {
            format!("No se pudo empezar la ejecución: {why}. Cierra otros programas y pulsa Reiniciar.")
        }
        (Language::En, Notice::Start(why)) => {
            format!("The run could not begin: {why}. Close other programs and press Restart.")
        }
        (_, Notice::NotStarted { participant, why }) => {
            super::program::not_started(language, participant, why)
        }
        (Language::Es, Notice::Participant { participant, what }) => {
            format!("«{participant}» no puede seguir: {what}. Pulsa Reiniciar.")
        }
        (Language::En, Notice::Participant { participant, what }) => {
            format!("“{participant}” cannot go on: {what}. Press Restart.")
        }
        (Language::Es, Notice::Trace(error)) => {
            format!("Un suceso no encaja con los anteriores y se ha dejado fuera: {error}. Pulsa Reiniciar.")
        }
        (Language::En, Notice::Trace(error)) => {
            format!("An event does not fit those before it and was left out: {error}. Press Restart.")
        }
        (_, Notice::Edit(refused)) => refusal(language, *refused),
        (_, Notice::Save(error)) => super::not_saved(language, error),
        (_, Notice::Recording { path, why }) => recording_failed(language, path.as_deref(), why),
        (_, Notice::Fault { path, fault }) => super::fault(language, path.as_deref(), fault),
        (_, Notice::NotRepeated(NotRepeated::NotWhole)) => super::too_long_to_repeat(language),
        (_, Notice::NotRepeated(NotRepeated::HasPrograms)) => language.not_repeated_program().into(),
        (_, Notice::NotAllRepeated { event }) => {
            let event = super::number(language, *event as u64);
            say!(
                language,
                "No todo salió como la otra vez: el suceso {event} no llegó. Desde ahí la ejecución es otra; la pestaña Comparación dice en qué.",
                "Not all came as before: event {event} did not come. From there on the run is another one; the tab Comparison says how.",
            )
        }
        (_, Notice::OtherPorts(ports)) => super::other_ports(language, ports),
        (_, Notice::Unreadable(unreadable)) => super::unreadable(language, unreadable),
        (_, Notice::Scenario(problem)) => super::located(language, problem),
        (Language::Es, Notice::Renderer(why)) => {
            format!("El dibujo por defecto falló ({why}); se usa el otro. Todo lo demás funciona igual.")
        }
        (Language::En, Notice::Renderer(why)) => {
            format!("The first renderer failed ({why}); the other one is used. All else works as before.")
        }
    }
}

fn recording_failed(language: Language, path: Option<&Path>, why: &str) -> String {
    let file = path.map(|path| format!(" ({})", path.display())).unwrap_or_default();
    say!(
        language,
        "Lo que pasa ya no se graba{file}: {why}. La ejecución sigue; haz sitio en el disco y guarda la grabación.",
        "What happens is no longer recorded{file}: {why}. The run goes on; make room on the disk and save the recording.",
    )
}

/// Why a change was not made.
fn refusal(language: Language, refused: Refused) -> String {
    match refused {
        Refused::NotThere => say!(
            language,
            "El cambio no se ha hecho: la línea ya no está ahí. Elígela otra vez.",
            "The change was not made: the line is no longer there. Pick it again.",
        ),
        Refused::TooManyParticipants { limit } => say!(
            language,
            "No caben más participantes: un escenario tiene como mucho {limit}. Quita alguno primero.",
            "No more participants fit: a scenario has at most {limit}. Remove one first.",
        ),
        Refused::TooManyLines { limit } => say!(
            language,
            "No caben más líneas: un guion tiene como mucho {limit}. Usa un bloque que las repita.",
            "No more lines fit: a script has at most {limit}. Use a block that repeats them.",
        ),
        Refused::TooManyCalls { limit } => say!(
            language,
            "Serían más de {limit} llamadas, contando las repeticiones, y un guion no llega a tantas. Elige menos \
             repeticiones.",
            "That would be more than {limit} calls, repeats counted, which is more than a script can have. \
             Choose fewer repeats.",
        ),
        Refused::TooDeep { limit } => say!(
            language,
            "Los bloques no pueden estar unos dentro de otros más de {limit} veces. Repite las líneas de fuera.",
            "Blocks cannot stand inside each other more than {limit} deep. Repeat the lines outside instead.",
        ),
        Refused::TooMuchData { bytes, limit } => {
            let (bytes, limit) = (super::bytes(language, bytes), super::bytes(language, limit));
            say!(
                language,
                "Son {bytes}, y una llamada lleva como mucho {limit}. La llamada sigue como estaba; reparte los \
                 datos en varias.",
                "These are {bytes}, and one call takes at most {limit}. The call is as it was; spread the data \
                 over several.",
            )
        }
    }
}
