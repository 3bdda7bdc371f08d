### Las palabras de Socketlab en español. Cada idioma tiene aquí su fichero, con los mismos nombres y los mismos huecos. Qué se
### puede escribir: https://projectfluent.org/fluent/guide

## language

# The language in its own words.
language_name = español

## number

# Between the whole part of a number and the rest; between groups of three digits.
decimal_mark = ,
group_mark = {"\u00A0"}
minutes_and_seconds = { $minutes } min { $seconds } s
hours_and_minutes = { $hours } h { $minutes } min
bytes = { $count ->
    [one] { $number } byte
   *[other] { $number } bytes
}
characters = { $characters ->
    [one] { $number } carácter
   *[other] { $number } caracteres
}
calls = { $count ->
    [one] { $number } llamada
   *[other] { $number } llamadas
}
events = { $count ->
    [one] { $number } suceso
   *[other] { $number } sucesos
}
more_calls = { $count ->
    [one] … y { $number } llamada más
   *[other] … y { $number } llamadas más
}
participants = { $count ->
    [one] { $number } participante
   *[other] { $number } participantes
}
columns_to_the_left = { $count ->
    [one] { $number } columna más a la izquierda
   *[other] { $number } columnas más a la izquierda
}
columns_to_the_right = { $count ->
    [one] { $number } columna más a la derecha
   *[other] { $number } columnas más a la derecha
}
number_line_number_of_of = línea { $number } de { $of }
number_call_number_of_of = llamada { $number } de { $of }
number_part_of_whole = { $part } de { $whole }
number_and_number_more = … y { $number } más

## kernel

accept_queue = cola de accept de { $socket }: { $waiting ->
    [0] ninguna conexión espera
    [one] 1 conexión espera
   *[other] { $waiting } conexiones esperan
}; backlog { $backlog }
accept_queue_in_short = { $waiting ->
    [one] { $waiting } espera, backlog { $backlog }
   *[other] { $waiting } esperan, backlog { $backlog }
}
datagrams_dropped = { $count ->
    [one] { $number } datagrama descartado
   *[other] { $number } datagramas descartados
}
kernel_not_available_here_only = No disponible aquí: de los sockets de otros programas solo informa Linux.
kernel_not_available_here_kernel = No disponible aquí: el núcleo se niega a dar la lista ({ $why }).
kernel_s_left = aún { $seconds } s
kernel_name_of_socket_held = { $name } de { $socket }: { $held }
kernel_go_call_made = { $socket }, de { $participant }: ir a la llamada que lo creó
kernel_shown_of_of_sockets = { $shown } de { $of } sockets
kernel_sort_by_column = Ordenar por: { $column }
kernel_waiting_queued = { $waiting } en cola
kernel_waits_connections_others_can = Espera conexiones: otros pueden conectarse a su dirección.
kernel_asked_connection_waits_other = Ha pedido la conexión y espera la respuesta del otro extremo.
kernel_request_connect_come_last = Ha llegado una petición de conexión; falta la última confirmación.
kernel_connection_open_data_can = Conexión abierta: pueden ir datos en los dos sentidos.
kernel_end_closed_waits_other = Este extremo ha cerrado y espera que el otro confirme que lo sabe.
kernel_end_closed_other_knows = Este extremo ha cerrado; el otro lo sabe, pero aún no ha cerrado el suyo.
kernel_both_ends_closed_once = Los dos extremos han cerrado a la vez; falta una confirmación.
kernel_connection_over_who_closed = La conexión ha terminado. Quien cerró primero guarda sus direcciones un minuto, por si llega algo con retraso.
kernel_other_end_closed_one = El otro extremo ha cerrado; este todavía no.
kernel_both_ends_closed_last = Los dos extremos han cerrado; falta la última confirmación.
kernel_no_connection_there_none = Sin conexión: todavía no la hay, o ya no la hay.

## notice

notice_run_could_not_begin = No se pudo empezar la ejecución: { $why }. { $advice }
notice_cannot_begin = «{ $participant }» no pudo empezar: { $why }. { $advice }
notice_cannot_go_on = «{ $participant }» no puede seguir: { $what }. { $advice }
notice_event_does_not_fit = Un suceso no encaja con los anteriores y se ha dejado fuera: { $error }. Pulsa Reiniciar.
notice_event_does_not_fit_terminal = Un suceso no encaja con los anteriores y se ha dejado fuera: { $error }. Ejecútalo otra vez.
notice_not_all_came_before = No todo salió como la otra vez: el suceso { $event } no llegó. Desde ahí la ejecución es otra; la pestaña Comparación dice en qué.
notice_not_all_came_before_terminal = No todo salió como la otra vez: el suceso { $event } no llegó. Desde ahí la ejecución es otra.
notice_first_renderer_failed_other = El dibujo por defecto falló ({ $why }); se usa el otro. Todo lo demás funciona igual.
notice_happens_no_longer_recorded = Lo que pasa ya no se graba{ $file }: { $why }. La ejecución sigue; haz sitio en el disco y guarda la grabación.
notice_happens_no_longer_recorded_terminal = Lo que pasa ya no se graba{ $file }: { $why }. La ejecución sigue; lo que se grabó antes queda en el fichero. Para tenerlo todo, haz sitio y ejecútalo otra vez.
notice_change_was_not_made = El cambio no se ha hecho: la línea ya no está ahí. Elígela otra vez.
notice_recording_has_reached_limit = La grabación{ $file } está llena: ocupa { $limit } y acaba tras { $events } eventos. La ejecución sigue sin ella; de lo que venga quedan en memoria los { $kept } eventos más recientes, y los más antiguos se descartan. Reinicia para grabar de nuevo.
notice_address_cannot_stand_in = No se ha hecho el cambio: un escenario no puede tener esa dirección. Escríbela como host:puerto o unix:ruta, sin espacios.
notice_scenario_would_be_larger = No se ha hecho el cambio: el escenario ya no cabría en un fichero de { $limit }. Envía menos datos o quita antes un participante.
notice_no_more_participants_fit = No caben más participantes: un escenario tiene como mucho { $limit }. Quita alguno primero.
notice_no_more_lines_fit = No caben más líneas: un guion tiene como mucho { $limit }. Usa un bloque que las repita.
notice_would_more_than_calls = Serían más de { $limit } llamadas, contando las repeticiones, y un guion no llega a tantas. Elige menos repeticiones.
notice_blocks_cannot_stand_inside = Los bloques no pueden estar unos dentro de otros más de { $limit } veces. Repite las líneas de fuera.
notice_these_one_call_takes = Son { $bytes }, y una llamada lleva como mucho { $limit }. La llamada sigue como estaba; reparte los datos en varias.

## role

role_protocol_role = { $role } { $protocol }
role_server = servidor
role_client = cliente
role_peer = par

## file

file_unsaved_changes_if_you = «{ $name }» tiene cambios sin guardar. Si no los guardas, se pierden.
file_exists_already_if_you = { $path } ya existe. Si lo reemplazas, lo que contiene se pierde.
file_no_longer_holds_was = { $path } ya no contiene lo que se abrió o se guardó aquí. Si guardas encima, esos otros cambios se pierden.
file_socketlab_does_not_keep = Socketlab no conserva los comentarios de { $path }. Si guardas encima, se pierden.
file_not_saved_your_work = No se ha guardado en { $path }: { $why }. { $advice } Tu trabajo sigue abierto.
file_folder_does_not_exist = la carpeta { $folder } no existe
file_not_folder = { $folder } no es una carpeta
file_device_pipe_or_socket = es un dispositivo, una tubería o un socket, no un fichero
file_symbolic_link = es un enlace simbólico a { $target }, y no se escribe a través de un enlace
write_elsewhere = Elige otro sitio con --out.
make_room_or_write_elsewhere = Haz sitio o elige otro disco con --out.
name_the_file_itself = Da la ruta del propio fichero.
file_name_too_long = el nombre es demasiado largo
file_writing_there_not_possible = ahí no se puede escribir ({ $why })
file_would_take_only_files = ocuparía { $size }, y solo se abren ficheros de hasta { $limit }
file_could_not_opened_again = no se podría volver a abrir: { $what }
file_beginning_run_no_longer = el principio de la ejecución ya no está en la memoria, y su grabación se cortó

## search

search_found_of_of_events = { $found } de { $of } sucesos
search_filter_by_word_name = Filtrar por { $word }: { $name }
search_participant = participante
search_call = llamada
search_socket = socket
search_errno = errno

## difference

difference_call_recorded_now = llamada { $place }, { $call }: en la grabación { $before }; ahora { $now }
difference_call_recorded_now_2 = llamada { $place }: en la grabación { $call } ({ $before }); ahora { $other } ({ $now })
difference_call_recorded_now_was = llamada { $place }, { $call }: en la grabación { $before }; ahora no se ha hecho
difference_call_not_recording_now = llamada { $place }, { $call }: no está en la grabación; ahora { $now }
difference_not_returned = no ha vuelto

## explain/failed/opening

opening_kernel_machine_does_not = El núcleo de esta máquina no tiene esa familia de direcciones; suele faltar IPv6.
opening_try_af_inet_ipv4 = Prueba con AF_INET (IPv4).
opening_program_not_permitted_make = Este programa no tiene permiso para crear un socket de ese tipo.
opening_system_may_locked_into = Puede que el sistema lo tenga encerrado en un contenedor.
opening_use_already_another_socket = { $to } ya está en uso: otro socket ocupa ese puerto, o quedan en él conexiones en TIME_WAIT.
opening_see_netstat_who_against = Mira con netstat quién lo tiene. Contra TIME_WAIT sirve SO_REUSEADDR, en el socket de antes y en este.
opening_held_by_open = { $to } ya está en uso: ese puerto lo tiene { $name }, de { $who }.
opening_close_it_or_another_port = Ciérralo antes, o elige otro puerto.
opening_held_by_time_wait = { $to } sigue en uso: { $name }, de { $who }, cerró primero su conexión, y el núcleo la guarda en TIME_WAIT.
opening_reuse_address_helps = Espera un minuto, o activa SO_REUSEADDR antes de bind, en el socket de antes y en este.
opening_another_socket_has_port = { $to } ya está en uso: otro socket tiene ese puerto.
opening_see_who_has_it = Mira entre los puertos quién lo tiene, o elige otro.
opening_not_address_machine_bind = { $to } no es una dirección de esta máquina, y bind solo da direcciones propias.
opening_use_localhost_or_one = Usa localhost o una de las que muestra ip addr; la del servidor remoto va en connect.
opening_program_no_permission_ports = El programa no tiene permiso para { $to }: los puertos por debajo de 1024 están reservados.
opening_choose_port_1024 = Elige un puerto a partir del 1024.
opening_address_already_another_bind = { $socket } ya tiene dirección (por otro bind o por connect), o { $to } no vale para su familia.
opening_bind_called_once_only = bind se llama una sola vez, antes de connect y de listen.
opening_file_exists_already_belongs = El fichero { $path } ya existe: es de un socket abierto, o quedó de uno que ya se cerró.
opening_abstract_name_in_use = El nombre { $path } ya está en uso: lo tiene otro socket.
opening_close_does_not_delete = close no borra el fichero: bórralo (os.unlink en Python) y repite bind.
opening_program_no_permission_create = El programa no tiene permiso para crear { $path }.
opening_use_folder_you_can = Usa una carpeta en la que puedas escribir, como /tmp.
opening_folder_does_not_exist = La carpeta de { $path } no existe.
opening_bind_makes_file_but = bind crea el fichero, pero no las carpetas: créalas antes.
opening_another_socket_listens_port = Otro socket ya escucha en ese puerto. SO_REUSEADDR dejó pasar bind, pero no permite dos sockets a la escucha.
opening_close_other_listener_or = Cierra el otro socket de escucha o elige otro puerto.
opening_cannot_listen_state_connected = { $socket } no puede ponerse a la escucha en su estado: está conectado, o es un socket Unix sin bind.
opening_listening_takes_socket_own = Para escuchar hace falta otro socket, con socket, bind y listen.
opening_datagram_socket_udp_there = { $socket } es de datagramas: ahí no hay conexiones que esperar.
opening_udp_bind_then_recvfrom = Con UDP basta bind y luego recvfrom; listen es de los sockets de flujo.
opening_unix_bind_then_recvfrom = Para datagramas basta bind y luego recvfrom; listen es de los sockets de flujo.
opening_option_tcp_not_tcp = { $constant } es una opción de TCP, y { $socket } no es un socket TCP.
opening_remove_call_only_tcp = Quita esta llamada: solo TCP junta envíos pequeños.
opening_kernel_does_not_accept = El núcleo no admite ese valor para { $constant }.
opening_see_page_manual_values = Mira en la página del manual qué valores valen.
opening_program_no_permission_set = El programa no tiene permiso para poner { $constant } a ese valor.
opening_see_page_manual_values_2 = Mira en la página del manual qué valores piden privilegios.

## explain/failed/traffic

