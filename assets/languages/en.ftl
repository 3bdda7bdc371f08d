### The words of Socketlab in English. The other languages have a file like this one beside it, with the same names and the same
### things filled in. What can be written here: https://projectfluent.org/fluent/guide

## language

# The language in its own words.
language_name = English

## number

# Between the whole part of a number and the rest; between groups of three digits.
decimal_mark = .
group_mark = ,
minutes_and_seconds = { $minutes } min { $seconds } s
hours_and_minutes = { $hours } h { $minutes } min
bytes = { $count ->
    [one] { $number } byte
   *[other] { $number } bytes
}
characters = { $characters ->
    [one] { $number } character
   *[other] { $number } characters
}
calls = { $count ->
    [one] { $number } call
   *[other] { $number } calls
}
events = { $count ->
    [one] { $number } event
   *[other] { $number } events
}
more_calls = { $count ->
    [one] … and { $number } more call
   *[other] … and { $number } more calls
}
participants = { $count ->
    [one] { $number } participant
   *[other] { $number } participants
}
columns_to_the_left = { $count ->
    [one] { $number } more column to the left
   *[other] { $number } more columns to the left
}
columns_to_the_right = { $count ->
    [one] { $number } more column to the right
   *[other] { $number } more columns to the right
}
number_line_number_of_of = line { $number } of { $of }
number_call_number_of_of = call { $number } of { $of }
number_part_of_whole = { $part } of { $whole }
number_and_number_more = … and { $number } more

## kernel

accept_queue = accept queue of { $socket }: { $waiting ->
    [0] no connection waits
    [one] 1 connection waits
   *[other] { $waiting } connections wait
}; backlog { $backlog }
accept_queue_in_short = { $waiting ->
    [one] { $waiting } waits, backlog { $backlog }
   *[other] { $waiting } wait, backlog { $backlog }
}
datagrams_dropped = { $count ->
    [one] { $number } datagram dropped
   *[other] { $number } datagrams dropped
}
kernel_not_available_here_only = Not available here: only Linux tells about the sockets of other programs.
kernel_not_available_here_kernel = Not available here: the kernel refuses to give the list ({ $why }).
kernel_s_left = { $seconds } s left
kernel_name_of_socket_held = { $name } of { $socket }: { $held }
kernel_go_call_made = { $socket }, of { $participant }: go to the call that made it
kernel_shown_of_of_sockets = { $shown } of { $of } sockets
kernel_sort_by_column = Sort by: { $column }
kernel_waiting_queued = { $waiting } queued
kernel_waits_connections_others_can = It waits for connections: others can connect to its address.
kernel_asked_connection_waits_other = It has asked for the connection and waits for the other end to answer.
kernel_request_connect_come_last = A request to connect has come; the last confirmation is missing.
kernel_connection_open_data_can = The connection is open: data can go both ways.
kernel_end_closed_waits_other = This end has closed and waits for the other to confirm that it knows.
kernel_end_closed_other_knows = This end has closed; the other knows, but has not closed its own yet.
kernel_both_ends_closed_once = Both ends have closed at once; a confirmation is missing.
kernel_connection_over_who_closed = The connection is over. Who closed first keeps its addresses for a minute, in case something comes late.
kernel_other_end_closed_one = The other end has closed; this one has not yet.
kernel_both_ends_closed_last = Both ends have closed; the last confirmation is missing.
kernel_no_connection_there_none = No connection: there is none yet, or no longer.

## notice

notice_run_could_not_begin = The run could not begin: { $why }. { $advice }
notice_cannot_begin = “{ $participant }” could not begin: { $why }. { $advice }
notice_cannot_go_on = “{ $participant }” cannot go on: { $what }. { $advice }
notice_event_does_not_fit = An event does not fit those before it and was left out: { $error }. Press Restart.
notice_event_does_not_fit_terminal = An event does not fit those before it and was left out: { $error }. Run it again.
notice_not_all_came_before = Not all came as before: event { $event } did not come. From there on the run is another one; the tab Comparison says how.
notice_not_all_came_before_terminal = Not all came as before: event { $event } did not come. From there on the run is another one.
notice_first_renderer_failed_other = The first renderer failed ({ $why }); the other one is used. All else works as before.
notice_happens_no_longer_recorded = What happens is no longer recorded{ $file }: { $why }. The run goes on; make room on the disk and save the recording.
notice_happens_no_longer_recorded_terminal = What happens is no longer recorded{ $file }: { $why }. The run goes on; what was recorded before stays in the file. To have all of it, make room and run it again.
notice_change_was_not_made = The change was not made: the line is no longer there. Pick it again.
notice_recording_has_reached_limit = The recording{ $file } is full: it has { $limit }, and ends after { $events } events. The run goes on without it; of what follows, the newest { $kept } events stay in memory, and the oldest go. Restart to record again.
notice_address_cannot_stand_in = The change was not made: a scenario cannot have that address. Write it as host:port or unix:path, without spaces.
notice_scenario_would_be_larger = The change was not made: the scenario would no longer fit in a file of { $limit }. Send less, or remove a participant first.
notice_no_more_participants_fit = No more participants fit: a scenario has at most { $limit }. Remove one first.
notice_no_more_lines_fit = No more lines fit: a script has at most { $limit }. Use a block that repeats them.
notice_would_more_than_calls = That would be more than { $limit } calls, repeats counted, which is more than a script can have. Choose fewer repeats.
notice_blocks_cannot_stand_inside = Blocks cannot stand inside each other more than { $limit } deep. Repeat the lines outside instead.
notice_these_one_call_takes = These are { $bytes }, and one call takes at most { $limit }. The call is as it was; spread the data over several.

## role

role_protocol_role = { $protocol } { $role }
role_server = server
role_client = client
role_peer = peer

## file

file_unsaved_changes_if_you = “{ $name }” has unsaved changes. If you do not save them, they are lost.
file_exists_already_if_you = { $path } exists already. If you replace it, what it holds is lost.
file_no_longer_holds_was = { $path } no longer holds what was opened or saved here. If you save over it, those other changes are lost.
file_socketlab_does_not_keep = Socketlab does not keep the comments of { $path }. If you save over it, they are lost.
file_not_saved_your_work = Not saved in { $path }: { $why }. { $advice } Your work is still open.
file_folder_does_not_exist = the folder { $folder } does not exist
file_not_folder = { $folder } is not a folder
file_device_pipe_or_socket = it is a device, a pipe or a socket, and no file
file_symbolic_link = it is a symbolic link to { $target }, and nothing is written through a link
write_elsewhere = Choose another place with --out.
make_room_or_write_elsewhere = Make room, or choose another disk with --out.
name_the_file_itself = Give the path of the file itself.
file_name_too_long = the name is too long
file_writing_there_not_possible = writing there is not possible ({ $why })
file_would_take_only_files = it would take { $size }, and only files of up to { $limit } can be opened
file_could_not_opened_again = it could not be opened again: { $what }
file_beginning_run_no_longer = the beginning of the run is no longer in memory, and its recording was cut off

## search

search_found_of_of_events = { $found } of { $of } events
search_filter_by_word_name = Filter by { $word }: { $name }
search_participant = participant
search_call = call
search_socket = socket
search_errno = errno

## difference

difference_call_recorded_now = call { $place }, { $call }: recorded { $before }; now { $now }
difference_call_recorded_now_2 = call { $place }: recorded { $call } ({ $before }); now { $other } ({ $now })
difference_call_recorded_now_was = call { $place }, { $call }: recorded { $before }; now it was not made
difference_call_not_recording_now = call { $place }, { $call }: not in the recording; now { $now }
difference_not_returned = it has not returned

## explain/failed/opening

opening_kernel_machine_does_not = The kernel of this machine does not have that address family; IPv6 is often missing.
opening_try_af_inet_ipv4 = Try AF_INET (IPv4).
opening_program_not_permitted_make = This program is not permitted to make a socket of that type.
opening_system_may_locked_into = The system may have locked it into a container.
opening_use_already_another_socket = { $to } is in use already: another socket holds that port, or connections on it are still in TIME_WAIT.
opening_see_netstat_who_against = See with netstat who has it. Against TIME_WAIT, SO_REUSEADDR helps, on the earlier socket and on this one.
opening_held_by_open = { $to } is in use already: { $name } of { $who } has that port.
opening_close_it_or_another_port = Close it first, or choose another port.
opening_held_by_time_wait = { $to } is in use still: { $name } of { $who } closed its connection first, and the kernel keeps that in TIME_WAIT.
opening_reuse_address_helps = Wait a minute, or turn SO_REUSEADDR on before bind, on the earlier socket and on this one.
opening_another_socket_has_port = { $to } is in use already: another socket has that port.
opening_see_who_has_it = See among the ports who has it, or choose another.
opening_not_address_machine_bind = { $to } is not an address of this machine, and bind only gives addresses of one's own.
opening_use_localhost_or_one = Use localhost or one that ip addr shows; the remote server's address goes into connect.
opening_program_no_permission_ports = The program has no permission for { $to }: ports below 1024 are reserved.
opening_choose_port_1024 = Choose a port from 1024 on.
opening_address_already_another_bind = { $socket } has an address already (by another bind or by connect), or { $to } does not fit its family.
opening_bind_called_once_only = bind is called once only, before connect and listen.
opening_file_exists_already_belongs = The file { $path } exists already: it belongs to an open socket, or was left by one that is closed.
opening_abstract_name_in_use = The name { $path } is in use already: another socket has it.
opening_close_does_not_delete = close does not delete the file: delete it (os.unlink in Python) and bind again.
opening_program_no_permission_create = The program has no permission to create { $path }.
opening_use_folder_you_can = Use a folder that you can write to, such as /tmp.
opening_folder_does_not_exist = The folder of { $path } does not exist.
opening_bind_makes_file_but = bind makes the file, but not the folders: make them first.
opening_another_socket_listens_port = Another socket listens on that port already. SO_REUSEADDR let bind pass, but it does not allow two listeners.
opening_close_other_listener_or = Close the other listener or choose another port.
opening_cannot_listen_state_connected = { $socket } cannot listen in its state: it is connected, or it is a Unix socket without bind.
opening_listening_takes_socket_own = Listening takes a socket of its own, with socket, bind and listen.
opening_datagram_socket_udp_there = { $socket } is for datagrams: there are no connections to wait for.
opening_udp_bind_then_recvfrom = With UDP, bind and then recvfrom is enough; listen is for stream sockets.
opening_unix_bind_then_recvfrom = For datagrams, bind and then recvfrom is enough; listen is for stream sockets.
opening_option_tcp_not_tcp = { $constant } is an option of TCP, and { $socket } is not a TCP socket.
opening_remove_call_only_tcp = Remove this call: only TCP puts small sends together.
opening_kernel_does_not_accept = The kernel does not accept that value for { $constant }.
opening_see_page_manual_values = See in the page of the manual which values are valid.
opening_program_no_permission_set = The program has no permission to set { $constant } to that value.
opening_see_page_manual_values_2 = See in the page of the manual which values need privileges.

## explain/failed/traffic

