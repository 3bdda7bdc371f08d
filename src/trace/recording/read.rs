//! Reading a recording: up to its end, or to the first line that is wrong. Threads of their own make lines into events,
//! block by block; the log takes them in order.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::line::{self, Bookmark, End, Full, Header, Line, Meant, VersionOnly};
use super::scripts::Scripts;
use super::{
    Circumstances, Fault, FaultKind, LONGEST_LINE, NEWEST_RECORDING, Recording, Unreadable,
    UnreadableRecording,
};
use crate::scenario::{
    Calls, Document, MOST_DATA, ParticipantId, Problem, Scenario, Script, is_not_a_file, open_plain,
};
use crate::sockets::{Data, SocketId};
use crate::trace::{Event, Moment, Room, Trace, What};

/// So many bytes are read at once.
const BLOCK: usize = 1 << 18;
/// So many threads make lines into events.
const READERS: usize = 2;
/// So many blocks are under way.
const UNDER_WAY: usize = 8;

/// How much of a recording is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// To its end. Of one that is longer than memory has room for, the oldest events are dropped on the way.
    #[default]
    Whole,
    /// So far that this many events have been read: to have in memory what a reading of the whole has dropped.
    Until(usize),
}

/// Reads a recording from a file.
///
/// # Errors
/// The file cannot be read, or does not begin as a recording does. What is wrong further down is told in the recording.
pub fn read(path: &Path, extent: Extent) -> Result<Recording, UnreadableRecording> {
    read_each(path, extent, |_| ControlFlow::Continue(()))
}

/// The same, and shows the trace after each event, for as long as more is wanted: of a long one no moment has it all.
///
/// # Errors
/// As [`read`].
pub fn read_each(
    path: &Path,
    extent: Extent,
    each: impl FnMut(&Trace) -> ControlFlow<()>,
) -> Result<Recording, UnreadableRecording> {
    let unreadable = |why| UnreadableRecording { path: path.to_owned(), why };
    let file = open_plain(path).map_err(|error| {
        let is_other = is_not_a_file(&error) || error.kind() == io::ErrorKind::IsADirectory;
        unreadable(if is_other { Unreadable::NotAFile } else { Unreadable::System(error.to_string()) })
    })?;
    read_all(file, extent, Room::default(), each).map_err(unreadable)
}

/// Reads a recording from anywhere.
///
/// # Errors
/// As [`read`].
pub fn read_from(source: impl Read + Send, extent: Extent, room: Room) -> Result<Recording, Unreadable> {
    read_all(source, extent, room, |_| ControlFlow::Continue(()))
}

fn read_all(
    mut source: impl Read + Send,
    extent: Extent,
    room: Room,
    mut each: impl FnMut(&Trace) -> ControlFlow<()>,
) -> Result<Recording, Unreadable> {
    let system = |error: io::Error| Unreadable::System(error.to_string());
    let at_first = |kind| Unreadable::Header(Fault { line: 1, kind });
    let mut blocks = Blocks::default();
    let first = loop {
        match blocks.line() {
            Some(first) => break first,
            None if !blocks.can_begin_with(line::HEADER) => return Err(at_first(FaultKind::NotARecording)),
            None if blocks.is_too_long() => return Err(at_first(FaultKind::TooLong { limit: LONGEST_LINE })),
            None if !blocks.fill(&mut source).map_err(system)? => {
                // What is there may still tell that it is no recording at all.
                let kind = if line::HEADER.as_bytes().starts_with(&blocks.beginning(line::HEADER.len())) {
                    FaultKind::Cut
                } else {
                    FaultKind::NotARecording
                };
                return Err(at_first(kind));
            }
            None => {}
        }
    };
    let (circumstances, scenario) = header(&first).map_err(at_first)?;
    let scenario = Arc::new(scenario);
    let trace = Trace::with_room(Arc::clone(&scenario), room);
    let mut taking = Taking {
        recording: Recording { circumstances, trace, bookmarks: BTreeMap::new(), fault: None },
        scripts: Scripts::of(&scenario),
        line: 1,
        extent,
        is_complete: false,
    };
    std::thread::scope(|scope| {
        let (blocks_in, blocks_out) = bounded::<(Vec<u8>, Sender<Vec<Entry>>)>(UNDER_WAY);
        let (queue_in, queue_out) = bounded::<Receiver<Vec<Entry>>>(UNDER_WAY);
        for _ in 0..READERS {
            let blocks_out = blocks_out.clone();
            scope.spawn(move || {
                for (block, answer) in blocks_out {
                    // Whoever waited for it may have met what is wrong, and gone.
                    let _ = answer.send(entries(&block));
                }
            });
        }
        drop(blocks_out);
        scope.spawn(move || feed(blocks, source, &blocks_in, &queue_in));
        for block in queue_out {
            let Ok(entries) = block.recv() else { break };
            for entry in entries {
                let before = taking.recording.trace.live();
                let wants_more = taking.take(entry).is_some();
                let shown = taking.recording.trace.live() > before;
                if shown && each(&taking.recording.trace).is_break() || !wants_more {
                    return;
                }
            }
        }
    });
    if !taking.is_complete && taking.recording.fault.is_none() && extent == Extent::Whole {
        taking.recording.fault = Some(Fault { line: taking.line + 1, kind: FaultKind::NoEnd });
    }
    taking.recording.trace.shrink_to_fit();
    Ok(taking.recording)
}