traffic_was_sent_may_lost = Lo enviado puede haberse perdido. Cierra { $socket }; los siguientes send darán EPIPE.
traffic_cut_by_linger = { $who } ha cortado la conexión con un RST: cerró con SO_LINGER a 0.
traffic_cut_unread = { $who } ha cortado la conexión con un RST: cerró sin leer todo lo que le había llegado.
traffic_cut_unread_unix = { $who } cerró sin leer todo lo que le había llegado: eso cortó la conexión.
traffic_sent_after_close = { $who } había cerrado el otro extremo, y este envió de todos modos: a eso se contesta con un RST.
traffic_never_accepted = El socket de escucha se cerró antes de que un accept recogiera esta conexión: eso la cortó.
traffic_other_end_cut_unix = El otro extremo cerró con datos sin leer, o su socket de escucha antes de un accept: eso cortó la conexión.
traffic_sending_was_shut_down = El envío por { $socket } se cerró aquí antes, con shutdown.
traffic_pipe_never_connected = { $socket } no tiene conexión por la que enviar: nunca la tuvo.
traffic_pipe_of_listener = { $socket } está a la escucha, y no tiene conexión por la que enviar.
traffic_pipe_after_reset = La conexión de { $socket } ya se había roto, y una llamada lo supo: no hay por dónde enviar.
traffic_pipe_other_closed = { $socket } ya no tiene conexión por la que enviar: { $who } ha cerrado el otro extremo.
traffic_pipe_other_shut = { $who } ha cerrado la recepción en el otro extremo de { $socket }, con shutdown: allí no se puede enviar nada.
traffic_has_a_destination = { $socket } tiene el destino que fijó connect: aquí sendto no puede darle otro.
traffic_udp_not_connected_send = { $socket } es de datagramas y no está conectado: send no sabe a quién enviar.
traffic_use_sendto_address_or = Usa sendto con la dirección, o llama antes a connect para fijarla.
traffic_not_connected_so_there = { $socket } no está conectado, así que no hay a quién enviar.
traffic_call_connect_first_server = Llama antes a connect; en un servidor, envía por el socket que devuelve accept.
traffic_address_cannot_destination_there = La dirección no vale como destino: el puerto 0 no existe, o es de otra familia que { $socket }.
traffic_use_port_other_bound = Usa el puerto en el que el otro hizo bind; el 0 solo sirve para que bind elija uno.
traffic_stream_sends_over_connection = { $socket } es de flujo: envía por su conexión, no a una dirección distinta cada vez.
traffic_use_connect_send_or = Usa connect y send, o crea el socket con SOCK_DGRAM.
traffic_address_send_datagram_missing = Falta la dirección a la que enviar el datagrama.
traffic_give_sendto_address_port = Da a sendto la dirección y el puerto del destinatario.
traffic_file_does_not_exist = El fichero { $path } no existe: el receptor tiene que hacer antes bind con ese nombre.
traffic_unlike_udp_here_kernel = Aquí el núcleo avisa enseguida: arranca antes al receptor.
traffic_file_exists_but_socket = El fichero { $path } existe, pero no es de ningún socket abierto.
traffic_nobody_has_abstract_name = Ningún socket tiene el nombre { $path }.
traffic_delete_file_start_receiver = Borra el fichero y arranca antes al receptor.
traffic_socket_stream_one_datagrams = El socket de { $path } es de flujo, y este es de datagramas.
traffic_make_both_sock_dgram = Crea los dos con SOCK_DGRAM.
traffic_not_connected_there_was = { $socket } no está conectado: aún no hubo connect, o es un socket de escucha, que solo sirve para accept.
traffic_a_listener_receives_nothing = { $socket } está a la escucha: solo sirve para accept, y por él no se recibe.
traffic_not_connected_yet = { $socket } no está conectado: aún no hubo connect.
traffic_client_call_connect_first = En un cliente llama antes a connect; en un servidor recibe por el socket que devuelve accept.
traffic_no_state_receive_unix = { $socket } no está en estado de recibir: un socket Unix de flujo necesita antes una conexión.
traffic_call_connect_first_or = Llama antes a connect, o recibe por el socket que devuelve accept.
traffic_other_end_cut_connection_2 = Un RST ha cortado la conexión: el otro extremo cerró con datos sin leer o con SO_LINGER a 0, había cerrado antes de que este enviara, o no llegó a aceptarla.
traffic_no_clean_close_would = No es un cierre limpio, que daría 0 bytes. El error sale una vez; después { $name } da 0 bytes.
traffic_nothing_arrived_time_was = No ha llegado nada en el tiempo que { $name } podía esperar (SO_RCVTIMEO).
traffic_nothing_there_now = Ahora no hay nada que recibir, y { $name } no puede esperar a que llegue, o ya no más.
traffic_udp_datagram_may_lost = Con UDP el datagrama puede haberse perdido: lo normal es reenviar la petición.
traffic_nothing_broken_socket_still = No es una avería: el socket sigue abierto y se puede repetir la llamada.
traffic_no_connection_send_never = { $socket } no tiene conexión por la que enviar: nunca la tuvo (falta connect, o es el socket de escucha), el otro extremo se fue, o aquí se cerró el envío.
traffic_if_other_end_just = Si el otro acaba de cerrar, el primer send por TCP aún funciona: el error llega en el siguiente.
traffic_destination_broadcast_address_does = El destino es una dirección de difusión y { $socket } no tiene SO_BROADCAST.
traffic_turn_so_broadcast_setsockopt = Activa SO_BROADCAST con setsockopt, o envía a una sola máquina.
traffic_datagram_does_not_fit = Un datagrama de { $size } no cabe en el búfer de envío, y un datagrama no se puede partir.
traffic_send_less_or_ask = Envía menos, o pide un búfer mayor con SO_SNDBUF.
traffic_do_not_fit_into = { $size } no caben en un datagrama, y no ha salido nada: aquí el máximo son { $most }.
traffic_spread_data_over_several = Reparte los datos en varios datagramas, o usa un flujo.
traffic_nobody_there_destination_answer = En la dirección de destino no hay nadie: es la respuesta a un envío anterior, que entonces pareció ir bien.
traffic_udp_only_tells_so = UDP solo avisa así en un socket conectado; comprueba que el receptor haya hecho bind en ese puerto.
traffic_connection_was_refused = La conexión fue rechazada: nadie escucha adonde fue connect.
traffic_receiver_was_closed = El destinatario que había fijado connect está cerrado: no hay quien reciba un datagrama.

## explain/failed/connection

connection_not_listening_so_no = { $socket } no está a la escucha, así que no tiene cola de conexiones.
connection_call_listen_first = Llama antes a listen.
connection_datagram_socket_udp_there = { $socket } es de datagramas: ahí no hay conexiones que aceptar.
connection_udp_receive_directly_recvfrom = Los datagramas se reciben directamente, con recvfrom.
connection_no_connection_arrived_time = No ha llegado ninguna conexión en el tiempo que accept podía esperar (SO_RCVTIMEO).
connection_no_connection_now = Ahora no espera ninguna conexión, y accept no puede esperar a que llegue, o ya no más.
connection_nothing_broken_still_listening = No es una avería: { $socket } sigue a la escucha y se puede repetir accept.
connection_machine_answered_but_nobody = La máquina ha contestado, pero en { $to } nadie escucha: su núcleo rechaza la conexión con un RST.
connection_start_server_first_up = Arranca antes el servidor (hasta listen) y comprueba el puerto; en Linux este socket puede volver a intentarlo.
connection_connected_already_or_listening = { $socket } ya está conectado, o está a la escucha: no puede conectarse otra vez.
connection_connected_already = { $socket } ya está conectado: no puede conectarse otra vez.
connection_listens_already = { $socket } está a la escucha: no puede conectarse.
connection_another_connection_make_another = Para otra conexión crea otro socket.
connection_connection_being_made_there = La conexión de { $socket } se está estableciendo y aún no hay respuesta.
connection_wait_end_before_calling = Espera a que acabe antes de volver a llamar a connect.
connection_other_end_cut_connection = El otro extremo ha cortado la conexión mientras se establecía.
connection_see_whether_server_closed = Mira si el servidor cerró su socket de escucha.
connection_not_valid_another_family = { $to } no vale para { $socket }: es de otra familia, o no se llega a ella desde su dirección local.
connection_socket_bound_127_0 = Un socket ligado a 127.0.0.1 solo alcanza esta máquina, y a un AF_INET6 hay que darle direcciones IPv6.
connection_there_no_free_local = No queda ningún puerto local libre para una conexión con { $to }, o esa dirección no vale como destino.
connection_check_address_if_right = Comprueba la dirección; si es la buena, cierra conexiones o espera a que pase TIME_WAIT.
connection_check_address = Comprueba la dirección.
connection_there_connection_already_same = Ya hay una conexión con estas mismas direcciones y puertos en los dos extremos.
connection_remove_bind_client_kernel = Quita el bind del cliente: el núcleo le dará un puerto libre.
connection_broadcast_address_or_barred = { $to } es una dirección de difusión o está vedada por el cortafuegos, y el programa no tiene permiso.
connection_broadcast_over_udp_turn = Para la difusión por UDP activa antes SO_BROADCAST.
connection_file_does_not_exist = El fichero { $path } no existe: el servidor tiene que hacer antes bind con ese nombre.
connection_start_server_first_check = Arranca antes el servidor y comprueba la ruta.
connection_file_exists_but_nobody = El fichero { $path } existe, pero nadie escucha en él: falta listen, o quedó de un socket cerrado.
connection_nobody_has_abstract_name = Nadie escucha con el nombre { $path }.
connection_check_server_gets_far = Comprueba que el servidor llegue hasta listen.
connection_socket_another_type_one = El socket de { $path } es de otro tipo: uno es de flujo y el otro de datagramas.
connection_make_both_same_type = Crea los dos con el mismo tipo, SOCK_STREAM o SOCK_DGRAM.
connection_not_connected_or_not = { $socket } no está conectado, o ya dejó de estarlo: { $name } necesita otro extremo.
connection_datagrams_not_connected = { $socket } no tiene destino fijado: { $name } necesita antes un connect.
connection_is_a_listener = { $socket } está a la escucha y no tiene otro extremo: { $name } lo necesita.
connection_not_connected_yet = { $socket } no está conectado: { $name } necesita otro extremo.
connection_not_connected_any_more = La conexión de { $socket } ya terminó: { $name } necesita otro extremo.
connection_client_comes_after_connect = En un cliente va después de connect; en un servidor, sobre el socket que devuelve accept.

## explain/failed

failed_descriptor_not_valid_any = El descriptor de { $socket } ya no es válido: el socket se cerró antes.
failed_after_close_cannot_used = Después de close no se puede usar: quita esta llamada o ponla antes.
failed_program_reached_limit_open = El programa ha llegado a su límite de descriptores abiertos, y cada socket gasta uno.
failed_close_sockets_no_longer = Cierra con close los sockets que ya no uses; ulimit -n dice el límite.
failed_kernel_no_memory_left = Al núcleo no le queda memoria para los búferes de la red.
failed_usually_passes_soon_wait = Suele pasar enseguida: espera un poco y repite la llamada.
failed_signal_interrupted_before_was = Una señal ha interrumpido { $name } antes de que acabara.
failed_just_repeat_call_python = Basta con repetir la llamada; Python lo hace por sí mismo.
failed_cannot_completed_now_not = { $name } no puede completarse ahora, y no le está permitido esperar más.
failed_nothing_broken_repeat_call = No es una avería: repite la llamada más tarde, o quita el límite de espera.
failed_system_does_not_allow = El sistema no permite { $name } a este programa; puede ser cosa del cortafuegos.
failed_try_127_0_0 = Prueba con 127.0.0.1, o pregunta a quien administra la máquina.
failed_machine_knows_no_way = Esta máquina no sabe por dónde llegar a esa red.
failed_check_address_right_there = Comprueba que la dirección sea la buena y que haya red; 127.0.0.1 no la necesita.
failed_network_there_but_machine = La red existe, pero esa máquina no contesta en ella.
failed_check_address_other_machine = Comprueba la dirección y que la otra máquina esté encendida.
failed_kernel_repeated_sent_other = El núcleo ha repetido sus envíos y el otro extremo no ha contestado a ninguno.
failed_other_machine_off_out = La otra máquina está apagada, lejos, o un cortafuegos tira lo que le llega.
failed_path_unix_socket_or = La ruta del socket Unix, o parte de ella, es demasiado larga.
failed_use_shorter_name_107 = Usa un nombre más corto: caben 107 bytes.
failed_address_not_family_af = La dirección no es de la familia de { $socket }: un socket AF_INET solo entiende direcciones IPv4.
failed_change_address_or_make = Cambia la dirección, o crea el socket con AF_INET6.
failed_address_of_another_family = La dirección no es de la familia de { $socket }.
failed_receiver_is_connected = { $name } no está permitido: el destinatario está conectado con otro socket y no admite datagramas de nadie más, o su fichero no lo permite.
failed_name_failed_with_errno = { $name } ha fallado con { $errno } («{ $words }»).
failed_section_errors_says_when = El apartado ERRORS de { $man } dice cuándo ocurre.
failed_program_no_permission_write = El programa no tiene permiso de escritura sobre { $path }.
failed_see_ls_l_permissions = Mira con ls -l los permisos del fichero y de sus carpetas.

## explain/does