traffic_was_sent_may_lost = What was sent may be lost. Close { $socket }; further sends will give EPIPE.
traffic_cut_by_linger = { $who } cut the connection with a RST: it closed with SO_LINGER 0.
traffic_cut_unread = { $who } cut the connection with a RST: it closed without reading all that had come.
traffic_cut_unread_unix = { $who } closed without reading all that had come: that cut the connection.
traffic_sent_after_close = { $who } had closed the other end, and this end sent all the same: the answer to that is a RST.
traffic_never_accepted = The listener was closed before an accept had taken this connection: that cut it.
traffic_other_end_cut_unix = The other end closed with data unread, or its listener before an accept: that cut the connection.
traffic_sending_was_shut_down = Sending over { $socket } was ended here before, with shutdown.
traffic_pipe_never_connected = { $socket } has no connection to send on: it never had one.
traffic_pipe_of_listener = { $socket } listens, and has no connection to send on.
traffic_pipe_after_reset = The connection of { $socket } had broken before, and a call was told so: there is none to send on.
traffic_pipe_other_closed = { $socket } has no connection to send on any more: { $who } has closed the other end.
traffic_pipe_other_shut = { $who } has ended receiving at the other end of { $socket }, with shutdown: nothing can be sent there.
traffic_has_a_destination = { $socket } has a destination that connect set: sendto cannot give it another here.
traffic_udp_not_connected_send = { $socket } is for datagrams and not connected: send does not know where to send.
traffic_use_sendto_address_or = Use sendto with the address, or call connect first to set it.
traffic_not_connected_so_there = { $socket } is not connected, so there is nobody to send to.
traffic_call_connect_first_server = Call connect first; in a server, send over the socket that accept returns.
traffic_address_cannot_destination_there = The address cannot be a destination: there is no port 0, or it is of another family than { $socket }.
traffic_use_port_other_bound = Use the port that the other bound; 0 only serves to let bind choose one.
traffic_stream_sends_over_connection = { $socket } is a stream: it sends over its connection, not to a different address each time.
traffic_use_connect_send_or = Use connect and send, or make the socket with SOCK_DGRAM.
traffic_address_send_datagram_missing = The address to send the datagram to is missing.
traffic_give_sendto_address_port = Give sendto the address and port of the receiver.
traffic_file_does_not_exist = The file { $path } does not exist: the receiver has to call bind with that name first.
traffic_unlike_udp_here_kernel = Here the kernel tells at once: start the receiver first.
traffic_file_exists_but_socket = The file { $path } exists, but no open socket belongs to it.
traffic_nobody_has_abstract_name = No socket has the name { $path }.
traffic_delete_file_start_receiver = Delete the file and start the receiver first.
traffic_socket_stream_one_datagrams = The socket of { $path } is a stream, and this one is for datagrams.
traffic_make_both_sock_dgram = Make both with SOCK_DGRAM.
traffic_not_connected_there_was = { $socket } is not connected: there was no connect yet, or it is a listener, which only serves accept.
traffic_a_listener_receives_nothing = { $socket } listens: it only serves accept, and receives nothing itself.
traffic_not_connected_yet = { $socket } is not connected: there was no connect yet.
traffic_client_call_connect_first = In a client call connect first; in a server receive over the socket that accept returns.
traffic_no_state_receive_unix = { $socket } is in no state to receive: a Unix stream socket needs a connection first.
traffic_call_connect_first_or = Call connect first, or receive over the socket that accept returns.
traffic_other_end_cut_connection_2 = The connection was cut by a RST: the other end closed with data unread or with SO_LINGER 0, had closed before this end sent, or never accepted it.
traffic_no_clean_close_would = It is no clean close, which would give 0 bytes. The error comes once; after it { $name } gives 0 bytes.
traffic_nothing_arrived_time_was = Nothing arrived in the time that { $name } was allowed to wait (SO_RCVTIMEO).
traffic_nothing_there_now = There is nothing to receive now, and { $name } may not wait for it, or no longer.
traffic_udp_datagram_may_lost = With UDP the datagram may be lost: the usual thing is to send the request again.
traffic_nothing_broken_socket_still = Nothing is broken: the socket is still open, and the call can be repeated.
traffic_no_connection_send_never = { $socket } has no connection to send on: it never had one (no connect, or it is the listener), the other end has gone, or sending was shut down here.
traffic_if_other_end_just = If the other end has just closed, the first send over TCP still works: the error comes with the next.
traffic_destination_broadcast_address_does = The destination is a broadcast address and { $socket } does not have SO_BROADCAST.
traffic_turn_so_broadcast_setsockopt = Turn SO_BROADCAST on with setsockopt, or send to one machine.
traffic_datagram_does_not_fit = A datagram of { $size } does not fit the send buffer, and a datagram cannot be split.
traffic_send_less_or_ask = Send less, or ask for a larger buffer with SO_SNDBUF.
traffic_do_not_fit_into = { $size } do not fit into a datagram, and nothing has left: here the most is { $most }.
traffic_spread_data_over_several = Spread the data over several datagrams, or use a stream.
traffic_nobody_there_destination_answer = Nobody is there at the destination: it is the answer to an earlier send, which seemed to go well.
traffic_udp_only_tells_so = UDP only tells so on a connected socket; check that the receiver has bound that port.
traffic_connection_was_refused = The connection was refused: nobody listens where connect went.
traffic_receiver_was_closed = The receiver that connect had set is closed: there is nobody to take a datagram.

## explain/failed/connection

connection_not_listening_so_no = { $socket } is not listening, so it has no queue of connections.
connection_call_listen_first = Call listen first.
connection_datagram_socket_udp_there = { $socket } is for datagrams: there are no connections to accept.
connection_udp_receive_directly_recvfrom = Datagrams are received directly, with recvfrom.
connection_no_connection_arrived_time = No connection arrived in the time that accept was allowed to wait (SO_RCVTIMEO).
connection_no_connection_now = No connection is waiting now, and accept may not wait for one, or no longer.
connection_nothing_broken_still_listening = Nothing is broken: { $socket } is still listening, and accept can be repeated.
connection_machine_answered_but_nobody = The machine answered, but nobody listens on { $to }: its kernel refuses the connection with a RST.
connection_start_server_first_up = Start the server first (up to listen) and check the port; on Linux this socket can try again.
connection_connected_already_or_listening = { $socket } is connected already, or is listening: it cannot connect again.
connection_connected_already = { $socket } is connected already: it cannot connect again.
connection_listens_already = { $socket } is listening: it cannot connect.
connection_another_connection_make_another = For another connection make another socket.
connection_connection_being_made_there = The connection of { $socket } is being made and there is no answer yet.
connection_wait_end_before_calling = Wait for it to end before calling connect again.
connection_other_end_cut_connection = The other end cut the connection while it was being made.
connection_see_whether_server_closed = See whether the server closed its listener.
connection_not_valid_another_family = { $to } is not valid for { $socket }: it is of another family, or out of reach from its local address.
connection_socket_bound_127_0 = A socket bound to 127.0.0.1 only reaches this machine, and an AF_INET6 one takes IPv6 addresses.
connection_there_no_free_local = There is no free local port left for a connection to { $to }, or that address cannot be a destination.
connection_check_address_if_right = Check the address; if it is right, close connections or wait until TIME_WAIT is over.
connection_check_address = Check the address.
connection_there_connection_already_same = There is a connection already with the same addresses and ports at both ends.
connection_remove_bind_client_kernel = Remove the bind of the client: the kernel will give it a free port.
connection_broadcast_address_or_barred = { $to } is a broadcast address or barred by the firewall, and the program has no permission.
connection_broadcast_over_udp_turn = For broadcast over UDP turn SO_BROADCAST on first.
connection_file_does_not_exist = The file { $path } does not exist: the server has to call bind with that name first.
connection_start_server_first_check = Start the server first and check the path.
connection_file_exists_but_nobody = The file { $path } exists, but nobody listens on it: listen is missing, or it was left by a closed socket.
connection_nobody_has_abstract_name = Nobody listens under the name { $path }.
connection_check_server_gets_far = Check that the server gets as far as listen.
connection_socket_another_type_one = The socket of { $path } is of another type: one is a stream, the other for datagrams.
connection_make_both_same_type = Make both with the same type, SOCK_STREAM or SOCK_DGRAM.
connection_not_connected_or_not = { $socket } is not connected, or not any more: { $name } needs another end.
connection_datagrams_not_connected = { $socket } has no destination set: { $name } needs a connect before.
connection_is_a_listener = { $socket } listens and has no other end: { $name } needs one.
connection_not_connected_yet = { $socket } is not connected: { $name } needs another end.
connection_not_connected_any_more = The connection of { $socket } is over: { $name } needs another end.
connection_client_comes_after_connect = In a client it comes after connect; in a server, on the socket that accept returns.

## explain/failed

failed_descriptor_not_valid_any = The descriptor of { $socket } is not valid any more: the socket was closed before.
failed_after_close_cannot_used = After close it cannot be used: remove this call or move it up.
failed_program_reached_limit_open = The program has reached its limit of open descriptors, and each socket takes one.
failed_close_sockets_no_longer = Close the sockets that are no longer used; ulimit -n tells the limit.
failed_kernel_no_memory_left = The kernel has no memory left for network buffers.
failed_usually_passes_soon_wait = It usually passes soon: wait a little and repeat the call.
failed_signal_interrupted_before_was = A signal interrupted { $name } before it was over.
failed_just_repeat_call_python = Just repeat the call; Python does so by itself.
failed_cannot_completed_now_not = { $name } cannot be completed now, and it is not allowed to wait any longer.
failed_nothing_broken_repeat_call = Nothing is broken: repeat the call later, or take off the time limit.
failed_system_does_not_allow = The system does not allow { $name } to this program; a firewall may be the cause.
failed_try_127_0_0 = Try 127.0.0.1, or ask whoever administers the machine.
failed_machine_knows_no_way = This machine knows no way to that network.
failed_check_address_right_there = Check that the address is right and that there is a network; 127.0.0.1 needs none.
failed_network_there_but_machine = The network is there, but that machine does not answer on it.
failed_check_address_other_machine = Check the address and that the other machine is on.
failed_kernel_repeated_sent_other = The kernel repeated what it sent and the other end answered none of it.
failed_other_machine_off_out = The other machine is off, out of reach, or a firewall drops what comes.
failed_path_unix_socket_or = The path of the Unix socket, or a part of it, is too long.
failed_use_shorter_name_107 = Use a shorter name: 107 bytes fit.
failed_address_not_family_af = The address is not of the family of { $socket }: an AF_INET socket only knows IPv4 addresses.
failed_change_address_or_make = Change the address, or make the socket with AF_INET6.
failed_address_of_another_family = The address is not of the family of { $socket }.
failed_receiver_is_connected = { $name } is not allowed: the receiver is connected to another socket and takes datagrams of nobody else, or its file does not permit it.
failed_name_failed_with_errno = { $name } failed with { $errno } (“{ $words }”).
failed_section_errors_says_when = The section ERRORS of { $man } says when that happens.
failed_program_no_permission_write = The program has no permission to write to { $path }.
failed_see_ls_l_permissions = See with ls -l the permissions of the file and its folders.

## explain/does

