//! The file dialog of the system, asked from a thread of its own: one that hangs, or that is not there, never stops the
//! window.

use std::path::{Path, PathBuf};
use std::thread;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

/// A dialog that is being asked.
pub struct Browsing {
    answer: Receiver<Option<PathBuf>>,
}

/// What a dialog has come to.
pub enum Browsed {
    NotYet,
    /// It was cancelled, or there is none: the two look the same.
    Nothing,
    File(PathBuf),
}

/// What a dialog is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file to open.
    File,
    /// A file to save to, and a name for it.
    Save(String),
    Folder,
}

impl Browsing {
    /// Asks for a file or a folder. It begins to look in `folder`.
    pub fn begin(ctx: &egui::Context, title: &str, folder: Option<&Path>, wanted: Wanted) -> Self {
        let mut dialog =
            rfd::FileDialog::new().set_title(title).add_filter("Socketlab", &["ron", "ronl", "py"]);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let ctx = ctx.clone();
        let (tell, answer) = bounded(1);
        // Without a thread nobody tells anything, and that is an answer too.
        let _ = thread::Builder::new().name("file-dialog".into()).spawn(move || {
            let path = match wanted {
                Wanted::File => dialog.pick_file(),
                Wanted::Save(name) => dialog.set_file_name(name).save_file(),
                Wanted::Folder => dialog.pick_folder(),
            };
            // Whoever asked may have gone on without an answer.
            let _ = tell.send(path);
            ctx.request_repaint();
        });
        Self { answer }
    }

    /// What it has come to.
    pub fn browsed(&self) -> Browsed {
        match self.answer.try_recv() {
            Ok(Some(path)) => Browsed::File(path),
            Ok(None) | Err(TryRecvError::Disconnected) => Browsed::Nothing,
            Err(TryRecvError::Empty) => Browsed::NotYet,
        }
    }
}