does_asks_kernel_keeps_variable = Pide al núcleo { $what } y lo guarda en la variable { $socket }.
does_makes_listener_kernel_will = Pone { $socket } a la escucha: el núcleo guardará en una cola las conexiones que lleguen (backlog { $backlog }).
does_takes_first_connection_out = Saca la primera conexión de la cola de { $socket } y crea para ella un socket nuevo, { $into }.
does_hands_kernel_sent_over = Entrega { $data } al núcleo para su envío por { $socket }.
does_takes_arrived_most = Recoge lo que haya llegado a { $socket }, { $max } como mucho.
does_sends_datagram_over = Envía un datagrama de { $data } por { $socket } hacia { $to }.
does_takes_one_datagram_arrived = Recoge un datagrama llegado a { $socket }, { $max } como mucho, y dice quién lo envió.
does_closes_gives_descriptor_back = Cierra { $socket } y devuelve su descriptor al núcleo.
does_asks_kernel_local_address = Pregunta al núcleo la dirección local de { $socket }.
does_asks_kernel_who_connected = Pregunta al núcleo con quién está conectado { $socket }.
does_lets_pass_does_nothing = Deja pasar { $time } sin hacer nada.
does_bytes_and_characters = { $count } ({ $characters ->
    [one] { $number } carácter
   *[other] { $number } caracteres
} en UTF-8)
does_port_machine = el puerto { $port } de esta máquina
does_the_file_path = el fichero { $path }
does_whoever_sent_last_datagram = quien envió el último datagrama recibido
does_gives_free_port_kernel = Da a { $socket } un puerto libre, a elección del núcleo, en todas las direcciones de esta máquina.
does_gives_port_all_addresses = Da a { $socket } el puerto { $port } en todas las direcciones de esta máquina.
does_gives_local_address_free = Da a { $socket } la dirección local { $host } y un puerto libre, a elección del núcleo.
does_gives_local_address_port = Da a { $socket } la dirección local { $host } y el puerto { $port }, donde los demás podrán encontrarlo.
does_gives_name_file_system = Da a { $socket } un nombre en el sistema de ficheros: { $path }.
does_gives_address_last_datagram = Da a { $socket } como dirección local la de quien envió el último datagrama.
does_connects_socket_to_end = Conecta { $socket } con { $end }.
does_ends_only_receiving_direction = Cierra solo el sentido de recepción de { $socket }; por él aún se puede enviar.
does_ends_only_sending_direction = Cierra solo el sentido de envío de { $socket }; por él aún se puede recibir.
does_ends_both_directions_keeps = Cierra los dos sentidos de { $socket }, sin soltar el descriptor.
does_turns_so_reuseaddr_bind = Activa SO_REUSEADDR en { $socket }: bind no tropezará con conexiones viejas del puerto, en TIME_WAIT.
does_turns_so_reuseaddr_off = Desactiva SO_REUSEADDR en { $socket }: bind falla mientras el puerto tenga conexiones en TIME_WAIT.
does_asks_send_buffer_so = Pide para { $socket } un búfer de envío de { $size } (SO_SNDBUF).
does_asks_receive_buffer_so = Pide para { $socket } un búfer de recepción de { $size } (SO_RCVBUF).
does_makes_close_cut_connection = Hace que close corte de golpe la conexión de { $socket }, con un RST (SO_LINGER a 0).
does_makes_close_wait_up = Hace que close espere hasta { $seconds } s a que llegue lo que { $socket } tenga por enviar (SO_LINGER).
does_turns_so_linger_off = Desactiva SO_LINGER en { $socket }: close vuelve enseguida y el núcleo envía lo que quede.
does_turns_tcp_nodelay_small = Activa TCP_NODELAY en { $socket }: los segmentos pequeños salen enseguida, sin el algoritmo de Nagle.
does_turns_tcp_nodelay_off = Desactiva TCP_NODELAY en { $socket }: el algoritmo de Nagle junta los envíos pequeños.
does_allows_send_broadcast_addresses = Permite que { $socket } envíe a direcciones de difusión (SO_BROADCAST).
does_forbids_send_broadcast_addresses = Prohíbe que { $socket } envíe a direcciones de difusión (SO_BROADCAST).
does_takes_time_limit_off = Quita a { $socket } el límite de espera: lo que espere a recibir por él esperará cuanto haga falta (SO_RCVTIMEO a 0).
does_gives_time_limit_after = Pone a { $socket } un límite de espera de { $time }: pasado ese tiempo, lo que espere a recibir por él da EAGAIN (SO_RCVTIMEO).
does_asks_kernel_whether_pending = Pregunta al núcleo si { $socket } tiene un error pendiente ({ $constant }); leerlo lo borra.
does_asks_kernel_value_option = Pregunta al núcleo cuánto vale la opción { $constant } en { $socket }.
does_tcp_socket_over_ipv4 = un socket TCP sobre IPv4
does_udp_socket_over_ipv4 = un socket UDP sobre IPv4
does_tcp_socket_over_ipv6 = un socket TCP sobre IPv6
does_udp_socket_over_ipv6 = un socket UDP sobre IPv6
does_unix_stream_socket = un socket Unix de flujo
does_unix_datagram_socket = un socket Unix de datagramas
does_takes_one_datagram = Recoge un datagrama llegado a { $socket }, { $max } como mucho.
does_gives_abstract_name = Da a { $socket } un nombre abstracto, que no es un fichero: { $path }.
does_makes_connection = Conecta { $socket } con { $end }: establece una conexión.
does_sets_destination = Fija { $end } como destino de { $socket }, sin enviar nada.
does_lets_share_port = Activa { $constant } en { $socket }: varios sockets que la tengan pueden hacer bind en el mismo puerto.
does_turns_option_on = Activa { $constant } en { $socket }.
does_turns_option_off = Desactiva { $constant } en { $socket }.

## explain/waiting

waiting_queue_empty_blocks_stops = La cola de { $socket } está vacía y { $name } es de bloqueo: se queda parado hasta que llegue una conexión. Es lo normal, no un fallo.
waiting_let_client_call_connect = Haz que un cliente llame a connect con esta dirección.
waiting_asked_connection_waits_answer = { $socket } ha pedido la conexión y espera: o la respuesta no ha llegado aún, o la cola del socket de escucha está llena. Es lo normal, no un fallo.
waiting_if_queue_full_accept = Si la cola está llena, un accept del servidor le hará sitio.
waiting_queue_is_full = La cola de { $queue } ({ $who }) está llena: { $socket } espera a que haya sitio en ella. Es lo normal, no un fallo.
waiting_accept_makes_room = Cada accept del servidor hace sitio para una.
waiting_nothing_arrived_yet_blocks = En { $socket } no hay ahora nada que leer y { $name } es de bloqueo: se queda parado hasta que lleguen bytes o el fin de flujo. Es lo normal, no un fallo.
waiting_send_other_end_enough = Le basta un send del otro extremo; con un cierre limpio de este recibiría 0 bytes.
waiting_no_datagram_arrived_yet = En { $socket } no hay ahora ningún datagrama y { $name } es de bloqueo: se queda parado hasta que llegue uno. Es lo normal, no un fallo.
waiting_if_datagram_gets_lost = Si el datagrama se pierde por el camino, la espera no acaba nunca: UDP no lo repite.
waiting_send_buffer_full_because = El búfer de envío de { $socket } está lleno, porque el otro extremo no lee tan deprisa: { $name } espera a que haya sitio. Es lo normal, no un fallo.
waiting_each_recv_other_end = Cada recv del otro extremo libera sitio.
waiting_receiver_is_full = En el destinatario no hay sitio, porque no ha recibido lo anterior: { $name } por { $socket } espera. Es lo normal, no un fallo.
waiting_each_datagram_makes_room = Cada datagrama que reciba libera sitio.
waiting_send_buffer_is_full = El búfer de envío de { $socket } está lleno: { $name } espera a que salga algo de él. Es lo normal, no un fallo.
waiting_before_name_turned_into = Antes de { $name } hay que traducir el nombre a una dirección (getaddrinfo), y la respuesta puede tardar si viene de la red.
waiting_because_so_linger_waits = Por SO_LINGER, { $name } espera a que el otro extremo confirme lo que queda por enviar, o a que se acabe el plazo.
waiting_participant_sleeps_others_go = Este participante duerme { $time }; los demás siguen.
waiting_waits_until_one_sockets = { $name } espera hasta que alguno de sus sockets tenga algo que leer, o sitio para escribir, o se acabe el plazo. Así un solo hilo atiende a muchos.
waiting_waits_connection = espera una conexión
waiting_waits_answer = espera respuesta
waiting_waits_bytes = espera bytes
waiting_waits_datagram = espera un datagrama
waiting_waits_buffer_space = espera sitio en el búfer
waiting_waits_address = espera la dirección
waiting_waits_delivery = espera confirmación
waiting_waits_readiness = espera a que haya algo
waiting_sleeps = duerme
waiting_waited_connection = esperó una conexión
waiting_waited_answer = esperó respuesta
waiting_waited_bytes = esperó bytes
waiting_waited_datagram = esperó un datagrama
waiting_waited_buffer_space = esperó sitio en el búfer
waiting_waited_address = esperó la dirección
waiting_waited_delivery = esperó confirmación
waiting_waited_readiness = esperó a que hubiera algo
waiting_slept = durmió

## explain

explain_call_been_made_kernel = La llamada está hecha; el núcleo aún no ha contestado.
explain_variable_does_not_exist = La variable { $socket } no existe, porque la llamada que debía darle un socket falló. En Python es un NameError, y no se llega a llamar al núcleo.
explain_look_further_up_call = Busca más arriba la llamada que falló: ahí está la causa.
explain_someone_interrupted_wait_ctrl = Alguien ha interrumpido la espera, como hace Ctrl-C con un programa (KeyboardInterrupt en Python).
explain_socket_still_open_repeat = El socket sigue abierto: se puede repetir la llamada o seguir con la siguiente.
explain_program_was_ended_while = El programa fue terminado mientras esperaba aquí, como en una caída o con kill -9: la llamada no volvió nunca. El sistema cierra por él todo lo que tenía abierto.
explain_look_other_end_sees = Mira qué ve el otro extremo: el fin del flujo, o un reset si quedaban datos sin leer.
explain_python_raised = Python lanzó { $exception }: { $message }
explain_time_settimeout_passed_nothing = Pasó el tiempo de settimeout sin que la llamada pudiera completarse. El socket sigue abierto: se puede repetir.
explain_no_answer_kernel_python = No es una respuesta del núcleo: Python se quejó antes de preguntarle, o de otra cosa.
explain_there_nobody_answer_participant = No hay a quién contestar: este participante aún no ha recibido ningún datagrama.
explain_let_recvfrom_receive_one = Haz que recvfrom reciba uno antes; de ahí sale la dirección del remitente.
explain_could_not_turned_into = No se ha podido traducir «{ $host }» a una dirección (getaddrinfo dice: { $why }). No se ha llegado a hacer la llamada.
explain_check_spelling_name_localhost = Comprueba que el nombre esté bien escrito; localhost y 127.0.0.1 valen sin red.
explain_frozen_here = Su programa está congelado y no hace nada, ni siquiera volver de esta llamada: lo que haya llegado entretanto espera en el núcleo.
explain_thaw_it = Descongélalo para que siga.

## explain/answered/option

option_linux_doubles_asked_least = Linux duplica lo que se le pide, y tiene un mínimo: compruébalo con getsockopt.
option_set_before_bind_does = Ponla antes de bind. No permite dos sockets a la escucha en el mismo puerto: eso sigue dando EADDRINUSE.
option_close_other_end_will = Al cerrar, el otro extremo verá ECONNRESET, y lo que quede por enviar se tira.
option_option_off_now = La opción { $constant } de { $socket } queda desactivada.
option_kernel_accepted = El núcleo ha aceptado { $constant } = { $value } para { $socket }.
option_0_no_limit = 0, sin límite
option_off = desactivada
option_0_no_error = 0, ningún error
option_0_off = 0, desactivada
option_value_on = { $value }, activada
option_value_of_constant_of = Valor de { $constant } en { $socket }: { $reading }.
option_linux_doubles_setsockopt_asks = Linux duplica lo que se pide con setsockopt: con 4096 se leen 8192.
option_reading_cleared_next_call = Leerlo lo ha borrado: la próxima llamada ya no dará este error.
option_datagrams_go_to_one = Ponla antes de bind. De varios sockets con el mismo puerto, solo uno recibe cada datagrama.
option_nothing_to_unix = En un socket Unix no cambia nada: su fichero se queda igualmente.

## explain/answered/naming

naming_address_now_file_type = { $socket } tiene ya su dirección, { $local }; en el disco ha aparecido un fichero de tipo socket.
naming_file_stays_after_close = El fichero sigue ahí después de close: hay que borrarlo antes de otro bind con el mismo nombre.
naming_has_abstract_name = { $socket } tiene ya su nombre, { $local }; no es un fichero, y desaparece con el socket.
naming_holds_means_all_addresses = { $socket } ocupa { $local }: { $ip } quiere decir todas las direcciones de esta máquina.
naming_holds_only_programs_same = { $socket } ocupa { $local }: ahí solo llegan programas de esta misma máquina.
naming_holds_address_machine = { $socket } ocupa { $local }, una dirección de esta máquina.
naming_port_0_was_asked = Se pidió el puerto 0, así que el núcleo ha elegido uno libre: el { $port }.
naming_ports_below_1024_reserved = Los puertos por debajo de 1024 suelen estar reservados; aquí el programa ha podido tenerlo.
naming_can_receive_datagrams = Ya puede recibir datagramas.
naming_listen_is_missing = Para recibir conexiones aún falta listen; un cliente puede llamar a connect desde esta dirección.
naming_listens_now_kernel_completes = { $socket } escucha en { $local }: desde ahora el núcleo completa las conexiones que lleguen, aunque nadie llame a accept.
naming_linux_backlog_lets_complete = En Linux, un backlog de { $backlog } deja completarse { $room } sin accept; el siguiente connect espera a que haya sitio.
naming_when_queue_full_next = Cuando la cola se llena, el siguiente connect espera a que accept haga sitio.
naming_uses_same_local_port = { $into } usa el mismo puerto local, el { $port }: lo que distingue una conexión de otra es la dirección del otro extremo.
naming_talk_client_over_only = Con este cliente se habla por { $into }; { $socket } solo sirve para aceptar más.
naming_new_socket_descriptor_connected = { $into } es un socket nuevo (descriptor { $fd }), conectado con un cliente sin nombre; { $socket } sigue a la escucha.
naming_new_socket_descriptor_connected_2 = { $into } es un socket nuevo (descriptor { $fd }), conectado con { $peer }; { $socket } sigue a la escucha.
naming_socket_is_connected_to = { $socket } está conectado con { $peer }.
naming_stream_socket_connection_made = En un socket de flujo la conexión ya está hecha, aunque el servidor no haya llamado todavía a accept.
naming_connected_local_end = { $socket } está conectado con { $peer }; su extremo local es { $local }.
naming_kernel_completes = La conexión la completa el núcleo del servidor, sin esperar a accept.
naming_destination_is_set = El destino de { $socket } es ahora { $peer }: ahí va send, y solo se recibe lo que venga de ahí.
naming_nothing_was_sent = No se ha enviado nada, y puede que allí no haya nadie.
naming_connected_socket_without_name = { $socket } está conectado con un socket sin nombre: su dueño no hizo bind.
naming_other_end = El otro extremo de { $socket } es { $address }.
naming_local_address = La dirección local de { $socket } es { $address }.
naming_no_address_yet_answer = { $socket } aún no tiene dirección: { $address } es la respuesta antes de bind.
naming_stream_gets_one = La tendrá después de bind, connect o listen.
naming_datagrams_get_one = La tendrá después de bind, connect o el primer sendto.
naming_address_stands_any_machine = Con esa dirección vale cualquiera de las de esta máquina; el puerto sí es uno.
naming_no_name_unix_sockets = { $socket } no tiene nombre: en los sockets Unix solo lo da bind.

## explain/answered