does_asks_kernel_keeps_variable = Asks the kernel for { $what } and keeps it in the variable { $socket }.
does_makes_listener_kernel_will = Makes { $socket } a listener: the kernel will keep arriving connections in a queue (backlog { $backlog }).
does_takes_first_connection_out = Takes the first connection out of the queue of { $socket } and makes a new socket for it, { $into }.
does_hands_kernel_sent_over = Hands { $data } to the kernel, to be sent over { $socket }.
does_takes_arrived_most = Takes what has arrived at { $socket }, { $max } at most.
does_sends_datagram_over = Sends a datagram of { $data } over { $socket } to { $to }.
does_takes_one_datagram_arrived = Takes one datagram that arrived at { $socket }, { $max } at most, and tells who sent it.
does_closes_gives_descriptor_back = Closes { $socket } and gives its descriptor back to the kernel.
does_asks_kernel_local_address = Asks the kernel for the local address of { $socket }.
does_asks_kernel_who_connected = Asks the kernel who { $socket } is connected to.
does_lets_pass_does_nothing = Lets { $time } pass and does nothing.
does_bytes_and_characters = { $count } ({ $characters ->
    [one] { $number } character
   *[other] { $number } characters
} in UTF-8)
does_port_machine = port { $port } of this machine
does_the_file_path = the file { $path }
does_whoever_sent_last_datagram = whoever sent the last datagram received
does_gives_free_port_kernel = Gives { $socket } a free port of the kernel's choice, on all addresses of this machine.
does_gives_port_all_addresses = Gives { $socket } port { $port } on all addresses of this machine.
does_gives_local_address_free = Gives { $socket } the local address { $host } and a free port of the kernel's choice.
does_gives_local_address_port = Gives { $socket } the local address { $host } and port { $port }, where others can find it.
does_gives_name_file_system = Gives { $socket } a name in the file system: { $path }.
does_gives_address_last_datagram = Gives { $socket } the address of the last datagram's sender as its local address.
does_connects_socket_to_end = Connects { $socket } to { $end }.
does_ends_only_receiving_direction = Ends only the receiving direction of { $socket }; it can still send.
does_ends_only_sending_direction = Ends only the sending direction of { $socket }; it can still receive.
does_ends_both_directions_keeps = Ends both directions of { $socket }, and keeps the descriptor.
does_turns_so_reuseaddr_bind = Turns SO_REUSEADDR on for { $socket }: bind will not stumble over old connections of the port, in TIME_WAIT.
does_turns_so_reuseaddr_off = Turns SO_REUSEADDR off for { $socket }: bind fails while the port has connections in TIME_WAIT.
does_asks_send_buffer_so = Asks for a send buffer of { $size } for { $socket } (SO_SNDBUF).
does_asks_receive_buffer_so = Asks for a receive buffer of { $size } for { $socket } (SO_RCVBUF).
does_makes_close_cut_connection = Makes close cut the connection of { $socket } at once, with a RST (SO_LINGER 0).
does_makes_close_wait_up = Makes close wait up to { $seconds } s for what { $socket } still has to send to arrive (SO_LINGER).
does_turns_so_linger_off = Turns SO_LINGER off for { $socket }: close returns at once and the kernel sends what is left.
does_turns_tcp_nodelay_small = Turns TCP_NODELAY on for { $socket }: small segments leave at once, without Nagle's algorithm.
does_turns_tcp_nodelay_off = Turns TCP_NODELAY off for { $socket }: Nagle's algorithm puts small sends together.
does_allows_send_broadcast_addresses = Allows { $socket } to send to broadcast addresses (SO_BROADCAST).
does_forbids_send_broadcast_addresses = Forbids { $socket } to send to broadcast addresses (SO_BROADCAST).
does_takes_time_limit_off = Takes the time limit off { $socket }: what waits to receive on it waits as long as it takes (SO_RCVTIMEO 0).
does_gives_time_limit_after = Gives { $socket } a time limit of { $time }: after it, what waits to receive on it gives EAGAIN (SO_RCVTIMEO).
does_asks_kernel_whether_pending = Asks the kernel whether { $socket } has a pending error ({ $constant }); reading clears it.
does_asks_kernel_value_option = Asks the kernel for the value of the option { $constant } of { $socket }.
does_tcp_socket_over_ipv4 = a TCP socket over IPv4
does_udp_socket_over_ipv4 = a UDP socket over IPv4
does_tcp_socket_over_ipv6 = a TCP socket over IPv6
does_udp_socket_over_ipv6 = a UDP socket over IPv6
does_unix_stream_socket = a Unix stream socket
does_unix_datagram_socket = a Unix datagram socket
does_takes_one_datagram = Takes one datagram that arrived at { $socket }, { $max } at most.
does_gives_abstract_name = Gives { $socket } an abstract name, which is no file: { $path }.
does_makes_connection = Connects { $socket } to { $end }: makes a connection.
does_sets_destination = Sets { $end } as the destination of { $socket }: nothing is sent.
does_lets_share_port = Turns { $constant } on for { $socket }: several sockets that have it on can bind the same port.
does_turns_option_on = Turns { $constant } on for { $socket }.
does_turns_option_off = Turns { $constant } off for { $socket }.

## explain/waiting

waiting_queue_empty_blocks_stops = The queue of { $socket } is empty and { $name } blocks: it stops here until a connection arrives. That is normal, not a fault.
waiting_let_client_call_connect = Let a client call connect with this address.
waiting_asked_connection_waits_answer = { $socket } has asked for the connection and waits: the answer has not come yet, or the listener's queue is full. That is normal, not a fault.
waiting_if_queue_full_accept = If the queue is full, an accept of the server makes room in it.
waiting_queue_is_full = The queue of { $queue } ({ $who }) is full: { $socket } waits for room in it. That is normal, not a fault.
waiting_accept_makes_room = Each accept of the server makes room for one.
waiting_nothing_arrived_yet_blocks = There is nothing to read at { $socket } now and { $name } blocks: it stops here until bytes come, or the end of the stream. That is normal, not a fault.
waiting_send_other_end_enough = A send of the other end is enough; a clean close of it would give this call 0 bytes.
waiting_no_datagram_arrived_yet = There is no datagram at { $socket } now and { $name } blocks: it stops here until one comes. That is normal, not a fault.
waiting_if_datagram_gets_lost = If the datagram gets lost on its way, the wait never ends: UDP does not repeat it.
waiting_send_buffer_full_because = The send buffer of { $socket } is full, because the other end does not read as fast: { $name } waits for room. That is normal, not a fault.
waiting_each_recv_other_end = Each recv of the other end makes room.
waiting_receiver_is_full = There is no room at the receiver, which has not received what came before: { $name } over { $socket } waits. That is normal, not a fault.
waiting_each_datagram_makes_room = Each datagram that it receives makes room.
waiting_send_buffer_is_full = The send buffer of { $socket } is full: { $name } waits until something of it has left. That is normal, not a fault.
waiting_before_name_turned_into = Before { $name } the name has to be turned into an address (getaddrinfo), and an answer from the network can take a while.
waiting_because_so_linger_waits = Because of SO_LINGER, { $name } waits for the other end to confirm what is still to be sent, or for the time to run out.
waiting_participant_sleeps_others_go = This participant sleeps for { $time }; the others go on.
waiting_waits_until_one_sockets = { $name } waits until one of its sockets has something to read, or room to write, or the time is up. So one thread serves many.
waiting_waits_connection = waits for a connection
waiting_waits_answer = waits for an answer
waiting_waits_bytes = waits for bytes
waiting_waits_datagram = waits for a datagram
waiting_waits_buffer_space = waits for buffer space
waiting_waits_address = waits for the address
waiting_waits_delivery = waits for delivery
waiting_waits_readiness = waits for readiness
waiting_sleeps = sleeps
waiting_waited_connection = waited for a connection
waiting_waited_answer = waited for an answer
waiting_waited_bytes = waited for bytes
waiting_waited_datagram = waited for a datagram
waiting_waited_buffer_space = waited for buffer space
waiting_waited_address = waited for the address
waiting_waited_delivery = waited for delivery
waiting_waited_readiness = waited for readiness
waiting_slept = slept

## explain

explain_call_been_made_kernel = The call has been made; the kernel has not answered yet.
explain_variable_does_not_exist = The variable { $socket } does not exist, because the call that was to give it a socket failed. In Python this is a NameError, and the kernel is never called.
explain_look_further_up_call = Look further up for the call that failed: the cause is there.
explain_someone_interrupted_wait_ctrl = Someone interrupted the wait, as Ctrl-C does to a program (KeyboardInterrupt in Python).
explain_socket_still_open_repeat = The socket is still open: repeat the call, or go on with the next one.
explain_program_was_ended_while = The program was ended while it waited here, as in a crash or by kill -9: the call never came back. The system closes for it whatever it had open.
explain_look_other_end_sees = Look at what the other end sees: the end of the stream, or a reset if data was left unread.
explain_python_raised = Python raised { $exception }: { $message }
explain_time_settimeout_passed_nothing = The time of settimeout passed before the call could be done. The socket is still open: it can be tried again.
explain_no_answer_kernel_python = This is no answer of the kernel: Python complained before it asked, or about something else.
explain_there_nobody_answer_participant = There is nobody to answer: this participant has not received a datagram yet.
explain_let_recvfrom_receive_one = Let recvfrom receive one first; the sender's address comes from there.
explain_could_not_turned_into = “{ $host }” could not be turned into an address (getaddrinfo says: { $why }). The call itself was not made.
explain_check_spelling_name_localhost = Check the spelling of the name; localhost and 127.0.0.1 work without a network.
explain_frozen_here = Its program is frozen and does nothing, not even come back from this call: whatever has come meanwhile waits in the kernel.
explain_thaw_it = Thaw it to let it go on.

## explain/answered/option

option_linux_doubles_asked_least = Linux doubles what it is asked for, and has a least value: check with getsockopt.
option_set_before_bind_does = Set it before bind. It does not allow two listeners on one port: that still gives EADDRINUSE.
option_close_other_end_will = At close the other end will see ECONNRESET, and what is left to send is thrown away.
option_option_off_now = The option { $constant } of { $socket } is off now.
option_kernel_accepted = The kernel has accepted { $constant } = { $value } for { $socket }.
option_0_no_limit = 0, no limit
option_off = off
option_0_no_error = 0, no error
option_0_off = 0, off
option_value_on = { $value }, on
option_value_of_constant_of = Value of { $constant } of { $socket }: { $reading }.
option_linux_doubles_setsockopt_asks = Linux doubles what setsockopt asks for: after 4096, 8192 is read.
option_reading_cleared_next_call = Reading has cleared it: the next call will not give this error.
option_datagrams_go_to_one = Set it before bind. Of several sockets with the same port, only one gets each datagram.
option_nothing_to_unix = To a Unix socket it changes nothing: its file stays all the same.

## explain/answered/naming

naming_address_now_file_type = { $socket } has its address now, { $local }; a file of type socket has appeared on the disk.
naming_file_stays_after_close = The file stays after close: it has to be deleted before another bind to the same name.
naming_has_abstract_name = { $socket } has its name now, { $local }; it is no file, and goes with the socket.
naming_holds_means_all_addresses = { $socket } holds { $local }: { $ip } means all addresses of this machine.
naming_holds_only_programs_same = { $socket } holds { $local }: only programs on this same machine can reach it there.
naming_holds_address_machine = { $socket } holds { $local }, an address of this machine.
naming_port_0_was_asked = Port 0 was asked for, so the kernel has chosen a free one: { $port }.
naming_ports_below_1024_reserved = Ports below 1024 are usually reserved; here the program could have this one.
naming_can_receive_datagrams = It can receive datagrams now.
naming_listen_is_missing = To take connections, listen is still missing; a client can call connect from this address.
naming_listens_now_kernel_completes = { $socket } listens on { $local }: from now on the kernel completes arriving connections, even if nobody calls accept.
naming_linux_backlog_lets_complete = On Linux, a backlog of { $backlog } lets { $room } complete without accept; the next connect waits for room.
naming_when_queue_full_next = When the queue is full, the next connect waits for an accept to make room.
naming_uses_same_local_port = { $into } uses the same local port, { $port }: what tells connections apart is the address of the other end.
naming_talk_client_over_only = Talk to this client over { $into }; { $socket } only serves to accept more.
naming_new_socket_descriptor_connected = { $into } is a new socket (descriptor { $fd }), connected to a client without a name; { $socket } goes on listening.
naming_new_socket_descriptor_connected_2 = { $into } is a new socket (descriptor { $fd }), connected to { $peer }; { $socket } goes on listening.
naming_socket_is_connected_to = { $socket } is connected to { $peer }.
naming_stream_socket_connection_made = On a stream socket the connection is made, even if the server has not called accept yet.
naming_connected_local_end = { $socket } is connected to { $peer }; its local end is { $local }.
naming_kernel_completes = The server's kernel completes the connection, without waiting for accept.
naming_destination_is_set = The destination of { $socket } is { $peer } now: send goes there, and only what comes from there is received.
naming_nothing_was_sent = Nothing was sent, and nobody need be there.
naming_connected_socket_without_name = { $socket } is connected to a socket without a name: its owner made no bind.
naming_other_end = The other end of { $socket } is { $address }.
naming_local_address = The local address of { $socket } is { $address }.
naming_no_address_yet_answer = { $socket } has no address yet: { $address } is the answer before bind.
naming_stream_gets_one = It will have one after bind, connect or listen.
naming_datagrams_get_one = It will have one after bind, connect or the first sendto.
naming_address_stands_any_machine = That address stands for any of this machine's; the port is a single one.
naming_no_name_unix_sockets = { $socket } has no name: with Unix sockets only bind gives one.

