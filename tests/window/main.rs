//! The window from outside: what a person sees, presses and hears read out, without a display.

mod bytes;
mod catalogue;
mod controls;
mod drawer;
mod driver;
mod events;
mod files;
mod flood;
mod gallery;
mod held;
mod idle;
mod kernel;
mod keyboard;
mod laboratory;
mod looks;
mod pictures;
mod programs;
mod raster;
mod runs;
mod saving;
mod selection;
mod sizes;
mod story;
mod timeline;