answered_kernel_made_socket_given = El núcleo ha creado el socket y le ha dado el descriptor { $fd }; aún no tiene dirección ni está conectado.
answered_stream_goes_on = Un servidor suele seguir con bind; un cliente, con connect.
answered_datagrams_go_on = Quien haya de ser encontrado sigue con bind; quien empieza puede llamar ya a sendto.
answered_unix_datagrams_go_on = bind le da un nombre; sin él puede enviar, pero nadie puede contestarle.
answered_kernel_returned = El núcleo ha devuelto { $value }.
answered_gave_back = { $name } ha devuelto { $what }.
answered_time_over_other_participants = El tiempo ha pasado; entretanto los demás participantes han podido seguir.
answered_succeeded_returns_nothing_more = { $name } ha terminado bien y no devuelve nada más.
answered_program_lets_go_there = El programa suelta { $socket }. No hay conexión que cerrar: a los demás no se les avisa.
answered_connections_were_accepted_other = Las conexiones ya aceptadas son otros sockets y siguen vivas; las que esperaban en la cola, no.
answered_program_lets_go_was = El programa suelta { $socket }, que no estaba conectado: no hay otro extremo que se entere.
closing_gives_back = El descriptor de { $socket } queda devuelto.
closing_datagrams_thrown_away = { $left ->
    [one] Con él se tira { $number } datagrama que había llegado y nadie recibió.
   *[other] Con él se tiran { $number } datagramas que habían llegado y nadie recibió.
}
closing_listener = { $socket } deja de escuchar: si ningún otro socket escucha en el puerto { $port }, connect dará ahí ECONNREFUSED a partir de ahora.
closing_unix_listener = { $socket } deja de escuchar: a partir de ahora, connect a { $path } da ECONNREFUSED, y el fichero sigue ahí hasta que alguien lo borre.
closing_abstract_listener = { $socket } deja de escuchar: a partir de ahora, connect a { $path } da ECONNREFUSED.
closing_listener_without_name = { $socket } deja de escuchar.
closing_ends = El programa suelta { $socket }. El otro extremo leerá lo enviado y después el fin de flujo.
closing_after_shutdown = El programa suelta { $socket }, que ya envió el fin de flujo con su shutdown. Lo que el otro extremo aún envíe no lo recoge nadie.
closing_after_the_other = El programa suelta { $socket }. El otro extremo ya había terminado de enviar; ahora también puede leer el fin de flujo.
closing_alone = El programa suelta { $socket }. { $who } ya había cerrado el otro extremo: no hay nadie que se entere.
closing_broken = El programa suelta { $socket }, cuya conexión ya se había roto: al otro extremo no se le avisa.
closing_cuts_by_linger = El programa suelta { $socket }, y SO_LINGER a 0 hace que corte la conexión con un RST: el otro extremo verá ECONNRESET, y no el fin de flujo.
closing_cuts_unread = El programa suelta { $socket } sin haber leído { $count } que habían llegado: eso corta la conexión, y el otro extremo verá ECONNRESET en vez del fin de flujo.
closing_cuts_unread_some = El programa suelta { $socket } sin haber leído bytes que habían llegado: eso corta la conexión, y el otro extremo verá ECONNRESET en vez del fin de flujo.
closing_never_accepted = El programa suelta { $socket }. Ningún accept había recogido su conexión cuando se cerró el socket de escucha, y eso la cortó: no hay nadie que se entere.
closing_other_end_unknown = El programa suelta { $socket }. Si el otro extremo sigue ahí, verá el fin de flujo, o ECONNRESET si aquí quedaban bytes sin leer.
closing_nothing_is_kept = De una conexión cortada el núcleo no guarda nada: su puerto queda libre enseguida.
closing_time_wait = Este extremo cerró primero: cuando cierre también el otro, el puerto { $port } queda aquí un tiempo en TIME_WAIT. Para repetir bind entretanto hace falta SO_REUSEADDR, en este socket y en el nuevo.
closing_time_wait_of_chosen = Este extremo cerró primero: cuando cierre también el otro, el puerto { $port } queda aquí un tiempo en TIME_WAIT. Lo eligió el núcleo, y tiene otros.
closing_may_time_wait = Si este extremo cerró primero, el puerto { $port } queda aquí un tiempo en TIME_WAIT. Para repetir bind entretanto hace falta SO_REUSEADDR, en este socket y en el nuevo.
closing_listener_shut = { $socket } ya no escucha: un accept en él da EINVAL.
closing_shut_for_nobody = Por { $socket } ya no se envía. { $who } ya había cerrado el otro extremo: no hay quien lea el fin de flujo.
closing_shut_datagrams = { $socket } queda cerrado aquí en ese sentido. Los datagramas no tienen fin de flujo: a los demás no se les avisa.
closing_unix_shut_reading = { $socket } ya no espera datos: recv da lo que ya llegó y después 0 bytes. A partir de ahora, un send del otro extremo da EPIPE.
answered_expects_no_more_data = { $socket } ya no espera datos: recv da 0 bytes cuando no hay nada. En Linux aún entrega lo que el otro extremo envíe.
answered_nothing_more_sent_over = Por { $socket } ya no se envía: el otro extremo leerá lo pendiente y después el fin de flujo. Recibir sigue siendo posible.
answered_neither_sends_nor_expects = Por { $socket } ya no se envía ni se espera recibir; el otro extremo leerá el fin de flujo.
answered_shutdown_does_not_give = shutdown no suelta el descriptor: close sigue haciendo falta.

## explain/answered/transfer

transfer_kernel_took_only_connection = El núcleo solo ha aceptado { $count } de { $asked }: mientras send esperaba sitio se cortó la conexión, o alguien lo interrumpió.
transfer_always_compare_send_returns = Compara siempre lo que devuelve send con lo que querías enviar; en Python, sendall lo hace por ti.
transfer_took_part = El núcleo solo ha aceptado { $count } de { $asked }: no cabía más, y la llamada no esperó a que hubiera sitio, o dejó de esperar.
transfer_there_was_nothing_send = No había nada que enviar, y no sale nada.
transfer_kernel_taken_all_sending = El núcleo se ha hecho cargo de todo ({ $taken }); de enviarlo se ocupa él.
transfer_send_over_does_not = Que send acabe no prueba que el otro programa lo haya leído, ni que lo vaya a leer.
transfer_nobody_reads = { $who } ya había cerrado el otro extremo: esto no lo leerá nadie. Se sabrá en una llamada posterior.
transfer_datagram_left_bound_port = El datagrama ({ $size }) ha salido hacia { $to } desde el puerto { $port }.
transfer_datagram_left_connected = El datagrama ({ $size }) ha salido hacia la dirección que había fijado connect.
transfer_datagram_left_port_without = El datagrama ({ $size }) ha salido hacia { $to } desde el puerto { $port }, que eligió el núcleo.
transfer_datagram_left_without_sender = El datagrama ({ $size }) ha salido hacia { $to }, sin dirección de remitente.
transfer_datagram_left = El datagrama ({ $size }) ha salido de { $from } hacia { $to }.
transfer_sendto_cannot_know_whether = sendto no sabe si llega: el datagrama puede perderse, o no haber nadie en ese puerto, sin que dé error.
transfer_kernel_put_receiver_s = El núcleo lo ha dejado en la cola del destinatario; falta que este llame a recvfrom.
transfer_without_bind_no_name = Sin bind previo no tiene nombre: quien lo reciba no podrá contestarle.
fate_received = Lo ha recibido { $who }.
fate_received_cut = { $who } ha recibido { $kept } de sus { $sent }: el resto se ha perdido.
fate_waits_unread = Ha ido a { $socket }, y aún no se ha recibido: espera allí en la cola, si había sitio.
fate_thrown_away = Fue a { $socket }, que se cerró sin haberlo recibido: lo que hay en la cola se tira entonces.
fate_dropped = No llegó a entrar en la cola de { $socket }, como muestran las llamadas de allí: lo más probable es que estuviera llena. UDP no avisa a nadie.
fate_refused = Allí no había nadie: así lo supo una llamada posterior en este socket (ECONNREFUSED).
fate_nobody = Ningún socket de esta ejecución tenía entonces esa dirección: si no la tenía otro programa, el datagrama se pierde. A quien envía no se le avisa.
fate_to_outside = Ha ido a un programa ajeno a esta ejecución: lo que fue de él allí no se ve.
fate_short_unread = espera sin leer
fate_short_thrown_away = tirado sin leer
fate_short_dropped = perdido: no cabía
fate_short_refused = rechazado: allí no hay nadie
fate_short_nobody = allí, nadie de la ejecución
transfer_stream_socket_0_bytes = En un socket de flujo, 0 bytes son el fin de flujo: todo lo anterior ya se ha leído y no va a llegar nada más.
transfer_not_empty_message_sign = No es un mensaje vacío: es la señal para salir del bucle y llamar a close.
transfer_end_again = El otro extremo ha cerrado: recv da 0 bytes enseguida, cada vez y para siempre. Sal del bucle cuando lleguen, y llama a close.
transfer_receiving_shut_down = La recepción se cerró aquí, con shutdown: recv da 0 bytes cuando no hay nada. No dice nada del otro extremo.
transfer_nothing_after_reset = La conexión ya se había roto, y una llamada lo supo: desde entonces recv da 0 bytes. No es un final limpio.
transfer_0_bytes = Ha recibido 0 bytes.
transfer_may_be_more = Puede quedar más para el siguiente recv.
transfer_no_borders = Un flujo no guarda fronteras entre mensajes: pueden ser varios send juntos, o solo parte de uno.
transfer_empty_datagram = Ha recibido un datagrama vacío, o la recepción se cerró aquí con shutdown. Entre datagramas, 0 bytes no anuncian ningún final.
transfer_whole_datagram = Ha recibido un datagrama entero, { $count }.
transfer_datagram_fills = Ha recibido un datagrama que llena lo que se pedía, { $count }.
transfer_rest_is_lost = Medía { $sent }: los otros { $lost } se han perdido.
transfer_received_all_was_asked = Ha recibido { $count }, todo lo que se había pedido.
transfer_received_was_there_recv = Ha recibido { $count }, lo que había: recv no espera a llenar los { $most }.
transfer_socket_without_name = un socket sin nombre
transfer_datagram_arrived_fills_was = Ha llegado un datagrama de { $sender } que llena lo que se pedía, { $count }.
transfer_if_was_longer_rest = Si era más largo, el resto se ha perdido: otro recvfrom daría el datagrama siguiente, no lo que falta.
transfer_empty_datagram_arrived_legal = Ha llegado un datagrama vacío de { $sender }: es legal, y entre datagramas 0 bytes no anuncian ningún final.
transfer_whole_datagram_arrived = Ha llegado un datagrama entero de { $sender }, { $count }.
transfer_there_no_address_answer = No hay dirección a la que contestar: el remitente no hizo bind.
transfer_answer_sendto_same_address = Para contestar, sendto a esa misma dirección (el addr de Python).
transfer_cut_went_through_character = El corte ha partido un carácter de varios bytes (ñ ocupa 2; €, 3): junta los trozos antes de decode.

## explain/errno

errno_permission_denied = permiso denegado
errno_address_already_use = dirección ya en uso
errno_address_not_available_here = dirección no disponible aquí
errno_address_family_not_supported = familia de direcciones no válida
errno_nothing_available_now = nada disponible de momento
errno_connection_already_progress = ya hay una conexión en curso
errno_socket_already_closed = el socket ya está cerrado
errno_connection_refused = conexión rechazada
errno_connection_reset_peer = el otro extremo cortó la conexión
errno_destination_address_required = falta la dirección de destino
errno_connection_progress = conexión en curso
errno_interrupted_signal = interrumpida por una señal
errno_invalid_argument_or_state = argumento o estado no válido
errno_already_connected = ya está conectado
errno_too_many_open_files = demasiados ficheros abiertos
errno_message_too_long = mensaje demasiado largo
errno_name_too_long = nombre demasiado largo
errno_network_unreachable = no hay ruta a esa red
errno_no_such_file = no existe ese fichero
errno_not_connected = no está conectado
errno_not_supported_socket = este tipo de socket no lo admite
errno_operation_not_permitted = operación no permitida
errno_no_connection_send = no hay conexión por la que enviar
errno_wrong_type_socket = el otro socket es de otro tipo
errno_nobody_answered_time = nadie contestó a tiempo
errno_no_route_host = no hay ruta a esa máquina
errno_no_buffer_space_left = al núcleo no le queda memoria

## runs

runs_part = {" "}· parte
runs_recording = {" "}· grabación
runs_beginning_run = {" "}· desde el principio de la { $of }
runs_event_run = {" "}· desde el suceso { $at } de la { $of }
runs_run_run_from_kind = Ejecución { $run }{ $from }{ $kind }
runs_close_run = Cerrar la ejecución { $run }
runs_same_all_both_done = Iguales en todo lo que las dos han hecho: { $calls }.
runs_they_part_call_there = Se separan en la llamada { $at }: desde ahí no son las mismas.
runs_call_comes_out_differently = La llamada { $at } sale distinta.
runs_the_same = iguales
runs_same_bytes_regrouped = los mismos bytes en otros trozos: un flujo no tiene mensajes
runs_regrouped = Un flujo llegó en otros trozos en { $calls }; los bytes son los mismos.
runs_not_yet_known = todavía no se sabe
runs_same_call_another_result = la misma llamada, con otro resultado
runs_not_same_call = no es la misma llamada
runs_nothing = nada
runs_some_ports_use_now = Hay puertos ocupados ahora; esta ejecución usa otros en su lugar: { $list }. Al guardar se conservan los del escenario.
runs_taken_ports_of_programs = Estos puertos están ocupados ahora: { $list }. En esta ejecución participan programas de Python, y sus puertos están en su propio texto, así que no se ha cambiado ninguno: bind() dará EADDRINUSE hasta que queden libres.

## event

event_go_event = Ir al suceso { $number }, de { $who }: { $call }{ $gap }{ $what }{ $colon }{ $told }
event_thrown_away = { $left ->
    [one] { $number } datagrama tirado sin leer
   *[other] { $number } datagramas tirados sin leer
}
event_times_the_same = { $times ->
    [one] … y { $number } vez más lo mismo
   *[other] … y { $number } veces más lo mismo
}

## recording

