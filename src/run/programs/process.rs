//! The process of a program: how it is started, what it prints, what is typed for it, how it ends.
//!
//! It prints to files that have no name and that we read from behind, not to pipes: if we are gone, it can go on printing. They
//! lie in memory, so that no disk has to have room for what it prints.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt as _};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::libc;
use nix::sys::signal::{self, killpg};
use nix::unistd::Pid;

use crate::disk;
use crate::kernel;
use crate::scenario::Program;
use crate::trace::Stream;

/// So many bytes of what a program prints are kept.
pub(super) const MOST_PRINTED: u64 = 16 << 20;
/// So many bytes are read at once.
const CHUNK: usize = 1 << 18;
/// Behind what has been read, so many bytes are given back at once.
const GIVEN_BACK: u64 = 1 << 22;
/// The longest line that is one event; what is longer comes in pieces.
const LONGEST_LINE: usize = 1 << 16;

/// What a program reads as its standard input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// Nothing: it is at its end.
    #[default]
    Empty,
    /// What a person types.
    Typed,
    File(PathBuf),
    /// What this process reads, unless that is a terminal.
    Ours,
}

/// Why a program could not be started.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotStarted {
    #[error("{} is not there", .0.display())]
    Missing(PathBuf),
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    #[error("there is no Python")]
    NoPython,
    #[error("{} is no interpreter", .0.display())]
    NoInterpreter(PathBuf),
    #[error("{0}")]
    System(String),
}

/// A program that was started.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// Whether its end was asked for: its number may be another's from then on.
    is_reaped: bool,
    pub interpreter: PathBuf,
    input: Option<ChildStdin>,
    /// Typed and not yet taken. `None`: nothing more will be.
    typed: VecDeque<u8>,
    input_ends: bool,
    output: [Tail; 2],
    /// Bytes that were kept of what it printed.
    printed: u64,
}

/// A file that somebody else writes to and that is read behind.
#[derive(Debug)]
struct Tail {
    stream: Stream,
    file: File,
    read: u64,
    given_back: u64,
    /// Up to here, what will not be kept has been freed.
    bounded: u64,
    /// The beginning of a line whose end has not been read.
    begun: Vec<u8>,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exit {
    pub code: Option<i32>,
    pub signal: Option<i32>,
}

/// What the probe needs to find us.
pub(super) struct Door<'a> {
    pub probe: &'a Path,
    pub socket: &'a Path,
    pub token: &'a str,
}

