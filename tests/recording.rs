//! A recording says what the run was, wherever it is cut, and tells on which line something is wrong.

mod driver;

use std::fs;
use std::path::{Path, PathBuf};

use socketlab::scenario::CATALOGUE;
use socketlab::trace::recording::{
    Circumstances, Extent, FaultKind, LONGEST_LINE, Recorder, Recording, Unreadable, copy_events, read,
    read_from, tail,
};
use socketlab::trace::{Moment, Room, Trace};
use tempfile::TempDir;

use driver::*;

/// A recording of a run, complete.
fn recorded(folder: &TempDir, trace: &Trace, bookmarks: &[(usize, &str)]) -> PathBuf {
    let path = folder.path().join("run.ronl");
    let mut recorder = Recorder::create(&path, &Circumstances::now(), trace.scenario(Moment(0))).unwrap();
    recorder.follow(trace);
    for (moment, note) in bookmarks {
        recorder.bookmark(Moment(*moment), Some(note));
    }
    recorder.end().unwrap();
    path
}

/// A server, a client that is refused first, bytes that are no text, and a participant that is edited, frozen, killed and
/// taken out on the way.
fn eventful() -> Driven {
    use socketlab::scenario::{Edit, Place, Step};
    use socketlab::session::Command;
    use socketlab::sockets::{Call, Data, Hex};
    let bytes = Call::Send { socket: "s".into(), data: Data::Hex(Hex(vec![0xff, 0x00, 0x41])) };
    let mut run = Driven::watched([
        vec![
            tcp("l"),
            bind("l", "localhost:1024"),
            listen("l", 1),
            accept("l", "c"),
            recv("c", 9),
            recv("c", 9),
        ],
        vec![
            tcp("s"),
            connect("s", "localhost:1025"),
            connect("s", "localhost:1024"),
            bytes,
            send("s", "ñ \"\\\n"),
        ],
        vec![tcp("x"), sleep(1)],
    ]);
    run.steps(C, 1);
    run.session.apply(Command::Freeze(C));
    run.session.apply(Command::Thaw(C));
    run.session.apply(Command::Edit(Edit::Rename { id: C, name: "otro \"x\"".into() }));
    let step = Step::Call(std::sync::Arc::new(Call::GetSockName { socket: "x".into() }));
    run.session.apply(Command::Edit(Edit::Insert { id: C, at: Place::End, step }));
    run.until("the script is followed", |session| session.snapshot().script(C).map(|_| ()));
    run.session.apply(Command::Kill(C));
    run.until("it is dead", |session| {
        (session.snapshot().activity(C) == socketlab::trace::Activity::Killed).then_some(())
    });
    run.session.apply(Command::Edit(Edit::RemoveParticipant(C)));
    run.steps(A, 4);
    run.steps(B, 5);
    run.returned(A);
    run.steps(A, 2);
    run
}

fn events(trace: &Trace) -> Vec<String> {
    trace.events().iter().map(|event| format!("{event:?}")).collect()
}

fn sound(path: &Path) -> Recording {
    let recording = read(path, Extent::Whole).unwrap();
    assert_eq!(recording.fault, None);
    recording
}