recording_all_stands_before_line = { $place }{ $line }: { $words }. Se muestra todo lo que hay antes de esa línea.
recording_comes_out_was_recorded = Sale igual que en la grabación: { $calls }.
recording_comes_out_differently_first = Sale distinto. Primera diferencia: { $first }
recording_run_longer_than_memory = La ejecución es más larga de lo que cabe en la memoria y no se puede repetir desde el principio.
recording_already_there_left_alone = { $path } ya existe y no se toca; pon otro nombre. No se ha ejecutado nada.
recording_cannot_written_nothing_was = No se puede escribir en { $path }: { $error }. No se ha ejecutado nada.
recording_last_run_was_cut = La última ejecución ({ $when }) se cortó sin cerrarse. Todo lo que se vio está grabado en { $path }.
recording_file_cut_off_here = el fichero está cortado aquí
recording_file_ends_here_does = aquí acaba el fichero, y no dice que la ejecución terminara: su programa cayó, o todavía escribe
recording_ends_here_and_run = la grabación acaba aquí y la ejecución siguió: había llegado a su límite, o el disco estaba lleno
recording_not_recording_expected_recording = no es una grabación; se esperaba `Recording(version: …)`
recording_recording_version_program_reads = la grabación es de la versión { $found }; este programa lee desde la 1 hasta la { $newest }: hace falta uno más nuevo
recording_scenario_not_usable = el escenario grabado no vale: { $why }
recording_line_does_not_read = la línea no se entiende: pone `{ $found }`; se esperaba `(número, nanosegundos, participante, suceso)`
recording_line_does_not_read_2 = la línea no se entiende: { $why }; se esperaba `(número, nanosegundos, participante, suceso)`
recording_line_longer_than = la línea pasa de { $limit }
recording_not_text_utf_8 = no es un texto en UTF-8
recording_another_recording_begins_here = aquí empieza otra grabación; hay dos ficheros unidos en uno
recording_event_number_expected = es el suceso número { $found }; se esperaba el { $expected }
recording_time_runs_backwards_ns = el tiempo retrocede: { $found } ns; se esperaban al menos los { $before } ns del suceso anterior
recording_participant_none_scenario = el participante { $id } no está en el escenario
recording_script_participant_no_step = el guion del participante { $participant } no tiene en el paso { $step } un { $call }
recording_one_call_most = { $bytes } en una sola llamada; el máximo son { $limit }
recording_event_comes_after_end = hay un suceso después del final de la grabación (End)
recording_header_does_not_read = la cabecera no se entiende: { $why }; se esperaba `Recording(version: …, …, scenario: Scenario(…))`
recording_call_begins_while_one = empieza una llamada y la anterior de ese participante no ha vuelto
recording_call_waits_or_returns = espera o vuelve una llamada que nadie había empezado
recording_there_no_participant = el participante { $id } no existe
recording_program_participant_was_already = el programa de ese participante ya había terminado
recording_about_socket_nobody_opened = habla de un socket que nadie abrió
recording_call_cannot_give_back = esa llamada no puede devolver eso
recording_about_thread_was_there = habla de un hilo que ya estaba, o que no es de ningún programa
recording_new_socket_does_not = el socket nuevo no lleva el número que sigue

## moment

moment_event_number_of_of = suceso { $number } de { $of }
moment_stand_still_frozen = { $count ->
    [one] Nadie puede seguir: { $who } está congelado
   *[other] Nadie puede seguir: { $who } están congelados
}
moment_looking_past = Miras el pasado: { $event }
moment_run_goes = { $plain } La ejecución sigue.
moment_looking_past_recording = Miras el pasado de una grabación: { $event } · { $time }.
moment_event_number_time = suceso { $number } · { $time }
moment_name_calls_moved = { $name }: { $calls }, { $moved }
moment_bookmark_event = Marca en el suceso { $number }: { $note }

## window

opened_before = ya se abrió una ventana con él
window_libraries_window_missing = Para la ventana faltan bibliotecas: { $names }.

## doubt

doubt_no_line_above_makes = Ninguna línea de arriba crea «{ $name }»: en Python sería NameError.
doubt_line_above_closes_answer = Una línea de arriba cierra «{ $name }»: responderá EBADF.
doubt_socket_address_another_family = El socket es { $family } y la dirección es de otra familia.
doubt_port_below_1024_without = El puerto { $port } está por debajo de 1024: sin privilegios responderá EACCES.
doubt_port_goes_0_65535 = Un puerto va de 0 a 65535; Python: OverflowError: { $call }(): port must be 0-65535.
doubt_number_0 = Un número de 0 a { $most }.
doubt_no_hexadecimal_digit_they = «{ $digit }» no es un dígito hexadecimal: son 0-9 y a-f, dos por byte.
doubt_characters_utf_8 = { $bytes }, { $count } caracteres, UTF-8

## python

program_waits = Nos quedamos a la espera...
python_press_enter_when_called = Pulsa Intro cuando { $file } haya llamado a { $call }:
python_start_when_called = Se arranca cuando { $file } ha llamado a { $call }.
python_when_called = cuando { $file } haya llamado a { $call }
python_nothing_was_written_exists = No se ha escrito nada, porque ya existe: { $list }. Elige otro sitio, o reemplázalo con --force.
python_written_to_folder = Escrito en { $folder }. Ponlos en marcha allí, cada uno en su terminal y en este orden: { $commands }
python_not_written = No se ha escrito en { $path }: { $why }. { $advice }
python_there_no_free_ports = No hay puertos libres: { $why }.
python_had_not_returned = no había vuelto

## words: The terminal face

cli_about = Mira programas TCP y UDP llamada a llamada, sobre sockets de verdad
cli_files = Escenario (.ron) o grabación (.ronl) que abrir en la ventana
cli_run = Ejecuta un escenario en la terminal, sobre sockets de verdad, o muestra una grabación
cli_run_file = Escenarios (.ron) que ejecutar, o grabaciones (.ronl) que mostrar, uno tras otro
cli_check = Dice qué está mal en un fichero, y dónde
cli_check_file = Ficheros que comprobar
cli_export = Escribe los participantes como programas de Python, o una grabación como escenario
cli_export_file = Escenario (.ron) o grabación (.ronl)
cli_export_to = Qué escribir: python, un programa por participante; scenario, lo que hicieron en una grabación
cli_export_out = La carpeta de los programas, o el fichero del escenario
cli_export_force = Reemplaza lo que ya haya ahí
export_recording = Con --to scenario hace falta una grabación (.ronl).
export_beginning = A la grabación le falta el principio: es demasiado larga para hacer de ella un escenario.
export_nothing = No hay nada que escribir: nadie ha hecho ninguna llamada.
to_run_one = Para ejecutarlo:
to_run_all = Para ejecutarlos, cada uno en una terminal, en este orden:
to_run_scenario = Para ejecutarlo:
left_out = Sin estas llamadas, que ningún guion puede repetir:
cli_json = Un objeto JSON por suceso, uno en cada línea
cli_any_port = Cambia cada puerto del fichero por uno libre
cli_live = Repite una grabación sobre sockets de verdad y dice dónde sale distinto
cli_record = Graba lo que pasa en este fichero nuevo (.ronl)
record_one = Con --record solo cabe un fichero: una grabación tiene una sola ejecución.
record_what_runs = Con --record hace falta algo que se ejecute: un escenario, o una grabación con --live.
live_recording = Con --live hace falta una grabación (.ronl).
cli_timeout = Termina al cabo de tantos segundos (código de salida 3)
cli_language = Idioma: { $codes } (por omisión, el del sistema)
cli_renderer = Quién dibuja la ventana: glow (OpenGL) o wgpu (Vulkan, Metal o lo que tenga el sistema); si falla, se prueba el otro
cli_help = Muestra esta ayuda
cli_version = Muestra la versión
cli_usage = Uso
cli_commands = Órdenes
cli_arguments = Argumentos
cli_options = Opciones
check_ok = correcto
run_timeout = Se acabó el tiempo. Seguían esperando:
run_timeout_none = Se acabó el tiempo.
on_terminal = Sin ventana, el escenario se ejecuta aquí, en la terminal:
recording_on_terminal = Sin ventana, la grabación se muestra aquí, en la terminal:
no_display = No hay pantalla: ni DISPLAY ni WAYLAND_DISPLAY dicen dónde mostrar una ventana.
no_display_advice = Para la ventana, ábrelo desde una sesión de escritorio (por ssh: ssh -X).
display_silent = La pantalla indicada en DISPLAY o WAYLAND_DISPLAY no responde.
no_window = No se puede abrir una ventana aquí.
install = Para la ventana, instala:
at_end = al terminar el programa
interrupted = interrumpida
killed = no volvió
program_killed = programa terminado desde fuera
script_changed = guion cambiado
scenario_changed = escenario cambiado
participant_frozen = congelado
participant_thawed = descongelado
frozen_here = congelado: descongélalo
closed_state = cerrado
participant_left = fuera del escenario
by_hand = a mano
at_kill = al caer el programa
no_socket = sin socket
unresolved = sin dirección
end_of_stream = fin de flujo
end_of_stream_again = fin de flujo, otra vez: sal del bucle
receiving_shut = aquí se cerró la recepción
nothing_after_reset = la conexión ya se había roto
new_socket = socket nuevo
program_over = fin del programa
from = de
to = a
to_know = Para saber
record_anew = Reinicia y graba otra vez.

## words: Several runs

fork = Desde aquí, en vivo
fork_tip = Otra ejecución, de verdad, desde el momento que se ve
next_run = Otra ejecución
next_run_tip = Trae al frente la siguiente ejecución abierta
tab_comparison = Comparación
tab_comparison_tip = Dos ejecuciones lado a lado: dónde se separan y qué sale distinto
nothing_to_compare = Aquí se comparan dos ejecuciones. Ve a un momento cualquiera y pulsa «Desde aquí, en vivo»: la nueva y la de antes quedan lado a lado.
comparison_left_behind = Lo que habría que comparar ahora ya no está en la memoria.
go_to_difference = Ir ahí
number_column = N.º
not_while_repeating = Se están repitiendo las llamadas de la otra ejecución; P se queda en lo que ya se ha hecho.
pause_repeating_tip = Deja de repetir: la ejecución es tuya desde aquí
repeating = Repitiendo las llamadas…
save_recording = Guardar la grabación…
save_recording_tip = Guarda todo lo que ha pasado, para verlo otra vez en cualquier máquina
ask_save_recording = Guardar la grabación
earlier_part = Antes de esto…
earlier_part_tip = Lo anterior ya no cabe en la memoria; está en el fichero y se abre aparte
not_measured = sin medir
open_cut_off = Abrir la ejecución que se cortó
open_cut_off_tip = Ver la última ejecución que se cortó por un fallo, hasta donde llegó
why_nothing_cut_off = Ninguna ejecución se ha cortado.
open_again = Reintentar
open_again_tip = Abrir otra vez el mismo fichero, después de corregirlo
export_programs = Exportar a Python…
export_programs_tip = Escribir un programa de Python por participante, para ejecutarlos donde sea
ask_export = Exportar a Python
ask_export_about = Una carpeta para los programas, uno por participante. Se crea si no existe.
export_it = Exportar
recover = Abrir
recover_later = Ahora no
recover_discard = Borrarla

## words: Controls

step = Paso
step_tip = Hace la siguiente llamada, la de quien le toca
step_this_tip = Hace la siguiente llamada de este participante
play = Reproducir
pause = Pausa
play_tip = Paso a paso, al ritmo elegido; otra vez: pausa
run = Ejecutar
run_tip = Todo seguido, tan deprisa como va
restart = Reiniciar
restart_tip = Cierra todo y empieza otra vez, sin ninguna llamada hecha
interrupt = Interrumpir
interrupt_tip = Interrumpe la llamada que espera, como Ctrl+C; el socket sigue vivo
previous_call = Llamada anterior
previous_call_tip = Explica la llamada anterior
next_call = Llamada siguiente
next_call_tip = Explica la llamada siguiente
follow = Seguir
follow_tip = Vuelve al presente, a la última llamada, y sigue lo que pasa
zoom_in = Diagrama más grande
zoom_out = Diagrama más pequeño
zoom_reset = Ajustar el diagrama
zoom_in_tip = Diagrama más grande (también Ctrl + rueda)
zoom_out_tip = Diagrama más pequeño
zoom_reset_tip = Diagrama del tamaño que cabe
change_language = Idioma
change_language_tip = Español o inglés
change_appearance = Aspecto
change_appearance_tip = Claro, oscuro, con alto contraste o como el sistema
appearance_system = Aspecto: sistema
appearance_light = Aspecto: claro
appearance_dark = Aspecto: oscuro
show_code = Código
show_code_tip = Muestra u oculta el código
show_call = Llamada
show_call_tip = Muestra u oculta la llamada elegida
shortcuts = Teclas
shortcuts_tip = Todas las teclas
participant_keys = 1 … 9
participant_keys_tip = Paso del participante de esa columna
close = Cerrar
key_space = Espacio
key_up = Arriba
key_down = Abajo
key_end = Fin
key_control = Ctrl
pace = Ritmo
pace_tip = Tiempo entre dos pasos al reproducir
between_steps = entre pasos

## words: Where things stand

next = Siguiente
nothing_called = ninguna llamada hecha todavía
all_over = Todos los programas han terminado
all_wait = Todos esperan: nadie puede dar un paso
running = En marcha…
state_over = terminado
state_killed = caído
state_frozen = congelado
state_ending = queda cerrar y terminar
state_no_calls = sin llamadas todavía
state_next = lista: ahora le toca
stand_later = aún no
stand_ready = lista
stand_next = siguiente
stand_called = llamando
stand_done = hecha
stand_failed = falló
waited = esperó
now = ahora
notice = Algo de Socketlab ha fallado
notice_of_file = Hay algo mal en el fichero
dismiss = Entendido

## words: The time line, and the past

