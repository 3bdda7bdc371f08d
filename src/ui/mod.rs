//! The window. Reads a session, paints it, and hands back what the person asked for. One file a panel; nothing here
//! touches a socket or changes a session but by its commands.

mod action;
mod app;
mod bottom_bar;
mod bytes_panel;
mod bytes_view;
mod call_editor;
mod call_panel;
mod characters;
mod code_panel;
mod diagram_panel;
mod dock;
mod file_dialog;
mod filing;
mod highlight;
mod line_editor;
mod native_dialog;
mod notices;
mod paint;
mod palette;
mod participant_menu;
mod pill;
mod ports_list;
mod ports_panel;
mod recent;
mod request;
mod scenario_panel;
mod shortcuts;
mod sockets_panel;
mod theme;
mod top_bar;
mod view;
mod window;

pub use action::Action;
pub use app::App;
pub use dock::Tab;
pub use filing::Answer;
pub use palette::Palette;
pub use ports_list::{PortsColumn, PortsView};
pub use recent::config_folder;
pub use request::Request;
pub use theme::Theme;
pub use view::{Appearance, View};
pub use window::{Opening, WindowError, open};
