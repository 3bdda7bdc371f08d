//! One call in plain words: what it does, what it answered and why, what to look at next.
//! The facts behind the sentences were seen on Linux; each call's man page is named with them.

mod answered;
mod does;
mod errno;
mod failed;
#[cfg(test)]
mod tests;
mod traits;
mod waiting;

pub use errno::errno_words;
pub use waiting::{awaited, waited};

use super::Language;
use crate::sockets::{Address, Call, Errno, OptionName, Outcome};
use crate::trace::{CallState, Context, SocketUse};
use traits::Traits;

/// A call in plain words, two or three sentences in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What the call does, in terms of its arguments.
    pub does: String,
    /// What it answered, or waits for, and why. Empty while the call has not been made.
    pub happened: String,
    /// What to try or to look at next.
    pub advice: Option<String>,
    /// The page of the manual: `"accept(2)"`.
    pub man: &'static str,
}

/// What happened, and what to look at next.
struct Told {
    happened: String,
    advice: Option<String>,
}

impl Told {
    fn only(happened: String) -> Self {
        Self { happened, advice: None }
    }

    fn with(happened: String, advice: String) -> Self {
        Self { happened, advice: Some(advice) }
    }
}

/// Explains a call. Without a state the call has not been made yet; `context` is what is known around it: what is not known
/// is not said, or said as one of what can be.
#[must_use]
pub fn explain(
    language: Language,
    call: &Call,
    state: Option<&CallState<'_>>,
    context: &Context,
) -> Explanation {
    let told = match state {
        None => Told::only(String::new()),
        // What it waits for may have come: it does not even come back from a call that is over.
        Some(CallState::Called | CallState::Waiting { .. }) if context.is_frozen => {
            Told::with(say!(language, "explain_frozen_here"), say!(language, "explain_thaw_it"))
        }
        Some(CallState::Called) => Told::only(say!(language, "explain_call_been_made_kernel")),
        Some(CallState::Waiting { on, .. }) => waiting::told(language, call, *on, context),
        Some(CallState::Returned(outcome)) => returned(language, call, outcome, context),
    };
    Explanation {
        does: does::does(language, call, context),
        happened: told.happened,
        advice: told.advice,
        man: man(call),
    }
}

fn returned(language: Language, call: &Call, outcome: &Outcome, context: &Context) -> Told {
    match outcome {
        Outcome::Failed(errno) => failed::told(language, call, *errno, context),
        Outcome::Unresolved(why) => unresolved(language, call, why),
        Outcome::NoSocket => {
            let socket = name_of(call);
            Told::with(
                say!(language, "explain_variable_does_not_exist", socket),
                say!(language, "explain_look_further_up_call"),
            )
        }
        Outcome::Interrupted => Told {
            happened: say!(language, "explain_someone_interrupted_wait_ctrl"),
            // A close is not repeated, and to sleep takes no socket.
            advice: (call.socket().is_some() && !matches!(call, Call::Close { .. }))
                .then(|| say!(language, "explain_socket_still_open_repeat")),
        },
        Outcome::Killed => Told {
            happened: say!(language, "explain_program_was_ended_while"),
            advice: (context.used == Some(SocketUse::Connection) && context.is_stream())
                .then(|| say!(language, "explain_look_other_end_sees")),
        },
        Outcome::Raised { exception, message } => raised(language, exception, message),
        success => answered::told(language, call, success, context),
    }
}

fn raised(language: Language, exception: &str, message: &str) -> Told {
    let happened = say!(language, "explain_python_raised", exception, message);
    let advice = match exception {
        "timeout" | "TimeoutError" => say!(language, "explain_time_settimeout_passed_nothing"),
        _ => say!(language, "explain_no_answer_kernel_python"),
    };
    Told::with(happened, advice)
}

fn unresolved(language: Language, call: &Call, why: &str) -> Told {
    let host = match call.address() {
        Some(Address::Sender) => {
            return Told::with(
                say!(language, "explain_there_nobody_answer_participant"),
                say!(language, "explain_let_recvfrom_receive_one"),
            );
        }
        Some(Address::Inet { host, .. }) => host.clone(),
        Some(Address::Unix { path }) => path.to_string(),
        None => String::new(),
    };
    let why = crate::text::resolver_words(language, why);
    Told::with(
        say!(language, "explain_could_not_turned_into", host, why),
        say!(language, "explain_check_spelling_name_localhost"),
    )
}

/// The name of the call's socket, for a sentence.
fn name_of(call: &Call) -> &str {
    call.socket().unwrap_or_default()
}

/// An errno in words: ours where we have them, else the system's.
fn meaning(language: Language, errno: Errno) -> &'static str {
    errno_words(language, errno).unwrap_or_else(|| errno.message())
}

fn man(call: &Call) -> &'static str {
    match call {
        Call::Socket { .. } => "socket(2)",
        Call::Bind { .. } => "bind(2)",
        Call::Listen { .. } => "listen(2)",
        Call::Accept { .. } => "accept(2)",
        Call::Connect { .. } => "connect(2)",
        Call::Send { .. } => "send(2)",
        Call::Recv { .. } => "recv(2)",
        Call::SendTo { .. } => "sendto(2)",
        Call::RecvFrom { .. } => "recvfrom(2)",
        Call::Shutdown { .. } => "shutdown(2)",
        Call::Close { .. } => "close(2)",
        Call::SetSockOpt { option, .. } => man_of_option(option.name()),
        Call::GetSockOpt { option, .. } => man_of_option(*option),
        Call::GetSockName { .. } => "getsockname(2)",
        Call::GetPeerName { .. } => "getpeername(2)",
        Call::Sleep { .. } => "sleep(3)",
        Call::Function { name, .. } => man_of_function(name),
    }
}

/// The page for what only programs call, under the names that Python has for it.
fn man_of_function(name: &str) -> &'static str {
    match name {
        "select" => "select(2)",
        "selectors" => "epoll(7)",
        "getaddrinfo" | "gethostbyname" => "getaddrinfo(3)",
        "sendmsg" => "sendmsg(2)",
        "recvmsg" | "recvmsg_into" => "recvmsg(2)",
        "settimeout" | "setblocking" => "fcntl(2)",
        "dup" => "dup(2)",
        "socketpair" => "socketpair(2)",
        _ => "socket(7)",
    }
}

fn man_of_option(option: OptionName) -> &'static str {
    match option {
        OptionName::NoDelay => "tcp(7)",
        _ => "socket(7)",
    }
}