timeline = Línea de tiempo
timeline_empty = Aquí estará toda la ejecución, para volver a cualquier momento.
show_timeline = Línea de tiempo
show_timeline_tip = Muestra u oculta la línea de tiempo
to_start = Al principio
to_start_tip = Muestra el principio, antes de la primera llamada
back_call = Una llamada atrás
back_call_tip = Vuelve a antes de la última llamada
forward_call = Una llamada adelante
forward = Adelante
forward_call_tip = En el pasado: hasta después de la llamada siguiente
forward_tip = Muestra la llamada siguiente del pasado
back_event = Suceso anterior
back_event_tip = Un suceso atrás en el tiempo
forward_event = Suceso siguiente
forward_event_tip = Un suceso adelante en el tiempo
back_own = Llamada anterior suya
back_own_tip = A la llamada anterior del participante elegido
forward_own = Llamada siguiente suya
forward_own_tip = A la llamada siguiente del participante elegido
play_past = Reproducir lo ocurrido
play_past_tip = Reproduce lo ocurrido desde el momento que se ve; en el final, desde el principio
pause_past = Parar lo ocurrido
slower = Más despacio
slower_tip = Reproduce lo ocurrido más despacio
faster = Más deprisa
faster_tip = Reproduce lo ocurrido más deprisa
speed = Velocidad
speed_tip = A qué velocidad se reproduce lo ocurrido
scale_events = sucesos
scale_time = tiempo
change_scale = Escala
change_scale_tip = La misma distancia para cada suceso, o para cada segundo
bookmark = Marcar este momento
bookmark_tip = Pone una marca con una nota en el momento que se ve, o cambia la que hay
bookmark_note = Nota
bookmark_keys = Sin nota, la marca se quita.
previous_bookmark = Marca anterior
previous_bookmark_tip = Va a la marca anterior
next_bookmark = Marca siguiente
next_bookmark_tip = Va a la marca siguiente
back_to_live = Volver al presente
back_to_end = Ir al final
to_end = Al final
end_of_recording = Final de la grabación
looking_at_past = Miras el pasado
this_moment = aquí
not_in_the_past = Es el pasado: no cambia. Con Fin se vuelve al presente.
not_in_a_recording = Es una grabación: se mira, no se ejecuta. «Reiniciar» la ejecuta de nuevo.
begin_past = recorre lo ocurrido, adelante y atrás.
begin_past_play = lo reproduce desde el principio.
begin_recording = recorre la grabación, adelante y atrás.
begin_recording_play = la reproduce desde el principio.
key_left = Izquierda
key_right = Derecha
key_home = Inicio
key_page_up = RePág
key_page_down = AvPág

## words: Scenario

scenarios = Escenario
scenarios_tip = Elige otro escenario
drop_file = O suelta en la ventana un fichero .ron o .ronl
begin_step = hace la primera llamada. Una y otra vez: llamada a llamada.
begin_play = lo reproduce, paso a paso.
begin_keys = muestra las demás teclas.

## words: Diagram

diagram = Diagrama
outside = Programa externo
no_address = sin dirección todavía
connection = conexión
end = fin
reset = reset
no_reader = nadie lee

## words: The selected call

not_yet = Todavía no se ha hecho.
origin_renamed = su variable recibió otro socket
origin_by_hand = hecha a mano, fuera del guion
origin_killed = el programa cayó: la cierra el sistema
origin_program_end = al terminar el programa, la cierra el sistema
manual = Manual: man
on_socket = socket
family = familia
kind = tipo
address = dirección
data = datos
backlog = backlog
at_most = como mucho
how = mitad
option = opción
time = tiempo
returned = devolvió
local = local
peer = remota
to_address = destino
sender = remitente
took = tardó
of_it_waiting = esperando
sent_bytes = Bytes enviados
received_bytes = Bytes recibidos

## words: The ports of the machine

cli_ports = Muestra los sockets TCP y UDP de esta máquina, como netstat -a
cli_ports_tcp = Solo TCP (con --udp, ambos)
cli_ports_udp = Solo UDP (con --tcp, ambos)
cli_ports_listening = Solo los que esperan a que otro empiece: LISTEN, y UDP sin conectar
cli_ports_json = Un objeto JSON por socket, uno en cada línea
column_protocol = Proto
column_receive_queue = Recib.
column_send_queue = Envío
column_local = Dirección local
column_remote = Dirección remota
column_state = Estado
column_process = Programa
not_available = no disponible aquí
column_protocol_tip = tcp o udp; con un 6, sobre IPv6
column_receive_queue_tip = Bytes que han llegado y nadie ha leído. En LISTEN: conexiones que esperan accept
column_send_queue_tip = Bytes enviados que el otro extremo no ha confirmado. En LISTEN: el backlog
column_local_tip = Dirección y puerto de este extremo
column_remote_tip = Dirección y puerto del otro extremo
column_state_tip = En qué punto de su vida está la conexión
column_process_tip = Número y nombre del programa que lo tiene abierto
column_socket = Socket
column_socket_tip = El socket de esta ejecución
ports_filter = Filtrar
ports_filter_hint = puerto, estado, programa…
ports_listening = A la espera
ports_listening_tip = Solo los que esperan a que otro empiece: LISTEN, y UDP sin conectar
ports_ours = Esta ejecución
ports_ours_tip = Solo los sockets de los programas de aquí
ports_reading = Leyendo los sockets de la máquina…
ports_then = Los puertos de la ejecución en este momento, no los de la máquina ahora
ports_then_none = En este momento la ejecución no tiene ningún puerto. bind o connect le dan uno.
ports_none = Ningún socket es así. Borra el filtro para verlos todos.
column_participant = Participante
column_addresses = Local → remota
column_receive = Por leer
column_send = Por confirmar
column_more = Además
receive_queue = cola de recepción
receive_queue_tip = Bytes que han llegado y que ningún recv ha leído, de los que caben
receive_queue_datagram_tip = Bytes del primer datagrama que espera; de los demás, el núcleo no informa
send_queue = cola de envío
send_queue_tip = Bytes enviados que el otro extremo no ha confirmado, de los que caben
send_queue_unix_tip = Memoria que ocupa lo enviado y no leído, de la que hay
accept_queue_tip = Cada casilla llena es una conexión completa que espera accept. Linux admite una más que el backlog
closed_here = cerrado
no_sockets = Ahora no hay ningún socket abierto. socket() abre uno; accept(), otro por cada conexión.

## words: The events

event_called = llama
event_waits = espera
event_returned = vuelve
event_failed = falla
event_read = lectura
tab_events = Sucesos
tab_events_tip = Muestra u oculta la tabla de todo lo que ha pasado, con su buscador
column_number = N.º
column_number_tip = El lugar del suceso entre todos los de la ejecución
column_time = Tiempo
column_time_tip = Desde que empezó la ejecución
column_what = Qué pasa
column_call = Llamada
column_told = Resultado
find = Buscar en los sucesos
find_tip = Abre la tabla de sucesos y escribe qué buscar
find_label = Buscar
find_hint = texto, llamada:recv, errno:…
find_syntax = Busca el texto en los datos enviados y recibidos, en las direcciones y en las llamadas; 48 6f también como bytes.{"\u000A"}Con estas palabras se elige por nombre, y todo lo escrito debe cumplirse:{"\u000A"}participante:cliente   llamada:recv   socket:s   errno:ECONNRESET{"\u000A"}Entre comillas, varias palabras son una: "Hola, servidor"
next_hit = Coincidencia siguiente
next_hit_tip = Al siguiente suceso que coincide; tras el último, al primero
previous_hit = Coincidencia anterior
previous_hit_tip = Al suceso anterior que coincide; antes del primero, al último
only_hits = Solo coincidencias
only_hits_tip = Sin esto se ven todos los sucesos, y los que coinciden llevan una marca
show_readings = Lecturas
show_readings_tip = También lo que el sistema dice de cada socket entre las llamadas
filters = Filtros
any_of_them = cualquiera
searching = buscando…
is_hit = coincide
no_events = Todavía no ha pasado nada. Con cada paso sale aquí lo que ocurre.
no_hits = Ningún suceso es así. Prueba con menos palabras, o quita los filtros.

## words: The drawer

drawer = Paneles
drawer_tip = Abre un cajón bajo el diagrama
drawer_close = Cerrar el cajón
tab_sockets = Sockets
tab_sockets_tip = Muestra u oculta los sockets, como los ve el sistema
tab_bytes = Bytes
tab_bytes_tip = Muestra u oculta el mapa de bytes: qué envió cada send y qué se llevó cada recv
tab_ports = Puertos
tab_ports_tip = Muestra u oculta los puertos de la máquina

## words: Saving and opening

file_menu = Fichero
new_scenario = Nuevo
new_scenario_tip = Empieza un escenario vacío
open_file = Abrir…
open_file_tip = Abre un escenario o una grabación de un fichero
save_file = Guardar
save_file_tip = Guarda el escenario en su fichero
save_file_as = Guardar como…
save_file_as_tip = Guarda el escenario en otro fichero
unsaved = sin guardar
unsaved_tip = Hay cambios que no están en ningún fichero
untitled = Sin título
untitled_file = escenario
key_shift = Mayús
ask_save = ¿Guardar los cambios?
discard = No guardar
cancel = Cancelar
ask_replace = Ya hay un fichero con ese nombre
replace = Reemplazar
other_name = Otro nombre
ask_changed = Otro programa ha cambiado el fichero
ask_comments = El fichero tiene comentarios
overwrite = Guardar encima
path = Ruta
ask_open = Abrir un escenario o una grabación
ask_save_as = Guardar el escenario
open_it = Abrir
browse = Examinar…
browsing = Examinando…
browse_tip = Busca con el diálogo del sistema
browsed_none = El diálogo del sistema no dio ningún fichero. Escribe aquí la ruta.
no_path = Escribe la ruta de un fichero.
recent_files = Recientes
missing_file = ya no está
of_the_program = Del programa
save_elsewhere = Guárdalo en otro sitio, con Guardar como.
make_folder = Crea la carpeta o elige otra.
add_a_name = Añade un nombre de fichero.
shorter_name = Elige uno más corto.
make_room = Haz sitio o guárdalo en otro disco, con Guardar como.
less_data = Acorta los datos que se envían, o escríbelos con Repeat.
correct_first = Corrígelo y guarda otra vez.
is_a_folder = es una carpeta
path_through_file = parte de la ruta es un fichero, no una carpeta
read_only_disk = el disco es de solo lectura
disk_full = el disco está lleno
quota_used = has agotado tu espacio en el disco
links_go_round = los enlaces dan vueltas
nobody_yet = Todavía no hay participantes
disk_error = el disco no responde bien

## words: Changes to the scenario, by hand

add_participant = Añadir un participante
more_of_it = Más
undo = Deshacer
undo_tip = Deshace el último cambio del escenario
redo = Rehacer
redo_tip = Vuelve a hacer el cambio deshecho
freeze = Congelar
freeze_tip = No hace nada más, como un proceso parado con Ctrl+Z; el sistema sigue recibiendo por él
thaw = Descongelar
thaw_tip = Sigue donde estaba
kill = Hacer que caiga
kill_tip = El programa termina de golpe y el sistema cierra sus sockets
freeze_or_thaw = Congelar o descongelar
rename_participant = Cambiar de nombre
rename_participant_tip = Dar otro nombre al participante
why_program_over = Su programa ha terminado. Vuelve a empezarlo primero.
why_program_goes_on = Su programa no ha terminado.
start_anew = Empezar de nuevo
start_anew_tip = Vuelve a ejecutar este programa desde la primera línea
duplicate = Duplicar
duplicate_tip = Otro igual, con un nombre propio
move_left = Mover a la izquierda
move_right = Mover a la derecha
move_tip = Cambia el lugar de su columna
remove = Quitar
remove_tip = Lo saca del escenario; lo que hizo se queda en el diagrama
duplicate_line = Duplicar la línea
duplicate_line_tip = Repite debajo la línea elegida del guion
delete_line = Borrar la línea
delete_line_tip = Borra la línea elegida del guion
move_line_up = Subir la línea
move_line_up_tip = Sube la línea elegida del guion
move_line_down = Bajar la línea
move_line_down_tip = Baja la línea elegida del guion
key_alt = Alt
key_delete = Supr
key_escape = Esc

## words: The byte map

no_bytes_yet = Aún no ha pasado ningún byte. Aquí se verán desde el primer send.
in_the_system = en el sistema
in_receive_queue = en la cola de recepción:
add_call = + Añadir una llamada
add_call_tip = Añade una llamada debajo
wrap_line = Repetir
unwrap_block = Sin repetir
times = veces
host = máquina
port = puerto
host_and_port = máquina y puerto
path_of_socket = ruta Unix
whoever_sent = quien escribió
milliseconds = milisegundos
whole_seconds = segundos
value = valor
on = sí
off = no
as_text = texto
as_hex = hexadecimal
as_repeat = texto repetido
data_text = mensaje
replace_data = Sustituir
no_name = Falta el nombre de la variable.
bad_host = Un nombre de máquina no lleva espacios y tiene como mucho 253 caracteres.
bad_path = Una ruta Unix tiene de 1 a 107 bytes.
odd_digits = Falta un dígito: cada byte son dos.
doubt_datagrams = Un socket de datagramas no escucha ni acepta: responderá EOPNOTSUPP.
doubt_not_listening = Sin listen antes, accept responderá EINVAL.
doubt_listener = Este socket escucha: con el cliente se habla por el que devuelve accept.
doubt_not_connected = Ninguna línea de arriba conecta este socket: no hay otro extremo.
doubt_no_destination = Sin connect antes, send no sabe a quién: responderá EDESTADDRREQ.
doubt_again = Una línea de arriba ya lo hizo: la segunda vez falla.
doubt_no_sender = Todavía no se ha recibido nada de nadie: no hay a quién responder.
doubt_no_room = Con 0 bytes de sitio no se recibe nada.
doubt_sends_nothing = Por un flujo, un texto vacío no envía nada.
call_now = Llamada a mano…
call_now_tip = Hace ahora mismo una llamada cualquiera, fuera del guion
find_call = Busca una llamada
do_it_now = Hacer ahora
another_call = Otra llamada
is_closed = {" "}(cerrado)
rename = nombre
nobody = No hay nadie todavía. Añade un participante para empezar:
who_has_it = Ver quién tiene el puerto
who_has_it_tip = Abre los puertos de la máquina, solo con ese
not_accepted_yet = quien haga accept
worked_out = deducido

## problem