#[test]
fn what_was_recorded_is_what_happened() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = CATALOGUE.iter().map(|entry| {
        let mut run = Driven::open(&entry.document().unwrap().scenario);
        run.run();
        run
    });
    for run in catalogue.chain([eventful()]) {
        let path = recorded(&folder, run.trace(), &[(2, "here"), (0, "«¡ñ!» \"")]);
        let recording = sound(&path);
        assert_eq!(events(&recording.trace), events(run.trace()));
        for moment in 0..=run.trace().live().0 {
            let moment = Moment(moment);
            assert_eq!(recording.trace.scenario(moment), run.trace().scenario(moment));
        }
        assert_eq!(recording.bookmarks[&Moment(0)], "«¡ñ!» \"");
        // Written once more it is the same to the letter.
        let text = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        recorded(&folder, &recording.trace, &[(2, "here"), (0, "«¡ñ!» \"")]);
        let without_date = |text: &str| text.split_once("participants:").unwrap().1.to_owned();
        assert_eq!(without_date(&fs::read_to_string(&path).unwrap()), without_date(&text));
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn cut_at_any_byte_it_opens_with_all_that_came_before() {
    let folder = tempfile::tempdir().unwrap();
    let run = eventful();
    let path = recorded(&folder, run.trace(), &[]);
    let whole = fs::read(&path).unwrap();
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap();
    let all = events(run.trace());
    let whole_lines: Vec<&str> = std::str::from_utf8(&whole).unwrap().lines().collect();
    let mut opened = 0;
    for cut in 0..whole.len() {
        let found = read_from(&whole[..cut], Extent::Whole, Room::default());
        if cut <= header {
            let Err(Unreadable::Header(fault)) = found else { panic!("{cut}: opened without a header") };
            assert_eq!((fault.line, fault.kind), (1, FaultKind::Cut), "{cut}");
            continue;
        }
        let recording = found.unwrap();
        // The line that is cut counts if it lacks nothing but its end.
        let text = String::from_utf8_lossy(&whole[..cut]);
        let lines = text.lines().skip(1).filter(|line| line.starts_with('('));
        let complete = lines.filter(|line| whole_lines.contains(line)).count();
        let kept = events(&recording.trace);
        assert_eq!(kept.len(), complete, "{cut}: {:?}", recording.fault);
        assert_eq!(kept, all[..kept.len()], "{cut}");
        let is_cut_within = !text.ends_with('\n') && !whole_lines.contains(&text.lines().last().unwrap());
        // It is complete but for the end of its last line, which says that it is.
        let has_end = text.ends_with(whole_lines.last().unwrap());
        let expected =
            if is_cut_within { Some(FaultKind::Cut) } else { (!has_end).then_some(FaultKind::NoEnd) };
        assert_eq!(recording.fault.map(|fault| fault.kind), expected, "{cut}");
        opened += 1;
    }
    assert!(opened > 1_000, "only {opened} cuts were opened");
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_what_came_before_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = Driven::scripts([vec![udp("s"), bind("s", "localhost:1024")], vec![udp("t")]]);
    run.steps(A, 2);
    run.steps(B, 1);
    let text = fs::read_to_string(recorded(&folder, run.trace(), &[])).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 8, "{text}");
    let with = |line: usize, other: &str| {
        let mut lines = lines.clone();
        lines[line - 1] = other;
        lines.join("\n") + "\n"
    };
    let without = |line: usize| {
        let mut lines = lines.clone();
        lines.remove(line - 1);
        lines.join("\n") + "\n"
    };
    let time = |n: usize| run.trace().time(n);
    let late = format!("(4, {}, 1, Call(socket, 0, None))", time(3) - 1);
    for (case, contents, line, expected) in [
        ("a hole", without(5), 5, FaultKind::Number { found: 4, expected: 3 }),
        ("a line twice", with(4, lines[2]), 4, FaultKind::Number { found: 1, expected: 2 }),
        ("a stranger", with(6, &format!("(4, {}, 7, Ended)", time(4))), 6, FaultKind::NoSuchParticipant(7)),
        ("backwards", with(6, &late), 6, FaultKind::TimeRunsBack { found: time(3) - 1, before: time(3) }),
        ("two files", format!("{text}{text}"), 9, FaultKind::SecondHeader),
        ("no text", with(5, "\u{0}"), 5, FaultKind::NoEnd),
        (
            "another call",
            with(2, "(0, 5, 0, Call(bind, 0, None))"),
            2,
            FaultKind::NoSuchCall { participant: 0, step: 0, call: "bind" },
        ),
        (
            "no such step",
            with(2, "(0, 5, 0, Call(bind, 99, None))"),
            2,
            FaultKind::NoSuchCall { participant: 0, step: 99, call: "bind" },
        ),
        (
            "a socket of nobody",
            with(4, &format!("(2, {}, 0, Call(bind, 1, 5))", time(2))),
            4,
            FaultKind::NoEnd,
        ),
        ("a return of nothing", with(2, "(0, 5, 0, Done)"), 2, FaultKind::NoEnd),
        ("after the end", format!("{text}(6, 99999999999, 0, Ended)\n"), 9, FaultKind::AfterEnd),
        ("not of its call", with(3, &format!("(1, {}, 0, Sent(3))", time(1))), 3, FaultKind::NoEnd),
        (
            "too many bytes",
            with(3, &format!("(1, {}, 0, Received(Repeat(\"xxxxxxxxxxxxxxxx\", 4294967295)))", time(1))),
            3,
            FaultKind::NoEnd,
        ),
        (
            "too many to send",
            with(
                2,
                "(0, 5, 0, Made(ByHand, Send(socket: \"s\", data: Repeat(\"xxxxxxxx\", 4294967295)), None))",
            ),
            2,
            FaultKind::TooMuchData { bytes: 8 * 4_294_967_295, limit: socketlab::scenario::MOST_DATA },
        ),
        ("garbage at the end", lines[..7].join("\n") + "\nhello", 8, FaultKind::NoEnd),
        ("a wrong end", with(8, "End(3)"), 8, FaultKind::Number { found: 3, expected: 6 }),
    ] {
        let recording = read_from(contents.as_bytes(), Extent::Whole, Room::default()).unwrap();
        let fault = recording.fault.unwrap_or_else(|| panic!("{case}: no fault"));
        assert_eq!(fault.line, line, "{case}: {fault}");
        match (&fault.kind, &expected) {
            // What the parser or the log says has its own words.
            (FaultKind::Syntax(_) | FaultKind::Misfit(_), FaultKind::NoEnd) => {}
            (found, expected) => assert_eq!(found, expected, "{case}"),
        }
        let before = usize::try_from(line).unwrap() - 2;
        assert_eq!(events(&recording.trace), events(run.trace())[..before.min(6)], "{case}");
    }
}

