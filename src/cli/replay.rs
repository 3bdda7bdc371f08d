//! A recording on the terminal: printed as the live run was, or made again on real sockets and compared.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::printer::Printer;
use super::run::{RunOptions, say_exposed, waiting};
use super::terminal::complain;
use crate::run::free_ports;
use crate::scenario::{Beyond, distinct_ports};
use crate::session::{Manner, NotRepeated, Notice, Question, Session};
use crate::text::{self, Face};
use crate::trace::recording::{Extent, Fault, UnreadableRecording, read, read_each};
use crate::trace::{Comparison, Trace};

/// How long to wait for news before a look at the clock.
const LOOK: Duration = Duration::from_millis(20);

/// What became of printing a recording.
#[derive(Debug)]
pub enum Replayed {
    Whole,
    /// What came before was printed.
    UpTo(Fault),
    Unreadable(UnreadableRecording),
}

/// Prints the events of a recording.
///
/// # Errors
/// `out` cannot be written to.
pub fn replay(path: &Path, options: RunOptions, out: &mut impl Write) -> io::Result<Replayed> {
    let mut printer: Option<Printer<_>> = None;
    let mut out = Some(out);
    let mut printed = Ok(());
    let read = read_each(path, Extent::Whole, |trace| {
        if let Some(out) = out.take() {
            printer = Some(Printer::new(trace.scenario(trace.first()), options, out));
        }
        if let Some(printer) = &mut printer {
            printed = printer.follow(trace);
        }
        // When nobody reads along any more, the rest is not read either.
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    printed?;
    match (&mut printer, &read) {
        (Some(printer), Ok(recording)) => printer.finish(&recording.trace)?,
        (Some(printer), Err(_)) => printer.flush()?,
        (None, _) => {}
    }
    Ok(match read {
        Err(unreadable) => Replayed::Unreadable(unreadable),
        Ok(recording) => recording.fault.map_or(Replayed::Whole, Replayed::UpTo),
    })
}

/// What became of making a recorded run again.
#[derive(Debug)]
pub enum Repeated {
    /// Everything came out as it was recorded: so many calls, of which some received the bytes of a stream in other pieces.
    Same {
        calls: usize,
        regrouped: usize,
        /// Whether all of it was recorded, where that was asked for. If not, that was told.
        is_recorded: bool,
    },
    /// Something came out differently. The words name the first difference.
    Differs(String),
    /// The time was up. These calls still waited: participant and call.
    TimedOut(Vec<(String, String)>),
    Unreadable(UnreadableRecording),
    /// It cannot be made again: why.
    NotRepeated(NotRepeated),
    /// The file that was to keep it cannot be made. Nothing was run.
    NotRecorded(io::Error),
    /// There are no free ports for it. Nothing was run.
    Ports(io::Error),
    /// These calls reach beyond this machine and their run, and were not allowed. Nothing was run.
    NotAllowed(Vec<Beyond>),
    Failed(Vec<String>),
}

/// Makes a recorded run again on real sockets, prints it, and compares the two. Answers what is wrong in the recording as
/// well: what stands there before it is made again.
///
/// # Errors
/// `out` cannot be written to.
pub fn repeat(
    path: &Path,
    any_port: bool,
    record: Option<&Path>,
    options: RunOptions,
    out: &mut impl Write,
) -> io::Result<(Repeated, Option<Fault>)> {
    let (recorded, fault) = match read(path, Extent::Whole) {
        Ok(recording) => (recording.trace, recording.fault),
        Err(unreadable) => return Ok((Repeated::Unreadable(unreadable), None)),
    };
    let ports = match if any_port { all_free(&recorded) } else { Ok(HashMap::new()) } {
        Ok(ports) => ports,
        Err(error) => return Ok((Repeated::Ports(error), fault)),
    };
    let session = Session::repeat(&recorded, recorded.live(), Manner::default(), &ports, Arc::new(|| {}));
    let mut session = match session {
        Ok(session) => session,
        Err(why) => return Ok((Repeated::NotRepeated(why), fault)),
    };
    session.allow_reaching(options.allowed.consent());
    if let Some(Question::Reach(beyond)) = session.question() {
        return Ok((Repeated::NotAllowed(beyond.to_vec()), fault));
    }
    if let Some(path) = record
        && let Err(error) = session.record_to(path)
    {
        return Ok((Repeated::NotRecorded(error), fault));
    }
    let mut printer = Printer::new(session.scenario(), options, out);
    let began = Instant::now();
    let mut said = 0;
    while session.is_repeating() {
        session.wait_tick(LOOK);
        printer.follow(session.trace())?;
        printer.flush()?;
        said = say_exposed(&session, said, options.language);
        if options.timeout.is_some_and(|timeout| began.elapsed() >= timeout) {
            let waiting = waiting(&session);
            session.close_recording();
            printer.finish(session.trace())?;
            return Ok((Repeated::TimedOut(waiting), fault));
        }
    }
    session.close_recording();
    printer.finish(session.trace())?;
    // That not all came again is told by the comparison, and one that is not all recorded can be compared as well.
    let failures = session.notices().iter().filter(|notice| notice.is_failure());
    let (recording, failures): (Vec<_>, Vec<_>) =
        failures.partition(|notice| matches!(notice, Notice::Recording { .. }));
    let words = |notice: &Notice| text::notice(options.language, Face::Terminal, notice);
    for notice in &recording {
        complain(&words(notice));
    }
    if !failures.is_empty() {
        return Ok((Repeated::Failed(failures.into_iter().map(words).collect()), fault));
    }
    let mut compared = compared((&recorded, fault.is_some()), session.trace(), &ports, options);
    if let Repeated::Same { is_recorded, .. } = &mut compared {
        *is_recorded = recording.is_empty();
    }
    Ok((compared, fault))
}

fn all_free(recorded: &Trace) -> io::Result<HashMap<u16, u16>> {
    free_ports(&recorded.scenarios().flat_map(|scenario| distinct_ports(scenario)).collect())
}

fn compared(
    (recorded, is_cut_off): (&Trace, bool),
    again: &Trace,
    ports: &HashMap<u16, u16>,
    options: RunOptions,
) -> Repeated {
    let mut comparison = Comparison::with_ports(ports);
    comparison.follow(recorded, again, usize::MAX);
    let first = comparison.difference_at_end(recorded, again, is_cut_off);
    match first {
        None => {
            let (calls, regrouped) = (again.calls_made(), comparison.regrouped());
            Repeated::Same { calls, regrouped, is_recorded: true }
        }
        Some(at) => Repeated::Differs(text::difference(options.language, recorded, again, at)),
    }
}
