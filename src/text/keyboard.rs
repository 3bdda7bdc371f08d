//! The words around keys: the menus, the sheet of keys, the command palette.

words! {
    menu_script;
    menu_run;
    menu_time;
    menu_view;
    menu_help;
}
