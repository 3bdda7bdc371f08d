//! Scenarios on disk: whatever a person can make reads back equal, and what cannot be saved says why and loses nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use socketlab::scenario::{
    Document, Fingerprint, Participant, ParticipantId, Problem, Role, SaveFailure, Scenario, Script, Step,
    Texts, changed, save, write_own,
};
use socketlab::sockets::{Address, Call, Data, Family, Half, Kind, OptionName, OptionSetting};
use strum::IntoEnumIterator as _;
use tempfile::TempDir;

/// A scenario of one participant, which sends this.
fn sending(text: &str) -> Scenario {
    let send = Call::Send { socket: "s".into(), data: Data::Text(text.into()) };
    named(&["a"], vec![send])
}

/// A scenario of participants with these names, of which the first has a script.
fn named(names: &[&str], script: Vec<Call>) -> Scenario {
    let mut scripts = vec![Script::from(script)].into_iter();
    Scenario {
        title: Texts::default(),
        about: Texts::default(),
        notes: Texts::default(),
        participants: (0..)
            .map(ParticipantId)
            .zip(names)
            .map(|(id, name)| Participant {
                id,
                name: (*name).into(),
                role: Role::Peer,
                script: scripts.next().unwrap_or_default(),
                program: None,
            })
            .collect(),
        order: Vec::new(),
    }
}

#[track_caller]
fn assert_reads_back(scenario: &Scenario) {
    let text = scenario.to_ron();
    let read = Document::parse_draft(&text, Path::new("again.ron"));
    assert_eq!(&read.unwrap_or_else(|problem| panic!("{problem} in:\n{text}")).scenario, scenario);
}

/// Names and texts as nobody expects them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\"\\\\'\n\r\t\0\u{1}\u{7f}\u{85}\u{2028}\u{feff}{}()\\[\\]#r/*,:]{0,12}",
        "[ab]{0,2}",
        "[0-9]{1,3}",
    ]
}

fn address() -> impl Strategy<Value = Address> {
    let text = prop_oneof![
        Just("sender".to_owned()),
        words().prop_map(|path| format!("unix:{path}")),
        (words(), any::<u16>()).prop_map(|(host, port)| format!("{host}:{port}")),
        (words(), any::<u16>()).prop_map(|(host, port)| format!("[{host}]:{port}")),
        Just("[unix]:7".to_owned()),
    ];
    text.prop_filter_map("no address", |text| text.parse().ok())
}

fn data() -> impl Strategy<Value = Data> {
    prop_oneof![
        words().prop_map(Data::Text),
        vec(any::<u8>(), 0..40).prop_map(|bytes| {
            let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let digits = digits.map(|digit| char::from_digit(digit.into(), 16).unwrap());
            Data::Hex(digits.collect::<String>().parse().unwrap())
        }),
        (words(), 0..9_u32).prop_map(|(text, times)| Data::Repeat(text, times)),
    ]
}

fn setting() -> impl Strategy<Value = OptionSetting> {
    prop_oneof![
        any::<bool>().prop_map(OptionSetting::ReuseAddr),
        any::<u32>().prop_map(OptionSetting::SndBuf),
        any::<u32>().prop_map(OptionSetting::RcvBuf),
        any::<Option<u16>>().prop_map(OptionSetting::Linger),
        any::<bool>().prop_map(OptionSetting::NoDelay),
        any::<bool>().prop_map(OptionSetting::Broadcast),
        any::<u32>().prop_map(OptionSetting::RcvTimeo),
    ]
}

/// Any call, on sockets that may or may not have been made.
fn call() -> impl Strategy<Value = Call> {
    let family = prop_oneof![Just(Family::Inet), Just(Family::Inet6), Just(Family::Unix)];
    let kind = prop_oneof![Just(Kind::Stream), Just(Kind::Dgram)];
    let half = prop_oneof![Just(Half::Read), Just(Half::Write), Just(Half::Both)];
    let option = proptest::sample::select(OptionName::iter().collect::<Vec<_>>());
    let max = 0..=16_usize << 20;
    prop_oneof![
        (words(), family, kind).prop_map(|(socket, family, kind)| Call::Socket { socket, family, kind }),
        (words(), address()).prop_map(|(socket, to)| Call::Bind { socket, to }),
        (words(), any::<u32>()).prop_map(|(socket, backlog)| Call::Listen { socket, backlog }),
        (words(), words()).prop_map(|(socket, into)| Call::Accept { socket, into }),
        (words(), address()).prop_map(|(socket, to)| Call::Connect { socket, to }),
        (words(), data()).prop_map(|(socket, data)| Call::Send { socket, data }),
        (words(), max.clone()).prop_map(|(socket, max)| Call::Recv { socket, max }),
        (words(), data(), address()).prop_map(|(socket, data, to)| Call::SendTo { socket, data, to }),
        (words(), max).prop_map(|(socket, max)| Call::RecvFrom { socket, max }),
        (words(), half).prop_map(|(socket, how)| Call::Shutdown { socket, how }),
        words().prop_map(|socket| Call::Close { socket }),
        (words(), setting()).prop_map(|(socket, option)| Call::SetSockOpt { socket, option }),
        (words(), option).prop_map(|(socket, option)| Call::GetSockOpt { socket, option }),
        words().prop_map(|socket| Call::GetSockName { socket }),
        words().prop_map(|socket| Call::GetPeerName { socket }),
        any::<u32>().prop_map(|ms| Call::Sleep { ms }),
    ]
}

