//! Programs of people: where in their source a call stands, what they show beside their calls, and the words of the
//! interface about them.

use super::{Language, bytes};
use crate::scenario::Scenario;
use crate::session::NotStarted;
use crate::trace::{ProgramEvent, Signal, Site, Unseen};

words! {
    program_pill: "Python" / "Python";
    stand_held: "retenida hasta el siguiente paso" / "held until it is stepped";
    held_here: "El programa está retenido aquí: la llamada se hará, de verdad, con el siguiente paso."
        / "The program is held here: the call is made, for real, with the next step.";
    event_held: "a punto" / "is about to";
    program_started: "programa iniciado" / "program started";
    program_greeted: "intérprete" / "interpreter";
    thread_joined: "hilo o proceso nuevo" / "new thread or process";
    source_read: "fuente leída" / "source read";
    program_printed: "imprime" / "prints";
    program_typed: "lee del teclado" / "is typed";
    program_signalled: "recibe una señal" / "gets a signal";
    program_raised: "excepción sin capturar" / "uncaught exception";
    program_exited: "proceso terminado" / "process ended";
    program_unseen: "no se ve" / "not seen";
    arguments: "Argumentos" / "Arguments";
    raised: "Excepción" / "Exception";
    message: "Mensaje" / "Message";
    state_held: "retenido antes de" / "held before";
    state_running: "ejecuta su código" / "runs its own code";
    state_not_started: "sin iniciar" / "not started";
    state_reads_keyboard: "espera el teclado" / "waits for the keyboard";
    start_program: "Iniciar" / "Start";
    start_program_tip: "Inicia el programa, y lo retiene antes de su primera llamada"
        / "Start the program, and hold it before its first call";
    press_ctrl_c: "Ctrl-C" / "Ctrl-C";
    press_ctrl_c_tip: "Como pulsar Ctrl-C en su terminal: KeyboardInterrupt en Python"
        / "As pressing Ctrl-C in its terminal: KeyboardInterrupt in Python";
    end_program: "Pedir que termine (SIGTERM)" / "Ask it to end (SIGTERM)";
    add_program: "Un programa Python…" / "A Python program…";
    add_program_tip: "Un programa tuyo, tal como está, visto llamada a llamada"
        / "A program of yours, as it is, watched call by call";
    ask_program: "¿Qué programa Python?" / "Which Python program?";
    tab_output: "Salida" / "Output";
    tab_output_tip: "Lo que imprimen los programas, y lo que se les escribe" / "What the programs print, and what is typed for them";
    nothing_printed: "Aquí sale lo que imprimen los programas Python. Añade uno, o suelta un .py en la ventana."
        / "What Python programs print appears here. Add one, or drop a .py on the window.";
    type_for_program: "Escribir para el programa" / "Type for the program";
    end_of_input: "fin de la entrada (Ctrl-D)" / "end of the input (Ctrl-D)";
    type_hint: "Texto para input(); Intro lo envía" / "Text for input(); Enter sends it";
    break_here: "Detenerse en esta línea" / "Stop at this line";
    break_at: "Detenerse en cada…" / "Stop at each…";
    break_at_tip: "Al ejecutar libre, el programa se retiene antes de estas llamadas"
        / "While it runs freely, the program is held before these calls";
    interpreter: "Intérprete" / "Interpreter";
    interpreter_found: "Automático" / "Automatic";
    program_arguments: "Argumentos del programa" / "Arguments of the program";
    no_source: "El texto del programa no se ha podido leer." / "The text of the program could not be read.";
    ask_title: "¿Ejecutar estos programas?" / "Run these programs?";
    ask_body: "Este fichero nombra programas de esta máquina. Nada se ha ejecutado todavía. Si continúas, se ejecutarán con tus permisos, como si los iniciaras en una terminal:"
        / "This file names programs of this machine. Nothing has been run yet. If you go on, they run with your rights, as if you started them in a terminal:";
    ask_run: "Ejecutarlos" / "Run them";
    ask_not: "No ejecutar nada" / "Run nothing";
    file_missing: "no está" / "not there";
    run_programs_needed: "Ese fichero nombra programas de esta máquina. Para que se ejecuten, añade --run-programs:"
        / "That file names programs of this machine. For them to be run, add --run-programs:";
    cli_run_programs: "Permite ejecutar los programas que el fichero nombra"
        / "Let the programs that the file names be run";
    cli_python: "Intérprete para los programas Python (por omisión, el del venv que haya al lado, o python3)"
        / "Interpreter for Python programs (unless given, that of a venv beside the program, or python3)";
    cli_stdin: "Fichero que los programas Python leen como entrada" / "File that the Python programs read as their input";
    cli_held: "Retiene cada llamada y la suelta en cuanto se puede, una tras otra"
        / "Hold each call and let it go as soon as may be, one after the other";
    one_kind: "Los programas Python se ejecutan juntos; no se mezclan con escenarios ni grabaciones."
        / "Python programs run together; they are not mixed with scenarios or recordings.";
    not_repeated_program: "Los programas Python no se repiten: solo se ven."
        / "Python programs are not made again: they can only be watched.";
    all_wait_for_keyboard: "Un programa espera el teclado: escríbele en Salida"
        / "A program waits for the keyboard: type for it in Output";
    begin_program: "inicia el programa y lo retiene antes de su primera llamada. Una y otra vez: llamada a llamada."
        / "starts the program and holds it before its first call. Again and again: call by call.";
    exit_code: "código" / "code";
    by_signal: "señal" / "signal";
}

