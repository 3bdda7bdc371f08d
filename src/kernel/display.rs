//! Whether a window can be had here: a display to put it on, and the libraries that windows are made with.
//!
//! winit opens these libraries while it starts, and panics where one is missing. So they are asked for beforehand,
//! through the same crates, and what is missing can be named.

/// What a window lacks on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// Neither `DISPLAY` nor `WAYLAND_DISPLAY` says where windows are shown.
    Display,
    /// These libraries cannot be loaded: `"libXcursor.so.1"`.
    Libraries(Vec<&'static str>),
}

/// What is lacking for a window, as far as that can be told without opening one.
///
/// # Errors
/// The first thing that is lacking.
#[cfg(target_os = "linux")]
pub fn probe() -> Result<(), Lacking> {
    use x11_dl::{xcursor::Xcursor, xinput2::XInput2, xlib::Xlib};

    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        return match xkbcommon_dl::xkbcommon_option() {
            Some(_) => Ok(()),
            None => Err(Lacking::Libraries(vec!["libxkbcommon.so.0"])),
        };
    }
    if !set("DISPLAY") {
        return Err(Lacking::Display);
    }
    let missing: Vec<&'static str> = [
        ("libX11.so.6", Xlib::open().is_err()),
        ("libXcursor.so.1", Xcursor::open().is_err()),
        ("libXi.so.6", XInput2::open().is_err()),
        ("libxkbcommon.so.0", xkbcommon_dl::xkbcommon_option().is_none()),
        ("libxkbcommon-x11.so.0", xkbcommon_dl::x11::xkbcommon_x11_option().is_none()),
    ]
    .into_iter()
    .filter_map(|(name, is_missing)| is_missing.then_some(name))
    .collect();
    if missing.is_empty() { Ok(()) } else { Err(Lacking::Libraries(missing)) }
}

/// What is lacking for a window. Elsewhere than on Linux a desktop always has what it needs.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub fn probe() -> Result<(), Lacking> {
    Ok(())
}
