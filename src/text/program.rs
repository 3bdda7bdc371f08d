//! Programs of people: where in their source a call stands, what they show beside their calls, and the words of the
//! interface about them.

use super::system::system_words;
use super::{Face, Language, bytes};
use crate::scenario::Scenario;
use crate::session::NotStarted;
use crate::trace::{Downfall, ProgramEvent, Signal, Site, Unseen};

words! {
    program_pill;
    stand_held;
    held_here;
    frozen_before;
    event_held;
    program_started;
    program_greeted;
    thread_joined;
    source_read;
    program_printed;
    program_typed;
    program_signalled;
    program_raised;
    program_exited;
    program_connected;
    program_unseen;
    arguments;
    raised;
    message;
    state_held;
    state_running;
    state_not_started;
    state_reads_keyboard;
    start_program;
    start_program_tip;
    press_ctrl_c;
    press_ctrl_c_tip;
    end_program;
    add_program;
    add_program_tip;
    ask_program;
    tab_output;
    tab_output_tip;
    nothing_printed;
    type_for_program;
    end_of_input;
    type_hint;
    break_here;
    break_at;
    break_at_tip;
    interpreter;
    interpreter_found;
    program_arguments;
    no_source;
    ask_title;
    ask_body;
    ask_run;
    ask_not;
    file_missing;
    run_programs_needed;
    cli_run_programs;
    cli_python;
    cli_stdin;
    cli_held;
    one_kind;
    not_repeated_program;
    all_wait_for_keyboard;
    begin_program;
    exit_code;
    by_signal;
}

/// Where a call of a program stands.
#[must_use]
pub fn site(words: Language, site: &Site) -> String {
    let Site { file, line, function, via, .. } = site;
    let file = file.rsplit('/').next().unwrap_or(file);
    if file.is_empty() {
        return say!(words, "program_in_library", via);
    }
    match (&**function, &**via) {
        ("<module>", "") => say!(words, "program_file_line_line", file, line),
        ("<module>", via) => {
            say!(words, "program_line_through", file, line, via)
        }
        (function, "") => {
            say!(words, "program_file_line_line_in", file, line, function)
        }
        (function, via) => say!(words, "program_line_through_2", file, line, function, via),
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
        ProgramEvent::Connected { local, peer, .. } => {
            (words.program_connected(), format!("{local} → {peer}"))
        }
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

/// How a program came to a bad end: `NameError: name 'x' is not defined`.
#[must_use]
pub fn downfall(words: Language, downfall: Downfall) -> String {
    match downfall {
        Downfall::Raised { exception, message: "", .. } => exception.to_owned(),
        Downfall::Raised { exception, message, .. } => format!("{exception}: {message}"),
        Downfall::Code(code) => exited(words, Some(code), None),
        Downfall::Signal(signal) => exited(words, None, Some(signal)),
    }
}

/// The same in a word or two, for the head of a column.
#[must_use]
pub fn downfall_in_short(words: Language, downfall: Downfall) -> String {
    match downfall {
        Downfall::Raised { exception, .. } => exception.to_owned(),
        other => self::downfall(words, other),
    }
}

/// Who came to a bad end, and how: of several, the first, and how many more.
#[must_use]
pub fn fallen(words: Language, who: &str, how: Downfall, others: usize) -> String {
    let how = downfall(words, how);
    match others {
        0 => say!(words, "program_fell", who, how),
        _ => say!(words, "program_fell_and_others", who, how, others),
    }
}

/// What is not seen of a program, and why.
#[must_use]
pub fn unseen(words: Language, unseen: &Unseen) -> String {
    match unseen {
        Unseen::NoHello => say!(words, "program_interpreter_not_let_probe"),
        Unseen::TooOld { version } => say!(words, "program_python_too_old_3", version),
        Unseen::Tls => say!(words, "program_tls_goes_over_socket"),
        Unseen::ForeignLoop { name } => say!(words, "program_program_uses_calls_kernel", name),
        Unseen::Lost => say!(words, "program_probe_lost_connection_does"),
        Unseen::Raw { function } => say!(words, "program_program_uses_does_socket", function),
        Unseen::Past { socket } => say!(words, "program_something_writes_past_calls", socket),
        Unseen::Output { kept } => {
            let kept = bytes(words, usize::try_from(*kept).unwrap_or(usize::MAX));
            say!(words, "program_program_prints_more_than", kept)
        }
        Unseen::Threads => say!(words, "program_there_more_threads_than"),
        Unseen::Processes => say!(words, "program_program_makes_processes_without"),
    }
}

pub(super) fn does_function(words: Language, name: &str, socket: &str, arguments: &str) -> String {
    match name {
        "socket" | "socketpair" if arguments.contains("AF_PACKET") => {
            say!(words, "program_makes_packet_socket")
        }
        "socket" | "socketpair" if arguments.contains("SOCK_RAW") => say!(words, "program_makes_raw_socket"),
        "socket" | "socketpair" if arguments.contains("SOCK_SEQPACKET") => {
            say!(words, "program_makes_sequenced_packet_socket")
        }
        "socket" | "socketpair" => say!(words, "program_makes_other_socket", arguments),
        "adopt" | "fromfd" | "dup" => say!(words, "program_takes_over_socket", socket),
        "os.dup" | "os.dup2" => say!(words, "program_copies_descriptor", socket),
        "close" => say!(words, "program_closes_one_of_several", socket),
        "gethostbyaddr" | "getnameinfo" => say!(words, "program_turns_address_into_name"),
        "select" | "selectors" | "poll" | "epoll" | "kqueue" => {
            say!(words, "program_asks_kernel_sockets_ready")
        }
        "getaddrinfo" | "gethostbyname" | "gethostbyname_ex" => {
            say!(words, "program_turns_name_into_addresses")
        }
        "settimeout" | "setblocking" => say!(words, "program_says_how_long_calls", socket),
        "detach" => say!(words, "program_takes_descriptor_away_object", socket),
        _ => say!(words, "program_call_python", name),
    }
}

/// Why a program was not started, and what to do.
pub(super) fn not_started(words: Language, face: Face, participant: &str, why: &NotStarted) -> String {
    let told = match why {
        NotStarted::Missing(path) => {
            let path = path.display();
            match face {
                Face::Window => say!(words, "program_not_there_put_there", path),
                Face::Terminal => say!(words, "program_not_there_correct_path", path),
            }
        }
        NotStarted::Folder(path) => {
            let path = path.display();
            say!(words, "program_folder_choose_py_file", path)
        }
        NotStarted::NoPython => match face {
            Face::Window => say!(words, "program_there_no_python_here"),
            Face::Terminal => say!(words, "program_no_python_name_one"),
        },
        NotStarted::NoInterpreter(path) => {
            let path = path.display();
            match face {
                Face::Window => say!(words, "program_cannot_run_choose_another", path),
                Face::Terminal => say!(words, "program_cannot_run_name_another", path),
            }
        }
        NotStarted::System(why) => {
            let why = system_words(words, why);
            say!(words, "program_close_other_programs_try", why)
        }
    };
    say!(words, "program_was_not_started", participant, told)
}

/// That a file names programs, which ones, and what lets them be run.
#[must_use]
pub fn programs_named(words: Language, scenario: &Scenario) -> String {
    let files = scenario.participants.iter().filter_map(|participant| participant.program.as_ref());
    let whole = |file: &std::path::Path| std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let lines: Vec<String> = files.map(|program| format!("  {}", whole(&program.file).display())).collect();
    format!("{}\n{}", words.run_programs_needed(), lines.join("\n"))
}