#[test]
fn a_participant_that_no_scenario_has_is_none_whatever_its_number() {
    let text = "Recording(version:1,program:\"\",platform:\"\",began:\"\",participants:[5],scenario:Scenario(version: 1, \
                participants: [Participant(name: \"a\", role: Peer, script: [Sleep(ms: 0)])]))\n\
                (0,1,5,Call(sleep,0,None))\n(1,1,5,Done)\n(2,2,0,Made(ByHand,Sleep(ms:0),None))\n";
    let recording = read_from(text.as_bytes(), Extent::Whole, Room::default()).unwrap();
    let fault = recording.fault.unwrap();
    assert_eq!((fault.line, fault.kind), (4, FaultKind::NoSuchParticipant(0)));
    // Nor is anything made ready for it.
    let header = text.split_inclusive('\n').next().unwrap();
    let huge = format!("{header}(0,5,4000000000,Script(0,[]))\n");
    let fault = read_from(huge.as_bytes(), Extent::Whole, Room::default()).unwrap().fault.unwrap();
    assert_eq!((fault.line, fault.kind), (2, FaultKind::NoSuchParticipant(4_000_000_000)));
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = eventful();
    let path = recorded(&folder, run.trace(), &[]);
    let mut contents = fs::read(&path).unwrap();
    let third = contents.split_inclusive(|byte| *byte == b'\n').take(3).map(<[u8]>::len).sum::<usize>();
    contents[third + 3] = 0xff;
    let recording = read_from(&*contents, Extent::Whole, Room::default()).unwrap();
    let fault = recording.fault.unwrap();
    assert_eq!((fault.line, fault.kind), (4, FaultKind::NotText));
    assert_eq!(recording.trace.live(), Moment(2));
}

