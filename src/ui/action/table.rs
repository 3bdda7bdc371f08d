//! The table of actions: to each its group, its words on a button, what it does in a sentence, and its keys. Menus, buttons,
//! tooltips, the sheet of keys and the command palette are drawn from it.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Action, Group};
use crate::text::Language;

/// What is said of an action, and its keys.
pub struct Row {
    pub group: Group,
    pub label: fn(Language) -> &'static str,
    pub tip: fn(Language) -> &'static str,
    /// The first is the one that is shown.
    pub keys: &'static [KeyboardShortcut],
}

/// `row!(Group, label, tip, key, other key…)`
macro_rules! row {
    ($group:ident, $label:expr, $tip:expr $(, $key:expr)* $(,)?) => {
        Row { group: Group::$group, label: $label, tip: $tip, keys: const { &[$($key),*] } }
    };
}

const fn bare(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// Cmd on a Mac.
const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

/// What deletes: a Mac's key of that name is the one that others call Backspace.
const DELETE: Key = if cfg!(target_os = "macos") { Key::Backspace } else { Key::Delete };

impl Action {
    /// Its line in the table. `PageDown` and `PageUp` are what a presenter's remote sends.
    #[rustfmt::skip]
    pub(super) const fn row(self) -> Row {
        use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, PageDown, PageUp};
        use Language as L;
        match self {
            Self::New => row!(File, L::new_scenario, L::new_scenario_tip, ctrl(Key::N)),
            Self::Open => row!(File, L::open_file, L::open_file_tip, ctrl(Key::O)),
            Self::Save => row!(File, L::save_file, L::save_file_tip, ctrl(Key::S)),
            Self::SaveAs => row!(File, L::save_file_as, L::save_file_as_tip, ctrl_shift(Key::S)),
            Self::SaveRecording => row!(File, L::save_recording, L::save_recording_tip, ctrl(Key::E)),
            Self::ExportPrograms => row!(File, L::export_programs, L::export_programs_tip),
            Self::OpenCutOff => row!(File, L::open_cut_off, L::open_cut_off_tip),

            Self::Undo => row!(Change, L::undo, L::undo_tip, ctrl(Key::Z)),
            Self::Redo => row!(Change, L::redo, L::redo_tip, ctrl_shift(Key::Z), ctrl(Key::Y)),
            Self::DuplicateLine => row!(Line, L::duplicate_line, L::duplicate_line_tip, ctrl(Key::D)),
            Self::DeleteLine => row!(Line, L::delete_line, L::delete_line_tip, bare(DELETE)),
            Self::MoveLineUp => row!(Line, L::move_line_up, L::move_line_up_tip, alt(ArrowUp)),
            Self::MoveLineDown => row!(Line, L::move_line_down, L::move_line_down_tip, alt(ArrowDown)),

            Self::Step => row!(Run, L::step, L::step_tip, bare(Key::Space), bare(PageDown)),
            Self::PlayPause => row!(Run, L::play, L::play_tip, bare(Key::P)),
            Self::Run => row!(Run, L::run, L::run_tip, bare(Key::R)),
            Self::Restart => row!(Run, L::restart, L::restart_tip, ctrl(Key::R)),
            Self::CallNow => row!(Run, L::call_now, L::call_now_tip, bare(Key::C)),
            Self::Freeze => row!(Participant, L::freeze_or_thaw, L::freeze_tip),
            Self::Kill => row!(Participant, L::kill, L::kill_tip),
            Self::StartAnew => row!(Participant, L::start_anew, L::start_anew_tip),
            Self::Rename => row!(Participant, L::rename_participant, L::rename_participant_tip, bare(Key::F2)),
            Self::Fork => row!(Runs, L::fork, L::fork_tip, bare(Key::F)),
            Self::NextRun => row!(Runs, L::next_run, L::next_run_tip, bare(Key::G)),

            Self::BackCall => row!(Moment, L::back_call, L::back_call_tip, bare(ArrowLeft), bare(PageUp)),
            Self::ForwardCall => row!(Moment, L::forward_call, L::forward_call_tip, bare(ArrowRight)),
            Self::BackOwn => row!(Moment, L::back_own, L::back_own_tip, ctrl(ArrowLeft), alt(ArrowLeft)),
            Self::ForwardOwn => row!(Moment, L::forward_own, L::forward_own_tip, ctrl(ArrowRight), alt(ArrowRight)),
            Self::BackEvent => row!(Moment, L::back_event, L::back_event_tip, shift(ArrowLeft)),
            Self::ForwardEvent => row!(Moment, L::forward_event, L::forward_event_tip, shift(ArrowRight)),
            Self::ToStart => row!(Moment, L::to_start, L::to_start_tip, bare(Key::Home)),
            Self::Follow => row!(Moment, L::follow, L::follow_tip, bare(Key::End)),
            Self::Slower => row!(Playback, L::slower, L::slower_tip, bare(Key::OpenBracket)),
            Self::Faster => row!(Playback, L::faster, L::faster_tip, bare(Key::CloseBracket)),
            Self::ChangeScale => row!(Playback, L::change_scale, L::change_scale_tip, bare(Key::S)),
            Self::Bookmark => row!(Bookmarks, L::bookmark, L::bookmark_tip, bare(Key::B)),
            Self::PreviousBookmark => row!(Bookmarks, L::previous_bookmark, L::previous_bookmark_tip, ctrl(PageUp)),
            Self::NextBookmark => row!(Bookmarks, L::next_bookmark, L::next_bookmark_tip, ctrl(PageDown)),

            Self::PreviousCall => row!(Calls, L::previous_call, L::previous_call_tip, bare(ArrowUp)),
            Self::NextCall => row!(Calls, L::next_call, L::next_call_tip, bare(ArrowDown)),
            Self::ShowSockets => row!(Drawer, L::tab_sockets, L::tab_sockets_tip, bare(Key::K)),
            Self::ShowBytes => row!(Drawer, L::tab_bytes, L::tab_bytes_tip, bare(Key::M)),
            Self::ShowPorts => row!(Drawer, L::tab_ports, L::tab_ports_tip, bare(Key::N)),
            Self::ShowEvents => row!(Drawer, L::tab_events, L::tab_events_tip, bare(Key::E)),
            Self::ShowOutput => row!(Drawer, L::tab_output, L::tab_output_tip, bare(Key::O)),
            Self::ShowComparison => row!(Drawer, L::tab_comparison, L::tab_comparison_tip, bare(Key::D)),
            Self::Find => row!(Search, L::find, L::find_tip, ctrl(Key::F)),
            Self::NextHit => row!(Search, L::next_hit, L::next_hit_tip, bare(Key::F3)),
            Self::PreviousHit => row!(Search, L::previous_hit, L::previous_hit_tip, shift(Key::F3)),
            Self::ShowCode => row!(Panels, L::show_code, L::show_code_tip, ctrl(Key::B)),
            Self::ShowCall => row!(Panels, L::show_call, L::show_call_tip, ctrl(Key::I)),
            Self::ShowTimeline => row!(Panels, L::show_timeline, L::show_timeline_tip, bare(Key::V)),
            Self::NextRegion => row!(Panels, L::next_region, L::next_region_tip, bare(Key::F6)),
            Self::PreviousRegion => row!(Panels, L::previous_region, L::previous_region_tip, shift(Key::F6)),
            Self::ZoomIn => row!(Zoom, L::zoom_in, L::zoom_in_tip, bare(Key::Plus), bare(Key::Equals)),
            Self::ZoomOut => row!(Zoom, L::zoom_out, L::zoom_out_tip, bare(Key::Minus)),
            Self::ZoomReset => row!(Zoom, L::zoom_reset, L::zoom_reset_tip, bare(Key::Num0)),
            Self::Larger => row!(Size, L::larger, L::larger_tip, ctrl(Key::Plus), ctrl(Key::Equals)),
            Self::Smaller => row!(Size, L::smaller, L::smaller_tip, ctrl(Key::Minus)),
            Self::UsualSize => row!(Size, L::usual_size, L::usual_size_tip, ctrl(Key::Num0)),
            Self::ChangeLanguage => row!(Looks, L::change_language, L::change_language_tip, bare(Key::L)),
            Self::ChangeAppearance => row!(Looks, L::change_appearance, L::change_appearance_tip, bare(Key::T)),
            Self::ChangeMotion => row!(Looks, L::change_motion, L::change_motion_tip, bare(Key::A)),
            Self::Project => row!(Projection, L::project, L::project_tip, bare(Key::F5)),
            Self::LeaveProjection => row!(Projection, L::leave_projection, L::leave_projection_tip, bare(Key::Escape)),
            Self::Blank => row!(Projection, L::blank, L::blank_tip, bare(Key::Period)),
            Self::FreezePicture => row!(Projection, L::freeze_picture, L::freeze_picture_tip, bare(Key::H)),
            Self::ShowPointer => row!(Projection, L::show_pointer, L::show_pointer_tip, bare(Key::W)),

            Self::ShowCommands => row!(Help, L::show_commands, L::show_commands_tip, ctrl(Key::K), ctrl_shift(Key::P)),
            Self::OpenMenu => row!(Help, L::open_menu, L::open_menu_tip, bare(Key::F10)),
            Self::ShowShortcuts => row!(Help, L::shortcuts, L::shortcuts_tip, bare(Key::F1), bare(Key::Questionmark)),
            Self::ShowParts => row!(Help, L::parts, L::parts_tip, shift(Key::F1)),
        }
    }
}