problem_cannot_read = no se puede leer: { $why }
problem_file_scenario_most = el fichero tiene { $size }; un escenario no pasa de { $limit }
problem_device_pipe_or_socket = es un dispositivo, una tubería o un socket, no un fichero
problem_not_text_utf_8 = no es un texto en UTF-8; guárdalo con esa codificación
problem_version_program_reads_versions = es de la versión { $found }; este programa lee desde la 1 hasta la { $newest }
problem_no_participants_least_one = no hay participantes; hace falta al menos uno
problem_there_more_than_participants = hay más de { $limit } participantes
problem_script_more_than_lines = el guion tiene más de { $limit } líneas; usa Repeat para lo que se repite
problem_order_more_than_turns = `order` tiene más de { $limit } turnos
problem_more_than_arguments = un programa recibe más de { $limit } argumentos
problem_repeats_make_more_than = con las repeticiones salen más de { $limit } llamadas
problem_more_than_repeat_blocks = hay más de { $limit } bloques Repeat unos dentro de otros
problem_one_call_most = { $size } en una sola llamada; el máximo son { $limit }
problem_no_earlier_call_makes = ninguna llamada anterior de `{ $participant }` crea un socket llamado `{ $socket }`; hace falta antes un Socket o un Accept
problem_order_names_no_participant = `order` nombra a `{ $name }`, que no es ningún participante
problem_order_names_several_participants = `order` nombra a `{ $name }`, y varios participantes se llaman así; pon su número, contando desde 1
problem_name_no_address = el nombre `{ $name }` no tiene dirección: { $why }
problem_both_program_script_leave = `{ $participant }` tiene a la vez un programa y un guion; deja solo uno de los dos
problem_arguments_no_program_python = `{ $participant }` tiene arguments y ningún programa; falta python: "….py"
problem_program_cannot_given_zero = a un programa no se le puede dar { $argument }: tiene un carácter nulo
problem_there_no_file_path = no hay ningún fichero `{ $file }`; el camino cuenta desde la carpeta de este fichero
problem_address_no_port_expected = a la dirección `{ $text }` le falta el puerto; se esperaba "máquina:puerto", "[::1]:puerto" o "unix:ruta"
problem_port_not_number_0 = el puerto `{ $port }` de `{ $text }` no es un número de 0 a 65535
problem_ipv6_address_without_brackets = `{ $text }` es una dirección IPv6 sin corchetes; se esperaba "[dirección]:puerto"
problem_no_valid_path_expected = `{ $text }` no lleva una ruta que valga; se esperaba "unix:ruta", de 107 bytes como mucho
problem_no_valid_host_name = `{ $text }` no lleva un nombre de máquina que valga: sin espacios y de 253 caracteres como mucho

## problem/notation

notation_no_field_fields = { $outer } no tiene ningún campo `{ $found }`{ $hint }; sus campos son: { $fields }
notation_there_no_field_expected = no existe el campo `{ $found }`{ $hint }; los que hay son: { $fields }
notation_there_no_field = falta el campo `{ $field }`{ $outer }
notation_field_stands_twice = el campo `{ $field }` está dos veces{ $outer }
notation_expected_found = se esperaba `{ $expected }`, y pone `{ $found }`
notation_expected_texts_language_es = se esperaban textos por idioma: {"{"}"es": "…", "en": "…"{"}"}
notation_expected_name = se esperaba `{ $name }(`
notation_expected_name_2 = se esperaba el nombre `{ $name }`
notation_repeat_takes_text_how = Repeat lleva un texto y cuántas veces: Repeat("x", 3000)
notation_there_values_another_number = hay { $found } valores, y se esperaba otra cantidad ({ $expected })
notation_expected_found_2 = el valor no es del tipo que se esperaba (expected { $expected }, found { $found })
notation_not_digit_number_base = `{ $digit }` no es una cifra de un número en base { $base }
notation_cannot_stand_here = aquí no puede ir `{ $character }`
notation_there_no_call_expected = no existe la llamada `{ $found }`{ $hint }; las que hay son: { $names }
notation_cannot_stand_here_expected = aquí no vale `{ $found }`{ $hint }; se esperaba una de estas palabras: { $names }
notation_did_you_mean = {" "}(¿quisiste decir `{ $name }`?)
notation_in_outer = {" "}en { $outer }
notation_number_hexadecimal_digits_odd = el número de cifras hexadecimales es impar; se esperaban dos por byte
notation_not_hexadecimal_digit_expected = `{ $digit }` no es una cifra hexadecimal; se esperaban 0-9 y a-f, dos por byte
notation_file_makes_no_sense = el fichero no se entiende ({ $message })
notation_file_ends_too_soon = el fichero se acaba antes de tiempo; falta cerrar un paréntesis, un corchete o unas comillas
notation_expected_list = se esperaba una lista: `[`
notation_expected_close_list = falta `]` para cerrar la lista
notation_expected_true_or_false = se esperaba true o false
notation_expected_comma_or_bracket = falta una coma, o cerrar un paréntesis, un corchete o unas comillas
notation_expected_whole_number = se esperaba un número entero
notation_expected_number = se esperaba un número
notation_expected_some_or_none = se esperaba Some(…) o None
notation_expected = falta `)`
notation_expected_texts_language = se esperaban textos por idioma: {"{"}"es": "…", "en": "…"{"}"}
notation_expected_colon_between_name = faltan los dos puntos entre el nombre y el valor
notation_expected_2 = falta `{"}"}`
notation_expected_fields = se esperaba `(` con los campos
notation_expected_text_quotation_marks = se esperaba un texto entre comillas: "…"
notation_expected_name_such_socket = se esperaba un nombre, como `socket: …` en una llamada o Text("…") en los datos
notation_cannot_follow_backslash_write = después de `\` no puede ir eso; para una barra invertida escribe dos
notation_number_too_large_or = el número es demasiado grande o es negativo
notation_comment_not_closed = un comentario `/*` no se cierra con `*/`
notation_comment_lacks_line_break = tras un comentario `//` falta un salto de línea
notation_number_too_many = en este número sobra un `_`
notation_not_text_utf_8 = no es un texto en UTF-8
notation_there_text_left_over = sobra texto después del final
notation_too_many_brackets_stand = hay demasiados paréntesis unos dentro de otros

## flow

flow_one_send_recv_each = Un send, { $reads } recv: cada recv se lleva como mucho los bytes que pide.
flow_here_each_recv_took = Aquí cada recv se llevó justo lo de un send, pero TCP no lo garantiza.
flow_sends_came_single_recv = { $count } send llegaron en un solo recv: TCP entrega un flujo de bytes, no mensajes.
flow_single_recv_took_bytes = Un solo recv se llevó bytes de { $count } send: TCP entrega un flujo de bytes, no mensajes.
flow_other_end_outside_program = El otro extremo es un programa externo: se sabe qué se llevó el sistema, no qué recibió él.
flow_other_end_outside_program_2 = El otro extremo es un programa externo: se sabe qué llegó, no en cuántos send.
flow_never_read_whoever_was = Sin leer para siempre: { $most }; quien debía recibirlos cerró su socket.
flow_send_not_returned_yet = El send no ha vuelto todavía: faltan por leer, como mucho, { $most }.
flow_system_wait_although_nobody = Esperan en el sistema { $most }, aunque nadie ha llamado todavía a accept.
flow_system_wait_no_recv = Esperan en el sistema { $most }: ningún recv se los ha llevado.
flow_end_was_read_recv = Y se leyó el final: un recv devolvió 0 bytes.
flow_end_been_sent_nobody = El final está enviado, y nadie lo ha leído.
flow_one_send = { $call } · { $span }, de un send
flow_call_span_of_sends = { $call } · { $span }, de { $sends } send
flow_not_returned_asks = { $call } · no ha vuelto; pide { $span }
flow_never_read = { $number } sin leer para siempre
flow_up_read = hasta { $number } por leer
flow_number_to_be_read = { $number } por leer
flow_end_stream_sent = { $call } · fin del flujo, enviado
flow_end_stream_read_0 = { $call } · fin del flujo, leído: 0 bytes
flow_cut_other_were_lost = cortado: { $other } · { $kept } de { $sent }; los otros { $lost } se perdieron
flow_came_whole = llegó entero: { $other }
flow_whole_of_other = entero, de { $other }
flow_outside_program = de un programa externo, { $other }
flow_call_sent_not_known = no se sabe qué llamada lo envió
flow_refused_nobody_there_told = rechazado: ahí no hay nadie, como dijo { $other } (deducido por el orden)
flow_did_not_leave = no salió: { $errno }
flow_did_not_leave_2 = no salió
flow_not_received_waits_queue = sin recibir: espera en la cola de { $other }, o se perdió
flow_never_received_was_closed = no se recibió nunca: { $other } se cerró antes
flow_never_came_in = no se recibió: no entró en la cola de { $other }, que estaba llena (deducido)
flow_went_outside = a un programa externo, { $other }: no se ve qué fue de él
flow_nobody_was_bound = ningún socket de esta ejecución tenía esa dirección: perdido, salvo que la tuviera otro programa
flow_nothing_tells_whether_came = nada dice si llegó: ahí no hay ningún socket de esta ejecución
flow_character_is_number_bytes = { $character } son { $number } bytes: { $hex }.
flow_cut_falls_inside_character = El corte cae dentro de un carácter: faltan sus últimos bytes, y decode('utf-8') falla.
flow_begins_inside_character_first = Empieza a mitad de un carácter: sus primeros bytes fueron en la llamada anterior, y decode('utf-8') falla.
flow_no_character_begins_byte = Ningún carácter empieza por este byte en UTF-8, y decode('utf-8') falla.
flow_these_bytes_make_no = Estos bytes no forman un carácter en UTF-8, y decode('utf-8') falla.
flow_number_from_start_to = { $number }, de { $start } a { $end }
flow_two = dos
flow_three = tres
flow_four = cuatro
flow_five = cinco
flow_six = seis
flow_seven = siete
flow_eight = ocho
flow_nine = nueve

## program

program_pill = Python
stand_held = retenida hasta el siguiente paso
held_here = El programa está retenido aquí: la llamada se hará, de verdad, con el siguiente paso.
frozen_before = El programa está detenido antes de esta llamada, y congelado: descongélalo antes.
event_held = a punto
program_started = programa iniciado
program_greeted = intérprete
thread_joined = hilo o proceso nuevo
source_read = fuente leída
program_printed = imprime
program_typed = lee del teclado
program_signalled = recibe una señal
program_raised = excepción sin capturar
program_exited = proceso terminado
program_fell = { $who } ha acabado mal: { $how }
program_fell_and_others = { $who } ha acabado mal: { $how } (y { $others } más)
program_connected = conectado
program_unseen = no se ve
arguments = Argumentos
raised = Excepción
message = Mensaje
state_held = retenido antes de
state_running = ejecuta su código
state_not_started = sin iniciar
state_reads_keyboard = espera el teclado
start_program = Iniciar
start_program_tip = Inicia el programa, y lo retiene antes de su primera llamada
press_ctrl_c = Ctrl-C
press_ctrl_c_tip = Como pulsar Ctrl-C en su terminal: KeyboardInterrupt en Python
end_program = Pedir que termine (SIGTERM)
add_program = Un programa Python…
add_program_tip = Un programa tuyo, tal como está, visto llamada a llamada
ask_program = ¿Qué programa Python?
tab_output = Salida
tab_output_tip = Lo que imprimen los programas, y lo que se les escribe
nothing_printed = Aquí sale lo que imprimen los programas Python. Añade uno, o suelta un .py en la ventana.
type_for_program = Escribir para el programa
end_of_input = fin de la entrada (Ctrl-D)
type_hint = Texto para input(); Intro lo envía
break_here = Detenerse en esta línea
break_at = Detenerse en cada…
break_at_tip = Al ejecutar libre, el programa se retiene antes de estas llamadas
interpreter = Intérprete
interpreter_found = Automático
program_arguments = Argumentos del programa
no_source = El texto del programa no se ha podido leer.
ask_title = ¿Ejecutar estos programas?
ask_body = Este fichero nombra programas de esta máquina. Nada se ha ejecutado todavía. Si continúas, se ejecutarán con tus permisos, como si los iniciaras en una terminal:
ask_run = Ejecutarlos
ask_not = No ejecutar nada
file_missing = no está
run_programs_needed = Ese fichero nombra programas de esta máquina. Para que se ejecuten, añade --run-programs:
cli_run_programs = Permite ejecutar los programas que el fichero nombra
cli_python = Intérprete para los programas Python (por omisión, el del venv que haya al lado, o python3)
cli_stdin = Fichero que los programas Python leen como entrada
cli_held = Retiene cada llamada y la suelta en cuanto se puede, una tras otra
one_kind = Los programas Python se ejecutan juntos; no se mezclan con escenarios ni grabaciones.
not_repeated_program = Los programas Python no se repiten: solo se ven.
all_wait_for_keyboard = Un programa espera el teclado: escríbele en Salida
begin_program = inicia el programa y lo retiene antes de su primera llamada. Una y otra vez: llamada a llamada.
exit_code = código
by_signal = señal
program_file_line_line = { $file }, línea { $line }
program_line_through = { $file }, línea { $line }, por { $via }()
program_file_line_line_in = { $file }, línea { $line }, en { $function }()
program_line_through_2 = { $file }, línea { $line }, en { $function }(), por { $via }()
program_interpreter_not_let_probe = El intérprete no ha dejado entrar a la sonda (¿-I, -E o -S? ¿no es Python?): el programa se ejecuta, pero sus llamadas no se ven.
program_python_too_old_3 = Python { $version } es demasiado antiguo: hace falta 3.8 o posterior. El programa se ejecuta, pero sus llamadas no se ven.
program_tls_goes_over_socket = Por este socket va TLS: lo que se envía y recibe lo cifra OpenSSL, y no se ve.
program_program_uses_calls_kernel = El programa usa { $name }, que llama al núcleo por su cuenta: esas llamadas no se ven.
program_probe_lost_connection_does = La sonda se ha quedado sin conexión (¿el programa cierra descriptores ajenos?): el programa sigue, pero sus llamadas ya no se ven.
program_something_writes_past_calls = Al otro extremo de { $socket } llegaron más bytes de los que enviaron las llamadas del programa: algo escribe en su descriptor sin llamadas de socket, como otro programa o print, y eso no se ve.
program_program_uses_does_socket = El programa usa { $function }: lo que haga con ello sobre un socket no se ve.
program_program_prints_more_than = El programa imprime más de { $kept }, que es lo que se guarda: lo que sigue se deja fuera.
program_there_more_threads_than = Hay más hilos de los que caben: las llamadas de los que siguen no se retienen ni se ven.
program_program_makes_processes_without = El programa no deja de crear procesos: los que siguen no se ven.
program_in_library = en la biblioteca de Python, { $via }()
program_makes_packet_socket = Crea un socket de paquetes: envía y recibe tramas enteras de una interfaz de red, por debajo de IP. Solo root puede crearlo.
program_makes_raw_socket = Crea un socket en crudo: envía y recibe paquetes enteros de un protocolo, como ICMP, sin TCP ni UDP. Solo root puede crearlo.
program_makes_sequenced_packet_socket = Crea un socket de paquetes en secuencia: una conexión, como la de un flujo, en la que cada mensaje se conserva entero.
program_makes_other_socket = Crea un socket que no es ni de flujo ni de datagramas de IP o Unix: { $arguments }.
program_takes_over_socket = Crea { $socket }, otro objeto de Python para un socket que ya está abierto. La conexión sigue siendo la misma.
program_copies_descriptor = Da a { $socket } un descriptor más. El socket se cierra cuando se cierra el último.
program_closes_one_of_several = Cierra un descriptor de { $socket }. El socket mismo se cierra cuando no lo tiene ningún otro descriptor ni ningún otro proceso.
program_turns_address_into_name = Traduce una dirección a un nombre. No es una llamada sobre un socket.
program_asks_kernel_sockets_ready = Pregunta al núcleo cuáles de sus sockets están listos, y espera si no lo está ninguno.
program_turns_name_into_addresses = Traduce un nombre a direcciones. No es una llamada sobre un socket.
program_says_how_long_calls = Dice cuánto han de esperar las llamadas sobre { $socket }. Lo guarda Python; el socket pasa a no bloquear.
program_takes_descriptor_away_object = Separa el descriptor de { $socket } del objeto de Python, sin cerrarlo.
program_call_python = Una llamada de Python: { $name }.
program_not_there_put_there = { $path } no está. Ponlo ahí, o quita el participante y añade el fichero otra vez.
program_not_there_correct_path = { $path } no está. Ponlo ahí o corrige su ruta.
program_no_python_name_one = no hay ningún Python aquí. Instala python3 (3.8 o posterior), o indica un intérprete con --python.
program_cannot_run_name_another = { $path } no se puede ejecutar. Indica otro intérprete con --python.
program_folder_choose_py_file = { $path } es una carpeta. Elige el fichero .py que hay dentro.
program_there_no_python_here = no hay ningún Python aquí. Instala python3 (3.8 o posterior), o elige un intérprete.
program_cannot_run_choose_another = { $path } no se puede ejecutar. Elige otro intérprete.
program_close_other_programs_try = { $why }. Cierra otros programas y vuelve a intentarlo.
program_was_not_started = «{ $participant }» no se ha iniciado: { $told }

