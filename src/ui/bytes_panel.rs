//! The byte map of a connection, in the drawer.

use egui::{Frame, Margin, RichText, ScrollArea, Ui};

use super::pill::{self, Tint};
use super::theme::{self, Theme};
use super::{Request, View};
use crate::session::Session;
use crate::trace::SocketUse;

pub fn show(ui: &mut Ui, session: &Session, _view: &View, _requests: &mut Vec<Request>) {
    let theme = Theme::of(ui.ctx());
    let snapshot = session.snapshot();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(20, 12)).show(ui, |ui| {
            let sockets = session.trace().sockets().iter();
            for socket in sockets.filter(|s| s.used_for(snapshot.moment) == SocketUse::Connection) {
                ui.horizontal(|ui| {
                    pill::show(ui, &socket.name, Tint::Socket(socket.number));
                    let ends = [socket.local(snapshot.moment), socket.peer(snapshot.moment)];
                    let ends: Vec<String> = ends.into_iter().flatten().map(ToString::to_string).collect();
                    let ends = RichText::new(ends.join("  —  "));
                    ui.label(ends.font(theme::code(12.0)).color(theme.text_soft));
                });
            }
        });
    });
}
