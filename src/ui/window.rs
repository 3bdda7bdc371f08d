//! The real window: opened with one renderer, and with the other where the first one fails.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use egui::{IconData, Vec2, ViewportBuilder};

use super::{App, Preferences};
use crate::cli::Renderer;
use crate::scenario::{Fingerprint, Scenario};
use crate::session::Notice;
use crate::text::Language;
use crate::trace::recording::Recording;

/// What the window opens with.
#[derive(Debug)]
pub struct Opening {
    pub opened: Opened,
    pub notices: Vec<Notice>,
    /// The folder that keeps what is remembered from one time to the next; nothing is, without one.
    pub memory: Option<PathBuf>,
    /// The folder that keeps each run as it happens; none is, without one.
    pub runs: Option<PathBuf>,
}

/// What is opened.
#[derive(Debug)]
pub enum Opened {
    /// Programs that a person has named.
    Programs(Vec<PathBuf>),
    Scenario {
        scenario: Scenario,
        /// The file that it was read from, and what stood there.
        file: Option<(PathBuf, Fingerprint)>,
        /// Its place in the catalogue.
        entry: Option<usize>,
    },
    /// What was recorded, and the file.
    Recording(Box<Recording>, PathBuf),
}

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The display does not answer. No renderer can do better.
    #[error("the display does not answer: {0}")]
    Display(String),
    /// Each renderer failed: what it said.
    #[error("{}", .0.iter().map(|(renderer, why)| format!("{renderer:?}: {why}")).collect::<Vec<_>>().join("; "))]
    Renderers(Vec<(Renderer, String)>),
}

/// Opens the window and stays in it until it is closed.
///
/// # Errors
/// There is no display, or no renderer could draw on it.
pub fn open(language: Language, opening: Opening, wanted: Option<Renderer>) -> Result<(), WindowError> {
    let order = match wanted {
        Some(Renderer::Wgpu) => [Renderer::Wgpu, Renderer::Glow],
        Some(Renderer::Glow) | None => [Renderer::Glow, Renderer::Wgpu],
    };
    let mut failures = Vec::new();
    // Taken by the first renderer that works.
    let opening = Arc::new(Mutex::new(Some(opening)));
    for renderer in order {
        let began = Arc::new(AtomicBool::new(false));
        let Err(failure) = try_open(language, &opening, renderer, &began) else { return Ok(()) };
        let why = match failure {
            Failure::Display(why) => return Err(WindowError::Display(why)),
            Failure::Renderer(why) => why,
        };
        if let Some(opening) = opening.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            opening.notices.push(Notice::Renderer(why.clone()));
        }
        failures.push((renderer, why));
        // A window that was there and broke is not opened again: the person has seen it go.
        if began.load(Ordering::SeqCst) {
            break;
        }
    }
    Err(WindowError::Renderers(failures))
}

enum Failure {
    Display(String),
    Renderer(String),
}

fn try_open(
    language: Language,
    opening: &Arc<Mutex<Option<Opening>>>,
    renderer: Renderer,
    began: &Arc<AtomicBool>,
) -> Result<(), Failure> {
    let Preferences { window, maximized, .. } = {
        let opening = opening.lock().unwrap_or_else(PoisonError::into_inner);
        Preferences::in_folder(opening.as_ref().and_then(|opening| opening.memory.as_deref()))
    };
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Socketlab")
            .with_app_id("socketlab")
            // On a screen that is smaller, it is made as large as the screen.
            .with_clamp_size_to_monitor_size(true)
            .with_inner_size(window.unwrap_or(Vec2::new(1280.0, 800.0)))
            .with_min_inner_size([720.0, 480.0])
            .with_maximized(maximized)
            .with_icon(icon()),
        renderer: match renderer {
            Renderer::Glow => eframe::Renderer::Glow,
            Renderer::Wgpu => eframe::Renderer::Wgpu,
        },
        ..Default::default()
    };
    let (began, opening) = (Arc::clone(began), Arc::clone(opening));
    // Some failures of the window system come as a panic of the library below: they are answered like the others.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "socketlab",
            options,
            Box::new(move |context| {
                began.store(true, Ordering::SeqCst);
                let opening = opening.lock().unwrap_or_else(PoisonError::into_inner).take();
                let opening = opening.ok_or(language.opened_before())?;
                super::stop::tell(&context.egui_ctx);
                Ok(Box::new(App::new(&context.egui_ctx, language, opening)))
            }),
        )
    }));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(eframe::Error::WinitEventLoop(error))) => Err(Failure::Display(last_part(&error.to_string()))),
        Ok(Err(error)) => Err(Failure::Renderer(last_part(&error.to_string()))),
        Err(panic) => Err(Failure::Renderer(
            panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()))
                .unwrap_or_default(),
        )),
    }
}

/// An error of the window system without the places in source files that come before what happened.
fn last_part(error: &str) -> String {
    error
        .rsplit_once(".rs:")
        .map_or(error, |(_, rest)| rest.split_once(": ").map_or(rest, |(_, what)| what))
        .to_owned()
}

/// Two rings, as at the top left of the window: a socket seen from the front.
fn icon() -> IconData {
    const SIDE: u32 = 64;
    let centre = f64::from(SIDE - 1) / 2.0;
    let ink = super::theme::brand().to_array();
    let rgba = (0..SIDE * SIDE)
        .flat_map(|at| {
            let (x, y) = (f64::from(at % SIDE) - centre, f64::from(at / SIDE) - centre);
            let radius = x.hypot(y);
            if (20.0..=29.0).contains(&radius) || radius <= 9.0 { ink } else { [0; 4] }
        })
        .collect();
    IconData { rgba, width: SIDE, height: SIDE }
}
