//! The words of the interface, both languages side by side. Longer explanations have files of their own.

words! {
    // The terminal face.
    cli_about: "Mira programas TCP y UDP llamada a llamada, sobre sockets de verdad"
        / "Watch TCP and UDP programs run call by call, on real sockets";
    cli_files: "Escenario (.ron) o grabación (.ronl) que abrir en la ventana"
        / "Scenario (.ron) or recording (.ronl) to open in the window";
    cli_run: "Ejecuta un escenario en la terminal, sobre sockets de verdad, o muestra una grabación"
        / "Run a scenario on the terminal, on real sockets, or print a recording";
    cli_run_file: "Escenarios (.ron) que ejecutar, o grabaciones (.ronl) que mostrar, uno tras otro"
        / "Scenarios (.ron) to run, or recordings (.ronl) to print, one after the other";
    cli_check: "Dice qué está mal en un fichero, y dónde" / "Say what is wrong in a file, and where";
    cli_check_file: "Ficheros que comprobar" / "Files to check";
    cli_export: "Escribe los participantes como programas de Python, o una grabación como escenario"
        / "Write the participants as Python programs, or a recording as a scenario";
    cli_export_file: "Escenario (.ron) o grabación (.ronl)" / "Scenario (.ron) or recording (.ronl)";
    cli_export_to: "Qué escribir: python, un programa por participante; scenario, lo que hicieron en una grabación"
        / "What to write: python, a program for each participant; scenario, what they did in a recording";
    cli_export_out: "La carpeta de los programas, o el fichero del escenario"
        / "The folder for the programs, or the file for the scenario";
    cli_export_force: "Reemplaza lo que ya haya ahí" / "Replace what is there already";
    export_recording: "Con --to scenario hace falta una grabación (.ronl)."
        / "With --to scenario a recording (.ronl) is needed.";
    export_beginning: "A la grabación le falta el principio: es demasiado larga para hacer de ella un escenario."
        / "The recording is too long to make a scenario of it: its beginning is not in memory.";
    export_nothing: "No hay nada que escribir: nadie ha hecho ninguna llamada."
        / "There is nothing to write: nobody has made a call.";
    to_run_one: "Para ejecutarlo:" / "To run it:";
    to_run_all: "Para ejecutarlos, cada uno en una terminal, en este orden:"
        / "To run them, each on a terminal of its own, in this order:";
    to_run_scenario: "Para ejecutarlo:" / "To run it:";
    left_out: "Sin estas llamadas, que ningún guion puede repetir:"
        / "Without these calls, which no script can make again:";
    cli_json: "Un objeto JSON por suceso, uno en cada línea" / "One JSON object for each event, one on each line";
    cli_any_port: "Cambia cada puerto del fichero por uno libre" / "Replace each port of the file by a free one";
    cli_live: "Repite una grabación sobre sockets de verdad y dice dónde sale distinto"
        / "Make a recorded run again on real sockets, and say where it comes out differently";
    cli_record: "Graba lo que pasa en este fichero nuevo (.ronl)" / "Record what happens in this new file (.ronl)";
    record_one: "Con --record solo cabe un fichero: una grabación tiene una sola ejecución."
        / "With --record there is room for one file: a recording holds one run.";
    record_what_runs: "Con --record hace falta algo que se ejecute: un escenario, o una grabación con --live."
        / "With --record something must run: a scenario, or a recording with --live.";
    live_recording: "Con --live hace falta una grabación (.ronl)." / "With --live a recording (.ronl) is needed.";
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
    run_timeout: "Se acabó el tiempo. Seguían esperando:" / "Out of time. Still waiting were:";
    run_timeout_none: "Se acabó el tiempo." / "Out of time.";
    on_terminal: "Sin ventana, el escenario se ejecuta aquí, en la terminal:"
        / "Without a window, the scenario runs here, on the terminal:";
    recording_on_terminal: "Sin ventana, la grabación se muestra aquí, en la terminal:"
        / "Without a window, the recording is printed here, on the terminal:";
    no_display: "No hay pantalla: ni DISPLAY ni WAYLAND_DISPLAY dicen dónde mostrar una ventana."
        / "There is no display: neither DISPLAY nor WAYLAND_DISPLAY says where to show a window.";
    no_display_advice:
        "Para la ventana, ábrelo desde una sesión de escritorio (por ssh: ssh -X)."
        / "For the window, start it from a desktop session (over ssh: ssh -X).";
    display_silent: "La pantalla indicada en DISPLAY o WAYLAND_DISPLAY no responde."
        / "The display that DISPLAY or WAYLAND_DISPLAY names does not answer.";
    no_window: "No se puede abrir una ventana aquí." / "A window cannot be opened here.";
    install: "Para la ventana, instala:" / "For the window, install:";
    at_end: "al terminar el programa" / "as the program ends";
    interrupted: "interrumpida" / "interrupted";
    killed: "no volvió" / "never came back";
    program_killed: "programa terminado desde fuera" / "program killed";
    script_changed: "guion cambiado" / "script changed";
    scenario_changed: "escenario cambiado" / "scenario changed";
    participant_frozen: "congelado" / "frozen";
    participant_thawed: "descongelado" / "thawed";
    participant_left: "fuera del escenario" / "taken out of the scenario";
    by_hand: "a mano" / "by hand";
    at_kill: "al caer el programa" / "as the program dies";
    no_socket: "sin socket" / "no socket";
    unresolved: "sin dirección" / "no address";
    end_of_stream: "fin de flujo" / "end of the stream";
    new_socket: "socket nuevo" / "new socket";
    program_over: "fin del programa" / "end of the program";
    from: "de" / "from";
    to: "a" / "to";

    to_know: "Para saber" / "Good to know";

    record_anew: "Reinicia y graba otra vez." / "Restart, and record again.";

    // Several runs.
    fork: "Desde aquí, en vivo" / "From here, live";
    fork_tip: "Otra ejecución, de verdad, desde el momento que se ve"
        / "Another run, on real sockets, from the moment that is shown";
    next_run: "Otra ejecución" / "Next run";
    next_run_tip: "Trae al frente la siguiente ejecución abierta" / "Bring the next open run to the front";
    tab_comparison: "Comparación" / "Comparison";
    tab_comparison_tip: "Dos ejecuciones lado a lado: dónde se separan y qué sale distinto"
        / "Two runs side by side: where they part, and what comes out differently";
    nothing_to_compare: "Aquí se comparan dos ejecuciones. Ve a un momento cualquiera y pulsa «Desde aquí, en vivo»: la nueva y la de antes quedan lado a lado."
        / "Two runs are compared here. Go to any moment and press “From here, live”: the new run and the one before stand side by side.";
    comparison_left_behind: "Lo que habría que comparar ahora ya no está en la memoria."
        / "What would have to be compared now is no longer in memory.";
    go_to_difference: "Ir ahí" / "Go there";
    number_column: "N.º" / "No.";
    not_while_repeating: "Se están repitiendo las llamadas de la otra ejecución; P se queda en lo que ya se ha hecho."
        / "The calls of the other run are being made again; P stays with what has been made.";
    pause_repeating_tip: "Deja de repetir: la ejecución es tuya desde aquí" / "Make no more again: the run is yours from here";
    repeating: "Repitiendo las llamadas…" / "Making the calls again…";
    save_recording: "Guardar la grabación…" / "Save the recording…";
    save_recording_tip: "Guarda todo lo que ha pasado, para verlo otra vez en cualquier máquina"
        / "Save all that has happened, to be seen again on any machine";
    ask_save_recording: "Guardar la grabación" / "Save the recording";
    earlier_part: "Antes de esto…" / "Before this…";
    earlier_part_tip: "Lo anterior ya no cabe en la memoria; está en el fichero y se abre aparte"
        / "What came before has no more room in memory; it is in the file, and opens beside this";
    ask_recover: "¿Abrir la ejecución que se cortó?" / "Open the run that was cut off?";
    recover: "Abrir" / "Open";
    recover_later: "Ahora no" / "Not now";
    recover_discard: "Borrarla" / "Delete it";

    // Controls.
    step: "Paso" / "Step";
    step_tip: "Hace la siguiente llamada, la de quien le toca" / "Make the next call, of whoever's turn it is";
    step_this_tip: "Hace la siguiente llamada de este participante" / "Make this participant's next call";
    play: "Reproducir" / "Play";
    pause: "Pausa" / "Pause";
    play_tip: "Paso a paso, al ritmo elegido; otra vez: pausa" / "Step by step at the chosen pace; again: pause";
    run: "Ejecutar" / "Run";
    run_tip: "Todo seguido, tan deprisa como va" / "Everything at once, as fast as it goes";
    restart: "Reiniciar" / "Restart";
    restart_tip: "Cierra todo y empieza otra vez, sin ninguna llamada hecha"
        / "Close everything and begin again, with nothing called";
    interrupt: "Interrumpir" / "Interrupt";
    interrupt_tip: "Interrumpe la llamada que espera, como Ctrl+C; el socket sigue vivo"
        / "Interrupt the call that waits, as Ctrl+C does; the socket lives on";
    previous_call: "Llamada anterior" / "Previous call";
    previous_call_tip: "Explica la llamada anterior" / "Explain the call before";
    next_call: "Llamada siguiente" / "Next call";
    next_call_tip: "Explica la llamada siguiente" / "Explain the call after";
    follow: "Seguir" / "Follow";
    follow_tip: "Vuelve al presente, a la última llamada, y sigue lo que pasa"
        / "Back to live, to the newest call, and follow what happens";
    zoom_in: "Diagrama más grande" / "Larger diagram";
    zoom_out: "Diagrama más pequeño" / "Smaller diagram";
    zoom_reset: "Ajustar el diagrama" / "Fit the diagram";
    zoom_in_tip: "Diagrama más grande (también Ctrl + rueda)" / "Larger diagram (also Ctrl + wheel)";
    zoom_out_tip: "Diagrama más pequeño" / "Smaller diagram";
    zoom_reset_tip: "Diagrama del tamaño que cabe" / "Diagram as large as fits";
    change_language: "Idioma" / "Language";
    change_language_tip: "Español o inglés" / "Spanish or English";
    change_appearance: "Aspecto" / "Appearance";
    change_appearance_tip: "Claro, oscuro o como el sistema" / "Light, dark, or as the system";
    appearance_system: "Aspecto: sistema" / "Appearance: system";
    appearance_light: "Aspecto: claro" / "Appearance: light";
    appearance_dark: "Aspecto: oscuro" / "Appearance: dark";
    show_code: "Código" / "Code";
    show_code_tip: "Muestra u oculta el código" / "Show or hide the code";
    show_call: "Llamada" / "Call";
    show_call_tip: "Muestra u oculta la llamada elegida" / "Show or hide the selected call";
    shortcuts: "Teclas" / "Keys";
    shortcuts_tip: "Todas las teclas" / "All keys";
    keys_of_run: "Ejecución" / "The run";
    keys_of_time: "En el tiempo" / "In time";
    keys_of_runs: "Varias ejecuciones" / "Several runs";
    keys_of_view: "Qué se ve" / "What is shown";
    keys_of_script: "Guion" / "Script";
    participant_keys: "1 … 9" / "1 … 9";
    participant_keys_tip: "Paso del participante de esa columna" / "Step of the participant in that column";
    everything_keys: "Ctrl + / -" / "Ctrl + / -";
    everything_tip: "Toda la ventana más grande o más pequeña" / "The whole window larger or smaller";
    close: "Cerrar" / "Close";
    key_space: "Espacio" / "Space";
    key_up: "Arriba" / "Up";
    key_down: "Abajo" / "Down";
    key_end: "Fin" / "End";
    key_control: "Ctrl" / "Ctrl";
    pace: "Ritmo" / "Pace";
    pace_tip: "Tiempo entre dos pasos al reproducir" / "Time between two steps while playing";
    between_steps: "entre pasos" / "between steps";

    // Where things stand.
    next: "Siguiente" / "Next";
    nothing_called: "ninguna llamada hecha todavía" / "nothing called yet";
    all_over: "Todos los programas han terminado" / "Every program has ended";
    all_wait: "Todos esperan: nadie puede dar un paso" / "Everyone waits: nobody can step";
    running: "En marcha…" / "Running…";
    state_over: "terminado" / "ended";
    state_killed: "caído" / "killed";
    state_frozen: "congelado" / "frozen";
    state_ending: "queda cerrar y terminar" / "left: close and end";
    state_no_calls: "sin llamadas todavía" / "no calls yet";
    state_next: "lista: ahora le toca" / "ready: next is";
    stand_later: "aún no" / "not yet";
    stand_ready: "lista" / "ready";
    stand_next: "siguiente" / "next";
    stand_called: "llamando" / "calling";
    stand_done: "hecha" / "done";
    stand_failed: "falló" / "failed";
    waited: "esperó" / "waited";
    now: "ahora" / "now";
    notice: "Algo de Socketlab ha fallado" / "Something of Socketlab has failed";
    notice_of_file: "Hay algo mal en el fichero" / "Something is wrong with the file";
    dismiss: "Entendido" / "Dismiss";

    // The time line, and the past.
    timeline: "Línea de tiempo" / "Time line";
    timeline_empty: "Aquí estará toda la ejecución, para volver a cualquier momento."
        / "The whole run will be here, to go back to any moment.";
    show_timeline: "Línea de tiempo" / "Time line";
    show_timeline_tip: "Muestra u oculta la línea de tiempo" / "Show or hide the time line";
    to_start: "Al principio" / "To the start";
    to_start_tip: "Muestra el principio, antes de la primera llamada" / "Show the beginning, before the first call";
    back_call: "Una llamada atrás" / "Back a call";
    back_call_tip: "Vuelve a antes de la última llamada" / "Go back to before the last call";
    forward_call: "Una llamada adelante" / "Forward a call";
    forward: "Adelante" / "Forward";
    forward_call_tip: "En el pasado: hasta después de la llamada siguiente" / "In the past: on to after the next call";
    forward_tip: "Muestra la llamada siguiente del pasado" / "Show the next call of the past";
    back_event: "Suceso anterior" / "Previous event";
    back_event_tip: "Un suceso atrás en el tiempo" / "Back in time by an event";
    forward_event: "Suceso siguiente" / "Next event";
    forward_event_tip: "Un suceso adelante en el tiempo" / "Forward in time by an event";
    back_own: "Llamada anterior suya" / "Its previous call";
    back_own_tip: "A la llamada anterior del participante elegido" / "Back to the call before of the selected participant";
    forward_own: "Llamada siguiente suya" / "Its next call";
    forward_own_tip: "A la llamada siguiente del participante elegido" / "Forward to the next call of the selected participant";
    play_past: "Reproducir lo ocurrido" / "Play what happened";
    play_past_tip: "Reproduce lo ocurrido desde el momento que se ve; en el final, desde el principio"
        / "Play what happened from the moment shown; at the end, from the beginning";
    pause_past: "Parar lo ocurrido" / "Stop playing what happened";
    slower: "Más despacio" / "Slower";
    slower_tip: "Reproduce lo ocurrido más despacio" / "Play what happened more slowly";
    faster: "Más deprisa" / "Faster";
    faster_tip: "Reproduce lo ocurrido más deprisa" / "Play what happened more quickly";
    speed: "Velocidad" / "Speed";
    speed_tip: "A qué velocidad se reproduce lo ocurrido" / "How quickly what happened is played";
    scale_events: "sucesos" / "events";
    scale_time: "tiempo" / "time";
    change_scale: "Escala" / "Scale";
    change_scale_tip: "La misma distancia para cada suceso, o para cada segundo"
        / "The same length for each event, or for each second";
    bookmark: "Marcar este momento" / "Bookmark this moment";
    bookmark_tip: "Pone una marca con una nota en el momento que se ve, o cambia la que hay"
        / "Put a bookmark with a note at the moment shown, or change the one there";
    bookmark_note: "Nota" / "Note";
    bookmark_keys: "Sin nota, la marca se quita." / "Without a note the bookmark is removed.";
    previous_bookmark: "Marca anterior" / "Previous bookmark";
    previous_bookmark_tip: "Va a la marca anterior" / "Go to the bookmark before";
    next_bookmark: "Marca siguiente" / "Next bookmark";
    next_bookmark_tip: "Va a la marca siguiente" / "Go to the bookmark after";
    back_to_live: "Volver al presente" / "Back to live";
    back_to_end: "Ir al final" / "Go to the end";
    to_end: "Al final" / "To the end";
    end_of_recording: "Final de la grabación" / "End of the recording";
    looking_at_past: "Miras el pasado" / "Looking at the past";
    this_moment: "aquí" / "here";
    not_in_the_past: "Es el pasado: no cambia. Con Fin se vuelve al presente."
        / "This is the past: it does not change. End leads back to live.";
    not_in_a_recording: "Es una grabación: se mira, no se ejecuta. «Reiniciar» la ejecuta de nuevo."
        / "This is a recording: it is looked at, not run. “Restart” runs it anew.";
    begin_past: "recorre lo ocurrido, adelante y atrás." / "goes through what happened, forward and back.";
    begin_past_play: "lo reproduce desde el principio." / "plays it from the beginning.";
    begin_recording: "recorre la grabación, adelante y atrás." / "goes through the recording, forward and back.";
    begin_recording_play: "la reproduce desde el principio." / "plays it from the beginning.";
    key_left: "Izquierda" / "Left";
    key_right: "Derecha" / "Right";
    key_home: "Inicio" / "Home";
    key_page_up: "RePág" / "PageUp";
    key_page_down: "AvPág" / "PageDown";

    // Scenario.
    scenarios: "Escenario" / "Scenario";
    scenarios_tip: "Elige otro escenario" / "Choose another scenario";
    drop_file: "O suelta en la ventana un fichero .ron o .ronl" / "Or drop a .ron or .ronl file on the window";
    begin_step: "hace la primera llamada. Una y otra vez: llamada a llamada."
        / "makes the first call. Again and again: call by call.";
    begin_play: "lo reproduce, paso a paso." / "plays it, step by step.";
    begin_keys: "muestra las demás teclas." / "shows the other keys.";

    // Diagram.
    diagram: "Diagrama" / "Diagram";
    outside: "Programa externo" / "Outside program";
    no_address: "sin dirección todavía" / "no address yet";
    connection: "conexión" / "connection";
    end: "fin" / "end";
    reset: "reset" / "reset";

    // The selected call.
    not_yet: "Todavía no se ha hecho." / "It has not been made yet.";
    origin_renamed: "su variable recibió otro socket" / "its variable was given another socket";
    origin_by_hand: "hecha a mano, fuera del guion" / "made by hand, off the script";
    origin_killed: "el programa cayó: la cierra el sistema" / "the program died: the system closes it";
    origin_program_end: "al terminar el programa, la cierra el sistema" / "the program is over: the system closes it";
    manual: "Manual: man" / "Manual: man";
    on_socket: "socket" / "socket";
    family: "familia" / "family";
    kind: "tipo" / "type";
    address: "dirección" / "address";
    data: "datos" / "data";
    backlog: "backlog" / "backlog";
    at_most: "como mucho" / "at most";
    how: "mitad" / "half";
    option: "opción" / "option";
    time: "tiempo" / "time";
    returned: "devolvió" / "returned";
    local: "local" / "local";
    peer: "remota" / "peer";
    to_address: "destino" / "to";
    sender: "remitente" / "from";
    took: "tardó" / "took";
    of_it_waiting: "esperando" / "waiting";
    sent_bytes: "Bytes enviados" / "Bytes sent";
    received_bytes: "Bytes recibidos" / "Bytes received";

    // The ports of the machine.
    cli_ports: "Muestra los sockets TCP y UDP de esta máquina, como netstat -a"
        / "Show the TCP and UDP sockets of this machine, as netstat -a does";
    cli_ports_tcp: "Solo TCP (con --udp, ambos)" / "TCP only (with --udp, both)";
    cli_ports_udp: "Solo UDP (con --tcp, ambos)" / "UDP only (with --tcp, both)";
    cli_ports_listening: "Solo los que esperan a que otro empiece: LISTEN, y UDP sin conectar"
        / "Only those that wait for others to begin: LISTEN, and UDP that is not connected";
    cli_ports_json: "Un objeto JSON por socket, uno en cada línea" / "One JSON object for each socket, one on each line";
    column_protocol: "Proto" / "Proto";
    column_receive_queue: "Recib." / "Recv-Q";
    column_send_queue: "Envío" / "Send-Q";
    column_local: "Dirección local" / "Local address";
    column_remote: "Dirección remota" / "Foreign address";
    column_state: "Estado" / "State";
    column_process: "Programa" / "Program";
    not_available: "no disponible aquí" / "not available here";

    column_protocol_tip: "tcp o udp; con un 6, sobre IPv6" / "tcp or udp; with a 6, over IPv6";
    column_receive_queue_tip: "Bytes que han llegado y nadie ha leído. En LISTEN: conexiones que esperan accept"
        / "Bytes that have come and nobody has read. In LISTEN: connections that wait for accept";
    column_send_queue_tip: "Bytes enviados que el otro extremo no ha confirmado. En LISTEN: el backlog"
        / "Bytes sent that the other end has not confirmed. In LISTEN: the backlog";
    column_local_tip: "Dirección y puerto de este extremo" / "Address and port of this end";
    column_remote_tip: "Dirección y puerto del otro extremo" / "Address and port of the other end";
    column_state_tip: "En qué punto de su vida está la conexión" / "How far the connection is in its life";
    column_process_tip: "Número y nombre del programa que lo tiene abierto"
        / "Number and name of the program that has it open";
    column_socket: "Socket" / "Socket";
    column_socket_tip: "El socket de esta ejecución" / "The socket of this run";
    ports_filter: "Filtrar" / "Filter";
    ports_filter_hint: "puerto, estado, programa…" / "port, state, program…";
    ports_listening: "A la espera" / "Listening";
    ports_listening_tip: "Solo los que esperan a que otro empiece: LISTEN, y UDP sin conectar"
        / "Only those that wait for others to begin: LISTEN, and UDP that is not connected";
    ports_ours: "Esta ejecución" / "This run";
    ports_ours_tip: "Solo los sockets de los programas de aquí" / "Only the sockets of the programs here";
    ports_reading: "Leyendo los sockets de la máquina…" / "Reading the sockets of the machine…";
    ports_then: "Los puertos de la ejecución en este momento, no los de la máquina ahora"
        / "The ports of the run at this moment, not those of the machine now";
    ports_then_none: "En este momento la ejecución no tiene ningún puerto." / "At this moment the run has no port.";
    ports_none: "Ningún socket es así." / "No socket is like that.";
    column_participant: "Participante" / "Participant";
    column_addresses: "Local → remota" / "Local → peer";
    column_receive: "Por leer" / "To be read";
    column_send: "Por confirmar" / "To be confirmed";
    column_more: "Además" / "Besides";
    receive_queue: "cola de recepción" / "receive queue";
    receive_queue_tip: "Bytes que han llegado y que ningún recv ha leído, de los que caben"
        / "Bytes that have come and that no recv has read, of those that fit";
    receive_queue_datagram_tip: "Bytes del primer datagrama que espera; de los demás, el núcleo no informa"
        / "Bytes of the first datagram that waits; of the others the kernel does not tell";
    send_queue: "cola de envío" / "send queue";
    send_queue_tip: "Bytes enviados que el otro extremo no ha confirmado, de los que caben"
        / "Bytes sent that the other end has not confirmed, of those that fit";
    send_queue_unix_tip: "Memoria que ocupa lo enviado y no leído, de la que hay"
        / "Memory taken by what was sent and not read, of what there is";
    accept_queue_tip: "Cada casilla llena es una conexión completa que espera accept. Linux admite una más que el backlog"
        / "Each filled slot is a complete connection that waits for accept. Linux takes one more than the backlog";
    closed_here: "cerrado" / "closed";
    no_sockets: "Todavía no hay ningún socket abierto." / "No socket is open yet.";
    // The events.
    event_called: "llama" / "calls";
    event_waits: "espera" / "waits";
    event_returned: "vuelve" / "returns";
    event_failed: "falla" / "fails";
    event_read: "lectura" / "reading";
    tab_events: "Sucesos" / "Events";
    tab_events_tip: "Muestra u oculta la tabla de todo lo que ha pasado, con su buscador"
        / "Show or hide the table of all that has happened, with its search";
    column_number: "N.º" / "No.";
    column_number_tip: "El lugar del suceso entre todos los de la ejecución" / "The place of the event among all of the run";
    column_time: "Tiempo" / "Time";
    column_time_tip: "Desde que empezó la ejecución" / "Since the run began";
    column_what: "Qué pasa" / "What happens";
    column_call: "Llamada" / "Call";
    column_told: "Resultado" / "Result";
    find: "Buscar en los sucesos" / "Search the events";
    find_tip: "Abre la tabla de sucesos y escribe qué buscar" / "Open the table of events and type what to look for";
    find_label: "Buscar" / "Search";
    find_hint: "texto, llamada:recv, errno:…" / "text, call:recv, errno:…";
    find_syntax: "Busca el texto en los datos enviados y recibidos, en las direcciones y en las llamadas; 48 6f también \
        como bytes.\nCon estas palabras se elige por nombre, y todo lo escrito debe cumplirse:\n\
        participante:cliente   llamada:recv   socket:s   errno:ECONNRESET\nEntre comillas, varias palabras son una: \"Hola, servidor\""
        / "Looks for the text in the data sent and received, in addresses and in calls; 48 6f also as bytes.\n\
        These words choose by name, and all that is typed must hold:\n\
        participant:client   call:recv   socket:s   errno:ECONNRESET\nQuotation marks make one of several words: \"Hello, server\"";
    next_hit: "Coincidencia siguiente" / "Next match";
    next_hit_tip: "Al siguiente suceso que coincide; tras el último, al primero"
        / "To the next event that matches; after the last, to the first";
    previous_hit: "Coincidencia anterior" / "Previous match";
    previous_hit_tip: "Al suceso anterior que coincide; antes del primero, al último"
        / "To the event before that matches; before the first, to the last";
    only_hits: "Solo coincidencias" / "Matches only";
    only_hits_tip: "Sin esto se ven todos los sucesos, y los que coinciden llevan una marca"
        / "Without it all events are listed, and those that match bear a mark";
    show_readings: "Lecturas" / "Readings";
    show_readings_tip: "También lo que el sistema dice de cada socket entre las llamadas"
        / "Also what the system says of each socket between the calls";
    filters: "Filtros" / "Filters";
    any_of_them: "cualquiera" / "any";
    searching: "buscando…" / "searching…";
    is_hit: "coincide" / "matches";
    no_events: "Todavía no ha pasado nada." / "Nothing has happened yet.";
    no_hits: "Ningún suceso es así." / "No event is like that.";

    // The drawer.
    drawer: "Ver" / "View";
    drawer_tip: "Abre un cajón bajo el diagrama" / "Open a drawer below the diagram";
    drawer_close: "Cerrar el cajón" / "Close the drawer";
    tab_sockets: "Sockets" / "Sockets";
    tab_sockets_tip: "Muestra u oculta los sockets, como los ve el sistema"
        / "Show or hide the sockets, as the system sees them";
    tab_bytes: "Bytes" / "Bytes";
    tab_bytes_tip: "Muestra u oculta el mapa de bytes: qué envió cada send y qué se llevó cada recv"
        / "Show or hide the byte map: what each send sent and each recv took";
    tab_ports: "Puertos" / "Ports";
    tab_ports_tip: "Muestra u oculta los puertos de la máquina" / "Show or hide the ports of the machine";
    // Saving and opening.
    file_menu: "Fichero" / "File";
    file_menu_tip: "Nuevo, abrir y guardar" / "New, open and save";
    new_scenario: "Nuevo" / "New";
    new_scenario_tip: "Empieza un escenario vacío" / "Begin an empty scenario";
    open_file: "Abrir…" / "Open…";
    open_file_tip: "Abre un escenario o una grabación de un fichero" / "Open a scenario or a recording from a file";
    save_file: "Guardar" / "Save";
    save_file_tip: "Guarda el escenario en su fichero" / "Save the scenario in its file";
    save_file_as: "Guardar como…" / "Save as…";
    save_file_as_tip: "Guarda el escenario en otro fichero" / "Save the scenario in another file";
    unsaved: "sin guardar" / "unsaved";
    unsaved_tip: "Hay cambios que no están en ningún fichero" / "There are changes that are in no file";
    untitled: "Sin título" / "Untitled";
    untitled_file: "escenario" / "scenario";
    key_shift: "Mayús" / "Shift";
    ask_save: "¿Guardar los cambios?" / "Save the changes?";
    discard: "No guardar" / "Do not save";
    cancel: "Cancelar" / "Cancel";
    ask_replace: "Ya hay un fichero con ese nombre" / "There is a file with that name already";
    replace: "Reemplazar" / "Replace";
    other_name: "Otro nombre" / "Another name";
    ask_changed: "Otro programa ha cambiado el fichero" / "Another program has changed the file";
    ask_comments: "El fichero tiene comentarios" / "The file has comments";
    overwrite: "Guardar encima" / "Save over it";
    path: "Ruta" / "Path";
    ask_open: "Abrir un escenario o una grabación" / "Open a scenario or a recording";
    ask_save_as: "Guardar el escenario" / "Save the scenario";
    open_it: "Abrir" / "Open";
    browse: "Examinar…" / "Browse…";
    browsing: "Examinando…" / "Browsing…";
    browse_tip: "Busca con el diálogo del sistema" / "Look for it in the system's dialog";
    browsed_none: "El diálogo del sistema no dio ningún fichero. Escribe aquí la ruta."
        / "The system's dialog gave no file. Write the path here.";
    no_path: "Escribe la ruta de un fichero." / "Write the path of a file.";
    recent_files: "Recientes" / "Recent";
    missing_file: "ya no está" / "no longer there";
    of_the_program: "Del programa" / "Of the program";
    save_elsewhere: "Guárdalo en otro sitio, con Guardar como." / "Save it elsewhere, with Save as.";
    make_folder: "Crea la carpeta o elige otra." / "Make the folder, or choose another.";
    add_a_name: "Añade un nombre de fichero." / "Add the name of a file.";
    shorter_name: "Elige uno más corto." / "Choose a shorter one.";
    make_room: "Haz sitio o guárdalo en otro disco, con Guardar como."
        / "Make room, or save it on another disk, with Save as.";
    less_data: "Acorta los datos que se envían, o escríbelos con Repeat."
        / "Shorten the data that is sent, or write it with Repeat.";
    correct_first: "Corrígelo y guarda otra vez." / "Correct that and save again.";
    is_a_folder: "es una carpeta" / "it is a folder";
    path_through_file: "parte de la ruta es un fichero, no una carpeta" / "part of the path is a file, and no folder";
    read_only_disk: "el disco es de solo lectura" / "the disk is read-only";
    disk_full: "el disco está lleno" / "the disk is full";
    quota_used: "has agotado tu espacio en el disco" / "your share of the disk is used up";
    links_go_round: "los enlaces dan vueltas" / "the links go round in circles";
    nobody_yet: "Todavía no hay participantes" / "There are no participants yet";
    disk_error: "el disco no responde bien" / "the disk does not answer well";

    // Changes to the scenario, by hand.
    add_participant: "Añadir un participante" / "Add a participant";
    more_of_it: "Más" / "More";
    undo: "Deshacer" / "Undo";
    undo_tip: "Deshace el último cambio del escenario" / "Take the last change of the scenario back";
    redo: "Rehacer" / "Redo";
    redo_tip: "Vuelve a hacer el cambio deshecho" / "Make the change again that was taken back";
    freeze: "Congelar" / "Freeze";
    freeze_tip: "No hace nada más, como un proceso parado con Ctrl+Z; el sistema sigue recibiendo por él"
        / "It does nothing more, as a process stopped by Ctrl+Z; the system goes on receiving for it";
    thaw: "Descongelar" / "Thaw";
    thaw_tip: "Sigue donde estaba" / "It goes on where it was";
    kill: "Hacer que caiga" / "End as a crash";
    kill_tip: "El programa termina de golpe y el sistema cierra sus sockets"
        / "The program ends at once and the system closes its sockets";
    start_anew: "Empezar de nuevo" / "Start anew";
    start_anew_tip: "Vuelve a ejecutar este programa desde la primera línea"
        / "Run this program once more, from its first line";
    duplicate: "Duplicar" / "Duplicate";
    duplicate_tip: "Otro igual, con un nombre propio" / "Another one like it, with a name of its own";
    move_left: "Mover a la izquierda" / "Move left";
    move_right: "Mover a la derecha" / "Move right";
    move_tip: "Cambia el lugar de su columna" / "Change the place of its column";
    remove: "Quitar" / "Remove";
    remove_tip: "Lo saca del escenario; lo que hizo se queda en el diagrama"
        / "Take it out of the scenario; what it did stays in the diagram";
    duplicate_line: "Duplicar la línea" / "Duplicate the line";
    duplicate_line_tip: "Repite debajo la línea elegida del guion" / "Put the selected line of the script in once more";
    delete_line: "Borrar la línea" / "Delete the line";
    delete_line_tip: "Borra la línea elegida del guion" / "Delete the selected line of the script";
    move_line_up: "Subir la línea" / "Move the line up";
    move_line_up_tip: "Sube la línea elegida del guion" / "Move the selected line of the script up";
    move_line_down: "Bajar la línea" / "Move the line down";
    move_line_down_tip: "Baja la línea elegida del guion" / "Move the selected line of the script down";
    key_alt: "Alt" / "Alt";
    key_delete: "Supr" / "Del";

    // The byte map.
    no_bytes_yet: "Aún no ha pasado ningún byte." / "No byte has passed yet.";
    in_the_system: "en el sistema" / "in the system";
    in_receive_queue: "en la cola de recepción:" / "in the receive queue:";
    add_call: "+ Añadir una llamada" / "+ Add a call";
    add_call_tip: "Añade una llamada debajo" / "Add a call below";
    wrap_line: "Repetir" / "Repeat";
    unwrap_block: "Sin repetir" / "Do not repeat";
    times: "veces" / "times";
    host: "máquina" / "host";
    port: "puerto" / "port";
    host_and_port: "máquina y puerto" / "host and port";
    path_of_socket: "ruta Unix" / "Unix path";
    whoever_sent: "quien escribió" / "whoever sent";
    milliseconds: "milisegundos" / "milliseconds";
    whole_seconds: "segundos" / "seconds";
    value: "valor" / "value";
    on: "sí" / "on";
    off: "no" / "off";
    as_text: "texto" / "text";
    as_hex: "hexadecimal" / "hexadecimal";
    as_repeat: "texto repetido" / "repeated text";
    data_text: "mensaje" / "message";
    replace_data: "Sustituir" / "Replace";
    no_name: "Falta el nombre de la variable." / "The name of the variable is missing.";
    bad_host: "Un nombre de máquina no lleva espacios y tiene como mucho 253 caracteres."
        / "The name of a host has no blanks, and 253 characters at most.";
    bad_path: "Una ruta Unix tiene de 1 a 107 bytes." / "A Unix path has 1 to 107 bytes.";
    odd_digits: "Falta un dígito: cada byte son dos." / "A digit is missing: each byte is two.";
    doubt_datagrams: "Un socket de datagramas no escucha ni acepta: responderá EOPNOTSUPP."
        / "A datagram socket neither listens nor accepts: the answer will be EOPNOTSUPP.";
    doubt_not_listening: "Sin listen antes, accept responderá EINVAL."
        / "Without listen before, accept will answer EINVAL.";
    doubt_listener: "Este socket escucha: con el cliente se habla por el que devuelve accept."
        / "This socket listens: the one that accept returns is the one to talk through.";
    doubt_not_connected: "Ninguna línea de arriba conecta este socket: no hay otro extremo."
        / "No line above connects this socket: there is no other end.";
    doubt_no_destination: "Sin connect antes, send no sabe a quién: responderá EDESTADDRREQ."
        / "Without connect before, send knows no destination: the answer will be EDESTADDRREQ.";
    doubt_again: "Una línea de arriba ya lo hizo: la segunda vez falla."
        / "A line above did it already: the second time fails.";
    doubt_no_sender: "Todavía no se ha recibido nada de nadie: no hay a quién responder."
        / "Nothing has been received from anybody yet: there is nobody to answer.";
    doubt_no_room: "Con 0 bytes de sitio no se recibe nada." / "With room for 0 bytes nothing is received.";
    doubt_sends_nothing: "Por un flujo, un texto vacío no envía nada." / "Over a stream, an empty text sends nothing.";
    call_now: "Llamada a mano…" / "Call by hand…";
    call_now_tip: "Hace ahora mismo una llamada cualquiera, fuera del guion" / "Make any call there and then, off the script";
    find_call: "Busca una llamada" / "Find a call";
    do_it_now: "Hacer ahora" / "Do it now";
    another_call: "Otra llamada" / "Another call";
    is_closed: " (cerrado)" / " (closed)";
    rename: "nombre" / "name";
    nobody: "No hay nadie todavía. Añade un participante para empezar:"
        / "There is nobody yet. Add a participant to begin:";
    who_has_it: "Ver quién tiene el puerto" / "See who has the port";
    who_has_it_tip: "Abre los puertos de la máquina, solo con ese" / "Open the ports of the machine, with that one only";
    not_accepted_yet: "quien haga accept" / "whoever accepts";
    worked_out: "deducido" / "worked out";
}