## explain/answered

answered_kernel_made_socket_given = The kernel has made the socket and given it descriptor { $fd }; it has no address yet and is not connected.
answered_stream_goes_on = A server usually goes on with bind; a client, with connect.
answered_datagrams_go_on = Who is to be found goes on with bind; who begins can call sendto at once.
answered_unix_datagrams_go_on = bind gives it a name; without one it can send, but nobody can answer it.
answered_kernel_returned = The kernel returned { $value }.
answered_gave_back = { $name } gave back { $what }.
answered_time_over_other_participants = The time is over; the other participants could go on meanwhile.
answered_succeeded_returns_nothing_more = { $name } succeeded and returns nothing more.
answered_program_lets_go_there = The program lets go of { $socket }. There is no connection to close: nobody else is told.
answered_connections_were_accepted_other = Connections that were accepted are other sockets and live on; those that waited in the queue do not.
answered_program_lets_go_was = The program lets go of { $socket }, which was not connected: there is no other end to notice.
closing_gives_back = The descriptor of { $socket } is given back.
closing_datagrams_thrown_away = { $left ->
    [one] With it, { $number } datagram that had come and that nobody received is thrown away.
   *[other] With it, { $number } datagrams that had come and that nobody received are thrown away.
}
closing_listener = { $socket } no longer listens: unless another socket listens on port { $port }, connect to it gives ECONNREFUSED from now on.
closing_unix_listener = { $socket } no longer listens: connect to { $path } gives ECONNREFUSED from now on, and the file stays until somebody deletes it.
closing_abstract_listener = { $socket } no longer listens: connect to { $path } gives ECONNREFUSED from now on.
closing_listener_without_name = { $socket } no longer listens.
closing_ends = The program lets go of { $socket }. The other end will read what was sent, and then the end of the stream.
closing_after_shutdown = The program lets go of { $socket }, which sent the end of the stream with its shutdown already. What the other end still sends, nobody takes.
closing_after_the_other = The program lets go of { $socket }. The other end had ended its sending before; now it can read the end of the stream as well.
closing_alone = The program lets go of { $socket }. { $who } had closed the other end before: there is nobody to notice.
closing_broken = The program lets go of { $socket }, whose connection had broken before: the other end is not told.
closing_cuts_by_linger = The program lets go of { $socket }, and SO_LINGER 0 makes it cut the connection with a RST: the other end will see ECONNRESET, and no end of the stream.
closing_cuts_unread = The program lets go of { $socket } with { $count } that had come and were not read: that cuts the connection, and the other end will see ECONNRESET instead of the end of the stream.
closing_cuts_unread_some = The program lets go of { $socket } with bytes that had come and were not read: that cuts the connection, and the other end will see ECONNRESET instead of the end of the stream.
closing_never_accepted = The program lets go of { $socket }. No accept had taken its connection when the listener was closed, and that cut it: there is nobody to notice.
closing_other_end_unknown = The program lets go of { $socket }. If the other end is still there, it will see the end of the stream, or ECONNRESET if bytes were left unread here.
closing_nothing_is_kept = Of a connection that was cut the kernel keeps nothing: its port is free at once.
closing_time_wait = This end closed first: when the other has closed too, port { $port } stays here in TIME_WAIT for a time. To bind it again meanwhile takes SO_REUSEADDR, on this socket and on the new one.
closing_time_wait_of_chosen = This end closed first: when the other has closed too, port { $port } stays here in TIME_WAIT for a time. The kernel chose it, and has others.
closing_may_time_wait = If this end closed first, port { $port } stays here in TIME_WAIT for a time. To bind it again meanwhile takes SO_REUSEADDR, on this socket and on the new one.
closing_listener_shut = { $socket } listens no more: an accept on it gives EINVAL.
closing_shut_for_nobody = Nothing more is sent over { $socket }. { $who } had closed the other end before: there is nobody to read the end of the stream.
closing_shut_datagrams = { $socket } is shut down here. Datagrams have no end of a stream: nobody else is told.
closing_unix_shut_reading = { $socket } expects no more data: recv gives what has come, and then 0 bytes. A send of the other end gives EPIPE from now on.
answered_expects_no_more_data = { $socket } expects no more data: recv gives 0 bytes when nothing is there. On Linux it still hands over what the other end sends.
answered_nothing_more_sent_over = Nothing more is sent over { $socket }: the other end will read what is pending and then the end of the stream. Receiving still works.
answered_neither_sends_nor_expects = { $socket } neither sends nor expects to receive any more; the other end will read the end of the stream.
answered_shutdown_does_not_give = shutdown does not give the descriptor back: close is still needed.

## explain/answered/transfer