/// Reads block after block and has each made into entries, in order. Ends when nobody asks for more.
fn feed(
    mut blocks: Blocks,
    mut source: impl Read,
    work: &Sender<(Vec<u8>, Sender<Vec<Entry>>)>,
    queue: &Sender<Receiver<Vec<Entry>>>,
) {
    let say = |entry: Entry| {
        let (answer, entries) = bounded(1);
        let _ = answer.send(vec![entry]);
        queue.send(entries).is_ok()
    };
    loop {
        if let Some(block) = blocks.lines() {
            let (answer, entries) = bounded(1);
            if queue.send(entries).is_err() || work.send((block, answer)).is_err() {
                return;
            }
        }
        if blocks.is_too_long() {
            say(Entry::Wrong(FaultKind::TooLong { limit: LONGEST_LINE }));
            return;
        }
        match blocks.fill(&mut source) {
            Ok(true) => {}
            Ok(false) => break,
            // What cannot be read is cut off here, as far as anybody can tell.
            Err(_) => {
                say(Entry::Wrong(FaultKind::Cut));
                return;
            }
        }
    }
    let rest = blocks.rest();
    if rest.is_empty() {
        return;
    }
    // A last line that only lacks its end is whole.
    let mut last = entries(&rest);
    if matches!(last[..], [Entry::Wrong(_)]) && can_begin_a_line(&rest) {
        last = vec![Entry::Wrong(FaultKind::Cut)];
    }
    let (answer, entries) = bounded(1);
    let _ = answer.send(last);
    let _ = queue.send(entries);
}

/// Whether a line of a recording could go on from here.
fn can_begin_a_line(rest: &[u8]) -> bool {
    let is_of = |word: &str| {
        let length = word.len().min(rest.len());
        rest[..length] == word.as_bytes()[..length]
    };
    // A disk that lost its power can leave zeros.
    let is_blank = rest.iter().all(|byte| *byte == 0);
    is_blank || rest.starts_with(b"(") || [line::BOOKMARK, line::END, line::FULL].into_iter().any(is_of)
}

/// What was read and not yet used, cut at the ends of lines.
#[derive(Default)]
struct Blocks {
    bytes: Vec<u8>,
    /// Up to here there is no end of a line.
    looked: usize,
}

impl Blocks {
    /// Reads some more. Answers whether there was any.
    fn fill(&mut self, source: &mut impl Read) -> io::Result<bool> {
        self.looked = self.bytes.len();
        let read = source.by_ref().take(BLOCK as u64).read_to_end(&mut self.bytes)?;
        Ok(read > 0)
    }

    /// Takes the first line, if all of it is there.
    fn line(&mut self) -> Option<Vec<u8>> {
        let end = self.looked + self.bytes[self.looked..].iter().position(|byte| *byte == b'\n')?;
        let rest = self.bytes.split_off(end + 1);
        self.looked = 0;
        Some(std::mem::replace(&mut self.bytes, rest))
    }

