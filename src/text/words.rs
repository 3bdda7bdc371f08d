//! The words of the interface, both languages side by side. Longer explanations have files of their own.

use super::Language;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $es:literal / $en:literal;)*) => {
        impl Language {
            $($(#[$doc])*
            #[doc = concat!("\"", $en, "\"")]
            #[must_use]
            pub const fn $name(self) -> &'static str {
                match self {
                    Self::Es => $es,
                    Self::En => $en,
                }
            })*

            /// Every word of the interface, with the name of its method.
            #[must_use]
            pub fn all_words(self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name()),)*]
            }
        }
    };
}

words! {
    // The terminal face.
    cli_about: "Mira programas TCP y UDP llamada a llamada, sobre sockets de verdad"
        / "Watch TCP and UDP programs run call by call, on real sockets";
    cli_files: "Escenarios (.ron) que abrir en la ventana" / "Scenarios (.ron) to open in the window";
    cli_run: "Ejecuta un escenario en la terminal, sobre sockets de verdad"
        / "Run a scenario on the terminal, on real sockets";
    cli_run_file: "Escenario (.ron) que ejecutar" / "Scenario (.ron) to run";
    cli_check: "Dice qué está mal en un fichero, y dónde" / "Say what is wrong in a file, and where";
    cli_check_file: "Ficheros que comprobar" / "Files to check";
    cli_json: "Un objeto JSON por suceso, uno en cada línea" / "One JSON object for each event, one on each line";
    cli_any_port: "Cambia cada puerto del fichero por uno libre" / "Replace each port of the file by a free one";
    cli_timeout: "Termina al cabo de tantos segundos (código de salida 3)"
        / "End after so many seconds (exit code 3)";
    cli_language: "Idioma: es o en (por omisión, el del sistema)"
        / "Language: es or en (the system's, unless given)";
    cli_renderer: "Quién dibuja la ventana; si falla, se prueba el otro"
        / "What draws the window; if it fails, the other is tried";
    cli_help: "Muestra esta ayuda" / "Print this help";
    cli_version: "Muestra la versión" / "Print the version";
    cli_usage: "Uso" / "Usage";
    cli_commands: "Órdenes" / "Commands";
    cli_arguments: "Argumentos" / "Arguments";
    cli_options: "Opciones" / "Options";
    check_ok: "correcto" / "fine";
    run_over: "Fin: todos los programas han terminado." / "Over: every program has ended.";
    run_timeout: "Se acabó el tiempo. Seguían esperando:" / "Out of time. Still waiting were:";
    run_timeout_none: "Se acabó el tiempo." / "Out of time.";
    one_file: "Solo se puede abrir un escenario a la vez." / "Only one scenario can be opened at a time.";
    on_terminal: "Sin ventana, el escenario se ejecuta aquí, en la terminal:"
        / "Without a window, the scenario runs here, on the terminal:";
    no_display: "No hay pantalla: ni DISPLAY ni WAYLAND_DISPLAY dicen dónde mostrar una ventana."
        / "There is no display: neither DISPLAY nor WAYLAND_DISPLAY says where to show a window.";
    no_display_advice:
        "Para la ventana, ábrelo desde una sesión de escritorio (por ssh: ssh -X)."
        / "For the window, start it from a desktop session (over ssh: ssh -X).";
    no_window: "No se puede abrir una ventana aquí." / "A window cannot be opened here.";
    install: "Para la ventana, instala:" / "For the window, install:";
    at_end: "al terminar el programa" / "as the program ends";
    interrupted: "interrumpida" / "interrupted";
    no_socket: "no hay tal socket" / "there is no such socket";
    end_of_stream: "fin de flujo" / "end of the stream";
    new_socket: "socket nuevo" / "new socket";
    program_over: "fin del programa" / "end of the program";
    from: "de" / "from";
    to: "a" / "to";
}