/// Where a call of a program stands.
#[must_use]
pub fn site(words: Language, site: &Site) -> String {
    let Site { file, line, function, via, .. } = site;
    let file = file.rsplit('/').next().unwrap_or(file);
    match (&**function, &**via) {
        ("<module>", "") => say!(words, "{file}, línea {line}", "{file}, line {line}"),
        ("<module>", via) => {
            say!(words, "{file}, línea {line}, por {via}()", "{file}, line {line}, through {via}()")
        }
        (function, "") => {
            say!(words, "{file}, línea {line}, en {function}()", "{file}, line {line}, in {function}()")
        }
        (function, via) => say!(
            words,
            "{file}, línea {line}, en {function}(), por {via}()",
            "{file}, line {line}, in {function}(), through {via}()",
        ),
    }
}

/// What a program showed beside its calls.
pub(super) fn shown(words: Language, shown: &ProgramEvent) -> (&'static str, String) {
    match shown {
        ProgramEvent::Started { pid, command } => (words.program_started(), format!("{command} (pid {pid})")),
        ProgramEvent::Greeted { version } => (words.program_greeted(), format!("Python {version}")),
        ProgramEvent::Joined { name, pid, .. } => (words.thread_joined(), format!("{name} (pid {pid})")),
        ProgramEvent::Source { file, .. } => (words.source_read(), file.to_string()),
        ProgramEvent::Printed { data, .. } => (words.program_printed(), super::event::received(words, data)),
        ProgramEvent::AwaitsInput => (words.state_reads_keyboard(), String::new()),
        ProgramEvent::Typed { text } => (words.program_typed(), format!("{text:?}")),
        ProgramEvent::Signalled { signal } => {
            let name = match signal {
                Signal::Interrupt => "SIGINT (Ctrl-C)",
                Signal::End => "SIGTERM",
            };
            (words.program_signalled(), name.to_owned())
        }
        ProgramEvent::Raised { exception, message, frames } => {
            let place = frames.last().map(|frame| format!("  ({}:{})", frame.file, frame.line));
            (words.program_raised(), format!("{exception}: {message}{}", place.unwrap_or_default()))
        }
        ProgramEvent::Exited { code, signal } => (words.program_exited(), exited(words, *code, *signal)),
        ProgramEvent::Unseen(what) => (words.program_unseen(), unseen(words, what)),
    }
}

/// How a process ended.
#[must_use]
pub fn exited(words: Language, code: Option<i32>, signal: Option<i32>) -> String {
    match (code, signal) {
        (Some(code), _) => format!("{} {code}", words.exit_code()),
        (None, Some(signal)) => {
            let name =
                nix::sys::signal::Signal::try_from(signal).map_or("", nix::sys::signal::Signal::as_str);
            format!("{} {signal} {name}", words.by_signal())
        }
        (None, None) => String::new(),
    }
}