fn script() -> impl Strategy<Value = Script> {
    let step = call().prop_map(|call| Step::Call(Arc::new(call)));
    let step = step.prop_recursive(3, 12, 4, |inner| {
        (0..9_u32, vec(inner, 0..4))
            .prop_map(|(times, steps)| Step::Repeat { times, script: Script::new(steps) })
    });
    vec(step, 0..8).prop_map(Script::new)
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let role = prop_oneof![Just(Role::Server), Just(Role::Client), Just(Role::Peer)];
    let participant = (words(), role, script()).prop_map(|(name, role, script)| Participant {
        id: ParticipantId(0),
        name,
        role,
        script,
        program: None,
    });
    let texts = || btree_map(words(), words(), 0..3).prop_map(Texts);
    let turns = vec(any::<prop::sample::Index>(), 0..6);
    (texts(), texts(), texts(), vec(participant, 0..5), turns).prop_map(
        |(title, about, notes, mut participants, turns)| {
            // A file numbers them in the order written.
            for (id, participant) in (0..).map(ParticipantId).zip(&mut participants) {
                participant.id = id;
            }
            let turn = |index: prop::sample::Index| {
                let at = index.index(participants.len().max(1));
                ParticipantId(u32::try_from(at).unwrap())
            };
            let order =
                if participants.is_empty() { Vec::new() } else { turns.into_iter().map(turn).collect() };
            Scenario { title, about, notes, participants, order }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scenario_reads_back_equal(scenario in scenario()) {
        assert_reads_back(&scenario);
    }
}

#[test]
fn names_long_empty_and_alike_read_back_equal() {
    let long = "ñ\"\n".repeat(10_000);
    let mut scenario = named(&["", "a", "a", "1", &long, ""], Vec::new());
    scenario.order = [5, 1, 2, 3, 4, 0].map(ParticipantId).into();
    assert_reads_back(&scenario);
    let text = scenario.to_ron();
    let order = text.split_once("order: [").unwrap().1;
    assert!(order.contains("\"1\""), "a name that is its own stays a name: {order}");
    assert_reads_back(&named(&[], Vec::new()));
}

#[test]
fn a_number_of_nobody_in_the_order_is_refused_where_it_stands() {
    for number in ["0", "2"] {
        let text = format!(
            "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer)],\n order: [1, {number}])"
        );
        let problem = Document::parse_draft(&text, Path::new("x.ron")).unwrap_err();
        assert_eq!(problem.problem, Problem::OrderUnknown(number.into()));
        assert_eq!((problem.line, problem.column), (2, 13));
    }
}

#[test]
fn what_is_saved_opens_again_and_is_known_by_its_fingerprint() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mine.ron");
    let written = save(&sending("Hola"), &path).unwrap();
    let document = Document::read_draft(&path).unwrap();
    assert_eq!(document.scenario, sending("Hola"));
    assert_eq!(document.fingerprint(), written);
    assert!(!changed(&path, written).unwrap());

    // The same number of bytes, and another one.
    for other in ["Hole", "Hola, hola"] {
        fs::write(&path, sending(other).to_ron()).unwrap();
        assert!(changed(&path, written).unwrap(), "{other}");
    }
    fs::remove_file(&path).unwrap();
    assert!(!changed(&path, written).unwrap(), "nothing is there to be overwritten");
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[test]
fn a_message_of_ten_million_bytes_is_saved_and_opens_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.ron");
    let large = sending(&"Hola, servidor\n".repeat(700_000));
    save(&large, &path).unwrap();
    assert_eq!(Document::read_draft(&path).unwrap().scenario, large);
}

#[test]
fn a_file_keeps_its_permissions_and_a_new_one_gets_the_usual_ones() {
    let folder = TempDir::new().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (path, usual) = (folder.path().join("mine.ron"), folder.path().join("usual"));
    fs::write(&usual, "").unwrap();
    save(&sending("1"), &path).unwrap();
    assert_eq!(mode(&path), mode(&usual));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    save(&sending("2"), &path).unwrap();
    assert_eq!(mode(&path), 0o640);
    assert_eq!(Document::read_draft(&path).unwrap().scenario, sending("2"));
}

#[test]
fn nothing_is_written_through_a_link() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("mine.ron"), "old").unwrap();
    for target in ["mine.ron", "nowhere.ron", "/dev/null", "link.ron"] {
        symlink(target, path("link.ron")).unwrap();
        assert_eq!(failure(&sending("new"), &path("link.ron")), SaveFailure::IsLink(target.into()));
        assert_eq!(fs::read_link(path("link.ron")).unwrap(), Path::new(target));
        fs::remove_file(path("link.ron")).unwrap();
    }
    assert_eq!(fs::read(path("mine.ron")).unwrap(), b"old");
    assert_eq!(names_in(folder.path()), ["mine.ron"]);
    // The folder that a file stands in may be a link: that is where it is.
    fs::create_dir(path("lessons")).unwrap();
    symlink("lessons", path("here")).unwrap();
    save(&sending("1"), &path("here/one.ron")).unwrap();
    assert_eq!(Document::read_draft(&path("lessons/one.ron")).unwrap().scenario, sending("1"));
}