    /// Takes all whole lines.
    fn lines(&mut self) -> Option<Vec<u8>> {
        let end = self.looked + self.bytes[self.looked..].iter().rposition(|byte| *byte == b'\n')?;
        let rest = self.bytes.split_off(end + 1);
        self.looked = 0;
        Some(std::mem::replace(&mut self.bytes, rest))
    }

    fn is_too_long(&self) -> bool {
        self.bytes.len() > LONGEST_LINE
    }

    /// Whether what was read is blank, or begins so, as far as it goes.
    fn can_begin_with(&self, word: &str) -> bool {
        let begin = self.bytes.trim_ascii_start();
        let length = word.len().min(begin.len());
        begin[..length] == word.as_bytes()[..length]
    }

    fn beginning(&self, length: usize) -> Vec<u8> {
        self.bytes.iter().take(length).copied().collect()
    }

    fn rest(self) -> Vec<u8> {
        self.bytes
    }
}

fn header(line: &[u8]) -> Result<(Circumstances, Scenario), FaultKind> {
    let text = std::str::from_utf8(line).map_err(|_| FaultKind::NotARecording)?;
    if !text.trim_start().starts_with(line::HEADER) {
        return Err(FaultKind::NotARecording);
    }
    // A newer version may have other fields; which it is comes first.
    let VersionOnly { version } = line::parse(text).map_err(FaultKind::Header)?;
    if version == 0 || version > NEWEST_RECORDING {
        return Err(FaultKind::Version { found: version, newest: NEWEST_RECORDING });
    }
    let header: Header = line::parse(text).map_err(FaultKind::Header)?;
    let scenario = scenario(header.scenario.get_ron(), &header.participants, &Calls::default())?;
    let circumstances = Circumstances {
        program: header.program.into_owned(),
        platform: header.platform.into_owned(),
        began: header.began.into_owned(),
    };
    Ok((circumstances, scenario))
}

/// A scenario with these ids for its participants, in the order written.
fn scenario(text: &str, ids: &[u32], calls: &Calls) -> Result<Scenario, FaultKind> {
    let document = Document::parse_again(text, Path::new(""), calls)
        .map_err(|located| FaultKind::Scenario(located.problem))?;
    let ids: Vec<_> = ids.iter().copied().map(ParticipantId).collect();
    let told = ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(", ");
    document.scenario.with_ids(&ids).ok_or(FaultKind::Scenario(Problem::OrderUnknown(told)))
}

/// What one line says.
enum Entry {
    Event { number: usize, at: u64, who: ParticipantId, meant: Meant },
    Bookmark(Moment, String),
    End(usize),
    Full(usize),
    Wrong(FaultKind),
}

/// The entries of whole lines, up to the first that is wrong.
fn entries(block: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(block.len() / 40);
    let (text, is_text) = match std::str::from_utf8(block) {
        Ok(text) => (text, true),
        Err(error) => {
            let valid = &block[..error.valid_up_to()];
            let lines = valid.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            (std::str::from_utf8(&valid[..lines]).unwrap_or_default(), false)
        }
    };
    for line in text.lines() {
        let entry = entry(line).unwrap_or_else(Entry::Wrong);
        let is_wrong = matches!(entry, Entry::Wrong(_));
        entries.push(entry);
        if is_wrong {
            return entries;
        }
    }
    if !is_text {
        entries.push(Entry::Wrong(FaultKind::NotText));
    }
    entries
}