transfer_kernel_took_only_connection = The kernel took only { $count } of { $asked }: while send waited for room, the connection broke, or somebody interrupted it.
transfer_always_compare_send_returns = Always compare what send returns with what you wanted to send; in Python, sendall does it for you.
transfer_took_part = The kernel took only { $count } of { $asked }: there was no room for more, and the call did not wait for it, or no longer.
transfer_there_was_nothing_send = There was nothing to send, and nothing leaves.
transfer_kernel_taken_all_sending = The kernel has taken all of it ({ $taken }); sending it is now its task.
transfer_send_over_does_not = That send is over does not prove that the other program has read it, nor that it ever will.
transfer_nobody_reads = { $who } had closed the other end before: nobody will read this. A later call is told of it.
transfer_datagram_left_bound_port = The datagram ({ $size }) has left for { $to } from port { $port }.
transfer_datagram_left_connected = The datagram ({ $size }) has left for the address that connect had set.
transfer_datagram_left_port_without = The datagram ({ $size }) has left for { $to } from port { $port }, which the kernel chose.
transfer_datagram_left_without_sender = The datagram ({ $size }) has left for { $to }, without a sender's address.
transfer_datagram_left = The datagram ({ $size }) has left { $from } for { $to }.
transfer_sendto_cannot_know_whether = sendto cannot know whether it arrives: it may get lost, or nobody may be there, without any error.
transfer_kernel_put_receiver_s = The kernel has put it in the receiver's queue; the receiver still has to call recvfrom.
transfer_without_bind_no_name = Without a bind it has no name: whoever receives it cannot answer.
fate_received = { $who } received it.
fate_received_cut = { $who } received { $kept } of its { $sent }: the rest is lost.
fate_waits_unread = It went to { $socket }, and has not been received yet: it waits in the queue there, if that had room.
fate_thrown_away = It went to { $socket }, which was closed without having received it: what is in a queue is thrown away then.
fate_dropped = It never came into the queue of { $socket }, as the calls there show: most likely it was full. UDP tells nobody.
fate_refused = Nobody was there: a later call on this socket was told so (ECONNREFUSED).
fate_nobody = No socket of this run had that address then: unless another program had it, the datagram is lost. Whoever sends is not told.
fate_to_outside = It went to a program outside this run: what came of it there is not seen.
fate_short_unread = waits unread
fate_short_thrown_away = thrown away unread
fate_short_dropped = lost: no room
fate_short_refused = refused: nobody there
fate_short_nobody = nobody of the run there
transfer_stream_socket_0_bytes = On a stream socket, 0 bytes are the end of the stream: all before it has been read and nothing more will come.
transfer_not_empty_message_sign = It is not an empty message: it is the sign to leave the loop and call close.
transfer_end_again = The other end has closed: recv gives 0 bytes at once, each time, for ever. Leave the loop when they come, and call close.
transfer_receiving_shut_down = Receiving was ended here, with shutdown: recv gives 0 bytes when nothing is there. It says nothing of the other end.
transfer_nothing_after_reset = The connection had broken before, and a call was told so: since then recv gives 0 bytes. It is no clean end.
transfer_0_bytes = It received 0 bytes.
transfer_may_be_more = There may be more for the next recv.
transfer_no_borders = A stream keeps no borders between messages: these may be several sends together, or only a part of one.
transfer_empty_datagram = It received an empty datagram, or receiving was ended here with shutdown. Among datagrams, 0 bytes announce no end.
transfer_whole_datagram = It received a whole datagram, { $count }.
transfer_datagram_fills = It received a datagram that fills what was asked for, { $count }.
transfer_rest_is_lost = It was { $sent } long: the other { $lost } are lost.
transfer_received_all_was_asked = It received { $count }, all that was asked for.
transfer_received_was_there_recv = It received { $count }, what was there: recv does not wait to fill the { $most }.
transfer_socket_without_name = a socket without a name
transfer_datagram_arrived_fills_was = A datagram from { $sender } arrived that fills what was asked for, { $count }.
transfer_if_was_longer_rest = If it was longer, the rest is lost: another recvfrom would give the next datagram, not what is missing.
transfer_empty_datagram_arrived_legal = An empty datagram arrived from { $sender }: it is legal, and among datagrams 0 bytes announce no end.
transfer_whole_datagram_arrived = A whole datagram arrived from { $sender }, { $count }.
transfer_there_no_address_answer = There is no address to answer to: the sender made no bind.
transfer_answer_sendto_same_address = To answer, sendto that same address (Python's addr).
transfer_cut_went_through_character = The cut went through a character of several bytes (ñ takes 2; €, 3): join the pieces before decode.

## explain/errno

errno_permission_denied = permission denied
errno_address_already_use = address already in use
errno_address_not_available_here = address not available here
errno_address_family_not_supported = address family not supported
errno_nothing_available_now = nothing available for now
errno_connection_already_progress = connection already in progress
errno_socket_already_closed = the socket is already closed
errno_connection_refused = connection refused
errno_connection_reset_peer = connection reset by peer
errno_destination_address_required = destination address required
errno_connection_progress = connection in progress
errno_interrupted_signal = interrupted by a signal
errno_invalid_argument_or_state = invalid argument or state
errno_already_connected = already connected
errno_too_many_open_files = too many open files
errno_message_too_long = message too long
errno_name_too_long = name too long
errno_network_unreachable = network unreachable
errno_no_such_file = no such file
errno_not_connected = not connected
errno_not_supported_socket = not supported on this socket
errno_operation_not_permitted = operation not permitted
errno_no_connection_send = no connection to send on
errno_wrong_type_socket = wrong type of socket
errno_nobody_answered_time = nobody answered in time
errno_no_route_host = no route to host
errno_no_buffer_space_left = no buffer space left

## runs

runs_part = {" "}· part
runs_recording = {" "}· recording
runs_beginning_run = {" "}· from the beginning of run { $of }
runs_event_run = {" "}· from event { $at } of run { $of }
runs_run_run_from_kind = Run { $run }{ $from }{ $kind }
runs_close_run = Close run { $run }
runs_same_all_both_done = The same in all that both have done: { $calls }.
runs_they_part_call_there = They part at call { $at }: from there on the calls are not the same.
runs_call_comes_out_differently = Call { $at } comes out differently.
runs_the_same = the same
runs_same_bytes_regrouped = the same bytes in other pieces: a stream has no messages
runs_regrouped = A stream came in other pieces in { $calls }; the bytes are the same.
runs_not_yet_known = not yet known
runs_same_call_another_result = the same call, with another result
runs_not_same_call = not the same call
runs_nothing = nothing
runs_some_ports_use_now = Some ports are in use now; this run has others in their place: { $list }. Saving keeps the ports of the scenario.
runs_taken_ports_of_programs = These ports are in use now: { $list }. Python programs take part in this run, and their ports stand in their own text, so nothing was exchanged: bind() will give EADDRINUSE until they are free again.

## event

event_go_event = Go to event { $number }, of { $who }: { $call }{ $gap }{ $what }{ $colon }{ $told }
event_thrown_away = { $left ->
    [one] { $number } datagram thrown away unread
   *[other] { $number } datagrams thrown away unread
}
event_times_the_same = { $times ->
    [one] … and { $number } time more the same
   *[other] … and { $number } times more the same
}

## recording

recording_all_stands_before_line = { $place }{ $line }: { $words }. All that stands before that line is shown.
recording_comes_out_was_recorded = It comes out as it was recorded: { $calls }.
recording_comes_out_differently_first = It comes out differently. First difference: { $first }
recording_run_longer_than_memory = The run is longer than memory has room for, and cannot be made again from its beginning.
recording_already_there_left_alone = { $path } is already there and is left alone; name another file. Nothing was run.
recording_cannot_written_nothing_was = { $path } cannot be written: { $error }. Nothing was run.
recording_last_run_was_cut = The last run ({ $when }) was cut off before it was closed. All that was seen is recorded in { $path }.
recording_file_cut_off_here = the file is cut off here
recording_file_ends_here_does = the file ends here, and does not say that the run was over: its program crashed, or still writes
recording_ends_here_and_run = the recording ends here, and the run went on: it had reached its limit, or the disk was full
recording_not_recording_expected_recording = not a recording; expected `Recording(version: …)`
recording_recording_version_program_reads = the recording is of version { $found }; this program reads versions 1 to { $newest }: a newer one is needed
recording_scenario_not_usable = the scenario in it is not usable: { $why }
recording_line_does_not_read = the line does not read: found `{ $found }`; expected `(number, nanoseconds, participant, event)`
recording_line_does_not_read_2 = the line does not read: { $why }; expected `(number, nanoseconds, participant, event)`
recording_line_longer_than = the line is longer than { $limit }
recording_not_text_utf_8 = not a text in UTF-8
recording_another_recording_begins_here = another recording begins here; two files were joined
recording_event_number_expected = it is event number { $found }; expected { $expected }
recording_time_runs_backwards_ns = time runs backwards: { $found } ns; expected at least the { $before } ns of the event before it
recording_participant_none_scenario = participant { $id } is none of the scenario
recording_script_participant_no_step = the script of participant { $participant } has no { $call } as its step { $step }
recording_one_call_most = { $bytes } in one call; the most is { $limit }
recording_event_comes_after_end = an event comes after the end of the recording (End)
recording_header_does_not_read = the header does not read: { $why }; expected `Recording(version: …, …, scenario: Scenario(…))`
recording_call_begins_while_one = a call begins while the one before it of that participant has not returned
recording_call_waits_or_returns = a call waits or returns that nobody had begun
recording_there_no_participant = there is no participant { $id }
recording_program_participant_was_already = the program of that participant was already over
recording_about_socket_nobody_opened = it is about a socket that nobody opened
recording_call_cannot_give_back = its call cannot give that back
recording_about_thread_was_there = it is about a thread that was there already, or that is of no program
recording_new_socket_does_not = the new socket does not have the number that follows

## moment

moment_event_number_of_of = event { $number } of { $of }
moment_stand_still_frozen = { $count ->
    [one] Nobody can step: { $who } is frozen
   *[other] Nobody can step: { $who } are frozen
}
moment_looking_past = Looking at the past: { $event }
moment_run_goes = { $plain } The run goes on.
moment_looking_past_recording = Looking at the past of a recording: { $event } · { $time }.
moment_event_number_time = event { $number } · { $time }
moment_name_calls_moved = { $name }: { $calls }, { $moved }
moment_bookmark_event = Bookmark at event { $number }: { $note }

## window

opened_before = a window was opened with it before
window_libraries_window_missing = Libraries for the window are missing: { $names }.

## doubt

doubt_no_line_above_makes = No line above makes “{ $name }”: in Python that is a NameError.
doubt_line_above_closes_answer = A line above closes “{ $name }”: the answer will be EBADF.
doubt_socket_address_another_family = The socket is { $family } and the address is of another family.
doubt_port_below_1024_without = Port { $port } is below 1024: without privilege the answer will be EACCES.
doubt_port_goes_0_65535 = A port goes from 0 to 65535; Python: OverflowError: { $call }(): port must be 0-65535.
doubt_number_0 = A number from 0 to { $most }.
doubt_no_hexadecimal_digit_they = “{ $digit }” is no hexadecimal digit: they are 0-9 and a-f, two a byte.
doubt_characters_utf_8 = { $bytes }, { $count } characters, UTF-8

## python

program_waits = Waiting...
python_press_enter_when_called = Press Enter when { $file } has called { $call }:
python_start_when_called = Start it when { $file } has called { $call }.
python_when_called = when { $file } has called { $call }
python_nothing_was_written_exists = Nothing was written, as this exists already: { $list }. Choose another place, or replace it with --force.
python_written_to_folder = Written to { $folder }. Start them there, each in a terminal of its own, in this order: { $commands }
python_not_written = Not written to { $path }: { $why }. { $advice }
python_there_no_free_ports = There are no free ports: { $why }.
python_had_not_returned = it had not returned

## words: The terminal face

cli_about = Watch TCP and UDP programs run call by call, on real sockets
cli_files = Scenario (.ron) or recording (.ronl) to open in the window
cli_run = Run a scenario on the terminal, on real sockets, or print a recording
cli_run_file = Scenarios (.ron) to run, or recordings (.ronl) to print, one after the other
cli_check = Say what is wrong in a file, and where
cli_check_file = Files to check
cli_export = Write the participants as Python programs, or a recording as a scenario
cli_export_file = Scenario (.ron) or recording (.ronl)
cli_export_to = What to write: python, a program for each participant; scenario, what they did in a recording
cli_export_out = The folder for the programs, or the file for the scenario
cli_export_force = Replace what is there already
export_recording = With --to scenario a recording (.ronl) is needed.
export_beginning = The recording is too long to make a scenario of it: its beginning is not in memory.
export_nothing = There is nothing to write: nobody has made a call.
to_run_one = To run it:
to_run_all = To run them, each on a terminal of its own, in this order:
to_run_scenario = To run it:
left_out = Without these calls, which no script can make again:
cli_json = One JSON object for each event, one on each line
cli_any_port = Replace each port of the file by a free one
cli_live = Make a recorded run again on real sockets, and say where it comes out differently
cli_record = Record what happens in this new file (.ronl)
record_one = With --record there is room for one file: a recording holds one run.
record_what_runs = With --record something must run: a scenario, or a recording with --live.
live_recording = With --live a recording (.ronl) is needed.
cli_timeout = End after so many seconds (exit code 3)
cli_language = Language: { $codes } (the system's, unless given)
cli_renderer = What draws the window: glow (OpenGL) or wgpu (Vulkan, Metal, or what the system has); if it fails, the other is tried
cli_help = Print this help
cli_version = Print the version
cli_usage = Usage
cli_commands = Commands
cli_arguments = Arguments
cli_options = Options
check_ok = fine
run_timeout = Out of time. Still waiting were:
run_timeout_none = Out of time.
on_terminal = Without a window, the scenario runs here, on the terminal:
recording_on_terminal = Without a window, the recording is printed here, on the terminal:
no_display = There is no display: neither DISPLAY nor WAYLAND_DISPLAY says where to show a window.
no_display_advice = For the window, start it from a desktop session (over ssh: ssh -X).
display_silent = The display that DISPLAY or WAYLAND_DISPLAY names does not answer.
no_window = A window cannot be opened here.
install = For the window, install:
at_end = as the program ends
interrupted = interrupted
killed = never came back
program_killed = program killed
script_changed = script changed
scenario_changed = scenario changed
participant_frozen = frozen
participant_thawed = thawed
frozen_here = frozen: thaw it to go on
closed_state = closed
participant_left = taken out of the scenario
by_hand = by hand
at_kill = as the program dies
no_socket = no socket
unresolved = no address
end_of_stream = end of the stream
end_of_stream_again = end of the stream, again: leave the loop
receiving_shut = receiving was shut down here
nothing_after_reset = the connection had broken
new_socket = new socket
program_over = end of the program
from = from
to = to
to_know = Good to know
record_anew = Restart, and record again.

## words: Several runs

fork = From here, live
fork_tip = Another run, on real sockets, from the moment that is shown
next_run = Next run
next_run_tip = Bring the next open run to the front
tab_comparison = Comparison
tab_comparison_tip = Two runs side by side: where they part, and what comes out differently
nothing_to_compare = Two runs are compared here. Go to any moment and press “From here, live”: the new run and the one before stand side by side.
comparison_left_behind = What would have to be compared now is no longer in memory.
go_to_difference = Go there
number_column = No.
not_while_repeating = The calls of the other run are being made again; P stays with what has been made.
pause_repeating_tip = Make no more again: the run is yours from here
repeating = Making the calls again…
save_recording = Save the recording…
save_recording_tip = Save all that has happened, to be seen again on any machine
ask_save_recording = Save the recording
earlier_part = Before this…
earlier_part_tip = What came before has no more room in memory; it is in the file, and opens beside this
not_measured = not measured
open_cut_off = Open the run that was cut off
open_cut_off_tip = Show the last run that was cut off by a crash, as far as it went
why_nothing_cut_off = No run was cut off.
open_again = Try again
open_again_tip = Open the same file once more, after correcting it
export_programs = Export to Python…
export_programs_tip = Write a Python program for each participant, to be run anywhere
ask_export = Export to Python
ask_export_about = A folder for the programs, one for each participant. It is created if it does not exist.
export_it = Export
recover = Open
recover_later = Not now
recover_discard = Delete it

## words: Controls

step = Step
step_tip = Make the next call, of whoever's turn it is
step_this_tip = Make this participant's next call
play = Play
pause = Pause
play_tip = Step by step at the chosen pace; again: pause
run = Run
run_tip = Everything at once, as fast as it goes
restart = Restart
restart_tip = Close everything and begin again, with nothing called
interrupt = Interrupt
interrupt_tip = Interrupt the call that waits, as Ctrl+C does; the socket lives on
previous_call = Previous call
previous_call_tip = Explain the call before
next_call = Next call
next_call_tip = Explain the call after
follow = Follow
follow_tip = Back to live, to the newest call, and follow what happens
zoom_in = Larger diagram
zoom_out = Smaller diagram
zoom_reset = Fit the diagram
zoom_in_tip = Larger diagram (also Ctrl + wheel)
zoom_out_tip = Smaller diagram
zoom_reset_tip = Diagram as large as fits
change_language = Language
change_language_tip = Spanish or English
change_appearance = Appearance
change_appearance_tip = Light, dark, high contrast, or as the system
appearance_system = Appearance: system
appearance_light = Appearance: light
appearance_dark = Appearance: dark
show_code = Code
show_code_tip = Show or hide the code
show_call = Call
show_call_tip = Show or hide the selected call
shortcuts = Keys
shortcuts_tip = All keys
participant_keys = 1 … 9
participant_keys_tip = Step of the participant in that column
close = Close
key_space = Space
key_up = Up
key_down = Down
key_end = End
key_control = Ctrl
pace = Pace
pace_tip = Time between two steps while playing
between_steps = between steps

## words: Where things stand

next = Next
nothing_called = nothing called yet
all_over = Every program has ended
all_wait = Everyone waits: nobody can step
running = Running…
state_over = ended
state_killed = killed
state_frozen = frozen
state_ending = left: close and end
state_no_calls = no calls yet
state_next = ready: next is
stand_later = not yet
stand_ready = ready
stand_next = next
stand_called = calling
stand_done = done
stand_failed = failed
waited = waited
now = now
notice = Something of Socketlab has failed
notice_of_file = Something is wrong with the file
dismiss = Dismiss

## words: The time line, and the past

timeline = Time line
timeline_empty = The whole run will be here, to go back to any moment.
show_timeline = Time line
show_timeline_tip = Show or hide the time line
to_start = To the start
to_start_tip = Show the beginning, before the first call
back_call = Back a call
back_call_tip = Go back to before the last call
forward_call = Forward a call
forward = Forward
forward_call_tip = In the past: on to after the next call
forward_tip = Show the next call of the past
back_event = Previous event
back_event_tip = Back in time by an event
forward_event = Next event
forward_event_tip = Forward in time by an event
back_own = Its previous call
back_own_tip = Back to the call before of the selected participant
forward_own = Its next call
forward_own_tip = Forward to the next call of the selected participant
play_past = Play what happened
play_past_tip = Play what happened from the moment shown; at the end, from the beginning
pause_past = Stop playing what happened
slower = Slower
slower_tip = Play what happened more slowly
faster = Faster
faster_tip = Play what happened more quickly
speed = Speed
speed_tip = How quickly what happened is played
scale_events = events
scale_time = time
change_scale = Scale
change_scale_tip = The same length for each event, or for each second
bookmark = Bookmark this moment
bookmark_tip = Put a bookmark with a note at the moment shown, or change the one there
bookmark_note = Note
bookmark_keys = Without a note the bookmark is removed.
previous_bookmark = Previous bookmark
previous_bookmark_tip = Go to the bookmark before
next_bookmark = Next bookmark
next_bookmark_tip = Go to the bookmark after
back_to_live = Back to live
back_to_end = Go to the end
to_end = To the end
end_of_recording = End of the recording
looking_at_past = Looking at the past
this_moment = here
not_in_the_past = This is the past: it does not change. End leads back to live.
not_in_a_recording = This is a recording: it is looked at, not run. “Restart” runs it anew.
begin_past = goes through what happened, forward and back.
begin_past_play = plays it from the beginning.
begin_recording = goes through the recording, forward and back.
begin_recording_play = plays it from the beginning.
key_left = Left
key_right = Right
key_home = Home
key_page_up = PageUp
key_page_down = PageDown

## words: Scenario

scenarios = Scenario
scenarios_tip = Choose another scenario
drop_file = Or drop a .ron or .ronl file on the window
begin_step = makes the first call. Again and again: call by call.
begin_play = plays it, step by step.
begin_keys = shows the other keys.

## words: Diagram

diagram = Diagram
outside = Outside program
no_address = no address yet
connection = connection
end = end
reset = reset
no_reader = no reader

## words: The selected call

not_yet = It has not been made yet.
origin_renamed = its variable was given another socket
origin_by_hand = made by hand, off the script
origin_killed = the program died: the system closes it
origin_program_end = the program is over: the system closes it
manual = Manual: man
on_socket = socket
family = family
kind = type
address = address
data = data
backlog = backlog
at_most = at most
how = half
option = option
time = time
returned = returned
local = local
peer = peer
to_address = to
sender = from
took = took
of_it_waiting = waiting
sent_bytes = Bytes sent
received_bytes = Bytes received

## words: The ports of the machine

cli_ports = Show the TCP and UDP sockets of this machine, as netstat -a does
cli_ports_tcp = TCP only (with --udp, both)
cli_ports_udp = UDP only (with --tcp, both)
cli_ports_listening = Only those that wait for others to begin: LISTEN, and UDP that is not connected
cli_ports_json = One JSON object for each socket, one on each line
column_protocol = Proto
column_receive_queue = Recv-Q
column_send_queue = Send-Q
column_local = Local address
column_remote = Foreign address
column_state = State
column_process = Program
not_available = not available here
column_protocol_tip = tcp or udp; with a 6, over IPv6
column_receive_queue_tip = Bytes that have come and nobody has read. In LISTEN: connections that wait for accept
column_send_queue_tip = Bytes sent that the other end has not confirmed. In LISTEN: the backlog
column_local_tip = Address and port of this end
column_remote_tip = Address and port of the other end
column_state_tip = How far the connection is in its life
column_process_tip = Number and name of the program that has it open
column_socket = Socket
column_socket_tip = The socket of this run
ports_filter = Filter
ports_filter_hint = port, state, program…
ports_listening = Listening
ports_listening_tip = Only those that wait for others to begin: LISTEN, and UDP that is not connected
ports_ours = This run
ports_ours_tip = Only the sockets of the programs here
ports_reading = Reading the sockets of the machine…
ports_then = The ports of the run at this moment, not those of the machine now
ports_then_none = At this moment the run has no port. bind or connect give it one.
ports_none = No socket is like that. Clear the filter to see them all.
column_participant = Participant
column_addresses = Local → peer
column_receive = To be read
column_send = To be confirmed
column_more = Besides
receive_queue = receive queue
receive_queue_tip = Bytes that have come and that no recv has read, of those that fit
receive_queue_datagram_tip = Bytes of the first datagram that waits; of the others the kernel does not tell
send_queue = send queue
send_queue_tip = Bytes sent that the other end has not confirmed, of those that fit
send_queue_unix_tip = Memory taken by what was sent and not read, of what there is
accept_queue_tip = Each filled slot is a complete connection that waits for accept. Linux takes one more than the backlog
closed_here = closed
no_sockets = No socket is open now. socket() opens one; accept(), another for each connection.

## words: The events

event_called = calls
event_waits = waits
event_returned = returns
event_failed = fails
event_read = reading
tab_events = Events
tab_events_tip = Show or hide the table of all that has happened, with its search
column_number = No.
column_number_tip = The place of the event among all of the run
column_time = Time
column_time_tip = Since the run began
column_what = What happens
column_call = Call
column_told = Result
find = Search the events
find_tip = Open the table of events and type what to look for
find_label = Search
find_hint = text, call:recv, errno:…
find_syntax = Looks for the text in the data sent and received, in addresses and in calls; 48 6f also as bytes.{"\u000A"}These words choose by name, and all that is typed must hold:{"\u000A"}participant:client   call:recv   socket:s   errno:ECONNRESET{"\u000A"}Quotation marks make one of several words: "Hello, server"
next_hit = Next match
next_hit_tip = To the next event that matches; after the last, to the first
previous_hit = Previous match
previous_hit_tip = To the event before that matches; before the first, to the last
only_hits = Matches only
only_hits_tip = Without it all events are listed, and those that match bear a mark
show_readings = Readings
show_readings_tip = Also what the system says of each socket between the calls
filters = Filters
any_of_them = any
searching = searching…
is_hit = matches
no_events = Nothing has happened yet. With each step, what happens comes here.
no_hits = No event is like that. Try fewer words, or take the filters away.

## words: The drawer

drawer = Panels
drawer_tip = Open a drawer below the diagram
drawer_close = Close the drawer
tab_sockets = Sockets
tab_sockets_tip = Show or hide the sockets, as the system sees them
tab_bytes = Bytes
tab_bytes_tip = Show or hide the byte map: what each send sent and each recv took
tab_ports = Ports
tab_ports_tip = Show or hide the ports of the machine

## words: Saving and opening

file_menu = File
new_scenario = New
new_scenario_tip = Begin an empty scenario
open_file = Open…
open_file_tip = Open a scenario or a recording from a file
save_file = Save
save_file_tip = Save the scenario in its file
save_file_as = Save as…
save_file_as_tip = Save the scenario in another file
unsaved = unsaved
unsaved_tip = There are changes that are in no file
untitled = Untitled
untitled_file = scenario
key_shift = Shift
ask_save = Save the changes?
discard = Do not save
cancel = Cancel
ask_replace = There is a file with that name already
replace = Replace
other_name = Another name
ask_changed = Another program has changed the file
ask_comments = The file has comments
overwrite = Save over it
path = Path
ask_open = Open a scenario or a recording
ask_save_as = Save the scenario
open_it = Open
browse = Browse…
browsing = Browsing…
browse_tip = Look for it in the system's dialog
browsed_none = The system's dialog gave no file. Write the path here.
no_path = Write the path of a file.
recent_files = Recent
missing_file = no longer there
of_the_program = Of the program
save_elsewhere = Save it elsewhere, with Save as.
make_folder = Make the folder, or choose another.
add_a_name = Add the name of a file.
shorter_name = Choose a shorter one.
make_room = Make room, or save it on another disk, with Save as.
less_data = Shorten the data that is sent, or write it with Repeat.
correct_first = Correct that and save again.
is_a_folder = it is a folder
path_through_file = part of the path is a file, and no folder
read_only_disk = the disk is read-only
disk_full = the disk is full
quota_used = your share of the disk is used up
links_go_round = the links go round in circles
nobody_yet = There are no participants yet
disk_error = the disk does not answer well

## words: Changes to the scenario, by hand

add_participant = Add a participant
more_of_it = More
undo = Undo
undo_tip = Take the last change of the scenario back
redo = Redo
redo_tip = Make the change again that was taken back
freeze = Freeze
freeze_tip = It does nothing more, as a process stopped by Ctrl+Z; the system goes on receiving for it
thaw = Thaw
thaw_tip = It goes on where it was
kill = Kill, as in a crash
kill_tip = The program ends at once and the system closes its sockets
freeze_or_thaw = Freeze or thaw
rename_participant = Rename
rename_participant_tip = Give the participant another name
why_program_over = Its program is over. Start it again first.
why_program_goes_on = Its program has not ended.
start_anew = Start anew
start_anew_tip = Run this program once more, from its first line
duplicate = Duplicate
duplicate_tip = Another one like it, with a name of its own
move_left = Move left
move_right = Move right
move_tip = Change the place of its column
remove = Remove
remove_tip = Take it out of the scenario; what it did stays in the diagram
duplicate_line = Duplicate the line
duplicate_line_tip = Put the selected line of the script in once more
delete_line = Delete the line
delete_line_tip = Delete the selected line of the script
move_line_up = Move the line up
move_line_up_tip = Move the selected line of the script up
move_line_down = Move the line down
move_line_down_tip = Move the selected line of the script down
key_alt = Alt
key_delete = Del
key_escape = Esc

## words: The byte map

no_bytes_yet = No byte has passed yet. From the first send on they are seen here.
in_the_system = in the system
in_receive_queue = in the receive queue:
add_call = + Add a call
add_call_tip = Add a call below
wrap_line = Repeat
unwrap_block = Do not repeat
times = times
host = host
port = port
host_and_port = host and port
path_of_socket = Unix path
whoever_sent = whoever sent
milliseconds = milliseconds
whole_seconds = seconds
value = value
on = on
off = off
as_text = text
as_hex = hexadecimal
as_repeat = repeated text
data_text = message
replace_data = Replace
no_name = The name of the variable is missing.
bad_host = The name of a host has no blanks, and 253 characters at most.
bad_path = A Unix path has 1 to 107 bytes.
odd_digits = A digit is missing: each byte is two.
doubt_datagrams = A datagram socket neither listens nor accepts: the answer will be EOPNOTSUPP.
doubt_not_listening = Without listen before, accept will answer EINVAL.
doubt_listener = This socket listens: the one that accept returns is the one to talk through.
doubt_not_connected = No line above connects this socket: there is no other end.
doubt_no_destination = Without connect before, send knows no destination: the answer will be EDESTADDRREQ.
doubt_again = A line above did it already: the second time fails.
doubt_no_sender = Nothing has been received from anybody yet: there is nobody to answer.
doubt_no_room = With room for 0 bytes nothing is received.
doubt_sends_nothing = Over a stream, an empty text sends nothing.
call_now = Call by hand…
call_now_tip = Make any call there and then, off the script
find_call = Find a call
do_it_now = Do it now
another_call = Another call
is_closed = {" "}(closed)
rename = name
nobody = There is nobody yet. Add a participant to begin:
who_has_it = See who has the port
who_has_it_tip = Open the ports of the machine, with that one only
not_accepted_yet = whoever accepts
worked_out = worked out

## problem

problem_cannot_read = cannot be read: { $why }
problem_file_scenario_most = the file has { $size }; a scenario has { $limit } at most
problem_device_pipe_or_socket = it is a device, a pipe or a socket, and no file
problem_not_text_utf_8 = not a text in UTF-8; save it in that encoding
problem_version_program_reads_versions = it is of version { $found }; this program reads versions 1 to { $newest }
problem_no_participants_least_one = no participants; at least one is needed
problem_there_more_than_participants = there are more than { $limit } participants
problem_script_more_than_lines = the script has more than { $limit } lines; use Repeat for what repeats
problem_order_more_than_turns = `order` has more than { $limit } turns
problem_more_than_arguments = a program is given more than { $limit } arguments
problem_repeats_make_more_than = the repeats make more than { $limit } calls
problem_more_than_repeat_blocks = more than { $limit } Repeat blocks stand inside each other
problem_one_call_most = { $size } in one call; the most is { $limit }
problem_no_earlier_call_makes = no earlier call of `{ $participant }` makes a socket named `{ $socket }`; a Socket or an Accept must come first
problem_order_names_no_participant = `order` names `{ $name }`, which is no participant
problem_order_names_several_participants = `order` names `{ $name }`, and several participants bear that name; write its number, from 1
problem_name_no_address = the name `{ $name }` has no address: { $why }
problem_both_program_script_leave = `{ $participant }` has both a program and a script; leave only one of them
problem_arguments_no_program_python = `{ $participant }` has arguments and no program; python: "….py" is missing
problem_program_cannot_given_zero = a program cannot be given { $argument }: it has a zero character
problem_there_no_file_path = there is no file `{ $file }`; the path counts from the folder of this file
problem_address_no_port_expected = the address `{ $text }` has no port; expected "host:port", "[::1]:port" or "unix:path"
problem_port_not_number_0 = the port `{ $port }` in `{ $text }` is not a number from 0 to 65535
problem_ipv6_address_without_brackets = `{ $text }` is an IPv6 address without brackets; expected "[address]:port"
problem_no_valid_path_expected = `{ $text }` has no valid path; expected "unix:path", 107 bytes at most
problem_no_valid_host_name = `{ $text }` has no valid host name: no spaces and 253 characters at most

## problem/notation

notation_no_field_fields = { $outer } has no field `{ $found }`{ $hint }; its fields are: { $fields }
notation_there_no_field_expected = there is no field `{ $found }`{ $hint }; expected one of: { $fields }
notation_there_no_field = there is no field `{ $field }`{ $outer }
notation_field_stands_twice = the field `{ $field }` stands twice{ $outer }
notation_expected_found = expected `{ $expected }`, and found `{ $found }`
notation_expected_texts_language_es = expected texts by language: {"{"}"es": "…", "en": "…"{"}"}
notation_expected_name = expected `{ $name }(`
notation_expected_name_2 = expected the name `{ $name }`
notation_repeat_takes_text_how = Repeat takes a text and how many times: Repeat("x", 3000)
notation_there_values_another_number = there are { $found } values, and another number was expected ({ $expected })
notation_expected_found_2 = expected { $expected }, and found { $found }
notation_not_digit_number_base = `{ $digit }` is not a digit of a number in base { $base }
notation_cannot_stand_here = `{ $character }` cannot stand here
notation_there_no_call_expected = there is no call `{ $found }`{ $hint }; expected one of: { $names }
notation_cannot_stand_here_expected = `{ $found }` cannot stand here{ $hint }; expected one of: { $names }
notation_did_you_mean = {" "}(did you mean `{ $name }`?)
notation_in_outer = {" "}in { $outer }
notation_number_hexadecimal_digits_odd = the number of hexadecimal digits is odd; expected two for each byte
notation_not_hexadecimal_digit_expected = `{ $digit }` is not a hexadecimal digit; expected 0-9 and a-f, two for each byte
notation_file_makes_no_sense = the file makes no sense here ({ $message })
notation_file_ends_too_soon = the file ends too soon; a bracket or a quotation mark is not closed
notation_expected_list = expected a list: `[`
notation_expected_close_list = expected `]` to close the list
notation_expected_true_or_false = expected true or false
notation_expected_comma_or_bracket = expected a comma; or a bracket or a quotation mark is not closed
notation_expected_whole_number = expected a whole number
notation_expected_number = expected a number
notation_expected_some_or_none = expected Some(…) or None
notation_expected = expected `)`
notation_expected_texts_language = expected texts by language: {"{"}"es": "…", "en": "…"{"}"}
notation_expected_colon_between_name = expected a colon between name and value
notation_expected_2 = expected `{"}"}`
notation_expected_fields = expected `(` with the fields
notation_expected_text_quotation_marks = expected a text in quotation marks: "…"
notation_expected_name_such_socket = expected a name, such as `socket: …` in a call or Text("…") for data
notation_cannot_follow_backslash_write = that cannot follow a `\`; for a backslash write two
notation_number_too_large_or = the number is too large, or it is negative
notation_comment_not_closed = a comment `/*` is not closed by `*/`
notation_comment_lacks_line_break = a comment `//` lacks a line break after it
notation_number_too_many = this number has a `_` too many
notation_not_text_utf_8 = not a text in UTF-8
notation_there_text_left_over = there is text left over behind the end
notation_too_many_brackets_stand = too many brackets stand inside each other

## flow

flow_one_send_recv_each = One send, { $reads } recv: each recv takes at most the bytes that it asks for.
flow_here_each_recv_took = Here each recv took just what one send had sent, but TCP does not promise that.
flow_sends_came_single_recv = { $count } sends came in a single recv: TCP delivers a stream of bytes, not messages.
flow_single_recv_took_bytes = A single recv took bytes of { $count } sends: TCP delivers a stream of bytes, not messages.
flow_other_end_outside_program = The other end is an outside program: what the system took is known, what it received is not.
flow_other_end_outside_program_2 = The other end is an outside program: what came is known, in how many sends is not.
flow_never_read_whoever_was = Never to be read: { $most }; whoever was to receive them has closed its socket.
flow_send_not_returned_yet = The send has not returned yet: left to be read, at most: { $most }.
flow_system_wait_although_nobody = In the system wait { $most }, although nobody has called accept yet.
flow_system_wait_no_recv = In the system wait { $most }: no recv has taken them.
flow_end_was_read_recv = And the end was read: a recv returned 0 bytes.
flow_end_been_sent_nobody = The end has been sent, and nobody has read it.
flow_one_send = { $call } · { $span }, of one send
flow_call_span_of_sends = { $call } · { $span }, of { $sends } sends
flow_not_returned_asks = { $call } · has not returned; asks for { $span }
flow_never_read = { $number } never to be read
flow_up_read = up to { $number } to be read
flow_number_to_be_read = { $number } to be read
flow_end_stream_sent = { $call } · end of the stream, sent
flow_end_stream_read_0 = { $call } · end of the stream, read: 0 bytes
flow_cut_other_were_lost = cut: { $other } · { $kept } of { $sent }; the other { $lost } were lost
flow_came_whole = came whole: { $other }
flow_whole_of_other = whole, of { $other }
flow_outside_program = from an outside program, { $other }
flow_call_sent_not_known = which call sent it is not known
flow_refused_nobody_there_told = refused: nobody is there, as { $other } told (worked out by the order)
flow_did_not_leave = did not leave: { $errno }
flow_did_not_leave_2 = did not leave
flow_not_received_waits_queue = not received: waits in the queue of { $other }, or was lost
flow_never_received_was_closed = never received: { $other } was closed before
flow_never_came_in = never received: it did not come into the queue of { $other }, which was full (worked out)
flow_went_outside = to an outside program, { $other }: what came of it is not seen
flow_nobody_was_bound = no socket of this run had that address: lost, unless another program had it
flow_nothing_tells_whether_came = nothing tells whether it came: no socket of this run is there
flow_character_is_number_bytes = { $character } is { $number } bytes: { $hex }.
flow_cut_falls_inside_character = The cut falls inside a character: its last bytes are missing, and decode('utf-8') fails.
flow_begins_inside_character_first = It begins inside a character: its first bytes went with the call before, and decode('utf-8') fails.
flow_no_character_begins_byte = No character begins with this byte in UTF-8, and decode('utf-8') fails.
flow_these_bytes_make_no = These bytes make no character in UTF-8, and decode('utf-8') fails.
flow_number_from_start_to = { $number }, from { $start } to { $end }
flow_two = two
flow_three = three
flow_four = four
flow_five = five
flow_six = six
flow_seven = seven
flow_eight = eight
flow_nine = nine

## program

program_pill = Python
stand_held = held until it is stepped
held_here = The program is held here: the call is made, for real, with the next step.
frozen_before = The program is held before this call, and frozen: thaw it first.
event_held = is about to
program_started = program started
program_greeted = interpreter
thread_joined = new thread or process
source_read = source read
program_printed = prints
program_typed = is typed
program_signalled = gets a signal
program_raised = uncaught exception
program_exited = process ended
program_fell = { $who } came to a bad end: { $how }
program_fell_and_others = { $who } came to a bad end: { $how } (and { $others } more)
program_connected = connected
program_unseen = not seen
arguments = Arguments
raised = Exception
message = Message
state_held = held before
state_running = runs its own code
state_not_started = not started
state_reads_keyboard = waits for the keyboard
start_program = Start
start_program_tip = Start the program, and hold it before its first call
press_ctrl_c = Ctrl-C
press_ctrl_c_tip = As pressing Ctrl-C in its terminal: KeyboardInterrupt in Python
end_program = Ask it to end (SIGTERM)
add_program = A Python program…
add_program_tip = A program of yours, as it is, watched call by call
ask_program = Which Python program?
tab_output = Output
tab_output_tip = What the programs print, and what is typed for them
nothing_printed = What Python programs print appears here. Add one, or drop a .py on the window.
type_for_program = Type for the program
end_of_input = end of the input (Ctrl-D)
type_hint = Text for input(); Enter sends it
break_here = Stop at this line
break_at = Stop at each…
break_at_tip = While it runs freely, the program is held before these calls
interpreter = Interpreter
interpreter_found = Automatic
program_arguments = Arguments of the program
no_source = The text of the program could not be read.
ask_title = Run these programs?
ask_body = This file names programs of this machine. Nothing has been run yet. If you go on, they run with your rights, as if you started them in a terminal:
ask_run = Run them
ask_not = Run nothing
file_missing = not there
run_programs_needed = That file names programs of this machine. For them to be run, add --run-programs:
cli_run_programs = Let the programs that the file names be run
cli_python = Interpreter for Python programs (unless given, that of a venv beside the program, or python3)
cli_stdin = File that the Python programs read as their input
cli_held = Hold each call and let it go as soon as may be, one after the other
one_kind = Python programs run together; they are not mixed with scenarios or recordings.
not_repeated_program = Python programs are not made again: they can only be watched.
all_wait_for_keyboard = A program waits for the keyboard: type for it in Output
begin_program = starts the program and holds it before its first call. Again and again: call by call.
exit_code = code
by_signal = signal
program_file_line_line = { $file }, line { $line }
program_line_through = { $file }, line { $line }, through { $via }()
program_file_line_line_in = { $file }, line { $line }, in { $function }()
program_line_through_2 = { $file }, line { $line }, in { $function }(), through { $via }()
program_interpreter_not_let_probe = The interpreter has not let the probe in (-I, -E or -S? no Python?): the program runs, but its calls are not seen.
program_python_too_old_3 = Python { $version } is too old: 3.8 or later is needed. The program runs, but its calls are not seen.
program_tls_goes_over_socket = TLS goes over this socket: OpenSSL encrypts what is sent and received, and it is not seen.
program_program_uses_calls_kernel = The program uses { $name }, which calls the kernel by itself: those calls are not seen.
program_probe_lost_connection_does = The probe has lost its connection (does the program close descriptors that are not its own?): the program goes on, but its calls are not seen any more.
program_something_writes_past_calls = More bytes came out at the other end of { $socket } than the program's calls sent: something writes to its descriptor without a socket call, such as another program or print, and that is not seen.
program_program_uses_does_socket = The program uses { $function }: what it does with that on a socket is not seen.
program_program_prints_more_than = The program prints more than { $kept }, which is what is kept: the rest is left out.
program_there_more_threads_than = There are more threads than there is room for: the calls of those that follow are neither held nor seen.
program_program_makes_processes_without = The program makes processes without end: those that follow are not seen.
program_in_library = in Python's library, { $via }()
program_makes_packet_socket = Makes a packet socket: it sends and receives whole frames of a network interface, below IP. Only root may make one.
program_makes_raw_socket = Makes a raw socket: it sends and receives whole packets of a protocol, such as ICMP, without TCP or UDP. Only root may make one.
program_makes_sequenced_packet_socket = Makes a socket of sequenced packets: a connection, as with a stream, on which each message stays one.
program_makes_other_socket = Makes a socket that is neither a stream nor a datagram socket of IP or Unix: { $arguments }.
program_takes_over_socket = Makes { $socket }, another object of Python for a socket that is open already. The connection stays the same.
program_copies_descriptor = Gives { $socket } one more descriptor. The socket is closed when the last of them is.
program_closes_one_of_several = Closes one descriptor of { $socket }. The socket itself is closed when no other descriptor and no other process has it.
program_turns_address_into_name = Turns an address into a name. It is no call on a socket.
program_asks_kernel_sockets_ready = Asks the kernel which of its sockets are ready, and waits if none is.
program_turns_name_into_addresses = Turns a name into addresses. It is no call on a socket.
program_says_how_long_calls = Says how long calls on { $socket } are to wait. Python keeps it; the socket becomes non-blocking.
program_takes_descriptor_away_object = Takes the descriptor of { $socket } away from the object of Python, without closing it.
program_call_python = A call of Python: { $name }.
program_not_there_put_there = { $path } is not there. Put it there, or remove the participant and add the file again.
program_not_there_correct_path = { $path } is not there. Put it there, or correct its path.
program_no_python_name_one = there is no Python here. Install python3 (3.8 or later), or name an interpreter with --python.
program_cannot_run_name_another = { $path } cannot be run. Name another interpreter with --python.
program_folder_choose_py_file = { $path } is a folder. Choose the .py file in it.
program_there_no_python_here = there is no Python here. Install python3 (3.8 or later), or choose an interpreter.
program_cannot_run_choose_another = { $path } cannot be run. Choose another interpreter.
program_close_other_programs_try = { $why }. Close other programs and try again.
program_was_not_started = “{ $participant }” was not started: { $told }

## command line

command_line_no_such_argument = There is no “{ $argument }” here.
command_line_no_such_argument_similar = There is no “{ $argument }” here. Did you mean “{ $similar }”?
command_line_missing = These are missing: { $arguments }
command_line_lacks_value = “{ $argument }” lacks its value.
command_line_lacks_value_of = “{ $argument }” lacks its value, one of: { $valid }.
command_line_bad_value = “{ $argument }” does not take “{ $value }”.
command_line_bad_value_of = “{ $argument }” does not take “{ $value }”, only: { $valid }.
command_line_given_twice = “{ $argument }” can be given only once.
command_line_not_together = “{ $argument }” and “{ $other }” do not go together.
command_line_wrong_number = “{ $argument }” has too many values, or too few.
see_help = For more, ask with --help.
cli_usage_options = [OPTIONS]
cli_usage_command = [COMMAND]

## system

system_cannot_write_output = What there is to say cannot be written to the standard output: { $why }.
system_no_temporary_folder = no place takes the temporary folder that it needs: { $places }
system_socket_name_too_long = the name of the Unix socket “{ $name }” does not fit behind the path of the folder that the run has for such names
system_use_name_of_most = Use a name of at most { $most } bytes, or a path of your own, with a slash.
system_no_thread = the system gives no thread ({ $why })
system_cannot_wait = the system does not let it wait ({ $why })
system_cannot_hear_programs = Socketlab cannot hear Python programs ({ $why })
there_already = it is there already
ends_too_early = it ends too early
not_as_expected = what stands there is not as expected
file_at_its_limit = a file may not grow any larger
folder_not_empty = the folder is not empty
in_use = it is in use
no_memory = there is no memory left
no_more_threads = there are no more processes or threads to be had now
system_open_files = the system has too many files open
nobody_reads = nobody reads it any more
not_open = it is not open
no_device = there is no such device
not_executable = it is no program for this machine
disk_gone = the disk is no longer there
not_accepted = the system does not accept it
name_not_known = name or service not known
name_without_address = the name has no address
no_name_server = no name server answers now
name_server_fails = the name servers fail
name_of_another_family = the name has no address of that family
no_sender_yet = no datagram with a sender has come
path_too_long = its path is too long for a socket
set_tmpdir = Make room in one of them, or set TMPDIR to a folder with a short path that you can write to, and start Socketlab again.
close_programs_and_restart = Close other programs and press Restart.
close_programs_and_run_again = Close other programs, or raise the limits of open files and processes (ulimit -n, ulimit -u), and run it again.

## reach: What files reach beyond this machine and their run

reach_title = Allow these calls?
reach_body = By themselves, these calls of the file reach beyond the loopback of this machine and the Unix sockets of their own run. None of them is made unless you allow it. Do so only if you trust whoever wrote the file:
reach_allow = Allow
reach_not = Do not allow
reach_host = another host
reach_name = a name; name servers may be asked for its address
reach_broadcast = broadcast, all machines of a network at once
reach_multicast = multicast, all machines that listen to this address
reach_path = a Unix socket that is not of this run
reach_file = a socket file outside of the run's own folder
reach_line = { $participant }, line { $line }, { $function }: { $what }
reach_by = { $participant }, { $function }: { $what }
reach_needed = That file reaches beyond the loopback of this machine and the Unix sockets of its own run. Nothing was called:
reach_run_as = If you trust whoever wrote it: socketlab run … { $flags }
reach_when_run = When it runs, it asks for these first; names are not resolved until then:
reach_can_connect = “{ $participant }” listens at { $address }: others on the network can connect to it. To keep it to this machine, bind the socket to localhost.
reach_can_send = “{ $participant }” receives at { $address }: others on the network can send to it. To keep it to this machine, bind the socket to localhost.
cli_allow_network = Let the calls of the file reach other hosts and ask name servers
cli_allow_path = Let the calls of the file reach Unix sockets and paths outside of their run

## keyboard

menu_script = Script
menu_run = Execution
menu_time = Time
menu_view = View
menu_help = Help
menu_of_menus = Menu
open_menu = Open the menu
open_menu_tip = Open the menu; within it, the arrows and Enter
show_commands = Find what to do…
show_commands_tip = Find by its name anything that can be done
commands_hint = What do you want to do?
commands_list = What can be done
commands_none = Nothing is called that: try another word.
commands_recording = Recording
commands_opens_scenario = Open this scenario in place of the present one
commands_opens_recording = Open this recording in place of what is open
commands_is_spoken = It is the present language.
why_nothing_to_undo = The scenario is as it was opened: there is no change to take back.
why_nothing_to_redo = No change has been taken back.
why_no_line = First select a call of the script that has not been made yet, in the diagram or in the code.
why_line_made = That call has been made: only those to come can change.
why_nobody = There are no participants yet: add one.
why_all_over = Every program has ended. “Restart” begins again.
why_all_wait = Everyone waits: make a call by hand, or interrupt the one that waits.
why_all_frozen = Nobody can step, as somebody is frozen: thaw them first.
why_nothing_happened = Nothing has happened yet: make a step first.
why_at_the_start = This is the beginning already.
why_at_the_end = This is the last thing that happened: there is nothing after it yet.
why_one_run = Only one run is open. “From here, live” opens another.
why_slowest = It goes no slower.
why_fastest = It goes no faster.
why_no_bookmark_before = There is no bookmark before this moment.
why_no_bookmark_after = There is no bookmark after this moment.
why_largest = The diagram gets no larger.
why_smallest = The diagram gets no smaller.

## first steps

first_or_button = The “Step” button does the same, below at the left.
begin_parts = says what is what.
all_wait_advice = Interrupt one, or make a call by hand
all_frozen_advice = Thaw it, in its menu or beside its code
parts = What is what
parts_tip = Name each part of the window and say what it is for
parts_close = Any key or a click closes this.
part_lifeline = Lifeline
part_lifeline_is = A participant: what it does, from top to bottom.
part_box = Box
part_box_is = A call. Dashed: it has not been made yet.
part_tag = Tag
part_tag_is = The socket of the call; each has a name and a colour of its own.
part_arrow = Arrow
part_arrow_is = What goes over. Dashed: expected, or worked out.
part_signs = Signs
part_signs_is = The next call, one that is done, one that failed.
part_hourglass = Hourglass
part_hourglass_is = The call waits, and its box says for what.
part_code = Code
part_code_is = Each participant's script in Python, its next line marked.
part_call = The selected call
part_call_is = What it does, what it returned, and what that means.
part_timeline = Time line
part_timeline_is = All that happened: drag to go back to any moment.
part_controls = Controls
part_controls_is = Step by step, at your pace, or all at once.
part_drawer = Drawer
part_drawer_is = Sockets, bytes, ports and events, as the system sees them.
part_menus = Menus
part_menus_is = All that can be done, with its key; and the scenarios.
first_step = Press { $key }: { $who } makes its first call, { $call }().
another_step = { $key } again: { $who } calls { $call }().
first_program = Press { $key }: the program { $who } starts.

## spoken

region_top = Top bar
region_runs = Open runs
region_past = The past
region_notices = Notices
region_call = Selected call
region_drawer = Drawer
region_controls = Controls
next_region = Next part of the window
next_region_tip = Take the focus to the next part: code, diagram, call, drawer…
previous_region = Previous part of the window
previous_region_tip = Take the focus to the part before
ground = Diagram · the arrow keys go from call to call
expected_link = expected
resize_column = Width of the column
scroll_bar = Scroll
resize_panel = Size of the panel
now_playing = playing
now_paused = paused
table_sockets = Table of sockets
table_ports = Table of ports
table_events = Table of events
spoken_end_of_arrow = { $function } of { $who }
spoken_since = since { $time }
spoken_calls_since = { $number } since
spoken_failed = { $who }: { $function } failed, { $result }
spoken_returned = { $who }: { $function } returned
spoken_returned_result = { $who }: { $function } returned { $result }
spoken_is_about_to_call = { $who }: is about to call { $call }

## looks

larger = Everything larger
larger_tip = The whole window larger, up to 300%
smaller = Everything smaller
smaller_tip = The whole window smaller, down to 70%
usual_size = Usual size
usual_size_tip = The whole window at its usual size
why_all_largest = It is at 300%, and no larger
why_all_smallest = It is at 70%, and no smaller
change_motion = Motion
change_motion_tip = Have things glide to their place, or be there at once
appearance_light_contrast = Contrast: light
appearance_dark_contrast = Contrast: dark

## projection

project = Project
project_tip = Show the diagram large, over the whole screen; on the second screen, where there is one
leave_projection = Stop projecting
leave_projection_tip = Go back to the whole window
blank = Black screen
blank_tip = While projecting, turn the screen of the class black; any key that steps brings it back
freeze_picture = Freeze the picture
freeze_picture_tip = While projecting on another screen, the class keeps this picture while you prepare what comes next
show_pointer = Mark the pointer
show_pointer_tip = While projecting, put a ring around the pointer and show each click
on_this_screen = On this screen
freeze_needs_screen = To freeze the picture takes a second screen.
the_past = the past
diagram_of_class = The diagram, projected
black_screen = The screen is black
frozen_picture = The picture is frozen
window_of_class = Socketlab: what the class sees
presenter = For the presenter
comes_next = Coming next
notes_of_scenario = Notes
no_notes = This scenario has no notes.
class_sees = The class sees
class_sees_live = the diagram, as it goes
class_sees_black = a black screen
class_sees_frozen = a frozen picture
next_is_end = its program ends and closes what is open
next_is_start = its program starts
nothing_next = Nothing: all programs are over.
nobody_next = Nobody can go on for now: all wait.
forward_next = On through what has happened.
on_screen_at = On screen { $at }{ $name } · { $width } × { $height }
screen_gone = Screen { $at } is no longer there, and the projection has ended.
why_not_projecting = Nothing is projected yet.
why_projecting = It is projected already.
projection_clock = { $of_day } · { $since } so far

## panels

# What the handle of a panel does. "panel" is the name of it.
panel_fold = Fold away: { $panel }
panel_unfold = Show: { $panel }