#[test]
fn what_a_killed_writer_has_left_is_swept_by_the_next() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(".socketlab-aB3dE6"), "half of it").unwrap();
    save(&sending("1"), &folder.path().join("mine.ron")).unwrap();
    assert_eq!(names_in(folder.path()), ["mine.ron"]);
}

/// Settings may be kept elsewhere, by a link that their owner has put into the folder that is theirs alone.
#[test]
fn a_file_of_the_program_is_written_where_its_link_leads() {
    let folder = TempDir::new().unwrap();
    let (own, kept) = (folder.path().join("socketlab"), folder.path().join("kept.ron"));
    fs::create_dir(&own).unwrap();
    symlink("../kept.ron", own.join("preferences.ron")).unwrap();
    for text in ["1", "2"] {
        write_own(&own.join("preferences.ron"), text.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&kept).unwrap(), text);
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(fs::symlink_metadata(own.join("preferences.ron")).unwrap().is_symlink());
}

fn failure(scenario: &Scenario, path: &Path) -> SaveFailure {
    let error = save(scenario, path).expect_err("this cannot be saved");
    assert_eq!(error.path, path);
    error.failure
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn what_cannot_be_saved_says_why_and_leaves_what_is_there() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "old").unwrap();
    let try_save = |path: &Path| failure(&sending("new"), path);

    let missing = folder.path().join("no/such");
    assert_eq!(try_save(&missing.join("mine.ron")), SaveFailure::NoFolder(missing));
    assert_eq!(try_save(&file.join("mine.ron")), SaveFailure::NotAFolder(file.clone()));
    assert_eq!(try_save(folder.path()), SaveFailure::IsFolder);
    assert_eq!(try_save(&folder.path().join("n".repeat(300))), SaveFailure::NameTooLong);
    assert_eq!(try_save(Path::new("/dev/null")), SaveFailure::NotAFile);
    assert_eq!(fs::read(&file).unwrap(), b"old");
    assert_eq!(names_in(folder.path()), ["file"], "something was left behind");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_says_so() {
    // This folder of the kernel takes none, not even of root.
    let failure = failure(&sending("new"), Path::new("/proc/mine.ron"));
    assert!(matches!(failure, SaveFailure::Forbidden(_)), "{failure}");
}

#[test]
fn a_file_that_may_only_be_read_is_not_replaced() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    // Root may write to it all the same.
    if fs::OpenOptions::new().write(true).open(&path).is_err() {
        assert!(matches!(failure(&sending("new"), &path), SaveFailure::Forbidden(_)));
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }
}

#[test]
fn what_could_not_be_opened_again_is_not_saved() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mine.ron");
    let good = save(&sending("good"), &path).unwrap();
    let too_long = failure(&sending(&"\u{1}".repeat(15_000_000)), &path);
    assert!(matches!(too_long, SaveFailure::TooLarge { .. }), "{too_long}");
    let too_many = failure(&named(&["a"; 65], Vec::new()), &path);
    assert_eq!(too_many, SaveFailure::Unreadable(Problem::TooManyParticipants { limit: 64 }));
    assert_eq!(Fingerprint::of(&fs::read(&path).unwrap()), good, "what was there is gone");
}

#[test]
fn a_scenario_is_written_as_the_oldest_version_that_has_all_of_it() {
    let mut scenario = sending("hola");
    let version = |scenario: &Scenario| scenario.to_ron().lines().nth(1).unwrap().trim().to_owned();
    assert_eq!(version(&scenario), "version: 1,");
    scenario.notes.0.insert("es".into(), "Pregunta antes del primer paso.".into());
    assert_eq!(version(&scenario), "version: 3,");
}