fn entry(text: &str) -> Result<Entry, FaultKind> {
    if text.len() > LONGEST_LINE {
        return Err(FaultKind::TooLong { limit: LONGEST_LINE });
    }
    if text.starts_with('(') {
        let Line(number, at, who, told) = line::parse(text).map_err(FaultKind::Syntax)?;
        if let Some(call) = told.whole_call() {
            let sizes = [call.data().map(Data::len), call.room()];
            if let Some(bytes) = sizes.into_iter().flatten().find(|bytes| *bytes > MOST_DATA) {
                return Err(FaultKind::TooMuchData { bytes, limit: MOST_DATA });
            }
        }
        return Ok(Entry::Event { number, at, who: ParticipantId(who), meant: told.meant(who) });
    }
    if text.starts_with(line::BOOKMARK) {
        let Bookmark(moment, note) = line::parse(text).map_err(FaultKind::Syntax)?;
        return Ok(Entry::Bookmark(Moment(moment), note.into_owned()));
    }
    if text.starts_with(line::END) {
        let End(events) = line::parse(text).map_err(FaultKind::Syntax)?;
        return Ok(Entry::End(events));
    }
    if text.starts_with(line::FULL) {
        let Full(events) = line::parse(text).map_err(FaultKind::Syntax)?;
        return Ok(Entry::Full(events));
    }
    if text.starts_with(line::HEADER) {
        return Err(FaultKind::SecondHeader);
    }
    Err(line::parse::<Line>(text).err().map_or(FaultKind::NotARecording, FaultKind::Syntax))
}

/// A recording on its way into memory.
struct Taking {
    recording: Recording,
    scripts: Scripts,
    /// The line that was read last.
    line: u64,
    extent: Extent,
    /// Whether the program that recorded it said that it was done.
    is_complete: bool,
}

impl Taking {
    /// Takes one entry. `None` when nothing more is wanted.
    fn take(&mut self, entry: Entry) -> Option<()> {
        self.line += 1;
        if let Err(kind) = self.try_take(entry) {
            self.recording.fault = Some(Fault { line: self.line, kind });
            return None;
        }
        match self.extent {
            Extent::Until(events) if self.recording.trace.live().0 >= events => None,
            _ => Some(()),
        }
    }

    fn try_take(&mut self, entry: Entry) -> Result<(), FaultKind> {
        let trace = &mut self.recording.trace;
        let expected = trace.live().0;
        match entry {
            Entry::Wrong(kind) => Err(kind),
            Entry::Bookmark(moment, note) => {
                if note.is_empty() {
                    self.recording.bookmarks.remove(&moment);
                } else {
                    self.recording.bookmarks.insert(moment, note);
                }
                Ok(())
            }
            Entry::End(found) | Entry::Full(found) if found != expected => {
                Err(FaultKind::Number { found, expected })
            }
            // All is sound, and there is no more.
            Entry::Full(_) => Err(FaultKind::Full),
            Entry::End(_) => {
                self.is_complete = true;
                Ok(())
            }
            // What comes after the end belongs to another one.
            Entry::Event { .. } if self.is_complete => Err(FaultKind::AfterEnd),
            Entry::Event { number, .. } if number != expected => {
                Err(FaultKind::Number { found: number, expected })
            }
            Entry::Event { at: found, .. } if found < trace.time_of(trace.live()) => {
                Err(FaultKind::TimeRunsBack { found, before: trace.time_of(trace.live()) })
            }
            Entry::Event { at, who, meant, .. } => {
                let what = what(&mut self.scripts, who, meant)?;
                trace.append(Event { at, participant: who, what }).map_err(|error| match error {
                    crate::trace::TraceError::NoSuchParticipant(_, id) => FaultKind::NoSuchParticipant(id),
                    error => FaultKind::Misfit(error),
                })
            }
        }
    }
}

/// What happened, with what only the scripts can tell.
fn what(scripts: &mut Scripts, who: ParticipantId, meant: Meant) -> Result<What, FaultKind> {
    Ok(match meant {
        Meant::What(what) => what,
        Meant::Step { name, step, socket } => {
            let no_such = FaultKind::NoSuchCall { participant: who.0, step, call: name.as_str() };
            let (call, origin) = scripts.call(who, step, name).ok_or(no_such)?;
            let socket = socket.map(|index| SocketId { participant: who.0, index });
            What::Called { origin, call, socket }
        }
        Meant::Script { next, text } => {
            let script = Script::parse_ron(&text, &scripts.calls).map_err(FaultKind::Scenario)?;
            let script = Arc::new(script);
            scripts.follow(who, Arc::clone(&script));
            What::Script { script, next }
        }
        Meant::Edited { ids, text } => {
            let scenario = Arc::new(scenario(&text, &ids, &scripts.calls)?);
            scripts.edited(&scenario);
            What::Edited { scenario }
        }
    })
}