#[test]
fn what_is_no_recording_of_ours_is_not_opened() {
    let open = |text: &str| read_from(text.as_bytes(), Extent::Whole, Room::default());
    let newest = socketlab::trace::recording::NEWEST_RECORDING;
    let newer = &format!("Recording(version: {}, colour: Blue)\n", newest + 1);
    for (text, expected) in [
        ("", FaultKind::Cut),
        ("Reco", FaultKind::Cut),
        ("Scenario(version: 1)\n", FaultKind::NotARecording),
        ("GIF89a", FaultKind::NotARecording),
        (newer, FaultKind::Version { found: newest + 1, newest }),
        ("Recording(version: 0)\n", FaultKind::Version { found: 0, newest }),
    ] {
        let Err(Unreadable::Header(fault)) = open(text) else { panic!("{text} was opened") };
        assert_eq!((fault.line, fault.kind), (1, expected), "{text}");
    }
    // Ids that cannot be those of the participants.
    let text = "Recording(version: 1, program: \"\", platform: \"\", began: \"\", participants: [4000000000], \
                scenario: Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer)]))\n";
    assert!(matches!(open(text), Err(Unreadable::Header(_))));
}

#[test]
fn a_line_without_end_is_given_up_and_not_taken_into_memory() {
    /// A header and then as many bytes as anybody reads. Counts them.
    struct Endless<'a> {
        header: &'a [u8],
        read: &'a std::sync::atomic::AtomicUsize,
    }
    impl std::io::Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let read = if self.header.is_empty() {
                buffer.fill(b'(');
                buffer.len()
            } else {
                let read = self.header.len().min(buffer.len());
                buffer[..read].copy_from_slice(&self.header[..read]);
                self.header = &self.header[read..];
                read
            };
            self.read.fetch_add(read, std::sync::atomic::Ordering::Relaxed);
            Ok(read)
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let mut run = Driven::scripts([vec![udp("s")]]);
    run.steps(A, 1);
    let whole = fs::read(recorded(&folder, run.trace(), &[])).unwrap();
    let end = whole.windows(4).position(|part| part == b"End(").unwrap();
    for (sound, line) in [(&whole[..end], 4), (&b"Recording("[..], 1)] {
        let read = std::sync::atomic::AtomicUsize::new(0);
        let fault = match read_from(Endless { header: sound, read: &read }, Extent::Whole, Room::default()) {
            Ok(recording) => recording.fault.unwrap(),
            Err(Unreadable::Header(fault)) => fault,
            Err(other) => panic!("{other}"),
        };
        assert_eq!((fault.line, fault.kind), (line, FaultKind::TooLong { limit: LONGEST_LINE }));
        let read = read.into_inner();
        assert!(read < LONGEST_LINE + (1 << 20), "{read} bytes were read");
    }
}

#[test]
fn what_memory_has_no_room_for_is_reached_again_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = Driven::scripts([vec![udp("s")]
        .into_iter()
        .chain((0..200).map(|_| getsockname("s")))
        .collect::<Vec<_>>()]);
    run.run();
    let path = recorded(&folder, run.trace(), &[]);
    let open = |extent| {
        let room = Room { events: 100, ..Room::default() };
        read_from(fs::File::open(&path).unwrap(), extent, room).unwrap().trace
    };
    let all = events(run.trace());
    let newest = open(Extent::Whole);
    assert_eq!(newest.live(), run.trace().live());
    assert!(newest.first().0 > 300 && newest.events().len() <= 100, "{:?}", newest.first());
    assert_eq!(events(&newest), all[newest.first().0..]);
    for moment in [0, 1, 50, 99, 100, 101, 250, all.len() - 1] {
        let part = open(Extent::Until(moment + 1));
        assert!(part.first().0 <= moment && moment < part.live().0, "{moment}: {:?}", part.first());
        assert_eq!(events(&part), all[part.first().0..part.live().0]);
    }
}