impl Process {
    /// Starts a program in its own folder, as a person would there: `python3 servidor.py`.
    pub fn start(
        program: &Program,
        interpreter: Option<PathBuf>,
        input: &Input,
        door: &Door,
    ) -> Result<Self, NotStarted> {
        let system = |error: io::Error| NotStarted::System(error.to_string());
        let file = program.file.canonicalize().map_err(|_| NotStarted::Missing(program.file.clone()))?;
        if file.is_dir() {
            return Err(NotStarted::Folder(file));
        }
        let interpreter = interpreter.ok_or(NotStarted::NoPython)?;
        // The name that the person knows it by, also where it is a link to another file.
        let folder = program.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().map_err(system)?;
        let name = program.file.file_name().ok_or_else(|| NotStarted::Missing(program.file.clone()))?;
        let tail = |stream| -> io::Result<Tail> {
            Ok(Tail { stream, file: nameless()?, read: 0, given_back: 0, bounded: 0, begun: Vec::new() })
        };
        let output = [tail(Stream::Out).map_err(system)?, tail(Stream::Err).map_err(system)?];
        let writer = |tail: &Tail| tail.file.try_clone().map(Stdio::from).map_err(system);
        let mut path = door.probe.as_os_str().to_owned();
        if let Some(before) = std::env::var_os("PYTHONPATH").filter(|before| !before.is_empty()) {
            path.push(":");
            path.push(before);
        }
        let stdin = match input {
            Input::Empty => Stdio::null(),
            Input::Typed => Stdio::piped(),
            // A terminal is for who is in its foreground, and programs have groups of their own.
            Input::Ours if io::stdin().is_terminal() => Stdio::null(),
            Input::Ours => Stdio::inherit(),
            Input::File(path) => open_input(path).map(Stdio::from).map_err(system)?,
        };
        let mut command = Command::new(&interpreter);
        command
            .arg(as_a_file(name))
            .args(&program.arguments)
            .current_dir(folder)
            .env("PYTHONPATH", path)
            .env("SOCKETLAB_CONTROL", door.socket)
            .env("SOCKETLAB_TOKEN", door.token)
            .stdin(stdin)
            .stdout(writer(&output[0])?)
            .stderr(writer(&output[1])?)
            // A group of its own: signals reach the program with its children, and nobody else.
            .process_group(0);
        kernel::keep_descriptors();
        let spawned = kernel::with_given_limit(|| command.spawn());
        let mut child = spawned.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
                NotStarted::NoInterpreter(interpreter.clone())
            }
            _ => system(error),
        })?;
        let stdin = child.stdin.take();
        if let Some(stdin) = &stdin {
            let _ = fcntl(stdin, FcntlArg::F_SETFL(OFlag::O_NONBLOCK));
        }
        Ok(Self {
            child,
            is_reaped: false,
            interpreter,
            input: stdin,
            typed: VecDeque::new(),
            input_ends: false,
            output,
            printed: 0,
        })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has. The kernel keeps its number for it all the same, as long as it may be sent a signal.
    pub fn exit(&mut self) -> Option<Exit> {
        #[cfg(target_os = "linux")]
        if let Ok(pid) = i32::try_from(self.child.id()) {
            use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
            let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
            match waitid(Id::Pid(Pid::from_raw(pid)), flags) {
                Ok(WaitStatus::Exited(_, code)) => return Some(Exit { code: Some(code), signal: None }),
                Ok(WaitStatus::Signaled(_, signal, _)) => {
                    return Some(Exit { code: None, signal: Some(signal as i32) });
                }
                Ok(_) => return None,
                Err(_) => {} // by a signal without a name
            }
        }
        let status = self.child.try_wait().ok()??;
        self.is_reaped = true;
        Some(Exit { code: status.code(), signal: status.signal() })
    }

    /// Waits for its end, which has been brought about.
    pub fn wait(&mut self) {
        let _ = self.child.wait();
        self.is_reaped = true;
    }

    /// Sends a signal to it and to the processes that it has started. Its number stays its own until [`Self::wait`].
    pub fn signal(&self, signal: signal::Signal) {
        if self.is_reaped {
            return;
        }
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _ = killpg(Pid::from_raw(pid), signal);
        }
    }

    /// Takes what is typed for it; `None` is the end of its input, Ctrl-D.
    pub fn type_in(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.typed.extend(text.as_bytes()),
            None => self.input_ends = true,
        }
        self.pass_on_input();
    }

    /// Hands over what it has room for.
    pub fn pass_on_input(&mut self) {
        while let Some(input) = &mut self.input
            && !self.typed.is_empty()
        {
            let (first, _) = self.typed.as_slices();
            match input.write(first) {
                Ok(taken) => drop(self.typed.drain(..taken)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // It has closed its input: nobody reads what is typed.
                Err(_) => self.input = None,
            }
        }
        if self.input_ends {
            self.input = None;
        }
    }

    /// What it has printed since the last time, line by line; `more` is told whether there is more. `Err` once: it prints more
    /// than is kept.
    pub fn printed(&mut self, mut each: impl FnMut(Printed)) -> bool {
        let mut more = false;
        for tail in &mut self.output {
            let (kept_before, stream) = (self.printed, tail.stream);
            if kept_before >= MOST_PRINTED {
                tail.skip();
                continue;
            }
            more |= tail.follow(|line| {
                let room = usize::try_from(MOST_PRINTED.saturating_sub(self.printed)).unwrap_or(usize::MAX);
                let kept = &line[..line.len().min(room)];
                self.printed += kept.len() as u64;
                if !kept.is_empty() {
                    each(Printed::Line(stream, kept));
                }
            });
            if kept_before < MOST_PRINTED && self.printed >= MOST_PRINTED {
                each(Printed::TooMuch);
            }
        }
        self.bound_output();
        more
    }

    /// Gives back what it has printed and what will not be kept, so that a program that prints without end, or faster than anybody
    /// reads, takes no more memory than that.
    pub fn bound_output(&mut self) {
        let room = MOST_PRINTED.saturating_sub(self.printed);
        for tail in &mut self.output {
            tail.bound(room);
        }
    }
}

/// What a program printed.
pub(super) enum Printed<'a> {
    Line(Stream, &'a [u8]),
    /// From here on nothing is kept.
    TooMuch,
}

impl Tail {
    /// Reads on, line by line; the last may lack its end, where there is no more. Answers whether there may be more.
    fn follow(&mut self, mut take: impl FnMut(&[u8])) -> bool {
        // Whoever opens `/dev/stdout` to write begins it anew.
        if self.file.metadata().is_ok_and(|found| found.len() < self.read) {
            (self.read, self.given_back) = (0, 0);
        }
        let mut chunk = [0; 1 << 14];
        let mut taken = 0;
        while taken < CHUNK {
            let Ok(read @ 1..) = self.file.read_at(&mut chunk, self.read) else {
                if !self.begun.is_empty() {
                    take(&std::mem::take(&mut self.begun));
                }
                return false;
            };
            for part in chunk[..read].split_inclusive(|byte| *byte == b'\n') {
                self.begun.extend_from_slice(part);
                if part.ends_with(b"\n") || self.begun.len() >= LONGEST_LINE {
                    take(&std::mem::take(&mut self.begun));
                }
            }
            self.read += read as u64;
            taken += read;
        }
        self.give_back();
        true
    }

