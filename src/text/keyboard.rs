//! The words around keys: the menus, the sheet of keys, the command palette, and why something cannot be done now.

words! {
    menu_script;
    menu_run;
    menu_time;
    menu_view;
    menu_help;
    menu_of_menus;
    open_menu;
    open_menu_tip;
    // The command palette.
    show_commands;
    show_commands_tip;
    commands_hint;
    commands_list;
    commands_none;
    commands_recording;
    commands_opens_scenario;
    commands_opens_recording;
    commands_is_spoken;
    // Why something cannot be done now, and what to do about it.
    why_nothing_to_undo;
    why_nothing_to_redo;
    why_no_line;
    why_line_made;
    why_nobody;
    why_all_over;
    why_all_wait;
    why_all_frozen;
    why_nothing_happened;
    why_at_the_start;
    why_at_the_end;
    why_one_run;
    why_slowest;
    why_fastest;
    why_no_bookmark_before;
    why_no_bookmark_after;
    why_largest;
    why_smallest;
}
