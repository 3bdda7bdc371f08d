//! What is said to somebody who sees the program for the first time: the next thing to do, and what is what.

use super::Language;

words! {
    first_or_button;
    begin_parts;
    all_wait_advice;
    parts;
    parts_tip;
    parts_close;
    part_lifeline;
    part_lifeline_is;
    part_box;
    part_box_is;
    part_tag;
    part_tag_is;
    part_arrow;
    part_arrow_is;
    part_signs;
    part_signs_is;
    part_hourglass;
    part_hourglass_is;
    part_code;
    part_code_is;
    part_call;
    part_call_is;
    part_timeline;
    part_timeline_is;
    part_controls;
    part_controls_is;
    part_drawer;
    part_drawer_is;
    part_menus;
    part_menus_is;
}

/// The first thing of all to do: a key, and what comes of it.
#[must_use]
pub fn first_step(language: Language, key: &str, who: &str, call: &str) -> String {
    say!(language, "first_step", key, who, call)
}

/// The same for somebody who has done it once or twice.
#[must_use]
pub fn another_step(language: Language, key: &str, who: &str, call: &str) -> String {
    say!(language, "another_step", key, who, call)
}

/// The same where the next step starts a program.
#[must_use]
pub fn first_program(language: Language, key: &str, who: &str) -> String {
    say!(language, "first_program", key, who)
}