/// What is not seen of a program, and why.
#[must_use]
pub fn unseen(words: Language, unseen: &Unseen) -> String {
    match unseen {
        Unseen::NoHello => say!(
            words,
            "El intérprete no ha dejado entrar a la sonda (¿-I, -E o -S? ¿no es Python?): el programa se ejecuta, \
             pero sus llamadas no se ven.",
            "The interpreter has not let the probe in (-I, -E or -S? no Python?): the program runs, but its calls \
             are not seen.",
        ),
        Unseen::TooOld { version } => say!(
            words,
            "Python {version} es demasiado antiguo: hace falta 3.8 o posterior. El programa se ejecuta, pero sus \
             llamadas no se ven.",
            "Python {version} is too old: 3.8 or later is needed. The program runs, but its calls are not seen.",
        ),
        Unseen::Tls => say!(
            words,
            "Por este socket va TLS: lo que se envía y recibe lo cifra OpenSSL, y no se ve.",
            "TLS goes over this socket: OpenSSL encrypts what is sent and received, and it is not seen.",
        ),
        Unseen::ForeignLoop { name } => say!(
            words,
            "El programa usa {name}, que llama al núcleo por su cuenta: esas llamadas no se ven.",
            "The program uses {name}, which calls the kernel by itself: those calls are not seen.",
        ),
        Unseen::Lost => say!(
            words,
            "La sonda se ha quedado sin conexión (¿el programa cierra descriptores ajenos?): el programa sigue, pero \
             sus llamadas ya no se ven.",
            "The probe has lost its connection (does the program close descriptors that are not its own?): the \
             program goes on, but its calls are not seen any more.",
        ),
        Unseen::Raw { function } => say!(
            words,
            "El programa usa {function}: lo que haga con ello sobre un socket no se ve.",
            "The program uses {function}: what it does with that on a socket is not seen.",
        ),
        Unseen::Output { kept } => {
            let kept = bytes(words, usize::try_from(*kept).unwrap_or(usize::MAX));
            say!(
                words,
                "El programa imprime más de {kept}, que es lo que se guarda: lo que sigue se deja fuera.",
                "The program prints more than {kept}, which is what is kept: the rest is left out.",
            )
        }
        Unseen::Threads => say!(
            words,
            "Hay más hilos de los que caben: las llamadas de los que siguen no se retienen ni se ven.",
            "There are more threads than there is room for: the calls of those that follow are neither held nor seen.",
        ),
        Unseen::Processes => say!(
            words,
            "El programa no deja de crear procesos: los que siguen no se ven.",
            "The program makes processes without end: those that follow are not seen.",
        ),
    }
}

pub(super) fn does_function(words: Language, name: &str, socket: &str) -> String {
    match name {
        "select" | "selectors" => say!(
            words,
            "Pregunta al núcleo cuáles de sus sockets están listos, y espera si no lo está ninguno.",
            "Asks the kernel which of its sockets are ready, and waits if none is.",
        ),
        "getaddrinfo" | "gethostbyname" => say!(
            words,
            "Traduce un nombre a direcciones. No es una llamada sobre un socket.",
            "Turns a name into addresses. It is no call on a socket.",
        ),
        "settimeout" | "setblocking" => say!(
            words,
            "Dice cuánto han de esperar las llamadas sobre {socket}. Lo guarda Python; el socket pasa a no bloquear.",
            "Says how long calls on {socket} are to wait. Python keeps it; the socket becomes non-blocking.",
        ),
        "detach" => say!(
            words,
            "Separa el descriptor de {socket} del objeto de Python, sin cerrarlo.",
            "Takes the descriptor of {socket} away from the object of Python, without closing it.",
        ),
        _ => say!(words, "Una llamada de Python: {name}.", "A call of Python: {name}."),
    }
}

/// Why a program was not started, and what to do.
pub(super) fn not_started(words: Language, participant: &str, why: &NotStarted) -> String {
    let told = match why {
        NotStarted::Missing(path) => {
            let path = path.display();
            say!(
                words,
                "{path} no está. Ponlo ahí, o quita el participante y añade el fichero otra vez.",
                "{path} is not there. Put it there, or remove the participant and add the file again.",
            )
        }
        NotStarted::Folder(path) => {
            let path = path.display();
            say!(
                words,
                "{path} es una carpeta. Elige el fichero .py que hay dentro.",
                "{path} is a folder. Choose the .py file in it.",
            )
        }
        NotStarted::NoPython => say!(
            words,
            "no hay ningún Python aquí. Instala python3 (3.8 o posterior), o elige un intérprete.",
            "there is no Python here. Install python3 (3.8 or later), or choose an interpreter.",
        ),
        NotStarted::NoInterpreter(path) => {
            let path = path.display();
            say!(
                words,
                "{path} no se puede ejecutar. Elige otro intérprete.",
                "{path} cannot be run. Choose another interpreter.",
            )
        }
        NotStarted::System(why) => say!(
            words,
            "{why}. Cierra otros programas y vuelve a intentarlo.",
            "{why}. Close other programs and try again.",
        ),
    };
    say!(words, "«{participant}» no se ha iniciado: {told}", "“{participant}” was not started: {told}")
}

/// That a file names programs, which ones, and what lets them be run.
#[must_use]
pub fn programs_named(words: Language, scenario: &Scenario) -> String {
    let files = scenario.participants.iter().filter_map(|participant| participant.program.as_ref());
    let whole = |file: &std::path::Path| std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let lines: Vec<String> = files.map(|program| format!("  {}", whole(&program.file).display())).collect();
    format!("{}\n{}", words.run_programs_needed(), lines.join("\n"))
}
