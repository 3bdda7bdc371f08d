//! A program that is made to exit, by itself or by a library of the window system, has its recordings whole; one that crashes
//! or is killed has them cut off, and they are offered again. Seen from outside, on a child that is this test once more.

mod driver;

use std::path::PathBuf;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;

use driver::{A, Driven, scenario, sleep, udp};
use socketlab::session::{Archive, Session, Standing};
use socketlab::trace::recording::{Extent, read};

/// How the child is to end, and where it keeps its run.
const WAY: &str = "SOCKETLAB_TEST_ENDS_BY";
const FOLDER: &str = "SOCKETLAB_TEST_FOLDER";

/// The child: makes two calls, and ends as it is told.
#[test]
fn child() {
    let (Ok(way), Ok(folder)) = (std::env::var(WAY), std::env::var(FOLDER)) else { return };
    let mut session = Session::open(scenario([vec![udp("a"), sleep(0)]]), Arc::new(|| {}));
    session.keep_in(Archive::in_folder(&PathBuf::from(folder)));
    let mut run = Driven { session };
    run.steps(A, 2);
    match way.as_str() {
        "exit" => std::process::exit(7),
        "drop" => drop(run),
        "crash" => panic!("as it should"),
        _ => std::process::abort(),
    }
}

/// What a child that ends so leaves: how its run stands, and how many calls are in it.
fn left_by(way: &str) -> (Standing, usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Process::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child", "--nocapture"]).env(WAY, way).env(FOLDER, folder.path());
    child.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let kept = Archive::in_folder(folder.path()).kept();
    assert_eq!(kept.len(), 1, "{way}");
    let recording = read(&kept[0].path, Extent::Whole).unwrap();
    assert!(recording.fault.is_none_or(|fault| fault.is_early_end()), "{way}");
    (kept[0].standing, recording.trace.calls().len())
}

#[test]
fn a_recording_is_whole_after_an_exit_and_cut_off_by_a_crash() {
    assert_eq!(left_by("exit"), (Standing::Complete, 2));
    assert_eq!(left_by("drop"), (Standing::Complete, 2));
    assert_eq!(left_by("crash"), (Standing::CutOff, 2));
    assert_eq!(left_by("abort"), (Standing::CutOff, 2));
}
