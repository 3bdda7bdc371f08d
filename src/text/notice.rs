//! The words for what of ours has gone wrong: what happened, where, and the way out.

use super::Language;
use crate::session::Notice;

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
        (_, Notice::Scenario(problem)) => super::located(language, problem),
        (Language::Es, Notice::Renderer(why)) => {
            format!("El dibujo por defecto falló ({why}); se usa el otro. Todo lo demás funciona igual.")
        }
        (Language::En, Notice::Renderer(why)) => {
            format!("The first renderer failed ({why}); the other one is used. All else works as before.")
        }
    }
}
