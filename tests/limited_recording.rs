//! A recording that grows without end is ended, in words, and the run goes on; what a disk takes no more of is left whole.

mod driver;

use std::fs;
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;

use socketlab::scenario::save;
use socketlab::session::{Archive, Command, Notice, Session, Standing};
use socketlab::sockets::Call;
use socketlab::trace::Moment;
use socketlab::trace::recording::{Extent, Fault, FaultKind, Recording, read};

use driver::*;

const MOST: u64 = 20_000;

/// A participant that has much to tell.
fn talkative() -> Vec<Call> {
    [udp("s")].into_iter().chain((0..300).map(|_| getsockname("s"))).collect()
}

/// A recording that ends before its run did, with all that the run had until then.
fn sound_beginning(path: &Path, run: &Driven) -> Recording {
    let recording = read(path, Extent::Whole).unwrap();
    let fault = recording.fault.clone().unwrap();
    assert!(fault.is_limit() && fault.is_early_end(), "{fault}");
    let events = recording.trace.events();
    assert!(events.len() > 20 && events.len() < run.trace().live().0, "{}", events.len());
    assert_eq!(events, &run.trace().events()[..events.len()]);
    recording
}

#[test]
fn a_recording_at_its_limit_ends_whole_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::in_folder(&folder.path().join("runs"));
    let mut run = Driven::scripts([talkative()]);
    run.session.limit_recordings(MOST);
    run.session.keep_in(archive.clone());
    run.session.apply(Command::RunFreely);
    run.until_noted("the end", |session| session.is_over().then_some(()));
    let path = run.session.recording().unwrap().to_owned();
    assert!(fs::metadata(&path).unwrap().len() <= MOST);
    let recording = sound_beginning(&path, &run);
    // It was said once, and is no failure.
    let (events, bytes) = (recording.trace.live().0, fs::metadata(&path).unwrap().len());
    let expected = Notice::RecordingFull { path: Some(path.clone()), events, bytes };
    assert!(run.session.notices().iter().eq([&expected]), "{:?}", run.session.notices());
    assert!(!expected.is_failure());
    // Nobody takes it for cut off by a crash, nor begins another file for the rest.
    let kept = archive.kept();
    assert_eq!(kept.iter().map(|kept| kept.standing).collect::<Vec<_>>(), [Standing::Complete]);
    assert_eq!(archive.newest_cut_off(), None);
    // As long as it is open it is not deleted.
    archive.discard(&path);
    assert!(path.exists());
    // Whoever opens it is told.
    let shown = Session::show_recording(recording, Some(&path), Arc::new(|| {}));
    let [Notice::Fault { fault, .. }] = shown.notices() else { panic!("{:?}", shown.notices()) };
    assert_eq!(fault.kind, FaultKind::Full);
    assert!(shown.notices().iter().all(|notice| !notice.is_failure()));
}

#[test]
fn what_memory_has_of_the_run_is_saved_whole_and_what_was_limited_stays_so() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy, again) =
        (folder.path().join("a.ronl"), folder.path().join("b.ronl"), folder.path().join("c.ronl"));
    let mut run = Driven::scripts([talkative()]);
    run.session.limit_recordings(MOST);
    run.session.record_to(&path).unwrap();
    run.session.apply(Command::RunFreely);
    run.until_noted("the end", |session| session.is_over().then_some(()));
    let limited = sound_beginning(&path, &run);
    run.session.save_recording(&copy).unwrap();
    let whole = read(&copy, Extent::Whole).unwrap();
    assert_eq!(whole.fault, None);
    assert_eq!(whole.trace.events(), run.trace().events());
    // A copy of the limited one is no more complete than it.
    let mut shown = Session::show_recording(limited, Some(&path), Arc::new(|| {}));
    shown.save_recording(&again).unwrap();
    sound_beginning(&again, &run);
}

#[test]
fn a_note_that_has_no_room_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ronl");
    let mut run = Driven::scripts([vec![udp("s")]]);
    run.session.limit_recordings(MOST);
    run.session.record_to(&path).unwrap();
    run.steps(A, 1);
    run.session.apply(Command::Bookmark { moment: Moment(1), note: Some("x".repeat(30_000)) });
    assert!(run.session.has_loose_notes());
    let recording = read(&path, Extent::Whole).unwrap();
    assert!(recording.fault.is_some_and(|fault| fault.is_limit()));
    assert_eq!((recording.trace.live(), recording.bookmarks.len()), (run.trace().live(), 0));
    let copy = folder.path().join("b.ronl");
    run.session.save_recording(&copy).unwrap();
    assert_eq!(read(&copy, Extent::Whole).unwrap().bookmarks[&Moment(1)].len(), 30_000);
    assert!(!run.session.has_loose_notes());
}

#[cfg(target_os = "linux")]
#[test]
fn where_the_disk_takes_no_more_no_line_is_left_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let (file, path) = (folder.path().join("a.ron"), folder.path().join("a.ronl"));
    save(&scenario([talkative()]), &file).unwrap();
    // A limit of the system, in units of 512 bytes, stands for the end of the disk.
    let script = "trap '' XFSZ; ulimit -f 40; exec \"$0\" --lang en run \"$1\" --record \"$2\"";
    let mut run = Process::new("sh");
    run.args(["-c", script, env!("CARGO_BIN_EXE_socketlab")]).args([&file, &path]);
    let told = run.output().unwrap();
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.contains("no longer recorded"), "{told}");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.len() > 15_000 && text.ends_with(")\n"), "{}", &text[text.len() - 200..]);
    let recording = read(&path, Extent::Whole).unwrap();
    // Where not even the last line had room, it ends as after a crash.
    assert!(recording.fault.as_ref().is_some_and(Fault::is_early_end), "{:?}", recording.fault);
    let last = text.lines().filter(|line| line.starts_with('(')).count();
    assert_eq!(recording.trace.live(), Moment(last));
}

/// What a check of such a file says: that it is sound, and not the whole run.
#[test]
fn a_recording_that_says_where_it_ends_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ronl");
    let mut run = Driven::scripts([talkative()]);
    run.session.limit_recordings(MOST);
    run.session.record_to(&path).unwrap();
    run.session.apply(Command::RunFreely);
    run.until_noted("the end", |session| session.is_over().then_some(()));
    for (command, language, words) in [
        ("check", "en", "the recording ends here, and the run went on"),
        ("check", "es", "la grabación acaba aquí y la ejecución siguió"),
        ("run", "en", "the recording ends here, and the run went on"),
    ] {
        let ran = Process::new(env!("CARGO_BIN_EXE_socketlab"))
            .args(["--lang", language, command])
            .arg(&path)
            .output();
        let ran = ran.unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success() && told.contains(words), "{command}: {told}");
    }
    // A number that is not that of its events is a fault as any other.
    let text = fs::read_to_string(&path).unwrap();
    let (before, _) = text.rsplit_once("Full(").unwrap();
    fs::write(&path, format!("{before}Full(3)\n")).unwrap();
    let fault = read(&path, Extent::Whole).unwrap().fault.unwrap();
    assert!(matches!(fault.kind, FaultKind::Number { found: 3, .. }), "{fault}");
}