#[test]
fn a_long_recording_is_copied_as_far_as_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let run = eventful();
    let path = recorded(&folder, run.trace(), &[(2, "here")]);
    let whole = fs::read(&path).unwrap();
    for until in [0, 1, 20, run.trace().live().0] {
        let mut copy = Vec::new();
        copy_events(&mut &*whole, &mut copy, Moment(until)).unwrap();
        copy.extend_from_slice(
            tail(&[(Moment(1), "mine".to_owned())].into(), Moment(until), false).as_bytes(),
        );
        let copied = read_from(&*copy, Extent::Whole, Room::default()).unwrap();
        assert_eq!(copied.fault, None, "{until}");
        assert_eq!(events(&copied.trace), events(run.trace())[..until]);
        assert_eq!(copied.bookmarks, [(Moment(1), "mine".to_owned())].into());
    }
    let cut = &whole[..whole.len() - 40];
    assert!(copy_events(&mut &*cut, &mut Vec::new(), run.trace().live()).is_err());
}

/// The recordings of each version of the format that there has been. They stay as they are: what was recorded once can be
/// opened for good.
const VERSIONS: [&str; 1] = ["tests/recordings/version_1.ronl"];

#[test]
fn recordings_of_every_version_open_as_they_did() {
    for (file, version) in VERSIONS.iter().zip(1_u32..) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(fs::read_to_string(&path).unwrap().starts_with(&format!("Recording(version:{version},")));
        let recording = sound(&path);
        let trace = &recording.trace;
        // The same run in every version: that of `eventful`.
        let calls: Vec<_> = trace
            .calls()
            .iter()
            .map(|call| {
                let came = trace.outcome_of(call).map_or("waits".into(), word);
                format!("{} {} {came}", call.participant.0, call.call.name().as_str())
            })
            .collect();
        let expected = [
            "2 socket opened",
            "2 close done",
            "0 socket opened",
            "0 bind bound",
            "0 listen bound",
            "0 accept accepted",
            "1 socket opened",
            "1 connect ECONNREFUSED",
            "1 connect connected",
            "1 send sent 3",
            "1 send sent 6",
            "0 recv got 9",
            "0 recv waits",
        ];
        assert_eq!(calls, expected, "{file}");
        let names = |moment| {
            let scenario = trace.scenario(moment);
            scenario.ids().map(|(id, participant)| (id.0, participant.name.clone())).collect::<Vec<_>>()
        };
        let (p0, p1) = ((0, "p0".to_owned()), (1, "p1".to_owned()));
        assert_eq!(names(Moment(0)), [p0.clone(), p1.clone(), (2, "p2".into())], "{file}");
        assert_eq!(names(trace.live()), [p0, p1], "{file}");
        assert!(
            trace.at(trace.live()).departed().any(|(id, name)| id == C && name == "otro \"x\""),
            "{file}"
        );
        let received = trace.calls().iter().rev().find_map(|call| trace.outcome_of(call)?.received());
        assert_eq!(&**received.unwrap(), b"\xff\x00A\xc3\xb1 \"\\\n", "{file}");
        let state = trace.sockets().iter().filter_map(|socket| socket.reading(trace.live())?.state);
        assert!(state.count() >= 3, "{file}");
        assert_eq!(recording.bookmarks[&Moment(2)], "here", "{file}");
    }
}

#[test]
#[ignore = "writes the fixture of a new version, once"]
fn make_the_fixture_of_this_version() {
    let folder = tempfile::tempdir().unwrap();
    let version = socketlab::trace::recording::NEWEST_RECORDING;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/recordings/version_{version}.ronl"));
    assert!(!path.exists(), "what was recorded once is not recorded anew");
    fs::copy(recorded(&folder, eventful().trace(), &[(2, "here")]), path).unwrap();
}