## command line

command_line_no_such_argument = Aquí no hay ningún «{ $argument }».
command_line_no_such_argument_similar = Aquí no hay ningún «{ $argument }». ¿Quisiste decir «{ $similar }»?
command_line_missing = Falta: { $arguments }
command_line_lacks_value = A «{ $argument }» le falta su valor.
command_line_lacks_value_of = A «{ $argument }» le falta su valor, uno de estos: { $valid }.
command_line_bad_value = «{ $argument }» no admite «{ $value }».
command_line_bad_value_of = «{ $argument }» no admite «{ $value }», solo: { $valid }.
command_line_given_twice = «{ $argument }» solo se puede poner una vez.
command_line_not_together = «{ $argument }» y «{ $other }» no van juntos.
command_line_wrong_number = «{ $argument }» tiene valores de más o de menos.
see_help = Para saber más, pide --help.
cli_usage_options = [OPCIONES]
cli_usage_command = [ORDEN]

## system

system_cannot_write_output = Lo que hay que decir no se puede escribir en la salida estándar: { $why }.
system_no_temporary_folder = en ningún sitio cabe la carpeta temporal que necesita: { $places }
system_socket_name_too_long = el nombre del socket Unix «{ $name }» no cabe tras la ruta de la carpeta que la ejecución tiene para esos nombres
system_use_name_of_most = Usa un nombre de { $most } bytes como mucho, o una ruta tuya, con una barra.
system_no_thread = el sistema no da ningún hilo ({ $why })
system_cannot_wait = el sistema no le deja esperar ({ $why })
system_cannot_hear_programs = Socketlab no puede escuchar a los programas de Python ({ $why })
there_already = ya existe
ends_too_early = se acaba antes de tiempo
not_as_expected = lo que hay no es lo que se esperaba
file_at_its_limit = un fichero no puede crecer más
folder_not_empty = la carpeta no está vacía
in_use = está en uso
no_memory = no queda memoria
no_more_threads = ahora no hay más procesos ni hilos disponibles
system_open_files = el sistema tiene demasiados ficheros abiertos
nobody_reads = ya no lo lee nadie
not_open = no está abierto
no_device = no existe ese dispositivo
not_executable = no es un programa para esta máquina
disk_gone = el disco ya no está
not_accepted = el sistema no lo acepta
name_not_known = nombre o servicio desconocido
name_without_address = el nombre no tiene ninguna dirección
no_name_server = ningún servidor de nombres responde ahora
name_server_fails = los servidores de nombres fallan
name_of_another_family = el nombre no tiene ninguna dirección de esa familia
no_sender_yet = no ha llegado ningún datagrama con remitente
path_too_long = su ruta es demasiado larga para un socket
set_tmpdir = Haz sitio en uno de ellos, o pon en TMPDIR una carpeta de ruta corta en la que puedas escribir, y arranca Socketlab otra vez.
close_programs_and_restart = Cierra otros programas y pulsa Reiniciar.
close_programs_and_run_again = Cierra otros programas, o sube los límites de ficheros abiertos y de procesos (ulimit -n, ulimit -u), y ejecútalo otra vez.

## reach: What files reach beyond this machine and their run

reach_title = ¿Permitir estas llamadas?
reach_body = Por su cuenta, estas llamadas del fichero llegan más allá del loopback de esta máquina y de los sockets Unix de su propia ejecución. Ninguna se hace si no la permites. Hazlo solo si te fías de quien escribió el fichero:
reach_allow = Permitir
reach_not = No permitir
reach_host = otro equipo
reach_name = un nombre; se pregunta a servidores de nombres
reach_broadcast = difusión, a todos los equipos de una red a la vez
reach_multicast = multidifusión, a todos los equipos que escuchan esta dirección
reach_path = un socket Unix que no es de esta ejecución
reach_file = un fichero de socket fuera de la carpeta de la ejecución
reach_line = { $participant }, línea { $line }, { $function }: { $what }
reach_by = { $participant }, { $function }: { $what }
reach_needed = Ese fichero llega más allá del loopback de esta máquina y de los sockets Unix de su propia ejecución. No se ha hecho ninguna llamada:
reach_run_as = Si te fías de quien lo escribió: socketlab run … { $flags }
reach_when_run = Al ejecutarse, esto se pregunta antes; hasta entonces no se resuelve ningún nombre:
reach_can_connect = «{ $participant }» escucha en { $address }: otros equipos de la red pueden conectarse. Para que solo se pueda desde esta máquina, haz el bind a localhost.
reach_can_send = «{ $participant }» recibe en { $address }: otros equipos de la red pueden enviarle datagramas. Para que solo se pueda desde esta máquina, haz el bind a localhost.
cli_allow_network = Permite que las llamadas del fichero lleguen a otros equipos y pregunten a servidores de nombres
cli_allow_path = Permite que las llamadas del fichero usen sockets Unix y rutas de fuera de su ejecución

## keyboard

menu_script = Guion
menu_run = Ejecución
menu_time = Tiempo
menu_view = Ver
menu_help = Ayuda
menu_of_menus = Menú
open_menu = Abrir el menú
open_menu_tip = Abre el menú; dentro, las flechas e Intro
show_commands = Buscar qué hacer…
show_commands_tip = Encuentra por su nombre todo lo que se puede hacer
commands_hint = ¿Qué quieres hacer?
commands_list = Lo que se puede hacer
commands_none = Nada se llama así: prueba con otra palabra.
commands_recording = Grabación
commands_opens_scenario = Abre este escenario en lugar del que hay
commands_opens_recording = Abre esta grabación en lugar de lo que hay
commands_is_spoken = Es el idioma de ahora.
why_nothing_to_undo = El escenario está como se abrió: no hay cambios que deshacer.
why_nothing_to_redo = No hay ningún cambio deshecho.
why_no_line = Elige antes una llamada del guion que aún no se haya hecho, en el diagrama o en el código.
why_line_made = Esa llamada ya se ha hecho: solo cambian las que están por venir.
why_nobody = Todavía no hay participantes: añade uno.
why_all_over = Todos los programas han terminado. «Reiniciar» empieza otra vez.
why_all_wait = Todos esperan: haz una llamada a mano, o interrumpe la que espera.
why_all_frozen = Nadie puede dar un paso, porque alguien está congelado: descongélalo antes.
why_nothing_happened = Todavía no ha pasado nada: da antes un paso.
why_at_the_start = Ya se ve el principio.
why_at_the_end = Esto es lo último que ha pasado: después no hay nada todavía.
why_one_run = Solo hay una ejecución abierta. «Desde aquí, en vivo» abre otra.
why_slowest = No va más despacio.
why_fastest = No va más deprisa.
why_no_bookmark_before = No hay ninguna marca antes de este momento.
why_no_bookmark_after = No hay ninguna marca después de este momento.
why_largest = El diagrama no se hace más grande.
why_smallest = El diagrama no se hace más pequeño.

## first steps

first_or_button = También con el botón «Paso», abajo a la izquierda.
begin_parts = dice qué es cada parte.
all_wait_advice = Interrumpe a uno, o haz una llamada a mano
all_frozen_advice = Descongélalo, en su menú o junto a su código
parts = Qué es qué
parts_tip = Nombra cada parte de la ventana y dice para qué es
parts_close = Cualquier tecla o un clic lo cierra.
part_lifeline = Línea de vida
part_lifeline_is = Un participante: lo que hace, de arriba abajo.
part_box = Caja
part_box_is = Una llamada. A trazos: aún no se ha hecho.
part_tag = Etiqueta
part_tag_is = El socket de la llamada; cada uno tiene su nombre y su color.
part_arrow = Flecha
part_arrow_is = Lo que va de un lado al otro. A trazos: previsto o deducido.
part_signs = Señales
part_signs_is = La siguiente, la hecha y la que falló.
part_hourglass = Reloj de arena
part_hourglass_is = La llamada espera, y la caja dice a qué.
part_code = Código
part_code_is = El guion de cada participante en Python, con la línea que toca marcada.
part_call = La llamada elegida
part_call_is = Qué hace, qué devolvió y qué significa.
part_timeline = Línea de tiempo
part_timeline_is = Todo lo ocurrido: arrastra para volver a cualquier momento.
part_controls = Controles
part_controls_is = Paso a paso, al ritmo que digas, o todo seguido.
part_drawer = Cajón
part_drawer_is = Sockets, bytes, puertos y sucesos, como los ve el sistema.
part_menus = Menús
part_menus_is = Todo lo que se puede hacer, con su tecla; y los escenarios.
first_step = Pulsa { $key }: { $who } hace su primera llamada, { $call }().
another_step = Otra vez { $key }: { $who } llama a { $call }().
first_program = Pulsa { $key }: empieza el programa { $who }.

## spoken

region_top = Barra superior
region_runs = Ejecuciones abiertas
region_past = El pasado
region_notices = Avisos
region_call = Llamada elegida
region_drawer = Cajón
region_controls = Controles
next_region = Parte siguiente de la ventana
next_region_tip = Lleva el foco a la parte siguiente: código, diagrama, llamada, cajón…
previous_region = Parte anterior de la ventana
previous_region_tip = Lleva el foco a la parte anterior
ground = Diagrama · con las flechas se va de llamada en llamada
expected_link = se espera
resize_column = Ancho de la columna
scroll_bar = Desplazar
resize_panel = Tamaño del panel
now_playing = reproduciendo
now_paused = en pausa
table_sockets = Tabla de sockets
table_ports = Tabla de puertos
table_events = Tabla de sucesos
spoken_end_of_arrow = { $function } de { $who }
spoken_since = desde hace { $time }
spoken_calls_since = { $number } desde entonces
spoken_failed = { $who }: { $function } falló, { $result }
spoken_returned = { $who }: { $function } volvió
spoken_returned_result = { $who }: { $function } devolvió { $result }
spoken_is_about_to_call = { $who }: va a llamar a { $call }

## looks

larger = Todo más grande
larger_tip = Toda la ventana más grande, hasta el 300 %
smaller = Todo más pequeño
smaller_tip = Toda la ventana más pequeña, hasta el 70 %
usual_size = Tamaño normal
usual_size_tip = Toda la ventana a su tamaño normal
why_all_largest = Más grande no cabe: ya está al 300 %
why_all_smallest = Ya está al 70 %, lo más pequeño
change_motion = Animaciones
change_motion_tip = Mueve las cosas poco a poco, o las pone de golpe en su sitio
appearance_light_contrast = Contraste: claro
appearance_dark_contrast = Contraste: oscuro

## projection

project = Proyectar
project_tip = Enseña el diagrama en grande, a pantalla completa; en la segunda pantalla, si la hay
leave_projection = Dejar de proyectar
leave_projection_tip = Vuelve a la ventana entera
blank = Pantalla en negro
blank_tip = Al proyectar, deja en negro la pantalla de la clase; cualquier tecla de paso la devuelve
freeze_picture = Congelar la imagen
freeze_picture_tip = Al proyectar en otra pantalla, la clase se queda con esta imagen mientras preparas lo siguiente
show_pointer = Marcar el puntero
show_pointer_tip = Al proyectar, rodea el puntero con un anillo y enseña cada clic
on_this_screen = En esta pantalla
freeze_needs_screen = Para congelar la imagen hace falta una segunda pantalla.
the_past = pasado
diagram_of_class = El diagrama, proyectado
black_screen = La pantalla está en negro
frozen_picture = La imagen está congelada
window_of_class = Socketlab: lo que ve la clase
presenter = Para quien presenta
comes_next = Ahora toca
notes_of_scenario = Notas
no_notes = Este escenario no tiene notas.
class_sees = La clase ve
class_sees_live = el diagrama, como va
class_sees_black = una pantalla en negro
class_sees_frozen = una imagen congelada
next_is_end = acaba su programa y cierra lo que tenga abierto
next_is_start = arranca su programa
nothing_next = Nada: todos los programas han acabado.
nobody_next = Nadie puede seguir por ahora: todos esperan.
forward_next = Avanza por lo que ya ha pasado.
on_screen_at = En la pantalla { $at }{ $name } · { $width } × { $height }
screen_gone = La pantalla { $at } ya no está, y la proyección ha terminado.
why_not_projecting = Todavía no se proyecta.
why_projecting = Ya se proyecta.
projection_clock = { $of_day } · llevas { $since }

## panels

# What the handle of a panel does. "panel" is the name of it.
panel_fold = Plegar: { $panel }
panel_unfold = Mostrar: { $panel }