    /// Frees what has been read: the file of a program that prints without end takes no more room than what is unread.
    fn give_back(&mut self) {
        if self.read - self.given_back >= GIVEN_BACK && self.free(self.given_back, self.read) {
            self.given_back = self.read;
        }
    }

    /// Passes over all that was printed: nothing of it is kept any more.
    fn skip(&mut self) {
        self.begun = Vec::new();
        // What begins anew is shorter than what was read.
        self.read = self.file.metadata().map_or(self.read, |found| found.len());
        self.given_back = self.given_back.min(self.read);
        self.give_back();
    }

    /// Frees what is printed already and stands behind the next `room` bytes, which are all that will be kept.
    fn bound(&mut self, room: u64) {
        let Ok(end) = self.file.metadata().map(|found| found.len()) else { return };
        let kept = self.read + room;
        self.bounded = self.bounded.min(end);
        if end.saturating_sub(kept.max(self.bounded)) >= GIVEN_BACK && self.free(kept, end) {
            self.bounded = end;
        }
    }

    /// Gives a part of the file back to the system, where it takes it: who reads it finds zeros. The file is as long as before.
    fn free(&self, from: u64, to: u64) -> bool {
        #[cfg(target_os = "linux")]
        {
            use nix::fcntl::{FallocateFlags, fallocate};
            let flags = FallocateFlags::FALLOC_FL_PUNCH_HOLE | FallocateFlags::FALLOC_FL_KEEP_SIZE;
            match (from.try_into(), (to - from).try_into()) {
                (Ok(from), Ok(length)) => fallocate(&self.file, flags, from, length).is_ok(),
                _ => false,
            }
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (from, to);
            false
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The system need not remember it any longer.
        if !self.is_reaped {
            let _ = self.child.try_wait();
        }
    }
}

/// A name that no interpreter takes for an option.
fn as_a_file(name: &OsStr) -> OsString {
    if name.as_encoded_bytes().starts_with(b"-") {
        return Path::new(".").join(name).into_os_string();
    }
    name.to_owned()
}

/// Opens what a program is to read, a pipe perhaps. Nobody waits here for whoever writes to it: a pipe that has no writer has
/// nothing to read.
fn open_input(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    let file = options.read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path)?;
    // The program reads it as any other.
    let flags = OFlag::from_bits_retain(fcntl(&file, FcntlArg::F_GETFL)?);
    fcntl(&file, FcntlArg::F_SETFL(flags - OFlag::O_NONBLOCK))?;
    Ok(file)
}

/// A file without a name, to which whoever has it open appends: several may, and by several openings. In memory, else where
/// there is room for temporary files.
fn nameless() -> io::Result<File> {
    #[cfg(target_os = "linux")]
    if let Ok(file) = in_memory() {
        return Ok(file);
    }
    disk::nameless()
}

#[cfg(target_os = "linux")]
fn in_memory() -> io::Result<File> {
    use nix::sys::memfd::{MFdFlags, memfd_create};
    let file = File::from(memfd_create("socketlab-output", MFdFlags::MFD_CLOEXEC)?);
    fcntl(&file, FcntlArg::F_SETFL(OFlag::O_APPEND))?;
    Ok(file)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn what_will_not_be_kept_takes_no_room_and_the_rest_is_whole() {
        let file = nameless().unwrap();
        let mut printer = file.try_clone().unwrap();
        let mut tail =
            Tail { stream: Stream::Out, file, read: 0, given_back: 0, bounded: 0, begun: Vec::new() };
        let line = [[b'x'; 1023].as_slice(), b"\n"].concat();
        let print = |printer: &mut File| (0..32 << 10).for_each(|_| printer.write_all(&line).unwrap());
        let room = |tail: &Tail| tail.file.metadata().unwrap().blocks() * 512;
        print(&mut printer);
        assert!(room(&tail) >= 32 << 20);
        tail.bound(1 << 20);
        assert!(room(&tail) <= 2 << 20, "{}", room(&tail));
        let mut lines = 0;
        while lines < 1 << 10
            && tail.follow(|read| {
                assert!(lines >= 1 << 10 || *read == *line);
                lines += 1;
            })
        {}
        assert!(lines >= 1 << 10);
        // Nothing is kept any more: what comes is passed over, and takes no room.
        print(&mut printer);
        tail.skip();
        assert_eq!(tail.read, 64 << 20);
        assert!(room(&tail) <= 2 << 20, "{}", room(&tail));
        // Whoever begins the file anew is read from its beginning.
        tail.file.set_len(0).unwrap();
        printer.write_all(b"again\n").unwrap();
        let mut read = Vec::new();
        tail.follow(|line| read.extend_from_slice(line));
        assert_eq!(read, b"again\n");
    }
}
